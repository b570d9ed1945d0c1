/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * followup/tables.c - the tables of the yearly reports: made now, written down, read again.
 *
 * Each stands under a heading of the report; a number that stands for rows leads to them.  The
 * sentences around the tables are written by people.
 */
#include "modules/followup/inside.h"

#include "base/json.h"
#include "base/say.h"
#include "modules/events/events.h"
#include "modules/measures/measures.h"

#include <string.h>

enum { MOST_BEST = 12, MOST_TYPES = 24 };

static const char one_measure[] = "/measures/";

/* ---- Building --------------------------------------------------------------------------------- */

struct report_table *table_add(struct report_tables *tables, struct arena *arena, const char *under,
                               const char *title, size_t columns, const char *const *names,
                               size_t most_rows)
{
	struct report_table *table = &tables->at[tables->count++];

	must(tables->count <= MOST_REPORT_TABLES);
	must(columns <= MOST_REPORT_COLUMNS);
	*table = (struct report_table){ .under = str_of(under), .title = str_of(_(title)),
		.columns = columns,
		.cells = arena_array(arena, struct report_cell, columns * (most_rows + 1)) };
	for (size_t i = 0; i < columns; i++) {
		table->names[i] = str_of(_(names[i]));
		table->is_number[i] = i > 0;
	}
	return table;
}

struct report_cell *row_add(struct report_table *table)
{
	return &table->cells[table->columns * table->rows++];
}

static struct str number(struct arena *arena, int64_t n)
{
	return tongue_number(arena, n);
}

static struct report_cell linked(struct arena *arena, int64_t n, struct str path)
{
	return (struct report_cell){ number(arena, n), n ? path : S("") };
}

/* The list of measures of which something was so in the year: "type=social&" "done". */
static struct str measures_path(struct arena *arena, struct str filter, const char *what, int year)
{
	return arena_print(arena, "/measures?%.*s%s_from=%d-01-01&%s_to=%d-12-31", STR(filter), what,
		year, what, year);
}

/* ---- Measures ------------------------------------------------------------------------------------ */

enum { SUM_COLUMNS = 6 };

struct sums {                           /* one table of sums */
	const char *under, *title;
	const char *by, *heading;       /* of the first column */
	const char *list;               /* NULL: the key is the words, and no filter */
	const char *unsaid;             /* what stands where the key is empty */
};

static void sum_row(struct arena *arena, const struct sums *how, const struct measure_sum *sum,
                    int year, struct report_cell *row)
{
	bool is_listed = how->list && sum->key.len;
	struct str filter = arena_print(arena, "%s=%.*s&", how->by, STR(sum->key));
	const struct { const char *what; int64_t n; } counts[] = {
		{ "decided", sum->decided }, { "done", sum->done }, { "evaluated", sum->rated } };

	row[0].words = !sum->key.len ? str_of(_(how->unsaid))
		: how->list ? code_name(how->list, sum->key) : sum->key;
	for (size_t i = 0; i < COUNT(counts); i++)
		row[1 + i] = linked(arena, counts[i].n, is_listed
			? measures_path(arena, filter, counts[i].what, year) : S(""));
	row[4].words = number(arena, sum->cost_plan);
	row[5].words = number(arena, sum->cost_actual);
}

static void sums_add(struct view *view, struct report_tables *tables, const struct sums *how,
                     int year)
{
	struct arena *arena = view_arena(view);
	struct measure_sum_list sums = measures_sum(view, how->by, year);
	const char *const names[SUM_COLUMNS] = { how->heading, N_("Decided"), N_("Done"),
		N_("Effect evaluated"), N_("Planned cost, kronor"), N_("Cost, kronor") };
	struct report_table *table = table_add(tables, arena, how->under, how->title, SUM_COLUMNS,
		names, sums.count);

	for (size_t i = 0; i < sums.count; i++)
		sum_row(arena, how, &sums.at[i], year, row_add(table));
}

