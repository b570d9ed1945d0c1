/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/dialect.c - the one SQL we write, put into the words of a database.
 *
 * Quoted text passes as it is, comments fall away, `$1` gets the database's own sign and
 * {words in braces} are looked up.  Everything else is the same in both databases.
 */
#include "store/inside.h"
#include "base/say.h"

#include <string.h>

enum { SQL_LONGEST = 1024 * 1024 };

static bool is_word_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

/* The length of the comment that stands first, 0 when none does. */
static size_t comment_size(struct str sql)
{
	ptrdiff_t end;

	if (str_starts(sql, S("--"))) {
		end = str_find_char(sql, '\n');
		return end < 0 ? sql.len : (size_t)end;
	}
	if (str_starts(sql, S("/*"))) {
		end = str_find(sql, S("*/"));
		return end < 0 ? sql.len : (size_t)end + 2;
	}
	return 0;
}

/* A doubled quote inside is two quoted texts beside each other, which comes to the same. */
static size_t quoted_size(struct str sql)
{
	ptrdiff_t end = str_find_char(str_part(sql, 1, sql.len), sql.at[0]);

	return end < 0 ? sql.len : (size_t)end + 2;
}

static size_t word_size(struct str sql)
{
	size_t len = 0;

	while (len < sql.len && is_word_letter(sql.at[len]))
		len++;
	return len;
}

/* White space and comments are nothing: they are skipped before the token. */
struct str sql_token(struct str *rest)
{
	struct str token;
	size_t len;

	for (;;) {
		*rest = str_trim(*rest);
		if ((len = comment_size(*rest)) == 0)
			break;
		*rest = str_part(*rest, len, rest->len);
	}
	if (rest->len == 0)
		return *rest;
	if (rest->at[0] == '\'' || rest->at[0] == '"')
		len = quoted_size(*rest);
	else
		len = word_size(*rest);
	token = str_part(*rest, 0, len ? len : 1);
	*rest = str_part(*rest, token.len, rest->len);
	return token;
}

bool sql_has_word(struct str sql, const char *const *words)
{
	struct str token;

	while ((token = sql_token(&sql)).len)
		for (size_t i = 0; words[i]; i++)
			if (str_is_nocase(token, words[i]))
				return true;
	return false;
}

struct str sql_next(struct str *rest)
{
	struct str start = *rest, token;

	while ((token = sql_token(rest)).len) {
		const char *end = token.at;

		if (str_is(token, ";") && end == start.at)
			start = *rest;
		else if (str_is(token, ";"))
			return str_trim((struct str){ start.at, (size_t)(end - start.at) });
	}
	/* What is left may be nothing but comments. */
	token = start;
	return sql_token(&token).len ? str_trim(start) : (struct str){ NULL, 0 };
}

/* --- words in braces ------------------------------------------------------------------- */

/* Writes a template in which %1 and %2 stand for parts. */
static void template_write(struct out *out, const char *template, const struct str *parts)
{
	for (; *template; template++) {
		if (template[0] == '%' && (template[1] == '1' || template[1] == '2'))
			out_raw(out, parts[*++template - '1']);
		else
			out_char(out, *template);
	}
}

static void parameter_write(struct out *out, const struct dialect *dialect, struct str sql)
{
	must(sql.len > 1 && sql.at[0] == '$');
	out_char(out, dialect->parameter);
	out_raw(out, str_part(sql, 1, sql.len));
}

static bool type_write(struct out *out, const struct dialect *dialect, struct str word)
{
	for (size_t i = 0; i < COUNT(dialect->types); i++) {
		if (!str_is(word, dialect->types[i].word))
			continue;
		out_z(out, dialect->types[i].means);
		return true;
	}
	return false;
}

static void braces_write(struct out *out, const struct dialect *dialect, struct str inside)
{
	struct str rest = inside, parts[2];
	struct str word = str_cut(&rest, ' ');
	struct out parameter;

	parts[0] = str_cut(&rest, ' ');
	parts[1] = rest;
	if (str_is(word, "reached") && parts[0].len && parts[1].len) {
		template_write(out, dialect->reached, parts);
		return;
	}
	out_init(&parameter, out->arena, 16);
	if (rest.len)
		parameter_write(&parameter, dialect, rest);
	parts[1] = out_str(&parameter);
	if (str_is(word, "found") && parts[0].len && parts[1].len)
		template_write(out, dialect->found, parts);
	else if (str_is(word, "search") && parts[0].len)
		template_write(out, dialect->search, parts);
	else if (!type_write(out, dialect, inside))
		store_mistake("SQL has unknown words in braces", str_z(out->arena, inside));
}

/* --- the whole ------------------------------------------------------------------------- */

/* Writes what stands first and answers how much of it was read. */
static size_t piece_write(struct out *out, const struct dialect *dialect, struct str sql)
{
	size_t len = comment_size(sql);
	ptrdiff_t end;

	if (len) {
		out_char(out, ' ');
		return len;
	}
	switch (sql.at[0]) {
	case '\'':
	case '"':
		len = quoted_size(sql);
		out_raw(out, str_part(sql, 0, len));
		return len;
	case '{':
		end = str_find_char(sql, '}');
		must(end > 0);
		braces_write(out, dialect, str_part(sql, 1, (size_t)end - 1));
		return (size_t)end + 1;
	case '$':
		len = 1 + word_size(str_part(sql, 1, sql.len));
		parameter_write(out, dialect, str_part(sql, 0, len));
		return len;
	}
	len = word_size(sql);
	len = len ? len : 1;
	out_raw(out, str_part(sql, 0, len));
	return len;
}

struct str dialect_translate(const struct dialect *dialect, struct arena *arena,
	struct str sql)
{
	struct out out;

	out_init(&out, arena, SQL_LONGEST);
	while (sql.len) {
		size_t len = piece_write(&out, dialect, sql);

		sql = str_part(sql, len, sql.len);
	}
	must(!out.is_full);
	out_char(&out, '\0');
	out.len--;
	return out_str(&out);
}
