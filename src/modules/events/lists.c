/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/lists.c - the coordinator's list, and many events at once.
 */
#include "modules/events/lists.h"
#include "modules/events/undo.h"
#include "modules/events/lists.html.h"
#include "modules/units/units.h"
#include "store/search.h"

#include <stdlib.h>

/* ---- Words -------------------------------------------------------------------------- */

const char *event_state_class(int state)
{
	static const char *const classes[] = {
		[STATE_none] = "", [STATE_reported] = "", [STATE_received] = "doing",
		[STATE_investigated] = "doing", [STATE_decided] = "doing",
		[STATE_closed] = "closed", [STATE_merged] = "closed", [STATE_rejected] = "closed",
	};

	return state >= 0 && (size_t)state < COUNT(classes) ? classes[state] : "";
}

struct str event_when_words(struct arena *arena, struct instant at)
{
	struct str input = instant_input(arena, at);

	return arena_print(arena, "%.*s %.*s", STR(str_part(input, 0, 10)),
		STR(str_part(input, 11, 5)));
}

struct str event_age_words(struct arena *arena, struct instant since)
{
	int64_t seconds = instant_now().seconds - since.seconds;
	int64_t days = seconds / DAY, hours = seconds / HOUR;

	if (days >= 1)
		return arena_print(arena, plural(days, "%lld day", "%lld days"), (long long)days);
	if (hours >= 1)
		return arena_print(arena, plural(hours, "%lld hour", "%lld hours"), (long long)hours);
	return str_of(_("less than an hour"));
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	lists_actions(out, request_may(request, MAY_events_report));
}

static bool wants_file(struct request *request)
{
	struct str format = request_query(request, "format");

	return format.len && !str_is(format, "html");
}

struct reply events_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Events"), .actions = list_actions };
	struct list_plan plan = list_plan_of(request, view);
	struct str q = str_trim(request_query(request, "q"));
	struct query query, counted;
	struct table table;

	if (wants_file(request)) {
		events_query(request, view, &plan, LIST_ROWS, &query);
		return table_reply(request, view, &events_table, &query, &page);
	}
	table = events_page_table(request, &plan, q.len && search_query(view, q).len);
	events_query(request, view, &plan, events_page_how(request, &plan), &query);
	events_query(request, view, &plan, LIST_COUNT, &counted);
	page.counted = &counted;
	page.is_uncounted = plan.is_uncounted;
	return table_reply(request, view, &table, &query, &page);
}

/* ---- Many at once ------------------------------------------------------------------- */

const struct choice bulk_kinds[] = {
	{ "", "" },
	{ "receive", N_("Receive the events") },
	{ "handler", N_("Give the events a handler") },
	{ "forward", N_("Forward the events to another unit") },
	{ "retype", N_("Change the type of the events") },
	{ NULL, NULL },
};

/* The rows that the list's form means: chosen ones, or all that its filter finds. */
static void chosen_numbers(struct request *request, struct out *numbers, struct bulk_view *bulk)
{
	for (size_t i = 0; i < request->field_count; i++) {
		if (!str_is(request->fields[i].name, "chosen"))
			continue;
		out_raw(numbers, request->fields[i].value);
		out_char(numbers, ' ');
		bulk->count++;
	}
}

static void every_number(struct request *request, struct view *view, struct out *numbers,
                         struct bulk_view *bulk)
{
	struct request asked = *request;
	struct str filter = request_field(request, "filter");
	struct event_row_list rows;

	filter = str_part(filter, filter.len && filter.at[0] == '?', filter.len);
	asked.query_count = 0;
	if (!request_pairs(request->arena, filter, &asked.query, &asked.query_count))
		return;
	rows = events_found(&asked, view, BULK_MOST + 1);
	bulk->left_out = rows.count > BULK_MOST;
	bulk->count = rows.count - bulk->left_out;
	for (size_t i = 0; i < bulk->count; i++) {
		out_raw(numbers, rows.at[i].number);
		out_char(numbers, ' ');
	}
}

static struct str first_number(struct str *numbers)
{
	struct str number;

	*numbers = str_trim(*numbers);
	number = str_cut(numbers, ' ');
	return number;
}

enum { BULK_SHOWN = 20 };

/* The first of them, by name, so that one sees what one is about to do. */
static struct event_row_list first_rows(struct view *view, struct str numbers)
{
	struct event_row_list rows = {
		.at = arena_array(view_arena(view), struct event_row, BULK_SHOWN) };

