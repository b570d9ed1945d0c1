/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/pages.c - the list, a month, a pack and its form; the routes. */
#include "modules/monthly/inside.h"

#include "base/json.h"
#include "base/say.h"
#include "kit/mail.h"
#include "kit/setting.h"
#include "modules/monthly/pages.html.h"
#include "modules/submissions/submissions.h"

enum { JSON_LONGEST = 4 << 20 };

/* ---- The list ------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	monthly_actions(out, monthly_may_write(view), monthly_period(out->arena, monthly_due(
		setting_within("monthly_day", 1, 28), setting_within("monthly_hour", 0, 23), instant_now())));
}

void monthly_row_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	monthly_row_link(out, row);
}

struct reply monthly_list_page(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Monthly packs"), .actions = list_actions,
		.status = str_of(_("The statistics of each month, for each committee and company.")) };
	struct query query;

	monthly_query(request, view, &query);
	return table_reply(request, view, &monthly_table, &query, &page);
}

void monthly_home(struct out *out, struct request *request, struct view *view)
{
	int64_t count = request_may(request, MAY_monthly_read) ? monthly_for_me(view) : 0;

	if (count)
		monthly_card(out, count);
}

/* ---- A month ---------------------------------------------------------------------------------- */

static struct month_page month_page_of(struct request *request, struct view *view, struct date month)
{
	struct month_page page = { .request = request, .period = request_param(request, "period"),
		.month = month, .has_mail = mail_is_ready() };
	int state = 0;

	page.rows = monthly_rows_of(view, page.period);
	page.reach = monthly_reach_of(request->arena, &page.rows);
	page.letters = monthly_letter_sums(view, page.period);
	page.missing = date_compare(month, date_month_start(date_today())) < 0
		? monthly_missing(view, month).count : 0;
	for (size_t i = 0; i < page.rows.count; i++) {
		page.made += page.rows.at[i].state == MONTHLY_made;
		page.approved += page.rows.at[i].state == MONTHLY_approved;
		page.late += page.rows.at[i].state == MONTHLY_sent && !page.rows.at[i].received_at.seconds;
	}
	page.submission = submission_path(view, submission_of_period(view, setting_text("monthly_deliverable"),
		monthly_sender(view, page.period), month.year, page.period, &state));
	if (state < SUBMISSION_submitted)
		page.submission = S("");
	return page;
}

static struct reply month_json(const struct month_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "period", page->period);
	json_int(&json, "missing", (int64_t)page->missing);
	json_int(&json, "made", (int64_t)page->made);
	json_int(&json, "approved", (int64_t)page->approved);
	json_int(&json, "sent", page->reach.sent);
	json_int(&json, "received", page->reach.received);
	json_list_begin(&json, "packs");
	for (size_t i = 0; i < page->rows.count; i++) {
		const struct monthly_row *row = &page->rows.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "path", arena_print(out.arena, "/monthly/%.*s", STR(row->path)));
		json_str(&json, "unit_name", row->unit_name);
		json_int(&json, "edition", row->edition);
		json_str(&json, "state", str_of(monthly_states[row->state].name));
		json_instant(&json, "sent_at", row->sent_at);
		json_instant(&json, "received_at", row->received_at);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

struct reply monthly_month_page(struct request *request, struct view *view)
{
	struct month_page page;
	struct date month;
	struct out *out;

	if (!monthly_read(request_param(request, "period"), &month) || !monthly_may_write(view))
		return reply_not_found(request);
	page = month_page_of(request, view, month);
	if (request_wants_json(request))
		return month_json(&page);
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena,
		_("Monthly packs of %.*s"), STR(tongue_month(request->arena, month)))));
	monthly_month_head(out, &page);
	monthly_problems(out, request_problems(request));
	monthly_month_facts(out, &page);
	monthly_month_buttons(out, &page);
	monthly_month_table(out, &page);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

/* ---- A pack -------------------------------------------------------------------------------------- */

static const struct monthly_pack *corrected_by(const struct monthly_pack *pack, const struct monthly_pack_list *editions)
{
	for (size_t i = 0; i < editions->count; i++)
		if (editions->at[i].edition > pack->edition && editions->at[i].state == MONTHLY_sent)
			return &editions->at[i];
	return NULL;
}

static struct monthly_page page_of(struct request *request, struct view *view, const struct monthly_pack *pack)
{
	struct monthly_pack_list editions = monthly_editions(view, pack->unit_id, pack->period);
	struct monthly_page page = { .request = request, .view = view, .pack = pack,
		.corrects = pack->replaces_id ? monthly_of_id(view, pack->replaces_id) : NULL,
		.corrected_by = corrected_by(pack, &editions), .receipts = monthly_receipts(view, pack->id),
		.query = monthly_query_read(request->arena, pack->query),
		.may_write = monthly_may_write(view), .may_open = monthly_may_open(view, pack->unit_id),
		.path = arena_print(request->arena, "/monthly/%.*s/%.*s", STR(request_param(request, "period")),
			STR(request_param(request, "unit"))) };
	const struct monthly_body *body = monthly_body_read(request->arena, pack->body);

