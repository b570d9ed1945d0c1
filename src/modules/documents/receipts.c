/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/receipts.c - acknowledging for a unit, who has and who has not, reminders. */
#include "kit/setting.h"
#include "modules/documents/inside.h"
#include "modules/documents/receipts.html.h"

const struct form receipt_form = {
	.record = &receipt_record,
	.fields = FIELDS("unit_id"),
};

struct reply receipt_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct document_receipt *asked = request_record(request);
	const struct document *document = document_asked(request, view);
	const struct document_version *version =
		document ? version_on(view, document->id, date_today()) : NULL;

	if (!document)
		return reply_not_found(request);
	if (!version)
		problem_add(request_problems(request), "", "%s",
			_("No version is in force today, so there is nothing to acknowledge."));
	else if (!receipt_may(view, document->id, asked->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("The document is not addressed to that unit, or you do not answer for it."));
	else if (receipt_is_given(view, version->id, asked->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("This version has been acknowledged for the unit already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	receipt_add(change, version, asked->unit_id, change_me(change), instant_now());
	request_message(request, _("Acknowledged. When a new version comes you are asked again."));
	return reply_done(request, 201, &document_record, document, "/documents/%.*s",
		STR(document->public_id));
}

static void receipts_actions_of(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	receipts_actions(out, request_may(request, MAY_documents_write));
}

struct reply receipts_show(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Acknowledgements"), .actions = receipts_actions_of,
		.status = str_of(_("A named person says for the unit that the version in force has been received. That does not show that it is known.")) };
	struct query query;

	receipts_query(request, view, &query);
	return table_reply(request, view, &receipts_table, &query, &page);
}

/* ---- Reminders --------------------------------------------------------------------------- */

static struct str reminder_of(struct request *request, struct str name, const struct receipt_row *rows,
                              size_t count)
{
	struct str address = setting_text("public_address");
	struct out out;

	if (!address.len)
		address = arena_print(request->arena, "%s://%.*s",
			request->is_secure ? "https" : "http", STR(request->host));
	out_init(&out, request->arena, 256 * 1024);
	out_raw(&out, arena_print(request->arena, _("Hello %.*s,"), STR(name)));
	out_z(&out, "\n\n");
	out_z(&out, _("these documents are in force and wait to be acknowledged:"));
	out_z(&out, "\n");
	for (size_t i = 0; i < count; i++)
		out_raw(&out, arena_print(request->arena, "- %.*s (%.*s): %.*s/documents/%.*s\n",
			STR(rows[i].title), STR(rows[i].unit_name), STR(address), STR(rows[i].public_id)));
	out_char(&out, '\n');
	out_z(&out, _("It takes a minute each. Tell me if something in them is unclear."));
	out_char(&out, '\n');
	return out_str(&out);
}

struct reply receipt_reminders_show(struct request *request, struct view *view)
{
	struct receipt_row_list rows = receipts_late(view);
	struct out *out = page_begin(request, view, _("Reminders of documents"));

	receipt_reminders_begin(out, rows.count);
	for (size_t first = 0, nth = 1; first < rows.count; nth++) {
		struct str name = rows.at[first].asked_name;
		size_t count = 1;

		while (first + count < rows.count && str_equals(rows.at[first + count].asked_name, name))
			count++;
		receipt_reminder_person(out, name, nth, name.len
			? reminder_of(request, name, &rows.at[first], count) : S(""), &rows.at[first], count);
		first += count;
	}
	return page_end(request, 200);
}
