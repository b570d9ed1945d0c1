/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/pages.c - the routes of the room; all pictures, and one of them. */
#include "modules/riskpicture/inside.h"

#include "base/json.h"
#include "kit/setting.h"
#include "modules/riskpicture/pages.html.h"
#include "modules/riskpicture/part.h"
#include "modules/riskpicture/part.html.h"
#include "modules/riskpicture/steps.h"
#include "modules/submissions/submissions.h"

const struct form riskpicture_begin_form = { .record = &risk_picture_record, .fields = FIELDS("year") };
const struct form riskpicture_form = {
	.record = &risk_picture_record,
	.fields = FIELDS("summary", "outside", "planned_on"),
};

/* ---- Words -------------------------------------------------------------------------------------------- */

const char *risk_picture_class(int state)
{
	static const char *const classes[] = { "", "doing", "waiting", "done" };

	return classes[state];
}

struct str riskpicture_name(struct arena *arena, const struct risk_picture *picture)
{
	return picture->number > 1
		? arena_print(arena, _("%lld, version %lld"), (long long)picture->year, (long long)picture->number)
		: arena_print(arena, "%lld", (long long)picture->year);
}

struct str riskpicture_path(struct arena *arena, const struct risk_picture *picture)
{
	return arena_print(arena, "/risk-picture/%.*s", STR(picture->public_id));
}

struct str face_name(struct str sv, struct str en)
{
	return tongue_pick(sv, en);
}

struct str rollup_words(struct arena *arena, const struct rollup *times)
{
	if (!times->count)
		return S("");
	if (times->count == 1 || times->most <= times->least)
		return arena_print(arena, _("About %.*s; likely between %.*s and %.*s."),
			STR(rollup_often(arena, times->pooled.middle)),
			STR(rollup_often(arena, times->pooled.low)), STR(rollup_often(arena, times->pooled.high)));
	return arena_print(arena, _("They say from %.*s to %.*s; together about %.*s."),
		STR(rollup_often(arena, times->least)), STR(rollup_often(arena, times->most)),
		STR(rollup_often(arena, times->pooled.middle)));
}

struct str step_words_of(struct arena *arena, const struct face_said *said)
{
	if (!said->step)
		return S("");
	return arena_print(arena, _("%lld of %lld: %.*s"), (long long)said->step, (long long)said->steps,
		STR(face_name(said->step_sv, said->step_en)));
}

const char *riskpicture_verb_words(struct str verb)
{
	static const struct { const char *verb, *words; } known[] = {
		{ "begin", N_("began the risk picture") }, { "change", N_("changed its words") },
		{ "theme", N_("confirmed a theme:") }, { "theme_change", N_("changed a theme:") },
		{ "theme_dissolve", N_("dissolved a theme:") }, { "decide", N_("recorded the decision:") },
		{ "publish", N_("published it") }, { "follow", N_("began a new version:") },
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(verb, known[i].verb))
			return _(known[i].words);
	return "";
}

/* ---- All of them ------------------------------------------------------------------------------------------ */

static struct reply pictures_json(struct request *request, const struct risk_picture_list *list)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &risk_picture_record, &list->at[i]);
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

static void begin_form(struct out *out, struct request *request, struct view *view)
{
	const struct risk_picture row = { .year = date_today().year };
	struct form_view form = form_view_of(request, view, &riskpicture_begin_form, &row);

	riskpictures_begin(out, request);
	form_all(out, &form);
	form_buttons(out, _("Begin a picture"), S(""));
	form_end(out);
	riskpictures_begin_end(out);
}

struct reply riskpictures_show(struct request *request, struct view *view)
{
	struct risk_picture_list list = riskpictures_all(view);
	struct out *out;
	bool is_maker;

	if (request_wants_json(request))
		return pictures_json(request, &list);
	is_maker = riskpicture_maker(view);
	out = page_begin(request, view, _("The city's risk picture"));
	riskpictures_page(out, &list, is_maker);
	if (is_maker)
		begin_form(out, request, view);
	return page_end(request, 200);
}

/* The unit that the programme asks for the picture; 0 no programme does. */
int64_t risk_picture_office(struct view *view, int year)
{
	struct programme_list now = programmes_on(view, date_today());
	struct str code = setting_text("risk_picture_deliverable");

	for (size_t p = 0; p < now.count; p++) {
		struct delivery_list all = deliveries_of(view, &now.at[p], 0, year);

		for (size_t i = 0; i < all.count; i++)
			if (str_equals(all.at[i].deliverable->code, code))
				return all.at[i].unit_id;
	}
	return 0;
}

