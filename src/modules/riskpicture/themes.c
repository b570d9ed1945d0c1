/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/themes.c - themes: confirmed, changed, dissolved, shown. */
#include "modules/riskpicture/inside.h"

#include "modules/riskpicture/gather.html.h"

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

/* ---- Which risks stand in it -------------------------------------------------------------------------- */

/* A browser sends the same name once for each box that is ticked. */
struct str risks_chosen(struct request *request, struct str risks)
{
	struct out out;

	if (request_wants_json(request))
		return risks;
	out_init(&out, request->arena, LONGEST_CHOICE);
	for (size_t i = 0; i < request->field_count; i++)
		if (str_is(request->fields[i].name, "risks"))
			out_print(&out, "%s%.*s", out.len ? " " : "", STR(request->fields[i].value));
	return out_str(&out);
}

static int64_t theme_with(const struct theme_risk_list *inside, int64_t root_id)
{
	for (size_t i = 0; i < inside->count; i++)
		if (inside->at[i].root_id == root_id)
			return inside->at[i].theme_id;
	return 0;
}

static bool is_chosen(const struct gathering *gathering, struct str chosen, int64_t root_id)
{
	for (size_t i = 0; i < gathering->risks.count; i++)
		if (gathering->risks.at[i].root_id == root_id
		    && str_has_word(chosen, gathering->risks.at[i].public_id))
			return true;
	return false;
}

/* Why one of the chosen cannot stand in the theme; "" they all can. */
static struct str choice_problem(struct view *view, const struct gathering *gathering,
                                 const struct theme_risk_list *inside, int64_t theme_id, struct str chosen)
{
	while (chosen.len) {
		struct str id = str_cut(&chosen, ' ');
		const struct rolled *risk = gathering_risk(gathering, id);
		int64_t there = risk ? theme_with(inside, risk->root_id) : 0;

		if (id.len && !risk)
			return str_of(_("One of the risks is not among the prominent ones that have come in. Open the page again."));
		if (there && there != theme_id)
			return arena_print(view_arena(view), _("%.*s stands in another theme already. A risk stands in one theme only."),
				STR(risk->number));
	}
	return S("");
}

/* Puts in and takes out until just the chosen ones stand there; or says why not. */
static struct str risks_put(struct change *change, const struct risk_picture *picture, int64_t theme_id,
                            struct str chosen)
{
	struct view *view = change_view(change);
	const struct gathering *gathering = gathering_of(view, (int)picture->year);
	struct theme_risk_list inside = theme_risks_of(view, picture->id);
	struct str problem = choice_problem(view, gathering, &inside, theme_id, chosen);

	if (problem.len)
		return problem;
	for (size_t i = 0; i < inside.count; i++)
		if (inside.at[i].theme_id == theme_id && !is_chosen(gathering, chosen, inside.at[i].root_id))
			theme_risk_take(change, theme_id, inside.at[i].root_id);
	for (size_t i = 0; i < gathering->risks.count; i++)
		if (str_has_word(chosen, gathering->risks.at[i].public_id)
		    && !theme_with(&inside, gathering->risks.at[i].root_id))
			theme_risk_add(change, theme_id, gathering->risks.at[i].id);
	return S("");
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
	struct str chosen = risks_chosen(request, ask->risks), problem = S("");
	bool is_new = !theme->id;

	theme_of_ask(ask, theme);
	if (theme->kind == THEME_gathered && !chosen.len)
		return riskpicture_refused(request, change, "risks", str_of(_("Choose at least one risk: a theme rests on what units have said.")));
	if (!place_is_free(change_view(change), picture, theme->id, theme->place))
		return riskpicture_refused(request, change, "place", str_of(_("Another theme has that place. Give that one another place first, or write 0.")));
	theme->confirmed_by = change_me(change);
	theme->confirmed_at = instant_now();
	if (is_new) {
		change_insert(change, &risk_theme_record.shape, theme);
	} else if (change_update(change, &risk_theme_record.shape, theme,
			riskpicture_sent_version(request, theme->version)) == UPDATED_STALE) {
		return reply_stale(request, &risk_theme_record, theme,
			theme_get(change_view(change), picture->id, theme->public_id));
	}
	if (theme->kind == THEME_gathered)
		problem = risks_put(change, picture, theme->id, chosen);
	if (problem.len)
		return riskpicture_refused(request, change, "risks", problem);
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
		return riskpicture_refused(request, change, "", riskpicture_locked_words());
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

	out_init(&out, view_arena(view), LONGEST_CHOICE);
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

struct reply theme_change_act(struct request *request, struct change *change)
{
	const struct risk_picture *picture = riskpicture_load(request, change_view(change));
	const struct risk_theme *before = theme_asked(request, change_view(change));
	struct risk_theme theme;

	if (!before)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft)
		return riskpicture_refused(request, change, "", riskpicture_locked_words());
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
		return riskpicture_refused(request, change, "", riskpicture_locked_words());
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
static bool may_open(const struct risk_key_list *readable, struct str risk)
{
	for (size_t i = 0; i < readable->count; i++)
		if (str_equals(readable->at[i].public_id, risk))
			return true;
	return false;
}

static void said_show(struct out *out, const struct riskpicture_page *page, const struct face_theme *theme)
{
	struct risk_key_list readable = { 0 };

	if (!theme->said.count) {
		theme_said_none(out);
		return;
	}
	if (request_may(page->request, MAY_risks_read))
		readable = risks_readable(page->view, (int)page->picture->year);
	theme_said_begin(out);
	for (size_t i = 0; i < theme->said.count; i++)
		theme_said_row(out, &theme->said.at[i], may_open(&readable, theme->said.at[i].risk),
			page->is_inner);
	theme_said_end(out);
}

static void dissolve_form(struct out *out, const struct riskpicture_page *page, const struct risk_theme *row)
{
	const struct riskpicture_act act = { .version = row->version };
	struct form_view form = form_view_of(page->request, page->view, &riskpicture_act_form, &act);

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
