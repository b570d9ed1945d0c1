/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/main.c - varn: one table of commands.
 *
 * Exit status: 0 done; 1 a check found faults or a job failed; 2 the command line is wrong;
 * 3 a file cannot be read; 4 done, but some rows were refused; 5 refused, so that nothing
 * that is there is lost; 70 the world failed.
 */
#include "app/app.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/away.h"
#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/packs/packs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command *command_find(const char *name)
{
	for (const struct command *command = app_commands; command->name; command++)
		if (!strcmp(command->name, name))
			return command;
	for (size_t i = 0; modules[i]; i++)
		for (const struct command *command = modules[i]->commands;
		     command && command->name; command++)
			if (!strcmp(command->name, name))
				return command;
	return NULL;
}

static void usage_list(FILE *to, const struct command *commands)
{
	for (; commands && commands->name; commands++)
		fprintf(to, "  varn %-44s %s\n", commands->usage, commands->what);
}

static int usage(FILE *to, int status)
{
	fprintf(to, "varn [--db sqlite:PATH|postgresql://...] COMMAND ...\n\n");
	usage_list(to, app_commands);
	for (size_t i = 0; modules[i]; i++)
		usage_list(to, modules[i]->commands);
	fprintf(to, "\nThe database may also stand in VARN_DB; else it is sqlite:varn.db here.\n"
		"Exit status: 0 done, 1 faults found or job failed, 2 wrong command line,\n"
		"3 file cannot be read, 4 some rows refused, 5 refused to overwrite,\n"
		"70 the world failed.\n");
	return status;
}

/* "varn COMMAND ... --help" tells of the command, whatever it is, and does nothing. */
static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--help"))
			return true;
	return false;
}

/* The folder beside an SQLite file, or VARN_DATA, or "varn-data" here. */
static void choose_data_folder(const char *url)
{
	static char folder[4096];
	const char *given = getenv("VARN_DATA");

	if (given && *given)
		snprintf(folder, sizeof folder, "%s", given);
	else if (!strncmp(url, "sqlite:", 7))
		snprintf(folder, sizeof folder, "%s.files", url + 7);
	else
		snprintf(folder, sizeof folder, "varn-data");
	data_folder_set(folder);
}

static struct store *open_everything(const char *url)
{
	struct arena *arena = arena_open(4096);
	struct store *store;

	choose_data_folder(url);
	store = store_open(url);
	store_migrate(store, schema_files, access_files);
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	setting_refresh(store);
	calendar_open(str_z(arena, setting_text("time_zone")));
	away_refresh(store);
	if (setting_yes("demo") || away_is())
		calendar_shift(setting_int("clock_shift_seconds"));
	arena_close(arena);
	return store;
}

int main(int argc, char **argv)
{
	const char *url = getenv("VARN_DB");
	const struct command *command;
	int at = 1, status;
	struct store *store;

	if (argc > 2 && !strcmp(argv[1], "--db")) {
		url = argv[2];
		at = 3;
	}
	if (at >= argc || !strcmp(argv[at], "--help") || !strcmp(argv[at], "help"))
		return usage(at >= argc ? stderr : stdout, at >= argc ? 2 : 0);
	command = command_find(argv[at]);
	if (!command) {
		fprintf(stderr, "varn: there is no command '%s'\n\n", argv[at]);
		return usage(stderr, 2);
	}
	if (asks_for_help(argc - at, argv + at)) {
		printf("varn %s\n%s\n", command->usage, command->what);
		return 0;
	}
	for (int i = at + 1; i + 1 < argc; i++)
		if (!strcmp(argv[i], "--db"))
			url = argv[i + 1];
	crypto_open();
	calendar_open("Europe/Stockholm");
	tongue_open(tongue_files);
	if (!strcmp(command->name, "serve") && option_is_given(argc - at, argv + at, "from"))
		url = pack_opened(argc - at, argv + at);
	store = command_needs_store(command) ? open_everything(url && *url ? url : "sqlite:varn.db") : NULL;
	status = command->run(store, argc - at, argv + at);
	if (store)
		store_close(store);
	return status;
}
