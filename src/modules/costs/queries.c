/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/queries.c - what was known of costs, prices, what was decided. */
#include "modules/costs/inside.h"

struct cost_price_list cost_prices(struct view *view)
{
	return cost_price_list_of(view_list(view, &cost_price_record.shape,
		SQL("SELECT * FROM my_cost_price ORDER BY name COLLATE local, year DESC"), NONE));
}

struct cost_price_list cost_prices_of(struct view *view, struct str name)
{
	return cost_price_list_of(view_list(view, &cost_price_record.shape,
		SQL("SELECT * FROM my_cost_price WHERE name = $1 ORDER BY year"), V(name)));
}

const struct cost_price *cost_price_get(struct view *view, struct str public_id)
{
	return view_get(view, &cost_price_record.shape,
		SQL("SELECT * FROM my_cost_price WHERE public_id = $1"), V(public_id));
}

bool cost_price_is_taken(struct view *view, struct str name, int64_t year, int64_t but_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_cost_price"
		" WHERE name = $1 AND year = $2 AND id <> $3"), V(name, year, but_id)) > 0;
}

struct cost_cap_list cost_caps(struct view *view)
{
	return cost_cap_list_of(view_list(view, &cost_cap_record.shape,
		SQL("SELECT * FROM my_cost_cap ORDER BY id DESC LIMIT 200"), NONE));
}

bool costs_may_keep(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_city_reach WHERE permission = 'costs_write'"),
		NONE) > 0;
}

/* ---- What was known --------------------------------------------------------------------- */

static const struct column line_columns[] = {
	{ "event_id", COLUMN_int, offsetof(struct cost_line, event_id), NULL, false },
	{ "cost", COLUMN_int, offsetof(struct cost_line, cost), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct cost_line, occurred_at), NULL, false },
	{ "known_at", COLUMN_instant, offsetof(struct cost_line, known_at), NULL, false },
	{ "is_final", COLUMN_bool, offsetof(struct cost_line, is_final), NULL, false },
	{ "has_claim", COLUMN_bool, offsetof(struct cost_line, has_claim), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct cost_line), .count = COUNT(line_columns),
	.columns = line_columns };

#define LINES_FROM(lines) "SELECT event_id, cost, occurred_at, known_at, is_final, has_claim FROM " lines \
	" WHERE occurred_at >= $1"
#define IN_UNIT(below) " AND unit_id IN (SELECT below_id FROM " below " WHERE above_id = $2)"
#define IN_ORDER " ORDER BY event_id, known_at, id"

struct cost_line_list cost_lines(struct view *view, int64_t unit_id, struct date from)
{
	return cost_line_list_of(view_list(view, &line_shape,
		SQL(LINES_FROM("my_cost_line") IN_UNIT("my_unit_below") IN_ORDER), V(instant_at(from, 0, 0, 0), unit_id)));
}

struct cost_line_list cost_lines_city(struct view *view, struct date from)
{
	return cost_line_list_of(view_list(view, &line_shape, SQL(LINES_FROM("my_cost_city") IN_ORDER),
		V(instant_at(from, 0, 0, 0))));
}

/* Each event once, and which it is only by its place in this list. */
struct cost_line_list cost_amounts_city(struct view *view, struct date from)
{
	return cost_line_list_of(view_list(view, &line_shape,
		SQL("SELECT row_number() OVER (ORDER BY occurred_at, cost) AS event_id, cost, occurred_at, known_at,"
		    " 0 AS is_final, 0 AS has_claim FROM my_cost_amount WHERE occurred_at >= $1 ORDER BY occurred_at, cost"),
		V(instant_at(from, 0, 0, 0))));
}

/* ---- As the system -------------------------------------------------------------------------- */

struct cost_line_list cost_lines_all(struct view *system, int64_t unit_id, struct date from)
{
	return cost_line_list_of(view_list(system, &line_shape,
		SQL(LINES_FROM("cost_line_counted") IN_UNIT("kept_unit_below") IN_ORDER),
		V(instant_at(from, 0, 0, 0), unit_id)));
}

struct cost_line_list cost_lines_city_all(struct view *system, struct date from)
{
	return cost_line_list_of(view_list(system, &line_shape, SQL(LINES_FROM("cost_line_counted") IN_ORDER),
		V(instant_at(from, 0, 0, 0))));
}

struct cost_price_list cost_prices_all(struct view *system)
{
	return cost_price_list_of(view_list(system, &cost_price_record.shape,
		SQL("SELECT * FROM cost_price ORDER BY name COLLATE local, year DESC"), NONE));
}

struct cost_price_list cost_prices_named(struct view *system, struct str name)
{
	return cost_price_list_of(view_list(system, &cost_price_record.shape,
		SQL("SELECT * FROM cost_price WHERE name = $1 ORDER BY year"), V(name)));
}

struct cost_cap_list cost_caps_all(struct view *system)
{
	return cost_cap_list_of(view_list(system, &cost_cap_record.shape,
		SQL("SELECT * FROM cost_cap ORDER BY id DESC LIMIT 1"), NONE));
}

int64_t costs_employees(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT COALESCE(sum(headcount), 0) FROM my_unit"
		" WHERE (valid_from = '' OR valid_from <= today()) AND (valid_to = '' OR valid_to >= today())"
		" AND id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"), V(unit_id));
}
