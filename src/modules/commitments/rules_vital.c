/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/rules_vital.c - how functions, sectors and vintages hang together. */
#include "modules/commitments/vital.h"

static bool is_heading(const struct item *item)
{
	return str_is(item_text(item, "level"), "group");
}

bool item_is_sector(const struct item *item)
{
	const struct item *parent;

	if (is_heading(item) || item->is_retired)
		return false;
	parent = item->parent.len ? item_find("commitments/functions", item->parent) : NULL;
	return !parent || is_heading(parent);
}

bool function_is_of(const struct item *function, const struct item *sector)
{
	return str_equals(function->code, sector->code) || str_equals(function->parent, sector->code)
		|| str_equals(item_text(function, "earlier"), sector->code);
}

struct str function_vintage(size_t wanted)
{
	const struct catalogue *list = catalogue_get("commitments/functions");
	struct str last = S("");

	for (size_t round = 0; round <= wanted; round++) {
		struct str best = S("");

		for (size_t i = 0; i < list->count; i++) {
			struct str vintage = item_text(&list->items[i], "vintage");

			if ((!round || str_compare(vintage, last) < 0) && str_compare(vintage, best) > 0)
				best = vintage;
		}
		last = best;
		if (!best.len)
			break;
	}
	return last;
}
