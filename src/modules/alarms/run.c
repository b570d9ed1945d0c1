/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/run.c - the job that carries alarms: reckons what is due, and hands messages over.
 *
 * It works as long as an alarm goes on.  Each message is handed over by a process of its own,
 * several at once, so a gateway that is slow or never answers keeps nobody else waiting.  A
 * message is claimed on the disk before it is sent and its outcome noted after; when this
 * process dies between the two, the claim runs out and whoever comes next sends it again,
 * with the same identity.
 */
#include "modules/alarms/inside.h"

#include "base/say.h"
#include "kit/setting.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	EVERY_MINUTES = 1, PROBE_MINUTES = 15, HOLE_MINUTES = 60,
	HANDS = 8,                      /* messages at once */
	ROUND_MICROSECONDS = 400 * 1000,
	ROUND_MEMORY = 64 << 20,
	HAND_MEMORY = 16 << 20,
	PROBLEM_BYTES = 600,
	SPARE_SECONDS = 5,              /* for the process, beside the gateway's own time */
	LEASE_SECONDS = 30,             /* longer than any process may live */
	LONGEST_SECONDS = 3600,         /* then another takes over */
};

static const struct who the_system = { .is_system = true };

struct hand {                           /* one message under way */
	pid_t pid;                      /* 0: free */
	int from;                       /* what it tells */
	int64_t began;                  /* seconds, of the clock that never jumps */
	bool is_trial, is_rewritten;
	struct alarm_attempt attempt;   /* only numbers and the channel's name are kept */
	char channel[64];
};

struct carrying {
	struct job *job;
	struct store *store;
	struct arena *arena;            /* emptied at each round */
	struct hand hands[HANDS];
	int64_t began;
	int64_t handed, failed;
};

static int64_t steady_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec;
}

static int64_t silent_seconds(void)
{
	int64_t seconds = setting_int("alarm_silent_seconds");

	return seconds > 0 && seconds < SILENT_SECONDS ? seconds : SILENT_SECONDS / 2;
}

/* ---- Handing over, in a process of its own ------------------------------------------------ */

/* Tells "0", "1" or "2" and what was not well. */
static void hand_works(const struct parcel *parcel, int to)
{
	struct arena *arena = arena_open(HAND_MEMORY);
	struct str problem = S(""), told;
	enum handed answer;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGTERM, SIG_DFL);
	alarm((unsigned)(silent_seconds() + SPARE_SECONDS));
	answer = parcel->adapter->hand(arena, parcel->gateway, parcel->secret, &parcel->message,
		&problem);
	told = arena_print(arena, "%d%.*s", (int)answer, STR(str_part(problem, 0, PROBLEM_BYTES)));
	if (write(to, told.at, told.len) != (ssize_t)told.len)
		_exit(1);
	_exit(0);
}

static struct hand *free_hand(struct carrying *c)
{
	for (size_t i = 0; i < HANDS; i++)
		if (!c->hands[i].pid)
			return &c->hands[i];
	return NULL;
}

static void hand_begin(struct hand *hand, const struct parcel *parcel)
{
	int ends[2];

	if (pipe(ends) < 0)
		abandon("Could not hand over an alarm.", strerror(errno));
	fflush(NULL);
	hand->pid = fork();
	if (hand->pid < 0)
		abandon("Could not hand over an alarm.", strerror(errno));
	if (hand->pid == 0) {
		close(ends[0]);
		hand_works(parcel, ends[1]);
	}
	close(ends[1]);
	hand->from = ends[0];
	hand->began = steady_seconds();
}

/* ---- What became of it ------------------------------------------------------------------------ */

static void trial_noted(struct carrying *c, const struct hand *hand, enum handed answer,
                        struct str problem)
{
	struct change *change = change_open(c->store, c->arena, the_system);

	trial_end(change, hand->attempt.id,
		answer == HANDED_over ? ATTEMPT_handed_over : ATTEMPT_failed, problem);
	change_commit(change);
}

static void handed_noted(struct change *change, const struct hand *hand, struct instant now)
{
	attempt_handed(change, &hand->attempt, now);
	if (hand->is_rewritten)
		alarm_entry_put(change, hand->attempt.alarm_id, now, "rewritten",
			hand->attempt.target_id, hand->attempt.channel, S(""));
}

