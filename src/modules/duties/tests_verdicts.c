/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/tests_verdicts.c - verdicts on both databases: what is laid out, who sees what, what
 * changes at once, and cases where records exist and the duty is still not met.
 */
#include "modules/duties/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/people/people.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static const struct who the_system = { .is_system = true };

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

/* ---- A small programme ----------------------------------------------------------------------------- */

#define PUT(change, sql) change_run(change, SQL(sql), NONE)

static void parts_put(struct change *change)
{
	PUT(change, "INSERT INTO actor (programme_id, code, name_sv, applies, is_secret) VALUES"
		" (1, 'ALL', 'alla', 'is_board', 0),"
		" (1, 'SDN', 'stadsdelar', 'kind = district', 0),"
		" (1, 'BER', 'berörda', 'kind = district and flag = concerned_vbe', 0),"
		" (1, 'BSS', 'hemliga', 'flag = protective', 1),"
		" (1, 'KF', 'fullmäktige', '', 0)");
	PUT(change, "INSERT INTO concern_flag (programme_id, code, name_sv, question_sv, is_secret)"
		" VALUES (1, 'concerned_vbe', 'VBE', 'Berörd?', 0), (1, 'protective', 'BSS', '', 1)");
	PUT(change, "INSERT INTO calendar_rule (programme_id, code, name_sv, period, opens, due,"
		"  meeting_from, meeting_to) VALUES"
		" (1, 'CONT', 'alltid', 'standing', '', '', '', ''),"
		" (1, 'Y', 'år', 'year', '', '12-15', '', ''),"
		" (1, 'T2', 'tertial 2', 'third2', '06-01', '10-10', '09-01', '10-05'),"
		" (1, 'M', 'månad', 'month', '', 'end+10d', '', ''),"
		" (1, 'NEVER', 'aldrig', 'never', '', '', '', '')");
	PUT(change, "INSERT INTO deadline_step (programme_id, code, name_sv, days_before) VALUES"
		" (1, 'draft', 'utkast', 30), (1, 'submission', 'inlämning', -3)");
	PUT(change, "INSERT INTO obligation (programme_id, code, kind, who, cadence, text_sv, same_as,"
		"  place) VALUES"
		" (1, 'G1', 'G', 'ALL', 'NEVER', 'mål', '', 1),"
		" (1, 'D1', 'R', 'ALL', 'CONT', 'säkerhetssamordnare', '', 2),"
		" (1, 'D2', 'D', 'SDN', 'Y', 'intygas', '', 3),"
		" (1, 'D3', 'D', 'BER', 'T2', 'bild', '', 4),"
		" (1, 'D4', 'D', 'BSS', 'Y', 'hemlig', '', 5),"
		" (1, 'D5', 'D', 'SDN', 'Y', 'samma', 'D1', 6),"
		" (1, 'D6', 'D', 'KF', 'Y', 'ingen', '', 7),"
		" (1, 'D7', 'D', 'SDN', 'M', 'varje månad', '', 8)");
	PUT(change, "INSERT INTO evidence_rule (programme_id, code, part, source, arguments, least,"
		"  says_sv, says_en, not_sv, not_en) VALUES"
		" (1, 'D1', 1, 'appointment', 'role=security_coordinator', '1', 'Utsedd {last}.',"
		"  'Appointed {last}.', 'Inte att arbetet sköts.', 'Not that the work is done.'),"
		" (1, 'D2', 1, 'attestation', 'months=12', '1', 'Intygat.', 'Attested.', '', '')");
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at(day("2026-09-15"), 10, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	units_module.demo(store, 0);
	people_module.demo(store, 0);
	change = change_open(store, test_arena(), the_system);
	PUT(change, "INSERT INTO programme (id, public_id, code, edition, title_sv, valid_from,"
		"  valid_to, is_current, digest) VALUES"
		" (1, 'p1', 'prov', '1', 'Prov', '2024-01-01', '2027-12-31', 1, 'x')");
	parts_put(change);
	duties_lay_out(change, 2026);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static int64_t number(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t found = view_int(view, sql, NONE);

	view_close(view);
	return found;
}

static struct view *view_as(struct store *store, const char *login)
{
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t id = person_of_login(view, str_of(login));

	view_close(view);
	CHECK(id != 0);
	return view_open(store, test_arena(), (struct who){ .person = id });
}

static struct verdict_list asked(struct view *view, const char *unit, const char *code)
{
	const struct unit *one = unit[0] ? unit_of_code(view, str_of(unit)) : NULL;

	CHECK(!unit[0] || one);
	return verdicts_of(view, &(struct verdict_ask){ .programme = programme_get(view, 1),
		.unit_id = one ? one->id : 0, .code = str_of(code), .year = 2026 });
}

static struct verdict stands(struct view *view, const char *unit, const char *code)
{
	struct verdict_list list = asked(view, unit, code);

	CHECK(list.count > 0);
	return list.count ? list.at[0] : (struct verdict){ 0 };
}

static int64_t lju_coordinator(struct view *view)
{
	return view_int(view,
		SQL("SELECT appointment.id FROM appointment JOIN unit ON unit.id = appointment.unit_id"
		    " WHERE unit.code = 'LJU' AND role_type = 'security_coordinator' AND deputy_of = 0"
		    " ORDER BY appointment.id LIMIT 1"), NONE);
}

/* ---- Laying out ---------------------------------------------------------------------------------------- */

TEST_ON_STORES(a_year_is_laid_out_once_and_only_for_whom_it_may_concern)
{
	struct store *store = city();
	int64_t before = number(store, SQL("SELECT count(*) FROM duty_instance"));
	int64_t boards = number(store, SQL("SELECT count(*) FROM unit"
		" WHERE kind IN ('executive', 'district', 'specialist', 'company') AND valid_to = ''"));
	struct change *change = change_open(store, test_arena(), the_system);

	CHECK(duties_lay_out(change, 2026) == 0);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance")) == before);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance WHERE code = 'D1'")) == boards);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance WHERE code = 'D7'"))
		== 12 * number(store, SQL("SELECT count(*) FROM duty_instance WHERE code = 'D2'")));
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance"
		" WHERE code IN ('D4', 'D6', 'G1')")) == 0);
}

