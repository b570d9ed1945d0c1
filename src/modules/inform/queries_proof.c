/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/queries_proof.c - moments and numbers that a duty to inform is proved by. */
#include "modules/inform/inside.h"

static const struct column crisis_columns[] = {
	{ "id", COLUMN_int, offsetof(struct proof_crisis, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct proof_crisis, unit_id), NULL, false },
	{ "event_id", COLUMN_int, offsetof(struct proof_crisis, event_id), NULL, false },
	{ "opened_at", COLUMN_instant, offsetof(struct proof_crisis, opened_at), NULL, false },
};
static const struct shape crisis_shape = { .size = sizeof(struct proof_crisis),
	.count = COUNT(crisis_columns), .columns = crisis_columns };
static const struct column told_columns[] = {
	{ "crisis_id", COLUMN_int, offsetof(struct proof_told, crisis_id), NULL, false },
	{ "event_id", COLUMN_int, offsetof(struct proof_told, event_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct proof_told, unit_id), NULL, false },
	{ "rules", COLUMN_text, offsetof(struct proof_told, rules), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct proof_told, at), NULL, false },
};
static const struct shape told_shape = { .size = sizeof(struct proof_told),
	.count = COUNT(told_columns), .columns = told_columns };
static const struct column decision_columns[] = {
	{ "id", COLUMN_int, offsetof(struct inform_decision, id), NULL, false },
	{ "crisis_id", COLUMN_int, offsetof(struct inform_decision, crisis_id), NULL, false },
	{ "event_id", COLUMN_int, offsetof(struct inform_decision, event_id), NULL, false },
	{ "kind", COLUMN_choice, offsetof(struct inform_decision, kind), inform_steps, false },
	{ "minutes", COLUMN_int, offsetof(struct inform_decision, minutes), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct inform_decision, at), NULL, false },
};
static const struct shape decision_shape = { .size = sizeof(struct inform_decision),
	.count = COUNT(decision_columns), .columns = decision_columns };

/* Events that were reported or became worse in the time; the crises of all time are few. */
struct proof_facts proof_facts_of(struct view *view, int64_t severity_from, struct instant from,
                                  struct instant to)
{
	struct proof_facts facts = { 0 };

	facts.events = event_case_list_of(view_list(view, &event_case_shape,
		SQL("SELECT id, '' AS number, '' AS title, 0 AS unit_id, board_id, severity, severity_at,"
		    " occurred_at, reported_at, closed_at FROM my_proof_inform_event"
		    " WHERE severity >= $1 AND $1 > 0 AND ((reported_at >= $2 AND reported_at < $3)"
		    "   OR (severity_at >= $2 AND severity_at < $3)) ORDER BY reported_at DESC, id DESC"),
		V(severity_from, from, to)));
	facts.crises = proof_crisis_list_of(view_list(view, &crisis_shape,
		SQL("SELECT id, unit_id, event_id, opened_at FROM my_proof_inform_crisis"
		    " WHERE opened_at < $1 ORDER BY opened_at DESC, id DESC"), V(to)));
	facts.judged = judged_list_of(view_list(view, &judged_shape,
		SQL(JUDGED("my_proof_inform_judged", "my_proof_inform_active", "1 = 1")), NONE));
	facts.told = proof_told_list_of(view_list(view, &told_shape,
		SQL("SELECT crisis_id, event_id, unit_id, rules, at FROM my_proof_informed"
		    " WHERE is_void = 0 AND id NOT IN"
		    "  (SELECT corrects FROM my_proof_informed WHERE corrects <> 0) ORDER BY at, id"), NONE));
	facts.decisions = inform_decision_list_of(view_list(view, &decision_shape,
		SQL("SELECT id, crisis_id, event_id, kind, minutes, at"
		    " FROM my_proof_inform_decision ORDER BY at, id"), NONE));
	facts.units = asked_unit_list_of(view_list(view, &asked_unit_shape,
		SQL("SELECT crisis_id, unit_id, asked_at, ended_at FROM my_proof_inform_unit"
		    " ORDER BY crisis_id, asked_at"), NONE));
	return facts;
}

static const struct column by_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_by, unit_id), NULL, false },
	{ "kind", COLUMN_text, offsetof(struct proof_by, kind), NULL, false },
};
static const struct shape by_shape = { .size = sizeof(struct proof_by),
	.count = COUNT(by_columns), .columns = by_columns };

struct proof_by_list proof_informers(struct view *view)
{
	return proof_by_list_of(view_list(view, &by_shape,
		SQL("SELECT unit_id, kind FROM my_proof_inform_by ORDER BY unit_id"), NONE));
}

bool inform_unit_is_followed(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'programme_read' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}
