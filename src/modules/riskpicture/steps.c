/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/steps.c - a picture is decided and frozen, published and handed in, and followed
 * by a new version.
 */
#include "modules/riskpicture/inside.h"

#include "base/crypto.h"
#include "kit/setting.h"
#include "modules/riskpicture/pages.html.h"
#include "modules/riskpicture/steps.h"
#include "modules/submissions/submissions.h"

const struct form riskpicture_act_form = { .record = &riskpicture_act_record, .fields = FIELDS("words") };
const struct form riskpicture_decision_form = {
	.record = &riskpicture_decision_record, .fields = FIELDS("meeting_on", "paragraph", "signer"),
};

static const struct picture_step_kind kinds[] = {
	{ "decide", RISK_PICTURE_draft, &riskpicture_decision_form, N_("Record the decision") },
	{ "publish", RISK_PICTURE_decided, NULL, N_("Publish it") },
	{ "follow", RISK_PICTURE_decided, &riskpicture_act_form, N_("Begin a new version") },
	{ "follow", RISK_PICTURE_published, &riskpicture_act_form, N_("Begin a new version") },
	{ NULL, 0, NULL, NULL },
};

/* ---- What it must have ------------------------------------------------------------------------- */

/* The first thing that is wanting before it can be decided; NULL nothing. */
const char *risk_picture_wanting(const struct risk_picture *picture, const struct face *open)
{
	size_t placed = 0;

	for (size_t i = 0; i < open->themes.count; i++)
		placed += open->themes.at[i].place > 0;
	if (!placed)
		return N_("No theme in the open version has a place among the ten yet.");
	if (!str_trim(picture->summary).len)
		return N_("The picture in a few sentences is not written yet.");
	return NULL;
}

/* ---- Taken ---------------------------------------------------------------------------------------- */

static void analyses_aggregate(struct change *change, const struct risk_picture *picture, struct str words)
{
	const struct rolled_list risks = rolled_of_year(change_view(change), (int)picture->year);
	int64_t before = 0;

	for (size_t i = 0; i < risks.count; i++) {
		if (risks.at[i].rsa_id != before)
			rsa_aggregate(change, risks.at[i].rsa_id, words);
		before = risks.at[i].rsa_id;
	}
}

static void themes_open(struct change *change, const struct risk_picture *picture, const struct face *open)
{
	struct risk_theme_list themes = risk_themes_of(change_view(change), picture->id);

	for (size_t i = 0; i < themes.count; i++) {
		themes.at[i].is_open = face_theme_get(open, themes.at[i].public_id) != NULL;
		change_update(change, &risk_theme_record.shape, &themes.at[i], themes.at[i].version);
	}
}

struct str risk_picture_decide(struct change *change, struct risk_picture *picture,
                               const struct riskpicture_decision *act)
{
	struct view *view = change_view(change);
	struct arena *arena = change_arena(change);
	const struct face *open = face_of(view, picture, true), *inner = face_of(view, picture, false);
	const char *wanting = risk_picture_wanting(picture, open);
	struct str words;

	if (wanting)
		return str_of(_(wanting));
	picture->state = RISK_PICTURE_decided;
	picture->meeting_on = act->meeting_on;
	picture->paragraph = str_trim(act->paragraph);
	picture->signer = str_trim(act->signer);
	picture->decided_by = change_me(change);
	picture->decided_at = instant_now();
	picture->frozen = face_json(arena, open);
	picture->frozen_inner = face_json(arena, inner);
	picture->digest = digest_hex(arena, picture->frozen);
	words = arena_print(arena, "%.*s, %.*s, %.*s", STR(date_iso(arena, picture->meeting_on)),
		STR(picture->paragraph), STR(picture->signer));
	themes_open(change, picture, open);
	analyses_aggregate(change, picture, arena_print(arena, _("The city's risk picture of %lld"),
		(long long)picture->year));
	riskpicture_step_add(change, picture->id, "decide", words);
	return S("");
}

/* What goes to the receiver is the open version, and nothing else. */
static struct str letter(struct arena *arena, const struct risk_picture *picture)
{
	const struct face *open = face_read(arena, picture->frozen);
	struct out out;

