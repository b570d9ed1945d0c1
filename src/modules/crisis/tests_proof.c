/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_proof.c - what crises prove, and what they do not. */
#include "kit/test_evidence.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

static void line_put(struct store *store, const struct crisis *crisis, enum entry_kind kind,
                     const char *became)
{
	struct change *change = crisis_change(store, NORA);
	struct entry entry = { .kind = (int)kind, .became = str_of(became), .author_name = S("Nora"),
		.decided_by = S("Nora"), .grounds = S("So it is") };

	entry_put(change, crisis, &entry);
	CHECK(change_commit(change) == COMMITTED);
}

static struct crisis crisis_begun(struct store *store, bool is_exercise)
{
	struct change *change = crisis_change(store, NORA);
	struct crisis crisis = { .unit_id = NORTH, .title = S("Storm"), .is_exercise = is_exercise };

	crisis_add(change, &crisis, S("Nora"));
	CHECK(change_commit(change) == COMMITTED);
	return crisis;
}

static bool proves(struct store *store, const char *rule, int64_t unit_id)
{
	struct date today = date_today();
	struct proof_try try = { .rule = rule, .person = NORA, .unit_id = unit_id, .percent = 100,
		.from = date_add_days(today, -30), .to = today };

	return proof_holds(store, &try);
}

static struct store *city_that_follows(void)
{
	struct store *store = test_store();
	struct change *change;

	crisis_city(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
		V("leads", "programme_read"));
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

COUNTER_EXAMPLE(a_serious_crisis_without_the_judgement_or_decision_proves_nothing,
                "crisis_handled level with=coordination reach=city",
                "crisis_handled level with=picture reach=city",
                "crisis_handled level with=direction reach=city")
{
	static const struct { const char *rule; enum entry_kind kind; const char *became; } rules[] = {
		{ "crisis_handled level=2 with=coordination reach=city", ENTRY_coordination, "support" },
		{ "crisis_handled level=2 with=picture reach=city", ENTRY_picture, "" },
		{ "crisis_handled level=2 with=direction reach=city", ENTRY_direction, "" },
	};
	struct store *store = city_that_follows();
	struct crisis practice = crisis_begun(store, true), mild, crisis;

	line_put(store, &practice, ENTRY_level, "3");                   /* an exercise is none */
	mild = crisis_begun(store, false);
	line_put(store, &mild, ENTRY_level, "1");                       /* nor is a disruption */
	for (size_t i = 0; i < COUNT(rules); i++) {
		line_put(store, &practice, rules[i].kind, rules[i].became);
		CHECK(!proves(store, rules[i].rule, NORTH));
	}
	crisis = crisis_begun(store, false);
	line_put(store, &crisis, ENTRY_level, "2");
	for (size_t i = 0; i < COUNT(rules); i++) {
		CHECK(!proves(store, rules[i].rule, NORTH));            /* serious, and nothing done */
		line_put(store, &crisis, rules[i].kind, rules[i].became);
		CHECK(proves(store, rules[i].rule, NORTH));
	}
	mild = crisis_begun(store, false);
	line_put(store, &mild, ENTRY_level, "3");                       /* one more, without */
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!proves(store, rules[i].rule, NORTH));
}
