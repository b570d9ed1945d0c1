/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/told.c - what other rooms are told of signals. */
#include "modules/signals/inside.h"

static bool is_of_types(const struct listed *listed, struct str types)
{
	const struct item *type = item_find("event/types", listed->type);
	bool is_any = false;

	while (types.len) {
		struct str one = str_cut(&types, ' ');

		is_any = is_any || one.len;
		if (one.len && (str_equals(one, listed->type) || (type && str_equals(one, type->parent))))
			return true;
	}
	return !is_any;
}

static bool is_there(const struct signal_told_list *told, struct str public_id)
{
	for (size_t i = 0; i < told->count; i++)
		if (str_equals(told->at[i].public_id, public_id))
			return true;
	return false;
}

static struct str sentence(struct view *view, const struct listed *listed)
{
	struct arena *arena = view_arena(view);

	return arena_print(arena, "%.*s, %.*s: %.*s", STR(signal_name(view, listed)),
		STR(week_words(arena, listed->week)), STR(signal_how_many(arena, listed)));
}

struct signal_told_list signals_told(struct view *view, int64_t unit_id, struct str types,
                                     struct date from, struct date to)
{
	struct listed_list all = signals_listed(view, unit_id, from, to);
	struct signal_told_list told = { .at = arena_array(view_arena(view), struct signal_told, SIGNALS_TOLD_MOST) };

	for (size_t i = 0; i < all.count && told.count < SIGNALS_TOLD_MOST; i++) {
		const struct listed *listed = &all.at[i];

		if (is_of_types(listed, types) && !str_is(listed->verb, "dismiss")
		    && !is_there(&told, listed->public_id))
			told.at[told.count++] = (struct signal_told){ listed->public_id, sentence(view, listed) };
	}
	return told;
}

struct str signal_told_words(struct view *view, struct str public_id)
{
	const struct listed *listed = signal_get(view, public_id);

	return listed ? sentence(view, listed) : S("");
}
