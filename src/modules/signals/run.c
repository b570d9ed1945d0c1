/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/run.c - judging a week, replaying those before it; the job and the command.
 *
 * The job starts by itself on the weekday and hour that the settings say, judges the week that
 * is over, writes to those who have asked, and replays as many weeks before it as one wants to
 * see, unless they have been.
 */
#include "modules/signals/inside.h"

#include "analysis/parallel.h"
#include "base/say.h"
#include "kit/argument.h"
#include "kit/setting.h"

#include <stdio.h>

enum {
	EVERY_MINUTES = 20, EXIT_USAGE = 2,
	WEEK_DAYS = 7, DAYS_A_YEAR = 366,
	EVENTS_BYTES = 1 << 30, WEEK_BYTES = 1 << 30, COMMAND_BYTES = 1 << 20,
	/* Read beside the years looked back on: what is drawn and replayed looks back too. */
	MORE_YEARS = 3,
};

static const struct who the_system = { .is_system = true };

/* ---- Settings ----------------------------------------------------------------------------------- */

struct warning_settings signals_settings(void)
{
	struct warning_settings settings = warning_usual();

	settings.baseline.years = setting_within("signals_years", 1, BASELINE_YEARS_MOST);
	settings.q_most = setting_within("signals_false_percent", 1, 50) / 100.0;
	settings.least_count = setting_within("signals_least_events", 1, 1000);
	settings.threads = parallel_threads();
	return settings;
}

struct drift_settings signals_drift_settings(void)
{
	struct drift_settings settings = { .weeks = setting_within("signals_drift_weeks", 1, 52),
		.threads = parallel_threads() };
	int between = setting_within("signals_drift_between", 0, 10000);

	settings.between[LEVEL_city] = settings.between[LEVEL_board] = between;
	settings.between[LEVEL_area] = setting_within("signals_drift_between_areas", 0, 10000);
	return settings;
}

static struct signals_clock clock_set(void)
{
	return (struct signals_clock){ setting_within("signals_weekday", 1, WEEK_DAYS),
		setting_within("signals_hour", 0, 23) };
}

/* ---- Judging ------------------------------------------------------------------------------------ */

/* What the judging of some weeks has in common. */
struct work {
	struct store *store;
	struct arena *arena, *scratch;  /* of all, and of one week */
	struct warning_settings settings;
	int64_t top_id;
	struct date first;              /* known and read from the Monday on */
	struct happened_list events;
};

static struct date read_from(struct view *view, struct date week, int years)
{
	struct date from = date_add_days(week, -(years + MORE_YEARS) * DAYS_A_YEAR);
	struct date known = signals_first_day(view);

	if (!date_is_given(known) || date_compare(known, week) > 0)
		known = week;
	return monday_of(date_compare(known, from) > 0 ? known : from);
}

static struct work work_open(struct store *store, struct date week)
{
	struct work work = { .store = store, .arena = arena_open(EVENTS_BYTES),
		.scratch = arena_open(WEEK_BYTES), .settings = signals_settings() };
	struct view *view = view_open(store, work.arena, the_system);

	work.first = read_from(view, week, work.settings.baseline.years);
	work.top_id = signals_top_unit(view);
	work.events = signals_events(view, work.first, date_add_days(week, WEEK_DAYS));
	view_close(view);
	return work;
}

static void work_close(struct work *work)
{
	arena_close(work->scratch);
	arena_close(work->arena);
}

static struct signal_run run_of(const struct work *work, const struct judged *judged, struct date week)
{
	return (struct signal_run){ .week = week, .data_through = date_add_days(week, WEEK_DAYS - 1),
		.first_week = judged->city->first, .method = S(SIGNALS_METHOD),
		.years = work->settings.baseline.years, .events = (int64_t)judged->city->event_count,
		.is_preliminary = is_preliminary(judged), .made_at = instant_now() };
}

/* One week in one change. */
static struct signal_run week_keep(struct work *work, struct date week, bool is_replay)
{
	const struct drift_settings settings = signals_drift_settings();
	const struct city_ask ask = { work->top_id, work->first, week, work->settings.baseline.years };
	struct drifts drifts;
	struct judged judged;
	struct signal_run run;
	struct change *change;

	arena_clear(work->scratch);
	judged = week_judge(series_make(work->scratch, work->events.at, work->events.count, &ask),
		&work->settings);
	drifts = is_replay ? (struct drifts){ 0 } : drifts_find(&judged, &settings);
	do {
		change = change_open(work->store, work->scratch, the_system);
		run = run_of(work, &judged, week);
		run.is_replay = is_replay;
		run_keep(change, &judged, &drifts, &run);
	} while (change_commit(change) == CLASHED);
	return run;
}

static void open_again(struct change *change, const struct listed *listed)
{
	struct signal_step step = { .signal_id = listed->signal_id, .listing_id = listed->id,
		.verb = S("reopen") };

	step_keep(change, &step);
}

static void opened_again(struct change *change, int64_t run_id, double most)
{
	struct listed_list list = signals_put_aside(change_view(change), run_id);
	struct listed_list drifts = drifts_put_aside(change_view(change), run_id);

	for (size_t i = 0; i < list.count; i++)
		if (opens_again(state_after(list.at[i].verb), list.at[i].q, most))
			open_again(change, &list.at[i]);
	for (size_t i = 0; i < drifts.count; i++)
		open_again(change, &drifts.at[i]);
}

