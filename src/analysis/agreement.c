/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/agreement.c - see agreement.h. */
#include "analysis/agreement.h"

#include <math.h>

/* p stays within: a table of one kind of pairs alone must not make 0/0. */
static const double share_least = 1e-12;

static bool chances_are_fine(const double *chances, int32_t levels)
{
	double sum = 0;

	for (int32_t l = 0; l < levels; l++) {
		if (!(chances[l] > 0 && chances[l] < 1))
			return false;
		sum += chances[l];
	}
	return fabs(sum - 1) < 1e-6;
}

bool agreement_is_fine(const struct agreement *model)
{
	if (model->fields_count < 1 || model->fields_count > AGREEMENT_FIELDS_MOST
	    || !(model->share > 0 && model->share < 1))
		return false;
	for (int32_t f = 0; f < model->fields_count; f++) {
		const struct agreement_field *field = &model->fields[f];

		if (field->levels < 2 || field->levels > AGREEMENT_LEVELS_MOST
		    || !chances_are_fine(field->m, field->levels) || !chances_are_fine(field->u, field->levels))
			return false;
	}
	return true;
}

bool agreement_settings_are_fine(const struct agreement_settings *settings)
{
	return settings->floor >= 0 && settings->floor < 0.01 && settings->tolerance > 0
		&& settings->tolerance < 1 && settings->steps_most > 0 && settings->pairs_least >= 0
		&& settings->switched_most >= 0
		&& settings->share_most > 0 && settings->share_most <= 1;
}

bool agreement_patterns_are_fine(const struct agreement *start, const struct agreement_pattern *patterns,
                                 size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at) {
		if (patterns[*at].count < 0)
			return false;
		for (int32_t f = 0; f < start->fields_count; f++)
			if (patterns[*at].level[f] >= start->fields[f].levels)
				return false;
	}
	return true;
}

double agreement_weight(const struct agreement *model, int32_t field, int32_t level)
{
	return log2(model->fields[field].m[level] / model->fields[field].u[level]);
}

/* The chance of each pattern, and the log likelihood of the table. */
static double chances_find(const struct agreement *model, struct agreement_pattern *patterns, size_t count)
{
	double loglik = 0;

	for (size_t i = 0; i < count; i++) {
		double together = model->share, apart = 1 - model->share;

		for (int32_t f = 0; f < model->fields_count; f++) {
			together *= model->fields[f].m[patterns[i].level[f]];
			apart *= model->fields[f].u[patterns[i].level[f]];
		}
		patterns[i].chance = together + apart > 0 ? together / (together + apart) : 0;
		if (patterns[i].count)
			loglik += (double)patterns[i].count * log(fmax(together + apart, 1e-300));
	}
	return loglik;
}

static double expected_find(const struct agreement_pattern *patterns, size_t count)
{
	double expected = 0;

	for (size_t i = 0; i < count; i++)
		expected += (double)patterns[i].count * patterns[i].chance;
	return expected;
}

static void field_learn(struct agreement_field *field, int32_t f, const struct agreement_pattern *patterns,
                        size_t count, double floor)
{
	double together[AGREEMENT_LEVELS_MOST] = { 0 }, apart[AGREEMENT_LEVELS_MOST] = { 0 };
	double all_together = 0, all_apart = 0;

	for (size_t i = 0; i < count; i++) {
		double n = (double)patterns[i].count, w = patterns[i].chance;

		together[patterns[i].level[f]] += n * w;
		apart[patterns[i].level[f]] += n * (1 - w);
		all_together += n * w;
		all_apart += n * (1 - w);
	}
	for (int32_t l = 0; l < field->levels; l++) {
		field->m[l] = all_together > 0 ? fmax(floor, together[l] / all_together) : field->m[l];
		field->u[l] = all_apart > 0 ? fmax(floor, apart[l] / all_apart) : field->u[l];
	}
}

static void model_learn(struct agreement *model, const struct agreement_pattern *patterns, size_t count,
                        double pairs, const struct agreement_settings *settings)
{
	double share = expected_find(patterns, count) / pairs, most = fmin(settings->share_most, 1 - share_least);

	model->share = fmin(fmax(share, share_least), most);
	for (int32_t f = 0; f < model->fields_count; f++)
		field_learn(&model->fields[f], f, patterns, count, settings->floor);
}

/* False: it does not settle. */
static bool is_settled(struct agreement_found *found, struct agreement_pattern *patterns, size_t count,
                       const struct agreement_settings *settings)
{
	double before = -INFINITY;

	for (found->steps = 0; found->steps < settings->steps_most; found->steps++) {
		found->loglik = chances_find(&found->model, patterns, count);
		model_learn(&found->model, patterns, count, (double)found->pairs, settings);
		if (fabs(found->loglik - before) < settings->tolerance * fabs(found->loglik))
			return true;
		before = found->loglik;
	}
	return false;
}

static bool is_switched(const struct agreement *model, int32_t switched_most)
{
	int32_t switched = 0;

	for (int32_t f = 0; f < model->fields_count; f++)
		switched += model->fields[f].m[0] < model->fields[f].u[0];
	return switched > switched_most;
}

struct agreement_found agreement_fit(const struct agreement *start, struct agreement_pattern *patterns,
                                     size_t count, const struct agreement_settings *settings)
{
	struct agreement_found found = { .model = *start };

	found.model.share = fmin(start->share, settings->share_most);
	for (size_t i = 0; i < count; i++)
		found.pairs += patterns[i].count;
	if (found.pairs == 0 || found.pairs < settings->pairs_least)
		found.finding = AGREEMENT_too_few;
	else if (!is_settled(&found, patterns, count, settings))
		found.finding = AGREEMENT_unsettled;
	else if (is_switched(&found.model, settings->switched_most))
		found.finding = AGREEMENT_switched;
	else if (found.model.share >= settings->share_most)
		found.finding = AGREEMENT_held;
	if (found.finding > AGREEMENT_held) {
		found.model = *start;
		found.model.share = fmin(start->share, settings->share_most);
		found.loglik = chances_find(&found.model, patterns, count);
	}
	found.expected = expected_find(patterns, count);
	return found;
}
