/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/away.c - see away.h. */
#include "kit/away.h"

#include "base/crypto.h"
#include "base/tongue.h"

#include <stdio.h>
#include <string.h>

enum { SITE_LETTERS = 6, KEPT = 80 };

static struct instant made_at;
static char site[KEPT], log_key[KEPT];

static void keep(char *to, struct str text)
{
	snprintf(to, KEPT, "%.*s", STR(text));
}

void away_refresh(struct store *store)
{
	struct arena *arena = arena_open(1 << 16);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });

	made_at.seconds = view_int(view, SQL("SELECT made_at FROM away_origin"), NONE);
	keep(site, view_text(view, SQL("SELECT site FROM away_origin"), NONE));
	keep(log_key, view_text(view, SQL("SELECT log_key FROM away_origin"), NONE));
	view_close(view);
	arena_close(arena);
}

void away_begin(struct store *store)
{
	struct arena *arena = arena_open(1 << 16);
	struct change *change;

	if (away_is() && !*site) {
		change = change_open(store, arena, (struct who){ .is_system = true });
		change_run(change, SQL("UPDATE away_origin SET site = $1 WHERE site = ''"),
			V(random_code(arena, SITE_LETTERS)));
		change_commit(change);
		away_refresh(store);
	}
	arena_close(arena);
}

struct str away_site(void)
{
	return str_of(site);
}

struct str away_log_key(void)
{
	return str_of(log_key);
}

bool away_is(void)
{
	return made_at.seconds != 0;
}

struct str away_words(struct arena *arena)
{
	return away_is() ? arena_print(arena, _("Off-line copy of %.*s, %.*s. Here are who is on duty, alarm paths, plans and crises that go on. All else is missing, and what has happened in the city since."),
		STR(tongue_instant(arena, made_at)), STR(away_site())) : S("");
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
	static const char *const taken[] = {
		"/sign-in", "/sign-out",
		"/crisis", "/crisis/:number/entries", "/crisis/:number/level",
		"/crisis/:number/coordination", "/crisis/:number/staff",
		"/crisis/:number/staff/:id/end",
	};

	if (!away_is() || route->method == METHOD_GET)
		return true;
	for (size_t i = 0; i < COUNT(taken); i++)
		if (!strcmp(route->path, taken[i]))
			return true;
	return false;
}

/* ---- What did not go along -------------------------------------------------------------------- */

static bool is_below(const char *path, const char *above)
{
	size_t len = strlen(above);

	return !strncmp(path, above, len) && (path[len] == '\0' || path[len] == '/');
}

bool away_has(const char *path)
{
	/* What packs/queries_take.c copies, and pages that show nothing of the city. */
	static const char *const along[] = {
		"/crisis", "/rosters", "/alarms", "/continuity", "/plans", "/documents", "/units",
		"/people", "/appointments", "/packs", "/search", "/sign-in", "/sign-out", "/language",
		"/me", "/help", "/about", "/accessibility", "/health",
	};
	/* Below those, and left in the city. */
	static const char *const left[] = {
		"/crisis/home", "/crisis/:number/messages", "/crisis/:number/partners",
		"/rosters/swaps", "/rosters/:id/swaps",
		"/alarms/start", "/alarms/tests", "/alarms/channels", "/alarms/:number",
		"/plans/coverage",
		"/documents/acknowledgements", "/documents/missing", "/documents/reminders",
		"/documents/:id/questions",
		"/appointments/rounds", "/appointments/vacancies",
	};

	if (!away_is() || !strcmp(path, "/"))
		return true;
	for (size_t i = 0; i < COUNT(left); i++)
		if (is_below(path, left[i]))
			return false;
	for (size_t i = 0; i < COUNT(along); i++)
		if (is_below(path, along[i]))
			return true;
	return false;
}

bool away_has_card(const char *room)
{
	return !away_is() || !strcmp(room, "crisis") || !strcmp(room, "rosters");
}
