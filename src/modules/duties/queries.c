/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/queries.c - instances, what is decided and written about them, meetings, kept answers. */
#include "modules/duties/inside.h"

#include "store/memo.h"

/* ---- Instances --------------------------------------------------------------------------- */

static struct date first_day(int year) { return (struct date){ (int16_t)year, 1, 1 }; }
static struct date last_day(int year) { return (struct date){ (int16_t)year, 12, 31 }; }

/* Periods with a day in the year, and those before it that are due in it. */
struct duty_instance_list instances_of(struct view *view, const struct programme *programme,
                                       int64_t unit_id, struct str code, int year)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_duty_instance WHERE programme_code = $1 AND from_on <= $2"
		    " AND (to_on >= $3 OR due_on >= $3)"),
		V(programme->code, last_day(year), first_day(year)));
	if (unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(unit_id));
	if (code.len)
		query_add(&query, SQL(" AND code = $?"), V(code));
	query_add(&query, SQL(" ORDER BY unit_id, id"), NONE);
	return duty_instance_list_of(view_list_of(view, &duty_instance_record.shape, &query));
}

struct duty_instance_list instances_of_focus(struct view *view, const struct verdict_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_duty_instance WHERE programme_code = $1 AND from_on <= $2"
		    " AND (to_on >= $3 OR due_on >= $3) AND code IN"
		    " (SELECT code FROM my_obligation WHERE programme_id = $4 AND focus_area = $5)"),
		V(ask->programme->code, last_day(ask->year), first_day(ask->year), ask->programme->id,
			*ask->focus));
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(ask->unit_id));
	query_add(&query, SQL(" ORDER BY unit_id, id"), NONE);
	return duty_instance_list_of(view_list_of(view, &duty_instance_record.shape, &query));
}

struct duty_instance_list instances_named(struct view *view, const struct verdict_ask *ask)
{
	struct query query;

	if (!ask->kind.len)
		return instances_of(view, ask->programme, ask->unit_id, ask->code, ask->year);
	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_duty_instance WHERE programme_code = $1 AND from_on <= $2"
		    " AND (to_on >= $3 OR due_on >= $3) AND code IN"
		    " (SELECT code FROM my_obligation WHERE programme_id = $4 AND kind = $5)"),
		V(ask->programme->code, last_day(ask->year), first_day(ask->year), ask->programme->id,
			ask->kind));
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(ask->unit_id));
	if (ask->code.len)
		query_add(&query, SQL(" AND code = $?"), V(ask->code));
	query_add(&query, SQL(" ORDER BY unit_id, id"), NONE);
	return duty_instance_list_of(view_list_of(view, &duty_instance_record.shape, &query));
}

/* For laying out: what is there already, whoever asks. */
struct duty_instance_list instances_known(struct view *view, struct str programme_code, int year)
{
	return duty_instance_list_of(view_list(view, &duty_instance_record.shape,
		SQL("SELECT * FROM my_duty_laid WHERE programme_code = $1"
		    " AND from_on <= $2 AND to_on >= $3 ORDER BY unit_id, code, period"),
		V(programme_code, last_day(year), first_day(year))));
}

void instances_close(struct change *change, struct str programme_code, struct str code,
                     struct date on)
{
	change_run(change,
		SQL("UPDATE duty_instance SET closed_on = $1"
		    " WHERE programme_code = $2 AND code = $3 AND closed_on = '' AND to_on >= $1"),
		V(on, programme_code, code));
}

/* ---- Units and rights ---------------------------------------------------------------------- */

static struct unit_list units_read(struct view *view)
{
	struct unit_list units = unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit ORDER BY name_sv COLLATE local, id"), NONE));
	size_t kept = 0;

	for (size_t i = 0; i < units.count; i++)
		if (unit_bears_duties(&units.at[i]))
			units.at[kept++] = units.at[i];
	units.count = kept;
	return units;
}

struct unit_list units_with_duties(struct view *view)
{
	static const char key;
	struct units_memo { bool is_read; struct unit_list units; } *memo =
		view_memo(view, &key, sizeof(*memo));

