/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/queries.c - data sets, their editions, and what is said of a measure. */
#include "modules/datasets/inside.h"

bool dataset_may_write(struct view *view)
{
	return view_int(view, SQL("SELECT may FROM my_dataset_writer"), NONE) != 0;
}

struct dataset_list datasets_all(struct view *view)
{
	return dataset_list_of(view_list(view, &dataset_record.shape,
		SQL("SELECT * FROM my_dataset ORDER BY name COLLATE local, id LIMIT 500"), NONE));
}

const struct dataset *dataset_get(struct view *view, struct str code)
{
	return view_get(view, &dataset_record.shape, SQL("SELECT * FROM my_dataset WHERE code = $1"), V(code));
}

bool dataset_code_is_free(struct view *view, struct str code, int64_t but_id)
{
	return !view_int(view, SQL("SELECT 1 FROM my_dataset WHERE code = $1 AND id <> $2"), V(code, but_id));
}

struct dataset_break_list dataset_breaks(struct view *view, int64_t dataset_id)
{
	return dataset_break_list_of(view_list(view, &dataset_break_record.shape,
		SQL("SELECT * FROM my_dataset_break WHERE dataset_id = $1 ORDER BY first_on DESC LIMIT 200"),
		V(dataset_id)));
}

/* ---- Editions --------------------------------------------------------------------------------- */

struct dataset_edition_list dataset_editions(struct view *view, int64_t dataset_id)
{
	return dataset_edition_list_of(view_list(view, &dataset_edition_record.shape,
		SQL("SELECT * FROM my_dataset_edition WHERE dataset_id = $1 ORDER BY number DESC LIMIT 100"),
		V(dataset_id)));
}

const struct dataset_edition *dataset_edition_get(struct view *view, int64_t dataset_id, int64_t number)
{
	return view_get(view, &dataset_edition_record.shape,
		SQL("SELECT * FROM my_dataset_edition WHERE dataset_id = $1 AND number = $2"), V(dataset_id, number));
}

const struct dataset_edition *dataset_edition_newest(struct view *view, int64_t dataset_id)
{
	return view_get(view, &dataset_edition_record.shape,
		SQL("SELECT * FROM my_dataset_edition WHERE dataset_id = $1 AND withdrawn_at = 0"
		    " ORDER BY number DESC LIMIT 1"), V(dataset_id));
}

const struct dataset_edition *dataset_edition_of_digest(struct view *view, int64_t dataset_id, struct str digest)
{
	return view_get(view, &dataset_edition_record.shape,
		SQL("SELECT * FROM my_dataset_edition WHERE dataset_id = $1 AND digest = $2 AND withdrawn_at = 0"
		    " ORDER BY number DESC LIMIT 1"), V(dataset_id, digest));
}

/* ---- Measures and areas -------------------------------------------------------------------------- */

struct dataset_measure_list dataset_measures(struct view *view, int64_t dataset_id)
{
	return dataset_measure_list_of(view_list(view, &dataset_measure_record.shape,
		SQL("SELECT * FROM my_dataset_measure WHERE dataset_id = $1 ORDER BY level, name COLLATE local, id"
		    " LIMIT 500"), V(dataset_id)));
}

struct dataset_area_list dataset_areas(struct view *view, int64_t dataset_id)
{
	return dataset_area_list_of(view_list(view, &dataset_area_record.shape,
		SQL("SELECT * FROM my_dataset_area WHERE dataset_id = $1 ORDER BY name COLLATE local, id LIMIT 500"),
		V(dataset_id)));
}

const struct dataset_measure *dataset_measure_get(struct view *view, int64_t dataset_id, struct str code)
{
	return view_get(view, &dataset_measure_record.shape,
		SQL("SELECT * FROM my_dataset_measure WHERE dataset_id = $1 AND code = $2"), V(dataset_id, code));
}

const struct dataset_area *dataset_area_get(struct view *view, int64_t dataset_id, struct str code)
{
	return view_get(view, &dataset_area_record.shape,
		SQL("SELECT * FROM my_dataset_area WHERE dataset_id = $1 AND code = $2"), V(dataset_id, code));
}

struct date dataset_through(struct view *view, int64_t dataset_id)
{
	struct date day = { 0 };

	date_read(view_text(view, SQL("SELECT period_to FROM my_dataset_row WHERE dataset_id = $1 AND is_newest = 1"
		" ORDER BY period_from DESC LIMIT 1"), V(dataset_id)), &day);
	return day;
}

/* ---- A series --------------------------------------------------------------------------------------- */

