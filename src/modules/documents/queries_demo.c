/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries_demo.c - what the demo asks as the system, from the tables themselves. */
#include "modules/documents/demo.h"

struct unit_list document_boards(struct view *view)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM unit WHERE kind IN (SELECT code FROM catalogue_item"
		    "  WHERE list = 'unit_kinds' AND cells LIKE '%\"is_board\":\"1\"%')"
		    " AND valid_from <= today() AND (valid_to = '' OR valid_to >= today()) ORDER BY id"),
		NONE));
}

static const struct column ask_columns[] = {
	{ "document_id", COLUMN_int, offsetof(struct receipt_ask, document_id), NULL, false },
	{ "version_id", COLUMN_int, offsetof(struct receipt_ask, version_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct receipt_ask, unit_id), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct receipt_ask, person_id), NULL, false },
	{ "title", COLUMN_text, offsetof(struct receipt_ask, title), NULL, false },
	{ "unit_code", COLUMN_text, offsetof(struct receipt_ask, unit_code), NULL, false },
	{ "topic", COLUMN_text, offsetof(struct receipt_ask, topic), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct receipt_ask, valid_from), NULL, false },
	{ "last_day", COLUMN_date, offsetof(struct receipt_ask, last_day), NULL, false },
};
static const struct shape ask_shape = { .size = sizeof(struct receipt_ask),
	.count = COUNT(ask_columns), .columns = ask_columns };

/* Versions that are or were in force, the units that they are addressed to and somebody who answers there. */
struct receipt_ask_list document_asked_units(struct view *view)
{
	return receipt_ask_list_of(view_list(view, &ask_shape,
		SQL("SELECT document.id AS document_id, document_version.id AS version_id,"
		    " unit.id AS unit_id, unit.code AS unit_code, document.title, document.topic,"
		    " document_version.valid_from, document_version.last_day,"
		    " (SELECT min(member.person_id) FROM member JOIN role_permission"
		    "   ON role_permission.role = member.role"
		    "   WHERE member.unit_id = unit.id AND role_permission.permission = 'programme_answer')"
		    "  AS person_id"
		    " FROM document JOIN document_version ON document_version.document_id = document.id"
		    " JOIN unit_closure ON unit_closure.above_id = document.to_unit_id"
		    " JOIN unit ON unit.id = unit_closure.below_id"
		    " WHERE document_version.state = 'adopted' AND document_version.valid_from <= today()"
		    " AND (document.is_recursive = 1 OR document.to_kinds <> '' OR unit_closure.depth = 0)"
		    " AND (document.to_kinds = ''"
		    "      OR ' ' || document.to_kinds || ' ' LIKE '% ' || unit.kind || ' %')"
		    " AND unit_closure.is_history = 0 AND unit_closure.valid_from <= today()"
		    " AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())"
		    " AND (unit.valid_to = '' OR unit.valid_to >= today())"
		    " AND EXISTS (SELECT 1 FROM member JOIN role_permission"
		    "   ON role_permission.role = member.role"
		    "   WHERE member.unit_id = unit.id AND role_permission.permission = 'programme_answer')"
		    " ORDER BY document.id, unit.id"), NONE));
}

static const struct column version_columns[] = {
	{ "id", COLUMN_int, offsetof(struct demo_version, id), NULL, false },
	{ "kind", COLUMN_text, offsetof(struct demo_version, kind), NULL, false },
	{ "code", COLUMN_text, offsetof(struct demo_version, code), NULL, false },
};
static const struct shape demo_version_shape = { .size = sizeof(struct demo_version),
	.count = COUNT(version_columns), .columns = version_columns };

struct demo_version_list demo_versions(struct view *view)
{
	return demo_version_list_of(view_list(view, &demo_version_shape,
		SQL("SELECT document_version.id, document.kind, document.topic AS code"
		    " FROM document JOIN document_version ON document_version.document_id = document.id"
		    " WHERE document.topic <> '' AND document_version.state = 'adopted'"
		    " AND document_version.valid_from <= today()"
		    " AND (document_version.last_day = '' OR document_version.last_day >= today())"
		    " ORDER BY document_version.id"), NONE));
}

int64_t document_demo_people(struct view *view, int64_t unit_id, struct str roles)
{
	return view_int(view, SQL("SELECT count(DISTINCT person.id) FROM person"
		" JOIN member ON member.person_id = person.id"
		" JOIN unit_closure ON unit_closure.below_id = person.unit_id"
		" WHERE person.is_active = 1 AND unit_closure.above_id = $1 AND unit_closure.is_history = 0"
		" AND unit_closure.valid_from <= today()"
		" AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())"
		" AND ($2 = '' OR ' ' || $2 || ' ' LIKE '% ' || member.role || ' %')"), V(unit_id, roles));
}

void document_result_put(struct change *change, int64_t version_id, int64_t unit_id, struct str role,
                         int year, int answered, int passed)
{
	change_run(change, SQL("INSERT INTO knowledge_result"
		" (version_id, unit_id, role, year, answered, passed) VALUES ($1, $2, $3, $4, $5, $6)"),
		V(version_id, unit_id, role, year, answered, passed));
}
