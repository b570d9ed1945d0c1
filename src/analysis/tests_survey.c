/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_survey.c - shares of a survey beside those of R's survey, and how often their limits hold. */
#include "analysis/survey.h"

#include "analysis/share.h"
#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

enum { ANSWERS = 2800, DISTRICTS = 14 };

struct asked {
	double safe[ANSWERS], weights[ANSWERS], people[DISTRICTS];
	int32_t district[ANSWERS], sex[ANSWERS], age[ANSWERS], cell[ANSWERS];
	double of_district[DISTRICTS], of_sex[2], of_age[3], of_cell[DISTRICTS * 6];
	struct survey_margin margins[3], cells;
	struct survey_sample sample;
};

static void people_read(struct asked *asked)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/population_margins.csv");

	for (size_t row = 1; row < table->count; row++) {
		int32_t district = oracle_int(table, row, "district") - 1, sex = oracle_int(table, row, "sex") - 1;
		int32_t age = oracle_int(table, row, "age") - 1;
		double people = oracle_number(table, row, "N");

		asked->of_district[district] += people;
		asked->of_sex[sex] += people;
		asked->of_age[age] += people;
		asked->of_cell[district * 6 + sex * 3 + age] += people;
	}
}

static struct asked *asked_read(void)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/survey.csv");
	struct asked *asked = arena_new(test_arena(), struct asked);

	CHECK(table->count == ANSWERS + 1);
	for (size_t i = 0; i < ANSWERS; i++) {
		asked->safe[i] = oracle_number(table, i + 1, "safe");
		asked->weights[i] = oracle_number(table, i + 1, "w");
		asked->district[i] = oracle_int(table, i + 1, "district") - 1;
		asked->sex[i] = oracle_int(table, i + 1, "sex") - 1;
		asked->age[i] = oracle_int(table, i + 1, "age") - 1;
		asked->cell[i] = asked->district[i] * 6 + asked->sex[i] * 3 + asked->age[i];
		asked->people[asked->district[i]] = oracle_number(table, i + 1, "fpc");
	}
	people_read(asked);
	asked->margins[0] = (struct survey_margin){ asked->district, DISTRICTS, asked->of_district };
	asked->margins[1] = (struct survey_margin){ asked->sex, 2, asked->of_sex };
	asked->margins[2] = (struct survey_margin){ asked->age, 3, asked->of_age };
	asked->cells = (struct survey_margin){ asked->cell, DISTRICTS * 6, asked->of_cell };
	asked->sample = (struct survey_sample){ .count = ANSWERS, .weights = asked->weights, .strata = asked->district,
		.strata_count = DISTRICTS, .strata_people = asked->people };
	return asked;
}

static struct survey_share share_of_all(const struct asked *asked, const bool *is_in)
{
	struct survey_weights weights = survey_weigh(test_arena(), &asked->sample);
	size_t at, margin;

	CHECK(survey_judge(&asked->sample, &at, &margin) == SURVEY_fine && weights.is_settled && weights.cut == 0);
	return survey_share(test_arena(), &asked->sample, &weights, asked->safe, is_in, 0.95);
}

static size_t oracle_row(const struct csv_table *table, const char *what)
{
	for (size_t row = 1; row < table->count; row++)
		if (str_is(csv_cell(table, row, "what"), what))
			return row;
	CHECK(false);
	return 0;
}

#define SAME(found, table, row, name) CHECK(is_within(found, oracle_number(table, row, name), 1e-8))

