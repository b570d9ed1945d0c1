/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/xml_nodes.c - see xml_nodes.h. */
#include "formats/xml_nodes.h"

#include <libxml/parser.h>
#include <string.h>

static void line_keep(void *context, const xmlError *error)
{
	int *line = context;

	if (!*line && error->level >= XML_ERR_ERROR)
		*line = error->line;
}

xmlDoc *xml_document(struct str utf8, int *line)
{
	xmlDoc *document;

	*line = 0;
	xmlSetStructuredErrorFunc(line, (xmlStructuredErrorFunc)line_keep);
	document = xmlReadMemory(utf8.at, (int)utf8.len, "file.xml", "UTF-8",
		XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	xmlSetStructuredErrorFunc(NULL, NULL);
	return document;
}

bool xml_is_in(const xmlNode *node, const char *space)
{
	return node->ns && node->ns->href && !strcmp((const char *)node->ns->href, space);
}

struct str xml_content(struct arena *arena, const xmlNode *node)
{
	xmlChar *content = node ? xmlNodeGetContent(node) : NULL;
	struct str text = content ? arena_copy(arena, str_trim(str_of((const char *)content))) : S("");

	xmlFree(content);
	return text;
}
