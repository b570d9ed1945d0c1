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

/* ---- Undo ----------------------------------------------------------------------------- */

static const struct column found_columns[] = {
	{ "id", COLUMN_int, offsetof(struct notice_found, id), NULL },
	{ "search_text", COLUMN_text, offsetof(struct notice_found, search_text), NULL },
};
static const struct shape found_shape = {
	.size = sizeof(struct notice_found), .count = COUNT(found_columns), .columns = found_columns,
};

struct notice_found_list notices_of_import(struct view *system, int64_t import_id)
{
	return notice_found_list_of(view_list(system, &found_shape,
		SQL("SELECT id, search_text FROM notice WHERE import_id = $1 ORDER BY id LIMIT $2"),
		V(import_id, BATCH)));
}

int64_t notices_delete_import(struct change *change, int64_t import_id, int64_t from_id, int64_t to_id)
{
	change_run(change, SQL("DELETE FROM notice_version WHERE notice_id IN"
		" (SELECT id FROM notice WHERE import_id = $1 AND id BETWEEN $2 AND $3)"),
		V(import_id, from_id, to_id));
	change_run(change, SQL("DELETE FROM import_before WHERE table_name = 'notice' AND row_id IN"
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

static const struct column at_columns[] = {
	{ "published_at", COLUMN_instant, offsetof(struct notice_at, published_at), NULL },
	{ "place_name", COLUMN_text, offsetof(struct notice_at, place_name), NULL },
};
static const struct shape at_shape = {
	.size = sizeof(struct notice_at), .count = COUNT(at_columns), .columns = at_columns,
};

void notices_each_place(struct view *system, struct str source,
                        bool (*each)(void *context, const void *row), void *context)
{
	view_each(system, &at_shape, SQL("SELECT published_at, place_name FROM notice"
		" WHERE source = $1"), V(source), each, context);
}

/* ---- Placing anew -------------------------------------------------------------------- */

struct notice_list notices_to_place(struct view *system, int64_t after_id)
{
	return notice_list_of(view_list(system, &notice_record.shape,
		SQL("SELECT * FROM notice WHERE id > $1 ORDER BY id LIMIT $2"),
		V(after_id, BATCH)));
}

int64_t notices_all(struct view *system)
{
	return view_int(system, SQL("SELECT count(*) FROM notice"), NONE);
}

void notice_set_place(struct change *change, const struct notice *notice)
{
	change_run(change, SQL("UPDATE notice SET area_id = $1, placed_by = $2, board_id = $3"
		" WHERE id = $4"),
		V(notice->area_id, notice->placed_by, notice->board_id, notice->id));
}

/* ---- Other names --------------------------------------------------------------------- */

static const struct column alias_columns[] = {
	{ "alias", COLUMN_text, offsetof(struct alias, alias), NULL },
	{ "kind", COLUMN_text, offsetof(struct alias, kind), NULL },
	{ "area_code", COLUMN_text, offsetof(struct alias, area_code), NULL },
	{ "area_name", COLUMN_text, offsetof(struct alias, area_name), NULL },
	{ "public_id", COLUMN_text, offsetof(struct alias, area_id), NULL },
};
static const struct shape alias_shape = {
	.size = sizeof(struct alias), .count = COUNT(alias_columns), .columns = alias_columns,
};

struct alias_list aliases(struct view *view)
{
	return alias_list_of(view_list(view, &alias_shape,
		SQL("SELECT my_area_alias.alias, my_area_alias.kind, my_area_alias.area_code,"
		    " COALESCE(my_area.name, '') AS area_name,"
		    " COALESCE(my_area.public_id, '') AS public_id"
		    " FROM my_area_alias LEFT JOIN my_area ON my_area.kind = my_area_alias.kind"
		    "  AND my_area.code = my_area_alias.area_code AND my_area.valid_to = ''"
		    " ORDER BY my_area_alias.alias COLLATE local, my_area_alias.kind"), NONE));
}

static const struct column target_columns[] = {
	{ "kind", COLUMN_text, offsetof(struct alias, kind), NULL },
	{ "code", COLUMN_text, offsetof(struct alias, area_code), NULL },
	{ "name", COLUMN_text, offsetof(struct alias, area_name), NULL },
};
static const struct shape target_shape = {
	.size = sizeof(struct alias), .count = COUNT(target_columns), .columns = target_columns,
};

const struct alias *alias_target(struct view *view, struct str words)
{
	return view_get(view, &target_shape,
		SQL("SELECT kind, code, name FROM my_area"
		    " WHERE valid_to = '' AND kind IN ('neighbourhood', 'district')"
		    " AND (code = $1 OR fold(name) = fold($1))"
		    " ORDER BY CASE kind WHEN 'neighbourhood' THEN 0 ELSE 1 END, id LIMIT 1"),
		V(words));
}

void alias_put(struct change *change, struct str alias, const struct alias *target)
{
	change_run(change, SQL("INSERT INTO area_alias (alias, kind, area_code)"
		" VALUES (fold($1), $2, $3)"
		" ON CONFLICT (kind, alias) DO UPDATE SET area_code = excluded.area_code"),
		V(alias, target->kind, target->area_code));
}

int64_t alias_drop(struct change *change, struct str alias, struct str kind)
{
	return change_run(change, SQL("DELETE FROM area_alias WHERE alias = $1 AND kind = $2"),
		V(alias, kind));
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
		query_add(query, SQL(" AND my_notice.area_id IN " AREAS_INSIDE),
			V(ask->area_code, ask->area_code));
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
