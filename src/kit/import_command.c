/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_command.c - varn import csv: the same import on the command line.
 */
#include "kit/import_inside.h"

#include "base/json.h"
#include "kit/folder.h"
#include "kit/import_run.h"

#include <stdio.h>
#include <string.h>

enum { COMMAND_MEMORY = 512 << 20, WELL = 0, USAGE = 2, UNREADABLE = 3, SOME_BAD = 4 };

struct wish {
	const char *file, *kind, *source, *mapping, *login;
	bool is_dry, all_or_nothing, as_json;
};

static const struct option_row {
	const char *name;
	size_t offset;
	bool is_flag;
} option_rows[] = {
	{ "--kind", offsetof(struct wish, kind), false },
	{ "--source", offsetof(struct wish, source), false },
	{ "--mapping", offsetof(struct wish, mapping), false },
	{ "--as", offsetof(struct wish, login), false },
	{ "--dry-run", offsetof(struct wish, is_dry), true },
	{ "--all-or-nothing", offsetof(struct wish, all_or_nothing), true },
	{ "--json", offsetof(struct wish, as_json), true },
};

static const struct option_row *option_of(const char *word)
{
	for (size_t i = 0; i < COUNT(option_rows); i++)
		if (!strcmp(word, option_rows[i].name))
			return &option_rows[i];
	return NULL;
}

static bool option_set(struct wish *wish, const struct option_row *row, const char *value)
{
	if (row->is_flag)
		*(bool *)(void *)((char *)wish + row->offset) = true;
	else
		*(const char **)(void *)((char *)wish + row->offset) = value;
	return row->is_flag || value;
}

/* Options of the program itself ("--db URL") are not ours. */
static bool wish_read(struct wish *wish, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const struct option_row *row = option_of(argv[i]);

		if (row) {
			if (!option_set(wish, row, i + 1 < argc ? argv[i + 1] : NULL))
				return false;
			i += !row->is_flag;
		} else if (!strncmp(argv[i], "--", 2)) {
			i++;
		} else if (strcmp(argv[i], "csv") || i > 1) {
			if (wish->file)
				return false;
			wish->file = argv[i];
		}
	}
	return wish->file && wish->kind && wish->source;
}

static int usage(const char *words, const char *what)
{
	fprintf(stderr, "varn import csv: %s%s\n"
		"  varn import csv FILE --kind KIND --source NAME [--mapping FILE.json] [--as LOGIN]\n"
		"                  [--dry-run] [--all-or-nothing] [--json]\n", words, what);
	return USAGE;
}

static int unreadable(const char *file, struct str why)
{
	fprintf(stderr, "varn import csv: %s: %.*s\n", file, STR(why));
	return UNREADABLE;
}

/* ---- Looking only ------------------------------------------------------------------- */

static void look_json(struct out *out, const struct import_preview *preview, struct str mapping)
{
	struct json_out json;
	char delimiter[2] = { preview->delimiter, '\0' };

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_int(&json, "rows", preview->rows);
	json_str(&json, "encoding", str_of(preview->encoding));
	json_str(&json, "delimiter", str_of(delimiter));
	json_already(&json, "mapping", mapping);
	json_list_begin(&json, "warnings");
	for (size_t i = 0; i < preview->warning_count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "words", preview->warnings[i].words);
		json_int(&json, "count", preview->warnings[i].count);
		json_int(&json, "first_line", preview->warnings[i].first_line);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_begin(&json, "empty");
	for (size_t i = 0; i < preview->empty_count; i++)
		json_int(&json, str_z(out->arena, preview->empties[i].mark), preview->empties[i].cells);
	json_object_finish(&json);
	json_list_begin(&json, "spellings");
	for (size_t i = 0; i < preview->fold_count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "column", preview->folds[i].column);
		json_int(&json, "spellings", preview->folds[i].spellings);
		json_int(&json, "folded", preview->folds[i].folded);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	out_char(out, '\n');
}

static void look_words(struct out *out, const struct import_preview *preview)
{
	out_print(out, _("%lld rows, %zu columns, %s\n"), (long long)preview->rows,
		preview->columns, preview->encoding);
	for (size_t c = 0; c < preview->columns; c++)
		out_print(out, "  %-32.*s -> %.*s\n", STR(preview->headings[c]),
			STR(preview->suggested[c].len ? preview->suggested[c] : S("-")));
	for (size_t i = 0; i < preview->warning_count; i++)
		out_print(out, _("%lld rows, first on line %lld: %.*s\n"),
			(long long)preview->warnings[i].count,
			(long long)preview->warnings[i].first_line, STR(preview->warnings[i].words));
	for (size_t i = 0; i < preview->empty_count; i++)
		out_print(out, _("%lld cells hold \"%.*s\"; \"empty\" in the mapping makes them empty\n"),
			(long long)preview->empties[i].cells, STR(preview->empties[i].mark));
	for (size_t i = 0; i < preview->fold_count; i++)
		out_print(out, _("%.*s: %lld spellings of %lld words; \"fold_case\" in the mapping merges them\n"),
			STR(preview->folds[i].column), (long long)preview->folds[i].spellings,
			(long long)preview->folds[i].folded);
}

