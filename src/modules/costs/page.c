/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/page.c - what damage costs: page, JSON, report. */
#include "modules/costs/inside.h"
#include "modules/costs/pages.html.h"

#include "formats/diagram.h"
#include "kit/grid.h"
#include "modules/reporting/reporting.h"

#include <math.h>

enum { JSON_LONGEST = 1 << 20 };

/* ---- Rows ---------------------------------------------------------------------------------- */

static struct str share_words(struct arena *arena, double part, double whole)
{
	return whole > 0 ? arena_print(arena, "%.*s %%", STR(tongue_real(arena, 100 * part / whole, 0))) : S("–");
}

/* Of those who may not open the rows, only what several events make up together. */
static void guarded_put(struct arena *arena, const struct costs_topic *topic, const struct costs_year *year,
                        struct cost_cells *cells)
{
	cells->largest = cells->final = cells->claimed = S("–");
	if (year->is_large_hidden) {
		cells->large = arena_print(arena, "<%lld", (long long)setting_int("small_cells_below"));
		cells->total = S("–");
		return;
	}
	cells->large = tongue_number(arena, year->sums.large);
	cells->total = costs_thousands(arena, year->sums.real);
	if (!topic->may_count)
		return;
	cells->total = arena_print(arena, "%.*s ± %.*s", STR(cells->total),
		STR(costs_thousands(arena, year->sums.real_error)));
	cells->largest = share_words(arena, year->sums.largest_share, 1);
	cells->final = share_words(arena, year->final, year->sums.real);
	cells->claimed = share_words(arena, year->claimed, year->sums.real);
}

/* Employees of today: of a year that goes on there is no rate. */
static struct str rate_words(struct arena *arena, const struct costs_year *year, int64_t employees)
{
	if (!employees || year->state == YEAR_goes_on)
		return S("–");
	return tongue_real(arena, 1000 * (double)year->sums.count / (double)employees, 1);
}

static struct cost_cells cells_of(struct view *view, const struct costs_topic *topic, const struct costs_found *found,
                                  size_t i, int64_t employees)
{
	struct arena *arena = view_arena(view);
	const struct costs_year *year = &found->years[i];
	struct cost_cells cells = { .year = arena_print(arena, "%d", year->sums.year), .state = year->state,
		.is_hidden = year->is_hidden };

	if (year->is_hidden)
		return cells;
	cells.events = tongue_number(arena, year->sums.count);
	cells.rate = rate_words(arena, year, employees);
	cells.capped = costs_thousands(arena, year->sums.capped);
	cells.known = isnan(year->developed) || found->has_hidden ? S("–") : share_words(arena, fmin(1, year->developed), 1);
	cells.link = costs_link(view, topic, year, 0);
	cells.large_link = costs_link(view, topic, year, found->cap);
	guarded_put(arena, topic, year, &cells);
	return cells;
}

/* ---- The page ------------------------------------------------------------------------------- */

static struct str chance_words(struct arena *arena, const struct costs_found *found)
{
	const struct trend *trend = &found->trends[SERIES_capped];

	if (!costs_is_told(found, SERIES_capped) || trend->finding != TREND_known)
		return S("");
	return arena_print(arena, _("That the capped cost falls is %.*s %% likely."),
		STR(tongue_real(arena, 100 * trend->chance_of_decrease, 0)));
}

static void series_show(struct out *out, const struct costs_found *found)
{
	costs_said_begin(out);
	for (int i = 0; i < SERIES_COUNT; i++) {
		const struct trend *trend = &found->trends[i];
		bool is_known = costs_is_told(found, (enum costs_series)i) && trend->finding == TREND_known;

		costs_said(out, _(costs_series_words[i]), is_known ? trend->verdict : VERDICT_cannot_tell,
			costs_finding(out->arena, found, (enum costs_series)i));
	}
	costs_said_end(out, chance_words(out->arena, found));
}

/* Is there anything to draw for this reader? */
static bool has_drawing(const struct costs_found *found)
{
	for (size_t i = 0; i < found->count; i++)
		if (!found->years[i].is_hidden && found->years[i].sums.count)
			return true;
	return false;
}

