/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/take.c - making the file that goes along, and codes; see take.h. */
#include "modules/packs/take.h"

#include "base/box.h"
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/key.h"
#include "kit/setting.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <unistd.h>

extern const struct embedded schema_files[], access_files[];

enum { CODE_LETTERS = 12 };     /* 30 letters each: 59 bits, behind argon2id and the passphrase */

static const struct who the_system = { .is_system = true };

/* ---- Codes ---------------------------------------------------------------------------------- */

struct str pack_code_make(struct change *change, int64_t person_id)
{
	struct str code = random_code(change_arena(change), CODE_LETTERS);
	struct pack_code row = { .person_id = person_id, .made_at = instant_now(),
		.hash = password_hash(change_arena(change), code) };

	pack_codes_end(change, person_id, row.made_at);
	change_insert(change, &pack_code_record.shape, &row);
	return code;
}

/* ---- The database of the copy ------------------------------------------------------------------ */

static void file_forget(struct arena *arena, const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < COUNT(endings); i++)
		unlink(arena_print(arena, "%s%s", path, endings[i]).at);
}

static void rows_copy(struct store *city, struct store *copy, struct arena *arena,
                      const struct taking *taking, struct pack_file *file)
{
	struct view *view = view_open(city, arena, (struct who){ .person = taking->person_id });
	struct change *change = change_open(copy, arena, the_system);
	struct grid signers;

	file->signers = city_copy(view, change, taking->unit_id);
	view_close(view);
	view = view_open(city, arena, the_system);
	signers = pack_signers(view);
	view_close(view);
	for (size_t i = 0; i < signers.rows; i++)
		signer_put(change, &signers, i);
	away_put(change, file, setting_text("city_name"));
	unit_closure_make(change);
	roles_spread(change);
	must(change_commit(change) == COMMITTED);
}

/* What is left after a back-up is one file, whatever the database had beside it. */
static struct str copy_made(struct store *city, struct arena *arena, const struct taking *taking,
                            struct pack_file *file)
{
	const char *folder = folder_make(arena, "packs/making");
	const char *path = arena_print(arena, "%s/%.*s.db", folder, STR(file->public_id)).at;
	const char *whole = arena_print(arena, "%s/%.*s.whole", folder, STR(file->public_id)).at;
	struct store *copy = store_open(arena_print(arena, "sqlite:%s", path).at);
	struct str content = S(""), mapped;
	bool is_copied;

	folder_sweep(folder, HOUR);     /* what one that fell left lies open */
	store_migrate(copy, schema_files, access_files);
	rows_copy(city, copy, arena, taking, file);
	is_copied = store_backup(copy, whole);
	store_close(copy);
	if (is_copied && file_map(whole, &mapped)) {
		content = mapped.len <= BOX_MOST_CONTENT ? arena_copy(arena, mapped) : S("");
		file_unmap(mapped);
	}
	file_forget(arena, path);
	file_forget(arena, whole);
	return content;
}

/* ---- The file ----------------------------------------------------------------------------------- */

static struct str hindrance(struct store *store, struct arena *arena, const struct taking *taking)
{
	struct view *view = view_open(store, arena, (struct who){ .person = taking->person_id });
	bool may = pack_unit_get(view, taking->unit_id) != NULL;

	view_close(view);
	if (!may)
		return str_of(_("This person may not read the emergency pack of that unit, and so may not take it along."));
	if (taking->passphrase.len < BOX_SHORTEST_PASSPHRASE)
		return arena_print(arena, _("The passphrase is too short: give it at least %d letters, five words that nobody would guess."),
			BOX_SHORTEST_PASSPHRASE);
	return S("");
}

void pack_file_put(struct store *store, struct arena *arena, struct pack_file *file)
{
	struct change *change;

	do {
		file->id = 0;
		change = change_open(store, arena, (struct who){ .person = file->made_by });
		change_insert(change, &pack_file_record.shape, file);
	} while (change_commit(change) == CLASHED);
}

struct str pack_taken(struct store *store, struct arena *arena, const struct taking *taking,
                      struct pack_file *file, struct str *problem)
{
	struct str content, closed;

	*file = (struct pack_file){ .public_id = uuid_v7(arena), .unit_id = taking->unit_id,
		.made_at = instant_now(), .made_by = taking->person_id,
		.is_nightly = taking->is_nightly };
	*problem = hindrance(store, arena, taking);
	if (problem->len)
		return S("");
	content = copy_made(store, arena, taking, file);
	if (!file->signers)
		*problem = str_of(_("Nobody could sign in to it: no one whose roles you read has an emergency code. Make one under Emergency packs, or with varn pack code."));
	else if (!content.len)
		*problem = str_of(_("The copy could not be made: it is larger than a laptop may take along."));
	if (problem->len)
		return S("");
	closed = box_made(arena, &(struct box_make){ BOX_pack, taking->passphrase,
		service_key(arena, "pack") }, content);
	file->bytes = (int64_t)closed.len;
	file->digest = digest_hex(arena, closed);
	return closed;
}
