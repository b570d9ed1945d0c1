/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/verdicts.c - how every duty stands, computed from what is in the database now.
 */
#include "modules/duties/inside.h"

#include "base/say.h"

#include <stdlib.h>

struct run {                            /* one question, on its way */
	struct view *view;
	struct arena *arena;
	const struct verdict_ask *ask;
	struct addressing addressing;
	struct plan_book plans;
	struct unit_index units;
	struct duty_decision_list decisions;
	struct answer_book *answers;
	struct date today;
};

/* ---- On which days it is asked -------------------------------------------------------------- */

static struct days window_of(const struct run *run, const struct plan *plan,
                             const struct duty_instance *instance, const struct unit *unit)
{
	const struct programme *programme = run->ask->programme;
	struct days window = {
		date_later(date_later(instance->from_on, unit->valid_from), programme->valid_from),
		date_earlier(date_earlier(instance->to_on, unit->valid_to), programme->valid_to) };

	if (date_is_given(instance->closed_on))
		window.to = date_earlier(window.to, date_add_days(instance->closed_on, -1));
	if (date_is_given(plan->obligation->closed_on))
		window.to = date_earlier(window.to, date_add_days(plan->obligation->closed_on, -1));
	return window;
}

static int date_order(const void *a, const void *b)
{
	return date_compare(*(const struct date *)a, *(const struct date *)b);
}

/* The days on which another decision may begin to count. */
static size_t turning_days(const struct run *run, int64_t unit_id, struct days window,
                           struct date *days)
{
	size_t count = 0;

	days[count++] = window.from;
	for (size_t i = 0; i < run->addressing.decisions.count; i++) {
		const struct concern_decision *one = &run->addressing.decisions.at[i];

		if (one->unit_id != unit_id)
			continue;
		days[count++] = one->valid_from;
		if (date_is_given(one->valid_to))
			days[count++] = date_add_days(one->valid_to, 1);
	}
	qsort(days, count, sizeof(*days), date_order);
	return count;
}

/* As it is decided, day by day. */
static struct days_list days_decided(const struct run *run, const struct plan *plan,
                                     const struct unit *unit, struct days window)
{
	struct date *days = arena_array(run->arena, struct date,
		run->addressing.decisions.count * 2 + 1);
	size_t count = turning_days(run, unit->id, window, days), kept = 0;
	struct evidence_span *spans = arena_array(run->arena, struct evidence_span, count);

	for (size_t i = 0; i < count; i++) {
		struct date last = i + 1 < count ? date_add_days(days[i + 1], -1) : window.to;

		if (addressed_on(&run->addressing, plan->obligation->who, unit, days[i]) == APPLIES_yes
		    && date_compare(days[i], last) <= 0)
			spans[kept++] = (struct evidence_span){ .from = days[i], .to = last };
	}
	return days_of(run->arena, spans, kept, window);
}

static struct days_list days_asked(const struct run *run, const struct plan *plan,
                                   const struct duty_instance *instance, const struct unit *unit)
{
	struct days window = window_of(run, plan, instance, unit);
	struct evidence_span whole = { .from = window.from, .to = window.to };

	if (date_compare(window.from, window.to) > 0)
		return (struct days_list){ 0 };
	if (plan->asks_flags)
		return days_decided(run, plan, unit, window);
	return days_of(run->arena, &whole, 1, window);
}

/* ---- What is decided -------------------------------------------------------------------------- */

static const struct duty_decision *decision_of(const struct run *run,
                                               const struct duty_instance *instance)
{
	const struct duty_decision *found = NULL;

	for (size_t i = 0; i < run->decisions.count; i++) {
		const struct duty_decision *one = &run->decisions.at[i];

		if (one->unit_id == instance->unit_id && str_equals(one->code, instance->code)
		    && str_equals(one->period, instance->period))
			found = one;
	}
	return found && found->verb != VERB_ask ? found : NULL;
}

/* The day on which whom it concerns is asked: the last one of the period that has come. */
static struct date concern_day(const struct run *run, const struct duty_instance *instance)
{
	return date_later(date_earlier(instance->to_on, run->today), instance->from_on);
}

static enum concern concern_of(const struct run *run, const struct plan *plan,
                               const struct duty_instance *instance, const struct unit *unit)
{
	if (!plan->asks_flags)
		return CONCERN_yes;
	switch (addressed_on(&run->addressing, plan->obligation->who, unit,
	                     concern_day(run, instance))) {
	case APPLIES_yes:
		return CONCERN_yes;
	case APPLIES_no:
		return CONCERN_no;
	default:
		return CONCERN_undecided;
	}
}

