/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/survey.c - see survey.h: shares, their errors and limits. */
#include "analysis/survey.h"

#include "analysis/share.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

/* ---- Pulls ------------------------------------------------------------------------------- */

static size_t stratum_of(const struct survey_sample *sample, size_t answer)
{
	return sample->strata ? (size_t)sample->strata[answer] : 0;
}

static bool counts(const double *values, const bool *is_in, size_t answer)
{
	return !isnan(values[answer]) && (!is_in || is_in[answer]);
}

/* Takes the groups' means away; how much the greatest was. */
static double mean_remove(const struct survey_margin *margin, double *rest, size_t count, double *sums,
                          double *many)
{
	double most = 0;

	for (size_t g = 0; g < margin->count; g++)
		sums[g] = many[g] = 0;
	for (size_t i = 0; i < count; i++) {
		sums[margin->groups[i]] += rest[i];
		many[margin->groups[i]]++;
	}
	for (size_t g = 0; g < margin->count; g++) {
		sums[g] = many[g] > 0 ? sums[g] / many[g] : 0;
		most = fmax(most, fabs(sums[g]));
	}
	for (size_t i = 0; i < count; i++)
		rest[i] -= sums[margin->groups[i]];
	return most;
}

/* What raking has fixed can no longer pull. */
static void margins_remove(struct arena *arena, const struct survey_sample *sample, const double *weights,
                           double *pulls)
{
	enum { TURNS = 100 };
	size_t most_groups = 0;
	double *sums, *many, size = 0;

	for (size_t m = 0; m < sample->margins_count; m++)
		most_groups = sample->margins[m].count > most_groups ? sample->margins[m].count : most_groups;
	sums = arena_array(arena, double, most_groups + 1);
	many = arena_array(arena, double, most_groups + 1);
	for (size_t i = 0; i < sample->count; i++) {
		pulls[i] /= weights[i];
		size = fmax(size, fabs(pulls[i]));
	}
	for (int turn = 0; turn < TURNS; turn++) {
		double most = 0;

		for (size_t m = 0; m < sample->margins_count; m++)
			most = fmax(most, mean_remove(&sample->margins[m], pulls, sample->count, sums, many));
		if (most <= 1e-14 * size)
			break;
	}
	for (size_t i = 0; i < sample->count; i++)
		pulls[i] *= weights[i];
}

static double variance_of(struct arena *arena, const struct survey_sample *sample, const double *pulls)
{
	size_t strata = sample->strata ? sample->strata_count : 1;
	double *many = arena_array(arena, double, strata), *mean = arena_array(arena, double, strata);
	double *squares = arena_array(arena, double, strata), found = 0;

	for (size_t i = 0; i < sample->count; i++) {
		many[stratum_of(sample, i)]++;
		mean[stratum_of(sample, i)] += pulls[i];
	}
	for (size_t h = 0; h < strata; h++)
		mean[h] /= fmax(many[h], 1);
	for (size_t i = 0; i < sample->count; i++) {
		double apart = pulls[i] - mean[stratum_of(sample, i)];

		squares[stratum_of(sample, i)] += apart * apart;
	}
	for (size_t h = 0; h < strata; h++) {
		double left = sample->strata_people ? fmax(0, 1 - many[h] / sample->strata_people[h]) : 1;

		found += many[h] > 1 ? left * many[h] / (many[h] - 1) * squares[h] : 0;
	}
	return found;
}

/* Answers that count less strata that have any. */
static double freedom_of(struct arena *arena, const struct survey_sample *sample, const double *values,
                         const bool *is_in)
{
	bool *is_there = arena_array(arena, bool, sample->strata ? sample->strata_count : 1);
	double freedom = 0;

	for (size_t i = 0; i < sample->count; i++)
		if (counts(values, is_in, i)) {
			freedom += is_there[stratum_of(sample, i)];
			is_there[stratum_of(sample, i)] = true;
		}
	return freedom;
}

/* ---- Limits ------------------------------------------------------------------------------ */

