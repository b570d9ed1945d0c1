/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/aliases.c - the city's own list of other names for its areas: what people call
 * them, squares, stations.  Edited on a page or read from a file with the columns alias and
 * area (a name or a code); all rows of a file, or none.
 */
#include "modules/notices/inside.h"
#include "modules/notices/pages.html.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/folder.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_ALIAS = 80, ARENA_BYTES = 64 << 20, EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

/* One name, or why not. */
static bool alias_take(struct change *change, struct str alias, struct str area, struct str *problem)
{
	struct arena *arena = change_arena(change);
	const struct alias *target = alias_target(change_view(change), area);

	if (!alias.len || str_letters(alias) > LONGEST_ALIAS)
		*problem = str_of(_("Write the other name, at most 80 letters."));
	else if (!target)
		*problem = arena_print(arena, _("There is no area that is called “%.*s” or has that code."),
			STR(area));
	else
		alias_put(change, alias, target);
	return !problem->len;
}

/* Answers how many names a file gave; -1: *problem says why, and on which line. */
static int64_t aliases_read(struct change *change, struct str content, struct str *problem)
{
	struct arena *arena = change_arena(change);
	const char *why = NULL;
	const struct csv_table *table = csv_read(arena, content, &why);

	if (!table || !table->count)
		*problem = str_of(why ? _(why) : _("The file is empty."));
	for (size_t i = 1; table && i < table->count; i++) {
		if (alias_take(change, str_trim(csv_cell(table, i, "alias")),
		               str_trim(csv_cell(table, i, "area")), problem))
			continue;
		*problem = arena_print(arena, _("Line %lld: %.*s"),
			(long long)table->rows[i].line, STR(*problem));
		break;
	}
	return problem->len ? -1 : (int64_t)table->count - 1;
}

/* ---- The page ------------------------------------------------------------------------- */

struct reply aliases_show(struct request *request, struct view *view)
{
	struct alias_list list = aliases(view);
	struct out *out = page_begin(request, view, _("Other names of areas"));

	aliases_page(out, request, view, &list);
	return page_end(request, 200);
}

static void add_one(struct request *request, struct change *change)
{
	struct str problem = S("");

	if (!alias_take(change, str_trim(request_field(request, "alias")),
	                str_trim(request_field(request, "area")), &problem))
		problem_add(request_problems(request), "alias", "%.*s", STR(problem));
	else
		change_note(change, "area_alias", 0, "put", request_field(request, "alias"));
}

static void add_file(struct request *request, struct change *change)
{
	const struct upload *file = request_file(request, "file", 0);
	struct str problem = S("");
	int64_t count = -1;

	if (!file || !file->content.len)
		problem = str_of(_("Choose a file."));
	else
		count = aliases_read(change, file->content, &problem);
	if (count < 0)
		problem_add(request_problems(request), "file", "%.*s", STR(problem));
	else
		change_note(change, "area_alias", 0, "read in",
			arena_print(request->arena, "%lld", (long long)count));
}

static void drop_one(struct request *request, struct change *change)
{
	struct str alias = request_field(request, "drop");
	struct str kind = request_field(request, "kind");

	if (alias_drop(change, alias, kind))
		change_note(change, "area_alias", 0, "drop", alias);
}

struct reply aliases_act(struct request *request, struct change *change)
{
	struct str wish = request_field(request, "do");

	if (str_is(wish, "place")) {
		int64_t id = job_start(change, "place-notices", S("{}"), S(""), S(""));

		return reply_done(request, 202, NULL, NULL, "%.*s",
			STR(job_path(change_view(change), id)));
	}
	if (str_is(wish, "file"))
		add_file(request, change);
	else if (request_field(request, "drop").len)
		drop_one(request, change);
	else
		add_one(request, change);
	if (request_problems(request)->count)
		return reply_again(request, change);
	request_message(request, _("Saved. Place the notices again when the list is ready."));
	return reply_go(request, "/notices/aliases");
}

/* ---- The command ---------------------------------------------------------------------- */

static int read_aliases(struct store *store, const char *path)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct str content, problem = S("");
	struct change *change;
	int64_t count = -1;

	if (!file_map(path, &content)) {
		fprintf(stderr, "varn notices: cannot read %s\n", path);
		arena_close(arena);
		return EXIT_UNREADABLE;
	}
	change = change_open(store, arena, (struct who){ .is_system = true });
	count = aliases_read(change, content, &problem);
	if (count < 0)
		change_undo(change);
	else if (change_commit(change) != COMMITTED)
		abandon("Could not read in the names.", "somebody else was writing");
	if (count < 0)
		fprintf(stderr, "varn notices: %s: nothing was read in. %.*s\n", path, STR(problem));
	else
		printf("%lld names\n", (long long)count);
	file_unmap(content);
	arena_close(arena);
	return count < 0 ? EXIT_UNREADABLE : 0;
}

static int notices_command(struct store *store, int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "aliases"))
		return read_aliases(store, argv[2]);
	if (argc > 1 && !strcmp(argv[1], "place"))
		return job_run_here(store, "place-notices", S("{}"), NULL, 0) ? 0 : 1;
	fputs("varn notices aliases FILE.csv | place\n", stderr);
	return EXIT_USAGE;
}

const struct command notices_commands[] = {
	{ "notices", "notices aliases FILE.csv | place",
	  "reads other names of areas in; places every notice again", notices_command },
	{ NULL, NULL, NULL, NULL },
};
