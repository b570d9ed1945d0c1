/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * support/rules.c - who is responsible for whom, and since when nobody has answered.
 *
 * People are counted, never named.  A step adds to what a unit holds (met), takes from it
 * (ended), or moves it from one unit to another (accepted); no other step moves anybody.  So
 * what all units hold and what has ended is together what was met, whatever happens.
 */
#include "modules/support/inside.h"

#include "base/crypto.h"
#include "kit/holidays.h"

#include <stdlib.h>

static struct people plus(struct people a, struct people b)
{
	return (struct people){ a.adults + b.adults, a.children + b.children };
}

static struct people minus(struct people a, struct people b)
{
	return (struct people){ a.adults - b.adults, a.children - b.children };
}

static bool fits(struct people in, struct people people)
{
	return people.adults <= in.adults && people.children <= in.children;
}

/* ---- Who is responsible ----------------------------------------------------------------------- */

static struct support_part *part_of(struct support_standing *standing, int64_t unit_id)
{
	for (size_t i = 0; i < standing->parts.count; i++)
		if (standing->parts.at[i].unit_id == unit_id)
			return &standing->parts.at[i];
	standing->parts.at[standing->parts.count] = (struct support_part){ .unit_id = unit_id };
	return &standing->parts.at[standing->parts.count++];
}

const struct support_part *support_part_of(const struct support_standing *standing, int64_t unit_id)
{
	static const struct support_part nothing;

	for (size_t i = 0; i < standing->parts.count; i++)
		if (standing->parts.at[i].unit_id == unit_id)
			return &standing->parts.at[i];
	return &nothing;
}

static void step_take(struct support_standing *standing, const struct support_step *step)
{
	struct people people = { step->adults, step->children };
	struct support_part *part = part_of(standing, step->unit_id);

	switch ((enum support_verb)step->verb) {
	case VERB_met:
		part->holds = plus(part->holds, people);
		standing->met = plus(standing->met, people);
		break;
	case VERB_ended:
		part->holds = minus(part->holds, people);
		standing->ended = plus(standing->ended, people);
		break;
	case VERB_offered:
		part->offered = plus(part->offered, people);
		standing->waiting++;
		break;
	case VERB_accepted:
		part->holds = minus(part->holds, people);
		part->offered = minus(part->offered, people);
		part = part_of(standing, step->to_unit_id);
		part->holds = plus(part->holds, people);
		standing->waiting--;
		break;
	case VERB_declined:
	case VERB_withdrawn:
		part->offered = minus(part->offered, people);
		standing->waiting--;
		break;
	case VERB_closed:
		standing->is_closed = true;
		break;
	case VERB_read:
	case VERB_none:
		break;
	}
}

/* The last number of staff that a unit gave, of each unit. */
static int64_t staff_of(struct support_step_list steps)
{
	int64_t staff = 0;

	for (size_t i = 0; i < steps.count; i++) {
		bool is_last = steps.at[i].verb == VERB_met || steps.at[i].verb == VERB_ended;

		for (size_t later = i + 1; is_last && later < steps.count; later++)
			is_last = steps.at[later].unit_id != steps.at[i].unit_id
				|| (steps.at[later].verb != VERB_met && steps.at[later].verb != VERB_ended);
		if (is_last)
			staff += steps.at[i].staff;
	}
	return staff;
}

struct support_standing support_stands(struct arena *arena, struct support_step_list steps)
{
	struct support_standing standing = { 0 };

	standing.parts.at = arena_array(arena, struct support_part, 2 * steps.count + 1);
	for (size_t i = 0; i < steps.count; i++)
		step_take(&standing, &steps.at[i]);
	standing.staff = staff_of(steps);
	return standing;
}

/* ---- What hinders ------------------------------------------------------------------------------ */

enum support_obstacle support_count_obstacle(const struct support_standing *standing,
                                             const struct support_step *step)
{
	const struct support_part *part = support_part_of(standing, step->unit_id);
	struct people people = { step->adults, step->children };

	if (standing->is_closed)
		return SUPPORT_IS_CLOSED;
	if (!people_all(people) && (step->verb == VERB_ended || !step->staff))
		return SUPPORT_NOBODY;
	if (step->verb == VERB_ended && !fits(support_left(part), people))
		return SUPPORT_TOO_MANY;
	return SUPPORT_FREE;
}

