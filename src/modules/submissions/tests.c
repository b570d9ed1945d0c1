/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/tests.c - the steps, the words and the rates; in the database: who is asked for
 * what, how it stands, what proves a duty, what is frozen, who sees it, and the letters.
 */
#include "base/crypto.h"
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/submissions/inside.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

/* ---- Steps ------------------------------------------------------------------------------ */

static struct str missing(const char *verb, int state)
{
	return submission_missing(test_arena(), state, submission_move_find(str_of(verb)));
}

TEST(a_step_that_comes_too_early_names_the_steps_before_it)
{
	CHECK(!missing("dispatch", SUBMISSION_draft).len);
	CHECK(str_is(missing("decide", SUBMISSION_draft),
		"Before this comes: Send it out within the unit."));
	CHECK(str_is(missing("submit", SUBMISSION_draft),
		"Before this comes: Send it out within the unit; Record the decision."));
	CHECK(str_is(missing("accept", SUBMISSION_decided),
		"Before this comes: Submit it; Receive it."));
	CHECK(str_is(missing("return", SUBMISSION_decided), "Before this comes: Submit it."));
	CHECK(!missing("return", SUBMISSION_received).len);
}

TEST(a_step_that_comes_too_late_says_what_the_document_is)
{
	CHECK(str_is(missing("submit", SUBMISSION_submitted),
		"This step cannot be taken: the document is “Submitted”."));
	CHECK(str_is(missing("return", SUBMISSION_accepted),
		"This step cannot be taken: the document is “Accepted”."));
	CHECK(str_is(missing("accept", SUBMISSION_returned),
		"This step cannot be taken: the document is “Returned”."));
	CHECK(submission_move_find(S("delete")) == NULL);
}

TEST(only_a_draft_is_written_in_and_from_submission_on_it_is_frozen)
{
	for (int state = SUBMISSION_none; state <= SUBMISSION_accepted; state++) {
		CHECK(submission_is_editable(state) == (state == SUBMISSION_draft));
		CHECK(submission_is_frozen(state) == (state >= SUBMISSION_submitted));
	}
}

TEST(a_decision_needs_day_paragraph_and_signer_and_cannot_be_of_tomorrow)
{
	const struct submission_move *decide = submission_move_find(S("decide"));
	struct date today = { 2026, 9, 15 };
	struct submission_act act = { 0 };
	const char *words;

	CHECK(!strcmp(submission_act_problem(decide, &act, today, &words), "meeting_on"));
	act.meeting_on = (struct date){ 2026, 9, 16 };
	CHECK(!strcmp(submission_act_problem(decide, &act, today, &words), "paragraph"));
	act.paragraph = S("§ 4");
	CHECK(!strcmp(submission_act_problem(decide, &act, today, &words), "signer"));
	act.signer = S("R. Tegner");
	CHECK(!strcmp(submission_act_problem(decide, &act, today, &words), "meeting_on"));
	act.meeting_on = today;
	CHECK(submission_act_problem(decide, &act, today, &words) == NULL);
	CHECK(!strcmp(submission_act_problem(submission_move_find(S("return")), &act, today, &words),
		"words"));
	CHECK(submission_act_problem(submission_move_find(S("accept")), &act, today, &words) == NULL);
}

TEST(a_document_is_to_be_registered_from_submission_on_and_registered_with_a_number)
{
	struct submission submission = { .registration = REGISTRATION_not_public };
	struct instant now = { 1000 };

	submission_after(submission_move_find(S("submit")), &submission,
		&(struct submission_act){ .sender_number = S(" LJU 2026/1 ") }, 7, now);
	CHECK(submission.registration == REGISTRATION_to_register && submission.submitted_by == 7);
	CHECK(str_is(submission.sender_number, "LJU 2026/1"));
	submission_after(submission_move_find(S("receive")), &submission,
		&(struct submission_act){ 0 }, 8, now);
	CHECK(submission.registration == REGISTRATION_to_register);
	submission_after(submission_move_find(S("receive")), &submission,
		&(struct submission_act){ .receiver_number = S("KS 2026/9") }, 8, now);
	CHECK(submission.registration == REGISTRATION_registered);
}

