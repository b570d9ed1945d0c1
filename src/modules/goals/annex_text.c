/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/annex_text.c - the annex as text to copy, and as a document for Word. */
#include "modules/goals/inside.h"

#include "formats/docx.h"

enum { LONGEST_TEXT = 4 << 20 };

/* ---- Words of a row ------------------------------------------------------------------------------ */

struct str annex_activity_state(const struct annex_activity *activity)
{
	int state = choice_of(activity_states, activity->state);

	if (state <= 0)
		return activity->state;
	return str_of(activity->is_late ? _("Late") : _(activity_states[state].label));
}

static struct str development_state(const struct annex_note *note)
{
	int state = choice_of(development_states, note->state);

	return str_of(state > 0 ? _(development_states[state].label) : _("nothing written"));
}

struct str annex_due(struct arena *arena, const struct annex_activity *activity)
{
	struct date date;

	return date_read(activity->due, &date) ? tongue_date(arena, date) : str_of(_("ongoing"));
}

struct str annex_kronor(struct arena *arena, struct str number)
{
	int64_t n;

	return str_to_int(number, &n) ? tongue_number(arena, n) : S("");
}

static struct str light_words(struct str code)
{
	return code.len ? light_name(code) : str_of(_("nothing written"));
}

static struct str day_words(struct arena *arena, struct str iso)
{
	struct date date;

	return date_read(iso, &date) ? tongue_date(arena, date) : iso;
}

static struct str period_days(struct arena *arena, const struct annex *annex)
{
	return arena_print(arena, _("%.*s to %.*s"), STR(tongue_date(arena, annex->days.from)),
		STR(tongue_date(arena, annex->days.to)));
}

static const char caveat[] = N_("The figures are counted by the program from what is registered."
	" They say what happened, not why; a goal is a contribution, and what happens in the city has many causes.");

/* ---- As text ---------------------------------------------------------------------------------------- */

static void figures_text(struct out *out, const struct figure_list *figures)
{
	for (size_t i = 0; i < figures->count; i++)
		out_print(out, "- %.*s\n", STR(figures->at[i].words));
}

static void activity_text(struct out *out, const struct annex_activity *a)
{
	struct arena *arena = out->arena;

	out_print(out, "- %.*s: %.*s", STR(a->title), STR(annex_activity_state(a)));
	out_print(out, ", %.*s", STR(annex_due(arena, a)));
	if (a->owner.len)
		out_print(out, ", %.*s", STR(a->owner));
	if (a->effect.len)
		out_print(out, ", %.*s", STR(code_name("measure_effects", a->effect)));
	if (a->cost_actual.len)
		out_print(out, _(", cost %.*s kronor"), STR(annex_kronor(arena, a->cost_actual)));
	else if (a->cost_plan.len)
		out_print(out, _(", planned cost %.*s kronor"), STR(annex_kronor(arena, a->cost_plan)));
	out_char(out, '\n');
}

static void goal_text(struct out *out, const struct annex_goal *goal)
{
	out_print(out, "\n%.*s\n", STR(goal->title));
	if (goal->aim.len)
		out_print(out, _("Serves: %.*s"), STR(goal->aim));
	out_print(out, "%s%.*s\n", goal->aim.len ? "\n" : "", STR(light_words(goal->light)));
	if (goal->words.len)
		out_print(out, "%.*s\n", STR(goal->words));
	if (goal->activities.count)
		out_print(out, "%s:\n", _("Activities"));
	for (size_t i = 0; i < goal->activities.count; i++)
		activity_text(out, &goal->activities.at[i]);
	if (goal->figures.count)
		out_print(out, "%s:\n", _("Figures"));
	figures_text(out, &goal->figures);
}

