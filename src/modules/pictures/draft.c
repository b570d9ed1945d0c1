/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/draft.c - see draft.h; present situation and causes. */
#include "modules/pictures/draft.h"

#include "analysis/discoveries.h"
#include "analysis/rate_ratio.h"

#include <stdlib.h>
#include <string.h>

enum { SECTION_present, SECTION_causes };
enum { MOST_NAMED = 3, MOST_STANDING_OUT = 6 };

/* ---- What all sentences share ------------------------------------------------------------ */

struct str draft_mark(struct arena *arena, int64_t number, struct str name)
{
	return mark_write(arena, tongue_number(arena, number), name);
}

static struct str mark_of(const struct draft *draft, int64_t number, const char *name)
{
	return draft_mark(draft->arena, number, str_of(name));
}

void draft_say(struct draft *draft, const struct proposal *proposal)
{
	if (draft->list.count < MOST_PROPOSALS)
		draft->list.at[draft->list.count++] = *proposal;
}

bool draft_has_few(const struct draft *draft)
{
	return draft->numbers->total + draft->numbers->before < draft->limits->few_events;
}

static double days_of(struct date from, struct date to)
{
	return date_days_between(from, to) + 1;
}

static struct rate_ratio ratio_of(const struct picture_query *query, int64_t now, int64_t before,
                                  double level)
{
	const struct rate_counts counts = { .before = before, .after = now,
		.before_exposure = days_of(query->before_from, query->before_to),
		.after_exposure = days_of(query->from, query->to) };

	if (!rate_counts_are_fine(&counts))
		return (struct rate_ratio){ 0 };
	return rate_ratio(&counts, level);
}

enum verdict picture_verdict(const struct picture_query *query, int64_t now, int64_t before,
                             const struct picture_limits *limits)
{
	struct rate_ratio ratio = ratio_of(query, now, before, limits->level);

	if (!ratio.is_known || now + before < limits->few_events)
		return VERDICT_cannot_tell;
	return verdict_of_ratio(ratio.low, ratio.high, limits->margin);
}

/* ---- How many ------------------------------------------------------------------------------ */

static const char *total_words(enum verdict verdict, bool has_few, int64_t total, bool has_more)
{
	if (has_few)
		return plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before. That is too few to compare.",
			"%.*s events were reported in the period, against %.*s in the same days the year before. They are too few to compare.");
	switch (verdict) {
	case VERDICT_increase:
		return plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before: more, and by more than chance gives.",
			"%.*s events were reported in the period, against %.*s in the same days the year before: more, and by more than chance gives.");
	case VERDICT_decrease:
		return plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before: fewer, and by more than chance gives.",
			"%.*s events were reported in the period, against %.*s in the same days the year before: fewer, and by more than chance gives.");
	case VERDICT_unchanged:
		return plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before: about as many.",
			"%.*s events were reported in the period, against %.*s in the same days the year before: about as many.");
	case VERDICT_marginal:
		return has_more
			? plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before: a few more, too few to matter.",
				"%.*s events were reported in the period, against %.*s in the same days the year before: a few more, too few to matter.")
			: plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before: a few less, too few to matter.",
				"%.*s events were reported in the period, against %.*s in the same days the year before: a few less, too few to matter.");
	default:
		return plural(total, "%.*s event was reported in the period, against %.*s in the same days the year before. It cannot be said whether that is a real difference: chance gives as large ones.",
			"%.*s events were reported in the period, against %.*s in the same days the year before. It cannot be said whether that is a real difference: chance gives as large ones.");
	}
}

struct str draft_total(struct arena *arena, const struct picture_query *query,
                       const struct numbers *numbers, const struct picture_limits *limits)
{
	bool has_few = numbers->total + numbers->before < limits->few_events;
	struct str now = draft_mark(arena, numbers->total, S("total"));
	struct str before = draft_mark(arena, numbers->before, S("total:before"));
	enum verdict verdict = picture_verdict(query, numbers->total, numbers->before, limits);

	if (!numbers->total && !numbers->before)
		return str_of(_("No event has been reported, nor in the same days the year before. Silence is not the same as calm."));
	if (!numbers->total)
		return arena_print(arena, _("No event has been reported in the period, against %.*s in the same days the year before. Silence is not the same as calm."),
			STR(before));
	return arena_print(arena, total_words(verdict, has_few, numbers->total,
		numbers->total > numbers->before), STR(now), STR(before));
}

