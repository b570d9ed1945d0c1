/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/one.c - one submission: begun, shown, written in, taken on step by step. */
#include "modules/submissions/inside.h"

#include "modules/submissions/one.h"
#include "modules/submissions/one.html.h"
#include "modules/units/units.h"

#include <string.h>

static void begin_judge(struct view *view, void *row, struct problems *problems);
static void link_judge(struct view *view, void *row, struct problems *problems);
const struct form submission_begin_form = {
	.record = &submission_begin_record,
	.fields = FIELDS("programme", "deliverable", "unit", "period"),
	.judge = begin_judge,
};
const struct form submission_form = {
	.record = &submission_record,
	.fields = FIELDS("body", "secrecy"),
};
const struct form submission_act_form = {
	.record = &submission_act_record,
	.fields = FIELDS("meeting_on", "paragraph", "signer", "sender_number", "receiver_number", "words"),
};
const struct form submission_link_form = {
	.record = &submission_link_record,
	.fields = FIELDS("words", "path"),
	.judge = link_judge,
};

/* ---- Beginning one ---------------------------------------------------------------------- */

struct begun {                          /* what the four words of the form mean */
	const struct programme *programme;
	const struct deliverable *deliverable;
	const struct calendar_rule *rule;
	const struct unit *unit;
	struct rule_period period;
};

static int year_of_period(struct str period)
{
	int64_t year = 0;

	str_to_int(str_part(period, 0, 4), &year);
	return (int)year;
}

static bool period_find(struct view *view, struct begun *begun, struct str period)
{
	struct rule_period_list periods = rule_periods(view_arena(view), begun->rule,
		year_of_period(period), begun->programme);

	for (size_t i = 0; i < periods.count; i++)
		if (str_equals(periods.at[i].period, period)
		    && period_is_of(&periods.at[i], begun->programme)) {
			begun->period = periods.at[i];
			return true;
		}
	return false;
}

static bool is_addressed(struct view *view, const struct begun *begun)
{
	struct date today = date_today(), day = begun->period.to;
	struct unit_list units;

	units = units_addressed(view, begun->programme, begun->deliverable->who,
		date_compare(day, today) < 0 ? day : today).units;
	for (size_t i = 0; i < units.count; i++)
		if (units.at[i].id == begun->unit->id)
			return true;
	return false;
}

/* NULL: well; else the field that is wrong and, in *words, how. */
static const char *begun_read(struct view *view, const struct submission_begin *row,
                              struct begun *begun, const char **words)
{
	struct calendar_rule_list rules;

	*words = N_("There is no such programme in force.");
	begun->programme = programme_of_code(view, row->programme);
	if (!begun->programme)
		return "programme";
	*words = N_("The programme has no such deliverable.");
	begun->deliverable = deliverable_of_code(view, begun->programme->id, row->deliverable);
	if (!begun->deliverable)
		return "deliverable";
	*words = N_("This is written as a situation picture. Begin it there.");
	if (!deliverable_is_ours(begun->deliverable))
		return "deliverable";
	*words = N_("There is no such unit.");
	begun->unit = unit_of_code(view, row->unit);
	if (!begun->unit)
		return "unit";
	*words = N_("The deliverable is not asked for in this period.");
	rules = calendar_rules_of(view, begun->programme->id);
	begun->rule = deliverable_rule(&rules, begun->deliverable->cadence);
	if (!begun->rule || !period_find(view, begun, str_trim(row->period)))
		return "period";
	*words = N_("The programme does not ask this unit for it.");
	return is_addressed(view, begun) ? NULL : "unit";
}

static void begin_judge(struct view *view, void *row, struct problems *problems)
{
	struct begun begun = { 0 };
	const char *words, *field = begun_read(view, row, &begun, &words);

	if (field)
		problem_add(problems, field, "%s", _(words));
}

static struct submission like_of(const struct begun *begun)
{
	if (!begun->programme || !begun->deliverable || !begun->unit)
		return (struct submission){ 0 };
	return (struct submission){ .programme = begun->programme->code,
		.deliverable = begun->deliverable->code, .unit_id = begun->unit->id,
		.period = begun->period.period, .period_from = begun->period.from };
}

/* The document to go on with, NULL: a new one is begun.  What comes when something happens is
 * begun anew when the last one has been handed in. */
static const struct submission *there_is(struct view *view, const struct begun *begun,
                                         const struct submission *like)
{
	const struct submission *newest = submission_newest(view, like);

	if (newest && deliverable_is_event(begun->rule) && submission_is_frozen(newest->state))
		return NULL;
	return newest;
}

