/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/acts.c - noting that somebody was informed, correcting it, receipts, decisions. */
#include "modules/inform/inside.h"

#include "modules/people/people.h"

enum { BOOK_EARLIEST = 30 * DAY };      /* so long before the report somebody may have been told */

/* The one asked for when the person may write in it; else NULL and *reply says why. */
static const struct situation *to_write(struct request *request, struct change *change,
                                        struct reply *reply)
{
	struct view *view = change_view(change);
	const struct situation *s = situation_of_number(inform_book_open(view, instant_now()),
		request_param(request, "number"));

	if (!s) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (situation_may_write(view, s))
		return s;
	*reply = reply_forbidden(request);
	return NULL;
}

/* A log that is closed takes no lines, and then nothing is told beside it. */
static bool goes_on(struct request *request, const struct situation *s, const char *field)
{
	if (!s->crisis || s->crisis->state == CRISIS_open)
		return true;
	problem_add(request_problems(request), field, "%s",
		_("The crisis is closed. Its log takes no more lines. Open it again to write."));
	return false;
}

static struct str channel_words(const struct informed *row)
{
	return code_name("inform/channels", row->channel);
}

/* ---- Somebody was informed ----------------------------------------------------------------------- */

static const struct inform_line *line_asked(struct request *request, const struct situation *s,
                                            const struct told *told)
{
	const struct inform_line *line = line_of_key(s, told->line);

	if (!line)
		problem_add(request_problems(request), "line", "%s",
			_("That person is no longer in the list: somebody else may have taken over. Choose again."));
	else if (!line->person_id && !told->person_id)
		problem_add(request_problems(request), "person_id", "%s",
			_("Nobody holds that role. Write by name who was informed instead."));
	return line;
}

static void time_judge(struct request *request, const struct situation *s, struct instant at)
{
	if (at.seconds < s->begun.seconds - BOOK_EARLIEST)
		problem_add(request_problems(request), "at", "%s",
			_("That is long before it began. Look at the day."));
}

/* What the log of the crisis says of it. */
static int64_t told_logged(struct change *change, const struct situation *s, const struct informed *row,
                           struct str role)
{
	struct arena *arena = change_arena(change);
	struct crisis_left left = { .kind = LEFT_out, .at = row->at,
		.author_name = row->informed_by_name,
		.party = arena_print(arena, "%.*s, %.*s", STR(row->person_name), STR(role)) };

	left.words = arena_print(arena, _("Informed (%.*s). %.*s"), STR(channel_words(row)), STR(row->note));
	return s->crisis ? crisis_leave(change, s->crisis, &left) : 0;
}

static struct informed told_row(struct request *request, struct change *change,
                                const struct situation *s, const struct inform_line *line,
                                const struct told *told)
{
	struct informed row = { .crisis_id = s->crisis ? s->crisis->id : 0, .event_id = s->event_id,
		.rules = line->rules, .unit_id = line->unit_id, .asked_id = line->person_id,
		.person_id = told->person_id ? told->person_id : line->person_id,
		.channel = told->channel, .note = told->note, .informed_by = change_me(change),
		.informed_by_name = request_person(request)->name };

	row.person_name = person_name(change_view(change), row.person_id);
	row.logged_at = row.at = instant_now();
	if (told->at.len)
		log_time_read(told->at, row.logged_at, true, &row.at);
	return row;
}

struct reply inform_told_act(struct request *request, struct change *change)
{
	const struct told *told = request_record(request);
	struct reply reply;
	const struct situation *s = to_write(request, change, &reply);
	const struct inform_line *line;
	struct informed row;

	if (!s)
		return reply;
	line = goes_on(request, s, "line") ? line_asked(request, s, told) : NULL;
	if (!line || request_problems(request)->count)
		return reply_again(request, change);
	row = told_row(request, change, s, line, told);
	time_judge(request, s, row.at);
	if (request_problems(request)->count)
		return reply_again(request, change);
	row.log_seq = told_logged(change, s, &row, line_role(change_view(change), line));
	change_insert(change, &informed_record.shape, &row);
	request_message(request, s->crisis ? _("It is noted, and stands in the log.") : _("It is noted."));
	return reply_done(request, 201, &informed_record, &row, "/inform/%.*s", STR(s->number));
}

/* ---- A correction ------------------------------------------------------------------------------------ */

const struct informed *situation_row_asked(struct request *request, const struct situation *s)
{
	struct str id = request_param(request, "id");

	for (size_t i = 0; i < s->rows.count; i++)
		if (str_equals(s->rows.at[i].public_id, id))
			return &s->rows.at[i];
	return NULL;
}

static void correction_judge(struct request *request, const struct situation *s,
                             const struct informed *row)
{
	if (informed_corrected_by(&s->rows, row->id))
		problem_add(request_problems(request), "channel", "%s",
			_("That line is corrected already. Correct the later one."));
	goes_on(request, s, "channel");
}

