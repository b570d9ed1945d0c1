/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/versions.c - a notice that is changed by an import, and what is kept of before.
 *
 * Two things are kept: what the source said (notice_version: history for people, as long as
 * the notice) and the whole row (import_before: for undo, as long as that is possible).
 */
#include "modules/notices/inside.h"

#include "store/search.h"

struct str notice_search_text(struct arena *arena, const struct notice *notice)
{
	return search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s", STR(notice->title),
		STR(notice->summary), STR(notice->body), STR(notice->place_name)));
}

static struct notice_version version_of(const struct notice *notice, int64_t notice_id,
                                        struct instant seen, int64_t import_id)
{
	return (struct notice_version){
		.notice_id = notice_id, .seen_at = seen, .kind = notice->kind,
		.title = notice->title, .summary = notice->summary,
		.place_name = notice->place_name, .published_at = notice->published_at,
		.digest = notice->digest, .import_id = import_id,
	};
}

void notice_replace(struct change *change, const struct notice *old, struct notice *now,
                    int64_t import_id)
{
	struct notice_version before = version_of(old, old->id, instant_now(), import_id);

	import_keep(change, import_id, &notice_record.shape, old->id, old);
	if (!str_equals(old->digest, now->digest)) {
		change_insert(change, &notice_version_record.shape, &before);
		now->versions = old->versions + 1;
	}
	now->search_text = notice_search_text(change_arena(change), now);
	change_update(change, &notice_record.shape, now, old->version);
	search_put(change, "notice", now->id, old->search_text, now->search_text);
}

bool notice_tell(struct change *change, int64_t notice_id, const struct notice *said,
                 struct instant seen, int64_t import_id)
{
	struct notice_version version = version_of(said, notice_id, seen, import_id);

	if (notice_version_is_kept(change_view(change), notice_id, said->digest))
		return false;
	change_insert(change, &notice_version_record.shape, &version);
	notice_count_versions(change, notice_id);
	return true;
}

void notice_restore(struct change *change, const struct import_kept *kept)
{
	struct notice *row = import_kept_row(change_arena(change), kept, &notice_record.shape);
	struct notice *now = notice_by_id(change_view(change), kept->row_id);

	if (!row || !now)
		return;
	change_update(change, &notice_record.shape, row, now->version);
	search_put(change, "notice", row->id, now->search_text, row->search_text);
}
