/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/themes.c - where the picture is put together, and themes: confirmed, shown,
 * changed, dissolved.
 */
#include "modules/riskpicture/inside.h"

#include "base/json.h"
#include "modules/riskpicture/gather.html.h"
#include "modules/riskpicture/pages.html.h"

static void theme_judge(struct view *view, void *row, struct problems *problems);
const struct form theme_form = {
	.record = &theme_ask_record,
	.fields = FIELDS("kind", "place", "title", "words", "doing", "actors", "reason", "zone",
		"frequency_low", "frequency_likely", "frequency_high", "secrecy", "risks"),
	.judge = theme_judge,
};

static void ask_of_theme(const struct risk_theme *theme, struct theme_ask *ask)
{
#define COPY(name_, ...) ask->name_ = theme->name_;
	RISK_THEME_WORDS(COPY)
#undef COPY
	ask->id = theme->id;
	ask->public_id = theme->public_id;
	ask->kind = theme->kind;
	ask->version = theme->version;
}

static void theme_of_ask(const struct theme_ask *ask, struct risk_theme *theme)
{
#define COPY(name_, ...) theme->name_ = ask->name_;
	RISK_THEME_WORDS(COPY)
#undef COPY
}

static void theme_judge(struct view *view, void *row, struct problems *problems)
{
	struct risk_theme theme = { .kind = ((struct theme_ask *)row)->kind };
	const char *words, *field;

	(void)view;
	theme_of_ask(row, &theme);
	if (!theme.kind)
		theme.kind = ((struct theme_ask *)row)->kind = THEME_gathered;
	field = theme_problem(&theme, &words);
	if (field)
		problem_add(problems, field, "%s", _(words));
}

/* ---- Where it is put together --------------------------------------------------------------------- */

struct gather {
	const struct gathering *gathering;
	struct theme_risk_list taken;
	struct suggestion_list suggestions;
};

static struct gather gather_of(struct view *view, const struct risk_picture *picture)
{
	struct gather gather = { .gathering = gathering_of(view, (int)picture->year),
		.taken = theme_risks_of(view, picture->id) };

	gather.suggestions = suggestions_of(view, gather.gathering, &gather.taken);
	return gather;
}

static bool is_taken(const struct theme_risk_list *taken, int64_t root_id)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->at[i].root_id == root_id)
			return true;
	return false;
}

/* Those that stand in no theme and in no suggestion. */
static const struct rolled **alone_of(struct arena *arena, const struct gather *gather, size_t *count)
{
	const struct rolled **alone = arena_array(arena, const struct rolled *,
		gather->gathering->risks.count + 1);

	*count = 0;
	for (size_t i = 0; i < gather->gathering->risks.count; i++) {
		const struct rolled *risk = &gather->gathering->risks.at[i];

		if (!is_taken(&gather->taken, risk->root_id)
		    && !suggestion_with(&gather->suggestions, risk->public_id))
			alone[(*count)++] = risk;
	}
	return alone;
}

static struct reply gather_json(struct request *request, const struct gather *gather)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < gather->suggestions.count; i++) {
		const struct suggestion *one = &gather->suggestions.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "title", one->risks[0]->title);
		json_int(&json, "units", (int64_t)one->units);
		json_str(&json, "reasons", one->reasons);
		json_list_begin(&json, "risks");
		for (size_t k = 0; k < one->count; k++)
			json_str(&json, NULL, one->risks[k]->public_id);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

struct reply gather_show(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	struct riskpicture_page page;
	const struct rolled **alone;
	struct gather gather;
	size_t alone_count;
	struct out *out;
	bool is_draft;

	if (!picture)
		return reply_not_found(request);
	gather = gather_of(view, picture);
	if (request_wants_json(request))
		return gather_json(request, &gather);
	page = riskpicture_page_of(request, view, picture);
	page.face = face_of_picture(view, picture, false);
	alone = alone_of(request->arena, &gather, &alone_count);
	is_draft = picture->state == RISK_PICTURE_draft;
	out = page_begin(request, view, _("Put the risk picture together"));
	gather_head(out, &page, is_draft);
	gather_numbers(out, &page, gather.suggestions.count, alone_count);
	gather_themes(out, &page);
	gather_suggestions(out, &page, &gather.suggestions, is_draft);
	gather_alone(out, &page, alone, alone_count, is_draft);
	return page_end(request, 200);
}

