/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/chain.h - what a reader's nodes stand on, as analysis/cascade.h takes it.
 *
 * Everything behind one's own nodes is in it, so that the answer about those is right; names
 * are there only for what one sees (my_node).  With the right to the graph of the city the
 * chain is all of it.
 */
#pragma once

#include "analysis/cascade.h"
#include "modules/continuity/inside.h"

struct chain_node {
	int64_t id, commitment_id, unit_id;
	struct str kind;
	double restart_hours, yearly, recovery_low, recovery_hours, recovery_high, tolerable;
};
LIST_OF(chain_node)
struct chain_need {
	int64_t id, owner_id, needed;
	struct str resource;
	double delay_hours, buffer_low, buffer_hours, buffer_high;
};
LIST_OF(chain_need)
struct chain_member { int64_t dependency_id, node_id; };
LIST_OF(chain_member)
struct chain_node_list chain_nodes(struct view *view);          /* in the order of id */
struct chain_need_list chain_needs(struct view *view);
struct chain_member_list chain_members(struct view *view);      /* in the order of dependency_id */

struct chain {
	struct chain_node_list nodes;           /* as the graph numbers them */
	const struct chain_need **needs;        /* of each group */
	const struct node **seen;               /* of each node; NULL: not seen */
	int64_t *boards;                        /* of each node; 0 none */
	struct cascade_graph graph;
	const struct cascade *cascade;
};
const struct chain *chain_of(struct view *view);
int32_t chain_find(const struct chain *chain, int64_t node_id);         /* -1 */
int32_t chain_find_commitment(const struct chain *chain, int64_t commitment_id);        /* -1 */
struct str chain_name(const struct chain *chain, int32_t node);         /* "" when not seen */
struct str chain_path(struct arena *arena, const struct chain *chain, int32_t node);    /* "/nodes/..." */
/* "Electricity: Substation North"; names that are not seen are left out. */
struct str chain_group_words(struct arena *arena, const struct chain *chain, int32_t group);

/* ---- A question and its answer ---------------------------------------------------------------- */

enum { CASCADE_OUTAGES = 3, CASCADE_UNTIL_HOURS = 720 };
struct cascade_question {
	struct str names[CASCADE_OUTAGES];      /* as they were asked */
	int32_t nodes[CASCADE_OUTAGES];         /* -1: none */
	struct instant from;
	double hours;                           /* 0: as long as each one usually takes */
	bool is_asked;
};
/* A fall of somebody one sees. */
struct cascade_line {
	int32_t node, because;
	struct instant from, to;
	double hours, beyond;           /* away; of that beyond what is tolerable */
	bool is_open;                   /* still down at the end of what was looked at */
	bool is_own;                    /* its own outage */
};
LIST_OF(cascade_line)
struct cascade_answer {
	struct cascade_line_list lines;         /* soonest first */
	int64_t commitments, beyond, unseen;    /* commitments that fall; of those too long; nodes without a name */
	bool is_cut;
};
size_t question_outages(const struct chain *chain, const struct cascade_question *question,
                        struct cascade_outage outages[CASCADE_OUTAGES]);
struct cascade_answer cascade_answer_of(struct arena *arena, const struct chain *chain,
                                        const struct cascade_question *question);
/* The moments at which something falls, of what one sees: how much, and what first. */
struct cascade_moment {
	struct instant at;
	int64_t commitments, others;
	const struct cascade_line *first[3];    /* commitments before others; NULL: fewer */
	bool is_over;                           /* one of its commitments is away longer than it may */
};
LIST_OF(cascade_moment)
struct cascade_moment_list cascade_moments(struct arena *arena, const struct chain *chain,
                                           const struct cascade_answer *answer);
/* What the boards of a chain are called, by node. */
const struct str *chain_board_names(struct view *view, const struct chain *chain);
/* The next of the lines that falls after a moment; NULL. */
const struct cascade_line *cascade_next(const struct cascade_answer *answer, struct instant now);
/* Reads the address; what is wrong becomes problems. */
struct cascade_question question_read(struct request *request, struct view *view,
                                      const struct chain *chain, struct problems *problems);

/* drawing.c */
void timeline_show(struct out *out, const struct chain *chain, const struct cascade_answer *answer,
                   struct instant from);

extern const struct job_kind continuity_jobs[];
/* What many boards stand on. */
struct common_node { int32_t node; int64_t boards; };
size_t common_nodes(struct arena *arena, const struct chain *chain, struct common_node **common);

struct reply cascade_show(struct request *request, struct view *view);
struct reply node_graph_show(struct request *request, struct view *view);
struct reply node_cuts_show(struct request *request, struct view *view);
struct reply weak_show(struct request *request, struct view *view);
struct reply continuity_show(struct request *request, struct view *view);
struct reply cascade_job_act(struct request *request, struct change *change);
struct reply cascade_run_show(struct request *request, struct view *view);
struct reply graph_city_show(struct request *request, struct view *view);
struct reply city_extract_act(struct request *request, struct change *change);
struct reply extracts_list(struct request *request, struct view *view);
