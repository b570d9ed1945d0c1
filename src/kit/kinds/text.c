/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/kinds/text.c - text, prose, e-mail, telephone, JSON, secrets. */
#include "kit/kinds/kind.h"

#include "base/json.h"
#include "base/say.h"

enum {
	LONGEST_TEXT = 200, LONGEST_PROSE = 8000, LONGEST_EMAIL = 254, LONGEST_PHONE = 30,
	LEAST_DIGITS = 3,               /* 112 is a telephone number */
};

static struct str text_show(struct arena *arena, const struct field *field, const void *row)
{
	(void)arena;
	return *field_text(field, row);
}

static bool is_too_long(const struct judging *judging, struct str answer, int standard)
{
	int longest = judging->field->longest ? judging->field->longest : standard;
	size_t letters = str_letters(answer);

	if (letters <= (size_t)longest)
		return false;
	problem_add(judging->problems, judging->field->column.name,
		_("%s has %zu letters. At most %d fit."), field_label(judging->field), letters, longest);
	return true;
}

static void text_judge(const struct judging *judging, struct str answer)
{
	if (!is_too_long(judging, answer, LONGEST_TEXT))
		*field_text(judging->field, judging->row) = answer;
}

static void prose_judge(const struct judging *judging, struct str answer)
{
	if (!is_too_long(judging, answer, LONGEST_PROSE))
		*field_text(judging->field, judging->row) = answer;
}

/* Whether mail arrives only sending it tells: this finds slips of the pen. */
static bool is_email(struct str s)
{
	struct str domain = s, name = str_cut(&domain, '@');

	return name.len && domain.len && str_find_char(domain, '@') < 0
		&& str_find_char(s, ' ') < 0 && str_find_char(domain, '.') > 0
		&& !str_ends(domain, S(".")) && str_find(domain, S("..")) < 0;
}

static void email_judge(const struct judging *judging, struct str answer)
{
	if (is_too_long(judging, answer, LONGEST_EMAIL))
		return;
	if (is_email(answer))
		*field_text(judging->field, judging->row) = answer;
	else
		judging_refuse(judging, N_("%s: “%.*s” is no e-mail address. Write it like name@example.se."),
			answer);
}

static bool is_phone(struct str s)
{
	int digits = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c >= '0' && c <= '9')
			digits++;
		else if (c == '+' ? i > 0 : str_find_char(S(" -()/"), c) < 0)
			return false;
	}
	return digits >= LEAST_DIGITS;
}

static void phone_judge(const struct judging *judging, struct str answer)
{
	if (is_too_long(judging, answer, LONGEST_PHONE))
		return;
	if (is_phone(answer))
		*field_text(judging->field, judging->row) = answer;
	else
		judging_refuse(judging, N_("%s: “%.*s” is no telephone number. Write it like 08-123 45 67."),
			answer);
}

static void json_judge(const struct judging *judging, struct str answer)
{
	struct str problem;
	json_t *value = json_read(judging->arena, answer, &problem);

	if (value)
		*field_text(judging->field, judging->row) = answer;
	else
		problem_add(judging->problems, judging->field->column.name,
			_("%s: the text is no JSON. %.*s"), field_label(judging->field), STR(problem));
	json_decref(value);
}

static void secret_judge(const struct judging *judging, struct str answer)
{
	(void)judging;
	(void)answer;
	must(!"secrets are never read from a form");
}

const struct kind kind_text = {
	.judge = text_judge, .show = text_show, .machine = text_show, .is_given = text_is_given,
	.missing = N_("Write %.*s."), .missing_question = N_("Answer the question “%s”."),
};
const struct kind kind_prose = {
	.judge = prose_judge, .show = text_show, .machine = text_show, .is_given = text_is_given,
	.missing = N_("Write %.*s."), .has_lines = true,
};
const struct kind kind_email = {
	.judge = email_judge, .show = text_show, .machine = text_show, .is_given = text_is_given,
	.missing = N_("Write %.*s."), .missing_question = N_("Answer the question “%s”."),
};
const struct kind kind_phone = {
	.judge = phone_judge, .show = text_show, .machine = text_show, .is_given = text_is_given,
	.missing = N_("Write %.*s."), .missing_question = N_("Answer the question “%s”."),
};
const struct kind kind_json = {
	.judge = json_judge, .show = nothing_shown, .machine = text_show,
	.is_given = text_is_given, .missing = N_("Write %.*s."), .has_lines = true,
};
const struct kind kind_secret = {
	.judge = secret_judge, .show = nothing_shown, .machine = nothing_shown,
	.is_given = text_is_given, .missing = N_("Write %.*s."), .has_no_form = true,
};
