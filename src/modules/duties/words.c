/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/words.c - a verdict in sentences: why it is green, what is missing, what is not proved.
 *
 * The programme has the sentences of what holds; what does not hold is told here.
 */
#include "modules/duties/inside.h"

/* ---- Templates ------------------------------------------------------------------------------- */

struct filled { const char *name; struct str words; };

static void template_fill(struct out *out, struct str text, const struct filled *names)
{
	while (text.len) {
		ptrdiff_t open = str_find_char(text, '{'), close = str_find_char(text, '}');
		struct str name;
		bool is_known = false;

		if (open < 0 || close < open) {
			out_raw(out, text);
			return;
		}
		out_raw(out, str_part(text, 0, (size_t)open));
		name = str_part(text, (size_t)open + 1, (size_t)(close - open - 1));
		for (const struct filled *one = names; one->name && !is_known; one++)
			if (str_is(name, one->name)) {
				out_raw(out, one->words);
				is_known = true;
			}
		if (!is_known)
			out_raw(out, str_part(text, (size_t)open, (size_t)(close - open + 1)));
		text = str_part(text, (size_t)close + 1, text.len);
	}
}

static struct str share_words(struct arena *arena, int64_t count, int64_t whole)
{
	return whole ? arena_print(arena, _("%lld %%"), (long long)(count * 100 / whole)) : S("–");
}

static struct str filled(struct arena *arena, struct str text, const struct verdict *verdict,
                         const struct verdict_part *part, const struct unit *unit)
{
	const struct filled names[] = {
		{ "count", tongue_number(arena, part->count) },
		{ "whole", tongue_number(arena, part->whole) },
		{ "share", share_words(arena, part->count, part->whole) },
		{ "last", date_is_given(part->last) ? tongue_date(arena, part->last) : S("–") },
		{ "days", tongue_number(arena, part->gap_days) },
		{ "unit", unit ? unit_words(unit) : S("") },
		{ "period", period_words(arena, verdict->period) },
		{ NULL, { NULL, 0 } },
	};
	struct out out;

	out_init(&out, arena, 16384);
	template_fill(&out, text, names);
	return out_str(&out);
}

/* ---- What is missing ---------------------------------------------------------------------------- */

static struct str least_words(struct arena *arena, struct str least)
{
	struct least read = { .how = LEAST_number, .amount = 1 };

	least_read(least, &read);
	if (read.how == LEAST_all || read.how == LEAST_all_if_any)
		return str_of(_("all of them"));
	if (read.how == LEAST_share || read.how == LEAST_share_if_any)
		return arena_print(arena, _("at least %lld %%"), (long long)read.amount);
	return arena_print(arena, _("at least %lld"), (long long)read.amount);
}

static struct str missing(struct arena *arena, const struct verdict *verdict,
                          const struct verdict_part *part)
{
	struct str least = least_words(arena, part->rule->least);

	if (date_is_given(part->gap_since))
		return arena_print(arena, plural(date_days_between(part->gap_since,
				verdict->gaps.count ? verdict->gaps.at[verdict->gaps.count - 1].to
				: part->gap_since) + 1,
			"not since %.*s: %lld day so far.", "not since %.*s: %lld days so far."),
			STR(tongue_date(arena, part->gap_since)),
			(long long)date_days_between(part->gap_since,
				verdict->gaps.at[verdict->gaps.count - 1].to) + 1);
	if (part->whole)
		return arena_print(arena, _("%lld of %lld; %.*s is asked."), (long long)part->count,
			(long long)part->whole, STR(least));
	if (part->count)
		return arena_print(arena, _("%lld found; %.*s is asked."), (long long)part->count,
			STR(least));
	return str_of(_("nothing is found."));
}

/* " (2 of 3)"; "" without numbers. */
struct str attestation_counts(struct arena *arena, const struct attestation *one)
{
	if (!one->has_numbers)
		return S("");
	return arena_print(arena, _(" (%lld of %lld)"), (long long)one->counted,
		(long long)one->whole);
}

struct str part_says(struct arena *arena, const struct verdict *verdict,
                     const struct verdict_part *part, const struct unit *unit)
{
	const struct evidence_source *source = evidence_source_find(part->rule->source);

	if (part->holds)
		return filled(arena, tongue_pick(part->rule->says_sv, part->rule->says_en), verdict,
			part, unit);
	if (!source)
		return arena_print(arena, _("Nothing in the program can prove it yet (%.*s)."),
			STR(part->rule->source));
	return arena_print(arena, "%s: %.*s", _(source->label),
		STR(missing(arena, verdict, part)));
}

/* ---- The whole ------------------------------------------------------------------------------------ */

static bool says_nothing(const struct verdict *verdict)
{
	return verdict->state == VERDICT_not_asked || verdict->state == VERDICT_not_concerned
		|| verdict->state == VERDICT_undecided || verdict->state == VERDICT_waived;
}

struct str verdict_says(struct arena *arena, const struct verdict *verdict, const struct unit *unit)
{
	struct out out;

	out_init(&out, arena, 65536);
	for (size_t i = 0; i < verdict->part_count && !says_nothing(verdict); i++) {
		struct str words = part_says(arena, verdict, &verdict->parts[i], unit);

		if (str_find(out_str(&out), words) >= 0)
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, words);
	}
	return out_str(&out);
}

struct str verdict_not_proved(struct arena *arena, const struct verdict *verdict)
{
	struct out out;

	out_init(&out, arena, 65536);
	for (size_t i = 0; i < verdict->part_count && !says_nothing(verdict); i++) {
		const struct evidence_rule *rule = verdict->parts[i].rule;
		struct str words = tongue_pick(rule->not_sv, rule->not_en);

		if (!verdict->parts[i].holds || !words.len || str_find(out_str(&out), words) >= 0)
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, words);
	}
	return out_str(&out);
}

/* ---- States ----------------------------------------------------------------------------------------- */

const char *verdict_class(enum verdict_state state)
{
	static const char *const classes[] = { "", "closed", "closed", "draft", "closed", "done",
		"doing", "", "late", "late" };

	return (size_t)state < COUNT(classes) ? classes[state] : "";
}

struct str gap_words(struct arena *arena, int64_t days)
{
	return arena_print(arena, plural(days, "%lld day in gap", "%lld days in gap"),
		(long long)days);
}

struct str verdict_word(struct arena *arena, const struct verdict *verdict)
{
	int64_t days = date_is_given(verdict->due) ? date_days_between(verdict->due, date_today()) : 0;

	if (verdict->state == VERDICT_late)
		return arena_print(arena, plural(days, "Late %lld day", "Late %lld days"),
			(long long)days);
	if (verdict->state == VERDICT_gap && verdict->gap_days)
		return arena_print(arena, plural(verdict->gap_days, "Gap, %lld day", "Gap, %lld days"),
			(long long)verdict->gap_days);
	if (verdict->is_standing && verdict->gap_days
	    && ( verdict->state == VERDICT_partly
	        || verdict->state == VERDICT_fulfilled))
		return arena_print(arena, "%s, %.*s", _(verdict_states[verdict->state].label),
			STR(gap_words(arena, verdict->gap_days)));
	return str_of(_(verdict_states[verdict->state].label));
}
