/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/scales.c - versions of the scales: read from a file or from what came with the program,
 * kept, taken out.
 */
#include "modules/risks/inside.h"

#include "base/csv.h"
#include "base/say.h"

#include <string.h>

enum { MOST_ROWS = 400, LONGEST_CSV = 256 * 1024 };

/* A row of a file or of the catalogue, whichever it stands in. */
struct source {
	const struct csv_table *table;
	const struct catalogue *catalogue;
	size_t row;
};

static struct str cell(const struct source *from, const char *name)
{
	return from->table ? str_trim(csv_cell(from->table, from->row, name))
		: item_text(&from->catalogue->items[from->row], name);
}

static bool number_read(const struct source *from, const char *name, double *number)
{
	*number = 0;
	return !cell(from, name).len || str_to_real(cell(from, name), number);
}

static bool step_read(const struct source *from, struct risk_step *step)
{
	*step = (struct risk_step){ .kind = cell(from, "kind"), .value = cell(from, "value"),
		.name_sv = cell(from, "name_sv"), .name_en = cell(from, "name_en"),
		.anchor_sv = cell(from, "anchor_sv"), .anchor_en = cell(from, "anchor_en"),
		.example_sv = cell(from, "example_sv"), .example_en = cell(from, "example_en") };
	return str_to_int(cell(from, "step"), &step->step)
		&& number_read(from, "frequency_low", &step->frequency_low)
		&& number_read(from, "frequency_high", &step->frequency_high);
}

static bool zone_read(const struct source *from, struct risk_zone *zone)
{
	zone->zone = cell(from, "zone");
	return str_to_int(cell(from, "value"), &zone->probability)
		&& str_to_int(cell(from, "step"), &zone->consequence);
}

static void sizes_grow(struct risk_method *method, const struct risk_step *step)
{
	if (str_is(step->kind, "probability") && step->step > method->probability_steps)
		method->probability_steps = step->step;
	if (str_is(step->kind, "consequence") && step->step > method->consequence_steps)
		method->consequence_steps = step->step;
}

/* False: the row is of no kind that scales have, says one thing twice, or has a number that is none. */
static bool row_take(struct scales *scales, const struct source *from)
{
	struct str kind = cell(from, "kind");
	struct risk_step *step = &scales->steps.at[scales->steps.count];
	struct risk_zone *zone = &scales->zones.at[scales->zones.count];

	if (scales->steps.count == MOST_ROWS || scales->zones.count == MOST_ROWS)
		return false;
	if (str_is(kind, "zone")) {
		if (!zone_read(from, zone)
		    || scales_zone(scales, zone->probability, zone->consequence).len)
			return false;
		scales->zones.count++;
		return true;
	}
	if (!str_is(kind, "probability") && !str_is(kind, "consequence") && !str_is(kind, "capability"))
		return false;
	if (!step_read(from, step) || scales_step(scales, str_is(kind, "probability") ? "probability"
			: str_is(kind, "consequence") ? "consequence" : "capability", step->value, step->step))
		return false;
	sizes_grow(&scales->method, step);
	scales->steps.count++;
	return true;
}

static struct scales *scales_empty(struct arena *arena)
{
	struct scales *scales = arena_new(arena, struct scales);

	*scales = (struct scales){ .steps = { 0, arena_array(arena, struct risk_step, MOST_ROWS + 1) },
		.zones = { 0, arena_array(arena, struct risk_zone, MOST_ROWS + 1) } };
	return scales;
}

struct scales *scales_read(struct arena *arena, const struct method_file *file, struct str *problem)
{
	struct scales *scales = scales_empty(arena);
	const char *why = NULL;
	const struct csv_table *table = csv_read(arena, file->steps, &why);

	if (!table || table->count < 2) {
		*problem = arena_print(arena, _("The steps could not be read as CSV: %s."),
			why ? why : _("there is nothing below the headings"));
		return NULL;
	}
	for (size_t i = 1; i < table->count; i++)
		if (!row_take(scales, &(struct source){ .table = table, .row = i })) {
			*problem = arena_print(arena, _("Line %lld: the kind must be probability, consequence,"
				" capability or zone, steps must be numbers, and nothing may be said twice."),
				(long long)table->rows[i].line);
			return NULL;
		}
	scales->method.code = str_trim(file->code);
	scales->method.name_sv = file->name_sv;
	scales->method.name_en = file->name_en;
	scales->method.in_force_from = file->in_force_from;
	scales->method.source_sv = file->source_sv;
	scales->method.source_en = file->source_en;
	*problem = scales_problem(arena, scales);
	return problem->len ? NULL : scales;
}

/* ---- What came with the program -------------------------------------------------------------- */

static struct scales *shipped_read(struct arena *arena, const struct item *method)
{
	struct scales *scales = scales_empty(arena);
	const struct catalogue *steps = catalogue_get(SHIPPED_STEPS);

	for (size_t i = 0; i < steps->count; i++)
		if (str_equals(item_text(&steps->items[i], "method"), method->code)
		    && !row_take(scales, &(struct source){ .catalogue = steps, .row = i }))
			return NULL;
	scales->method.code = method->code;
	scales->method.name_sv = method->name_sv;
	scales->method.name_en = method->name_en;
	scales->method.source_sv = item_text(method, "source_sv");
	scales->method.source_en = item_text(method, "source_en");
	date_read(item_text(method, "in_force_from"), &scales->method.in_force_from);
	return scales_problem(arena, scales).len ? NULL : scales;
}

void methods_ship(struct change *change)
{
	const struct catalogue *methods = catalogue_get(SHIPPED_METHODS);

	for (size_t i = 0; i < methods->count; i++) {
		const struct item *method = &methods->items[i];
		struct scales *scales;

		if (method->is_retired || risk_method_get(change_view(change), method->code))
			continue;
		scales = shipped_read(change_arena(change), method);
		must(scales != NULL);
		method_replace(change, scales);
	}
}

/* ---- Out again ---------------------------------------------------------------------------------- */

static void csv_cell_write(struct out *out, struct str text, bool is_last)
{
	out_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			out_char(out, '"');
		out_char(out, text.at[i]);
	}
	out_z(out, is_last ? "\"\n" : "\",");
}

static struct str real_text(struct arena *arena, double number)
{
	return number == 0 ? S("") : arena_print(arena, "%g", number);
}

static void csv_step(struct out *out, const struct risk_step *s)
{
	struct arena *arena = out->arena;
	const struct str cells[] = { s->kind, s->value, arena_print(arena, "%lld", (long long)s->step),
		s->name_sv, s->name_en, s->anchor_sv, s->anchor_en, s->example_sv, s->example_en,
		real_text(arena, s->frequency_low), real_text(arena, s->frequency_high), S("") };

	for (size_t i = 0; i < COUNT(cells); i++)
		csv_cell_write(out, cells[i], i + 1 == COUNT(cells));
}

struct str scales_csv(struct arena *arena, const struct scales *scales)
{
	struct out out;

	out_init(&out, arena, LONGEST_CSV);
	out_z(&out, "kind,value,step,name_sv,name_en,anchor_sv,anchor_en,example_sv,example_en,"
		"frequency_low,frequency_high,zone\n");
	for (size_t i = 0; i < scales->steps.count; i++)
		csv_step(&out, &scales->steps.at[i]);
	for (size_t i = 0; i < scales->zones.count; i++)
		out_print(&out, "zone,%lld,%lld,,,,,,,,,%.*s\n", (long long)scales->zones.at[i].probability,
			(long long)scales->zones.at[i].consequence, STR(scales->zones.at[i].zone));
	return out_str(&out);
}
