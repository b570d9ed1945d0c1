/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/lock.h - a lock in memory that several processes map.
 *
 * It is robust: whoever falls with it in hand leaves it to the next, whose pthread_mutex_lock()
 * answers EOWNERDEAD and who calls pthread_mutex_consistent() when what it guards is whole again.
 */
#pragma once

#include <pthread.h>

/* Before anybody takes it.  problem: how abandon() says that it could not be made. */
void lock_make(pthread_mutex_t *lock, const char *problem);
