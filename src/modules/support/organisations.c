/* SPDX-License-Identifier: EUPL-1.2 */
/* support/organisations.c - how a unit gives crisis support: staff, premises, reviews. */
#include "modules/support/inside.h"

#include "modules/people/people.h"
#include "modules/support/organisations.html.h"
#include "modules/support/pages.html.h"
#include "modules/units/units.h"

const struct form organisation_form = {
	.record = &support_organisation_record,
	.fields = FIELDS("unit_id", "hours", "ready_minutes", "reached_by", "words", "valid_from",
	                 "valid_to"),
};
const struct form staff_form = {
	.record = &support_staff_record,
	.fields = FIELDS("person_id", "name", "role", "may_answer", "valid_from", "valid_to"),
};
const struct form premises_form = {
	.record = &support_premises_record,
	.fields = FIELDS("name", "address", "seats", "valid_from", "valid_to"),
};
const struct form review_form = { .record = &support_review_record, .fields = FIELDS("words") };

/* ---- The list ---------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	organisations_buttons(out, request_may(request, MAY_support_write));
}

struct reply organisations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Units that give crisis support"),
		.actions = list_actions };
	struct query query;

	organisations_query(request, view, &query);
	return table_reply(request, view, &organisations_table, &query, &page);
}

/* ---- Adding and changing ------------------------------------------------------------------------ */

static struct str path_of(struct view *view, const struct support_organisation *organisation)
{
	return arena_print(view_arena(view), "/support/organisations/%.*s",
		STR(unit_code(view, organisation->unit_id)));
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct support_organisation *organisation,
                              const char *title, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &organisation_form, organisation);
	struct out *out = page_begin(request, view, title);

	support_form_head(out, title, S("/support/organisations"),
		_("Units that give crisis support"), "");
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), back);
	form_end(out);
	return page_end(request, 200);
}

struct reply organisation_new(struct request *request, struct view *view)
{
	struct support_organisation fresh = { .unit_id = request_person(request)->unit_id,
		.valid_from = date_today() };

	return form_page(request, view, &fresh, _("How a unit gives crisis support"),
		S("/support/organisations"), S("/support/organisations"));
}

static void days_are_fine(struct request *request, struct date from, struct date to)
{
	if (!date_is_given(to) || date_compare(to, from) >= 0)
		return;
	problem_add(request_problems(request), "valid_to", "%s", _("The last day is before the first."));
}