static struct str concern_reason(const struct run *run, const struct plan *plan,
                                 const struct duty_instance *instance, const struct unit *unit)
{
	struct str flags = addressed_flags(&run->addressing, plan->obligation->who, unit);

	for (struct str flag = word_next(&flags); flag.len; flag = word_next(&flags)) {
		const struct concern_decision *decision = concern_decision_on(&run->addressing,
			unit->id, flag, concern_day(run, instance));

		if (decision && decision->answer == CONCERN_no)
			return decision->reason;
	}
	return S("");
}

static struct str nothing_asked(const struct run *run, const struct plan *plan,
                                const struct duty_instance *instance, const struct unit *unit)
{
	struct arena *arena = run->arena;
	struct date closed = date_is_given(plan->obligation->closed_on) ? plan->obligation->closed_on
		: instance->closed_on;
	struct date opens = date_later(instance->opens_on, instance->from_on);

	if (date_is_given(closed) && date_compare(closed, run->today) <= 0)
		return arena_print(arena, _("The duty was taken out of the programme on %.*s."),
			STR(tongue_date(arena, closed)));
	if (date_is_given(unit->valid_to) && date_compare(unit->valid_to, run->today) < 0)
		return arena_print(arena, _("The unit ended on %.*s. Those that it went on as answer from then."),
			STR(tongue_date(arena, unit->valid_to)));
	if (date_compare(opens, run->today) > 0)
		return arena_print(arena, _("It opens on %.*s."), STR(tongue_date(arena, opens)));
	if (rhythm_of(plan->rule) == RHYTHM_event)
		return str_of(_("Nothing has happened in the period that the duty is about."));
	return str_of(_("The duty is not in force on any day of the period that has come."));
}

static void words_put(const struct run *run, const struct plan *plan,
                      const struct duty_instance *instance, const struct unit *unit,
                      struct verdict *verdict)
{
	if (run->ask->is_bare)
		return;
	verdict->says = verdict_says(run->arena, verdict, unit);
	verdict->not_proved = verdict_not_proved(run->arena, verdict);
	if (verdict->reason.len)
		return;
	if (verdict->state == VERDICT_not_asked)
		verdict->reason = nothing_asked(run, plan, instance, unit);
	else if (verdict->state == VERDICT_not_concerned)
		verdict->reason = concern_reason(run, plan, instance, unit);
}

/* ---- One verdict --------------------------------------------------------------------------------- */

static struct verdict verdict_of(const struct run *run, const struct plan *plan,
                                 const struct duty_instance *instance, const struct unit *unit)
{
	const struct duty_decision *decision = decision_of(run, instance);
	const struct evidence_rule **rules = arena_array(run->arena, const struct evidence_rule *,
		plan->part_count + 1);
	struct part_answer *answers = arena_array(run->arena, struct part_answer,
		plan->part_count + 1);
	struct duty_case duty = { .rhythm = rhythm_of(plan->rule),
		.asked = days_asked(run, plan, instance, unit),
		.from = instance->from_on, .to = instance->to_on, .opens = instance->opens_on,
		.due = instance->due_on, .today = run->today,
		.concern = concern_of(run, plan, instance, unit),
		.is_waived = decision && decision->verb == VERB_waive,
		.is_not_applicable = decision && decision->verb == VERB_not_applicable,
		.part_count = plan->part_count, .rules = rules, .answers = answers };
	struct verdict verdict = { .obligation = plan->obligation, .unit_id = unit->id,
		.unit_code = unit->code, .instance_id = instance->id, .period = instance->period, .from = instance->from_on,
		.to = instance->to_on, .due = instance->due_on,
		.reason = decision ? decision->reason : S("") };

	for (size_t i = 0; i < plan->part_count; i++) {
		rules[i] = plan->parts[i].rule;
		if (duty.asked.count)
			answers[i] = answer_for(run->answers, &plan->parts[i], instance);
	}
	duty_judge(run->arena, &duty, &verdict);
	words_put(run, plan, instance, unit, &verdict);
	return verdict;
}

/* ---- Answered by another duty ---------------------------------------------------------------------- */

static int verdict_order(const void *a, const void *b)
{
	const struct verdict *x = a, *y = b;

	if (x->unit_id != y->unit_id)
		return x->unit_id < y->unit_id ? -1 : 1;
	if (x->obligation->place != y->obligation->place)
		return x->obligation->place < y->obligation->place ? -1 : 1;
	if (x->obligation != y->obligation)
		return str_compare(x->obligation->code, y->obligation->code);
	return date_compare(x->from, y->from);
}