static int64_t correction_logged(struct change *change, const struct situation *s,
                                 const struct informed *row, int64_t corrected)
{
	struct arena *arena = change_arena(change);
	struct crisis_left left = { .kind = LEFT_correction, .at = row->logged_at,
		.author_name = row->informed_by_name, .refers_to = corrected, .party = row->person_name };

	left.words = row->is_void
		? arena_print(arena, _("Was not informed. %.*s"), STR(row->note))
		: arena_print(arena, _("Informed at %.*s (%.*s). %.*s"),
			STR(tongue_instant(arena, row->at)), STR(channel_words(row)), STR(row->note));
	return s->crisis && corrected ? crisis_leave(change, s->crisis, &left) : 0;
}

struct reply inform_correct_act(struct request *request, struct change *change)
{
	const struct told *told = request_record(request);
	struct reply reply;
	const struct situation *s = to_write(request, change, &reply);
	const struct informed *before = s ? situation_row_asked(request, s) : NULL;
	struct informed row;

	if (!s)
		return reply;
	if (!before)
		return reply_not_found(request);
	correction_judge(request, s, before);
	row = *before;
	row.id = 0;
	row.public_id = S("");
	row.corrects = before->id;
	row.is_void = told->is_void;
	row.channel = told->channel;
	row.note = told->note;
	row.informed_by = change_me(change);
	row.informed_by_name = request_person(request)->name;
	row.logged_at = instant_now();
	if (told->at.len)
		log_time_read(told->at, row.logged_at, true, &row.at);
	time_judge(request, s, row.at);
	if (request_problems(request)->count)
		return reply_again(request, change);
	row.log_seq = correction_logged(change, s, &row, before->log_seq);
	change_insert(change, &informed_record.shape, &row);
	request_message(request, _("The line before stands there still, struck through."));
	return reply_done(request, 201, &informed_record, &row, "/inform/%.*s", STR(s->number));
}

/* ---- The receipt ---------------------------------------------------------------------------------------- */

static void receipt_logged(struct request *request, struct change *change, const struct informed *row)
{
	struct arena *arena = change_arena(change);
	const struct crisis *crisis = told_crisis(change_view(change), row->crisis_id);
	struct crisis_left left = { .kind = LEFT_in, .refers_to = row->log_seq,
		.author_name = request_person(request)->name, .party = request_person(request)->name };

	if (!crisis)
		return;
	left.words = arena_print(arena, _("Receipt: I was informed at %.*s."),
		STR(tongue_instant(arena, row->at)));
	crisis_leave(change, crisis, &left);
}

struct reply inform_receipt_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct informed *row = informed_get(view, request_param(request, "id"));
	struct inform_receipt receipt = { .person_id = change_me(change), .at = instant_now() };
	const struct inform_receipt *given;

	if (!row)
		return reply_not_found(request);
	if (row->person_id != change_me(change))
		return reply_forbidden(request);
	request_message(request, _("Your receipt is noted."));
	given = inform_receipt_get(view, row->id);
	if (given)
		return reply_done(request, 200, &inform_receipt_record, given, "/inform");
	receipt.informed_id = row->id;
	change_insert(change, &inform_receipt_record.shape, &receipt);
	receipt_logged(request, change, row);
	return reply_done(request, 201, &inform_receipt_record, &receipt, "/inform");
}

/* ---- Decisions ---------------------------------------------------------------------------------------------- */

static struct str decision_words(struct arena *arena, const struct inform_decision *decision)
{
	if (decision->kind == STEP_rhythm)
		return arena_print(arena, _("Informing again: at least every %lld minutes."),
			(long long)decision->minutes);
	return str_of(_(inform_steps[decision->kind].label));
}

struct reply inform_decide_act(struct request *request, struct change *change)
{
	struct inform_decision *decision = request_record(request);
	struct reply reply;
	const struct situation *s = to_write(request, change, &reply);
	struct crisis_left left = { .kind = LEFT_decision, .decided_by = decision->decided_by,
		.grounds = decision->reason, .author_name = request_person(request)->name };

	if (!s)
		return reply;
	if (!goes_on(request, s, "kind"))
		return reply_again(request, change);
	decision->crisis_id = s->crisis ? s->crisis->id : 0;
	decision->event_id = s->event_id;
	decision->at = instant_now();
	decision->made_by = change_me(change);
	if (decision->kind != STEP_rhythm)
		decision->minutes = 0;
	change_because(change, decision->reason);
	change_insert(change, &inform_decision_record.shape, decision);
	left.words = decision_words(change_arena(change), decision);
	if (s->crisis)
		crisis_leave(change, s->crisis, &left);
	return reply_done(request, 201, &inform_decision_record, decision, "/inform/%.*s", STR(s->number));
}
