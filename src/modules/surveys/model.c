/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/model.c - the records of the room, and what is a fine survey, question and round. */
#include "modules/surveys/inside.h"

#define RECORD struct security_survey
static const struct field survey_fields[] = { SURVEY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record security_survey_record = { RECORD_OF("security_survey", security_survey, survey_fields),
	.label = N_("Survey"), .many = N_("Surveys"), .path = "/surveys" };

#define RECORD struct asked_question
static const struct field question_fields[] = { QUESTION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record asked_question_record = { RECORD_OF("survey_question", asked_question, question_fields),
	.label = N_("Question of a survey"), .many = N_("Questions of surveys"), .path = "/surveys" };

#define RECORD struct asked_round
static const struct field round_fields[] = { ROUND_FIELDS(AS_FIELD) };
#undef RECORD
const struct record asked_round_record = { RECORD_OF("survey_round", asked_round, round_fields),
	.label = N_("Round of a survey"), .many = N_("Rounds of surveys"), .path = "/surveys" };

const struct choice round_file_kinds[] = {
	{ "", "" },
	{ "answers", N_("Answers") },
	{ "people", N_("People they speak for") },
	{ NULL, NULL },
};
#define RECORD struct round_file
static const struct field file_fields[] = { FILE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record round_file_record = { RECORD_OF("survey_file", round_file, file_fields),
	.label = N_("File of a round"), .many = N_("Files of rounds"), .path = "/surveys" };

#define RECORD struct round_run
static const struct field run_fields[] = { RUN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record round_run_record = { RECORD_OF("survey_run", round_run, run_fields),
	.label = N_("Computing of a round"), .many = N_("Computings of rounds"), .path = "/surveys" };

const struct choice tellings[] = {
	{ "", "" },
	{ "told", N_("told") },
	{ "few", N_("too few answers") },
	{ "unsure", N_("too unsure to be told") },
	{ "beside", N_("not told") },
	{ NULL, NULL },
};
#define RECORD struct round_result
static const struct field result_fields[] = { RESULT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record round_result_record = { RECORD_OF("survey_result", round_result, result_fields),
	.label = N_("What a round says"), .many = N_("What rounds say"), .path = "/surveys" };

/* ---- What is fine ------------------------------------------------------------------------- */

bool answer_words_are_fine(struct arena *arena, struct str words, struct str *trimmed)
{
	struct str rest = words, all = S("");

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (!word.len)
			continue;
		if (str_has_word(all, word))
			return false;
		all = all.len ? arena_print(arena, "%.*s %.*s", STR(all), STR(word)) : word;
	}
	*trimmed = all;
	return true;
}

bool code_is_fine(struct str code)
{
	static const char *const ours[] = { "reference", "area", "stratum", "weight", "margin", "group", "people" };

	for (size_t i = 0; i < code.len; i++)
		if (!((code.at[i] >= 'a' && code.at[i] <= 'z') || (code.at[i] >= '0' && code.at[i] <= '9')
		      || code.at[i] == '_'))
			return false;
	for (size_t i = 0; i < COUNT(ours); i++)
		if (str_is(code, ours[i]))
			return false;
	return code.len > 0;
}

static void survey_judge_name(struct view *view, void *row, struct problems *problems)
{
	struct security_survey *survey = row;

	survey->name = str_trim(survey->name);
	if (!survey_name_is_free(view, survey->name, survey->id))
		problem_add(problems, "name", "%s", _("There is a survey with this name already."));
}

const struct form security_survey_form = {
	.record = &security_survey_record,
	.fields = FIELDS("name", "kind", "run_by", "licence", "method"),
	.judge = survey_judge_name,
};

/* The first word of `part` that is not among `all`; "" none. */
static struct str stranger(struct str part, struct str all)
{
	while (part.len) {
		struct str word = str_cut(&part, ' ');

		if (word.len && !str_has_word(all, word))
			return word;
	}
	return S("");
}

static void question_judge(struct view *view, void *row, struct problems *problems)
{
	struct asked_question *q = row;
	struct arena *arena = view_arena(view);
	bool are_fine = answer_words_are_fine(arena, q->answers, &q->answers);
	struct str other;

	are_fine = answer_words_are_fine(arena, q->safe, &q->safe) && are_fine;
	are_fine = answer_words_are_fine(arena, q->not_counted, &q->not_counted) && are_fine;
	q->code = str_trim(q->code);
	if (!code_is_fine(q->code))
		problem_add(problems, "code", "%s", _("Write small letters a to z, digits and _, and not a heading that the program has a meaning for."));
	if (!are_fine)
		problem_add(problems, "answers", "%s", _("An answer is written twice."));
	other = stranger(q->safe, q->answers);
	if (other.len)
		problem_add(problems, "safe", _("“%.*s” is not among the possible answers."), STR(other));
	else if (!stranger(q->answers, q->safe).len)
		problem_add(problems, "safe", "%s", _("At least one answer must not count as safe."));
	for (struct str rest = q->not_counted; rest.len;) {
		other = str_cut(&rest, ' ');
		if (str_has_word(q->answers, other))
			problem_add(problems, "not_counted", _("“%.*s” is among the possible answers too."), STR(other));
	}
}

const struct form asked_question_form = {
	.record = &asked_question_record,
	.fields = FIELDS("code", "subject", "wording", "answers", "safe", "not_counted"),
	.judge = question_judge,
};

static void round_judge(struct view *view, void *row, struct problems *problems)
{
	struct asked_round *round = row;

	round->name = str_trim(round->name);
	round->break_reason = str_trim(round->break_reason);
	if (date_compare(round->asked_to, round->asked_from) < 0)
		problem_add(problems, "asked_to", "%s", _("It cannot end before it begins."));
	if (round->is_break && !round->break_reason.len)
		problem_add(problems, "break_reason", "%s", _("Write why the series is broken."));
	if (!answer_words_are_fine(view_arena(view), round->group_columns, &round->group_columns))
		problem_add(problems, "group_columns", "%s", _("A column is written twice."));
	for (struct str rest = round->group_columns; rest.len;)
		if (!code_is_fine(str_cut(&rest, ' '))) {
			problem_add(problems, "group_columns", "%s", _("Write small letters a to z, digits and _, and not a heading that the program has a meaning for."));
			break;
		}
}

const struct form asked_round_form = {
	.record = &asked_round_record,
	.fields = FIELDS("name", "asked_from", "asked_to", "mode", "invited", "group_columns",
		"is_break", "break_reason"),
	.judge = round_judge,
};
