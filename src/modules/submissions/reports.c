/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/reports.c - deliveries and rates as tables for files, and the card on the start page. */
#include "modules/submissions/inside.h"

#include "base/say.h"
#include "kit/grid.h"
#include "modules/submissions/cockpit.h"
#include "modules/submissions/cockpit.html.h"
#include "modules/units/units.h"

enum { MOST_YEARS = 6 };

static struct value day_value(struct arena *arena, struct date date)
{
	return value_text(date_iso(arena, date));
}

struct grid deliveries_grid(struct view *view, const struct programme *programme,
                            const struct delivery_list *deliveries)
{
	static const char *const names[] = { N_("Programme"), N_("Unit code"), N_("Unit"),
		N_("Deliverable code"), N_("Deliverable"), N_("Period"), N_("Due"), N_("State"),
		N_("Handed in"), N_("Days after due"), N_("Late") };
	struct arena *arena = view_arena(view);
	struct grid grid = grid_make(arena, COUNT(names), deliveries->count, names);

	for (size_t i = 0; i < deliveries->count; i++) {
		const struct delivery *delivery = &deliveries->at[i];
		const struct unit *unit = unit_get(view, delivery->unit_id);
		struct value *row = grid_row(&grid);
		bool has_days = date_is_given(delivery->due) && date_is_given(delivery->submitted_on);

		row[0] = value_text(programme->code);
		row[1] = value_text(unit ? unit->code : S(""));
		row[2] = value_text(unit ? unit_words(unit) : S(""));
		row[3] = value_text(delivery->deliverable->code);
		row[4] = value_text(deliverable_name(delivery->deliverable));
		row[5] = value_text(delivery->period);
		row[6] = day_value(arena, delivery->due);
		row[7] = value_z(_(delivery_words(delivery)));
		row[8] = day_value(arena, delivery->submitted_on);
		row[9] = has_days ? value_int(delivery_days(delivery)) : value_null();
		row[10] = value_z(delivery->is_late ? _("Yes") : _("No"));
	}
	return grid;
}

/* Deliveries are sorted by unit: one row each. */
struct grid timeliness_grid(struct view *view, const struct delivery_list *deliveries)
{
	static const char *const names[] = { N_("Unit code"), N_("Unit"), N_("Requested"),
		N_("Handed in"), N_("Per cent handed in"), N_("In time"), N_("Per cent in time"),
		N_("Accepted"), N_("Returned"), N_("Median days after due") };
	struct grid grid = grid_make(view_arena(view), COUNT(names), deliveries->count, names);
	size_t to;

	for (size_t from = 0; from < deliveries->count; from = to) {
		const struct unit *unit = unit_get(view, deliveries->at[from].unit_id);
		struct value *row = grid_row(&grid);
		struct timeliness t;

		for (to = from; to < deliveries->count
		     && deliveries->at[to].unit_id == deliveries->at[from].unit_id; to++)
			;
		t = timeliness_of(view_arena(view), &deliveries->at[from], to - from, date_today());
		row[0] = value_text(unit ? unit->code : S(""));
		row[1] = value_text(unit ? unit_words(unit) : S(""));
		row[2] = value_int(t.asked);
		row[3] = value_int(t.handed_in);
		row[4] = t.asked ? value_int(timeliness_percent(t.handed_in, t.asked)) : value_null();
		row[5] = value_int(t.in_time);
		row[6] = t.asked ? value_int(timeliness_percent(t.in_time, t.asked)) : value_null();
		row[7] = value_int(t.accepted);
		row[8] = value_int(t.returned);
		row[9] = t.has_median ? value_int(t.median_days) : value_null();
	}
	return grid;
}

/* ---- For a period --------------------------------------------------------------------------- */

static bool is_in(struct date day, const struct report_ask *ask)
{
	return date_is_given(day) && date_compare(day, ask->from) >= 0 && date_compare(day, ask->to) <= 0;
}

/* What the year that the period begins in asks for: of periods that begin within the one asked
 * for, or are due within it. */
static struct delivery_list deliveries_in(struct view *view, const struct report_ask *ask,
                                          const struct programme **programme)
{
	struct delivery_list list = { 0 };
	size_t kept = 0;

	*programme = submissions_programme(view, S(""), ask->from.year);
	if (!*programme)
		return list;
	list = deliveries_of(view, *programme, ask->unit_id, ask->from.year);
	for (size_t i = 0; i < list.count; i++)
		if (is_in(list.at[i].from, ask) || is_in(list.at[i].due, ask))
			list.at[kept++] = list.at[i];
	list.count = kept;
	return list;
}

static struct grid submissions_run(struct view *view, const struct report_ask *ask)
{
	const struct programme *programme;
	struct delivery_list list = deliveries_in(view, ask, &programme);

	return deliveries_grid(view, programme, &list);
}

static struct grid timeliness_run(struct view *view, const struct report_ask *ask)
{
	const struct programme *programme;
	struct delivery_list list = deliveries_in(view, ask, &programme);

	return timeliness_grid(view, &list);
}

const struct report submissions_reports[] = {
	{ .name = "submissions", .label = N_("What units hand in"), .need = MAY_programme_read,
	  .run = submissions_run,
	  .caveat = N_("A period of several years shows the first of them. Handed in says nothing of how good a document is.") },
	{ .name = "submissions-timeliness", .label = N_("Rates and times of submissions"),
	  .need = MAY_programme_read, .run = timeliness_run,
	  .caveat = N_("A period of several years shows the first of them. Handed in says nothing of how good a document is.") },
	{ .name = NULL },
};

/* ---- The card on the start page ---------------------------------------------------------------- */

/* Who writes for one unit sees that unit; who receives sees all. */
void submissions_home(struct out *out, struct request *request, struct view *view)
{
	bool receives = request_may(request, MAY_submissions_receive);
	const struct programme *programme;
	const struct unit *unit = NULL;
	struct delivery_list list;
	int64_t by_word[WORD_not_asked + 1] = { 0 }, soon = 0;
	struct date today = date_today();

	if (!receives && !request_may(request, MAY_submissions_write))
		return;
	programme = submissions_programme(view, S(""), today.year);
	if (!programme)
		return;
	if (!receives)
		unit = unit_get(view, unit_board(view, request_person(request)->unit_id, today));
	if (!receives && !unit)
		return;
	list = deliveries_bare(view, programme, unit ? unit->id : 0, today.year);
	for (size_t i = 0; i < list.count; i++) {
		by_word[delivery_word_of(&list.at[i], today)]++;
		soon += delivery_is_soon(&list.at[i], today);
	}
	submissions_card(out, unit ? unit->code : S(""), by_word[WORD_late], soon,
		by_word[WORD_returned], by_word[WORD_submitted], receives);
}
