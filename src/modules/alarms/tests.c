/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/tests.c - templates and answers of gateways; the queue; who sees an alarm. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/reference.h"
#include "kit/test_evidence.h"
#include "modules/alarms/inside.h"
#include "store/test_store.h"

#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { NORTH = 1, SOUTH, NORA = 11, SVEN, ERIK };

/* ---- Templates ------------------------------------------------------------------------- */

static const struct message message = { .to = { "+46701", 6 }, .text = { "Å \"a\"\n&b=1", 11 },
	.identity = { "x1", 2 } };

static bool fills(const char *form, enum escaping escaping, const char *is)
{
	return str_is(template_filled(test_arena(), str_of(form), &message, S("s3\r\nX: y"), escaping),
		is);
}

TEST(words_are_put_in_as_the_content_wants_them)
{
	CHECK(fills("to={to}&text={text}", ESCAPE_link,
		"to=%2B46701&text=%C3%85%20%22a%22%0A%26b%3D1"));
	CHECK(fills("{\"t\":\"{text}\"}", ESCAPE_json, "{\"t\":\"Å \\\"a\\\"\\u000a&b=1\"}"));
	CHECK(fills("{unknown} {to", ESCAPE_none, "{unknown} {to"));
	CHECK(fills("", ESCAPE_none, ""));
}

TEST(no_word_can_begin_a_header_of_its_own)
{
	CHECK(fills("Authorization: Bearer {secret}", ESCAPE_line, "Authorization: Bearer s3  X: y"));
}

TEST(an_answer_is_well_only_when_it_says_so)
{
	CHECK(handed_of(200, S("{\"id\":1}"), S("\"id\"")) == HANDED_over);
	CHECK(handed_of(204, S(""), S("")) == HANDED_over);
	CHECK(handed_of(200, S("<html>"), S("\"id\"")) == HANDED_later);
	CHECK(handed_of(500, S("\"id\""), S("\"id\"")) == HANDED_later);
	CHECK(handed_of(429, S(""), S("")) == HANDED_later);
	CHECK(handed_of(0, S(""), S("")) == HANDED_later);
	CHECK(handed_of(400, S(""), S("")) == HANDED_refused);
	CHECK(handed_of(302, S(""), S("")) == HANDED_refused);
}

TEST(an_answer_that_repeats_the_secret_or_the_number_is_not_shown)
{
	struct arena *a = test_arena();

	CHECK(str_is(answer_shown(a, S(" no\ncredit "), S("s3"), S("+4670")), "\"no credit\""));
	CHECK(str_find(answer_shown(a, S("bad key s3"), S("s3"), S("+4670")), S("s3")) < 0);
	CHECK(str_find(answer_shown(a, S("no such number 4670"), S(""), S("+4670")), S("4670")) < 0);
	CHECK(str_find(answer_shown(a, S("\xff\xfe"), S(""), S("")), S("\xff")) < 0);
}

/* ---- A small city ------------------------------------------------------------------------- */

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

static struct store *alarms_city(void)
{
	static const struct { int64_t id, unit; const char *login, *role; } people[] = {
		{ NORA, NORTH, "nora", "keeps" }, { SVEN, SOUTH, "sven", "keeps" },
		{ ERIK, NORTH, "erik", "serves" },
	};
	static const char *const given[][2] = {
		{ "keeps", "alarms_read" }, { "keeps", "alarms_start" }, { "keeps", "alarms_write" },
		{ "keeps", "programme_read" }, { "serves", "events_report" },
	};
	struct store *store = test_store();

