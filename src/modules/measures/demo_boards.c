/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/demo_boards.c - what the boards of the demo city have decided these two years.
 *
 * Each row of catalogues/demo/unit_measures.csv is decided by most of the boards that it
 * names, on days of their own, and rests on something that was there before: an adopted
 * picture of the board, or a risk or an evaluation known by its words.  Some are done, some
 * of those are evaluated, and some boards did not decide at all.
 */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/duties/duties.h"
#include "modules/measures/effects.h"

enum { MOST_VARIANTS = 8, WRITTEN_DAYS = 10, RATED_DAYS = 25, IN_TIME = 850, GOOD = 550 };

struct deciding {                       /* one row for one board */
	struct change *change;
	const struct csv_table *table;
	size_t row;
	const struct unit *unit;
	struct date today;
	int year;
	int64_t writer, coordinator;
};

static struct str cell(const struct deciding *d, const char *name)
{
	return csv_cell(d->table, d->row, name);
}

static int drawn(const struct deciding *d, const char *what)
{
	return demo_drawn(change_arena(d->change), d->unit->code, cell(d, "titles_sv"), what);
}

static bool is_done(const struct deciding *d, int share, const char *what)
{
	return demo_is_done(change_arena(d->change), share, d->unit->code, cell(d, "titles_sv"), what);
}

static bool is_of(const struct deciding *d)
{
	struct str words = cell(d, "units");

	while (words.len) {
		struct str word = str_cut(&words, ' ');

		if (str_equals(word, d->unit->code) || str_equals(word, d->unit->kind))
			return true;
	}
	return false;
}

/* One of the texts between bars. */
static struct str one_of(const struct deciding *d, const char *name)
{
	struct str rest = cell(d, name), words[MOST_VARIANTS];
	size_t count = 0;

	while (rest.len && count < COUNT(words))
		words[count++] = str_cut(&rest, '|');
	return count ? words[(size_t)drawn(d, name) % count] : S("");
}

static struct date day_of(const struct deciding *d, struct str month_and_day, int year)
{
	struct date day = { 0 };

	date_read(arena_print(change_arena(d->change), "%d-%.*s", year, STR(month_and_day)), &day);
	return day;
}

static struct instant at_ten(struct date day)
{
	return instant_at(day, 10, 0, 0);
}

static void fate_put(const struct deciding *d, struct measure *measure, struct date decided)
{
	int late = is_done(d, IN_TIME, "done") ? 0 : 90;
	struct date done = date_add_days(decided, (int)demo_int(d->table, d->row, "days")
		+ late + drawn(d, "done day") % 20 - 10);
	struct date rated = date_add_days(done, RATED_DAYS + drawn(d, "rated day") % 30);

	measure->state = MEASURE_in_progress;
	if (date_compare(done, d->today) > 0)
		return;
	measure->state = MEASURE_done;
	measure->done_at = at_ten(done);
	measure->cost_actual = measure->cost_plan * (90 + drawn(d, "cost") % 25) / 100;
	if (date_compare(rated, d->today) > 0
	    || !is_done(d, (int)demo_int(d->table, d->row, "effect_share"), "rated"))
		return;
	measure->state = MEASURE_evaluated;
	measure->effect = drawn(d, "effect") < GOOD ? S("good") : S("some");
	measure->effect_words = one_of(d, "effects_sv");
	measure->evaluated_by = measure->responsible_id;
	measure->evaluated_at = at_ten(rated);
}

/* A row of the register where there is one; else what it says is known by its words. */
static void source_put(const struct deciding *d, struct measure *measure)
{
	measure->source_kind = cell(d, "cites");
	if (str_is(measure->source_kind, "picture"))
		measure->source_id = measures_demo_picture(change_view(d->change), d->unit->id,
			cell(d, "cites_key"), measure->decided_at);
	if (str_is(measure->source_kind, "picture") && !measure->source_id)
		measure->source_kind = S("board_decision");
}

static void words_cite(const struct deciding *d, const struct measure *measure)
{
	struct date stood = day_of(d, cell(d, "stood"), d->year - 1);

	if (date_is_given(stood))
		citation_add(d->change, &(struct citation){ .measure_id = measure->id,
			.kind = measure->source_kind, .words = cell(d, "cites_key"),
			.edition = arena_print(change_arena(d->change), "%.*s %d", STR(cell(d, "edition")),
				d->year - 1),
			.stood_at = at_ten(stood), .reason = cell(d, "reason_sv"),
			.created_by = measure->created_by, .created_at = measure->created_at });
}

static void measure_decide(const struct deciding *d)
{
	int64_t spread = demo_int(d->table, d->row, "spread");
	struct date decided = date_add_days(day_of(d, cell(d, "decided"), d->year),
		(int)(drawn(d, "decided") * spread / PER_MILLE));
	struct measure measure = { .unit_id = d->unit->id, .title = one_of(d, "titles_sv"),
		.type = cell(d, "type"), .responsible_id = d->coordinator, .decided_by = d->coordinator,
		.created_by = d->coordinator, .cost_plan = demo_int(d->table, d->row, "cost"),
		.decided_at = at_ten(decided), .created_at = at_ten(date_add_days(decided, -WRITTEN_DAYS)),
		.due_on = date_add_days(decided, (int)demo_int(d->table, d->row, "days") + 14) };

	if (date_compare(decided, d->today) > 0 || date_compare(decided, d->unit->valid_from) < 0)
		return;
	source_put(d, &measure);
	fate_put(d, &measure, decided);
	measure_add_because(d->change, &measure, cell(d, "reason_sv"));
	words_cite(d, &measure);
}

void measures_of_boards(struct change *change, int64_t writer)
{
	struct view *view = change_view(change);
	struct deciding d = { .change = change, .today = date_today(), .writer = writer,
		.table = demo_rows(change_arena(change), "unit_measures") };
	struct unit_list units = duty_units(view, d.today);

	for (size_t i = 0; i < units.count; i++) {
		d.unit = &units.at[i];
		d.coordinator = measures_demo_coordinator(view, d.unit->id);
		d.coordinator = d.coordinator ? d.coordinator : writer;
		for (d.row = 1; d.row < d.table->count; d.row++) {
			d.year = d.today.year - (int)demo_int(d.table, d.row, "years_ago");
			if (is_of(&d) && is_done(&d, (int)demo_int(d.table, d.row, "share"), "decided"))
				measure_decide(&d);
		}
	}
}
