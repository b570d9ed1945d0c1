/* SPDX-License-Identifier: EUPL-1.2 */
/* people/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

/* ---- model.c ------------------------------------------------------------------------- */

extern const char masked_name[];        /* what access.sql says instead of a protected name */

/* The part of a person that is a contact card; the account is another matter. */
#define CARD_FIELDS(F) \
	F(id,        key,   N_("Number"), .is_own = true) \
	F(public_id, text,  N_("Identity"), .is_own = true) \
	F(name,      text,  N_("Name"), .required = true, .longest = 120, .is_personal = true) \
	F(title,     text,  N_("Job title"), .longest = 120) \
	F(unit_id,   ref,   N_("Unit"), .refers_to = "unit") \
	F(email,     email, N_("E-mail"), .is_personal = true) \
	F(phone,     phone, N_("Telephone"), .is_personal = true) \
	F(is_protected, yesno, N_("Protected identity"), .is_personal = true, \
	             .help = N_("Name and contact are masked for all but those who look after people here.")) \
	F(version,   count, N_("Version"), .is_own = true)
struct card { CARD_FIELDS(AS_MEMBER) };
extern const struct record card_record;

#define ACCOUNT_FIELDS(F) \
	F(id,        key,    N_("Number"), .is_own = true) \
	F(login,     text,   N_("User name"), .required = true, .longest = 80) \
	F(is_active, yesno,  N_("May sign in"), ) \
	F(password,  secret, N_("Password"), .is_own = true) \
	F(version,   count,  N_("Version"), .is_own = true)
struct account { ACCOUNT_FIELDS(AS_MEMBER) };
extern const struct record account_record;

