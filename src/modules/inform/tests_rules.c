/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/tests_rules.c - nobody whom a rule demands is ever missing, and nobody stands there twice.
 *
 * The oracle knows nothing of spans or lines: it asks each rule, for each moment, what holds
 * then, and looks through everybody who is there.
 */
#include "base/test.h"
#include "modules/inform/rules.h"

#include <string.h>

enum { START = 1000000, CASES = 4000, RULES = 6, FACTS = 8, HOLDERS = 10, BOARDS = 4, TOLD = 6 };

static uint64_t seed;
static int64_t drawn(int64_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int64_t)((seed >> 33) % (uint64_t)below);
}

static const char *const codes[] = { "chair", "vice", "manager" };
static const char *const names[RULES] = { "r0", "r1", "r2", "r3", "r4", "r5" };
static struct item items[RULES];

struct world {
	struct inform_rule rules[RULES];
	struct fact facts[FACTS];
	struct holder holders[HOLDERS];
	struct telling told[TOLD];
	int64_t boards[BOARDS];
	struct hit hits[2];
	struct inform_case c;
	struct inform_rule_list rule_list;
	struct holder_list holder_list;
	struct telling_list told_list;
	struct step_list steps;
	struct instant now;
};

static struct inform_rule rule_drawn(size_t i)
{
	struct inform_rule rule = { .item = &items[i], .code = str_of(names[i]),
		.severity_from = drawn(2) ? 3 + drawn(2) : 0, .level = drawn(4) - 1,
		.coordination = drawn(4) - 1,
		.active = drawn(2) ? FACT_management + (int)drawn(2) : 0,
		.at = (enum inform_where)drawn(3), .by = S("own"),
		.within = 10 + drawn(50), .every = drawn(2) ? 60 + drawn(60) : 0 };

	items[i].place = (int64_t)i;
	if (drawn(2))
		rule.role = str_of(codes[drawn(3)]);
	else
		rule.function = str_of(codes[drawn(3)]);
	return rule;
}

static struct holder holder_drawn(void)
{
	return (struct holder){ .code = str_of(codes[drawn(3)]), .is_function = drawn(2),
		.is_deputy = !drawn(4), .unit_id = 1 + drawn(BOARDS), .person_id = 100 + drawn(8),
		.since = { START - 5000 + drawn(10000) } };
}

static void people_draw(struct world *w)
{
	for (size_t i = 0; i < RULES; i++)
		w->rules[i] = rule_drawn(i);
	w->rule_list = (struct inform_rule_list){ 1 + (size_t)drawn(RULES), w->rules };
	w->holder_list = (struct holder_list){ (size_t)drawn(HOLDERS + 1), w->holders };
	for (size_t i = 0; i < w->holder_list.count; i++)
		w->holders[i] = holder_drawn();
	w->told_list = (struct telling_list){ (size_t)drawn(TOLD + 1), w->told };
	for (size_t i = 0; i < w->told_list.count; i++)
		w->told[i] = (struct telling){ .rules = str_of(names[drawn(RULES)]),
			.unit_id = drawn(BOARDS + 1), .asked_id = drawn(2) ? 100 + drawn(8) : 0,
			.person_id = 100 + drawn(8), .at = { START + drawn(9000) } };
}

static void world_draw(struct world *w)
{
	memset(w, 0, sizeof *w);
	people_draw(w);
	for (int64_t i = 0; i < BOARDS; i++)
		w->boards[i] = 1 + i;
	for (size_t i = 0; i < 2; i++)
		w->hits[i] = (struct hit){ 1 + drawn(2), { START + drawn(4000) },
			{ drawn(3) ? 0 : START + 4000 + drawn(4000) } };
	w->c = (struct inform_case){ .fact_count = (size_t)drawn(FACTS + 1),
		.hit_count = (size_t)drawn(3), .board_count = BOARDS, .facts = w->facts,
		.hits = w->hits, .boards = w->boards };
	for (size_t i = 0; i < w->c.fact_count; i++) {
		int64_t at = START + (int64_t)i * 1000;

		w->facts[i] = (struct fact){ { at }, { at }, (enum fact_kind)drawn(FACT_KINDS), 0 };
		w->facts[i].value = w->facts[i].kind == FACT_severity ? drawn(5)
			: w->facts[i].kind >= FACT_management ? drawn(2) : drawn(4) - 1;
	}
	w->now = (struct instant){ START + 9000 };
}