	if (!memo->is_read)
		*memo = (struct units_memo){ true, units_read(view) };
	return memo->units;
}

bool duty_may(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_duty_right WHERE permission = $1 AND unit_id = $2"),
		V(permission, unit_id)) > 0;
}

bool unit_is_followed(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_duty_unit WHERE unit_id = $1"),
		V(unit_id)) > 0;
}

struct unit_list units_followed(struct view *view)
{
	struct unit_list units = unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit WHERE id IN (SELECT unit_id FROM my_duty_unit)"
		    " ORDER BY name_sv COLLATE local, id"), NONE));
	size_t kept = 0;

	for (size_t i = 0; i < units.count; i++)
		if (unit_bears_duties(&units.at[i]))
			units.at[kept++] = units.at[i];
	units.count = kept;
	return units;
}

static const struct column focus_columns[] = {
	{ "code", COLUMN_text, offsetof(struct programme_area, code), NULL, false },
	{ "name_sv", COLUMN_text, offsetof(struct programme_area, name_sv), NULL, false },
	{ "name_en", COLUMN_text, offsetof(struct programme_area, name_en), NULL, false },
};
static const struct shape focus_shape = { .size = sizeof(struct programme_area),
	.count = COUNT(focus_columns), .columns = focus_columns };

struct programme_area_list programme_areas(struct view *view, int64_t programme_id)
{
	return programme_area_list_of(view_list(view, &focus_shape,
		SQL("SELECT code, name_sv, name_en FROM my_focus_area WHERE programme_id = $1"
		    " ORDER BY place, id"), V(programme_id)));
}

/* Duties of a programme that ask for a role. */
struct grid duties_of_role(struct view *view, int64_t programme_id, struct str role)
{
	return view_grid(view,
		SQL("SELECT code FROM my_programme_role WHERE programme_id = $1 AND role_type = $2"
		    " ORDER BY code"), V(programme_id, role));
}

struct grid roles_of_programme(struct view *view, int64_t programme_id)
{
	return view_grid(view,
		SQL("SELECT DISTINCT role_type FROM my_programme_role WHERE programme_id = $1"
		    " ORDER BY role_type"), V(programme_id));
}

/* ---- What is decided ------------------------------------------------------------------------- */

struct concern_decision_list concern_decisions(struct view *view)
{
	return concern_decision_list_of(view_list(view, &concern_decision_record.shape,
		SQL("SELECT * FROM my_concern_decision ORDER BY id"), NONE));
}

const struct concern_decision *concern_decision_get(struct view *view, int64_t id)
{
	return view_get(view, &concern_decision_record.shape,
		SQL("SELECT * FROM my_concern_decision WHERE id = $1"), V(id));
}

struct duty_decision_list duty_decisions(struct view *view, struct str programme_code,
                                         int64_t unit_id)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_duty_decision WHERE programme_code = $1"), V(programme_code));
	if (unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(unit_id));
	query_add(&query, SQL(" ORDER BY id"), NONE);
	return duty_decision_list_of(view_list_of(view, &duty_decision_record.shape, &query));
}

/* ---- Attestations and comments --------------------------------------------------------------- */

struct evidence_span_list attested_spans(struct view *view, const struct evidence_ask *ask,
                                         int numbers)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT unit_id, valid_from, valid_to FROM my_proof_attestation"
		    " WHERE programme_code = $1 AND code = $2"), V(evidence_text(ask, "programme"), evidence_text(ask, "duty")));
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(ask->unit_id));
	if (numbers)
		query_add(&query, SQL(" AND has_numbers = 1"), NONE);
	if (numbers == NUMBERS_all)
		query_add(&query, SQL(" AND counted >= whole"), NONE);
	query_add(&query, SQL(" ORDER BY unit_id, valid_from"), NONE);
	return evidence_span_list_of(view_list_of(view, &evidence_span_shape, &query));
}