enum support_obstacle support_offer_obstacle(const struct support_standing *standing,
                                             const struct support_handover *handover)
{
	const struct support_part *part = support_part_of(standing, handover->from_unit_id);
	struct people people = { handover->adults, handover->children };

	if (standing->is_closed)
		return SUPPORT_IS_CLOSED;
	if (handover->from_unit_id == handover->to_unit_id)
		return SUPPORT_SAME_UNIT;
	if (!people_all(people))
		return SUPPORT_NOBODY;
	if (!fits(support_left(part), people))
		return SUPPORT_TOO_MANY;
	return SUPPORT_FREE;
}

bool handover_is_answered(int state)
{
	return state == HANDOVER_accepted || state == HANDOVER_declined || state == HANDOVER_withdrawn;
}

/* Two persons sign: whoever offered does not also accept.  Nobody accepts what he has not read. */
enum support_obstacle handover_obstacle(const struct support_handover *handover,
                                        enum support_verb verb, int64_t person_id)
{
	if (handover_is_answered(handover->state))
		return SUPPORT_ANSWERED;
	if (verb == VERB_withdrawn)
		return SUPPORT_FREE;
	if (person_id == handover->offered_by)
		return SUPPORT_OWN_OFFER;
	if (verb == VERB_read)
		return handover->state == HANDOVER_read ? SUPPORT_READ_ALREADY : SUPPORT_FREE;
	return verb == VERB_accepted && handover->state != HANDOVER_read
		? SUPPORT_NOT_READ : SUPPORT_FREE;
}

enum support_obstacle support_close_obstacle(const struct support_standing *standing)
{
	if (standing->is_closed)
		return SUPPORT_IS_CLOSED;
	if (standing->waiting)
		return SUPPORT_WAITS;
	for (size_t i = 0; i < standing->parts.count; i++)
		if (people_all(standing->parts.at[i].holds))
			return SUPPORT_HOLDS;
	return SUPPORT_FREE;
}

/* A length before each text, so that no two offers have the same canonical form. */
struct str handover_digest(struct arena *arena, const struct support_handover *handover)
{
	return digest_hex(arena, arena_print(arena,
		"%.*s|%lld|%lld|%lld|%lld|%zu:%.*s|%zu:%.*s|%zu:%.*s|%lld|%lld",
		STR(handover->number), (long long)handover->from_unit_id,
		(long long)handover->to_unit_id, (long long)handover->adults,
		(long long)handover->children, handover->situation.len, STR(handover->situation),
		handover->remains.len, STR(handover->remains), handover->contact.len,
		STR(handover->contact), (long long)handover->offered_by,
		(long long)handover->offered_at.seconds));
}

/* ---- Clocks --------------------------------------------------------------------------------------- */

struct support_waiting support_waits(const struct handover_row *rows, size_t count,
                                     struct instant now)
{
	struct support_waiting waiting = { .all = (int64_t)count };

	for (size_t i = 0; i < count; i++) {
		int64_t minutes = (now.seconds - rows[i].offered_at.seconds) / MINUTE;

		if (rows[i].state == HANDOVER_accepted)
			continue;
		if (handover_is_answered(rows[i].state)) {
			waiting.all--;          /* declined or taken back: there is nothing to accept */
			continue;
		}
		waiting.waiting++;
		if (minutes > waiting.oldest_minutes)
			waiting.oldest_minutes = minutes;
	}
	return waiting;
}

int clock_rung(const struct support_clock_list *clocks, int64_t minutes)
{
	int rung = -1;

	for (size_t i = 0; i < clocks->count; i++)
		if (minutes >= clocks->at[i].minutes
		    && (rung < 0 || clocks->at[i].minutes >= clocks->at[rung].minutes))
			rung = (int)i;
	return rung;
}

struct support_clock_list support_clocks(struct arena *arena)
{
	const struct catalogue *catalogue = catalogue_get("support/clocks");
	struct support_clock_list list = { 0, arena_array(arena, struct support_clock,
		catalogue->count + 1) };

