/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * communication/queries_evidence.c - what communication proves: that somebody has decided whether
 * risks, situation pictures and measures are told; that needs are looked for; that messages were
 * published and judged; that the calendar of the city is coordinated.
 *
 * The decision about a risk is the one that stands at the risk.  What is proposed is no proof.
 */
#include "modules/communication/inside.h"

struct told_sum { int64_t unit_id, found, whole; struct instant at; struct date on; };
LIST_OF(told_sum)
static const struct column sum_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct told_sum, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct told_sum, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct told_sum, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct told_sum, at), NULL, false },
	{ "last_on", COLUMN_date, offsetof(struct told_sum, on), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct told_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

static struct instant day_begin(struct date day)
{
	return instant_at(day, 0, 0, 0);
}

static struct evidence_count_list counted(struct view *view, struct told_sum_list sums)
{
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count,
		sums.count + 1) };

	for (size_t i = 0; i < sums.count; i++)
		list.at[list.count++] = (struct evidence_count){ .unit_id = sums.at[i].unit_id,
			.count = sums.at[i].found, .whole = sums.at[i].whole,
			.last = sums.at[i].at.seconds ? instant_date(sums.at[i].at) : sums.at[i].on };
	return list;
}

/* ---- communication: decided, published ------------------------------------------------------------ */

static const struct choice ofs[] = {
	{ "", "" }, { "risk", N_("risks") }, { "picture", N_("situation pictures") },
	{ "measure", N_("measures") }, { NULL, NULL },
};
static const struct choice withs[] = {
	{ "", "" }, { "decided", N_("have a decision whether they are told") },
	{ "published", N_("have been told in a published message") }, { NULL, NULL },
};
static const struct evidence_argument communication_arguments[] = {
	{ .name = "of", .label = N_("About"), .choices = ofs, .is_required = true },
	{ .name = "with", .label = N_("That"), .choices = withs, .is_required = true },
	{ .name = NULL },
};

static struct told_sum_list risks_decided(struct view *view, const struct evidence_ask *ask)
{
	return told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT unit_id, sum(is_decided) AS found, count(*) AS whole, 0 AS last_at, '' AS last_on"
		    " FROM my_proof_telling WHERE year >= $1 AND year <= $2 AND ($3 = 0 OR unit_id = $3)"
		    " GROUP BY unit_id ORDER BY unit_id"),
		V(ask->from.year, ask->to.year, ask->unit_id)));
}

#define DECIDED(kind_, id_) " sum(CASE WHEN EXISTS (SELECT 1 FROM my_communication_decided AS decided" \
	" WHERE decided.source = '" kind_ "' AND decided.source_id = " id_ ") THEN 1 ELSE 0 END) AS found"

/* Adopted ones that are in force, of periods that begin in the years. */
static struct told_sum_list pictures_decided(struct view *view, const struct evidence_ask *ask)
{
	return told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT p.unit_id," DECIDED("picture", "p.id") ", count(*) AS whole, 0 AS last_at,"
		    " '' AS last_on FROM my_proof_picture AS p"
		    " WHERE p.state IN ('adopted', 'submitted', 'received')"
		    "   AND substr(p.period, 1, 4) >= $1 AND substr(p.period, 1, 4) <= $2"
		    "   AND ($3 = 0 OR p.unit_id = $3) GROUP BY p.unit_id ORDER BY p.unit_id"),
		V(arena_print(view_arena(view), "%04d", ask->from.year),
		  arena_print(view_arena(view), "%04d", ask->to.year), ask->unit_id)));
}

static struct told_sum_list measures_decided(struct view *view, const struct evidence_ask *ask)
{
	return told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT m.unit_id," DECIDED("measure", "m.measure_id") ", count(*) AS whole,"
		    " max(m.decided_at) AS last_at, '' AS last_on FROM my_proof_measure AS m"
		    " WHERE m.state NOT IN ('proposed', 'stopped')"
		    "   AND m.decided_at >= $1 AND m.decided_at < $2 AND ($3 = 0 OR m.unit_id = $3)"
		    " GROUP BY m.unit_id ORDER BY m.unit_id"),
		V(day_begin(ask->from), day_begin(date_add_days(ask->to, 1)), ask->unit_id)));
}

