/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/shifts.c - who holds what when: the holes, who works too long, planning ahead. */
#include "modules/crisis/shifts.h"

#include "base/json.h"
#include "kit/setting.h"
#include "modules/crisis/pages.html.h"
#include "modules/crisis/shifts.html.h"
#include "modules/crisis/sitrep.h"
#include "modules/people/people.h"

enum { JSON_LONGEST = 1024 * 1024 };

/* ---- What is planned ------------------------------------------------------------------------ */

static void functions_find(struct arena *arena, struct endurance *endurance)
{
	const struct catalogue *functions = catalogue_get("crisis/functions");

	endurance->functions = arena_array(arena, const struct item *, functions->count + 1);
	for (size_t i = 0; i < functions->count; i++)
		if (item_int(&functions->items[i], "is_manned") && !functions->items[i].is_retired)
			endurance->functions[endurance->function_count++] = &functions->items[i];
}

/* From the shift that goes on now; those that have ended are history. */
static void slots_lay(struct arena *arena, struct endurance *endurance)
{
	const struct catalogue *shifts = catalogue_get("crisis/shifts");
	struct date today = instant_date(endurance->now);
	struct slot *slots = arena_array(arena, struct slot,
		(size_t)(endurance->days + 2) * (shifts->count + 1));

	for (int64_t day = -1; day <= endurance->days; day++)
		for (size_t i = 0; i < shifts->count; i++) {
			struct slot slot = slot_of(date_add_days(today, (int)day), &shifts->items[i]);

			if (slot.ends.seconds > endurance->now.seconds
			    && endurance->slot_count < (size_t)endurance->days * shifts->count)
				slots[endurance->slot_count++] = slot;
		}
	endurance->slots = slots;
}

static void holes_count(struct endurance *endurance)
{
	for (size_t s = 0; s < endurance->slot_count; s++)
		for (size_t f = 0; f < endurance->function_count; f++)
			endurance->holes += !function_is_held(&endurance->shifts,
				endurance->functions[f]->code, endurance->slots[s].begins,
				endurance->slots[s].ends);
}

static struct endurance endurance_of(struct request *request, struct view *view,
                                     const struct crisis *crisis)
{
	struct endurance endurance = { .crisis = crisis, .request = request,
		.longest_hours = setting_int("crisis_longest_hours"),
		.rest_hours = setting_int("crisis_rest_hours"), .days = setting_int("crisis_days_ahead"),
		.now = crisis->state == CRISIS_closed ? crisis->closed_at : instant_now() };

	if (endurance.days < 1 || endurance.days > SHIFT_DAYS_MOST)
		endurance.days = SHIFT_DAYS_MOST;
	endurance.shifts = shifts_of(view, crisis->id,
		(struct instant){ endurance.now.seconds - 2 * DAY });
	endurance.too_long = shifts_too_long(request->arena, &endurance.shifts,
		endurance.rest_hours * 60, endurance.longest_hours * 60);
	endurance.may_write = crisis_takes_words(view, crisis);
	functions_find(request->arena, &endurance);
	slots_lay(request->arena, &endurance);
	holes_count(&endurance);
	return endurance;
}

static struct reply shifts_json(struct request *request, const struct endurance *endurance)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "shifts_ahead", (int64_t)endurance->slot_count);
	json_int(&json, "holes", (int64_t)endurance->holes);
	json_int(&json, "too_long", (int64_t)endurance->too_long.count);
	json_list_begin(&json, "shifts");
	for (size_t i = 0; i < endurance->shifts.count; i++)
		record_json(&json, &shift_row_record, &endurance->shifts.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply shifts_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct endurance endurance;
	struct form_view form;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	endurance = endurance_of(request, view, crisis);
	if (request_wants_json(request))
		return shifts_json(request, &endurance);
	form = form_view_of(request, view, &shift_plan_form,
		&(struct shift_plan){ .from = instant_date(endurance.now) });
	out = page_begin(request, view, _("Shifts and endurance"));
	crisis_mark(out, crisis);
	shifts_show(out, &endurance);
	if (endurance.may_write || request_problems(request)->count) {
		shifts_heading(out);
		crisis_form_show(out, request, &form, "shifts", _("Plan the shifts"));
	}
	shifts_list(out, &endurance);
	return page_end(request, 200);
}

/* ---- Planning ---------------------------------------------------------------------------------- */

