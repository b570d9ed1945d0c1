/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/survey_weigh.c - see survey.h: what is possible, and of how many each answer speaks. */
#include "analysis/survey.h"

#include "analysis/sorted.h"

#include <math.h>
#include <string.h>

/* ---- What is possible -------------------------------------------------------------------- */

static size_t answers_in(const int32_t *groups, size_t count, size_t group)
{
	size_t many = 0;

	for (size_t i = 0; i < count; i++)
		many += (size_t)groups[i] == group;
	return many;
}

static enum survey_fault strata_judge(const struct survey_sample *sample, size_t *at)
{
	size_t strata = sample->strata ? sample->strata_count : 1;

	for (*at = 0; *at < strata; ++*at) {
		size_t many = sample->strata ? answers_in(sample->strata, sample->count, *at) : sample->count;

		if (many == 1)
			return SURVEY_lone_answer;
		if (sample->strata_people && many > 0 && !((double)many <= sample->strata_people[*at]))
			return SURVEY_more_than_people;
	}
	return SURVEY_fine;
}

static enum survey_fault margin_judge(const struct survey_sample *sample, const struct survey_margin *margin,
                                      size_t *at)
{
	for (*at = 0; *at < margin->count; ++*at) {
		bool is_answered = answers_in(margin->groups, sample->count, *at) > 0;

		if (margin->people[*at] > 0 && !is_answered)
			return SURVEY_empty_group;
		if (!(margin->people[*at] > 0) && is_answered)
			return SURVEY_no_people;
	}
	return SURVEY_fine;
}

enum survey_fault survey_judge(const struct survey_sample *sample, size_t *at, size_t *margin)
{
	enum survey_fault fault;

	*margin = *at = 0;
	if (sample->count < 2)
		return SURVEY_no_answers;
	for (*at = 0; *at < sample->count; ++*at)
		if (!(sample->weights[*at] > 0 && sample->weights[*at] < 1e12))
			return SURVEY_bad_weight;
	fault = strata_judge(sample, at);
	for (; fault == SURVEY_fine && *margin < sample->margins_count; ++*margin) {
		fault = margin_judge(sample, &sample->margins[*margin], at);
		if (fault != SURVEY_fine)
			return fault;
	}
	return fault;
}

/* ---- Raking ------------------------------------------------------------------------------ */

/* How far a group was from what it should be, at most. */
static double margin_fit(const struct survey_margin *margin, double *weights, size_t count, double *sums)
{
	double most = 0;

	for (size_t g = 0; g < margin->count; g++)
		sums[g] = 0;
	for (size_t i = 0; i < count; i++)
		sums[margin->groups[i]] += weights[i];
	for (size_t g = 0; g < margin->count; g++)
		if (sums[g] > 0) {
			sums[g] = margin->people[g] / sums[g];
			most = fmax(most, fabs(sums[g] - 1));
		}
	for (size_t i = 0; i < count; i++)
		weights[i] *= sums[margin->groups[i]];
	return most;
}

static bool rake(struct arena *arena, const struct survey_sample *sample, double *weights)
{
	enum { TURNS = 1000 };
	size_t groups = 0;
	double *sums;

	for (size_t m = 0; m < sample->margins_count; m++)
		groups = sample->margins[m].count > groups ? sample->margins[m].count : groups;
	sums = arena_array(arena, double, groups + 1);
	for (int turn = 0; turn < TURNS; turn++) {
		double most = 0;

		for (size_t m = 0; m < sample->margins_count; m++)
			most = fmax(most, margin_fit(&sample->margins[m], weights, sample->count, sums));
		if (most < 1e-11)
			return true;
	}
	return false;
}

static void spread_find(struct arena *arena, size_t count, struct survey_weights *found)
{
	double *sorted = arena_array(arena, double, count);

	memcpy(sorted, found->at, count * sizeof(*sorted));
	sorted_rising(sorted, count);
	found->median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
	found->most = sorted[count - 1];
}

/* What was cut is spread over the others by raking anew, which may lift some of them: again. */
struct survey_weights survey_weigh(struct arena *arena, const struct survey_sample *sample)
{
	enum { CUTS = 20 };
	struct survey_weights found = { .at = arena_array(arena, double, sample->count) };
	bool *is_cut = arena_array(arena, bool, sample->count);

	memcpy(found.at, sample->weights, sample->count * sizeof(*found.at));
	for (int cut = 0; cut < CUTS; cut++) {
		size_t more = 0;

		found.is_settled = rake(arena, sample, found.at);
		spread_find(arena, sample->count, &found);
		for (size_t i = 0; i < sample->count && found.is_settled && sample->trim > 0; i++)
			if (found.at[i] > sample->trim * found.median * (1 + 1e-9)) {
				found.at[i] = sample->trim * found.median;
				found.cut += !is_cut[i];
				is_cut[i] = true;
				more++;
			}
		if (more == 0)
			return found;
	}
	found.is_settled = rake(arena, sample, found.at);       /* some stay above: groups that want it */
	spread_find(arena, sample->count, &found);
	return found;
}