static void best_add(struct view *view, struct report_tables *tables, const char *effect,
                     const char *title, int year)
{
	static const char *const names[] = { N_("Measure"), N_("Unit"), N_("What the effect was"),
		N_("Cost, kronor") };
	struct arena *arena = view_arena(view);
	struct measure_best_list list = measures_best(view, year, str_of(effect), MOST_BEST);
	struct report_table *table = table_add(tables, arena, "changed", title, COUNT(names), names,
		list.count);

	table->is_number[1] = table->is_number[2] = false;
	for (size_t i = 0; i < list.count; i++) {
		struct report_cell *row = row_add(table);

		row[0].words = arena_print(arena, "%.*s %.*s", STR(list.at[i].number),
			STR(list.at[i].title));
		row[0].path = arena_print(arena, "%s%.*s", one_measure, STR(list.at[i].number));
		row[1].words = list.at[i].unit;
		row[2].words = list.at[i].words;
		row[3].words = number(arena, list.at[i].cost_actual);
	}
}

/* ---- Events --------------------------------------------------------------------------------------- */

static int64_t events_of(const struct event_count_list *list, struct str key)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].key, key))
			return list->at[i].events;
	return 0;
}

/* The days of the year that have come, and the same days the year before. */
static struct event_ask days_asked(int year, struct date today)
{
	struct event_ask ask = { .from = { (int16_t)year, 1, 1 }, .to = { (int16_t)year, 12, 31 },
		.without_restricted = true };

	if (date_compare(ask.to, today) > 0)
		ask.to = (struct date){ (int16_t)year, today.month, today.day };
	if (ask.to.month == 2 && ask.to.day == 29)
		ask.to.day = 28;
	return ask;
}

static void events_add(struct view *view, struct report_tables *tables, int year)
{
	static const char *const names[] = { N_("What happened"), N_("This year"),
		N_("The year before") };
	struct arena *arena = view_arena(view);
	struct event_ask now = days_asked(year, date_today()), before = now;
	struct event_count_list counts, earlier;
	struct report_table *table;

	before.from.year--;
	before.to.year--;
	counts = events_count(view, &now, "branch");
	earlier = events_count(view, &before, "branch");
	table = table_add(tables, arena, "changed", N_("Reported events"), COUNT(names), names,
		counts.count < MOST_TYPES ? counts.count : MOST_TYPES);
	table->caveat = arena_print(arena,
		_("Both years are counted to %d %s. More reports may mean more courage to report: read them beside what happened."),
		now.to.day, month_name(now.to.month));
	for (size_t i = 0; i < counts.count && i < MOST_TYPES; i++) {
		struct report_cell *row = row_add(table);

		row[0].words = code_name("event/types", counts.at[i].key);
		row[1] = linked(arena, counts.at[i].events,
			events_link(arena, &now, "branch", counts.at[i].key));
		row[2] = linked(arena, events_of(&earlier, counts.at[i].key),
			events_link(arena, &before, "branch", counts.at[i].key));
	}
}

/* ---- What is not known ------------------------------------------------------------------------------ */

static void unknown_add(struct view *view, struct report_tables *tables, int year)
{
	static const char *const names[] = { N_("What"), N_("How many") };
	struct arena *arena = view_arena(view);
	struct report_table *table = table_add(tables, arena, "unknown",
		N_("What the numbers cannot say"), COUNT(names), names, 3);
	struct measure_sum_list effects = measures_sum(view, "effect", year);
	struct report_cell *row = row_add(table);
	int64_t unclear = 0;

	for (size_t i = 0; i < effects.count; i++)
		if (str_is(effects.at[i].key, "unknown"))
			unclear = effects.at[i].rated;
	row[0].words = str_of(_("Measures that are done, and nobody has evaluated their effect"));
	row[1] = linked(arena, measures_unrated(view, year),
		measures_path(arena, S("state=done&"), "done", year));
	row = row_add(table);
	row[0].words = str_of(_("Measures whose effect could not be judged"));
	row[1] = linked(arena, unclear,
		measures_path(arena, S("effect=unknown&"), "evaluated", year));
}

