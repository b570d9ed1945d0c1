/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/rules.c - what is late, and what an objective must have. */
#include "modules/exercises/inside.h"

bool exercise_is_late(const struct exercise *exercise, struct date today)
{
	return exercise->state == EXERCISE_planned && date_compare(exercise->on_date, today) < 0;
}

const char *objective_refused(struct objective *objective, bool has_target, const char **field)
{
	const struct item *measure = item_find("exercises/measures", objective->measure);

	*field = "measure";
	if (!measure)
		return _("Choose what is measured.");
	if (str_is(item_text(measure, "rule"), "none")) {
		*field = "words";
		objective->target = 0;
		return objective->words.len ? NULL
			: _("Write what you want to see: here people judge, not the program.");
	}
	*field = "target";
	if (!has_target)
		objective->target = item_int(measure, "standard");
	if (str_is(item_text(measure, "rule"), "share") && objective->target > 100)
		return _("A share is at most 100 percent.");
	return NULL;
}

static bool measure_row(size_t i, struct out *out)
{
	const struct catalogue *measures = catalogue_find(S("exercises/measures"));

	if (!measures || i >= measures->count)
		return false;
	out_print(out, "| %.*s | %.*s | %.*s |", STR(item_name(&measures->items[i])),
		STR(item_words(&measures->items[i], "description")),
		STR(item_text(&measures->items[i], "standard")));
	return true;
}

const struct rule_table exercises_rules[] = {
	{ .name = "exercises: what is measured", .row = measure_row,
	  .headings = "| What is measured | How | Usual target |" },
	{ .name = NULL },
};
