/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/addressed.c - whom a duty addresses: actors, their predicates, and what is decided.
 *
 * Secret actors address nobody here, and a predicate that asks a secret question is not asked:
 * no answer of this file can differ between a unit that protective security concerns and one
 * that it does not.
 */
#include "modules/duties/inside.h"

#include "kit/catalogue.h"
#include "store/memo.h"

/* A city that has its own list of kinds, without the column, is asked by its boards. */
static bool kinds_tell_duties(void)
{
	const struct catalogue *kinds = catalogue_get("unit_kinds");

	for (size_t i = 0; i < kinds->count; i++)
		if (item_int(&kinds->items[i], "has_duties"))
			return true;
	return false;
}

bool unit_bears_duties(const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);

	return kind && item_int(kind, kinds_tell_duties() ? "has_duties" : "is_board");
}

static bool asks_secret(struct str flags, struct str secret)
{
	for (struct str flag = word_next(&flags); flag.len; flag = word_next(&flags))
		if (str_has_word(secret, flag))
			return true;
	return false;
}

static struct str secret_flags(struct view *view, const struct programme *programme)
{
	struct concern_flag_list flags = concern_flags_of(view, programme->id);
	struct str secret = S("");

	for (size_t i = 0; i < flags.count; i++)
		if (flags.at[i].is_secret)
			secret = arena_print(view_arena(view), "%.*s %.*s", STR(secret),
				STR(flags.at[i].code));
	return secret;
}

static struct addressing addressing_read_anew(struct view *view, const struct programme *programme)
{
	struct arena *arena = view_arena(view);
	struct addressing all = { .view = view, .actors = actors_of(view, programme->id),
		.secret_flags = secret_flags(view, programme), .decisions = concern_decisions(view) };

	all.predicates = arena_array(arena, const struct predicate *, all.actors.count + 1);
	all.flags = arena_array(arena, struct str, all.actors.count + 1);
	for (size_t i = 0; i < all.actors.count; i++) {
		const struct actor *actor = &all.actors.at[i];
		struct str problem;
		size_t at;

		if (actor->is_secret || !actor->applies.len)
			continue;
		all.predicates[i] = predicate_read(arena, actor->applies, &problem, &at);
		if (all.predicates[i])
			all.flags[i] = predicate_flags(arena, all.predicates[i]);
		if (asks_secret(all.flags[i], all.secret_flags))
			all.predicates[i] = NULL;
	}
	return all;
}

/* One page asks for the same programme many times: a delivery, a duty, a card each. */
struct addressing addressing_read(struct view *view, const struct programme *programme)
{
	static const char key;
	struct addressing_memo { int64_t programme_id; struct addressing all; } *memo =
		view_memo(view, &key, sizeof(*memo));

	if (memo->programme_id != programme->id)
		*memo = (struct addressing_memo){ programme->id, addressing_read_anew(view, programme) };
	return memo->all;
}

struct asked_on { const struct addressing *all; struct date on; };

static enum concern decided(void *context, const struct unit *unit, struct str flag)
{
	const struct asked_on *asked = context;

	return concern_on(asked->all->decisions.at, asked->all->decisions.count, unit->id, flag,
		asked->on);
}

static enum concern nobody_decides(void *context, const struct unit *unit, struct str flag)
{
	(void)context; (void)unit; (void)flag;
	return CONCERN_undecided;
}

static struct predicate_facts facts_of(const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);

	return (struct predicate_facts){ .unit = unit,
		.is_board = kind && item_int(kind, "is_board"),
		.has_area = kind && item_int(kind, "has_area") && unit->area_code.len };
}

/* The strongest answer of the actors: yes, else undecided, else no.  Questions of concern are
 * asked of boards; the council and the office are addressed by name or kind alone. */
static enum applies strongest(const struct addressing *all, struct str who,
                              const struct predicate_facts *facts)
{
	enum applies answer = APPLIES_no;

	for (size_t i = 0; i < all->actors.count && answer != APPLIES_yes; i++) {
		enum applies one;

		if (!all->predicates[i] || !str_has_word(who, all->actors.at[i].code))
			continue;
		one = predicate_applies(all->predicates[i], facts);
		if (!facts->is_board && one == APPLIES_undecided)
			continue;
		if (one == APPLIES_yes || (one == APPLIES_undecided && answer == APPLIES_no))
			answer = one;
	}
	return answer;
}

enum applies addressed_on(const struct addressing *all, struct str who, const struct unit *unit,
                          struct date on)
{
	struct asked_on asked = { all, on };
	struct predicate_facts facts = facts_of(unit);