static void effects_tables(struct view *view, struct report_tables *tables, int year)
{
	static const struct sums sums[] = {
		{ "done", N_("Measures by kind"), "type", N_("Kind of measure"), "measure_types",
		  N_("Kind not said") },
		{ "cost", N_("Measures by funding"), "funding", N_("Funding"), NULL,
		  N_("Funding not said") },
		{ "changed", N_("Measures by their effect"), "effect", N_("Effect"), "measure_effects",
		  N_("Effect not evaluated") },
	};

	for (size_t i = 0; i < COUNT(sums); i++)
		sums_add(view, tables, &sums[i], year);
	best_add(view, tables, "good", N_("Measures with good effect"), year);
	best_add(view, tables, "none", N_("Measures without effect"), year);
	events_add(view, tables, year);
	unknown_add(view, tables, year);
}

/* ---- Follow-up points --------------------------------------------------------------------------------- */

static struct str assessment_words(struct arena *arena, const struct point *point)
{
	const struct catalogue *answers = catalogue_get("follow_up_answers");
	struct str words = S("");

	for (size_t a = 0; a < answers->count; a++) {
		int64_t count = 0;

		for (size_t i = 0; i < point->count; i++)
			count += point->units[i].assessed
				&& str_equals(point->units[i].assessed->answer, answers->items[a].code);
		if (count)
			words = arena_print(arena, "%.*s%s%.*s: %lld", STR(words), words.len ? ", " : "",
				STR(item_name(&answers->items[a])), (long long)count);
	}
	return words.len ? words : str_of(_("Not assessed"));
}

static void follow_up_tables(struct view *view, struct report_tables *tables,
                             const struct yearly_report *report)
{
	static const char *const names[] = { N_("Follow-up point"), N_("Fulfilled"),
		N_("Not fulfilled"), N_("Waiting"), N_("Own answers"), N_("Assessment") };
	struct arena *arena = view_arena(view);
	const struct programme *programme = programme_of_code(view, report->programme_code);
	struct point_list points = { 0 };
	struct report_table *table;

	if (programme)
		points = points_of(view, programme, (int)report->year, S(""));
	table = table_add(tables, arena, "done", N_("The follow-up points"), COUNT(names), names,
		points.count);
	table->is_number[5] = false;
	table->caveat = str_of(_("Computed from what units have registered; the assessment is the city executive board's."));
	for (size_t i = 0; i < points.count; i++) {
		const struct point *point = &points.at[i];
		struct report_cell *row = row_add(table);

		row[0] = (struct report_cell){ arena_print(arena, "%.*s %.*s",
			STR(point->obligation->code), STR(obligation_words(point->obligation))),
			arena_print(arena, "/follow-up/%.*s/%.*s?%.*s", STR(report->programme_code),
				STR(point->obligation->code),
				STR(arena_print(arena, "year=%lld", (long long)report->year))) };
		row[5].words = point->is_kept_apart ? str_of(_("Kept apart: status only"))
			: assessment_words(arena, point);
		if (point->is_kept_apart)
			continue;
		row[1].words = number(arena, point->holds);
		row[2].words = number(arena, point->fails);
		row[3].words = number(arena, point->waits);
		row[4].words = number(arena, point->answered);
	}
}

const struct report_tables *tables_now(struct view *view, const struct yearly_report *report)
{
	struct report_tables *tables = arena_new(view_arena(view), struct report_tables);

	if (report->kind == YEARLY_effects)
		effects_tables(view, tables, (int)report->year);
	else
		follow_up_tables(view, tables, report);
	return tables;
}

const struct report_tables *report_tables_of(struct view *view, const struct yearly_report *report)
{
	const struct report_tables *kept = report->numbers.len
		? tables_read(view_arena(view), report->numbers) : NULL;

	return kept ? kept : tables_now(view, report);
}