static size_t first_of_unit(const struct verdict_list *list, int64_t unit_id)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (list->at[middle].unit_id < unit_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The same period if there is one, else the last that has begun, else any. */
static const struct verdict *verdict_answering(const struct verdict_list *list,
                                               const struct verdict *verdict, struct str root,
                                               struct date today)
{
	const struct verdict *best = NULL;

	for (size_t i = first_of_unit(list, verdict->unit_id); i < list->count; i++) {
		const struct verdict *one = &list->at[i];

		if (one->unit_id != verdict->unit_id)
			break;
		if (!str_equals(one->obligation->code, root))
			continue;
		if (str_equals(one->period, verdict->period))
			return one;
		if (!best || (date_compare(one->from, today) <= 0
		              && date_compare(one->from, best->from) > 0))
			best = one;
	}
	return best;
}

static struct verdict verdict_named(const struct plan *plan, const struct duty_instance *instance,
                                    const struct unit *unit)
{
	return (struct verdict){ .obligation = plan->obligation, .unit_id = instance->unit_id,
		.unit_code = unit->code, .instance_id = instance->id, .period = instance->period,
		.from = instance->from_on, .to = instance->to_on, .due = instance->due_on };
}

static struct verdict verdict_same(const struct run *run, const struct verdict_list *own,
                                   const struct plan *plan, const struct duty_instance *instance,
                                   const struct unit *unit)
{
	struct verdict verdict = verdict_named(plan, instance, unit);
	const struct verdict *other;

	verdict.state = VERDICT_not_asked;
	verdict.answered_by = plan->root;
	other = verdict_answering(own, &verdict, plan->root, run->today);
	if (other) {
		verdict = *other;
		verdict.obligation = plan->obligation;
		verdict.instance_id = instance->id;
		verdict.answered_by = plan->root;
	} else if (!run->ask->is_bare) {
		verdict.reason = arena_print(run->arena,
			_("%.*s answers for this duty, and it is not asked of the unit."),
			STR(plan->root));
	}
	return verdict;
}

/* ---- The door ------------------------------------------------------------------------------------------ */

static struct duty_instance_list instances_joined(struct arena *arena,
                                                  struct duty_instance_list list,
                                                  struct duty_instance_list more)
{
	struct duty_instance *all = arena_array(arena, struct duty_instance,
		list.count + more.count + 1);

	for (size_t i = 0; i < list.count + more.count; i++)
		all[i] = i < list.count ? list.at[i] : more.at[i - list.count];
	return (struct duty_instance_list){ list.count + more.count, all };
}

static bool is_in_focus(const struct run *run, const struct plan *plan)
{
	return plan && str_equals(plan->obligation->focus_area, *run->ask->focus);
}

/* The duties of the area, and those outside of it that answer for one of them. */
static struct duty_instance_list focus_instances(const struct run *run)
{
	struct duty_instance_list list = instances_of_focus(run->view, run->ask);
	struct str *read = arena_array(run->arena, struct str, run->plans.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < run->plans.count; i++) {
		const struct plan *plan = &run->plans.at[i];
		bool is_read = !is_in_focus(run, plan) || is_in_focus(run, plan_find(&run->plans, plan->root));

		for (size_t r = 0; r < count && !is_read; r++)
			is_read = str_equals(read[r], plan->root);
		if (is_read)
			continue;
		read[count++] = plan->root;
		list = instances_joined(run->arena, list, instances_of(run->view, run->ask->programme,
			run->ask->unit_id, plan->root, run->ask->year));
	}
	return list;
}

static struct duty_instance_list asked_instances(const struct run *run, const struct plan *only)
{
	const struct verdict_ask *ask = run->ask;
	struct duty_instance_list list;

	if (ask->focus && !only)
		return focus_instances(run);
	list = instances_of(run->view, ask->programme, ask->unit_id, only ? only->root : S(""),
		ask->year);
	if (!only || str_equals(only->root, ask->code))
		return list;
	return instances_joined(run->arena, list, instances_of(run->view, ask->programme,
		ask->unit_id, ask->code, ask->year));
}

static void verdicts_add(const struct run *run, const struct duty_instance_list *instances,
                         bool own, const struct verdict_list *answers, struct verdict_list *list)
{
	for (size_t i = 0; i < instances->count; i++) {
		const struct duty_instance *instance = &instances->at[i];
		const struct plan *plan = plan_find(&run->plans, instance->code);
		const struct unit *unit = unit_index_find(&run->units, instance->unit_id);

		if (!plan || !unit || str_equals(plan->root, instance->code) != own)
			continue;
		list->at[list->count++] = own ? verdict_of(run, plan, instance, unit)
			: verdict_same(run, answers, plan, instance, unit);
	}
}

static void only_of_code(struct verdict_list *list, struct str code)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].obligation->code, code))
			list->at[kept++] = list->at[i];
	list->count = kept;
}

