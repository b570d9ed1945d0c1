/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/assess.c - assessing a risk: a row of buttons for probability, one for each protected
 * value, each step with its meaning and an example.
 *
 * The matrix suggests a level.  The person who saves decides it, and says why when it is another.
 */
#include "modules/risks/pages.h"
#include "modules/risks/views.h"
#include "modules/risks/workshop.h"

#include "modules/risks/assess.html.h"
#include "modules/risks/views.html.h"

const struct form risk_assess_form = {
	.record = &risk_assess_record,
	.fields = FIELDS("probability", "consequences", "frequency_low", "frequency_likely",
		"frequency_high", "uncertainty", "uncertainty_reason", "zone", "zone_reason", "reason"),
};

/* A browser sends one answer for each value; a program one text for all. */
struct str consequences_sent(struct request *request, const struct scales *scales, struct str text)
{
	struct str values[MOST_VALUES];
	size_t count = scales_values(scales, values);
	struct out out;

	if (str_trim(text).len)
		return text;
	out_init(&out, request->arena, 4096);
	for (size_t i = 0; i < count; i++) {
		struct str step = request_field(request, arena_print(request->arena, "consequence-%.*s",
			STR(values[i])).at);

		if (step.len)
			out_print(&out, "%s%.*s:%.*s", out.len ? " " : "", STR(values[i]), STR(step));
	}
	return out_str(&out);
}

/* ---- The form ------------------------------------------------------------------------------------- */

static int64_t chosen_number(const struct answers *answers, const char *name, int64_t otherwise)
{
	int64_t number = 0;

	if (!answers)
		return otherwise;
	str_to_int(answer_get(answers, name), &number);
	return number;
}

int64_t consequence_of(const struct risk_consequence_list *list, struct str value)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].value, value))
			return list->at[i].step;
	return 0;
}

static void rows_write(struct out *out, struct form_view *form, const struct risk_page *page)
{
	struct str values[MOST_VALUES];
	size_t count = scales_values(page->scales, values);
	int64_t probability = chosen_number(form->answers, "probability",
		page->now ? page->now->probability : 0);

	step_row_begin(out, "probability", str_of(_("How probable is it?")), S(""),
		form->problems ? problem_for(form->problems, "probability") : S(""));
	for (int64_t step = 1; step <= page->scales->method.probability_steps; step++)
		step_button(out, "probability", scales_step(page->scales, "probability", S(""), step),
			probability == step);
	step_row_end(out);
	for (size_t i = 0; i < count; i++) {
		const char *name = str_z(page->request->arena, arena_print(page->request->arena,
			"consequence-%.*s", STR(values[i])));
		int64_t chosen = chosen_number(form->answers, name, consequence_of(&page->consequences, values[i]));

		step_row_begin(out, name, code_name("event/protected_values", values[i]),
			item_words(item_find("event/protected_values", values[i]), "description"),
			i == 0 && form->problems ? problem_for(form->problems, "consequences") : S(""));
		step_none(out, name, chosen == 0);
		for (int64_t step = 1; step <= page->scales->method.consequence_steps; step++)
			step_button(out, name, scales_step(page->scales, "consequence", values[i], step),
				chosen == step);
		step_row_end(out);
	}
}

/* As one types it: thousands are not grouped in a field. */
static struct str frequency_typed(struct arena *arena, double times)
{
	return times < 1000 ? frequency_words(arena, times) : arena_print(arena, "%g", times);
}

static struct risk_assess assessment_of(struct arena *arena, const struct risk_revision *now)
{
	struct risk_assess empty = { 0 };

	if (!now)
		return empty;
	empty.uncertainty = now->uncertainty;
	empty.uncertainty_reason = now->uncertainty_reason;
	if (now->frequency_likely > 0) {
		empty.frequency_low = frequency_typed(arena, now->frequency_low);
		empty.frequency_likely = frequency_typed(arena, now->frequency_likely);
		empty.frequency_high = frequency_typed(arena, now->frequency_high);
	}
	if (!str_equals(now->zone, now->suggested)) {
		empty.zone = now->zone;
		empty.zone_reason = now->zone_reason;
	}
	return empty;
}

/* What was said and what was counted, joined: only when it is asked for, and still a suggestion. */
static void prior_put(struct request *request, struct view *view, const struct risk *risk,
                      struct risk_assess *row)
{
	struct judged_year found;

	if (!request_query(request, "prior").len || !risk_prior(view, risk, &found))
		return;
	row->frequency_low = times_words(request->arena, found.found.after.low);
	row->frequency_likely = times_words(request->arena, found.found.after.mean);
	row->frequency_high = times_words(request->arena, found.found.after.high);
}

