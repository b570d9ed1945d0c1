/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/acks.c - acknowledging: by the link, by the button, by a reply.
 *
 * Looking at the link acknowledges nothing: programs that read mail follow links.  Whoever
 * acknowledges a second time is told when it was done, and nothing changes.
 */
#include "modules/alarms/inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "kit/setting.h"
#include "modules/alarms/pages.html.h"

enum { JSON_LONGEST = 1 << 14 };

static const struct alarm_link *link_asked(struct request *request, struct view *view)
{
	return link_of_token(view, digest_hex(request->arena, request_param(request, "token")));
}

static struct reply link_json(struct request *request, const struct alarm_link *link)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "alarm", link->number);
	json_str(&json, "state", str_of(alarm_states[link->state].name));
	if (link->acked_at.seconds)
		json_instant(&json, "acknowledged_at", link->acked_at);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply ack_show(struct request *request, struct view *view)
{
	const struct alarm_link *link = link_asked(request, view);
	struct out *out;

	if (!link)
		return reply_not_found(request);
	if (request_wants_json(request))
		return link_json(request, link);
	out = page_begin_bare(request, "narrow", _("Acknowledge the alarm"));
	ack_page(out, link, request_param(request, "token"));
	return page_end(request, 200);
}

struct reply ack_act(struct request *request, struct change *change)
{
	const struct alarm_link *link = link_asked(request, change_view(change));

	if (!link)
		return reply_not_found(request);
	target_acknowledge(change, link, S("link"));
	if (request_wants_json(request))
		return link_json(request, link_asked(request, change_view(change)));
	return reply_done(request, 200, NULL, NULL, "/a/%.*s", STR(request_param(request, "token")));
}

struct reply ack_button_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct alarm *alarm = alarm_of_number(view, request_param(request, "number"));
	const struct alarm_link *link = alarm ? link_of_person(view, alarm->id) : NULL;

	if (!alarm)
		return reply_not_found(request);
	if (!link)
		return reply_problem(request, 422, _("There is nothing to acknowledge."),
			str_of(_("The alarm has not come to you.")));
	if (link->acked_at.seconds || !target_acknowledge(change, link, S("button")))
		request_message(request, str_z(request->arena, arena_print(request->arena,
			_("You acknowledged it already, %.*s."),
			STR(tongue_instant(request->arena, link->acked_at)))));
	else
		request_message(request, _("Thank you. It is acknowledged."));
	return reply_done(request, 200, &alarm_record, alarm, "/alarms/%.*s", STR(alarm->number));
}

/* ---- Replies by SMS -------------------------------------------------------------------------- */

struct str inbound_field(struct request *request, const char *setting)
{
	const char *name = str_z(request->arena, setting_text(setting));
	struct str value = request_field(request, name);

	return str_trim(value.len ? value : request_query(request, name));
}

bool inbound_knows_secret(struct request *request)
{
	struct str secret = setting_text("alarm_inbound_secret");
	struct str told = request_header(request, "X-Alarm-Secret");

	if (!told.len)
		told = request_field(request, "secret");
	if (!told.len)
		told = request_query(request, "secret");
	return secret.len && secret_equals(secret, told);
}

struct reply inbound_told(struct request *request, int status, const char *words)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "answer", str_of(words));
	json_object_finish(&json);
	return reply_json(request, status, &out);
}

/* How gateways and people write numbers differs: both are put in the same form.  What goes on
 * comes first. */
static struct alarm_link_list replied_to(struct request *request, struct view *view)
{
	struct str code = code_in(inbound_field(request, "alarm_inbound_text"));
	struct str from = inbound_field(request, "alarm_inbound_from");

	if (code.len)
		return links_of_code(view, code);
	from = phone_plain(request->arena, from, setting_text("alarm_country"));
	return from.len ? links_of_phone(view, arena_print(request->arena, "+%.*s", STR(from)))
		: (struct alarm_link_list){ 0 };
}

/* A gateway tries again what is not answered with 2xx, so a reply that nobody understands is
 * taken too, and told as such. */
struct reply inbound_act(struct request *request, struct change *change)
{
	struct alarm_link_list links;

	if (!inbound_knows_secret(request))
		return reply_problem(request, 403, _("The reply is not taken."),
			str_of(_("The secret of the gateway is missing or wrong. Compare it with the setting alarm_inbound_secret.")));
	links = replied_to(request, change_view(change));
	for (size_t i = 1; i < links.count; i++)
		if (links.at[i].alarm_id != links.at[0].alarm_id && links.at[i].state == ALARM_going)
			return inbound_told(request, 200,
				_("Several alarms have gone to that number. Reply with the four digits of the one you mean."));
	if (!links.count)
		return inbound_told(request, 200,
			_("That is the reply to no alarm. Reply with the four digits that stand in it."));
	if (links.at[0].acked_at.seconds || !target_acknowledge(change, &links.at[0], S("reply")))
		return inbound_told(request, 200, str_z(request->arena, arena_print(request->arena,
			_("It is acknowledged already, %.*s."),
			STR(tongue_instant(request->arena, links.at[0].acked_at)))));
	return inbound_told(request, 200, _("Thank you. It is acknowledged."));
}