static bool organisation_is_fine(struct request *request, struct view *view,
                                 const struct support_organisation *organisation)
{
	struct problems *problems = request_problems(request);

	if (!support_answers_for(view, organisation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not answer for the crisis support of this unit. Choose another unit."));
	else if (!organisation->id && organisation_is_there(view, organisation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("This unit has written it already. Change that instead."));
	days_are_fine(request, organisation->valid_from, organisation->valid_to);
	words_are_fine(request, "words", organisation->words);
	return !problems->count;
}

struct reply organisation_add_act(struct request *request, struct change *change)
{
	struct support_organisation *organisation = request_record(request);

	if (!organisation_is_fine(request, change_view(change), organisation))
		return reply_again(request, change);
	change_insert(change, &support_organisation_record.shape, organisation);
	request_message(request, _("It is saved. Now say who the staff are and where the premises are."));
	return reply_done(request, 201, &support_organisation_record, organisation, "%.*s",
		STR(path_of(change_view(change), organisation)));
}

static const struct support_organisation *organisation_asked(struct request *request,
                                                             struct view *view)
{
	return organisation_of_unit(view, request_param(request, "code"));
}

void *organisation_load(struct request *request, struct view *view)
{
	const struct support_organisation *organisation = organisation_asked(request, view);

	if (!organisation || !support_answers_for(view, organisation->unit_id))
		return NULL;
	return (void *)(uintptr_t)organisation;
}

struct reply organisation_edit(struct request *request, struct view *view)
{
	const struct support_organisation *organisation = organisation_load(request, view);

	if (!organisation)
		return reply_not_found(request);
	return form_page(request, view, organisation, _("Change how the unit gives crisis support"),
		path_of(view, organisation), path_of(view, organisation));
}

struct reply organisation_change_act(struct request *request, struct change *change)
{
	struct support_organisation *organisation = request_record(request);
	struct view *view = change_view(change);
	const struct support_organisation *before = organisation_of_id(view, organisation->id);
	int64_t version = request_version(request);

	if (!before)
		return reply_not_found(request);
	if (organisation->unit_id != before->unit_id)
		problem_add(request_problems(request), "unit_id", "%s",
			_("What is written belongs to its unit. Write it anew for the other one."));
	if (!organisation_is_fine(request, view, organisation))
		return reply_again(request, change);
	if (change_update(change, &support_organisation_record.shape, organisation,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &support_organisation_record, organisation, before);
	request_message(request, _("It is saved."));
	return reply_done(request, 200, &support_organisation_record, organisation, "%.*s",
		STR(path_of(view, organisation)));
}

/* ---- One ------------------------------------------------------------------------------------------- */

struct reply organisation_show(struct request *request, struct view *view)
{
	const struct support_organisation *organisation = organisation_asked(request, view);
	const struct support_staff staff = { .role = S("supporter"), .valid_from = date_today() };
	const struct support_premises premises = { .valid_from = date_today() };
	const struct support_box boxes[] = {
		{ &review_form, NULL, "/reviews", N_("It has been gone through"), N_("Save the review") },
		{ &staff_form, &staff, "/staff", N_("Add staff"), N_("Save staff") },
		{ &premises_form, &premises, "/premises", N_("Add premises"), N_("Save premises") },
	};
	struct support_staff_list people;
	struct support_premises_list rooms;
	struct support_review_list reviews;
	struct str path;
	struct out *out;
	bool may_edit;

	if (!organisation)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &support_organisation_record, organisation);
	may_edit = request_may(request, MAY_support_write)
		&& support_answers_for(view, organisation->unit_id);
	people = organisation_staff(view, organisation->id);
	rooms = organisation_premises(view, organisation->id);
	reviews = organisation_reviews(view, organisation->id);
	path = path_of(view, organisation);
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena,
		_("Crisis support, %.*s"), STR(unit_name(view, organisation->unit_id)))));
	organisation_head(out, view, organisation, path, may_edit,
		request_may_open(request, S("/documents")));
	if (organisation_shows_staff(view, organisation->unit_id)) {
		reviews_box(out, view, &reviews);
		staff_box(out, request, view, path, &people, may_edit);
	}
	premises_box(out, request, path, &rooms, may_edit);
	for (size_t i = 0; may_edit && i < COUNT(boxes); i++)
		support_box_show(out, request, view, path, &boxes[i]);
	return page_end(request, 200);
}

/* ---- Staff, premises, reviews ---------------------------------------------------------------------- */

static struct reply saved(struct request *request, struct view *view, int status,
                          const struct record *record, const void *row,
                          const struct support_organisation *organisation)
{
	return reply_done(request, status, record, row, "%.*s", STR(path_of(view, organisation)));
}

struct reply staff_add_act(struct request *request, struct change *change)
{
	struct support_staff *staff = request_record(request);
	struct view *view = change_view(change);
	const struct support_organisation *organisation = organisation_load(request, view);

	if (!organisation)
		return reply_not_found(request);
	staff->name = str_trim(staff->name);
	if (!staff->person_id && !staff->name.len)
		problem_add(request_problems(request), "name", "%s", _("Choose a person or write a post."));
	if (staff->may_answer && !staff->person_id)
		problem_add(request_problems(request), "may_answer", "%s",
			_("Only a person with an account here can answer for the unit."));
	days_are_fine(request, staff->valid_from, staff->valid_to);
	words_are_fine(request, "name", staff->name);
	if (request_problems(request)->count)
		return reply_again(request, change);
	staff->organisation_id = organisation->id;
	change_insert(change, &support_staff_record.shape, staff);
	request_message(request, _("The staff is saved."));
	return saved(request, view, 201, &support_staff_record, staff, organisation);
}

