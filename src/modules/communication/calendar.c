/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/calendar.c - the calendar of the city: a year of it, and one slot. */
#include "modules/communication/inside.h"

#include "base/tongue.h"
#include "kit/rows.h"
#include "modules/communication/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { FIRST_YEAR = 2000, LAST_YEAR = 2200 };

/* ---- The year ------------------------------------------------------------------------------------ */

static int year_asked(struct request *request)
{
	int64_t year = 0;

	if (str_to_int(request_query(request, "year"), &year) && year >= FIRST_YEAR && year <= LAST_YEAR)
		return (int)year;
	return date_today().year;
}

const char *calendar_slot_dress(int state)
{
	return state == SLOT_coordinated ? "ok" : state == SLOT_declined ? "draft" : "doing";
}

const char *public_message_dress(const struct public_message *message)
{
	if (public_message_is_late(message, date_today()))
		return "late";
	return message->state == MESSAGE_evaluated ? "done" : message->state == MESSAGE_published ? "ok"
		: message->state == MESSAGE_stopped ? "draft" : "doing";
}

static struct str days_words(struct arena *arena, struct date from, struct date to)
{
	if (!date_compare(from, to))
		return arena_print(arena, "%d %s", from.day, month_name(from.month));
	return arena_print(arena, "%d %s – %d %s", from.day, month_name(from.month), to.day,
		month_name(to.month));
}

/* Of the units that the reader reads: what is planned and has no slot of its own. */
static struct public_message_list without_slot(struct view *view, const struct calendar_year *year,
                                               struct date from, struct date to)
{
	struct public_message_list all = public_messages_between(view, from, to);
	struct public_message_list rest = { 0, arena_array(view_arena(view), struct public_message,
		all.count + 1) };

	for (size_t i = 0; i < all.count; i++) {
		bool has_slot = false;

		for (size_t k = 0; k < year->slots.count; k++)
			has_slot |= year->slots.at[k].message_id == all.at[i].id;
		if (!has_slot)
			rest.at[rest.count++] = all.at[i];
	}
	return rest;
}

static struct calendar_item_list *months_of(struct calendar_year *year, int64_t unit_id)
{
	for (size_t i = 0; i < year->row_count; i++)
		if (year->rows[i].unit_id == unit_id)
			return year->rows[i].months;
	year->rows[year->row_count] = (struct calendar_row){ .unit_id = unit_id };
	return year->rows[year->row_count++].months;
}

static void item_add(struct calendar_year *year, int64_t unit_id, int month,
                     const struct calendar_item *item)
{
	struct calendar_item_list *list = &months_of(year, unit_id)[month - 1];

	if (!list->at)
		list->at = arena_array(view_arena(year->view), struct calendar_item,
			year->slots.count + year->messages.count);
	list->at[list->count++] = *item;
}

static void slot_put(struct calendar_year *year, const struct calendar_slot *slot)
{
	struct arena *arena = view_arena(year->view);
	struct calendar_item item = { .title = slot->title,
		.path = arena_print(arena, "/communication/calendar/%.*s", STR(slot->number)),
		.days = days_words(arena, slot->from_on, slot->to_on),
		.dress = calendar_slot_dress(slot->state), .state = calendar_slot_states[slot->state].label };
	int first = slot->from_on.year < year->year ? 1 : slot->from_on.month;
	int last = slot->to_on.year > year->year ? 12 : slot->to_on.month;

	for (int month = first; month <= last; month++)
		item_add(year, slot->unit_id, month, &item);
}

static void message_put(struct calendar_year *year, const struct public_message *message)
{
	struct arena *arena = view_arena(year->view);

	item_add(year, message->unit_id, message->planned_on.month, &(struct calendar_item){
		.title = message->title, .days = days_words(arena, message->planned_on, message->planned_on),
		.path = arena_print(arena, "/communication/messages/%.*s", STR(message->number)),
		.dress = public_message_dress(message), .state = public_message_states[message->state].label });
}

/* The slots are sorted by their first day: what begins after one has ended ends the search. */
static void pairs_find(struct calendar_year *year)
{
	const struct calendar_slot_list *slots = &year->slots;

	for (size_t i = 0; i < slots->count; i++)
		for (size_t k = i + 1; k < slots->count && year->pair_count < OVERLAPS_SHOWN_MOST
		     && date_compare(slots->at[k].from_on, slots->at[i].to_on) <= 0; k++)
			if (slots_overlap(&slots->at[i], &slots->at[k]))
				year->pairs[year->pair_count++] = (struct calendar_pair){
					&slots->at[i], &slots->at[k] };
}

static struct calendar_year year_of(struct request *request, struct view *view)
{
	struct calendar_year year = { .view = view, .year = year_asked(request),
		.may_write = request_may(request, MAY_communication_write) };
	struct date from = { (int16_t)year.year, 1, 1 }, to = { (int16_t)year.year, 12, 31 };

	year.slots = slots_within(view, from, to);
	year.slot_count = slots_within_count(view, from, to);
	year.messages = without_slot(view, &year, from, to);
	year.rows = arena_array(request->arena, struct calendar_row,
		year.slots.count + year.messages.count + 1);
	year.pairs = arena_array(request->arena, struct calendar_pair, OVERLAPS_SHOWN_MOST);
	for (size_t i = 0; i < year.slots.count; i++)
		slot_put(&year, &year.slots.at[i]);
	for (size_t i = 0; i < year.messages.count; i++)
		message_put(&year, &year.messages.at[i]);
	pairs_find(&year);
	return year;
}

struct reply communication_calendar_page(struct request *request, struct view *view)
{
	struct calendar_year year = year_of(request, view);
	struct out *out;

