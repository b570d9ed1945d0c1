/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries.c - documents, their versions and steps. */
#include "modules/documents/inside.h"

/* ---- One ------------------------------------------------------------------------------ */

const struct document *document_get(struct view *view, struct str public_id)
{
	return view_get(view, &document_record.shape,
		SQL("SELECT * FROM my_document WHERE public_id = $1"), V(public_id));
}

const struct document *document_of_id(struct view *view, int64_t id)
{
	return view_get(view, &document_record.shape,
		SQL("SELECT * FROM my_document WHERE id = $1"), V(id));
}

bool document_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT 1 FROM my_reach WHERE permission = $1 AND unit_id = $2 LIMIT 1"),
		V(permission_name(permission), unit_id)) != 0;
}

struct document_version_list versions_of(struct view *view, int64_t document_id)
{
	return document_version_list_of(view_list(view, &document_version_record.shape,
		SQL("SELECT * FROM my_document_version WHERE document_id = $1 ORDER BY number DESC"),
		V(document_id)));
}

const struct document_version *version_get(struct view *view, int64_t document_id, int64_t number)
{
	return view_get(view, &document_version_record.shape,
		SQL("SELECT * FROM my_document_version WHERE document_id = $1 AND number = $2"),
		V(document_id, number));
}

const struct document_version *version_of_id(struct view *view, int64_t id)
{
	return view_get(view, &document_version_record.shape,
		SQL("SELECT * FROM my_document_version WHERE id = $1"), V(id));
}

const struct document_version *version_on(struct view *view, int64_t document_id, struct date on)
{
	return view_get(view, &document_version_record.shape,
		SQL("SELECT * FROM my_document_version WHERE document_id = $1 AND state = 'adopted'"
		    " AND valid_from <= $2 AND (last_day = '' OR last_day >= $2)"
		    " ORDER BY number DESC LIMIT 1"), V(document_id, on));
}

/* The adopted version before a number that was in force, or is going to be. */
const struct document_version *version_before(struct view *view, int64_t document_id, int64_t number)
{
	return view_get(view, &document_version_record.shape,
		SQL("SELECT * FROM my_document_version WHERE document_id = $1 AND state = 'adopted'"
		    " AND number < $2 AND (last_day = '' OR last_day >= valid_from)"
		    " ORDER BY number DESC LIMIT 1"), V(document_id, number));
}

#define RECORD struct document_step
static const struct field step_fields[] = { DOCUMENT_STEP_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape step_shape = SHAPE_OF(NULL, document_step, step_fields);

struct document_step_list document_steps(struct view *view, int64_t document_id)
{
	return document_step_list_of(view_list(view, &step_shape,
		SQL("SELECT my_document_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_document_step.person_id), '') AS person_name"
		    " FROM my_document_step WHERE document_id = $1 ORDER BY id DESC LIMIT 200"),
		V(document_id)));
}

void document_step_add(struct change *change, int64_t document_id, int64_t number, const char *verb,
                       struct str words)
{
	change_run(change,
		SQL("INSERT INTO document_step (document_id, number, at, person_id, verb, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6)"),
		V(document_id, number, instant_now(), change_me(change), verb, words));
}

/* Does the person hold that role anywhere on that day? */
bool document_holds_role(struct view *view, int64_t person_id, struct str role, struct date on)
{
	return view_int(view, SQL("SELECT 1 FROM my_appointment"
		" WHERE role_type = $1 AND person_id = $2 AND valid_from <= $3"
		" AND (valid_to = '' OR valid_to >= $3) LIMIT 1"), V(role, person_id, on)) != 0;
}

int64_t document_role_holder(struct view *view, struct str role, struct date on)
{
	return view_int(view, SQL("SELECT person_id FROM my_appointment"
		" WHERE role_type = $1 AND person_id <> 0 AND deputy_of = 0 AND valid_from <= $2"
		" AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id DESC LIMIT 1"),
		V(role, on));
}

/* ---- What is new --------------------------------------------------------------------------- */

struct instant documents_looked(struct view *view)
{
	return (struct instant){ view_int(view, SQL("SELECT at FROM my_document_look"), NONE) };
}

void documents_look(struct change *change)
{
	change_run(change, SQL("INSERT INTO document_look (person_id, at) VALUES ($1, $2)"
		" ON CONFLICT (person_id) DO UPDATE SET at = $2"), V(change_me(change), instant_now()));
}

/* ---- What is missing ------------------------------------------------------------------------- */

struct str document_path_of_slot(struct view *view, struct str slot)
{
	struct str public_id = view_text(view, SQL("SELECT my_document.public_id FROM my_document"
		" JOIN my_document_version AS held ON held.document_id = my_document.id"
		" WHERE my_document.slot = $1 AND held.state = 'adopted' AND held.valid_from <= today()"
		" AND (held.last_day = '' OR held.last_day >= today())"
		" ORDER BY my_document.id LIMIT 1"), V(slot));

	return public_id.len
		? arena_print(view_arena(view), "/documents/%.*s", STR(public_id)) : S("");
}

static const struct column missing_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct missing, unit_id), NULL, false },
	{ "unit_code", COLUMN_text, offsetof(struct missing, unit_code), NULL, false },
	{ "unit_name", COLUMN_text, offsetof(struct missing, unit_name), NULL, false },
	{ "last_day", COLUMN_date, offsetof(struct missing, last_day), NULL, false },
};
static const struct shape missing_shape = {
	.size = sizeof(struct missing), .count = COUNT(missing_columns), .columns = missing_columns,
};

