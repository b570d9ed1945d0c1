/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/queries.c - pictures, their steps, their themes and what stands in them. */
#include "modules/riskpicture/inside.h"

bool riskpicture_maker(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_risk_picture_right"
		" WHERE permission = 'risks_receive' LIMIT 1"), NONE) != 0;
}

bool riskpicture_decider(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_risk_picture_right"
		" WHERE permission IN ('risks_receive', 'submissions_submit')"), NONE) == 2;
}

/* ---- Pictures ------------------------------------------------------------------------------------ */

struct risk_picture_list riskpictures_all(struct view *view)
{
	return risk_picture_list_of(view_list(view, &risk_picture_record.shape,
		SQL("SELECT * FROM my_risk_picture ORDER BY year DESC, number DESC LIMIT 200"), NONE));
}

const struct risk_picture *risk_picture_get(struct view *view, struct str public_id)
{
	return view_get(view, &risk_picture_record.shape,
		SQL("SELECT * FROM my_risk_picture WHERE public_id = $1"), V(public_id));
}

const struct risk_picture *risk_picture_of_year(struct view *view, int year)
{
	return view_get(view, &risk_picture_record.shape,
		SQL("SELECT * FROM my_risk_picture WHERE year = $1 ORDER BY number DESC LIMIT 1"), V(year));
}

const struct risk_picture *risk_picture_next(struct view *view, const struct risk_picture *picture)
{
	return view_get(view, &risk_picture_record.shape,
		SQL("SELECT * FROM my_risk_picture WHERE supersedes = $1 ORDER BY id LIMIT 1"), V(picture->id));
}

struct riskpicture_step_list riskpicture_steps(struct view *view, int64_t picture_id)
{
	return riskpicture_step_list_of(view_list(view, &riskpicture_step_shape,
		SQL("SELECT my_risk_picture_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "  WHERE my_person.id = my_risk_picture_step.person_id), '') AS person_name"
		    " FROM my_risk_picture_step WHERE picture_id = $1 ORDER BY id"), V(picture_id)));
}

void riskpicture_step_add(struct change *change, int64_t picture_id, const char *verb, struct str words)
{
	change_run(change, SQL("INSERT INTO risk_picture_step (picture_id, at, person_id, verb, words)"
		" VALUES ($1, $2, $3, $4, $5)"),
		V(picture_id, instant_now(), change_me(change), verb, words));
}

/* ---- Themes --------------------------------------------------------------------------------------- */

struct risk_theme_list risk_themes_of(struct view *view, int64_t picture_id)
{
	return risk_theme_list_of(view_list(view, &risk_theme_record.shape,
		SQL("SELECT * FROM my_risk_theme WHERE picture_id = $1 AND dissolved_reason = ''"
		    " ORDER BY CASE WHEN place = 0 THEN 1 ELSE 0 END, place, id"), V(picture_id)));
}

const struct risk_theme *theme_get(struct view *view, int64_t picture_id, struct str public_id)
{
	return view_get(view, &risk_theme_record.shape,
		SQL("SELECT * FROM my_risk_theme WHERE picture_id = $1 AND public_id = $2"
		    " AND dissolved_reason = ''"), V(picture_id, public_id));
}

static const struct column theme_risk_columns[] = {
	{ "theme_id", COLUMN_int, offsetof(struct theme_risk, theme_id), NULL, false },
	{ "risk_id", COLUMN_int, offsetof(struct theme_risk, risk_id), NULL, false },
	{ "root_id", COLUMN_int, offsetof(struct theme_risk, root_id), NULL, false },
};
static const struct shape theme_risk_shape = { .size = sizeof(struct theme_risk),
	.count = COUNT(theme_risk_columns), .columns = theme_risk_columns };

struct theme_risk_list theme_risks_of(struct view *view, int64_t picture_id)
{
	return theme_risk_list_of(view_list(view, &theme_risk_shape,
		SQL("SELECT m.theme_id, m.risk_id, my_risk.root_id"
		    " FROM my_risk_theme JOIN my_risk_theme_risk AS m ON m.theme_id = my_risk_theme.id"
		    " JOIN my_risk ON my_risk.id = m.risk_id"
		    " WHERE my_risk_theme.picture_id = $1 AND my_risk_theme.dissolved_reason = ''"
		    "   AND m.taken_at = 0 ORDER BY m.theme_id, m.id"), V(picture_id)));
}

void theme_risk_add(struct change *change, int64_t theme_id, int64_t risk_id)
{
	change_run(change, SQL("INSERT INTO risk_theme_risk (theme_id, risk_id, added_by, added_at)"
		" VALUES ($1, $2, $3, $4)"), V(theme_id, risk_id, change_me(change), instant_now()));
}

void theme_risk_take(struct change *change, int64_t theme_id, int64_t root_id)
{
	change_run(change, SQL("UPDATE risk_theme_risk SET taken_by = $1, taken_at = $2"
		" WHERE theme_id = $3 AND taken_at = 0"
		" AND risk_id IN (SELECT id FROM my_risk WHERE root_id = $4)"),
		V(change_me(change), instant_now(), theme_id, root_id));
}

static const struct column risk_key_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct risk_key, public_id), NULL, false },
};
static const struct shape risk_key_shape = { .size = sizeof(struct risk_key),
	.count = COUNT(risk_key_columns), .columns = risk_key_columns };

struct risk_key_list risks_readable(struct view *view, int year)
{
	return risk_key_list_of(view_list(view, &risk_key_shape,
		SQL("SELECT public_id FROM my_risk WHERE year = $1"), V(year)));
}
