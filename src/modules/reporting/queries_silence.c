/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_silence.c - what is counted of each board, how all stood, and what was answered. */
#include "modules/reporting/silence.h"

#define RECORD struct standing
static const struct field standing_fields[] = { STANDING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record standing_record = { RECORD_OF("reporting_standing", standing, standing_fields),
	.label = N_("How a unit stands beside the others"), .many = N_("How units stand beside the others"),
	.path = "/reporting/silence" };
#define RECORD struct silence_answer
static const struct field answer_fields[] = { SILENCE_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record silence_answer_record = {
	RECORD_OF("reporting_silence_answer", silence_answer, answer_fields),
	.label = N_("Answer to a finding of few reports"), .many = N_("Answers to findings of few reports"),
	.path = "/reporting/silence" };
const struct form silence_answer_form = { .record = &silence_answer_record, .fields = FIELDS("words") };

static const struct column count_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct standing_count, unit_id), NULL, false },
	{ "employees", COLUMN_int, offsetof(struct standing_count, employees), NULL, false },
	{ "reports", COLUMN_int, offsetof(struct standing_count, reports), NULL, false },
	{ "near_misses", COLUMN_int, offsetof(struct standing_count, near_misses), NULL, false },
	{ "seen", COLUMN_int, offsetof(struct standing_count, seen), NULL, false },
};
static const struct shape count_shape = { .size = sizeof(struct standing_count),
	.count = COUNT(count_columns), .columns = count_columns };

bool standings_are_made(struct view *system, struct str period)
{
	return view_int(system, SQL("SELECT 1 FROM reporting_standing WHERE period = $1 LIMIT 1"),
		V(period)) != 0;
}

#define BELOW(board) "(SELECT below_id FROM unit_closure WHERE above_id = " board \
	" AND unit_closure.valid_from <= today()" \
	" AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today()))"

/* Of each committee and company of today, with all below it.  What others know of is what was
 * noted by hand, and the rows of sources. */
struct standing_count_list standing_counts(struct view *system, struct date from, struct date to)
{
	struct arena *arena = view_arena(system);
	struct instant begins = instant_at(from, 0, 0, 0), ends = instant_at(date_add_days(to, 1), 0, 0, 0);
	struct str near = arena_print(arena, " %.*s ", STR(setting_text("reporting_near_miss_classes")));
	struct query query;

	query_start(&query, arena, SQL("SELECT board.id AS unit_id,"
		" COALESCE((SELECT sum(unit.headcount) FROM unit WHERE unit.id IN " BELOW("board.id")
		"  AND (unit.valid_to = '' OR unit.valid_to >= today())), 0) AS employees,"
		" (SELECT count(*) FROM event WHERE event.unit_id IN " BELOW("board.id")
		"  AND event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected')"
		"  AND event.occurred_at >= $1 AND event.occurred_at < $2) AS reports,"
		" (SELECT count(*) FROM event WHERE event.unit_id IN " BELOW("board.id")
		"  AND event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected')"
		"  AND event.class <> '' AND $3 LIKE '% ' || event.class || ' %'"
		"  AND event.occurred_at >= $1 AND event.occurred_at < $2) AS near_misses,"
		" (SELECT count(*) FROM event_unreported AS noted WHERE noted.unit_id IN " BELOW("board.id")
		"  AND noted.no_event_reason = '' AND noted.happened_on >= $4 AND noted.happened_on <= $5)"
		" + (SELECT COALESCE(sum(share.rows_count), 0) FROM reporting_share AS share"
		"  WHERE share.unit_id IN " BELOW("board.id") " AND share.tertial >= $6 AND share.tertial <= $7)"
		" AS seen FROM unit AS board WHERE (board.valid_from = '' OR board.valid_from <= today())"
		" AND (board.valid_to = '' OR board.valid_to >= today()) AND board.kind IN "),
		V(begins, ends, near, value_text(date_iso(arena, from)), value_text(date_iso(arena, to)),
		  tertial_of(arena, from), tertial_of(arena, to)));
	unit_board_kinds_add(&query);
	query_add(&query, SQL(" ORDER BY board.id"), NONE);
	return standing_count_list_of(view_list_of(system, &count_shape, &query));
}

int64_t standing_put(struct change *change, const struct standing *standing)
{
	struct standing one = *standing;

	one.made_at = instant_now();
	change_insert_many(change, &standing_record.shape, &one, 1);
	return one.id;
}

/* ---- Of a person ---------------------------------------------------------------------------- */

struct standing_list standings_now(struct view *view)
{
	return standing_list_of(view_list(view, &standing_record.shape,
		SQL("SELECT * FROM my_reporting_standing WHERE period ="
		    " (SELECT max(newest.period) FROM my_reporting_standing AS newest)"
		    " ORDER BY kind DESC, exposure, unit_id"), NONE));
}

struct standing_list silences_of(struct view *view)
{
	return standing_list_of(view_list(view, &standing_record.shape,
		SQL("SELECT * FROM my_reporting_standing WHERE is_silent = 1"
		    " ORDER BY period DESC, unit_id, kind DESC LIMIT 200"), NONE));
}

const struct standing *silence_get(struct view *view, struct str public_id)
{
	return view_get(view, &standing_record.shape,
		SQL("SELECT * FROM my_reporting_standing WHERE public_id = $1 AND is_silent = 1"),
		V(public_id));
}

struct silence_answer_list silence_answers(struct view *view, int64_t standing_id)
{
	return silence_answer_list_of(view_list(view, &silence_answer_record.shape,
		SQL("SELECT * FROM my_reporting_silence_answer WHERE standing_id = $1 ORDER BY id"),
		V(standing_id)));
}

bool silence_may_answer(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reporting_answerer WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}