#define RECORD struct shift_plan
static const struct field plan_fields[] = { SHIFT_PLAN_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record plan_record = {
	.shape = SHAPE_OF(NULL, shift_plan, plan_fields),
	.name = "crisis_shift_plan", .fields = plan_fields, .count = COUNT(plan_fields),
	.label = N_("Shift"), .many = N_("Shifts"), .path = "/crisis",
};

static void plan_judge(struct view *view, void *row, struct problems *problems)
{
	struct shift_plan *plan = row;

	(void)view;
	if (!date_is_given(plan->to))
		plan->to = plan->from;
	if (date_compare(plan->to, plan->from) < 0)
		problem_add(problems, "to", "%s", _("The last day is before the first."));
	else if (date_days_between(plan->from, plan->to) >= SHIFT_DAYS_MOST)
		problem_add(problems, "to", _("Plan at most %d days at a time."), SHIFT_DAYS_MOST);
}

const struct form shift_plan_form = { .record = &plan_record,
	.fields = FIELDS("person_id", "function", "shift", "from", "to", "grounds"),
	.judge = plan_judge };

/* Would somebody work for too long?  Then it takes a reason. */
static void length_judge(struct request *request, struct view *view, const struct crisis *crisis,
                         const struct shift_plan *plan, const struct slot *slots, size_t count)
{
	int64_t rest = setting_int("crisis_rest_hours"), longest = setting_int("crisis_longest_hours");
	struct shift_row_list before = shifts_of(view, crisis->id,
		(struct instant){ slots[0].begins.seconds - 7 * DAY });
	struct shift_row_list all = { 0, arena_array(request->arena, struct shift_row,
		before.count + count) };
	int64_t worked = 0;

	for (; all.count < before.count; all.count++)
		all.at[all.count] = before.at[all.count];
	for (size_t i = 0; i < count; i++)
		all.at[all.count++] = (struct shift_row){ .person_id = plan->person_id,
			.begins_at = slots[i].begins, .ends_at = slots[i].ends };
	for (size_t i = 0; i < count; i++) {
		int64_t minutes = stretch_minutes(&all, plan->person_id, slots[i].begins, slots[i].ends,
			rest * 60);

		worked = minutes > worked ? minutes : worked;
	}
	if (worked > longest * 60 && !plan->grounds.len)
		problem_add(request_problems(request), "grounds",
			_("%.*s would work %lld hours without a rest of %lld hours; at most %lld are allowed. Choose somebody else, or write why it must be so."),
			STR(person_name(view, plan->person_id)), (long long)worked / 60, (long long)rest,
			(long long)longest);
}

static void plan_put(struct change *change, const struct crisis *crisis, struct str name,
                     const struct shift_plan *plan, const struct slot *slot)
{
	struct shift shift = { .function = plan->function, .person_id = plan->person_id,
		.begins_at = slot->begins, .ends_at = slot->ends, .grounds = plan->grounds,
		.added_by = change_me(change), .added_at = instant_now() };

	shift_put(change, crisis, &shift, name);
}

struct reply shifts_act(struct request *request, struct change *change)
{
	const struct shift_plan *plan = request_record(request);
	struct reply reply;
	struct view *view = change_view(change);
	const struct crisis *crisis = crisis_to_change(request, change, "person_id", &reply);
	struct slot slots[SHIFT_DAYS_MOST];
	size_t count = 0;

	if (!crisis)
		return reply;
	for (struct date day = plan->from; date_compare(day, plan->to) <= 0; day = date_add_days(day, 1))
		slots[count++] = slot_of(day, item_find("crisis/shifts", plan->shift));
	if (!crisis_takes_part(view, crisis->id, plan->person_id))
		problem_add(request_problems(request), "person_id", "%s",
			_("That person does not take part in the crisis. Put the person in the staff first."));
	else if (slots[count - 1].ends.seconds <= instant_now().seconds)
		problem_add(request_problems(request), "from", "%s", _("That shift has been."));
	else
		length_judge(request, view, crisis, plan, slots, count);
	if (request_problems(request)->count)
		return reply_again(request, change);
	for (size_t i = 0; i < count; i++)
		plan_put(change, crisis, request_person(request)->name, plan, &slots[i]);
	return reply_done(request, 201, &plan_record, plan, "/crisis/%.*s/shifts", STR(crisis->number));
}

struct reply shift_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "", &reply);
	const struct shift *shift;

	if (!crisis)
		return reply;
	shift = shift_get(change_view(change), crisis->id, request_param(request, "id"));
	if (!shift)
		return reply_not_found(request);
	shift_end(change, shift);
	return reply_done(request, 200, &shift_record, shift, "/crisis/%.*s/shifts",
		STR(crisis->number));
}
