/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/rules_effect_costs.c - what is kept, and said, of the cost before and after a measure.
 *
 * As with the numbers of events, a difference is told and never what it came from; and which
 * sentence it is follows from the interval alone.  That it cannot be told is an answer.
 */
#include "modules/measures/effect_costs.h"

#include "base/uncertain.h"

#include <math.h>

enum { YEAR_DAYS = 365 };
#define METHOD "avoided-cost 1"

static const double most_kronor = 1e15;         /* what is more is without end */

/* ---- From what was found to what is kept ---------------------------------------------------- */

static int64_t kronor_kept(double kronor)
{
	return isnan(kronor) ? 0 : llround(fmax(-most_kronor, fmin(most_kronor, kronor)));
}

bool effect_cost_is_told(const struct effect_cost *cost)
{
	return cost->finding >= AVOIDED_less && cost->finding <= AVOIDED_unclear;
}

static void amounts_put(struct effect_cost *cost, const struct avoided *found)
{
	double year = (double)YEAR_DAYS / (double)cost->days_after;

	cost->before_cost = kronor_kept(found->before.capped);
	cost->after_cost = kronor_kept(found->after.capped);
	cost->there_before_cost = kronor_kept(found->there_before.capped);
	cost->there_after_cost = kronor_kept(found->there_after.capped);
	cost->before_large = found->before.large;
	cost->after_large = found->after.large;
	cost->change_there = found->change;
	cost->expected = kronor_kept(found->expected);
	cost->avoided = kronor_kept(found->avoided * year);
	cost->low = kronor_kept(found->low * year);
	cost->high = kronor_kept(found->high * year);
}

void effect_cost_judge(struct effect_cost *cost, const struct avoided *found, const struct costs_ground *ground)
{
	cost->method = S(METHOD);
	cost->finding = (int)found->finding;
	cost->before_costly = found->before.costly;
	cost->after_costly = found->after.costly;
	cost->there_before_costly = found->there_before.costly;
	cost->there_after_costly = found->there_after.costly;
	cost->cap = isfinite(ground->cap) ? kronor_kept(ground->cap) : 0;
	cost->is_cap_decided = ground->is_cap_decided;
	cost->price_index = ground->year ? ground->index_name : S("");
	cost->price_year = ground->year;
	cost->settled = isfinite(found->settled) ? found->settled : -1;
	cost->level = ground->level;
	cost->phi = found->phi;
	cost->change_there = 1;
	if (effect_cost_is_told(cost))
		amounts_put(cost, found);
}

/* ---- In words ------------------------------------------------------------------------------- */

static struct str kronor_words(struct arena *arena, double kronor, double step)
{
	if (fabs(kronor) >= most_kronor)
		return str_of(_("without end"));
	return uncertain_number(arena, kronor, step);
}

struct str effect_cost_interval(struct arena *arena, double avoided, double low, double high)
{
	double step = uncertain_step(avoided, fmax(low, -most_kronor / 2), fmin(high, most_kronor / 2));

	return arena_print(arena, _("%.*s (%.*s to %.*s)"), STR(kronor_words(arena, avoided, step)),
		STR(kronor_words(arena, low, step)), STR(kronor_words(arena, high, step)));
}

static const char *const sentences[] = {
	[AVOIDED_none] = "",
	[AVOIDED_less] = N_("The events cost less than the days before would give, by %.*s kronor a year. The interval (%.*s %%) does not hold an unchanged cost; what else changed meanwhile is not known."),
	[AVOIDED_more] = N_("The events cost more than the days before would give, by %.*s kronor a year. The interval (%.*s %%) does not hold an unchanged cost; more may have happened, or more costs may have been written down."),
	[AVOIDED_unclear] = N_("Whether the events cost less cannot be told. What was avoided is %.*s kronor a year, and the interval (%.*s %%) also holds an unchanged cost."),
	[AVOIDED_too_few] = N_("Whether the events cost less cannot be told: there are too few with a cost, %lld before and %lld after, and it takes %lld."),
	[AVOIDED_too_few_there] = N_("Whether the events cost less cannot be told: where the measure was not taken there are too few with a cost, %lld before and %lld after, and it takes %lld."),
	[AVOIDED_unsettled] = N_("Whether the events cost less cannot be told: the costs are not settled. What the events before were known to cost %lld days after each is too far from what they are known to cost today."),
};

struct str effect_cost_sentence(struct arena *arena, const struct effect_cost *cost)
{
	const char *sentence = _(sentences[cost->finding]);
	struct str interval;

