/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/rules.c - the rules as they are read, when each is on, and the course of one demand. */
#include "modules/inform/rules.h"

const struct choice inform_wheres[] = {
	{ "own", "" }, { "others", "" }, { "city", "" }, { NULL, NULL },
};

/* ---- Reading the list ------------------------------------------------------------------- */

/* The place of a code in its list; -1 when none is asked for, -2 when there is no such. */
static int64_t place_asked(const char *list, struct str code)
{
	const struct item *item = code.len ? item_find(list, code) : NULL;

	if (!code.len)
		return -1;
	return item ? item->place : -2;
}

/* Whose being active sets it in motion: a fact; 0 nobody's, -1 there is no such. */
static int fact_asked(struct str body)
{
	if (!body.len)
		return 0;
	return str_is(body, "management") ? FACT_management : str_is(body, "committee")
		? FACT_committee : -1;
}

/* Somebody who is not to be shown openly is never asked for: the list would tell who it is. */
static bool is_whole(const struct inform_rule *rule, int where)
{
	const struct item *role = item_find("role_types", rule->role);

	if (where < 0 || rule->level < -1 || rule->coordination < -1 || rule->active < 0
	    || rule->within <= 0)
		return false;
	if (rule->role.len && (rule->function.len || !role || item_int(role, "restricted")))
		return false;
	return role || item_find("rosters/functions", rule->function);
}

struct inform_rule_list inform_rules_read(struct arena *arena, size_t *left_out)
{
	const struct catalogue *list = catalogue_get("inform/rules");
	struct inform_rule *rules = arena_array(arena, struct inform_rule, list->count + 1);
	size_t count = 0;

	*left_out = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct item *item = &list->items[i];
		int where = choice_of(inform_wheres, item_text(item, "at"));
		struct inform_rule rule = { .item = item, .code = item->code, .at = (enum inform_where)where,
			.severity_from = item_int(item, "severity_from"),
			.level = place_asked("crisis/levels", item_text(item, "level")),
			.coordination = place_asked("crisis/coordination", item_text(item, "coordination")),
			.active = fact_asked(item_text(item, "active")),
			.role = item_text(item, "role"), .function = item_text(item, "function"),
			.by = item_text(item, "by"), .within = item_int(item, "within_minutes"),
			.every = item_int(item, "repeat_minutes"), .source = item_text(item, "source") };

		date_read(item_text(item, "valid_from"), &rule.from);
		date_read(item_text(item, "valid_to"), &rule.to);
		if (!item->is_retired && is_whole(&rule, where))
			rules[count++] = rule;
		else
			*left_out += !item->is_retired;
	}
	return (struct inform_rule_list){ count, rules };
}

int64_t inform_severity_least(const struct inform_rule_list *rules)
{
	int64_t least = 0;

	for (size_t i = 0; i < rules->count; i++)
		if (rules->at[i].severity_from && (!least || rules->at[i].severity_from < least))
			least = rules->at[i].severity_from;
	return least;
}

/* ---- When a rule is on -------------------------------------------------------------------- */

static bool fact_reaches(const struct inform_rule *rule, enum fact_kind kind, int64_t value)
{
	switch (kind) {
	case FACT_severity:
		return rule->severity_from > 0 && value >= rule->severity_from;
	case FACT_level:
		return rule->level >= 0 && value >= rule->level;
	case FACT_coordination:
		return rule->coordination >= 0 && value >= rule->coordination;
	default:
		return rule->active == (int)kind && value > 0;
	}
}

/* On the day that it begins: a rule of another year asks nothing of this one. */
static bool rule_counts(const struct inform_rule *rule, struct instant from)
{
	struct date day = instant_date(from);

	return (!date_is_given(rule->from) || date_compare(rule->from, day) <= 0)
		&& (!date_is_given(rule->to) || date_compare(day, rule->to) <= 0);
}

static void span_end(struct inform_span_list *spans, bool *is_on, struct instant at)
{
	if (*is_on)
		spans->at[spans->count - 1].to = at;
	*is_on = false;
}

static struct inform_span_list rule_spans_city(struct arena *arena, const struct inform_rule *rule,
                                               const struct inform_case *c)
{
	struct inform_span_list spans = { 0, arena_array(arena, struct inform_span, c->fact_count + 1) };
	int64_t values[FACT_KINDS] = { 0, -1, -1 };
	bool is_on = false;

	for (size_t i = 0; i < c->fact_count; i++) {
		const struct fact *fact = &c->facts[i];
		bool is_worse = fact->value > values[fact->kind]
			&& fact_reaches(rule, fact->kind, fact->value);
		bool reaches = false;

		values[fact->kind] = fact->value;
		for (int k = 0; k < FACT_KINDS; k++)
			reaches = reaches || fact_reaches(rule, (enum fact_kind)k, values[k]);
		if (!reaches || is_worse)
			span_end(&spans, &is_on, fact->at);
		if (!reaches || (is_on && !is_worse))
			continue;
		spans.at[spans.count++] = (struct inform_span){ fact->at, fact->counts_from, { 0 } };
		is_on = true;
	}
	return spans;
}

static struct instant later(struct instant a, struct instant b)
{
	return a.seconds > b.seconds ? a : b;
}

/* 0 is never. */
static struct instant sooner(struct instant a, struct instant b)
{
	if (!a.seconds || !b.seconds)
		return a.seconds ? a : b;
	return a.seconds < b.seconds ? a : b;
}

