/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/queries.c - every SQL statement about submissions; letters are in queries_letters.c. */
#include "modules/submissions/inside.h"

/* ---- One ------------------------------------------------------------------------------ */

const struct submission *submission_get(struct view *view, struct str public_id)
{
	return view_get(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE public_id = $1"), V(public_id));
}

const struct submission *submission_of_id(struct view *view, int64_t id)
{
	return view_get(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE id = $1"), V(id));
}

const struct submission *submission_newest(struct view *view, const struct submission *like)
{
	return view_get(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE programme = $1 AND deliverable = $2"
		    " AND unit_id = $3 AND period = $4 AND ($5 = 0 OR occasion = $5)"
		    " ORDER BY occasion DESC, number DESC LIMIT 1"),
		V(like->programme, like->deliverable, like->unit_id, like->period, like->occasion));
}

const struct submission *submission_next(struct view *view, const struct submission *submission)
{
	return view_get(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE supersedes = $1 ORDER BY id DESC LIMIT 1"),
		V(submission->id));
}

/* Of any programme: a city that adopts a new programme goes on from what it knows. */
const struct submission *submission_last_accepted(struct view *view, const struct submission *like)
{
	return view_get(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE deliverable = $1 AND unit_id = $2"
		    " AND state = 'accepted' AND period_from < $3"
		    " ORDER BY period_from DESC, number DESC LIMIT 1"),
		V(like->deliverable, like->unit_id, like->period_from));
}

bool submission_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT 1 FROM my_reach WHERE permission = $1 AND unit_id = $2 LIMIT 1"),
		V(permission_name(permission), unit_id)) != 0;
}

/* ---- Steps, files, links ---------------------------------------------------------------- */

struct submission_step_list submission_steps(struct view *view, int64_t id)
{
	return submission_step_list_of(view_list(view, &submission_step_shape,
		SQL("SELECT my_submission_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_submission_step.person_id), '') AS person_name"
		    " FROM my_submission_step WHERE submission_id = $1 ORDER BY id"), V(id)));
}

void submission_step_put(struct change *change, const struct submission *submission,
                         const struct step *step)
{
	change_run(change,
		SQL("INSERT INTO submission_step"
		    " (submission_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(submission->id, step->at, step->person_id, step->verb,
		  submission_states[step->from].name, submission_states[submission->state].name,
		  step->words));
}

void submission_step_add(struct change *change, const struct submission *submission,
                         const char *verb, int from, struct str words)
{
	submission_step_put(change, submission, &(struct step){ .verb = verb, .from = from,
		.words = words, .at = instant_now(), .person_id = change_me(change) });
}

struct submission_file_list submission_files(struct view *view, int64_t id)
{
	return submission_file_list_of(view_list(view, &submission_file_record.shape,
		SQL("SELECT * FROM my_submission_file WHERE submission_id = $1 ORDER BY id"), V(id)));
}

const struct submission_file *submission_file_get(struct view *view, int64_t id, struct str digest)
{
	return view_get(view, &submission_file_record.shape,
		SQL("SELECT * FROM my_submission_file WHERE submission_id = $1 AND digest = $2"
		    " ORDER BY id LIMIT 1"), V(id, digest));
}

struct submission_link_list submission_links(struct view *view, int64_t id)
{
	return submission_link_list_of(view_list(view, &submission_link_record.shape,
		SQL("SELECT * FROM my_submission_link WHERE submission_id = $1 ORDER BY id"), V(id)));
}

void submission_link_add(struct change *change, int64_t id, struct str words, struct str path)
{
	if (view_int(change_view(change), SQL("SELECT 1 FROM my_submission_link"
			" WHERE submission_id = $1 AND path = $2 LIMIT 1"), V(id, path)))
		return;
	change_run(change, SQL("INSERT INTO submission_link (submission_id, words, path)"
		" VALUES ($1, $2, $3)"), V(id, words, path));
}

size_t submissions_point_out(struct change *change, int64_t unit_id, struct str period,
                             struct str words, struct str path)
{
	struct submission_list drafts = submission_list_of(view_list(change_view(change),
		&submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE unit_id = $1 AND period = $2 AND state = 'draft'"
		    " ORDER BY id"), V(unit_id, period)));

	for (size_t i = 0; i < drafts.count; i++) {
		submission_link_add(change, drafts.at[i].id, words, path);
		submission_step_add(change, &drafts.at[i], "link", SUBMISSION_draft, words);
	}
	return drafts.count;
}

void submission_inherit(struct change *change, int64_t from, int64_t to)
{
	change_run(change, SQL("INSERT INTO submission_link (submission_id, words, path)"
		" SELECT $1, words, path FROM my_submission_link WHERE submission_id = $2 ORDER BY id"),
		V(to, from));
	change_run(change, SQL("INSERT INTO submission_file"
		" (submission_id, digest, name, bytes, created_by, created_at)"
		" SELECT $1, digest, name, bytes, created_by, created_at FROM my_submission_file"
		" WHERE submission_id = $2 ORDER BY id"), V(to, from));
}

