/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/tests_swaps.c - a request moves nothing, an accepted one exactly what was asked;
 * who sees it, and that each is reminded once.
 */
#include "kit/setting.h"
#include "modules/rosters/swaps.h"
#include "modules/rosters/tests_city.h"
#include "store/test_store.h"

enum { TRIES = 120, STEPS = 40, MOST_SWAPS = 40, QUARTER = 900, SPAN_DAYS = 8 };

static const struct date first_day = { 2026, 3, 26 };   /* over the night when the clocks change */
static const struct holidays no_holidays = { 0 };

static struct instant hour_of(int day, int hour)
{
	return instant_at(date_add_days(first_day, day), hour, 0, 0);
}

static struct swap asked(int64_t by, int64_t of, int day, int from, int to)
{
	return (struct swap){ .id = 1, .roster_id = 1, .state = SWAP_open, .asked_by = by,
		.asked_of = of, .begins_at = hour_of(day, from), .ends_at = hour_of(day, to),
		.asked_at = hour_of(0, 0) };
}

/* ---- Generated rosters ------------------------------------------------------------------- */

static uint64_t dice;
static int64_t roll(int64_t most)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (int64_t)(dice % (uint64_t)most);
}

struct played {
	struct rota rota;
	struct rota_layer layers[2];
	struct rota_override overrides[MOST_SWAPS * SWAP_MOST_OVERRIDES];
	struct swap swaps[MOST_SWAPS];
	size_t swap_count, moved;
	struct instant from, to, now;
	int64_t *who;                   /* of each quarter of an hour: what must be true */
	size_t quarters;
};

static const int64_t four[] = { 11, 12, 13, 14 };

static struct shift_list shifts_now(const struct played *play, struct instant from)
{
	return rota_shifts(test_arena(), &play->rota, from, play->to, no_holidays);
}

static struct played drawn(void)
{
	struct played play = { .from = hour_of(0, 0), .to = hour_of(SPAN_DAYS, 0),
		.now = hour_of(0, 0) };

	for (size_t i = 0; i < COUNT(play.layers); i++)
		play.layers[i] = (struct rota_layer){ .id = (int64_t)i + 1, .is_temporary = i == 1,
			.starts = date_add_days(first_day, i ? (int)roll(5) : -10), .turn = TURN_day,
			.turn_length = 1 + roll(3), .from_minute = (int)roll(24) * 60,
			.to_minute = (int)roll(24) * 60, .days = DAYS_all,
			.count = 2 + (size_t)roll(3), .people = four };
	play.quarters = (size_t)((play.to.seconds - play.from.seconds) / QUARTER);
	play.who = arena_array(test_arena(), int64_t, play.quarters);
	return play;
}

static void rota_set(struct played *play)
{
	play->rota.layers = play->layers;
	play->rota.layer_count = COUNT(play->layers);
	play->rota.overrides = play->overrides;
}

static size_t differs(const struct played *play)
{
	struct shift_list shifts = shifts_now(play, play->from);
	size_t wrong = 0;

	for (size_t q = 0; q < play->quarters; q++) {
		const struct shift *shift = shift_at(&shifts,
			(struct instant){ play->from.seconds + (int64_t)q * QUARTER });

		wrong += (shift ? shift->person : 0) != play->who[q];
	}
	return wrong;
}

static void who_set(struct played *play, struct instant from, struct instant to, int64_t person)
{
	for (size_t q = 0; q < play->quarters; q++) {
		int64_t at = play->from.seconds + (int64_t)q * QUARTER;

		if (at >= from.seconds && at < to.seconds)
			play->who[q] = person;
	}
}

