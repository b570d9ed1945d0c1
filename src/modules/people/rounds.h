/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/rounds.h - rounds in which units confirm their appointments.
 *
 * A round is begun by those who look after people in the whole city, with a first and a last
 * day.  Everyone who looks after people at a unit goes through one list and says which
 * appointments still hold; what does not hold is ended or replaced.  Only appointments that
 * the reader may see are asked for, so a restricted one is neither listed nor counted.
 */
#pragma once

#include "modules/people/inside.h"

#define ROUND_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(name,       text, N_("Name of the round"), .required = true, .longest = 80, \
	                    .help = N_("For example: January 2027, or After the election.")) \
	F(opens_on,   date, N_("First day"), .required = true) \
	F(due_on,     date, N_("Last day"), .required = true) \
	F(reason,     text, N_("Why"), .longest = 200) \
	F(created_by, ref,  N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Begun"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct round { ROUND_FIELDS(AS_MEMBER) };
LIST_OF(round)
extern const struct record round_record;
extern const struct form round_form;

#define ROUND_ROW_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_hidden = true) \
	F(public_id,  text, N_("Identity"), ) \
	F(role_type,  code, N_("Role"), .list = "role_types") \
	F(is_deputy,  yesno, N_("As deputy"), ) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit") \
	F(holder,     text, N_("Holder"), .is_personal = true) \
	F(valid_from, date, N_("From"), ) \
	F(decision,   text, N_("Decision"), ) \
	F(confirmed_at, instant, N_("Confirmed"), ) \
	F(confirmed_by, text, N_("Confirmed by"), .is_personal = true)
struct round_row { ROUND_ROW_FIELDS(AS_MEMBER) };
LIST_OF(round_row)
extern const struct field round_row_fields[];
extern const struct shape round_row_shape;

struct round_unit { int64_t unit_id, asked, confirmed; };
LIST_OF(round_unit)

struct round_facts {                    /* for the page of one round */
	const struct round *round;
	const struct unit *unit;        /* NULL: no unit is chosen */
	struct view *view;
	struct round_row_list rows;     /* of the unit */
	struct round_unit_list units;
	int64_t left;
};

/* queries_rounds.c */
struct round_list rounds_all(struct view *view);
const struct round *round_get(struct view *view, struct str public_id);
/* The round whose days contain the day and that asks most urgently; NULL none. */
const struct round *round_on(struct view *view, struct date on);
/* Appointments of the units whose people one looks after (unit 0: all of them). */
struct round_row_list round_rows(struct view *view, const struct round *round, int64_t unit);
struct round_unit_list round_units(struct view *view, const struct round *round);
void round_confirm_most(struct change *change, const struct round *round, struct instant at);
bool round_confirm(struct change *change, const struct round *round, int64_t appointment);

/* rounds.c */
struct reply rounds_list(struct request *request, struct view *view);
struct reply round_new(struct request *request, struct view *view);
struct reply round_add(struct request *request, struct change *change);
struct reply round_show(struct request *request, struct view *view);
struct reply round_answer(struct request *request, struct change *change);
void rounds_home(struct out *out, struct request *request, struct view *view);
extern const struct wheel_source people_wheel[];
