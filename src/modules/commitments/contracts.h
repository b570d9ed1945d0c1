/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/contracts.h - contracts with suppliers, compared with what is demanded in-house.
 *
 * A commitment that is placed with a supplier is to stand disturbances as if the city did it
 * itself.  Each clause of the contract is compared with what is asked in-house: the time to
 * recover with the acceptable outage of the commitment, the others with the list
 * commitments/clauses.  What differs is told in one sentence each.  On secret information
 * only the day on which a position was taken is kept, never what it was.
 */
#pragma once

#include "modules/commitments/inside.h"

#define CONTRACT_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(number,       text,  N_("Number of the contract"), .is_own = true) \
	F(unit_id,      ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(supplier,     text,  N_("Supplier"), .required = true, .longest = 120) \
	F(name,         text,  N_("What it delivers"), .required = true, .longest = 160) \
	F(reference,    text,  N_("Where it is registered"), .longest = 80, \
	                .help = N_("The number in the register of documents. The contract itself is kept there.")) \
	F(valid_from,   date,  N_("In force from"), .required = true) \
	F(valid_to,     date,  N_("In force until"), \
	                .help = N_("The last day. Leave it empty when the contract has no end.")) \
	F(recovery_hours, count, N_("The supplier is running again within, hours"), .most = 100000, \
	                .help = N_("As the contract says. Leave it empty when the contract says nothing.")) \
	F(report_hours, count, N_("The supplier tells of a disturbance within, hours"), .most = 100000) \
	F(exercise_months, count, N_("Exercises together at least every, months"), .most = 600) \
	F(has_plan,     yesno, N_("The supplier must have a continuity plan that the city may read")) \
	F(has_insight,  yesno, N_("The city may check on site and in documents")) \
	F(has_chain,    yesno, N_("The same is demanded of subcontractors")) \
	F(position_on,  date,  N_("Position taken on secret information"), \
	                .help = N_("The day on which it was examined before the procurement whether secret information is involved. Only the day: what the position was is not kept here.")) \
	F(follow_up_on, date,  N_("Next follow-up with the supplier")) \
	F(owner_id,     ref,   N_("Owner of the contract"), .refers_to = "handler") \
	F(created_by,   ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,   instant, N_("Written"), .is_own = true) \
	F(updated_at,   instant, N_("Changed"), .is_own = true) \
	F(version,      count, N_("Version"), .is_own = true)
struct contract { CONTRACT_FIELDS(AS_MEMBER) };
LIST_OF(contract)
extern const struct record contract_record;

/* The form of a new one asks for the first commitment too; it begins as a contract does. */
#define CONTRACT_NEW_FIELDS(F) CONTRACT_FIELDS(F) \
	F(commitment_id, ref,  N_("Commitment it carries"), .required = true, .refers_to = "commitment", \
	                .help = N_("More can be added on the page of the contract."))
struct contract_new { CONTRACT_NEW_FIELDS(AS_MEMBER) };
extern const struct record contract_new_record;

#define CARRY_FIELDS(F) \
	F(commitment_id, ref,  N_("Commitment it carries"), .required = true, .refers_to = "commitment") \
	F(version,       count, N_("Version"), .is_own = true)
struct carry { CARRY_FIELDS(AS_MEMBER) };
extern const struct record carry_record;

#define CONTRACT_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true) \
	F(contract_id, ref,     N_("Contract"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct contract_step { CONTRACT_STEP_FIELDS(AS_MEMBER) };
LIST_OF(contract_step)
extern const struct shape contract_step_shape;

#define CONTRACT_ROW_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(number,       text,  N_("Number"), ) \
	F(supplier,     text,  N_("Supplier"), ) \
	F(name,         text,  N_("What it delivers"), ) \
	F(unit_name,    text,  N_("Unit"), ) \
	F(commitments,  count, N_("Commitments"), ) \
	F(valid_from,   date,  N_("In force from"), ) \
	F(valid_to,     date,  N_("In force until"), ) \
	F(recovery_hours, count, N_("Running again within"), ) \
	F(report_hours, count, N_("The supplier tells of a disturbance within, hours"), ) \
	F(exercise_months, count, N_("Exercises together at least every, months"), ) \
	F(has_plan,     yesno, N_("Continuity plan"), ) \
	F(has_insight,  yesno, N_("Insight"), ) \
	F(has_chain,    yesno, N_("Subcontractors"), ) \
	F(is_examined,  yesno, N_("Position taken"), ) \
	F(follow_up_on, date,  N_("Next follow-up with the supplier"), ) \
	F(owner,        text,  N_("Owner"), .is_personal = true)
struct contract_row { CONTRACT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(contract_row)
enum { CONTRACT_ROW_COUNT = 17 };
extern const struct field contract_row_fields[];

/* A commitment and a contract that carries it, or none (contract_number ""). */
#define CARRIED_FIELDS(F) \
	F(commitment_id, ref,  N_("Commitment"), ) \
	F(number,       text,  N_("Number"), ) \
	F(name,         text,  N_("Commitment"), ) \
	F(unit_name,    text,  N_("Unit"), ) \
	F(is_vital,     yesno, N_("Vital"), ) \
	F(criticality,  count, N_("Criticality"), ) \
	F(judged_at,    instant, N_("Judged"), ) \
	F(acceptable_outage_hours, count, N_("Acceptable outage"), ) \
	F(target_recovery_hours, count, N_("Running again within"), ) \
	F(contract_number, text, N_("Contract"), ) \
	F(supplier,     text,  N_("Supplier"), ) \
	F(contract_name, text, N_("What it delivers"), ) \
	F(valid_from,   date,  N_("In force from"), ) \
	F(valid_to,     date,  N_("In force until"), ) \
	F(recovery_hours, count, N_("The supplier is running again within, hours"), ) \
	F(report_hours, count, N_("The supplier tells of a disturbance within, hours"), ) \
	F(exercise_months, count, N_("Exercises together at least every, months"), ) \
	F(has_plan,     yesno, N_("Continuity plan"), ) \
	F(has_insight,  yesno, N_("Insight"), ) \
	F(has_chain,    yesno, N_("Subcontractors"), )
struct carried { CARRIED_FIELDS(AS_MEMBER) };
LIST_OF(carried)
extern const struct record carried_record;

/* ---- Rules (rules_contracts.c) ------------------------------------------------------- */

enum clause_answer {
	CLAUSE_SAME,
	CLAUSE_NARROW,                  /* within what is acceptable, later than the own target */
	CLAUSE_WEAKER,
	CLAUSE_SILENT,                  /* the contract says nothing */
	CLAUSE_UNKNOWN,                 /* nobody has decided what is asked in-house */
};
enum { MOST_CLAUSES = 8 };
struct compared {
	const struct item *clause;      /* of commitments/clauses */
	enum clause_answer answer;
	int64_t asked, given;           /* hours, months, or 1 and 0 */
};
struct comparison {
	size_t count, differs;          /* those that are not SAME */
	bool is_equal;                  /* every clause is SAME or NARROW */
	struct compared at[MOST_CLAUSES];
};
struct comparison clauses_compare(const struct carried *carried);
/* "The contract does not bind subcontractors."; "" for SAME. */
struct str compared_words(struct arena *arena, const struct compared *compared,
                          const struct carried *carried);
struct str compared_asked(struct arena *arena, const struct compared *compared);
struct str compared_given(struct arena *arena, const struct compared *compared);
bool contract_in_force(struct date from, struct date to, struct date on);

/* ---- Queries (queries_contracts.c) ---------------------------------------------------- */

extern const struct table contracts_table;
extern const struct evidence_source contracts_evidence[];
void contracts_query(struct request *request, struct view *view, struct query *query);
const struct contract *contract_of_number(struct view *view, struct str number);
bool contract_may_edit(struct view *view, const struct contract *contract);
struct contract_step_list contract_steps(struct view *view, int64_t contract_id);
struct carried_list contract_carried(struct view *view, int64_t contract_id);
struct carried_list commitment_contracts(struct view *view, int64_t commitment_id);
/* What suppliers carry of a unit and all below it (0: of all): each contract in force today,
 * and what has none. */
struct carried_list carried_by_suppliers(struct view *view, int64_t unit_id);
/* Numbers it, keeps it and the first line of its history. */
void contract_add(struct change *change, struct contract *contract, struct judged_by by);
void contract_step_by(struct change *change, int64_t contract_id, struct judged_by by,
                      const char *verb, struct str words);
bool contract_carries(struct view *view, int64_t contract_id, int64_t commitment_id);
void contract_carry(struct change *change, int64_t contract_id, int64_t commitment_id,
                    struct date on);
void contract_drop(struct change *change, int64_t contract_id, int64_t commitment_id);

/* ---- Pages (contracts.c, equivalence.c) ------------------------------------------------ */

extern const struct form contract_form, contract_new_form, carry_form;
struct reply contracts_list(struct request *request, struct view *view);
struct reply contract_new_page(struct request *request, struct view *view);
struct reply contract_add_act(struct request *request, struct change *change);
struct reply contract_show(struct request *request, struct view *view);
struct reply contract_edit(struct request *request, struct view *view);
struct reply contract_change_act(struct request *request, struct change *change);
void *contract_load(struct request *request, struct view *view);
struct reply contract_carry_act(struct request *request, struct change *change);
struct reply contract_drop_act(struct request *request, struct change *change);
struct suppliers_count { int64_t commitments, equal, without; };
struct reply equivalence_page(struct request *request, struct view *view);
/* On the page of a commitment. */
void commitment_contracts_show(struct out *out, struct view *view,
                               const struct commitment *commitment, bool may_edit);
const char *contract_step_words(struct str verb);
/* "recovery_hours=24 has_plan=1": what is not as it was before, or all of it; and as it is read. */
struct str contract_tell(struct arena *arena, const struct contract *now,
                         const struct contract *before);
struct str contract_said(struct arena *arena, struct str words);

struct demo_city;
void contracts_demo(struct demo_city *city);
