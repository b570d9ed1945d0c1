/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/channels.c - how somebody on duty is reached, and when that was last tried.
 *
 * One's own, and those of the people in rosters that one keeps (?person=).
 */
#include "modules/rosters/inside.h"

#include "modules/people/people.h"
#include "modules/rosters/pages.html.h"

const struct form channel_form = {
	.record = &channel_record,
	.fields = FIELDS("kind", "address"),
};

/* The person that the page is about; 0: not one whose ways this reader may see. */
static int64_t person_asked(struct request *request, struct view *view)
{
	struct str asked = request_field(request, "person");
	int64_t person = request_person(request)->id;

	if (!asked.len)
		asked = request_query(request, "person");
	if (asked.len)
		person = person_of_identity(view, asked);
	if (asked.len && !person)
		person = reference_find(view, "person", asked);
	return person && channels_may_edit(view, person) ? person : 0;
}

struct reply channels_page(struct request *request, struct view *view)
{
	int64_t person = person_asked(request, view);
	struct channel_list channels;
	struct form_view form;
	struct out *out;
	struct str who;

	if (!person)
		return reply_not_found(request);
	who = person != request_person(request)->id ? person_identity(view, person) : S("");
	channels = channels_of(view, person);
	out = page_begin(request, view, _("Ways to be reached"));
	channels_head(out, person_name(view, person), person == request_person(request)->id);
	channels_table(out, request, &channels, who);
	form = form_view_of(request, view, &channel_form, NULL);
	channel_form_begin(out);
	form_begin(out, &form, who.len ? arena_print(request->arena, "/rosters/channels?person=%.*s",
		STR(who)) : S("/rosters/channels"), false);
	form_all(out, &form);
	form_buttons(out, _("Add the way"), S(""));
	form_end(out);
	channel_form_end(out);
	return page_end(request, 200);
}

static struct reply channels_saved(struct request *request, const struct channel *channel,
                                   const char *said)
{
	struct str who = request_query(request, "person");

	request_message(request, said);
	return reply_done(request, 200, &channel_record, channel, "/rosters/channels%s%.*s",
		who.len ? "?person=" : "", STR(who));
}

struct reply channel_add_act(struct request *request, struct change *change)
{
	struct channel *channel = request_record(request);
	int64_t person = person_asked(request, change_view(change));

	if (!person)
		return reply_not_found(request);
	channel->person_id = person;
	change_insert(change, &channel_record.shape, channel);
	return channels_saved(request, channel,
		_("It is saved. Try it, and say here when an answer came."));
}

static struct reply channel_put(struct request *request, struct change *change, bool is_end)
{
	const struct channel *before = channel_get(change_view(change),
		request_param(request, "channel"));
	struct channel now;

	if (!before || !channels_may_edit(change_view(change), before->person_id))
		return reply_not_found(request);
	now = *before;
	if (is_end)
		now.ended_on = date_today();
	else {
		now.verified_on = date_today();
		now.verified_by = change_me(change);
	}
	if (change_update(change, &channel_record.shape, &now,
	                  request_version(request) ? request_version(request) : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &channel_record, &now, before);
	return channels_saved(request, &now, is_end ? _("It is ended.") : _("It is verified today."));
}

struct reply channel_verify_act(struct request *request, struct change *change)
{
	return channel_put(request, change, false);
}

struct reply channel_end_act(struct request *request, struct change *change)
{
	return channel_put(request, change, true);
}
