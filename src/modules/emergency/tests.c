/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/tests.c - which law holds, what a period has come to, who may act, what it proves. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/emergency/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* ---- Rules ---------------------------------------------------------------------------------- */

static struct date day(int year, int month, int of_month)
{
	return (struct date){ .year = year, .month = month, .day = of_month };
}

TEST(the_law_is_the_version_in_force_that_day)
{
	const struct law laws[] = {
		{ .code = S("old"), .ends = S("council"), .from = day(2006, 9, 1), .to = day(2019, 12, 31) },
		{ .code = S("new"), .ends = S("executive council"), .from = day(2020, 1, 1) },
	};
	const struct law_list list = { COUNT(laws), laws };

	CHECK(!law_on(&list, day(2006, 8, 31)));
	CHECK(str_is(law_on(&list, day(2006, 9, 1))->code, "old"));
	CHECK(str_is(law_on(&list, day(2019, 12, 31))->code, "old"));
	CHECK(!str_has_word(law_on(&list, day(2019, 12, 31))->ends, S("executive")));
	CHECK(str_is(law_on(&list, day(2020, 1, 1))->code, "new"));
	CHECK(str_has_word(law_on(&list, day(2020, 1, 1))->ends, S("executive")));
}

TEST(when_the_work_ceases_every_area_returns_and_reports_count_by_number)
{
	struct act acts[] = {
		{ .seq = 1, .kind = ACT_activate, .decision_no = 1 },
		{ .seq = 2, .kind = ACT_takeover, .decision_no = 2 },
		{ .seq = 3, .kind = ACT_takeover, .decision_no = 3 },
		{ .seq = 4, .kind = ACT_handback, .refers_to = 2, .decision_no = 4 },
		{ .seq = 5, .kind = ACT_reported, .refers_to = 3 },
		{ .seq = 6, .kind = ACT_council, .refers_to = 3 },
		{ .seq = 7, .kind = ACT_end },
	};
	struct standing before = standing_of(test_arena(), &(struct act_list){ 6, acts });
	struct standing after = standing_of(test_arena(), &(struct act_list){ 7, acts });

	CHECK(before.area_count == 2 && before.areas_now == 1 && before.areas[0].ended->seq == 4);
	CHECK(before.waits_for_council == 1 && before.waits_for_committee == 3);
	CHECK(decided_of(&before, 3)->reported->seq == 5 && !decided_of(&before, 4)->council);
	CHECK(!before.ended && after.ended && after.areas_now == 0);
	CHECK(after.areas[0].ended->seq == 4 && after.areas[1].ended->seq == 7);
}

TEST(a_person_goes_off_one_function_and_keeps_the_other)
{
	struct act acts[] = {
		{ .seq = 1, .kind = ACT_activate },
		{ .seq = 2, .kind = ACT_staff, .person_id = 11 },
		{ .seq = 3, .kind = ACT_staff, .person_id = 11 },
		{ .seq = 4, .kind = ACT_relieve, .refers_to = 2 },
	};
	struct standing s = standing_of(test_arena(), &(struct act_list){ COUNT(acts), acts });

	CHECK(s.staff_count == 2 && s.staff_now == 1);
	CHECK(held_of(s.staff, s.staff_count, 2)->ended && !held_of(s.staff, s.staff_count, 3)->ended);
	CHECK(!s.decision_count);
}

/* ---- A small city ------------------------------------------------------------------------------ */

enum { BOARD = 1, DISTRICT = 2, CHAIR = 11, DEPUTY = 12, LOCAL = 13, FORMER = 14, STRANGER = 15 };

static void person_put(struct change *change, int64_t id, const char *name, const char *role,
                       const char *appointment, int64_t unit_id, const char *to)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, name));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
	change_run(change, SQL("INSERT INTO appointment (id, public_id, role_type, unit_id, person_id,"
		" valid_from, valid_to, is_public) VALUES ($1, $2, $3, $4, $1, '2020-01-01', $5, 1)"),
		V(id, name, appointment, unit_id, to));
}

