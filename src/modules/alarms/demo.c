/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/demo.c - alarm paths of the demo city, and the tests that were made of them.
 *
 * catalogues/demo/alarm_paths.csv says which units have which path, alarm_steps.csv its steps.
 * Some have not tested theirs for more than a year: what the proof is there to find.
 */
#include "modules/alarms/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"

enum {
	ARENA_BYTES = 64 << 20, ANSWERS = 860, SLOWEST_SECONDS = 1300, TEST_HOUR = 10,
	MADE_DAYS = 400, OPEN_MINUTES = 45,
};

struct making {
	struct change *change;
	struct arena *arena;
	const struct csv_table *paths, *steps;
	size_t row;
	struct date today;
	int64_t by;
};

static struct str cell(const struct making *m, const char *name)
{
	return csv_cell(m->paths, m->row, name);
}

static struct alarm_step step_of(const struct making *m, size_t row, int64_t place)
{
	return (struct alarm_step){ .place = place,
		.kind = choice_of(step_kinds, csv_cell(m->steps, row, "kind")),
		.function = csv_cell(m->steps, row, "function"),
		.role = csv_cell(m->steps, row, "role"),
		.channel_1 = csv_cell(m->steps, row, "channel_1"),
		.channel_2 = csv_cell(m->steps, row, "channel_2"),
		.channel_3 = csv_cell(m->steps, row, "channel_3"),
		.wait_minutes = demo_int(m->steps, row, "wait_minutes") };
}

/* The steps of the path, and the copy of an alarm when it has one; target and answer of each. */
static void steps_make(const struct making *m, int64_t path_id, const struct alarm *alarm)
{
	int64_t place = 0;

	for (size_t row = 1; row < m->steps->count; row++) {
		struct alarm_step step;

		if (!str_equals(csv_cell(m->steps, row, "path"), cell(m, "key")))
			continue;
		step = step_of(m, row, ++place);
		step.path_id = path_id;
		if (alarm) {
			step.alarm_id = alarm->id;
			step.unit_id = alarm->unit_id;
		}
		demo_step(m->change, &step);
	}
}

/* ---- A test that was made -------------------------------------------------------------------- */

static bool target_make(const struct making *m, const struct alarm *alarm,
                        const struct alarm_step *step, const struct meant *meant)
{
	struct alarm_target target = { .alarm_id = alarm->id, .step_id = step->id, .round = 1,
		.person_id = meant->person_id, .name = meant->name, .function = meant->function,
		.unit_id = alarm->unit_id, .begun_at = alarm->started_at };
	struct alarm_attempt attempt = { .alarm_id = alarm->id, .channel = step->channel_1,
		.state = ATTEMPT_handed_over, .due_at = alarm->started_at,
		.made_at = alarm->started_at };
	int drawn = demo_drawn(m->arena, meant->name, alarm->number, "answers");

	target_add(m->change, &target);
	attempt.target_id = target.id;
	attempt_add(m->change, &attempt);
	demo_handed(m->change, &target, &attempt);
	if (drawn >= ANSWERS)
		return false;
	demo_ack(m->change, &target, (struct instant){ alarm->started_at.seconds + 20
		+ drawn * SLOWEST_SECONDS / PER_MILLE });
	return true;
}

static void test_make(const struct making *m, const struct alarm_path *path,
                      const struct unit *unit, int days_ago)
{
	struct alarm alarm = { .path_id = path->id, .unit_id = unit->id, .kind = S("test"),
		.title = path->name, .words = cell(m, "tested_reason_sv"), .stop = STOP_all,
		.stop_count = 1, .rounds = 1, .state = ALARM_exhausted, .started_by = m->by,
		.started_at = instant_at(date_add_days(m->today, -days_ago), TEST_HOUR, 0, 0) };
	struct alarm_step_list steps;
	bool all = true;

	alarm.ended_at.seconds = alarm.started_at.seconds + OPEN_MINUTES * MINUTE;
	alarm_add(m->change, &alarm);
	steps_make(m, path->id, &alarm);
	steps = alarm_load(change_view(m->change), &alarm).steps;
	for (size_t i = 0; i < steps.count; i++) {
		struct meant_list meant = step_means(change_view(m->change), &alarm, &steps.at[i],
			alarm.started_at);

		for (size_t k = 0; k < meant.count; k++)
			all &= target_make(m, &alarm, &steps.at[i], &meant.at[k]);
	}
	alarm_measure(m->change, &alarm, alarm.ended_at);
	if (all)
		demo_acknowledged(m->change, alarm.id);
	alarm_entry_put(m->change, alarm.id, alarm.ended_at, all ? "acknowledged" : "exhausted", 0,
		S(""), S(""));
}

/* ---- Paths --------------------------------------------------------------------------------------- */

static void path_make(const struct making *m, const struct unit *unit)
{
	struct alarm_path path = { .unit_id = unit->id, .name = cell(m, "name_sv"),
		.words = cell(m, "words_sv"), .stop = choice_of(alarm_stops, cell(m, "stop")),
		.stop_count = demo_int(m->paths, m->row, "stop_count"),
		.rounds = demo_int(m->paths, m->row, "rounds"), .created_by = m->by,
		.created_at = instant_at(date_add_days(m->today, -MADE_DAYS), 9, 0, 0) };

	path.updated_at = path.created_at;
	change_insert(m->change, &alarm_path_record.shape, &path);
	steps_make(m, path.id, NULL);
	if (demo_is_done(m->arena, (int)demo_int(m->paths, m->row, "tested_share"), unit->code,
	                 cell(m, "key"), "alarm test"))
		test_make(m, &path, unit, (int)demo_int(m->paths, m->row, "tested_days_ago"));
}

void alarms_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct making m = { .arena = arena, .paths = demo_rows(arena, "alarm_paths"),
		.steps = demo_rows(arena, "alarm_steps"), .today = date_today(),
		.change = change_open(store, arena, (struct who){ .is_system = true }) };
	struct unit_list units = duty_units(change_view(m.change), m.today);

	(void)scale;
	m.by = person_of_login(change_view(m.change), S("security"));
	for (m.row = 1; m.row < m.paths->count; m.row++)
		for (size_t i = 0; i < units.count; i++) {
			const struct unit *unit = &units.at[i];

			if ((str_has_word(cell(&m, "units"), unit->kind)
			     || str_has_word(cell(&m, "units"), unit->code))
			    && !str_has_word(cell(&m, "except"), unit->code)
			    && demo_is_done(arena, (int)demo_int(m.paths, m.row, "share"), unit->code,
			                    cell(&m, "key"), "alarm path"))
				path_make(&m, unit);
		}
	if (change_commit(m.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
