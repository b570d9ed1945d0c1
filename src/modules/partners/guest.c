/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/guest.c - what a partner sees by the link: who reads?, then the frozen picture.
 *
 * Nothing is shown before somebody has said who reads, so a program that follows links in a
 * mail reads nothing, and every reading stands in the list.  There is no other way from here.
 */
#include "modules/partners/inside.h"

#include "modules/partners/share.html.h"

static const struct partner_door *door_asked(struct request *request, struct view *view)
{
	request->is_discreet = true;    /* the address is a key: it must not stand in the log */
	return partner_door_of(view, request_param(request, "token"));
}

struct reply guest_page(struct request *request, struct view *view)
{
	const struct partner_door *door = door_asked(request, view);
	struct out *out;

	if (!door)
		return reply_not_found(request);
	out = page_begin_bare(request, "narrow", _("A shared picture for you"));
	guest_door(out, request, door, request_param(request, "token"));
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

struct reply guest_act(struct request *request, struct change *change)
{
	const struct partner_door *door = door_asked(request, change_view(change));
	const struct partner_reading *reading = request_record(request);
	struct str token;

	if (!door)
		return reply_not_found(request);
	token = partner_reading_put(change, door->id, reading->name);
	return reply_go(request, "/partner/%s/%s",
		str_z(request->arena, request_param(request, "token")), str_z(request->arena, token));
}

struct reply guest_read_page(struct request *request, struct view *view)
{
	const struct partner_door *door = door_asked(request, view);
	const struct partner_reading *reading = door
		? partner_door_reading(view, door->id, request_param(request, "reading")) : NULL;
	struct partner_line_list lines;
	struct out *out;

	if (!reading)
		return reply_not_found(request);
	lines = partner_door_lines(view, door->release_id);
	out = page_begin_bare(request, "narrow", str_z(request->arena, door->title));
	guest_picture(out, door, &lines, reading);
	return page_end(request, 200);
}

bool partner_lines_have(const struct partner_line_list *lines, struct str box)
{
	for (size_t i = 0; i < lines->count; i++)
		if (str_equals(lines->at[i].box, box))
			return true;
	return false;
}
