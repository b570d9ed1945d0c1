/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/proof.c - what tellings prove: told within the deadline, and no pause too long.
 *
 * Counted is each time that a rule of the duty was on, for each unit it asked about: how many
 * of them were answered.  What is not due yet is not counted.  A telling counts for the role,
 * whoever held it; exercises and restricted events count nowhere.
 */
#include "modules/inform/inside.h"

#include "base/say.h"

#include <stdlib.h>

enum { TEST_none, TEST_in_time, TEST_rhythm };
static const struct choice tests[] = {
	{ "", "" },
	{ "in_time", N_("the first time within the deadline") },
	{ "rhythm", N_("and again, without a pause longer than agreed") },
	{ NULL, NULL },
};
static const struct evidence_argument informed_arguments[] = {
	{ .name = "rules", .label = N_("Rules of the duty"), .is_required = true },
	{ .name = "test", .label = N_("What is tried"), .choices = tests, .is_required = true },
	{ .name = NULL },
};

struct proof_item;
struct case_number { int64_t crisis_id, event_id; struct str number; };
struct proof {
	struct view *view;
	struct arena *arena;
	const struct evidence_ask *ask;
	struct str duty;
	int test;
	struct instant from, to, now;
	struct inform_rule_list rules;
	struct inform_units boards;
	struct proof_facts facts;
	struct proof_by_list informers;
	struct boards_now boards_now;
	/* What each answer goes to. */
	void (*each)(struct proof *proof, const struct proof_item *item);
	struct evidence_count_list counts;
	struct evidence_record_list records;
	struct case_number last;
};
struct proof_item {                     /* a rule that was on, for a unit that informs */
	const struct inform_rule *rule;
	int64_t crisis_id, event_id, informer_id, unit_id;
	struct inform_span span;
	struct course course;
	bool holds;
};

/* ---- One rule in one case ------------------------------------------------------------------------ */

struct trial {                          /* a case and its rows */
	struct inform_case c;
	int64_t crisis_id, event_id;
	struct proof_told_list told;
	struct step_list steps;
};

static bool is_of(const struct trial *trial, int64_t crisis_id, int64_t event_id)
{
	return (trial->crisis_id && crisis_id == trial->crisis_id)
		|| (trial->event_id && event_id == trial->event_id);
}

static struct course course_proved(struct proof *proof, const struct trial *trial,
                                   const struct inform_rule *rule, int64_t unit_id,
                                   const struct inform_span *span)
{
	const struct proof_told_list *rows = &trial->told;
	struct instant *told = arena_array(proof->arena, struct instant, rows->count + 1);
	struct course_ask ask = { .from = span->from, .counts_from = span->counts_from,
		.until = proof->now, .within = rule->within, .every = rule->every, .told = told,
		.step_count = trial->steps.count, .steps = trial->steps.at };

	if (span->to.seconds && span->to.seconds < ask.until.seconds)
		ask.until = span->to;
	for (size_t i = 0; i < rows->count; i++) {
		const struct proof_told *row = &rows->at[i];

		if (str_has_word(row->rules, rule->code) && (!unit_id || row->unit_id == unit_id))
			told[ask.told_count++] = row->at;
	}
	return course_of(&ask);
}

static bool course_holds(const struct proof *proof, const struct course *course)
{
	return course->is_informed && !course->was_first_late
		&& (proof->test != TEST_rhythm || !course->was_repeat_late);
}

/* Who informs: the units that were hit, or those of a kind. */
static void informers_each(struct proof *proof, const struct trial *trial, struct proof_item *item)
{
	if (!str_is(item->rule->by, "own")) {
		for (size_t i = 0; i < proof->informers.count; i++)
			if (str_equals(proof->informers.at[i].kind, item->rule->by)) {
				item->informer_id = proof->informers.at[i].unit_id;
				proof->each(proof, item);
			}
		return;
	}
	for (size_t i = 0; i < trial->c.hit_count; i++) {
		item->informer_id = trial->c.hits[i].unit_id;
		if (item->rule->at != AT_own || item->informer_id == item->unit_id)
			proof->each(proof, item);
	}
}

static void rule_try(struct proof *proof, const struct trial *trial, const struct inform_rule *rule)
{
	struct inform_units units = rule_units(proof->arena, rule, &trial->c);

	if (!str_equals(rule->source, proof->duty) || (proof->test == TEST_rhythm && !rule->every))
		return;
	for (size_t u = 0; u < units.count; u++) {
		struct inform_span_list spans = rule_spans(proof->arena, rule, &trial->c, units.at[u]);

		for (size_t s = spans.count; s-- > 0;) {
			struct proof_item item = { .rule = rule, .crisis_id = trial->crisis_id,
				.event_id = trial->event_id, .unit_id = units.at[u], .span = spans.at[s] };
			int64_t due = item.span.from.seconds + rule->within * MINUTE;
			int64_t end = item.span.to.seconds ? item.span.to.seconds : proof->now.seconds;

			if (item.span.from.seconds < proof->from.seconds
			    || item.span.from.seconds >= proof->to.seconds)
				continue;
			item.course = course_proved(proof, trial, rule, units.at[u], &item.span);
			item.holds = course_holds(proof, &item.course);
			if (item.course.is_informed || due < end)
				informers_each(proof, trial, &item);
		}
	}
}

