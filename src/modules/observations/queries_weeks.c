/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/queries_weeks.c - sums, weeks, quarters, hot places. */
#include "modules/observations/inside.h"

#include "base/json.h"

/* ---- Sums ----------------------------------------------------------------------------------- */

static const struct column sum_columns[] = {
	{ "factor", COLUMN_text, offsetof(struct sum_line, factor), NULL, false },
	{ "area_id", COLUMN_int, offsetof(struct sum_line, area_id), NULL, false },
	{ "now", COLUMN_int, offsetof(struct sum_line, now), NULL, false },
	{ "before", COLUMN_int, offsetof(struct sum_line, before), NULL, false },
	{ "longer", COLUMN_int, offsetof(struct sum_line, longer), NULL, false },
	{ "severe", COLUMN_int, offsetof(struct sum_line, severe), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct sum_line), .count = COUNT(sum_columns),
	.columns = sum_columns };

#define STRETCH(from, to, what) \
	" sum(CASE WHEN week >= " from " AND week <= " to " THEN " what " ELSE 0 END)"
#define SUMS STRETCH("$2", "$3", "observations") " AS now," STRETCH("$4", "$5", "observations") " AS before," \
	STRETCH("$6", "$7", "observations") " AS longer," STRETCH("$2", "$3", "severe") " AS severe" \
	" FROM my_observation_count WHERE cooperation_id = $1" \
	"  AND ((week >= $2 AND week <= $3) OR (week >= $4 AND week <= $5) OR (week >= $6 AND week <= $7))"
#define STRETCHES V(cooperation_id, of->now_from, of->now_to, of->before_from, of->before_to, \
	of->long_from, of->long_to)

struct sum_line_list sums_of_factors(struct view *view, int64_t cooperation_id, const struct stretches *of)
{
	return sum_line_list_of(view_list(view, &sum_shape,
		SQL("SELECT factor, 0 AS area_id," SUMS " GROUP BY factor ORDER BY now DESC, longer DESC, factor"),
		STRETCHES));
}

struct sum_line_list sums_of_areas(struct view *view, int64_t cooperation_id, const struct stretches *of)
{
	return sum_line_list_of(view_list(view, &sum_shape,
		SQL("SELECT '' AS factor, area_id," SUMS " GROUP BY area_id ORDER BY now DESC, area_id"),
		STRETCHES));
}

struct sum_line_list sums_of_areas_all(struct view *view, struct date from, struct date to)
{
	return sum_line_list_of(view_list(view, &sum_shape,
		SQL("SELECT '' AS factor, area_id, sum(observations) AS now, 0 AS before, 0 AS longer, 0 AS severe"
		    " FROM my_observation_count WHERE week >= $1 AND week <= $2 GROUP BY area_id"), V(from, to)));
}

struct sum_line_list sums_told(struct view *view, int64_t cooperation_id, struct date week)
{
	return sum_line_list_of(view_list(view, &sum_shape,
		SQL("SELECT factor, 0 AS area_id, observations AS now, 0 AS before, 0 AS longer, 0 AS severe"
		    " FROM my_observation_told WHERE cooperation_id = $1 AND week = $2"
		    " ORDER BY observations DESC, factor"), V(cooperation_id, week)));
}

/* ---- Weeks ------------------------------------------------------------------------------------- */

const struct est_week *est_week_get(struct view *view, int64_t cooperation_id, struct date week)
{
	return view_get(view, &est_week_record.shape,
		SQL("SELECT * FROM my_observation_week WHERE cooperation_id = $1 AND week = $2"),
		V(cooperation_id, week));
}

/* total of those that gather: what there is now. */
struct est_week_list est_weeks_of(struct view *view, struct date from)
{
	return est_week_list_of(view_list(view, &est_week_record.shape,
		SQL("SELECT my_observation_week.id, my_observation_week.public_id, my_observation_week.cooperation_id,"
		    " my_observation_week.unit_id, my_observation_week.week, my_observation_week.week_key,"
		    " my_observation_week.state, '' AS words, my_observation_week.decided_by,"
		    " my_observation_week.decided_at, my_observation_week.version,"
		    " COALESCE((SELECT sum(observations) FROM my_observation_count"
		    "  WHERE my_observation_count.cooperation_id = my_observation_week.cooperation_id"
		    "    AND my_observation_count.week = my_observation_week.week), 0) AS total"
		    " FROM my_observation_week WHERE my_observation_week.week >= $1"
		    " ORDER BY my_observation_week.cooperation_id, my_observation_week.week"), V(from)));
}

