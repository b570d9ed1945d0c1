/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/claims.c - what sources of claims say that damage costs, beside the events. */
#include "modules/costs/inside.h"
#include "modules/costs/pages.html.h"

#include "modules/reporting/reporting.h"

/* In the prices that the page tells; "–": no claim has an amount. */
static struct str amount_words(struct arena *arena, int64_t claims, int64_t amount, double factor)
{
	return claims ? costs_thousands(arena, (double)amount * factor) : S("–");
}

static void year_show(struct out *out, struct view *view, const struct costs_topic *topic, const struct claims_year *year)
{
	double factor = costs_factor(view, topic, year->year);

	claims_row(out, year, amount_words(out->arena, year->with_amount, year->amount, factor),
		amount_words(out->arena, year->with_paid, year->paid, factor));
}

void claims_show(struct out *out, struct view *view, const struct costs_topic *topic)
{
	struct claims_year_list list = reporting_claims(view, topic->unit->id);

	if (!list.count)
		return;
	claims_begin(out);
	for (size_t i = 0; i < list.count; i++)
		year_show(out, view, topic, &list.at[i]);
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
			json_int(json, "withdrawn", claims->withdrawn);
			json_int(json, "with_paid", claims->with_paid);
			json_number(json, "paid", (double)claims->paid * costs_factor(view, topic, claims->year));
			json_number(json, "cost", (double)claims->amount * costs_factor(view, topic, claims->year));
		}
		json_object_finish(json);
	}
	json_list_finish(json);
}
