/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/queries.c - every SQL statement about packs that pages ask. */
#include "modules/monthly/inside.h"

#include "base/tongue.h"

bool monthly_may_write(struct view *view)
{
	return view_int(view, SQL("SELECT may FROM my_monthly_writer"), NONE) == 1;
}

bool monthly_may_open(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_monthly_open WHERE unit_id = $1 LIMIT 1"), V(unit_id)) == 1;
}

bool monthly_may_receive(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_monthly_receiver WHERE unit_id = $1 LIMIT 1"), V(unit_id)) == 1;
}

/* ---- One ------------------------------------------------------------------------------------ */

const struct monthly_pack *monthly_get(struct view *view, struct str period, struct str unit_code, int64_t edition)
{
	return view_get(view, &monthly_pack_record.shape,
		SQL("SELECT my_monthly_pack.* FROM my_monthly_pack JOIN my_unit ON my_unit.id = my_monthly_pack.unit_id"
		    " WHERE my_monthly_pack.period = $1 AND my_unit.code = $2"
		    " AND ($3 = 0 OR my_monthly_pack.edition = $3)"
		    " ORDER BY my_monthly_pack.edition DESC LIMIT 1"), V(period, unit_code, edition));
}

const struct monthly_pack *monthly_of_id(struct view *view, int64_t id)
{
	return view_get(view, &monthly_pack_record.shape,
		SQL("SELECT * FROM my_monthly_pack WHERE id = $1"), V(id));
}

struct monthly_pack_list monthly_editions(struct view *view, int64_t unit_id, struct str period)
{
	return monthly_pack_list_of(view_list(view, &monthly_pack_record.shape,
		SQL("SELECT * FROM my_monthly_pack WHERE unit_id = $1 AND period = $2 ORDER BY edition DESC LIMIT 50"),
		V(unit_id, period)));
}

struct monthly_receipt_list monthly_receipts(struct view *view, int64_t pack_id)
{
	return monthly_receipt_list_of(view_list(view, &monthly_receipt_record.shape,
		SQL("SELECT * FROM my_monthly_receipt WHERE pack_id = $1 ORDER BY at, id LIMIT 200"), V(pack_id)));
}

bool monthly_is_received_by(struct view *view, int64_t pack_id, int64_t person_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_monthly_receipt WHERE pack_id = $1 AND person_id = $2 LIMIT 1"),
		V(pack_id, person_id)) == 1;
}

const struct monthly_again *monthly_again_get(struct view *view, int64_t pack_id)
{
	return view_get(view, &monthly_again_record.shape,
		SQL("SELECT * FROM my_monthly_again WHERE pack_id = $1"), V(pack_id));
}

void monthly_again_keep(struct change *change, const struct monthly_again *again)
{
	change_run(change, SQL("INSERT INTO monthly_again (pack_id, at, query, body, digest)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (pack_id) DO UPDATE SET at = excluded.at,"
		" query = excluded.query, body = excluded.body, digest = excluded.digest"),
		V(again->pack_id, again->at, again->query, again->body, again->digest));
}

/* ---- A month ---------------------------------------------------------------------------------- */

#define NEWEST(pack_) " NOT EXISTS (SELECT 1 FROM my_monthly_pack AS later" \
	" WHERE later.unit_id = " pack_ ".unit_id AND later.period = " pack_ ".period" \
	" AND later.edition > " pack_ ".edition)"
/* That was sent, and no later one has been. */
#define NEWEST_SENT(pack_) " " pack_ ".state = 'sent' AND NOT EXISTS (SELECT 1 FROM my_monthly_pack AS later" \
	" WHERE later.replaces_id = " pack_ ".id AND later.state = 'sent')"
#define RECEIVED(pack_) "COALESCE((SELECT min(r.at) FROM my_monthly_receipt AS r WHERE r.pack_id = " pack_ ".id), 0)"

