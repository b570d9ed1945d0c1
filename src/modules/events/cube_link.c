/* SPDX-License-Identifier: EUPL-1.2 */
/* events/cube_link.c - the address of the list with exactly the rows of a cell. */
#include "modules/events/cube_axes.h"

/* What the list calls a place along a dimension; of periods it is days. */
static const char *const filters[DIM_count] = {
	[DIM_board] = "board", [DIM_unit] = "at", [DIM_area] = "in",
	[DIM_branch] = "type", [DIM_type] = "type", [DIM_weekday] = "weekday", [DIM_hour] = "hour",
	[DIM_severity] = "exactly",
};

struct link {
	struct out out;
	struct date from, to;
	struct str type, board, area;
	bool is_untyped, has_no_list;
};

static void part(struct link *link, const char *name, struct str value)
{
	if (!value.len)
		return;
	out_char(&link->out, str_find_char(out_str(&link->out), '?') < 0 ? '?' : '&');
	out_z(&link->out, name);
	out_char(&link->out, '=');
	out_link_part(&link->out, value);
}

static void part_int(struct link *link, const char *name, int64_t number)
{
	if (number)
		part(link, name, arena_print(link->out.arena, "%lld", (long long)number));
}

static void period_narrow(struct link *link, struct date from, struct date to)
{
	if (date_compare(from, link->from) > 0)
		link->from = from;
	if (date_compare(to, link->to) < 0)
		link->to = to;
}

/* Of a type and its branch the type is the narrower. */
static void type_narrow(struct link *link, struct str key)
{
	link->is_untyped = link->is_untyped || !key.len;
	if (key.len && (!link->type.len || str_find_char(key, '.') > 0))
		link->type = key;
}

static void place_put(struct link *link, const struct event_axis *axis, size_t place)
{
	struct str key = axis->keys[place];

	if (axis->from) {
		period_narrow(link, axis->from[place], axis->to[place]);
		return;
	}
	switch (axis->dim) {
	case DIM_branch: case DIM_type:
		type_narrow(link, key);
		return;
	case DIM_board:
		link->board = key;
		break;
	case DIM_district:
		/* The only one is asked for as a whole, or by the part of it that all are in. */
		if (axis->count > 1 || !link->area.len)
			link->area = key;
		break;
	case DIM_area:
		break;
	default:
		part(link, filters[axis->dim], key);
		return;
	}
	/* The list cannot ask for what has no committee or no area. */
	link->has_no_list = link->has_no_list || str_is(key, "0");
	if (filters[axis->dim])
		part(link, filters[axis->dim], key);
}

static void ask_put(struct link *link, const struct event_table *table)
{
	part_int(link, "unit", table->is_by_board ? 0 : table->ask.unit_id);
	if (table->is_by_board && !link->board.len)
		part_int(link, "board", table->ask.unit_id);
	if (table->is_by_board || (table->ask.as_is && link->board.len))
		part(link, "as_is", S("yes"));
	part(link, "area", link->area);
	part_int(link, "severity", table->ask.severity_from);
	part(link, "type", link->is_untyped ? S("") : link->type);
	if (link->is_untyped)
		part(link, "without", S("type"));
	part(link, "from", date_iso(link->out.arena, link->from));
	part(link, "to", date_iso(link->out.arena, link->to));
	part(link, "restricted", S("no"));
}

struct str event_table_link(struct arena *arena, const struct event_table *table,
                            const ptrdiff_t *places)
{
	struct link link = { .from = table->ask.from, .to = table->ask.to, .type = table->ask.type,
		.area = table->ask.area_code, .has_no_list = table->ask.within_days > 0 };

	out_init(&link.out, arena, 4096);
	out_z(&link.out, "/events");
	for (size_t i = 0; i < table->ask.dim_count; i++)
		if (places[i] >= 0)
			place_put(&link, &table->axes[i], (size_t)places[i]);
	ask_put(&link, table);
	return link.has_no_list ? S("") : out_str(&link.out);
}
