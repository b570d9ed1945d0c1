/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/annex.c - the annex of a period: made of what is there, or read as it was submitted.
 *
 * All its faces (page, text, document, JSON) are written from the same struct, and a frozen one
 * is read back from the JSON that was kept, so that none of them can say something else later.
 */
#include "modules/goals/inside.h"

#include "formats/docx.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "modules/goals/annex.html.h"
#include "modules/units/units.h"

#include <stdio.h>

struct str light_name(struct str code)
{
	return item_name(item_find("goal_lights", code));
}

const char *light_class(struct str code)
{
	static const char *const classes[] = { "done", "doing", "late", "draft", "ok", "closed" };
	const struct item *light = item_find("goal_lights", code);

	for (size_t i = 0; light && i < COUNT(classes); i++)
		if (str_is(item_text(light, "state"), classes[i]))
			return classes[i];
	return "";
}

struct str goals_annex_path(struct arena *arena, struct str unit_code, struct str period)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/goals/annex?unit=");
	out_link_part(&out, unit_code);
	out_z(&out, "&period=");
	out_link_part(&out, period);
	return out_str(&out);
}

/* ---- Made of what is there -------------------------------------------------------------------- */

static struct str number_text(struct arena *arena, int64_t n)
{
	return n ? arena_print(arena, "%lld", (long long)n) : S("");
}

static struct annex_activity activity_of(struct view *view, const struct unit_activity *activity)
{
	struct arena *arena = view_arena(view);

	return (struct annex_activity){ .title = activity->title,
		.owner = activity->owner_id ? person_name(view, activity->owner_id) : S(""),
		.due = activity->is_ongoing ? S("") : date_iso(arena, activity->due_on),
		.state = str_of(activity_states[activity->state].name), .effect = activity->effect,
		.cost_plan = number_text(arena, activity->cost_plan),
		.cost_actual = number_text(arena, activity->cost_actual),
		.path = arena_print(arena, "/goals/activities/%.*s", STR(activity->public_id)),
		.is_late = activity_is_late(activity, date_today()) };
}

static struct annex_goal goal_of(struct view *view, const struct unit_goal *goal,
                                 const struct follow_up_entry_list *entries, const struct figure_ask *ask)
{
	struct unit_activity_list activities = activities_of_goal(view, goal->id);
	const struct follow_up_entry *entry = follow_up_entry_find(entries, goal->id);
	struct aim aim = aim_of_key(view, goal->aim);
	struct annex_goal row = { .title = goal->title, .aim = aim.words, .area = aim.area_name,
		.light = entry ? entry->light : S(""), .words = entry ? entry->words : S(""),
		.path = arena_print(view_arena(view), "/goals/%.*s", STR(goal->public_id)),
		.figures = figures_of(view, ask) };

	row.activities.at = arena_array(view_arena(view), struct annex_activity, activities.count + 1);
	for (size_t i = 0; i < activities.count; i++)
		row.activities.at[row.activities.count++] = activity_of(view, &activities.at[i]);
	return row;
}

static void goals_fill(struct view *view, struct annex *annex, const struct unit *unit,
                       const struct follow_up_entry_list *entries, const struct verdict_list *verdicts)
{
	struct unit_goal_list goals = goals_of_year(view, unit->id, annex->days.year);

	annex->goals.at = arena_array(view_arena(view), struct annex_goal, goals.count + 1);
	for (size_t i = 0; i < goals.count; i++) {
		struct figure_ask ask = { .period = &annex->days, .unit = unit, .verdicts = verdicts,
			.goal = &goals.at[i] };

		if (goals.at[i].state == GOAL_current
		    || follow_up_entry_find(entries, goals.at[i].id))
			annex->goals.at[annex->goals.count++] = goal_of(view, &goals.at[i], entries, &ask);
	}
}

static void areas_fill(struct view *view, struct annex *annex, const struct unit *unit)
{
	struct area_decision_list all = area_decisions(view, unit->id, annex->days.year);

	annex->areas.at = arena_array(view_arena(view), struct annex_note, all.count + 1);
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].answer == AREA_not_concerned)
			annex->areas.at[annex->areas.count++] = (struct annex_note){
				.name = area_name_of(view, all.at[i].programme, all.at[i].focus_area),
				.words = all.at[i].reason,
				.who = person_name(view, all.at[i].created_by),
				.on = date_iso(view_arena(view), instant_date(all.at[i].created_at)) };
}