#define RECORD struct monthly_row
static const struct field row_fields[] = { MONTHLY_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape row_shape = SHAPE_OF(NULL, monthly_row, row_fields);

/* $1 the language.  A pack waits for the person until somebody has received it for the unit. */
#define ROWS \
	"SELECT p.period || '/' || u.code || CASE WHEN" NEWEST("p") " THEN '' ELSE '?edition=' || p.edition END AS path," \
	UNIT_NAME_IN("p.unit_id", "$1") " AS unit_name, p.period, p.edition, p.state, p.sent_at," \
	" " RECEIVED("p") " AS received_at," \
	" CASE WHEN" NEWEST_SENT("p") " AND p.unit_id IN (SELECT unit_id FROM my_monthly_receiver)" \
	" AND " RECEIVED("p") " = 0 THEN 1 ELSE 0 END AS may, p.id, p.unit_id" \
	" FROM my_monthly_pack AS p JOIN my_unit AS u ON u.id = p.unit_id"

struct monthly_row_list monthly_rows_of(struct view *view, struct str period)
{
	return monthly_row_list_of(view_list(view, &row_shape,
		SQL("SELECT path, unit_name, period, edition, state, sent_at, received_at, may FROM (" ROWS
		    " WHERE p.period = $2 AND" NEWEST("p") ") AS listed ORDER BY unit_name COLLATE local LIMIT 1000"),
		V(tongue_code(), period)));
}

struct monthly_pack_list monthly_newest(struct view *view, struct str period)
{
	return monthly_pack_list_of(view_list(view, &monthly_pack_record.shape,
		SQL("SELECT p.* FROM my_monthly_pack AS p WHERE p.period = $1 AND" NEWEST("p")
		    " ORDER BY p.unit_id LIMIT 1000"), V(period)));
}

int64_t monthly_sender(struct view *view, struct str period)
{
	return view_int(view, SQL("SELECT max(from_unit_id) FROM my_monthly_pack WHERE period = $1"), V(period));
}

int64_t monthly_for_me(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_monthly_pack AS p WHERE" NEWEST_SENT("p")
		" AND p.unit_id IN (SELECT unit_id FROM my_monthly_receiver) AND " RECEIVED("p") " = 0"), NONE);
}

/* ---- The list ------------------------------------------------------------------------------------ */

void monthly_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view), SQL("SELECT path, unit_name, period, edition, state, sent_at,"
		" received_at, may FROM (" ROWS ") AS listed WHERE 1 = 1"), V(tongue_code()));
}

static const struct filter filters[] = {
	{ .name = "period", .label = N_("Month"), .kind = FIELD_text, .condition = SQL(" AND listed.period = $?") },
	{ .name = "words", .label = N_("Unit"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(listed.unit_name) LIKE '%' || fold($?) || '%'") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = monthly_states,
	  .condition = SQL(" AND listed.state = $?") },
	{ .name = "mine", .label = N_("For me to receive"), .kind = FIELD_yesno,
	  .condition = SQL(" AND listed.may = $?") },
	{ .name = NULL },
};
static const struct table_column columns[] = {
	{ .name = "unit_name", .cell = monthly_row_cell,
	  .ascending = SQL(" ORDER BY listed.unit_name COLLATE local, listed.id"),
	  .descending = SQL(" ORDER BY listed.unit_name COLLATE local DESC, listed.id DESC") },
	{ .name = "period", .ascending = SQL(" ORDER BY listed.period, listed.id"),
	  .descending = SQL(" ORDER BY listed.period DESC, listed.id DESC") },
	{ .name = "edition" }, { .name = "state" }, { .name = "sent_at" }, { .name = "received_at" },
	{ .name = "may", .is_export_only = true },
	{ .name = NULL },
};
const struct table monthly_table = {
	.name = "monthly", .label = N_("Monthly packs"),
	.fields = row_fields, .field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, monthly_row, row_fields),
	.columns = columns, .filters = filters, .is_stacked = true,
	.order = SQL(" ORDER BY listed.period DESC, listed.unit_name COLLATE local, listed.id DESC"),
	.export_need = MAY_monthly_read,
	.empty = N_("No pack has been sent to your units."),
};
