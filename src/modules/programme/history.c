/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/history.c - one unit's duties through every programme.
 *
 * The unit is followed back through what became of units, the duties through what became of
 * duties.  A duty addresses the unit in a programme when its actor's predicate holds for one of
 * the units that it was in those days.  What nobody has decided is "if concerned"; rows of
 * secret actors are left out for every unit alike.
 */
#include "modules/programme/pages.h"

#include "base/json.h"
#include "kit/catalogue.h"
#include "modules/programme/pages.html.h"
#include "modules/units/units.h"

#include <string.h>

enum { HISTORY_BYTES = 8 << 20 };

/* A row of a programme, and the thread that it belongs to: rows that became each other. */
struct node {
	size_t column;
	const struct obligation *duty;
	enum applies applies;
	size_t thread;                  /* the first node of it, after thread_of() */
};

struct weaving {
	struct view *view;
	struct arena *arena;
	struct programme_list programmes;       /* in order of time */
	struct unit_list units;                 /* the unit and what it was before */
	size_t count;
	struct node *nodes;
};

/* ---- Whom a row addresses ---------------------------------------------------------------------- */

static enum applies unit_applies(const struct predicate *predicate, const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);
	struct predicate_facts facts = { .unit = unit, .has_area = unit->area_code.len > 0,
		.is_board = kind && item_int(kind, "is_board") == 1 };

	return predicate_applies(predicate, &facts);
}

/* Did the unit exist on some day of the programme? */
static bool unit_is_of(const struct unit *unit, const struct programme *programme)
{
	return (!date_is_given(programme->valid_to)
	        || date_compare(unit->valid_from, programme->valid_to) <= 0)
		&& (!date_is_given(unit->valid_to)
		    || date_compare(unit->valid_to, programme->valid_from) >= 0);
}

static enum applies more_of(enum applies a, enum applies b)
{
	if (a == APPLIES_yes || b == APPLIES_yes)
		return APPLIES_yes;
	return a == APPLIES_undecided ? a : b;
}

static enum applies actor_applies(const struct weaving *w, const struct programme *programme,
                                  const struct actor *actor)
{
	struct str problem;
	size_t at;
	const struct predicate *predicate = predicate_read(w->arena, actor->applies, &problem, &at);
	enum applies applies = APPLIES_no;

	for (size_t i = 0; predicate && i < w->units.count; i++)
		if (unit_is_of(&w->units.at[i], programme))
			applies = more_of(applies, unit_applies(predicate, &w->units.at[i]));
	return applies;
}

static enum applies duty_applies(const struct actor_list *actors, const enum applies *answers,
                                 const struct obligation *duty)
{
	enum applies applies = APPLIES_no;

	for (size_t i = 0; i < actors->count; i++)
		if (!actors->at[i].is_secret && spaced_has(duty->who, actors->at[i].code))
			applies = more_of(applies, answers[i]);
	return applies;
}

static void nodes_gather(struct weaving *w, size_t column)
{
	const struct programme *programme = &w->programmes.at[column];
	struct obligation_list duties = obligations_of(w->view, programme->id);
	struct actor_list actors = actors_of(w->view, programme->id);
	enum applies *answers = arena_array(w->arena, enum applies, actors.count + 1);
	struct node *more = arena_array(w->arena, struct node, w->count + duties.count + 1);

	for (size_t i = 0; i < actors.count; i++)
		answers[i] = actor_applies(w, programme, &actors.at[i]);
	if (w->count)
		memcpy(more, w->nodes, w->count * sizeof *more);
	w->nodes = more;
	for (size_t i = 0; i < duties.count; i++) {
		w->nodes[w->count] = (struct node){ .column = column, .duty = &duties.at[i],
			.applies = duty_applies(&actors, answers, &duties.at[i]), .thread = w->count };
		w->count++;
	}
}

/* ---- What became of rows ------------------------------------------------------------------------- */

static size_t thread_of(const struct weaving *w, size_t node)
{
	while (w->nodes[node].thread != node)
		node = w->nodes[node].thread;
	return node;
}