TEST(a_decision_that_is_taken_back_leaves_no_decision_behind)
{
	struct submission submission = { .state = SUBMISSION_decided, .paragraph = S("§ 4"),
		.signer = S("R. Tegner"), .meeting_on = { 2026, 9, 1 } };

	submission_after(submission_move_find(S("undecide")), &submission,
		&(struct submission_act){ .words = S("Wrong day") }, 7, (struct instant){ 1 });
	CHECK(submission.state == SUBMISSION_draft && !submission.paragraph.len);
	CHECK(!date_is_given(submission.meeting_on));
}

/* ---- The text ------------------------------------------------------------------------------ */

TEST(a_text_is_taken_apart_at_its_headings_and_what_is_empty_is_named)
{
	struct section_list all = body_sections(test_arena(),
		S("before\n\n## One\nfirst\n\nsecond\n### not a heading of ours\n\n## Two\n\n## Three"));
	struct section_list empty = body_empty(test_arena(), S("## One\nx\n## Two\n\n \n## Three"));

	CHECK(all.count == 4);
	CHECK(str_is(all.at[0].text, "before") && !all.at[0].heading.len);
	CHECK(str_is(body_text(&all, S("One")), "first\n\nsecond\n### not a heading of ours"));
	CHECK(!body_text(&all, S("Three")).len && !body_text(&all, S("Four")).len);
	CHECK(empty.count == 2 && str_is(empty.at[0].heading, "Two"));
	CHECK(body_sections(test_arena(), S("")).count == 1);
}

TEST(a_new_document_has_last_years_words_and_nothing_of_them_is_lost)
{
	const struct section headings[] = { { S("One"), { 0 } }, { S("Numbers"), S("") },
		{ S("Two"), S("own") } };
	struct str body = body_begin(test_arena(), headings, 3,
		S("## One\nold words\n## Numbers\n41\n## Two\nold\n## Gone\nkept"));

	CHECK(str_is(body, "## One\n\nold words\n\n## Numbers\n\n## Two\n\nown\n\n## Gone\n\nkept\n"));
	CHECK(str_is(body_begin(test_arena(), headings, 1, S("")), "## One\n"));
}

/* ---- Words and rates ------------------------------------------------------------------------- */

static const struct date today = { 2026, 9, 15 };

static struct delivery delivery(int state, struct date due, struct date submitted)
{
	return (struct delivery){ .state = state, .due = due, .submitted_on = submitted,
		.opens = { 2026, 8, 15 } };
}

TEST(one_word_says_how_a_delivery_stands)
{
	const struct date passed = { 2026, 9, 14 }, this_day = { 2026, 9, 15 }, none = { 0 };
	struct delivery later = delivery(SUBMISSION_none, this_day, none);
	struct delivery event = { .state = SUBMISSION_none };
	struct delivery one;

	one = delivery(SUBMISSION_none, passed, none);
	CHECK(delivery_word_of(&one, today) == WORD_late);
	one = delivery(SUBMISSION_none, this_day, none);
	CHECK(delivery_word_of(&one, today) == WORD_open);
	one = delivery(SUBMISSION_decided, passed, none);
	CHECK(delivery_word_of(&one, today) == WORD_late);
	one = delivery(SUBMISSION_decided, this_day, none);
	CHECK(delivery_word_of(&one, today) == WORD_decided);
	one = delivery(SUBMISSION_submitted, passed, passed);
	CHECK(delivery_word_of(&one, today) == WORD_submitted);
	one = delivery(SUBMISSION_returned, passed, passed);
	CHECK(delivery_word_of(&one, today) == WORD_returned);
	CHECK(delivery_word_of(&event, today) == WORD_not_asked);
	later.opens = (struct date){ 2026, 9, 16 };
	CHECK(delivery_word_of(&later, today) == WORD_later);
	CHECK(!delivery_is_soon(&one, today));
	one = delivery(SUBMISSION_draft, (struct date){ 2026, 10, 15 }, none);
	CHECK(delivery_is_soon(&one, today));
	one.due = (struct date){ 2026, 10, 16 };
	CHECK(!delivery_is_soon(&one, today));
}

