/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/demo.c - what the demo city has evaluated: the storm of July, and two older ones.
 *
 * catalogues/demo/evaluations.csv says what, evaluation_aspects.csv and evaluation_findings.csv
 * what was said and what became of it.  The units that have not begun stand among what is due.
 */
#include "modules/evaluations/lessons.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 256 << 20, EVALUATED_SHARE = 850, WEEKS_LEAST = 3, DAYS_A_WEEK = 7 };

struct telling {
	struct arena *arena;
	struct store *store;
	struct view *people;            /* as the system */
	struct change *change;          /* as whoever does it */
	const struct csv_table *rows, *aspects, *findings, *said;
	size_t row;
	struct evaluation evaluation;
};

static struct str cell(const struct telling *t, const char *name)
{
	return csv_cell(t->rows, t->row, name);
}

static struct instant days_ago(int64_t days)
{
	return instant_at(date_add_days(date_today(), -(int)days), 10, 15, 0);
}

static void change_as(struct telling *t, int64_t person)
{
	t->change = change_open(t->store, t->arena, (struct who){ .person = person });
}

static void change_done(struct telling *t)
{
	if (change_commit(t->change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

/* ---- What was said --------------------------------------------------------------------------- */

static void aspects_tell(struct telling *t)
{
	for (size_t row = 1; row < t->aspects->count; row++) {
		struct evaluation_aspect *aspect;

		if (!str_equals(csv_cell(t->aspects, row, "evaluation"), cell(t, "key")))
			continue;
		aspect = aspect_get(change_view(t->change), t->evaluation.id, csv_cell(t->aspects, row, "aspect"));
		must(aspect != NULL);
		aspect->worked = csv_cell(t->aspects, row, "worked_sv");
		aspect->failed = csv_cell(t->aspects, row, "failed_sv");
		change_update(t->change, &evaluation_aspect_record.shape, aspect, aspect->version);
	}
}

static void timeline_tell(struct telling *t)
{
	const struct crisis *crisis = crisis_of_id(change_view(t->change), t->evaluation.crisis_id);
	struct crisis_cited_list log;
	size_t kept = 0;

	if (!crisis || str_is(t->evaluation.kind, "hot_debrief"))
		return;
	log = crisis_lines_cited(change_view(t->change), crisis);
	for (size_t i = 0; i < log.count; i++)
		if (log.at[i].is_key)
			log.at[kept++] = log.at[i];
	log.count = kept;
	lines_put(t->change, &t->evaluation, &log, t->evaluation.created_at);
}

static int64_t measure_tell(struct telling *t, size_t row, const struct finding *finding)
{
	const struct csv_table *table = t->findings;
	bool is_done = str_is(csv_cell(table, row, "is_done"), "1");
	struct measure measure = { .source_kind = S("evaluation"), .source_id = t->evaluation.id,
		.unit_id = demo_unit_of(t->people, csv_cell(table, row, "unit_code")),
		.responsible_id = person_of_login(t->people, csv_cell(table, row, "login")),
		.title = finding->recommendation, .words = finding->words,
		.due_on = date_add_days(date_today(), (int)demo_int(table, row, "due_days")),
		.state = is_done ? MEASURE_done : MEASURE_decided, .created_at = finding->created_at,
		.created_by = t->evaluation.leader_id, .decided_by = t->evaluation.leader_id };

	measure.decided_at = (struct instant){ finding->created_at.seconds + DAY };
	if (is_done)
		measure.done_at = instant_at(date_add_days(measure.due_on, -6), 14, 0, 0);
	measure_add_because(t->change, &measure, finding->words);
	return measure.id;
}

static void finding_tell(struct telling *t, size_t row)
{
	const struct csv_table *table = t->findings;
	int answer = choice_of(finding_answers, csv_cell(table, row, "answer"));
	struct finding finding = { .aspect = csv_cell(table, row, "aspect"),
		.words = csv_cell(table, row, "words_sv"),
		.recommendation = csv_cell(table, row, "recommendation_sv"),
		.functions = csv_cell(table, row, "functions"), .answer = answer > 0 ? answer : FINDING_open,
		.reason = csv_cell(table, row, "reason_sv"), .created_by = t->evaluation.leader_id,
		.created_at = { t->evaluation.created_at.seconds + 2 * HOUR } };

	if (finding.answer) {
		finding.answered_by = t->evaluation.leader_id;
		finding.answered_name = person_name_kept(t->people, t->evaluation.leader_id);
		finding.answered_at = (struct instant){ finding.created_at.seconds + HOUR };
	}
	if (finding.answer == FINDING_measure)
		finding.measure_id = measure_tell(t, row, &finding);
	finding_add(t->change, &t->evaluation, &finding);
}

/* ---- Adopted by somebody else ------------------------------------------------------------------ */

/* What is written to be remembered is shared by who adopted it. */
static void lessons_tell(struct telling *t, const struct whole *whole)
{
	size_t nth = 0;

	for (size_t row = 1; row < t->findings->count; row++) {
		struct shared_lesson lesson = { .evaluation_id = t->evaluation.id,
			.unit_id = t->evaluation.unit_id, .types = t->evaluation.types,
			.words = csv_cell(t->findings, row, "lesson_sv"),
			.reach = csv_cell(t->findings, row, "reach"),
			.unit_kind = csv_cell(t->findings, row, "unit_kind"),
			.functions = csv_cell(t->findings, row, "functions"),
			.reason = S("Orden gäller arbetssätt och säger inget om platser eller personer."),
			.shared_by = t->evaluation.adopted_by,
			.shared_at = { t->evaluation.adopted_at.seconds + DAY } };

		if (!str_equals(csv_cell(t->findings, row, "evaluation"), cell(t, "key")))
			continue;
		must(nth < whole->findings.count);
		lesson.finding_id = whole->findings.at[nth++].id;
		lesson.shared_name = person_name_kept(t->people, lesson.shared_by);
		if (lesson.words.len)
			lesson_add(t->change, &lesson);
	}
}

static struct whole adopted_at_tell(struct telling *t, int64_t person, struct instant at)
{
	struct evaluation *evaluation = &t->evaluation;
	struct str name = person_name_kept(t->people, person);
	struct whole whole;

	evaluation->state = EVALUATION_adopted;
	evaluation->edition = 1;
	evaluation->sent_by = evaluation->leader_id;
	evaluation->sent_at = (struct instant){ at.seconds - DAY };
	evaluation->adopted_by = person;
	evaluation->adopted_at = evaluation->fulfilled_at = at;
	change_update(t->change, &evaluation_record.shape, evaluation, evaluation->version);
	whole = whole_of(change_view(t->change), evaluation);
	evaluation_edition_put(t->change, evaluation, whole_markdown(change_view(t->change), &whole), S(""), name, at);
	evaluation_step_put(t->change, evaluation, "adopt", S(""), name, at);
	return whole;
}

static bool evaluation_begin(struct telling *t)
{
	t->evaluation = (struct evaluation){ .kind = cell(t, "kind"), .title = cell(t, "title_sv"),
		.types = cell(t, "types"), .summary = cell(t, "summary_sv"),
		.unit_id = demo_unit_of(t->people, cell(t, "unit_code")),
		.leader_id = person_of_login(t->people, cell(t, "login")),
		.created_at = days_ago(demo_int(t->rows, t->row, "begun_days")) };
	if (cell(t, "crisis_sv").len)
		t->evaluation.crisis_id = demo_crisis_of(t->people, cell(t, "crisis_sv"));
	else
		t->evaluation.event_id = demo_event_of(t->people, t->evaluation.unit_id, cell(t, "event_type"),
			(struct instant){ t->evaluation.created_at.seconds - 3 * DAY });
	t->evaluation.created_by = t->evaluation.leader_id;
	return t->evaluation.unit_id && t->evaluation.leader_id
		&& (t->evaluation.crisis_id || t->evaluation.event_id);
}

static void evaluation_tell(struct telling *t)
{
	int64_t adopter = person_of_login(t->people, cell(t, "adopter"));
	struct whole whole;

	if (!evaluation_begin(t))
		return;
	change_as(t, t->evaluation.leader_id);
	evaluation_add(t->change, &t->evaluation, person_name_kept(t->people, t->evaluation.leader_id));
	aspects_tell(t);
	timeline_tell(t);
	for (size_t row = 1; row < t->findings->count; row++)
		if (str_equals(csv_cell(t->findings, row, "evaluation"), cell(t, "key")))
			finding_tell(t, row);
	change_done(t);
	if (!demo_int(t->rows, t->row, "adopted_days"))
		return;
	change_as(t, adopter);
	whole = adopted_at_tell(t, adopter, days_ago(demo_int(t->rows, t->row, "adopted_days")));
	lessons_tell(t, &whole);
	change_done(t);
}

/* While the storm went on somebody said what it was, and what was known stood in the room. */
static void topic_tell(struct telling *t)
{
	int64_t crisis = demo_crisis_of(t->people, csv_cell(t->rows, 1, "crisis_sv"));
	int64_t person = person_of_login(t->people, csv_cell(t->rows, 1, "login"));

	if (!crisis || !person)
		return;
	change_as(t, person);
	topic_put(t->change, crisis, csv_cell(t->rows, 1, "types"), person_name_kept(t->people, person));
	change_done(t);
}

/* ---- Exercises ------------------------------------------------------------------------------------ */

/* Boards evaluate what they have exercised, as far as they are diligent, within some weeks. */
static bool exercise_is_told(const struct telling *t, const struct exercise *exercise, struct str unit,
                             struct instant *at)
{
	struct date on = date_add_days(exercise->held_on,
		WEEKS_LEAST * DAYS_A_WEEK + demo_drawn(t->arena, unit, exercise->number, "evaluated") / 15);

	*at = instant_at(on, 10, 15, 0);
	return date_compare(on, date_today()) < 0
		&& demo_is_done(t->arena, EVALUATED_SHARE, unit, exercise->number, "evaluation");
}

static void exercise_tell(struct telling *t, const struct exercise *exercise)
{
	struct str unit = demo_code_of(t->people, exercise->unit_id);
	int64_t adopter = demo_director_of(t->people, exercise->unit_id);
	struct instant at;
	struct evaluation_aspect *aspect;
	size_t said = 1 + (size_t)demo_drawn(t->arena, unit, exercise->number, "words") % (t->said->count - 1);

	if (!adopter || adopter == exercise->leader_id || !exercise_is_told(t, exercise, unit, &at))
		return;
	t->evaluation = (struct evaluation){ .kind = S("internal"), .title = exercise->title,
		.summary = csv_cell(t->said, said, "summary_sv"), .exercise_id = exercise->id,
		.unit_id = exercise->unit_id, .leader_id = exercise->leader_id,
		.created_by = exercise->leader_id,
		.created_at = instant_at(date_add_days(exercise->held_on, DAYS_A_WEEK), 9, 0, 0) };
	change_as(t, exercise->leader_id);
	evaluation_add(t->change, &t->evaluation, person_name_kept(t->people, exercise->leader_id));
	aspect = aspect_get(change_view(t->change), t->evaluation.id, csv_cell(t->said, said, "aspect"));
	must(aspect != NULL);
	aspect->worked = csv_cell(t->said, said, "worked_sv");
	aspect->failed = csv_cell(t->said, said, "failed_sv");
	change_update(t->change, &evaluation_aspect_record.shape, aspect, aspect->version);
	change_done(t);
	change_as(t, adopter);
	adopted_at_tell(t, adopter, at);
	exercise_evaluated(t->change, exercise, at, person_name_kept(t->people, adopter));
	change_done(t);
}

void evaluations_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct telling t = { .arena = arena, .store = store,
		.people = view_open(store, arena, (struct who){ .is_system = true }) };
	struct exercise_list exercises;

	(void)scale;
	t.rows = demo_rows(arena, "evaluations");
	t.aspects = demo_rows(arena, "evaluation_aspects");
	t.findings = demo_rows(arena, "evaluation_findings");
	t.said = demo_rows(arena, "evaluation_exercises");
	for (t.row = 1; t.row < t.rows->count; t.row++)
		evaluation_tell(&t);
	topic_tell(&t);
	exercises = demo_exercises_held(t.people);
	for (size_t i = 0; i < exercises.count; i++)
		exercise_tell(&t, &exercises.at[i]);
	view_close(t.people);
	arena_close(arena);
}
