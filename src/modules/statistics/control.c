/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/control.c - what is followed becomes points and a chart; the page and its files. */
#include "modules/statistics/control.h"

#include "kit/figure.h"
#include "kit/setting.h"
#include "modules/places/places.h"
#include "modules/units/units.h"
#include "modules/statistics/control.html.h"

enum { EMPLOYEES_UNIT = 100 };

static const double year_days = 365.25;

/* ---- Counts ------------------------------------------------------------------------------- */

static const struct event_table *counted(struct view *view, struct event_table_ask ask, enum event_dim dim)
{
	struct event_table *table = arena_new(view_arena(view), struct event_table);

	ask.dim_count = 1;
	ask.dims[0] = dim;
	*table = event_table(view, &ask);
	return table;
}

/* Before anything was registered nothing is known, and the first period may have begun earlier. */
static void begin_when_known(struct view *view, const struct control_question *question,
                             struct event_table_ask *ask)
{
	struct event_table_ask all = { .unit_id = ask->unit_id, .as_is = ask->as_is,
		.from = { 2000, 1, 1 }, .to = ask->to };
	const struct event_table *table = counted(view, all, question->per);
	const struct event_axis *axis = &table->axes[0];
	size_t first = 0;

	if (table->outcome != TABLE_made)
		return;
	while (first < axis->count && !table->counts[first])
		first++;
	if (first + 1 < axis->count && date_compare(axis->from[first + 1], ask->from) > 0)
		ask->from = axis->from[first + 1];
}

static bool counted_is_fine(struct followed *followed, const struct event_table *table)
{
	if (table->outcome != TABLE_made)
		followed->outcome = FOLLOWED_too_large;
	return table->outcome == TABLE_made;
}

/* ---- Points ------------------------------------------------------------------------------- */

static void points_room(struct followed *followed, struct arena *arena, size_t most)
{
	followed->points = arena_array(arena, struct chart_point, most + 1);
	followed->places = arena_array(arena, size_t, most + 1);
	followed->count = most;
	for (size_t i = 0; i < most; i++)
		followed->places[i] = i;
}

/* Each period is a point; size: of how many, or the exposure. */
static void periods_put(struct followed *followed, struct arena *arena)
{
	points_room(followed, arena, followed->table->axes[0].count);
	for (size_t i = 0; i < followed->count; i++)
		followed->points[i] = (struct chart_point){ .value = (double)followed->table->counts[i], .size = 1 };
}

/* Hundreds of employees through so much of a year as the period has. */
static void exposures_put(struct followed *followed, struct view *view)
{
	const struct event_axis *axis = &followed->table->axes[0];

	if (followed->question->ask.area_code.len) {
		followed->outcome = FOLLOWED_by_area;
		return;
	}
	followed->employees = employees_counted(view, followed->question->ask.unit_id);
	if (!followed->employees)
		followed->outcome = FOLLOWED_no_employees;
	for (size_t i = 0; i < followed->count; i++)
		followed->points[i].size = (double)followed->employees / EMPLOYEES_UNIT
			* (double)(date_days_between(axis->from[i], axis->to[i]) + 1) / year_days;
}

/* Of the events of each period those that were reported soon. */
static void shares_put(struct followed *followed, struct view *view)
{
	struct event_table_ask ask = followed->table->ask;
	const struct event_table *soon;

	ask.within_days = followed->question->within_days;
	soon = counted(view, ask, followed->question->per);
	if (!counted_is_fine(followed, soon))
		return;
	for (size_t i = 0; i < followed->count; i++) {
		int64_t all = followed->table->counts[i], part = soon->counts[i];

		if (followed->is_guarded && (control_is_small(part, followed->least)
		    || control_is_small(all - part, followed->least)))
			followed->outcome = FOLLOWED_small;
		followed->points[i] = (struct chart_point){ .value = (double)part, .size = (double)all };
	}
}

/* Days are whole until yesterday. */
static struct date days_until(struct date from)
{
	struct date yesterday = date_add_days(date_today(), -1);

	return date_compare(yesterday, from) < 0 ? from : yesterday;
}

/* The same events by their days: each gap between two is a point, at the day that ends it. */
static void gaps_put(struct followed *followed, struct view *view)
{
	struct event_table_ask ask = followed->question->ask;
	const struct event_table *table;
	struct day_gap *gaps;
	size_t days;

	ask.from = followed->question->since;
	ask.to = days_until(ask.from);
	table = counted(view, ask, DIM_day);
	if (!counted_is_fine(followed, table))
		return;
	followed->table = table;
	days = table->axes[0].count;
	gaps = arena_array(view_arena(view), struct day_gap, days + 1);
	points_room(followed, view_arena(view), days);
	followed->count = control_gaps(table->counts, days, gaps);
	for (size_t i = 0; i < followed->count; i++) {
		followed->points[i] = (struct chart_point){ .value = (double)gaps[i].free_days };
		followed->places[i] = gaps[i].to;
	}
	for (size_t day = 0; day < days; day++)
		if (table->counts[day])
			followed->days_since = date_days_between(table->axes[0].from[day], date_today());
}