static void injured_say(struct draft *draft)
{
	int64_t now = draft->numbers->injured, before = draft->numbers->injured_before;

	if (!now && !before)
		return;
	draft_say(draft, &(struct proposal){ .key = S("injured"), .section = SECTION_present,
		.rows = ROWS_events, .words = arena_print(draft->arena,
			plural(now, "%.*s person was injured, against %.*s in the same days the year before.",
				"%.*s people were injured, against %.*s in the same days the year before."),
			STR(mark_of(draft, now, "injured")), STR(mark_of(draft, before, "injured:before"))) });
}

/* ---- What there was most of ------------------------------------------------------------------- */

static struct str row_name(const struct draft *draft, const struct numbers_by *table, size_t i)
{
	return row_label(draft->arena, table->by, &table->rows[i]);
}

static struct str row_mark(const struct draft *draft, const struct numbers_by *table, size_t i,
                           bool is_before)
{
	const struct number_row *row = &table->rows[i];

	return draft_mark(draft->arena, is_before ? row->before : row->now, arena_print(draft->arena,
		"%s:%.*s%s", table->by, STR(row->key), is_before ? ":before" : ""));
}

/* Rows come with the most first; those that say "not given" are none of them. */
static size_t most_of(const struct numbers_by *table, size_t *most)
{
	size_t count = 0;

	for (size_t i = 0; i < table->count && count < MOST_NAMED; i++)
		if (table->rows[i].now && table->rows[i].key.len && !str_is(table->rows[i].key, "0"))
			most[count++] = i;
	return count;
}

/* "Most common: Fall (12), Fire (4) and Theft (2)." */
static void most_say(struct draft *draft, const struct numbers_by *table, const char *const words[MOST_NAMED],
                     const struct proposal *proposal)
{
	struct proposal said = *proposal;
	size_t most[MOST_NAMED], count = most_of(table, most);
	struct str name[MOST_NAMED], mark[MOST_NAMED];

	if (!count)
		return;
	for (size_t i = 0; i < count; i++) {
		name[i] = row_name(draft, table, most[i]);
		mark[i] = row_mark(draft, table, most[i], false);
	}
	if (count == 1)
		said.words = arena_print(draft->arena, _(words[0]), STR(name[0]), STR(mark[0]));
	else if (count == 2)
		said.words = arena_print(draft->arena, _(words[1]), STR(name[0]), STR(mark[0]),
			STR(name[1]), STR(mark[1]));
	else
		said.words = arena_print(draft->arena, _(words[2]), STR(name[0]), STR(mark[0]),
			STR(name[1]), STR(mark[1]), STR(name[2]), STR(mark[2]));
	draft_say(draft, &said);
}

static void types_say(struct draft *draft)
{
	static const char *const words[MOST_NAMED] = { N_("The type that is given is: %.*s (%.*s)."),
		N_("Most common: %.*s (%.*s), then %.*s (%.*s)."),
		N_("Most common: %.*s (%.*s), then %.*s (%.*s) and %.*s (%.*s).") };

	most_say(draft, &draft->numbers->by[BY_TYPE], words, &(struct proposal){ .key = S("types"),
		.section = SECTION_present, .rows = ROWS_events });
}

static void places_say(struct draft *draft)
{
	static const char *const words[MOST_NAMED] = { N_("Where the area is known it is %.*s (%.*s)."),
		N_("Most happened in %.*s (%.*s), then in %.*s (%.*s)."),
		N_("Most happened in %.*s (%.*s), then in %.*s (%.*s) and %.*s (%.*s).") };

	if (!draft_has_few(draft))
		most_say(draft, &draft->numbers->by[BY_AREA], words, &(struct proposal){ .key = S("areas"),
			.section = SECTION_present, .rows = ROWS_events });
}

