/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/queries_demo.c - what the demo looks up, as the system. */
#include "modules/forums/demo.h"

int64_t forums_demo_meeting(struct view *view, int64_t forum_id, struct date day)
{
	return view_int(view, SQL("SELECT id FROM forum_meeting WHERE forum_id = $1 AND on_date = $2"),
		V(forum_id, value_date(day)));
}

struct forum_member_list forums_demo_members(struct view *view, int64_t forum_id)
{
	return forum_member_list_of(view_list(view, &forum_member_record.shape,
		SQL("SELECT * FROM forum_member WHERE forum_id = $1"
		    " ORDER BY CASE role WHEN 'chair' THEN 0 ELSE 1 END, id"), V(forum_id)));
}

int64_t forums_demo_holder(struct view *view, int64_t unit_id, struct str role)
{
	return view_int(view, SQL("SELECT min(person_id) FROM member WHERE unit_id = $1 AND role = $2"),
		V(unit_id, role));
}
