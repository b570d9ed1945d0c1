/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/tests.c - hours that people say, who sees what of the graph, and that the room's
 * answer is that of src/analysis on the same graph.
 */
#include "analysis/dependencies.h"
#include "analysis/spread.h"
#include "analysis/stream.h"
#include "base/test.h"
#include "base/tongue.h"
#include "modules/continuity/tests_city.h"

#include <math.h>
#include <string.h>

/* ---- Rules ------------------------------------------------------------------------------- */

static const char *const fields[] = { "low", "middle", "high" };

static const char *wrong(double low, double middle, double high)
{
	const char *words = NULL;
	const char *field = said_hours_problem((struct said_hours){ low, middle, high }, fields, &words);

	CHECK(!field == !words);
	return field ? field : "";
}

TEST(times_are_said_all_three_in_order_or_the_middle_alone)
{
	CHECK(!strcmp(wrong(0, 0, 0), ""));
	CHECK(!strcmp(wrong(0, 6, 0), ""));
	CHECK(!strcmp(wrong(2, 6, 12), ""));
	CHECK(!strcmp(wrong(6, 6, 6), ""));
	CHECK(!strcmp(wrong(2, 6, 0), "high"));
	CHECK(!strcmp(wrong(0, 6, 12), "low"));
	CHECK(!strcmp(wrong(2, 0, 12), "middle"));
	CHECK(!strcmp(wrong(7, 6, 12), "low"));
	CHECK(!strcmp(wrong(2, 6, 5), "high"));
}

TEST(what_people_may_say_the_simulation_takes)
{
	static const double some[] = { 0, 0.5, 1, 6, 24, 87600 };

	for (size_t i = 0; i < COUNT(some); i++)
		for (size_t k = 0; k < COUNT(some); k++)
			for (size_t m = 0; m < COUNT(some); m++)
				CHECK(*wrong(some[i], some[k], some[m]) || spread_is_fine(said_hours_spread(
					(struct said_hours){ some[i], some[k], some[m] })));
}

TEST(hours_are_told_as_people_say_them)
{
	struct arena *arena = test_arena();

	CHECK(str_is(hours_told(arena, 0), "0 h"));
	CHECK(str_is(hours_told(arena, 0.5), "30 min"));
	CHECK(str_is(hours_told(arena, 6), "6 h"));
	CHECK(str_is(hours_told(arena, 96), "4 days"));
	CHECK(str_is(said_hours_words(arena, (struct said_hours){ 0, 6, 0 }), "6 h"));
	CHECK(str_is(said_hours_words(arena, (struct said_hours){ 2, 6, 12 }), "6 h (2 h to 12 h)"));
}

TEST(small_counts_are_not_told_to_those_who_do_not_see_whom_they_are)
{
	struct arena *arena = test_arena();

	CHECK(str_is(count_shown(arena, 0, false), "fewer than 3"));
	CHECK(str_is(count_shown(arena, 2, false), "fewer than 3"));
	CHECK(str_is(count_shown(arena, 3, false), "3"));
	CHECK(str_is(count_shown(arena, 1, true), "1"));
}

/* ---- Who sees what ------------------------------------------------------------------------- */

struct made { int64_t grid, station, north, south, secret, need_north; };

/* The grid feeds a station; a commitment in the north and one in the south stand on it. */
static struct made city_made(struct store *store)
{
	struct made made = { .grid = node_made_at(store, "Grid", ENERGY, 4),
		.station = node_made_at(store, "Station", ENERGY, 6),
		.north = node_made_for(store, commitment_made(store, "Care north", NORTH, 4), NORTH),
		.south = node_made_for(store, commitment_made(store, "Care south", SOUTH, 24), SOUTH) };

	need_made(store, made.station, "electricity", 0, 1, NODES(made.grid));
	made.need_north = need_made(store, made.north, "electricity", 2, 1, NODES(made.station));
	need_made(store, made.south, "electricity", 12, 1, NODES(made.station));
	return made;
}

