/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/parallel.c - see parallel.h. */
#include "analysis/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct work {
	parallel_function *function;
	void *context;
	size_t count, batch;
	atomic_size_t next;
};

struct hand { struct work *work; int number; pthread_t thread; };

int parallel_within(int threads)
{
	return threads < 1 ? 1 : threads > PARALLEL_MOST ? PARALLEL_MOST : threads;
}

int parallel_threads(void)
{
	return parallel_within((int)sysconf(_SC_NPROCESSORS_ONLN));
}

static void *hand_work(void *context)
{
	struct hand *hand = context;
	struct work *work = hand->work;

	for (;;) {
		size_t from = atomic_fetch_add(&work->next, work->batch);
		size_t to = from + work->batch < work->count ? from + work->batch : work->count;

		if (from >= work->count)
			return NULL;
		for (size_t i = from; i < to; i++)
			work->function(work->context, hand->number, i);
	}
}

/* Signals are for the thread that was there before. */
static bool hand_start(struct hand *hand)
{
	sigset_t all, before;
	bool is_started;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	is_started = pthread_create(&hand->thread, NULL, hand_work, hand) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return is_started;
}

void parallel_for(int threads, size_t count, parallel_function *function, void *context)
{
	enum { BATCHES_PER_THREAD = 64 };
	struct work work = { .function = function, .context = context, .count = count };
	struct hand hands[PARALLEL_MOST];
	int started = 1;

	threads = parallel_within(threads);
	work.batch = count / ((size_t)threads * BATCHES_PER_THREAD) + 1;
	for (int i = 0; i < threads; i++)
		hands[i] = (struct hand){ .work = &work, .number = i };
	while (started < threads && hand_start(&hands[started]))
		started++;              /* fewer threads do the same work */
	hand_work(&hands[0]);
	for (int i = 1; i < started; i++)
		pthread_join(hands[i].thread, NULL);
}
