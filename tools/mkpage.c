/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mkpage IN.html OUT.c OUT.h - compiles pages of HTML to C.
 *
 * Walks through the HTML like a browser, so that every {{ value }} is escaped by the
 * place where it stands.  What cannot be made safe is refused, at its line.  There is
 * no marker for raw text: trusted HTML has its own C type, struct html.
 *
 *   {{ include "modules/events/inside.h" }}      into OUT.h, before the first page
 *   {{ page events_page(struct out *out, ...) }} ... {{ end }}
 *   {{ EXPR }}                                   a value, in text or within quotes
 *   {{ if C }} {{ else if C }} {{ else }} {{ end }}
 *   {{ for INIT; COND; STEP }} ... {{ end }}
 *   {{ show fn(out, ...) }}                      a whole piece of HTML by another page
 *   {{ let TYPE name = EXPR }}                   a local variable
 *   {{ flag EXPR "checked" }}                    an attribute that is there or not
 *   {{# comment }}
 *   {{- and -}}                                  eat the white space beside them
 *
 * White space in text becomes one space or line break, except in <pre> and <textarea>.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "mkpage.h"

void complain(struct compiler *m, const char *format, ...)
{
	va_list values;

	if (m->has_failed)
		return;
	m->has_failed = true;
	fprintf(m->job->complaints, "%s:%d: ", m->job->name, m->line);
	va_start(values, format);
	vfprintf(m->job->complaints, format, values);
	va_end(values);
	fputc('\n', m->job->complaints);
}

/* ---- writing C ---------------------------------------------------------------- */

static void write_c_letter(FILE *c, char letter)
{
	switch (letter) {
	case '\n': fputs("\\n", c); break;
	case '"':  fputs("\\\"", c); break;
	case '\\': fputs("\\\\", c); break;
	case '?':  fputs("\\?", c); break;        /* no trigraphs */
	default:
		if ((unsigned char)letter < ' ')
			fprintf(c, "\\%03o", (unsigned)letter);
		else
			fputc(letter, c);
	}
}

static void write_line(const struct compiler *m, FILE *f, int line)
{
	fprintf(f, "#line %d \"", line);
	for (const char *n = m->job->name; *n; n++)
		write_c_letter(f, *n);
	fputs("\"\n", f);
}

static void flush_literal(struct compiler *m)
{
	if (!m->literal_len)
		return;
	write_line(m, m->c, m->literal_line);
	fputs("out_bytes(out, \"", m->c);
	for (size_t i = 0; i < m->literal_len; i++) {
		write_c_letter(m->c, m->literal[i]);
		if (m->literal[i] == '\n' && i + 1 < m->literal_len)
			fputs("\"\n\t\"", m->c);
	}
	fprintf(m->c, "\", %zu);\n", m->literal_len);
	m->literal_len = 0;
}

static void trim_before(struct compiler *m, const char *spaces)
{
	while (m->literal_len && strchr(spaces, m->literal[m->literal_len - 1]))
		m->literal_len--;
}

static void write_code(struct compiler *m, const char *before, struct slice code,
	const char *after)
{
	flush_literal(m);
	write_line(m, m->c, m->line);
	fprintf(m->c, "%s%.*s%s\n", before, (int)code.len, code.at, after);
}

/* ---- what stands between {{ and }} --------------------------------------------- */

static void may_stand_here(struct compiler *m, const char *what)
{
	struct place *p = &m->place;

	if (p->where != IN_TEXT && p->where != IN_QUOTES && !place_holds_text(p))
		complain(m, "%s cannot stand %s", what, place_words(p));
}

static void do_value(struct compiler *m, struct slice code)
{
	struct place *p = &m->place;
	enum attribute_kind kind = attribute_kind(p->attribute);
	const char *how = "out_attr(out, (";

	may_stand_here(m, "a value");
	if (!code.len)
		complain(m, "nothing stands between {{ and }}");
	if (p->where == IN_QUOTES && kind == ATTRIBUTE_CODE)
		complain(m, "a value cannot stand in the attribute %.*s: it may be run "
			"as code", (int)p->attribute.len, p->attribute.at);
	if (p->where == IN_TEXT)
		how = "out_text(out, (";
	else if (p->where == IN_QUOTES && kind == ATTRIBUTE_LINK)
		how = p->has_begun ? "out_link_part(out, (" : "out_link(out, (";
	write_code(m, how, code, "));");
	p->has_begun = true;
}

static void open_block(struct compiler *m, enum block_kind kind)
{
	if (m->block_count == BLOCKS_MOST)
		complain(m, "more than %d blocks within each other", BLOCKS_MOST);
	else
		m->blocks[m->block_count++] = (struct block){
			.kind = kind, .line = m->line, .start = m->place };
}

static void do_include(struct compiler *m, struct slice code)
{
	if (m->block_count)
		complain(m, "an include stands before the pages, not in one");
	if (code.len < 3 || (code.at[0] != '"' && code.at[0] != '<'))
		complain(m, "an include names a header in quotes");
	write_line(m, m->h, m->line);
	fprintf(m->h, "#include %.*s\n", (int)code.len, code.at);
}

/* Takes the words one by one, whatever the space between them. */
static bool words_begin(struct slice code, const char *const words[])
{
	for (; *words; words++) {
		code = slice_trim(code);
		if (!slice_begins(code, *words))
			return false;
		code = slice_cut(code, strlen(*words));
	}
	return !code.len || !is_word(code.at[0]);
}

static void do_page(struct compiler *m, struct slice code)
{
	static const char *const first[] = { "(", "struct", "out", "*", "out", NULL };
	struct slice name = slice_word(code);

	if (m->block_count)
		complain(m, "a page within a page: the block of line %d is not ended",
			m->blocks[m->block_count - 1].line);
	if (!name.len || !words_begin(slice_cut(code, name.len), first)
	    || code.at[code.len - 1] != ')')
		complain(m, "a page is name(struct out *out, ...)");
	write_line(m, m->h, m->line);
	fprintf(m->h, "void %.*s;\n", (int)code.len, code.at);
	write_code(m, "void ", code, "\n{");
	m->place = (struct place){ .where = IN_TEXT };
	open_block(m, BLOCK_PAGE);
}

static void do_if(struct compiler *m, struct slice code)
{
	may_stand_here(m, "an if");
	write_code(m, "if (", code, ") {");
	open_block(m, BLOCK_IF);
}

static void do_for(struct compiler *m, struct slice code)
{
	may_stand_here(m, "a for");
	write_code(m, "for (", code, ") {");
	open_block(m, BLOCK_FOR);
}

static void end_branch(struct compiler *m, struct block *block)
{
	if (!block->has_branch)
		block->end = m->place;
	else if (!same_place(&block->end, &m->place))
		complain(m, "the branches of the if of line %d leave the HTML in "
			"different places", block->line);
	block->has_branch = true;
}

static void do_else(struct compiler *m, struct slice code)
{
	struct block *block = &m->blocks[m->block_count - 1];

	if (block->kind != BLOCK_IF || block->has_else) {
		complain(m, "an else without its if");
		return;
	}
	end_branch(m, block);
	m->place = block->start;
	if (slice_is(slice_word(code), "if")) {
		code = slice_trim(slice_cut(code, strlen("if")));
		write_code(m, "} else if (", code, ") {");
		return;
	}
	if (code.len)
		complain(m, "only an if may follow an else");
	block->has_else = true;
	write_code(m, "} else {", code, "");
}

static void end_page(struct compiler *m)
{
	struct place *p = &m->place;
	const char *what = p->where == IN_QUOTES ? "quotes"
			   : p->where == IN_COMMENT ? "comment"
			   : p->where == IN_RAW ? "element" : "tag";

	if (p->where != IN_TEXT)
		complain(m, "the page ends, but the %s of line %d did not", what,
			p->line);
	else if (p->keeps_space)
		complain(m, "the page ends in a <pre>");
}

static void do_end(struct compiler *m, struct slice code)
{
	struct block *block = &m->blocks[m->block_count - 1];

	if (code.len)
		complain(m, "nothing may follow an end");
	if (block->kind == BLOCK_PAGE)
		end_page(m);
	if (block->kind == BLOCK_IF)
		end_branch(m, block);
	if (block->kind == BLOCK_IF && !block->has_else
	    && !same_place(&block->start, &block->end))
		complain(m, "the if of line %d leaves the HTML in another place, and has "
			"no else", block->line);
	if (block->kind == BLOCK_FOR && !same_place(&block->start, &m->place))
		complain(m, "the for of line %d leaves the HTML in another place",
			block->line);
	write_code(m, "}", code, "");
	m->block_count--;
}

static void do_show(struct compiler *m, struct slice code)
{
	static const char *const first[] = { "(", "out", NULL };

	if (m->place.where != IN_TEXT)
		complain(m, "show cannot stand %s", place_words(&m->place));
	if (code.len && code.at[code.len - 1] == ';')
		code.len--;
	if (!words_begin(slice_cut(code, slice_word(code).len), first))
		complain(m, "show calls a function whose first argument is out");
	write_code(m, "", code, ";");
}

static void do_let(struct compiler *m, struct slice code)
{
	may_stand_here(m, "a let");
	if (!code.len || !memchr(code.at, '=', code.len))
		complain(m, "a let gives a new name its value: TYPE name = EXPR");
	write_code(m, "", code, ";");
}

/* The last word of the code, in quotes, with the quotes cut off; empty if none. */
static struct slice flag_name(struct slice code)
{
	struct slice name = { code.at + code.len, 0 };

	if (code.len < 2 || code.at[code.len - 1] != '"')
		return name;
	name.at--;
	while (name.at > code.at && (is_letter(name.at[-1]) || name.at[-1] == '-'))
		name = (struct slice){ name.at - 1, name.len + 1 };
	if (name.at == code.at || name.at[-1] != '"')
		name.len = 0;
	return name;
}

static void do_flag(struct compiler *m, struct slice code)
{
	struct slice name = flag_name(code);
	char after[128];

	if (m->place.where != IN_TAG && m->place.where != AFTER_QUOTES)
		complain(m, "a flag cannot stand %s", place_words(&m->place));
	if (!name.len || name.len > 40)
		complain(m, "a flag is EXPR \"attribute\"");
	if (m->has_failed)
		return;
	if (attribute_kind(name) != ATTRIBUTE_PLAIN)
		complain(m, "a flag cannot be an attribute with a link or code");
	note_attribute(m, name);
	trim_before(m, " ");            /* the flag brings its own */
	snprintf(after, sizeof after, ")\n\tout_bytes(out, \" %.*s\", %zu);",
		(int)name.len, name.at, name.len + 1);
	code.len = (size_t)(name.at - 1 - code.at);
	write_code(m, "if (", slice_trim(code), after);
	m->place.where = AFTER_QUOTES;
}

static const struct keyword {
	const char *word;
	void (*run)(struct compiler *m, struct slice code);
	bool writes;            /* its line is part of the page */
	bool is_outside;        /* may stand outside the pages */
} keywords[] = {
	{ "include", .run = do_include, .is_outside = true },
	{ "page", .run = do_page, .is_outside = true },
	{ "if", .run = do_if },
	{ "else", .run = do_else },
	{ "for", .run = do_for },
	{ "end", .run = do_end },
	{ "let", .run = do_let },
	{ "show", .run = do_show, .writes = true },
	{ "flag", .run = do_flag, .writes = true },
	{ NULL, .run = do_value, .writes = true },
};

static const struct keyword *keyword_of(struct slice code)
{
	const struct keyword *k = keywords;
	struct slice word = slice_word(code);

	while (k->word && !(word.len == strlen(k->word) && slice_begins(word, k->word)
	                    && (code.len == word.len || is_space(code.at[word.len]))))
		k++;
	return k;
}

static const char *skip_string(const struct compiler *m, const char *at)
{
	char quote = *at++;

	while (at < m->end && *at != quote && *at != '\n')
		at += *at == '\\' && m->end - at > 1 ? 2 : 1;
	return at < m->end ? at : m->end - 1;
}

/* The }} that ends what begins at at, past strings and past braces of C; or NULL. */
static const char *find_end(const struct compiler *m, const char *at, bool is_comment)
{
	int depth = 0;

	for (; at < m->end; at++) {
		if (!depth && text_begins(m, at, "}}"))
			return at;
		if (is_comment)
			continue;
		if (*at == '"' || *at == '\'')
			at = skip_string(m, at);
		else if (*at == '{')
			depth++;
		else if (*at == '}' && depth)
			depth--;
	}
	return NULL;
}

static void skip_to(struct compiler *m, const char *at)
{
	for (; m->at < at; m->at++)
		m->line += *m->at == '\n';
}

/* An if or end alone on its line leaves no empty line in the page. */
static bool stands_alone(const struct compiler *m, const char *start, const char *end)
{
	if (m->place.where != IN_TEXT || m->place.keeps_space)
		return false;
	while (start > m->text && (start[-1] == ' ' || start[-1] == '\t'))
		start--;
	while (end < m->end && is_space(*end) && *end != '\n')
		end++;
	return (start == m->text || start[-1] == '\n') && text_letter(m, end, 0) == '\n';
}

static void skip_space(struct compiler *m)
{
	while (m->at < m->end && is_space(*m->at))
		skip_to(m, m->at + 1);
}

static void run_keyword(struct compiler *m, struct slice code)
{
	const struct keyword *k = keyword_of(code);

	if (k->word)
		code = slice_trim(slice_cut(code, strlen(k->word)));
	if (!m->block_count && !k->is_outside)
		complain(m, "only include and page may stand outside the pages");
	else if ((k->run == do_if || k->run == do_for) && !code.len)
		complain(m, "nothing follows the %s", k->word);
	else
		k->run(m, code);
}

static void do_braces(struct compiler *m)
{
	const char *start = m->at;
	char first = text_letter(m, start, 2);
	bool is_comment = first == '#';
	bool eats_before = first == '-' && is_space(text_letter(m, start, 3));
	const char *inside = start + 2 + (is_comment || eats_before);
	const char *end = find_end(m, inside, is_comment);
	struct slice code = { inside, end ? (size_t)(end - inside) : 0 };
	bool eats_after = code.len > 1 && end[-1] == '-' && is_space(end[-2]);
	bool eats_line;

	if (!end)
		complain(m, "a {{ without its }}");
	if (m->place.where == IN_COMMENT)
		complain(m, "nothing of ours can stand %s", place_words(&m->place));
	if (m->has_failed)
		return;
	code.len -= eats_after;
	code = slice_trim(code);
	eats_line = (is_comment || !keyword_of(code)->writes)
		    && stands_alone(m, start, end + 2);
	if ((eats_before && m->place.where != IN_TAG) || eats_line)
		trim_before(m, eats_before ? " \t\n" : " \t");
	if (!is_comment)
		run_keyword(m, code);
	skip_to(m, end + 2);
	if (eats_after || eats_line)
		skip_space(m);
}

/* ---- the whole file ------------------------------------------------------------ */

static void do_letter(struct compiler *m)
{
	if (*m->at == '\0')
		complain(m, "a zero byte in the text");
	else if (m->block_count)
		html_step(m);
	else if (!is_space(*m->at))
		complain(m, "text outside the pages");
	skip_to(m, m->at + 1);
}

static void write_heads(const struct mkpage *job)
{
	const char *made = "/* Made by mkpage from %s: change that instead. */\n";

	fprintf(job->h, made, job->name);
	fputs("#pragma once\n#include \"base/out.h\"\n"
	      "#include \"base/tongue.h\"\n", job->h);
	fprintf(job->c, made, job->name);
	fprintf(job->c, "#include \"%s\"\n", job->header);
}

int mkpage_compile(const struct mkpage *job, const char *text, size_t len)
{
	struct compiler m = {
		.job = job, .c = job->c, .h = job->h,
		.text = text, .at = text, .end = text + len, .line = 1,
		/* A letter of the source becomes two of HTML at most. */
		.literal = malloc(2 * len + 1),
	};

	if (!m.literal)
		complain(&m, "there is no memory");
	write_heads(job);
	while (m.at < m.end && !m.has_failed) {
		if (text_begins(&m, m.at, "{{"))
			do_braces(&m);
		else
			do_letter(&m);
	}
	if (m.block_count)
		complain(&m, "the block of line %d is never ended",
			m.blocks[m.block_count - 1].line);
	free(m.literal);
	return m.has_failed;
}

#ifndef MKPAGE_NO_MAIN

enum { FILE_BYTES_MOST = 4 << 20 };

static char *file_read(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *text = malloc(FILE_BYTES_MOST);

	if (!f || !text) {
		perror(path);
		exit(1);
	}
	*len = fread(text, 1, FILE_BYTES_MOST, f);
	if (ferror(f) || !feof(f)) {
		fprintf(stderr, "%s: cannot be read to its end\n", path);
		exit(1);
	}
	fclose(f);
	return text;
}

static int file_write(const char *path, const char *text, size_t len)
{
	FILE *f = fopen(path, "wb");
	bool is_written = f && fwrite(text, 1, len, f) == len;

	if (!f || fclose(f) != 0 || !is_written) {
		perror(path);
		return 1;
	}
	return 0;
}

/* Nothing is written before everything is understood: no half page is ever built. */
int main(int argc, char **argv)
{
	char *text, *c = NULL, *h = NULL;
	size_t len, c_len = 0, h_len = 0;
	struct mkpage job = { .complaints = stderr };
	int failed;

	if (argc != 4) {
		fprintf(stderr, "usage: mkpage IN.html OUT.c OUT.h\n");
		return 2;
	}
	text = file_read(argv[1], &len);
	job.name = argv[1];
	job.header = strrchr(argv[3], '/') ? strrchr(argv[3], '/') + 1 : argv[3];
	job.c = open_memstream(&c, &c_len);
	job.h = open_memstream(&h, &h_len);
	if (!job.c || !job.h) {
		perror("mkpage");
		return 1;
	}
	failed = mkpage_compile(&job, text, len);
	if (fclose(job.c) != 0 || fclose(job.h) != 0)
		failed = 1;
	failed = failed || file_write(argv[2], c, c_len) || file_write(argv[3], h, h_len);
	free(text);
	free(c);
	free(h);
	return failed;
}

#endif
