/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/double_failures.c - see collapse.h: all pairs of nodes that fail together.
 *
 * Two together take down more than each apart only when some group dies of both that neither
 * kills alone: it has lost a member by the one, loses the rest it could spare by the other, and
 * its owner stands after either.  So the others are looked at many at a time, a bit for each:
 * with the one failed, every group that is weakened says for which others it dies.  Only what
 * those pairs take beyond the two halves is then followed, one pair after the other.
 */
#include "analysis/collapse.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <stdlib.h>
#include <string.h>

/* Others at a time. */
enum { WORDS = 32, WORD_BITS = 64, AT_A_TIME = WORDS * WORD_BITS };

struct bits { uint64_t at[WORDS]; };

/* The other (its bit), and an owner that falls because of both. */
struct seed { int32_t other, owner; };

struct hand {
	struct collapse *collapse;
	int32_t *group_seen;                    /* the one (and one) that weakened it */
	int64_t *beyond_seen;                   /* the number of the pair that took it beyond */
	int64_t pair;
	struct seed *seeds, *sorted;
	size_t seeds_count, seeds_room;
	int32_t *beyond;                        /* nodes that fall because of both */
	int64_t worse;
	struct double_failure *kept;
	size_t kept_count;
};

struct doubles {
	const struct cascade *cascade;
	struct bits *taken;                     /* of each node: by which of the others */
	int32_t first_other;
	struct hand hands[PARALLEL_MOST];
	size_t most;
};

static double node_weight(const struct cascade *cascade, int32_t node)
{
	const struct cascade_node *found = &cascade->graph.nodes[node];

	return found->has_tolerable ? found->weight : 0;
}

static bool bit_is_set(const struct bits *bits, int32_t bit)
{
	return bits->at[bit / WORD_BITS] >> bit % WORD_BITS & 1;
}

/* ---- Those that are worst ---------------------------------------------------------------- */

/* While they are gathered, falls and weight are those beyond the two apart. */
static int by_worse(const void *a, const void *b)
{
	const struct double_failure *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->falls != y->falls)
		return x->falls > y->falls ? -1 : 1;
	if (x->one != y->one)
		return x->one < y->one ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static size_t kept_sort(struct double_failure *kept, size_t count, size_t most)
{
	qsort(kept, count, sizeof(*kept), by_worse);
	return count < most ? count : most;
}

static void keep(const struct doubles *doubles, struct hand *hand, const struct double_failure *pair)
{
	if (hand->kept_count == 4 * doubles->most)
		hand->kept_count = kept_sort(hand->kept, hand->kept_count, doubles->most);
	hand->kept[hand->kept_count++] = *pair;
}

/* ---- For which others a group dies ------------------------------------------------------- */

/* At least one of its members that stand is taken. */
static void any_taken(const struct doubles *doubles, const struct hand *hand,
                      const struct cascade_group *group, struct bits *dies)
{
	const int32_t *members = &doubles->cascade->graph.members[group->first];

	for (int32_t i = 0; i < group->count; i++) {
		const struct bits *taken = &doubles->taken[members[i]];

		if (hand->collapse->is_down[members[i]])
			continue;
		for (int w = 0; w < WORDS; w++)
			dies->at[w] |= taken->at[w];
	}
}

/* More than `spare` of them: counted with a plane of bits for each digit. */
enum { PLANES_MOST = 23 };              /* CASCADE_MEMBERS_MOST is below 2 to this */

static int planes_of(int32_t count)
{
	int planes = 1;

	while (count >> planes)
		planes++;
	return planes;
}

/* Where the number in the planes is above `least`: digit by digit, from the highest. */
static void planes_above(const struct bits *planes, int count, int32_t least, struct bits *above)
{
	for (int w = 0; w < WORDS; w++) {
		uint64_t more = 0, same = UINT64_MAX;

		for (int p = count - 1; p >= 0; p--) {
			if (least >> p & 1) {
				same &= planes[p].at[w];
			} else {
				more |= same & planes[p].at[w];
				same &= ~planes[p].at[w];
			}
		}
		above->at[w] = more;
	}
}

static void many_taken(const struct doubles *doubles, const struct hand *hand,
                       const struct cascade_group *group, int32_t spare, struct bits *dies)
{
	const int32_t *members = &doubles->cascade->graph.members[group->first];
	struct bits planes[PLANES_MOST];
	int count = planes_of(group->count);

	memset(planes, 0, (size_t)count * sizeof(*planes));
	for (int32_t i = 0; i < group->count; i++) {
		const struct bits *taken = &doubles->taken[members[i]];

		if (hand->collapse->is_down[members[i]])
			continue;
		for (int w = 0; w < WORDS; w++) {
			uint64_t carry = taken->at[w];

			for (int p = 0; p < count && carry; p++) {
				uint64_t both = planes[p].at[w] & carry;

				planes[p].at[w] ^= carry;
				carry = both;
			}
		}
	}
	planes_above(planes, count, spare, dies);
}

