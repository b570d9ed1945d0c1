/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/tests_knowledge.c - small sums, answers without names, and what documents prove. */
#include "kit/test_evidence.h"
#include "modules/documents/knowledge.h"
#include "modules/documents/proof.h"
#include "modules/documents/tests_city.h"
#include "store/test_store.h"

#include <string.h>

static struct date day(int month, int of_month)
{
	return (struct date){ 2026, (int8_t)month, (int8_t)of_month };
}

/* ---- Rules ------------------------------------------------------------------------------ */

TEST(three_questions_are_asked_and_others_the_next_year)
{
	size_t picked[CHECK_QUESTIONS], next[CHECK_QUESTIONS];

	CHECK(check_pick(2, 2026, picked) == 0 && check_pick(0, 2026, picked) == 0);
	CHECK(check_pick(3, 2026, picked) == 3);
	CHECK(picked[0] != picked[1] && picked[1] != picked[2] && picked[0] != picked[2]);
	CHECK(check_pick(6, 2026, picked) == 3 && check_pick(6, 2027, next) == 3);
	for (size_t i = 0; i < CHECK_QUESTIONS; i++)
		for (size_t k = 0; k < CHECK_QUESTIONS; k++)
			CHECK(picked[i] != next[k]);
}

TEST(a_question_is_for_its_roles_or_for_all)
{
	struct knowledge_question question = { .roles = S("handler unit_director") };

	CHECK(question_is_for(&question, S("handler")) && question_is_for(&question, S("unit_director")));
	CHECK(!question_is_for(&question, S("hand")) && !question_is_for(&question, S("reporter")));
	CHECK(question_is_for(&(struct knowledge_question){ 0 }, S("reporter")));
}

static struct known_sum_list guarded(struct known_sum *sums, size_t count)
{
	return sums_guard(test_arena(), (struct known_sum_list){ count, sums });
}

TEST(a_small_sum_cannot_be_had_by_subtraction)
{
	struct known_sum one_small[] = { { .answered = 9 }, { .answered = 2 }, { .answered = 7 } };
	struct known_sum two_small[] = { { .answered = 9 }, { .answered = 3 }, { .answered = 4 } };
	struct known_sum all_small[] = { { .answered = 1 }, { .answered = 2 } };
	struct known_sum none[] = { { .answered = 5 }, { .answered = 6 } };
	struct known_sum_list shown = guarded(one_small, 3);

	CHECK(shown.count == 2 && shown.at[0].answered == 9 && shown.at[1].answered == 9);
	CHECK(shown.at[1].parts == 2);
	shown = guarded(two_small, 3);
	CHECK(shown.count == 2 && shown.at[1].answered == 7 && shown.at[1].parts == 2);
	shown = guarded(all_small, 2);
	CHECK(shown.count == 1 && sum_is_small(&shown.at[0]));
	shown = guarded(none, 2);
	CHECK(shown.count == 2 && !shown.at[0].parts && !shown.at[1].parts);
	CHECK(guarded(none, 0).count == 0);
}

TEST(a_total_is_not_told_when_it_would_tell_of_a_few)
{
	struct known_sum one_small[] = { { .answered = 9 }, { .answered = 2 } };
	struct known_sum enough_small[] = { { .answered = 9 }, { .answered = 2 }, { .answered = 4 } };
	struct known_sum total;

	CHECK(!sums_total(&(struct known_sum_list){ 2, one_small }, &total));
	CHECK(sums_total(&(struct known_sum_list){ 3, enough_small }, &total) && total.answered == 15);
	CHECK(sums_total(&(struct known_sum_list){ 1, one_small }, &total) && total.answered == 9);
}

TEST(known_is_a_receipt_and_a_share_of_those_asked)
{
	struct known_sum sum = { .asked = 20, .answered = 18, .passed = 16, .is_received = true };

	CHECK(known_percent(&sum) == 80 && sum_is_known(&sum, 80));
	sum.is_received = false;
	CHECK(!sum_is_known(&sum, 80));
	sum.is_received = true;
	sum.passed = 15;
	CHECK(!sum_is_known(&sum, 80));
	sum = (struct known_sum){ .asked = 4, .answered = 4, .passed = 4, .is_received = true };
	CHECK(!sum_is_known(&sum, 80));
	CHECK(known_percent(&(struct known_sum){ 0 }) == 0);
}

/* ---- Answers ------------------------------------------------------------------------------ */

static void questions_made(struct store *store, int64_t version_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = OFFICE });

	for (int i = 0; i < CHECK_QUESTIONS; i++) {
		struct knowledge_question question = { .version_id = version_id, .place = i,
			.text_sv = S("?"), .text_en = S("?"), .a_sv = S("a"), .a_en = S("a"),
			.b_sv = S("b"), .b_en = S("b"), .answer = 1, .why_sv = S("."), .why_en = S(".") };

		change_insert(change, &knowledge_question_record.shape, &question);
	}
	CHECK(change_commit(change) == COMMITTED);
}

