/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries.c - evaluations and what belongs to them; the list. */
#include "modules/evaluations/inside.h"

/* ---- One ----------------------------------------------------------------------------------- */

const struct evaluation *evaluation_of_number(struct view *view, struct str number)
{
	return view_get(view, &evaluation_record.shape,
		SQL("SELECT * FROM my_evaluation WHERE number = $1 OR public_id = $1"), V(number));
}

bool evaluation_may_write(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_evaluation_write WHERE id = $1"), V(id)) != 0;
}

bool evaluation_may_adopt(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_evaluation_adopt WHERE id = $1"), V(id)) != 0;
}

bool evaluation_is_open(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_evaluation_open WHERE id = $1"), V(id)) != 0;
}

bool evaluation_is_by_event(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT by_event FROM my_marked_evaluation WHERE id = $1"), V(id)) != 0;
}

bool evaluation_goes_on(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_evaluation_going WHERE id = $1 LIMIT 1"), V(id)) != 0;
}

bool may_at_unit(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = $1 AND unit_id = $2 LIMIT 1"), V(permission, unit_id)) != 0;
}

static struct evaluation_line_list lines_of(struct view *view, int64_t evaluation_id)
{
	return evaluation_line_list_of(view_list(view, &evaluation_line_record.shape,
		SQL("SELECT * FROM my_evaluation_line WHERE evaluation_id = $1"
		    " AND selection = (SELECT max(selection) FROM my_evaluation_line"
		    "                  WHERE evaluation_id = $1)"
		    " ORDER BY event_at, seq"), V(evaluation_id)));
}

struct whole whole_of(struct view *view, const struct evaluation *evaluation)
{
	int64_t id = evaluation->id;

	return (struct whole){ .evaluation = evaluation,
		.aspects = evaluation_aspect_list_of(view_list(view, &evaluation_aspect_record.shape,
			SQL("SELECT * FROM my_evaluation_aspect WHERE evaluation_id = $1 ORDER BY id"), V(id))),
		.lines = lines_of(view, id),
		.findings = finding_list_of(view_list(view, &finding_record.shape,
			SQL("SELECT * FROM my_evaluation_finding WHERE evaluation_id = $1 ORDER BY number"), V(id))),
		.is_marked = evaluation->secrecy.len || evaluation_is_by_event(view, id),
		.goes_on = evaluation_goes_on(view, id),
		.has_log = evaluation->crisis_id || evaluation->period_id || evaluation_log(view, evaluation),
		.may_write = evaluation_may_write(view, id), .may_adopt = evaluation_may_adopt(view, id) };
}

struct evaluation_aspect *aspect_get(struct view *view, int64_t evaluation_id, struct str aspect)
{
	return view_get(view, &evaluation_aspect_record.shape,
		SQL("SELECT * FROM my_evaluation_aspect WHERE evaluation_id = $1 AND aspect = $2"),
		V(evaluation_id, aspect));
}

struct finding *finding_get(struct view *view, int64_t evaluation_id, int64_t number)
{
	return view_get(view, &finding_record.shape,
		SQL("SELECT * FROM my_evaluation_finding WHERE evaluation_id = $1 AND number = $2"),
		V(evaluation_id, number));
}

struct evaluation_edition_list evaluation_editions(struct view *view, int64_t evaluation_id)
{
	return evaluation_edition_list_of(view_list(view, &evaluation_edition_record.shape,
		SQL("SELECT * FROM my_evaluation_edition WHERE evaluation_id = $1 ORDER BY number DESC"),
		V(evaluation_id)));
}

#define RECORD struct evaluation_step
static const struct field step_fields[] = { EVALUATION_STEP_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape step_shape = SHAPE_OF(NULL, evaluation_step, step_fields);

struct evaluation_step_list evaluation_steps(struct view *view, int64_t evaluation_id)
{
	return evaluation_step_list_of(view_list(view, &step_shape,
		SQL("SELECT * FROM my_evaluation_step WHERE evaluation_id = $1 ORDER BY id"),
		V(evaluation_id)));
}

static const struct column reader_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct reader_row, person_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct reader_row, name), NULL, false },
};
static const struct shape reader_shape = { .size = sizeof(struct reader_row),
	.count = COUNT(reader_columns), .columns = reader_columns };

