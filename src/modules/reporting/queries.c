/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries.c - how much is reported, what is noted elsewhere, and when each step was taken. */
#include "modules/reporting/inside.h"

#include "kit/reference.h"

#include <math.h>
#include <string.h>

enum { YEAR_DAYS = 365 };

bool reporting_may_unit(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reporting_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

bool reporting_may_count(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reporting_unit WHERE unit_id = $1"
		" AND may_count = 1 LIMIT 1"), V(unit_id)) != 0;
}

/* Where one belongs; else the unit that has most below it. */
int64_t reporting_unit_first(struct view *view, int64_t belongs_to)
{
	if (belongs_to && reporting_may_unit(view, belongs_to))
		return belongs_to;
	return view_int(view, SQL("SELECT above_id FROM my_reporting_below GROUP BY above_id"
		" ORDER BY count(*) DESC, above_id LIMIT 1"), NONE);
}

/* The largest first, so that a select holds what is asked for most. */
struct option_list reporting_unit_options(struct view *view)
{
	return option_list_of(view_list(view, &option_shape,
		SQL("SELECT unit.id AS key, CASE WHEN $1 = 'en' AND unit.name_en <> '' THEN unit.name_en"
		    " ELSE unit.name_sv END AS label, unit.code AS hint"
		    " FROM my_unit AS unit JOIN (SELECT above_id, count(*) AS below FROM my_reporting_below"
		    "  GROUP BY above_id) AS wide ON wide.above_id = unit.id"
		    " ORDER BY wide.below DESC, unit.code LIMIT 500"), V(tongue_code())));
}

/* The only one at the top. */
bool reporting_is_city(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT CASE WHEN min(id) = $1 AND max(id) = $1 THEN 1 ELSE 0 END"
		" FROM my_event_top_unit"), V(unit_id)) == 1;
}

/* ---- Counts ---------------------------------------------------------------------------------- */

static const struct column number_columns[] = {
	{ "events", COLUMN_int, offsetof(struct reporting_numbers, events), NULL, false },
	{ "injuries", COLUMN_int, offsetof(struct reporting_numbers, injuries), NULL, false },
	{ "near_misses", COLUMN_int, offsetof(struct reporting_numbers, near_misses), NULL, false },
	{ "claims", COLUMN_int, offsetof(struct reporting_numbers, claims), NULL, false },
	{ "police", COLUMN_int, offsetof(struct reporting_numbers, police), NULL, false },
	{ "employees", COLUMN_int, offsetof(struct reporting_numbers, employees), NULL, false },
};
static const struct shape number_shape = { .size = sizeof(struct reporting_numbers),
	.count = COUNT(number_columns), .columns = number_columns };

#define NUMBERS \
	"SELECT count(*) AS events," \
	" COALESCE(sum(CASE WHEN injured > 0 THEN 1 ELSE 0 END), 0) AS injuries," \
	" COALESCE(sum(CASE WHEN class <> '' AND $3 LIKE '% ' || class || ' %' THEN 1 ELSE 0 END), 0)" \
	" AS near_misses, COALESCE(sum(has_claim), 0) AS claims, COALESCE(sum(has_police), 0) AS police,"
#define EMPLOYEES \
	" (SELECT COALESCE(sum(headcount), 0) FROM my_unit WHERE (valid_from = '' OR valid_from <= today())" \
	" AND (valid_to = '' OR valid_to >= today())"

struct reporting_numbers reporting_numbers_of(struct view *view, int64_t unit_id, struct date from,
                                              struct date to)
{
	struct instant begins = instant_at(from, 0, 0, 0), ends = instant_at(date_add_days(to, 1), 0, 0, 0);
	struct str near = arena_print(view_arena(view), " %.*s ", STR(setting_text("reporting_near_miss_classes")));
	struct reporting_numbers *found = unit_id
		? view_get(view, &number_shape, SQL(NUMBERS EMPLOYEES
			" AND id IN (SELECT below_id FROM my_reporting_below WHERE above_id = $4)) AS employees"
			" FROM my_reporting_event WHERE occurred_at >= $1 AND occurred_at < $2"
			" AND unit_id IN (SELECT below_id FROM my_reporting_below WHERE above_id = $4)"),
			V(begins, ends, near, unit_id))
		: view_get(view, &number_shape, SQL(NUMBERS EMPLOYEES ") AS employees"
			" FROM my_reporting_city WHERE occurred_at >= $1 AND occurred_at < $2"),
			V(begins, ends, near));

	found->years = (double)(date_days_between(from, to) + 1) / YEAR_DAYS;
	return *found;
}

/* ---- Elsewhere --------------------------------------------------------------------------------- */

static const struct column trace_columns[] = {
	{ "kind", COLUMN_text, offsetof(struct trace_counts, kind), NULL, false },
	{ "noted", COLUMN_int, offsetof(struct trace_counts, noted), NULL, false },
	{ "linked", COLUMN_int, offsetof(struct trace_counts, linked), NULL, false },
};
static const struct shape trace_shape = { .size = sizeof(struct trace_counts),
	.count = COUNT(trace_columns), .columns = trace_columns };

