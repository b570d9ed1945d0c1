/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/people.h - people, their accounts and roles, appointments, vacancies.
 *
 * A person may have an account (login, local password, memberships role x unit x recursive)
 * and may hold appointments: the named roles that the programme demands.  A vacancy is
 * derived: a role that a unit must have and nobody holds today, with its number of days.
 */
#pragma once

#include "kit/catalogue.h"
#include "kit/form.h"
#include "kit/module.h"

#define STAFF_FIELDS(F) \
	F(id,        key,   N_("Number"), .is_own = true) \
	F(public_id, text,  N_("Identity"), .is_own = true) \
	F(login,     text,  N_("User name"), .required = true, .longest = 80) \
	F(name,      text,  N_("Name"), .required = true, .longest = 120, .is_personal = true) \
	F(email,     email, N_("E-mail"), .is_personal = true) \
	F(phone,     phone, N_("Telephone"), .is_personal = true) \
	F(title,     text,  N_("Job title"), .longest = 120) \
	F(unit_id,   ref,   N_("Unit"), .refers_to = "unit") \
	F(language,  text,  N_("Language"), .is_own = true) \
	F(theme,     text,  N_("Colours"), .is_own = true) \
	F(is_active, yesno, N_("May sign in"), ) \
	F(is_protected, yesno, N_("Protected identity"), .is_personal = true) \
	F(password,  secret, N_("Password"), .is_own = true) \
	F(created_at, instant, N_("Created"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)

struct staff { STAFF_FIELDS(AS_MEMBER) };      /* table person */
LIST_OF(staff)
extern const struct record staff_record;

const struct staff *staff_get(struct view *view, int64_t id);
/* The name as this reader may see it: masked for a protected identity; "" for 0. */
struct str person_name(struct view *view, int64_t id);
/* Only for the system (the demo, the command line), which reads the table; 0: nobody. */
int64_t person_of_login(struct view *view, struct str login);
/* Only for the system: the name to keep with what the person did; "" for 0.  person_name() has none
 * for it, which is nobody. */
struct str person_name_kept(struct view *system, int64_t id);
/* People whom somebody has written in the field "people": one on each line, by name or user
 * name.  Lines that name nobody, and those beyond `most`, are told among the problems. */
struct people_named { size_t count; int64_t *ids; };
struct people_named people_read(struct view *view, struct str lines, size_t most,
                                struct problems *problems);
/* Who handles events of a unit today: the nearest appointed handler upwards, else 0. */
int64_t handler_of(struct view *view, int64_t unit_id);

struct vacancy {                        /* of a role that the unit must have */
	int64_t unit_id;
	const struct item *role;        /* catalogue role_types */
	bool is_deputy;
	struct date since;
	int64_t days;
};
LIST_OF(vacancy)
/* Today's, in the units whose people one reads at and below one of them (0: all), as this
 * reader may see them. */
struct vacancy_list vacancies_seen(struct view *view, int64_t below);

extern const struct module people_module;
