/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/queries.c - surveys, questions, rounds and their files; the areas of the map. */
#include "modules/surveys/inside.h"

bool survey_may_write(struct view *view)
{
	return view_int(view, SQL("SELECT may FROM my_survey_writer"), NONE) != 0;
}

struct security_survey_list surveys_all(struct view *view)
{
	return security_survey_list_of(view_list(view, &security_survey_record.shape,
		SQL("SELECT * FROM my_security_survey ORDER BY name COLLATE local, id LIMIT 200"), NONE));
}

const struct security_survey *survey_get(struct view *view, struct str public_id)
{
	return view_get(view, &security_survey_record.shape,
		SQL("SELECT * FROM my_security_survey WHERE public_id = $1"), V(public_id));
}

bool survey_name_is_free(struct view *view, struct str name, int64_t but_id)
{
	return !view_int(view, SQL("SELECT 1 FROM my_security_survey WHERE name = $1 AND id <> $2"),
		V(name, but_id));
}

/* ---- Questions ---------------------------------------------------------------------------- */

struct asked_question_list asked_questions_of(struct view *view, int64_t survey_id)
{
	return asked_question_list_of(view_list(view, &asked_question_record.shape,
		SQL("SELECT * FROM my_survey_question WHERE survey_id = $1 ORDER BY id LIMIT 200"), V(survey_id)));
}

const struct asked_question *asked_question_get(struct view *view, int64_t survey_id, struct str public_id)
{
	return view_get(view, &asked_question_record.shape,
		SQL("SELECT * FROM my_survey_question WHERE survey_id = $1 AND public_id = $2"),
		V(survey_id, public_id));
}

bool question_is_computed(struct view *view, int64_t question_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_survey_result WHERE question_id = $1 LIMIT 1"),
		V(question_id)) != 0;
}

/* ---- Rounds -------------------------------------------------------------------------------- */

struct asked_round_list asked_rounds_of(struct view *view, int64_t survey_id)
{
	return asked_round_list_of(view_list(view, &asked_round_record.shape,
		SQL("SELECT * FROM my_survey_round WHERE survey_id = $1 ORDER BY asked_to DESC, id DESC LIMIT 200"),
		V(survey_id)));
}

const struct asked_round *asked_round_get(struct view *view, int64_t survey_id, struct str public_id)
{
	return view_get(view, &asked_round_record.shape,
		SQL("SELECT * FROM my_survey_round WHERE survey_id = $1 AND public_id = $2"),
		V(survey_id, public_id));
}

const struct asked_round *round_of(struct view *system, int64_t id)
{
	return view_get(system, &asked_round_record.shape, SQL("SELECT * FROM survey_round WHERE id = $1"), V(id));
}

const struct round_file *round_file_now(struct view *view, int64_t round_id, enum file_kind kind)
{
	return view_get(view, &round_file_record.shape,
		SQL("SELECT * FROM my_survey_file WHERE round_id = $1 AND kind = $2 AND erased_at = 0"
		    " ORDER BY id DESC LIMIT 1"), V(round_id, round_file_kinds[kind].name));
}

struct round_file_list round_files(struct view *view, int64_t round_id)
{
	return round_file_list_of(view_list(view, &round_file_record.shape,
		SQL("SELECT * FROM my_survey_file WHERE round_id = $1 ORDER BY id DESC LIMIT 50"), V(round_id)));
}

/* ---- Answers: written and erased, read by the job alone ------------------------------------ */

int64_t answers_put(struct change *change, struct round_file *file, struct str content)
{
	answers_erase(change, file->round_id, (enum file_kind)file->kind);
	file->id = change_run_id(change, SQL("INSERT INTO survey_file (public_id, round_id, kind, file_name,"
		" rows_count, content, import_id, read_by, read_name, read_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id"),
		V(file->public_id, file->round_id, round_file_kinds[file->kind].name, file->file_name, file->rows_count,
		  content, file->import_id, file->read_by, file->read_name, file->read_at));
	change_note(change, "survey_file", file->id, "read", file->file_name);
	return file->id;
}

int64_t answers_erase(struct change *change, int64_t round_id, enum file_kind kind)
{
	int64_t gone = change_run(change, SQL("UPDATE survey_file SET content = '', erased_at = moment()"
		" WHERE round_id = $1 AND kind = $2 AND erased_at = 0"), V(round_id, round_file_kinds[kind].name));

	if (gone)
		change_note(change, "survey_round", round_id, "erase", str_of(round_file_kinds[kind].name));
	return gone;
}

int64_t answers_undo(struct change *change, int64_t import_id)
{
	int64_t rows = view_int(change_view(change), SQL("SELECT COALESCE(sum(rows_count), 0) FROM survey_file"
		" WHERE import_id = $1 AND erased_at = 0"), V(import_id));

	change_run(change, SQL("UPDATE survey_file SET content = '', erased_at = moment()"
		" WHERE import_id = $1 AND erased_at = 0"), V(import_id));
	return rows;
}

/* Since they were first computed; those that never were, since they were read in. */
#define OLD_ANSWERS " kind = 'answers' AND erased_at = 0 AND COALESCE((SELECT min(survey_run.made_at)" \
	" FROM survey_run WHERE survey_run.file_id = survey_file.id), survey_file.read_at) < $1"

int64_t answers_erase_old(struct change *change, struct instant before)
{
	return change_run(change, SQL("UPDATE survey_file SET content = '', erased_at = moment() WHERE" OLD_ANSWERS),
		V(before));
}

bool answers_are_old(struct view *system, struct instant before)
{
	return view_int(system, SQL("SELECT 1 FROM survey_file WHERE" OLD_ANSWERS " LIMIT 1"), V(before)) != 0;
}

struct str round_content(struct view *system, int64_t file_id)
{
	return view_text(system, SQL("SELECT content FROM survey_file WHERE id = $1"), V(file_id));
}

/* ---- Areas ---------------------------------------------------------------------------------- */

static const struct column area_columns[] = {
	{ "id", COLUMN_int, offsetof(struct survey_area, id), NULL },
	{ "above_id", COLUMN_int, offsetof(struct survey_area, above_id), NULL },
	{ "code", COLUMN_text, offsetof(struct survey_area, code), NULL },
	{ "above_code", COLUMN_text, offsetof(struct survey_area, above_code), NULL },
	{ "kind", COLUMN_text, offsetof(struct survey_area, kind), NULL },
	{ "name", COLUMN_text, offsetof(struct survey_area, name), NULL },
};
static const struct shape area_shape = {
	.size = sizeof(struct survey_area), .count = COUNT(area_columns), .columns = area_columns,
};

/* The whole city, which lies in nothing, is no area of a survey. */
struct survey_area_list survey_areas(struct view *view, struct date on)
{
	return survey_area_list_of(view_list(view, &area_shape,
		SQL("SELECT area.id, area.code, area.kind, area.name, area.parent_code AS above_code,"
		    " COALESCE((SELECT max(above.id) FROM my_area AS above WHERE above.code = area.parent_code"
		    " AND above.code <> area.code AND above.parent_code <> '' AND above.valid_from <= $1"
		    " AND (above.valid_to = '' OR above.valid_to >= $1)), 0) AS above_id"
		    " FROM my_area AS area WHERE area.parent_code <> '' AND area.valid_from <= $1"
		    " AND (area.valid_to = '' OR area.valid_to >= $1) ORDER BY area.name COLLATE local, area.id"),
		V(value_date(on))));
}
