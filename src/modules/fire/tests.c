/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/tests.c - when rounds are due, who sees what, and what is proved. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/fire/inside.h"
#include "modules/measures/measures.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { ABOVE = 1, NORTH = 2, SOUTH = 3 };

static struct date day(int year, int month, int date)
{
	return (struct date){ (int16_t)year, (int8_t)month, (int8_t)date };
}

static bool same(struct date a, struct date b)
{
	return date_compare(a, b) == 0;
}

/* ---- Rules ----------------------------------------------------------------------------------------- */

static struct fire_turn_list quarterly_then_monthly(void)
{
	static struct fire_turn turns[2];

	turns[0] = (struct fire_turn){ 1, { 2026, 1, 31 }, 3 };
	turns[1] = (struct fire_turn){ 1, { 2026, 7, 15 }, 1 };
	return (struct fire_turn_list){ 2, turns };
}

TEST(rounds_fall_due_by_the_turn_that_holds)
{
	struct fire_days due = fire_due_days(test_arena(), quarterly_then_monthly(), (struct date){ 0 },
		day(2026, 1, 1), day(2026, 9, 30));

	CHECK(due.count == 5);
	CHECK(same(due.at[0], day(2026, 1, 31)) && same(due.at[1], day(2026, 4, 30)));
	CHECK(same(due.at[2], day(2026, 7, 15)) && same(due.at[4], day(2026, 9, 15)));
	due = fire_due_days(test_arena(), quarterly_then_monthly(), day(2026, 5, 1), day(2026, 1, 1),
		day(2026, 9, 30));
	CHECK(due.count == 2);          /* it ended in May */
	CHECK(same(fire_due_after(quarterly_then_monthly(), day(2026, 4, 30)), day(2026, 7, 15)));
}

TEST(a_round_counts_for_the_latest_day_due_or_the_next_when_it_is_near)
{
	struct fire_turn_list turns = quarterly_then_monthly();

	CHECK(same(fire_due_of(test_arena(), turns, day(2026, 1, 31), day(2026, 5, 20), 30),
		day(2026, 4, 30)));     /* January was missed and stays missed */
	CHECK(same(fire_due_of(test_arena(), turns, day(2026, 7, 15), day(2026, 6, 20), 30),
		day(2026, 7, 15)));
	CHECK(!date_is_given(fire_due_of(test_arena(), turns, day(2026, 7, 15), day(2026, 5, 1), 30)));
}

TEST(another_number_of_months_takes_no_missed_round_away)
{
	struct fire_turn quarterly = { 1, { 2026, 1, 1 }, 3 }, both[2];
	struct fire_turn_list turns = { 1, &quarterly };
	struct fire_turn half = { 1, { 2026, 1, 1 }, 6 }, monthly = { 1, { 2026, 1, 1 }, 1 };

	/* January and April were missed; July is the next. */
	CHECK(same(fire_turn_start(turns, half, day(2026, 5, 20)), day(2026, 7, 1)));
	CHECK(same(fire_turn_start(turns, monthly, day(2026, 5, 20)), day(2026, 6, 1)));
	both[0] = quarterly;
	both[1] = (struct fire_turn){ 1, { 2026, 7, 1 }, 6 };
	turns = (struct fire_turn_list){ 2, both };
	CHECK(fire_due_days(test_arena(), turns, (struct date){ 0 }, day(2026, 1, 1),
		day(2026, 6, 30)).count == 2);
	/* Changed again before it holds: it begins on the same day. */
	CHECK(same(fire_turn_start(turns, monthly, day(2026, 5, 20)), day(2026, 7, 1)));
	/* Nothing is late, the next one was even done early. */
	half.from = day(2026, 10, 1);
	CHECK(same(fire_turn_start((struct fire_turn_list){ 1, &quarterly }, half, day(2026, 6, 20)),
		day(2026, 10, 1)));
}

