/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/tests.c - tables that are written are read again as they were. */
#include "modules/followup/inside.h"

#include "base/test.h"

TEST(a_table_that_is_written_is_read_again_as_it_was)
{
	static const char *const names[] = { "What", "How many" };
	struct report_tables tables = { 0 };
	struct report_table *table = table_add(&tables, test_arena(), "done", "Åtgärder", 2, names, 2);
	struct report_cell *row = row_add(table);
	const struct report_tables *read;

	row[0] = (struct report_cell){ S("\"Halka\" & <snö>"), S("") };
	row[1] = (struct report_cell){ S("12 345"), S("/events?type=injury.fall") };
	row_add(table)[0].words = S("Annat");
	table->caveat = S("Räknat i går.");
	read = tables_read(test_arena(), tables_write(test_arena(), &tables));
	CHECK(read && read->count == 1);
	CHECK(read->at[0].rows == 2 && read->at[0].columns == 2);
	CHECK(str_is(read->at[0].under, "done") && str_is(read->at[0].title, "Åtgärder"));
	CHECK(str_equals(read->at[0].caveat, table->caveat));
	CHECK(!read->at[0].is_number[0] && read->at[0].is_number[1]);
	CHECK(str_is(read->at[0].cells[0].words, "\"Halka\" & <snö>"));
	CHECK(str_is(read->at[0].cells[1].path, "/events?type=injury.fall"));
	CHECK(str_is(read->at[0].cells[2].words, "Annat"));
}

TEST(what_is_no_list_of_tables_is_nothing)
{
	CHECK(tables_read(test_arena(), S("")) == NULL);
	CHECK(tables_read(test_arena(), S("{}")) == NULL);
	CHECK(tables_read(test_arena(), S("[1, 2]"))->at[0].rows == 0);
	CHECK(tables_read(test_arena(), S("[{\"names\": [], \"cells\": [{}]}]"))->at[0].rows == 0);
}
