/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/rules.h - what is due in an alarm.
 *
 * Pure: a plan and what has happened go in, orders come out.  An alarm stops when enough have
 * acknowledged, or when the path has come to its end; nothing a gateway answers, and nothing
 * it does not answer, stops it before.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"

enum { SILENT_SECONDS = 60 };           /* no channel is waited for longer, whatever it does */

enum alarm_stop { STOP_none, STOP_first, STOP_some, STOP_all };

struct plan_step {
	int64_t wait_seconds;           /* for an acknowledgement after each channel */
	size_t channels;
};
struct alarm_plan {
	int stop;                       /* enum alarm_stop */
	int64_t stop_count;             /* for STOP_some: so many different people */
	int64_t rounds;                 /* the whole path so many times */
	size_t count;
	const struct plan_step *steps;
};

/* Somebody whom a step means, from the moment it began. */
struct target_seen {
	size_t step;                    /* from 0 */
	int64_t round;                  /* from 1 */
	int64_t person;                 /* 0: there was nobody */
	bool is_acked;
};
struct attempt_seen {
	size_t target;                  /* which in the list */
	size_t channel;                 /* from 0 */
	struct instant made, handed, failed;    /* 0: not */
};
struct alarm_seen {
	size_t target_count, attempt_count;
	const struct target_seen *targets;
	const struct attempt_seen *attempts;
};

enum order_kind {
	ORDER_none,
	ORDER_attempt,                  /* the next channel of a target */
	ORDER_begin,                    /* a step in a round */
	ORDER_acknowledged,             /* enough have answered */
	ORDER_exhausted,                /* the path has come to its end */
};
struct order {
	enum order_kind kind;
	size_t step, target, channel;
	int64_t round;
};
struct order_list { size_t count; struct order *at; };
struct due {
	struct order_list orders;       /* now */
	struct instant next;            /* when something comes by itself; 0: not known */
	struct order comes;             /* what, if nobody acknowledges */
};
struct due alarm_due(struct arena *arena, const struct alarm_plan *plan,
                     const struct alarm_seen *seen, struct instant now);
/* How many different people have acknowledged. */
int64_t acknowledged_by(const struct alarm_seen *seen);

/* How long to wait before a gateway is tried again after so many tries. */
int64_t retry_seconds(int64_t first, int64_t tries);

/* The digits of a telephone number as gateways write it: "070-123 45 67", "+46701234567" and
 * "0046701234567" are the same. */
struct str phone_plain(struct arena *arena, struct str phone, struct str country);
/* What the word of a gateway means; `arrived` and `lost` are words with spaces between.  How it
 * is spelt with capitals does not matter. */
enum delivery { DELIVERY_unknown, DELIVERY_arrived, DELIVERY_lost };
enum delivery delivery_of(struct arena *arena, struct str word, struct str arrived, struct str lost);
/* The first word of a reply that could be a code, "" none: "ok 4711." is 4711. */
struct str code_in(struct str text);
