/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/words.c - amounts and findings in sentences. */
#include "modules/costs/inside.h"

#include "base/uncertain.h"

#include <math.h>

static const double thousand = 1e3, million = 1e6;

struct str costs_thousands(struct arena *arena, double kronor)
{
	if (!isfinite(kronor))
		return S("–");
	return tongue_real(arena, kronor / thousand, kronor > 0 && kronor < 10 * thousand ? 1 : 0);
}

/* The limits decide how exactly it is told. */
static struct str kronor_between(struct arena *arena, double kronor, double low, double high)
{
	double scale = kronor < million ? thousand : million;

	return arena_print(arena, kronor < million ? _("%.*s thousand kronor") : _("%.*s million kronor"),
		STR(uncertain_estimate(arena, kronor / scale, low / scale, high / scale)));
}

struct str costs_kronor(struct arena *arena, double kronor)
{
	if (!isfinite(kronor))
		return S("–");
	if (kronor < million)
		return arena_print(arena, _("%.*s kronor"), STR(tongue_number(arena, (int64_t)llround(kronor))));
	return arena_print(arena, _("%.*s million kronor"), STR(tongue_real(arena, kronor / million, 2)));
}

struct str costs_prices_words(struct arena *arena, const struct costs_topic *topic, const struct costs_found *found)
{
	if (!found->has_prices)
		return str_of(_("Prices of the day: there is no price index. Money loses value, so nothing is said of whether the cost rises or falls."));
	return arena_print(arena, _("Prices of %d, by the index %.*s."), found->base, STR(topic->index_name));
}

struct str costs_cap_words(struct arena *arena, const struct costs_found *found)
{
	switch (found->cap_kind) {
	case CAP_decided:
		return arena_print(arena, _("A loss above %.*s is large, by a decision of the city. It counts as that much in the capped cost."),
			STR(costs_kronor(arena, found->cap)));
	case CAP_usual:
		return arena_print(arena, _("Nobody has decided what a large loss is. Until then it is one above %.*s, which %.*s of 100 events of the whole city in %.*s years are below."),
			STR(costs_kronor(arena, found->cap)), STR(setting_text("costs_cap_percent")),
			STR(setting_text("costs_cap_years")));
	case CAP_without_index:
		return arena_print(arena, _("What the city has decided of large losses cannot be used: the index has no value for the year of those prices. Until then a loss above %.*s is large."),
			STR(costs_kronor(arena, found->cap)));
	case CAP_none:
		break;
	}
	return str_of(_("There is too little to say what a large loss is."));
}

/* ---- Trends ---------------------------------------------------------------------------------- */

static struct str percent_words(struct arena *arena, double ratio)
{
	double percent = 100 * (ratio - 1);

	return arena_print(arena, "%s%.*s", percent > 0 ? "+" : percent < 0 ? "−" : "",
		STR(tongue_real(arena, fabs(percent), 1)));
}

static struct str seen_words(struct arena *arena, double least_seen)
{
	if (!(least_seen > 0) || !isfinite(least_seen))
		return S("");
	if (least_seen > 1)
		return str_of(_("Not even a doubling each year could have been seen."));
	return arena_print(arena, _("A change smaller than %.*s %% a year could not have been seen."),
		STR(tongue_real(arena, 100 * least_seen, least_seen < 0.1 ? 1 : 0)));
}

static struct str known_words(struct arena *arena, const struct costs_found *found, const struct trend *trend)
{
	return arena_print(arena, _("%.*s %% a year (%.*s to %.*s), %d–%d. %.*s"), STR(percent_words(arena, trend->ratio)),
		STR(percent_words(arena, trend->ratio_low)), STR(percent_words(arena, trend->ratio_high)),
		found->used_from, found->used_to, STR(seen_words(arena, trend->least_seen)));
}

static struct str short_words(struct arena *arena, const struct costs_found *found, double least_seen)
{
	return arena_print(arena, plural((int64_t)found->used,
		"Too short a period: %lld year is settled and can be compared, and it takes %.*s. %.*s",
		"Too short a period: %lld years are settled and can be compared, and it takes %.*s. %.*s"),
		(long long)found->used, STR(setting_text("costs_least_years")), STR(seen_words(arena, least_seen)));
}

struct str costs_finding(struct arena *arena, const struct costs_found *found, enum costs_series series)
{
	const struct trend *trend = &found->trends[series];
	size_t least = (size_t)setting_int("costs_least_years");

	if (series != SERIES_events && !found->has_prices)
		return str_of(_("Without a price index nothing is said of a trend."));
	if (!costs_is_told(found, series))
		return str_of(_("Some years have so few that they are not shown, so nothing is said of a trend."));
	if (trend->finding == TREND_known)
		return known_words(arena, found, trend);
	if (found->used < least)
		return short_words(arena, found, trend->finding == TREND_too_short ? trend->least_seen
			: found->least_by_chance[series]);
	return str_of(_("There is too little to say anything of a trend."));
}

/* ---- The largest -------------------------------------------------------------------------------- */

struct str costs_tail_words(struct arena *arena, const struct costs_found *found)
{
	struct str years = setting_text("costs_return_years");

	if (!found->has_prices)
		return str_of(_("Without a price index it is not told how large a loss can become."));
	if (found->tail.finding == TAIL_too_few)
		return arena_print(arena, _("How large a loss can become cannot be told: it takes %.*s events that cost more than most, and there are %lld."),
			STR(setting_text("costs_tail_least")), (long long)found->tail.excesses);
	if (found->tail.finding == TAIL_unfitted || !isfinite(found->value))
		return str_of(_("How large a loss can become cannot be told: the large ones follow no known pattern."));
	return arena_print(arena, _("Once in %.*s years a loss is larger than %.*s. %.*s"), STR(years),
		STR(kronor_between(arena, found->value, found->limits.low, found->limits.high)),
		STR(isfinite(found->mean_beyond)
		? arena_print(arena, _("Those that are larger cost %.*s on average."), STR(costs_kronor(arena, found->mean_beyond)))
		: str_of(_("Large losses may be so uneven that there is no mean, so none is told."))));
}
