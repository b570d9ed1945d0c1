/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/rules_score.c - facts in, what was measured and the verdict out. */
#include "modules/exercises/score.h"

enum { PERCENT = 100 };

static const struct fact *fact_named(const struct facts *facts, struct str name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (str_is(name, facts->at[i].name))
			return &facts->at[i];
	return NULL;
}

/* A minute that has begun counts: what took 10 min 1 s did not take 10 minutes. */
static struct measured minutes_measured(const struct fact *fact,
                                        const struct exercise_step_list *steps)
{
	if (!fact->at.seconds)
		return (struct measured){ .finding = FINDING_never };
	return (struct measured){ FINDING_value,
		(exercise_seconds(steps, fact->at) + MINUTE - 1) / MINUTE, 0 };
}

static struct measured count_measured(const struct fact *fact,
                                      const struct exercise_step_list *steps)
{
	(void)steps;
	return (struct measured){ FINDING_value, fact->count, 0 };
}

/* Rounded down: 79,9 percent is not 80. */
static struct measured share_measured(const struct fact *fact,
                                      const struct exercise_step_list *steps)
{
	(void)steps;
	if (!fact->whole)
		return (struct measured){ .finding = FINDING_unmeasured };
	return (struct measured){ FINDING_value, fact->count * PERCENT / fact->whole, fact->whole };
}

static const struct {
	const char *name;
	struct measured (*measured)(const struct fact *fact, const struct exercise_step_list *steps);
} rules[] = {
	{ "minutes", minutes_measured }, { "count", count_measured }, { "share", share_measured },
};

struct measured objective_measured(const struct item *measure, const struct facts *facts,
                                   const struct exercise_step_list *steps)
{
	const struct fact *fact = measure ? fact_named(facts, item_text(measure, "fact")) : NULL;

	for (size_t i = 0; fact && fact->is_known && i < COUNT(rules); i++)
		if (str_is(item_text(measure, "rule"), rules[i].name))
			return rules[i].measured(fact, steps);
	return (struct measured){ .finding = FINDING_unmeasured };
}

int objective_verdict(const struct item *measure, int64_t target, const struct measured *measured)
{
	bool is_least = measure && str_is(item_text(measure, "good"), "least");

	if (measured->finding == FINDING_never)
		return VERDICT_missed;
	if (measured->finding != FINDING_value)
		return VERDICT_unmeasured;
	return (is_least ? measured->value >= target : measured->value <= target)
		? VERDICT_reached : VERDICT_missed;
}