static void found_show(struct out *out, struct view *view, const struct costs_topic *topic, const struct costs_found *found)
{
	int64_t employees = costs_employees(view, topic->unit->id);

	costs_basis(out, costs_prices_words(out->arena, topic, found), costs_cap_words(out->arena, found));
	series_show(out, found);
	if (has_drawing(found))
		diagram_show(out, costs_diagram(view, topic, found, SERIES_capped));
	costs_table_begin(out);
	for (size_t i = found->count; i > 0; i--) {
		struct cost_cells cells = cells_of(view, topic, found, i - 1, employees);

		costs_row(out, &cells);
	}
	costs_table_end(out);
	if (has_drawing(found))
		diagram_show(out, costs_diagram(view, topic, found, SERIES_events));
	costs_tail(out, topic->may_count ? costs_tail_words(out->arena, found)
		: str_of(_("How large a loss can become is told to those who may open the events.")));
}

/* ---- JSON ----------------------------------------------------------------------------------------- */

static void year_json(struct json_out *json, const struct costs_topic *topic, const struct costs_found *found,
                      const struct costs_year *year)
{
	bool is_open = topic->may_count;

	json_object_begin(json, NULL);
	json_int(json, "year", year->sums.year);
	json_str(json, "state", str_of(year_state_names[year->state]));
	json_bool(json, "is_hidden", year->is_hidden);
	if (!year->is_hidden) {
		json_int(json, "events", year->sums.count);
		json_number(json, "capped", year->sums.capped);
		json_number(json, "known_share", found->has_hidden ? NAN : year->developed);
		json_number(json, "capped_when_settled", found->has_hidden ? NAN : year->settled);
		json_number(json, "capped_when_settled_low", found->has_hidden ? NAN : year->settled_low);
		json_number(json, "capped_when_settled_high", found->has_hidden ? NAN : year->settled_high);
		json_number(json, "large", year->is_large_hidden ? NAN : (double)year->sums.large);
		json_number(json, "total", year->is_large_hidden ? NAN : year->sums.real);
		json_number(json, "total_error", is_open ? year->sums.real_error : NAN);
		json_number(json, "largest_share", is_open ? year->sums.largest_share : NAN);
		json_number(json, "final", is_open ? year->final : NAN);
		json_number(json, "with_claim_number", is_open ? year->claimed : NAN);
		json_number(json, "in_prices_of_the_day", year->is_large_hidden ? NAN : year->sums.nominal);
	}
	json_object_finish(json);
}

static void series_json(struct json_out *json, const struct costs_found *found, enum costs_series series)
{
	static const char *const findings[] = { [TREND_known] = "known", [TREND_too_short] = "too_short",
		[TREND_nothing] = "nothing" };
	const struct trend *trend = &found->trends[series];
	bool is_told = costs_is_told(found, series), is_known = is_told && trend->finding == TREND_known;

	json_object_begin(json, NULL);
	json_str(json, "series", str_of(costs_series_names[series]));
	json_str(json, "finding", str_of(is_told ? findings[trend->finding] : "not_told"));
	json_str(json, "verdict", str_of(verdict_name(is_known ? trend->verdict : VERDICT_cannot_tell)));
	json_number(json, "ratio_a_year", is_known ? trend->ratio : NAN);
	json_number(json, "ratio_low", is_known ? trend->ratio_low : NAN);
	json_number(json, "ratio_high", is_known ? trend->ratio_high : NAN);
	json_number(json, "chance_of_decrease", is_known ? trend->chance_of_decrease : NAN);
	json_number(json, "least_change_seen", !is_told ? NAN
		: trend->finding != TREND_nothing ? trend->least_seen : found->least_by_chance[series]);
	json_object_finish(json);
}

static void tail_json(struct json_out *json, const struct costs_topic *topic, const struct costs_found *found)
{
	bool is_told = topic->may_count && found->has_prices && isfinite(found->value);

	json_object_begin(json, "largest");
	json_int(json, "once_in_years", setting_int("costs_return_years"));
	json_number(json, "value", is_told ? found->value : NAN);
	json_number(json, "low", is_told ? found->limits.low : NAN);
	json_number(json, "high", is_told ? found->limits.high : NAN);
	json_number(json, "mean_beyond", is_told ? found->mean_beyond : NAN);
	json_object_finish(json);
}

