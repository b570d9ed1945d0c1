/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/kinds/number.c - keys, counts, money, real numbers, yes or no. */
#include "kit/kinds/kind.h"

#include "base/say.h"

enum { LONGEST_NUMBER = 60 };

/* "12 345 kr" -> "12345": spaces of every kind between digits, and the currency behind. */
static struct str digits_only(struct arena *arena, struct str s, bool is_money)
{
	static const struct str spaces[] = {
		{ " ", 1 }, { "\u00a0", 2 }, { "\u202f", 3 }, { "\u2009", 3 },
	};
	char *to = arena_take(arena, s.len + 1);
	size_t len = 0;

	if (is_money && (str_ends(s, S("kr")) || str_ends(s, S(":-"))))
		s.len -= 2;
	while (s.len) {
		size_t skip = 0;

		for (size_t i = 0; i < COUNT(spaces); i++)
			if (str_starts(s, spaces[i]))
				skip = spaces[i].len;
		if (!skip)
			to[len++] = s.at[0];
		s = str_part(s, skip ? skip : 1, s.len);
	}
	return (struct str){ to, len };
}

/* A minus sign (U+2212) is what word processors make of a hyphen. */
static struct str with_hyphen(struct arena *arena, struct str s)
{
	if (!str_starts(s, S("\u2212")))
		return s;
	return arena_join(arena, S("-"), str_part(s, 3, s.len));
}

static bool is_within(const struct field *field, double n)
{
	bool has_end = field->most || field->least <= 0;

	if (!field->least && !field->most)
		return field->kind != FIELD_count || n >= 0;
	return n >= (double)field->least && (!has_end || n <= (double)field->most);
}

static void refuse_size(const struct judging *judging)
{
	const struct field *field = judging->field;
	struct str least = tongue_number(judging->arena, field->least);
	struct str most = tongue_number(judging->arena, field->most);

	if (!is_within(field, -1) && !field->most)
		problem_add(judging->problems, field->column.name, _("%s must be at least %.*s."),
			field_label(field), STR(least));
	else
		problem_add(judging->problems, field->column.name,
			_("%s must be between %.*s and %.*s."), field_label(field), STR(least),
			STR(most));
}

static void int_judge(const struct judging *judging, struct str answer)
{
	bool is_money = judging->field->kind == FIELD_money;
	struct str text = with_hyphen(judging->arena, digits_only(judging->arena, answer, is_money));
	int64_t n;

	if (answer.len > LONGEST_NUMBER || !str_to_int(text, &n))
		judging_refuse(judging, N_("%s: “%.*s” is no whole number. Write it in digits."), answer);
	else if (!is_within(judging->field, (double)n))
		refuse_size(judging);
	else
		*field_int(judging->field, judging->row) = n;
}

static void real_judge(const struct judging *judging, struct str answer)
{
	struct str text = with_hyphen(judging->arena, digits_only(judging->arena, answer, false));
	double x;

	if (answer.len > LONGEST_NUMBER || !str_to_real(text, &x))
		judging_refuse(judging, N_("%s: “%.*s” is no number. Write it in digits."), answer);
	else if (!is_within(judging->field, x))
		refuse_size(judging);
	else
		*(double *)(void *)field_int(judging->field, judging->row) = x;
}

static void key_judge(const struct judging *judging, struct str answer)
{
	(void)judging;
	(void)answer;
	must(!"a row's own number is never read from a form");
}

static void yesno_judge(const struct judging *judging, struct str answer)
{
	static const struct { const char *word; bool yes; } words[] = {
		{ "1", true }, { "yes", true }, { "true", true }, { "on", true }, { "ja", true },
		{ "0", false }, { "no", false }, { "false", false }, { "off", false }, { "nej", false },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is_nocase(answer, words[i].word)) {
			*(bool *)(void *)field_text(judging->field, judging->row) = words[i].yes;
			return;
		}
	judging_refuse(judging, N_("%s: “%.*s” is neither yes nor no."), answer);
}

static struct str int_show(struct arena *arena, const struct field *field, const void *row)
{
	return tongue_number(arena, *field_int(field, row));
}

static struct str int_machine(struct arena *arena, const struct field *field, const void *row)
{
	return arena_print(arena, "%lld", (long long)*field_int(field, row));
}

static bool key_is_given(const struct field *field, const void *row)
{
	return *field_int(field, row) != 0;
}

static struct str key_machine(struct arena *arena, const struct field *field, const void *row)
{
	return key_is_given(field, row) ? int_machine(arena, field, row) : S("");
}

static double real_of(const struct field *field, const void *row)
{
	return *(const double *)(const void *)field_int(field, row);
}

/* At most so many decimals as the number has. */
static struct str real_show(struct arena *arena, const struct field *field, const void *row)
{
	enum { MOST_DECIMALS = 6 };
	double x = real_of(field, row), scaled = x;
	int decimals = 0;

	while (decimals < MOST_DECIMALS && scaled - (double)(int64_t)scaled != 0
	       && scaled < 1e15 && scaled > -1e15) {
		scaled *= 10;
		decimals++;
	}
	return tongue_real(arena, x, decimals);
}

static struct str real_machine(struct arena *arena, const struct field *field, const void *row)
{
	return arena_print(arena, "%.15g", real_of(field, row));
}

static bool yesno_is_given(const struct field *field, const void *row)
{
	return *(const bool *)(const void *)field_text(field, row);
}

static struct str yesno_show(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	return str_of(yesno_is_given(field, row) ? _("Yes") : _("No"));
}

static struct str yesno_machine(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	return yesno_is_given(field, row) ? S("1") : S("0");
}

const struct kind kind_key = {
	.judge = key_judge, .show = key_machine, .machine = key_machine,
	.is_given = key_is_given, .has_no_form = true,
};
const struct kind kind_count = {
	.judge = int_judge, .show = int_show, .machine = int_machine, .is_given = number_is_given,
	.missing = N_("Write a number for %.*s."), .is_number = true,
};
const struct kind kind_money = {
	.judge = int_judge, .show = int_show, .machine = int_machine, .is_given = number_is_given,
	.missing = N_("Write a number for %.*s."), .is_number = true,
};
const struct kind kind_real = {
	.judge = real_judge, .show = real_show, .machine = real_machine,
	.is_given = number_is_given,
	.missing = N_("Write a number for %.*s."), .is_number = true,
};
const struct kind kind_yesno = {
	.judge = yesno_judge, .show = yesno_show, .machine = yesno_machine,
	.is_given = yesno_is_given, .missing = N_("Tick %.*s to go on."),
};
