/* SPDX-License-Identifier: EUPL-1.2 */
/* people/queries.c - every SQL statement of the room. */
#include "modules/people/inside.h"

/* ---- People -------------------------------------------------------------------------- */

const struct staff *staff_get(struct view *view, int64_t id)
{
	return view_get(view, &staff_record.shape,
		SQL("SELECT * FROM my_staff WHERE id = $1"), V(id));
}

const struct staff *staff_of_public_id(struct view *view, struct str public_id)
{
	return view_get(view, &staff_record.shape,
		SQL("SELECT * FROM my_staff WHERE public_id = $1"), V(public_id));
}

struct str person_name(struct view *view, int64_t id)
{
	struct str name;

	if (!id)
		return S("");
	name = view_text(view, SQL("SELECT name FROM my_person WHERE id = $1"), V(id));
	return str_equals(name, str_of(masked_name)) ? str_of(_("Protected identity")) : name;
}

struct str person_name_kept(struct view *system, int64_t id)
{
	return view_text(system, SQL("SELECT name FROM person WHERE id = $1"), V(id));
}

int64_t handler_of(struct view *view, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT my_handler.person_id"
		    " FROM my_unit_closure JOIN my_handler ON my_handler.unit_id = my_unit_closure.above_id"
		    " WHERE my_unit_closure.below_id = $1 AND my_unit_closure.is_history = 0"
		    "   AND my_unit_closure.valid_from <= today()"
		    "   AND (my_unit_closure.valid_to = '' OR my_unit_closure.valid_to >= today())"
		    "   AND (my_unit_closure.depth = 0 OR my_handler.is_recursive = 1)"
		    " ORDER BY my_unit_closure.depth, my_handler.is_coordinator, my_handler.id LIMIT 1"),
		V(unit_id));
}

int64_t person_of_login(struct view *view, struct str login)
{
	return view_int(view, SQL("SELECT id FROM person WHERE login = $1"), V(login));
}

int64_t login_owner(struct view *view, struct str login)
{
	return view_int(view, SQL("SELECT id FROM my_login WHERE login = $1"), V(login));
}

bool people_may(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_people_unit WHERE permission = $1 AND unit_id = $2"),
		V(permission, unit_id)) > 0;
}

/* ---- Accounts ------------------------------------------------------------------------ */

const struct account *account_get(struct view *view, int64_t person)
{
	return view_get(view, &account_record.shape,
		SQL("SELECT id, login, is_active, password, version FROM my_staff WHERE id = $1"),
		V(person));
}

struct member_list members_of(struct view *view, int64_t person)
{
	return member_list_of(view_list(view, &member_record.shape,
		SQL("SELECT * FROM my_member WHERE person_id = $1 ORDER BY valid_from DESC, id DESC"),
		V(person)));
}

const struct member *member_get(struct view *view, int64_t id)
{
	return view_get(view, &member_record.shape,
		SQL("SELECT * FROM my_member WHERE id = $1"), V(id));
}

void sessions_end(struct change *change, int64_t person)
{
	change_run(change, SQL("DELETE FROM session WHERE person_id = $1"), V(person));
}

void account_password_set(struct change *change, int64_t person, struct str hash)
{
	change_run(change,
		SQL("UPDATE person SET password = $1, version = version + 1 WHERE id = $2"),
		V(hash, person));
	change_note(change, "person", person, "password", S(""));
}

void account_switch(struct change *change, int64_t person, bool may_sign_in, struct str login)
{
	change_run(change,
		SQL("UPDATE person SET login = $1, is_active = $2, version = version + 1 WHERE id = $3"),
		V(login, may_sign_in ? 1 : 0, person));
	change_note(change, "person", person, may_sign_in ? "account on" : "account off", login);
}

