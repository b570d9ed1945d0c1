/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/cap_read.c - an alert out of XML.
 *
 * First our own look at the bytes (cap_bytes_judge), then libxml2 without network, entities
 * and document types, then the elements into the members that the table of cap.c has.
 */
#include "formats/cap.h"

#include "base/tongue.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

static const char cap_space[] = "urn:oasis:names:tc:emergency:cap:1.2";
static const char cap_spaces[] = "urn:oasis:names:tc:emergency:cap:";
static const char signature_space[] = "http://www.w3.org/2000/09/xmldsig#";

/* ---- The bytes -------------------------------------------------------------------------------- */

struct looking {
	struct arena *arena;
	struct cap_problem *problem;
	struct str rest;
	int64_t line;
	int depth;
};

static bool look_fails(struct looking *look, const char *words)
{
	*look->problem = (struct cap_problem){ .line = look->line, .words = str_of(words) };
	return false;
}

static void look_on(struct looking *look, size_t len)
{
	struct str passed = str_part(look->rest, 0, len);

	for (size_t i = 0; i < passed.len; i++)
		look->line += passed.at[i] == '\n';
	look->rest = str_part(look->rest, passed.len, look->rest.len);
}

/* Past the end mark; false when it never comes. */
static bool look_past(struct looking *look, struct str end)
{
	ptrdiff_t at = str_find(look->rest, end);

	if (at < 0)
		return look_fails(look, _("The file ends in the middle of something."));
	look_on(look, (size_t)at + end.len);
	return true;
}

/* Only the five that need no declaration, and numbers. */
static bool look_reference(struct looking *look)
{
	static const struct str plain[] = { { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 },
		{ "&quot;", 6 }, { "&apos;", 6 }, { "&#", 2 } };

	for (size_t i = 0; i < COUNT(plain); i++)
		if (str_starts(look->rest, plain[i])) {
			look_on(look, 1);
			return true;
		}
	return look_fails(look, _("There is an entity in the file. Files with entities are refused before they are read."));
}

/* From < to >, where > may stand in quotes. */
static bool look_tag(struct looking *look)
{
	bool is_end = str_starts(look->rest, S("</"));
	char quote = 0, last = 0;

	while (look->rest.len) {
		char c = look->rest.at[0];

		if (c == '&' && !look_reference(look))
			return false;
		if (c == '&')
			continue;
		look_on(look, 1);
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && c == '>') {
			look->depth += is_end ? -1 : last == '/' ? 0 : 1;
			return look->depth <= CAP_DEEPEST || look_fails(look,
				_("The elements stand too deep within each other."));
		}
		last = c;
	}
	return look_fails(look, _("The file ends in the middle of something."));
}

/* What the first line says that the bytes are; nothing said is UTF-8. */
static bool look_declaration(struct looking *look)
{
	struct str line = str_part(look->rest, 0, (size_t)str_find(look->rest, S("?>")));
	ptrdiff_t at = str_find(line, S("encoding"));
	struct str name;

	if (at < 0)
		return true;
	name = str_part(line, (size_t)at + 8, line.len);
	str_cut(&name, '=');
	name = str_trim(name);
	name = str_part(name, 1, name.len);
	name.len = strcspn(str_z(look->arena, name), "\"'");
	return str_is_nocase(name, "utf-8") || str_is_nocase(name, "us-ascii")
		|| look_fails(look, _("The file is in another encoding than UTF-8."));
}

static bool look_markup(struct looking *look)
{
	if (str_starts(look->rest, S("<!--"))) {
		look_on(look, 4);
		return look_past(look, S("-->"));
	}
	if (str_starts(look->rest, S("<![CDATA[")))
		return look_past(look, S("]]>"));
	if (str_starts(look->rest, S("<!")))
		return look_fails(look, _("There is a document type or an entity in the file. Such files are refused before they are read."));
	if (str_starts(look->rest, S("<?")))
		return look_past(look, S("?>"));
	return look_tag(look);
}

static bool look_all(struct looking *look)
{
	if (str_starts(look->rest, S("<?xml")) && str_find(look->rest, S("?>")) > 0
	    && !look_declaration(look))
		return false;
	while (look->rest.len) {
		char c = look->rest.at[0];

		if (c == '<' ? !look_markup(look) : c == '&' && !look_reference(look))
			return false;
		if (c != '<' && c != '&')
			look_on(look, 1);
	}
	return true;
}

bool cap_bytes_judge(struct arena *arena, struct str bytes, struct cap_problem *problem)
{
	struct looking look = { .arena = arena, .problem = problem, .rest = bytes };

	*problem = (struct cap_problem){ 0 };
	if (!str_trim(bytes).len)
		return look_fails(&look, _("The file is empty."));
	if (bytes.len > CAP_LARGEST)
		return look_fails(&look, _("The file is larger than 256 kB, which no warning needs to be."));
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		look.rest = str_part(bytes, 3, bytes.len);
	if (!str_is_utf8(look.rest))
		return look_fails(&look, _("The file is in another encoding than UTF-8."));
	look.line = 1;
	return look_all(&look);
}

/* ---- The elements ------------------------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct cap_problem *problem;
};

static bool fails(struct reading *reading, const xmlNode *at, struct str path, const char *words)
{
	*reading->problem = (struct cap_problem){ .element = path, .words = str_of(words),
		.line = at ? xmlGetLineNo(at) : 0 };
	return false;
}

static bool is_in(const xmlNode *node, const char *space)
{
	return node->ns && node->ns->href && !strcmp((const char *)node->ns->href, space);
}

static struct str content_of(struct arena *arena, const xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	struct str text = content ? str_trim(arena_copy(arena, str_of((const char *)content))) : S("");

	xmlFree(content);
	return text;
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
	*text = content_of(reading->arena, node);
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
		if (type == &cap_alert_type && is_in(node, signature_space)) {
			((struct cap_alert *)into)->signature = S("yes");
			continue;
		}
		element = is_in(node, cap_space) ? element_of(type, node) : NULL;
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
	if (!is_in(root, cap_space))
		return fails(reading, root, name, root->ns && root->ns->href
			&& str_starts(str_of((const char *)root->ns->href), str_of(cap_spaces))
			? _("It is another version of the standard. Only CAP 1.2 is read.")
			: _("It is not of the standard CAP 1.2: the name space is another."));
	return children_read(reading, root, &cap_alert_type, alert, S(""));
}

static void be_quiet(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

static bool document_read(struct reading *reading, struct str bytes, struct cap_alert *alert)
{
	xmlDoc *document;
	const xmlError *error;
	bool is_read;

	xmlSetGenericErrorFunc(NULL, be_quiet);
	document = xmlReadMemory(bytes.at, (int)bytes.len, "warning.xml", "UTF-8",
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
	if (!document) {
		error = xmlGetLastError();
		*reading->problem = (struct cap_problem){ .line = error ? error->line : 0,
			.words = str_of(_("The file is no well-formed XML.")) };
		return false;
	}
	is_read = xmlDocGetRootElement(document)
		&& root_read(reading, xmlDocGetRootElement(document), alert);
	xmlFreeDoc(document);
	return is_read;
}

bool cap_read_xml(struct arena *arena, struct str bytes, struct cap_alert *alert,
                  struct cap_problem *problem)
{
	struct reading reading = { arena, problem };

	*alert = (struct cap_alert){ 0 };
	return cap_bytes_judge(arena, bytes, problem) && document_read(&reading, bytes, alert);
}
