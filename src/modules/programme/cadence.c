/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/cadence.c - when a duty comes round: periods of a year, and days counted from them.
 *
 * A day is written as a day of the period's year ("09-30"), of a year after it ("02-15+1"), or
 * counted from the period ("end+10d", "start-30d").
 */
#include "modules/programme/inside.h"

#include "kit/setting.h"

enum { MOST_YEARS_AFTER = 5, MOST_DAYS_COUNTED = 1500, YEAR_MONTHS = 12 };
enum { COMMON_YEAR = 2001 };            /* one without 29 February, to judge days by */

const struct cadence_kind cadence_kinds[] = {
	{ "year", CADENCE_part, 12, 0, "", N_("once a year") },
	{ "third1", CADENCE_part, 4, 1, "T", N_("with the first four months of the year") },
	{ "third2", CADENCE_part, 4, 2, "T", N_("with the second four months of the year") },
	{ "third3", CADENCE_part, 4, 3, "T", N_("with the last four months of the year") },
	{ "quarter", CADENCE_part, 3, 0, "Q", N_("every quarter") },
	{ "month", CADENCE_part, 1, 0, "", N_("every month") },
	{ "programme", CADENCE_programme, 0, 0, "", N_("once while the programme is in force") },
	{ "term", CADENCE_term, 0, 0, "", N_("once in an electoral term") },
	{ "standing", CADENCE_standing, 12, 0, "", N_("all the time: fulfilled or gap") },
	{ "event", CADENCE_standing, 12, 0, "", N_("when something happens; counted over the year") },
	{ "never", CADENCE_never, 0, 0, "", N_("never: nothing is asked") },
	{ NULL, CADENCE_never, 0, 0, NULL, NULL },
};

const struct cadence_kind *cadence_kind_find(struct str name)
{
	for (const struct cadence_kind *kind = cadence_kinds; kind->name; kind++)
		if (str_is(name, kind->name))
			return kind;
	return NULL;
}

/* ---- A day in a rule ------------------------------------------------------------------- */

struct rule_day {
	enum { DAY_none, DAY_of_year, DAY_from_start, DAY_from_end } from;
	int month, day, years_after;
	int days;                       /* counted from start or end */
};

/* Digits only, at most three of them or so: no sign, no space. */
static bool number_read(struct str text, size_t longest, int *number)
{
	int value = 0;

	if (!text.len || text.len > longest)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		value = value * 10 + (text.at[i] - '0');
	}
	*number = value;
	return true;
}

static bool counted_read(struct str text, struct rule_day *day)
{
	bool is_end = str_starts(text, S("end"));
	struct str rest = str_part(text, is_end ? 3 : 5, text.len);
	char sign = rest.len ? rest.at[0] : '\0';

	day->from = is_end ? DAY_from_end : DAY_from_start;
	if (!rest.len)
		return true;
	if ((sign != '+' && sign != '-') || !str_ends(rest, S("d"))
	    || !number_read(str_part(rest, 1, rest.len - 2), 4, &day->days)
	    || day->days > MOST_DAYS_COUNTED)
		return false;
	if (sign == '-')
		day->days = -day->days;
	return true;
}

static bool day_of_year_read(struct str text, struct rule_day *day)
{
	struct str rest = str_part(text, 5, text.len);
	struct date date;
	char iso[] = "2001-00-00";

	if (text.len < 5)
		return false;
	for (size_t i = 0; i < 5; i++)
		iso[5 + i] = text.at[i];
	day->from = DAY_of_year;
	if (!date_read(str_of(iso), &date))
		return false;
	day->month = date.month;
	day->day = date.day;
	return !rest.len || (rest.at[0] == '+'
		&& number_read(str_part(rest, 1, rest.len), 1, &day->years_after)
		&& day->years_after <= MOST_YEARS_AFTER);
}

static bool rule_day_read(struct str text, struct rule_day *day)
{
	*day = (struct rule_day){ .from = DAY_none };
	if (!text.len)
		return true;
	if (str_starts(text, S("end")) || str_starts(text, S("start")))
		return counted_read(text, day);
	return day_of_year_read(text, day);
}

static struct date rule_day_on(const struct rule_day *day, struct date from, struct date to)
{
	switch (day->from) {
	case DAY_of_year:
		return (struct date){ (int16_t)(from.year + day->years_after), (int8_t)day->month,
			(int8_t)day->day };
	case DAY_from_start:
		return date_add_days(from, day->days);
	case DAY_from_end:
		return date_add_days(to, day->days);
	default:
		return (struct date){ 0 };
	}
}

/* ---- Periods ---------------------------------------------------------------------------- */

