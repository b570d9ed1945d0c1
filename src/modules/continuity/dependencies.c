/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/dependencies.c - what one node needs: adding, members, verifying, ending. */
#include "modules/continuity/inside.h"

#include "modules/continuity/coverage.h"
#include "modules/continuity/coverage.html.h"
#include "modules/continuity/nodes.html.h"
#include "modules/people/people.h"

const struct form need_form = {
	.record = &need_record,
	.fields = FIELDS("resource", "node_id", "other_id", "effect", "delay_hours", "buffer_low",
	                 "buffer_hours", "buffer_high", "alternative", "contract", "has_clause"),
	.judge = dependency_judge,
};
const struct form dependency_form = {
	.record = &dependency_record,
	.fields = FIELDS("resource", "effect", "delay_hours", "buffer_low", "buffer_hours",
	                 "buffer_high", "alternative", "contract", "has_clause"),
	.judge = dependency_judge,
};
const struct form members_form = { .record = &members_record, .fields = FIELDS("node_id", "needed") };

/* Both records begin with a dependency. */
void dependency_judge(struct view *view, void *row, struct problems *problems)
{
	static const char *const buffer[] = { "buffer_low", "buffer_hours", "buffer_high" };
	const struct dependency *said = row;
	const char *words, *field = said_hours_problem((struct said_hours){ said->buffer_low,
		said->buffer_hours, said->buffer_high }, buffer, &words);

	(void)view;
	if (field)
		problem_add(problems, field, "%s", _(words));
	if (said->has_clause && !str_trim(said->contract).len)
		problem_add(problems, "contract", "%s", _("Say which contract it is that demands it."));
}

static bool node_is_fine(struct problems *problems, const char *field, int64_t owner_id, int64_t node_id)
{
	if (node_id && node_id == owner_id)
		problem_add(problems, field, "%s", _("Nothing can stand on itself. Choose something else."));
	return !problems->count;
}

/* ---- The list -------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	dependencies_buttons(out, request_may(request, MAY_import_write)
		&& request_may(request, MAY_continuity_write));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	if (city_graph_is_seen(view))
		dependencies_guarded(out);
}

bool city_is_taken_out(struct request *request, struct view *view)
{
	return (request_query(request, "format").len || request_wants_json(request)) && city_graph_is_seen(view);
}

struct reply city_dependencies_refused(struct request *request)
{
	return reply_problem(request, 403, _("The dependencies of the whole city are not taken out here."),
		str_of(_("Use the page of the graph of the city, where it is written down who did it and why.")));
}

struct reply dependencies_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Dependencies"), .actions = list_actions,
		.above = list_above };
	struct query query;

	if (city_is_taken_out(request, view))
		return city_dependencies_refused(request);
	dependencies_query(request, view, &query);
	return table_reply(request, view, &dependencies_table, &query, &page);
}

/* ---- Adding ------------------------------------------------------------------------------------ */

/* Who depends: the node of the address, or the commitment's, which may have none yet. */
struct who_depends { const struct node *node; const struct commitment_facts *commitment;
	int64_t unit_id; struct str name, path; };

static bool who_depends(struct request *request, struct view *view, struct who_depends *who)
{
	struct str number = request_param(request, "number");

	*who = (struct who_depends){ 0 };
	if (number.len) {
		who->commitment = commitment_facts_of_number(view, number);
		if (!who->commitment)
			return false;
		who->node = node_of_commitment(view, who->commitment->id);
		who->unit_id = who->commitment->unit_id;
		who->name = who->commitment->name;
		who->path = arena_print(request->arena, "/commitments/%.*s", STR(number));
	} else {
		who->node = node_of_public(view, request_param(request, "node"));
		if (!who->node)
			return false;
		who->unit_id = who->node->unit_id;
		who->name = who->node->name;
		who->path = arena_print(request->arena, "/nodes/%.*s", STR(who->node->public_id));
	}
	return may_write_at(request, view, who->unit_id);
}

struct reply need_new(struct request *request, struct view *view)
{
	struct need need = { .needed = 1 };
	struct form_view form = form_view_of(request, view, &need_form, &need);
	struct who_depends who;
	struct str back;
	struct out *out;

