/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/rules.c - when minutes may be approved, and from when to when a forum was one. */
#include "modules/forums/inside.h"

#include <stdlib.h>

enum meeting_obstacle meeting_hold_obstacle(const struct forum_meeting *meeting, struct date today)
{
	if (meeting->state == MEETING_cancelled)
		return MEETING_IS_CANCELLED;
	if (date_compare(meeting->on_date, today) > 0)
		return MEETING_NOT_YET;
	return MEETING_FREE;
}

enum meeting_obstacle meeting_cancel_obstacle(const struct forum_meeting *meeting)
{
	if (meeting->state == MEETING_cancelled)
		return MEETING_IS_CANCELLED;
	return meeting->state == MEETING_held ? MEETING_IS_HELD : MEETING_FREE;
}

enum meeting_obstacle meeting_approve_obstacle(const struct forum_meeting *meeting, int64_t present,
                                               struct str last, struct str reason)
{
	if (meeting->state != MEETING_held)
		return MEETING_NOT_HELD;
	if (!str_trim(meeting->minutes).len)
		return MEETING_NO_MINUTES;
	if (!present)
		return MEETING_NOBODY_CAME;
	if (last.len && str_equals(last, meeting->minutes))
		return MEETING_SAME_MINUTES;
	if (last.len && !str_trim(reason).len)
		return MEETING_REASON_MISSING;
	return MEETING_FREE;
}

bool forum_code_is_fine(struct str code)
{
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i)))
			return false;
	}
	return code.len > 0 && !str_is(code, "new");
}

/* ---- Days ------------------------------------------------------------------------------- */

static const struct date for_ever = { 9999, 12, 31 };

static struct span closed(struct span span)
{
	if (!date_is_given(span.to))
		span.to = for_ever;
	return span;
}

static int span_compare(const void *left, const void *right)
{
	return date_compare(((const struct span *)left)->from, ((const struct span *)right)->from);
}

/* Sorted, without overlap; what follows day upon day is one. */
static struct span_list joined(struct arena *arena, struct span_list list)
{
	struct span_list out = { 0, arena_array(arena, struct span, list.count + 1) };
	struct span *sorted = arena_array(arena, struct span, list.count + 1);

	for (size_t i = 0; i < list.count; i++)
		sorted[i] = closed(list.at[i]);
	if (list.count)
		qsort(sorted, list.count, sizeof(*sorted), span_compare);
	for (size_t i = 0; i < list.count; i++) {
		struct span *last = out.count ? &out.at[out.count - 1] : NULL;
		bool touches = last && (date_compare(last->to, for_ever) == 0
			|| date_compare(sorted[i].from, date_add_days(last->to, 1)) <= 0);

		if (!touches)
			out.at[out.count++] = sorted[i];
		else if (date_compare(sorted[i].to, last->to) > 0)
			last->to = sorted[i].to;
	}
	return out;
}

static struct span_list common(struct arena *arena, struct span_list a, struct span_list b)
{
	struct span_list out = { 0, arena_array(arena, struct span, a.count + b.count + 1) };

	for (size_t i = 0, j = 0; i < a.count && j < b.count; ) {
		struct date from = date_compare(a.at[i].from, b.at[j].from) > 0
			? a.at[i].from : b.at[j].from;
		bool a_ends_first = date_compare(a.at[i].to, b.at[j].to) < 0;
		struct date to = a_ends_first ? a.at[i].to : b.at[j].to;

		if (date_compare(from, to) <= 0)
			out.at[out.count++] = (struct span){ from, to };
		if (a_ends_first)
			i++;
		else
			j++;
	}
	return out;
}

struct span_list forum_spans(struct arena *arena, struct span life, struct span_list members,
                             const struct date *meetings, size_t meeting_count, int months)
{
	struct span whole = closed(life);
	struct span_list lives = { 1, &whole };
	struct span_list met = { meeting_count, arena_array(arena, struct span, meeting_count + 1) };
	struct span_list spans;

	for (size_t i = 0; i < meeting_count; i++)
		met.at[i] = (struct span){ meetings[i], date_add_months(meetings[i], months) };
	spans = common(arena, lives, joined(arena, members));
	spans = common(arena, spans, joined(arena, met));
	for (size_t i = 0; i < spans.count; i++)
		if (date_compare(spans.at[i].to, for_ever) == 0)
			spans.at[i].to = (struct date){ 0 };
	return spans;
}

/* ---- For `varn rules` ------------------------------------------------------------------- */

static const struct { const char *what, *when; } rules[] = {
	{ N_("A meeting is held"), N_("its day has come and it is not cancelled") },
	{ N_("Minutes are approved"), N_("the meeting is held, somebody was there, and there is a text") },
	{ N_("Minutes are approved again"), N_("the text differs, and a reason says why") },
	{ N_("A forum stands"), N_("it exists, has a member, and has met within the months that are asked for") },
};

static bool forum_row(size_t i, struct out *out)
{
	if (i >= COUNT(rules))
		return false;
	out_print(out, "| %s | %s |", _(rules[i].what), _(rules[i].when));
	return true;
}

const struct rule_table forums_rules[] = {
	{ .name = "forums: meetings and minutes", .row = forum_row, .headings = "| What | When |" },
	{ .name = NULL },
};
