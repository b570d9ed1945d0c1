/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/table_import.c - notices from a CSV of somebody else's make, through kit/import.
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "modules/places/places.h"
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

/* By its point when it has one, else by the name of its place. */
static void place_row(struct view *view, struct notice *notice)
{
	if (notice->lat != 0 && notice->lon != 0) {
		notice->area_id = area_at(view, notice->lat, notice->lon,
			instant_date(notice->published_at));
		notice->placed_by = S("point");
	}
	if (!notice->area_id && notice->place_name.len) {
		notice->area_id = area_of_name(view, notice->place_name);
		notice->placed_by = S("name");
	}
	if (!notice->area_id)
		notice->placed_by = S("");
}

static void fill(struct change *change, struct notice *notice, struct str source,
                 struct str key, int64_t import_id)
{
	struct arena *arena = change_arena(change);

	notice->source = source;
	notice->source_key = key;
	notice->import_id = import_id;
	notice->versions = 1;
	if (!notice->title.len)
		notice->title = notice->kind.len ? notice->kind
			: str_letters_part(notice->summary, 100);
	if (!notice->extra.len)
		notice->extra = S("{}");
	place_row(change_view(change), notice);
	notice->digest = notice_digest(arena, notice);
	notice->search_text = search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s",
		STR(notice->title), STR(notice->summary), STR(notice->body),
		STR(notice->place_name)));
}

static enum import_did change_row(struct change *change, struct notice *old, struct notice *now,
                                  int64_t import_id)
{
	struct notice_version before = {
		.notice_id = old->id, .seen_at = instant_now(), .kind = old->kind,
		.title = old->title, .summary = old->summary, .place_name = old->place_name,
		.published_at = old->published_at, .digest = old->digest,
		.import_id = import_id, .is_replaced = true,
	};
	struct str words_before = old->search_text;

	if (str_equals(old->digest, now->digest))
		return IMPORT_SAME;
	now->id = old->id;
	now->public_id = old->public_id;
	now->import_id = old->import_id;
	now->versions = old->versions + 1;
	change_insert(change, &notice_version_record.shape, &before);
	change_update(change, &notice_record.shape, now, old->version);
	search_put(change, "notice", now->id, words_before, now->search_text);
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
	change_insert(change, &notice_record.shape, notice);
	search_put(change, "notice", notice->id, S(""), notice->search_text);
	return IMPORT_ADDED;
}

const struct import_kind notices_imports[] = {
	{ .name = "notice", .label = N_("External notices"), .need = MAY_notices_import,
	  .form = &notice_form, .put = put, .undo = notices_undo_in },
	{ .name = NULL },
};
