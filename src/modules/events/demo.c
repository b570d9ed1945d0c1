/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/demo.c - three years of events in the demo city.
 *
 * Day by day and type by type a Poisson number of events is drawn, by month, weekday and
 * place; what is planted in the years (planted.csv) comes on top.  The seed is the city's, so
 * the same day gives the same city.
 */
#include "modules/events/demo.h"

#include "base/say.h"
#include "kit/demo.h"

#include <math.h>
#include <string.h>

/* Of 1000 boards with ordinary diligence. */
enum { ASSESSING = 680, ACTING = 120, EVALUATING = 740 };
enum {
	DEMO_YEARS = 3,
	SMALL_LATELY_DAYS = 14, SMALL_LATELY_TIMES = 4,
	SMALL_EVENTS = 700, NORMAL_EVENTS = 12000, EVENTS_PER_SCALE = 1000,
	BATCH = 2000, BATCH_BYTES = 512 << 20, TABLE_BYTES = 128 << 20,
};

/* ---- Chance ------------------------------------------------------------------------------- */

/* splitmix64 */
uint64_t random_next(struct demo_random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

double random_share(struct demo_random *random)
{
	return (double)(random_next(random) >> 11) / 9007199254740992.0;
}

int64_t random_below(struct demo_random *random, int64_t n)
{
	return n > 0 ? (int64_t)(random_next(random) % (uint64_t)n) : 0;
}

bool random_is(struct demo_random *random, double share)
{
	return random_share(random) < share;
}

/* Knuth's way for small means; a rounded normal for large ones. */
int random_poisson(struct demo_random *random, double mean)
{
	double limit, product = 1;
	int n = 0;

	if (mean <= 0)
		return 0;
	if (mean > 30) {
		double u = random_share(random) + 1e-12, v = random_share(random);
		double x = mean + sqrt(mean) * sqrt(-2 * log(u)) * cos(2 * M_PI * v);

		return x < 0 ? 0 : (int)(x + 0.5);
	}
	for (limit = exp(-mean); (product *= random_share(random)) > limit; n++)
		;
	return n;
}

size_t random_pick(struct demo_random *random, const double *weights, size_t count)
{
	double sum = 0, at;

	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	at = random_share(random) * sum;
	for (size_t i = 0; i < count; i++)
		if ((at -= weights[i]) < 0)
			return i;
	return count - 1;
}

/* ---- Tables -------------------------------------------------------------------------------- */

double demo_number(const struct csv_table *table, size_t row, const char *name)
{
	double x = 0;

	str_to_real(csv_cell(table, row, name), &x);
	return x;
}

static void numbers_read(const struct csv_table *table, size_t row, const char *format, int first,
                         double *to, int count)
{
	char name[32];

	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof name, format, first + i);
		to[i] = demo_number(table, row, name);
	}
}

static void hours_read(const struct csv_table *profiles, struct str profile, double *hours)
{
	for (size_t i = 1; i < profiles->count; i++)
		if (str_equals(csv_cell(profiles, i, "profile"), profile))
			numbers_read(profiles, i, "h%02d", 0, hours, HOURS);
}

/* A type happens where one of its texts fits; where none does, everywhere. */
static void weights_make(struct demo *demo, struct demo_type *type)
{
	type->unit_weights = arena_array(demo->arena, double, demo->units.count + 1);
	for (int pass = 0; pass < 2 && type->weight_sum <= 0; pass++)
		for (size_t u = 0; u < demo->units.count; u++) {
			bool fits = pass == 1;

			for (size_t t = 0; !fits && t < demo->texts.count; t++)
				fits = demo_text_fits(&demo->texts.at[t], type->code,
					demo->units.at[u].place_type);
			type->unit_weights[u] = fits ? demo->units.at[u].weight : 0;
			type->weight_sum += type->unit_weights[u];
		}
}

static void types_read(struct demo *demo, double employees)
{
	const struct csv_table *rates = demo_rows(demo->arena, "type_rates");
	const struct csv_table *profiles = demo_rows(demo->arena, "hour_profile");

	demo->types = arena_array(demo->arena, struct demo_type, rates->count);
	for (size_t i = 1; i < rates->count; i++) {
		struct demo_type *type = &demo->types[demo->type_count];
		const struct item *item = item_find("event/types", csv_cell(rates, i, "type_code"));

		if (!item)
			continue;
		type->code = item->code;
		type->class = item_text(item, "class");
		type->is_restricted = item_int(item, "restricted") == 1;
		type->per_year = demo_number(rates, i, "per_1000_employees") * employees / 1000;
		numbers_read(rates, i, "month_%02d", 1, type->month, MONTHS);
		numbers_read(rates, i, "weekday_%d", 1, type->weekday, WEEKDAYS);
		numbers_read(rates, i, "severity_%d", 0, type->severity, SEVERITIES);
		hours_read(profiles, csv_cell(rates, i, "hour_profile"), type->hour);
		type->near_miss = demo_number(rates, i, "near_miss_share");
		type->observation = demo_number(rates, i, "observation_share");
		type->within_day = demo_number(rates, i, "within_24h_share");
		weights_make(demo, type);
		demo->type_count++;
	}
}

