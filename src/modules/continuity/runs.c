/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/runs.c - longer calculations: ordering, the job, and what it found. */
#include "modules/continuity/runs.h"

#include "analysis/collapse.h"
#include "analysis/parallel.h"
#include "base/json.h"
#include "modules/continuity/cascade.html.h"
#include "modules/continuity/city.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 1, DRAWS = 4000, HURT_BATCH = 64, HURT_CELLS = 4000000, HURT_LEAST = 50, HURT_MOST = 2000,
	UNKNOWN_HOURS = 24, LEAST_PERCENT = 5 };

const struct run_kind run_kinds[] = {
	{ "outlook", N_("What falls, with uncertain times"),
	  N_("What is in store and how long a repair takes was drawn many times from what people have said. Each row tells in how many of the futures it falls, and when."),
	  1, { { N_("Falls"), RUN_share }, { N_("At the earliest after"), RUN_hours },
	       { N_("Most often after"), RUN_hours }, { N_("At the latest after"), RUN_hours },
	       { N_("Away too long"), RUN_share } } },
	{ "hurts", N_("Which single failure hurts most"),
	  N_("Each one fails alone, many times. Harm is hours beyond what is acceptable, over all commitments."),
	  1, { { N_("Hours too long, mean"), RUN_hours }, { N_("In one case of twenty more than"), RUN_hours },
	       { N_("Does harm"), RUN_share }, { N_("Others that fall"), RUN_count },
	       { N_("Commitments away too long"), RUN_count }, { N_("Hours too long in a year"), RUN_hours } } },
	{ "pairs", N_("Which two together are worst"),
	  N_("Pairs that are worse than their two halves each alone. Stores are thought to run out."),
	  2, { { N_("Commitments that fall"), RUN_count }, { N_("Each alone"), RUN_count },
	       { N_("Nodes that fall"), RUN_count }, { N_("Each alone"), RUN_count } } },
	{ .name = NULL },
};

const struct run_kind *run_kind_of(struct str name)
{
	for (const struct run_kind *kind = run_kinds; kind->name; kind++)
		if (str_is(name, kind->name))
			return kind;
	return NULL;
}

/* ---- Ordering ------------------------------------------------------------------------------- */

static struct str question_json(struct arena *arena, const struct chain *chain,
                                const struct cascade_question *question)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 4096);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "from", question->from.seconds);
	json_number(&json, "hours", question->hours);
	json_list_begin(&json, "nodes");
	for (size_t i = 0; i < CASCADE_OUTAGES; i++)
		if (question->nodes[i] >= 0)
			json_int(&json, NULL, chain->nodes.at[question->nodes[i]].id);
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}

struct reply cascade_job_act(struct request *request, struct change *change)
{
	const struct run_kind *kind = run_kind_of(request_param(request, "kind"));
	struct cascade_run_row run = { .question = S("{}"), .answer = S("") };

	if (!kind || (kind->nodes > 1 && !city_graph_is_seen(change_view(change))))
		return reply_not_found(request);
	if (!graph_is_open(change_view(change)))
		return graph_closed_refused(request);
	if (!strcmp(kind->name, "outlook")) {
		const struct chain *chain = chain_of(change_view(change));
		struct cascade_question question = question_read(request, change_view(change), chain,
			request_problems(request));

		if (!question.is_asked)
			problem_add(request_problems(request), "node", "%s", _("Say what has failed."));
		if (request_problems(request)->count)
			return reply_again(request, change);
		run.question = question_json(request->arena, chain, &question);
	}
	run.kind = str_of(kind->name);
	run.person_id = change_me(change);
	change_insert(change, &cascade_run_record.shape, &run);
	run.job_id = job_start(change, arena_print(request->arena, "cascade-%s", kind->name).at,
		arena_print(request->arena, "{\"run\":\"%lld\"}", (long long)run.id), S(""), S(""));
	change_update(change, &cascade_run_record.shape, &run, run.version);
	return reply_done(request, 201, &cascade_run_record, &run, "/cascade/runs/%.*s", STR(run.public_id));
}

/* ---- The job ---------------------------------------------------------------------------------- */

struct running {
	struct job *job;
	struct arena *arena;
	struct cascade_run_row run;
	const struct chain *chain;
	struct run_answer answer;
};

static struct cascade_question question_of(const struct running *running)
{
	struct cascade_question question = { .nodes = { -1, -1, -1 } };
	struct str problem;
	json_t *json = json_read(running->arena, running->run.question, &problem);
	json_t *nodes = json_object_get(json, "nodes");

	question.from.seconds = json_integer_value(json_object_get(json, "from"));
	question.hours = json_number_value(json_object_get(json, "hours"));
	for (size_t i = 0; i < CASCADE_OUTAGES && i < json_array_size(nodes); i++)
		question.nodes[i] = chain_find(running->chain, json_integer_value(json_array_get(nodes, i)));
	json_decref(json);
	return question;
}

