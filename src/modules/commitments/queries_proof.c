/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/queries_proof.c - what contracts prove about units.
 *
 * The source `contract` answers with=resilience: of the vital or critical commitments that a
 * supplier carries on the last day of the period, how many have contracts that demand what is
 * demanded in-house.  One that has no contract at all is counted among the whole.  And
 * with=position: of the contracts that came into force in the period, for how many a position
 * on secret information was taken before that.
 */
#include "modules/commitments/contracts.h"

enum { WITH_nothing, WITH_resilience, WITH_position };
static const struct choice withs[] = {
	[WITH_nothing] = { "", "" },
	[WITH_resilience] = { "resilience", N_("that demand what is demanded in-house") },
	[WITH_position] = { "position", N_("with a position taken on secret information") },
	{ NULL, NULL },
};
static const struct evidence_argument arguments[] = {
	{ .name = "with", .label = N_("Contracts"), .choices = withs, .is_required = true },
	{ .name = NULL },
};

/* ---- Carried by suppliers --------------------------------------------------------------- */

#define PROOF_FIELDS(F) \
	F(unit_id,       ref,   N_("Unit"), ) \
	F(commitment_id, ref,   N_("Commitment"), ) \
	F(is_own,        yesno, N_("Performed by"), ) \
	F(acceptable_outage_hours, count, N_("Acceptable outage"), ) \
	F(target_recovery_hours, count, N_("Running again within"), ) \
	F(contract_id,   ref,   N_("Contract"), ) \
	F(valid_from,    date,  N_("In force from"), ) \
	F(valid_to,      date,  N_("In force until"), ) \
	F(added_on,      date,  N_("Written"), ) \
	F(ended_on,      date,  N_("Ended"), ) \
	F(recovery_hours, count, N_("Running again within"), ) \
	F(report_hours,  count, N_("The supplier tells of a disturbance within, hours"), ) \
	F(exercise_months, count, N_("Exercises together at least every, months"), ) \
	F(has_plan,      yesno, N_("Continuity plan"), ) \
	F(has_insight,   yesno, N_("Insight"), ) \
	F(has_chain,     yesno, N_("Subcontractors"), )
struct proof { PROOF_FIELDS(AS_MEMBER) };
LIST_OF(proof)
#define RECORD struct proof
static const struct field proof_fields[] = { PROOF_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proof_shape = SHAPE_OF(NULL, proof, proof_fields);

static struct proof_list proofs_of(struct view *view, int64_t unit_id)
{
	return proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, commitment_id,"
		    " CASE WHEN performed_by = 'own' THEN 1 ELSE 0 END AS is_own,"
		    " acceptable_outage_hours, target_recovery_hours, contract_id, valid_from,"
		    " valid_to, added_on, ended_on, recovery_hours, report_hours, exercise_months,"
		    " has_plan, has_insight, has_chain FROM my_proof_carried"
		    " WHERE ($1 = 0 OR unit_id = $1)"
		    " AND (performed_by <> 'own' OR contract_id <> 0)"
		    " AND (is_vital = 1 OR (judged_at > 0 AND criticality >= $2))"
		    " ORDER BY unit_id, commitment_id, contract_id"),
		V(unit_id, level_critical())));
}

static bool proof_in_force(const struct proof *proof, struct date on)
{
	return proof->contract_id && contract_in_force(proof->valid_from, proof->valid_to, on)
		&& date_compare(proof->added_on, on) <= 0
		&& (!date_is_given(proof->ended_on) || date_compare(proof->ended_on, on) > 0);
}

static bool proof_is_equal(const struct proof *proof)
{
	struct carried carried = {
		.acceptable_outage_hours = proof->acceptable_outage_hours,
		.target_recovery_hours = proof->target_recovery_hours,
		.recovery_hours = proof->recovery_hours, .report_hours = proof->report_hours,
		.exercise_months = proof->exercise_months, .has_plan = proof->has_plan,
		.has_insight = proof->has_insight, .has_chain = proof->has_chain };

	return clauses_compare(&carried).is_equal;
}

/* One commitment of one unit: the rows from `at` on; answers where the next begins. */
struct stands { int64_t commitment_id, contracts; bool is_counted, is_equal; struct date last; };

static size_t commitment_stands(const struct proof_list *proofs, size_t at, struct date on,
                                struct stands *stands)
{
	const struct proof *first = &proofs->at[at];

	*stands = (struct stands){ .commitment_id = first->commitment_id, .is_equal = true };
	for (; at < proofs->count && proofs->at[at].unit_id == first->unit_id
	     && proofs->at[at].commitment_id == first->commitment_id; at++) {
		const struct proof *proof = &proofs->at[at];

		if (!proof_in_force(proof, on))
			continue;
		stands->contracts++;
		stands->is_equal &= proof_is_equal(proof);
		if (date_compare(proof->valid_from, stands->last) > 0)
			stands->last = proof->valid_from;
	}
	stands->is_equal &= stands->contracts > 0;
	stands->is_counted = stands->contracts > 0 || !first->is_own;
	return at;
}

static struct evidence_count_list resilience_counts(struct view *view,
                                                    const struct evidence_ask *ask)
{
	struct proof_list proofs = proofs_of(view, ask->unit_id);
	struct evidence_count_list counts = { 0,
		arena_array(view_arena(view), struct evidence_count, proofs.count + 1) };
	struct stands stands;

	for (size_t i = 0; i < proofs.count;) {
		int64_t unit_id = proofs.at[i].unit_id;
		struct evidence_count *count;

		i = commitment_stands(&proofs, i, ask->to, &stands);
		if (!stands.is_counted)
			continue;
		if (!counts.count || counts.at[counts.count - 1].unit_id != unit_id)
			counts.at[counts.count++] = (struct evidence_count){ .unit_id = unit_id };
		count = &counts.at[counts.count - 1];
		count->whole++;
		count->count += stands.is_equal;
		if (date_compare(stands.last, count->last) > 0)
			count->last = stands.last;
	}
	return counts;
}

