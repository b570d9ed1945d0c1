/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/tests.c - the steps of a picture, its margin, its numbers, who sees it, and a
 * picture of a real district made of real notices (skipped without the shared data).
 */
#include "base/csv.h"
#include "base/embedded.h"
#include "kit/setting.h"
#include "kit/test_evidence.h"
#include "modules/pictures/parts.h"
#include "modules/places/places.h"
#include "store/test_store.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded catalogue_files[], tongue_files[];

/* ---- Rules ------------------------------------------------------------------------------ */

static bool may_step(const char *verb, int state)
{
	return (picture_move_find(str_of(verb))->from & FROM_STATE(state)) != 0;
}

TEST(a_picture_is_reviewed_before_it_is_adopted_and_adopted_before_it_is_submitted)
{
	CHECK(may_step("review", PICTURE_working));
	CHECK(!may_step("adopt", PICTURE_working));
	CHECK(may_step("adopt", PICTURE_reviewed));
	CHECK(!may_step("submit", PICTURE_reviewed));
	CHECK(may_step("submit", PICTURE_adopted));
	CHECK(may_step("receive", PICTURE_submitted));
	CHECK(may_step("return", PICTURE_submitted) && may_step("return", PICTURE_received));
	CHECK(!may_step("return", PICTURE_adopted));
	CHECK(picture_move_find(S("delete")) == NULL);
}

TEST(only_a_picture_that_is_being_written_can_be_written_in)
{
	CHECK(picture_is_editable(PICTURE_working));
	for (int state = PICTURE_reviewed; state <= PICTURE_superseded; state++)
		CHECK(!picture_is_editable(state));
	CHECK(!picture_is_frozen(PICTURE_adopted) && picture_is_frozen(PICTURE_submitted));
}

static bool remarks(struct picture picture, struct numbers numbers, int days, enum picture_check check)
{
	const struct picture_limits limits = { .few_events = 20, .old_days = 60 };

	return (picture_checks(&picture, &numbers, days, &limits) & (1u << check)) != 0;
}

TEST(the_margin_asks_what_a_colleague_would_ask)
{
	struct picture empty = { .state = PICTURE_working };
	struct picture cause = { .state = PICTURE_working, .causes = S("Ice.") };
	struct picture share = { .state = PICTURE_working, .present = S("50 % more") };

	CHECK(remarks(empty, (struct numbers){ 0 }, 0, CHECK_NOTHING_WRITTEN));
	CHECK(remarks(empty, (struct numbers){ 0 }, 0, CHECK_SILENCE));
	CHECK(!remarks(empty, (struct numbers){ .total = 1 }, 0, CHECK_SILENCE));
	CHECK(remarks(cause, (struct numbers){ .total = 50 }, 0, CHECK_CAUSE_WITHOUT_SOURCE));
	CHECK(remarks(share, (struct numbers){ .total = 19 }, 0, CHECK_RATE_OF_FEW));
	CHECK(!remarks(share, (struct numbers){ .total = 20 }, 0, CHECK_RATE_OF_FEW));
	CHECK(remarks(empty, (struct numbers){ .total = 5 }, 61, CHECK_OLD_NUMBERS));
	CHECK(!remarks(empty, (struct numbers){ .total = 5 }, 60, CHECK_OLD_NUMBERS));
	CHECK(remarks(empty, (struct numbers){ .total = 5, .silent_units = 1 }, 0, CHECK_SILENT_UNITS));
}

TEST(a_rate_is_never_made_of_few_events)
{
	const struct picture_limits limits = { .few_events = 20 }, fewer = { .few_events = 19 };

	CHECK(!numbers_have_rate(&(struct numbers){ .total = 19, .employees = 100 }, &limits));
	CHECK(numbers_have_rate(&(struct numbers){ .total = 19, .employees = 100 }, &fewer));
	CHECK(numbers_have_rate(&(struct numbers){ .total = 20, .employees = 100 }, &limits));
	CHECK(!numbers_have_rate(&(struct numbers){ .total = 20 }, &limits));
}

TEST(the_first_paragraph_is_what_stands_before_an_empty_line)
{
	CHECK(str_is(first_paragraph(S("\n\nOne.\nTwo.\n\nThree.")), "One.\nTwo."));
	CHECK(first_paragraph(S("")).len == 0);
}

