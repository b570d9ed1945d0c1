/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/focus.c - which focus area a measure belongs to, as its source suggests.
 *
 * Event types say what area they belong to (catalogue event/types).  A source tells of some
 * types; the area that most of them have is suggested, the first of equals.  A person decides:
 * the form shows the suggestion and takes another, or none.
 */
#include "modules/measures/inside.h"

struct str focus_suggested(struct str types)
{
	const struct catalogue *areas = catalogue_find(S("event/focus_areas"));
	struct str best = S("");
	int64_t most = 0;

	for (size_t i = 0; areas && i < areas->count; i++) {
		struct str rest = types;
		int64_t found = 0;

		while (rest.len) {
			const struct item *type = item_find("event/types", str_cut(&rest, ' '));

			found += type && str_equals(item_text(type, "focus_area"), areas->items[i].code);
		}
		if (found > most) {
			most = found;
			best = areas->items[i].code;
		}
	}
	return best;
}
