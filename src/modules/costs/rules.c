/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/rules.c - the four series of a unit, what can be said of them, and to whom. */
#include "modules/costs/inside.h"

#include <math.h>

const char *const year_state_names[] = {
	[YEAR_used] = "settled",
	[YEAR_goes_on] = "goes_on",
	[YEAR_unsettled] = "not_settled",
	[YEAR_without_index] = "without_index",
	[YEAR_not_comparable] = "not_comparable",
};
const char *const year_state_words[] = {
	[YEAR_used] = N_("settled"),
	[YEAR_goes_on] = N_("goes on"),
	[YEAR_unsettled] = N_("not settled"),
	[YEAR_without_index] = N_("no index for the year"),
	[YEAR_not_comparable] = N_("cannot be compared"),
};
const char *const costs_series_names[] = { "events", "capped", "large" };
const char *const costs_series_words[] = {
	[SERIES_events] = N_("Number of events with a cost"),
	[SERIES_capped] = N_("Capped cost"),
	[SERIES_large] = N_("Number of large losses"),
};

/* What the rules have in hand while they work. */
struct finding {
	struct arena *arena;
	const struct costs_question *question;
	struct known_costs known;
	int32_t first, last;
	const struct year_price *prices;        /* of first to last */
	struct costs_ask ask;
	struct costs_found found;
};

/* ---- Prices and the cap ------------------------------------------------------------------ */

/* Each year once, and the base year, which may be none of them. */
static void prices_lay(struct finding *finding)
{
	const struct cost_price_list *known = &finding->question->prices;
	struct price *prices = arena_array(finding->arena, struct price, (size_t)(finding->last - finding->first) + 2);
	size_t count = 0;

	finding->found.has_prices = known->count > 0;
	finding->found.base = price_base(known);
	finding->prices = year_prices(finding->arena, known, finding->first, finding->last);
	for (int32_t i = 0; finding->first + i <= finding->last; i++)
		prices[count++] = (struct price){ finding->prices[i].year, finding->prices[i].index };
	if (finding->found.base < finding->first || finding->found.base > finding->last)
		prices[count++] = (struct price){ finding->found.base, price_in(known, finding->found.base) };
	finding->ask.prices = prices;
	finding->ask.prices_count = known->count ? count : 0;
	finding->ask.base = finding->found.base;
}

/* From the prices of the decision to those of the base year; NAN: what was decided cannot be used. */
static double cap_rise(const struct costs_question *question)
{
	const struct cost_price_list *prices = &question->prices;

	if (!question->cap)
		return NAN;
	return prices->count ? price_in(prices, price_base(prices)) / price_in(prices, question->cap->base_year) : 1;
}

bool costs_cap_is_usual(const struct costs_question *question)
{
	return isnan(cap_rise(question));
}

struct costs_cap costs_cap_of(struct arena *arena, const struct costs_question *question)
{
	const struct cost_cap *cap = question->cap;
	double rise = cap_rise(question);
	double amount = !isnan(rise) ? (double)cap->amount * rise
		: question->is_cap_given ? question->usual_cap : costs_city_cap(arena, question);

	if (!(amount > 0))
		return (struct costs_cap){ CAP_none, INFINITY };
	return (struct costs_cap){ !isnan(rise) ? CAP_decided : cap ? CAP_without_index : CAP_usual, amount };
}

static void cap_find(struct finding *finding)
{
	struct costs_cap cap = costs_cap_of(finding->arena, finding->question);

	finding->found.cap_kind = cap.kind;
	finding->found.cap = finding->ask.cap = cap.amount;
}

/* ---- Years -------------------------------------------------------------------------------- */

static void claims_lay(struct finding *finding)
{
	struct claim *claims = arena_array(finding->arena, struct claim, finding->known.count + 1);

	for (size_t i = 0; i < finding->known.count; i++)
		claims[i] = (struct claim){ finding->known.at[i].year, finding->known.at[i].amount };
	finding->ask.claims = claims;
	finding->ask.claims_count = finding->known.count;
}

