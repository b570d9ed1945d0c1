/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_date.c - dates as other programs write them.
 *
 * A pattern is letters d, m, y and what stands between; "mmm" is the name of a month in
 * Swedish or English.  Where day and month could be either, the day comes first: so do most
 * who write with a slash, and a 13th month shows the others.
 */
#include "kit/import_inside.h"

#include <string.h>

static const char *const patterns[] = {
	"yyyy-mm-dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "dd-mm-yyyy", "yyyy/mm/dd",
	"yyyy.mm.dd", "yyyymmdd", "d mmm yyyy", "dd-mmm-yyyy", "dd/mm/yy", "mm/dd/yy", "yy-mm-dd",
};
enum { FIT_PERCENT = 60, CENTURY_TURNS = 70 };

/* The first three letters of a month are enough in both languages. */
static int month_named(struct str *text)
{
	static const char names[] = "jan feb mar apr maj jun jul aug sep okt nov dec ";
	static const char english[] = "jan feb mar apr may jun jul aug sep oct nov dec ";
	char first[5] = "xxx ";
	const char *found;
	size_t len = 0;

	while (len < text->len && ((text->at[len] | 32) >= 'a' && (text->at[len] | 32) <= 'z')) {
		if (len < 3)
			first[len] = (char)(text->at[len] | 32);
		len++;
	}
	if (len < 3)
		return 0;
	*text = str_part(*text, len + (len < text->len && text->at[len] == '.'), text->len);
	if ((found = strstr(names, first)))
		return (int)(found - names) / 4 + 1;
	found = strstr(english, first);
	return found ? (int)(found - english) / 4 + 1 : 0;
}

static int digits_take(struct str *text, size_t least, size_t most)
{
	size_t len = 0;
	int number = 0;

	while (len < text->len && len < most && text->at[len] >= '0' && text->at[len] <= '9')
		number = number * 10 + (text->at[len++] - '0');
	if (len < least)
		return -1;
	*text = str_part(*text, len, text->len);
	return number;
}

static int part_take(struct str *text, char letter, size_t letters, bool is_packed)
{
	int number;

	if (letter == 'm' && letters == 3)
		return month_named(text);
	if (letter == 'y') {
		number = digits_take(text, letters, letters);
		if (letters == 2 && number >= 0)
			number += number < CENTURY_TURNS ? 2000 : 1900;
		return number;
	}
	return digits_take(text, is_packed ? 2 : 1, 2);
}

bool import_date_read(struct str text, struct str pattern, struct date *date, struct str *rest)
{
	bool is_packed = str_is(pattern, "yyyymmdd");
	int parts[128] = { 0 };
	char iso[16] = "";
	size_t run;

	text = str_trim(text);
	for (size_t i = 0; i < pattern.len; i += run) {
		char letter = pattern.at[i];

		run = 1;
		if (letter != 'd' && letter != 'm' && letter != 'y') {
			if (!text.len || text.at[0] != letter)
				return false;
			text = str_part(text, 1, text.len);
			continue;
		}
		while (i + run < pattern.len && pattern.at[i + run] == letter)
			run++;
		parts[(int)letter] = part_take(&text, letter, run, is_packed);
		if (parts[(int)letter] <= 0)
			return false;
	}
	/* Something else than a number or letter ends a date. */
	if (text.len && ((text.at[0] >= '0' && text.at[0] <= '9') || text.at[0] == '-' || text.at[0] == '/'))
		return false;
	iso[0] = (char)('0' + parts['y'] / 1000 % 10);
	iso[1] = (char)('0' + parts['y'] / 100 % 10);
	iso[2] = (char)('0' + parts['y'] / 10 % 10);
	iso[3] = (char)('0' + parts['y'] % 10);
	iso[4] = iso[7] = '-';
	iso[5] = (char)('0' + parts['m'] / 10 % 10);
	iso[6] = (char)('0' + parts['m'] % 10);
	iso[8] = (char)('0' + parts['d'] / 10 % 10);
	iso[9] = (char)('0' + parts['d'] % 10);
	*rest = text;
	return date_read(str_of(iso), date);
}

const char *import_date_pattern(const struct str *values, size_t count)
{
	const char *best = "";
	size_t best_fit = 0, given = 0;

	for (size_t i = 0; i < count; i++)
		given += str_trim(values[i]).len > 0;
	for (size_t p = 0; p < COUNT(patterns); p++) {
		size_t fit = 0;

		for (size_t i = 0; i < count; i++) {
			struct date date;
			struct str rest;

			fit += import_date_read(values[i], str_of(patterns[p]), &date, &rest);
		}
		if (fit > best_fit) {
			best_fit = fit;
			best = patterns[p];
		}
	}
	return given && best_fit * 100 >= given * FIT_PERCENT ? best : "";
}
