/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/figure.c - see figure.h. */
#include "kit/figure.h"

enum { FIGURE_LONGEST = 16 << 20 };

struct reply figure_reply(struct request *request, struct diagram diagram, struct str name)
{
	const struct diagram_form *form = diagram_form(request_param(request, "form"));
	struct reply reply;
	struct out out;

	if (!form)
		return reply_not_found(request);
	out_init(&out, request->arena, FIGURE_LONGEST);
	form->write(&out, diagram);
	reply = reply_bytes(200, form->type, out_str(&out));
	reply_download(&reply, request->arena, arena_print(request->arena, "%.*s.%s", STR(name), form->end));
	return reply;
}

void figure_links(struct arena *arena, struct diagram_about *about, struct str base)
{
	figure_links_asked(arena, about, base, S(""));
}

void figure_links_asked(struct arena *arena, struct diagram_about *about, struct str base, struct str asked)
{
	about->csv = arena_print(arena, "%.*s/csv%.*s", STR(base), STR(asked));
	about->vega = arena_print(arena, "%.*s/json%.*s", STR(base), STR(asked));
}
