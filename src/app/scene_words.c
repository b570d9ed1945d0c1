/* SPDX-License-Identifier: EUPL-1.2 */
/* app/scene_words.c - a scene's lines and words; see scene.h. */
#include "app/scene.h"

#include "base/out.h"

#include <ctype.h>

/* ---- What was kept ------------------------------------------------------------------ */

struct str *kept_find(struct kept *kept, struct str name)
{
	for (size_t i = 0; i < kept->count; i++)
		if (str_equals(kept->at[i].name, name))
			return &kept->at[i].value;
	return NULL;
}

void kept_put(struct kept *kept, struct str name, struct str value)
{
	struct str *old = kept_find(kept, name);

	if (old)
		*old = value;
	else if (kept->count < MOST_KEPT)
		kept->at[kept->count++] = (struct pair){ name, value };
}

/* ---- Lines -------------------------------------------------------------------------- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool is_blank(struct str line)
{
	struct str trimmed = str_trim(line);

	return !trimmed.len || trimmed.at[0] == '#';
}

bool scene_line(struct arena *arena, struct str *rest, int *next_number, int *number,
                struct str *line)
{
	struct out out;

	*line = S("");
	while (rest->len && is_blank(*line)) {
		*number = (*next_number)++;
		*line = str_cut(rest, '\n');
	}
	if (is_blank(*line))
		return false;
	if (!rest->len || !is_space(rest->at[0]))
		return true;
	out_init(&out, arena, LONGEST_LINE);
	out_raw(&out, *line);
	while (rest->len && is_space(rest->at[0])) {
		struct str more = str_cut(rest, '\n');

		(*next_number)++;
		if (is_blank(more))
			continue;
		out_char(&out, ' ');
		out_raw(&out, str_trim(more));
	}
	*line = out_str(&out);
	return true;
}

/* ---- Words -------------------------------------------------------------------------- */

static size_t name_length(struct str text)
{
	size_t len = 0;

	while (len < text.len && (isalnum((unsigned char)text.at[len]) || text.at[len] == '_'))
		len++;
	return text.len && isalpha((unsigned char)text.at[0]) ? len : 0;
}

/* Stands at "$": writes the value and answers how many letters were read. */
static size_t put_kept(struct out *out, struct str text, struct kept *kept,
                       struct str *missing)
{
	size_t len = name_length(str_part(text, 1, text.len));
	struct str name = str_part(text, 1, len);
	const struct str *value = len ? kept_find(kept, name) : NULL;

	if (value)
		out_raw(out, *value);
	else if (len)
		*missing = name;
	else
		out_char(out, '$');
	return 1 + len;
}

/* What follows a backslash in quotes. */
static char escaped(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

static struct str word_read(struct arena *arena, struct str *rest, struct kept *kept,
                            bool plus_is_space, struct str *missing)
{
	struct out out;
	bool quoted = false;
	size_t i = 0;

	out_init(&out, arena, LONGEST_LINE);
	while (i < rest->len && (quoted || !is_space(rest->at[i]))) {
		char c = rest->at[i];

		if (c == '$') {
			i += put_kept(&out, str_part(*rest, i, rest->len), kept, missing);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		else if (quoted && c == '\\' && i + 1 < rest->len)
			out_char(&out, escaped(rest->at[++i]));
		else
			out_char(&out, !quoted && plus_is_space && c == '+' ? ' ' : c);
		i++;
	}
	*rest = str_part(*rest, i, rest->len);
	return out_str(&out);
}

static struct str skip_space(struct str text)
{
	while (text.len && is_space(text.at[0]))
		text = str_part(text, 1, text.len);
	return text;
}

struct words words_read(struct arena *arena, struct str line, struct kept *kept,
                        size_t plus_from)
{
	struct words words = { .missing = S("") };

	for (line = skip_space(line); line.len && line.at[0] != '#'; line = skip_space(line)) {
		if (words.count == MOST_WORDS)
			break;
		words.at[words.count] = word_read(arena, &line, kept, words.count >= plus_from,
			&words.missing);
		words.count++;
	}
	return words;
}

struct str words_after(struct arena *arena, struct str line, size_t skip, struct kept *kept)
{
	struct str missing = S("");
	struct out out;

	for (line = skip_space(line); skip; skip--) {
		while (line.len && !is_space(line.at[0]))
			line = str_part(line, 1, line.len);
		line = skip_space(line);
	}
	out_init(&out, arena, LONGEST_LINE);
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] == '$')
			i += put_kept(&out, str_part(line, i, line.len), kept, &missing) - 1;
		else
			out_char(&out, line.at[i]);
	}
	return out_str(&out);
}
