/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/comments.c - colleagues say what they think of a section while a picture is
 * written; somebody who writes it settles each, by name.
 */
#include "modules/pictures/comments.h"

#include "modules/pictures/comments.html.h"
#include "modules/pictures/guard.h"

#include <string.h>

#define RECORD struct picture_comment
static const struct field comment_fields[] = { COMMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_comment_record = {
	RECORD_OF("picture_comment", picture_comment, comment_fields),
	.label = N_("Comment"), .many = N_("Comments"), .path = "/pictures",
};
const struct form picture_comment_form = {
	.record = &picture_comment_record, .fields = FIELDS("section", "words"),
	.may_keep = picture_may_keep,
};

static bool may(struct request *request, struct view *view, enum permission permission,
                const struct picture *picture)
{
	return request_may(request, permission) && picture_may(view, permission, picture->unit_id);
}

bool picture_may_comment(struct request *request, struct view *view, const struct picture *picture)
{
	return may(request, view, MAY_pictures_write, picture)
		|| may(request, view, MAY_pictures_adopt, picture);
}

int64_t comments_said(const struct comment_line_list *comments, const char *section)
{
	int64_t count = 0;

	for (size_t i = 0; i < comments->count; i++)
		count += str_is(comments->at[i].section, section);
	return count;
}

int64_t comments_open(const struct comment_line_list *comments, const char *section)
{
	int64_t count = 0;

	for (size_t i = 0; i < comments->count; i++)
		count += !comments->at[i].settled_at.seconds && str_is(comments->at[i].section, section);
	return count;
}

/* ---- Showing ------------------------------------------------------------------------ */

void picture_comments_write(struct out *out, struct request *request, const struct picture_page *page)
{
	const struct picture *picture = page->picture;
	struct comment_line_list comments;
	bool is_open = picture_is_editable(picture->state);
	struct comments_page shown;

	if (!picture_may_comment(request, page->view, picture))
		return;
	comments = picture_comments(page->view, picture->id);
	if (!comments.count && !is_open)
		return;
	shown = (struct comments_page){ .request = request, .page = page, .comments = &comments,
		.may_settle = is_open && may(request, page->view, MAY_pictures_write, picture),
		.form = form_view_of(request, page->view, &picture_comment_form, NULL) };
	if (strcmp(request_route(request)->path, "/pictures/:id/comments") != 0) {
		shown.form.answers = NULL;      /* another form of the page was refused */
		shown.form.problems = NULL;
	}
	comments_begin(out);
	for (size_t i = 0; picture_sections[i]; i++)
		comments_section(out, &shown, picture_sections[i]);
	if (is_open)
		comment_form_show(out, &shown);
	comments_end(out);
}

/* ---- Saying and settling ------------------------------------------------------------ */

static const struct picture *commented(struct request *request, struct change *change,
                                       struct reply *reply)
{
	const struct picture *picture = picture_get(change_view(change), request_param(request, "id"));

	if (!picture) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (!picture_may_comment(request, change_view(change), picture)) {
		*reply = reply_forbidden(request);
		return NULL;
	}
	if (!picture_is_editable(picture->state)) {
		problem_add(request_problems(request), "", "%s",
			_("This picture is not written on any more. Comment on its next version."));
		*reply = reply_again(request, change);
		return NULL;
	}
	return picture;
}

static struct reply comment_saved(struct request *request, const struct picture *picture,
                                  const struct picture_comment *comment)
{
	return reply_done(request, 201, &picture_comment_record, comment, "/pictures/%.*s#comments",
		STR(picture->public_id));
}

struct reply picture_comment_act(struct request *request, struct change *change)
{
	struct picture_comment *comment = request_record(request);
	const struct picture *picture;
	struct reply reply;

	picture = commented(request, change, &reply);
	if (!picture)
		return reply;
	if (!picture_sections[picture_section_find(comment->section)]) {
		problem_add(request_problems(request), "section", "%s",
			_("Choose the section that you comment on."));
		return reply_again(request, change);
	}
	if (!picture_words_judge(&(struct guarded){ request, change_view(change), picture->kind }, "words",
	                         comment->words))
		return reply_again(request, change);
	comment->picture_id = picture->id;
	comment->person_id = change_me(change);
	comment->at = instant_now();
	change_insert(change, &picture_comment_record.shape, comment);
	request_message(request, _("Your comment is there. Those who write the picture see it."));
	return comment_saved(request, picture, comment);
}

struct reply picture_settle_act(struct request *request, struct change *change)
{
	struct picture_comment settling = { .words = str_trim(request_field(request, "words")) };
	const struct picture *picture;
	struct reply reply;

	picture = commented(request, change, &reply);
	if (!picture)
		return reply;
	if (!may(request, change_view(change), MAY_pictures_write, picture))
		return reply_forbidden(request);
	settling.settles = picture_comment_open(change_view(change), picture->id,
		request_param(request, "comment"));
	if (!settling.settles)
		return reply_not_found(request);
	settling.words = str_letters_part(settling.words, 2000);
	if (!picture_words_judge(&(struct guarded){ request, change_view(change), picture->kind }, "words",
	                         settling.words))
		return reply_again(request, change);
	settling.picture_id = picture->id;
	settling.person_id = change_me(change);
	settling.at = instant_now();
	change_insert(change, &picture_comment_record.shape, &settling);
	request_message(request, _("The comment is settled."));
	return comment_saved(request, picture, &settling);
}