/* Where all said the same, a sample is worth what its unequal weights leave of it (Kish 1965). */
static double worth_of(const struct survey_share *found, double sum, double squares, double level)
{
	double tail = (1 - level) / 2, variance = found->error * found->error;
	double wider = qt(tail, (double)found->answers - 1, 0, 0) / qt(tail, found->freedom, 0, 0);

	if (!(found->share > 0 && found->share < 1))
		return sum * sum / squares;
	return found->share * (1 - found->share) / variance * wider * wider;
}

static void limits_find(struct survey_share *found, double sum, double squares, double level)
{
	double p = found->share, half = qt((1 - level) / 2, found->freedom, 0, 0);
	struct share_limits exact;

	found->worth = worth_of(found, sum, squares, level);
	found->effect = p > 0 && p < 1 ? found->error * found->error * (double)found->answers / (p * (1 - p)) : NAN;
	found->logit_low = found->logit_high = NAN;
	if (p > 0 && p < 1) {
		half *= found->error / (p * (1 - p));
		found->logit_low = plogis(qlogis(p, 0, 1, 1, 0) - half, 0, 1, 1, 0);
		found->logit_high = plogis(qlogis(p, 0, 1, 1, 0) + half, 0, 1, 1, 0);
	}
	if (p > 0 && p < 1 && !(found->error > 0)) {    /* everybody was asked */
		found->low = found->high = p;
		return;
	}
	exact = share_exact(found->worth * p, found->worth, level);
	found->low = exact.low;
	found->high = exact.high;
}

struct survey_share survey_share(struct arena *arena, const struct survey_sample *sample,
                                 const struct survey_weights *weights, const double *values,
                                 const bool *is_in, double level)
{
	struct survey_share found = { 0 };
	double sum = 0, squares = 0, yes = 0, *pulls = arena_array(arena, double, sample->count);

	for (size_t i = 0; i < sample->count; i++)
		if (counts(values, is_in, i)) {
			found.answers++;
			sum += weights->at[i];
			squares += weights->at[i] * weights->at[i];
			yes += weights->at[i] * values[i];
		}
	found.freedom = freedom_of(arena, sample, values, is_in);
	if (found.freedom < 1) {
		found.answers = 0;
		return found;
	}
	found.share = yes / sum;
	for (size_t i = 0; i < sample->count; i++)
		pulls[i] = counts(values, is_in, i) ? weights->at[i] * (values[i] - found.share) / sum : 0;
	if (sample->margins_count > 0)
		margins_remove(arena, sample, weights->at, pulls);
	found.pulls = pulls;
	found.error = found.share > 0 && found.share < 1 ? sqrt(variance_of(arena, sample, pulls)) : 0;
	limits_find(&found, sum, squares, level);
	return found;
}

/* ---- Differences ------------------------------------------------------------------------- */

/* Where one of the two is 0 or 1 its error is not 0, but not known. */
static bool has_error(const struct survey_share *share)
{
	return share->answers > 0 && share->share > 0 && share->share < 1;
}

static struct survey_difference difference_judge(double difference, double variance, double level, double margin)
{
	double half = qnorm((1 + level) / 2, 0, 1, 1, 0) * sqrt(variance);
	struct survey_difference found = { .is_known = true, .difference = difference, .error = sqrt(variance),
		.low = difference - half, .high = difference + half };

	found.p_value = variance > 0 ? 2 * pnorm(-fabs(difference) / found.error, 0, 1, 1, 0) : difference == 0;
	found.verdict = verdict_of_difference(found.low, found.high, margin);
	return found;
}

struct survey_difference survey_between(struct arena *arena, const struct survey_sample *sample,
                                        const struct survey_share *one, const struct survey_share *other,
                                        double level, double margin)
{
	double *pulls = arena_array(arena, double, sample->count);

	if (!has_error(one) || !has_error(other))
		return (struct survey_difference){ 0 };
	for (size_t i = 0; i < sample->count; i++)
		pulls[i] = one->pulls[i] - other->pulls[i];
	return difference_judge(one->share - other->share, variance_of(arena, sample, pulls), level, margin);
}

struct survey_difference survey_change(const struct survey_share *earlier, const struct survey_share *later,
                                       double level, double margin)
{
	if (!has_error(earlier) || !has_error(later))
		return (struct survey_difference){ 0 };
	return difference_judge(later->share - earlier->share,
		earlier->error * earlier->error + later->error * later->error, level, margin);
}