TEST_ON_STORES(a_reader_sees_what_the_own_commitments_stand_on_and_not_who_else_does)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	struct view *view = seen_by(store, READER);

	CHECK(node_of_id(view, made.north) != NULL);
	CHECK(node_of_id(view, made.station) != NULL);
	CHECK(node_of_id(view, made.grid) == NULL);     /* one step further */
	CHECK(node_of_id(view, made.south) == NULL);
	CHECK(node_stands_on_it(view, made.station).count == 1);
	CHECK(node_use_of(view, made.station).commitments == 2);
	CHECK(node_use_of(view, made.station).boards == 2);
	CHECK(node_use_of(view, made.station).mine == 1);
	CHECK(dependency_of_id(view, made.need_north) != NULL);
	view_close(view);
	view = seen_by(store, STRANGER);
	CHECK(dependency_of_id(view, made.need_north) == NULL);
	CHECK(node_of_id(view, made.north) == NULL && node_of_id(view, made.south) != NULL);
	view_close(view);
}

TEST_ON_STORES(the_graph_of_the_city_is_a_right_of_its_own)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	struct view *view = seen_by(store, OFFICE);

	CHECK(!city_graph_is_seen(view) && city_counts_are_seen(view));
	CHECK(node_of_id(view, made.north) == NULL && node_of_id(view, made.station) == NULL);
	CHECK(nodes_seen(view).count == 0);
	CHECK(chain_of(view)->nodes.count == 0);
	view_close(view);
	view = seen_by(store, CHIEF);
	CHECK(city_graph_is_seen(view));
	CHECK(nodes_seen(view).count == 4 && chain_of(view)->nodes.count == 4);
	view_close(view);
}

TEST_ON_STORES(a_commitment_with_a_secrecy_mark_has_no_name_for_those_who_do_not_read_it)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	int64_t commitment = commitment_made(store, "Hidden", NORTH, 1);
	int64_t hidden = node_made_for(store, commitment, NORTH);
	struct change *change;
	struct view *view;

	need_made(store, made.north, "information", 0, 1, NODES(hidden));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE commitment SET secrecy = 'rsa' WHERE id = $1"), V(commitment));
	CHECK(change_commit(change) == COMMITTED);
	view = seen_by(store, READER);
	CHECK(node_of_id(view, hidden) == NULL);
	CHECK(chain_of(view)->nodes.count == 4);        /* it is counted with all the same */
	view_close(view);
}

/* ---- The answer is that of src/analysis --------------------------------------------------------- */

TEST_ON_STORES(what_is_behind_is_counted_with_and_not_named)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	struct view *view = seen_by(store, READER);
	const struct chain *chain = chain_of(view);
	struct cascade_question question = { .nodes = { chain_find(chain, made.grid), -1, -1 },
		.from = instant_now(), .hours = 8, .is_asked = true };
	struct cascade_answer answer = cascade_answer_of(test_arena(), chain, &question);

	CHECK(chain->nodes.count == 3 && chain_find(chain, made.south) == -1);
	CHECK(str_is_empty(chain_name(chain, chain_find(chain, made.grid))));
	CHECK(answer.unseen == 1 && answer.lines.count == 2 && answer.commitments == 1);
	/* Battery for two hours; away from 14 to 20, two hours more than the four it may. */
	CHECK(answer.lines.at[1].from.seconds == question.from.seconds + 2 * HOUR);
	CHECK(answer.lines.at[1].hours == 6 && answer.lines.at[1].beyond == 2 && answer.beyond == 1);
	CHECK(cascade_next(&answer, (struct instant){ question.from.seconds + HOUR }) == &answer.lines.at[1]);
	view_close(view);
}

enum { MANY = 24 };

/* The same graph, written by hand. */
struct drawn { struct cascade_node nodes[MANY]; struct cascade_group groups[MANY * 2];
	int32_t members[MANY * 6]; int32_t groups_count, members_count; };

static int drawn_number(uint64_t what, int below)
{
	return (int)(share_of(17, 3, what) * below);
}

