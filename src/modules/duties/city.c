/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/city.c - the follow-up of the city: units and focus areas, and the gaps of a role.
 */
#include "modules/duties/inside.h"

#include "base/json.h"
#include "kit/grid.h"
#include "modules/duties/city.html.h"

#include <stdlib.h>
#include <string.h>

enum { JSON_BYTES = 16 << 20, MOST_AREAS = 24, STATES = VERDICT_gap + 1 };

/* ---- Counting ------------------------------------------------------------------------------------- */

struct cell { int64_t states[STATES]; int64_t behind; };

struct table_of_city {
	struct unit_list units;         /* rows, by name */
	struct unit_index index;
	size_t area_count;
	struct str areas[MOST_AREAS], area_names[MOST_AREAS];
	struct cell *cells;             /* units x (areas + 1): the last is the row's sum */
	struct cell *sums;              /* areas + 1 */
};

static size_t area_of(struct table_of_city *table, struct str code)
{
	for (size_t i = 0; i < table->area_count; i++)
		if (str_equals(table->areas[i], code))
			return i;
	return table->area_count;
}

static void area_add(struct table_of_city *table, struct str code, struct str name)
{
	if (table->area_count < MOST_AREAS && area_of(table, code) == table->area_count) {
		table->areas[table->area_count] = code;
		table->area_names[table->area_count++] = name;
	}
}

/* The areas of the programmes, in their order, and what belongs to none of them. */
static void areas_read(struct view *view, const struct narrowing *narrowing,
                       const struct seen_list *list, struct table_of_city *table)
{
	struct programme_list programmes = programmes_of_year(view, narrowing->year);

	for (size_t p = 0; p < programmes.count; p++) {
		struct programme_area_list areas = programme_areas(view, programmes.at[p].id);

		for (size_t i = 0; i < areas.count; i++)
			area_add(table, areas.at[i].code,
				tongue_pick(areas.at[i].name_sv, areas.at[i].name_en));
	}
	for (size_t i = 0; i < list->count; i++)
		if (area_of(table, list->at[i].verdict->obligation->focus_area) == table->area_count)
			area_add(table, list->at[i].verdict->obligation->focus_area,
				list->at[i].verdict->obligation->focus_area.len
				? list->at[i].verdict->obligation->focus_area : str_of(_("Common")));
}

static void cell_add(struct cell *cell, const struct verdict *verdict)
{
	cell->states[verdict->state]++;
	cell->behind += state_is(verdict, S("behind"));
}

static size_t unit_place(const struct table_of_city *table, int64_t id)
{
	const struct unit *unit = unit_index_find(&table->index, id);

	return unit ? (size_t)(unit - table->units.at) : table->units.count;
}

static struct table_of_city table_of(struct view *view, const struct narrowing *narrowing,
                                     const struct seen_list *list)
{
	struct arena *arena = view_arena(view);
	struct table_of_city table = { .units = units_followed(view) };
	size_t wide;

	areas_read(view, narrowing, list, &table);
	table.index = unit_index_of(arena, &table.units);
	wide = table.area_count + 1;
	table.cells = arena_array(arena, struct cell, table.units.count * wide + 1);
	table.sums = arena_array(arena, struct cell, wide);
	for (size_t i = 0; i < list->count; i++) {
		const struct verdict *verdict = list->at[i].verdict;
		size_t row = unit_place(&table, verdict->unit_id);
		size_t column = area_of(&table, verdict->obligation->focus_area);

		if (row == table.units.count || column == table.area_count)
			continue;
		cell_add(&table.cells[row * wide + column], verdict);
		cell_add(&table.cells[row * wide + table.area_count], verdict);
		cell_add(&table.sums[column], verdict);
		cell_add(&table.sums[table.area_count], verdict);
	}
	return table;
}

static int64_t cell_sum(const struct cell *cell)
{
	int64_t sum = 0;

	for (int state = 0; state < STATES; state++)
		sum += cell->states[state];
	return sum;
}