static int look_only(struct store *store, struct arena *arena, const struct wish *wish, struct who who,
                     struct str content, struct str mapping)
{
	struct view *view = view_open(store, arena, who);
	struct import_preview preview = import_look(view, import_kind_find(str_of(wish->kind)),
		content, mapping);
	bool has_bad = false;
	struct out out;

	view_close(view);
	if (preview.problem.len)
		return unreadable(wish->file, preview.problem);
	out_init(&out, arena, 64 << 20);
	if (wish->as_json)
		look_json(&out, &preview, mapping);
	else
		look_words(&out, &preview);
	fwrite(out.at, 1, out.len, stdout);
	for (size_t i = 0; i < preview.warning_count; i++)
		has_bad |= preview.warnings[i].first_line > 0;
	return has_bad ? SOME_BAD : WELL;
}

/* ---- Reading in --------------------------------------------------------------------- */

static struct str arguments_of(struct arena *arena, const struct wish *wish, struct who who, struct str mapping)
{
	const char *slash = strrchr(wish->file, '/');
	struct json_out json;
	struct out out;

	out_init(&out, arena, 2 * LONGEST_MAPPING);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "kind", str_of(wish->kind));
	json_str(&json, "source", str_of(wish->source));
	json_str(&json, "mapping", mapping);
	json_str(&json, "file_name", str_of(slash ? slash + 1 : wish->file));
	json_int(&json, "person", who.person);
	json_bool(&json, "all_or_nothing", wish->all_or_nothing);
	json_object_finish(&json);
	return out_str(&out);
}

static void print_outcome(struct run_outcome outcome)
{
	printf("{\"rows\":%lld,\"added\":%lld,\"changed\":%lld,\"same\":%lld,\"bad\":%lld,\"done\":%s}\n",
		(long long)outcome.rows, (long long)outcome.added, (long long)outcome.changed,
		(long long)outcome.same, (long long)outcome.bad, outcome.is_well ? "true" : "false");
}

static int read_in(struct store *store, struct arena *arena, const struct wish *wish, struct who who,
                   struct str mapping)
{
	bool is_well = job_run_here(store, "import-csv", arguments_of(arena, wish, who, mapping),
		&wish->file, 1);
	struct run_outcome outcome = import_outcome();

	if (wish->as_json)
		print_outcome(outcome);
	if (!is_well)
		return wish->all_or_nothing && outcome.bad ? SOME_BAD : UNREADABLE;
	return outcome.bad ? SOME_BAD : WELL;
}

/* ---- The command -------------------------------------------------------------------- */

static bool who_of(struct store *store, struct arena *arena, const char *login, struct who *who)
{
	struct view *view;

	*who = (struct who){ .is_system = true };
	if (!login)
		return true;
	view = view_open(store, arena, *who);
	who->person = view_int(view, SQL("SELECT id FROM person WHERE login = $1"), V(login));
	view_close(view);
	return who->person != 0;
}

static int with_file(struct store *store, struct arena *arena, const struct wish *wish, struct who who,
                     struct str content)
{
	const struct import_kind *kind = import_kind_find(str_of(wish->kind));
	struct str mapping, file = S(""), problem = S("");
	struct mapping *tried = arena_new(arena, struct mapping);
	bool is_well;

	if (wish->mapping && !file_map(wish->mapping, &file))
		return usage("cannot read the mapping ", wish->mapping);
	mapping = wish->mapping ? arena_copy(arena, file) : import_suggest(arena, kind, content);
	file_unmap(file);
	is_well = mapping_read(arena, kind, mapping, tried, &problem);
	mapping_free(tried);
	if (!is_well)
		return usage(str_z(arena, problem), "");
	if (wish->is_dry)
		return look_only(store, arena, wish, who, content, mapping);
	return read_in(store, arena, wish, who, mapping);
}

int import_csv_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(COMMAND_MEMORY);
	struct wish wish = { 0 };
	const struct import_kind *kind;
	struct str content;
	struct who who;
	int status;

	if (!wish_read(&wish, argc, argv)) {
		status = usage("say which file, which kind and which source", "");
	} else if (!(kind = import_kind_find(str_of(wish.kind))) || !kind->form) {
		status = usage("there is no kind ", wish.kind);
	} else if (!who_of(store, arena, wish.login, &who)) {
		status = usage("there is nobody with the user name ", wish.login);
	} else if (!file_map(wish.file, &content)) {
		status = unreadable(wish.file, S("cannot be read"));
	} else {
		status = with_file(store, arena, &wish, who, content);
		file_unmap(content);
	}
	arena_close(arena);
	return status;
}
