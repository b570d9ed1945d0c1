/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/claims.c - what sources of claims say that damage costs, beside the events. */
#include "modules/costs/inside.h"
#include "modules/costs/pages.html.h"

#include "modules/reporting/reporting.h"

static struct str amount_words(struct arena *arena, const struct claims_year *claims, double factor)
{
	return claims->with_amount ? costs_thousands(arena, (double)claims->amount * factor) : S("–");
}

void claims_show(struct out *out, struct view *view, const struct costs_topic *topic)
{
	struct claims_year_list list = reporting_claims(view, topic->unit->id);

	if (!list.count)
		return;
	claims_begin(out);
	for (size_t i = 0; i < list.count; i++)
		claims_row(out, &list.at[i], amount_words(out->arena, &list.at[i],
			costs_factor(view, topic, list.at[i].year)));
	claims_end(out);
}

void claims_json(struct json_out *json, struct view *view, const struct costs_topic *topic)
{
	struct claims_year_list list = reporting_claims(view, topic->unit->id);

	json_list_begin(json, "claims");
	for (size_t i = 0; i < list.count; i++) {
		const struct claims_year *claims = &list.at[i];

		json_object_begin(json, NULL);
		json_str(json, "source", claims->source);
		json_int(json, "year", claims->year);
		json_bool(json, "is_hidden", claims->is_hidden);
		if (!claims->is_hidden) {
			json_int(json, "claims", claims->rows);
			json_int(json, "with_amount", claims->with_amount);
			json_number(json, "cost", (double)claims->amount * costs_factor(view, topic, claims->year));
		}
		json_object_finish(json);
	}
	json_list_finish(json);
}
