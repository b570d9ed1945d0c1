/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * work/rules.c - which sentences a director reads, the most pressing first.
 *
 * Each rule sees the numbers and says one sentence or nothing.  What asks for a decision comes
 * before what is good to know; when nothing presses, that is said too.
 */
#include "modules/work/inside.h"

static struct str unit_path(struct arena *arena, const struct facts *facts, const char *path)
{
	return arena_print(arena, "%s?unit=%.*s&year=%d", path, STR(facts->unit->code), facts->year);
}

/* The list of the events that are counted, or of those so many years before. */
struct str events_path(struct arena *arena, const struct facts *facts, int years_before)
{
	struct date from = facts->events_from, after = date_add_days(facts->events_to, 1);

	from.year = (int16_t)(from.year - years_before);
	return arena_print(arena, "/events?unit=%.*s&from=%.*s&to=%.*s", STR(facts->unit->code),
		STR(date_iso(arena, from)), STR(date_iso(arena,
			date_add_days(date_add_months(after, -12 * years_before), -1))));
}

static bool say_to_submit(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_act;
	sentence->words = arena_print(arena, plural(facts->deliveries_to_submit,
		"%lld decided document waits to be handed in.",
		"%lld decided documents wait to be handed in."), (long long)facts->deliveries_to_submit);
	sentence->path = unit_path(arena, facts, "/submissions");
	return facts->deliveries_to_submit > 0;
}

static bool say_serious(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_act;
	sentence->words = arena_print(arena, plural(facts->serious_week,
		"%lld serious event was reported in the last seven days.",
		"%lld serious events were reported in the last seven days."),
		(long long)facts->serious_week);
	sentence->path = arena_print(arena, "/events?unit=%.*s&severity=3&from=%.*s",
		STR(facts->unit->code), STR(date_iso(arena, date_add_days(facts->today, -7))));
	return facts->serious_week > 0;
}

static bool say_late(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_act;
	sentence->words = arena_print(arena, plural(facts->deliveries_late,
		"%lld thing that was to be handed in is late.",
		"%lld things that were to be handed in are late."), (long long)facts->deliveries_late);
	sentence->path = unit_path(arena, facts, "/submissions");
	return facts->deliveries_late > 0;
}

static bool say_gap(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_act;
	sentence->words = arena_print(arena, plural(facts->gaps,
		"%lld standing duty has a gap today, longest (%lld days): %.*s",
		"%lld standing duties have a gap today, longest (%lld days): %.*s"),
		(long long)facts->gaps, (long long)facts->gap_days, STR(facts->gap_words));
	sentence->path = unit_path(arena, facts, "/duties");
	return facts->gaps > 0;
}

static bool say_measures(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_act;
	sentence->words = arena_print(arena, plural(facts->measures_late,
		"%lld decided measure is late.", "%lld decided measures are late."),
		(long long)facts->measures_late);
	sentence->path = arena_print(arena, "/measures?unit=%.*s&late=yes", STR(facts->unit->code));
	return facts->measures_late > 0;
}

static bool say_soon(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_know;
	sentence->words = arena_print(arena, _("Next to hand in: %.*s, %.*s."),
		STR(facts->next_words), STR(tongue_date(arena, facts->next_due)));
	sentence->path = unit_path(arena, facts, "/submissions");
	return date_is_given(facts->next_due);
}

static bool say_events(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_know;
	sentence->words = arena_print(arena,
		_("From %.*s to %.*s %lld events happened that were reported; in the same months the year before it was %lld."),
		STR(tongue_date(arena, facts->events_from)), STR(tongue_date(arena, facts->events_to)),
		(long long)facts->events, (long long)facts->events_before);
	sentence->path = events_path(arena, facts, 0);
	return facts->events + facts->events_before > 0;
}

static bool say_calm(struct arena *arena, const struct facts *facts, struct sentence *sentence)
{
	sentence->weight = SENTENCE_calm;
	sentence->words = str_of(_("Nothing waits for your decision today."));
	sentence->path = unit_path(arena, facts, "/duties");
	return true;
}

static const struct sentence_rule {
	bool (*say)(struct arena *arena, const struct facts *facts, struct sentence *sentence);
	const char *when;               /* N_(): for the manual */
} sentence_rules[] = {
	{ say_serious, N_("A serious event in the last seven days") },
	{ say_to_submit, N_("Something is decided and not handed in") },
	{ say_late, N_("Something to hand in is late") },
	{ say_gap, N_("A standing duty has a gap today") },
	{ say_measures, N_("A decided measure is late") },
	{ say_soon, N_("Something comes to be handed in") },
	{ say_events, N_("Events of the months that have passed this year, and the year before") },
};

struct sentences sentences_of(struct arena *arena, const struct facts *facts)
{
	struct sentences all = { 0 };
	bool has_act = false;

	for (size_t i = 0; i < COUNT(sentence_rules) && all.count < MOST_SENTENCES; i++) {
		struct sentence one = { 0 };

		if (!sentence_rules[i].say(arena, facts, &one))
			continue;
		has_act |= one.weight == SENTENCE_act;
		all.at[all.count++] = one;
	}
	if (!has_act && all.count < MOST_SENTENCES) {
		for (size_t i = all.count; i > 0; i--)
			all.at[i] = all.at[i - 1];
		all.count++;
		say_calm(arena, facts, &all.at[0]);
	}
	return all;
}

static bool rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(sentence_rules))
		return false;
	out_print(out, "| %zu | %s |", i + 1, _(sentence_rules[i].when));
	return true;
}

const struct rule_table work_rules[] = {
	{ .name = "work: the sentences of a director", .row = rule_row,
	  .headings = "| Order | Said when |" },
	{ .name = NULL },
};
