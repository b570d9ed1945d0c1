/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/demo.c - sources of the demo city, rows with a share that is planted, and a sample judged.
 *
 * Some rows are made of events (a day later, nearly the same amount), so many others of nothing
 * that the planted share is what a linking that is right would find.  One source has no legal
 * basis, and no rows.
 */
#include "modules/reporting/estimate.h"
#include "modules/reporting/silence.h"
#include "modules/reporting/three.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 1 << 30, YEARS = 2, FRESH_DAYS = 5, SPREAD_DAYS = 100 };

struct making {
	struct change *change;
	const struct csv_table *table;
	size_t row;
	struct source source;
	struct link_event_list events;
	int64_t made;
};

static int drawn(struct making *making, int64_t event_id, const char *what)
{
	struct arena *arena = change_arena(making->change);

	return demo_drawn(arena, arena_print(arena, "%lld", (long long)event_id), making->source.kind, what);
}

static struct str cell(const struct making *making, const char *name)
{
	return csv_cell(making->table, making->row, name);
}

static void source_put(struct making *making)
{
	struct date today = date_today();
	struct source *source = &making->source;

	*source = (struct source){ .name = cell(making, "name_sv"), .kind = cell(making, "kind"),
		.purpose = cell(making, "purpose_sv"), .legal_basis = cell(making, "legal_basis_sv"),
		.decided_by = cell(making, "decided_by_sv"),
		.kept_days = demo_int(making->table, making->row, "kept_days"),
		.created_at = instant_at((struct date){ today.year - YEARS, 1, 8 }, 9, 0, 0) };
	if (source->legal_basis.len) {
		source->decided_on = (struct date){ today.year - YEARS, 1, 15 };
		source->starts_on = (struct date){ today.year - YEARS, 1, 1 };
		source->registered_at = instant_at((struct date){ today.year - YEARS, 1, 20 }, 10, 0, 0);
		source->registered_by = person_of_login(change_view(making->change), S("security"));
		source->registered_name = person_name_kept(change_view(making->change), source->registered_by);
	}
	change_insert(making->change, &source_record.shape, source);
}

/* A cause that such an event would be told by; "" none. */
static struct str cause_of(struct making *making, struct str type)
{
	const struct catalogue *causes = catalogue_get("reporting/causes");
	struct arena *arena = change_arena(making->change);
	struct str rest = type, branch = str_cut(&rest, '.');

	for (size_t i = 0; i < causes->count; i++)
		if (item_has(&causes->items[i], "types", str_z(arena, type))
		    || item_has(&causes->items[i], "types", str_z(arena, branch)))
			return causes->items[i].code;
	return S("");
}

static bool is_of_source(struct making *making, struct str type)
{
	struct str rest = type, branch = str_cut(&rest, '.'), words = cell(making, "branches");

	while (words.len)
		if (str_equals(str_cut(&words, ' '), branch))
			return true;
	return false;
}

static void told_put(struct making *making, const struct link_event *of, int days, int64_t amount, struct str cause)
{
	struct date day = date_add_days(instant_date(of->occurred_at), days);
	struct told told = { .source_id = making->source.id, .unit_id = of->unit_id, .happened_on = day,
		.cause = cause, .amount = amount };

	if (date_compare(day, date_add_days(date_today(), -FRESH_DAYS)) > 0
	    || date_compare(day, making->source.starts_on) < 0)
		return;
	told.reference = arena_print(change_arena(making->change), "%.*s-%d-%05lld",
		STR(cell(making, "prefix")), day.year % 100, (long long)++making->made);
	told.created_at = instant_at(date_add_days(day, 20), 3, 0, 0);
	change_insert(making->change, &told_record.shape, &told);
	told_value_add(making->change, &told, 0);
}

static int64_t amount_near(struct making *making, const struct link_event *event)
{
	if (drawn(making, event->id, "amount known") < 300)
		return 0;
	return event->amount > 0 ? event->amount * (970 + drawn(making, event->id, "amount") / 17) / PER_MILLE
		: 5000 + 60 * drawn(making, event->id, "amount");
}

/* For each row that has an event, so many that have none; at the unit of another event, on
 * another day. */
static void missed_put(struct making *making, size_t i, int share)
{
	int odds = (PER_MILLE - share) * PER_MILLE / share;
	const struct link_event *event = &making->events.at[i];

	for (int n = 0; n * PER_MILLE < odds; n++) {
		static const char *const which[] = { "missed a", "missed b", "missed c" };
		const struct link_event *other;
		int luck = drawn(making, event->id, which[n % 3]);

		if (luck >= odds - n * PER_MILLE)
			break;
		other = &making->events.at[(i + 7 + (size_t)luck) % making->events.count];
		told_put(making, &(struct link_event){ .unit_id = other->unit_id, .occurred_at = event->occurred_at },
			luck % SPREAD_DAYS - SPREAD_DAYS / 2, 3000 + 70 * luck, cause_of(making, event->type));
	}
}

/* Of a thousand events, how many the source tells of: in a large city fewer, so that the rows are
 * about as many as its catalogue file says. */
