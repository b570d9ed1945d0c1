/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/import.c - varn import: files of others, in the foreground.
 *
 *   varn import polisen FILE... [--json]
 *   varn import cap FILE... [--json]
 *   varn import csv FILE --kind event|notice --source NAME [--mapping M.json] [--dry-run] [--json]
 */
#include "app/app.h"

#include "base/json.h"
#include "kit/import.h"
#include "modules/warnings/warnings.h"

#include <stdio.h>
#include <string.h>

enum { MOST_IMPORT_FILES = 64 };

static void print_json(struct arena *arena, const struct books *books)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 1 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "state", books->state);
	json_int(&json, "added", books->added);
	json_int(&json, "changed", books->changed);
	json_int(&json, "same", books->same);
	json_int(&json, "bad", books->bad);
	json_already(&json, "warnings", books->warnings);
	json_object_finish(&json);
	printf("%.*s\n", STR(out_str(&out)));
}

static int import_polisen(struct store *store, int argc, char **argv)
{
	const char *files[MOST_IMPORT_FILES];
	size_t count = 0;
	struct arena *arena;
	const struct books *books;
	bool done;
	int status;

	for (int i = 2; i < argc && count < MOST_IMPORT_FILES; i++) {
		if (!strcmp(argv[i], "--db"))
			i++;
		else if (strncmp(argv[i], "--", 2))
			files[count++] = argv[i];
	}
	if (!count) {
		fprintf(stderr, "varn import polisen: say which files\n");
		return 2;
	}
	done = job_run_here(store, "import-polisen", S("{}"), files, count);
	arena = arena_open(8 << 20);
	books = books_read(store, arena);
	if (books && option_is_given(argc, argv, "json"))
		print_json(arena, books);
	status = !done ? 3 : books && books->bad ? 4 : 0;
	arena_close(arena);
	return status;
}

int import_command(struct store *store, int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "polisen"))
		return import_polisen(store, argc, argv);
	if (argc > 1 && !strcmp(argv[1], "csv"))
		return import_csv_command(store, argc, argv);
	if (argc > 1 && !strcmp(argv[1], "cap"))
		return warnings_import_command(store, argc - 1, argv + 1);
	fprintf(stderr, "varn import: say polisen, cap or csv\n");
	return 2;
}
