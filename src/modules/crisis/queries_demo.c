/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_demo.c - who is who, for the demo city; read as the system. */
#include "modules/crisis/inside.h"

int64_t crisis_demo_person(struct view *view, struct str name)
{
	return view_int(view, SQL("SELECT id FROM person WHERE name = $1 ORDER BY id LIMIT 1"), V(name));
}

int64_t crisis_demo_unit(struct view *view, struct str code)
{
	return view_int(view, SQL("SELECT id FROM unit WHERE code = $1 ORDER BY id LIMIT 1"), V(code));
}