static void tie(struct weaving *w, size_t a, size_t b)
{
	a = thread_of(w, a);
	b = thread_of(w, b);
	if (a < b)
		w->nodes[b].thread = a;
	else
		w->nodes[a].thread = b;
}

static size_t node_find(const struct weaving *w, struct str programme, struct str code)
{
	size_t i = 0;

	while (i < w->count && !(str_equals(w->nodes[i].duty->code, code)
	                         && str_equals(w->programmes.at[w->nodes[i].column].code, programme)))
		i++;
	return i;
}

static void successions_tie(struct weaving *w, const struct programme *programme)
{
	struct succession_list list = successions_of(w->view, programme->id);

	for (size_t i = 0; i < list.count; i++) {
		size_t from = node_find(w, list.at[i].from_programme, list.at[i].from_code);
		size_t to = node_find(w, programme->code, list.at[i].to_code);

		if (from < w->count && to < w->count)
			tie(w, from, to);
	}
}

/* ---- The table ---------------------------------------------------------------------------------------- */

static struct str units_of(const struct weaving *w, const struct programme *programme)
{
	struct str names = S("");

	for (size_t i = w->units.count; i > 0; i--) {
		const struct unit *unit = &w->units.at[i - 1];
		struct str name = unit_words(unit);

		if (unit_is_of(unit, programme))
			names = names.len ? arena_print(w->arena, "%.*s, %.*s", STR(names), STR(name)) : name;
	}
	return names;
}

static struct programme_list in_order_of_time(struct arena *arena, struct programme_list all)
{
	struct programme_list list = { all.count, arena_array(arena, struct programme, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		list.at[i] = all.at[all.count - 1 - i];
	return list;
}

static void cell_add(const struct weaving *w, struct history_cell *cell, const struct node *node)
{
	const struct obligation *duty = node->duty;
	struct words_link_list *links = &cell->links;
	struct words_link *more = arena_array(w->arena, struct words_link, links->count + 1);

	if (links->count)
		memcpy(more, links->at, links->count * sizeof *more);
	more[links->count++] = (struct words_link){
		.words = arena_print(w->arena, "%.*s: %.*s", STR(duty->code), STR(obligation_words(duty))),
		.path = obligation_path(w->arena, &w->programmes.at[node->column], duty->code),
		.note = node->applies == APPLIES_undecided ? str_of(_("if concerned")) : S("") };
	links->at = more;
}

/* One line per thread that addresses the unit anywhere, in the order of its first row. */
static void table_fill(const struct weaving *w, struct history *history)
{
	size_t *line_of = arena_array(w->arena, size_t, w->count + 1);

	history->cells = arena_take_many(w->arena, (w->count + 1) * (history->column_count + 1),
		sizeof *history->cells);
	for (size_t i = 0; i < w->count; i++) {
		const struct node *node = &w->nodes[i];
		size_t thread = thread_of(w, i);

		if (node->applies == APPLIES_no)
			continue;
		if (!line_of[thread])
			line_of[thread] = ++history->row_count;
		cell_add(w, &history->cells[(line_of[thread] - 1) * history->column_count + node->column],
			node);
		if (node->applies == APPLIES_yes)
			history->columns[node->column].rows++;
		else
			history->columns[node->column].maybe++;
	}
}

struct history history_of(struct view *view, const struct unit *unit)
{
	struct weaving w = { .view = view, .arena = view_arena(view),
		.programmes = in_order_of_time(view_arena(view), programmes_all(view)),
		.units = unit_ancestors_in_time(view, unit->id) };
	struct history history = { .unit = unit, .column_count = w.programmes.count,
		.columns = arena_array(w.arena, struct history_column, w.programmes.count + 1) };

