/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/drawing.c - when what is away, as bars over time; the table says the same. */
#include "modules/continuity/chain.h"

#include "base/tongue.h"

#include <math.h>

enum { LINES_MOST = 40, LABEL_WIDTH = 250, WIDTH = 900, ROW = 24, BAR = 14, TOP = 26, RIGHT = 20,
	LABEL_LETTERS = 34, TICKS = 8 };

struct timeline {
	const struct chain *chain;
	const struct cascade_answer *answer;
	struct instant from;
	double hours;                   /* that the drawing is wide */
	size_t rows;
};

/* Wide enough for nearly all; what is longer ends at the edge. */
static double hours_wide(const struct cascade_answer *answer, struct instant from, size_t rows)
{
	double wide = 6;

	for (size_t i = 0; i < rows; i++) {
		const struct cascade_line *line = &answer->lines.at[i];
		double to = (double)(line->to.seconds - from.seconds) / HOUR;
		double begins = (double)(line->from.seconds - from.seconds) / HOUR;

		wide = fmax(wide, line->is_open ? begins + 24 : to);
	}
	return wide;
}

static double tick_hours(double wide)
{
	static const double steps[] = { 1, 2, 3, 6, 12, 24, 48, 72, 168 };

	for (size_t i = 0; i < COUNT(steps); i++)
		if (wide / steps[i] <= TICKS)
			return steps[i];
	return 168;
}

static double x_of(const struct timeline *timeline, double hours)
{
	double share = fmin(fmax(hours / timeline->hours, 0), 1);

	return LABEL_WIDTH + share * (WIDTH - LABEL_WIDTH - RIGHT);
}

static void ticks_draw(struct out *out, const struct timeline *timeline)
{
	double step = tick_hours(timeline->hours), bottom = TOP + (double)timeline->rows * ROW;

	for (double at = 0; at <= timeline->hours; at += step) {
		struct clock_time clock = instant_local((struct instant){ timeline->from.seconds
			+ llround(at * HOUR) });
		double x = x_of(timeline, at);

		out_print(out, "<path class=\"grid\" d=\"M%.1f %dV%.1f\"/>", x, TOP, bottom);
		out_print(out, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", x, TOP - 8);
		if (step >= 24)
			out_print(out, "%d/%d</text>", clock.date.day, clock.date.month);
		else
			out_print(out, "%02d:%02d</text>", clock.hour, clock.minute);
	}
}

static void bar_draw(struct out *out, const char *class, double from, double to, double y)
{
	if (to - from > 0.2)
		out_print(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
			class, from, y, fmax(to - from, 2), BAR);
}

static void row_draw(struct out *out, const struct timeline *timeline, size_t i)
{
	const struct cascade_line *line = &timeline->answer->lines.at[i];
	const struct cascade_node *node = &timeline->chain->graph.nodes[line->node];
	struct str name = chain_name(timeline->chain, line->node);
	double from = (double)(line->from.seconds - timeline->from.seconds) / HOUR, to = from + line->hours;
	double y = TOP + (double)i * ROW + (double)(ROW - BAR) / 2;
	double limit = node->has_tolerable ? fmin(to, from + node->tolerable) : to;

	out_print(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LABEL_WIDTH - 10, y + BAR - 2);
	out_text(out, str_letters_part(name, LABEL_LETTERS));
	out_z(out, str_letters(name) > LABEL_LETTERS ? "…</text>" : "</text>");
	bar_draw(out, line->is_own ? "mark c6" : "mark c1", x_of(timeline, from), x_of(timeline, limit), y);
	bar_draw(out, "mark c2", x_of(timeline, limit), x_of(timeline, to), y);
}

void timeline_show(struct out *out, const struct chain *chain, const struct cascade_answer *answer,
                   struct instant from)
{
	struct timeline timeline = { chain, answer, from, 0,
		answer->lines.count > LINES_MOST ? LINES_MOST : answer->lines.count };
	int height = TOP + (int)timeline.rows * ROW + 6;

	if (!timeline.rows)
		return;
	timeline.hours = hours_wide(answer, from, timeline.rows);
	out_z(out, "<figure class=\"chart\"><figcaption>");
	out_text(out, _("When what is away"));
	out_z(out, " <small>");
	out_text(out, _("The second colour is time beyond what is acceptable."));
	out_z(out, "</small></figcaption><div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	out_attr(out, _("When what is away, figure"));
	out_print(out, "\"><svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"",
		WIDTH, height, WIDTH, height);
	out_attr(out, _("When what is away; the same stands in the table"));
	out_z(out, "\">");
	ticks_draw(out, &timeline);
	for (size_t i = 0; i < timeline.rows; i++)
		row_draw(out, &timeline, i);
	out_z(out, "</svg></div></figure>");
}
