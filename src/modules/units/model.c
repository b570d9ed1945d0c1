/* SPDX-License-Identifier: EUPL-1.2 */
/* units/model.c - what we keep about units, and what their forms accept. */
#include "modules/units/inside.h"

#include "kit/catalogue.h"

#define RECORD struct unit
static const struct field unit_fields[] = { UNIT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_record = { RECORD_OF("unit", unit, unit_fields),
	.label = N_("Unit"), .many = N_("Units"), .path = "/units" };

#define RECORD struct unit_parent
static const struct field unit_parent_fields[] = { UNIT_PARENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_parent_record = {
	RECORD_OF("unit_parent", unit_parent, unit_parent_fields),
	.label = N_("Place in the tree"), .many = N_("Places in the tree"), .path = "/units" };

#define RECORD struct unit_successor
static const struct field unit_successor_fields[] = { UNIT_SUCCESSOR_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_successor_record = {
	RECORD_OF("unit_successor", unit_successor, unit_successor_fields),
	.label = N_("Successor"), .many = N_("Successors"), .path = "/units" };

#define RECORD struct unit_closure
static const struct field unit_closure_fields[] = { UNIT_CLOSURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_closure_record = {
	RECORD_OF("unit_closure", unit_closure, unit_closure_fields),
	.label = N_("Above and below"), .many = N_("Above and below"), .path = "/units" };

/* Shapes of forms only: no table of their own. */
#define RECORD struct unit_new
static const struct field unit_new_fields[] = { UNIT_NEW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record unit_new_record = { .shape = SHAPE_OF(NULL, unit_new, unit_new_fields),
	.name = "unit_new", .fields = unit_new_fields, .count = COUNT(unit_new_fields),
	.label = N_("New unit") };

#define RECORD struct unit_move
static const struct field unit_move_fields[] = { UNIT_MOVE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record unit_move_record = {
	.shape = SHAPE_OF(NULL, unit_move, unit_move_fields),
	.name = "unit_move", .fields = unit_move_fields, .count = COUNT(unit_move_fields),
	.label = N_("Move the unit") };

#define RECORD struct unit_follow
static const struct field unit_follow_fields[] = { UNIT_FOLLOW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record unit_follow_record = {
	.shape = SHAPE_OF(NULL, unit_follow, unit_follow_fields),
	.name = "unit_follow", .fields = unit_follow_fields, .count = COUNT(unit_follow_fields),
	.label = N_("Rename, merge or split") };

static void code_judge(struct view *view, struct str code, int64_t own, struct problems *problems)
{
	const struct unit *other = unit_of_code(view, code);

	if (!is_unit_code(code))
		problem_add(problems, "code",
			_("A code has letters a-z, digits and - _ . only: it stands in an address."));
	else if (other && other->id != own)
		problem_add(problems, "code", _("Another unit has that code already."));
}

static void unit_judge(struct view *view, void *row, struct problems *problems)
{
	const struct unit *unit = row;

	code_judge(view, unit->code, unit->id, problems);
	if (date_is_given(unit->valid_to) && date_compare(unit->valid_to, unit->valid_from) < 0)
		problem_add(problems, "valid_to", _("The last day is before the first."));
}

const struct form unit_form = {
	.record = &unit_record,
	.fields = FIELDS("code", "name_sv", "name_en", "kind", "area_code", "headcount", "tags",
		"place_id", "valid_from", "valid_to"),
	.judge = unit_judge,
};

static void unit_new_judge(struct view *view, void *row, struct problems *problems)
{
	const struct unit_new *new = row;
	const struct unit *parent = unit_get(view, new->parent_id);

	code_judge(view, new->code, 0, problems);
	if (!unit_may_edit(view, new->parent_id))
		problem_add(problems, "parent_id", _("Choose one of the units that you may change."));
	else if (parent && !unit_is_valid(parent, new->valid_from))
		problem_add(problems, "parent_id", _("That unit does not exist on the day."));
	else if (parent && !kind_may_hold(parent->kind, new->kind))
		problem_add(problems, "kind", _("A unit of that kind cannot belong to the one chosen."));
}

const struct form unit_new_form = {
	.record = &unit_new_record,
	.fields = FIELDS("code", "name_sv", "name_en", "kind", "parent_id", "valid_from", "area_code",
		"headcount", "tags"),
	.judge = unit_new_judge,
};

const struct form unit_move_form = {
	.record = &unit_move_record,
	.fields = FIELDS("parent_id", "on_date"),
};

const struct form unit_follow_form = {
	.record = &unit_follow_record,
	.fields = FIELDS("kind", "on_date", "others", "code_1", "name_1", "share_1", "code_2",
		"name_2", "share_2", "code_3", "name_3", "share_3", "code_4", "name_4", "share_4"),
};

size_t followers_of(const struct unit_follow *follow, struct follower followers[MOST_FOLLOWERS])
{
	const struct follower all[MOST_FOLLOWERS] = {
		{ follow->code_1, follow->name_1, follow->share_1 },
		{ follow->code_2, follow->name_2, follow->share_2 },
		{ follow->code_3, follow->name_3, follow->share_3 },
		{ follow->code_4, follow->name_4, follow->share_4 },
	};
	size_t count = 0;

	for (size_t i = 0; i < MOST_FOLLOWERS; i++)
		if (all[i].code.len)
			followers[count++] = all[i];
	return count;
}

struct str unit_words(const struct unit *unit)
{
	return unit ? tongue_pick(unit->name_sv, unit->name_en) : S("");
}
