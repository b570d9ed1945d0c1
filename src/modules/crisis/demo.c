/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/demo.c - the storm of July and an exercise that goes on, line by line.
 *
 * catalogues/demo/crises.csv says when they were opened, crisis_log.csv what was logged how
 * many minutes later; `refers_to` counts the lines of that file, the opening too.  What units
 * report in between is told by demo_reports.c.
 */
#include "modules/crisis/demo_reports.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

#include <stdio.h>

enum { ARENA_BYTES = 64 << 20, SEALED_EACH = 8 };

static struct str cell(const struct telling *t, const char *name)
{
	return csv_cell(t->lines, t->row, name);
}

struct instant minutes_later(const struct telling *t, int64_t minutes)
{
	return (struct instant){ t->crisis.opened_at.seconds + minutes * MINUTE };
}

static void staff_goes_on(struct telling *t, const struct entry *entry)
{
	struct crisis_staff staff = { .crisis_id = t->crisis.id, .function = entry->became,
		.began_at = entry->event_at, .added_by = entry->author_id,
		.person_id = crisis_demo_person(t->people, entry->words) };

	if (staff.person_id)
		crisis_staff_put(t->change, &staff);
}

/* What a line does besides standing there. */
static void line_follows(struct telling *t, struct entry *entry)
{
	struct crisis *crisis = &t->crisis;

	switch ((enum entry_kind)entry->kind) {
	case ENTRY_level:
		entry->was = crisis->level;
		crisis->level = entry->became;
		crisis->level_at = entry->event_at;
		break;
	case ENTRY_coordination:
		entry->was = crisis->coordination;
		crisis->coordination = entry->became;
		break;
	case ENTRY_close:
		crisis->state = CRISIS_closed;
		crisis->closed_at = entry->event_at;
		break;
	case ENTRY_staff:
		staff_goes_on(t, entry);
		return;
	default:
		return;
	}
	change_update(t->change, &crisis_record.shape, crisis, crisis->version);
}

static void line_tell(struct telling *t)
{
	int64_t minutes = demo_int(t->lines, t->row, "minutes");
	struct entry entry = { .kind = choice_of(entry_kinds, cell(t, "kind")),
		.words = cell(t, "words_sv"), .party = cell(t, "party_sv"),
		.decided_by = cell(t, "decided_by"), .grounds = cell(t, "grounds_sv"),
		.refers_to = t->seqs[demo_int(t->lines, t->row, "refers_to")], .holder = cell(t, "holder"),
		.became = cell(t, "became"), .event_at = minutes_later(t, minutes),
		.logged_at = minutes_later(t, minutes + demo_int(t->lines, t->row, "late")) };

	must(entry.kind > 0);
	entry.author_id = person_of_login(t->people, cell(t, "login"));
	entry.author_name = person_name_kept(t->people, entry.author_id);
	if (cell(t, "due_minutes").len)
		entry.due_at = minutes_later(t, demo_int(t->lines, t->row, "due_minutes"));
	line_follows(t, &entry);
	entry_put(t->change, &t->crisis, &entry);
	must(++t->told < DEMO_LINES_MOST);
	t->seqs[t->told] = entry.seq;
	if (entry.seq < t->sealed + SEALED_EACH)
		return;
	t->sealed = entry.seq;
	crisis_seal(t->change, &t->crisis, &(struct crisis_end_row){ entry.seq, entry.hash },
		entry.logged_at);
}

/* "07-14" of this year at "14:10", or so many minutes ago. */
static struct instant opened_at(const struct csv_table *table, size_t row)
{
	struct str day = csv_cell(table, row, "day"), clock = csv_cell(table, row, "clock");
	struct instant at = { instant_now().seconds - demo_int(table, row, "minutes_ago") * MINUTE };
	char text[32];

	if (!day.len)
		return at;
	snprintf(text, sizeof text, "%04d-%.*s %.*s", date_today().year, STR(day), STR(clock));
	must(instant_read(str_of(text), &at));
	return at;
}

static void crisis_tell(struct store *store, struct telling *t, const struct csv_table *crises,
                        size_t row)
{
	struct str key = csv_cell(crises, row, "key");
	int64_t person = person_of_login(t->people, csv_cell(crises, row, "login"));

	t->crisis = (struct crisis){ .title = csv_cell(crises, row, "title_sv"),
		.unit_id = crisis_demo_unit(t->people, csv_cell(crises, row, "unit_code")),
		.is_exercise = str_is(csv_cell(crises, row, "is_exercise"), "1"),
		.opened_at = opened_at(crises, row), .opened_by = person };
	if (!person || t->crisis.opened_at.seconds > instant_now().seconds)
		return;
	t->change = change_open(store, t->arena, (struct who){ .person = person });
	crisis_add(t->change, &t->crisis, person_name_kept(t->people, person));
	t->report = 1;
	t->sealed = 0;
	t->told = t->seqs[1] = 1;
	for (t->row = 1; t->row < t->lines->count; t->row++) {
		if (!str_equals(cell(t, "crisis"), key))
			continue;
		reports_tell_until(t, key, demo_int(t->lines, t->row, "minutes"));
		line_tell(t);
	}
	reports_tell_until(t, key, INT64_MAX);
	if (change_commit(t->change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void crisis_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct telling t = { .arena = arena,
		.people = view_open(store, arena, (struct who){ .is_system = true }) };
	const struct csv_table *crises = demo_rows(arena, "crises");

	(void)scale;
	t.lines = demo_rows(arena, "crisis_log");
	t.reports = demo_rows(arena, "crisis_reports");
	for (size_t row = 1; row < crises->count; row++)
		crisis_tell(store, &t, crises, row);
	view_close(t.people);
	arena_close(arena);
}
