/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/effects_draw.c - before and after as a figure: the ratio here, there, and between them. */
#include "formats/chart_dots.h"
#include "kit/figure.h"
#include "modules/measures/effects.h"

#include <math.h>

enum { ROWS = 3 };

static struct dots_row row_of(struct str label, int finding, double ratio, double low, double high)
{
	struct dots_row row = dots_row(label);

	if (finding == RATE_none || finding == RATE_too_few)
		return row;
	row.value = isfinite(ratio) ? ratio : NAN;
	row.low90 = low;
	row.high90 = high;
	return row;
}

struct diagram effect_diagram(struct arena *arena, const struct measure *measure,
                              const struct effect_figure *figure, const struct effect_words *words,
                              struct str finding)
{
	struct chart_dots *dots = arena_new(arena, struct chart_dots);
	struct dots_row *rows = arena_array(arena, struct dots_row, ROWS);

	rows[0] = row_of(words->here, figure->finding, figure->ratio, figure->low, figure->high);
	rows[1] = row_of(words->there, figure->compare_finding, figure->compare_ratio, figure->compare_low,
		figure->compare_high);
	rows[2] = row_of(str_of(_("Ratio of the ratios")), figure->compare_finding, figure->relative,
		figure->relative_low, figure->relative_high);
	*dots = (struct chart_dots){ .about = { .id = "effect", .title = str_of(_("Before and after")),
		.finding = finding, .heading = str_of(_("Where")) },
		.count = figure->has_compare ? ROWS : 1, .rows = rows, .reference = 1,
		.reference_words = str_of(_("Unchanged")), .is_log = true,
		.unit = str_of(_("Rate after / rate before")),
		.interval_words = str_of(_("Estimate, with its 95 % interval")) };
	figure_links(arena, &dots->about, arena_print(arena, "/measures/%.*s/effect/figure",
		STR(measure->number)));
	return dots_diagram(dots);
}

struct reply effect_figure_file(struct request *request, struct view *view)
{
	const struct measure *measure = measure_of_number(view, request_param(request, "number"));
	const struct effect_check *check = measure ? effect_check_of(view, measure->id) : NULL;
	struct effect_figure_list figures = { 0 };
	struct effect_words words;

	if (check)
		figures = effect_figures_of(view, measure->id);
	if (!figures.count)
		return reply_not_found(request);
	words = effect_words_of(view, check);
	return figure_reply(request, effect_diagram(request->arena, measure, &figures.at[0], &words,
		effect_sentence(request->arena, &figures.at[0])), measure->number);
}
