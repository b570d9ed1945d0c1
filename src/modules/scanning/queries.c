/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/queries.c - every SQL statement about sources, files and items, but for their lists. */
#include "modules/scanning/inside.h"

/* Jobs take files in as the system, which no my_... view shows anything to. */
#define OF_BOTH(view_, before, table, after) (view_me(view_) \
	? SQL(before " my_" table after) : SQL(before " " table after))

bool scanning_may_write(struct view *view)
{
	return view_int(view, SQL("SELECT may FROM my_scanner"), NONE) != 0;
}

/* ---- Sources -------------------------------------------------------------------------------- */

struct news_source_list news_sources(struct view *view)
{
	return news_source_list_of(view_list(view, &news_source_record.shape, OF_BOTH(view,
		"SELECT * FROM", "news_source", " ORDER BY is_on DESC, name COLLATE local, id LIMIT 500"), NONE));
}

const struct news_source *news_source_get(struct view *view, struct str public_id)
{
	return view_get(view, &news_source_record.shape,
		SQL("SELECT * FROM my_news_source WHERE public_id = $1"), V(public_id));
}

const struct news_source *news_source_of_id(struct view *view, int64_t id)
{
	return view_get(view, &news_source_record.shape,
		OF_BOTH(view, "SELECT * FROM", "news_source", " WHERE id = $1"), V(id));
}

int64_t news_source_at_code(struct view *view, struct str code)
{
	return view_int(view, OF_BOTH(view, "SELECT id FROM", "news_source", " WHERE code = $1"), V(code));
}

const struct news_fetch *news_fetch_of(struct view *view, int64_t source_id)
{
	return view_get(view, &news_fetch_record.shape,
		OF_BOTH(view, "SELECT * FROM", "news_fetch", " WHERE source_id = $1"), V(source_id));
}

/* ---- Files ---------------------------------------------------------------------------------- */

const struct news_file *news_file_get(struct view *view, struct str public_id)
{
	return view_get(view, &news_file_record.shape,
		SQL("SELECT * FROM my_news_file WHERE public_id = $1"), V(public_id));
}

const struct news_file *news_file_same(struct view *view, int64_t source_id, struct str digest)
{
	return view_get(view, &news_file_record.shape, OF_BOTH(view, "SELECT * FROM", "news_file",
		" WHERE source_id = $1 AND digest = $2"), V(source_id, digest));
}

struct str news_file_bytes(struct view *view, int64_t file_id)
{
	return view_text(view, SQL("SELECT content FROM my_news_raw WHERE file_id = $1"), V(file_id));
}

void news_file_put(struct change *change, struct news_file *file, struct str bytes)
{
	change_insert(change, &news_file_record.shape, file);
	change_run(change, SQL("INSERT INTO news_raw (file_id, content) VALUES ($1, $2)"),
		V(file->id, value_bytes(bytes)));
}

void news_file_settle(struct change *change, const struct news_file *file)
{
	change_run(change, SQL("UPDATE news_file SET verdict = $2, problem = $3, items_new = $4,"
		" items_changed = $5, left_out = $6 WHERE id = $1"),
		V(file->id, news_verdicts[file->verdict].name, file->problem, file->items_new,
		  file->items_changed, file->left_out));
	change_note(change, "news_file", file->id, news_verdicts[file->verdict].name, file->problem);
}

/* ---- Items ---------------------------------------------------------------------------------- */

const struct news_item *news_item_get(struct view *view, struct str public_id)
{
	return view_get(view, &news_item_record.shape,
		SQL("SELECT * FROM my_news_item WHERE public_id = $1"), V(public_id));
}

const struct news_item *news_item_same(struct view *view, int64_t source_id, struct str key)
{
	return view_get(view, &news_item_record.shape, OF_BOTH(view, "SELECT * FROM", "news_item",
		" WHERE source_id = $1 AND item_key = $2"), V(source_id, key));
}

struct news_item_before_list news_item_befores(struct view *view, int64_t item_id)
{
	return news_item_before_list_of(view_list(view, &news_item_before_record.shape,
		SQL("SELECT * FROM my_news_item_before WHERE item_id = $1 ORDER BY id DESC LIMIT 50"),
		V(item_id)));
}

struct news_item_list news_items_of_file(struct view *view, int64_t file_id)
{
	return news_item_list_of(view_list(view, &news_item_record.shape,
		SQL("SELECT * FROM my_news_item WHERE file_id = $1 ORDER BY id LIMIT 500"), V(file_id)));
}

struct news_item_list news_queue(struct view *view, int most)
{
	return news_item_list_of(view_list(view, &news_item_record.shape,
		SQL("SELECT * FROM my_news_item WHERE state = 'new'"
		    " ORDER BY received_at DESC, id DESC LIMIT $1"), V(most)));
}

int64_t news_count(struct view *view, enum news_state state, struct instant since)
{
	return view_int(view, SQL("SELECT count(*) FROM my_news_item WHERE state = $1"
		" AND received_at >= $2"), V(news_states[state].name, since));
}

struct news_item_list news_unused(struct view *view, struct instant since)
{
	return news_item_list_of(view_list(view, &news_item_record.shape,
		SQL("SELECT * FROM my_news_item WHERE state = 'tagged' AND judged_at >= $1"
		    " AND id NOT IN (SELECT item_id FROM my_bulletin_item)"
		    " ORDER BY judged_at DESC, id DESC LIMIT 100"), V(since)));
}

/* ---- References ------------------------------------------------------------------------------- */

const struct reference scanning_references[] = {
	{ .name = "news_source",
	  .label = SQL("SELECT name FROM my_news_source WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, code AS hint FROM my_news_source"
		" ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_news_source WHERE code = $1 OR fold(name) = fold($1)"
		" ORDER BY CASE WHEN code = $1 THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = NULL },
};