	facts.concern = decided;
	facts.context = &asked;
	return strongest(all, who, &facts);
}

bool addressed_perhaps(const struct addressing *all, struct str who, const struct unit *unit)
{
	struct predicate_facts facts = facts_of(unit);

	facts.concern = nobody_decides;
	return strongest(all, who, &facts) != APPLIES_no;
}

struct str addressed_flags(const struct addressing *all, struct str who, const struct unit *unit)
{
	struct predicate_facts facts = facts_of(unit);
	struct str flags = S("");

	facts.concern = nobody_decides;
	for (size_t i = 0; i < all->actors.count; i++) {
		struct str rest = all->flags[i];

		if (!all->predicates[i] || !facts.is_board || !str_has_word(who, all->actors.at[i].code)
		    || predicate_applies(all->predicates[i], &facts) != APPLIES_undecided)
			continue;
		for (struct str flag = word_next(&rest); flag.len; flag = word_next(&rest))
			if (!str_has_word(flags, flag))
				flags = flags.len ? arena_print(view_arena(all->view), "%.*s %.*s",
					STR(flags), STR(flag)) : flag;
	}
	return flags;
}

bool addressed_is_secret(const struct addressing *all, struct str who)
{
	bool has_secret = false, has_open = false;

	for (size_t i = 0; i < all->actors.count; i++)
		if (str_has_word(who, all->actors.at[i].code)) {
			has_secret |= all->actors.at[i].is_secret
				|| asks_secret(all->flags[i], all->secret_flags);
			has_open |= all->predicates[i] != NULL;
		}
	return has_secret && !has_open;
}

const struct concern_decision *concern_decision_on(const struct addressing *all, int64_t unit_id,
                                                   struct str flag, struct date on)
{
	const struct concern_decision *found = NULL;

	for (size_t i = 0; i < all->decisions.count; i++) {
		const struct concern_decision *one = &all->decisions.at[i];

		if (one->unit_id == unit_id && str_equals(one->flag, flag)
		    && date_compare(one->valid_from, on) <= 0
		    && (!date_is_given(one->valid_to) || date_compare(one->valid_to, on) >= 0))
			found = one;
	}
	return found;
}

/* ---- The door ------------------------------------------------------------------------------- */

static bool is_there(const struct unit *unit, struct date on)
{
	return date_compare(unit->valid_from, on) <= 0
		&& (!date_is_given(unit->valid_to) || date_compare(unit->valid_to, on) >= 0);
}

struct addressed units_addressed(struct view *view, const struct programme *programme,
                                 struct str who, struct date on)
{
	struct arena *arena = view_arena(view);
	struct addressing all = addressing_read(view, programme);
	struct unit_list units = units_with_duties(view);
	struct addressed addressed = {
		.units = { 0, arena_array(arena, struct unit, units.count + 1) },
		.undecided = { 0, arena_array(arena, struct unit, units.count + 1) } };

	for (size_t i = 0; i < units.count; i++) {
		enum applies answer = is_there(&units.at[i], on)
			? addressed_on(&all, who, &units.at[i], on) : APPLIES_no;

		if (answer == APPLIES_yes)
			addressed.units.at[addressed.units.count++] = units.at[i];
		else if (answer == APPLIES_undecided)
			addressed.undecided.at[addressed.undecided.count++] = units.at[i];
	}
	return addressed;
}

bool *unit_addressed_by(struct view *view, const struct programme *programme, int64_t unit_id,
                        const struct obligation_list *rows, struct date on)
{
	struct addressing all = addressing_read(view, programme);
	struct unit_list units = units_with_duties(view);
	bool *answers = arena_array(view_arena(view), bool, rows->count + 1);

	for (size_t u = 0; u < units.count; u++)
		for (size_t i = 0; units.at[u].id == unit_id && i < rows->count; i++)
			answers[i] = is_there(&units.at[u], on)
				&& addressed_on(&all, rows->at[i].who, &units.at[u], on) == APPLIES_yes;
	return answers;
}

struct unit_list duty_units(struct view *view, struct date on)
{
	struct unit_list all = units_with_duties(view);
	struct unit_list units = { 0, arena_array(view_arena(view), struct unit, all.count + 1) };

	for (size_t i = 0; i < all.count; i++) {
		const struct item *kind = item_find("unit_kinds", all.at[i].kind);
		bool is_row = kind && (item_int(kind, "is_board") || !kinds_tell_duties()
			|| item_int(kind, "level") > 1);

		if (is_row && is_there(&all.at[i], on))
			units.at[units.count++] = all.at[i];
	}
	return units;
}
