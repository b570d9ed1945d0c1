/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/demo.c - each board of the demo city and its exercises, this year and the last.
 *
 * Which exercise, on which day and whether it was held is drawn for the board; boards that lag
 * behind have planned one and let the day go by, or have none at all.  None is marked as
 * evaluated here: the room evaluations does that, with the evaluation.
 */
#include "modules/exercises/demo.h"

#include "base/say.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum {
	ARENA_BYTES = 128 << 20, PLANNED = 930, HELD = 900,
	FIRST_DAY = 45, DAYS = 280, ASKED_DAYS = 60,
};

static struct str cell(const struct exercise_demo *demo, size_t row, const char *name)
{
	return csv_cell(demo->table, row, name);
}

static struct instant at_ten(struct date day)
{
	return instant_at(day, 10, 0, 0);
}

static void step_tell(const struct exercise_demo *demo, const struct exercise *exercise,
                      enum exercise_verb verb, struct date day)
{
	change_insert(demo->change, &exercise_step_record.shape, &(struct exercise_step){
		.exercise_id = exercise->id, .verb = (int)verb, .at = at_ten(day),
		.by_id = exercise->leader_id,
		.by_name = person_name_kept(change_view(demo->change), exercise->leader_id) });
}

static void held_tell(const struct exercise_demo *demo, const struct unit *unit, size_t row,
                      struct exercise *exercise, struct str what)
{
	exercise->state = EXERCISE_ended;
	exercise->held_on = exercise->on_date;
	exercise->participants = demo_int(demo->table, row, "participants")
		+ demo_drawn(demo->arena, unit->code, what, "people") * 6 / PER_MILLE;
}

static void exercise_tell(const struct exercise_demo *demo, const struct unit *unit, int years_ago)
{
	struct str what = arena_print(demo->arena, "exercise %d", years_ago);
	size_t row = 1 + (size_t)demo_drawn(demo->arena, unit->code, what, "which")
		* (demo->table->count - 1) / PER_MILLE;
	struct date day = date_add_days(date_year_start(date_add_months(demo->today, -12 * years_ago)),
		FIRST_DAY + demo_drawn(demo->arena, unit->code, what, "day") * DAYS / PER_MILLE);
	struct exercise exercise = { .unit_id = unit->id, .kind = cell(demo, row, "kind"),
		.title = cell(demo, row, "title_sv"), .scenario = cell(demo, row, "scenario_sv"),
		.functions = cell(demo, row, "functions"), .on_date = day,
		.leader_id = exercises_demo_holder(change_view(demo->change), unit->id, "unit_coordinator") };

	if (!exercise.leader_id || date_compare(day, unit->valid_from) < 0
	    || !demo_is_done(demo->arena, PLANNED, unit->code, what, "planned"))
		return;
	exercise.created_by = exercise.leader_id;
	exercise.created_at = at_ten(date_add_days(day, -ASKED_DAYS));
	if (date_compare(day, demo->today) < 0
	    && demo_is_done(demo->arena, HELD, unit->code, what, "held"))
		held_tell(demo, unit, row, &exercise, what);
	exercise_add(demo->change, &exercise);
	if (exercise_is_held(&exercise))
		step_tell(demo, &exercise, VERB_held, exercise.held_on);
}

void exercises_demo(struct store *store, int scale)
{
	enum { YEARS_BACK = 2, RUNS = 8 };
	struct arena *arena = arena_open(ARENA_BYTES);
	struct exercise_demo demo = { .arena = arena, .today = date_today(),
		.change = change_open(store, arena, (struct who){ .is_system = true }),
		.table = demo_rows(arena, "exercises") };
	struct unit_list units = duty_units(change_view(demo.change), demo.today);
	struct exercise held[RUNS];
	size_t count;

	(void)scale;
	for (int years_ago = YEARS_BACK; years_ago >= 0; years_ago--)
		for (size_t i = 0; i < units.count; i++)
			exercise_tell(&demo, &units.at[i], years_ago);
	count = exercise_runs_tell(&demo, held, RUNS);
	if (change_commit(demo.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	for (size_t i = 0; i < count; i++)
		exercise_run_measure(store, arena, &held[i]);
	arena_close(arena);
}