static struct date first_of(int year, int month)
{
	return (struct date){ (int16_t)year, (int8_t)month, 1 };
}

static struct str part_name(struct arena *arena, const struct cadence_kind *kind, int year, int part)
{
	if (kind->months == YEAR_MONTHS)
		return arena_print(arena, "%04d", year);
	if (kind->letter[0])
		return arena_print(arena, "%04d-%s%d", year, kind->letter, part);
	return arena_print(arena, "%04d-%02d", year, part);
}

/* Opens with the period and is due with its end, unless the rule says otherwise; what stands
 * all the time is never due. */
static void period_days(const struct calendar_rule *rule, const struct cadence_kind *kind,
                        struct rule_period *period)
{
	struct rule_day opens, due;

	rule_day_read(rule->opens, &opens);
	rule_day_read(rule->due, &due);
	period->opens = opens.from ? rule_day_on(&opens, period->from, period->to) : period->from;
	period->due = due.from ? rule_day_on(&due, period->from, period->to)
		: kind->how == CADENCE_standing ? (struct date){ 0 } : period->to;
}

static struct rule_period_list parts_of_year(struct arena *arena, const struct calendar_rule *rule,
                                             const struct cadence_kind *kind, int year)
{
	int parts = YEAR_MONTHS / kind->months;
	struct rule_period_list list = { .at = arena_array(arena, struct rule_period, (size_t)parts) };

	for (int part = 1; part <= parts; part++) {
		struct rule_period *period = &list.at[list.count];

		if (kind->only && kind->only != part)
			continue;
		period->period = part_name(arena, kind, year, part);
		period->from = first_of(year, (part - 1) * kind->months + 1);
		period->to = date_add_days(date_add_months(period->from, kind->months), -1);
		period_days(rule, kind, period);
		list.count++;
	}
	return list;
}

static bool is_whole_years(struct date from, struct date to)
{
	return from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31;
}

/* "2018..2021", or with days. */
static struct str long_name(struct arena *arena, struct date from, struct date to)
{
	if (is_whole_years(from, to))
		return arena_print(arena, "%04d..%04d", from.year, to.year);
	return arena_print(arena, "%.*s..%.*s", STR(date_iso(arena, from)), STR(date_iso(arena, to)));
}

static struct rule_period_list one_long(struct arena *arena, const struct calendar_rule *rule,
                                        const struct cadence_kind *kind, struct date from, struct date to)
{
	struct rule_period *period = arena_new(arena, struct rule_period);

	*period = (struct rule_period){ .period = long_name(arena, from, to), .from = from, .to = to };
	period_days(rule, kind, period);
	return (struct rule_period_list){ 1, period };
}

/* The electoral term that begins in a year: settings say when one began and how long they are. */
static bool term_in(int year, struct date *from, struct date *to)
{
	int64_t years = setting_int("term_years");
	struct date first;
	int away;

	if (!date_read(setting_text("term_from"), &first) || years < 1)
		return false;
	away = year - first.year;
	if (away % (int)years)
		return false;
	*from = date_add_months(first, away * YEAR_MONTHS);
	*to = date_add_days(date_add_months(*from, (int)years * YEAR_MONTHS), -1);
	return true;
}

struct rule_period_list rule_periods(struct arena *arena, const struct calendar_rule *rule, int year,
                                     const struct programme *programme)
{
	const struct cadence_kind *kind = cadence_kind_find(rule->period);
	struct date from, to;

	if (!kind || kind->how == CADENCE_never)
		return (struct rule_period_list){ 0 };
	if (kind->how == CADENCE_term)
		return term_in(year, &from, &to) ? one_long(arena, rule, kind, from, to)
			: (struct rule_period_list){ 0 };
	if (kind->how != CADENCE_programme)
		return parts_of_year(arena, rule, kind, year);
	if (programme->valid_from.year != year || !date_is_given(programme->valid_to))
		return (struct rule_period_list){ 0 };
	return one_long(arena, rule, kind, programme->valid_from, programme->valid_to);
}

struct rule_period_list rule_periods_touching(struct arena *arena, const struct calendar_rule *rule,
                                              int year, const struct programme *programme)
{
	const struct cadence_kind *kind = cadence_kind_find(rule->period);
	bool is_long = kind && (kind->how == CADENCE_term || kind->how == CADENCE_programme);
	int years_back = !is_long ? 0 : kind->how == CADENCE_term ? (int)setting_int("term_years")
		: year - programme->valid_from.year;

	for (int back = 0; back <= years_back; back++) {
		struct rule_period_list list = rule_periods(arena, rule, year - back, programme);

		if (list.count && list.at[list.count - 1].to.year >= year)
			return list;
	}
	return (struct rule_period_list){ 0 };
}