TEST(a_round_is_missed_when_the_days_of_grace_have_passed)
{
	struct fire_days due = fire_due_days(test_arena(), quarterly_then_monthly(), (struct date){ 0 },
		day(2026, 1, 1), day(2026, 7, 31));
	struct fire_round done[2] = {
		{ .due_on = { 2026, 1, 31 }, .on_day = { 2026, 2, 5 } },
		{ .due_on = { 2026, 4, 30 }, .on_day = { 2026, 6, 30 } },
	};
	struct fire_share share = fire_share_of(due, done, 2, 14, day(2026, 7, 20));

	CHECK(share.due == 2 && share.done == 1 && share.late == 2);    /* July may still be done */
	share = fire_share_of(due, done, 2, 14, day(2026, 8, 20));
	CHECK(share.due == 3 && share.done == 1);
	CHECK(same(share.last, day(2026, 6, 30)));
	share = fire_share_of((struct fire_days){ 0, NULL }, NULL, 0, 14, day(2026, 8, 20));
	CHECK(share.due == 0 && share.done == 0);
}

static struct store *city(void);

TEST_ON_STORES(a_checklist_is_read_line_by_line_and_a_bad_line_is_named)
{
	struct store *store = city();
	struct problems problems = { .arena = test_arena() };
	struct fire_check_list checks = fire_checks_read(test_arena(),
		S("Out | Doors open | high\n\nOut | Signs | Small\n"), &problems);

	CHECK(!problems.count && checks.count == 2);
	CHECK(str_is(checks.at[0].severity, "high") && str_is(checks.at[1].severity, "low"));
	CHECK(checks.at[1].nth == 2);
	fire_checks_read(test_arena(), S("Out | Doors open | high\nno bar here\nOut | x | huge"), &problems);
	CHECK(problems.count == 2);
	CHECK(str_find(problems.at[0].words, S("Line 2")) == 0);
	CHECK(str_find(problems.at[1].words, S("Line 3")) == 0);
	problems.count = 0;
	fire_checks_read(test_arena(), S("  \n "), &problems);
	CHECK(problems.count == 1);
	fire_checks_keep_english(checks, (struct fire_check_list){ 1, &(struct fire_check){
		.part_sv = S("Out"), .part_en = S("Exit"), .words_sv = S("Signs"), .words_en = S("Lit") } });
	CHECK(str_is(checks.at[0].part_en, "Exit") && !checks.at[0].words_en.len);
	CHECK(str_is(checks.at[1].part_en, "Exit") && str_is(checks.at[1].words_en, "Lit"));
	CHECK(fire_checks_standard(test_arena(), S("ordinary")).count > 5);
	CHECK(fire_checks_standard(test_arena(), S("none")).count == 0);
	CHECK(law_is_repealed(S("rescue_1986"), day(2026, 1, 1)));
	CHECK(!law_is_repealed(S("rescue_1986"), day(2003, 12, 31)));
	CHECK(!law_is_repealed(S("aml"), day(2026, 1, 1)));
	store_close(store);
}

/* ---- The city: 12 keeps the north, 13 the south, 15 walks in the north, 14 has no right ---------- */

static struct store *city(void)
{
	static const char *const names[] = { "above", "north", "south" };
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 5; i++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, arena_print(test_arena(), "p%d", (int)i)));
	for (int64_t i = 1; i <= 3; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, names[i - 1]));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (int64_t i = NORTH; i <= SOUTH; i++)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES (1, $1, 1)"), V(i));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive) VALUES"
		" (11, 1, 'keeper', 1), (12, 2, 'keeper', 0), (13, 3, 'keeper', 0),"
		" (14, 2, 'nobody', 0), (15, 2, 'walker', 0)"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'fire_read'), ('keeper', 'fire_walk'), ('keeper', 'fire_write'),"
		" ('keeper', 'programme_read'), ('walker', 'fire_read'), ('walker', 'fire_walk'),"
		" ('nobody', 'programme_read')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct fire_object looked_after(struct store *store, int64_t unit_id, struct date first)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct fire_object object = { .unit_id = unit_id, .name = S("House A"), .kind = S("ordinary"),
		.every_months = 3, .first_on = first, .valid_from = first };

	fire_object_add(change, &object);
	CHECK(change_commit(change) == COMMITTED);
	return object;
}