static int64_t occasion_next(struct view *view, const struct submission *like)
{
	const struct submission *newest = submission_newest(view, like);

	return newest ? newest->occasion + 1 : 1;
}

static struct submission_begin begin_asked(struct request *request)
{
	const struct answers *answers = request_answers(request);

	if (answers && answer_has(answers, "deliverable"))
		return (struct submission_begin){ .programme = answer_get(answers, "programme"),
			.deliverable = answer_get(answers, "deliverable"),
			.unit = answer_get(answers, "unit"), .period = answer_get(answers, "period") };
	return (struct submission_begin){ .programme = request_query(request, "programme"),
		.deliverable = request_query(request, "deliverable"),
		.unit = request_query(request, "unit"), .period = request_query(request, "period") };
}

/* What it is, what was written last time, and one button. */
struct reply begin_show(struct request *request, struct view *view)
{
	struct submission_begin row = begin_asked(request);
	struct begun begun = { 0 };
	const char *words = "", *field = begun_read(view, &row, &begun, &words);
	struct submission like;
	struct out *out;

	if (!field && !submission_may(view, MAY_submissions_write, begun.unit->id))
		return reply_not_found(request);
	like = like_of(&begun);
	if (!field && there_is(view, &begun, &like))
		return reply_go(request, "/submissions/%.*s",
			STR(submission_newest(view, &like)->public_id));
	out = page_begin(request, view, _("Begin a submission"));
	if (field) {
		begin_problem(out, _(words));
		return page_end(request, 200);
	}
	begin_page(out, request, &row, begun.programme, begun.deliverable, begun.unit, &begun.period,
		submission_last_accepted(view, &like));
	return page_end(request, 200);
}

/* Pressed twice, or by two colleagues: there is one document. */
struct reply begin_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct begun begun = { 0 };
	const struct submission *there;
	struct submission like;
	const char *words;

	if (begun_read(view, request_record(request), &begun, &words)
	    || !submission_may(view, MAY_submissions_write, begun.unit->id))
		return reply_not_found(request);
	like = like_of(&begun);
	there = there_is(view, &begun, &like);
	if (!there) {
		there = submission_begin(change, begun.programme, begun.deliverable, begun.unit->id,
			&begun.period, occasion_next(view, &like));
		request_message(request, _("It is begun. What was known beforehand is already there."));
	}
	return reply_done(request, 201, &submission_record, there, "/submissions/%.*s%s",
		STR(there->public_id), submission_is_editable(there->state) ? "/edit" : "");
}

/* ---- One ---------------------------------------------------------------------------------- */

static const struct submission *asked(struct request *request, struct view *view)
{
	return submission_get(view, request_param(request, "id"));
}

static bool may(struct request *request, struct view *view, enum permission permission,
                const struct submission *submission)
{
	return request_may(request, permission)
		&& submission_may(view, permission, submission->unit_id);
}

static struct reply as_json(struct request *request, struct view *view,
                            const struct submission *submission)
{
	struct out *out = arena_new(request->arena, struct out);
	struct str text = submission_json(view, submission);
	struct reply reply;

	out_init(out, request->arena, text.len + 16);
	out_raw(out, text);
	reply = reply_json(request, 200, out);
	reply_header(&reply, "ETag", arena_print(request->arena, "\"%lld\"",
		(long long)submission->version));
	return reply;
}

static struct reply as_markdown(struct request *request, struct view *view,
                                const struct submission *submission)
{
	struct reply reply = reply_bytes(200, "text/markdown; charset=utf-8",
		submission_markdown(view, submission));

	reply_download(&reply, request->arena, arena_print(request->arena, "%.*s.md",
		STR(submission->title)));
	return reply;
}

/* The meeting that the unit has in the window of the rule; not given when none is known. */
static struct date meeting_usual(struct view *view, const struct submission *submission)
{
	const struct programme *programme = programme_of_code(view, submission->programme);
	const struct deliverable *deliverable = programme
		? deliverable_of_code(view, programme->id, submission->deliverable) : NULL;
	struct calendar_rule_list rules;
	const struct calendar_rule *rule;
	const struct unit_meeting *meeting;

	if (!deliverable)
		return (struct date){ 0 };
	rules = calendar_rules_of(view, programme->id);
	rule = deliverable_rule(&rules, deliverable->cadence);
	meeting = rule ? meeting_for(view, submission->unit_id, rule, submission->period_from.year) : NULL;
	return meeting ? meeting->on_date : (struct date){ 0 };
}

