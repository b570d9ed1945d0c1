/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/demo.c - every board of the demo city has goals with activities, of last year and of
 * this; most have followed up the first third, and the second is being written.
 *
 * Which goals a board has follows from its code and its kind, so the demo is the same each
 * time.  Everything is written by the coordinator of the board.
 */
#include "modules/goals/inside.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 256 << 20, AREAS = 4 };

struct city {
	struct arena *arena;            /* of one board */
	const struct csv_table *goals, *activities;
	struct str programme;
	struct date today;
	bool is_small;                  /* only districts submit reports, which takes time */
	struct goal_period first, second;       /* the thirds that are followed up this year */
	struct instant first_submitted;         /* the day on which the first one was */
};
struct board {
	struct change *change;
	const struct unit *unit;
	int64_t writer;
	unsigned seed;
};

static unsigned seed_of(struct str code)
{
	unsigned seed = 7;

	for (size_t i = 0; i < code.len; i++)
		seed = seed * 31 + (unsigned char)code.at[i];
	return seed;
}

/* ---- Goals and activities ---------------------------------------------------------------------- */

/* The row of the file that this board takes for an area; 0 none. */
static size_t row_for(const struct city *city, const struct board *board, int area, size_t nth)
{
	size_t fitting[16], count = 0;
	struct str wanted = arena_print(city->arena, "%d", area);

	for (size_t i = 1; i < city->goals->count && count < COUNT(fitting); i++)
		if (str_equals(csv_cell(city->goals, i, "area"), wanted)
		    && str_has_word(csv_cell(city->goals, i, "kinds"), board->unit->kind))
			fitting[count++] = i;
	return count > nth ? fitting[(board->seed + nth) % count] : 0;
}

static int state_for(const struct board *board, const struct unit_activity *activity, struct date today,
                     size_t nth)
{
	if (activity->is_ongoing)
		return ACTIVITY_ongoing;
	if (date_compare(activity->due_on, today) < 0)
		return (board->seed + nth) % 5 == 0 ? ACTIVITY_started
			: (board->seed + nth) % 3 == 0 ? ACTIVITY_effect_rated : ACTIVITY_done;
	return (board->seed + nth) % 3 == 0 ? ACTIVITY_planned : ACTIVITY_started;
}

static void outcome_demo(const struct board *board, struct unit_activity *activity)
{
	if (activity->state == ACTIVITY_done || activity->state == ACTIVITY_effect_rated)
		activity->cost_actual = activity->cost_plan * (90 + (int64_t)(board->seed % 25)) / 100;
	if (activity->state != ACTIVITY_effect_rated)
		return;
	activity->effect = S("some");
	activity->effect_words = S("Vi ser en skillnad i registret, men det är för tidigt att säga att den består.");
}

static void activity_demo(const struct city *city, const struct board *board,
                          const struct unit_goal *goal, size_t row)
{
	struct str due = csv_cell(city->activities, row, "due");
	struct unit_activity activity = { .goal_id = goal->id, .unit_id = goal->unit_id,
		.year = goal->year, .title = csv_cell(city->activities, row, "title_sv"),
		.owner_id = board->writer, .is_ongoing = !due.len, .created_at = goal->created_at };
	struct date until = goal->year < city->today.year
		? (struct date){ (int16_t)goal->year, 12, 31 } : instant_date(city->first_submitted);

	str_to_int(csv_cell(city->activities, row, "cost"), &activity.cost_plan);
	if (due.len)
		date_read(arena_print(city->arena, "%d-%.*s", (int)goal->year, STR(due)), &activity.due_on);
	activity.state = state_for(board, &activity, until, row);
	outcome_demo(board, &activity);
	activity_add(board->change, &activity);
	if (goal->year == city->today.year && str_is(csv_cell(city->activities, row, "measured"), "1")) {
		struct measure_list measures = measures_costly(change_view(board->change),
			board->unit->id, city->today.year, 3);

		for (size_t i = 0; i < measures.count; i++)
			if (i == row % 3)
				activity_measure_put(board->change, activity.id, measures.at[i].id, true);
	}
}

/* The same goal of the year before, 0 none: most goals go on. */
static int64_t before_of(const struct board *board, struct str title, int year)
{
	struct unit_goal_list before = goals_of_year(change_view(board->change), board->unit->id, year - 1);

	for (size_t i = 0; i < before.count; i++)
		if (str_equals(before.at[i].title, title))
			return before.at[i].id;
	return 0;
}