	calendar_open("Europe/Stockholm");
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-alarms-%d",
		(int)getpid())));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (int64_t i = NORTH; i <= SOUTH; i++) {
		run(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		run(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (size_t i = 0; i < COUNT(given); i++)
		run(store, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	for (size_t i = 0; i < COUNT(people); i++) {
		run(store, SQL("INSERT INTO person (id, public_id, login, name, unit_id, email)"
			" VALUES ($1, $2, $2, $2, $3, $2 || '@example.org')"),
			V(people[i].id, people[i].login, people[i].unit));
		run(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
			V(people[i].id, people[i].unit, people[i].role));
	}
	return store;
}

static struct change *as_system(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

static struct alarm alarm_put(struct store *store, const char *kind)
{
	struct change *change = as_system(store);
	struct alarm alarm = { .unit_id = NORTH, .kind = str_of(kind), .title = S("Path"),
		.words = S("Ring."), .stop = STOP_first, .stop_count = 1, .rounds = 1,
		.started_by = NORA };
	struct alarm_step step = { .place = 1, .kind = STEP_people, .channel_1 = S("mail"),
		.channel_2 = S("sms"), .wait_minutes = 5 };

	alarm_add(change, &alarm);
	step.alarm_id = alarm.id;
	change_insert(change, &alarm_step_record.shape, &step);
	change_run(change, SQL("INSERT INTO alarm_step_person (step_id, place, person_id)"
		" VALUES ($1, 0, $2)"), V(step.id, (int64_t)ERIK));
	CHECK(change_commit(change) == COMMITTED);
	return alarm;
}

static bool advanced(struct store *store, int64_t id, struct instant now)
{
	struct change *change = as_system(store);
	bool has = alarm_advance(change, id, now);

	CHECK(change_commit(change) == COMMITTED);
	return has;
}

static bool seen_by(struct store *store, int64_t person, struct str number)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool seen = alarm_of_number(view, number) != NULL;

	view_close(view);
	return seen;
}

static int64_t counted(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t n = view_int(view, sql, NONE);

	view_close(view);
	return n;
}

TEST_ON_STORES(an_alarm_is_seen_by_its_unit_and_whomever_it_was_sent_to)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");

	CHECK(seen_by(store, NORA, alarm.number) && !seen_by(store, SVEN, alarm.number));
	CHECK(!seen_by(store, ERIK, alarm.number) && !seen_by(store, 0, alarm.number));
	CHECK(advanced(store, alarm.id, instant_now()));
	CHECK(seen_by(store, ERIK, alarm.number));
	store_close(store);
}

static void path_put(struct store *store, int64_t unit, const char *id, const char *name)
{
	run(store, SQL("INSERT INTO alarm_path (public_id, unit_id, name, stop)"
		" VALUES ($1, $2, $3, 'first')"), V(id, unit, name));
}

TEST_ON_STORES(a_path_is_found_by_its_name_only_when_no_other_is_called_so)
{
	struct store *store = alarms_city();
	struct option_list options;
	struct view *view;

	run(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, 'keeps')"),
		V((int64_t)NORA, (int64_t)SOUTH));
	path_put(store, NORTH, "a", "Same");
	path_put(store, SOUTH, "b", "Same");
	path_put(store, SOUTH, "c", "Other");
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(reference_find(view, "alarm_path", S("Same")) == 0);
	CHECK(reference_find(view, "alarm_path", S("b")) != 0);
	CHECK(reference_find(view, "alarm_path", S("Other")) != 0);
	options = reference_options(view, "alarm_path");
	CHECK(options.count == 3 && str_is(options.at[1].hint, "north")
		&& str_is(options.at[2].hint, "south"));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(the_list_of_paths_counts_the_steps_of_each_and_not_those_of_its_alarms)
{
	struct store *store = alarms_city();
	struct path_row_list rows;
	struct view *view;

	path_put(store, NORTH, "a", "Fire");
	path_put(store, NORTH, "b", "Water");
	run(store, SQL("INSERT INTO alarm_step (public_id, path_id, alarm_id, place, kind)"
		" SELECT 's' || n, id, CASE WHEN n = '3' THEN 1 ELSE 0 END, 1, 'people' FROM alarm_path,"
		" (SELECT '1' AS n UNION ALL SELECT '2' UNION ALL SELECT '3') AS three"
		" WHERE public_id = 'a'"), NONE);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	rows = path_rows(view);
	CHECK(rows.count == 2 && str_is(rows.at[0].name, "Fire") && rows.at[0].steps == 2);
	CHECK(rows.at[1].steps == 0 && str_is(rows.at[1].unit_name, "north"));
	view_close(view);
	store_close(store);
}

/* ---- The queue -------------------------------------------------------------------------------- */

static void attempt_put(struct store *store, const struct alarm *alarm, struct instant now)
{
	CHECK(advanced(store, alarm->id, now));
	run(store, SQL("INSERT INTO alarm_attempt (public_id, alarm_id, target_id, place, channel,"
		" address, state, due_at, made_at) VALUES ('one', $1,"
		" (SELECT id FROM alarm_target WHERE alarm_id = $1), 0, 'mail', 'e@example.org',"
		" 'waiting', $2, $2)"), V(alarm->id, now));
}

static bool claimed(struct store *store, struct instant now, struct instant until)
{
	int64_t id = counted(store, SQL("SELECT id FROM alarm_attempt WHERE public_id = 'one'"));
	struct change *change = as_system(store);
	bool is_mine = attempt_claim(change, id, now, until);

	CHECK(change_commit(change) == COMMITTED);
	return is_mine;
}

/* Killed between sending and noting: sent again with the same identity, and never lost. */
TEST_ON_STORES(what_a_dead_worker_took_is_taken_by_the_next_when_its_time_is_out)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");
	struct instant now = instant_now(), until = { now.seconds + 45 };
	struct instant late = { now.seconds + 46 }, later = { now.seconds + 90 };
	struct view *view;
	struct alarm_attempt_list due;

	attempt_put(store, &alarm, now);
	CHECK(claimed(store, now, until));
	CHECK(!claimed(store, now, until));     /* two workers: one has it */
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(attempts_due(view, now).count == 0);
	due = attempts_due(view, late);
	CHECK(due.count == 1 && str_is(due.at[0].public_id, "one") && due.at[0].tries == 1);
	CHECK(alarm_is_needed(view));
	view_close(view);
	CHECK(claimed(store, late, later));
	store_close(store);
}

TEST_ON_STORES(what_waits_is_not_sent_when_the_alarm_is_over)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");
	struct instant now = instant_now();

	attempt_put(store, &alarm, now);
	run(store, SQL("UPDATE alarm SET state = 'stopped' WHERE id = $1"), V(alarm.id));
	CHECK(!claimed(store, now, (struct instant){ now.seconds + 45 }));
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_attempt WHERE state = 'dropped'")) == 1);
	store_close(store);
}

