/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "formats/ical.h"
#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/units/units.h"
#include "modules/wheel/wheel.h"

/* ---- Feeds (model in queries.c) --------------------------------------------------------- */

#define FEED_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(person_id,  ref,  N_("Person"), .refers_to = "person", .is_own = true) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit", \
	                    .help = N_("Empty: what you yourself have to do.")) \
	F(roster_id,  ref,  N_("Roster"), .refers_to = "roster", .is_own = true) \
	F(name,       text, N_("Name of the calendar"), .required = true, .longest = 80) \
	F(session_id, ref,  N_("Session"), .is_own = true, .is_hidden = true) \
	F(language,   text, N_("Language"), .is_own = true) \
	F(created_at, instant, N_("Made"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct feed { FEED_FIELDS(AS_MEMBER) };
LIST_OF(feed)
extern const struct record feed_record;
extern const struct form feed_form, roster_feed_form;

struct told {                           /* what a feed has told of an item */
	struct str uid, digest;
	struct date on_date;
	int64_t sequence;
	bool is_cancelled;
	struct instant changed_at;
};
LIST_OF(told)

struct feed_list feeds_of_me(struct view *view);
const struct feed *feed_of_session(struct view *view, int64_t session_id);
const struct feed *feed_get(struct view *view, struct str public_id);
struct told_list told_of(struct view *view, int64_t feed_id);
struct feed_list feeds_all(struct view *view);          /* for the job, which is the system */
struct told_list told_of_all(struct view *view, int64_t feed_id);
void told_put(struct change *change, int64_t feed_id, const struct told *told);
void told_drop(struct change *change, int64_t feed_id, struct str uid);
/* Those that were cancelled before a moment. */
void told_forget(struct change *change, int64_t feed_id, struct instant before);
void feed_end(struct change *change, const struct feed *feed);

/* ---- What to show (items.c) ---------------------------------------------------------------- */

/* The items of all rooms, sorted by day, then by the order of their kinds. */
struct wheel_item_list wheel_items(struct view *view, const struct wheel_ask *ask);
/* The same, and an address only where the person may open it. */
struct wheel_item_list wheel_items_for(struct view *view, const struct wheel_ask *ask,
                                       const struct person *person);
extern const struct wheel_source wheel_sources[];       /* the city's own days */

/* ---- Rules (rules.c) ----------------------------------------------------------------------- */

enum { CANCELLED_DAYS = 90 };           /* how long a cancelled item is still told */
/* What to tell of an item now: `was` NULL, it was never told; `digest` empty, it is no more. */
struct told told_next(const struct told *was, struct str uid, struct str digest, struct date on,
                      struct instant now);
struct str item_digest(struct arena *arena, const struct wheel_item *item);
/* The days of a rule of the list wheel_marks that lie in the year. */
bool mark_on(const struct item *mark, int year, struct date *on);

/* ---- Drawing (drawing.c) ------------------------------------------------------------------- */

struct wheel_month { int number; const char *name; size_t from, count; };       /* items of a month */
struct html wheel_drawing(struct arena *arena, const struct wheel_item_list *items, int year,
                          struct date today);

/* ---- Feeds and pages (feed.c, pages.c) ------------------------------------------------------ */

struct reply feed_calendar(struct request *request, struct view *view);
struct reply feeds_show(struct request *request, struct view *view);
struct reply feed_add(struct request *request, struct change *change);
struct reply roster_feed_show(struct request *request, struct view *view);
struct reply roster_feed_add(struct request *request, struct change *change);
struct reply feed_stop(struct request *request, struct change *change);
extern const struct job_kind wheel_jobs[];
extern const struct command wheel_commands[];
struct wheel_ask feed_ask(const struct feed *feed, struct date today);
struct str feed_address(struct arena *arena, struct str token);

struct wheel_page {
	struct view *view;
	const struct unit *unit;        /* NULL: the reader's own days */
	int year;
	struct date today;
	struct str kind;                /* filter; "" all */
	struct wheel_item_list items;
	struct wheel_month months[12];
	struct html drawing;
	size_t unit_count;
	const struct unit *const *units;        /* that one may choose */
};
