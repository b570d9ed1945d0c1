/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/kinds/kinds.c - the list of kinds, and the words they share. */
#include "kit/kinds/kind.h"

#include "base/say.h"

enum { LONGEST_QUOTE = 40 };

static const struct kind *const kinds[] = {
	[FIELD_key] = &kind_key,
	[FIELD_ref] = &kind_ref,
	[FIELD_count] = &kind_count,
	[FIELD_money] = &kind_money,
	[FIELD_real] = &kind_real,
	[FIELD_yesno] = &kind_yesno,
	[FIELD_text] = &kind_text,
	[FIELD_prose] = &kind_prose,
	[FIELD_code] = &kind_code,
	[FIELD_codes] = &kind_codes,
	[FIELD_choice] = &kind_choice,
	[FIELD_instant] = &kind_instant,
	[FIELD_date] = &kind_date,
	[FIELD_email] = &kind_email,
	[FIELD_phone] = &kind_phone,
	[FIELD_json] = &kind_json,
	[FIELD_secret] = &kind_secret,
};

const struct kind *kind_of(const struct field *field)
{
	must((size_t)field->kind < COUNT(kinds));
	must(kinds[field->kind] != NULL);
	return kinds[field->kind];
}

const char *field_label(const struct field *field)
{
	return field->label ? _(field->label) : field->column.name;
}

static bool is_capital(struct str s)
{
	uint32_t letter = str_next_letter(&s);

	return (letter >= 'A' && letter <= 'Z') || letter == 0xC5 || letter == 0xC4
		|| letter == 0xD6;
}

/* "Title" -> "title", "What happened?" -> "what happened"; "IT system" stays. */
struct str field_label_inside(struct arena *arena, const struct field *field)
{
	struct str label = str_of(field_label(field)), rest = label;
	char *copy;

	if (str_ends(label, S("?")))
		label.len--;
	str_next_letter(&rest);
	if (!is_capital(label) || is_capital(rest))
		return label;
	label = arena_copy(arena, label);
	copy = (char *)label.at;
	/* A-Z, and Å Ä Ö in the second byte, are small letters 32 further on. */
	copy[(unsigned char)copy[0] == 0xC3] = (char)(copy[(unsigned char)copy[0] == 0xC3] + 32);
	return label;
}

struct str quoted(struct arena *arena, struct str answer)
{
	if (str_letters(answer) <= LONGEST_QUOTE)
		return answer;
	return arena_join(arena, str_letters_part(answer, LONGEST_QUOTE), S("…"));
}

void judging_refuse(const struct judging *judging, const char *format, struct str answer)
{
	struct str words = quoted(judging->arena, answer);

	problem_add(judging->problems, judging->field->column.name, _(format),
		field_label(judging->field), STR(words));
}

bool text_is_given(const struct field *field, const void *row)
{
	return field_text(field, row)->len > 0;
}

bool number_is_given(const struct field *field, const void *row)
{
	(void)field;
	(void)row;
	return true;
}

struct str nothing_shown(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	(void)field;
	(void)row;
	return S("");
}

struct str next_word(struct str *rest)
{
	struct str word = S("");

	while (rest->len && !word.len)
		word = str_trim(str_cut(rest, ' '));
	return word;
}
