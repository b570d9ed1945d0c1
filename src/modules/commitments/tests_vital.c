/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_vital.c - vintages of functions, decisions on what is vital, counts. */
#include "base/test.h"
#include "modules/commitments/tests_city.h"
#include "modules/commitments/vital.h"

static const struct item *function(const char *code)
{
	return item_find("commitments/functions", str_of(code));
}

TEST_ON_STORES(a_function_of_today_belongs_to_a_sector_of_each_list)
{
	struct store *store = commitments_lists();

	CHECK(function_is_of(function("health.elderly"), function("health")));
	CHECK(function_is_of(function("health.elderly"), function("e_health")));
	CHECK(function_is_of(function("health"), function("health")));
	CHECK(!function_is_of(function("health.elderly"), function("food")));
	CHECK(!function_is_of(function("health.elderly"), function("e_food")));
	CHECK(item_is_sector(function("health")) && item_is_sector(function("e_trade")));
	CHECK(!item_is_sector(function("health.elderly")) && !item_is_sector(function("sectors_2020")));
	store_close(store);
}

TEST_ON_STORES(the_newest_list_of_functions_comes_first)
{
	struct store *store = commitments_lists();
	const struct catalogue *list = catalogue_get("commitments/functions");
	size_t sectors = 0;

	CHECK(str_is(function_vintage(0), "2023") && str_is(function_vintage(1), "2020"));
	CHECK(!function_vintage(2).len && !function_vintage(3).len);
	for (size_t i = 0; i < list->count; i++)
		sectors += item_is_sector(&list->items[i])
			&& str_is(item_text(&list->items[i], "vintage"), "2020");
	CHECK(sectors == 11);
	store_close(store);
}

static void decide(struct change *change, struct commitment *commitment, bool is_vital, int64_t at)
{
	struct vital vital = { .is_vital = is_vital, .reason = S("Because."), .created_by = NORA,
		.created_at = { at }, .societal_function = is_vital ? S("food.meals") : S("") };

	vital_put(change, commitment, &vital);
	change_update(change, &commitment_record.shape, commitment, commitment->version);
}

TEST_ON_STORES(every_decision_stays_and_the_last_one_stands)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct vital_function_list functions;
	struct commitment meals, water;
	struct vital_unit whole;
	struct vital_list all;
	struct view *view;

	commitments_boards(change);
	meals = board_commitment(change, NORTH, "Meals");
	water = board_commitment(change, NORTH, "Water");
	board_commitment(change, SOUTH, "Roads");
	decide(change, &meals, false, 1000);
	decide(change, &meals, true, 2000);
	water.is_vital = true;
	change_update(change, &commitment_record.shape, &water, water.version);
	CHECK(change_commit(change) == COMMITTED);

	view = commitments_view(store, NORA);
	all = vital_decisions(view, meals.id);
	CHECK(all.count == 2 && all.at[0].is_vital && !all.at[1].is_vital);
	CHECK(commitment_get(view, meals.id)->is_vital);
	whole = vital_whole(view, 0);
	CHECK(whole.commitments == 2 && whole.decided == 1 && whole.vital == 2 && whole.proposed == 1);
	CHECK(vital_whole(view, SOUTH).commitments == 0);
	CHECK(vital_units(view).count == 1 && vital_units(view).at[0].vital == 2);
	functions = vital_functions(view, 0);
	CHECK(functions.count == 2 && functions.at[0].commitments == 1);
	CHECK(str_is(functions.at[1].code, "food.meals"));
	view_close(view);
	view = commitments_view(store, SVEN);
	CHECK(vital_decisions(view, meals.id).count == 0);
	CHECK(vital_whole(view, 0).commitments == 1 && vital_whole(view, 0).vital == 0);
	view_close(view);
	store_close(store);
}