/* ---- How it stands, for all who follow --------------------------------------------------- */

static const struct column standing_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct standing, unit_id), NULL, false },
	{ "deliverable", COLUMN_text, offsetof(struct standing, deliverable), NULL, false },
	{ "period", COLUMN_text, offsetof(struct standing, period), NULL, false },
	{ "public_id", COLUMN_text, offsetof(struct standing, public_id), NULL, false },
	{ "state", COLUMN_choice, offsetof(struct standing, state), submission_states, false },
	{ "was_returned", COLUMN_bool, offsetof(struct standing, was_returned), NULL, false },
	{ "handed_in", COLUMN_instant, offsetof(struct standing, handed_in), NULL, false },
};
static const struct shape standing_shape = { .size = sizeof(struct standing),
	.count = COUNT(standing_columns), .columns = standing_columns };

/* Of periods that begin in the year or in the one before it. */
struct standing_list submission_standings(struct view *view, struct str programme, int year, int64_t unit_id)
{
	struct date first = { (int16_t)(year - 1), 1, 1 }, last = { (int16_t)year, 12, 31 };

	return standing_list_of(view_list(view, &standing_shape,
		SQL("SELECT newest.unit_id, newest.deliverable, newest.period, newest.state,"
		    " COALESCE((SELECT my_submission.public_id FROM my_submission"
		    "           WHERE my_submission.id = newest.id), '') AS public_id,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_proof_submission AS earlier"
		    "   WHERE earlier.id = newest.supersedes AND earlier.state = 'returned')"
		    "   THEN 1 ELSE 0 END AS was_returned,"
		    " COALESCE((SELECT min(handed.submitted_at) FROM my_proof_submission AS handed"
		    "   WHERE handed.programme = newest.programme AND handed.deliverable = newest.deliverable"
		    "     AND handed.unit_id = newest.unit_id AND handed.period = newest.period"
		    "     AND handed.occasion = newest.occasion"
		    "     AND handed.submitted_at > 0), 0) AS handed_in"
		    " FROM my_proof_submission AS newest"
		    " WHERE newest.programme = $1 AND newest.period_from >= $2 AND newest.period_from <= $3"
		    "   AND ($4 = 0 OR newest.unit_id = $4)"
		    "   AND NOT EXISTS (SELECT 1 FROM my_proof_submission AS later"
		    "     WHERE later.programme = newest.programme AND later.deliverable = newest.deliverable"
		    "       AND later.unit_id = newest.unit_id AND later.period = newest.period"
		    "       AND later.occasion = newest.occasion AND later.number > newest.number)"
		    " ORDER BY newest.unit_id, newest.id"),
		V(programme, first, last, unit_id)));
}

static const struct column key_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct key_row, key), NULL, false },
};
static const struct shape key_shape = { .size = sizeof(struct key_row),
	.count = COUNT(key_columns), .columns = key_columns };

struct key_row_list submission_reach(struct view *view, enum permission permission)
{
	return key_row_list_of(view_list(view, &key_shape,
		SQL("SELECT DISTINCT unit_id FROM my_reach WHERE permission = $1 ORDER BY unit_id"),
		V(permission_name(permission))));
}

/* ---- What proves a duty ------------------------------------------------------------------- */

static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct submission_proof, unit_id), NULL, false },
	{ "period", COLUMN_text, offsetof(struct submission_proof, period), NULL, false },
	{ "period_from", COLUMN_date, offsetof(struct submission_proof, from), NULL, false },
	{ "state", COLUMN_choice, offsetof(struct submission_proof, state), submission_states, false },
	{ "submitted_at", COLUMN_instant, offsetof(struct submission_proof, submitted_at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct submission_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

struct submission_proof_list submission_proofs(struct view *view, struct str deliverable, int64_t unit_id)
{
	return submission_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, period, period_from, state, submitted_at FROM my_proof_submission"
		    " WHERE deliverable = $1 AND ($2 = 0 OR unit_id = $2)"
		    " ORDER BY unit_id, period_from, number"), V(deliverable, unit_id)));
}

/* Each reader opens what he may open. */
struct submission_list submissions_of_unit(struct view *view, struct str deliverable, int64_t unit_id)
{
	return submission_list_of(view_list(view, &submission_record.shape,
		SQL("SELECT * FROM my_submission WHERE deliverable = $1 AND unit_id = $2"
		    " ORDER BY period_from DESC, number DESC LIMIT 500"), V(deliverable, unit_id)));
}

/* ---- For the demo, which reads as the system ------------------------------------------------ */

/* Somebody who writes, or submits, at this very unit. */
int64_t submission_writer_at(struct view *view, int64_t unit_id, bool submits)
{
	return view_int(view, SQL("SELECT person_id FROM my_submission_writer"
		" WHERE unit_id = $1 AND also_submits = $2 ORDER BY person_id LIMIT 1"),
		V(unit_id, submits ? 1 : 0));
}
