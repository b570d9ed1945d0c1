/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/module.c - what the room shows to the house. */
#include "modules/programme/pages.h"

static const struct record *const records[] = { &programme_record, &obligation_record,
	&actor_record, &concern_flag_record, &calendar_rule_record, &deadline_step_record,
	&evidence_rule_record, &deliverable_record, &focus_area_record, &legal_basis_record,
	&term_record, &programme_role_record, &succession_record, NULL };

/* ---- For `varn rules` --------------------------------------------------------------------- */

static bool predicate_rule(size_t i, struct out *out)
{
	static const struct { const char *words, *what; } plain[] = {
		{ "all", N_("every unit") }, { "none", N_("no unit") },
		{ "is_board", N_("the unit answers to the council") },
		{ "has_area", N_("it answers for a geographic area") },
		{ "not P, P and Q, P or Q, ( P )", N_("not binds hardest, then and, then or") },
	};
	size_t words = i - COUNT(plain);

	if (i < COUNT(plain)) {
		out_print(out, "| `%s` | %s |", plain[i].words, _(plain[i].what));
		return true;
	}
	if (!predicate_words[words].name)
		return false;
	out_print(out, "| `%s = X`, `%s in (X Y)` | %s |", predicate_words[words].name,
		predicate_words[words].name, _(predicate_words[words].what));
	return true;
}

static bool period_rule(size_t i, struct out *out)
{
	if (!cadence_kinds[i].name)
		return false;
	out_print(out, "| `%s` | %s |", cadence_kinds[i].name, _(cadence_kinds[i].what));
	return true;
}

static const struct rule_table programme_rules[] = {
	{ "programme: predicates of actors", predicate_rule, "| Written | Asks of a unit on a day |" },
	{ "programme: periods of cadences", period_rule, "| Period | When |" },
	{ NULL, NULL, NULL },
};

const struct module programme_module = {
	.name = "programme", .routes = programme_routes, .records = records,
	.menu = programme_menu, .rules = programme_rules, .commands = programme_commands,
	.demo = programme_demo,
};