static void parts_add(struct finding *finding)
{
	double cap = finding->found.cap;

	for (size_t i = 0; i < finding->known.count; i++) {
		const struct known_cost *known = &finding->known.at[i];
		struct costs_year *year = &finding->found.years[known->year - finding->first];

		year->capped_error = hypot(year->capped_error, fmin(known->amount * year->factor, cap));
		year->final_count += known->is_final;
		year->claim_count += known->has_claim;
		year->final += known->is_final ? known->amount * year->factor : 0;
		year->claimed += known->has_claim ? known->amount * year->factor : 0;
	}
}

static void years_make(struct finding *finding)
{
	struct costs_found *found = &finding->found;
	struct cost_year *sums = arena_array(finding->arena, struct cost_year, COST_YEARS_MOST);
	size_t counted = costs_by_year(&finding->ask, sums);
	double base = price_in(&finding->question->prices, found->base);

	found->count = (size_t)(finding->last - finding->first) + 1;
	found->years = arena_array(finding->arena, struct costs_year, found->count);
	for (size_t i = 0; i < found->count; i++) {
		struct costs_year *year = &found->years[i];

		year->sums = i < counted ? sums[i] : (struct cost_year){ .year = finding->first + (int32_t)i };
		year->factor = found->has_prices ? base / finding->prices[i].index : 1;
		year->developed = NAN;
		year->settled = year->settled_low = year->settled_high = NAN;
		year->events_settled = year->events_low = year->events_high = NAN;
	}
	parts_add(finding);
}

static enum year_state state_of(const struct finding *finding, size_t i)
{
	const struct costs_settings *settings = &finding->question->settings;
	const struct costs_year *year = &finding->found.years[i];
	int64_t first = finding->question->cap ? finding->question->cap->first_year : 0;
	int32_t age = finding->last - year->sums.year;

	if (age <= 0)
		return YEAR_goes_on;
	if (finding->found.has_prices && finding->prices[i].is_borrowed)
		return YEAR_without_index;
	if (finding->found.is_development_known ? year->developed < settings->settled
	    : age <= (int32_t)settings->unsettled_years)
		return YEAR_unsettled;
	if (first ? year->sums.year < first : i == 0)
		return YEAR_not_comparable;
	return YEAR_used;
}

static bool is_small(const struct costs_question *question, int64_t count)
{
	return question->is_guarded && count > 0 && count < question->settings.small_below;
}

void costs_guard(const struct costs_question *question, struct costs_found *found)
{
	found->has_hidden = found->has_large_hidden = false;
	for (size_t i = 0; i < found->count; i++) {
		struct costs_year *year = &found->years[i];

		year->is_hidden = is_small(question, year->sums.count);
		year->is_large_hidden = is_small(question, year->sums.large);
		found->has_hidden |= year->is_hidden;
		found->has_large_hidden |= year->is_large_hidden;
	}
}

static void years_judge(struct finding *finding)
{
	struct costs_found *found = &finding->found;

	for (size_t i = 0; i < found->count; i++) {
		struct costs_year *year = &found->years[i];

		year->state = state_of(finding, i);
		if (year->state != YEAR_used)
			continue;
		found->used_from = found->used ? found->used_from : year->sums.year;
		found->used_to = year->sums.year;
		found->events_a_year += (double)year->sums.count;
		found->used++;
	}
	found->events_a_year = found->used ? found->events_a_year / (double)found->used : NAN;
}

/* ---- Trends and the largest ------------------------------------------------------------------ */

/* As the year is expected to be when all is known; large losses are taken to become known as the
 * cost does, for they are too few to say more. */
static double value_of(const struct costs_year *year, enum costs_series series)
{
	bool is_known = !isnan(year->developed);
	const double values[] = {
		[SERIES_events] = is_known ? year->events_settled : (double)year->sums.count,
		[SERIES_capped] = is_known ? year->settled : year->sums.capped,
		[SERIES_large] = (double)year->sums.large / (is_known ? fmin(1, year->developed) : 1),
	};

	return values[series];
}

