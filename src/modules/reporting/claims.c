/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/claims.c - what the rows of claims came to, year by year: for other rooms, and for who reads the rows. */
#include "modules/reporting/estimate.h"
#include "modules/reporting/flows.html.h"
#include "modules/reporting/pages.html.h"

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
	year->withdrawn += part->withdrawn;
	year->with_paid += part->with_paid;
	year->paid += part->paid;
	year->is_hidden |= !may_rows && (is_few(part->rows) || is_few(part->with_amount) || is_few(part->withdrawn)
		|| is_few(part->with_paid));
}

static struct claims_year_list years_of(struct arena *arena, const struct claims_part_list *parts, bool may_rows)
{
	struct claims_year_list list = { 0, arena_array(arena, struct claims_year, parts->count + 1) };

	for (size_t i = 0; i < parts->count; i++) {
		struct claims_year *last = list.count ? &list.at[list.count - 1] : NULL;
		int64_t year = 0;

		if (!str_to_int(str_part(parts->at[i].tertial, 0, 4), &year))
			continue;
		if (!last || last->year != year || !str_equals(last->source, parts->at[i].source)) {
			last = &list.at[list.count++];
			*last = (struct claims_year){ .source = parts->at[i].source, .year = year };
		}
		part_add(last, &parts->at[i], may_rows);
	}
	return list;
}

struct claims_year_list reporting_claims(struct view *view, int64_t unit_id)
{
	struct claims_part_list parts = { 0 };

	if (estimate_may_unit(view, unit_id))
		parts = claims_parts(view, unit_id);
	return years_of(view_arena(view), &parts, row_unit_is_mine(view, unit_id));
}

/* ---- The page of who reads the rows ------------------------------------------------------------ */

static struct reply years_json(struct request *request, const struct claims_year_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "claims");
	for (size_t i = 0; i < list->count; i++) {
		const struct claims_year *year = &list->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "source", year->source);
		json_int(&json, "year", year->year);
		json_int(&json, "claims", year->rows);
		json_int(&json, "withdrawn", year->withdrawn);
		json_int(&json, "with_amount", year->with_amount);
		json_int(&json, "incurred", year->amount);
		json_int(&json, "with_paid", year->with_paid);
		json_int(&json, "paid", year->paid);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply claims_page(struct request *request, struct view *view)
{
	struct claims_part_list parts = claims_parts_mine(view);
	struct claims_year_list list = years_of(request->arena, &parts, true);
	struct out *out;

	if (request_wants_json(request))
		return years_json(request, &list);
	out = page_begin(request, view, _("What claims cost"));
	reporting_head(out, _("What claims cost"), str_of(_("Of the units whose rows you read, in prices of the day.")));
	reporting_tabs(out, request, S(""), "/reporting/claims");
	claims_years(out, &list);
	return page_end(request, 200);
}