/* ---- The page ---------------------------------------------------------------------------------------- */

static struct str rows_address(struct arena *arena, const struct narrowing *narrowing,
                               const struct unit *unit, const struct str *area, const char *state)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_print(&out, "/duties/rows?year=%d", narrowing->year);
	if (unit) {
		out_z(&out, "&unit=");
		out_link_part(&out, unit->code);
	} else if (narrowing->unit_kind.len) {
		out_z(&out, "&unit_kind=");
		out_link_part(&out, narrowing->unit_kind);
	}
	if (area) {
		out_z(&out, "&focus=");
		out_link_part(&out, *area);
	}
	if (narrowing->kind.len) {
		out_z(&out, "&kind=");
		out_link_part(&out, narrowing->kind);
	}
	if (narrowing->programme.len) {
		out_z(&out, "&programme=");
		out_link_part(&out, narrowing->programme);
	}
	if (narrowing->what != WHAT_duties)
		out_print(&out, "&what=%s", narrowing->what == WHAT_points ? "points" : "all");
	out_print(&out, "&state=%s", state);
	return out_str(&out);
}

/* What is wrong is said first; where nothing is, what remains and what stands. */
static void cell_show(struct out *out, const struct narrowing *narrowing, const struct unit *unit,
                      const struct str *area, const struct cell *cell)
{
	static const enum verdict_state wrong[] = { VERDICT_late, VERDICT_gap, VERDICT_undecided };
	static const enum verdict_state well[] = { VERDICT_partly, VERDICT_open, VERDICT_fulfilled };
	bool is_said = false;

	city_cell_begin(out);
	for (size_t i = 0; i < COUNT(wrong) + COUNT(well); i++) {
		enum verdict_state state = i < COUNT(wrong) ? wrong[i] : well[i - COUNT(wrong)];

		if (!cell->states[state] || (is_said && i > COUNT(wrong)))
			continue;
		city_number(out, rows_address(out->arena, narrowing, unit, area,
			verdict_states[state].name), cell->states[state], state);
		is_said = true;
	}
	if (!is_said)
		city_nothing(out);
	city_cell_end(out);
}

static void city_table(struct out *out, const struct narrowing *narrowing,
                       const struct table_of_city *table)
{
	size_t wide = table->area_count + 1;

	city_table_begin(out);
	for (size_t c = 0; c < table->area_count; c++)
		city_heading(out, table->area_names[c]);
	city_table_body(out);
	for (size_t r = 0; r < table->units.count; r++) {
		const struct unit *unit = &table->units.at[r];
		const struct cell *cells = &table->cells[r * wide];

		if (!cell_sum(&cells[table->area_count]))
			continue;
		city_row_begin(out, unit, narrowing->year, cells[table->area_count].behind > 0);
		for (size_t c = 0; c < table->area_count; c++)
			cell_show(out, narrowing, unit, &table->areas[c], &cells[c]);
		city_share(out, cells[table->area_count].states[VERDICT_fulfilled],
			cell_sum(&cells[table->area_count]) - cells[table->area_count].states[VERDICT_not_asked]
			- cells[table->area_count].states[VERDICT_not_concerned]
			- cells[table->area_count].states[VERDICT_waived],
			rows_address(out->arena, narrowing, unit, NULL, "fulfilled"));
		city_row_end(out);
	}
	city_table_end(out);
}

static void cell_json(struct json_out *json, const struct cell *cell)
{
	for (int state = VERDICT_not_asked; state < STATES; state++)
		json_int(json, verdict_states[state].name, cell->states[state]);
}

