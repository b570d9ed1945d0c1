/* SPDX-License-Identifier: EUPL-1.2 */
/* events/tests_facts.c - answers in columns, elected representatives, need to know by an answer. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/events/facts.h"
#include "modules/events/tests_city.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	events_units_put(change);
	events_person_put(change, 11, CITY, "follower");
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('follower', 'programme_read')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct event told(const char *type, const char *blocks)
{
	return (struct event){ .unit_id = WORK_A1, .type = str_of(type), .severity = 3,
		.story = S("Somebody was hit."), .blocks = str_of(blocks),
		.occurred_at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0),
		.reported_at = instant_at((struct date){ 2026, 2, 1 }, 10, 0, 0) };
}

static struct event reported(struct store *store, const char *type, const char *blocks)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct event event = told(type, blocks);

	CHECK(event_report(change, &event, S("")) > 0);
	CHECK(change_commit(change) == COMMITTED);
	return event;
}

static int64_t number_of(struct store *store, struct sql sql, int64_t id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t number = view_int(view, sql, V(id));

	view_close(view);
	return number;
}

static const struct sql works = SQL("SELECT count(*) FROM event_work WHERE event_id = $1");
static const struct sql serious_clocks = SQL("SELECT count(*) FROM event_clock WHERE event_id = $1"
	" AND clock IN ('aml_serious', 'work_injury') AND waived_reason = ''");
static const struct sql restricted = SQL("SELECT is_restricted FROM event WHERE id = $1");

TEST_ON_STORES(harm_to_an_elected_representative_is_no_work_injury)
{
	struct store *store = city();
	struct event employee = reported(store, "threat.verbal", "{\"threat\":{\"target\":\"employee\"},"
		"\"people\":{\"hurt_employee\":\"1\"},"
		"\"work_environment\":{\"counts_as\":\"work_injury\",\"serious\":\"yes\"}}");
	struct event elected = reported(store, "threat.verbal", "{\"threat\":{\"target\":\"elected\"},"
		"\"people\":{\"hurt_elected\":\"1\"},"
		"\"work_environment\":{\"counts_as\":\"work_injury\",\"serious\":\"yes\"}}");
	struct event both = reported(store, "threat.verbal", "{\"threat\":{\"target\":\"elected\"},"
		"\"people\":{\"hurt_elected\":\"2\",\"hurt_employee\":\"1\"},"
		"\"work_environment\":{\"counts_as\":\"work_injury\",\"serious\":\"yes\"}}");

	CHECK(number_of(store, works, employee.id) == 1 && number_of(store, serious_clocks, employee.id) == 2);
	CHECK(number_of(store, works, elected.id) == 0 && number_of(store, serious_clocks, elected.id) == 0);
	CHECK(number_of(store, works, both.id) == 1 && number_of(store, serious_clocks, both.id) == 2);
	CHECK(number_of(store, SQL("SELECT hurt FROM event_work WHERE event_id = $1"), both.id) == 1);
	CHECK(!number_of(store, restricted, employee.id));
	CHECK(number_of(store, restricted, elected.id) && number_of(store, restricted, both.id));
	store_close(store);
}

static struct event changed(struct store *store, const struct event *before, const char *blocks)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct event now = *before;

	now.blocks = str_of(blocks);
	CHECK(event_change(change, &now, before, before->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	return now;
}

TEST_ON_STORES(an_answer_that_comes_later_restricts_the_event_and_stops_the_clock)
{
	struct store *store = city();
	struct event event = reported(store, "threat.verbal",
		"{\"work_environment\":{\"serious\":\"unknown\"}}");
	struct event now;

	CHECK(number_of(store, serious_clocks, event.id) == 1 && number_of(store, works, event.id) == 1);
	now = changed(store, &event, "{\"threat\":{\"target\":\"elected\",\"influence_suspected\":\"no\"}}");
	CHECK(now.is_restricted && number_of(store, restricted, event.id));
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_work_sum WHERE unjudged = 0"
		" AND injuries = 0 AND $1 > 0"), event.id) == 1);
	CHECK(number_of(store, serious_clocks, event.id) == 0 && number_of(store, works, event.id) == 0);
	/* No and "do not know" are kept apart, and a row is there once. */
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_threat WHERE event_id = $1"
		" AND influence = 'no' AND is_restricted = 1"), event.id) == 1);
	/* Taken away by hand it stays away, whatever else is answered. */
	now.is_restricted = false;
	event = now;
	now = changed(store, &event, "{\"threat\":{\"target\":\"elected\",\"form\":\"verbal\"}}");
	CHECK(!now.is_restricted);
	store_close(store);
}

