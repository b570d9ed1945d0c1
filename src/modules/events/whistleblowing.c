/* SPDX-License-Identifier: EUPL-1.2 */
/* events/whistleblowing.c - see whistleblowing.h. */
#include "modules/events/whistleblowing.h"

#include "kit/setting.h"
#include "modules/events/queries_whistleblowing.h"
#include "modules/events/whistleblowing.html.h"

struct reply whistleblowing_show(struct request *request, struct view *view)
{
	struct out *out = page_begin_bare(request, "report", _("Report as a whistleblower"));

	(void)view;
	whistleblowing_page(out, setting_text("whistleblowing_words"),
		setting_text("whistleblowing_address"),
		str_is(request_query(request, "turned"), "1"));
	return page_end(request, 200);
}

struct reply whistleblowing_turn(struct request *request, struct change *change, const char *form)
{
	change_as_nobody(change);
	whistleblowing_day_put(change, form);
	if (request_wants_json(request))
		return reply_bytes(202, "application/json; charset=utf-8", S("{\"state\":\"not stored\"}"));
	return reply_go(request, "/r/whistleblowing?turned=1");
}

struct reply whistleblowing_act(struct request *request, struct change *change)
{
	return whistleblowing_turn(request, change,
		request_wants_json(request) ? "api" : "report");
}
