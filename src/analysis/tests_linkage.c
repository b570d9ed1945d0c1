/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/tests_linkage.c - two lists against the oracle, against every pair of small lists,
 * and against made-up lists of which it is known what belongs together.
 */
#include "analysis/linkage.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

/* ---- The oracle's lists ------------------------------------------------------------------ */

static double cell_or_nan(const struct csv_table *table, size_t row, const char *name)
{
	return str_is_empty(csv_cell(table, row, name)) ? NAN : oracle_number(table, row, name);
}

static struct linkage_record *oracle_records(const char *path, size_t *count)
{
	const struct csv_table *table = oracle_read(path);
	struct linkage_record *records = arena_array(test_arena(), struct linkage_record, table->count);

	*count = table->count - 1;
	for (size_t i = 0; i < *count; i++)
		records[i] = (struct linkage_record){ .day = oracle_int(table, i + 1, "day"),
			.unit = oracle_int(table, i + 1, "board"), .premises = -1,
			.type = oracle_int(table, i + 1, "type"), .x = oracle_number(table, i + 1, "x"),
			.y = oracle_number(table, i + 1, "y"), .amount = cell_or_nan(table, i + 1, "amount") };
	return records;
}

static struct linkage_lists oracle_lists(void)
{
	struct linkage_lists lists;

	lists.a = oracle_records("oracles/04_reporting/link_A.csv", &lists.a_count);
	lists.b = oracle_records("oracles/04_reporting/link_B.csv", &lists.b_count);
	return lists;
}

static const struct linkage *linked(const struct linkage_lists *lists, const struct linkage_settings *settings)
{
	size_t at;

	CHECK(linkage_judge(lists, settings, &at) == LINKAGE_fine);
	return linkage_make(test_arena(), lists, settings);
}

/* The oracle says 1 when board or type are the same. */
static size_t oracle_pattern(const struct csv_table *table, size_t row)
{
	return (size_t)((((oracle_int(table, row, "date") * 2 + 1 - oracle_int(table, row, "board")) * 3
		+ oracle_int(table, row, "dist")) * 2 + 1 - oracle_int(table, row, "type")) * 3
		+ oracle_int(table, row, "amount"));
}

static double weight_of(const struct agreement *model, const struct agreement_pattern *pattern)
{
	double sum = 0;

	for (int f = 0; f < LINKAGE_FIELDS; f++)
		sum += agreement_weight(model, f, pattern->level[f]);
	return sum;
}

TEST(patterns_of_pairs_and_their_chances_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/link_patterns.csv");
	struct linkage_lists lists = oracle_lists();
	struct linkage_settings settings = linkage_usual();
	const struct linkage *found = linked(&lists, &settings);
	int64_t pairs = 0;

	for (size_t row = 1; row < table->count; row++) {
		const struct agreement_pattern *pattern = &found->patterns[oracle_pattern(table, row)];

		CHECK(pattern->count == oracle_int(table, row, "pairs"));
		CHECK(is_within(pattern->chance, oracle_number(table, row, "posterior"), 1e-8));
		CHECK(is_within(weight_of(&found->fit.model, pattern), oracle_number(table, row, "log2_weight"), 1e-8));
		pairs += pattern->count;
	}
	CHECK(pairs == 4630 && found->fit.pairs == pairs);
}

static void level_check(const struct csv_table *table, size_t row, const struct agreement *model)
{
	static const char *const names[] = { "date", "board", "dist", "type", "amount" };

	for (int f = 0; f < LINKAGE_FIELDS; f++) {
		int32_t level;

		if (!str_is(csv_cell(table, row, "field"), names[f]))
			continue;
		level = oracle_int(table, row, "level");
		if (f == LINKAGE_UNIT || f == LINKAGE_TYPE)
			level = 1 - level;
		CHECK(is_within(model->fields[f].m[level], oracle_number(table, row, "m"), 1e-8));
		CHECK(is_within(model->fields[f].u[level], oracle_number(table, row, "u"), 1e-8));
		return;
	}
	CHECK(!"a field of the oracle");
}