/* The last day is yesterday, or the first day when that is today. */
static struct date last_day(struct date from)
{
	struct date yesterday = date_add_days(date_today(), -1);

	return date_compare(yesterday, from) < 0 ? from : yesterday;
}

struct reply staff_end_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct support_organisation *organisation = organisation_load(request, view);
	const struct support_staff *before = organisation ? staff_of_key(view, organisation->id,
		request_param(request, "key")) : NULL;
	int64_t version = request_version(request);
	struct support_staff now;

	if (!before || date_is_given(before->valid_to))
		return reply_not_found(request);
	now = *before;
	now.valid_to = last_day(now.valid_from);
	if (change_update(change, &support_staff_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &support_staff_record, &now, before);
	request_message(request, _("The person has left; the days before stay."));
	return saved(request, view, 200, &support_staff_record, &now, organisation);
}

struct reply premises_add_act(struct request *request, struct change *change)
{
	struct support_premises *premises = request_record(request);
	struct view *view = change_view(change);
	const struct support_organisation *organisation = organisation_load(request, view);

	if (!organisation)
		return reply_not_found(request);
	days_are_fine(request, premises->valid_from, premises->valid_to);
	words_are_fine(request, "name", premises->name);
	words_are_fine(request, "address", premises->address);
	if (request_problems(request)->count)
		return reply_again(request, change);
	premises->organisation_id = organisation->id;
	change_insert(change, &support_premises_record.shape, premises);
	request_message(request, _("The premises are saved."));
	return saved(request, view, 201, &support_premises_record, premises, organisation);
}

struct reply premises_end_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct support_organisation *organisation = organisation_load(request, view);
	const struct support_premises *before = organisation ? premises_of_key(view,
		organisation->id, request_param(request, "key")) : NULL;
	int64_t version = request_version(request);
	struct support_premises now;

	if (!before || date_is_given(before->valid_to))
		return reply_not_found(request);
	now = *before;
	now.valid_to = last_day(now.valid_from);
	if (change_update(change, &support_premises_record.shape, &now,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &support_premises_record, &now, before);
	request_message(request, _("The premises are no longer used; the days before stay."));
	return saved(request, view, 200, &support_premises_record, &now, organisation);
}

static int64_t staff_today(const struct support_staff_list *list)
{
	int64_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += span_holds((struct span){ list->at[i].valid_from, list->at[i].valid_to },
			date_today());
	return count;
}

static int64_t premises_today(const struct support_premises_list *list)
{
	int64_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += span_holds((struct span){ list->at[i].valid_from, list->at[i].valid_to },
			date_today());
	return count;
}

/* Always of today: what nobody went through then cannot be proved afterwards. */
struct reply review_add_act(struct request *request, struct change *change)
{
	struct support_review *review = request_record(request);
	struct view *view = change_view(change);
	const struct support_organisation *organisation = organisation_load(request, view);
	struct support_staff_list people;
	struct support_premises_list rooms;

	if (!organisation)
		return reply_not_found(request);
	if (!words_are_fine(request, "words", review->words))
		return reply_again(request, change);
	people = organisation_staff(view, organisation->id);
	rooms = organisation_premises(view, organisation->id);
	review->organisation_id = organisation->id;
	review->on_date = date_today();
	review->staff = staff_today(&people);
	review->premises = premises_today(&rooms);
	review->ready_minutes = organisation->ready_minutes;
	review->person_id = change_me(change);
	review->created_at = instant_now();
	change_insert(change, &support_review_record.shape, review);
	request_message(request, _("The review is saved."));
	return saved(request, view, 201, &support_review_record, review, organisation);
}