	if (request_wants_json(request))
		return reply_rows(request, &calendar_slot_record,
			(struct rows){ year.slots.count, year.slots.at });
	out = page_begin(request, view, _("Communication calendar"));
	communication_year_show(out, &year);
	return page_end(request, 200);
}

/* ---- A slot ----------------------------------------------------------------------------------------- */

struct reply calendar_slot_new(struct request *request, struct view *view)
{
	const struct public_message *message = public_message_get(view,
		request_query(request, "message"));
	struct calendar_slot slot = { .unit_id = request_person(request)->unit_id };
	struct form_view form;
	struct out *out;

	if (message)
		slot = (struct calendar_slot){ .unit_id = message->unit_id, .message_id = message->id,
			.title = message->title, .audience = message->audience,
			.from_on = message->planned_on, .to_on = message->planned_on };
	form = form_view_of(request, view, &calendar_slot_form, &slot);
	out = page_begin(request, view, _("Propose a slot"));
	communication_form_head(out, "calendar", _("Communication calendar"), _("Propose a slot"));
	form_whole(out, &form, S("/communication/calendar"), _("Propose the slot"),
		S("/communication/calendar"));
	return page_end(request, 200);
}

struct reply calendar_slot_add_act(struct request *request, struct change *change)
{
	struct calendar_slot *slot = request_record(request);

	calendar_slot_add(change, slot);
	request_message(request, _("The slot is proposed. The executive board coordinates it."));
	return reply_done(request, 201, &calendar_slot_record, slot, "/communication/calendar/%.*s",
		STR(slot->number));
}

static const struct calendar_slot *slot_of(struct request *request, struct view *view)
{
	return calendar_slot_get(view, request_param(request, "number"));
}

struct reply calendar_slot_show(struct request *request, struct view *view)
{
	const struct calendar_slot *slot = slot_of(request, view);
	struct slot_page page = { .view = view, .slot = slot };
	struct str path;
	struct out *out;

	if (!slot)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &calendar_slot_record, slot);
	page.message = public_message_of_id(view, slot->message_id);
	page.moves = slot_moves(view, slot->id);
	if (slot->state != SLOT_declined) {
		page.overlapping = slots_overlapping(view, slot);
		page.overlapping_count = slots_overlapping_count(view, slot);
	}
	page.may_write = request_may(request, MAY_communication_write)
		&& communication_may_write(view, slot->unit_id);
	path = arena_print(request->arena, "/communication/calendar/%.*s", STR(slot->number));
	out = page_begin(request, view, str_z(request->arena, slot->title));
	calendar_slot_page_show(out, &page);
	if (communication_may_coordinate(view))
		communication_fold_show(out, request, view, path, &(struct fold_form){ &slot_answer_form,
			&(struct slot_answer){ .version = slot->version }, "/answer",
			_("Coordinate or decline") });
	if (page.may_write)
		communication_fold_show(out, request, view, path, &(struct fold_form){ &slot_moving_form,
			&(struct slot_moving){ .from_on = slot->from_on, .to_on = slot->to_on,
				.version = slot->version }, "/move", _("Move the slot") });
	return page_end(request, 200);
}

static struct reply saved(struct request *request, struct change *change, struct calendar_slot *now,
                          const struct calendar_slot *before, const char *message)
{
	int64_t version = request_version(request);

	if (change_update(change, &calendar_slot_record.shape, now,
			version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &calendar_slot_record, now, before);
	request_message(request, message);
	return reply_done(request, 200, &calendar_slot_record, now, "/communication/calendar/%.*s",
		STR(now->number));
}

struct reply calendar_slot_answer_act(struct request *request, struct change *change)
{
	const struct slot_answer *answer = request_record(request);
	struct view *view = change_view(change);
	const struct calendar_slot *before = slot_of(request, view);
	struct calendar_slot now;

	if (!before || !communication_may_coordinate(view))
		return reply_not_found(request);
	now = *before;
	now.state = answer->answer == SLOT_ANSWER_declined ? SLOT_declined : SLOT_coordinated;
	now.decision_words = answer->decision_words;
	now.decided_by = change_me(change);
	now.decided_name = person_name(view, now.decided_by);
	now.decided_unit_id = request_person(request)->unit_id;
	now.decided_at = instant_now();
	return saved(request, change, &now, before, now.state == SLOT_declined
		? _("The slot is declined.") : _("The slot is coordinated."));
}

/* The days it had stay; what was coordinated for other days is to be coordinated anew. */
struct reply calendar_slot_move_act(struct request *request, struct change *change)
{
	const struct slot_moving *moving = request_record(request);
	struct view *view = change_view(change);
	const struct calendar_slot *before = slot_of(request, view);
	struct calendar_slot now;
	struct slot_move move;

	if (!before || !communication_may_write(view, before->unit_id))
		return reply_not_found(request);
	if (!date_compare(moving->from_on, before->from_on) && !date_compare(moving->to_on, before->to_on)) {
		problem_add(request_problems(request), "from_on", "%s", _("Those are the days it has."));
		return reply_again(request, change);
	}
	move = (struct slot_move){ .slot_id = before->id, .from_on = before->from_on,
		.to_on = before->to_on, .why = moving->why, .moved_by = change_me(change),
		.moved_name = person_name(view, change_me(change)), .moved_at = instant_now() };
	now = *before;
	now.from_on = moving->from_on;
	now.to_on = moving->to_on;
	now.state = SLOT_proposed;
	now.decision_words = now.decided_name = S("");
	now.decided_by = now.decided_unit_id = 0;
	now.decided_at = (struct instant){ 0 };
	if (!request_version(request) || request_version(request) == before->version)
		change_insert(change, &slot_move_record.shape, &move);
	return saved(request, change, &now, before, _("The slot is moved, and proposed anew."));
}
