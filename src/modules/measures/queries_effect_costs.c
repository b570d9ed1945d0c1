/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/queries_effect_costs.c - what was kept of the costs before and after measures. */
#include "modules/measures/effect_costs.h"

struct effect_cost_list effect_costs_of(struct view *view, int64_t measure_id)
{
	return effect_cost_list_of(view_list(view, &effect_cost_record.shape,
		SQL("SELECT * FROM my_effect_cost WHERE measure_id = $1 ORDER BY id DESC LIMIT 50"),
		V(measure_id)));
}

const struct measure *measure_of_id(struct view *view, int64_t id)
{
	return view_get(view, &measure_record.shape, SQL("SELECT * FROM my_measure WHERE id = $1"), V(id));
}
