/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/queries.c - the register: actors, how they are reached, what has passed between us. */
#include "modules/partners/inside.h"

#include "base/tongue.h"
#include "kit/setting.h"

/* ---- Actors ------------------------------------------------------------------------------------ */

bool partner_may_add(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach WHERE permission = 'forums_write'"
		" AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool partner_may_edit(struct view *view, int64_t partner_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_partner_edit WHERE id = $1"), V(partner_id)) != 0;
}

struct partner *partner_get(struct view *view, struct str public_id)
{
	return view_get(view, &partner_record.shape,
		SQL("SELECT * FROM my_partner WHERE public_id = $1"), V(public_id));
}

const struct reference partners_references[] = {
	{ .name = "partner",
	  .label = SQL("SELECT name FROM my_partner WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, area AS hint FROM my_partner"
	              " WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
	              " ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_partner WHERE public_id = $1 OR fold(name) = fold($1)"
	              " ORDER BY id LIMIT 1") },
	{ .name = NULL },
};

#define CHECKED "COALESCE((SELECT MAX(tried.on_day) FROM my_partner_check AS tried" \
	" WHERE tried.partner_id = my_partner.id AND tried.worked = 1), '')"
#define VALID " my_partner.valid_from <= today()" \
	" AND (my_partner.valid_to = '' OR my_partner.valid_to >= today())"

struct partner_list partners_now(struct view *view, int64_t unit_id)
{
	return partner_list_of(view_list(view, &partner_record.shape,
		SQL("SELECT * FROM my_partner WHERE" VALID
		    " ORDER BY CASE WHEN unit_id = $1 THEN 0 ELSE 1 END, name COLLATE local, id LIMIT 500"),
		V(unit_id)));
}

int64_t partners_count(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_partner WHERE" VALID), NONE);
}

int64_t partners_due(struct view *view, struct date before)
{
	return view_int(view, SQL("SELECT count(*) FROM my_partner WHERE" VALID " AND " CHECKED " < $1"),
		V(value_date(before)));
}

/* ---- The list ------------------------------------------------------------------------------------- */

void partners_query(struct request *request, struct view *view, struct query *query)
{
	struct date before = date_add_days(date_today(), -(int)setting_int("partner_check_days"));

	query_start(query, view_arena(view),
		SQL("SELECT my_partner.id, my_partner.public_id, my_partner.name, my_partner.kind,"
		    " my_partner.agreement, my_partner.agreement_to, " CHECKED " AS checked_on,"
		    " (SELECT count(*) FROM my_partner_contact AS way WHERE way.partner_id = my_partner.id"
		    "   AND way.ended_at = 0) AS contacts,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "   ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = my_partner.unit_id), '')"
		    "   COLLATE local AS unit_name"
		    " FROM my_partner WHERE" VALID), V(tongue_code()));
	if (str_is(request_query(request, "due"), "1"))
		query_add(query, SQL(" AND " CHECKED " < $?"), V(value_date(before)));
}

static const struct filter partners_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_partner.name) LIKE '%' || fold($?) || '%'"
		" OR fold(my_partner.runs) LIKE '%' || fold($?) || '%')") },
	{ .name = "kind", .label = N_("Kind of actor"), .kind = FIELD_code, .list = "partners/kinds",
	  .condition = SQL(" AND my_partner.kind = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_partner.unit_id IN (SELECT below_id FROM my_unit_below"
		" WHERE above_id = $?)") },
	{ .name = "due", .label = N_("To be tried again"), .kind = FIELD_yesno },
	{ .name = NULL },
};

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_partner.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_partner.id DESC")
static const struct table_column partners_columns[] = {
	{ .name = "name", .is_link = true, SORTED("my_partner.name COLLATE local") },
	{ .name = "kind", SORTED("my_partner.kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "contacts" },
	{ .name = "checked_on", SORTED("checked_on") },
	{ .name = "agreement" },
	{ .name = "agreement_to", SORTED("my_partner.agreement_to") },
	{ .name = NULL },
};

const struct table partners_table = {
	.name = "partners", .label = N_("Actors"),
	.fields = partner_row_fields, .field_count = PARTNER_ROW_COUNT,
	.shape = { .size = sizeof(struct partner_row), .count = PARTNER_ROW_COUNT,
	           .columns = &partner_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = partners_columns, .filters = partners_filters,
	.row_path = "/partners/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY my_partner.name COLLATE local, my_partner.id"),
	.export_need = MAY_forums_write,
	.empty = N_("No actor is in the register yet. Whoever keeps forums adds those that the city must be able to reach."),
};

/* ---- How they are reached ---------------------------------------------------------------------------- */

struct contact_row_list partner_contacts(struct view *view, int64_t partner_id)
{
	return contact_row_list_of(view_list(view, &contact_row_record.shape,
		SQL("SELECT way.id, way.public_id, way.name, way.channel, way.address, way.at_all_hours,"
		    " COALESCE((SELECT MAX(on_day) FROM my_partner_check WHERE contact_id = way.id"
		    "   AND worked = 1), '') AS worked_on,"
		    " COALESCE((SELECT MAX(on_day) FROM my_partner_check WHERE contact_id = way.id"
		    "   AND worked = 0), '') AS failed_on"
		    " FROM my_partner_contact AS way WHERE way.partner_id = $1 AND way.ended_at = 0"
		    " ORDER BY way.id LIMIT 100"), V(partner_id)));
}

const struct partner_contact *partner_contact_get(struct view *view, int64_t partner_id, struct str public_id)
{
	return view_get(view, &partner_contact_record.shape,
		SQL("SELECT * FROM my_partner_contact WHERE partner_id = $1 AND public_id = $2"
		    " AND ended_at = 0"), V(partner_id, public_id));
}

void partner_contact_end(struct change *change, const struct partner_contact *contact, struct instant at)
{
	if (change_run(change, SQL("UPDATE partner_contact SET ended_at = $2 WHERE id = $1 AND ended_at = 0"),
			V(contact->id, at)))
		change_note(change, "partner_contact", contact->id, "end", S(""));
}

/* ---- What has passed between us ------------------------------------------------------------------------ */

struct note_row_list partner_notes(struct view *view, int64_t partner_id)
{
	return note_row_list_of(view_list(view, &note_row_record.shape,
		SQL("SELECT note.*, my_partner.public_id AS partner, my_partner.name AS partner_name,"
		    " COALESCE(my_crisis.number, '') AS crisis,"
		    " CASE WHEN note.measure_id = 0 THEN '' ELSE COALESCE((SELECT my_measure.number || ' '"
		    "  || my_measure.title FROM my_measure WHERE my_measure.id = note.measure_id), '') END"
		    " AS measure"
		    " FROM my_partner_note AS note JOIN my_partner ON my_partner.id = note.partner_id"
		    " LEFT JOIN my_crisis ON my_crisis.id = note.crisis_id"
		    " WHERE ($1 = 0 OR note.partner_id = $1)"
		    " ORDER BY note.at DESC, note.id DESC LIMIT 200"), V(partner_id)));
}

int64_t partner_decision_next(struct view *view, int64_t partner_id)
{
	return 1 + view_int(view, SQL("SELECT COALESCE(MAX(number), 0) FROM my_partner_decision"
		" WHERE partner_id = $1"), V(partner_id));
}
