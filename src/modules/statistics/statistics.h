/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/statistics.h - events counted by any two or three things, as a table, as weeks, and
 * followed over time in a control chart (control.h).
 *
 * The counting is the events room's (event_table()); here a question is read from the address,
 * the table is put together, what may not be told is hidden (analysis/small_cells.h), and the
 * same table goes out as a page, CSV, JSON and a chart in Vega-Lite.  A file is always told as
 * to somebody who may not open the rows: one does not know who reads it in the end.
 */
#pragma once

#include "kit/module.h"

extern const struct module statistics_module;
