/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fire/queries_proof.c - what fire protection work proves about units with all below them: the
 * share of rounds that were done in time, that a year was reviewed, that special laws were
 * looked at.
 */
#include "modules/fire/inside.h"

/* ---- Rounds ----------------------------------------------------------------------------------- */

static const struct evidence_argument round_arguments[] = {
	{ .name = "late", .label = N_("At most so many days after their day"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

/* An object under a unit above it; the objects of a unit come one after another. */
struct proof_object { int64_t unit_id, object_id; struct date valid_to; };
static const struct column object_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_object, unit_id), NULL, false },
	{ "object_id", COLUMN_int, offsetof(struct proof_object, object_id), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct proof_object, valid_to), NULL, false },
};
static const struct shape object_shape = { .size = sizeof(struct proof_object),
	.count = COUNT(object_columns), .columns = object_columns };

struct proof_facts { struct rows objects; struct fire_turn_list turns; struct fire_round_list rounds; };

static struct proof_facts facts_read(struct view *view, const struct evidence_ask *ask)
{
	return (struct proof_facts){
		.objects = view_list(view, &object_shape,
			SQL("SELECT unit_id, object_id, valid_to FROM my_proof_fire_object"
			    " WHERE $1 = 0 OR unit_id = $1 ORDER BY unit_id, object_id"), V(ask->unit_id)),
		.turns = fire_turn_list_of(view_list(view, &fire_turn_shape,
			SQL("SELECT object_id, from_on, every_months FROM my_proof_fire_turn"
			    " ORDER BY object_id, from_on"), NONE)),
		.rounds = fire_round_list_of(view_list(view, &fire_done_shape,
			SQL("SELECT object_id, due_on, on_day FROM my_proof_fire_round"
			    " WHERE due_on >= $1 AND due_on <= $2 ORDER BY object_id, due_on"),
			V(ask->from, ask->to))) };
}

static struct fire_share object_share(struct arena *arena, const struct proof_facts *facts,
                                      const struct proof_object *object, size_t *turn, size_t *round,
                                      const struct evidence_ask *ask)
{
	struct fire_turn_list turns = fire_turns_part(facts->turns, turn, object->object_id);
	size_t first = fire_rounds_part(facts->rounds, round, object->object_id);

	return fire_share_of(fire_due_days(arena, turns, object->valid_to, ask->from, ask->to),
		facts->rounds.at + first, *round - first, evidence_number(ask, "late", 0), date_today());
}

static struct evidence_count_list round_counts(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct proof_facts facts = facts_read(view, ask);
	const struct proof_object *objects = facts.objects.at;
	struct evidence_count_list list = { 0,
		arena_array(arena, struct evidence_count, facts.objects.count + 1) };
	size_t turn = 0, round = 0;

	for (size_t i = 0; i < facts.objects.count; i++) {
		struct evidence_count *line;
		struct fire_share share;

		if (!i || objects[i].unit_id != objects[i - 1].unit_id) {
			turn = round = 0;
			list.at[list.count++] = (struct evidence_count){ .unit_id = objects[i].unit_id };
		}
		line = &list.at[list.count - 1];
		share = object_share(arena, &facts, &objects[i], &turn, &round, ask);
		line->count += share.done;
		line->whole += share.due;
		if (date_compare(share.last, line->last) > 0)
			line->last = share.last;
	}
	return list;
}

static struct evidence_record_list round_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT object.name AS words, '/fire/rounds/' || round.public_id AS path,"
		    " round.on_day AS on_day FROM my_fire_round AS round"
		    " JOIN my_fire_object AS object ON object.id = round.object_id"
		    " WHERE object.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " AND round.state = 'done' AND round.on_day >= $2 AND round.on_day <= $3"
		    " ORDER BY round.on_day DESC, round.id DESC LIMIT $4"),
		V(ask->unit_id, ask->from, ask->to, EVIDENCE_RECORDS_MOST)));
}

/* ---- Reviews ------------------------------------------------------------------------------------ */

static struct evidence_count_list review_counts(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, count(DISTINCT year) AS found, 0 AS whole, '' AS last_on"
		    " FROM my_proof_fire_review"
		    " WHERE ($1 = 0 OR unit_id = $1) AND year >= $2 AND year <= $3"
		    " GROUP BY unit_id ORDER BY unit_id"),
		V(ask->unit_id, ask->from.year, ask->to.year)));
}