static void goal_demo(const struct city *city, const struct board *board, size_t row, int year)
{
	struct str key = csv_cell(city->goals, row, "key");
	struct str code = csv_cell(city->goals, row, "aim");
	struct unit_goal goal = { .unit_id = board->unit->id, .year = year,
		.title = csv_cell(city->goals, row, "title_sv"),
		.words = csv_cell(city->goals, row, "words_sv"), .programme = city->programme,
		.focus_area = csv_cell(city->goals, row, "area"),
		.aim = arena_print(city->arena, "%.*s/%.*s", STR(city->programme), STR(code)),
		.created_at = instant_at((struct date){ (int16_t)year, 1, 20 }, 10, 0, 0) };

	goal.carried_from = before_of(board, goal.title, year);
	goal_add(board->change, &goal);
	for (size_t i = 1; i < city->activities->count; i++)
		if (str_equals(csv_cell(city->activities, i, "goal"), key))
			activity_demo(city, board, &goal, i);
}

/* From how they stood when the first third was followed up to how they stand today. */
static void activities_move_on(const struct city *city, const struct board *board)
{
	struct unit_activity_list all = activities_of_year(change_view(board->change), board->unit->id,
		city->today.year);

	for (size_t i = 0; i < all.count; i++) {
		struct unit_activity now = all.at[i];

		now.state = state_for(board, &now, city->today, i);
		if (now.state == all.at[i].state || all.at[i].state >= ACTIVITY_done)
			continue;
		outcome_demo(board, &now);
		change_update(board->change, &unit_activity_record.shape, &now, now.version);
		goal_step_add(board->change, &(struct step_of){ .goal_id = now.goal_id,
			.activity_id = now.id, .verb = now.state == ACTIVITY_started ? "start"
				: now.state == ACTIVITY_done ? "finish" : "rate",
			.from = activity_states[all.at[i].state].name,
			.to = activity_states[now.state].name,
			.at = instant_at(date_is_given(now.due_on)
				&& date_compare(now.due_on, city->today) < 0 ? now.due_on
				: date_add_days(city->today, -20), 13, 0, 0) });
	}
}

/* One goal for each area, a second one here and there, and a gap that somebody must see. */
static void goals_of_board(const struct city *city, const struct board *board, int year)
{
	for (int area = 1; area <= AREAS; area++) {
		size_t first = row_for(city, board, area, 0), second = row_for(city, board, area, 1);

		if (first && (board->seed + (unsigned)area) % 9)
			goal_demo(city, board, first, year);
		if (second && year == city->today.year && (board->seed / 3 + (unsigned)area) % 3 == 0)
			goal_demo(city, board, second, year);
	}
}

/* A company without customers on its premises may say that an area is not its own. */
static void area_demo(const struct city *city, const struct board *board)
{
	struct area_decision decision = { .unit_id = board->unit->id, .year = city->today.year,
		.programme = city->programme, .focus_area = S("3"), .answer = AREA_not_concerned,
		.reason = S("Bolaget har ingen egen personal som möter allmänheten. Uppdraget utförs av entreprenörer, som har egna rutiner."),
		.created_at = instant_at((struct date){ city->today.year, 1, 22 }, 9, 30, 0) };

	if (str_is(board->unit->kind, "company") && board->seed % 3 == 0)
		change_insert(board->change, &area_decision_record.shape, &decision);
}

/* ---- Follow-up --------------------------------------------------------------------------------------- */

/* The row that a goal was made from, by its title. */
static size_t row_of(const struct city *city, const struct unit_goal *goal)
{
	for (size_t i = 1; i < city->goals->count; i++)
		if (str_equals(csv_cell(city->goals, i, "title_sv"), goal->title))
			return i;
	return 0;
}

static void entry_demo(const struct city *city, const struct board *board,
                       const struct goal_follow_up *follow_up, const struct unit_goal *goal, bool is_first)
{
	size_t row = row_of(city, goal);
	struct follow_up_entry entry = { .goal_id = goal->id, .created_at = follow_up->created_at,
		.light = csv_cell(city->goals, row, is_first ? "t1_light" : "t2_light"),
		.words = csv_cell(city->goals, row, is_first ? "t1_words_sv" : "t2_words_sv") };

	if (row)
		follow_up_entry_put(board->change, follow_up, &entry);
}

/* `most` goals are written about; all of them and submitted when it is SIZE_MAX. */
static void follow_up_demo(const struct city *city, const struct board *board,
                           const struct goal_period *period, size_t most)
{
	struct view *view = change_view(board->change);
	struct unit_goal_list goals = goals_of_year(view, board->unit->id, period->year);
	bool is_first = period == &city->first;
	struct goal_follow_up now = { .unit_id = board->unit->id, .period = period->key, .number = 1,
		.state = FOLLOW_UP_open,
		.created_at = instant_at(date_add_days(period->to, 10), 9, 0, 0) };
	struct follow_up_entry whole = { .created_at = now.created_at,
		.light = board->seed % 4 ? S("green") : S("yellow"),
		.words = S("Arbetet följer planen i stort. Det som avviker står under målen.") };

	change_insert(board->change, &goal_follow_up_record.shape, &now);
	follow_up_entry_put(board->change, &now, &whole);
	for (size_t i = 0; i < goals.count && i < most; i++)
		entry_demo(city, board, &now, &goals.at[i], is_first);
	if (most != SIZE_MAX)
		return;
	now.submitted_at = is_first ? city->first_submitted
		: instant_at(date_add_days(period->to, 13), 15, 0, 0);
	follow_up_freeze(board->change, &now, board->unit, period);
	change_update(board->change, &goal_follow_up_record.shape, &now, now.version);
}

