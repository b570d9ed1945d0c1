/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * threats/queries_evidence.c - what proves that meetings are checked and protection gone through.
 *
 * A check that was made after the meeting is none, nor is one that was made so long before it that
 * the rule does not count it.  Of the state of protection the days alone are known here: the
 * records behind it open for nobody but those who keep it.
 */
#include "modules/threats/inside.h"

#include "kit/evidence.h"
#include "modules/units/units.h"

struct checked { int64_t unit_id; struct date on_day, done_on; };
LIST_OF(checked)
static const struct column checked_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct checked, unit_id), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct checked, on_day), NULL, false },
	{ "done_on", COLUMN_date, offsetof(struct checked, done_on), NULL, false },
};
static const struct shape checked_shape = { .size = sizeof(struct checked),
	.count = COUNT(checked_columns), .columns = checked_columns };

static const struct evidence_argument check_arguments[] = {
	{ .name = "within_days", .label = N_("At most so many days before the meeting"), .is_number = true },
	{ .name = NULL },
};

static struct checked_list meetings_held(struct view *view, const struct evidence_ask *ask)
{
	return checked_list_of(view_list(view, &checked_shape,
		SQL("SELECT unit_id, on_day, done_on FROM my_proof_meeting_check"
		    " WHERE on_day >= $1 AND on_day <= $2 AND ($3 = 0 OR unit_id = $3)"
		    " ORDER BY unit_id, on_day DESC"), V(ask->from, ask->to, ask->unit_id)));
}

static bool counts(const struct checked *meeting, int64_t within)
{
	if (!date_is_given(meeting->done_on) || date_compare(meeting->done_on, meeting->on_day) > 0)
		return false;
	return !within || date_days_between(meeting->done_on, meeting->on_day) <= within;
}

static struct evidence_count_list check_counts(struct view *view, const struct evidence_ask *ask)
{
	struct checked_list held = meetings_held(view, ask);
	int64_t within = evidence_number(ask, "within_days", 0);
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count,
		held.count + 1) };

	for (size_t i = 0; i < held.count; i++) {
		struct evidence_count *last = list.count ? &list.at[list.count - 1] : NULL;

		if (!last || last->unit_id != held.at[i].unit_id) {
			last = &list.at[list.count++];
			*last = (struct evidence_count){ .unit_id = held.at[i].unit_id };
		}
		last->whole++;
		if (!counts(&held.at[i], within))
			continue;
		last->count++;
		if (!date_is_given(last->last))
			last->last = held.at[i].on_day;
	}
	return list;
}

static struct evidence_record_list check_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct checked_list held = meetings_held(view, ask);
	int64_t within = evidence_number(ask, "within_days", 0);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		held.count + 1) };

	for (size_t i = 0; i < held.count && list.count < EVIDENCE_RECORDS_MOST; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = str_of(counts(&held.at[i], within) ? _("A meeting with a check before it")
				: _("A meeting without a check in time")),
			.path = threats_may(view, "threats_meetings", ask->unit_id)
				? arena_print(arena, "/threats/meetings?unit=%lld", (long long)ask->unit_id) : S(""),
			.on = held.at[i].on_day };
	return list;
}

/* ---- Protection ------------------------------------------------------------------------------- */

static const struct evidence_argument protection_arguments[] = {
	{ .name = "months", .label = N_("Holds for so many months"), .is_number = true },
	{ .name = NULL },
};

static struct evidence_span_list protection_spans(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_span_list list = evidence_span_list_of(view_list(view, &evidence_span_shape,
		SQL("SELECT unit_id, reviewed_on AS valid_from, next_by AS valid_to"
		    " FROM my_proof_protection_status WHERE $1 = 0 OR unit_id = $1"
		    " ORDER BY unit_id, reviewed_on"), V(ask->unit_id)));
	int months = (int)evidence_number(ask, "months", 0);

	for (size_t i = 0; months > 0 && i < list.count; i++) {
		struct date end = date_add_days(date_add_months(list.at[i].from, months), -1);

		if (date_compare(end, list.at[i].to) < 0)
			list.at[i].to = end;
	}
	return list;
}

static struct evidence_record_list protection_records(struct view *view, const struct evidence_ask *ask)
{
	struct protection_list found = protections(view);
	struct evidence_record_list list = { 0, arena_array(view_arena(view), struct evidence_record,
		found.count + 1) };

	for (size_t i = 0; i < found.count; i++)
		if (found.at[i].unit_id == ask->unit_id)
			list.at[list.count++] = (struct evidence_record){
				.words = str_of(_("Gone through")), .path = S("/threats/protection"),
				.on = found.at[i].reviewed_on };
	return list;
}

const struct evidence_source threats_evidence[] = {
	{ .name = "meeting_check", .label = N_("The threat is judged before meetings"),
	  .arguments = check_arguments, .counts = check_counts, .records = check_records },
	{ .name = "protection_status", .label = N_("The protection is gone through"),
	  .arguments = protection_arguments, .spans = protection_spans, .records = protection_records },
	{ .name = NULL },
};
