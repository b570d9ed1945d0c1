/* SPDX-License-Identifier: EUPL-1.2 */
/* events/report.h - the public report as a form, and what its pages show. */
#pragma once

#include "modules/events/inside.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

#define REPORT_FIELDS(F) \
	F(tile,      code,  N_("What happened?"), .list = "event/tiles") \
	F(story,     prose, N_("Tell us briefly"), .longest = 8000) \
	F(unit_id,   ref,   N_("Unit"), .refers_to = "unit") \
	F(place_text, text, N_("Where?"), ) \
	F(lat,       real,  N_("Latitude"), .least = -90, .most = 90) \
	F(lon,       real,  N_("Longitude"), .least = -180, .most = 180) \
	F(when,      text,  N_("When?"), .longest = 8) \
	F(clock,     text,  N_("Time"), .longest = 5) \
	F(day,       date,  N_("Date"), ) \
	F(hurt,      text,  N_("Is anybody hurt?"), .longest = 8) \
	F(ongoing,   text,  N_("Is it going on now?"), .longest = 8) \
	F(only_risk, yesno, N_("Nothing happened: I saw a risk"), ) \
	F(reporter_role, code, N_("Who are you?"), .list = "event/reporter_roles") \
	F(contact,   text,  N_("How can we reach you?"), .is_personal = true) \
	F(is_anonymous, yesno, N_("I want to be anonymous"), ) \
	F(witness,   yesno, N_("Somebody else saw it"), ) \
	F(police_reference, text, N_("Police report number"), .longest = 40) \
	F(damage,    text,  N_("What was damaged or stolen?"), ) \
	F(photo_words, text, N_("What do the photos show?"), .longest = 200)
struct public_report { REPORT_FIELDS(AS_MEMBER) };

/* Where a report belongs: a place or a unit by the code of a poster, or neither. */
struct target {
	const struct unit *unit;
	const struct place *place;
	struct str code;                /* as it stood; "" none */
};

struct report_page {                    /* what the form shows */
	struct request *request;
	struct view *view;
	const struct answers *answers;  /* NULL at first */
	const struct problems *problems;
	const struct person *person;
	struct target target;
	struct str challenge;
	int64_t bits;
	struct str number_text;         /* the story with a personal number, "" none */
	size_t number_at, number_len;
	struct str unit_words;          /* "" the reporter says where */
	struct str emergency, duty;     /* telephone numbers */
	struct str security_contact;
	struct str draft_name;
};

struct receipt {
	const struct event_follow *follow;
	struct str code, unit, due;
	struct event_follow_list near;
};

/* The branch of a type in words: no more is told to others than that. */
struct str type_branch_name(struct str type);
struct str report_answer(const struct report_page *page, const char *name);
bool report_chose(const struct report_page *page, const char *name, const char *value,
                  bool is_standard);
struct str report_problem(const struct report_page *page, const char *name);
/* The story as the text field shows it: without personal numbers. */
/* Does SHA-256 of "challenge:pow" begin with so many zero bits? */
bool work_is_done(struct arena *arena, struct str challenge, struct str pow, int64_t bits);
struct str report_story(const struct report_page *page);