static struct evidence_record_list review_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT review.words, '/fire/reviews/' || review.public_id AS path, '' AS on_day"
		    " FROM my_fire_review AS review"
		    " WHERE review.unit_id = $1 AND review.year >= $2 AND review.year <= $3"
		    " ORDER BY review.year DESC, review.edition DESC LIMIT $4"),
		V(ask->unit_id, ask->from.year, ask->to.year, EVIDENCE_RECORDS_MOST)));
}

/* What goes on all the time: each review holds for so many months from the day it was decided. */
static const struct evidence_argument reviewed_arguments[] = {
	{ .name = "months", .label = N_("Decided within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

struct decided { int64_t unit_id; struct instant at; };
static const struct column decided_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct decided, unit_id), NULL, false },
	{ "decided_at", COLUMN_instant, offsetof(struct decided, at), NULL, false },
};
static const struct shape decided_shape = { .size = sizeof(struct decided),
	.count = COUNT(decided_columns), .columns = decided_columns };

static struct evidence_span_list reviewed_spans(struct view *view, const struct evidence_ask *ask)
{
	struct rows rows = view_list(view, &decided_shape,
		SQL("SELECT unit_id, decided_at FROM my_proof_fire_review"
		    " WHERE $1 = 0 OR unit_id = $1 ORDER BY unit_id, decided_at"), V(ask->unit_id));
	const struct decided *reviews = rows.at;
	int months = (int)evidence_number(ask, "months", 0);
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		struct date from = instant_date(reviews[i].at);

		spans.at[spans.count++] = (struct evidence_span){ .unit_id = reviews[i].unit_id,
			.from = from, .to = date_add_months(from, months) };
	}
	return spans;
}

static struct evidence_record_list reviewed_records(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_ask ever = *ask;

	ever.from.year = 1;
	return review_records(view, &ever);
}

/* ---- Special laws --------------------------------------------------------------------------------- */

static const struct evidence_argument law_arguments[] = {
	{ .name = "months", .label = N_("Looked at within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

/* Those that apply on the last day; what was looked at too long ago, and what has been repealed,
 * is in the whole and not in the count. */
static struct evidence_count_list law_counts(struct view *view, const struct evidence_ask *ask)
{
	struct date since = date_add_months(ask->to, -(int)evidence_number(ask, "months", 0));
	const struct catalogue *laws = catalogue_get("fire/laws");
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT unit_id, count(*) AS whole,"
		" max(last_on) AS last_on,"
		" sum(CASE WHEN last_on >= $1 AND law NOT IN (''"), V(since, ask->to));
	for (size_t i = 0; i < laws->count; i++)
		if (law_is_repealed(laws->items[i].code, ask->to))
			query_add(&query, SQL(", $?"), V(laws->items[i].code));
	query_add(&query, SQL(") THEN 1 ELSE 0 END) AS found FROM (SELECT law.unit_id, law.law,"
		" COALESCE((SELECT max(look.looked_on) FROM my_proof_special_law_look AS look"
		"  WHERE look.law_id = law.law_id AND look.looked_on <= $2), '') AS last_on"
		" FROM my_proof_special_law AS law"
		" WHERE law.ended_on = '' OR law.ended_on > $2) AS applied WHERE 1 = 1"), NONE);
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(ask->unit_id));
	query_add(&query, SQL(" GROUP BY unit_id ORDER BY unit_id"), NONE);
	return evidence_count_list_of(view_list_of(view, &evidence_count_shape, &query));
}

static struct evidence_record_list law_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT law.operation AS words, '/fire/laws/' || law.public_id AS path,"
		    " law.reviewed_on AS on_day FROM my_special_law AS law"
		    " WHERE law.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " AND (law.ended_on = '' OR law.ended_on > $2)"
		    " ORDER BY law.reviewed_on DESC, law.id DESC LIMIT $3"),
		V(ask->unit_id, ask->to, EVIDENCE_RECORDS_MOST)));
}

const struct evidence_source fire_evidence[] = {
	{ .name = "fire_round", .label = N_("Control rounds of the fire protection are done"),
	  .arguments = round_arguments, .counts = round_counts, .records = round_records },
	{ .name = "fire_review", .label = N_("The fire protection of a year has been reviewed"),
	  .counts = review_counts, .records = review_records },
	{ .name = "fire_reviewed", .label = N_("The fire protection is reviewed at intervals"),
	  .arguments = reviewed_arguments, .spans = reviewed_spans, .records = reviewed_records },
	{ .name = "special_law", .label = N_("Special laws that apply have been looked at"),
	  .arguments = law_arguments, .counts = law_counts, .records = law_records },
	{ .name = NULL },
};
