/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/cascade.h - what falls when something fails, and when.
 *
 * A node is whatever something may depend on: a commitment, a resource, a system, premises, a
 * supplier, a key role.  A node needs all of its groups; a group is so many of its members
 * ("1 of 2": an alternative; "2 of 2": both).  When a group has too few members left, the
 * owner goes on for the delay (until the loss is felt) and the buffer (battery, stock, manual
 * routine), without a break, and then falls.  It works again when its own outage is over and
 * all its groups have been supplied without a break for its restart time.  Delay and buffer
 * are full again as soon as the group is supplied.
 *
 * At one instant outages begin and end first, and what has no buffer falls with them; then
 * those start again whose restart time has passed; then buffers run out.  So who is supplied
 * at the very instant its buffer ends does not fall, and who falls at the instant it started
 * had not come back.  Two nodes that need each other never start by themselves.
 *
 * Three things hold, and the tests prove them: more buffer is never worse, a longer repair
 * never better, and an alternative less never better.
 *
 * All times are hours.  Numbers are drawn by share_of(), by seed, draw and what is drawn, so
 * that two runs of the same draw differ only in what was changed.
 */
#pragma once

#include "analysis/spread.h"
#include "base/arena.h"

#include <stdint.h>

enum {
	CASCADE_NODES_MOST = 200000,
	CASCADE_GROUPS_MOST = 1000000,
	CASCADE_MEMBERS_MOST = 4000000,
	CASCADE_HOURS_MOST = 10 * 365 * 24,     /* what is longer is a mistake of writing */
};

struct cascade_node {
	double restart;                 /* hours from all is there again until it works */
	bool has_tolerable;             /* somebody has said how long it may be away: a commitment */
	double tolerable;
	double weight;                  /* what an hour beyond that counts; 0: nothing */
	double yearly;                  /* outages of its own a year; 0: not known */
	struct spread repair;           /* how long they are; middle 0: not known */
	int32_t unit;                   /* whose it is, from 0; below 0: nobody's */
};

struct cascade_group {
	int32_t owner;
	int32_t need;                   /* of the members, at least 1 */
	int32_t first, count;           /* members[first] ... */
	double delay;
	struct spread buffer;
};

struct cascade_graph {
	const struct cascade_node *nodes;
	const struct cascade_group *groups;
	const int32_t *members;
	int32_t nodes_count, groups_count, members_count;
};

struct cascade_outage { int32_t node; double from, hours; };

/* What is wrong, in the order of the graph. */
enum cascade_fault {
	CASCADE_fine,
	CASCADE_too_many,               /* nodes, groups or members */
	CASCADE_bad_time,               /* of node `at`: negative, no number, over the ceiling */
	CASCADE_bad_weight,             /* of node `at`: negative or no number; or outages a year */
	CASCADE_bad_repair,             /* of node `at`: not in order */
	CASCADE_bad_buffer,             /* of group `at`: delay or buffer */
	CASCADE_bad_need,               /* of group `at`: not 1 to the number of members */
	CASCADE_unknown_node,           /* owner of group `at`, or member `member` */
	CASCADE_self,                   /* group `at` has its own owner as a member */
	CASCADE_twice,                  /* group `at` has a member twice */
};
struct cascade_judged { enum cascade_fault fault; int32_t at, member; };
struct cascade_judged cascade_judge(struct arena *arena, const struct cascade_graph *graph);
bool cascade_outages_are_fine(const struct cascade_graph *graph,
                              const struct cascade_outage *outages, size_t count);

/* A graph that was judged fine, ready to run; only read from then on, by any thread. */
struct cascade {
	struct cascade_graph graph;
	const int32_t *uses_first, *uses;       /* groups in which a node is a member */
	const int32_t *owns_first, *owns;       /* groups of a node */
	const double *holds;                    /* delay and buffer (middle) of a group */
	const struct cascade_supply *supplies;  /* of a group: what every run asks for */
};
const struct cascade *cascade_make(struct arena *arena, const struct cascade_graph *graph);

/* ---- One future -------------------------------------------------------------------------- */

struct cascade_fall {
	int32_t node;
	int32_t because;                /* the group that was unsupplied; -1: its own outage */
	double from, to;                /* to: the end of what was looked at, when still down */
};

struct cascade_ask {
	const struct cascade_outage *outages;
	size_t outages_count;
	double until;
	bool is_drawn;                  /* buffers are drawn; else the middle */
	uint64_t seed, draw;
};

/* What a run needs to remember: one per thread. */
struct cascade_run {
	const struct cascade *cascade;
	struct cascade_fall *falls;     /* in the order of `from` */
	size_t falls_count;
	double until;
	bool is_cut;                    /* more events than could be meant: not the whole future */
	struct cascade_state *state;
};
struct cascade_run *cascade_run_open(const struct cascade *cascade);
void cascade_run_close(struct cascade_run *run);
void cascade_go(struct cascade_run *run, const struct cascade_ask *ask);
/* Hours beyond what is tolerable, by weight, over all falls of the last run. */
double cascade_harm(const struct cascade_run *run);

/* Hour by hour: how many are down at the end of each step, and for longer than tolerable. */
struct cascade_step { double at; int32_t down, beyond; };
size_t cascade_steps(struct arena *arena, const struct cascade_run *run, double step, double until,
                     struct cascade_step **steps);

/* ---- Many futures ------------------------------------------------------------------------ */

/* Which single failure hurts most: each node fails alone, `draws` times; how long is drawn
 * from its repair time, or is `hours` when that is not known; buffers are drawn.  With one
 * draw and is_drawn false: the middles. */
struct cascade_hurts_ask {
	const int32_t *nodes;           /* NULL: every node */
	size_t count, draws;
	bool is_drawn;
	double hours, until;
	uint64_t seed;
	int threads;
};
struct cascade_hurt {
	int32_t node;
	double share;                   /* of draws that did harm */
	double harm, harm_error;        /* mean, and its standard error */
	double harm_high;               /* P95 */
	double falls;                   /* other nodes that fell, mean */
	double beyond;                  /* commitments down longer than tolerable, mean */
	double yearly;                  /* harm x outages a year; 0 when not known */
};
/* Worst first; as many as were asked for. */
struct cascade_hurt *cascade_hurts(struct arena *arena, const struct cascade *cascade,
                                   const struct cascade_hurts_ask *ask);

/* One outage with what is uncertain: which nodes fall, and when.  The repair times of the
 * outages are those of the ask, times the drawn over the middle when the node has some. */
struct cascade_outlook {
	int32_t node;
	double share;                   /* of draws in which it falls */
	double from_low, from, from_high;       /* hours until, P10 P50 P90 of those draws */
	double beyond;                  /* share of draws in which it is away too long */
};
enum { OUTLOOK_CELLS_MOST = 40000000 }; /* nodes x draws */
/* What falls in at least `least` of the draws, soonest first; *is_cut when
 * draws were too many for so many nodes and fewer were made. */
size_t cascade_outlook(struct arena *arena, const struct cascade *cascade,
                       const struct cascade_ask *ask, size_t draws, int threads, double least,
                       struct cascade_outlook **outlook, bool *is_cut);
