/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/nightly.c - the file for a laptop that the service makes by itself each night.
 *
 * It follows the reading of a person whom the city has named, so there is no second list of
 * rights; the passphrase is in a file that only the service reads.  While no person is named
 * nothing is made.
 */
#include "modules/packs/take.h"

#include "base/crypto.h"
#include "kit/folder.h"
#include "kit/setting.h"

#include <unistd.h>

static const struct who the_system = { .is_system = true };

static int64_t person_named(struct view *view)
{
	struct str login = setting_text("pack_file_as");

	return login.len ? pack_file_person(view, login) : 0;
}

static const char *path_in(struct arena *arena, const char *folder)
{
	return arena_print(arena, "%s/" PACK_FILE_NAME, folder).at;
}

/* As the rules of packs want it: of rosters it knows nothing. */
static struct pack_unit newest(struct view *view)
{
	struct arena *arena = view_arena(view);
	struct pack_unit file = { .made_at = pack_file_last(view, person_named(view)) };

	if (access(path_in(arena, folder_path(arena, "packs")), F_OK) != 0)
		file.made_at.seconds = 0;
	return file;
}

bool pack_file_is_due(struct view *view)
{
	struct pack_unit file = newest(view);
	struct pack_clock clock = pack_clock_set();

	return setting_text("pack_file_as").len && pack_due(&file, &clock, instant_now());
}

bool pack_file_is_old(struct view *view, struct instant now)
{
	struct pack_unit file = newest(view);
	struct pack_clock clock = pack_clock_set();

	return setting_text("pack_file_as").len && pack_is_old(&file, &clock, now);
}

/* ---- Making it -------------------------------------------------------------------------------- */

static bool taking_of(struct store *store, struct arena *arena, struct taking *taking,
                      struct str *problem)
{
	struct str path = setting_text("pack_passphrase_file");
	struct view *view = view_open(store, arena, the_system);

	*taking = (struct taking){ .person_id = person_named(view), .is_nightly = true };
	view_close(view);
	if (!taking->person_id) {
		*problem = arena_print(arena, _("Nobody who may sign in is called %.*s. Change the setting pack_file_as."),
			STR(setting_text("pack_file_as")));
		return false;
	}
	view = view_open(store, arena, (struct who){ .person = taking->person_id });
	taking->unit_id = pack_unit_top(view);
	view_close(view);
	taking->passphrase = passphrase_in(arena, path);
	if (!taking->passphrase.len)
		*problem = arena_print(arena, _("There is no passphrase in the file %.*s. Change the setting pack_passphrase_file."),
			STR(path));
	return taking->passphrase.len > 0;
}

bool pack_file_make(struct store *store, struct arena *arena, struct pack_file *file,
                    struct str *problem)
{
	struct taking taking;
	struct str closed;

	if (!taking_of(store, arena, &taking, problem))
		return false;
	closed = pack_taken(store, arena, &taking, file, problem);
	if (!closed.len)
		return false;
	/* The newest has always the same name, here and outside. */
	file_write(arena, path_in(arena, folder_make(arena, "packs")), closed);
	pack_file_put(store, arena, file);
	pack_copy_outside(arena, S(PACK_FILE_NAME), closed);
	return true;
}

bool pack_file_run(struct job *job)
{
	struct arena *arena = arena_open(TAKE_MEMORY);
	struct pack_file file;
	struct str problem;
	bool is_made;

	tongue_choose(setting_text("language"));
	is_made = pack_file_make(job_store(job), arena, &file, &problem);
	if (is_made)
		job_say(job, plural(file.signers, "The file was made. %lld person can sign in to it.",
			"The file was made. %lld people can sign in to it."), (long long)file.signers);
	else
		job_say(job, "%.*s", STR(problem));
	job_result(job, S("/packs"));
	arena_close(arena);
	return is_made;
}
