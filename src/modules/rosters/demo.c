/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/demo.c - the rosters of the demo city, in use since the year before.
 *
 * A row of catalogues/demo/rosters.csv is a rotation at each unit that it names.  The press
 * duty ends in some weeks with nobody after it, and one evening the chief is put on duty
 * twice: what the proof of coverage is there to find.
 */
#include "modules/rosters/demo.h"
#include "modules/rosters/swaps.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 64 << 20, REACHED_TWICE = 960, VERIFIED = 970, VERIFIED_DAYS = 200,
	MADE_DAYS = 14, CLASH_DAYS = 9, CLASH_HOUR = 17, CLASH_HOURS = 6, WEEK_DAYS = 7 };

struct making {
	struct change *change;
	struct arena *arena;
	const struct csv_table *table;
	size_t row;
	struct date today, since;
	int64_t by;
};

static struct str cell(const struct making *m, const char *name)
{
	return csv_cell(m->table, m->row, name);
}

/* "karin @unit_director @below:4" */
static void turns_of(const struct making *m, int64_t unit_id, struct demo_turns *turns)
{
	struct str words = cell(m, "people");

	while (words.len) {
		struct str word = str_cut(&words, ' ');
		int64_t most = 0, person;

		if (str_starts(word, S("@below:"))) {
			str_to_int(str_part(word, sizeof("@below:") - 1, word.len), &most);
			demo_heads_below(m->change, unit_id, most, turns);
		} else if (str_starts(word, S("@"))) {
			demo_holders(m->change, unit_id,
				str_z(m->arena, str_part(word, 1, word.len)), turns);
		} else {
			person = person_of_login(change_view(m->change), word);
			if (person && turns->count < DEMO_MOST_IN_TURN)
				turns->people[turns->count++] = person;
		}
	}
}

/* ---- Ways to be reached ----------------------------------------------------------------- */

static void channel_make(const struct making *m, int64_t person, const char *kind,
                         struct str address)
{
	struct str login = demo_login(m->change, person);
	struct channel channel = { .person_id = person, .kind = str_of(kind), .address = address };

	if (demo_drawn(m->arena, login, S("tried"), kind) < VERIFIED) {
		channel.verified_on = date_add_days(m->today,
			-demo_drawn(m->arena, login, S("days"), kind) * VERIFIED_DAYS / PER_MILLE - 1);
		channel.verified_by = person;
	}
	change_insert(m->change, &channel_record.shape, &channel);
}

static void channels_make(const struct making *m, int64_t person)
{
	struct str login = demo_login(m->change, person);
	int drawn = demo_drawn(m->arena, login, S("number"), "channel");

	if (demo_has_channel(m->change, person))
		return;
	channel_make(m, person, "mobile",
		arena_print(m->arena, "070-174 06 %02d", 5 + drawn % 95));
	if (demo_drawn(m->arena, login, S("two"), "channel") < REACHED_TWICE)
		channel_make(m, person, "mail", arena_print(m->arena, "%.*s@example.org", STR(login)));
}

/* ---- Rosters -------------------------------------------------------------------------------- */

static int64_t roster_make(const struct making *m, const struct unit *unit)
{
	struct roster roster = { .function = cell(m, "function"), .unit_id = unit->id,
		.phone = cell(m, "phone"), .note = cell(m, "note_sv"), .created_by = m->by,
		.created_at = instant_at(date_add_days(m->since, -MADE_DAYS), 10, 0, 0) };
	int64_t there = demo_roster(m->change, roster.function, unit->id);

	return there ? there : roster_add(m->change, &roster);
}

static void share_make(const struct making *m, int64_t roster_id)
{
	struct share share = { .roster_id = roster_id, .reason = cell(m, "reason_sv"),
		.unit_id = demo_unit(m->change, cell(m, "shared_with")), .shared_by = m->by,
		.shared_at = instant_at(date_add_days(m->since, -MADE_DAYS), 10, 10, 0) };

	if (!share.unit_id)
		return;
	change_insert(m->change, &share_record.shape, &share);
	roster_step_by(m->change, roster_id, m->by, share.shared_at, "share", share.reason);
}

