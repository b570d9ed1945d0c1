/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/queries_effects.c - effect checks, their frozen figures, and the lists of both. */
#include "modules/measures/effect_costs.h"

#include "base/crypto.h"
#include "base/json.h"
#include "kit/grid.h"
#include "kit/setting.h"
#include "kit/table.h"
#include "modules/events/events.h"
#include "modules/measures/pages.html.h"
#include "modules/measures/effects.html.h"
#include "modules/units/units.h"

/* ---- The check --------------------------------------------------------------------------- */

const struct effect_check *effect_check_of(struct view *view, int64_t measure_id)
{
	return view_get(view, &effect_check_record.shape,
		SQL("SELECT * FROM my_effect_check WHERE measure_id = $1"), V(measure_id));
}

struct effect_figure_list effect_figures_of(struct view *view, int64_t measure_id)
{
	return effect_figure_list_of(view_list(view, &effect_figure_record.shape,
		SQL("SELECT * FROM my_effect_figure WHERE measure_id = $1 ORDER BY id DESC LIMIT 50"),
		V(measure_id)));
}

bool effect_may_count(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'events_read' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

static struct date measure_ready(const struct measure *measure)
{
	if (measure->done_at.seconds)
		return instant_date(measure->done_at);
	return date_is_given(measure->due_on) ? measure->due_on : instant_date(measure->created_at);
}

struct effect_check effect_suggestion(struct view *view, const struct measure *measure)
{
	struct measure_source source = measure_source_get(view, measure->source_kind, measure->source_id);
	struct effect_facts facts = { .ready = measure_ready(measure),
		.since = source.id && date_is_given(source.since) ? source.since
			: instant_date(measure->created_at),
		.days = (int)setting_int("effect_days"), .margin = (int)setting_int("effect_margin_days"),
		.delay = (int)setting_int("effect_delay_days") };
	struct effect_check check = { .measure_id = measure->id, .types = source.types,
		.unit_id = measure->unit_id, .area_code = source.area_code };

	effect_suggest(&check, &facts);
	return check;
}

void effect_schedule(struct change *change, const struct measure *measure)
{
	struct effect_check check = effect_suggestion(change_view(change), measure);

	if (date_compare(check.due_on, date_today()) < 0)
		return;
	check.created_by = measure->created_by;
	check.created_at = measure->created_at;
	change_insert(change, &effect_check_record.shape, &check);
}

void effect_follow(struct change *change, const struct measure *measure)
{
	const struct effect_check *check = effect_check_of(change_view(change), measure->id);
	struct effect_check now;

	if (!check || !check->is_suggested)
		return;
	now = effect_suggestion(change_view(change), measure);
	now.id = check->id;
	now.saving_expected = check->saving_expected;
	now.public_id = check->public_id;
	now.created_by = check->created_by;
	now.created_at = check->created_at;
	change_update(change, &effect_check_record.shape, &now, check->version);
}

/* ---- Counting ------------------------------------------------------------------------------ */

struct event_ask effect_ask(const struct effect_check *check, bool is_there, bool is_after,
                            struct date until)
{
	return (struct event_ask){
		.unit_id = is_there && check->compare_unit_id ? check->compare_unit_id : check->unit_id,
		.area_code = is_there ? check->compare_area_code : check->area_code,
		.from = is_after ? check->after_from : check->before_from,
		.to = is_after ? until : check->before_to,
		.types = check->types, .as_is = true, .without_restricted = true };
}

static int64_t count_one(struct view *view, const struct effect_check *check, bool is_there,
                         bool is_after, struct date until)
{
	struct event_ask ask = effect_ask(check, is_there, is_after, until);

	return events_total(view, &ask);
}

static void place_write(struct json_out *json, const char *name, int64_t unit_id, struct str area,
                        int64_t people_before, int64_t people_after)
{
	json_object_begin(json, name);
	json_int(json, "unit", unit_id);
	json_str(json, "area", area);
	json_int(json, "people_before", people_before);
	json_int(json, "people_after", people_after);
	json_object_finish(json);
}

/* The question as it was asked. */
static struct str query_text(struct arena *arena, const struct effect_check *check, struct date until)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 16 * 1024);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "types", check->types);
	json_date(&json, "before_from", check->before_from);
	json_date(&json, "before_to", check->before_to);
	json_date(&json, "after_from", check->after_from);
	json_date(&json, "after_to", until);
	place_write(&json, "here", check->unit_id, check->area_code, check->people_before,
		check->people_after);
	if (effect_has_compare(check))
		place_write(&json, "there",
			check->compare_unit_id ? check->compare_unit_id : check->unit_id,
			check->compare_area_code, check->compare_people_before, check->compare_people_after);
	json_bool(&json, "restricted", false);
	json_object_finish(&json);
	return out_str(&out);
}

