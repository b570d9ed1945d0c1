/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * forums/demo_series.c - forums of the demo city that meet in a rhythm.
 *
 * A row of catalogues/demo/forum_series.csv is a forum at each unit that it names, with a
 * meeting every so many days, also ahead.  A unit that lags behind has called some off, and
 * of the newest meetings the minutes are not approved yet.
 */
#include "modules/forums/demo.h"
#include "modules/people/people.h"

enum { MOST_VARIANTS = 8, UNAPPROVED_DAYS = 12, HELD = 930 };

struct series {                         /* one row at one unit */
	const struct demo_city *city;
	const struct csv_table *table;
	size_t row;
	const struct unit *unit;
};

static struct str cell(const struct series *series, const char *name)
{
	return csv_cell(series->table, series->row, name);
}

static struct arena *arena_of(const struct series *series)
{
	return change_arena(series->city->change);
}

/* "bra-fyr": small letters, as codes of forums are. */
static struct str code_of(const struct series *series)
{
	return str_fold(arena_of(series), arena_print(arena_of(series), "%.*s-%.*s",
		STR(cell(series, "code")), STR(series->unit->code)));
}

/* "unit_director=chair": who has the role there; "Kommunpolisen/Polisen=member": a post outside. */
static void member_make(const struct series *series, const struct forum *forum, struct str words)
{
	struct str who = str_cut(&words, '='), organisation = who;
	struct str post = str_cut(&organisation, '/');
	struct forum_member member = { .forum_id = forum->id, .valid_from = forum->valid_from,
		.role = words };

	if (organisation.len) {
		member.name = post;
		member.organisation = organisation;
	} else {
		member.person_id = forums_demo_holder(series->city->view, series->unit->id, who);
		if (!member.person_id)
			member.person_id = person_of_login(series->city->view, who);
	}
	if (member.person_id || member.name.len)
		change_insert(series->city->change, &forum_member_record.shape, &member);
}

static struct str minutes_of(const struct series *series, struct str day)
{
	struct str rest = cell(series, "minutes_sv"), words[MOST_VARIANTS];
	size_t count = 0;

	while (rest.len && count < COUNT(words))
		words[count++] = str_cut(&rest, '|');
	return count ? words[(size_t)demo_drawn(arena_of(series), series->unit->code, day, "minutes")
		% count] : S("");
}

static void meetings_make(const struct series *series, const struct forum *forum)
{
	int64_t every = demo_int(series->table, series->row, "every_days");
	int shift = demo_drawn(arena_of(series), series->unit->code, cell(series, "code"), "shift")
		% (int)(every / 2 + 1);
	struct date today = date_today();

	for (int64_t i = demo_int(series->table, series->row, "times"); i >= 0; i--) {
		struct forum_meeting meeting = { .begins = cell(series, "begins"),
			.place = cell(series, "place_sv"), .tags = cell(series, "tags"),
			.agenda = cell(series, "agenda_sv"),
			.on_date = date_add_days(today, (int)(every - i * every) - shift) };
		struct str day = date_iso(arena_of(series), meeting.on_date);

		if (date_weekday(meeting.on_date) > 5)
			meeting.on_date = date_add_days(meeting.on_date, -2);
		meeting.minutes = minutes_of(series, day);
		if (demo_is_done(arena_of(series), HELD, series->unit->code, cell(series, "code"), day.at))
			demo_meeting_make(series->city, forum, &meeting, date_compare(meeting.on_date,
				date_add_days(today, -UNAPPROVED_DAYS)) < 0);
	}
}

static struct str filled(const struct series *series, const char *name)
{
	struct str text = cell(series, name);
	ptrdiff_t at = str_find(text, S("{unit}"));

	if (at < 0)
		return text;
	return arena_print(arena_of(series), "%.*s%.*s%.*s", STR(str_part(text, 0, (size_t)at)),
		STR(series->unit->name_sv),
		STR(str_part(text, (size_t)at + sizeof "{unit}" - 1, text.len)));
}

static void forum_make(const struct series *series)
{
	struct date today = date_today();
	struct str members = cell(series, "members");
	struct forum forum = { .code = code_of(series), .unit_id = series->unit->id,
		.kind = cell(series, "kind"), .name = filled(series, "name_sv"),
		.chair = cell(series, "chair_sv"), .charter = cell(series, "charter_sv"),
		.decision = cell(series, "decision_sv"),
		.every_months = demo_int(series->table, series->row, "every_months"),
		.valid_from = { (int16_t)(today.year - 2), 2, 1 } };

	change_insert(series->city->change, &forum_record.shape, &forum);
	while (members.len)
		member_make(series, &forum, str_cut(&members, '|'));
	meetings_make(series, &forum);
}

void forum_series_make(const struct demo_city *city)
{
	struct series series = { .city = city,
		.table = demo_rows(change_arena(city->change), "forum_series") };

	for (series.row = 1; series.row < series.table->count; series.row++) {
		struct str units = cell(&series, "units");

		while (units.len) {
			series.unit = unit_of_code(city->view, str_cut(&units, ' '));
			if (series.unit)
				forum_make(&series);
		}
	}
}
