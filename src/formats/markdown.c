/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/markdown.c - thin over cmark, which is safe unless it is told otherwise. */
#include "formats/markdown.h"

#include <cmark.h>
#include <stdlib.h>

struct html markdown_html(struct arena *arena, struct str text)
{
	char *made = cmark_markdown_to_html(text.at ? text.at : "", text.len,
		CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8);
	struct html html = { arena_copy(arena, str_of(made)) };

	free(made);
	return html;
}
