/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box_fuzz.c - any bytes at all are a closed file or are refused, without a passphrase.
 *
 * What is taken for well has the size that its head says, and asks for no more than it may.
 */
#include "base/box.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct str file = { (const char *)bytes, len };

	for (int kind = BOX_pack; kind <= BOX_home; kind++) {
		struct box_head head;

		if (box_head_read(file, (enum box_kind)kind, &head) != BOX_WELL)
			continue;
		if (head.content > BOX_MOST_CONTENT || head.content + BOX_HEAD > len
		    || head.memory_kib > 1024 * 1024 || head.passes > 16)
			abort();
	}
	return 0;
}
