/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/rules.c - how a measure moves from an idea to an evaluated effect.
 *
 * Done is not the end: a measure is closed only when somebody has said what its effect was
 * (the programme demands a register of measures and effects).  A new day needs a reason, and
 * the days are counted.
 */
#include "modules/measures/effect_costs.h"

enum {
	AT_WORK = FROM(MEASURE_proposed) | FROM(MEASURE_decided) | FROM(MEASURE_in_progress),
	AT_REST = FROM(MEASURE_done) | FROM(MEASURE_evaluated) | FROM(MEASURE_closed) |
	          FROM(MEASURE_stopped),
};

const struct measure_move measure_moves[] = {
	{ .verb = "decide", .from = FROM(MEASURE_proposed), .to = MEASURE_decided,
	  .label = N_("Decide on the measure"), .done = N_("The measure is decided.") },
	{ .verb = "start", .from = FROM(MEASURE_decided), .to = MEASURE_in_progress,
	  .label = N_("Start the work"), .done = N_("The work has started.") },
	{ .verb = "finish", .from = FROM(MEASURE_decided) | FROM(MEASURE_in_progress),
	  .to = MEASURE_done, .asks_cost = true,
	  .label = N_("The work is done"), .done = N_("The work is done. The effect remains to be evaluated.") },
	{ .verb = "evaluate", .from = FROM(MEASURE_done), .to = MEASURE_evaluated,
	  .needs_effect = true, .asks_cost = true,
	  .label = N_("Evaluate the effect"), .done = N_("The effect is evaluated.") },
	{ .verb = "close", .from = FROM(MEASURE_evaluated), .to = MEASURE_closed,
	  .label = N_("Close the measure"), .done = N_("The measure is closed.") },
	{ .verb = "postpone", .from = AT_WORK, .needs_reason = true, .needs_date = true,
	  .label = N_("Set a new day"), .done = N_("The measure has a new day.") },
	{ .verb = "stop", .from = AT_WORK, .to = MEASURE_stopped, .needs_reason = true,
	  .label = N_("Stop the measure"), .done = N_("The measure is stopped.") },
	{ .verb = "reopen", .from = AT_REST, .to = MEASURE_in_progress, .needs_reason = true,
	  .label = N_("Open the measure again"), .done = N_("The measure is open again.") },
	{ .verb = NULL },
};

const struct measure_move *measure_move_find(struct str verb)
{
	for (const struct measure_move *move = measure_moves; move->verb; move++)
		if (str_is(verb, move->verb))
			return move;
	return NULL;
}

enum measure_obstacle measure_obstacle(const struct measure_move *move,
                                       const struct measure *measure,
                                       const struct measure_act *act)
{
	if (!(move->from & FROM(measure->state)))
		return MEASURE_WRONG_STATE;
	if (move->needs_reason && !str_trim(act->reason).len)
		return MEASURE_REASON_MISSING;
	if (move->needs_date && !date_is_given(act->due_on))
		return MEASURE_DATE_MISSING;
	if (move->needs_date && date_compare(act->due_on, measure->due_on) <= 0)
		return MEASURE_DATE_NOT_LATER;
	if (move->needs_effect && !act->effect.len)
		return MEASURE_EFFECT_MISSING;
	if (move->needs_effect && !str_trim(act->effect_words).len)
		return MEASURE_EFFECT_WORDS_MISSING;
	return MEASURE_FREE;
}

static void measure_stamp(struct measure *measure, int64_t person, struct instant now)
{
	switch (measure->state) {
	case MEASURE_decided:
		measure->decided_by = person;
		measure->decided_at = now;
		break;
	case MEASURE_done:
		measure->done_at = now;
		break;
	case MEASURE_evaluated:
		measure->evaluated_by = person;
		measure->evaluated_at = now;
		break;
	default:
		break;
	}
}

void measure_after(const struct measure_move *move, struct measure *measure,
                   const struct measure_act *act, int64_t person, struct instant now)
{
	if (move->to != MEASURE_none) {
		measure->state = move->to;
		measure_stamp(measure, person, now);
	}
	if (move->needs_date) {
		measure->due_on = act->due_on;
		measure->postponed++;
		/* The whole reason stands in the history; the record keeps its beginning. */
		measure->postpone_reason = str_letters_part(act->reason, 200);
	}
	if (move->needs_effect) {
		measure->effect = act->effect;
		measure->effect_words = act->effect_words;
	}
	if (move->asks_cost && act->cost_actual)
		measure->cost_actual = act->cost_actual;
}

bool measure_is_open(int state)
{
	return AT_WORK & FROM(state);
}

bool measure_is_late(int state, struct date due, struct date today)
{
	return measure_is_open(state) && date_is_given(due) && date_compare(due, today) < 0;
}

/* What came after the decision cannot have been its ground. */
bool citation_is_basis(const struct citation *citation, struct instant decided_at)
{
	if (!citation->stood_at.seconds || !str_trim(citation->reason).len)
		return false;
	return !decided_at.seconds || citation->stood_at.seconds < decided_at.seconds;
}

/* ---- For `varn rules` and the manual ------------------------------------------------- */

static void states_write(struct out *out, unsigned states)
{
	const char *between = "";

	for (int i = 1; measure_states[i].name; i++) {
		if (!(states & FROM(i)))
			continue;
		out_print(out, "%s%s", between, _(measure_states[i].label));
		between = ", ";
	}
}

static bool move_row(size_t i, struct out *out)
{
	const struct measure_move *move = &measure_moves[i];

	if (!move->verb)
		return false;
	out_print(out, "| %s | ", _(move->label));
	states_write(out, move->from);
	out_print(out, " | %s | %s%s%s |",
		move->to ? _(measure_states[move->to].label) : "",
		move->needs_reason ? _("a reason") : "",
		move->needs_date ? _(", a later day") : "",
		move->needs_effect ? _("the effect, in a code and in words") : "");
	return true;
}

static bool late_row(size_t i, struct out *out)
{
	if (i)
		return false;
	out_print(out, "| %s | %s |", _("The due day has passed"),
		_("proposed, decided or in progress"));
	return true;
}

const struct rule_table measures_rules[] = {
	{ .name = "measures: steps", .row = move_row,
	  .headings = "| Step | From | To | Asks for |" },
	{ .name = "measures: what is said of an effect", .row = effect_finding_row,
	  .headings = "| When | What is said |" },
	{ .name = "measures: what is said of the avoided cost", .row = effect_cost_row,
	  .headings = "| When | What is said |" },
	{ .name = "measures: late", .row = late_row, .headings = "| When | And the measure is |" },
	{ .name = NULL },
};
