/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/panel_making.h - a panel while it is fitted: what the two files of panel.h share. */
#pragma once

#include "analysis/panel.h"

struct panel_fit {
	size_t units, months;
	bool *on, *is_used;             /* of cells */
	double *mean, *rest;            /* rest: what of `on` units and months do not explain */
	double *unit, *of_unit;         /* level; sum of counts */
	double *month, *of_month;
	double effect;
};

/* Sums of what is used, by unit and by month. */
void panel_sums(struct panel_fit *fit, const double *values);
/* The effect of what fit->on says. */
enum panel_state panel_fit(struct panel_fit *fit, const struct panel_ask *ask, double start);
/* Gives the measure to other units; fit is used up. */
void panel_try_others(struct arena *arena, const struct panel_ask *ask, struct panel_fit *fit,
                      struct panel *found);
