/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/catalogue_load.c - the files that came with the program become rows, where the city has
 * no version of its own.
 *
 * A row that has left the file is retired, for records point at it.  The digest of all files
 * stands among the settings, so that an ordinary start reads nothing.
 */
#include "kit/catalogue.h"

#include "base/crypto.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/access.h"

#include <stdlib.h>

enum { LOAD_BYTES = 64 << 20, LONGEST_CELLS = 256 * 1024, MOST_LOADS = 8 };

struct known {
	int64_t id;
	struct str code, parent_code, cells;
	int64_t place;
	bool is_retired, is_own, is_met;
};
static const struct column known_columns[] = {
	{ "id", COLUMN_int, offsetof(struct known, id), NULL },
	{ "code", COLUMN_text, offsetof(struct known, code), NULL },
	{ "parent_code", COLUMN_text, offsetof(struct known, parent_code), NULL },
	{ "cells", COLUMN_text, offsetof(struct known, cells), NULL },
	{ "place", COLUMN_int, offsetof(struct known, place), NULL },
	{ "is_retired", COLUMN_bool, offsetof(struct known, is_retired), NULL },
	{ "is_own", COLUMN_bool, offsetof(struct known, is_own), NULL },
};
static const struct shape known_shape = {
	.size = sizeof(struct known), .count = COUNT(known_columns), .columns = known_columns,
};

struct file {
	struct change *change;
	struct arena *arena;
	const char *path;
	struct str list;                /* "event/types" */
	const struct csv_table *table;
	struct rows known;              /* of struct known, sorted by code */
	bool has_changed;
};

static void refuse_line(const struct file *file, int64_t line, const char *why, struct str what)
{
	struct str detail = arena_print(file->arena, "catalogues/%s, line %lld: %s %.*s", file->path,
		(long long)line, why, STR(what));

	abandon("Could not read a catalogue.", str_z(file->arena, detail));
}

static int known_order(const void *a, const void *b)
{
	const struct known *one = a, *two = b;

	return str_compare(one->code, two->code);
}

static struct known *known_find(const struct file *file, struct str code)
{
	struct known wanted = { .code = code };

	if (!file->known.count)
		return NULL;
	return bsearch(&wanted, file->known.at, file->known.count, sizeof(wanted), known_order);
}

static struct str cells_json(const struct file *file, size_t row)
{
	const struct csv_row *headings = &file->table->rows[0], *cells = &file->table->rows[row];
	struct json_out json;
	struct out out;

	out_init(&out, file->arena, LONGEST_CELLS);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	for (size_t i = 0; i < headings->count; i++)
		json_str(&json, str_z(file->arena, str_trim(headings->cells[i])),
			i < cells->count ? str_trim(cells->cells[i]) : S(""));
	json_object_finish(&json);
	if (out.is_full)
		refuse_line(file, cells->line, "the row is too long", S(""));
	return out_str(&out);
}

static void row_put(struct file *file, const struct known *row, const struct known *old)
{
	if (!old)
		change_run(file->change, SQL("INSERT INTO catalogue_item (list, code, parent_code, place,"
			" cells) VALUES ($1, $2, $3, $4, $5)"),
			V(file->list, row->code, row->parent_code, row->place, row->cells));
	else
		change_run(file->change, SQL("UPDATE catalogue_item SET parent_code = $1, place = $2,"
			" cells = $3, is_retired = 0, version = version + 1 WHERE id = $4"),
			V(row->parent_code, row->place, row->cells, old->id));
	file->has_changed = true;
}

static bool is_same(const struct known *row, const struct known *old)
{
	return old && !old->is_retired && old->place == row->place
		&& str_equals(old->parent_code, row->parent_code) && str_equals(old->cells, row->cells);
}

/* The column `order` decides; rows with the same stand as in the file. */
static int64_t row_place(const struct file *file, size_t row)
{
	enum { ROOM = 10000 };
	int64_t order = 0;

	str_to_int(str_trim(csv_cell(file->table, row, "order")), &order);
	return order * ROOM + (int64_t)row;
}

static void row_load(struct file *file, size_t i)
{
	struct known row = {
		.code = str_trim(csv_cell(file->table, i, "code")),
		.parent_code = str_trim(csv_cell(file->table, i, "parent_code")),
		.place = row_place(file, i),
		.cells = cells_json(file, i),
	};
	struct known *old = known_find(file, row.code);

	if (!row.code.len)
		refuse_line(file, file->table->rows[i].line, "the row has no code", S(""));
	if (str_find_char(row.code, ' ') >= 0)
		refuse_line(file, file->table->rows[i].line, "a code has no spaces:", row.code);
	if (old)
		old->is_met = true;
	if ((!old || !old->is_own) && !is_same(&row, old))
		row_put(file, &row, old);
}

