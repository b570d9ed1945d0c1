/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_find.c - what a person can go to by a few letters, under his rights. */
#include "modules/events/lists.h"
#include "store/search.h"

static const struct column found_columns[] = {
	{ "key", COLUMN_text, offsetof(struct found, key), NULL, false },
	{ "words", COLUMN_text, offsetof(struct found, words), NULL, false },
	{ "hint", COLUMN_text, offsetof(struct found, hint), NULL, false },
};
static const struct shape found_shape = {
	.size = sizeof(struct found), .count = COUNT(found_columns), .columns = found_columns,
};

#define FOUND_EVENT \
	"SELECT my_event.number AS key, my_event.title AS words, my_event.type AS hint"
#define LISTED " AND my_event.state NOT IN ('merged', 'rejected')"

/* Hits that one may see are sought among the newest; who sees few events looks those up among
 * the hits instead.  The three ways to see an event are those of the view my_event. */
struct found_list found_events(struct view *view, struct str text)
{
	struct str sought = search_query(view, text);

	if (!sought.len)
		return (struct found_list){ 0 };
	if (event_reach_is_small(view))
		return found_list_of(view_list(view, &found_shape, SQL(FOUND_EVENT
			" FROM my_event"
			" WHERE (my_event.unit_id IN (SELECT unit_id FROM my_reach"
			"         WHERE permission = 'events_read')"
			"     OR my_event.id IN (SELECT id FROM my_event_own)"
			"     OR my_event.id IN (SELECT event_id FROM my_event_own_need))"
			"   AND +my_event.id IN (SELECT hit.row_id FROM {found event $1} AS hit)"
			LISTED " ORDER BY my_event.id DESC LIMIT $2"), V(sought, FOUND_MOST)));
	return found_list_of(view_list(view, &found_shape, SQL(FOUND_EVENT
		" FROM {found event $1} AS hit CROSS JOIN my_event"
		" WHERE my_event.id = hit.row_id"
		LISTED " ORDER BY hit.row_id DESC LIMIT $2"), V(sought, FOUND_MOST)));
}

/* "%text%", with the signs of LIKE taken as letters. */
static struct str like(struct arena *arena, struct str text, bool from_start)
{
	struct out out;

	out_init(&out, arena, 4096);
	if (!from_start)
		out_char(&out, '%');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '%' || text.at[i] == '_' || text.at[i] == '\\')
			out_char(&out, '\\');
		out_char(&out, text.at[i]);
	}
	out_char(&out, '%');
	return out_str(&out);
}

struct found_list found_documents(struct view *view, struct str text)
{
	struct str sought = search_query(view, text);

	if (!sought.len)
		return (struct found_list){ 0 };
	return found_list_of(view_list(view, &found_shape,
		SQL("SELECT my_document.public_id AS key, my_document.title AS words,"
		    " my_document.kind AS hint"
		    " FROM {found document $1} AS hit JOIN my_document ON my_document.id = hit.row_id"
		    " ORDER BY my_document.title COLLATE local, my_document.id LIMIT $2"),
		V(sought, FOUND_MOST)));
}

struct found_list found_places(struct view *view, struct str text)
{
	return found_list_of(view_list(view, &found_shape,
		SQL("SELECT code AS key, name AS words, kind AS hint FROM my_place"
		    " WHERE fold(name) LIKE fold($1) ESCAPE '\\' OR fold(code) = fold($2)"
		    " ORDER BY name COLLATE local LIMIT $3"),
		V(like(view_arena(view), text, false), text, FOUND_MOST)));
}

struct found_list found_units(struct view *view, struct str text)
{
	return found_list_of(view_list(view, &found_shape,
		SQL("SELECT code AS key, CASE WHEN $4 = 'en' AND name_en <> '' THEN name_en"
		    " ELSE name_sv END AS words, kind AS hint FROM my_unit"
		    " WHERE fold(name_sv) LIKE fold($1) ESCAPE '\\'"
		    "    OR fold(name_en) LIKE fold($1) ESCAPE '\\' OR fold(code) = fold($2)"
		    " ORDER BY name_sv COLLATE local LIMIT $3"),
		V(like(view_arena(view), text, false), text, FOUND_MOST, tongue_code())));
}

struct found_list found_people(struct view *view, struct str text)
{
	return found_list_of(view_list(view, &found_shape,
		SQL("SELECT public_id AS key, name AS words, title AS hint FROM my_person"
		    " WHERE fold(name) LIKE fold($1) ESCAPE '\\'"
		    " ORDER BY name COLLATE local LIMIT $2"),
		V(like(view_arena(view), text, false), FOUND_MOST)));
}