/* A gap belongs to what begins anew when the day before it does, too. */
static void anew_put(struct followed *followed, struct arena *arena)
{
	const struct event_axis *axis = &followed->table->axes[0];
	struct date *begins = arena_array(arena, struct date, followed->count + 1);
	size_t at;

	if (!date_is_given(followed->question->anew))
		return;
	for (size_t i = 0; i < followed->count; i++)
		begins[i] = axis->from[followed->places[i]];
	at = control_begins(begins, followed->count, followed->question->anew);
	if (followed->kind == CHART_between)
		at++;
	if (at < followed->count)
		followed->points[at].begins = true;
}

/* ---- What it is of ------------------------------------------------------------------------- */

static struct str joined(struct arena *arena, struct str before, struct str more)
{
	if (!before.len || !more.len)
		return before.len ? before : more;
	return arena_print(arena, "%.*s, %.*s", STR(before), STR(more));
}

static struct str narrowed_to(struct view *view, const struct event_table_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct str of = ask->type.len ? code_name("event/types", ask->type) : S("");

	if (ask->unit_id)
		of = joined(arena, of, unit_name(view, ask->unit_id));
	if (ask->area_code.len)
		of = joined(arena, of, area_name(view, reference_find(view, "area", ask->area_code)));
	return of;
}

/* ---- The chart ------------------------------------------------------------------------------ */

static void points_put(struct followed *followed, struct view *view)
{
	periods_put(followed, view_arena(view));
	if (followed->kind == CHART_rates)
		exposures_put(followed, view);
	if (followed->question->follow == FOLLOW_soon)
		shares_put(followed, view);
	if (followed->outcome == FOLLOWED_made && followed->kind == CHART_between)
		gaps_put(followed, view);
}

/* What may not be told is not even made. */
static enum followed_outcome outcome_of(const struct followed *followed)
{
	const struct event_table *table = followed->table;

	if (!table->total)
		return FOLLOWED_nothing;
	if (!followed->is_guarded)
		return FOLLOWED_made;
	if (control_has_small(table->counts, table->axes[0].count, followed->least))
		return FOLLOWED_small;
	return followed->kind == CHART_between ? FOLLOWED_single : FOLLOWED_made;
}

static struct followed followed_begin(struct view *view, const struct control_question *question)
{
	return (struct followed){ .question = question, .of = narrowed_to(view, &question->ask),
		.least = setting_int("small_cells_below"), .days_since = -1,
		.settings = control_settings(setting_int("control_base_points"),
			setting_int("control_least_points"), setting_int("control_run_points"),
			setting_int("control_rare")) };
}

struct followed followed_make(struct view *view, const struct control_question *question)
{
	struct followed followed = followed_begin(view, question);
	struct event_table_ask ask = question->ask;
	size_t periods;

	begin_when_known(view, question, &ask);
	followed.table = counted(view, ask, question->per);
	if (!counted_is_fine(&followed, followed.table))
		return followed;
	periods = followed.table->axes[0].count;
	followed.is_guarded = followed.least >= 2 && (question->is_file || !followed.table->may_open_all);
	followed.mean = periods ? (double)followed.table->total / (double)periods : 0;
	followed.kind = control_kind(question->follow, followed.table->counts, periods, &followed.settings);
	followed.outcome = outcome_of(&followed);
	if (followed.outcome == FOLLOWED_made)
		points_put(&followed, view);
	if (followed.outcome != FOLLOWED_made)
		return followed;
	anew_put(&followed, view_arena(view));
	followed.chart = chart_make(view_arena(view), followed.kind, followed.points, followed.count,
		&followed.settings);
	return followed;
}

/* ---- The page and its files ------------------------------------------------------------------- */

static struct str asked_of(const struct request *request)
{
	ptrdiff_t at = str_find_char(request->target, '?');

	return at < 0 ? S("") : str_part(request->target, (size_t)at, request->target.len);
}

struct reply control_show(struct request *request, struct view *view)
{
	bool is_machine = request_wants_json(request);
	struct control_question question = control_question_read(request, view, is_machine), shared = question;
	struct followed followed = followed_make(view, &question), file;
	struct out *out;

	if (is_machine)
		return followed_json(request, &followed);
	shared.is_file = true;
	file = followed_make(view, &shared);
	out = page_begin(request, view, _("Control chart"));
	control_page(out, view, &followed,
		file.outcome == FOLLOWED_made ? S("/statistics/control/figure") : S(""), asked_of(request));
	return page_end(request, 200);
}

struct reply control_file(struct request *request, struct view *view)
{
	struct control_question question = control_question_read(request, view, true);
	struct followed followed = followed_make(view, &question);

	if (followed.outcome != FOLLOWED_made)
		return reply_problem(request, 422, _("There is no chart of this"),
			followed_refusal(request->arena, &followed));
	return figure_reply(request, followed_diagram(request->arena, &followed, S(""), S("")), S("control"));
}
