/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/calibration.c - what a unit said was likely, beside what then happened.
 *
 * An analysis has had its year when twelve months have passed since it was submitted.  One
 * year says nothing of what is rare: from which chance on a risk is judged, and how many it
 * takes, are settings.  It is shown to those who write for the unit and to nobody else, and
 * units are never put beside each other.  What was said and what was counted together are
 * offered when the risk is assessed next; a person decides.
 */
#include "modules/risks/views.h"

#include "base/json.h"
#include "kit/setting.h"
#include "modules/risks/views.html.h"

#include <math.h>

enum { MONTHS = 12, MOST_YEARS = 30, MOST_DECIMALS = 6 };
static const double edges[] = { 0.1, 0.3, 0.5, 0.7, 0.9, 1 };
static const double LEVEL = 0.9, SURPRISE = 0.02;

struct calibration_limits risks_limits(void)
{
	struct calibration_limits limits = { .least_chance = 0.1, .level = LEVEL, .edges = edges,
		.edges_count = COUNT(edges) };
	int64_t least = setting_int("rsa_judged_least");

	str_to_real(setting_text("rsa_judged_chance"), &limits.least_chance);
	limits.least_count = least > 0 ? (size_t)least : 1;
	return limits;
}

double risks_reported_share(void)
{
	double share = 1;

	return str_to_real(setting_text("rsa_reported_share"), &share) && share > 0 && share < 1 ? share : 1;
}

/* ---- One risk, one year ------------------------------------------------------------------------- */

static struct frequency_found joined(const struct said *said, int64_t events)
{
	struct frequency_ask ask = { .said = { estimate_quantile(said->times, 0.05),
		estimate_quantile(said->times, 0.95) }, .seen = { events, 1, risks_reported_share() },
		.level = LEVEL, .surprise = SURPRISE };

	return frequency_ask_is_fine(&ask) ? frequency_update(&ask) : (struct frequency_found){ 0 };
}

struct analysed {                       /* what an analysis said of all its risks */
	const struct rsa *rsa;
	const struct scales *scales;
	struct risk_revision_list now;
	struct risk_type_list types;
};

static struct analysed analysed_of(struct view *view, const struct rsa *rsa)
{
	return (struct analysed){ .rsa = rsa, .scales = scales_of(view, rsa->method_id),
		.now = revisions_of(view, rsa->id), .types = risk_types_of_rsa(view, rsa->id) };
}

static bool year_of(struct view *view, const struct analysed *analysed, const struct risk *risk,
                    struct judged_year *year)
{
	struct date from = instant_date(analysed->rsa->submitted_at);
	struct event_ask ask = risk_event_ask(view, risk, date_add_days(from, 1),
		date_add_months(from, MONTHS));

	*year = (struct judged_year){ .risk = risk, .year = analysed->rsa->year,
		.said = said_of(revision_find(&analysed->now, risk->id), analysed->scales) };
	ask.types = types_find(view_arena(view), &analysed->types, risk->id);
	if (!ask.types.len || !year->said.is_known)
		return false;
	ask.without_restricted = true;
	year->chance = chance_within((struct opinion){ &year->said.times, 1 }, 1);
	year->events = events_total(view, &ask);
	year->is_judged = year->chance >= risks_limits().least_chance;
	year->found = joined(&year->said, year->events);
	year->link = events_link(view_arena(view), &ask, "", S(""));
	return true;
}

static bool has_had_its_year(const struct rsa *rsa)
{
	return rsa_is_locked(rsa->state) && rsa->submitted_at.seconds
		&& date_compare(date_add_months(instant_date(rsa->submitted_at), MONTHS), date_today()) <= 0;
}

/* The newest version of each year that has been handed in. */
static size_t rsas_judged(struct view *view, int64_t unit_id, const struct rsa *at[MOST_YEARS])
{
	struct rsa_list all = rsas_of_unit(view, unit_id);
	size_t count = 0;

	for (size_t i = 0; i < all.count && count < MOST_YEARS; i++)
		if (has_had_its_year(&all.at[i]) && (!count || at[count - 1]->year != all.at[i].year))
			at[count++] = &all.at[i];
	return count;
}

