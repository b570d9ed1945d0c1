/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/done.c - when everybody who must be informed of a crisis had been. */
#include "modules/inform/inside.h"

static bool answers(const struct telling *told, const struct inform_line *line)
{
	struct str rules = line->rules;

	while (rules.len)
		if (telling_answers(told, str_cut(&rules, ' '), line->unit_id, line->person_id))
			return true;
	return false;
}

/* 0: not until then. */
static struct instant first_told(const struct situation *situation, const struct inform_line *line,
                                 struct instant until)
{
	struct instant first = { 0 };

	for (size_t i = 0; !line->is_hole && i < situation->told.count; i++) {
		const struct telling *told = &situation->told.at[i];

		if (told->at.seconds <= until.seconds && answers(told, line)
		    && (!first.seconds || told->at.seconds < first.seconds))
			first = told->at;
	}
	return first;
}

struct inform_done inform_done_of(struct view *view, int64_t crisis_id, struct instant until)
{
	const struct situation *situation =
		situation_of_crisis(inform_book_open(view, until), crisis_id);
	struct inform_done done = { 0 };
	struct instant last = { 0 };

	for (size_t i = 0; situation && i < situation->lines.count; i++) {
		struct instant told = first_told(situation, &situation->lines.at[i], until);

		done.whole++;
		done.told += told.seconds > 0;
		if (told.seconds > last.seconds)
			last = told;
	}
	if (done.whole && done.told == done.whole)
		done.complete_at = last;
	return done;
}
