/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_reference.c - how others point at an event. */
#include "modules/events/inside.h"

const struct reference events_references[] = {
	{ .name = "event",
	  .label = SQL("SELECT number FROM my_event WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint FROM my_event"
	              " ORDER BY occurred_at DESC, id DESC LIMIT 200"),
	  .find = SQL("SELECT id FROM my_event WHERE number = upper($1)"),
	  .written = "H", .path = "/events/", .is_long = true },
	{ .name = NULL },
};
