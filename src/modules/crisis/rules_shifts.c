/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/rules_shifts.c - holes, how long somebody works without a rest, who takes over. */
#include "modules/crisis/shifts.h"

static void clock_of(struct str text, int *hour, int *minute)
{
	struct str rest = text, before = str_cut(&rest, ':');
	int64_t h = 0, m = 0;

	str_to_int(before, &h);
	str_to_int(rest, &m);
	*hour = (int)h;
	*minute = (int)m;
}

/* One that ends no later than it begins goes on into the next day. */
struct slot slot_of(struct date date, const struct item *shift)
{
	struct slot slot = { .date = date, .shift = shift };
	int hour, minute;

	clock_of(item_text(shift, "begins"), &hour, &minute);
	slot.begins = instant_at(date, hour, minute, 0);
	clock_of(item_text(shift, "ends"), &hour, &minute);
	slot.ends = instant_at(date, hour, minute, 0);
	if (slot.ends.seconds <= slot.begins.seconds)
		slot.ends = instant_at(date_add_days(date, 1), hour, minute, 0);
	return slot;
}

/* The shifts come in order of their beginning. */
bool function_is_held(const struct shift_row_list *shifts, struct str function,
                      struct instant begins, struct instant ends)
{
	int64_t until = begins.seconds;

	for (size_t i = 0; i < shifts->count && until < ends.seconds; i++) {
		const struct shift_row *shift = &shifts->at[i];

		if (!str_equals(shift->function, function) || shift->ends_at.seconds <= until)
			continue;
		if (shift->begins_at.seconds > until)
			return false;
		until = shift->ends_at.seconds;
	}
	return until >= ends.seconds;
}

/* ---- How long somebody works ----------------------------------------------------------------- */

struct times {                          /* of one person: planned, and one more */
	const struct shift_row_list *shifts;
	int64_t person_id, from, to;
};

/* The i-th of them; the last is the one more.  False: it is somebody else's. */
static bool time_at(const struct times *times, size_t i, int64_t *from, int64_t *to)
{
	if (i == times->shifts->count) {
		*from = times->from;
		*to = times->to;
		return true;
	}
	*from = times->shifts->at[i].begins_at.seconds;
	*to = times->shifts->at[i].ends_at.seconds;
	return times->shifts->at[i].person_id == times->person_id;
}

/* What comes within a rest of the stretch becomes part of it, until nothing more does. */
static void stretch_grow(const struct times *times, int64_t rest, int64_t *begins, int64_t *ends)
{
	int64_t from, to, length;

	do {
		length = *ends - *begins;
		for (size_t i = 0; i <= times->shifts->count; i++) {
			if (!time_at(times, i, &from, &to) || from >= *ends + rest || to <= *begins - rest)
				continue;
			*begins = from < *begins ? from : *begins;
			*ends = to > *ends ? to : *ends;
		}
	} while (*ends - *begins > length);
}

/* What is worked from here on: the earliest that has not ended, again and again.  What
 * overlaps is worked once. */
static int64_t stretch_worked(const struct times *times, int64_t until, int64_t ends)
{
	int64_t worked = 0, from, to;

	while (until < ends) {
		int64_t next_from = ends, next_to = ends;

		for (size_t i = 0; i <= times->shifts->count; i++)
			if (time_at(times, i, &from, &to) && to > until && from < next_from) {
				next_from = from;
				next_to = to;
			}
		if (next_from > until)
			until = next_from;
		worked += next_to - until;
		until = next_to;
	}
	return worked;
}

int64_t stretch_minutes(const struct shift_row_list *shifts, int64_t person_id,
                        struct instant begins, struct instant ends, int64_t rest_minutes)
{
	const struct times times = { shifts, person_id, begins.seconds, ends.seconds };
	int64_t from = begins.seconds, to = ends.seconds;

	stretch_grow(&times, rest_minutes * MINUTE, &from, &to);
	return stretch_worked(&times, from, to) / MINUTE;
}

static struct shift_row *told_of(struct shift_row_list *told, int64_t person_id)
{
	for (size_t i = 0; i < told->count; i++)
		if (told->at[i].person_id == person_id)
			return &told->at[i];
	return NULL;
}

/* Of a person's shifts in it any may say why. */
struct shift_row_list shifts_too_long(struct arena *arena, const struct shift_row_list *shifts,
                                      int64_t rest_minutes, int64_t longest_minutes)
{
	struct shift_row_list found = { 0, arena_array(arena, struct shift_row, shifts->count + 1) };

	for (size_t i = 0; i < shifts->count; i++) {
		const struct shift_row *shift = &shifts->at[i];
		struct shift_row *told = told_of(&found, shift->person_id);

		if (stretch_minutes(shifts, shift->person_id, shift->begins_at, shift->ends_at,
		                    rest_minutes) <= longest_minutes)
			continue;
		if (!told)
			found.at[found.count++] = *shift;
		else if (!told->grounds.len)
			told->grounds = shift->grounds;
	}
	return found;
}

/* ---- Who takes over -------------------------------------------------------------------------- */

const struct shift_row *shift_now(const struct shift_row_list *shifts, struct str function,
                                  struct instant now)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (str_equals(shifts->at[i].function, function)
		    && shifts->at[i].begins_at.seconds <= now.seconds
		    && shifts->at[i].ends_at.seconds > now.seconds)
			return &shifts->at[i];
	return NULL;
}

const struct shift_row *shift_relief(const struct shift_row_list *shifts, const struct shift_row *shift)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (str_equals(shifts->at[i].function, shift->function)
		    && shifts->at[i].person_id != shift->person_id
		    && shifts->at[i].begins_at.seconds <= shift->ends_at.seconds
		    && shifts->at[i].ends_at.seconds > shift->ends_at.seconds)
			return &shifts->at[i];
	return NULL;
}
