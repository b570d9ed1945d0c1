/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/setup.c - the gateways: which are set up, setting one up, trying it.
 *
 * A secret is written and never read: the page only tells that there is one.
 */
#include "modules/alarms/inside.h"

#include "base/json.h"
#include "kit/mail.h"
#include "modules/alarms/setup.html.h"

#include <string.h>

enum { SECRET_LONGEST = 500, TRIALS_PER_MINUTE = 10, JSON_LONGEST = 1 << 16 };

/* ---- The list ------------------------------------------------------------------------------ */

static struct reply setup_json(struct request *request, struct view *view)
{
	const struct catalogue *all = catalogue_get("alarms/channels");
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < all->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "channel", all->items[i].code);
		json_bool(&json, "is_ready", channel_is_ready(all->items[i].code,
			gateway_seen(view, all->items[i].code)));
		json_bool(&json, "has_secret", gateway_has_secret(view, all->items[i].code));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply channels_setup_page(struct request *request, struct view *view)
{
	struct out *out;

	if (request_wants_json(request))
		return setup_json(request, view);
	out = page_begin(request, view, _("Alarm channels"));
	setup_list(out, view, catalogue_get("alarms/channels"));
	return page_end(request, 200);
}

/* ---- One ------------------------------------------------------------------------------------- */

static const struct item *channel_asked(struct request *request)
{
	const struct item *item = item_find("alarms/channels", request_param(request, "channel"));

	return item && !item->is_retired ? item : NULL;
}

static bool is_mail(const struct item *channel)
{
	return str_is(item_text(channel, "adapter"), "mail");
}

static bool is_spool(const struct item *channel)
{
	return str_is(item_text(channel, "adapter"), "gammu");
}

/* What the list of channels proposes for one that nobody has set up. */
static struct gateway gateway_proposed(const struct item *channel)
{
	int method = choice_of(gateway_methods, item_text(channel, "method"));

	return (struct gateway){ .channel = channel->code, .address = item_text(channel, "address"),
		.method = method > 0 ? method : 0,
		.content_type = item_text(channel, "content_type"),
		.headers = item_text(channel, "headers"), .body = item_text(channel, "body"),
		.accepted = item_text(channel, "accepted") };
}

/* http or https to a host that is named; words in braces only after it, or what is sent would
 * choose where it goes. */
static bool is_http_address(struct str address)
{
	struct str rest = str_starts(address, S("https://")) ? str_part(address, 8, address.len)
		: str_starts(address, S("http://")) ? str_part(address, 7, address.len) : S("");
	struct str host = str_cut(&rest, '/');

	return host.len && str_find_char(host, '{') < 0 && str_find_char(host, '@') < 0
		&& str_find_char(address, ' ') < 0;
}

static void gateway_judge(struct view *view, void *row, struct problems *problems)
{
	struct gateway *gateway = row;

	(void)view;
	if (gateway->is_on && !is_http_address(gateway->address))
		problem_add(problems, "address", "%s",
			_("Write an address that begins with https:// or http:// and a host. Words in braces may only stand after the host."));
	if (!gateway->method)
		problem_add(problems, "method", "%s", _("Choose how the gateway is called."));
}

static void spool_judge(struct view *view, void *row, struct problems *problems)
{
	struct gateway *gateway = row;

	(void)view;
	if (gateway->is_on && !str_starts(gateway->address, S("/")))
		problem_add(problems, "address", "%s",
			_("Write the whole path of the folder, from the first slash."));
}

const struct form gateway_form = {
	.record = &gateway_record,
	.fields = FIELDS("is_on", "address", "method", "content_type", "headers", "body", "accepted"),
	.judge = gateway_judge,
};
const struct form spool_form = {
	.record = &gateway_record,
	.fields = FIELDS("is_on", "address"),
	.judge = spool_judge,
};
const struct form trial_form = {
	.record = &trial_record,
	.fields = FIELDS("address"),
};

static struct gateway gateway_now(struct view *view, const struct item *channel)
{
	const struct gateway *there = gateway_seen(view, channel->code);

	return there ? *there : gateway_proposed(channel);
}

