/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/rules.c - when an evaluation is due, when it may be reviewed and adopted. */
#include "modules/evaluations/inside.h"

/* ---- When it is due --------------------------------------------------------------------- */

/* The first full kind of the list says how long it may take. */
static const struct item *full_kind(void)
{
	const struct catalogue *kinds = catalogue_get("evaluations/kinds");

	for (size_t i = 0; i < kinds->count; i++)
		if (item_int(&kinds->items[i], "is_full") && !kinds->items[i].is_retired)
			return &kinds->items[i];
	return NULL;
}

struct instant over_at(struct instant closed, struct date held_on)
{
	enum { NOON = 12 };

	return closed.seconds ? closed : instant_at(held_on, NOON, 0, 0);
}

struct date due_day(struct instant closed)
{
	const struct item *kind = full_kind();
	int64_t hours = kind ? item_int(kind, "due_hours") : 0;

	if (hours)
		return instant_date((struct instant){ closed.seconds + hours * HOUR });
	return date_add_days(instant_date(closed), kind ? (int)item_int(kind, "due_days") : 0);
}

bool due_is_open(enum due_state state)
{
	return state == DUE_not_begun || state == DUE_begun || state == DUE_in_review || state == DUE_late;
}

enum due_state due_state_of(struct date due_on, const struct answered *by, bool is_waived, struct date today)
{
	if (by && by->fulfilled_at.seconds)
		return date_compare(instant_date(by->fulfilled_at), due_on) <= 0 ? DUE_adopted : DUE_adopted_late;
	if (is_waived)
		return DUE_waived;
	if (date_compare(due_on, today) < 0)
		return DUE_late;
	if (!by)
		return DUE_not_begun;
	return by->state == EVALUATION_review ? DUE_in_review : DUE_begun;
}

/* What is judged centrally to be led, coordinated or supported is marked in the lists. */
bool is_central(struct str kind, struct str became)
{
	if (str_is(kind, "city") || str_is(kind, "period"))
		return true;
	if (str_is(kind, "level"))
		return item_int(item_find("crisis/levels", became), "is_serious") != 0;
	return item_int(item_find("crisis/coordination", became), "is_central") != 0;
}

static bool answers_better(const struct answered *one, const struct answered *best)
{
	if (!best)
		return true;
	if (!one->fulfilled_at.seconds != !best->fulfilled_at.seconds)
		return one->fulfilled_at.seconds != 0;
	return one->fulfilled_at.seconds ? one->fulfilled_at.seconds < best->fulfilled_at.seconds
		: one->state > best->state;
}

const struct answered *answer_best(const struct answered_list *list, const struct owed *owed)
{
	const struct answered *best = NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct answered *one = &list->at[i];

		if (owed_is_of(owed, one->crisis_id, one->exercise_id, one->period_id)
		    && one->unit_id == owed->unit_id
		    && item_int(item_find("evaluations/kinds", one->kind), "is_full")
		    && answers_better(one, best))
			best = one;
	}
	return best;
}

/* ---- Review and adoption ------------------------------------------------------------------ */

const char *const obstacle_words[] = {
	[NOT_DRAFT] = N_("It is not being written. Begin a new edition to change what has been adopted."),
	[NOT_IN_REVIEW] = N_("It is not in review. Whoever leads it sends it there."),
	[NOT_ADOPTED] = N_("It has not been adopted."),
	[SUMMARY_MISSING] = N_("Write first what happened, in short."),
	[ASPECTS_MISSING] = N_("Write under at least one heading what worked or what did not."),
	[FINDINGS_OPEN] = N_("Each finding needs an answer: a measure, or a reason why it is declined."),
	[SAME_PERSON] = N_("Somebody else than who leads it or sent it adopts it."),
	[NOT_OVER] = N_("What is evaluated is not over. Wait until the crisis is closed, the exercise held, or the central crisis management stood down."),
	[TIMELINE_MISSING] = N_("Choose the timeline first."),
};

enum obstacle review_obstacle(const struct whole *whole)
{
	bool is_full = item_int(item_find("evaluations/kinds", whole->evaluation->kind), "is_full") != 0;
	size_t written = 0;

	if (whole->evaluation->state != EVALUATION_draft)
		return NOT_DRAFT;
	if (is_full && whole->goes_on)
		return NOT_OVER;
	if (!str_trim(whole->evaluation->summary).len)
		return SUMMARY_MISSING;
	for (size_t i = 0; i < whole->aspects.count; i++)
		written += whole->aspects.at[i].worked.len || whole->aspects.at[i].failed.len;
	if (!written)
		return ASPECTS_MISSING;
	if (is_full && whole->has_log && !whole->lines.count)
		return TIMELINE_MISSING;
	for (size_t i = 0; i < whole->findings.count; i++)
		if (whole->findings.at[i].answer == FINDING_open)
			return FINDINGS_OPEN;
	return FREE;
}

enum obstacle adopt_obstacle(const struct whole *whole, int64_t person)
{
	if (whole->evaluation->state != EVALUATION_review)
		return NOT_IN_REVIEW;
	if (person == whole->evaluation->leader_id || person == whole->evaluation->sent_by)
		return SAME_PERSON;
	return FREE;
}

/* ---- For `varn rules` ------------------------------------------------------------------------ */

static const struct { const char *what, *when; } rules[] = {
	{ N_("An evaluation is due for a unit"), N_("a crisis of the unit is closed, or one in which it was asked to report; or the unit has held an exercise") },
	{ N_("An evaluation is due for the executive office"), N_("a crisis of the whole city is closed, or one in which the central crisis management was active, or that was judged serious or led centrally; or the central crisis management, active without a crisis and not as an exercise, is stood down") },
	{ N_("It may be reviewed"), N_("what it is about is over, there is a summary, a heading is written, the timeline is chosen, and each finding has an answer") },
	{ N_("It may be adopted"), N_("it is in review, by somebody else than who leads it or sent it") },
};

static bool evaluation_row(size_t i, struct out *out)
{
	if (i >= COUNT(rules))
		return false;
	out_print(out, "| %s | %s |", _(rules[i].what), _(rules[i].when));
	return true;
}

static bool kind_row(size_t i, struct out *out)
{
	const struct catalogue *kinds = catalogue_find(S("evaluations/kinds"));
	const struct item *kind = kinds && i < kinds->count ? &kinds->items[i] : NULL;

	if (!kind)
		return false;
	out_print(out, "| %.*s | %lld | %lld |", STR(item_name(kind)), (long long)item_int(kind, "due_hours"),
		(long long)item_int(kind, "due_days"));
	return true;
}

const struct rule_table evaluations_rules[] = {
	{ .name = "evaluations: when", .row = evaluation_row, .headings = "| What | When |" },
	{ .name = "evaluations: how long", .row = kind_row, .headings = "| Kind | Hours | Days |" },
	{ .name = NULL },
};
