/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/table_import.c - notices from a CSV of somebody else's make, through kit/import.
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "base/crypto.h"
#include "store/search.h"

static void judge(struct view *view, void *row, struct problems *problems)
{
	struct notice *notice = row;

	(void)view;
	if (!notice->title.len && !notice->summary.len && !notice->kind.len)
		problem_add(problems, "title", "%s",
			_("A notice needs a title, a summary or a kind."));
	if ((notice->lat != 0) != (notice->lon != 0))
		problem_add(problems, "lat", "%s",
			_("Give both latitude and longitude, or neither."));
}

static const struct form notice_form = {
	.record = &notice_record,
	.fields = FIELDS("published_at", "occurred_at", "source_key", "kind", "title", "summary",
	                 "body", "place_name", "municipality", "lat", "lon", "url", "cost"),
	.judge = judge,
};

/* All that a file says of a notice: a cost that is corrected is a change too. */
static struct str row_digest(struct arena *arena, const struct notice *notice)
{
	return digest_hex(arena, arena_print(arena, "%.*s\n%lld\n%.*s\n%.*s\n%.7f %.7f\n%.*s\n%lld\n%.*s",
		STR(notice_digest(arena, notice)), (long long)notice->occurred_at.seconds,
		STR(notice->body), STR(notice->municipality), notice->lat, notice->lon,
		STR(notice->url), (long long)notice->cost, STR(notice->extra)));
}

/* The names of the map, read once for each import. */
static const struct gazetteer *gazetteer_kept(struct view *view, int64_t import_id)
{
	enum { KEPT_BYTES = 64 << 20 };
	static struct arena *arena;
	static struct gazetteer *kept;
	static int64_t kept_for;

	if (kept_for != import_id) {
		arena_close(arena);
		arena = arena_open(KEPT_BYTES);
		kept = gazetteer_read(view, arena);
		kept_for = import_id;
	}
	return kept;
}

static void fill(struct change *change, struct notice *notice, struct str source,
                 struct str key, int64_t import_id)
{
	notice->source = source;
	notice->source_key = key;
	notice->import_id = import_id;
	notice->versions = 1;
	if (!notice->title.len)
		notice->title = notice->kind.len ? notice->kind
			: str_letters_part(notice->summary, 100);
	if (!notice->extra.len)
		notice->extra = S("{}");
	notice_place(gazetteer_kept(change_view(change), import_id), change_view(change), notice);
	notice->digest = row_digest(change_arena(change), notice);
}

static enum import_did change_row(struct change *change, const struct notice *old,
                                  struct notice *now, int64_t import_id)
{
	if (str_equals(old->digest, now->digest))
		return IMPORT_SAME;
	now->id = old->id;
	now->public_id = old->public_id;
	now->import_id = old->import_id;
	now->versions = old->versions;
	notice_replace(change, old, now, import_id);
	return IMPORT_CHANGED;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	struct notice *notice = row->row;
	struct notice *old = notice_of_source(change_view(change), source, row->key);

	fill(change, notice, source, row->key, import_id);
	if (old)
		return change_row(change, old, notice, import_id);
	notice->search_text = notice_search_text(change_arena(change), notice);
	change_insert(change, &notice_record.shape, notice);
	search_put(change, "notice", notice->id, S(""), notice->search_text);
	return IMPORT_ADDED;
}

const struct import_kind notices_imports[] = {
	{ .name = "notice", .label = N_("External notices"), .need = MAY_notices_import,
	  .form = &notice_form, .put = put, .undo = notices_undo_in },
	{ .name = NULL },
};
