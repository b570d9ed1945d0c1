/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/rules_bulletins.c - who approves, what may be sent, how far it has reached. */
#include "modules/scanning/bulletins.h"

#include <stdlib.h>

/* Four eyes: whoever wrote it last does not approve it. */
const char *bulletin_approve_refused(const struct bulletin *bulletin, int64_t person_id)
{
	if (bulletin->state != BULLETIN_draft)
		return N_("Only a draft can be approved.");
	return bulletin->written_by == person_id
		? N_("Whoever wrote it does not approve it. Ask somebody else who scans.") : NULL;
}

const char *bulletin_send_refused(const struct bulletin *bulletin, int64_t addressed)
{
	if (bulletin->state == BULLETIN_draft)
		return N_("It must be approved first.");
	if (bulletin->state == BULLETIN_sent)
		return N_("It has been sent already. Another bulletin can correct it.");
	return addressed ? NULL : N_("There is no unit of these kinds to send it to.");
}

static int by_size(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;

	return (first > second) - (first < second);
}

struct bulletin_reach bulletin_reach_of(struct arena *arena, const struct bulletin_told_unit_list *units,
                                        struct instant sent_at)
{
	struct bulletin_reach reach = { .addressed = (int64_t)units->count };
	int64_t *hours = arena_array(arena, int64_t, units->count + 1);

	for (size_t i = 0; i < units->count; i++)
		if (units->at[i].at.seconds)
			hours[reach.received++] = (units->at[i].at.seconds - sent_at.seconds) / HOUR;
	qsort(hours, (size_t)reach.received, sizeof(*hours), by_size);
	if (reach.received)
		reach.median_hours = hours[(reach.received - 1) / 2];
	return reach;
}

struct str bulletin_reach_words(struct arena *arena, const struct bulletin_reach *reach)
{
	struct str words;

	if (!reach->addressed)
		return S("");
	words = arena_print(arena, plural(reach->addressed,
		"%lld of %lld unit has received it (%lld %%)", "%lld of %lld units have received it (%lld %%)"),
		(long long)reach->received, (long long)reach->addressed,
		(long long)(reach->received * 100 / reach->addressed));
	if (!reach->received)
		return words;
	return arena_print(arena, reach->median_hours < 48 ? _("%.*s, half of them within %lld hours")
		: _("%.*s, half of them within %lld days"), STR(words),
		(long long)(reach->median_hours < 48 ? reach->median_hours + 1 : reach->median_hours / 24 + 1));
}
