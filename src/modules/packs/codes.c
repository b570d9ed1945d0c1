/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/codes.c - the page where one makes the code that one signs in with off-line. */
#include "modules/packs/take.h"

#include "modules/packs/codes.html.h"

struct reply pack_code_page(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Emergency code"));

	pack_code_head(out);
	pack_code_form(out, request, pack_code_since(view, view_me(view)));
	return page_end(request, 200);
}

struct reply pack_code_act(struct request *request, struct change *change)
{
	struct str code = pack_code_make(change, change_me(change));
	struct out *out = page_begin(request, change_view(change), _("Emergency code"));
	struct reply reply;

	pack_code_head(out);
	pack_code_made(out, code, request_person(request)->login);
	reply = page_end(request, 200);
	reply.again_at = "/packs/code";
	return reply;
}
