/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/words.c - what an answer says, in whole sentences. */
#include "modules/hotspots/inside.h"

#include "modules/places/places.h"
#include "modules/units/units.h"

#include <math.h>

enum { PER_CENT = 100, YEARS_MOST = 1000, NAMES_BYTES = 1 << 16 };
static const double by_chance = 0.05;

struct str hotspot_times(struct arena *arena, double ratio)
{
	if (ratio < 0 || !isfinite(ratio))
		return S("");
	return tongue_real(arena, ratio, ratio >= 10 ? 0 : 1);
}

struct str hotspot_chance(struct arena *arena, double p)
{
	if (p < 0)
		return S("");
	if (p < 0.001)
		return arena_print(arena, "p < %.*s", STR(tongue_real(arena, 0.001, 3)));
	if (p < 0.01)
		return arena_print(arena, "p < %.*s", STR(tongue_real(arena, 0.01, 2)));
	return arena_print(arena, "p = %.*s", STR(tongue_real(arena, p, 2)));
}

struct str hotspot_seldom(struct arena *arena, double years)
{
	if (years >= YEARS_MOST)
		return arena_print(arena, _("less than once in %.*s years"), STR(tongue_number(arena, YEARS_MOST)));
	if (years >= 1)
		return arena_print(arena, plural(llround(years), "about once in %lld year", "about once in %lld years"),
			(long long)llround(years));
	return arena_print(arena, plural(llround(1 / years), "about %lld time a year", "about %lld times a year"),
		(long long)llround(1 / years));
}

struct str hotspot_question(struct view *view, const struct hotspot_answer *hotspot)
{
	struct arena *arena = view_arena(view);
	struct str unit = unit_name(view, hotspot->unit_id), type = hotspot->type.len
		? code_name("event/types", hotspot->type) : str_of(_("All types"));
	struct str area = hotspot->area_id ? area_name(view, hotspot->area_id) : S("");
	struct str where = area.len ? arena_print(arena, "%.*s, %.*s", STR(unit), STR(area)) : unit;

	return arena_print(arena, _("%.*s: %.*s, %.*s to %.*s"), STR(where), STR(type),
		STR(tongue_date(arena, hotspot->from_day)), STR(tongue_date(arena, hotspot->to_day)));
}

/* ---- Near repeats -------------------------------------------------------------------------------- */

static struct str pairs_words(struct arena *arena, const struct hotspot_answer *hotspot)
{
	return arena_print(arena, plural(hotspot->near_observed, "%lld pair, %.*s expected, %.*s",
		"%lld pairs, %.*s expected, %.*s"), (long long)hotspot->near_observed,
		STR(tongue_real(arena, hotspot->near_expected, 1)), STR(hotspot_chance(arena, hotspot->near_p)));
}

struct str hotspot_near_words(struct arena *arena, const struct hotspot_answer *hotspot)
{
	switch ((enum hotspot_state)hotspot->near_state) {
	case HOTSPOT_coarse:
		return arena_print(arena, _("Nothing is said of near repeats: %d per cent of the events stand on one and the same point, and then near is only a matter of how places are written."),
			(int)lround(PER_CENT * hotspot->near_same_point));
	case HOTSPOT_many:
		return str_of(_("There are too many events for near repeats at once. Ask for one type or a shorter period."));
	case HOTSPOT_told:
		break;
	default:
		return str_of(_("There are too few events with a place to say anything of near repeats."));
	}
	if (hotspot->near_p > by_chance)
		return arena_print(arena, _("After an event there were no more new ones within 100 m in a week than was to be expected (%.*s)."),
			STR(pairs_words(arena, hotspot)));
	return arena_print(arena, _("After an event the number of new ones within 100 m in a week was %.*s times what was to be expected (%.*s)."),
		STR(hotspot_times(arena, hotspot->near_ratio)), STR(pairs_words(arena, hotspot)));
}

/* ---- Is the map worth anything? ---------------------------------------------------------------------- */

struct str hotspot_past_words(struct arena *arena, const struct hotspot_answer *hotspot)
{
	struct str figures;

