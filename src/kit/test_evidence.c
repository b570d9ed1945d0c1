/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/test_evidence.c - rules are tried, and what was tried is remembered for the test. */
#include "kit/test_evidence.h"

#include "base/say.h"

#include <string.h>

enum { MOST_TRIED = 64 };

static struct counter_example *examples;

/* Of the test that runs: each has a process of its own. */
static struct { struct str kind; bool has_held, has_not; } tried[MOST_TRIED];
static size_t tried_count;

void counter_example_add(struct counter_example *one)
{
	one->next = examples;
	examples = one;
}

const struct counter_example *counter_examples(void)
{
	return examples;
}

/* ---- Kinds ------------------------------------------------------------------------------ */

static bool is_filled_in(const struct evidence_argument *argument)
{
	return !strcmp(argument->name, "programme") || !strcmp(argument->name, "duty");
}

struct str rule_kind(struct arena *arena, struct str source_name, struct str arguments)
{
	const struct evidence_source *source = evidence_source_find(source_name);
	struct evidence_ask ask = { 0 };
	struct str kind = source_name, problem;
	size_t at;

	if (!source || !evidence_arguments_judge(arena, source, arguments, &problem, &at)
	    || !evidence_arguments_read(arena, arguments, &ask, &problem, &at))
		return S("");
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++) {
		struct str value = evidence_text(&ask, a->name);

		if (!value.len || is_filled_in(a))
			continue;
		kind = a->choices ? arena_print(arena, "%.*s %s=%.*s", STR(kind), a->name, STR(value))
			: arena_print(arena, "%.*s %s", STR(kind), a->name);
	}
	return kind;
}

/* ---- Trying ----------------------------------------------------------------------------- */

static void tried_note(struct str kind, bool holds)
{
	size_t i = 0;

	while (i < tried_count && !str_equals(tried[i].kind, kind))
		i++;
	must(i < MOST_TRIED);
	tried_count += i == tried_count;
	tried[i].kind = kind;
	if (holds)
		tried[i].has_held = true;
	else
		tried[i].has_not = true;
}

static bool spans_hold(const struct evidence_span_list *spans, const struct proof_try *try)
{
	struct date day = try->from;

	while (date_compare(day, try->to) <= 0) {
		bool is_held = false;

		for (size_t i = 0; i < spans->count && !is_held; i++)
			is_held = spans->at[i].unit_id == try->unit_id
				&& date_compare(spans->at[i].from, day) <= 0
				&& (!date_is_given(spans->at[i].to)
				    || date_compare(spans->at[i].to, day) >= 0);
		if (!is_held)
			return false;
		day = date_add_days(day, 1);
	}
	return true;
}

static bool counts_hold(const struct evidence_count_list *counts, const struct proof_try *try)
{
	int64_t count = 0, whole = 0;

	for (size_t i = 0; i < counts->count; i++)
		if (counts->at[i].unit_id == try->unit_id) {
			count += counts->at[i].count;
			whole += counts->at[i].whole;
		}
	return try->percent ? whole > 0 && count * 100 >= whole * try->percent : count > 0;
}

bool proof_holds(struct store *store, const struct proof_try *try)
{
	struct arena *arena = test_arena();
	struct str arguments = str_of(try->rule), name = str_cut(&arguments, ' '), problem;
	const struct evidence_source *source = evidence_source_find(name);
	struct view *view = view_open(store, arena, (struct who){ .person = try->person });
	struct evidence_ask ask = { .unit_id = try->unit_id, .from = try->from, .to = try->to };
	bool holds = false;
	size_t at;

	CHECK(source && evidence_arguments_read(arena, arguments, &ask, &problem, &at));
	ask.unit_id = try->unit_id;
	if (source && source->spans) {
		struct evidence_span_list spans = source->spans(view, &ask);

		holds = spans_hold(&spans, try);
	} else if (source) {
		struct evidence_count_list counts = source->counts(view, &ask);

		holds = counts_hold(&counts, try);
	}
	view_close(view);
	tried_note(rule_kind(arena, name, arguments), holds);
	return holds;
}

void counter_example_judge(const struct counter_example *one)
{
	for (size_t k = 0; one->kinds[k]; k++) {
		bool has_held = false, has_not = false;

		for (size_t i = 0; i < tried_count; i++)
			if (str_is(tried[i].kind, one->kinds[k])) {
				has_held = tried[i].has_held;
				has_not = tried[i].has_not;
			}
		if (!has_held || !has_not)
			fprintf(stderr, "%s: %s was not tried both ways\n", one->test, one->kinds[k]);
		CHECK(has_held && has_not);
	}
}
