/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_whistleblowing.c - see queries_whistleblowing.h. */
#include "modules/events/queries_whistleblowing.h"

#include "modules/events/whistleblowing.h"

void whistleblowing_day_put(struct change *change, const char *form)
{
	change_run(change, SQL("INSERT INTO whistleblowing_day (on_day, form) VALUES ($1, $2)"
		" ON CONFLICT (on_day, form) DO NOTHING"), V(date_today(), form));
}

int64_t whistleblowing_days(struct view *view, struct date from)
{
	return view_int(view, SQL("SELECT count(DISTINCT on_day) FROM my_whistleblowing_day"
		" WHERE on_day >= $1"), V(from));
}
