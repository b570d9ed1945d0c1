/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/lines.c - the list itself: each demand, who must be told, and what has been done.
 *
 * Nobody may fall out between a rule and the list: a demand is made for each unit that a rule
 * asks about, for each who holds the role there, and for nobody when nobody does.
 */
#include "modules/inform/rules.h"

#include <stdlib.h>
#include <string.h>

struct demand {
	const struct inform_rule *rule;
	struct inform_span span;
	int64_t unit_id;
	const struct holder *holder;    /* NULL: nobody */
	struct course course;
};
/* Rules x units x holders may be many, and few of them are asked: it grows. */
struct demand_list {
	size_t count, room;
	struct demand *at;
};
enum { DEMANDS_FIRST = 16 };

/* ---- Tellings ------------------------------------------------------------------------------ */

bool telling_answers(const struct telling *told, struct str rule, int64_t unit_id,
                     int64_t person_id)
{
	if (person_id && told->person_id == person_id)
		return true;
	return told->asked_id == person_id && told->unit_id == unit_id && str_has_word(told->rules, rule);
}

/* To somebody else in his place counts from when he took the role over: his predecessor was
 * told, he was not. */
static bool counts_for(const struct telling *told, const struct demand *demand,
                       struct instant since)
{
	int64_t person = demand->holder ? demand->holder->person_id : 0;

	if (!telling_answers(told, demand->rule->code, demand->unit_id, person))
		return false;
	return (person && told->person_id == person) || told->at.seconds >= since.seconds;
}