static void attempt_noted(struct carrying *c, const struct hand *hand, enum handed answer,
                          struct str problem)
{
	const struct alarm_attempt *attempt = &hand->attempt;
	struct instant now = instant_now(), again = { 0 };
	enum committed committed = CLASHED;

	if (answer == HANDED_later && attempt->tries + 1 < setting_int("alarm_tries"))
		again.seconds = now.seconds
			+ retry_seconds(setting_int("alarm_retry_seconds"), attempt->tries + 1);
	while (committed == CLASHED) {
		struct change *change = change_open(c->store, c->arena, the_system);

		if (answer == HANDED_over)
			handed_noted(change, hand, now);
		else
			attempt_failed(change, attempt, now, problem, again);
		committed = change_commit(change);
	}
	c->handed += answer == HANDED_over;
	c->failed += answer != HANDED_over;
}

static void hand_noted(struct carrying *c, struct hand *hand, enum handed answer,
                       struct str problem)
{
	hand->attempt.channel = str_of(hand->channel);
	if (hand->is_trial)
		trial_noted(c, hand, answer, problem);
	else
		attempt_noted(c, hand, answer, problem);
	close(hand->from);
	hand->pid = 0;
}

/* Nothing told: it was ended, because nothing came from the gateway. */
static void hand_ended(struct carrying *c, struct hand *hand)
{
	char told[PROBLEM_BYTES + 16];
	ssize_t len = read(hand->from, told, sizeof told);
	struct str problem = len > 1 ? arena_copy(c->arena, (struct str){ told + 1, (size_t)len - 1 })
		: S("");

	if (len < 1 || told[0] < '0' || told[0] > '2')
		hand_noted(c, hand, HANDED_later, arena_print(c->arena,
			_("The gateway did not answer within %lld seconds."),
			(long long)silent_seconds()));
	else
		hand_noted(c, hand, (enum handed)(told[0] - '0'), problem);
}

static void hands_look(struct carrying *c)
{
	for (size_t i = 0; i < HANDS; i++) {
		struct hand *hand = &c->hands[i];
		int status;

		if (!hand->pid)
			continue;
		if (steady_seconds() - hand->began > silent_seconds() + SPARE_SECONDS)
			kill(hand->pid, SIGKILL);
		if (waitpid(hand->pid, &status, WNOHANG) == hand->pid)
			hand_ended(c, hand);
	}
}

static bool is_under_way(const struct carrying *c)
{
	for (size_t i = 0; i < HANDS; i++)
		if (c->hands[i].pid)
			return true;
	return false;
}

static bool is_tried(const struct carrying *c, int64_t trial)
{
	for (size_t i = 0; i < HANDS; i++)
		if (c->hands[i].pid && c->hands[i].is_trial && c->hands[i].attempt.id == trial)
			return true;
	return false;
}

/* ---- Taking from the queue ------------------------------------------------------------------------ */

static bool claim(struct carrying *c, const struct alarm_attempt *attempt)
{
	struct instant now = instant_now();
	struct instant until = { now.seconds + silent_seconds() + LEASE_SECONDS };
	struct change *change = change_open(c->store, c->arena, the_system);
	bool is_mine = attempt_claim(change, attempt->id, now, until);

	return change_commit(change) == COMMITTED && is_mine;
}

static struct hand hand_of(const struct pending *one)
{
	const struct alarm_attempt *attempt = &one->attempt;
	struct hand hand = { .is_trial = one->is_trial, .is_rewritten = one->is_rewritten,
		.attempt = { .id = attempt->id, .alarm_id = attempt->alarm_id,
			.target_id = attempt->target_id, .tries = attempt->tries } };

	memcpy(hand.channel, attempt->channel.at ? attempt->channel.at : "",
		attempt->channel.len < sizeof hand.channel ? attempt->channel.len : 0);
	return hand;
}

static void hand_takes(struct carrying *c, const struct pending *one)
{
	struct hand *hand = free_hand(c);

	*hand = hand_of(one);
	hand_begin(hand, &one->parcel);
}

/* What may not leave is a try that failed, so that the alarm goes on to the next channel. */
static void hand_refuses(struct carrying *c, const struct pending *one)
{
	struct hand hand = hand_of(one);

	hand.attempt.channel = one->attempt.channel;
	attempt_noted(c, &hand, HANDED_refused, one->refused);
}

