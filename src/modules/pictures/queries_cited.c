/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_cited.c - numbers in texts, and sentences that were taken. */
#include "modules/pictures/write.h"

/* The command line is nobody and may read the tables themselves; a page has a person. */
static struct sql seen(struct view *view, struct sql by_person, struct sql by_system)
{
	return view_me(view) ? by_person : by_system;
}

struct picture_number_list picture_cited(struct view *view, int64_t picture_id)
{
	return picture_number_list_of(view_list(view, &picture_number_record.shape,
		seen(view, SQL("SELECT * FROM my_picture_number WHERE picture_id = $1 ORDER BY number"),
			SQL("SELECT * FROM picture_number WHERE picture_id = $1 ORDER BY number")),
		V(picture_id)));
}

struct picture_sentence_list picture_sentences(struct view *view, int64_t picture_id)
{
	return picture_sentence_list_of(view_list(view, &picture_sentence_record.shape,
		seen(view, SQL("SELECT * FROM my_picture_sentence WHERE picture_id = $1 ORDER BY id LIMIT 2000"),
			SQL("SELECT * FROM picture_sentence WHERE picture_id = $1 ORDER BY id LIMIT 2000")),
		V(picture_id)));
}

void cited_copy(struct change *change, int64_t from_picture, int64_t to_picture)
{
	struct picture_number_list list = picture_cited(change_view(change), from_picture);

	for (size_t i = 0; i < list.count; i++) {
		struct picture_number copy = list.at[i];

		copy.id = copy.version = 0;
		copy.public_id = S("");
		copy.picture_id = to_picture;
		change_insert(change, &picture_number_record.shape, &copy);
	}
}

void sentences_copy(struct change *change, int64_t from_picture, int64_t to_picture)
{
	struct picture_sentence_list list = picture_sentences(change_view(change), from_picture);

	for (size_t i = 0; i < list.count; i++) {
		struct picture_sentence copy = list.at[i];

		copy.id = copy.version = 0;
		copy.public_id = S("");
		copy.picture_id = to_picture;
		change_insert(change, &picture_sentence_record.shape, &copy);
	}
}

void sentence_add(struct change *change, struct picture_sentence *sentence)
{
	sentence->taken_by = change_me(change);
	sentence->taken_at = instant_now();
	change_insert(change, &picture_sentence_record.shape, sentence);
}

/* Every one of the same kind, unit and area, the newest first. */
struct picture_list picture_versions(struct view *view, const struct picture *picture)
{
	return picture_list_of(view_list(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE unit_id = $1 AND kind = $2 AND area_code = $3"
		    " ORDER BY period DESC, number DESC, id DESC LIMIT 200"),
		V(picture->unit_id, picture->kind, picture->area_code)));
}

static const struct column shelf_columns[] = {
	{ "number", COLUMN_text, offsetof(struct shelf_event, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct shelf_event, title), NULL, false },
	{ "severity", COLUMN_int, offsetof(struct shelf_event, severity), NULL, false },
};
static const struct shape shelf_shape = { .size = sizeof(struct shelf_event),
	.count = COUNT(shelf_columns), .columns = shelf_columns };

/* Level by level, the gravest first: an index holds those of a level in the order of time, and all
 * of a city's year would have to be put in order for the few that are shown. */
struct shelf_event_list shelf_events(struct view *view, const struct picture_query *asked)
{
	struct event_ask ask = query_events(asked, false);
	const struct catalogue *levels = catalogue_get("event/severities");
	struct shelf_event_list found = { 0 };

	found.at = arena_array(view_arena(view), struct shelf_event, SHELF_MOST);
	for (size_t i = levels->count; i > 0 && found.count < SHELF_MOST; i--) {
		struct shelf_event_list of_level;
		struct query query;
		int64_t level = 0;

		str_to_int(levels->items[i - 1].code, &level);
		query_start(&query, view_arena(view), SQL("SELECT number, title, severity FROM my_event"
			" WHERE severity = $?"), V(level));
		events_narrow(&query, view, &ask);
		query_add(&query, SQL(" ORDER BY occurred_at DESC, id LIMIT $?"), V((int64_t)(SHELF_MOST - found.count)));
		of_level = shelf_event_list_of(view_list_of(view, &shelf_shape, &query));
		for (size_t n = 0; n < of_level.count; n++)
			found.at[found.count++] = of_level.at[n];
	}
	return found;
}
