/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/queries_bulletins.c - every SQL statement about bulletins. */
#include "modules/scanning/bulletins.h"

#include "base/tongue.h"
#include "modules/units/units.h"

/* Of a bulletin b, as the reader sees it. */
#define NOT_CORRECTED \
	" NOT EXISTS (SELECT 1 FROM my_bulletin AS later WHERE later.replaces_id = b.id" \
	"  AND later.state = 'sent')"

/* ---- One ------------------------------------------------------------------------------------ */

const struct bulletin *bulletin_get(struct view *view, struct str number)
{
	return view_get(view, &bulletin_record.shape,
		SQL("SELECT * FROM my_bulletin WHERE number = $1 OR public_id = $1"), V(number));
}

const struct bulletin *bulletin_of_id(struct view *view, int64_t id)
{
	return view_get(view, &bulletin_record.shape,
		SQL("SELECT * FROM my_bulletin WHERE id = $1"), V(id));
}

const struct bulletin *bulletin_correction_of(struct view *view, int64_t id)
{
	return view_get(view, &bulletin_record.shape,
		SQL("SELECT * FROM my_bulletin WHERE replaces_id = $1 AND state = 'sent'"
		    " ORDER BY id DESC LIMIT 1"), V(id));
}

#define RECORD struct bulletin_from
static const struct field from_fields[] = { BULLETIN_FROM_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape from_shape = SHAPE_OF(NULL, bulletin_from, from_fields);

struct bulletin_from_list bulletin_items(struct view *view, int64_t bulletin_id)
{
	return bulletin_from_list_of(view_list(view, &from_shape,
		SQL("SELECT item_id, public_id, title, origin, link, published_at FROM my_bulletin_item"
		    " WHERE bulletin_id = $1 ORDER BY published_at DESC, item_id LIMIT 200"), V(bulletin_id)));
}

#define RECORD struct bulletin_told_unit
static const struct field told_unit_fields[] = { BULLETIN_TOLD_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape told_unit_shape = SHAPE_OF(NULL, bulletin_told_unit, told_unit_fields);

struct bulletin_told_unit_list bulletin_units(struct view *view, int64_t bulletin_id)
{
	return bulletin_told_unit_list_of(view_list(view, &told_unit_shape,
		SQL("SELECT a.unit_id," UNIT_NAME_IN("a.unit_id", "$1") " AS unit_name,"
		    " COALESCE(r.person_name, '') AS person_name, COALESCE(r.at, 0) AS at,"
		    " CASE WHEN r.at IS NULL AND a.unit_id IN (SELECT unit_id FROM my_receipt_unit)"
		    "  THEN 1 ELSE 0 END AS may"
		    " FROM my_bulletin_address AS a"
		    " LEFT JOIN my_bulletin_receipt AS r ON r.bulletin_id = a.bulletin_id"
		    "  AND r.unit_id = a.unit_id"
		    " WHERE a.bulletin_id = $2"
		    " ORDER BY CASE WHEN r.at IS NULL THEN 0 ELSE 1 END, unit_name, a.unit_id"),
		V(tongue_code(), bulletin_id)));
}

struct bulletin_link_list bulletin_links(struct view *view, int64_t bulletin_id)
{
	return bulletin_link_list_of(view_list(view, &bulletin_link_record.shape,
		SQL("SELECT * FROM my_bulletin_link WHERE bulletin_id = $1 ORDER BY id LIMIT 50"),
		V(bulletin_id)));
}

/* ---- Receiving ------------------------------------------------------------------------------ */

/* Of a bulletin b: it was sent to a unit that the person receives for, and has not been received
 * there.  One that has been corrected is received by receiving the correction. */
#define WAITS_FOR_ME \
	"EXISTS (SELECT 1 FROM my_bulletin_address AS a WHERE a.bulletin_id = b.id" \
	"  AND a.unit_id IN (SELECT unit_id FROM my_receipt_unit)" \
	"  AND NOT EXISTS (SELECT 1 FROM my_bulletin_receipt AS r" \
	"   WHERE r.bulletin_id = a.bulletin_id AND r.unit_id = a.unit_id))" \
	" AND" NOT_CORRECTED

bool bulletin_may_receive(struct view *view, int64_t bulletin_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_bulletin_address WHERE bulletin_id = $1"
		" AND unit_id = $2 AND unit_id IN (SELECT unit_id FROM my_receipt_unit) LIMIT 1"),
		V(bulletin_id, unit_id)) != 0;
}

