/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/queries.c - every statement of the room. */
#include "modules/notices/inside.h"

enum { BATCH = 1000 };        /* rows per change: other writers get their turn between */

static const struct column known_columns[] = {
	{ "source_key", COLUMN_text, offsetof(struct notice_known, source_key), NULL },
	{ "digest", COLUMN_text, offsetof(struct notice_known, digest), NULL },
	{ "id", COLUMN_int, offsetof(struct notice_known, id), NULL },
	{ "body_letters", COLUMN_int, offsetof(struct notice_known, body_letters), NULL },
};
static const struct shape known_shape = {
	.size = sizeof(struct notice_known), .count = COUNT(known_columns), .columns = known_columns,
};
static const struct column naming_columns[] = {
	{ "name", COLUMN_text, offsetof(struct area_naming, name), NULL },
	{ "area_id", COLUMN_int, offsetof(struct area_naming, area_id), NULL },
	{ "board_id", COLUMN_int, offsetof(struct area_naming, board_id), NULL },
	{ "is_alias", COLUMN_bool, offsetof(struct area_naming, is_alias), NULL },
};
static const struct shape naming_shape = {
	.size = sizeof(struct area_naming), .count = COUNT(naming_columns), .columns = naming_columns,
};

struct notice_known_list notices_known(struct view *system, struct str source)
{
	return notice_known_list_of(view_list(system, &known_shape,
		SQL("SELECT source_key, digest, id, length(body) AS body_letters"
		    " FROM notice WHERE source = $1"), V(source)));
}

/* Names of the finest areas first: where a neighbourhood and a district have the same name
 * the neighbourhood is meant. */
struct area_naming_list area_namings(struct view *system)
{
	return area_naming_list_of(view_list(system, &naming_shape,
		SQL("SELECT name, area_id, board_id, is_alias FROM ("
		    "SELECT area.name AS name, area.id AS area_id, COALESCE(unit.id, 0) AS board_id,"
		    " 0 AS is_alias, CASE area.kind WHEN 'neighbourhood' THEN 0 ELSE 1 END AS place"
		    " FROM area LEFT JOIN unit ON unit.valid_to = '' AND unit.area_code <> ''"
		    "  AND (unit.area_code = area.code OR unit.area_code = area.parent_code)"
		    "  AND EXISTS (SELECT 1 FROM unit_closure WHERE unit_closure.below_id = unit.id"
		    "   AND unit_closure.depth = 1)"
		    " WHERE area.valid_to = '' AND area.kind IN ('neighbourhood', 'district')"
		    " UNION ALL"
		    " SELECT area_alias.alias, area.id, COALESCE(unit.id, 0), 1,"
		    " CASE area.kind WHEN 'neighbourhood' THEN 2 ELSE 3 END"
		    " FROM area_alias JOIN area ON area.code = area_alias.area_code"
		    "  AND area.kind = area_alias.kind AND area.valid_to = ''"
		    " LEFT JOIN unit ON unit.valid_to = '' AND unit.area_code <> ''"
		    "  AND (unit.area_code = area.code OR unit.area_code = area.parent_code)"
		    "  AND EXISTS (SELECT 1 FROM unit_closure WHERE unit_closure.below_id = unit.id"
		    "   AND unit_closure.depth = 1)"
		    ") AS naming ORDER BY place, area_id, board_id"), NONE));
}

struct notice *notice_by_id(struct view *view, int64_t id)
{
	return view_get(view, &notice_record.shape,
		SQL("SELECT * FROM notice WHERE id = $1"), V(id));
}

const struct notice *notice_by_key(struct view *view, struct str public_id)
{
	return view_get(view, &notice_record.shape,
		SQL("SELECT * FROM my_notice WHERE public_id = $1"), V(public_id));
}

struct notice *notice_of_source(struct view *system, struct str source, struct str source_key)
{
	return view_get(system, &notice_record.shape,
		SQL("SELECT * FROM notice WHERE source = $1 AND source_key = $2"),
		V(source, source_key));
}

int64_t area_of_name(struct view *system, struct str name)
{
	return view_int(system, SQL("SELECT id FROM area WHERE valid_to = ''"
		" AND fold(name) = fold($1) ORDER BY CASE kind WHEN 'neighbourhood' THEN 0"
		" WHEN 'district' THEN 1 ELSE 2 END LIMIT 1"), V(name));
}

