/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/write.h - what the pages that write in a picture share. */
#pragma once

#include "kit/route.h"
#include "modules/pictures/cited.h"

/* pages.c */
const struct picture *picture_asked(struct request *request, struct view *view);        /* NULL */
bool picture_has_links(struct request *request, struct view *view, const struct picture *picture);
bool picture_may_write(struct request *request, struct view *view, const struct picture *picture);
void *picture_load(struct request *request, struct view *view);        /* NULL: none that one writes */
/* Machines may leave the version out; browsers always send it. */
int64_t picture_sent_version(struct request *request, const struct picture *picture);
struct reply picture_gone(struct request *request, struct change *change, enum updated updated,
                          const struct picture *mine);
struct reply picture_wrong_state(struct request *request, struct change *change);
struct reply picture_saved(struct request *request, int status, const struct picture *picture);
void picture_remarks_show(struct out *out, const struct picture_page *page);

/* live.c */
void picture_changed_show(struct out *out, struct request *request, const struct picture_page *page);
struct reply picture_update_act(struct request *request, struct change *change);
struct reply picture_keep_act(struct request *request, struct change *change);

/* drafted_anew.c: after new numbers, with the page of the old and that of the new; how many
 * sentences that stood as they were drafted have other words now.  The texts show the new
 * amounts already. */
int64_t picture_drafted_anew(struct change *change, const struct picture_page *before,
                             const struct picture_page *now, struct picture *picture);

/* write.c */
struct reply picture_edit(struct request *request, struct view *view);
struct reply picture_change_act(struct request *request, struct change *change);
struct reply picture_take_act(struct request *request, struct change *change);
struct reply picture_number_act(struct request *request, struct change *change);
struct reply picture_draft_show(struct request *request, struct view *view);
/* The text under a heading; NULL: there is no such section. */
struct str *picture_text_of(struct picture *picture, struct str section);
/* A picture that is open in the editor, with the words that were typed. */
struct writing {
	struct request *request;
	struct change *change;
	const struct picture *before;
	struct picture now;
	struct picture_page page;
};
/* False: *reply says why not. */
bool writing_begin(struct writing *writing, struct request *request, struct change *change,
                   struct reply *reply);
/* A sentence of the draft goes to the end of its section; the picture is kept by the caller. */
void proposal_take(struct change *change, const struct picture_page *page, struct picture *picture,
                   const struct proposal *proposal);
/* At the end of a section, in a paragraph of its own; false: there is no such section. */
bool writing_append(struct writing *writing, struct str section, struct str words);
/* Kept, with a step in the history; then the editor again, at the section. */
struct reply writing_done(struct writing *writing, struct str section, const char *message);
/* The same, and then another page. */
struct reply writing_done_at(struct writing *writing, struct str path, const char *message);

/* shelf.c: evidence beside the text */
struct shelf_event { struct str number, title; int64_t severity; };
LIST_OF(shelf_event)
enum { SHELF_MOST = 12 };
struct shelf_event_list shelf_events(struct view *view, const struct picture_query *asked);   /* the gravest first */
void picture_shelf(struct out *out, const struct picture_page *page);
struct reply picture_cite_act(struct request *request, struct change *change);

/* compare.c */
struct reply picture_compare(struct request *request, struct view *view);