static void silence_say(struct draft *draft)
{
	const struct numbers *numbers = draft->numbers;

	if (!numbers->total || !numbers->silent_units)
		return;
	draft_say(draft, &(struct proposal){ .key = S("silent"), .section = SECTION_present,
		.words = arena_print(draft->arena, plural(numbers->units,
			"%.*s of %.*s workplace reported nothing in the period. Silence is not the same as calm.",
			"%.*s of %.*s workplaces reported nothing in the period. Silence is not the same as calm."),
			STR(mark_of(draft, numbers->silent_units, "silent")),
			STR(mark_of(draft, numbers->units, "workplaces"))) });
}

static void notices_say(struct draft *draft)
{
	const struct numbers *numbers = draft->numbers;

	if (!numbers->notices)
		return;
	draft_say(draft, &(struct proposal){ .key = S("notices"), .section = SECTION_present,
		.rows = ROWS_notices, .words = arena_print(draft->arena,
			plural(numbers->notices,
				"%.*s notice from outside names the area, against %.*s in the same days the year before. It is not one of the events.",
				"%.*s notices from outside name the area, against %.*s in the same days the year before. They are not among the events."),
			STR(mark_of(draft, numbers->notices, "notices")),
			STR(mark_of(draft, numbers->notices_before, "notices:before"))) });
}

static void present_say(struct draft *draft)
{
	draft_say(draft, &(struct proposal){ .key = S("total"), .section = SECTION_present,
		.rows = ROWS_events, .words = draft_total(draft->arena, draft->query, draft->numbers,
			draft->limits) });
	injured_say(draft);
	types_say(draft);
	places_say(draft);
	silence_say(draft);
	notices_say(draft);
}

/* ---- What may be causes --------------------------------------------------------------------------- */

static void told_causes_say(struct draft *draft)
{
	static const char *const words[MOST_NAMED] = { N_("The cause that is named is: %.*s (%.*s)."),
		N_("The causes that are named most: %.*s (%.*s), then %.*s (%.*s)."),
		N_("The causes that are named most: %.*s (%.*s), then %.*s (%.*s) and %.*s (%.*s).") };
	const struct numbers *numbers = draft->numbers;

	if (!numbers->total)
		return;
	draft_say(draft, &(struct proposal){ .key = S("causes"), .section = SECTION_causes,
		.rows = ROWS_events, .words = arena_print(draft->arena,
			plural(numbers->total, "The cause is written down for %.*s of %.*s event.",
				"The cause is written down for %.*s of the %.*s events."),
			STR(mark_of(draft, numbers->with_cause, "causes")),
			STR(mark_of(draft, numbers->total, "total"))) });
	most_say(draft, &numbers->causes, words, &(struct proposal){ .key = S("causes-most"),
		.section = SECTION_causes, .rows = ROWS_events });
}

struct looked {                         /* one row of one table, tested */
	const struct numbers_by *table;
	size_t row, turn;               /* turn: in the order of the tables */
	bool has_more;
	double p;
};

static const int looked_through[] = { BY_TYPE, BY_AREA, BY_MONTH };

/* The part of a month that goes on is compared with a whole one: such a row is no test. */
static bool is_whole(const struct draft *draft, const struct numbers_by *table,
                     const struct number_row *row)
{
	struct date month;

	if (strcmp(table->by, "month") != 0)
		return row->key.len && !str_is(row->key, "0");
	return date_read(arena_print(draft->arena, "%.*s-01", STR(row->key)), &month)
		&& date_compare(date_add_days(date_add_months(month, 1), -1), draft->query->to) <= 0
		&& date_compare(month, draft->query->from) >= 0;
}

static size_t rows_of(const struct draft *draft)
{
	size_t rows = 0;

	for (size_t t = 0; t < COUNT(looked_through); t++)
		rows += draft->numbers->by[looked_through[t]].count;
	return rows;
}

/* The surest first. */
static int by_sureness(const void *left, const void *right)
{
	const struct looked *a = left, *b = right;

	if (a->p != b->p)
		return a->p < b->p ? -1 : 1;
	return a->turn < b->turn ? -1 : a->turn > b->turn;
}