	must(body && monthly_read(pack->period, &page.month));
	page.told = monthly_told_of(request->arena, body, !page.may_open || request_wants_json(request),
		setting_int("small_cells_below"));
	page.may_receive = pack->state == MONTHLY_sent && !page.corrected_by
		&& monthly_may_receive(view, pack->unit_id)
		&& !monthly_is_received_by(view, pack->id, request_person(request)->id);
	page.again = monthly_again_get(view, pack->id);
	if (page.again && page.may_open)
		page.differences = monthly_differences(request->arena, pack->body, page.again->body);
	return page;
}

struct reply monthly_pack_page(struct request *request, struct view *view)
{
	int64_t edition = 0;
	const struct monthly_pack *pack;
	struct monthly_page page;
	struct out *out;

	(void)str_to_int(request_query(request, "edition"), &edition);
	pack = monthly_get(view, request_param(request, "period"), request_param(request, "unit"),
		edition > 0 ? edition : 0);
	if (!pack)
		return reply_not_found(request);
	page = page_of(request, view, pack);
	if (request_wants_json(request))
		return monthly_pack_json(&page);
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena, "%.*s, %.*s",
		STR(monthly_unit_name(page.told.body)), STR(tongue_month(request->arena, page.month)))));
	monthly_pack_head(out, &page);
	monthly_problems(out, request_problems(request));
	monthly_pack_notes(out, &page);
	monthly_parts_show(out, &page);
	monthly_pack_receipts(out, &page);
	monthly_pack_again(out, &page);
	monthly_pack_facts(out, &page);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

struct reply monthly_correct_page(struct request *request, struct view *view)
{
	struct monthly_pack *pack = monthly_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!pack)
		return reply_not_found(request);
	path = arena_print(request->arena, "/monthly/%.*s/%.*s", STR(pack->period),
		STR(request_param(request, "unit")));
	form = form_view_of(request, view, &monthly_correct_form, pack);
	out = page_begin(request, view, _("Correct the pack by a new edition"));
	monthly_correct_head(out, path, pack->period, unit_name(view, pack->unit_id));
	form_whole(out, &form, arena_print(request->arena, "%.*s/correct", STR(path)), _("Count anew"), path);
	return page_end(request, 200);
}

/* ---- Routes ------------------------------------------------------------------------------------ */

const struct route monthly_routes[] = {
	{ GET, "/monthly", .need = MAY_monthly_read, .show = monthly_list_page, .is_api_too = true,
	  .label = N_("Monthly packs") },
	{ GET, "/monthly/:period", .need = MAY_monthly_write, .show = monthly_month_page, .is_api_too = true,
	  .label = N_("Monthly packs of a month") },
	{ POST, "/monthly/:period/make", .need = MAY_monthly_write, .act = monthly_make_act,
	  .again = monthly_month_page, .is_api_too = true, .label = N_("Make what is missing of a month") },
	{ POST, "/monthly/:period/approve", .need = MAY_monthly_write, .act = monthly_approve_all_act,
	  .again = monthly_month_page, .is_api_too = true, .label = N_("Approve the packs of a month") },
	{ POST, "/monthly/:period/send", .need = MAY_monthly_write, .act = monthly_send_all_act,
	  .again = monthly_month_page, .is_api_too = true, .label = N_("Send the approved packs of a month") },
	{ POST, "/monthly/:period/remind", .need = MAY_monthly_write, .act = monthly_remind_act,
	  .again = monthly_month_page, .is_api_too = true,
	  .label = N_("Remind those who have not received their pack") },
	{ POST, "/monthly/:period/again", .need = MAY_monthly_write, .act = monthly_again_act,
	  .again = monthly_month_page, .is_api_too = true, .label = N_("Count the packs of a month again") },
	{ GET, "/monthly/:period/:unit", .need = MAY_monthly_read, .show = monthly_pack_page,
	  .is_api_too = true, .label = N_("A monthly pack") },
	{ POST, "/monthly/:period/:unit/approve", .need = MAY_monthly_write, .act = monthly_approve_act,
	  .again = monthly_pack_page, .is_api_too = true, .label = N_("Approve a monthly pack") },
	{ POST, "/monthly/:period/:unit/send", .need = MAY_monthly_write, .act = monthly_send_act,
	  .again = monthly_pack_page, .is_api_too = true, .label = N_("Send a monthly pack") },
	{ POST, "/monthly/:period/:unit/receipts", .need = MAY_monthly_read, .act = monthly_receipt_act,
	  .again = monthly_pack_page, .is_api_too = true, .label = N_("Receive a monthly pack for a unit") },
	{ GET, "/monthly/:period/:unit/correct", .need = MAY_monthly_write, .show = monthly_correct_page,
	  .label = N_("Correct a monthly pack") },
	{ POST, "/monthly/:period/:unit/correct", .need = MAY_monthly_write, .act = monthly_correct_act,
	  .form = &monthly_correct_form, .load = monthly_load, .again = monthly_correct_page,
	  .is_api_too = true, .label = N_("Correct a monthly pack: count anew") },
	{ .path = NULL },
};
