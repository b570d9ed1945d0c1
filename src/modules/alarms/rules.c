/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/rules.c - see rules.h. */
#include "modules/alarms/rules.h"

#include "base/out.h"

enum { CODE_DIGITS = 4, PHONE_LONGEST = 64 };

/* ---- Who has answered ------------------------------------------------------------------ */

static bool has_acked(const struct alarm_seen *seen, int64_t person)
{
	for (size_t i = 0; i < seen->target_count; i++)
		if (seen->targets[i].person == person && seen->targets[i].is_acked)
			return true;
	return false;
}

static bool was_before(const struct alarm_seen *seen, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (seen->targets[j].person == seen->targets[i].person)
			return true;
	return false;
}

int64_t acknowledged_by(const struct alarm_seen *seen)
{
	int64_t count = 0;

	for (size_t i = 0; i < seen->target_count; i++)
		count += seen->targets[i].person && !was_before(seen, i)
			&& has_acked(seen, seen->targets[i].person);
	return count;
}

static int64_t people(const struct alarm_seen *seen)
{
	int64_t count = 0;

	for (size_t i = 0; i < seen->target_count; i++)
		count += seen->targets[i].person && !was_before(seen, i);
	return count;
}

/* Whoever stands in a step that has not begun cannot have answered yet. */
static bool is_enough(const struct alarm_plan *plan, const struct alarm_seen *seen, size_t step)
{
	int64_t acked = acknowledged_by(seen);

	switch ((enum alarm_stop)plan->stop) {
	case STOP_some:
		return acked >= (plan->stop_count > 0 ? plan->stop_count : 1);
	case STOP_all:
		return step + 1 == plan->count && acked > 0 && acked == people(seen);
	default:
		return acked > 0;
	}
}

/* ---- Where it stands --------------------------------------------------------------------- */

struct place { bool is_begun; size_t step; int64_t round; };

static struct place place_of(const struct alarm_seen *seen)
{
	struct place place = { 0 };

	for (size_t i = 0; i < seen->target_count; i++) {
		const struct target_seen *target = &seen->targets[i];

		if (!place.is_begun || target->round > place.round
		    || (target->round == place.round && target->step > place.step))
			place = (struct place){ true, target->step, target->round };
	}
	return place;
}

static const struct attempt_seen *latest(const struct alarm_seen *seen, size_t target)
{
	const struct attempt_seen *found = NULL;

	for (size_t i = 0; i < seen->attempt_count; i++)
		if (seen->attempts[i].target == target
		    && (!found || seen->attempts[i].channel > found->channel))
			found = &seen->attempts[i];
	return found;
}

/* A channel that failed is over at once, even when it is tried again beside the next. */
static struct instant over_at(const struct attempt_seen *attempt, int64_t wait_seconds)
{
	if (attempt->failed.seconds)
		return attempt->failed;
	if (attempt->handed.seconds)
		return (struct instant){ attempt->handed.seconds + wait_seconds };
	return (struct instant){ attempt->made.seconds + SILENT_SECONDS };
}

/* ---- What is due ---------------------------------------------------------------------------- */

static void order_add(struct due *due, struct order order)
{
	due->orders.at[due->orders.count++] = order;
}

static void comes_later(struct due *due, struct instant at, struct order order)
{
	if (due->next.seconds && due->next.seconds <= at.seconds)
		return;
	due->next = at;
	due->comes = order;
}

/* After the step: the next one, the next round, or the end. */
static struct order after(const struct alarm_plan *plan, struct place place)
{
	if (place.step + 1 < plan->count)
		return (struct order){ .kind = ORDER_begin, .step = place.step + 1,
			.round = place.round };
	if (place.round < plan->rounds)
		return (struct order){ .kind = ORDER_begin, .round = place.round + 1 };
	return (struct order){ .kind = ORDER_exhausted };
}

/* False: the target is over.  What it waits for or needs now is added. */
static bool target_goes_on(struct due *due, const struct alarm_plan *plan,
                           const struct alarm_seen *seen, size_t i, struct instant now)
{
	const struct target_seen *target = &seen->targets[i];
	const struct plan_step *step = &plan->steps[target->step];
	const struct attempt_seen *last = latest(seen, i);
	struct order next = { .kind = ORDER_attempt, .step = target->step, .round = target->round,
		.target = i, .channel = last ? last->channel + 1 : 0 };
	struct instant over;

	if (!target->person || has_acked(seen, target->person))
		return false;
	over = last ? over_at(last, step->wait_seconds) : now;
	if (over.seconds > now.seconds) {
		comes_later(due, over, next.channel < step->channels ? next
			: after(plan, (struct place){ true, target->step, target->round }));
		return true;
	}
	if (next.channel >= step->channels)
		return false;
	order_add(due, next);
	return true;
}

struct due alarm_due(struct arena *arena, const struct alarm_plan *plan,
                     const struct alarm_seen *seen, struct instant now)
{
	struct place place = place_of(seen);
	struct due due = { .orders = { 0, arena_array(arena, struct order,
		seen->target_count + 1) } };
	bool goes_on = false;

	if (!plan->count) {
		order_add(&due, (struct order){ .kind = ORDER_exhausted });
		return due;
	}
	if (!place.is_begun) {
		order_add(&due, (struct order){ .kind = ORDER_begin, .round = 1 });
		return due;
	}
	if (is_enough(plan, seen, place.step)) {
		order_add(&due, (struct order){ .kind = ORDER_acknowledged });
		return due;
	}
	for (size_t i = 0; i < seen->target_count; i++)
		if (seen->targets[i].step == place.step && seen->targets[i].round == place.round)
			goes_on |= target_goes_on(&due, plan, seen, i, now);
	if (!goes_on)
		order_add(&due, after(plan, place));
	return due;
}

int64_t retry_seconds(int64_t first, int64_t tries)
{
	int64_t seconds = first;

	for (int64_t i = 1; i < tries && seconds < HOUR; i++)
		seconds *= 2;
	return seconds < HOUR ? seconds : HOUR;
}

/* ---- Replies --------------------------------------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct str phone_plain(struct arena *arena, struct str phone, struct str country)
{
	struct out out;
	struct str digits;

	out_init(&out, arena, PHONE_LONGEST);
	for (size_t i = 0; i < phone.len; i++)
		if (is_digit(phone.at[i]))
			out_char(&out, phone.at[i]);
	digits = out_str(&out);
	if (str_starts(digits, S("00")))
		return str_part(digits, 2, digits.len);
	if (str_starts(digits, S("0")) && country.len)
		return arena_print(arena, "%.*s%.*s", STR(country),
			STR(str_part(digits, 1, digits.len)));
	return digits;
}

static bool is_among(struct arena *arena, struct str word, struct str words)
{
	while (words.len) {
		struct str one = str_trim(str_cut(&words, ' '));

		if (one.len && str_equals(str_fold(arena, one), word))
			return true;
	}
	return false;
}

enum delivery delivery_of(struct arena *arena, struct str word, struct str arrived, struct str lost)
{
	word = str_fold(arena, str_trim(word));
	return is_among(arena, word, arrived) ? DELIVERY_arrived
		: is_among(arena, word, lost) ? DELIVERY_lost : DELIVERY_unknown;
}

struct str code_in(struct str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t digits = 0;

		while (i + digits < text.len && is_digit(text.at[i + digits]))
			digits++;
		if (digits == CODE_DIGITS)
			return str_part(text, i, digits);
		i += digits ? digits : 1;
	}
	return S("");
}
