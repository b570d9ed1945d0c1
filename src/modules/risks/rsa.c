/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/rsa.c - one analysis: shown, written in, taken from step to step. */
#include "modules/risks/pages.h"

#include "modules/risks/pages.html.h"
#include "modules/risks/paper.html.h"
#include "modules/risks/rsa.html.h"

#include <string.h>

static void rsa_judge(struct view *view, void *row, struct problems *problems);
const struct form rsa_form = {
	.record = &rsa_record,
	.fields = FIELDS("area", "process", "participants", "preparedness", "secrecy", "secrecy_ground"),
	.judge = rsa_judge,
};
const struct form rsa_act_form = {
	.record = &rsa_act_record,
	.fields = FIELDS("meeting_on", "paragraph", "signer", "words"),
};

struct str rsa_path(struct arena *arena, const struct rsa *rsa)
{
	return arena_print(arena, "/risks/rsa/%.*s", STR(rsa->public_id));
}

static const struct rsa *asked(struct request *request, struct view *view)
{
	return rsa_get(view, request_param(request, "id"));
}

static bool may(struct request *request, struct view *view, enum permission permission,
                const struct rsa *rsa)
{
	return request_may(request, permission) && risks_may(view, permission, rsa->unit_id);
}

/* ---- What it says ------------------------------------------------------------------------------ */

struct lint_list lint_of(struct view *view, const struct judged *j, const struct scales *scales)
{
	const struct risk_step *step = j->now && scales
		? scales_step(scales, "probability", S(""), j->now->probability) : NULL;
	struct lint_facts facts = { .risk = j->risk, .now = j->now, .before = j->before,
		.level = j->now ? zone_number(j->now->zone) : 0,
		.level_before = j->before ? zone_number(j->before->zone) : 0,
		.needs_measure = j->now && zone_needs_measure(j->now->zone),
		.measures = j->measures->measures, .finished = j->measures->finished,
		.hits = j->beside->hits,
		.step_low = step ? step->frequency_low : 0, .step_high = step ? step->frequency_high : 0,
		.types = j->beside->types, .events = j->beside->twelve_months, .today = date_today() };

	return risk_lint(view_arena(view), &facts);
}

struct judged_list rsa_judged(struct view *view, const struct rsa *rsa)
{
	struct risk_list risks = risks_of(view, rsa->id);
	struct risk_revision_list now = revisions_of(view, rsa->id), before = revisions_before(view, rsa->id);
	struct measure_tally_list measures = risk_measures(view, rsa->id);
	const struct scales *scales = scales_of(view, rsa->method_id);
	struct beside_list besides = besides_of(view, &risks);
	struct judged_list list = { risks.count, arena_array(view_arena(view), struct judged, risks.count + 1) };

	for (size_t i = 0; i < risks.count; i++) {
		struct judged *one = &list.at[i];

		*one = (struct judged){ .risk = &risks.at[i], .nth = i + 1,
			.now = revision_find(&now, risks.at[i].id),
			.before = revision_find(&before, risks.at[i].id),
			.measures = tally_find(&measures, risks.at[i].id), .beside = &besides.at[i] };
		one->lint = lint_of(view, one, scales);
	}
	return list;
}

struct rsa_facts rsa_facts_of(struct view *view, const struct rsa *rsa)
{
	struct risk_list risks = risks_of(view, rsa->id);
	struct risk_revision_list now = revisions_of(view, rsa->id);
	struct rsa_facts facts = { .risks = risks.count,
		.has_area = str_trim(rsa->area).len, .has_process = str_trim(rsa->process).len,
		.has_participants = str_trim(rsa->participants).len,
		.has_secrecy = rsa->secrecy > SECRECY_to_assess,
		.has_ground = rsa->secrecy <= SECRECY_open || rsa->secrecy_ground.len,
		.has_commitments = rsa_has_commitments(view, rsa->id) };

