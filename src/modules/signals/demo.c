/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/demo.c - the demo city's signals: the week that is over and some before it are judged,
 * older ones replayed, and what was planted in the events (catalogues/demo/planted.csv) is noted
 * as known, so that one sees what the list would have told of.
 *
 * catalogues/demo/signals.csv says who did what with which of the listed boards' and units', and
 * who has asked to be told of all.
 */
#include "modules/signals/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "kit/reference.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 256 << 20, WEEK_DAYS = 7, WEEKS_JUDGED = 3, WEEKS_REPLAYED = 52 };

static const struct who the_system = { .is_system = true };

static void change_done(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

static void known_tell(struct store *store, struct arena *arena)
{
	const struct csv_table *planted = demo_rows(arena, "planted");
	struct change *change = change_open(store, arena, the_system);
	struct view *view = change_view(change);

	for (size_t row = 1; row < planted->count; row++) {
		struct demo_days days = demo_planted_days(planted, row, date_today());
		struct signal_known known = { .words_sv = csv_cell(planted, row, "story_sv"),
			.words_en = csv_cell(planted, row, "story_en"),
			.types = csv_cell(planted, row, "type_code"), .from_day = days.from,
			.to_day = days.to, .created_at = instant_now(),
			.unit_id = reference_find(view, "unit", csv_cell(planted, row, "unit_code")),
			.area_id = reference_find(view, "area", csv_cell(planted, row, "area_code")) };

		if (str_is(csv_cell(planted, row, "kind"), "burst"))
			known_keep(change, &known);
	}
	change_done(change);
}

/* The nth that stands by itself, of boards and below. */
static const struct listed *listed_nth(const struct listed_list *list, int64_t nth)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].level != LEVEL_city && !list->at[i].folded_under && --nth == 0)
			return &list->at[i];
	return NULL;
}

/* Of everything in the city. */
static void watch_tell(struct change *change, int64_t person_id)
{
	struct signal_watch watch = { .person_id = person_id, .created_at = instant_now(),
		.unit_id = signals_top_unit(change_view(change)) };

	change_insert(change, &signal_watch_record.shape, &watch);
}

static void steps_tell(struct store *store, struct arena *arena, int64_t run_id)
{
	const struct csv_table *rows = demo_rows(arena, "signals");
	struct change *change = change_open(store, arena, the_system);
	struct listed_list list = signals_of_run(change_view(change), run_id);

	for (size_t row = 1; row < rows->count; row++) {
		const struct listed *listed = listed_nth(&list, demo_int(rows, row, "nth"));
		struct signal_step step = { .verb = csv_cell(rows, row, "verb"),
			.words = csv_cell(rows, row, "words_sv"),
			.person_id = person_of_login(change_view(change), csv_cell(rows, row, "login")) };

		if (step.person_id && str_is(step.verb, "watch"))
			watch_tell(change, step.person_id);
		if (!listed || !step.person_id)
			continue;
		step.signal_id = listed->signal_id;
		step.listing_id = listed->id;
		step_keep(change, &step);
	}
	change_done(change);
}

void signals_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct date last = date_add_days(monday_of(date_today()), -WEEK_DAYS);
	struct signals_made made = { 0 };

	known_tell(store, arena);
	for (int back = scale > 1 ? 0 : WEEKS_JUDGED - 1; back >= 0; back--)
		made = signals_judge(store, arena, date_add_days(last, -back * WEEK_DAYS));
	if (scale <= 1)
		signals_replay(store, last, WEEKS_REPLAYED, NULL);
	steps_tell(store, arena, made.run_id);
	arena_close(arena);
}
