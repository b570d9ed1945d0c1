/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_estimate.c - sums of rows, and how often their links were right. */
#include "modules/reporting/estimate.h"

#include "kit/reference.h"

static const struct column matched_columns[] = {
	{ "source_id", COLUMN_int, offsetof(struct matched, source_id), NULL, false },
	{ "tertial", COLUMN_text, offsetof(struct matched, tertial), NULL, false },
	{ "rows_all", COLUMN_int, offsetof(struct matched, rows), NULL, false },
	{ "linked", COLUMN_int, offsetof(struct matched, linked), NULL, false },
	{ "waits", COLUMN_int, offsetof(struct matched, waits), NULL, false },
	{ "events", COLUMN_int, offsetof(struct matched, events), NULL, false },
};
static const struct shape matched_shape = { .size = sizeof(struct matched),
	.count = COUNT(matched_columns), .columns = matched_columns };

struct matched_list matched_of(struct view *view, int64_t unit_id)
{
	return matched_list_of(view_list(view, &matched_shape,
		SQL("SELECT source_id, tertial, sum(rows_count) AS rows_all, sum(linked) AS linked,"
		    " sum(waits) AS waits, sum(events) AS events FROM my_reporting_share"
		    " WHERE unit_id IN (SELECT below_id FROM my_reporting_below WHERE above_id = $1)"
		    " GROUP BY source_id, tertial ORDER BY source_id, tertial"), V(unit_id)));
}

static const struct column part_columns[] = {
	{ "rows_all", COLUMN_int, offsetof(struct claims_part, rows), NULL, false },
	{ "with_amount", COLUMN_int, offsetof(struct claims_part, with_amount), NULL, false },
	{ "amount", COLUMN_int, offsetof(struct claims_part, amount), NULL, false },
	{ "withdrawn", COLUMN_int, offsetof(struct claims_part, withdrawn), NULL, false },
	{ "with_paid", COLUMN_int, offsetof(struct claims_part, with_paid), NULL, false },
	{ "paid", COLUMN_int, offsetof(struct claims_part, paid), NULL, false },
	{ "source", COLUMN_text, offsetof(struct claims_part, source), NULL, false },
	{ "tertial", COLUMN_text, offsetof(struct claims_part, tertial), NULL, false },
};
static const struct shape part_shape = { .size = sizeof(struct claims_part), .count = COUNT(part_columns),
	.columns = part_columns };

struct claims_part_list claims_parts(struct view *view, int64_t unit_id)
{
	return claims_part_list_of(view_list(view, &part_shape,
		SQL("SELECT source.name AS source, share.tertial, sum(share.rows_count) AS rows_all,"
		    " sum(share.with_amount) AS with_amount, sum(share.amount) AS amount,"
		    " sum(share.withdrawn) AS withdrawn, sum(share.with_paid) AS with_paid, sum(share.paid) AS paid"
		    " FROM my_reporting_share AS share JOIN my_reporting_source AS source ON source.id = share.source_id"
		    " WHERE source.kind = 'claim' AND source.legal_basis <> ''"
		    " AND share.unit_id IN (SELECT below_id FROM my_reporting_below WHERE above_id = $1)"
		    " GROUP BY source.id, source.name, share.tertial ORDER BY source.name, source.id, share.tertial"),
		V(unit_id)));
}

struct claims_part_list claims_parts_mine(struct view *view)
{
	return claims_part_list_of(view_list(view, &part_shape,
		SQL("SELECT source.name AS source, share.tertial, sum(share.rows_count) AS rows_all,"
		    " sum(share.with_amount) AS with_amount, sum(share.amount) AS amount,"
		    " sum(share.withdrawn) AS withdrawn, sum(share.with_paid) AS with_paid, sum(share.paid) AS paid"
		    " FROM my_reporting_claims AS share JOIN my_reporting_source AS source ON source.id = share.source_id"
		    " WHERE source.kind = 'claim' AND source.legal_basis <> ''"
		    " GROUP BY source.id, source.name, share.tertial ORDER BY source.name, source.id, share.tertial"), NONE));
}

static const struct column quality_columns[] = {
	{ "right_ones", COLUMN_int, offsetof(struct link_quality, right), NULL, false },
	{ "wrong_ones", COLUMN_int, offsetof(struct link_quality, wrong), NULL, false },
	{ "expected", COLUMN_real, offsetof(struct link_quality, expected), NULL, false },
	{ "expected_accepted", COLUMN_real, offsetof(struct link_quality, expected_accepted), NULL, false },
	{ "finding", COLUMN_text, offsetof(struct link_quality, finding), NULL, false },
};
static const struct shape quality_shape = { .size = sizeof(struct link_quality),
	.count = COUNT(quality_columns), .columns = quality_columns };

/* Only what was drawn as a sample says how often links are right. */
struct link_quality link_quality_of(struct view *view, int64_t source_id)
{
	const struct link_quality *found = view_get(view, &quality_shape,
		SQL("SELECT (SELECT count(*) FROM my_reporting_judged WHERE source_id = $1"
		    " AND was_accepted = 1 AND is_sample = 1 AND is_same = 1) AS right_ones,"
		    " (SELECT count(*) FROM my_reporting_judged WHERE source_id = $1"
		    " AND was_accepted = 1 AND is_sample = 1 AND is_same = 0) AS wrong_ones,"
		    " run.expected, run.expected_accepted, run.finding FROM my_reporting_run AS run"
		    " WHERE run.source_id = $1 ORDER BY run.id DESC LIMIT 1"), V(source_id));

	return found ? *found : (struct link_quality){ 0 };
}

bool estimate_may_unit(struct view *view, int64_t unit_id)
{
	return row_unit_is_mine(view, unit_id) || view_int(view, SQL("SELECT 1 FROM my_reporting_unit"
		" WHERE unit_id = $1 AND may_count = 0 LIMIT 1"), V(unit_id)) != 0;
}

int64_t estimate_unit_first(struct view *view)
{
	return view_int(view, SQL("SELECT own.unit_id FROM my_reporting_unit AS own"
		" WHERE own.may_count = 0 ORDER BY (SELECT count(*) FROM my_reporting_below AS below"
		" WHERE below.above_id = own.unit_id) DESC, own.unit_id LIMIT 1"), NONE);
}

struct option_list estimate_unit_options(struct view *view)
{
	return option_list_of(view_list(view, &option_shape,
		SQL("SELECT unit.id AS key, CASE WHEN $1 = 'en' AND unit.name_en <> '' THEN unit.name_en"
		    " ELSE unit.name_sv END AS label, unit.code AS hint FROM my_unit AS unit"
		    " WHERE unit.id IN (SELECT unit_id FROM my_reporting_unit WHERE may_count = 0)"
		    " ORDER BY unit.code LIMIT 500"), V(tongue_code())));
}

bool reporting_may_note(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach WHERE permission = 'events_unreported'"
		" AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}
