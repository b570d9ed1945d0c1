/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/evidence.c - what evaluations prove: that those which crises, exercises and periods
 * of the central crisis management asked for were adopted in time, that lessons are shared, and that what they led to is done.
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
	{ "central", N_("Crises that were led centrally or were the whole city's, and central crisis management without a crisis") },
	{ "staff_exercise", N_("Exercises of the crisis organisation that the unit held") },
	{ NULL, NULL },
};
static const struct choice lesson_withs[] = {
	{ "", "" },
	{ "shared", N_("Shared in the period") },
	{ "closed", N_("What was to be done is done, or was declined") },
	{ NULL, NULL },
};
static const struct evidence_argument evaluation_arguments[] = {
	{ "of", N_("Evaluations of what"), .choices = whose, .is_required = true },
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

static struct owed owed_of(const struct proven *proven)
{
	return (struct owed){ .crisis_id = proven->crisis_id, .exercise_id = proven->exercise_id,
		.period_id = proven->period_id, .unit_id = proven->owed_by };
}

/* Exercises are not waived. */
static bool is_waived(const struct proven_list *waived, const struct proven *proven)
{
	struct owed owed = owed_of(proven);

	for (size_t i = 0; i < waived->count && !owed.exercise_id; i++)
		if (owed_is_of(&owed, waived->at[i].crisis_id, 0, waived->at[i].period_id)
		    && waived->at[i].owed_by == owed.unit_id)
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

struct proof {                          /* what was asked for, and what answers it */
	struct proven_list owed, waived;
	struct answered_list answers;
};

static struct proof proof_of(struct view *view, const struct evidence_ask *ask)
{
	struct str of = evidence_text(ask, "of");

	return (struct proof){
		.owed = str_is(of, "central") ? proven_of_city(view, ask->unit_id)
			: str_is(of, "staff_exercise") ? proven_of_exercises(view, ask->unit_id)
			: proven_of_units(view, ask->unit_id),
		.waived = proven_waived(view), .answers = proven_answers(view) };
}

/* The evaluation that was adopted in time; NULL. */
static const struct answered *answer_in_time(const struct proof *proof, const struct proven *proven)
{
	struct owed owed = owed_of(proven);
	const struct answered *by = answer_best(&proof->answers, &owed);

	return by && date_compare(instant_date(by->fulfilled_at), due_day(proven->closed_at)) <= 0 ? by : NULL;
}

static void proven_count(struct evidence_count_list *counts, const struct proven *owed,
                         const struct answered *by, const struct evidence_ask *ask)
{
	struct date day = by ? instant_date(by->fulfilled_at) : due_day(owed->closed_at);
	struct evidence_count *count;

	if (!is_in(day, ask))
		return;
	count = count_of(counts, owed->unit_id);
	count->whole++;
	if (!by)
		return;
	count->count++;
	if (date_compare(day, count->last) > 0)
		count->last = day;
}

static struct evidence_count_list evaluation_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof proof = proof_of(view, ask);
	struct evidence_count_list counts = { 0,
		arena_array(view_arena(view), struct evidence_count, proof.owed.count + 1) };

	for (size_t i = 0; i < proof.owed.count; i++) {
		const struct proven *owed = &proof.owed.at[i];

		if (!is_waived(&proof.waived, owed))
			proven_count(&counts, owed, answer_in_time(&proof, owed), ask);
	}
	return counts;
}

/* Is it one of those that were counted? */
static bool is_counted(const struct proof *proof, const struct evaluation *evaluation)
{
	for (size_t i = 0; i < proof->owed.count; i++) {
		const struct proven *proven = &proof->owed.at[i];
		struct owed owed = owed_of(proven);
		const struct answered *by;

		if (!owed_is_of(&owed, evaluation->crisis_id, evaluation->exercise_id, evaluation->period_id)
		    || owed.unit_id != evaluation->unit_id || is_waived(&proof->waived, proven))
			continue;
		by = answer_in_time(proof, proven);
		return by && by->fulfilled_at.seconds == evaluation->fulfilled_at.seconds
			&& str_equals(by->kind, evaluation->kind);
	}
	return false;
}

static struct evidence_record_list evaluation_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct proof proof = proof_of(view, ask);
	struct evaluation_list found = evaluations_proving(view, ask);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record, found.count + 1) };

	for (size_t i = 0; i < found.count && records.count < EVIDENCE_RECORDS_MOST; i++)
		if (is_counted(&proof, &found.at[i]))
			records.at[records.count++] = (struct evidence_record){
				.words = arena_print(arena, "%.*s %.*s", STR(found.at[i].number), STR(found.at[i].title)),
				.path = evaluation_path(arena, &found.at[i]),
				.on = instant_date(found.at[i].fulfilled_at) };
	return records;
}

