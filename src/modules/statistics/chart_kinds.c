/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/chart_kinds.c - two figures that have a meaning of their own: which few kinds make up
 * most (Pareto), and at which hours of which weekdays there is more than expected (calendar).
 *
 * Both show numbers from which hidden ones could be worked out, so they are drawn only when every
 * number of the table is told.
 */
#include "modules/statistics/inside.h"

#include "analysis/share.h"
#include "analysis/shares.h"
#include "base/tongue.h"
#include "formats/chart_calendar.h"
#include "formats/chart_pareto.h"

#include <math.h>
#include <stdlib.h>

static const double level = 0.9, most_of_all = 0.8;
/* The first step of colour (chart_calendar.h). */
static const double seen_from = 1.25;

enum { KINDS_SHOWN = 25, NUMBER_SHOWN_FROM = 5 };

static bool all_is_told(const struct told *told)
{
	for (size_t r = 0; r <= told->row_count; r++)
		for (size_t c = 0; c <= told->column_count; c++)
			if (told_how(told, r, c) != CELL_told)
				return false;
	return true;
}

/* ---- Which few make up most ------------------------------------------------------------------ */

struct kind { size_t row; int64_t count; };

static int most_first(const void *a, const void *b)
{
	const struct kind *one = a, *other = b;

	if (one->count != other->count)
		return one->count < other->count ? 1 : -1;
	return one->row > other->row ? 1 : -1;
}

static struct kind *kinds_of(struct arena *arena, const struct told *told)
{
	struct kind *kinds = arena_array(arena, struct kind, told->row_count + 1);

	for (size_t r = 0; r < told->row_count; r++)
		kinds[r] = (struct kind){ r, told->row_sums[r] };
	qsort(kinds, told->row_count, sizeof(*kinds), most_first);
	return kinds;
}

/* Of two Poisson counts the first is binomial in their sum: may a half be its share? */
static bool order_is_unknown(int64_t first, int64_t other)
{
	struct share_limits limits = share_exact((double)first, (double)(first + other), level);

	return limits.low <= 0.5;
}

/* Rows that cannot be told from the first of their group have its number; alone they have 0. */
static void groups_put(struct pareto_row *rows, size_t count)
{
	int group = 0;

	for (size_t first = 0, i; first < count; first = i) {
		for (i = first + 1; i < count; i++)
			if (!order_is_unknown((int64_t)rows[first].count, (int64_t)rows[i].count))
				break;
		if (i - first > 1) {
			group++;
			for (size_t j = first; j < i; j++)
				rows[j].group = group;
		}
	}
}

static struct pareto_row pareto_row(struct arena *arena, const struct told *told, struct kind kind, int64_t sum)
{
	double total = (double)told->total;
	struct share_limits share = share_wilson((double)kind.count, total, level);
	struct share_limits so_far = share_wilson((double)sum, total, level);

	return (struct pareto_row){ .label = told_row_label(arena, told, kind.row), .count = (double)kind.count,
		.share = (double)kind.count / total, .low90 = share.low, .high90 = share.high,
		.sum = (double)sum / total, .sum_low90 = so_far.low, .sum_high90 = so_far.high,
		.less_than = NAN, .link = told_link(arena, told, kind.row, told->column_count) };
}

static struct str pareto_finding(struct arena *arena, const struct told *told, const struct pareto_row *rows,
                                 size_t count)
{
	size_t few = 0;

	while (few + 1 < count && rows[few].sum < most_of_all)
		few++;
	return arena_print(arena, plural((int64_t)few + 1, "%zu of %zu makes up %.*s %% of %.*s events.",
		"%zu of %zu make up %.*s %% of %.*s events."), few + 1, told->row_count,
		STR(tongue_real(arena, 100 * rows[few].sum, 0)), STR(tongue_number(arena, told->total)));
}

