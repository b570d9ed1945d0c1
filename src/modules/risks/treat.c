/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/treat.c - what is decided about a risk: accepted until a day, dropped, told or not,
 * marked for secrecy.  Each decision is a named person's, with a reason, and stands in the
 * history of the risk.
 */
#include "modules/risks/pages.h"

#include "kit/setting.h"
#include "modules/risks/pages.html.h"
#include "modules/risks/risk.html.h"
#include "modules/risks/treat.html.h"

#include <string.h>

static void tell_judge(struct view *view, void *row, struct problems *problems);
static void marks_judge(struct view *view, void *row, struct problems *problems);
const struct form risk_act_form = {
	.record = &risk_act_record,
	.fields = FIELDS("reason", "until"),
};
const struct form risk_tell_form = {
	.record = &risk_record,
	.fields = FIELDS("communicable", "audience", "message", "channel", "tell_when", "teller_id",
		"tell_reason"),
	.judge = tell_judge,
};
const struct form risk_marks_form = {
	.record = &risk_record,
	.fields = FIELDS("secret_whole", "secret_cause", "secret_controls", "secret_assessment",
		"secret_capability", "secret_commitments", "secret_treatment"),
	.judge = marks_judge,
};

/* ---- Accepted, ended, dropped, taken up ---------------------------------------------------------- */

static const struct risk_deed *deed_asked(struct request *request)
{
	const char *last = strrchr(request_route(request)->path, '/');

	return risk_deed_find(str_of(last + 1));
}

static bool deed_may(struct request *request, struct view *view, const struct risk_deed *deed,
                     const struct risk *risk)
{
	return request_may(request, deed->need) && risks_may(view, deed->need, risk->unit_id);
}

static bool deed_is_open(const struct risk_deed *deed, const struct rsa *rsa)
{
	return deed->is_free ? !rsa_is_locked(rsa->state) : rsa_is_editable(rsa->state);
}

static bool deed_is_shown(const struct risk_page *page, const struct risk_deed *deed)
{
	return page->rsa && deed->can(page->risk) && deed_is_open(deed, page->rsa)
		&& deed_may(page->request, page->view, deed, page->risk);
}

bool treat_form_is_shown(const struct risk_page *page)
{
	const struct risk_deed *deed = request_answers(page->request) ? deed_asked(page->request) : NULL;

	return deed && deed_is_shown(page, deed);
}

static void deed_form(struct out *out, const struct risk_page *page, const struct risk_deed *deed)
{
	struct risk_act *act = arena_new(page->request->arena, struct risk_act);
	struct form_view form;
	bool is_tried;

	*act = (struct risk_act){ 0 };
	form = form_view_of(page->request, page->view, &risk_act_form, act);
	is_tried = form.answers && deed_asked(page->request) == deed;
	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
		form.id_before = deed->verb;    /* the one that was tried is led to by its problems */
	}
	deed_details(out, deed->verb, _(deed->label), is_tried);
	form_begin(out, &form, arena_print(page->request->arena, "/risks/%.*s/%s",
		STR(page->risk->public_id), deed->verb), false);
	version_field(out, page->risk->version);
	if (is_tried)
		form_problems(out, &form);
	form_field(out, &form, "reason");
	if (deed->asks_until)
		form_field(out, &form, "until");
	form_buttons(out, _(deed->label), S(""));
	form_end(out);
	deed_details_end(out);
}

void treat_side(struct out *out, const struct risk_page *page)
{
	struct risk_decision_list decisions = decisions_of(page->view, page->risk->root_id);

	treat_begin(out, page);
	for (const struct risk_deed *deed = risk_deeds; deed->verb; deed++)
		if (deed_is_shown(page, deed))
			deed_form(out, page, deed);
	treat_end(out, &decisions);
}

static struct reply deed_take(struct request *request, struct change *change, const struct risk *before,
                              const struct risk_deed *deed)
{
	const struct risk_act *act = request_record(request);
	struct risk_saving saving = { .verb = deed->verb, .told = _(deed->done),
		.until = deed->asks_until ? act->until : (struct date){ 0 }, .words = str_trim(act->reason) };
	struct risk now = *before;

	deed->put(&now, act, change_me(change));
	return risk_save(request, change, &now, &saving);
}

struct reply risk_deed_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct risk *risk = risk_get(view, request_param(request, "id"));
	const struct rsa *rsa = risk ? rsa_of_id(view, risk->rsa_id) : NULL;
	const struct risk_deed *deed = deed_asked(request);
	struct date today = date_today();
	struct acceptance_days days = { today,
		date_add_months(today, (int)setting_int("risk_acceptance_months")) };
	const char *field;
	struct str words;

	if (!rsa)
		return reply_not_found(request);
	if (!deed_may(request, view, deed, risk))
		return reply_forbidden(request);
	if (!deed_is_open(deed, rsa))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	field = risk_deed_problem(request->arena, deed, risk, request_record(request), &days, &words);
	if (field)
		return risks_refused(request, change, field, words);
	return deed_take(request, change, risk, deed);
}

