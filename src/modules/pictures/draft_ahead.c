/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/draft_ahead.c - see draft.h; likely consequences and possible development. */
#include "modules/pictures/draft.h"

#include <math.h>

enum { SECTION_consequences = 2, SECTION_development = 3, SECTION_measures = 4 };

/* ---- What may come ------------------------------------------------------------------------- */

/* Months to foretell: as many as the period has, at most a year. */
static size_t draft_months(const struct picture_query *query)
{
	int months = (query->period_to.year - query->from.year) * 12 + query->period_to.month
		- query->from.month + 1;

	return months < 1 ? 1 : months > 12 ? 12 : (size_t)months;
}

/* Months of a year, a trend that fades as 0.98 a week does, the last eight years, and ten
 * trials, each from another time on, before anything is said of how well it held (outlook.h). */
static struct outlook_settings settings_of(const struct draft *draft)
{
	double beside = (1 - draft->limits->outlook_share) / 2;

	return (struct outlook_settings){ .season = 12, .harmonics = 2, .fading = pow(0.98, 52.1775 / 12),
		.horizon = draft_months(draft->query), .least = 24, .events = 30, .tolerance = 1e-10,
		.window = 96, .low = beside, .high = 1 - beside, .trials = 10, .held_least = 0.72 };
}

struct ahead {
	bool is_known;
	struct outlooks ways;
	struct outlook_judged judged;
};

static struct ahead ahead_of(const struct draft *draft, bool of_injured)
{
	const struct numbers *numbers = draft->numbers;
	struct outlook_settings settings = settings_of(draft);
	double *counts = arena_array(draft->arena, double, numbers->month_count + 1);
	const struct outlook_trial *trials;
	size_t trials_count = 0;
	struct ahead ahead = { 0 };

	if (!outlook_settings_are_fine(&settings))
		return ahead;
	for (size_t i = 0; i < numbers->month_count; i++)
		counts[i] = (double)(of_injured ? numbers->months[i].injured : numbers->months[i].events);
	trials = outlook_past(draft->arena, counts, numbers->month_count, &settings, &trials_count);
	ahead.judged = outlook_judge(draft->arena, trials, trials_count, &settings);
	ahead.ways = outlook_make(counts, numbers->month_count,
		ahead.judged.is_enough ? ahead.judged.wider : 1, &settings);
	ahead.is_known = ahead.ways.ways[OUTLOOK_staying].state != OUTLOOK_too_few
		&& ahead.ways.ways[OUTLOOK_staying].state != OUTLOOK_nothing;
	return ahead;
}

static struct str limit(const struct draft *draft, double value)
{
	return tongue_number(draft->arena, (int64_t)(value + 0.5));
}

/* The first and the last of the months that are foretold, in words. */
static struct str months_ahead(const struct draft *draft)
{
	const struct numbers *numbers = draft->numbers;
	struct date first, last;

	if (!numbers->month_count || !date_read(arena_print(draft->arena, "%.*s-01",
			STR(numbers->months[numbers->month_count - 1].month)), &first))
		return S("");
	first = date_add_months(first, 1);
	last = date_add_months(first, (int)draft_months(draft->query) - 1);
	if (date_compare(first, last) == 0)
		return tongue_month(draft->arena, first);
	return arena_print(draft->arena, "%.*s–%.*s", STR(tongue_month(draft->arena, first)),
		STR(tongue_month(draft->arena, last)));
}

static struct str held_words(const struct draft *draft, const struct ahead *ahead)
{
	if (!ahead->judged.is_enough)
		return str_of(_("The past is too short to try how well such limits hold."));
	return arena_print(draft->arena, _("Tried on the past, the outcome was within such limits %.*s times of %.*s."),
		STR(limit(draft, ahead->judged.held * (double)ahead->judged.trials)),
		STR(tongue_number(draft->arena, (int64_t)ahead->judged.trials)));
}

static struct str share_words(const struct draft *draft)
{
	return tongue_number(draft->arena, (int64_t)(draft->limits->outlook_share * 100 + 0.5));
}

/* ---- Likely consequences ---------------------------------------------------------------------- */

