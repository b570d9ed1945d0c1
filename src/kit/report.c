/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/report.c - the list of reports, and one of them for a unit and a period.
 */
#include "kit/report.h"

#include "kit/module.h"
#include "kit/reference.h"
#include "kit/report.html.h"
#include "kit/table.h"

#include <string.h>

enum { REPORT_BYTES = 64 << 20 };

static const struct report *report_at(size_t wanted)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct report *report = modules[i]->reports; report && report->name; report++)
			if (wanted-- == 0)
				return report;
	return NULL;
}

const struct report *report_find(struct str name)
{
	const struct report *report;

	for (size_t i = 0; (report = report_at(i)); i++)
		if (str_is(name, report->name))
			return report;
	return NULL;
}

struct str report_refused(struct arena *arena, const struct report *report,
                          const struct report_ask *ask)
{
	return report->refused ? report->refused(arena, ask) : S("");
}

/* ---- The list ----------------------------------------------------------------------- */

static struct reply reports_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Reports"));
	const struct report *report;
	size_t count = 0;

	reports_head(out);
	for (size_t i = 0; (report = report_at(i)); i++) {
		if (!request_may(request, report->need))
			continue;
		if (count++ == 0)
			reports_list_begin(out);
		reports_item(out, report);
	}
	if (count)
		reports_list_end(out);
	else
		reports_none(out);
	return page_end(request, 200);
}

/* ---- What is asked ------------------------------------------------------------------ */

/* Without a period: the calendar year of today. */
static struct str asked_period(struct request *request)
{
	struct str text = str_trim(request_query(request, "period"));

	return text.len ? text : arena_print(request->arena, "%d", date_today().year);
}

/* The control sends a number; people and machines also write codes and names. */
static bool read_unit(struct request *request, struct view *view, struct report_ask *ask)
{
	struct str text = str_trim(request_query(request, "unit"));

	if (!text.len || str_is(text, "0"))
		return true;
	if (!str_to_int(text, &ask->unit_id)
	    || !reference_label(view, "unit", ask->unit_id).len)
		ask->unit_id = reference_find(view, "unit", text);
	return ask->unit_id != 0;
}

/* NULL when all is well, else the sentence that says what is not. */
static const char *read_ask(struct request *request, struct view *view, struct report_ask *ask)
{
	*ask = (struct report_ask){ .period = asked_period(request) };
	if (!period_read(ask->period, &ask->from, &ask->to))
		return _("The period was not understood. Write for example 2026, 2026-T2, 2026-Q1,"
			" 2026-03, 2026-W12 or 2026-03-01..2026-04-15.");
	if (!read_unit(request, view, ask))
		return _("There is no such unit that you can see.");
	return NULL;
}

/* ---- One report --------------------------------------------------------------------- */

static struct str report_address(struct request *request, const char *format)
{
	return table_address(request, "format", str_of(format));
}

static struct reply as_page(struct request *request, struct view *view, const struct report *report,
                            const struct report_ask *ask)
{
	struct grid grid = report->run(view, ask);
	struct arena *arena = request->arena;
	struct out *out = page_begin(request, view, _(report->label));
	struct str before = table_address(request, "period", period_before(arena, ask->period));

	report_head(out, report, period_words(arena, ask->period), ask->unit_id
		? reference_label(view, "unit", ask->unit_id) : S(""));
	report_form(out, request, view, ask);
	if (grid.rows)
		grid_table(out, &grid, _(report->label));
	else
		report_empty(out);
	report_foot(out, before, report_address(request, "csv"),
		report_address(request, "xlsx"), report_address(request, "json"));
	return page_end(request, 200);
}

static void write_csv(struct request *request, struct out *out, const struct grid *grid,
                      const struct report *report)
{
	(void)request; (void)report;
	grid_csv(out, grid);
}

static void write_json(struct request *request, struct out *out, const struct grid *grid,
                       const struct report *report)
{
	(void)request; (void)report;
	grid_json(out, grid);
}

static void write_xlsx(struct request *request, struct out *out, const struct grid *grid,
                       const struct report *report)
{
	out_raw(out, grid_xlsx(request->arena, grid, str_of(_(report->label))));
}

static const struct report_format {
	const char *name, *type;
	void (*write)(struct request *request, struct out *out, const struct grid *grid,
	              const struct report *report);
} report_formats[] = {
	{ "csv", "text/csv; charset=utf-8; header=present", write_csv },
	{ "json", "application/json; charset=utf-8", write_json },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx },
};

static struct reply as_file(struct request *request, struct view *view, const struct report *report,
                            const struct report_ask *ask, const struct report_format *format)
{
	struct grid grid = report->run(view, ask);
	struct reply reply;
	struct out out;

	out_init(&out, request->arena, REPORT_BYTES);
	format->write(request, &out, &grid, report);
	if (out.is_full)
		return reply_problem(request, 500, _("The report became too long."), S(""));
	reply = reply_bytes(200, format->type, out_str(&out));
	if (!request_wants_json(request))
		reply_download(&reply, request->arena, arena_print(request->arena, "%s-%.*s.%s",
			report->name, STR(ask->period), format->name));
	return reply;
}

static const struct report_format *asked_format(struct request *request)
{
	struct str name = request_query(request, "format");

	if (!name.len && request_wants_json(request))
		name = S("json");
	for (size_t i = 0; i < COUNT(report_formats); i++)
		if (str_is(name, report_formats[i].name))
			return &report_formats[i];
	return NULL;
}

static struct reply report_show(struct request *request, struct view *view)
{
	const struct report *report = report_find(request_param(request, "name"));
	const struct report_format *format = asked_format(request);
	struct report_ask ask;
	struct str refused;
	const char *problem;

	if (!report)
		return reply_not_found(request);
	if (!request_may(request, report->need))
		return reply_forbidden(request);
	problem = read_ask(request, view, &ask);
	refused = problem ? str_of(problem) : report_refused(request->arena, report, &ask);
	if (refused.len)
		return reply_problem(request, 422, _("The report could not be made."), refused);
	return format ? as_file(request, view, report, &ask, format)
		: as_page(request, view, report, &ask);
}

const struct route report_routes[] = {
	{ GET, "/reports", .need = SIGNED_IN, .show = reports_show, .label = N_("Reports") },
	{ GET, "/reports/:name", .need = SIGNED_IN, .show = report_show,
	  .label = N_("A report for a unit and a period"), .is_api_too = true },
	{ .path = NULL },
};