	out_init(&out, arena, PAGE_BYTES);
	out_print(&out, "%.*s\n\n## %s\n\n", STR(picture->summary), _("The first ten"));
	for (size_t i = 0; i < open->themes.count; i++)
		if (open->themes.at[i].place)
			out_print(&out, "%lld. %.*s\n", (long long)open->themes.at[i].place,
				STR(open->themes.at[i].title));
	out_print(&out, "\n## %s\n\n%.*s\n", _("Who outside the city took part"),
		STR(picture->outside.len ? picture->outside : str_of(_("Nobody."))));
	return out_str(&out);
}

struct str risk_picture_publish(struct change *change, struct risk_picture *picture)
{
	struct arena *arena = change_arena(change);
	struct hand_in hand = { .deliverable = setting_text("risk_picture_deliverable"),
		.unit_id = picture->unit_id, .year = (int)picture->year, .body = letter(arena, picture),
		.meeting_on = picture->meeting_on, .paragraph = picture->paragraph, .signer = picture->signer,
		.words = arena_print(arena, _("The city's risk picture of %lld"), (long long)picture->year),
		.path = riskpicture_path(arena, picture) };
	struct str problem = submission_hand_in(change, &hand, &picture->submission_id);

	if (problem.len)
		return problem;
	picture->state = RISK_PICTURE_published;
	picture->published_by = change_me(change);
	picture->published_at = instant_now();
	riskpicture_step_add(change, picture->id, "publish", S(""));
	return S("");
}

static void themes_copy(struct change *change, const struct risk_picture *from, int64_t to)
{
	struct risk_theme_list themes = risk_themes_of(change_view(change), from->id);
	struct theme_risk_list inside = theme_risks_of(change_view(change), from->id);

	for (size_t i = 0; i < themes.count; i++) {
		struct risk_theme theme = themes.at[i];
		int64_t before = theme.id;

		theme.id = theme.version = 0;
		theme.public_id = S("");
		theme.picture_id = to;
		theme.is_open = false;
		change_insert(change, &risk_theme_record.shape, &theme);
		for (size_t k = 0; k < inside.count; k++)
			if (inside.at[k].theme_id == before)
				theme_risk_add(change, theme.id, inside.at[k].risk_id);
	}
}

struct risk_picture *risk_picture_follow(struct change *change, const struct risk_picture *before, struct str reason)
{
	struct risk_picture *now = arena_new(change_arena(change), struct risk_picture);

	*now = (struct risk_picture){ .unit_id = before->unit_id, .year = before->year,
		.number = before->number + 1, .state = RISK_PICTURE_draft, .summary = before->summary,
		.outside = before->outside, .new_reason = reason, .supersedes = before->id };
	change_insert(change, &risk_picture_record.shape, now);
	themes_copy(change, before, now->id);
	riskpicture_step_add(change, now->id, "follow", reason);
	return now;
}

/* ---- Asked for ------------------------------------------------------------------------------------------ */

static struct reply saved(struct request *request, struct change *change, struct risk_picture *picture,
                          const struct risk_picture *before, const char *message)
{
	if (change_update(change, &risk_picture_record.shape, picture,
			riskpicture_sent_version(request, before->version)) == UPDATED_STALE)
		return reply_stale(request, &risk_picture_record, picture,
			risk_picture_get(change_view(change), before->public_id));
	request_message(request, message);
	return reply_done(request, 200, &risk_picture_record, picture, "/risk-picture/%.*s",
		STR(picture->public_id));
}

/* NULL: it does not exist for this person, or is not theirs to decide. */
static const struct risk_picture *asked(struct request *request, struct change *change)
{
	return riskpicture_decider(change_view(change))
		? risk_picture_get(change_view(change), request_param(request, "id")) : NULL;
}

struct reply riskpicture_decide_act(struct request *request, struct change *change)
{
	const struct riskpicture_decision *act = request_record(request);
	const struct risk_picture *before = asked(request, change);
	const char *words, *field;
	struct risk_picture now;
	struct str problem;

	if (!before)
		return reply_not_found(request);
	if (before->state != RISK_PICTURE_draft)
		return riskpicture_refused(request, change, "", riskpicture_locked_words());
	field = decision_problem(act, date_today(), &words);
	if (field)
		return riskpicture_refused(request, change, field, str_of(_(words)));
	now = *before;
	problem = risk_picture_decide(change, &now, act);
	if (problem.len)
		return riskpicture_refused(request, change, "", problem);
	return saved(request, change, &now, before, _("The decision is recorded, and the numbers are kept as they are now."));
}