/* ---- In the database ---------------------------------------------------------------------- */

enum { NORTH = 1, SOUTH = 2, WRITER = 11, DIRECTOR = 12, READER = 13, OFFICE = 14, STRANGER = 15 };

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, arena_print(test_arena(), "p%d", (int)id)));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

/* Two district committees and five people. */
static struct store *two_districts(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 9, 20 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = NORTH; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, area_code)"
			" VALUES ($1, $2, $2, $2, 'district', $2)"), V(i, i == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	person_add(change, WRITER, "unit_coordinator", NORTH);
	person_add(change, DIRECTOR, "unit_director", NORTH);
	person_add(change, READER, "politician", NORTH);
	person_add(change, OFFICE, "central_coordinator", NORTH);
	person_add(change, STRANGER, "unit_coordinator", SOUTH);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct event event_at(struct date day, int hour, const char *type)
{
	return (struct event){ .unit_id = NORTH, .type = str_of(type), .title = S("A fall"),
		.story = S("Slipped."), .severity = 1, .injured = 1,
		.occurred_at = instant_at(day, hour, 0, 0), .reported_at = instant_at(day, hour, 30, 0) };
}

static void events_add(struct store *store)
{
	struct event events[] = {
		event_at((struct date){ 2026, 5, 4 }, 8, "injury.fall"),
		event_at((struct date){ 2026, 5, 31 }, 23, "injury.fall"),
		event_at((struct date){ 2026, 8, 31 }, 14, "injury.cut_crush"),
		event_at((struct date){ 2026, 9, 1 }, 0, "injury.fall"),
		event_at((struct date){ 2025, 6, 1 }, 9, "injury.fall"),
		event_at((struct date){ 2026, 6, 2 }, 9, "property.vandalism"),
	};
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_report_many(change, events, COUNT(events));
	CHECK(change_commit(change) == COMMITTED);
}

static struct picture picture_made(struct store *store, const char *period)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	struct picture picture = { .unit_id = NORTH, .kind = S("accident"), .period = str_of(period) };

	picture_add(change, &picture);
	CHECK(change_commit(change) == COMMITTED);
	return picture;
}

static void state_put(struct store *store, int64_t id, const char *state)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE picture SET state = $1 WHERE id = $2"), V(state, id));
	CHECK(change_commit(change) == COMMITTED);
}

static bool sees(struct store *store, int64_t person, struct str public_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool is_seen = picture_get(view, public_id) != NULL;

	view_close(view);
	return is_seen;
}

static int64_t table_sum(const struct numbers_by *table)
{
	int64_t sum = 0;

	for (size_t i = 0; i < table->count; i++)
		sum += table->rows[i].now;
	return sum;
}

TEST_ON_STORES(the_extract_counts_the_period_its_types_and_the_year_before)
{
	struct store *store = two_districts();
	struct picture picture;
	struct picture_page page;
	struct view *view;
	int64_t week = 0;

	events_add(store);
	picture = picture_made(store, "2026-T2");
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	CHECK(page.numbers != NULL);
	CHECK(page.numbers->total == 3 && page.numbers->before == 1);
	CHECK(page.numbers->injured == 3);
	CHECK(page.numbers->by[BY_MONTH].count == 4);
	CHECK(page.numbers->by[BY_MONTH].rows[0].now == 2);
	CHECK(page.numbers->by[BY_MONTH].rows[1].before == 1);
	for (size_t i = 0; i < BY_COUNT; i++)
		CHECK(table_sum(&page.numbers->by[i]) == 3);
	for (size_t i = 0; i < COUNT(page.numbers->week); i++)
		week += page.numbers->week[i];
	CHECK(week == 3);
	CHECK(page.numbers->week[0 * DAY_HOURS + 8] == 1);
	CHECK(str_equals(page.extract->digest, numbers_digest(test_arena(), page.extract->query,
		page.extract->numbers)));
	view_close(view);
	store_close(store);
}

