/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/tests_city.c - queries: whose costs one is told, prices and decisions, that numbers open their rows. */
#include "modules/costs/inside.h"
#include "modules/costs/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "modules/events/events.h"

extern const struct embedded catalogue_files[];

static struct store *store;

static void unit_put(struct change *change, int64_t id, const char *code, int64_t above, int64_t employees)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, headcount)"
		" VALUES ($1, $2, $2, $2, 'district', $3)"), V(id, code, employees));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"), V(id));
	if (!above)
		return;
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" SELECT above_id, $1, depth + 1 FROM unit_closure WHERE below_id = $2"), V(id, above));
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"), V(id, above));
}

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id, const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, login, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

struct store *costs_city(void)
{
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 1 }, 12, 0, 0));
	store = test_store();
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, CITY, "city", 0, 10);
	unit_put(change, NORTH, "north", CITY, 900);
	unit_put(change, SCHOOL, "school", NORTH, 100);
	unit_put(change, SOUTH, "south", CITY, 500);
	person_put(change, NORA, "nora", NORTH, "unit_coordinator");
	person_put(change, POLLY, "polly", NORTH, "politician");
	person_put(change, CLARA, "clara", CITY, "claims_officer");
	person_put(change, SECURITY, "security", CITY, "chief_security_officer");
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

void costs_events(int64_t unit_id, int year, int count, int64_t cost, bool is_restricted)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct event *events = arena_array(test_arena(), struct event, (size_t)count);

	for (int i = 0; i < count; i++)
		events[i] = (struct event){ .unit_id = unit_id, .board_id = NORTH, .type = S("property.damage"),
			.title = S("Broken"), .cost_estimate = cost + i, .is_restricted = is_restricted,
			.occurred_at = instant_at((struct date){ (int16_t)year, 3, 1 }, 8, 0, 0),
			.reported_at = instant_at((struct date){ (int16_t)year, 3, 2 }, 8, 0, 0) };
	event_report_many(change, events, (size_t)count);
	CHECK(change_commit(change) == COMMITTED);
}