struct est_week_list est_weeks_decided(struct view *view, struct date from)
{
	return est_week_list_of(view_list(view, &est_week_record.shape,
		SQL("SELECT * FROM my_observation_week WHERE state = 'decided' AND week >= $1"
		    " ORDER BY week DESC, cooperation_id"), V(from)));
}

static const struct column seen_columns[] = {
	{ "number", COLUMN_text, offsetof(struct seen_line, number), NULL, false },
	{ "factor", COLUMN_text, offsetof(struct seen_line, factor), NULL, false },
	{ "words", COLUMN_text, offsetof(struct seen_line, words), NULL, false },
	{ "area_id", COLUMN_int, offsetof(struct seen_line, area_id), NULL, false },
	{ "place_id", COLUMN_int, offsetof(struct seen_line, place_id), NULL, false },
	{ "severity", COLUMN_int, offsetof(struct seen_line, severity), NULL, false },
	{ "sources", COLUMN_int, offsetof(struct seen_line, sources), NULL, false },
	{ "observations", COLUMN_int, offsetof(struct seen_line, observations), NULL, false },
	{ "seen_at", COLUMN_instant, offsetof(struct seen_line, seen_at), NULL, false },
	{ "is_still_there", COLUMN_bool, offsetof(struct seen_line, is_still_there), NULL, false },
};
static const struct shape seen_shape = { .size = sizeof(struct seen_line), .count = COUNT(seen_columns),
	.columns = seen_columns };

/* One line per factor and place; without a place each stands for itself. */
struct seen_line_list seen_in_week(struct view *view, int64_t cooperation_id, struct date week)
{
	return seen_line_list_of(view_list(view, &seen_shape,
		SQL("SELECT min(number) AS number, factor, min(words) AS words, area_id, place_id,"
		    " max(severity) AS severity, count(DISTINCT source) AS sources, count(*) AS observations,"
		    " max(seen_at) AS seen_at, max(is_still_there) AS is_still_there"
		    " FROM my_observation WHERE cooperation_id = $1 AND week = $2"
		    " GROUP BY factor, area_id, place_id, CASE WHEN place_id = 0 THEN id ELSE 0 END"
		    " ORDER BY severity DESC, observations DESC, seen_at DESC LIMIT 200"),
		V(cooperation_id, week)));
}

/* ---- Quarters ------------------------------------------------------------------------------------ */

const struct est_quarter *est_quarter_get(struct view *view, int64_t cooperation_id, struct str quarter)
{
	return view_get(view, &est_quarter_record.shape,
		SQL("SELECT * FROM my_observation_quarter WHERE cooperation_id = $1 AND quarter = $2"),
		V(cooperation_id, quarter));
}

struct str frozen_of(struct arena *arena, const struct sum_line_list *lines)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < lines->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "factor", lines->at[i].factor);
		json_int(&json, "observations", lines->at[i].now);
		json_int(&json, "severe", lines->at[i].severe);
		json_int(&json, "quarter_before", lines->at[i].before);
		json_int(&json, "year_before", lines->at[i].longer);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return out_str(&out);
}

struct sum_line_list frozen_read(struct arena *arena, struct str counts)
{
	struct str problem;
	json_t *list = json_read(arena, counts, &problem);
	size_t count = json_array_size(list);
	struct sum_line_list lines = { 0, arena_array(arena, struct sum_line, count + 1) };