static struct reply costs_json(struct request *request, struct view *view, const struct costs_topic *topic, const struct costs_found *found)
{
	static const char *const caps[] = { [CAP_none] = "none", [CAP_decided] = "decided", [CAP_usual] = "usual",
		[CAP_without_index] = "without_index" };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", topic->unit->code);
	json_date(&json, "known", topic->known);
	json_instant(&json, "as_of", found->as_of);
	json_str(&json, "index", topic->index_name);
	json_int(&json, "prices_of", found->base);
	json_str(&json, "cap_kind", str_of(caps[found->cap_kind]));
	json_number(&json, "cap", isfinite(found->cap) ? found->cap : NAN);
	json_list_begin(&json, "years");
	for (size_t i = 0; i < found->count; i++)
		year_json(&json, topic, found, &found->years[i]);
	json_list_finish(&json);
	json_list_begin(&json, "trends");
	for (int i = 0; i < SERIES_COUNT; i++)
		series_json(&json, found, (enum costs_series)i);
	json_list_finish(&json);
	tail_json(&json, topic, found);
	claims_json(&json, view, topic);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply costs_page(struct request *request, struct view *view)
{
	struct costs_topic topic;
	struct costs_found found;
	struct cost_names names;
	struct option_list units;
	struct reply problem;
	struct out *out;

	if (!costs_asked(request, view, &topic, &problem))
		return problem;
	found = costs_of(view, &topic);
	if (request_wants_json(request))
		return costs_json(request, view, &topic, &found);
	units = reporting_unit_options(view);
	names = cost_index_names(view);
	out = page_begin(request, view, _("Damage costs"));
	costs_head(out, _("What does damage cost?"), arena_print(request->arena, _("%.*s · as known on %.*s"),
		STR(unit_words(topic.unit)), STR(tongue_date(request->arena, topic.known))));
	costs_tabs(out, request, "/costs");
	costs_asking(out, &topic, &units, &names);
	kept_show(out, found.as_of, arena_print(request->arena, "/costs%.*s&fresh=yes", STR(topic.query)));
	if (found.count)
		found_show(out, view, &topic, &found);
	claims_show(out, view, &topic);
	costs_foot(out, topic.unit->code, &found);
	return page_end(request, 200);
}

/* ---- The report ------------------------------------------------------------------------------------ */

static struct value real_cell(double number)
{
	return isfinite(number) ? value_real(number) : value_null();
}

static void row_put(struct value *row, const struct costs_topic *topic, const struct costs_found *found,
                    const struct costs_year *year)
{
	const double numbers[] = { year->sums.capped, found->has_hidden ? NAN : year->developed,
		found->has_hidden ? NAN : year->settled, year->is_large_hidden ? NAN : (double)year->sums.large,
		year->is_large_hidden ? NAN : year->sums.real, topic->may_count ? year->sums.real_error : NAN,
		topic->may_count ? year->sums.largest_share : NAN };

	row[0] = value_int(year->sums.year);
	row[1] = year->is_hidden ? value_z(_("So few that they are not shown.")) : value_int(year->sums.count);
	for (size_t i = 0; i < COUNT(numbers); i++)
		row[2 + i] = year->is_hidden ? value_null() : real_cell(numbers[i]);
	row[9] = value_int(found->base);
	row[10] = value_z(_(year_state_words[year->state]));
}

struct grid costs_run(struct view *view, const struct report_ask *report)
{
	static const char *const names[] = { N_("Year"), N_("Events with a cost"), N_("Capped cost, kronor"),
		N_("Share of it that is known"), N_("Capped cost when settled, kronor"), N_("Large losses"),
		N_("Whole cost, kronor"), N_("Error of chance, kronor"), N_("Share of the largest"),
		N_("Prices of the year"), N_("State of the year") };
	const struct costs_topic *topic = costs_report_topic(view, report->unit_id);
	struct costs_found found = { 0 };
	struct grid grid;

	if (topic)
		found = costs_of(view, topic);
	grid = grid_make(view_arena(view), COUNT(names), found.count, names);
	for (size_t i = 0; i < found.count; i++)
		row_put(grid_row(&grid), topic, &found, &found.years[i]);
	return grid;
}
