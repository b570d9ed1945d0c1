/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/control_words.c - what a control chart shows, and how it is read, in words. */
#include "modules/statistics/control.h"

#include "base/tongue.h"

#include <math.h>

static bool is_by_week(const struct followed *followed)
{
	return followed->question->per == DIM_week;
}

static long long hours_within(const struct followed *followed)
{
	return 24 * (long long)followed->question->within_days;
}

static struct str what_followed(struct arena *arena, const struct followed *followed)
{
	bool is_serious = followed->question->follow == FOLLOW_serious;

	switch (followed->kind) {
	case CHART_between:
		return str_of(is_serious ? _("Days between serious events") : _("Days between events"));
	case CHART_rates:
		return str_of(_("Events per 100 employees and year"));
	case CHART_shares:
		return arena_print(arena, _("Share reported within %lld hours"), hours_within(followed));
	default:
		if (is_serious)
			return str_of(is_by_week(followed) ? _("Serious events per week") : _("Serious events per month"));
		return str_of(is_by_week(followed) ? _("Events per week") : _("Events per month"));
	}
}

struct str followed_title(struct arena *arena, const struct followed *followed)
{
	struct str what = what_followed(arena, followed);

	return followed->of.len ? arena_print(arena, "%.*s: %.*s", STR(what), STR(followed->of)) : what;
}

struct str followed_unit(struct arena *arena, const struct followed *followed)
{
	switch (followed->kind) {
	case CHART_between: return str_of(_("Days without an event"));
	case CHART_rates: return str_of(_("Events per 100 employees and year"));
	case CHART_shares:
		return arena_print(arena, _("Percent reported within %lld hours"), hours_within(followed));
	default: return str_of(_("Events"));
	}
}

struct str followed_label(const struct followed *followed, size_t point)
{
	return followed->table->axes[0].labels[followed->places[point]];
}

struct str followed_link(struct arena *arena, const struct followed *followed, size_t point)
{
	ptrdiff_t place = (ptrdiff_t)followed->places[point];

	if (followed->question->is_file || !followed->table->may_open_all || !followed->table->counts[place])
		return S("");
	return event_table_link(arena, followed->table, &place);
}

/* ---- Signals -------------------------------------------------------------------------------- */

static struct str signal_rule(struct arena *arena, const struct followed *followed, const struct chart_mark *mark)
{
	static const char *const words[][2] = {
		[CHART_outside] = { N_("below the lower limit"), N_("above the upper limit") },
		[CHART_near] = { N_("one of 2 of 3 near the lower limit"), N_("one of 2 of 3 near the upper limit") },
	};
	bool is_up = mark->side > 0;
	long long run = (long long)followed->settings.trend;

	if (mark->signal == CHART_trend)
		return arena_print(arena, is_up ? _("in a run of at least %lld that rises")
			: _("in a run of at least %lld that falls"), run);
	if (mark->signal == CHART_shift)
		return arena_print(arena, is_up ? _("in a run of at least %lld above the centre")
			: _("in a run of at least %lld below the centre"), run);
	return str_of(_(words[mark->signal][is_up]));
}

struct str signal_said(struct arena *arena, const struct followed *followed, size_t point)
{
	const struct chart_mark *mark = &followed->chart.marks[point];
	int means = control_means(followed, point);
	struct str rule;

	if (!mark->signal)
		return S("");
	rule = signal_rule(arena, followed, mark);
	if (!means)
		return rule;
	return arena_print(arena, means > 0 ? _("%.*s: better") : _("%.*s: worse"), STR(rule));
}

size_t signals_from(const struct followed *followed, size_t most)
{
	size_t point = followed->count;

	while (point > 0 && most > 0)
		most -= followed->chart.marks[--point].signal != CHART_no_signal;
	return point;
}

/* ---- What is found ----------------------------------------------------------------------------- */

static const struct chart_part *last_part(const struct followed *followed)
{
	return followed->chart.parts_count ? &followed->chart.parts[followed->chart.parts_count - 1] : NULL;
}

static struct str how_many(struct arena *arena, const struct followed *followed)
{
	const struct chart_part *part = last_part(followed);

	if (!part || part->state == CHART_too_few)
		return arena_print(arena, _("Too few points to say: there are %zu, and limits take %zu."),
			part ? part->base : 0, followed->settings.least);
	if (part->state == CHART_no_spread)
		return str_of(_("The points that limits come from do not vary, so nothing can be said of chance."));
	return arena_print(arena, plural((int64_t)followed->chart.signals, "%zu of %zu points is more than chance.",
		"%zu of %zu points are more than chance."), followed->chart.signals, followed->chart.count);
}

static struct str how_the_last(struct arena *arena, const struct followed *followed)
{
	const struct chart_part *part = last_part(followed);
	size_t last = followed->count - 1;
	struct str signal;