static const struct column series_columns[] = {
	{ "number", COLUMN_int, offsetof(struct series_row, edition), NULL, false },
	{ "period_from", COLUMN_date, offsetof(struct series_row, from), NULL, false },
	{ "period_to", COLUMN_date, offsetof(struct series_row, to), NULL, false },
	{ "telling", COLUMN_choice, offsetof(struct series_row, telling), figure_tellings, false },
	{ "value", COLUMN_real, offsetof(struct series_row, value), NULL, false },
	{ "rate", COLUMN_real, offsetof(struct series_row, rate), NULL, false },
	{ "has_rate", COLUMN_bool, offsetof(struct series_row, has_rate), NULL, false },
	{ "is_preliminary", COLUMN_bool, offsetof(struct series_row, is_preliminary), NULL, false },
	{ "is_newest", COLUMN_bool, offsetof(struct series_row, is_newest), NULL, false },
};
static const struct shape series_shape = { .size = sizeof(struct series_row),
	.count = COUNT(series_columns), .columns = series_columns };
#define SERIES "SELECT e.number, r.period_from, r.period_to, r.telling, r.value, r.rate, r.has_rate," \
	" r.is_preliminary, r.is_newest FROM my_dataset_row AS r" \
	" JOIN my_dataset_edition AS e ON e.id = r.edition_id AND e.withdrawn_at = 0"

struct series_row_list series_of(struct view *view, int64_t dataset_id, int64_t measure_id, int64_t area_id)
{
	return series_row_list_of(view_list(view, &series_shape,
		SQL(SERIES " WHERE r.dataset_id = $1 AND r.measure_id = $2 AND r.area_id = $3"
		    " ORDER BY r.period_from DESC, r.period_to DESC, r.id DESC LIMIT 1000"),
		V(dataset_id, measure_id, area_id)));
}

const struct series_row *series_newest(struct view *view, const struct dataset *dataset, struct date to,
                                       struct str *measure, struct str *area)
{
	const struct dataset_measure *of = dataset_measure_get(view, dataset->id, dataset->headline);
	const struct dataset_area *in = dataset_area_get(view, dataset->id, dataset->headline_area);

	if (!of || !in)
		return NULL;
	*measure = of->name;
	*area = in->name;
	return view_get(view, &series_shape,
		SQL(SERIES " WHERE r.dataset_id = $1 AND r.measure_id = $2 AND r.area_id = $3 AND r.is_newest = 1"
		    " AND r.period_to <= $4 ORDER BY r.period_from DESC, r.id DESC LIMIT 1"),
		V(dataset->id, of->id, in->id, to));
}

/* ---- Sums of levels ----------------------------------------------------------------------------------- */

static const struct column sum_columns[] = {
	{ "measure", COLUMN_text, offsetof(struct level_sum, measure), NULL, false },
	{ "area", COLUMN_text, offsetof(struct level_sum, area), NULL, false },
	{ "period_from", COLUMN_date, offsetof(struct level_sum, from), NULL, false },
	{ "period_to", COLUMN_date, offsetof(struct level_sum, to), NULL, false },
	{ "value", COLUMN_real, offsetof(struct level_sum, value), NULL, false },
	{ "parts", COLUMN_real, offsetof(struct level_sum, parts), NULL, false },
	{ "part_count", COLUMN_int, offsetof(struct level_sum, part_count), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct level_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

struct level_sum_list level_sums_wrong(struct view *view, int64_t edition_id)
{
	return level_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT measure, area, period_from, period_to, value, parts, part_count FROM my_dataset_sum"
		    " WHERE edition_id = $1 ORDER BY period_from DESC, id LIMIT $2"), V(edition_id, LEVEL_SUMS_MOST)));
}

/* ---- The table of all ------------------------------------------------------------------------------------ */

#define FIGURE_ROW_FIELDS(F) \
	F(measure,   text, N_("What the figure is of"), ) \
	F(measure_code, text, N_("Code of the measure"), ) \
	F(level,     count, N_("Level"), ) \
	F(parent_code, text, N_("Part of"), ) \
	F(area,      text, N_("Area"), ) \
	F(area_code, text, N_("Code of the area"), ) \
	F(period_from, date, N_("From"), ) \
	F(period_to, date, N_("To"), ) \
	F(telling,   choice, N_("How it is told"), CHOICES(figure_tellings)) \
	F(value,     real, N_("Value"), ) \
	F(rate,      real, N_("Per 100,000"), ) \
	F(has_rate,  yesno, N_("Has a rate"), ) \
	F(is_preliminary, yesno, N_("Preliminary"), ) \
	F(edition,   count, N_("Edition no."), ) \
	F(dataset_code, text, N_("Data set"), )