/* ---- Shall it be told? ------------------------------------------------------------------------------ */

static void tell_judge(struct view *view, void *row, struct problems *problems)
{
	const char *words, *field = telling_problem(row, &words);

	(void)view;
	if (field)
		problem_add(problems, field, "%s", _(words));
}

/* The page of a form about a risk that may be written; `fields` in sections of their own. */
static struct reply form_page(struct request *request, struct view *view, const struct form *form,
                              const char *last, const char *title,
                              void (*above)(struct out *out, const struct risk *risk))
{
	const struct risk *risk = risk_load(request, view);
	const struct rsa *rsa = risk ? rsa_of_id(view, risk->rsa_id) : NULL;
	struct form_view shown;
	struct str path;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	path = risk_path(request->arena, risk);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "%.*s", STR(path));
	shown = form_view_of(request, view, form, risk);
	out = page_begin(request, view, title);
	risk_edit_begin(out, rsa, unit_get(view, rsa->unit_id), risk, title);
	above(out, risk);
	form_begin(out, &shown, arena_print(request->arena, "%.*s/%s", STR(path), last), false);
	form_all(out, &shown);
	form_buttons(out, _("Save the decision"), path);
	form_end(out);
	return page_end(request, 200);
}

struct reply tell_show(struct request *request, struct view *view)
{
	return form_page(request, view, &risk_tell_form, "tell", _("Shall the risk be told?"), tell_above);
}

/* What belongs to the answer that was not chosen is not kept. */
static void telling_clean(struct risk *risk)
{
	if (risk->communicable == TELLING_yes) {
		risk->tell_reason = S("");
		return;
	}
	risk->audience = risk->message = risk->channel = risk->tell_when = S("");
	risk->teller_id = 0;
}

struct reply tell_act(struct request *request, struct change *change)
{
	struct risk *risk = request_record(request);
	bool is_told = risk->communicable == TELLING_yes;
	struct risk_saving saving = { .verb = is_told ? "tell" : "tell_not",
		.told = _("The decision about telling it is saved."),
		.words = str_trim(is_told ? risk->audience : risk->tell_reason) };

	telling_clean(risk);
	return risk_write(request, change, &saving);
}

/* ---- Secrecy marks -------------------------------------------------------------------------------------- */

/* "cause:rsa controls:security_measures": as the history keeps them, in no language. */
static struct str marks_kept(struct arena *arena, const struct risk *risk)
{
	struct out out;

	out_init(&out, arena, 8192);
	for (const char *const *name = risk_marks_form.fields; *name; name++) {
		struct str ground = *field_text(record_field(&risk_record, *name), risk);

		if (ground.len)
			out_print(&out, "%s%s:%.*s", out.len ? " " : "", *name + strlen("secret_"), STR(ground));
	}
	return out_str(&out);
}

static const char *mark_label(struct arena *arena, struct str part)
{
	const struct field *field = record_field(&risk_record,
		arena_print(arena, "secret_%.*s", STR(part)).at);

	return field ? _(field->label) : "";
}

static struct str marks_told(struct arena *arena, struct str kept)
{
	struct out out;

	out_init(&out, arena, 8192);
	for (struct str word; kept.len; ) {
		struct str part;

		word = str_cut(&kept, ' ');
		part = str_cut(&word, ':');
		out_print(&out, "%s%s: %.*s", out.len ? "; " : "", mark_label(arena, part),
			STR(code_name("secrecy_grounds", word)));
	}
	return out_str(&out);
}

struct str marks_words(struct arena *arena, const struct risk *risk)
{
	return marks_told(arena, marks_kept(arena, risk));
}

struct str decision_words(struct arena *arena, const struct risk_decision *decision)
{
	if (!str_is(decision->verb, "marks"))
		return decision->words;
	return decision->words.len ? marks_told(arena, decision->words) : str_of(_("nothing is marked any more"));
}

/* Marks in an analysis that is assessed as open would be left out of nothing. */
static void marks_judge(struct view *view, void *row, struct problems *problems)
{
	const struct risk *risk = row;
	const struct rsa *rsa = rsa_of_id(view, risk->rsa_id);

	if (rsa && rsa->secrecy == SECRECY_open && marks_kept(problems->arena, risk).len)
		problem_add(problems, "secret_whole", "%s", _("The analysis is assessed as open. Change that first, where its words are changed."));
}

struct reply marks_show(struct request *request, struct view *view)
{
	return form_page(request, view, &risk_marks_form, "marks", _("Mark the risk for secrecy"), marks_above);
}

struct reply marks_act(struct request *request, struct change *change)
{
	struct risk_saving saving = { .verb = "marks", .told = _("The marks are saved."),
		.words = marks_kept(request->arena, request_record(request)) };

	return risk_write(request, change, &saving);
}
