/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/pages.c - the table, the weeks, and the room as the house sees it. */
#include "modules/statistics/control.h"

#include "kit/table.h"
#include "modules/statistics/pages.html.h"

#include <time.h>

/* The table as it is told, and how long the counting took. */
struct counted {
	struct table_question question;
	struct event_table table;
	struct told told;
	double milliseconds, worked;    /* by the clock, and of the processor */
};

static double milliseconds_of(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static void count(struct counted *counted, struct request *request, struct view *view)
{
	double began = milliseconds_of(CLOCK_MONOTONIC);
	double worked = milliseconds_of(CLOCK_PROCESS_CPUTIME_ID);

	counted->table = event_table(view, &counted->question.ask);
	if (!counted->table.may_open_all && months_widen(&counted->question.ask))
		counted->table = event_table(view, &counted->question.ask);
	counted->milliseconds = milliseconds_of(CLOCK_MONOTONIC) - began;
	counted->worked = milliseconds_of(CLOCK_PROCESS_CPUTIME_ID) - worked;
	counted->told = told_make(request->arena, &counted->question, &counted->table);
}

/* Browsers show it among their tools, and bench/run reads it. */
static struct reply timed(struct request *request, struct reply reply, const struct counted *counted)
{
	reply_header(&reply, "Server-Timing", arena_print(request->arena,
		"count;dur=%.2f, cpu;dur=%.2f", counted->milliseconds, counted->worked));
	return reply;
}

/* "": the page itself. */
static struct str format_asked(struct request *request)
{
	struct str format = request_query(request, "format");

	if (str_is(format, "csv") || str_is(format, "json") || str_is(format, "vega-lite"))
		return format;
	return request_wants_json(request) ? S("json") : S("");
}

static struct reply statistics_show(struct request *request, struct view *view)
{
	struct str format = format_asked(request);
	struct counted counted = { .question = table_question_read(request, view, format.len > 0) };
	struct out *out;

	count(&counted, request, view);
	if (format.len)
		return timed(request, statistics_file(request, &counted.told, format), &counted);
	out = page_begin(request, view, _("Statistics"));
	table_page(out, request, view, &counted.question, &counted.told);
	return timed(request, page_end(request, 200), &counted);
}

static struct reply weeks_show(struct request *request, struct view *view)
{
	struct str format = format_asked(request);
	struct counted counted = { .question = weeks_question(request, view, format.len > 0) };
	struct out *out;

	count(&counted, request, view);
	if (format.len)
		return timed(request, statistics_file(request, &counted.told, format), &counted);
	out = page_begin(request, view, _("Events per week"));
	weeks_page(out, request, view, &counted.question, &counted.told);
	return timed(request, page_end(request, 200), &counted);
}

static const struct route routes[] = {
	{ GET, "/statistics", .need = MAY_statistics_read, .show = statistics_show,
	  .is_api_too = true, .label = N_("Events counted by any two or three things") },
	{ GET, "/statistics/weeks", .need = MAY_statistics_read, .show = weeks_show,
	  .is_api_too = true, .label = N_("Events per week, over years") },
	{ GET, "/statistics/control", .need = MAY_statistics_read, .show = control_show,
	  .is_api_too = true, .label = N_("Is it more than chance: a control chart") },
	{ GET, "/statistics/control/figure/:form", .need = MAY_statistics_read, .show = control_file,
	  .is_api_too = true, .label = N_("A control chart as a figure in a file") },
	{ .path = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Statistics"), "/statistics", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module statistics_module = { .name = "statistics", .routes = routes, .menu = menu };
