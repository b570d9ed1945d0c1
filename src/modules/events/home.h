/* SPDX-License-Identifier: EUPL-1.2 */
/* events/home.h - what waits for a person. */
#pragma once

#include "modules/events/pieces.h"

struct events_home {
	bool may_read, may_handle, may_coordinate;
	int64_t fresh, mine, late, own, countersign, stopped;
};
