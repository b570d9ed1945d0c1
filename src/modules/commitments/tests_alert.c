/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_alert.c - counts of points of electricity; preparations for civil defence. */
#include "base/test.h"
#include "modules/commitments/preparations.h"
#include "modules/commitments/styrel.h"
#include "modules/commitments/tests_city.h"

static const struct styrel_row *row_of(const struct styrel_row_list *rows, int64_t unit_id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].unit_id == unit_id)
			return &rows->at[i];
	return NULL;
}

TEST(points_are_told_per_class_and_in_all)
{
	struct styrel_row row = { .class_1 = 1, .class_2 = 20, .class_8 = 300 };

	CHECK(styrel_points(&row, 1) == 1 && styrel_points(&row, 8) == 300);
	CHECK(styrel_points(&row, 0) == 0 && styrel_points(&row, 9) == 0);
	CHECK(styrel_all(&row) == 321);
}

TEST(a_count_of_points_has_no_field_for_words_or_places)
{
	for (size_t i = 0; i < styrel_record.count; i++) {
		const struct field *field = &styrel_record.fields[i];

		CHECK(field->is_own || field->kind == FIELD_count);
		CHECK(field->kind != FIELD_prose);
	}
}

TEST_ON_STORES(the_last_count_of_a_round_stands_and_every_one_stays)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct styrel first = { .unit_id = NORTH, .round = S("2024"), .class_1 = 3 };
	struct styrel second = { .unit_id = NORTH, .round = S("2024"), .class_1 = 5, .class_8 = 1 };
	struct styrel before = { .unit_id = NORTH, .round = S("2020"), .class_1 = 9 };
	struct styrel_row_list rows;
	struct view *view;

	commitments_boards(change);
	styrel_put(change, &first);
	styrel_put(change, &second);
	styrel_put(change, &before);
	CHECK(change_commit(change) == COMMITTED);
	view = commitments_view(store, NORA);
	rows = styrel_rows(view, S("2024"));
	CHECK(rows.count == 1 && row_of(&rows, NORTH)->class_1 == 5 && styrel_all(&rows.at[0]) == 6);
	CHECK(styrel_counts(view, NORTH, S("2024")).count == 2);
	rows = styrel_rows(view, S("2020"));
	CHECK(row_of(&rows, NORTH)->class_1 == 9);
	CHECK(marked_is_read(view, NORTH) && !marked_is_read(view, SOUTH));
	view_close(view);
	view = commitments_view(store, SVEN);
	rows = styrel_rows(view, S("2024"));
	CHECK(row_of(&rows, NORTH) == NULL && row_of(&rows, SOUTH)->id == 0);
	CHECK(styrel_counts(view, NORTH, S("2024")).count == 0);
	view_close(view);
	view = commitments_view(store, MAX);             /* reads commitments, not what is marked */
	CHECK(styrel_rows(view, S("2024")).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(what_the_executive_board_begins_nobody_else_begins)
{
	struct store *store = commitments_lists();
	struct preparation p = { .kind = S("rationing"), .state = PREPARATION_not_begun };

	CHECK(!preparation_lacks_decision(&p));
	p.state = PREPARATION_begun;
	CHECK(preparation_lacks_decision(&p));
	p.decided_on = (struct date){ 2026, 2, 2 };
	CHECK(preparation_lacks_decision(&p));
	p.paragraph = S("12");
	CHECK(!preparation_lacks_decision(&p));
	p = (struct preparation){ .kind = S("vital_alert"), .state = PREPARATION_ready };
	CHECK(!preparation_lacks_decision(&p));
	store_close(store);
}

TEST_ON_STORES(every_status_of_a_preparation_stays_and_is_seen_where_marked_things_are)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct preparation p = { .unit_id = NORTH, .kind = S("supply"),
		.state = PREPARATION_not_begun, .owner_id = NORA };
	struct preparation_step_list steps;
	struct view *view;

	commitments_boards(change);
	change_insert(change, &preparation_record.shape, &p);
	preparation_step_put(change, &p, (struct judged_by){ NORA, { 1000 } });
	p.state = PREPARATION_begun;
	preparation_step_put(change, &p, (struct judged_by){ NORA, { 2000 } });
	CHECK(change_update(change, &preparation_record.shape, &p, 1) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	view = commitments_view(store, NORA);
	steps = preparation_steps(view, p.id);
	CHECK(steps.count == 2 && steps.at[0].state == PREPARATION_not_begun);
	CHECK(steps.at[1].state == PREPARATION_begun && str_is(steps.at[1].owner_name, "nora"));
	CHECK(preparation_of_kind(view, NORTH, S("supply"))->state == PREPARATION_begun);
	CHECK(preparation_of_kind(view, NORTH, S("rationing")) == NULL);
	view_close(view);
	view = commitments_view(store, MAX);
	CHECK(preparation_of_public(view, p.public_id) == NULL);
	CHECK(preparation_steps(view, p.id).count == 0);
	view_close(view);
	store_close(store);
}
