/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_draw.c - pieces of SVG, and from values to pixels. */
#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

/* ---- Scales ------------------------------------------------------------------------------- */

double scale_at(const struct scale *scale, double value)
{
	double low = scale->low, high = scale->high, share;

	if (isnan(value))
		return NAN;
	if (scale->is_log) {
		value = log10(fmax(value, low));
		low = log10(low);
		high = log10(high);
	}
	share = high > low ? (value - low) / (high - low) : 0;
	return scale->at_low + fmin(fmax(share, 0), 1) * (scale->at_high - scale->at_low);
}

double known_most(double a, double b)
{
	return isfinite(b) && !(a >= b) ? b : a;
}

double known_least(double a, double b)
{
	return isfinite(b) && !(a <= b) ? b : a;
}

/* 1, 2 or 5 times a power of ten, not below x. */
static double round_up(double x)
{
	double unit = pow(10, floor(log10(x)));

	for (int i = 0; i < 3; i++) {
		static const double steps[] = { 1, 2, 5 };

		if (steps[i] * unit >= x * (1 - 1e-9))
			return steps[i] * unit;
	}
	return 10 * unit;
}

double scale_top(double most, bool is_whole)
{
	double least = is_whole ? 4 : 0, step;

	if (!isfinite(most) || most <= 0)
		return is_whole ? 4 : 1;
	step = round_up(fmax(most, least) / 5);
	if (is_whole)
		step = fmax(step, 1);
	return ceil(fmax(most, least) / step - 1e-9) * step;
}

/* Powers of ten; on an axis that holds few of them, twice and five times them too. */
static size_t steps_log(const struct scale *scale, double steps[STEPS_MOST])
{
	static const double parts[] = { 1, 2, 5 };
	size_t count = 0;
	double first = floor(log10(scale->low) + 1e-9), last = floor(log10(scale->high) + 1e-9);
	double every = fmax(ceil((last - first + 1) / (STEPS_MOST - 2)), 1);

	for (double power = first; power <= last; power += every)
		for (size_t i = 0; i < (last - first < 3 ? COUNT(parts) : 1); i++) {
			double step = parts[i] * pow(10, power);

			if (count < STEPS_MOST && step >= scale->low * (1 - 1e-9) && step <= scale->high * (1 + 1e-9))
				steps[count++] = step;
		}
	return count;
}

size_t scale_steps(const struct scale *scale, int wanted, double steps[STEPS_MOST])
{
	double step, from;
	size_t count = 0;

	if (scale->is_log)
		return steps_log(scale, steps);
	if (!(scale->high > scale->low))
		return 0;
	step = round_up((scale->high - scale->low) / wanted);
	from = ceil(scale->low / step - 1e-9);
	for (double i = from; count < STEPS_MOST && i * step <= scale->high + step * 1e-9; i++)
		steps[count++] = i * step;
	return count;
}

struct str scale_words(struct arena *arena, const struct scale *scale, double step)
{
	double from = scale->is_log ? step : (scale->high - scale->low) / 20;
	int decimals = from > 0 && from < 1 ? (int)fmin(ceil(-log10(from) - 1e-9), 9) : 0;

	while (decimals > 0 && fabs(step * pow(10, decimals - 1)
		- round(step * pow(10, decimals - 1))) < 1e-6)
		decimals--;
	return tongue_real(arena, step, decimals);
}

double letters_wide(struct str text)
{
	return (double)str_letters(text) * LETTER_WIDE;
}

double scale_room(struct arena *arena, const struct scale *scale, int wanted)
{
	double steps[STEPS_MOST], wide = 0;
	size_t count = scale_steps(scale, wanted, steps);

	for (size_t i = 0; i < count; i++)
		wide = fmax(wide, letters_wide(scale_words(arena, scale, steps[i])));
	return fmin(fmax(wide + 10, 36), CHART_WIDE / 3.0);
}

/* ---- Pieces ------------------------------------------------------------------------------- */

static void class_show(struct out *out, const char *class)
{
	if (*class)
		out_print(out, " class=\"%s\"", class);
}

static struct str cut_to(struct arena *arena, struct str text, double room)
{
	size_t letters = room > LETTER_WIDE * 2 ? (size_t)(room / LETTER_WIDE) : 1;

	if (str_letters(text) <= letters)
		return text;
	return arena_print(arena, "%.*s…", STR(str_letters_part(text, letters - 1)));
}

void svg_words(struct out *out, const struct svg_words *words)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };
	int anchor = words->anchor == 'm' ? 1 : words->anchor == 'e' ? 2 : 0;
	struct str text = cut_to(out->arena, words->text, words->room > 0 ? words->room : CHART_WIDE);
	double wide = letters_wide(text), least = wide * anchor / 2;
	double x = fmax(fmin(words->x, CHART_WIDE - wide + least), least);

	out_z(out, "<text");
	class_show(out, words->class);
	out_print(out, " x=\"%.1f\" y=\"%.1f\"%s>", x, words->y, anchors[anchor]);
	out_text(out, text);
	out_z(out, "</text>");
}