/* ---- The oracle ------------------------------------------------------------------------------ */

static bool oracle_is_on(const struct world *w, const struct inform_rule *rule)
{
	int64_t severity = 0, level = -1, coordination = -1, management = 0, committee = 0;

	for (size_t i = 0; i < w->c.fact_count; i++) {
		if (w->facts[i].kind == FACT_severity)
			severity = w->facts[i].value;
		else if (w->facts[i].kind == FACT_level)
			level = w->facts[i].value;
		else if (w->facts[i].kind == FACT_management)
			management = w->facts[i].value;
		else if (w->facts[i].kind == FACT_committee)
			committee = w->facts[i].value;
		else
			coordination = w->facts[i].value;
	}
	return (rule->severity_from && severity >= rule->severity_from)
		|| (rule->level >= 0 && level >= rule->level)
		|| (rule->coordination >= 0 && coordination >= rule->coordination)
		|| (rule->active == FACT_management && management > 0)
		|| (rule->active == FACT_committee && committee > 0);
}

static bool oracle_asks(const struct world *w, const struct inform_rule *rule, int64_t unit_id)
{
	bool is_named = false, is_hit_now = false;

	for (size_t i = 0; i < w->c.hit_count; i++) {
		is_named |= w->hits[i].unit_id == unit_id;
		is_hit_now |= w->hits[i].unit_id == unit_id && !w->hits[i].to.seconds;
	}
	if (rule->at == AT_city)
		return unit_id == 0;
	return unit_id > 0 && (rule->at == AT_own ? is_hit_now : !is_named);
}

static bool oracle_holds(const struct inform_rule *rule, const struct holder *h, int64_t unit_id)
{
	return h->is_function == (rule->function.len > 0)
		&& str_equals(h->code, rule->function.len ? rule->function : rule->role)
		&& (unit_id == 0 || h->unit_id == unit_id);
}

static size_t lines_with(const struct inform_line_list *lines, int64_t person, struct str code)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].person_id == person && str_has_word(lines->at[i].rules, code))
			count++;
	return count;
}

/* Everybody who holds it must stand there, once; a deputy where nobody else does at that unit. */
static size_t oracle_people(const struct world *w, const struct inform_rule *rule, int64_t unit_id,
                            const struct inform_line_list *lines)
{
	size_t found = 0;

	for (size_t h = 0; h < w->holder_list.count; h++) {
		const struct holder *holder = &w->holders[h];
		bool has_other = false;

		if (!oracle_holds(rule, holder, unit_id))
			continue;
		for (size_t o = 0; o < w->holder_list.count; o++)
			has_other |= !w->holders[o].is_deputy && w->holders[o].unit_id == holder->unit_id
				&& oracle_holds(rule, &w->holders[o], unit_id);
		found++;
		if (!holder->is_deputy || !has_other)
			CHECK(lines_with(lines, holder->person_id, rule->code) == 1);
	}
	return found;
}