/* Several steps ask for words on one page: each with an id of its own. */
static void act_field(struct out *out, struct form_view *form, const struct submission_move *move,
                      const char *field)
{
	if (strcmp(field, "words")) {
		form_field(out, form, field);
		return;
	}
	one_act_words(out, move->verb, form->answers ? answer_get(form->answers, "words") : S(""),
		form->problems ? problem_for(form->problems, "words") : S(""), move->needs != NULL);
}

static void move_form(struct out *out, struct request *request, struct view *view,
                      const struct submission *submission, const struct submission_move *move)
{
	struct submission_act *act = arena_new(request->arena, struct submission_act);
	struct form_view form;
	bool is_tried;

	*act = (struct submission_act){ .version = submission->version,
		.meeting_on = meeting_usual(view, submission),
		.sender_number = submission->sender_number,
		.receiver_number = submission->receiver_number };
	form = form_view_of(request, view, &submission_act_form, act);
	is_tried = form.answers && str_is(request_param(request, "verb"), move->verb);
	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	one_details(out, move->verb, _(move->label), is_tried);
	form_begin(out, &form, arena_print(request->arena, "/submissions/%.*s/%s",
		STR(submission->public_id), move->verb), false);
	if (is_tried)
		form_problems(out, &form);
	for (const char *const *field = move->asks; field && *field; field++)
		act_field(out, &form, move, *field);
	form_buttons(out, _(move->label), S(""));
	form_end(out);
	one_details_end(out);
}

static void moves_show(struct out *out, struct request *request, struct view *view,
                       const struct submission *submission)
{
	one_next_begin(out);
	for (const struct submission_move *move = submission_moves; move->verb; move++) {
		if (!(move->from & FROM_STATE(submission->state)))
			continue;
		if (!may(request, view, move->need, submission))
			one_next_other(out, _(move->label), _(move->who));
		else if (move->asks)
			move_form(out, request, view, submission, move);
		else
			one_next_button(out, request, submission, move->verb, _(move->label));
	}
	one_next_end(out, submission);
}

static struct one_page page_of(struct request *request, struct view *view,
                               const struct submission *submission)
{
	const struct programme *programme = programme_of_code(view, submission->programme);

	return (struct one_page){ .request = request, .view = view, .submission = submission,
		.programme = programme,
		.deliverable = programme ? deliverable_of_code(view, programme->id,
			submission->deliverable) : NULL,
		.unit = unit_get(view, submission->unit_id),
		.files = submission_files(view, submission->id),
		.links = submission_links(view, submission->id),
		.steps = submission_steps(view, submission->id),
		.next = submission_next(view, submission),
		.before = submission->supersedes ? submission_of_id(view, submission->supersedes) : NULL,
		.empty = body_empty(request->arena, submission->body),
		.may_write = may(request, view, MAY_submissions_write, submission),
		.may_register = may(request, view, MAY_submissions_submit, submission)
			|| may(request, view, MAY_submissions_receive, submission) };
}

struct reply submission_show(struct request *request, struct view *view)
{
	const struct submission *submission = asked(request, view);
	struct str format = request_query(request, "format");
	struct one_page page;
	struct out *out;

	if (!submission)
		return reply_not_found(request);
	if (request_wants_json(request) || str_is(format, "json"))
		return as_json(request, view, submission);
	if (str_is(format, "md"))
		return as_markdown(request, view, submission);
	page = page_of(request, view, submission);
	out = page_begin(request, view, str_z(request->arena, submission->title));
	one_head(out, &page);
	one_messages(out, &page);
	one_text(out, &page);
	one_files(out, &page);
	one_links(out, &page);
	one_side_begin(out);
	moves_show(out, request, view, submission);
	one_side(out, &page);
	one_end(out);
	return page_end(request, 200);
}

/* ---- Writing ------------------------------------------------------------------------------ */

void *submission_load(struct request *request, struct view *view)
{
	const struct submission *submission = asked(request, view);

	if (!submission || !submission_may(view, MAY_submissions_write, submission->unit_id))
		return NULL;
	return (void *)(uintptr_t)submission;
}

