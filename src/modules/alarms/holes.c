/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/holes.c - times without anybody on duty, told to whoever keeps the roster.
 *
 * Once when the hole comes within sight, once more when it is close.  It goes through the same
 * queue as every alarm, and is acknowledged in the same way.
 */
#include "modules/alarms/inside.h"

#include "kit/setting.h"
#include "modules/rosters/rosters.h"
#include "modules/units/units.h"

static const char hole_channel[] = "alarm_hole_channel";

enum { LOOK_BACK_DAYS = 2, WAIT_MINUTES = 240, MOST_AT_ONCE = 20 };

bool hole_stage_of(struct instant begins, struct instant now, int64_t days, int64_t close_hours,
                   bool *is_close)
{
	*is_close = begins.seconds <= now.seconds + close_hours * HOUR;
	return begins.seconds <= now.seconds + days * (int64_t)DAY;
}

/* A hole that was there before we looked is told once a month: nobody knows when it began. */
static struct str key_of(struct arena *arena, const struct roster_hole *hole,
                         struct instant looked_from, bool is_close)
{
	struct str began = hole->begins.seconds <= looked_from.seconds
		? str_part(date_iso(arena, date_today()), 0, 7)
		: arena_print(arena, "%lld", (long long)hole->begins.seconds);

	return arena_print(arena, "hole %.*s %lld %.*s%s", STR(hole->function),
		(long long)hole->unit_id, STR(began), is_close ? " close" : "");
}

bool alarm_tell(struct change *change, const struct alarm_told *told)
{
	struct alarm alarm = { .unit_id = told->unit_id, .kind = str_of(told->kind),
		.about_key = told->key, .title = told->title, .words = told->words,
		.stop = STOP_first, .stop_count = 1, .rounds = 1 };
	struct alarm_step step = { .kind = STEP_people, .place = 1, .wait_minutes = WAIT_MINUTES,
		.channel_1 = setting_text(told->channel) };

	if (alarm_is_about(change_view(change), told->key))
		return false;
	alarm_add(change, &alarm);
	step.alarm_id = alarm.id;
	alarm_step_put(change, &step, told->count, told->people);
	job_start(change, "alarms", S(""), S(""), S(""));
	return true;
}

bool alarm_may_tell(struct view *view, const char *channel)
{
	struct str code = setting_text(channel);

	return channel_is_ready(code, gateway_of(view, code));
}

static bool hole_alarm(struct change *change, const struct roster_hole *hole, struct str key)
{
	struct view *view = change_view(change);
	struct arena *arena = change_arena(change);
	struct roster_keeper_list keepers = roster_keepers(view, hole->unit_id);
	int64_t *people = arena_array(arena, int64_t, keepers.count + 1);

	for (size_t i = 0; i < keepers.count; i++)
		people[i] = keepers.at[i].person_id;
	return alarm_tell(change, &(struct alarm_told){ .unit_id = hole->unit_id, .kind = "hole",
		.channel = hole_channel, .key = key, .count = keepers.count, .people = people,
		.title = arena_print(arena, "%.*s, %.*s",
			STR(code_name("rosters/functions", hole->function)),
			STR(unit_name_shown(view, hole->unit_id))),
		.words = arena_print(arena, _("Nobody is on duty %.*s. Put somebody in under On duty."),
			STR(hole->words)) });
}

size_t holes_tell(struct change *change, struct instant now)
{
	struct view *view = change_view(change);
	struct instant from = { now.seconds - LOOK_BACK_DAYS * (int64_t)DAY };
	int64_t days = setting_int("alarm_hole_days");
	struct roster_hole_list holes = roster_holes(view, from,
		(struct instant){ now.seconds + days * (int64_t)DAY });
	size_t told = 0;

	for (size_t i = 0; i < holes.count && told < MOST_AT_ONCE; i++) {
		const struct roster_hole *hole = &holes.at[i];
		bool is_close;
		struct str key;

		if (hole->ends.seconds <= now.seconds
		    || !hole_stage_of(hole->begins, now, days,
		                      setting_int("alarm_hole_close_hours"), &is_close))
			continue;
		key = key_of(change_arena(change), hole, from, is_close);
		told += hole_alarm(change, hole, key);
	}
	return told;
}

bool holes_run(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job),
		(struct who){ .is_system = true });
	size_t told;

	tongue_choose(setting_text("language"));
	told = holes_tell(change, instant_now());
	job_say(job, _("%zu times without anybody on duty were told of."), told);
	return change_commit(change) == COMMITTED;
}

/* Without a channel nobody could be told. */
bool holes_are_needed(struct view *view)
{
	return alarm_may_tell(view, hole_channel);
}
