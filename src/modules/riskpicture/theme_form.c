/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/theme_form.c - the form of a theme: a new one, and one that is changed. */
#include "modules/riskpicture/inside.h"

#include "modules/riskpicture/gather.html.h"

/* ---- Which risks stand in it ------------------------------------------------------------------------ */

struct choosing {
	struct out *out;
	const struct gather *gather;
	struct str chosen;              /* public identities with spaces */
	struct str first;               /* those that are shown first, chosen or not */
};

static bool may_stand(const struct choosing *choosing, const struct rolled *risk)
{
	return !theme_risks_have(&choosing->gather->taken, risk->root_id)
		|| str_has_word(choosing->first, risk->public_id);
}

static size_t choices(const struct choosing *choosing, bool first, bool is_counting)
{
	size_t count = 0;

	for (size_t i = 0; i < choosing->gather->gathering->risks.count; i++) {
		const struct rolled *risk = &choosing->gather->gathering->risks.at[i];

		if (!may_stand(choosing, risk)
		    || first != (str_has_word(choosing->first, risk->public_id)
		                 || str_has_word(choosing->chosen, risk->public_id)))
			continue;
		count++;
		if (!is_counting)
			theme_risk_choice(choosing->out, risk, str_has_word(choosing->chosen, risk->public_id));
	}
	return count;
}

static void risks_field(struct out *out, const struct choosing *choosing, struct str hint, struct str problem)
{
	size_t others = choices(choosing, false, true);

	theme_choices_begin(out, _("Risks that stand in it"), hint, problem);
	choices(choosing, true, false);
	if (others) {
		theme_more_begin(out, others);
		choices(choosing, false, false);
		theme_more_end(out);
	}
	theme_choices_end(out);
}

struct asking {
	struct request *request;
	struct view *view;
	const struct risk_picture *picture;
	const struct gather *gather;
	const struct theme_ask *row;
	struct str action, cancel, first, hint;
	const char *button;
};

static void theme_form_show(struct out *out, const struct asking *asking)
{
	static const char *const own[] = { "zone", "frequency_low", "frequency_likely", "frequency_high" };
	struct form_view form = form_view_of(asking->request, asking->view, &theme_form, asking->row);
	struct choosing choosing = { out, asking->gather, asking->row->risks, asking->first };

	if (form.answers)
		choosing.chosen = risks_chosen(asking->request, answer_get(form.answers, "risks"));
	form_begin(out, &form, asking->action, false);
	form_problems(out, &form);
	theme_kind_field(out, risk_theme_kinds[asking->row->kind].name);
	form_field(out, &form, "title");
	form_field(out, &form, "words");
	if (asking->row->kind == THEME_gathered)
		risks_field(out, &choosing, asking->hint,
			form.problems ? problem_for(form.problems, "risks") : S(""));
	form_field(out, &form, "reason");
	for (size_t i = 0; asking->row->kind != THEME_gathered && i < COUNT(own); i++)
		form_field(out, &form, own[i]);
	form_field(out, &form, "doing");
	form_field(out, &form, "actors");
	form_field(out, &form, "place");
	form_field(out, &form, "secrecy");
	form_buttons(out, asking->button, asking->cancel);
	form_end(out);
}

/* ---- Asked for --------------------------------------------------------------------------------------- */

static struct str all_of(struct arena *arena, const struct suggestion *suggestion)
{
	struct out out;

	out_init(&out, arena, LONGEST_CHOICE);
	for (size_t i = 0; i < suggestion->count; i++)
		out_print(&out, "%s%.*s", i ? " " : "", STR(suggestion->risks[i]->public_id));
	return out_str(&out);
}

/* What is asked for in the address: a kind, or a risk and those that seem to belong to it.  A
 * marked risk does not lend the theme its title. */
static void ask_begin(struct asking *asking, struct theme_ask *row)
{
	struct str lead = request_query(asking->request, "risk");
	const struct suggestion *suggestion = suggestion_with(&asking->gather->suggestions, lead);
	const struct rolled *risk = gathering_risk(asking->gather->gathering, lead);

	row->kind = choice_of(risk_theme_kinds, request_query(asking->request, "kind"));
	if (row->kind <= 0)
		row->kind = THEME_gathered;
	if (suggestion) {
		row->risks = all_of(asking->request->arena, suggestion);
		asking->hint = arena_print(asking->request->arena, _("Suggested because of %.*s."),
			STR(suggestion->reasons));
		risk = suggestion->risks[0];
	} else if (risk) {
		row->risks = risk->public_id;
	}
	if (risk && rolled_is_open(risk))
		row->title = risk->title;
	asking->first = row->risks;
}

struct reply theme_new(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	struct theme_ask *row = arena_new(request->arena, struct theme_ask);
	struct asking asking = { .request = request, .view = view, .picture = picture, .row = row,
		.button = _("Confirm the theme") };
	const struct answers *answers = request_answers(request);
	const char *title;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft && !answers)
		return reply_go(request, "/risk-picture/%.*s", STR(picture->public_id));
	*row = (struct theme_ask){ 0 };
	asking.gather = gather_of(view, picture);
	ask_begin(&asking, row);
	if (answers) {
		row->kind = choice_of(risk_theme_kinds, answer_get(answers, "kind"));
		row->kind = row->kind > 0 ? row->kind : THEME_gathered;
		asking.first = risks_chosen(request, answer_get(answers, "risks"));
	}
	asking.action = arena_print(request->arena, "/risk-picture/%.*s/themes", STR(picture->public_id));
	asking.cancel = arena_print(request->arena, "/risk-picture/%.*s/gather", STR(picture->public_id));
	title = row->kind == THEME_strategic ? _("Add a strategic risk")
		: row->kind == THEME_shared ? _("A theme of what many stand on") : _("Confirm a theme");
	out = page_begin(request, view, title);
	theme_form_head(out, picture, title, _("Your name will stand with it. Everything but the reason may be read by all."));
	theme_form_show(out, &asking);
	return page_end(request, 200);
}

struct reply theme_edit(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	const struct theme_ask *row = theme_load(request, view);
	struct asking asking = { .request = request, .view = view, .picture = picture, .row = row,
		.button = _("Save the theme") };
	struct out *out;

	if (!row)
		return reply_not_found(request);
	asking.gather = gather_of(view, picture);
	asking.first = row->risks;
	asking.action = asking.cancel = arena_print(request->arena, "/risk-picture/%.*s/themes/%.*s",
		STR(picture->public_id), STR(row->public_id));
	if (picture->state != RISK_PICTURE_draft && !request_answers(request))
		return reply_go(request, "%.*s", STR(asking.cancel));
	out = page_begin(request, view, _("Change the theme"));
	theme_form_head(out, picture, _("Change the theme"), _("Your name will stand with it. Everything but the reason may be read by all."));
	theme_form_show(out, &asking);
	return page_end(request, 200);
}
