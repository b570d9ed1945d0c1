/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart.c - figures as SVG; all places are whole pixels of a drawing 640 wide. */
#include "formats/chart.h"

#include "base/say.h"
#include "base/tongue.h"

enum {
	WIDTH = 640,
	LEFT = 44,                      /* room for the numbers of the axis */
	RIGHT_WORDS = 120,              /* room for the names of lines */
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

static void svg_text(struct out *out, const char *class, int x, int y, const char *anchor,
                     struct str text)
{
	out_print(out, "<text%s%s%s x=\"%d\" y=\"%d\"%s%s%s>", *class ? " class=\"" : "", class,
		*class ? "\"" : "", x, y, *anchor ? " text-anchor=\"" : "", anchor,
		*anchor ? "\"" : "");
	out_text(out, text);
	out_z(out, "</text>");
}

static void svg_number(struct out *out, const char *class, int x, int y, const char *anchor,
                       int64_t number)
{
	svg_text(out, class, x, y, anchor, tongue_number(out->arena, number));
}

static struct str shortened(struct out *out, struct str label)
{
	if (str_letters(label) <= LETTERS_IN_LABEL)
		return label;
	return arena_print(out->arena, "%.*s…",
		STR(str_letters_part(label, LETTERS_IN_LABEL - 1)));
}

/* ---- Around the drawing --------------------------------------------------------------- */

static void figure_begin(struct out *out, const char *id, struct str title, struct str finding,
                         int height)
{
	out_z(out, "<figure class=\"chart\"><figcaption>");
	out_text(out, title);
	if (finding.len) {
		out_z(out, " <small>");
		out_text(out, finding);
		out_z(out, "</small>");
	}
	out_z(out, "</figcaption>\n<div class=\"table-scroll\" role=\"region\" aria-label=\"");
	out_attr(out, arena_print(out->arena, _("%.*s, figure"), STR(title)));
	out_print(out, "\" tabindex=\"0\">\n<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
		" role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">",
		WIDTH, height, WIDTH, height, id, id, id);
	out_text(out, title);
	out_print(out, "</title><desc id=\"%s-desc\">", id);
	out_text(out, finding.len ? finding : title);
	out_z(out, "</desc>\n");
}

static void caveat_show(struct out *out, struct str caveat)
{
	if (!caveat.len)
		return;
	out_z(out, "<p class=\"caveat small\">");
	out_text(out, caveat);
	out_z(out, "</p>\n");
}

static void table_begin(struct out *out, struct str title, struct str heading, const char *scroll)
{
	out_z(out, "</svg>\n</div>\n<details class=\"more\"><summary>");
	out_text(out, _("The numbers"));
	out_print(out, "</summary><div class=\"%s\" role=\"region\" aria-label=\"", scroll);
	out_attr(out, arena_print(out->arena, _("%.*s, numbers"), STR(title)));
	out_z(out, "\" tabindex=\"0\"><table class=\"list\"><thead><tr><th scope=\"col\">");
	out_text(out, heading);
	out_z(out, "</th>");
}

static void table_heading(struct out *out, struct str name)
{
	out_z(out, "<th scope=\"col\" class=\"num\">");
	out_text(out, name);
	out_z(out, "</th>");
}

static void table_number(struct out *out, int64_t number, struct str link)
{
	out_z(out, "<td class=\"num\">");
	if (link.len) {
		out_z(out, "<a href=\"");
		out_link(out, link);
		out_z(out, "\">");
	}
	out_text(out, tongue_number(out->arena, number));
	out_z(out, link.len ? "</a></td>" : "</td>");
}

static void table_row_begin(struct out *out, struct str label)
{
	out_z(out, "<tr><th scope=\"row\">");
	out_text(out, label);
	out_z(out, "</th>");
}

static void table_end(struct out *out, struct str caveat)
{
	out_z(out, "</tbody></table></div></details>\n");
	caveat_show(out, caveat);
	out_z(out, "</figure>\n");
}

static void chart_table(struct out *out, const struct chart *chart)
{
	table_begin(out, chart->title, chart->heading, "table-scroll");
	for (size_t s = 0; s < chart->series_count; s++)
		table_heading(out, chart->series[s].name);
	out_z(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < chart->count; i++) {
		bool is_open = chart->unfinished.len && i + 1 == chart->count;

		table_row_begin(out, is_open ? arena_print(out->arena, "%.*s, %.*s",
			STR(chart->labels[i]), STR(chart->unfinished)) : chart->labels[i]);
		for (size_t s = 0; s < chart->series_count; s++)
			table_number(out, chart->series[s].values[i],
				chart->series[s].links ? chart->series[s].links[i] : S(""));
		out_z(out, "</tr>\n");
	}
	table_end(out, chart->caveat);
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
	int64_t steps = top % 5 == 0 ? 5 : 4;   /* tops are 4 or 1, 2, 5 times a power of ten */

	for (int64_t step = 1; step <= steps; step++) {
		int y = down(top * step / steps, top);

		out_print(out, "<path class=\"grid\" d=\"M%d %dH%d\"/>", LEFT, y, WIDTH - RIGHT_WORDS);
		svg_number(out, "tick", LEFT - 6, y + 4, "end", top * step / steps);
	}
	out_print(out, "<path class=\"axis\" d=\"M%d %dH%d\"/>", LEFT, TOP + HEIGHT,
		WIDTH - RIGHT_WORDS);
	svg_number(out, "tick", LEFT - 6, TOP + HEIGHT + 4, "end", 0);
}

/* So many labels fit under the axis; of more, every second, third ... is written. */
static void periods_show(struct out *out, const struct chart *chart)
{
	enum { MOST_LABELS = 8 };
	size_t every = (chart->count + MOST_LABELS - 1) / MOST_LABELS;

	for (size_t i = 0; i < chart->count; i += every)
		svg_text(out, "tick", across(chart, i), TOP + HEIGHT + 18, "middle",
			short_label(chart, i));
}

static void hatch_show(struct out *out, const struct chart *chart)
{
	int wide = room_across() / (int)chart->count;

	if (!chart->unfinished.len)
		return;
	out_print(out, "<defs><pattern id=\"%s-hatch\" width=\"6\" height=\"6\""
		" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		"<path class=\"axis\" d=\"M0 0v6\"/></pattern></defs>"
		"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"url(#%s-hatch)\""
		" fill-opacity=\"0.5\"/>", chart->id, across(chart, chart->count - 1) - wide / 2, TOP,
		wide, HEIGHT, chart->id);
	svg_text(out, "note", WIDTH - RIGHT_WORDS, TOP + HEIGHT + 34, "end", chart->unfinished);
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

		svg_number(out, "", across(chart, i), is_below ? y + 18 : y - 9, "middle",
			first->values[i]);
	}
}

/* Names at the ends of the lines, at least a line of text apart, the higher first. */
static void line_names(struct out *out, const struct chart *chart, int64_t top)
{
	enum { APART = 16 };
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
		svg_text(out, "", across(chart, chart->count - 1) + 10 < WIDTH - RIGHT_WORDS + 6
			? WIDTH - RIGHT_WORDS + 6 : across(chart, chart->count - 1) + 10, y + 4, "",
			shortened(out, chart->series[next].name));
		free_from = y + APART;
	}
}

