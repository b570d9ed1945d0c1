/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/rules_knowledge.c - which questions are asked, and which sums may be shown; pure. */
#include "modules/documents/knowledge.h"

#include <stdlib.h>

size_t check_pick(size_t count, int year, size_t picked[CHECK_QUESTIONS])
{
	if (count < CHECK_QUESTIONS)
		return 0;
	for (size_t i = 0; i < CHECK_QUESTIONS; i++)
		picked[i] = ((size_t)year * CHECK_QUESTIONS + i) % count;
	return CHECK_QUESTIONS;
}

bool question_is_for(const struct knowledge_question *question, struct str role)
{
	return !str_trim(question->roles).len || str_has_word(question->roles, role);
}

int64_t known_percent(const struct known_sum *sum)
{
	if (sum->asked <= 0)
		return 0;
	return sum->passed >= sum->asked ? 100 : sum->passed * 100 / sum->asked;
}

bool sum_is_small(const struct known_sum *sum)
{
	return sum->answered < FEWEST_ANSWERS;
}

/* ---- Small sums --------------------------------------------------------------------------- */

static int by_answered(const void *a, const void *b)
{
	int64_t x = ((const struct known_sum *)a)->answered, y = ((const struct known_sum *)b)->answered;

	return (x > y) - (x < y);
}

static void sum_add(struct known_sum *to, const struct known_sum *from)
{
	to->asked += from->asked;
	to->answered += from->answered;
	to->passed += from->passed;
	to->parts += from->parts ? from->parts : 1;
}

/* Smallest first; with one small sum alone the next one goes with it. */
struct known_sum_list sums_guard(struct arena *arena, struct known_sum_list sums)
{
	struct known_sum_list shown = { 0, arena_array(arena, struct known_sum, sums.count + 1) };
	struct known_sum *sorted = arena_array(arena, struct known_sum, sums.count + 1);
	struct known_sum rest = { 0 };
	size_t i = 0;

	for (size_t k = 0; k < sums.count; k++)
		sorted[k] = sums.at[k];
	qsort(sorted, sums.count, sizeof *sorted, by_answered);
	while (i < sums.count && (sum_is_small(&sorted[i])
	       || (rest.parts && (rest.parts < 2 || sum_is_small(&rest)))))
		sum_add(&rest, &sorted[i++]);
	while (i < sums.count)
		shown.at[shown.count++] = sorted[i++];
	if (rest.parts)
		shown.at[shown.count++] = rest;
	return shown;
}

bool sums_total(const struct known_sum_list *sums, struct known_sum *total)
{
	struct known_sum small = { 0 };

	*total = (struct known_sum){ 0 };
	for (size_t i = 0; i < sums->count; i++) {
		sum_add(total, &sums->at[i]);
		if (sum_is_small(&sums->at[i]))
			sum_add(&small, &sums->at[i]);
	}
	return !small.parts || (small.parts > 1 && !sum_is_small(&small));
}

bool sum_is_known(const struct known_sum *sum, int64_t share)
{
	return sum->is_received && !sum_is_small(sum) && known_percent(sum) >= share;
}
