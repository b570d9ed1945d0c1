/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/bases.h - a picture of the city, built on the submitted versions of units.
 *
 * The office chooses versions; each is cited with the digest it had when it was submitted, and
 * such a version never changes.  Their sections stand side by side, and a sentence that is
 * taken keeps whose words it is (cited.h).  What has been adopted is passed back to the units
 * it is built on; a named person says for each that it has been read.
 *
 * The catalogue says of a kind of picture which kinds it gathers (column gathers).
 */
#pragma once

#include "modules/pictures/write.h"

#define PICTURE_BASE_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(base_id,    ref,     N_("Built on"), .is_own = true, .is_hidden = true) \
	F(digest,     text,    N_("Digest"), .is_own = true) \
	F(chosen_by,  ref,     N_("Chosen by"), .refers_to = "person", .is_own = true) \
	F(chosen_at,  instant, N_("Chosen"), .is_own = true) \
	F(dropped_by, ref,     N_("Taken out by"), .refers_to = "person", .is_own = true) \
	F(dropped_at, instant, N_("Taken out"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_base { PICTURE_BASE_FIELDS(AS_MEMBER) };
LIST_OF(picture_base)
extern const struct record picture_base_record;

#define PICTURE_PASSING_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(passed_by,  ref,     N_("Passed back by"), .refers_to = "person", .is_own = true) \
	F(passed_at,  instant, N_("Passed back"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_passing { PICTURE_PASSING_FIELDS(AS_MEMBER) };
LIST_OF(picture_passing)
extern const struct record picture_passing_record;

#define PICTURE_RECEIPT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(passing_id,  ref,     N_("Passed back"), .is_own = true, .is_hidden = true) \
	F(person_id,   ref,     N_("Who"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(person_name, text,    N_("Read by"), .is_own = true, .is_personal = true) \
	F(at,          instant, N_("Read"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct picture_receipt { PICTURE_RECEIPT_FIELDS(AS_MEMBER) };
LIST_OF(picture_receipt)
extern const struct record picture_receipt_record;

/* A version that may be chosen, or is. */
#define BASE_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(title,        text,    N_("Situation picture"), ) \
	F(unit_id,      ref,     N_("Unit"), .is_hidden = true) \
	F(kind,         code,    N_("Kind"), .list = "picture_kinds") \
	F(number,       count,   N_("Version"), ) \
	F(state,        choice,  N_("State"), CHOICES(picture_states)) \
	F(digest,       text,    N_("Digest"), ) \
	F(submitted_at, instant, N_("Submitted"), ) \
	F(is_chosen,    yesno,   N_("Built on"), ) \
	F(is_followed,  yesno,   N_("There is a newer version"), )
struct base_row { BASE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(base_row)
extern const struct record base_row_record;

/* Those chosen first, then those of the period that may be. */
struct base_row_list picture_base_rows(struct view *view, const struct picture *picture);
/* Words of a version as they are taken: whose, and with which digest.  The section and the picture
 * that takes them are filled in by the caller. */
struct picture_sentence base_sentence(struct view *view, const struct picture *base, struct str words);
/* Chosen alone; also for the command line. */
struct base_row_list picture_bases_chosen(struct view *view, int64_t picture_id);
void base_choose(struct change *change, const struct picture *picture, const struct base_row *row);
void base_drop(struct change *change, int64_t picture_id, int64_t base_id);
void bases_copy(struct change *change, int64_t from_picture, int64_t to_picture);
struct picture_passing_list picture_passings(struct view *view, int64_t picture_id);
struct picture_receipt_list picture_receipts(struct view *view, int64_t picture_id);
int64_t passings_waiting(struct view *view);    /* to be read by me for a unit of mine */
/* Passed to every unit that it is built on and has not got it yet; how many. */
int64_t picture_pass(struct change *change, const struct picture *picture);
void receipt_give(struct change *change, const struct picture_passing *passing, struct str name);

/* bases.c: pages */
struct reply bases_show(struct request *request, struct view *view);
struct reply bases_choose_act(struct request *request, struct change *change);
struct reply bases_take_act(struct request *request, struct change *change);
struct reply pass_act(struct request *request, struct change *change);
struct reply read_act(struct request *request, struct change *change);
/* On the page of a picture: what it is built on, who has it back, who has read it. */
void bases_on_page(struct out *out, struct request *request, const struct picture_page *page);
void bases_json(struct json_out *json, const struct picture_page *page);
struct str base_field(struct arena *arena, int64_t id);         /* "base-12": the box of a version */
