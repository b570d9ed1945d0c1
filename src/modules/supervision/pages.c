/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/pages.c - opinions: the list, one of them, its answer, what is to be mended. */
#include "modules/supervision/inside.h"

#include "modules/events/events.h"
#include "modules/measures/measures.h"
#include "modules/supervision/pages.html.h"
#include "modules/units/units.h"

const struct form supervision_form = {
	.record = &supervision_record,
	.fields = FIELDS("unit_id", "authority", "reference", "title", "place_id", "visited_on",
		"received_on", "answer_due", "words", "is_secret"),
};
const struct form supervision_answer_form = {
	.record = &supervision_answer_record, .fields = FIELDS("answered_on", "answer_words"),
};
const struct form deficiency_form = {
	.record = &deficiency_record, .fields = FIELDS("words", "due_on"),
};
const struct form deficiency_close_form = {
	.record = &deficiency_close_record, .fields = FIELDS("closed_words"),
};

bool supervision_is_late(const struct supervision *supervision, struct date today)
{
	return date_is_given(supervision->answer_due) && !date_is_given(supervision->answered_on)
		&& date_compare(supervision->answer_due, today) < 0;
}

static bool words_fine(struct request *request, const char *field, struct str words)
{
	return words_pass(request, field, words,
		_("This looks like a personal number. Take it away: an opinion is about the work of the unit, not about a person."));
}

/* ---- The list, adding and changing ----------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	supervision_buttons(out, request_may(request, MAY_supervision_write));
}

static struct reply supervisions_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Supervision"), .actions = list_actions,
		.status = str_of(_("What authorities have found, and what is done about it.")) };
	struct query query;

	supervisions_query(request, view, &query);
	return table_reply(request, view, &supervisions_table, &query, &page);
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct supervision *supervision, const char *title,
                              struct str action)
{
	struct form_view form = form_view_of(request, view, &supervision_form, supervision);
	struct out *out = page_begin(request, view, title);

	supervision_head(out, title);
	form_whole(out, &form, action, _("Save the opinion"),
		supervision->id ? action : S("/supervision"));
	return page_end(request, 200);
}

static struct reply supervision_new(struct request *request, struct view *view)
{
	struct supervision fresh = { .unit_id = request_person(request)->unit_id,
		.received_on = date_today() };

	return form_page(request, view, &fresh, _("Write an opinion"), S("/supervision"));
}

static bool days_fine(struct problems *problems, const struct supervision *supervision)
{
	if (date_compare(supervision->received_on, date_today()) > 0)
		problem_add(problems, "received_on", "%s", _("That day has not come yet."));
	if (date_is_given(supervision->visited_on)
	    && date_compare(supervision->visited_on, supervision->received_on) > 0)
		problem_add(problems, "visited_on", "%s", _("The visit is after the opinion came."));
	if (date_is_given(supervision->answer_due)
	    && date_compare(supervision->answer_due, supervision->received_on) < 0)
		problem_add(problems, "answer_due", "%s", _("The answer is due before the opinion came."));
	return !problems->count;
}

static bool supervision_is_fine(struct request *request, struct view *view,
                                const struct supervision *supervision)
{
	struct problems *problems = request_problems(request);

	if (!supervision_may_write(view, supervision->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the opinions on this unit. Choose another unit."));
	days_fine(problems, supervision);
	if (supervision_is_there(view, supervision))
		problem_add(problems, "reference", "%s",
			_("The unit has an opinion with this number from this authority already."));
	words_fine(request, "title", supervision->title);
	words_fine(request, "words", supervision->words);
	return !problems->count;
}

static struct reply supervision_add_act(struct request *request, struct change *change)
{
	struct supervision *supervision = request_record(request);

	if (!supervision_is_fine(request, change_view(change), supervision))
		return reply_again(request, change);
	supervision_add(change, supervision);
	request_message(request, _("The opinion is saved. Now write what is to be mended."));
	return reply_done(request, 201, &supervision_record, supervision, "/supervision/%.*s",
		STR(supervision->number));
}

static void *supervision_load(struct request *request, struct view *view)
{
	const struct supervision *supervision = supervision_of_number(view,
		request_param(request, "number"));

	if (!supervision || !supervision_may_write(view, supervision->unit_id))
		return NULL;
	return (void *)(uintptr_t)supervision;
}

static struct str path_of(struct request *request, const struct supervision *supervision)
{
	return arena_print(request->arena, "/supervision/%.*s", STR(supervision->number));
}

static struct reply supervision_edit(struct request *request, struct view *view)
{
	const struct supervision *supervision = supervision_load(request, view);

	if (!supervision)
		return reply_not_found(request);
	return form_page(request, view, supervision, _("Change the opinion"),
		path_of(request, supervision));
}

static struct reply saved(struct request *request, struct change *change,
                          struct supervision *now, const struct supervision *before)
{
	int64_t version = request_version(request);

	if (change_update(change, &supervision_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &supervision_record, now, before);
	request_message(request, _("The opinion is saved."));
	return reply_done(request, 200, &supervision_record, now, "/supervision/%.*s",
		STR(now->number));
}

static struct reply supervision_change_act(struct request *request, struct change *change)
{
	struct supervision *now = request_record(request);
	const struct supervision *before = supervision_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	if (!supervision_is_fine(request, change_view(change), now))
		return reply_again(request, change);
	return saved(request, change, now, before);
}

static struct reply supervision_answer_act(struct request *request, struct change *change)
{
	const struct supervision_answer *answer = request_record(request);
	const struct supervision *before = supervision_load(request, change_view(change));
	struct supervision now;

	if (!before)
		return reply_not_found(request);
	if (date_compare(answer->answered_on, date_today()) > 0)
		problem_add(request_problems(request), "answered_on", "%s",
			_("That day has not come yet."));
	if (date_compare(answer->answered_on, before->received_on) < 0)
		problem_add(request_problems(request), "answered_on", "%s",
			_("That is before the opinion came."));
	words_fine(request, "answer_words", answer->answer_words);
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *before;
	now.answered_on = answer->answered_on;
	now.answer_words = answer->answer_words;
	return saved(request, change, &now, before);
}

/* ---- One ------------------------------------------------------------------------------------------- */

