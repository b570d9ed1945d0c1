/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/room.c - the room of one crisis: writing a line, reading the log, paper, the chain. */
#include "modules/crisis/home.h"

#include "kit/members.h"
#include "kit/watch.h"
#include "modules/crisis/home.html.h"
#include "modules/crisis/pages.html.h"
#include "modules/crisis/room.html.h"
#include "modules/events/events.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 1 << 20 };

/* ---- The room ------------------------------------------------------------------------- */

static void room_event(struct room *room)
{
	const struct event *event = event_get(room->view, room->crisis->event_id);
	const struct item *suggested;

	if (!event)
		return;
	room->event = event->number;
	suggested = level_suggested(event->severity);
	if (suggested && room->crisis->state == CRISIS_open
	    && level_is_above(suggested, room->crisis->level))
		room->suggested = suggested;
}

static struct room room_of(struct request *request, struct view *view,
                           const struct crisis *crisis)
{
	struct room room = { .crisis = crisis, .request = request, .view = view };

	room.tasks = entries_open_tasks(view, crisis->id);
	room.staff = crisis_staff_list(view, crisis->id);
	room.unit = unit_name(view, crisis->unit_id);
	room.may_write = crisis_may_write(view, crisis);
	room_event(&room);
	return room;
}

/* The person's own words after a line that was refused. */
static struct line line_refused(struct request *request)
{
	struct line line = { .kind = choice_of(entry_kinds_written, request_field(request, "kind")),
		.words = request_field(request, "words"), .at = request_field(request, "at"),
		.party = request_field(request, "party"), .holder = request_field(request, "holder"),
		.decided_by = request_field(request, "decided_by"),
		.grounds = request_field(request, "grounds"), .due = request_field(request, "due") };

	if (line.kind < ENTRY_note)
		line.kind = ENTRY_note;
	str_to_int(request_field(request, "refers_to"), &line.refers_to);
	return line;
}

/* ---- The log while it grows --------------------------------------------------------------- */

/* Only the lines: what somebody is writing stands outside and is not touched.  A closed log
 * grows no more. */
static bool lines_write(struct out *out, struct view *view, int64_t id)
{
	struct room room = { .crisis = crisis_of_id(view, id), .view = view };
	struct room_lines lines;

	if (!room.crisis)
		return false;
	lines = lines_newest(view, id, NEWEST_SHOWN);
	room.lines = &lines;
	crisis_log_lines(out, &room);
	return room.crisis->state == CRISIS_open;
}

struct reply crisis_log_stream(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);

	return crisis ? reply_watch(request, view, crisis->id, lines_write)
		: reply_not_found(request);
}

/* The crisis, and what is said otherwise of it off-line. */
static struct reply room_json(struct request *request, const struct crisis *crisis,
                              const struct statement_list *said)
{
	struct reply reply;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	record_members_json(&json, &crisis_record, crisis);
	statements_json(&json, said);
	json_object_finish(&json);
	reply = reply_json(request, 200, &out);
	reply_header(&reply, "ETag", arena_print(request->arena, "\"%lld\"", (long long)crisis->version));
	return reply;
}

struct reply crisis_room(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct line line = line_refused(request);
	struct statement_list said;
	struct room room;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	said = crisis_statements_now(view, crisis->id);
	if (request_wants_json(request))
		return room_json(request, crisis, &said);
	room = room_of(request, view, crisis);
	room.statements = &said;
	out = page_begin(request, view, str_z(request->arena, crisis->title));
	crisis_mark(out, crisis);
	crisis_room_head(out, &room);
	crisis_room_log_begin(out);
	/* Words that came after it was closed stand there still: nobody is to write them again. */
	if (room.may_write && (crisis->state == CRISIS_open || request_problems(request)->count))
		crisis_line_write(out, request, crisis, &line, request_problems(request));
	else
		crisis_room_may_not_write(out, crisis);
	watch_show(out, view, arena_print(request->arena, "/crisis/%.*s/stream",
		STR(crisis->number)), crisis->id, lines_write);
	crisis_room_log_end(out);
	crisis_room_side(out, &room, instant_now());
	crisis_room_end(out);
	return page_end(request, 200);
}

/* ---- Writing --------------------------------------------------------------------------- */

static void line_form_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	crisis_line_judge(row, instant_now(), problems);
}

const struct form crisis_line_form = { .record = &crisis_line_record,
	.fields = FIELDS("kind", "words", "at", "party", "decided_by", "grounds", "refers_to",
	                 "holder", "due"),
	.judge = line_form_judge };

const struct crisis *crisis_to_write(struct request *request, struct view *view,
                                     struct reply *reply)
{
	const struct crisis *crisis = crisis_asked(request, view);

	if (!crisis) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (crisis_may_write(view, crisis))
		return crisis;
	*reply = reply_forbidden(request);
	return NULL;
}

