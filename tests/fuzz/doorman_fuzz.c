/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doorman_fuzz.c - any bytes, split anywhere, get the same judgement, and what is handed on
 * is never more than came.
 *
 * The first byte says how long the pieces are.
 */
#include "http/strict.h"

#include <stdlib.h>

static void must_hold(int is_true)
{
	if (!is_true)
		abort();
}

static struct doorman feed(const char *at, size_t len, size_t piece)
{
	struct doorman doorman = { .state = DOOR_HEAD };

	for (size_t i = 0; i < len; i += piece) {
		size_t now = len - i < piece ? len - i : piece;
		size_t handed = doorman_feed(&doorman, at + i, now, 1);

		must_hold(handed <= now);
		must_hold(handed == now || doorman.state == DOOR_REFUSED);
		must_hold(doorman.state != DOOR_BODY || doorman.body_left > 0);
		must_hold((doorman.state == DOOR_REFUSED) == (doorman.refuse_status >= 400));
	}
	return doorman;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct doorman whole, split;

	if (size < 2)
		return 0;
	whole = feed((const char *)data + 1, size - 1, size);
	split = feed((const char *)data + 1, size - 1, (size_t)data[0] + 1);
	must_hold(whole.state == split.state && whole.refuse_status == split.refuse_status);
	must_hold(whole.state == DOOR_REFUSED || (whole.head_len == split.head_len
		&& whole.body_left == split.body_left && whole.place == split.place));
	return 0;
}