bool bulletin_is_received(struct view *view, int64_t bulletin_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_bulletin_receipt WHERE bulletin_id = $1"
		" AND unit_id = $2 LIMIT 1"), V(bulletin_id, unit_id)) != 0;
}

int64_t bulletins_for_me(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_bulletin AS b WHERE " WAITS_FOR_ME), NONE);
}

/* ---- Sending -------------------------------------------------------------------------------- */

/* The units it is for, as the organisation stands today: $1 the unit, $2 the kinds. */
#define ADDRESSED(unit_, closure_) \
	" FROM " closure_ " AS c JOIN " unit_ " AS u ON u.id = c.below_id" \
	" WHERE c.above_id = $1 AND c.is_history = 0 AND c.valid_from <= today()" \
	" AND (c.valid_to = '' OR c.valid_to >= today())" \
	" AND u.valid_from <= today() AND (u.valid_to = '' OR u.valid_to >= today())" \
	" AND CASE WHEN $2 = '' THEN c.depth = 0" \
	"     ELSE ' ' || $2 || ' ' LIKE '% ' || u.kind || ' %' END"

int64_t bulletin_would_reach(struct view *view, const struct bulletin *bulletin)
{
	return view_int(view, SQL("SELECT count(DISTINCT u.id)" ADDRESSED("my_unit", "my_unit_closure")),
		V(bulletin->to_unit_id, bulletin->to_kinds));
}

void bulletin_address_keep(struct change *change, const struct bulletin *bulletin)
{
	int64_t count = change_run(change,
		SQL("INSERT INTO bulletin_address (bulletin_id, unit_id) SELECT DISTINCT $3, u.id"
		    ADDRESSED("unit", "unit_closure")),
		V(bulletin->to_unit_id, bulletin->to_kinds, bulletin->id));

	change_note(change, "bulletin", bulletin->id, "send", arena_print(change_arena(change),
		"%.*s: %lld", STR(bulletin->number), (long long)count));
}

struct str bulletin_number_take(struct change *change, struct instant at)
{
	int64_t year = instant_local(at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO bulletin_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = bulletin_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "OB-%04lld-%05lld", (long long)year, (long long)last);
}

void bulletin_items_put(struct change *change, int64_t bulletin_id, const struct news_item_list *items)
{
	change_run(change, SQL("DELETE FROM bulletin_item WHERE bulletin_id = $1"), V(bulletin_id));
	for (size_t i = 0; i < items->count; i++)
		change_run(change, SQL("INSERT INTO bulletin_item (bulletin_id, item_id) VALUES ($1, $2)"),
			V(bulletin_id, items->at[i].id));
}

void bulletin_renew(struct change *change, struct bulletin *bulletin)
{
	change_run(change, SQL("UPDATE bulletin SET version = version + 1 WHERE id = $1"), V(bulletin->id));
	bulletin->version++;
}

/* ---- For other rooms -------------------------------------------------------------------------- */

static const struct column told_columns[] = {
	{ "number", COLUMN_text, offsetof(struct bulletin_told, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct bulletin_told, title), NULL, false },
	{ "sent_at", COLUMN_instant, offsetof(struct bulletin_told, sent_at), NULL, false },
};
static const struct shape told_shape = { .size = sizeof(struct bulletin_told),
	.count = COUNT(told_columns), .columns = told_columns };

#define TOLD "SELECT b.number, b.title, b.sent_at FROM my_bulletin AS b WHERE b.state = 'sent'" \
	" AND" NOT_CORRECTED \
	" AND EXISTS (SELECT 1 FROM my_bulletin_link AS l WHERE l.bulletin_id = b.id"