TEST(what_is_learnt_without_a_known_link_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/link_em.csv");
	struct linkage_lists lists = oracle_lists();
	struct linkage_settings settings = linkage_usual();
	const struct agreement_found *fit = &linked(&lists, &settings)->fit;

	CHECK(fit->finding == AGREEMENT_fitted);
	CHECK(is_within(fit->model.share, oracle_number(table, 1, "m"), 1e-10));
	CHECK(is_within(fit->loglik, oracle_number(table, 2, "m"), 1e-12));
	CHECK(fit->steps == oracle_int(table, 3, "m"));
	CHECK(table->count == 4 + 4 + 2 + 3 + 2 + 3);
	for (size_t row = 4; row < table->count; row++)
		level_check(table, row, &fit->model);
}

TEST(links_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/link_result.csv");
	struct linkage_lists lists = oracle_lists();
	struct linkage_settings settings = linkage_usual();
	const struct linkage *found = linked(&lists, &settings);
	int32_t right = 0;

	CHECK(found->count == 299 && table->count == 300 && found->accepted < found->count);
	for (size_t i = 0; i < found->count; i++) {
		const struct link *link = &found->links[i];

		CHECK(link->a == oracle_int(table, i + 1, "a") && link->b == oracle_int(table, i + 1, "b"));
		CHECK(is_within(link->chance, oracle_number(table, i + 1, "posterior"), 1e-7));
		CHECK(link->is_accepted == (link->chance >= 0.9));
		right += oracle_int(table, i + 1, "true");
	}
	CHECK(right == 296);
}

/* ---- Fields that only agree or not ------------------------------------------------------- */

TEST(fields_of_two_levels_are_learnt_as_the_oracle_does)
{
	static const char *const names[] = { "date", "board", "dist", "type", "amount" };
	const struct csv_table *table = oracle_read("oracles/04_reporting/em_binary_patterns.csv");
	const struct csv_table *learnt = oracle_read("oracles/04_reporting/em_binary_parameters.csv");
	struct agreement_pattern *patterns = arena_array(test_arena(), struct agreement_pattern, table->count);
	struct agreement start = { .fields_count = 5, .share = 0.1 };
	struct agreement_settings settings = { 0, 1e-13, 5000, 1, 1, 2 };
	struct agreement_found found;
	size_t at;

	for (int f = 0; f < 5; f++)
		start.fields[f] = (struct agreement_field){ 2, { 0.9, 0.1 }, { 0.1, 0.9 } };
	for (size_t row = 1; row < table->count; row++) {
		struct str levels = csv_cell(table, row, "pattern");

		patterns[row - 1].count = oracle_int(table, row, "pairs");
		for (size_t f = 0; f < 5; f++)
			patterns[row - 1].level[f] = levels.at[f] == '0';
	}
	CHECK(agreement_is_fine(&start) && agreement_settings_are_fine(&settings));
	CHECK(agreement_patterns_are_fine(&start, patterns, table->count - 1, &at));
	found = agreement_fit(&start, patterns, table->count - 1, &settings);
	CHECK(found.finding == AGREEMENT_fitted && found.pairs == 4630);
	for (size_t row = 1; row < table->count; row++)
		CHECK(is_within(patterns[row - 1].chance, oracle_number(table, row, "posterior"), 1e-8));
	/* The oracle writes its parameters before the last step, we after it; one step
	 * is less than a millionth there. */
	for (size_t f = 0; f < 5; f++) {
		CHECK(str_is(csv_cell(learnt, f + 1, "field"), names[f]));
		CHECK(fabs(found.model.fields[f].m[0] - oracle_number(learnt, f + 1, "m")) < 1e-6);
		CHECK(fabs(found.model.fields[f].u[0] - oracle_number(learnt, f + 1, "u")) < 1e-6);
		CHECK(fabs(found.model.share - oracle_number(learnt, f + 1, "p")) < 1e-6);
		CHECK(is_within(found.loglik, oracle_number(learnt, f + 1, "loglik"), 1e-11));
	}
}

