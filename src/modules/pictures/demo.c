/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/demo.c - the pictures of the demo city: last year's, and how far this year's are.
 *
 * Each row of catalogues/demo/pictures.csv says of which units, by code or by kind, a picture
 * is made and how far it has come; the first row that fits a unit, a kind and a period is the
 * one.  Each is made by the person who would make it on the day when it would be made, so its
 * numbers are what that person saw on that day.  Nothing happens after today.
 */
#include "modules/pictures/demo.h"

#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"

#include <string.h>

enum { ARENA_BYTES = 512 << 20, MOST_MADE = 4000, MOST_TEXTS = 8,
	REVIEW_DAYS = 8, SUBMIT_DAYS = 2, RECEIVE_DAYS = 7, RETURN_DAYS = 6,
	IN_TIME = 860, LATE_DAYS = 18 };

struct filling {
	const struct csv_table *rows, *texts;
	struct date today;
	int64_t receiver;
	struct arena *arena;            /* of all */
	bool is_city;                   /* pictures that gather others come when those are there */
	size_t made_count;
	struct str made[MOST_MADE];     /* unit, kind and period that have one */
};

struct making {                         /* one row for one unit */
	const struct filling *filling;
	size_t row;
	struct unit unit;
	struct change *change;
	int64_t writer, adopter;
};

static struct str cell(const struct making *making, const char *name)
{
	return csv_cell(making->filling->rows, making->row, name);
}

static int drawn(const struct making *making, const char *what)
{
	return demo_drawn(making->filling->arena, making->unit.code, cell(making, "kind"), what);
}

/* ---- When ------------------------------------------------------------------------------------ */

static struct date day_of(const struct making *making, const char *name)
{
	int year = making->filling->today.year
		- (int)demo_int(making->filling->rows, making->row, "years_ago");
	struct date day = { 0 };

	date_read(arena_print(making->filling->arena, "%d-%.*s", year, STR(cell(making, name))), &day);
	return day;
}

static struct date days_later(struct date day, int days)
{
	return date_is_given(day) ? date_add_days(day, days) : day;
}

/* Some days after that of the row, and more where they were late the year before. */
static int days_after(const struct making *making)
{
	int64_t spread = demo_int(making->filling->rows, making->row, "spread");
	bool in_time = !spread || !demo_int(making->filling->rows, making->row, "years_ago")
		|| demo_is_done(making->filling->arena, IN_TIME, making->unit.code, cell(making, "kind"),
			"in time");

	return (spread ? drawn(making, "day") % (int)(spread + 1) : 0) + (in_time ? 0 : LATE_DAYS);
}

/* The clock stands on that day while it is done.  False: the day has not come. */
static bool clock_on(const struct making *making, struct date day, int hour)
{
	if (!date_is_given(day) || date_compare(day, making->filling->today) > 0)
		return false;
	calendar_freeze(instant_at(day, hour, 20, 0));
	return true;
}

/* ---- What ------------------------------------------------------------------------------------- */

/* Where each text of the file belongs. */
static struct str *member(struct picture *picture, struct str heading)
{
	const struct field *field = record_field(&picture_record,
		str_is(heading, "measures") ? "proposals"
		: str_is(heading, "present") ? "present" : str_is(heading, "causes") ? "causes"
		: str_is(heading, "consequences") ? "consequences"
		: str_is(heading, "development") ? "development"
		: str_is(heading, "contributors") ? "contributors" : "sources");

	return field_text(field, picture);
}

/* One of the sets of texts of the row. */
static struct str texts_code(const struct making *making)
{
	struct str words = cell(making, "texts"), codes[MOST_TEXTS];
	size_t count = 0;

	while (words.len && count < COUNT(codes))
		codes[count++] = str_cut(&words, ' ');
	return count ? codes[(size_t)drawn(making, "texts") % count] : S("");
}

static void texts_fill(const struct making *making, struct picture *picture)
{
	const struct csv_table *table = making->filling->texts;
	struct str code = texts_code(making);

	for (size_t i = 1; i < table->count; i++)
		if (str_equals(csv_cell(table, i, "picture"), code)
		    && !str_has_word(cell(making, "without"), csv_cell(table, i, "heading")))
			*member(picture, csv_cell(table, i, "heading")) = csv_cell(table, i, "text_sv");
}

/* "2025-T2", or the year alone. */
static struct str period_of(const struct making *making)
{
	int year = making->filling->today.year
		- (int)demo_int(making->filling->rows, making->row, "years_ago");
	struct str part = cell(making, "part");

	return part.len ? arena_print(making->filling->arena, "%d-%.*s", year, STR(part))
		: arena_print(making->filling->arena, "%d", year);
}

/* ---- How far ------------------------------------------------------------------------------------ */

/* As the page does it, by the person who does it. */
static void step_take(const struct making *making, struct picture *picture, const char *verb,
                      int64_t person)
{
	const struct picture_move *move = picture_move_find(str_of(verb));
	struct picture_act act = { .decision = cell(making, "decision"), .reason = cell(making, "reason") };
	int from = picture->state;

	picture_after(move, picture, &act, person, instant_now());
	if (move->to == PICTURE_submitted)
		picture_freeze(making->change, picture);
	change_update(making->change, &picture_record.shape, picture, picture->version);
	picture_step_by(making->change, picture, person, verb, from,
		move->needs_decision ? act.decision : move->needs_reason ? act.reason : S(""));
	picture_moved(making->change, move, picture);
}