static int instant_order(const void *a, const void *b)
{
	const struct instant *x = a, *y = b;

	return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

static struct course demand_course(struct arena *arena, const struct inform_ask *ask,
                                   const struct demand *demand)
{
	struct instant since = demand->holder ? demand->holder->since : (struct instant){ 0 };
	struct instant *told = arena_array(arena, struct instant, ask->told->count + 1);
	struct course_ask course = { .from = demand->span.from, .until = ask->now,
		.counts_from = demand->span.counts_from, .within = demand->rule->within,
		.every = demand->rule->every, .told = told, .step_count = ask->steps->count,
		.steps = ask->steps->at };

	if (since.seconds > course.from.seconds)
		course.from = since;
	for (size_t i = 0; i < ask->told->count; i++)
		if (counts_for(&ask->told->at[i], demand, since))
			told[course.told_count++] = ask->told->at[i].at;
	qsort(told, course.told_count, sizeof(*told), instant_order);
	return course_of(&course);
}

/* ---- Demands ------------------------------------------------------------------------------- */

static bool holder_fits(const struct inform_rule *rule, int64_t unit_id, const struct holder *holder)
{
	bool is_function = rule->function.len > 0;

	return holder->is_function == is_function
		&& str_equals(holder->code, is_function ? rule->function : rule->role)
		&& (rule->at == AT_city || holder->unit_id == unit_id);
}

/* A deputy is told only where nobody holds the role itself. */
static bool stands_back(const struct inform_ask *ask, const struct inform_rule *rule,
                        int64_t unit_id, const struct holder *holder)
{
	if (!holder->is_deputy)
		return false;
	for (size_t i = 0; i < ask->holders->count; i++) {
		const struct holder *other = &ask->holders->at[i];

		if (!other->is_deputy && other->unit_id == holder->unit_id
		    && holder_fits(rule, unit_id, other))
			return true;
	}
	return false;
}

static void demand_put(struct arena *arena, const struct inform_ask *ask,
                       const struct demand *demand, struct demand_list *list)
{
	if (list->count == list->room) {
		struct demand *more = arena_array(arena, struct demand, 2 * list->room);

		memcpy(more, list->at, list->count * sizeof(*more));
		list->at = more;
		list->room *= 2;
	}
	list->at[list->count] = *demand;
	list->at[list->count].course = demand_course(arena, ask, demand);
	list->count++;
}

/* The one that has gone on the longest, of those that go on. */
static bool span_now(const struct inform_span_list *spans, struct instant now, struct inform_span *found)
{
	for (size_t i = 0; i < spans->count; i++) {
		const struct inform_span *span = &spans->at[i];

		if (span->from.seconds > now.seconds || (span->to.seconds && span->to.seconds <= now.seconds))
			continue;
		*found = *span;
		return true;
	}
	return false;
}

static void demands_of_unit(struct arena *arena, const struct inform_ask *ask,
                            const struct inform_rule *rule, int64_t unit_id, struct demand_list *list)
{
	struct inform_span_list spans = rule_spans(arena, rule, ask->c, unit_id);
	struct demand demand = { .rule = rule, .unit_id = unit_id };
	size_t before = list->count;

	if (!span_now(&spans, ask->now, &demand.span))
		return;
	for (size_t i = 0; i < ask->holders->count; i++) {
		const struct holder *holder = &ask->holders->at[i];

		if (!holder_fits(rule, unit_id, holder) || stands_back(ask, rule, unit_id, holder))
			continue;
		demand.holder = holder;
		demand.unit_id = holder->unit_id;
		demand_put(arena, ask, &demand, list);
	}
	if (list->count == before)
		demand_put(arena, ask, &demand, list);
}

static struct demand_list demands_of(struct arena *arena, const struct inform_ask *ask)
{
	struct demand_list list = { 0, DEMANDS_FIRST,
		arena_array(arena, struct demand, DEMANDS_FIRST) };

	for (size_t r = 0; r < ask->rules->count; r++) {
		const struct inform_rule *rule = &ask->rules->at[r];
		struct inform_units units = rule_units(arena, rule, ask->c);

		for (size_t u = 0; u < units.count; u++)
			demands_of_unit(arena, ask, rule, units.at[u], &list);
	}
	return list;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static struct str code_of(const struct inform_rule *rule)
{
	return rule->function.len ? rule->function : rule->role;
}

/* The same person; or the same post, or the same empty chair, of the same unit. */
static bool is_same_line(const struct inform_line *line, const struct demand *demand)
{
	int64_t person = demand->holder ? demand->holder->person_id : 0;

	if (person || line->person_id)
		return line->person_id == person;
	return line->unit_id == demand->unit_id && line->is_hole == !demand->holder
		&& str_equals(code_of(line->rule), code_of(demand->rule));
}

/* Which of two waits more: who has not been told, then what is due first. */
static bool waits_more(const struct course *a, const struct course *b)
{
	if (a->is_informed != b->is_informed)
		return !a->is_informed;
	if (!a->due.seconds || !b->due.seconds)
		return a->due.seconds > b->due.seconds;
	return a->due.seconds < b->due.seconds;
}

static void line_take(struct inform_line *line, const struct demand *demand)
{
	line->rule = demand->rule;
	line->unit_id = demand->unit_id;
	line->person_id = demand->holder ? demand->holder->person_id : 0;
	line->post = demand->holder ? demand->holder->post : S("");
	line->is_hole = !demand->holder;
	line->is_deputy = demand->holder && demand->holder->is_deputy;
	line->begins = demand->span.from;
	if (demand->holder && demand->holder->since.seconds > line->begins.seconds)
		line->begins = demand->holder->since;
	line->course = demand->course;
}

static void line_add(struct arena *arena, const struct demand *demand, struct inform_line_list *lines)
{
	struct inform_line *line = NULL;

	for (size_t i = 0; i < lines->count && !line; i++)
		if (is_same_line(&lines->at[i], demand))
			line = &lines->at[i];
	if (!line) {
		line = &lines->at[lines->count++];
		line->rules = demand->rule->code;
		line_take(line, demand);
		return;
	}
	if (!str_has_word(line->rules, demand->rule->code))
		line->rules = arena_print(arena, "%.*s %.*s", STR(line->rules), STR(demand->rule->code));
	if (waits_more(&demand->course, &line->course))
		line_take(line, demand);
}

static int line_order(const void *a, const void *b)
{
	const struct inform_line *x = a, *y = b;

	if (waits_more(&x->course, &y->course) != waits_more(&y->course, &x->course))
		return waits_more(&x->course, &y->course) ? -1 : 1;
	if (x->rule->item->place != y->rule->item->place)
		return x->rule->item->place < y->rule->item->place ? -1 : 1;
	if (x->unit_id != y->unit_id)
		return x->unit_id < y->unit_id ? -1 : 1;
	return (x->person_id > y->person_id) - (x->person_id < y->person_id);
}

struct inform_line_list inform_lines(struct arena *arena, const struct inform_ask *ask)
{
	struct demand_list demands = demands_of(arena, ask);
	struct inform_line_list lines = { 0, arena_array(arena, struct inform_line, demands.count + 1) };

	for (size_t i = 0; i < demands.count; i++)
		line_add(arena, &demands.at[i], &lines);
	if (lines.count > 1)
		qsort(lines.at, lines.count, sizeof(*lines.at), line_order);
	return lines;
}

struct inform_sum inform_sum_of(const struct inform_line_list *lines, struct instant now)
{
	struct inform_sum sum = { .whole = lines->count };

	for (size_t i = 0; i < lines->count; i++) {
		const struct inform_line *line = &lines->at[i];
		const struct course *course = &line->course;
		bool is_late = course->due.seconds && course->due.seconds < now.seconds;

		sum.holes += line->is_hole;
		sum.late += is_late;
		sum.missing += !course->is_informed;
		sum.repeats_late += course->is_informed && is_late;
		if (!course->is_informed && (!sum.oldest.seconds || line->begins.seconds < sum.oldest.seconds))
			sum.oldest = line->begins;
		if (course->due.seconds && (!sum.next.seconds || course->due.seconds < sum.next.seconds))
			sum.next = course->due;
	}
	return sum;
}