static struct run_line *line_next(struct running *running)
{
	return running->answer.count < RUN_ROWS ? &running->answer.at[running->answer.count++] : NULL;
}

static int64_t id_of(const struct running *running, int32_t node)
{
	return running->chain->nodes.at[node].id;
}

static bool outlook_run(struct running *running)
{
	struct cascade_question question = question_of(running);
	struct cascade_outage outages[CASCADE_OUTAGES];
	struct cascade_ask ask = { .outages = outages, .until = CASCADE_UNTIL_HOURS, .is_drawn = true,
		.seed = SEED, .outages_count = question_outages(running->chain, &question, outages) };
	struct cascade_outlook *found;
	size_t count = cascade_outlook(running->arena, running->chain->cascade, &ask, DRAWS,
		parallel_threads(), LEAST_PERCENT / 100.0, &found, &running->answer.is_cut);

	running->answer.draws = DRAWS;
	for (size_t i = 0; i < count; i++) {
		struct run_line *line = running->chain->seen[found[i].node] ? line_next(running) : NULL;

		if (line)
			*line = (struct run_line){ { id_of(running, found[i].node) }, { found[i].share,
				found[i].from_low, found[i].from, found[i].from_high, found[i].beyond } };
	}
	return true;
}

static int by_harm(const void *a, const void *b)
{
	const struct cascade_hurt *x = a, *y = b;

	if (x->harm != y->harm)
		return x->harm > y->harm ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

/* What one sees, some at a time, so that it tells how far it has come and can be stopped. */
static bool hurts_run(struct running *running)
{
	int32_t nodes = running->chain->graph.nodes_count, *seen = arena_array(running->arena, int32_t, (size_t)nodes + 1);
	struct cascade_hurt *all = arena_array(running->arena, struct cascade_hurt, (size_t)nodes + 1);
	struct cascade_hurts_ask ask = { .is_drawn = true, .hours = UNKNOWN_HOURS,
		.until = CASCADE_UNTIL_HOURS, .seed = SEED, .threads = parallel_threads() };
	size_t count = 0, done = 0;

	for (int32_t i = 0; i < nodes; i++)
		if (running->chain->seen[i])
			seen[count++] = i;
	ask.draws = count ? HURT_CELLS / count : 0;
	ask.draws = ask.draws > HURT_MOST ? HURT_MOST : ask.draws < HURT_LEAST ? HURT_LEAST : ask.draws;
	running->answer.draws = (int64_t)ask.draws;
	while (done < count) {
		struct cascade_hurt *found;

		if (job_is_cancelled(running->job))
			return false;
		ask.nodes = seen + done;
		ask.count = count - done < HURT_BATCH ? count - done : HURT_BATCH;
		found = cascade_hurts(running->arena, running->chain->cascade, &ask);
		memcpy(all + done, found, ask.count * sizeof(*found));
		done += ask.count;
		job_progress(running->job, (int64_t)done, (int64_t)count, _("Each one fails alone"));
	}
	qsort(all, count, sizeof(*all), by_harm);
	for (size_t i = 0; i < count && i < RUN_ROWS; i++)
		*line_next(running) = (struct run_line){ { id_of(running, all[i].node) }, { all[i].harm,
			all[i].harm_high, all[i].share, all[i].falls, all[i].beyond, all[i].yearly } };
	return true;
}

static bool pairs_run(struct running *running)
{
	struct double_failures found;

	double_failures(running->arena, running->chain->cascade, INFINITY, RUN_ROWS, parallel_threads(),
	                &found);
	for (size_t i = 0; i < found.count; i++)
		*line_next(running) = (struct run_line){
			{ id_of(running, found.worst[i].one), id_of(running, found.worst[i].other) },
			{ found.worst[i].weight, found.worst[i].weight_apart, found.worst[i].falls,
			  found.worst[i].falls_apart } };
	return true;
}

static struct str answer_json(struct arena *arena, const struct run_answer *answer)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 1 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "draws", answer->draws);
	json_bool(&json, "is_cut", answer->is_cut);
	json_list_begin(&json, "rows");
	for (size_t i = 0; i < answer->count; i++) {
		json_object_begin(&json, NULL);
		json_list_begin(&json, "nodes");
		for (size_t k = 0; k < RUN_NODES && answer->at[i].nodes[k]; k++)
			json_int(&json, NULL, answer->at[i].nodes[k]);
		json_list_finish(&json);
		json_list_begin(&json, "numbers");
		for (size_t k = 0; k < RUN_NUMBERS; k++)
			json_number(&json, NULL, answer->at[i].numbers[k]);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}