/* By somebody who is signed in nowhere: the gateway. */
static bool told_of(struct store *store, const char *identity, bool has_arrived)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = 0 });
	const struct sent *sent = sent_of(change_view(change), str_of(identity));
	bool is_new = sent && (has_arrived ? sent_arrived(change, sent, instant_now())
		: sent_lost(change, sent, instant_now(), S("Lost.")));

	CHECK(change_commit(change) == COMMITTED);
	return is_new;
}

TEST_ON_STORES(a_message_that_is_lost_ends_its_channel_and_one_that_arrives_late_is_noted)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");
	struct instant now = instant_now(), until = { now.seconds + 45 };

	attempt_put(store, &alarm, now);
	CHECK(!told_of(store, "two", true));
	CHECK(!told_of(store, "one", false));   /* it waits to be sent: nothing has been lost */
	CHECK(claimed(store, now, until));
	CHECK(told_of(store, "one", false));
	CHECK(!told_of(store, "one", false));
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_attempt WHERE state = 'failed'"
		" AND failed_at > 0 AND delivered_at = 0")) == 1);
	CHECK(told_of(store, "one", true));
	CHECK(!told_of(store, "one", true) && !told_of(store, "one", false));
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_attempt WHERE state = 'delivered'"
		" AND delivered_at > 0 AND handed_at > 0")) == 1);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_entry"
		" WHERE verb IN ('failed', 'delivered')")) == 2);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_target WHERE acked_at > 0")) == 0);
	store_close(store);
}

TEST_ON_STORES(a_second_acknowledgement_writes_nothing)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");
	const struct alarm_link *link;
	struct change *change;

	CHECK(advanced(store, alarm.id, instant_now()));
	change = change_open(store, test_arena(), (struct who){ .person = ERIK });
	link = link_of_person(change_view(change), alarm.id);
	CHECK(link && target_acknowledge(change, link, S("button")));
	CHECK(!target_acknowledge(change, link, S("link")));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_entry WHERE verb = 'ack'")) == 1);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm WHERE state = 'acknowledged'")) == 1);
	CHECK(!advanced(store, alarm.id, instant_now()));
	store_close(store);
}

/* ---- Results ----------------------------------------------------------------------------------- */

static void measured(struct store *store, const struct alarm *alarm)
{
	struct change *change = as_system(store);

	alarm_measure(change, alarm, instant_now());
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_probe_forgets_whom_it_reached)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "probe");

	CHECK(advanced(store, alarm.id, instant_now()));
	run(store, SQL("UPDATE alarm_target SET function = 'duty_director', acked_at = begun_at + 60"
		" WHERE alarm_id = $1"), V(alarm.id));
	measured(store, &alarm);
	CHECK(counted(store, SQL("SELECT in_time FROM alarm_result")) == 1);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_target"
		" WHERE person_id <> 0 OR name <> '' OR acked_at <> 0")) == 0);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_entry WHERE target_id <> 0")) == 0);
	store_close(store);
}

