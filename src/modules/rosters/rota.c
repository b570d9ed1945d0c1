/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/rota.c - see rota.h. */
#include "modules/rosters/rota.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7, YEAR_MONTHS = 12, HOUR_MINUTES = 60 };

/* ---- One layer, one day ----------------------------------------------------------------- */

static bool serves_on(const struct rota_layer *layer, struct date day, struct holidays holidays)
{
	if (date_compare(day, layer->starts) < 0
	    || (date_is_given(layer->until) && date_compare(day, layer->until) > 0))
		return false;
	if (layer->weekdays && !(layer->weekdays & 1u << (date_weekday(day) - 1)))
		return false;
	if (layer->days == DAYS_working)
		return date_is_working_day(day, holidays);
	return layer->days != DAYS_free || !date_is_working_day(day, holidays);
}

/* Months are counted from the first day each time, or the 31st would become the 28th for ever. */
static int64_t month_turn(const struct rota_layer *layer, struct date day)
{
	int months = (day.year - layer->starts.year) * YEAR_MONTHS + day.month - layer->starts.month;

	if (date_compare(date_add_months(layer->starts, months), day) > 0)
		months--;
	return months / layer->turn_length;
}

static int64_t turn_number(const struct rota_layer *layer, struct date day)
{
	int64_t days = date_days_between(layer->starts, day);

	if (layer->turn == TURN_month)
		return month_turn(layer, day);
	return days / (layer->turn_length * (layer->turn == TURN_week ? WEEK_DAYS : 1));
}

int64_t rota_turn_of(const struct rota_layer *layer, struct date day, struct holidays holidays)
{
	if (!layer->count || layer->turn_length < 1 || !serves_on(layer, day, holidays))
		return 0;
	return layer->people[(size_t)turn_number(layer, day) % layer->count];
}

static struct instant minute_of(struct date day, int minute)
{
	return instant_at(day, minute / HOUR_MINUTES, minute % HOUR_MINUTES, 0);
}

static struct instant later(struct instant a, struct instant b)
{
	return a.seconds > b.seconds ? a : b;
}

static struct instant earlier(struct instant a, struct instant b)
{
	return a.seconds < b.seconds ? a : b;
}

/* 0 is never. */
static struct instant sooner(struct instant a, struct instant b)
{
	return !a.seconds ? b : !b.seconds ? a : earlier(a, b);
}

struct rota_layer rota_layer_within(struct rota_layer layer, struct instant from,
                                    struct instant until)
{
	layer.made_at = later(layer.made_at, from);
	layer.ended_at = sooner(layer.ended_at, until);
	return layer;
}

struct rota_override rota_override_within(struct rota_override one, struct instant from,
                                          struct instant until)
{
	one.made_at = later(one.made_at, from);
	one.withdrawn_at = sooner(one.withdrawn_at, until);
	return one;
}

/* ---- A layer over an interval ------------------------------------------------------------- */

/* Puts a piece last; it goes on from the one before when it is the same duty.  Where pieces of
 * a layer meet in a night that the clock jumps, the later one counts. */
static void piece_put(struct shift_list *list, struct shift piece)
{
	struct shift *last = list->count ? &list->at[list->count - 1] : NULL;

	if (piece.begins.seconds >= piece.ends.seconds)
		return;
	if (last && last->ends.seconds > piece.begins.seconds)
		last->ends = piece.begins;
	if (last && last->ends.seconds == piece.begins.seconds && last->person == piece.person
	    && last->layer == piece.layer && last->override == piece.override)
		last->ends = piece.ends;
	else
		list->at[list->count++] = piece;
}

static struct shift_list layer_pieces(struct arena *arena, const struct rota_layer *layer,
                                      struct instant from, struct instant to,
                                      struct holidays holidays)
{
	struct instant first = later(from, layer->made_at);
	struct instant last = layer->ended_at.seconds ? earlier(to, layer->ended_at) : to;
	struct shift_list list = { 0 };
	struct date day, end;
	int nights = layer->to_minute > layer->from_minute ? 0 : 1;

	if (first.seconds >= last.seconds)
		return list;
	day = date_add_days(instant_date(first), -2);
	if (date_compare(day, layer->starts) < 0)
		day = layer->starts;
	end = date_add_days(instant_date(last), 1);
	if (date_compare(day, end) > 0)
		return list;
	list.at = arena_array(arena, struct shift, (size_t)date_days_between(day, end) + 1);
	for (; date_compare(day, end) <= 0; day = date_add_days(day, 1)) {
		int64_t person = rota_turn_of(layer, day, holidays);

		if (person)
			piece_put(&list, (struct shift){ .person = person, .layer = layer->id,
				.begins = later(first, minute_of(day, layer->from_minute)),
				.ends = earlier(last, minute_of(date_add_days(day, nights),
				                                layer->to_minute)) });
	}
	return list;
}

