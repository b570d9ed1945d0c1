/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/queries.c - publications, and the figures of exercises and follow-up that they are made of. */
#include "modules/opendata/inside.h"

bool publication_may(struct view *view, const char *permission)
{
	return view_int(view, SQL("SELECT 1 FROM my_publication_right WHERE permission = $1"), V(permission)) != 0;
}

#define WITHOUT_CONTENT "SELECT id, public_id, table_code, year, edition, state, reason, '' AS content, digest," \
	" made_by, made_name, made_at, approved_by, approved_name, approved_at, withdrawn_name, withdrawn_at," \
	" withdrawn_why, version FROM my_publication"

struct publication_list publications_seen(struct view *view)
{
	return publication_list_of(view_list(view, &publication_record.shape,
		SQL(WITHOUT_CONTENT " ORDER BY year DESC, table_code, edition DESC LIMIT 1000"), NONE));
}

struct publication_list publication_editions(struct view *view, struct str table_code, int64_t year)
{
	return publication_list_of(view_list(view, &publication_record.shape,
		SQL(WITHOUT_CONTENT " WHERE table_code = $1 AND year = $2 ORDER BY edition DESC LIMIT 200"),
		V(table_code, year)));
}

const struct publication *publication_get(struct view *view, struct str table_code, int64_t year, int64_t edition)
{
	return view_get(view, &publication_record.shape,
		SQL("SELECT * FROM my_publication WHERE table_code = $1 AND year = $2 AND edition = $3"),
		V(table_code, year, edition));
}

const struct publication *publication_newest(struct view *view, struct str table_code, int64_t year)
{
	return view_get(view, &publication_record.shape,
		SQL("SELECT * FROM my_publication WHERE table_code = $1 AND year = $2 AND state = 'approved'"
		    " ORDER BY edition DESC LIMIT 1"), V(table_code, year));
}

void publication_add(struct change *change, struct publication *publication)
{
	change_run(change, SQL("UPDATE publication SET state = 'dropped', version = version + 1"
		" WHERE table_code = $1 AND year = $2 AND state = 'made'"),
		V(publication->table_code, publication->year));
	change_insert(change, &publication_record.shape, publication);
}

/* ---- Figures --------------------------------------------------------------------------------------- */

static const struct column sum_columns[] = {
	{ "row_code", COLUMN_text, offsetof(struct open_sum, row), NULL, false },
	{ "column_code", COLUMN_text, offsetof(struct open_sum, column), NULL, false },
	{ "words_sv", COLUMN_text, offsetof(struct open_sum, words_sv), NULL, false },
	{ "words_en", COLUMN_text, offsetof(struct open_sum, words_en), NULL, false },
	{ "found", COLUMN_int, offsetof(struct open_sum, count), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct open_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

struct open_sum_list exercises_held(struct view *view, int year)
{
	return open_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT kind AS row_code, substr(held_on, 6, 2) AS column_code, '' AS words_sv, '' AS words_en,"
		    " count(*) AS found FROM my_exercise WHERE state IN ('ended', 'evaluated')"
		    " AND held_on >= $1 AND held_on <= $2 GROUP BY kind, substr(held_on, 6, 2)"
		    " ORDER BY kind, column_code"),
		V(((struct date){ (int16_t)year, 1, 1 }), ((struct date){ (int16_t)year, 12, 31 }))));
}

/* The newest assessment of each point and unit in the year. */
struct open_sum_list points_assessed(struct view *view, int year)
{
	return open_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT a.programme_code || '/' || a.code AS row_code, a.answer AS column_code,"
		    " COALESCE(min(o.text_sv), '') AS words_sv, COALESCE(min(o.text_en), '') AS words_en,"
		    " count(*) AS found FROM my_follow_up_answer AS a"
		    " LEFT JOIN my_programme AS p ON p.code = a.programme_code AND p.is_current = 1"
		    " LEFT JOIN my_obligation AS o ON o.programme_id = p.id AND o.code = a.code"
		    " WHERE a.year = $1 AND a.is_assessment = 1 AND NOT EXISTS (SELECT 1"
		    "  FROM my_follow_up_answer AS later WHERE later.programme_code = a.programme_code"
		    "  AND later.code = a.code AND later.unit_id = a.unit_id AND later.year = a.year"
		    "  AND later.is_assessment = 1 AND later.id > a.id)"
		    " GROUP BY a.programme_code, a.code, a.answer ORDER BY 1, 2"), V((int64_t)year)));
}
