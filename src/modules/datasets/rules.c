/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/rules.c - periods, figures that are not numbers, what may be compared. */
#include "modules/datasets/inside.h"

#include <math.h>

enum { MONTHS = 12, QUARTER_MONTHS = 3, YEAR_DIGITS = 4, FIRST_YEAR = 1700, LAST_YEAR = 2200 };

/* ---- Periods -------------------------------------------------------------------------------- */

static struct date month_end(struct date first)
{
	return date_add_days(date_add_months(first, 1), -1);
}

static void months_span(int year, int month, int count, struct date *from, struct date *to)
{
	*from = (struct date){ (int16_t)year, (int8_t)month, 1 };
	*to = month_end(date_add_months(*from, count - 1));
}

bool span_read(struct str text, struct date *from, struct date *to)
{
	struct str rest = str_part(text, YEAR_DIGITS, text.len);
	bool is_quarter;
	int64_t year, part;

	if (!str_to_int(str_part(text, 0, YEAR_DIGITS), &year) || year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	if (!rest.len) {
		months_span((int)year, 1, MONTHS, from, to);
		return true;
	}
	if (rest.at[0] == '-' || rest.at[0] == ' ' || rest.at[0] == 'M')
		rest = str_part(rest, 1, rest.len);
	is_quarter = rest.len && (rest.at[0] == 'K' || rest.at[0] == 'Q' || rest.at[0] == 'k' || rest.at[0] == 'q');
	if (is_quarter)
		rest = str_part(rest, 1, rest.len);
	if (rest.len > 2 || !str_to_int(rest, &part) || part < 1
	    || part > (is_quarter ? MONTHS / QUARTER_MONTHS : MONTHS) || (!is_quarter && rest.len != 2))
		return false;
	if (is_quarter)
		months_span((int)year, (int)(part - 1) * QUARTER_MONTHS + 1, QUARTER_MONTHS, from, to);
	else
		months_span((int)year, (int)part, 1, from, to);
	return true;
}

struct str span_words(struct arena *arena, struct date from, struct date to)
{
	if (from.day == 1 && date_compare(to, month_end(from)) == 0)
		return tongue_month(arena, from);
	if (from.day == 1 && from.month == 1 && date_compare(to, month_end(date_add_months(from, MONTHS - 1))) == 0)
		return arena_print(arena, "%d", from.year);
	if (from.day == 1 && (from.month - 1) % QUARTER_MONTHS == 0
	    && date_compare(to, month_end(date_add_months(from, QUARTER_MONTHS - 1))) == 0)
		return arena_print(arena, _("quarter %d, %d"), (from.month - 1) / QUARTER_MONTHS + 1, from.year);
	return arena_print(arena, "%.*s – %.*s", STR(tongue_date(arena, from)), STR(tongue_date(arena, to)));
}

/* ---- Figures -------------------------------------------------------------------------------- */

/* Without the spaces between thousands; false when it is longer than any number. */
static bool spaces_drop(struct str text, char *to, size_t room, struct str *without)
{
	size_t len = 0;

	for (struct str rest = text; rest.len;) {
		uint32_t letter = str_next_letter(&rest);

		if (letter == ' ' || letter == 0xA0 || letter == 0x202F || letter == 0x2009)
			continue;
		if (letter == 0x2212)
			letter = '-';
		if (letter > 0x7E || len + 1 >= room)
			return false;
		to[len++] = (char)letter;
	}
	*without = (struct str){ to, len };
	return true;
}

bool figure_read(struct str text, enum figure_telling *telling, double *value)
{
	enum { NUMBER_LONGEST = 40 };
	char digits[NUMBER_LONGEST];
	struct str number;

	*value = 0;
	text = str_trim(text);
	if (str_is(text, "..") || str_is(text, ".") || str_is_nocase(text, "nan") || str_is(text, "…")) {
		*telling = FIGURE_missing;
		return true;
	}
	if (str_is(text, "-") || str_is(text, "–") || str_is(text, "\u2212")) {
		*telling = FIGURE_nothing;
		return true;
	}
	if (!text.len || !spaces_drop(text, digits, sizeof(digits), &number) || !str_to_real(number, value)
	    || !isfinite(*value) || fabs(*value) > 1e15) {
		*value = 0;
		return false;
	}
	*telling = FIGURE_number;
	return true;
}

static struct str number_words(struct arena *arena, double value)
{
	double whole = round(value);

	return fabs(value - whole) < 1e-9 ? tongue_number(arena, (int64_t)whole) : tongue_real(arena, value, 2);
}

struct str figure_words(struct arena *arena, const struct series_row *row)
{
	struct str words = row->telling == FIGURE_number ? number_words(arena, row->value)
		: str_of(row->telling == FIGURE_missing ? _("not known (..)") : _("nothing to count (-)"));

	return row->is_preliminary ? arena_print(arena, _("%.*s, preliminary"), STR(words)) : words;
}

/* ---- What may be compared --------------------------------------------------------------------- */

const struct dataset_break *break_between(const struct dataset_break_list *breaks, struct date earlier,
                                          struct date later)
{
	for (size_t i = 0; i < breaks->count; i++)
		if (date_compare(breaks->at[i].first_on, earlier) > 0
		    && date_compare(breaks->at[i].first_on, later) <= 0)
			return &breaks->at[i];
	return NULL;
}

struct date dataset_fresh_until(const struct dataset *dataset, struct date published_on)
{
	return date_add_days(published_on,
		(int)item_int(item_find("datasets/cadences", dataset->cadence), "fresh_days"));
}

static int months_of(const struct series_row *row)
{
	return (row->to.year - row->from.year) * MONTHS + row->to.month - row->from.month;
}

struct str comparison_words(struct arena *arena, const struct dataset_break_list *breaks,
                            const struct series_row *earlier, const struct series_row *later)
{
	const struct dataset_break *apart = break_between(breaks, earlier->from, later->to);
	struct str before = span_words(arena, earlier->from, earlier->to);
	struct str after = span_words(arena, later->from, later->to);

	if (apart)
		return arena_print(arena, _("%.*s and %.*s cannot be compared. The series was broken on %.*s: %.*s"),
			STR(before), STR(after), STR(tongue_date(arena, apart->first_on)), STR(apart->reason));
	if (months_of(earlier) != months_of(later))
		return arena_print(arena, _("%.*s and %.*s cannot be compared: they are not equally long."),
			STR(before), STR(after));
	if (earlier->telling != FIGURE_number || later->telling != FIGURE_number)
		return arena_print(arena, _("%.*s and %.*s cannot be compared: %.*s and %.*s."), STR(before),
			STR(after), STR(figure_words(arena, earlier)), STR(figure_words(arena, later)));
	return arena_print(arena, _("From %.*s in %.*s to %.*s in %.*s: %s%.*s. Whether that is more than chance is not said here."),
		STR(figure_words(arena, earlier)), STR(before), STR(figure_words(arena, later)), STR(after),
		later->value > earlier->value ? "+" : "", STR(number_words(arena, later->value - earlier->value)));
}
