/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/rules.c - how an activity moves, what goes on the next year, what a period is, and
 * what differs from the year before.
 *
 * Stopping and opening again need a reason.  Done is not the end: an effect is rated in words.
 * An activity may be ongoing: what the programme asks for may well be done together with work
 * that is there already.
 */
#include "modules/goals/inside.h"

#include "kit/report.h"

enum {
	AT_WORK = FROM_STATE(ACTIVITY_planned) | FROM_STATE(ACTIVITY_started)
		| FROM_STATE(ACTIVITY_ongoing),
	AT_REST = FROM_STATE(ACTIVITY_done) | FROM_STATE(ACTIVITY_effect_rated)
		| FROM_STATE(ACTIVITY_stopped),
};

/* ---- Steps ---------------------------------------------------------------------------------- */

const struct activity_move activity_moves[] = {
	{ .verb = "start", .from = FROM_STATE(ACTIVITY_planned), .to = ACTIVITY_started,
	  .label = N_("Start the activity"), .done = N_("The activity has started.") },
	{ .verb = "finish", .from = AT_WORK, .to = ACTIVITY_done, .asks_cost = true,
	  .label = N_("The activity is done"), .done = N_("The activity is done. Its effect remains to be rated.") },
	{ .verb = "rate", .from = FROM_STATE(ACTIVITY_done) | FROM_STATE(ACTIVITY_ongoing),
	  .to = ACTIVITY_effect_rated, .needs_effect = true, .asks_cost = true,
	  .label = N_("Rate the effect"), .done = N_("The effect is rated.") },
	{ .verb = "stop", .from = AT_WORK, .to = ACTIVITY_stopped, .needs_reason = true,
	  .label = N_("Stop the activity"), .done = N_("The activity is stopped.") },
	{ .verb = "reopen", .from = AT_REST, .to = ACTIVITY_started, .needs_reason = true,
	  .label = N_("Open the activity again"), .done = N_("The activity is open again.") },
	{ .verb = NULL },
};

const struct activity_move *activity_move_find(struct str verb)
{
	for (const struct activity_move *move = activity_moves; move->verb; move++)
		if (str_is(verb, move->verb))
			return move;
	return NULL;
}

const char *activity_act_problem(const struct activity_move *move, const struct unit_activity *activity,
                                 const struct goal_act *act, const char **words)
{
	*words = N_("The activity is in another state now, so this step does not fit.");
	if (!(move->from & FROM_STATE(activity->state)))
		return "";
	*words = N_("Write why.");
	if (move->needs_reason && !str_trim(act->reason).len)
		return "reason";
	*words = N_("Choose how large the effect was.");
	if (move->needs_effect && !act->effect.len)
		return "effect";
	*words = N_("Write what is different now, and how you know.");
	if (move->needs_effect && !str_trim(act->effect_words).len)
		return "effect_words";
	return NULL;
}

void activity_after(const struct activity_move *move, struct unit_activity *activity,
                    const struct goal_act *act)
{
	activity->state = move->to == ACTIVITY_started && activity->is_ongoing
		? ACTIVITY_ongoing : move->to;
	if (move->needs_effect) {
		activity->effect = act->effect;
		activity->effect_words = act->effect_words;
	}
	if (move->asks_cost && act->cost_actual)
		activity->cost_actual = act->cost_actual;
	activity->stopped_reason = move->to == ACTIVITY_stopped ? act->reason : S("");
}

bool activity_is_open(int state)
{
	return AT_WORK & FROM_STATE(state);
}

bool activity_is_late(const struct unit_activity *activity, struct date today)
{
	return activity_is_open(activity->state) && !activity->is_ongoing
		&& date_is_given(activity->due_on) && date_compare(activity->due_on, today) < 0;
}

bool activity_is_carried(const struct unit_activity *activity)
{
	return activity_is_open(activity->state)
		|| (activity->is_ongoing && activity->state == ACTIVITY_effect_rated);
}

const char *activity_state_class(const struct unit_activity *activity, struct date today)
{
	static const char *const classes[] = { "", "", "doing", "doing", "done", "ok", "closed" };

	if (activity_is_late(activity, today))
		return "late";
	return activity->state >= 0 && (size_t)activity->state < COUNT(classes)
		? classes[activity->state] : "";
}

const char *development_state_class(int state)
{
	static const char *const classes[] = { "", "", "doing", "doing", "doing", "done", "ok", "closed" };

	return state >= 0 && (size_t)state < COUNT(classes) ? classes[state] : "";
}

/* ---- Periods --------------------------------------------------------------------------------- */

/* The parts of a year that are followed up.  The last third is told with the whole year. */
static const struct {
	const char *part, *ending;
	int number;
} parts[] = {
	{ "third1", "-T1", 1 },
	{ "third2", "-T2", 2 },
	{ "third3", "", 3 },
};

bool goal_period_read(struct arena *arena, struct str text, struct goal_period *period)
{
	struct str year = str_part(text, 0, 4), ending = str_part(text, 4, text.len);
	int64_t number;

	if (text.len < 4 || !str_to_int(year, &number) || number < FIRST_YEAR || number > LAST_YEAR)
		return false;
	if (str_is(ending, "-T3"))
		ending = S("");
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!str_is(ending, parts[i].ending))
			continue;
		*period = (struct goal_period){ .year = (int)number,
			.key = arena_print(arena, "%.*s%s", STR(year), parts[i].ending) };
		return period_read(period->key, &period->from, &period->to);
	}
	return false;
}

