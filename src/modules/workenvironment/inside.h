/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/workenvironment/workenvironment.h"

#define WORK_REVIEW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(year,      count, N_("Year"), .required = true, .least = 2000, .most = 2200) \
	F(words,     prose, N_("What the year showed"), .required = true, .longest = 8000, \
	             .help = N_("How the work is organised, what worked and what did not. No names.")) \
	F(next_words, prose, N_("What is done next"), .longest = 8000) \
	F(injuries,  count, N_("Work injuries"), .is_own = true) \
	F(near_misses, count, N_("Near misses"), .is_own = true) \
	F(risks,     count, N_("Risk observations"), .is_own = true) \
	F(unjudged,  count, N_("Not judged"), .is_own = true) \
	F(to_tell,   count, N_("To be told to the safety representative"), .is_own = true) \
	F(told,      count, N_("Told to the representative"), .is_own = true) \
	F(signed_by, ref,  N_("Signed by"), .refers_to = "person", .is_own = true) \
	F(signed_on, date, N_("Signed on"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true, .is_hidden = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct work_review { WORK_REVIEW_FIELDS(AS_MEMBER) };
LIST_OF(work_review)
extern const struct record work_review_record;
extern const struct form work_review_form;

extern const struct choice work_kinds[];
extern const struct table works_table;
void works_query(struct request *request, struct view *view, struct query *query);

/* Of the events that one reads, restricted ones never: by year of a unit with all below it, or by
 * unit of a year. */
struct work_line { int64_t unit_id, injuries, near_misses, risks, unjudged, serious, to_tell, told, days; };
LIST_OF(work_line)
struct work_line works_of(struct view *view, int64_t unit_id, int year);
struct work_line_list works_by_unit(struct view *view, int64_t unit_id, int year);
/* Days from report of what was told to the safety representative, in the mean; -1: nothing was. */
double work_days(const struct work_line *line);

struct work_review_list work_reviews(struct view *view);
const struct work_review *work_review_get(struct view *view, struct str public_id);
bool work_review_is_there(struct view *view, int64_t unit_id, int64_t year);
bool work_may_sign(struct view *view, int64_t unit_id);
int64_t work_top_unit(struct view *view);       /* the highest that one reads events of; 0 none */

extern const struct route workenvironment_routes[];
extern const struct evidence_source workenvironment_evidence[];
void workenvironment_demo(struct store *store, int scale);