static void answered(struct store *store, int64_t person, int64_t version_id, bool has_passed)
{
	static const int answers[CHECK_QUESTIONS] = { 1, 2, 1 };
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct view *view = change_view(change);
	struct knowledge_question_list questions = questions_of(view, version_id);

	check_keep(change, version_of_id(view, version_id), S("handler"), 2026, has_passed,
		&questions, answers);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(who_has_answered_is_known_to_that_person_alone_and_not_what)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	int64_t version = version_made(store, plan, day(3, 1));
	struct view *view;

	questions_made(store, version);
	answered(store, MANAGER, version, true);
	view = view_open(store, test_arena(), (struct who){ .person = MANAGER });
	CHECK(check_is_done(view, version, 2026) && !check_is_done(view, version, 2027));
	CHECK(topic_version(view, S("crisis_plan"), SCHOOL)->id == version);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(!check_is_done(view, version, 2026));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(view, SQL("SELECT answered FROM knowledge_result"), NONE) == 1);
	CHECK(view_int(view, SQL("SELECT unit_id FROM knowledge_result"), NONE) == NORTH);
	CHECK(view_int(view, SQL("SELECT sum(given) FROM knowledge_tally"), NONE) == 3);
	CHECK(view_int(view, SQL("SELECT count(*) FROM audit"
		" WHERE table_name LIKE 'knowledge_%' AND table_name <> 'knowledge_question'"), NONE) == 0);
	view_close(view);
}

TEST_ON_STORES(a_person_is_asked_in_a_role_that_the_topic_concerns)
{
	struct store *store = test_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = EMPLOYEE });

	CHECK(!topic_role(view, item_find("knowledge_topics", S("crisis_plan"))).len);
	CHECK(str_is(topic_role(view, item_find("knowledge_topics", S("bribes"))), "reporter"));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = MANAGER });
	CHECK(str_is(topic_role(view, item_find("knowledge_topics", S("crisis_plan"))), "handler"));
	view_close(view);
}

/* ---- Proof ------------------------------------------------------------------------------------ */

static const struct evidence_source *source(const char *name)
{
	for (size_t i = 0; documents_evidence[i].name; i++)
		if (!strcmp(documents_evidence[i].name, name))
			return &documents_evidence[i];
	CHECK(!"a source of that name");
	return NULL;
}

static struct evidence_ask ask_of(const char *arguments, int64_t unit_id)
{
	struct evidence_ask ask = { .unit_id = unit_id, .from = day(1, 1), .to = day(9, 20) };
	struct str problem;
	size_t at;

	CHECK(evidence_arguments_read(test_arena(), str_of(arguments), &ask, &problem, &at));
	return ask;
}

static struct evidence_span_list spans_seen(struct store *store, int64_t person, const char *arguments)
{
	struct evidence_ask ask = ask_of(arguments, NORTH);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct evidence_span_list spans = source("document")->spans(view, &ask);

	view_close(view);
	return spans;
}

static struct evidence_count count_seen(struct store *store, const char *name, const char *arguments)
{
	struct evidence_ask ask = ask_of(arguments, NORTH);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	struct evidence_count_list counts = source(name)->counts(view, &ask);

	view_close(view);
	CHECK(counts.count <= 1);
	return counts.count ? counts.at[0] : (struct evidence_count){ 0 };
}

TEST_ON_STORES(a_document_that_is_there_but_too_old_proves_nothing)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "rsa");
	struct evidence_span_list spans;

	version_made(store, plan, (struct date){ 2025, 3, 1 });
	spans = spans_seen(store, WRITER, "kind=crisis_plan");
	CHECK(spans.count == 1 && !date_is_given(spans.at[0].to));
	spans = spans_seen(store, WRITER, "kind=crisis_plan months=12");
	CHECK(spans.count == 1 && !date_compare(spans.at[0].to, day(2, 28)));
	CHECK(spans_seen(store, WRITER, "kind=alarm_plan").count == 0);
	/* The same for the office, and nothing for who does not follow the unit. */
	CHECK(spans_seen(store, OFFICE, "kind=crisis_plan").count == 1);
	CHECK(spans_seen(store, STRANGER, "kind=crisis_plan").count == 0);
	version_made(store, plan, day(6, 1));
	spans = spans_seen(store, WRITER, "kind=crisis_plan months=12");
	CHECK(spans.count == 2 && !date_compare(spans.at[1].from, day(6, 1)));
}

TEST_ON_STORES(a_receipt_for_an_older_version_proves_nothing)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "instruction", CITY, NORTH, "");
	struct evidence_count count;

	version_made(store, plan, day(3, 1));
	count = count_seen(store, "acknowledged", "kind=instruction");
	CHECK(count.count == 0 && count.whole == 1);
	receipt_made(store, plan, NORTH, WRITER);
	count = count_seen(store, "acknowledged", "kind=instruction");
	CHECK(count.count == 1 && count.whole == 1 && !date_compare(count.last, day(9, 20)));
	version_made(store, plan, day(9, 1));
	count = count_seen(store, "acknowledged", "kind=instruction");
	CHECK(count.count == 0 && count.whole == 1);
	CHECK(count_seen(store, "acknowledged", "kind=guideline").whole == 0);
}

