/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * observations/demo.c - the demo city's EST areas: some months of observations, pictures of weeks
 * that are decided but the last ones, a quarter, hot places (catalogues/demo/observation*.csv).
 */
#include "modules/observations/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 128 << 20, FIRST_HOUR = 8, HOURS = 14 };

struct est_making {
	struct arena *arena;
	struct change *change;
	struct view *view;
	const struct csv_table *areas, *texts, *words;
	size_t row;
	struct cooperation area;
	struct area_list within;
	int64_t person;
};

static void change_done(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

static int drawn(const struct est_making *making, struct date monday, int64_t nth, const char *what)
{
	return demo_drawn(making->arena, date_iso(making->arena, monday),
		arena_print(making->arena, "%lld %lld", (long long)making->area.area_id, (long long)nth), what);
}

static void observation_make(struct est_making *making, struct date monday, int64_t nth)
{
	size_t text = 1 + (size_t)drawn(making, monday, nth, "text") * (making->texts->count - 1) / PER_MILLE;
	size_t where = (size_t)drawn(making, monday, nth, "where") * making->within.count / PER_MILLE;
	struct observation seen = { .cooperation_id = making->area.id, .unit_id = making->area.unit_id,
		.area_id = making->within.at[where].id, .factor = csv_cell(making->texts, text, "factor"),
		.severity = demo_int(making->texts, text, "severity"),
		.source = csv_cell(making->texts, text, "source"),
		.words = csv_cell(making->texts, text, "words_sv"),
		.is_still_there = drawn(making, monday, nth, "still") < PER_MILLE / 3 };

	seen.seen_at = instant_at(date_add_days(monday, drawn(making, monday, nth, "day") * WEEK_DAYS / PER_MILLE),
		FIRST_HOUR + drawn(making, monday, nth, "hour") * HOURS / PER_MILLE, 0, 0);
	if (seen.seen_at.seconds <= instant_now().seconds)
		observation_add(making->change, &seen);
}

static struct str words_drawn(const struct est_making *making, const char *kind, int draw)
{
	size_t count = 0, nth;

	for (size_t i = 1; i < making->words->count; i++)
		count += str_is(csv_cell(making->words, i, "kind"), kind);
	nth = (size_t)draw * count / PER_MILLE;
	for (size_t i = 1; i < making->words->count; i++)
		if (str_is(csv_cell(making->words, i, "kind"), kind) && nth-- == 0)
			return csv_cell(making->words, i, "words_sv");
	return S("");
}

static int64_t weeks_of(const struct est_making *making)
{
	return demo_int(making->areas, making->row, "weeks");
}

static void area_make(struct est_making *making)
{
	const struct unit *unit = unit_of_code(making->view, csv_cell(making->areas, making->row, "unit_code"));
	struct area_list all = areas_within(making->view, csv_cell(making->areas, making->row, "area_code"),
		date_today());
	struct date monday = est_monday(date_today());

	must(unit != NULL && all.count > 1);
	making->person = person_of_login(making->view, csv_cell(making->areas, making->row, "login"));
	making->within = (struct area_list){ 0, arena_array(making->arena, struct area, all.count) };
	for (size_t i = 0; i < all.count; i++)
		if (str_equals(all.at[i].code, csv_cell(making->areas, making->row, "area_code")))
			making->area.area_id = all.at[i].id;
		else
			making->within.at[making->within.count++] = all.at[i];
	making->area = (struct cooperation){ .unit_id = unit->id, .area_id = making->area.area_id,
		.valid_from = date_add_days(monday, -(int)weeks_of(making) * WEEK_DAYS) };
	change_insert(making->change, &cooperation_record.shape, &making->area);
	for (int64_t week = weeks_of(making); week >= 0; week--) {
		struct date of = date_add_days(monday, -(int)week * WEEK_DAYS);
		int64_t many = demo_int(making->areas, making->row, "a_week")
			* (PER_MILLE / 2 + drawn(making, of, 0, "many")) / PER_MILLE;

		for (int64_t nth = 1; nth <= many; nth++)
			observation_make(making, of, nth);
	}
}

/* In the name of who leads the work there: the sums of a week are of what he reads. */
static void weeks_decide(struct est_making *making)
{
	struct date last = date_add_days(est_monday(date_today()),
		-(int)demo_int(making->areas, making->row, "undecided") * WEEK_DAYS);
	struct est_week_list weeks = est_weeks_of(making->view, (struct date){ 2000, 1, 1 });

	for (size_t i = 0; i < weeks.count; i++) {
		struct est_week week = weeks.at[i];

		if (week.cooperation_id != making->area.id || date_compare(week.week, last) > 0)
			continue;
		week.words = words_drawn(making, "week", drawn(making, week.week, 0, "words"));
		week.decided_at = instant_at(date_add_days(week.week, WEEK_DAYS + 1), 10, 0, 0);
		est_week_decide(making->change, &week);
	}
}

static void quarter_decide(struct est_making *making)
{
	struct str key = quarter_before(making->arena,
		quarter_key(making->arena, est_monday(date_today())), 1);
	struct stretches of = quarter_stretches(making->arena, key);
	struct sum_line_list factors = sums_of_factors(making->view, making->area.id, &of);

	change_insert(making->change, &est_quarter_record.shape, &(struct est_quarter){
		.cooperation_id = making->area.id, .unit_id = making->area.unit_id, .quarter = key,
		.state = STAGE_decided, .words = words_drawn(making, "quarter", 0),
		.counts = frozen_of(making->arena, &factors), .total = sum_total(&factors),
		.decided_by = making->person,
		.decided_at = instant_at(date_add_days(of.now_to, 2 * WEEK_DAYS), 10, 0, 0) });
}

static void hot_make(struct est_making *making)
{
	const struct csv_table *table = demo_rows(making->arena, "observation_places");

	for (size_t row = 1; row < table->count; row++) {
		struct hot_place hot = { .cooperation_id = making->area.id, .unit_id = making->area.unit_id,
			.name = csv_cell(table, row, "name_sv"), .why = csv_cell(table, row, "why_sv"),
			.state = choice_of(hot_states, csv_cell(table, row, "state")),
			.since = date_add_days(date_today(), -(int)demo_int(table, row, "since_days")),
			.reviewed_on = date_add_days(date_today(), -(int)demo_int(table, row, "reviewed_days")) };

		for (size_t i = 0; i < making->within.count; i++)
			if (str_equals(making->within.at[i].code, csv_cell(table, row, "area_code")))
				hot.area_id = making->within.at[i].id;
		if (hot.area_id)
			change_insert(making->change, &hot_place_record.shape, &hot);
	}
}

static void area_whole(struct store *store, struct est_making *making)
{
	making->change = change_open(store, making->arena, (struct who){ .is_system = true });
	making->view = change_view(making->change);
	area_make(making);
	hot_make(making);
	change_done(making->change);
	making->change = change_open(store, making->arena, (struct who){ .person = making->person });
	making->view = change_view(making->change);
	weeks_decide(making);
	change_done(making->change);
	making->change = change_open(store, making->arena, (struct who){ .person = making->person });
	making->view = change_view(making->change);
	quarter_decide(making);
	change_done(making->change);
}

void observations_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *areas = demo_rows(arena, "observation_areas");

	(void)scale;
	for (size_t row = 1; row < areas->count; row++)
		area_whole(store, &(struct est_making){ .arena = arena, .areas = areas, .row = row,
			.texts = demo_rows(arena, "observations"), .words = demo_rows(arena, "observation_words") });
	arena_close(arena);
}
