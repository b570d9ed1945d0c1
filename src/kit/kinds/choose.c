/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/kinds/choose.c - items of a catalogue, choices of the program. */
#include "kit/kinds/kind.h"

#include "kit/catalogue.h"

enum { MOST_CODES = 60 };

/* A heading groups other items and is no answer itself. */
static bool is_offered(const struct item *item)
{
	return !item->is_retired && !str_is(item_text(item, "level"), "group");
}

static bool is_named(struct arena *arena, struct str name, struct str folded)
{
	return name.len && str_equals(str_fold(arena, name), folded);
}

/* By code; else by name in either language, so that a list of suggestions may show names
 * and a file may hold them. */
static const struct item *item_meant(struct arena *arena, const char *list, struct str answer)
{
	const struct item *item = item_find(list, answer);
	const struct catalogue *catalogue = catalogue_get(list);
	struct str folded;

	if (item)
		return item;
	folded = str_fold(arena, answer);
	for (size_t i = 0; i < catalogue->count; i++) {
		item = &catalogue->items[i];
		if (is_offered(item) && (is_named(arena, item->name_sv, folded)
		                         || is_named(arena, item->name_en, folded)))
			return item;
	}
	return NULL;
}

static void code_judge(const struct judging *judging, struct str answer)
{
	struct str *member = field_text(judging->field, judging->row);
	const struct item *item = item_meant(judging->arena, judging->field->list, answer);

	/* What a record already says stays, also when the item has been retired. */
	if (item && (is_offered(item) || str_equals(item->code, *member)))
		*member = arena_copy(judging->arena, item->code);
	else
		judging_refuse(judging, N_("%s: “%.*s” is not one of the choices."), answer);
}

static bool has_word(struct str words, struct str word)
{
	while (words.len)
		if (str_equals(next_word(&words), word))
			return true;
	return false;
}

/* Words in the order given, each once. */
static void codes_judge(const struct judging *judging, struct str answer)
{
	struct str *member = field_text(judging->field, judging->row);
	struct str said = S(""), rest = answer, word;

	for (int i = 0; (word = next_word(&rest)).len; i++) {
		const struct item *item = item_find(judging->field->list, word);

		if (i == MOST_CODES || !item || (!is_offered(item) && !has_word(*member, word))) {
			judging_refuse(judging, N_("%s: “%.*s” is not one of the choices."), word);
			return;
		}
		if (!has_word(said, word))
			said = arena_print(judging->arena, "%.*s%s%.*s", STR(said), said.len ? " " : "",
				STR(word));
	}
	*member = said;
}

static int *choice_member(const struct field *field, const void *row)
{
	return (int *)(void *)field_text(field, row);
}

static void choice_judge(const struct judging *judging, struct str answer)
{
	const struct choice *choices = judging->field->column.choices;
	int choice = choice_of(choices, answer);
	struct str folded = str_fold(judging->arena, answer);

	for (int i = 1; choice < 0 && choices[i].name; i++)
		if (is_named(judging->arena, str_of(_(choices[i].label)), folded))
			choice = i;
	if (choice >= 0)
		*choice_member(judging->field, judging->row) = choice;
	else
		judging_refuse(judging, N_("%s: “%.*s” is not one of the choices."), answer);
}

static struct str code_show(struct arena *arena, const struct field *field, const void *row)
{
	struct str code = *field_text(field, row);

	(void)arena;
	return code.len ? code_name(field->list, code) : code;
}

static struct str codes_show(struct arena *arena, const struct field *field, const void *row)
{
	struct str rest = *field_text(field, row), shown = S(""), word;

	while ((word = next_word(&rest)).len) {
		word = code_name(field->list, word);
		shown = arena_print(arena, "%.*s%s%.*s", STR(shown), shown.len ? ", " : "", STR(word));
	}
	return shown;
}

static struct str code_machine(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	return *field_text(field, row);
}

static bool choice_is_given(const struct field *field, const void *row)
{
	return *choice_member(field, row) != 0;
}

static struct str choice_show(struct arena *arena, const struct field *field, const void *row)
{
	const struct choice *choice = &field->column.choices[*choice_member(field, row)];

	(void)arena;
	if (!choice_is_given(field, row))
		return S("");
	return str_of(_(choice->label));
}

static struct str choice_machine(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	return str_of(field->column.choices[*choice_member(field, row)].name);
}

const struct kind kind_code = {
	.judge = code_judge, .show = code_show, .machine = code_machine,
	.is_given = text_is_given, .missing = N_("Choose %.*s."),
	.missing_question = N_("Answer the question “%s”."),
};
const struct kind kind_codes = {
	.judge = codes_judge, .show = codes_show, .machine = code_machine,
	.is_given = text_is_given, .missing = N_("Choose %.*s."),
	.missing_question = N_("Answer the question “%s”."),
};
const struct kind kind_choice = {
	.judge = choice_judge, .show = choice_show, .machine = choice_machine,
	.is_given = choice_is_given, .missing = N_("Choose %.*s."),
	.missing_question = N_("Answer the question “%s”."),
};
