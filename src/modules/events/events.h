/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/events.h - what happened: report, triage, risk assessment, causes, closing the loop.
 *
 * Everybody may report, with or without an account.  From `received` the manager of the unit
 * owns the event; the coordinator may re-type, merge, split, forward and countersign.  What
 * has happened to it stands in event_step and is never changed.  A restricted event exists
 * only for those on its need-to-know list.  Counts are kept in event_tally in the same
 * transaction as the event itself.
 */
#pragma once

#include "kit/module.h"
#include "modules/events/model.h"

const struct event *event_get(struct view *view, int64_t id);   /* NULL: absent or not yours */
const struct event *event_of_number(struct view *view, struct str number);

/* Writes a new event: number, board, area, clocks, tally, search index, first step. */
int64_t event_report(struct change *change, struct event *event, struct str step_words);
/* Many at once (imports, demo): the same without steps and clocks each.  Numbers are given
 * by the year of reported_at. */
void event_report_many(struct change *change, struct event *events, size_t count);

/* What a list, a picture or a report asks the events about. */
struct event_ask {
	int64_t unit_id;                /* and all below it; 0 all that one sees */
	bool is_board;                  /* unit_id is a board: use the tally */
	bool as_is;                     /* units that have become part of it count too */
	struct str area_code;           /* and all within it; "" any */
	struct date from, to;           /* of occurred_at, both included */
	struct str types;               /* type codes or branches separated by a space; "" all */
	int64_t severity_from;
	bool without_restricted;        /* for what others will read: never need-to-know events */
	bool has_cost;                  /* whose cost is known, estimated or final */
	int64_t cost_above;             /* kronor: more than this; 0 any */
};
/* One row per key with the number of events: by = "type", "branch", "month", "area", "unit",
 * "severity", "weekday", "hour", "place_type", "class".  Rights as everywhere; restricted
 * events only for those who see them. */
struct event_count { struct str key, label; int64_t id, events, injured; };
LIST_OF(event_count)
struct event_count_list events_count(struct view *view, const struct event_ask *ask, const char *by);
int64_t events_total(struct view *view, const struct event_ask *ask);
/* What each cost that was ever known to cost something: as it was known at the end of the day it
 * happened and so many days more (less one), and today; 0: nothing was known then, or it was withdrawn. */
struct event_loss { int64_t event_id; struct instant occurred_at; int64_t then, today; };
LIST_OF(event_loss)
struct event_loss_list events_losses(struct view *view, const struct event_ask *ask, int days);
/* When the newest of them was written or changed: "data changed at". */
struct instant events_changed(struct view *view, const struct event_ask *ask);
/* The address of the list that shows exactly these rows. */
struct str events_link(struct arena *arena, const struct event_ask *ask, const char *by, struct str key);

/* ---- Counts along several dimensions at once (cube.h) --------------------------------- */

/* What events can be laid out by.  Days, hours and weekdays are local. */
enum event_dim {
	DIM_board,                      /* committee or company above the unit on the day it happened */
	DIM_unit,                       /* the unit itself */
	DIM_district,                   /* the area around the area; itself where there is none */
	DIM_area,                       /* as it was registered */
	DIM_branch, DIM_type,
	DIM_year, DIM_tertial, DIM_month, DIM_week, DIM_day,
	DIM_weekday, DIM_hour, DIM_severity, DIM_count,
};
enum { EVENT_DIMS_MOST = 3 };

struct event_table_ask {
	size_t dim_count;               /* 0: one number */
	enum event_dim dims[EVENT_DIMS_MOST];
	int64_t unit_id;                /* and all below it; 0 all that one reaches */
	bool as_is;                     /* committees that have become part of another count as that */
	struct str area_code;           /* and all within it; "" any */
	struct str type;                /* a type or a branch; "" all */
	struct date from, to;           /* of what happened, both included and given; 2000 to 2178 */
	int64_t severity_from;
	int64_t within_days;            /* reported in fewer than so many times 24 hours; 0 however late */
};

/* The places along one dimension.  Those of time are all there, of the others only those that
 * have an event. */
struct event_axis {
	enum event_dim dim;
	size_t count;
	struct str *keys, *labels;      /* a key is an id, a code, "2026-03", "2026-W09", "2026-03-14" */
	struct date *from, *to;         /* of the dimensions of time; NULL of others */
};

struct event_table {
	enum { TABLE_made, TABLE_too_large, TABLE_no_room } outcome;
	struct event_table_ask ask;
	struct event_axis axes[EVENT_DIMS_MOST];
	int64_t *counts;                /* the last dimension runs fastest */
	int64_t total;
	/* May the person open every row behind it?  Otherwise some units are reached by the
	 * right to read statistics alone, and small numbers must not be told. */
	bool may_open_all;
	int64_t kept_out;               /* restricted ones that this person could open: not counted */
	bool is_by_board;               /* as_is: the unit asked for is a committee, and counts as one */
	struct instant up_to;           /* it holds what had been reported by then */
	int64_t change;                 /* and this change of an event, the newest */
};
/* Never events under need to know, whoever asks: what is in a table may be handed on.  Else
 * the same as events_count(): no merged, no rejected ones, only units that one reaches with
 * the right to read events or statistics.  Not inside a change. */
struct event_table event_table(struct view *view, const struct event_table_ask *ask);
/* The same for a job, as the system: every unit counts, whoever reaches it. */
struct event_table event_table_all(struct view *system, const struct event_table_ask *ask);
/* The list of the rows of a cell: a place along each dimension, -1 for all of it.  "": the
 * list cannot ask for them (no area, no committee, within_days). */
struct str event_table_link(struct arena *arena, const struct event_table *table,
                            const ptrdiff_t *places);
/* Before the fork: the workers then share one memory. */
void event_cube_make(void);
/* The child of the service that fills it at the start and keeps it filled, until it is to go. */
void event_cube_keep(struct store *store, bool (*is_leaving)(void));

/* On how many days from a day on somebody turned to the whistleblowing function instead. */
int64_t whistleblowing_days(struct view *view, struct date from);

/* Words from outside meet the guards before they are stored: a personal number, a mark of
 * what may concern Sweden's security. */
enum guard { WORDS_PASS, WORDS_HOLD_NUMBER, WORDS_ARE_PROTECTIVE };
enum guard words_guard(struct arena *arena, struct str words);
/* The same for a field of a form: true when they pass, else a problem; `number` is what is said
 * of a personal number there. */
bool words_pass(struct request *request, const char *field, struct str words, const char *number);
/* Seals everything that was sent, and answers with the page that says what to do. */
struct reply words_seal(struct request *request, struct change *change, const char *form,
                        struct str reason, int64_t unit_id);

/* Some weeks of damage at one place of the demo city (catalogues/demo/gathering.csv): after all
 * other rooms, so that what they say of the city is the same with it and without. */
void events_demo_gathering(struct store *store, int scale);
/* Events with a cost before and after some measures (catalogues/demo/losses.csv); the same. */
void events_demo_losses(struct store *store);

extern const struct module events_module;