/* ---- What is above covers what is below ------------------------------------------------------ */

/* Both are in order.  `keeps` puts what is above in its place; else it only takes away. */
static struct shift_list overlay(struct arena *arena, struct shift_list below,
                                 struct shift_list above, bool keeps)
{
	struct shift_list list = { 0, arena_array(arena, struct shift,
		below.count + above.count * 2 + 1) };
	size_t a = 0;

	for (size_t i = 0; i < below.count; i++) {
		struct shift rest = below.at[i];

		for (; a < above.count && above.at[a].begins.seconds < rest.ends.seconds; a++) {
			struct shift head = rest;

			head.ends = earlier(rest.ends, above.at[a].begins);
			piece_put(&list, head);
			rest.begins = later(rest.begins, above.at[a].ends);
			if (above.at[a].ends.seconds > rest.ends.seconds)
				break;
			if (keeps)
				piece_put(&list, above.at[a]);
		}
		piece_put(&list, rest);
	}
	for (; keeps && a < above.count; a++)
		piece_put(&list, above.at[a]);
	return list;
}

static struct shift_list override_pieces(struct arena *arena, const struct rota *rota,
                                         struct instant from, struct instant to)
{
	struct shift_list list = { 0 };

	for (size_t i = 0; i < rota->override_count; i++) {
		const struct rota_override *o = &rota->overrides[i];
		struct shift one = { .person = o->person, .override = o->id,
			.begins = later(from, later(o->begins, o->made_at)),
			.ends = earlier(to, o->ends) };

		if (o->withdrawn_at.seconds)
			one.ends = earlier(one.ends, o->withdrawn_at);
		if (one.begins.seconds < one.ends.seconds)
			list = overlay(arena, list, (struct shift_list){ 1, &one }, true);
	}
	return list;
}

struct shift_list rota_shifts(struct arena *arena, const struct rota *rota, struct instant from,
                              struct instant to, struct holidays holidays)
{
	struct shift_list list = { 0 };

	for (int temporary = 0; temporary < 2; temporary++)
		for (size_t i = 0; i < rota->layer_count; i++)
			if (rota->layers[i].is_temporary == (temporary == 1))
				list = overlay(arena, list, layer_pieces(arena, &rota->layers[i],
					from, to, holidays), true);
	return overlay(arena, list, override_pieces(arena, rota, from, to), true);
}

const struct shift *shift_at(const struct shift_list *shifts, struct instant at)
{
	size_t low = 0, high = shifts->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shifts->at[middle].ends.seconds <= at.seconds)
			low = middle + 1;
		else
			high = middle;
	}
	return low < shifts->count && shifts->at[low].begins.seconds <= at.seconds
		? &shifts->at[low] : NULL;
}

/* ---- Holes ------------------------------------------------------------------------------------ */

static struct shift_list demanded(struct arena *arena, struct rota_demand demand,
                                  struct instant from, struct instant to,
                                  struct holidays holidays)
{
	static const int64_t somebody[] = { 1 };
	struct rota_layer hours = { .id = 1, .turn = TURN_day, .turn_length = 1, .count = 1,
		.people = somebody, .starts = date_add_days(instant_date(from), -1),
		.from_minute = demand.opens, .to_minute = demand.closes, .days = DAYS_working };
	struct shift_list whole = { 1, arena_new(arena, struct shift) };
	struct shift_list working;

	whole.at[0] = (struct shift){ .begins = from, .ends = to };
	if (from.seconds >= to.seconds || demand.when == DEMAND_none)
		whole.count = 0;
	if (demand.when <= DEMAND_always)
		return whole;
	working = layer_pieces(arena, &hours, from, to, holidays);
	return demand.when == DEMAND_working ? working : overlay(arena, whole, working, false);
}

struct shift_list rota_holes(struct arena *arena, const struct shift_list *shifts,
                             struct rota_demand demand, struct instant from, struct instant to,
                             struct holidays holidays)
{
	struct shift_list holes = overlay(arena, demanded(arena, demand, from, to, holidays),
		*shifts, false);

	for (size_t i = 0; i < holes.count; i++)
		holes.at[i].person = holes.at[i].layer = 0;
	return holes;
}

