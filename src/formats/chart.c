/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart.c - figures of counts; all places are whole pixels of a drawing 640 wide. */
#include "formats/chart.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

enum {
	WIDTH = CHART_WIDE,
	LEFT = 44,                      /* room for the numbers of the axis */
	RIGHT_WORDS = 136,              /* room for the names of lines */
	TOP = 24, HEIGHT = 180,         /* of what is drawn between the axes */
	BAR_LABEL = 230, BAR_ROW = 36, BAR_ROOM = 340,
	LETTERS_IN_LABEL = 32,
	CELL_HEIGHT = 24, HEAT_LABEL = 84,
};

/* ---- Small things -------------------------------------------------------------------- */

int64_t chart_top(int64_t most)
{
	int64_t unit = 1;

	while (unit < INT64_MAX / 100 && unit * 10 <= most)
		unit *= 10;
	for (int step = 0; step < 3; step++) {
		static const int64_t steps[] = { 1, 2, 5 };

		if (steps[step] * unit >= most)
			return steps[step] * unit > 4 ? steps[step] * unit : 4;
	}
	return unit * 10 > 4 ? unit * 10 : 4;
}

static int64_t most_of(const int64_t *values, size_t count)
{
	int64_t most = 0;

	for (size_t i = 0; i < count; i++) {
		must(values[i] >= 0);
		most = values[i] > most ? values[i] : most;
	}
	return most;
}

static int scaled(int64_t value, int64_t top, int room)
{
	return (int)((double)value / (double)top * room + 0.5);
}

static void number_say(struct out *out, const char *class, int x, int y, char anchor, int64_t number)
{
	svg_say(out, class, x, y, anchor, tongue_number(out->arena, number));
}

static struct str shortened(struct out *out, struct str label)
{
	if (str_letters(label) <= LETTERS_IN_LABEL)
		return label;
	return arena_print(out->arena, "%.*s…",
		STR(str_letters_part(label, LETTERS_IN_LABEL - 1)));
}

/* ---- The same as a table ---------------------------------------------------------------- */

static void chart_twin(struct twin *twin, struct arena *arena, const void *drawn)
{
	static const struct twin_column columns[MOST_CHART_SERIES] = { { "s1", NULL }, { "s2", NULL },
		{ "s3", NULL }, { "s4", NULL }, { "s5", NULL }, { "s6", NULL } };
	const struct chart *chart = drawn;

	twin_make(twin, arena, columns, chart->series_count, chart->count);
	twin->names = arena_array(arena, struct str, chart->series_count);
	for (size_t s = 0; s < chart->series_count; s++) {
		const struct chart_series *series = &chart->series[s];

		twin->names[s] = series->name;
		for (size_t i = 0; i < chart->count; i++) {
			twin_put(twin, i, s, (double)series->values[i]);
			twin_at(twin, i, s)->link = series->links ? series->links[i] : S("");
		}
	}
	for (size_t i = 0; i < chart->count; i++)
		twin->labels[i] = chart->unfinished.len && i + 1 == chart->count
			? arena_print(arena, "%.*s, %.*s", STR(chart->labels[i]), STR(chart->unfinished))
			: chart->labels[i];
}

static void heat_twin(struct twin *twin, struct arena *arena, const void *drawn)
{
	const struct heat *heat = drawn;
	struct twin_column *columns = arena_array(arena, struct twin_column, heat->columns);

	twin_make(twin, arena, columns, heat->columns, heat->rows);
	twin->names = arena_array(arena, struct str, heat->columns);
	for (size_t column = 0; column < heat->columns; column++) {
		columns[column].name = arena_print(arena, "c%zu", column + 1).at;
		twin->names[column] = heat->column_labels[column];
	}
	for (size_t row = 0; row < heat->rows; row++) {
		twin->labels[row] = heat->row_labels[row];
		for (size_t column = 0; column < heat->columns; column++) {
			size_t at = row * heat->columns + column;

			twin_put(twin, row, column, (double)heat->values[at]);
			if (heat->links && heat->values[at])
				twin_at(twin, row, column)->link = heat->links[at];
		}
	}
}

/* ---- Over time ------------------------------------------------------------------------ */

