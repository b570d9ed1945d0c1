/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/rules.c - what a line must have, times as they are written, suggested levels. */
#include "modules/crisis/home.h"

enum { CLOCKS_DIFFER = 2 * MINUTE };

/* ---- Times -------------------------------------------------------------------------------- */

bool log_time_read(struct str text, struct instant now, bool has_been, struct instant *at)
{
	struct date today = instant_date(now);
	int hour, minute;

	text = str_trim(text);
	if (!time_of_day_read(text, &hour, &minute))
		return instant_read(text, at);
	*at = instant_at(today, hour, minute, 0);
	if (has_been && at->seconds > now.seconds + CLOCKS_DIFFER)
		*at = instant_at(date_add_days(today, -1), hour, minute, 0);
	else if (!has_been && at->seconds <= now.seconds)
		*at = instant_at(date_add_days(today, 1), hour, minute, 0);
	return true;
}

static void times_judge(const struct line *line, struct instant now, struct problems *problems)
{
	struct instant at;

	if (line->at.len && !log_time_read(line->at, now, true, &at))
		problem_add(problems, "at", "%s",
			_("That is no time. Write 14:10, or a day and a time: 2026-07-14 14:10."));
	else if (line->at.len && at.seconds > now.seconds + CLOCKS_DIFFER)
		problem_add(problems, "at", "%s",
			_("That has not happened yet. A log tells what has been; what is to be done is a task with a time when it is due."));
	if (line->due.len && !log_time_read(line->due, now, false, &at))
		problem_add(problems, "due", "%s",
			_("That is no time. Write 14:10, or a day and a time: 2026-07-14 14:10."));
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const struct line_rule {
	enum entry_kind kind;
	bool needs_grounds, needs_reference, needs_holder;
} line_rules[] = {
	{ ENTRY_decision,   .needs_grounds = true },
	{ ENTRY_task,       .needs_holder = true },
	{ ENTRY_request,    .needs_holder = true },
	{ ENTRY_done,       .needs_reference = true },
	{ ENTRY_correction, .needs_reference = true },
};

void crisis_line_judge(struct line *line, struct instant now, struct problems *problems)
{
	if (!line->kind)
		line->kind = ENTRY_note;
	times_judge(line, now, problems);
	for (size_t i = 0; i < COUNT(line_rules); i++) {
		const struct line_rule *rule = &line_rules[i];

		if ((int)rule->kind != line->kind)
			continue;
		if (rule->needs_grounds && !line->grounds.len)
			problem_add(problems, "grounds", "%s",
				_("Write what the decision rests on. One sentence is enough."));
		if (rule->needs_reference && !line->refers_to)
			problem_add(problems, "refers_to", "%s",
				_("Write the number of the line that this one is about."));
		if (rule->needs_holder && !line->holder.len)
			problem_add(problems, "holder", "%s", _("Write who is to do it."));
	}
}

static bool line_rule_row(size_t i, struct out *out)
{
	const struct line_rule *rule = &line_rules[i];

	if (i >= COUNT(line_rules))
		return false;
	out_print(out, "| %s | %s%s%s |", _(entry_kinds[rule->kind].label),
		rule->needs_grounds ? _("Grounds") : "", rule->needs_reference ? _("Refers to no.") : "",
		rule->needs_holder ? _("Who does it") : "");
	return true;
}

const struct rule_table crisis_rules[] = {
	{ .name = "crisis: what a line must have", .row = line_rule_row,
	  .headings = "| Kind | Must have |" },
	{ .name = "crisis: when a log comes home from off-line", .row = merge_rule_row,
	  .headings = "| What | How it stands |" },
	{ .name = NULL },
};

/* ---- Levels ------------------------------------------------------------------------------------ */

const struct item *level_suggested(int64_t severity)
{
	const struct catalogue *levels = catalogue_get("crisis/levels");
	const struct item *found = NULL;

	for (size_t i = 0; i < levels->count; i++) {
		int64_t from = item_int(&levels->items[i], "severity_from");

		if (from && severity >= from)
			found = &levels->items[i];
	}
	return found;
}

bool level_is_above(const struct item *level, struct str code)
{
	const struct item *now = item_find("crisis/levels", code);

	return !now || level->place > now->place;
}

bool crises_are_serious(const struct crisis_list *crises)
{
	for (size_t i = 0; i < crises->count; i++) {
		const struct item *level = item_find("crisis/levels", crises->at[i].level);

		if (level && !crises->at[i].is_exercise && item_int(level, "is_serious"))
			return true;
	}
	return false;
}