TEST(shares_of_a_city_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/survey_city.csv");
	struct asked *asked = asked_read();
	struct survey_share found = share_of_all(asked, NULL);
	size_t logit = oracle_row(table, "city_logit"), beta = oracle_row(table, "city_beta");

	SAME(found.share, table, logit, "est");
	SAME(found.error, table, logit, "se");
	SAME(found.logit_low, table, logit, "lo");
	SAME(found.logit_high, table, logit, "hi");
	SAME(found.low, table, beta, "lo");
	SAME(found.high, table, beta, "hi");
	CHECK(found.freedom == ANSWERS - DISTRICTS && found.effect > 0.9 && found.effect < 1.2);
	asked->sample.margins = &asked->cells;
	asked->sample.margins_count = 1;
	found = share_of_all(asked, NULL);
	SAME(found.share, table, oracle_row(table, "city_poststratified"), "est");
	SAME(found.error, table, oracle_row(table, "city_poststratified"), "se");
	asked->sample.margins = asked->margins;
	asked->sample.margins_count = 3;
	found = share_of_all(asked, NULL);
	SAME(found.share, table, oracle_row(table, "city_raked"), "est");
	SAME(found.error, table, oracle_row(table, "city_raked"), "se");
}

TEST(raked_weights_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/rake_weights_sample.csv");
	struct asked *asked = asked_read();
	struct survey_weights weights;

	asked->sample.margins = asked->margins;
	asked->sample.margins_count = 3;
	asked->sample.trim = 5;
	weights = survey_weigh(test_arena(), &asked->sample);
	CHECK(weights.is_settled && weights.cut == 0);
	for (size_t row = 1; row < table->count; row++)
		SAME(weights.at[oracle_int(table, row, "row") - 1], table, row, "w");
}

TEST(districts_and_what_lies_between_groups_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/survey_district.csv");
	const struct csv_table *between = oracle_read("oracles/06_survey/survey_difference.csv");
	struct asked *asked = asked_read();
	struct survey_share men, women;
	struct survey_difference apart;
	bool is_in[ANSWERS];

	for (size_t row = 1; row < table->count; row++) {
		double yes = oracle_number(table, row, "k"), of = oracle_number(table, row, "n");
		struct survey_share found;
		struct share_limits limits = share_wilson(yes, of, 0.95);

		for (size_t i = 0; i < ANSWERS; i++)
			is_in[i] = asked->district[i] == (int32_t)row - 1;
		found = share_of_all(asked, is_in);
		SAME(found.share, table, row, "est");
		SAME(found.error, table, row, "se_design");
		CHECK((double)found.answers == of);
		SAME(limits.low, table, row, "wilson_lo");
		SAME(limits.high, table, row, "wilson_hi");
		limits = share_exact(yes, of, 0.95);
		SAME(limits.low, table, row, "cp_lo");
		SAME(limits.high, table, row, "cp_hi");
		limits = share_jeffreys(yes, of, 0.95);
		SAME(limits.low, table, row, "jeffreys_lo");
		SAME(limits.high, table, row, "jeffreys_hi");
	}
	for (size_t i = 0; i < ANSWERS; i++)
		is_in[i] = asked->sex[i] == 0;
	men = share_of_all(asked, is_in);
	for (size_t i = 0; i < ANSWERS; i++)
		is_in[i] = asked->sex[i] == 1;
	women = share_of_all(asked, is_in);
	apart = survey_between(test_arena(), &asked->sample, &men, &women, 0.9, 0.03);
	SAME(apart.difference, between, 1, "est");
	SAME(apart.error, between, 1, "se");
	CHECK(apart.is_known && apart.verdict == VERDICT_increase && apart.p_value < 1e-6);
}

/* ---- Edges ------------------------------------------------------------------------------- */

static struct survey_sample small_make(const double *weights, const int32_t *strata, size_t count)
{
	return (struct survey_sample){ .count = count, .weights = weights, .strata = strata, .strata_count = 2 };
}

TEST(a_survey_that_says_nothing_is_refused)
{
	double weights[] = { 1, 2, 3, 4 }, people[] = { 10, 1 }, margin_people[] = { 10, 5 };
	int32_t strata[] = { 0, 0, 1, 1 }, groups[] = { 0, 0, 0, 0 };
	struct survey_sample sample = small_make(weights, strata, 4);
	struct survey_margin margin = { groups, 2, margin_people };
	size_t at, of;

	CHECK(survey_judge(&sample, &at, &of) == SURVEY_fine);
	sample.strata_people = people;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_more_than_people && at == 1);
	sample.strata_people = NULL;
	sample.margins = &margin;
	sample.margins_count = 1;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_empty_group && at == 1 && of == 0);
	groups[3] = 1;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_fine);
	margin_people[1] = 0;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_no_people && at == 1);
	strata[3] = 0;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_lone_answer && at == 1);
	weights[2] = 0;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_bad_weight && at == 2);
	sample.count = 1;
	CHECK(survey_judge(&sample, &at, &of) == SURVEY_no_answers);
}

