/* SPDX-License-Identifier: EUPL-1.2 */
/* prevention/pages.c - the focus areas of a programme, and one of them. */
#include "modules/prevention/inside.h"

#include "base/json.h"
#include "modules/prevention/pages.html.h"

enum { YEAR_LEAST = 1990, YEAR_MOST = 2200, JSON_BYTES = 8 << 20 };

const char focus_common[] = "common";

/* ---- What is asked -------------------------------------------------------------------------- */

static int year_asked(struct request *request)
{
	int64_t year;

	if (!str_to_int(request_query(request, "year"), &year) || year < YEAR_LEAST
	    || year > YEAR_MOST)
		return date_today().year;
	return (int)year;
}

/* The programme of the address; else the newest that is in force today. */
static const struct programme *programme_asked(struct request *request, struct view *view)
{
	struct str code = request_query(request, "programme");
	struct programme_list now;

	if (code.len)
		return programme_of_code(view, code);
	now = programmes_on(view, date_today());
	return now.count ? &now.at[0] : NULL;
}

/* False: there is no such area. */
static bool area_asked(struct request *request, struct focus_facts *facts)
{
	struct str code = request_param(request, "area");
	struct focus_area_list areas;

	if (str_is(code, focus_common)) {
		facts->name = str_of(_("Common to all areas"));
		return true;
	}
	areas = focus_areas_of(facts->view, facts->programme->id);
	for (size_t i = 0; i < areas.count; i++)
		if (str_equals(areas.at[i].code, code)) {
			facts->code = code;
			facts->name = tongue_pick(areas.at[i].name_sv, areas.at[i].name_en);
			return true;
		}
	return false;
}

static bool unit_asked(struct request *request, struct focus_facts *facts)
{
	struct str code = request_query(request, "unit");

	if (!code.len)
		return true;
	facts->unit = unit_of_code(facts->view, code);
	return facts->unit && unit_is_followed(facts->view, facts->unit->id);
}

/* ---- Addresses ---------------------------------------------------------------------------------- */

struct str focus_path(struct arena *arena, const struct programme *programme, struct str code,
                      int year, const struct unit *unit)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/focus/");
	if (code.len)
		out_link_part(&out, code);
	else
		out_z(&out, focus_common);
	out_z(&out, "?programme=");
	out_link_part(&out, programme->code);
	out_print(&out, "&year=%d", year);
	if (unit) {
		out_z(&out, "&unit=");
		out_link_part(&out, unit->code);
	}
	return out_str(&out);
}

struct str focus_rows_path(struct arena *arena, const struct focus_facts *facts,
                           const struct focus_line *line, const char *state)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_print(&out, "/duties/rows?year=%d&programme=", facts->year);
	out_link_part(&out, facts->programme->code);
	if (line) {
		out_z(&out, "&code=");
		out_link_part(&out, line->obligation->code);
	} else {
		out_z(&out, "&focus=");
		out_link_part(&out, facts->code);
	}
	if (facts->unit) {
		out_z(&out, "&unit=");
		out_link_part(&out, facts->unit->code);
	}
	out_print(&out, "&what=all%s%s", *state ? "&state=" : "", state);
	return out_str(&out);
}

static const struct { const char *which, *pattern; } measure_days[] = {
	{ "decided", "&decided_from=%d-01-01&decided_to=%d-01-01" },
	{ "done", "&done_from=%d-01-01&done_to=%d-01-01" },
	{ "evaluated", "&evaluated_from=%d-01-01&evaluated_to=%d-01-01" },
};

struct str focus_measures_path(struct arena *arena, const struct focus_facts *facts,
                               const char *which)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/measures?focus=");
	out_link_part(&out, facts->measure_focus);
	if (facts->unit) {
		out_z(&out, "&unit=");
		out_link_part(&out, facts->unit->code);
	}
	if (str_is(str_of(which), "late"))
		out_z(&out, "&late=yes");
	for (size_t i = 0; i < COUNT(measure_days); i++)
		if (str_is(str_of(which), measure_days[i].which))
			out_print(&out, measure_days[i].pattern, facts->year, facts->year + 1);
	return out_str(&out);
}

struct str focus_path_bare(struct arena *arena, const struct focus_facts *facts)
{
	struct out out;

	out_init(&out, arena, 256);
	out_z(&out, "/focus/");
	if (facts->code.len)
		out_link_part(&out, facts->code);
	else
		out_z(&out, focus_common);
	return out_str(&out);
}

/* ---- As data ---------------------------------------------------------------------------------------- */

