/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/claims.c - what the rows of claims of a unit came to, year by year; for other rooms. */
#include "modules/reporting/estimate.h"

static bool is_few(int64_t count)
{
	return count > 0 && count < setting_int("small_cells_below");
}

/* Four months that are too small to be told could be worked out from the year and the others. */
static void part_add(struct claims_year *year, const struct claims_part *part, bool may_rows)
{
	year->rows += part->rows;
	year->with_amount += part->with_amount;
	year->amount += part->amount;
	year->is_hidden |= !may_rows && (is_few(part->rows) || is_few(part->with_amount));
}

struct claims_year_list reporting_claims(struct view *view, int64_t unit_id)
{
	struct claims_part_list parts = claims_parts(view, unit_id);
	bool may_rows = row_unit_is_mine(view, unit_id);
	struct claims_year_list list = { 0, arena_array(view_arena(view), struct claims_year, parts.count + 1) };

	for (size_t i = 0; i < parts.count && estimate_may_unit(view, unit_id); i++) {
		struct claims_year *last = list.count ? &list.at[list.count - 1] : NULL;
		int64_t year = 0;

		if (!str_to_int(str_part(parts.at[i].tertial, 0, 4), &year))
			continue;
		if (!last || last->year != year || !str_equals(last->source, parts.at[i].source)) {
			last = &list.at[list.count++];
			*last = (struct claims_year){ .source = parts.at[i].source, .year = year };
		}
		part_add(last, &parts.at[i], may_rows);
	}
	return list;
}
