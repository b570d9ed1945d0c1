/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/tests.c - what of a table is told, and to whom. */
#include "base/test.h"
#include "modules/statistics/inside.h"

enum { ROWS = 3, COLUMNS = 4 };

static struct event_axis axis(enum event_dim dim, size_t count)
{
	struct event_axis axis = { .dim = dim, .count = count,
		.keys = arena_array(test_arena(), struct str, count),
		.labels = arena_array(test_arena(), struct str, count) };

	for (size_t i = 0; i < count; i++)
		axis.keys[i] = axis.labels[i] = arena_print(test_arena(), "%zu", i + 1);
	return axis;
}

static const int64_t few[ROWS * COLUMNS] = { 20, 2, 31, 17, 12, 9, 40, 8, 33, 21, 0, 15 };

static struct event_table table_of(const int64_t *counts, bool may_open_all)
{
	struct event_table table = { .may_open_all = may_open_all,
		.ask = { .dim_count = 2, .dims = { DIM_board, DIM_type },
			.from = { 2025, 1, 1 }, .to = { 2025, 12, 31 } },
		.axes = { axis(DIM_board, ROWS), axis(DIM_type, COLUMNS) },
		.counts = arena_array(test_arena(), int64_t, ROWS * COLUMNS) };

	for (size_t i = 0; i < ROWS * COLUMNS; i++) {
		table.counts[i] = counts[i];
		table.total += counts[i];
	}
	return table;
}

static struct told told_of(struct event_table *table, bool is_file)
{
	struct table_question question = { .rows = DIM_board, .columns = DIM_type, .within = -1,
		.ask = table->ask, .is_file = is_file };

	return told_make(test_arena(), &question, table);
}

TEST(whoever_may_open_every_row_is_told_every_number)
{
	struct event_table table = table_of(few, true);
	struct told told = told_of(&table, false);

	CHECK(!told.is_guarded && told.total == table.total);
	for (size_t r = 0; r <= ROWS; r++)
		for (size_t c = 0; c <= COLUMNS; c++)
			CHECK(told_how(&told, r, c) == CELL_told);
	CHECK(str_is(told_words(test_arena(), &told, 0, 1), "2"));
	CHECK(told_link(test_arena(), &told, 0, 1).len > 0);
	CHECK(told_link(test_arena(), &told, 2, 2).len == 0);
}

/* The small one and enough others that it cannot be worked out: in its row and its column. */
static void hides_the_small_one(const struct told *told)
{
	size_t in_row = 0, in_column = 0;

	CHECK(told->is_guarded);
	CHECK(told_how(told, 0, 1) == CELL_small);
	CHECK(str_is(told_words(test_arena(), told, 0, 1), "<5"));
	for (size_t c = 0; c <= COLUMNS; c++)
		in_row += told_how(told, 0, c) != CELL_told;
	for (size_t r = 0; r <= ROWS; r++)
		in_column += told_how(told, r, 1) != CELL_told;
	CHECK(in_row > 1 && in_column > 1);
	for (size_t r = 0; r <= ROWS; r++)
		for (size_t c = 0; c <= COLUMNS; c++)
			CHECK(told_how(told, r, c) != CELL_told || told_number(told, r, c) == 0
			      || told_number(told, r, c) >= 5);
}

TEST(whoever_may_not_open_the_rows_is_told_no_small_number)
{
	struct event_table table = table_of(few, false);
	struct told told = told_of(&table, false);

	hides_the_small_one(&told);
	for (size_t r = 0; r <= ROWS; r++)
		for (size_t c = 0; c <= COLUMNS; c++)
			CHECK(told_link(test_arena(), &told, r, c).len == 0);
}

TEST(a_file_is_told_as_to_somebody_who_may_not_open_the_rows)
{
	struct event_table table = table_of(few, true);
	struct told told = told_of(&table, true);

	hides_the_small_one(&told);
}

