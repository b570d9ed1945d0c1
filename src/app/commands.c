/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/commands.c - the commands that are not a room's own.
 *
 * What a program reads is printed with --json; everything else is for people.
 */
#include "app/app.h"

#include "base/json.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/manual.h"
#include "kit/match.h"
#include "kit/report.h"
#include "kit/setting.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_OUTPUT = 64 << 20 };

const char *option_value(int argc, char **argv, const char *name)
{
	for (int i = 1; i + 1 < argc; i++)
		if (!strncmp(argv[i], "--", 2) && !strcmp(argv[i] + 2, name))
			return argv[i + 1];
	return NULL;
}

bool option_is_given(int argc, char **argv, const char *name)
{
	for (int i = 1; i < argc; i++)
		if (!strncmp(argv[i], "--", 2) && !strcmp(argv[i] + 2, name))
			return true;
	return false;
}

/* Options without a value. */
static bool is_alone(const char *option)
{
	return !strcmp(option, "--json") || !strcmp(option, "--overwrite");
}

const char *option_plain(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2))
			return argv[i];
		if (!is_alone(argv[i]))
			i++;
	}
	return NULL;
}

static int print_out(struct out *out)
{
	struct str text = out_str(out);

	fwrite(text.at, 1, text.len, stdout);
	return out->is_full ? 1 : 0;
}

static struct arena *command_arena(struct out *out)
{
	struct arena *arena = arena_open(2 * (size_t)LONGEST_OUTPUT);

	out_init(out, arena, LONGEST_OUTPUT);
	return arena;
}

/* ---- The program explains itself ---------------------------------------------------- */

static const char *method_name(enum method method)
{
	return method == METHOD_GET ? "GET" : "POST";
}

static void routes_json(struct out *out)
{
	struct json_out json;

	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < routes_count(); i++) {
		const struct route *route = routes_at(i);

		json_object_begin(&json, NULL);
		json_str(&json, "method", str_of(method_name(route->method)));
		json_str(&json, "path", str_of(route->path));
		json_str(&json, "need", str_of(permission_name(route->need)));
		json_bool(&json, "api", route->is_api_too);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	out_char(out, '\n');
}

static int routes_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int status;

	(void)store;
	if (option_is_given(argc, argv, "json"))
		routes_json(&out);
	else
		manual_routes(&out);
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int rights_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int status;

	(void)store; (void)argc; (void)argv;
	manual_rights(&out);
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int rules_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int status;

	(void)store; (void)argc; (void)argv;
	manual_rules(&out);
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int matrix_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int status;

	(void)store; (void)argc; (void)argv;
	manual_matrix(&out);
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int fields_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	const char *name = option_plain(argc, argv);
	int status;

	(void)store;
	if (!manual_fields(&out, str_of(name))) {
		fprintf(stderr, "varn fields: there is no record '%s'\n", name);
		arena_close(arena);
		return 2;
	}
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int schema_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int status;

	(void)argc; (void)argv;
	out_raw(&out, store_schema(store, arena));
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int why_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	const char *path = option_plain(argc, argv), *login = option_value(argc, argv, "as");
	int status;

	if (!path || !login) {
		fprintf(stderr, "varn why: say a path and --as LOGIN\n");
		arena_close(arena);
		return 2;
	}
	if (!manual_why(store, &out, str_of(path), str_of(login))) {
		fprintf(stderr, "varn why: there is nobody with the user name '%s'\n", login);
		arena_close(arena);
		return 2;
	}
	status = print_out(&out);
	arena_close(arena);
	return status;
}

static int check_command(struct store *store, int argc, char **argv)
{
	struct out out;
	struct arena *arena = command_arena(&out);
	int faults;

	(void)argc; (void)argv;
	faults = manual_check(store, &out);
	print_out(&out);
	arena_close(arena);
	return faults ? 1 : 0;
}

/* ---- Setting up, keeping ------------------------------------------------------------ */

static int init_command(struct store *store, int argc, char **argv)
{
	static const char *const given[] = { "city_name", "language", "public_address", "time_zone" };
	static const char *const options[] = { "name", "language", "address", "time-zone" };
	struct arena *arena = arena_open(1 << 20);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	for (size_t i = 0; i < COUNT(given); i++)
		if (option_value(argc, argv, options[i]))
			setting_put(change, given[i], str_of(option_value(argc, argv, options[i])));
	if (change_commit(change) != COMMITTED)
		abandon("Could not write the settings.", "somebody else was writing");
	printf("The database is ready: %s\n", store_describe(store));
	arena_close(arena);
	return 0;
}

static int setting_command(struct store *store, int argc, char **argv)
{
	struct arena *arena;
	struct change *change;
	const char *name = argc > 1 ? argv[1] : NULL, *value = argc > 2 ? argv[2] : NULL;

	for (const struct setting *setting = settings; setting->name; setting++) {
		if (name && strcmp(setting->name, name))
			continue;
		if (!value || !strncmp(value, "--", 2)) {
			printf("%-24s %-28.*s %s\n", setting->name,
				STR(setting_text(setting->name)), setting->meaning);
			continue;
		}
		arena = arena_open(1 << 20);
		change = change_open(store, arena, (struct who){ .is_system = true });
		setting_put(change, name, str_of(value));
		if (change_commit(change) != COMMITTED)
			abandon("Could not write the setting.", "somebody else was writing");
		arena_close(arena);
		return 0;
	}
	return name && value ? 2 : 0;
}

