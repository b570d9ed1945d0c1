/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * observations/queries_evidence.c - what proves that one works by the EST way: pictures of weeks, decided.
 *
 * Of all weeks that lie whole in the period, and in which there was an EST area.  A week that
 * only gathers proves nothing.
 */
#include "modules/observations/inside.h"

struct working { int64_t unit_id, id; struct date valid_from, valid_to; };
LIST_OF(working)
static const struct column working_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct working, unit_id), NULL, false },
	{ "id", COLUMN_int, offsetof(struct working, id), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct working, valid_from), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct working, valid_to), NULL, false },
};
static const struct shape working_shape = { .size = sizeof(struct working), .count = COUNT(working_columns),
	.columns = working_columns };

static int64_t weeks_whole(const struct evidence_ask *ask, const struct working *area)
{
	struct date from = date_compare(ask->from, area->valid_from) > 0 ? ask->from : area->valid_from;
	struct date to = date_is_given(area->valid_to) && date_compare(area->valid_to, ask->to) < 0
		? area->valid_to : ask->to;
	struct date first = est_monday(date_add_days(from, WEEK_DAYS - 1));
	int days = date_days_between(first, to) + 1;

	return days < WEEK_DAYS ? 0 : days / WEEK_DAYS;
}

static struct evidence_count_list decided(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT area.unit_id, count(week.week) AS found, 0 AS whole, COALESCE(max(week.week), '') AS last_on"
		    " FROM my_proof_observation_area AS area"
		    " LEFT JOIN my_proof_observation_week AS week ON week.cooperation_id = area.id"
		    "   AND week.week >= $1 AND week.week <= $2"
		    " WHERE $3 = 0 OR area.unit_id = $3"
		    " GROUP BY area.unit_id ORDER BY area.unit_id"),
		V(ask->from, date_add_days(ask->to, 1 - WEEK_DAYS), ask->unit_id)));
}

static struct evidence_count_list week_counts(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_count_list counts = decided(view, ask);
	struct working_list areas = working_list_of(view_list(view, &working_shape,
		SQL("SELECT unit_id, id, valid_from, valid_to FROM my_proof_observation_area"
		    " WHERE $1 = 0 OR unit_id = $1"), V(ask->unit_id)));

	for (size_t i = 0; i < counts.count; i++)
		for (size_t k = 0; k < areas.count; k++)
			if (areas.at[k].unit_id == counts.at[i].unit_id)
				counts.at[i].whole += weeks_whole(ask, &areas.at[k]);
	return counts;
}

static struct evidence_record_list week_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT my_observation_area.name || ', ' || my_observation_week.week_key AS words,"
		    " '/observations/weeks/' || my_observation_area.code || '/' || my_observation_week.week_key AS path,"
		    " my_observation_week.week AS on_day"
		    " FROM my_observation_week JOIN my_observation_area"
		    "   ON my_observation_area.id = my_observation_week.cooperation_id"
		    " WHERE my_observation_week.unit_id = $1 AND my_observation_week.state = 'decided'"
		    "   AND my_observation_week.week >= $2 AND my_observation_week.week <= $3"
		    " ORDER BY my_observation_week.week DESC LIMIT $4"),
		V(ask->unit_id, ask->from, date_add_days(ask->to, 1 - WEEK_DAYS), EVIDENCE_RECORDS_MOST)));
}

const struct evidence_source observations_evidence[] = {
	{ .name = "observation_week", .label = N_("Pictures of weeks that are decided (EST)"),
	  .counts = week_counts, .records = week_records },
	{ .name = NULL },
};