/* For the command line, which reads as the system. */
struct grid accounts_grid(struct view *view)
{
	return view_grid(view,
		SQL("SELECT person.login, person.name, person.is_active, COALESCE(unit.code, '') AS unit,"
		    " COALESCE(member.role, '') AS role"
		    " FROM person LEFT JOIN member ON member.person_id = person.id"
		    "  AND member.valid_from <= today()"
		    "  AND (member.valid_to = '' OR member.valid_to >= today())"
		    " LEFT JOIN unit ON unit.id = member.unit_id"
		    " WHERE person.login <> person.public_id"
		    " ORDER BY person.login, member.id"), NONE);
}

/* ---- Appointments -------------------------------------------------------------------- */

struct appointment_list appointments_of(struct view *view, int64_t person)
{
	return appointment_list_of(view_list(view, &appointment_record.shape,
		SQL("SELECT * FROM my_appointment WHERE person_id = $1 ORDER BY valid_from DESC, id"),
		V(person)));
}

const struct appointment *appointment_of_public_id(struct view *view, struct str public_id)
{
	return view_get(view, &appointment_record.shape,
		SQL("SELECT * FROM my_appointment WHERE public_id = $1"), V(public_id));
}

const struct appointment *appointment_get(struct view *view, int64_t id)
{
	return view_get(view, &appointment_record.shape,
		SQL("SELECT * FROM my_appointment WHERE id = $1"), V(id));
}

/* The system (the demo) is nobody: it reads the table itself. */
int64_t appointment_held(struct view *view, struct str role, int64_t unit, struct date on)
{
	if (!view_me(view))
		return view_int(view,
			SQL("SELECT id FROM appointment"
			    " WHERE role_type = $1 AND unit_id = $2 AND deputy_of = 0"
			    "   AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)"
			    " ORDER BY valid_from, id LIMIT 1"), V(role, unit, on));
	return view_int(view,
		SQL("SELECT id FROM my_appointment"
		    " WHERE role_type = $1 AND unit_id = $2 AND deputy_of = 0"
		    "   AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)"
		    " ORDER BY valid_from, id LIMIT 1"), V(role, unit, on));
}

struct appointment_list appointments_all(struct view *view)
{
	return appointment_list_of(view_list(view, &appointment_record.shape,
		SQL("SELECT * FROM my_appointment ORDER BY unit_id, id"), NONE));
}

struct evidence_span_list appointments_held(struct view *view, struct str role, bool is_deputy,
                                            bool is_accepted, int64_t unit)
{
	return evidence_span_list_of(view_list(view, &evidence_span_shape,
		SQL("SELECT unit_id, valid_from, valid_to FROM my_proof_appointment"
		    " WHERE role_type = $1 AND is_deputy = $2 AND is_accepted >= $3"
		    "   AND ($4 = 0 OR unit_id = $4)"
		    " ORDER BY unit_id, valid_from"),
		V(role, is_deputy ? 1 : 0, is_accepted ? 1 : 0, unit)));
}

struct appointment_list appointments_of_role(struct view *view, struct str role, bool is_deputy,
                                             int64_t unit, struct date from, struct date to)
{
	return appointment_list_of(view_list(view, &appointment_record.shape,
		SQL("SELECT * FROM my_appointment"
		    " WHERE role_type = $1 AND unit_id = $2"
		    "   AND CASE WHEN deputy_of <> 0 THEN 1 ELSE 0 END = $3"
		    "   AND valid_from <= $5 AND (valid_to = '' OR valid_to >= $4)"
		    " ORDER BY valid_from DESC, id"), V(role, unit, is_deputy ? 1 : 0, from, to)));
}

struct unit_list units_reached(struct view *view, int64_t below)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit"
		    " WHERE id IN (SELECT unit_id FROM my_reach WHERE permission = 'people_read')"
		    "   AND valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		    "   AND ($1 = 0 OR id IN (SELECT below_id FROM my_unit_closure"
		    "         WHERE above_id = $1 AND is_history = 0))"
		    " ORDER BY name_sv COLLATE local, id"), V(below)));
}

/* ---- Lists --------------------------------------------------------------------------- */

