/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/queries_put.c - an edition written, and withdrawn; rows are never changed but in this:
 * whether a later edition says something of the same. */
#include "base/crypto.h"
#include "modules/datasets/import.h"

#include <string.h>

/* What is known of the codes of a set while an edition is written; sorted by code. */
struct code_id { struct str code; int64_t id; };
struct code_ids { size_t count, room; struct code_id *at; struct arena *arena; };

static struct code_id *code_find(struct code_ids *ids, struct str code, size_t *place)
{
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(ids->at[middle].code, code);

		if (!order)
			return &ids->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return NULL;
}

static void code_add(struct code_ids *ids, size_t place, struct str code, int64_t id)
{
	if (ids->count == ids->room) {
		struct code_id *wider = arena_array(ids->arena, struct code_id, ids->room ? ids->room * 2 : 64);

		if (ids->count)
			memcpy(wider, ids->at, ids->count * sizeof(*wider));
		ids->room = ids->room ? ids->room * 2 : 64;
		ids->at = wider;
	}
	memmove(&ids->at[place + 1], &ids->at[place], (ids->count - place) * sizeof(*ids->at));
	ids->at[place] = (struct code_id){ code, id };
	ids->count++;
}

/* What a later file calls it is its name from then on. */
static int64_t measure_id(struct change *change, struct code_ids *ids, int64_t dataset_id,
                          const struct figure_read *figure)
{
	size_t place = 0;
	const struct code_id *known = code_find(ids, figure->measure, &place);
	int64_t id;

	if (known)
		return known->id;
	id = change_run_id(change, SQL("INSERT INTO dataset_measure (dataset_id, code, parent_code, name, level)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dataset_id, code) DO UPDATE SET"
		" parent_code = excluded.parent_code, name = CASE WHEN $6 = 1 THEN excluded.name"
		" ELSE dataset_measure.name END, level = excluded.level RETURNING id"),
		V(dataset_id, figure->measure, figure->parent,
		  figure->measure_name.len ? figure->measure_name : figure->measure,
		  figure->level ? figure->level : figure->parent.len ? 2 : 1, figure->measure_name.len ? 1 : 0));
	code_add(ids, place, figure->measure, id);
	return id;
}

static int64_t area_id(struct change *change, struct code_ids *ids, int64_t dataset_id,
                       const struct figure_read *figure)
{
	size_t place = 0;
	const struct code_id *known = code_find(ids, figure->area, &place);
	int64_t id;

	if (known)
		return known->id;
	id = change_run_id(change, SQL("INSERT INTO dataset_area (dataset_id, code, name) VALUES ($1, $2, $3)"
		" ON CONFLICT (dataset_id, code) DO UPDATE SET name = CASE WHEN $4 = 1 THEN excluded.name"
		" ELSE dataset_area.name END RETURNING id"),
		V(dataset_id, figure->area, figure->area_name.len ? figure->area_name
		  : figure->area.len ? figure->area : str_of(_("All of it")), figure->area_name.len ? 1 : 0));
	code_add(ids, place, figure->area, id);
	return id;
}

/* A file that was read in is kept by its rows; each is told unless a later one says otherwise. */
static void newest_leave(struct change *change, const struct dataset_edition *edition)
{
	change_run(change, SQL("UPDATE dataset_row SET is_newest = 0 WHERE dataset_id = $1 AND is_newest = 1"
		" AND edition_id <> $2 AND EXISTS (SELECT 1 FROM dataset_row AS later WHERE later.edition_id = $2"
		"  AND later.measure_id = dataset_row.measure_id AND later.area_id = dataset_row.area_id"
		"  AND later.period_from = dataset_row.period_from AND later.period_to = dataset_row.period_to)"),
		V(edition->dataset_id, edition->id));
}

static int64_t edition_number_next(struct change *change, int64_t dataset_id)
{
	return change_run_id(change, SQL("INSERT INTO dataset_numbering (dataset_id, last) VALUES ($1, 1)"
		" ON CONFLICT (dataset_id) DO UPDATE SET last = dataset_numbering.last + 1 RETURNING last"),
		V(dataset_id));
}