struct notice_version_list notice_versions(struct view *view, int64_t notice_id)
{
	return notice_version_list_of(view_list(view, &notice_version_record.shape,
		SQL("SELECT * FROM my_notice_version WHERE notice_id = $1 ORDER BY seen_at, id"),
		V(notice_id)));
}

bool notice_version_is_kept(struct view *system, int64_t notice_id, struct str digest)
{
	return view_int(system, SQL("SELECT count(*) FROM notice_version"
		" WHERE notice_id = $1 AND digest = $2"), V(notice_id, digest)) > 0;
}

struct notice_version_list versions_of_import(struct view *system, int64_t import_id)
{
	return notice_version_list_of(view_list(system, &notice_version_record.shape,
		SQL("SELECT * FROM notice_version WHERE import_id = $1 AND is_replaced = 1"
		    " ORDER BY id DESC"),
		V(import_id)));
}

struct notice_list notices_of_import(struct view *system, int64_t import_id, int64_t after_id)
{
	return notice_list_of(view_list(system, &notice_record.shape,
		SQL("SELECT * FROM notice WHERE import_id = $1 AND id > $2 ORDER BY id LIMIT $3"),
		V(import_id, after_id, BATCH)));
}

struct notice_list notices_to_place(struct view *system, int64_t after_id)
{
	return notice_list_of(view_list(system, &notice_record.shape,
		SQL("SELECT * FROM notice WHERE id > $1 ORDER BY id LIMIT $2"),
		V(after_id, BATCH)));
}

int64_t notices_delete_import(struct change *change, int64_t import_id, int64_t from_id, int64_t to_id)
{
	change_run(change, SQL("DELETE FROM notice_version WHERE notice_id IN"
		" (SELECT id FROM notice WHERE import_id = $1 AND id BETWEEN $2 AND $3)"),
		V(import_id, from_id, to_id));
	return change_run(change, SQL("DELETE FROM notice"
		" WHERE import_id = $1 AND id BETWEEN $2 AND $3"), V(import_id, from_id, to_id));
}

void notice_count_versions(struct change *change, int64_t notice_id)
{
	change_run(change, SQL("UPDATE notice SET versions = 1 +"
		" (SELECT count(*) FROM notice_version WHERE notice_version.notice_id = notice.id)"
		" WHERE id = $1"), V(notice_id));
}

void versions_delete_import(struct change *change, int64_t import_id)
{
	change_run(change, SQL("UPDATE notice SET versions = 1 +"
		" (SELECT count(*) FROM notice_version WHERE notice_version.notice_id = notice.id"
		"  AND notice_version.import_id <> $1)"
		" WHERE id IN (SELECT notice_id FROM notice_version WHERE import_id = $1)"),
		V(import_id));
	change_run(change, SQL("DELETE FROM notice_version WHERE import_id = $1"), V(import_id));
}

void import_set_state(struct change *change, int64_t import_id, const char *state)
{
	change_run(change, SQL("UPDATE import SET state = $1, ended_at = $2 WHERE id = $3"),
		V(state, instant_now(), import_id));
}

void import_set_warnings(struct change *change, int64_t import_id, struct str json)
{
	change_run(change, SQL("UPDATE import SET warnings = $1 WHERE id = $2"), V(json, import_id));
}

int64_t import_notice_count(struct view *view, int64_t import_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_notice WHERE import_id = $1"), V(import_id));
}

int64_t notices_at_level(struct view *system, struct str source, struct instant from,
                         struct instant to, bool county)
{
	if (county)
		return view_int(system, SQL("SELECT count(*) FROM notice WHERE source = $1"
			" AND published_at >= $2 AND published_at < $3 AND place_name LIKE '% län'"),
			V(source, from, to));
	return view_int(system, SQL("SELECT count(*) FROM notice WHERE source = $1"
		" AND published_at >= $2 AND published_at < $3 AND place_name NOT LIKE '% län'"),
		V(source, from, to));
}

/* ---- The list ------------------------------------------------------------------------ */

void notices_start(struct request *request, struct view *view, const struct table *table,
                   struct query *query)
{
	table_start(request, view, table, query, SQL(NOTICES_ROW_SQL " FROM my_notice"
		" LEFT JOIN my_area ON my_area.id = my_notice.area_id WHERE 1 = 1"), NONE);
}