struct bulletin_told_list bulletins_about_risk(struct view *view, int64_t root_id)
{
	return bulletin_told_list_of(view_list(view, &told_shape,
		SQL(TOLD " AND l.kind = 'risk' AND l.target_id = $1)"
		    " ORDER BY b.sent_at DESC, b.id DESC LIMIT $2"), V(root_id, BULLETINS_TOLD_MOST)));
}

struct bulletin_told_list bulletins_about_pictures(struct view *view, int64_t unit_id, struct str kind)
{
	return bulletin_told_list_of(view_list(view, &told_shape,
		SQL(TOLD " AND l.kind = 'picture' AND l.target_id IN"
		    " (SELECT id FROM my_picture WHERE unit_id = $1 AND kind = $2))"
		    " ORDER BY b.sent_at DESC, b.id DESC LIMIT $3"), V(unit_id, kind, BULLETINS_TOLD_MOST)));
}

struct str bulletin_told_words(struct view *view, struct str number)
{
	return view_text(view, SQL("SELECT number || ' ' || title FROM my_bulletin"
		" WHERE number = $1 AND state = 'sent'"), V(number));
}

/* ---- The list --------------------------------------------------------------------------------- */

#define RECORD struct bulletin_row
static const struct field row_fields[] = { BULLETIN_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* $1 the language.  What somebody is told of reach is told of the units that he sees. */
#define BULLETIN_ROWS \
	"SELECT number, title, tags, unit_name, state, sent_at, addressed, received, may FROM" \
	" (SELECT b.id, b.number, b.title, b.tags, b.state, b.sent_at, b.created_at," \
	UNIT_NAME_IN("b.unit_id", "$1") " AS unit_name," \
	"  (SELECT count(*) FROM my_bulletin_address AS a WHERE a.bulletin_id = b.id) AS addressed," \
	"  (SELECT count(*) FROM my_bulletin_receipt AS r WHERE r.bulletin_id = b.id) AS received," \
	"  CASE WHEN " WAITS_FOR_ME " THEN 1 ELSE 0 END AS may" \
	"  FROM my_bulletin AS b) AS listed"

void bulletins_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view), SQL(BULLETIN_ROWS " WHERE 1 = 1"), V(tongue_code()));
}

static const struct filter bulletin_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(listed.title) LIKE '%' || fold($?) || '%'") },
	{ .name = "tag", .label = N_("Tag"), .kind = FIELD_code, .list = "scanning/tags",
	  .condition = SQL(" AND ' ' || listed.tags || ' ' LIKE '% ' || $? || ' %'") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = bulletin_states,
	  .condition = SQL(" AND listed.state = $?") },
	{ .name = "mine", .label = N_("For me to receive"), .kind = FIELD_yesno,
	  .condition = SQL(" AND listed.may = $?") },
	{ .name = NULL },
};
static const struct table_column bulletin_columns[] = {
	{ .name = "title", .is_link = true, .ascending = SQL(" ORDER BY listed.title COLLATE local, listed.id"),
	  .descending = SQL(" ORDER BY listed.title COLLATE local DESC, listed.id DESC") },
	{ .name = "number" }, { .name = "tags" }, { .name = "unit_name" }, { .name = "state" },
	{ .name = "sent_at", .ascending = SQL(" ORDER BY listed.sent_at, listed.id"),
	  .descending = SQL(" ORDER BY listed.sent_at DESC, listed.id DESC") },
	{ .name = "addressed" }, { .name = "received" },
	{ .name = "may", .is_export_only = true },
	{ .name = NULL },
};
const struct table bulletins_table = {
	.name = "bulletins", .label = N_("Bulletins"),
	.fields = row_fields, .field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, bulletin_row, row_fields),
	.columns = bulletin_columns, .filters = bulletin_filters, .is_stacked = true,
	.row_path = "/scanning/bulletins/%s", .row_key = "number",
	.order = SQL(" ORDER BY listed.created_at DESC, listed.id DESC"),
	.export_need = MAY_scanning_read,
	.empty = N_("No bulletin has been sent to your units."),
};
