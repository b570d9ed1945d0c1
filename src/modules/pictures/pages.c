/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/pages.c - the routes of the room and their handlers. */
#include "base/crypto.h"
#include "base/say.h"
#include "modules/measures/measures.h"
#include "modules/pictures/again.h"
#include "modules/pictures/bases.h"
#include "modules/pictures/cited.html.h"
#include "modules/pictures/comments.h"
#include "modules/pictures/comments.html.h"
#include "modules/pictures/guard.h"
#include "modules/pictures/parts.h"
#include "modules/pictures/pages.html.h"
#include "modules/pictures/write.h"
#include "modules/places/places.h"

#include <string.h>

static void new_judge(struct view *view, void *row, struct problems *problems);
const struct form picture_new_form = {
	.record = &picture_record,
	.fields = FIELDS("kind", "unit_id", "period", "area_code"),
	.judge = new_judge,
};
const struct form picture_form = {
	.record = &picture_record,
	.fields = FIELDS("present", "causes", "consequences", "development", "proposals",
	                 "contributors", "sources", "secrecy"),
	.may_keep = picture_may_keep,
};
const struct form picture_act_form = {
	.record = &picture_act_record,
	.fields = FIELDS("decision", "reason"),
	.may_keep = picture_may_keep,
};

const char *picture_state_class(int state)
{
	static const char *const classes[] = { "", "draft", "doing", "ok", "done", "done", "late",
		"closed" };

	return state >= 0 && (size_t)state < COUNT(classes) ? classes[state] : "";
}

/* ---- The list -------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	pictures_actions(out, request_may(request, MAY_pictures_write),
		request_may(request, MAY_pictures_receive));
}

static struct reply pictures_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Situation pictures"), .actions = list_actions };
	struct query query;

	pictures_query(request, view, &query);
	return table_reply(request, view, &pictures_table, &query, &page);
}

/* ---- Beginning one ---------------------------------------------------------------------- */

static bool area_is_known(struct view *view, struct str code)
{
	return areas_within(view, code, date_today()).count != 0;
}

static void new_judge(struct view *view, void *row, struct problems *problems)
{
	struct picture *picture = row;
	struct date from, to;

	picture->period = str_trim(picture->period);
	if (!period_read(picture->period, &from, &to)) {
		problem_add(problems, "period", "%s",
			_("Write the period as for example 2026, 2026-T2 or 2026-03."));
		return;
	}
	if (date_compare(from, date_today()) > 0)
		problem_add(problems, "period", "%s", _("The period has not begun yet."));
	else if (date_days_between(from, to) > 5 * 366)
		problem_add(problems, "period", "%s", _("Choose a period of at most five years."));
	if (picture->area_code.len && !area_is_known(view, picture->area_code))
		problem_add(problems, "area_code", "%s", _("There is no area with this code."));
}

static struct reply picture_new(struct request *request, struct view *view)
{
	struct picture picture = { .period = request_query(request, "period"),
		.kind = request_query(request, "kind"), .area_code = request_query(request, "area") };
	struct form_view form;
	struct out *out;

	if (!picture.period.len)
		picture.period = usual_period(request->arena);
	picture.unit_id = reference_find(view, "picture_unit", request_query(request, "unit"));
	if (!picture.unit_id)
		picture.unit_id = request_person(request)->unit_id;
	form = form_view_of(request, view, &picture_new_form, &picture);
	out = page_begin(request, view, _("Begin a situation picture"));
	picture_new_begin(out);
	form_begin(out, &form, S("/pictures"), false);
	form_all(out, &form);
	form_buttons(out, _("Fetch the numbers"), S("/pictures"));
	form_end(out);
	return page_end(request, 200);
}

struct str picture_title(struct view *view, const struct picture *picture)
{
	return arena_print(view_arena(view), "%.*s, %.*s, %.*s",
		STR(code_name("picture_kinds", picture->kind)),
		STR(unit_name(view, picture->unit_id)), STR(picture->period));
}

