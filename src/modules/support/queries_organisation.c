/* SPDX-License-Identifier: EUPL-1.2 */
/* support/queries_organisation.c - who gives crisis support: staff, premises, reviews. */
#include "modules/support/inside.h"

#define IS_TODAY(table) "(" table ".valid_from <= today()" \
	" AND (" table ".valid_to = '' OR " table ".valid_to >= today()))"

/* ---- One ---------------------------------------------------------------------------------------- */

const struct support_organisation *organisation_of_unit(struct view *view, struct str unit_code)
{
	return view_get(view, &support_organisation_record.shape,
		SQL("SELECT * FROM my_support_organisation"
		    " WHERE unit_id = (SELECT id FROM my_unit WHERE code = $1)"), V(unit_code));
}

const struct support_organisation *organisation_of_id(struct view *view, int64_t id)
{
	return view_get(view, &support_organisation_record.shape,
		SQL("SELECT * FROM my_support_organisation WHERE id = $1"), V(id));
}

int64_t support_own_unit(struct view *view)
{
	return view_int(view, SQL("SELECT org.unit_id FROM my_support_organisation AS org"
		" WHERE " IS_TODAY("org") " AND org.unit_id IN (SELECT unit_id FROM my_support_unit)"
		" ORDER BY org.unit_id LIMIT 1"), NONE);
}

bool support_unit_gives(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_support_organisation AS org"
		" WHERE org.unit_id = $1 AND " IS_TODAY("org")), V(unit_id)) != 0;
}

struct support_organisation_list organisations_for_wheel(struct view *view,
                                                         const struct wheel_ask *ask)
{
	return support_organisation_list_of(view_list(view, &support_organisation_record.shape,
		SQL("SELECT * FROM my_support_organisation AS org"
		    " WHERE org.unit_id = $1 OR ($2 <> 0 AND $2 = me()"
		    "   AND org.unit_id IN (SELECT unit_id FROM my_support_unit))"
		    " ORDER BY org.id LIMIT 200"), V(ask->unit_id, ask->person_id)));
}

bool organisation_is_there(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_support_organisation WHERE unit_id = $1"),
		V(unit_id)) != 0;
}

