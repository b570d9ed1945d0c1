/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_score.c - facts about an exercise; what was measured; what people saw. */
#include "modules/exercises/channels.h"
#include "modules/exercises/score.h"

#include "base/say.h"
#include "modules/inform/inform.h"

enum { FACTS_MOST = 16 };

struct facts_asked {
	struct view *view;
	const struct exercise *exercise;
	struct instant from, to;
	size_t count;
	struct fact *at;
};

static void fact_add(struct facts_asked *asked, const char *name, bool is_known, int64_t at,
                     int64_t count, int64_t whole)
{
	must(asked->count < FACTS_MOST);
	asked->at[asked->count++] = (struct fact){ name, is_known, { at }, count, whole };
}

/* ---- From the log ------------------------------------------------------------------------- */

/* Written by somebody who is exercised, by the time it was logged. */
static void first_line(struct facts_asked *asked)
{
	fact_add(asked, "first_line", true, view_int(asked->view,
		SQL("SELECT COALESCE(min(logged_at), 0) FROM my_crisis_entry WHERE crisis_id = $1"
		    " AND logged_at >= $2 AND logged_at <= $3 AND author_function <> 'control'"
		    " AND kind IN ('note', 'in', 'out', 'contact', 'decision', 'task', 'request')"),
		V(asked->exercise->crisis_id, asked->from, asked->to)), 0, 0);
}

static void first_of_kind(struct facts_asked *asked, const char *name, const char *kind)
{
	fact_add(asked, name, true, view_int(asked->view,
		SQL("SELECT COALESCE(min(logged_at), 0) FROM my_crisis_entry WHERE crisis_id = $1"
		    " AND logged_at >= $2 AND logged_at <= $3 AND kind = $4"),
		V(asked->exercise->crisis_id, asked->from, asked->to, kind)), 0, 0);
}

static void decisions(struct facts_asked *asked)
{
	fact_add(asked, "decisions", true, 0, view_int(asked->view,
		SQL("SELECT count(*) FROM my_crisis_entry WHERE crisis_id = $1"
		    " AND logged_at >= $2 AND logged_at <= $3 AND kind = 'decision'"),
		V(asked->exercise->crisis_id, asked->from, asked->to)), 0);
}

/* Their time has gone by, and nobody had said until then that they were done. */
static void tasks_late(struct facts_asked *asked)
{
	fact_add(asked, "tasks_late", true, 0, view_int(asked->view,
		SQL("SELECT count(*) FROM my_crisis_entry AS task LEFT JOIN"
		    " (SELECT refers_to, min(logged_at) AS done_at FROM my_crisis_entry"
		    "  WHERE crisis_id = $1 AND kind = 'done' GROUP BY refers_to) AS done"
		    " ON done.refers_to = task.seq"
		    " WHERE task.crisis_id = $1 AND task.kind IN ('task', 'request')"
		    " AND task.logged_at >= $2 AND task.due_at > 0 AND task.due_at < $3"
		    " AND (done.done_at IS NULL OR done.done_at > task.due_at)"),
		V(asked->exercise->crisis_id, asked->from, asked->to)), 0);
}

/* ---- From what stands beside it ------------------------------------------------------------ */

/* Each function that is exercised has had somebody: the moment of the last of them. */
static void staffed(struct facts_asked *asked)
{
	struct str functions = asked->exercise->functions;
	int64_t last = 0;
	bool all_held = true;

	while (functions.len) {
		int64_t began = view_int(asked->view,
			SQL("SELECT COALESCE(min(began_at), 0) FROM my_crisis_staff"
			    " WHERE crisis_id = $1 AND function = $2 AND began_at <= $3"
			    " AND (ended_at = 0 OR ended_at > $4)"),
			V(asked->exercise->crisis_id, str_cut(&functions, ' '), asked->to, asked->from));

		all_held &= began > 0;
		if (began && began < asked->from.seconds)
			began = asked->from.seconds;
		last = began > last ? began : last;
	}
	fact_add(asked, "staffed", asked->exercise->functions.len > 0, all_held ? last : 0, 0, 0);
}

/* Each unit that was asked and had not left: the moment of the last first report. */
#define ASKED_UNITS \
	" FROM my_crisis_unit WHERE crisis_id = $1 AND asked_at <= $3" \
	" AND (ended_at = 0 OR ended_at > $2)"
static void sitreps(struct facts_asked *asked)
{
	struct values what = V(asked->exercise->crisis_id, asked->from, asked->to);
	int64_t units = view_int(asked->view, SQL("SELECT count(DISTINCT unit_id)" ASKED_UNITS), what);
	int64_t reported = view_int(asked->view,
		SQL("SELECT count(DISTINCT unit_id) FROM my_crisis_sitrep WHERE crisis_id = $1"
		    " AND at >= $2 AND at <= $3 AND unit_id IN (SELECT unit_id" ASKED_UNITS ")"), what);
	int64_t last = view_int(asked->view,
		SQL("SELECT COALESCE(max(first_at), 0) FROM (SELECT min(at) AS first_at"
		    " FROM my_crisis_sitrep WHERE crisis_id = $1 AND at >= $2 AND at <= $3"
		    " AND unit_id IN (SELECT unit_id" ASKED_UNITS ") GROUP BY unit_id) AS firsts"), what);

	fact_add(asked, "all_sitreps", units > 0, reported >= units ? last : 0, reported, units);
}

