/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/importer.c - one act of bringing notices in: what is new, what has changed, where it
 * lies; in batches, so that other writers get their turn; cancelled or undone as a whole.
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/setting.h"
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH_ROWS = 1000,
	BATCH_BYTES = 64 << 20,
	KEEP_BYTES = 512 << 20,
	MOST_WARNINGS = 50,
	TRIES = 8,
};

struct known {                          /* open addressing, by source_key */
	struct str key, digest;
	int64_t id, body_letters;
};

struct importer {
	struct job *job;
	struct store *store;
	struct arena *keep;             /* as long as the import */
	struct arena *batch;            /* emptied at each batch */
	struct str source;
	int64_t import_id;
	struct known *known;
	size_t known_room, known_count;
	struct placer *placer;
	int64_t *board_of;              /* by area id */
	int64_t board_room;
	struct str municipality;        /* ours, in the source's words; "" any */
	struct notice *rows;            /* waiting: new ones */
	size_t row_count;
	struct importer_counts counts;
	struct import_warning warnings[MOST_WARNINGS];
	size_t warning_count;
	bool is_cancelled;
};

static struct who importer_who(const struct importer *importer)
{
	struct who who = job_who(importer->job);

	who.is_system = true;           /* reads naked tables to see what is there */
	return who;
}

/* ---- What is there already ----------------------------------------------------------- */

static size_t key_place(const struct importer *importer, struct str key)
{
	uint64_t hash = 1469598103934665603u;   /* FNV-1a */

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.at[i]) * 1099511628211u;
	return (size_t)(hash & (importer->known_room - 1));
}

static struct known *known_slot(struct importer *importer, struct str key)
{
	size_t at = key_place(importer, key);

	while (importer->known[at].key.at && !str_equals(importer->known[at].key, key))
		at = (at + 1) & (importer->known_room - 1);
	return &importer->known[at];
}

static void known_grow(struct importer *importer)
{
	struct known *old = importer->known;
	size_t old_room = importer->known_room;

	importer->known_room = old_room ? old_room * 2 : 1 << 14;
	importer->known = arena_array(importer->keep, struct known, importer->known_room);
	for (size_t i = 0; i < old_room; i++)
		if (old[i].key.at)
			*known_slot(importer, old[i].key) = old[i];
}

static void known_put(struct importer *importer, struct known known)
{
	struct known *slot;

	if (!importer->known_room || importer->known_count * 2 >= importer->known_room)
		known_grow(importer);
	slot = known_slot(importer, known.key);
	if (!slot->key.at)
		importer->known_count++;
	*slot = known;
}

static const struct known *known_get(struct importer *importer, struct str key)
{
	const struct known *slot;

	if (!importer->known_room)
		return NULL;
	slot = known_slot(importer, key);
	return slot->key.at ? slot : NULL;
}

static void read_known(struct importer *importer)
{
	struct view *view = view_open(importer->store, importer->keep, importer_who(importer));
	struct notice_known_list list = notices_known(view, importer->source);

	for (size_t i = 0; i < list.count; i++)
		known_put(importer, (struct known){ list.at[i].source_key, list.at[i].digest,
			list.at[i].id, list.at[i].body_letters });
	view_close(view);
}

/* ---- Placing ------------------------------------------------------------------------- */

static void board_put(struct importer *importer, int64_t area, int64_t board)
{
	if (area >= importer->board_room) {
		int64_t room = area * 2 + 64;
		int64_t *more = arena_array(importer->keep, int64_t, (size_t)room);

		if (importer->board_room)
			memcpy(more, importer->board_of, (size_t)importer->board_room * sizeof *more);
		importer->board_of = more;
		importer->board_room = room;
	}
	if (!importer->board_of[area])
		importer->board_of[area] = board;
}

/* Each name once: the list begins with the finest areas. */
static bool name_is_taken(const struct placer_name *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(names[i].name, name))
			return true;
	return false;
}

static void read_names(struct importer *importer)
{
	struct view *view = view_open(importer->store, importer->keep, importer_who(importer));
	struct area_naming_list list = area_namings(view);
	struct placer_name *names = arena_array(importer->keep, struct placer_name, list.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < list.count; i++) {
		struct str name = str_fold(importer->keep, list.at[i].name);

		board_put(importer, list.at[i].area_id, list.at[i].board_id);
		if (!name_is_taken(names, count, name))
			names[count++] = (struct placer_name){ name, list.at[i].area_id,
				list.at[i].is_alias };
	}
	importer->placer = placer_make(importer->keep, names, count);
	view_close(view);
}

