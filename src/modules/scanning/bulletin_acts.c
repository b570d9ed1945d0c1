/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/bulletin_acts.c - a bulletin is written, approved, sent, received and pointed at things. */
#include "modules/scanning/bulletins.h"

#include "modules/people/people.h"
#include "modules/pictures/pictures.h"
#include "modules/risks/risks.h"

/* ---- Written -------------------------------------------------------------------------------- */

/* The items whose boxes are ticked: fields "item-IDENTITY", in machines' bodies too. */
static struct news_item_list items_ticked(struct request *request, struct view *view)
{
	struct news_item_list items = { 0, arena_array(request->arena, struct news_item,
		request->field_count + 1) };

	for (size_t i = 0; i < request->field_count; i++) {
		struct str name = str_of("item-");
		struct str field = request->fields[i].name;
		const struct news_item *item = str_starts(field, name)
			? news_item_get(view, str_part(field, name.len, field.len)) : NULL;

		if (item && item->state == NEWS_tagged)
			items.at[items.count++] = *item;
	}
	return items;
}

static struct reply refused(struct request *request, struct change *change, const char *field, const char *why)
{
	problem_add(request_problems(request), field, "%s", why);
	return reply_again(request, change);
}

static struct reply written(struct request *request, int status, const struct bulletin *bulletin, const char *message)
{
	request_message(request, message);
	return reply_done(request, status, &bulletin_record, bulletin, "/scanning/bulletins/%.*s",
		STR(bulletin->number));
}

static void writer_put(struct change *change, struct bulletin *bulletin)
{
	bulletin->state = BULLETIN_draft;
	bulletin->written_by = change_me(change);
	bulletin->written_name = person_name(change_view(change), bulletin->written_by);
	bulletin->approved_by = 0;
	bulletin->approved_name = S("");
	bulletin->approved_at = (struct instant){ 0 };
}

struct reply bulletin_add_act(struct request *request, struct change *change)
{
	struct bulletin *bulletin = request_record(request);
	struct news_item_list items = items_ticked(request, change_view(change));
	const struct bulletin *old = bulletin_get(change_view(change), request_field(request, "replaces"));

	if (!scanning_may_write(change_view(change)))
		return reply_not_found(request);
	if (!items.count && !(old && old->state == BULLETIN_sent))
		return refused(request, change, "", _("Choose at least one piece of news that it is written from. News must be tagged first."));
	writer_put(change, bulletin);
	bulletin->replaces_id = old && old->state == BULLETIN_sent ? old->id : 0;
	bulletin->created_at = instant_now();
	bulletin->number = bulletin_number_take(change, bulletin->created_at);
	change_insert(change, &bulletin_record.shape, bulletin);
	bulletin_items_put(change, bulletin->id, &items);
	return written(request, 201, bulletin, _("The draft is saved. A second person approves it."));
}

struct reply bulletin_change_act(struct request *request, struct change *change)
{
	struct bulletin *bulletin = request_record(request);
	struct news_item_list items = items_ticked(request, change_view(change));

	if (!items.count && !bulletin->replaces_id)
		return refused(request, change, "", _("Choose at least one piece of news that it is written from. News must be tagged first."));
	writer_put(change, bulletin);
	switch (change_update(change, &bulletin_record.shape, bulletin, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &bulletin_record, bulletin,
			bulletin_of_id(change_view(change), bulletin->id));
	case UPDATED_NOTHING:
		bulletin_renew(change, bulletin);
		break;
	case UPDATED:
		break;
	}
	bulletin_items_put(change, bulletin->id, &items);
	return written(request, 200, bulletin, _("The draft is saved. A second person approves it."));
}

/* ---- Approved, sent ------------------------------------------------------------------------------ */

/* What was read is what is approved and sent: not what somebody has written since. */
static struct reply stepped(struct request *request, struct change *change, struct bulletin *bulletin,
                            const char *message)
{
	int64_t version = request_version(request) ? request_version(request) : bulletin->version;

	if (change_update(change, &bulletin_record.shape, bulletin, version) == UPDATED_STALE)
		return reply_problem(request, 409, _("Somebody else was first."),
			str_of(_("The bulletin has been changed since you read it. Nothing was done: read it again.")));
	if (bulletin->state == BULLETIN_sent)
		bulletin_address_keep(change, bulletin);
	return written(request, 200, bulletin, message);
}

