/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/links.c - which types of events are counted beside a risk, and which commitments it
 * hits.
 *
 * Commitments come first in the order of the programme: a risk is a risk to something that the
 * unit has undertaken.  Links to commitments that the writer may not read stay as they are.
 */
#include "modules/risks/pages.h"

#include "modules/risks/beside.html.h"
#include "modules/risks/links.html.h"
#include "modules/risks/pages.html.h"
#include "modules/risks/risk.html.h"

enum { MOST_TYPES = 20 };               /* as many as one question about events takes */

static void links_judge(struct view *view, void *row, struct problems *problems);
const struct form risk_links_form = {
	.record = &risk_links_record,
	.fields = FIELDS("types", "commitments"),
	.judge = links_judge,
};

static void links_judge(struct view *view, void *row, struct problems *problems)
{
	struct str types = ((const struct risk_links *)row)->types;
	size_t count = 0;

	(void)view;
	for (; types.len; count++)
		str_cut(&types, ' ');
	if (count > MOST_TYPES)
		problem_add(problems, "types", _("Choose at most %d types; a group counts as one."), MOST_TYPES);
}

static struct str numbers_of(struct arena *arena, const struct commitment_list *list)
{
	struct out out;

	out_init(&out, arena, 65536);
	for (size_t i = 0; i < list->count; i++)
		out_print(&out, "%s%.*s", i ? " " : "", STR(list->at[i].number));
	return out_str(&out);
}

static struct risk_links links_of(struct view *view, const struct risk *risk)
{
	struct commitment_list list = risk_commitments(view, risk->id);

	return (struct risk_links){ .types = risk_types(view, risk->id),
		.commitments = numbers_of(view_arena(view), &list) };
}

static bool list_has(const struct commitment_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == id)
			return true;
	return false;
}

/* Those of the unit that go on, and those that are linked already though they do not. */
static struct commitment_list offered(struct view *view, const struct risk *risk)
{
	struct commitment_list open = commitments_of_unit(view, risk->unit_id),
		linked = risk_commitments(view, risk->id),
		all = { open.count, arena_array(view_arena(view), struct commitment,
			open.count + linked.count + 1) };

	for (size_t i = 0; i < open.count; i++)
		all.at[i] = open.at[i];
	for (size_t i = 0; i < linked.count; i++)
		if (!list_has(&open, linked.at[i].id))
			all.at[all.count++] = linked.at[i];
	return all;
}

static const struct commitment *numbered(const struct commitment_list *list, struct str number)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].number, number))
			return &list->at[i];
	return NULL;
}

/* ---- The form ------------------------------------------------------------------------------------ */

/* A browser sends a field for each box that is ticked. */
static struct str box_of(struct arena *arena, struct str number)
{
	return arena_print(arena, "commitment-%.*s", STR(number));
}

static bool is_chosen(const struct form_view *form, const struct commitment *commitment,
                      const struct commitment_list *linked)
{
	struct str box = box_of(view_arena(form->view), commitment->number);

	return form->answers ? request_field(form->request, box.at).len != 0
		: list_has(linked, commitment->id);
}

static void boxes_write(struct out *out, struct form_view *form, const struct risk *risk)
{
	struct commitment_list all = offered(form->view, risk), linked = risk_commitments(form->view, risk->id);
	struct str problem = form->problems ? problem_for(form->problems, "commitments") : S("");

	commitments_begin(out, problem, all.count);
	for (size_t i = 0; i < all.count; i++)
		commitment_box(out, form->view, &all.at[i], is_chosen(form, &all.at[i], &linked));
	commitments_end(out);
}

