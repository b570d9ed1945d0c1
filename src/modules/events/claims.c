/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/claims.c - the insurer's view: the claim fields of events, and nothing else of them.
 */
#include "modules/events/claims.html.h"
#include "modules/events/lists.h"

#define RECORD struct claim
static const struct field claim_fields[] = { CLAIM_FIELDS(AS_FIELD) };
#undef RECORD
/* Written to the table of events, only these columns. */
const struct record claim_record = {
	.shape = SHAPE_OF("event", claim, claim_fields), .name = "claim",
	.fields = claim_fields, .count = COUNT(claim_fields),
	.label = N_("Insurance claim"), .many = N_("Insurance claims"), .path = "/claims",
};
const struct form claim_form = {
	.record = &claim_record,
	.fields = FIELDS("damage", "cost_estimate", "cost_final", "claim_number", "claim_state"),
};

struct reply claims_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Insurance claims"),
		.status = str_of(_("Events with damage, a cost or a claim.")) };
	struct query query;

	claims_query(request, view, &query);
	return table_reply(request, view, &claims_table, &query, &page);
}

struct reply claim_show(struct request *request, struct view *view)
{
	struct str number = request_param(request, "number");
	const struct claim *claim = claim_of_number(view, number);
	const struct claim_row *row = claim_row_of_number(view, number);
	struct form_view form;
	struct out *out;

	if (!claim || !row)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &claim_record, claim);
	form = form_view_of(request, view, &claim_form, claim);
	out = page_begin(request, view, _("Insurance claim"));
	claim_head(out, row);
	form_begin(out, &form, arena_print(request->arena, "/claims/%.*s", STR(number)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the claim"), S("/claims"));
	form_end(out);
	return page_end(request, 200);
}

void *claim_load(struct request *request, struct view *view)
{
	return claim_of_number(view, request_param(request, "number"));
}

struct reply claim_act(struct request *request, struct change *change)
{
	struct claim *claim = request_record(request);
	const struct claim *theirs = claim_of_number(change_view(change), claim->number);
	int64_t version = request_version(request);
	enum updated updated;

	if (!theirs)
		return reply_not_found(request);
	updated = change_update(change, &claim_record.shape, claim,
		version ? version : theirs->version);
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &claim_record, claim, theirs);
	if (updated == UPDATED) {
		event_cost_note(change, claim->id, (struct event_cost){ theirs->cost_estimate, theirs->cost_final },
			(struct event_cost){ claim->cost_estimate, claim->cost_final });
		event_step_add(change, claim->id, &(struct step){ .verb = "claim",
			.words = claim->claim_number });
	}
	request_message(request, _("The claim is saved."));
	return reply_done(request, 200, &claim_record, claim, "/claims/%.*s", STR(claim->number));
}