/* ---- The form of a theme -------------------------------------------------------------------------------- */

/* A browser sends the same name once for each box that is ticked. */
static struct str risks_chosen(struct request *request, struct str risks)
{
	struct out out;

	if (request_wants_json(request))
		return risks;
	out_init(&out, request->arena, 65536);
	for (size_t i = 0; i < request->field_count; i++)
		if (str_is(request->fields[i].name, "risks"))
			out_print(&out, "%s%.*s", out.len ? " " : "", STR(request->fields[i].value));
	return out_str(&out);
}

struct choosing {
	struct out *out;
	const struct gather *gather;
	struct str chosen;              /* public identities with spaces */
	struct str first;               /* those that are shown first, chosen or not */
};

static bool may_stand(const struct choosing *choosing, const struct rolled *risk)
{
	return !is_taken(&choosing->gather->taken, risk->root_id)
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
	const struct theme_ask *row;
	struct str action, cancel, first, hint;
	const char *button;
};

static void theme_form_show(struct out *out, const struct asking *asking)
{
	static const char *const own[] = { "zone", "frequency_low", "frequency_likely", "frequency_high" };
	struct form_view form = form_view_of(asking->request, asking->view, &theme_form, asking->row);
	const struct gather gather = gather_of(asking->view, asking->picture);
	struct choosing choosing = { out, &gather, asking->row->risks, asking->first };

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

/* ---- Confirming ----------------------------------------------------------------------------------------------- */

static struct str all_of(struct arena *arena, const struct suggestion *suggestion)
{
	struct out out;

	out_init(&out, arena, 65536);
	for (size_t i = 0; i < suggestion->count; i++)
		out_print(&out, "%s%.*s", i ? " " : "", STR(suggestion->risks[i]->public_id));
	return out_str(&out);
}

static const struct rolled *rolled_find(const struct gathering *gathering, struct str public_id)
{
	for (size_t i = 0; i < gathering->risks.count; i++)
		if (str_equals(gathering->risks.at[i].public_id, public_id))
			return &gathering->risks.at[i];
	return NULL;
}

/* What is asked for in the address: a kind, or a risk and those that seem to belong to it.  A
 * marked risk lends the theme neither its title nor its openness. */
static void ask_begin(struct asking *asking, struct theme_ask *row)
{
	struct str lead = request_query(asking->request, "risk");
	const struct gather gather = gather_of(asking->view, asking->picture);
	const struct suggestion *suggestion = suggestion_with(&gather.suggestions, lead);
	const struct rolled *risk = rolled_find(gather.gathering, lead);

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

static struct reply refused(struct request *request, struct change *change, const char *field, struct str words)
{
	problem_add(request_problems(request), field, "%.*s", STR(words));
	return reply_again(request, change);
}

/* Puts in and takes out until just the chosen ones stand there; false: *words says why not. */
static bool risks_put(struct change *change, const struct risk_picture *picture, int64_t theme_id,
                      struct str chosen, struct str *words)
{
	struct view *view = change_view(change);
	const struct gathering *gathering = gathering_of(view, (int)picture->year);
	struct theme_risk_list inside = theme_risks_of(view, picture->id);

	for (size_t i = 0; i < inside.count; i++) {
		bool is_kept = false;

		for (size_t k = 0; k < gathering->risks.count && !is_kept; k++)
			is_kept = gathering->risks.at[k].root_id == inside.at[i].root_id
				&& str_has_word(chosen, gathering->risks.at[k].public_id);
		if (inside.at[i].theme_id == theme_id && !is_kept)
			theme_risk_take(change, theme_id, inside.at[i].root_id, S(""));
	}
	for (struct str id; chosen.len; ) {
		const struct rolled *risk;
		bool is_here = false;

		id = str_cut(&chosen, ' ');
		risk = id.len ? rolled_find(gathering, id) : NULL;
		if (id.len && !risk) {
			*words = str_of(_("One of the risks is not among the prominent ones that have come in. Open the page again."));
			return false;
		}
		for (size_t i = 0; risk && i < inside.count; i++) {
			if (inside.at[i].root_id != risk->root_id)
				continue;
			is_here = inside.at[i].theme_id == theme_id;
			if (!is_here) {
				*words = arena_print(view_arena(view), _("%.*s stands in another theme already. A risk stands in one theme only."),
					STR(risk->number));
				return false;
			}
		}
		if (risk && !is_here)
			theme_risk_add(change, theme_id, risk->id);
	}
	return true;
}

static bool place_is_free(struct view *view, const struct risk_picture *picture, int64_t theme_id, int64_t place)
{
	struct risk_theme_list all = risk_themes_of(view, picture->id);

	for (size_t i = 0; place && i < all.count; i++)
		if (all.at[i].id != theme_id && all.at[i].place == place)
			return false;
	return true;
}

static struct reply theme_save(struct request *request, struct change *change,
                               const struct risk_picture *picture, struct risk_theme *theme)
{
	const struct theme_ask *ask = request_record(request);
	struct str chosen = risks_chosen(request, ask->risks), words = S("");
	bool is_new = !theme->id;

	theme_of_ask(ask, theme);
	if (theme->kind == THEME_gathered && !chosen.len)
		return refused(request, change, "risks", str_of(_("Choose at least one risk: a theme rests on what units have said.")));
	if (!place_is_free(change_view(change), picture, theme->id, theme->place))
		return refused(request, change, "place", str_of(_("Another theme has that place. Give that one another place first, or write 0.")));
	theme->confirmed_by = change_me(change);
	theme->confirmed_at = instant_now();
	if (is_new) {
		change_insert(change, &risk_theme_record.shape, theme);
	} else if (change_update(change, &risk_theme_record.shape, theme,
			riskpicture_sent_version(request, theme->version)) == UPDATED_STALE) {
		return reply_stale(request, &risk_theme_record, theme,
			theme_get(change_view(change), picture->id, theme->public_id));
	}
	if (theme->kind == THEME_gathered && !risks_put(change, picture, theme->id, chosen, &words))
		return refused(request, change, "risks", words);
	riskpicture_step_add(change, picture->id, is_new ? "theme" : "theme_change", theme->title);
	request_message(request, is_new ? _("The theme is confirmed.") : _("The theme is saved."));
	return reply_done(request, is_new ? 201 : 200, &risk_theme_record, theme,
		"/risk-picture/%.*s/themes/%.*s", STR(picture->public_id), STR(theme->public_id));
}

struct reply theme_add_act(struct request *request, struct change *change)
{
	const struct risk_picture *picture = riskpicture_load(request, change_view(change));
	const struct theme_ask *ask = request_record(request);
	struct risk_theme theme = { .kind = ask->kind };

	if (!picture)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft)
		return refused(request, change, "", riskpicture_locked_words());
	theme.picture_id = picture->id;
	return theme_save(request, change, picture, &theme);
}

/* ---- Changing --------------------------------------------------------------------------------------------------- */

static const struct risk_theme *theme_asked(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);

	return picture ? theme_get(view, picture->id, request_param(request, "theme")) : NULL;
}