/* The writer is on the need-to-know list, the readers of the picture are not. */
TEST_ON_STORES(a_restricted_event_is_never_counted_in_a_picture)
{
	struct store *store = two_districts();
	struct change *change;
	struct picture picture;
	struct picture_page page;
	struct view *view;

	events_add(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, board_id, title, type,"
		" occurred_at, reported_at, is_restricted)"
		" VALUES (900, 'x', 'H-2026-90000', 1, 1, 'Threat', 'injury.fall', $1, $1, 1)"),
		V(instant_at((struct date){ 2026, 6, 3 }, 9, 0, 0)));
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id) VALUES (900, 11)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	picture = picture_made(store, "2026-T2");
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_event WHERE id = 900"), NONE) == 1);
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	CHECK(page.numbers->total == 3);
	for (size_t i = 0; i < BY_COUNT; i++)
		CHECK(table_sum(&page.numbers->by[i]) == 3);
	CHECK(page.numbers->week[2 * DAY_HOURS + 9] == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_period_that_goes_on_is_compared_with_the_same_days)
{
	struct store *store = two_districts();
	struct picture picture;
	struct picture_query query;
	struct view *view;

	picture = picture_made(store, "2026-T3");
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	query = picture_query_of(view, &picture, date_today());
	CHECK(date_compare(query.to, (struct date){ 2026, 9, 20 }) == 0);
	CHECK(date_compare(query.period_to, (struct date){ 2026, 12, 31 }) == 0);
	CHECK(date_compare(query.before_from, (struct date){ 2025, 9, 1 }) == 0);
	CHECK(date_compare(query.before_to, (struct date){ 2025, 9, 20 }) == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(numbers_that_change_later_are_told_and_the_frozen_ones_stay)
{
	struct store *store = two_districts();
	struct number_change changes[MOST_NUMBER_CHANGES];
	struct picture picture = picture_made(store, "2026-T2");
	struct picture_page page;
	struct picture_query query;
	struct view *view;
	size_t count;

	events_add(store);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	query = picture_query_of(view, page.picture, date_today());
	CHECK(page.numbers->total == 0);
	count = numbers_compare(page.numbers, numbers_take(view, &query), changes, MOST_NUMBER_CHANGES);
	CHECK(count >= 3);
	CHECK(changes[0].was == 0 && changes[0].is == 3);
	CHECK(numbers_compare(page.numbers, page.numbers, changes, MOST_NUMBER_CHANGES) == 0);
	view_close(view);
	store_close(store);
}

/* In a change by the writer, on the picture as it stands. */
static void settle(struct store *store, struct picture *picture, const char *text)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	struct picture_page page = picture_page_of(change_view(change), picture, false);

	picture->present = str_of(text);
	cited_settle(change, &page, picture);
	CHECK(change_update(change, &picture_record.shape, picture, picture->version) != UPDATED_STALE);
	CHECK(change_commit(change) == COMMITTED);
}

static void numbers_anew(struct store *store, struct picture *picture)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = WRITER });

	picture_count_anew(change, picture);
	CHECK(change_update(change, &picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

static struct str present_drafted(struct store *store, struct picture *picture, const char *language)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	struct picture_page page = picture_page_of(change_view(change), picture, false);
	struct picture_limits limits = picture_limits();
	struct proposal_list draft;

	CHECK(tongue_choose(str_of(language)));
	draft = picture_draft(test_arena(), page.query, page.numbers, &limits);
	proposal_take(change, &page, picture, &draft.at[0]);
	tongue_choose(S("en"));
	CHECK(change_update(change, &picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	return marks_plain(test_arena(), picture->present);
}

static void fall_add(struct store *store, struct date day)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct event event = event_at(day, 8, "injury.fall");

	event_report_many(change, &event, 1);
	CHECK(change_commit(change) == COMMITTED);
}

/* Whoever takes the numbers anew need not read the language in which it was drafted. */
TEST_ON_STORES(a_sentence_as_it_was_drafted_has_the_words_of_its_new_number)
{
	struct store *store = two_districts();
	struct picture picture;

	tongue_open(tongue_files);
	tongue_choose(S("en"));
	fall_add(store, (struct date){ 2026, 5, 4 });
	picture = picture_made(store, "2026-T2");
	CHECK(str_starts(present_drafted(store, &picture, "sv"), S("1 händelse rapporterades")));
	fall_add(store, (struct date){ 2026, 5, 5 });
	numbers_anew(store, &picture);
	CHECK(tongue_is("en"));
	CHECK(str_starts(marks_plain(test_arena(), picture.present), S("2 händelser rapporterades")));
	fall_add(store, (struct date){ 2026, 5, 6 });
	numbers_anew(store, &picture);
	CHECK(str_starts(marks_plain(test_arena(), picture.present), S("3 händelser rapporterades")));
	settle(store, &picture, "Only [3 #1] event this time.");
	fall_add(store, (struct date){ 2026, 5, 7 });
	numbers_anew(store, &picture);
	CHECK(str_is(picture.present, "Only [4 #1] event this time."));
	store_close(store);
}

TEST_ON_STORES(a_number_in_the_text_has_its_question_and_follows_the_numbers)
{
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2"), *next;
	struct number_change changes[MOST_NUMBER_CHANGES];
	struct picture_number_list list;
	struct picture_query query;
	struct picture_page page;
	struct change *change;
	struct view *view;

	settle(store, &picture, "[9 #total] events, [#total:before] before, [1 #type:no.such], again [#total].");
	CHECK(str_is(picture.present, "[0 #1] events, [0 #2] before, [1 #type:no.such], again [0 #1]."));
	events_add(store);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	page = picture_page_of(view, &picture, true);
	query = picture_query_of(view, &picture, date_today());
	CHECK(cited_compare(&page, &query, numbers_take(view, &query), changes, MOST_NUMBER_CHANGES, 0) == 2);
	CHECK(changes[0].was == 0 && changes[0].is == 3 && str_starts(changes[0].label, S("#1 ")));
	view_close(view);
	numbers_anew(store, &picture);
	CHECK(str_starts(picture.present, S("[3 #1] events, [1 #2] before")));
	settle(store, &picture, "[3 #1] of which [#type:injury.fall] falls.");
	CHECK(str_is(picture.present, "[3 #1] of which [2 #3] falls."));
	change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	next = picture_follow(change, &picture, S("Why?"));
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	list = picture_cited(view, next->id);
	CHECK(list.count == 3 && list.at[2].amount == 2 && str_is(list.at[2].row_key, "injury.fall"));
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	CHECK(str_find(cited_link(&page, &list.at[2]), S("type=injury.fall")) >= 0);
	CHECK(str_find(picture_json(&page), S("\"numbers_in_text\":[{\"number\":1,\"amount\":3")) >= 0);
	CHECK(page.cited->count == 2 && page.cited->at[1].number == 3);  /* 2 no longer stands there */
	CHECK(str_find(cited_link(&page, &(struct picture_number){ .what = WHAT_notices,
		.area_code = S("north") }), S("area_code=north")) >= 0);
	page.has_links = false;
	CHECK(!cited_link(&page, &list.at[2]).len);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = STRANGER });
	CHECK(picture_cited(view, picture.id).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(readers_see_a_picture_from_the_day_it_is_adopted_and_others_never)
{
	static const struct { const char *state; bool reader, office; } cases[] = {
		{ "working", false, true }, { "reviewed", false, true }, { "adopted", true, true },
		{ "submitted", true, true }, { "received", true, true }, { "returned", false, true },
		{ "superseded", true, true },
	};
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2");

	for (size_t i = 0; i < COUNT(cases); i++) {
		state_put(store, picture.id, cases[i].state);
		CHECK(sees(store, READER, picture.public_id) == cases[i].reader);
		CHECK(sees(store, OFFICE, picture.public_id) == cases[i].office);
		CHECK(sees(store, WRITER, picture.public_id));
		CHECK(sees(store, DIRECTOR, picture.public_id));
		CHECK(!sees(store, STRANGER, picture.public_id));
		CHECK(!sees(store, 0, picture.public_id));
	}
	store_close(store);
}

TEST_ON_STORES(a_new_version_begins_with_the_text_and_numbers_of_the_one_before)
{
	struct store *store = two_districts();
	struct picture before = picture_made(store, "2026-T2");
	struct change *change;
	struct picture *next;
	struct view *view;

	change = change_open(store, test_arena(), (struct who){ .person = OFFICE });
	next = picture_follow(change, &before, S("Which causes?"));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(next->number == 2 && next->state == PICTURE_working);
	CHECK(next->extract_id == before.extract_id && next->supersedes == before.id);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(picture_next(view, &before)->id == next->id);
	CHECK(picture_last(view, next)->id == before.id);
	view_close(view);
	store_close(store);
}

/* ---- What pictures prove ------------------------------------------------------------------ */

TEST(a_picture_that_was_sent_back_meets_no_demand)
{
	struct picture_demand submitted = { .state = PICTURE_submitted };
	struct picture_proof proof = { .state = PICTURE_received };

	CHECK(picture_meets(&submitted, &proof));
	proof.state = PICTURE_adopted;
	CHECK(!picture_meets(&submitted, &proof));
	CHECK(picture_meets(&(struct picture_demand){ 0 }, &proof));
	proof.state = PICTURE_returned;
	CHECK(!picture_meets(&submitted, &proof) && !picture_meets(&(struct picture_demand){ 0 }, &proof));
	proof = (struct picture_proof){ .state = PICTURE_received, .has_development = true };
	CHECK(picture_meets(&(struct picture_demand){ .development = true }, &proof));
	CHECK(!picture_meets(&(struct picture_demand){ .complete = true }, &proof));
	CHECK(!picture_meets(&(struct picture_demand){ .reviewed = true }, &proof));
}

static int64_t proved(struct store *store, const char *arguments, int64_t person)
{
	const struct evidence_source *source = evidence_source_find(S("picture"));
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct evidence_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 9, 20 } };
	struct str problem = S("");
	size_t at = 0;
	struct evidence_count_list counts;

	CHECK(evidence_arguments_judge(test_arena(), source, str_of(arguments), &problem, &at));
	CHECK(evidence_arguments_read(test_arena(), str_of(arguments), &ask, &problem, &at));
	counts = source->counts(view, &ask);
	view_close(view);
	return counts.count ? counts.at[0].count : 0;
}

