/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/access.h - permissions, the person behind a request, sessions.
 *
 * Rights are said in one place: roles (catalogues/roles.csv) hold permissions, a membership
 * gives a person a role at a unit (and below it), the my_... views of access.sql turn that
 * into rows.  A route without .need is closed to all.
 */
#pragma once

#include "http/request.h"
#include "store/store.h"

/* One line per right: name, what it allows. */
#define PERMISSIONS(P) \
	P(events_report,     N_("report events signed in")) \
	P(events_read,       N_("read the events of one's units")) \
	P(events_handle,     N_("handle events: cause, measures, risk, closing")) \
	P(events_coordinate, N_("re-type, merge, split, forward and countersign events")) \
	P(events_restricted, N_("be put on need-to-know lists and mark events as restricted")) \
	P(events_export,     N_("export lists of events")) \
	P(events_claims,     N_("read and write the insurance fields of events")) \
	P(events_unreported, N_("note claims and police reports that have no event")) \
	P(observations_write, N_("report observations by the EST way in one's area")) \
	P(observations_read, N_("read observations, pictures of weeks and hot places of one's units")) \
	P(observations_decide, N_("write and decide pictures of weeks and quarters, keep hot places")) \
	P(threats_meetings,  N_("judge the threat before meetings of one's units")) \
	P(threats_protection, N_("keep the state of protection of those who hold certain offices: days alone")) \
	P(threats_decide,    N_("decide who may read patterns of threats, and until when")) \
	P(training_read,     N_("read how many of one's units have been trained in what")) \
	P(training_write,    N_("keep training of one's units: who was asked and who came, by count")) \
	P(work_review,       N_("sign the yearly follow-up of the work environment of one's units")) \
	P(measures_read,     N_("read measures")) \
	P(measures_write,    N_("decide and follow up measures")) \
	P(pictures_read,     N_("read adopted situation pictures")) \
	P(pictures_write,    N_("write situation pictures")) \
	P(pictures_adopt,    N_("adopt and submit situation pictures")) \
	P(pictures_receive,  N_("receive submitted situation pictures")) \
	P(notices_read,      N_("read external notices")) \
	P(notices_import,    N_("import external notices")) \
	P(units_read,        N_("read the organisation")) \
	P(units_write,       N_("change the organisation")) \
	P(people_read,       N_("read people and appointments")) \
	P(people_write,      N_("change people and appointments")) \
	P(accounts_write,    N_("give accounts and roles")) \
	P(places_read,       N_("read the map")) \
	P(places_write,      N_("change the map")) \
	P(jobs_read,         N_("see all jobs")) \
	P(import_write,      N_("import records from files")) \
	P(audit_read,        N_("read the audit trail")) \
	P(settings_write,    N_("change settings and catalogues")) \
	P(statistics_read,   N_("read statistics")) \
	P(surveys_write,     N_("keep surveys: what was asked, the answers of a round, the people they speak for")) \
	P(monthly_read,      N_("read the monthly packs of one's units, and receive them")) \
	P(monthly_write,     N_("make, approve and send the monthly packs of the city")) \
	P(reporting_rows,    N_("read in the rows of registered sources of claims and reports, and judge which event they tell of")) \
	P(reporting_sources, N_("register sources of claims and reports, and write their legal basis")) \
	P(costs_write,       N_("keep the price indexes of damage costs, and write what the city has decided of large losses")) \
	P(programme_read,    N_("read the programme and how the duties of one's units stand")) \
	P(programme_answer,  N_("answer for duties: attest, explain, take back")) \
	P(programme_decide,  N_("decide whom a duty concerns and what is waived")) \
	P(programme_load,    N_("load programmes and their versions")) \
	P(programme_assess,  N_("assess follow-up points and write the reports of the city")) \
	P(submissions_write, N_("write and dispatch what a unit submits")) \
	P(submissions_submit, N_("record decisions and submit")) \
	P(submissions_receive, N_("receive, return and accept submissions")) \
	P(documents_read,    N_("read governing documents and acknowledge them")) \
	P(documents_write,   N_("write governing documents, versions and knowledge checks")) \
	P(goals_read,        N_("read goals and activities")) \
	P(goals_write,       N_("write goals and activities of a unit")) \
	P(continuity_read,   N_("read what commitments stand on, and continuity plans")) \
	P(continuity_write,  N_("write dependencies and continuity plans")) \
	P(continuity_approve, N_("approve continuity plans")) \
	P(dependencies_city, N_("read and take out the graph of dependencies of the whole city")) \
	P(forums_read,       N_("read councils, networks and their minutes")) \
	P(forums_write,      N_("keep councils, networks and their minutes")) \
	P(commitments_read,  N_("read what units have undertaken and how long it may stand still")) \
	P(commitments_write, N_("write and judge commitments, contracts and priorities")) \
	P(commitments_secret, N_("read commitments with a secrecy mark, and take out lists of commitments")) \
	P(risks_read,        N_("read risk analyses that have been handed in")) \
	P(risks_write,       N_("write risk analyses: risks, assessments, workshops")) \
	P(risks_approve,     N_("approve risk analyses and accept risks")) \
	P(risks_receive,     N_("keep the scales of risk analyses and put them together for the city")) \
	P(communication_read, N_("read what is told to the public of one's units, and the communication calendar of the city")) \
	P(communication_write, N_("write needs and messages of communication, and approve what others have written")) \
	P(communication_coordinate, N_("coordinate the communication calendar of the city")) \
	P(rosters_read,      N_("read who is on duty")) \
	P(rosters_write,     N_("keep duty rosters, and read how those in them are reached")) \
	P(alarms_read,       N_("read the alarms and alarm paths of one's units")) \
	P(alarms_start,      N_("start and stop alarms and alarm tests")) \
	P(alarms_write,      N_("keep alarm paths, and switch the reachability probe on")) \
	P(crisis_log,        N_("read and write the log of crises that one takes part in")) \
	P(crisis_lead,       N_("open crises of one's units")) \
	P(crisis_city,       N_("read every crisis of one's units")) \
	P(emergency_read,    N_("read when the central crisis management and the emergency committee have been active, and what they decided")) \
	P(emergency_act,     N_("activate them and decide in them, as far as one’s appointment goes")) \
	P(inform_read,       N_("read who must be informed of what happens in one's units")) \
	P(inform_write,      N_("note who has been informed")) \
	P(exercises_read,    N_("read exercises of one's units, and lead those one is given to lead")) \
	P(exercises_write,   N_("plan exercises of one's units")) \
	P(support_read,      N_("read the crisis support of one's units")) \
	P(support_write,     N_("keep crisis support: organisation, operations, handovers")) \
	P(evaluations_read,  N_("read evaluations that have been adopted, and the lessons of others")) \
	P(evaluations_write, N_("begin and write evaluations of one's units")) \
	P(evaluations_adopt, N_("adopt evaluations that others lead, and share lessons")) \
	P(signals_write,     N_("say what is done with signals of what is unusual")) \
	P(protective_read,   N_("read and keep the status of protective security")) \
	P(fire_read,         N_("read the fire protection work of one's units")) \
	P(fire_walk,         N_("walk control rounds, and note and close deviations")) \
	P(fire_write,        N_("keep fire objects, special laws and yearly reviews")) \
	P(fire_lists,        N_("write the checklists of control rounds")) \
	P(supervision_read,  N_("read what authorities have found in one's units")) \
	P(projects_read,     N_("read plans and building projects and how their risks are judged")) \
	P(projects_write,    N_("keep plans and building projects and judge their risks")) \
	P(supervision_write, N_("keep what authorities have found, and answer for it")) \
	P(datasets_write,    N_("keep data sets that others publish: their editions, breaks and caveats")) \
	P(opendata_write,    N_("make the publications of open data of the city")) \
	P(opendata_approve,  N_("approve open data that another person has made, and withdraw it")) \
	P(scanning_read,     N_("read the bulletins of horizon scanning that were sent to one's units, and receive them")) \
	P(scanning_write,    N_("scan: follow sources, tag what they publish, write and approve bulletins"))