TEST_ON_STORES(a_test_counts_who_was_reached_in_time_and_who_was_reached_late)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "test");

	CHECK(advanced(store, alarm.id, instant_now()));
	run(store, SQL("UPDATE alarm_target SET acked_at = begun_at + 16 * 60 WHERE alarm_id = $1"),
		V(alarm.id));
	run(store, SQL("UPDATE alarm_target SET function = 'duty_director' WHERE alarm_id = $1"),
		V(alarm.id));
	measured(store, &alarm);
	CHECK(counted(store, SQL("SELECT asked * 100 + reached * 10 + in_time FROM alarm_result"))
		== 110);
	store_close(store);
}

static void acknowledged(struct store *store, int64_t person, const struct alarm *alarm)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	const struct alarm_link *link = link_of_person(change_view(change), alarm->id);

	CHECK(link && target_acknowledge(change, link, S("link")));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_test_that_ends_with_its_first_answer_is_measured)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "test");

	CHECK(advanced(store, alarm.id, instant_now()));
	acknowledged(store, ERIK, &alarm);
	CHECK(!advanced(store, alarm.id, instant_now()));
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_entry WHERE verb = 'acknowledged'"))
		== 1);
	CHECK(counted(store, SQL("SELECT asked * 100 + reached * 10 + in_time FROM alarm_result"))
		== 111);
	store_close(store);
}

TEST_ON_STORES(a_late_answer_ends_an_alarm_to_all_only_when_it_is_the_last_one)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "test");

	run(store, SQL("UPDATE alarm SET stop = 'all' WHERE id = $1"), V(alarm.id));
	run(store, SQL("INSERT INTO alarm_step_person (step_id, place, person_id)"
		" SELECT id, 1, $2 FROM alarm_step WHERE alarm_id = $1"), V(alarm.id, (int64_t)NORA));
	CHECK(advanced(store, alarm.id, instant_now()));
	run(store, SQL("UPDATE alarm SET state = 'exhausted' WHERE id = $1"), V(alarm.id));
	acknowledged(store, ERIK, &alarm);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm WHERE state = 'exhausted'")) == 1);
	acknowledged(store, NORA, &alarm);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm WHERE state = 'acknowledged'")) == 1);
	store_close(store);
}

/* ---- What proves, and what does not ---------------------------------------------------------------- */

static void result_put(struct store *store, const struct alarm *alarm, const char *day,
                       int64_t in_time)
{
	run(store, SQL("INSERT INTO alarm_result (alarm_id, unit_id, kind, function, on_day, asked,"
		" reached, in_time, within_minutes) VALUES ($1, $2, $3, 'duty_director', $4, 3, 3, $5, 15)"),
		V(alarm->id, alarm->unit_id, alarm->kind, day, in_time));
}

COUNTER_EXAMPLE(a_real_alarm_or_a_test_that_nobody_answered_in_time_proves_no_test,
	"alarm_test months")
{
	struct store *store = alarms_city();
	struct alarm real = alarm_put(store, "alarm"), probe = alarm_put(store, "probe");
	struct alarm test = alarm_put(store, "test");
	struct proof_try may = { .rule = "alarm_test months=12", .person = NORA, .unit_id = NORTH,
		.from = { 2026, 5, 1 }, .to = { 2026, 5, 31 } };

	CHECK(!proof_holds(store, &may));
	result_put(store, &real, "2026-03-02", 3);
	result_put(store, &probe, "2026-03-02", 3);
	CHECK(!proof_holds(store, &may));
	result_put(store, &test, "2026-03-02", 0);
	CHECK(!proof_holds(store, &may));               /* all answered, and all too late */
	run(store, SQL("UPDATE alarm_result SET in_time = 1 WHERE alarm_id = $1"), V(test.id));
	CHECK(proof_holds(store, &may));
	may.to = (struct date){ 2027, 3, 1 };
	CHECK(proof_holds(store, &may));
	may.to = (struct date){ 2027, 3, 2 };
	CHECK(!proof_holds(store, &may));               /* a year later it is worn out */
	may.to = (struct date){ 2026, 5, 31 };
	may.from = (struct date){ 2026, 3, 1 };
	CHECK(!proof_holds(store, &may));               /* not before the day it was made */
	may.from = (struct date){ 2026, 5, 1 };
	may.unit_id = SOUTH;
	may.person = SVEN;
	CHECK(!proof_holds(store, &may));
	store_close(store);
}

