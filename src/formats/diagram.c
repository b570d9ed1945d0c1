/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/diagram.c - the frame of a figure, its twin as table and CSV, and the file of its own. */
#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>
#include <string.h>

enum { LONGEST_DRAWING = 8 << 20 };

/* ---- Twins -------------------------------------------------------------------------------- */

void twin_make(struct twin *twin, struct arena *arena, const struct twin_column *columns,
               size_t columns_count, size_t rows_count)
{
	*twin = (struct twin){ .arena = arena, .columns_count = columns_count,
		.rows_count = rows_count, .columns = columns,
		.labels = arena_array(arena, struct str, rows_count + 1),
		.cells = arena_array(arena, struct twin_cell, rows_count * columns_count + 1) };
	for (size_t i = 0; i < rows_count * columns_count; i++)
		twin->cells[i].value = NAN;
}

struct twin_cell *twin_at(const struct twin *twin, size_t row, size_t column)
{
	must(row < twin->rows_count);
	must(column < twin->columns_count);
	return &twin->cells[row * twin->columns_count + column];
}

void twin_put(struct twin *twin, size_t row, size_t column, double value)
{
	twin_at(twin, row, column)->value = value;
}

void twin_text(struct twin *twin, size_t row, size_t column, struct str text)
{
	twin_at(twin, row, column)->text = text;
}

struct str twin_heading(const struct twin *twin, size_t column)
{
	if (twin->names && twin->names[column].len)
		return twin->names[column];
	return twin->columns[column].label ? str_of(_(twin->columns[column].label)) : S("");
}

struct str hidden_words(struct arena *arena, double less_than)
{
	return arena_print(arena, "<%.*s", STR(tongue_real(arena, less_than, 0)));
}

/* A column that nobody is shown, or in which nothing is known, is left out. */
static bool column_is_shown(const struct twin *twin, size_t column)
{
	if (!twin_heading(twin, column).len)
		return false;
	for (size_t row = 0; row < twin->rows_count; row++) {
		const struct twin_cell *cell = twin_at(twin, row, column);

		if (cell->text.len || !isnan(cell->value))
			return true;
	}
	return false;
}

static bool *columns_shown(const struct twin *twin)
{
	bool *is_shown = arena_array(twin->arena, bool, twin->columns_count + 1);

	for (size_t c = 0; c < twin->columns_count; c++)
		is_shown[c] = column_is_shown(twin, c);
	return is_shown;
}

/* Whole numbers as they are; others with three digits of the greatest. */
static int column_decimals(const struct twin *twin, size_t column)
{
	double most = 0;
	bool is_whole = true;

	for (size_t row = 0; row < twin->rows_count; row++) {
		double value = twin_at(twin, row, column)->value;

		if (!isfinite(value))
			continue;
		most = fmax(most, fabs(value));
		is_whole = is_whole && value == floor(value);
	}
	return is_whole ? 0 : (int)fmax(ceil(-log10(uncertain_step(most, NAN, NAN)) - 1e-9), 0);
}

/* ---- The table ------------------------------------------------------------------------------ */

static void cell_text(struct out *out, const struct twin_cell *cell, int decimals)
{
	if (cell->text.len)
		out_text(out, cell->text);
	else
		out_text(out, tongue_real(out->arena, cell->value, decimals));
}

static void cell_show(struct out *out, const struct twin_cell *cell, bool is_text, int decimals)
{
	out_z(out, is_text ? "<td>" : "<td class=\"num\">");
	if (cell->link.len) {
		out_z(out, "<a href=\"");
		out_link(out, cell->link);
		out_z(out, "\">");
	}
	if (!is_text || cell->text.len)
		cell_text(out, cell, decimals);
	out_z(out, cell->link.len ? "</a></td>" : "</td>");
}

static void row_show(struct out *out, const struct twin *twin, size_t row, const bool *is_shown,
                     const int *decimals)
{
	out_z(out, "<tr><th scope=\"row\">");
	out_text(out, twin->labels[row]);
	out_z(out, "</th>");
	for (size_t c = 0; c < twin->columns_count; c++)
		if (is_shown[c])
			cell_show(out, twin_at(twin, row, c), twin->columns[c].is_text,
				decimals[c]);
	out_z(out, "</tr>\n");
}