static void drawn_make(struct store *store, struct drawn *drawn, int64_t *ids)
{
	for (int i = 0; i < MANY; i++) {
		ids[i] = node_made_at(store, arena_print(test_arena(), "Node %d", i).at, ENERGY, 1 + i % 7);
		drawn->nodes[i] = (struct cascade_node){ .repair = spread_known(1 + i % 7), .unit = ENERGY };
	}
	for (int i = 1; i < MANY * 2; i++) {
		int owner = i % MANY, count = 0;
		int64_t members[4] = { 0 };
		double buffer = drawn_number((uint64_t)i * 10, 5);
		struct cascade_group *group = &drawn->groups[drawn->groups_count];

		*group = (struct cascade_group){ .owner = owner, .first = drawn->members_count,
			.buffer = spread_known(buffer) };
		for (int k = 0; k < 3; k++) {
			int member = drawn_number((uint64_t)(i * 10 + k + 1), MANY);
			bool is_there = member == owner;

			for (int m = 0; m < count; m++)
				is_there |= members[m] == ids[member];
			if (is_there)
				continue;
			members[count++] = ids[member];
			drawn->members[drawn->members_count++] = member;
		}
		if (!count)
			continue;
		group->count = count;
		group->need = 1 + i % count;
		drawn->groups_count++;
		need_made(store, ids[owner], "electricity", buffer, group->need, members);
	}
}

TEST_ON_STORES(the_answer_of_the_room_is_that_of_the_analysis_on_the_same_graph)
{
	struct store *store = continuity_city();
	struct drawn *drawn = arena_new(test_arena(), struct drawn);
	int64_t ids[MANY];
	struct cascade_graph graph;
	const struct cascade *cascade;
	const struct chain *chain;
	struct view *view;

	drawn_make(store, drawn, ids);
	graph = (struct cascade_graph){ drawn->nodes, drawn->groups, drawn->members, MANY,
		drawn->groups_count, drawn->members_count };
	CHECK(cascade_judge(test_arena(), &graph).fault == CASCADE_fine);
	cascade = cascade_make(test_arena(), &graph);
	view = seen_by(store, CHIEF);
	chain = chain_of(view);
	CHECK(chain->graph.nodes_count == MANY && chain->graph.groups_count == drawn->groups_count);
	for (int i = 0; i < MANY; i++) {
		struct cascade_question question = { .nodes = { chain_find(chain, ids[i]), -1, -1 }, .hours = 5 };
		struct cascade_answer answer = cascade_answer_of(test_arena(), chain, &question);
		struct cascade_outage outage = { i, 0, 5 };
		struct cascade_run *run = cascade_run_open(cascade);
		struct cascade_ask ask = { .outages = &outage, .outages_count = 1, .until = CASCADE_UNTIL_HOURS };

		cascade_go(run, &ask);
		CHECK(run->falls_count == answer.lines.count);
		for (size_t k = 0; k < run->falls_count && k < answer.lines.count; k++) {
			CHECK(chain->nodes.at[answer.lines.at[k].node].id == ids[run->falls[k].node]);
			CHECK(fabs(answer.lines.at[k].hours - (run->falls[k].to - run->falls[k].from)) < 1e-9);
			CHECK(answer.lines.at[k].from.seconds == llround(run->falls[k].from * HOUR));
		}
		cascade_run_close(run);
	}
	view_close(view);
}

TEST_ON_STORES(a_commitment_that_must_be_back_before_what_it_stands_on_is_impossible)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	struct view *view = seen_by(store, CHIEF);
	const struct chain *chain = chain_of(view);
	struct recovery_gap *gaps;
	size_t count = recovery_gaps(test_arena(), chain->cascade, &gaps), open = 0;

	/* The north may be away for 4 h, the station takes 6, and 2 are in store: just possible. */
	for (size_t i = 0; i < count; i++)
		open += recovery_gap_is_open(&gaps[i]);
	CHECK(open == 0);
	view_close(view);
	need_made(store, made.north, "heat", 0, 1, NODES(made.station));
	view = seen_by(store, CHIEF);
	chain = chain_of(view);
	count = recovery_gaps(test_arena(), chain->cascade, &gaps);
	CHECK(count > 0 && recovery_gap_is_open(&gaps[0]) && gaps[0].recovery == 6 && gaps[0].tolerable == 4);
	view_close(view);
}

TEST_ON_STORES(a_circle_is_seen_before_it_is_drawn)
{
	struct store *store = continuity_city();
	struct made made = city_made(store);
	struct view *view = seen_by(store, CHIEF);

	CHECK(node_comes_round(view, made.grid, made.station));
	CHECK(!node_comes_round(view, made.station, made.grid));
	CHECK(!node_comes_round(view, made.south, made.north));
	view_close(view);
}