static void walked(struct store *store, const struct fire_object *object, struct date due,
                   struct date on)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &fire_round_record.shape, &(struct fire_round){ .object_id = object->id,
		.checklist_id = fire_checklist_now(change, S("ordinary")), .due_on = due,
		.state = ROUND_done, .on_day = on, .done_by = 15 });
	CHECK(change_commit(change) == COMMITTED);
}

static int64_t sees(struct store *store, int64_t person, struct str number)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool found = fire_object_of_number(view, number) != NULL;

	view_close(view);
	return found;
}

TEST_ON_STORES(fire_objects_are_seen_by_those_who_read_fire_protection_there)
{
	struct store *store = city();
	struct fire_object object = looked_after(store, NORTH, day(2026, 1, 1));
	struct view *view;

	CHECK(str_is(object.number, "BO-0001"));
	CHECK(sees(store, 11, object.number) && sees(store, 12, object.number));
	CHECK(sees(store, 15, object.number));
	CHECK(!sees(store, 13, object.number) && !sees(store, 14, object.number));
	CHECK(!sees(store, 0, object.number));
	view = view_open(store, test_arena(), (struct who){ .person = 15 });
	CHECK(fire_may_walk(view, NORTH) && !fire_may_write(view, NORTH));
	CHECK(!fire_may_walk(view, SOUTH));
	view_close(view);
	store_close(store);
}

