/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/make.c - making packs: every night, when rosters have changed, and when asked for.
 *
 * The file is written before the row that tells of it: a row without its file would be a
 * promise that nothing keeps.
 */
#include "modules/packs/take.h"

#include "base/crypto.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "modules/alarms/alarms.h"

#include <unistd.h>

enum { ROUND_MINUTES = 5, FILE_MINUTES = 30, WATCH_MINUTES = 15, FIRST_MINUTES = 15, PAPER_MEMORY = 96 << 20 };

static const struct who the_system = { .is_system = true };

const char *pack_path(struct arena *arena, const struct pack *pack)
{
	return arena_print(arena, "%s/%.*s.html", folder_path(arena, "packs"),
		STR(pack->public_id)).at;
}

/* ---- One -------------------------------------------------------------------------------- */

static const struct pack_unit *unit_of(const struct pack_unit_list *units, int64_t unit_id)
{
	for (size_t i = 0; i < units->count; i++)
		if (units->at[i].unit_id == unit_id)
			return &units->at[i];
	return NULL;
}

void pack_copy_outside(struct arena *arena, struct str name, struct str content)
{
	struct str folder = setting_text("pack_folder");

	if (folder.len && access(str_z(arena, folder), W_OK) == 0)
		file_write(arena, arena_print(arena, "%.*s/%.*s", STR(folder), STR(name)).at, content);
}

static struct str paper_of(struct store *store, struct arena *arena, int64_t unit_id,
                           struct pack *pack, struct str *name)
{
	struct view *view = view_open(store, arena, the_system);
	struct pack_unit_list units = pack_units_all(view);
	const struct pack_unit *unit = unit_of(&units, unit_id);
	struct str content = S("");

	if (unit) {
		pack->roster_mark = unit->roster_now;
		content = paper_made(view, unit, pack->public_id, pack->made_at);
		*name = arena_print(arena, "emergency-pack-%.*s.html",
			STR(pack_unit_code(view, unit_id)));
	}
	view_close(view);
	return content;
}

bool pack_make(struct store *store, struct arena *arena, int64_t unit_id,
               enum pack_reason reason, int64_t person_id)
{
	struct pack pack = { .public_id = uuid_v7(arena), .unit_id = unit_id, .reason = reason,
		.made_at = instant_now(), .made_by = person_id };
	struct str name, content = paper_of(store, arena, unit_id, &pack, &name);
	struct change *change;

	if (!content.len)
		return false;
	folder_make(arena, "packs");
	file_write(arena, pack_path(arena, &pack), content);
	pack.bytes = (int64_t)content.len;
	pack.digest = digest_hex(arena, content);
	do {
		pack.id = 0;
		change = change_open(store, arena, the_system);
		change_insert(change, &pack_record.shape, &pack);
	} while (change_commit(change) == CLASHED);
	pack_copy_outside(arena, name, content);
	return true;
}

/* ---- All that are due --------------------------------------------------------------------- */

static struct pack_unit_list units_now(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, the_system);
	struct pack_unit_list units = pack_units_all(view);

	view_close(view);
	return units;
}

static bool make_with(struct job *job, int64_t unit_id, enum pack_reason reason)
{
	struct arena *arena = arena_open(PAPER_MEMORY);
	bool is_made = pack_make(job_store(job), arena, unit_id, reason, job_who(job).person);

	arena_close(arena);
	return is_made;
}

static void old_remove(struct job *job)
{
	struct instant before = { instant_now().seconds - setting_int("pack_kept_days") * DAY };
	struct change *change = change_open(job_store(job), job_arena(job), the_system);
	struct pack_list old = packs_to_remove(change_view(change), before);

	for (size_t i = 0; i < old.count; i++)
		pack_removed(change, &old.at[i], instant_now());
	if (change_commit(change) == CLASHED)
		return;
	for (size_t i = 0; i < old.count; i++)
		unlink(pack_path(job_arena(job), &old.at[i]));
}

static bool packs_run(struct job *job)
{
	struct pack_unit_list units = units_now(job_store(job), job_arena(job));
	struct pack_clock clock = pack_clock_set();
	struct str asked = job_argument(job, "unit");
	size_t made = 0, due = 0;
	int64_t only = 0;

	str_to_int(asked, &only);
	tongue_choose(setting_text("language"));
	for (size_t i = 0; i < units.count && !job_is_cancelled(job); i++) {
		enum pack_reason reason = only ? PACK_asked : pack_due(&units.at[i], &clock, instant_now());

		if (!reason || (only && only != units.at[i].unit_id))
			continue;
		due++;
		made += make_with(job, units.at[i].unit_id, reason);
		job_progress(job, (int64_t)i + 1, (int64_t)units.count, _("Makes emergency packs"));
	}
	old_remove(job);
	job_say(job, plural((int64_t)made, "%zu emergency pack was made.", "%zu emergency packs were made."), made);
	job_result(job, S("/packs"));
	return made == due;
}

