/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_axes.c - axes, intervals, rings, breaks and what the signs mean. */
#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { RING_HIGH = 18, RING_APART = 2 };

/* ---- Axes ----------------------------------------------------------------------------------- */

void axis_up(struct out *out, const struct scale *scale, double left, double right)
{
	double steps[STEPS_MOST];
	size_t count = scale_steps(scale, 5, steps);

	for (size_t i = 0; i < count; i++) {
		double y = scale_at(scale, steps[i]);

		svg_line(out, steps[i] == 0 ? "axis" : "grid", left, y, right, y);
		svg_words(out, &(struct svg_words){ .class = "tick", .x = left - 6, .y = y + 4,
			.anchor = 'e', .room = left, .text = scale_words(out->arena, scale, steps[i]) });
	}
}

void axis_across(struct out *out, const struct scale *scale, double top, double bottom)
{
	double steps[STEPS_MOST], taken = -1;
	size_t count = scale_steps(scale, 5, steps);

	svg_line(out, "axis", scale->at_low, bottom, scale->at_high, bottom);
	for (size_t i = 0; i < count; i++) {
		double x = scale_at(scale, steps[i]);
		struct str words = scale_words(out->arena, scale, steps[i]);
		double half = letters_wide(words) / 2;

		svg_line(out, steps[i] == 0 ? "axis" : "grid", x, top, x, bottom);
		if (x - half < taken)
			continue;
		svg_say(out, "tick", x, bottom + 17, 'm', words);
		taken = x + half + 4;
	}
}

double slot_middle(const struct slots *slots, size_t i)
{
	return slots->left + ((double)i + 0.5) * slots->wide;
}

void slots_name(struct out *out, const struct slots *slots, double y, const struct str *names)
{
	enum { NAME_WIDEST = 12 * LETTER_WIDE };
	double widest = LETTER_WIDE;
	size_t every;

	for (size_t i = 0; i < slots->count; i++)
		widest = fmax(widest, letters_wide(names[i]));
	every = (size_t)ceil((fmin(widest, NAME_WIDEST) + 10) / slots->wide);
	for (size_t i = 0; i < slots->count; i += every ? every : 1)
		svg_words(out, &(struct svg_words){ .class = "tick", .x = slot_middle(slots, i),
			.y = y, .anchor = 'm', .room = NAME_WIDEST, .text = names[i] });
}

/* ---- Intervals ------------------------------------------------------------------------------ */

bool interval_is_known(const struct interval *interval)
{
	return !isnan(interval->low90) && !isnan(interval->high90);
}

void interval_across(struct out *out, const struct scale *scale, const struct interval *interval,
                     double y, bool is_hollow)
{
	if (interval_is_known(interval))
		svg_line(out, "whisker", scale_at(scale, interval->low90), y,
			scale_at(scale, interval->high90), y);
	svg_line(out, "thick", scale_at(scale, interval->low50), y,
		scale_at(scale, interval->high50), y);
	svg_dot(out, is_hollow ? "hollow" : "dot", scale_at(scale, interval->value), y, 4.5);
}

void interval_up(struct out *out, const struct scale *scale, const struct interval *interval, double x)
{
	if (interval_is_known(interval))
		svg_line(out, "whisker", x, scale_at(scale, interval->low90), x,
			scale_at(scale, interval->high90));
	svg_line(out, "thick", x, scale_at(scale, interval->low50), x,
		scale_at(scale, interval->high50));
	svg_dot(out, "dot", x, scale_at(scale, interval->value), 3.5);
}

/* ---- Rings and breaks -------------------------------------------------------------------------- */

static bool is_touching(const struct rings *rings, size_t i, double left, double right, double top)
{
	return left < rings->last[i].right + RING_APART && rings->last[i].left < right + RING_APART
		&& fabs(rings->last[i].top - top) < RING_HIGH + RING_APART;
}

static double ring_lifted(const struct rings *rings, double left, double right, double top)
{
	size_t near = rings->count < RINGS_NEAR ? rings->count : RINGS_NEAR;

	for (size_t turn = 0; turn < RINGS_NEAR; turn++)
		for (size_t i = 0; i < near; i++)
			if (is_touching(rings, i, left, right, top))
				top = rings->last[i].top - RING_HIGH - RING_APART;
	return top;
}

void ring_show(struct out *out, struct rings *rings, double x, double y, double least_y, int number)
{
	struct str words = tongue_number(out->arena, number);
	double wide = fmax(RING_HIGH, letters_wide(words) + 8), left, top;
	size_t at = rings->count++ % RINGS_NEAR;

	left = fmin(fmax(x - wide / 2, 1), CHART_WIDE - wide - 1);
	top = fmax(ring_lifted(rings, left, left + wide, y - RING_HIGH - 4), least_y);
	rings->last[at].left = left;
	rings->last[at].right = left + wide;
	rings->last[at].top = top;
	out_print(out, "<rect class=\"ring\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\""
		" rx=\"%d\"/>", left, top, wide, RING_HIGH, RING_HIGH / 2);
	svg_say(out, "", left + wide / 2, top + RING_HIGH - 4.5, 'm', words);
}

