/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/rules_lessons.c - which lessons come back, and what they ask. */
#include "modules/evaluations/lessons.h"

#include <stdlib.h>

enum { NEWEST_ASKED = 100 };

/* ---- The same kind ------------------------------------------------------------------------- */

/* Is the code the branch itself, or does it stand somewhere below it in the list? */
static bool is_within(struct str code, struct str branch)
{
	for (int depth = 0; code.len && depth < 8; depth++) {
		const struct item *item;

		if (str_equals(code, branch))
			return true;
		item = item_find("event/types", code);
		code = item ? item->parent : S("");
	}
	return false;
}

static enum kinship kinship_of(struct str one, struct str other)
{
	if (str_equals(one, other))
		return KINSHIP_same;
	return is_within(one, other) || is_within(other, one) ? KINSHIP_within : KINSHIP_none;
}

enum kinship types_kinship(struct str one, struct str other)
{
	enum kinship best = KINSHIP_none;

	while (one.len) {
		struct str a = str_cut(&one, ' '), rest = other;

		while (rest.len) {
			struct str b = str_cut(&rest, ' ');
			enum kinship kinship = a.len && b.len ? kinship_of(a, b) : KINSHIP_none;

			if (kinship > best)
				best = kinship;
		}
	}
	return best;
}

bool functions_share(struct str one, struct str other)
{
	while (one.len) {
		struct str a = str_cut(&one, ' '), rest = other;

		while (rest.len)
			if (a.len && str_equals(a, str_cut(&rest, ' ')))
				return true;
	}
	return false;
}

/* ---- What became of it -------------------------------------------------------------------------- */

enum lesson_state lesson_state_of(const struct lesson *lesson, struct date today)
{
	if (lesson->answer == FINDING_declined)
		return LESSON_declined;
	switch (lesson->measure_state) {
	case MEASURE_done:
	case MEASURE_evaluated:
	case MEASURE_closed:
		return LESSON_done;
	case MEASURE_stopped:
		return LESSON_stopped;
	default:
		return date_is_given(lesson->due_on) && date_compare(lesson->due_on, today) < 0
			? LESSON_late : LESSON_open;
	}
}

static const struct { const char *words, *dress, *question; } states[] = {
	[LESSON_open] = { N_("not done yet"), "doing", N_("Recommended again, and still not done.") },
	[LESSON_late] = { N_("late, not done"), "late", N_("Recommended again, and late: what stands in the way?") },
	[LESSON_done] = { N_("done"), "ok", N_("Recommended again though it was done: did it not help?") },
	[LESSON_stopped] = { N_("stopped"), "closed", N_("Recommended again after it was stopped: was that right?") },
	[LESSON_declined] = { N_("declined"), "closed", N_("Recommended again after it was declined: does the reason still hold?") },
};

const char *lesson_state_words(enum lesson_state state) { return states[state].words; }
const char *lesson_state_class(enum lesson_state state) { return states[state].dress; }
const char *lesson_question(enum lesson_state state) { return states[state].question; }

/* ---- Which come back ----------------------------------------------------------------------------- */

struct near { enum kinship kinship; const struct lesson *lesson; };

static int near_compare(const void *left, const void *right)
{
	const struct near *a = left, *b = right;

	if (a->kinship != b->kinship)
		return a->kinship > b->kinship ? -1 : 1;
	if (a->lesson->learnt_at.seconds != b->lesson->learnt_at.seconds)
		return a->lesson->learnt_at.seconds > b->lesson->learnt_at.seconds ? -1 : 1;
	if (a->lesson->evaluation_id != b->lesson->evaluation_id)
		return a->lesson->evaluation_id > b->lesson->evaluation_id ? -1 : 1;
	return a->lesson->id < b->lesson->id ? -1 : a->lesson->id > b->lesson->id;
}

static bool has_time(const int64_t *times, size_t count, int64_t evaluation_id)
{
	for (size_t i = 0; i < count; i++)
		if (times[i] == evaluation_id)
			return true;
	return false;
}

static size_t near_find(struct arena *arena, const struct lesson_list *all, struct str types,
                        struct near **found)
{
	size_t count = 0;

	*found = arena_array(arena, struct near, all->count + 1);
	for (size_t i = 0; i < all->count; i++) {
		enum kinship kinship = types_kinship(all->at[i].types, types);

		if (kinship && !all->at[i].withdrawn_at.seconds)
			(*found)[count++] = (struct near){ kinship, &all->at[i] };
	}
	if (count)
		qsort(*found, count, sizeof **found, near_compare);
	return count;
}

struct lesson_list lessons_last_times(struct arena *arena, const struct lesson_list *all,
                                      struct str types, size_t times)
{
	struct lesson_list list = { 0, arena_array(arena, struct lesson, all->count + 1) };
	int64_t *chosen = arena_array(arena, int64_t, times + 1);
	struct near *found;
	size_t count = near_find(arena, all, types, &found), seen = 0;

	for (size_t i = 0; i < count && seen < times; i++)
		if (!has_time(chosen, seen, found[i].lesson->evaluation_id))
			chosen[seen++] = found[i].lesson->evaluation_id;
	for (size_t t = 0; t < seen; t++)
		for (size_t i = 0; i < count; i++)
			if (found[i].lesson->evaluation_id == chosen[t])
				list.at[list.count++] = *found[i].lesson;
	return list;
}

struct lesson_list lessons_before(struct arena *arena, const struct lesson_list *all, struct str types,
                                  struct str functions, struct instant before)
{
	struct lesson_list list = { 0, arena_array(arena, struct lesson, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].learnt_at.seconds < before.seconds && !all->at[i].withdrawn_at.seconds
		    && functions_share(all->at[i].functions, functions)
		    && types_kinship(all->at[i].types, types))
			list.at[list.count++] = all->at[i];
	return list;
}

/* Each of the newest (they come first) with the latest one that said it before. */
struct recurrence_list recurrences_all(struct arena *arena, const struct lesson_list *all, struct date today)
{
	struct recurrence_list list = { 0, arena_array(arena, struct recurrence, all->count + 1) };

	for (size_t i = 0; i < all->count && i < NEWEST_ASKED; i++) {
		const struct lesson *now = &all->at[i], *last = NULL;

		for (size_t j = 0; j < all->count; j++) {
			const struct lesson *one = &all->at[j];

			if (one->learnt_at.seconds < now->learnt_at.seconds
			    && (!last || one->learnt_at.seconds > last->learnt_at.seconds)
			    && functions_share(one->functions, now->functions)
			    && types_kinship(one->types, now->types))
				last = one;
		}
		if (last)
			list.at[list.count++] = (struct recurrence){ now, last, lesson_state_of(last, today) };
	}
	return list;
}

enum lesson_obstacle lesson_obstacle(const struct evaluation *evaluation, const struct finding *finding,
                                     bool is_by_event, bool is_shared)
{
	if (is_by_event)
		return LESSON_RESTRICTED;
	if (!evaluation->edition)
		return LESSON_NOT_ADOPTED;
	if (finding->answer == FINDING_open)
		return LESSON_UNANSWERED;
	return is_shared ? LESSON_SHARED : LESSON_FREE;
}