void svg_say(struct out *out, const char *class, double x, double y, char anchor, struct str text)
{
	svg_words(out, &(struct svg_words){ .class = class, .x = x, .y = y, .anchor = anchor,
		.text = text });
}

/* The last space before so many letters; "" when there is none. */
static struct str first_line(struct str text, size_t letters)
{
	struct str part = str_letters_part(text, letters);

	while (part.len && part.at[part.len - 1] != ' ')
		part.len--;
	return part;
}

void svg_label(struct out *out, double x, double y, double room, char anchor, struct str text)
{
	struct str first = S("");

	if (letters_wide(text) > room)
		first = first_line(text, (size_t)(room / LETTER_WIDE));
	if (first.len)
		svg_words(out, &(struct svg_words){ .class = "", .x = x, .y = y - 3, .anchor = anchor,
			.room = room, .text = str_trim(first) });
	svg_words(out, &(struct svg_words){ .class = "", .x = x, .y = first.len ? y + 12 : y + 5,
		.anchor = anchor, .room = room, .text = str_part(text, first.len, text.len) });
}

void svg_box(struct out *out, const char *class, double x, double y, double wide, double high)
{
	if (isnan(x) || isnan(y) || !(wide > 0) || !(high > 0))
		return;
	out_z(out, "<rect");
	class_show(out, class);
	out_print(out, " x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", x, y, wide, high);
}

void svg_line(struct out *out, const char *class, double x1, double y1, double x2, double y2)
{
	if (isnan(x1) || isnan(y1) || isnan(x2) || isnan(y2))
		return;
	out_z(out, "<path");
	class_show(out, class);
	out_print(out, " d=\"M%.1f %.1fL%.1f %.1f\"/>", x1, y1, x2, y2);
}

void svg_dot(struct out *out, const char *class, double x, double y, double r)
{
	if (isnan(x) || isnan(y))
		return;
	out_z(out, "<circle");
	class_show(out, class);
	out_print(out, " cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y, r);
}

void svg_path(struct out *out, const char *class, const double *x, const double *y, size_t count)
{
	bool is_begun = false, is_any = false;

	for (size_t i = 0; i < count && !is_any; i++)
		is_any = !isnan(x[i]) && !isnan(y[i]);
	if (!is_any)
		return;
	out_z(out, "<path");
	class_show(out, class);
	out_z(out, " d=\"");
	for (size_t i = 0; i < count; i++) {
		bool is_known = !isnan(x[i]) && !isnan(y[i]);

		/* A point alone is a line of no length: its round end is seen. */
		if (is_known)
			out_print(out, is_begun ? "L%.1f %.1f" : "M%.1f %.1fh0", x[i], y[i]);
		is_begun = is_known;
	}
	out_z(out, "\"/>\n");
}

/* From place i, the first that is not known. */
static size_t run_end(const double *low, const double *high, size_t i, size_t count)
{
	while (i < count && !isnan(low[i]) && !isnan(high[i]))
		i++;
	return i;
}

void svg_area(struct out *out, const char *class, const double *x, const double *low,
              const double *high, size_t count)
{
	for (size_t i = 0, end; i < count; i = end > i ? end : i + 1) {
		end = run_end(low, high, i, count);
		if (end < i + 2)
			continue;
		out_z(out, "<path");
		class_show(out, class);
		for (size_t k = i; k < end; k++)
			out_print(out, "%s%.1f %.1f", k == i ? " d=\"M" : "L", x[k], high[k]);
		for (size_t k = end; k-- > i;)
			out_print(out, "L%.1f %.1f", x[k], low[k]);
		out_z(out, "z\"/>\n");
	}
}

void svg_steps(struct out *out, const char *class, const double *edges, const double *low,
               const double *high, size_t count)
{
	for (size_t i = 0, end; i < count; i = end > i ? end : i + 1) {
		end = run_end(low, high, i, count);
		if (end == i)
			continue;
		out_z(out, "<path");
		class_show(out, class);
		for (size_t k = i; k < end; k++)
			out_print(out, "%s%.1f %.1fH%.1f", k == i ? " d=\"M" : "L", edges[k], high[k],
				edges[k + 1]);
		for (size_t k = end; k-- > i;)
			out_print(out, "L%.1f %.1fH%.1f", edges[k + 1], low[k], edges[k]);
		out_z(out, "z\"/>\n");
	}
}

void svg_hatch(struct out *out, const struct diagram_about *about)
{
	out_print(out, "<defs><pattern id=\"%s-hatch\" width=\"5\" height=\"5\""
		" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		"<path class=\"hatching\" d=\"M1 0v5\"/></pattern></defs>\n", about->id);
}

void svg_hatched(struct out *out, const struct diagram_about *about, double x, double y,
                 double wide, double high)
{
	if (isnan(x) || isnan(y) || !(wide > 0) || !(high > 0))
		return;
	out_print(out, "<rect class=\"late\" fill=\"url(#%s-hatch)\" x=\"%.1f\" y=\"%.1f\""
		" width=\"%.1f\" height=\"%.1f\"/>", about->id, x, y, wide, high);
}