static void line_show(struct out *out, const struct chart *chart)
{
	int64_t top = 0;

	for (size_t s = 0; s < chart->series_count; s++) {
		int64_t most = most_of(chart->series[s].values, chart->count);

		top = most > top ? most : top;
	}
	top = chart_top(top);
	figure_begin(out, chart->id, chart->title, chart->finding,
		TOP + HEIGHT + (chart->unfinished.len ? 42 : 26));
	axis_show(out, top);
	hatch_show(out, chart);
	periods_show(out, chart);
	for (size_t s = chart->series_count; s-- > 0;)
		line_points(out, chart, s, top);
	line_numbers(out, chart, top);
	line_names(out, chart, top);
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
		svg_number(out, "", across(chart, i), down(below, top) - 6, "middle", below);
}

/* What each colour means, from the top of the columns down. */
static void column_names(struct out *out, const struct chart *chart)
{
	for (size_t s = chart->series_count, y = TOP; s-- > 0; y += 18) {
		out_print(out, "<rect class=\"mark c%zu\" x=\"%d\" y=\"%zu\" width=\"10\" height=\"10\"/>",
			s + 1, WIDTH - RIGHT_WORDS + 6, y);
		svg_text(out, "", WIDTH - RIGHT_WORDS + 21, (int)y + 10, "",
			shortened(out, chart->series[s].name));
	}
}

static void stacked_show(struct out *out, const struct chart *chart)
{
	int64_t top = 0;

	for (size_t i = 0; i < chart->count; i++)
		top = column_sum(chart, i) > top ? column_sum(chart, i) : top;
	top = chart_top(top);
	figure_begin(out, chart->id, chart->title, chart->finding,
		TOP + HEIGHT + (chart->unfinished.len ? 42 : 26));
	axis_show(out, top);
	for (size_t i = 0; i < chart->count; i++)
		column_show(out, chart, i, top);
	hatch_show(out, chart);
	periods_show(out, chart);
	column_names(out, chart);
}

/* ---- Lying bars ------------------------------------------------------------------------ */