static void rotation_make(const struct making *m, const struct unit *unit)
{
	int64_t lasts = demo_int(m->table, m->row, "lasts_days");
	struct demo_turns turns = { 0 };
	struct layer layer = { .kind = choice_of(layer_kinds, cell(m, "kind")), .starts = m->since,
		.turn = choice_of(layer_turns, cell(m, "turn")),
		.turn_length = demo_int(m->table, m->row, "turn_length"),
		.from_minute = minute_read(cell(m, "begins")),
		.to_minute = minute_read(cell(m, "ends")),
		.days = choice_of(layer_days, cell(m, "days")), .reason = cell(m, "reason_sv"),
		.made_by = m->by,
		.made_at = instant_at(date_add_days(m->since, -MADE_DAYS), 10, 5, 0) };

	turns_of(m, unit->id, &turns);
	if (!turns.count)
		return;
	if (lasts)
		layer.until = date_add_days(m->today, (int)lasts);
	layer.roster_id = roster_make(m, unit);
	layer_add(m->change, &layer, turns.count, turns.people);
	roster_step_by(m->change, layer.roster_id, m->by, layer.made_at, "layer", layer.reason);
	if (cell(m, "shared_with").len)
		share_make(m, layer.roster_id);
	for (size_t i = 0; i < turns.count; i++)
		channels_make(m, turns.people[i]);
}

static void rotations_make(struct making *m, const struct unit_list *units)
{
	for (m->row = 1; m->row < m->table->count; m->row++) {
		struct str named = cell(m, "units"), except = cell(m, "except");

		for (size_t i = 0; i < units->count; i++) {
			const struct unit *unit = &units->at[i];

			if ((str_has_word(named, unit->kind) || str_has_word(named, unit->code))
			    && !str_has_word(except, unit->code)
			    && demo_is_done(m->arena, (int)demo_int(m->table, m->row, "share"),
			                    unit->code, cell(m, "function"), "roster"))
				rotation_make(m, unit);
		}
	}
}

/* The chief security officer whose turn it is that day; 0. */
static int64_t chief_on(struct making *m, struct date day)
{
	struct demo_turns turns = { 0 };

	for (m->row = 1; m->row < m->table->count; m->row++)
		if (str_is(cell(m, "function"), "chief_security_officer"))
			turns_of(m, 0, &turns);
	return turns.count
		? turns.people[(size_t)(date_days_between(m->since, day) / WEEK_DAYS) % turns.count] : 0;
}

/* One evening somebody is on duty twice. */
static void clash_make(struct making *m)
{
	struct str evening = S("Byter en kväll med kollegan som är ledig.");
	struct date day = date_add_days(m->today, CLASH_DAYS);
	struct override override = { .person_id = chief_on(m, day),
		.roster_id = demo_roster(m->change, S("duty_officer"), demo_unit(m->change, S("SLK"))),
		.begins_at = instant_at(day, CLASH_HOUR, 0, 0), .reason = evening, .made_by = m->by,
		.made_at = instant_at(date_add_days(m->today, -1), 14, 0, 0) };

	if (!override.person_id || !override.roster_id)
		return;
	override.ends_at.seconds = override.begins_at.seconds + CLASH_HOURS * (int64_t)HOUR;
	change_insert(m->change, &override_record.shape, &override);
	roster_step_by(m->change, override.roster_id, m->by, override.made_at, "override", evening);
}

/* The first Monday of the year before. */
static struct date first_monday(struct date today)
{
	struct date day = date_add_months(date_year_start(today), -12);

	while (date_weekday(day) != 1)
		day = date_add_days(day, 1);
	return day;
}

void rosters_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct making m = { .arena = arena, .table = demo_rows(arena, "rosters"),
		.today = date_today(), .since = first_monday(date_today()),
		.change = change_open(store, arena, (struct who){ .is_system = true }) };
	struct unit_list units = duty_units(change_view(m.change), m.today);

	(void)scale;
	m.by = person_of_login(change_view(m.change), S("security"));
	rotations_make(&m, &units);
	clash_make(&m);
	swaps_demo(m.change, m.today);
	if (change_commit(m.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