static void serious_say(struct draft *draft)
{
	const struct numbers_by *table = &draft->numbers->by[BY_SEVERITY];

	for (size_t i = table->count; i-- > 0;) {
		const struct number_row *row = &table->rows[i];
		const struct item *severity = item_find("event/severities", row->key);

		if (!row->now || !severity || !item_int(severity, "alerts_director"))
			continue;
		draft_say(draft, &(struct proposal){ .section = SECTION_consequences,
			.key = arena_print(draft->arena, "severity:%.*s", STR(row->key)),
			.rows = ROWS_events, .by = "severity", .of = row->key,
			.words = arena_print(draft->arena, plural(row->now,
					"%.*s of the events was judged as »%.*s«, against %.*s in the same days the year before.",
					"%.*s of the events were judged as »%.*s«, against %.*s in the same days the year before."),
				STR(draft_mark(draft->arena, row->now, arena_print(draft->arena,
					"severity:%.*s", STR(row->key)))),
				STR(row_label(draft->arena, table->by, row)),
				STR(draft_mark(draft->arena, row->before, arena_print(draft->arena,
					"severity:%.*s:before", STR(row->key))))) });
	}
}

static void injured_ahead_say(struct draft *draft)
{
	struct ahead ahead = ahead_of(draft, true);
	const struct outlook *way = &ahead.ways.ways[ahead.judged.better];

	if (!ahead.is_known)
		return;
	draft_say(draft, &(struct proposal){ .key = S("injured-ahead"), .section = SECTION_consequences,
		.rows = ROWS_history, .words = arena_print(draft->arena,
			_("If nothing changes, between %.*s and %.*s people are likely to be injured in %.*s (%.*s times of 100). %.*s"),
			STR(limit(draft, way->low)), STR(limit(draft, way->high)),
			STR(months_ahead(draft)), STR(share_words(draft)), STR(held_words(draft, &ahead))) });
}

static void measures_say(struct draft *draft)
{
	const struct numbers *numbers = draft->numbers;

	if (!numbers->measures_open)
		return;
	draft_say(draft, &(struct proposal){ .key = S("measures"), .section = SECTION_measures,
		.rows = ROWS_measures, .words = arena_print(draft->arena,
			plural(numbers->measures_open, "%.*s measure is open, of which %.*s is late.",
				"%.*s measures are open, of which %.*s are late."),
			STR(draft_mark(draft->arena, numbers->measures_open, S("open"))),
			STR(draft_mark(draft->arena, numbers->measures_late, S("late")))) });
}

void draft_consequences(struct draft *draft)
{
	serious_say(draft);
	injured_ahead_say(draft);
	measures_say(draft);
}

/* ---- Possible development ------------------------------------------------------------------------ */

void draft_development(struct draft *draft)
{
	struct ahead ahead = ahead_of(draft, false);
	const struct outlook *going = &ahead.ways.ways[OUTLOOK_going_on];
	const struct outlook *staying = &ahead.ways.ways[OUTLOOK_staying];

	if (!ahead.is_known) {
		draft_say(draft, &(struct proposal){ .key = S("ahead-few"), .section = SECTION_development,
			.rows = ROWS_history,
			.words = str_of(_("There is too little behind to say how many events are to come. Write what may change, and how one would notice.")) });
		return;
	}
	if (going->state == OUTLOOK_simple)
		draft_say(draft, &(struct proposal){ .key = S("ahead"), .section = SECTION_development,
			.rows = ROWS_history, .words = arena_print(draft->arena,
				_("If it stays as it has been, between %.*s and %.*s events are to be expected in %.*s (%.*s times of 100). %.*s"),
				STR(limit(draft, staying->low)), STR(limit(draft, staying->high)),
				STR(months_ahead(draft)), STR(share_words(draft)), STR(held_words(draft, &ahead))) });
	else
		draft_say(draft, &(struct proposal){ .key = S("ahead"), .section = SECTION_development,
			.rows = ROWS_history, .words = arena_print(draft->arena,
				_("In %.*s between %.*s and %.*s events are to be expected if it goes on as until now, and between %.*s and %.*s if it stays where it is (%.*s times of 100). %.*s"),
				STR(months_ahead(draft)), STR(limit(draft, going->low)),
				STR(limit(draft, going->high)), STR(limit(draft, staying->low)),
				STR(limit(draft, staying->high)), STR(share_words(draft)),
				STR(held_words(draft, &ahead))) });
}