static bool is_ours(const struct importer *importer, const struct notice *notice)
{
	return !importer->municipality.len || !notice->municipality.len
		|| str_equals(notice->municipality, importer->municipality);
}

/* The summary before the body, the areas' own names before the aliases. */
static void place(struct importer *importer, struct notice *notice)
{
	struct str head = arena_print(importer->batch, "%.*s\n%.*s", STR(notice->title),
		STR(notice->summary));
	const struct { struct str text; bool aliases; const char *by; } steps[] = {
		{ head, false, "summary" }, { notice->body, false, "body" },
		{ head, true, "alias" }, { notice->body, true, "alias" },
	};

	notice->area_id = 0;
	notice->placed_by = S("");
	if (!is_ours(importer, notice))
		return;
	for (size_t i = 0; i < COUNT(steps) && !notice->area_id; i++) {
		notice->area_id = placer_find(importer->placer, importer->batch, steps[i].text,
			steps[i].aliases);
		if (notice->area_id)
			notice->placed_by = str_of(steps[i].by);
	}
	if (notice->area_id && notice->area_id < importer->board_room)
		notice->board_id = importer->board_of[notice->area_id];
}

static struct str words_of(struct arena *arena, const struct notice *notice)
{
	return search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s", STR(notice->title),
		STR(notice->summary), STR(notice->body), STR(notice->place_name)));
}

/* ---- Writing ------------------------------------------------------------------------- */

static void write_new(struct importer *importer, struct change *change)
{
	change_insert_many(change, &notice_record.shape, importer->rows, importer->row_count);
	for (size_t i = 0; i < importer->row_count; i++)
		search_put(change, "notice", importer->rows[i].id, S(""),
			importer->rows[i].search_text);
}

static void remember_new(struct importer *importer)
{
	for (size_t i = 0; i < importer->row_count; i++) {
		const struct notice *row = &importer->rows[i];

		known_put(importer, (struct known){
			arena_copy(importer->keep, row->source_key),
			arena_copy(importer->keep, row->digest), row->id, (int64_t)row->body.len });
		importer->counts.added++;
		if (row->area_id)
			importer->counts.placed++;
	}
}

static void flush(struct importer *importer)
{
	enum committed committed = CLASHED;

	if (!importer->row_count)
		return;
	for (int i = 0; i < TRIES && committed == CLASHED; i++) {
		struct change *change = change_open(importer->store, importer->batch,
			importer_who(importer));

		for (size_t k = 0; k < importer->row_count; k++)
			importer->rows[k].id = 0;
		write_new(importer, change);
		committed = change_commit(change);
	}
	if (committed == CLASHED)
		abandon("Could not write the notices.", "others changed the same rows again and again");
	remember_new(importer);
	importer->row_count = 0;
	arena_clear(importer->batch);
	importer->rows = arena_array(importer->batch, struct notice, BATCH_ROWS);
	importer->is_cancelled = importer->is_cancelled || job_is_cancelled(importer->job);
}

static struct notice_version version_of(const struct notice *notice, struct instant seen,
                                        int64_t import_id)
{
	return (struct notice_version){
		.notice_id = notice->id, .seen_at = seen, .kind = notice->kind,
		.title = notice->title, .summary = notice->summary, .place_name = notice->place_name,
		.published_at = notice->published_at, .digest = notice->digest,
		.import_id = import_id, .is_replaced = true,
	};
}

/* The source has said something else than last time: the old words become a version. */
static void change_words(struct importer *importer, struct change *change, struct notice *old,
                         const struct notice *now)
{
	struct notice_version before = version_of(old, instant_now(), importer->import_id);
	struct notice row = *now;
	struct str words_before = old->search_text;

	row.id = old->id;
	row.public_id = old->public_id;
	row.import_id = old->import_id;
	row.versions = old->versions;
	if (!row.body.len)
		row.body = old->body;
	place(importer, &row);
	row.search_text = words_of(importer->batch, &row);
	if (!str_equals(old->digest, now->digest)) {
		row.versions++;
		change_insert(change, &notice_version_record.shape, &before);
		importer->counts.versions++;
	}
	change_update(change, &notice_record.shape, &row, old->version);
	search_put(change, "notice", row.id, words_before, row.search_text);
}

