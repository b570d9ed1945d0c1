/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/swaps.c - requests to take a shift as pages and as JSON. */
#include "modules/rosters/swaps.h"

#include "base/json.h"
#include "kit/members.h"
#include "modules/people/people.h"
#include "modules/rosters/swaps.html.h"

#include <string.h>

enum { CHOSEN_DAYS = 120, JSON_LONGEST = 1 << 20, MOST_ON_A_PAGE = 5 };

static void swap_form_judge(struct view *view, void *row, struct problems *problems)
{
	struct swap_new *swap = row;

	(void)view;
	if (swap->ends_at.seconds <= swap->begins_at.seconds)
		problem_add(problems, "ends_at", "%s", _("The end is not after the beginning."));
}

const struct form swap_form = {
	.record = &swap_new_record,
	.fields = FIELDS("asked_of", "begins_at", "ends_at", "back", "words"),
	.judge = swap_form_judge,
};

const struct form swap_answer_form = {
	.record = &swap_reply_record, .fields = FIELDS("answer", "words"),
};
const struct form swap_withdraw_form = {
	.record = &swap_reply_record, .fields = FIELDS("words"),
};
const struct form swap_decide_form = {
	.record = &swap_reply_record, .fields = FIELDS("decision", "why"),
};

struct str swap_path(struct arena *arena, const struct swap *swap)
{
	return arena_print(arena, "/rosters/swaps/%.*s", STR(swap->public_id));
}

struct str swap_sentence(struct view *view, const struct swap *swap)
{
	return arena_print(view_arena(view), _("%.*s asks %.*s"),
		STR(person_name(view, swap->asked_by)), STR(person_name(view, swap->asked_of)));
}

const char *swap_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "ask", N_("The request was sent.") },
		{ "sent", N_("was told of the request.") },
		{ "remind", N_("was reminded.") },
		{ "keeper", N_("Whoever keeps the roster was told that nobody has answered.") },
		{ "accepted", N_("It was accepted, and the shift handed over.") },
		{ "declined", N_("It was declined. Nothing moved.") },
		{ "withdrawn", N_("It was withdrawn. Nothing moved.") },
		{ "decided", N_("Whoever keeps the roster decided, and the shift was handed over.") },
		{ "closed", N_("Whoever keeps the roster closed it. Nothing moved.") },
		{ "lapsed", N_("It lapsed: the shift had begun, or the roster had changed. Nothing moved.") },
		{ "told", N_("was told of the outcome.") },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return steps[i].words;
	return "";
}

struct str swap_problem(const struct swap_shown *shown)
{
	const struct problems *problems = request_problems(shown->request);
	bool decides = shown->state == SWAP_open && shown->is_kept
		&& shown->keeper_from.seconds <= instant_now().seconds;

	for (size_t i = 0; i < problems->count; i++)
		if (strcmp(problems->at[i].field, "words") && (strcmp(problems->at[i].field, "why")
		    || !decides))
			return problems->at[i].words;
	return S("");
}

/* ---- The list, and one ------------------------------------------------------------------ */

struct reply swaps_page(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("Swaps of shifts"), .actions = swaps_actions,
		.status = str_of(_("What you have asked, what is asked of you, and what is asked in the rosters that you keep.")) };

	swaps_query(request, view, &query);
	return table_reply(request, view, &swaps_table, &query, &page);
}

static void swap_json(struct json_out *json, const struct swap_shown *shown)
{
	json_object_begin(json, NULL);
	record_members_json(json, &swap_record, shown->swap);
	json_str(json, "roster", shown->roster ? shown->roster->public_id : S(""));
	json_str(json, "asked_by_name", person_name(shown->view, shown->swap->asked_by));
	json_str(json, "asked_of_name", person_name(shown->view, shown->swap->asked_of));
	json_str(json, "state_now", str_of(swap_states[shown->state].name));
	json_list_begin(json, "steps");
	for (size_t i = 0; i < shown->steps.count; i++) {
		json_object_begin(json, NULL);
		json_instant(json, "at", shown->steps.at[i].at);
		json_str(json, "verb", shown->steps.at[i].verb);
		json_str(json, "person", person_name(shown->view, shown->steps.at[i].person_id));
		json_str(json, "words", shown->steps.at[i].words);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply swap_as_json(struct request *request, const struct swap_shown *shown)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	swap_json(&json, shown);
	return reply_json(request, 200, &out);
}

struct reply swap_page(struct request *request, struct view *view)
{
	const struct swap *swap = swap_get(view, request_param(request, "swap"));
	struct swap_shown shown = { .request = request, .view = view, .swap = swap };
	struct out *out;

	if (!swap)
		return reply_not_found(request);
	shown.roster = roster_of_id(view, swap->roster_id);
	shown.state = swap_state_at(swap, instant_now());
	shown.steps = swap_steps(view, swap->id);
	if (request_wants_json(request))
		return swap_as_json(request, &shown);
	shown.roster_path = shown.roster ? roster_path(request->arena, shown.roster) : S("");
	if (!request_may_open(request, shown.roster_path))
		shown.roster_path = S("");
	shown.keeper_from = swap_keeper_from(swap, swap_pace());
	shown.is_kept = shown.roster && request_may(request, MAY_rosters_write)
		&& roster_may_edit(view, shown.roster) && swap->asked_by != request_person(request)->id
		&& swap->asked_of != request_person(request)->id;
	out = page_begin(request, view, _("Request to take a shift"));
	swap_show(out, &shown);
	return page_end(request, 200);
}

/* ---- Asking --------------------------------------------------------------------------------- */

static const struct shift *shift_that_begins(const struct shift_list *shifts, int64_t seconds)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->at[i].begins.seconds == seconds)
			return &shifts->at[i];
	return NULL;
}

