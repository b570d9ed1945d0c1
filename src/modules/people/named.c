/* SPDX-License-Identifier: EUPL-1.2 */
/* people/named.c - people as others write them: one on each line. */
#include "modules/people/inside.h"

#include "kit/reference.h"

struct people_named people_read(struct view *view, struct str lines, size_t most,
                                struct problems *problems)
{
	struct people_named named = { 0, arena_array(view_arena(view), int64_t, most) };

	for (int line = 1; lines.len && problems->count < MOST_PROBLEMS; line++) {
		struct str name = str_trim(str_cut(&lines, '\n'));
		int64_t person = name.len ? reference_find(view, "person", name) : 0;

		if (!name.len)
			continue;
		if (!person)
			problem_add(problems, "people",
				_("Line %d: nobody is called \"%.*s\". Write the name or the user name."),
				line, STR(name));
		else if (named.count == most)
			problem_add(problems, "people", _("Line %d: too many people. At most %zu here."),
				line, most);
		else
			named.ids[named.count++] = person;
	}
	return named;
}