static void bar_show(struct out *out, const struct chart *chart, size_t i, int64_t top)
{
	int y = (int)i * BAR_ROW + 4;
	int wide = scaled(chart->series[0].values[i], top, BAR_ROOM);
	int second = chart->series_count > 1 ? scaled(chart->series[1].values[i], top, BAR_ROOM) : 0;

	svg_text(out, "", BAR_LABEL - 8, y + 14, "end", shortened(out, short_label(chart, i)));
	out_print(out, "<rect class=\"mark c1\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"15\"/>",
		BAR_LABEL, y, wide);
	if (chart->series_count > 1)
		out_print(out, "<rect class=\"mark c2\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"6\"/>",
			BAR_LABEL, y + 19, second);
	svg_number(out, "", BAR_LABEL + wide + 6, y + 13, "", chart->series[0].values[i]);
	if (chart->series_count > 1)
		svg_number(out, "note", BAR_LABEL + second + 6, y + 28, "",
			chart->series[1].values[i]);
}

static void bar_names(struct out *out, const struct chart *chart, int y)
{
	out_print(out, "<rect class=\"mark c1\" x=\"%d\" y=\"%d\" width=\"15\" height=\"10\"/>",
		BAR_LABEL, y);
	svg_text(out, "note", BAR_LABEL + 20, y + 10, "", chart->series[0].name);
	out_print(out, "<rect class=\"mark c2\" x=\"%d\" y=\"%d\" width=\"15\" height=\"5\"/>",
		BAR_LABEL + 190, y + 3);
	svg_text(out, "note", BAR_LABEL + 210, y + 10, "", chart->series[1].name);
}

static void bars_show(struct out *out, const struct chart *chart)
{
	int bottom = (int)chart->count * BAR_ROW + 4;
	int64_t top = 1;

	for (size_t s = 0; s < chart->series_count && s < 2; s++) {
		int64_t most = most_of(chart->series[s].values, chart->count);

		top = most > top ? most : top;
	}
	figure_begin(out, chart->id, chart->title, chart->finding,
		bottom + (chart->series_count > 1 ? 20 : 4));
	out_print(out, "<path class=\"axis\" d=\"M%d 0V%d\"/>\n", BAR_LABEL, bottom);
	for (size_t i = 0; i < chart->count; i++)
		bar_show(out, chart, i, top);
	if (chart->series_count > 1)
		bar_names(out, chart, bottom + 6);
}

void chart_show(struct out *out, const struct chart *chart)
{
	must(chart->series_count >= 1);
	must(chart->series_count <= MOST_CHART_SERIES);
	if (!chart->count)
		return;
	switch (chart->kind) {
	case CHART_LINE: line_show(out, chart); break;
	case CHART_BARS: bars_show(out, chart); break;
	case CHART_STACKED: stacked_show(out, chart); break;
	}
	chart_table(out, chart);
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
		svg_number(out, "", x + wide / 2, y + 16, "middle", value);
}

static void heat_table(struct out *out, const struct heat *heat)
{
	table_begin(out, heat->title, heat->heading, "table-scroll wide");
	for (size_t column = 0; column < heat->columns; column++)
		table_heading(out, heat->column_labels[column]);
	out_z(out, "</tr></thead><tbody>\n");
	for (size_t row = 0; row < heat->rows; row++) {
		table_row_begin(out, heat->row_labels[row]);
		for (size_t column = 0; column < heat->columns; column++) {
			size_t at = row * heat->columns + column;

			table_number(out, heat->values[at],
				heat->links && heat->values[at] ? heat->links[at] : S(""));
		}
		out_z(out, "</tr>\n");
	}
	table_end(out, heat->caveat);
}

void heat_show(struct out *out, const struct heat *heat)
{
	int wide, bottom = 20 + (int)heat->rows * CELL_HEIGHT;
	int64_t most;

	if (!heat->rows || !heat->columns)
		return;
	wide = (WIDTH - HEAT_LABEL) / (int)heat->columns;
	most = most_of(heat->values, heat->rows * heat->columns);
	figure_begin(out, heat->id, heat->title, heat->finding, bottom + 4);
	for (size_t column = 0; column < heat->columns; column++)
		svg_text(out, "tick", HEAT_LABEL + (int)column * wide + wide / 2, 14, "middle",
			heat->column_labels[column]);
	for (size_t row = 0; row < heat->rows; row++) {
		svg_text(out, "tick", HEAT_LABEL - 6, 20 + (int)row * CELL_HEIGHT + 16, "end",
			heat->row_labels[row]);
		for (size_t column = 0; column < heat->columns; column++)
			cell_show(out, heat, row, column, wide, most);
	}
	heat_table(out, heat);
}
