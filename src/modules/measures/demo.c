/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/demo.c - measures of the demo city with what they rest on and what they led to.
 *
 * They are written by the office's coordinator, who may count the events of every unit; the
 * figures are counted from the demo's own events, so the sentences are whatever those say.
 */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/events/events.h"
#include "modules/measures/effects.h"
#include "modules/units/units.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 256 << 20, MARGIN_DAYS = 28, DELAY_DAYS = 14 };

struct demo_row {
	const struct csv_table *table;
	size_t row;
	const int64_t *responsible;     /* for each row */
};

static struct str cell(const struct demo_row *at, const char *name)
{
	return csv_cell(at->table, at->row, name);
}

static int64_t number(const struct demo_row *at, const char *name)
{
	int64_t n = 0;

	str_to_int(cell(at, name), &n);
	return n;
}

static struct instant days_ago(const struct demo_row *at, const char *name)
{
	if (!cell(at, name).len)
		return (struct instant){ 0 };
	return instant_at(date_add_days(date_today(), -(int)number(at, name)), 10, 0, 0);
}

static void source_find(struct view *view, const struct demo_row *at, struct measure *measure)
{
	struct str kind = cell(at, "cites"), key = cell(at, "cites_key");

	measure->source_kind = kind.len ? kind : S("board_decision");
	if (str_is(kind, "event"))
		measure->source_id = measures_demo_event(view, measure->unit_id, key, measure->decided_at);
	if (str_is(kind, "picture"))
		measure->source_id = measures_demo_picture(view, measure->unit_id, S(""),
			measure->decided_at);
}

static void measure_fill(struct view *view, const struct demo_row *at, struct measure *measure)
{
	const struct unit *unit = unit_of_code(view, cell(at, "unit_code"));
	struct instant decided = days_ago(at, "decided_days_ago"), done = days_ago(at, "done_days_ago");

	*measure = (struct measure){ .unit_id = unit ? unit->id : 0, .title = cell(at, "title_sv"),
		.type = cell(at, "type"), .responsible_id = at->responsible[at->row],
		.decided_at = decided, .done_at = done, .cost_plan = number(at, "cost_plan"),
		.cost_actual = number(at, "cost_actual"),
		.created_at = { decided.seconds - 7 * DAY },
		.due_on = done.seconds ? instant_date(done) : date_add_days(date_today(), 120),
		.state = done.seconds ? MEASURE_done : MEASURE_decided };
	measure->decided_by = measure->created_by = measure->responsible_id;
	if (cell(at, "effect").len) {
		measure->state = MEASURE_evaluated;
		measure->effect = cell(at, "effect");
		measure->effect_words = cell(at, "effect_words_sv");
		measure->evaluated_by = measure->responsible_id;
		measure->evaluated_at = (struct instant){ done.seconds + 20 * DAY };
	}
	source_find(view, at, measure);
}

/* What is known by its words alone. */
static void cite_words(struct change *change, const struct demo_row *at, const struct measure *measure)
{
	struct citation citation = { .measure_id = measure->id, .kind = cell(at, "cites"),
		.words = cell(at, "cites_key"), .edition = cell(at, "edition"),
		.stood_at = days_ago(at, "stood_days_ago"), .reason = cell(at, "reason_sv"),
		.created_by = measure->created_by, .created_at = measure->created_at };

	if (citation.edition.len)
		citation_add(change, &citation);
}

static void check_make(struct change *change, const struct demo_row *at, const struct measure *measure)
{
	const struct unit *there = unit_of_code(change_view(change), cell(at, "compare_unit"));
	struct effect_check check = { .measure_id = measure->id, .types = cell(at, "types"),
		.unit_id = measure->unit_id, .compare_unit_id = there ? there->id : 0,
		.saving_expected = number(at, "saving_expected"),
		.created_by = measure->created_by, .created_at = measure->created_at };
	struct effect_facts facts = { .since = instant_date(measure->created_at),
		.ready = measure->done_at.seconds ? instant_date(measure->done_at) : measure->due_on,
		.days = (int)number(at, "days"), .margin = MARGIN_DAYS, .delay = DELAY_DAYS };

	effect_suggest(&check, &facts);
	check.is_suggested = false;
	effect_check_forget(change, measure->id);
	change_insert(change, &effect_check_record.shape, &check);
	if (str_is(cell(at, "count"), "yes"))
		effect_take(change, &check);
}

static void demo_measure(struct change *change, const struct demo_row *at)
{
	struct measure measure;

	measure_fill(change_view(change), at, &measure);
	if (!measure.unit_id)
		return;
	measure_add_because(change, &measure, cell(at, "reason_sv"));
	cite_words(change, at, &measure);
	check_make(change, at, &measure);
}

/* Logins are read by the system alone. */
static int64_t people_find(struct store *store, struct arena *arena, struct demo_row *at)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int64_t *ids = arena_array(arena, int64_t, at->table->count + 1);
	int64_t writer = person_of_login(view, S("central"));

	for (at->row = 1; at->row < at->table->count; at->row++)
		ids[at->row] = person_of_login(view, cell(at, "responsible"));
	view_close(view);
	at->responsible = ids;
	return writer;
}

static void table_fill(struct store *store, const char *table, bool has_boards)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct demo_row at = { .table = demo_rows(arena, table) };
	int64_t writer = people_find(store, arena, &at);
	struct change *change = change_open(store, arena, (struct who){ .person = writer });

	for (at.row = 1; at.row < at.table->count; at.row++)
		demo_measure(change, &at);
	if (has_boards)
		measures_of_boards(change, writer);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}

void measures_demo(struct store *store, int scale)
{
	(void)scale;
	table_fill(store, "effects", true);
}

void measures_demo_savings(struct store *store)
{
	events_demo_losses(store);
	table_fill(store, "savings", false);
}
