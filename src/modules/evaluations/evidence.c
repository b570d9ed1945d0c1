/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/evidence.c - what evaluations prove: that those which crises asked for were adopted
 * in time, that lessons are shared, and that what they led to is done.
 *
 * An evaluation counts on the day it was adopted, or, when it was not adopted in time, on the
 * day it was due: then it is one of those that should have been.  What a named person judged
 * not to be needed is not counted.
 */
#include "modules/evaluations/lessons.h"

#include "kit/evidence.h"

#include <stdlib.h>

static const struct choice whose[] = {
	{ "", "" },
	{ "own", N_("Crises of the unit, and those it was to report in") },
	{ "central", N_("Crises that were led centrally, or were the whole city's") },
	{ NULL, NULL },
};
static const struct choice lesson_withs[] = {
	{ "", "" },
	{ "shared", N_("Shared in the period") },
	{ "closed", N_("What was to be done is done, or was declined") },
	{ NULL, NULL },
};
static const struct evidence_argument evaluation_arguments[] = {
	{ "of", N_("Whose crises"), .choices = whose, .is_required = true },
	{ .name = NULL },
};
static const struct evidence_argument lesson_arguments[] = {
	{ "with", N_("What counts"), .choices = lesson_withs, .is_required = true },
	{ .name = NULL },
};

/* ---- Evaluations ------------------------------------------------------------------------------ */

static bool is_in(struct date day, const struct evidence_ask *ask)
{
	return date_compare(day, ask->from) >= 0 && date_compare(day, ask->to) <= 0;
}

static bool is_waived(const struct proven_list *waived, int64_t crisis_id, int64_t unit_id)
{
	for (size_t i = 0; i < waived->count; i++)
		if (waived->at[i].crisis_id == crisis_id && waived->at[i].owed_by == unit_id)
			return true;
	return false;
}

/* The list is sorted by unit. */
static struct evidence_count *count_of(struct evidence_count_list *counts, int64_t unit_id)
{
	if (!counts->count || counts->at[counts->count - 1].unit_id != unit_id)
		counts->at[counts->count++] = (struct evidence_count){ .unit_id = unit_id };
	return &counts->at[counts->count - 1];
}

static void proven_count(struct evidence_count_list *counts, const struct proven *owed,
                         const struct answered *by, const struct evidence_ask *ask)
{
	struct date due = due_day(owed->closed_at);
	struct date adopted = by ? instant_date(by->fulfilled_at) : (struct date){ 0 };
	bool is_in_time = by && date_compare(adopted, due) <= 0;
	struct evidence_count *count;

	if (!is_in(is_in_time ? adopted : due, ask))
		return;
	count = count_of(counts, owed->unit_id);
	count->whole++;
	if (!is_in_time)
		return;
	count->count++;
	if (date_compare(adopted, count->last) > 0)
		count->last = adopted;
}

static struct evidence_count_list evaluation_counts(struct view *view, const struct evidence_ask *ask)
{
	bool of_city = str_is(evidence_text(ask, "of"), "central");
	struct proven_list owed = of_city ? proven_of_city(view, ask->unit_id) : proven_of_units(view, ask->unit_id);
	struct proven_list waived = proven_waived(view);
	struct answered_list answers = proven_answers(view);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view), struct evidence_count, owed.count + 1) };

	for (size_t i = 0; i < owed.count; i++)
		if (!is_waived(&waived, owed.at[i].crisis_id, owed.at[i].owed_by))
			proven_count(&counts, &owed.at[i],
				answer_best(&answers, &(struct owed){ .crisis_id = owed.at[i].crisis_id,
					.unit_id = owed.at[i].owed_by }), ask);
	return counts;
}

static struct evidence_record_list evaluation_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct evaluation_list found = evaluations_proving(view, ask, str_is(evidence_text(ask, "of"), "central"));
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record, found.count + 1) };

	for (size_t i = 0; i < found.count && i < EVIDENCE_RECORDS_MOST; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s %.*s", STR(found.at[i].number), STR(found.at[i].title)),
			.path = evaluation_path(arena, &found.at[i]),
			.on = instant_date(found.at[i].fulfilled_at) };
	return records;
}

/* ---- Lessons ------------------------------------------------------------------------------------ */

/* Closed counts those whose measure was due in the period, or that were declined in it. */
static void lesson_count(struct evidence_count_list *counts, const struct proven_lesson *lesson,
                         bool is_shared, const struct evidence_ask *ask)
{
	const struct lesson became = { .answer = lesson->answer, .measure_state = lesson->measure_state };
	enum lesson_state state = lesson_state_of(&became, ask->to);
	struct date day = is_shared ? instant_date(lesson->shared_at)
		: lesson->answer == FINDING_declined ? instant_date(lesson->answered_at) : lesson->due_on;
	struct evidence_count *count;

	if (!is_in(day, ask))
		return;
	count = count_of(counts, lesson->unit_id);
	if (!is_shared)
		count->whole++;
	if (!is_shared && state != LESSON_done && state != LESSON_declined)
		return;
	count->count++;
	if (date_compare(day, count->last) > 0)
		count->last = day;
}

static struct evidence_count_list lesson_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proven_lesson_list lessons = proven_lessons(view, ask->unit_id);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view), struct evidence_count, lessons.count + 1) };

	for (size_t i = 0; i < lessons.count; i++)
		lesson_count(&counts, &lessons.at[i], str_is(evidence_text(ask, "with"), "shared"), ask);
	return counts;
}

static struct evidence_record_list lesson_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct lesson_list found = lessons_of_unit(view, ask->unit_id);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record, found.count + 1) };

	for (size_t i = 0; i < found.count && records.count < EVIDENCE_RECORDS_MOST; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s %.*s", STR(found.at[i].number), STR(found.at[i].words)),
			.path = arena_print(arena, "/lessons/%.*s", STR(found.at[i].number)),
			.on = instant_date(found.at[i].shared_at) };
	return records;
}

const struct evidence_source evaluations_evidence[] = {
	{ .name = "evaluation", .label = N_("Evaluations that crises asked for, adopted in time"),
	  .arguments = evaluation_arguments, .counts = evaluation_counts, .records = evaluation_records },
	{ .name = "lesson", .label = N_("Lessons, and what became of them"),
	  .arguments = lesson_arguments, .counts = lesson_counts, .records = lesson_records },
	{ .name = NULL },
};