static void setup_form(struct out *out, struct request *request, struct view *view,
                       const struct item *channel, const struct gateway *gateway)
{
	const struct form *form = is_spool(channel) ? &spool_form : &gateway_form;
	struct form_view shown = form_view_of(request, view, form, gateway);
	struct str path = arena_print(request->arena, "/alarms/channels/%.*s", STR(channel->code));

	form_begin(out, &shown, path, false);
	form_all(out, &shown);
	if (!is_spool(channel))
		setup_secret(out, gateway_has_secret(view, channel->code));
	form_buttons(out, _("Save the channel"), S("/alarms/channels"));
	form_end(out);
}

struct reply channel_setup_page(struct request *request, struct view *view)
{
	const struct item *channel = channel_asked(request);
	struct gateway gateway;
	struct trial_list trials;
	struct out *out;

	if (!channel)
		return reply_not_found(request);
	gateway = gateway_now(view, channel);
	trials = trials_of(view, channel->code);
	out = page_begin(request, view, str_z(request->arena, item_name(channel)));
	setup_head(out, channel);
	if (is_mail(channel))
		setup_mail(out, mail_is_ready());
	else
		setup_form(out, request, view, channel, &gateway);
	if (channel_is_ready(channel->code, &gateway))
		setup_try(out, request, channel);
	setup_trials(out, &trials);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

/* The form belongs to the kind of channel, so it is judged here and not by the route. */
static bool is_judged(struct request *request, struct change *change, const struct item *channel,
                      struct gateway *gateway)
{
	struct answers answers = { request->field_count, request->fields };

	return form_judge(is_spool(channel) ? &spool_form : &gateway_form, change_view(change),
		&answers, true, gateway, request_problems(request));
}

static enum updated gateway_save(struct request *request, struct change *change,
                                 struct gateway *gateway)
{
	gateway->updated_at = instant_now();
	if (gateway->id)
		return change_update(change, &gateway_record.shape, gateway,
			request_version(request) ? request_version(request) : gateway->version);
	change_insert(change, &gateway_record.shape, gateway);
	return UPDATED;
}

struct reply channel_setup_act(struct request *request, struct change *change)
{
	const struct item *channel = channel_asked(request);
	struct str secret = str_trim(request_field(request, "secret"));
	struct gateway gateway;
	const struct gateway *theirs;

	if (!channel || is_mail(channel))
		return reply_not_found(request);
	gateway = gateway_now(change_view(change), channel);
	if (!is_judged(request, change, channel, &gateway))
		return reply_again(request, change);
	if (gateway_save(request, change, &gateway) == UPDATED_STALE) {
		theirs = gateway_seen(change_view(change), channel->code);
		return reply_stale(request, &gateway_record, &gateway, theirs);
	}
	if (secret.len)
		gateway_secret_put(change, channel->code, str_part(secret, 0, SECRET_LONGEST));
	else if (request_field(request, "secret_off").len)
		gateway_secret_put(change, channel->code, S(""));
	request_message(request, _("The channel is saved. Try it now."));
	return reply_done(request, 200, &gateway_record, &gateway, "/alarms/channels/%.*s",
		STR(channel->code));
}

/* ---- Trying it ----------------------------------------------------------------------------------- */

struct reply channel_try_act(struct request *request, struct change *change)
{
	const struct item *channel = channel_asked(request);
	struct trial *trial = request_record(request);
	const struct gateway *gateway;

	if (!channel)
		return reply_not_found(request);
	gateway = gateway_seen(change_view(change), channel->code);
	if (!channel_is_ready(channel->code, gateway)) {
		problem_add(request_problems(request), "address", "%s",
			_("The channel is not set up."));
		return reply_again(request, change);
	}
	trial->channel = channel->code;
	trial->person_id = change_me(change);
	trial->state = ATTEMPT_waiting;
	trial->made_at = instant_now();
	change_insert(change, &trial_record.shape, trial);
	job_start(change, "alarms", S(""), S(""), S(""));
	request_message(request, _("It is being sent. Look again in a moment."));
	return reply_done(request, 201, &trial_record, trial, "/alarms/channels/%.*s",
		STR(channel->code));
}
