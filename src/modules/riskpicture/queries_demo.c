/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/queries_demo.c - who makes the picture of the demo city. */
#include "modules/riskpicture/demo.h"

#include "kit/setting.h"
#include "modules/submissions/submissions.h"

int64_t demo_analyst(struct view *view)
{
	return view_int(view, SQL("SELECT member.person_id FROM member"
		" JOIN role_permission ON role_permission.role = member.role"
		"  AND role_permission.permission = 'risks_receive'"
		" JOIN person ON person.id = member.person_id AND person.is_active = 1"
		" JOIN role_permission AS also ON also.role = member.role"
		"  AND also.permission = 'submissions_submit'"
		" WHERE member.valid_to = '' ORDER BY member.person_id LIMIT 1"), NONE);
}

int64_t demo_submission(struct view *view, int64_t unit_id, int year)
{
	int state;

	return submission_of_year(view, setting_text("risk_picture_deliverable"), unit_id, year, &state);
}