static struct reply city_json(struct request *request, const struct table_of_city *table)
{
	struct out *out = arena_new(request->arena, struct out);
	size_t wide = table->area_count + 1;
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t r = 0; r < table->units.count; r++)
		for (size_t c = 0; c < table->area_count; c++) {
			if (!cell_sum(&table->cells[r * wide + c]))
				continue;
			json_object_begin(&json, NULL);
			json_str(&json, "unit", table->units.at[r].code);
			json_str(&json, "focus_area", table->areas[c]);
			cell_json(&json, &table->cells[r * wide + c]);
			json_object_finish(&json);
		}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void city_numbers(struct out *out, const struct narrowing *narrowing,
                         const struct table_of_city *table)
{
	static const enum verdict_state told[] = { VERDICT_late, VERDICT_gap, VERDICT_undecided,
		VERDICT_partly, VERDICT_open, VERDICT_fulfilled };
	const struct cell *sum = &table->sums[table->area_count];

	city_numbers_begin(out);
	for (size_t i = 0; i < COUNT(told); i++)
		city_big_number(out, rows_address(out->arena, narrowing, NULL, NULL,
			verdict_states[told[i]].name), sum->states[told[i]], told[i]);
	city_numbers_end(out);
}

struct reply city_show(struct request *request, struct view *view)
{
	struct narrowing narrowing = narrowing_read(request, view);
	struct seen_list list;
	struct table_of_city table;
	struct out *out;

	narrowing.unit = NULL;
	narrowing.is_unknown_unit = false;
	narrowing.focus = narrowing.state = narrowing.code = narrowing.deliverable = S("");
	list = verdicts_seen(view, &narrowing, true);
	table = table_of(view, &narrowing, &list);
	if (request_wants_json(request))
		return city_json(request, &table);
	out = page_begin(request, view, _("Follow-up of the city"));
	city_head(out, request, view, &narrowing, request_may(request, MAY_programme_decide));
	if (!list.count) {
		city_empty(out);
		return page_end(request, 200);
	}
	city_numbers(out, &narrowing, &table);
	city_table(out, &narrowing, &table);
	city_foot(out, &narrowing);
	return page_end(request, 200);
}

/* ---- "Show that every unit had one all year" ------------------------------------------------------------ */

struct gaps_of {
	struct str role, code;          /* what is asked */
	const struct programme *programme;
	const struct obligation *obligation;
	struct verdict_list verdicts;   /* one per unit */
	int year;
};

/* The duty that asks for the role; roles.csv says which, else the rule that names it. */
static struct str code_of_role(struct view *view, const struct programme *programme, struct str role)
{
	struct grid codes = duties_of_role(view, programme->id, role);
	struct evidence_rule_list rules;

	if (codes.rows)
		return grid_at(&codes, 0, 0).text;
	rules = evidence_rules_of(view, programme->id);
	for (size_t i = 0; i < rules.count; i++)
		if (str_find(rules.at[i].arguments, arena_print(view_arena(view), "role=%.*s",
		             STR(role))) >= 0)
			return rules.at[i].code;
	return S("");
}

static bool gaps_read(struct request *request, struct view *view, struct gaps_of *gaps)
{
	struct programme_list programmes;

	*gaps = (struct gaps_of){ .year = asked_year(request), .role = request_query(request, "role"),
		.code = request_query(request, "code") };
	if (!gaps->role.len && !gaps->code.len)
		gaps->role = S("security_coordinator");
	programmes = programmes_of_year(view, gaps->year);
	for (size_t i = 0; i < programmes.count && !gaps->obligation; i++) {
		struct str code = gaps->code.len ? gaps->code
			: code_of_role(view, &programmes.at[i], gaps->role);
		const struct obligation *found = code.len
			? obligation_of_code(view, programmes.at[i].id, code) : NULL;

		if (!found)
			continue;
		gaps->programme = &programmes.at[i];
		gaps->obligation = found;
		gaps->verdicts = verdicts_of(view, &(struct verdict_ask){ .programme = gaps->programme,
			.code = code, .year = gaps->year });
	}
	return gaps->obligation != NULL;
}

static struct grid gaps_grid(struct view *view, const struct gaps_of *gaps)
{
	static const char *const names[] = { N_("Unit"), N_("State"), N_("Days in gap"), N_("Gaps") };
	struct arena *arena = view_arena(view);
	struct grid grid = grid_make(arena, COUNT(names), gaps->verdicts.count, names);

