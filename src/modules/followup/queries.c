/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/queries.c - every SQL statement of the room. */
#include "modules/followup/inside.h"

#include <string.h>

/* ---- Answers ------------------------------------------------------------------------------ */

struct follow_up_answer_list answers_of_year(struct view *view, struct str programme_code, int year)
{
	return follow_up_answer_list_of(view_list(view, &follow_up_answer_record.shape,
		SQL("SELECT * FROM my_follow_up_answer WHERE programme_code = $1 AND year = $2"
		    " ORDER BY id DESC"), V(programme_code, year)));
}

struct follow_up_answer_list answers_of_point(struct view *view, struct str programme_code, int year,
                                              struct str code, int64_t unit_id)
{
	return follow_up_answer_list_of(view_list(view, &follow_up_answer_record.shape,
		SQL("SELECT * FROM my_follow_up_answer WHERE programme_code = $1 AND year = $2"
		    "   AND code = $3 AND unit_id = $4 ORDER BY id DESC LIMIT 100"),
		V(programme_code, year, code, unit_id)));
}

bool may_answer(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_follow_up_right WHERE permission = $1 AND unit_id = $2"),
		V(permission, unit_id)) > 0;
}

bool may_write_reports(struct view *view)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_city_reach WHERE permission = 'programme_assess'"), NONE) > 0;
}

struct evidence_count_list assessed_counts(struct view *view, struct str programme_code,
                                           struct str code, int64_t unit_id, int from, int to)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, count(*) AS found FROM my_proof_assessment"
		    " WHERE programme_code = $1 AND code = $2 AND year >= $3 AND year <= $4"
		    "   AND ($5 = 0 OR unit_id = $5)"
		    " GROUP BY unit_id"), V(programme_code, code, from, to, unit_id)));
}

/* ---- Yearly reports ------------------------------------------------------------------------- */

struct yearly_report_list yearly_all(struct view *view)
{
	return yearly_report_list_of(view_list(view, &yearly_report_record.shape,
		SQL("SELECT * FROM my_yearly_report ORDER BY year DESC, kind, number DESC LIMIT 200"),
		NONE));
}

const struct yearly_report *yearly_get(struct view *view, struct str public_id)
{
	return view_get(view, &yearly_report_record.shape,
		SQL("SELECT * FROM my_yearly_report WHERE public_id = $1"), V(public_id));
}

const struct yearly_report *yearly_last(struct view *view, int kind, struct str programme_code,
                                        int64_t year)
{
	return view_get(view, &yearly_report_record.shape,
		SQL("SELECT * FROM my_yearly_report WHERE kind = $1 AND programme_code = $2"
		    "   AND year = $3 ORDER BY number DESC LIMIT 1"),
		V(yearly_report_kinds[kind].name, programme_code, year));
}

const struct yearly_report *report_before(struct view *view, const struct yearly_report *report)
{
	return view_get(view, &yearly_report_record.shape,
		SQL("SELECT * FROM my_yearly_report WHERE kind = $1 AND programme_code = $2"
		    "   AND year = $3 AND number < $4 AND state = 'published'"
		    " ORDER BY number DESC LIMIT 1"),
		V(yearly_report_kinds[report->kind].name, report->programme_code, report->year,
		  report->number));
}

/* ---- What the report of measures and effects counts ------------------------------------------ */

