/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/ladders.h - the times of a unit as they are told, and what the pages of the room say alike. */
#pragma once

#include "modules/reporting/inside.h"

/* Of a unit (0: the city) in the period that is asked for. */
struct ladder ladder_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct str name);
/* One step of it alone. */
struct ladder_step ladder_step_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id,
                                  enum timeliness_mark step);

struct reporting_tab { const char *path, *label; bool has_unit; };
extern const struct reporting_tab reporting_tab_list[];
extern const size_t reporting_tab_count;

struct str reporting_status(struct arena *arena, const struct reporting_ask *ask);      /* unit · period */
struct str share_limits_words(struct arena *arena, double share, double low, double high);     /* "62 % (51–72 %)" */
void reporting_ask_json(struct json_out *json, const struct reporting_ask *ask);
const char *reporting_verdict_name(enum verdict verdict);       /* "cannot_tell" */
