/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/workshop.c - the one who leads a workshop: opens it, takes up risks, closes rounds. */
#include "modules/risks/workshop.h"

#include "base/crypto.h"
#include "base/json.h"

#include "modules/risks/workshop.html.h"

#include <string.h>

enum { CODE_LETTERS = 8 };

const struct choice workshop_states[] = {
	{ "", "" },
	{ "open", N_("Open") },
	{ "finished", N_("Finished") },
	{ NULL, NULL },
};

#define RECORD struct risk_workshop
static const struct field workshop_fields[] = { RISK_WORKSHOP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_workshop_record = {
	RECORD_OF("risk_workshop", risk_workshop, workshop_fields),
	.label = N_("Workshop"), .many = N_("Workshops"), .path = "/risks",
};
#define RECORD struct risk_round
static const struct field round_fields[] = { RISK_ROUND_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_round_record = {
	RECORD_OF("risk_round", risk_round, round_fields),
	.label = N_("Round of votes"), .many = N_("Rounds of votes"), .path = "/risks",
};
const struct form workshop_form = { .record = &risk_workshop_record, .fields = FIELDS("people", "needs_account") };

/* ---- The workshops of an analysis ---------------------------------------------------------------- */

static const struct rsa *rsa_asked(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));

	return rsa && risks_may(view, MAY_risks_write, rsa->unit_id) ? rsa : NULL;
}

struct reply workshops_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_asked(request, view);
	struct risk_workshop_list workshops;
	struct risk_workshop empty = { 0 };
	struct form_view form;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	workshops = workshops_of(view, rsa->id);
	out = page_begin(request, view, _("Workshops"));
	workshops_head(out, request, rsa, unit_get(view, rsa->unit_id));
	workshops_list(out, view, &workshops);
	if (rsa_is_editable(rsa->state)) {
		form = form_view_of(request, view, &workshop_form, &empty);
		workshops_form_begin(out);
		form_begin(out, &form, arena_print(request->arena, "/risks/rsa/%.*s/workshops",
			STR(rsa->public_id)), false);
		form_field(out, &form, "people");
		form_field(out, &form, "needs_account");
		form_buttons(out, _("Open a workshop"), rsa_path(request->arena, rsa));
		form_end(out);
	} else {
		workshops_closed(out);
	}
	return page_end(request, 200);
}

struct str workshop_digest(struct arena *arena, struct str code)
{
	struct out out;

	out_init(&out, arena, 256);
	for (size_t i = 0; i < code.len && i < 64; i++) {
		char c = code.at[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			out_char(&out, c);
	}
	return digest_hex(arena, arena_print(arena, "risk-workshop %.*s", STR(out_str(&out))));
}

struct risk_workshop *workshop_open(struct change *change, const struct rsa *rsa,
                                    const struct risk_workshop *asked)
{
	struct arena *arena = change_arena(change);
	struct risk_workshop *workshop = arena_new(arena, struct risk_workshop);
	struct str code = random_code(arena, CODE_LETTERS);

	*workshop = (struct risk_workshop){ .rsa_id = rsa->id, .unit_id = rsa->unit_id, .code = code,
		.code_digest = workshop_digest(arena, code), .needs_account = asked->needs_account, .people = asked->people,
		.state = WORKSHOP_open, .created_at = instant_now() };
	change_insert(change, &risk_workshop_record.shape, workshop);
	rsa_step_add(change, rsa->id, "workshop", rsa->state, rsa->state, S(""));
	return workshop;
}

struct reply workshop_open_act(struct request *request, struct change *change)
{
	const struct rsa *rsa = rsa_asked(request, change_view(change));
	const struct risk_workshop *asked = request_record(request);
	const struct risk_workshop *workshop;

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state)) {
		problem_add(request_problems(request), "", "%.*s", STR(rsa_locked_words(request->arena, rsa)));
		return reply_again(request, change);
	}
	workshop = workshop_open(change, rsa, asked);
	request_message(request, _("The workshop is open. Read the code aloud and take up the first risk."));
	return reply_done(request, 201, &risk_workshop_record, workshop, "/risks/workshops/%.*s",
		STR(workshop->public_id));
}

/* ---- One workshop -------------------------------------------------------------------------------- */

static const struct risk_workshop *workshop_asked(struct request *request, struct view *view)
{
	const struct risk_workshop *workshop = workshop_get(view, request_param(request, "id"));

	return workshop && risks_may(view, MAY_risks_write, workshop->unit_id) ? workshop : NULL;
}

