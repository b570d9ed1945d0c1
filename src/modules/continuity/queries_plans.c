/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_plans.c - plans, their editions, what those protect and say. */
#include "modules/continuity/plans.h"

/* ---- Plans --------------------------------------------------------------------------------- */

const struct continuity_plan *plan_of_public(struct view *view, struct str public_id)
{
	return view_get(view, &plan_record.shape,
		SQL("SELECT * FROM my_continuity_plan WHERE public_id = $1"), V(public_id));
}

const struct continuity_plan *plan_of_id(struct view *view, int64_t id)
{
	return view_get(view, &plan_record.shape,
		SQL("SELECT * FROM my_continuity_plan WHERE id = $1"), V(id));
}

bool plan_may_approve(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_plan_approver WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

bool plan_name_is_taken(struct view *view, int64_t unit_id, struct str name, int64_t but_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_continuity_plan WHERE unit_id = $1"
		" AND fold(name) = fold($2) AND id <> $3 AND ended_on = '' LIMIT 1"),
		V(unit_id, name, but_id)) != 0;
}

/* ---- Editions ------------------------------------------------------------------------------- */

struct plan_edition_list plan_editions(struct view *view, int64_t plan_id)
{
	return plan_edition_list_of(view_list(view, &edition_record.shape,
		SQL("SELECT * FROM my_plan_edition WHERE plan_id = $1 ORDER BY number DESC LIMIT 200"),
		V(plan_id)));
}

const struct plan_edition *edition_of_number(struct view *view, int64_t plan_id, int64_t number)
{
	return view_get(view, &edition_record.shape,
		SQL("SELECT * FROM my_plan_edition WHERE plan_id = $1 AND number = $2"),
		V(plan_id, number));
}

const struct plan_edition *edition_of_id(struct view *view, int64_t id)
{
	return view_get(view, &edition_record.shape,
		SQL("SELECT * FROM my_plan_edition WHERE id = $1"), V(id));
}

int64_t plan_now_of(struct view *view, int64_t plan_id)
{
	return view_int(view, SQL("SELECT number FROM my_plan_now WHERE plan_id = $1"), V(plan_id));
}

struct date edition_review_by(struct view *view, const struct plan_edition *edition)
{
	struct date day = edition->review_by;

	date_read(view_text(view, SQL("SELECT COALESCE(max(review_by), '') FROM my_plan_review"
		" WHERE edition_id = $1"), V(edition->id)), &day);
	return day;
}

/* What the newest edition said is where the next one begins. */
static void edition_copy(struct change *change, int64_t from_id, int64_t to_id)
{
	struct plan_routine_list routines = edition_routines(change_view(change), from_id);

	change_run(change, SQL("INSERT INTO plan_commitment (edition_id, commitment_id)"
		" SELECT $2, commitment_id FROM my_plan_commitment WHERE edition_id = $1"),
		V(from_id, to_id));
	for (size_t i = 0; i < routines.count; i++) {
		struct plan_routine routine = routines.at[i];

		routine.id = 0;
		routine.public_id = S("");
		routine.version = 0;
		routine.edition_id = to_id;
		change_insert(change, &routine_record.shape, &routine);
	}
}

struct plan_edition *edition_begin(struct change *change, const struct continuity_plan *plan)
{
	struct plan_edition_list before = plan_editions(change_view(change), plan->id);
	struct plan_edition *edition = arena_new(change_arena(change), struct plan_edition);

	*edition = (struct plan_edition){ .plan_id = plan->id, .number = 1, .state = EDITION_draft };
	if (before.count) {
		edition->number = before.at[0].number + 1;
		edition->used_when = before.at[0].used_when;
		edition->lowest_level = before.at[0].lowest_level;
		edition->first_steps = before.at[0].first_steps;
		edition->contacts = before.at[0].contacts;
		edition->materials = before.at[0].materials;
		edition->back_to_normal = before.at[0].back_to_normal;
	}
	change_insert(change, &edition_record.shape, edition);
	if (before.count)
		edition_copy(change, before.at[0].id, edition->id);
	plan_step_add(change, plan->id, edition->number, "begin", S(""));
	return edition;
}

/* ---- What an edition protects ------------------------------------------------------------------ */

static const struct column protects_columns[] = {
	{ "number", COLUMN_text, offsetof(struct plan_protects, number), NULL, false },
	{ "name", COLUMN_text, offsetof(struct plan_protects, name), NULL, false },
	{ "tolerable", COLUMN_real, offsetof(struct plan_protects, tolerable), NULL, false },
};
static const struct shape protects_shape = { .size = sizeof(struct plan_protects),
	.count = COUNT(protects_columns), .columns = protects_columns };

