/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * communication/demo.c - what the demo city tells: catalogues/demo/communication_*.csv, with days
 * counted from today.
 */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/communication/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 32 << 20 };

struct filling {
	struct arena *arena;
	struct change *change;
	struct view *view;
	const struct csv_table *table, *needs, *messages;
	size_t row;
};

static struct str cell(const struct filling *f, const char *name)
{
	return csv_cell(f->table, f->row, name);
}

static struct date day(const struct filling *f, const char *name)
{
	return date_add_days(date_today(), (int)demo_int(f->table, f->row, name));
}

static struct date day_ago(const struct filling *f, const char *name)
{
	return date_add_days(date_today(), -(int)demo_int(f->table, f->row, name));
}

static int64_t person(const struct filling *f, const char *name)
{
	return person_of_login(f->view, cell(f, name));
}

static int64_t unit(const struct filling *f)
{
	const struct unit *unit = unit_of_code(f->view, cell(f, "unit_code"));

	return unit ? unit->id : 0;
}

/* The row of another file that a key means: its words. */
static struct str words_of(const struct csv_table *table, struct str key, const char *name)
{
	for (size_t row = 1; row < table->count; row++)
		if (key.len && str_equals(csv_cell(table, row, "key"), key))
			return csv_cell(table, row, name);
	return S("");
}

static void need_put(const struct filling *f)
{
	struct telling_need need = { .unit_id = unit(f), .source = SUBJECT_own,
		.words = cell(f, "words_sv"), .audience = cell(f, "audience"),
		.created_by = person(f, "login"), .created_at = instant_at(day_ago(f, "days_ago"), 9, 0, 0) };
	const struct titled *measure = str_is(cell(f, "source"), "measure")
		? demo_measure(f->view, need.unit_id) : NULL;

	if (measure && measure->id) {
		need.source = SUBJECT_measure;
		need.source_id = measure->id;
		need.source_number = measure->number;
	}
	if (cell(f, "answer").len) {
		need.state = choice_of(telling_need_states, cell(f, "answer"));
		need.reason = cell(f, "reason_sv");
		need.review_on = day(f, "review_days");
		need.decided_by = person(f, "decided_login");
		need.decided_name = person_name_kept(f->view, need.decided_by);
		need.decided_at = instant_at(date_add_days(day_ago(f, "days_ago"), 3), 10, 0, 0);
	}
	telling_need_add(f->change, &need);
}

static void message_follow(const struct filling *f, struct public_message *message)
{
	if (cell(f, "approved_login").len) {
		message->state = MESSAGE_approved;
		message->approved_by = person(f, "approved_login");
		message->approved_name = person_name_kept(f->view, message->approved_by);
		message->approved_at = instant_at(day_ago(f, "approved_days_ago"), 13, 0, 0);
	}
	if (cell(f, "published_days_ago").len) {
		message->state = MESSAGE_published;
		message->published_on = day_ago(f, "published_days_ago");
		message->published_where = cell(f, "where_sv");
		message->published_by = message->written_by;
	}
	if (cell(f, "effect").len) {
		message->state = MESSAGE_evaluated;
		message->reach = demo_int(f->table, f->row, "reach");
		message->reach_words = cell(f, "reach_sv");
		message->effect = cell(f, "effect");
		message->effect_words = cell(f, "effect_sv");
		message->evaluated_by = message->written_by;
		message->evaluated_at = instant_at(date_add_days(message->published_on, 30), 9, 0, 0);
	}
	if (cell(f, "stopped_sv").len) {
		message->state = MESSAGE_stopped;
		message->stopped_why = cell(f, "stopped_sv");
	}
}

static void message_put(const struct filling *f)
{
	struct public_message message = { .unit_id = unit(f), .subject = SUBJECT_own,
		.need_id = demo_need(f->view, words_of(f->needs, cell(f, "need"), "words_sv")),
		.title = cell(f, "title_sv"), .audience = cell(f, "audience"),
		.channels = cell(f, "channels"), .words_sv = cell(f, "words_sv"),
		.words_easy = cell(f, "words_easy_sv"), .words_en = cell(f, "words_en"),
		.owner_id = person(f, "login"), .written_by = person(f, "login"),
		.planned_on = day(f, "planned_days"),
		.created_at = instant_at(day_ago(f, "written_days_ago"), 10, 0, 0) };

	message.written_name = person_name_kept(f->view, message.written_by);
	message_follow(f, &message);
	public_message_add(f->change, &message);
}

static void slot_put(const struct filling *f)
{
	struct calendar_slot slot = { .unit_id = unit(f), .title = cell(f, "title_sv"),
		.message_id = demo_message(f->view, words_of(f->messages, cell(f, "message"), "title_sv")),
		.audience = cell(f, "audience"), .from_on = day(f, "from_days"), .to_on = day(f, "to_days"),
		.state = choice_of(calendar_slot_states, cell(f, "state")), .created_by = person(f, "login"),
		.created_at = instant_at(day_ago(f, "days_ago"), 11, 0, 0) };
	struct slot_move move = { .from_on = day(f, "moved_from_days"), .to_on = day(f, "moved_to_days"),
		.why = cell(f, "moved_sv"), .moved_by = slot.created_by,
		.moved_name = person_name_kept(f->view, slot.created_by),
		.moved_at = instant_at(date_add_days(day_ago(f, "days_ago"), 2), 9, 0, 0) };

	if (cell(f, "decided_login").len) {
		slot.decided_by = person(f, "decided_login");
		slot.decided_name = person_name_kept(f->view, slot.decided_by);
		slot.decided_unit_id = unit_of_code(f->view, S("KS")) ? unit_of_code(f->view, S("KS"))->id : 0;
		slot.decision_words = cell(f, "decision_sv");
		slot.decided_at = instant_at(date_add_days(day_ago(f, "days_ago"), 5), 15, 0, 0);
	}
	calendar_slot_add(f->change, &slot);
	move.slot_id = slot.id;
	if (move.why.len)
		change_insert(f->change, &slot_move_record.shape, &move);
}

static void all_put(struct filling *f, const struct csv_table *table,
                    void (*put)(const struct filling *f))
{
	f->table = table;
	for (f->row = 1; f->row < table->count; f->row++)
		if (unit(f))
			put(f);
}

void communication_demo(struct store *store, int scale)
{
	struct filling f = { .arena = arena_open(ARENA_BYTES) };

	(void)scale;
	f.change = change_open(store, f.arena, (struct who){ .is_system = true });
	f.view = change_view(f.change);
	f.needs = demo_rows(f.arena, "communication_needs");
	f.messages = demo_rows(f.arena, "communication_messages");
	all_put(&f, f.needs, need_put);
	all_put(&f, f.messages, message_put);
	all_put(&f, demo_rows(f.arena, "communication_slots"), slot_put);
	if (change_commit(f.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(f.arena);
}