/* ---- All cases ------------------------------------------------------------------------------------- */

/* What was told and decided in this case, once: each rule and unit looks at all of it. */
static void trial_rows(const struct proof *proof, struct trial *trial)
{
	const struct proof_told_list *told = &proof->facts.told;
	const struct inform_decision_list *all = &proof->facts.decisions;
	struct inform_decision_list decisions = { 0 };
	size_t told_count = 0, count = 0;

	for (size_t i = 0; i < told->count; i++)
		told_count += is_of(trial, told->at[i].crisis_id, told->at[i].event_id);
	for (size_t i = 0; i < all->count; i++)
		count += is_of(trial, all->at[i].crisis_id, all->at[i].event_id);
	trial->told.at = arena_array(proof->arena, struct proof_told, told_count + 1);
	decisions.at = arena_array(proof->arena, struct inform_decision, count + 1);
	for (size_t i = 0; i < told->count; i++)
		if (is_of(trial, told->at[i].crisis_id, told->at[i].event_id))
			trial->told.at[trial->told.count++] = told->at[i];
	for (size_t i = 0; i < all->count; i++)
		if (is_of(trial, all->at[i].crisis_id, all->at[i].event_id))
			decisions.at[decisions.count++] = all->at[i];
	trial->steps = steps_of_decisions(proof->arena, &decisions);
}

static void trial_run(struct proof *proof, struct trial *trial, const struct hit_list *hits)
{
	trial_rows(proof, trial);
	case_hits(proof->arena, hits->at, hits->count, &trial->c);
	trial->c.board_count = proof->boards.count;
	trial->c.boards = proof->boards.at;
	for (size_t r = 0; r < proof->rules.count; r++)
		rule_try(proof, trial, &proof->rules.at[r]);
}

static const struct event_case *event_of(const struct proof *proof, int64_t id)
{
	for (size_t i = 0; id && i < proof->facts.events.count; i++)
		if (proof->facts.events.at[i].id == id)
			return &proof->facts.events.at[i];
	return NULL;
}

static void crisis_try(struct proof *proof, const struct proof_crisis *crisis)
{
	const struct event_case *event = event_of(proof, crisis->event_id);
	struct trial trial = { .crisis_id = crisis->id, .event_id = event ? event->id : 0 };
	const struct judged_list *judged = &proof->facts.judged;
	size_t first = 0, count = 0;
	struct hit_list hits;

	while (first < judged->count && judged->at[first].crisis_id < crisis->id)
		first++;
	while (first + count < judged->count && judged->at[first + count].crisis_id == crisis->id)
		count++;
	case_facts(proof->arena, event, judged->at + first, count, &trial.c);
	hits = crisis_hits(proof->view, &proof->boards_now,
		(struct crisis_begun){ crisis->id, crisis->unit_id, crisis->opened_at }, event,
		&proof->facts.units);
	trial_run(proof, &trial, &hits);
}

static bool has_become_a_crisis(const struct proof *proof, int64_t event_id)
{
	for (size_t i = 0; i < proof->facts.crises.count; i++)
		if (proof->facts.crises.at[i].event_id == event_id)
			return true;
	return false;
}

static void event_try(struct proof *proof, const struct event_case *event)
{
	struct trial trial = { .event_id = event->id };
	struct hit hit = event_hit(proof->view, &proof->boards_now, event);

	case_facts(proof->arena, event, NULL, 0, &trial.c);
	trial_run(proof, &trial, &(struct hit_list){ 1, &hit });
}

static struct proof proof_begin(struct view *view, const struct evidence_ask *ask)
{
	struct proof proof = { .view = view, .arena = view_arena(view), .ask = ask,
		.duty = evidence_text(ask, "rules"), .test = choice_of(tests, evidence_text(ask, "test")),
		.from = instant_at(ask->from, 0, 0, 0), .now = instant_now(),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };
	size_t left_out;

	proof.rules = inform_rules_read(proof.arena, &left_out);
	proof.boards = inform_boards(view);
	proof.informers = proof_informers(view);
	proof.facts = proof_facts_of(view, inform_severity_least(&proof.rules), proof.from, proof.to);
	return proof;
}