/* ---- Lessons ------------------------------------------------------------------------------------ */

/* Closed is asked of those whose measure was due in the period, or that were declined in it. */
static struct date lesson_day(const struct proven_lesson *lesson, bool is_shared)
{
	return is_shared ? instant_date(lesson->shared_at)
		: lesson->answer == FINDING_declined ? instant_date(lesson->answered_at) : lesson->due_on;
}

static bool lesson_is_counted(const struct proven_lesson *lesson, bool is_shared, const struct evidence_ask *ask)
{
	const struct lesson became = { .answer = lesson->answer, .measure_state = lesson->measure_state };
	enum lesson_state state = lesson_state_of(&became, ask->to);

	return is_in(lesson_day(lesson, is_shared), ask)
		&& (is_shared || state == LESSON_done || state == LESSON_declined);
}

static void lesson_count(struct evidence_count_list *counts, const struct proven_lesson *lesson,
                         bool is_shared, const struct evidence_ask *ask)
{
	struct date day = lesson_day(lesson, is_shared);
	struct evidence_count *count;

	if (!is_in(day, ask))
		return;
	count = count_of(counts, lesson->unit_id);
	if (!is_shared)
		count->whole++;
	if (!lesson_is_counted(lesson, is_shared, ask))
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

static const struct lesson *lesson_of_id(const struct lesson_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == id)
			return &list->at[i];
	return NULL;
}

static int record_compare(const void *left, const void *right)
{
	const struct evidence_record *a = left, *b = right;

	return date_compare(b->on, a->on);
}

/* Those of the counted that this person reads, the newest day first. */
static struct evidence_record_list lesson_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	bool is_shared = str_is(evidence_text(ask, "with"), "shared");
	struct proven_lesson_list proven = proven_lessons(view, ask->unit_id);
	struct lesson_list read = lessons_of_unit(view, ask->unit_id);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record, proven.count + 1) };

	for (size_t i = 0; i < proven.count; i++) {
		const struct lesson *lesson = lesson_of_id(&read, proven.at[i].id);

		if (lesson && lesson_is_counted(&proven.at[i], is_shared, ask))
			records.at[records.count++] = (struct evidence_record){
				.words = arena_print(arena, "%.*s %.*s", STR(lesson->number), STR(lesson->words)),
				.path = arena_print(arena, "/lessons/%.*s", STR(lesson->number)),
				.on = lesson_day(&proven.at[i], is_shared) };
	}
	if (records.count)
		qsort(records.at, records.count, sizeof *records.at, record_compare);
	if (records.count > EVIDENCE_RECORDS_MOST)
		records.count = EVIDENCE_RECORDS_MOST;
	return records;
}

const struct evidence_source evaluations_evidence[] = {
	{ .name = "evaluation", .label = N_("Evaluations that crises and exercises asked for, adopted in time"),
	  .arguments = evaluation_arguments, .counts = evaluation_counts, .records = evaluation_records },
	{ .name = "lesson", .label = N_("Lessons, and what became of them"),
	  .arguments = lesson_arguments, .counts = lesson_counts, .records = lesson_records },
	{ .name = NULL },
};