struct attestation_list attestations_of(struct view *view, struct str programme_code,
                                        struct str code, int64_t unit_id)
{
	return attestation_list_of(view_list(view, &attestation_record.shape,
		SQL("SELECT * FROM my_attestation WHERE programme_code = $1 AND code = $2"
		    " AND unit_id = $3 ORDER BY id DESC LIMIT 200"), V(programme_code, code, unit_id)));
}

const struct attestation *attestation_get(struct view *view, int64_t id)
{
	return view_get(view, &attestation_record.shape,
		SQL("SELECT * FROM my_attestation WHERE id = $1"), V(id));
}

bool attestation_is_taken_back(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_attestation WHERE takes_back = $1"),
		V(id)) > 0;
}

struct duty_comment_list comments_of(struct view *view, struct str programme_code,
                                     struct str code, int64_t unit_id)
{
	return duty_comment_list_of(view_list(view, &duty_comment_record.shape,
		SQL("SELECT * FROM my_duty_comment WHERE programme_code = $1 AND code = $2"
		    " AND unit_id = $3 ORDER BY id DESC LIMIT 200"), V(programme_code, code, unit_id)));
}

/* ---- Meetings ---------------------------------------------------------------------------------- */

struct unit_meeting_list own_meetings_of(struct view *view, int64_t unit_id)
{
	return unit_meeting_list_of(view_list(view, &unit_meeting_record.shape,
		SQL("SELECT * FROM my_unit_meeting WHERE unit_id = $1 ORDER BY on_date"), V(unit_id)));
}

struct unit_meeting_list own_meetings_all(struct view *view, struct date from, struct date to)
{
	return unit_meeting_list_of(view_list(view, &unit_meeting_record.shape,
		SQL("SELECT * FROM my_unit_meeting WHERE on_date >= $1 AND on_date <= $2"
		    " ORDER BY unit_id, on_date"), V(from, to)));
}

const struct unit_meeting *own_meeting_get(struct view *view, int64_t id)
{
	return view_get(view, &unit_meeting_record.shape,
		SQL("SELECT * FROM my_unit_meeting WHERE id = $1"), V(id));
}

const struct unit_meeting *own_meeting_on(struct view *view, int64_t unit_id, struct date on)
{
	return view_get(view, &unit_meeting_record.shape,
		SQL("SELECT * FROM my_unit_meeting WHERE unit_id = $1 AND on_date = $2"),
		V(unit_id, on));
}

void own_meeting_remove(struct change *change, int64_t id)
{
	change_run(change, SQL("DELETE FROM unit_meeting WHERE id = $1"), V(id));
}

const struct unit_meeting *meeting_for(struct view *view, int64_t unit_id,
                                       const struct calendar_rule *rule, int year)
{
	struct date from, to;

	if (!meeting_window(rule, year, &from, &to))
		return NULL;
	return view_get(view, &unit_meeting_record.shape,
		SQL("SELECT * FROM my_unit_meeting WHERE unit_id = $1 AND on_date >= $2"
		    " AND on_date <= $3 ORDER BY on_date DESC LIMIT 1"), V(unit_id, from, to));
}

struct internal_deadline_list internal_deadlines(struct view *view, int64_t programme_id,
                                                 const struct unit_meeting *meeting)
{
	struct deadline_step_list steps = deadline_steps_of(view, programme_id);
	struct internal_deadline_list list = { steps.count,
		arena_array(view_arena(view), struct internal_deadline, steps.count + 1) };

	for (size_t i = 0; i < steps.count; i++)
		list.at[i] = (struct internal_deadline){ .code = steps.at[i].code,
			.name = tongue_pick(steps.at[i].name_sv, steps.at[i].name_en),
			.on = date_add_days(meeting->on_date, -(int)steps.at[i].days_before) };
	return list;
}

/* ---- Answers that a job has taken ---------------------------------------------------------------- */

static const struct column taken_columns[] = {
	{ "id", COLUMN_int, offsetof(struct taken_answer, id), NULL, false },
	{ "taken_at", COLUMN_instant, offsetof(struct taken_answer, taken_at), NULL, false },
};
static const struct shape taken_shape = { .size = sizeof(struct taken_answer),
	.count = COUNT(taken_columns), .columns = taken_columns };