struct reply bulletin_approve_act(struct request *request, struct change *change)
{
	const struct bulletin *before = bulletin_get(change_view(change), request_param(request, "number"));
	const char *problem = before ? bulletin_approve_refused(before, change_me(change)) : NULL;
	struct bulletin bulletin;

	if (!before)
		return reply_not_found(request);
	if (problem)
		return refused(request, change, "", _(problem));
	bulletin = *before;
	bulletin.state = BULLETIN_approved;
	bulletin.approved_by = change_me(change);
	bulletin.approved_name = person_name(change_view(change), bulletin.approved_by);
	bulletin.approved_at = instant_now();
	return stepped(request, change, &bulletin, _("It is approved and can be sent."));
}

struct reply bulletin_send_act(struct request *request, struct change *change)
{
	const struct bulletin *before = bulletin_get(change_view(change), request_param(request, "number"));
	const char *problem = before ? bulletin_send_refused(before,
		bulletin_would_reach(change_view(change), before)) : NULL;
	struct bulletin bulletin;

	if (!before)
		return reply_not_found(request);
	if (problem)
		return refused(request, change, "", _(problem));
	bulletin = *before;
	bulletin.state = BULLETIN_sent;
	bulletin.sent_by = change_me(change);
	bulletin.sent_at = instant_now();
	return stepped(request, change, &bulletin, _("It is sent. Each unit receives it by a named person."));
}

/* ---- Received ------------------------------------------------------------------------------------- */

struct reply bulletin_receipt_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct bulletin *bulletin = bulletin_get(view, request_param(request, "number"));
	struct bulletin_receipt *receipt = request_record(request);

	if (!bulletin || bulletin->state != BULLETIN_sent)
		return reply_not_found(request);
	if (!bulletin_may_receive(view, bulletin->id, receipt->unit_id))
		return refused(request, change, "unit_id",
			_("The bulletin was not sent to that unit, or you do not answer for it."));
	if (bulletin_is_received(view, bulletin->id, receipt->unit_id))
		return refused(request, change, "unit_id", _("It has been received for the unit already."));
	receipt->bulletin_id = bulletin->id;
	receipt->person_id = change_me(change);
	receipt->person_name = person_name(view, receipt->person_id);
	receipt->at = instant_now();
	change_insert(change, &bulletin_receipt_record.shape, receipt);
	request_message(request, _("Received. Thank you."));
	return reply_done(request, 201, &bulletin_receipt_record, receipt, "/scanning/bulletins/%.*s",
		STR(bulletin->number));
}

/* ---- Pointed at ------------------------------------------------------------------------------------- */

/* Only at what the writer himself may see.  0: there is no such thing. */
static int64_t target_of(struct view *view, struct bulletin_link *link)
{
	const struct picture *picture;
	const struct risk *risk;

	link->target = str_trim(link->target);
	if (link->kind == TARGET_risk) {
		risk = risk_get(view, link->target);
		if (risk)
			link->target = risk->number;
		return risk ? risk->root_id : 0;
	}
	picture = picture_get(view, link->target);
	return picture ? picture->id : 0;
}

struct reply bulletin_link_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct bulletin *bulletin = bulletin_get(view, request_param(request, "number"));
	struct bulletin_link *link = request_record(request);
	struct bulletin_link_list links;

	if (!bulletin || !scanning_may_write(view))
		return reply_not_found(request);
	link->target_id = target_of(view, link);
	if (!link->target_id)
		return refused(request, change, "target", _("There is nothing with that number that you can see."));
	links = bulletin_links(view, bulletin->id);
	for (size_t i = 0; i < links.count; i++)
		if (links.at[i].kind == link->kind && links.at[i].target_id == link->target_id)
			return refused(request, change, "target", _("The bulletin points at it already."));
	link->bulletin_id = bulletin->id;
	link->added_by = change_me(change);
	link->added_at = instant_now();
	change_insert(change, &bulletin_link_record.shape, link);
	request_message(request, _("The bulletin is shown there too."));
	return reply_done(request, 201, &bulletin_link_record, link, "/scanning/bulletins/%.*s",
		STR(bulletin->number));
}