static void picture_work(struct store *store, struct picture *picture, int64_t person, const char *verb)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	int from = picture->state;

	if (picture_move_find(str_of(verb)))
		picture_after(picture_move_find(str_of(verb)), picture,
			&(struct picture_act){ .decision = S("12") }, person, instant_now());
	CHECK(change_update(change, &picture_record.shape, picture, picture->version) == UPDATED);
	picture_step_add(change, picture, verb, from, S(""));
	CHECK(change_commit(change) == COMMITTED);
}

/* The counter-example of each demand stands first: the picture is there, and is not enough. */
TEST_ON_STORES(a_submitted_picture_proves_only_what_it_says_and_who_reviewed_it)
{
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2");

	CHECK(proved(store, "kind=accident", WRITER) == 1);
	CHECK(proved(store, "kind=accident state=submitted", WRITER) == 0);
	CHECK(proved(store, "kind=crime", WRITER) == 0);
	picture.present = S("Falls");
	picture_work(store, &picture, WRITER, "change");
	picture_work(store, &picture, WRITER, "review");
	picture_work(store, &picture, DIRECTOR, "adopt");
	picture_work(store, &picture, DIRECTOR, "submit");
	CHECK(proved(store, "kind=accident state=submitted", WRITER) == 1);
	CHECK(proved(store, "kind=accident state=submitted development=yes", WRITER) == 0);
	CHECK(proved(store, "kind=accident reviewed=yes", WRITER) == 0);       /* by the writer */
	picture.development = S("Winter");
	picture.reviewed_by = DIRECTOR;
	picture_work(store, &picture, WRITER, "keep");
	CHECK(proved(store, "kind=accident state=submitted development=yes", WRITER) == 1);
	CHECK(proved(store, "kind=accident complete=yes", WRITER) == 0);
	CHECK(proved(store, "kind=accident reviewed=yes", WRITER) == 1);
	CHECK(proved(store, "kind=accident", READER) == 1);
	CHECK(proved(store, "kind=accident", STRANGER) == 0);
	state_put(store, picture.id, "returned");
	CHECK(proved(store, "kind=accident", WRITER) == 0);
	store_close(store);
}

