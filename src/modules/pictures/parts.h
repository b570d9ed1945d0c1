/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/parts.h - a section that somebody else is asked about: another unit of the city, or
 * an actor outside it, by a link to that question alone.
 *
 * They see the question and their own words, never the rest of the picture.  What they write is
 * theirs, by name and time; whoever writes the picture takes sentences of it, which keep whose
 * they are (cited.h).
 */
#pragma once

#include "modules/partners/partners.h"
#include "modules/pictures/write.h"

#define PICTURE_PART_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(section,    text,    N_("Section"), .required = true, .longest = 20) \
	F(question,   prose,   N_("What you ask"), .required = true, .longest = 2000) \
	F(unit_id,    ref,     N_("Unit that is asked"), .refers_to = "unit") \
	F(guest_name, text,    N_("Actor that is asked"), .is_own = true) \
	F(asked_by,   ref,     N_("Who asked"), .refers_to = "person", .is_own = true) \
	F(asked_at,   instant, N_("Asked"), .is_own = true) \
	F(ended_by,   ref,     N_("Closed by"), .refers_to = "person", .is_own = true) \
	F(ended_at,   instant, N_("Ended"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_part { PICTURE_PART_FIELDS(AS_MEMBER) };
LIST_OF(picture_part)
extern const struct record picture_part_record;
extern const struct form picture_part_form;

#define PICTURE_PART_TEXT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(part_id,     ref,     N_("Question"), .is_own = true, .is_hidden = true) \
	F(words,       prose,   N_("Your words"), .required = true, .longest = 8000) \
	F(person_id,   ref,     N_("Who"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(writer_name, text,    N_("Written by"), .is_own = true, .is_personal = true) \
	F(at,          instant, N_("Written"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct picture_part_text { PICTURE_PART_TEXT_FIELDS(AS_MEMBER) };
LIST_OF(picture_part_text)
extern const struct record picture_part_text_record;
extern const struct form picture_part_text_form;

/* What whoever is asked sees. */
struct part_door {
	int64_t id;
	struct str section, question, title, kind;
};
const struct part_door *part_door_of(struct view *view, int64_t part_id);       /* guest; NULL */
const struct part_door *part_asked_of(struct view *view, int64_t part_id);      /* of a unit; NULL */
struct picture_part_text_list part_door_texts(struct view *view, int64_t part_id);
struct picture_part_list picture_parts(struct view *view, int64_t picture_id);
const struct picture_part *picture_part_get(struct view *view, struct str public_id);
struct picture_part_text_list part_texts(struct view *view, int64_t part_id);   /* the newest first */
int64_t parts_waiting(struct view *view);       /* asked of my units and not answered */
struct picture_part_list parts_of_mine(struct view *view);
void part_end(struct change *change, const struct picture_part *part);
struct str part_asked_whom(struct view *view, const struct picture_part *part);

/* parts.c */
struct reply parts_show(struct request *request, struct view *view);
struct reply parts_ask_act(struct request *request, struct change *change);
struct reply parts_end_act(struct request *request, struct change *change);
struct reply parts_take_act(struct request *request, struct change *change);
/* parts_answer.c */
struct reply parts_mine_show(struct request *request, struct view *view);
struct reply part_question_show(struct request *request, struct view *view);
struct reply part_answer_act(struct request *request, struct change *change);
struct reply part_guest_show(struct request *request, struct view *view);
struct reply part_guest_act(struct request *request, struct change *change);
void parts_json(struct json_out *json, const struct picture_page *page);