static struct view *view_as(int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static const struct date from = { 2020, 1, 1 };

TEST_ON_STORES(costs_are_those_of_the_units_one_reads_and_never_restricted)
{
	struct view *view;

	costs_city();
	costs_events(SCHOOL, 2024, 3, 1000, false);
	costs_events(NORTH, 2025, 2, 5000, false);
	costs_events(SOUTH, 2025, 4, 5000, false);
	costs_events(SCHOOL, 2025, 1, 90000, true);
	view = view_as(NORA);
	CHECK(cost_lines(view, NORTH, from).count == 5 && cost_lines(view, SCHOOL, from).count == 3);
	CHECK(cost_lines(view, NORTH, (struct date){ 2025, 1, 1 }).count == 2);
	CHECK(cost_lines(view, SOUTH, from).count == 0 && cost_lines(view, CITY, from).count == 5);
	CHECK(costs_employees(view, NORTH) == 1000);
	CHECK(cost_lines_city(view, from).count == 9);          /* without whose they are */
	view_close(view);
	view = view_as(CLARA);                  /* writes the costs, and reads no statistics */
	CHECK(cost_lines(view, CITY, from).count == 0 && cost_lines_city(view, from).count == 0);
	view_close(view);
	view = view_as(SECURITY);
	CHECK(cost_lines(view, CITY, from).count == 9);
	view_close(view);
}

static double cap_told(int64_t person)
{
	struct view *view = view_as(person);
	double cap = costs_ground_of(view, 2026).cap;

	view_close(view);
	return cap;
}

TEST_ON_STORES(who_reads_events_is_told_the_limit_of_the_city_and_which_event_is_none)
{
	enum { READER = 30, NOBODYS = 31 };
	struct change *change;
	struct view *view;

	costs_city();
	costs_events(SOUTH, 2025, 40, 5000, false);
	costs_events(NORTH, 2025, 10, 80000, false);
	costs_events(SOUTH, 2025, 5, 900000, true);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	person_put(change, READER, "reader", NORTH, "event_reader");
	person_put(change, NOBODYS, "nobodys", NORTH, "no_role");
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('event_reader', 'events_read')"), NONE);
	/* What one of them costs is known anew, and it is still one. */
	change_run(change, SQL("INSERT INTO event_cost (event_id, known_at, cost, is_final)"
		" SELECT max(event_id), max(known_at) + 1, 90000, 1 FROM event_cost WHERE cost < 900000"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(READER);
	CHECK(cost_lines_city(view, from).count == 0 && cost_amounts_city(view, from).count == 50);
	view_close(view);
	view = view_as(NOBODYS);
	CHECK(cost_amounts_city(view, from).count == 0);
	view_close(view);
	CHECK(cap_told(READER) > 0 && cap_told(READER) < 900000 && cap_told(READER) == cap_told(SECURITY));
}

TEST_ON_STORES(a_number_opens_just_its_rows)
{
	struct costs_topic topic = { .known = { 2026, 9, 1 }, .is_today = true, .may_count = true };
	struct event_ask ask = { .unit_id = NORTH, .from = { 2025, 1, 1 }, .to = { 2025, 12, 31 },
		.without_restricted = true, .has_cost = true };
	struct costs_found found;
	struct view *view;
	struct str link;

	costs_city();
	costs_events(SCHOOL, 2024, 3, 1000, false);
	costs_events(NORTH, 2025, 6, 5000, false);
	costs_events(NORTH, 2025, 2, 0, false);                   /* one without a cost, one of a krona */
	costs_events(SCHOOL, 2025, 1, 90000, true);
	view = view_as(NORA);
	topic.unit = unit_get(view, NORTH);
	found = costs_of(view, &topic);
	CHECK(found.count == 3 && found.years[1].sums.year == 2025);
	CHECK(found.years[1].sums.count == 7 && events_total(view, &ask) == 7);
	ask.cost_above = 5002;
	CHECK(events_total(view, &ask) == 3);
	found.years[1].sums.large = 3;
	link = costs_link(view, &topic, &found.years[1], 5002.5);
	CHECK(str_find(link, S("cost_above=5002")) >= 0 && str_find(link, S("restricted=no")) >= 0);
	CHECK(str_find(link, S("from=2025-01-01&to=2025-12-31")) >= 0);
	topic.is_today = false;
	CHECK(!costs_link(view, &topic, &found.years[1], 0).len);
	topic.is_today = true;
	topic.may_count = false;
	CHECK(!costs_link(view, &topic, &found.years[1], 0).len);
	view_close(view);
}

TEST_ON_STORES(each_change_of_a_cost_is_kept_with_its_moment)
{
	struct cost_line_list list;
	struct change *change;
	struct event event;
	struct view *view;

	costs_city();
	costs_events(SCHOOL, 2026, 1, 1000, false);
	calendar_freeze(instant_at((struct date){ 2026, 9, 5 }, 12, 0, 0));
	view = view_as(NORA);
	list = cost_lines(view, SCHOOL, from);
	CHECK(list.count == 1 && list.at[0].cost == 1000 && !list.at[0].is_final);
	event = *event_get(view, list.at[0].event_id);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	event.public_id = event.number = S("");
	event.id = event.version = 0;
	event.cost_estimate = 7000;
	CHECK(event_report(change, &event, S("")) > 0);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(NORA);
	list = cost_lines(view, SCHOOL, from);
	CHECK(list.count == 2 && list.at[1].cost == 7000);
	view_close(view);
}

TEST_ON_STORES(prices_and_decisions_are_kept_for_the_whole_city)
{
	struct cost_price price = { .name = S("Prices"), .year = 2025, .value = 104.5, .source = S("Us") };
	struct cost_cap cap = { .amount = 100000, .base_year = 2025, .reason = S("As before"),
		.decided_by = S("The board"), .decided_on = { 2026, 1, 1 } };
	struct problems problems = { .arena = test_arena() };
	struct change *change;
	struct view *view;

	costs_city();
	change = change_open(store, test_arena(), (struct who){ .person = SECURITY });
	CHECK(costs_may_keep(change_view(change)));
	change_insert(change, &cost_price_record.shape, &price);
	change_insert(change, &cost_cap_record.shape, &cap);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(NORA);
	CHECK(!costs_may_keep(view) && cost_prices(view).count == 1 && cost_caps(view).count == 1);
	CHECK(cost_price_is_taken(view, S("Prices"), 2025, 0) && !cost_price_is_taken(view, S("Prices"), 2024, 0));
	CHECK(!cost_price_is_taken(view, S("Prices"), 2025, price.id));
	cost_price_form.judge(view, &price, &problems);
	CHECK(problems.count == 0);
	price.id = 0;
	price.value = 0;
	cost_price_form.judge(view, &price, &problems);
	CHECK(problem_for(&problems, "value").len && problem_for(&problems, "year").len);
	cap.index_name = S("Nothing");
	cap.decided_on = (struct date){ 2027, 1, 1 };
	cap.base_year = 2030;
	cost_cap_form.judge(view, &cap, &problems);
	CHECK(problem_for(&problems, "index_name").len && problem_for(&problems, "decided_on").len
		&& problem_for(&problems, "base_year").len);
	view_close(view);
	view = view_as(CLARA);
	CHECK(cost_prices(view).count == 0 && cost_caps(view).count == 0);
	view_close(view);
}

TEST_ON_STORES(each_price_of_the_demo_city_was_written_by_somebody_with_a_name)
{
	struct change *change;
	struct cost_price_list list;
	struct view *view;

	costs_city();
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	person_put(change, SECURITY + 1, "central", CITY, "chief_security_officer");
	CHECK(change_commit(change) == COMMITTED);
	costs_demo(store, 1);
	view = view_as(SECURITY);
	list = cost_prices(view);
	CHECK(list.count > 0);
	for (size_t i = 0; i < list.count; i++)
		CHECK(list.at[i].set_by == SECURITY + 1 && str_is(list.at[i].set_name, "central")
			&& list.at[i].source.len > 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(view, SQL("SELECT count(*) FROM audit WHERE table_name = 'cost_price' AND person_id = $1"),
		V((int64_t)SECURITY + 1)) == (int64_t)list.count);
	view_close(view);
}
