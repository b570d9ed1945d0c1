/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/delivery.c - what a gateway tells afterwards: a message has arrived, or will not.
 *
 * A message that will not arrive is a channel that failed: the alarm goes on to the next one at
 * once instead of waiting.  One that has arrived is no acknowledgement: a telephone in a pocket
 * has got it too.
 */
#include "modules/alarms/inside.h"

#include "kit/setting.h"

static struct reply delivery_noted(struct request *request, struct change *change,
                                   const struct sent *sent, enum delivery delivery,
                                   struct str word)
{
	bool is_new = delivery == DELIVERY_arrived ? sent_arrived(change, sent, instant_now())
		: sent_lost(change, sent, instant_now(), arena_print(request->arena,
			_("The gateway tells: %.*s."), STR(word)));

	if (!is_new)
		return inbound_told(request, 200, _("That is known already."));
	return inbound_told(request, 200, delivery == DELIVERY_arrived
		? _("It is noted that the message has arrived.")
		: _("It is noted that the message did not arrive."));
}

/* A gateway tries again what is not answered with 2xx, so what nobody understands is answered
 * well, and told as such. */
struct reply delivery_act(struct request *request, struct change *change)
{
	const struct sent *sent;
	enum delivery delivery;
	struct str word;

	if (!inbound_knows_secret(request))
		return reply_problem(request, 403, _("The report is not taken."),
			str_of(_("The secret of the gateway is missing or wrong. Compare it with the setting alarm_inbound_secret.")));
	sent = sent_of(change_view(change), inbound_field(request, "alarm_delivery_id"));
	if (!sent)
		return inbound_told(request, 200, _("No message has that identity."));
	word = str_letters_part(inbound_field(request, "alarm_delivery_state"), 60);
	delivery = delivery_of(request->arena, word, setting_text("alarm_delivery_arrived"),
		setting_text("alarm_delivery_lost"));
	if (delivery == DELIVERY_unknown)
		return inbound_told(request, 200,
			_("Nothing is noted. The words that count stand in the settings alarm_delivery_arrived and alarm_delivery_lost."));
	return delivery_noted(request, change, sent, delivery, word);
}
