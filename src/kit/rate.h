/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/rate.h - what the workers count together: tries, failures, password checks.
 *
 * A table of fixed size in memory that is made before the fork; when it is full the oldest
 * count in the same bucket is forgotten.  It is behind a robust lock, and every state of a
 * count is a sound one, so a worker that dies in the middle harms nobody.
 */
#pragma once

#include "base/str.h"

void rate_make(void);
/* A sliding window: false when `who` has used `most` in the last `seconds` for `what`. */
bool rate_allows(const char *what, struct str who, int most, int seconds);
/* What was allowed turned out to be harmless and is not counted. */
void rate_take_back(const char *what, struct str who);

/* Failures, each followed by a longer wait; forgotten after an hour, so nobody is locked
 * out for good.  Seconds left to wait before the next try; 0 none. */
int64_t failure_wait(struct str who);
void failure_add(struct str who);
void failure_forget(struct str who);

/* One of the two places for costly password checks; -1 when both were taken too long.  Who is
 * on duty has a third one to go to, and does not wait behind everybody else. */
int password_lane_take(bool is_on_duty);
void password_lane_give(int lane);