static bool running_read(struct running *running, struct view *view)
{
	const struct cascade_run_row *run;
	int64_t id = 0;

	str_to_int(job_argument(running->job, "run"), &id);
	run = cascade_run_of_id(view, id);
	if (!run)
		return false;
	running->run = *run;
	running->chain = chain_of(view);
	running->answer.at = arena_array(running->arena, struct run_line, RUN_ROWS);
	return true;
}

static void answer_keep(struct running *running)
{
	struct change *change = change_open(job_store(running->job), running->arena, job_who(running->job));

	running->run.answer = answer_json(running->arena, &running->answer);
	change_update(change, &cascade_run_record.shape, &running->run, running->run.version);
	if (change_commit(change) != COMMITTED)
		job_say(running->job, _("Somebody else was writing. Order it again."));
}

static bool run(struct job *job, bool (*calculate)(struct running *running))
{
	struct running running = { .job = job, .arena = job_arena(job) };
	struct view *view = view_open(job_store(job), running.arena, job_who(job));
	bool is_well = running_read(&running, view);

	view_close(view);
	if (!is_well || !calculate(&running))
		return false;
	answer_keep(&running);
	job_say(job, _("Calculated."));
	job_result(job, arena_print(running.arena, "/cascade/runs/%.*s", STR(running.run.public_id)));
	return true;
}

static bool outlook_job(struct job *job) { return run(job, outlook_run); }
static bool hurts_job(struct job *job) { return run(job, hurts_run); }
static bool pairs_job(struct job *job) { return run(job, pairs_run); }

const struct job_kind continuity_jobs[] = {
	{ .name = "cascade-outlook", .label = N_("What falls, with uncertain times"),
	  .need = MAY_continuity_read, .run = outlook_job, .is_hidden = true },
	{ .name = "cascade-hurts", .label = N_("Which single failure hurts most"),
	  .need = MAY_continuity_read, .run = hurts_job, .is_hidden = true },
	{ .name = "cascade-pairs", .label = N_("Which two together are worst"),
	  .need = MAY_dependencies_city, .run = pairs_job, .is_hidden = true },
	{ .name = NULL },
};

/* ---- What it found ------------------------------------------------------------------------------ */

static bool answer_read(struct arena *arena, struct str text, struct run_answer *answer)
{
	struct str problem;
	json_t *json = text.len ? json_read(arena, text, &problem) : NULL;
	json_t *rows = json_object_get(json, "rows");

	*answer = (struct run_answer){ .at = arena_array(arena, struct run_line, RUN_ROWS),
		.draws = json_integer_value(json_object_get(json, "draws")),
		.is_cut = json_is_true(json_object_get(json, "is_cut")) };
	for (size_t i = 0; i < json_array_size(rows) && i < RUN_ROWS; i++) {
		json_t *row = json_array_get(rows, i), *nodes = json_object_get(row, "nodes");
		json_t *numbers = json_object_get(row, "numbers");

		for (size_t k = 0; k < RUN_NODES; k++)
			answer->at[i].nodes[k] = json_integer_value(json_array_get(nodes, k));
		for (size_t k = 0; k < RUN_NUMBERS; k++)
			answer->at[i].numbers[k] = json_number_value(json_array_get(numbers, k));
		answer->count++;
	}
	json_decref(json);
	return text.len > 0;
}

/* Names are read anew: who has lost a right since reads the row no more. */
static size_t names_read(struct view *view, struct run_answer *answer, const struct node **names, size_t nodes)
{
	size_t kept = 0;

	for (size_t i = 0; i < answer->count; i++) {
		bool is_seen = true;

		for (size_t k = 0; k < nodes; k++) {
			names[kept * RUN_NODES + k] = node_of_id(view, answer->at[i].nodes[k]);
			is_seen &= names[kept * RUN_NODES + k] != NULL;
		}
		if (is_seen)
			answer->at[kept++] = answer->at[i];
	}
	return kept;
}

struct reply cascade_run_show(struct request *request, struct view *view)
{
	const struct cascade_run_row *run = cascade_run_of(view, request_param(request, "run"));
	const struct run_kind *kind = run ? run_kind_of(run->kind) : NULL;
	const struct node **names = arena_array(request->arena, const struct node *, RUN_ROWS * RUN_NODES);
	struct run_answer answer;
	bool is_ready;
	struct out *out;

	if (!kind)
		return reply_not_found(request);
	if (!graph_is_open(view))
		return graph_closed_show(request, view, _(kind->title));
	if (request_wants_json(request))
		return reply_record(request, &cascade_run_record, run);
	is_ready = answer_read(request->arena, run->answer, &answer);
	answer.count = names_read(view, &answer, names, kind->nodes);
	out = page_begin(request, view, _(kind->title));
	run_head(out, kind, &answer, is_ready);
	if (is_ready)
		run_table(out, kind, &answer, names);
	else
		run_waiting(out, job_path(view, run->job_id));
	return page_end(request, 200);
}
