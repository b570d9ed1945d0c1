/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/risk.c - one risk: written, shown, changed. */
#include "modules/risks/pages.h"

#include "base/say.h"
#include "modules/measures/measures.h"
#include "modules/risks/risk.html.h"
#include "modules/risks/workshop.h"
#include "modules/risks/treat.html.h"
#include "modules/scanning/scanning.h"

static void risk_judge(struct view *view, void *row, struct problems *problems);
const struct form risk_form = {
	.record = &risk_record,
	.fields = FIELDS("title", "scope", "source_kind", "cause", "controls", "trend",
		"command", "cooperation", "communication", "competence", "resources", "capability_words",
		"owner_id", "review_on", "treatment", "is_prominent", "plan"),
	.judge = risk_judge,
};

static const char *const aspect_fields[] = { "command", "cooperation", "communication", "competence",
	"resources" };

struct str risk_path(struct arena *arena, const struct risk *risk)
{
	return arena_print(arena, "/risks/%.*s", STR(risk->public_id));
}

static const struct risk *asked(struct request *request, struct view *view)
{
	return risk_get(view, request_param(request, "id"));
}

const struct rsa *rsa_written(struct view *view, const struct risk *risk)
{
	return risk && risks_may(view, MAY_risks_write, risk->unit_id) ? rsa_of_id(view, risk->rsa_id) : NULL;
}

/* ---- Judging ------------------------------------------------------------------------------------ */

/* A grade is one of the four of the scales, or nothing. */
static void risk_judge(struct view *view, void *row, struct problems *problems)
{
	struct risk *risk = row;

	(void)view;
	for (size_t i = 0; i < COUNT(aspect_fields); i++) {
		const struct field *field = record_field(&risk_record, aspect_fields[i]);
		struct str grade = *field_text(field, row);
		int64_t step;

		if (grade.len && (!str_to_int(grade, &step) || step < 0 || step >= CAPABILITY_STEPS))
			problem_add(problems, aspect_fields[i], "%s", _("Choose one of the grades."));
	}
	if (date_is_given(risk->review_on) && risk->review_on.year > LAST_RSA_YEAR)
		problem_add(problems, "review_on", "%s", _("Write a day that is nearer."));
}

/* ---- Written ------------------------------------------------------------------------------------ */

static struct str grade_of(const struct form_view *form, const char *name, const struct risk *risk)
{
	return form->answers ? answer_get(form->answers, name)
		: *field_text(record_field(&risk_record, name), risk);
}

static void risk_form_write(struct out *out, struct form_view *form, const struct scales *scales,
                            const struct risk *risk)
{
	static const char *const before[] = { "title", "scope", "source_kind", "cause", "controls", "trend" };
	static const char *const after[] = { "owner_id", "review_on", "treatment", "is_prominent", "plan" };

	form_problems(out, form);
	for (size_t i = 0; i < COUNT(before); i++)
		form_field(out, form, before[i]);
	aspects_begin(out);
	for (size_t i = 0; i < COUNT(aspect_fields); i++)
		aspect_field(out, scales, item_find("risk/aspects", str_of(aspect_fields[i])),
			aspect_fields[i], grade_of(form, aspect_fields[i], risk),
			form->problems ? problem_for(form->problems, aspect_fields[i]) : S(""));
	form_field(out, form, "capability_words");
	aspects_end(out);
	for (size_t i = 0; i < COUNT(after); i++)
		form_field(out, form, after[i]);
}

static const struct rsa *rsa_asked(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));

	return rsa && risks_may(view, MAY_risks_write, rsa->unit_id) ? rsa : NULL;
}

struct reply risk_new(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_asked(request, view);
	struct risk empty = { .scope = SCOPE_own };
	struct form_view form;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "/risks/rsa/%.*s", STR(rsa->public_id));
	form = form_view_of(request, view, &risk_form, &empty);
	out = page_begin(request, view, _("Write a risk"));
	risk_new_begin(out, rsa, unit_get(view, rsa->unit_id));
	form_begin(out, &form, arena_print(request->arena, "/risks/rsa/%.*s/risks",
		STR(rsa->public_id)), false);
	risk_form_write(out, &form, scales_of(view, rsa->method_id), &empty);
	form_buttons(out, _("Save the risk and assess it"), rsa_path(request->arena, rsa));
	form_end(out);
	return page_end(request, 200);
}

struct reply risk_add_act(struct request *request, struct change *change)
{
	const struct rsa *rsa = rsa_asked(request, change_view(change));
	struct risk *risk = request_record(request);

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	risk->rsa_id = rsa->id;
	risk->unit_id = rsa->unit_id;
	risk->year = rsa->year;
	risk_add(change, risk);
	rsa_step_add(change, rsa->id, "risk", rsa->state, rsa->state,
		arena_print(request->arena, "%.*s %.*s", STR(risk->number), STR(risk->title)));
	request_message(request, _("The risk is saved. Now assess how probable it is, and how bad."));
	return reply_done(request, 201, &risk_record, risk, "/risks/%.*s/assess", STR(risk->public_id));
}

/* ---- Shown --------------------------------------------------------------------------------------- */