bool obligation_is_acted_on(const struct obligation *obligation, const struct calendar_rule *rule)
{
	const struct cadence_kind *kind = rule ? cadence_kind_find(rule->period) : NULL;

	return kind && kind->how != CADENCE_never && obligation->kind.len == 1
		&& str_find(S("DRAUP"), obligation->kind) >= 0;
}

/* ---- Judging a rule ---------------------------------------------------------------------- */

static bool is_wrong(struct cadence_fault *fault, const char *column, struct str words)
{
	*fault = (struct cadence_fault){ .column = column, .words = words };
	return false;
}

static bool day_judge(struct arena *arena, const char *column, struct str text,
                      struct cadence_fault *fault)
{
	struct rule_day day;

	if (rule_day_read(text, &day))
		return true;
	return is_wrong(fault, column, arena_print(arena,
		_("“%.*s” is no day. Write 09-30, 02-15+1 (the year after), end+10d or start-30d; 02-29 "
		  "does not come every year."), STR(text)));
}

/* Each period of a common year must open before it is due. */
static bool order_judge(struct arena *arena, const struct calendar_rule *rule,
                        const struct programme *programme, struct cadence_fault *fault)
{
	const struct cadence_kind *kind = cadence_kind_find(rule->period);
	int year = kind->how == CADENCE_programme ? programme->valid_from.year : COMMON_YEAR;
	struct rule_period_list periods = { 0 };

	for (int back = 0; back < YEAR_MONTHS && !periods.count; back++)
		periods = rule_periods(arena, rule, year - back, programme);
	for (size_t i = 0; i < periods.count; i++) {
		struct rule_period *period = &periods.at[i];

		if (date_is_given(period->due) && date_compare(period->due, period->opens) < 0)
			return is_wrong(fault, rule->due.len ? "due" : "opens", arena_print(arena,
				_("It would be due before it opens: for the period %.*s it opens %.*s and "
				  "is due %.*s."), STR(period->period), STR(date_iso(arena, period->opens)),
				STR(date_iso(arena, period->due))));
	}
	return true;
}

static bool meeting_judge(struct arena *arena, const struct calendar_rule *rule,
                          struct cadence_fault *fault)
{
	struct date from, to;

	if (!rule->meeting_from.len != !rule->meeting_to.len)
		return is_wrong(fault, rule->meeting_from.len ? "meeting_to" : "meeting_from",
			str_of(_("Write both the first and the last day of the window for the meeting, or "
				"neither.")));
	if (!rule->meeting_from.len)
		return true;
	if (!meeting_window(rule, COMMON_YEAR, &from, &to) || date_compare(from, to) > 0)
		return is_wrong(fault, "meeting_to", arena_print(arena,
			_("The window for the meeting, %.*s to %.*s, ends before it begins or is no window of "
			  "days in a year."), STR(rule->meeting_from), STR(rule->meeting_to)));
	return true;
}

bool meeting_window(const struct calendar_rule *rule, int year, struct date *from, struct date *to)
{
	struct rule_day first, last;
	struct date none = { 0 };

	if (!rule->meeting_from.len || !rule_day_read(rule->meeting_from, &first)
	    || !rule_day_read(rule->meeting_to, &last) || first.from != DAY_of_year
	    || last.from != DAY_of_year)
		return false;
	*from = rule_day_on(&first, first_of(year, 1), none);
	*to = rule_day_on(&last, first_of(year, 1), none);
	return true;
}

bool cadence_judge(struct arena *arena, const struct calendar_rule *rule,
                   const struct programme *programme, struct cadence_fault *fault)
{
	const struct cadence_kind *kind = cadence_kind_find(rule->period);

	if (!kind)
		return is_wrong(fault, "period", S(""));
	if (kind->how == CADENCE_never && (rule->opens.len || rule->due.len || rule->meeting_from.len))
		return is_wrong(fault, "opens", str_of(_("What never comes has no days.")));
	if (kind->how == CADENCE_programme && !date_is_given(programme->valid_to))
		return is_wrong(fault, "period",
			str_of(_("A programme without a last day has no period of its own. Give it valid_to.")));
	return day_judge(arena, "opens", rule->opens, fault)
		&& day_judge(arena, "due", rule->due, fault)
		&& day_judge(arena, "meeting_from", rule->meeting_from, fault)
		&& day_judge(arena, "meeting_to", rule->meeting_to, fault)
		&& meeting_judge(arena, rule, fault) && order_judge(arena, rule, programme, fault);
}