int64_t picture_add(struct change *change, struct picture *picture)
{
	struct view *view = change_view(change);
	const struct item *kind = item_find("picture_kinds", picture->kind);
	struct picture_query query = picture_query_of(view, picture, date_today());
	struct instant taken = picture->created_at.seconds ? picture->created_at : instant_now();

	if (!picture->state)
		picture->state = PICTURE_working;
	if (!picture->number)
		picture->number = 1;
	if (!picture->title.len)
		picture->title = picture_title(view, picture);
	if (!picture->secrecy.len)
		picture->secrecy = item_text(kind, "secrecy_ground");
	picture->extract_id = extract_add(change, 0, &query, numbers_take(view, &query), taken);
	change_insert(change, &picture_record.shape, picture);
	extract_belongs(change, picture->extract_id, picture->id);
	picture_step_add(change, picture, "begin", PICTURE_none, S(""));
	return picture->id;
}

struct reply picture_saved(struct request *request, int status, const struct picture *picture)
{
	return reply_done(request, status, &picture_record, picture, "/pictures/%.*s",
		STR(picture->public_id));
}

static struct reply picture_new_act(struct request *request, struct change *change)
{
	struct picture *picture = request_record(request);
	struct view *view = change_view(change);

	if (!picture_may(view, MAY_pictures_write, picture->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not write pictures of this unit. Choose another unit."));
		return reply_again(request, change);
	}
	picture_add(change, picture);
	request_message(request, _("The numbers are in place. Now write what they mean."));
	return reply_done(request, 201, &picture_record, picture, "/pictures/%.*s/edit",
		STR(picture->public_id));
}

/* ---- One ---------------------------------------------------------------------------------- */

const struct picture *picture_asked(struct request *request, struct view *view)
{
	return picture_get(view, request_param(request, "id"));
}

bool picture_has_links(struct request *request, struct view *view, const struct picture *picture)
{
	return request_may(request, MAY_events_read)
		&& picture_may(view, MAY_events_read, picture->unit_id);
}

bool picture_may_write(struct request *request, struct view *view, const struct picture *picture)
{
	return request_may(request, MAY_pictures_write)
		&& picture_may(view, MAY_pictures_write, picture->unit_id);
}

static void move_form(struct out *out, struct request *request, struct view *view,
                      const struct picture *picture, const struct picture_move *move)
{
	const struct picture_act *act = &(struct picture_act){ .version = picture->version };
	struct form_view form = form_view_of(request, view, &picture_act_form, act);
	bool is_tried = form.answers && str_is(request_param(request, "verb"), move->verb);

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	picture_next_details(out, move->verb, _(move->label), is_tried);
	form_begin(out, &form, arena_print(request->arena, "/pictures/%.*s/%s",
		STR(picture->public_id), move->verb), false);
	if (is_tried)
		form_problems(out, &form);
	form_field(out, &form, move->needs_decision ? "decision" : "reason");
	form_buttons(out, _(move->label), S(""));
	form_end(out);
	picture_next_details_end(out);
}

static void moves_show(struct out *out, struct request *request, const struct picture_page *page)
{
	const struct picture *picture = page->picture;

	picture_next_begin(out);
	for (const struct picture_move *move = picture_moves; move->verb; move++) {
		if (!(move->from & FROM_STATE(picture->state)))
			continue;
		if (!request_may(request, move->need)
		    || !picture_may(page->view, move->need, picture->unit_id))
			picture_next_other(out, _(move->label), _(move->who));
		else if (move->needs_decision || move->needs_reason)
			move_form(out, request, page->view, picture, move);
		else
			picture_next_button(out, request, picture, move->verb, _(move->label));
	}
	if (picture_may_be_followed(picture->state) && !picture_next(page->view, picture)
	    && picture_may_write(request, page->view, picture))
		picture_follow_button(out, request, picture);
	picture_next_end(out);
}

static int picture_days_old(const struct picture_page *page)
{
	return page->extract ? date_days_between(instant_date(page->extract->taken_at), date_today()) : 0;
}

void picture_remarks_show(struct out *out, const struct picture_page *page)
{
	struct picture_limits limits = picture_limits();

	picture_remarks(out, picture_checks(page->picture, page->numbers, picture_days_old(page), &limits), &limits);
}

static void texts_show(struct out *out, const struct picture_page *page)
{
	for (size_t i = 0; picture_sections[i]; i++)
		picture_text(out, page, picture_heading(page->kind, picture_sections[i]),
			picture_section(page->picture, i));
	picture_text(out, page, str_of(_("Who took part")), page->picture->contributors);
	picture_text(out, page, str_of(_("Sources")), page->picture->sources);
}

static void side_show(struct out *out, struct request *request, const struct picture_page *page)
{
	struct picture_step_list steps = picture_steps(page->view, page->picture->id);

	moves_show(out, request, page);
	picture_comments_write(out, request, page);
	bases_on_page(out, request, page);
	cited_list(out, page);
	if (picture_may_write(request, page->view, page->picture) && !picture_is_frozen(page->picture->state))
		picture_remarks_show(out, page);
	picture_extract_facts(out, page);
	picture_history(out, &steps);
}

static struct reply picture_as_json(struct request *request, const struct picture_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct str text = picture_json(page);
	struct reply reply;

	out_init(out, request->arena, text.len + 16);
	out_raw(out, text);
	reply = reply_json(request, 200, out);
	reply_header(&reply, "ETag", arena_print(request->arena, "\"%lld\"",
		(long long)page->picture->version));
	return reply;
}

static struct reply picture_show(struct request *request, struct view *view)
{
	const struct picture *picture = picture_asked(request, view);
	struct picture_page page;
	struct out *out;
	bool writes;

