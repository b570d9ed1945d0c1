/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/permission.c - rights, and the roles that hold them. */
#include "kit/access.h"

#include "base/json.h"
#include "base/say.h"
#include "base/tongue.h"

struct permission_row { const char *name, *words; };

static const struct permission_row permissions[] = {
	[NOBODY] = { "nobody", N_("closed to all") },
	[ANYBODY] = { "anybody", N_("open to all") },
	[SIGNED_IN] = { "signed_in", N_("everybody who is signed in") },
#define PERMISSION_ROW(name, words) [MAY_##name] = { #name, words },
	PERMISSIONS(PERMISSION_ROW)
#undef PERMISSION_ROW
};

const char *permission_name(enum permission permission)
{
	must(permission < PERMISSION_COUNT);
	return permissions[permission].name;
}

const char *permission_words(enum permission permission)
{
	must(permission < PERMISSION_COUNT);
	return permissions[permission].words;
}

enum permission permission_of(struct str name)
{
	for (enum permission i = NOBODY + 1; i < PERMISSION_COUNT; i++)
		if (str_is(name, permissions[i].name))
			return i;
	return NOBODY;
}

void rights_add(struct rights *rights, enum permission permission)
{
	must(permission > SIGNED_IN && permission < PERMISSION_COUNT);
	rights->words[permission / 64] |= UINT64_C(1) << permission % 64;
}

bool rights_none(const struct rights *rights)
{
	uint64_t any = 0;

	for (size_t i = 0; i < COUNT(rights->words); i++)
		any |= rights->words[i];
	return any == 0;
}

bool person_may(const struct person *person, enum permission permission)
{
	return permission > SIGNED_IN && permission < PERMISSION_COUNT
		&& (person->may.words[permission / 64] >> permission % 64 & 1);
}

/* ---- Roles -------------------------------------------------------------------------- */

struct role { struct str code, cells; };
static const struct column role_columns[] = {
	{ "code", COLUMN_text, offsetof(struct role, code), NULL },
	{ "cells", COLUMN_text, offsetof(struct role, cells), NULL },
};
static const struct shape role_shape = {
	.size = sizeof(struct role), .count = COUNT(role_columns), .columns = role_columns,
};

/* The files of the program have been checked; a name that a city wrote and that does not
 * exist gives nothing, and is told. */
static void role_spread(struct change *change, const struct role *role)
{
	struct str problem;
	json_t *cells = json_read(change_arena(change), role->cells, &problem);
	struct str rest = json_text(cells, "permissions");

	while (rest.len) {
		struct str name = str_trim(str_cut(&rest, ' '));

		if (!name.len)
			continue;
		if (permission_of(name) <= SIGNED_IN)
			say_warning("role %.*s: there is no right called %.*s", STR(role->code), STR(name));
		else
			change_run(change, SQL("INSERT INTO role_permission (role, permission)"
				" VALUES ($1, $2) ON CONFLICT (role, permission) DO NOTHING"),
				V(role->code, name));
	}
	json_decref(cells);
}

/* Also retired roles: who has one keeps it until the membership ends. */
void roles_spread(struct change *change)
{
	struct rows rows = view_list(change_view(change), &role_shape,
		SQL("SELECT code, cells FROM catalogue_item WHERE list = 'roles'"), NONE);
	const struct role *role = rows.at;

	change_run(change, SQL("DELETE FROM role_permission"), NONE);
	for (size_t i = 0; i < rows.count; i++)
		role_spread(change, &role[i]);
}
