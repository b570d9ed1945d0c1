/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/tests_rules.c - generated paths, gateways and people against the rules.
 *
 * The test plays the queue: gateways take, refuse, fall silent or lose their worker in the
 * middle; people answer, twice, late or never.
 */
#include "base/test.h"
#include "modules/alarms/rules.h"

enum {
	MOST_STEPS = 4, MOST_PEOPLE = 4, MOST_CHANNELS = 3, MOST_ROUNDS = 3,
	MOST_TARGETS = MOST_STEPS * MOST_PEOPLE * MOST_ROUNDS,
	MOST_ATTEMPTS = MOST_TARGETS * MOST_CHANNELS, PLAYS = 4000, TICK = 5, BEGAN = 1000000,
};

struct play {
	uint64_t dice;
	struct plan_step steps[MOST_STEPS];
	size_t people[MOST_STEPS];
	struct alarm_plan plan;
	struct target_seen targets[MOST_TARGETS];
	struct attempt_seen attempts[MOST_ATTEMPTS];
	struct instant reply[MOST_ATTEMPTS];    /* when the person answers; 0: never */
	struct alarm_seen seen;
	struct instant now, moved;
	enum order_kind end;
	bool answers;                   /* people sometimes do */
};

static uint64_t roll(struct play *p, uint64_t sides)
{
	p->dice = p->dice * 6364136223846793005u + 1442695040888963407u;
	return (p->dice >> 33) % sides;
}

static void play_begin(struct play *p, uint64_t seed)
{
	*p = (struct play){ .dice = seed * 2654435761u + 1, .now = { BEGAN }, .moved = { BEGAN } };
	p->plan = (struct alarm_plan){ .stop = (int)roll(p, 3) + STOP_first,
		.stop_count = 1 + (int64_t)roll(p, 3), .rounds = 1 + (int64_t)roll(p, MOST_ROUNDS),
		.count = 1 + roll(p, MOST_STEPS), .steps = p->steps };
	p->answers = roll(p, 3) > 0;
	for (size_t s = 0; s < p->plan.count; s++) {
		p->steps[s] = (struct plan_step){ 60 * (int64_t)(1 + roll(p, 5)),
			roll(p, MOST_CHANNELS + 1) };
		p->people[s] = roll(p, MOST_PEOPLE + 1);
	}
	p->seen = (struct alarm_seen){ 0, 0, p->targets, p->attempts };
}

/* The same people may stand in several steps. */
static void step_begins(struct play *p, const struct order *order)
{
	size_t count = p->people[order->step];

	for (size_t i = 0; i < count || (i == 0 && !count); i++)
		p->targets[p->seen.target_count++] = (struct target_seen){ order->step,
			order->round, count ? (int64_t)(1 + (order->step + i) % MOST_PEOPLE) : 0, false };
}

/* Taken; refused; nonsense or an error; never an answer, which is told after a while; a worker
 * that died, of which nothing is ever told. */
static void attempt_made(struct play *p, const struct order *order)
{
	size_t n = p->seen.attempt_count++;
	struct attempt_seen *attempt = &p->attempts[n];

	*attempt = (struct attempt_seen){ order->target, order->channel, p->now, { 0 }, { 0 } };
	p->reply[n] = (struct instant){ 0 };
	switch (roll(p, 5)) {
	case 0: case 1:
		attempt->handed.seconds = p->now.seconds + (int64_t)roll(p, 10);
		break;
	case 2:
		attempt->failed = p->now;
		break;
	case 3:
		attempt->failed.seconds = p->now.seconds + 15;
		break;
	default:
		break;
	}
	if (p->answers && attempt->handed.seconds && roll(p, 8) == 0)
		p->reply[n].seconds = attempt->handed.seconds + (int64_t)roll(p, 900);
}

static void people_answer(struct play *p)
{
	for (size_t n = 0; n < p->seen.attempt_count; n++)
		if (p->reply[n].seconds && p->reply[n].seconds <= p->now.seconds)
			p->targets[p->attempts[n].target].is_acked = true;
}

/* What has not come yet is not seen. */
static struct alarm_seen seen_now(const struct play *p, struct attempt_seen *into)
{
	for (size_t n = 0; n < p->seen.attempt_count; n++) {
		into[n] = p->attempts[n];
		if (into[n].handed.seconds > p->now.seconds)
			into[n].handed.seconds = 0;
		if (into[n].failed.seconds > p->now.seconds)
			into[n].failed.seconds = 0;
	}
	return (struct alarm_seen){ p->seen.target_count, p->seen.attempt_count, p->targets, into };
}

static void follow(struct play *p, const struct due *due)
{
	for (size_t i = 0; i < due->orders.count; i++) {
		const struct order *order = &due->orders.at[i];

		if (order->kind == ORDER_begin)
			step_begins(p, order);
		else if (order->kind == ORDER_attempt)
			attempt_made(p, order);
		else
			p->end = order->kind;
		p->moved = p->now;
	}
}