static void steps_take(const struct making *making, struct picture *picture, struct date begun)
{
	int after = days_after(making);
	struct date adopted = day_of(making, "adopted");
	struct date reviewed = date_is_given(adopted) ? date_add_days(adopted, after - REVIEW_DAYS)
		: date_add_days(begun, REVIEW_DAYS);
	struct date submitted = days_later(adopted, after + SUBMIT_DAYS);
	const struct { const char *verb; int64_t person; struct date on; } steps[] = {
		{ "review", making->adopter, reviewed },
		{ "adopt", making->adopter, days_later(adopted, after) },
		{ "submit", making->adopter, submitted },
		{ "receive", making->filling->receiver, days_later(submitted, RECEIVE_DAYS) },
		{ "return", making->filling->receiver, days_later(submitted, RETURN_DAYS) },
	};
	struct str until = cell(making, "until");
	bool is_there = str_is(until, "begin");

	for (size_t i = 0; i < COUNT(steps) && !is_there; i++) {
		is_there = str_is(until, steps[i].verb);
		if (!strcmp(steps[i].verb, "receive") && !is_there)
			continue;
		if (!clock_on(making, steps[i].on, 10 + (int)i))
			return;
		step_take(making, picture, steps[i].verb, steps[i].person);
	}
}

static void picture_make(struct making *making)
{
	struct date begun = date_add_days(day_of(making, "begun"),
		date_is_given(day_of(making, "adopted")) ? 0 : days_after(making));
	struct picture picture = { .unit_id = making->unit.id, .kind = cell(making, "kind"),
		.period = period_of(making), .created_by = making->writer };

	if (!clock_on(making, begun, 9))
		return;
	texts_fill(making, &picture);
	picture_add(making->change, &picture);
	demo_draft(making->change, &picture, cell(making, "drafted"));
	demo_parts(making->change, making->filling->arena, &picture, &making->unit,
		demo_int(making->filling->rows, making->row, "years_ago"));
	if (picture_gathers(&picture))
		demo_bases(making->change, &picture);
	steps_take(making, &picture, begun);
	if (picture_gathers(&picture) && picture.state == PICTURE_submitted)
		demo_pass(making->change, making->filling->arena, &picture);
	calendar_freeze((struct instant){ 0 });
}

/* ---- Of whom -------------------------------------------------------------------------------------- */

/* Takes the place; false: an earlier row has it. */
static bool place_take(struct filling *filling, const struct making *making)
{
	struct str key = arena_print(filling->arena, "%.*s %.*s %.*s", STR(making->unit.code),
		STR(cell(making, "kind")), STR(period_of(making)));

	for (size_t i = 0; i < filling->made_count; i++)
		if (str_equals(filling->made[i], key))
			return false;
	must(filling->made_count < MOST_MADE);
	filling->made[filling->made_count++] = key;
	return true;
}

static bool row_is_of(const struct making *making)
{
	struct str units = cell(making, "units");
	const struct item *kind = item_find("picture_kinds", cell(making, "kind"));

	if ((item_text(kind, "gathers").len > 0) != making->filling->is_city)
		return false;

	return str_has_word(units, making->unit.code) || str_has_word(units, making->unit.kind);
}

static void unit_fill(struct filling *filling, struct store *store, const struct unit *unit)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *system = view_open(store, arena, (struct who){ .is_system = true });
	struct making making = { .filling = filling, .unit = *unit,
		.writer = filling->is_city ? filling->receiver          /* who reads those of units */
			: picture_demo_person(system, unit->id, S("pictures_write")),
		.adopter = picture_demo_person(system, unit->id, S("pictures_adopt")) };

	view_close(system);
	making.change = change_open(store, arena, (struct who){ .person = making.writer });
	for (making.row = 1; making.row < filling->rows->count; making.row++)
		if (row_is_of(&making) && place_take(filling, &making)
		    && demo_is_done(filling->arena, (int)demo_int(filling->rows, making.row, "share"),
			unit->code, cell(&making, "kind"), "there"))
			picture_make(&making);
	calendar_freeze((struct instant){ 0 });
	if (change_commit(making.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}

void pictures_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *system = view_open(store, arena, (struct who){ .is_system = true });
	struct filling *filling = arena_new(arena, struct filling);
	struct unit_list units = duty_units(system, date_today());

	*filling = (struct filling){ .rows = demo_rows(arena, "pictures"), .arena = arena,
		.texts = demo_rows(arena, "picture_texts"), .today = date_today(),
		.receiver = person_of_login(system, S("central")) };

	(void)scale;
	view_close(system);
	tongue_choose(setting_text("language"));
	for (size_t i = 0; i < units.count; i++)
		unit_fill(filling, store, &units.at[i]);
	filling->is_city = true;
	for (size_t i = 0; i < units.count; i++)
		unit_fill(filling, store, &units.at[i]);
	arena_close(arena);
}