struct reply riskpicture_begin_act(struct request *request, struct change *change)
{
	const struct risk_picture *asked = request_record(request);
	struct view *view = change_view(change);
	const struct risk_picture *there = risk_picture_of_year(view, (int)asked->year);
	struct risk_picture fresh = { .year = asked->year, .number = 1, .state = RISK_PICTURE_draft };

	if (!riskpicture_maker(view))
		return reply_not_found(request);
	if (there) {
		problem_add(request_problems(request), "year", _("There is a picture of %lld already. A new version is begun from it."),
			(long long)asked->year);
		return reply_again(request, change);
	}
	fresh.unit_id = risk_picture_office(view, (int)asked->year);
	if (!fresh.unit_id)
		fresh.unit_id = request_person(request)->unit_id;
	change_insert(change, &risk_picture_record.shape, &fresh);
	riskpicture_step_add(change, fresh.id, "begin", S(""));
	request_message(request, _("The picture is begun. Confirm themes from what has come in."));
	return reply_done(request, 201, &risk_picture_record, &fresh, "/risk-picture/%.*s/gather",
		STR(fresh.public_id));
}

/* ---- One ------------------------------------------------------------------------------------------------------ */

static struct str record_text(struct arena *arena, const struct risk_picture *picture)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, PAGE_BYTES);
	json_begin(&json, &out);
	record_json(&json, &risk_picture_record, picture);
	return out_str(&out);
}

static struct reply picture_json(struct request *request, const struct riskpicture_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_already(&json, "picture", record_text(request->arena, page->picture));
	json_already(&json, "says", face_json(request->arena, page->face));
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static size_t placed_in(const struct face *face)
{
	size_t placed = 0;

	for (size_t i = 0; i < face->themes.count; i++)
		placed += face->themes.at[i].place > 0;
	return placed;
}

struct riskpicture_page riskpicture_page_of(struct request *request, struct view *view,
                                            const struct risk_picture *picture)
{
	struct riskpicture_page page = { .request = request, .view = view, .picture = picture,
		.next = risk_picture_next(view, picture), .is_maker = riskpicture_maker(view),
		.is_decider = riskpicture_decider(view) };

	page.is_inner = page.is_maker && request_query(request, "all").len;
	page.steps = riskpicture_steps(view, picture->id);
	if (picture->submission_id)
		page.submission = submission_path(view, picture->submission_id);
	if (page.submission.len && !request_may_open(request, page.submission))
		page.submission = S("");
	return page;
}

/* For those who read risks of a unit: what has become of them. */
static void parts_show(struct out *out, const struct riskpicture_page *page)
{
	struct face_missing_list units;

	if (page->picture->state != RISK_PICTURE_published
	    || !request_may(page->request, MAY_risks_read))
		return;
	units = part_units(page->view, (int)page->picture->year);
	if (units.count)
		part_links(out, &units, page->picture->year);
}

struct reply riskpicture_show(struct request *request, struct view *view)
{
	const struct risk_picture *picture = risk_picture_get(view, request_param(request, "id"));
	struct riskpicture_page page;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	page = riskpicture_page_of(request, view, picture);
	page.face = face_of_picture(view, picture, !page.is_inner);
	if (request_wants_json(request))
		return picture_json(request, &page);
	out = page_begin(request, view, _("The city's risk picture"));
	riskpicture_head(out, &page);
	riskpicture_body(out, &page, placed_in(page.face));
	parts_show(out, &page);
	riskpicture_steps_show(out, &page);
	if (page.is_maker)
		riskpicture_history(out, &page);
	return page_end(request, 200);
}

/* ---- Its words ------------------------------------------------------------------------------------------------- */

void *riskpicture_load(struct request *request, struct view *view)
{
	const struct risk_picture *picture = risk_picture_get(view, request_param(request, "id"));

	return picture && riskpicture_maker(view) ? (void *)(uintptr_t)picture : NULL;
}

struct str riskpicture_locked_words(void)
{
	return str_of(_("Nothing was changed: the picture is decided and kept as it was then. Begin a new version to change it."));
}

struct reply riskpicture_refused(struct request *request, struct change *change, const char *field, struct str words)
{
	problem_add(request_problems(request), field, "%.*s", STR(words));
	return reply_again(request, change);
}

struct reply riskpicture_edit(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	if (picture->state != RISK_PICTURE_draft && !request_answers(request))
		return reply_go(request, "/risk-picture/%.*s", STR(picture->public_id));
	form = form_view_of(request, view, &riskpicture_form, picture);
	path = riskpicture_path(request->arena, picture);
	out = page_begin(request, view, _("Change the risk picture"));
	riskpicture_edit_head(out, picture);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), path);
	form_end(out);
	return page_end(request, 200);
}