static struct str risks_inside(struct view *view, const struct risk_picture *picture, int64_t theme_id)
{
	const struct gathering *gathering = gathering_of(view, (int)picture->year);
	struct theme_risk_list inside = theme_risks_of(view, picture->id);
	struct out out;

	out_init(&out, view_arena(view), 65536);
	for (size_t i = 0; i < gathering->risks.count; i++)
		for (size_t k = 0; k < inside.count; k++)
			if (inside.at[k].theme_id == theme_id
			    && inside.at[k].root_id == gathering->risks.at[i].root_id)
				out_print(&out, "%s%.*s", out.len ? " " : "",
					STR(gathering->risks.at[i].public_id));
	return out_str(&out);
}

void *theme_load(struct request *request, struct view *view)
{
	const struct risk_theme *theme = theme_asked(request, view);
	struct theme_ask *ask;

	if (!theme)
		return NULL;
	ask = arena_new(view_arena(view), struct theme_ask);
	*ask = (struct theme_ask){ 0 };
	ask_of_theme(theme, ask);
	ask->risks = risks_inside(view, riskpicture_load(request, view), theme->id);
	return ask;
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

struct reply theme_change_act(struct request *request, struct change *change)
{
	const struct risk_picture *picture = riskpicture_load(request, change_view(change));
	const struct risk_theme *before = theme_asked(request, change_view(change));
	struct risk_theme theme;

	if (!before)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft)
		return refused(request, change, "", riskpicture_locked_words());
	theme = *before;
	return theme_save(request, change, picture, &theme);
}