const struct taken_answer *taken_find(struct view *view, struct str source, struct str arguments,
                                      struct date from, struct date to)
{
	return view_get(view, &taken_shape,
		SQL("SELECT id, taken_at FROM my_evidence_taken WHERE source = $1 AND arguments = $2"
		    " AND from_on = $3 AND to_on = $4"), V(source, arguments, from, to));
}

struct evidence_span_list taken_spans(struct view *view, int64_t taken_id, int64_t unit_id)
{
	return evidence_span_list_of(view_list(view, &evidence_span_shape,
		SQL("SELECT unit_id, valid_from, valid_to FROM my_proof_kept"
		    " WHERE taken_id = $1 AND ($2 = 0 OR unit_id = $2) ORDER BY unit_id, valid_from"),
		V(taken_id, unit_id)));
}

struct evidence_count_list taken_counts(struct view *view, int64_t taken_id, int64_t unit_id)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, found, whole, last_on FROM my_proof_kept"
		    " WHERE taken_id = $1 AND ($2 = 0 OR unit_id = $2) ORDER BY unit_id"),
		V(taken_id, unit_id)));
}

static int64_t taken_begin(struct change *change, const struct taken_key *key)
{
	int64_t old = view_int(change_view(change),
		SQL("SELECT id FROM evidence_taken WHERE source = $1 AND arguments = $2"
		    " AND from_on = $3 AND to_on = $4"),
		V(key->source, key->arguments, key->from, key->to));

	if (!old)
		return change_run_id(change,
			SQL("INSERT INTO evidence_taken (source, arguments, from_on, to_on, taken_at)"
			    " VALUES ($1, $2, $3, $4, moment()) RETURNING id"),
			V(key->source, key->arguments, key->from, key->to));
	change_run(change, SQL("DELETE FROM evidence_kept WHERE taken_id = $1"), V(old));
	change_run(change, SQL("UPDATE evidence_taken SET taken_at = moment() WHERE id = $1"), V(old));
	return old;
}

void taken_put(struct change *change, const struct taken_key *key,
               const struct evidence_span_list *spans, const struct evidence_count_list *counts)
{
	int64_t taken = taken_begin(change, key);

	for (size_t i = 0; spans && i < spans->count; i++)
		change_run(change,
			SQL("INSERT INTO evidence_kept (taken_id, unit_id, valid_from, valid_to)"
			    " VALUES ($1, $2, $3, $4)"),
			V(taken, spans->at[i].unit_id, spans->at[i].from, spans->at[i].to));
	for (size_t i = 0; counts && i < counts->count; i++)
		change_run(change,
			SQL("INSERT INTO evidence_kept (taken_id, unit_id, found, whole, last_on)"
			    " VALUES ($1, $2, $3, $4, $5)"),
			V(taken, counts->at[i].unit_id, counts->at[i].count, counts->at[i].whole,
				counts->at[i].last));
}

/* Somebody who follows the duties of the whole city: a slow answer is taken as he sees it, and
 * that is as everybody sees it (kit/evidence.h).  0: there is nobody. */
int64_t city_follower(struct view *view)
{
	return view_int(view,
		SQL("SELECT member.person_id FROM member"
		    " JOIN role_permission ON role_permission.role = member.role"
		    "  AND role_permission.permission = 'programme_read'"
		    " WHERE member.is_recursive = 1 AND member.valid_from <= today()"
		    "   AND (member.valid_to = '' OR member.valid_to >= today())"
		    "   AND member.unit_id NOT IN (SELECT unit_id FROM unit_parent)"
		    " ORDER BY member.id LIMIT 1"), NONE);
}

/* ---- For the demo ------------------------------------------------------ */

/* Who holds the role at the unit, as far as the demo knows; any person of the unit else. */
int64_t demo_coordinator(struct view *view, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT person_id FROM appointment WHERE unit_id = $1 AND person_id <> 0"
		    " ORDER BY CASE WHEN role_type = 'security_coordinator' THEN 0 ELSE 1 END, id"
		    " LIMIT 1"), V(unit_id));
}