static void retire_missing(struct file *file)
{
	struct known *known = file->known.at;

	for (size_t i = 0; i < file->known.count; i++) {
		if (known[i].is_met || known[i].is_own || known[i].is_retired)
			continue;
		change_run(file->change, SQL("UPDATE catalogue_item SET is_retired = 1,"
			" version = version + 1 WHERE id = $1"), V(known[i].id));
		file->has_changed = true;
	}
}

static int code_order(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void refuse_twins(const struct file *file)
{
	size_t count = file->table->count;
	struct str *codes = arena_array(file->arena, struct str, count);

	for (size_t i = 1; i < count; i++)
		codes[i] = str_trim(csv_cell(file->table, i, "code"));
	qsort(codes + 1, count - 1, sizeof(*codes), code_order);
	for (size_t i = 2; i < count; i++)
		if (str_equals(codes[i], codes[i - 1]))
			refuse_line(file, 1, "a code stands twice:", codes[i]);
}

/* Rights are named in roles.csv; a slip of the pen must not silently give fewer. */
static void refuse_unknown_rights(const struct file *file)
{
	for (size_t i = 1; i < file->table->count; i++) {
		struct str rest = csv_cell(file->table, i, "permissions");

		while (rest.len) {
			struct str name = str_trim(str_cut(&rest, ' '));

			if (name.len && permission_of(name) <= SIGNED_IN)
				refuse_line(file, file->table->rows[i].line, "there is no right called", name);
		}
	}
}

/* The program has them as "catalogues/event/types.csv"; the list is "event/types". */
static const char *list_path(const struct embedded *file)
{
	static const char folder[] = "catalogues/";

	return strncmp(file->path, folder, strlen(folder)) ? file->path
		: file->path + strlen(folder);
}

static void file_load(struct file *file, const struct embedded *embedded)
{
	const char *problem = NULL;
	struct view *view = change_view(file->change);

	file->path = list_path(embedded);
	file->list = str_part(str_of(file->path), 0, strlen(file->path) - strlen(".csv"));
	file->table = csv_read(file->arena,
		(struct str){ (const char *)embedded->at, embedded->len }, &problem);
	if (!file->table || !file->table->count)
		refuse_line(file, 1, problem ? problem : "the file is empty", S(""));
	refuse_twins(file);
	if (str_is(file->list, "roles"))
		refuse_unknown_rights(file);
	file->known = view_list(view, &known_shape, SQL("SELECT id, code, parent_code, cells, place,"
		" is_retired, is_own FROM catalogue_item WHERE list = $1"), V(file->list));
	if (file->known.count)
		qsort(file->known.at, file->known.count, sizeof(struct known), known_order);
	for (size_t i = 1; i < file->table->count; i++)
		row_load(file, i);
	retire_missing(file);
}

/* The demo's own files are no lists of choices. */
static bool is_catalogue(const struct embedded *file)
{
	struct str path = str_of(list_path(file));

	return str_ends(path, S(".csv")) && !str_starts(path, S("demo/"));
}

static struct str files_digest(struct arena *arena, const struct embedded *files)
{
	struct str all = S("");

	for (; files->path; files++)
		if (is_catalogue(files))
			all = arena_print(arena, "%.*s%s %.*s\n", STR(all), files->path,
				STR(digest_hex(arena, (struct str){ (const char *)files->at, files->len })));
	return digest_hex(arena, all);
}

void catalogue_changed(struct change *change)
{
	roles_spread(change);
	change_run(change, SQL("INSERT INTO setting (name, value) VALUES ('catalogue_version', '')"
		" ON CONFLICT (name) DO UPDATE SET version = setting.version + 1"), NONE);
}

static enum committed files_load(struct store *store, struct arena *arena,
                                 const struct embedded *files, struct str digest)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct file file = { .change = change, .arena = arena };

	for (; files->path; files++)
		if (is_catalogue(files))
			file_load(&file, files);
	if (file.has_changed)
		catalogue_changed(change);
	change_run(change, SQL("INSERT INTO setting (name, value) VALUES ('catalogue_digest', $1)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
		" version = setting.version + 1"), V(digest));
	return change_commit(change);
}

static struct str digest_stored(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct str digest = view_text(view,
		SQL("SELECT value FROM setting WHERE name = 'catalogue_digest'"), NONE);

	view_close(view);
	return digest;
}

void catalogue_load(struct store *store, const struct embedded *files)
{
	struct arena *arena = arena_open(LOAD_BYTES);
	struct str digest = files_digest(arena, files);
	enum committed committed = COMMITTED;

	if (!str_equals(digest_stored(store, arena), digest))
		committed = CLASHED;
	for (int i = 0; committed == CLASHED; i++) {
		if (i == MOST_LOADS)
			abandon("Could not read the catalogues in.", "others changed them at the same time");
		committed = files_load(store, arena, files, digest);
	}
	arena_close(arena);
}
