/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/queries_demo.c - what only the demo asks; as the system. */
#include "modules/emergency/inside.h"

int64_t emergency_demo_crisis(struct view *view, struct str title)
{
	return view_int(view, SQL("SELECT id FROM crisis WHERE title = $1 ORDER BY id LIMIT 1"), V(title));
}
