/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/kinds/ref.c - another record, found through the reference's own view.
 *
 * What one may not see and what does not exist get the same answer.  A written answer is a
 * key, "#17" (surely a key), what an option is called, or what the reference finds: a code,
 * a name, a number.  Where the record is looked up by text (is_long), a bare number is
 * first taken for what people call it.
 */
#include "kit/kinds/kind.h"

#include "kit/reference.h"

static int64_t key_seen(const struct judging *judging, struct str text)
{
	int64_t key;

	if (!str_to_int(text, &key) || key <= 0)
		return 0;
	if (key == *field_int(judging->field, judging->row))
		return key;             /* it stood there before: not a new pointing */
	return reference_label(judging->view, judging->field->refers_to, key).len ? key : 0;
}

static int64_t key_found(const struct judging *judging, struct str text)
{
	const char *name = judging->field->refers_to;
	struct option_list options = { 0 };
	int64_t key = reference_find(judging->view, name, text);

	if (!key && reference_get(name)->list.text)
		options = reference_options(judging->view, name);
	for (size_t i = 0; !key && i < options.count; i++)
		if (str_equals(options.at[i].label, text)
		    || str_equals(option_words(judging->arena, &options.at[i]), text))
			key = options.at[i].key;
	return key;
}

static void ref_judge(const struct judging *judging, struct str answer)
{
	bool is_long = reference_get(judging->field->refers_to)->is_long;
	int64_t key = 0;

	if (answer.at[0] == '#')
		key = key_seen(judging, str_part(answer, 1, answer.len));
	if (!key && !is_long)
		key = key_seen(judging, answer);
	if (!key)
		key = key_found(judging, answer);
	if (!key && is_long)
		key = key_seen(judging, answer);
	if (key)
		*field_int(judging->field, judging->row) = key;
	else
		judging_refuse(judging, N_("%s: there is no “%.*s” that you can see."), answer);
}

static bool ref_is_given(const struct field *field, const void *row)
{
	return *field_int(field, row) != 0;
}

/* Names need a view: pages ask reference_label(). */
static struct str ref_number(struct arena *arena, const struct field *field, const void *row)
{
	if (!ref_is_given(field, row))
		return S("");
	return arena_print(arena, "%lld", (long long)*field_int(field, row));
}

const struct kind kind_ref = {
	.judge = ref_judge, .show = ref_number, .machine = ref_number, .is_given = ref_is_given,
	.missing = N_("Choose %.*s."), .missing_question = N_("Answer the question “%s”."),
};
