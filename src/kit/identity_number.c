/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/identity_number.c - see identity.h: numbers of persons and organisations. */
#include "kit/identity_inside.h"

#include <stdio.h>
#include <string.h>

/* As it stands in the text. */
struct number {
	size_t at, len;
	int century;                    /* 0: not written */
	char digits[10];                /* YYMMDDNNNN */
	bool is_old;                    /* + */
};

static int two(const char *at)
{
	return (at[0] - '0') * 10 + at[1] - '0';
}

/* Modulus 10 over all ten, the first twice. */
static bool check_digit_fits(const char digits[10])
{
	int sum = 0;

	for (int i = 0; i < 10; i++) {
		int value = (digits[i] - '0') * (i % 2 ? 1 : 2);

		sum += value > 9 ? value - 9 : value;
	}
	return sum % 10 == 0;
}

static bool digits_stand(struct str text, size_t at, size_t count)
{
	if (at + count > text.len)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!identity_is_digit(text.at[at + i]))
			return false;
	return true;
}

size_t identity_space_len(struct str text)
{
	static const char *const spaces[] = { " ", "\t", "\n", "\r", "\u00A0", "\u202F", "\u2009" };

	for (size_t i = 0; i < COUNT(spaces); i++)
		if (str_starts(text, str_of(spaces[i])))
			return strlen(spaces[i]);
	return 0;
}

/* - or +, also as the dashes of typography. */
static size_t sign_len(struct str text)
{
	static const char *const signs[] = { "-", "+", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015",
		"\u2212" };

	for (size_t i = 0; i < COUNT(signs); i++)
		if (str_starts(text, str_of(signs[i])))
			return strlen(signs[i]);
	return 0;
}

static bool number_stands(struct str text, size_t at, bool has_century, struct number *number)
{
	size_t end = at;

	*number = (struct number){ .at = at };
	if (has_century) {
		if (!digits_stand(text, end, 2))
			return false;
		number->century = two(text.at + end);
		if (number->century != 16 && (number->century < 18 || number->century > 20))
			return false;
		end += 2;
	}
	if (!digits_stand(text, end, 6))
		return false;
	memcpy(number->digits, text.at + end, 6);
	end += 6;
	end += identity_space_len(str_part(text, end, text.len));
	number->is_old = end < text.len && text.at[end] == '+';
	end += sign_len(str_part(text, end, text.len));
	end += identity_space_len(str_part(text, end, text.len));
	if (!digits_stand(text, end, 4) || digits_stand(text, end, 5))
		return false;
	memcpy(number->digits + 6, text.at + end, 4);
	number->len = end + 4 - at;
	return true;
}

/* The latest year with these digits that has begun. */
static int year_of(const struct number *number, struct date today)
{
	int year = today.year / 100 * 100 + two(number->digits);

	if (number->century)
		return number->century * 100 + two(number->digits);
	if (year > today.year)
		year -= 100;
	return number->is_old ? year - 100 : year;
}

static bool day_is_there(int year, int month, int day)
{
	char text[40];
	struct date date;

	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
	return date_read(str_of(text), &date);
}

static struct identity organisation(struct arena *arena, const struct number *number)
{
	if (!check_digit_fits(number->digits) || two(number->digits + 2) < 20)
		return (struct identity){ 0 };
	return (struct identity){ IDENTITY_organisation, number->at, number->len, arena
		? arena_print(arena, "%.6s-%.4s", number->digits, number->digits + 6) : S("") };
}

static struct identity number_judge(struct arena *arena, const struct number *number, struct date today)
{
	int month = two(number->digits + 2), day = two(number->digits + 4), year = year_of(number, today);
	bool is_coordination = day > 60, is_right = check_digit_fits(number->digits);
	enum identity_kind kind = is_coordination
		? is_right ? IDENTITY_coordination : IDENTITY_coordination_suspected
		: is_right ? IDENTITY_person : IDENTITY_person_suspected;

	if (number->century == 16 || month >= 20)
		return organisation(arena, number);
	if (!day_is_there(year, month, is_coordination ? day - 60 : day))
		return (struct identity){ 0 };
	return (struct identity){ kind, number->at, number->len, arena
		? arena_print(arena, "%04d%.4s-%.4s", year, number->digits + 2, number->digits + 6) : S("") };
}

struct identity identity_number_at(struct arena *arena, struct str text, size_t at, struct date today)
{
	struct number number;

	if (at && identity_is_digit(text.at[at - 1]))
		return (struct identity){ 0 };
	if (!number_stands(text, at, true, &number) && !number_stands(text, at, false, &number))
		return (struct identity){ 0 };
	return number_judge(arena, &number, today);
}

struct identity identity_number(struct arena *arena, struct str text, struct date today)
{
	for (size_t at = 0; at < text.len; at++) {
		struct number number;

		if (at && identity_is_digit(text.at[at - 1]))
			continue;
		if (number_stands(text, at, true, &number) || number_stands(text, at, false, &number))
			return number_judge(arena, &number, today);
	}
	return (struct identity){ 0 };
}
