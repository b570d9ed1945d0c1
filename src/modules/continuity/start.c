/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/start.c - the start page, and the duty officer's way to what falls next. */
#include "modules/continuity/start.h"

#include "kit/away.h"
#include "modules/continuity/chain.h"
#include "modules/continuity/coverage.h"
#include "modules/continuity/start.html.h"

struct reply continuity_show(struct request *request, struct view *view)
{
	struct continuity_start start = continuity_start_of(view);
	bool sees_counts = city_counts_are_seen(view);
	struct city_count_list counts = { 0 };
	struct unsaid_list unsaid = { 0 };
	struct coverage_sum covered = coverage_sum_of(view, 0);
	struct out *out;

	if (away_is())          /* of all this only plans went along */
		return reply_go(request, "/plans");
	start.sees_city = request_may(request, MAY_dependencies_city) && city_graph_is_seen(view);
	start.is_guarded = sees_counts && !start.sees_city;
	start.sees_extracts = request_may(request, MAY_audit_read) || start.sees_city;
	if (sees_counts)
		counts = city_counts_of(view);
	if (request_may(request, MAY_continuity_write))
		unsaid = commitments_unsaid(view);
	out = page_begin(request, view, _("Continuity"));
	start_page(out, &start);
	start_plans(out, &covered);
	if (unsaid.count)
		unsaid_box(out, &unsaid);
	if (counts.count)
		city_counts(out, &counts, start.sees_city);
	return page_end(request, 200);
}

void continuity_home(struct out *out, struct request *request, struct view *view)
{
	if (request_may(request, MAY_dependencies_city) && city_graph_is_seen(view))
		duty_card(out);
}
