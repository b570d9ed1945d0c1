/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/demo.h - what the demo of the room asks of the store, as the system. */
#pragma once

#include "modules/communication/inside.h"

/* Some measure of the unit that goes on; id 0 none. */
const struct titled *demo_measure(struct view *view, int64_t unit_id);
int64_t demo_need(struct view *view, struct str words);         /* 0 none */
int64_t demo_message(struct view *view, struct str title);