/* Answers of so many, each as another person would have given them. */
static void sums_made(struct store *store, int64_t version, int answered_by, int passed)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("INSERT INTO knowledge_result"
		" (version_id, unit_id, role, year, answered, passed) VALUES ($1, $2, 'handler', 2026, $3, $4)"),
		V(version, (int64_t)NORTH, answered_by, passed));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(answers_about_a_replaced_plan_prove_nothing)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	struct evidence_count count;

	sums_made(store, version_made(store, plan, day(3, 1)), 10, 9);
	count = count_seen(store, "known", "topic=crisis_plan");
	CHECK(count.count == 9 && count.whole == 10);
	version_made(store, plan, day(9, 1));
	count = count_seen(store, "known", "topic=crisis_plan");
	CHECK(count.count == 0 && count.whole == 2);    /* the writer and the manager are asked */
}

TEST_ON_STORES(fewer_than_five_answers_prove_nothing_and_are_not_told)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	struct evidence_count count;

	sums_made(store, version_made(store, plan, day(3, 1)), 4, 4);
	count = count_seen(store, "known", "topic=crisis_plan");
	CHECK(count.count == 0 && count.whole == 2);
}

/* ---- Counter-examples ------------------------------------------------------------------------ */

static bool holds(struct store *store, const char *rule, struct date from, int percent)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = WRITER,
		.unit_id = NORTH, .from = from, .to = day(9, 20), .percent = percent });
}

COUNTER_EXAMPLE(a_document_that_is_too_old_or_of_another_kind_or_unit_is_none, "document kind",
                "document kind months")
{
	const char *any = "document kind=crisis_plan", *young = "document kind=crisis_plan months=12";
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");

	version_made(store, document_made(store, "alarm_plan", NORTH, NORTH, ""), (struct date){ 2025, 3, 1 });
	version_made(store, document_made(store, "crisis_plan", SOUTH, SOUTH, ""), (struct date){ 2025, 3, 1 });
	CHECK(!holds(store, any, day(9, 1), 0));        /* begun, and no version decided */
	version_made(store, plan, (struct date){ 2025, 3, 1 });
	CHECK(holds(store, any, day(1, 1), 0));
	CHECK(!holds(store, young, day(9, 1), 0));
	version_made(store, plan, day(6, 1));
	CHECK(holds(store, young, day(6, 1), 0));
	CHECK(!holds(store, young, day(5, 31), 0));     /* a plan in June does not mend March to May */
	store_close(store);
}

COUNTER_EXAMPLE(a_receipt_by_another_unit_or_of_an_old_version_acknowledges_nothing, "acknowledged kind")
{
	const char *rule = "acknowledged kind=instruction";
	struct store *store = test_city();
	int64_t document = document_made(store, "instruction", CITY, NORTH, "");

	version_made(store, document, day(3, 1));
	CHECK(!holds(store, rule, day(1, 1), 100));
	receipt_made(store, document, NORTH, WRITER);
	CHECK(holds(store, rule, day(1, 1), 100));
	version_made(store, document, day(9, 1));
	CHECK(!holds(store, rule, day(1, 1), 100));
	store_close(store);
}

COUNTER_EXAMPLE(a_receipt_of_another_guideline_is_none_of_the_one_that_is_asked_for,
                "acknowledged kind slot")
{
	const char *rule = "acknowledged kind=guideline slot=bribes_rules";
	struct store *store = test_city();
	int64_t other = document_made(store, "guideline", CITY, NORTH, "");
	struct change *change;
	int64_t asked;

	version_made(store, other, day(3, 1));
	receipt_made(store, other, NORTH, WRITER);
	CHECK(!holds(store, rule, day(1, 1), 100));
	asked = document_made(store, "guideline", CITY, NORTH, "");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE document SET slot = 'bribes_rules' WHERE id = $1"), V(asked));
	CHECK(change_commit(change) == COMMITTED);
	version_made(store, asked, day(3, 1));
	CHECK(!holds(store, rule, day(1, 1), 100));
	receipt_made(store, asked, NORTH, WRITER);
	CHECK(holds(store, rule, day(1, 1), 100));
	store_close(store);
}

COUNTER_EXAMPLE(answers_that_are_wrong_few_or_of_an_old_version_are_no_knowledge, "known topic")
{
	const char *rule = "known topic=crisis_plan";
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	int64_t version = version_made(store, plan, day(3, 1));

	sums_made(store, version, 4, 4);
	CHECK(!holds(store, rule, day(1, 1), 80));      /* four answers tell of four people */
	sums_made(store, version_made(store, plan, day(4, 1)), 10, 7);
	CHECK(!holds(store, rule, day(1, 1), 80));
	sums_made(store, version_made(store, plan, day(5, 1)), 10, 8);
	CHECK(holds(store, rule, day(1, 1), 80));
	version_made(store, plan, day(9, 1));
	CHECK(!holds(store, rule, day(1, 1), 80));
	store_close(store);
}
