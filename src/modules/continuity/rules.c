/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/rules.c - hours that people say, and counts that may be told. */
#include "modules/continuity/inside.h"

#include "analysis/spread.h"
#include "base/tongue.h"

#include <math.h>
#include <string.h>

/* Fewer than so many could be guessed at by name. */
enum { LEAST_TOLD = 3 };

/* ---- Hours ------------------------------------------------------------------------------- */

const char *said_hours_problem(struct said_hours said, const char *const fields[3], const char **words)
{
	if (said.low == 0 && said.high == 0)
		return NULL;
	if (said.middle == 0) {
		*words = N_("Say the most usual time too, when you say the shortest or the longest.");
		return fields[1];
	}
	if (said.low == 0 || said.high == 0) {
		*words = N_("Say both the shortest and the longest time, or neither.");
		return fields[said.low == 0 ? 0 : 2];
	}
	if (said.low > said.middle) {
		*words = N_("The shortest time is longer than the most usual one.");
		return fields[0];
	}
	if (said.high < said.middle) {
		*words = N_("The longest time is shorter than the most usual one.");
		return fields[2];
	}
	return NULL;
}

struct spread said_hours_spread(struct said_hours said)
{
	if (said.low == 0 || said.high == 0)
		return spread_known(said.middle);
	return (struct spread){ said.low, said.middle, said.high };
}

static struct str number_words(struct arena *arena, double number)
{
	return tongue_real(arena, number, fabs(number - round(number)) < 0.05 ? 0 : 1);
}

struct str hours_told(struct arena *arena, double hours)
{
	enum { MANY_HOURS = 72, DAY_HOURS = 24, MINUTES = 60 };
	double days = hours / DAY_HOURS;

	if (hours <= 0)
		return arena_print(arena, "0 h");
	if (hours < 1)
		return arena_print(arena, "%lld min", (long long)llround(fmax(hours * MINUTES, 1)));
	if (hours < MANY_HOURS)
		return arena_print(arena, "%.*s h", STR(number_words(arena, hours)));
	return arena_print(arena, _("%.*s days"), STR(number_words(arena, days)));
}

struct str said_hours_words(struct arena *arena, struct said_hours said)
{
	if (said.middle <= 0)
		return S("");
	if (said.low == 0 || said.high == 0 || said.low == said.high)
		return hours_told(arena, said.middle);
	return arena_print(arena, _("%.*s (%.*s to %.*s)"), STR(hours_told(arena, said.middle)),
		STR(hours_told(arena, said.low)), STR(hours_told(arena, said.high)));
}

/* ---- Counts -------------------------------------------------------------------------------- */

struct str count_shown(struct arena *arena, int64_t count, bool sees_all)
{
	if (sees_all || count >= LEAST_TOLD)
		return tongue_number(arena, count);
	return arena_print(arena, _("fewer than %d"), LEAST_TOLD);
}

/* ---- The table for the manual ----------------------------------------------------------------- */

static const struct { const char *when, *what; } said[] = {
	{ N_("Only the most usual time is said"), N_("it is taken as known") },
	{ N_("Shortest and longest are said too"), N_("they hold one time in twenty each; between them it is drawn") },
	{ N_("Effect is large or very large, and felt within the acceptable outage"), N_("the dependency is critical") },
	{ N_("The reader does not see who stands on a node"), N_("how many is told from three") },
};

static bool said_row(size_t i, struct out *out)
{
	if (i >= COUNT(said))
		return false;
	out_print(out, "| %s | %s |", _(said[i].when), _(said[i].what));
	return true;
}

const struct rule_table continuity_rules[] = {
	{ N_("dependencies: times and counts"), said_row, N_("| When | What |") },
	{ N_("continuity plans: editions and tests"), plans_rule_row, N_("| When | What |") },
	{ N_("continuity plans: what they cover, the first that is true"), coverage_rule_row,
	  N_("| When | What |") },
	{ .name = NULL },
};