TEST_ON_STORES(events_from_before_the_rows_are_taken_by_a_job)
{
	struct store *store = city();
	struct event event = reported(store, "threat.violence", "{\"threat\":{\"form\":\"physical weapon\"}}");
	struct change *change;

	reported(store, "fire.building", "{}");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("DELETE FROM event_threat"), NONE);
	change_run(change, SQL("UPDATE event_facts_fill SET last_id = $1"), V(event.id));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(job_run_here(store, "event-facts", S("{}"), NULL, 0));
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_threat WHERE event_id = $1"
		" AND forms = 'physical weapon'"), event.id) == 1);
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_facts_fill WHERE done_id = $1"), event.id) == 1);
	CHECK(job_run_here(store, "event-facts", S("{}"), NULL, 0));
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_threat WHERE event_id = $1"), event.id) == 1);
	store_close(store);
}

TEST_ON_STORES(what_was_answered_before_restricts_too_unless_it_was_opened_on_purpose)
{
	static const char answered[] = "{\"threat\":{\"target\":\"elected\"}}";
	struct store *store = city();
	struct event open = reported(store, "threat.verbal", answered);
	struct event opened = reported(store, "threat.verbal", answered);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE event SET is_restricted = 0"), NONE);
	change_run(change, SQL("UPDATE event_facts_fill SET last_id = $1"), V(opened.id));
	event_step_add(change, opened.id, &(struct step){ .verb = "unrestrict" });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(job_run_here(store, "event-facts", S("{}"), NULL, 0));
	CHECK(number_of(store, restricted, open.id) && !number_of(store, restricted, opened.id));
	CHECK(number_of(store, SQL("SELECT count(*) FROM event_threat WHERE event_id = $1"
		" AND is_restricted = 1"), open.id) == 1);
	store_close(store);
}

static void informed(struct store *store, const struct event *event)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct event now = *event;

	now.is_safety_rep_informed = true;
	now.safety_rep_informed_at = instant_at((struct date){ 2026, 2, 3 }, 9, 0, 0);
	CHECK(event_change(change, &now, event, event->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(an_event_of_work_that_nobody_told_the_safety_representative_of_proves_nothing,
                "event with=safety_informed")
{
	struct store *store = city();
	struct proof_try told_try = { .rule = "event with=safety_informed", .person = 11, .unit_id = CITY,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 };
	struct event event = reported(store, "threat.violence",
		"{\"work_environment\":{\"counts_as\":\"near_miss\"}}");

	reported(store, "threat.violence", "{}");       /* nobody has judged it: it is not asked of it */
	CHECK(!proof_holds(store, &told_try));
	informed(store, &event);
	CHECK(proof_holds(store, &told_try));
	store_close(store);
}

COUNTER_EXAMPLE(an_accident_that_was_told_of_says_nothing_of_threats, "event with=safety_informed focus")
{
	struct store *store = city();
	struct proof_try of_threats = { .rule = "event with=safety_informed focus=undue_influence",
		.person = 11, .unit_id = CITY, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 };
	const char *near_miss = "{\"work_environment\":{\"counts_as\":\"near_miss\"}}";
	struct event fall = reported(store, "injury.fall", near_miss), threat;

	informed(store, &fall);
	CHECK(!proof_holds(store, &of_threats));        /* there is none: no share of nothing */
	threat = reported(store, "threat.violence", near_miss);
	CHECK(!proof_holds(store, &of_threats));
	informed(store, &threat);
	CHECK(proof_holds(store, &of_threats));
	store_close(store);
}

COUNTER_EXAMPLE(a_threat_of_which_nobody_says_whether_a_decision_was_meant_proves_nothing,
                "event with=influence_answered")
{
	struct store *store = city();
	struct proof_try answered = { .rule = "event with=influence_answered", .person = 11,
		.unit_id = CITY, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 };
	struct event event = reported(store, "threat.violence", "{\"threat\":{\"form\":\"physical\"}}");

	CHECK(!proof_holds(store, &answered));
	changed(store, &event, "{\"threat\":{\"form\":\"physical\",\"influence_suspected\":\"unknown\"}}");
	CHECK(proof_holds(store, &answered));
	store_close(store);
}