struct reply riskpicture_publish_act(struct request *request, struct change *change)
{
	const struct risk_picture *before = asked(request, change);
	struct risk_picture now;
	struct str problem;

	if (!before)
		return reply_not_found(request);
	if (before->state != RISK_PICTURE_decided)
		return riskpicture_refused(request, change, "", str_of(before->state == RISK_PICTURE_draft
			? _("It must be decided before it is published.") : _("It is published already.")));
	now = *before;
	problem = risk_picture_publish(change, &now);
	if (problem.len)
		return riskpicture_refused(request, change, "", problem);
	return saved(request, change, &now, before, _("The picture is published and handed in. Each unit sees what has become of its risks."));
}

struct reply riskpicture_follow_act(struct request *request, struct change *change)
{
	const struct riskpicture_act *act = request_record(request);
	const struct risk_picture *before = asked(request, change), *next;

	if (!before)
		return reply_not_found(request);
	if (before->state == RISK_PICTURE_draft)
		return riskpicture_refused(request, change, "", str_of(_("A draft can still be changed: a new version follows upon one that is decided.")));
	next = risk_picture_next(change_view(change), before);
	if (next)
		return reply_done(request, 200, &risk_picture_record, next, "/risk-picture/%.*s",
			STR(next->public_id));
	next = risk_picture_follow(change, before, str_trim(act->words));
	request_message(request, _("A new version is begun, with the themes of the one before."));
	return reply_done(request, 201, &risk_picture_record, next, "/risk-picture/%.*s", STR(next->public_id));
}

/* ---- Shown ---------------------------------------------------------------------------------------------------- */

static bool is_tried(const struct riskpicture_page *page, const struct picture_step_kind *kind)
{
	return request_problems(page->request)->count
		&& str_ends(str_of(request_route(page->request)->path), str_of(kind->verb));
}

/* The day that was planned is offered when it has come. */
static const void *row_of(const struct riskpicture_page *page, const struct picture_step_kind *kind)
{
	struct riskpicture_decision *decision = arena_new(page->request->arena, struct riskpicture_decision);

	*decision = (struct riskpicture_decision){ 0 };
	if (kind->form != &riskpicture_decision_form)
		return NULL;
	if (date_compare(page->picture->planned_on, date_today()) <= 0)
		decision->meeting_on = page->picture->planned_on;
	return decision;
}

static void step_form(struct out *out, const struct riskpicture_page *page, const struct picture_step_kind *kind)
{
	struct form_view form = { .form = kind->form, .view = page->view, .request = page->request };

	if (kind->form)
		form = form_view_of(page->request, page->view, kind->form, row_of(page, kind));
	if (!is_tried(page, kind)) {
		form.answers = NULL;
		form.problems = NULL;
	}
	form.id_before = kind->verb;
	riskpicture_fold_begin(out, kind->verb, _(kind->label), is_tried(page, kind));
	riskpicture_step_begin(out, page->request, page->picture, kind->verb);
	if (kind->form)
		form_all(out, &form);
	form_buttons(out, _(kind->label), S(""));
	form_end(out);
	riskpicture_fold_end(out);
}

static bool is_offered(const struct riskpicture_page *page, const struct picture_step_kind *kind)
{
	return kind->from == page->picture->state
		&& !(str_is(str_of(kind->verb), "follow") && page->next);
}

/* A step that was tried and is not offered has no form to say it in. */
static void problems_show(struct out *out, const struct riskpicture_page *page)
{
	if (!request_problems(page->request)->count)
		return;
	for (const struct picture_step_kind *kind = kinds; kind->verb; kind++)
		if (is_offered(page, kind) && kind->form && is_tried(page, kind))
			return;
	riskpicture_problems(out, request_problems(page->request));
}

void riskpicture_steps_show(struct out *out, const struct riskpicture_page *page)
{
	if (!page->is_decider)
		return;
	problems_show(out, page);
	riskpicture_next_begin(out);
	for (const struct picture_step_kind *kind = kinds; kind->verb; kind++)
		if (is_offered(page, kind))
			step_form(out, page, kind);
	riskpicture_next_end(out);
}
