/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/turn.c - a robust mutex in memory that all processes of the service share.
 */
#include "store/turn.h"

#include "base/lock.h"
#include "base/say.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static pthread_mutex_t *turn;
static pid_t holder;            /* a child of the holder does not hold it */

void turn_make(void)
{
	if (turn)
		return;
	turn = mmap(NULL, sizeof(*turn), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		-1, 0);
	if (turn == MAP_FAILED)
		abandon("cannot make the turn to write", strerror(errno));
	lock_make(turn, "cannot make the turn to write");
}

void turn_take(void)
{
	int problem;

	turn_make();
	must(holder != getpid());
	problem = pthread_mutex_lock(turn);
	/* The last holder died.  Its transaction has rolled back; nothing is left half done. */
	if (problem == EOWNERDEAD)
		problem = pthread_mutex_consistent(turn);
	if (problem)
		abandon("cannot take the turn to write", strerror(problem));
	holder = getpid();
}

void turn_give(void)
{
	must(holder == getpid());
	holder = 0;
	if (pthread_mutex_unlock(turn) != 0)
		abandon("cannot give the turn to write", "pthread_mutex_unlock failed");
}