static struct str short_label(const struct chart *chart, size_t i)
{
	return chart->short_labels ? chart->short_labels[i] : chart->labels[i];
}

static int room_across(void)
{
	return WIDTH - LEFT - RIGHT_WORDS;
}

/* The middle of a period. */
static int across(const struct chart *chart, size_t i)
{
	return LEFT + (int)(((double)i + 0.5) * room_across() / (double)chart->count);
}

static int down(int64_t value, int64_t top)
{
	return TOP + HEIGHT - scaled(value, top, HEIGHT);
}

static void axis_show(struct out *out, int64_t top)
{
	axis_up(out, &(struct scale){ 0, (double)top, TOP + HEIGHT, TOP, false }, LEFT, WIDTH - RIGHT_WORDS);
}

/* So many labels fit under the axis; of more, every second, third ... is written. */
static void periods_show(struct out *out, const struct chart *chart)
{
	enum { MOST_LABELS = 8 };
	size_t every = (chart->count + MOST_LABELS - 1) / MOST_LABELS;

	for (size_t i = 0; i < chart->count; i += every)
		svg_say(out, "tick", across(chart, i), TOP + HEIGHT + 18, 'm',
			short_label(chart, i));
}

static void unfinished_show(struct out *out, const struct diagram_about *about, const struct chart *chart)
{
	int wide = room_across() / (int)chart->count;

	if (!chart->unfinished.len)
		return;
	svg_hatch(out, about);
	svg_hatched(out, about, across(chart, chart->count - 1) - wide / 2, TOP, wide, HEIGHT);
	svg_say(out, "note", WIDTH - RIGHT_WORDS, TOP + HEIGHT + 34, 'e', chart->unfinished);
}

static double drawing_height(const struct chart *chart)
{
	return TOP + HEIGHT + (chart->unfinished.len ? 42 : 26);
}

static void line_points(struct out *out, const struct chart *chart, size_t s, int64_t top)
{
	const int64_t *values = chart->series[s].values;

	out_print(out, "<path class=\"line c%zu\" d=\"", s + 1);
	for (size_t i = 0; i < chart->count; i++)
		out_print(out, "%c%d %d", i ? 'L' : 'M', across(chart, i), down(values[i], top));
	out_z(out, "\"/>\n");
	for (size_t i = 0; i < chart->count; i++)
		out_print(out, "<circle class=\"mark c%zu\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", s + 1,
			across(chart, i), down(values[i], top), s ? 3 : 4);
}

/* The number stands on the outer side of the line, away from the one it is compared with. */
static void line_numbers(struct out *out, const struct chart *chart, int64_t top)
{
	const struct chart_series *first = &chart->series[0];
	const int64_t *other = chart->series_count > 1 ? chart->series[1].values : NULL;

	if (chart->count > 12)
		return;
	for (size_t i = 0; i < chart->count; i++) {
		int y = down(first->values[i], top);
		bool is_below = other && other[i] > first->values[i] && y < TOP + HEIGHT - 22;

		number_say(out, "", across(chart, i), is_below ? y + 18 : y - 9, 'm',
			first->values[i]);
	}
}

/* Names at the ends of the lines, at least a line of text apart, the higher first. */
static void line_names(struct out *out, const struct chart *chart, int64_t top)
{
	enum { APART = 32, ROOM = RIGHT_WORDS - 6 };    /* two lines each */
	int at[MOST_CHART_SERIES];
	bool is_done[MOST_CHART_SERIES] = { false };
	int free_from = TOP;

	for (size_t s = 0; s < chart->series_count; s++)
		at[s] = down(chart->series[s].values[chart->count - 1], top);
	for (size_t turn = 0; turn < chart->series_count; turn++) {
		size_t next = 0;
		int y;

		while (is_done[next])
			next++;
		for (size_t s = next; s < chart->series_count; s++)
			if (!is_done[s] && at[s] < at[next])
				next = s;
		is_done[next] = true;
		y = at[next] < free_from ? free_from : at[next];
		svg_label(out, WIDTH - ROOM, y, ROOM, 's', chart->series[next].name);
		free_from = y + APART;
	}
}

