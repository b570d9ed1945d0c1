/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_stockholm.c - the programmes that come with the program, whole. */
#include "modules/programme/tests_small.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/test.h"

extern const struct embedded programme_files[];

TEST_ON_STORES(every_folder_that_came_with_the_program_can_be_loaded)
{
	struct store *store = small_store();
	struct str *names;
	size_t count = folders_embedded(test_arena(), programme_files, &names);

	CHECK(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct folder_file *files;
		size_t file_count = folder_from_embedded(test_arena(), programme_files, names[i], &files);
		struct folder *folder = folder_read(test_arena(), files, file_count, NULL);

		if (small_load(store, folder).outcome != LOAD_new)
			CHECK(small_says(folder, "", ""));
	}
}

/* Every id of the register of 248 rows, and no other, with the text that the city adopted. */
TEST_ON_STORES(stockholm_has_every_row_of_the_register)
{
	const char *register_path = test_shared("data/programme/register.csv");
	const char *text_path = test_shared("seed/000_2892ba6ef2c11dd1.txt");
	struct store *store = small_store();
	const char *problem = NULL;
	struct csv_table *table = csv_read(test_arena(), small_text(register_path), &problem);
	struct folder_file *files, text = { S("programme.txt"), small_text(text_path) };
	size_t count = folder_from_embedded(test_arena(), programme_files, S("stockholm-2018-2021"), &files);
	struct folder *folder;
	struct view *view;
	const struct programme *programme;
	size_t with_lines = 0;

	folder = folder_read(test_arena(), files, count, &text);
	CHECK(table && table->count == 249);
	if (small_load(store, folder).outcome != LOAD_new)
		small_says(folder, "", "");
	view = small_view(store);
	programme = programme_of_code(view, S("stockholm-2018-2021"));
	CHECK(programme != NULL);
	CHECK(obligations_of(view, programme->id).count + terms_of(view, programme->id).count == 248);
	for (size_t i = 1; i < table->count; i++) {
		struct str id = csv_cell(table, i, "id");
		const struct obligation *row = obligation_of_code(view, programme->id, id);
		bool is_there = row || term_of_code(view, programme->id, id);

		if (!is_there)
			fprintf(stderr, "%.*s is missing\n", STR(id));
		CHECK(is_there);
		with_lines += row && obligation_adopted_text(view, row).len > 0;
	}
	CHECK(with_lines > 200);
	view_close(view);
}