/* Which kinds an event can name by itself is said by its fields. */
struct trace_counts_list reporting_traces(struct view *view, int64_t unit_id, struct date from,
                                          struct date to, const struct reporting_numbers *numbers)
{
	struct trace_counts_list list = trace_counts_list_of(view_list(view, &trace_shape,
		SQL("SELECT item.code AS kind, COALESCE(noted.noted, 0) AS noted,"
		    " COALESCE(noted.linked, 0) AS linked FROM my_catalogue_item AS item"
		    " LEFT JOIN (SELECT kind, count(*) AS noted, sum(has_event) AS linked"
		    "  FROM my_reporting_noted WHERE happened_on >= $1 AND happened_on <= $2"
		    "  AND unit_id IN (SELECT below_id FROM my_reporting_below WHERE above_id = $3)"
		    "  GROUP BY kind) AS noted ON noted.kind = item.code"
		    " WHERE item.list = 'event/unreported_kinds' ORDER BY item.code"),
		V(value_date(from), value_date(to), unit_id)));

	for (size_t i = 0; i < list.count; i++)
		list.at[i].named = str_is(list.at[i].kind, "claim") ? numbers->claims
			: str_is(list.at[i].kind, "police_report") ? numbers->police : 0;
	return list;
}

/* ---- Times --------------------------------------------------------------------------------------- */

struct moments { struct instant at[TIMELINESS_MARKS]; };
#define MOMENT(name, mark) { name, COLUMN_instant, \
	offsetof(struct moments, at) + TIMELINESS_##mark * sizeof(struct instant), NULL, false }
static const struct column moment_columns[] = {
	MOMENT("occurred_at", occurred), MOMENT("discovered_at", noticed),
	MOMENT("reported_at", reported), MOMENT("received_at", received),
	MOMENT("assessed_at", assessed), MOMENT("measured_at", measured),
	MOMENT("feedback_at", answered), MOMENT("closed_at", closed),
};
static const struct shape moment_shape = { .size = sizeof(struct moments),
	.count = COUNT(moment_columns), .columns = moment_columns };

struct gathering {
	struct timeliness_cases cases;
	size_t room;
	struct arena *arena;
	double now;
	int64_t unit_id;                /* 0: the whole city */
	struct instant begins, ends;
};

static struct timeliness_case *case_next(struct gathering *gathering)
{
	struct timeliness_cases *cases = &gathering->cases;

	if (cases->count == gathering->room) {
		struct timeliness_case *more = arena_array(gathering->arena, struct timeliness_case,
			gathering->room * 2 + 256);

		if (cases->count)
			memcpy(more, cases->at, cases->count * sizeof(*more));
		cases->at = more;
		gathering->room = gathering->room * 2 + 256;
	}
	return &cases->at[cases->count];
}

/* Times that contradict each other (imported ones do) say nothing of how long it took. */
static bool case_add(void *context, const void *row)
{
	struct gathering *gathering = context;
	const struct moments *moments = row;
	struct timeliness_case *one = case_next(gathering);

	for (int i = 0; i < TIMELINESS_MARKS; i++)
		one->at[i] = moments->at[i].seconds ? (double)moments->at[i].seconds / HOUR : NAN;
	gathering->cases.count += timeliness_case_is_fine(one, gathering->now);
	return true;
}

static struct gathering gathering_begin(struct arena *arena, int64_t unit_id, struct date from, struct date to)
{
	return (struct gathering){ .arena = arena, .now = (double)instant_now().seconds / HOUR, .unit_id = unit_id,
		.begins = instant_at(from, 0, 0, 0), .ends = instant_at(date_add_days(to, 1), 0, 0, 0) };
}

#define OF_CITY(events) "SELECT occurred_at, discovered_at, reported_at, received_at, assessed_at," \
	" measured_at, feedback_at, closed_at FROM " events " WHERE occurred_at >= $1 AND occurred_at < $2"
#define OF_UNIT(events, below) OF_CITY(events) \
	" AND unit_id IN (SELECT below_id FROM " below " WHERE above_id = $3)"

static struct timeliness_cases gathered(struct view *view, struct sql sql, struct gathering gathering)
{
	struct values of_unit = V(gathering.begins, gathering.ends, gathering.unit_id);
	struct values of_city = V(gathering.begins, gathering.ends);

	view_each(view, &moment_shape, sql, gathering.unit_id ? of_unit : of_city, case_add, &gathering);
	return gathering.cases;
}

struct timeliness_cases reporting_times(struct view *view, struct arena *arena, int64_t unit_id,
                                        struct date from, struct date to)
{
	return gathered(view, unit_id ? SQL(OF_UNIT("my_reporting_event", "my_reporting_below"))
		: SQL(OF_CITY("my_reporting_city")), gathering_begin(arena, unit_id, from, to));
}

struct timeliness_cases reporting_times_all(struct view *system, struct arena *arena, int64_t unit_id,
                                            struct date from, struct date to)
{
	return gathered(system, unit_id ? SQL(OF_UNIT("reporting_event_counted", "kept_unit_below"))
		: SQL(OF_CITY("reporting_event_counted")), gathering_begin(arena, unit_id, from, to));
}
