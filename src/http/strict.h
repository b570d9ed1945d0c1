/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/strict.h - the doorman: judges the bytes of a request head before libmicrohttpd.
 *
 * libmicrohttpd reads through recv(); strict.c puts a recv() of its own in front of libc's
 * and looks at what arrives on connections that were announced.  Two Host headers,
 * Transfer-Encoding in any form (no client we serve needs it), Content-Length that is no
 * plain number, bare LF, folded lines, space before the colon, NUL and control characters,
 * unknown methods, versions other than HTTP/1.0 and 1.1, heads over LONGEST_HEAD and heads
 * that take longer than HEAD_SECONDS are answered here and the connection is closed.
 * Source of the list: RFC 9112 (sections 2.2, 3, 5, 6.1, 6.3, 11).
 *
 * For TLS in the binary the bytes are sealed: there only the clock is kept here, and the
 * checks in request.c remain.
 */
#pragma once

#include "base/str.h"
#include <stdint.h>

enum doorman_state { DOOR_HEAD, DOOR_BODY, DOOR_REFUSED };

struct doorman {                /* one connection; all zero: nothing has come yet */
	enum doorman_state state;
	int refuse_status;              /* with DOOR_REFUSED */
	uint64_t body_left;
	uint64_t body_len;
	size_t head_len;
	int64_t since;                  /* when this head or body began, monotonic ms; 0: idle */
	/* where in the head we are; see strict.c */
	int place, field, value_place;
	int target_len, line_count, host_count, length_count, empty_lines;
	bool is_bodyless, is_unknown_method, is_old;
	uint64_t length;
	int length_digits;
	char word[20];                  /* the method, the version or a header's name */
	int word_len;
};

/* Pure, for tests and fuzzing: feeds bytes, answers how many may be handed on: all, or when
 * refused those before the refused head. */
size_t doorman_feed(struct doorman *doorman, const char *at, size_t len, int64_t now_ms);
/* Pure too: 408 when a head or a body has been on its way too long, else 0. */
int doorman_late(const struct doorman *doorman, int64_t now_ms);

/* Whether our recv() is the one that libmicrohttpd calls. */
bool strict_is_in_force(void);
void strict_watch(int fd, bool is_sealed);      /* a new connection; sealed: TLS */
void strict_forget(int fd);
/* Sealed: the head is whole, and later: the answer is sent. */
void strict_head_is_whole(int fd, bool is_whole);
void strict_reap(int64_t now_ms);       /* ends late heads and bodies, and lingering refusals */
int64_t strict_now(void);               /* monotonic milliseconds, never 0 */
/* Refused over all connections of this process, since it began. */
uint64_t strict_refused_count(void);
