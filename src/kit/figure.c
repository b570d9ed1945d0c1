/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/figure.c - see figure.h. */
#include "kit/figure.h"

enum { FIGURE_LONGEST = 16 << 20 };

static const struct {
	const char *form, *type;
	void (*write)(struct out *out, struct diagram diagram);
} forms[] = {
	{ "svg", "image/svg+xml", diagram_svg },
	{ "csv", "text/csv; charset=utf-8", diagram_csv },
	{ "json", "application/json", diagram_vega },
};

struct reply figure_reply(struct request *request, struct diagram diagram, struct str name)
{
	struct str form = request_param(request, "form");
	struct out out;

	for (size_t i = 0; i < COUNT(forms); i++) {
		struct reply reply;

		if (!str_is(form, forms[i].form))
			continue;
		out_init(&out, request->arena, FIGURE_LONGEST);
		forms[i].write(&out, diagram);
		reply = reply_bytes(200, forms[i].type, out_str(&out));
		reply_download(&reply, request->arena, arena_print(request->arena, "%.*s.%s", STR(name), forms[i].form));
		return reply;
	}
	return reply_not_found(request);
}

void figure_links(struct arena *arena, struct diagram_about *about, struct str base)
{
	about->csv = arena_print(arena, "%.*s/csv", STR(base));
	about->vega = arena_print(arena, "%.*s/json", STR(base));
}