static void trends_find(struct finding *finding)
{
	const struct costs_settings *settings = &finding->question->settings;
	struct costs_found *found = &finding->found;
	struct trend_point *points = arena_array(finding->arena, struct trend_point, found->count + 1);

	for (int series = 0; series < SERIES_COUNT; series++) {
		struct trend_settings how = { series == SERIES_capped ? TREND_costs : TREND_counts,
			settings->least_years, settings->level, settings->margin };
		size_t count = 0;

		for (size_t i = 0; i < found->count; i++)
			if (found->years[i].state == YEAR_used)
				points[count++] = (struct trend_point){ found->years[i].sums.year,
					value_of(&found->years[i], (enum costs_series)series) };
		found->trends[series] = trend_fit(points, count, &how);
	}
}

/* Of the logarithm; Poisson events: sqrt(sum x^2) / sum x. */
static double error_by_chance(const struct costs_year *year, enum costs_series series)
{
	switch (series) {
	case SERIES_events: return 1 / sqrt((double)year->sums.count);
	case SERIES_large: return 1 / sqrt((double)year->sums.large);
	default: return year->capped_error / year->sums.capped;
	}
}

static void chances_find(struct finding *finding)
{
	struct costs_found *found = &finding->found;
	struct trend_point *points = arena_array(finding->arena, struct trend_point, found->count + 1);
	double *errors = arena_array(finding->arena, double, found->count + 1);

	for (int series = 0; series < SERIES_COUNT; series++) {
		size_t count = 0;

		for (size_t i = 0; i < found->count; i++) {
			double error = error_by_chance(&found->years[i], (enum costs_series)series);

			if (found->years[i].state != YEAR_used || !isfinite(error))
				continue;
			points[count].year = found->years[i].sums.year;
			errors[count++] = error;
		}
		found->least_by_chance[series] = trend_least_by_chance(points, errors, count);
	}
}

bool costs_is_told(const struct costs_found *found, enum costs_series series)
{
	if (found->has_hidden || (series == SERIES_large && found->has_large_hidden))
		return false;
	return series == SERIES_events || found->has_prices;
}

static void tail_find(struct finding *finding)
{
	const struct costs_settings *settings = &finding->question->settings;
	struct costs_found *found = &finding->found;
	double *amounts = arena_array(finding->arena, double, finding->known.count + 1), p;
	struct tail_settings how = { 0, settings->tail_least, settings->level };
	size_t count = 0;

	for (size_t i = 0; i < finding->known.count; i++) {
		const struct costs_year *year = &found->years[finding->known.at[i].year - finding->first];

		if (year->state == YEAR_used)
			amounts[count++] = finding->known.at[i].amount * year->factor;
	}
	how.threshold = count ? costs_quantile(finding->arena, amounts, count, settings->tail_share) : 0;
	found->tail = tail_fit(amounts, count, &how);
	p = 1 - 1 / (settings->return_years * found->events_a_year);
	found->value = tail_value(&found->tail, p);
	found->limits = tail_value_limits(&found->tail, p, settings->level);
	found->mean_beyond = found->tail.finding == TAIL_known ? tail_mean_beyond(&found->tail, p) : NAN;
}

/* ---- All together ------------------------------------------------------------------------------ */

static void span_find(struct finding *finding)
{
	const struct known_costs *known = &finding->known;
	size_t kept = 0;

	finding->first = finding->last = finding->question->known.year;
	for (size_t i = 0; i < known->count; i++) {
		if (known->at[i].year < finding->question->first_year || known->at[i].year > finding->last)
			continue;
		finding->first = known->at[i].year < finding->first ? known->at[i].year : finding->first;
		finding->known.at[kept++] = known->at[i];
	}
	finding->known.count = kept;
}

struct costs_found costs_find(struct arena *arena, const struct costs_question *question)
{
	struct finding finding = { .arena = arena, .question = question,
		.known = costs_known(arena, &question->lines, question->known) };

	span_find(&finding);
	finding.found.has_prices = question->prices.count > 0;
	finding.found.base = price_base(&question->prices);
	finding.found.cap = INFINITY;
	if (!finding.known.count)
		return finding.found;
	claims_lay(&finding);
	prices_lay(&finding);
	cap_find(&finding);
	years_make(&finding);
	finding.found.is_development_known = costs_develop(question, &finding.found);
	years_judge(&finding);
	costs_guard(question, &finding.found);
	trends_find(&finding);
	chances_find(&finding);
	tail_find(&finding);
	return finding.found;
}
