/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/iso.c - an analysis by the parts of ISO 31000: what is there, and what is missing.
 *
 * The parts and what they ask for are data (risk/iso_parts); each check below belongs to one.
 */
#include "modules/risks/views.h"

#include "base/json.h"
#include "modules/risks/paper.h"

#include "modules/risks/views.html.h"

#include <string.h>

/* ---- Of the analysis -------------------------------------------------------------------------- */

static bool has_area(const struct iso_facts *f) { return str_trim(f->rsa->area).len; }
static bool has_process(const struct iso_facts *f) { return str_trim(f->rsa->process).len; }
static bool has_participants(const struct iso_facts *f) { return str_trim(f->rsa->participants).len; }
static bool has_risks(const struct iso_facts *f) { return f->risks->count; }
static bool has_whole(const struct iso_facts *f) { return str_trim(f->rsa->preparedness).len; }
static bool has_secrecy(const struct iso_facts *f) { return f->rsa->secrecy > SECRECY_to_assess; }
static bool has_released(const struct iso_facts *f) { return f->has_released; }

static bool has_prominent(const struct iso_facts *f)
{
	for (size_t i = 0; i < f->risks->count; i++)
		if (f->risks->at[i].risk->is_prominent)
			return true;
	return false;
}

/* ---- Of each risk ------------------------------------------------------------------------------- */

static bool has_source(const struct iso_facts *f) { return f->judged->risk->source_kind.len; }
static bool has_scope(const struct iso_facts *f) { return f->judged->risk->scope; }
static bool has_owner(const struct iso_facts *f) { return f->judged->risk->owner_id; }
static bool has_cause(const struct iso_facts *f) { return str_trim(f->judged->risk->cause).len; }
static bool has_controls(const struct iso_facts *f) { return str_trim(f->judged->risk->controls).len; }
static bool is_assessed(const struct iso_facts *f) { return f->judged->now && !f->judged->now->is_carried; }
static bool has_uncertainty(const struct iso_facts *f) { return f->judged->now && f->judged->now->uncertainty; }
static bool has_level(const struct iso_facts *f) { return f->judged->now && f->judged->now->zone.len; }
static bool has_treatment(const struct iso_facts *f) { return f->judged->risk->treatment; }
static bool has_measure(const struct iso_facts *f) { return f->judged->measures->measures; }
static bool has_plan(const struct iso_facts *f) { return str_trim(f->judged->risk->plan).len; }
static bool is_prominent(const struct iso_facts *f) { return f->judged->risk->is_prominent; }
static bool has_review(const struct iso_facts *f) { return date_is_given(f->judged->risk->review_on); }
static bool has_types(const struct iso_facts *f) { return f->judged->beside->types.len; }
static bool is_decided(const struct iso_facts *f) { return f->judged->risk->communicable; }
static bool is_told(const struct iso_facts *f) { return f->judged->risk->communicable == TELLING_yes; }

static bool has_capability(const struct iso_facts *f)
{
	const struct risk *r = f->judged->risk;

	return r->command.len && r->cooperation.len && r->communication.len && r->competence.len
		&& r->resources.len;
}

static bool needs_measure(const struct iso_facts *f)
{
	return f->judged->now && zone_needs_measure(f->judged->now->zone)
		&& f->judged->risk->treatment != TREATMENT_accept;
}

static bool is_accepted(const struct iso_facts *f)
{
	return f->judged->risk->treatment == TREATMENT_accept;
}

static bool has_acceptance(const struct iso_facts *f)
{
	return acceptance_holds(f->judged->risk, f->today);
}

static bool review_is_ahead(const struct iso_facts *f)
{
	return date_compare(f->judged->risk->review_on, f->today) >= 0;
}

static bool is_planned(const struct iso_facts *f)
{
	return f->judged->risk->teller_id && str_trim(f->judged->risk->message).len;
}

