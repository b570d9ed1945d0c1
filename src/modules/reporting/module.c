/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/module.c - what the room shows to the house. */
#include "modules/reporting/estimate.h"
#include "modules/reporting/ladders.h"
#include "modules/reporting/silence.h"

static const struct route routes[] = {
	{ GET, "/reporting", .need = MAY_statistics_read, .show = reporting_page, .is_api_too = true,
	  .label = N_("Do we know what happens?") },
	{ GET, "/reporting/timeliness", .need = MAY_statistics_read, .show = timeliness_page,
	  .is_api_too = true, .label = N_("How soon it is told and dealt with") },
	{ GET, "/reporting/timeliness/figure/:form", .need = MAY_statistics_read, .show = waiting_file,
	  .is_api_too = true, .label = N_("How long a step takes, as a figure in a file") },
	{ GET, "/reporting/share", .need = MAY_statistics_read, .show = estimate_page, .is_api_too = true,
	  .label = N_("Which share of what others know is reported") },
	{ GET, "/reporting/claims", .need = MAY_reporting_rows, .show = claims_page, .is_api_too = true,
	  .label = N_("What claims cost, year by year") },
	SILENCE_ROUTES,
	FLOW_ROUTES,
	{ .path = NULL },
};

static const struct report reports[] = {
	{ .name = "reporting-beside", .label = N_("Is as much reported as could be expected?"),
	  .need = MAY_statistics_read, .run = proxies_run, .refused = reporting_report_refused,
	  .caveat = N_("Nobody knows how many events there are. A higher figure may be that more happens, or that more is told.") },
	{ .name = "reporting-timeliness", .label = N_("How soon it is told and dealt with"),
	  .need = MAY_statistics_read, .run = timeliness_run, .refused = reporting_report_refused,
	  .caveat = N_("What waits counts as at least so long. Restricted events are not counted.") },
	{ .name = "reporting-share", .label = N_("Which share of what others know is reported"),
	  .need = MAY_statistics_read, .run = estimate_run,
	  .caveat = N_("Of rows that claims and reports left elsewhere. An event that led to no such row is reported less often.") },
	{ .name = NULL },
};

static const struct record *const records[] = { &source_record, &told_record, &pair_record, &standing_record,
	&silence_answer_record, NULL };

static const struct menu_entry menu[] = {
	{ N_("Reporting"), "/reporting", MAY_statistics_read, "statistics", true },
	{ N_("Rows of sources"), "/reporting/pairs", MAY_reporting_rows, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module reporting_module = {
	.name = "reporting", .routes = routes, .reports = reports, .rules = reporting_rules, .menu = menu,
	.records = records, .references = reporting_references, .imports = reporting_imports,
	.jobs = reporting_jobs, .demo = reporting_demo,
};