/* What somebody had put aside opens again when it is listed again and clearly no chance; a slow
 * drift when it is found anew. */
static void aside_open_again(struct store *store, struct arena *arena, int64_t run_id)
{
	double most = setting_within("signals_reopen_percent", 0, 100) / 100.0;
	struct change *change;

	do {
		change = change_open(store, arena, the_system);
		opened_again(change, run_id, most);
	} while (change_commit(change) == CLASHED);
}

static struct date last_week(void)
{
	return date_add_days(monday_of(date_today()), -WEEK_DAYS);
}

struct signals_made signals_judge(struct store *store, struct arena *arena, struct date week)
{
	struct date monday = date_is_given(week) ? monday_of(week) : last_week();
	struct work work = work_open(store, monday);
	struct signal_run run = week_keep(&work, monday, false);
	struct signals_made made = { .run_id = run.id, .week = monday, .events = run.events };
	struct view *view;

	work_close(&work);
	aside_open_again(store, arena, run.id);
	view = view_open(store, arena, the_system);
	made.listed = signals_listed_count(view, run.id);
	view_close(view);
	return made;
}

/* ---- Replaying ------------------------------------------------------------------------------------ */

static bool week_is_replayed(struct work *work, struct date week)
{
	struct view *view = view_open(work->store, work->scratch, the_system);
	bool is = is_replayed(view, week);

	view_close(view);
	return is;
}

int64_t signals_replay(struct store *store, struct date week, int weeks, struct job *job)
{
	struct work work = work_open(store, week);
	int64_t done = 0;

	for (int back = weeks; back >= 1 && !(job && job_is_cancelled(job)); back--) {
		struct date then = date_add_days(week, (1 - back) * WEEK_DAYS);

		if (date_compare(then, work.first) < 0 || week_is_replayed(&work, then))
			continue;
		if (job)
			job_progress(job, weeks - back, weeks, _("Replaying weeks"));
		week_keep(&work, then, true);
		done++;
	}
	work_close(&work);
	return done;
}

/* ---- The job ----------------------------------------------------------------------------------------- */

static bool signals_are_due(struct view *view)
{
	return date_is_given(week_due(clock_set(), instant_now(), signals_last_judged(view)));
}

static bool week_asked(struct job *job, struct date *week)
{
	struct str said = job_argument(job, "week");

	*week = (struct date){ 0 };
	if (!said.len)
		return true;
	if (date_read(said, week) && date_compare(monday_of(*week), last_week()) <= 0)
		return true;
	job_say(job, _("%.*s is no day of a week that is over. Write one as 2026-03-02."), STR(said));
	return false;
}

static struct date week_to_judge(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct date week = week_due(clock_set(), instant_now(), signals_last_judged(view));

	view_close(view);
	return week;
}

static bool signals_run(struct job *job)
{
	struct signals_made made;
	struct date week;
	size_t letters;

	if (!week_asked(job, &week))
		return false;
	if (!date_is_given(week))
		week = week_to_judge(job);
	job_progress(job, 0, 0, _("Judging the week"));
	made = signals_judge(job_store(job), job_arena(job), week);
	letters = signal_letters_write(job_store(job), job_arena(job), made.run_id);
	signals_replay(job_store(job), made.week,
		setting_within("signals_replay_weeks", 0, 520), job);
	job_result(job, S("/signals"));
	job_say(job, plural(made.listed, "%lld signal in week %d; %zu people are told.",
		"%lld signals in week %d; %zu people are told."), (long long)made.listed,
		date_week(made.week), letters);
	return true;
}

const struct job_kind signals_jobs[] = {
	{ .name = "signals", .label = N_("Look for what is unusual this week"), .need = MAY_jobs_read,
	  .run = signals_run, .every_minutes = EVERY_MINUTES, .is_needed = signals_are_due },
	{ .name = "signal-letters", .label = N_("Tell those who have asked of signals"),
	  .need = MAY_jobs_read, .run = signal_letters_run, .recover = signal_letters_recover, .is_hidden = true },
	{ .name = NULL },
};

/* ---- The command ---------------------------------------------------------------------------------------- */

static int signals_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(COMMAND_BYTES);
	struct str week = argument_text(argc, argv, "week");
	struct date day;
	bool is_fine;

	if ((argument_is_given(argc, argv, "week") && !date_read(week, &day)) || argc > 3) {
		fprintf(stderr, "varn signals [--week 2026-03-02]\n");
		arena_close(arena);
		return EXIT_USAGE;
	}
	is_fine = job_run_here(store, "signals", week.len
		? arena_print(arena, "{\"week\":\"%.*s\"}", STR(week)) : S("{}"), NULL, 0);
	arena_close(arena);
	return is_fine ? 0 : 1;
}
const struct command signals_commands[] = {
	{ "signals", "signals [--week DAY]", "judges the week that is over, or the one a day lies in", signals_command },
	{ NULL, NULL, NULL, NULL },
};
