/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/cascade.c - what falls when something fails: asked in the address, answered in
 * the request.  A run of the city takes some milliseconds; what takes longer is a job.
 */
#include "modules/continuity/runs.h"

#include "base/json.h"
#include "modules/continuity/cascade.html.h"
#include "modules/continuity/city.h"
#include "modules/units/units.h"

#include <math.h>

/* ---- The question ------------------------------------------------------------------------ */

static const char *const node_names[CASCADE_OUTAGES] = { "node", "node2", "node3" };

static struct str asked(struct request *request, const char *name)
{
	struct str said = request_field(request, name);

	return str_trim(said.len ? said : request_query(request, name));
}

/* By what stands in links, else by name. */
static int32_t asked_node(struct view *view, const struct chain *chain, struct str words, struct str *name)
{
	const struct node *node = node_of_public(view, words);
	int64_t id = node ? node->id : reference_find(view, "node", words);
	int32_t at = id ? chain_find(chain, id) : -1;

	if (at >= 0)
		*name = chain_name(chain, at);
	return at;
}

static void nodes_read(struct request *request, struct view *view, const struct chain *chain,
                       struct cascade_question *question, struct problems *problems)
{
	for (size_t i = 0; i < CASCADE_OUTAGES; i++) {
		question->names[i] = asked(request, node_names[i]);
		question->nodes[i] = -1;
		if (!question->names[i].len)
			continue;
		question->is_asked = true;
		question->nodes[i] = asked_node(view, chain, question->names[i], &question->names[i]);
		if (question->nodes[i] < 0)
			problem_add(problems, node_names[i],
				_("Nothing that you read is called \"%.*s\". Choose from the list."),
				STR(question->names[i]));
		for (size_t k = 0; k < i && question->nodes[i] >= 0; k++)
			if (question->nodes[k] == question->nodes[i])
				problem_add(problems, node_names[i], _("It has failed already: it stands twice."));
	}
}

/* The day and the clock; the whole hour that has begun when nothing is said. */
static struct instant from_read(struct request *request, struct problems *problems)
{
	struct str day = asked(request, "on"), clock = asked(request, "at");
	struct clock_time now = instant_local(instant_now());
	struct instant from;

	if (!day.len)
		day = date_iso(request->arena, now.date);
	if (!clock.len)
		clock = arena_print(request->arena, "%02d:00", now.hour);
	if (instant_read(arena_print(request->arena, "%.*sT%.*s", STR(day), STR(clock)), &from))
		return from;
	problem_add(problems, "on", _("\"%.*s %.*s\" is no day and time. Write them as 2026-03-02 and 17:00."),
		STR(day), STR(clock));
	return instant_now();
}

static void hours_read(struct request *request, const struct chain *chain,
                       struct cascade_question *question, struct problems *problems)
{
	struct str said = asked(request, "hours");

	if (said.len && (!str_to_real(said, &question->hours) || !(question->hours > 0)
	                 || question->hours > HOURS_MOST)) {
		problem_add(problems, "hours", _("Hours are above 0 and at most %d."), HOURS_MOST);
		question->hours = 0;
	}
	for (size_t i = 0; i < CASCADE_OUTAGES && !said.len; i++)
		if (question->nodes[i] >= 0 && !(chain->graph.nodes[question->nodes[i]].repair.middle > 0))
			problem_add(problems, "hours",
				_("Nobody has said how long it takes until %.*s is back. Say how long it is away."),
				STR(question->names[i]));
}

struct cascade_question question_read(struct request *request, struct view *view,
                                      const struct chain *chain, struct problems *problems)
{
	struct cascade_question question = { .is_asked = false };

	nodes_read(request, view, chain, &question, problems);
	question.from = from_read(request, problems);
	hours_read(request, chain, &question, problems);
	return question;
}

/* ---- The answer ------------------------------------------------------------------------------ */

