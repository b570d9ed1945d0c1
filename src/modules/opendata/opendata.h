/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * opendata/opendata.h - what the city publishes of its own figures, for anybody.
 *
 * A publication is one table (catalogue opendata/tables) of one year that has ended.  One person makes
 * it, another approves it; then it stands at /open-data with its files (CSV, JSON, GeoJSON) and in
 * the catalogue by DCAT-AP-SE.  A correction is a new edition with a reason; the edition before
 * stays with its digest.  One that should not have been published is withdrawn with a reason: its
 * files are gone, its digest stays.
 *
 * Of events only what is not restricted is counted (event_table()), by district and never by
 * anything smaller.  Small numbers are hidden, and as many beside them as it takes for nobody to
 * work them out of all that is published of that year: what an earlier edition has hidden stays
 * hidden in the next, or the two together would give it away.  What is hidden is not in what is
 * kept, so it cannot come out.
 */
#pragma once

#include "kit/module.h"

extern const struct module opendata_module;
