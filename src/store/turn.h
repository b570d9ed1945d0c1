/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/turn.h - the one turn to write, shared by all processes of a service.
 *
 * A robust process-shared mutex in shared memory, made before the fork.  Every SQLite write
 * transaction and every checkpoint happens while its process has the turn: writers queue
 * instead of fighting over the busy handler, and Debian 12's SQLite needs it for safety (two
 * connections that write and checkpoint at the same instant can lose a commit before 3.51.3).
 * A holder that dies passes the turn on; its transaction rolls back by itself.
 */
#pragma once

void turn_make(void);           /* before the fork, once; without it turns are private */
void turn_take(void);           /* waits; must not be held already */
void turn_give(void);
