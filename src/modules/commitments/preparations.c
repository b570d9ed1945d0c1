/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/preparations.c - preparations for civil defence: status, whose, by when. */
#include "modules/commitments/preparations.h"

#include "modules/commitments/preparations.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

bool preparation_is_late(const struct preparation *preparation, struct date today)
{
	return date_is_given(preparation->due_on) && date_compare(preparation->due_on, today) < 0
		&& preparation->state != PREPARATION_ready;
}

bool preparation_lacks_decision(const struct preparation *preparation)
{
	const struct item *kind = item_find("commitments/preparations", preparation->kind);

	return kind && item_int(kind, "needs_decision")
		&& preparation->state != PREPARATION_not_begun
		&& !(date_is_given(preparation->decided_on) && preparation->paragraph.len);
}

static void preparation_judge(struct view *view, void *row, struct problems *problems)
{
	const struct preparation *preparation = row;

	(void)view;
	judge_words(&preparation_form, row, problems);
	if (preparation_lacks_decision(preparation))
		problem_add(problems, "decided_on", "%s",
			_("The city executive board begins this preparation. Write the day and the paragraph of its decision."));
	if (date_compare(preparation->decided_on, date_today()) > 0)
		problem_add(problems, "decided_on", "%s", _("A decision cannot be made on a day that has not come."));
}

#define CHANGED "state", "owner_id", "due_on", "decided_on", "paragraph", "reference"
const struct form preparation_form = { .record = &preparation_record,
	.fields = FIELDS("unit_id", "kind", CHANGED), .judge = preparation_judge };
const struct form preparation_change_form = { .record = &preparation_record,
	.fields = FIELDS(CHANGED), .judge = preparation_judge };

/* ---- The list ----------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	preparations_actions(out, request_may(request, MAY_commitments_write));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	preparations_above(out);
}

struct reply preparations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Preparations for civil defence"),
		.actions = list_actions, .above = list_above };
	struct query query;

	preparations_query(request, view, &query);
	return table_reply(request, view, &preparations_table, &query, &page);
}

/* ---- Writing -------------------------------------------------------------------------------- */

struct reply preparation_new(struct request *request, struct view *view)
{
	struct preparation preparation = { .unit_id = request_person(request)->unit_id,
		.state = PREPARATION_not_begun };
	struct form_view form = form_view_of(request, view, &preparation_form, &preparation);
	struct out *out = page_begin(request, view, _("Add a preparation"));

	preparation_form_head(out, _("Add a preparation"));
	form_begin(out, &form, S("/preparations"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the preparation"), S("/preparations"));
	form_end(out);
	return page_end(request, 200);
}

struct reply preparation_add_act(struct request *request, struct change *change)
{
	struct preparation *preparation = request_record(request);
	struct view *view = change_view(change);
	struct problems *problems = request_problems(request);

	if (!preparation_may_edit(view, preparation))
		problem_add(problems, "unit_id", "%s",
			_("You do not write the preparations of this unit. Choose another unit."));
	else if (preparation_of_kind(view, preparation->unit_id, preparation->kind))
		problem_add(problems, "kind", "%s",
			_("The unit has this preparation already. Change that one."));
	if (problems->count)
		return reply_again(request, change);
	preparation->created_by = change_me(change);
	preparation->created_at = preparation->updated_at = instant_now();
	change_insert(change, &preparation_record.shape, preparation);
	preparation_step_put(change, preparation, judged_by_me(change));
	request_message(request, _("The preparation is saved."));
	return reply_done(request, 201, &preparation_record, preparation, "/preparations/%.*s",
		STR(preparation->public_id));
}

void *preparation_load(struct request *request, struct view *view)
{
	const struct preparation *preparation =
		preparation_of_public(view, request_param(request, "preparation"));

	if (!preparation || !preparation_may_edit(view, preparation))
		return NULL;
	return (void *)(uintptr_t)preparation;
}

struct reply preparation_edit(struct request *request, struct view *view)
{
	const struct preparation *preparation = preparation_load(request, view);
	struct form_view form = form_view_of(request, view, &preparation_change_form, preparation);
	struct str path = arena_print(request->arena, "/preparations/%.*s",
		STR(request_param(request, "preparation")));
	struct out *out;

	if (!preparation)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the status"));
	preparation_form_head(out, _("Change the status"));
	preparation_of(out, preparation, unit_name(view, preparation->unit_id));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the preparation"), path);
	form_end(out);
	return page_end(request, 200);
}

struct reply preparation_change_act(struct request *request, struct change *change)
{
	struct preparation *mine = request_record(request);
	int64_t version = request_version(request);
	const struct preparation *theirs;
	enum updated updated;

	mine->updated_at = instant_now();
	updated = change_update(change, &preparation_record.shape, mine,
		version ? version : mine->version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE) {
		theirs = preparation_of_public(change_view(change), mine->public_id);
		return theirs ? reply_stale(request, &preparation_record, mine, theirs)
			: reply_not_found(request);
	}
	preparation_step_put(change, mine, judged_by_me(change));
	request_message(request, _("The preparation is saved."));
	return reply_done(request, 200, &preparation_record, mine, "/preparations/%.*s",
		STR(mine->public_id));
}

/* ---- One -------------------------------------------------------------------------------------- */

struct reply preparation_show(struct request *request, struct view *view)
{
	const struct preparation *preparation =
		preparation_of_public(view, request_param(request, "preparation"));
	struct preparation_step_list steps;
	struct out *out;
	bool may_edit;

	if (!preparation)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &preparation_record, preparation);
	may_edit = request_may(request, MAY_commitments_write) && preparation_may_edit(view, preparation);
	steps = preparation_steps(view, preparation->id);
	out = page_begin(request, view,
		str_z(request->arena, code_name("commitments/preparations", preparation->kind)));
	preparation_head(out, preparation, unit_name(view, preparation->unit_id), may_edit);
	preparation_facts(out, preparation, person_name(view, preparation->owner_id));
	preparation_history(out, &steps);
	return page_end(request, 200);
}
