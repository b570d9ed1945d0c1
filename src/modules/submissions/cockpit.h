/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/cockpit.h - what the cockpit's pages are given; only for cockpit.c and its pages. */
#pragma once

#include "modules/submissions/inside.h"

struct cockpit {
	struct request *request;
	struct view *view;
	struct date today;
	struct delivery_ask ask;
	const struct unit *unit;        /* NULL: all that one follows */
	bool may_write;                 /* for that unit */
	struct deliverable_list deliverables;
	struct delivery_list all, shown;        /* shown is narrowed by state and days */
	int64_t by_word[WORD_not_asked + 1], soon;
};

struct unit_days {                      /* the meeting that decides, and the days before it */
	const struct calendar_rule *rule;
	const struct unit_meeting *meeting;     /* NULL: none is known */
	struct internal_deadline_list deadlines;
};

int cockpit_year(struct request *request);
/* This page's address with one parameter; name "" for none. */
struct str cockpit_link(const struct cockpit *cockpit, const char *name, const char *value);
/* The next internal day; NULL none. */
const struct internal_deadline *deadline_next(const struct unit_days *days, struct date today);
