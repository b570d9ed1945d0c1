/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/take.c - a file of bytes becomes items, or is kept as refused.
 *
 * The XML is read in a process of its own, from which JSON comes back.  One fault and nothing of
 * the file is taken; the next file of the source is read as if nothing had been.  An item that
 * is known and says something else is a new edition: what it said before stays, and so does what
 * somebody has made of it.
 */
#include "modules/scanning/inside.h"

#include "base/crypto.h"
#include "kit/apart.h"

enum { READ_SECONDS = 5, READ_BYTES = 384 << 20, LONGEST_NAME = 120, LONGEST_PROBLEM = 2000 };

/* ---- In a process of its own ------------------------------------------------------------------ */

static bool feed_read_apart(struct arena *arena, struct str input, struct out *out)
{
	struct xml_fault problem;
	struct json_out json;
	struct feed feed;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	if (feed_read_xml(arena, input, &feed, &problem))
		feed_write_json(&json, "feed", &feed);
	else
		json_str(&json, "problem", xml_fault_words(arena, &problem));
	json_object_finish(&json);
	return true;
}

static const struct apart feed_reader = { .read = feed_read_apart, .seconds = READ_SECONDS,
	.memory_bytes = READ_BYTES, .largest_answer = FEED_JSON_LARGEST };

static struct str feed_of_bytes(struct arena *arena, struct str bytes, struct feed *feed)
{
	struct xml_fault first;
	struct str answer, no = S(""), problem;
	json_t *json = NULL;

	if (!feed_bytes_judge(arena, bytes, &first))
		return xml_fault_words(arena, &first);
	if (apart_read(arena, &feed_reader, bytes, &answer))
		json = json_read(arena, answer, &no);
	if (!json)
		return str_of(_("The file could not be read within the time and memory that a feed gets."));
	problem = arena_copy(arena, json_text(json, "problem"));
	if (!problem.len && !feed_read_json(arena, json_object_get(json, "feed"), feed))
		problem = str_of(_("The file could not be read within the time and memory that a feed gets."));
	json_decref(json);
	return problem;
}

void news_came_read(struct arena *arena, struct news_came *came)
{
	came->problem = came->refused.len ? came->refused
		: feed_of_bytes(arena, came->bytes, &came->feed);
	came->is_read = true;
}

/* ---- Items ---------------------------------------------------------------------------------------- */

static bool says_the_same(const struct news_item *known, const struct news_item *item)
{
	return str_equals(known->title, item->title) && str_equals(known->summary, item->summary)
		&& str_equals(known->link, item->link);
}

static void edition_put(struct change *change, const struct news_item *known, const struct news_item *item)
{
	struct news_item now = *known;
	struct news_item_before before = { .item_id = known->id, .edition = known->edition,
		.title = known->title, .summary = known->summary, .link = known->link,
		.until_at = item->received_at };

	change_insert(change, &news_item_before_record.shape, &before);
	now.title = item->title;
	now.summary = item->summary;
	now.link = item->link;
	now.edition++;
	change_update(change, &news_item_record.shape, &now, known->version);
}

static void item_take(struct change *change, struct news_file *file, const struct feed_item *from,
                      struct str key, struct str origin)
{
	struct news_item item = { .source_id = file->source_id, .file_id = file->id,
		.item_key = key, .origin = origin,
		.title = from->title.len ? from->title : str_letters_part(from->summary, FEED_TITLE_LETTERS),
		.summary = from->summary, .link = from->link, .published_at = from->published_at,
		.received_at = file->received_at, .edition = 1, .state = NEWS_new };
	const struct news_item *known = news_item_same(change_view(change), item.source_id, item.item_key);

	if (!known) {
		change_insert(change, &news_item_record.shape, &item);
		file->items_new++;
	} else if (!says_the_same(known, &item)) {
		edition_put(change, known, &item);
		file->items_changed++;
	}
}

/* ---- The file --------------------------------------------------------------------------------------- */

static struct str name_of(struct arena *arena, struct str name)
{
	return feed_plain(arena, name, LONGEST_NAME);
}

static bool is_among(const struct str *keys, size_t count, struct str key)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(keys[i], key))
			return true;
	return false;
}

/* The first that a file says of an item counts: two in one file are no two editions, each time. */
static void items_take(struct change *change, struct news_file *file, const struct news_came *came)
{
	const struct news_source *source = news_source_of_id(change_view(change), file->source_id);
	struct str *keys = arena_array(change_arena(change), struct str, came->feed.count + 1);

	for (size_t i = 0; source && i < came->feed.count; i++) {
		keys[i] = news_item_key(change_arena(change), &came->feed.items[i]);
		if (!is_among(keys, i, keys[i]))
			item_take(change, file, &came->feed.items[i], keys[i], source->name);
	}
	file->left_out = came->feed.left_out;
	file->verdict = file->items_new + file->items_changed ? VERDICT_accepted : VERDICT_same;
}

/* A file that is known says nothing new, but for two: what was refused may have been refused for
 * want of time, so a person who brings it once more has it read once more; and what is fetched
 * is what the source says now, also when it said so before and something else in between. */
static bool is_settled(const struct news_file *known, const struct news_came *came)
{
	return came->way != (known->verdict == VERDICT_refused ? WAY_upload : WAY_fetch);
}

struct news_file news_file_take(struct change *change, struct news_came *came)
{
	struct arena *arena = change_arena(change);
	struct instant now = came->at.seconds ? came->at : instant_now();
	struct news_file file = { .source_id = came->source_id, .name = name_of(arena, came->name),
		.way = (int)came->way, .digest = digest_hex(arena, came->bytes),
		.size = (int64_t)came->bytes.len, .received_at = now, .received_by = change_me(change),
		.verdict = VERDICT_refused };
	const struct news_file *known;

	if (!came->is_read)     /* before the first statement: nobody waits for the reader */
		news_came_read(arena, came);
	known = news_file_same(change_view(change), file.source_id, file.digest);
	if (known) {
		file = *known;
		file.items_new = file.items_changed = 0;
		if (is_settled(known, came)) {
			file.verdict = known->verdict == VERDICT_refused ? VERDICT_refused : VERDICT_same;
			return file;
		}
		file.received_at = now;
	} else {
		news_file_put(change, &file, str_part(came->bytes, 0, FEED_LARGEST));
	}
	file.problem = str_letters_part(came->problem, LONGEST_PROBLEM);
	file.verdict = VERDICT_refused;
	if (!file.problem.len)
		items_take(change, &file, came);
	if (!known || known->verdict == VERDICT_refused)        /* else its row tells of the first time */
		news_file_settle(change, &file);
	return file;
}

struct news_file news_take_as_system(struct store *store, struct arena *arena, struct news_came *came)
{
	struct news_file file;
	struct change *change;

	news_came_read(arena, came);
	do {
		change = change_open(store, arena, (struct who){ .is_system = true });
		file = news_file_take(change, came);
	} while (change_commit(change) == CLASHED);
	file.problem = arena_copy(arena, file.problem);
	return file;
}