	if (!picture)
		return reply_not_found(request);
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	if (request_wants_json(request) || str_is(request_query(request, "format"), "json"))
		return picture_as_json(request, &page);
	writes = picture_may_write(request, view, picture);
	out = page_begin(request, view, str_z(request->arena, picture->title));
	picture_head(out, &page, writes && picture_is_editable(picture->state),
		writes && picture_may_be_followed(picture->state));
	picture_refused(out, request_problems(request));
	picture_related(out, &page, picture_next(view, picture));
	if (writes && picture_is_editable(picture->state))
		picture_changed_show(out, request, &page);
	picture_split_begin(out);
	if (page.numbers)
		picture_numbers(out, &page);
	texts_show(out, &page);
	picture_figures_begin(out);
	picture_figures(out, &page);
	picture_figures_end(out);
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "picture", picture->id, picture->unit_id);
	picture_end(out);
	picture_side_begin(out);
	side_show(out, request, &page);
	picture_split_end(out);
	return page_end(request, 200);
}

static struct reply picture_brief(struct request *request, struct view *view)
{
	const struct picture *picture = picture_asked(request, view);
	struct picture_page page;

	if (!picture)
		return reply_not_found(request);
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	picture_brief_page(page_begin(request, view, str_z(request->arena, picture->title)), &page);
	return page_end(request, 200);
}

/* ---- What acts share ----------------------------------------------------------------------- */

void *picture_load(struct request *request, struct view *view)
{
	const struct picture *picture = picture_asked(request, view);

	if (!picture || !picture_may(view, MAY_pictures_write, picture->unit_id))
		return NULL;
	return (void *)(uintptr_t)picture;
}

/* Machines may leave the version out; browsers always send it. */
int64_t picture_sent_version(struct request *request, const struct picture *picture)
{
	int64_t version = request_version(request);

	return version ? version : picture->version;
}

struct reply picture_gone(struct request *request, struct change *change, enum updated updated,
                          const struct picture *mine)
{
	const struct picture *theirs = picture_get(change_view(change), mine->public_id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &picture_record, mine, theirs);
}