	if (hotspot->past_state == HOTSPOT_short)
		return str_of(_("Whether such a map foretells what comes could not be tried: the time is too short."));
	if (hotspot->past_state != HOTSPOT_told)
		return str_of(_("Whether such a map foretells what comes could not be tried: there are too few events with a place."));
	figures = arena_print(arena, _("Tried on the last %lld times four weeks: the %d per cent of the area that the map marked had %.*s times its share of what came (PAI %.*s). Last year’s squares would have had PAI %.*s, those of the last four weeks %.*s."),
		(long long)hotspot->past_trials, (int)lround(PER_CENT * hotspot->past_share),
		STR(hotspot_times(arena, hotspot->past_pai)), STR(hotspot_times(arena, hotspot->past_pai)),
		STR(hotspot_times(arena, hotspot->past_pai_year)), STR(hotspot_times(arena, hotspot->past_pai_weeks)));
	return arena_print(arena, "%.*s %s", STR(figures), hotspot->past_beats_both
		? _("The map is better than both.") : _("The map is not surely better than both: it says no more of what will come than they do."));
}

/* ---- What has a place ---------------------------------------------------------------------------------- */

static struct str more_said(struct arena *arena, struct str words, struct str sentence)
{
	return arena_print(arena, "%.*s %.*s", STR(words), STR(sentence));
}

struct str hotspot_placed_words(struct arena *arena, const struct hotspot_answer *hotspot)
{
	struct str words = arena_print(arena, _("%.*s of %.*s events have a place that may be shown."),
		STR(tongue_number(arena, hotspot->placed)), STR(tongue_number(arena, hotspot->events)));

	if (hotspot->misplaced)
		words = more_said(arena, words, arena_print(arena, plural(hotspot->misplaced,
			"%lld has a place that cannot be.", "%lld have a place that cannot be."),
			(long long)hotspot->misplaced));
	if (hotspot->without_area)
		words = more_said(arena, words, arena_print(arena, plural(hotspot->without_area,
			"%lld stands in no area.", "%lld stand in no area."), (long long)hotspot->without_area));
	if (hotspot->near_persons)
		words = more_said(arena, words, arena_print(arena, plural(hotspot->near_persons,
			"%lld is of a type that is near a person, and is counted by district only.",
			"%lld are of types that are near persons, and are counted by district only."),
			(long long)hotspot->near_persons));
	return words;
}

/* ---- All of it in a sentence ------------------------------------------------------------------------------ */

int64_t clusters_told(const struct hotspot_page *page)
{
	int64_t count = 0;

	for (size_t i = 0; i < page->whole.clusters.count; i++)
		count += hotspot_cluster_told(&page->whole, &page->whole.clusters.at[i], page->is_guarded);
	return count;
}

static bool area_is(const struct hotspot_told *told, size_t row, enum hotspot_said said)
{
	return hotspot_finding_told(told, row) && told->rows[row]->finding == (int)said;
}

static int64_t areas_with(const struct hotspot_told *told, enum hotspot_said said)
{
	int64_t count = 0;

	for (size_t i = 0; i < told->count; i++)
		count += area_is(told, i, said);
	return count;
}

static struct str areas_named(const struct hotspot_page *page, const struct hotspot_told *told, enum hotspot_said said)
{
	struct out out;
	bool is_first = true;

	out_init(&out, page->request->arena, NAMES_BYTES);
	for (size_t i = 0; i < told->count; i++) {
		if (!area_is(told, i, said))
			continue;
		out_print(&out, "%s%.*s", is_first ? "" : ", ", STR(area_name(page->view, told->rows[i]->area_id)));
		is_first = false;
	}
	return out_str(&out);
}

struct str hotspot_areas_words(const struct hotspot_page *page, const struct hotspot_told *told)
{
	struct arena *arena = page->request->arena;
	struct str more = areas_named(page, told, SAID_more), fewer = areas_named(page, told, SAID_fewer);

	if (more.len && fewer.len)
		return arena_print(arena, _("More than usual: %.*s. Fewer than usual: %.*s."), STR(more), STR(fewer));
	if (more.len)
		return arena_print(arena, _("More than usual: %.*s."), STR(more));
	if (fewer.len)
		return arena_print(arena, _("Fewer than usual: %.*s."), STR(fewer));
	return str_of(_("None has surely more or fewer than usual."));
}

struct str hotspot_finding(const struct hotspot_page *page)
{
	struct arena *arena = page->request->arena;
	int64_t areas = areas_with(&page->areas, SAID_more), clusters = clusters_told(page);
	struct str words = arena_print(arena, plural(areas, "%lld area has more than usual.",
		"%lld areas have more than usual."), (long long)areas);

	if (!page->is_guarded)
		words = more_said(arena, words, arena_print(arena, plural(page->whole.hotspot.cells_more,
			"%lld square has more than usual.", "%lld squares have more than usual."),
			(long long)page->whole.hotspot.cells_more));
	return more_said(arena, words, arena_print(arena, plural(clusters, "%lld cluster in the last weeks.",
		"%lld clusters in the last weeks."), (long long)clusters));
}
