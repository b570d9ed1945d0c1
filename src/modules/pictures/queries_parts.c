/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_parts.c - sections that others were asked about, and what they wrote. */
#include "modules/pictures/parts.h"

#define DOOR(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct part_door, name_), NULL, false }
static const struct column door_columns[] = { DOOR(id, int), DOOR(section, text), DOOR(question, text),
	DOOR(title, text), DOOR(kind, text) };
static const struct shape door_shape = { .size = sizeof(struct part_door),
	.count = COUNT(door_columns), .columns = door_columns };

const struct part_door *part_door_of(struct view *view, int64_t part_id)
{
	return view_get(view, &door_shape, SQL("SELECT id, section, question, title, kind"
		" FROM my_picture_part_door WHERE id = $1"), V(part_id));
}

const struct part_door *part_asked_of(struct view *view, int64_t part_id)
{
	return view_get(view, &door_shape,
		SQL("SELECT my_picture_part.id, my_picture_part.section, my_picture_part.question,"
		    " my_picture_asked.title, my_picture_asked.kind FROM my_picture_part"
		    " JOIN my_picture_asked ON my_picture_asked.part_id = my_picture_part.id"
		    " WHERE my_picture_part.id = $1 AND my_picture_part.ended_at = 0"
		    "   AND my_picture_asked.state = 'working'"), V(part_id));
}

struct picture_part_text_list part_door_texts(struct view *view, int64_t part_id)
{
	return picture_part_text_list_of(view_list(view, &picture_part_text_record.shape,
		SQL("SELECT * FROM my_picture_part_door_text WHERE part_id = $1 ORDER BY id DESC LIMIT 50"),
		V(part_id)));
}

struct picture_part_list picture_parts(struct view *view, int64_t picture_id)
{
	return picture_part_list_of(view_list(view, &picture_part_record.shape,
		SQL("SELECT * FROM my_picture_part WHERE picture_id = $1 ORDER BY id LIMIT 200"),
		V(picture_id)));
}

const struct picture_part *picture_part_get(struct view *view, struct str public_id)
{
	return view_get(view, &picture_part_record.shape,
		SQL("SELECT * FROM my_picture_part WHERE public_id = $1"), V(public_id));
}

struct picture_part_text_list part_texts(struct view *view, int64_t part_id)
{
	return picture_part_text_list_of(view_list(view, &picture_part_text_record.shape,
		SQL("SELECT * FROM my_picture_part_text WHERE part_id = $1 ORDER BY id DESC LIMIT 50"),
		V(part_id)));
}

#define OF_MINE " FROM my_picture_part WHERE ended_at = 0 AND unit_id <> 0" \
	" AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_write')" \
	" AND EXISTS (SELECT 1 FROM my_picture_asked WHERE my_picture_asked.part_id = my_picture_part.id" \
	"             AND my_picture_asked.state = 'working')"
int64_t parts_waiting(struct view *view)
{
	return view_int(view, SQL("SELECT count(*)" OF_MINE " AND NOT EXISTS"
		" (SELECT 1 FROM my_picture_part_text WHERE my_picture_part_text.part_id = my_picture_part.id)"),
		NONE);
}

struct picture_part_list parts_of_mine(struct view *view)
{
	return picture_part_list_of(view_list(view, &picture_part_record.shape,
		SQL("SELECT *" OF_MINE " ORDER BY id DESC LIMIT 200"), NONE));
}

void part_end(struct change *change, const struct picture_part *part)
{
	if (change_run(change, SQL("UPDATE picture_part SET ended_at = $2, ended_by = $3,"
			" version = version + 1 WHERE id = $1 AND ended_at = 0"),
			V(part->id, instant_now(), change_me(change))))
		change_note(change, "picture_part", part->id, "end", S(""));
}
