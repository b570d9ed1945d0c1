/* SPDX-License-Identifier: EUPL-1.2 */
/* app/app.h - the roof: what the files of app share. */
#pragma once

#include "base/embedded.h"
#include "kit/module.h"

extern const struct embedded web_files[], tongue_files[], schema_files[], access_files[],
	catalogue_files[];

extern const struct command app_commands[];             /* ends with name NULL */
bool command_needs_store(const struct command *command);
/* The value after "--name", or NULL; and whether "--name" is there at all. */
const char *option_value(int argc, char **argv, const char *name);
bool option_is_given(int argc, char **argv, const char *name);

/* The first word that is neither an option nor an option's value; NULL. */
const char *option_plain(int argc, char **argv);

int backup_command(struct store *store, int argc, char **argv);
int restore_command(struct store *store, int argc, char **argv);
int serve_command(struct store *store, int argc, char **argv);
int demo_command(struct store *store, int argc, char **argv);
int import_command(struct store *store, int argc, char **argv);
int analyse_command(struct store *store, int argc, char **argv);
int scene_command(struct store *store, int argc, char **argv);

/* ---- queries.c ---------------------------------------------------------------------- */

bool city_is_empty(struct store *store, struct arena *arena);   /* no unit yet */
struct grid schema_names(struct store *store, struct arena *arena);     /* files that have run */
struct grid demo_people_of(struct store *store, struct arena *arena);   /* login, name, title */
struct books { int64_t id, added, changed, same, bad; struct str state, warnings; };
const struct books *books_read(struct store *store, struct arena *arena);       /* of the newest import */
/* The person that reports from the command line are read as: cannot sign in, reads everything
 * that is not under need to know, and is seen in the list of people like any other. */
int64_t command_line_person(struct store *store, struct arena *arena);
