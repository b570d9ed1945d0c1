/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/reports.h - the tables behind the reports of this room. */
#pragma once

#include "modules/documents/inside.h"

struct grid documents_report(struct view *view, struct date on, int64_t unit_id);
struct grid receipts_report(struct view *view, int64_t unit_id);
extern const struct report documents_reports[];
