/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/commands.c - varn crisis-log: the export, as the person who is named may read it. */
#include "modules/crisis/inside.h"

#include "kit/argument.h"
#include "modules/people/people.h"

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

const struct command crisis_commands[] = {
	{ "crisis-log", "crisis-log NUMBER|list --as LOGIN",
	  "the log of a crisis as one file that varn-verify reads", log_command },
	{ NULL, NULL, NULL, NULL },
};