	for (size_t i = 0; i < risks.count; i++) {
		const struct risk_revision *revision = revision_find(&now, risks.at[i].id);

		facts.unassessed += revision == NULL;
		facts.carried += revision && revision->is_carried;
		facts.prominent += risks.at[i].is_prominent;
		facts.without_plan += risks.at[i].is_prominent && !str_trim(risks.at[i].plan).len;
	}
	return facts;
}

struct rsa_page rsa_page_of(struct request *request, struct view *view, const struct rsa *rsa)
{
	struct rsa_facts facts = rsa_facts_of(view, rsa);
	bool writes = may(request, view, MAY_risks_write, rsa);
	struct rsa_page page = { .request = request, .view = view, .rsa = rsa,
		.unit = unit_get(view, rsa->unit_id), .scales = scales_of(view, rsa->method_id),
		.risks = rsa_judged(view, rsa), .dropped = risks_dropped(view, rsa->id),
		.steps = rsa_steps(view, rsa->id), .next = rsa_next(view, rsa),
		.wanting = rsa_wanting(request->arena, &facts),
		.may_write = writes && rsa_is_editable(rsa->state) };

	page.may_learn = writes;
	page.may_extract = writes || may(request, view, MAY_risks_approve, rsa);
	page.may_follow = writes && rsa_is_locked(rsa->state) && !page.next;
	if (rsa->submission_id && request_may(request, MAY_programme_read))
		page.submission = submission_path(view, rsa->submission_id);
	return page;
}

const struct risk *risk_waiting(const struct rsa_page *page)
{
	for (size_t i = 0; i < page->risks.count; i++)
		if (!page->risks.at[i].now || page->risks.at[i].now->is_carried)
			return page->risks.at[i].risk;
	return NULL;
}

/* ---- Shown -------------------------------------------------------------------------------------------- */

static void act_field(struct out *out, struct form_view *form, const struct rsa_move *move,
                      const char *field)
{
	if (strcmp(field, "words")) {
		form_field(out, form, field);
		return;
	}
	rsa_act_words(out, move->verb, form->answers ? answer_get(form->answers, "words") : S(""),
		form->problems ? problem_for(form->problems, "words") : S(""), move->needs != NULL);
}

/* A step whose words are asked for stands folded, and open when it was tried and refused. */
static void move_form(struct out *out, const struct rsa_page *page, const char *verb,
                      const char *label, const struct rsa_move *move)
{
	struct rsa_act *act = arena_new(page->request->arena, struct rsa_act);
	struct form_view form;
	bool is_tried;

	*act = (struct rsa_act){ 0 };
	form = form_view_of(page->request, page->view, &rsa_act_form, act);
	is_tried = form.answers && str_is(request_param(page->request, "verb"), verb);
	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	rsa_details(out, verb, _(label), is_tried);
	form_begin(out, &form, arena_print(page->request->arena, "/risks/rsa/%.*s/%s",
		STR(page->rsa->public_id), verb), false);
	version_field(out, page->rsa->version);
	if (is_tried)
		form_problems(out, &form);
	for (const char *const *field = move->asks; field && *field; field++)
		act_field(out, &form, move, *field);
	form_buttons(out, _(label), S(""));
	form_end(out);
	rsa_details_end(out);
}

static const struct rsa_move follow_move = { .verb = "correct", .asks = FIELDS("words"),
	.needs = FIELDS("words"), .label = N_("Begin a new version") };

bool rsa_form_is_shown(const struct rsa_page *page)
{
	struct str verb = request_param(page->request, "verb");
	const struct rsa_move *move = rsa_move_find(verb);

	if (!request_answers(page->request))
		return false;
	if (str_is(verb, follow_move.verb))
		return page->may_follow;
	return move && (move->from & FROM_STATE(page->rsa->state))
		&& may(page->request, page->view, move->need, page->rsa);
}

