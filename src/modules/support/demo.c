/* SPDX-License-Identifier: EUPL-1.2 */
/* support/demo.c - crisis support in the demo city: who gives it, and some operations. */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/support/inside.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 64 << 20 };

struct city {
	struct change *change;
	struct view *view;
	const struct csv_table *organisations, *operations, *steps;
};

static struct date day_ago(const struct csv_table *table, size_t row, const char *name)
{
	return date_add_days(date_today(), -(int)demo_int(table, row, name));
}

static int64_t unit_of(const struct city *city, struct str code)
{
	const struct unit *unit = unit_of_code(city->view, code);

	return unit ? unit->id : 0;
}

/* ---- Who gives it ------------------------------------------------------------------------------- */

/* "login*" answers for the unit; the first leads, the second stands in. */
static int64_t staff_make(const struct city *city, size_t row,
                          const struct support_organisation *organisation)
{
	struct str people = csv_cell(city->organisations, row, "staff");
	int64_t count = 0;

	while (people.len) {
		struct str login = str_cut(&people, ' ');
		bool may_answer = str_ends(login, S("*"));
		struct support_staff staff = { .organisation_id = organisation->id,
			.role = count == 0 ? S("lead") : count == 1 ? S("deputy") : S("supporter"),
			.may_answer = may_answer, .valid_from = organisation->valid_from,
			.person_id = person_of_login(city->view,
				str_part(login, 0, login.len - (may_answer ? 1 : 0))) };

		if (!staff.person_id)
			continue;
		change_insert(city->change, &support_staff_record.shape, &staff);
		count++;
	}
	return count;
}

static int64_t posts_make(const struct city *city, size_t row,
                          const struct support_organisation *organisation)
{
	int64_t count = demo_int(city->organisations, row, "posts");

	for (int64_t i = 0; i < count; i++)
		change_insert(city->change, &support_staff_record.shape, &(struct support_staff){
			.organisation_id = organisation->id, .role = i ? S("supporter") : S("host"),
			.name = csv_cell(city->organisations, row, i ? "post_sv" : "host_sv"),
			.valid_from = organisation->valid_from });
	return count;
}

static void reviews_make(const struct city *city, size_t row,
                         const struct support_organisation *organisation, int64_t staff,
                         int64_t person_id)
{
	struct str days = csv_cell(city->organisations, row, "reviewed_days_ago");

	while (days.len) {
		int64_t ago = 0;
		struct date day;

		if (!str_to_int(str_cut(&days, ' '), &ago))
			continue;
		day = date_add_days(date_today(), -(int)ago);
		change_insert(city->change, &support_review_record.shape, &(struct support_review){
			.organisation_id = organisation->id, .on_date = day, .staff = staff,
			.premises = csv_cell(city->organisations, row, "premises_sv").len > 0,
			.ready_minutes = organisation->ready_minutes,
			.words = csv_cell(city->organisations, row, "found_sv"), .person_id = person_id,
			.created_at = instant_at(day, 14, 20, 0) });
	}
}

static void organisation_make(const struct city *city, size_t row)
{
	const struct csv_table *table = city->organisations;
	struct str room = csv_cell(table, row, "premises_sv"), first = csv_cell(table, row, "staff");
	struct support_organisation organisation = { .hours = csv_cell(table, row, "hours"),
		.unit_id = unit_of(city, csv_cell(table, row, "unit_code")),
		.ready_minutes = demo_int(table, row, "ready_minutes"),
		.reached_by = csv_cell(table, row, "reached_by"), .words = csv_cell(table, row, "words_sv"),
		.valid_from = day_ago(table, row, "days_ago") };
	int64_t staff;

	if (!organisation.unit_id)
		return;
	change_insert(city->change, &support_organisation_record.shape, &organisation);
	staff = staff_make(city, row, &organisation) + posts_make(city, row, &organisation);
	if (room.len)
		change_insert(city->change, &support_premises_record.shape, &(struct support_premises){
			.organisation_id = organisation.id, .name = room,
			.address = csv_cell(table, row, "address"), .seats = demo_int(table, row, "seats"),
			.valid_from = organisation.valid_from });
	first = str_cut(&first, ' ');
	if (str_ends(first, S("*")))
		first.len--;
	reviews_make(city, row, &organisation, staff, person_of_login(city->view, first));
}