	for (size_t i = 0; i < gaps->verdicts.count; i++) {
		const struct verdict *verdict = &gaps->verdicts.at[i];
		struct value *cells = grid_row(&grid);
		struct out out;

		out_init(&out, arena, 65536);
		for (size_t g = 0; g < verdict->gaps.count; g++)
			out_print(&out, "%s%.*s..%.*s", g ? " " : "",
				STR(date_iso(arena, verdict->gaps.at[g].from)),
				STR(date_iso(arena, verdict->gaps.at[g].to)));
		cells[0] = value_text(unit_name(view, verdict->unit_id));
		cells[1] = value_text(str_of(_(verdict_states[verdict->state].label)));
		cells[2] = value_int(verdict->gap_days);
		cells[3] = value_text(out_str(&out));
	}
	return grid;
}

static struct reply gaps_json(struct request *request, struct view *view, const struct gaps_of *gaps)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < gaps->verdicts.count; i++) {
		const struct unit *unit = unit_get(view, gaps->verdicts.at[i].unit_id);

		if (unit)
			seen_json(&json, request->arena, &(struct seen){ gaps->programme, unit,
				&gaps->verdicts.at[i] });
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static int by_gap(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->verdict->gap_days != y->verdict->gap_days)
		return x->verdict->gap_days > y->verdict->gap_days ? -1 : 1;
	return str_compare_swedish(unit_words(x->unit), unit_words(y->unit));
}

/* Most days first, then by name. */
static struct seen_list gaps_sorted(struct view *view, const struct gaps_of *gaps)
{
	struct unit_list units = units_with_duties(view);
	struct unit_index index = unit_index_of(view_arena(view), &units);
	struct seen_list list = { 0, arena_array(view_arena(view), struct seen,
		gaps->verdicts.count + 1) };

	for (size_t i = 0; i < gaps->verdicts.count; i++) {
		const struct unit *unit = unit_index_find(&index, gaps->verdicts.at[i].unit_id);

		if (unit)
			list.at[list.count++] = (struct seen){ gaps->programme, unit,
				&gaps->verdicts.at[i] };
	}
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), by_gap);
	return list;
}

static void gaps_page(struct out *out, struct view *view, const struct gaps_of *gaps)
{
	struct seen_list list = gaps_sorted(view, gaps);
	int64_t days = 0;
	size_t with = 0;

	for (size_t i = 0; i < list.count; i++) {
		days += list.at[i].verdict->gap_days;
		with += list.at[i].verdict->gap_days > 0;
	}
	gaps_numbers(out, gaps->obligation, gaps->year, list.count - with, with, days);
	gaps_table_begin(out);
	for (size_t i = 0; i < list.count; i++) {
		const struct verdict *verdict = list.at[i].verdict;

		gaps_row_begin(out, unit_words(list.at[i].unit), seen_path(out->arena, &list.at[i]),
			verdict);
		days_bar(out, str_z(out->arena, arena_print(out->arena, "bar-%zu", i)), verdict,
			gap_words(out->arena, verdict->gap_days));
		gaps_row_end(out, verdict);
	}
	gaps_table_end(out);
}

struct reply gaps_show(struct request *request, struct view *view)
{
	struct gaps_of gaps;
	bool is_found = gaps_read(request, view, &gaps);
	struct grid grid = { 0 };
	struct reply reply;
	struct out *out;

	if (request_wants_json(request))
		return gaps_json(request, view, &gaps);
	grid = gaps_grid(view, &gaps);
	if (grid_reply(request, &grid, "gaps", &reply))
		return reply;
	out = page_begin(request, view, _("Gaps over the year"));
	gaps_head(out, gaps.year, gaps.role, gaps.obligation);
	if (is_found && gaps.verdicts.count)
		gaps_page(out, view, &gaps);
	else
		gaps_empty(out);
	return page_end(request, 200);
}