/* Once, when all rows are there: an edition is never changed. */
static void sums_look(struct change *change, int64_t edition_id)
{
	change_run(change, SQL("INSERT INTO dataset_sum (edition_id, measure, area, period_from, period_to, value,"
		" parts, part_count)"
		" SELECT whole.edition_id, m.name, a.name, whole.period_from, whole.period_to, whole.value,"
		" sum(part.value), count(*)"
		" FROM dataset_measure AS below"
		" JOIN dataset_measure AS m ON m.dataset_id = below.dataset_id AND m.code = below.parent_code"
		" JOIN dataset_row AS whole ON whole.edition_id = $1 AND whole.measure_id = m.id"
		" JOIN dataset_area AS a ON a.id = whole.area_id"
		" JOIN dataset_row AS part ON part.edition_id = whole.edition_id AND part.measure_id = below.id"
		"  AND part.area_id = whole.area_id AND part.period_from = whole.period_from"
		"  AND part.period_to = whole.period_to"
		" WHERE below.dataset_id = (SELECT dataset_id FROM dataset_edition WHERE id = $1)"
		" AND whole.telling = 'number' AND part.telling = 'number'"
		" GROUP BY whole.edition_id, m.name, a.name, whole.period_from, whole.period_to, whole.value, whole.id"
		" HAVING abs(sum(part.value) - whole.value) > 0.5"
		" ORDER BY whole.period_from DESC, m.name, a.name, whole.id LIMIT $2"),
		V(edition_id, LEVEL_SUMS_MOST));
}

void edition_put(struct change *change, struct dataset_edition *edition, const struct figures_read *read)
{
	struct arena *arena = change_arena(change);
	struct code_ids measures = { .arena = arena }, areas = { .arena = arena };
	struct dataset_row *rows = arena_array(arena, struct dataset_row, read->count + 1);

	edition->number = edition_number_next(change, edition->dataset_id);
	edition->rows_count = (int64_t)read->count;
	change_insert(change, &dataset_edition_record.shape, edition);
	for (size_t i = 0; i < read->count; i++) {
		const struct figure_read *figure = &read->at[i];

		rows[i] = (struct dataset_row){ .dataset_id = edition->dataset_id, .edition_id = edition->id,
			.measure_id = measure_id(change, &measures, edition->dataset_id, figure),
			.area_id = area_id(change, &areas, edition->dataset_id, figure),
			.period_from = figure->from, .period_to = figure->to, .telling = (int)figure->telling,
			.value = figure->value, .rate = figure->rate, .has_rate = figure->has_rate,
			.is_preliminary = figure->is_preliminary, .is_newest = true };
	}
	change_insert_many(change, &dataset_row_record.shape, rows, read->count);
	newest_leave(change, edition);
	sums_look(change, edition->id);
}

void edition_withdraw(struct change *change, const struct dataset_edition *edition, struct str by, struct str why)
{
	change_run(change, SQL("UPDATE dataset_edition SET withdrawn_at = moment(), withdrawn_name = $2,"
		" withdrawn_why = $3 WHERE id = $1 AND withdrawn_at = 0"), V(edition->id, by, why));
	change_run(change, SQL("UPDATE dataset_row SET is_newest = 0 WHERE edition_id = $1"), V(edition->id));
	change_run(change, SQL("UPDATE dataset_row SET is_newest = 1 WHERE id IN (SELECT max(r.id)"
		" FROM dataset_row AS gone JOIN dataset_row AS r ON r.dataset_id = gone.dataset_id"
		"  AND r.measure_id = gone.measure_id AND r.area_id = gone.area_id"
		"  AND r.period_from = gone.period_from AND r.period_to = gone.period_to"
		" JOIN dataset_edition AS e ON e.id = r.edition_id AND e.withdrawn_at = 0"
		" WHERE gone.edition_id = $1"
		" GROUP BY r.measure_id, r.area_id, r.period_from, r.period_to)"), V(edition->id));
	change_note(change, "dataset_edition", edition->id, "withdraw", why);
}