static bool packs_are_due(struct view *view)
{
	struct pack_unit_list units = pack_units_all(view);
	struct pack_clock clock = pack_clock_set();

	for (size_t i = 0; i < units.count; i++)
		if (pack_due(&units.at[i], &clock, instant_now()))
			return true;
	return false;
}

/* ---- When one is missing -------------------------------------------------------------------- */

/* Not before packs could have been made: a job that is new is given a moment. */
static struct instant moment_before(struct instant now)
{
	return (struct instant){ now.seconds - FIRST_MINUTES * MINUTE };
}

/* Whom it is told to, and how; each file gives the rest. */
static struct alarm_told telling_of(struct change *change)
{
	struct keeper_list keepers = pack_keepers(change_view(change));
	int64_t *people = arena_array(change_arena(change), int64_t, keepers.count + 1);

	for (size_t i = 0; i < keepers.count; i++)
		people[i] = keepers.at[i].person_id;
	return (struct alarm_told){ .kind = "pack", .channel = "pack_channel",
		.count = keepers.count, .people = people };
}

static bool pack_tell(struct change *change, const struct pack_unit *unit, struct str today,
                      struct alarm_told telling)
{
	struct arena *arena = change_arena(change);
	struct str name = pack_unit_name(change_view(change), unit->unit_id);

	telling.unit_id = unit->unit_id;
	telling.title = name;
	telling.key = arena_print(arena, "pack %lld %.*s", (long long)unit->unit_id, STR(today));
	telling.words = unit->made_at.seconds
		? arena_print(arena, _("The emergency pack of %.*s is from %.*s. See Jobs why no newer one is made."),
			STR(name), STR(tongue_instant(arena, unit->made_at)))
		: arena_print(arena, _("%.*s has no emergency pack. See Jobs why none is made."), STR(name));
	return alarm_tell(change, &telling);
}

static bool file_tell(struct change *change, int64_t unit_id, struct str today,
                      struct alarm_told telling)
{
	telling.unit_id = unit_id;
	telling.title = str_of(_("The file for a laptop"));
	telling.key = arena_print(change_arena(change), "pack file %.*s", STR(today));
	telling.words = str_of(_("The file for a laptop is missing or too old. See Jobs why none is made."));
	return alarm_tell(change, &telling);
}

size_t packs_tell(struct change *change, struct instant now)
{
	struct pack_unit_list units = pack_units_all(change_view(change));
	struct str today = date_iso(change_arena(change), instant_date(now));
	struct alarm_told telling = telling_of(change);
	struct pack_clock clock = pack_clock_set();
	size_t told = 0;

	for (size_t i = 0; i < units.count; i++)
		if (pack_is_old(&units.at[i], &clock, now))
			told += pack_tell(change, &units.at[i], today, telling);
	if (units.count && pack_file_is_old(change_view(change), now)
	    && pack_job_has_run(change_view(change), "pack-file", moment_before(now)))
		told += file_tell(change, units.at[0].unit_id, today, telling);
	return told;
}

static bool watch_run(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job), the_system);
	size_t told;

	tongue_choose(setting_text("language"));
	told = packs_tell(change, instant_now());
	job_say(job, plural((int64_t)told, "%zu missing pack was told of.", "%zu missing packs were told of."), told);
	return change_commit(change) == COMMITTED;
}

static bool watch_is_needed(struct view *view)
{
	return alarm_may_tell(view, "pack_channel")
		&& pack_job_has_run(view, "packs", moment_before(instant_now()));
}

const struct job_kind packs_jobs[] = {
	{ .name = "packs", .label = N_("Make emergency packs"), .need = MAY_settings_write,
	  .run = packs_run, .every_minutes = ROUND_MINUTES, .is_needed = packs_are_due },
	{ .name = "pack-file", .label = N_("Make the file for a laptop"), .need = MAY_settings_write,
	  .run = pack_file_run, .every_minutes = FILE_MINUTES, .is_needed = pack_file_is_due },
	{ .name = "packs-watch", .label = N_("Tell of emergency packs that are missing"),
	  .need = MAY_settings_write, .run = watch_run, .is_hidden = true,
	  .every_minutes = WATCH_MINUTES, .is_needed = watch_is_needed },
	{ .name = NULL },
};

/* ---- The demo --------------------------------------------------------------------------------- */

/* The city's and those of a few units; the rest come when it is served. */
void packs_demo(struct store *store, int scale)
{
	enum { DEMO_PACKS = 3 };
	struct arena *arena = arena_open(PAPER_MEMORY);
	struct pack_unit_list units = units_now(store, arena);

	(void)scale;
	tongue_choose(setting_text("language"));
	for (size_t i = 0; i < units.count && i < DEMO_PACKS; i++) {
		struct arena *own = arena_open(PAPER_MEMORY);

		pack_make(store, own, units.at[i].unit_id, PACK_nightly, 0);
		arena_close(own);
	}
	arena_close(arena);
}
