/* SPDX-License-Identifier: EUPL-1.2 */
/* units/pages.c - the tree, the list, a unit, and the ways it changes. */
#include "modules/units/inside.h"

#include "modules/units/pages.html.h"

#include <string.h>

static struct str unit_path(struct arena *arena, const struct unit *unit)
{
	return arena_print(arena, "/units/%.*s", STR(unit->code));
}

/* "?on=2019-06-01"; today when it is not there or cannot be read. */
static struct date day_asked(struct request *request)
{
	struct date on = date_today();

	date_read(request_query(request, "on"), &on);
	return on;
}

static const struct unit *unit_asked(struct request *request, struct view *view)
{
	return unit_of_code(view, request_param(request, "code"));
}

/* May the unit be ended, followed, moved: that is a matter of the unit above it. */
static bool may_move(struct view *view, const struct unit *unit)
{
	const struct unit_parent *above = unit_parent_on(view, unit->id, date_today());

	return unit_may_edit(view, above ? above->parent_id : 0);
}

/* ---- The tree and the list ------------------------------------------------------------ */

static struct reply units_list(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("Units"), .actions = units_list_actions };

	units_query(&query, view_arena(view), date_today());
	return table_reply(request, view, &units_table, &query, &page);
}

static struct reply units_tree(struct request *request, struct view *view)
{
	struct date on = day_asked(request);
	struct forest forest;
	struct out *out;

	if (request_wants_json(request))
		return units_list(request, view);
	forest = forest_of(view, on);
	out = page_begin(request, view, _("Units"));
	tree_page(out, &forest, on, request_may(request, MAY_units_write));
	return page_end(request, 200);
}

/* ---- A unit --------------------------------------------------------------------------- */

static struct reply unit_show(struct request *request, struct view *view)
{
	const struct unit *unit = unit_asked(request, view);
	struct date today = date_today();
	struct unit_facts facts;
	struct out *out;

	if (!unit)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &unit_record, unit);
	facts = (struct unit_facts){ .unit = unit, .view = view,
		.parents = unit_parents(view, unit->id),
		.followers = unit_followers(view, unit->id),
		.forerunners = unit_forerunners(view, unit->id),
		.on = unit_is_valid(unit, today) ? today
			: date_is_given(unit->valid_to) ? unit->valid_to : unit->valid_from };
	facts.below = units_below(view, unit->id, facts.on);
	if (request_may(request, MAY_units_write)) {
		facts.may_edit = unit_may_edit(view, unit->id);
		facts.may_move = may_move(view, unit);
	}
	out = page_begin(request, view, str_z(view_arena(view), unit_words(unit)));
	unit_page(out, request, &facts);
	return page_end(request, 200);
}

static struct reply form_page(struct request *request, struct view *view, struct form_view form,
                              const char *title, const char *words, struct str action,
                              const char *button, struct str back)
{
	struct out *out = page_begin(request, view, title);

	unit_form_head(out, title, words);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, button, back);
	form_end(out);
	return page_end(request, 200);
}

static struct reply unit_new(struct request *request, struct view *view)
{
	const struct unit *parent = unit_of_code(view, request_query(request, "in"));
	struct unit_new row = { .parent_id = parent ? parent->id : 0, .valid_from = date_today() };

	return form_page(request, view, form_view_of(request, view, &unit_new_form, &row),
		_("New unit"), "", S("/units"), _("Add the unit"), S("/units"));
}

static struct reply unit_add(struct request *request, struct change *change)
{
	const struct unit_new *new = request_record(request);
	struct unit unit = { .code = new->code, .name_sv = new->name_sv, .name_en = new->name_en,
		.kind = new->kind, .valid_from = new->valid_from, .area_code = new->area_code,
		.headcount = new->headcount, .tags = new->tags };

	change_insert(change, &unit_record.shape, &unit);
	if (new->parent_id)
		unit_parent_put(change, unit.id, new->parent_id, new->valid_from);
	unit_closure_make(change);
	request_message(request, _("The unit is added."));
	return reply_done(request, 201, &unit_record, &unit, "/units/%.*s", STR(unit.code));
}