	for (size_t i = 0; i < catalogue->count; i++)
		if (!catalogue->items[i].is_retired)
			list.at[list.count++] = (struct support_clock){
				item_int(&catalogue->items[i], "minutes"), &catalogue->items[i] };
	return list;
}

/* ---- Whose turn it is -------------------------------------------------------------------------------- */

/* "08:00" as minutes of the day. */
static int64_t minutes_of(struct str clock)
{
	int64_t hours = 0, minutes = 0;
	struct str rest = clock;

	if (!str_to_int(str_cut(&rest, ':'), &hours) || !str_to_int(rest, &minutes))
		return 0;
	return hours * 60 + minutes;
}

bool support_turn_holds(const struct item *hours, struct instant at, struct holidays holidays)
{
	const struct item *function = item_find("rosters/functions", item_text(hours, "function"));
	struct clock_time local = instant_local(at);
	int64_t minute = local.hour * 60 + local.minute;
	bool is_working = function && date_is_working_day(local.date, holidays)
		&& minute >= minutes_of(item_text(function, "opens"))
		&& minute < minutes_of(item_text(function, "closes"));

	if (!function || str_is(item_text(function, "when"), "always"))
		return true;
	return is_working == str_is(item_text(function, "when"), "working");
}

static struct holidays holidays_at(struct arena *arena, struct instant at)
{
	int year = instant_local(at).date.year;

	return holidays_of_years(arena, year, year);
}

bool support_turn_is(struct arena *arena, const struct item *hours, struct instant at)
{
	return item_text(hours, "function").len
		&& support_turn_holds(hours, at, holidays_at(arena, at));
}

struct str support_turn_words(struct arena *arena, struct instant at)
{
	const struct catalogue *all = catalogue_get("support/hours");
	struct str words = { 0 };

	for (size_t i = 0; i < all->count; i++)
		if (support_turn_is(arena, &all->items[i], at))
			words = words.len ? arena_print(arena, "%.*s, %.*s", STR(words),
				STR(item_name(&all->items[i]))) : item_name(&all->items[i]);
	return words;
}

/* ---- Staff ---------------------------------------------------------------------------------------- */

static int64_t staff_place(const struct support_staff *staff, struct date today)
{
	const struct item *role = item_find("support/roles", staff->role);
	bool has_left = date_is_given(staff->valid_to) && date_compare(staff->valid_to, today) < 0;

	return (has_left ? INT32_MAX : 0) + (role ? role->place : 0);
}

void support_staff_sort(struct support_staff_list *list, struct date today)
{
	for (size_t i = 1; i < list->count; i++) {
		struct support_staff moved = list->at[i];
		size_t to = i;

		for (; to > 0 && staff_place(&list->at[to - 1], today) > staff_place(&moved, today); to--)
			list->at[to] = list->at[to - 1];
		list->at[to] = moved;
	}
}

/* ---- Readiness ------------------------------------------------------------------------------------ */

static const struct date for_ever = { 9999, 12, 31 };

bool span_holds(struct span span, struct date day)
{
	return date_compare(span.from, day) <= 0
		&& (!date_is_given(span.to) || date_compare(day, span.to) <= 0);
}

static int64_t so_many(struct span_list list, struct date day)
{
	int64_t count = 0;

	for (size_t i = 0; i < list.count; i++)
		count += span_holds(list.at[i], day);
	return count;
}

static bool is_ready(const struct readiness *readiness, struct date day)
{
	bool is_reviewed = false;

	for (size_t i = 0; i < readiness->review_count && !is_reviewed; i++)
		is_reviewed = span_holds((struct span){ readiness->reviews[i],
			date_add_months(readiness->reviews[i], readiness->months) }, day);
	return is_reviewed && span_holds(readiness->life, day)
		&& so_many(readiness->staff, day) >= readiness->least_staff
		&& so_many(readiness->premises, day) >= 1;
}

static int date_order(const void *left, const void *right)
{
	return date_compare(*(const struct date *)left, *(const struct date *)right);
}

/* A day on which something begins, and the day after one on which it ends. */
static void turns_add(struct date *turns, size_t *count, struct span span)
{
	turns[(*count)++] = span.from;
	if (date_is_given(span.to))
		turns[(*count)++] = date_add_days(span.to, 1);
}

