/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/cap_read.c - an alert out of XML.
 *
 * First our own look at the bytes (cap_bytes_judge), then libxml2 without network, entities
 * and document types, then the elements into the members that the table of cap.c has.
 */
#include "formats/cap.h"

#include "base/tongue.h"
#include "formats/xml_nodes.h"

#include <string.h>

static const char cap_space[] = "urn:oasis:names:tc:emergency:cap:1.2";
static const char cap_spaces[] = "urn:oasis:names:tc:emergency:cap:";
static const char signature_space[] = "http://www.w3.org/2000/09/xmldsig#";

/* ---- The bytes -------------------------------------------------------------------------------- */

bool cap_bytes_judge(struct arena *arena, struct str bytes, struct xml_fault *problem)
{
	static const struct xml_ceilings ceilings = { .bytes = CAP_LARGEST,
		.too_large = N_("The file is larger than 256 kB, which no warning needs to be.") };

	return xml_bytes_judge(arena, bytes, &ceilings, problem);
}

/* ---- The elements ------------------------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct xml_fault *problem;
};

static bool fails(struct reading *reading, const xmlNode *at, struct str path, const char *words)
{
	*reading->problem = (struct xml_fault){ .element = path, .words = str_of(words),
		.line = at ? xmlGetLineNo(at) : 0 };
	return false;
}

static const struct cap_element *element_of(const struct cap_type *type, const xmlNode *node)
{
	for (const struct cap_element *element = type->elements; element->name; element++)
		if (!strcmp(element->name, (const char *)node->name))
			return element;
	return NULL;
}

/* How many elements of this kind stand in the node: for the room of a list. */
static size_t count_of(const xmlNode *parent, const char *name)
{
	size_t count = 0;

	for (const xmlNode *node = parent->children; node; node = node->next)
		count += node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
	return count;
}

static bool children_read(struct reading *reading, const xmlNode *parent, const struct cap_type *type,
                          void *into, struct str path);

static bool text_read(struct reading *reading, const xmlNode *node, struct str *text, struct str path)
{
	for (const xmlNode *child = node->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			return fails(reading, child, path, _("It has elements in it where text belongs."));
	if (text->len)
		return fails(reading, node, path, _("It stands there too often."));
	*text = xml_content(reading->arena, node);
	return true;
}

static bool node_add(struct reading *reading, const xmlNode *node, const struct cap_element *element,
                     struct cap_nodes *nodes, struct str path)
{
	if (!nodes->at)
		nodes->at = arena_take_many(reading->arena, count_of(node->parent, element->name),
			element->type->size);
	nodes->count++;
	return children_read(reading, node, element->type,
		nodes->at + (nodes->count - 1) * element->type->size,
		arena_print(reading->arena, "%.*s[%zu]/", STR(path), nodes->count));
}

static bool text_add(struct reading *reading, const xmlNode *node, const struct cap_element *element,
                     struct cap_texts *texts, struct str path)
{
	struct str text = S("");

	if (!texts->at)
		texts->at = arena_array(reading->arena, struct str, count_of(node->parent, element->name));
	if (!text_read(reading, node, &text, path))
		return false;
	if (text.len)
		texts->at[texts->count++] = text;
	return true;
}

static bool element_read(struct reading *reading, const xmlNode *node,
                         const struct cap_element *element, void *into, struct str path)
{
	void *member = cap_member(element, into);
	struct str here = arena_print(reading->arena, "%.*s%s", STR(path), element->name);

	if (element->kind != CAP_TEXT && count_of(node->parent, element->name) > CAP_MOST_NODES)
		return fails(reading, node, here, _("It stands there too often."));
	if (element->kind == CAP_TEXT)
		return text_read(reading, node, member, here);
	return element->kind == CAP_TEXTS ? text_add(reading, node, element, member, here)
		: node_add(reading, node, element, member, here);
}

static bool children_read(struct reading *reading, const xmlNode *parent, const struct cap_type *type,
                          void *into, struct str path)
{
	for (const xmlNode *node = parent->children; node; node = node->next) {
		const struct cap_element *element;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (type == &cap_alert_type && xml_is_in(node, signature_space)) {
			((struct cap_alert *)into)->signature = S("yes");
			continue;
		}
		element = xml_is_in(node, cap_space) ? element_of(type, node) : NULL;
		if (!element)
			return fails(reading, node, arena_print(reading->arena, "%.*s%.*s", STR(path),
				STR(str_letters_part(str_of((const char *)node->name), 60))),
				_("The standard has no such element there."));
		if (!element_read(reading, node, element, into, path))
			return false;
	}
	return true;
}

static bool root_read(struct reading *reading, const xmlNode *root, struct cap_alert *alert)
{
	struct str name = arena_copy(reading->arena,
		str_letters_part(str_of((const char *)root->name), 60));

	if (!str_is(name, "alert"))
		return fails(reading, root, name,
			_("A warning begins with the element alert. This file is something else."));
	if (!xml_is_in(root, cap_space))
		return fails(reading, root, name, root->ns && root->ns->href
			&& str_starts(str_of((const char *)root->ns->href), str_of(cap_spaces))
			? _("It is another version of the standard. Only CAP 1.2 is read.")
			: _("It is not of the standard CAP 1.2: the name space is another."));
	return children_read(reading, root, &cap_alert_type, alert, S(""));
}

static bool document_read(struct reading *reading, struct str bytes, struct cap_alert *alert)
{
	int line;
	xmlDoc *document = xml_document(bytes, &line);
	bool is_read;

	if (!document) {
		*reading->problem = (struct xml_fault){ .line = line,
			.words = str_of(_("The file is no well-formed XML.")) };
		return false;
	}
	is_read = xmlDocGetRootElement(document)
		&& root_read(reading, xmlDocGetRootElement(document), alert);
	xmlFreeDoc(document);
	return is_read;
}

bool cap_read_xml(struct arena *arena, struct str bytes, struct cap_alert *alert,
                  struct xml_fault *problem)
{
	struct reading reading = { arena, problem };

	*alert = (struct cap_alert){ 0 };
	return cap_bytes_judge(arena, bytes, problem) && document_read(&reading, bytes, alert);
}