static void only_of_focus(struct verdict_list *list, struct str focus)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].obligation->focus_area, focus))
			list->at[kept++] = list->at[i];
	list->count = kept;
}

static struct run run_open(struct view *view, const struct verdict_ask *ask)
{
	struct run run = { .view = view, .arena = view_arena(view), .ask = ask,
		.addressing = addressing_read(view, ask->programme), .today = date_today(),
		.decisions = duty_decisions(view, ask->programme->code, ask->unit_id),
		.answers = answers_open(view, ask->unit_id, false) };
	struct unit_list units = units_with_duties(view);

	run.plans = plans_read(view, ask->programme, &run.addressing);
	run.units = unit_index_of(run.arena, &units);
	return run;
}

struct verdict_list verdicts_of(struct view *view, const struct verdict_ask *ask)
{
	struct run run = run_open(view, ask);
	const struct plan *only = ask->code.len ? plan_find(&run.plans, ask->code) : NULL;
	struct duty_instance_list instances;
	struct verdict_list list = { 0 }, own;

	if (ask->code.len && !only)
		return list;
	instances = asked_instances(&run, only);
	list.at = arena_array(run.arena, struct verdict, instances.count + 1);
	verdicts_add(&run, &instances, true, NULL, &list);
	own = list;
	if (own.count > 1)
		qsort(own.at, own.count, sizeof(*own.at), verdict_order);
	verdicts_add(&run, &instances, false, &own, &list);
	if (only)
		only_of_code(&list, ask->code);
	else if (ask->focus)
		only_of_focus(&list, *ask->focus);
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), verdict_order);
	return list;
}

struct verdict_list verdicts_named(struct view *view, const struct verdict_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct addressing addressing = addressing_read(view, ask->programme);
	struct plan_book plans = plans_read(view, ask->programme, &addressing);
	struct unit_list bearing = units_with_duties(view);
	struct unit_index units = unit_index_of(arena, &bearing);
	struct duty_instance_list instances = instances_named(view, ask);
	struct verdict_list list = { 0, arena_array(arena, struct verdict, instances.count + 1) };

	for (size_t i = 0; i < instances.count; i++) {
		const struct plan *plan = plan_find(&plans, instances.at[i].code);
		const struct unit *unit = unit_index_find(&units, instances.at[i].unit_id);

		if (plan && unit)
			list.at[list.count++] = verdict_named(plan, &instances.at[i], unit);
	}
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), verdict_order);
	return list;
}

struct evidence_record_list verdict_part_records(struct view *view, const struct programme *programme,
                                                 const struct verdict *verdict,
                                                 const struct verdict_part *part)
{
	struct plan_part asked = { .rule = part->rule,
		.source = evidence_source_find(part->rule->source) };
	struct evidence_ask ask = { .unit_id = verdict->unit_id, .from = verdict->from,
		.to = date_earlier(verdict->to, date_today()) };

	if (!asked.source || !asked.source->records)
		return (struct evidence_record_list){ 0 };
	ask_of(view_arena(view), &asked, programme->code, part->rule->code, &ask);
	return asked.source->records(view, &ask);
}

struct evidence_record_list verdict_records(struct view *view, const struct verdict *verdict)
{
	struct arena *arena = view_arena(view);
	const struct programme *programme = programme_get(view, verdict->obligation->programme_id);
	struct evidence_record_list all = { 0, arena_array(arena, struct evidence_record,
		verdict->part_count * EVIDENCE_RECORDS_MOST + 1) };

	for (size_t i = 0; programme && i < verdict->part_count; i++) {
		struct evidence_record_list some = verdict_part_records(view, programme, verdict,
			&verdict->parts[i]);

		for (size_t r = 0; r < some.count && r < EVIDENCE_RECORDS_MOST; r++)
			all.at[all.count++] = some.at[r];
	}
	return all;
}

struct str verdict_path(struct arena *arena, const struct programme *programme,
                        const struct verdict *verdict)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/duties/");
	out_link_part(&out, programme->code);
	out_char(&out, '/');
	out_link_part(&out, verdict->obligation->code);
	out_z(&out, "?unit=");
	out_link_part(&out, verdict->unit_code);
	out_print(&out, "&year=%d", verdict->from.year);
	return out_str(&out);
}
