/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/demo_before.c - what the boards of the demo city wrote about the year before: the
 * reports of its thirds, and how the development activities went.  Some wrote nothing.
 */
#include "modules/goals/inside.h"

#include "kit/demo.h"

/* Of 1000 boards with ordinary diligence. */
enum { REPORTED = 965, TOLD = 930 };
enum { REPORT_DAYS = 12, TOLD_MONTH = 11, VARIANTS = 8 };

struct before {
	struct change *change;
	const struct unit *unit;
	const struct csv_table *texts;          /* catalogues/demo/goal_reports.csv */
	int year;
	bool freezes;                           /* else the reports are left unsubmitted: quicker */
};

static bool is_done(const struct before *before, int share, struct str of, const char *what)
{
	return demo_is_done(change_arena(before->change), share, before->unit->code, of, what);
}

/* One of the rows about `what`: "third1", "development". */
static size_t row_for(const struct before *before, struct str what, struct str of)
{
	size_t rows[VARIANTS], count = 0;

	for (size_t i = 1; i < before->texts->count && count < COUNT(rows); i++)
		if (str_equals(csv_cell(before->texts, i, "what"), what))
			rows[count++] = i;
	return count ? rows[(size_t)demo_drawn(change_arena(before->change), before->unit->code, of,
		"words") % count] : 0;
}

static void report_put(const struct before *before, int third)
{
	struct arena *arena = change_arena(before->change);
	struct str what = arena_print(arena, "third%d", third);
	size_t row = row_for(before, what, what);
	struct goal_period period;
	struct goal_follow_up now = { .unit_id = before->unit->id, .number = 1, .state = FOLLOW_UP_open };
	struct follow_up_entry whole = { .light = csv_cell(before->texts, row, "light"),
		.words = csv_cell(before->texts, row, "words_sv") };

	if (!row || !goal_period_read(arena, goal_part_key(arena, third, before->year), &period)
	    || !is_done(before, REPORTED, what, "before"))
		return;
	now.period = period.key;
	now.created_at = whole.created_at = instant_at(date_add_days(period.to, REPORT_DAYS), 9, 0, 0);
	change_insert(before->change, &goal_follow_up_record.shape, &now);
	follow_up_entry_put(before->change, &now, &whole);
	if (!before->freezes)
		return;
	now.submitted_at = instant_at(date_add_days(period.to, REPORT_DAYS + 6), 15, 0, 0);
	follow_up_freeze(before->change, &now, before->unit, &period);
	change_update(before->change, &goal_follow_up_record.shape, &now, now.version);
}

static void developments_put(const struct before *before, int64_t writer)
{
	struct development_list all = developments_of(change_view(before->change), before->unit->id,
		before->year);

	for (size_t i = 0; i < all.count; i++) {
		struct str code = all.at[i].obligation->code;
		size_t row = row_for(before, S("development"), code);
		int state = choice_of(development_states, csv_cell(before->texts, row, "light"));
		struct development_status status = { .programme = all.at[i].programme->code, .code = code,
			.unit_id = before->unit->id, .owner_id = writer,
			.state = state > 0 ? state : DEVELOPMENT_started,
			.words = csv_cell(before->texts, row, "words_sv"),
			.created_at = instant_at((struct date){ (int16_t)before->year, TOLD_MONTH,
				(int8_t)(1 + i % 28) }, 11, 0, 0) };

		if (row && is_done(before, TOLD, code, "before"))
			change_insert(before->change, &development_status_record.shape, &status);
	}
}

void goals_demo_before(struct change *change, const struct unit *unit, int64_t writer, int year,
                       bool freezes)
{
	struct before before = { .change = change, .unit = unit, .year = year, .freezes = freezes,
		.texts = demo_rows(change_arena(change), "goal_reports") };

	for (int third = 1; third <= 3; third++)
		report_put(&before, third);
	developments_put(&before, writer);
}