int64_t editions_undo(struct change *change, int64_t import_id)
{
	struct dataset_edition_list list = dataset_edition_list_of(view_list(change_view(change),
		&dataset_edition_record.shape, SQL("SELECT * FROM dataset_edition WHERE import_id = $1"
			" AND withdrawn_at = 0 ORDER BY id"), V(import_id)));
	int64_t rows = 0;

	for (size_t i = 0; i < list.count; i++) {
		edition_withdraw(change, &list.at[i], S(""), str_of(_("The import was taken back.")));
		rows += list.at[i].rows_count;
	}
	return rows;
}

/* ---- Row by row ------------------------------------------------------------------------------------ */

int64_t dataset_id_of(struct view *view, struct str code)
{
	return view_int(view, SQL("SELECT id FROM my_dataset WHERE code = $1"), V(code));
}

static struct dataset_edition *edition_of_import(struct change *change, const struct edition_row *row)
{
	struct dataset_edition *edition = view_get(change_view(change), &dataset_edition_record.shape,
		SQL("SELECT * FROM dataset_edition WHERE import_id = $1 AND dataset_id = $2"),
		V(row->import_id, row->dataset_id));

	if (edition)
		return edition;
	edition = arena_new(change_arena(change), struct dataset_edition);
	*edition = (struct dataset_edition){ .dataset_id = row->dataset_id, .layout = S("mapping"),
		.number = edition_number_next(change, row->dataset_id), .file_name = row->source,
		.digest = digest_hex(change_arena(change), S("")), .published_on = date_today(),
		.import_id = row->import_id, .read_by = change_me(change), .read_at = instant_now(),
		.read_name = view_text(change_view(change), SQL("SELECT name FROM person WHERE id = $1"),
			V(change_me(change))) };
	change_insert(change, &dataset_edition_record.shape, edition);
	return edition;
}

enum import_did edition_row_put(struct change *change, const struct edition_row *in)
{
	struct arena *arena = change_arena(change);
	struct code_ids none = { .arena = arena }, nowhere = { .arena = arena };
	struct dataset_edition *edition = edition_of_import(change, in);
	const struct figure_read *figure = in->figure;
	struct dataset_row row = { .dataset_id = in->dataset_id, .edition_id = edition->id,
		.measure_id = measure_id(change, &none, in->dataset_id, figure),
		.area_id = area_id(change, &nowhere, in->dataset_id, figure),
		.period_from = figure->from, .period_to = figure->to, .telling = (int)figure->telling,
		.value = figure->value, .rate = figure->rate, .has_rate = figure->has_rate,
		.is_preliminary = figure->is_preliminary, .is_newest = true };
	int64_t before = view_int(change_view(change), SQL("SELECT id FROM dataset_row WHERE dataset_id = $1"
		" AND measure_id = $2 AND area_id = $3 AND period_from = $4 AND period_to = $5 AND is_newest = 1"),
		V(row.dataset_id, row.measure_id, row.area_id, row.period_from, row.period_to));
	bool is_same = before && view_int(change_view(change), SQL("SELECT 1 FROM dataset_row WHERE id = $1"
		" AND telling = $2 AND value = $3 AND is_preliminary = $4"),
		V(before, figure_tellings[row.telling].name, row.value, (int64_t)row.is_preliminary)) != 0;

	if (before)
		change_run(change, SQL("UPDATE dataset_row SET is_newest = 0 WHERE id = $1"), V(before));
	change_insert_many(change, &dataset_row_record.shape, &row, 1);
	change_run(change, SQL("UPDATE dataset_edition SET rows_count = rows_count + 1, digest = $2 WHERE id = $1"),
		V(edition->id, digest_hex(arena, arena_print(arena, "%.*s\n%.*s", STR(edition->digest), STR(in->words)))));
	return !before ? IMPORT_ADDED : is_same ? IMPORT_SAME : IMPORT_CHANGED;
}
