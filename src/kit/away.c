/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/away.c - see away.h. */
#include "kit/away.h"

#include "base/tongue.h"

#include <string.h>

static struct instant made_at;

void away_refresh(struct store *store)
{
	struct arena *arena = arena_open(1 << 16);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });

	made_at.seconds = view_int(view, SQL("SELECT made_at FROM away_origin"), NONE);
	view_close(view);
	arena_close(arena);
}

bool away_is(void)
{
	return made_at.seconds != 0;
}

struct instant away_made_at(void)
{
	return made_at;
}

struct str away_words(struct arena *arena)
{
	return away_is() ? arena_print(arena, _("Off-line copy of %.*s. What has happened in the city since is not here."),
		STR(tongue_instant(arena, made_at))) : S("");
}

struct str away_code(struct arena *arena, struct str typed)
{
	char *code = arena_take(arena, typed.len * 2 + 1);
	size_t len = 0, letters = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c == ' ' || c == '-')
			continue;
		if (letters && letters % 3 == 0)
			code[len++] = '-';
		code[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		letters++;
	}
	return (struct str){ code, len };
}

bool away_takes(const struct route *route)
{
	static const char *const taken[] = { "/sign-in", "/sign-out" };

	if (!away_is() || route->method == METHOD_GET)
		return true;
	for (size_t i = 0; i < COUNT(taken); i++)
		if (!strcmp(route->path, taken[i]))
			return true;
	return false;
}
