/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/demo.h - the demo's office: who puts the picture together, for which unit. */
#pragma once

#include "modules/riskpicture/inside.h"

int64_t demo_analyst(struct view *view);        /* 0 nobody; as the system */
int64_t demo_submission(struct view *view, int64_t unit_id, int year);
void riskpicture_demo(struct store *store, int scale);
