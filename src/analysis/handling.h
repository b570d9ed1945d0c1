/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/handling.h - how long does it take until it is closed?  Open ones count too.
 *
 * The mean of what is closed is too short: what takes long is still open.  An open case says
 * that it takes at least so long.  The share that is still open after a time is that of Kaplan
 * and Meier (1958), with the error of Greenwood and limits on the scale of log(-log share)
 * (as survival::survfit(conf.type = "log-log") of R).  A quantile is the first time after which
 * no more than that share is open; when just so many are, halfway to the next.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct handling_case {
	double time;                    /* until closed, or until now; from 0, any unit */
	bool is_closed;
};

/* After each time at which a case was closed, or last seen open. */
struct handling_step {
	double time;
	size_t at_risk, closed;         /* still followed just before; closed at this time */
	double open;                    /* share that takes longer */
	double error, low, high;        /* NAN as long as none or when all are closed */
};

struct handling {
	size_t cases, closed;
	bool is_few;                    /* fewer closed than was asked for: no quantile is told */
	const struct handling_step *steps;
	size_t steps_count;
};

bool handling_cases_are_fine(const struct handling_case *cases, size_t count, size_t *at);
/* level: 0.95; least: so many closed ones are needed (5). */
struct handling handling_find(struct arena *arena, const struct handling_case *cases, size_t count,
                              double level, size_t least);

/* INFINITY: longer than anything seen yet.  All NAN when they are few. */
struct handling_time { double time, low, high; };
struct handling_time handling_quantile(const struct handling *handling, double share);

/* The share that is open after so long; NAN beyond the last that was seen, when it was open. */
struct handling_share { double open, low, high; };
struct handling_share handling_open(const struct handling *handling, double time);
