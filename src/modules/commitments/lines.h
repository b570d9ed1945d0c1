/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/lines.h - a commitment as a line of a file: what the form asks, and how it is
 * judged, in the words that the list of commitments is taken out with.
 */
#pragma once

#include "kit/import.h"
#include "modules/commitments/inside.h"

#define LINE_FIELDS(F) COMMITMENT_FIELDS(F) \
	F(judged_levels,  text,  N_("Criticality per protected value"), .longest = 1000) \
	F(judged_profile, text,  N_("Consequence per step and value"), .longest = 4000) \
	F(judged_hours,   count, N_("Acceptable outage"), .most = 100000) \
	F(judged_reason,  prose, N_("Why"), .longest = 2000)
struct line { LINE_FIELDS(AS_MEMBER) };
extern const struct record line_record;
extern const struct import_kind commitments_imports[];

/* Of what the person may write: another unit's commitment with the same key is another one. */
const struct commitment *commitment_of_source(struct view *view, struct str source, struct str key);
const struct commitment *commitment_naked(struct view *system, int64_t id);
/* Those that nobody has touched since, and that nothing points at. */
struct commitment_list commitments_of_import(struct view *system, int64_t import_id, int64_t after);
const struct judged *judged_last(struct view *system, int64_t commitment_id);
void commitment_remove(struct change *change, int64_t id);