/* ---- Written down and read again ------------------------------------------------------------------------ */

static void table_write(struct json_out *json, const struct report_table *table)
{
	json_object_begin(json, NULL);
	json_str(json, "under", table->under);
	json_str(json, "title", table->title);
	json_str(json, "caveat", table->caveat);
	json_list_begin(json, "names");
	for (size_t c = 0; c < table->columns; c++)
		json_str(json, NULL, table->names[c]);
	json_list_finish(json);
	json_list_begin(json, "numbers");
	for (size_t c = 0; c < table->columns; c++)
		json_bool(json, NULL, table->is_number[c]);
	json_list_finish(json);
	json_list_begin(json, "cells");
	for (size_t i = 0; i < table->rows * table->columns; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", table->cells[i].words);
		json_str(json, "path", table->cells[i].path);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

struct str tables_write(struct arena *arena, const struct report_tables *tables)
{
	struct out *out = arena_new(arena, struct out);
	struct json_out json;

	out_init(out, arena, 4 << 20);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < tables->count; i++)
		table_write(&json, &tables->at[i]);
	json_list_finish(&json);
	return out_str(out);
}

static struct str text_of(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}

static void table_read(struct arena *arena, const json_t *from, struct report_table *table)
{
	const json_t *names = json_object_get(from, "names"), *cells = json_object_get(from, "cells");
	const json_t *numbers = json_object_get(from, "numbers");
	size_t count = json_array_size(cells);

	*table = (struct report_table){ .under = text_of(arena, from, "under"),
		.title = text_of(arena, from, "title"), .caveat = text_of(arena, from, "caveat"),
		.columns = json_array_size(names) };
	if (table->columns > MOST_REPORT_COLUMNS)
		table->columns = MOST_REPORT_COLUMNS;
	for (size_t c = 0; c < table->columns; c++) {
		table->names[c] = arena_copy(arena, str_of(json_string_value(json_array_get(names, c))));
		table->is_number[c] = json_is_true(json_array_get(numbers, c));
	}
	table->rows = table->columns ? count / table->columns : 0;
	table->cells = arena_array(arena, struct report_cell, count + 1);
	for (size_t i = 0; i < count; i++) {
		const json_t *cell = json_array_get(cells, i);

		table->cells[i] = (struct report_cell){ text_of(arena, cell, "words"),
			text_of(arena, cell, "path") };
	}
}

/* NULL when the text is no list of tables. */
const struct report_tables *tables_read(struct arena *arena, struct str text)
{
	struct report_tables *tables = arena_new(arena, struct report_tables);
	struct str problem;
	json_t *read = json_read(arena, text, &problem);

	if (!json_is_array(read)) {
		json_decref(read);
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(read) && i < MOST_REPORT_TABLES; i++)
		table_read(arena, json_array_get(read, i), &tables->at[tables->count++]);
	json_decref(read);
	return tables;
}

/* ---- For one reader -------------------------------------------------------------------------------- */

/* The report is read by all, a measure only where one reaches. */
static bool may_follow(const struct request *request, struct view *view, struct str path)
{
	size_t before = strlen(one_measure);

	return request_may_open(request, path) && (!str_starts(path, str_of(one_measure))
		|| measure_is_seen(view, str_part(path, before, path.len)));
}

const struct report_tables *tables_for_reader(const struct request *request, struct view *view,
                                              const struct report_tables *tables)
{
	struct report_tables *shown = arena_new(view_arena(view), struct report_tables);

	*shown = *tables;
	for (size_t i = 0; i < shown->count; i++) {
		struct report_table *table = &shown->at[i];
		size_t count = table->rows * table->columns;
		struct report_cell *cells = arena_array(view_arena(view), struct report_cell, count + 1);

		for (size_t k = 0; k < count; k++) {
			cells[k] = table->cells[k];
			if (cells[k].path.len && !may_follow(request, view, cells[k].path))
				cells[k].path = S("");
		}
		table->cells = cells;
	}
	return shown;
}
