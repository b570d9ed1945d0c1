/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mkpage_html.c - follows HTML the way a browser reads it, letter by letter.
 *
 * It is stricter than a browser: where browsers guess, we refuse, so that what we take
 * for text can never be anything else to them.
 */
#include "mkpage.h"

static void push(struct compiler *m, char c)
{
	if (!m->literal_len)
		m->literal_line = m->line;
	m->literal[m->literal_len++] = c;
}

/* One space or line break stands for a run of white space. */
static void push_space(struct compiler *m, char c)
{
	char *last = m->literal_len ? &m->literal[m->literal_len - 1] : NULL;

	if (!last || !is_space(*last))
		push(m, c == '\n' ? '\n' : ' ');
	else if (c == '\n')
		*last = '\n';
}

/* Elements whose content is not HTML.  A value may stand in those that hold text. */
static const struct raw_element {
	const char *name;
	bool holds_text;
} raw_elements[] = {
	{ "script", false }, { "style", false }, { "iframe", false },
	{ "noembed", false }, { "noframes", false }, { "xmp", false },
	{ "plaintext", false },
	{ "textarea", true }, { "title", true },
	{ NULL, false }
};

/* What a browser (or htmx) does with the attribute beyond showing it. */
static const struct attribute {
	const char *name;
	enum attribute_kind kind;
} attributes[] = {
	{ "href", ATTRIBUTE_LINK }, { "src", ATTRIBUTE_LINK },
	{ "action", ATTRIBUTE_LINK }, { "formaction", ATTRIBUTE_LINK },
	{ "poster", ATTRIBUTE_LINK }, { "cite", ATTRIBUTE_LINK },
	{ "data", ATTRIBUTE_LINK }, { "ping", ATTRIBUTE_LINK },
	{ "manifest", ATTRIBUTE_LINK }, { "background", ATTRIBUTE_LINK },
	{ "xlink:href", ATTRIBUTE_LINK }, { "data-href", ATTRIBUTE_LINK },
	{ "hx-get", ATTRIBUTE_LINK }, { "hx-post", ATTRIBUTE_LINK },
	{ "hx-put", ATTRIBUTE_LINK }, { "hx-patch", ATTRIBUTE_LINK },
	{ "hx-delete", ATTRIBUTE_LINK }, { "hx-action", ATTRIBUTE_LINK },
	{ "hx-push-url", ATTRIBUTE_LINK }, { "hx-replace-url", ATTRIBUTE_LINK },
	{ "sse-connect", ATTRIBUTE_LINK }, { "hx-sse:connect", ATTRIBUTE_LINK },
	{ "style", ATTRIBUTE_CODE }, { "srcdoc", ATTRIBUTE_CODE },
	{ "srcset", ATTRIBUTE_CODE }, { "hx-vals", ATTRIBUTE_CODE },
	{ "hx-vars", ATTRIBUTE_CODE }, { "hx-headers", ATTRIBUTE_CODE },
	{ "hx-trigger", ATTRIBUTE_CODE }, { "hx-request", ATTRIBUTE_CODE },
	{ "hx-config", ATTRIBUTE_CODE },
	{ NULL, ATTRIBUTE_PLAIN }
};

enum attribute_kind attribute_kind(struct slice name)
{
	if (slice_begins(name, "data-hx-"))     /* htmx reads both spellings */
		name = slice_cut(name, strlen("data-"));
	if (slice_begins(name, "on") || slice_begins(name, "hx-on"))
		return ATTRIBUTE_CODE;
	for (const struct attribute *a = attributes; a->name; a++)
		if (slice_is(name, a->name))
			return a->kind;
	return ATTRIBUTE_PLAIN;
}

static const struct raw_element *raw_element(struct slice name)
{
	for (const struct raw_element *e = raw_elements; e->name; e++)
		if (slice_is(name, e->name))
			return e;
	return NULL;
}

bool place_holds_text(const struct place *p)
{
	return p->where == IN_RAW && raw_element(p->element)->holds_text;
}

