/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/files.c - folders on the disk and in the program. */
#include "modules/programme/folder.h"

#include "base/embedded.h"
#include "kit/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FOLDER_FILES = 64, MOST_FOLDERS = 64 };

static int name_order(const void *a, const void *b)
{
	return str_compare(((const struct folder_file *)a)->name, ((const struct folder_file *)b)->name);
}

/* Every CSV file; what else lies there (a README) is none of the programme's. */
static bool file_take(struct arena *arena, const char *folder, const char *name,
                      struct folder_file *file, struct str *problem)
{
	struct str path = arena_print(arena, "%s/%s", folder, name);
	struct str content;

	if (!file_map(path.at, &content)) {
		*problem = arena_print(arena, _("%.*s cannot be read: %s"), STR(path), strerror(errno));
		return false;
	}
	file->name = arena_copy(arena, str_of(name));
	file->content = arena_copy(arena, content);
	file_unmap(content);
	return true;
}

bool folder_from_disk(struct arena *arena, const char *path, struct folder_file **files, size_t *count,
                      struct str *problem)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool is_well = true;

	*files = arena_array(arena, struct folder_file, MOST_FOLDER_FILES);
	*count = 0;
	if (!folder) {
		*problem = arena_print(arena, _("%s cannot be read: %s"), path, strerror(errno));
		return false;
	}
	while (is_well && *count < MOST_FOLDER_FILES && (entry = readdir(folder)))
		if (str_ends(str_of(entry->d_name), S(".csv")) && entry->d_name[0] != '.')
			is_well = file_take(arena, path, entry->d_name, &(*files)[(*count)++], problem);
	closedir(folder);
	qsort(*files, *count, sizeof **files, name_order);
	return is_well;
}

/* "programmes/x/goals.csv" -> "x" and "goals.csv". */
static bool path_cut(const char *path, struct str *folder, struct str *name)
{
	struct str rest = str_of(path);

	if (!str_is(str_cut(&rest, '/'), "programmes"))
		return false;
	*folder = str_cut(&rest, '/');
	*name = rest;
	return rest.len > 0 && str_ends(rest, S(".csv"));
}

size_t folder_from_embedded(struct arena *arena, const struct embedded *table, struct str folder,
                            struct folder_file **files)
{
	struct str in, name;
	size_t count = 0;

	*files = arena_array(arena, struct folder_file, MOST_FOLDER_FILES);
	for (; table->path && count < MOST_FOLDER_FILES; table++)
		if (path_cut(table->path, &in, &name) && str_equals(in, folder))
			(*files)[count++] = (struct folder_file){ name,
				{ (const char *)table->at, table->len } };
	return count;
}

size_t folders_embedded(struct arena *arena, const struct embedded *table, struct str **names)
{
	struct str in, name;
	size_t count = 0;

	*names = arena_array(arena, struct str, MOST_FOLDERS);
	for (; table->path && count < MOST_FOLDERS; table++)
		if (path_cut(table->path, &in, &name) && (!count || !str_equals((*names)[count - 1], in)))
			(*names)[count++] = in;
	return count;
}