struct fold {
	const struct form *form;
	const void *row;
	const char *ending, *title;
};

static void fold_show(struct out *out, struct request *request, struct view *view, struct str path,
                     const struct fold *fold)
{
	struct form_view form = form_view_of(request, view, fold->form, fold->row);
	bool is_tried = request->method == METHOD_POST && str_ends(request->path, str_of(fold->ending));

	if (!is_tried)
		form.answers = NULL, form.problems = NULL;
	fold_begin(out, fold->title, is_tried);
	form_whole(out, &form, arena_print(request->arena, "%.*s%s", STR(path), fold->ending),
		fold->title, S(""));
	fold_end(out);
}

static struct reply supervision_show(struct request *request, struct view *view)
{
	const struct supervision *supervision = supervision_of_number(view,
		request_param(request, "number"));
	struct deficiency_list lacks;
	struct str path;
	struct out *out;
	bool may_write;

	if (!supervision)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &supervision_record, supervision);
	lacks = deficiencies_of(view, supervision->id);
	may_write = request_may(request, MAY_supervision_write)
		&& supervision_may_write(view, supervision->unit_id);
	out = page_begin(request, view, str_z(request->arena, supervision->title));
	supervision_page(out, view, supervision, &lacks, may_write);
	if (!may_write)
		return page_end(request, 200);
	path = path_of(request, supervision);
	fold_show(out, request, view, path, &(struct fold){ &deficiency_form,
		&(struct deficiency){ .due_on = supervision->answer_due }, "/deficiencies",
		_("Write what is to be mended") });
	fold_show(out, request, view, path, &(struct fold){ &supervision_answer_form,
		&(struct supervision_answer){ .answered_on = date_today(),
			.version = supervision->version }, "/answer", _("It has been answered") });
	return page_end(request, 200);
}

/* ---- What is to be mended ---------------------------------------------------------------------------- */

static struct reply deficiency_add_act(struct request *request, struct change *change)
{
	struct deficiency *deficiency = request_record(request);
	const struct supervision *supervision = supervision_load(request, change_view(change));

	if (!supervision)
		return reply_not_found(request);
	if (date_compare(deficiency->due_on, supervision->received_on) < 0)
		problem_add(request_problems(request), "due_on", "%s",
			_("That is before the opinion came."));
	words_fine(request, "words", deficiency->words);
	if (request_problems(request)->count)
		return reply_again(request, change);
	deficiency->supervision_id = supervision->id;
	deficiency_add(change, deficiency);
	request_message(request, _("It is saved."));
	return reply_done(request, 201, &deficiency_record, deficiency, "/supervision/%.*s",
		STR(supervision->number));
}

static struct reply deficiency_show(struct request *request, struct view *view)
{
	const struct deficiency *deficiency = deficiency_of_number(view,
		request_param(request, "number"));
	const struct supervision *supervision = deficiency
		? supervision_of_id(view, deficiency->supervision_id) : NULL;
	struct form_view form;
	struct out *out;