TEST(rates_count_what_is_due_and_times_count_from_the_first_handing_in)
{
	const struct date due = { 2026, 9, 1 }, none = { 0 };
	const struct delivery all[] = {
		delivery(SUBMISSION_accepted, due, (struct date){ 2026, 8, 20 }),       /* 12 early */
		delivery(SUBMISSION_submitted, due, (struct date){ 2026, 9, 1 }),       /* on the day */
		delivery(SUBMISSION_returned, due, (struct date){ 2026, 9, 5 }),        /* 4 late */
		delivery(SUBMISSION_draft, due, none),                                  /* not handed in */
		delivery(SUBMISSION_none, (struct date){ 2026, 10, 1 }, none),          /* not due */
		delivery(SUBMISSION_accepted, (struct date){ 2026, 10, 1 }, (struct date){ 2026, 9, 1 }),
		{ .state = SUBMISSION_accepted, .submitted_on = { 2026, 3, 1 } },       /* has no day */
	};
	struct timeliness t = timeliness_of(test_arena(), all, COUNT(all), today);

	CHECK(t.asked == 5 && t.handed_in == 4 && t.in_time == 3);
	CHECK(t.accepted == 2 && t.returned == 1);
	CHECK(t.has_median && t.median_days == -12);
	t = timeliness_of(test_arena(), &all[4], 1, today);
	CHECK(t.asked == 0 && !t.has_median);
	CHECK(timeliness_percent(t.handed_in, t.asked) == -1);
	CHECK(timeliness_percent(1, 3) == 33 && timeliness_percent(2, 3) == 67 && timeliness_percent(3, 3) == 100);
}

TEST(a_returned_document_proves_nothing)
{
	CHECK(submission_meets(SUBMISSION_submitted, SUBMISSION_accepted));
	CHECK(submission_meets(SUBMISSION_submitted, SUBMISSION_submitted));
	CHECK(!submission_meets(SUBMISSION_accepted, SUBMISSION_received));
	CHECK(!submission_meets(SUBMISSION_submitted, SUBMISSION_returned));
	CHECK(!submission_meets(SUBMISSION_draft, SUBMISSION_returned));
}

/* ---- In the database ---------------------------------------------------------------------------- */

enum { CITY = 1, NORTH = 2, SOUTH = 3, OFFICE_UNIT = 4,
	WRITER = 11, SECRETARY = 12, READER = 13, OFFICE = 14, STRANGER = 15, BOTH = 16 };

static void unit_add(struct change *change, int64_t id, const char *code, const char *kind)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, valid_from)"
		" VALUES ($1, $2, $2, $2, $3, '2020-01-01')"), V(id, code, kind));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES ($1, $1, 0, '2020-01-01')"), V(id));
	if (id == CITY)
		return;
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES (1, $1, 1, '2020-01-01')"), V(id));
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id, valid_from)"
		" VALUES ($1, 1, '2020-01-01')"), V(id));
}

static void member_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit_id, role));
}

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	struct str login = arena_print(test_arena(), "p%d", (int)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email, language)"
		" VALUES ($1, $2, $2, $2, $3, 'en')"), V(id, login,
		arena_print(test_arena(), "%.*s@example.org", STR(login))));
	member_add(change, id, role, unit_id);
}

