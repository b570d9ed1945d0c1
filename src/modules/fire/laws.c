/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/laws.c - which special laws apply to a unit, and when somebody last looked at them. */
#include "modules/fire/inside.h"

#include "modules/fire/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { REVIEW_MONTHS = 12 };    /* what the form proposes; the person writes the day */

const struct form special_law_form = {
	.record = &special_law_record,
	.fields = FIELDS("unit_id", "law", "law_words", "operation", "responsible_id",
		"documented_in", "reviewed_on", "review_by"),
};
const struct form law_end_form = { .record = &law_end_record, .fields = FIELDS("ended_why") };

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	laws_buttons(out, request_may(request, MAY_fire_write));
}

struct reply special_laws_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Special laws that apply"), .actions = list_actions };
	struct query query;

	special_laws_query(request, view, &query);
	return table_reply(request, view, &special_laws_table, &query, &page);
}

static struct str law_path(struct arena *arena, const struct special_law *law)
{
	return arena_print(arena, "/fire/laws/%.*s", STR(law->public_id));
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct special_law *law, const char *title, struct str action)
{
	struct form_view form = form_view_of(request, view, &special_law_form, law);
	struct out *out = page_begin(request, view, title);

	fire_head(out, title, "/fire/laws", str_of(_("Special laws that apply")), "");
	form_whole(out, &form, action, _("Save the law"), law->id ? action : S("/fire/laws"));
	return page_end(request, 200);
}

struct reply special_law_new(struct request *request, struct view *view)
{
	struct special_law fresh = { .unit_id = request_person(request)->unit_id,
		.reviewed_on = date_today(), .review_by = date_add_months(date_today(), REVIEW_MONTHS) };

	return form_page(request, view, &fresh, _("Write a special law"), S("/fire/laws"));
}

static bool law_is_fine(struct request *request, struct view *view, const struct special_law *law)
{
	struct problems *problems = request_problems(request);

	if (!fire_may_write(view, law->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the fire protection of this unit. Choose another unit."));
	if (str_is(law->law, "other") && !law->law_words.len)
		problem_add(problems, "law_words", "%s", _("Write which law it is."));
	if (date_compare(law->reviewed_on, date_today()) > 0)
		problem_add(problems, "reviewed_on", "%s", _("That day has not come yet."));
	if (date_compare(law->review_by, law->reviewed_on) <= 0)
		problem_add(problems, "review_by", "%s", _("It must be after the day it was looked at."));
	if (law_is_repealed(law->law, law->reviewed_on))
		problem_add(problems, "law", "%s", _("This law had been repealed by then. Choose the one that applies."));
	if (special_law_same(view, law))
		problem_add(problems, "operation", "%s",
			_("The unit has written this law for this operation already."));
	fire_words_fine(request, "operation", law->operation);
	fire_words_fine(request, "documented_in", law->documented_in);
	return !problems->count;
}

struct reply special_law_add_act(struct request *request, struct change *change)
{
	struct special_law *law = request_record(request);

	if (!law_is_fine(request, change_view(change), law))
		return reply_again(request, change);
	special_law_add(change, law);
	request_message(request, _("The law is saved."));
	return reply_done(request, 201, &special_law_record, law, "%.*s",
		STR(law_path(request->arena, law)));
}

void *special_law_load(struct request *request, struct view *view)
{
	const struct special_law *law = special_law_of_key(view, request_param(request, "key"));

	if (!law || date_is_given(law->ended_on) || !fire_may_write(view, law->unit_id))
		return NULL;
	return (void *)(uintptr_t)law;
}

struct reply special_law_edit(struct request *request, struct view *view)
{
	const struct special_law *law = special_law_load(request, view);

	if (!law)
		return reply_not_found(request);
	return form_page(request, view, law, _("Look at the law again"), law_path(request->arena, law));
}

static struct reply law_saved(struct request *request, struct change *change,
                              struct special_law *law, const struct special_law *before)
{
	int64_t version = request_version(request);

	if (change_update(change, &special_law_record.shape, law, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &special_law_record, law, before);
	request_message(request, _("The law is saved."));
	return reply_done(request, 200, &special_law_record, law, "%.*s",
		STR(law_path(request->arena, law)));
}

struct reply special_law_change_act(struct request *request, struct change *change)
{
	struct special_law *law = request_record(request);
	const struct special_law *before = special_law_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	if (!law_is_fine(request, change_view(change), law))
		return reply_again(request, change);
	special_law_looked_at(change, law);
	return law_saved(request, change, law, before);
}

struct reply special_law_end_act(struct request *request, struct change *change)
{
	const struct law_end *end = request_record(request);
	const struct special_law *before = special_law_load(request, change_view(change));
	struct special_law now;

	if (!before)
		return reply_not_found(request);
	if (!fire_words_fine(request, "ended_why", end->ended_why))
		return reply_again(request, change);
	now = *before;
	now.ended_on = date_today();
	now.ended_why = end->ended_why;
	return law_saved(request, change, &now, before);
}

struct reply special_law_show(struct request *request, struct view *view)
{
	const struct special_law *law = special_law_of_key(view, request_param(request, "key"));
	struct form_view form;
	struct out *out;
	bool may_write;

	if (!law)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &special_law_record, law);
	may_write = !date_is_given(law->ended_on) && request_may(request, MAY_fire_write)
		&& fire_may_write(view, law->unit_id);
	out = page_begin(request, view, str_z(request->arena, law->operation));
	law_page(out, view, law, law_path(request->arena, law), may_write);
	if (may_write) {
		form = form_view_of(request, view, &law_end_form,
			&(struct law_end){ .version = law->version });
		fold_begin(out, _("It no longer applies"), form.answers != NULL);
		form_whole(out, &form, arena_print(request->arena, "%.*s/end",
			STR(law_path(request->arena, law))), _("It no longer applies"), S(""));
		fold_end(out);
	}
	return page_end(request, 200);
}