static void oracle_compare(const struct world *w, const struct inform_line_list *lines)
{
	for (size_t r = 0; r < w->rule_list.count; r++)
		for (int64_t unit = 0; unit <= BOARDS; unit++) {
			bool has_hole = false;

			if (!oracle_is_on(w, &w->rules[r]) || !oracle_asks(w, &w->rules[r], unit))
				continue;
			if (oracle_people(w, &w->rules[r], unit, lines))
				continue;
			for (size_t i = 0; i < lines->count; i++)
				has_hole |= lines->at[i].is_hole && lines->at[i].unit_id == unit
					&& str_has_word(lines->at[i].rules, w->rules[r].code);
			CHECK(has_hole);
		}
	for (size_t i = 0; i < lines->count; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(!lines->at[i].person_id || lines->at[i].person_id != lines->at[k].person_id);
}

/* And nobody for whom no rule asks. */
static bool oracle_wants(const struct world *w, const struct inform_line *line)
{
	for (size_t r = 0; r < w->rule_list.count; r++) {
		const struct inform_rule *rule = &w->rules[r];

		if (!oracle_is_on(w, rule) || !str_has_word(line->rules, rule->code))
			continue;
		for (int64_t unit = 0; unit <= BOARDS; unit++) {
			if (!oracle_asks(w, rule, unit))
				continue;
			if (line->is_hole)
				return true;
			for (size_t h = 0; h < w->holder_list.count; h++)
				if (w->holders[h].person_id == line->person_id
				    && oracle_holds(rule, &w->holders[h], unit))
					return true;
		}
	}
	return false;
}

static struct inform_line_list lines_of(const struct world *w)
{
	return inform_lines(test_arena(), &(struct inform_ask){ .rules = &w->rule_list, .c = &w->c,
		.holders = &w->holder_list, .told = &w->told_list, .steps = &w->steps, .now = w->now });
}

TEST(nobody_whom_a_rule_demands_is_ever_missing_and_nobody_stands_there_twice)
{
	size_t lines_seen = 0, holes = 0;
	struct world w;

	calendar_open("Europe/Stockholm");
	seed = 20260714;
	for (int i = 0; i < CASES; i++) {
		struct inform_line_list lines;

		world_draw(&w);
		lines = lines_of(&w);
		oracle_compare(&w, &lines);
		for (size_t l = 0; l < lines.count; l++) {
			CHECK(oracle_wants(&w, &lines.at[l]));
			holes += lines.at[l].is_hole;
		}
		lines_seen += lines.count;
	}
	CHECK(lines_seen > CASES && holes > CASES / 10);
}

TEST(what_is_counted_is_what_stands_in_the_list)
{
	struct world w;

	calendar_open("Europe/Stockholm");
	seed = 7;
	for (int i = 0; i < CASES; i++) {
		struct inform_line_list lines;
		struct inform_sum sum;
		size_t missing = 0;

		world_draw(&w);
		lines = lines_of(&w);
		sum = inform_sum_of(&lines, w.now);
		for (size_t l = 0; l < lines.count; l++) {
			missing += !lines.at[l].course.is_informed;
			CHECK(lines.at[l].course.is_informed || lines.at[l].course.due.seconds);
		}
		CHECK(sum.whole == lines.count && sum.missing == missing);
		CHECK(!sum.oldest.seconds == !missing);
	}
}

/* ---- The course of one demand --------------------------------------------------------------- */

/* Minute by minute, with nothing remembered but the clock. */
static bool oracle_is_late(const struct course_ask *ask, bool *repeat)
{
	int64_t due = ask->from.seconds + ask->within * MINUTE, every = ask->every;
	bool told = false, rests = false, first = false;
	size_t t = 0, s = 0;

	*repeat = false;
	for (int64_t now = ask->from.seconds - 200 * MINUTE; now <= ask->until.seconds; now += MINUTE) {
		if (due && now > due && told)
			*repeat = true;
		else if (due && now > due)
			first = true;
		for (; s < ask->step_count && ask->steps[s].at.seconds == now; s++) {
			if (ask->steps[s].kind == STEP_rest)
				rests = true;
			if (ask->steps[s].kind == STEP_resume && rests && told && every)
				due = now + every * MINUTE;
			if (ask->steps[s].kind == STEP_resume)
				rests = false;
			if (rests && told)
				due = 0;
		}
		for (; t < ask->told_count && ask->told[t].seconds == now; t++)
			if (now >= ask->counts_from.seconds) {
				told = true;
				due = every && !rests ? now + every * MINUTE : 0;
			}
	}
	return first;
}

static void times_draw(struct instant *at, struct step_at *steps, size_t told, size_t count)
{
	int64_t now = START - 60 * MINUTE;

	for (size_t i = 0; i < told; i++)
		at[i] = (struct instant){ now += (1 + drawn(90)) * MINUTE };
	now = START - 60 * MINUTE;
	for (size_t i = 0; i < count; i++)
		steps[i] = (struct step_at){ { now += (1 + drawn(120)) * MINUTE },
			drawn(2) ? STEP_rest : STEP_resume, 0 };
}

TEST(the_course_of_a_demand_is_that_of_a_clock_that_is_watched_minute_by_minute)
{
	struct instant told[5];
	struct step_at steps[4];

	seed = 99;
	for (int i = 0; i < CASES; i++) {
		struct course_ask ask = { .from = { START }, .counts_from = { START - drawn(60) * MINUTE },
			.until = { START + drawn(400) * MINUTE }, .within = 5 + drawn(60),
			.every = drawn(3) ? 20 + drawn(80) : 0, .told = told, .steps = steps,
			.told_count = (size_t)drawn(6), .step_count = (size_t)drawn(5) };
		struct course course;
		bool repeat, first;

		times_draw(told, steps, ask.told_count, ask.step_count);
		course = course_of(&ask);
		first = oracle_is_late(&ask, &repeat);
		CHECK(course.was_first_late == first);
		CHECK(course.was_repeat_late == repeat);
	}
}

static struct course course_with(int64_t every, int64_t rhythm, int64_t until)
{
	static struct instant told[] = { { START + 10 * MINUTE } };
	struct step_at step = { { START + 20 * MINUTE }, STEP_rhythm, rhythm };

	return course_of(&(struct course_ask){ .from = { START }, .counts_from = { START },
		.until = { START + until * MINUTE }, .within = 30, .every = every, .told = told,
		.told_count = 1, .steps = &step, .step_count = 1 });
}

TEST(an_agreed_rhythm_takes_the_place_of_the_rules)
{
	/* Longer: from the last time.  Shorter: at the latest from when it was agreed. */
	CHECK(course_with(60, 120, 30).due.seconds == START + 130 * MINUTE);
	CHECK(course_with(60, 15, 30).due.seconds == START + 35 * MINUTE);
	CHECK(!course_with(60, 120, 100).was_repeat_late && course_with(60, 15, 36).was_repeat_late);
	/* What is told once is not repeated by it. */
	CHECK(!course_with(0, 15, 300).due.seconds);
}

TEST(what_becomes_worse_begins_anew_and_what_becomes_milder_ends)
{
	struct inform_rule rule = { .item = &items[0], .code = S("r"), .level = 1, .coordination = -1,
		.role = S("chair"), .at = AT_city, .within = 30 };
	struct fact facts[] = {
		{ { START }, { START }, FACT_level, 1 }, { { START + 60 }, { START + 60 }, FACT_level, 2 },
		{ { START + 120 }, { START + 120 }, FACT_level, 1 },
		{ { START + 180 }, { START + 180 }, FACT_level, 0 },
	};
	struct inform_case c = { .fact_count = COUNT(facts), .facts = facts };
	struct inform_span_list spans;

	calendar_open("Europe/Stockholm");
	spans = rule_spans(test_arena(), &rule, &c, 0);
	CHECK(spans.count == 2);
	CHECK(spans.at[0].from.seconds == START && spans.at[0].to.seconds == START + 60);
	CHECK(spans.at[1].from.seconds == START + 60 && spans.at[1].to.seconds == START + 180);
	rule.to = (struct date){ 1970, 1, 1 };          /* a rule of another time asks for nothing */
	CHECK(rule_spans(test_arena(), &rule, &c, 0).count == 0);
}
