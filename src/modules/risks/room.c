/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/room.c - the one who votes: with a code and no account.
 *
 * The browser keeps a random word, which it got with the page; of it only a digest is kept here,
 * so a vote can be changed until the round is closed and nobody can tell whose it is.  Who guesses
 * codes is stopped by the rate, which only counts guesses: a whole room has one address, and its
 * telephones ask for a workshop that has just ended.
 */
#include "modules/risks/workshop.h"

#include "base/crypto.h"
#include "kit/rate.h"

#include "modules/risks/workshop.html.h"

enum { TRIES = 20, TRY_SECONDS = 60, TOKEN_BYTES = 18, VOTER_SECONDS = 86400,
	LONGEST_TOKEN = 64 };
static const char voter_cookie[] = "varn_vote";

static struct reply too_many_tries(struct request *request)
{
	return reply_problem(request, 429, _("That was too many tries."),
		str_of(_("Wait a minute and write the code again.")));
}

/* NULL with *is_stopped: too many wrong codes from the address. */
static const struct workshop_room *room_asked(struct request *request, struct view *view, bool *is_stopped)
{
	struct str digest = workshop_digest(request->arena, request_param(request, "code"));

	*is_stopped = !rate_allows("workshop", request->address, TRIES, TRY_SECONDS);
	if (*is_stopped)
		return NULL;
	if (code_is_given(view, digest))
		rate_take_back("workshop", request->address);
	return room_of_code(view, digest);
}

/* A room is in the phase of its round. */
static enum workshop_phase phase_of(const struct workshop_room *room)
{
	const struct risk_round round = { .closed_at = room->closed_at, .is_shown = room->is_shown,
		.revision_id = room->revision_id };

	return workshop_phase_of(room->round_id ? &round : NULL);
}

static struct str token_of(struct request *request)
{
	return str_part(request_cookie(request, voter_cookie), 0, LONGEST_TOKEN);
}

static void token_keep(struct reply *reply, struct request *request, struct str token)
{
	reply_cookie(reply, request->arena, (struct cookie){ .name = voter_cookie, .value = token,
		.seconds = VOTER_SECONDS, .is_secure = request->is_secure });
}

static struct str voter_of(struct request *request, const struct workshop_room *room, struct str token)
{
	return digest_hex(request->arena, arena_print(request->arena, "voter %lld %.*s",
		(long long)room->id, STR(token)));
}

struct reply room_ask(struct request *request, struct view *view)
{
	struct str code = request_query(request, "code");
	struct out *out;

	(void)view;
	if (code.len)
		return reply_go(request, "/workshop/%.*s", STR(code));
	out = page_begin_bare(request, "workshop", _("Take part in a workshop"));
	room_ask_page(out, false);
	return page_end(request, 200);
}

/* A page that asks again and again by itself is shown anew, and asks no more. */
static struct reply room_unknown(struct request *request)
{
	struct out *out = page_begin_bare(request, "workshop", _("Take part in a workshop"));
	struct reply reply;

	room_ask_page(out, true);
	reply = page_end(request, 404);
	if (request_is_part(request))
		reply_header(&reply, "HX-Refresh", S("true"));
	return reply;
}

/* ---- Voting ----------------------------------------------------------------------------------------- */

static int64_t chosen(struct request *request, const char *name, int64_t otherwise)
{
	int64_t step = otherwise;

	str_to_int(request_field(request, name), &step);
	return step;
}

static void form_write(struct out *out, struct request *request, const struct scales *scales,
                       const struct risk_vote *own)
{
	struct str values[MOST_VALUES];
	size_t count = scales_values(scales, values);
	struct risk_consequence_list said = { 0 };

	if (own)
		consequences_read(request->arena, own->consequences, scales, &said);
	vote_row_begin(out, "probability", str_of(_("How probable is it?")));
	for (int64_t step = 1; step <= scales->method.probability_steps; step++)
		vote_button(out, "probability", scales_step(scales, "probability", S(""), step),
			chosen(request, "probability", own ? own->probability : 0) == step);
	vote_row_end(out);
	for (size_t i = 0; i < count; i++) {
		const char *name = str_z(request->arena, arena_print(request->arena, "consequence-%.*s", STR(values[i])));
		int64_t now = chosen(request, name, consequence_of(&said, values[i]));

		vote_row_begin(out, name, code_name("event/protected_values", values[i]));
		vote_none(out, name, now == 0);
		for (int64_t step = 1; step <= scales->method.consequence_steps; step++)
			vote_button(out, name, scales_step(scales, "consequence", values[i], step), now == step);
		vote_row_end(out);
	}
}