	if (!supervision)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &deficiency_record, deficiency);
	out = page_begin(request, view, str_z(request->arena, deficiency->number));
	form = form_view_of(request, view, &deficiency_close_form,
		&(struct deficiency_close){ .version = deficiency->version });
	if (deficiency->state == DEFICIENCY_closed)
		form_problems(out, &form);
	deficiency_page(out, view, deficiency, supervision);
	if (request_may(request, MAY_measures_read) && !supervision->is_secret)
		measures_show(out, request, view, "supervision_deficiency", deficiency->id,
			supervision->unit_id);
	if (deficiency->state == DEFICIENCY_open && request_may(request, MAY_supervision_write)
	    && supervision_may_write(view, supervision->unit_id))
		form_whole(out, &form, arena_print(request->arena, "/deficiencies/%.*s/close",
			STR(deficiency->number)), _("It is mended"), S(""));
	return page_end(request, 200);
}

static struct reply deficiency_close_act(struct request *request, struct change *change)
{
	const struct deficiency_close *close = request_record(request);
	struct view *view = change_view(change);
	const struct deficiency *before = deficiency_of_number(view, request_param(request, "number"));
	const struct supervision *supervision = before ? supervision_of_id(view, before->supervision_id)
		: NULL;
	int64_t version = request_version(request), open;
	struct deficiency now;

	if (!supervision || !supervision_may_write(view, supervision->unit_id))
		return reply_not_found(request);
	open = measures_open_count(view, "supervision_deficiency", before->id);
	if (before->state != DEFICIENCY_open)
		problem_add(request_problems(request), "", "%s", _("It is mended already."));
	if (open)
		problem_add(request_problems(request), "closed_words",
			plural(open, "%lld measure is still open. End it first.",
			       "%lld measures are still open. End them first."), (long long)open);
	words_fine(request, "closed_words", close->closed_words);
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *before;
	now.state = DEFICIENCY_closed;
	now.closed_on = date_today();
	now.closed_by = change_me(change);
	now.closed_words = close->closed_words;
	if (change_update(change, &deficiency_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &deficiency_record, &now, before);
	request_message(request, _("It is mended."));
	return reply_done(request, 200, &deficiency_record, &now, "/deficiencies/%.*s",
		STR(now.number));
}

#define OPINION "/supervision/:number"
const struct route supervision_routes[] = {
	{ GET, "/supervision", .need = MAY_supervision_read, .show = supervisions_list,
	  .is_api_too = true, .label = N_("List of opinions of authorities") },
	{ GET, "/supervision/new", .need = MAY_supervision_write, .show = supervision_new,
	  .label = N_("Write an opinion of an authority") },
	{ POST, "/supervision", .need = MAY_supervision_write, .act = supervision_add_act,
	  .form = &supervision_form, .again = supervision_new, .is_api_too = true,
	  .label = N_("Save an opinion of an authority") },
	{ GET, OPINION, .need = MAY_supervision_read, .show = supervision_show, .is_api_too = true,
	  .label = N_("An opinion of an authority") },
	{ GET, OPINION "/edit", .need = MAY_supervision_write, .show = supervision_edit,
	  .label = N_("Change an opinion of an authority") },
	{ POST, OPINION, .need = MAY_supervision_write, .act = supervision_change_act,
	  .form = &supervision_form, .load = supervision_load, .again = supervision_edit,
	  .is_api_too = true, .label = N_("Save changes to an opinion of an authority") },
	{ POST, OPINION "/answer", .need = MAY_supervision_write, .act = supervision_answer_act,
	  .form = &supervision_answer_form, .again = supervision_show, .is_api_too = true,
	  .label = N_("Say what an authority was answered") },
	{ POST, OPINION "/deficiencies", .need = MAY_supervision_write, .act = deficiency_add_act,
	  .form = &deficiency_form, .again = supervision_show, .is_api_too = true,
	  .label = N_("Write what an authority wants mended") },
	{ GET, "/deficiencies/:number", .need = MAY_supervision_read, .show = deficiency_show,
	  .is_api_too = true, .label = N_("What an authority wants mended") },
	{ POST, "/deficiencies/:number/close", .need = MAY_supervision_write,
	  .act = deficiency_close_act, .form = &deficiency_close_form, .again = deficiency_show,
	  .is_api_too = true, .label = N_("Say that it is mended") },
	{ .path = NULL },
};
