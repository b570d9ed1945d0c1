/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/score.c - what an exercise showed: the page, JSON, paper; what people saw. */
#include "modules/exercises/score.h"

#include "base/json.h"
#include "modules/exercises/score.html.h"

enum { JSON_LONGEST = 4 << 20 };

const struct choice score_findings[] = {
	{ "", "" },
	{ "value", N_("Measured") },
	{ "never", N_("It did not happen") },
	{ "unmeasured", N_("Not measured") },
	{ NULL, NULL },
};
const struct choice score_verdicts[] = {
	{ "", "" },
	{ "reached", N_("Target reached") },
	{ "missed", N_("Not reached") },
	{ "unmeasured", N_("Not measured") },
	{ NULL, NULL },
};
#define RECORD struct score
static const struct field score_fields[] = { SCORE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record score_record = { RECORD_OF("exercise_score", score, score_fields),
	.label = N_("What was measured"), .many = N_("What was measured"), .path = "/exercises" };

#define RECORD struct observation
static const struct field observation_fields[] = { OBSERVATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record observation_record = {
	RECORD_OF("exercise_observation", observation, observation_fields),
	.label = N_("Observation"), .many = N_("Observations"), .path = "/exercises" };
const struct form observation_form = { .record = &observation_record, .fields = FIELDS("words") };

/* ---- Put together ------------------------------------------------------------------------- */

struct score_sum score_sum_of(const struct scored_list *scored)
{
	struct score_sum sum = { 0 };

	for (size_t i = 0; i < scored->count; i++) {
		sum.reached += scored->at[i].verdict == VERDICT_reached;
		sum.missed += scored->at[i].verdict == VERDICT_missed;
		sum.unmeasured += scored->at[i].verdict == VERDICT_unmeasured;
	}
	return sum;
}

static struct str amount_words(struct arena *arena, const struct objective *objective,
                               const struct measured *measured)
{
	if (measured->finding == FINDING_value)
		return measured->whole
			? arena_print(arena, _("%.*s of %lld"), STR(measure_amount(arena, objective->measure,
				measured->value)), (long long)measured->whole)
			: measure_amount(arena, objective->measure, measured->value);
	return str_of(_(score_findings[measured->finding].label));
}

static const struct score *score_of(const struct score_list *scores, int64_t objective_id)
{
	for (size_t i = 0; i < scores->count; i++)
		if (scores->at[i].objective_id == objective_id)
			return &scores->at[i];
	return NULL;
}

/* The figure that was put down; before that, as it would be now; never both. */
static struct scored one_scored(struct arena *arena, const struct objective *objective,
                                const struct score *score, const struct facts *facts,
                                const struct exercise_step_list *steps)
{
	const struct item *measure = item_find("exercises/measures", objective->measure);
	struct measured measured = { .finding = FINDING_unmeasured };
	struct scored scored = { .objective = objective };

	if (score)
		measured = (struct measured){ score->finding, score->value, score->whole };
	else if (facts)
		measured = objective_measured(measure, facts, steps);
	scored.finding = measured.finding;
	scored.verdict = score ? score->verdict
		: objective_verdict(measure, objective->target, &measured);
	scored.amount = amount_words(arena, objective, &measured);
	return scored;
}

struct scored_list exercise_scored(struct view *view, const struct exercise *exercise,
                                   const struct objective_list *objectives)
{
	struct score_list scores = scores_of(view, exercise->id);
	struct exercise_step_list steps = exercise_steps(view, exercise->id);
	bool is_running = exercise->state == EXERCISE_running;
	struct facts facts = { 0 };
	struct scored_list list = { 0, arena_array(view_arena(view), struct scored,
		objectives->count + 1) };

	if (is_running)
		facts = score_facts(view, exercise, instant_now());
	for (size_t i = 0; i < objectives->count; i++)
		list.at[list.count++] = one_scored(view_arena(view), &objectives->at[i],
			score_of(&scores, objectives->at[i].id), is_running ? &facts : NULL, &steps);
	return list;
}

/* ---- Pages ------------------------------------------------------------------------------------ */

static void observations_json(struct json_out *json, const struct observation_list *observations,
                              int64_t objective_id)
{
	json_list_begin(json, "observations");
	for (size_t i = 0; i < observations->count; i++)
		if (observations->at[i].objective_id == objective_id)
			json_str(json, NULL, observations->at[i].words);
	json_list_finish(json);
}

static struct reply score_json(struct request *request, const struct exercise *exercise,
                               const struct scored_list *scored,
                               const struct observation_list *observations)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "number", exercise->number);
	json_str(&json, "state", str_of(exercise_states[exercise->state].name));
	json_list_begin(&json, "objectives");
	for (size_t i = 0; i < scored->count; i++) {
		const struct scored *one = &scored->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "measure", one->objective->measure);
		json_int(&json, "target", one->objective->target);
		json_str(&json, "words", one->objective->words);
		json_str(&json, "finding", str_of(score_findings[one->finding].name));
		json_str(&json, "measured", one->amount);
		json_str(&json, "verdict", str_of(score_verdicts[one->verdict].name));
		observations_json(&json, observations, one->objective->id);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* While it goes on only those who lead look at how it goes. */
static const struct exercise *exercise_to_score(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_asked(request, view);

	return exercise && (exercise_is_held(exercise) || exercise_is_led(view, exercise->id))
		? exercise : NULL;
}

struct reply exercise_score_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_to_score(request, view);
	struct objective_list objectives;
	struct observation_list observations;
	struct scored_list scored;
	struct score_sum sum;
	struct out *out;

	if (!exercise)
		return reply_not_found(request);
	objectives = objectives_of(view, exercise->id);
	observations = observations_of(view, exercise->id);
	scored = exercise_scored(view, exercise, &objectives);
	if (request_wants_json(request))
		return score_json(request, exercise, &scored, &observations);
	sum = score_sum_of(&scored);
	out = page_begin(request, view, _("What it showed"));
	exercise_strip(out);
	score_head(out, exercise, &sum);
	score_table(out, exercise, &scored, &observations, exercise_is_held(exercise)
		&& exercise_may_observe(view, exercise->id));
	exercise_strip(out);
	return page_end(request, 200);
}