TEST_ON_STORES(a_unit_has_duties_in_the_years_when_it_was_there)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);

	PUT(change, "UPDATE programme SET valid_from = '2019-01-01'");
	duties_lay_out(change, 2019);
	duties_lay_out(change, 2021);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance JOIN unit"
		" ON unit.id = duty_instance.unit_id WHERE unit.code = 'IHN'"
		" AND duty_instance.code = 'D1' AND from_on = '2019-01-01'")) == 1);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance JOIN unit"
		" ON unit.id = duty_instance.unit_id WHERE unit.code = 'IHN'"
		" AND from_on >= '2021-01-01'")) == 0);
}

TEST_ON_STORES(a_duty_that_a_later_edition_lacks_is_closed_and_kept)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);
	struct view *view;

	PUT(change, "UPDATE obligation SET closed_on = '2026-07-01' WHERE code = 'D2'");
	duties_lay_out(change, 2026);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(number(store, SQL("SELECT count(*) FROM duty_instance"
		" WHERE code = 'D2' AND closed_on = '2026-07-01'")) > 0);
	view = view_as(store, "central");
	CHECK(stands(view, "LJU", "D2").state == VERDICT_not_asked);
	CHECK(stands(view, "LJU", "D2").reason.len > 0);
	view_close(view);
}

/* ---- Verdicts ------------------------------------------------------------------------------------------------ */

TEST_ON_STORES(a_change_is_seen_in_the_very_change_that_made_it)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t person = person_of_login(view, S("central")), id = lju_coordinator(view);
	struct verdict verdict;
	struct change *change;

	view_close(view);
	CHECK(id != 0);
	change = change_open(store, test_arena(), (struct who){ .person = person });
	CHECK(stands(change_view(change), "LJU", "D1").state == VERDICT_fulfilled);
	CHECK(stands(change_view(change), "LJU", "D5").state == VERDICT_fulfilled);
	change_run(change, SQL("UPDATE appointment SET valid_to = '2026-08-31' WHERE id = $1"), V(id));
	CHECK(stands(change_view(change), "LJU", "D1").state == VERDICT_gap);
	CHECK(stands(change_view(change), "LJU", "D1").gap_days == 15);
	CHECK(stands(change_view(change), "LJU", "D5").state == VERDICT_gap);
	CHECK(str_is(stands(change_view(change), "LJU", "D5").answered_by, "D1"));
	CHECK(stands(change_view(change), "", "D1").unit_id != 0);
	change_run(change, SQL("DELETE FROM appointment WHERE role_type = 'security_coordinator'"
		" AND unit_id = (SELECT id FROM my_unit WHERE code = 'LJU')"), NONE);
	CHECK(stands(change_view(change), "LJU", "D1").gap_days == 258);
	verdict = stands(change_view(change), "LJU", "D1");
	CHECK(verdict_records(change_view(change), &verdict).count == 0);
	change_undo(change);
}