static void moves_show(struct out *out, const struct rsa_page *page)
{
	rsa_next_begin(out, page);
	for (const struct rsa_move *move = rsa_moves; move->verb; move++) {
		if (!(move->from & FROM_STATE(page->rsa->state)))
			continue;
		if (!may(page->request, page->view, move->need, page->rsa))
			rsa_next_other(out, _(move->label), _(move->who));
		else
			move_form(out, page, move->verb, move->label, move);
	}
	if (page->may_follow)
		move_form(out, page, "correct", follow_move.label, &follow_move);
	rsa_next_end(out);
}

struct reply rsa_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = asked(request, view);
	struct rsa_page page;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &rsa_record, rsa);
	page = rsa_page_of(request, view, rsa);
	out = page_begin(request, view, _("Risk analysis"));
	rsa_head(out, &page);
	rsa_messages(out, &page);
	rsa_risks(out, &page);
	rsa_texts(out, &page);
	rsa_side_begin(out);
	moves_show(out, &page);
	rsa_views(out, &page);
	rsa_side(out, &page);
	rsa_end(out);
	return page_end(request, 200);
}

/* ---- Written in ----------------------------------------------------------------------------------------- */

static void rsa_judge(struct view *view, void *row, struct problems *problems)
{
	struct rsa *rsa = row;

	(void)view;
	if (rsa->secrecy <= SECRECY_open && rsa->secrecy_ground.len)
		problem_add(problems, "secrecy_ground", "%s",
			_("A ground is only for an analysis of which something is marked."));
}

void *rsa_load(struct request *request, struct view *view)
{
	const struct rsa *rsa = asked(request, view);

	if (!rsa || !risks_may(view, MAY_risks_write, rsa->unit_id))
		return NULL;
	return (void *)(uintptr_t)rsa;
}

struct str rsa_locked_words(struct arena *arena, const struct rsa *rsa)
{
	return arena_print(arena, rsa_is_locked(rsa->state)
		? _("Nothing was changed: the analysis is locked since it was submitted (“%s”). Begin a new version to change it.")
		: _("Nothing was changed: the analysis is “%s”. It must be sent back or taken back first."),
		_(rsa_states[rsa->state].label));
}

struct reply rsa_edit(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	path = rsa_path(request->arena, rsa);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "%.*s", STR(path));
	form = form_view_of(request, view, &rsa_form, rsa);
	out = page_begin(request, view, _("Change the analysis"));
	rsa_edit_begin(out, rsa, unit_get(view, rsa->unit_id));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), path);
	form_end(out);
	return page_end(request, 200);
}

static int64_t sent_version(struct request *request, const struct rsa *rsa)
{
	return request_version(request) ? request_version(request) : rsa->version;
}

static struct reply stale(struct request *request, struct change *change, enum updated updated,
                          const struct rsa *mine)
{
	const struct rsa *theirs = rsa_of_id(change_view(change), mine->id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &rsa_record, mine, theirs);
}

struct reply rsa_change_act(struct request *request, struct change *change)
{
	struct rsa *rsa = request_record(request);
	enum updated updated;

	if (!rsa_is_editable(rsa->state))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	updated = change_update(change, &rsa_record.shape, rsa, sent_version(request, rsa));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, rsa);
	if (updated == UPDATED)
		rsa_step_add(change, rsa->id, "change", rsa->state, rsa->state, S(""));
	request_message(request, _("The analysis is saved."));
	return reply_done(request, 200, &rsa_record, rsa, "/risks/rsa/%.*s", STR(rsa->public_id));
}

/* ---- Steps ------------------------------------------------------------------------------------------------ */

static struct str step_words(struct arena *arena, const struct rsa_move *move, const struct rsa_act *act)
{
	if (move->to == RSA_approved_by_board)
		return arena_print(arena, "%.*s, %.*s, %.*s", STR(date_iso(arena, act->meeting_on)),
			STR(str_trim(act->paragraph)), STR(str_trim(act->signer)));
	return str_trim(act->words);
}