/* ---- What people saw ----------------------------------------------------------------------------- */

static const struct objective *objective_held(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_asked(request, view);

	return exercise && exercise_is_held(exercise)
		? objective_get(view, exercise->id, request_param(request, "id")) : NULL;
}

struct reply exercise_observe_page(struct request *request, struct view *view)
{
	const struct objective *objective = objective_held(request, view);
	struct form_view form;
	struct out *out;

	if (!objective)
		return reply_not_found(request);
	if (!exercise_may_observe(view, objective->exercise_id))
		return reply_forbidden(request);
	form = form_view_of(request, view, &observation_form, NULL);
	out = page_begin(request, view, _("Write what you saw"));
	exercise_sheet_begin(out, exercise_asked(request, view), _("Write what you saw"), "");
	observe_of(out, objective);
	form_begin(out, &form, exercise_path(request, str_z(request->arena, arena_print(request->arena,
		"objectives/%.*s/observe", STR(objective->public_id)))), false);
	form_all(out, &form);
	form_buttons(out, _("Save the observation"), exercise_path(request, "score"));
	form_end(out);
	return page_end(request, 200);
}

struct reply exercise_observe_act(struct request *request, struct change *change)
{
	struct observation *observation = request_record(request);
	const struct objective *objective = objective_held(request, change_view(change));

	if (!objective)
		return reply_not_found(request);
	if (!exercise_may_observe(change_view(change), objective->exercise_id))
		return reply_forbidden(request);
	observation->objective_id = objective->id;
	observation->exercise_id = objective->exercise_id;
	observation->by_id = change_me(change);
	observation->by_name = request_person(request)->name;
	observation->at = instant_now();
	change_insert(change, &observation_record.shape, observation);
	request_message(request, _("It stands beside the figure."));
	return reply_done(request, 201, &observation_record, observation, "/exercises/%.*s/score",
		STR(request_param(request, "number")));
}
