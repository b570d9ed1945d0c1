/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/notices.h - notices from outside: police, fire and rescue, others' files.
 *
 * They are marked as such everywhere and never counted among the city's own events.  What a
 * source changes later is kept as versions.  Placing a notice in an area is reading its text
 * for names (summary before body, the longest name wins, genitive -s, the city's own alias
 * list); what names no area stays unplaced and is said so.
 */
#pragma once

#include "kit/module.h"

struct notice_ask {
	struct str source;              /* "" all */
	struct str area_code;           /* and all within it; "" any */
	struct date from, to;
	struct str kind;
};
struct notice_count { struct str key, label; int64_t id, notices; };
LIST_OF(notice_count)
/* by = "kind", "month", "area", "source"; summaries of many events are left out and counted
 * apart by notices_summaries(). */
struct notice_count_list notices_count(struct view *view, const struct notice_ask *ask, const char *by);
int64_t notices_total(struct view *view, const struct notice_ask *ask);
int64_t notices_unplaced(struct view *view, const struct notice_ask *ask);
struct instant notices_changed(struct view *view, const struct notice_ask *ask);
/* What must be said beside every figure made of a source ("press notices are a selection"). */
struct str notices_caveat(struct view *view, struct str source);
struct str notices_link(struct arena *arena, const struct notice_ask *ask, const char *by, struct str key);

extern const struct module notices_module;
