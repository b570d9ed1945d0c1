/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/rules_contracts.c - a contract beside what the city demands of itself. */
#include "modules/commitments/contracts.h"

static enum clause_answer at_most(int64_t asked, int64_t given)
{
	if (!asked)
		return CLAUSE_UNKNOWN;
	if (!given)
		return CLAUSE_SILENT;
	return given > asked ? CLAUSE_WEAKER : CLAUSE_SAME;
}

static struct compared recovery(const struct carried *carried, int64_t in_house)
{
	struct compared compared = { .asked = carried->acceptable_outage_hours,
		.given = carried->recovery_hours };

	(void)in_house;
	compared.answer = at_most(compared.asked, compared.given);
	if (compared.answer == CLAUSE_SAME && carried->target_recovery_hours
	    && compared.given > carried->target_recovery_hours)
		compared.answer = CLAUSE_NARROW;
	return compared;
}

/* Word that comes when the acceptable time has passed helps nobody. */
static struct compared reporting(const struct carried *carried, int64_t in_house)
{
	int64_t outage = carried->acceptable_outage_hours;
	struct compared compared = { .asked = in_house, .given = carried->report_hours };

	if (outage && outage < compared.asked)
		compared.asked = outage;
	compared.answer = at_most(compared.asked, compared.given);
	return compared;
}

static struct compared exercise(const struct carried *carried, int64_t in_house)
{
	return (struct compared){ .asked = in_house, .given = carried->exercise_months,
		.answer = at_most(in_house, carried->exercise_months) };
}

static struct compared promised(int64_t in_house, bool is_promised)
{
	return (struct compared){ .asked = in_house, .given = is_promised,
		.answer = is_promised ? CLAUSE_SAME : CLAUSE_SILENT };
}

static struct compared plan(const struct carried *carried, int64_t in_house)
{
	return promised(in_house, carried->has_plan);
}

static struct compared insight(const struct carried *carried, int64_t in_house)
{
	return promised(in_house, carried->has_insight);
}

static struct compared chain(const struct carried *carried, int64_t in_house)
{
	return promised(in_house, carried->has_chain);
}

static const struct clause {
	const char *code;
	enum { CLAUSE_HOURS, CLAUSE_MONTHS, CLAUSE_PROMISE } says;
	bool is_of_commitment;          /* what is asked stands on the commitment, not in the list */
	struct compared (*compare)(const struct carried *carried, int64_t in_house);
	const char *silent;             /* N_() */
	const char *weaker;             /* N_(), with what is given and what is asked; not of a promise */
} clauses[] = {
	{ "recovery", CLAUSE_HOURS, true, recovery,
	  N_("The contract does not say when the supplier must be running again."),
	  N_("The supplier may take %.*s, and the commitment may be away for at most %.*s.") },
	{ "reporting", CLAUSE_HOURS, false, reporting,
	  N_("The contract does not say when the supplier must tell of a disturbance."),
	  N_("The supplier tells of a disturbance within %.*s; in-house it must be known within %.*s.") },
	{ "exercise", CLAUSE_MONTHS, false, exercise,
	  N_("The contract asks for no exercises together."),
	  N_("The contract asks for exercises %.*s; in-house it is %.*s.") },
	{ "plan", CLAUSE_PROMISE, false, plan,
	  N_("The contract asks for no continuity plan that the city may read."), NULL },
	{ "insight", CLAUSE_PROMISE, false, insight,
	  N_("The contract gives the city no right to check."), NULL },
	{ "chain", CLAUSE_PROMISE, false, chain,
	  N_("The contract does not bind subcontractors."), NULL },
};
_Static_assert(COUNT(clauses) <= MOST_CLAUSES, "room for every clause");

static const struct clause *clause_of(struct str code)
{
	for (size_t i = 0; i < COUNT(clauses); i++)
		if (str_is(code, clauses[i].code))
			return &clauses[i];
	return NULL;
}

/* What the city asks for: not a row of the list that is retired, nor what it does not demand
 * of itself. */
struct comparison clauses_compare(const struct carried *carried)
{
	const struct catalogue *list = catalogue_get("commitments/clauses");
	struct comparison comparison = { .is_equal = true };

	for (size_t i = 0; i < list->count && comparison.count < MOST_CLAUSES; i++) {
		const struct clause *clause = clause_of(list->items[i].code);
		int64_t in_house = item_int(&list->items[i], "in_house");
		struct compared compared;

		if (!clause || list->items[i].is_retired || !(in_house || clause->is_of_commitment))
			continue;
		compared = clause->compare(carried, in_house);
		compared.clause = &list->items[i];
		comparison.differs += compared.answer != CLAUSE_SAME;
		comparison.is_equal &= compared.answer <= CLAUSE_NARROW;
		comparison.at[comparison.count++] = compared;
	}
	return comparison;
}

bool contract_in_force(struct date from, struct date to, struct date on)
{
	return date_compare(from, on) <= 0 && (!date_is_given(to) || date_compare(to, on) >= 0);
}

/* ---- In words -------------------------------------------------------------------------- */

static struct str clause_words(struct arena *arena, const struct compared *compared, int64_t count)
{
	switch (clause_of(compared->clause->code)->says) {
	case CLAUSE_HOURS:
		return hours_words(arena, count);
	case CLAUSE_MONTHS:
		return arena_print(arena, plural(count, "at least once in %lld month", "at least once in %lld months"),
			(long long)count);
	case CLAUSE_PROMISE:
		break;
	}
	return str_of(count ? _("yes") : _("no"));
}

struct str compared_asked(struct arena *arena, const struct compared *compared)
{
	if (compared->answer == CLAUSE_UNKNOWN)
		return str_of(_("not decided yet"));
	return clause_words(arena, compared, compared->asked);
}

struct str compared_given(struct arena *arena, const struct compared *compared)
{
	if (!compared->given && clause_of(compared->clause->code)->says != CLAUSE_PROMISE)
		return str_of(_("says nothing"));
	return clause_words(arena, compared, compared->given);
}

static struct str weaker_words(struct arena *arena, const struct compared *compared)
{
	struct str given = compared_given(arena, compared), asked = compared_asked(arena, compared);

	return arena_print(arena, _(clause_of(compared->clause->code)->weaker), STR(given), STR(asked));
}

struct str compared_words(struct arena *arena, const struct compared *compared,
                          const struct carried *carried)
{
	switch (compared->answer) {
	case CLAUSE_SAME:
		return S("");
	case CLAUSE_NARROW:
		return arena_print(arena,
			_("The supplier may take %.*s. That is acceptable, but later than the own target of %.*s."),
			STR(hours_words(arena, compared->given)),
			STR(hours_words(arena, carried->target_recovery_hours)));
	case CLAUSE_WEAKER:
		return weaker_words(arena, compared);
	case CLAUSE_SILENT:
		return str_of(_(clause_of(compared->clause->code)->silent));
	case CLAUSE_UNKNOWN:
		return str_of(_("Nobody has decided how long the commitment may be away, so nothing can be compared."));
	}
	return S("");
}
