/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/estimate.h - of what others know, which share has an event, and does it rise?
 *
 * The share of the rows of a source that have an event is a plain proportion, corrected for links
 * that are wrong (what a person found in the sample) or missed (the sum of chances of those that were likely
 * and not taken).  It is too high for events that led to no row, and is told as "at most".  How many events
 * there may be, and what the share is when being on one list makes being on the other more or
 * less likely, stands beside it (analysis/capture.h).  Only four months that are older than the
 * follow-up are shown, so that all are followed equally long.
 */
#pragma once

#include "analysis/change_split.h"
#include "modules/reporting/flows.h"

/* Sums of a unit with all below it, of a source and four months. */
struct matched { int64_t source_id, rows, linked, waits, events; struct str tertial; };
LIST_OF(matched)
/* How often links of a source are right and found. */
struct link_quality { int64_t right, wrong; double expected, expected_accepted; struct str finding; };

struct matched_share {
	const struct matched *counts;
	bool is_hidden;
	double share, low, high;                /* corrected where that is known, else as counted */
	bool is_corrected;
	double if_less, if_more;                /* the share when the lists depend on each other */
	struct captured captured;
};
struct matched_share matched_share_of(const struct matched *counts, const struct link_quality *quality,
                                      double level, double less, double more);

/* Of a year beside the one before, over the four months that both have. */
struct year_change {
	bool is_known, is_hidden;
	int year;
	struct matched before, after;
	struct rate_ratio odds;
	enum verdict verdict;
};
struct year_change year_change_of(struct arena *arena, const struct matched_list *list, double level, double margin);
/* Are the four months over since so many days? */
bool tertial_is_ripe(struct str tertial, struct date today, int64_t follow_up_days);

/* What rows of a source of claims came to in four months. */
struct claims_part { int64_t rows, with_amount, amount, withdrawn, with_paid, paid; struct str source, tertial; };
LIST_OF(claims_part)
struct claims_part_list claims_parts(struct view *view, int64_t unit_id);      /* by source and time */
struct claims_part_list claims_parts_mine(struct view *view);  /* of all units whose rows one reads */
struct reply claims_page(struct request *request, struct view *view);
struct matched_list matched_of(struct view *view, int64_t unit_id);
struct link_quality link_quality_of(struct view *view, int64_t source_id);
/* Who may not open the rows sees the sums of the unit of the appointment alone. */
bool estimate_may_unit(struct view *view, int64_t unit_id);
int64_t estimate_unit_first(struct view *view);
struct option_list estimate_unit_options(struct view *view);
bool reporting_may_note(struct view *view, int64_t unit_id);

struct reply estimate_page(struct request *request, struct view *view);
struct grid estimate_run(struct view *view, const struct report_ask *report);