static void first_message(struct facts_asked *asked)
{
	fact_add(asked, "first_message", true, view_int(asked->view,
		SQL("SELECT COALESCE(min(at), 0) FROM my_crisis_message_step WHERE crisis_id = $1"
		    " AND verb = 'release' AND at >= $2 AND at <= $3"),
		V(asked->exercise->crisis_id, asked->from, asked->to)), 0, 0);
}

/* With nobody in a role that must be told, the list is not complete. */
static void informed(struct facts_asked *asked)
{
	struct inform_done done = inform_done_of(asked->view, asked->exercise->crisis_id, asked->to);

	fact_add(asked, "informed", done.whole > 0, done.complete_at.seconds, done.told, done.whole);
}

/* The tests of its days, of the units that take part, as far as one reads them.  What an exercise
 * keeps from people's own addresses, nobody was asked by. */
#define ALARM_TESTS \
	" FROM my_alarm_result WHERE kind = 'test' AND on_day >= $2 AND on_day <= $3" \
	" AND unit_id IN (SELECT unit_id FROM my_exercise_unit WHERE exercise_id = $1)" \
	" AND ($4 = 1 OR alarm_id NOT IN (SELECT id FROM my_alarm WHERE is_exercise = 1))"
static void alarm_reached(struct facts_asked *asked)
{
	struct date first = instant_date(asked->from), last = instant_date(asked->to);
	struct release_list releases = releases_of(asked->view, asked->exercise->id);
	bool is_released = exercise_is_released(&releases);
	int64_t whole = view_int(asked->view, SQL("SELECT COALESCE(sum(asked), 0)" ALARM_TESTS),
		V(asked->exercise->id, first, last, is_released));
	int64_t in_time = view_int(asked->view, SQL("SELECT COALESCE(sum(in_time), 0)" ALARM_TESTS),
		V(asked->exercise->id, first, last, is_released));

	fact_add(asked, "alarm_reached", whole > 0, 0, in_time, whole);
}

struct facts score_facts(struct view *view, const struct exercise *exercise, struct instant at)
{
	struct facts_asked asked = { .view = view, .exercise = exercise, .from = exercise->started_at,
		.to = at, .at = arena_array(view_arena(view), struct fact, FACTS_MOST) };

	alarm_reached(&asked);
	if (exercise->crisis_id && exercise_room_of(view, exercise)) {
		first_line(&asked);
		first_of_kind(&asked, "level", "level");
		first_of_kind(&asked, "coordination", "coordination");
		first_of_kind(&asked, "first_sitrep", "sitrep");
		first_of_kind(&asked, "picture", "picture");
		first_of_kind(&asked, "direction", "direction");
		decisions(&asked);
		tasks_late(&asked);
		staffed(&asked);
		sitreps(&asked);
		first_message(&asked);
		informed(&asked);
	}
	return (struct facts){ asked.count, asked.at };
}

/* ---- What was put down -------------------------------------------------------------------------- */

struct score_list scores_of(struct view *view, int64_t exercise_id)
{
	return score_list_of(view_list(view, &score_record.shape,
		SQL("SELECT * FROM my_exercise_score WHERE exercise_id = $1 ORDER BY objective_id"),
		V(exercise_id)));
}

struct observation_list observations_of(struct view *view, int64_t exercise_id)
{
	return observation_list_of(view_list(view, &observation_record.shape,
		SQL("SELECT * FROM my_exercise_observation WHERE exercise_id = $1 ORDER BY id LIMIT 500"),
		V(exercise_id)));
}

void scores_put(struct change *change, const struct exercise *exercise, struct instant at)
{
	struct view *view = change_view(change);
	struct objective_list objectives = objectives_of(view, exercise->id);
	struct exercise_step_list steps = exercise_steps(view, exercise->id);
	struct facts facts = score_facts(view, exercise, at);

	for (size_t i = 0; i < objectives.count; i++) {
		const struct objective *objective = &objectives.at[i];
		const struct item *measure = item_find("exercises/measures", objective->measure);
		struct measured measured = objective_measured(measure, &facts, &steps);

		change_run(change, SQL("INSERT INTO exercise_score (objective_id, exercise_id, finding,"
			" value, whole, verdict, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"),
			V(objective->id, exercise->id, score_findings[measured.finding].name,
				measured.value, measured.whole,
				score_verdicts[objective_verdict(measure, objective->target,
					&measured)].name, at));
	}
	change_note(change, "exercise", exercise->id, "measured", S(""));
}
