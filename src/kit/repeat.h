/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/repeat.h - doing a change once, however often it is sent.
 *
 * Every form carries a key, every machine may send Idempotency-Key; the key is remembered in
 * the same transaction as the change, with the answer.  Sent again, the answer is given
 * again; sent with other words, it is refused.
 */
#pragma once

#include "kit/visit.h"

enum { REPEAT_DAYS = 90 };

struct repeat {
	struct str key;                 /* digest of person and key; "" none was sent */
	struct str request;             /* digest of what was sent */
	bool is_known;
};

/* What the key of a person is remembered as. */
struct str repeat_key(struct arena *arena, int64_t person_id, struct str key);
struct repeat repeat_of(struct visit *visit);
/* In the change, last: false when the key is already there (undo, and use repeat_reply). */
bool repeat_remember(struct repeat *repeat, struct change *change, const struct reply *reply);
struct reply repeat_reply(struct repeat *repeat, struct visit *visit);
/* For the nightly job: forgets keys older than REPEAT_DAYS; answers how many. */
int64_t repeat_forget(struct change *change);
