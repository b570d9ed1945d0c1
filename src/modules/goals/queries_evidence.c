/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/queries_evidence.c - what goals, follow-ups and development activities prove.
 *
 * Counts read the views my_proof_..., without a word of what goals say.  A goal proves a duty
 * of the programme whose goal it serves, and of no other.  None of it says that a goal is good,
 * only that there is one with something to do.
 */
#include "modules/goals/inside.h"

#include "kit/evidence.h"

struct proof { int64_t unit_id, goal_id; struct str programme, focus_area, period; struct instant at; };
LIST_OF(proof)
static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof, unit_id), NULL, false },
	{ "goal_id", COLUMN_int, offsetof(struct proof, goal_id), NULL, false },
	{ "programme", COLUMN_text, offsetof(struct proof, programme), NULL, false },
	{ "focus_area", COLUMN_text, offsetof(struct proof, focus_area), NULL, false },
	{ "period", COLUMN_text, offsetof(struct proof, period), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct proof, at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

/* One row for each unit in rows that are sorted by unit. */
static struct evidence_count_list counted(struct view *view, const struct proof_list *proofs)
{
	struct evidence_count_list counts = { 0, arena_array(view_arena(view), struct evidence_count,
		proofs->count + 1) };

	for (size_t i = 0; i < proofs->count; i++) {
		const struct proof *proof = &proofs->at[i];
		struct evidence_count *count = &counts.at[counts.count];

		if (counts.count && count[-1].unit_id == proof->unit_id)
			count--;
		else
			counts.count++;
		count->unit_id = proof->unit_id;
		count->count++;
		if (date_compare(count->last, instant_date(proof->at)) < 0)
			count->last = instant_date(proof->at);
	}
	return counts;
}

/* ---- Goals -------------------------------------------------------------------------------- */

static const struct choice ors[] = {
	{ "", "" },
	{ "not_concerned", N_("a reasoned decision that the area does not concern the unit") },
	{ NULL, NULL },
};
static const struct evidence_argument goal_arguments[] = {
	{ .name = "focus_area", .label = N_("Focus area of the programme") },
	{ .name = "or", .label = N_("What counts as well"), .choices = ors },
	{ .name = "programme", .label = N_("Programme: filled in by the program") },
	{ .name = "duty", .label = N_("Duty: filled in by the program") },
	{ .name = NULL },
};

static struct proof_list goal_proofs(struct view *view, const struct evidence_ask *ask)
{
	bool takes_decisions = evidence_text(ask, "or").len != 0;

	return proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, goal_id, programme, focus_area, '' AS period, created_at AS at"
		    " FROM my_proof_goal WHERE year >= $1 AND year <= $2"
		    " AND ($3 = '' OR programme = $3) AND ($4 = '' OR focus_area = $4)"
		    " AND ($5 = 0 OR unit_id = $5)"
		    " UNION ALL "
		    "SELECT unit_id, 0 AS goal_id, programme, focus_area, '' AS period, created_at AS at"
		    " FROM my_proof_area_decision WHERE $6 = 1 AND year >= $1 AND year <= $2"
		    " AND ($3 = '' OR programme = $3) AND ($4 = '' OR focus_area = $4)"
		    " AND ($5 = 0 OR unit_id = $5)"
		    " ORDER BY 1, 6"),
		V(ask->from.year, ask->to.year, evidence_text(ask, "programme"),
		  evidence_text(ask, "focus_area"), ask->unit_id, takes_decisions)));
}

static struct evidence_count_list goal_counts_of(struct view *view, const struct evidence_ask *ask)
{
	struct proof_list proofs = goal_proofs(view, ask);

	return counted(view, &proofs);
}

static bool fits(const struct evidence_ask *ask, struct str programme, struct str area)
{
	struct str wanted = evidence_text(ask, "programme"), part = evidence_text(ask, "focus_area");

	return (!wanted.len || str_equals(wanted, programme)) && (!part.len || str_equals(part, area));
}

static void decisions_add(struct view *view, const struct evidence_ask *ask, int year,
                          struct evidence_record_list *records)
{
	struct area_decision_list decisions = area_decisions(view, ask->unit_id, year);

	for (size_t i = 0; i < decisions.count && records->count < EVIDENCE_RECORDS_MOST; i++) {
		const struct area_decision *one = &decisions.at[i];

		if (one->answer == AREA_not_concerned && fits(ask, one->programme, one->focus_area))
			records->at[records->count++] = (struct evidence_record){
				.words = arena_print(view_arena(view), "%s: %.*s (%.*s)",
					_(area_answers[one->answer].label), STR(one->reason),
					STR(person_name(view, one->created_by))),
				.on = instant_date(one->created_at) };
	}
}

