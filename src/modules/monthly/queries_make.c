/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/queries_make.c - what the jobs ask, as the system, which sees every pack. */
#include "modules/monthly/inside.h"

bool monthly_is_made(struct view *system, int64_t unit_id, struct str period, int64_t edition)
{
	return view_int(system, SQL("SELECT 1 FROM monthly_pack WHERE unit_id = $1 AND period = $2"
		" AND edition = $3"), V(unit_id, period, edition)) == 1;
}

const struct monthly_pack *monthly_any(struct view *system, int64_t id)
{
	return view_get(system, &monthly_pack_record.shape, SQL("SELECT * FROM monthly_pack WHERE id = $1"), V(id));
}

struct monthly_pack_list monthly_sent_newest(struct view *system, struct str period)
{
	return monthly_pack_list_of(view_list(system, &monthly_pack_record.shape,
		SQL("SELECT p.* FROM monthly_pack AS p WHERE p.period = $1 AND p.state = 'sent'"
		    " AND NOT EXISTS (SELECT 1 FROM monthly_pack AS later WHERE later.replaces_id = p.id"
		    "  AND later.state = 'sent') ORDER BY p.unit_id"), V(period)));
}

struct unit_list monthly_missing_all(struct view *system, struct date month)
{
	struct monthly_span span = monthly_span_of(month);
	struct query query;

	query_start(&query, view_arena(system), SQL("SELECT * FROM unit WHERE valid_from <= $1"
		" AND (valid_to = '' OR valid_to >= $2)"
		" AND id NOT IN (SELECT unit_id FROM monthly_pack WHERE period = $3) AND kind IN"),
		V(span.last, span.first, monthly_period(view_arena(system), month)));
	unit_board_kinds_add(&query);
	query_add(&query, SQL(" ORDER BY id"), NONE);
	return unit_list_of(view_list_of(system, &unit_record.shape, &query));
}

struct monthly_pack_list monthly_all_of(struct view *system, struct str period)
{
	return monthly_pack_list_of(view_list(system, &monthly_pack_record.shape,
		SQL("SELECT * FROM monthly_pack WHERE period = $1 ORDER BY id"), V(period)));
}