const struct iso_check iso_checks[] = {
	{ "context", false, NULL, has_area, N_("What the unit and its area are") },
	{ "context", false, NULL, has_process, N_("How the work was done") },
	{ "context", false, NULL, has_participants, N_("Who took part") },
	{ "identification", false, NULL, has_risks, N_("At least one risk") },
	{ "identification", true, NULL, has_source, N_("Where it comes from") },
	{ "identification", true, NULL, has_scope, N_("What it concerns") },
	{ "identification", true, NULL, has_owner, N_("An owner") },
	{ "analysis", true, NULL, has_cause, N_("Causes") },
	{ "analysis", true, NULL, has_controls, N_("What protects us already") },
	{ "analysis", true, NULL, is_assessed, N_("An assessment that is this year's") },
	{ "analysis", true, NULL, has_uncertainty, N_("How uncertain the assessment is") },
	{ "analysis", true, NULL, has_capability, N_("The five aspects of capability") },
	{ "evaluation", true, NULL, has_level, N_("A level that a person has decided") },
	{ "evaluation", false, NULL, has_prominent, N_("Which risks are the most prominent") },
	{ "evaluation", false, NULL, has_whole, N_("What the risks say as a whole") },
	{ "treatment", true, NULL, has_treatment, N_("What shall be done with it") },
	{ "treatment", true, needs_measure, has_measure, N_("A measure, where the level asks for one") },
	{ "treatment", true, is_prominent, has_plan, N_("A long-term action plan, for the most prominent") },
	{ "treatment", true, is_accepted, has_acceptance, N_("A decision that holds, where it is accepted") },
	{ "monitoring", true, NULL, has_review, N_("A day for looking at it again") },
	{ "monitoring", true, has_review, review_is_ahead, N_("That day has not passed") },
	{ "monitoring", true, NULL, has_types, N_("Types of events that are counted beside it") },
	{ "communication", true, NULL, is_decided, N_("A decision whether it shall be told") },
	{ "communication", true, is_told, is_planned, N_("What is said, and who sees to it") },
	{ "communication", false, NULL, has_secrecy, N_("An assessment of secrecy") },
	{ "communication", false, NULL, has_released, N_("An open extract that has been released") },
	{ .part = NULL },
};

/* ---- Asked ------------------------------------------------------------------------------------------ */

static void ask_risk(const struct iso_facts *facts, struct iso_answer *answer)
{
	const struct iso_check *check = answer->check;

	if (check->concerns && !check->concerns(facts))
		return;
	answer->asked++;
	if (check->holds(facts))
		answer->there++;
	else
		answer->missing[answer->asked - answer->there - 1] = facts->judged;
}

struct iso_answer_list iso_answers(struct arena *arena, const struct iso_facts *all)
{
	struct iso_answer_list list = { 0, arena_array(arena, struct iso_answer, COUNT(iso_checks)) };

	for (const struct iso_check *check = iso_checks; check->part; check++) {
		struct iso_answer *answer = &list.at[list.count++];

		*answer = (struct iso_answer){ .check = check,
			.missing = arena_array(arena, const struct judged *, all->risks->count + 1) };
		if (!check->is_of_each) {
			answer->asked = 1;
			answer->there = check->holds(all);
			continue;
		}
		for (size_t i = 0; i < all->risks->count; i++) {
			struct iso_facts one = *all;

			one.judged = &all->risks->at[i];
			ask_risk(&one, answer);
		}
	}
	return list;
}

/* ---- Shown ------------------------------------------------------------------------------------------- */

static struct iso_answer_list answers_of(struct view *view, const struct rsa_page *page)
{
	struct rsa_extract_list extracts = rsa_extracts_of(view, page->rsa->id);
	struct iso_facts facts = { .rsa = page->rsa, .risks = &page->risks, .today = date_today() };

	for (size_t i = 0; i < extracts.count; i++)
		facts.has_released |= extracts.at[i].state == EXTRACT_released;
	return iso_answers(view_arena(view), &facts);
}

static struct reply iso_json(struct request *request, const struct rsa_page *page,
                             const struct iso_answer_list *answers)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_str(&json, "rsa", page->rsa->public_id);
	json_list_begin(&json, "checks");
	for (size_t i = 0; i < answers->count; i++) {
		const struct iso_answer *answer = &answers->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "part", str_of(answer->check->part));
		json_str(&json, "asks", str_of(_(answer->check->words)));
		json_int(&json, "asked", (int64_t)answer->asked);
		json_int(&json, "there", (int64_t)answer->there);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply iso_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	const struct catalogue *parts = catalogue_get(ISO_PARTS);
	struct iso_answer_list answers;
	struct rsa_page page;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	page = rsa_page_of(request, view, rsa);
	answers = answers_of(view, &page);
	if (request_wants_json(request))
		return iso_json(request, &page, &answers);
	out = page_begin(request, view, _("By the parts of ISO 31000"));
	iso_page(out, &page);
	for (size_t i = 0; i < parts->count; i++)
		if (!parts->items[i].is_retired)
			iso_part(out, &parts->items[i], &answers);
	return page_end(request, 200);
}
