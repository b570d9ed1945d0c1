/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/rules.c - when a duty is fulfilled, open, late or in gap: values in, values out.
 *
 * Days are counted whole and both ends are included.  A gap is a day on which the duty was
 * asked of the unit and its evidence did not hold.
 */
#include "modules/duties/inside.h"

#include <stdlib.h>
#include <string.h>

/* ---- Days -------------------------------------------------------------------------------- */

static int days_order(const void *a, const void *b)
{
	return date_compare(((const struct days *)a)->from, ((const struct days *)b)->from);
}

/* In order already: what overlaps or touches becomes one. */
static void days_join(struct days_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct days *last = kept ? &list->at[kept - 1] : NULL;

		if (last && date_compare(list->at[i].from, date_add_days(last->to, 1)) <= 0)
			last->to = date_later(last->to, list->at[i].to);
		else
			list->at[kept++] = list->at[i];
	}
	list->count = kept;
}

struct days_list days_of(struct arena *arena, const struct evidence_span *spans, size_t count,
                         struct days window)
{
	struct days_list list = { 0, arena_array(arena, struct days, count + 1) };

	for (size_t i = 0; i < count; i++) {
		struct days days = { date_later(spans[i].from, window.from),
			date_earlier(spans[i].to, window.to) };

		if (date_compare(days.from, days.to) <= 0)
			list.at[list.count++] = days;
	}
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), days_order);
	days_join(&list);
	return list;
}

struct days_list days_both(struct arena *arena, const struct days_list *a, const struct days_list *b)
{
	struct days_list list = { 0, arena_array(arena, struct days, a->count + b->count + 1) };
	size_t i = 0, j = 0;

	while (i < a->count && j < b->count) {
		struct days days = { date_later(a->at[i].from, b->at[j].from),
			date_earlier(a->at[i].to, b->at[j].to) };

		if (date_compare(days.from, days.to) <= 0)
			list.at[list.count++] = days;
		if (date_compare(a->at[i].to, b->at[j].to) < 0)
			i++;
		else
			j++;
	}
	return list;
}

struct days_list days_without(struct arena *arena, const struct days_list *whole,
                              const struct days_list *taken)
{
	struct days_list list = { 0,
		arena_array(arena, struct days, whole->count + taken->count + 1) };

	for (size_t i = 0, j = 0; i < whole->count; i++) {
		struct days left = whole->at[i];

		while (j < taken->count && date_compare(taken->at[j].to, left.from) < 0)
			j++;
		for (size_t k = j; k < taken->count && date_compare(taken->at[k].from, left.to) <= 0; k++) {
			if (date_compare(taken->at[k].from, left.from) > 0)
				list.at[list.count++] = (struct days){ left.from,
					date_add_days(taken->at[k].from, -1) };
			left.from = date_add_days(taken->at[k].to, 1);
		}
		if (date_compare(left.from, left.to) <= 0)
			list.at[list.count++] = left;
	}
	return list;
}

struct days_list days_until(struct arena *arena, const struct days_list *list, struct date last)
{
	struct days window = { { 1, 1, 1 }, last };
	struct days_list all = { 1, &window };

	return days_both(arena, list, &all);
}

int64_t days_count(const struct days_list *list)
{
	int64_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += date_days_between(list->at[i].from, list->at[i].to) + 1;
	return count;
}

bool days_have(const struct days_list *list, struct date day)
{
	for (size_t i = 0; i < list->count; i++)
		if (date_compare(list->at[i].from, day) <= 0 && date_compare(day, list->at[i].to) <= 0)
			return true;
	return false;
}

/* ---- How much is enough ------------------------------------------------------------------ */