struct reply risk_links_show(struct request *request, struct view *view)
{
	const struct risk *risk = risk_get(view, request_param(request, "id"));
	const struct rsa *rsa = rsa_written(view, risk);
	struct risk_links row;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	path = risk_path(request->arena, risk);
	if (!rsa_is_editable(rsa->state) && !request_answers(request))
		return reply_go(request, "%.*s", STR(path));
	row = links_of(view, risk);
	form = form_view_of(request, view, &risk_links_form, &row);
	out = page_begin(request, view, _("What the risk is linked to"));
	risk_edit_begin(out, rsa, unit_get(view, rsa->unit_id), risk, _("What the risk is linked to"));
	form_begin(out, &form, arena_print(request->arena, "%.*s/links", STR(path)), false);
	version_field(out, risk->version);
	form_problems(out, &form);
	if (request_may(request, MAY_commitments_read))
		boxes_write(out, &form, risk);
	form_field(out, &form, "types");
	form_buttons(out, _("Save the links"), path);
	form_end(out);
	return page_end(request, 200);
}

/* ---- Saved ------------------------------------------------------------------------------------------ */

static struct commitment_list boxes_read(struct request *request, const struct commitment_list *all)
{
	struct commitment_list list = { 0, arena_array(request->arena, struct commitment, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (request_field(request, box_of(request->arena, all->at[i].number).at).len)
			list.at[list.count++] = all->at[i];
	return list;
}

/* Numbers as a program sends them; *wrong is the first that is none of those offered. */
static struct commitment_list numbers_read(struct arena *arena, const struct commitment_list *all,
                                           struct str text, struct str *wrong)
{
	struct commitment_list list = { 0, arena_array(arena, struct commitment, all->count + 1) };

	for (struct str number; text.len; ) {
		const struct commitment *one;

		number = str_cut(&text, ' ');
		if (!number.len)
			continue;
		one = numbered(all, number);
		if (!one) {
			*wrong = number;
			return list;
		}
		if (!list_has(&list, one->id))
			list.at[list.count++] = *one;
	}
	return list;
}

struct reply risk_links_act(struct request *request, struct change *change)
{
	struct risk_links *links = request_record(request);
	struct view *view = change_view(change);
	struct commitment_list all, list;
	const struct risk *risk = risk_get(view, request_param(request, "id"));
	const struct rsa *rsa = rsa_written(view, risk);
	struct str wrong = S("");
	struct risk_links theirs;

	if (!rsa)
		return reply_not_found(request);
	if (!rsa_is_editable(rsa->state))
		return risks_refused(request, change, "", rsa_locked_words(request->arena, rsa));
	all = offered(view, risk);
	list = request_wants_json(request) ? numbers_read(request->arena, &all, links->commitments, &wrong)
		: boxes_read(request, &all);
	if (wrong.len)
		return risks_refused(request, change, "commitments", arena_print(request->arena,
			_("“%.*s” is no commitment of the unit that you may read."), STR(wrong)));
	links->commitments = numbers_of(request->arena, &list);
	theirs = links_of(view, risk);
	if (!risk_bump(change, risk->id, request_version(request) ? request_version(request) : risk->version))
		return reply_stale(request, &risk_links_record, links, &theirs);
	risk_commitments_put(change, risk->id, &list);
	risk_types_put(change, risk->id, links->types);
	change_note(change, "risk", risk->id, "links", arena_print(request->arena, "%.*s; %.*s",
		STR(links->commitments), STR(links->types)));
	rsa_step_add(change, rsa->id, "links", rsa->state, rsa->state,
		arena_print(request->arena, "%.*s %.*s", STR(risk->number), STR(risk->title)));
	request_message(request, _("The links are saved."));
	return reply_done(request, 200, &risk_links_record, links, "/risks/%.*s", STR(risk->public_id));
}

/* ---- On the page of the risk --------------------------------------------------------------------------- */

void risk_links_facts(struct out *out, const struct risk_page *page)
{
	struct commitment_list list = risk_commitments(page->view, page->risk->id);

	links_facts_begin(out);
	hits(out, page, &list, page->beside.hits);
	beside_facts(out, page->request, &page->beside, page->risk->number);
	links_facts_end(out, page);
}
