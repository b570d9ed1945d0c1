/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/docx_markdown.c - CommonMark into a document, by the tree that cmark makes of it. */
#include "formats/docx_inside.h"

#include <cmark.h>

struct walk {
	struct docx *doc;
	int top;
	unsigned looks;
	bool is_link;
	bool is_quoted;
};

/* Only addresses that lead out of the document and run nothing. */
static bool is_address(struct str address)
{
	return str_starts(address, S("https://")) || str_starts(address, S("http://"))
		|| str_starts(address, S("mailto:"));
}

static bool is_in_item(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	return parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM;
}

static void block_begin(struct walk *walk, cmark_node *node)
{
	if (is_in_item(node))
		docx_item_begin(walk->doc);
	else
		docx_paragraph_begin(walk->doc, walk->is_quoted ? "Quote" : "");
}

static void heading_begin(struct walk *walk, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node) + walk->top - 1;

	docx_paragraph_begin(walk->doc, arena_print(walk->doc->arena, "Heading%d",
		level > DOCX_HEADINGS ? DOCX_HEADINGS : level).at);
}

static void code_block(struct walk *walk, cmark_node *node)
{
	struct str lines = str_of(cmark_node_get_literal(node));
	bool is_first = true;

	block_begin(walk, node);
	while (lines.len) {
		struct str line = str_cut(&lines, '\n');

		if (!is_first)
			docx_line_break(walk->doc);
		is_first = false;
		docx_run(walk->doc, DOCX_CODE, line);
	}
	docx_paragraph_end(walk->doc);
}

static void link_turn(struct walk *walk, cmark_node *node, bool enters)
{
	struct str address = str_of(cmark_node_get_url(node));

	if (!is_address(address))
		return;
	if (enters)
		docx_link_begin(walk->doc, address);
	else
		docx_link_end(walk->doc);
	walk->is_link = enters;
}

static void look(struct walk *walk, unsigned which, bool on)
{
	walk->looks = on ? walk->looks | which : walk->looks & ~which;
}

static void text(struct walk *walk, unsigned more, struct str words)
{
	docx_run(walk->doc, walk->looks | more | (walk->is_link ? DOCX_LINKED : 0), words);
}

/* Nodes without children: they are met once. */
static void leaf(struct walk *walk, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		text(walk, 0, str_of(cmark_node_get_literal(node)));
		return;
	case CMARK_NODE_CODE:
		text(walk, DOCX_CODE, str_of(cmark_node_get_literal(node)));
		return;
	case CMARK_NODE_SOFTBREAK:
		text(walk, 0, S(" "));
		return;
	case CMARK_NODE_LINEBREAK:
		docx_line_break(walk->doc);
		return;
	case CMARK_NODE_CODE_BLOCK:
		code_block(walk, node);
		return;
	default:
		return;
	}
}

static void block(struct walk *walk, cmark_node *node, bool enters)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		enters ? heading_begin(walk, node) : docx_paragraph_end(walk->doc);
		return;
	case CMARK_NODE_PARAGRAPH:
		enters ? block_begin(walk, node) : docx_paragraph_end(walk->doc);
		return;
	case CMARK_NODE_LIST:
		if (enters)
			docx_list_begin(walk->doc, cmark_node_get_list_type(node) == CMARK_ORDERED_LIST);
		else
			docx_list_end(walk->doc);
		return;
	case CMARK_NODE_ITEM:
		if (enters)
			docx_item_next(walk->doc);
		return;
	case CMARK_NODE_BLOCK_QUOTE:
		walk->is_quoted = enters;
		return;
	default:
		return;
	}
}

static void visit(struct walk *walk, cmark_node *node, bool enters)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_STRONG:
		look(walk, DOCX_BOLD, enters);
		return;
	case CMARK_NODE_EMPH:
		look(walk, DOCX_ITALIC, enters);
		return;
	case CMARK_NODE_LINK:
		link_turn(walk, node, enters);
		return;
	default:
		if (enters)
			leaf(walk, node);
		block(walk, node, enters);
	}
}

void docx_markdown(struct docx *doc, struct str text, int top)
{
	struct walk walk = { .doc = doc, .top = top < 1 ? 1 : top };
	cmark_node *tree = cmark_parse_document(text.at ? text.at : "", text.len,
		CMARK_OPT_VALIDATE_UTF8);
	cmark_iter *iter = cmark_iter_new(tree);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		visit(&walk, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	cmark_node_free(tree);
}