static void notes_text(struct out *out, const struct annex *annex)
{
	if (annex->areas.count)
		out_print(out, "\n%s\n", _("Focus areas that do not concern the unit"));
	for (size_t i = 0; i < annex->areas.count; i++)
		out_print(out, "- %.*s: %.*s (%.*s, %.*s)\n", STR(annex->areas.at[i].name),
			STR(annex->areas.at[i].words), STR(annex->areas.at[i].who),
			STR(annex->areas.at[i].on));
	if (annex->developments.count)
		out_print(out, "\n%s\n", _("Development activities of the programme"));
	for (size_t i = 0; i < annex->developments.count; i++) {
		const struct annex_note *note = &annex->developments.at[i];

		out_print(out, "- %.*s %.*s%s%.*s\n", STR(note->name), STR(development_state(note)),
			note->words.len ? ": " : "", STR(note->words));
	}
}

struct str annex_text(struct arena *arena, const struct annex *annex)
{
	struct out out;

	out_init(&out, arena, LONGEST_TEXT);
	out_print(&out, "%.*s\n%.*s\n%.*s\n%.*s\n", STR(annex_title(arena, annex)), STR(annex->unit),
		STR(period_days(arena, annex)), STR(annex_state_words(arena, annex)));
	out_print(&out, "\n%s\n%.*s\n", _("The unit as a whole"), STR(light_words(annex->light)));
	if (annex->words.len)
		out_print(&out, "%.*s\n", STR(annex->words));
	figures_text(&out, &annex->figures);
	for (size_t i = 0; i < annex->goals.count; i++) {
		const struct annex_goal *goal = &annex->goals.at[i];

		if (goal->area.len && (!i || !str_equals(goal[-1].area, goal->area)))
			out_print(&out, "\n%.*s\n", STR(goal->area));
		goal_text(&out, goal);
	}
	notes_text(&out, annex);
	out_print(&out, "\n%s\n", _(caveat));
	return out_str(&out);
}

/* ---- As a document --------------------------------------------------------------------------------- */

static void figures_list(struct docx *doc, const struct figure_list *figures)
{
	if (!figures->count)
		return;
	docx_list_begin(doc, false);
	for (size_t i = 0; i < figures->count; i++)
		docx_item(doc, figures->at[i].words);
	docx_list_end(doc);
}

/* What is read first: every goal with its light. */
static void lights_table(struct docx *doc, struct arena *arena, const struct annex *annex)
{
	const struct docx_column columns[] = {
		{ .heading = str_of(_("Goal")), .parts = 5 },
		{ .heading = str_of(_("How it goes")), .parts = 3 },
		{ .heading = str_of(_("Activities")), .is_number = true, .parts = 2 },
		{ .heading = str_of(_("Done")), .is_number = true, .parts = 1 },
	};

	docx_table_begin(doc, str_of(_("Goals and how they go")), COUNT(columns), columns);
	for (size_t i = 0; i < annex->goals.count; i++) {
		const struct annex_goal *goal = &annex->goals.at[i];
		size_t done = 0;

		for (size_t a = 0; a < goal->activities.count; a++)
			done += str_is(goal->activities.at[a].state, "done")
				|| str_is(goal->activities.at[a].state, "effect_rated");
		docx_row(doc, (const struct str[]){ goal->title, light_words(goal->light),
			arena_print(arena, "%zu", goal->activities.count),
			arena_print(arena, "%zu", done) });
	}
	docx_table_end(doc);
}

static void activities_in_doc(struct docx *doc, struct arena *arena, const struct annex_goal *goal)
{
	const struct docx_column columns[] = {
		{ .heading = str_of(_("Activity")), .parts = 5 },
		{ .heading = str_of(_("Owner")), .parts = 3 },
		{ .heading = str_of(_("Due")), .parts = 3 },
		{ .heading = str_of(_("State")), .parts = 3 },
		{ .heading = str_of(_("Planned cost, kronor")), .is_number = true, .parts = 3 },
		{ .heading = str_of(_("Cost, kronor")), .is_number = true, .parts = 3 },
	};

	if (!goal->activities.count)
		return;
	docx_table_begin(doc, arena_print(arena, _("Activities: %.*s"), STR(goal->title)),
		COUNT(columns), columns);
	for (size_t i = 0; i < goal->activities.count; i++) {
		const struct annex_activity *a = &goal->activities.at[i];

		docx_row(doc, (const struct str[]){ a->title, a->owner, annex_due(arena, a),
			annex_activity_state(a), annex_kronor(arena, a->cost_plan),
			annex_kronor(arena, a->cost_actual) });
	}
	docx_table_end(doc);
}

