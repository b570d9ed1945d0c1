/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/three.c - making the cells of three lists, and telling what their models say. */
#include "modules/reporting/three.h"
#include "modules/reporting/estimate.html.h"
#include "modules/reporting/ladders.h"

#include <math.h>
#include <stdlib.h>

struct three_list { size_t count; struct three_row *at; };

/* ---- Making ---------------------------------------------------------------------------- */

static int by_row(const void *a, const void *b)
{
	const struct three_linked *x = a, *y = b;

	return (x->row_id > y->row_id) - (x->row_id < y->row_id);
}

/* Rows of the days that both sources hold, each with its event. */
static struct three_list rows_of(struct view *system, int64_t source_id, struct date from, struct date to)
{
	struct link_row_list rows = link_rows(system, source_id);
	struct three_linked_list links = three_links(system, source_id);
	struct three_list list = { 0, arena_array(view_arena(system), struct three_row, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		struct three_linked key = { .row_id = rows.at[i].id };
		const struct three_linked *link = links.count
			? bsearch(&key, links.at, links.count, sizeof(key), by_row) : NULL;

		if (date_compare(rows.at[i].happened_on, from) < 0 || date_compare(rows.at[i].happened_on, to) > 0)
			continue;
		list.at[list.count++] = (struct three_row){ rows.at[i].id, link ? link->event_id : 0,
			link_record_of(&rows.at[i]) };
	}
	return list;
}

static void pairs_find(struct arena *arena, const struct three_list *first, const struct three_list *second,
                       int32_t *pairs)
{
	struct linkage_settings settings = linkage_usual();
	struct linkage_record *a = arena_array(arena, struct linkage_record, first->count + 1);
	struct linkage_record *b = arena_array(arena, struct linkage_record, second->count + 1);
	struct linkage_lists lists = { .a = a, .b = b, .a_count = first->count, .b_count = second->count };
	const struct linkage *found;

	for (size_t i = 0; i < first->count; i++) {
		a[i] = first->at[i].record;
		pairs[i] = -1;
	}
	for (size_t i = 0; i < second->count; i++)
		b[i] = second->at[i].record;
	settings.accept = reporting_percent("reporting_accept_percent");
	settings.review = settings.accept;
	found = linkage_make(arena, &lists, &settings);
	for (size_t i = 0; i < found->count; i++)
		if (found->links[i].is_accepted)
			pairs[found->links[i].a] = found->links[i].b;
}

/* False: there is nothing to tell of these two. */
static bool pair_find(struct view *system, const struct source *first, const struct source *second,
                      struct three_cells *cells)
{
	struct arena *arena = view_arena(system);
	struct three_list a, b;
	struct date from, to;
	int32_t *pairs;

	if (!three_span(first, second, tertial_over(date_today(), setting_int("reporting_follow_up_days")),
	    &from, &to))
		return false;
	a = rows_of(system, first->id, from, to);
	b = rows_of(system, second->id, from, to);
	if (!a.count || !b.count)
		return false;
	pairs = arena_array(arena, int32_t, a.count);
	pairs_find(arena, &a, &b, pairs);
	*cells = three_cells_of(a.at, a.count, b.at, b.count, pairs, three_events(system, from, to,
		link_types_of(arena, system, first->id, second->id)));
	cells->first_source_id = first->id;
	cells->second_source_id = second->id;
	cells->from_on = from;
	cells->to_on = to;
	return true;
}

struct three_cells_list three_find(struct view *system, const struct source_list *sources)
{
	struct three_cells_list list = { 0, arena_array(view_arena(system), struct three_cells,
		sources->count * sources->count + 1) };

	for (size_t i = 0; i < sources->count; i++)
		for (size_t k = i + 1; k < sources->count; k++)
			if (sources->at[i].legal_basis.len && sources->at[k].legal_basis.len)
				list.count += pair_find(system, &sources->at[i], &sources->at[k], &list.at[list.count]);
	return list;
}

void three_hold(struct change *change, const struct three_cells_list *cells)
{
	three_forget(change);
	for (size_t i = 0; i < cells->count; i++)
		three_put(change, &cells->at[i]);
}

void three_make(struct change *change, const struct source_list *sources)
{
	struct three_cells_list cells = three_find(change_view(change), sources);

	three_hold(change, &cells);
}

/* ---- Telling --------------------------------------------------------------------------------- */

static struct str dependence_words(struct arena *arena, int pairs)
{
	static const struct { int pair; const char *words; } all[] = {
		{ CAPTURE_AB, N_("events and the first") }, { CAPTURE_AC, N_("events and the second") },
		{ CAPTURE_BC, N_("the first and the second") } };
	struct str words = S("");

	for (size_t i = 0; i < COUNT(all); i++)
		if (pairs & all[i].pair)
			words = arena_print(arena, "%.*s%s%s", STR(words), words.len ? "; " : "", _(all[i].words));
	return words.len ? words : str_of(_("none of them"));
}

static struct str model_words(struct arena *arena, const struct capture_model *model)
{
	if (!model->is_known)
		return str_of("–");
	return arena_print(arena, "%.*s (%.*s–%.*s)", STR(tongue_real(arena, model->all, 0)),
		STR(tongue_real(arena, model->low, 0)), STR(tongue_real(arena, model->high, 0)));
}

static void one_show(struct out *out, struct view *view, const struct three_cells *cells)
{
	struct three_captured found = three_captured_of(cells, reporting_percent("reporting_level_percent"));
	const struct source *first = source_of(view, cells->first_source_id);
	const struct source *second = source_of(view, cells->second_source_id);

	if (!first || !second)
		return;
	three_begin(out, cells, first->name, second->name);
	for (int i = 0; i < CAPTURE_MODELS; i++)
		three_row(out, dependence_words(out->arena, found.models[i].pairs),
			model_words(out->arena, &found.models[i]), reporting_share_words(out->arena,
			found.models[i].is_known ? found.models[i].share_first : NAN), found.models[i].weight);
	three_end(out, found.finding == THREE_known ? tongue_real(out->arena, found.all, 0) : S(""),
		found.finding == THREE_nothing);
}

void three_show(struct out *out, struct view *view)
{
	struct three_cells_list list = three_all(view);

	for (size_t i = 0; i < list.count; i++)
		one_show(out, view, &list.at[i]);
}

void three_json(struct json_out *json, struct view *view)
{
	struct three_cells_list list = three_all(view);

	json_list_begin(json, "three_lists");
	for (size_t i = 0; i < list.count; i++) {
		struct three_captured found = three_captured_of(&list.at[i], reporting_percent("reporting_level_percent"));

		json_object_begin(json, NULL);
		json_date(json, "from", list.at[i].from_on);
		json_date(json, "to", list.at[i].to_on);
		json_list_begin(json, "models");
		for (int m = 0; m < CAPTURE_MODELS; m++) {
			json_object_begin(json, NULL);
			json_int(json, "dependent", found.models[m].pairs);
			json_number(json, "all", found.models[m].is_known ? found.models[m].all : NAN);
			json_number(json, "weight", found.models[m].weight);
			json_object_finish(json);
		}
		json_list_finish(json);
		json_object_finish(json);
	}
	json_list_finish(json);
}
