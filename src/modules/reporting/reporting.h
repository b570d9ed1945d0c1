/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/reporting.h - do we know what happens?  What is reported, what is not, and how soon.
 *
 * Nobody knows how many events there are, so that no page says which share of them is reported.
 * What can be seen stands beside what others would expect: near misses per injury, events per
 * 1 000 employees of a unit beside the rest of the city (never as a list of who is best), and of
 * what left a trace elsewhere - claims, police reports, injury notifications - which share has
 * an event, as "at least" and "at most", with the direction in which it is wrong.  Each is more,
 * fewer, about the same, or cannot be told.
 *
 * Where a source of claims or reports is on, by a legal basis that a named person stands for, its
 * rows are linked to events, and the share that has one is told with its limits (flows.h,
 * estimate.h, three.h).  Too few reports are a finding too (silence.h).
 *
 * Who reads the events of a unit sees its small numbers.  Who only reads statistics sees the
 * unit of the appointment, for the last twelve months, without what is below it and without
 * small numbers, so that they cannot be worked out as differences.
 */
#pragma once

#include "kit/module.h"
#include "modules/reporting/kept.h"

/* Units that one may ask about; whose small numbers one may see; among them where a person
 * belongs, 0 none.  What is counted of a unit is of all that my_reporting_below says is below it. */
bool reporting_may_unit(struct view *view, int64_t unit_id);
bool reporting_may_count(struct view *view, int64_t unit_id);
int64_t reporting_unit_first(struct view *view, int64_t belongs_to);
struct option_list reporting_unit_options(struct view *view);

/* What a source of claims says of one year, of a unit with all below it: how many claims, how many
 * with an amount, and their sum in kronor of the day.  Sums stay when rows are erased.  Only of units
 * whose sums one may see; hidden where a part of it is too small to be told to this reader. */
struct claims_year {
	struct str source;
	int64_t year, rows, with_amount, amount;        /* without the amounts of withdrawn claims */
	bool is_hidden;
	int64_t withdrawn, with_paid, paid;
};
LIST_OF(claims_year)
struct claims_year_list reporting_claims(struct view *view, int64_t unit_id);

extern const struct module reporting_module;
