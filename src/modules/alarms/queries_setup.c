/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/queries_setup.c - gateways and tries, for those who set the service up. */
#include "modules/alarms/inside.h"

struct gateway *gateway_seen(struct view *view, struct str channel)
{
	return view_get(view, &gateway_record.shape,
		SQL("SELECT id, public_id, channel, is_on, address, method, content_type, headers, body,"
		    " accepted, updated_at, version FROM my_alarm_gateway WHERE channel = $1"),
		V(channel));
}

bool gateway_has_secret(struct view *view, struct str channel)
{
	return view_int(view, SQL("SELECT has_secret FROM my_alarm_gateway WHERE channel = $1"),
		V(channel)) != 0;
}

void gateway_secret_put(struct change *change, struct str channel, struct str secret)
{
	change_run(change, SQL("UPDATE alarm_gateway SET secret = $2 WHERE channel = $1"),
		V(channel, secret));
	change_note(change, "alarm_gateway", view_int(change_view(change),
		SQL("SELECT id FROM my_alarm_gateway WHERE channel = $1"), V(channel)),
		secret.len ? "secret" : "no-secret", S(""));
}

struct trial_list trials_of(struct view *view, struct str channel)
{
	return trial_list_of(view_list(view, &trial_record.shape,
		SQL("SELECT * FROM my_alarm_trial WHERE channel = $1 ORDER BY id DESC LIMIT 10"),
		V(channel)));
}