static void update_known(struct importer *importer, int64_t id, const struct notice *now)
{
	enum committed committed = CLASHED;

	for (int i = 0; i < TRIES && committed == CLASHED; i++) {
		struct change *change = change_open(importer->store, importer->batch,
			importer_who(importer));
		struct notice *old = notice_by_id(change_view(change), id);

		if (old)
			change_words(importer, change, old, now);
		committed = change_commit(change);
	}
}

struct arena *importer_arena(struct importer *importer)
{
	return importer->batch;
}

bool importer_is_cancelled(const struct importer *importer)
{
	return importer->is_cancelled;
}

struct importer_counts importer_counts(const struct importer *importer)
{
	return importer->counts;
}

/* Is this key among the rows that wait to be written?  Then they are written first. */
static bool is_waiting(const struct importer *importer, struct str key)
{
	for (size_t i = 0; i < importer->row_count; i++)
		if (str_equals(importer->rows[i].source_key, key))
			return true;
	return false;
}

/* A copy that outlives the batch it was read into. */
static struct notice notice_copy(struct arena *arena, const struct notice *notice)
{
	struct notice copy = *notice;

	for (size_t i = 0; i < notice_record.count; i++) {
		const struct field *field = &notice_record.fields[i];

		if (field->column.kind == COLUMN_text)
			*field_text(field, &copy) = arena_copy(arena, *field_text(field, notice));
	}
	return copy;
}

static void add_known(struct importer *importer, const struct known *known,
                      const struct notice *notice)
{
	bool brings_body = notice->body.len && !known->body_letters;

	if (str_equals(known->digest, notice->digest) && !brings_body) {
		importer->counts.same++;
		return;
	}
	update_known(importer, known->id, notice);
	known_put(importer, (struct known){ known->key, arena_copy(importer->keep, notice->digest),
		known->id, (int64_t)notice->body.len });
	importer->counts.changed++;
}

/* The same key twice within a batch: what waits is written first. */
static void add_after_flush(struct importer *importer, const struct notice *notice)
{
	struct arena *arena = arena_open(BATCH_BYTES);
	struct notice copy = notice_copy(arena, notice);

	flush(importer);
	importer_add(importer, &copy);
	arena_close(arena);
}

void importer_add(struct importer *importer, const struct notice *notice)
{
	const struct known *known = known_get(importer, notice->source_key);
	struct notice *row;

	if (known) {
		add_known(importer, known, notice);
		return;
	}
	if (is_waiting(importer, notice->source_key)) {
		add_after_flush(importer, notice);
		return;
	}
	row = &importer->rows[importer->row_count++];
	*row = *notice;
	row->source = importer->source;
	row->import_id = importer->import_id;
	place(importer, row);
	row->search_text = words_of(importer->batch, row);
	if (importer->row_count == BATCH_ROWS)
		flush(importer);
}

static void put_version(struct importer *importer, int64_t notice_id, const struct notice *notice,
                        struct instant seen)
{
	struct change *change = change_open(importer->store, importer->batch, importer_who(importer));
	struct notice_version version = version_of(notice, seen, importer->import_id);

	version.notice_id = notice_id;
	version.is_replaced = false;
	if (notice_version_is_kept(change_view(change), notice_id, notice->digest)) {
		importer->counts.same++;
		change_undo(change);
		return;
	}
	change_insert(change, &notice_version_record.shape, &version);
	notice_count_versions(change, notice_id);
	if (change_commit(change) == COMMITTED)
		importer->counts.versions++;
}

void importer_add_version(struct importer *importer, const struct notice *notice, struct instant seen)
{
	const struct known *known = known_get(importer, notice->source_key);

	if (!known)
		importer_add(importer, notice);
	else if (str_equals(known->digest, notice->digest))
		importer->counts.same++;
	else
		put_version(importer, known->id, notice, seen);
}

/* ---- Warnings ------------------------------------------------------------------------ */

static void warn(struct importer *importer, struct str words, int64_t line)
{
	for (size_t i = 0; i < importer->warning_count; i++) {
		if (!str_equals(importer->warnings[i].words, words))
			continue;
		importer->warnings[i].count++;
		return;
	}
	if (importer->warning_count < MOST_WARNINGS)
		importer->warnings[importer->warning_count++] = (struct import_warning){
			arena_copy(importer->keep, words), 1, line };
}