/* ---- The probe and the holes ------------------------------------------------------------------------ */

TEST(a_probe_that_is_off_or_has_been_sent_that_day_is_not_due)
{
	struct instant tuesday = { 0 };
	struct probe probe = { .is_on = true, .weekday = 2, .hour = 10 };
	struct date before = { 2026, 3, 2 }, that_day = { 2026, 3, 3 };

	calendar_open("Europe/Stockholm");
	CHECK(instant_read(S("2026-03-03 10:20"), &tuesday));
	CHECK(probe_is_due(&probe, tuesday, before));
	CHECK(!probe_is_due(&probe, tuesday, that_day));
	probe.hour = 11;
	CHECK(!probe_is_due(&probe, tuesday, before));
	probe = (struct probe){ .is_on = false, .weekday = 2, .hour = 10 };
	CHECK(!probe_is_due(&probe, tuesday, before));
}

TEST(a_hole_is_told_of_when_it_comes_within_sight_and_when_it_is_close)
{
	struct instant now = { 1000000 }, begins = { 1000000 + 15 * (int64_t)DAY };
	bool is_close = true;

	CHECK(!hole_stage_of(begins, now, 14, 48, &is_close));
	begins.seconds -= 2 * (int64_t)DAY;
	CHECK(hole_stage_of(begins, now, 14, 48, &is_close) && !is_close);
	begins.seconds = now.seconds + 48 * HOUR;
	CHECK(hole_stage_of(begins, now, 14, 48, &is_close) && is_close);
}

/* A rotation of the north that ends in some days, and a keeper. */
static void roster_ends(struct store *store, struct date last)
{
	run(store, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('keeps', 'rosters_write')"), NONE);
	run(store, SQL("INSERT INTO roster (id, public_id, function, unit_id)"
		" VALUES (1, 'r', 'duty_director', $1)"), V((int64_t)NORTH));
	run(store, SQL("INSERT INTO roster_layer (id, public_id, roster_id, kind, starts, until, turn,"
		" from_minute, to_minute, made_at) VALUES (1, 'l', 1, 'rotation', '2026-01-01', $1, 'week',"
		" 480, 480, 1)"), V(last));
	run(store, SQL("INSERT INTO roster_member (layer_id, place, person_id) VALUES (1, 0, $1)"),
		V((int64_t)ERIK));
}

static size_t told(struct store *store, struct instant now)
{
	struct change *change = as_system(store);
	size_t count = holes_tell(change, now);

	CHECK(change_commit(change) == COMMITTED);
	return count;
}

TEST_ON_STORES(a_hole_is_told_of_once_to_its_keeper_and_once_more_when_it_is_close)
{
	struct store *store = alarms_city();
	struct instant now = { 0 }, close = { 0 };

	CHECK(instant_read(S("2026-03-01 12:00"), &now) && instant_read(S("2026-03-09 12:00"), &close));
	roster_ends(store, (struct date){ 2026, 3, 9 });
	CHECK(told(store, (struct instant){ now.seconds - 10 * (int64_t)DAY }) == 0);
	CHECK(told(store, now) == 1);
	CHECK(told(store, now) == 0);
	CHECK(told(store, close) == 1);
	CHECK(told(store, close) == 0);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm WHERE kind = 'hole'")) == 2);
	CHECK(counted(store, SQL("SELECT min(person_id) FROM alarm_step_person")) == NORA);
	CHECK(counted(store, SQL("SELECT count(*) FROM alarm_step_person")) == 2);
	store_close(store);
}

TEST_ON_STORES(who_has_answered_gets_no_second_try)
{
	struct store *store = alarms_city();
	struct alarm alarm = alarm_put(store, "alarm");
	struct instant now = instant_now();

	run(store, SQL("UPDATE alarm SET stop = 'all' WHERE id = $1"), V(alarm.id));
	attempt_put(store, &alarm, now);
	run(store, SQL("UPDATE alarm_target SET acked_at = begun_at + 1 WHERE alarm_id = $1"),
		V(alarm.id));
	CHECK(!claimed(store, now, (struct instant){ now.seconds + 45 }));
	store_close(store);
}
