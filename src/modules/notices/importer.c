/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/importer.c - one act of bringing notices in: what is new, what has changed, where it
 * lies; in batches, so that other writers get their turn; cancelled or undone as a whole.
 */
#include "modules/notices/inside.h"

#include "base/json.h"
#include "base/say.h"
#include "store/search.h"

#include <string.h>

enum {
	BATCH_ROWS = 1000,
	BATCH_FULL = 16 << 20,          /* bytes read that are enough for a batch */
	BATCH_BYTES = 512 << 20,
	KEEP_BYTES = 512 << 20,
	MOST_WARNINGS = 50,
	TRIES = 8,
};

struct known {                          /* open addressing, by source_key */
	struct str key, digest;
	int64_t id;                     /* 0: waits to be written */
	int64_t body_letters;
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
	struct gazetteer *gazetteer;
	struct notice *rows;            /* waiting: new ones */
	size_t row_count, since_rest;
	struct importer_counts counts;
	struct instant oldest;          /* published first of what was added */
	struct import_warning warnings[MOST_WARNINGS];
	size_t warning_count;
	bool is_cancelled, has_told;
};
/* What is written in one change, as often as it takes. */
#define WRITE(name) void name(struct importer *importer, struct change *change, const void *what)

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

static struct known *known_get(struct importer *importer, struct str key)
{
	struct known *slot;

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

static void read_names(struct importer *importer)
{
	struct view *view = view_open(importer->store, importer->keep, importer_who(importer));

	importer->gazetteer = gazetteer_read(view, importer->keep);
	view_close(view);
}

/* ---- Writing ------------------------------------------------------------------------- */

/* Where each lies, and its words for the search. */
static void complete(struct importer *importer)
{
	struct view *view = view_open(importer->store, importer->batch, importer_who(importer));

	for (size_t i = 0; i < importer->row_count; i++) {
		struct notice *row = &importer->rows[i];

		notice_place(importer->gazetteer, view, row);
		row->search_text = notice_search_text(importer->batch, row);
	}
	view_close(view);
}

static WRITE(write_new)
{
	struct search_row *found = arena_array(change_arena(change), struct search_row,
		importer->row_count);

	(void)what;
	for (size_t i = 0; i < importer->row_count; i++)
		importer->rows[i].id = 0;
	change_insert_many(change, &notice_record.shape, importer->rows, importer->row_count);
	for (size_t i = 0; i < importer->row_count; i++)
		found[i] = (struct search_row){ importer->rows[i].id, importer->rows[i].search_text };
	search_put_many(change, "notice", found, importer->row_count);
}

static void remember_new(struct importer *importer)
{
	for (size_t i = 0; i < importer->row_count; i++) {
		const struct notice *row = &importer->rows[i];

		known_slot(importer, row->source_key)->id = row->id;
		if (!importer->counts.added
		    || row->published_at.seconds < importer->oldest.seconds)
			importer->oldest = row->published_at;
		importer->counts.added++;
		importer->counts.placed += row->area_id != 0;
	}
}

/* Writes through `write`, again when others have written at the same time. */
static void write_in_change(struct importer *importer, WRITE((*write)), const void *what)
{
	for (int i = 0; i < TRIES; i++) {
		struct change *change = change_open(importer->store, importer->batch,
			importer_who(importer));

		write(importer, change, what);
		if (change_commit(change) == COMMITTED)
			return;
	}
	abandon("Could not write the notices.", "others changed the same rows again and again");
}

static void batch_begin(struct importer *importer)
{
	importer->row_count = 0;
	arena_clear(importer->batch);
	importer->rows = arena_array(importer->batch, struct notice, BATCH_ROWS);
}

static void flush(struct importer *importer)
{
	if (importer->row_count) {
		complete(importer);
		write_in_change(importer, write_new, NULL);
		remember_new(importer);
	}
	batch_begin(importer);
	importer->is_cancelled = importer->is_cancelled || job_is_cancelled(importer->job);
}

/* After each notice: what was read and changed fills the batch too, not only what is new. */
static void rest(struct importer *importer)
{
	if (importer->row_count == BATCH_ROWS || ++importer->since_rest == BATCH_ROWS
	    || arena_used(importer->batch) >= BATCH_FULL) {
		importer->since_rest = 0;
		flush(importer);
	}
}

/* ---- What is there already and has changed ------------------------------------------- */

struct rewording {
	int64_t id;
	const struct notice *now;
};

/* What the source no longer says stays as a version; what only we did not know yet (the text
 * of the page) is no change of the source's. */
static void change_words(struct importer *importer, struct change *change,
                         const struct notice *old, const struct notice *now)
{
	struct notice row = *now;

	row.id = old->id;
	row.public_id = old->public_id;
	row.source = old->source;
	row.import_id = old->import_id;
	row.versions = old->versions;
	if (!row.body.len)
		row.body = old->body;
	notice_place(importer->gazetteer, change_view(change), &row);
	notice_replace(change, old, &row, importer->import_id);
}

static WRITE(write_rewording)
{
	const struct rewording *rewording = what;
	const struct notice *old = notice_by_id(change_view(change), rewording->id);

	if (old)
		change_words(importer, change, old, rewording->now);
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

static void add_new(struct importer *importer, const struct notice *notice)
{
	struct notice *row = &importer->rows[importer->row_count++];

	*row = *notice;
	row->source = importer->source;
	row->import_id = importer->import_id;
	known_put(importer, (struct known){
		arena_copy(importer->keep, row->source_key),
		arena_copy(importer->keep, row->digest), 0, (int64_t)row->body.len });
}

static void reword(struct importer *importer, struct known *known, const struct notice *notice)
{
	bool says_otherwise = !str_equals(known->digest, notice->digest);

	write_in_change(importer, write_rewording, &(struct rewording){ known->id, notice });
	known->digest = arena_copy(importer->keep, notice->digest);
	if (notice->body.len)
		known->body_letters = (int64_t)notice->body.len;
	importer->counts.changed++;
	importer->counts.versions += says_otherwise;
}

/* The same key twice within a batch: what waits is written first. */
static void reword_after_flush(struct importer *importer, struct known *known,
                               const struct notice *notice)
{
	struct arena *arena = arena_open(BATCH_BYTES);
	struct notice copy = notice_copy(arena, notice);

	flush(importer);
	reword(importer, known, &copy);
	arena_close(arena);
}

void importer_add(struct importer *importer, const struct notice *notice)
{
	struct known *known = known_get(importer, notice->source_key);

	if (!known)
		add_new(importer, notice);
	else if (str_equals(known->digest, notice->digest)
	         && (!notice->body.len || known->body_letters))
		importer->counts.same++;
	else if (!known->id)
		reword_after_flush(importer, known, notice);
	else
		reword(importer, known, notice);
	rest(importer);
}

/* ---- What the source said before ------------------------------------------------------ */

struct telling {                        /* of an earlier version */
	int64_t id;
	const struct notice *notice;
	struct instant seen;
};

static WRITE(write_version)
{
	const struct telling *telling = what;

	importer->has_told = notice_tell(change, telling->id, telling->notice, telling->seen,
		importer->import_id);
}

static void tell(struct importer *importer, const struct telling *telling)
{
	write_in_change(importer, write_version, telling);
	if (importer->has_told)
		importer->counts.versions++;
	else
		importer->counts.same++;
}

void importer_add_version(struct importer *importer, const struct notice *notice, struct instant seen)
{
	struct known *known = known_get(importer, notice->source_key);
	struct arena *arena;
	struct notice copy;

	if (!known || str_equals(known->digest, notice->digest)) {
		importer_add(importer, notice);
		return;
	}
	arena = arena_open(BATCH_BYTES);
	copy = notice_copy(arena, notice);
	if (!known->id)
		flush(importer);
	tell(importer, &(struct telling){ known->id, &copy, seen });
	arena_close(arena);
	rest(importer);
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
 * telling.  It is said once, by the import that brings such a month. */
static void look_at_levels(struct importer *importer)
{
	struct view *view = view_open(importer->store, importer->batch, importer_who(importer));
	struct date since = level_lost(view, importer->source);

	view_close(view);
	if (!date_is_given(since) || !importer->counts.added
	    || date_compare(since, date_month_start(instant_date(importer->oldest))) < 0)
		return;
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
	batch_begin(importer);
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
	import_kept_tidy(change);
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