/* $4 "": about whatever; $5: only those that are evaluated are found. */
static struct told_sum_list published(struct view *view, const struct evidence_ask *ask, struct str of)
{
	return told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT unit_id, count(*) AS found, 0 AS whole, 0 AS last_at, max(published_on) AS last_on"
		    " FROM my_proof_communication_message WHERE published_on >= $1 AND published_on <= $2"
		    "   AND ($3 = 0 OR unit_id = $3) AND subject = $4 GROUP BY unit_id ORDER BY unit_id"),
		V(ask->from, ask->to, ask->unit_id, of)));
}

static struct evidence_count_list communication_counts(struct view *view, const struct evidence_ask *ask)
{
	struct str of = evidence_text(ask, "of");

	if (str_is(evidence_text(ask, "with"), "published"))
		return counted(view, published(view, ask, of));
	if (str_is(of, "risk"))
		return counted(view, risks_decided(view, ask));
	return counted(view, str_is(of, "picture") ? pictures_decided(view, ask)
		: measures_decided(view, ask));
}

static struct evidence_record_list of_messages(struct view *view, struct public_message_list list)
{
	struct arena *arena = view_arena(view);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		list.count + 1) };

	for (size_t i = 0; i < list.count; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s %.*s (%s)", STR(list.at[i].number),
				STR(list.at[i].title), _(public_message_states[list.at[i].state].label)),
			.path = arena_print(arena, "/communication/messages/%.*s", STR(list.at[i].number)),
			.on = date_is_given(list.at[i].published_on) ? list.at[i].published_on
				: list.at[i].planned_on };
	return records;
}

#define OF_UNIT "unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"

static struct evidence_record_list of_needs(struct view *view, const struct evidence_ask *ask, struct str of)
{
	struct arena *arena = view_arena(view);
	struct telling_need_list list = telling_need_list_of(view_list(view, &telling_need_record.shape,
		SQL("SELECT * FROM my_communication_need WHERE " OF_UNIT " AND ($2 = '' OR source = $2)"
		    " ORDER BY id DESC LIMIT $3"), V(ask->unit_id, of, EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		list.count + 1) };

	for (size_t i = 0; i < list.count; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s (%s)", STR(list.at[i].number),
				_(telling_need_states[list.at[i].state].label)),
			.path = arena_print(arena, "/communication/needs/%.*s", STR(list.at[i].number)),
			.on = instant_date(list.at[i].decided_at.seconds ? list.at[i].decided_at
				: list.at[i].created_at) };
	return records;
}

static struct public_message_list messages_behind(struct view *view, const struct evidence_ask *ask,
                                                  struct str of)
{
	return public_message_list_of(view_list(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message WHERE " OF_UNIT
		    " AND state IN ('published', 'evaluated') AND ($2 = '' OR subject = $2)"
		    " AND published_on >= $3 AND published_on <= $4"
		    " ORDER BY published_on DESC, id DESC LIMIT $5"),
		V(ask->unit_id, of, ask->from, ask->to, EVIDENCE_RECORDS_MOST)));
}

static struct evidence_record_list communication_behind(struct view *view, const struct evidence_ask *ask)
{
	struct str of = evidence_text(ask, "of");

	if (str_is(evidence_text(ask, "with"), "published"))
		return of_messages(view, messages_behind(view, ask, of));
	return of_needs(view, ask, of);
}

/* ---- communication_message: judged ----------------------------------------------------------------- */

static struct evidence_count_list message_counts(struct view *view, const struct evidence_ask *ask)
{
	return counted(view, told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT unit_id, sum(is_evaluated) AS found, count(*) AS whole, 0 AS last_at,"
		    " max(published_on) AS last_on FROM my_proof_communication_message"
		    " WHERE published_on >= $1 AND published_on <= $2 AND ($3 = 0 OR unit_id = $3)"
		    " GROUP BY unit_id ORDER BY unit_id"), V(ask->from, ask->to, ask->unit_id))));
}