static void developments_fill(struct view *view, struct annex *annex, const struct unit *unit)
{
	struct development_list asked = developments_of(view, unit->id, annex->days.year);
	struct development_status_list all = development_statuses(view, unit->id, date_today());

	annex->developments.at = arena_array(view_arena(view), struct annex_note, asked.count + 1);
	for (size_t i = 0; i < asked.count; i++) {
		const struct development_status *status = development_find(&all,
			asked.at[i].programme->code, asked.at[i].obligation->code);

		annex->developments.at[annex->developments.count++] = (struct annex_note){
			.name = obligation_words(asked.at[i].obligation),
			.state = status ? str_of(development_states[status->state].name) : S(""),
			.words = status ? status->words : S(""),
			.effect = status ? status->effect : S(""),
			.who = status && status->owner_id ? person_name(view, status->owner_id) : S(""),
			.on = status ? date_iso(view_arena(view), instant_date(status->created_at)) : S("") };
	}
}

static struct str programmes_words(struct view *view, int year)
{
	struct programme_list programmes = programmes_in(view, year);
	struct str words = S("");

	for (size_t i = 0; i < programmes.count; i++)
		words = arena_print(view_arena(view), "%.*s%s%.*s", STR(words), i ? ", " : "",
			STR(programme_title(&programmes.at[i])));
	return words;
}

struct annex *annex_make(struct view *view, const struct unit *unit, const struct goal_period *period,
                         const struct goal_follow_up *follow_up)
{
	struct verdict_list verdicts = figures_verdicts(view, unit, period->year);
	struct annex *annex = arena_new(view_arena(view), struct annex);
	struct follow_up_entry_list entries = { 0 };
	const struct follow_up_entry *whole;

	if (follow_up)
		entries = follow_up_entries(view, follow_up->id);
	whole = follow_up_entry_find(&entries, 0);
	*annex = (struct annex){ .unit = unit_words(unit), .unit_code = unit->code,
		.period = period->key, .days = *period, .follow_up = follow_up,
		.programmes = programmes_words(view, period->year),
		.light = whole ? whole->light : S(""), .words = whole ? whole->words : S(""),
		.edition = number_text(view_arena(view), follow_up ? follow_up->number : 0),
		.made = instant_iso(view_arena(view), follow_up && follow_up->submitted_at.seconds
			? follow_up->submitted_at : instant_now()),
		.author = follow_up && follow_up->submitted_at.seconds
			? person_name(view, follow_up->submitted_by) : S("") };
	annex->figures = figures_of(view, &(struct figure_ask){ .period = period, .unit = unit,
		.verdicts = &verdicts });
	goals_fill(view, annex, unit, &entries, &verdicts);
	areas_fill(view, annex, unit);
	developments_fill(view, annex, unit);
	return annex;
}

/* ---- As it may be read ---------------------------------------------------------------------------- */

static const struct annex *frozen_of(struct view *view, const struct goal_follow_up *follow_up)
{
	struct annex *annex = annex_read(view_arena(view), follow_up->frozen);

	annex->follow_up = follow_up;
	annex->is_frozen = true;
	return annex;
}

const struct annex *annex_of(struct view *view, const struct unit *unit, const struct goal_period *period)
{
	const struct goal_follow_up *newest = follow_up_newest(view, unit->id, period->key);
	const struct goal_follow_up *submitted = follow_up_submitted(view, unit->id, period->key);

	if (newest && newest->state == FOLLOW_UP_submitted)
		return frozen_of(view, newest);
	if (submitted && !goals_may_write(view, unit->id))
		return frozen_of(view, submitted);
	return annex_make(view, unit, period, newest);
}

/* An edition that was submitted, by its number. */
static const struct annex *edition_of(struct view *view, const struct unit *unit,
                                      const struct goal_period *period, struct str edition)
{
	struct goal_follow_up_list all = follow_up_editions(view, unit->id, period->key);
	int64_t number;

	if (!str_to_int(edition, &number))
		return NULL;
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].number == number && all.at[i].state == FOLLOW_UP_submitted)
			return frozen_of(view, &all.at[i]);
	return NULL;
}

struct str annex_title(struct arena *arena, const struct annex *annex)
{
	return arena_print(arena, _("Safety and security: annex to %.*s"),
		STR(goal_period_words(arena, &annex->days)));
}

