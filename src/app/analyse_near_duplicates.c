/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_near_duplicates.c - varn analyse near-duplicates: which reports may tell of the same event?
 *
 * One row is one report.
 *   id, text             its number and its words
 *   unit, type           where and what; may be left out
 *   hours                when, as a running number of hours; may be left out or empty
 *
 *   --likeness S (0.4)   pairs of at least this likeness are told
 *   --hours H (48)       and at the same unit, so many hours apart at most, where both are known
 */
#include "analysis/likeness.h"
#include "app/analyse.h"

#include <math.h>

struct told { struct str id, text, unit, type; double hours; };

struct comparing {
	const struct analyse_ask *ask;
	double likeness, hours;
	struct told *told;
	struct likeness_signature *signatures;
	size_t count;
	struct analysed analysed;
};

static bool told_read(struct comparing *comparing)
{
	const struct plain *plain = &comparing->ask->plain;

	comparing->count = plain->table->count - 1;
	comparing->told = arena_array(plain->arena, struct told, comparing->count + 1);
	comparing->signatures = arena_array(plain->arena, struct likeness_signature, comparing->count + 1);
	for (size_t i = 0; i < comparing->count; i++) {
		struct told *told = &comparing->told[i];

		*told = (struct told){ plain_text(plain, i + 1, "id"), plain_text(plain, i + 1, "text"),
			plain_text(plain, i + 1, "unit"), plain_text(plain, i + 1, "type"), NAN };
		if (!told->id.len)
			return plain_wrong(plain, i + 1, "id is empty");
		if (!plain_number(plain, i + 1, "hours", &told->hours))
			return false;
		likeness_sign(plain->arena, told->text, &comparing->signatures[i]);
	}
	return true;
}

/* What is not known does not keep two reports apart. */
static bool may_be_same(const struct comparing *comparing, const struct told *a, const struct told *b)
{
	if (a->unit.len && b->unit.len && !str_equals(a->unit, b->unit))
		return false;
	return isnan(a->hours) || isnan(b->hours) || fabs(a->hours - b->hours) <= comparing->hours;
}

static void pair_show(struct comparing *comparing, struct likeness_pair pair)
{
	const struct told *a = &comparing->told[pair.first], *b = &comparing->told[pair.second];
	struct arena *arena = comparing->ask->plain.arena;
	struct analysed *analysed = &comparing->analysed;
	double likeness;

	if (!may_be_same(comparing, a, b))
		return;
	likeness = likeness_of_texts(arena, a->text, b->text);
	if (likeness < comparing->likeness)
		return;
	analysed_row(analysed);
	analysed_text(analysed, "first", a->id);
	analysed_text(analysed, "second", b->id);
	analysed_number(analysed, "likeness", likeness);
	analysed_number(analysed, "estimate", likeness_estimate(&comparing->signatures[pair.first],
		&comparing->signatures[pair.second]));
	analysed_number(analysed, "hours_apart", fabs(a->hours - b->hours));
	analysed_text(analysed, "unit", a->unit.len && b->unit.len ? S("same") : S("not known"));
	analysed_text(analysed, "type", !a->type.len || !b->type.len ? S("not known")
		: str_equals(a->type, b->type) ? S("same") : S("other"));
	analysed_row_finish(analysed);
}

int analyse_near_duplicates(const struct analyse_ask *ask)
{
	struct comparing comparing = { .ask = ask, .likeness = 0.4, .hours = 48 };
	const struct likeness_pair *pairs;
	struct analyse_clock clock;
	size_t count;

	if (!analyse_option(ask, "likeness", 0, 1, &comparing.likeness)
	    || !analyse_option(ask, "hours", 0, 1e6, &comparing.hours))
		return 2;
	analyse_clock_start(&clock, ask);
	if (!told_read(&comparing))
		return 2;
	analyse_took(&clock, "signatures");
	pairs = likeness_candidates(ask->plain.arena, comparing.signatures, comparing.count, &count);
	analyse_took(&clock, "candidates");
	analysed_begin(&comparing.analysed, ask);
	analysed_list(&comparing.analysed, "pairs");
	for (size_t i = 0; i < count; i++)
		pair_show(&comparing, pairs[i]);
	analysed_list_finish(&comparing.analysed);
	return analysed_print(&comparing.analysed);
}