	if (!who_depends(request, view, &who))
		return reply_not_found(request);
	back = who.commitment ? arena_print(request->arena, "%.*s/dependencies", STR(who.path)) : who.path;
	out = page_begin(request, view, _("Add what it needs"));
	need_form_head(out, _("Add what it needs"), who.name, back);
	form_begin(out, &form, arena_print(request->arena, "%.*s/needs", STR(who.path)), false);
	form_all(out, &form);
	form_buttons(out, _("Save"), back);
	form_end(out);
	return page_end(request, 200);
}

static void need_insert(struct change *change, const struct need *need, struct dependency *dependency)
{
	*dependency = (struct dependency){ .owner_id = need->owner_id, .resource = need->resource,
		.needed = 1, .delay_hours = need->delay_hours, .buffer_low = need->buffer_low,
		.buffer_hours = need->buffer_hours, .buffer_high = need->buffer_high,
		.effect = need->effect, .alternative = need->alternative, .contract = need->contract,
		.has_clause = need->has_clause };
	change_insert(change, &dependency_record.shape, dependency);
	dependency_member_add(change, dependency->id, need->node_id);
	if (need->other_id)
		dependency_member_add(change, dependency->id, need->other_id);
}

struct reply need_add_act(struct request *request, struct change *change)
{
	struct need *need = request_record(request);
	struct problems *problems = request_problems(request);
	struct dependency dependency;
	struct who_depends who;
	bool comes_round;

	if (!who_depends(request, change_view(change), &who))
		return reply_not_found(request);
	need->owner_id = who.node ? who.node->id : 0;
	node_is_fine(problems, "node_id", need->owner_id, need->node_id);
	node_is_fine(problems, "other_id", need->owner_id, need->other_id);
	if (need->other_id && need->other_id == need->node_id)
		problem_add(problems, "other_id", "%s", _("It is the same. An alternative is something else."));
	if (problems->count)
		return reply_again(request, change);
	if (!need->owner_id)
		need->owner_id = node_for_commitment(change, who.commitment->id);
	need_insert(change, need, &dependency);
	comes_round = node_comes_round(change_view(change), need->owner_id, need->node_id);
	request_message(request, comes_round
		? _("Saved. They now need each other in a circle: when all are down, none starts by itself.")
		: _("Saved."));
	return reply_done(request, 201, &dependency_record, &dependency, "/dependencies/%.*s",
		STR(dependency.public_id));
}

/* ---- One ------------------------------------------------------------------------------------------ */

void *dependency_load(struct request *request, struct view *view)
{
	const struct dependency *dependency = dependency_of_public(view, request_param(request, "dependency"));
	const struct node *owner = dependency ? node_of_id(view, dependency->owner_id) : NULL;

	if (!owner || date_is_given(dependency->ended_on) || !unit_may_write(view, owner->unit_id))
		return NULL;
	return (void *)(uintptr_t)dependency;
}

static void members_form_show(struct out *out, struct request *request, struct view *view,
                              const struct dependency *dependency)
{
	struct members row = { .needed = dependency->needed, .version = dependency->version };
	struct form_view form = form_view_of(request, view, &members_form, &row);

	fold_begin(out, _("Add an alternative, or say how many are enough"), form.answers != NULL);
	form_whole(out, &form, arena_print(request->arena, "/dependencies/%.*s/members",
		STR(dependency->public_id)), _("Save"), S(""));
	fold_end(out);
}

struct reply dependency_show(struct request *request, struct view *view)
{
	const struct dependency *dependency = dependency_of_public(view, request_param(request, "dependency"));
	const struct node *owner = dependency ? node_of_id(view, dependency->owner_id) : NULL;
	struct node_list members;
	enum coverage cover;
	bool may_edit;
	struct out *out;

	if (!owner)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &dependency_record, dependency);
	may_edit = may_write_at(request, view, owner->unit_id) && !date_is_given(dependency->ended_on);
	members = dependency_members(view, dependency->id);
	out = page_begin(request, view, str_z(request->arena, owner->name));
	dependency_head(out, dependency, owner, may_edit);
	dependency_facts(out, dependency, person_name(view, dependency->verified_by));
	cover = coverage_of_dependency(view, dependency->id);
	if (cover)
		dependency_cover(out, cover);
	dependency_members_box(out, request, dependency, &members, may_edit);
	if (may_edit) {
		members_form_show(out, request, view, dependency);
		dependency_acts(out, request, dependency);
	}
	return page_end(request, 200);
}