/* 15 reads no measures, and must still not close what one of them is about. */
TEST_ON_STORES(whoever_sees_a_deviation_is_told_that_a_measure_of_it_is_open)
{
	struct store *store = city();
	struct fire_object object = looked_after(store, NORTH, day(2026, 1, 1));
	struct fire_deviation deviation = { .object_id = object.id, .words = S("A wedge"),
		.severity = S("high"), .found_on = day(2026, 1, 1) };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view;

	fire_deviation_add(change, &deviation);
	measure_add(change, &(struct measure){ .unit_id = NORTH, .title = S("A holder"),
		.due_on = day(2026, 6, 1), .source_kind = S("fire_deviation"),
		.source_id = deviation.id });
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 15 });
	CHECK(measures_open_count(view, "fire_deviation", deviation.id) == 1);
	CHECK(measures_of(view, "fire_deviation", deviation.id).count == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 13 });
	CHECK(measures_open_count(view, "fire_deviation", deviation.id) == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_round_keeps_the_edition_that_it_began_with)
{
	struct store *store = city();
	struct fire_object object = looked_after(store, NORTH, day(2026, 1, 1));
	struct change *change = change_open(store, test_arena(), (struct who){ .person = 12 });
	struct fire_round round = { .object_id = object.id, .state = ROUND_open,
		.checklist_id = fire_checklist_now(change, S("ordinary")) };
	struct fire_check_list fresh = { 1, &(struct fire_check){ .nth = 1, .severity = S("low"),
		.part_sv = S("Out"), .words_sv = S("Only this") } };
	struct fire_checklist second = { .kind = S("ordinary"), .reason = S("Shorter") };
	struct fire_line_list lines;
	size_t before;

	change_insert(change, &fire_round_record.shape, &round);
	before = fire_lines(change_view(change), &round).count;
	fire_checklist_add(change, &second, fresh);
	CHECK(second.edition == 2);
	lines = fire_lines(change_view(change), &round);
	CHECK(lines.count == before && before > 5);
	CHECK(fire_checklist_now(change, S("ordinary")) == second.id);
	lines.at[0].answer = ANSWER_fine;
	fire_answer_put(change, round.id, &lines.at[0]);
	lines.at[0].answer = ANSWER_absent;
	fire_answer_put(change, round.id, &lines.at[0]);        /* again: the last holds */
	CHECK(fire_lines(change_view(change), &round).at[0].answer == ANSWER_absent);
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

TEST_ON_STORES(a_review_counts_the_year_of_the_unit_and_all_below_it)
{
	struct store *store = city();
	struct fire_object north = looked_after(store, NORTH, day(2024, 1, 1));
	struct fire_review review = { .unit_id = ABOVE, .year = 2024 };
	struct change *change;
	struct view *view;

	looked_after(store, SOUTH, day(2024, 11, 1));
	walked(store, &north, day(2024, 1, 1), day(2023, 12, 20));
	walked(store, &north, day(2024, 4, 1), day(2024, 4, 20));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	fire_deviation_add(change, &(struct fire_deviation){ .object_id = north.id,
		.words = S("A wedge"), .severity = S("high"), .found_on = day(2024, 4, 20) });
	fire_deviation_add(change, &(struct fire_deviation){ .object_id = north.id,
		.words = S("A cord"), .severity = S("low"), .found_on = day(2024, 4, 20),
		.state = DEVIATION_closed, .closed_on = day(2025, 1, 2) });
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	fire_review_count(view, &review);
	CHECK(review.objects == 2 && review.rounds_due == 5);
	CHECK(review.rounds_done == 2 && review.rounds_late == 1);
	CHECK(review.found == 2 && review.closed == 0 && review.still_open == 2);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 13 });
	fire_review_count(view, &review);       /* who reads the south alone counts the south alone */
	CHECK(review.objects == 1 && review.found == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_year_is_reviewed_by_who_sees_all_that_is_counted)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view;

	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES (14, 1, 'keeper', 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 14 });
	CHECK(fire_may_write(view, ABOVE) && !fire_reads_below(view, ABOVE));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(fire_reads_below(view, ABOVE));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 12 });
	CHECK(fire_reads_below(view, NORTH));           /* nothing is below it */
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(the_same_special_law_is_not_written_twice)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .person = 12 });
	struct special_law law = { .unit_id = NORTH, .law = S("food"), .operation = S("Kitchens"),
		.reviewed_on = day(2026, 1, 1), .review_by = day(2027, 1, 1) };
	struct special_law other = law;

	change_insert(change, &special_law_record.shape, &law);
	other.operation = S("KITCHENS");
	CHECK(special_law_same(change_view(change), &other) != NULL);
	CHECK(special_law_same(change_view(change), &law) == NULL);     /* it is itself */
	other.operation = S("Cafés");
	CHECK(special_law_same(change_view(change), &other) == NULL);
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

/* ---- What is proved ------------------------------------------------------------------------------------ */

static bool holds(struct store *store, const char *rule, int64_t unit_id, struct date from,
                  struct date to, int percent)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = 11,
		.unit_id = unit_id, .from = from, .to = to, .percent = percent });
}

COUNTER_EXAMPLE(an_object_whose_rounds_nobody_walks_proves_nothing, "fire_round late")
{
	const char *rule = "fire_round late=14";
	const struct date from = { 2024, 1, 1 }, to = { 2024, 12, 31 };
	struct store *store = city();
	struct fire_object object;

	CHECK(!holds(store, rule, NORTH, from, to, 80));        /* no objects: not green */
	object = looked_after(store, NORTH, from);
	CHECK(!holds(store, rule, NORTH, from, to, 80));
	walked(store, &object, day(2024, 1, 1), day(2024, 1, 1));
	walked(store, &object, day(2024, 4, 1), day(2024, 4, 10));
	walked(store, &object, day(2024, 7, 1), day(2024, 9, 1));       /* too late */
	CHECK(!holds(store, rule, NORTH, from, to, 80));
	CHECK(holds(store, rule, NORTH, from, to, 50));
	walked(store, &object, day(2024, 10, 1), day(2024, 10, 1));
	CHECK(!holds(store, rule, NORTH, from, to, 80));        /* three of four */
	CHECK(holds(store, rule, ABOVE, from, to, 75));         /* and above it */
	CHECK(!holds(store, rule, SOUTH, from, to, 75));
	store_close(store);
}