static void open_thing(struct compiler *m, enum where where, const char *at)
{
	m->place.where = where;
	m->place.line = m->line;
	m->place.tag = at;
	push(m, *at);
}

static void open_tag(struct compiler *m, const char *at)
{
	m->seen_count = 0;
	m->place.is_closing = text_letter(m, at, 1) == '/';
	m->place.element = (struct slice){ at + 1 + m->place.is_closing, 0 };
	open_thing(m, IN_TAG_NAME, at);
}

static void close_tag(struct compiler *m, const char *at)
{
	struct place *p = &m->place;

	push(m, '>');
	p->where = IN_TEXT;
	if (slice_is(p->element, "pre"))
		p->keeps_space = !p->is_closing;
	if (p->is_closing || !raw_element(p->element))
		return;
	p->where = IN_RAW;
	/* Browsers drop the first line break of a textarea: give them one to drop. */
	if (slice_is(p->element, "textarea") && text_letter(m, at, 1) != '\n')
		push(m, '\n');
}

void note_attribute(struct compiler *m, struct slice name)
{
	for (size_t i = 0; i < m->seen_count; i++)
		if (m->seen[i].len == name.len
		    && strncasecmp(m->seen[i].at, name.at, name.len) == 0)
			complain(m, "the attribute %.*s stands twice in <%.*s>",
				(int)name.len, name.at,
				(int)m->place.element.len, m->place.element.at);
	if (m->seen_count == ATTRIBUTES_MOST)
		complain(m, "more than %d attributes in a tag", ATTRIBUTES_MOST);
	else
		m->seen[m->seen_count++] = name;
}

static void step_text(struct compiler *m, const char *at)
{
	char next = text_letter(m, at, 1);

	if (*at != '<' && is_space(*at) && !m->place.keeps_space)
		push_space(m, *at);
	else if (*at != '<')
		push(m, *at);
	else if (text_begins(m, at, "<!--"))
		open_thing(m, IN_COMMENT, at);
	else if (text_begins(m, at, "<!doctype"))
		open_thing(m, IN_DECLARATION, at);
	else if (is_letter(next) || (next == '/' && is_letter(text_letter(m, at, 2))))
		open_tag(m, at);
	else if (next == '{' || next == '/')
		complain(m, "a tag needs a name that stands in the text");
	else
		complain(m, "write &lt; for a < that begins no tag");
}

static void step_tag(struct compiler *m, const char *at)
{
	m->place.where = IN_TAG;
	if (*at == '>') {
		close_tag(m, at);
	} else if (is_space(*at)) {
		push_space(m, ' ');
	} else if (strchr("\"'<=`", *at)) {
		complain(m, "a %c loose in a tag", *at);
	} else {
		push(m, *at);
		if (*at == '/')
			return;
		m->place.where = IN_NAME;
		m->place.attribute = (struct slice){ at, 0 };
	}
}

static void step_tag_name(struct compiler *m, const char *at)
{
	struct slice *element = &m->place.element;

	if (at < element->at) {
		push(m, *at);           /* the slash of an end tag */
	} else if (is_space(*at) || *at == '>' || *at == '/') {
		element->len = (size_t)(at - element->at);
		step_tag(m, at);
	} else if (strchr("\"'<=`", *at)) {
		complain(m, "a %c in the name of a tag", *at);
	} else {
		push(m, *at);
	}
}

static void step_name(struct compiler *m, const char *at)
{
	struct slice *name = &m->place.attribute;

	if (strchr("\"'<`", *at)) {
		complain(m, "a %c in the name of an attribute", *at);
	} else if (*at == '=' || *at == '>' || *at == '/' || is_space(*at)) {
		name->len = (size_t)(at - name->at);
		note_attribute(m, *name);
		if (*at != '=') {
			step_tag(m, at);
			return;
		}
		m->place.where = BEFORE_VALUE;
		push(m, '=');
	} else {
		push(m, *at);
	}
}

