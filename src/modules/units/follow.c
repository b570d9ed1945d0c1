/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * units/follow.c - units that are renamed, merged or split.
 *
 * The earlier units end the day before and keep everything that happened in them; the ones
 * that go on are pointed out as their successors, with the share that went there.
 */
#include "modules/units/inside.h"

enum { MOST_ENDING = 40 };

struct ending { size_t count; const struct unit *at[MOST_ENDING]; };

/* The unit of the page, then those named by code; NULL and *unknown when one is not there. */
static bool ending_read(struct view *view, const struct unit *unit, struct str others,
                        struct ending *ending, struct str *unknown)
{
	*ending = (struct ending){ .count = 1, .at = { unit } };
	while (others.len) {
		struct str code = str_cut(&others, ' ');
		const struct unit *other = code.len ? unit_of_code(view, code) : unit;

		*unknown = code;
		if (!other || ending->count == MOST_ENDING)
			return false;
		if (other->id != unit->id)
			ending->at[ending->count++] = other;
	}
	return true;
}

static void ending_judge(struct view *view, const struct unit *unit, struct date on,
                         struct problems *problems)
{
	const struct unit_parent *above = unit_parent_on(view, unit->id, day_before(on));

	if (!unit_is_valid(unit, day_before(on)))
		problem_add(problems, "on_date", _("%.*s does not exist on the day before."),
			STR(unit->code));
	else if (date_is_given(unit->valid_to))
		problem_add(problems, "others", _("%.*s has an end already."), STR(unit->code));
	else if (!unit_may_edit(view, above ? above->parent_id : 0))
		problem_add(problems, "", _("Only those who may change the unit above %.*s can do this."),
			STR(unit->code));
}

static const char *const code_fields[MOST_FOLLOWERS] = { "code_1", "code_2", "code_3", "code_4" };
static const char *const name_fields[MOST_FOLLOWERS] = { "name_1", "name_2", "name_3", "name_4" };

static void follower_judge(struct view *view, size_t i, const struct follower *follower,
                           struct date on, struct problems *problems)
{
	const struct unit *unit = unit_of_code(view, follower->code);

	if (unit && !unit_is_valid(unit, on))
		problem_add(problems, code_fields[i], _("That unit does not exist on the day."));
	else if (unit && follower->name.len)
		problem_add(problems, name_fields[i],
			_("There is a unit with that code already: leave the name empty, or choose a new code."));
	else if (unit && !unit_may_edit(view, unit->id))
		problem_add(problems, code_fields[i], _("Choose one of the units that you may change."));
	else if (!unit && !is_unit_code(follower->code))
		problem_add(problems, code_fields[i],
			_("A code has letters a-z, digits and - _ . only: it stands in an address."));
	else if (!unit && !follower->name.len)
		problem_add(problems, name_fields[i], _("Write the name of the new unit."));
}

static void shares_judge(const struct follower *followers, size_t count, struct problems *problems)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += followers[i].share;
	if (sum && sum != 100 && count > 1)
		problem_add(problems, "share_1", _("The shares are %lld per cent together; they must be 100."),
			(long long)sum);
}

static void twins_judge(const struct follower *followers, size_t count,
                        const struct ending *ending, struct problems *problems)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++)
			if (str_equals(followers[i].code, followers[k].code))
				problem_add(problems, code_fields[i], _("The same unit stands here twice."));
		for (size_t k = 0; k < ending->count; k++)
			if (str_equals(followers[i].code, ending->at[k]->code))
				problem_add(problems, code_fields[i], _("That unit ends: it cannot go on."));
	}
}

void follow_judge(struct view *view, const struct unit *unit, const struct unit_follow *follow,
                  struct problems *problems)
{
	struct follower followers[MOST_FOLLOWERS];
	size_t count = followers_of(follow, followers);
	struct ending ending;
	struct str unknown = S("");
	const char *wrong;

	if (!ending_read(view, unit, follow->others, &ending, &unknown)) {
		problem_add(problems, "others", _("There is no unit with the code %.*s."), STR(unknown));
		return;
	}
	wrong = follow_problem(follow->kind, ending.count, count);
	if (wrong)
		problem_add(problems, "kind", "%s", _(wrong));
	for (size_t i = 0; i < ending.count; i++)
		ending_judge(view, ending.at[i], follow->on_date, problems);
	for (size_t i = 0; i < count; i++)
		follower_judge(view, i, &followers[i], follow->on_date, problems);
	shares_judge(followers, count, problems);
	twins_judge(followers, count, &ending, problems);
}

/* ---- Doing it ------------------------------------------------------------------------ */

static int64_t follower_put(struct change *change, const struct unit *model,
                            const struct follower *follower, int64_t parent, struct date from)
{
	const struct unit *there = unit_of_code(change_view(change), follower->code);
	struct unit unit = { .code = follower->code, .name_sv = follower->name, .kind = model->kind,
		.valid_from = from, .area_code = model->area_code, .tags = model->tags };

	if (there)
		return there->id;
	change_insert(change, &unit_record.shape, &unit);
	unit_parent_put(change, unit.id, parent, from);
	return unit.id;
}

static void unit_end(struct change *change, const struct unit *unit, struct date last)
{
	struct unit ended = *unit;

	ended.valid_to = last;
	change_update(change, &unit_record.shape, &ended, unit->version);
	unit_parent_end(change, unit->id, last);
}

/* Those that stood below an ended unit stand below the first that goes on. */
static void children_move(struct change *change, const struct unit *from, int64_t to, struct date on)
{
	struct unit_list below = units_below(change_view(change), from->id, on);

	for (size_t i = 0; i < below.count; i++)
		if (below.at[i].id != to)
			unit_parent_put(change, below.at[i].id, to, on);
}

static double share_of(const struct unit_follow *follow, const struct follower *follower, size_t count)
{
	if (!str_is(follow->kind, "split"))
		return 1;
	return follower->share ? (double)follower->share / 100 : 1 / (double)count;
}

int64_t follow_do(struct change *change, const struct unit *unit, const struct unit_follow *follow)
{
	struct follower followers[MOST_FOLLOWERS];
	size_t count = followers_of(follow, followers);
	const struct unit_parent *above = unit_parent_on(change_view(change), unit->id,
		day_before(follow->on_date));
	struct ending ending;
	struct str unknown;
	int64_t first = 0;

	ending_read(change_view(change), unit, follow->others, &ending, &unknown);
	for (size_t i = 0; i < count; i++) {
		int64_t to = follower_put(change, unit, &followers[i], above ? above->parent_id : 0,
			follow->on_date);

		first = first ? first : to;
		for (size_t k = 0; k < ending.count; k++) {
			struct unit_successor link = { .from_id = ending.at[k]->id, .to_id = to,
				.kind = follow->kind, .on_date = follow->on_date,
				.share = share_of(follow, &followers[i], count) };

			change_insert(change, &unit_successor_record.shape, &link);
		}
	}
	for (size_t k = 0; k < ending.count; k++) {
		children_move(change, ending.at[k], first, follow->on_date);
		unit_end(change, ending.at[k], day_before(follow->on_date));
	}
	unit_closure_make(change);
	return first;
}