struct str annex_state_words(struct arena *arena, const struct annex *annex)
{
	if (annex->is_frozen)
		return arena_print(arena, _("Submitted %.*s by %.*s, edition %.*s"),
			STR(tongue_instant(arena, annex->follow_up->submitted_at)), STR(annex->author),
			STR(annex->edition));
	return str_of(annex->follow_up ? _("Draft: not submitted yet")
		: _("Draft: the follow-up of the period is not begun"));
}

/* ---- The page and the files -------------------------------------------------------------------------- */

static struct str file_name(struct arena *arena, const struct annex *annex, const char *ending)
{
	return arena_print(arena, "%.*s %.*s.%s", STR(annex->unit_code), STR(annex->period), ending);
}

static struct reply as_file(struct request *request, const struct annex *annex, struct str format)
{
	struct reply reply;

	if (str_is(format, "docx")) {
		reply = reply_bytes(200, docx_type, annex_docx(request->arena, annex));
		reply_download(&reply, request->arena, file_name(request->arena, annex, "docx"));
		return reply;
	}
	return reply_bytes(200, "text/plain; charset=utf-8", annex_text(request->arena, annex));
}

static struct reply as_json(struct request *request, const struct annex *annex)
{
	struct out *out = arena_new(request->arena, struct out);
	struct str text = annex_json(request->arena, annex);

	out_init(out, request->arena, text.len + 16);
	out_raw(out, text);
	return reply_json(request, 200, out);
}

struct reply annex_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct str format = request_query(request, "format");
	struct str edition = request_query(request, "edition");
	const struct annex *annex;
	struct out *out;

	if (!page.unit || !page.period.key.len)
		return reply_not_found(request);
	annex = edition.len ? edition_of(view, page.unit, &page.period, edition)
		: annex_of(view, page.unit, &page.period);
	if (!annex)
		return reply_not_found(request);
	if (request_wants_json(request) || str_is(format, "json"))
		return as_json(request, annex);
	if (str_is(format, "docx") || str_is(format, "text"))
		return as_file(request, annex, format);
	out = page_begin(request, view, str_z(request->arena, annex_title(request->arena, annex)));
	annex_page(out, request, annex, annex_text(request->arena, annex), edition);
	return page_end(request, 200);
}

/* ---- On the command line ------------------------------------------------------------------------------- */

enum { ARENA_BYTES = 256 << 20, EXIT_USAGE = 2, EXIT_NOTHING = 3 };

static int annex_write(struct view *view, const char *code, const char *period_text, const char *path)
{
	const struct unit *unit = unit_of_code(view, str_of(code));
	struct goal_period period;
	const struct annex *annex;
	struct str text;

	if (!unit || !goal_period_read(view_arena(view), str_of(period_text), &period)) {
		fprintf(stderr, "%s\n", _("There is no such unit, or no such period: write it as 2026-T1, 2026-T2 or 2026."));
		return EXIT_NOTHING;
	}
	annex = annex_of(view, unit, &period);
	text = str_ends(str_of(path), S(".docx")) ? annex_docx(view_arena(view), annex)
		: str_ends(str_of(path), S(".json")) ? annex_json(view_arena(view), annex)
		: annex_text(view_arena(view), annex);
	file_write(view_arena(view), path, text);
	return 0;
}

static int annex_command(struct store *store, int argc, char **argv)
{
	struct arena *arena;
	struct view *view;
	int64_t person;
	int status;

	if (argc != 4) {
		fprintf(stderr, "varn annex UNIT PERIOD FILE.docx|.txt|.json\n");
		return EXIT_USAGE;
	}
	arena = arena_open(ARENA_BYTES);
	tongue_choose(setting_text("language"));        /* it is the city's document */
	view = view_open(store, arena, (struct who){ .is_system = true });
	person = goals_reader(view);
	view_close(view);
	view = view_open(store, arena, (struct who){ .person = person });
	status = annex_write(view, argv[1], argv[2], argv[3]);
	view_close(view);
	arena_close(arena);
	return status;
}

const struct command goals_commands[] = {
	{ .name = "annex", .usage = "annex UNIT PERIOD FILE.docx",
	  .what = N_("writes the annex of a unit and period as a document, text or JSON"),
	  .run = annex_command },
	{ .name = NULL },
};
