/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/watch.c - what one is told of by mail; nobody is told who has not asked. */
#include "modules/signals/pages.h"

#include "kit/mail.h"
#include "kit/rows.h"
#include "modules/signals/pages.html.h"
#include "modules/units/units.h"

struct reply signal_watch_show(struct request *request, struct view *view)
{
	struct signal_watch begun = { .unit_id = request_person(request)->unit_id };
	struct signal_watch_list list = signal_watches(view);
	struct form_view form = form_view_of(request, view, &signal_watch_form, &begun);
	struct out *out;

	if (request_wants_json(request))
		return reply_rows(request, &signal_watch_record, (struct rows){ list.count, list.at });
	out = page_begin(request, view, _("Be told of signals"));
	signal_watch_head(out, mail_is_ready());
	signal_watch_list_show(out, request, view, &list);
	form_begin(out, &form, S("/signals/watch"), false);
	form_all(out, &form);
	form_buttons(out, _("Tell me"), S("/signals"));
	form_end(out);
	return page_end(request, 200);
}

struct reply signal_watch_add_act(struct request *request, struct change *change)
{
	struct signal_watch *watch = request_record(request);

	watch->person_id = change_me(change);
	watch->created_at = instant_now();
	change_insert(change, &signal_watch_record.shape, watch);
	request_message(request, _("You will be told when such a signal is in the list of a week."));
	return reply_done(request, 201, &signal_watch_record, watch, "/signals/watch");
}

struct reply signal_watch_end_act(struct request *request, struct change *change)
{
	const struct signal_watch *watch = signal_watch_get(change_view(change), request_param(request, "id"));

	if (!watch)
		return reply_not_found(request);
	signal_watch_end(change, watch);
	request_message(request, _("You are no longer told of these."));
	return reply_done(request, 200, &signal_watch_record, watch, "/signals/watch");
}