void importer_bad(struct importer *importer, int64_t line, struct str words)
{
	importer->counts.bad++;
	warn(importer, words, line);
	if (importer->counts.bad <= MOST_WARNINGS)
		say_warning("line %lld: %.*s", (long long)line, STR(words));
}

/* A source that said the municipality and now says only the county has changed without
 * telling: at least half named a municipality in one month, and a later month of some size
 * has none. */
static void look_at_levels(struct importer *importer)
{
	enum { MONTHS = 48, FEWEST = 50 };
	struct view *view = view_open(importer->store, importer->batch, importer_who(importer));
	struct date month = date_month_start(date_today());
	bool has_named = false;
	struct date since = { 0 };

	month = date_add_months(month, -MONTHS);
	for (int i = 0; i <= MONTHS; i++, month = date_add_months(month, 1)) {
		struct instant from = instant_at(month, 0, 0, 0);
		struct instant to = instant_at(date_add_months(month, 1), 0, 0, 0);
		int64_t named = notices_at_level(view, importer->source, from, to, false);
		int64_t county = notices_at_level(view, importer->source, from, to, true);

		if (named > county && named >= FEWEST) {
			has_named = true;
			since = (struct date){ 0 };
		} else if (has_named && !date_is_given(since) && county >= FEWEST && named * 10 < county) {
			since = month;
		}
	}
	view_close(view);
	if (date_is_given(since))
		warn(importer, arena_print(importer->keep, _("The source has changed the level of its"
			" places: since %.*s it names the county only. The municipality is read from"
			" the title instead."), STR(date_iso(importer->keep, since))), 0);
}

static struct str warnings_json(struct importer *importer)
{
	struct json_out json;
	struct out out;

	out_init(&out, importer->keep, 1 << 20);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < importer->warning_count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "words", importer->warnings[i].words);
		json_int(&json, "count", importer->warnings[i].count);
		json_int(&json, "first_line", importer->warnings[i].first_line);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return out_str(&out);
}

const struct import_warning *importer_warnings(const struct importer *importer, size_t *count)
{
	*count = importer->warning_count;
	return importer->warnings;
}

/* ---- Opening and closing -------------------------------------------------------------- */

struct importer *importer_open(struct job *job, struct str source, struct str file_name)
{
	struct arena *keep = arena_open(KEEP_BYTES);
	struct importer *importer = arena_new(keep, struct importer);
	struct change *change;

	importer->job = job;
	importer->store = job_store(job);
	importer->keep = keep;
	importer->batch = arena_open(BATCH_BYTES);
	importer->source = arena_copy(keep, source);
	importer->municipality = arena_copy(keep, setting_text("municipality"));
	importer->rows = arena_array(importer->batch, struct notice, BATCH_ROWS);
	read_known(importer);
	read_names(importer);
	change = change_open(importer->store, keep, importer_who(importer));
	importer->import_id = import_begin(change, "notice", source, file_name, job_id(job));
	if (change_commit(change) != COMMITTED)
		abandon("Could not begin the import.", "others wrote at the same time");
	return importer;
}

static void close_books(struct importer *importer)
{
	struct change *change = change_open(importer->store, importer->keep, importer_who(importer));

	import_set_warnings(change, importer->import_id, warnings_json(importer));
	import_finish(change, importer->import_id, importer->counts.added,
		importer->counts.changed + importer->counts.versions, importer->counts.same,
		importer->counts.bad);
	if (change_commit(change) != COMMITTED)
		abandon("Could not close the books of the import.", "others wrote at the same time");
}

static void take_back(struct importer *importer, const char *state)
{
	struct change *change;

	notices_undo(importer->store, importer->import_id);
	change = change_open(importer->store, importer->keep, importer_who(importer));
	import_set_state(change, importer->import_id, state);
	if (change_commit(change) != COMMITTED)
		abandon("Could not close the books of the import.", "others wrote at the same time");
}

bool importer_close(struct importer *importer, bool failed)
{
	bool is_kept = !failed && !importer->is_cancelled;

	if (is_kept)
		flush(importer);
	if (is_kept && !importer->is_cancelled) {
		look_at_levels(importer);
		close_books(importer);
	} else {
		take_back(importer, failed ? "failed" : "cancelled");
		is_kept = false;
	}
	return is_kept;
}

void importer_free(struct importer *importer)
{
	arena_close(importer->batch);
	arena_close(importer->keep);
}