struct judged_year_list judged_years(struct view *view, int64_t unit_id)
{
	const struct rsa *rsas[MOST_YEARS];
	size_t count = rsas_judged(view, unit_id, rsas), most = 0;
	struct risk_list risks[MOST_YEARS];
	struct judged_year_list list = { 0 };

	for (size_t i = 0; i < count; i++) {
		risks[i] = risks_of(view, rsas[i]->id);
		most += risks[i].count;
	}
	list.at = arena_array(view_arena(view), struct judged_year, most + 1);
	for (size_t i = 0; i < count; i++) {
		struct analysed analysed = analysed_of(view, rsas[i]);

		for (size_t k = 0; k < risks[i].count; k++)
			list.count += year_of(view, &analysed, &risks[i].at[k], &list.at[list.count]);
	}
	return list;
}

struct calibration judged_calibration(struct arena *arena, const struct judged_year_list *years,
                                      const struct calibration_limits *limits)
{
	struct forecast *forecasts = arena_array(arena, struct forecast, years->count + 1);

	for (size_t i = 0; i < years->count; i++)
		forecasts[i] = (struct forecast){ .chance = years->at[i].chance,
			.has_happened = years->at[i].events > 0, .group = -1 };
	return calibrate(arena, forecasts, years->count, limits);
}

bool risk_prior(struct view *view, const struct risk *risk, struct judged_year *found)
{
	const struct risk *before = risk_before(view, risk);
	const struct rsa *rsa = before ? rsa_of_id(view, before->rsa_id) : NULL;
	struct analysed analysed;

	if (!rsa || !has_had_its_year(rsa))
		return false;
	analysed = analysed_of(view, rsa);
	return year_of(view, &analysed, before, found) && found->found.after.mean > 0;
}

struct str times_words(struct arena *arena, double times)
{
	int decimals = 0;
	double scale = 1;

	if (times <= 0 || !isfinite(times))
		return S("0");
	while (times * scale < 9.95 && decimals < MOST_DECIMALS) {
		scale *= 10;
		decimals++;
	}
	while (decimals && fmod(floor(times * scale + 0.5), 10) < 0.5) {        /* no noughts at the end */
		scale /= 10;
		decimals--;
	}
	return tongue_real(arena, times, decimals);
}

/* ---- Shown ----------------------------------------------------------------------------------------- */

static void year_json(struct json_out *json, const struct judged_year *year)
{
	json_object_begin(json, NULL);
	json_str(json, "number", year->risk->number);
	json_int(json, "year", year->year);
	json_number(json, "chance", floor(year->chance * 100 + 0.5) / 100);
	json_int(json, "events", year->events);
	json_bool(json, "is_judged", year->is_judged);
	json_object_finish(json);
}

static struct reply calibration_json(struct request *request, const struct unit *unit,
                                     const struct judged_year_list *years, const struct calibration *found)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_str(&json, "unit", unit->code);
	json_int(&json, "judged", (int64_t)found->count);
	json_int(&json, "missing", (int64_t)found->missing);
	if (!found->missing) {
		json_number(&json, "brier", found->brier);
		json_number(&json, "brier_low", found->brier_low);
		json_number(&json, "brier_high", found->brier_high);
	}
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < years->count; i++)
		year_json(&json, &years->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply calibration_show(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct calibration_limits limits = risks_limits();
	struct judged_year_list years;
	struct calibration found;
	struct out *out;

	if (!unit || !risks_may(view, MAY_risks_write, unit->id))
		return reply_not_found(request);
	years = judged_years(view, unit->id);
	found = judged_calibration(request->arena, &years, &limits);
	if (request_wants_json(request))
		return calibration_json(request, unit, &years, &found);
	out = page_begin(request, view, _("What was said and what happened"));
	calibration_page(out, unit, &years, &found, &limits);
	return page_end(request, 200);
}
