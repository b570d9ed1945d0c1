/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/matrix.c - the matrix of an analysis: a table that is the truth, and a drawing of it.
 *
 * A mark stands in the cell of its steps with the number the risk has in the list.  A broken
 * ring is a judgement of high uncertainty, an arrow comes from last year's cell.  Seven or more
 * in a cell become a count; the table says which they are.
 */
#include "modules/risks/pages.h"

#include "base/say.h"

#include "modules/risks/matrix.html.h"

enum { CELL_WIDE = 120, CELL_HIGH = 76, LEFT = 130, TOP = 28, MARKS_IN_ROW = 3, MOST_IN_CELL = 6,
	MARK = 14, LONGEST_DRAWING = 256 * 1024 };

struct cell_of_matrix { int64_t probability, consequence; };

static double left_of(int64_t consequence)
{
	return LEFT + (double)(consequence - 1) * CELL_WIDE;
}

static double top_of(const struct scales *scales, int64_t probability)
{
	return TOP + (double)(scales->method.probability_steps - probability) * CELL_HIGH;
}

static bool is_at(const struct judged *j, int64_t probability, int64_t consequence)
{
	return j->now && j->now->probability == probability && j->now->consequence == consequence;
}

size_t matrix_count(const struct judged_list *risks, int64_t probability, int64_t consequence)
{
	size_t count = 0;

	for (size_t i = 0; i < risks->count; i++)
		count += is_at(&risks->at[i], probability, consequence);
	return count;
}

/* ---- The drawing ----------------------------------------------------------------------------- */

static void cells_draw(struct out *out, const struct scales *scales)
{
	for (int64_t p = scales->method.probability_steps; p >= 1; p--) {
		out_print(out, "<text class=\"tick\" x=\"%d\" y=\"%g\" text-anchor=\"end\">%lld ", LEFT - 8,
			top_of(scales, p) + CELL_HIGH / 2.0, (long long)p);
		out_text(out, step_name(scales_step(scales, "probability", S(""), p)));
		out_z(out, "</text>");
		for (int64_t c = 1; c <= scales->method.consequence_steps; c++) {
			int level = zone_number(scales_zone(scales, p, c));

			out_print(out, "<rect class=\"risk-%d\" x=\"%g\" y=\"%g\" width=\"%d\" height=\"%d\"/>"
				"<text class=\"on-risk\" x=\"%g\" y=\"%g\" text-anchor=\"end\">%d</text>", level,
				left_of(c), top_of(scales, p), CELL_WIDE, CELL_HIGH, left_of(c) + CELL_WIDE - 6,
				top_of(scales, p) + CELL_HIGH - 7, level);
		}
	}
	for (int64_t c = 1; c <= scales->method.consequence_steps; c++)
		out_print(out, "<text class=\"tick\" x=\"%g\" y=\"%d\" text-anchor=\"middle\">%s %lld</text>",
			left_of(c) + CELL_WIDE / 2.0, TOP - 10, _("Consequence"), (long long)c);
}

static void mark_place(const struct scales *scales, const struct risk_revision *at, size_t nth,
                       double *x, double *y)
{
	*x = left_of(at->consequence) + MARK + 6 + (double)(nth % MARKS_IN_ROW) * (2 * MARK + 4);
	*y = top_of(scales, at->probability) + MARK + 5 + (double)(nth / MARKS_IN_ROW) * (2 * MARK + 4);
}

static void mark_draw(struct out *out, const struct judged *j, double x, double y)
{
	out_z(out, "<a href=\"/risks/");
	out_link_part(out, j->risk->public_id);
	out_z(out, "\" aria-label=\"");
	out_attr(out, arena_print(out->arena, _("%zu: %.*s"), j->nth, STR(j->risk->title)));
	out_print(out, "\"><circle class=\"risk-mark\" cx=\"%g\" cy=\"%g\" r=\"%d\"%s/>"
		"<text class=\"risk-number\" x=\"%g\" y=\"%g\" text-anchor=\"middle\">%zu</text></a>", x, y, MARK,
		j->now->uncertainty == UNCERTAINTY_high ? " stroke-dasharray=\"4 3\"" : "", x, y + 5, j->nth);
}