static void part_json(struct json_out *json, const struct focus_part *part)
{
	static const char *const tells[] = { "basis", "holder", "deed", "word" };

	json_object_begin(json, NULL);
	json_str(json, "source", part->rule->source);
	json_str(json, "arguments", part->rule->arguments);
	json_str(json, "tells", str_of(tells[part->tells]));
	json_int(json, "held", part->held);
	json_int(json, "units", part->units);
	json_int(json, "count", part->count);
	json_int(json, "whole", part->whole);
	json_list_begin(json, "records");
	for (size_t i = 0; i < part->records.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", part->records.at[i].words);
		json_str(json, "path", part->records.at[i].path);
		json_date(json, "on", part->records.at[i].on);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static void states_json(struct json_out *json, const struct focus_line *line)
{
	for (int state = VERDICT_not_asked; state < FOCUS_STATES; state++)
		json_int(json, verdict_states[state].name, line->states[state]);
	json_int(json, "behind", line->behind);
	json_int(json, "gap_days", line->gap_days);
}

static void line_json(struct json_out *json, const struct focus_facts *facts,
                      const struct focus_line *line)
{
	json_object_begin(json, NULL);
	json_str(json, "code", line->obligation->code);
	json_str(json, "kind", line->obligation->kind);
	json_str(json, "words", obligation_words(line->obligation));
	json_str(json, "who", line->obligation->who);
	json_bool(json, "is_acted_on", line->is_acted_on);
	json_bool(json, "is_kept_apart", line->is_kept_apart);
	json_bool(json, "is_only_word", line->is_only_word);
	json_str(json, "role", line->role);
	json_str(json, "answered_by", line->answered_by);
	json_object_begin(json, "units");
	states_json(json, line);
	json_object_finish(json);
	json_str(json, "path", focus_rows_path(view_arena(facts->view), facts, line, ""));
	json_list_begin(json, "parts");
	for (size_t i = 0; i < line->part_count; i++)
		part_json(json, &line->parts[i]);
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply focus_json(struct request *request, const struct focus_facts *facts)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "programme", facts->programme->code);
	json_int(&json, "year", facts->year);
	json_str(&json, "focus_area", facts->code);
	json_str(&json, "name", facts->name);
	json_str(&json, "unit", facts->unit ? facts->unit->code : S(""));
	json_int(&json, "only_word", facts->only_word);
	json_object_begin(&json, "units");
	states_json(&json, &facts->sum);
	json_object_finish(&json);
	json_object_begin(&json, "measures");
	json_int(&json, "decided", facts->measures.decided);
	json_int(&json, "done", facts->measures.done);
	json_int(&json, "evaluated", facts->measures.evaluated);
	json_int(&json, "late", facts->measures.late);
	json_object_finish(&json);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < facts->lines.count; i++)
		line_json(&json, facts, &facts->lines.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct reply areas_json(struct request *request, const struct areas_facts *facts)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "programme", facts->programme ? facts->programme->code : S(""));
	json_list_begin(&json, "items");
	for (size_t i = 0; i < facts->rows.count; i++) {
		const struct focus_area_row *row = &facts->rows.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "focus_area", row->code);
		json_str(&json, "name", row->name);
		json_int(&json, "acted_on", row->acted_on);
		json_int(&json, "only_word", row->only_word);
		json_int(&json, "others", row->others);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

/* ---- Pages --------------------------------------------------------------------------------------------- */

static struct reply areas_show(struct request *request, struct view *view)
{
	struct areas_facts facts = { .programme = programme_asked(request, view),
		.programmes = programmes_all(view), .year = year_asked(request) };
	struct out *out;

	if (!facts.programme && request_query(request, "programme").len)
		return reply_not_found(request);
	if (facts.programme)
		facts.rows = focus_rows(view, facts.programme);
	if (request_wants_json(request))
		return areas_json(request, &facts);
	out = page_begin(request, view, _("Focus areas"));
	areas_page(out, &facts);
	return page_end(request, 200);
}

static struct reply focus_show(struct request *request, struct view *view)
{
	struct focus_facts facts = { .view = view, .may_measures = request_may(request, MAY_measures_read),
		.may_goals = request_may(request, MAY_goals_read), .programme = programme_asked(request, view),
		.programmes = programmes_all(view), .year = year_asked(request) };
	struct out *out;

	if (!facts.programme || !area_asked(request, &facts) || !unit_asked(request, &facts))
		return reply_not_found(request);
	focus_read(&facts);
	if (request_wants_json(request))
		return focus_json(request, &facts);
	out = page_begin(request, view, str_z(view_arena(view), facts.name));
	focus_page(out, &facts);
	return page_end(request, 200);
}

static const struct route routes[] = {
	{ GET, "/focus", .need = MAY_programme_read, .show = areas_show, .is_api_too = true,
	  .label = N_("Focus areas of a programme") },
	{ GET, "/focus/:area", .need = MAY_programme_read, .show = focus_show, .is_api_too = true,
	  .label = N_("A focus area: who does what, on what, what it led to, what is missing") },
	{ .path = NULL },
};
static const struct menu_entry menu[] = {
	{ N_("Focus areas"), "/focus", MAY_programme_read, "shield", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module prevention_module = {
	.name = "prevention", .routes = routes, .menu = menu,
};