/* Until it ends; it must never stand still longer than a channel may take and be waited for. */
static void play_on(struct play *p)
{
	static struct attempt_seen into[MOST_ATTEMPTS];

	while (p->end == ORDER_none) {
		struct alarm_seen seen;
		struct due due;

		people_answer(p);
		seen = seen_now(p, into);
		due = alarm_due(test_arena(), &p->plan, &seen, p->now);
		follow(p, &due);
		if (due.orders.count)
			continue;
		CHECK(due.next.seconds > p->now.seconds);
		CHECK(p->now.seconds - p->moved.seconds <= 5 * 60 + SILENT_SECONDS + 10);
		p->now.seconds += TICK;
	}
}

static bool was_tried(const struct play *p, size_t target)
{
	size_t channels = p->steps[p->targets[target].step].channels;
	bool tried[MOST_CHANNELS] = { false };

	for (size_t n = 0; n < p->seen.attempt_count; n++)
		if (p->attempts[n].target == target)
			tried[p->attempts[n].channel] = true;
	for (size_t c = 0; c < channels; c++)
		if (!tried[c])
			return false;
	return true;
}

static bool person_acked(const struct play *p, int64_t person)
{
	for (size_t i = 0; i < p->seen.target_count; i++)
		if (p->targets[i].person == person && p->targets[i].is_acked)
			return true;
	return false;
}

/* Everybody whom any step means has been tried by every channel in every round, or has
 * answered. */
static void path_is_walked(const struct play *p)
{
	bool begun[MOST_ROUNDS + 1][MOST_STEPS] = { { false } };

	for (size_t i = 0; i < p->seen.target_count; i++) {
		begun[p->targets[i].round][p->targets[i].step] = true;
		CHECK(!p->targets[i].person || person_acked(p, p->targets[i].person)
			|| was_tried(p, i));
	}
	for (int64_t r = 1; r <= p->plan.rounds; r++)
		for (size_t s = 0; s < p->plan.count; s++)
			CHECK(begun[r][s]);
}

static void nothing_is_tried_twice(const struct play *p)
{
	for (size_t a = 0; a < p->seen.attempt_count; a++)
		for (size_t b = 0; b < a; b++)
			CHECK(p->attempts[a].target != p->attempts[b].target
				|| p->attempts[a].channel != p->attempts[b].channel);
}

TEST(an_alarm_goes_on_until_enough_have_answered_or_the_path_has_ended)
{
	static struct play p;
	int ends[ORDER_exhausted + 1] = { 0 };

	for (uint64_t seed = 1; seed <= PLAYS; seed++) {
		play_begin(&p, seed);
		play_on(&p);
		ends[p.end]++;
		nothing_is_tried_twice(&p);
		if (p.end == ORDER_exhausted)
			path_is_walked(&p);
		else if (p.plan.stop == STOP_some)
			CHECK(acknowledged_by(&p.seen) >= p.plan.stop_count);
		else
			CHECK(acknowledged_by(&p.seen) > 0);
		if (p.end == ORDER_exhausted && p.plan.stop == STOP_first)
			CHECK(acknowledged_by(&p.seen) == 0);
	}
	CHECK(ends[ORDER_acknowledged] > PLAYS / 20 && ends[ORDER_exhausted] > PLAYS / 20);
}

/* ---- Single cases ------------------------------------------------------------------------- */

static const struct plan_step two_channels[] = { { 300, 2 }, { 300, 1 } };

static struct due due_of(int stop, size_t targets, const struct target_seen *t, size_t attempts,
                         const struct attempt_seen *a, int64_t now)
{
	struct alarm_plan plan = { .stop = stop, .stop_count = 2, .rounds = 1, .count = 2,
		.steps = two_channels };
	struct alarm_seen seen = { targets, attempts, t, a };

	return alarm_due(test_arena(), &plan, &seen, (struct instant){ now });
}

TEST(a_channel_that_failed_gives_way_at_once_and_one_that_took_it_after_the_wait)
{
	struct target_seen t[] = { { 0, 1, 7, false } };
	struct attempt_seen failed[] = { { 0, 0, { 100 }, { 0 }, { 101 } } };
	struct attempt_seen handed[] = { { 0, 0, { 100 }, { 101 }, { 0 } } };
	struct attempt_seen retried[] = { { 0, 0, { 100 }, { 130 }, { 101 } } };
	struct due due = due_of(STOP_first, 1, t, 1, failed, 101);

	CHECK(due.orders.count == 1 && due.orders.at[0].kind == ORDER_attempt);
	CHECK(due.orders.at[0].channel == 1);
	due = due_of(STOP_first, 1, t, 1, handed, 400);
	CHECK(due.orders.count == 0 && due.next.seconds == 401 && due.comes.channel == 1);
	due = due_of(STOP_first, 1, t, 1, handed, 401);
	CHECK(due.orders.count == 1 && due.orders.at[0].channel == 1);
	due = due_of(STOP_first, 1, t, 1, retried, 131);
	CHECK(due.orders.count == 1 && due.orders.at[0].channel == 1);
}

