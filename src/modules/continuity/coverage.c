/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/coverage.c - the page of what plans cover, per unit and for the city. */
#include "modules/continuity/coverage.h"

#include "base/tongue.h"
#include "modules/continuity/coverage.html.h"
#include "modules/continuity/nodes.html.h"

const struct choice coverages[] = {
	{ "", "" },
	{ "no_plan", N_("No plan in force protects the commitment") },
	{ "no_routine", N_("The plan has no routine for this") },
	{ "unknown_time", N_("Nobody has said how long it must last") },
	{ "too_short", N_("The routine does not last long enough") },
	{ "review_due", N_("The plan must be reviewed first") },
	{ "untested", N_("No test of it counts") },
	{ "covered", N_("Covered") },
	{ NULL, NULL },
};

struct str share_told(struct arena *arena, int64_t count, int64_t whole)
{
	enum { PERCENT = 100 };

	if (whole <= 0)
		return S("");
	return arena_print(arena, "%.*s %%", STR(tongue_number(arena, count * PERCENT / whole)));
}

static const struct { const char *when, *what; } steps[] = {
	{ N_("No edition in force names the commitment"), N_("no plan") },
	{ N_("It has no routine for the resource"), N_("no routine") },
	{ N_("Neither recovery nor acceptable outage is known"), N_("nobody has said how long it must last") },
	{ N_("The routine lasts shorter than until the slowest member is back (not known: than the acceptable outage)"), N_("too short; buffers are not counted with") },
	{ N_("The day of review has passed"), N_("to be reviewed") },
	{ N_("No test of the edition that concerns the resource counts today"), N_("not tested") },
	{ N_("None of these"), N_("covered") },
};

bool coverage_rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(steps))
		return false;
	out_print(out, "| %s | %s |", _(steps[i].when), _(steps[i].what));
	return true;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	(void)request;
	coverage_buttons(out);
}

/* Who sees rows counts those; who reads the city in counts gets the counts that duties are
 * judged by, and no way to the rows. */
static void list_above(struct out *out, struct request *request, struct view *view)
{
	struct str unit = request_query(request, "unit");
	int64_t unit_id = unit.len ? reference_find(view, "unit", unit) : 0;
	struct coverage_sum sum = coverage_sum_of(view, unit_id);
	struct board_coverage_list boards = { 0 };
	bool is_counts_only = !sum.whole && !unit_id && city_counts_are_seen(view);

	if (city_graph_is_seen(view))
		dependencies_guarded(out);
	if (is_counts_only)
		boards = coverage_boards_proved(view, date_today());
	else if (!unit_id)
		boards = coverage_boards(view);
	if (sum.whole)
		coverage_numbers(out, &sum, unit_id ? unit : S(""));
	coverage_caveat(out);
	if (boards.count > (is_counts_only ? 0 : 1))
		coverage_boards_box(out, &boards, !is_counts_only);
}

struct reply coverage_show(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("What the plans cover"), .actions = list_actions,
		.above = list_above };
	struct query query;

	if (city_is_taken_out(request, view))
		return city_dependencies_refused(request);
	coverage_query(request, view, &query);
	return table_reply(request, view, &coverage_table, &query, &page);
}