#define MEMBER_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true) \
	F(person_id,    ref,   N_("Person"), .refers_to = "person", .is_own = true) \
	F(unit_id,      ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(role,         code,  N_("Role"), .required = true, .list = "roles") \
	F(is_recursive, yesno, N_("Also for all units below"), ) \
	F(valid_from,   date,  N_("From"), .required = true) \
	F(valid_to,     date,  N_("To"), .help = N_("The last day. Empty: until further notice.")) \
	F(reason,       text,  N_("Why"), .required = true, .longest = 200) \
	F(version,      count, N_("Version"), .is_own = true)
struct member { MEMBER_FIELDS(AS_MEMBER) };
LIST_OF(member)
extern const struct record member_record;

#define APPOINTMENT_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(role_type,  code,    N_("Role"), .required = true, .list = "role_types") \
	F(unit_id,    ref,     N_("Unit"), .required = true, .refers_to = "unit") \
	F(person_id,  ref,     N_("Person"), .refers_to = "person") \
	F(post,       text,    N_("Post or function"), .longest = 120, \
	                       .help = N_("When no person is named.")) \
	F(deputy_of,  key,     N_("Deputy of"), .is_own = true) \
	F(valid_from, date,    N_("From"), .required = true) \
	F(valid_to,   date,    N_("To"), .help = N_("The last day. Empty: until further notice.")) \
	F(decision,   text,    N_("Decision"), .longest = 120, \
	                       .help = N_("Registry number or paragraph.")) \
	F(accepted_at, instant, N_("Accepted"), .is_own = true) \
	F(is_public,  yesno,   N_("Shown openly"), .is_own = true) \
	F(created_by, ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct appointment { APPOINTMENT_FIELDS(AS_MEMBER) };
LIST_OF(appointment)
extern const struct record appointment_record;
enum { DEPUTY_OF_NOBODY = -1 };         /* a deputy where nobody holds the role */

/* A new appointment: whether it is a deputy is a question, whose deputy follows. */
#define APPOINTING_FIELDS(F) \
	F(role_type,  code,  N_("Role"), .required = true, .list = "role_types") \
	F(unit_id,    ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(person_id,  ref,   N_("Person"), .refers_to = "person") \
	F(post,       text,  N_("Post or function"), .longest = 120, \
	                     .help = N_("When no person is named.")) \
	F(is_deputy,  yesno, N_("As deputy"), ) \
	F(valid_from, date,  N_("From"), .required = true) \
	F(valid_to,   date,  N_("To"), .help = N_("The last day. Empty: until further notice.")) \
	F(decision,   text,  N_("Decision"), .longest = 120, \
	                     .help = N_("Registry number or paragraph."))
struct appointing { APPOINTING_FIELDS(AS_MEMBER) };

extern const struct form card_form, account_form, member_form, appointing_form, appointment_form;

/* ---- rules.c ------------------------------------------------------------------------- */

enum { PASSWORD_SHORTEST = 15, PASSWORD_LONGEST = 200, PASSWORD_OWN_LETTERS = 6 };
/* A sentence when the password will not do, else NULL.  `common` are words that everybody
 * tries first; what is left without them, digits and repetition must still be something. */
const char *password_problem(struct arena *arena, struct str password, struct str login,
                             const struct catalogue *common);

/* Roles that each unit must have and nobody holds on the day. */
struct vacancy_list vacancies_of(struct arena *arena, const struct unit_list *units,
                                 const struct catalogue *role_types,
                                 const struct appointment_list *appointments, struct date on);
bool role_is_required(const struct item *role, struct str unit_kind);

/* ---- queries.c ----------------------------------------------------------------------- */

extern const struct table people_table, appointments_table;
extern const struct reference people_references[];
void people_query(struct query *query, struct arena *arena);
void appointments_query(struct query *query, struct arena *arena);
const struct staff *staff_of_public_id(struct view *view, struct str public_id);
int64_t login_owner(struct view *view, struct str login);       /* 0: free */
bool people_may(struct view *view, const char *permission, int64_t unit_id);
const struct account *account_get(struct view *view, int64_t person);
struct member_list members_of(struct view *view, int64_t person);
const struct member *member_get(struct view *view, int64_t id);
struct appointment_list appointments_of(struct view *view, int64_t person);
const struct appointment *appointment_of_public_id(struct view *view, struct str public_id);
const struct appointment *appointment_get(struct view *view, int64_t id);
/* Who holds a role at a unit on a day, the one longest there first; 0 nobody. */
int64_t appointment_held(struct view *view, struct str role, int64_t unit, struct date on);
struct unit_list units_reached(struct view *view, int64_t below);       /* whose people one reads */
struct appointment_list appointments_all(struct view *view);
/* From when to when the role was held, in units whose duties one may follow (0: all). */
struct evidence_span_list appointments_held(struct view *view, struct str role, bool is_deputy,
                                            bool is_accepted, int64_t unit);
struct appointment_list appointments_of_role(struct view *view, struct str role, bool is_deputy,
                                             int64_t unit, struct date from, struct date to);
void sessions_end(struct change *change, int64_t person);
void account_password_set(struct change *change, int64_t person, struct str hash);
void account_switch(struct change *change, int64_t person, bool may_sign_in, struct str login);
struct grid accounts_grid(struct view *view);

/* ---- vacancies.c, accounts.c, appointments.c: routes of their own ------------------------ */

struct reply vacancies_show(struct request *request, struct view *view);
extern const struct report people_reports[];
extern const struct evidence_source people_evidence[];          /* proof.c */
void people_home(struct out *out, struct request *request, struct view *view);

struct reply account_show(struct request *request, struct view *view);
void *account_load(struct request *request, struct view *view);
struct reply account_change(struct request *request, struct change *change);
struct reply account_password(struct request *request, struct change *change);
struct reply membership_add(struct request *request, struct change *change);
struct reply membership_end(struct request *request, struct change *change);

struct reply appointments_list(struct request *request, struct view *view);
struct reply appointment_new(struct request *request, struct view *view);
struct reply appointment_add(struct request *request, struct change *change);
struct reply appointment_show(struct request *request, struct view *view);
struct reply appointment_edit(struct request *request, struct view *view);
void *appointment_load(struct request *request, struct view *view);
struct reply appointment_change(struct request *request, struct change *change);
struct reply appointment_accept(struct request *request, struct change *change);
struct reply appointment_end(struct request *request, struct change *change);
int64_t appoint(struct change *change, const struct appointing *appointing, struct appointment *made);

/* ---- pages --------------------------------------------------------------------------- */

struct staff_facts {
	const struct staff *staff;
	struct view *view;
	struct member_list members;
	struct appointment_list appointments;
	bool may_edit, may_account;
};
struct account_facts {
	const struct staff *staff;
	const struct account *account;
	struct view *view;
	struct member_list members;
	struct form_view account_form, member_form;
	struct str password_problem;
	bool is_own;
};
struct appointment_facts {
	const struct appointment *appointment;
	struct view *view;
	bool may_edit, may_accept;
};
struct str person_words(struct view *view, const struct staff *staff);
struct str days_short(struct arena *arena, struct date from, struct date to);
struct str vacancies_status(struct arena *arena, const struct unit *unit,
                            const struct vacancy_list *list);

extern const struct command people_commands[];
void people_demo(struct store *store, int scale);
