/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/rows.c - verdicts as rows: narrowed by an address, as page, file and JSON.
 *
 * Every number on the pages of this room is a link to this one, with exactly those rows.
 */
#include "modules/duties/inside.h"

#include "base/json.h"
#include "kit/grid.h"
#include "modules/duties/rows.html.h"

#include <stdlib.h>
#include <string.h>

enum { YEAR_FIRST = 1990, YEAR_LAST = 2200, PAGE_ROWS = 100, FILE_BYTES = 64 << 20 };

/* ---- What is asked ---------------------------------------------------------------------------- */

int asked_year(struct request *request)
{
	int64_t year = date_today().year;
	int64_t asked;

	if (str_to_int(request_query(request, "year"), &asked) && asked >= YEAR_FIRST
	    && asked <= YEAR_LAST)
		year = asked;
	return (int)year;
}

const struct unit *asked_unit(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));

	return unit && unit_is_followed(view, unit->id) ? unit : NULL;
}

struct narrowing narrowing_read(struct request *request, struct view *view)
{
	struct str what = request_query(request, "what");
	struct narrowing narrowing = { .year = asked_year(request),
		.programme = request_query(request, "programme"),
		.focus = request_query(request, "focus"), .kind = request_query(request, "kind"),
		.state = request_query(request, "state"), .code = request_query(request, "code"),
		.deliverable = request_query(request, "deliverable"),
		.unit_kind = request_query(request, "unit_kind"),
		.unit = asked_unit(request, view),
		.what = str_is(what, "points") ? WHAT_points : str_is(what, "all") ? WHAT_all
			: WHAT_duties };

	narrowing.is_unknown_unit = request_query(request, "unit").len && !narrowing.unit;
	return narrowing;
}

bool state_is(const struct verdict *verdict, struct str state)
{
	if (str_is(state, "behind"))
		return verdict_counts_behind(verdict);
	return str_is(state, verdict_states[verdict->state].name);
}

static bool is_wanted(const struct narrowing *narrowing, const struct verdict *verdict,
                      const struct deliverable *deliverable)
{
	const struct obligation *duty = verdict->obligation;
	bool is_point = str_is(duty->kind, "U");

	if (narrowing->what != WHAT_all && is_point != (narrowing->what == WHAT_points))
		return false;
	return (!narrowing->focus.len || str_equals(duty->focus_area, narrowing->focus))
		&& (!narrowing->kind.len || str_equals(duty->kind, narrowing->kind))
		&& (!narrowing->state.len || state_is(verdict, narrowing->state))
		&& (!narrowing->deliverable.len
		    || (deliverable && str_has_word(deliverable->covers, duty->code)));
}

/* ---- All programmes of the year ------------------------------------------------------------------ */

static void seen_add(struct view *view, const struct narrowing *narrowing,
                     const struct programme *programme, const struct unit_index *units,
                     bool is_bare, struct seen_list *list)
{
	struct verdict_ask ask = { .programme = programme, .code = narrowing->code,
		.unit_id = narrowing->unit ? narrowing->unit->id : 0, .year = narrowing->year,
		.is_bare = is_bare };
	struct verdict_list verdicts = verdicts_of(view, &ask);
	const struct deliverable *deliverable = narrowing->deliverable.len
		? deliverable_of_code(view, programme->id, narrowing->deliverable) : NULL;
	struct seen *all = arena_array(view_arena(view), struct seen,
		list->count + verdicts.count + 1);

	for (size_t i = 0; i < list->count; i++)
		all[i] = list->at[i];
	list->at = all;
	for (size_t i = 0; i < verdicts.count; i++) {
		const struct unit *unit = unit_index_find(units, verdicts.at[i].unit_id);

		if (!unit || (narrowing->unit_kind.len && !str_equals(unit->kind, narrowing->unit_kind))
		    || !is_wanted(narrowing, &verdicts.at[i], deliverable))
			continue;
		list->at[list->count++] = (struct seen){ programme, unit, &verdicts.at[i] };
	}
}

struct seen_list verdicts_seen(struct view *view, const struct narrowing *narrowing, bool is_bare)
{
	struct programme_list programmes = programmes_of_year(view, narrowing->year);
	struct unit_list units = units_with_duties(view);
	struct unit_index index = unit_index_of(view_arena(view), &units);
	struct seen_list list = { 0 };

	if (narrowing->is_unknown_unit)
		return list;
	for (size_t i = 0; i < programmes.count; i++)
		if (!narrowing->programme.len || str_equals(programmes.at[i].code, narrowing->programme))
			seen_add(view, narrowing, &programmes.at[i], &index, is_bare, &list);
	return list;
}

struct str seen_path(struct arena *arena, const struct seen *seen)
{
	return verdict_path(arena, seen->programme, seen->verdict);
}

/* ---- As data ---------------------------------------------------------------------------------------- */

