/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/make.c - see make.h. */
#include "modules/surveys/make.h"

#include "base/crypto.h"
#include "modules/people/people.h"

enum { NIGHT_MINUTES = 24 * 60, TRIES = 8, SEED = 1 };

static const struct who the_system = { .is_system = true };
/* What is meant by "computed"; another number when the same files would give other figures. */
static const char method_version[] = "raked 1, Fay-Herriot arcsine 1";

struct compute_settings surveys_settings(void)
{
	return (struct compute_settings){ .level = (double)setting_int("survey_level_percent") / 100,
		.trim = (double)setting_int("survey_trim_medians"),
		.widest = (double)setting_int("survey_widest_percent") / 100,
		.least = setting_int("survey_least_answers"), .seed = SEED };
}

/* ---- What it is computed of ------------------------------------------------------------------ */

struct loaded {
	int64_t file_id;                /* of the answers */
	struct asked_question_list questions;
	struct survey_area_list areas;
	struct answers_read answers;
	struct people_row_list people;
	struct round_result_list before;
	bool has_before;
	struct round_data data;
};

static bool is_read(struct problems *problems, bool is_fine, struct str *problem)
{
	if (!is_fine)
		*problem = problems->count ? problems->at[0].words : S("");
	return is_fine;
}

/* Nothing is borrowed across a break of the series. */
static void before_load(struct view *system, const struct asked_round *round, struct loaded *loaded)
{
	const struct asked_round *before = round_before(system, round);
	const struct round_run *run = before && !round_broken(system, before, round)
		? run_newest(system, before->id) : NULL;

	loaded->has_before = run && run->is_weighted;
	if (loaded->has_before)
		loaded->before = round_results_of(system, run->id);
}

static bool round_load(struct view *system, const struct asked_round *round, struct loaded *loaded,
	struct str *problem)
{
	const struct round_file *answers = round_file_now(system, round->id, FILE_answers);
	const struct round_file *people = round_file_now(system, round->id, FILE_people);
	struct reading_ask ask = { view_arena(system), round, &loaded->questions, &loaded->areas };
	struct problems problems = { .arena = view_arena(system) };

	if (!answers) {
		*problem = str_of(_("No answers are read in, or they have been erased."));
		return false;
	}
	loaded->file_id = answers->id;
	loaded->questions = asked_questions_of(system, round->survey_id);
	loaded->areas = survey_areas(system, round->asked_to);
	before_load(system, round, loaded);
	loaded->data = (struct round_data){ &loaded->answers, &loaded->people, &loaded->questions, &loaded->areas,
		loaded->has_before ? &loaded->before : NULL };
	return is_read(&problems,
		       answers_file_read(
			       &ask, round_content(system, answers->id), &loaded->answers, &problems),
		       problem)
	       && (!people
		       || is_read(&problems,
			       people_file_read(&ask, round_content(system, people->id),
				       &loaded->people, &problems),
			       problem));
}

/* ---- What is written -------------------------------------------------------------------------- */

static struct round_run run_make(struct change *change, const struct asked_round *round,
	const struct loaded *loaded, const struct weighed *weighed, struct who who)
{
	const struct round_run *latest = run_newest(change_view(change), round->id);

	return (struct round_run){ .public_id = uuid_v7(change_arena(change)),
		.round_id = round->id,
		.file_id = loaded->file_id,
		.number = latest ? latest->number + 1 : 1,
		.data_through = round->asked_to,
		.method = str_of(method_version),
		.level = surveys_settings().level,
		.is_weighted = weighed->is_weighted,
		.answers = (int64_t)loaded->answers.count,
		.margins = weighed->margins,
		.weights_cut = (int64_t)weighed->weights.cut,
		.weight_median = weighed->weights.median,
		.weight_most = weighed->weights.most,
		.made_by = who.person,
		.made_name = person_name_kept(change_view(change), who.person),
		.made_at = instant_now() };
}