static int64_t caught_share(struct making *making)
{
	int64_t caught = demo_int(making->table, making->row, "caught"), events = 0;
	int64_t most = demo_int(making->table, making->row, "rows_most");

	for (size_t i = 0; i < making->events.count; i++)
		events += is_of_source(making, making->events.at[i].type);
	return events * caught <= most * PER_MILLE ? caught : most * PER_MILLE / events;
}

static void rows_put(struct making *making)
{
	int64_t caught = caught_share(making);

	for (size_t i = 0; i < making->events.count; i++) {
		const struct link_event *event = &making->events.at[i];
		bool is_now = instant_date(event->occurred_at).year == date_today().year;

		if (!is_of_source(making, event->type) || drawn(making, event->id, "caught") >= caught)
			continue;
		told_put(making, event, drawn(making, event->id, "day") / 600, amount_near(making, event),
			cause_of(making, event->type));
		missed_put(making, i, (int)demo_int(making->table, making->row, is_now ? "share_now" : "share_before"));
	}
}

/* Two of three of the sample are judged, by the claims officer. */
static void sample_judge(struct making *making)
{
	struct view *view = change_view(making->change);
	struct pair_found_list list = link_sample(view, making->source.id);
	int64_t judge = person_of_login(view, S("claims"));

	for (size_t i = 0; i < list.count; i++) {
		const struct pair_found *pair = &list.at[i];
		struct decision decision = { .public_id = uuid_v7(change_arena(making->change)),
			.source_id = pair->source_id, .row_id = pair->row_id, .event_id = pair->event_id,
			.is_same = drawn(making, pair->event_id, "right") < 985, .chance = pair->chance,
			.was_accepted = true, .is_sample = true, .levels = pair->levels, .weights = pair->weights,
			.decided_by = judge, .decided_name = person_name_kept(view, judge),
			.decided_at = instant_at(date_add_days(date_today(), -3), 10, 0, 0) };

		decision.reason = decision.is_same ? S("Samma lokal, samma dag och samma skada.")
			: S("Skadan gäller en annan byggnad.");
		if (drawn(making, pair->event_id, "judged") < 667)
			pair_decision_put(making->change, &decision);
	}
}

/* ---- Findings of a year before -------------------------------------------------------------- */

static double number(const struct csv_table *table, size_t row, const char *name)
{
	double value = 0;

	str_to_real(csv_cell(table, row, name), &value);
	return value;
}

static void silence_answer(struct change *change, const struct csv_table *table, size_t row, int64_t standing_id)
{
	int64_t person_id = person_of_login(change_view(change), csv_cell(table, row, "answer_login"));
	struct silence_answer answer = { .standing_id = standing_id, .words = csv_cell(table, row, "answer_sv"),
		.said_by = person_id, .said_name = person_name_kept(change_view(change), person_id),
		.said_at = instant_at(date_add_days(date_today(), -330), 10, 0, 0) };

	if (answer.words.len)
		change_insert(change, &silence_answer_record.shape, &answer);
}

static void silences_put(struct change *change, const struct csv_table *table)
{
	struct date from, to;

	for (size_t row = 1; row < table->count; row++) {
		const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, "unit_code"));
		int years = (int)demo_int(table, row, "years_ago");
		struct standing standing = { .kind = str_is(csv_cell(table, row, "kind"), "reports")
			? STANDING_reports : STANDING_near, .counted = demo_int(table, row, "counted"),
			.exposure = number(table, row, "exposure"), .rate_all = number(table, row, "rate_all"),
			.tau2 = number(table, row, "tau2"), .low = number(table, row, "low"),
			.high = number(table, row, "high"), .outer_low = number(table, row, "outer_low"),
			.outer_high = number(table, row, "outer_high"), .place = PLACE_low,
			.seen = demo_int(table, row, "seen"), .seen_expected = number(table, row, "seen_expected"),
			.is_silent = true };

		if (!unit)
			continue;
		silence_period(date_today(), setting_int("reporting_silence_wait_days"), &from, &to);
		standing.unit_id = unit->id;
		from = date_add_months(from, -12 * years);
		to = date_add_days(date_add_months(from, 12), -1);
		standing.period = arena_print(change_arena(change), "%.*s..%.*s",
			STR(date_iso(change_arena(change), from)), STR(date_iso(change_arena(change), to)));
		silence_answer(change, table, row, standing_put(change, &standing));
	}
}

void reporting_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct making making = { .table = demo_rows(arena, "reporting_sources") };
	struct source_list sources;

	(void)scale;
	making.change = change_open(store, arena, (struct who){ .is_system = true });
	making.events = link_events(change_view(making.change),
		instant_at((struct date){ date_today().year - YEARS, 1, 1 }, 0, 0, 0), instant_now());
	for (making.row = 1; making.row < making.table->count; making.row++) {
		source_put(&making);
		if (!making.source.legal_basis.len || !making.events.count)
			continue;
		rows_put(&making);
		source_link(making.change, &making.source);
		sample_judge(&making);
		source_sums(making.change, &making.source);
	}
	sources = link_sources(change_view(making.change));
	three_make(making.change, &sources);
	silences_put(making.change, demo_rows(arena, "reporting_silences"));
	silence_make(making.change, date_today());
	if (change_commit(making.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