static void city_put(struct change *change)
{
	static const char *const given[][2] = {
		{ "elected", "emergency_read" }, { "elected", "emergency_act" },
		{ "elected", "programme_read" }, { "elected", "crisis_log" },
	};

	for (int64_t i = BOARD; i <= DISTRICT; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"),
			V(i, i == BOARD ? "board" : "north", i == BOARD ? "executive" : "district"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	person_put(change, CHAIR, "chair", "elected", "emergency_chair", BOARD, "");
	person_put(change, DEPUTY, "deputy", "elected", "emergency_vice_chair", BOARD, "");
	person_put(change, LOCAL, "local", "elected", "board_chair", DISTRICT, "");
	person_put(change, FORMER, "former", "elected", "emergency_chair", BOARD, "2021-12-31");
	person_put(change, STRANGER, "stranger", "nothing", "security_coordinator", DISTRICT, "");
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	city_put(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct change *change_of(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

static struct period begun(struct store *store, enum emergency_body body, int64_t crisis_id,
                           bool is_exercise)
{
	struct change *change = change_of(store, CHAIR);
	struct period period = { .body = (int)body, .crisis_id = crisis_id, .is_exercise = is_exercise,
		.began_at = instant_now() };
	struct act act = { .kind = ACT_activate, .by_id = CHAIR, .by_name = S("chair"),
		.by_role = S("emergency_chair"), .grounds = S("So it is"), .event_at = instant_now() };

	act.logged_at = act.event_at;
	emergency_period_add(change, &period);
	emergency_act_add(change, &period, &act);
	CHECK(change_commit(change) == COMMITTED);
	return period;
}

static bool may(struct store *store, int64_t person, enum act_kind kind, enum emergency_body body)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct capacity capacity = capacity_for(view, act_item(kind, body));
	bool answer = capacity_is_given(&capacity);

	view_close(view);
	return answer;
}

TEST_ON_STORES(only_whoever_holds_the_role_today_and_there_may_activate_the_committee)
{
	struct store *store = city();

	CHECK(may(store, CHAIR, ACT_activate, BODY_committee));
	CHECK(may(store, DEPUTY, ACT_activate, BODY_committee));
	CHECK(!may(store, FORMER, ACT_activate, BODY_committee));
	CHECK(!may(store, LOCAL, ACT_activate, BODY_committee));
	CHECK(!may(store, LOCAL, ACT_end, BODY_committee));     /* chair, but of another board */
	CHECK(!may(store, STRANGER, ACT_activate, BODY_committee));
	CHECK(!may(store, CHAIR, ACT_activate, BODY_management));
}

TEST_ON_STORES(whoever_is_on_duty_may_do_what_the_list_gives_to_the_function)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	CHECK(!may(store, STRANGER, ACT_staff, BODY_management));
	change_run(change, SQL("INSERT INTO roster (id, public_id, function, unit_id, is_city)"
		" VALUES (1, 'r', 'duty_officer', $1, 1)"), V((int64_t)BOARD));
	change_run(change, SQL("INSERT INTO roster_layer (id, public_id, roster_id, kind, starts, turn,"
		" from_minute, to_minute, made_at) VALUES (1, 'l', 1, 'rotation', '2020-01-01', 'week',"
		" 480, 480, 1)"), NONE);
	change_run(change, SQL("INSERT INTO roster_member (layer_id, place, person_id)"
		" VALUES (1, 0, $1)"), V((int64_t)STRANGER));
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('nothing', 'inform_read')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(may(store, STRANGER, ACT_staff, BODY_management));
	CHECK(!may(store, STRANGER, ACT_activate, BODY_management));
	CHECK(!may(store, LOCAL, ACT_staff, BODY_management));
}

TEST_ON_STORES(activations_are_numbered_by_body_and_decisions_within_one)
{
	struct store *store = city();
	struct period first = begun(store, BODY_committee, 0, false);
	struct period other = begun(store, BODY_management, 0, false), second;
	struct act act = { .kind = ACT_decision, .by_name = S("chair"), .words = S("Close the schools") };
	struct change *change = change_of(store, CHAIR);
	struct view *view;
	struct act_list acts;

	first.acts++;
	CHECK(change_update(change, &period_record.shape, &first, 1) == UPDATED);
	emergency_act_add(change, &first, &act);
	CHECK(change_commit(change) == COMMITTED);
	second = begun(store, BODY_committee, 0, true);
	CHECK(str_starts(first.number, S("KLN-")) && str_starts(other.number, S("CKL-")));
	CHECK(!str_equals(first.number, second.number));
	view = view_open(store, test_arena(), (struct who){ .person = LOCAL });
	acts = acts_of(view, first.id);
	CHECK(acts.count == 2 && acts.at[0].decision_no == 1 && acts.at[1].decision_no == 2);
	CHECK(acts_of(view, other.id).at[0].decision_no == 0);
	CHECK(period_active(view, BODY_committee)->id == first.id);     /* the real one comes first */
	CHECK(periods_all(view).count == 3);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = STRANGER });
	CHECK(!periods_all(view).count && !acts_of(view, first.id).count);
	CHECK(!period_of_number(view, first.number));
	view_close(view);
}

TEST_ON_STORES(of_two_who_act_at_once_the_second_is_told)
{
	struct store *store = city();
	struct period one = begun(store, BODY_committee, 0, false), other = one;
	struct change *change = change_of(store, CHAIR);

	one.acts++;
	CHECK(change_update(change, &period_record.shape, &one, 1) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	change = change_of(store, DEPUTY);
	other.acts++;
	CHECK(change_update(change, &period_record.shape, &other, 1) == UPDATED_STALE);
	change_undo(change);
}

TEST_ON_STORES(the_next_meeting_is_the_first_to_come_of_a_unit_of_that_kind)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	static const int days[][2] = { { BOARD, -3 }, { BOARD, 20 }, { BOARD, 50 }, { DISTRICT, 5 } };
	struct date today = date_today();
	struct view *view;

	for (size_t i = 0; i < COUNT(days); i++)
		change_run(change, SQL("INSERT INTO unit_meeting (unit_id, on_date) VALUES ($1, $2)"),
			V(days[i][0], value_date(date_add_days(today, days[i][1]))));
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = CHAIR });
	CHECK(date_compare(council_meeting_next(view, S("council executive")),
		date_add_days(today, 20)) == 0);
	CHECK(!council_meeting_next(view, S("council")).year);
	view_close(view);
}