/* Sees through the person's views, and the answers in the naked table. */
static struct who writer_of(const struct round_making *making)
{
	return (struct who){ .person = making->who.person, .is_system = true };
}

static bool run_write(struct store *store, struct arena *arena, struct round_making *making,
	const struct asked_round *round, const struct loaded *loaded, const struct weighed *weighed,
	struct round_result_list results)
{
	for (int i = 0; i < TRIES; i++) {
		struct change *change = change_open(store, arena, writer_of(making));

		making->run = run_make(change, round, loaded, weighed, making->who);
		change_insert(change, &round_run_record.shape, &making->run);
		for (size_t k = 0; k < results.count; k++) {
			results.at[k].id = 0;
			results.at[k].run_id = making->run.id;
		}
		change_insert_many(change, &round_result_record.shape, results.at, results.count);
		if (change_commit(change) == COMMITTED)
			return true;
	}
	making->problem = str_of(_("Somebody else was writing all the time. Try again."));
	return false;
}

bool round_make(struct store *store, struct arena *arena, struct round_making *making)
{
	struct view *system = view_open(store, arena, writer_of(making));
	const struct asked_round *round = round_of(system, making->round_id);
	struct compute_settings settings = surveys_settings();
	struct loaded *loaded = arena_new(arena, struct loaded);
	struct round_result_list results;
	struct weighed weighed;
	bool is_loaded = round && round_load(system, round, loaded, &making->problem);

	view_close(system);
	if (!is_loaded || !round_weigh(arena, &loaded->data, &settings, &weighed, &making->problem))
		return false;
	results = round_compute(arena, &loaded->data, &weighed, &settings, making->step, making->context);
	if (!results.count) {
		making->problem = str_of(_("It was stopped. Nothing is written."));
		return false;
	}
	return run_write(store, arena, making, round, loaded, &weighed, results);
}

/* ---- The jobs ------------------------------------------------------------------------------------ */

static bool compute_step(void *context, size_t question)
{
	struct job *job = context;

	job_progress(job, (int64_t)question + 1, 0, _("Computing the round"));
	return !job_is_cancelled(job);
}

static bool compute_run(struct job *job)
{
	struct arena *arena = job_arena(job);
	struct round_making making = { .who = job_who(job), .step = compute_step, .context = job };

	if (!str_to_int(job_argument(job, "round"), &making.round_id)
	    || !round_make(job_store(job), arena, &making)) {
		job_say(job, _("Nothing was computed. %.*s"), STR(making.problem));
		return false;
	}
	job_say(job, _("%lld answers were computed, as no. %lld of the round."), (long long)making.run.answers,
		(long long)making.run.number);
	job_result(job, job_argument(job, "page"));
	return true;
}

static struct instant old_since(void)
{
	return (struct instant){ instant_now().seconds - setting_int("survey_answers_kept_days") * (int64_t)DAY };
}

static bool erase_is_needed(struct view *view)
{
	return answers_are_old(view, old_since());
}

static bool erase_run(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job), the_system);
	int64_t gone = answers_erase_old(change, old_since());

	if (change_commit(change) != COMMITTED) {
		job_say(job, "%s", _("Somebody else was writing all the time. Try again."));
		return false;
	}
	job_say(job, _("The answers of %lld rounds are erased. What was computed of them stays."), (long long)gone);
	return true;
}

const struct job_kind surveys_jobs[] = {
	{ .name = "survey-compute", .label = N_("Compute a round of a survey"), .need = MAY_surveys_write,
	  .run = compute_run, .is_hidden = true },
	{ .name = "survey-erase", .label = N_("Erase the answers of surveys whose time has come"),
	  .need = MAY_surveys_write, .run = erase_run, .is_needed = erase_is_needed, .is_hidden = true,
	  .every_minutes = NIGHT_MINUTES },
	{ .name = NULL },
};
