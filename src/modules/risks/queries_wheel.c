/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_wheel.c - the days of the risks of a unit's newest analysis. */
#include "modules/risks/inside.h"

static const struct column day_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct risk_day, public_id), NULL, false },
	{ "title", COLUMN_text, offsetof(struct risk_day, title), NULL, false },
	{ "review_on", COLUMN_date, offsetof(struct risk_day, review_on), NULL, false },
	{ "accepted_until", COLUMN_date, offsetof(struct risk_day, accepted_until), NULL, false },
};
static const struct shape day_shape = { .size = sizeof(struct risk_day),
	.count = COUNT(day_columns), .columns = day_columns };

struct risk_day_list risk_days(struct view *view, const struct wheel_ask *ask)
{
	return risk_day_list_of(view_list(view, &day_shape,
		SQL("SELECT risk.public_id, risk.title, risk.review_on, risk.accepted_until"
		    " FROM my_risk AS risk JOIN my_rsa AS rsa ON rsa.id = risk.rsa_id"
		    " WHERE risk.dropped_reason = ''"
		    " AND (risk.unit_id = $1 AND $1 <> 0"
		    "  OR (risk.owner_id = $2 OR risk.accepted_by = $2) AND $2 <> 0)"
		    " AND (risk.review_on BETWEEN $3 AND $4 OR risk.accepted_until BETWEEN $3 AND $4)"
		    " AND NOT EXISTS (SELECT 1 FROM my_rsa AS later WHERE later.unit_id = rsa.unit_id"
		    "  AND (later.year > rsa.year OR later.year = rsa.year AND later.number > rsa.number))"
		    " ORDER BY risk.id LIMIT 500"),
		V(ask->unit_id, ask->person_id, ask->from, ask->to)));
}
