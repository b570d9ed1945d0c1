/* SPDX-License-Identifier: EUPL-1.2 */
/* work/facts.c - the numbers of one unit, each through the door of the room that has it. */
#include "modules/work/inside.h"

/* The programmes in force; a duty of each is counted. */
static void duties_count(struct view *view, const struct programme *programme, struct facts *facts)
{
	struct verdict_ask ask = { .programme = programme, .unit_id = facts->unit->id,
		.year = facts->year };
	struct verdict_list list = verdicts_of(view, &ask);

	for (size_t i = 0; i < list.count; i++) {
		const struct verdict *one = &list.at[i];

		/* A follow-up point asks of a duty what the duty has answered already. */
		if (str_is(one->obligation->kind, "U"))
			continue;
		facts->duties_held += one->state == VERDICT_fulfilled;
		facts->duties_late += one->state == VERDICT_late;
		facts->duties_asked += one->state == VERDICT_fulfilled || one->state == VERDICT_late
			|| one->state == VERDICT_gap || one->state == VERDICT_partly;
		if (one->state != VERDICT_gap)
			continue;
		facts->gaps++;
		if (one->gap_days >= facts->gap_days) {
			facts->gap_days = one->gap_days;
			facts->gap_words = obligation_words(one->obligation);
		}
	}
}

static void deliveries_count(struct view *view, const struct programme *programme,
                             struct facts *facts)
{
	struct delivery_list list = deliveries_of(view, programme, facts->unit->id, facts->year);

	for (size_t i = 0; i < list.count; i++) {
		const struct delivery *one = &list.at[i];
		bool is_open = one->state < SUBMISSION_submitted || one->state == SUBMISSION_returned;
		int days = date_is_given(one->due) ? date_days_between(facts->today, one->due) : 0;

		facts->deliveries_returned += one->state == SUBMISSION_returned;
		facts->deliveries_to_submit += one->state == SUBMISSION_decided;
		if (!is_open || !date_is_given(one->due))
			continue;
		facts->deliveries_late += days < 0;
		facts->deliveries_soon += days >= 0 && days <= SOON_DAYS;
		if (days >= 0 && (!date_is_given(facts->next_due)
		                  || date_compare(one->due, facts->next_due) < 0)) {
			facts->next_due = one->due;
			facts->next_words = tongue_is("en") && one->deliverable->name_en.len
				? one->deliverable->name_en : one->deliverable->name_sv;
		}
	}
}

/* Whole months, for they are what every reader of statistics may count: one who reads no
 * events would else find none in the days of a month that is cut off.  In January they are
 * those of the year that has ended. */
static void events_count_all(struct view *view, struct facts *facts)
{
	const struct item *kind = item_find("unit_kinds", facts->unit->kind);
	struct event_ask now = { .unit_id = facts->unit->id, .as_is = true,
		.is_board = kind && item_int(kind, "is_board") }, before, week = now;
	struct event_count_list counts, earlier;

	facts->events_to = date_add_days(facts->today, -facts->today.day);
	facts->events_from = date_year_start(facts->events_to);
	now.from = facts->events_from;
	now.to = facts->events_to;
	before = now;
	before.from.year--;
	before.to = date_add_days(date_add_months(date_add_days(now.to, 1), -12), -1);
	week.from = date_add_days(facts->today, -7);
	week.to = facts->today;
	week.severity_from = 3;
	facts->serious_week = events_total(view, &week);
	counts = events_count(view, &now, "branch");
	earlier = events_count(view, &before, "branch");
	for (size_t i = 0; i < counts.count; i++) {
		facts->events += counts.at[i].events;
		facts->injured += counts.at[i].injured;
	}
	for (size_t i = 0; i < earlier.count; i++) {
		facts->events_before += earlier.at[i].events;
		facts->injured_before += earlier.at[i].injured;
	}
}

struct facts facts_of(struct view *view, const struct unit *unit, struct date today)
{
	struct facts facts = { .unit = unit, .year = today.year, .today = today };
	struct programme_list now = programmes_on(view, today);
	struct measure_numbers numbers = measure_numbers_of(view, unit->id, today);

	for (size_t i = 0; i < now.count; i++) {
		duties_count(view, &now.at[i], &facts);
		deliveries_count(view, &now.at[i], &facts);
	}
	events_count_all(view, &facts);
	facts.measures_late = numbers.late;
	facts.measures_done = numbers.done;
	facts.measures_unrated = numbers.unrated;
	return facts;
}