static void line_json(struct json_out *json, struct arena *arena, const struct chain *chain,
                      const struct cascade_line *line)
{
	const struct cascade_node *node = &chain->graph.nodes[line->node];

	json_object_begin(json, NULL);
	json_str(json, "node", chain->seen[line->node]->public_id);
	json_str(json, "name", chain_name(chain, line->node));
	json_str(json, "kind", chain->nodes.at[line->node].kind);
	json_instant(json, "falls_at", line->from);
	if (line->is_open)
		json_nothing(json, "back_at");
	else
		json_instant(json, "back_at", line->to);
	json_number(json, "hours", line->hours);
	json_str(json, "because", line->is_own ? S("") : chain_group_words(arena, chain, line->because));
	if (node->has_tolerable) {
		json_number(json, "acceptable_hours", node->tolerable);
		json_number(json, "beyond_hours", line->beyond);
	}
	json_object_finish(json);
}

static struct reply answer_json(struct request *request, const struct chain *chain,
                                const struct cascade_question *question,
                                const struct cascade_answer *answer, const struct problems *problems)
{
	struct json_out json;
	struct out out;

	if (problems->count)
		return reply_problem(request, 422, _("The question could not be answered"), problems->at[0].words);
	out_init(&out, request->arena, 8 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_instant(&json, "from", question->from);
	json_int(&json, "commitments", answer->commitments);
	json_int(&json, "beyond_acceptable", answer->beyond);
	json_int(&json, "not_seen", answer->unseen);
	json_list_begin(&json, "falls");
	for (size_t i = 0; i < answer->lines.count; i++)
		line_json(&json, request->arena, chain, &answer->lines.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* The answer first: who opens the page at night shall not have to look for it. */
static void answer_show(struct out *out, struct view *view, const struct chain *chain,
                        const struct cascade_question *question, const struct cascade_answer *answer)
{
	struct instant now = instant_now();
	struct cascade_moment_list moments = cascade_moments(view_arena(view), chain, answer);

	cascade_lead(out, chain, answer, cascade_next(answer,
		now.seconds > question->from.seconds ? now : question->from), now);
	cascade_moments_box(out, chain, &moments, now);
}

static void details_show(struct out *out, struct view *view, const struct chain *chain,
                         const struct cascade_question *question, const struct cascade_answer *answer)
{
	cascade_table(out, chain, answer, chain_board_names(view, chain));
	timeline_show(out, chain, answer, question->from);
}

struct reply cascade_show(struct request *request, struct view *view)
{
	struct problems problems = { .arena = request->arena };
	const struct chain *chain;
	struct cascade_question question;
	struct cascade_answer answer = { 0 };
	struct cascade_run_row_list runs;
	struct str input, day, clock, hours = asked(request, "hours");
	bool is_refused = request_problems(request)->count != 0, is_answered;
	struct out *out;

	if (!graph_is_open(view))
		return graph_closed_show(request, view, _("What falls when something fails"));
	chain = chain_of(view);
	question = question_read(request, view, chain, &problems);
	is_answered = question.is_asked && !problems.count && !is_refused;
	if (is_answered)
		answer = cascade_answer_of(request->arena, chain, &question);
	if (request_wants_json(request))
		return answer_json(request, chain, &question, &answer, &problems);
	input = instant_input(request->arena, question.from);
	day = str_part(input, 0, 10);
	clock = str_part(input, 11, 5);
	out = page_begin(request, view, _("What falls when something fails"));
	cascade_head(out, is_refused ? request_problems(request) : &problems);
	if (is_answered) {
		answer_show(out, view, chain, &question, &answer);
		cascade_again_begin(out);
	}
	cascade_question_form(out, &question, day, clock, hours, chain);
	if (is_answered) {
		cascade_again_end(out);
		details_show(out, view, chain, &question, &answer);
	}
	runs = cascade_runs(view);
	cascade_jobs_box(out, request, &runs, is_answered ? &question : NULL, day, clock, hours,
		city_graph_is_seen(view));
	return page_end(request, problems.count || is_refused ? 422 : 200);
}
