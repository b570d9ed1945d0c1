/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/ask.c - which unit and which period a page is about, and what its reader may be told. */
#include "modules/reporting/inside.h"

#include "kit/reference.h"

#include <math.h>

enum { MONTHS = 12 };

double reporting_percent(const char *setting)
{
	return (double)setting_int(setting) / 100;
}

double reporting_margin(void)
{
	return 1 + reporting_percent("reporting_margin_percent");
}

struct str reporting_share_words(struct arena *arena, double share)
{
	return isnan(share) ? str_of("–")
		: arena_print(arena, "%.*s %%", STR(tongue_real(arena, 100 * share, 0)));
}

struct value reporting_cell(double number)
{
	return isfinite(number) ? value_real(number) : value_null();
}

bool reporting_is_small(const struct reporting_ask *ask, int64_t count)
{
	return !ask->may_count && count > 0 && count < setting_int("small_cells_below");
}

bool reporting_are_small(struct view *view, int64_t unit_id, const struct reporting_numbers numbers[2])
{
	const struct reporting_ask ask = { .may_count = reporting_may_count(view, unit_id) };

	return reporting_is_small(&ask, numbers[0].events) || reporting_is_small(&ask, numbers[1].events);
}

static struct str days_of(struct arena *arena, const struct reporting_ask *ask)
{
	return arena_print(arena, "%.*s..%.*s", STR(date_iso(arena, ask->from)),
		STR(date_iso(arena, ask->to)));
}

/* Each event of the period is looked at. */
struct str reporting_too_long(struct arena *arena, struct date from, struct date to)
{
	int64_t years = setting_int("reporting_years_most");

	if (date_compare(to, date_add_months(from, (int)years * MONTHS)) < 0)
		return S("");
	return arena_print(arena, plural(years, "At most %lld year is counted at a time. Choose a shorter period.",
		"At most %lld years are counted at a time. Choose a shorter period."), (long long)years);
}

/* The last twelve whole months: the one that goes on would look quiet. */
void reporting_ask_usual(struct arena *arena, struct reporting_ask *ask)
{
	struct date month = date_month_start(date_today());

	ask->from = date_add_months(month, -MONTHS);
	ask->to = date_add_days(month, -1);
	ask->period = days_of(arena, ask);
}

static int64_t unit_asked(struct request *request, struct view *view)
{
	struct str text = str_trim(request_query(request, "unit"));

	if (!text.len)
		return reporting_unit_first(view, request_person(request)->unit_id);
	return reference_read(view, "unit", text);
}

static bool unit_put(struct view *view, struct reporting_ask *ask, int64_t unit_id)
{
	if (!unit_id || !reporting_may_unit(view, unit_id))
		return false;
	ask->unit = unit_get(view, unit_id);
	ask->may_count = reporting_may_count(view, unit_id);
	return ask->unit != NULL;
}

bool reporting_asked(struct request *request, struct view *view, struct reporting_ask *ask,
                     struct reply *problem)
{
	struct str period = str_trim(request_query(request, "period")), too_long;

	*ask = (struct reporting_ask){ 0 };
	reporting_ask_usual(request->arena, ask);
	if (!unit_put(view, ask, unit_asked(request, view))) {
		*problem = reply_not_found(request);
		return false;
	}
	if (!period.len || !ask->may_count)
		return true;
	ask->period = period;
	if (!period_read(period, &ask->from, &ask->to)) {
		*problem = reply_problem(request, 400, _("The period was not understood."),
			str_of(_("Write for example 2026, 2026-T2, 2026-Q1, 2026-03 or 2026-03-01..2026-04-15.")));
		return false;
	}
	too_long = reporting_too_long(request->arena, ask->from, ask->to);
	if (too_long.len)
		*problem = reply_problem(request, 400, _("The period is too long."), too_long);
	return !too_long.len;
}

struct str reporting_report_refused(struct arena *arena, const struct report_ask *report)
{
	return reporting_too_long(arena, report->from, report->to);
}

const struct reporting_ask *reporting_ask_of(struct view *view, const struct report_ask *report)
{
	struct arena *arena = view_arena(view);
	struct reporting_ask *ask = arena_new(arena, struct reporting_ask);
	int64_t unit_id = report->unit_id ? report->unit_id : reporting_unit_first(view, 0);

	if (!unit_put(view, ask, unit_id))
		return NULL;
	reporting_ask_usual(arena, ask);
	if (ask->may_count) {
		ask->from = report->from;
		ask->to = report->to;
		ask->period = report->period;
	}
	return ask;
}

struct value reporting_days(struct arena *arena, const struct reporting_ask *ask)
{
	return value_text(days_of(arena, ask));
}