	for (size_t i = 0; i < w.programmes.count; i++) {
		nodes_gather(&w, i);
		history.columns[i].programme = &w.programmes.at[i];
		history.columns[i].units = units_of(&w, &w.programmes.at[i]);
	}
	for (size_t i = 0; i < w.programmes.count; i++)
		successions_tie(&w, &w.programmes.at[i]);
	table_fill(&w, &history);
	return history;
}

/* ---- The page --------------------------------------------------------------------------------------------- */

static void cell_json(struct json_out *json, const struct history_cell *cell)
{
	json_list_begin(json, NULL);
	for (size_t i = 0; i < cell->links.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", cell->links.at[i].words);
		json_str(json, "path", cell->links.at[i].path);
		json_bool(json, "if_concerned", cell->links.at[i].note.len > 0);
		json_object_finish(json);
	}
	json_list_finish(json);
}

void history_write(struct json_out *json, const struct history *history)
{
	json_object_begin(json, NULL);
	json_str(json, "unit", history->unit->code);
	json_list_begin(json, "programmes");
	for (size_t i = 0; i < history->column_count; i++)
		json_str(json, NULL, history->columns[i].programme->code);
	json_list_finish(json);
	json_list_begin(json, "threads");
	for (size_t i = 0; i < history->row_count; i++) {
		json_list_begin(json, NULL);
		for (size_t k = 0; k < history->column_count; k++)
			cell_json(json, &history->cells[i * history->column_count + k]);
		json_list_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply history_json(struct request *request, struct view *view, const struct history *history)
{
	struct json_out json;
	struct out body;

	out_init(&body, view_arena(view), HISTORY_BYTES);
	json_begin(&json, &body);
	history_write(&json, history);
	return reply_json(request, 200, &body);
}

/* ---- As text --------------------------------------------------------------------------------------------------- */

static void column_say(struct out *out, const struct history_column *column)
{
	struct str rows = arena_print(out->arena, _("%lld rows, %lld more if concerned"),
		(long long)column->rows, (long long)column->maybe);

	out_print(out, "%.*s  %.*s\n    %.*s\n    %.*s\n", STR(column->programme->code),
		STR(programme_days(out->arena, column->programme)), STR(column->units), STR(rows));
}

static void row_say(struct out *out, const struct history *history, size_t row)
{
	for (size_t k = 0; k < history->column_count; k++) {
		const struct words_link_list *links =
			&history->cells[row * history->column_count + k].links;

		for (size_t i = 0; i < links->count; i++)
			out_print(out, links->at[i].note.len ? "%-30.*s  %.*s (%.*s)\n" : "%-30.*s  %.*s\n",
				STR(history->columns[k].programme->code), STR(links->at[i].words),
				STR(links->at[i].note));
	}
	out_char(out, '\n');
}

void history_say(struct out *out, const struct history *history)
{
	struct str heading = arena_print(out->arena, _("The duties of %.*s over time"),
		STR(unit_words(history->unit)));

	out_print(out, "%.*s\n\n", STR(heading));
	for (size_t i = 0; i < history->column_count; i++)
		column_say(out, &history->columns[i]);
	out_char(out, '\n');
	for (size_t i = 0; i < history->row_count; i++)
		row_say(out, history, i);
}

/* ---- Which unit -------------------------------------------------------------------------------------------------- */

/* By code, or by the number that a select sends. */
const struct unit *history_unit(struct view *view, struct str text)
{
	const struct unit *unit = unit_of_code(view, text);
	int64_t id = 0;

	return unit || !str_to_int(text, &id) ? unit : unit_get(view, id);
}

struct reply unit_history_show(struct request *request, struct view *view)
{
	struct str asked = request_query(request, "unit");
	const struct unit *unit = asked.len ? history_unit(view, asked) : NULL;
	struct history history;
	struct out *out;

	if (asked.len && !unit)
		return reply_not_found(request);
	if (request_wants_json(request) && !unit)
		return reply_problem(request, 422, _("Some answers need another look."),
			str_of(_("Say which unit, by its code: ?unit=CODE.")));
	if (unit)
		history = history_of(view, unit);
	if (request_wants_json(request))
		return history_json(request, view, &history);
	out = page_begin(request, view, _("The history of a unit"));
	unit_history_page(out, view, unit ? &history : NULL);
	return page_end(request, 200);
}
