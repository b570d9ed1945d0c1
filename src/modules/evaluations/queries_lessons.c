/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries_lessons.c - lessons and the ledger of them. */
#include "modules/evaluations/lessons.h"

#include "modules/evaluations/lessons.html.h"

#define RECORD struct shared_lesson
static const struct field shared_fields[] = { SHARED_LESSON_FIELDS(AS_FIELD) };
#undef RECORD
const struct record shared_lesson_record = {
	RECORD_OF("lesson", shared_lesson, shared_fields),
	.label = N_("Lesson"), .many = N_("Lessons"), .path = "/lessons",
};
#define RECORD struct lesson
const struct field lesson_fields[] = { LESSON_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(lesson_fields) == LESSON_FIELD_COUNT, "one count for each field");
const struct record lesson_record = {
	.shape = SHAPE_OF(NULL, lesson, lesson_fields), .name = "lesson", .fields = lesson_fields,
	.count = COUNT(lesson_fields), .label = N_("Lesson"), .many = N_("Lessons"), .path = "/lessons",
};
#define RECORD struct topic
static const struct field topic_fields[] = { TOPIC_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record topic_record = {
	.shape = SHAPE_OF(NULL, topic, topic_fields), .name = "lesson_topic", .fields = topic_fields,
	.count = COUNT(topic_fields), .label = N_("Kinds of event"), .many = N_("Kinds of event"),
	.path = "/lessons",
};
const struct form topic_form = { .record = &topic_record, .fields = FIELDS("type") };
const struct form lesson_share_form = { .record = &shared_lesson_record,
	.fields = FIELDS("words", "functions", "unit_kind", "reach", "reason", "types") };

#define LESSON "SELECT my_lesson.* FROM my_lesson"

struct lesson_list lessons_all(struct view *view)
{
	return lesson_list_of(view_list(view, &lesson_record.shape,
		SQL(LESSON " WHERE withdrawn_at = 0 ORDER BY learnt_at DESC, id LIMIT 2000"), NONE));
}

struct lesson_list lessons_of_evaluation(struct view *view, int64_t evaluation_id)
{
	return lesson_list_of(view_list(view, &lesson_record.shape,
		SQL(LESSON " WHERE evaluation_id = $1 ORDER BY id"), V(evaluation_id)));
}

const struct lesson *lesson_of_number(struct view *view, struct str number)
{
	return view_get(view, &lesson_record.shape, SQL(LESSON " WHERE number = $1"), V(number));
}

const struct lesson *lesson_of_finding(struct view *view, int64_t finding_id)
{
	return view_get(view, &lesson_record.shape, SQL(LESSON " WHERE finding_id = $1"), V(finding_id));
}

const struct shared_lesson *lesson_row_get(struct view *view, int64_t id)
{
	return view_get(view, &shared_lesson_record.shape,
		SQL("SELECT * FROM my_lesson_row WHERE id = $1"), V(id));
}

void lesson_add(struct change *change, struct shared_lesson *lesson)
{
	int64_t year = instant_local(lesson->shared_at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO lesson_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = lesson_series.last + 1"
		    " RETURNING last"), V(year));

	lesson->number = arena_print(change_arena(change), "L-%04lld-%05lld", (long long)year, (long long)last);
	change_insert(change, &shared_lesson_record.shape, lesson);
}

struct str topic_of(struct view *view, int64_t crisis_id)
{
	struct grid said = view_grid(view, SQL("SELECT types FROM my_lesson_topic WHERE crisis_id = $1"
		" GROUP BY types ORDER BY min(id)"), V(crisis_id));
	struct out out;

	out_init(&out, view_arena(view), 4096);
	for (size_t i = 0; i < said.rows; i++)
		out_print(&out, "%s%.*s", i ? " " : "", STR(grid_at(&said, i, 0).text));
	return out_str(&out);
}

