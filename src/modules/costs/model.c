/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/model.c - the records: a year of a price index, a decision of what a large loss is. */
#include "modules/costs/inside.h"

#include "modules/events/events.h"

#include <math.h>

#define RECORD struct cost_price
static const struct field price_fields[] = { PRICE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record cost_price_record = { RECORD_OF("cost_price", cost_price, price_fields),
	.label = N_("Year of a price index"), .many = N_("Price indexes"), .path = "/costs/prices" };

/* The table has no version: nothing of it is ever changed. */
#define RECORD struct cost_cap
static const struct field cap_fields[] = { CAP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record cost_cap_record = { RECORD_OF("cost_cap", cost_cap, cap_fields),
	.label = N_("Decision of what a large loss is"), .many = N_("Decisions of what a large loss is"),
	.path = "/costs/cap" };

static void words_judge(struct view *view, const char *field, struct str words, struct problems *problems)
{
	if (words_guard(view_arena(view), words) != WORDS_PASS)
		problem_add(problems, field, "%s", _("Write no personal numbers and nothing that may be secret."));
}

static void price_judge(struct view *view, void *row, struct problems *problems)
{
	struct cost_price *price = row;

	price->name = str_trim(price->name);
	if (!(price->value > 0) || !isfinite(price->value) || price->value > 1e9)
		problem_add(problems, "value", "%s", _("Write a number above 0."));
	if (cost_price_is_taken(view, price->name, price->year, price->id))
		problem_add(problems, "year", "%s", _("The index has a value for this year already. Change that one."));
	words_judge(view, "source", price->source, problems);
}

const struct form cost_price_form = { .record = &cost_price_record,
	.fields = FIELDS("name", "year", "value", "source"), .judge = price_judge };

static void cap_judge(struct view *view, void *row, struct problems *problems)
{
	struct cost_cap *cap = row;
	int year = date_today().year;

	cap->index_name = str_trim(cap->index_name);
	if (date_compare(cap->decided_on, date_today()) > 0)
		problem_add(problems, "decided_on", "%s", _("Write the day of the decision, not later than today."));
	if (cap->base_year > year)
		problem_add(problems, "base_year", "%s", _("Write a year that has begun."));
	if (cap->first_year && (cap->first_year < 1900 || cap->first_year > year))
		problem_add(problems, "first_year", "%s", _("Write a year that has begun, or nought."));
	if (cap->index_name.len && !cost_prices_of(view, cap->index_name).count)
		problem_add(problems, "index_name", "%s", _("There is no price index with this name."));
	words_judge(view, "reason", cap->reason, problems);
	words_judge(view, "decided_by", cap->decided_by, problems);
}

const struct form cost_cap_form = { .record = &cost_cap_record,
	.fields = FIELDS("amount", "base_year", "index_name", "first_year", "reason", "decided_by", "decided_on"),
	.judge = cap_judge };