	switch ((enum avoided_finding)cost->finding) {
	case AVOIDED_none:
		return S("");
	case AVOIDED_too_few:
		return arena_print(arena, sentence, (long long)cost->before_costly, (long long)cost->after_costly,
			(long long)cost->least);
	case AVOIDED_too_few_there:
		return arena_print(arena, sentence, (long long)cost->there_before_costly,
			(long long)cost->there_after_costly, (long long)cost->least);
	case AVOIDED_unsettled:
		return arena_print(arena, sentence, (long long)cost->known_days);
	default:
		break;
	}
	interval = cost->finding == AVOIDED_more
		? effect_cost_interval(arena, -(double)cost->avoided, -(double)cost->high, -(double)cost->low)
		: effect_cost_interval(arena, (double)cost->avoided, (double)cost->low, (double)cost->high);
	return arena_print(arena, sentence, STR(interval), STR(tongue_real(arena, 100 * cost->level, 0)));
}

struct str effect_cost_measure(struct arena *arena, const struct effect_cost *cost)
{
	struct str kronor = tongue_number(arena, cost->measure_cost);

	if (!cost->measure_cost)
		return str_of(_("What the measure costs is not written down."));
	return arena_print(arena, cost->is_cost_planned ? _("The measure is planned to cost %.*s kronor.")
		: _("The measure cost %.*s kronor."), STR(kronor));
}

struct str effect_cost_expected(struct arena *arena, const struct effect_cost *cost)
{
	struct str kronor = tongue_number(arena, cost->saving_expected);

	if (!cost->saving_expected)
		return str_of(_("Nobody had written how much was expected to be avoided."));
	if (!effect_cost_is_told(cost))
		return arena_print(arena, _("It was expected that %.*s kronor a year would be avoided."), STR(kronor));
	return arena_print(arena, cost->saving_expected < cost->low
		? _("It was expected that %.*s kronor a year would be avoided: the interval lies above that.")
		: cost->saving_expected > cost->high
		? _("It was expected that %.*s kronor a year would be avoided: the interval lies below that.")
		: _("It was expected that %.*s kronor a year would be avoided: the interval holds that."), STR(kronor));
}

struct str effect_cost_terms(struct arena *arena, const struct effect_cost *cost)
{
	struct str prices = cost->price_year
		? arena_print(arena, _("Prices of %lld, by the index %.*s."), (long long)cost->price_year,
			STR(cost->price_index))
		: str_of(_("Prices of the day: there is no price index."));

	if (cost->settled < 0)
		return arena_print(arena, _("%.*s Costs as they were known %lld days after each event."), STR(prices),
			(long long)cost->known_days);
	return arena_print(arena, _("%.*s Costs as they were known %lld days after each event, so that all have had as long to become known; for the days before that was %.*s %% of what they are known to cost today."),
		STR(prices), (long long)cost->known_days, STR(tongue_real(arena, 100 * cost->settled, 0)));
}

struct str effect_cost_large(struct arena *arena, const struct effect_cost *cost)
{
	if (!cost->cap || !effect_cost_is_told(cost))
		return S("");
	return arena_print(arena, cost->is_cap_decided
		? _("Large losses, above %.*s kronor by a decision of the city, count as that much: %lld before and %lld after.")
		: _("Large losses, above %.*s kronor, count as that much: %lld before and %lld after. Nobody has decided that limit."),
		STR(tongue_number(arena, cost->cap)), (long long)cost->before_large, (long long)cost->after_large);
}

/* ---- For `varn rules` ------------------------------------------------------------------------- */

static const char *const conditions[] = {
	[AVOIDED_none] = "",
	[AVOIDED_less] = N_("the whole interval of what was avoided lies above 0"),
	[AVOIDED_more] = N_("the whole interval of what was avoided lies below 0"),
	[AVOIDED_unclear] = N_("the interval of what was avoided holds 0"),
	[AVOIDED_too_few] = N_("fewer events with a cost in all than the setting effect_least_events"),
	[AVOIDED_too_few_there] = N_("the same where the measure was not taken, or nothing cost anything there before"),
	[AVOIDED_unsettled] = N_("a smaller share of the cost before was known so soon than the setting costs_settled_percent"),
};

bool effect_cost_row(size_t i, struct out *out)
{
	size_t row = i + 1;

	if (row >= COUNT(conditions))
		return false;
	out_print(out, "| %s | %s |", _(conditions[row]), _(effect_cost_findings[row].label));
	return true;
}