TEST_ON_STORES(the_verdict_is_the_same_for_all_who_follow_the_unit_and_hidden_from_others)
{
	struct store *store = city();
	static const char *const readers[] = { "central", "amina", "direktor" };
	struct str said = S("");

	for (size_t i = 0; i < COUNT(readers); i++) {
		struct view *view = view_as(store, readers[i]);
		struct verdict verdict = stands(view, "LJU", "D1");

		CHECK(verdict.state == VERDICT_fulfilled);
		CHECK(!i || str_equals(verdict.says, said));
		said = verdict.says;
		if (i)
			CHECK(asked(view, "STO", "D1").count == 0);
		view_close(view);
	}
	CHECK(said.len > 0);
}

/* "" all of them; one unit's; one duty's. */
TEST_ON_STORES(who_is_asked_what_is_told_without_computing_and_is_the_same)
{
	struct store *store = city();
	struct view *view = view_as(store, "amina");
	const struct programme *programme = programme_get(view, 1);
	const struct verdict_ask asks[] = { { .programme = programme, .year = 2026 },
		{ .programme = programme, .year = 2026, .unit_id = unit_of_code(view, S("LJU"))->id },
		{ .programme = programme, .year = 2026, .code = S("D1") } };

	for (size_t a = 0; a < COUNT(asks); a++) {
		struct verdict_list judged = verdicts_of(view, &asks[a]);
		struct verdict_list named = verdicts_named(view, &asks[a]);

		CHECK(named.count > 0 && named.count == judged.count);
		for (size_t i = 0; i < named.count; i++) {
			CHECK(named.at[i].instance_id == judged.at[i].instance_id);
			CHECK(named.at[i].unit_id == judged.at[i].unit_id);
			CHECK(named.at[i].obligation->id == judged.at[i].obligation->id);
			CHECK(named.at[i].state == VERDICT_none);
		}
	}
	view_close(view);
}

TEST_ON_STORES(those_of_one_kind_are_named_and_no_others)
{
	struct store *store = city();
	struct view *view = view_as(store, "amina");
	const struct programme *programme = programme_get(view, 1);
	struct verdict_ask ask = { .programme = programme, .year = 2026 };
	struct verdict_list all = verdicts_named(view, &ask), some;
	struct str kind = all.at[0].obligation->kind;
	size_t of_kind = 0;

	for (size_t i = 0; i < all.count; i++)
		of_kind += str_equals(all.at[i].obligation->kind, kind);
	ask.kind = kind;
	some = verdicts_named(view, &ask);
	CHECK(some.count > 0 && some.count == of_kind);
	for (size_t i = 0; i < some.count; i++)
		CHECK(str_equals(some.at[i].obligation->kind, kind));
	ask.kind = S("no such kind");
	CHECK(!verdicts_named(view, &ask).count);
	view_close(view);
}

TEST_ON_STORES(one_question_for_all_units_says_the_same_as_one_for_each)
{
	struct store *store = city();
	struct view *view = view_as(store, "central");
	struct verdict_list all = asked(view, "", "");
	size_t seen = 0;

	CHECK(all.count > 100);
	for (size_t i = 0; i < all.count; i++) {
		const struct verdict *one = &all.at[i];
		struct verdict_list own;

		CHECK(!i || all.at[i - 1].unit_id <= one->unit_id);
		if (!str_is(one->obligation->code, "D1"))
			continue;
		own = verdicts_of(view, &(struct verdict_ask){ .programme = programme_get(view, 1),
			.unit_id = one->unit_id, .code = S("D1"), .year = 2026 });
		CHECK(own.count == 1 && own.at[0].state == one->state
			&& own.at[0].gap_days == one->gap_days);
		seen++;
	}
	CHECK(seen > 20);
	view_close(view);
}

/* ---- Concern --------------------------------------------------------------------------------------------------- */

