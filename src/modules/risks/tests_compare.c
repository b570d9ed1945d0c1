/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_compare.c - an analysis beside the year before: which way a risk has gone. */
#include "modules/risks/compare.h"
#include "modules/risks/tests_city.h"

#include <string.h>

struct steps { const char *zone; int64_t probability, consequence; };

static enum comparison group_of(struct steps before, struct steps now, bool same_scales)
{
	struct risk risk = { .root_id = 1 };
	struct risk_revision a = { .zone = str_of(before.zone), .probability = before.probability,
		.consequence = before.consequence };
	struct risk_revision b = { .zone = str_of(now.zone), .probability = now.probability,
		.consequence = now.consequence };
	struct compared one = { .now = &risk, .before = &risk, .level = &b, .level_before = &a };

	return risk_compared_group(&one, same_scales);
}

TEST_ON_STORES(the_level_says_which_way_a_risk_has_gone_and_steps_only_on_the_same_scales)
{
	struct store *store = risks_lists();
	struct steps middle = { "orange", 3, 3 };

	(void)store;
	CHECK(group_of(middle, middle, true) == COMPARED_same);
	CHECK(group_of(middle, (struct steps){ "red", 3, 3 }, false) == COMPARED_higher);
	CHECK(group_of(middle, (struct steps){ "yellow", 4, 4 }, true) == COMPARED_lower);
	CHECK(group_of(middle, (struct steps){ "orange", 4, 3 }, true) == COMPARED_higher);
	CHECK(group_of(middle, (struct steps){ "orange", 3, 2 }, true) == COMPARED_lower);
	CHECK(group_of(middle, (struct steps){ "orange", 4, 2 }, true) == COMPARED_same);
	CHECK(group_of(middle, (struct steps){ "orange", 4, 3 }, false) == COMPARED_same);
}

TEST(what_nobody_has_looked_at_again_is_neither_higher_nor_lower)
{
	struct risk risk = { .root_id = 1 };
	struct risk_revision level = { .zone = S("red"), .is_carried = true };
	struct compared one = { .now = &risk, .before = &risk, .level = &level, .level_before = &level };

	CHECK(risk_compared_group(&one, true) == COMPARED_carried);
	one.level = NULL;
	CHECK(risk_compared_group(&one, true) == COMPARED_carried);
	one.now = NULL;
	CHECK(risk_compared_group(&one, true) == COMPARED_gone);
	one = (struct compared){ .now = &risk, .level = &level };
	CHECK(risk_compared_group(&one, true) == COMPARED_new);
}

TEST(changed_words_are_named_with_what_stood_there_before)
{
	struct risk before = { .title = S("Fire"), .cause = S("Old wires "), .owner_id = 1 };
	struct risk now = { .title = S("Fire"), .cause = S("Old wires"), .owner_id = 2, .plan = S("New wires") };
	struct compared one = { .now = &now, .before = &before };

	risk_compared_words(test_arena(), &one);
	CHECK(one.changed_count == 2);
	CHECK(!strcmp(one.changed[0]->label, "Long-term action plan") && !one.old[0].len);
	CHECK(!strcmp(one.changed[1]->label, "Owner of the risk"));
	before.cause = S("Lightning");
	one.changed_count = 0;
	risk_compared_words(test_arena(), &one);
	CHECK(one.changed_count == 3 && str_is(one.old[0], "Lightning"));
}