struct str job_key(struct change *change, int64_t job_id)
{
	return view_text(change_view(change), SQL("SELECT public_id FROM my_job WHERE id = $1"),
		V(job_id));
}

/* ---- Counts for pictures and lists --------------------------------------------------- */

static const struct column count_columns[] = {
	{ "key", COLUMN_text, offsetof(struct notice_count, key), NULL },
	{ "label", COLUMN_text, offsetof(struct notice_count, label), NULL },
	{ "id", COLUMN_int, offsetof(struct notice_count, id), NULL },
	{ "notices", COLUMN_int, offsetof(struct notice_count, notices), NULL },
};
static const struct shape count_shape = {
	.size = sizeof(struct notice_count), .count = COUNT(count_columns), .columns = count_columns,
};

static struct instant day_end(struct date date)
{
	return instant_at(date_add_days(date, 1), 0, 0, 0);
}

static void ask_conditions(struct query *query, const struct notice_ask *ask)
{
	if (ask->source.len)
		query_add(query, SQL(" AND my_notice.source = $?"), V(ask->source));
	if (date_is_given(ask->from))
		query_add(query, SQL(" AND my_notice.published_at >= $?"),
			V(instant_at(ask->from, 0, 0, 0)));
	if (date_is_given(ask->to))
		query_add(query, SQL(" AND my_notice.published_at < $?"), V(day_end(ask->to)));
	if (ask->kind.len)
		query_add(query, SQL(" AND my_notice.kind = $?"), V(ask->kind));
	if (ask->area_code.len)
		query_add(query, SQL(" AND my_notice.area_id IN (SELECT id FROM my_area"
			" WHERE code = $? OR parent_code = $?)"), V(ask->area_code, ask->area_code));
}

static struct notice_count_list counts_of(struct view *view, const struct notice_ask *ask,
                                          struct sql head, struct sql tail)
{
	struct query query;

	query_start(&query, view_arena(view), head, NONE);
	ask_conditions(&query, ask);
	query_add(&query, tail, NONE);
	return notice_count_list_of(view_list_of(view, &count_shape, &query));
}

struct notice_count_list notices_by_kind(struct view *view, const struct notice_ask *ask)
{
	return counts_of(view, ask,
		SQL("SELECT kind AS key, kind AS label, 0 AS id, count(*) AS notices"
		    " FROM my_notice WHERE is_summary = 0"),
		SQL(" GROUP BY kind ORDER BY notices DESC, key"));
}

struct notice_count_list notices_by_area(struct view *view, const struct notice_ask *ask)
{
	return counts_of(view, ask,
		SQL("SELECT my_area.code AS key, my_area.name AS label, my_area.id AS id,"
		    " count(*) AS notices FROM my_notice JOIN my_area ON my_area.id = my_notice.area_id"
		    " WHERE my_notice.is_summary = 0"),
		SQL(" GROUP BY my_area.code, my_area.name, my_area.id ORDER BY notices DESC, key"));
}

struct notice_count_list notices_by_source(struct view *view, const struct notice_ask *ask)
{
	return counts_of(view, ask,
		SQL("SELECT source AS key, source AS label, 0 AS id, count(*) AS notices"
		    " FROM my_notice WHERE is_summary = 0"),
		SQL(" GROUP BY source ORDER BY notices DESC, key"));
}

static int64_t count_of(struct view *view, const struct notice_ask *ask, struct sql head)
{
	struct query query;

	query_start(&query, view_arena(view), head, NONE);
	ask_conditions(&query, ask);
	return view_int_of(view, &query);
}

int64_t notices_total(struct view *view, const struct notice_ask *ask)
{
	return count_of(view, ask, SQL("SELECT count(*) FROM my_notice WHERE is_summary = 0"));
}

int64_t notices_unplaced(struct view *view, const struct notice_ask *ask)
{
	return count_of(view, ask,
		SQL("SELECT count(*) FROM my_notice WHERE is_summary = 0 AND area_id = 0"));
}

struct instant notices_changed(struct view *view, const struct notice_ask *ask)
{
	return (struct instant){ count_of(view, ask,
		SQL("SELECT COALESCE(max(published_at), 0) FROM my_notice WHERE 1 = 1")) };
}
