/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/estimate.c - the share of each source with an event: page, JSON, report. */
#include "modules/reporting/estimate.h"
#include "modules/reporting/estimate.html.h"
#include "modules/reporting/ladders.h"
#include "modules/reporting/three.h"

#include "formats/chart_waterfall.h"
#include "kit/grid.h"
#include "kit/reference.h"

#include <math.h>

/* One source of the unit. */
struct estimate_of {
	const struct source *source;
	struct link_quality quality;
	struct matched_list list;       /* ripe ones */
	struct matched_share *shares;
	int64_t waits;
	struct year_change change;
};
struct estimates { size_t count; struct estimate_of *at; };

/* ---- Put together ---------------------------------------------------------------------- */

/* Small numbers are for who may open the rows. */
static bool is_small(bool may_rows, int64_t rows, int64_t linked)
{
	int64_t least = setting_int("small_cells_below");

	return !may_rows && (rows < least || (linked > 0 && linked < least)
		|| (rows > linked && rows - linked < least));
}

static void shares_fill(struct view *view, struct estimate_of *one, bool may_rows)
{
	double level = reporting_percent("reporting_level_percent");

	one->shares = arena_array(view_arena(view), struct matched_share, one->list.count + 1);
	for (size_t i = 0; i < one->list.count; i++) {
		const struct matched *counts = &one->list.at[i];

		one->shares[i] = matched_share_of(counts, &one->quality, level,
			reporting_percent("reporting_dependence_least_percent"),
			reporting_percent("reporting_dependence_most_percent"));
		one->shares[i].is_hidden = is_small(may_rows, counts->rows, counts->linked);
		one->waits += counts->waits;
	}
	one->change = year_change_of(view_arena(view), &one->list, level,
		1 + reporting_percent("reporting_share_margin_percent"));
	one->change.is_hidden = is_small(may_rows, one->change.before.rows, one->change.before.linked)
		|| is_small(may_rows, one->change.after.rows, one->change.after.linked);
}

static struct matched_list ripe_of(struct view *view, const struct matched_list *all, int64_t source_id)
{
	struct matched_list list = { 0, arena_array(view_arena(view), struct matched, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].source_id == source_id && tertial_is_ripe(all->at[i].tertial, date_today(),
		    setting_int("reporting_follow_up_days")))
			list.at[list.count++] = all->at[i];
	return list;
}

static struct estimates estimates_of(struct view *view, int64_t unit_id)
{
	struct source_list sources = sources_all(view);
	struct matched_list all = matched_of(view, unit_id);
	bool may_rows = row_unit_is_mine(view, unit_id);
	struct estimates found = { 0, arena_array(view_arena(view), struct estimate_of, sources.count + 1) };

	for (size_t i = 0; i < sources.count; i++) {
		struct estimate_of one = { .source = &sources.at[i],
			.list = ripe_of(view, &all, sources.at[i].id) };

		if (!one.list.count)
			continue;
		one.quality = link_quality_of(view, one.source->id);
		shares_fill(view, &one, may_rows);
		found.at[found.count++] = one;
	}
	return found;
}

/* ---- Worse, or better reported? ------------------------------------------------------------ */

static struct spread spread_of(const struct matched *counts, const struct link_quality *quality)
{
	struct matched_share share = matched_share_of(counts, quality,
		reporting_percent("reporting_level_percent"), 1, 1);

	return (struct spread){ fmax(share.low, 1e-6), fmax(share.share, 1e-6), fmax(share.high, 1e-6) };
}

/* Events of the whole year and the one before, as far as both have ripe four months. */
static bool split_of(struct view *view, const struct estimate_of *one, int64_t unit_id,
                     struct change_split *split, struct reporting_numbers numbers[2])
{
	struct change_split_ask ask = { .level = reporting_percent("reporting_level_percent"), .draws = 4000,
		.seed = 1 };
	struct date to = { 0 };

	for (size_t i = 0; i < one->list.count; i++)
		to = tertial_end(one->list.at[i].tertial);
	for (int k = 0; k < 2; k++) {
		struct date last = { to.year - 1 + k, to.month, to.day };

		numbers[k] = reporting_numbers_of(view, unit_id, (struct date){ last.year, 1, 1 }, last);
	}
	ask.before = (struct reported){ (double)numbers[0].events, (double)numbers[0].employees,
		spread_of(&one->change.before, &one->quality) };
	ask.after = (struct reported){ (double)numbers[1].events, (double)numbers[1].employees,
		spread_of(&one->change.after, &one->quality) };
	if (!change_split_ask_is_fine(&ask))
		return false;
	*split = change_split(&ask);
	return split->is_known;
}

/* ---- The page ---------------------------------------------------------------------------------- */

