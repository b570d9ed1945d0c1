/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/test_evidence.h - counter-examples: records are there, and the duty is still not met.
 *
 * A rule of evidence that nobody has seen fail proves nothing.  Rules are of a kind: the
 * source, the names of its arguments and, where an argument is one of a few words, the word
 * ("picture kind state=adopted complete=yes").  For every kind that a programme uses there is
 * a counter-example, or app/tests_evidence.c fails.
 *
 *   COUNTER_EXAMPLE(an_event_that_is_not_closed_proves_nothing, "event with=closed")
 *   {
 *           struct store *store = city();
 *           struct proof_try closed = { .rule = "event with=closed", .person = 11, ... };
 *           ... an event is put ...
 *           CHECK(!proof_holds(store, &closed));
 *           ... and closed ...
 *           CHECK(proof_holds(store, &closed));
 *   }
 *
 * The test fails unless each kind that it names was tried both ways: what never holds is no
 * counter-example, only an empty table.
 */
#pragma once

#include "base/test.h"
#include "kit/evidence.h"

/* The kind of a rule as it stands in evidence.csv, arguments in the order of the source;
 * what the program fills in itself is left out.  "" when there is no such source. */
struct str rule_kind(struct arena *arena, struct str source, struct str arguments);

struct proof_try {
	const char *rule;               /* "event with=closed" */
	int64_t person, unit_id;        /* who asks, and of which unit */
	struct date from, to;
	int percent;                    /* so large a share is asked for; 0: one is enough */
};
/* Spans hold when no day from `from` to `to` is without. */
bool proof_holds(struct store *store, const struct proof_try *try);

struct counter_example {
	const char *const *kinds;       /* ends with NULL */
	const char *test;
	struct counter_example *next;
};
const struct counter_example *counter_examples(void);
void counter_example_add(struct counter_example *one);
void counter_example_judge(const struct counter_example *one);

#define COUNTER_EXAMPLE(name_, ...) \
	static void counter_##name_(void); \
	static const char *const counter_kinds_##name_[] = { __VA_ARGS__, NULL }; \
	static struct counter_example counter_of_##name_ = { counter_kinds_##name_, #name_, NULL }; \
	__attribute__((constructor)) static void counter_add_##name_(void) \
	{ \
		counter_example_add(&counter_of_##name_); \
	} \
	TEST_ON_STORES(name_) \
	{ \
		counter_##name_(); \
		counter_example_judge(&counter_of_##name_); \
	} \
	static void counter_##name_(void)