static void prior_write(struct out *out, const struct risk_page *page)
{
	struct judged_year found;

	if (risk_prior(page->view, page->risk, &found))
		assess_prior(out, page->risk, &found);
}

/* A folded part stands open when there is something in it: an answer, or what was wrong. */
static bool part_is_open(struct form_view *form, const char *const *fields)
{
	for (; *fields; fields++) {
		if (form->problems && problem_for(form->problems, *fields).len)
			return true;
		if (form->answers ? answer_get(form->answers, *fields).len
		    : field_is_given(record_field(&risk_assess_record, *fields), form->row))
			return true;
	}
	return false;
}

static void frequencies_write(struct out *out, struct form_view *form)
{
	frequencies_begin(out, request_query(form->request, "prior").len > 0
		|| part_is_open(form, FIELDS("frequency_low", "frequency_likely", "frequency_high")));
	form_field(out, form, "frequency_low");
	form_field(out, form, "frequency_likely");
	form_field(out, form, "frequency_high");
	frequencies_end(out);
}

struct reply assess_show(struct request *request, struct view *view)
{
	const struct risk *risk = risk_get(view, request_param(request, "id"));
	const struct rsa *rsa = rsa_written(view, risk);
	struct risk_page page;
	struct risk_assess row;
	struct form_view form;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "/risks/%.*s", STR(risk->public_id));
	page = risk_page_of(request, view, risk);
	row = assessment_of(request->arena, page.now);
	prior_put(request, view, risk, &row);
	form = form_view_of(request, view, &risk_assess_form, &row);
	out = page_begin(request, view, _("Assess the risk"));
	assess_head(out, &page);
	workshop_beside_form(out, view, risk, page.scales);
	prior_write(out, &page);
	form_begin(out, &form, arena_print(request->arena, "/risks/%.*s/assess", STR(risk->public_id)), false);
	form_problems(out, &form);
	rows_write(out, &form, &page);
	form_field(out, &form, "uncertainty");
	form_field(out, &form, "uncertainty_reason");
	frequencies_write(out, &form);
	form_field(out, &form, "reason");
	assess_level_begin(out, part_is_open(&form, FIELDS("zone", "zone_reason")));
	form_field(out, &form, "zone");
	form_field(out, &form, "zone_reason");
	assess_level_end(out);
	form_buttons(out, _("Save the assessment"), risk_path(request->arena, risk));
	form_end(out);
	return page_end(request, 200);
}

/* ---- Saved ------------------------------------------------------------------------------------------ */

struct risk_revision revision_from(const struct risk_assess *a, const struct scales *scales,
                                   const struct risk_consequence_list *consequences)
{
	struct str suggested = scales_zone(scales, a->probability, consequence_worst(consequences));
	struct risk_revision revision = { .probability = a->probability, .suggested = suggested,
		.zone = a->zone.len ? a->zone : suggested, .uncertainty = a->uncertainty,
		.uncertainty_reason = str_trim(a->uncertainty_reason), .reason = str_trim(a->reason) };

	if (!str_equals(revision.zone, suggested))
		revision.zone_reason = str_trim(a->zone_reason);
	frequency_read(a->frequency_low, &revision.frequency_low);
	frequency_read(a->frequency_likely, &revision.frequency_likely);
	frequency_read(a->frequency_high, &revision.frequency_high);
	return revision;
}

struct reply assess_act(struct request *request, struct change *change)
{
	const struct risk_assess *assessment = request_record(request);
	struct risk_consequence_list consequences;
	const struct risk *risk = risk_get(change_view(change), request_param(request, "id"));
	const struct rsa *rsa = rsa_written(change_view(change), risk);
	const struct scales *scales = rsa ? scales_of(change_view(change), rsa->method_id) : NULL;
	struct risk_revision revision;
	const char *field, *words = "";

	if (!scales)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	if (!consequences_read(request->arena, consequences_sent(request, scales, assessment->consequences),
			scales, &consequences))
		return risks_refused(request, change, "consequences",
			str_of(_("A consequence has a step or a value that the scales do not have.")));
	field = risk_assess_problem(assessment, scales, &consequences, &words);
	if (field)
		return risks_refused(request, change, field, str_of(_(words)));
	revision = revision_from(assessment, scales, &consequences);
	revision_add(change, risk, &revision, &consequences);
	workshop_decided(change, risk, revision.id);
	request_message(request, _("The assessment is saved. The one before it is kept."));
	return reply_done(request, 201, &risk_revision_record, &revision, "/risks/%.*s", STR(risk->public_id));
}