static void voting_show(struct out *out, struct request *request, const struct workshop_room *room,
                        const struct scales *scales, const struct risk_vote *own, bool is_writing)
{
	struct str code = request_param(request, "code");

	room_voting(out, room, own != NULL);
	if (!is_writing) {
		room_voted(out, code);
		return;
	}
	vote_form_begin(out, request, code, room->round_id);
	form_write(out, request, scales, own);
	vote_form_end(out);
}

static void spread_write(struct out *out, struct request *request, struct view *view,
                         const struct workshop_room *room, const struct scales *scales)
{
	struct risk_vote_list votes = room_votes(view, room->round_id);
	struct spread_row_list spread = vote_spread(request->arena, &votes, scales);

	room_shown(out, room);
	spread_show(out, &spread, room->round);
}

static void room_write(struct out *out, struct request *request, struct view *view,
                       const struct workshop_room *room, struct str token)
{
	const struct scales *scales = scales_of(view, room->method_id);
	enum workshop_phase phase = phase_of(room);
	const struct risk_vote *own = phase == PHASE_voting && token.len
		? room_own(view, room->round_id, voter_of(request, room, token)) : NULL;
	bool is_writing = phase == PHASE_voting && (!own || request_query(request, "change").len
		|| request_problems(request)->count);

	room_begin(out, request_param(request, "code"), !is_writing);
	room_problems(out, request_problems(request));
	if (phase == PHASE_voting)
		voting_show(out, request, room, scales, own, is_writing);
	else if (phase == PHASE_shown)
		spread_write(out, request, view, room, scales);
	else
		room_waiting(out, request_param(request, "code"));
	room_end(out);
}

/* Who has no word yet gets one with the page: who then presses twice has still one vote. */
struct reply room_show(struct request *request, struct view *view)
{
	bool is_stopped;
	const struct workshop_room *room = room_asked(request, view, &is_stopped);
	struct str token = token_of(request);
	struct reply reply;

	if (!room)
		return is_stopped ? too_many_tries(request) : room_unknown(request);
	room_write(page_begin_bare(request, "workshop", _("Workshop")), request, view, room, token);
	reply = page_end(request, 200);
	if (!token.len)
		token_keep(&reply, request, random_token(request->arena, TOKEN_BYTES));
	return reply;
}

static struct reply refused(struct request *request, struct change *change, const char *words)
{
	problem_add(request_problems(request), "", "%s", words);
	return reply_again(request, change);
}

struct reply room_vote_act(struct request *request, struct change *change)
{
	bool is_stopped;
	const struct workshop_room *room = room_asked(request, change_view(change), &is_stopped);
	struct str token = token_of(request);
	const struct scales *scales;
	struct risk_consequence_list said;
	struct str consequences;
	int64_t round = 0, probability = 0;
	struct reply reply;

	if (!room)
		return is_stopped ? too_many_tries(request) : room_unknown(request);
	scales = scales_of(change_view(change), room->method_id);
	str_to_int(request_field(request, "round"), &round);
	str_to_int(request_field(request, "probability"), &probability);
	consequences = consequences_sent(request, scales, S(""));
	if (phase_of(room) != PHASE_voting || round != room->round_id)
		return refused(request, change, _("This round is closed: your vote was not counted."));
	if (!scales_step(scales, "probability", S(""), probability))
		return refused(request, change, _("Choose how probable it is."));
	if (!consequences_read(request->arena, consequences, scales, &said) || !said.count)
		return refused(request, change, _("Choose the consequence for at least one of the values."));
	if (!token.len)
		token = random_token(request->arena, TOKEN_BYTES);
	vote_put(change, room->round_id, voter_of(request, room, token), probability, consequences);
	reply = reply_go(request, "/workshop/%.*s", STR(request_param(request, "code")));
	token_keep(&reply, request, token);
	return reply;
}