static void programme_put(struct change *change)
{
	change_run(change, SQL("INSERT INTO programme (id, public_id, code, edition, title_sv, title_en,"
		" valid_from, valid_to, is_current, digest) VALUES (1, 'p', 'test-2026', '1', 'Programmet',"
		" 'The programme', '2025-01-01', '2027-12-31', 1, 'd')"), NONE);
	change_run(change, SQL("INSERT INTO actor (programme_id, code, name_sv, applies, is_secret) VALUES"
		" (1, 'ALL', 'Alla', 'kind = district', 0), (1, 'SLK', 'Kontoret', 'kind = office', 0),"
		" (1, 'BSS', 'Berörda', 'kind = district', 1)"), NONE);
	change_run(change, SQL("INSERT INTO calendar_rule (programme_id, code, name_sv, period, opens, due,"
		" meeting_from, meeting_to) VALUES"
		" (1, 'T2', 'Tertial 2', 'third2', '08-15', '09-10', '09-01', '09-30'),"
		" (1, 'Y', 'Varje år', 'year', '01-01', '10-05', '', ''),"
		" (1, 'EVT', 'När något händer', 'event', '', '', '', '')"), NONE);
	change_run(change, SQL("INSERT INTO deliverable (programme_id, code, name_sv, name_en, who, receiver,"
		" cadence, carrier, covers, place) VALUES"
		" (1, 'rsa', 'Riskanalys', 'Risk analysis', 'ALL', 'SLK', 'Y', 'submission', 'F4.2 F4.3', 1),"
		" (1, 'accidents', 'Olyckor', 'Accidents', 'ALL', 'SLK', 'T2', 'picture kind=accident', 'F1.11', 2),"
		" (1, 'evaluation', 'Utvärdering', 'Evaluation', 'ALL', 'SLK', 'EVT', 'submission', 'F4.34', 3),"
		" (1, 'secret', 'Skydd', 'Protection', 'BSS', 'SLK', 'Y', 'submission', 'F5.6', 4)"), NONE);
}

/* Two districts, an office, six people and a small programme, on 15 September 2026. */
static struct store *small_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at(today, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "CITY", "city");
	unit_add(change, NORTH, "NORTH", "district");
	unit_add(change, SOUTH, "SOUTH", "district");
	unit_add(change, OFFICE_UNIT, "SLK", "office");
	person_add(change, WRITER, "unit_coordinator", NORTH);
	person_add(change, SECRETARY, "board_secretary", NORTH);
	person_add(change, READER, "politician", NORTH);
	person_add(change, OFFICE, "central_coordinator", CITY);
	person_add(change, STRANGER, "unit_coordinator", SOUTH);
	person_add(change, BOTH, "unit_coordinator", NORTH);
	member_add(change, BOTH, "unit_coordinator", SOUTH);
	programme_put(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct delivery_list all_of(struct view *view, int64_t unit_id)
{
	return deliveries_of(view, programme_of_code(view, S("test-2026")), unit_id, 2026);
}

static const struct delivery *delivery_find(const struct delivery_list *list, int64_t unit_id,
                                            const char *code)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id && str_is(list->at[i].deliverable->code, code))
			return &list->at[i];
	return NULL;
}

static struct submission *begun(struct store *store, int64_t person, int64_t unit_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct view *view = change_view(change);
	const struct programme *programme = programme_of_code(view, S("test-2026"));
	const struct rule_period period = { .period = S("2026"), .from = { 2026, 1, 1 },
		.to = { 2026, 12, 31 }, .opens = { 2026, 1, 1 }, .due = { 2026, 10, 5 } };
	struct submission *submission = submission_begin(change, programme,
		deliverable_of_code(view, programme->id, S("rsa")), unit_id, &period, 1);

	CHECK(change_commit(change) == COMMITTED);
	return submission;
}