static void headings_show(struct out *out, const struct twin *twin, struct str heading,
                          const bool *is_shown)
{
	out_z(out, "<thead><tr><th scope=\"col\">");
	out_text(out, heading);
	out_z(out, "</th>");
	for (size_t c = 0; c < twin->columns_count; c++) {
		if (!is_shown[c])
			continue;
		out_z(out, twin->columns[c].is_text ? "<th scope=\"col\">"
			: "<th scope=\"col\" class=\"num\">");
		out_text(out, twin_heading(twin, c));
		out_z(out, "</th>");
	}
	out_z(out, "</tr></thead>");
}

static void table_show(struct out *out, const struct diagram_about *about, const struct twin *twin)
{
	enum { WIDE_FROM = 9 };
	bool *is_shown = columns_shown(twin);
	int *decimals = arena_array(out->arena, int, twin->columns_count + 1);
	size_t shown = 0;

	for (size_t c = 0; c < twin->columns_count; c++) {
		decimals[c] = column_decimals(twin, c);
		shown += is_shown[c];
	}
	out_z(out, "<details class=\"more\"><summary>");
	out_text(out, _("The numbers"));
	out_print(out, "</summary><div class=\"table-scroll%s\" role=\"region\" aria-label=\"",
		shown >= WIDE_FROM ? " wide" : "");
	out_attr(out, arena_print(out->arena, _("%.*s, numbers"), STR(about->title)));
	out_z(out, "\" tabindex=\"0\"><table class=\"list\">");
	headings_show(out, twin, about->heading, is_shown);
	out_z(out, "<tbody>\n");
	for (size_t row = 0; row < twin->rows_count; row++)
		row_show(out, twin, row, is_shown, decimals);
	out_z(out, "</tbody></table></div></details>\n");
}

/* ---- The figure ------------------------------------------------------------------------------ */

/* What one is told who does not see the drawing: the sentence, and the verdict. */
static struct str told(struct arena *arena, const struct diagram_about *about)
{
	struct str finding = about->finding.len ? about->finding : about->title;

	if (!about->is_judged)
		return finding;
	return arena_print(arena, "%.*s %s: %s.", STR(finding), _("Verdict"),
		verdict_words(about->verdict));
}

/* above: so much is added over the drawing, where y is below 0. */
static void svg_begin(struct out *out, const struct diagram_about *about, double above, double high,
                      const char *more)
{
	out_print(out, "<svg%s viewBox=\"0 %.0f %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\""
		" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">", more, above > 0 ? -above : 0,
		CHART_WIDE, high + above, CHART_WIDE, high + above, about->id, about->id, about->id);
	out_text(out, about->title);
	out_print(out, "</title><desc id=\"%s-desc\">", about->id);
	out_text(out, told(out->arena, about));
	out_z(out, "</desc>\n");
}

static struct str drawing_of(struct arena *arena, struct diagram diagram, double *high)
{
	struct out drawing;

	out_init(&drawing, arena, LONGEST_DRAWING);
	*high = ceil(diagram.kind->draw(&drawing, diagram.about, diagram.chart));
	must(!drawing.is_full);
	return out_str(&drawing);
}

static void caption_show(struct out *out, const struct diagram_about *about)
{
	out_z(out, "<figure class=\"chart\"><figcaption>");
	out_text(out, about->title);
	if (about->finding.len) {
		out_z(out, " <small>");
		out_text(out, about->finding);
		out_z(out, "</small>");
	}
	if (about->is_judged) {
		out_z(out, " <small class=\"verdict\"><span aria-hidden=\"true\">");
		out_text(out, verdict_sign(about->verdict));
		out_z(out, "</span> ");
		out_text(out, verdict_words(about->verdict));
		out_z(out, "</small>");
	}
	out_z(out, "</figcaption>\n");
}

static void file_link(struct out *out, struct str address, const char *words, const char *of)
{
	if (!address.len)
		return;
	out_print(out, "%s<a href=\"", of);
	out_link(out, address);
	out_z(out, "\">");
	out_text(out, words);
	out_z(out, "</a>");
}