/* ---- Reports and imports ------------------------------------------------------------ */

static int report_fail(const char *what, const char *name)
{
	fprintf(stderr, "varn report: %s '%s'\n", what, name ? name : "");
	return 2;
}

static int64_t unit_of_option(struct view *view, const char *code)
{
	return code ? reference_find(view, "unit", str_of(code)) : 0;
}

static int report_print(struct view *view, const struct report *report,
                        const struct report_ask *ask, const char *format, struct out *out)
{
	struct grid grid = report->run(view, ask);

	if (!strcmp(format, "html"))
		grid_table(out, &grid, _(report->label));
	else if (!strcmp(format, "csv"))
		grid_csv(out, &grid);
	else if (!strcmp(format, "xlsx"))
		out_raw(out, grid_xlsx(view_arena(view), &grid, str_of(_(report->label))));
	else if (!strcmp(format, "json"))
		grid_json(out, &grid);
	else
		return report_fail("html, json, csv and xlsx are formats, not", format);
	return print_out(out);
}

static int report_answer(struct view *view, const struct report *report,
                         const struct report_ask *ask, const char *format, struct out *out)
{
	struct str refused = report_refused(view_arena(view), report, ask);

	if (refused.len)
		return report_fail("it could not be made:", str_z(view_arena(view), refused));
	return report_print(view, report, ask, format ? format : "html", out);
}

static int report_command(struct store *store, int argc, char **argv)
{
	const char *name = option_plain(argc, argv), *format = option_value(argc, argv, "format");
	const char *period = option_value(argc, argv, "period");
	const char *unit = option_value(argc, argv, "unit");
	const struct report *report = name ? report_find(str_of(name)) : NULL;
	struct report_ask ask = { .period = str_of(period) };
	struct out out;
	struct arena *arena;
	struct view *view;
	int status;

	if (!report)
		return report_fail("there is no report", name);
	if (!period || !period_read(ask.period, &ask.from, &ask.to))
		return report_fail("say --period, for example 2026, 2026-T2 or 2026-03; not", period);
	arena = command_arena(&out);
	tongue_choose(setting_text("language"));
	view = view_open(store, arena, (struct who){ .person = command_line_person(store, arena) });
	ask.unit_id = unit_of_option(view, unit);
	status = unit && !ask.unit_id ? report_fail("there is no unit", unit)
		: report_answer(view, report, &ask, format, &out);
	view_close(view);
	arena_close(arena);
	return status;
}

const struct command app_commands[] = {
	{ "init", "init [--name CITY] [--language sv|en]", "makes the database ready", init_command },
	{ "demo", "demo [--size small|normal|million] [--on DATE|today] [--at HH:MM]",
	  "fills an empty database with the fictional demo city; --on, --at: the moment from which its clock goes", demo_command },
	{ "serve", "serve [--listen HOST:PORT] [--workers N] [--from FILE]", "serves; --from: a copy of a city, off-line", serve_command },
	{ "report", "report NAME --period P [--unit U] [--format F]", "prints a report as html, json, csv or xlsx", report_command },
	{ "import", "import polisen|cap|csv FILE...", "reads files of others in", import_command },
	{ "analyse", "analyse METHOD --input FILE [--level L] [--json] [...]", "a method of calculation on a plain CSV or JSON file (docs/analyse.en.md)", analyse_command },
	{ "setting", "setting [NAME [VALUE]]", "shows or changes settings", setting_command },
	{ "backup", "backup FOLDER", "a consistent copy with all files, while others work", backup_command },
	{ "restore", "restore FOLDER [--overwrite]", "puts a copy back, when it is whole and the city is new", restore_command },
	{ "check", "check", "looks whether everything is as it must be", check_command },
	{ "routes", "routes [--json]", "every address and what it needs", routes_command },
	{ "rights", "rights", "roles and what they may", rights_command },
	{ "fields", "fields [RECORD]", "what is kept about a record", fields_command },
	{ "rules", "rules", "every rule table, in words", rules_command },
	{ "schema", "schema", "tables and columns", schema_command },
	{ "matrix", "matrix", "route x role, as the test compares it", matrix_command },
	{ "why", "why PATH --as LOGIN", "why a person may or may not open a path", why_command },
	{ "scene", "scene FILE...", "walks through scenes (tests)", scene_command },
	{ NULL, NULL, NULL, NULL },
};

bool command_needs_store(const struct command *command)
{
	static const char *const without[] = { "routes", "rules", "fields", "analyse" };

	for (size_t i = 0; i < COUNT(without); i++)
		if (!strcmp(command->name, without[i]))
			return false;
	return true;
}