struct plan_protects_list edition_protects(struct view *view, int64_t edition_id)
{
	return plan_protects_list_of(view_list(view, &protects_shape,
		SQL("SELECT my_commitment.number, my_commitment.name,"
		    " my_commitment.acceptable_outage_hours * 1.0 AS tolerable"
		    " FROM my_plan_commitment AS protects"
		    " JOIN my_commitment ON my_commitment.id = protects.commitment_id"
		    " WHERE protects.edition_id = $1 ORDER BY my_commitment.name COLLATE local, my_commitment.id"
		    " LIMIT 200"), V(edition_id)));
}

int64_t edition_protects_count(struct view *view, int64_t edition_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_plan_commitment WHERE edition_id = $1"),
		V(edition_id));
}

bool edition_protects_it(struct view *view, int64_t edition_id, int64_t commitment_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_plan_commitment WHERE edition_id = $1"
		" AND commitment_id = $2"), V(edition_id, commitment_id)) != 0;
}

void edition_protect(struct change *change, int64_t edition_id, int64_t commitment_id)
{
	change_run(change, SQL("INSERT INTO plan_commitment (edition_id, commitment_id) VALUES ($1, $2)"),
		V(edition_id, commitment_id));
	change_note(change, "plan_edition", edition_id, "protect",
		arena_print(change_arena(change), "%lld", (long long)commitment_id));
}

bool edition_unprotect(struct change *change, int64_t edition_id, int64_t commitment_id)
{
	if (!change_run(change, SQL("DELETE FROM plan_commitment WHERE edition_id = $1 AND commitment_id = $2"),
	                V(edition_id, commitment_id)))
		return false;
	change_note(change, "plan_edition", edition_id, "unprotect",
		arena_print(change_arena(change), "%lld", (long long)commitment_id));
	return true;
}

/* ---- Routines ---------------------------------------------------------------------------------- */

struct plan_routine_list edition_routines(struct view *view, int64_t edition_id)
{
	return plan_routine_list_of(view_list(view, &routine_record.shape,
		SQL("SELECT * FROM my_plan_routine WHERE edition_id = $1 ORDER BY id LIMIT 200"),
		V(edition_id)));
}

const struct plan_routine *routine_of_public(struct view *view, int64_t edition_id, struct str public_id)
{
	return view_get(view, &routine_record.shape,
		SQL("SELECT * FROM my_plan_routine WHERE edition_id = $1 AND public_id = $2"),
		V(edition_id, public_id));
}

void routine_drop(struct change *change, int64_t id)
{
	change_run(change, SQL("DELETE FROM plan_routine WHERE id = $1"), V(id));
	change_note(change, "plan_routine", id, "delete", S(""));
}

/* ---- What was done ------------------------------------------------------------------------------- */

static const struct column step_columns[] = {
	{ "number", COLUMN_int, offsetof(struct plan_step, number), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct plan_step, at), NULL, false },
	{ "person_name", COLUMN_text, offsetof(struct plan_step, person_name), NULL, false },
	{ "verb", COLUMN_text, offsetof(struct plan_step, verb), NULL, false },
	{ "words", COLUMN_text, offsetof(struct plan_step, words), NULL, false },
};
static const struct shape step_shape = { .size = sizeof(struct plan_step),
	.count = COUNT(step_columns), .columns = step_columns };

struct plan_step_list plan_steps(struct view *view, int64_t plan_id)
{
	return plan_step_list_of(view_list(view, &step_shape,
		SQL("SELECT step.number, step.at, step.verb, step.words,"
		    " COALESCE((SELECT name FROM my_person WHERE my_person.id = step.person_id), '') AS person_name"
		    " FROM my_plan_step AS step WHERE step.plan_id = $1 ORDER BY step.id DESC LIMIT 200"),
		V(plan_id)));
}

void plan_step_by(struct change *change, const struct plan_step *step, int64_t plan_id, int64_t person_id)
{
	change_run(change, SQL("INSERT INTO plan_step (plan_id, number, at, person_id, verb, words)"
		" VALUES ($1, $2, $3, $4, $5, $6)"),
		V(plan_id, step->number, step->at, person_id, step->verb, step->words));
}

void plan_step_add(struct change *change, int64_t plan_id, int64_t number, const char *verb, struct str words)
{
	plan_step_by(change, &(struct plan_step){ .number = number, .at = instant_now(),
		.verb = str_of(verb), .words = words }, plan_id, change_me(change));
}

/* ---- Copies -------------------------------------------------------------------------------------- */

void copy_check_add(struct change *change, int64_t copy_id, int64_t number, int64_t person_id)
{
	change_run(change, SQL("INSERT INTO plan_copy_check (copy_id, number, checked_on, person_id, at)"
		" VALUES ($1, $2, $3, $4, $5)"),
		V(copy_id, number, date_today(), person_id, instant_now()));
}
