/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/rate.c - see rate.h. */
#define _GNU_SOURCE 1 /* pthread_mutex_clocklock */

#include "kit/rate.h"

#include "base/calendar.h"
#include "base/crypto.h"
#include "base/lock.h"
#include "base/say.h"
#include "kit/access.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum {
	BUCKETS = 2048, SLOTS = 8,      /* 16 384 counts, 640 kB */
	PASSWORD_LANES = 2,             /* 19 MiB and some 30 ms of a core each */
	ALL_LANES = PASSWORD_LANES + 1, /* the last is kept for who is on duty */
	LANE_SECONDS = 5,
	FREE_FAILURES = 4,              /* slips of the finger cost no waiting */
	MOST_WAIT = 5 * MINUTE,
	FAILURES_KEPT = HOUR,
};

struct slot {
	uint64_t key;                   /* 0: free */
	int64_t at;                     /* start of the window; of failures: the last one */
	int64_t used;
	int32_t count, before;          /* in this window, and in the one before */
};

struct shared {
	pthread_mutex_t lock, lanes[ALL_LANES];
	uint64_t seed;
	struct slot slots[BUCKETS][SLOTS];
};
static struct shared *shared;

void rate_make(void)
{
	static const char problem[] = "Could not make a lock for the workers.";

	if (shared)
		return;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		abandon("Could not get memory that the workers share.", strerror(errno));
	lock_make(&shared->lock, problem);
	for (int i = 0; i < ALL_LANES; i++)
		lock_make(&shared->lanes[i], problem);
	shared->seed = random_number();
}

/* The last holder may have died: the lock is sound again all the same. */
static bool lock_is_ours(pthread_mutex_t *lock, int outcome)
{
	if (outcome == EOWNERDEAD)
		outcome = pthread_mutex_consistent(lock);
	return outcome == 0;
}

static void lock_take(void)
{
	rate_make();
	if (!lock_is_ours(&shared->lock, pthread_mutex_lock(&shared->lock)))
		abandon("Could not count together with the other workers.", "pthread_mutex_lock failed");
}

static void lock_give(void)
{
	pthread_mutex_unlock(&shared->lock);
}

/* Nobody outside knows the seed, so nobody can choose names that fall together. */
static uint64_t mix(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		hash = (hash ^ (unsigned char)s.at[i]) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 29;
	}
	return (hash ^ s.len) * 0xBF58476D1CE4E5B9u;
}

static uint64_t key_of(const char *what, struct str who)
{
	uint64_t key = mix(mix(shared->seed, str_of(what)), who);

	key ^= key >> 32;
	return key ? key : 1;
}

/* The slot of a key: its own, else a free one, else the one used longest ago. */
static struct slot *slot_of(uint64_t key, int64_t now)
{
	struct slot *bucket = shared->slots[key % BUCKETS], *oldest = bucket;

	for (int i = 0; i < SLOTS; i++) {
		if (bucket[i].key == key) {
			bucket[i].used = now;
			return &bucket[i];
		}
		if (bucket[i].used < oldest->used)
			oldest = &bucket[i];
	}
	*oldest = (struct slot){ .key = key, .at = now, .used = now };
	return oldest;
}

static void window_move(struct slot *slot, int64_t now, int seconds)
{
	int64_t passed = now - slot->at;

	if (passed >= 0 && passed < seconds)
		return;
	slot->before = passed >= 0 && passed < 2 * (int64_t)seconds ? slot->count : 0;
	slot->at = passed >= 0 && passed < 2 * (int64_t)seconds ? slot->at + seconds : now;
	slot->count = 0;
}

bool rate_allows(const char *what, struct str who, int most, int seconds)
{
	int64_t now = instant_now().seconds, left;
	struct slot *slot;
	bool allows;

	must(seconds > 0);
	lock_take();
	slot = slot_of(key_of(what, who), now);
	window_move(slot, now, seconds);
	/* Of the window before, the part that still lies within the last `seconds`. */
	left = seconds - (now - slot->at);
	allows = slot->count + slot->before * left / seconds < most;
	slot->count += allows;
	lock_give();
	return allows;
}

void rate_take_back(const char *what, struct str who)
{
	struct slot *slot;

	lock_take();
	slot = slot_of(key_of(what, who), instant_now().seconds);
	slot->count -= slot->count > 0;
	lock_give();
}

/* ---- Failures ----------------------------------------------------------------------- */

static struct slot *failures_of(struct str who, int64_t now)
{
	struct slot *slot = slot_of(key_of("failures", who), now);

	if (now - slot->at > FAILURES_KEPT || now < slot->at)
		slot->count = 0;
	return slot;
}

/* 1, 2, 4 ... seconds, at most five minutes. */
static int64_t wait_after(int32_t failures)
{
	int64_t wait = 1;

	if (failures <= FREE_FAILURES)
		return 0;
	for (int i = FREE_FAILURES + 1; i < failures && wait < MOST_WAIT; i++)
		wait *= 2;
	return wait < MOST_WAIT ? wait : MOST_WAIT;
}

int64_t failure_wait(struct str who)
{
	int64_t now = instant_now().seconds, wait;
	const struct slot *slot;

	lock_take();
	slot = failures_of(who, now);
	wait = slot->at + wait_after(slot->count) - now;
	lock_give();
	return wait > 0 ? wait : 0;
}

void failure_add(struct str who)
{
	int64_t now = instant_now().seconds;
	struct slot *slot;

	lock_take();
	slot = failures_of(who, now);
	slot->count += slot->count < INT32_MAX;
	slot->at = now;
	lock_give();
}

void failure_forget(struct str who)
{
	lock_take();
	failures_of(who, instant_now().seconds)->count = 0;
	lock_give();
}

/* ---- Password checks ---------------------------------------------------------------- */

int password_lane_take(bool is_on_duty)
{
	int count = is_on_duty ? ALL_LANES : PASSWORD_LANES, lane;
	struct timespec end;

	rate_make();
	for (lane = 0; lane < count; lane++)
		if (lock_is_ours(&shared->lanes[lane], pthread_mutex_trylock(&shared->lanes[lane])))
			return lane;
	/* Behind colleagues on duty, if at all, and not in the crowd. */
	lane = is_on_duty ? ALL_LANES - 1 : (int)(random_number() % PASSWORD_LANES);
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += LANE_SECONDS;
	if (lock_is_ours(&shared->lanes[lane],
	                 pthread_mutex_clocklock(&shared->lanes[lane], CLOCK_MONOTONIC, &end)))
		return lane;
	return -1;
}

void password_lane_give(int lane)
{
	pthread_mutex_unlock(&shared->lanes[lane]);
}

/* ---- The door, access.h ------------------------------------------------------------- */

void access_make(void)
{
	rate_make();
}

bool access_rate(const char *what, struct str who, int most, int seconds)
{
	return rate_allows(what, who, most, seconds);
}