struct risk_page risk_page_of(struct request *request, struct view *view, const struct risk *risk)
{
	const struct rsa *rsa = rsa_of_id(view, risk->rsa_id);
	struct risk_page page = { .request = request, .view = view, .risk = risk, .rsa = rsa,
		.before = risk_before(view, risk), .unit = unit_get(view, risk->unit_id),
		.scales = rsa ? scales_of(view, rsa->method_id) : NULL,
		.now = risk->revision_id ? revision_get(view, risk->revision_id) : NULL,
		.history = revisions_of_risk(view, risk->root_id),
		.years = risk_years(view, risk->root_id) };
	struct measure_tally_list measures = rsa ? risk_measures(view, rsa->id) : (struct measure_tally_list){ 0 };
	struct judged judged;

	if (page.now)
		page.consequences = consequences_of_revision(view, page.now->id);
	judged = (struct judged){ .risk = risk, .now = page.now, .beside = &page.beside,
		.before = page.before && page.before->revision_id ? revision_get(view, page.before->revision_id) : NULL,
		.measures = tally_find(&measures, risk->id) };
	page.beside = besides_of(view, &(struct risk_list){ 1, (struct risk *)(uintptr_t)risk }).at[0];
	page.lint = lint_of(view, &judged, page.scales);
	page.may_write = rsa && rsa_is_editable(rsa->state) && request_may(request, MAY_risks_write)
		&& risks_may(view, MAY_risks_write, risk->unit_id);
	return page;
}

struct reply risk_show(struct request *request, struct view *view)
{
	const struct risk *risk = asked(request, view);
	struct bulletin_told_list bulletins;
	struct risk_page page;
	struct out *out;

	if (!risk)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &risk_record, risk);
	page = risk_page_of(request, view, risk);
	out = page_begin(request, view, str_z(request->arena, risk->title));
	risk_head(out, &page);
	risk_problems(out, &page);
	risk_assessment(out, &page);
	workshop_beside_risk(out, view, risk, page.scales);
	risk_facts(out, &page);
	risk_capability(out, &page);
	risk_links_facts(out, &page);
	treat_facts(out, &page);
	bulletins = bulletins_about_risk(view, risk->root_id);
	bulletins_told_show(out, &bulletins);
	if (request_may(request, MAY_measures_read)) {
		risk_measures_begin(out);
		measures_show(out, request, view, "risk", risk->root_id, risk->unit_id);
		risk_measures_end(out);
	}
	risk_side_begin(out);
	treat_side(out, &page);
	risk_side(out, &page);
	return page_end(request, 200);
}

/* ---- Changed --------------------------------------------------------------------------------------- */

void *risk_load(struct request *request, struct view *view)
{
	const struct risk *risk = asked(request, view);

	return rsa_written(view, risk) ? (void *)(uintptr_t)risk : NULL;
}

struct reply risk_edit(struct request *request, struct view *view)
{
	const struct risk *risk = risk_load(request, view);
	const struct rsa *rsa = risk ? rsa_of_id(view, risk->rsa_id) : NULL;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	path = risk_path(request->arena, risk);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "%.*s", STR(path));
	form = form_view_of(request, view, &risk_form, risk);
	out = page_begin(request, view, _("Change the risk"));
	risk_edit_begin(out, rsa, unit_get(view, rsa->unit_id), risk, _("Change the risk"));
	form_begin(out, &form, path, false);
	risk_form_write(out, &form, scales_of(view, rsa->method_id), risk);
	form_buttons(out, _("Save the risk"), path);
	form_end(out);
	return page_end(request, 200);
}

static void saving_told(struct change *change, const struct rsa *rsa, const struct risk *risk,
                        const struct risk_saving *saving)
{
	if (saving->verb)
		decision_add(change, risk, &(struct risk_decision){ .verb = str_of(saving->verb),
			.until = saving->until, .words = saving->words });
	rsa_step_add(change, rsa->id, saving->verb ? saving->verb : "risk_change", rsa->state, rsa->state,
		arena_print(change_arena(change), "%.*s %.*s", STR(risk->number), STR(risk->title)));
}

struct reply risk_save(struct request *request, struct change *change, struct risk *risk,
                       const struct risk_saving *saving)
{
	const struct rsa *rsa = rsa_of_id(change_view(change), risk->rsa_id);
	const struct risk *theirs;
	enum updated updated;

	must(rsa != NULL);
	if (saving->words.len)
		change_because(change, saving->words);
	updated = change_update(change, &risk_record.shape, risk,
		request_version(request) ? request_version(request) : risk->version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE) {
		theirs = risk_of_id(change_view(change), risk->id);
		return theirs ? reply_stale(request, &risk_record, risk, theirs) : reply_not_found(request);
	}
	if (updated == UPDATED)
		saving_told(change, rsa, risk, saving);
	request_message(request, saving->told);
	return reply_done(request, 200, &risk_record, risk, "/risks/%.*s", STR(risk->public_id));
}

struct reply risk_write(struct request *request, struct change *change, const struct risk_saving *saving)
{
	struct risk *risk = request_record(request);
	const struct rsa *rsa = rsa_written(change_view(change), risk);

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	return risk_save(request, change, risk, saving);
}

struct reply risk_change_act(struct request *request, struct change *change)
{
	return risk_write(request, change, &(struct risk_saving){ .told = _("The risk is saved.") });
}