static void planted_read(struct demo *demo)
{
	const struct csv_table *table = demo_rows(demo->arena, "planted");

	demo->planted = arena_array(demo->arena, struct demo_planted, table->count);
	for (size_t i = 1; i < table->count; i++) {
		struct demo_planted *planted = &demo->planted[demo->planted_count++];
		struct demo_days days = demo_planted_days(table, i, demo->today);

		planted->code = csv_cell(table, i, "code");
		planted->types = csv_cell(table, i, "type_code");
		planted->unit_code = csv_cell(table, i, "unit_code");
		planted->area_code = csv_cell(table, i, "area_code");
		planted->is_burst = str_is(csv_cell(table, i, "kind"), "burst");
		if (str_is(csv_cell(table, i, "kind"), "words"))
			planted->words = csv_cell(table, i, "story_sv");
		planted->factor = demo_number(table, i, "factor");
		planted->from = days.from;
		planted->to = days.to;
	}
}

/* ---- Planted -------------------------------------------------------------------------------- */

/* A type or its branch among words. */
static bool types_name(struct str types, struct str code)
{
	struct str rest = code, branch = str_cut(&rest, '.');

	while (types.len) {
		struct str one = str_cut(&types, ' ');

		if (str_equals(one, code) || str_equals(one, branch))
			return true;
	}
	return false;
}

/* "LJU" is a board: its units' codes begin with it. */
static bool planted_is_at(const struct demo_planted *planted, const struct demo_unit *unit)
{
	if (planted->unit_code.len && !str_equals(unit->code, planted->unit_code)
	    && !(str_starts(unit->code, planted->unit_code)
	         && unit->code.len > planted->unit_code.len
	         && unit->code.at[planted->unit_code.len] == '-'))
		return false;
	return !planted->area_code.len || str_equals(unit->area_code, planted->area_code);
}

static bool planted_is_on(const struct demo_planted *planted, const struct demo_type *type, struct date day)
{
	return date_compare(day, planted->from) >= 0 && date_compare(day, planted->to) <= 0
		&& types_name(planted->types, type->code);
}

/* Shares below one thin out what would have happened there. */
static bool is_thinned_out(struct demo *demo, const struct demo_type *type,
                           const struct demo_unit *unit, struct date day)
{
	for (size_t i = 0; i < demo->planted_count; i++) {
		const struct demo_planted *planted = &demo->planted[i];

		if (planted->factor < 1 && planted_is_on(planted, type, day)
		    && planted_is_at(planted, unit) && !random_is(&demo->random, planted->factor))
			return true;
	}
	return false;
}

/* ---- One event -------------------------------------------------------------------------------- */

static bool unit_exists(const struct demo_unit *unit, struct date day)
{
	return date_compare(unit->valid_from, day) <= 0
		&& (!date_is_given(unit->valid_to) || date_compare(unit->valid_to, day) >= 0);
}

static struct instant report_time(struct demo *demo, const struct demo_type *type, struct instant occurred)
{
	double wait = random_is(&demo->random, type->within_day)
		? -log(1 - random_share(&demo->random)) * 3 * HOUR
		: DAY + random_share(&demo->random) * random_share(&demo->random) * 20 * DAY;

	if (wait < 5 * MINUTE)
		wait = 5 * MINUTE;
	return (struct instant){ occurred.seconds + (int64_t)wait };
}

static void class_put(struct demo *demo, const struct demo_type *type, struct event *event)
{
	double x = random_share(&demo->random);

	event->class = type->class;
	event->severity = (int64_t)random_pick(&demo->random, type->severity, SEVERITIES);
	event->potential_severity = event->severity;
	if (x < type->near_miss) {
		event->class = S("near_miss");
		event->potential_severity = event->severity > 1 ? event->severity : 2;
		event->severity = 0;
	} else if (x < type->near_miss + type->observation) {
		event->class = S("risk_observation");
		event->severity = 0;
		event->potential_severity = 1;
	}
	if (event->severity > 0 && (str_starts(type->code, S("injury.")) || event->severity >= 3))
		event->injured = 1 + (event->severity == 4 ? random_below(&demo->random, 5) : 0);
}

