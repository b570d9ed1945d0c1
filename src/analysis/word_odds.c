/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/word_odds.c - see word_odds.h. */
#include "analysis/word_odds.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct word_totals word_totals(const struct word_count *counts, size_t count)
{
	struct word_totals all = { 0, 0 };

	for (size_t i = 0; i < count; i++) {
		all.here += counts[i].here;
		all.before += counts[i].before;
	}
	return all;
}

struct word_odds word_odds(struct word_count count, struct word_totals all, double prior)
{
	double a = prior * (count.here + count.before), whole = prior * (all.here + all.before);
	double here = count.here + a, before = count.before + a;
	struct word_odds odds = { NAN, NAN, NAN };

	if (!(here > 0 && before > 0 && all.here + whole > here && all.before + whole > before))
		return odds;
	odds.odds = log(here / (all.here + whole - here)) - log(before / (all.before + whole - before));
	odds.error = sqrt(1 / here + 1 / before);
	odds.z = odds.odds / odds.error;
	return odds;
}

static int by_z(const void *left, const void *right)
{
	const struct word_found *a = left, *b = right;

	if (a->odds.z != b->odds.z)
		return a->odds.z > b->odds.z ? -1 : 1;
	return (a->word > b->word) - (a->word < b->word);
}

static bool says_something(struct word_count count, size_t texts_before, const struct word_settings *settings)
{
	return count.here >= settings->least && count.before <= settings->common * (double)texts_before;
}

size_t words_more(const struct word_count *counts, size_t count, size_t texts_before,
                  const struct word_settings *settings, struct word_found *found)
{
	struct word_totals all = word_totals(counts, count);
	size_t more = 0;

	for (size_t i = 0; i < count && texts_before; i++) {
		struct word_odds odds = word_odds(counts[i], all, settings->prior);

		if (says_something(counts[i], texts_before, settings) && odds.z > settings->z)
			found[more++] = (struct word_found){ i, odds };
	}
	if (more)
		qsort(found, more, sizeof(*found), by_z);
	return more;
}
