/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wheel/drawing.c - the year as a wheel, for the wall.
 *
 * January is at the top and the year goes as a clock does.  Each item is a ring with the
 * number that it has in the list, on the circle of its kind; where several would stand on one
 * another they are moved along, because a number that can be read is worth more than the
 * exact day, which stands in the list.
 */
#include "modules/wheel/inside.h"

#include <math.h>

enum { SIZE = 720, CENTRE = SIZE / 2, OUTER = 318, FIRST_RING = 286, RING_STEP = 38, DOT = 13,
	MOST_RINGS = 6, MONTH_LABEL = 338, HUB = 62 };

static double days_in_year(int year)
{
	return date_days_between((struct date){ year, 1, 1 }, (struct date){ year + 1, 1, 1 });
}

/* 0 at the top, in radians, clockwise. */
static double angle_of(struct date on, int year)
{
	return 2 * M_PI * date_days_between((struct date){ year, 1, 1 }, on) / days_in_year(year);
}

static double x_of(double angle, double radius) { return CENTRE + radius * sin(angle); }
static double y_of(double angle, double radius) { return CENTRE - radius * cos(angle); }

static void line_draw(struct out *out, const char *class, double angle, double from, double to)
{
	out_print(out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", class,
		x_of(angle, from), y_of(angle, from), x_of(angle, to), y_of(angle, to));
}

static void label_draw(struct out *out, double angle, double radius, struct str words)
{
	out_print(out, "<text text-anchor=\"middle\" x=\"%.1f\" y=\"%.1f\">", x_of(angle, radius),
		y_of(angle, radius) + 4);
	out_text(out, words);
	out_z(out, "</text>");
}

static void months_draw(struct out *out, int year)
{
	for (int month = 1; month <= 12; month++) {
		struct date first = { year, month, 1 };
		double from = angle_of(first, year);
		double to = angle_of(date_add_months(first, 1), year);

		line_draw(out, "grid", from, HUB, OUTER);
		label_draw(out, (from + (month == 12 ? 2 * M_PI : to)) / 2, MONTH_LABEL,
			str_letters_part(str_of(month_name(month)), 3));
	}
}

static void rings_draw(struct out *out)
{
	out_print(out, "<circle class=\"axis\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", CENTRE, CENTRE, OUTER);
	for (int ring = 0; ring < MOST_RINGS; ring++)
		out_print(out, "<circle class=\"grid\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", CENTRE, CENTRE,
			FIRST_RING - ring * RING_STEP);
}

static int ring_of(struct str kind)
{
	const struct item *item = item_find("wheel_kinds", kind);
	int64_t ring = item ? item_int(item, "ring") : MOST_RINGS;

	return ring < 1 ? 0 : ring > MOST_RINGS ? MOST_RINGS - 1 : (int)ring - 1;
}

static void dot_draw(struct out *out, double angle, double radius, size_t number,
                     const struct wheel_item *item)
{
	out_print(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>",
		item->is_late ? "limit" : item->is_done ? "heat-1" : "heat-2", x_of(angle, radius),
		y_of(angle, radius), DOT);
	out_print(out, "<text text-anchor=\"middle\" x=\"%.1f\" y=\"%.1f\">%zu</text>",
		x_of(angle, radius), y_of(angle, radius) + 4, number);
}

static void items_draw(struct out *out, const struct wheel_item_list *items, int year)
{
	double last[MOST_RINGS];

	for (int ring = 0; ring < MOST_RINGS; ring++)
		last[ring] = -1;
	for (size_t i = 0; i < items->count; i++) {
		int ring = ring_of(items->at[i].kind);
		double radius = FIRST_RING - ring * RING_STEP;
		double angle = angle_of(items->at[i].on, year), apart = 2.1 * DOT / radius;

		if (last[ring] >= 0 && angle < last[ring] + apart)
			angle = last[ring] + apart;
		last[ring] = angle;
		dot_draw(out, angle, radius, i + 1, &items->at[i]);
	}
}

struct html wheel_drawing(struct arena *arena, const struct wheel_item_list *items, int year,
                          struct date today)
{
	struct out *out = arena_new(arena, struct out);

	out_init(out, arena, 1 << 20);
	out_print(out, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
		" aria-labelledby=\"wheel-title\"><title id=\"wheel-title\">", SIZE, SIZE, SIZE, SIZE);
	out_text(out, _("The year as a wheel; the numbers are those of the list"));
	out_z(out, "</title>");
	rings_draw(out);
	months_draw(out, year);
	if (today.year == year)
		line_draw(out, "limit", angle_of(today, year), HUB, OUTER);
	items_draw(out, items, year);
	label_draw(out, 0, 0, arena_print(arena, "%d", year));
	out_z(out, "</svg>");
	return out_html(out);
}
