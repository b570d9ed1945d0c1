/* SPDX-License-Identifier: EUPL-1.2 */
/* support/operations.c - the routes of the room; operations, their counts and their end. */
#include "modules/support/inside.h"

#include "base/json.h"
#include "modules/events/events.h"
#include "modules/support/pages.html.h"
#include "modules/units/units.h"

const struct form operation_form = {
	.record = &support_operation_record,
	.fields = FIELDS("unit_id", "kind", "place", "event_id", "began_at", "words"),
};
const struct form count_form = {
	.record = &support_count_record,
	.fields = FIELDS("what", "unit_id", "adults", "children", "staff", "words"),
};

/* ---- What hinders, in words ----------------------------------------------------------------- */

static const struct { const char *field, *words; } obstacles[] = {
	[SUPPORT_IS_CLOSED] = { "", N_("The operation is ended. Begin a new one if it goes on.") },
	[SUPPORT_NOBODY] = { "adults", N_("Write how many adults or children it is about.") },
	[SUPPORT_TOO_MANY] = { "adults", N_("The unit is not responsible for so many, or has offered them to another unit already.") },
	[SUPPORT_SAME_UNIT] = { "to_unit_id", N_("Choose another unit than the one that hands over.") },
	[SUPPORT_WAITS] = { "", N_("A handover waits for its answer. The operation can be ended after that.") },
	[SUPPORT_HOLDS] = { "", N_("Some unit is still responsible for people. Say first that they need no more support.") },
	[SUPPORT_ANSWERED] = { "", N_("The handover has its answer already.") },
	[SUPPORT_NOT_READ] = { "", N_("Read the handover first, and say that you have.") },
	[SUPPORT_READ_ALREADY] = { "", N_("Somebody has read it already. Accept or decline it.") },
	[SUPPORT_OWN_OFFER] = { "", N_("You offered it yourself. Somebody else must answer for the other unit.") },
};

bool is_free(struct request *request, enum support_obstacle obstacle)
{
	if (obstacle == SUPPORT_FREE)
		return true;
	problem_add(request_problems(request), obstacles[obstacle].field, "%s",
		_(obstacles[obstacle].words));
	return false;
}

bool words_are_fine(struct request *request, const char *field, struct str words)
{
	return words_pass(request, field, words,
		_("This looks like a personal number. Take it away: crisis support is counted here, and whom it is about stands in the records of the social services."));
}

struct str waited(struct arena *arena, int64_t minutes)
{
	if (minutes < 60)
		return arena_print(arena, _("%lld min"), (long long)minutes);
	if (minutes < 24 * 60)
		return arena_print(arena, _("%lld h %lld min"), (long long)(minutes / 60),
			(long long)(minutes % 60));
	return arena_print(arena, _("%lld d %lld h"), (long long)(minutes / (24 * 60)),
		(long long)(minutes / 60 % 24));
}

struct str people_words(struct arena *arena, struct people people)
{
	struct str adults = arena_print(arena, plural(people.adults, "%lld adult", "%lld adults"),
		(long long)people.adults);

	return arena_print(arena, plural(people.children, "%.*s, %lld child", "%.*s, %lld children"),
		STR(adults), (long long)people.children);
}

bool support_failed_at(struct request *request, const char *ending)
{
	return request->method == METHOD_POST && str_ends(request->path, str_of(ending));
}

void support_box_show(struct out *out, struct request *request, struct view *view, struct str path,
                      const struct support_box *box)
{
	struct form_view form = form_view_of(request, view, box->form, box->row);
	bool is_tried = support_failed_at(request, box->ending);

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	form.id_before = box->ending + 1;
	fold_begin(out, _(box->label), is_tried);
	form_whole(out, &form, arena_print(request->arena, "%.*s%s", STR(path), box->ending),
		_(box->button), S(""));
	fold_end(out);
}

/* ---- The list -------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	support_buttons(out, request_may(request, MAY_support_write) && support_own_unit(view));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	struct handover_row_list waiting = handovers_waiting(view);
	struct instant now = instant_now();

	(void)request;
	turn_box(out, now);
	if (waiting.count)
		waiting_box(out, &waiting, now);
}

struct reply operations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Crisis support"), .actions = list_actions,
		.above = list_above };
	struct query query;

	operations_query(request, view, &query);
	return table_reply(request, view, &operations_table, &query, &page);
}

/* ---- Beginning --------------------------------------------------------------------------------- */

