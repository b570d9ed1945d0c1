/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/pages.c - the routes of the room; all units, and what an address asks about. */
#include "modules/risks/pages.h"

#include "kit/table.h"
#include "modules/risks/paper.h"
#include "modules/risks/pages.html.h"
#include "modules/risks/views.h"
#include "modules/risks/workshop.h"

/* ---- What an address asks about ---------------------------------------------------------------- */

static int year_asked(struct request *request)
{
	const struct answers *answers = request_answers(request);
	struct str text = request_query(request, "year");
	int64_t year;

	if (!text.len && answers)
		text = answer_get(answers, "year");
	if (str_to_int(text, &year) && year >= FIRST_RSA_YEAR && year <= LAST_RSA_YEAR)
		return (int)year;
	return date_today().year;
}

struct risks_page risks_page_of(struct request *request, struct view *view)
{
	const struct answers *answers = request_answers(request);
	struct str code = request_query(request, "unit");
	struct risks_page page = { .request = request, .view = view, .year = year_asked(request) };

	if (!code.len && answers)
		code = answer_get(answers, "unit");
	page.unit = code.len ? unit_of_code(view, code) : NULL;
	page.may_write = page.unit && request_may(request, MAY_risks_write)
		&& risks_may(view, MAY_risks_write, page.unit->id);
	return page;
}

struct reply risks_refused(struct request *request, struct change *change, const char *field,
                           struct str words)
{
	problem_add(request_problems(request), field, "%.*s", STR(words));
	return reply_again(request, change);
}

/* ---- Words ------------------------------------------------------------------------------------------ */

struct str step_name(const struct risk_step *step)
{
	return step ? tongue_pick(step->name_sv, step->name_en) : S("");
}

struct str step_anchor(const struct risk_step *step)
{
	return step ? tongue_pick(step->anchor_sv, step->anchor_en) : S("");
}

struct str step_example(const struct risk_step *step)
{
	return step ? tongue_pick(step->example_sv, step->example_en) : S("");
}

struct str method_name(const struct risk_method *method)
{
	return tongue_pick(method->name_sv, method->name_en);
}

const char *rsa_state_class(int state)
{
	switch (state) {
	case RSA_draft: case RSA_in_review: return "doing";
	case RSA_returned: return "late";
	case RSA_approved_by_director: case RSA_approved_by_board: return "waiting";
	default: return "done";
	}
}

/* ---- All units ------------------------------------------------------------------------------------- */

static const struct rsa *rsa_in(const struct rsa_list *list, int64_t unit_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id)
			return &list->at[i];
	return NULL;
}

static struct overview_row_list overview_of(const struct risks_page *page)
{
	struct date today = date_today(), last = { (int16_t)page->year, 12, 31 };
	struct unit_list units = duty_units(page->view, date_compare(last, today) < 0 ? last : today);
	struct rsa_list rsas = rsas_of_year(page->view, page->year);
	struct rsa_count_list counts = rsa_counts(page->view, page->year);
	struct overview_row_list list = { 0, arena_array(page->request->arena, struct overview_row,
		units.count + 1) };

	for (size_t i = 0; i < units.count; i++) {
		const struct rsa *rsa = rsa_in(&rsas, units.at[i].id);
		bool may_write = request_may(page->request, MAY_risks_write)
			&& risks_may(page->view, MAY_risks_write, units.at[i].id);
		struct overview_row *row = &list.at[list.count];

		if (!rsa && !risks_may(page->view, MAY_risks_read, units.at[i].id))
			continue;
		*row = (struct overview_row){ .unit = &units.at[i], .rsa = rsa, .may_write = may_write };
		for (size_t k = 0; rsa && k < counts.count; k++)
			if (counts.at[k].rsa_id == rsa->id) {
				row->risks = counts.at[k].risks;
				row->prominent = counts.at[k].prominent;
				row->untold = counts.at[k].untold;
			}
		list.count++;
	}
	return list;
}

struct reply risks_show(struct request *request, struct view *view)
{
	struct risks_page page = risks_page_of(request, view);
	struct overview_row_list rows;
	struct out *out;

	if (page.unit) {
		const struct rsa *rsa = rsa_newest(view, page.unit->id, page.year);

		if (rsa)
			return reply_go(request, "/risks/rsa/%.*s", STR(rsa->public_id));
		if (page.may_write)
			return reply_go(request, "/risks/new?unit=%.*s&year=%d", STR(page.unit->code), page.year);
	}
	rows = overview_of(&page);
	if (request_wants_json(request))
		return overview_json(request, &rows, page.year);
	out = page_begin(request, view, _("Risk analyses"));
	risks_overview(out, &page, &rows);
	return page_end(request, 200);
}