	while (numbers.len && rows.count < BULK_SHOWN) {
		const struct event *event = event_of_number(view, first_number(&numbers));

		if (!event)
			continue;
		rows.at[rows.count++] = (struct event_row){ .number = event->number,
			.title = event->title, .unit_name = unit_name(view, event->unit_id) };
	}
	return rows;
}

static struct reply bulk_show(struct request *request, struct view *view, struct bulk_view *bulk)
{
	int kind = choice_of(bulk_kinds, bulk->kind);
	struct out *out;

	if (kind <= 0)
		return reply_not_found(request);
	bulk->rows = first_rows(view, bulk->numbers);
	out = page_begin(request, view, _(bulk_kinds[kind].label));
	bulk_page(out, request, view, bulk, _(bulk_kinds[kind].label));
	return page_end(request, bulk->problem ? 422 : 200);
}

struct reply events_bulk_ask(struct request *request, struct view *view)
{
	struct bulk_view bulk = { .kind = request_field(request, "do") };
	struct out numbers;

	out_init(&numbers, request->arena, 64 * 1024);
	if (table_is_every(request))
		every_number(request, view, &numbers, &bulk);
	else
		chosen_numbers(request, &numbers, &bulk);
	bulk.numbers = str_trim(out_str(&numbers));
	return bulk_show(request, view, &bulk);
}

static int64_t field_int_of(struct request *request, const char *name)
{
	int64_t number = 0;

	str_to_int(request_field(request, name), &number);
	return number;
}

static const char *bulk_problem(const struct act_ask *ask)
{
	if (str_is(ask->kind, "handler") && !ask->handler_id)
		return _("Choose who shall handle the events.");
	if (str_is(ask->kind, "forward") && !ask->unit_id)
		return _("Choose the unit that takes over.");
	if (str_is(ask->kind, "forward") && !str_trim(ask->reason).len)
		return _("Write why. One sentence is enough.");
	if (str_is(ask->kind, "retype") && !item_find("event/types", ask->type))
		return _("Choose the type of the events.");
	return NULL;
}

struct bulk_result { int64_t done, left; const char *why; struct out names; };

static void bulk_one(struct change *change, const struct act_ask *ask, struct str number,
                     struct bulk_result *result)
{
	const struct event *event = event_of_number(change_view(change), number);
	const char *why = _("it is not there, or not yours");

	if (event && act_do(change, event, ask, event->version, &why)) {
		result->done++;
		return;
	}
	if (result->left++ < 5)
		out_print(&result->names, "%s%.*s (%s)", result->names.len ? ", " : "",
			STR(number), why);
}

static struct reply bulk_done(struct request *request, const struct act_ask *ask,
                              const struct bulk_result *result)
{
	struct str done = arena_print(request->arena, plural(result->done,
		"%lld event was changed.", "%lld events were changed."), (long long)result->done);

	if (result->left)
		done = arena_print(request->arena, "%.*s %.*s", STR(done),
			STR(arena_print(request->arena, plural(result->left,
				"%lld was left as it was: %.*s.", "%lld were left as they were: %.*s."),
				(long long)result->left, STR(out_str(&result->names)))));
	request_message(request, str_z(request->arena, done));
	event_undo_offer(ask->undo, request);
	return reply_done(request, 200, NULL, NULL, "/events");
}

struct reply events_bulk_act(struct request *request, struct change *change)
{
	struct act_ask ask = {
		.kind = request_field(request, "do"), .reason = request_field(request, "reason"),
		.type = request_field(request, "type"),
		.unit_id = field_int_of(request, "unit_id"),
		.handler_id = field_int_of(request, "handler_id"),
	};
	struct str numbers = request_field(request, "numbers");
	struct bulk_result result = { 0 };

	if (choice_of(bulk_kinds, ask.kind) <= 0)
		return reply_not_found(request);
	if (bulk_problem(&ask)) {
		struct bulk_view bulk = { .kind = ask.kind, .numbers = numbers, .ask = ask,
			.problem = bulk_problem(&ask) };

		for (struct str rest = numbers; rest.len; first_number(&rest))
			bulk.count++;
		return bulk_show(request, change_view(change), &bulk);
	}
	ask.undo = event_undo_begin(change);
	out_init(&result.names, request->arena, 8192);
	for (int room = BULK_MOST; numbers.len && room > 0; room--)
		bulk_one(change, &ask, first_number(&numbers), &result);
	return bulk_done(request, &ask, &result);
}