struct reply picture_wrong_state(struct request *request, struct change *change)
{
	problem_add(request_problems(request), "", "%s",
		_("This step does not follow upon the state of the picture. Read the picture again."));
	return reply_again(request, change);
}

/* ---- Steps ------------------------------------------------------------------------------------ */

/* The new version stands on the same extract until its writer takes new numbers. */
struct picture *picture_follow(struct change *change, const struct picture *before, struct str reason)
{
	struct picture *next = arena_new(change_arena(change), struct picture);

	*next = (struct picture){ .kind = before->kind, .unit_id = before->unit_id,
		.area_code = before->area_code, .period = before->period, .title = before->title,
		.state = PICTURE_working, .number = before->number + 1, .present = before->present,
		.causes = before->causes, .consequences = before->consequences,
		.development = before->development, .proposals = before->proposals,
		.contributors = before->contributors, .sources = before->sources,
		.secrecy = before->secrecy, .extract_id = before->extract_id,
		.returned_reason = reason, .supersedes = before->id };
	change_insert(change, &picture_record.shape, next);
	bases_copy(change, before->id, next->id);
	cited_copy(change, before->id, next->id);
	sentences_copy(change, before->id, next->id);
	picture_step_add(change, next, "begin", PICTURE_none, reason);
	return next;
}

static struct reply picture_follow_act(struct request *request, struct change *change)
{
	const struct picture *before = picture_load(request, change_view(change));
	const struct picture *next;

	if (!before)
		return reply_not_found(request);
	if (!picture_may_be_followed(before->state) || picture_next(change_view(change), before))
		return picture_wrong_state(request, change);
	next = picture_follow(change, before, S(""));
	request_message(request, _("A new version has been begun. The one before is kept as it is."));
	return reply_done(request, 201, &picture_record, next, "/pictures/%.*s/edit",
		STR(next->public_id));
}

void picture_freeze(struct change *change, struct picture *picture)
{
	struct picture_page page = picture_page_of(change_view(change), picture, false);

	picture->frozen = picture_json(&page);
	picture->frozen_digest = digest_hex(change_arena(change), picture->frozen);
}

static const char *words_missing(const struct picture_move *move, const struct picture_act *act)
{
	if (move->needs_decision && !str_trim(act->decision).len)
		return "decision";
	if (move->needs_reason && !str_trim(act->reason).len)
		return "reason";
	return NULL;
}

void picture_moved(struct change *change, const struct picture_move *move, const struct picture *now)
{
	if (move->to == PICTURE_submitted || move->to == PICTURE_adopted)
		picture_forget_before(change, now);
	if (move->to == PICTURE_returned)
		picture_follow(change, now, now->returned_reason);
}

static struct reply picture_step_act(struct request *request, struct change *change)
{
	const struct picture_act *act = request_record(request);
	const struct picture_move *move = picture_move_find(request_param(request, "verb"));
	const struct picture *before = picture_asked(request, change_view(change));
	struct guarded in = { .request = request, .view = change_view(change) };
	const char *missing;
	enum updated updated;
	struct picture now;

