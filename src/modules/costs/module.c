/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/module.c - what the room shows to the house. */
#include "modules/costs/inside.h"

const struct costs_tab costs_tab_list[] = {
	{ "/costs", N_("Damage costs") },
	{ "/costs/prices", N_("Price indexes") },
	{ "/costs/cap", N_("Large losses") },
};
const size_t costs_tab_count = COUNT(costs_tab_list);

static const struct route routes[] = {
	{ GET, "/costs", .need = MAY_statistics_read, .show = costs_page, .is_api_too = true,
	  .label = N_("What damage costs, year by year") },
	{ GET, "/costs/figure/:series/:form", .need = MAY_statistics_read, .show = costs_figure_file,
	  .label = N_("What damage costs as a figure: SVG, CSV, Vega-Lite") },
	{ GET, "/costs/prices", .need = MAY_statistics_read, .show = prices_page, .is_api_too = true,
	  .label = N_("Price indexes of damage costs") },
	{ GET, "/costs/prices/new", .need = MAY_costs_write, .show = price_new,
	  .label = N_("Add a year of a price index") },
	{ POST, "/costs/prices", .need = MAY_costs_write, .act = price_add_act, .form = &cost_price_form,
	  .again = price_new, .is_api_too = true, .label = N_("Save a year of a price index") },
	{ GET, "/costs/prices/:id/edit", .need = MAY_costs_write, .show = price_edit,
	  .label = N_("Change a year of a price index") },
	{ POST, "/costs/prices/:id", .need = MAY_costs_write, .act = price_change_act, .form = &cost_price_form,
	  .load = price_load, .again = price_edit, .is_api_too = true,
	  .label = N_("Save a changed year of a price index") },
	{ GET, "/costs/cap", .need = MAY_statistics_read, .show = caps_page, .is_api_too = true,
	  .label = N_("What the city has decided of large losses") },
	{ GET, "/costs/cap/new", .need = MAY_costs_write, .show = cap_new,
	  .label = N_("Write a decision of large losses") },
	{ POST, "/costs/cap", .need = MAY_costs_write, .act = cap_add_act, .form = &cost_cap_form,
	  .again = cap_new, .is_api_too = true, .label = N_("Save a decision of large losses") },
	{ .path = NULL },
};

static const struct report reports[] = {
	{ .name = "costs-years", .label = N_("What damage costs, year by year"), .need = MAY_statistics_read,
	  .run = costs_run,
	  .caveat = N_("All years, as known today. The whole sum is information: the largest event alone moves it. Restricted events are not counted.") },
	{ .name = NULL },
};

static const struct record *const records[] = { &cost_price_record, &cost_cap_record, NULL };

static const struct menu_entry menu[] = {
	{ N_("Damage costs"), "/costs", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module costs_module = { .name = "costs", .routes = routes, .reports = reports, .menu = menu,
	.records = records, .jobs = costs_jobs, .demo = costs_demo };