TEST(a_worker_that_never_tells_is_waited_for_a_minute)
{
	struct target_seen t[] = { { 0, 1, 7, false } };
	struct attempt_seen lost[] = { { 0, 0, { 100 }, { 0 }, { 0 } } };

	CHECK(due_of(STOP_first, 1, t, 1, lost, 159).orders.count == 0);
	CHECK(due_of(STOP_first, 1, t, 1, lost, 160).orders.count == 1);
}

TEST(an_acknowledgement_twice_changes_nothing)
{
	struct target_seen once[] = { { 0, 1, 7, true }, { 0, 1, 8, false } };
	struct target_seen twice[] = { { 0, 1, 7, true }, { 1, 1, 7, true } };
	struct attempt_seen a[] = { { 1, 0, { 100 }, { 101 }, { 0 } } };
	struct due due = due_of(STOP_some, 2, once, 1, a, 110);

	CHECK(due.orders.count == 0);
	CHECK(acknowledged_by(&(struct alarm_seen){ 2, 0, twice, NULL }) == 1);
	due = due_of(STOP_some, 2, twice, 0, NULL, 110);
	CHECK(due.orders.count == 1 && due.orders.at[0].kind == ORDER_exhausted);
	due = due_of(STOP_first, 2, once, 1, a, 110);
	CHECK(due.orders.count == 1 && due.orders.at[0].kind == ORDER_acknowledged);
}

TEST(nobody_on_duty_is_passed_at_once_and_an_empty_path_ends)
{
	struct target_seen nobody[] = { { 0, 1, 0, false } };
	struct alarm_plan empty = { .stop = STOP_first, .rounds = 3 };
	struct alarm_seen nothing = { 0 };
	struct due due = due_of(STOP_all, 1, nobody, 0, NULL, 100);

	CHECK(due.orders.count == 1 && due.orders.at[0].kind == ORDER_begin);
	CHECK(due.orders.at[0].step == 1 && due.orders.at[0].round == 1);
	due = alarm_due(test_arena(), &empty, &nothing, (struct instant){ 100 });
	CHECK(due.orders.count == 1 && due.orders.at[0].kind == ORDER_exhausted);
}

TEST(numbers_are_the_same_however_they_are_written)
{
	struct arena *a = test_arena();

	CHECK(str_is(phone_plain(a, S("070-123 45 67"), S("46")), "46701234567"));
	CHECK(str_is(phone_plain(a, S("+46 70 123 45 67"), S("46")), "46701234567"));
	CHECK(str_is(phone_plain(a, S("0046701234567"), S("46")), "46701234567"));
	CHECK(str_is(phone_plain(a, S("ingen"), S("46")), ""));
}

TEST(the_code_of_a_reply_is_found_among_other_words)
{
	CHECK(str_is(code_in(S("4711")), "4711"));
	CHECK(str_is(code_in(S("Ok, 4711. Kommer 12.30")), "4711"));
	CHECK(str_is(code_in(S("0701234567")), ""));
	CHECK(str_is(code_in(S("ja")), ""));
}

TEST(a_gateways_word_is_known_however_it_is_spelt_and_no_part_of_one_counts)
{
	struct arena *a = test_arena();
	struct str arrived = S("delivered read"), lost = S(" failed  Undeliverable ");

	CHECK(delivery_of(a, S("delivered"), arrived, lost) == DELIVERY_arrived);
	CHECK(delivery_of(a, S(" DELIVERED "), arrived, lost) == DELIVERY_arrived);
	CHECK(delivery_of(a, S("undeliverable"), arrived, lost) == DELIVERY_lost);
	CHECK(delivery_of(a, S("undelivered"), arrived, lost) == DELIVERY_unknown);
	CHECK(delivery_of(a, S("deliver"), arrived, lost) == DELIVERY_unknown);
	CHECK(delivery_of(a, S("delivered read"), arrived, lost) == DELIVERY_unknown);
	CHECK(delivery_of(a, S(""), arrived, lost) == DELIVERY_unknown);
	CHECK(delivery_of(a, S("failed"), S(""), S("")) == DELIVERY_unknown);
}

TEST(a_gateway_is_tried_again_after_twice_the_time)
{
	CHECK(retry_seconds(20, 1) == 20 && retry_seconds(20, 2) == 40 && retry_seconds(20, 3) == 80);
	CHECK(retry_seconds(20, 100) == HOUR);
}
