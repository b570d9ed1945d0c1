/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/queries.c - one need, one message, one slot, and what they are about. */
#include "modules/communication/inside.h"

#include "base/tongue.h"
#include "modules/people/people.h"

/* ---- Rights ------------------------------------------------------------------------------------- */

bool communication_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_communication_right"
		" WHERE permission = 'communication_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool communication_may_coordinate(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_communication_right"
		" WHERE permission = 'communication_coordinate' LIMIT 1"), NONE) != 0;
}

static struct str number_take(struct change *change, const char *letters, const char *name, int year)
{
	int64_t last = change_run_id(change,
		SQL("INSERT INTO communication_series (year, name, last) VALUES ($1, $2, 1)"
		    " ON CONFLICT (year, name) DO UPDATE SET last = communication_series.last + 1"
		    " RETURNING last"), V(year, name));

	return arena_print(change_arena(change), "%s-%04d-%03lld", letters, year, (long long)last);
}

static void created_put(struct change *change, struct instant *at, int64_t *by)
{
	if (!at->seconds)
		*at = instant_now();
	if (!*by)
		*by = change_me(change);
}

/* ---- Needs -------------------------------------------------------------------------------------- */

const struct telling_need *telling_need_get(struct view *view, struct str number)
{
	return view_get(view, &telling_need_record.shape,
		SQL("SELECT * FROM my_communication_need WHERE number = $1"), V(number));
}

const struct telling_need *telling_need_of_id(struct view *view, int64_t id)
{
	return id ? view_get(view, &telling_need_record.shape,
		SQL("SELECT * FROM my_communication_need WHERE id = $1"), V(id)) : NULL;
}

void telling_need_add(struct change *change, struct telling_need *need)
{
	created_put(change, &need->created_at, &need->created_by);
	need->number = number_take(change, "KB", "need", instant_date(need->created_at).year);
	if (!need->state)
		need->state = TELLING_NEED_open;
	change_insert(change, &telling_need_record.shape, need);
}

struct public_message_list public_messages_of_need(struct view *view, int64_t need_id)
{
	return public_message_list_of(view_list(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message WHERE need_id = $1"
		    " ORDER BY planned_on DESC, id DESC LIMIT 100"), V(need_id)));
}

bool subject_is_silent(struct view *view, const char *kind, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_silent_subject WHERE kind = $1 AND id = $2 LIMIT 1"),
		V(kind, id)) != 0;
}

bool picture_is_told(struct view *view, int64_t picture_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_communication_need WHERE source = 'picture'"
		" AND source_id = $1 AND state = 'yes' LIMIT 1"), V(picture_id)) != 0;
}

/* ---- What they are about -------------------------------------------------------------------------- */

static const struct column titled_columns[] = {
	{ "id", COLUMN_int, offsetof(struct titled, id), NULL, false },
	{ "number", COLUMN_text, offsetof(struct titled, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct titled, title), NULL, false },
};
static const struct shape titled_shape = { .size = sizeof(struct titled),
	.count = COUNT(titled_columns), .columns = titled_columns };

const struct titled *measure_titled(struct view *view, struct str number)
{
	return view_get(view, &titled_shape,
		SQL("SELECT id, number, title FROM my_measure WHERE number = $1"), V(number));
}

const struct titled *bulletin_titled(struct view *view, struct str number)
{
	return view_get(view, &titled_shape,
		SQL("SELECT id, number, title FROM my_bulletin WHERE number = $1 AND state = 'sent'"),
		V(number));
}

/* ---- Messages ------------------------------------------------------------------------------------ */