/* ---- Small lists, every pair ------------------------------------------------------------- */

enum { SMALL = 300 };

static struct linkage_record record_draw(struct stream *stream)
{
	struct linkage_record record = { .day = (int32_t)(stream_share(stream) * 400) - 200,
		.unit = (int32_t)(stream_share(stream) * 12) - 1,
		.premises = (int32_t)(stream_share(stream) * 80) - 20,
		.type = (int32_t)(stream_share(stream) * 5) - 1, .x = NAN, .y = NAN, .amount = NAN };

	if (stream_share(stream) < 0.8) {
		record.x = (stream_share(stream) - 0.5) * 8000;
		record.y = (stream_share(stream) - 0.5) * 8000;
	}
	if (stream_share(stream) < 0.6)
		record.amount = exp(stream_normal(stream));
	return record;
}

static struct linkage_lists small_lists(uint64_t number)
{
	struct stream stream = stream_open(7, number);
	struct linkage_record *a = arena_array(test_arena(), struct linkage_record, SMALL);
	struct linkage_record *b = arena_array(test_arena(), struct linkage_record, SMALL);

	for (size_t i = 0; i < SMALL; i++) {
		a[i] = record_draw(&stream);
		b[i] = i % 2 ? a[i] : record_draw(&stream);
		b[i].day += (int32_t)(stream_share(&stream) * 4);
	}
	return (struct linkage_lists){ a, b, SMALL, SMALL };
}

static void every_pair_count(const struct linkage_lists *lists, const struct linkage_settings *settings,
                             int64_t counts[LINKAGE_PATTERNS])
{
	for (size_t i = 0; i < lists->a_count; i++)
		for (size_t k = 0; k < lists->b_count; k++)
			if (linkage_is_candidate(&lists->a[i], &lists->b[k], settings))
				counts[linkage_pattern(&lists->a[i], &lists->b[k], settings)]++;
}

TEST(each_pair_worth_comparing_is_met_once)
{
	struct linkage_settings settings = linkage_usual();

	for (uint64_t number = 0; number < 5; number++) {
		struct linkage_lists lists = small_lists(number);
		int64_t counts[LINKAGE_PATTERNS] = { 0 };
		const struct linkage *found = linked(&lists, &settings);

		every_pair_count(&lists, &settings, counts);
		for (int pattern = 0; pattern < LINKAGE_PATTERNS; pattern++)
			CHECK(found->patterns[pattern].count == counts[pattern]);
		settings.block_metres = 100 + 700 * (double)number;
		settings.block_days = (int32_t)number * 30;
	}
}

TEST(nobody_has_two_partners_and_none_likelier_is_left)
{
	struct linkage_settings settings = linkage_usual();
	struct linkage_lists lists = small_lists(3);
	const struct linkage *found = linked(&lists, &settings);
	double of_a[SMALL] = { 0 }, of_b[SMALL] = { 0 };

	CHECK(found->count > 100);
	for (size_t i = 0; i < found->count; i++) {
		CHECK(of_a[found->links[i].a] == 0 && of_b[found->links[i].b] == 0);
		of_a[found->links[i].a] = of_b[found->links[i].b] = found->links[i].chance;
	}
	for (size_t i = 0; i < SMALL; i++)
		for (size_t k = 0; k < SMALL; k++) {
			int32_t pattern = linkage_pattern(&lists.a[i], &lists.b[k], &settings);
			double chance = linkage_is_candidate(&lists.a[i], &lists.b[k], &settings)
				? found->patterns[pattern].chance : 0;

			CHECK(chance < 0.5 || of_a[i] >= chance || of_b[k] >= chance);
		}
}

static bool links_are_equal(const struct linkage *one, const struct linkage *other)
{
	if (one->count != other->count || one->fit.loglik != other->fit.loglik)
		return false;
	for (size_t i = 0; i < one->count; i++)
		if (one->links[i].a != other->links[i].a || one->links[i].b != other->links[i].b
		    || one->links[i].chance != other->links[i].chance)
			return false;
	return true;
}

