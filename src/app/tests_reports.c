/* SPDX-License-Identifier: EUPL-1.2 */
/* app/tests_reports.c - every report of every room speaks to people, not of columns. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "kit/grid.h"
#include "kit/module.h"
#include "kit/report.h"
#include "store/test_store.h"

#include <ctype.h>
#include <string.h>

extern const struct embedded catalogue_files[];

/* A column of the database is written small and with lines between its words. */
static void names_look(const struct report *report, const struct grid *grid)
{
	CHECK(grid->columns > 0);
	for (size_t i = 0; i < grid->columns; i++) {
		const char *name = grid->names[i];

		if (!islower((unsigned char)name[0]) && !strchr(name, '_'))
			continue;
		fprintf(stderr, "%s: the column \"%s\" has no words\n", report->name, name);
		CHECK(!"every column of a report has words");
	}
}

TEST_ON_STORES(every_report_names_its_columns_in_words)
{
	struct store *store = test_store();
	struct report_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .period = S("2026") };
	struct view *view;
	size_t count = 0;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	for (size_t i = 0; modules[i]; i++)
		for (const struct report *report = modules[i]->reports; report && report->name; report++) {
			struct grid grid = report->run(view, &ask);

			names_look(report, &grid);
			count++;
		}
	CHECK(count > 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(codes_of_a_list_become_its_names_and_others_stay)
{
	static const char *const names[] = { N_("Kind of document"), N_("Version") };
	struct store *store = test_store();
	struct grid grid = grid_make(test_arena(), COUNT(names), 3, names);
	struct value *row;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	row = grid_row(&grid);
	row[0] = value_z("alarm_plan");
	row[1] = value_int(1);
	row = grid_row(&grid);
	row[0] = value_z("no_such_kind");
	row[1] = value_null();
	row = grid_row(&grid);
	row[0] = value_z("");
	row[1] = value_z("alarm_plan");
	grid_words(&grid, 0, "document_kinds");
	CHECK(str_equals(grid_at(&grid, 0, 0).text, code_name("document_kinds", S("alarm_plan"))));
	CHECK(!str_is(grid_at(&grid, 0, 0).text, "alarm_plan"));
	CHECK(str_is(grid_at(&grid, 1, 0).text, "no_such_kind"));
	CHECK(!grid_at(&grid, 2, 0).text.len);
	CHECK(str_is(grid_at(&grid, 2, 1).text, "alarm_plan"));
	store_close(store);
}
