/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/rules.c - which month is due, what may be done with a pack, how far packs have reached. */
#include "modules/monthly/inside.h"

#include <stdlib.h>

bool monthly_read(struct str text, struct date *month)
{
	char day[] = "0000-00-01";

	if (text.len != 7)
		return false;
	memcpy(day, text.at, 7);
	return date_read((struct str){ day, 10 }, month) && month->year >= 2001 && month->year < 2178;
}

struct str monthly_period(struct arena *arena, struct date month)
{
	return arena_print(arena, "%04d-%02d", month.year, month.month);
}

struct date monthly_due(int day, int hour, struct instant now)
{
	struct clock_time clock = instant_local(now);
	struct date month = date_add_months(date_month_start(clock.date), -1);
	bool has_come = clock.date.day > day || (clock.date.day == day && clock.hour >= hour);

	return has_come ? month : date_add_months(month, -1);
}

const char *monthly_approve_refused(const struct monthly_pack *pack)
{
	return pack->state == MONTHLY_made ? NULL : N_("Only a pack that has been made and not approved can be approved.");
}

const char *monthly_send_refused(const struct monthly_pack *pack)
{
	if (pack->state == MONTHLY_made)
		return N_("A named person must approve it first.");
	return pack->state == MONTHLY_sent ? N_("It has been sent already. A new edition can correct it.") : NULL;
}

const char *monthly_correct_refused(const struct monthly_pack *pack)
{
	return pack->state == MONTHLY_sent ? NULL : N_("Only a pack that has been sent is corrected by a new edition.");
}

/* ---- Reach ---------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;

	return (first > second) - (first < second);
}

struct monthly_reach monthly_reach_of(struct arena *arena, const struct monthly_row_list *rows)
{
	struct monthly_reach reach = { 0 };
	int64_t *hours = arena_array(arena, int64_t, rows->count + 1);

	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].state != MONTHLY_sent)
			continue;
		reach.sent++;
		if (rows->at[i].received_at.seconds)
			hours[reach.received++] = (rows->at[i].received_at.seconds - rows->at[i].sent_at.seconds) / HOUR;
	}
	qsort(hours, (size_t)reach.received, sizeof(*hours), by_size);
	if (reach.received)
		reach.median_hours = hours[(reach.received - 1) / 2];
	return reach;
}

struct str monthly_reach_words(struct arena *arena, const struct monthly_reach *reach)
{
	struct str words;

	if (!reach->sent)
		return str_of(_("None has been sent yet."));
	words = arena_print(arena, plural(reach->sent,
		"%lld of %lld unit has received its pack (%lld %%)",
		"%lld of %lld units have received their packs (%lld %%)"),
		(long long)reach->received, (long long)reach->sent,
		(long long)(reach->received * 100 / reach->sent));
	if (!reach->received)
		return arena_print(arena, "%.*s.", STR(words));
	return arena_print(arena, reach->median_hours < 48 ? _("%.*s, half of those within %lld hours.")
		: _("%.*s, half of those within %lld days."), STR(words),
		(long long)(reach->median_hours < 48 ? reach->median_hours + 1 : reach->median_hours / 24 + 1));
}

/* ---- The manual ------------------------------------------------------------------------------------- */

static const struct { const char *step, *rule; } steps[] = {
	{ N_("Made"), N_("By the program on its day, for each committee and company that existed in the month; one edition of a unit and month once.") },
	{ N_("Has been approved"), N_("By a named person of the whole city.") },
	{ N_("Sent"), N_("After it was approved; from then on it is never changed.") },
	{ N_("Received"), N_("By named persons who answer for duties or handle events there, below the top.") },
	{ N_("Corrected"), N_("By a new edition with a reason, counted anew; both stand.") },
};

static bool step_row(size_t i, struct out *out)
{
	if (i >= COUNT(steps))
		return false;
	out_print(out, "| %s | %s |", _(steps[i].step), _(steps[i].rule));
	return true;
}

const struct rule_table monthly_rules[] = {
	{ "monthly: steps of a pack", step_row, "| Step | Rule |" },
	{ NULL, NULL, NULL },
};