struct reply operation_new(struct request *request, struct view *view)
{
	struct support_operation operation = { .unit_id = support_own_unit(view),
		.began_at = instant_now() };
	struct form_view form = form_view_of(request, view, &operation_form, &operation);
	struct out *out = page_begin(request, view, _("Begin crisis support"));

	support_form_head(out, _("Begin crisis support"), S("/support"), _("Crisis support"),
		_("The unit that begins is responsible until another unit has accepted a handover."));
	form_begin(out, &form, S("/support"), false);
	form_all(out, &form);
	form_buttons(out, _("Begin"), S("/support"));
	form_end(out);
	return page_end(request, 200);
}

struct reply operation_add_act(struct request *request, struct change *change)
{
	struct support_operation *operation = request_record(request);
	struct view *view = change_view(change);
	struct problems *problems = request_problems(request);

	if (!support_answers_for(view, operation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not answer for the crisis support of this unit. Choose another unit."));
	else if (!support_unit_gives(view, operation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("This unit has not written how it gives crisis support. Do that first."));
	if (operation->began_at.seconds > instant_now().seconds + HOUR)
		problem_add(problems, "began_at", "%s", _("It cannot have begun later than now."));
	words_are_fine(request, "place", operation->place);
	words_are_fine(request, "words", operation->words);
	if (problems->count)
		return reply_again(request, change);
	operation_add(change, operation);
	request_message(request, _("The crisis support has begun. Now say how many are met, and by how many."));
	return reply_done(request, 201, &support_operation_record, operation, "/support/%.*s",
		STR(operation->number));
}

/* ---- One ------------------------------------------------------------------------------------------- */

static struct reply operation_json(struct request *request, const struct support_operation *operation,
                                   const struct support_standing *standing, struct view *view)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 16 * 1024);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "number", operation->number);
	json_str(&json, "state", str_of(operation_states[operation->state].name));
	json_str(&json, "kind", operation->kind);
	json_str(&json, "place", operation->place);
	json_str(&json, "unit", unit_code(view, operation->unit_id));
	json_instant(&json, "began_at", operation->began_at);
	json_int(&json, "met_adults", standing->met.adults);
	json_int(&json, "met_children", standing->met.children);
	json_int(&json, "ended_adults", standing->ended.adults);
	json_int(&json, "ended_children", standing->ended.children);
	json_int(&json, "staff", standing->staff);
	json_int(&json, "waiting", standing->waiting);
	json_list_begin(&json, "responsible");
	for (size_t i = 0; i < standing->parts.count; i++) {
		const struct support_part *part = &standing->parts.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "unit", unit_code(view, part->unit_id));
		json_int(&json, "adults", part->holds.adults);
		json_int(&json, "children", part->holds.children);
		json_int(&json, "offered", people_all(part->offered));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

const struct support_part *support_my_part(struct view *view,
                                           const struct support_standing *standing, bool can_offer)
{
	for (size_t i = 0; i < standing->parts.count; i++) {
		const struct support_part *part = &standing->parts.at[i];

		if ((!can_offer || people_all(support_left(part)))
		    && support_answers_for(view, part->unit_id))
			return part;
	}
	return NULL;
}

/* The first unit with people that this person answers for, else the one that began; 0 none. */
static int64_t unit_for(struct view *view, const struct support_operation *operation,
                        const struct support_standing *standing)
{
	const struct support_part *part = support_my_part(view, standing, false);

	if (part)
		return part->unit_id;
	return support_answers_for(view, operation->unit_id) ? operation->unit_id : 0;
}

static void count_show(struct out *out, struct request *request, struct view *view,
                       const struct support_operation *operation, int64_t unit_id)
{
	const struct support_count count = { .what = VERB_met, .unit_id = unit_id };

	support_box_show(out, request, view, arena_print(request->arena, "/support/%.*s",
		STR(operation->number)),
		&(struct support_box){ &count_form, &count, "/counts", N_("Count"), N_("Save the count") });
}

/* What hindered the end, which has no form of its own, or a count whose form is gone by now. */
static void close_problem(struct out *out, struct request *request, struct view *view,
                          bool has_form)
{
	struct form_view form = form_view_of(request, view, &count_form, NULL);

	if (form.problems && (!has_form || support_failed_at(request, "/close")))
		form_problems(out, &form);
}

struct reply operation_show(struct request *request, struct view *view)
{
	const struct support_operation *operation = operation_of_number(view,
		request_param(request, "number"));
	struct support_step_list steps;
	struct support_standing standing;
	struct handover_row_list handovers;
	struct out *out;
	int64_t unit_id;

