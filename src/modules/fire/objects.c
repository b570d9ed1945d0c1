/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/objects.c - fire objects: the list, one of them, adding, changing, ending. */
#include "modules/fire/inside.h"

#include "modules/events/events.h"
#include "modules/fire/pages.html.h"
#include "modules/people/people.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

const struct form fire_object_form = {
	.record = &fire_object_record,
	.fields = FIELDS("unit_id", "name", "kind", "place_id", "responsible_id", "every_months",
		"first_on", "description", "risk_inventory"),
};
/* The unit and the first day stay: what was due before must stay due. */
const struct form fire_object_edit_form = {
	.record = &fire_object_record,
	.fields = FIELDS("name", "kind", "place_id", "responsible_id", "every_months",
		"description", "risk_inventory"),
};

struct str fire_object_path(struct arena *arena, const struct fire_object *object)
{
	return arena_print(arena, "/fire/objects/%.*s", STR(object->number));
}

bool fire_words_fine(struct request *request, const char *field, struct str words)
{
	return words_pass(request, field, words,
		_("This looks like a personal number. Take it away: fire protection is about buildings, not about people."));
}

/* ---- The list ---------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	objects_buttons(out, request_may(request, MAY_fire_write));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	struct fire_numbers numbers = fire_numbers_now(view, false);

	(void)request;
	objects_numbers(out, &numbers);
}

struct reply fire_objects_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Fire protection"), .actions = list_actions,
		.above = list_above,
		.status = str_of(_("Control rounds, what they find, and what is done about it.")) };
	struct query query;

	fire_objects_query(request, view, &query);
	return table_reply(request, view, &fire_objects_table, &query, &page);
}

void fire_home(struct out *out, struct request *request, struct view *view)
{
	struct fire_numbers numbers;

	if (!request_may(request, MAY_fire_walk))
		return;
	numbers = fire_numbers_now(view, true);
	if (numbers.late || numbers.soon)
		objects_card(out, &numbers);
}

/* ---- Adding and changing ------------------------------------------------------------------------- */

static struct reply form_page(struct request *request, struct view *view, const struct form *form,
                              const struct fire_object *object, const char *title, struct str action)
{
	struct form_view shown = form_view_of(request, view, form, object);
	struct out *out = page_begin(request, view, title);

	fire_head(out, title, "", S(""), "");
	form_whole(out, &shown, action, _("Save the fire object"),
		object->id ? fire_object_path(request->arena, object) : S("/fire"));
	return page_end(request, 200);
}

struct reply fire_object_new(struct request *request, struct view *view)
{
	struct fire_object fresh = { .unit_id = request_person(request)->unit_id,
		.first_on = date_today(), .every_months = 3 };

	return form_page(request, view, &fire_object_form, &fresh, _("New fire object"), S("/fire"));
}