static void proof_run(struct proof *proof)
{
	for (size_t i = 0; i < proof->facts.crises.count; i++)
		crisis_try(proof, &proof->facts.crises.at[i]);
	for (size_t i = 0; i < proof->facts.events.count; i++)
		if (!has_become_a_crisis(proof, proof->facts.events.at[i].id))
			event_try(proof, &proof->facts.events.at[i]);
}

/* ---- Counts -------------------------------------------------------------------------------------------- */

enum { UNITS_MOST = 4000 };

static void count_put(struct proof *proof, const struct proof_item *item)
{
	struct evidence_count *count = NULL;
	struct date day = instant_date(item->span.from);

	if (proof->ask->unit_id && item->informer_id != proof->ask->unit_id)
		return;
	for (size_t i = 0; i < proof->counts.count && !count; i++)
		if (proof->counts.at[i].unit_id == item->informer_id)
			count = &proof->counts.at[i];
	if (!count) {
		must(proof->counts.count < UNITS_MOST);
		count = &proof->counts.at[proof->counts.count++];
		*count = (struct evidence_count){ .unit_id = item->informer_id };
	}
	count->whole++;
	count->count += item->holds;
	if (date_compare(day, count->last) > 0)
		count->last = day;
}

static int count_order(const void *a, const void *b)
{
	const struct evidence_count *x = a, *y = b;

	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

static struct evidence_count_list informed_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof proof = proof_begin(view, ask);
	struct evidence_count_list followed = { 0 };

	proof.each = count_put;
	proof.counts.at = arena_array(proof.arena, struct evidence_count, UNITS_MOST);
	proof_run(&proof);
	followed.at = proof.counts.at;
	for (size_t i = 0; i < proof.counts.count; i++)
		if (inform_unit_is_followed(view, proof.counts.at[i].unit_id))
			followed.at[followed.count++] = proof.counts.at[i];
	if (followed.count > 1)
		qsort(followed.at, followed.count, sizeof(*followed.at), count_order);
	return followed;
}

/* ---- Records --------------------------------------------------------------------------------------------- */

static struct str item_result(const struct proof *proof, const struct proof_item *item)
{
	if (!item->course.is_informed)
		return str_of(_("not informed"));
	if (item->course.was_first_late)
		return str_of(_("informed too late"));
	if (proof->test == TEST_rhythm && item->course.was_repeat_late)
		return str_of(_("a pause was too long"));
	return proof->test == TEST_rhythm ? str_of(_("no pause was too long"))
		: str_of(_("informed in time"));
}

/* "" of a case that this reader does not see.  All items of one case follow each other. */
static struct str number_of(struct proof *proof, const struct proof_item *item)
{
	const struct crisis *crisis;
	const struct event_case *event;

	if (proof->last.crisis_id == item->crisis_id && proof->last.event_id == item->event_id)
		return proof->last.number;
	crisis = item->crisis_id ? crisis_of_id(proof->view, item->crisis_id) : NULL;
	event = !crisis && item->event_id ? inform_event_get(proof->view, item->event_id) : NULL;
	proof->last = (struct case_number){ item->crisis_id, item->event_id,
		crisis ? crisis->number : event ? event->number : S("") };
	return proof->last.number;
}

/* Of what this reader sees: the others are counted, and told to nobody here. */
static void record_put(struct proof *proof, const struct proof_item *item)
{
	struct str number;

	if (item->informer_id != proof->ask->unit_id || proof->records.count >= EVIDENCE_RECORDS_MOST)
		return;
	number = number_of(proof, item);
	if (!number.len)
		return;
	proof->records.at[proof->records.count++] = (struct evidence_record){
		.words = arena_print(proof->arena, "%.*s, %.*s: %.*s", STR(number),
			STR(item_name(item->rule->item)), STR(item_result(proof, item))),
		.path = arena_print(proof->arena, "/inform/%.*s", STR(number)),
		.on = instant_date(item->span.from) };
}

static int record_order(const void *a, const void *b)
{
	const struct evidence_record *x = a, *y = b;
	int order = date_compare(y->on, x->on);

	return order ? order : str_compare(x->words, y->words);
}

static struct evidence_record_list informed_records(struct view *view, const struct evidence_ask *ask)
{
	struct proof proof = proof_begin(view, ask);

	proof.each = record_put;
	proof.records.at = arena_array(proof.arena, struct evidence_record, EVIDENCE_RECORDS_MOST);
	proof_run(&proof);
	if (proof.records.count > 1)
		qsort(proof.records.at, proof.records.count, sizeof(*proof.records.at), record_order);
	return proof.records;
}

const struct evidence_source inform_evidence[] = {
	{ .name = "informed", .label = N_("Those who must be informed were"),
	  .arguments = informed_arguments, .counts = informed_counts, .records = informed_records },
	{ .name = NULL },
};
