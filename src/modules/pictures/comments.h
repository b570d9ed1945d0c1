/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/comments.h - what colleagues say about the sections of a picture. */
#pragma once

#include "kit/route.h"
#include "modules/pictures/inside.h"

#define COMMENT_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(section,    text,    N_("Section"), .required = true, .longest = 20) \
	F(words,      prose,   N_("Comment"), .required = true, .longest = 2000) \
	F(settles,    ref,     N_("Settles"), .is_own = true, .is_hidden = true) \
	F(person_id,  ref,     N_("Who"), .is_own = true, .refers_to = "person") \
	F(at,         instant, N_("When"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_comment { COMMENT_FIELDS(AS_MEMBER) };
extern const struct record picture_comment_record;
extern const struct form picture_comment_form;

struct comment_line {                   /* a comment, and who settled it */
	int64_t id;
	struct str public_id, section, words, person_name, settled_by, settled_words;
	struct instant at, settled_at;  /* settled_at 0: it is open */
};
LIST_OF(comment_line)
struct comment_line_list picture_comments(struct view *view, int64_t picture_id);
/* An open comment of a picture; 0 there is none. */
int64_t picture_comment_open(struct view *view, int64_t picture_id, struct str public_id);

struct comments_page {
	struct request *request;
	const struct picture_page *page;
	const struct comment_line_list *comments;
	struct form_view form;
	bool may_settle;
};
/* May this person say something about the picture, and settle what was said? */
bool picture_may_comment(struct request *request, struct view *view, const struct picture *picture);
void picture_comments_write(struct out *out, struct request *request, const struct picture_page *page);
int64_t comments_said(const struct comment_line_list *comments, const char *section);
int64_t comments_open(const struct comment_line_list *comments, const char *section);
struct reply picture_comment_act(struct request *request, struct change *change);
struct reply picture_settle_act(struct request *request, struct change *change);