struct reply theme_dissolve_act(struct request *request, struct change *change)
{
	const struct risk_picture *picture = riskpicture_load(request, change_view(change));
	const struct risk_theme *before = theme_asked(request, change_view(change));
	struct str words = str_trim(((const struct riskpicture_act *)request_record(request))->words);
	struct risk_theme theme;

	if (!before)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft)
		return refused(request, change, "", riskpicture_locked_words());
	theme = *before;
	theme.dissolved_reason = words;
	if (change_update(change, &risk_theme_record.shape, &theme,
			riskpicture_sent_version(request, before->version)) == UPDATED_STALE)
		return reply_stale(request, &risk_theme_record, &theme, before);
	riskpicture_step_add(change, picture->id, "theme_dissolve", theme.title);
	request_message(request, _("The theme is dissolved; its risks are suggested again."));
	return reply_done(request, 200, &risk_theme_record, &theme, "/risk-picture/%.*s/gather",
		STR(picture->public_id));
}

/* ---- Shown ---------------------------------------------------------------------------------------------------------- */

/* A link leads only where the reader may go. */
bool said_may_open(struct view *view, const struct face_said *said)
{
	return risk_get(view, said->risk) != NULL;
}

static void said_show(struct out *out, const struct riskpicture_page *page, const struct face_theme *theme)
{
	bool may_read = request_may(page->request, MAY_risks_read);

	if (!theme->said.count) {
		theme_said_none(out);
		return;
	}
	theme_said_begin(out);
	for (size_t i = 0; i < theme->said.count; i++)
		theme_said_row(out, &theme->said.at[i],
			may_read && said_may_open(page->view, &theme->said.at[i]), page->is_inner);
	theme_said_end(out);
}

static void dissolve_form(struct out *out, const struct riskpicture_page *page, const struct risk_theme *row)
{
	struct form_view form = form_view_of(page->request, page->view, &riskpicture_act_form, NULL);

	theme_dissolve_begin(out, form.answers != NULL);
	form_begin(out, &form, arena_print(page->request->arena, "/risk-picture/%.*s/themes/%.*s/dissolve",
		STR(page->picture->public_id), STR(row->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Dissolve the theme"), S(""));
	form_end(out);
	theme_dissolve_end(out);
}

struct reply theme_show(struct request *request, struct view *view)
{
	const struct risk_picture *picture = risk_picture_get(view, request_param(request, "id"));
	const struct face_theme *theme;
	const struct risk_theme *row;
	struct riskpicture_page page;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	page = riskpicture_page_of(request, view, picture);
	page.is_inner = page.is_maker;
	page.face = face_of_picture(view, picture, !page.is_inner);
	theme = face_theme_get(page.face, request_param(request, "theme"));
	if (!theme)
		return reply_not_found(request);
	row = page.is_maker ? theme_get(view, picture->id, theme->public_id) : NULL;
	if (request_wants_json(request))
		return theme_json(request, theme);
	out = page_begin(request, view, _("Theme of the risk picture"));
	theme_head(out, &page, theme, row && picture->state == RISK_PICTURE_draft);
	theme_words(out, theme);
	said_show(out, &page, theme);
	if (row)
		theme_confirmed(out, person_name(view, row->confirmed_by), row->confirmed_at, row->secrecy);
	if (row && picture->state == RISK_PICTURE_draft)
		dissolve_form(out, &page, row);
	return page_end(request, 200);
}