	if (!operation)
		return reply_not_found(request);
	steps = operation_steps(view, operation->id);
	standing = support_stands(request->arena, steps);
	if (request_wants_json(request))
		return operation_json(request, operation, &standing, view);
	handovers = operation_handovers(view, operation->id);
	unit_id = request_may(request, MAY_support_write) && operation->state == OPERATION_open
		? unit_for(view, operation, &standing) : 0;
	out = page_begin(request, view, str_z(request->arena, operation->number));
	operation_head(out, view, operation, unit_id && support_my_part(view, &standing, true));
	close_problem(out, request, view, unit_id != 0);
	operation_numbers(out, operation, &standing);
	responsible_box(out, view, operation, &standing);
	operation_handovers_box(out, &handovers, instant_now());
	if (unit_id) {
		count_show(out, request, view, operation, unit_id);
		if (support_answers_for(view, operation->unit_id))
			close_form(out, request, operation);
	}
	steps_box(out, view, &steps);
	return page_end(request, 200);
}

struct reply operation_count_act(struct request *request, struct change *change)
{
	const struct support_count *count = request_record(request);
	struct view *view = change_view(change);
	const struct support_operation *operation = operation_of_number(view,
		request_param(request, "number"));
	struct support_standing standing;
	struct support_step step;

	if (!operation)
		return reply_not_found(request);
	step = (struct support_step){ .operation_id = operation->id, .verb = count->what,
		.unit_id = count->unit_id, .adults = count->adults, .children = count->children,
		.staff = count->staff, .words = count->words };
	standing = support_stands(request->arena, operation_steps(view, operation->id));
	if (!support_answers_for(view, step.unit_id) || (step.unit_id != operation->unit_id
	    && !support_part_of(&standing, step.unit_id)->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("Choose a unit that you answer for, and that is responsible here."));
	words_are_fine(request, "words", step.words);
	if (request_problems(request)->count
	    || !is_free(request, support_count_obstacle(&standing, &step)))
		return reply_again(request, change);
	support_step_add(change, &step);
	request_message(request, _("The count is saved."));
	return reply_done(request, 201, &support_step_record, &step, "/support/%.*s",
		STR(operation->number));
}

struct reply operation_close_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct support_operation *before = operation_of_number(view,
		request_param(request, "number"));
	int64_t version = request_version(request);
	struct support_standing standing;
	struct support_operation now;
	struct support_step step;