/* "Wanting before this: X; Y." */
static struct str wanting_words(struct arena *arena, const struct wanting_list *list)
{
	struct out out;

	out_init(&out, arena, 8192);
	for (size_t i = 0; i < list->count; i++)
		out_print(&out, "%s%s", i ? "; " : "", _(list->at[i].words));
	return arena_print(arena, _("This is wanting before it can go on: %.*s."), STR(out_str(&out)));
}

static void decision_put(struct rsa *rsa, const struct rsa_move *move, const struct rsa_act *act)
{
	if (move->to == RSA_approved_by_board) {
		rsa->meeting_on = act->meeting_on;
		rsa->paragraph = str_trim(act->paragraph);
		rsa->signer = str_trim(act->signer);
	} else if (move->to == RSA_draft) {
		rsa->meeting_on = (struct date){ 0 };
		rsa->paragraph = rsa->signer = S("");
	}
}

static struct reply move_take(struct request *request, struct change *change, const struct rsa *before,
                              const struct rsa_move *move)
{
	const struct rsa_act *act = request_record(request);
	struct rsa now = *before;
	enum updated updated;

	now.state = move->to;
	decision_put(&now, move, act);
	if (move->to == RSA_submitted) {
		struct str problem = rsa_hand_in(change, &now, str_trim(act->words));

		if (problem.len)
			return risks_refused(request, change, "", problem);
	}
	updated = change_update(change, &rsa_record.shape, &now, sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, &now);
	rsa_step_add(change, now.id, move->verb, before->state, move->to,
		step_words(request->arena, move, act));
	request_message(request, _(move->done));
	return reply_done(request, 200, &rsa_record, &now, "/risks/rsa/%.*s", STR(now.public_id));
}

static struct reply follow_act(struct request *request, struct change *change, const struct rsa *before)
{
	const struct rsa_act *act = request_record(request);
	const struct rsa *there = rsa_next(change_view(change), before);

	if (!may(request, change_view(change), MAY_risks_write, before))
		return reply_forbidden(request);
	if (!rsa_is_locked(before->state))
		return risks_refused(request, change, "", str_of(_("A new version follows upon one that has been submitted; this one can still be changed.")));
	if (!str_trim(act->words).len)
		return risks_refused(request, change, "words", str_of(_("Write why a new version is needed.")));
	if (!there)
		there = rsa_follow(change, before, str_trim(act->words));
	request_message(request, _("A new version is begun, with everything that was in the one before."));
	return reply_done(request, 201, &rsa_record, there, "/risks/rsa/%.*s", STR(there->public_id));
}

struct reply rsa_move_act(struct request *request, struct change *change)
{
	const struct rsa *before = asked(request, change_view(change));
	const struct rsa_move *move = rsa_move_find(request_param(request, "verb"));
	struct wanting_list wanting;
	struct rsa_facts facts;
	const char *field, *words;
	struct str missing;

	if (!before)
		return reply_not_found(request);
	if (str_is(request_param(request, "verb"), "correct"))
		return follow_act(request, change, before);
	if (!move)
		return reply_not_found(request);
	if (!may(request, change_view(change), move->need, before))
		return reply_forbidden(request);
	missing = rsa_missing(request->arena, before->state, move);
	if (missing.len)
		return risks_refused(request, change, "", missing);
	field = rsa_act_problem(move, request_record(request), date_today(), &words);
	if (field)
		return risks_refused(request, change, field, str_of(_(words)));
	facts = rsa_facts_of(change_view(change), before);
	wanting = rsa_wanting(request->arena, &facts);
	if (move->to >= RSA_in_review && move->to <= RSA_submitted && wanting.count)
		return risks_refused(request, change, "", wanting_words(request->arena, &wanting));
	return move_take(request, change, before, move);
}