TEST(where_all_say_the_same_limits_are_those_of_what_the_sample_is_worth)
{
	double weights[] = { 1, 1, 1, 3, 1, 1 }, values[] = { 1, 1, 1, 1, 1, NAN };
	struct survey_sample sample = small_make(weights, NULL, 6);
	struct survey_weights weighed = survey_weigh(test_arena(), &sample);
	struct survey_share found = survey_share(test_arena(), &sample, &weighed, values, NULL, 0.9);

	CHECK(found.answers == 5 && found.share == 1 && found.high == 1 && isnan(found.logit_low));
	CHECK(is_within(found.worth, 49.0 / 13, 1e-12));
	CHECK(is_within(found.low, share_exact(found.worth, found.worth, 0.9).low, 1e-12) && found.low < 0.7);
	CHECK(!survey_change(&found, &found, 0.9, 0.03).is_known);
	values[0] = NAN;
	for (size_t i = 1; i < 5; i++)
		values[i] = NAN;
	CHECK(survey_share(test_arena(), &sample, &weighed, values, NULL, 0.9).answers == 0);
}

TEST(groupings_that_contradict_each_other_and_weights_that_are_too_large_are_told)
{
	double weights[] = { 1, 1, 1, 1, 1, 1, 1, 40 }, people[] = { 60, 40 }, other_people[] = { 90, 9 };
	int32_t groups[] = { 0, 0, 0, 0, 0, 1, 1, 1 }, other[] = { 0, 1, 0, 1, 0, 1, 0, 1 };
	struct survey_margin margins[] = { { groups, 2, people }, { other, 2, other_people } };
	struct survey_sample sample = small_make(weights, NULL, 8);
	struct survey_weights found;

	sample.margins = margins;
	sample.margins_count = 2;
	CHECK(!survey_weigh(test_arena(), &sample).is_settled);
	other_people[1] = 10;
	found = survey_weigh(test_arena(), &sample);
	CHECK(found.is_settled && found.cut == 0);
	sample.margins_count = 0;
	sample.trim = 5;
	found = survey_weigh(test_arena(), &sample);
	CHECK(found.cut == 1 && found.at[7] == 5 && found.most == 5);
}

/* ---- How often limits hold --------------------------------------------------------------- */

/* Three strata of unequal shares and chances of being drawn. */
static bool one_holds(uint64_t number, double *width)
{
	static const double shares[] = { 0.02, 0.05, 0.12 }, each[] = { 50, 20, 5 };
	enum { IN = 60 };
	double weights[3 * IN], values[3 * IN], truth = (0.02 * 50 + 0.05 * 20 + 0.12 * 5) / 75;
	int32_t strata[3 * IN];
	struct survey_sample sample = { .count = 3 * IN, .weights = weights, .strata = strata, .strata_count = 3 };
	struct stream stream = stream_open(1603, number);
	struct survey_weights weighed;
	struct survey_share found;

	for (int32_t i = 0; i < 3 * IN; i++) {
		strata[i] = i / IN;
		weights[i] = each[i / IN];
		values[i] = stream_share(&stream) < shares[i / IN];
	}
	weighed = survey_weigh(test_arena(), &sample);
	found = survey_share(test_arena(), &sample, &weighed, values, NULL, 0.9);
	*width += found.high - found.low;
	return found.low <= truth && truth <= found.high;
}

TEST(limits_of_rare_answers_hold_as_often_as_they_say)
{
	enum { TIMES = 1000 };
	size_t held = 0;
	double width = 0;

	for (uint64_t i = 0; i < TIMES; i++)
		held += one_holds(i, &width);
	CHECK(held >= 0.87 * TIMES && width / TIMES < 0.2);
}
