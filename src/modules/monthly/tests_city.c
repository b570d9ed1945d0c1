/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/tests_city.c - see tests_city.h. */
#include "modules/monthly/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"

extern const struct embedded catalogue_files[];

static const struct who the_system = { .is_system = true };

static void units_put(struct change *change)
{
	static const struct { int64_t id, above; const char *code, *kind, *from, *to; } units[] = {
		{ CITY, 0, "city", "city", "", "" }, { NORTH, CITY, "north", "district", "", "" },
		{ SOUTH, CITY, "south", "district", "", "" }, { OLD, CITY, "old", "district", "", "2026-10-20" },
		{ NEW, CITY, "new", "district", "2026-10-01", "" }, { OFFICE, CITY, "office", "office", "", "" },
		{ SCHOOL, NORTH, "school", "workplace", "", "" } };

	for (size_t i = 0; i < COUNT(units); i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, valid_from, valid_to)"
			" VALUES ($1, $2, $2, $2, $3, $4, $5)"), V(units[i].id, units[i].code, units[i].kind,
			units[i].from, units[i].to));
		if (units[i].above)
			change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
				V(units[i].id, units[i].above));
	}
	change_run(change, SQL("INSERT INTO unit_successor (from_id, to_id, on_date, kind) VALUES ($1, $2, '2026-10-21', 'merge')"),
		V((int64_t)OLD, (int64_t)SOUTH));
	unit_closure_make(change);
}

static void people_put(struct change *change)
{
	static const struct { int64_t id, unit; const char *login, *role; } people[] = {
		{ NORA, NORTH, "nora", "unit_coordinator" }, { POLLY, NORTH, "polly", "politician" },
		{ SAM, SOUTH, "sam", "unit_coordinator" }, { CECILIA, CITY, "cecilia", "central_coordinator" } };

	for (size_t i = 0; i < COUNT(people); i++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email, unit_id)"
			" VALUES ($1, $2, $2, $2, $3, $4)"), V(people[i].id, people[i].login,
			arena_print(test_arena(), "%s@city.example", people[i].login), people[i].unit));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
			V(people[i].id, people[i].unit, people[i].role));
	}
}

struct store *monthly_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 11, 10 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), the_system);
	units_put(change);
	people_put(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

void monthly_events(struct store *store, int64_t board_id, struct date first, int days, const char *what)
{
	struct change *change = change_open(store, test_arena(), the_system);

	for (int i = 0; i < days; i++) {
		struct date day = date_add_days(first, i);
		struct instant at = instant_at(day, 12, 0, 0);
		int64_t hours = strcmp(what, "late") == 0 ? 40 : 2, id;
		struct str key = arena_print(test_arena(), "%lld-%s-%.*s", (long long)board_id, what,
			STR(date_iso(test_arena(), day)));

		id = change_run_id(change, SQL("INSERT INTO event (public_id, number, unit_id, board_id, title, state,"
			" class, type, severity, is_restricted, cost_estimate, occurred_at, reported_at)"
			" VALUES ($1, $1, $2, $2, '', CASE WHEN $3 = 'merged' THEN 'merged' ELSE 'reported' END,"
			" CASE WHEN $3 = 'near' THEN 'near_miss' ELSE 'accident' END, 'property.damage', 1,"
			" CASE WHEN $3 = 'secret' THEN 1 ELSE 0 END, 1000, $4, $5) RETURNING id"),
			V(key, board_id, what, at, (struct instant){ at.seconds + hours * HOUR }));
		change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
			" VALUES ({turn}, $1, $1, moment())"), V(id));
	}
	CHECK(change_commit(change) == COMMITTED);
}

bool monthly_job(struct store *store, const char *arguments)
{
	return job_run_here(store, "monthly-packs", str_of(arguments), NULL, 0);
}

const struct monthly_pack *monthly_of_unit(struct view *view, int64_t unit_id)
{
	struct monthly_pack_list all = monthly_all_of(view, S("2026-10"));
	const struct monthly_pack *newest = NULL;

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].unit_id == unit_id)
			newest = &all.at[i];
	return newest;
}

const struct monthly_body *monthly_body_of(struct store *store, int64_t unit_id)
{
	struct view *view = view_open(store, test_arena(), the_system);
	const struct monthly_pack *pack = monthly_of_unit(view, unit_id);
	const struct monthly_body *body = pack ? monthly_body_read(test_arena(), pack->body) : NULL;

	view_close(view);
	return body;
}

void monthly_sent_by(struct store *store, int64_t unit_id, int64_t from_unit_id, struct instant at)
{
	struct change *change = change_open(store, test_arena(), the_system);
	struct monthly_pack pack = *monthly_of_unit(change_view(change), unit_id);

	pack.state = MONTHLY_sent;
	pack.from_unit_id = from_unit_id;
	pack.sent_at = at;
	CHECK(change_update(change, &monthly_pack_record.shape, &pack, pack.version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

int64_t monthly_corrected(struct store *store, int64_t unit_id, int64_t from_unit_id, struct instant at)
{
	struct change *change = change_open(store, test_arena(), the_system);
	struct monthly_pack pack = *monthly_of_unit(change_view(change), unit_id);

	pack.replaces_id = pack.id;
	pack.id = 0;
	pack.public_id = S("");
	pack.edition++;
	pack.from_unit_id = from_unit_id;
	pack.sent_at = at;
	change_insert(change, &monthly_pack_record.shape, &pack);
	CHECK(change_commit(change) == COMMITTED);
	return pack.id;
}

void monthly_received_by(struct store *store, int64_t unit_id, int64_t person_id)
{
	struct change *change = change_open(store, test_arena(), the_system);

	change_insert(change, &monthly_receipt_record.shape, &(struct monthly_receipt){
		.pack_id = monthly_of_unit(change_view(change), unit_id)->id, .person_id = person_id,
		.at = instant_now() });
	CHECK(change_commit(change) == COMMITTED);
}
