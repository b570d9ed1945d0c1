/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/module.c - what the room shows to the house. */
#include "modules/reporting/inside.h"

static const struct route routes[] = {
	{ GET, "/reporting", .need = MAY_statistics_read, .show = reporting_page, .is_api_too = true,
	  .label = N_("Do we know what happens?") },
	{ GET, "/reporting/timeliness", .need = MAY_statistics_read, .show = timeliness_page,
	  .is_api_too = true, .label = N_("How soon it is told and dealt with") },
	{ .path = NULL },
};

static const struct report reports[] = {
	{ .name = "reporting-beside", .label = N_("Is as much reported as could be expected?"),
	  .need = MAY_statistics_read, .run = proxies_run,
	  .caveat = N_("Nobody knows how many events there are. A higher figure may be that more happens, or that more is told.") },
	{ .name = "reporting-timeliness", .label = N_("How soon it is told and dealt with"),
	  .need = MAY_statistics_read, .run = timeliness_run,
	  .caveat = N_("What waits counts as at least so long. Restricted events are not counted.") },
	{ .name = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Reporting"), "/reporting", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module reporting_module = {
	.name = "reporting", .routes = routes, .reports = reports, .rules = reporting_rules, .menu = menu,
};