struct goal_period goal_period_last(struct arena *arena, struct date today)
{
	struct goal_period last = { 0 }, one;

	for (int year = today.year - 1; year <= today.year; year++)
		for (size_t i = 0; i < COUNT(parts); i++)
			if (goal_period_read(arena, arena_print(arena, "%d%s", year, parts[i].ending), &one)
			    && date_compare(one.to, today) < 0)
				last = one;
	return last;
}

struct str goal_period_words(struct arena *arena, const struct goal_period *period)
{
	if (str_ends(period->key, S("-T1")))
		return arena_print(arena, _("four-month report 1, %d"), period->year);
	if (str_ends(period->key, S("-T2")))
		return arena_print(arena, _("four-month report 2, %d"), period->year);
	return arena_print(arena, _("annual report, %d"), period->year);
}

int goal_part_number(struct str part)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (str_is(part, parts[i].part))
			return parts[i].number;
	return 0;
}

struct str goal_part_key(struct arena *arena, int part, int year)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].number == part)
			return arena_print(arena, "%d%s", year, parts[i].ending);
	return S("");
}

/* ---- What differs ------------------------------------------------------------------------------- */

static void differ(struct difference_list *list, const char *label, struct str before, struct str after)
{
	if (!str_equals(before, after))
		list->at[list->count++] = (struct difference){ label, before, after };
}

enum { MOST_DIFFERENCES = 8 };

struct difference_list goal_differences(struct arena *arena, const struct unit_goal *before,
                                        const struct unit_goal *after)
{
	struct difference_list list = { 0, arena_array(arena, struct difference, MOST_DIFFERENCES) };

	differ(&list, N_("The goal in one sentence"), before->title, after->title);
	differ(&list, N_("How one sees that it is reached"), before->words, after->words);
	differ(&list, N_("The programme's goal that it serves"), before->aim, after->aim);
	return list;
}

static struct str last_day(struct arena *arena, const struct unit_activity *activity)
{
	return activity->is_ongoing ? str_of(_("Ongoing")) : date_iso(arena, activity->due_on);
}

struct difference_list activity_differences(struct arena *arena, const struct unit_activity *before,
                                            const struct unit_activity *after)
{
	struct difference_list list = { 0, arena_array(arena, struct difference, MOST_DIFFERENCES) };

	differ(&list, N_("What shall be done"), before->title, after->title);
	differ(&list, N_("More about it"), before->words, after->words);
	differ(&list, N_("Due"), last_day(arena, before), last_day(arena, after));
	differ(&list, N_("Others who take part"), before->other_owners, after->other_owners);
	differ(&list, N_("Planned cost, kronor"), tongue_number(arena, before->cost_plan),
		tongue_number(arena, after->cost_plan));
	if (before->owner_id != after->owner_id)
		list.at[list.count++] = (struct difference){ N_("Owner"), S(""), S("") };
	return list;
}

/* ---- Areas ------------------------------------------------------------------------------------------ */

bool area_is_open(const struct obligation_list *obligations, const struct actor_list *actors,
                  struct str area)
{
	for (size_t i = 0; i < obligations->count; i++)
		if (str_equals(obligations->at[i].focus_area, area)
		    && actors_are_secret(actors, obligations->at[i].who))
			return false;
	return true;
}

/* ---- For `varn rules` and the manual ---------------------------------------------------------------- */

static void states_write(struct out *out, unsigned states)
{
	const char *between = "";

	for (int i = 1; activity_states[i].name; i++) {
		if (!(states & FROM_STATE(i)))
			continue;
		out_print(out, "%s%s", between, _(activity_states[i].label));
		between = ", ";
	}
}

static bool move_row(size_t i, struct out *out)
{
	const struct activity_move *move = &activity_moves[i];

	if (!move->verb)
		return false;
	out_print(out, "| %s | ", _(move->label));
	states_write(out, move->from);
	out_print(out, " | %s | %s%s |", _(activity_states[move->to].label),
		move->needs_reason ? _("a reason") : "",
		move->needs_effect ? _("the effect, in a code and in words") : "");
	return true;
}

static const struct { const char *what, *when; } counted[] = {
	{ N_("An own goal proves a duty"), N_("It is in force, serves a goal of the programme that asks, and has an activity that is not stopped.") },
	{ N_("A focus area is answered without a goal"), N_("The newest decision of the year says, with a reason and a name, that it does not concern the unit.") },
	{ N_("A follow-up proves a duty"), N_("A goal, or the unit as a whole, has a light for the period.") },
	{ N_("A development activity proves a duty"), N_("The unit has written how it goes within the period.") },
	{ N_("A focus area may be served by own goals"), N_("No duty in it is addressed to those who must not be seen.") },
	{ N_("An activity is carried over to the next year"), N_("It is planned, started or ongoing, and its goal is in force.") },
};

static bool counted_row(size_t i, struct out *out)
{
	if (i >= COUNT(counted))
		return false;
	out_print(out, "| %s | %s |", _(counted[i].what), _(counted[i].when));
	return true;
}

const struct rule_table goals_rules[] = {
	{ .name = "goals: steps of an activity", .row = move_row,
	  .headings = "| Step | From | To | Asks for |" },
	{ .name = "goals: what counts", .row = counted_row, .headings = "| What | When |" },
	{ .name = NULL },
};
