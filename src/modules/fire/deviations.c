/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/deviations.c - what is not as it should be, until somebody says what was done. */
#include "modules/fire/inside.h"

#include "modules/fire/pages.html.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"

const struct form fire_deviation_form = {
	.record = &fire_deviation_record, .fields = FIELDS("words", "severity"),
};
const struct form fire_close_form = {
	.record = &fire_close_record, .fields = FIELDS("closed_words"),
};

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	back_to_objects(out);
}

struct reply fire_deviations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Deviations in the fire protection"),
		.actions = list_actions };
	struct query query;

	fire_deviations_query(request, view, &query);
	return table_reply(request, view, &fire_deviations_table, &query, &page);
}

struct reply fire_deviation_add_act(struct request *request, struct change *change)
{
	struct fire_deviation *deviation = request_record(request);
	struct view *view = change_view(change);
	const struct fire_object *object = fire_object_of_number(view, request_param(request, "number"));

	if (!object || date_is_given(object->valid_to) || !fire_may_walk(view, object->unit_id))
		return reply_not_found(request);
	if (!fire_words_fine(request, "words", deviation->words))
		return reply_again(request, change);
	deviation->object_id = object->id;
	deviation->found_on = date_today();
	fire_deviation_add(change, deviation);
	request_message(request, _("The deviation is saved."));
	return reply_done(request, 201, &fire_deviation_record, deviation, "/fire-deviations/%.*s",
		STR(deviation->number));
}

static bool may_close(struct request *request, struct view *view, const struct fire_object *object)
{
	return request_may(request, MAY_fire_walk) && fire_may_walk(view, object->unit_id);
}

struct reply fire_deviation_show(struct request *request, struct view *view)
{
	const struct fire_deviation *deviation = fire_deviation_of_number(view,
		request_param(request, "number"));
	const struct fire_object *object = deviation ? fire_object_of_id(view, deviation->object_id)
		: NULL;
	struct form_view form;
	struct out *out;

	if (!object)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &fire_deviation_record, deviation);
	out = page_begin(request, view, str_z(request->arena, deviation->number));
	form = form_view_of(request, view, &fire_close_form,
		&(struct fire_close){ .version = deviation->version });
	if (deviation->state == DEVIATION_closed)
		form_problems(out, &form);
	deviation_page(out, view, deviation, object);
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "fire_deviation", deviation->id, object->unit_id);
	if (deviation->state == DEVIATION_open && may_close(request, view, object)) {
		section_head(out, _("It is put right"));
		form_whole(out, &form, arena_print(request->arena, "/fire-deviations/%.*s/close",
			STR(deviation->number)), _("Close the deviation"), S(""));
	}
	return page_end(request, 200);
}

struct reply fire_deviation_close_act(struct request *request, struct change *change)
{
	const struct fire_close *close = request_record(request);
	struct view *view = change_view(change);
	const struct fire_deviation *before = fire_deviation_of_number(view,
		request_param(request, "number"));
	const struct fire_object *object = before ? fire_object_of_id(view, before->object_id) : NULL;
	int64_t version = request_version(request), open;
	struct fire_deviation now;

	if (!object || !may_close(request, view, object))
		return reply_not_found(request);
	open = measures_open_count(view, "fire_deviation", before->id);
	if (before->state != DEVIATION_open)
		problem_add(request_problems(request), "", "%s", _("The deviation is closed already."));
	if (open)
		problem_add(request_problems(request), "closed_words",
			plural(open, "%lld measure is still open. End it first.",
			       "%lld measures are still open. End them first."), (long long)open);
	if (request_problems(request)->count
	    || !fire_words_fine(request, "closed_words", close->closed_words))
		return reply_again(request, change);
	now = *before;
	now.state = DEVIATION_closed;
	now.closed_on = date_today();
	now.closed_by = change_me(change);
	now.closed_words = close->closed_words;
	if (change_update(change, &fire_deviation_record.shape, &now,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &fire_deviation_record, &now, before);
	request_message(request, _("The deviation is closed."));
	return reply_done(request, 200, &fire_deviation_record, &now, "/fire-deviations/%.*s",
		STR(now.number));
}