const struct public_message *public_message_get(struct view *view, struct str number)
{
	return view_get(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message WHERE number = $1"), V(number));
}

const struct public_message *public_message_of_id(struct view *view, int64_t id)
{
	return id ? view_get(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message WHERE id = $1"), V(id)) : NULL;
}

struct str communication_message_title(struct view *view, struct str number)
{
	const struct public_message *message = public_message_get(view, number);

	return message ? message->title : S("");
}

int64_t communication_message_id(struct view *view, struct str number)
{
	const struct public_message *message = public_message_get(view, number);

	return message ? message->id : 0;
}

void public_message_add(struct change *change, struct public_message *message)
{
	created_put(change, &message->created_at, &message->written_by);
	if (!message->written_name.len)
		message->written_name = person_name(change_view(change), message->written_by);
	if (!message->state)
		message->state = MESSAGE_planned;
	message->number = number_take(change, "KM", "message",
		instant_date(message->created_at).year);
	change_insert(change, &public_message_record.shape, message);
}

struct public_message_list public_messages_planned(struct view *view, const struct wheel_ask *ask)
{
	return public_message_list_of(view_list(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message AS m"
		    " WHERE m.planned_on >= $1 AND m.planned_on <= $2 AND m.state <> 'stopped'"
		    "   AND (($3 <> 0 AND m.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3))"
		    "     OR ($3 = 0 AND $4 <> 0 AND m.owner_id = $4))"
		    " ORDER BY m.planned_on, m.id LIMIT 500"),
		V(ask->from, ask->to, ask->unit_id, ask->person_id)));
}

struct public_message_list public_messages_between(struct view *view, struct date from, struct date to)
{
	return public_message_list_of(view_list(view, &public_message_record.shape,
		SQL("SELECT * FROM my_communication_message"
		    " WHERE planned_on >= $1 AND planned_on <= $2 AND state <> 'stopped'"
		    " ORDER BY planned_on, id LIMIT $3"), V(from, to, SLOTS_SHOWN_MOST)));
}

const struct reference communication_references[] = {
	{ .name = "telling_need",
	  .label = SQL("SELECT number FROM my_communication_need WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number AS label, substr(words, 1, 80) AS hint"
	              " FROM my_communication_need WHERE state = 'yes'"
	              " ORDER BY id DESC LIMIT 500"),
	  .find = SQL("SELECT id FROM my_communication_need WHERE number = $1") },
	{ .name = "public_message",
	  .label = SQL("SELECT number || ' ' || title FROM my_communication_message WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number AS label, title AS hint"
	              " FROM my_communication_message WHERE state IN ('planned', 'approved')"
	              " ORDER BY planned_on, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_communication_message WHERE number = $1"),
	  .written = "KM", .path = "/communication/messages/" },
	{ .name = NULL },
};

/* ---- The calendar ----------------------------------------------------------------------------------- */

const struct calendar_slot *calendar_slot_get(struct view *view, struct str number)
{
	return view_get(view, &calendar_slot_record.shape,
		SQL("SELECT * FROM my_communication_slot WHERE number = $1"), V(number));
}

void calendar_slot_add(struct change *change, struct calendar_slot *slot)
{
	created_put(change, &slot->created_at, &slot->created_by);
	if (!slot->state)
		slot->state = SLOT_proposed;
	slot->number = number_take(change, "KK", "slot", instant_date(slot->created_at).year);
	change_insert(change, &calendar_slot_record.shape, slot);
}

struct slot_move_list slot_moves(struct view *view, int64_t slot_id)
{
	return slot_move_list_of(view_list(view, &slot_move_record.shape,
		SQL("SELECT * FROM my_communication_slot_move WHERE slot_id = $1"
		    " ORDER BY id DESC LIMIT 100"), V(slot_id)));
}

struct calendar_slot_list slots_within(struct view *view, struct date from, struct date to)
{
	return calendar_slot_list_of(view_list(view, &calendar_slot_record.shape,
		SQL("SELECT * FROM my_communication_slot WHERE from_on <= $2 AND to_on >= $1"
		    " ORDER BY from_on, to_on, id LIMIT $3"), V(from, to, SLOTS_SHOWN_MOST)));
}

int64_t slots_within_count(struct view *view, struct date from, struct date to)
{
	return view_int(view, SQL("SELECT count(*) FROM my_communication_slot"
		" WHERE from_on <= $2 AND to_on >= $1"), V(from, to));
}

#define OVERLAPPING " FROM my_communication_slot WHERE from_on <= $2 AND to_on >= $1" \
	" AND id <> $3 AND state <> 'declined'"

struct calendar_slot_list slots_overlapping(struct view *view, const struct calendar_slot *slot)
{
	return calendar_slot_list_of(view_list(view, &calendar_slot_record.shape,
		SQL("SELECT *" OVERLAPPING " ORDER BY from_on, to_on, id LIMIT $4"),
		V(slot->from_on, slot->to_on, slot->id, OVERLAPS_SHOWN_MOST)));
}

int64_t slots_overlapping_count(struct view *view, const struct calendar_slot *slot)
{
	return view_int(view, SQL("SELECT count(*)" OVERLAPPING),
		V(slot->from_on, slot->to_on, slot->id));
}

struct calendar_slot_list slots_of_unit(struct view *view, const struct wheel_ask *ask)
{
	return calendar_slot_list_of(view_list(view, &calendar_slot_record.shape,
		SQL("SELECT * FROM my_communication_slot WHERE from_on <= $2 AND to_on >= $1"
		    "   AND state <> 'declined' AND $3 <> 0"
		    "   AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3)"
		    " ORDER BY from_on, id LIMIT 500"), V(ask->from, ask->to, ask->unit_id)));
}