static void step(struct store *store, struct submission *submission, int64_t person, const char *verb)
{
	const struct submission_act act = { .meeting_on = { 2026, 9, 10 }, .paragraph = S("§ 4"),
		.signer = S("R. T."), .words = S("Possible development is missing.") };
	const struct submission_move *move = submission_move_find(str_of(verb));
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	int from = submission->state;

	CHECK(move->from & FROM_STATE(from));
	submission_after(move, submission, &act, person, instant_now());
	if (move->to == SUBMISSION_submitted)
		submission_freeze(change, submission);
	CHECK(change_update(change, &submission_record.shape, submission, submission->version) == UPDATED);
	submission_step_add(change, submission, verb, from, S(""));
	if (move->to == SUBMISSION_returned)
		submission_follow(change, submission);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(each_unit_that_is_asked_has_one_delivery_a_period_whether_begun_or_not)
{
	struct store *store = small_city();
	struct view *view = view_as(store, OFFICE);
	struct delivery_list all = all_of(view, 0);

	CHECK(all.count == 6);
	CHECK(all.at[0].unit_id == NORTH && all.at[3].unit_id == SOUTH);
	CHECK(str_is(all.at[0].deliverable->code, "accidents"));        /* due first */
	CHECK(all.at[0].is_late && !strcmp(delivery_words(&all.at[0]), "late"));
	CHECK(!strcmp(delivery_words(&all.at[1]), "to begin"));
	CHECK(!strcmp(delivery_words(&all.at[2]), "not asked"));        /* nothing has happened */
	CHECK(!delivery_find(&all, OFFICE_UNIT, "rsa"));
	CHECK(!delivery_find(&all, NORTH, "secret") && !delivery_find(&all, SOUTH, "secret"));
	view_close(view);
	view = view_as(store, STRANGER);
	CHECK(all_of(view, 0).count == 3);
	CHECK(all_of(view, NORTH).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_returned_document_is_followed_and_all_versions_are_kept)
{
	struct store *store = small_city();
	struct submission *first = begun(store, WRITER, NORTH);
	struct delivery_list all;
	const struct submission *next;
	struct view *view;

	step(store, first, WRITER, "dispatch");
	step(store, first, SECRETARY, "decide");
	calendar_freeze(instant_at((struct date){ 2026, 10, 6 }, 12, 0, 0));
	step(store, first, SECRETARY, "submit");
	step(store, first, OFFICE, "receive");
	step(store, first, OFFICE, "return");
	view = view_as(store, WRITER);
	all = all_of(view, NORTH);
	CHECK(delivery_find(&all, NORTH, "rsa")->state == SUBMISSION_returned);
	CHECK(delivery_find(&all, NORTH, "rsa")->is_late);
	CHECK(delivery_days(delivery_find(&all, NORTH, "rsa")) == 1);
	next = submission_next(view, submission_get(view, first->public_id));
	CHECK(next != NULL);
	CHECK(next->number == 2 && next->state == SUBMISSION_draft);
	CHECK(str_equals(next->body, first->body));
	CHECK(str_is(next->returned_reason, "Possible development is missing."));
	CHECK(str_ends(delivery_find(&all, NORTH, "rsa")->path, next->public_id));
	CHECK(str_equals(submission_get(view, first->public_id)->frozen_digest,
		digest_hex(test_arena(), submission_get(view, first->public_id)->frozen)));
	CHECK(submission_steps(view, first->id).count == 6);
	view_close(view);
	store_close(store);
}

static bool sees(struct store *store, int64_t person, struct str public_id)
{
	struct view *view = view_as(store, person);
	bool is_seen = submission_get(view, public_id) != NULL;

	view_close(view);
	return is_seen;
}

TEST_ON_STORES(readers_see_a_submission_from_the_day_it_is_handed_in_and_others_never)
{
	static const struct { const char *verb; int64_t by; bool reader, office; } steps[] = {
		{ "dispatch", WRITER, false, true }, { "decide", SECRETARY, false, true },
		{ "submit", SECRETARY, true, true }, { "receive", OFFICE, true, true },
		{ "return", OFFICE, false, true },
	};
	struct store *store = small_city();
	struct submission *submission = begun(store, WRITER, NORTH);

	CHECK(!sees(store, READER, submission->public_id) && sees(store, SECRETARY, submission->public_id));
	for (size_t i = 0; i < COUNT(steps); i++) {
		step(store, submission, steps[i].by, steps[i].verb);
		CHECK(sees(store, READER, submission->public_id) == steps[i].reader);
		CHECK(sees(store, OFFICE, submission->public_id) == steps[i].office);
		CHECK(sees(store, WRITER, submission->public_id));
		CHECK(!sees(store, STRANGER, submission->public_id));
		CHECK(!sees(store, 0, submission->public_id));
	}
	store_close(store);
}

static int64_t proved(struct store *store, const char *state, int64_t person)
{
	const struct evidence_source *source = evidence_source_find(S("submission"));
	const struct pair arguments[] = { { S("deliverable"), S("rsa") }, { S("state"), str_of(state) } };
	struct evidence_ask ask = { .count = 2, .at = arguments, .from = { 2026, 1, 1 }, .to = today };
	struct view *view = view_as(store, person);
	struct evidence_count_list counts = source->counts(view, &ask);

	view_close(view);
	return counts.count ? counts.at[0].count : 0;
}

TEST_ON_STORES(a_submission_proves_as_far_as_it_has_come_and_the_same_to_all_who_follow)
{
	struct store *store = small_city();
	struct submission *submission = begun(store, WRITER, NORTH);

	CHECK(proved(store, "submitted", OFFICE) == 0);
	step(store, submission, WRITER, "dispatch");
	step(store, submission, SECRETARY, "decide");
	CHECK(proved(store, "submitted", OFFICE) == 0);         /* it is there, and is not enough */
	step(store, submission, SECRETARY, "submit");
	CHECK(proved(store, "submitted", OFFICE) == 1 && proved(store, "submitted", READER) == 1);
	CHECK(proved(store, "accepted", OFFICE) == 0);
	CHECK(proved(store, "submitted", STRANGER) == 0);
	step(store, submission, OFFICE, "return");
	CHECK(proved(store, "submitted", OFFICE) == 0);
	store_close(store);
}

static bool holds(struct store *store, const char *rule)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = OFFICE,
		.unit_id = NORTH, .from = { 2026, 1, 1 }, .to = today });
}

