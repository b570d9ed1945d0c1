/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/run.c - the job and the command that count a month and make its packs.
 *
 * It starts by itself on the day and hour of the settings and makes what is missing of the month
 * that is due; and counts again what was sent for the months before.  A pack is one change: who
 * cancels leaves whole packs, and the next run makes the rest.
 */
#include "modules/monthly/inside.h"

#include "base/say.h"
#include "kit/argument.h"
#include "kit/setting.h"
#include "modules/people/people.h"

#include <stdio.h>

enum { EVERY_MINUTES = 20, EXIT_USAGE = 2, COUNT_BYTES = 1 << 30, COMMAND_BYTES = 1 << 20 };

static const struct who the_system = { .is_system = true };

static struct date month_due(void)
{
	return monthly_due(setting_within("monthly_day", 1, 28), setting_within("monthly_hour", 0, 23),
		instant_now());
}

/* ---- Making ---------------------------------------------------------------------------------------- */

static struct monthly_pack pack_of(struct arena *arena, const struct monthly_making *making,
                                   const struct monthly_body *body)
{
	struct monthly_pack pack = { .unit_id = making->unit_id, .period = body->period,
		.edition = making->edition, .replaces_id = making->replaces_id, .state = MONTHLY_made,
		.reason = making->reason, .made_by = making->person_id, .made_name = making->person_name,
		.made_at = instant_now() };

	pack.query = monthly_query_write(arena, body);
	pack.body = monthly_body_write(arena, body);
	pack.digest = monthly_digest(arena, pack.query, pack.body);
	return pack;
}

bool monthly_make(struct store *store, struct arena *arena, const struct monthly_making *making,
                  const struct monthly_body *body)
{
	struct monthly_pack pack;
	struct change *change;
	bool is_new;

	do {
		change = change_open(store, arena, the_system);
		is_new = !monthly_is_made(change_view(change), making->unit_id, body->period, making->edition);
		pack = pack_of(arena, making, body);
		if (is_new)
			change_insert(change, &monthly_pack_record.shape, &pack);
	} while (change_commit(change) == CLASHED);
	return is_new;
}

struct running {
	struct job *job;
	struct arena *arena;            /* of the counting */
	struct str person_name, reason;
	int64_t done, total;
};

static bool packs_make(struct running *running, const struct unit_list *units, const struct monthly_body_list *bodies,
                       const struct monthly_pack *corrects)
{
	struct monthly_making making = { .person_id = job_who(running->job).person,
		.person_name = running->person_name, .reason = running->reason,
		.replaces_id = corrects ? corrects->id : 0, .edition = corrects ? corrects->edition + 1 : 1 };

	for (size_t i = 0; i < units->count; i++) {
		if (job_is_cancelled(running->job))
			return false;
		making.unit_id = units->at[i].id;
		running->done += monthly_make(job_store(running->job), running->arena, &making, &bodies->at[i]);
		job_progress(running->job, (int64_t)i + 1, (int64_t)units->count, _("Making packs"));
	}
	return true;
}

/* ---- Counted again ----------------------------------------------------------------------------------- */

static void again_keep(struct running *running, const struct monthly_pack *pack, const struct monthly_body *body)
{
	struct monthly_again again = { .pack_id = pack->id, .at = instant_now() };
	struct change *change;

	again.query = monthly_query_write(running->arena, body);
	again.body = monthly_body_write(running->arena, body);
	again.digest = monthly_digest(running->arena, pack->query, again.body);
	do {
		change = change_open(job_store(running->job), running->arena, the_system);
		monthly_again_keep(change, &again);
	} while (change_commit(change) == CLASHED);
}

/* The newest that was sent of each unit. */
static bool month_again(struct running *running, struct date month)
{
	struct view *view = view_open(job_store(running->job), running->arena, the_system);
	struct monthly_pack_list packs = monthly_sent_newest(view, monthly_period(running->arena, month));
	struct unit_list units = packs.count ? monthly_units(view, month) : (struct unit_list){ 0 };
	struct monthly_body_list bodies = monthly_count(view, month, &units);

	view_close(view);
	for (size_t p = 0; p < packs.count; p++) {
		if (job_is_cancelled(running->job))
			return false;
		for (size_t u = 0; u < units.count; u++)
			if (units.at[u].id == packs.at[p].unit_id)
				again_keep(running, &packs.at[p], &bodies.at[u]);
		job_progress(running->job, (int64_t)p + 1, (int64_t)packs.count, _("Counting again"));
	}
	running->total += (int64_t)packs.count;
	return true;
}

/* ---- The job ------------------------------------------------------------------------------------------ */

/* Which month; the last that is over and due when none is said.  False: it is none. */
static bool month_asked(struct job *job, const char *name, struct date *month)
{
	struct str said = job_argument(job, name);

	*month = month_due();
	if (!said.len)
		return true;
	if (monthly_read(said, month) && date_compare(*month, date_month_start(date_today())) < 0)
		return true;
	job_say(job, _("%.*s is no month that is over. Write one as 2026-03."), STR(said));
	return false;
}

