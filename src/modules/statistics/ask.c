/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/ask.c - the question that an address asks. */
#include "modules/statistics/inside.h"

#include "modules/places/places.h"

enum { MONTHS_SHOWN = 12, YEARS_OF_WEEKS = 5 };

const struct choice statistics_dims[] = {
	[DIM_board] = { "board", N_("Committees and companies") },
	[DIM_unit] = { "unit", N_("Units") },
	[DIM_district] = { "district", N_("Districts") },
	[DIM_area] = { "area", N_("Areas") },
	[DIM_branch] = { "branch", N_("Branches of types") },
	[DIM_type] = { "type", N_("Types") },
	[DIM_year] = { "year", N_("Years") },
	[DIM_tertial] = { "tertial", N_("Tertials") },
	[DIM_month] = { "month", N_("Months") },
	[DIM_week] = { "week", N_("Weeks") },
	[DIM_day] = { "", N_("Days") },      /* of control charts; no table has so many columns */
	[DIM_weekday] = { "weekday", N_("Weekdays") },
	[DIM_hour] = { "hour", N_("Hours") },
	[DIM_severity] = { "severity", N_("Severity") },
	[DIM_count] = { NULL, NULL },
};

static ptrdiff_t dim_asked(struct request *request, const char *name, ptrdiff_t standard)
{
	struct str text = request_query(request, name);
	int found = text.len ? choice_of(statistics_dims, text) : -1;

	return found >= 0 ? found : standard;
}

/* A day, or a month: its first day, or as the end of a period its last. */
static struct date date_asked(struct request *request, const char *name, bool is_end,
                              struct date standard)
{
	struct str text = request_query(request, name);
	struct date date;

	if (date_read(text, &date))
		return date;
	if (!date_read(arena_print(request->arena, "%.*s-01", STR(text)), &date))
		return standard;
	return is_end ? date_add_days(date_add_months(date, 1), -1) : date;
}

/* What is counted begins in 2000, and a period ends after it begins. */
static void period_settle(struct event_table_ask *ask)
{
	static const struct date first = { 2000, 1, 1 }, last = { 2099, 12, 31 };
	struct date from = ask->from;

	if (date_compare(ask->to, ask->from) < 0) {
		ask->from = ask->to;
		ask->to = from;
	}
	if (date_compare(ask->from, first) < 0)
		ask->from = first;
	if (date_compare(ask->to, last) > 0)
		ask->to = last;
	if (date_compare(ask->to, ask->from) < 0)
		ask->to = ask->from;
}

bool months_widen(struct event_table_ask *ask)
{
	struct date from = date_month_start(ask->from);
	struct date to = date_add_days(date_add_months(date_month_start(ask->to), 1), -1);
	bool widens = date_compare(from, ask->from) || date_compare(to, ask->to);

	ask->from = from;
	ask->to = to;
	return widens;
}

struct event_table_ask narrowed_read(struct request *request, struct view *view)
{
	struct event_table_ask ask = {
		.unit_id = reference_read(view, "unit", request_query(request, "unit")),
		.as_is = str_is(request_query(request, "as_is"), "yes"),
		.type = request_query(request, "type"),
	};
	const struct area *area = area_get(view,
		reference_read(view, "area", request_query(request, "area")));

	ask.area_code = area ? area->code : S("");
	if (!item_find("event/types", ask.type))
		ask.type = S("");
	str_to_int(request_query(request, "severity"), &ask.severity_from);
	return ask;
}

static struct event_table_ask filters_read(struct request *request, struct view *view,
                                           struct date from)
{
	struct event_table_ask ask = narrowed_read(request, view);

	ask.from = date_asked(request, "from", false, from);
	ask.to = date_asked(request, "to", true, date_today());
	period_settle(&ask);
	return ask;
}

static void dim_add(struct event_table_ask *ask, enum event_dim dim)
{
	ask->dims[ask->dim_count++] = dim;
}

struct table_question table_question_read(struct request *request, struct view *view, bool is_file)
{
	struct date month = date_month_start(date_today());
	struct table_question question = { .is_file = is_file };

	question.ask = filters_read(request, view, date_add_months(month, 1 - MONTHS_SHOWN));
	question.rows = (enum event_dim)dim_asked(request, "rows", DIM_board);
	question.columns = (enum event_dim)dim_asked(request, "columns", DIM_month);
	question.within = dim_asked(request, "within", -1);
	if (question.columns == question.rows)
		question.columns = question.rows == DIM_month ? DIM_board : DIM_month;
	if (question.within == (ptrdiff_t)question.rows || question.within == (ptrdiff_t)question.columns)
		question.within = -1;
	dim_add(&question.ask, question.rows);
	if (question.within >= 0)
		dim_add(&question.ask, (enum event_dim)question.within);
	dim_add(&question.ask, question.columns);
	return question;
}

struct table_question weeks_question(struct request *request, struct view *view, bool is_file)
{
	struct date today = date_today();
	struct table_question question = { .is_file = is_file, .rows = DIM_week, .within = -1 };

	question.ask = filters_read(request, view,
		(struct date){ (int16_t)(today.year - YEARS_OF_WEEKS), 1, 1 });
	question.columns = (enum event_dim)dim_asked(request, "lines", DIM_branch);
	if (question.columns >= DIM_year)
		question.columns = DIM_branch;
	dim_add(&question.ask, DIM_week);
	dim_add(&question.ask, question.columns);
	return question;
}