/* Status only: that a plan with a secrecy mark exists is no secret to who follows duties. */
static struct missing_list missing_of(struct view *view, const struct item *kind)
{
	return missing_list_of(view_list(view, &missing_shape,
		SQL("SELECT my_unit.id AS unit_id, my_unit.code AS unit_code,"
		    " CASE WHEN $3 = 'en' AND name_en <> '' THEN name_en ELSE name_sv END AS unit_name,"
		    " COALESCE((SELECT max(last_day) FROM my_proof_document"
		    "           WHERE my_proof_document.unit_id = my_unit.id AND kind = $1), '') AS last_day"
		    " FROM my_unit"
		    " WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		    " AND ' ' || $2 || ' ' LIKE '% ' || my_unit.kind || ' %'"
		    " AND my_unit.id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')"
		    " AND my_unit.id NOT IN (SELECT unit_id FROM my_proof_document"
		    "   WHERE kind = $1 AND valid_from <= today() AND (last_day = '' OR last_day >= today()))"
		    " ORDER BY name_sv COLLATE local, my_unit.id"),
		V(kind->code, item_text(kind, "required_of"), tongue_code())));
}

struct missing_list documents_missing(struct view *view)
{
	const struct catalogue *kinds = catalogue_get("document_kinds");
	struct missing_list all = { 0 };
	enum { MOST = 4000 };

	all.at = arena_array(view_arena(view), struct missing, MOST);
	for (size_t i = 0; i < kinds->count; i++) {
		const struct item *kind = &kinds->items[i];
		struct missing_list some = { 0 };

		if (!kind->is_retired && item_text(kind, "required_of").len)
			some = missing_of(view, kind);
		for (size_t k = 0; k < some.count && all.count < MOST; k++) {
			all.at[all.count] = some.at[k];
			all.at[all.count++].kind = kind->code;
		}
	}
	return all;
}

/* ---- Choices ------------------------------------------------------------------------------------ */

/* Units that one writes documents of, the higher first. */
const struct reference documents_references[] = {
	{ .name = "document_unit",
	  .label = SQL("SELECT name_sv FROM my_unit WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name_sv AS label, code AS hint FROM my_unit"
		" WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		"   AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_write')"
		"   AND (id IN (SELECT parent_id FROM my_unit_parent)"
		"        OR (SELECT count(*) FROM my_unit_closure"
		"            WHERE my_unit_closure.below_id = my_unit.id"
		"              AND my_unit_closure.is_history = 0) <= 2)"
		" ORDER BY (SELECT count(*) FROM my_unit_closure"
		"           WHERE my_unit_closure.below_id = my_unit.id"
		"             AND my_unit_closure.is_history = 0), name_sv COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_unit"
		" WHERE (code = $1 OR fold(name_sv) = fold($1) OR fold(name_en) = fold($1)"
		"        OR fold(name_sv || ' (' || code || ')') = fold($1))"
		"   AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_write')"
		" ORDER BY CASE WHEN valid_to = '' THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = NULL },
};
