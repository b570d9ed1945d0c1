/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/three.h - events, and the rows of two sources: how many may there be?
 *
 * Three lists say more than two: which pairs of them depend on each other can be tried
 * (analysis/capture.h).  What they say depends on the model that is chosen, often threefold, and
 * that is what the page shows: all models beside each other, and a number only where they agree.
 * Rows of the two sources are linked to each other as they are to events.  Only the whole city has
 * rows enough.
 */
#pragma once

#include "modules/reporting/estimate.h"

struct three_cells {
	int64_t first_source_id, second_source_id;
	struct date from_on, to_on;
	int64_t events_only, first_only, second_only, events_first, events_second, first_second, all_three;
};
LIST_OF(three_cells)

/* A row of a source in the linking: which event it has (0 none). */
struct three_row { int64_t id, event_id; struct linkage_record record; };

/* The days that both sources hold, up to `last`; false: there are none. */
bool three_span(const struct source *first, const struct source *second, struct date last,
                struct date *from, struct date *to);
/* Cells of rows that were linked to events, and to each other: pairs[i] is the place in `second`
 * of the partner of first[i], -1 none.  events: of the kinds that any of the two can hold. */
struct three_cells three_cells_of(const struct three_row *first, size_t first_count,
                                  const struct three_row *second, size_t second_count,
                                  const int32_t *pairs, int64_t events);
struct three_captured three_captured_of(const struct three_cells *cells, double level);

/* For all pairs of sources that have rows; in the change of the job. */
void three_make(struct change *change, const struct source_list *sources);
/* The same in two steps: read, as the system, and written. */
struct three_cells_list three_find(struct view *system, const struct source_list *sources);
void three_hold(struct change *change, const struct three_cells_list *cells);
struct three_cells_list three_all(struct view *view);
bool unit_has_no_parent(struct view *view, int64_t unit_id);
/* As the system. */
struct three_linked { int64_t row_id, event_id; };
LIST_OF(three_linked)
struct three_linked_list three_links(struct view *system, int64_t source_id);
void three_put(struct change *change, const struct three_cells *cells);
void three_forget(struct change *change);
int64_t three_events(struct view *system, struct date from, struct date to, struct str types);

void three_show(struct out *out, struct view *view);
void three_json(struct json_out *json, struct view *view);