COUNTER_EXAMPLE(a_submission_that_is_written_or_sent_back_or_of_another_kind_is_not_handed_in,
                "submission deliverable state=submitted", "submission deliverable state=received")
{
	const char *submitted = "submission deliverable=rsa state=submitted",
		*received = "submission deliverable=rsa state=received";
	struct store *store = small_city();
	struct submission *submission = begun(store, WRITER, NORTH);

	step(store, submission, WRITER, "dispatch");
	step(store, submission, SECRETARY, "decide");
	CHECK(!holds(store, submitted) && !holds(store, received));
	step(store, submission, SECRETARY, "submit");
	CHECK(holds(store, submitted) && !holds(store, received));
	step(store, submission, OFFICE, "receive");
	CHECK(holds(store, submitted) && holds(store, received));
	CHECK(!holds(store, "submission deliverable=other state=submitted"));
	step(store, submission, OFFICE, "return");
	CHECK(!holds(store, submitted) && !holds(store, received));
	store_close(store);
}

TEST_ON_STORES(next_year_begins_with_the_words_of_the_accepted_document)
{
	struct store *store = small_city();
	struct submission *submission = begun(store, WRITER, NORTH);
	struct submission like = { .deliverable = S("rsa"), .unit_id = NORTH, .period_from = { 2027, 1, 1 } };
	struct view *view;

	step(store, submission, WRITER, "dispatch");
	step(store, submission, SECRETARY, "decide");
	step(store, submission, SECRETARY, "submit");
	step(store, submission, OFFICE, "receive");
	view = view_as(store, WRITER);
	CHECK(submission_last_accepted(view, &like) == NULL);
	view_close(view);
	step(store, submission, OFFICE, "accept");
	view = view_as(store, WRITER);
	CHECK(submission_last_accepted(view, &like)->id == submission->id);
	like.unit_id = SOUTH;
	CHECK(submission_last_accepted(view, &like) == NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_letter_has_all_that_a_person_is_behind_with_and_one_comes_a_day)
{
	struct store *store = small_city();
	struct view *view = view_as(store, OFFICE);
	struct delivery_ask ask = { .programme = programme_of_code(view, S("test-2026")), .year = 2026,
		.word = WORD_late };
	struct delivery_list late = deliveries_asked(view, &ask);
	struct unit_list silent;
	const struct letter_ask letter_ask = { .deliveries = &late };
	struct letter_list letters = letters_write(view, &letter_ask, &silent);
	struct change *change;

	CHECK(late.count == 2 && silent.count == 0);
	CHECK(letters.count == 3);              /* not to the secretary: others write there */
	CHECK(letters.at[0].writer->person_id == WRITER && letters.at[0].items == 1);
	CHECK(letters.at[2].writer->person_id == BOTH && letters.at[2].items == 2);
	CHECK(str_is(letters.at[2].unit_codes, "NORTH SOUTH"));
	CHECK(str_find(letters.at[2].words, S("- Accidents, 2026-T2: was due 10 September 2026, 5 days ago.")) > 0);
	CHECK(str_is(letters.at[0].subject, "NORTH: 1 thing to hand in"));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .person = OFFICE });
	change_run(change, SQL("INSERT INTO reminder (public_id, batch, person_id, unit_codes, address,"
		" subject, words, on_day) VALUES ('r', 'b', 16, 'NORTH', 'a', 's', 'w', $1)"), V(today));
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, OFFICE);
	letters = letters_write(view, &letter_ask, &silent);
	CHECK(letters.count == 3 && letters.at[2].is_sent_today && !letters.at[0].is_sent_today);
	view_close(view);
	view = view_as(store, WRITER);
	CHECK(submission_writers(view).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_unit_that_nobody_writes_for_is_named)
{
	struct store *store = small_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct unit_list silent;
	struct delivery_list late;
	struct view *view;

	change_run(change, SQL("DELETE FROM member WHERE unit_id = 3"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, OFFICE);
	late = all_of(view, 0);
	CHECK(letters_write(view, &(struct letter_ask){ .deliveries = &late }, &silent).count == 2);
	CHECK(silent.count == 1 && silent.at[0].id == SOUTH);
	view_close(view);
	store_close(store);
}

/* Whoever writes for a unit is told which roles nobody holds there, but never of one that is not
 * shown openly. */
TEST_ON_STORES(a_letter_tells_of_roles_without_a_holder_and_of_no_restricted_one)
{
	struct store *store = small_city();
	struct view *view = view_as(store, OFFICE);
	const struct delivery_list none = { 0 };
	struct vacancy vacancies[] = {
		{ .unit_id = NORTH, .role = item_find("role_types", S("security_coordinator")),
		  .since = { 2026, 3, 1 } },
		{ .unit_id = NORTH, .role = item_find("role_types", S("crisis_manager")),
		  .is_deputy = true, .since = { 2026, 5, 1 } },
		{ .unit_id = SOUTH, .role = item_find("role_types", S("protective_coordinator")),
		  .since = { 2026, 3, 1 } },
	};
	struct letter_ask ask = { .deliveries = &none, .vacancies = { COUNT(vacancies), vacancies } };
	struct unit_list silent;
	struct letter_list letters = letters_write(view, &ask, &silent);

	CHECK(letters.count == 0);              /* nothing is to be handed in */
	ask.for_vacancies = true;
	letters = letters_write(view, &ask, &silent);
	CHECK(letters.count == 2 && silent.count == 0);
	CHECK(letters.at[0].items == 0 && letters.at[0].vacancies == 2);
	CHECK(str_is(letters.at[0].unit_codes, "NORTH") && str_is(letters.at[1].unit_codes, "NORTH"));
	CHECK(str_is(letters.at[0].subject, "NORTH: 2 roles without a holder"));
	CHECK(str_find(letters.at[0].words, S("- Security coordinator, since 1 March 2026")) > 0);
	CHECK(str_find(letters.at[0].words, S("- Crisis manager (deputy), since 1 May 2026")) > 0);
	CHECK(str_find(letters.at[0].words, S("rotective")) < 0);
	view_close(view);
	store_close(store);
}