static bool object_is_fine(struct request *request, struct view *view,
                           const struct fire_object *object)
{
	struct problems *problems = request_problems(request);

	if (!fire_may_write(view, object->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the fire protection of this unit. Choose another unit."));
	if (!object->id && date_compare(object->first_on, date_add_months(date_today(), 36)) > 0)
		problem_add(problems, "first_on", "%s", _("The first round is too far away."));
	fire_words_fine(request, "name", object->name);
	fire_words_fine(request, "description", object->description);
	fire_words_fine(request, "risk_inventory", object->risk_inventory);
	return !problems->count;
}

struct reply fire_object_add_act(struct request *request, struct change *change)
{
	struct fire_object *object = request_record(request);

	if (!object_is_fine(request, change_view(change), object))
		return reply_again(request, change);
	fire_object_add(change, object);
	request_message(request, _("The fire object is saved."));
	return reply_done(request, 201, &fire_object_record, object, "/fire/objects/%.*s",
		STR(object->number));
}

void *fire_object_load(struct request *request, struct view *view)
{
	const struct fire_object *object = fire_object_of_number(view, request_param(request, "number"));

	if (!object || date_is_given(object->valid_to) || !fire_may_write(view, object->unit_id))
		return NULL;
	return (void *)(uintptr_t)object;
}

struct reply fire_object_edit(struct request *request, struct view *view)
{
	const struct fire_object *object = fire_object_load(request, view);

	if (!object)
		return reply_not_found(request);
	return form_page(request, view, &fire_object_edit_form, object, _("Change the fire object"),
		fire_object_path(request->arena, object));
}

static struct reply object_saved(struct request *request, struct change *change,
                                 struct fire_object *object, const struct fire_object *before)
{
	int64_t version = request_version(request);

	if (change_update(change, &fire_object_record.shape, object,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &fire_object_record, object, before);
	request_message(request, _("The fire object is saved."));
	return reply_done(request, 200, &fire_object_record, object, "/fire/objects/%.*s",
		STR(object->number));
}

struct reply fire_object_change_act(struct request *request, struct change *change)
{
	struct fire_object *object = request_record(request);
	struct view *view = change_view(change);
	const struct fire_object *before = fire_object_of_id(view, object->id);

	if (!before)
		return reply_not_found(request);
	if (!object_is_fine(request, view, object))
		return reply_again(request, change);
	if (object->every_months != before->every_months)
		fire_turn_put(change, object->id, fire_turn_start(fire_turns(view, object->id),
			(struct fire_turn){ object->id, before->due_on, object->every_months },
			date_today()), object->every_months);
	return object_saved(request, change, object, before);
}

struct reply fire_object_end_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct fire_object *before = fire_object_load(request, view);
	struct fire_object now;
	int64_t open;

	if (!before)
		return reply_not_found(request);
	open = fire_deviations_open(view, before->id);
	if (open)
		problem_add(request_problems(request), "",
			plural(open, "%lld deviation is open. Close it first, or say what was done.",
			       "%lld deviations are open. Close them first, or say what was done."),
			(long long)open);
	if (fire_round_open(view, before->id))
		problem_add(request_problems(request), "", "%s",
			_("A round is going on here. Finish it first."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *before;
	now.valid_to = date_today();
	return object_saved(request, change, &now, before);
}

/* ---- One ------------------------------------------------------------------------------------------ */

static struct object_facts facts_of(struct request *request, struct view *view,
                                    const struct fire_object *object)
{
	bool goes_on = !date_is_given(object->valid_to);

	return (struct object_facts){ .object = object,
		.place = place_get(view, object->place_id),
		.rounds = fire_rounds(view, object->id),
		.deviations = fire_deviations_of(view, object->id),
		.open_round = fire_round_open(view, object->id),
		.may_walk = goes_on && request_may(request, MAY_fire_walk)
			&& fire_may_walk(view, object->unit_id),
		.may_write = goes_on && request_may(request, MAY_fire_write)
			&& fire_may_write(view, object->unit_id),
		.sees_documents = request_may_open(request, S("/documents")) };
}

static void deviation_form_show(struct out *out, struct request *request, struct view *view,
                                struct str path)
{
	struct form_view form = form_view_of(request, view, &fire_deviation_form, NULL);
	bool is_tried = request->method == METHOD_POST && str_ends(request->path, S("/deviations"));

	if (!is_tried)
		form.answers = NULL, form.problems = NULL;
	fold_begin(out, _("Note a deviation between rounds"), is_tried);
	form_whole(out, &form, arena_print(request->arena, "%.*s/deviations", STR(path)),
		_("Save the deviation"), S(""));
	fold_end(out);
}

struct reply fire_object_show(struct request *request, struct view *view)
{
	const struct fire_object *object = fire_object_of_number(view, request_param(request, "number"));
	struct object_facts facts;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!object)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &fire_object_record, object);
	facts = facts_of(request, view, object);
	path = fire_object_path(request->arena, object);
	out = page_begin(request, view, str_z(request->arena, object->name));
	form = form_view_of(request, view, &fire_object_edit_form, object);
	if (form.problems && !str_ends(request->path, S("/deviations")))
		form_problems(out, &form);
	object_page(out, request, view, &facts, path);
	if (facts.may_walk)
		deviation_form_show(out, request, view, path);
	if (facts.may_write)
		object_end(out, request, path, object->version);
	return page_end(request, 200);
}
