/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * forums/queries_evidence.c - what forums prove: that they stand, and that they have met.
 *
 * A forum that has not met for so many months stands no more from the day after, however
 * long its list of members is.  Minutes that nobody has approved are no meeting.
 */
#include "kit/evidence.h"
#include "modules/forums/inside.h"

static const struct evidence_argument forum_arguments[] = {
	{ .name = "kind", .label = N_("Kind of forum"), .list = "forum_kinds", .is_required = true },
	{ .name = "months", .label = N_("Has met within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

struct forum_line { int64_t unit_id, forum_id; struct date valid_from, valid_to; };
static const struct column forum_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct forum_line, unit_id), NULL, false },
	{ "forum_id", COLUMN_int, offsetof(struct forum_line, forum_id), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct forum_line, valid_from), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct forum_line, valid_to), NULL, false },
};
static const struct shape forum_shape = { .size = sizeof(struct forum_line),
	.count = COUNT(forum_columns), .columns = forum_columns };

static const struct column day_columns[] = {
	{ "forum_id", COLUMN_int, offsetof(struct forum_line, forum_id), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct forum_line, valid_from), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct forum_line, valid_to), NULL, false },
};
static const struct shape day_shape = { .size = sizeof(struct forum_line),
	.count = COUNT(day_columns), .columns = day_columns };

struct facts { struct rows forums, members, meetings; };

static struct facts facts_read(struct view *view, const struct evidence_ask *ask)
{
	struct str kind = evidence_text(ask, "kind");

	return (struct facts){
		.forums = view_list(view, &forum_shape,
			SQL("SELECT unit_id, forum_id, valid_from, valid_to FROM my_proof_forum"
			    " WHERE kind = $1 AND ($2 = 0 OR unit_id = $2) ORDER BY unit_id, forum_id"),
			V(kind, ask->unit_id)),
		.members = view_list(view, &day_shape,
			SQL("SELECT forum_id, valid_from, valid_to FROM my_proof_forum_member"
			    " ORDER BY forum_id, valid_from"), NONE),
		.meetings = view_list(view, &day_shape,
			SQL("SELECT forum_id, on_date AS valid_from, '' AS valid_to"
			    " FROM my_proof_forum_meeting ORDER BY forum_id, on_date"), NONE) };
}

static struct span_list spans_of(struct arena *arena, const struct facts *facts,
                                 const struct forum_line *forum, int months)
{
	const struct forum_line *members = facts->members.at, *meetings = facts->meetings.at;
	struct span_list seats = { 0, arena_array(arena, struct span, facts->members.count + 1) };
	struct date *days = arena_array(arena, struct date, facts->meetings.count + 1);
	size_t day_count = 0;

	for (size_t i = 0; i < facts->members.count; i++)
		if (members[i].forum_id == forum->forum_id)
			seats.at[seats.count++] = (struct span){ members[i].valid_from, members[i].valid_to };
	for (size_t i = 0; i < facts->meetings.count; i++)
		if (meetings[i].forum_id == forum->forum_id)
			days[day_count++] = meetings[i].valid_from;
	return forum_spans(arena, (struct span){ forum->valid_from, forum->valid_to }, seats, days,
		day_count, months);
}

static struct evidence_span_list forum_stands(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct facts facts = facts_read(view, ask);
	const struct forum_line *forums = facts.forums.at;
	int months = (int)evidence_number(ask, "months", 0);
	struct span_list *each = arena_array(arena, struct span_list, facts.forums.count + 1);
	struct evidence_span_list list = { 0 };
	size_t total = 0;

	for (size_t i = 0; i < facts.forums.count; i++) {
		each[i] = spans_of(arena, &facts, &forums[i], months);
		total += each[i].count;
	}
	list.at = arena_array(arena, struct evidence_span, total + 1);
	for (size_t i = 0; i < facts.forums.count; i++)
		for (size_t s = 0; s < each[i].count; s++)
			list.at[list.count++] = (struct evidence_span){ forums[i].unit_id,
				each[i].at[s].from, each[i].at[s].to };
	return list;
}

