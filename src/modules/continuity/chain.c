/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/chain.c - rows become the graph that is let fail; what fell becomes lines. */
#include "modules/continuity/chain.h"

#include "analysis/spread.h"
#include "base/say.h"
#include "modules/units/units.h"

#include <math.h>
#include <stdlib.h>

/* ---- The graph ----------------------------------------------------------------------------- */

int32_t chain_find(const struct chain *chain, int64_t node_id)
{
	size_t from = 0, to = chain->nodes.count;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (chain->nodes.at[middle].id < node_id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < chain->nodes.count && chain->nodes.at[from].id == node_id ? (int32_t)from : -1;
}

int32_t chain_find_commitment(const struct chain *chain, int64_t commitment_id)
{
	for (size_t i = 0; i < chain->nodes.count; i++)
		if (chain->nodes.at[i].commitment_id == commitment_id)
			return (int32_t)i;
	return -1;
}

/* What one does not see falls and holds others up, but is not counted as harm. */
static struct cascade_node node_made(const struct chain_node *row, int32_t unit, bool is_seen)
{
	return (struct cascade_node){ .restart = row->restart_hours,
		.has_tolerable = is_seen && row->commitment_id && row->tolerable > 0, .tolerable = row->tolerable,
		.weight = is_seen && row->commitment_id ? 1 : 0, .yearly = row->yearly,
		.repair = said_hours_spread((struct said_hours){ row->recovery_low, row->recovery_hours,
			row->recovery_high }), .unit = unit };
}

/* Boards by the units of the nodes, which are many times fewer. */
static void boards_find(struct view *view, struct chain *chain)
{
	struct { int64_t unit_id, board; } known[512];
	size_t count = 0;

	for (size_t i = 0; i < chain->nodes.count; i++) {
		int64_t unit_id = chain->nodes.at[i].unit_id;
		size_t k = 0;

		while (k < count && known[k].unit_id != unit_id)
			k++;
		if (k == count && count < COUNT(known)) {
			known[count].unit_id = unit_id;
			known[count++].board = unit_board(view, unit_id, date_today());
		}
		chain->boards[i] = k < count ? known[k].board : unit_board(view, unit_id, date_today());
	}
}

static void nodes_fill(struct view *view, struct chain *chain)
{
	struct arena *arena = view_arena(view);
	struct cascade_node *nodes = arena_array(arena, struct cascade_node, chain->nodes.count + 1);
	struct node_list seen = nodes_seen(view);

	chain->seen = arena_array(arena, const struct node *, chain->nodes.count + 1);
	chain->boards = arena_array(arena, int64_t, chain->nodes.count + 1);
	boards_find(view, chain);
	for (size_t i = 0; i < seen.count; i++) {
		int32_t at = chain_find(chain, seen.at[i].id);

		if (at >= 0)
			chain->seen[at] = &seen.at[i];
	}
	for (size_t i = 0; i < chain->nodes.count; i++)
		nodes[i] = node_made(&chain->nodes.at[i], (int32_t)chain->boards[i], chain->seen[i] != NULL);
	chain->graph.nodes = nodes;
	chain->graph.nodes_count = (int32_t)chain->nodes.count;
}

/* A group whose members are all closed commitments needs nothing any more. */
static void groups_fill(struct view *view, struct chain *chain)
{
	struct arena *arena = view_arena(view);
	struct chain_need_list needs = chain_needs(view);
	struct chain_member_list rows = chain_members(view);
	struct cascade_group *groups = arena_array(arena, struct cascade_group, needs.count + 1);
	int32_t *members = arena_array(arena, int32_t, rows.count + 1), count = 0, total = 0;
	size_t row = 0;

	chain->needs = arena_array(arena, const struct chain_need *, needs.count + 1);
	for (size_t i = 0; i < needs.count; i++) {
		const struct chain_need *need = &needs.at[i];
		int32_t first = total, owner = chain_find(chain, need->owner_id);

		while (row < rows.count && rows.at[row].dependency_id < need->id)
			row++;
		for (; row < rows.count && rows.at[row].dependency_id == need->id; row++) {
			int32_t member = chain_find(chain, rows.at[row].node_id);

			if (member >= 0 && member != owner)
				members[total++] = member;
		}
		if (owner < 0 || total == first) {
			total = first;
			continue;
		}
		chain->needs[count] = need;
		groups[count++] = (struct cascade_group){ .owner = owner, .first = first,
			.count = total - first, .delay = need->delay_hours,
			.need = (int32_t)(need->needed > total - first ? total - first : need->needed),
			.buffer = said_hours_spread((struct said_hours){ need->buffer_low,
				need->buffer_hours, need->buffer_high }) };
	}
	chain->graph.groups = groups;
	chain->graph.groups_count = count;
	chain->graph.members = members;
	chain->graph.members_count = total;
}

const struct chain *chain_of(struct view *view)
{
	struct chain *chain = arena_new(view_arena(view), struct chain);
	struct cascade_judged judged;

	*chain = (struct chain){ .nodes = chain_nodes(view) };
	nodes_fill(view, chain);
	groups_fill(view, chain);
	judged = cascade_judge(view_arena(view), &chain->graph);
	must(judged.fault == CASCADE_fine);
	chain->cascade = cascade_make(view_arena(view), &chain->graph);
	return chain;
}

/* ---- Words ------------------------------------------------------------------------------------ */

struct str chain_name(const struct chain *chain, int32_t node)
{
	return chain->seen[node] ? chain->seen[node]->name : S("");
}

struct str chain_path(struct arena *arena, const struct chain *chain, int32_t node)
{
	if (!chain->seen[node])
		return S("");
	return arena_print(arena, "/nodes/%.*s", STR(chain->seen[node]->public_id));
}

struct str chain_group_words(struct arena *arena, const struct chain *chain, int32_t group)
{
	const struct cascade_group *found = &chain->graph.groups[group];
	struct str words = code_name("dependency_resources", chain->needs[group]->resource);
	const char *between = ": ";

	for (int32_t i = 0; i < found->count; i++) {
		struct str name = chain_name(chain, chain->graph.members[found->first + i]);

		if (!name.len)
			continue;
		words = arena_print(arena, "%.*s%s%.*s", STR(words), between, STR(name));
		between = ", ";
	}
	return words;
}

/* ---- What falls -------------------------------------------------------------------------------- */

size_t question_outages(const struct chain *chain, const struct cascade_question *question,
                        struct cascade_outage outages[CASCADE_OUTAGES])
{
	size_t count = 0;

	for (size_t i = 0; i < CASCADE_OUTAGES; i++) {
		int32_t node = question->nodes[i];

		if (node >= 0)
			outages[count++] = (struct cascade_outage){ .node = node, .from = 0,
				.hours = question->hours > 0 ? question->hours
					: chain->graph.nodes[node].repair.middle };
	}
	return count;
}

static struct instant moment(const struct cascade_question *question, double hours)
{
	return (struct instant){ question->from.seconds + llround(hours * HOUR) };
}

/* Who falls twice is one who falls. */
struct counted { bool falls, beyond; };

static void line_add(const struct chain *chain, const struct cascade_question *question,
                     const struct cascade_run *run, const struct cascade_fall *fall,
                     struct counted *counted, struct cascade_answer *answer)
{
	const struct cascade_node *node = &chain->graph.nodes[fall->node];
	bool is_commitment = chain->nodes.at[fall->node].commitment_id != 0;
	double hours = fall->to - fall->from;
	double beyond = node->has_tolerable ? fmax(0, hours - node->tolerable) : 0;

	if (!chain->seen[fall->node]) {
		answer->unseen += !counted[fall->node].falls;
		counted[fall->node].falls = true;
		return;
	}
	answer->commitments += is_commitment && !counted[fall->node].falls;
	answer->beyond += beyond > 0 && !counted[fall->node].beyond;
	counted[fall->node].falls = true;
	counted[fall->node].beyond |= beyond > 0;
	answer->lines.at[answer->lines.count++] = (struct cascade_line){ .node = fall->node,
		.because = fall->because, .from = moment(question, fall->from),
		.to = moment(question, fall->to), .hours = hours, .beyond = beyond,
		.is_open = fall->to >= run->until, .is_own = fall->because < 0 };
}

struct cascade_answer cascade_answer_of(struct arena *arena, const struct chain *chain,
                                        const struct cascade_question *question)
{
	struct cascade_outage outages[CASCADE_OUTAGES];
	struct cascade_ask ask = { .outages = outages, .until = CASCADE_UNTIL_HOURS,
		.outages_count = question_outages(chain, question, outages) };
	struct cascade_run *run = cascade_run_open(chain->cascade);
	struct counted *counted = arena_array(arena, struct counted, chain->nodes.count + 1);
	struct cascade_answer answer = { 0 };

	cascade_go(run, &ask);
	answer.is_cut = run->is_cut;
	answer.lines.at = arena_array(arena, struct cascade_line, run->falls_count + 1);
	for (size_t i = 0; i < run->falls_count; i++)
		line_add(chain, question, run, &run->falls[i], counted, &answer);
	cascade_run_close(run);
	return answer;
}

const struct cascade_line *cascade_next(const struct cascade_answer *answer, struct instant now)
{
	for (size_t i = 0; i < answer->lines.count; i++)
		if (!answer->lines.at[i].is_own && answer->lines.at[i].from.seconds >= now.seconds)
			return &answer->lines.at[i];
	return NULL;
}

/* ---- Moments ----------------------------------------------------------------------------------------- */

static void moment_add(struct cascade_moment *moment, const struct chain *chain, const struct cascade_line *line)
{
	bool is_commitment = chain->nodes.at[line->node].commitment_id != 0;
	size_t at = 0;

	moment->commitments += is_commitment;
	moment->others += !is_commitment;
	moment->is_over |= line->beyond > 0;
	while (at < COUNT(moment->first) && moment->first[at]
	       && (!is_commitment || chain->nodes.at[moment->first[at]->node].commitment_id))
		at++;
	if (at == COUNT(moment->first))
		return;
	for (size_t i = COUNT(moment->first) - 1; i > at; i--)
		moment->first[i] = moment->first[i - 1];
	moment->first[at] = line;
}

struct cascade_moment_list cascade_moments(struct arena *arena, const struct chain *chain,
                                           const struct cascade_answer *answer)
{
	struct cascade_moment_list moments = { 0, arena_array(arena, struct cascade_moment, answer->lines.count + 1) };

	for (size_t i = 0; i < answer->lines.count; i++) {
		const struct cascade_line *line = &answer->lines.at[i];

		if (line->is_own)
			continue;
		if (!moments.count || moments.at[moments.count - 1].at.seconds != line->from.seconds)
			moments.at[moments.count++] = (struct cascade_moment){ .at = line->from };
		moment_add(&moments.at[moments.count - 1], chain, line);
	}
	return moments;
}

const struct str *chain_board_names(struct view *view, const struct chain *chain)
{
	struct str *names = arena_array(view_arena(view), struct str, chain->nodes.count + 1);

	for (size_t i = 0; i < chain->nodes.count; i++) {
		size_t k = 0;

		while (k < i && chain->boards[k] != chain->boards[i])
			k++;
		names[i] = k < i ? names[k] : unit_name(view, chain->boards[i]);
	}
	return names;
}