/* One that is being tried is not tried once more beside it. */
static void pending_one_take(struct carrying *c, const struct pending *one)
{
	if (one->is_trial ? is_tried(c, one->attempt.id) : !claim(c, &one->attempt))
		return;
	if (one->refused.len)
		hand_refuses(c, one);
	else
		hand_takes(c, one);
}

static void pending_take(struct carrying *c, const struct pending_list *list)
{
	for (size_t i = 0; i < list->count && free_hand(c); i++)
		pending_one_take(c, &list->at[i]);
}

/* ---- The rounds --------------------------------------------------------------------------------------- */

static void advance(struct carrying *c, int64_t alarm_id)
{
	bool goes_on = true;

	while (goes_on) {
		struct change *change = change_open(c->store, c->arena, the_system);

		goes_on = alarm_advance(change, alarm_id, instant_now());
		if (change_commit(change) == CLASHED)
			goes_on = true;
	}
}

/* In a view first: nothing takes the turn while nothing is due. */
static bool has_orders(struct view *view, const struct alarm *alarm)
{
	struct alarm_all all = alarm_load(view, alarm);

	return alarm_due(view_arena(view), &all.plan, &all.seen, instant_now()).orders.count > 0;
}

/* False: there is nothing more to do. */
static bool go_round(struct carrying *c)
{
	static struct pending_list pending;
	struct view *view = view_open(c->store, c->arena, the_system);
	struct alarm_list going = alarms_going(view);
	int64_t *ids = arena_array(c->arena, int64_t, going.count + 1);
	size_t count = 0;
	bool is_needed;

	for (size_t i = 0; i < going.count; i++)
		if (has_orders(view, &going.at[i]))
			ids[count++] = going.at[i].id;
	view_close(view);
	for (size_t i = 0; i < count; i++)
		advance(c, ids[i]);
	view = view_open(c->store, c->arena, the_system);
	pending_read(view, instant_now(), &pending);
	is_needed = alarm_is_needed(view);
	view_close(view);
	pending_take(c, &pending);
	hands_look(c);
	return is_needed || is_under_way(c);
}

void alarms_carry_once(struct store *store, struct arena *arena)
{
	struct carrying c = { .store = store, .arena = arena, .began = steady_seconds() };

	go_round(&c);
	while (is_under_way(&c)) {
		hands_look(&c);
		usleep(ROUND_MICROSECONDS / 40);
	}
}

static bool alarms_run(struct job *job)
{
	struct carrying c = { .job = job, .store = job_store(job),
		.arena = arena_open(ROUND_MEMORY), .began = steady_seconds() };

	tongue_choose(setting_text("language"));
	while (go_round(&c) && !job_is_cancelled(job)
	       && steady_seconds() - c.began < LONGEST_SECONDS) {
		arena_clear(c.arena);
		usleep(ROUND_MICROSECONDS);
	}
	while (is_under_way(&c)) {
		hands_look(&c);
		usleep(ROUND_MICROSECONDS / 4);
	}
	job_say(job, _("%lld messages were handed over, %lld tries failed."), (long long)c.handed,
		(long long)c.failed);
	arena_close(c.arena);
	return true;
}

/* The messages under way died with the process: they are sent again, by a job that begins now. */
static void alarms_recover(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job), the_system);

	leases_release(change);
	if (alarm_is_needed(change_view(change)))
		job_start(change, "alarms", S(""), S(""), S(""));
	change_commit(change);
}

const struct job_kind alarms_jobs[] = {
	{ .name = "alarms", .label = N_("Carry alarms"), .need = MAY_alarms_start, .run = alarms_run,
	  .recover = alarms_recover,
	  .is_hidden = true, .is_urgent = true, .every_minutes = EVERY_MINUTES,
	  .is_needed = alarm_is_needed },
	{ .name = "alarm-probes", .label = N_("Start reachability probes"), .need = MAY_alarms_write,
	  .run = probes_run, .is_hidden = true, .every_minutes = PROBE_MINUTES,
	  .is_needed = probe_is_needed },
	{ .name = "alarm-holes", .label = N_("Tell of holes in rosters"), .need = MAY_alarms_write,
	  .run = holes_run, .is_hidden = true, .every_minutes = HOLE_MINUTES,
	  .is_needed = holes_are_needed },
	{ .name = NULL },
};