TEST(threads_and_where_the_map_begins_change_no_link)
{
	struct linkage_settings settings = linkage_usual();
	struct linkage_lists lists = oracle_lists();
	const struct linkage *one = linked(&lists, &settings), *moved;

	settings.threads = 5;
	CHECK(links_are_equal(one, linked(&lists, &settings)));
	for (size_t i = 0; i < lists.a_count + lists.b_count; i++) {
		struct linkage_record *record = (struct linkage_record *)(i < lists.a_count ? &lists.a[i]
			: &lists.b[i - lists.a_count]);

		record->x += 674032;
		record->y -= 6580821;
		record->day -= 5000;
		record->unit += 70;
	}
	moved = linked(&lists, &settings);
	CHECK(links_are_equal(one, moved));
}

/* ---- What is known of made-up lists ------------------------------------------------------ */

enum { TRUE_LINKS = 700, LISTED = 1000 };

/* What is written about the same event a second time. */
static struct linkage_record record_again(const struct linkage_record *record, struct stream *stream)
{
	struct linkage_record again = *record;

	again.day += stream_share(stream) < 0.6 ? 0 : (int32_t)(stream_share(stream) * 8);
	again.x += 40 * stream_normal(stream);
	again.y += 40 * stream_normal(stream);
	again.unit = stream_share(stream) < 0.95 ? again.unit : -1;
	again.type = stream_share(stream) < 0.9 ? again.type : 0;
	again.amount *= exp(0.1 * stream_normal(stream));
	return again;
}

static struct linkage_lists known_lists(uint64_t number)
{
	struct stream stream = stream_open(11, number);
	struct linkage_record *a = arena_array(test_arena(), struct linkage_record, LISTED);
	struct linkage_record *b = arena_array(test_arena(), struct linkage_record, LISTED);

	for (size_t i = 0; i < LISTED; i++) {
		for (int k = 0; k < 2; k++)
			(k ? b : a)[i] = (struct linkage_record){ .day = (int32_t)(stream_share(&stream) * 365),
				.unit = (int32_t)(stream_share(&stream) * 40), .premises = -1,
				.type = (int32_t)(stream_share(&stream) * 12),
				.x = stream_share(&stream) * 20000, .y = stream_share(&stream) * 20000,
				.amount = stream_share(&stream) < 0.6 ? exp(9 + stream_normal(&stream)) : NAN };
		if (i < TRUE_LINKS)
			b[i] = record_again(&a[i], &stream);
	}
	return (struct linkage_lists){ a, b, LISTED, LISTED };
}

TEST(accepted_links_are_right_as_often_as_they_say)
{
	struct linkage_settings settings = linkage_usual();
	double right = 0, accepted = 0, said = 0, expected = 0;

	for (uint64_t number = 0; number < 10; number++) {
		struct linkage_lists lists = known_lists(number);
		const struct linkage *found = linked(&lists, &settings);

		CHECK(found->fit.finding == AGREEMENT_fitted);
		accepted += (double)found->accepted;
		said += found->expected_accepted;
		expected += found->fit.expected;
		for (size_t i = 0; i < found->count; i++)
			right += found->links[i].is_accepted && found->links[i].a == found->links[i].b;
	}
	CHECK(right / accepted > 0.97 && fabs(right - said) / accepted < 0.02);
	CHECK(right / (10 * TRUE_LINKS) > 0.9);
	CHECK(fabs(expected / (10 * TRUE_LINKS) - 1) < 0.05);
}

/* ---- What cannot be learnt, and what is no list ------------------------------------------- */