static void *unit_load(struct request *request, struct view *view)
{
	const struct unit *unit = unit_asked(request, view);

	return unit && unit_may_edit(view, unit->id) ? (void *)(uintptr_t)unit : NULL;
}

static struct reply unit_edit(struct request *request, struct view *view)
{
	const struct unit *unit = unit_load(request, view);
	struct str path;

	if (!unit)
		return reply_not_found(request);
	path = unit_path(view_arena(view), unit);
	return form_page(request, view, form_view_of(request, view, &unit_form, unit),
		_("Change the unit"), "", path, _("Save the unit"), path);
}

/* The tree knows the days of the unit too. */
static struct reply unit_change(struct request *request, struct change *change)
{
	struct unit *unit = request_record(request);

	switch (change_update(change, &unit_record.shape, unit, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &unit_record, unit, unit_get(change_view(change), unit->id));
	case UPDATED:
		if (date_is_given(unit->valid_to))
			unit_parent_end(change, unit->id, unit->valid_to);
		unit_closure_make(change);
		request_message(request, _("The unit is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &unit_record, unit, "/units/%.*s", STR(unit->code));
}

/* ---- Moving --------------------------------------------------------------------------- */

static struct reply unit_move(struct request *request, struct view *view)
{
	const struct unit *unit = unit_asked(request, view);
	struct unit_move row = { .on_date = date_today() };
	struct str path;

	if (!unit || !may_move(view, unit))
		return reply_not_found(request);
	path = unit_path(view_arena(view), unit);
	return form_page(request, view, form_view_of(request, view, &unit_move_form, &row),
		str_z(view_arena(view), arena_print(view_arena(view), _("Move %.*s"), STR(unit_words(unit)))),
		_("The unit keeps its code and its history; what happened before the day stays where it was."),
		arena_join(view_arena(view), path, S("/move")), _("Move the unit"), path);
}

static void move_judge(struct view *view, const struct unit *unit, const struct unit_move *move,
                       struct problems *problems)
{
	const struct unit *parent = unit_get(view, move->parent_id);
	struct tree tree = tree_read(view);

	if (!unit_may_edit(view, move->parent_id))
		problem_add(problems, "parent_id", _("Choose one of the units that you may change."));
	else if (!unit_is_valid(unit, move->on_date))
		problem_add(problems, "on_date", _("The unit does not exist on the day."));
	else if (!parent || !unit_is_valid(parent, move->on_date))
		problem_add(problems, "parent_id", _("That unit does not exist on the day."));
	else if (!kind_may_hold(parent->kind, unit->kind))
		problem_add(problems, "parent_id", _("A unit of that kind cannot belong to the one chosen."));
	else if (makes_circle(&tree, unit->id, move->parent_id, move->on_date))
		problem_add(problems, "parent_id", _("The unit would stand below itself."));
}

static struct reply unit_move_act(struct request *request, struct change *change)
{
	const struct unit_move *move = request_record(request);
	struct view *view = change_view(change);
	const struct unit *unit = unit_asked(request, view);

	if (!unit || !may_move(view, unit))
		return reply_not_found(request);
	move_judge(view, unit, move, request_problems(request));
	if (request_problems(request)->count)
		return reply_again(request, change);
	unit_parent_put(change, unit->id, move->parent_id, move->on_date);
	change_note(change, "unit", unit->id, "move", unit_name(view, move->parent_id));
	unit_closure_make(change);
	request_message(request, _("The unit is moved."));
	return reply_done(request, 200, &unit_record, unit, "/units/%.*s", STR(unit->code));
}

/* ---- Renaming, merging, splitting ------------------------------------------------------ */

/* Two units that go on are enough for most: the others wait behind a lid. */
static void follow_fields(struct out *out, struct form_view *form)
{
	form_problems(out, form);
	for (const char *const *name = unit_follow_form.fields; *name; name++) {
		if (!strcmp(*name, "code_3"))
			follow_more_begin(out);
		form_field(out, form, *name);
	}
	follow_more_end(out);
}

static struct reply unit_follow(struct request *request, struct view *view)
{
	const struct unit *unit = unit_asked(request, view);
	struct unit_follow row = { .on_date = date_today() };
	struct form_view form;
	struct out *out;
	struct str path;
	const char *title;

	if (!unit || !may_move(view, unit))
		return reply_not_found(request);
	path = unit_path(view_arena(view), unit);
	title = str_z(view_arena(view), arena_print(view_arena(view), _("Rename, merge or split %.*s"),
		STR(unit_words(unit))));
	form = form_view_of(request, view, &unit_follow_form, &row);
	out = page_begin(request, view, title);
	unit_form_head(out, title, _("The unit ends and keeps its history; the one that goes on can read it. The units below belong to the first unit that goes on: move those that belong elsewhere."));
	form_begin(out, &form, arena_join(view_arena(view), path, S("/follow")), false);
	follow_fields(out, &form);
	form_buttons(out, _("Make the change"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply unit_follow_act(struct request *request, struct change *change)
{
	const struct unit_follow *follow = request_record(request);
	struct view *view = change_view(change);
	const struct unit *unit = unit_asked(request, view), *first;

	if (!unit || !may_move(view, unit))
		return reply_not_found(request);
	follow_judge(view, unit, follow, request_problems(request));
	if (request_problems(request)->count)
		return reply_again(request, change);
	first = unit_get(view, follow_do(change, unit, follow));
	change_note(change, "unit", unit->id, "follow", first->code);
	request_message(request, _("The change is made. Give roles and appointments at the unit that goes on."));
	return reply_done(request, 200, &unit_record, first, "/units/%.*s", STR(first->code));
}

static const struct route units_routes[] = {
	{ GET, "/units", .need = MAY_units_read, .show = units_tree, .is_api_too = true,
	  .label = N_("Units") },
	{ GET, "/units/list", .need = MAY_units_read, .show = units_list, .is_api_too = true,
	  .label = N_("Units as a list") },
	{ GET, "/units/new", .need = MAY_units_write, .show = unit_new, .label = N_("New unit") },
	{ POST, "/units", .need = MAY_units_write, .act = unit_add, .form = &unit_new_form,
	  .again = unit_new, .is_api_too = true, .label = N_("Add a unit") },
	{ GET, "/units/:code", .need = MAY_units_read, .show = unit_show, .is_api_too = true,
	  .label = N_("A unit") },
	{ GET, "/units/:code/edit", .need = MAY_units_write, .show = unit_edit,
	  .label = N_("Change the unit") },
	{ POST, "/units/:code", .need = MAY_units_write, .act = unit_change, .form = &unit_form,
	  .load = unit_load, .again = unit_edit, .is_api_too = true, .label = N_("Change the unit") },
	{ GET, "/units/:code/move", .need = MAY_units_write, .show = unit_move,
	  .label = N_("Move the unit") },
	{ POST, "/units/:code/move", .need = MAY_units_write, .act = unit_move_act,
	  .form = &unit_move_form, .again = unit_move, .is_api_too = true,
	  .label = N_("Move the unit") },
	{ GET, "/units/:code/follow", .need = MAY_units_write, .show = unit_follow,
	  .label = N_("Rename, merge or split") },
	{ POST, "/units/:code/follow", .need = MAY_units_write, .act = unit_follow_act,
	  .form = &unit_follow_form, .again = unit_follow, .is_api_too = true,
	  .label = N_("Rename, merge or split") },
	{ .path = NULL },
};

static const struct record *const records[] = { &unit_record, &unit_parent_record,
	&unit_successor_record, &unit_closure_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Units"), "/units", MAY_units_read, "unit", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module units_module = {
	.name = "units", .routes = units_routes, .records = records,
	.references = units_references, .menu = menu, .demo = units_demo,
};
