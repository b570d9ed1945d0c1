/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/commands.c - varn crisis-log: the export, as the person who is named may read it;
 * varn crisis-home: logs that went on off-line, as the person may bring them home.
 */
#include "modules/crisis/home.h"

#include "kit/argument.h"
#include "kit/folder.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <stdio.h>

static struct str numbers_of(struct view *view)
{
	struct crisis_list all = crises_all(view);
	struct out out;

	out_init(&out, view_arena(view), 1 << 20);
	for (size_t i = 0; i < all.count; i++)
		out_print(&out, "%.*s\n", STR(all.at[i].number));
	return out_str(&out);
}

static int log_print_as(struct store *store, struct arena *arena, struct str number,
                        struct str login)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int64_t person = person_of_login(view, login);
	const struct crisis *crisis;
	struct str text = S("");

	view_close(view);
	view = view_open(store, arena, (struct who){ .person = person });
	if (person && str_is(number, "list"))
		text = numbers_of(view);
	else if (person && (crisis = crisis_of_number(view, number)))
		text = crisis_exported(view, crisis);
	view_close(view);
	if (!text.len) {
		fprintf(stderr, "varn crisis-log: %.*s sees no such crisis\n", STR(login));
		return 1;
	}
	return fwrite(text.at, 1, text.len, stdout) == text.len ? 0 : 1;
}

static int log_command(struct store *store, int argc, char **argv)
{
	struct str login = argument_text(argc, argv, "as");
	struct arena *arena;
	int status;

	if (argc != 4 || !login.len) {
		fprintf(stderr, "varn crisis-log NUMBER|list --as LOGIN\n");
		return 2;
	}
	arena = arena_open((size_t)256 << 20);
	status = log_print_as(store, arena, str_of(argv[1]), login);
	arena_close(arena);
	return status;
}

/* ---- Home ---------------------------------------------------------------------------------- */

enum { HOME_MEMORY = 512 << 20, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

struct bringer { int64_t person; struct str name, unit; };

static bool bringer_find(struct store *store, struct arena *arena, struct str login,
                         struct bringer *bringer)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });

	bringer->person = person_of_login(view, login);
	view_close(view);
	view = view_open(store, arena, (struct who){ .person = bringer->person });
	bringer->name = person_name(view, bringer->person);
	view_close(view);
	return bringer->person != 0;
}

/* One file, all or nothing. */
static int file_bring(struct store *store, struct arena *arena, const char *path,
                      const struct bringer *bringer)
{
	struct homecoming homecoming;
	struct str text, mapped, problem;
	struct change *change;

	if (!file_map(path, &mapped)) {
		fprintf(stderr, "varn crisis-home: %s: %s\n", path, _("the file cannot be read"));
		return EXIT_UNREADABLE;
	}
	text = arena_copy(arena, str_part(mapped, 0, HOME_BYTES_MOST + 1));
	file_unmap(mapped);
	do {
		const struct unit *unit;

		homecoming = (struct homecoming){ .text = text, .name = bringer->name };
		change = change_open(store, arena, (struct who){ .person = bringer->person });
		unit = bringer->unit.len ? unit_of_code(change_view(change), bringer->unit) : NULL;
		homecoming.unit_id = unit ? unit->id : 0;
		problem = crisis_bring_home(change, &homecoming);
		if (problem.len) {
			change_undo(change);
			fprintf(stderr, "varn crisis-home: %s: %.*s\n", path, STR(problem));
			return EXIT_REFUSED;
		}
	} while (change_commit(change) == CLASHED);
	printf(_("%s: %lld new lines from %.*s in %.*s\n"), path, (long long)homecoming.came,
		STR(homecoming.site), STR(homecoming.crisis.number));
	return 0;
}

static int home_command(struct store *store, int argc, char **argv)
{
	struct bringer bringer = { .unit = argument_text(argc, argv, "unit") };
	struct str login = argument_text(argc, argv, "as");
	struct arena *arena = arena_open(HOME_MEMORY);
	int worst = argc < 2 || !login.len || argv[1][0] == '-' ? EXIT_USAGE : 0;

	if (worst)
		fprintf(stderr, "varn crisis-home FILE... --as LOGIN [--unit CODE]\n");
	else if (!bringer_find(store, arena, login, &bringer))
		worst = EXIT_REFUSED;
	if (worst == EXIT_REFUSED)
		fprintf(stderr, "varn crisis-home: %s: %.*s\n", _("there is no such person"), STR(login));
	for (int i = 1; !worst && i < argc && argv[i][0] != '-'; i++)
		worst = file_bring(store, arena, argv[i], &bringer);
	arena_close(arena);
	return worst;
}

const struct command crisis_commands[] = {
	{ "crisis-home", "crisis-home FILE... --as LOGIN [--unit CODE]",
	  "logs of crises that went on off-line come home; verified first, all of a file or nothing",
	  home_command },
	{ "crisis-log", "crisis-log NUMBER|list --as LOGIN",
	  "the log of a crisis as one file that varn-verify reads", log_command },
	{ NULL, NULL, NULL, NULL },
};