static void goal_chapter(struct docx *doc, struct arena *arena, const struct annex_goal *goal)
{
	docx_heading(doc, 2, goal->title);
	if (goal->aim.len)
		docx_fact(doc, str_of(_("Serves")), goal->aim);
	docx_fact(doc, str_of(_("How it goes")), light_words(goal->light));
	docx_words(doc, goal->words);
	activities_in_doc(doc, arena, goal);
	if (goal->figures.count)
		docx_heading(doc, 3, str_of(_("Figures")));
	figures_list(doc, &goal->figures);
}

static void areas_list(struct docx *doc, struct arena *arena, const struct annex *annex)
{
	if (!annex->areas.count)
		return;
	docx_heading(doc, 1, str_of(_("Focus areas that do not concern the unit")));
	docx_list_begin(doc, false);
	for (size_t i = 0; i < annex->areas.count; i++)
		docx_item(doc, arena_print(arena, "%.*s: %.*s (%.*s, %.*s)",
			STR(annex->areas.at[i].name), STR(annex->areas.at[i].words),
			STR(annex->areas.at[i].who), STR(day_words(arena, annex->areas.at[i].on))));
	docx_list_end(doc);
}

static void developments_table(struct docx *doc, const struct annex *annex)
{
	const struct docx_column columns[] = {
		{ .heading = str_of(_("Activity")), .parts = 4 },
		{ .heading = str_of(_("How it goes")), .parts = 2 },
		{ .heading = str_of(_("What the unit does")), .parts = 5 },
	};

	if (!annex->developments.count)
		return;
	docx_heading(doc, 1, str_of(_("Development activities of the programme")));
	docx_table_begin(doc, S(""), COUNT(columns), columns);
	for (size_t i = 0; i < annex->developments.count; i++)
		docx_row(doc, (const struct str[]){ annex->developments.at[i].name,
			development_state(&annex->developments.at[i]), annex->developments.at[i].words });
	docx_table_end(doc);
}

struct str annex_docx(struct arena *arena, const struct annex *annex)
{
	struct instant made = { 0 };
	struct docx *doc;

	instant_read(annex->made, &made);
	doc = docx_begin(arena, &(struct docx_about){ .title = annex_title(arena, annex),
		.under = arena_print(arena, "%.*s, %.*s", STR(annex->unit), STR(period_days(arena, annex))),
		.author = annex->author.len ? annex->author : annex->unit,
		.subject = annex->programmes, .language = tongue_code(), .made = made });
	docx_small(doc, annex_state_words(arena, annex));
	docx_heading(doc, 1, str_of(_("The unit as a whole")));
	docx_fact(doc, str_of(_("How it goes")), light_words(annex->light));
	docx_words(doc, annex->words);
	figures_list(doc, &annex->figures);
	if (annex->goals.count)
		lights_table(doc, arena, annex);
	for (size_t i = 0; i < annex->goals.count; i++) {
		const struct annex_goal *goal = &annex->goals.at[i];

		if (!i || !str_equals(goal[-1].area, goal->area))
			docx_heading(doc, 1, goal->area.len ? goal->area : str_of(_("Other goals")));
		goal_chapter(doc, arena, goal);
	}
	areas_list(doc, arena, annex);
	developments_table(doc, annex);
	docx_small(doc, str_of(_(caveat)));
	return docx_end(doc);
}