/* Something that was so on these days, and that everybody mentions. */
static struct str words_added(const struct demo *demo, struct arena *arena, const struct demo_type *type,
                              struct date day, struct str story)
{
	for (size_t i = 0; i < demo->planted_count; i++)
		if (demo->planted[i].words.len && planted_is_on(&demo->planted[i], type, day))
			return arena_print(arena, "%.*s %.*s", STR(story), STR(demo->planted[i].words));
	return story;
}

/* False when it would be reported after now. */
static bool event_make(struct demo *demo, struct arena *arena, const struct demo_type *type,
                       const struct demo_unit *unit, struct date day, struct event *event)
{
	int hour = (int)random_pick(&demo->random, type->hour, HOURS);

	*event = (struct event){ .unit_id = unit->id, .place_id = unit->place_id,
		.area_id = unit->area_id, .place_type = unit->place_type, .type = type->code,
		.is_restricted = type->is_restricted, .channel = S("mobile"), .blocks = S("{}"),
		.reporter_role = S("employee") };
	event->occurred_at = instant_at(day, hour, (int)random_below(&demo->random, 60), 0);
	event->discovered_at = event->occurred_at;
	event->reported_at = report_time(demo, type, event->occurred_at);
	event->created_at = event->reported_at;
	class_put(demo, type, event);
	event->story = words_added(demo, arena, type, day,
		demo_story(demo, arena, type->code, unit->place_type));
	if (unit->person_id && random_is(&demo->random, 0.25))
		event->reporter_id = unit->person_id;
	else if (random_is(&demo->random, 0.1))
		event->is_anonymous = true;
	return event->reported_at.seconds < demo->now.seconds - 10 * MINUTE;
}

/* ---- A batch ------------------------------------------------------------------------------------- */

struct batch {
	struct demo *demo;
	struct store *store;
	struct arena *arena;
	struct event *events;
	size_t count;
};

static void batch_begin(struct batch *batch)
{
	arena_clear(batch->arena);
	batch->events = arena_array(batch->arena, struct event, BATCH);
	batch->count = 0;
}

static void batch_write(struct batch *batch)
{
	struct change *change = change_open(batch->store, batch->arena, (struct who){ .is_system = true });

	event_report_many(change, batch->events, batch->count);
	if (!batch->demo->is_plain)
		demo_history(batch->demo, change, batch->events, batch->count);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	batch_begin(batch);
}

static void batch_add(struct batch *batch, const struct demo_type *type,
                      const struct demo_unit *unit, struct date day)
{
	struct demo *demo = batch->demo;
	struct event *event = &batch->events[batch->count];

	if (!unit_exists(unit, day) || is_thinned_out(demo, type, unit, day)
	    || !event_make(demo, batch->arena, type, unit, day, event))
		return;
	demo_handle(demo, batch->arena, event, unit);
	if (++batch->count == BATCH)
		batch_write(batch);
}

/* ---- Days ------------------------------------------------------------------------------------------- */

static double mean_of_day(const struct demo_type *type, struct date day)
{
	return type->per_year / 365 * type->month[day.month - 1]
		* type->weekday[date_weekday(day) - 1];
}

static void planted_events(struct batch *batch, const struct demo_type *type, struct date day)
{
	struct demo *demo = batch->demo;

	for (size_t i = 0; i < demo->planted_count; i++) {
		const struct demo_planted *planted = &demo->planted[i];

		if (planted->factor <= 1 || !planted_is_on(planted, type, day))
			continue;
		for (size_t u = 0; u < demo->units.count; u++) {
			const struct demo_unit *unit = &demo->units.at[u];
			double mean = mean_of_day(type, day) * (planted->factor - 1)
				* type->unit_weights[u] / type->weight_sum;

			/* A burst is as large in a small demo as in the real city. */
			if (!planted->is_burst || demo->thinning > 1)
				mean *= demo->thinning;
			if (!planted_is_at(planted, unit))
				continue;
			for (int n = random_poisson(&demo->random, mean); n > 0; n--)
				batch_add(batch, type, unit, day);
		}
	}
}

static void gathering_make(struct batch *batch)
{
	const struct csv_table *table = demo_rows(batch->demo->arena, "gathering");

	for (size_t row = 1; row < table->count; row++) {
		struct event *event = &batch->events[batch->count];
		const struct demo_unit *unit = demo_gathered(batch->demo, batch->arena, table, row, event);
		struct event fresh;

		if (!unit)
			continue;
		fresh = *event;
		do {                    /* all of them are to count */
			*event = fresh;
			demo_handle(batch->demo, batch->arena, event, unit);
		} while (event->state == STATE_rejected);
		if (++batch->count == BATCH)
			batch_write(batch);
	}
}