TEST(what_is_found_is_said_without_what_is_not_told)
{
	static const int64_t small[ROWS * COLUMNS] = { 1, 0, 0, 0, 0, 0, 0, 2 };
	struct event_table table = table_of(small, false);
	struct told told = told_of(&table, false);

	CHECK(told_how(&told, ROWS, COLUMNS) != CELL_told);
	CHECK(str_is(told_finding(test_arena(), &told), "How many there are in all is not told."));
	table = table_of(few, true);
	told = told_of(&table, false);
	CHECK(str_is(told_finding(test_arena(), &told), "208 events. Most: 1 (70) and 3 (71)."));
}

TEST(rows_that_are_split_leave_out_what_has_no_event)
{
	struct event_table table = table_of(few, true);
	struct table_question question = { .within = DIM_severity };
	struct told told;

	table.ask.dim_count = 3;
	table.ask.dims[2] = DIM_type;
	table.axes[2] = axis(DIM_type, 2);
	table.axes[1] = axis(DIM_severity, 2);
	table.counts[2] = table.counts[3] = 0;
	told = told_make(test_arena(), &question, &table);
	CHECK(told.row_count == 5 && told.column_count == 2);
	CHECK(str_is(told_row_label(test_arena(), &told, 1), "2, 1"));
	CHECK(told.total == 208 - 31 - 17);
}

TEST(whoever_may_not_open_the_rows_counts_whole_months)
{
	struct event_table_ask ask = { .from = { 2025, 3, 14 }, .to = { 2025, 3, 15 } };

	CHECK(months_widen(&ask));
	CHECK(date_compare(ask.from, (struct date){ 2025, 3, 1 }) == 0);
	CHECK(date_compare(ask.to, (struct date){ 2025, 3, 31 }) == 0);
	CHECK(!months_widen(&ask));
}

/* ---- Figures of their own ------------------------------------------------------------------- */

static struct told told_by(struct event_table *table, enum event_dim rows, enum event_dim columns)
{
	struct table_question question = { .rows = rows, .columns = columns, .within = -1 };

	table->ask.dims[0] = table->axes[0].dim = rows;
	table->ask.dims[1] = table->axes[1].dim = columns;
	question.ask = table->ask;
	return told_make(test_arena(), &question, table);
}

static struct str drawn(bool (*draw)(struct out *out, const struct told *told), const struct told *told)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	return draw(&out, told) ? out_str(&out) : S("");
}

static bool says(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

/* 180, 70 and 69: the two last have no known order. */
TEST(kinds_are_drawn_the_most_first_and_what_has_no_order_together)
{
	static const int64_t counts[ROWS * COLUMNS] = { 20, 2, 31, 17, 12, 9, 40, 8, 90, 30, 30, 30 };
	struct event_table table = table_of(counts, true);
	struct told told = told_by(&table, DIM_type, DIM_severity);
	struct str figure = drawn(kinds_draw, &told);

	CHECK(says(figure, "3 of 3 make up 100 % of 319 events."));
	CHECK(str_find(figure, S(">180<")) < str_find(figure, S(">70<")));
	CHECK(says(figure, "The order among these is not known"));
	told = told_by(&table, DIM_board, DIM_severity);
	CHECK(!drawn(kinds_draw, &told).len);
	table = table_of(few, false);
	told = told_by(&table, DIM_type, DIM_severity);
	CHECK(told.is_guarded && !drawn(kinds_draw, &told).len);
}

TEST(hours_of_weekdays_are_beside_what_each_of_them_has_of_all)
{
	static const int64_t even[ROWS * COLUMNS] = { 10, 20, 30, 40, 20, 40, 60, 80, 30, 60, 90, 120 };
	static const int64_t night[ROWS * COLUMNS] = { 100, 20, 30, 40, 20, 40, 60, 80, 30, 60, 90, 120 };
	struct event_table table = table_of(even, true);
	struct told told = told_by(&table, DIM_hour, DIM_weekday);

	CHECK(says(drawn(hours_draw, &told), "No hour of a weekday has more than what was expected beyond chance."));
	table = table_of(night, true);
	told = told_by(&table, DIM_weekday, DIM_hour);
	CHECK(says(drawn(hours_draw, &told), "Most above what was expected: 1, 1 (100, "));
	table = table_of(few, false);
	told = told_by(&table, DIM_hour, DIM_weekday);
	CHECK(told.is_guarded && !drawn(hours_draw, &told).len);
}