enum permission {
	NOBODY = 0,             /* a route nobody opened */
	ANYBODY,                /* public: no sign-in */
	SIGNED_IN,
#define PERMISSION_NAME(name, words) MAY_##name,
	PERMISSIONS(PERMISSION_NAME)
#undef PERMISSION_NAME
	PERMISSION_COUNT
};
const char *permission_name(enum permission permission);        /* "events_read" */
const char *permission_words(enum permission permission);       /* N_() text */
enum permission permission_of(struct str name);                 /* NOBODY when unknown */
/* Puts the rights of the list "roles" into role_permission; see catalogue_changed(). */
void roles_spread(struct change *change);

/* What somebody may: a bit per permission. */
struct rights { uint64_t words[(PERMISSION_COUNT + 63) / 64]; };
void rights_add(struct rights *rights, enum permission permission);
bool rights_none(const struct rights *rights);

struct person {                         /* who asks */
	int64_t id;                     /* 0: nobody */
	struct str name, login, language, theme;
	int64_t unit_id;                /* where the person belongs */
	struct str unit_name, unit_name_en;     /* from the gate on both are in the language of the page */
	struct rights may;
	int64_t session_id;
	struct str session_secret;      /* for the CSRF token */
	struct instant session_ends;
	bool reaches_all;               /* reads events of the whole city: see events/queries.c */
};
bool person_may(const struct person *person, enum permission permission);

/* The session cookie (or Authorization: Bearer) of a request as a person; nobody when there
 * is none.  Reads as the system. */
struct person access_person(struct store *store, struct request *request);

/* Who somebody is now, without a session: for jobs.  Nobody when the account is closed. */
struct person access_person_of(struct store *store, struct arena *arena, int64_t person_id);

struct sign_in {
	struct str login, password;
	struct str address;
};
enum sign_in_answer { SIGNED, SIGN_IN_WRONG, SIGN_IN_WAIT /* too many tries; wait */ };
/* Checks the password (argon2id, at most two at a time in the service) and makes a session;
 * *token is the cookie's value.  The same time and answer for an unknown login. */
enum sign_in_answer access_sign_in(struct store *store, struct arena *arena,
                                   const struct sign_in *with, struct str *token,
                                   int64_t *wait_seconds);
/* The demo's sign-in without password; must only be offered when the setting says so. */
bool access_sign_in_demo(struct store *store, struct arena *arena, struct str login, struct str *token);
void access_sign_out(struct store *store, struct arena *arena, const struct person *person);
/* A token for a program that acts as this person (Authorization: Bearer ...); shown once. */
struct str access_api_token(struct change *change, int64_t person_id, int days);
/* A token that opens one calendar feed, at access_feeds + token + ".ics"; *session its row,
 * which is deleted to end it. */
struct str access_feed_token(struct change *change, int64_t person_id, int64_t *session);
extern const char access_cookie[];      /* "varn" */
extern const char access_feeds[];       /* "/feeds/" */

/* A rate limit in memory shared by the workers: false when `who` has used `most` in the last
 * `seconds` for `what`.  Made before the fork. */
void access_make(void);
bool access_rate(const char *what, struct str who, int most, int seconds);