#define PERSON_ROW_FIELDS(F) \
	F(public_id, text,  N_("Identity"), ) \
	F(name,      text,  N_("Name"), ) \
	F(title,     text,  N_("Job title"), ) \
	F(unit,      text,  N_("Unit"), ) \
	F(email,     email, N_("E-mail"), ) \
	F(phone,     phone, N_("Telephone"), ) \
	F(is_active, yesno, N_("May sign in"), )
struct person_row { PERSON_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct person_row
static const struct field person_row_fields[] = { PERSON_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void people_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT my_staff.public_id, my_staff.name, my_staff.title, my_staff.email,"
		    " my_staff.phone, my_staff.is_active,"
		    " COALESCE(CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END, '') AS unit"
		    " FROM my_staff LEFT JOIN my_unit ON my_unit.id = my_staff.unit_id"
		    " WHERE 1 = 1"), V(tongue_code()));
}

static const struct table_column people_columns[] = {
	{ .name = "name", .is_link = true,
	  .ascending = SQL(" ORDER BY my_staff.name COLLATE local, my_staff.id"),
	  .descending = SQL(" ORDER BY my_staff.name COLLATE local DESC, my_staff.id DESC") },
	{ .name = "title", .ascending = SQL(" ORDER BY my_staff.title COLLATE local, my_staff.id"),
	  .descending = SQL(" ORDER BY my_staff.title COLLATE local DESC, my_staff.id DESC") },
	{ .name = "unit" }, { .name = "email" }, { .name = "phone" }, { .name = "is_active" },
	{ .name = NULL },
};

static const struct filter people_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(my_staff.name || ' ' || my_staff.title || ' '"
		" || my_staff.email) LIKE '%' || fold($?) || '%'") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_staff.unit_id IN (SELECT below_id FROM my_unit_closure"
		" WHERE above_id = $? AND is_history = 0)") },
	{ .name = "role", .label = N_("Role"), .kind = FIELD_code, .list = "roles",
	  .condition = SQL(" AND my_staff.id IN (SELECT person_id FROM my_member"
		" WHERE role = $? AND valid_from <= today()"
		"   AND (valid_to = '' OR valid_to >= today()))") },
	{ .name = "active", .label = N_("May sign in"), .kind = FIELD_yesno,
	  .condition = SQL(" AND my_staff.is_active = $?") },
	{ .name = NULL },
};

const struct table people_table = {
	.name = "people", .label = N_("People"),
	.fields = person_row_fields, .field_count = COUNT(person_row_fields),
	.shape = SHAPE_OF(NULL, person_row, person_row_fields),
	.columns = people_columns, .filters = people_filters,
	.row_path = "/people/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY my_staff.name COLLATE local, my_staff.id"),
	.export_need = MAY_people_write,
	.empty = N_("The people of your units will stand here, with telephone and e-mail."),
};

#define APPOINTMENT_ROW_FIELDS(F) \
	F(public_id,  text,  N_("Identity"), ) \
	F(role_type,  code,  N_("Role"), .list = "role_types") \
	F(is_deputy,  yesno, N_("As deputy"), ) \
	F(unit,       text,  N_("Unit"), ) \
	F(holder,     text,  N_("Holder"), ) \
	F(valid_from, date,  N_("From"), ) \
	F(valid_to,   date,  N_("To"), ) \
	F(decision,   text,  N_("Decision"), ) \
	F(is_accepted, yesno, N_("Accepted"), )
struct appointment_row { APPOINTMENT_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct appointment_row
static const struct field appointment_row_fields[] = { APPOINTMENT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void appointments_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT my_appointment.public_id, my_appointment.role_type,"
		    " my_appointment.valid_from, my_appointment.valid_to, my_appointment.decision,"
		    " CASE WHEN my_appointment.deputy_of <> 0 THEN 1 ELSE 0 END AS is_deputy,"
		    " CASE WHEN my_appointment.accepted_at <> 0 THEN 1 ELSE 0 END AS is_accepted,"
		    " COALESCE(my_person.name, my_appointment.post) AS holder,"
		    " COALESCE(CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END, '') AS unit"
		    " FROM my_appointment"
		    " LEFT JOIN my_unit ON my_unit.id = my_appointment.unit_id"
		    " LEFT JOIN my_person ON my_person.id = my_appointment.person_id"
		    " WHERE 1 = 1"), V(tongue_code()));
}