static struct evidence_record record_of(struct arena *arena, const struct commitment *commitment,
                                        const struct stands *stands)
{
	const char *lacks = stands->is_equal ? NULL : stands->contracts
		? _("the contract demands less than is demanded in-house")
		: _("there is no contract in force");

	return (struct evidence_record){ .on = stands->last,
		.path = arena_print(arena, "/commitments/%.*s", STR(commitment->number)),
		.words = lacks
			? arena_print(arena, "%.*s %.*s (%s)", STR(commitment->number),
				STR(commitment->name), lacks)
			: arena_print(arena, "%.*s %.*s", STR(commitment->number), STR(commitment->name)) };
}

/* Of what proves something about the unit, what this reader may open; by id. */
static struct commitment_list commitments_to_open(struct view *view, int64_t unit_id)
{
	return commitment_list_of(view_list(view, &commitment_record.shape,
		SQL("SELECT * FROM my_commitment WHERE id IN"
		    " (SELECT commitment_id FROM my_proof_carried WHERE unit_id = $1) ORDER BY id"),
		V(unit_id)));
}

static const struct commitment *commitment_of(const struct commitment_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count && list->at[i].id <= id; i++)
		if (list->at[i].id == id)
			return &list->at[i];
	return NULL;
}

static struct evidence_record_list resilience_records(struct view *view,
                                                      const struct evidence_ask *ask)
{
	struct proof_list proofs = proofs_of(view, ask->unit_id);
	struct commitment_list seen = commitments_to_open(view, ask->unit_id);
	struct evidence_record_list list = { 0,
		arena_array(view_arena(view), struct evidence_record, proofs.count + 1) };
	struct stands stands;

	for (size_t i = 0; i < proofs.count && list.count < EVIDENCE_RECORDS_MOST;) {
		const struct commitment *commitment;

		i = commitment_stands(&proofs, i, ask->to, &stands);
		commitment = stands.is_counted ? commitment_of(&seen, stands.commitment_id) : NULL;
		if (commitment)
			list.at[list.count++] = record_of(view_arena(view), commitment, &stands);
	}
	return list;
}

/* ---- A position taken ------------------------------------------------------------------- */

#define PROCURED " valid_from >= $2 AND valid_from <= $3"
#define IN_TIME " position_on <> '' AND position_on <= valid_from"

static struct evidence_count_list position_counts(struct view *view,
                                                  const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, sum(CASE WHEN" IN_TIME " THEN 1 ELSE 0 END) AS found,"
		    " count(*) AS whole, max(valid_from) AS last_on FROM my_proof_procurement"
		    " WHERE ($1 = 0 OR unit_id = $1) AND" PROCURED
		    " GROUP BY unit_id ORDER BY unit_id"),
		V(ask->unit_id, ask->from, ask->to)));
}

#define POSITION_FIELDS(F) \
	F(number,     text,  N_("Number"), ) \
	F(name,       text,  N_("What it delivers"), ) \
	F(valid_from, date,  N_("In force from"), ) \
	F(is_in_time, yesno, N_("Position taken"), )
struct position { POSITION_FIELDS(AS_MEMBER) };
LIST_OF(position)
#define RECORD struct position
static const struct field position_fields[] = { POSITION_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape position_shape = SHAPE_OF(NULL, position, position_fields);

static struct evidence_record_list position_records(struct view *view,
                                                    const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct position_list rows = position_list_of(view_list(view, &position_shape,
		SQL("SELECT my_contract.number, my_contract.name, procured.valid_from,"
		    " CASE WHEN procured.position_on <> ''"
		    "      AND procured.position_on <= procured.valid_from"
		    " THEN 1 ELSE 0 END AS is_in_time"
		    " FROM my_proof_procurement AS procured"
		    " JOIN my_contract ON my_contract.id = procured.contract_id"
		    " WHERE procured.unit_id = $1 AND procured.valid_from >= $2"
		    " AND procured.valid_from <= $3"
		    " ORDER BY procured.valid_from DESC, my_contract.id DESC LIMIT $4"),
		V(ask->unit_id, ask->from, ask->to, EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list list = { 0,
		arena_array(arena, struct evidence_record, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		const struct position *row = &rows.at[i];

		list.at[list.count++] = (struct evidence_record){ .on = row->valid_from,
			.path = arena_print(arena, "/contracts/%.*s", STR(row->number)),
			.words = row->is_in_time
				? arena_print(arena, "%.*s %.*s", STR(row->number), STR(row->name))
				: arena_print(arena, "%.*s %.*s (%s)", STR(row->number), STR(row->name),
					_("no position taken before it came into force")) };
	}
	return list;
}

/* ---- The source --------------------------------------------------------------------------- */

static bool asks_position(const struct evidence_ask *ask)
{
	return choice_of(withs, evidence_text(ask, "with")) == WITH_position;
}

static struct evidence_count_list contract_counts(struct view *view, const struct evidence_ask *ask)
{
	return asks_position(ask) ? position_counts(view, ask) : resilience_counts(view, ask);
}

static struct evidence_record_list contract_records(struct view *view,
                                                    const struct evidence_ask *ask)
{
	return asks_position(ask) ? position_records(view, ask) : resilience_records(view, ask);
}

const struct evidence_source contracts_evidence[] = {
	{ .name = "contract", .label = N_("Contracts of a unit with suppliers"),
	  .arguments = arguments, .counts = contract_counts, .records = contract_records },
	{ .name = NULL },
};