struct reply submission_edit(struct request *request, struct view *view)
{
	const struct submission *submission = submission_load(request, view), *last;
	struct one_page page;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!submission)
		return reply_not_found(request);
	if (!submission_is_editable(submission->state) && !request_answers(request))
		return reply_go(request, "/submissions/%.*s", STR(submission->public_id));
	page = page_of(request, view, submission);
	last = submission_last_accepted(view, submission);
	form = form_view_of(request, view, &submission_form, submission);
	path = arena_print(request->arena, "/submissions/%.*s", STR(submission->public_id));
	out = page_begin(request, view, str_z(request->arena, submission->title));
	edit_begin(out, &page);
	one_messages(out, &page);
	form_begin(out, &form, path, false);
	form_problems(out, &form);
	form_field(out, &form, "body");
	edit_secrecy(out, form.answers && answer_has(form.answers, "secrecy")
		? answer_get(form.answers, "secrecy") : submission->secrecy);
	form_buttons(out, _("Save the text"), path);
	form_end(out);
	edit_side(out, &page, submission_headings(request->arena, submission->deliverable), last);
	return page_end(request, 200);
}

static int64_t sent_version(struct request *request, const struct submission *submission)
{
	int64_t version = request_version(request);

	return version ? version : submission->version;
}

static struct reply saved(struct request *request, int status, const struct submission *submission,
                          const char *part)
{
	return reply_done(request, status, &submission_record, submission, "/submissions/%.*s%s",
		STR(submission->public_id), part);
}

static struct reply gone(struct request *request, struct change *change, enum updated updated,
                         const struct submission *mine)
{
	const struct submission *theirs = submission_get(change_view(change), mine->public_id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &submission_record, mine, theirs);
}

static struct reply refused(struct request *request, struct change *change, const char *field,
                            struct str words)
{
	problem_add(request_problems(request), field, "%.*s", STR(words));
	return reply_again(request, change);
}

static struct str locked_words(struct arena *arena, const struct submission *submission)
{
	return arena_print(arena, submission_is_frozen(submission->state)
		? _("Nothing was changed: the document is locked since it was submitted (“%s”).")
		: _("Nothing was changed: the document is “%s”. Choose “Go on writing it” first."),
		_(submission_states[submission->state].label));
}

struct reply submission_change_act(struct request *request, struct change *change)
{
	struct submission *submission = request_record(request);
	enum updated updated;

	if (!submission_is_editable(submission->state))
		return refused(request, change, "", locked_words(request->arena, submission));
	updated = change_update(change, &submission_record.shape, submission,
		sent_version(request, submission));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return gone(request, change, updated, submission);
	if (updated == UPDATED)
		submission_step_add(change, submission, "change", submission->state, S(""));
	request_message(request, _("The text is saved."));
	return saved(request, 200, submission, "");
}

/* ---- Steps ------------------------------------------------------------------------------------ */

static struct str step_words(struct arena *arena, const struct submission_move *move,
                             const struct submission_act *act)
{
	if (move->to == SUBMISSION_decided)
		return arena_print(arena, "%.*s, %.*s, %.*s", STR(date_iso(arena, act->meeting_on)),
			STR(str_trim(act->paragraph)), STR(str_trim(act->signer)));
	if (move->to == SUBMISSION_submitted)
		return str_trim(act->sender_number);
	if (move->to == SUBMISSION_received)
		return str_trim(act->receiver_number);
	return str_trim(act->words);
}

static struct reply step_take(struct request *request, struct change *change,
                              const struct submission *before, const struct submission_move *move)
{
	const struct submission_act *act = request_record(request);
	struct submission now = *before;
	enum updated updated;

	submission_after(move, &now, act, request_person(request)->id, instant_now());
	if (move->to == SUBMISSION_submitted)
		submission_freeze(change, &now);
	updated = change_update(change, &submission_record.shape, &now, sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return gone(request, change, updated, &now);
	submission_step_add(change, &now, move->verb, before->state,
		step_words(request->arena, move, act));
	if (move->to == SUBMISSION_returned)
		submission_follow(change, &now);
	request_message(request, _(move->done));
	return saved(request, 200, &now, "");
}

/* Nothing but headings is not a document. */
static bool says_nothing(struct arena *arena, const struct submission *submission)
{
	struct section_list all = body_sections(arena, submission->body);

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].text.len)
			return false;
	return true;
}

struct reply submission_step_act(struct request *request, struct change *change)
{
	const struct submission_move *move = submission_move_find(request_param(request, "verb"));
	const struct submission *before = asked(request, change_view(change));
	const char *field, *words;
	struct str missing;

	if (!move || !before)
		return reply_not_found(request);
	if (!may(request, change_view(change), move->need, before))
		return reply_forbidden(request);
	missing = submission_missing(request->arena, before->state, move);
	if (missing.len)
		return refused(request, change, "", missing);
	field = submission_act_problem(move, request_record(request), date_today(), &words);
	if (field)
		return refused(request, change, field, str_of(_(words)));
	if (move->to == SUBMISSION_dispatched && says_nothing(request->arena, before))
		return refused(request, change, "", str_of(_("There is nothing to send out: nothing is written"
			" under any heading.")));
	return step_take(request, change, before, move);
}