/* Half of them are asked for by whoever serves, the rest at random, which must be refused. */
static void ask_one(struct played *play)
{
	struct shift_list shifts = shifts_now(play, play->now);
	const struct shift *shift = shifts.count ? &shifts.at[roll((int64_t)shifts.count)] : NULL;
	struct swap swap = { .id = (int64_t)play->swap_count + 1, .roster_id = 1,
		.state = SWAP_open, .asked_of = four[roll(COUNT(four))], .asked_at = play->now };
	struct swap_list open = { play->swap_count, play->swaps };

	if (!shift || play->swap_count == MOST_SWAPS)
		return;
	swap.asked_by = roll(4) ? shift->person : four[roll(COUNT(four))];
	swap.begins_at = roll(2) ? shift->begins
		: (struct instant){ shift->begins.seconds + roll(8) * QUARTER };
	swap.ends_at = roll(2) ? shift->ends
		: (struct instant){ shift->ends.seconds - roll(8) * QUARTER };
	if (roll(3) == 0) {
		const struct shift *back = &shifts.at[roll((int64_t)shifts.count)];

		swap.back_begins_at = back->begins;
		swap.back_ends_at = back->ends;
		swap.asked_of = roll(4) ? back->person : swap.asked_of;
	}
	if (swap_ask_obstacle(&shifts, &swap, &open, true, play->now) == SWAP_FREE)
		play->swaps[play->swap_count++] = swap;
}

static void answer_one(struct played *play)
{
	struct swap *swap = play->swap_count ? &play->swaps[roll((int64_t)play->swap_count)] : NULL;
	struct override overrides[SWAP_MOST_OVERRIDES];
	struct shift_list shifts = shifts_now(play, play->now);
	size_t count;

	if (!swap || swap_accept_obstacle(&shifts, swap, play->now) != SWAP_FREE)
		return;
	count = swap_overrides(swap, play->now, overrides);
	for (size_t i = 0; i < count; i++) {
		play->overrides[play->rota.override_count++] = (struct rota_override){
			.id = (int64_t)play->rota.override_count + 100, .person = overrides[i].person_id,
			.begins = overrides[i].begins_at, .ends = overrides[i].ends_at,
			.made_at = overrides[i].made_at };
		who_set(play, overrides[i].begins_at, overrides[i].ends_at, overrides[i].person_id);
	}
	swap->state = SWAP_accepted;
	play->moved++;
}

static void put_away_one(struct played *play, enum swap_state state)
{
	struct swap *swap = play->swap_count ? &play->swaps[roll((int64_t)play->swap_count)] : NULL;

	if (swap && swap_state_at(swap, play->now) == SWAP_open)
		swap->state = (int)state;
}