	if (!part || part->state != CHART_fine || isnan(followed->chart.marks[last].value))
		return S("");
	signal = signal_said(arena, followed, last);
	if (signal.len)
		return arena_print(arena, _("The last, %.*s, is %.*s."), STR(followed_label(followed, last)), STR(signal));
	return arena_print(arena, _("The last, %.*s, is as chance would have it."),
		STR(followed_label(followed, last)));
}

struct str followed_finding(struct arena *arena, const struct followed *followed)
{
	struct str last = how_the_last(arena, followed), since = S("");

	if (followed->kind == CHART_between && followed->days_since >= 0)
		since = arena_print(arena, plural(followed->days_since, "It is now %d day since there was one.",
			"It is now %d days since there was one."), followed->days_since);
	return arena_print(arena, "%.*s%s%.*s%s%.*s", STR(how_many(arena, followed)), last.len ? " " : "",
		STR(last), since.len ? " " : "", STR(since));
}

/* ---- How it is read -------------------------------------------------------------------------------- */

static struct str which_chart(struct arena *arena, const struct followed *followed)
{
	long long rare = (long long)followed->settings.rare;

	switch (followed->kind) {
	case CHART_between:
		return arena_print(arena, is_by_week(followed)
			? _("There are fewer than %lld a week on average, which is too few to count by weeks. Each point is a day with an event, and shows how many days without one there were before it (g chart).")
			: _("There are fewer than %lld a month on average, which is too few to count by months. Each point is a day with an event, and shows how many days without one there were before it (g chart)."), rare);
	case CHART_rates:
		return arena_print(arena, _("Each point is a rate: events, by %.*s employees as they are today (u′ chart)."),
			STR(tongue_number(arena, followed->employees)));
	case CHART_shares:
		return str_of(_("Each point is a share: so many of the events of the period (p′ chart)."));
	default:
		return str_of(_("Each point is a number; how much it usually changes from one to the next gives the limits (XmR chart)."));
	}
}

static struct str where_from(struct arena *arena, const struct followed *followed)
{
	const struct chart_part *part = last_part(followed);

	if (!part || part->state != CHART_fine)
		return S("");
	return arena_print(arena, _("The limits come from %zu points, %.*s to %.*s, and are then kept. Limits can begin anew from a month in which something was changed."),
		part->base, STR(followed_label(followed, part->from)),
		STR(followed_label(followed, part->from + part->base - 1)));
}

/* Low is bad between rare events; how bad, depends on what is followed. */
static struct str which_way(const struct followed *followed)
{
	bool is_serious = followed->question->follow == FOLLOW_serious;

	if (followed->kind == CHART_between)
		return str_of(is_serious ? _("Low is worse: serious events come closer together.")
			: _("Low means that events come closer together. That is worse if more happens, and not if more is told."));
	if (is_serious)
		return str_of(_("Fewer is better."));
	if (followed->kind == CHART_shares)
		return str_of(_("More is better."));
	return str_of(_("More reports are neither better nor worse: more may happen, or more may be told."));
}

static struct str rules_words(struct arena *arena, const struct followed *followed)
{
	long long run = (long long)followed->settings.shift;

	return arena_print(arena, _("A point is more than chance when it is outside the limits, in a run of at least %lld that rises or falls, one of 2 of 3 near the same limit, or in a run of at least %lld on one side of the centre."),
		run, run);
}

struct str *followed_notes(struct arena *arena, const struct followed *followed)
{
	struct str *notes = arena_array(arena, struct str, 8);
	size_t count = 0;

	notes[count++] = which_chart(arena, followed);
	notes[count++] = which_way(followed);
	notes[count++] = rules_words(arena, followed);
	notes[count++] = where_from(arena, followed);
	if (!notes[count - 1].len)
		count--;
	notes[count++] = str_of(_("Counts show what was reported, not all that happened. What is reported late is missing in the last points."));
	notes[count++] = str_of(_("Events under need to know are never counted here."));
	if (followed->is_guarded)
		notes[count++] = str_of(_("Whoever lays several tables beside each other may still learn more. Do not publish many of them about few people."));
	return notes;
}

struct str followed_refusal(struct arena *arena, const struct followed *followed)
{
	switch (followed->outcome) {
	case FOLLOWED_too_large: return str_of(_("It could not be counted. Choose a shorter time or fewer units."));
	case FOLLOWED_nothing: return str_of(_("No event fits what was chosen."));
	case FOLLOWED_small:
		return arena_print(arena, _("Some of its numbers are from 1 to %lld. They are told to nobody who may not open the events, nor in files, and a chart would tell them. Choose more units, more types or longer periods."),
			(long long)followed->least - 1);
	case FOLLOWED_single:
		return str_of(_("There are so few events that each point would be one of them. That is told to nobody who may not open the events, nor in files. Choose more units or more types."));
	case FOLLOWED_by_area: return str_of(_("Employees are known of units, not of areas. Choose no area."));
	case FOLLOWED_no_employees: return str_of(_("Nobody has said how many employees there are."));
	default: return S("");
	}
}
