/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/versions.c - a notice that is changed by an import, and what is kept of before.
 *
 * Two things are kept: what the source said (notice_version: history for people, as long as
 * the notice) and the whole row (notice_before: for undo, as long as an import can be undone).
 */
#include "modules/notices/inside.h"

#include "base/json.h"
#include "store/search.h"

enum { LONGEST_ROW = 8 << 20 };

struct str notice_search_text(struct arena *arena, const struct notice *notice)
{
	return search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s", STR(notice->title),
		STR(notice->summary), STR(notice->body), STR(notice->place_name)));
}

/* ---- A whole row as text and back ---------------------------------------------------- */

static void cell_write(struct json_out *json, const struct column *column, const void *row)
{
	const void *at = (const char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_text: json_str(json, column->name, *(const struct str *)at); break;
	case COLUMN_real: json_number(json, column->name, *(const double *)at); break;
	case COLUMN_bool: json_int(json, column->name, *(const bool *)at); break;
	case COLUMN_instant: json_int(json, column->name, ((const struct instant *)at)->seconds); break;
	default: json_int(json, column->name, *(const int64_t *)at); break;
	}
}

static void cell_read(struct arena *arena, const json_t *cells, const struct column *column, void *row)
{
	const json_t *cell = json_object_get(cells, column->name);
	void *at = (char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_text: *(struct str *)at = arena_copy(arena, json_text(cells, column->name)); break;
	case COLUMN_real: *(double *)at = json_number_value(cell); break;
	case COLUMN_bool: *(bool *)at = json_integer_value(cell) != 0; break;
	case COLUMN_instant: ((struct instant *)at)->seconds = json_integer_value(cell); break;
	default: *(int64_t *)at = json_integer_value(cell); break;
	}
}

static struct str cells_of(struct arena *arena, const struct notice *notice)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_ROW);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	for (size_t i = 0; i < notice_record.shape.count; i++)
		cell_write(&json, shape_column(&notice_record.shape, i), notice);
	json_object_finish(&json);
	return out_str(&out);
}

static bool cells_read(struct arena *arena, struct str text, struct notice *notice)
{
	struct str problem = S("");
	json_t *cells = json_read(arena, text, &problem);

	for (size_t i = 0; cells && i < notice_record.shape.count; i++)
		cell_read(arena, cells, shape_column(&notice_record.shape, i), notice);
	json_decref(cells);
	return cells != NULL;
}

/* ---- Changing ------------------------------------------------------------------------ */

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

	notice_before_add(change, import_id, old->id, cells_of(change_arena(change), old));
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

/* The row as it stood.  When a later import has changed it too, that one's undo is what must
 * come back to this. */
void notice_restore(struct change *change, const struct notice_before *before)
{
	struct notice *now = notice_by_id(change_view(change), before->notice_id);
	int64_t later = notice_before_next(change_view(change), before);
	struct notice row;

	if (later) {
		notice_before_set(change, later, before->cells);
		return;
	}
	if (!now || !cells_read(change_arena(change), before->cells, &row))
		return;
	row.id = now->id;
	change_update(change, &notice_record.shape, &row, now->version);
	search_put(change, "notice", row.id, now->search_text, row.search_text);
}