/* Of a shift that goes on, what is left from the next whole hour. */
static struct swap_new fresh_of(struct request *request, const struct roster_rules_list *rules,
                                const struct roster *roster)
{
	struct instant now = instant_now(), from = now, to;
	struct swap_new fresh = { 0 };
	struct shift_list shifts;
	const struct shift *shift;
	int64_t begins = 0;

	if (!str_to_int(request_query(request, "shift"), &begins) || begins <= 0
	    || begins > now.seconds + 2 * CHOSEN_DAYS * (int64_t)DAY)
		return fresh;
	if (begins < now.seconds)
		from.seconds = begins;
	if (now.seconds - from.seconds > CHOSEN_DAYS * (int64_t)DAY)
		return fresh;
	to.seconds = now.seconds + 3 * CHOSEN_DAYS * (int64_t)DAY;
	shifts = rota_shifts(request->arena, rota_of(rules, roster->id), from, to,
		holidays_between(request->arena, from, to));
	shift = shift_that_begins(&shifts, begins);
	if (!shift || shift->person != request_person(request)->id)
		return fresh;
	fresh.begins_at = shift->begins;
	fresh.ends_at = shift->ends;
	if (shift->begins.seconds <= now.seconds)
		fresh.begins_at.seconds = (now.seconds / HOUR + 1) * HOUR;
	return fresh;
}

/* The time that is asked for, also when it was sent back; else `now`. */
static struct instant begins_of(const struct form_view *form, const struct swap_new *fresh,
                                struct instant now)
{
	struct instant written;

	if (form->answers && instant_read(answer_get(form->answers, "begins_at"), &written))
		return written;
	return fresh->begins_at.seconds ? fresh->begins_at : now;
}

struct reply swap_new_page(struct request *request, struct view *view)
{
	const struct roster *roster = roster_get(view, request_param(request, "id"));
	struct instant now = instant_now(), to = { now.seconds + CHOSEN_DAYS * (int64_t)DAY };
	struct roster_rules_list rules;
	struct swap_asking asking;
	struct shift_list shifts;
	struct swap_new fresh;
	struct form_view form;
	struct out *out;

	if (!roster || roster->closed_at.seconds)
		return reply_not_found(request);
	rules = rules_load(view, roster->id, (struct instant){ now.seconds
		- CHOSEN_DAYS * (int64_t)DAY });
	fresh = fresh_of(request, &rules, roster);
	shifts = rota_shifts(request->arena, rota_of(&rules, roster->id), now, to,
		holidays_between(request->arena, now, to));
	form = form_view_of(request, view, &swap_form, &fresh);
	asking = (struct swap_asking){ .view = view, .form = &form, .roster = roster,
		.me = request_person(request)->id, .now = now, .shifts = &shifts,
		.names = shift_names(view, &shifts),
		.mates = mates_of(view, roster->id, begins_of(&form, &fresh, now)) };
	out = page_begin(request, view, _("Ask somebody to take a shift"));
	swap_new_show(out, &asking);
	return page_end(request, 200);
}

/* ---- Elsewhere ------------------------------------------------------------------------------ */

bool shift_may_be_asked(struct view *view, const struct roster *roster, const struct shift *shift)
{
	return shift->person == view_me(view) && !roster->closed_at.seconds
		&& shift->ends.seconds > instant_now().seconds + HOUR;
}

size_t shifts_to_ask(struct view *view, const struct roster *roster,
                     const struct shift_list *shifts)
{
	size_t count = 0;

	for (size_t i = 0; i < shifts->count; i++)
		count += shift_may_be_asked(view, roster, &shifts->at[i]);
	return count;
}

void swaps_of_roster_show(struct out *out, struct view *view, const struct roster *roster)
{
	struct swap_list list = swaps_open(view, roster->id), open = { 0, list.at };

	for (size_t i = 0; i < list.count; i++)
		if (swap_state_at(&list.at[i], instant_now()) == SWAP_open)
			open.at[open.count++] = list.at[i];
	if (open.count)
		roster_swaps(out, view, roster, &open);
}

/* What is asked of oneself; and, for those who keep rosters, what nobody has answered in time. */
void swaps_home(struct out *out, struct request *request, struct view *view)
{
	struct swap_list mine = swaps_asked_of_me(view, instant_now()), late = { 0 };
	struct swap_list open = request_may(request, MAY_rosters_write) ? swaps_open(view, 0)
		: (struct swap_list){ 0 };

	late.at = arena_array(request->arena, struct swap, open.count + 1);
	for (size_t i = 0; i < open.count && late.count < MOST_ON_A_PAGE; i++)
		if (swap_state_at(&open.at[i], instant_now()) == SWAP_open
		    && open.at[i].asked_of != request_person(request)->id
		    && open.at[i].asked_by != request_person(request)->id
		    && swap_keeper_from(&open.at[i], swap_pace()).seconds <= instant_now().seconds)
			late.at[late.count++] = open.at[i];
	if (mine.count || late.count)
		swaps_card(out, view, &mine, &late);
}