static bool span_is_any(const struct inform_span *span)
{
	return !span->to.seconds || span->to.seconds > span->from.seconds;
}

struct inform_span_list rule_spans(struct arena *arena, const struct inform_rule *rule,
                                   const struct inform_case *c, int64_t unit_id)
{
	struct inform_span_list city = rule_spans_city(arena, rule, c);
	struct inform_span_list spans = { 0, arena_array(arena, struct inform_span,
		city.count * (c->hit_count + 1) + 1) };

	for (size_t i = 0; i < city.count; i++)
		for (size_t h = 0; h < (rule->at == AT_own ? c->hit_count : 1); h++) {
			struct inform_span span = city.at[i];

			if (rule->at == AT_own && c->hits[h].unit_id != unit_id)
				continue;
			if (rule->at == AT_own) {
				span.from = later(span.from, c->hits[h].from);
				span.to = sooner(span.to, c->hits[h].to);
			}
			if (span_is_any(&span) && rule_counts(rule, span.from))
				spans.at[spans.count++] = span;
		}
	return spans;
}

static bool is_hit(const struct inform_case *c, int64_t unit_id)
{
	for (size_t i = 0; i < c->hit_count; i++)
		if (c->hits[i].unit_id == unit_id)
			return true;
	return false;
}

static bool units_have(const struct inform_units *units, int64_t unit_id)
{
	for (size_t i = 0; i < units->count; i++)
		if (units->at[i] == unit_id)
			return true;
	return false;
}

struct inform_units rule_units(struct arena *arena, const struct inform_rule *rule,
                               const struct inform_case *c)
{
	struct inform_units units = { 0, arena_array(arena, int64_t, c->hit_count + c->board_count + 1) };

	if (rule->at == AT_city)
		units.at[units.count++] = 0;
	for (size_t i = 0; rule->at == AT_own && i < c->hit_count; i++)
		if (!units_have(&units, c->hits[i].unit_id))
			units.at[units.count++] = c->hits[i].unit_id;
	for (size_t i = 0; rule->at == AT_others && i < c->board_count; i++)
		if (!is_hit(c, c->boards[i]))
			units.at[units.count++] = c->boards[i];
	return units;
}

/* ---- One demand through time ----------------------------------------------------------------- */

struct walk {
	struct course course;
	struct instant base;            /* what the rhythm is counted from */
	int64_t every;
	bool repeats;
};

static struct instant minutes_after(struct instant at, int64_t minutes)
{
	return (struct instant){ at.seconds + minutes * MINUTE };
}

/* Is what was due before this moment late?  The due moment itself is in time. */
static void walk_to(struct walk *walk, struct instant at)
{
	if (!walk->course.due.seconds || at.seconds <= walk->course.due.seconds)
		return;
	if (walk->course.is_informed)
		walk->course.was_repeat_late = true;
	else
		walk->course.was_first_late = true;
}

static void walk_wait(struct walk *walk)
{
	walk->course.due = walk->repeats && walk->every && !walk->course.is_resting
		? minutes_after(walk->base, walk->every) : (struct instant){ 0 };
}

static void walk_told(struct walk *walk, struct instant at)
{
	walk_to(walk, at);
	walk->course.is_informed = true;
	walk->course.last = walk->base = at;
	walk_wait(walk);
}

/* A shorter rhythm counts from when it was agreed, where that comes sooner. */
static void walk_rhythm(struct walk *walk, const struct step_at *step)
{
	struct instant before = walk->course.due;

	walk->every = step->minutes;
	if (!walk->course.is_informed)
		return;
	walk_wait(walk);
	if (before.seconds && walk->course.due.seconds
	    && walk->course.due.seconds < before.seconds)
		walk->course.due = sooner(before, minutes_after(step->at, step->minutes));
}

/* What rests is the repeats: the first time is asked for all the same. */
static void walk_step(struct walk *walk, const struct step_at *step)
{
	if (walk->course.is_informed)
		walk_to(walk, step->at);
	switch ((enum inform_step)step->kind) {
	case STEP_rhythm:
		if (walk->repeats)
			walk_rhythm(walk, step);
		return;
	case STEP_rest:
		walk->course.is_resting = true;
		break;
	case STEP_resume:
		if (walk->course.is_resting)
			walk->base = step->at;
		walk->course.is_resting = false;
		break;
	default:
		return;
	}
	if (walk->course.is_informed)
		walk_wait(walk);
}

struct course course_of(const struct course_ask *ask)
{
	struct walk walk = { .every = ask->every, .repeats = ask->every > 0 };
	size_t t = 0, s = 0;

	walk.course.due = minutes_after(ask->from, ask->within);
	while (t < ask->told_count && ask->told[t].seconds < ask->counts_from.seconds)
		t++;
	for (;;) {
		bool has_told = t < ask->told_count && ask->told[t].seconds <= ask->until.seconds;
		bool has_step = s < ask->step_count && ask->steps[s].at.seconds <= ask->until.seconds;

		if (has_step && (!has_told || ask->steps[s].at.seconds <= ask->told[t].seconds))
			walk_step(&walk, &ask->steps[s++]);
		else if (has_told)
			walk_told(&walk, ask->told[t++]);
		else
			break;
	}
	walk_to(&walk, ask->until);
	return walk.course;
}
