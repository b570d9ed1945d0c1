/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * emergency/demo.c - the demo city: the cloudburst in July for which the central crisis
 * management was activated, an exercise of the emergency committee in May, and one of the
 * central crisis management that goes on.
 */
#include "modules/emergency/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 8 << 20 };

struct telling {
	struct arena *arena;
	struct view *people;            /* as the system */
	const struct csv_table *table;
	size_t row;
	struct period period;
};

static struct str cell(const struct telling *t, const char *name)
{
	return csv_cell(t->table, t->row, name);
}

/* "05-20" of this year. */
static struct date day_of(struct arena *arena, struct str day)
{
	struct date date = { 0 };

	if (day.len)
		must(date_read(arena_print(arena, "%04d-%.*s", date_today().year, STR(day)), &date));
	return date;
}

static struct instant moment_of(const struct telling *t)
{
	struct instant at = { instant_now().seconds - demo_int(t->table, t->row, "minutes_ago") * MINUTE };

	if (!cell(t, "day").len)
		return at;
	must(log_time_read(arena_print(t->arena, "%04d-%.*s %.*s", date_today().year,
		STR(cell(t, "day")), STR(cell(t, "clock"))), instant_now(), true, &at));
	return at;
}

static void period_begin(struct telling *t, struct change *change, struct instant at)
{
	t->period = (struct period){ .body = choice_of(emergency_bodies, cell(t, "body")),
		.is_exercise = str_is(cell(t, "is_exercise"), "1"), .began_at = at };
	must(t->period.body > BODY_none);
	t->period.crisis_id = emergency_demo_crisis(t->people, cell(t, "crisis_sv"));
	emergency_period_add(change, &t->period);
}

static void period_goes_on(struct telling *t, struct change *change, enum act_kind kind,
                           struct instant at)
{
	t->period.acts++;
	if (kind == ACT_stand_down || kind == ACT_end) {
		t->period.state = PERIOD_ended;
		t->period.ended_at = at;
	}
	must(change_update(change, &period_record.shape, &t->period, t->period.version) == UPDATED);
}

static struct act act_told(struct telling *t, struct view *view, enum act_kind kind)
{
	const struct unit *unit = unit_of_code(view, cell(t, "unit_code"));
	struct law_list laws = laws_read(t->arena);
	struct act act = { .kind = kind, .words = cell(t, "words_sv"), .grounds = cell(t, "grounds_sv"),
		.function = cell(t, "function"), .refers_to = demo_int(t->table, t->row, "refers_to"),
		.on_date = day_of(t->arena, cell(t, "on_day")) };
	const struct law *law;

	act.event_at = act.logged_at = moment_of(t);
	law = law_on(&laws, instant_date(act.event_at));
	if (law && (kind == ACT_takeover || kind == ACT_end))
		act.law = law->code;
	if (unit) {
		act.unit_id = unit->id;
		act.unit_name = unit->name_sv;
	}
	act.person_id = person_of_login(t->people, cell(t, "person"));
	act.person_name = person_name(view, act.person_id);
	return act;
}

static void act_tell(struct telling *t, struct store *store)
{
	int64_t person = person_of_login(t->people, cell(t, "login"));
	int kind = choice_of(emergency_act_kinds, cell(t, "kind"));
	struct capacity by;
	struct change *change;
	struct act act;

	if (!person || moment_of(t).seconds > instant_now().seconds)
		return;
	must(kind > ACT_none);
	change = change_open(store, t->arena, (struct who){ .person = person });
	act = act_told(t, change_view(change), (enum act_kind)kind);
	if (kind == ACT_activate)
		period_begin(t, change, act.event_at);
	else
		period_goes_on(t, change, (enum act_kind)kind, act.event_at);
	act.by_id = person;
	act.by_name = person_name(change_view(change), person);
	by = capacity_for(change_view(change),
		act_item((enum act_kind)kind, (enum emergency_body)t->period.body));
	act.by_role = by.role;
	act.by_function = by.function;
	emergency_act_add(change, &t->period, &act);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void emergency_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct telling t = { .arena = arena, .table = demo_rows(arena, "emergency"),
		.people = view_open(store, arena, (struct who){ .is_system = true }) };

	(void)scale;
	for (t.row = 1; t.row < t.table->count; t.row++)
		act_tell(&t, store);
	view_close(t.people);
	arena_close(arena);
}
