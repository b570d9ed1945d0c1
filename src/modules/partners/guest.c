/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/guest.c - what a partner sees by the link: who reads?, then the frozen picture.
 *
 * Nothing is shown before somebody has said who reads, so a program that follows links in a
 * mail reads nothing, and every reading stands in the list.  Whoever has said so holds a second
 * key, a cookie: an address that is passed on asks the next one who reads.  There is no other
 * way from here.
 */
#include "modules/partners/inside.h"

#include "modules/partners/share.html.h"

const char partner_cookie[] = "partner";

/* No search engine keeps what a link leads to. */
struct reply partner_unlisted(struct reply reply)
{
	reply_header(&reply, "X-Robots-Tag", S("noindex, nofollow"));
	return reply;
}

static const struct partner_door *door_asked(struct request *request, struct view *view)
{
	return partner_door_of(view, request_param(request, "token"));
}

/* The same words for what has ended, what was taken back and what never was. */
struct reply partner_leads_nowhere(struct request *request)
{
	return partner_unlisted(reply_problem(request, 404, _("The link leads nowhere."),
		str_of(_("It has ended, has been taken back or is not whole. Ask whoever gave it to you for a new one."))));
}

struct reply guest_page(struct request *request, struct view *view)
{
	const struct partner_door *door = door_asked(request, view);
	struct out *out;

	if (!door)
		return partner_leads_nowhere(request);
	out = page_begin_bare(request, "narrow", door->part_id ? _("A question for you")
		: _("A shared picture for you"));
	guest_door(out, request, door, request_param(request, "token"));
	return partner_unlisted(page_end(request, request_problems(request)->count ? 422 : 200));
}

struct reply guest_act(struct request *request, struct change *change)
{
	const struct partner_door *door = door_asked(request, change_view(change));
	const struct partner_reading *reading = request_record(request);
	struct reply reply;

	if (!door)
		return partner_leads_nowhere(request);
	reply = reply_go(request, "/partner/%s/%s", str_z(request->arena, request_param(request, "token")),
		door->part_id ? "section" : "picture");
	reply_cookie(&reply, request->arena, (struct cookie){ .name = partner_cookie,
		.value = partner_reading_put(change, door->id, reading->name),
		.seconds = door->expires_at.seconds - instant_now().seconds,
		.is_secure = request->is_secure });
	return reply;
}

struct reply guest_read_page(struct request *request, struct view *view)
{
	const struct partner_door *door = door_asked(request, view);
	const struct partner_reading *reading;
	struct partner_line_list lines;
	struct out *out;

	if (!door || door->part_id)
		return partner_leads_nowhere(request);
	reading = partner_door_reading(view, door->id, request_cookie(request, partner_cookie));
	if (!reading)
		return reply_go(request, "/partner/%s",
			str_z(request->arena, request_param(request, "token")));
	lines = partner_door_lines(view, door->release_id);
	out = page_begin_bare(request, "narrow", str_z(request->arena, door->title));
	guest_picture(out, door, &lines, reading);
	return partner_unlisted(page_end(request, 200));
}

bool partner_lines_have(const struct partner_line_list *lines, struct str box)
{
	for (size_t i = 0; i < lines->count; i++)
		if (str_equals(lines->at[i].box, box))
			return true;
	return false;
}