static double line_show(struct out *out, const struct diagram_about *about, const void *drawn)
{
	const struct chart *chart = drawn;
	int64_t top = 0;

	for (size_t s = 0; s < chart->series_count; s++) {
		int64_t most = most_of(chart->series[s].values, chart->count);

		top = most > top ? most : top;
	}
	top = chart_top(top);
	axis_show(out, top);
	unfinished_show(out, about, chart);
	periods_show(out, chart);
	for (size_t s = chart->series_count; s-- > 0;)
		line_points(out, chart, s, top);
	line_numbers(out, chart, top);
	line_names(out, chart, top);
	return drawing_height(chart);
}

/* ---- Stacked columns ------------------------------------------------------------------- */

static int64_t column_sum(const struct chart *chart, size_t i)
{
	int64_t sum = 0;

	for (size_t s = 0; s < chart->series_count; s++)
		sum += chart->series[s].values[i];
	return sum;
}

static void column_show(struct out *out, const struct chart *chart, size_t i, int64_t top)
{
	int wide = room_across() * 6 / 10 / (int)chart->count, x = across(chart, i) - wide / 2;
	int64_t below = 0;

	for (size_t s = 0; s < chart->series_count; s++) {
		int64_t value = chart->series[s].values[i];
		int y = down(below + value, top);

		must(value >= 0);
		if (value)
			out_print(out, "<rect class=\"mark c%zu\" x=\"%d\" y=\"%d\" width=\"%d\""
				" height=\"%d\"/>", s + 1, x, y, wide, down(below, top) - y);
		below += value;
	}
	if (chart->count <= 16)
		number_say(out, "", across(chart, i), down(below, top) - 6, 'm', below);
}

/* What each colour means, from the top of the columns down. */
static void column_names(struct out *out, const struct chart *chart)
{
	for (size_t s = chart->series_count, y = TOP; s-- > 0; y += 18) {
		out_print(out, "<rect class=\"mark c%zu\" x=\"%d\" y=\"%zu\" width=\"10\" height=\"10\"/>",
			s + 1, WIDTH - RIGHT_WORDS + 6, y);
		svg_words(out, &(struct svg_words){ .class = "", .x = WIDTH - RIGHT_WORDS + 21,
			.y = (double)y + 10, .anchor = 's', .room = RIGHT_WORDS - 21,
			.text = chart->series[s].name });
	}
}

static double stacked_show(struct out *out, const struct diagram_about *about, const void *drawn)
{
	const struct chart *chart = drawn;
	int64_t top = 0;

	for (size_t i = 0; i < chart->count; i++)
		top = column_sum(chart, i) > top ? column_sum(chart, i) : top;
	top = chart_top(top);
	axis_show(out, top);
	for (size_t i = 0; i < chart->count; i++)
		column_show(out, chart, i, top);
	unfinished_show(out, about, chart);
	periods_show(out, chart);
	column_names(out, chart);
	return drawing_height(chart);
}

/* ---- Lying bars ------------------------------------------------------------------------ */

static void bar_show(struct out *out, const struct chart *chart, size_t i, int64_t top)
{
	int y = (int)i * BAR_ROW + 4;
	int wide = scaled(chart->series[0].values[i], top, BAR_ROOM);
	int second = chart->series_count > 1 ? scaled(chart->series[1].values[i], top, BAR_ROOM) : 0;

	svg_say(out, "", BAR_LABEL - 8, y + 14, 'e', shortened(out, short_label(chart, i)));
	out_print(out, "<rect class=\"mark c1\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"15\"/>",
		BAR_LABEL, y, wide);
	if (chart->series_count > 1)
		out_print(out, "<rect class=\"mark c2\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"6\"/>",
			BAR_LABEL, y + 19, second);
	number_say(out, "", BAR_LABEL + wide + 6, y + 13, 's', chart->series[0].values[i]);
	if (chart->series_count > 1)
		number_say(out, "note", BAR_LABEL + second + 6, y + 28, 's',
			chart->series[1].values[i]);
}

