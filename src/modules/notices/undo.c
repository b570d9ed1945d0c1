/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/undo.c - taking an import back as one act.
 */
#include "modules/notices/inside.h"

#include "base/say.h"
#include "store/search.h"

enum { UNDO_BYTES = 256 << 20, TRIES = 8 };

static const struct who system_who = { .is_system = true };

/* A page of what the import changed becomes as it was; false when nothing is left. */
static bool restore_batch(struct change *change, int64_t import_id)
{
	struct import_kept_list list = import_kept(change_view(change), import_id, "notice");

	for (size_t i = 0; i < list.count; i++)
		if (!import_kept_hand_on(change, "notice", &list.at[i]))
			notice_restore(change, &list.at[i]);
	return list.count > 0;
}

/* A page of what it added goes; answers how many, 0 when none are left. */
static int64_t delete_batch(struct change *change, int64_t import_id)
{
	struct notice_found_list list = notices_of_import(change_view(change), import_id);

	for (size_t i = 0; i < list.count; i++)
		search_put(change, "notice", list.at[i].id, list.at[i].search_text, S(""));
	return list.count ? notices_delete_import(change, import_id, list.at[0].id,
		list.at[list.count - 1].id) : 0;
}

int64_t notices_undo_in(struct change *change, int64_t import_id)
{
	int64_t gone, all = 0;

	while (restore_batch(change, import_id))
		;
	versions_delete_import(change, import_id);
	while ((gone = delete_batch(change, import_id)) > 0)
		all += gone;
	return all;
}

/* One page in a change of its own, so that others can write between; -1 nothing is left. */
static int64_t undo_page(struct store *store, struct arena *arena, int64_t import_id)
{
	for (int i = 0; i < TRIES; i++) {
		struct change *change;
		int64_t gone = 0;
		bool is_left;

		arena_clear(arena);
		change = change_open(store, arena, system_who);
		is_left = restore_batch(change, import_id);
		if (!is_left) {
			versions_delete_import(change, import_id);
			gone = delete_batch(change, import_id);
			is_left = gone > 0;
		}
		if (change_commit(change) == COMMITTED)
			return is_left ? gone : -1;
	}
	abandon("Could not take the import back.", "others wrote at the same time");
}

int64_t notices_undo(struct store *store, int64_t import_id)
{
	struct arena *arena = arena_open(UNDO_BYTES);
	int64_t gone, all = 0;

	while ((gone = undo_page(store, arena, import_id)) >= 0)
		all += gone;
	arena_close(arena);
	return all;
}
