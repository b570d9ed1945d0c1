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
static void restore(struct change *change, const struct notice_version *version)
{
	struct arena *arena = change_arena(change);
	struct notice *row = notice_by_id(change_view(change), version->notice_id);
	struct str words_before;

	if (!row)
		return;
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
}

static void restore_changed(struct change *change, int64_t import_id)
{
	struct notice_version_list list = versions_of_import(change_view(change), import_id);

	for (size_t i = 0; i < list.count; i++)
		restore(change, &list.at[i]);
	versions_delete_import(change, import_id);
}

/* One batch of added rows away; answers how many, 0 when none are left. */
static int64_t delete_batch(struct change *change, int64_t import_id)
{
	struct notice_list list = notices_of_import(change_view(change), import_id, 0);

	for (size_t i = 0; i < list.count; i++)
		search_put(change, "notice", list.at[i].id, list.at[i].search_text, S(""));
	return list.count ? notices_delete_import(change, import_id, list.at[0].id,
		list.at[list.count - 1].id) : 0;
}

int64_t notices_undo_in(struct change *change, int64_t import_id)
{
	int64_t gone, all = 0;

	restore_changed(change, import_id);
	while ((gone = delete_batch(change, import_id)) > 0)
		all += gone;
	return all;
}

int64_t notices_undo(struct store *store, int64_t import_id)
{
	struct arena *arena = arena_open(UNDO_BYTES);
	struct change *change = change_open(store, arena, system_who);
	int64_t gone, all = 0;

	restore_changed(change, import_id);
	commit(change);
	do {
		arena_clear(arena);
		change = change_open(store, arena, system_who);
		gone = delete_batch(change, import_id);
		commit(change);
		all += gone;
	} while (gone);
	arena_close(arena);
	return all;
}
