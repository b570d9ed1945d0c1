/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/home.c - the card on the start page, and the reports. */
#include "modules/duties/inside.h"

#include "modules/duties/unit.html.h"

enum { FIRST_SHOWN = 5 };

/* For those who answer for one unit; who follows many has the city's page. */
static const struct unit *home_unit(struct request *request, struct view *view)
{
	int64_t board = unit_board(view, request_person(request)->unit_id, date_today());

	return board && unit_is_followed(view, board) ? unit_get(view, board) : NULL;
}

void duties_home(struct out *out, struct request *request, struct view *view)
{
	const struct unit *unit;
	struct narrowing narrowing = { .year = date_today().year, .what = WHAT_duties };
	struct seen_list list;
	struct seen first[FIRST_SHOWN];
	int64_t counts[4] = { 0 };
	size_t shown = 0;

	if (!request_may(request, MAY_programme_answer) || !(unit = home_unit(request, view)))
		return;
	narrowing.unit = unit;
	list = verdicts_seen(view, &narrowing, true);
	for (size_t i = 0; i < list.count; i++) {
		const struct verdict *verdict = list.at[i].verdict;

		counts[0] += verdict->state == VERDICT_late;
		counts[1] += verdict->state == VERDICT_gap;
		counts[2] += verdict->state == VERDICT_open;
		counts[3] += verdict->state == VERDICT_fulfilled;
		if (verdict_is_behind(verdict->state) && !verdict->answered_by.len && shown < FIRST_SHOWN)
			first[shown++] = list.at[i];
	}
	if (list.count)
		duties_card(out, unit, narrowing.year, counts, first, shown);
}

static struct grid duties_grid(struct view *view, const struct report_ask *ask)
{
	struct narrowing narrowing = { .year = ask->from.year, .what = WHAT_all,
		.unit = unit_get(view, ask->unit_id) };
	struct seen_list list = verdicts_seen(view, &narrowing, false);

	return seen_grid(view_arena(view), &list);
}

const struct report duties_reports[] = {
	{ .name = "duties", .label = N_("Duties of the programme, and how they stand"),
	  .need = MAY_programme_read, .run = duties_grid,
	  .caveat = N_("How it stands today, whichever day of the year is asked for. Protective security is not here.") },
	{ .name = NULL },
};
