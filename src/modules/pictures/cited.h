/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/cited.h - numbers in the text of a picture, and sentences that were taken into it.
 *
 * A number has a question (what, where, which type, when), an amount and the time when it was
 * counted.  While the picture is written it is counted anew with the extract; from the moment
 * the picture is reviewed it stands.  A sentence keeps where it came from: the extract, the
 * picture of a unit, somebody who was asked.
 */
#pragma once

#include "kit/route.h"
#include "modules/pictures/draft.h"
#include "modules/pictures/marks.h"

enum number_what { WHAT_none, WHAT_events, WHAT_injured, WHAT_notices, WHAT_silent,
	WHAT_workplaces, WHAT_causes, WHAT_open, WHAT_late };
extern const struct choice number_whats[];

#define PICTURE_NUMBER_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(number,     count,   N_("Number in the text"), .is_own = true) \
	F(what,       choice,  N_("What is counted"), CHOICES(number_whats), .required = true) \
	F(unit_id,    ref,     N_("Unit"), .refers_to = "unit", \
	                       .help = N_("Empty: the unit of the picture.")) \
	F(area_code,  text,    N_("Area"), .longest = 40, .help = N_("The code of an area.")) \
	F(type,       code,    N_("Type"), .list = "event/types") \
	F(period,     text,    N_("Period"), .longest = 40, \
	                       .help = N_("For example 2025-T2. Empty: the days of the picture.")) \
	F(is_before,  yesno,   N_("The same days the year before"), ) \
	F(axis,       text,    N_("Counted by"), .is_own = true) \
	F(row_key,    text,    N_("Which row"), .is_own = true) \
	F(from_on,    date,    N_("From"), .is_own = true) \
	F(to_on,      date,    N_("To"), .is_own = true) \
	F(amount,     count,   N_("Amount"), .is_own = true) \
	F(taken_at,   instant, N_("Counted"), .is_own = true) \
	F(created_by, ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_number { PICTURE_NUMBER_FIELDS(AS_MEMBER) };
LIST_OF(picture_number)
extern const struct record picture_number_record;
extern const struct form picture_number_form;

enum sentence_origin { ORIGIN_none, ORIGIN_data, ORIGIN_picture, ORIGIN_part };
extern const struct choice sentence_origins[];

#define PICTURE_SENTENCE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(picture_id,  ref,     N_("Picture"), .is_own = true, .is_hidden = true) \
	F(section,     text,    N_("Section"), .is_own = true) \
	F(origin,      choice,  N_("Comes from"), CHOICES(sentence_origins), .is_own = true) \
	F(source_id,   ref,     N_("Source"), .is_own = true, .is_hidden = true) \
	F(source_name, text,    N_("Whose words"), .is_own = true) \
	F(row_key,     text,    N_("Which row"), .is_own = true) \
	F(words,       prose,   N_("Sentence"), .is_own = true) \
	F(path,        text,    N_("Rows"), .is_own = true) \
	F(digest,      text,    N_("Digest"), .is_own = true) \
	F(taken_by,    ref,     N_("Taken by"), .refers_to = "person", .is_own = true) \
	F(taken_at,    instant, N_("Taken"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct picture_sentence { PICTURE_SENTENCE_FIELDS(AS_MEMBER) };
LIST_OF(picture_sentence)
extern const struct record picture_sentence_record;

/* ---- Numbers (cited.c, queries_cited.c) ------------------------------------------------- */

struct picture_number_list picture_cited(struct view *view, int64_t picture_id);
/* No unit, area, type or period of its own: answered by the extract of the picture. */
bool cited_is_of_extract(const struct picture_number *cited);
/* What must be counted anew to compare them (numbers_count()). */
struct numbers_asked cited_asked(const struct picture_number_list *list);
const struct picture_number *cited_of(const struct picture_number_list *list, int64_t number);   /* NULL */
/* The amount now; `numbers` are those of the picture's own extract, taken now or frozen. */
int64_t cited_count(struct view *view, const struct picture_query *query,
                    const struct numbers *numbers, const struct picture_number *cited);
/* "Fall, Ljungbacka, May to August 2026": what was counted. */
struct str cited_label(struct view *view, const struct picture_number *cited);
struct str cited_link(const struct picture_page *page, const struct picture_number *cited);      /* "" */
/* In a change: counted, numbered, kept; its number in the text. */
int64_t cited_add(struct change *change, const struct picture_page *page, struct picture_number *cited);
/* All of them with new amounts, after a new extract. */
void cited_update(struct change *change, const struct picture_page *page);
void cited_copy(struct change *change, int64_t from_picture, int64_t to_picture);
/* A text whose questions in words have become numbers, and where each shows its amount. */
struct str cited_settled(struct change *change, const struct picture_page *page, struct str text);
/* Every text: questions in words become numbers, and each shows the amount it has. */
void cited_settle(struct change *change, const struct picture_page *page, struct picture *picture);

/* ---- Shown (cited_show.c) ---------------------------------------------------------------- */

/* Those that a text of the picture has: the only ones that are shown. */
struct picture_number_list cited_in_texts(struct view *view, const struct picture *picture);
struct html cited_html(const struct picture_page *page, struct html html);
/* What one may choose after #: the numbers of the extract. */
struct number_option { struct str mark, words; };
struct number_option_list { size_t count; struct number_option *at; };
struct number_option_list cited_options(struct arena *arena, const struct numbers *numbers);
void cited_json(struct json_out *json, const struct picture_page *page);
/* Those whose amount is another today; as numbers_compare(). */
size_t cited_compare(const struct picture_page *page, const struct picture_query *query,
                     const struct numbers *now, struct number_change *changes, size_t most, size_t count);

/* ---- Sentences (sentences.c, queries_cited.c) --------------------------------------------- */

struct picture_sentence_list picture_sentences(struct view *view, int64_t picture_id);
void sentence_add(struct change *change, struct picture_sentence *sentence);
void sentences_copy(struct change *change, int64_t from_picture, int64_t to_picture);
struct proposal_list picture_proposals(const struct picture_page *page);       /* none without numbers */
struct str proposal_path(const struct picture_page *page, const struct proposal *proposal);
bool sentence_is_taken(const struct picture_sentence_list *taken, const struct proposal *proposal);

/* Of each sentence of a section: whose words it is.  NULL: the writers' own. */
struct told_sentence {
	struct str words;
	const struct picture_sentence *from;
	bool is_changed;                /* something of it has been changed since it was taken */
};
struct told_sentence_list { size_t count; struct told_sentence *at; };
struct told_sentence_list sentences_told(struct arena *arena, struct str section, struct str text,
                                         const struct picture_sentence_list *taken);
/* A text sentence by sentence, when nothing was taken into it. */
struct told_sentence_list told_sentences(struct arena *arena, struct str text);
void sentences_json(struct json_out *json, const struct picture_page *page);
struct reply picture_words(struct request *request, struct view *view);