bool organisation_shows_staff(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_support_seen WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

struct support_staff_list organisation_staff(struct view *view, int64_t id)
{
	struct support_staff_list list = support_staff_list_of(view_list(view,
		&support_staff_record.shape,
		SQL("SELECT staff.* FROM my_support_staff AS staff WHERE staff.organisation_id = $1"
		    " ORDER BY CASE WHEN staff.valid_to = '' OR staff.valid_to >= today() THEN 0 ELSE 1 END,"
		    " staff.id LIMIT 500"), V(id)));

	support_staff_sort(&list, date_today());
	return list;
}

const struct support_staff *staff_of_key(struct view *view, int64_t organisation_id, struct str key)
{
	return view_get(view, &support_staff_record.shape,
		SQL("SELECT * FROM my_support_staff WHERE organisation_id = $1 AND public_id = $2"),
		V(organisation_id, key));
}

struct support_premises_list organisation_premises(struct view *view, int64_t id)
{
	return support_premises_list_of(view_list(view, &support_premises_record.shape,
		SQL("SELECT * FROM my_support_premises WHERE organisation_id = $1"
		    " ORDER BY CASE WHEN valid_to = '' OR valid_to >= today() THEN 0 ELSE 1 END, id"
		    " LIMIT 200"), V(id)));
}

const struct support_premises *premises_of_key(struct view *view, int64_t organisation_id,
                                               struct str key)
{
	return view_get(view, &support_premises_record.shape,
		SQL("SELECT * FROM my_support_premises WHERE organisation_id = $1 AND public_id = $2"),
		V(organisation_id, key));
}

struct support_review_list organisation_reviews(struct view *view, int64_t id)
{
	return support_review_list_of(view_list(view, &support_review_record.shape,
		SQL("SELECT * FROM my_support_review WHERE organisation_id = $1 ORDER BY id DESC LIMIT 50"),
		V(id)));
}

struct date organisation_reviewed(struct view *view, int64_t id)
{
	struct date day = { 0 };

	(void)date_read(view_text(view, SQL("SELECT max(on_date) FROM my_support_review_days"
		" WHERE organisation_id = $1"), V(id)), &day);
	return day;
}

/* ---- The list ---------------------------------------------------------------------------------- */

#define RECORD struct organisation_row
static const struct field organisation_row_fields[] = { ORGANISATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static const struct filter organisation_filters[] = {
	{ .name = "hours", .label = N_("When"), .kind = FIELD_code, .list = "support/hours",
	  .condition = SQL(" AND org.hours = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND org.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "ended", .label = N_("Ended"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " IS_TODAY("org") " THEN 0 ELSE 1 END = $?") },
	{ .name = NULL },
};
static const struct table_column organisation_columns[] = {
	{ .name = "unit_name", .is_link = true,
	  .ascending = SQL(" ORDER BY unit_name, org.id"),
	  .descending = SQL(" ORDER BY unit_name DESC, org.id DESC") },
	{ .name = "hours" },
	{ .name = "ready_minutes", .ascending = SQL(" ORDER BY org.ready_minutes, org.id"),
	  .descending = SQL(" ORDER BY org.ready_minutes DESC, org.id DESC") },
	{ .name = "reached_by" },
	{ .name = "staff" },
	{ .name = "premises" },
	{ .name = "reviewed_on", .ascending = SQL(" ORDER BY reviewed_on, org.id"),
	  .descending = SQL(" ORDER BY reviewed_on DESC, org.id DESC") },
	{ .name = "unit_code", .is_export_only = true },
	{ .name = NULL },
};
const struct table organisations_table = {
	.name = "support-organisations", .label = N_("Units that give crisis support"),
	.fields = organisation_row_fields, .field_count = COUNT(organisation_row_fields),
	.shape = SHAPE_OF(NULL, organisation_row, organisation_row_fields),
	.columns = organisation_columns, .filters = organisation_filters, .is_stacked = true,
	.row_path = "/support/organisations/%s", .row_key = "unit_code",
	.order = SQL(" ORDER BY org.hours DESC, unit_name, org.id"), .export_need = MAY_support_read,
	.empty = N_("No unit has written how it gives crisis support. Begin with the own unit."),
};

#define NAME(language) " CASE WHEN " language " = 'en' AND my_unit.name_en <> ''" \
	" THEN my_unit.name_en ELSE my_unit.name_sv END"

void organisations_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &organisations_table, query,
		SQL("SELECT org.id, my_unit.code AS unit_code," NAME("$1") " COLLATE local AS unit_name,"
		    " org.hours, org.ready_minutes, org.reached_by,"
		    " (SELECT count(*) FROM my_support_staff_days AS seat"
		    "   WHERE seat.organisation_id = org.id AND " IS_TODAY("seat") ") AS staff,"
		    " (SELECT count(*) FROM my_support_premises AS room"
		    "   WHERE room.organisation_id = org.id AND " IS_TODAY("room") ") AS premises,"
		    " COALESCE((SELECT max(gone.on_date) FROM my_support_review_days AS gone"
		    "   WHERE gone.organisation_id = org.id), '') AS reviewed_on"
		    " FROM my_support_organisation AS org JOIN my_unit ON my_unit.id = org.unit_id"
		    " WHERE 1 = 1"), V(tongue_code()));
}

/* ---- How forms point at a unit that gives crisis support ------------------------------------------ */

const struct reference support_references[] = {
	{ .name = "support_unit",
	  .label = SQL("SELECT" NAME("$2") " FROM my_unit WHERE id = $1"),
	  .list = SQL("SELECT my_unit.id AS key," NAME("$1") " AS label, my_unit.code AS hint"
		" FROM my_support_organisation AS org JOIN my_unit ON my_unit.id = org.unit_id"
		" WHERE " IS_TODAY("org") " ORDER BY" NAME("$1") " COLLATE local, my_unit.id LIMIT 500"),
	  .find = SQL("SELECT my_unit.id FROM my_support_organisation AS org"
		" JOIN my_unit ON my_unit.id = org.unit_id"
		" WHERE " IS_TODAY("org") " AND (my_unit.code = $1 OR fold(my_unit.name_sv) = fold($1))"
		" ORDER BY CASE WHEN my_unit.code = $1 THEN 0 ELSE 1 END, my_unit.id LIMIT 1") },
	{ .name = NULL },
};
