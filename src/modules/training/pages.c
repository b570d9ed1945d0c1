/* SPDX-License-Identifier: EUPL-1.2 */
/* training/pages.c - the list with its sums, one session, writing it. */
#include "modules/training/inside.h"

#include "base/json.h"
#include "modules/training/pages.html.h"
#include "modules/units/units.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	training_buttons(out, request_may(request, MAY_training_write),
		request_may(request, MAY_import_write));
}

static void list_below(struct out *out, struct request *request, struct view *view)
{
	struct training_sum_list sums = training_sums(view, date_today().year);

	(void)request;
	training_sums_table(out, &sums, date_today().year);
}

static struct reply trainings_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Training"), .actions = list_actions, .below = list_below,
		.status = str_of(_("How many were asked and how many came. Nobody is named.")) };
	struct query query;

	trainings_query(request, view, &query);
	return table_reply(request, view, &trainings_table, &query, &page);
}

/* To those who keep it the record; to others what is told. */
static struct reply training_json(struct request *request, const struct training *training, bool keeps)
{
	struct json_out json;
	struct out body;

	if (keeps)
		return reply_record(request, &training_record, training);
	out_init(&body, request->arena, 1 << 16);
	json_begin(&json, &body);
	json_object_begin(&json, NULL);
	json_str(&json, "public_id", training->public_id);
	json_str(&json, "topic", training->topic);
	json_str(&json, "audience", training->audience);
	json_str(&json, "on_day", date_iso(request->arena, training->on_day));
	json_str(&json, "invited", training_told(request->arena, training->invited, keeps));
	json_str(&json, "attended", training_told(request->arena, training->attended, keeps));
	json_object_finish(&json);
	return reply_bytes(200, "application/json; charset=utf-8", out_str(&body));
}

static struct reply training_show(struct request *request, struct view *view)
{
	const struct training *training = training_get(view, request_param(request, "id"));
	struct out *out;
	bool keeps;

	if (!training)
		return reply_not_found(request);
	keeps = request_may(request, MAY_training_write) && training_keeps(view, training->unit_id);
	if (request_wants_json(request))
		return training_json(request, training, keeps);
	out = page_begin(request, view, str_z(request->arena, code_name("training/topics", training->topic)));
	training_page(out, view, training, keeps);
	return page_end(request, 200);
}

static struct reply form_page(struct request *request, struct view *view, const struct training *training,
                              const char *title, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &training_form, training);
	struct out *out = page_begin(request, view, title);

	training_form_head(out, title);
	form_whole(out, &form, action, _("Save the training"), back);
	return page_end(request, 200);
}

static struct reply training_new(struct request *request, struct view *view)
{
	struct training fresh = { .unit_id = request_person(request)->unit_id, .on_day = date_today() };

	return form_page(request, view, &fresh, _("Write a training"), S("/training"), S("/training"));
}

static void *training_load(struct request *request, struct view *view)
{
	const struct training *training = training_get(view, request_param(request, "id"));

	return training && training_keeps(view, training->unit_id) ? (void *)(uintptr_t)training : NULL;
}

static struct reply training_edit(struct request *request, struct view *view)
{
	const struct training *training = training_load(request, view);
	struct str path;

	if (!training)
		return reply_not_found(request);
	path = arena_print(request->arena, "/training/%.*s", STR(training->public_id));
	return form_page(request, view, training, _("Change the training"), path, path);
}

static struct reply training_add_act(struct request *request, struct change *change)
{
	struct training *training = request_record(request);

	training->id = 0;
	change_insert(change, &training_record.shape, training);
	request_message(request, _("The training is saved."));
	return reply_done(request, 201, &training_record, training, "/training/%.*s",
		STR(training->public_id));
}

static struct reply training_change_act(struct request *request, struct change *change)
{
	struct training *now = request_record(request);
	const struct training *before = training_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	if (change_update(change, &training_record.shape, now, request_version(request)) == UPDATED_STALE)
		return reply_stale(request, &training_record, now, before);
	request_message(request, _("The training is saved."));
	return reply_done(request, 200, &training_record, now, "/training/%.*s", STR(now->public_id));
}

const struct route training_routes[] = {
	{ GET, "/training", .need = MAY_training_read, .show = trainings_list, .is_api_too = true,
	  .label = N_("List of training sessions") },
	{ GET, "/training/new", .need = MAY_training_write, .show = training_new,
	  .label = N_("Write a training session") },
	{ POST, "/training", .need = MAY_training_write, .act = training_add_act, .form = &training_form,
	  .again = training_new, .is_api_too = true, .label = N_("Save a training session") },
	{ GET, "/training/:id", .need = MAY_training_read, .show = training_show, .is_api_too = true,
	  .label = N_("A training session") },
	{ GET, "/training/:id/edit", .need = MAY_training_write, .show = training_edit,
	  .label = N_("Change a training session") },
	{ POST, "/training/:id", .need = MAY_training_write, .act = training_change_act,
	  .form = &training_form, .load = training_load, .again = training_edit, .is_api_too = true,
	  .label = N_("Save changes to a training session") },
	{ .path = NULL },
};
