/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/questions.c - writing the questions of a version. */
#include "modules/documents/knowledge.h"
#include "modules/documents/knowledge.html.h"

const struct choice answer_choices[] = {
	{ "", "" },
	{ "a", N_("A") }, { "b", N_("B") }, { "c", N_("C") }, { "d", N_("D") },
	{ NULL, NULL },
};

#define RECORD struct knowledge_question
static const struct field question_fields[] = { QUESTION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record knowledge_question_record = {
	RECORD_OF("knowledge_question", knowledge_question, question_fields),
	.label = N_("Question"), .many = N_("Questions"), .path = "/knowledge",
};

static void question_judge(struct view *view, void *row, struct problems *problems)
{
	struct knowledge_question *question = row;

	(void)view;
	if ((question->c_sv.len != 0) != (question->c_en.len != 0))
		problem_add(problems, "c_en", "%s", _("Write the answer in both languages, or in neither."));
	if ((question->d_sv.len != 0) != (question->d_en.len != 0))
		problem_add(problems, "d_en", "%s", _("Write the answer in both languages, or in neither."));
	if (!knowledge_answer(question, question->answer).len)
		problem_add(problems, "answer", "%s", _("The right answer is not among those written."));
}

const struct form question_form = {
	.record = &knowledge_question_record,
	.fields = FIELDS("text_sv", "text_en", "a_sv", "a_en", "b_sv", "b_en", "c_sv", "c_en",
	                 "d_sv", "d_en", "answer", "why_sv", "why_en", "roles", "place"),
	.judge = question_judge,
};

struct str knowledge_text(const struct knowledge_question *question)
{
	return tongue_pick(question->text_sv, question->text_en);
}

struct str knowledge_why(const struct knowledge_question *question)
{
	return tongue_pick(question->why_sv, question->why_en);
}

struct str knowledge_answer(const struct knowledge_question *q, int answer)
{
	switch (answer) {
	case 1:
		return tongue_pick(q->a_sv, q->a_en);
	case 2:
		return tongue_pick(q->b_sv, q->b_en);
	case 3:
		return tongue_pick(q->c_sv, q->c_en);
	case 4:
		return tongue_pick(q->d_sv, q->d_en);
	}
	return S("");
}

/* ---- The page ----------------------------------------------------------------------------- */

/* The version whose questions are written: the newest, whether adopted yet or not. */
static const struct document_version *questioned(struct request *request, struct view *view,
                                                 const struct document **document)
{
	*document = document_asked(request, view);
	if (!*document || !document_may(view, MAY_documents_write, (*document)->unit_id)
	    || !(*document)->topic.len)
		return NULL;
	return version_get(view, (*document)->id, (*document)->newest_number);
}

struct reply questions_show(struct request *request, struct view *view)
{
	const struct document *document;
	const struct document_version *version = questioned(request, view, &document), *before;
	struct knowledge_question_list now, old = { 0 };
	struct form_view form;
	struct out *out;

	if (!version)
		return reply_not_found(request);
	now = questions_of(view, version->id);
	before = version_before(view, document->id, version->number);
	if (before && !now.count)
		old = questions_of(view, before->id);
	form = form_view_of(request, view, &question_form, NULL);
	out = page_begin(request, view, _("Questions"));
	questions_begin(out, document, version);
	questions_list(out, request, document, &now, old.count);
	questions_form_begin(out, problem_for(request_problems(request), ""));
	form_begin(out, &form, arena_print(request->arena, "/documents/%.*s/questions",
		STR(document->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the question"), S(""));
	form_end(out);
	questions_end(out);
	return page_end(request, 200);
}

static struct reply questions_done(struct request *request, const struct document *document)
{
	return reply_done(request, 200, &document_record, document, "/documents/%.*s/questions",
		STR(document->public_id));
}

struct reply question_add_act(struct request *request, struct change *change)
{
	struct knowledge_question *question = request_record(request);
	const struct document *document;
	const struct document_version *version = questioned(request, change_view(change), &document);

	if (!version)
		return reply_not_found(request);
	question->version_id = version->id;
	change_insert(change, &knowledge_question_record.shape, question);
	request_message(request, _("The question is saved. Three of the questions are asked each year."));
	return questions_done(request, document);
}

/* A question is never changed, since answers may have been given: it is taken out, and a
 * better one written. */
struct reply question_retire_act(struct request *request, struct change *change)
{
	const struct document *document;
	const struct document_version *version = questioned(request, change_view(change), &document);
	const struct knowledge_question *found =
		knowledge_question_get(change_view(change), request_param(request, "question"));
	struct knowledge_question question;

	if (!version || !found || found->version_id != version->id)
		return reply_not_found(request);
	question = *found;
	question.is_retired = true;
	change_update(change, &knowledge_question_record.shape, &question, found->version);
	request_message(request, _("The question is no longer asked. What was answered is still counted."));
	return questions_done(request, document);
}

/* A named person judges that the old questions are true of the new version as well. */
struct reply questions_carry_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct document *document;
	const struct document_version *version = questioned(request, view, &document), *before;
	struct knowledge_question_list old;

	if (!version)
		return reply_not_found(request);
	before = version_before(view, document->id, version->number);
	if (!before || questions_of(view, version->id).count)
		return reply_again(request, change);
	old = questions_of(view, before->id);
	for (size_t i = 0; i < old.count; i++) {
		struct knowledge_question copy = old.at[i];

		if (copy.is_retired)
			continue;
		copy.id = copy.version = copy.created_by = 0;
		copy.public_id = S("");
		copy.created_at = (struct instant){ 0 };
		copy.version_id = version->id;
		change_insert(change, &knowledge_question_record.shape, &copy);
	}
	document_step_add(change, document->id, version->number, "carry", S(""));
	request_message(request, _("The questions of the version before hold for this one too. Take out those that do not."));
	return questions_done(request, document);
}
