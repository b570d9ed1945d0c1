/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/pages.c - the table, the weeks, and the room as the house sees it. */
#include "modules/statistics/inside.h"

#include "kit/table.h"
#include "modules/statistics/pages.html.h"

/* "": the page itself. */
static struct str format_asked(struct request *request)
{
	struct str format = request_query(request, "format");

	if (str_is(format, "csv") || str_is(format, "json") || str_is(format, "vega-lite"))
		return format;
	return request_wants_json(request) ? S("json") : S("");
}

struct reply statistics_show(struct request *request, struct view *view)
{
	struct str format = format_asked(request);
	struct table_question question = table_question_read(request, view, format.len > 0);
	struct event_table table = event_table(view, &question.ask);
	struct told told = told_make(request->arena, &question, &table);
	struct out *out;

	if (format.len)
		return statistics_file(request, view, &told, format);
	out = page_begin(request, view, _("Statistics"));
	table_page(out, request, view, &question, &told);
	return page_end(request, 200);
}

/* Lines beside each other are the largest; the rest stand in the table's sums alone. */
struct reply weeks_show(struct request *request, struct view *view)
{
	struct str format = format_asked(request);
	struct table_question question = weeks_question(request, view, format.len > 0);
	struct event_table table = event_table(view, &question.ask);
	struct told told = told_make(request->arena, &question, &table);
	struct out *out;

	if (format.len)
		return statistics_file(request, view, &told, format);
	out = page_begin(request, view, _("Events per week"));
	weeks_page(out, request, view, &question, &told);
	return page_end(request, 200);
}

static const struct route routes[] = {
	{ GET, "/statistics", .need = MAY_statistics_read, .show = statistics_show,
	  .is_api_too = true, .label = N_("Events counted by any two or three things") },
	{ GET, "/statistics/weeks", .need = MAY_statistics_read, .show = weeks_show,
	  .is_api_too = true, .label = N_("Events per week, over years") },
	{ .path = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Statistics"), "/statistics", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module statistics_module = { .name = "statistics", .routes = routes, .menu = menu };