static bool month_make(struct running *running, struct date month)
{
	struct monthly_body_list bodies = { 0 };
	struct unit_list units;
	struct view *view;

	job_progress(running->job, 0, 0, _("Counting the month"));
	view = view_open(job_store(running->job), running->arena, the_system);
	units = monthly_missing_all(view, month);
	if (units.count)
		bodies = monthly_count(view, month, &units);
	view_close(view);
	return packs_make(running, &units, &bodies, NULL);
}

static bool pack_correct(struct running *running, int64_t pack_id)
{
	struct view *view = view_open(job_store(running->job), running->arena, the_system);
	const struct monthly_pack *pack = monthly_any(view, pack_id);
	struct unit_list units = { 0 };
	struct monthly_body_list bodies = { 0 };
	struct date month;

	if (pack && monthly_read(pack->period, &month)) {
		const struct unit *unit = unit_get(view, pack->unit_id);

		units = (struct unit_list){ unit != NULL, (struct unit *)(uintptr_t)unit };
		bodies = monthly_count(view, month, &units);
	}
	view_close(view);
	return !pack || packs_make(running, &units, &bodies, pack);
}

static struct str name_of(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct str name = person_name_kept(view, job_who(job).person);

	view_close(view);
	return name;
}

static bool cancelled(struct running *running)
{
	job_say(running->job, _("Stopped. %lld packs were made; the rest are made the next time."),
		(long long)running->done);
	return false;
}

static bool run_made(struct running *running, struct date month)
{
	int back = setting_within("monthly_again_months", 0, 24);

	if (!month_make(running, month))
		return cancelled(running);
	for (int i = 1; i <= back; i++) {
		arena_clear(running->arena);
		if (!month_again(running, date_add_months(month, -i)))
			return cancelled(running);
	}
	job_count(running->job, running->done, running->done, "");
	job_result(running->job, arena_print(job_arena(running->job), "/monthly/%.*s",
		STR(monthly_period(job_arena(running->job), month))));
	job_say(running->job, plural(running->done, "%lld pack was made for %.*s.", "%lld packs were made for %.*s."),
		(long long)running->done, STR(monthly_period(job_arena(running->job), month)));
	return true;
}

static bool run_again(struct running *running, struct date month)
{
	if (!month_again(running, month))
		return cancelled(running);
	job_result(running->job, arena_print(job_arena(running->job), "/monthly/%.*s",
		STR(monthly_period(job_arena(running->job), month))));
	job_say(running->job, plural(running->total, "%lld pack was counted again.", "%lld packs were counted again."),
		(long long)running->total);
	return true;
}

static bool run_corrected(struct running *running, int64_t pack_id)
{
	running->reason = job_argument(running->job, "reason");
	if (!pack_correct(running, pack_id))
		return cancelled(running);
	job_result(running->job, job_argument(running->job, "path"));
	job_say(running->job, running->done ? _("The new edition is made. A named person approves it.")
		: _("There is a later edition already. Nothing was made."));
	return true;
}

static bool monthly_run(struct job *job)
{
	struct running running = { .job = job, .person_name = name_of(job) };
	struct date month, again;
	int64_t pack_id = 0;
	bool is_well;

	if (!month_asked(job, "period", &month) || !month_asked(job, "again", &again) || !job_turn_take(job))
		return false;
	running.arena = arena_open(COUNT_BYTES);
	if (str_to_int(job_argument(job, "pack"), &pack_id) && pack_id)
		is_well = run_corrected(&running, pack_id);
	else if (job_argument(job, "again").len)
		is_well = run_again(&running, again);
	else
		is_well = run_made(&running, month);
	arena_close(running.arena);
	return is_well;
}

static bool monthly_is_needed(struct view *view)
{
	return monthly_missing_all(view, month_due()).count > 0;
}

const struct job_kind monthly_jobs[] = {
	{ .name = "monthly-packs", .label = N_("Make the monthly packs of the units"), .need = MAY_monthly_write,
	  .run = monthly_run, .every_minutes = EVERY_MINUTES, .is_needed = monthly_is_needed },
	{ .name = "monthly-letters", .label = N_("Write to those who receive monthly packs"),
	  .need = MAY_jobs_read, .run = monthly_letters_run, .recover = monthly_letters_recover,
	  .is_hidden = true, .every_minutes = 60, .is_needed = monthly_letters_are_needed },
	{ .name = NULL },
};

/* ---- The command ---------------------------------------------------------------------------------------- */

static int monthly_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(COMMAND_BYTES);
	struct str month = argument_text(argc, argv, "month");
	struct date first;
	bool is_fine;

	if ((argument_is_given(argc, argv, "month") && !monthly_read(month, &first)) || argc > 3) {
		fprintf(stderr, "varn monthly [--month 2026-03]\n");
		arena_close(arena);
		return EXIT_USAGE;
	}
	is_fine = job_run_here(store, "monthly-packs", month.len
		? arena_print(arena, "{\"period\":\"%.*s\"}", STR(month)) : S("{}"), NULL, 0);
	arena_close(arena);
	return is_fine ? 0 : 1;
}
const struct command monthly_commands[] = {
	{ "monthly", "monthly [--month 2026-03]", "makes the statistics of a month for each committee and company",
	  monthly_command },
	{ NULL, NULL, NULL, NULL },
};