static struct evidence_record_list forum_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT my_forum.name || ', ' || met.number AS words,"
		    " '/meetings/' || met.number AS path, met.on_date AS on_day"
		    " FROM my_proof_forum AS proof JOIN my_forum ON my_forum.id = proof.forum_id"
		    " JOIN my_forum_meeting AS met ON met.forum_id = my_forum.id"
		    " WHERE proof.unit_id = $1 AND proof.kind = $2 AND met.state = 'held'"
		    "   AND met.on_date <= $3"
		    " ORDER BY met.on_date DESC, met.id DESC LIMIT $4"),
		V(ask->unit_id, evidence_text(ask, "kind"), value_date(ask->to), EVIDENCE_RECORDS_MOST)));
}

/* ---- Meetings ---------------------------------------------------------------------------------- */

static const struct evidence_argument meeting_arguments[] = {
	{ .name = "kind", .label = N_("Kind of forum"), .list = "forum_kinds", .is_required = true },
	{ .name = "tag", .label = N_("About"), .list = "forum_tags" },
	{ .name = "partner", .label = N_("With somebody there from"), .list = "partners/kinds" },
	{ .name = "item", .label = N_("With a point of the agenda about"), .choices = forum_item_kinds },
	{ .name = NULL },
};

static struct evidence_count_list meeting_counts(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT proof.unit_id, count(*) AS found, 0 AS whole, max(met.on_date) AS last_on"
		    " FROM my_proof_forum AS proof"
		    " JOIN my_proof_forum_meeting AS met ON met.forum_id = proof.forum_id"
		    " WHERE proof.kind = $1 AND met.is_approved = 1"
		    "   AND met.on_date >= $2 AND met.on_date <= $3"
		    "   AND ($4 = '' OR (' ' || met.tags || ' ') LIKE ('% ' || $4 || ' %'))"
		    "   AND ($5 = 0 OR proof.unit_id = $5)"
		    "   AND ($6 = '' OR EXISTS (SELECT 1 FROM my_proof_forum_partner AS came"
		    "    WHERE came.meeting_id = met.meeting_id AND came.kind = $6))"
		    "   AND ($7 = '' OR EXISTS (SELECT 1 FROM my_proof_forum_item AS point"
		    "    WHERE point.meeting_id = met.meeting_id AND point.kind = $7))"
		    " GROUP BY proof.unit_id ORDER BY proof.unit_id"),
		V(evidence_text(ask, "kind"), value_date(ask->from), value_date(ask->to),
		  evidence_text(ask, "tag"), ask->unit_id, evidence_text(ask, "partner"),
		  evidence_text(ask, "item"))));
}

static struct evidence_record_list meeting_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT my_forum.name || ', ' || met.number AS words,"
		    " '/meetings/' || met.number AS path, met.on_date AS on_day"
		    " FROM my_proof_forum AS proof JOIN my_forum ON my_forum.id = proof.forum_id"
		    " JOIN my_forum_meeting AS met ON met.forum_id = my_forum.id"
		    " WHERE proof.unit_id = $1 AND proof.kind = $2 AND met.state = 'held'"
		    "   AND met.approved > 0 AND met.on_date >= $3 AND met.on_date <= $4"
		    "   AND ($5 = '' OR (' ' || met.tags || ' ') LIKE ('% ' || $5 || ' %'))"
		    "   AND ($7 = '' OR EXISTS (SELECT 1 FROM my_proof_forum_partner AS came"
		    "    WHERE came.meeting_id = met.id AND came.kind = $7))"
		    "   AND ($8 = '' OR EXISTS (SELECT 1 FROM my_proof_forum_item AS point"
		    "    WHERE point.meeting_id = met.id AND point.kind = $8))"
		    " ORDER BY met.on_date DESC, met.id DESC LIMIT $6"),
		V(ask->unit_id, evidence_text(ask, "kind"), value_date(ask->from), value_date(ask->to),
		  evidence_text(ask, "tag"), EVIDENCE_RECORDS_MOST, evidence_text(ask, "partner"),
		  evidence_text(ask, "item"))));
}

const struct evidence_source forums_evidence[] = {
	{ .name = "forum", .label = N_("A forum has members and meets"), .arguments = forum_arguments,
	  .spans = forum_stands, .records = forum_records },
	{ .name = "forum_meeting", .label = N_("Meetings with approved minutes"),
	  .arguments = meeting_arguments, .counts = meeting_counts, .records = meeting_records },
	{ .name = NULL },
};