bool least_read(struct str text, struct least *least)
{
	bool is_if_any = str_ends(text, S("%-if-any"));
	int64_t amount;

	if (is_if_any)
		text.len -= strlen("-if-any");

	if (str_is(text, "all")) {
		*least = (struct least){ .how = LEAST_all };
		return true;
	}
	if (str_is(text, "all-if-any")) {
		*least = (struct least){ .how = LEAST_all_if_any };
		return true;
	}
	if (str_ends(text, S("%")) && str_to_int(str_part(text, 0, text.len - 1), &amount)
	    && amount > 0 && amount <= 100) {
		*least = (struct least){ .how = is_if_any ? LEAST_share_if_any : LEAST_share,
			.amount = amount };
		return true;
	}
	if (!str_to_int(text, &amount) || amount < 1)
		return false;
	*least = (struct least){ .how = LEAST_number, .amount = amount };
	return true;
}

/* A share of nothing proves nothing; beside another part it may be no lack. */
bool least_holds(struct least least, int64_t count, int64_t whole)
{
	switch (least.how) {
	case LEAST_all:
		return whole > 0 && count >= whole;
	case LEAST_all_if_any:
		return count >= whole;
	case LEAST_share:
		return whole > 0 && count * 100 >= least.amount * whole;
	case LEAST_share_if_any:
		return count * 100 >= least.amount * whole;
	default:
		return count >= least.amount;
	}
}

enum rhythm rhythm_of(const struct calendar_rule *rule)
{
	if (rule && str_is(rule->period, "standing"))
		return RHYTHM_standing;
	return rule && str_is(rule->period, "event") ? RHYTHM_event : RHYTHM_period;
}

/* ---- One part ------------------------------------------------------------------------------ */

/* What must have held up to a day, for a share or for all of them. */
static bool spans_suffice(struct arena *arena, struct least least, const struct days_list *asked,
                          const struct days_list *held, struct date on)
{
	struct days_list so_far = days_until(arena, asked, on);
	struct days_list both = days_both(arena, &so_far, held);

	if (least.how == LEAST_number)
		return days_have(held, on);
	return least_holds(least, days_count(&both), days_count(&so_far));
}

static void spans_judge(struct arena *arena, const struct duty_case *duty, struct least least,
                        const struct part_answer *answer, struct date on, struct verdict_part *part)
{
	struct days_list so_far = days_until(arena, &duty->asked, on);
	const struct days_list *held = &answer->held;
	const struct days *last;

	part->count = (int64_t)held->count;
	part->holds = spans_suffice(arena, least, &duty->asked, held, on);
	if (held->count)
		part->last = held->at[held->count - 1].from;
	if (duty->rhythm != RHYTHM_standing)
		return;
	part->gaps = days_without(arena, &so_far, held);
	part->gap_days = days_count(&part->gaps);
	last = part->gaps.count ? &part->gaps.at[part->gaps.count - 1] : NULL;
	if (last && !date_compare(last->to, on))
		part->gap_since = last->from;
}

static void part_judge(struct arena *arena, const struct duty_case *duty, size_t i, struct date on,
                       struct verdict_part *part)
{
	const struct part_answer *answer = &duty->answers[i];
	struct least least = { .how = LEAST_number, .amount = 1 };

	part->rule = duty->rules[i];
	part->taken_at = answer->taken_at;
	least_read(part->rule->least, &least);
	if (answer->has_spans) {
		spans_judge(arena, duty, least, answer, on, part);
		return;
	}
	part->count = answer->count;
	part->whole = answer->whole;
	part->last = answer->last;
	part->holds = least_holds(least, answer->count, answer->whole);
}

/* ---- All parts ----------------------------------------------------------------------------- */

/* Days on which not all parts held: the union of their gaps. */
static struct days_list gaps_joined(struct arena *arena, const struct verdict *verdict)
{
	size_t count = 0;
	struct evidence_span *spans;

	for (size_t i = 0; i < verdict->part_count; i++)
		count += verdict->parts[i].gaps.count;
	spans = arena_array(arena, struct evidence_span, count + 1);
	count = 0;
	for (size_t i = 0; i < verdict->part_count; i++)
		for (size_t g = 0; g < verdict->parts[i].gaps.count; g++)
			spans[count++] = (struct evidence_span){ .from = verdict->parts[i].gaps.at[g].from,
				.to = verdict->parts[i].gaps.at[g].to };
	return days_of(arena, spans, count, (struct days){ { 1, 1, 1 }, { 9999, 12, 31 } });
}