static void below_show(struct out *out, const struct diagram_about *about)
{
	if (about->caveat.len) {
		out_z(out, "<p class=\"caveat small\">");
		out_text(out, about->caveat);
		out_z(out, "</p>\n");
	}
	if (!about->source.len && !about->csv.len && !about->vega.len)
		return;
	out_z(out, "<p class=\"muted small\">");
	out_text(out, about->source);
	file_link(out, about->csv, _("The numbers as CSV"), about->source.len ? " " : "");
	file_link(out, about->vega, _("The figure as Vega-Lite"),
		about->source.len || about->csv.len ? " " : "");
	out_z(out, "</p>\n");
}

void diagram_show(struct out *out, struct diagram diagram)
{
	struct twin twin;
	double high;
	struct str drawing = drawing_of(out->arena, diagram, &high);

	diagram.kind->twin(&twin, out->arena, diagram.chart);
	if (!twin.rows_count)
		return;
	caption_show(out, diagram.about);
	out_z(out, "<div class=\"table-scroll\" role=\"region\" aria-label=\"");
	out_attr(out, arena_print(out->arena, _("%.*s, figure"), STR(diagram.about->title)));
	out_z(out, "\" tabindex=\"0\">\n");
	svg_begin(out, diagram.about, 0, high, "");
	out_raw(out, drawing);
	out_z(out, "</svg>\n</div>\n");
	table_show(out, diagram.about, &twin);
	below_show(out, diagram.about);
	out_z(out, "</figure>\n");
}

/* ---- Files -------------------------------------------------------------------------------- */

/* A file of its own has no style sheet beside it: the light colours of web/varn.css. */
static const char own_colours[] = "<style>"
	"svg{background:#fff}text{font:13px \"Segoe UI\",\"Noto Sans\",sans-serif;fill:#1b1d1f}"
	"text.tick,text.note{fill:#55595e}text.small{font-size:11px}text.title{font-weight:650}"
	".grid{stroke:#d5dbdc;fill:none}.axis{stroke:#767b81;fill:none}"
	".mark,.c1{fill:#00746d}.c2{fill:#b65a00}.c3{fill:#2f5fb3}.c4{fill:#8b3a80}.c5{fill:#6a7100}"
	".c6{fill:#66707a}.line{fill:none;stroke:#00746d;stroke-width:2.5}.line.c2{stroke:#b65a00}"
	".band90{fill:#55595e;fill-opacity:.14}.band50{fill:#55595e;fill-opacity:.2}"
	".edge{fill:none;stroke:#55595e;stroke-width:.75}"
	".expected{fill:none;stroke:#1b1d1f;stroke-width:1.5}"
	".before{fill:none;stroke:#b65a00;stroke-width:1.25;stroke-dasharray:5 2}"
	".forecast{fill:none;stroke:#1b1d1f;stroke-width:2;stroke-dasharray:2 3}"
	".whisker{stroke:#1b1d1f;stroke-width:1.25;fill:none}.thick{stroke:#1b1d1f;stroke-width:4;fill:none}"
	".dot{fill:#1b1d1f}.hollow{fill:#fff;stroke:#1b1d1f;stroke-width:1.5}.late{stroke:#00746d}"
	".hatching{stroke:#00746d;stroke-width:1.5}.ring{fill:#fff;stroke:#b3001b;stroke-width:2}"
	".break{stroke:#1b1d1f;stroke-width:1.25}.limit{fill:none;stroke:#b3001b;stroke-width:1.5;"
	"stroke-dasharray:6 4}.target{stroke:#2f5fb3;stroke-width:2;stroke-dasharray:2 3}"
	".chosen{fill:#b65a00;stroke:#1b1d1f;stroke-width:1.5}.weaker{opacity:.55}"
	".more-1,.more-2,.more-3{fill:#b65a00}.less-1,.less-2,.less-3{fill:#2f5fb3}"
	".more-1,.less-1{fill-opacity:.15}.more-2,.less-2{fill-opacity:.3}.more-3,.less-3{fill-opacity:.45}"
	".heat-0{fill:#f4f6f6}.heat-1{fill:#00746d;fill-opacity:.18}.heat-2{fill:#00746d;fill-opacity:.38}"
	".heat-3{fill:#00746d;fill-opacity:.5}</style>\n";

