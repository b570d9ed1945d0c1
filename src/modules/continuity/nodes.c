/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/nodes.c - what commitments stand on: the list, one node, its forms. */
#include "modules/continuity/inside.h"

#include "modules/continuity/nodes.html.h"
#include "modules/units/units.h"

const struct form node_form = {
	.record = &node_record,
	.fields = FIELDS("name", "kind", "unit_id", "is_shared", "area", "recovery_low",
	                 "recovery_hours", "recovery_high", "restart_hours", "yearly", "reference", "note"),
	.judge = node_judge,
};

/* What a commitment's node says itself: the rest stands with the commitment. */
static const struct form commitment_node_form = {
	.record = &node_record,
	.fields = FIELDS("restart_hours", "is_shared", "note"),
};

bool may_write_at(struct request *request, struct view *view, int64_t unit_id)
{
	return request_may(request, MAY_continuity_write) && unit_may_write(view, unit_id);
}

void node_judge(struct view *view, void *row, struct problems *problems)
{
	static const char *const recovery[] = { "recovery_low", "recovery_hours", "recovery_high" };
	const struct node *node = row;
	const char *words, *field = said_hours_problem((struct said_hours){ node->recovery_low,
		node->recovery_hours, node->recovery_high }, recovery, &words);

	if (field)
		problem_add(problems, field, "%s", _(words));
	if (node->commitment_id)
		return;
	if (!str_trim(node->name).len)
		problem_add(problems, "name", "%s", _("Write what it is called."));
	else if (node_name_is_taken(view, str_trim(node->name), node->id))
		problem_add(problems, "name", "%s",
			_("Something else has this name already. Choose that, or write a name that tells them apart."));
	if (str_is(node->kind, "commitment"))
		problem_add(problems, "kind", "%s",
			_("A commitment is written among commitments; then it can be chosen here."));
	if (!unit_may_write(view, node->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not write for this unit. Choose another unit."));
}

/* ---- The list ------------------------------------------------------------------------------ */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	nodes_buttons(out, request_may(request, MAY_continuity_write));
}

struct reply nodes_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("What commitments stand on"), .actions = list_actions };
	struct query query;

	nodes_query(request, view, &query);
	return table_reply(request, view, &nodes_table, &query, &page);
}

/* ---- Adding and changing ---------------------------------------------------------------------- */

static struct reply form_page(struct request *request, struct view *view, const struct form *form_of,
                              const struct node *node, const char *title, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, form_of, node);
	struct out *out = page_begin(request, view, title);

	node_form_head(out, title);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), back);
	form_end(out);
	return page_end(request, 200);
}

struct reply node_new(struct request *request, struct view *view)
{
	struct node node = { .unit_id = request_person(request)->unit_id, .is_shared = true };

	return form_page(request, view, &node_form, &node, _("Add a node"), S("/nodes"), S("/nodes"));
}

struct reply node_add_act(struct request *request, struct change *change)
{
	struct node *node = request_record(request);

	node->name = str_trim(node->name);
	change_insert(change, &node_record.shape, node);
	request_message(request, _("It is saved. Say what it needs itself, if it needs something."));
	return reply_done(request, 201, &node_record, node, "/nodes/%.*s", STR(node->public_id));
}

void *node_load(struct request *request, struct view *view)
{
	const struct node *node = node_of_public(view, request_param(request, "node"));

	if (!node || !unit_may_write(view, node->unit_id))
		return NULL;
	return (void *)(uintptr_t)node;
}

struct reply node_edit(struct request *request, struct view *view)
{
	const struct node *node = node_load(request, view);
	struct str path;

	if (!node)
		return reply_not_found(request);
	path = arena_print(request->arena, "/nodes/%.*s", STR(node->public_id));
	return form_page(request, view, node->commitment_id ? &commitment_node_form : &node_form, node,
		_("Change the node"), path, path);
}

/* The node of a commitment says little itself: name, unit and hours are the commitment's. */
static void as_kept(struct node *node, const struct node *before)
{
	const struct node said = *node;

	if (!before->commitment_id)
		return;
	*node = *before;
	node->name = S("");
	node->restart_hours = said.restart_hours;
	node->is_shared = said.is_shared;
	node->note = said.note;
}

struct reply node_change_act(struct request *request, struct change *change)
{
	struct node *node = request_record(request);
	const struct node *before = node_of_id(change_view(change), node->id);
	int64_t version = request_version(request);
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	as_kept(node, before);
	updated = change_update(change, &node_record.shape, node, version ? version : before->version);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &node_record, node, before);
	request_message(request, _("Saved."));
	return reply_done(request, 200, &node_record, node, "/nodes/%.*s", STR(node->public_id));
}

struct reply node_retire_act(struct request *request, struct change *change)
{
	const struct node *before = node_load(request, change_view(change));
	int64_t version = request_version(request);
	struct node now;

	if (!before || before->commitment_id)
		return reply_not_found(request);
	if (node_in_use(change_view(change), before->id)) {
		problem_add(request_problems(request), "", "%s",
			_("Something still stands on it. Say first what that stands on instead."));
		return reply_again(request, change);
	}
	now = *before;
	now.retired_on = date_today();
	if (change_update(change, &node_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &node_record, &now, before);
	request_message(request, _("It can no longer be chosen; what was written stays."));
	return reply_done(request, 200, &node_record, &now, "/nodes/%.*s", STR(now.public_id));
}

/* ---- One ------------------------------------------------------------------------------------------ */

struct reply node_show(struct request *request, struct view *view)
{
	const struct node *node = node_of_public(view, request_param(request, "node"));
	struct dependency_row_list needs;
	struct stand_list on_it;
	struct node_use use;
	bool may_edit;
	struct form_view form;
	struct out *out;

	if (!node)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &node_record, node);
	may_edit = may_write_at(request, view, node->unit_id);
	needs = dependencies_of(view, node->id);
	on_it = node_stands_on_it(view, node->id);
	use = node_use_of(view, node->id);
	form = form_view_of(request, view, &node_form, node);
	out = page_begin(request, view, str_z(request->arena, node->name));
	form_problems(out, &form);
	node_head(out, node, unit_name(view, node->unit_id), may_edit);
	node_facts(out, node);
	node_on_it(out, &on_it, &use, city_graph_is_seen(view));
	needs_box(out, &needs, arena_print(request->arena, "/nodes/%.*s/needs/new", STR(node->public_id)),
		may_edit);
	if (may_edit && !node->commitment_id && !date_is_given(node->retired_on))
		node_retire_form(out, request, node);
	return page_end(request, 200);
}

/* What a commitment needs; it has a node from the first need on. */
struct reply commitment_dependencies_show(struct request *request, struct view *view)
{
	const struct commitment_facts *commitment = commitment_facts_of_number(view, request_param(request, "number"));
	const struct node *node;
	struct dependency_row_list needs = { 0 };
	struct out *out;

	if (!commitment)
		return reply_not_found(request);
	node = node_of_commitment(view, commitment->id);
	if (node)
		needs = dependencies_of(view, node->id);
	out = page_begin(request, view, arena_print(request->arena, _("What %.*s needs"),
		STR(commitment->name)).at);
	commitment_needs_head(out, commitment, unit_name(view, commitment->unit_id), node,
		request_may_open(request, arena_print(request->arena, "/commitments/%.*s", STR(commitment->number))));
	needs_box(out, &needs,
		arena_print(request->arena, "/commitments/%.*s/needs/new", STR(commitment->number)),
		may_write_at(request, view, commitment->unit_id));
	return page_end(request, 200);
}