static const struct column sum_columns[] = {
	{ "key", COLUMN_text, offsetof(struct measure_sum, key), NULL, false },
	{ "decided", COLUMN_int, offsetof(struct measure_sum, decided), NULL, false },
	{ "done", COLUMN_int, offsetof(struct measure_sum, done), NULL, false },
	{ "rated", COLUMN_int, offsetof(struct measure_sum, rated), NULL, false },
	{ "cost_plan", COLUMN_int, offsetof(struct measure_sum, cost_plan), NULL, false },
	{ "cost_actual", COLUMN_int, offsetof(struct measure_sum, cost_actual), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct measure_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

#define SUMS \
	"sum(CASE WHEN decided_at >= $1 AND decided_at < $2 THEN 1 ELSE 0 END) AS decided," \
	" sum(CASE WHEN done_at >= $1 AND done_at < $2 THEN 1 ELSE 0 END) AS done," \
	" sum(CASE WHEN evaluated_at >= $1 AND evaluated_at < $2 THEN 1 ELSE 0 END) AS rated," \
	" sum(cost_plan) AS cost_plan, sum(cost_actual) AS cost_actual FROM my_measure" \
	" WHERE ((decided_at >= $1 AND decided_at < $2) OR (done_at >= $1 AND done_at < $2)" \
	"   OR (evaluated_at >= $1 AND evaluated_at < $2))"

struct measure_sum_list measures_sum(struct view *view, const char *by, int year)
{
	static const struct { const char *by; struct sql sql; } ways[] = {
		{ "type", SQL("SELECT type AS key, " SUMS " GROUP BY type ORDER BY decided DESC, key") },
		{ "effect", SQL("SELECT effect AS key, " SUMS
			" GROUP BY effect ORDER BY rated DESC, key") },
		{ "funding", SQL("SELECT funding AS key, " SUMS
			" GROUP BY funding ORDER BY cost_actual DESC, key") },
	};
	struct instant from = instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);
	struct instant to = instant_at((struct date){ (int16_t)(year + 1), 1, 1 }, 0, 0, 0);

	for (size_t i = 0; i < COUNT(ways); i++)
		if (!strcmp(ways[i].by, by))
			return measure_sum_list_of(view_list(view, &sum_shape, ways[i].sql, V(from, to)));
	return (struct measure_sum_list){ 0 };
}

static const struct column best_columns[] = {
	{ "number", COLUMN_text, offsetof(struct measure_best, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct measure_best, title), NULL, false },
	{ "unit", COLUMN_text, offsetof(struct measure_best, unit), NULL, false },
	{ "words", COLUMN_text, offsetof(struct measure_best, words), NULL, false },
	{ "cost_actual", COLUMN_int, offsetof(struct measure_best, cost_actual), NULL, false },
};
static const struct shape best_shape = { .size = sizeof(struct measure_best),
	.count = COUNT(best_columns), .columns = best_columns };

/* Those of restricted events are left out: the report is read by everybody. */
struct measure_best_list measures_best(struct view *view, int year, struct str effect, int most)
{
	struct instant from = instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);
	struct instant to = instant_at((struct date){ (int16_t)(year + 1), 1, 1 }, 0, 0, 0);

	return measure_best_list_of(view_list(view, &best_shape,
		SQL("SELECT my_measure.number, my_measure.title, my_measure.effect_words AS words,"
		    " my_measure.cost_actual, CASE WHEN $4 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END AS unit"
		    " FROM my_measure JOIN my_unit ON my_unit.id = my_measure.unit_id"
		    " WHERE my_measure.evaluated_at >= $1 AND my_measure.evaluated_at < $2"
		    "   AND my_measure.effect = $3 AND my_measure.effect_words <> ''"
		    "   AND (my_measure.source_kind <> 'event' OR my_measure.source_id IN"
		    "        (SELECT id FROM my_event WHERE is_restricted = 0))"
		    " ORDER BY my_measure.cost_actual DESC, my_measure.id LIMIT $5"),
		V(from, to, effect, tongue_code(), most)));
}

int64_t measures_unrated(struct view *view, int year)
{
	struct instant from = instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);
	struct instant to = instant_at((struct date){ (int16_t)(year + 1), 1, 1 }, 0, 0, 0);

	return view_int(view,
		SQL("SELECT count(*) FROM my_measure WHERE done_at >= $1 AND done_at < $2"
		    "   AND state = 'done'"), V(from, to));
}