struct reader_row_list readers_of(struct view *view, int64_t evaluation_id)
{
	return reader_row_list_of(view_list(view, &reader_shape,
		SQL("SELECT my_evaluation_reader.person_id, COALESCE(my_person.name, '') COLLATE local AS name"
		    " FROM my_evaluation_reader"
		    " LEFT JOIN my_person ON my_person.id = my_evaluation_reader.person_id"
		    " WHERE my_evaluation_reader.evaluation_id = $1 ORDER BY name LIMIT 500"),
		V(evaluation_id)));
}

int64_t evaluations_mine(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_evaluation"
		" WHERE leader_id = me() AND state = 'draft'"), NONE);
}

/* See adopt_obstacle(). */
#define WAITS_FOR_ME \
	"my_evaluation.state = 'review'" \
	" AND my_evaluation.leader_id <> me() AND my_evaluation.sent_by <> me()" \
	" AND my_evaluation.id IN (SELECT id FROM my_evaluation_adopt)"

int64_t evaluations_in_review(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_evaluation WHERE " WAITS_FOR_ME), NONE);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static struct str evaluation_number(struct change *change, struct instant created)
{
	int64_t year = instant_local(created).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO evaluation_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = evaluation_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "UT-%04lld-%05lld", (long long)year, (long long)last);
}

void evaluation_step_put(struct change *change, const struct evaluation *evaluation, const char *verb,
                         struct str words, struct str name, struct instant at)
{
	change_run(change,
		SQL("INSERT INTO evaluation_step (evaluation_id, at, person_id, person_name, verb, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6)"),
		V(evaluation->id, at, change_me(change), name, verb, words));
}

void evaluation_add(struct change *change, struct evaluation *evaluation, struct str name)
{
	const struct catalogue *aspects = catalogue_get("risk/aspects");

	evaluation->state = EVALUATION_draft;
	if (!evaluation->created_at.seconds)
		evaluation->created_at = instant_now();
	evaluation->number = evaluation_number(change, evaluation->created_at);
	change_insert(change, &evaluation_record.shape, evaluation);
	for (size_t i = 0; i < aspects->count; i++)
		change_insert(change, &evaluation_aspect_record.shape, &(struct evaluation_aspect){
			.evaluation_id = evaluation->id, .aspect = aspects->items[i].code });
	if (evaluation->secrecy.len && change_me(change))
		reader_put(change, evaluation->id, change_me(change));
	evaluation_step_put(change, evaluation, "begin", S(""), name, evaluation->created_at);
}

void finding_add(struct change *change, const struct evaluation *evaluation, struct finding *finding)
{
	finding->evaluation_id = evaluation->id;
	finding->number = 1 + view_int(change_view(change),
		SQL("SELECT max(number) FROM my_evaluation_finding WHERE evaluation_id = $1"), V(evaluation->id));
	change_insert(change, &finding_record.shape, finding);
}

void reader_put(struct change *change, int64_t evaluation_id, int64_t person_id)
{
	if (change_run(change,
		SQL("INSERT INTO evaluation_reader (evaluation_id, person_id, added_by, added_at)"
		    " VALUES ($1, $2, $3, $4) ON CONFLICT (evaluation_id, person_id) DO NOTHING"),
		V(evaluation_id, person_id, change_me(change), instant_now())))
		change_note(change, "evaluation_reader", evaluation_id, "add reader",
			arena_print(change_arena(change), "%lld", (long long)person_id));
}

void reader_remove(struct change *change, int64_t evaluation_id, int64_t person_id)
{
	if (change_run(change,
		SQL("DELETE FROM evaluation_reader WHERE evaluation_id = $1 AND person_id = $2"),
		V(evaluation_id, person_id)))
		change_note(change, "evaluation_reader", evaluation_id, "remove reader",
			arena_print(change_arena(change), "%lld", (long long)person_id));
}

void lines_put(struct change *change, const struct evaluation *evaluation,
               const struct crisis_cited_list *lines, struct instant at)
{
	int64_t selection = 1 + view_int(change_view(change),
		SQL("SELECT max(selection) FROM my_evaluation_line WHERE evaluation_id = $1"), V(evaluation->id));

	for (size_t i = 0; i < lines->count; i++) {
		const struct crisis_cited *line = &lines->at[i];
		struct evaluation_line put = { .evaluation_id = evaluation->id, .selection = selection,
			.seq = line->seq, .kind = line->kind, .event_at = line->event_at, .words = line->words,
			.became = line->became, .decided_by = line->decided_by, .grounds = line->grounds,
			.hash = line->hash, .chosen_by = change_me(change), .chosen_at = at };

		change_insert(change, &evaluation_line_record.shape, &put);
	}
}