static const struct table_column appointments_columns[] = {
	{ .name = "role_type", .is_link = true,
	  .ascending = SQL(" ORDER BY my_appointment.role_type, my_appointment.id"),
	  .descending = SQL(" ORDER BY my_appointment.role_type DESC, my_appointment.id DESC") },
	{ .name = "unit", .ascending = SQL(" ORDER BY my_unit.name_sv COLLATE local, my_appointment.id"),
	  .descending = SQL(" ORDER BY my_unit.name_sv COLLATE local DESC, my_appointment.id DESC") },
	{ .name = "holder" }, { .name = "is_deputy" },
	{ .name = "valid_from",
	  .ascending = SQL(" ORDER BY my_appointment.valid_from, my_appointment.id"),
	  .descending = SQL(" ORDER BY my_appointment.valid_from DESC, my_appointment.id DESC") },
	{ .name = "valid_to" }, { .name = "decision" }, { .name = "is_accepted" },
	{ .name = NULL },
};

static const struct filter appointments_filters[] = {
	{ .name = "role", .label = N_("Role"), .kind = FIELD_code, .list = "role_types",
	  .condition = SQL(" AND my_appointment.role_type = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_appointment.unit_id IN (SELECT below_id FROM my_unit_closure"
		" WHERE above_id = $? AND is_history = 0)") },
	{ .name = "valid", .label = N_("Valid on"), .kind = FIELD_date,
	  .condition = SQL(" AND $? BETWEEN my_appointment.valid_from AND CASE"
		" WHEN my_appointment.valid_to = '' THEN '9999-12-31' ELSE my_appointment.valid_to END") },
	{ .name = NULL },
};

const struct table appointments_table = {
	.name = "appointments", .label = N_("Appointments"),
	.fields = appointment_row_fields, .field_count = COUNT(appointment_row_fields),
	.shape = SHAPE_OF(NULL, appointment_row, appointment_row_fields),
	.columns = appointments_columns, .filters = appointments_filters,
	.row_path = "/appointments/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY my_unit.name_sv COLLATE local, my_appointment.role_type,"
		" my_appointment.deputy_of, my_appointment.id"),
	.export_need = MAY_people_read,
	.empty = N_("Who holds the roles of the safety and security work will stand here."),
};

/* ---- References ---------------------------------------------------------------------- */

const struct reference people_references[] = {
	{ .name = "person", .is_long = true,
	  .label = SQL("SELECT name FROM my_person WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, title AS hint FROM my_person"
		" WHERE unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'people_read')"
		" ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT my_person.id FROM my_person LEFT JOIN my_staff ON my_staff.id = my_person.id"
		" WHERE (my_person.is_protected = 0 AND fold(my_person.name) = fold($1))"
		"    OR my_staff.login = $1"
		" ORDER BY CASE WHEN my_staff.id IS NULL THEN 1 ELSE 0 END, my_person.id LIMIT 1") },
	{ .name = "handler", .is_long = true,
	  .label = SQL("SELECT name FROM my_person WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, title AS hint FROM my_person"
		" WHERE id IN (SELECT person_id FROM my_handler WHERE unit_id IN"
		"  (SELECT unit_id FROM my_reach WHERE permission IN ('events_handle', 'measures_write')))"
		" ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT my_person.id FROM my_person LEFT JOIN my_staff ON my_staff.id = my_person.id"
		" WHERE ((my_person.is_protected = 0 AND fold(my_person.name) = fold($1))"
		"    OR my_staff.login = $1)"
		"   AND my_person.id IN (SELECT person_id FROM my_handler)"
		" ORDER BY CASE WHEN my_staff.id IS NULL THEN 1 ELSE 0 END, my_person.id LIMIT 1") },
	{ .name = NULL },
};