/* Nothing has happened that the duty is about. */
static bool has_no_occasion(const struct duty_case *duty)
{
	if (duty->rhythm != RHYTHM_event || !duty->part_count)
		return false;
	for (size_t i = 0; i < duty->part_count; i++)
		if (duty->answers[i].has_spans || duty->answers[i].whole || duty->answers[i].count)
			return false;
	return true;
}

/* Does a part hold because of something that is there? */
static bool part_proves(const struct duty_case *duty, const struct verdict_part *parts, size_t i)
{
	return parts[i].holds && (duty->answers[i].has_spans || parts[i].count);
}

/* `held`: so many parts hold; `proved`: so many of them by something that is there. */
static enum verdict_state state_of(const struct duty_case *duty, size_t held, size_t proved)
{
	if (proved && held == duty->part_count)
		return VERDICT_fulfilled;
	if (duty->rhythm == RHYTHM_standing)
		return proved ? VERDICT_partly : VERDICT_gap;
	if (date_compare(duty->opens, duty->today) > 0)
		return VERDICT_not_asked;
	if (date_is_given(duty->due) && date_compare(duty->due, duty->today) < 0)
		return VERDICT_late;
	return proved ? VERDICT_partly : VERDICT_open;
}

/* What comes before any evidence. */
static enum verdict_state state_decided(const struct duty_case *duty)
{
	if (duty->is_waived)
		return VERDICT_waived;
	if (duty->is_not_applicable || duty->concern == CONCERN_no)
		return VERDICT_not_concerned;
	if (duty->concern == CONCERN_undecided)
		return VERDICT_undecided;
	return VERDICT_none;
}

/* The last day that counts: of the period, or today, but not after the duty has ended. */
static struct date day_that_counts(const struct duty_case *duty, bool *has_ended)
{
	struct date end = date_earlier(duty->to, duty->today);
	struct date last = duty->asked.at[duty->asked.count - 1].to;

	*has_ended = date_compare(last, end) < 0;
	return *has_ended ? last : end;
}

void duty_judge(struct arena *arena, const struct duty_case *duty, struct verdict *verdict)
{
	struct verdict_part *parts = arena_array(arena, struct verdict_part, duty->part_count + 1);
	enum verdict_state decided = state_decided(duty);
	struct date on = { 0 };
	bool has_ended = false;
	size_t held = 0, proved = 0;

	verdict->is_standing = duty->rhythm == RHYTHM_standing;
	verdict->part_count = duty->part_count;
	verdict->parts = parts;
	verdict->asked = duty->asked;
	verdict->state = decided ? decided : VERDICT_not_asked;
	for (size_t i = 0; i < duty->part_count; i++)
		parts[i].rule = duty->rules[i];
	if (!duty->asked.count || date_compare(duty->asked.at[0].from, duty->today) > 0)
		return;
	on = day_that_counts(duty, &has_ended);
	for (size_t i = 0; i < duty->part_count; i++) {
		part_judge(arena, duty, i, on, &parts[i]);
		held += parts[i].holds;
		proved += part_proves(duty, parts, i);
	}
	verdict->gaps = gaps_joined(arena, verdict);
	verdict->gap_days = days_count(&verdict->gaps);
	if (decided || has_no_occasion(duty))
		return;
	verdict->state = state_of(duty, held, proved);
	if (has_ended && verdict->state != VERDICT_fulfilled)
		verdict->state = VERDICT_not_asked;
}

bool verdict_is_behind(enum verdict_state state)
{
	return state == VERDICT_late || state == VERDICT_gap;
}

bool verdict_counts_behind(const struct verdict *verdict)
{
	return verdict_is_behind(verdict->state)
		|| (verdict->state == VERDICT_partly && verdict->is_standing);
}

/* ---- The word of a named person ---------------------------------------------------------------- */