static void decide(struct store *store, const char *unit, const char *flag, int answer,
                   const char *from)
{
	struct change *change = change_open(store, test_arena(), the_system);
	struct concern_decision row = { .flag = str_of(flag), .answer = answer,
		.reason = S("prövat"), .valid_from = day(from),
		.unit_id = unit_of_code(change_view(change), str_of(unit))->id };

	change_insert(change, &concern_decision_record.shape, &row);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(whom_a_duty_concerns_is_decided_and_not_guessed)
{
	struct store *store = city();
	struct view *view = view_as(store, "central");
	struct addressed addressed;

	CHECK(stands(view, "LJU", "D3").state == VERDICT_undecided);
	addressed = units_addressed(view, programme_get(view, 1), S("BER"), day("2026-09-15"));
	CHECK(addressed.units.count == 0 && addressed.undecided.count == 11);
	view_close(view);
	decide(store, "LJU", "concerned_vbe", CONCERN_no, "2026-01-01");
	view = view_as(store, "central");
	CHECK(stands(view, "LJU", "D3").state == VERDICT_not_concerned);
	CHECK(str_is(stands(view, "LJU", "D3").reason, "prövat"));
	view_close(view);
	decide(store, "LJU", "concerned_vbe", CONCERN_yes, "2026-06-01");
	view = view_as(store, "central");
	CHECK(stands(view, "LJU", "D3").state == VERDICT_open);
	CHECK(!date_compare(stands(view, "LJU", "D3").asked.at[0].from, day("2026-06-01")));
	addressed = units_addressed(view, programme_get(view, 1), S("BER"), day("2026-09-15"));
	CHECK(addressed.units.count == 1 && addressed.undecided.count == 10);
	addressed = units_addressed(view, programme_get(view, 1), S("BSS"), day("2026-09-15"));
	CHECK(addressed.units.count == 0 && addressed.undecided.count == 0);
	view_close(view);
}

TEST_ON_STORES(a_waived_duty_is_not_asked_until_it_is_asked_again)
{
	struct store *store = city();
	struct duty_decision row = { .programme_code = S("prov"), .code = S("D2"),
		.period = S("2026"), .verb = VERB_waive, .reason = S("ombyggnad") };
	struct view *view;

	for (int verb = VERB_waive; verb <= VERB_ask; verb++) {
		struct change *change = change_open(store, test_arena(), the_system);

		row.id = 0;
		row.verb = verb;
		row.unit_id = unit_of_code(change_view(change), S("LJU"))->id;
		change_insert(change, &duty_decision_record.shape, &row);
		CHECK(change_commit(change) == COMMITTED);
		view = view_as(store, "amina");
		CHECK(stands(view, "LJU", "D2").state == (verb == VERB_waive ? VERDICT_waived
			: verb == VERB_not_applicable ? VERDICT_not_concerned : VERDICT_open));
		view_close(view);
	}
}

/* ---- Records exist, and the duty is still not met --------------------------------------------------------------- */

static void attest(struct store *store, const char *unit, const char *from, const char *to,
                   int64_t takes_back)
{
	struct change *change = change_open(store, test_arena(), the_system);
	struct attestation row = { .programme_code = S("prov"), .code = S("D2"), .period = S("2026"),
		.words = S("gjort"), .valid_from = day(from), .valid_to = day(to),
		.takes_back = takes_back,
		.unit_id = unit_of_code(change_view(change), str_of(unit))->id };

	change_insert(change, &attestation_record.shape, &row);
	CHECK(change_commit(change) == COMMITTED);
}

static enum verdict_state lju_d2(struct store *store)
{
	struct view *view = view_as(store, "amina");
	enum verdict_state state = stands(view, "LJU", "D2").state;

	view_close(view);
	return state;
}

TEST_ON_STORES(an_attestation_of_another_period_or_unit_or_taken_back_proves_nothing)
{
	struct store *store = city();

	attest(store, "LJU", "2025-01-01", "2025-12-31", 0);
	attest(store, "STO", "2026-01-01", "2026-12-31", 0);
	CHECK(lju_d2(store) == VERDICT_open);
	attest(store, "LJU", "2026-01-01", "2026-12-31", 0);
	CHECK(lju_d2(store) == VERDICT_fulfilled);
	attest(store, "LJU", "2026-01-01", "2026-12-31",
		number(store, SQL("SELECT max(id) FROM attestation")));
	CHECK(lju_d2(store) == VERDICT_open);
}

static bool attested(struct store *store, const char *rule)
{
	struct view *view = view_open(store, test_arena(), the_system);
	struct proof_try try = { .rule = rule, .person = person_of_login(view, S("central")),
		.unit_id = unit_of_code(view, S("LJU"))->id, .from = day("2026-09-15"),
		.to = day("2026-09-15") };

	view_close(view);
	return proof_holds(store, &try);
}

COUNTER_EXAMPLE(an_attestation_of_another_unit_that_has_lapsed_or_without_its_numbers_is_none,
                "attestation months", "attestation numbers=yes months",
                "attestation numbers=all months", "attestation since=done months")
{
	static const char *const rules[] = { "attestation months=12 programme=prov duty=D2",
		"attestation months=12 since=done programme=prov duty=D2",
		"attestation months=12 numbers=yes programme=prov duty=D2",
		"attestation months=12 numbers=all programme=prov duty=D2" };
	struct store *store = city();
	struct change *change;

	attest(store, "STO", "2026-01-01", "2026-12-31", 0);
	attest(store, "LJU", "2025-09-15", "2026-09-14", 0);    /* until yesterday */
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!attested(store, rules[i]));
	attest(store, "LJU", "2026-01-01", "2026-12-31", 0);
	CHECK(attested(store, rules[0]) && attested(store, rules[1]));
	CHECK(!attested(store, rules[2]) && !attested(store, rules[3]));        /* "we usually do" */
	change = change_open(store, test_arena(), the_system);
	PUT(change, "UPDATE attestation SET has_numbers = 1, whole = 3, counted = 2");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(attested(store, rules[2]) && !attested(store, rules[3]));
	change = change_open(store, test_arena(), the_system);
	PUT(change, "UPDATE attestation SET counted = 3");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(attested(store, rules[3]));
	store_close(store);
}