static void count_draw(struct out *out, const struct rsa *rsa, int64_t p, int64_t c, size_t count,
                       double x, double y)
{
	out_print(out, "<a href=\"/risks/list?unit=%lld&amp;year=%lld&amp;probability=%lld&amp;consequence=%lld\""
		" aria-label=\"", (long long)rsa->unit_id, (long long)rsa->year, (long long)p, (long long)c);
	out_attr(out, arena_print(out->arena, plural(count, "%zu risk in this cell", "%zu risks in this cell"), count));
	out_print(out, "\"><rect class=\"risk-mark\" x=\"%g\" y=\"%g\" width=\"62\" height=\"30\" rx=\"15\"/>"
		"<text class=\"risk-number\" x=\"%g\" y=\"%g\" text-anchor=\"middle\">%zu</text></a>",
		x - MARK, y - MARK, x + 17, y + 6, count);
}

/* From the middle of last year's cell to the mark. */
static void arrow_draw(struct out *out, const struct scales *scales, const struct judged *j,
                       double x, double y)
{
	if (!j->before || is_at(j, j->before->probability, j->before->consequence)
	    || !scales_zone(scales, j->before->probability, j->before->consequence).len)
		return;
	out_print(out, "<path class=\"risk-arrow\" marker-end=\"url(#risk-arrow-head)\" d=\"M%g %gL%g %g\"/>",
		left_of(j->before->consequence) + CELL_WIDE / 2.0,
		top_of(scales, j->before->probability) + CELL_HIGH / 2.0, x, y);
}

static void cell_marks(struct out *out, const struct rsa_page *page, struct cell_of_matrix cell, bool arrows)
{
	size_t count = matrix_count(&page->risks, cell.probability, cell.consequence), nth = 0;
	double x, y;

	for (size_t i = 0; i < page->risks.count; i++) {
		const struct judged *j = &page->risks.at[i];

		if (!is_at(j, cell.probability, cell.consequence))
			continue;
		mark_place(page->scales, j->now, count > MOST_IN_CELL ? 0 : nth++, &x, &y);
		if (arrows)
			arrow_draw(out, page->scales, j, x, y);
		else if (count <= MOST_IN_CELL)
			mark_draw(out, j, x, y);
		else if (nth++ == 0)
			count_draw(out, page->rsa, cell.probability, cell.consequence, count, x, y);
	}
}

struct html matrix_drawing(struct arena *arena, const struct rsa_page *page)
{
	const struct risk_method *method = &page->scales->method;
	double wide = LEFT + (double)method->consequence_steps * CELL_WIDE + 4;
	double high = TOP + (double)method->probability_steps * CELL_HIGH + 4;
	struct out out;

	out_init(&out, arena, LONGEST_DRAWING);
	out_print(&out, "<svg viewBox=\"0 0 %g %g\" width=\"%g\" height=\"%g\" role=\"group\" aria-label=\"",
		wide, high, wide, high);
	out_attr(&out, str_of(_("Risk matrix. The same stands in the table below.")));
	out_z(&out, "\"><defs><marker id=\"risk-arrow-head\" viewBox=\"0 0 8 8\" refX=\"22\" refY=\"4\""
		" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
		"<path class=\"risk-head\" d=\"M0 0L8 4 0 8z\"/></marker></defs>");
	cells_draw(&out, page->scales);
	for (int arrows = 1; arrows >= 0; arrows--)
		for (int64_t p = method->probability_steps; p >= 1; p--)
			for (int64_t c = 1; c <= method->consequence_steps; c++)
				cell_marks(&out, page, (struct cell_of_matrix){ p, c }, arrows);
	out_z(&out, "</svg>");
	return out_html(&out);
}

/* ---- The table ------------------------------------------------------------------------------------ */

/* The highest decided level first; within a level the order of the list, for the steps of two
 * scales do not tell which of two risks is the greater. */
struct judged_list matrix_sorted(struct arena *arena, const struct judged_list *risks)
{
	struct judged_list sorted = { 0, arena_array(arena, struct judged, risks->count + 1) };

	for (int level = 9; level >= 0; level--)
		for (size_t i = 0; i < risks->count; i++)
			if ((risks->at[i].now ? zone_number(risks->at[i].now->zone) : 0) == level)
				sorted.at[sorted.count++] = risks->at[i];
	return sorted;
}

struct reply matrix_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	struct judged_list sorted;
	struct rsa_page page;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	page = rsa_page_of(request, view, rsa);
	must(page.scales != NULL);
	sorted = matrix_sorted(request->arena, &page.risks);
	if (request_wants_json(request))
		return matrix_json(request, &page, &sorted);
	out = page_begin(request, view, _("Risk matrix"));
	matrix_page(out, &page, &sorted, matrix_drawing(request->arena, &page));
	return page_end(request, 200);
}
