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
	F(judged_at,    instant, N_("Judged"), )
struct commitment_row { COMMITMENT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(commitment_row)
enum { COMMITMENT_ROW_COUNT = 18 };
extern const struct field commitment_row_fields[];
extern const struct shape commitment_row_shape;

/* ---- Rules (rules.c) ---------------------------------------------------------------- */

/* Does a text hold a metering point's number (18 digits that begin with 735999), however it
 * is spaced?  Those are never kept here: together they are a map of where power is vital. */
bool words_hold_meter(struct str words);
/* The level a commitment is called critical from, by the list of levels. */
int64_t level_critical(void);
extern const struct rule_table commitments_rules[];

/* A problem for each text of the form that holds a metering point's number. */
void judge_words(const struct form *form, const void *row, struct problems *problems);

/* ---- Queries ------------------------------------------------------------------------ */

extern const struct table commitments_table;
extern const struct reference commitments_references[];
void commitments_query(struct request *request, struct view *view, struct query *query);
struct commitment_step_list commitment_steps(struct view *view, int64_t commitment_id);
void commitment_step_add(struct change *change, int64_t commitment_id, const char *verb,
                         struct str words);

/* ---- Pages -------------------------------------------------------------------------- */

extern const struct form commitment_form;
extern const struct route commitments_routes[];
const char *commitment_step_words(struct str verb);     /* N_() */
struct str level_words(int64_t level);                  /* "3 Serious"; "" unknown */