struct reply dependency_edit(struct request *request, struct view *view)
{
	const struct dependency *dependency = dependency_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!dependency)
		return reply_not_found(request);
	form = form_view_of(request, view, &dependency_form, dependency);
	path = arena_print(request->arena, "/dependencies/%.*s", STR(dependency->public_id));
	out = page_begin(request, view, _("Change what it needs"));
	need_form_head(out, _("Change what it needs"), code_name("dependency_resources", dependency->resource), path);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply saved(struct request *request, struct change *change, struct dependency *now,
                          const struct dependency *before, const char *words)
{
	int64_t version = request_version(request);

	if (change_update(change, &dependency_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &dependency_record, now, before);
	request_message(request, words);
	return reply_done(request, 200, &dependency_record, now, "/dependencies/%.*s", STR(now->public_id));
}

/* Who changes hours has not verified the new ones by that. */
struct reply dependency_change_act(struct request *request, struct change *change)
{
	struct dependency *now = request_record(request);
	const struct dependency *before = dependency_of_id(change_view(change), now->id);

	if (!before)
		return reply_not_found(request);
	if (now->delay_hours != before->delay_hours || now->buffer_hours != before->buffer_hours
	    || now->buffer_low != before->buffer_low || now->buffer_high != before->buffer_high) {
		now->verified_by = 0;
		now->verified_on = (struct date){ 0 };
	}
	return saved(request, change, now, before, _("Saved."));
}

struct reply dependency_members_act(struct request *request, struct change *change)
{
	const struct members *said = request_record(request);
	const struct dependency *before = dependency_load(request, change_view(change));
	struct problems *problems = request_problems(request);
	struct dependency now;
	int64_t count;

	if (!before)
		return reply_not_found(request);
	count = dependency_member_count(change_view(change), before->id);
	node_is_fine(problems, "node_id", before->owner_id, said->node_id);
	if (said->node_id && dependency_has_member(change_view(change), before->id, said->node_id))
		problem_add(problems, "node_id", "%s", _("It stands on that already."));
	count += said->node_id != 0;
	if (said->needed > count)
		problem_add(problems, "needed", _("There are only %lld. Write a number from 1 to %lld."),
			(long long)count, (long long)count);
	if (problems->count)
		return reply_again(request, change);
	now = *before;
	now.needed = said->needed;
	if (said->node_id)
		dependency_member_add(change, now.id, said->node_id);
	return saved(request, change, &now, before, _("Saved."));
}

struct reply dependency_drop_act(struct request *request, struct change *change)
{
	const struct dependency *before = dependency_load(request, change_view(change));
	const struct node *node = before ? node_of_public(change_view(change), request_param(request, "node")) : NULL;
	struct dependency now;
	int64_t count;

	if (!node || !dependency_has_member(change_view(change), before->id, node->id))
		return reply_not_found(request);
	count = dependency_member_count(change_view(change), before->id) - 1;
	if (count < 1) {
		problem_add(request_problems(request), "", "%s",
			_("It must stand on something. End the dependency if it is no longer needed."));
		return reply_again(request, change);
	}
	now = *before;
	now.needed = now.needed > count ? count : now.needed;
	dependency_member_drop(change, before->id, node->id);
	return saved(request, change, &now, before, _("It is taken away."));
}

struct reply dependency_verify_act(struct request *request, struct change *change)
{
	const struct dependency *before = dependency_load(request, change_view(change));
	struct dependency now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	now.verified_by = change_me(change);
	now.verified_on = date_today();
	return saved(request, change, &now, before, _("It is written down that you have verified it."));
}

struct reply dependency_end_act(struct request *request, struct change *change)
{
	const struct dependency *before = dependency_load(request, change_view(change));
	struct dependency now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	now.ended_on = date_today();
	return saved(request, change, &now, before, _("The dependency has ended; what was written stays."));
}