const struct crisis *crisis_to_change(struct request *request, struct change *change,
                                      const char *field, struct reply *reply)
{
	const struct crisis *crisis = crisis_to_write(request, change_view(change), reply);

	if (!crisis)
		return NULL;
	crisis_turn_take(change, crisis->id);
	crisis = crisis_to_write(request, change_view(change), reply);
	if (!crisis || crisis->state == CRISIS_open)
		return crisis;
	problem_add(request_problems(request), field, "%s",
		_("The crisis is closed. Its log takes no more lines. Open it again to write."));
	*reply = reply_again(request, change);
	return NULL;
}

/* Is the line that it is about there, and can this be said of it? */
static void reference_judge(struct view *view, const struct crisis *crisis,
                            const struct line *line, struct problems *problems)
{
	const struct entry *about;

	if (!line->refers_to)
		return;
	about = entry_of_seq(view, crisis->id, line->refers_to);
	if (!about)
		problem_add(problems, "refers_to", _("There is no line %lld in this log."),
			(long long)line->refers_to);
	else if (line->kind == ENTRY_done && about->kind != ENTRY_task && about->kind != ENTRY_request)
		problem_add(problems, "refers_to",
			_("Line %lld is no task and no request, so it cannot be done."),
			(long long)line->refers_to);
	else if (line->kind == ENTRY_done && entry_done_by(view, crisis->id, line->refers_to))
		problem_add(problems, "refers_to", _("Line %lld is done already: line %lld says so."),
			(long long)line->refers_to,
			(long long)entry_done_by(view, crisis->id, line->refers_to));
}

static struct entry entry_of_line(const struct line *line, struct str name)
{
	struct entry entry = { .kind = line->kind, .words = line->words, .party = line->party,
		.decided_by = line->decided_by, .grounds = line->grounds, .refers_to = line->refers_to,
		.holder = line->holder, .author_name = name };

	entry.logged_at = instant_now();
	if (line->at.len)
		log_time_read(line->at, entry.logged_at, true, &entry.event_at);
	if (line->due.len)
		log_time_read(line->due, entry.logged_at, false, &entry.due_at);
	if (entry.kind == ENTRY_decision && !entry.decided_by.len)
		entry.decided_by = name;
	return entry;
}

struct reply crisis_line_act(struct request *request, struct change *change)
{
	const struct line *line = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "words", &reply);
	struct entry entry;

	if (!crisis)
		return reply;
	reference_judge(change_view(change), crisis, line, request_problems(request));
	if (request_problems(request)->count)
		return reply_again(request, change);
	entry = entry_of_line(line, request_person(request)->name);
	entry_put(change, crisis, &entry);
	return reply_done(request, 201, &entry_record, &entry, "/crisis/%.*s", STR(crisis->number));
}

/* ---- Reading ------------------------------------------------------------------------------ */

static void log_above(struct out *out, struct request *request, struct view *view)
{
	crisis_mark(out, crisis_asked(request, view));
}

static void log_actions(struct out *out, struct request *request, struct view *view)
{
	crisis_room_link(out, crisis_asked(request, view));
}

struct reply crisis_log_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct table_page page = { .above = log_above, .actions = log_actions };
	struct query query;

	if (!crisis)
		return reply_not_found(request);
	page.title = str_z(request->arena,
		arena_print(request->arena, _("The log of %.*s"), STR(crisis->number)));
	page.status = crisis->title;
	crisis_log_query(request, view, crisis, &query);
	return table_reply(request, view, &crisis_log_table, &query, &page);
}

struct reply crisis_log_print(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct room room = { .crisis = crisis, .request = request, .view = view };
	struct home_row_list homes;
	struct room_lines lines;
	struct chain chain;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	lines = lines_all(view, crisis->id);
	homes = home_rows(view, crisis, false);
	room.lines = &lines;
	room.homes = &homes;
	room.unit = unit_name(view, crisis->unit_id);
	chain = crisis_log_chain(view, crisis);
	out = page_begin(request, view, str_z(request->arena, crisis->title));
	crisis_mark(out, crisis);
	crisis_print_log(out, &room, &chain);
	crisis_mark(out, crisis);
	return page_end(request, 200);
}

static struct reply chain_reply(struct request *request, const struct chain *chain)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_bool(&json, "is_whole", chain->fault == CHAIN_WHOLE);
	json_int(&json, "lines", chain->seq);
	json_int(&json, "fault_at", chain->fault_seq);
	json_str(&json, "hash", chain->hash);
	json_str(&json, "words", chain_words(request->arena, chain));
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply chain_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct home_row_list homes;
	struct seal_list seals;
	struct chain chain;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	chain = crisis_log_chain(view, crisis);
	if (request_wants_json(request))
		return chain_reply(request, &chain);
	out = page_begin(request, view, _("Is the log as it was written?"));
	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, _("Is the log as it was written?"), NULL);
	seals = seals_of(view, crisis->id);
	homes = home_rows(view, crisis, false);
	home_chains_show(out, &homes);
	chain_show(out, crisis, &chain, &seals, crisis_public_key(request->arena));
	return page_end(request, 200);
}
