/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/session.h - making sessions; only for access.c and sign_in.c. */
#pragma once

#include "kit/access.h"

enum {
	SESSION_BYTES = 32,             /* of the cookie's value, random */
	SESSION_SEEN_SECONDS = 5 * MINUTE,      /* how often use is written down */
	FEED_DAYS = 3 * 365,            /* a calendar is subscribed to once and forgotten */
	SESSION_DAYS_MOST = 14,         /* then one signs in again, however busy */
};

/* Inserts a session and answers with the token; its digest is what is kept. */
struct str session_make(struct change *change, int64_t person_id, const char *what,
                        struct instant ends);
/* How long a browser's session lives from now, if it is not used again. */
struct instant session_idle_end(void);