static bool holds(struct store *store, const char *rule, struct date from, struct date to)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = WRITER,
		.unit_id = NORTH, .from = from, .to = to });
}

static void answers_put(struct store *store, struct picture *picture, struct str words)
{
	picture->present = words;
	picture->development = words;
	picture->causes = words;
	picture->consequences = words;
	picture->proposals = words;
	picture_work(store, picture, WRITER, "change");
}

COUNTER_EXAMPLE(a_picture_that_is_begun_or_half_written_or_reviewed_by_its_writer_is_not_enough,
                "picture kind state=adopted", "picture kind state=submitted",
                "picture kind state=adopted complete=yes",
                "picture kind state=submitted complete=yes development=yes",
                "picture kind state=adopted complete=yes reviewed=yes")
{
	static const char *const rules[] = { "picture kind=accident state=adopted",
		"picture kind=accident state=submitted", "picture kind=accident state=adopted complete=yes",
		"picture kind=accident state=submitted complete=yes development=yes",
		"picture kind=accident state=adopted complete=yes reviewed=yes" };
	const struct date first = { 2026, 1, 1 }, last = { 2026, 9, 20 };
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2");

	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!holds(store, rules[i], first, last));
	picture.present = S("Falls");
	picture_work(store, &picture, WRITER, "change");
	picture_work(store, &picture, WRITER, "review");
	picture_work(store, &picture, DIRECTOR, "adopt");
	CHECK(holds(store, rules[0], first, last) && !holds(store, rules[1], first, last));
	picture_work(store, &picture, DIRECTOR, "submit");
	CHECK(holds(store, rules[0], first, last) && holds(store, rules[1], first, last));
	for (size_t i = 2; i < COUNT(rules); i++)
		CHECK(!holds(store, rules[i], first, last));    /* adopted and sent, and half empty */
	answers_put(store, &picture, S("As it was written"));
	CHECK(holds(store, rules[2], first, last) && holds(store, rules[3], first, last));
	CHECK(!holds(store, rules[4], first, last));            /* nobody else has read it */
	picture.reviewed_by = OFFICE;
	picture_work(store, &picture, WRITER, "keep");
	CHECK(holds(store, rules[4], first, last));
	/* Of another period, all that is worth nothing. */
	CHECK(!holds(store, rules[2], (struct date){ 2026, 9, 1 }, last));
	store_close(store);
}