enum { WORDS_LINE = 19, WORDS_LINES_MOST = 8 };

/* Lines of words that fit beside each other, from y up to the line before 0; returns how many. */
static size_t words_wrapped(struct str text, struct str lines[WORDS_LINES_MOST])
{
	size_t count = 0, letters = CHART_WIDE / LETTER_WIDE;

	for (; text.len && count < WORDS_LINES_MOST; text = str_trim(text)) {
		struct str part = str_letters_part(text, letters), line = part;

		while (part.len < text.len && line.len && line.at[line.len - 1] != ' ')
			line.len--;
		lines[count] = line.len ? line : part;
		text = str_part(text, lines[count].len, text.len);
		lines[count] = str_trim(lines[count]);
		count++;
	}
	return count;
}

/* In a page the title and what it shows stand above the drawing; a file has them inside. */
static void words_draw(struct out *out, const struct diagram_about *about, double above,
                       const struct str *lines, size_t count)
{
	svg_say(out, "title", 0, WORDS_LINE - 3 - above, 's', about->title);
	for (size_t i = 0; i < count; i++)
		svg_say(out, "note", 0, (double)(i + 2) * WORDS_LINE - 4 - above, 's', lines[i]);
	out_char(out, '\n');
}

void diagram_svg(struct out *out, struct diagram diagram)
{
	double high, above;
	struct str drawing = drawing_of(out->arena, diagram, &high), lines[WORDS_LINES_MOST];
	size_t count = words_wrapped(told(out->arena, diagram.about), lines);

	above = (double)(count + 1) * WORDS_LINE + 4;
	svg_begin(out, diagram.about, above, high, " xmlns=\"http://www.w3.org/2000/svg\"");
	out_z(out, own_colours);
	words_draw(out, diagram.about, above, lines, count);
	out_raw(out, drawing);
	out_z(out, "</svg>\n");
}

static void csv_number(struct out *out, const struct twin_cell *cell)
{
	char text[40];
	char *point;

	if (!isfinite(cell->value))
		return;
	snprintf(text, sizeof(text), "%.15g", cell->value);
	if ((point = strchr(text, '.')))
		*point = ',';
	out_z(out, text);
}

/* Always the same columns, so that files can be laid below each other. */
static void csv_row(struct out *out, const struct twin *twin, size_t row)
{
	out_csv(out, twin->labels[row], ';');
	for (size_t c = 0; c < twin->columns_count; c++) {
		const struct twin_cell *cell = twin_at(twin, row, c);

		if (!twin_heading(twin, c).len)
			continue;
		out_char(out, ';');
		if (cell->text.len)
			out_csv(out, cell->text, ';');
		else
			csv_number(out, cell);
	}
	out_z(out, "\r\n");
}

void diagram_csv(struct out *out, struct diagram diagram)
{
	struct twin twin;

	diagram.kind->twin(&twin, out->arena, diagram.chart);
	out_z(out, "\xEF\xBB\xBF");
	out_csv(out, diagram.about->heading, ';');
	for (size_t c = 0; c < twin.columns_count; c++) {
		if (!twin_heading(&twin, c).len)
			continue;
		out_char(out, ';');
		out_csv(out, twin_heading(&twin, c), ';');
	}
	out_z(out, "\r\n");
	for (size_t row = 0; row < twin.rows_count; row++)
		csv_row(out, &twin, row);
}

const struct diagram_form *diagram_form(struct str end)
{
	static const struct diagram_form forms[] = {
		{ "svg", "image/svg+xml", diagram_svg },
		{ "csv", "text/csv; charset=utf-8", diagram_csv },
		{ "json", "application/json", diagram_vega },
	};

	for (size_t i = 0; i < COUNT(forms); i++)
		if (str_is(end, forms[i].end))
			return &forms[i];
	return NULL;
}