	for (size_t i = 0; i < count; i++) {
		const json_t *one = json_array_get(list, i);

		lines.at[lines.count++] = (struct sum_line){
			.factor = arena_copy(arena, json_text(one, "factor")),
			.now = json_integer_value(json_object_get(one, "observations")),
			.severe = json_integer_value(json_object_get(one, "severe")),
			.before = json_integer_value(json_object_get(one, "quarter_before")),
			.longer = json_integer_value(json_object_get(one, "year_before")) };
	}
	json_decref(list);
	return lines;
}

/* ---- Hot places ------------------------------------------------------------------------------------- */

#define HOT_ROW_FIELDS(F) \
	F(public_id,  text, N_("Identity"), ) \
	F(name,       text, N_("Hot place"), ) \
	F(area,       text, N_("Area"), ) \
	F(state,      choice, N_("State"), CHOICES(hot_states)) \
	F(since,      date, N_("Since"), ) \
	F(reviewed_on, date, N_("Looked at"), ) \
	F(observations, count, N_("Observations in 12 weeks"), )
struct hot_row { HOT_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct hot_row
static const struct field hot_row_fields[] = { HOT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void hot_places_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT my_hot_place.public_id, my_hot_place.name, my_hot_place.state, my_hot_place.since,"
		    " my_hot_place.reviewed_on, COALESCE(my_area.name, '') AS area,"
		    " (SELECT count(*) FROM my_observation"
		    "   WHERE my_observation.cooperation_id = my_hot_place.cooperation_id AND my_observation.week >= $1"
		    "     AND ((my_hot_place.place_id <> 0 AND my_observation.place_id = my_hot_place.place_id)"
		    "       OR (my_hot_place.place_id = 0 AND my_observation.area_id = my_hot_place.area_id)))"
		    "  AS observations"
		    " FROM my_hot_place LEFT JOIN my_area ON my_area.id = my_hot_place.area_id WHERE 1 = 1"),
		V(date_add_days(date_today(), -12 * WEEK_DAYS)));
}

static const struct table_column hot_columns[] = {
	{ .name = "name", .is_link = true,
	  .ascending = SQL(" ORDER BY my_hot_place.name COLLATE local, my_hot_place.id"),
	  .descending = SQL(" ORDER BY my_hot_place.name COLLATE local DESC, my_hot_place.id DESC") },
	{ .name = "area" }, { .name = "state" },
	{ .name = "since", .ascending = SQL(" ORDER BY my_hot_place.since, my_hot_place.id"),
	  .descending = SQL(" ORDER BY my_hot_place.since DESC, my_hot_place.id DESC") },
	{ .name = "reviewed_on", .ascending = SQL(" ORDER BY my_hot_place.reviewed_on, my_hot_place.id"),
	  .descending = SQL(" ORDER BY my_hot_place.reviewed_on DESC, my_hot_place.id DESC") },
	{ .name = "observations" },
	{ .name = NULL },
};
static const struct filter hot_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = hot_states,
	  .condition = SQL(" AND my_hot_place.state = $?") },
	{ .name = NULL },
};
const struct table hot_places_table = {
	.name = "hot_places", .label = N_("Hot places"), .fields = hot_row_fields,
	.field_count = COUNT(hot_row_fields), .shape = SHAPE_OF(NULL, hot_row, hot_row_fields),
	.columns = hot_columns, .filters = hot_filters, .row_path = "/observations/places/%s",
	.row_key = "public_id", .is_stacked = true,
	.order = SQL(" ORDER BY CASE WHEN my_hot_place.state = 'left' THEN 1 ELSE 0 END,"
		" my_hot_place.reviewed_on, my_hot_place.id"),
	.export_need = MAY_observations_read,
	.empty = N_("Places that gather observations again and again will stand here."),
};

const struct hot_place *hot_place_get(struct view *view, struct str public_id)
{
	return view_get(view, &hot_place_record.shape,
		SQL("SELECT * FROM my_hot_place WHERE public_id = $1"), V(public_id));
}

struct hot_place_list hot_places_in(struct view *view, int64_t cooperation_id)
{
	return hot_place_list_of(view_list(view, &hot_place_record.shape,
		SQL("SELECT * FROM my_hot_place WHERE cooperation_id = $1 AND state <> 'left'"
		    " ORDER BY reviewed_on, id"), V(cooperation_id)));
}