static struct evidence_record_list goal_records(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_record_list records = { 0, arena_array(view_arena(view),
		struct evidence_record, EVIDENCE_RECORDS_MOST) };

	for (int year = ask->to.year; year >= ask->from.year; year--) {
		struct unit_goal_list goals = goals_of_year(view, ask->unit_id, year);

		for (size_t i = 0; i < goals.count && records.count < EVIDENCE_RECORDS_MOST; i++) {
			const struct unit_goal *goal = &goals.at[i];

			if (goal->aim.len && goal->state == GOAL_current
			    && fits(ask, goal->programme, goal->focus_area))
				records.at[records.count++] = (struct evidence_record){
					.words = goal->title, .on = instant_date(goal->created_at),
					.path = arena_print(view_arena(view), "/goals/%.*s",
						STR(goal->public_id)) };
		}
		if (evidence_text(ask, "or").len)
			decisions_add(view, ask, year, &records);
	}
	return records;
}

/* ---- Follow-up ------------------------------------------------------------------------------- */

static const struct choice thirds[] = {
	{ "", "" },
	{ "third1", N_("four-month report 1") },
	{ "third2", N_("four-month report 2") },
	{ "third3", N_("annual report") },
	{ NULL, NULL },
};
static const struct evidence_argument follow_up_arguments[] = {
	{ .name = "part", .label = N_("Which report"), .choices = thirds, .is_required = true },
	{ .name = NULL },
};

static struct str period_asked(struct view *view, const struct evidence_ask *ask)
{
	return goal_part_key(view_arena(view), goal_part_number(evidence_text(ask, "part")),
		ask->from.year);
}

static struct evidence_count_list follow_up_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof_list proofs = proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, goal_id, '' AS programme, '' AS focus_area, period,"
		    " max(created_at) AS at FROM my_proof_follow_up_entry"
		    " WHERE period = $1 AND ($2 = 0 OR unit_id = $2)"
		    " GROUP BY unit_id, goal_id, period ORDER BY unit_id, goal_id"),
		V(period_asked(view, ask), ask->unit_id)));

	return counted(view, &proofs);
}

static struct evidence_record_list follow_up_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct str key = period_asked(view, ask);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record, 1) };
	struct str code = view_text(view, SQL("SELECT code FROM my_unit WHERE id = $1"), V(ask->unit_id));
	const struct goal_follow_up *newest = follow_up_newest(view, ask->unit_id, key);
	struct goal_period period;

	if (newest && goal_period_read(arena, key, &period))
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, _("Follow-up of goals, %.*s: %s"),
				STR(goal_period_words(arena, &period)), _(follow_up_states[newest->state].label)),
			.path = goals_annex_path(arena, code, key),
			.on = instant_date(newest->submitted_at.seconds ? newest->submitted_at
				: newest->created_at) };
	return records;
}

/* ---- Development activities ---------------------------------------------------------------------- */

static const struct evidence_argument activity_arguments[] = {
	{ .name = "code", .label = N_("Development activity of the programme"), .is_required = true },
	{ .name = "programme", .label = N_("Programme: filled in by the program") },
	{ .name = "duty", .label = N_("Duty: filled in by the program") },
	{ .name = NULL },
};

/* The state is asked for every year: of a longer period the last year counts. */
static struct date year_from(const struct evidence_ask *ask)
{
	struct date first = { ask->to.year, 1, 1 };

	return date_compare(first, ask->from) > 0 ? first : ask->from;
}

static struct evidence_count_list activity_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof_list proofs = proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, 0 AS goal_id, programme, '' AS focus_area, '' AS period,"
		    " max(created_at) AS at FROM my_proof_development"
		    " WHERE code = $1 AND ($2 = '' OR programme = $2) AND ($3 = 0 OR unit_id = $3)"
		    " AND created_at >= $4 AND created_at < $5"
		    " GROUP BY unit_id, programme ORDER BY unit_id"),
		V(evidence_text(ask, "code"), evidence_text(ask, "programme"), ask->unit_id,
		  instant_at(year_from(ask), 0, 0, 0),
		  instant_at(date_add_days(ask->to, 1), 0, 0, 0))));

	return counted(view, &proofs);
}

static struct evidence_record_list activity_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct development_status_list rows = development_history(view, ask->unit_id,
		evidence_text(ask, "programme"), evidence_text(ask, "code"));
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		struct date on = instant_date(rows.at[i].created_at);

		if (date_compare(on, year_from(ask)) < 0 || date_compare(on, ask->to) > 0)
			continue;
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%s: %.*s", _(development_states[rows.at[i].state].label),
				STR(rows.at[i].words)), .on = on };
	}
	return records;
}

const struct evidence_source goals_evidence[] = {
	{ .name = "goal", .label = N_("The unit has own goals with activities that serve the programme"),
	  .arguments = goal_arguments, .counts = goal_counts_of, .records = goal_records },
	{ .name = "follow_up_entry", .label = N_("The unit has followed up its goals in a report"),
	  .arguments = follow_up_arguments, .counts = follow_up_counts, .records = follow_up_records },
	{ .name = "activity", .label = N_("The unit has said this year how a development activity goes"),
	  .arguments = activity_arguments, .counts = activity_counts, .records = activity_records },
	{ .name = NULL },
};
