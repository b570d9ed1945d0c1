/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/queries_lists.c - the lists of the room, and what is due. */
#include "base/tongue.h"
#include "kit/wheel.h"
#include "modules/fire/inside.h"
#include "modules/units/units.h"

#define SORTED(column, id) .ascending = SQL(" ORDER BY " column ", " id), \
	.descending = SQL(" ORDER BY " column " DESC, " id " DESC")
#define UNIT_FILTER(column) { .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, \
	.refers_to = "unit", .condition = SQL(" AND " column " IN" \
	" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") }

/* ---- Fire objects --------------------------------------------------------------------------------- */

#define OBJECT_ROW_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(name,      text, N_("Fire object"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(kind,      code, N_("Checklist"), .list = "fire/kinds") \
	F(due_on,    date, N_("Next round"), ) \
	F(every_months, count, N_("Months between rounds"), ) \
	F(deviations, count, N_("Open deviations"), ) \
	F(valid_to,  date, N_("Ended"), )
struct object_row { OBJECT_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct object_row
static const struct field object_row_fields[] = { OBJECT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void due_cell(struct out *out, struct request *request, const void *at)
{
	const struct object_row *row = at;

	(void)request;
	if (!date_is_given(row->valid_to))
		cell_day(out, row->due_on, date_compare(row->due_on, date_today()) < 0);
}

static const struct filter object_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(object.name) LIKE '%' || fold($?) || '%'") },
	UNIT_FILTER("object.unit_id"),
	{ .name = "late", .label = N_("Round is late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN object.due_on < today() AND object.valid_to = ''"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = "mine", .label = N_("I answer for it"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN object.responsible_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "ended", .label = N_("Ended"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN object.valid_to <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column object_columns[] = {
	{ .name = "name", .is_link = true, .ascending = SQL(" ORDER BY object.name COLLATE local, object.id"),
	  .descending = SQL(" ORDER BY object.name COLLATE local DESC, object.id DESC") },
	{ .name = "due_on", .cell = due_cell, SORTED("object.due_on", "object.id") },
	{ .name = "deviations" },
	{ .name = "unit_name", SORTED("unit_name", "object.id") },
	{ .name = "kind" },
	{ .name = "number", SORTED("object.number", "object.id") },
	{ .name = "every_months", .is_export_only = true },
	{ .name = "valid_to", .is_export_only = true },
	{ .name = NULL },
};
const struct table fire_objects_table = {
	.name = "fire-objects", .label = N_("Fire objects, the round that is due first on top"),
	.fields = object_row_fields, .field_count = COUNT(object_row_fields),
	.shape = SHAPE_OF(NULL, object_row, object_row_fields), .columns = object_columns,
	.filters = object_filters, .is_stacked = true, .row_path = "/fire/objects/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY CASE WHEN object.valid_to = '' THEN 0 ELSE 1 END, object.due_on, object.id"),
	.export_need = MAY_fire_read,
	.empty = N_("No fire objects. A unit that looks after a building adds it here, and then walks its rounds."),
};

void fire_objects_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &fire_objects_table, query,
		SQL("SELECT object.number, object.name," UNIT_NAME("object.unit_id") " AS unit_name,"
		    " object.kind, object.due_on, object.every_months, object.valid_to,"
		    " (SELECT count(*) FROM my_fire_deviation AS bad"
		    "   WHERE bad.object_id = object.id AND bad.state = 'open') AS deviations"
		    " FROM my_fire_object AS object WHERE 1 = 1"), V(tongue_code()));
}

/* ---- Deviations ----------------------------------------------------------------------------------- */

#define DEVIATION_ROW_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(words,     text, N_("What is wrong"), ) \
	F(object_name, text, N_("Fire object"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(severity,  code, N_("Severity"), .list = "fire/severities") \
	F(found_on,  date, N_("Found"), ) \
	F(due_on,    date, N_("To be put right by"), ) \
	F(state,     choice, N_("State"), CHOICES(deviation_states))
struct deviation_row { DEVIATION_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct deviation_row
static const struct field deviation_row_fields[] = { DEVIATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void deviation_due_cell(struct out *out, struct request *request, const void *at)
{
	const struct deviation_row *row = at;

	(void)request;
	cell_day(out, row->due_on, row->state == DEVIATION_open
		&& date_compare(row->due_on, date_today()) < 0);
}

static const struct filter deviation_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = deviation_states,
	  .condition = SQL(" AND bad.state = $?") },
	UNIT_FILTER("object.unit_id"),
	{ .name = "severity", .label = N_("Severity"), .kind = FIELD_code, .list = "fire/severities",
	  .condition = SQL(" AND bad.severity = $?") },
	{ .name = "late", .label = N_("Late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN bad.due_on < today() AND bad.state = 'open'"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column deviation_columns[] = {
	{ .name = "number", .is_link = true, SORTED("bad.number", "bad.id") },
	{ .name = "words" },
	{ .name = "object_name", SORTED("object_name", "bad.id") },
	{ .name = "severity" },
	{ .name = "due_on", .cell = deviation_due_cell, SORTED("bad.due_on", "bad.id") },
	{ .name = "state" },
	{ .name = "unit_name", SORTED("unit_name", "bad.id") },
	{ .name = "found_on", .is_export_only = true },
	{ .name = NULL },
};
const struct table fire_deviations_table = {
	.name = "fire-deviations", .label = N_("Deviations, what is to be put right first on top"),
	.fields = deviation_row_fields, .field_count = COUNT(deviation_row_fields),
	.shape = SHAPE_OF(NULL, deviation_row, deviation_row_fields), .columns = deviation_columns,
	.filters = deviation_filters, .is_stacked = true, .row_path = "/fire-deviations/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY CASE WHEN bad.state = 'open' THEN 0 ELSE 1 END, bad.due_on, bad.id"),
	.export_need = MAY_fire_read,
	.empty = N_("No deviations. They come from rounds, or from whoever sees something in between."),
};

void fire_deviations_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &fire_deviations_table, query,
		SQL("SELECT bad.number, bad.words, object.name AS object_name,"
		    UNIT_NAME("object.unit_id") " AS unit_name, bad.severity, bad.found_on, bad.due_on,"
		    " bad.state FROM my_fire_deviation AS bad"
		    " JOIN my_fire_object AS object ON object.id = bad.object_id WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- Reviews -------------------------------------------------------------------------------------- */

#define REVIEW_ROW_FIELDS(F) \
	F(public_id, text, N_("Identity"), .is_hidden = true) \
	F(unit_name, text, N_("Unit"), ) \
	F(year,      count, N_("Year"), ) \
	F(edition,   count, N_("Edition"), ) \
	F(objects,   count, N_("Fire objects"), ) \
	F(rounds_due, count, N_("Rounds that were due"), ) \
	F(rounds_done, count, N_("Of them done"), ) \
	F(found,     count, N_("Deviations found"), ) \
	F(still_open, count, N_("Deviations still open"), ) \
	F(decided_at, instant, N_("Decided"), )
struct review_row { REVIEW_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct review_row
static const struct field review_row_fields[] = { REVIEW_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static const struct filter review_filters[] = {
	UNIT_FILTER("review.unit_id"),
	{ .name = "year", .label = N_("Year"), .kind = FIELD_count, .condition = SQL(" AND review.year = $?") },
	{ .name = NULL },
};
static const struct table_column review_columns[] = {
	{ .name = "unit_name", .is_link = true, SORTED("unit_name", "review.id") },
	{ .name = "year", SORTED("review.year", "review.id") },
	{ .name = "edition" }, { .name = "objects" }, { .name = "rounds_due" },
	{ .name = "rounds_done" }, { .name = "found" }, { .name = "still_open" },
	{ .name = "decided_at", SORTED("review.decided_at", "review.id") },
	{ .name = NULL },
};
const struct table fire_reviews_table = {
	.name = "fire-reviews", .label = N_("Reviews of the fire protection, newest first"),
	.fields = review_row_fields, .field_count = COUNT(review_row_fields),
	.shape = SHAPE_OF(NULL, review_row, review_row_fields), .columns = review_columns,
	.filters = review_filters, .is_stacked = true, .row_path = "/fire/reviews/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY review.year DESC, review.decided_at DESC, review.id DESC"),
	.export_need = MAY_fire_read,
	.empty = N_("Nobody has reviewed a year yet."),
};

void fire_reviews_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &fire_reviews_table, query,
		SQL("SELECT review.public_id," UNIT_NAME("review.unit_id") " AS unit_name, review.year,"
		    " review.edition, review.objects, review.rounds_due, review.rounds_done, review.found,"
		    " review.still_open, review.decided_at FROM my_fire_review AS review WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- Special laws ----------------------------------------------------------------------------------- */

#define LAW_ROW_FIELDS(F) \
	F(public_id, text, N_("Identity"), .is_hidden = true) \
	F(operation, text, N_("For what operation"), ) \
	F(law,       code, N_("Law"), .list = "fire/laws") \
	F(law_words, text, N_("Which law, when it is another one"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(documented_in, text, N_("Where it is documented"), ) \
	F(reviewed_on, date, N_("Looked at"), ) \
	F(review_by, date, N_("Look at it again by"), ) \
	F(ended_on,  date, N_("Ceased to apply"), )
struct law_row { LAW_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct law_row
static const struct field law_row_fields[] = { LAW_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void law_cell(struct out *out, struct request *request, const void *at)
{
	const struct law_row *row = at;

	(void)request;
	out_text(out, row->law_words.len ? row->law_words : code_name("fire/laws", row->law));
	if (date_is_given(row->ended_on) || !law_is_repealed(row->law, date_today()))
		return;
	out_z(out, " ");
	cell_mark(out, "late", _("Repealed"));
}

static void law_by_cell(struct out *out, struct request *request, const void *at)
{
	const struct law_row *row = at;

	(void)request;
	cell_day(out, row->review_by, !date_is_given(row->ended_on)
		&& date_compare(row->review_by, date_today()) < 0);
}

static const struct filter law_filters[] = {
	UNIT_FILTER("law.unit_id"),
	{ .name = "law", .label = N_("Law"), .kind = FIELD_code, .list = "fire/laws",
	  .condition = SQL(" AND law.law = $?") },
	{ .name = "late", .label = N_("To be looked at"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN law.review_by < today() AND law.ended_on = ''"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column law_columns[] = {
	{ .name = "operation", .is_link = true, SORTED("law.operation", "law.id") },
	{ .name = "law", .cell = law_cell },
	{ .name = "unit_name", SORTED("unit_name", "law.id") },
	{ .name = "reviewed_on", SORTED("law.reviewed_on", "law.id") },
	{ .name = "review_by", .cell = law_by_cell, SORTED("law.review_by", "law.id") },
	{ .name = "ended_on" },
	{ .name = "documented_in", .is_export_only = true },
	{ .name = "law_words", .is_export_only = true },
	{ .name = NULL },
};
const struct table special_laws_table = {
	.name = "special-laws", .label = N_("Special laws, what is to be looked at first on top"),
	.fields = law_row_fields, .field_count = COUNT(law_row_fields),
	.shape = SHAPE_OF(NULL, law_row, law_row_fields), .columns = law_columns,
	.filters = law_filters, .is_stacked = true, .row_path = "/fire/laws/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY CASE WHEN law.ended_on = '' THEN 0 ELSE 1 END, law.review_by, law.id"),
	.export_need = MAY_fire_read,
	.empty = N_("No special laws are written. Each unit writes those that apply to what it does."),
};

void special_laws_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &special_laws_table, query,
		SQL("SELECT law.public_id, law.operation, law.law, law.law_words,"
		    UNIT_NAME("law.unit_id") " AS unit_name, law.documented_in, law.reviewed_on,"
		    " law.review_by, law.ended_on FROM my_special_law AS law WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- What is due -------------------------------------------------------------------------------------- */

static const struct column numbers_columns[] = {
	{ "objects", COLUMN_int, offsetof(struct fire_numbers, objects), NULL, false },
	{ "late", COLUMN_int, offsetof(struct fire_numbers, late), NULL, false },
	{ "soon", COLUMN_int, offsetof(struct fire_numbers, soon), NULL, false },
};
static const struct shape numbers_shape = { .size = sizeof(struct fire_numbers),
	.count = COUNT(numbers_columns), .columns = numbers_columns };

struct fire_numbers fire_numbers_now(struct view *view, bool only_mine)
{
	struct date soon = date_add_days(date_today(), 14);
	const struct fire_numbers *found = view_get(view, &numbers_shape,
		SQL("SELECT count(*) AS objects,"
		    " COALESCE(sum(CASE WHEN due_on < today() THEN 1 ELSE 0 END), 0) AS late,"
		    " COALESCE(sum(CASE WHEN due_on >= today() AND due_on <= $1 THEN 1 ELSE 0 END), 0) AS soon"
		    " FROM my_fire_object WHERE valid_to = '' AND ($2 = 0 OR responsible_id = me())"),
		V(soon, only_mine));
	struct fire_numbers numbers = *found;

	if (only_mine)
		return numbers;
	numbers.open_deviations = view_int(view,
		SQL("SELECT count(*) FROM my_fire_deviation WHERE state = 'open'"), NONE);
	numbers.late_deviations = view_int(view, SQL("SELECT count(*) FROM my_fire_deviation"
		" WHERE state = 'open' AND due_on < today()"), NONE);
	return numbers;
}

struct fire_object_list fire_objects_due(struct view *view, const struct wheel_ask *ask)
{
	return fire_object_list_of(view_list(view, &fire_object_record.shape,
		SQL("SELECT * FROM my_fire_object"
		    " WHERE valid_to = '' AND due_on >= $1 AND due_on <= $2"
		    " AND (($3 <> 0 AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3))"
		    "  OR ($4 <> 0 AND responsible_id = $4)) ORDER BY due_on, id LIMIT 500"),
		V(ask->from, ask->to, ask->unit_id, ask->person_id)));
}