struct days attestation_days(const struct attestation_rule *rule, struct date given,
                             struct date today)
{
	struct date from = date_is_given(given) ? given : today;

	return (struct days){ from, date_add_days(date_add_months(rule->is_dated ? from : today,
		(int)rule->months), -1) };
}

const char *attestation_problem(const struct attestation_rule *rule, const struct attestation *row,
                                bool has_whole, bool has_counted, const char **words)
{
	if (rule->is_dated && !date_is_given(row->valid_from)) {
		*words = N_("Write the day when it was done.");
		return "valid_from";
	}
	if (rule->numbers && !has_whole) {
		*words = N_("Write how many there were; 0 when there was none.");
		return "whole";
	}
	if (rule->numbers && (!has_counted || row->counted > row->whole)) {
		*words = N_("Write for how many of them it is done: no more than there were.");
		return "counted";
	}
	return NULL;
}

/* ---- Concern ------------------------------------------------------------------------------- */

enum concern concern_on(const struct concern_decision *decisions, size_t count, int64_t unit_id,
                        struct str flag, struct date on)
{
	int answer = CONCERN_undecided;

	for (size_t i = 0; i < count; i++) {
		const struct concern_decision *one = &decisions[i];

		if (one->unit_id == unit_id && str_equals(one->flag, flag)
		    && date_compare(one->valid_from, on) <= 0
		    && (!date_is_given(one->valid_to) || date_compare(one->valid_to, on) >= 0))
			answer = one->answer;
	}
	return (enum concern)answer;
}

/* ---- Lists in a cell ------------------------------------------------------------------------ */

struct str word_next(struct str *rest)
{
	while (rest->len) {
		struct str word = str_cut(rest, ' ');

		if (word.len)
			return word;
	}
	return S("");
}

/* ---- For `varn rules` ------------------------------------------------------------------------ */

static const struct { const char *state, *when; } states_told[] = {
	{ "not_asked", N_("the period has not opened, the unit or the duty has ended, or nothing has happened that the duty is about") },
	{ "waived, not_concerned", N_("decided by a named person, with a reason") },
	{ "undecided", N_("nobody has decided whether the unit is concerned") },
	{ "fulfilled", N_("every part of the evidence holds") },
	{ "partly", N_("some parts hold; the last day has not passed, or the duty stands all the time") },
	{ "open", N_("no part holds, and the last day has not passed") },
	{ "late", N_("the last day has passed and not every part holds") },
	{ "gap", N_("a standing duty of which no part holds today") },
};

static bool state_row(size_t i, struct out *out)
{
	if (i >= COUNT(states_told))
		return false;
	out_print(out, "| %s | %s |", states_told[i].state, _(states_told[i].when));
	return true;
}

static const struct { const char *least, *counts, *spans; } leasts_told[] = {
	{ "3", N_("at least three"), N_("it holds on the day that counts") },
	{ "80%", N_("at least 80 of 100; a share of nothing proves nothing"),
	  N_("it has held on 80 of 100 days so far") },
	{ "80%-if-any", N_("at least 80 of 100; that there is none is no lack, but proves nothing by itself"),
	  N_("it has held on 80 of 100 days so far") },
	{ "all", N_("every one, and there is at least one"), N_("it has held on every day so far") },
	{ "all-if-any", N_("every one; that there is none is no lack, but proves nothing by itself"),
	  N_("it has held on every day so far") },
};

static bool least_row(size_t i, struct out *out)
{
	if (i >= COUNT(leasts_told))
		return false;
	out_print(out, "| %s | %s | %s |", leasts_told[i].least, _(leasts_told[i].counts),
		_(leasts_told[i].spans));
	return true;
}

const struct rule_table duties_rules[] = {
	{ .name = "duties: how a duty stands", .row = state_row, .headings = "| State | When |" },
	{ .name = "duties: how much is enough", .row = least_row,
	  .headings = "| Least | Counted | Held from day to day |" },
	{ .name = NULL },
};
