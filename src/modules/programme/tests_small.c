/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_small.c - a small programme for tests, whole or with something wrong in it. */
#include "modules/programme/tests_small.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "store/test_store.h"

#include <string.h>
#include <sys/stat.h>

extern const struct embedded catalogue_files[];

struct store *small_store(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

const char *small_path(const char *name)
{
	struct stat about;
	struct str here = arena_print(test_arena(), "tests/data/%s", name);
	struct str above = arena_print(test_arena(), "../tests/data/%s", name);

	return stat(here.at, &about) == 0 ? here.at : above.at;
}

struct str small_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *content = arena_take(test_arena(), 1 << 20);
	size_t len;

	CHECK(file != NULL);
	len = fread(content, 1, 1 << 20, file);
	fclose(file);
	return (struct str){ content, len };
}

struct small small_folder(void)
{
	struct small small;
	struct str problem = S("");

	CHECK(folder_from_disk(test_arena(), small_path("programme-small"), &small.files, &small.count,
		&problem));
	CHECK(small.count == 15);
	return small;
}

struct folder_file *small_file(struct small *small, const char *name)
{
	for (size_t i = 0; i < small->count; i++)
		if (str_is(small->files[i].name, name))
			return &small->files[i];
	small->files[small->count] = (struct folder_file){ str_of(name), S("") };
	return &small->files[small->count++];
}

void small_put(struct small *small, const char *name, const char *from, const char *to)
{
	struct folder_file *file = small_file(small, name);
	ptrdiff_t at = str_find(file->content, str_of(from));

	CHECK(at >= 0);
	file->content = arena_print(test_arena(), "%.*s%s%.*s", (int)at, file->content.at, to,
		STR(str_part(file->content, (size_t)at + strlen(from), file->content.len)));
}

void small_append(struct small *small, const char *name, const char *row)
{
	struct folder_file *file = small_file(small, name);

	file->content = arena_print(test_arena(), "%.*s%s\n", STR(file->content), row);
}

void small_leave_out(struct small *small, const char *name)
{
	*small_file(small, name) = small->files[small->count - 1];
	small->count--;
}

struct folder *small_read(struct small small)
{
	return folder_read(test_arena(), small.files, small.count, NULL);
}

struct load small_load(struct store *store, struct folder *folder)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct load load = programme_load(change, folder);

	if (load.outcome == LOAD_refused)
		change_undo(change);
	else
		CHECK(change_commit(change) == COMMITTED);
	return load;
}

struct view *small_view(struct store *store)
{
	return view_open(store, test_arena(), (struct who){ .is_system = true });
}

bool small_says(const struct folder *folder, const char *where, const char *words)
{
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		if (str_is(mistake_where(test_arena(), &folder->mistakes[i]), where)
		    && str_find(folder->mistakes[i].words, str_of(words)) >= 0)
			return true;
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		fprintf(stderr, "%.*s: %.*s\n", STR(mistake_where(test_arena(), &folder->mistakes[i])),
			STR(folder->mistakes[i].words));
	return false;
}


struct small small_earlier(void)
{
	struct small s = small_folder();

	small_put(&s, "programme.csv", "smaby-2026,1,", "smaby-2022,1,");
	small_put(&s, "programme.csv", "2026-01-01,2029-12-31", "2022-01-01,2025-12-31");
	small_put(&s, "programme.csv", ",LSO,smaby-2022", ",LSO,");
	small_put(&s, "obligations.csv", "D.1,D,", "A.1,D,");
	small_put(&s, "obligations.csv", ",,,D.1,,,", ",,,A.1,,,");
	small_put(&s, "obligations.csv", "D.3,D,", "A.2,D,");
	small_leave_out(&s, "deliverables.csv");
	small_leave_out(&s, "successions.csv");
	small_leave_out(&s, "evidence.csv");
	return s;
}