	if (!move || !before)
		return reply_not_found(request);
	if (!request_may(request, move->need)
	    || !picture_may(change_view(change), move->need, before->unit_id))
		return reply_forbidden(request);
	if (!(move->from & FROM_STATE(before->state)))
		return picture_wrong_state(request, change);
	missing = words_missing(move, act);
	if (missing) {
		problem_add(request_problems(request), missing, "%s", move->needs_decision
			? _("Write the decision: its number or its day.")
			: _("Write why. One sentence is enough."));
		return reply_again(request, change);
	}
	in.kind = before->kind;
	if (!picture_words_judge(&in, "decision", act->decision)
	    || !picture_words_judge(&in, "reason", act->reason))
		return reply_again(request, change);
	now = *before;
	picture_after(move, &now, act, request_person(request)->id, instant_now());
	if (move->to == PICTURE_submitted)
		picture_freeze(change, &now);
	updated = change_update(change, &picture_record.shape, &now, picture_sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return picture_gone(request, change, updated, &now);
	picture_step_add(change, &now, move->verb, before->state,
		move->needs_decision ? act->decision : act->reason);
	picture_moved(change, move, &now);
	request_message(request, _(move->done));
	return picture_saved(request, 200, &now);
}

void pictures_home(struct out *out, struct request *request, struct view *view)
{
	bool writes = request_may(request, MAY_pictures_write);
	bool adopts = request_may(request, MAY_pictures_adopt);
	bool receives = request_may(request, MAY_pictures_receive);
	struct picture_counts counts;

	if (!writes && !adopts && !receives)
		return;
	counts = picture_counts(view);
	pictures_card(out, &counts, writes, adopts, receives, writes ? passings_waiting(view) : 0,
		writes ? parts_waiting(view) : 0);
}

const struct route pictures_routes[] = {
	{ GET, "/pictures", .need = MAY_pictures_read, .show = pictures_list, .is_api_too = true,
	  .label = N_("List of situation pictures") },
	{ GET, "/pictures/new", .need = MAY_pictures_write, .show = picture_new,
	  .label = N_("Begin a situation picture") },
	{ GET, "/pictures/overview", .need = MAY_pictures_receive, .show = pictures_overview,
	  .label = N_("Which situation pictures have come in") },
	{ POST, "/pictures", .need = MAY_pictures_write, .act = picture_new_act,
	  .form = &picture_new_form, .again = picture_new, .is_api_too = true,
	  .label = N_("Make a situation picture with its numbers") },
	{ GET, "/pictures/:id", .need = MAY_pictures_read, .show = picture_show, .is_api_too = true,
	  .label = N_("One situation picture") },
	{ GET, "/pictures/:id/brief", .need = MAY_pictures_read, .show = picture_brief,
	  .label = N_("A situation picture on one page") },
	{ GET, "/pictures/:id/edit", .need = MAY_pictures_write, .show = picture_edit,
	  .label = N_("Write in a situation picture") },
	{ POST, "/pictures/:id", .need = MAY_pictures_write, .act = picture_change_act,
	  .form = &picture_form, .load = picture_load, .again = picture_edit, .is_api_too = true,
	  .label = N_("Save a situation picture") },
	{ GET, "/pictures/:id/again", .need = MAY_pictures_read, .show = picture_again,
	  .is_api_too = true, .label = N_("The numbers of a situation picture counted again") },
	{ GET, "/pictures/:id/bases", .need = MAY_pictures_write, .show = bases_show,
	  .is_api_too = true, .label = N_("What a picture of the city is built on") },
	{ POST, "/pictures/:id/bases", .need = MAY_pictures_write, .act = bases_choose_act,
	  .again = bases_show, .is_api_too = true,
	  .label = N_("Choose the versions that a picture of the city is built on") },
	{ POST, "/pictures/:id/bases/:base/:section/:nth", .need = MAY_pictures_write,
	  .act = bases_take_act, .again = bases_show, .is_api_too = true,
	  .label = N_("Take a sentence of a unit into the picture of the city") },
	{ POST, "/pictures/:id/pass", .need = MAY_pictures_write, .act = pass_act,
	  .again = picture_show, .is_api_too = true,
	  .label = N_("Pass a picture of the city back to the units") },
	{ POST, "/pictures/:id/read", .need = MAY_pictures_read, .act = read_act,
	  .again = picture_show, .is_api_too = true,
	  .label = N_("Say that a picture that was passed back has been read") },
	{ GET, "/pictures/:id/parts", .need = MAY_pictures_write, .show = parts_show,
	  .is_api_too = true, .label = N_("Sections of a picture that others are asked about") },
	{ POST, "/pictures/:id/parts", .need = MAY_pictures_write, .act = parts_ask_act,
	  .form = &picture_part_form, .again = parts_show, .is_api_too = true,
	  .label = N_("Ask a unit or an actor about a section") },
	{ POST, "/pictures/:id/parts/:part/end", .need = MAY_pictures_write, .act = parts_end_act,
	  .again = parts_show, .is_api_too = true, .label = N_("Close a question about a section") },
	{ POST, "/pictures/:id/parts/:part/take/:nth", .need = MAY_pictures_write,
	  .act = parts_take_act, .again = parts_show, .is_api_too = true,
	  .label = N_("Take a sentence of an answer into a picture") },
	{ GET, "/picture-parts", .need = MAY_pictures_write, .show = parts_mine_show,
	  .label = N_("Questions about sections that one's unit is asked") },
	{ GET, "/picture-parts/:part", .need = MAY_pictures_write, .show = part_question_show,
	  .label = N_("A question about a section") },
	{ POST, "/picture-parts/:part", .need = MAY_pictures_write, .act = part_answer_act,
	  .form = &picture_part_text_form, .again = part_question_show, .is_api_too = true,
	  .label = N_("Answer a question about a section") },
	{ GET, "/partner/:token/section", .need = ANYBODY, .show = part_guest_show,
	  .label = N_("A question about a section, for an actor outside the city") },
	{ POST, "/partner/:token/section", .need = ANYBODY, .act = part_guest_act,
	  .needs_no_token = true, .form = &picture_part_text_form, .again = part_guest_show,
	  .most_per_minute = 20, .label = N_("The words of an actor outside the city") },
	{ GET, "/pictures/:id/compare", .need = MAY_pictures_read, .show = picture_compare,
	  .is_api_too = true, .label = N_("Two versions of a situation picture compared") },
	{ GET, "/pictures/:id/words", .need = MAY_pictures_read, .show = picture_words,
	  .is_api_too = true, .label = N_("Whose words a situation picture is") },
	{ GET, "/pictures/:id/draft", .need = MAY_pictures_write, .show = picture_draft_show,
	  .is_api_too = true, .label = N_("What the numbers of a picture say, in sentences") },
	{ POST, "/pictures/:id/draft/:key", .need = MAY_pictures_write, .act = picture_take_act,
	  .again = picture_edit, .is_api_too = true, .label = N_("Take a sentence into a picture") },
	{ POST, "/pictures/:id/cite/:kind/:key", .need = MAY_pictures_write,
	  .act = picture_cite_act, .again = picture_edit, .is_api_too = true,
	  .label = N_("Put an event, a measure or a paragraph of last time in a picture") },
	{ POST, "/pictures/:id/numbers", .need = MAY_pictures_write, .act = picture_number_act,
	  .form = &picture_number_form, .again = picture_edit, .is_api_too = true,
	  .label = N_("Put a number in the text of a picture") },
	{ POST, "/pictures/:id/update", .need = MAY_pictures_write, .act = picture_update_act,
	  .again = picture_show, .is_api_too = true, .label = N_("Take the numbers anew") },
	{ POST, "/pictures/:id/keep", .need = MAY_pictures_write, .act = picture_keep_act,
	  .again = picture_show, .label = N_("Keep the numbers of a situation picture") },
	{ POST, "/pictures/:id/follow", .need = MAY_pictures_write, .act = picture_follow_act,
	  .again = picture_show, .is_api_too = true, .label = N_("Begin a new version") },
	{ POST, "/pictures/:id/comments", .need = MAY_pictures_read, .act = picture_comment_act,
	  .form = &picture_comment_form, .again = picture_show, .is_api_too = true,
	  .label = N_("Comment on a section") },
	{ POST, "/pictures/:id/comments/:comment/settle", .need = MAY_pictures_write,
	  .act = picture_settle_act, .again = picture_show, .is_api_too = true,
	  .label = N_("Settle a comment") },
	{ POST, "/pictures/:id/:verb", .need = MAY_pictures_read, .act = picture_step_act,
	  .form = &picture_act_form, .again = picture_show, .is_api_too = true,
	  .label = N_("Take a situation picture one step on") },
	{ .path = NULL },
};