static void answered(struct store *store, const struct picture *picture, int64_t unit_id, bool is_told)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct picture_part part = { .picture_id = picture->id, .section = S("present"),
		.question = S("What do you see?"), .unit_id = unit_id,
		.guest_name = unit_id ? S("") : S("A landlord"), .asked_at = instant_now() };

	change_insert(change, &picture_part_record.shape, &part);
	if (is_told)
		change_insert(change, &picture_part_text_record.shape, &(struct picture_part_text){
			.part_id = part.id, .words = S("Locks are broken."), .writer_name = S("Somebody"),
			.at = instant_now() });
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(a_picture_to_which_nobody_outside_has_answered_is_not_made_together,
                "picture kind state=adopted contributors=outside")
{
	const char *rule = "picture kind=accident state=adopted contributors=outside";
	const struct date first = { 2026, 1, 1 }, last = { 2026, 9, 20 };
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2");

	picture.contributors = S("The police, the landlords");  /* says who writes it, not they */
	picture_work(store, &picture, WRITER, "change");
	picture_work(store, &picture, WRITER, "review");
	picture_work(store, &picture, DIRECTOR, "adopt");
	CHECK(!holds(store, rule, first, last));
	answered(store, &picture, 0, false);
	answered(store, &picture, SOUTH, true);
	CHECK(!holds(store, rule, first, last));                /* asked; and one of the city */
	answered(store, &picture, 0, true);
	CHECK(holds(store, rule, first, last));
	store_close(store);
}

COUNTER_EXAMPLE(a_picture_that_nobody_has_touched_for_months_lives_no_more, "picture_living kind months")
{
	const char *rule = "picture_living kind=accident months=3";
	const struct date first = { 2026, 9, 20 };
	struct store *store = two_districts();

	picture_made(store, "2026-T2");
	CHECK(holds(store, rule, first, (struct date){ 2026, 12, 20 }));
	CHECK(!holds(store, rule, first, (struct date){ 2026, 12, 21 }));
	store_close(store);
}

