/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries_told.c - who serves at one moment, for those who must know whom to inform. */
#include "modules/rosters/inside.h"

enum { BACK_DAYS = 40 };                /* so far back the beginning of a duty is looked for */

struct told_roster { int64_t id, unit_id, held_at; struct str function; bool is_city; };
LIST_OF(told_roster)
static const struct column roster_columns[] = {
	{ "id", COLUMN_int, offsetof(struct told_roster, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct told_roster, unit_id), NULL, false },
	{ "held_at", COLUMN_int, offsetof(struct told_roster, held_at), NULL, false },
	{ "function", COLUMN_text, offsetof(struct told_roster, function), NULL, false },
	{ "is_city", COLUMN_bool, offsetof(struct told_roster, is_city), NULL, false },
};
static const struct shape roster_shape = { .size = sizeof(struct told_roster),
	.count = COUNT(roster_columns), .columns = roster_columns };

struct roster_book {
	struct view *view;
	struct instant at;
	struct told_roster_list rosters;
	struct roster_rules_list rules;
};

struct roster_book *roster_book_open(struct view *view, struct instant at)
{
	struct roster_book *book = arena_new(view_arena(view), struct roster_book);

	*book = (struct roster_book){ .view = view, .at = at };
	book->rosters = told_roster_list_of(view_list(view, &roster_shape,
		SQL("SELECT id, unit_id, held_at, function, is_city FROM my_told_roster"
		    " ORDER BY function, held_at, id"), NONE));
	book->rules = rules_told(view, (struct instant){ at.seconds - BACK_DAYS * (int64_t)DAY });
	return book;
}

/* Since when the same person has served without a pause. */
static struct roster_held held_of(const struct roster_book *book, const struct told_roster *roster)
{
	struct instant from = { book->at.seconds - BACK_DAYS * (int64_t)DAY };
	struct instant to = { book->at.seconds + 1 };
	struct arena *arena = view_arena(book->view);
	struct shift_list shifts = rota_shifts(arena, rota_of(&book->rules, roster->id), from, to,
		holidays_between(arena, from, to));
	const struct shift *now = shift_at(&shifts, book->at);
	struct roster_held held = { .unit_id = roster->held_at };

	if (!now)
		return held;
	held.person_id = now->person;
	held.since = now->begins;
	for (; now > shifts.at && now[-1].person == held.person_id
	       && now[-1].ends.seconds == now->begins.seconds; now--)
		held.since = now[-1].begins;
	return held;
}

struct roster_held_list roster_book_find(struct roster_book *book, struct str function,
                                         int64_t unit_id)
{
	struct roster_held_list list = { 0, arena_array(view_arena(book->view), struct roster_held,
		book->rosters.count + 1) };

	for (size_t i = 0; i < book->rosters.count; i++) {
		const struct told_roster *roster = &book->rosters.at[i];

		if (str_equals(roster->function, function)
		    && (unit_id ? roster->held_at == unit_id : roster->is_city))
			list.at[list.count++] = held_of(book, roster);
	}
	return list;
}
