/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/strict.h - the doorman: judges the bytes of a request head before libmicrohttpd.
 *
 * libmicrohttpd reads through recv(); this file puts a recv() of its own in front of libc's
 * and looks at what arrives on connections that were announced.  Two Host headers,
 * Transfer-Encoding in any form (no client we serve needs it), Content-Length that is no
 * plain number, bare LF, folded lines, space before the colon, NUL and control characters,
 * unknown methods, versions other than HTTP/1.0 and 1.1, heads over LONGEST_HEAD and heads
 * that take longer than HEAD_SECONDS are answered here and the connection is closed.
 * Not in force for TLS in the binary (the bytes are sealed); there the checks in request.c
 * remain.  Source of the list: RFC 9112 (sections 2.2, 3, 5, 6.1, 6.3, 11).
 */
#pragma once

#include "base/str.h"
#include <stdint.h>

enum doorman_state { DOOR_HEAD, DOOR_BODY, DOOR_REFUSED };

struct doorman {                /* one connection */
	enum doorman_state state;
	int refuse_status;              /* with DOOR_REFUSED */
	uint64_t body_left;
	size_t head_len;
	int64_t head_since;             /* monotonic milliseconds; 0 while no byte of a head has come */
	/* where in the head we are; see strict.c */
	int place, line_len, host_count, length_count, empty_lines;
	bool has_length;
	uint64_t length;
	char name[32];
	int name_len;
	char word[16];
	int word_len;
	char value_first;
	bool is_get_like;
};

/* Pure, for tests and fuzzing: feeds bytes, answers how many may be handed on (all, unless
 * refused). */
size_t doorman_feed(struct doorman *doorman, const char *at, size_t len, int64_t now_ms);

void strict_watch(int fd);              /* a new connection */
void strict_forget(int fd);
void strict_reap(int64_t now_ms);       /* ends heads older than HEAD_SECONDS with 408 */
