/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/queries_because.c - the texts behind a signal, as far as one may open them. */
#include "modules/places/places.h"
#include "modules/signals/because.h"

static const struct column text_columns[] = {
	{ "place_id", COLUMN_int, offsetof(struct event_text, place_id), NULL, false },
	{ "title", COLUMN_text, offsetof(struct event_text, title), NULL, false },
	{ "story", COLUMN_text, offsetof(struct event_text, story), NULL, false },
};
static const struct shape text_shape = {
	.size = sizeof(struct event_text), .count = COUNT(text_columns), .columns = text_columns,
};

/* As the list that the page links to narrows them. */
static void where_add(struct query *query, struct view *view, const struct listed *listed)
{
	const struct area *area = listed->area_id ? area_get(view, listed->area_id) : NULL;

	if (listed->level == LEVEL_unit)
		query_add(query, SQL(" AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"),
			V(listed->unit_id));
	if (listed->level == LEVEL_board || listed->level == LEVEL_area)
		query_add(query, SQL(" AND board_id = $?"), V(listed->unit_id));
	if (area)
		query_add(query, SQL(" AND area_id IN " AREA_AND_INSIDE), V(area->code));
	query_add(query, SQL(" AND type IN (SELECT code FROM my_catalogue_item"
		" WHERE list = 'event/types' AND (code = $? OR parent_code = $?))"), V(listed->type, listed->type));
}

struct event_text_list signal_texts(struct view *view, const struct listed *listed, struct date from,
                                    struct date before, int64_t most)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT place_id, title, story FROM my_event"
		" WHERE is_restricted = 0 AND state NOT IN ('merged', 'rejected')"
		" AND occurred_at >= $1 AND occurred_at < $2"),
		V(instant_at(from, 0, 0, 0), instant_at(before, 0, 0, 0)));
	where_add(&query, view, listed);
	query_add(&query, SQL(" ORDER BY occurred_at DESC, id DESC LIMIT $?"), V(most));
	return event_text_list_of(view_list_of(view, &text_shape, &query));
}