static void step_before_value(struct compiler *m, const char *at)
{
	m->place.where = *at == '"' || *at == '\'' ? IN_QUOTES : IN_BARE;
	m->place.quote = *at;
	m->place.has_begun = false;
	m->place.line = m->line;
	if (is_space(*at) || strchr("<=>`", *at))
		complain(m, "the attribute %.*s has no value after its =",
			(int)m->place.attribute.len, m->place.attribute.at);
	push(m, *at);
}

static void step_bare(struct compiler *m, const char *at)
{
	if (is_space(*at) || *at == '>')
		step_tag(m, at);
	else if (strchr("\"'<=`", *at))
		complain(m, "a %c in a value without quotes", *at);
	else
		push(m, *at);
}

static void step_quotes(struct compiler *m, const char *at)
{
	if (*at == m->place.quote)
		m->place.where = AFTER_QUOTES;
	m->place.has_begun = true;
	push(m, *at);
}

static void step_after_quotes(struct compiler *m, const char *at)
{
	if (is_space(*at) || *at == '>' || *at == '/')
		step_tag(m, at);
	else
		complain(m, "a space is missing after the quotes of an attribute");
}

static void step_raw(struct compiler *m, const char *at)
{
	struct slice name = m->place.element;
	size_t after = strlen("</") + name.len;
	char last = text_letter(m, at, after);

	if (text_begins(m, at, "</") && (size_t)(m->end - at) > after
	    && strncasecmp(at + 2, name.at, name.len) == 0
	    && (is_space(last) || last == '>' || last == '/'))
		open_tag(m, at);
	else if (place_holds_text(&m->place) ? *at == '<' : text_begins(m, at, "<!--"))
		complain(m, "a < cannot stand in <%.*s>", (int)name.len, name.at);
	else
		push(m, *at);
}

static void step_comment(struct compiler *m, const char *at)
{
	size_t len = (size_t)(at - m->place.tag);

	push(m, *at);
	if (*at != '>')
		return;
	if (memcmp(at - 2, "--", 2) == 0)
		m->place.where = IN_TEXT;
	if ((m->place.where == IN_TEXT && len < strlen("<!----"))
	    || memcmp(at - 3, "--!", 3) == 0)
		complain(m, "an HTML comment is <!-- words -->");
}

static void step_declaration(struct compiler *m, const char *at)
{
	push(m, *at);
	if (*at == '>')
		m->place.where = IN_TEXT;
}

#define LOOSE \
	"loose in a tag (put it within the quotes of an attribute, or use {{ flag }})"

/* One step for each place, and the words for what may not stand there. */
static const struct {
	void (*step)(struct compiler *m, const char *at);
	const char *words;
} places[WHERE_COUNT] = {
	[IN_TEXT] = { step_text, "in text" },
	[IN_TAG_NAME] = { step_tag_name, "in the name of a tag" },
	[IN_TAG] = { step_tag, LOOSE },
	[IN_NAME] = { step_name, "in the name of an attribute" },
	[BEFORE_VALUE] = { step_before_value, "in an attribute without quotes" },
	[IN_BARE] = { step_bare, "in an attribute without quotes" },
	[IN_QUOTES] = { step_quotes, "in the quotes of an attribute" },
	[AFTER_QUOTES] = { step_after_quotes, LOOSE },
	[IN_RAW] = { step_raw, "in an element like script or style" },
	[IN_COMMENT] = { step_comment, "in an HTML comment (write {{# }} instead)" },
	[IN_DECLARATION] = { step_declaration, "in a <! declaration" },
};

bool same_place(const struct place *a, const struct place *b)
{
	if (a->where != b->where || a->keeps_space != b->keeps_space)
		return false;
	if (a->where == IN_TEXT)
		return true;
	if (a->tag != b->tag)
		return false;
	if (a->where != IN_QUOTES)
		return true;
	return a->attribute.at == b->attribute.at
	       && (a->has_begun == b->has_begun
	           || attribute_kind(a->attribute) != ATTRIBUTE_LINK);
}

const char *place_words(const struct place *place)
{
	return places[place->where].words;
}

void html_step(struct compiler *m)
{
	places[m->place.where].step(m, m->at);
}