static void seed_add(struct hand *hand, int32_t other, int32_t owner)
{
	if (hand->seeds_count == hand->seeds_room) {
		hand->seeds_room = 2 * hand->seeds_room + 1024;
		hand->seeds = scratch_grow(hand->seeds, hand->seeds_room, sizeof(*hand->seeds));
		hand->sorted = scratch_grow(hand->sorted, hand->seeds_room, sizeof(*hand->sorted));
	}
	hand->seeds[hand->seeds_count++] = (struct seed){ other, owner };
}

/* The others after `from` for which the group dies and whose owner they do not take anyway. */
static void seeds_add(const struct doubles *doubles, struct hand *hand, const struct bits *dies,
                      int32_t owner, int32_t from)
{
	const struct bits *taken = &doubles->taken[owner];

	for (int w = from / WORD_BITS; w < WORDS; w++) {
		uint64_t left = dies->at[w] & ~taken->at[w];

		if (w == from / WORD_BITS)
			left &= UINT64_MAX << from % WORD_BITS;
		for (; left; left &= left - 1)
			seed_add(hand, w * WORD_BITS + __builtin_ctzll(left), owner);
	}
}

static void group_weakened(const struct doubles *doubles, struct hand *hand, int32_t one, int32_t id,
                           int32_t from)
{
	const struct cascade_group *group = &doubles->cascade->graph.groups[id];
	struct collapse *collapse = hand->collapse;
	struct bits dies = { { 0 } };

	if (hand->group_seen[id] == one + 1 || collapse->spare[id] == INT32_MAX
	    || collapse->lost[id] > collapse->spare[id] || collapse->is_down[group->owner])
		return;
	hand->group_seen[id] = one + 1;
	if (collapse->lost[id] == collapse->spare[id])
		any_taken(doubles, hand, group, &dies);
	else
		many_taken(doubles, hand, group, collapse->spare[id] - collapse->lost[id], &dies);
	seeds_add(doubles, hand, &dies, group->owner, from);
}

/* ---- What falls beyond the two ----------------------------------------------------------- */

static bool is_taken(const struct doubles *doubles, const struct hand *hand, int32_t node, int32_t other)
{
	return hand->collapse->is_down[node] || bit_is_set(&doubles->taken[node], other)
		|| hand->beyond_seen[node] == hand->pair;
}

static bool group_dies(const struct doubles *doubles, const struct hand *hand, int32_t id, int32_t other)
{
	const struct cascade_group *group = &doubles->cascade->graph.groups[id];
	const int32_t *members = &doubles->cascade->graph.members[group->first];
	int32_t lost = 0, spare = hand->collapse->spare[id];

	for (int32_t i = 0; i < group->count && lost <= spare; i++)
		lost += is_taken(doubles, hand, members[i], other);
	return lost > spare;
}

static int32_t beyond_add(struct hand *hand, int32_t count, int32_t node)
{
	hand->beyond_seen[node] = hand->pair;
	hand->beyond[count] = node;
	return count + 1;
}

/* Seeds of one pair. */
static void pair_follow(const struct doubles *doubles, struct hand *hand, int32_t one,
                        const struct seed *seeds, size_t seeds_count)
{
	const struct cascade *cascade = doubles->cascade;
	int32_t other = seeds[0].other, count = 0;
	struct double_failure pair = { .one = one, .other = doubles->first_other + other };

	hand->pair++;
	hand->worse++;
	for (size_t i = 0; i < seeds_count; i++)
		if (hand->beyond_seen[seeds[i].owner] != hand->pair)
			count = beyond_add(hand, count, seeds[i].owner);
	for (int32_t at = 0; at < count; at++) {
		int32_t node = hand->beyond[at];

		pair.weight += node_weight(cascade, node);
		for (int32_t i = cascade->uses_first[node]; i < cascade->uses_first[node + 1]; i++) {
			int32_t owner = cascade->graph.groups[cascade->uses[i]].owner;

			if (!is_taken(doubles, hand, owner, other)
			    && group_dies(doubles, hand, cascade->uses[i], other))
				count = beyond_add(hand, count, owner);
		}
	}
	pair.falls = count;
	keep(doubles, hand, &pair);
}

/* By other: counted, then put in place. */
static void seeds_sort(struct hand *hand)
{
	uint32_t first[AT_A_TIME + 1] = { 0 };

	for (size_t i = 0; i < hand->seeds_count; i++)
		first[hand->seeds[i].other + 1]++;
	for (int i = 0; i < AT_A_TIME; i++)
		first[i + 1] += first[i];
	for (size_t i = 0; i < hand->seeds_count; i++)
		hand->sorted[first[hand->seeds[i].other]++] = hand->seeds[i];
}

