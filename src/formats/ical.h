/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/ical.h - calendars as other programs read them (RFC 5545), written by libical.
 *
 * The same item keeps its uid for ever; each time it changes its sequence is one higher, so
 * that a program which has read the old one takes the new; one that is cancelled is still
 * told, without its words.  Folding and escaping are libical's.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"

enum { MOST_ICAL_ALARMS = 4 };

struct ical_event {
	struct str uid;                 /* "delivery-rsa-LJU-2026@varn.example.org" */
	int64_t sequence;
	struct instant changed;         /* DTSTAMP and LAST-MODIFIED */
	struct date from, to;           /* whole days; `to` is the last one, not given: one day */
	struct instant begins, ends;    /* or a time of the day; 0: whole days */
	struct str summary, description, url, category, place;
	bool is_cancelled;
	size_t alarm_count;
	int alarm_days[MOST_ICAL_ALARMS];       /* so many days before */
};

struct ical {
	struct str name;                /* shown by the calendar program */
	const char *zone;               /* "Europe/Stockholm": of times of the day */
	int refresh_hours;              /* how often to ask again */
	size_t count;
	const struct ical_event *events;
};

/* The whole as text/calendar, in UTF-8, lines folded at 75 bytes and ended by CR LF. */
struct str ical_write(struct arena *arena, const struct ical *calendar);
