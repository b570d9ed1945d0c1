/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/chart.c - the sums of a table as a figure, when all of them are told. */
#include "modules/statistics/inside.h"

#include "base/tongue.h"
#include "formats/chart.h"

enum { BARS_MOST = 25, POINTS_MOST = 400 };

static bool sums_are_told(const struct told *told, bool of_rows)
{
	size_t count = of_rows ? told->row_count : told->column_count;

	for (size_t i = 0; i < count; i++)
		if (told_how(told, of_rows ? i : told->row_count,
		             of_rows ? told->column_count : i) != CELL_told)
			return false;
	return true;
}

static struct str *links_of(struct arena *arena, const struct told *told, bool of_rows)
{
	size_t count = of_rows ? told->row_count : told->column_count;
	struct str *links = arena_array(arena, struct str, count + 1);

	for (size_t i = 0; i < count; i++)
		links[i] = told_link(arena, told, of_rows ? i : told->row_count,
			of_rows ? told->column_count : i);
	return links;
}

static struct str *row_labels(struct arena *arena, const struct told *told)
{
	struct str *labels = arena_array(arena, struct str, told->row_count + 1);

	for (size_t r = 0; r < told->row_count; r++)
		labels[r] = told_row_label(arena, told, r);
	return labels;
}

/* "2026-03", of weeks the year alone: they fit under a figure, where the words do not. */
static const struct str *short_labels(struct arena *arena, const struct event_axis *axis)
{
	struct str *labels = arena_array(arena, struct str, axis->count + 1);

	for (size_t i = 0; i < axis->count; i++)
		labels[i] = axis->dim == DIM_week ? str_part(axis->keys[i], 0, 4) : axis->keys[i];
	return axis->from ? labels : NULL;
}

/* The last period goes on, or has been cut. */
static struct str unfinished(struct arena *arena, const struct event_axis *axis,
                             const struct event_table_ask *ask)
{
	struct date next = date_add_days(ask->to, 1);
	bool ends = axis->dim == DIM_week ? date_weekday(next) == 1
		: axis->dim == DIM_month ? next.day == 1
		: axis->dim == DIM_tertial ? next.day == 1 && next.month % 4 == 1
		: next.day == 1 && next.month == 1;

	if (!axis->from || (ends && date_compare(ask->to, date_today()) < 0))
		return S("");
	return arena_print(arena, _("until %.*s"), STR(tongue_date(arena, ask->to)));
}

static void sums_draw(struct out *out, const struct told *told, enum chart_kind kind, bool of_rows)
{
	struct arena *arena = out->arena;
	const struct event_axis *axis = of_rows ? &told->table->axes[0] : told_columns(told);
	struct chart_series series = { str_of(_("Events")),
		of_rows ? told->row_sums : told->column_sums, links_of(arena, told, of_rows) };
	struct chart chart = { .kind = kind, .id = "sums",
		.title = str_of(_(statistics_dims[axis->dim].label)),
		.finding = told_finding(arena, told), .heading = str_of(_(statistics_dims[axis->dim].label)),
		.count = of_rows ? told->row_count : told->column_count,
		.labels = of_rows ? row_labels(arena, told) : axis->labels,
		.short_labels = short_labels(arena, axis), .unfinished = unfinished(arena, axis, &told->table->ask),
		.series_count = 1, .series = &series };

	chart_show(out, &chart);
}

/* Time runs from left to right; what has no order of its own is compared as bars. */
void statistics_chart(struct out *out, const struct told *told)
{
	const struct event_axis *rows = &told->table->axes[0], *columns = told_columns(told);

	if (hours_draw(out, told))
		return;
	if (rows->from && !told->within_places && rows->count > 1 && rows->count <= POINTS_MOST
	    && sums_are_told(told, true))
		sums_draw(out, told, CHART_LINE, true);
	else if (columns->from && columns->count > 1 && columns->count <= POINTS_MOST
	    && sums_are_told(told, false))
		sums_draw(out, told, CHART_LINE, false);
	else if (kinds_draw(out, told))
		return;
	else if (told->row_count > 1 && told->row_count <= BARS_MOST && sums_are_told(told, true))
		sums_draw(out, told, CHART_BARS, true);
}
