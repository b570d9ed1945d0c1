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
};
/* One row per key with the number of events: by = "type", "branch", "month", "area", "unit",
 * "severity", "weekday", "hour", "place_type", "class".  Rights as everywhere; restricted
 * events only for those who see them. */
struct event_count { struct str key, label; int64_t id, events, injured; };
LIST_OF(event_count)
struct event_count_list events_count(struct view *view, const struct event_ask *ask, const char *by);
int64_t events_total(struct view *view, const struct event_ask *ask);
/* When the newest of them was written or changed: "data changed at". */
struct instant events_changed(struct view *view, const struct event_ask *ask);
/* The address of the list that shows exactly these rows. */
struct str events_link(struct arena *arena, const struct event_ask *ask, const char *by, struct str key);

/* Words from outside meet the guards before they are stored: a personal number, a mark of
 * what may concern Sweden's security. */
enum guard { WORDS_PASS, WORDS_HOLD_NUMBER, WORDS_ARE_PROTECTIVE };
enum guard words_guard(struct arena *arena, struct str words);

extern const struct module events_module;