/* Between two turns nothing changes, so one day answers for all of them. */
struct span_list support_spans(struct arena *arena, const struct readiness *readiness)
{
	size_t most = 2 * (1 + readiness->staff.count + readiness->premises.count
		+ readiness->review_count), count = 0;
	struct date *turns = arena_array(arena, struct date, most + 1);
	struct span_list spans = { 0, arena_array(arena, struct span, most + 1) };

	turns_add(turns, &count, readiness->life);
	for (size_t i = 0; i < readiness->staff.count; i++)
		turns_add(turns, &count, readiness->staff.at[i]);
	for (size_t i = 0; i < readiness->premises.count; i++)
		turns_add(turns, &count, readiness->premises.at[i]);
	for (size_t i = 0; i < readiness->review_count; i++)
		turns_add(turns, &count, (struct span){ readiness->reviews[i],
			date_add_months(readiness->reviews[i], readiness->months) });
	qsort(turns, count, sizeof(*turns), date_order);
	for (size_t i = 0; i < count; i++) {
		struct span *last = spans.count ? &spans.at[spans.count - 1] : NULL;
		bool was_ready = last && !date_is_given(last->to);

		if (is_ready(readiness, turns[i]) == was_ready)
			continue;
		if (was_ready)
			last->to = date_add_days(turns[i], -1);
		else
			spans.at[spans.count++] = (struct span){ turns[i], { 0 } };
	}
	return spans;
}

/* ---- Answers in time -------------------------------------------------------------------------------- */

static int span_order(const void *left, const void *right)
{
	return date_compare(((const struct span *)left)->from, ((const struct span *)right)->from);
}

/* The days on which handovers were overdue, sorted. */
static struct span_list overdue(struct arena *arena, struct wait_list waits, int64_t minutes,
                                struct instant now)
{
	struct span_list late = { 0, arena_array(arena, struct span, waits.count + 1) };

	for (size_t i = 0; i < waits.count; i++) {
		struct instant due = { waits.at[i].offered.seconds + minutes * MINUTE };
		struct instant end = waits.at[i].answered.seconds ? waits.at[i].answered : now;

		if (end.seconds > due.seconds)
			late.at[late.count++] = (struct span){ instant_date(due), instant_date(end) };
	}
	if (late.count)
		qsort(late.at, late.count, sizeof(*late.at), span_order);
	return late;
}

struct span_list answered_spans(struct arena *arena, struct span life, struct wait_list waits,
                                int64_t minutes, struct instant now)
{
	struct span_list late = overdue(arena, waits, minutes, now);
	struct span_list spans = { 0, arena_array(arena, struct span, waits.count + 1) };
	struct date end = date_is_given(life.to) ? life.to : for_ever, from = life.from;

	for (size_t i = 0; i < late.count; i++) {
		struct date before = date_add_days(late.at[i].from, -1);

		if (date_compare(before, end) > 0)
			break;
		if (date_compare(from, before) <= 0)
			spans.at[spans.count++] = (struct span){ from, before };
		if (date_compare(late.at[i].to, from) >= 0)
			from = date_add_days(late.at[i].to, 1);
	}
	if (date_compare(from, end) <= 0)
		spans.at[spans.count++] = (struct span){ from, life.to };
	return spans;
}

/* ---- For `varn rules` ------------------------------------------------------------------------------- */

static const struct { const char *what, *when; } rules[] = {
	{ N_("People are handed over"), N_("their unit holds so many that are not offered to anybody else") },
	{ N_("Responsibility moves"), N_("the other unit accepts, and at no other time") },
	{ N_("A handover is accepted"), N_("it has been read, by another person than the one who offered it") },
	{ N_("An operation is ended"), N_("nobody is left to any unit, and no handover waits") },
	{ N_("A unit is ready"), N_("it has staff and premises, and somebody has gone through them within the months that are asked for") },
};

static bool rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(rules))
		return false;
	out_print(out, "| %s | %s |", _(rules[i].what), _(rules[i].when));
	return true;
}

const struct rule_table support_rules[] = {
	{ .name = "support: who is responsible", .row = rule_row, .headings = "| What | When |" },
	{ .name = NULL },
};