/* The numbers are about the document, not in it: they may be written when it is locked. */
struct reply submission_registry_act(struct request *request, struct change *change)
{
	const struct submission *before = asked(request, change_view(change));
	const struct submission_act *act = request_record(request);
	struct view *view = change_view(change);
	struct submission now;
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	if (!may(request, view, MAY_submissions_submit, before)
	    && !may(request, view, MAY_submissions_receive, before))
		return reply_forbidden(request);
	if (!submission_is_frozen(before->state))
		return refused(request, change, "",
			str_of(_("It is not a public document yet: submit it first.")));
	now = *before;
	now.sender_number = str_trim(act->sender_number);
	now.receiver_number = str_trim(act->receiver_number);
	now.registration = now.receiver_number.len ? REGISTRATION_registered : REGISTRATION_to_register;
	updated = change_update(change, &submission_record.shape, &now, sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return gone(request, change, updated, &now);
	submission_step_add(change, &now, "registry", now.state, arena_print(request->arena,
		"%.*s / %.*s", STR(now.sender_number), STR(now.receiver_number)));
	request_message(request, _("The registry numbers are saved."));
	return saved(request, 200, &now, "");
}

/* ---- Attachments and links ------------------------------------------------------------------------ */

/* The submission when it is a draft that one writes; NULL and *reply otherwise. */
static const struct submission *draft_asked(struct request *request, struct change *change,
                                            struct reply *reply)
{
	const struct submission *submission = submission_load(request, change_view(change));

	if (!submission) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (submission_is_editable(submission->state))
		return submission;
	*reply = refused(request, change, "", locked_words(request->arena, submission));
	return NULL;
}

struct reply submission_files_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct submission *submission = draft_asked(request, change, &reply);
	const struct upload *file;
	size_t kept, room;

	if (!submission)
		return reply;
	kept = submission_files(change_view(change), submission->id).count;
	room = kept < MOST_FILES_KEPT ? MOST_FILES_KEPT - kept : 0;
	for (size_t nth = 0; (file = request_file(request, "files", nth)); nth++) {
		if (!file->content.len && !file->is_too_large)
			continue;       /* a file field that was left empty */
		if (file->is_too_large || !room--)
			return refused(request, change, "files", arena_print(request->arena,
				_("“%.*s” was not kept, nor the others: a file is at most 20 MB, and a document"
				  " has at most ten."), STR(file->name)));
		submission_file_keep(change, submission->id, file->name, file->content);
		submission_step_add(change, submission, "file", submission->state, file->name);
	}
	return saved(request, 200, submission, "#files");
}

struct reply submission_file_show(struct request *request, struct view *view)
{
	const struct submission *submission = asked(request, view);
	const struct submission_file *file = submission
		? submission_file_get(view, submission->id, request_param(request, "file")) : NULL;
	struct reply reply;

	if (!file)
		return reply_not_found(request);
	reply = reply_bytes(200, "application/octet-stream", S(""));
	reply.file = submission_file_path(request->arena, file->digest);
	reply_download(&reply, request->arena, file->name);
	return reply;
}

struct reply submission_file_remove_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct submission *submission = draft_asked(request, change, &reply);
	const struct submission_file *file;
	struct submission_file now;

	if (!submission)
		return reply;
	file = submission_file_get(change_view(change), submission->id, request_param(request, "file"));
	if (!file)
		return reply_not_found(request);
	now = *file;
	now.is_removed = true;
	change_update(change, &submission_file_record.shape, &now, file->version);
	submission_step_add(change, submission, "file removed", submission->state, file->name);
	return saved(request, 200, submission, "#files");
}

static void link_judge(struct view *view, void *row, struct problems *problems)
{
	struct submission_link *link = row;

	(void)view;
	link->path = str_trim(link->path);
	if (!str_starts(link->path, S("/")) || str_starts(link->path, S("//"))
	    || str_find_char(link->path, ' ') >= 0)
		problem_add(problems, "path", "%s",
			_("Write an address in this program. It begins with /, for example /events?q=lamp."));
}

struct reply submission_link_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct submission *submission = draft_asked(request, change, &reply);
	const struct submission_link *link = request_record(request);

	if (!submission)
		return reply;
	submission_link_add(change, submission->id, link->words, link->path);
	submission_step_add(change, submission, "link", submission->state, link->words);
	return saved(request, 200, submission, "#links");
}
