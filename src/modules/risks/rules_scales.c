/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/rules_scales.c - finding a way in a version of the scales, and judging a new one. */
#include "modules/risks/inside.h"

#include <string.h>

const struct risk_step *scales_step(const struct scales *scales, const char *kind, struct str value,
                                    int64_t step)
{
	for (size_t i = 0; i < scales->steps.count; i++) {
		const struct risk_step *one = &scales->steps.at[i];

		if (one->step == step && str_is(one->kind, kind) && str_equals(one->value, value))
			return one;
	}
	return NULL;
}

struct str scales_zone(const struct scales *scales, int64_t probability, int64_t consequence)
{
	for (size_t i = 0; i < scales->zones.count; i++)
		if (scales->zones.at[i].probability == probability
		    && scales->zones.at[i].consequence == consequence)
			return scales->zones.at[i].zone;
	return S("");
}

int zone_number(struct str zone)
{
	const struct item *item = zone.len ? item_find("event/zone_levels", zone) : NULL;

	return item ? (int)item_int(item, "level") : 0;
}

bool zone_needs_measure(struct str zone)
{
	const struct item *item = zone.len ? item_find("event/zone_levels", zone) : NULL;

	return item && item_int(item, "needs_measure") == 1;
}

/* ---- Is a version well? ----------------------------------------------------------------------- */

static bool is_size(int64_t steps)
{
	return steps >= LEAST_STEPS && steps <= MOST_STEPS;
}

static struct str scale_problem(struct arena *arena, const struct scales *scales, const char *kind,
                                struct str value, int64_t from, int64_t to)
{
	const char *words = value.len ? str_z(arena, code_name("event/protected_values", value))
		: !strcmp(kind, "probability") ? _("Probability") : _("Capability");

	for (int64_t step = from; step <= to; step++) {
		const struct risk_step *one = scales_step(scales, kind, value, step);

		if (!one)
			return arena_print(arena, _("%s: step %lld is missing."), words, (long long)step);
		if (!str_trim(one->name_sv).len || !str_trim(one->anchor_sv).len)
			return arena_print(arena, _("%s: step %lld has no name or no meaning."), words,
				(long long)step);
	}
	return S("");
}

/* The frequencies follow upon each other without a hole, for what is rolled up to the city. */
static struct str frequency_problem(struct arena *arena, const struct scales *scales)
{
	double before = 0;

	for (int64_t step = 1; step <= scales->method.probability_steps; step++) {
		const struct risk_step *one = scales_step(scales, "probability", S(""), step);

		if (one->frequency_low <= 0 || one->frequency_high <= one->frequency_low
		    || (step > 1 && one->frequency_low < before))
			return arena_print(arena, _("Probability: the times a year of step %lld must be above"
				" zero, rise, and begin where the step before ends."), (long long)step);
		before = one->frequency_high;
	}
	return S("");
}

/* No cell may be missing, and no level fall where probability or consequence rises. */
static struct str zones_problem(struct arena *arena, const struct scales *scales)
{
	const struct risk_method *method = &scales->method;

	for (int64_t p = 1; p <= method->probability_steps; p++)
		for (int64_t c = 1; c <= method->consequence_steps; c++) {
			int here = zone_number(scales_zone(scales, p, c));

			if (!here)
				return arena_print(arena, _("The matrix has no known level for probability %lld and"
					" consequence %lld."), (long long)p, (long long)c);
			if ((p > 1 && zone_number(scales_zone(scales, p - 1, c)) > here)
			    || (c > 1 && zone_number(scales_zone(scales, p, c - 1)) > here))
				return arena_print(arena, _("The level falls at probability %lld and consequence"
					" %lld: it may only rise or stay."), (long long)p, (long long)c);
		}
	return S("");
}

static struct str values_problem(struct arena *arena, const struct scales *scales)
{
	struct str values[MOST_VALUES], problem = S("");
	size_t count = scales_values(scales, values);

	if (!count)
		return str_of(_("There are no steps of consequence."));
	for (size_t i = 0; i < count && !problem.len; i++) {
		if (!item_find("event/protected_values", values[i]))
			return arena_print(arena, _("“%.*s” is no protected value."), STR(values[i]));
		problem = scale_problem(arena, scales, "consequence", values[i], 1,
			scales->method.consequence_steps);
	}
	return problem;
}

struct str scales_problem(struct arena *arena, const struct scales *scales)
{
	const struct risk_method *method = &scales->method;
	struct str problem;

	if (!is_size(method->probability_steps) || !is_size(method->consequence_steps))
		return arena_print(arena, _("A scale has %d to %d steps; these have %lld and %lld."),
			LEAST_STEPS, MOST_STEPS, (long long)method->probability_steps,
			(long long)method->consequence_steps);
	problem = scale_problem(arena, scales, "probability", S(""), 1, method->probability_steps);
	if (!problem.len)
		problem = frequency_problem(arena, scales);
	if (!problem.len)
		problem = values_problem(arena, scales);
	if (!problem.len)
		problem = scale_problem(arena, scales, "capability", S(""), 0, CAPABILITY_STEPS - 1);
	return problem.len ? problem : zones_problem(arena, scales);
}
