/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/commitments/commitments.h"

#define COMMITMENT_STEP_FIELDS(F) \
	F(id,            key,     N_("Number"), .is_own = true) \
	F(commitment_id, ref,     N_("Commitment"), ) \
	F(at,            instant, N_("When"), ) \
	F(person_id,     ref,     N_("Who"), ) \
	F(verb,          text,    N_("What was done"), ) \
	F(words,         prose,   N_("Words"), ) \
	F(person_name,   text,    N_("Name"), )
struct commitment_step { COMMITMENT_STEP_FIELDS(AS_MEMBER) };
LIST_OF(commitment_step)
extern const struct shape commitment_step_shape;

/* One row of the list. */
#define COMMITMENT_ROW_FIELDS(F) \
	F(id,           key,    N_("Number"), .is_hidden = true) \
	F(public_id,    text,   N_("Identity"), ) \
	F(number,       text,   N_("Number"), ) \
	F(name,         text,   N_("Commitment"), ) \
	F(unit_name,    text,   N_("Unit"), ) \
	F(is_vital,     yesno,  N_("Vital"), ) \
	F(criticality,  count,  N_("Criticality"), ) \
	F(acceptable_outage_hours, count, N_("Acceptable outage"), ) \
	F(target_recovery_hours, count, N_("Running again within"), ) \
	F(owner,        text,   N_("Owner"), .is_personal = true) \
	F(state,        choice, N_("State"), CHOICES(commitment_states)) \
	F(performed_by, choice, N_("Performed by"), CHOICES(commitment_performers)) \
	F(societal_function, code, N_("Societal function"), .list = "commitments/functions") \
	F(clients_per_day, count, N_("People served per day"), ) \
	F(data_loss_hours, count, N_("Work with data that may be lost, hours"), ) \
	F(lowest_level, prose,  N_("Lowest acceptable level"), ) \
	F(seasonal,     text,   N_("Times when it matters more"), ) \
	F(judged_at,    instant, N_("Judged"), ) \
	F(judged_levels, text,  N_("Criticality per protected value"), ) \
	F(judged_profile, text, N_("Consequence per step and value"), )
