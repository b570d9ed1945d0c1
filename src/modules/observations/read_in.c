/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * observations/read_in.c - observations from a file, as a landlord sends them; erasing them in time.
 *
 * Each line goes through the judgement of the form, names and numbers too.  A line that was read in
 * before stays as it is; undo takes away what a file added to weeks that are not decided.
 */
#include "modules/observations/inside.h"

#include "modules/events/events.h"

enum { NIGHT_MINUTES = 1440, ARENA_BYTES = 1 << 20 };

static void line_judge(struct view *view, void *row, struct problems *problems)
{
	const struct told_observation *told = row;

	told_form.judge(view, row, problems);
	if (words_guard(view_arena(view), told->words) == WORDS_ARE_PROTECTIVE)
		problem_add(problems, "words", "%s", _("Write nothing that may be secret."));
}

static const struct form line_form = { .record = &est_told_record,
	.fields = FIELDS("factor", "area_id", "severity", "source", "words", "place_id", "seen_at", "is_still_there"),
	.judge = line_judge };

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	struct observation seen = observation_of(change_view(change), row->row);

	if (observation_is_read_in(change_view(change), source, row->key))
		return IMPORT_SAME;
	seen.import_id = import_id;
	seen.import_source = source;
	seen.import_key = row->key;
	observation_add(change, &seen);
	return IMPORT_ADDED;
}

const struct import_kind observations_imports[] = {
	{ .name = "observation", .label = N_("Observations by the EST way"), .need = MAY_observations_decide,
	  .form = &line_form, .put = put, .undo = observations_remove, .is_private = true },
	{ .name = NULL },
};

/* ---- Erasing --------------------------------------------------------------------------------- */

static bool erase_run(struct job *job)
{
	int64_t days = setting_int("observation_days_kept"), erased;
	struct change *change;

	if (days <= 0) {
		job_say(job, "%s", _("Observations are kept for ever: the setting says so."));
		return true;
	}
	do {
		change = change_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
		erased = observations_erase(change, est_monday(date_add_days(date_today(), (int)-days)));
		if (erased)
			change_note(change, "observation", 0, "erase", arena_print(job_arena(job),
				"{\"observations\":%lld}", (long long)erased));
	} while (change_commit(change) != COMMITTED);
	job_say(job, _("%lld observations have been erased; their sums stay."), (long long)erased);
	return true;
}

const struct job_kind observations_jobs[] = {
	{ .name = "observations-erase", .label = N_("Erase old observations"), .need = MAY_jobs_read,
	  .run = erase_run, .every_minutes = NIGHT_MINUTES },
	{ .name = NULL },
};