bool kinds_draw(struct out *out, const struct told *told)
{
	struct arena *arena = out->arena;
	const struct event_axis *axis = &told->table->axes[0];
	struct pareto_row rows[KINDS_SHOWN];
	struct chart_pareto pareto = { .rows = rows, .unit = str_of(_("Events")) };
	struct kind *kinds;
	int64_t sum = 0;

	if ((axis->dim != DIM_type && axis->dim != DIM_branch) || told->within_places || told->row_count < 2
	    || !all_is_told(told))
		return false;
	kinds = kinds_of(arena, told);
	for (; pareto.count < told->row_count && pareto.count < KINDS_SHOWN; pareto.count++) {
		sum += kinds[pareto.count].count;
		rows[pareto.count] = pareto_row(arena, told, kinds[pareto.count], sum);
	}
	groups_put(rows, pareto.count);
	pareto.about = (struct diagram_about){ .id = "sums", .title = str_of(_(statistics_dims[axis->dim].label)),
		.finding = pareto_finding(arena, told, rows, pareto.count),
		.heading = str_of(_(statistics_dims[axis->dim].label)) };
	if (pareto.count < told->row_count)
		pareto.about.caveat = arena_print(arena, _("The %d with most events are drawn; the table has all."),
			(int)KINDS_SHOWN);
	diagram_show(out, pareto_diagram(&pareto));
	return true;
}

/* ---- When ------------------------------------------------------------------------------------ */

/* What a cell would have if its row were like all others, and its column too. */
static double expected_of(const struct told *told, size_t row, size_t column)
{
	return (double)told->row_sums[row] * (double)told->column_sums[column] / (double)told->total;
}

/* Ratios are drawn towards 1 as far as the cells are alike: where little is known, little is shown. */
static void cells_put(struct arena *arena, const struct told *told, struct calendar_cell *cells)
{
	size_t count = told->row_count * told->column_count;
	struct share_cell *known = arena_array(arena, struct share_cell, count + 1);
	struct share_prior prior;

	for (size_t i = 0; i < count; i++)
		known[i] = (struct share_cell){ (double)told->counts[i],
			expected_of(told, i / told->column_count, i % told->column_count) };
	prior = share_prior_fit(known, count, 1);
	for (size_t i = 0; i < count; i++) {
		cells[i] = calendar_cell(known[i].events, known[i].expected,
			share_of_cell(&prior, known[i], 1, level).mean);
		cells[i].link = told_link(arena, told, i / told->column_count, i % told->column_count);
	}
}

static struct str calendar_finding(struct arena *arena, const struct chart_calendar *calendar)
{
	size_t count = calendar->rows * calendar->columns, most = 0;

	for (size_t i = 1; i < count; i++)
		if (calendar->cells[i].ratio > calendar->cells[most].ratio)
			most = i;
	if (calendar->cells[most].ratio < seen_from)
		return str_of(_("No hour of a weekday has more than what was expected beyond chance."));
	return arena_print(arena, _("Most above what was expected: %.*s, %.*s (%.*s, %.*s expected)."),
		STR(calendar->row_labels[most / calendar->columns]),
		STR(calendar->column_labels[most % calendar->columns]),
		STR(tongue_number(arena, (int64_t)calendar->cells[most].observed)),
		STR(tongue_real(arena, calendar->cells[most].expected, 1)));
}

static bool is_hour_by_weekday(enum event_dim rows, enum event_dim columns)
{
	return (rows == DIM_weekday && columns == DIM_hour) || (rows == DIM_hour && columns == DIM_weekday);
}

bool hours_draw(struct out *out, const struct told *told)
{
	struct arena *arena = out->arena;
	const struct event_axis *rows = &told->table->axes[0], *columns = told_columns(told);
	struct chart_calendar calendar = { .rows = told->row_count, .columns = told->column_count,
		.least = NUMBER_SHOWN_FROM, .column_heading = str_of(_(statistics_dims[columns->dim].label)) };
	struct calendar_cell *cells;
	struct str *labels;

	if (!is_hour_by_weekday(rows->dim, columns->dim) || told->within_places || told->row_count < 2
	    || told->column_count < 2 || !all_is_told(told))
		return false;
	cells = arena_array(arena, struct calendar_cell, calendar.rows * calendar.columns);
	labels = arena_array(arena, struct str, calendar.rows);
	cells_put(arena, told, cells);
	for (size_t r = 0; r < calendar.rows; r++)
		labels[r] = told_row_label(arena, told, r);
	calendar.cells = cells;
	calendar.row_labels = labels;
	calendar.column_labels = columns->labels;
	calendar.about = (struct diagram_about){ .id = "sums", .title = str_of(_("When it happens")),
		.caveat = str_of(_("Expected of an hour and a weekday is what each of them has of all, so that nights and weekends are no news.")),
		.heading = str_of(_(statistics_dims[rows->dim].label)) };
	calendar.about.finding = calendar_finding(arena, &calendar);
	diagram_show(out, calendar_diagram(&calendar));
	return true;
}