static size_t look_through(const struct draft *draft, struct looked *looked)
{
	size_t count = 0;

	for (size_t t = 0; t < COUNT(looked_through); t++) {
		const struct numbers_by *table = &draft->numbers->by[looked_through[t]];

		for (size_t i = 0; i < table->count; i++) {
			const struct number_row *row = &table->rows[i];
			struct rate_ratio ratio = ratio_of(draft->query, row->now, row->before,
				draft->limits->level);

			if (!is_whole(draft, table, row) || !ratio.is_known)
				continue;
			looked[count] = (struct looked){ table, i, count, ratio.ratio > 1, ratio.p_value };
			count++;
		}
	}
	if (count)
		qsort(looked, count, sizeof(*looked), by_sureness);
	return count;
}

static const char *stands_out_words(const struct looked *looked)
{
	if (!strcmp(looked->table->by, "month"))
		return looked->has_more
			? _("%.*s had more than the same month the year before: %.*s against %.*s. What was different then?")
			: _("%.*s had fewer than the same month the year before: %.*s against %.*s. What was different then?");
	if (!strcmp(looked->table->by, "area"))
		return looked->has_more
			? _("%.*s had more than the year before: %.*s against %.*s. What is different there?")
			: _("%.*s had fewer than the year before: %.*s against %.*s. What is different there?");
	return looked->has_more
		? _("%.*s: more than the year before, %.*s against %.*s. What lies behind it?")
		: _("%.*s: fewer than the year before, %.*s against %.*s. What lies behind it?");
}

static void stands_out_say(struct draft *draft, const struct looked *looked)
{
	const struct numbers_by *table = looked->table;
	struct str name = row_name(draft, table, looked->row), key = table->rows[looked->row].key;

	draft_say(draft, &(struct proposal){
		.key = arena_print(draft->arena, "%s:%.*s", table->by, STR(key)),
		.section = SECTION_causes, .rows = ROWS_events, .by = table->by, .of = key,
		.words = arena_print(draft->arena, stands_out_words(looked), STR(name),
			STR(row_mark(draft, table, looked->row, false)),
			STR(row_mark(draft, table, looked->row, true))) });
}

/* q of each is the share of false ones in a list that goes so far (discoveries.h). */
static void changes_say(struct draft *draft)
{
	size_t rows = rows_of(draft), said = 0, count;
	struct looked *looked = arena_array(draft->arena, struct looked, rows + 1);
	double *p = arena_array(draft->arena, double, rows + 1);
	double *q = arena_array(draft->arena, double, rows + 1);

	count = look_through(draft, looked);
	for (size_t i = 0; i < count; i++)
		p[i] = looked[i].p;
	discoveries_q(DISCOVERY_bh, p, count, q);
	for (; said < count && said < MOST_STANDING_OUT && q[said] <= 1 - draft->limits->level; said++)
		stands_out_say(draft, &looked[said]);
	if (!said)
		draft_say(draft, &(struct proposal){ .key = S("nothing-stands-out"),
			.section = SECTION_causes, .rows = ROWS_events,
			.words = str_of(_("No type, area or month differs from the year before by more than chance gives.")) });
}

static void causes_say(struct draft *draft)
{
	told_causes_say(draft);
	if (!draft_has_few(draft))
		changes_say(draft);
	else if (draft->numbers->total)
		draft_say(draft, &(struct proposal){ .key = S("causes-few"), .section = SECTION_causes,
			.rows = ROWS_events,
			.words = str_of(_("The events are too few to look for causes in numbers. Read what happened in each of them.")) });
}

struct proposal_list picture_draft(struct arena *arena, const struct picture_query *query,
                                   const struct numbers *numbers, const struct picture_limits *limits)
{
	struct draft draft = { arena, query, numbers, limits,
		{ 0, arena_array(arena, struct proposal, MOST_PROPOSALS) } };

	present_say(&draft);
	causes_say(&draft);
	draft_consequences(&draft);
	draft_development(&draft);
	return draft.list;
}