static void spread_json(struct json_out *json, const struct spread_row_list *spread)
{
	json_list_begin(json, "spread");
	for (size_t i = 0; i < spread->count; i++) {
		const struct spread_row *row = &spread->at[i];

		json_object_begin(json, NULL);
		json_str(json, "value", row->value.len ? row->value : S("probability"));
		json_int(json, "untouched", row->untouched);
		json_list_begin(json, "votes");
		for (int64_t step = 1; step <= row->steps; step++)
			json_int(json, NULL, row->at[step]);
		json_list_finish(json);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply workshop_json(struct request *request, struct view *view,
                                  const struct risk_workshop *workshop)
{
	struct risk_round_list rounds = rounds_of(view, workshop->id);
	const struct rsa *rsa = rsa_of_id(view, workshop->rsa_id);
	const struct scales *scales = scales_of(view, rsa->method_id);
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_str(&json, "public_id", workshop->public_id);
	json_str(&json, "state", str_of(workshop_states[workshop->state].name));
	json_list_begin(&json, "rounds");
	for (size_t i = 0; i < rounds.count; i++) {
		const struct risk *risk = risk_of_id(view, rounds.at[i].risk_id);
		struct risk_vote_list votes = votes_of(view, rounds.at[i].id);
		struct spread_row_list spread = vote_spread(request->arena, &votes, scales);

		json_object_begin(&json, NULL);
		json_str(&json, "risk", risk ? risk->public_id : S(""));
		json_int(&json, "round", rounds.at[i].round);
		json_int(&json, "votes", votes_count(view, rounds.at[i].id));
		json_bool(&json, "is_closed", rounds.at[i].closed_at.seconds > 0);
		if (rounds.at[i].is_shown)
			spread_json(&json, &spread);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void round_show(struct out *out, struct request *request, struct view *view,
                       const struct risk_workshop *workshop, const struct scales *scales)
{
	const struct risk_round *round = round_of_id(view, workshop->round_id);
	const struct risk *risk = round ? risk_of_id(view, round->risk_id) : NULL;
	enum workshop_phase phase = risk ? workshop_phase_of(round) : PHASE_waiting;

	round_begin(out, workshop, phase == PHASE_voting);
	if (phase == PHASE_waiting)
		round_waiting(out);
	if (phase == PHASE_voting)
		round_voting(out, request, workshop, risk, round, votes_count(view, round->id));
	if (phase == PHASE_shown) {
		struct risk_vote_list votes = votes_of(view, round->id);
		struct spread_row_list spread = vote_spread(request->arena, &votes, scales);

		round_shown(out, risk, round);
		spread_show(out, &spread, round->round);
		round_shown_steps(out, request, workshop, risk);
	}
	round_end(out);
}

struct reply workshop_show(struct request *request, struct view *view)
{
	const struct risk_workshop *workshop = workshop_asked(request, view);
	struct risk_round_list rounds;
	const struct rsa *rsa;
	struct rsa_page page;
	struct out *out;

	if (!workshop)
		return reply_not_found(request);
	if (request_wants_json(request))
		return workshop_json(request, view, workshop);
	rsa = rsa_of_id(view, workshop->rsa_id);
	page = rsa_page_of(request, view, rsa);
	rounds = rounds_of(view, workshop->id);
	out = page_begin(request, view, _("Workshop"));
	workshop_head(out, &page, workshop);
	if (workshop->state == WORKSHOP_open)
		round_show(out, request, view, workshop, page.scales);
	workshop_risks(out, &page, workshop, &rounds, page.may_write && workshop->state == WORKSHOP_open
		&& workshop_phase_of(round_of_id(view, workshop->round_id)) != PHASE_voting);
	return page_end(request, 200);
}

/* ---- Steps --------------------------------------------------------------------------------------------- */

static int64_t rounds_about(const struct risk_round_list *rounds, int64_t risk_id)
{
	int64_t count = 0;

	for (size_t i = 0; i < rounds->count; i++)
		count += rounds->at[i].risk_id == risk_id;
	return count;
}

static void round_open(struct change *change, struct risk_workshop *now, int64_t risk_id)
{
	struct risk_round_list rounds = rounds_of(change_view(change), now->id);
	struct risk_round round = { .workshop_id = now->id, .risk_id = risk_id,
		.round = rounds_about(&rounds, risk_id) + 1, .created_at = instant_now() };

	change_insert(change, &risk_round_record.shape, &round);
	now->round_id = round.id;
}

static void round_close(struct change *change, const struct risk_round *before, int64_t votes, bool is_shown)
{
	struct risk_round now = *before;

	if (!now.closed_at.seconds)
		now.closed_at = instant_now();
	now.votes = votes;
	now.is_shown = is_shown;
	change_update(change, &risk_round_record.shape, &now, before->version);
}

static void step_take(struct change *change, struct risk_workshop *now, const struct workshop_facts *facts)
{
	if (!strcmp(facts->verb, "take"))
		round_open(change, now, facts->risk->id);
	else if (!strcmp(facts->verb, "again"))
		round_open(change, now, facts->round->risk_id);
	else if (!strcmp(facts->verb, "close"))
		round_close(change, facts->round, facts->votes, true);
	else {
		if (workshop_phase_of(facts->round) == PHASE_voting)
			round_close(change, facts->round, facts->votes, false);
		now->round_id = 0;
	}
	if (!strcmp(facts->verb, "finish")) {
		now->state = WORKSHOP_finished;
		now->finished_at = instant_now();
	}
}

static struct reply refused(struct request *request, struct change *change, const char *words)
{
	problem_add(request_problems(request), "", "%s", words);
	return reply_again(request, change);
}

static struct workshop_facts facts_of(struct request *request, struct view *view,
                                      const struct risk_workshop *workshop, const struct rsa *rsa)
{
	const struct risk_round *round = round_of_id(view, workshop->round_id);
	struct workshop_facts facts = { .verb = str_z(request->arena, request_param(request, "verb")),
		.round = round, .is_open = workshop->state == WORKSHOP_open,
		.is_editable = rsa_is_editable(rsa->state), .is_secret = rsa->secrecy == SECRECY_whole,
		.needs_account = workshop->needs_account, .people = workshop->people,
		.votes = round ? votes_count(view, round->id) : 0 };

	if (!strcmp(facts.verb, "take"))
		facts.risk = risk_get(view, request_field(request, "risk"));
	else if (round)
		facts.risk = risk_of_id(view, round->risk_id);
	if (facts.risk && (facts.risk->rsa_id != rsa->id || facts.risk->dropped_reason.len))
		facts.risk = NULL;
	return facts;
}

struct reply workshop_step_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct risk_workshop *before = workshop_asked(request, view);
	const struct rsa *rsa = before ? rsa_of_id(view, before->rsa_id) : NULL;
	struct risk_workshop now;
	struct workshop_facts facts;
	const char *problem;

	if (!rsa)
		return reply_not_found(request);
	facts = facts_of(request, view, before, rsa);
	problem = workshop_problem(&facts);
	if (problem)
		return refused(request, change, _(problem));
	now = *before;
	step_take(change, &now, &facts);
	if (change_update(change, &risk_workshop_record.shape, &now,
			request_version(request) ? request_version(request) : before->version) == UPDATED_STALE)
		return reply_stale(request, &risk_workshop_record, &now, before);
	return reply_done(request, 200, &risk_workshop_record, &now, "/risks/workshops/%.*s",
		STR(now.public_id));
}

/* ---- Beside the assessment ------------------------------------------------------------------------------ */

void workshop_decided(struct change *change, const struct risk *risk, int64_t revision_id)
{
	const struct risk_round *before = round_to_decide(change_view(change), risk->id);
	struct risk_round now;

	if (!before)
		return;
	now = *before;
	now.revision_id = revision_id;
	change_update(change, &risk_round_record.shape, &now, before->version);
}

static void beside(struct out *out, struct view *view, const struct risk_round *round,
                   const struct scales *scales, bool is_to_decide)
{
	struct risk_vote_list votes;
	struct spread_row_list spread;

	if (!round || !round->is_shown || !scales)
		return;
	votes = votes_of(view, round->id);
	spread = vote_spread(view_arena(view), &votes, scales);
	workshop_beside(out, round, &spread, is_to_decide);
}

void workshop_beside_form(struct out *out, struct view *view, const struct risk *risk, const struct scales *scales)
{
	beside(out, view, round_to_decide(view, risk->id), scales, true);
}

void workshop_beside_risk(struct out *out, struct view *view, const struct risk *risk, const struct scales *scales)
{
	beside(out, view, round_of_revision(view, risk->revision_id), scales, false);
}
