/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/run.c - answering a question; the job and the command.
 *
 * Once a week the whole city and all types are asked about by themselves; anything else is
 * asked by somebody, who gets the page of the answer when it is there.
 */
#include "modules/hotspots/map_read.h"

#include "analysis/parallel.h"
#include "kit/setting.h"

#include <stdio.h>

enum { EVERY_MINUTES = 60, EXIT_USAGE = 2, PER_CENT = 100, STEPS = 3, JUDGING_BYTES = 1 << 30 };

static const struct who the_system = { .is_system = true };

/* ---- Settings ----------------------------------------------------------------------------------- */

struct hotspots_settings hotspots_settings(void)
{
	int cell = setting_within("hotspots_square_metres", 50, 2000);
	int sigma = setting_within("hotspots_hill_metres", 50, 10000);

	return (struct hotspots_settings){
		.years = setting_within("hotspots_years", 1, 5),
		.least_events = setting_within("hotspots_least_events", 10, 10000),
		.least_points = setting_within("hotspots_least_points", 5, 1000),
		.cell_metres = cell, .sigma_metres = sigma < 2 * cell ? 2 * cell : sigma,
		.draws = setting_within("hotspots_draws", 99, 9999),
		.weeks = setting_within("hotspots_weeks", 1, 26),
		.radius_metres = setting_within("hotspots_radius_metres", 100, 50000),
		.share_marked = setting_within("hotspots_marked_percent", 1, 50) / (double)PER_CENT,
		.false_most = setting_within("hotspots_false_percent", 1, 20) / (double)PER_CENT,
		.same_point_most = setting_within("hotspots_same_point_percent", 1, PER_CENT) / (double)PER_CENT,
	};
}

/* ---- Answering ------------------------------------------------------------------------------------ */

static void progress(struct job *job, int64_t done, const char *step)
{
	if (job)
		job_progress(job, done, STEPS, step);
}

static void question_settle(struct hotspot_answer *question, const struct hotspots_settings *settings)
{
	question->reference_day = date_add_months(question->from_day, -12 * settings->years);
	question->is_whole_months = is_whole_months(question->from_day, question->to_day);
	question->made_at = instant_now();
}

static struct hotspot_whole *question_judge(struct store *store, struct arena *arena,
                                            const struct hotspot_answer *question, struct job *job)
{
	struct hotspot_whole *whole = arena_new(arena, struct hotspot_whole);
	struct view *view = view_open(store, arena, the_system);
	struct judging_ask ask = { .arena = arena, .settings = hotspots_settings(), .today = date_today(),
		.threads = parallel_threads(), .area_at = ground_area_at };
	struct hotspot_ground *ground;

	whole->hotspot = *question;
	question_settle(&whole->hotspot, &ask.settings);
	progress(job, 0, _("Reading the events"));
	ask.events = hotspots_events(view, &whole->hotspot);
	ground = ground_read(view, question->area_id, ask.today);
	ask.context = ground;
	ask.area_count = ground->count;
	ask.areas = ground->areas;
	ask.is_below_district = ground->is_below_district;
	ask.west = ground->west;
	ask.south = ground->south;
	ask.east = ground->east;
	ask.north = ground->north;
	progress(job, 1, _("Drawing by lot"));
	hotspots_judge(&ask, whole);
	view_close(view);
	return whole;
}

struct str hotspots_answer(struct store *store, struct arena *arena, struct hotspot_answer question, struct job *job)
{
	struct arena *scratch = arena_open(JUDGING_BYTES);
	struct hotspot_whole *whole = question_judge(store, scratch, &question, job);
	struct hotspot_answer kept = whole->hotspot;
	struct change *change;
	struct str public_id;

	progress(job, 2, _("Keeping the answer"));
	do {
		whole->hotspot = kept;
		change = change_open(store, arena, the_system);
		hotspot_keep(change, whole);
	} while (change_commit(change) == CLASHED);
	public_id = arena_copy(arena, whole->hotspot.public_id);
	arena_close(scratch);
	return public_id;
}

/* ---- The job ---------------------------------------------------------------------------------------- */

static bool week_is_due(struct view *view)
{
	return hotspots_are_due(instant_now(), hotspots_last_made(view));
}

static bool answer_keep(struct job *job, struct hotspot_answer question)
{
	struct str public_id = hotspots_answer(job_store(job), job_arena(job), question, job);

	job_result(job, arena_print(job_arena(job), "/hotspots/%.*s", STR(public_id)));
	job_say(job, "%s", _("The answer is kept."));
	return true;
}

static bool week_run(struct job *job)
{
	struct hotspot_period year = hotspots_year(date_today());
	struct hotspot_answer question = { .from_day = year.from, .to_day = year.to };
	struct view *view = view_open(job_store(job), job_arena(job), the_system);

	question.unit_id = hotspot_top_unit(view);
	view_close(view);
	if (question.unit_id)
		return answer_keep(job, question);
	job_say(job, "%s", _("There are no units yet."));
	return true;
}

static bool asked_run(struct job *job)
{
	struct hotspot_answer question = { .type = job_argument(job, "type"), .asked_by = job_who(job).person };

	if (str_to_int(job_argument(job, "unit"), &question.unit_id)
	    && str_to_int(job_argument(job, "area"), &question.area_id)
	    && date_read(job_argument(job, "from"), &question.from_day)
	    && date_read(job_argument(job, "to"), &question.to_day))
		return answer_keep(job, question);
	job_say(job, "%s", _("The question could not be read. Ask again on the page."));
	return false;
}

const struct job_kind hotspots_jobs[] = {
	{ .name = "hotspots", .label = N_("Look for where it gathers, in the whole city"), .need = MAY_jobs_read,
	  .run = week_run, .every_minutes = EVERY_MINUTES, .is_needed = week_is_due },
	{ .name = "hotspots-asked", .label = N_("Look for where it gathers"), .need = MAY_statistics_read,
	  .run = asked_run, .is_hidden = true },
	{ .name = NULL },
};

/* ---- The command --------------------------------------------------------------------------------------- */

static int hotspots_command(struct store *store, int argc, char **argv)
{
	(void)argv;
	if (argc > 1) {
		fprintf(stderr, "varn hotspots\n");
		return EXIT_USAGE;
	}
	return job_run_here(store, "hotspots", S("{}"), NULL, 0) ? 0 : 1;
}
const struct command hotspots_commands[] = {
	{ "hotspots", "hotspots", "looks for where it gathers, in the whole city", hotspots_command },
	{ NULL, NULL, NULL, NULL },
};
