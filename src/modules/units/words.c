/* SPDX-License-Identifier: EUPL-1.2 */
/* units/words.c - days, shares and the way up, in words for the pages. */
#include "modules/units/inside.h"

#include "modules/units/pages.html.h"

struct str days_words(struct arena *arena, struct date from, struct date to)
{
	struct str first = tongue_date(arena, from), last = tongue_date(arena, to);

	if (date_is_given(from) && date_is_given(to))
		return arena_print(arena, _("%.*s to %.*s"), STR(first), STR(last));
	if (date_is_given(from))
		return arena_print(arena, _("since %.*s"), STR(first));
	return date_is_given(to) ? arena_print(arena, _("until %.*s"), STR(last)) : str_of(_("always"));
}

struct str about_words(struct arena *arena, const struct unit *unit)
{
	return arena_print(arena, _("About %.*s"), STR(unit_words(unit)));
}

struct str share_words(struct arena *arena, double share)
{
	return arena_print(arena, _("%lld per cent"), (long long)(share * 100 + 0.5));
}

struct str tree_status(struct arena *arena, const struct forest *forest, struct date on)
{
	return arena_print(arena, plural((int64_t)forest->units, "%zu unit on %.*s", "%zu units on %.*s"),
		forest->units, STR(tongue_date(arena, on)));
}

struct str board_beside(const struct unit_facts *facts, const struct unit_parent *parent)
{
	struct date on = date_is_given(parent->valid_to) ? parent->valid_to : date_today();
	int64_t board = unit_board(facts->view, parent->parent_id, on);

	if (!board || board == parent->parent_id)
		return S("");
	return arena_print(view_arena(facts->view), " (%.*s)", STR(unit_name(facts->view, board)));
}

/* From the top down to the unit above, on the day of the page. */
void crumbs_above(struct out *out, const struct unit_facts *facts)
{
	enum { MOST_CRUMBS = 8 };
	const struct unit *above[MOST_CRUMBS];
	const struct unit_parent *step = unit_parent_on(facts->view, facts->unit->id, facts->on);
	size_t count = 0;

	while (step && count < MOST_CRUMBS) {
		above[count] = unit_get(facts->view, step->parent_id);
		if (!above[count])
			break;
		step = unit_parent_on(facts->view, above[count++]->id, facts->on);
	}
	while (count--)
		crumb_show(out, above[count]);
}
