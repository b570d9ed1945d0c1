/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_demo.c - who holds a role at a unit of the demo city. */
#include "modules/commitments/demo.h"

int64_t commitments_demo_holder(const struct demo_city *city, int64_t unit_id, const char *role)
{
	return view_int(change_view(city->change),
		SQL("SELECT min(person_id) FROM member WHERE unit_id = $1 AND role = $2"),
		V(unit_id, role));
}
