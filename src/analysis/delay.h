/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/delay.h - events are registered late, so the last weeks always look good.
 *
 * Of all events of a week that are registered within `most` weeks, which share is registered
 * after so many?  Each step back from the last is judged by the weeks that are old enough for
 * it (reverse-time hazards; Lawless, Canadian Journal of Statistics 22:15, 1994):
 *
 *   hazard(x) = events with delay x / events with delay at most x
 *   share(x)  = product over u > x of (1 - hazard(u)),  share(most) = 1
 *
 * counted over the `window` latest weeks t with t + x <= now.  A board with few events leans on
 * the city: its hazards are as if `weight` events of the city's were added.
 *
 * Weeks are numbered without holes.  What is registered later than `most` weeks after, or after
 * now, is not counted; nor what is registered before it happened, or whose count is not above 0.
 */
#pragma once

#include "analysis/count_law.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DELAY_WEEKS_MOST = 104 };

struct delay_report { int32_t occurred, registered; double count; };

struct delay_settings {
	int32_t now;                    /* the last week of which reports are in */
	int most;                       /* weeks after which nothing more is waited for: 26 */
	int window;                     /* weeks that are looked at: 52 */
	double weight;                  /* events that the city counts as: 50 */
	double least_events;            /* fewer, and no city to lean on: too few to say (50) */
};

struct delay_settings delay_usual(int32_t now);

enum delay_finding { DELAY_too_few, DELAY_fitted };

struct delay {
	enum delay_finding finding;
	int most;
	double events;                  /* counted */
	double hazard[DELAY_WEEKS_MOST + 1], share[DELAY_WEEKS_MOST + 1];       /* 0 to most */
};

/* city: the delay of all boards together, or NULL. */
struct delay delay_fit(const struct delay_report *reports, size_t count,
                       const struct delay_settings *settings, const struct delay *city);
/* Of a week so many weeks ago; 1 beyond `most`, and when it is not known. */
double delay_share(const struct delay *delay, int32_t weeks_ago);

enum nowcast_finding {
	NOWCAST_none,                   /* neither reports nor anything that is usual */
	NOWCAST_too_early,              /* less than least_share is registered by now */
	NOWCAST_told,
};

struct nowcast {
	enum nowcast_finding finding;
	double late;                    /* expected to be registered yet */
	double late_low, late_high;
	double total;                   /* registered + late */
};

/* registered: so far; share: of all, by now.  usual, variance: the mean that was expected and
 * its variance between weeks (0: nothing is known of it; then it is registered / share).
 * level: of the interval (0.8); least_share: 0.05. */
struct nowcast nowcast(double registered, double share, double usual, double variance,
                       double level, double least_share);