TEST(whatever_is_asked_and_answered_each_quarter_has_who_was_accepted_and_nobody_else)
{
	size_t wrong = 0, moved = 0, asked_for = 0;

	dice = 20261129;
	for (int i = 0; i < TRIES; i++) {
		struct played play = drawn();
		struct shift_list shifts;

		rota_set(&play);
		shifts = shifts_now(&play, play.from);
		for (size_t q = 0; q < play.quarters; q++) {
			const struct shift *shift = shift_at(&shifts,
				(struct instant){ play.from.seconds + (int64_t)q * QUARTER });

			play.who[q] = shift ? shift->person : 0;
		}
		for (int step = 0; step < STEPS; step++) {
			switch (roll(6)) {
			case 0: case 1: ask_one(&play); break;
			case 2: answer_one(&play); break;
			case 3: put_away_one(&play, SWAP_declined); break;
			case 4: put_away_one(&play, SWAP_withdrawn); break;
			default: play.now.seconds += roll(12) * QUARTER; break;
			}
			wrong += differs(&play);
		}
		moved += play.moved;
		asked_for += play.swap_count;
	}
	CHECK(wrong == 0);
	CHECK(moved > 100 && asked_for > moved);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static struct shift_list day_shifts(void)
{
	static struct shift shifts[3];

	for (int i = 0; i < 3; i++)
		shifts[i] = (struct shift){ .begins = hour_of(i + 1, 8), .ends = hour_of(i + 2, 8),
			.person = i == 1 ? NORA : SVEN };
	return (struct shift_list){ 3, shifts };
}

static enum swap_obstacle ask(struct swap swap, const struct swap_list *open, bool takes_turns,
                              struct instant now)
{
	struct shift_list shifts = day_shifts();

	return swap_ask_obstacle(&shifts, &swap, open, takes_turns, now);
}

TEST(a_shift_that_has_begun_or_is_not_mine_or_is_asked_already_is_refused)
{
	struct swap open = asked(SVEN, NORA, 1, 10, 12), exchange = asked(SVEN, NORA, 1, 8, 20);
	struct swap_list none = { 0 }, one = { 1, &open };

	open.id = 7;
	CHECK(ask(asked(SVEN, NORA, 1, 8, 20), &none, true, hour_of(1, 7)) == SWAP_FREE);
	CHECK(ask(asked(SVEN, NORA, 1, 8, 20), &none, true, hour_of(1, 8)) == SWAP_is_begun);
	CHECK(ask(asked(SVEN, NORA, 1, 20, 8), &none, true, hour_of(0, 8)) == SWAP_is_reversed);
	CHECK(ask(asked(SVEN, NORA, 2, 7, 9), &none, true, hour_of(0, 8)) == SWAP_not_served);
	CHECK(ask(asked(SVEN, NORA, 1, 7, 9), &none, true, hour_of(0, 8)) == SWAP_not_served);
	CHECK(ask(asked(NORA, SVEN, 1, 9, 10), &none, true, hour_of(0, 8)) == SWAP_not_served);
	CHECK(ask(asked(SVEN, SVEN, 1, 9, 10), &none, true, hour_of(0, 8)) == SWAP_of_oneself);
	CHECK(ask(asked(SVEN, MAX, 1, 9, 10), &none, false, hour_of(0, 8)) == SWAP_takes_no_turns);
	CHECK(ask(asked(SVEN, NORA, 1, 11, 13), &one, true, hour_of(0, 8)) == SWAP_is_asked);
	CHECK(ask(asked(SVEN, NORA, 1, 12, 13), &one, true, hour_of(0, 8)) == SWAP_FREE);
	open.state = SWAP_declined;
	CHECK(ask(asked(SVEN, NORA, 1, 11, 13), &one, true, hour_of(0, 8)) == SWAP_FREE);
	exchange.back_begins_at = hour_of(2, 8);
	exchange.back_ends_at = hour_of(3, 8);
	CHECK(ask(exchange, &none, true, hour_of(0, 8)) == SWAP_FREE);
	exchange.back_begins_at = hour_of(3, 8);
	exchange.back_ends_at = hour_of(4, 8);
	CHECK(ask(exchange, &none, true, hour_of(0, 8)) == SWAP_no_such_back);
	exchange.back_ends_at.seconds = 0;
	CHECK(ask(exchange, &none, true, hour_of(0, 8)) == SWAP_no_such_back);
}

TEST(an_answer_comes_once_in_time_and_on_the_roster_as_it_was)
{
	struct shift_list shifts = day_shifts();
	struct swap swap = asked(SVEN, NORA, 1, 8, 20);

	CHECK(swap_accept_obstacle(&shifts, &swap, hour_of(0, 8)) == SWAP_FREE);
	CHECK(swap_accept_obstacle(&shifts, &swap, hour_of(1, 8)) == SWAP_is_begun);
	CHECK(swap_state_at(&swap, hour_of(1, 8)) == SWAP_lapsed);
	shifts.at[0].person = ERIK;
	CHECK(swap_accept_obstacle(&shifts, &swap, hour_of(0, 8)) == SWAP_has_changed);
	swap.state = SWAP_declined;
	CHECK(swap_accept_obstacle(&shifts, &swap, hour_of(0, 8)) == SWAP_is_ended);
	CHECK(swap_state_at(&swap, hour_of(1, 8)) == SWAP_declined);
}

/* An exchange ends with the shift that begins first, whoever it belongs to. */
TEST(an_exchange_lapses_when_the_earlier_of_the_two_begins)
{
	struct swap swap = asked(SVEN, NORA, 3, 8, 20);

	swap.back_begins_at = hour_of(2, 8);
	swap.back_ends_at = hour_of(3, 8);
	CHECK(swap_state_at(&swap, hour_of(2, 7)) == SWAP_open);
	CHECK(swap_state_at(&swap, hour_of(2, 8)) == SWAP_lapsed);
}

/* ---- Reminders --------------------------------------------------------------------------------- */

TEST(reminders_come_at_their_hours_and_stop)
{
	const struct swap_pace pace = { .first = 24, .every = 24, .last = 12, .keeper = 48 };
	struct swap swap = asked(SVEN, NORA, 6, 8, 20);

	swap.asked_at = hour_of(4, 8);
	CHECK(swap_reminders_due(&swap, pace, hour_of(5, 7)) == 0);
	CHECK(swap_reminders_due(&swap, pace, hour_of(5, 8)) == 1);
	CHECK(swap_reminders_due(&swap, pace, hour_of(5, 19)) == 1);
	CHECK(swap_reminders_due(&swap, pace, hour_of(5, 20)) == 2);
	CHECK(swap_reminders_due(&swap, pace, hour_of(6, 7)) == 2);
	CHECK(swap_reminders_due(&swap, pace, hour_of(6, 8)) == 0);
	CHECK(swap_keeper_from(&swap, pace).seconds == hour_of(4, 8).seconds);
	swap.asked_at = hour_of(0, 8);
	CHECK(swap_keeper_from(&swap, pace).seconds == hour_of(6, 8).seconds - 48 * HOUR);
	swap.state = SWAP_accepted;
	CHECK(swap_reminders_due(&swap, pace, hour_of(5, 20)) == 0);
	swap = asked(SVEN, NORA, 6, 8, 20);
	swap.asked_at = hour_of(6, 0);
	CHECK(swap_reminders_due(&swap, pace, hour_of(6, 7)) == 0);
}

/* ---- With a city --------------------------------------------------------------------------------- */

static struct instant from_now(int days)
{
	return (struct instant){ instant_now().seconds + days * (int64_t)DAY };
}

/* A roster of Sven and Erik in the south, and what Sven asks Erik. */
static struct swap swap_put(struct change *change, struct roster *roster)
{
	int64_t turns[] = { SVEN, ERIK };
	struct swap swap = { .state = SWAP_open, .asked_by = SVEN, .asked_of = ERIK,
		.asked_at = instant_now() };

	*roster = roster_put(change, "duty_director", SOUTH, false);
	rotation_put(change, roster->id, date_add_days(date_today(), -1), COUNT(turns), turns);
	swap.roster_id = roster->id;
	swap.begins_at = instant_at(date_add_days(date_today(), 3), 8, 0, 0);   /* day 4 is Sven's */
	swap.ends_at = instant_at(date_add_days(date_today(), 4), 8, 0, 0);
	change_insert(change, &swap_record.shape, &swap);
	swap_step_put(change, swap.id, swap.asked_at, SVEN, "ask", 0, S("a reason of my own"));
	return swap;
}

/* The same in a change of its own. */
static struct swap swap_asked(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster;
	struct swap swap = swap_put(change, &roster);

	CHECK(change_commit(change) == COMMITTED);
	return swap;
}

/* Nora is put in by hand for the time that was asked about. */
static struct swap swap_asked_and_nora_put_in(struct store *store)
{
	struct swap swap = swap_asked(store);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &override_record.shape, &(struct override){ .roster_id = swap.roster_id,
		.person_id = NORA, .begins_at = swap.begins_at, .ends_at = swap.ends_at,
		.made_at = instant_now() });
	CHECK(change_commit(change) == COMMITTED);
	return swap;
}