static struct evidence_record_list message_behind(struct view *view, const struct evidence_ask *ask)
{
	return of_messages(view, messages_behind(view, ask, S("")));
}

/* ---- communication_need: looked for ------------------------------------------------------------------ */

static const struct evidence_argument need_arguments[] = {
	{ .name = "months", .label = N_("Looked for at least each so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

struct need_day { int64_t unit_id; struct instant created_at, decided_at; };
LIST_OF(need_day)
static const struct column day_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct need_day, unit_id), NULL, false },
	{ "created_at", COLUMN_instant, offsetof(struct need_day, created_at), NULL, false },
	{ "decided_at", COLUMN_instant, offsetof(struct need_day, decided_at), NULL, false },
};
static const struct shape day_shape = { .size = sizeof(struct need_day),
	.count = COUNT(day_columns), .columns = day_columns };

/* A need that somebody has decided upon holds from that day for so many months. */
static struct evidence_span_list need_spans(struct view *view, const struct evidence_ask *ask)
{
	int months = (int)evidence_number(ask, "months", 0);
	struct need_day_list days = need_day_list_of(view_list(view, &day_shape,
		SQL("SELECT unit_id, created_at, decided_at FROM my_proof_communication_need"
		    " WHERE decided_at > 0 AND decided_at >= $1 AND decided_at < $2"
		    "   AND ($3 = 0 OR unit_id = $3) ORDER BY unit_id, decided_at"),
		V(day_begin(date_add_months(ask->from, -months)), day_begin(date_add_days(ask->to, 1)),
		  ask->unit_id)));
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span,
		days.count + 1) };

	for (size_t i = 0; i < days.count; i++) {
		struct date from = instant_date(days.at[i].decided_at);

		spans.at[spans.count++] = (struct evidence_span){ days.at[i].unit_id, from,
			date_add_days(date_add_months(from, months), -1) };
	}
	return spans;
}

static struct evidence_record_list need_behind(struct view *view, const struct evidence_ask *ask)
{
	return of_needs(view, ask, S(""));
}

/* ---- communication_calendar: coordinated --------------------------------------------------------------- */

static struct evidence_count_list calendar_counts(struct view *view, const struct evidence_ask *ask)
{
	return counted(view, told_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT unit_id, count(*) AS found, 0 AS whole, 0 AS last_at, max(from_on) AS last_on"
		    " FROM my_proof_communication_slot WHERE from_on >= $1 AND from_on <= $2"
		    "   AND ($3 = 0 OR unit_id = $3) GROUP BY unit_id ORDER BY unit_id"),
		V(ask->from, ask->to, ask->unit_id))));
}

static struct evidence_record_list calendar_behind(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct calendar_slot_list list = calendar_slot_list_of(view_list(view, &calendar_slot_record.shape,
		SQL("SELECT * FROM my_communication_slot WHERE decided_unit_id = $1 AND state <> 'proposed'"
		    " AND from_on >= $2 AND from_on <= $3 ORDER BY from_on DESC, id DESC LIMIT $4"),
		V(ask->unit_id, ask->from, ask->to, EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		list.count + 1) };

	for (size_t i = 0; i < list.count; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s (%s)", STR(list.at[i].title),
				_(calendar_slot_states[list.at[i].state].label)),
			.path = arena_print(arena, "/communication/calendar/%.*s", STR(list.at[i].number)),
			.on = list.at[i].from_on };
	return records;
}

const struct evidence_source communication_evidence[] = {
	{ .name = "communication", .label = N_("Communication about risks, situation pictures or measures"),
	  .arguments = communication_arguments, .counts = communication_counts,
	  .records = communication_behind },
	{ .name = "communication_need", .label = N_("Needs of communication are looked for and decided upon"),
	  .arguments = need_arguments, .spans = need_spans, .records = need_behind },
	{ .name = "communication_message", .label = N_("Published messages are evaluated"),
	  .counts = message_counts, .records = message_behind },
	{ .name = "communication_calendar",
	  .label = N_("The unit has coordinated or declined slots of the communication calendar"),
	  .counts = calendar_counts, .records = calendar_behind },
	{ .name = NULL },
};