void seen_json(struct json_out *json, struct arena *arena, const struct seen *seen)
{
	const struct verdict *verdict = seen->verdict;

	json_object_begin(json, NULL);
	json_str(json, "programme", seen->programme->code);
	json_str(json, "code", verdict->obligation->code);
	json_str(json, "kind", verdict->obligation->kind);
	json_str(json, "focus_area", verdict->obligation->focus_area);
	json_str(json, "words", obligation_words(verdict->obligation));
	json_str(json, "unit", seen->unit->code);
	json_str(json, "period", verdict->period);
	json_date(json, "due", verdict->due);
	json_str(json, "state", str_of(verdict_states[verdict->state].name));
	json_int(json, "gap_days", verdict->gap_days);
	json_list_begin(json, "gaps");
	for (size_t i = 0; i < verdict->gaps.count; i++) {
		json_object_begin(json, NULL);
		json_date(json, "from", verdict->gaps.at[i].from);
		json_date(json, "to", verdict->gaps.at[i].to);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_str(json, "says", verdict->says);
	json_str(json, "not_proved", verdict->not_proved);
	json_str(json, "reason", verdict->reason);
	json_str(json, "answered_by", verdict->answered_by);
	json_str(json, "path", seen_path(arena, seen));
	json_object_finish(json);
}

struct grid seen_grid(struct arena *arena, const struct seen_list *list)
{
	static const char *const names[] = { N_("Unit"), N_("Code"), N_("Duty"), N_("Period"),
		N_("Due"), N_("State"), N_("Days in gap"), N_("What it rests on, or what is missing"),
		N_("What it does not prove"), N_("Reason") };
	struct grid grid = grid_make(arena, COUNT(names), list->count, names);

	for (size_t i = 0; i < list->count; i++) {
		struct value *cells = grid_row(&grid);
		const struct verdict *verdict = list->at[i].verdict;

		cells[0] = value_text(unit_words(list->at[i].unit));
		cells[1] = value_text(verdict->obligation->code);
		cells[2] = value_text(obligation_words(verdict->obligation));
		cells[3] = value_text(verdict->period);
		cells[4] = value_text(date_iso(arena, verdict->due));
		cells[5] = value_text(str_of(_(verdict_states[verdict->state].label)));
		cells[6] = value_int(verdict->gap_days);
		cells[7] = value_text(verdict->says);
		cells[8] = value_text(verdict->not_proved);
		cells[9] = value_text(verdict->reason);
	}
	return grid;
}

static const struct { const char *name, *type; } files[] = {
	{ "csv", "text/csv; charset=utf-8; header=present" },
	{ "json", "application/json; charset=utf-8" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

bool grid_reply(struct request *request, const struct grid *grid, const char *name,
                struct reply *reply)
{
	struct str format = request_query(request, "format");
	struct out out;

	for (size_t i = 0; i < COUNT(files); i++) {
		if (!str_is(format, files[i].name))
			continue;
		out_init(&out, request->arena, FILE_BYTES);
		if (i == 0)
			grid_csv(&out, grid);
		else if (i == 1)
			grid_json(&out, grid);
		else
			out_raw(&out, grid_xlsx(request->arena, grid, str_of(name)));
		*reply = reply_bytes(200, files[i].type, out_str(&out));
		reply_download(reply, request->arena,
			arena_print(request->arena, "%s.%s", name, files[i].name));
		return true;
	}
	return false;
}

static struct reply rows_json(struct request *request, const struct seen_list *list)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, FILE_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_int(&json, "total", (int64_t)list->count);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < list->count; i++)
		seen_json(&json, request->arena, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

/* ---- The page ------------------------------------------------------------------------------------------ */

static int64_t asked_page(struct request *request, size_t count)
{
	int64_t page = 1, last = ((int64_t)count + PAGE_ROWS - 1) / PAGE_ROWS;

	str_to_int(request_query(request, "page"), &page);
	if (page > last)
		page = last;
	return page < 1 ? 1 : page;
}

struct reply rows_show(struct request *request, struct view *view)
{
	struct narrowing narrowing = narrowing_read(request, view);
	struct seen_list list;
	struct grid grid;
	struct reply reply;
	struct out *out;
	int64_t page;

	if (narrowing.is_unknown_unit)
		return reply_not_found(request);
	list = verdicts_seen(view, &narrowing, false);
	if (request_wants_json(request))
		return rows_json(request, &list);
	grid = seen_grid(request->arena, &list);
	if (grid_reply(request, &grid, "duties", &reply))
		return reply;
	page = asked_page(request, list.count);
	out = page_begin(request, view, _("Duties"));
	rows_head(out, &narrowing, list.count);
	rows_filters(out, view, &narrowing);
	rows_begin(out, list.count);
	for (size_t i = (size_t)(page - 1) * PAGE_ROWS;
	     i < list.count && i < (size_t)page * PAGE_ROWS; i++)
		rows_row(out, &list.at[i]);
	rows_end(out, request, page, ((int64_t)list.count + PAGE_ROWS - 1) / PAGE_ROWS, list.count);
	return page_end(request, 200);
}

/* ---- A bar of days ---------------------------------------------------------------------------------------- */

enum { BAR_WIDTH = 360, BAR_HEIGHT = 14 };

static void bar_part(struct out *out, const struct verdict *verdict, struct days days,
                     const char *class)
{
	int whole = date_days_between(verdict->from, verdict->to) + 1;
	int from = date_days_between(verdict->from, days.from);
	int length = date_days_between(days.from, days.to) + 1;
	int x = from * BAR_WIDTH / whole, width = (length * BAR_WIDTH + whole - 1) / whole;

	bar_rect(out, class, x, width < 1 ? 1 : width, BAR_HEIGHT);
}

void days_bar(struct out *out, const char *id, const struct verdict *verdict, struct str words)
{
	struct days_list so_far = days_until(out->arena, &verdict->asked,
		date_earlier(verdict->to, date_today()));

	bar_begin(out, id, words, BAR_WIDTH, BAR_HEIGHT);
	for (size_t i = 0; i < so_far.count; i++)
		bar_part(out, verdict, so_far.at[i], "mark");
	for (size_t i = 0; i < verdict->gaps.count; i++)
		bar_part(out, verdict, verdict->gaps.at[i], "mark c2");
	bar_end(out, BAR_WIDTH, BAR_HEIGHT);
}
