/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/vacancies.c - roles without a holder, with the number of days.
 *
 * A vacancy is no row: it follows from the roles that a kind of unit must have (catalogue
 * role_types) and the appointments of today.
 */
#include "modules/people/inside.h"

#include "base/json.h"
#include "kit/grid.h"
#include "modules/people/pages.html.h"
#include "modules/people/rounds.h"

/* What one may not see filled must not look empty: restricted roles are left out for those
 * who do not look after people there. */
struct vacancy_list vacancies_seen(struct view *view, int64_t below)
{
	struct arena *arena = view_arena(view);
	struct unit_list units = units_reached(view, below);
	struct appointment_list appointments = appointments_all(view);
	struct vacancy_list all = vacancies_of(arena, &units, catalogue_get("role_types"),
		&appointments, date_today());
	struct vacancy_list seen = { 0, arena_array(arena, struct vacancy, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		if (!item_int(all.at[i].role, "restricted")
		    || people_may(view, "people_write", all.at[i].unit_id))
			seen.at[seen.count++] = all.at[i];
	return seen;
}

static struct reply vacancies_json(struct request *request, const struct vacancy_list *list,
                                   struct view *view)
{
	struct json_out json;
	struct out *out = arena_new(request->arena, struct out);

	out_init(out, request->arena, 16 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < list->count; i++) {
		const struct unit *unit = unit_get(view, list->at[i].unit_id);

		json_object_begin(&json, NULL);
		json_str(&json, "unit", unit ? unit->code : S(""));
		json_str(&json, "role_type", list->at[i].role->code);
		json_bool(&json, "is_deputy", list->at[i].is_deputy);
		json_date(&json, "since", list->at[i].since);
		json_int(&json, "days", list->at[i].days);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply vacancies_show(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct vacancy_list list = vacancies_seen(view, unit ? unit->id : 0);
	struct out *out;

	if (request_wants_json(request))
		return vacancies_json(request, &list, view);
	out = page_begin(request, view, _("Vacancies"));
	vacancies_page(out, request, view, unit, &list);
	return page_end(request, 200);
}

/* ---- Report, and the card on the start page --------------------------------------------- */

static struct grid vacancies_grid(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Unit"), N_("Role"), N_("As deputy"), N_("Since"), N_("Days") };
	struct vacancy_list list = vacancies_seen(view, ask->unit_id);
	struct arena *arena = view_arena(view);
	struct grid grid = grid_make(arena, COUNT(names), list.count, names);

	for (size_t i = 0; i < list.count; i++) {
		struct value *cells = grid_row(&grid);

		cells[0] = value_text(unit_name(view, list.at[i].unit_id));
		cells[1] = value_text(item_name(list.at[i].role));
		cells[2] = value_text(list.at[i].is_deputy ? str_of(_("yes")) : S(""));
		cells[3] = value_text(date_iso(arena, list.at[i].since));
		cells[4] = value_int(list.at[i].days);
	}
	return grid;
}

const struct report people_reports[] = {
	{ .name = "vacancies", .label = N_("Roles without a holder"), .need = MAY_people_read,
	  .run = vacancies_grid,
	  .caveat = N_("Shows the situation today, whichever period is asked for.") },
	{ .name = NULL },
};

/* Only for those whose work it is to appoint. */
void people_home(struct out *out, struct request *request, struct view *view)
{
	struct vacancy_list list;

	if (!request_may(request, MAY_people_write))
		return;
	list = vacancies_seen(view, 0);
	if (list.count)
		vacancies_card(out, (int64_t)list.count);
	rounds_home(out, request, view);
}
