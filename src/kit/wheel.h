/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/wheel.h - what a room puts in the year wheel and in people's calendars.
 *
 * A room that knows of days has one row: asked as somebody, for a unit or a person and some
 * days, it answers with items that this somebody may see.  The room wheel shows them as a
 * list, a drawing and calendar feeds.
 */
#pragma once

#include "store/store.h"

struct wheel_ask {
	int64_t unit_id;                /* this unit; 0: no unit is asked for */
	int64_t person_id;              /* or what this person has to do; 0 nobody */
	struct date from, to;
};

struct wheel_item {
	struct str uid;                 /* stable for ever, unique in the city: "round-0190..." */
	struct str kind;                /* catalogue wheel_kinds */
	struct str words;               /* one line; never anything secret: it leaves the house */
	struct str title;               /* what pages add to it, for this reader only; may be "" */
	struct str path;                /* the page it leads to; "" none */
	struct date on, to;             /* first and last day; `to` not given: one day */
	struct instant begins, ends;    /* a time of the day; 0: whole days */
	struct str state;               /* in words, in the person's language; "" none */
	bool is_late, is_done;
};
LIST_OF(wheel_item)

struct wheel_source {
	const char *name;
	struct wheel_item_list (*items)(struct view *view, const struct wheel_ask *ask);
};
