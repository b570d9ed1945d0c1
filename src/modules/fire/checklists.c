/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fire/checklists.c - the checklists of the city, edition by edition.
 *
 * A new edition holds for rounds that are begun from then on; a round that goes on keeps the one
 * it began with.
 */
#include "modules/fire/inside.h"

#include "modules/fire/pages.html.h"

const struct form fire_checklist_form = {
	.record = &fire_edition_record, .fields = FIELDS("reason", "checks"),
};

struct reply fire_checklists_show(struct request *request, struct view *view)
{
	const struct catalogue *kinds = catalogue_get("fire/kinds");
	struct out *out = page_begin(request, view, _("Checklists of control rounds"));

	fire_head(out, _("Checklists of control rounds"), "", S(""),
		_("What is looked at in each kind of building. They are the same in the whole city."));
	checklists_begin(out);
	for (size_t i = 0; i < kinds->count; i++) {
		struct fire_checklist_list editions = fire_checklists(view, kinds->items[i].code);

		checklists_item(out, &kinds->items[i], editions.count ? &editions.at[0] : NULL);
	}
	checklists_end(out);
	return page_end(request, 200);
}

static const struct item *kind_asked(const struct request *request)
{
	return item_find("fire/kinds", request_param(request, "kind"));
}

static struct fire_check_list checks_now(struct view *view, struct fire_checklist_list editions,
                                         struct str kind)
{
	return editions.count ? fire_checks(view, editions.at[0].id)
		: fire_checks_standard(view_arena(view), kind);
}

struct reply fire_checklist_show(struct request *request, struct view *view)
{
	const struct item *kind = kind_asked(request);
	struct fire_checklist_list editions;
	struct fire_check_list checks;
	struct form_view form;
	struct str text;
	struct out *out;

	if (!kind)
		return reply_not_found(request);
	editions = fire_checklists(view, kind->code);
	checks = checks_now(view, editions, kind->code);
	if (request_wants_json(request))
		return reply_record(request, &fire_checklist_record,
			editions.count ? &editions.at[0] : &(struct fire_checklist){ .kind = kind->code });
	form = form_view_of(request, view, &fire_checklist_form,
		&(struct fire_edition){ .version = editions.count ? editions.at[0].edition : 1 });
	text = request->method == METHOD_POST ? request_field(request, "checks")
		: fire_checks_text(request->arena, checks);
	out = page_begin(request, view, str_z(request->arena, item_name(kind)));
	checklist_page(out, kind, &checks, &editions);
	if (!request_may(request, MAY_fire_lists))
		return page_end(request, 200);
	fold_begin(out, _("Write a new edition"), form.answers != NULL);
	form_begin(out, &form, arena_print(request->arena, "/fire/checklists/%.*s", STR(kind->code)),
		false);
	form_problems(out, &form);
	form_field(out, &form, "reason");
	checks_field(out, text, form.problems ? problem_for(form.problems, "checks") : S(""));
	form_buttons(out, _("Save the new edition"), S(""));
	form_end(out);
	fold_end(out);
	return page_end(request, 200);
}

/* Two who write from the same edition: the second may not take away what the first has added. */
static struct reply edition_stale(struct request *request, struct view *view,
                                  const struct fire_edition *mine, const struct fire_checklist *now)
{
	struct fire_edition theirs = { .reason = now->reason, .version = now->edition,
		.checks = fire_checks_text(request->arena, fire_checks(view, now->id)) };

	return reply_stale(request, &fire_edition_record, mine, &theirs);
}

struct reply fire_checklist_act(struct request *request, struct change *change)
{
	const struct fire_edition *edition = request_record(request);
	const struct item *kind = kind_asked(request);
	struct view *view = change_view(change);
	struct fire_checklist fresh = { .reason = edition->reason };
	int64_t version = request_version(request);
	const struct fire_checklist *before;
	struct fire_check_list checks;

	if (!kind)
		return reply_not_found(request);
	checks = fire_checks_read(request->arena, edition->checks, request_problems(request));
	fire_words_fine(request, "checks", edition->checks);
	if (request_problems(request)->count)
		return reply_again(request, change);
	/* What it was until now is an edition too. */
	before = fire_checklist_of_id(view, fire_checklist_now(change, kind->code));
	if (version && version != before->edition)
		return edition_stale(request, view, edition, before);
	fire_checks_keep_english(checks, fire_checks(view, before->id));
	fresh.kind = kind->code;
	fire_checklist_add(change, &fresh, checks);
	request_message(request, _("The new edition holds for rounds that are begun from now on."));
	return reply_done(request, 201, &fire_checklist_record, &fresh, "/fire/checklists/%.*s",
		STR(kind->code));
}
