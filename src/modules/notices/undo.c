/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/undo.c - taking an import back as one act, and placing every notice anew.
 */
#include "modules/notices/inside.h"

#include "base/say.h"
#include "store/search.h"

enum { UNDO_BYTES = 64 << 20 };

static const struct who system_who = { .is_system = true };

static void commit(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not take the import back.", "others wrote at the same time");
}

/* What an import changed becomes as it was before. */
static void restore(struct store *store, struct arena *arena, const struct notice_version *version)
{
	struct change *change = change_open(store, arena, system_who);
	struct notice *row = notice_by_id(change_view(change), version->notice_id);
	struct str words_before;

	if (!row) {
		change_undo(change);
		return;
	}
	words_before = row->search_text;
	row->kind = version->kind;
	row->title = version->title;
	row->summary = version->summary;
	row->place_name = version->place_name;
	row->published_at = version->published_at;
	row->digest = version->digest;
	row->search_text = search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s",
		STR(row->title), STR(row->summary), STR(row->body), STR(row->place_name)));
	change_update(change, &notice_record.shape, row, row->version);
	search_put(change, "notice", row->id, words_before, row->search_text);
	commit(change);
}

static void restore_changed(struct store *store, struct arena *arena, int64_t import_id)
{
	struct view *view = view_open(store, arena, system_who);
	struct notice_version_list list = versions_of_import(view, import_id);
	struct change *change;

	view_close(view);
	for (size_t i = 0; i < list.count; i++)
		restore(store, arena, &list.at[i]);
	change = change_open(store, arena, system_who);
	versions_delete_import(change, import_id);
	commit(change);
}

/* One batch of added rows away; answers how many, 0 when none are left. */
static int64_t delete_batch(struct store *store, struct arena *arena, int64_t import_id)
{
	struct change *change = change_open(store, arena, system_who);
	struct notice_list list = notices_of_import(change_view(change), import_id, 0);
	int64_t gone = 0;

	for (size_t i = 0; i < list.count; i++)
		search_put(change, "notice", list.at[i].id, list.at[i].search_text, S(""));
	if (list.count)
		gone = notices_delete_import(change, import_id, list.at[0].id,
			list.at[list.count - 1].id);
	commit(change);
	return gone;
}

int64_t notices_undo(struct store *store, int64_t import_id)
{
	struct arena *arena = arena_open(UNDO_BYTES);
	int64_t gone, all = 0;

	restore_changed(store, arena, import_id);
	do {
		arena_clear(arena);
		gone = delete_batch(store, arena, import_id);
		all += gone;
	} while (gone);
	arena_close(arena);
	return all;
}