TEST_ON_STORES(a_picture_lives_for_so_many_months_after_each_day_of_work)
{
	const struct evidence_source *source = evidence_source_find(S("picture_living"));
	const struct pair arguments[] = { { S("kind"), S("accident") }, { S("months"), S("3") } };
	struct evidence_ask ask = { .count = 2, .at = arguments, .unit_id = NORTH,
		.from = { 2026, 1, 1 }, .to = { 2027, 9, 20 } };
	struct store *store = two_districts();
	struct picture picture = picture_made(store, "2026-T2");
	struct evidence_span_list spans;
	struct view *view;

	calendar_freeze(instant_at((struct date){ 2026, 12, 20 }, 12, 0, 0));
	picture.present = S("Falls");
	picture_work(store, &picture, WRITER, "change");
	calendar_freeze(instant_at((struct date){ 2027, 4, 1 }, 12, 0, 0));
	picture.present = S("More falls");
	picture_work(store, &picture, WRITER, "change");
	calendar_freeze((struct instant){ 0 });
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	spans = source->spans(view, &ask);
	CHECK(spans.count == 2);
	CHECK(date_compare(spans.at[0].from, (struct date){ 2026, 9, 20 }) == 0);
	CHECK(date_compare(spans.at[0].to, (struct date){ 2027, 3, 20 }) == 0);
	CHECK(date_compare(spans.at[1].from, (struct date){ 2027, 4, 1 }) == 0);
	CHECK(source->records(view, &ask).count == 1);
	view_close(view);
	store_close(store);
}

/* ---- A real district ------------------------------------------------------------------------ */

static struct str file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;
	long size;

	CHECK(file != NULL);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	text = arena_take(test_arena(), (size_t)size + 1);
	CHECK(fread(text, 1, (size_t)size, file) == (size_t)size);
	fclose(file);
	return (struct str){ text, (size_t)size };
}

/* The neighbourhoods of the city with the district that each lies in. */
static void real_areas(struct store *store)
{
	struct area_source source = { .kind = "neighbourhood", .name_property = "name",
		.code_property = "name" };
	struct str problem = S(""), outlines = file_text(test_shared(
		"data/stockholm-stadsdelar/geojson/simplified/stadsdelar.geo.json"));
	const char *bad = NULL;
	struct csv_table *table = csv_read(test_arena(), file_text(test_shared(
		"data/stockholm-stadsdelar/stadsdel_namndomrade_overifierad.csv")), &bad);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	setting_put(change, "municipality", S("Stockholm"));
	CHECK(areas_import(change, outlines, &source, &problem) == 117);
	for (size_t i = 1; i < table->count; i++) {
		struct str district = csv_cell(table, i, "stadsdelsnamndsomrade_2023_07");

		change_run(change, SQL("UPDATE area SET parent_code = $1 WHERE fold(name) = fold($2)"),
			V(str_equals(district, S("Skärholmen")) ? S("north") : district,
			  csv_cell(table, i, "stadsdel")));
	}
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_real_district_gets_its_picture_from_notices_with_their_caveat)
{
	const char *files[] = { test_shared(
		"data/polisen-handelser/handelser_stockholms_lan_med_text.jsonl") };
	struct store *store = two_districts();
	struct picture picture;
	struct picture_page page;
	struct view *view;
	struct out out;

	real_areas(store);
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-pictures")));
	CHECK(job_run_here(store, "import-polisen", S("{}"), files, 1));
	picture = picture_made(store, "2023..2026");
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	out_init(&out, test_arena(), 8 << 20);
	picture_figures(&out, &page);
	CHECK(page.numbers->total == 0);
	CHECK(page.numbers->notices > 50);
	CHECK(table_sum(&page.numbers->notices_by[NOTICES_KIND]) == page.numbers->notices);
	CHECK(table_sum(&page.numbers->notices_by[NOTICES_MONTH]) == page.numbers->notices);
	CHECK(table_sum(&page.numbers->notices_by[NOTICES_AREA]) == page.numbers->notices);
	CHECK(page.numbers->source_count == 1 && page.numbers->sources[0].caveat.len > 20);
	CHECK(page.numbers->source_count && str_find(out_str(&out), page.numbers->sources[0].caveat) >= 0);
	CHECK(picture_checks(page.picture, page.numbers, 0, &(struct picture_limits){ 0 })
		& (1u << CHECK_SILENCE));
	view_close(view);
	store_close(store);
}