static struct str figure_digest(struct arena *arena, const struct effect_figure *figure)
{
	return digest_hex(arena, arena_print(arena, "%.*s %lld %lld %lld %lld %lld", STR(figure->query),
		(long long)figure->taken_at.seconds, (long long)figure->before_count,
		(long long)figure->after_count, (long long)figure->compare_before,
		(long long)figure->compare_after));
}

struct effect_figure effect_take(struct change *change, const struct effect_check *check)
{
	struct arena *arena = change_arena(change);
	struct view *view = change_view(change);
	struct date until = effect_until(check, date_today());
	struct effect_counts counts = {
		.before = count_one(view, check, false, false, until),
		.after = count_one(view, check, false, true, until) };
	struct effect_figure figure = { .check_id = check->id, .measure_id = check->measure_id,
		.taken_at = instant_now(), .taken_by = change_me(change),
		.counted_to = until, .query = query_text(arena, check, until) };

	if (effect_has_compare(check)) {
		counts.there_before = count_one(view, check, true, false, until);
		counts.there_after = count_one(view, check, true, true, until);
	}
	effect_judge(&figure, check, &counts, until, setting_int("effect_least_events"));
	figure.digest = figure_digest(arena, &figure);
	change_insert(change, &effect_figure_record.shape, &figure);
	effect_cost_take(change, check, &figure);
	return figure;
}

/* ---- Lists ------------------------------------------------------------------------------------ */

#define RECORD struct effect_row
static const struct field row_fields[] = { EFFECT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* $1 is the language of names; each measure with its check and its newest figure. */
#define EFFECT_ROW \
	"SELECT my_measure.id, my_measure.number, my_measure.title," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_measure.unit_id), '') COLLATE local AS unit_name," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_measure.responsible_id), '') COLLATE local AS responsible," \
	" my_measure.state, my_measure.due_on, COALESCE(plan.due_on, '') AS looked_on," \
	" my_measure.source_kind, CASE WHEN EXISTS (SELECT 1 FROM my_measure_cited AS cited" \
	"   WHERE cited.measure_id = my_measure.id) THEN 1 ELSE 0 END AS is_cited," \
	" my_measure.type, my_measure.cost_plan, my_measure.cost_actual, my_measure.effect," \
	" my_measure.effect_words, COALESCE(figure.before_count, 0) AS before_count," \
	" COALESCE(figure.after_count, 0) AS after_count, COALESCE(figure.ratio, 0.0) AS ratio," \
	" COALESCE(figure.low, 0.0) AS low, COALESCE(figure.high, 0.0) AS high," \
	" COALESCE(figure.finding, '') AS finding, COALESCE(plan.saving_expected, 0) AS saving_expected," \
	" COALESCE(saving.finding, '') AS cost_finding, COALESCE(saving.avoided, 0) AS avoided," \
	" COALESCE(saving.low, 0) AS avoided_low, COALESCE(saving.high, 0) AS avoided_high," \
	" COALESCE(figure.taken_at, 0) AS taken_at," \
	" my_measure.decided_at, my_measure.done_at, my_measure.evaluated_at" \
	" FROM my_measure" \
	" LEFT JOIN my_effect_check AS plan ON plan.measure_id = my_measure.id" \
	" LEFT JOIN my_effect_figure AS figure ON figure.measure_id = my_measure.id" \
	"   AND figure.id = (SELECT max(newer.id) FROM my_effect_figure AS newer" \
	"                    WHERE newer.measure_id = my_measure.id)" \
	" LEFT JOIN my_effect_cost AS saving ON saving.figure_id = figure.id"

static void number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	measure_number_show(out, ((const struct effect_row *)row)->number);
}

static void state_cell(struct out *out, struct request *request, const void *row)
{
	const struct effect_row *measure = row;

	(void)request;
	measure_state_show(out, measure->state, measure->due_on);
}

static void ratio_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	effect_ratio_show(out, row);
}

static void avoided_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	effect_avoided_show(out, row);
}

static void cited_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	effect_cited_mark(out, ((const struct effect_row *)row)->is_cited);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_measure.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_measure.id DESC")
#define BELOW SQL(" AND my_measure.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)")
#define MINE SQL(" AND CASE WHEN my_measure.responsible_id = me() THEN 1 ELSE 0 END = $?")
#define TABLE_OF_ROWS .fields = row_fields, .field_count = COUNT(row_fields), \
	.shape = SHAPE_OF(NULL, effect_row, row_fields), .row_key = "number", \
	.export_need = MAY_measures_read

