/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/rules.c - what follows from what was judged, and what must not be written.
 */
#include "modules/commitments/inside.h"

enum { METER_DIGITS = 18 };
static const char meter_start[] = "735999";     /* Sweden's series for points of the grid */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool may_stand_between(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '\n' || c == '\t';
}

/* The digits from here on, however they are spaced; at most one more than are asked for. */
static size_t digits_from(struct str words, size_t at, char *digits, size_t most)
{
	size_t count = 0;

	for (; at < words.len && count < most; at++) {
		if (is_digit(words.at[at]))
			digits[count++] = words.at[at];
		else if (!may_stand_between(words.at[at]))
			break;
	}
	return count;
}

bool words_hold_meter(struct str words)
{
	char digits[METER_DIGITS];

	for (size_t i = 0; i < words.len; i++) {
		struct str found = { digits, digits_from(words, i, digits, sizeof(digits)) };

		if (found.len == METER_DIGITS && is_digit(words.at[i])
		    && str_starts(found, str_of(meter_start)))
			return true;
	}
	return false;
}

void judge_words(const struct form *form, const void *row, struct problems *problems)
{
	for (size_t i = 0; form->fields[i]; i++) {
		const struct field *field = record_field(form->record, form->fields[i]);

		if ((field->kind == FIELD_text || field->kind == FIELD_prose)
		    && words_hold_meter(*field_text(field, row)))
			problem_add(problems, field->column.name, "%s",
				_("There is a metering point's number in this text. Such numbers are not kept here: write how many points there are."));
	}
}

int64_t level_critical(void)
{
	const struct catalogue *levels = catalogue_get("commitments/levels");

	for (size_t i = 0; i < levels->count; i++)
		if (item_int(&levels->items[i], "is_critical"))
			return item_int(&levels->items[i], "level");
	return INT64_MAX;
}

static bool refused_row(size_t i, struct out *out)
{
	if (i)
		return false;
	out_z(out, "| 18 digits that begin with 735999, with spaces or signs between them |"
		" the text is not saved: metering points are counted here, never listed |");
	return true;
}

const struct rule_table commitments_rules[] = {
	{ .name = "commitments: what must not be written", .headings = "| In a text | Then |",
	  .row = refused_row },
	{ .name = NULL },
};
