/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/guard.c - words that may point to a person are refused before they are stored. */
#include "modules/observations/inside.h"

#include "kit/identity.h"
#include "kit/names.h"

enum { MOST_FAULTS = 20 };

static struct word_fault number_next(struct arena *arena, struct str words, size_t from)
{
	struct identity found;

	do {
		found = identity_next(arena, words, from, date_today());
		from = found.at + found.len;
	} while (found.kind == IDENTITY_organisation);
	if (found.kind == IDENTITY_none)
		return (struct word_fault){ 0 };
	return (struct word_fault){ found.at, found.len, identity_words(found.kind) };
}

struct word_fault_list word_faults(struct view *view, struct str words, int64_t place_id)
{
	struct called called = { view, place_id };
	struct names_known known = { words_are_called, &called };
	struct arena *arena = view_arena(view);
	struct word_fault_list list = { 0, arena_array(arena, struct word_fault, MOST_FAULTS) };
	size_t from = 0;

	while (list.count < MOST_FAULTS) {
		struct word_fault number = number_next(arena, words, from);
		struct name_found name = name_next(arena, words, from, &known);

		if (!number.len && !name.len)
			break;
		list.at[list.count] = number.len && (!name.len || number.at <= name.at)
			? number : (struct word_fault){ name.at, name.len, NULL };
		from = list.at[list.count].at + list.at[list.count].len;
		list.count++;
	}
	return list;
}

void words_judge(struct view *view, const char *field, struct str words, int64_t place_id,
                 struct problems *problems)
{
	struct word_fault_list faults = word_faults(view, words, place_id);

	for (size_t i = 0; i < faults.count; i++) {
		struct str part = str_part(words, faults.at[i].at, faults.at[i].len);

		if (faults.at[i].what)
			problem_add(problems, field, _("“%.*s” looks like this: %s. Take it away."), STR(part),
				faults.at[i].what);
		else
			problem_add(problems, field,
				_("“%.*s” looks like the name of a person. Take it away; is it a place, choose that place."),
				STR(part));
	}
}

struct str words_without(struct view *view, struct str words, int64_t place_id)
{
	struct word_fault_list faults = word_faults(view, words, place_id);
	struct out out;
	size_t at = 0;

	out_init(&out, view_arena(view), words.len * 4 + 64);
	for (size_t i = 0; i < faults.count; i++) {
		out_raw(&out, str_part(words, at, faults.at[i].at - at));
		out_z(&out, "…");
		at = faults.at[i].at + faults.at[i].len;
	}
	out_raw(&out, str_part(words, at, words.len));
	return out_str(&out);
}