/* ---- Operations ------------------------------------------------------------------------------------ */

static struct support_handover *handover_nth(struct support_handover *handovers, int64_t nth)
{
	must(nth >= 1 && nth <= 8);
	return &handovers[nth];
}

static void handover_answer(const struct city *city, struct support_handover *handover,
                            struct support_step *step, struct str reason)
{
	handover->state = choice_of(handover_states, str_of(support_verbs[step->verb].name));
	if (handover_is_answered(handover->state)) {
		handover->answered_by = step->person_id;
		handover->answered_at = step->created_at;
		handover->reason = reason;
	}
	change_update(city->change, &support_handover_record.shape, handover, handover->version);
	step->handover_id = handover->id;
	step->unit_id = handover->from_unit_id;
	step->to_unit_id = handover->to_unit_id;
	step->adults = handover->adults;
	step->children = handover->children;
	step->digest = handover->digest;
	support_step_add(city->change, step);
}

static void step_make(const struct city *city, size_t row, const struct support_operation *operation,
                      struct support_handover *handovers)
{
	const struct csv_table *table = city->steps;
	struct support_handover *handover;
	struct support_step step = { .operation_id = operation->id,
		.verb = choice_of(support_verbs, csv_cell(table, row, "verb")),
		.unit_id = unit_of(city, csv_cell(table, row, "unit_code")),
		.adults = demo_int(table, row, "adults"), .children = demo_int(table, row, "children"),
		.staff = demo_int(table, row, "staff"), .words = csv_cell(table, row, "words_sv"),
		.person_id = person_of_login(city->view, csv_cell(table, row, "login")),
		.created_at = { operation->began_at.seconds + demo_int(table, row, "minutes") * MINUTE } };

	must(step.verb > 0);
	if (step.verb == VERB_met || step.verb == VERB_ended || step.verb == VERB_closed) {
		support_step_add(city->change, &step);
		return;
	}
	handover = handover_nth(handovers, demo_int(table, row, "handover"));
	if (step.verb != VERB_offered) {
		struct str reason = step.words;

		step.words = S("");
		handover_answer(city, handover, &step, reason);
		return;
	}
	*handover = (struct support_handover){ .from_unit_id = step.unit_id,
		.to_unit_id = unit_of(city, csv_cell(table, row, "to_code")),
		.adults = step.adults, .children = step.children, .situation = step.words,
		.remains = csv_cell(table, row, "remains_sv"), .contact = csv_cell(table, row, "contact"),
		.offered_by = step.person_id, .offered_at = step.created_at };
	handover_add(city->change, operation, handover);
}

static void operation_make(const struct city *city, size_t row)
{
	const struct csv_table *table = city->operations;
	struct support_handover handovers[9] = { 0 };
	int64_t minutes = demo_int(table, row, "minutes_ago");
	struct support_operation operation = { .kind = csv_cell(table, row, "kind"),
		.unit_id = unit_of(city, csv_cell(table, row, "unit_code")),
		.place = csv_cell(table, row, "place_sv"), .words = csv_cell(table, row, "words_sv"),
		.began_at = { instant_now().seconds - minutes * MINUTE },
		.opened_by = person_of_login(city->view, csv_cell(table, row, "login")) };

	operation.opened_at = operation.began_at;
	if (!operation.unit_id)
		return;
	operation_add(city->change, &operation);
	for (size_t step = 1; step < city->steps->count; step++)
		if (str_equals(csv_cell(city->steps, step, "operation"), csv_cell(table, row, "code")))
			step_make(city, step, &operation, handovers);
	if (!csv_cell(table, row, "closed").len)
		return;
	operation.state = OPERATION_closed;
	operation.closed_at = (struct instant){ operation.began_at.seconds
		+ demo_int(table, row, "closed") * MINUTE };
	change_update(city->change, &support_operation_record.shape, &operation, operation.version);
}

void support_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct city city = { change, change_view(change), demo_rows(arena, "support_organisations"),
		demo_rows(arena, "support_operations"), demo_rows(arena, "support_steps") };

	(void)scale;
	for (size_t row = 1; row < city.organisations->count; row++)
		organisation_make(&city, row);
	for (size_t row = 1; row < city.operations->count; row++)
		operation_make(&city, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
