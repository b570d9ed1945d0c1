/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/commands.c - varn user add|password|token|list: the first account of a city, and help
 * for whoever has been locked out.
 */
#include "modules/people/inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/argument.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_BYTES = 16 << 20, EXIT_USAGE = 2, EXIT_FAILED = 1,
	TOKEN_DAYS = 365, TOKEN_DAYS_MOST = 3650 };

static const char usage[] =
	"varn user add LOGIN --name NAME --unit CODE --role ROLE [--password-stdin]\n"
	"varn user password LOGIN        (reads the password from standard input)\n"
	"varn user token LOGIN [--days N]        (prints a token for a program, once)\n"
	"varn user list [--json]\n";

/* One line; "" at the end of input. */
static struct str line_read(struct arena *arena)
{
	char line[PASSWORD_LONGEST * 4 + 2];

	if (!fgets(line, sizeof line, stdin))
		return S("");
	return arena_copy(arena, (struct str){ line, strcspn(line, "\r\n") });
}

static bool password_take(struct arena *arena, struct str login, struct str *hash)
{
	struct str password = line_read(arena);
	const char *problem = password_problem(arena, password, login,
		catalogue_get("common_passwords"));

	if (problem) {
		fprintf(stderr, "varn user: %s\n", _(problem));
		return false;
	}
	*hash = password_hash(arena, password);
	return true;
}

static int fail(struct change *change, const char *format, struct str what)
{
	change_undo(change);
	fprintf(stderr, format, STR(what));
	return EXIT_FAILED;
}

static int done(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not write the account.", "somebody else was writing");
	return 0;
}

/* ---- varn user add -------------------------------------------------------------------- */

static int user_add(struct store *store, struct arena *arena, int argc, char **argv)
{
	struct str login = str_of(argv[2]), role = argument_text(argc, argv, "role");
	struct str code = argument_text(argc, argv, "unit"), name = argument_text(argc, argv, "name");
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct unit *unit = unit_of_code(change_view(change), code);
	struct staff staff = { .login = login, .name = name, .is_active = true };
	struct member member = { .role = role, .is_recursive = true, .valid_from = date_today(),
		.reason = S("varn user add") };

	if (!unit)
		return fail(change, "varn user: there is no unit with the code %.*s\n", code);
	if (!item_find("roles", role))
		return fail(change, "varn user: there is no role %.*s\n", role);
	if (login_owner(change_view(change), login))
		return fail(change, "varn user: the user name %.*s is taken\n", login);
	if (argument_is_given(argc, argv, "password-stdin")
	    && !password_take(arena, login, &staff.password)) {
		change_undo(change);
		return EXIT_FAILED;
	}
	staff.unit_id = member.unit_id = unit->id;
	member.person_id = change_insert(change, &staff_record.shape, &staff);
	change_insert(change, &member_record.shape, &member);
	return done(change);
}

/* ---- varn user password, list ---------------------------------------------------------- */

static int user_password(struct store *store, struct arena *arena, struct str login)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int64_t person = login_owner(change_view(change), login);
	struct str hash;

	if (!person)
		return fail(change, "varn user: there is nobody with the user name %.*s\n", login);
	if (!password_take(arena, login, &hash)) {
		change_undo(change);
		return EXIT_FAILED;
	}
	account_password_set(change, person, hash);
	sessions_end(change, person);
	return done(change);
}

/* ---- varn user token ------------------------------------------------------------------- */

/* What is printed cannot be seen again: only its digest is kept. */
static int user_token(struct store *store, struct arena *arena, struct str login, struct str days)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int64_t person = login_owner(change_view(change), login), count = TOKEN_DAYS;
	struct str token;

	if (!person)
		return fail(change, "varn user: there is nobody with the user name %.*s\n", login);
	if (days.len && (!str_to_int(days, &count) || count < 1 || count > TOKEN_DAYS_MOST))
		return fail(change, "varn user: %.*s is not a number of days from 1 to 3650\n", days);
	token = access_api_token(change, person, (int)count);
	printf("%.*s\n", STR(token));
	return done(change);
}

static void list_json(const struct grid *grid, struct arena *arena)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, ARENA_BYTES / 4);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < grid->rows; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "login", grid_at(grid, i, 0).text);
		json_str(&json, "name", grid_at(grid, i, 1).text);
		json_bool(&json, "may_sign_in", grid_at(grid, i, 2).number != 0);
		json_str(&json, "unit", grid_at(grid, i, 3).text);
		json_str(&json, "role", grid_at(grid, i, 4).text);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	printf("%.*s\n", STR(out_str(&out)));
}

static int user_list(struct store *store, struct arena *arena, bool as_json)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct grid grid = accounts_grid(view);

	if (as_json)
		list_json(&grid, arena);
	for (size_t i = 0; i < grid.rows && !as_json; i++)
		printf("%-24.*s %-28.*s %-4s %-12.*s %.*s\n", STR(grid_at(&grid, i, 0).text),
			STR(grid_at(&grid, i, 1).text), grid_at(&grid, i, 2).number ? "open" : "off",
			STR(grid_at(&grid, i, 3).text), STR(grid_at(&grid, i, 4).text));
	view_close(view);
	return 0;
}

static int user_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct str verb = argc > 1 ? str_of(argv[1]) : S("");
	bool has_login = argc > 2 && argv[2][0] && argv[2][0] != '-';
	int status = EXIT_USAGE;

	if (str_is(verb, "add") && has_login && argument_text(argc, argv, "name").len)
		status = user_add(store, arena, argc, argv);
	else if (str_is(verb, "password") && has_login)
		status = user_password(store, arena, str_of(argv[2]));
	else if (str_is(verb, "token") && has_login)
		status = user_token(store, arena, str_of(argv[2]), argument_text(argc, argv, "days"));
	else if (str_is(verb, "list"))
		status = user_list(store, arena, argument_is_given(argc, argv, "json"));
	else
		fputs(usage, stderr);
	arena_close(arena);
	return status;
}

const struct command people_commands[] = {
	{ "user", "user add LOGIN --name N --unit CODE --role R [--password-stdin] | password LOGIN | token LOGIN [--days N] | list",
	  "accounts from the command line", user_command },
	{ NULL, NULL, NULL, NULL },
};