static void system_do(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_request_is_seen_by_the_two_and_by_who_keeps_the_roster)
{
	static const struct { int64_t person; size_t seen; } readers[] = {
		{ SVEN, 1 }, { ERIK, 1 }, { NORA, 0 }, { MAX, 0 },
	};
	struct store *store = rosters_city();
	struct swap swap = swap_asked(store);

	system_do(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, 'reads')"),
		V(MAX, SOUTH));
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct view *view = rosters_view(store, readers[i].person);

		CHECK((swap_get(view, swap.public_id) != NULL) == readers[i].seen);
		CHECK(swap_steps(view, swap.id).count == readers[i].seen);
		CHECK(swaps_open(view, 0).count == readers[i].seen);
		CHECK(swaps_asked_of_me(view, instant_now()).count == (readers[i].person == ERIK));
		view_close(view);
	}
	store_close(store);
}

/* A conflict is found also where the one who asks reads nothing. */
TEST_ON_STORES(who_is_on_duty_elsewhere_is_found_though_that_roster_is_not_seen)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster, other = roster_put(change, "duty_officer", NORTH, true);
	struct swap swap = swap_put(change, &roster);
	int64_t turns[] = { ERIK };
	struct held held;
	struct view *view;

	rotation_put(change, other.id, date_add_days(date_today(), -1), COUNT(turns), turns);
	CHECK(change_commit(change) == COMMITTED);
	system_do(store, SQL("UPDATE roster SET is_city = 0 WHERE id = $1"), V(other.id));
	view = rosters_view(store, SVEN);
	CHECK(!roster_of_id(view, other.id));
	held = swap_conflict(view, &roster, ERIK, swap.begins_at, swap.ends_at);
	CHECK(held.roster && held.roster->id == other.id);
	CHECK(!swap_conflict(view, &roster, NORA, swap.begins_at, swap.ends_at).roster);
	CHECK(mates_of(view, roster.id, swap.begins_at).count == 1);
	CHECK(mates_of(view, roster.id, swap.begins_at).at[0].person_id == ERIK);
	view_close(view);
	store_close(store);
}