int64_t riskpicture_sent_version(struct request *request, int64_t now)
{
	return request_version(request) ? request_version(request) : now;
}

struct reply riskpicture_change_act(struct request *request, struct change *change)
{
	struct risk_picture *picture = request_record(request);
	enum updated updated;

	if (picture->state != RISK_PICTURE_draft)
		return riskpicture_refused(request, change, "", riskpicture_locked_words());
	updated = change_update(change, &risk_picture_record.shape, picture,
		riskpicture_sent_version(request, picture->version));
	if (updated == UPDATED_STALE)
		return reply_stale(request, &risk_picture_record, picture,
			risk_picture_get(change_view(change), picture->public_id));
	if (updated == UPDATED)
		riskpicture_step_add(change, picture->id, "change", S(""));
	request_message(request, _("The words are saved."));
	return reply_done(request, 200, &risk_picture_record, picture, "/risk-picture/%.*s",
		STR(picture->public_id));
}

/* ---- Routes ------------------------------------------------------------------------------------------------------ */

#define PICTURE "/risk-picture/:id"
#define THEME PICTURE "/themes/:theme"
const struct route riskpicture_routes[] = {
	{ GET, "/risk-picture", .need = MAY_programme_read, .show = riskpictures_show, .is_api_too = true,
	  .label = N_("Risk pictures of the city") },
	{ POST, "/risk-picture", .need = MAY_risks_receive, .act = riskpicture_begin_act,
	  .form = &riskpicture_begin_form, .again = riskpictures_show, .is_api_too = true,
	  .label = N_("Begin the city's risk picture of a year") },
	{ GET, "/risk-picture/part", .need = MAY_risks_read, .show = part_show, .is_api_too = true,
	  .label = N_("What became of a unit's risks in the city's risk picture") },
	{ GET, PICTURE, .need = MAY_programme_read, .show = riskpicture_show, .is_api_too = true,
	  .label = N_("The city's risk picture of a year") },
	{ GET, PICTURE "/edit", .need = MAY_risks_receive, .show = riskpicture_edit,
	  .label = N_("Form for the words of the risk picture") },
	{ POST, PICTURE, .need = MAY_risks_receive, .act = riskpicture_change_act,
	  .form = &riskpicture_form, .load = riskpicture_load, .again = riskpicture_edit,
	  .is_api_too = true, .label = N_("Change the words of the risk picture") },
	{ GET, PICTURE "/gather", .need = MAY_risks_receive, .show = gather_show, .is_api_too = true,
	  .label = N_("Where the risk picture is put together") },
	{ GET, PICTURE "/shared", .need = MAY_risks_receive, .show = shared_show, .is_api_too = true,
	  .label = N_("What commitments of several units stand on") },
	{ GET, PICTURE "/word", .need = MAY_programme_read, .show = riskpicture_word,
	  .label = N_("The risk picture as a document") },
	{ GET, PICTURE "/themes/new", .need = MAY_risks_receive, .show = theme_new,
	  .label = N_("Form for a theme") },
	{ POST, PICTURE "/themes", .need = MAY_risks_receive, .act = theme_add_act, .form = &theme_form,
	  .again = theme_new, .is_api_too = true, .label = N_("Confirm a theme") },
	{ GET, THEME, .need = MAY_programme_read, .show = theme_show, .is_api_too = true,
	  .label = N_("One theme of the risk picture") },
	{ GET, THEME "/edit", .need = MAY_risks_receive, .show = theme_edit,
	  .label = N_("Form for a theme") },
	{ POST, THEME, .need = MAY_risks_receive, .act = theme_change_act, .form = &theme_form,
	  .load = theme_load, .again = theme_edit, .is_api_too = true, .label = N_("Change a theme") },
	{ POST, THEME "/dissolve", .need = MAY_risks_receive, .act = theme_dissolve_act,
	  .form = &riskpicture_act_form, .again = theme_show, .is_api_too = true,
	  .label = N_("Dissolve a theme") },
	{ POST, PICTURE "/decide", .need = MAY_submissions_submit, .act = riskpicture_decide_act,
	  .form = &riskpicture_decision_form, .again = riskpicture_show, .is_api_too = true,
	  .label = N_("Record what was decided about the risk picture") },
	{ POST, PICTURE "/publish", .need = MAY_submissions_submit, .act = riskpicture_publish_act,
	  .again = riskpicture_show, .is_api_too = true, .label = N_("Publish the risk picture") },
	{ POST, PICTURE "/follow", .need = MAY_submissions_submit, .act = riskpicture_follow_act,
	  .form = &riskpicture_act_form, .again = riskpicture_show, .is_api_too = true,
	  .label = N_("Begin a new version of the risk picture") },
	{ .path = NULL },
};