/* ---- The list ----------------------------------------------------------------------------------- */

/* $1 is the language of names. */
#define EVALUATION_ROW \
	"SELECT my_evaluation.id, my_evaluation.number, my_evaluation.title, my_evaluation.kind," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_evaluation.unit_id), '') COLLATE local AS unit_name," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_evaluation.leader_id), '') COLLATE local AS leader," \
	" my_evaluation.state, my_evaluation.adopted_at," \
	" (SELECT count(*) FROM my_evaluation_finding" \
	"  WHERE my_evaluation_finding.evaluation_id = my_evaluation.id) AS findings," \
	" (SELECT count(*) FROM my_evaluation_finding" \
	"  WHERE my_evaluation_finding.evaluation_id = my_evaluation.id" \
	"    AND my_evaluation_finding.answer = '') AS open_findings" \
	" FROM my_evaluation"

static const struct filter evaluation_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_evaluation.title) LIKE '%' || fold($?) || '%'"
	                   " OR my_evaluation.number = $?)") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_evaluation.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "kind", .label = N_("Kind of evaluation"), .kind = FIELD_code,
	  .list = "evaluations/kinds", .condition = SQL(" AND my_evaluation.kind = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = evaluation_states,
	  .condition = SQL(" AND my_evaluation.state = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_evaluation.leader_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "waiting", .label = N_("Waits for me to adopt it"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " WAITS_FOR_ME " THEN 1 ELSE 0 END = $?") },
	{ .name = "crisis", .label = N_("Crisis or exercise"), .kind = FIELD_ref, .refers_to = "crisis",
	  .is_hidden = true, .condition = SQL(" AND (my_evaluation.crisis_id = $? OR my_evaluation.exercise_id IN"
	                   " (SELECT id FROM my_exercise WHERE crisis_id = $?))") },
	{ .name = "period", .label = N_("Central crisis management"), .kind = FIELD_ref,
	  .refers_to = "central_period", .is_hidden = true,
	  .condition = SQL(" AND my_evaluation.period_id = $?") },
	{ .name = NULL },
};

/* The list says the day; the hour stands on the page and in the files. */
static void adopted_cell(struct out *out, struct request *request, const void *row)
{
	struct instant at = ((const struct evaluation_row *)row)->adopted_at;

	(void)request;
	if (at.seconds)
		out_text(out, tongue_date(out->arena, instant_date(at)));
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_evaluation.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_evaluation.id DESC")
static const struct table_column evaluation_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_evaluation.number") },
	{ .name = "title", SORTED("my_evaluation.title COLLATE local") },
	{ .name = "kind", SORTED("my_evaluation.kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "leader", SORTED("leader") },
	{ .name = "state", SORTED("my_evaluation.state") },
	{ .name = "adopted_at", .cell = adopted_cell, SORTED("my_evaluation.adopted_at") },
	{ .name = "findings", .is_export_only = true },
	{ .name = "open_findings", SORTED("open_findings") },
	{ .name = NULL },
};

const struct table evaluations_table = {
	.name = "evaluations",
	.label = N_("Evaluations, the newest first"),
	.fields = evaluation_row_fields,
	.field_count = EVALUATION_ROW_COUNT,
	.shape = { .size = sizeof(struct evaluation_row), .count = EVALUATION_ROW_COUNT,
	           .columns = &evaluation_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = evaluation_columns,
	.filters = evaluation_filters,
	.row_path = "/evaluations/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_evaluation.created_at DESC, my_evaluation.id DESC"),
	.export_need = MAY_evaluations_read,
	.is_stacked = true,
	.empty = N_("No evaluation has been begun. One is due when a crisis is closed; any event may be evaluated."),
};

void evaluations_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &evaluations_table, query, SQL(EVALUATION_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

const struct reference evaluations_references[] = {
	{ .name = "evaluation",
	  .label = SQL("SELECT number || ' ' || title FROM my_evaluation WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint"
	              " FROM my_evaluation ORDER BY id DESC LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_evaluation WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_evaluation WHERE fold(title) = fold($1) ORDER BY id LIMIT 1"),
	  .written = "UT", .path = "/evaluations/", .is_long = true },
	{ .name = NULL },
};