TEST(too_few_pairs_and_the_wrong_way_round_fall_back_and_say_so)
{
	struct agreement start = linkage_usual().start;
	struct agreement_settings settings = linkage_usual().agreement;
	struct agreement_pattern patterns[2] = { { { 0 }, 40, 0 }, { { 3, 1, 2, 1, 2 }, 100, 0 } };
	struct agreement_found found = agreement_fit(&start, patterns, 2, &settings);

	CHECK(found.finding == AGREEMENT_too_few && found.model.share == 0.1);
	CHECK(patterns[0].chance > 0.99 && patterns[1].chance < 0.01);
	settings.steps_most = 1;
	settings.pairs_least = 0;
	CHECK(agreement_fit(&start, patterns, 2, &settings).finding == AGREEMENT_unsettled);
	settings.steps_most = 5000;
	for (int f = 0; f < start.fields_count; f++) {
		double m[AGREEMENT_LEVELS_MOST];

		memcpy(m, start.fields[f].m, sizeof(m));
		memcpy(start.fields[f].m, start.fields[f].u, sizeof(m));
		memcpy(start.fields[f].u, m, sizeof(m));
	}
	found = agreement_fit(&start, patterns, 2, &settings);
	CHECK(found.finding == AGREEMENT_switched && found.model.fields[0].m[0] == 0.05);
	CHECK(agreement_fit(&start, patterns, 0, &settings).finding == AGREEMENT_too_few);
}

/* A place and a unit that always go together look like two signs, and are one. */
TEST(more_links_than_records_are_held_back_and_for_a_person)
{
	enum { MANY = 1000 };
	struct linkage_settings settings = linkage_usual();
	struct stream stream = stream_open(29, 1);
	struct linkage_record *a = arena_array(test_arena(), struct linkage_record, MANY);
	struct linkage_record *b = arena_array(test_arena(), struct linkage_record, MANY);
	struct linkage_lists lists = { a, b, MANY, MANY / 10 };
	const struct linkage *found;

	for (size_t i = 0; i < MANY; i++)
		for (int k = 0; k < 2; k++) {
			int32_t unit = (int32_t)(stream_share(&stream) * 20);

			(k ? b : a)[i] = (struct linkage_record){ (int32_t)(stream_share(&stream) * 60), unit, unit,
				(int32_t)(stream_share(&stream) * 6), 700 * unit, 0, NAN };
		}
	found = linked(&lists, &settings);
	CHECK(found->fit.finding == AGREEMENT_held && found->accepted == 0);
	CHECK(found->fit.model.share <= (double)(MANY / 10) / (double)found->fit.pairs);
}

TEST(counts_beyond_two_thousand_million_are_counts)
{
	struct agreement start = linkage_usual().start;
	struct agreement_settings settings = linkage_usual().agreement;
	struct agreement_pattern patterns[2] = { { { 0 }, (int64_t)1 << 33, 0 }, { { 3, 1, 2, 1, 2 }, (int64_t)1 << 40, 0 } };
	struct agreement_found found = agreement_fit(&start, patterns, 2, &settings);

	CHECK(found.finding == AGREEMENT_fitted && is_within(found.model.share, 1.0 / 129, 1e-9));
	/* One kind of pairs alone: nothing becomes NaN. */
	found = agreement_fit(&start, patterns, 1, &settings);
	CHECK(isfinite(found.loglik) && isfinite(found.expected) && isfinite(found.model.fields[0].u[0]));
}

TEST(impossible_records_and_settings_are_refused)
{
	struct linkage_record fine = { 1, 0, 0, 0, 1, 1, 5 }, record = fine;
	struct linkage_lists lists = { &fine, &record, 1, 1 };
	struct linkage_settings settings = linkage_usual();
	size_t at;

	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_fine);
	record.amount = 0;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_record && at == 1);
	record = fine;
	record.y = NAN;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_record);
	record = fine;
	record.x = INFINITY;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_record);
	record = fine;
	record.day = INT32_MIN;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_record);
	settings.review = 0.95;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_settings);
	settings = linkage_usual();
	settings.start.fields[2].m[1] = NAN;
	CHECK(linkage_judge(&lists, &settings, &at) == LINKAGE_bad_settings);
	lists.a_count = lists.b_count = 0;
	settings = linkage_usual();
	CHECK(linked(&lists, &settings)->count == 0);
}