/* "We usually do" proves nothing where numbers are asked for. */
TEST_ON_STORES(an_answer_without_numbers_or_not_for_all_proves_nothing_where_they_are_asked)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);

	PUT(change, "UPDATE evidence_rule SET arguments = 'numbers=yes' WHERE code = 'D2'");
	CHECK(change_commit(change) == COMMITTED);
	attest(store, "LJU", "2026-01-01", "2026-12-31", 0);
	CHECK(lju_d2(store) == VERDICT_open);
	change = change_open(store, test_arena(), the_system);
	PUT(change, "UPDATE attestation SET has_numbers = 1, whole = 3, counted = 2");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(lju_d2(store) == VERDICT_fulfilled);
	change = change_open(store, test_arena(), the_system);
	PUT(change, "UPDATE evidence_rule SET arguments = 'numbers=all' WHERE code = 'D2'");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(lju_d2(store) == VERDICT_open);
	change = change_open(store, test_arena(), the_system);
	PUT(change, "UPDATE attestation SET counted = 3");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(lju_d2(store) == VERDICT_fulfilled);
}

TEST_ON_STORES(an_appointment_that_is_a_deputys_or_has_ended_or_is_another_role_proves_nothing)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t person = person_of_login(view, S("central")), id = lju_coordinator(view);
	struct change *change;

	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .person = person });
	change_run(change, SQL("UPDATE appointment SET deputy_of = -1 WHERE id = $1"), V(id));
	CHECK(stands(change_view(change), "LJU", "D1").state == VERDICT_gap);
	change_run(change, SQL("UPDATE appointment SET deputy_of = 0, valid_to = '2026-09-14'"
		" WHERE id = $1"), V(id));
	CHECK(stands(change_view(change), "LJU", "D1").state == VERDICT_gap);
	CHECK(stands(change_view(change), "LJU", "D1").gap_days == 1);
	change_run(change, SQL("UPDATE appointment SET valid_to = '', role_type = 'log_keeper'"
		" WHERE id = $1"), V(id));
	CHECK(stands(change_view(change), "LJU", "D1").state == VERDICT_gap);
	change_undo(change);
}

/* ---- Slow answers --------------------------------------------------------------------------------------------------- */

TEST_ON_STORES(what_a_job_has_taken_is_told_with_its_time)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);
	struct unit_list units = units_with_duties(change_view(change));
	struct evidence_count rows[] = { { .unit_id = units.at[0].id, .count = 4, .whole = 5,
		.last = day("2026-09-01") } };
	struct evidence_count_list counts = { 1, rows };
	struct taken_key key = { S("event_handled"), S("x=1"), day("2026-01-01"), day("2026-12-31") };
	const struct taken_answer *taken;
	struct view *view;

	taken_put(change, &key, NULL, &counts);
	rows[0].count = 5;
	taken_put(change, &key, NULL, &counts);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, "central");
	taken = taken_find(view, key.source, key.arguments, key.from, key.to);
	CHECK(taken && taken->taken_at.seconds);
	counts = taken_counts(view, taken ? taken->id : 0, 0);
	CHECK(counts.count == 1 && counts.at[0].count == 5 && counts.at[0].whole == 5);
	CHECK(!taken_find(view, key.source, S("x=2"), key.from, key.to));
	view_close(view);
	CHECK(answers_take(store, test_arena(), 2026) == 0);
}