struct commitment_row { COMMITMENT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(commitment_row)
enum { COMMITMENT_ROW_COUNT = 20 };
extern const struct field commitment_row_fields[];
extern const struct shape commitment_row_shape;

struct judged_by { int64_t person; struct instant at; };
struct judged_by judged_by_me(struct change *change);   /* now */

/* ---- Rules (rules.c) ---------------------------------------------------------------- */

/* Does a text hold a metering point's number (18 digits that begin with 735999), however it
 * is spaced?  Those are never kept here: together they are a map of where power is vital. */
bool words_hold_meter(struct str words);
/* The level a commitment is called critical from, by the list of levels. */
int64_t level_critical(void);
extern const struct rule_table commitments_rules[];

/* A problem for each text of the form that holds a metering point's number. */
void judge_words(const struct form *form, const void *row, struct problems *problems);
/* A problem when a societal function is said of what is not vital. */
void judge_function(bool is_vital, struct str function, struct problems *problems);

/* How critical a commitment is, and what follows when it stands still: a table of the steps of
 * time by the protected values, as the lists have them today. */
enum { PROFILE_STEPS = 12, PROFILE_VALUES = 12, NOT_JUDGED = -1 };
struct profile {
	size_t steps, values;
	const struct item *step[PROFILE_STEPS], *value[PROFILE_VALUES];
	int64_t hours[PROFILE_STEPS];
	int criticality[PROFILE_VALUES];                /* NOT_JUDGED, or a level */
	int level[PROFILE_STEPS][PROFILE_VALUES];
	int lowest, highest;                            /* levels there are */
	int ends_outage;                                /* the level that a stop must not reach */
};
void profile_begin(struct profile *profile);            /* from the lists, nothing judged */
/* "individual=3 functionality=2" and "h1.individual=0 h24.individual=3": what is not named
 * stays.  False: *problem is a sentence. */
bool profile_read(struct arena *arena, struct profile *profile, struct str criticality,
                  struct str levels, struct str *problem);
void profile_write(struct arena *arena, const struct profile *profile, struct str *criticality,
                   struct str *levels);

/* The first step at which any value reaches the level: that long, and no longer. */
struct outage {
	int64_t hours;                  /* 0: no step reaches it */
	size_t step, value;
	int level;
};
struct outage outage_suggested(const struct profile *profile);
struct str outage_words(struct arena *arena, const struct profile *profile,
                        const struct outage *outage);
int profile_highest(const struct profile *profile);     /* criticality; NOT_JUDGED */

enum judgement_obstacle { JUDGEMENT_FREE, VALUE_MISSING, STEP_MISSING, LATER_MILDER,
	OUTAGE_REASON_MISSING, RECOVERY_TOO_LONG };
struct judgement_fault {
	enum judgement_obstacle what;
	size_t step, value;             /* where, for the first three */
};
struct judgement;
struct judgement_fault judgement_fault(const struct profile *profile,
                                       const struct judgement *judgement);

/* ---- Judgements (judge.c, queries_judge.c) ------------------------------------------- */

#define JUDGEMENT_FIELDS(F) \
	F(criticality, text,  N_("Criticality per protected value"), .longest = 1000) \
	F(profile,     text,  N_("Consequence per step and value"), .longest = 4000) \
	F(acceptable_outage_hours, count, N_("Acceptable outage, hours"), .most = 100000, \
	               .help = N_("Leave it empty to take what follows from the table.")) \
	F(target_recovery_hours, count, N_("Shall be running again within, hours"), .most = 100000, \
	               .help = N_("The target of recovery (RTO). Shorter than the acceptable outage.")) \
	F(reason,      prose, N_("Why"), .longest = 2000, \
	               .help = N_("Needed when you decide otherwise than what follows from the table.")) \
	F(version,     count, N_("Version"), .is_own = true)
struct judgement { JUDGEMENT_FIELDS(AS_MEMBER) };
extern const struct record judgement_record;
extern const struct form judgement_form;

/* One that was made, as it was made. */
#define JUDGED_FIELDS(F) \
	F(id,            key,     N_("Number"), .is_own = true) \
	F(commitment_id, ref,     N_("Commitment"), ) \
	F(at,            instant, N_("When"), ) \
	F(person_id,     ref,     N_("Who"), ) \
	F(criticality,   text,    N_("Criticality per protected value"), ) \
	F(profile,       text,    N_("Consequence per step and value"), ) \
	F(suggested_hours, count, N_("Suggested, hours"), ) \
	F(acceptable_hours, count, N_("Acceptable outage, hours"), ) \
	F(reason,        prose,   N_("Why"), ) \
	F(person_name,   text,    N_("Name"), )
struct judged { JUDGED_FIELDS(AS_MEMBER) };
LIST_OF(judged)
extern const struct record judged_record;

struct judged_list commitment_judgements(struct view *view, int64_t commitment_id); /* newest first */
void profile_get(struct view *view, int64_t commitment_id, struct profile *profile);
/* Keeps the judgement with a line in the history, and what it says on the commitment, which
 * the caller then updates. */
void judgement_put(struct change *change, struct commitment *commitment,
                   const struct profile *profile, const struct judgement *judgement,
                   struct judged_by by);
void judgement_show(struct out *out, struct request *request, struct view *view,
                    const struct commitment *commitment, bool may_edit);
/* The fault as a sentence beside its field. */
void judgement_fault_add(struct problems *problems, const struct profile *profile,
                         const struct judgement *judgement, struct judgement_fault fault);
struct reply judgement_edit(struct request *request, struct view *view);
struct reply judgement_act(struct request *request, struct change *change);
struct reply judgements_page(struct request *request, struct view *view);

/* ---- Queries ------------------------------------------------------------------------ */

extern const struct table commitments_table;
extern const struct reference commitments_references[];
void commitments_query(struct request *request, struct view *view, struct query *query);
struct commitment_step_list commitment_steps(struct view *view, int64_t commitment_id);
/* May this person read what has a secrecy mark at the unit? */
bool marked_is_read(struct view *view, int64_t unit_id);
/* By somebody at some time, for what is told afterwards (the demo). */
void commitment_step_by(struct change *change, int64_t commitment_id, struct judged_by by,
                        const char *verb, struct str words);
void commitment_step_add(struct change *change, int64_t commitment_id, const char *verb,
                         struct str words);

void commitments_demo(struct store *store, int scale);

/* ---- Pages -------------------------------------------------------------------------- */

extern const struct form commitment_form;
extern const struct route commitments_routes[];
const char *commitment_step_words(struct str verb);     /* N_() */
struct str commitment_level_words(struct arena *arena, int64_t level);     /* "3 Serious"; "" unknown */
void *commitment_load(struct request *request, struct view *view);
bool commitment_may_change(struct request *request, struct view *view,
                           const struct commitment *commitment);
/* Writes it with the version that was sent; machines may leave that out, browsers always
 * send it.  True: it is done, or nothing differed; else *reply says why not. */
bool commitment_update(struct request *request, struct change *change, struct commitment *mine,
                       int64_t version, struct reply *reply);
/* Does this person write what the unit has here?  Else a problem of unit_id: refusal, N_(). */
bool unit_is_mine(struct request *request, struct change *change, int64_t unit_id,
                  const char *refusal);
struct reply commitment_saved(struct request *request, const struct commitment *commitment);
/* Rows of a record as JSON: { "items": [ ... ] }. */
struct reply reply_items(struct request *request, const struct record *record, const void *rows,
                         size_t count);