struct figure_row { FIGURE_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct figure_row
static const struct field figure_row_fields[] = { FIGURE_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void value_cell(struct out *out, struct request *request, const void *at)
{
	const struct figure_row *row = at;
	struct series_row as = { .telling = row->telling, .value = row->value };

	(void)request;
	out_text(out, figure_words(out->arena, &as));
}

static void measure_cell(struct out *out, struct request *request, const void *at)
{
	const struct figure_row *row = at;
	struct dataset set = { .code = row->dataset_code };

	(void)request;
	out_z(out, "<a href=\"");
	out_attr(out, series_path(out->arena, &set, row->measure_code, row->area_code));
	out_z(out, "\">");
	out_text(out, row->measure);
	out_z(out, "</a>");
}

static void figure_rate_cell(struct out *out, struct request *request, const void *at)
{
	const struct figure_row *row = at;

	(void)request;
	if (row->has_rate)
		out_text(out, tongue_real(out->arena, row->rate, 1));
}

static const struct filter figure_filters[] = {
	{ .name = "measure", .label = N_("Code of the measure"), .kind = FIELD_text,
	  .condition = SQL(" AND m.code = $?") },
	{ .name = "area", .label = N_("Code of the area"), .kind = FIELD_text, .condition = SQL(" AND a.code = $?") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_date, .condition = SQL(" AND r.period_from >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_date, .condition = SQL(" AND r.period_from <= $?") },
	{ .name = "preliminary", .label = N_("Preliminary"), .kind = FIELD_yesno,
	  .condition = SQL(" AND r.is_preliminary = $?") },
	{ .name = NULL },
};
static const struct table_column figure_columns[] = {
	{ .name = "measure", .cell = measure_cell },
	{ .name = "measure_code", .is_export_only = true },
	{ .name = "level", .is_export_only = true },
	{ .name = "parent_code", .is_export_only = true },
	{ .name = "area" },
	{ .name = "area_code", .is_export_only = true },
	{ .name = "period_from" },
	{ .name = "period_to" },
	{ .name = "telling", .is_export_only = true },
	{ .name = "value", .cell = value_cell },
	{ .name = "rate", .cell = figure_rate_cell },
	{ .name = "has_rate", .is_export_only = true },
	{ .name = "is_preliminary" },
	{ .name = "edition" },
	{ .name = "dataset_code", .is_export_only = true },
	{ .name = NULL },
};
const struct table dataset_rows_table = {
	.name = "dataset_rows", .label = N_("Figures in force, newest period first"),
	.fields = figure_row_fields, .field_count = COUNT(figure_row_fields),
	.shape = SHAPE_OF(NULL, figure_row, figure_row_fields),
	.columns = figure_columns, .filters = figure_filters, .is_stacked = true,
	.order = SQL(" ORDER BY r.period_from DESC, r.id"),
	.export_need = MAY_statistics_read,
	.empty = N_("No figures are read in."),
};

void dataset_rows_query(struct request *request, struct view *view, const struct dataset *dataset,
                        struct query *query)
{
	table_start(request, view, &dataset_rows_table, query,
		SQL("SELECT m.name AS measure, m.code AS measure_code, m.level, m.parent_code, a.name AS area,"
		    " a.code AS area_code, r.period_from, r.period_to, r.telling, r.value, r.rate, r.has_rate,"
		    " r.is_preliminary, e.number AS edition, $2 AS dataset_code"
		    " FROM my_dataset_row AS r JOIN my_dataset_measure AS m ON m.id = r.measure_id"
		    " JOIN my_dataset_area AS a ON a.id = r.area_id"
		    " JOIN my_dataset_edition AS e ON e.id = r.edition_id"
		    " WHERE r.dataset_id = $1 AND r.is_newest = 1"), V(dataset->id, dataset->code));
}

/* ---- What editions prove ------------------------------------------------------------------------------- */

static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct edition_proof, unit_id), NULL, false },
	{ "published_on", COLUMN_date, offsetof(struct edition_proof, published_on), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct edition_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

static struct date published_since(const struct evidence_ask *ask)
{
	return date_add_months(ask->from, -(int)evidence_number(ask, "months", 0));
}

struct edition_proof_list editions_proving(struct view *view, const struct evidence_ask *ask)
{
	return edition_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT DISTINCT unit_id, published_on FROM my_proof_dataset WHERE kind = $1 AND published_on <= $2"
		    " AND published_on >= $3 AND ($4 = 0 OR unit_id = $4) ORDER BY unit_id, published_on"),
		V(evidence_text(ask, "kind"), ask->to, published_since(ask), ask->unit_id)));
}

static const struct column behind_columns[] = {
	{ "words", COLUMN_text, offsetof(struct evidence_record, words), NULL, false },
	{ "path", COLUMN_text, offsetof(struct evidence_record, path), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct evidence_record, on), NULL, false },
};
static const struct shape behind_shape = { .size = sizeof(struct evidence_record),
	.count = COUNT(behind_columns), .columns = behind_columns };

struct evidence_record_list editions_behind(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &behind_shape,
		SQL("SELECT d.name AS words, '/datasets/' || d.code AS path, e.published_on AS on_day"
		    " FROM my_dataset_edition AS e JOIN my_dataset AS d ON d.id = e.dataset_id"
		    " WHERE d.kind = $1 AND e.withdrawn_at = 0 AND e.published_on <= $2 AND e.published_on >= $3"
		    " ORDER BY e.published_on DESC, e.id DESC LIMIT $4"),
		V(evidence_text(ask, "kind"), ask->to, published_since(ask), EVIDENCE_RECORDS_MOST)));
}