static const struct table_column effects_columns[] = {
	{ .name = "number", .is_link = true, .cell = number_cell, SORTED("my_measure.number") },
	{ .name = "title", SORTED("my_measure.title COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "state", .cell = state_cell, SORTED("my_measure.state") },
	{ .name = "effect", SORTED("my_measure.effect") },
	{ .name = "ratio", .label = N_("Change of the rate"), .cell = ratio_cell },
	{ .name = "cost_plan", .label = N_("Planned, kr"), SORTED("my_measure.cost_plan") },
	{ .name = "cost_actual", .label = N_("Cost, kr"), SORTED("my_measure.cost_actual") },
	{ .name = "avoided", .label = N_("Avoided, kr a year"), .cell = avoided_cell, SORTED("avoided") },
	{ .name = "is_cited", .label = N_("Cites"), .cell = cited_cell },
	{ .name = "avoided_low", .is_export_only = true },
	{ .name = "avoided_high", .is_export_only = true },
	{ .name = "cost_finding", .is_export_only = true },
	{ .name = "saving_expected", .is_export_only = true },
	{ .name = "finding", .is_export_only = true },
	{ .name = "responsible", .is_export_only = true },
	{ .name = "due_on", .is_export_only = true },
	{ .name = "looked_on", .is_export_only = true },
	{ .name = "source_kind", .is_export_only = true },
	{ .name = "type", .is_export_only = true },
	{ .name = "effect_words", .is_export_only = true },
	{ .name = "before_count", .is_export_only = true },
	{ .name = "after_count", .is_export_only = true },
	{ .name = "low", .is_export_only = true },
	{ .name = "high", .is_export_only = true },
	{ .name = "taken_at", .is_export_only = true },
	{ .name = "decided_at", .is_export_only = true },
	{ .name = "done_at", .is_export_only = true },
	{ .name = "evaluated_at", .is_export_only = true },
	{ .name = NULL },
};
static const struct filter effects_filters[] = {
	{ .name = "year", .label = N_("Year"), .kind = FIELD_text },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit", .condition = BELOW },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = measure_states,
	  .condition = SQL(" AND my_measure.state = $?") },
	{ .name = "effect", .label = N_("Effect"), .kind = FIELD_code, .list = "measure_effects",
	  .condition = SQL(" AND my_measure.effect = $?") },
	{ .name = "finding", .label = N_("Finding"), .kind = FIELD_choice, .choices = effect_findings,
	  .condition = SQL(" AND figure.finding = $?") },
	{ .name = "cost_finding", .label = N_("Finding of the cost"), .kind = FIELD_choice,
	  .choices = effect_cost_findings, .condition = SQL(" AND saving.finding = $?") },
	{ .name = "type", .label = N_("Kind of measure"), .kind = FIELD_code,
	  .list = "measure_types", .condition = SQL(" AND my_measure.type = $?") },
	{ .name = "cited", .label = N_("Cites something"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN EXISTS (SELECT 1 FROM my_measure_cited AS cited"
	                   " WHERE cited.measure_id = my_measure.id) THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
const struct table effects_table = {
	.name = "effects", .label = N_("Measures and effects of a year"), TABLE_OF_ROWS,
	.columns = effects_columns, .filters = effects_filters, .row_path = "/measures/%s",
	.order = SQL(" ORDER BY unit_name, my_measure.number"),
	.empty = N_("No measure was decided, done or evaluated in the year."),
};

static const struct table_column checks_columns[] = {
	{ .name = "number", .is_link = true, .cell = number_cell, SORTED("my_measure.number") },
	{ .name = "title", SORTED("my_measure.title COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "responsible", SORTED("responsible") },
	{ .name = "state", .cell = state_cell },
	{ .name = "looked_on", SORTED("plan.due_on") },
	{ .name = NULL },
};
static const struct filter checks_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit", .condition = BELOW },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno, .condition = MINE },
	{ .name = NULL },
};
const struct table checks_table = {
	.name = "checks", .label = N_("Effects to look at, the oldest first"), TABLE_OF_ROWS,
	.columns = checks_columns, .filters = checks_filters, .row_path = "/measures/%s/effect",
	.order = SQL(" ORDER BY plan.due_on, my_measure.id"),
	.empty = N_("No effect waits to be looked at."),
};

static const struct table_column uncited_columns[] = {
	{ .name = "number", .is_link = true, .cell = number_cell, SORTED("my_measure.number") },
	{ .name = "title", SORTED("my_measure.title COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "responsible", SORTED("responsible") },
	{ .name = "state", .cell = state_cell },
	{ .name = "decided_at", SORTED("my_measure.decided_at") },
	{ .name = NULL },
};
static const struct filter uncited_filters[] = {
	{ .name = "year", .label = N_("Year"), .kind = FIELD_text },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit", .condition = BELOW },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno, .condition = MINE },
	{ .name = NULL },
};
const struct table uncited_table = {
	.name = "uncited", .label = N_("Decided measures that cite nothing, the newest first"),
	TABLE_OF_ROWS, .columns = uncited_columns, .filters = uncited_filters,
	.row_path = "/measures/%s",
	.order = SQL(" ORDER BY my_measure.decided_at DESC, my_measure.id DESC"),
	.empty = N_("Every measure that was decided in the year cites something."),
};

static struct instant year_begins(int year)
{
	return instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);
}

void effects_query(struct request *request, struct view *view, struct query *query, int year)
{
	struct instant from = year_begins(year), to = year_begins(year + 1);

	table_start(request, view, &effects_table, query,
		SQL(EFFECT_ROW " WHERE ((my_measure.decided_at >= $2 AND my_measure.decided_at < $3)"
		    " OR (my_measure.done_at >= $2 AND my_measure.done_at < $3)"
		    " OR (my_measure.evaluated_at >= $2 AND my_measure.evaluated_at < $3))"),
		V(tongue_code(), from, to));
}

void uncited_query(struct request *request, struct view *view, struct query *query, int year)
{
	table_start(request, view, &uncited_table, query,
		SQL(EFFECT_ROW " WHERE my_measure.decided_at >= $2 AND my_measure.decided_at < $3"
		    " AND NOT EXISTS (SELECT 1 FROM my_measure_cited AS cited"
		    "                 WHERE cited.measure_id = my_measure.id)"),
		V(tongue_code(), year_begins(year), year_begins(year + 1)));
}

/* The day has come, and nobody has counted all of the days after. */
#define CHECK_WAITS " plan.due_on <= today() AND my_measure.state <> 'stopped'" \
	" AND NOT EXISTS (SELECT 1 FROM my_effect_figure AS taken" \
	"                 WHERE taken.check_id = plan.id AND taken.counted_to >= plan.after_to)"
void checks_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &checks_table, query, SQL(EFFECT_ROW " WHERE" CHECK_WAITS),
		V(tongue_code()));
}

int64_t effects_waiting(struct view *view, bool only_mine)
{
	return view_int(view, SQL("SELECT count(*) FROM my_measure"
		" JOIN my_effect_check AS plan ON plan.measure_id = my_measure.id"
		" WHERE" CHECK_WAITS " AND ($1 = 0 OR my_measure.responsible_id = me())"),
		V((int64_t)only_mine));
}

/* ---- Which measures cite something ------------------------------------------------------------- */

static const char *const share_names[] = { N_("Committee or company"), N_("Decided measures"),
	N_("Cite something"), N_("Cite a picture or a risk"), N_("Older than the decision, with a reason"),
	N_("Cite nothing") };

/* One line for each committee and company whose duties one follows. */
struct grid cited_shares(struct view *view, struct date from, struct date to)
{
	struct query query;
	struct grid grid;

	query_start(&query, view_arena(view),
		SQL("SELECT unit_name, count(*) AS decided, sum(cites) AS cites,"
		    " sum(cites_picture) AS cites_picture, sum(has_basis) AS has_basis,"
		    " count(*) - sum(cites) AS uncited FROM ("
		    "SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "  ELSE my_unit.name_sv END AS unit_name,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_proof_citation AS cited"
		    "  WHERE cited.measure_id = proof.measure_id) THEN 1 ELSE 0 END AS cites,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_proof_citation AS cited"
		    "  WHERE cited.measure_id = proof.measure_id AND cited.kind IN ('picture', 'risk'))"
		    "  THEN 1 ELSE 0 END AS cites_picture,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_proof_citation AS cited"
		    "  WHERE cited.measure_id = proof.measure_id AND cited.is_basis = 1)"
		    "  THEN 1 ELSE 0 END AS has_basis"
		    " FROM my_proof_measure AS proof JOIN my_unit ON my_unit.id = proof.unit_id"
		    " WHERE proof.decided_at >= $2 AND proof.decided_at < $3 AND my_unit.kind IN "),
		V(tongue_code(), instant_at(from, 0, 0, 0), instant_at(date_add_days(to, 1), 0, 0, 0)));
	unit_board_kinds_add(&query);
	query_add(&query, SQL(") AS proofs GROUP BY unit_name ORDER BY unit_name"), NONE);
	grid = view_grid_of(view, &query);
	grid_name(&grid, share_names);
	return grid;
}

struct grid cited_run(struct view *view, const struct report_ask *ask)
{
	return cited_shares(view, ask->from, ask->to);
}
