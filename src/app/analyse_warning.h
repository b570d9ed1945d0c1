/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_warning.h - what the files of varn analyse early-warning share. */
#pragma once

#include "analysis/delay.h"
#include "analysis/warning.h"
#include "app/analyse_series.h"

struct warning_file {
	const struct plain *plain;
	struct naming names, dimensions;
	size_t *rows;                   /* of each series */
	struct warning_series *series;
	double *counts;                 /* [series * weeks + week]: registered by now */
	double *exposure;               /* the same, NAN where not said; NULL: of no series */
	int32_t first;
	enum step step;
	size_t weeks;
	int32_t week, now;              /* judged; reports are in until; from 0 */
	struct delay_report *reports;   /* of each series together */
	size_t *reports_begin;          /* count + 1 */
	bool has_delays;
};
/* asked_week and asked_now: what --week and --now say, NULL when they do not. */
bool early_warning_read(const struct plain *plain, const char *asked_week, const char *asked_now,
                       struct warning_file *file);