static struct str band_words(struct arena *arena, const struct matched_share *share)
{
	if (isnan(share->if_less) || isnan(share->if_more))
		return str_of("–");
	return arena_print(arena, "%.*s–%.*s", STR(tongue_real(arena, 100 * fmin(share->if_less, share->if_more), 0)),
		STR(reporting_share_words(arena, fmax(share->if_less, share->if_more))));
}

static struct str number_words(struct arena *arena, const struct captured *captured)
{
	switch (captured->finding) {
	case CAPTURE_known:
		return arena_print(arena, "%.*s (%.*s–%.*s)", STR(tongue_real(arena, captured->chapman, 0)),
			STR(tongue_real(arena, captured->sadinle_low, 0)), STR(tongue_real(arena, captured->sadinle_high, 0)));
	case CAPTURE_at_least:
		return arena_print(arena, _("at least %lld"), (long long)captured->sadinle_low);
	case CAPTURE_all_seen:
		return tongue_real(arena, captured->chapman, 0);
	case CAPTURE_nothing:
		break;
	}
	return str_of("–");
}

static const char *const change_said[] = {
	[VERDICT_cannot_tell] = N_("Whether the share changes cannot be said."),
	[VERDICT_increase] = N_("The share rises."),
	[VERDICT_decrease] = N_("The share falls."),
	[VERDICT_unchanged] = N_("The share is unchanged."),
	[VERDICT_marginal] = N_("The share changes so little that it does not matter."),
};

static struct str change_words(struct arena *arena, const struct year_change *change)
{
	double before = (double)change->before.linked / (double)change->before.rows;
	double after = (double)change->after.linked / (double)change->after.rows;

	return arena_print(arena, _("%d beside %d: %.*s against %.*s, odds ratio %.*s."), change->year,
		change->year - 1, STR(reporting_share_words(arena, after)), STR(reporting_share_words(arena, before)),
		STR(change->odds.is_known && isfinite(change->odds.high) ? arena_print(arena, "%.*s (%.*s–%.*s)",
			STR(tongue_real(arena, change->odds.ratio, 2)), STR(tongue_real(arena, change->odds.low, 2)),
			STR(tongue_real(arena, change->odds.high, 2))) : str_of("–")));
}

/* "More reports: worse, or better reported?" as bars from one year to the next. */
static void split_draw(struct out *out, const struct estimate_of *one, const struct change_split *split,
                       const struct reporting_numbers numbers[2])
{
	const struct change_part *parts[] = { &split->exposure, &split->rate, &split->share };
	const char *const labels[] = { _("How many work here"), _("How much happens"), _("How much of it is reported") };
	struct waterfall_part drawn[COUNT(parts)];
	struct chart_waterfall chart = { .count = COUNT(parts), .parts = drawn,
		.before = (double)numbers[0].events, .after = (double)numbers[1].events,
		.before_label = arena_print(out->arena, "%d", one->change.year - 1),
		.after_label = arena_print(out->arena, "%d", one->change.year), .unit = str_of(_("reports")),
		.about = { .id = str_z(out->arena, arena_print(out->arena, "split-%lld", (long long)one->source->id)),
			.title = str_of(_("Worse, or better reported?")),
			.finding = str_of(_("The change in reports, as far as it goes with each of the three.")),
			.caveat = str_of(_("It rests on the share of this source alone, and on the employees of today.")),
			.heading = str_of(_("Part of the change")) } };

	for (size_t i = 0; i < COUNT(parts); i++)
		drawn[i] = (struct waterfall_part){ .label = str_of(labels[i]), .effect = parts[i]->effect,
			.low = parts[i]->low, .high = parts[i]->high };
	diagram_show(out, waterfall_diagram(&chart));
}

static void split_show(struct out *out, struct view *view, const struct estimate_of *one, int64_t unit_id)
{
	struct reporting_numbers numbers[2];
	struct change_split split;

	if (!split_of(view, one, unit_id, &split, numbers) || reporting_are_small(view, unit_id, numbers))
		return;
	split_draw(out, one, &split, numbers);
}

static void one_show(struct out *out, struct view *view, const struct estimate_of *one, int64_t unit_id)
{
	const struct year_change *change = &one->change;

	estimate_begin(out, one->source, &one->quality, one->waits);
	for (size_t i = 0; i < one->list.count; i++) {
		const struct matched_share *share = &one->shares[i];

		estimate_row(out, share, share_limits_words(out->arena, share->share, share->low, share->high),
			band_words(out->arena, share), number_words(out->arena, &share->captured));
	}
	estimate_end(out);
	if (change->is_hidden || !change->is_known)
		estimate_unsaid(out, change->is_hidden);
	else
		estimate_change(out, change, _(change_said[change->verdict]), change_words(out->arena, change));
	if (change->is_known && !change->is_hidden)
		split_show(out, view, one, unit_id);
}

