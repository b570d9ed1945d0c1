/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/xml_nodes.h - XML that has passed xml_bytes_judge(), as the nodes of libxml2. */
#pragma once

#include "base/arena.h"

#include <libxml/tree.h>

/* Without network, entities and document types.  NULL: it is not well-formed, and *line is the
 * first that is wrong (0: not known); what comes after it follows from it. */
xmlDoc *xml_document(struct str utf8, int *line);
bool xml_is_in(const xmlNode *node, const char *space);
/* All text in it, trimmed; "" for NULL. */
struct str xml_content(struct arena *arena, const xmlNode *node);