/* ---- What it proves -------------------------------------------------------------------------------- */

static int64_t crisis_put(struct store *store, int64_t id, const char *level, bool is_exercise)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("INSERT INTO crisis (id, public_id, number, unit_id, title, is_exercise,"
		" opened_at) VALUES ($1, $2, $2, 1, 'Storm', $3, $4)"),
		V(id, arena_print(test_arena(), "KR-%lld", (long long)id), is_exercise, instant_now()));
	change_run(change, SQL("INSERT INTO crisis_entry (crisis_id, seq, kind, event_at, logged_at,"
		" author_id, author_name, author_function, words, party, decision_no, decided_by, grounds,"
		" refers_to, holder, due_at, was, became, prev_hash, hash) VALUES ($1, 1, 'level', 1, 1,"
		" 0, '', '', '', '', 0, '', '', 0, '', 0, '', $2, '', '')"), V(id, level));
	CHECK(change_commit(change) == COMMITTED);
	return id;
}

static bool proves(struct store *store, const char *rule)
{
	struct date today = date_today();
	struct proof_try try = { .rule = rule, .person = CHAIR, .unit_id = BOARD, .percent = 100,
		.from = date_add_days(today, -30), .to = today };

	return proof_holds(store, &try);
}

COUNTER_EXAMPLE(a_crisis_in_which_nobody_was_activated_for_real_proves_nothing,
                "activated body=management level", "activated body=committee level")
{
	static const struct { const char *rule; enum emergency_body body; } rules[] = {
		{ "activated body=management level=2", BODY_management },
		{ "activated body=committee level=2", BODY_committee },
	};
	struct store *store = city();
	int64_t practice = crisis_put(store, 1, "3", true), mild = crisis_put(store, 2, "1", false);
	int64_t crisis = crisis_put(store, 3, "2", false);

	for (size_t i = 0; i < COUNT(rules); i++) {
		begun(store, rules[i].body, practice, true);
		begun(store, rules[i].body, mild, false);
		begun(store, rules[i].body, 0, false);          /* without a crisis */
		begun(store, rules[i].body, crisis, true);      /* only practised */
		CHECK(!proves(store, rules[i].rule));
		begun(store, rules[i].body, crisis, false);
		CHECK(proves(store, rules[i].rule));
	}
	crisis_put(store, 4, "3", false);                       /* one more, without */
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!proves(store, rules[i].rule));
}

static void reported_put(struct store *store, struct period *period, enum act_kind kind, int64_t seq)
{
	struct change *change = change_of(store, CHAIR);
	struct act act = { .kind = (int)kind, .by_name = S("chair"), .refers_to = seq };

	act.event_at = instant_now();
	period->acts++;
	CHECK(change_update(change, &period_record.shape, period, period->version) == UPDATED);
	emergency_act_add(change, period, &act);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(a_decision_that_is_not_reported_there_proves_nothing,
                "emergency_decisions to=committee", "emergency_decisions to=council")
{
	const char *const committee = "emergency_decisions to=committee";
	const char *const council = "emergency_decisions to=council";
	struct store *store = city();
	struct period practice = begun(store, BODY_committee, 0, true), period;

	reported_put(store, &practice, ACT_reported, 1);        /* an exercise is none */
	reported_put(store, &practice, ACT_council, 1);
	CHECK(!proves(store, committee) && !proves(store, council));
	period = begun(store, BODY_committee, 0, false);
	CHECK(!proves(store, committee) && !proves(store, council));
	reported_put(store, &period, ACT_reported, 1);
	CHECK(proves(store, committee) && !proves(store, council));
	reported_put(store, &period, ACT_council, 1);
	CHECK(proves(store, committee) && proves(store, council));
	reported_put(store, &period, ACT_decision, 0);          /* one more, not reported */
	CHECK(!proves(store, committee) && !proves(store, council));
	reported_put(store, &period, ACT_council, 4);
	CHECK(!proves(store, committee) && proves(store, council));
}