static void one_do(void *context, int thread, size_t item)
{
	struct doubles *doubles = context;
	struct hand *hand = &doubles->hands[thread];
	const struct cascade *cascade = doubles->cascade;
	int32_t one = (int32_t)item, after = one + 1 - doubles->first_other;

	if (after >= AT_A_TIME)
		return;
	hand->seeds_count = 0;
	collapse_fail(hand->collapse, one);
	for (int32_t at = 0; at < hand->collapse->count; at++) {
		int32_t node = hand->collapse->down[at];

		for (int32_t i = cascade->uses_first[node]; i < cascade->uses_first[node + 1]; i++)
			group_weakened(doubles, hand, one, cascade->uses[i], after > 0 ? after : 0);
	}
	seeds_sort(hand);
	for (size_t from = 0, to; from < hand->seeds_count; from = to) {
		for (to = from + 1; to < hand->seeds_count && hand->sorted[to].other == hand->sorted[from].other;)
			to++;
		pair_follow(doubles, hand, one, &hand->sorted[from], to - from);
	}
	collapse_undo(hand->collapse, 0);
}

/* ---- All of them ------------------------------------------------------------------------- */

/* A word of others for one thread: no two write the same place. */
static void taken_do(void *context, int thread, size_t word)
{
	struct doubles *doubles = context;
	struct collapse *collapse = doubles->hands[thread].collapse;
	int32_t from = doubles->first_other + (int32_t)word * WORD_BITS;

	for (int32_t other = from; other < from + WORD_BITS && other < doubles->cascade->graph.nodes_count; other++) {
		collapse_fail(collapse, other);
		for (int32_t i = 0; i < collapse->count; i++)
			doubles->taken[collapse->down[i]].at[word] |= (uint64_t)1 << (other - from);
		collapse_undo(collapse, 0);
	}
}

static void doubles_open(struct doubles *doubles, double hours, int threads)
{
	size_t nodes = (size_t)doubles->cascade->graph.nodes_count;
	size_t groups = (size_t)doubles->cascade->graph.groups_count;

	doubles->taken = scratch_zeroed(nodes + 1, sizeof(*doubles->taken));
	for (int i = 0; i < threads; i++)
		doubles->hands[i] = (struct hand){
			.collapse = collapse_open(doubles->cascade, hours),
			.group_seen = scratch_zeroed(groups + 1, sizeof(int32_t)),
			.beyond_seen = scratch_zeroed(nodes + 1, sizeof(int64_t)),
			.beyond = scratch_zeroed(nodes + 1, sizeof(int32_t)),
			.kept = scratch_grow(NULL, 4 * doubles->most + 1, sizeof(struct double_failure)) };
}

static void doubles_close(struct doubles *doubles, int threads)
{
	for (int i = 0; i < threads; i++) {
		struct hand *hand = &doubles->hands[i];

		collapse_close(hand->collapse);
		free(hand->group_seen);
		free(hand->beyond_seen);
		free(hand->beyond);
		free(hand->seeds);
		free(hand->sorted);
		free(hand->kept);
	}
	free(doubles->taken);
}

/* What the two take apart, and what they take together. */
static void pair_whole(const struct doubles *doubles, struct double_failure *pair)
{
	struct collapse *collapse = doubles->hands[0].collapse;
	double beyond = pair->weight;

	collapse_fail(collapse, pair->one);
	collapse_fail(collapse, pair->other);
	pair->falls_apart = collapse->count - pair->falls;
	pair->falls = collapse->count;
	pair->weight = 0;
	for (int32_t i = 0; i < collapse->count; i++)
		pair->weight += node_weight(doubles->cascade, collapse->down[i]);
	pair->weight_apart = pair->weight - beyond;
	collapse_undo(collapse, 0);
}

/* The worst of all threads: the order is whole, so who found them does not matter. */
static void doubles_gather(struct arena *arena, const struct doubles *doubles, int threads,
                           struct double_failures *found)
{
	int64_t nodes = doubles->cascade->graph.nodes_count;

	*found = (struct double_failures){ .pairs = nodes * (nodes - 1) / 2,
		.worst = arena_array(arena, struct double_failure, 4 * doubles->most * (size_t)threads + 1) };
	for (int i = 0; i < threads; i++) {
		const struct hand *hand = &doubles->hands[i];

		memcpy(&found->worst[found->count], hand->kept, hand->kept_count * sizeof(*hand->kept));
		found->count += hand->kept_count;
		found->worse += hand->worse;
	}
	found->count = kept_sort(found->worst, found->count, doubles->most);
	for (size_t i = 0; i < found->count; i++)
		pair_whole(doubles, &found->worst[i]);
}

void double_failures(struct arena *arena, const struct cascade *cascade, double hours, size_t most,
                     int threads, struct double_failures *found)
{
	struct doubles doubles = { .cascade = cascade, .most = most ? most : 1 };
	size_t nodes = (size_t)cascade->graph.nodes_count;

	threads = parallel_within(threads);
	doubles_open(&doubles, hours, threads);
	for (size_t from = 0; from < nodes; from += AT_A_TIME) {
		doubles.first_other = (int32_t)from;
		memset(doubles.taken, 0, nodes * sizeof(*doubles.taken));
		for (int i = 0; i < threads; i++)
			memset(doubles.hands[i].group_seen, 0,
				(size_t)cascade->graph.groups_count * sizeof(int32_t));
		parallel_for(threads, WORDS, taken_do, &doubles);
		parallel_for(threads, nodes, one_do, &doubles);
	}
	doubles_gather(arena, &doubles, threads, found);
	doubles_close(&doubles, threads);
}