void break_show(struct out *out, double x, double top, double bottom, double words_y, struct str words)
{
	enum { WORDS_WIDEST = 26 * LETTER_WIDE };
	double wide = fmin(letters_wide(words), WORDS_WIDEST);

	svg_line(out, "break", x - 1.5, top, x - 1.5, bottom);
	svg_line(out, "break", x + 1.5, top, x + 1.5, bottom);
	if (words.len)
		svg_words(out, &(struct svg_words){ .class = "note", .x = fmin(x, CHART_WIDE - wide),
			.y = words_y, .anchor = 's', .room = WORDS_WIDEST, .text = words });
}

/* ---- What the signs mean ------------------------------------------------------------------------ */

enum { SIGN_WIDE = 26, LEGEND_APART = 16, LEGEND_LEFT = 4 };

static void sign_line(struct out *out, const char *class, double x, double y)
{
	svg_line(out, class, x, y, x + SIGN_WIDE - 6, y);
}

static void sign_interval(struct out *out, double x, double y, bool is_hollow)
{
	sign_line(out, "whisker", x, y);
	if (!is_hollow)
		svg_line(out, "thick", x + 5, y, x + SIGN_WIDE - 11, y);
	svg_dot(out, is_hollow ? "hollow" : "dot", x + (SIGN_WIDE - 6) / 2, y, 4);
}

static void sign_break(struct out *out, double x, double y)
{
	svg_line(out, "break", x + 8, y - 6, x + 8, y + 6);
	svg_line(out, "break", x + 11, y - 6, x + 11, y + 6);
}

/* Signs that are one box or one line of a class. */
static const struct { const char *box, *line; } plain_signs[] = {
	[LEGEND_bar] = { "mark c1", NULL }, [LEGEND_second] = { "mark c2", NULL },
	[LEGEND_chosen] = { "chosen", NULL },
	[LEGEND_more] = { "more-3", NULL }, [LEGEND_less] = { "less-3", NULL },
	[LEGEND_expected] = { NULL, "expected" }, [LEGEND_before] = { NULL, "before" },
	[LEGEND_forecast] = { NULL, "forecast" },
	[LEGEND_limit] = { NULL, "limit" }, [LEGEND_target] = { NULL, "target" },
	[LEGEND_line] = { NULL, "line c1" }, [LEGEND_outer] = { NULL, "edge" },
	[LEGEND_bracket] = { NULL, "break" }, [LEGEND_nothing] = { NULL, NULL },
};

static void sign_show(struct out *out, const struct diagram_about *about, enum legend_sign sign,
                      double x, double y)
{
	switch (sign) {
	case LEGEND_hatch:
		svg_hatched(out, about, x, y - 5, SIGN_WIDE - 6, 10);
		break;
	case LEGEND_ring:
		out_print(out, "<rect class=\"ring\" x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"14\""
			" rx=\"7\"/>", x + 3, y - 7);
		break;
	case LEGEND_break:
		sign_break(out, x, y);
		break;
	case LEGEND_interval:
	case LEGEND_hollow:
		sign_interval(out, x, y, sign == LEGEND_hollow);
		break;
	case LEGEND_band:
		svg_box(out, "band90", x, y - 6, SIGN_WIDE - 6, 12);
		svg_box(out, "band50", x, y - 3, SIGN_WIDE - 6, 6);
		break;
	case LEGEND_dot:
	case LEGEND_empty:
		svg_dot(out, sign == LEGEND_dot ? "dot" : "hollow", x + 10, y, 5);
		break;
	default:
		if (plain_signs[sign].box)
			svg_box(out, plain_signs[sign].box, x, y - 5, SIGN_WIDE - 6, 10);
		else if (plain_signs[sign].line)
			sign_line(out, plain_signs[sign].line, x, y);
	}
}

void legend_begin(struct legend *legend, double y)
{
	*legend = (struct legend){ LEGEND_LEFT, y };
}

void legend_add(struct out *out, const struct diagram_about *about, struct legend *legend,
                enum legend_sign sign, const char *words)
{
	struct str text = str_of(words);
	double wide = fmin(SIGN_WIDE + letters_wide(text) * 0.9, CHART_WIDE - LEGEND_LEFT);

	if (legend->x > LEGEND_LEFT && legend->x + SIGN_WIDE + letters_wide(text) > CHART_WIDE) {
		legend->x = LEGEND_LEFT;
		legend->y += LINE_HIGH;
	}
	sign_show(out, about, sign, legend->x, legend->y + LINE_HIGH / 2.0);
	svg_words(out, &(struct svg_words){ .class = "note", .x = legend->x + SIGN_WIDE,
		.y = legend->y + LINE_HIGH / 2.0 + 4.5, .anchor = 's',
		.room = CHART_WIDE - LEGEND_LEFT - SIGN_WIDE, .text = text });
	legend->x += wide + LEGEND_APART;
}

double legend_end(const struct legend *legend)
{
	return legend->y + LINE_HIGH + 6;
}