COUNTER_EXAMPLE(a_review_of_another_year_proves_nothing, "fire_review")
{
	const char *rule = "fire_review";
	const struct date from = { 2024, 1, 1 }, to = { 2024, 12, 31 };
	struct store *store = city();
	struct fire_review review = { .unit_id = NORTH, .year = 2023, .edition = 1, .objects = 1,
		.words = S("Well"), .better = S("Doors"), .decided_at = { 1 } };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &fire_review_record.shape, &review);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, NORTH, from, to, 0));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	review = (struct fire_review){ .unit_id = NORTH, .year = 2024, .edition = 1, .objects = 1,
		.words = S("Well"), .better = S("Doors"), .decided_at = { 2 } };
	change_insert(change, &fire_review_record.shape, &review);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holds(store, rule, NORTH, from, to, 0));
	CHECK(!holds(store, rule, SOUTH, from, to, 0));
	store_close(store);
}

COUNTER_EXAMPLE(a_review_that_was_decided_long_ago_holds_no_more, "fire_reviewed months")
{
	const char *rule = "fire_reviewed months=15";
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	CHECK(!holds(store, rule, NORTH, day(2024, 1, 20), day(2024, 12, 31), 0));
	change_insert(change, &fire_review_record.shape, &(struct fire_review){ .unit_id = NORTH,
		.year = 2023, .edition = 1, .objects = 1, .words = S("Well"), .better = S("Doors"),
		.decided_at = instant_at(day(2024, 1, 20), 12, 0, 0) });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, NORTH, day(2024, 1, 1), day(2024, 12, 31), 0));
	CHECK(holds(store, rule, NORTH, day(2024, 1, 20), day(2025, 4, 20), 0));
	CHECK(!holds(store, rule, NORTH, day(2024, 1, 20), day(2025, 4, 21), 0));
	CHECK(!holds(store, rule, SOUTH, day(2024, 1, 20), day(2024, 12, 31), 0));
	store_close(store);
}

static struct special_law applies(struct store *store, const char *law, struct date reviewed)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct special_law applied = { .unit_id = NORTH, .law = str_of(law),
		.operation = str_of(law), .reviewed_on = reviewed,
		.review_by = date_add_months(reviewed, 12) };

	special_law_add(change, &applied);
	CHECK(change_commit(change) == COMMITTED);
	return applied;
}

TEST_ON_STORES(a_law_that_is_looked_at_anew_still_proves_the_year_before)
{
	const char *rule = "special_law months=24";
	const struct date from = { 2025, 1, 1 }, to = { 2025, 12, 31 };
	struct store *store = city();
	struct special_law law = applies(store, "food", day(2025, 3, 1));
	struct change *change;

	CHECK(holds(store, rule, NORTH, from, to, 100));
	CHECK(!holds(store, rule, NORTH, day(2024, 1, 1), day(2024, 12, 31), 100));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	law.reviewed_on = day(2026, 2, 1);
	special_law_looked_at(change, &law);
	change_update(change, &special_law_record.shape, &law, law.version);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holds(store, rule, NORTH, from, to, 100));
	store_close(store);
}

COUNTER_EXAMPLE(a_law_that_is_repealed_or_was_looked_at_long_ago_proves_nothing,
                "special_law months")
{
	const char *rule = "special_law months=24";
	const struct date from = { 2025, 1, 1 }, to = { 2025, 12, 31 };
	struct store *store = city();

	CHECK(!holds(store, rule, NORTH, from, to, 100));
	applies(store, "aml", day(2022, 1, 1));
	applies(store, "rescue_1986", day(2025, 1, 1));
	CHECK(!holds(store, rule, NORTH, from, to, 0));
	applies(store, "food", day(2025, 1, 1));
	CHECK(holds(store, rule, NORTH, from, to, 0));
	CHECK(holds(store, rule, ABOVE, from, to, 30));
	CHECK(!holds(store, rule, NORTH, from, to, 100));
	store_close(store);
}