static void one_json(struct json_out *json, const struct estimate_of *one)
{
	json_object_begin(json, NULL);
	json_str(json, "source", one->source->name);
	json_str(json, "kind", one->source->kind);
	json_str(json, "weights", one->quality.finding);
	json_list_begin(json, "shares");
	for (size_t i = 0; i < one->list.count; i++) {
		const struct matched_share *share = &one->shares[i];

		json_object_begin(json, NULL);
		json_str(json, "tertial", share->counts->tertial);
		json_bool(json, "is_hidden", share->is_hidden);
		if (!share->is_hidden) {
			json_int(json, "rows", share->counts->rows);
			json_int(json, "with_event", share->counts->linked);
			json_number(json, "at_most", share->share);
			json_number(json, "low", share->low);
			json_number(json, "high", share->high);
			json_bool(json, "is_corrected", share->is_corrected);
			json_number(json, "if_less_dependent", share->if_less);
			json_number(json, "if_more_dependent", share->if_more);
			json_number(json, "all_chapman", share->captured.chapman);
		}
		json_object_finish(json);
	}
	json_list_finish(json);
	json_str(json, "year_verdict", str_of(one->change.is_known && !one->change.is_hidden
		? verdict_name(one->change.verdict) : "cannot_tell"));
	json_object_finish(json);
}

static struct reply estimates_json(struct request *request, struct view *view, const struct unit *unit,
                                   const struct estimates *found)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", unit->code);
	json_list_begin(&json, "sources");
	for (size_t i = 0; i < found->count; i++)
		one_json(&json, &found->at[i]);
	json_list_finish(&json);
	if (unit_has_no_parent(view, unit->id))
		three_json(&json, view);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static const struct unit *unit_asked(struct request *request, struct view *view)
{
	struct str text = str_trim(request_query(request, "unit"));
	int64_t id = text.len ? reference_find(view, "unit", text) : estimate_unit_first(view);

	return id && estimate_may_unit(view, id) ? unit_get(view, id) : NULL;
}

struct reply estimate_page(struct request *request, struct view *view)
{
	const struct unit *unit = unit_asked(request, view);
	struct option_list units;
	struct estimates found;
	struct out *out;

	if (!unit)
		return reply_not_found(request);
	found = estimates_of(view, unit->id);
	if (request_wants_json(request))
		return estimates_json(request, view, unit, &found);
	units = estimate_unit_options(view);
	out = page_begin(request, view, _("Share with an event"));
	reporting_head(out, _("Of what others know, which share is reported?"), unit_words(unit));
	reporting_tabs(out, request, S(""), "/reporting/share");
	estimate_head(out, request, &units, unit->id, setting_int("reporting_follow_up_days"), found.count);
	for (size_t i = 0; i < found.count; i++)
		one_show(out, view, &found.at[i], unit->id);
	if (unit_has_no_parent(view, unit->id))
		three_show(out, view);
	estimate_foot(out, unit->code);
	return page_end(request, 200);
}

/* ---- The report ---------------------------------------------------------------------------------- */

static void share_put(struct value *row, const struct estimate_of *one, const struct matched_share *share)
{
	double numbers[] = { share->share, share->low, share->high, share->if_less, share->if_more };

	row[0] = value_text(one->source->name);
	row[1] = value_text(share->counts->tertial);
	for (size_t i = 2; i < 9; i++)
		row[i] = value_null();
	if (share->is_hidden)
		return;
	row[2] = value_int(share->counts->rows);
	row[3] = value_int(share->counts->linked);
	for (size_t i = 0; i < COUNT(numbers); i++)
		row[4 + i] = reporting_cell(numbers[i]);
}

struct grid estimate_run(struct view *view, const struct report_ask *report)
{
	static const char *const names[] = { N_("Source"), N_("Four months"), N_("Rows"), N_("With an event"),
		N_("Share, at most"), N_("Lower limit"), N_("Upper limit"),
		N_("Share if a row has an event less often"), N_("Share if a row has an event more often") };
	int64_t unit_id = report->unit_id ? report->unit_id : estimate_unit_first(view);
	struct estimates found = { 0, NULL };
	struct grid grid;
	size_t rows = 0;

	if (unit_id && estimate_may_unit(view, unit_id))
		found = estimates_of(view, unit_id);
	for (size_t i = 0; i < found.count; i++)
		rows += found.at[i].list.count;
	grid = grid_make(view_arena(view), COUNT(names), rows, names);
	for (size_t i = 0; i < found.count; i++)
		for (size_t k = 0; k < found.at[i].list.count; k++)
			share_put(grid_row(&grid), &found.at[i], &found.at[i].shares[k]);
	return grid;
}