void topic_put(struct change *change, int64_t crisis_id, struct str types, struct str name)
{
	change_run(change,
		SQL("INSERT INTO lesson_topic (crisis_id, types, said_by, said_name, said_at)"
		    " VALUES ($1, $2, $3, $4, $5)"),
		V(crisis_id, types, change_me(change), name, instant_now()));
	change_note(change, "lesson_topic", crisis_id, "say", types);
}

/* ---- The ledger -------------------------------------------------------------------------------- */

#define DONE " my_lesson.measure_state IN ('done', 'evaluated', 'closed')"
#define OPEN " my_lesson.answer = 'measure'" \
	" AND my_lesson.measure_state IN ('proposed', 'decided', 'in_progress')"
static const struct choice become[] = {
	{ "", "" }, { "open", N_("not done yet") }, { "late", N_("late, not done") },
	{ "done", N_("done") }, { "stopped", N_("stopped") }, { "declined", N_("declined") }, { NULL, NULL },
};
static const struct filter lesson_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_lesson.words) LIKE '%' || fold($?) || '%'"
	                   " OR my_lesson.number = $?)") },
	{ .name = "type", .label = N_("Kinds of event"), .kind = FIELD_code, .list = "event/types",
	  .condition = SQL(" AND (' ' || my_lesson.types || ' ' LIKE '% ' || $? || ' %'"
	                   " OR ' ' || my_lesson.types LIKE '% ' || $? || '.%')") },
	{ .name = "function", .label = N_("Functions"), .kind = FIELD_code, .list = "crisis/functions",
	  .condition = SQL(" AND ' ' || my_lesson.functions || ' ' LIKE '% ' || $? || ' %'") },
	{ .name = "kind", .label = N_("Kind of unit"), .kind = FIELD_code, .list = "unit_kinds",
	  .condition = SQL(" AND my_lesson.unit_kind IN ('', $?)") },
	{ .name = "became", .label = N_("What became of it"), .kind = FIELD_choice, .choices = become,
	  .condition = SQL(" AND CASE WHEN my_lesson.answer = 'declined' THEN 'declined'"
	                   " WHEN" DONE " THEN 'done'"
	                   " WHEN my_lesson.measure_state = 'stopped' THEN 'stopped'"
	                   " WHEN" OPEN " AND my_lesson.due_on <> '' AND my_lesson.due_on < today() THEN 'late'"
	                   " WHEN" OPEN " THEN 'open' ELSE '' END = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_lesson.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = NULL },
};

static void became_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	lesson_state_mark(out, lesson_state_of(row, date_today()));
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_lesson.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_lesson.id DESC")
static const struct table_column lesson_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_lesson.number") },
	{ .name = "words", SORTED("my_lesson.words COLLATE local") },
	{ .name = "types" },
	{ .name = "functions" },
	{ .name = "answer", .cell = became_cell },
	{ .name = "due_on", SORTED("my_lesson.due_on") },
	{ .name = "learnt_at", .is_export_only = true },
	{ .name = "unit_kind", .is_export_only = true },
	{ .name = "measure_state", .is_export_only = true },
	{ .name = "effect", .is_export_only = true },
	{ .name = "evaluation_number", .is_export_only = true },
	{ .name = NULL },
};

const struct table lessons_table = {
	.name = "lessons",
	.label = N_("Lessons, the newest first"),
	.fields = lesson_fields,
	.field_count = LESSON_FIELD_COUNT,
	.shape = { .size = sizeof(struct lesson), .count = LESSON_FIELD_COUNT,
	           .columns = &lesson_fields[0].column, .stride = sizeof(struct field) },
	.columns = lesson_columns,
	.filters = lesson_filters,
	.row_path = "/lessons/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_lesson.learnt_at DESC, my_lesson.id"),
	.export_need = MAY_evaluations_read,
	.is_stacked = true,
	.empty = N_("No lesson has been shared. One is shared from a finding of an adopted evaluation."),
};

void lessons_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &lessons_table, query, SQL(LESSON " WHERE my_lesson.withdrawn_at = 0"), NONE);
}