static void developments_demo(const struct city *city, const struct board *board)
{
	static const struct { int state; struct str words; } pool[] = {
		{ DEVELOPMENT_with_existing, S("Ingår i de ronder och möten som vi redan har varje månad.") },
		{ DEVELOPMENT_started, S("En arbetsgrupp är i gång. Första delen provas på två arbetsplatser i höst.") },
		{ DEVELOPMENT_ongoing, S("Görs hela tiden i den ordinarie verksamheten och tas upp på arbetsplatsträffar.") },
		{ DEVELOPMENT_done, S("Klart i våras. Rutinen är beslutad och ligger på intranätet.") },
	};
	struct development_list all = developments_of(change_view(board->change), board->unit->id,
		city->today.year);

	for (size_t i = 0; i < all.count; i++) {
		size_t nth = (board->seed + i) % (COUNT(pool) + 1);
		struct development_status status = { .programme = all.at[i].programme->code,
			.code = all.at[i].obligation->code, .unit_id = board->unit->id,
			.owner_id = board->writer,
			.created_at = instant_at((struct date){ city->today.year, 5, 12 }, 11, 0, 0) };

		if (nth == COUNT(pool))
			continue;       /* nobody has written anything */
		status.state = pool[nth].state;
		status.words = pool[nth].words;
		change_insert(board->change, &development_status_record.shape, &status);
	}
}

/* ---- The city ------------------------------------------------------------------------------------------- */

/* The first one is made on its own day, so that it says what was true then. */
static void follow_ups_demo(const struct city *city, const struct board *board)
{
	calendar_freeze(city->first_submitted);
	if (board->seed % 8 != 1)
		follow_up_demo(city, board, &city->first, SIZE_MAX);
	calendar_freeze((struct instant){ 0 });
	activities_move_on(city, board);
	if (board->seed % 3 == 2)
		follow_up_demo(city, board, &city->second, 2);
	else if (board->seed % 3 == 1)
		follow_up_demo(city, board, &city->second, SIZE_MAX);
}

static void board_demo(struct store *store, struct city *city, const struct unit *unit, int64_t writer)
{
	struct board board = { .unit = unit, .writer = writer, .seed = seed_of(unit->code) };
	bool freezes = !city->is_small || str_is(unit->kind, "district");

	city->arena = arena_open(ARENA_BYTES);
	board.change = change_open(store, city->arena, (struct who){ .person = writer });
	goals_of_board(city, &board, city->today.year - 1);
	goals_of_board(city, &board, city->today.year);
	area_demo(city, &board);
	goals_demo_before(board.change, unit, writer, city->today.year - 1, freezes);
	developments_demo(city, &board);
	if (freezes)
		follow_ups_demo(city, &board);
	if (change_commit(board.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(city->arena);
}

static int64_t writer_of(struct view *view, int64_t unit_id)
{
	int64_t writer = goals_writer_at(view, unit_id, "unit_coordinator");

	if (!writer)
		writer = goals_writer_at(view, unit_id, "unit_director");
	return writer ? writer : goals_writer_at(view, 0, "central_coordinator");
}

void goals_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct city city = { .arena = arena, .today = date_today(), .is_small = scale <= 0,
		.goals = demo_rows(arena, "goals"),
		.activities = demo_rows(arena, "goal_activities") };
	struct programme_list programmes = programmes_on(view, city.today);
	struct unit_list units;
	int64_t *writers;

	tongue_choose(setting_text("language"));
	goal_period_read(arena, goal_part_key(arena, 1, city.today.year), &city.first);
	goal_period_read(arena, goal_part_key(arena, 2, city.today.year), &city.second);
	city.first_submitted = instant_at(date_add_days(city.first.to, 20), 15, 0, 0);
	units = programmes.count ? duty_units(view, city.today) : (struct unit_list){ 0 };
	writers = arena_array(arena, int64_t, units.count + 1);
	for (size_t i = 0; i < units.count; i++)
		writers[i] = writer_of(view, units.at[i].id);
	if (programmes.count)
		city.programme = programmes.at[0].code;
	view_close(view);
	for (size_t i = 0; i < units.count; i++)
		if (writers[i])
			board_demo(store, &city, &units.at[i], writers[i]);
	arena_close(arena);
}