/* ---- Meetings -------------------------------------------------------------------------------------------------------- */

TEST_ON_STORES(the_last_meeting_in_the_window_decides_and_days_are_counted_from_it)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);
	int64_t unit = unit_of_code(change_view(change), S("LJU"))->id;
	static const char *const days[] = { "2026-08-31", "2026-09-10", "2026-09-24", "2026-10-06" };
	struct calendar_rule_list rules;
	struct internal_deadline_list deadlines;
	const struct unit_meeting *meeting;
	struct view *view;

	for (size_t i = 0; i < COUNT(days); i++) {
		struct unit_meeting row = { .unit_id = unit, .on_date = day(days[i]) };

		change_insert(change, &unit_meeting_record.shape, &row);
	}
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, "amina");
	rules = calendar_rules_of(view, 1);
	for (size_t i = 0; i < rules.count; i++) {
		meeting = meeting_for(view, unit, &rules.at[i], 2026);
		CHECK(!meeting == !str_is(rules.at[i].code, "T2"));
		if (!meeting)
			continue;
		CHECK(!date_compare(meeting->on_date, day("2026-09-24")));
		deadlines = internal_deadlines(view, 1, meeting);
		CHECK(deadlines.count == 2);
		CHECK(!date_compare(deadlines.at[0].on, day("2026-08-25")));
		CHECK(!date_compare(deadlines.at[1].on, day("2026-09-27")));
	}
	view_close(view);
}

/* ---- The compartment --------------------------------------------------------------------------------------------------- */

TEST_ON_STORES(the_compartment_is_seen_by_its_keeper_alone_and_the_audit_has_no_word_of_it)
{
	struct store *store = city();
	int64_t audited = number(store, SQL("SELECT count(*) FROM audit"));
	struct change *change = change_open(store, test_arena(), the_system);
	int64_t unit = unit_of_code(change_view(change), S("LJU"))->id;
	static const char *const others[] = { "central", "amina", "direktor" };
	struct view *view;

	protective_unit_put(change, unit, true);
	protective_status_put(change, &(struct protective_status){ .programme_code = S("prov"),
		.code = S("D4"), .unit_id = unit, .year = 2026, .is_done = true,
		.on_date = day("2026-03-02") });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(number(store, SQL("SELECT count(*) FROM audit")) == audited);
	for (size_t i = 0; i < COUNT(others); i++) {
		view = view_as(store, others[i]);
		CHECK(protective_units(view).count == 0);
		CHECK(protective_statuses(view, 2026).count == 0);
		view_close(view);
	}
}

/* ---- One focus area ------------------------------------------------------------------------------------- */

TEST_ON_STORES(the_verdicts_of_a_focus_area_are_those_of_all_duties_that_lie_in_it)
{
	static const char *const areas[] = { "", "1", "2", "9" };
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), the_system);
	struct view *view;
	size_t told = 0;

	/* D5, in the second area, is answered by D1, in the first. */
	PUT(change, "UPDATE obligation SET focus_area = '1' WHERE code IN ('D1', 'D3')");
	PUT(change, "UPDATE obligation SET focus_area = '2' WHERE code IN ('D5', 'D7')");
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, "central");
	for (size_t a = 0; a < COUNT(areas); a++) {
		struct str focus = str_of(areas[a]);
		struct verdict_list all = asked(view, "", ""), one = verdicts_of(view,
			&(struct verdict_ask){ .programme = programme_get(view, 1), .year = 2026,
				.focus = &focus });
		size_t i = 0;

		for (size_t k = 0; k < all.count; k++) {
			if (!str_equals(all.at[k].obligation->focus_area, focus))
				continue;
			CHECK(i < one.count);
			if (i == one.count)
				break;
			CHECK(one.at[i].unit_id == all.at[k].unit_id);
			CHECK(str_equals(one.at[i].obligation->code, all.at[k].obligation->code));
			CHECK(str_equals(one.at[i].period, all.at[k].period));
			CHECK(one.at[i].state == all.at[k].state);
			CHECK(one.at[i].gap_days == all.at[k].gap_days);
			i++;
		}
		CHECK(i == one.count);
		told += one.count;
	}
	CHECK(told == asked(view, "", "").count);
	view_close(view);
	store_close(store);
}