static void bar_names(struct out *out, const struct chart *chart, int y)
{
	out_print(out, "<rect class=\"mark c1\" x=\"%d\" y=\"%d\" width=\"15\" height=\"10\"/>",
		BAR_LABEL, y);
	svg_say(out, "note", BAR_LABEL + 20, y + 10, 's', chart->series[0].name);
	out_print(out, "<rect class=\"mark c2\" x=\"%d\" y=\"%d\" width=\"15\" height=\"5\"/>",
		BAR_LABEL + 190, y + 3);
	svg_say(out, "note", BAR_LABEL + 210, y + 10, 's', chart->series[1].name);
}

static double bars_show(struct out *out, const struct diagram_about *about, const void *drawn)
{
	const struct chart *chart = drawn;
	int bottom = (int)chart->count * BAR_ROW + 4;
	int64_t top = 1;

	for (size_t s = 0; s < chart->series_count && s < 2; s++) {
		int64_t most = most_of(chart->series[s].values, chart->count);

		top = most > top ? most : top;
	}
	(void)about;
	out_print(out, "<path class=\"axis\" d=\"M%d 0V%d\"/>\n", BAR_LABEL, bottom);
	for (size_t i = 0; i < chart->count; i++)
		bar_show(out, chart, i, top);
	if (chart->series_count > 1)
		bar_names(out, chart, bottom + 6);
	return bottom + (chart->series_count > 1 ? 20 : 4);
}

void chart_show(struct out *out, const struct chart *chart)
{
	static const struct diagram_kind kinds[] = {
		[CHART_LINE] = { .name = "line", .draw = line_show, .twin = chart_twin },
		[CHART_BARS] = { .name = "bars", .draw = bars_show, .twin = chart_twin },
		[CHART_STACKED] = { .name = "stacked", .draw = stacked_show, .twin = chart_twin },
	};
	const struct diagram_about about = { .id = chart->id, .title = chart->title,
		.finding = chart->finding, .caveat = chart->caveat, .heading = chart->heading };

	must(chart->series_count >= 1);
	must(chart->series_count <= MOST_CHART_SERIES);
	if (chart->count)
		diagram_show(out, (struct diagram){ &kinds[chart->kind], &about, chart });
}

/* ---- Heat grid ------------------------------------------------------------------------- */

/* The darkest shades are left out: a number must be read on them. */
static int shade_of(int64_t value, int64_t most)
{
	return value ? 1 + (int)(value * 2 / most) : 0;
}

static void cell_show(struct out *out, const struct heat *heat, size_t row, size_t column, int wide,
                      int64_t most)
{
	int64_t value = heat->values[row * heat->columns + column];
	int x = HEAT_LABEL + (int)column * wide, y = 20 + (int)row * CELL_HEIGHT;
	int shade = shade_of(value, most);

	out_print(out, "<rect class=\"heat-%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
		shade, x, y, wide - 1, CELL_HEIGHT - 1);
	if (value && wide >= 20)
		number_say(out, "", x + wide / 2, y + 16, 'm', value);
}

static double heat_draw(struct out *out, const struct diagram_about *about, const void *drawn)
{
	const struct heat *heat = drawn;
	int wide = (WIDTH - HEAT_LABEL) / (int)heat->columns;
	int64_t most = most_of(heat->values, heat->rows * heat->columns);

	(void)about;
	for (size_t column = 0; column < heat->columns; column++)
		svg_say(out, "tick", HEAT_LABEL + (int)column * wide + wide / 2, 14, 'm',
			heat->column_labels[column]);
	for (size_t row = 0; row < heat->rows; row++) {
		svg_say(out, "tick", HEAT_LABEL - 6, 20 + (int)row * CELL_HEIGHT + 16, 'e',
			heat->row_labels[row]);
		for (size_t column = 0; column < heat->columns; column++)
			cell_show(out, heat, row, column, wide, most);
	}
	return 20 + (int)heat->rows * CELL_HEIGHT + 4;
}

void heat_show(struct out *out, const struct heat *heat)
{
	static const struct diagram_kind kind = { .name = "heat", .draw = heat_draw, .twin = heat_twin };
	const struct diagram_about about = { .id = heat->id, .title = heat->title,
		.finding = heat->finding, .caveat = heat->caveat, .heading = heat->heading };

	if (heat->rows && heat->columns)
		diagram_show(out, (struct diagram){ &kind, &about, heat });
}