struct reply risks_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Risks") };
	struct query query;

	risks_query(request, view, &query);
	return table_reply(request, view, &risks_table, &query, &page);
}

/* ---- Routes ----------------------------------------------------------------------------------------- */

const struct route risks_routes[] = {
	{ GET, "/risks", .need = MAY_risks_read, .show = risks_show, .is_api_too = true,
	  .label = N_("Risk analyses of a year") },
	{ GET, "/risks/list", .need = MAY_risks_read, .show = risks_list, .is_api_too = true,
	  .label = N_("List of risks") },
	{ GET, "/risks/methods", .need = MAY_risks_read, .show = methods_show, .is_api_too = true,
	  .label = N_("Versions of the scales") },
	{ GET, "/risks/methods/new", .need = MAY_risks_receive, .show = method_new,
	  .label = N_("Form for a version of the scales") },
	{ POST, "/risks/methods", .need = MAY_risks_receive, .act = method_add_act,
	  .form = &method_form, .again = method_new, .is_api_too = true,
	  .label = N_("Read in a version of the scales") },
	{ POST, "/risks/methods/shipped", .need = MAY_risks_receive, .act = methods_ship_act,
	  .label = N_("Read in the scales that came with the program") },
	{ GET, "/risks/methods/:code", .need = MAY_risks_read, .show = method_show,
	  .is_api_too = true, .label = N_("One version of the scales") },
	{ GET, "/risks/workshops/:id", .need = MAY_risks_write, .show = workshop_show,
	  .is_api_too = true, .label = N_("A workshop about risks, for who leads it") },
	{ POST, "/risks/workshops/:id/:verb", .need = MAY_risks_write, .act = workshop_step_act,
	  .again = workshop_show, .label = N_("Take a workshop one step on") },
	{ GET, "/workshop", .need = ANYBODY, .show = room_ask, .label = N_("Take part in a workshop") },
	{ GET, "/workshop/:code", .need = ANYBODY, .show = room_show,
	  .label = N_("A workshop, for those who vote") },
	{ POST, "/workshop/:code", .need = ANYBODY, .act = room_vote_act, .again = room_show,
	  .needs_no_token = true, .label = N_("Vote about a risk") },
	{ GET, "/risks/calibration", .need = MAY_risks_write, .show = calibration_show,
	  .is_api_too = true, .label = N_("What a unit said of its risks, and what happened") },
	{ GET, "/risks/extracts", .need = MAY_programme_read, .show = extracts_show,
	  .is_api_too = true, .label = N_("Open extracts of risk analyses") },
	{ GET, "/risks/extracts/:id", .need = MAY_programme_read, .show = extract_show,
	  .is_api_too = true, .label = N_("One open extract of a risk analysis") },
	{ POST, "/risks/extracts/:id/:verb", .need = MAY_risks_approve, .act = extract_step_act,
	  .form = &extract_act_form, .again = extract_show, .is_api_too = true,
	  .label = N_("Release or withdraw an open extract") },
	{ GET, "/risks/new", .need = MAY_risks_write, .show = rsa_begin_show,
	  .label = N_("Form for beginning a risk analysis") },
	{ POST, "/risks", .need = MAY_risks_write, .act = rsa_begin_act, .form = &rsa_begin_form,
	  .again = rsa_begin_show, .is_api_too = true, .label = N_("Begin a risk analysis") },
	{ GET, "/risks/rsa/:id", .need = MAY_risks_read, .show = rsa_show, .is_api_too = true,
	  .label = N_("One risk analysis") },
	{ GET, "/risks/rsa/:id/plan", .need = MAY_risks_read, .show = rsa_plan_show,
	  .is_api_too = true, .label = N_("The long-term action plan of an analysis") },
	{ GET, "/risks/rsa/:id/compare", .need = MAY_risks_read, .show = rsa_compare_show,
	  .is_api_too = true, .label = N_("An analysis beside that of the year before") },
	{ GET, "/risks/rsa/:id/edit", .need = MAY_risks_write, .show = rsa_edit,
	  .label = N_("Form for a risk analysis") },
	{ POST, "/risks/rsa/:id", .need = MAY_risks_write, .act = rsa_change_act, .form = &rsa_form,
	  .load = rsa_load, .again = rsa_edit, .is_api_too = true, .label = N_("Change a risk analysis") },
	{ GET, "/risks/rsa/:id/matrix", .need = MAY_risks_read, .show = matrix_show,
	  .is_api_too = true, .label = N_("The risk matrix of an analysis") },
	{ GET, "/risks/rsa/:id/workshops", .need = MAY_risks_write, .show = workshops_show,
	  .label = N_("Workshops of a risk analysis") },
	{ POST, "/risks/rsa/:id/workshops", .need = MAY_risks_write, .act = workshop_open_act,
	  .form = &workshop_form, .again = workshops_show, .is_api_too = true,
	  .label = N_("Open a workshop") },
	{ GET, "/risks/rsa/:id/iso", .need = MAY_risks_read, .show = iso_show, .is_api_too = true,
	  .label = N_("A risk analysis by the parts of ISO 31000") },
	{ GET, "/risks/rsa/:id/ranking", .need = MAY_risks_read, .show = ranking_show,
	  .is_api_too = true, .label = N_("Which risks of an analysis are the largest") },
	{ GET, "/risks/rsa/:id/report", .need = MAY_risks_read, .show = paper_show,
	  .is_api_too = true, .label = N_("A risk analysis as a written report") },
	{ GET, "/risks/rsa/:id/extract", .need = MAY_risks_write, .show = extract_preview,
	  .is_api_too = true, .label = N_("The open extract of a risk analysis, before it is made") },
	{ POST, "/risks/rsa/:id/extracts", .need = MAY_risks_write, .act = extract_make_act,
	  .again = extract_preview, .is_api_too = true, .label = N_("Make an open extract") },
	{ GET, "/risks/rsa/:id/add", .need = MAY_risks_write, .show = risk_new,
	  .label = N_("Form for a risk") },
	{ POST, "/risks/rsa/:id/risks", .need = MAY_risks_write, .act = risk_add_act,
	  .form = &risk_form, .again = risk_new, .is_api_too = true,
	  .label = N_("Add a risk to an analysis") },
	{ POST, "/risks/rsa/:id/:verb", .need = MAY_risks_read, .act = rsa_move_act,
	  .form = &rsa_act_form, .again = rsa_show, .is_api_too = true,
	  .label = N_("Take a risk analysis one step on") },
	{ GET, "/risks/:id", .need = MAY_risks_read, .show = risk_show, .is_api_too = true,
	  .label = N_("One risk") },
	{ GET, "/risks/:id/edit", .need = MAY_risks_write, .show = risk_edit,
	  .label = N_("Form for a risk") },
	{ POST, "/risks/:id", .need = MAY_risks_write, .act = risk_change_act, .form = &risk_form,
	  .load = risk_load, .again = risk_edit, .is_api_too = true, .label = N_("Change a risk") },
	{ GET, "/risks/:id/assess", .need = MAY_risks_write, .show = assess_show,
	  .label = N_("Form for assessing a risk") },
	{ POST, "/risks/:id/assess", .need = MAY_risks_write, .act = assess_act,
	  .form = &risk_assess_form, .again = assess_show, .is_api_too = true,
	  .label = N_("Assess a risk") },
	{ POST, "/risks/:id/accept", .need = MAY_risks_approve, .act = risk_deed_act,
	  .form = &risk_act_form, .again = risk_show, .is_api_too = true,
	  .label = N_("Accept a risk until a day") },
	{ POST, "/risks/:id/end", .need = MAY_risks_approve, .act = risk_deed_act,
	  .form = &risk_act_form, .again = risk_show, .is_api_too = true,
	  .label = N_("End the acceptance of a risk") },
	{ POST, "/risks/:id/drop", .need = MAY_risks_write, .act = risk_deed_act,
	  .form = &risk_act_form, .again = risk_show, .is_api_too = true,
	  .label = N_("Take a risk away with a reason") },
	{ POST, "/risks/:id/take_up", .need = MAY_risks_write, .act = risk_deed_act,
	  .form = &risk_act_form, .again = risk_show, .is_api_too = true,
	  .label = N_("Take a risk up again") },
	{ GET, "/risks/:id/tell", .need = MAY_risks_write, .show = tell_show,
	  .label = N_("Form for the decision about telling a risk") },
	{ POST, "/risks/:id/tell", .need = MAY_risks_write, .act = tell_act, .form = &risk_tell_form,
	  .load = risk_load, .again = tell_show, .is_api_too = true,
	  .label = N_("Decide about telling a risk") },
	{ GET, "/risks/:id/marks", .need = MAY_risks_write, .show = marks_show,
	  .label = N_("Form for secrecy marks of a risk") },
	{ POST, "/risks/:id/marks", .need = MAY_risks_write, .act = marks_act, .form = &risk_marks_form,
	  .load = risk_load, .again = marks_show, .is_api_too = true,
	  .label = N_("Mark a risk for secrecy") },
	{ GET, "/risks/:id/links", .need = MAY_risks_write, .show = risk_links_show,
	  .label = N_("Form for what a risk is linked to") },
	{ POST, "/risks/:id/links", .need = MAY_risks_write, .act = risk_links_act, .form = &risk_links_form,
	  .again = risk_links_show, .is_api_too = true, .label = N_("Link a risk to commitments and events") },
	{ .path = NULL },
};
