/* SPDX-License-Identifier: EUPL-1.2 */
/* events/cube_words.c - what the places of a table of counts are called, and in which order. */
#include "modules/events/cube_axes.h"

#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

#include <stdlib.h>

static int64_t number_of(struct str key)
{
	int64_t number = 0;

	str_to_int(key, &number);
	return number;
}

static struct str month_label(struct arena *arena, struct str key)
{
	struct date date;

	return date_read(arena_print(arena, "%.*s-01", STR(key)), &date)
		? tongue_month(arena, date) : key;
}

/* "2026-W09": how weeks are said. */
static struct str week_label(struct arena *arena, struct str key)
{
	return arena_print(arena, _("w. %lld, %.*s"), (long long)number_of(str_part(key, 6, 2)),
		STR(str_part(key, 0, 4)));
}

static struct str date_label(struct arena *arena, struct str key)
{
	struct date date;

	return date_read(key, &date) ? tongue_date(arena, date) : key;
}

static struct str tertial_label(struct arena *arena, struct str key)
{
	return arena_print(arena, _("tertial %.*s, %.*s"), STR(str_part(key, 6, 1)),
		STR(str_part(key, 0, 4)));
}

static struct str label_of(struct view *view, enum event_dim dim, struct str key)
{
	struct arena *arena = view_arena(view);
	int64_t id = number_of(key);

	switch (dim) {
	case DIM_board: return id ? unit_name(view, id) : str_of(_("No committee or company"));
	case DIM_unit: return unit_name(view, id);
	case DIM_district: case DIM_area: return id ? area_name(view, id) : str_of(_("No area"));
	case DIM_branch: case DIM_type:
		return key.len ? code_name("event/types", key) : str_of(_("Not typed yet"));
	case DIM_tertial: return tertial_label(arena, key);
	case DIM_month: return month_label(arena, key);
	case DIM_week: return week_label(arena, key);
	case DIM_day: return date_label(arena, key);
	case DIM_weekday: return str_of(weekday_name((int)id));
	case DIM_hour: return arena_print(arena, "%02lld–%02lld", (long long)id, (long long)id + 1);
	case DIM_severity: return code_name("event/severities", key);
	default: return key;
	}
}

/* ---- Order -------------------------------------------------------------------------------- */

struct placed { struct str label; int64_t order; size_t old; };

static int placed_compare(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return str_compare_swedish(a->label, b->label) ? str_compare_swedish(a->label, b->label)
		: (a->old > b->old) - (a->old < b->old);
}

/* Types as the catalogue has them; what is not known and what is none, last. */
static int64_t order_of(enum event_dim dim, struct str key, size_t place)
{
	const struct item *item;

	switch (dim) {
	case DIM_board: case DIM_unit: case DIM_district: case DIM_area:
		return number_of(key) ? 0 : 1;
	case DIM_branch: case DIM_type:
		item = item_find("event/types", key);
		return item ? item->place : INT64_MAX;
	default:
		return (int64_t)place;
	}
}

void cube_axis_sort(struct view *view, struct event_axis *axis, size_t *order)
{
	struct arena *arena = view_arena(view);
	struct placed *all = arena_array(arena, struct placed, axis->count + 1);
	struct str *keys = arena_array(arena, struct str, axis->count + 1);

	for (size_t i = 0; i < axis->count; i++)
		all[i] = (struct placed){ label_of(view, axis->dim, axis->keys[i]),
			order_of(axis->dim, axis->keys[i], i), i };
	if (axis->count)
		qsort(all, axis->count, sizeof(*all), placed_compare);
	axis->labels = arena_array(arena, struct str, axis->count + 1);
	for (size_t i = 0; i < axis->count; i++) {
		keys[i] = axis->keys[all[i].old];
		axis->labels[i] = all[i].label;
		order[i] = all[i].old;
	}
	axis->keys = keys;
}
