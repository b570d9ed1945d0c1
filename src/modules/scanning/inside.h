/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/inside.h - what the files of this room share about sources, files and items. */
#pragma once

#include "base/out.h"
#include "formats/feed.h"
#include "kit/catalogue.h"
#include "modules/scanning/scanning.h"

/* ---- Records ---------------------------------------------------------------------------- */

enum news_way { WAY_none, WAY_upload, WAY_folder, WAY_fetch };
enum news_verdict { VERDICT_none, VERDICT_accepted, VERDICT_same, VERDICT_refused };
enum news_state { NEWS_none, NEWS_new, NEWS_tagged, NEWS_dropped };
extern const struct choice news_ways[], news_verdicts[], news_states[];

#define NEWS_SOURCE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(name,        text,    N_("Who publishes it"), .required = true, .longest = 120) \
	F(code,        text,    N_("Code"), .required = true, .longest = 30, \
	               .help = N_("Short, of a to z, digits and hyphens. Files in the watched folder are this source's when their names begin with it.")) \
	F(address,     text,    N_("Address of the feed"), .longest = 500, \
	               .help = N_("Begins with https://. Empty: only files.")) \
	F(every_minutes, count, N_("Fetched every so many minutes"), .least = 0, .most = 10080, \
	               .help = N_("0: never. Nothing is fetched before the city has switched it on (the setting scanning_network).")) \
	F(reason,      prose,   N_("Why we follow it"), .longest = 1000) \
	F(is_on,       yesno,   N_("It is followed now"), ) \
	F(created_by,  ref,     N_("Put in by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Put in"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct news_source { NEWS_SOURCE_FIELDS(AS_MEMBER) };
LIST_OF(news_source)
extern const struct record news_source_record;
extern const struct form news_source_form;

#define NEWS_FETCH_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(source_id,   ref,     N_("Source"), .refers_to = "news_source") \
	F(etag,        text,    N_("Mark of the server"), .is_hidden = true) \
	F(modified,    text,    N_("Last changed, as the server says"), .is_hidden = true) \
	F(tried_at,    instant, N_("Last tried"), ) \
	F(good_at,     instant, N_("Last read"), ) \
	F(next_at,     instant, N_("Tried next"), ) \
	F(failures,    count,   N_("Failures in a row"), ) \
	F(problem,     text,    N_("What was wrong"), )
struct news_fetch { NEWS_FETCH_FIELDS(AS_MEMBER) };
LIST_OF(news_fetch)
extern const struct record news_fetch_record;

#define NEWS_FILE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(source_id,   ref,     N_("Source"), .refers_to = "news_source") \
	F(name,        text,    N_("File"), ) \
	F(way,         choice,  N_("Came by"), CHOICES(news_ways)) \
	F(digest,      text,    N_("Digest"), ) \
	F(size,        count,   N_("Bytes"), ) \
	F(verdict,     choice,  N_("What became of it"), CHOICES(news_verdicts)) \
	F(problem,     prose,   N_("What was wrong"), ) \
	F(items_new,   count,   N_("New items"), ) \
	F(items_changed, count, N_("Changed items"), ) \
	F(left_out,    count,   N_("Items left out"), ) \
	F(received_at, instant, N_("Came"), ) \
	F(received_by, ref,     N_("Taken in by"), .refers_to = "person")
struct news_file { NEWS_FILE_FIELDS(AS_MEMBER) };
LIST_OF(news_file)
enum { NEWS_FILE_COUNT = 14 };
extern const struct field news_file_fields[];
extern const struct record news_file_record;

#define NEWS_ITEM_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(source_id,   ref,     N_("Source"), .refers_to = "news_source", .is_own = true) \
	F(file_id,     ref,     N_("File"), .is_own = true, .is_hidden = true) \
	F(item_key,    text,    N_("What the source calls it"), .is_own = true, .is_hidden = true) \
	F(title,       text,    N_("Title"), .required = true, .longest = 300) \
	F(origin,      text,    N_("Who says it"), .required = true, .longest = 120) \
	F(summary,     prose,   N_("What it says"), .longest = 2001, \
	               .help = N_("In your own words. Write no names of private persons.")) \
	F(link,        text,    N_("Where it can be read"), .longest = 1000, \
	               .help = N_("An address that begins with https:// or http://. May be left empty.")) \
	F(published_at, instant, N_("Published"), ) \
	F(received_at, instant, N_("Came"), .is_own = true) \
	F(edition,     count,   N_("Edition"), .is_own = true) \
	F(state,       choice,  N_("State"), CHOICES(news_states), .is_own = true) \
	F(tags,        codes,   N_("Tags"), .list = "scanning/tags") \
	F(judged_by,   ref,     N_("Judged by"), .is_own = true, .is_hidden = true) \
	F(judged_name, text,    N_("Judged by"), .is_own = true, .is_personal = true) \
	F(judged_at,   instant, N_("Judged"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct news_item { NEWS_ITEM_FIELDS(AS_MEMBER) };
LIST_OF(news_item)
enum { NEWS_ITEM_COUNT = 18 };
extern const struct field news_item_fields[];
extern const struct record news_item_record;
extern const struct form news_item_form, news_tags_form;

#define NEWS_ITEM_BEFORE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(item_id,     ref,     N_("Item"), .is_hidden = true) \
	F(edition,     count,   N_("Edition"), ) \
	F(title,       text,    N_("Title"), ) \
	F(summary,     prose,   N_("What it says"), ) \
	F(link,        text,    N_("Where it can be read"), ) \
	F(until_at,    instant, N_("Until"), )
struct news_item_before { NEWS_ITEM_BEFORE_FIELDS(AS_MEMBER) };
LIST_OF(news_item_before)
extern const struct record news_item_before_record;

/* ---- Rules (rules.c): pure ------------------------------------------------------------------ */

/* "a-z0-9-", not empty, no hyphen at its ends. */
bool news_code_is_fine(struct str code);
/* Of the sources whose code a file's name begins with, and then a letter that is none of a code,
 * the one with the longest; 0 none. */
int64_t news_source_of_name(const struct news_source_list *sources, struct str name);
/* After so many failures in a row it waits so long: each time twice, at most a day. */
int64_t news_wait_seconds(int64_t every_minutes, int64_t failures);
/* What an item is known by within its source: its key, else what it says. */
struct str news_item_key(struct arena *arena, const struct feed_item *item);
/* May it be judged: it is new and nobody says which version was read, or the version is right. */
bool news_may_judge(const struct news_item *item, int64_t version_read);
void news_source_judge(const struct news_source *source, struct problems *problems);
extern const struct rule_table scanning_rules[];

/* ---- Taking in (take.c) ---------------------------------------------------------------------- */

struct news_came {
	int64_t source_id;              /* 0: none is known */
	struct str name;
	enum news_way way;
	struct str bytes;
	struct str refused;             /* why it is refused without being read; "" it is read */
	struct instant at;              /* when; 0 now */
	bool is_read;                   /* then what follows is what stands in it */
	struct feed feed;
	struct str problem;
};
/* Reads it in a process of its own; to be done before the first statement of a change. */
void news_came_read(struct arena *arena, struct news_came *came);
/* Keeps it and its items; the answer tells what became of it. */
struct news_file news_file_take(struct change *change, struct news_came *came);
/* In a change of its own, as the system. */
struct news_file news_take_as_system(struct store *store, struct arena *arena, struct news_came *came);

/* folder.c; fetch.c */
extern const struct watched news_watched;
extern const struct job_kind scanning_jobs[];

/* ---- Queries (queries.c, queries_lists.c) ------------------------------------------------------ */

/* Scans for the whole city, and not only for a part of it. */
bool scanning_may_write(struct view *view);
struct news_source_list news_sources(struct view *view);
const struct news_source *news_source_get(struct view *view, struct str public_id);
const struct news_source *news_source_of_id(struct view *view, int64_t id);
int64_t news_source_at_code(struct view *view, struct str code);
const struct news_fetch *news_fetch_of(struct view *view, int64_t source_id);   /* NULL */
const struct news_file *news_file_get(struct view *view, struct str public_id);
const struct news_file *news_file_same(struct view *view, int64_t source_id, struct str digest);
struct str news_file_bytes(struct view *view, int64_t file_id);
void news_file_put(struct change *change, struct news_file *file, struct str bytes);
void news_file_settle(struct change *change, const struct news_file *file);
const struct news_item *news_item_get(struct view *view, struct str public_id);
const struct news_item *news_item_same(struct view *view, int64_t source_id, struct str key);
struct news_item_before_list news_item_befores(struct view *view, int64_t item_id);
struct news_item_list news_items_of_file(struct view *view, int64_t file_id);
struct news_item_list news_queue(struct view *view, int most);  /* the newest first */
int64_t news_count(struct view *view, enum news_state state, struct instant since);
/* Tagged since a day and in no bulletin yet. */
struct news_item_list news_unused(struct view *view, struct instant since);

extern const struct table news_items_table, news_files_table;
void news_items_query(struct request *request, struct view *view, struct query *query);
void news_files_query(struct request *request, struct view *view, struct query *query);
extern const struct reference scanning_references[];

/* ---- Pages --------------------------------------------------------------------------------------- */

/* What the queue shows. */
struct news_desk {
	const struct news_item *item;           /* in hand; NULL nothing waits */
	struct news_item_list next;             /* those that wait, it among them */
	int64_t waiting, tagged, dropped;       /* the last two: of the last 30 days */
	bool is_fetched;                        /* the city lets feeds be fetched */
};

struct reply news_queue_page(struct request *request, struct view *view);
struct reply news_items_list(struct request *request, struct view *view);
struct reply news_item_page(struct request *request, struct view *view);
struct reply news_item_new(struct request *request, struct view *view);
struct reply news_item_add_act(struct request *request, struct change *change);
struct reply news_tag_act(struct request *request, struct change *change);
struct reply news_drop_act(struct request *request, struct change *change);
struct reply news_tags_act(struct request *request, struct change *change);
void *news_item_load(struct request *request, struct view *view);

/* sources.c */
struct reply news_sources_page(struct request *request, struct view *view);
struct reply news_source_page(struct request *request, struct view *view);
struct reply news_source_new(struct request *request, struct view *view);
struct reply news_source_edit(struct request *request, struct view *view);
struct reply news_source_add_act(struct request *request, struct change *change);
struct reply news_source_change_act(struct request *request, struct change *change);
void *news_source_load(struct request *request, struct view *view);
struct reply news_files_list(struct request *request, struct view *view);
struct reply news_file_page(struct request *request, struct view *view);
struct reply news_file_raw(struct request *request, struct view *view);
struct reply news_import_page(struct request *request, struct view *view);
struct reply news_import_act(struct request *request, struct change *change);

void scanning_demo(struct store *store, int scale);
