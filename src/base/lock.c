/* SPDX-License-Identifier: EUPL-1.2 */
/* base/lock.c - see lock.h. */
#include "base/lock.h"

#include "base/say.h"

void lock_make(pthread_mutex_t *lock, const char *problem)
{
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	if (pthread_mutex_init(lock, &attributes) != 0)
		abandon(problem, "pthread_mutex_init failed");
	pthread_mutexattr_destroy(&attributes);
}