static void nag(struct store *store, struct instant now)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	swaps_nag(change, now);
	CHECK(change_commit(change) == COMMITTED);
}

static int64_t steps_of(struct store *store, const char *verb)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t count = view_int(view,
		SQL("SELECT count(*) FROM roster_swap_step WHERE verb = $1"), V(verb));

	view_close(view);
	return count;
}

static int64_t messages_of(struct store *store)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t count = view_int(view, SQL("SELECT count(*) FROM alarm WHERE kind = 'swap'"), NONE);

	CHECK(view_int(view, SQL("SELECT count(*) FROM alarm WHERE words LIKE '%reason%'"), NONE) == 0);
	view_close(view);
	return count;
}

static void mail_make_ready(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	setting_put(change, "smtp_url", S("smtp://127.0.0.1:9"));
	setting_put(change, "mail_from", S("varn@example.org"));
	CHECK(change_commit(change) == COMMITTED);
	setting_refresh(store);
}

TEST_ON_STORES(each_reminder_is_sent_once_also_when_the_job_runs_twice)
{
	struct store *store = rosters_city();
	struct swap swap = swap_asked(store);

	nag(store, instant_now());
	CHECK(messages_of(store) == 0);         /* no channel: nothing is said to be sent */
	mail_make_ready(store);
	system_do(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, 'keeps')"),
		V(NORA, SOUTH));
	nag(store, instant_now());
	nag(store, instant_now());
	CHECK(steps_of(store, "sent") == 1 && messages_of(store) == 1);
	nag(store, from_now(1));
	nag(store, from_now(1));
	CHECK(steps_of(store, "remind") == 1 && messages_of(store) == 2 + steps_of(store, "keeper"));
	nag(store, (struct instant){ swap.begins_at.seconds - HOUR });
	nag(store, (struct instant){ swap.begins_at.seconds - HOUR });
	CHECK(steps_of(store, "remind") == 2 && steps_of(store, "keeper") == 1);
	CHECK(messages_of(store) == 4);
	nag(store, swap.begins_at);
	nag(store, swap.begins_at);
	CHECK(steps_of(store, "lapsed") == 1 && steps_of(store, "told") == 1);
	CHECK(messages_of(store) == 5);
	store_close(store);
}

/* Sven keeps the roster, and is the one who asks. */
TEST_ON_STORES(the_two_are_not_told_to_decide_what_they_asked_themselves)
{
	struct store *store = rosters_city();
	struct swap swap = swap_asked(store);

	mail_make_ready(store);
	nag(store, (struct instant){ swap.begins_at.seconds - 2 * HOUR });
	CHECK(steps_of(store, "remind") == 1 && steps_of(store, "keeper") == 0);
	store_close(store);
}

/* The second of two services has begun before the first was done: it clashes or finds nothing
 * left to do, and nothing dies of it. */
TEST_ON_STORES(of_two_jobs_at_the_same_moment_one_reminds)
{
	struct store *store = rosters_city(), *other = test_store_again();
	struct change *first = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct change *second;
	struct roster roster;

	swap_put(first, &roster);
	CHECK(change_commit(first) == COMMITTED);
	mail_make_ready(store);
	if (store_is_postgres(store)) {         /* on SQLite there is one turn at a time */
		second = change_open(other, test_arena(), (struct who){ .is_system = true });
		CHECK(swaps_under_way(change_view(second)).count == 1);
		nag(store, instant_now());
		swaps_nag(second, instant_now());
		change_commit(second);
	}
	nag(other, instant_now());
	nag(store, instant_now());
	CHECK(steps_of(store, "sent") == 1 && messages_of(store) == 1);
	store_close(other);
	store_close(store);
}

