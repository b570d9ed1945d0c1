/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/alarms/alarms.h"
#include "modules/alarms/rules.h"

/* ---- Paths --------------------------------------------------------------------------- */

extern const struct choice alarm_stops[], step_kinds[], alarm_states[], attempt_states[];

#define PATH_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(unit_id,    ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(name,       text,  N_("Name of the path"), .required = true, .longest = 80) \
	F(words,      prose, N_("What is sent"), .longest = 300, \
	              .help = N_("What is said when whoever starts the alarm writes nothing else. Short: it must fit in an SMS.")) \
	F(stop,       choice, N_("It stops when"), .required = true, CHOICES(alarm_stops)) \
	F(stop_count, count, N_("How many"), .most = 500, \
	              .help = N_("Only when a certain number must acknowledge.")) \
	F(rounds,     count, N_("Times through the path"), .least = 1, .most = 20, \
	              .help = N_("It begins again from the first step when nobody has acknowledged.")) \
	F(closed_at,  instant, N_("Closed"), .is_own = true) \
	F(created_by, ref,   N_("Made by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Made"), .is_own = true) \
	F(updated_at, instant, N_("Changed"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct alarm_path { PATH_FIELDS(AS_MEMBER) };

/* One in a list. */
#define PATH_ROW_FIELDS(F) \
	F(public_id,  text,   N_("Identity"), ) \
	F(name,       text,   N_("Name of the path"), ) \
	F(unit_name,  text,   N_("Unit"), ) \
	F(stop,       choice, N_("It stops when"), CHOICES(alarm_stops)) \
	F(stop_count, count,  N_("How many"), ) \
	F(steps,      count,  N_("Steps"), )
struct path_row { PATH_ROW_FIELDS(AS_MEMBER) };
LIST_OF(path_row)
LIST_OF(alarm_path)
extern const struct record alarm_path_record;
extern const struct form alarm_path_form;

enum step_kind { STEP_none, STEP_duty, STEP_role, STEP_people };
enum { MOST_CHANNELS = 3, MOST_STEPS = 40, MOST_IN_STEP = 200 };

#define STEP_FIELDS(F) \
	F(id,           key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,   N_("Identity"), .is_own = true) \
	F(path_id,      ref,    N_("Alarm path"), .is_own = true, .is_hidden = true) \
	F(alarm_id,     ref,    N_("Alarm"), .is_own = true, .is_hidden = true) \
	F(place,        count,  N_("Place"), .is_own = true) \
	F(kind,         choice, N_("Who"), .required = true, CHOICES(step_kinds)) \
	F(function,     code,   N_("Function on duty"), .list = "rosters/functions") \
	F(role,         code,   N_("Role"), .list = "role_types") \
	F(unit_id,      ref,    N_("At the unit"), .refers_to = "unit", \
	                .help = N_("Empty: the unit of the path.")) \
	F(channel_1,    code,   N_("First channel"), .required = true, .list = "alarms/channels") \
	F(channel_2,    code,   N_("Second channel"), .list = "alarms/channels") \
	F(channel_3,    code,   N_("Third channel"), .list = "alarms/channels") \
	F(wait_minutes, count,  N_("Minutes to wait"), .required = true, .least = 1, .most = 240, \
	                .help = N_("For an acknowledgement, after each channel. A channel that fails is not waited for.")) \
	F(version,      count,  N_("Version"), .is_own = true)
struct alarm_step { STEP_FIELDS(AS_MEMBER) };
LIST_OF(alarm_step)
extern const struct record alarm_step_record;

/* How a person writes one: with the people by name. */
#define STEP_NEW_FIELDS(F) \
	F(kind,         choice, N_("Who"), .required = true, CHOICES(step_kinds)) \
	F(function,     code,   N_("Function on duty"), .list = "rosters/functions") \
	F(role,         code,   N_("Role"), .list = "role_types") \
	F(unit_id,      ref,    N_("At the unit"), .refers_to = "unit", \
	                .help = N_("Empty: the unit of the path.")) \
	F(people,       prose,  N_("People"), .longest = 8000, .is_personal = true, \
	                .help = N_("One person on each line, by name or user name. All are reached at once.")) \
	F(channel_1,    code,   N_("First channel"), .required = true, .list = "alarms/channels") \
	F(channel_2,    code,   N_("Second channel"), .list = "alarms/channels") \
	F(channel_3,    code,   N_("Third channel"), .list = "alarms/channels") \
	F(wait_minutes, count,  N_("Minutes to wait"), .required = true, .least = 1, .most = 240, \
	                .help = N_("For an acknowledgement, after each channel. A channel that fails is not waited for."))
struct step_new { STEP_NEW_FIELDS(AS_MEMBER) };
extern const struct record step_new_record;
extern const struct form step_form;

/* ---- Alarms -------------------------------------------------------------------------- */

enum alarm_state { ALARM_none, ALARM_going, ALARM_acknowledged, ALARM_exhausted, ALARM_stopped };

#define ALARM_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(number,     text,   N_("Alarm"), .is_own = true) \
	F(path_id,    ref,    N_("Alarm path"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(kind,       code,   N_("Kind"), .list = "alarms/kinds") \
	F(title,      text,   N_("Alarm path"), .is_own = true) \
	F(words,      prose,  N_("What is sent"), .longest = 300) \
	F(about,      text,   N_("About"), .longest = 40) \
	F(about_key,  text,   N_("What started it"), .is_own = true, .is_hidden = true) \
	F(is_exercise, yesno, N_("Exercise"), .is_own = true) \
	F(stop,       choice, N_("It stops when"), CHOICES(alarm_stops), .is_own = true) \
	F(stop_count, count,  N_("How many"), .is_own = true) \
	F(rounds,     count,  N_("Times through the path"), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(alarm_states), .is_own = true) \
	F(started_by, ref,    N_("Started by"), .refers_to = "person", .is_own = true) \
	F(started_at, instant, N_("Started"), .is_own = true) \
	F(ended_at,   instant, N_("Ended"), .is_own = true) \
	F(ended_by,   ref,    N_("Stopped by"), .refers_to = "person", .is_own = true) \
	F(end_reason, prose,  N_("Why it was stopped"), .is_own = true) \
	F(version,    count,  N_("Version"), .is_own = true)
struct alarm { ALARM_FIELDS(AS_MEMBER) };
LIST_OF(alarm)
extern const struct record alarm_record;

#define ALARM_ROW_FIELDS(F) \
	F(number,     text,   N_("Alarm"), ) \
	F(title,      text,   N_("Alarm path"), ) \
	F(kind,       code,   N_("Kind"), .list = "alarms/kinds") \
	F(unit_name,  text,   N_("Unit"), ) \
	F(started_at, instant, N_("Started"), ) \
	F(state,      choice, N_("State"), CHOICES(alarm_states)) \
	F(ended_at,   instant, N_("Ended"), )
struct alarm_row { ALARM_ROW_FIELDS(AS_MEMBER) };
enum { ALARM_ROW_COUNT = 7 };
extern const struct field alarm_row_fields[];

#define ALARM_NEW_FIELDS(F) \
	F(path_id, ref, N_("Alarm path"), .required = true, .refers_to = "alarm_path") \
	F(kind,  code,  N_("Kind"), .required = true, .list = "alarms/kinds") \
	F(words, prose, N_("What is sent"), .longest = 300, \
	         .help = N_("One or two sentences: what has happened, what they are to do. No names, nothing secret.")) \
	F(about, text,  N_("About the event or crisis"), .longest = 40, \
	         .help = N_("Its number, if there is one.")) \
	F(is_real, yesno, N_("This is real, although an exercise goes on"), )
struct alarm_new { ALARM_NEW_FIELDS(AS_MEMBER) };
extern const struct record alarm_new_record;
extern const struct form alarm_new_form;

#define TARGET_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(public_id, text,    N_("Identity"), .is_hidden = true) \
	F(alarm_id,  ref,     N_("Alarm"), .is_hidden = true) \
	F(step_id,   ref,     N_("Step"), .is_hidden = true) \
	F(round,     count,   N_("Time through the path"), ) \
	F(person_id, ref,     N_("Person"), .is_hidden = true) \
	F(name,      text,    N_("Who"), .is_personal = true) \
	F(function,  text,    N_("Function"), ) \
	F(unit_id,   ref,     N_("Unit"), .is_hidden = true) \
	F(token_digest, secret, N_("Link"), .is_hidden = true) \
	F(code,      secret,  N_("Code"), .is_hidden = true) \
	F(begun_at,  instant, N_("From"), ) \
	F(acked_at,  instant, N_("Acknowledged"), ) \
	F(acked_how, text,    N_("How"), )
struct alarm_target { TARGET_FIELDS(AS_MEMBER) };
LIST_OF(alarm_target)
extern const struct record alarm_target_record;

enum attempt_state {
	ATTEMPT_none, ATTEMPT_waiting, ATTEMPT_sending, ATTEMPT_handed_over, ATTEMPT_failed,
	ATTEMPT_dropped, ATTEMPT_delivered,
};
#define ATTEMPT_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(public_id, text,    N_("Identity"), .is_hidden = true) \
	F(alarm_id,  ref,     N_("Alarm"), .is_hidden = true) \
	F(target_id, ref,     N_("Who"), .is_hidden = true) \
	F(place,     count,   N_("Place"), .is_hidden = true) \
	F(channel,   code,    N_("Channel"), .list = "alarms/channels") \
	F(address,   text,    N_("Address"), .is_hidden = true, .is_personal = true) \
	F(state,     choice,  N_("State"), CHOICES(attempt_states)) \
	F(tries,     count,   N_("Tries"), ) \
	F(due_at,    instant, N_("Due"), ) \
	F(lease_until, instant, N_("Until"), .is_hidden = true) \
	F(made_at,   instant, N_("From"), ) \
	F(failed_at, instant, N_("Failed"), ) \
	F(handed_at, instant, N_("Handed over"), ) \
	F(delivered_at, instant, N_("Arrived"), ) \
	F(problem,   text,    N_("What was wrong"), )
struct alarm_attempt { ATTEMPT_FIELDS(AS_MEMBER) };
LIST_OF(alarm_attempt)
extern const struct record alarm_attempt_record;

#define ALARM_ENTRY_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(at,          instant, N_("When"), ) \
	F(verb,        text,    N_("What happened"), ) \
	F(target_name, text,    N_("Who"), ) \
	F(function,    text,    N_("Function"), ) \
	F(person_name, text,    N_("By"), ) \
	F(channel,     code,    N_("Channel"), .list = "alarms/channels") \
	F(words,       prose,   N_("Words"), )
struct alarm_entry { ALARM_ENTRY_FIELDS(AS_MEMBER) };
LIST_OF(alarm_entry)
extern const struct shape alarm_entry_shape;

/* ---- Gateways --------------------------------------------------------------------------- */

extern const struct choice gateway_methods[];
#define GATEWAY_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(channel,      code,  N_("Channel"), .list = "alarms/channels", .is_own = true) \
	F(is_on,        yesno, N_("In use"), ) \
	F(address,      text,  N_("Address"), .longest = 500, \
	                .help = N_("{to}, {text}, {link}, {code}, {id} and {secret} are put in where they stand.")) \
	F(method,       choice, N_("Method"), CHOICES(gateway_methods)) \
	F(content_type, text,  N_("Kind of content"), .longest = 120) \
	F(headers,      prose, N_("Headers"), .longest = 2000, .help = N_("One on each line.")) \
	F(body,         prose, N_("Content"), .longest = 4000) \
	F(accepted,     text,  N_("A well answer has in it"), .longest = 200, \
	                .help = N_("Empty: any answer with a status of 200 to 299.")) \
	F(updated_at,   instant, N_("Changed"), .is_own = true) \
	F(version,      count, N_("Version"), .is_own = true)
struct gateway { GATEWAY_FIELDS(AS_MEMBER) };
LIST_OF(gateway)
extern const struct record gateway_record;
extern const struct form gateway_form, spool_form;

/* ---- Who is meant (reach.c); as the system ----------------------------------------------- */

struct meant {                          /* by a step, now */
	int64_t person_id;              /* 0: nobody */
	struct str name;                /* as others may read it */
	struct str function;
	int64_t unit_id;
	struct str phone;               /* of the function, if it has a number of its own */
};
LIST_OF(meant)
struct meant_list step_means(struct view *view, const struct alarm *alarm,
                             const struct alarm_step *step, struct instant now);
/* Where somebody is reached by a channel; "" nowhere. */
struct str address_of(struct view *view, const struct item *channel, int64_t person_id,
                      struct str function_phone);

/* ---- The queue (run.c, queries_run.c); as the system ------------------------------------- */

/* What has happened, as rules.h wants it.  targets and attempts keep the same order. */
struct alarm_all {
	struct alarm_step_list steps;
	struct alarm_target_list targets;
	struct alarm_attempt_list attempts;
	struct alarm_plan plan;
	struct alarm_seen seen;
};
struct alarm_all alarm_all_of(struct arena *arena, const struct alarm *alarm,
                              struct alarm_step_list steps, struct alarm_target_list targets,
                              struct alarm_attempt_list attempts);
struct alarm_all alarm_load(struct view *view, const struct alarm *alarm);
struct alarm_list alarms_going(struct view *view);
const struct alarm *alarm_of_id(struct view *view, int64_t id);
struct alarm_attempt_list attempts_due(struct view *view, struct instant now);
bool alarm_is_needed(struct view *view);
/* Follows the orders that are due now; false: there are none. */
bool alarm_advance(struct change *change, int64_t alarm_id, struct instant now);
/* False: somebody else has it, or nobody wants it any more. */
bool attempt_claim(struct change *change, int64_t id, struct instant now, struct instant until);
void attempt_handed(struct change *change, const struct alarm_attempt *attempt, struct instant at);
void attempt_failed(struct change *change, const struct alarm_attempt *attempt, struct instant at,
                    struct str problem, struct instant again /* 0: not */);
void alarm_entry_put(struct change *change, int64_t alarm_id, struct instant at, const char *verb,
                     int64_t target_id, struct str channel, struct str words);
const struct alarm_target *target_of_id(struct view *view, int64_t id);
/* False: it had ended already. */
bool alarm_end(struct change *change, const struct alarm *alarm, enum alarm_state state,
               struct instant at);
struct meant_list people_of_step(struct view *view, int64_t step_id);
struct meant_list people_in_role(struct view *view, struct str role, int64_t unit_id,
                                 struct date day);
struct str person_name_shown(struct view *view, int64_t person_id);
struct str duty_way_of(struct view *view, int64_t person_id, struct str way);
struct str own_address_of(struct view *view, int64_t person_id, bool is_email);
void attempt_add(struct change *change, struct alarm_attempt *attempt);
void target_add(struct change *change, struct alarm_target *target);
/* The test's or probe's results, function by function; a probe forgets whom it reached. */
void alarm_measure(struct change *change, const struct alarm *alarm, struct instant at);
extern const struct job_kind alarms_jobs[];

/* ---- Adapters (adapters.c) ---------------------------------------------------------------- */

struct message {
	struct str to, subject, text, link, code;
	struct str identity;            /* the same at each try */
};
enum handed { HANDED_over, HANDED_later, HANDED_refused };
struct adapter {
	const char *name;               /* in catalogue alarms/channels */
	const char *label;              /* N_() */
	bool (*is_ready)(const struct gateway *gateway);
	/* In a process of its own; *problem tells what was not well. */
	enum handed (*hand)(struct arena *arena, const struct gateway *gateway, struct str secret,
	                    const struct message *message, struct str *problem);
};
const struct adapter *adapter_of(struct str channel);   /* NULL */
bool channel_is_ready(struct str channel, const struct gateway *gateway);
/* A template with its words put in, as the kind of content wants them. */
enum escaping { ESCAPE_none, ESCAPE_link, ESCAPE_json, ESCAPE_line };
struct str template_filled(struct arena *arena, struct str form, const struct message *message,
                           struct str secret, enum escaping escaping);
enum escaping escaping_of(struct str content_type);
/* What an answer means. */
enum handed handed_of(long status, struct str answer, struct str accepted);
/* What may be told of an answer. */
struct str answer_shown(struct arena *arena, struct str answer, struct str secret, struct str to);
struct gateway *gateway_of(struct view *view, struct str channel);      /* the system's view */
struct str gateway_secret(struct view *view, struct str channel);
struct message message_of(struct arena *arena, const struct alarm *alarm,
                          const struct alarm_target *target, const struct alarm_attempt *attempt);
struct str alarm_token(struct arena *arena, struct str target_identity);
/* How it begins; what belongs to an exercise says so before all else. */
struct str alarm_prefix(struct arena *arena, struct str kind, bool is_exercise);

/* ---- The one place that all sending passes (guard.c) ---------------------------------------- */

struct parcel {                         /* whole, and for one gateway */
	const struct adapter *adapter;
	const struct gateway *gateway;
	struct str secret;
	struct message message;
};
/* What is due, read before anything is claimed: a claim is a change. */
struct pending {
	struct alarm_attempt attempt;
	struct parcel parcel;
	bool is_trial;
	bool is_rewritten;              /* goes to a test address, not to the person */
	struct str refused;             /* why nothing leaves; "" it may */
};
enum { MOST_PENDING = 64 };
struct pending_list { size_t count; struct pending at[MOST_PENDING]; };
/* What belongs to an exercise is marked, and sent to its test address or not at all, unless
 * two persons have released it. */
void pending_guard(struct view *view, const struct alarm *alarm, struct pending *one);
/* As the system: everything that is due now, guarded. */
void pending_read(struct view *view, struct instant now, struct pending_list *list);
/* One round of the queue, and what it sent to its end; for tests. */
void alarms_carry_once(struct store *store, struct arena *arena);

/* ---- Acknowledging (acks.c) ---------------------------------------------------------------- */

#define LINK_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_hidden = true) \
	F(alarm_id,   ref,     N_("Alarm"), .is_hidden = true) \
	F(person_id,  ref,     N_("Person"), .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_hidden = true) \
	F(unit_id,    ref,     N_("Unit"), .is_hidden = true) \
	F(name,       text,    N_("Who"), ) \
	F(acked_at,   instant, N_("Acknowledged"), ) \
	F(number,     text,    N_("Alarm"), ) \
	F(kind,       code,    N_("Kind"), .list = "alarms/kinds") \
	F(title,      text,    N_("Alarm path"), ) \
	F(words,      prose,   N_("What is sent"), ) \
	F(is_exercise, yesno,  N_("Exercise"), ) \
	F(stop,       choice,  N_("It stops when"), CHOICES(alarm_stops)) \
	F(state,      choice,  N_("State"), CHOICES(alarm_states)) \
	F(started_at, instant, N_("Started"), ) \
	F(first_name, text,    N_("First"), ) \
	F(first_at,   instant, N_("First"), )
struct alarm_link { LINK_FIELDS(AS_MEMBER) };
LIST_OF(alarm_link)
extern const struct shape alarm_link_shape;
const struct alarm_link *link_of_token(struct view *view, struct str digest);
const struct alarm_link *link_of_person(struct view *view, int64_t alarm_id);   /* one's own */
/* With the code, or, when there is none, with the number that it came from. */
struct alarm_link_list links_of_code(struct view *view, struct str code);
struct alarm_link_list links_of_phone(struct view *view, struct str plain);
/* False: it was acknowledged before. */
bool target_acknowledge(struct change *change, const struct alarm_link *link, struct str how);
struct reply ack_show(struct request *request, struct view *view);
struct reply ack_act(struct request *request, struct change *change);
struct reply ack_button_act(struct request *request, struct change *change);
struct reply inbound_act(struct request *request, struct change *change);
/* What a gateway sends, as form content or in the address; the setting has its name for it. */
struct str inbound_field(struct request *request, const char *setting);
bool inbound_knows_secret(struct request *request);
struct reply inbound_told(struct request *request, int status, const char *words);

/* ---- What gateways tell afterwards (delivery.c) ------------------------------------------- */

struct sent {                           /* a message that has the identity */
	int64_t id;
	bool is_trial;
	int64_t alarm_id, target_id;    /* of an alarm's */
	struct str channel;
};
const struct sent *sent_of(struct view *view, struct str identity);     /* NULL: there is none */
/* False: it is known already, or nobody waits for it any more. */
bool sent_arrived(struct change *change, const struct sent *sent, struct instant at);
bool sent_lost(struct change *change, const struct sent *sent, struct instant at,
               struct str problem);
struct reply delivery_act(struct request *request, struct change *change);

/* ---- Queries of the pages (queries.c) ------------------------------------------------------- */

const struct alarm *alarm_of_number(struct view *view, struct str number);
struct alarm_list alarms_going_seen(struct view *view);
struct alarm_list alarms_to_me(struct view *view);
struct alarm_all alarm_load_seen(struct view *view, const struct alarm *alarm);
struct alarm_entry_list alarm_entries(struct view *view, int64_t alarm_id);
struct alarm_path_list paths_seen(struct view *view);
struct path_row_list path_rows(struct view *view);      /* the same, for the list */
const struct alarm_path *path_get(struct view *view, struct str public_id);
const struct alarm_path *path_of_id(struct view *view, int64_t id);
bool alarm_may(struct view *view, enum permission permission, int64_t unit_id);
struct alarm_step_list path_steps(struct view *view, int64_t path_id);
struct str step_people(struct view *view, int64_t step_id);     /* "A, B" */
void step_add(struct change *change, struct alarm_step *step, size_t count, const int64_t *people);
bool step_remove(struct change *change, int64_t path_id, struct str public_id);
/* Numbers it and writes its first line. */
void alarm_add(struct change *change, struct alarm *alarm);
/* Also copies the path's steps (path_id 0: none) and puts the job in the queue. */
void alarm_start(struct change *change, struct alarm *alarm);
void alarm_stopped_put(struct change *change, const struct alarm *alarm);
bool about_is_known(struct view *view, struct str number);
bool alarm_exercise_goes_on(struct view *view);         /* that this person takes part in */
extern const struct table alarm_table;
void alarm_query(struct request *request, struct view *view, struct query *query);
struct channel_on { struct str channel; bool is_on; };
LIST_OF(channel_on)
struct channel_on_list channels_on(struct view *view);
struct gateway *gateway_seen(struct view *view, struct str channel);
bool gateway_has_secret(struct view *view, struct str channel);
void gateway_secret_put(struct change *change, struct str channel, struct str secret);

#define TRIAL_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(public_id, text,    N_("Identity"), .is_own = true) \
	F(channel,   code,    N_("Channel"), .list = "alarms/channels", .is_own = true) \
	F(address,   text,    N_("Send it to"), .required = true, .longest = 120, .is_personal = true) \
	F(person_id, ref,     N_("Tried by"), .refers_to = "person", .is_own = true) \
	F(state,     choice,  N_("State"), CHOICES(attempt_states), .is_own = true) \
	F(problem,   text,    N_("What was wrong"), .is_own = true) \
	F(made_at,   instant, N_("When"), .is_own = true) \
	F(ended_at,  instant, N_("Ended"), .is_own = true)
struct trial { TRIAL_FIELDS(AS_MEMBER) };
LIST_OF(trial)
extern const struct record trial_record;
extern const struct form trial_form;
struct trial_list trials_of(struct view *view, struct str channel);
struct trial_list trials_waiting(struct view *view);
void trial_end(struct change *change, int64_t id, enum attempt_state state, struct str problem);

/* ---- Results ------------------------------------------------------------------------------ */

#define RESULT_FIELDS(F) \
	F(number,         text,  N_("Alarm"), ) \
	F(on_day,         date,  N_("Day"), ) \
	F(unit_name,      text,  N_("Unit"), ) \
	F(kind,           code,  N_("Kind"), .list = "alarms/kinds") \
	F(function,       text,  N_("Function"), ) \
	F(asked,          count, N_("People asked"), ) \
	F(reached,        count, N_("People reached"), ) \
	F(in_time,        count, N_("In time"), ) \
	F(slowest_seconds, count, N_("Slowest, seconds"), ) \
	F(within_minutes, count, N_("Within minutes"), )
struct alarm_result { RESULT_FIELDS(AS_MEMBER) };
LIST_OF(alarm_result)
enum { RESULT_FIELD_COUNT = 10 };
extern const struct field result_fields[];
extern const struct table result_table;
void result_query(struct request *request, struct view *view, struct query *query);
struct alarm_result_list results_of(struct view *view, int64_t alarm_id);
/* Of all units that one reads, function by function; of probes only those that so many have been
 * asked of. */
struct alarm_result_list results_together(struct view *view, struct str kind, struct date since,
                                          int64_t least);

#define PROBE_FIELDS(F) \
	F(id,              key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,       text,  N_("Identity"), .is_own = true) \
	F(path_id,         ref,   N_("Alarm path"), .is_own = true, .is_hidden = true) \
	F(is_on,           yesno, N_("On"), .is_own = true) \
	F(consulted_on,    date,  N_("Consulted with the unions on"), .required = true, \
	                   .help = N_("The day of the meeting. Needed to switch the probe on.")) \
	F(note,            prose, N_("What was said"), .required = true, .longest = 2000, \
	                   .help = N_("Where the minutes are, and what was agreed.")) \
	F(weekday,         count, N_("Weekday, from 1 for Monday to 7 for Sunday"), .least = 1, .most = 7) \
	F(hour,            count, N_("Hour"), .least = 0, .most = 23) \
	F(decided_by,      ref,   N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(decided_by_name, text,  N_("Decided by"), .is_own = true) \
	F(decided_at,      instant, N_("Decided"), .is_own = true)
struct probe { PROBE_FIELDS(AS_MEMBER) };
LIST_OF(probe)
extern const struct record probe_record;
extern const struct form probe_form;
struct probe_list probes_of(struct view *view, int64_t path_id);        /* the newest first */
/* Those that are on, as the system; and the day the last one was sent. */
struct probe_list probes_latest(struct view *view);
struct date probe_last_day(struct view *view, int64_t path_id);
const struct alarm_path *path_by_number(struct view *view, int64_t id);
bool probe_is_due(const struct probe *probe, struct instant now, struct date last);
bool probes_run(struct job *job);
bool probe_is_needed(struct view *view);
void alarm_start_as_system(struct change *change, struct alarm *alarm);

struct tested { struct str number, title; struct date on_day; int64_t asked, in_time; };
LIST_OF(tested)
struct tested_list tests_of(struct view *view, int64_t unit_id, struct date from, struct date to,
                            int64_t most);
struct evidence_span_list tests_answered(struct view *view, int64_t unit_id, struct date from,
                                         struct date to);

/* ---- Holes in rosters (holes.c); as the system --------------------------------------------- */

bool holes_run(struct job *job);
bool holes_are_needed(struct view *view);
/* Whatever a dead worker had taken is free again. */
void leases_release(struct change *change);
/* Starts an alarm for each that has not been told of; how many. */
size_t holes_tell(struct change *change, struct instant now);
/* Is it within sight, and is it close? */
bool hole_stage_of(struct instant begins, struct instant now, int64_t days, int64_t close_hours,
                   bool *is_close);
bool alarm_is_about(struct view *view, struct str key);
struct str unit_name_shown(struct view *view, int64_t unit_id);
void alarm_step_put(struct change *change, struct alarm_step *step, size_t count,
                    const int64_t *people);

extern const struct reference alarms_references[];
extern const struct evidence_source alarms_evidence[];

/* ---- Pages --------------------------------------------------------------------------------- */

struct alarm_shown {                    /* what the page of one alarm shows */
	const struct alarm *alarm;
	struct alarm_all all;
	const struct alarm_link *mine;  /* NULL: it has not come to whoever reads */
	struct request *request;
	struct alarm_entry_list entries;
	struct alarm_result_list results;
	struct str started_by, ended_by, about_path;
	struct instant now;
	bool may_stop, shows_about;     /* an event or crisis that whoever reads may read */
};
extern const struct route alarms_routes[];
struct str target_words(struct arena *arena, const struct alarm_target *target);
struct str function_words(struct str code);
const char *entry_words_of(struct str verb);
struct str step_words(struct view *view, const struct alarm_step *step);
struct str step_channels_words(struct arena *arena, const struct alarm_step *step);
struct str next_words(struct arena *arena, const struct alarm_all *all, struct instant now);
void alarm_mark(struct out *out, const struct alarm *alarm);
bool kind_is_test(struct str kind);
bool kind_is_probe(struct str kind);
struct str entry_detail(const struct alarm_entry *entry);
bool why_given(struct request *request, struct str *why);

struct reply paths_page(struct request *request, struct view *view);
struct reply path_page(struct request *request, struct view *view);
struct reply path_new_page(struct request *request, struct view *view);
struct reply path_add_act(struct request *request, struct change *change);
struct reply path_edit_page(struct request *request, struct view *view);
struct reply path_change_act(struct request *request, struct change *change);
struct reply path_close_act(struct request *request, struct change *change);
struct reply step_new_page(struct request *request, struct view *view);
struct reply step_add_act(struct request *request, struct change *change);
struct reply step_remove_act(struct request *request, struct change *change);
void *path_load(struct request *request, struct view *view);
struct reply channels_setup_page(struct request *request, struct view *view);
struct reply channel_setup_page(struct request *request, struct view *view);
struct reply channel_setup_act(struct request *request, struct change *change);
struct reply channel_try_act(struct request *request, struct change *change);
struct reply tests_page(struct request *request, struct view *view);
struct reply probe_page(struct request *request, struct view *view);
struct reply probe_act(struct request *request, struct change *change);
struct reply probe_off_act(struct request *request, struct change *change);

void alarms_demo(struct store *store, int scale);
void demo_handed(struct change *change, const struct alarm_target *target,
                 const struct alarm_attempt *attempt);
void demo_ack(struct change *change, const struct alarm_target *target, struct instant at);
void demo_step(struct change *change, struct alarm_step *step);
void demo_acknowledged(struct change *change, int64_t alarm_id);