/* A small demo has something to do in each state: its last days are as busy as larger ones. */
static double thinning_on(const struct demo *demo, struct date day)
{
	bool is_lately = date_days_between(day, demo->today) < SMALL_LATELY_DAYS;

	return demo->thinning * (demo->is_small && is_lately ? SMALL_LATELY_TIMES : 1);
}

static void day_make(struct batch *batch, struct date day)
{
	struct demo *demo = batch->demo;
	double thinning = thinning_on(demo, day);

	for (size_t t = 0; t < demo->type_count; t++) {
		const struct demo_type *type = &demo->types[t];
		int count = random_poisson(&demo->random, mean_of_day(type, day) * thinning);

		while (count-- > 0)
			batch_add(batch, type, &demo->units.at[random_pick(&demo->random,
				type->unit_weights, demo->units.count)], day);
		if (demo->thinning > 0.05)
			planted_events(batch, type, day);
	}
}

/* Some boards assess every event and look at what their measures led to, others a few. */
static void habits_read(struct demo *demo)
{
	for (size_t i = 0; i < demo->units.count; i++) {
		struct demo_unit *unit = &demo->units.at[i];
		struct str rest = unit->code, board = str_cut(&rest, '-');

		unit->assessed = demo_is_done(demo->arena, ASSESSING, board, S("event"), "risk")
			? 0.93 : 0.4;
		unit->measured = demo_is_done(demo->arena, ACTING, board, S("event"), "measured")
			? 0.6 : 0.1;
		unit->evaluated = demo_is_done(demo->arena, EVALUATING, board, S("event"), "evaluated")
			? 0.95 : 0.55;
	}
}

static void demo_open(struct demo *demo, struct store *store, int scale)
{
	struct view *view = view_open(store, demo->arena, (struct who){ .is_system = true });
	const struct csv_table *city = demo_rows(demo->arena, "city");
	double wanted = scale <= 0 ? SMALL_EVENTS : scale == 1 ? NORMAL_EVENTS
		: (double)scale * EVENTS_PER_SCALE, per_year = 0, employees = 0;

	demo->now = instant_now();
	demo->today = instant_date(demo->now);
	demo->first = date_add_days(date_add_months(demo->today, -12 * DEMO_YEARS), 1);
	demo->random.state = (uint64_t)demo_number(city, 1, "seed");
	demo->is_plain = scale > 1;
	demo->is_small = scale <= 0;
	demo->texts = demo_words(demo->arena, "event_texts", "type_code");
	demo->slots = demo_words(demo->arena, "slots", "slot");
	demo->causes = demo_rows(demo->arena, "cause_texts");
	demo->immediates = demo_rows(demo->arena, "immediate_texts");
	demo->lessons = demo_rows(demo->arena, "lesson_texts");
	demo->measures = demo_rows(demo->arena, "measure_texts");
	demo->units = demo_units(view);
	must(demo->units.count > 0);
	habits_read(demo);
	for (size_t i = 0; i < demo->units.count; i++)
		employees += demo->units.at[i].weight;
	types_read(demo, employees);
	planted_read(demo);
	for (size_t i = 0; i < demo->type_count; i++)
		per_year += demo->types[i].per_year;
	demo->thinning = wanted / (per_year * DEMO_YEARS);
	view_close(view);
}

void events_demo(struct store *store, int scale)
{
	struct demo demo = { .arena = arena_open(TABLE_BYTES) };
	struct batch batch = { .demo = &demo, .store = store, .arena = arena_open(BATCH_BYTES) };

	demo_open(&demo, store, scale);
	batch_begin(&batch);
	for (struct date day = demo.first; date_compare(day, demo.today) <= 0; day = date_add_days(day, 1))
		day_make(&batch, day);
	if (batch.count)
		batch_write(&batch);
	unreported_demo(store);
	arena_close(batch.arena);
	arena_close(demo.arena);
}

void events_demo_gathering(struct store *store, int scale)
{
	struct demo demo = { .arena = arena_open(TABLE_BYTES) };
	struct batch batch = { .demo = &demo, .store = store, .arena = arena_open(BATCH_BYTES) };

	demo_open(&demo, store, scale);
	batch_begin(&batch);
	gathering_make(&batch);
	if (batch.count)
		batch_write(&batch);
	arena_close(batch.arena);
	arena_close(demo.arena);
}
