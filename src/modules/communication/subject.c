/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/subject.c - what a need or a message is about, and whether it may be told of. */
#include "modules/communication/inside.h"

#include "kit/names.h"
#include "modules/events/events.h"
#include "modules/pictures/pictures.h"
#include "modules/places/places.h"
#include "modules/risks/risks.h"

static bool is_marked(const struct risk *risk)
{
	return risk->secret_whole.len || risk->secret_cause.len || risk->secret_controls.len
		|| risk->secret_assessment.len || risk->secret_capability.len
		|| risk->secret_commitments.len || risk->secret_treatment.len;
}

/* The decision stands at the risk: here it is only obeyed.  It counts for the newest row of the
 * risk too, also while that is written and only the one before is seen. */
static const char *risk_stop(struct view *view, const struct risk *risk)
{
	if (risk->communicable == TELLING_no)
		return N_("It is decided at the risk that it shall not be told.");
	if ((is_marked(risk) && risk->communicable != TELLING_yes)
	    || subject_is_silent(view, "risk", risk->root_id))
		return N_("The risk is marked as secret, and it is not decided there that it shall be told.");
	return NULL;
}

static struct subject risk_subject(struct view *view, struct str number)
{
	const struct risk *risk = risk_get(view, number);

	if (!risk)
		return (struct subject){ .kind = SUBJECT_risk };
	return (struct subject){ SUBJECT_risk, risk->root_id, risk->number, risk->title,
		risk_path(view_arena(view), risk), risk_stop(view, risk) };
}

static struct subject picture_subject(struct view *view, struct str number)
{
	const struct picture *picture = picture_get(view, number);
	struct subject subject = { .kind = SUBJECT_picture };

	if (!picture)
		return subject;
	subject = (struct subject){ SUBJECT_picture, picture->id, picture->public_id, picture->title,
		arena_print(view_arena(view), "/pictures/%.*s", STR(picture->public_id)), NULL };
	if (picture->secrecy.len && !picture_is_told(view, picture->id))
		subject.stop = N_("The situation picture is marked as secret, and no need about it is decided that says it shall be told.");
	return subject;
}

static struct subject titled_subject(struct view *view, int kind, const struct titled *titled)
{
	if (!titled)
		return (struct subject){ .kind = kind };
	return (struct subject){ kind, titled->id, titled->number, titled->title,
		arena_print(view_arena(view), kind == SUBJECT_measure ? "/measures/%.*s"
			: "/scanning/bulletins/%.*s", STR(titled->number)), NULL };
}

struct subject told_subject_find(struct view *view, int kind, struct str number)
{
	switch (kind) {
	case SUBJECT_risk:
		return risk_subject(view, number);
	case SUBJECT_picture:
		return picture_subject(view, number);
	case SUBJECT_measure:
		return titled_subject(view, kind, measure_titled(view, number));
	case SUBJECT_bulletin:
		return titled_subject(view, kind, bulletin_titled(view, number));
	default:
		return (struct subject){ .kind = kind };
	}
}

bool told_subject_judge(struct view *view, int kind, struct str *number, int64_t *id, const char *field,
                   struct problems *problems)
{
	struct subject subject;

	*number = str_trim(*number);
	*id = 0;
	if (kind == SUBJECT_own) {
		if (number->len)
			problem_add(problems, field, "%s",
				_("Something of our own has no number. Choose what it is about, or leave this empty."));
		return !number->len;
	}
	subject = told_subject_find(view, kind, *number);
	if (!subject.id) {
		problem_add(problems, field, "%s",
			_("There is nothing of that kind with that number that you can see."));
		return false;
	}
	*number = subject.number;
	*id = subject.id;
	return true;
}

bool told_words_judge(struct view *view, const char *field, struct str words, bool is_swedish,
                      struct problems *problems)
{
	struct called called = { view, 0 };
	struct names_known known = { words_are_called, &called };
	enum guard guard = words_guard(view_arena(view), words);
	struct name_found name = { 0 };

	if (is_swedish && guard == WORDS_PASS)
		name = name_next(view_arena(view), words, 0, &known);
	if (guard == WORDS_HOLD_NUMBER)
		problem_add(problems, field, "%s",
			_("There is a personal number in the text. Take it away: communication is about what happens, not about whom."));
	else if (guard == WORDS_ARE_PROTECTIVE)
		problem_add(problems, field, "%s",
			_("This may concern Sweden’s security and must not be written here. Ask how to send it."));
	else if (name.len)
		problem_add(problems, field,
			_("“%.*s” looks like the name of a person. Take it away: communication is about what happens, not about whom."),
			STR(str_part(words, name.at, name.len)));
	return guard == WORDS_PASS && !name.len;
}
