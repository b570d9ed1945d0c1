/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_comments.c - comments on sections. */
#include "modules/pictures/comments.h"

#define LINE(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct comment_line, name_), NULL }
static const struct column line_columns[] = {
	LINE(id, int), LINE(public_id, text), LINE(section, text), LINE(words, text),
	LINE(person_name, text), LINE(settled_by, text), LINE(settled_words, text),
	LINE(at, instant), LINE(settled_at, instant),
};
static const struct shape line_shape = {
	.size = sizeof(struct comment_line), .count = COUNT(line_columns), .columns = line_columns,
};

struct comment_line_list picture_comments(struct view *view, int64_t picture_id)
{
	return comment_line_list_of(view_list(view, &line_shape,
		SQL("SELECT said.id, said.public_id, said.section, said.words, said.at,"
		    " COALESCE(sayer.name, '') AS person_name,"
		    " COALESCE(settler.name, '') AS settled_by,"
		    " COALESCE(settling.words, '') AS settled_words,"
		    " COALESCE(settling.at, 0) AS settled_at"
		    " FROM my_picture_comment AS said"
		    " LEFT JOIN my_person AS sayer ON sayer.id = said.person_id"
		    " LEFT JOIN my_picture_comment AS settling ON settling.settles = said.id"
		    "  AND settling.id = (SELECT min(first.id) FROM my_picture_comment AS first"
		    "   WHERE first.settles = said.id)"
		    " LEFT JOIN my_person AS settler ON settler.id = settling.person_id"
		    " WHERE said.picture_id = $1 AND said.settles = 0"
		    " ORDER BY said.id LIMIT 500"), V(picture_id)));
}

int64_t picture_comment_open(struct view *view, int64_t picture_id, struct str public_id)
{
	return view_int(view, SQL("SELECT id FROM my_picture_comment WHERE picture_id = $1"
		" AND public_id = $2 AND settles = 0 AND NOT EXISTS"
		" (SELECT 1 FROM my_picture_comment AS settling"
		"  WHERE settling.settles = my_picture_comment.id)"), V(picture_id, public_id));
}