int64_t shifts_seconds(const struct shift_list *shifts)
{
	int64_t seconds = 0;

	for (size_t i = 0; i < shifts->count; i++)
		seconds += shifts->at[i].ends.seconds - shifts->at[i].begins.seconds;
	return seconds;
}

/* ---- Who bears how much ------------------------------------------------------------------------- */

enum { NIGHT_BEGINS = 22, NIGHT_ENDS = 6, WHOLE = 1000 };

static int64_t common_seconds(struct instant from, struct instant to, struct instant begins,
                              struct instant ends)
{
	int64_t seconds = earlier(to, ends).seconds - later(from, begins).seconds;

	return seconds > 0 ? seconds : 0;
}

static void burden_add(struct burden *burden, const struct shift *shift, struct holidays holidays)
{
	struct instant last = { shift->ends.seconds - 1 };
	struct date day = instant_date(shift->begins), end = instant_date(last);

	burden->seconds += shift->ends.seconds - shift->begins.seconds;
	for (; date_compare(day, end) <= 0; day = date_add_days(day, 1)) {
		struct instant midnight = instant_at(day, 0, 0, 0);
		struct instant next = instant_at(date_add_days(day, 1), 0, 0, 0);

		burden->night += common_seconds(shift->begins, shift->ends, midnight,
			instant_at(day, NIGHT_ENDS, 0, 0));
		burden->night += common_seconds(shift->begins, shift->ends,
			instant_at(day, NIGHT_BEGINS, 0, 0), next);
		if (!date_is_working_day(day, holidays))
			burden->free += common_seconds(shift->begins, shift->ends, midnight, next);
	}
}

struct burden_list rota_burdens(struct arena *arena, const struct shift_list *shifts,
                                struct holidays holidays)
{
	struct burden_list list = { 0, arena_array(arena, struct burden, shifts->count + 1) };

	for (size_t i = 0; i < shifts->count; i++) {
		size_t at = 0;

		while (at < list.count && list.at[at].person != shifts->at[i].person)
			at++;
		if (at == list.count)
			list.at[list.count++] = (struct burden){ .person = shifts->at[i].person };
		list.at[at].takes_turns |= shifts->at[i].layer != 0;
		burden_add(&list.at[at], &shifts->at[i], holidays);
	}
	return list;
}

int rota_fairness(const struct burden_list *burdens)
{
	double sum = 0, squares = 0;
	int count = 0;

	for (size_t i = 0; i < burdens->count; i++) {
		const struct burden *one = &burdens->at[i];
		double weight = (double)(one->seconds + one->night + one->free) / HOUR;

		if (!one->takes_turns)
			continue;
		count++;
		sum += weight;
		squares += weight * weight;
	}
	return squares > 0 ? (int)(WHOLE * sum * sum / (count * squares) + 0.5) : 0;
}

/* ---- Double bookings ---------------------------------------------------------------------------- */

static int booked_order(const void *a, const void *b)
{
	const struct booked *x = a, *y = b;

	if (x->shift.person != y->shift.person)
		return x->shift.person < y->shift.person ? -1 : 1;
	if (x->shift.begins.seconds != y->shift.begins.seconds)
		return x->shift.begins.seconds < y->shift.begins.seconds ? -1 : 1;
	return (x->roster > y->roster) - (x->roster < y->roster);
}

static void clash_put(struct arena *arena, struct clash_list *list, size_t *room,
                      struct clash clash)
{
	if (list->count == *room) {
		struct clash *wider = arena_array(arena, struct clash, *room * 2 + 16);

		for (size_t i = 0; i < list->count; i++)
			wider[i] = list->at[i];
		list->at = wider;
		*room = *room * 2 + 16;
	}
	list->at[list->count++] = clash;
}

struct clash_list rota_clashes(struct arena *arena, struct booked *booked, size_t count,
                               bool (*is_conflict)(const void *context, size_t a, size_t b),
                               const void *context)
{
	struct clash_list list = { 0 };
	size_t room = 0;

	if (count)
		qsort(booked, count, sizeof(*booked), booked_order);
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && booked[i].shift.person
		     && booked[j].shift.person == booked[i].shift.person
		     && booked[j].shift.begins.seconds < booked[i].shift.ends.seconds; j++) {
			size_t a = booked[i].roster, b = booked[j].roster;

			if (a != b && is_conflict(context, a, b))
				clash_put(arena, &list, &room, (struct clash){
					.a = a < b ? a : b, .b = a < b ? b : a,
					.person = booked[i].shift.person,
					.begins = booked[j].shift.begins,
					.ends = earlier(booked[i].shift.ends, booked[j].shift.ends) });
		}
	return list;
}
