/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/queries_pages.c - the list of rows of a programme, its counts, what became of rows. */
#include "modules/programme/pages.h"

#include "kit/catalogue.h"
#include "modules/programme/pages.html.h"

/* ---- The list ------------------------------------------------------------------------------ */

#define ROW_FIELDS(F) \
	F(programme_code, text, N_("Programme"), ) \
	F(code,       text, N_("Code"), ) \
	F(kind,       code, N_("Kind"), .list = "obligation_kinds") \
	F(words,      prose, N_("What"), ) \
	F(who,        text, N_("Who"), ) \
	F(cadence,    text, N_("When"), ) \
	F(focus_area, text, N_("Focus area"), ) \
	F(section,    text, N_("Section"), ) \
	F(report_to,  text, N_("To whom"), ) \
	F(lines,      text, N_("Lines of the adopted text"), ) \
	F(legal,      text, N_("Legal basis"), ) \
	F(checked_by, text, N_("Follow-up points"), ) \
	F(closed_on,  date, N_("Closed"), )
struct programme_row { ROW_FIELDS(AS_MEMBER) };
#define RECORD struct programme_row
static const struct field row_fields[] = { ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* Whom the codes of the list that is being shown stand for: read with the query, for the cells
 * of the same request. */
static struct actor_list listed_actors;

void obligations_query(struct query *query, struct view *view, int64_t programme_id)
{
	listed_actors = actors_of(view, programme_id);
	query_start(query, view_arena(view),
		SQL("SELECT my_programme.code AS programme_code, my_obligation.code, my_obligation.kind,"
		    " CASE WHEN $2 = 'en' AND text_en <> '' THEN text_en ELSE text_sv END AS words,"
		    " my_obligation.who, COALESCE(CASE WHEN $2 = 'en' AND my_calendar_rule.name_en <> ''"
		    "  THEN my_calendar_rule.name_en ELSE my_calendar_rule.name_sv END, '') AS cadence,"
		    " COALESCE(CASE WHEN $2 = 'en' AND my_focus_area.name_en <> ''"
		    "  THEN my_focus_area.name_en ELSE my_focus_area.name_sv END, '') AS focus_area,"
		    " my_obligation.section, my_obligation.report_to, my_obligation.lines,"
		    " my_obligation.legal, my_obligation.checked_by, my_obligation.closed_on"
		    " FROM my_obligation"
		    " JOIN my_programme ON my_programme.id = my_obligation.programme_id"
		    " LEFT JOIN my_calendar_rule ON my_calendar_rule.programme_id = my_obligation.programme_id"
		    "  AND my_calendar_rule.code = my_obligation.cadence"
		    " LEFT JOIN my_focus_area ON my_focus_area.programme_id = my_obligation.programme_id"
		    "  AND my_focus_area.code = my_obligation.focus_area"
		    " WHERE my_obligation.programme_id = $1"), V(programme_id, tongue_code()));
}

static void code_cell(struct out *out, struct request *request, const void *at)
{
	const struct programme_row *row = at;

	(void)request;
	programme_code_cell(out, row->programme_code, row->code, row->closed_on);
}

static void who_cell(struct out *out, struct request *request, const void *at)
{
	const struct programme_row *row = at;

	programme_who_cell(out, actor_names(request->arena, &listed_actors, row->who));
}

static const struct table_column row_columns[] = {
	{ .name = "code", .cell = code_cell,
	  .ascending = SQL(" ORDER BY my_obligation.place, my_obligation.id"),
	  .descending = SQL(" ORDER BY my_obligation.place DESC, my_obligation.id DESC") },
	{ .name = "words" },
	{ .name = "kind", .ascending = SQL(" ORDER BY my_obligation.kind, my_obligation.place"),
	  .descending = SQL(" ORDER BY my_obligation.kind DESC, my_obligation.place") },
	{ .name = "who", .cell = who_cell, .ascending = SQL(" ORDER BY my_obligation.who, my_obligation.place"),
	  .descending = SQL(" ORDER BY my_obligation.who DESC, my_obligation.place") },
	{ .name = "cadence", .ascending = SQL(" ORDER BY my_obligation.cadence, my_obligation.place"),
	  .descending = SQL(" ORDER BY my_obligation.cadence DESC, my_obligation.place") },
	{ .name = "focus_area", .is_export_only = true },
	{ .name = "section", .is_export_only = true }, { .name = "report_to", .is_export_only = true },
	{ .name = "lines", .is_export_only = true }, { .name = "legal", .is_export_only = true },
	{ .name = "checked_by", .is_export_only = true },
	{ .name = "closed_on", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter row_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(text_sv) LIKE '%' || fold($?) || '%'"
		" OR fold(text_en) LIKE '%' || fold($?) || '%'"
		" OR fold(my_obligation.code) LIKE fold($?) || '%')") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "obligation_kinds",
	  .condition = SQL(" AND my_obligation.kind = $?") },
	{ .name = "who", .label = N_("Who"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND ' ' || my_obligation.who || ' ' LIKE '% ' || $? || ' %'") },
	{ .name = "focus_area", .label = N_("Focus area"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND my_obligation.focus_area = $?") },
	{ .name = "cadence", .label = N_("When"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND my_obligation.cadence = $?") },
	{ .name = "edition", .label = N_("Edition"), .kind = FIELD_text, .is_hidden = true },
	{ .name = NULL },
};

const struct table obligations_table = {
	.name = "programme", .label = N_("Rows of the programme"),
	.fields = row_fields, .field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, programme_row, row_fields),
	.columns = row_columns, .filters = row_filters,
	.order = SQL(" ORDER BY my_obligation.place, my_obligation.id"),
	.export_need = SIGNED_IN,
	.empty = N_("This programme has no rows."),
};

struct obligation_list goals_of(struct view *view, int64_t programme_id)
{
	return obligation_list_of(view_list(view, &obligation_record.shape,
		SQL("SELECT * FROM my_obligation WHERE programme_id = $1 AND kind = 'G'"
		    " ORDER BY place, id"), V(programme_id)));
}

/* ---- Counts ------------------------------------------------------------------------------------ */

int64_t obligations_count(struct view *view, int64_t programme_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_obligation WHERE programme_id = $1"),
		V(programme_id));
}

static const struct column count_columns[] = {
	{ "code", COLUMN_text, offsetof(struct programme_count, code), NULL, false },
	{ "name", COLUMN_text, offsetof(struct programme_count, name), NULL, false },
	{ "found", COLUMN_int, offsetof(struct programme_count, rows), NULL, false },
};
static const struct shape count_shape = { .size = sizeof(struct programme_count),
	.count = COUNT(count_columns), .columns = count_columns };

struct programme_count_list kinds_count(struct view *view, int64_t programme_id)
{
	struct programme_count_list list = programme_count_list_of(view_list(view, &count_shape,
		SQL("SELECT kind AS code, kind AS name, count(*) AS found FROM my_obligation"
		    " WHERE programme_id = $1 GROUP BY kind ORDER BY count(*) DESC, kind"), V(programme_id)));

	for (size_t i = 0; i < list.count; i++)
		list.at[i].name = code_name("obligation_kinds", list.at[i].code);
	return list;
}

struct programme_count_list focus_areas_count(struct view *view, int64_t programme_id)
{
	return programme_count_list_of(view_list(view, &count_shape,
		SQL("SELECT my_focus_area.code, CASE WHEN $2 = 'en' AND name_en <> ''"
		    "  THEN name_en ELSE name_sv END AS name,"
		    " (SELECT count(*) FROM my_obligation"
		    "   WHERE my_obligation.programme_id = my_focus_area.programme_id"
		    "     AND my_obligation.focus_area = my_focus_area.code) AS found"
		    " FROM my_focus_area WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id, tongue_code())));
}

struct programme_count_list actors_count(struct view *view, int64_t programme_id)
{
	return programme_count_list_of(view_list(view, &count_shape,
		SQL("SELECT my_actor.code, CASE WHEN $2 = 'en' AND name_en <> ''"
		    "  THEN name_en ELSE name_sv END AS name,"
		    " (SELECT count(*) FROM my_obligation"
		    "   WHERE my_obligation.programme_id = my_actor.programme_id"
		    "     AND ' ' || my_obligation.who || ' ' LIKE '% ' || my_actor.code || ' %') AS found"
		    " FROM my_actor WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id, tongue_code())));
}

struct programme_count_list cadences_count(struct view *view, int64_t programme_id)
{
	return programme_count_list_of(view_list(view, &count_shape,
		SQL("SELECT my_calendar_rule.code, CASE WHEN $2 = 'en' AND name_en <> ''"
		    "  THEN name_en ELSE name_sv END AS name,"
		    " (SELECT count(*) FROM my_obligation"
		    "   WHERE my_obligation.programme_id = my_calendar_rule.programme_id"
		    "     AND my_obligation.cadence = my_calendar_rule.code) AS found"
		    " FROM my_calendar_rule WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id, tongue_code())));
}

/* ---- What became of a row -------------------------------------------------------------------------- */

/* In current editions of other programmes, what a row of this one became. */
struct succession_list successions_after(struct view *view, struct str programme_code, struct str code)
{
	return succession_list_of(view_list(view, &succession_record.shape,
		SQL("SELECT my_succession.* FROM my_succession"
		    " JOIN my_programme ON my_programme.id = my_succession.programme_id"
		    "  AND my_programme.is_current = 1"
		    " WHERE from_programme = $1 AND from_code = $2"
		    " ORDER BY my_programme.valid_from, my_succession.id"), V(programme_code, code)));
}
