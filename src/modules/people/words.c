/* SPDX-License-Identifier: EUPL-1.2 */
/* people/words.c - days and counts in words for the pages. */
#include "modules/people/inside.h"

struct str days_short(struct arena *arena, struct date from, struct date to)
{
	struct str first = tongue_date(arena, from), last = tongue_date(arena, to);

	if (date_is_given(from) && date_is_given(to))
		return arena_print(arena, _("%.*s to %.*s"), STR(first), STR(last));
	if (date_is_given(from))
		return arena_print(arena, _("since %.*s"), STR(first));
	return date_is_given(to) ? arena_print(arena, _("until %.*s"), STR(last)) : str_of(_("always"));
}

struct str vacancies_status(struct arena *arena, const struct unit *unit,
                            const struct vacancy_list *list)
{
	if (unit)
		return arena_print(arena, plural((int64_t)list->count,
			"%zu role without a holder in %.*s", "%zu roles without a holder in %.*s"),
			list->count, STR(unit_words(unit)));
	return arena_print(arena, plural((int64_t)list->count,
		"%zu role without a holder in your units", "%zu roles without a holder in your units"),
		list->count);
}