	if (!before || !support_answers_for(view, before->unit_id))
		return reply_not_found(request);
	standing = support_stands(request->arena, operation_steps(view, before->id));
	if (!is_free(request, support_close_obstacle(&standing)))
		return reply_again(request, change);
	now = *before;
	now.state = OPERATION_closed;
	now.closed_at = instant_now();
	if (change_update(change, &support_operation_record.shape, &now,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &support_operation_record, &now, before);
	step = (struct support_step){ .operation_id = now.id, .verb = VERB_closed,
		.unit_id = now.unit_id };
	support_step_add(change, &step);
	request_message(request, _("The crisis support is ended."));
	return reply_done(request, 200, &support_operation_record, &now, "/support/%.*s",
		STR(now.number));
}

void support_home(struct out *out, struct request *request, struct view *view)
{
	struct handover_row_list waiting;

	if (!request_may(request, MAY_support_read))
		return;
	waiting = handovers_waiting(view);
	if (waiting.count)
		support_card(out, &waiting, instant_now());
}

/* ---- Routes ------------------------------------------------------------------------------------------ */

#define ORGANISATION "/support/organisations/:code"
#define HANDOVER "/support/handovers/:number"
#define OPERATION "/support/:number"
const struct route support_routes[] = {
	{ GET, "/support", .need = MAY_support_read, .show = operations_list, .is_api_too = true,
	  .label = N_("List of crisis support") },
	{ GET, "/support/new", .need = MAY_support_write, .show = operation_new,
	  .label = N_("Begin crisis support") },
	{ POST, "/support", .need = MAY_support_write, .act = operation_add_act,
	  .form = &operation_form, .again = operation_new, .is_api_too = true,
	  .label = N_("Save new crisis support") },
	{ GET, "/support/organisations", .need = MAY_support_read, .show = organisations_list,
	  .is_api_too = true, .label = N_("Units that give crisis support") },
	{ GET, "/support/organisations/new", .need = MAY_support_write, .show = organisation_new,
	  .label = N_("Write how a unit gives crisis support") },
	{ POST, "/support/organisations", .need = MAY_support_write, .act = organisation_add_act,
	  .form = &organisation_form, .again = organisation_new, .is_api_too = true,
	  .label = N_("Save how a unit gives crisis support") },
	{ GET, ORGANISATION, .need = MAY_support_read, .show = organisation_show, .is_api_too = true,
	  .label = N_("The crisis support of a unit") },
	{ GET, ORGANISATION "/edit", .need = MAY_support_write, .show = organisation_edit,
	  .label = N_("Change how a unit gives crisis support") },
	{ POST, ORGANISATION, .need = MAY_support_write, .act = organisation_change_act,
	  .form = &organisation_form, .load = organisation_load, .again = organisation_edit,
	  .is_api_too = true, .label = N_("Save changes to the crisis support of a unit") },
	{ POST, ORGANISATION "/staff", .need = MAY_support_write, .act = staff_add_act,
	  .form = &staff_form, .again = organisation_show, .is_api_too = true,
	  .label = N_("Add staff to crisis support") },
	{ POST, ORGANISATION "/staff/:key/end", .need = MAY_support_write, .act = staff_end_act,
	  .again = organisation_show, .is_api_too = true, .label = N_("Staff leave crisis support") },
	{ POST, ORGANISATION "/premises", .need = MAY_support_write, .act = premises_add_act,
	  .form = &premises_form, .again = organisation_show, .is_api_too = true,
	  .label = N_("Add premises to crisis support") },
	{ POST, ORGANISATION "/premises/:key/end", .need = MAY_support_write,
	  .act = premises_end_act, .again = organisation_show, .is_api_too = true,
	  .label = N_("Premises are no longer used") },
	{ POST, ORGANISATION "/reviews", .need = MAY_support_write, .act = review_add_act,
	  .form = &review_form, .again = organisation_show, .is_api_too = true,
	  .label = N_("Say that the crisis support has been gone through") },
	{ GET, "/support/handovers", .need = MAY_support_read, .show = handovers_list,
	  .is_api_too = true, .label = N_("List of handovers") },
	{ GET, HANDOVER, .need = MAY_support_read, .show = handover_show, .is_api_too = true,
	  .label = N_("One handover") },
	{ POST, HANDOVER "/read", .need = MAY_support_write, .act = handover_read_act,
	  .again = handover_show, .is_api_too = true, .label = N_("Say that a handover is read") },
	{ POST, HANDOVER "/accept", .need = MAY_support_write, .act = handover_accept_act,
	  .again = handover_show, .is_api_too = true, .label = N_("Accept a handover") },
	{ POST, HANDOVER "/decline", .need = MAY_support_write, .act = handover_decline_act,
	  .form = &answer_form, .again = handover_show, .is_api_too = true,
	  .label = N_("Decline a handover") },
	{ POST, HANDOVER "/withdraw", .need = MAY_support_write, .act = handover_withdraw_act,
	  .form = &answer_form, .again = handover_show, .is_api_too = true,
	  .label = N_("Take a handover back") },
	{ GET, OPERATION, .need = MAY_support_read, .show = operation_show, .is_api_too = true,
	  .label = N_("One operation of crisis support") },
	{ POST, OPERATION "/counts", .need = MAY_support_write, .act = operation_count_act,
	  .form = &count_form, .again = operation_show, .is_api_too = true,
	  .label = N_("Count people and staff of crisis support") },
	{ POST, OPERATION "/close", .need = MAY_support_write, .act = operation_close_act,
	  .again = operation_show, .is_api_too = true, .label = N_("End crisis support") },
	{ GET, OPERATION "/handover", .need = MAY_support_write, .show = handover_new,
	  .label = N_("Hand over crisis support") },
	{ POST, OPERATION "/handovers", .need = MAY_support_write, .act = handover_add_act,
	  .form = &handover_form, .again = handover_new, .is_api_too = true,
	  .label = N_("Offer a handover") },
	{ .path = NULL },
};