/* Somebody else was put in by hand: there is nothing left to ask about. */
TEST_ON_STORES(a_request_lapses_when_the_roster_has_changed)
{
	struct store *store = rosters_city();
	struct swap swap = swap_asked_and_nora_put_in(store);
	struct view *view;

	nag(store, instant_now());
	view = rosters_view(store, SVEN);
	CHECK(swap_get(view, swap.public_id)->state == SWAP_lapsed);
	view_close(view);
	store_close(store);
}

static bool was_told(struct store *store, int64_t person, const char *words)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	bool is_told = view_int(view, SQL("SELECT count(*) FROM alarm"
		" JOIN alarm_step ON alarm_step.alarm_id = alarm.id"
		" JOIN alarm_step_person ON alarm_step_person.step_id = alarm_step.id"
		" WHERE alarm.kind = 'swap' AND alarm_step_person.person_id = $1"
		" AND alarm.words LIKE '%' || $2 || '%'"), V(person, words)) == 1;

	view_close(view);
	return is_told;
}

/* Nora was put in by hand, so Sven is free though nobody said yes. */
TEST_ON_STORES(who_is_no_longer_on_duty_is_not_told_that_he_still_is)
{
	struct store *store = rosters_city();

	swap_asked_and_nora_put_in(store);
	mail_make_ready(store);
	nag(store, instant_now());
	CHECK(steps_of(store, "lapsed") == 1 && steps_of(store, "told") == 1);
	CHECK(!was_told(store, SVEN, "still on duty"));
	CHECK(was_told(store, SVEN, "the roster has changed"));
	store_close(store);
}

/* Nora keeps the roster and puts Erik in, who never answered. */
TEST_ON_STORES(who_is_put_in_without_having_answered_is_told)
{
	struct store *store = rosters_city();
	struct swap swap = swap_asked(store);

	mail_make_ready(store);
	system_do(store, SQL("UPDATE roster_swap SET state = 'decided', ended_by = $1, ended_at = $2"
		" WHERE id = $3"), V(NORA, instant_now(), swap.id));
	nag(store, instant_now());
	nag(store, instant_now());
	CHECK(was_told(store, SVEN, "Somebody else is on duty for you"));
	CHECK(was_told(store, ERIK, "you are on duty"));
	CHECK(steps_of(store, "told") == 2 && messages_of(store) == 2);
	store_close(store);
}

/* ---- The calendar of a roster ------------------------------------------------------------------ */

TEST_ON_STORES(the_calendar_of_a_roster_has_names_for_who_reads_it_and_nothing_for_others)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster = roster_put(change, "duty_director", SOUTH, false);
	struct date march = { 2026, 3, 27 }, april = { 2026, 4, 5 };
	struct wheel_item_list items, later;
	struct view *view;
	int64_t turns[] = { SVEN, ERIK };

	rotation_put(change, roster.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	CHECK(change_commit(change) == COMMITTED);
	view = rosters_view(store, SVEN);
	items = roster_calendar(view, roster.id, march, april);
	later = roster_calendar(view, roster.id, date_add_days(march, 2), april);
	CHECK(items.count == 10 && later.count == 8);
	for (size_t i = 0; i < later.count && i + 2 < items.count; i++)
		CHECK(str_equals(later.at[i].uid, items.at[i + 2].uid));
	CHECK(str_find(items.at[0].words, S("erik")) >= 0);
	/* 28 to 29 March has 23 hours; hand-over is at eight by the clock on the wall. */
	CHECK(items.at[1].ends.seconds - items.at[1].begins.seconds == 23 * HOUR);
	CHECK(instant_local(items.at[1].ends).hour == 8);
	CHECK(roster_named_get(view, roster.public_id).id == roster.id);
	/* The last one stands to its end, so that tomorrow it is the same. */
	CHECK(items.at[9].ends.seconds - items.at[9].begins.seconds == 24 * HOUR);
	view_close(view);
	view = rosters_view(store, MAX);
	CHECK(roster_calendar(view, roster.id, march, april).count == 0);
	CHECK(!roster_named_get(view, roster.public_id).id);
	CHECK(!roster_words(view, roster.id).len);
	view_close(view);
	store_close(store);
}
