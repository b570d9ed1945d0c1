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

void judge_function(bool is_vital, struct str function, struct problems *problems)
{
	if (function.len && !is_vital)
		problem_add(problems, "is_vital", "%s",
			_("A societal function is chosen, but the commitment is not marked as vital. Mark it, or take the function away."));
}

/* ---- What is judged ------------------------------------------------------------------ */

static void levels_read(struct profile *profile)
{
	const struct catalogue *levels = catalogue_get("commitments/levels");

	profile->lowest = profile->ends_outage = INT32_MAX;
	profile->highest = NOT_JUDGED;
	for (size_t i = 0; i < levels->count; i++) {
		int level = (int)item_int(&levels->items[i], "level");

		profile->lowest = level < profile->lowest ? level : profile->lowest;
		profile->highest = level > profile->highest ? level : profile->highest;
		if (item_int(&levels->items[i], "ends_outage") && level < profile->ends_outage)
			profile->ends_outage = level;
	}
}

void profile_begin(struct profile *profile)
{
	const struct catalogue *steps = catalogue_get("commitments/steps");
	const struct catalogue *values = catalogue_get("event/protected_values");

	*profile = (struct profile){ 0 };
	levels_read(profile);
	for (size_t i = 0; i < values->count && profile->values < PROFILE_VALUES; i++)
		if (!values->items[i].is_retired)
			profile->value[profile->values++] = &values->items[i];
	for (size_t i = 0; i < steps->count && profile->steps < PROFILE_STEPS; i++) {
		if (steps->items[i].is_retired)
			continue;
		profile->hours[profile->steps] = item_int(&steps->items[i], "hours");
		profile->step[profile->steps++] = &steps->items[i];
	}
	for (size_t v = 0; v < PROFILE_VALUES; v++) {
		profile->criticality[v] = NOT_JUDGED;
		for (size_t s = 0; s < PROFILE_STEPS; s++)
			profile->level[s][v] = NOT_JUDGED;
	}
}

static size_t place_of(const struct item *const *items, size_t count, struct str code)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(items[i]->code, code))
			return i;
	return count;
}

/* "individual=3", and with a step before it when there shall be one. */
static bool word_read(struct profile *profile, struct str word, bool has_step)
{
	struct str level_text = word, value = str_cut(&level_text, '='), step = S("");
	int64_t level;
	size_t v, s;

	if (has_step)
		step = str_cut(&value, '.');
	v = place_of(profile->value, profile->values, value);
	s = place_of(profile->step, profile->steps, step);
	if (v == profile->values || (has_step && s == profile->steps)
	    || !str_to_int(level_text, &level) || level < profile->lowest || level > profile->highest)
		return false;
	if (has_step)
		profile->level[s][v] = (int)level;
	else
		profile->criticality[v] = (int)level;
	return true;
}

static bool words_read(struct arena *arena, struct profile *profile, struct str words,
                       bool has_step, struct str *problem)
{
	words = str_trim(words);
	while (words.len) {
		struct str word = str_cut(&words, ' ');

		if (word.len && !word_read(profile, word, has_step)) {
			*problem = arena_print(arena,
				_("“%.*s” cannot be read. Write it as %s, with a level from %d to %d."),
				STR(word), has_step ? "h24.individual=3" : "individual=3",
				profile->lowest, profile->highest);
			return false;
		}
	}
	return true;
}

bool profile_read(struct arena *arena, struct profile *profile, struct str criticality,
                  struct str levels, struct str *problem)
{
	return words_read(arena, profile, criticality, false, problem)
		&& words_read(arena, profile, levels, true, problem);
}

static void word_write(struct out *out, struct str step, struct str value, int level)
{
	if (level == NOT_JUDGED)
		return;
	if (out->len)
		out_char(out, ' ');
	if (step.len)
		out_print(out, "%.*s.", STR(step));
	out_print(out, "%.*s=%d", STR(value), level);
}

void profile_write(struct arena *arena, const struct profile *profile, struct str *criticality,
                   struct str *levels)
{
	enum { LONGEST = 8192 };
	struct out first, second;

	out_init(&first, arena, LONGEST);
	out_init(&second, arena, LONGEST);
	for (size_t v = 0; v < profile->values; v++)
		word_write(&first, S(""), profile->value[v]->code, profile->criticality[v]);
	for (size_t s = 0; s < profile->steps; s++)
		for (size_t v = 0; v < profile->values; v++)
			word_write(&second, profile->step[s]->code, profile->value[v]->code,
				profile->level[s][v]);
	*criticality = out_str(&first);
	*levels = out_str(&second);
}

/* ---- What follows -------------------------------------------------------------------- */

struct outage outage_suggested(const struct profile *profile)
{
	struct outage outage = { 0 };

	for (size_t s = 0; s < profile->steps && !outage.hours; s++)
		for (size_t v = 0; v < profile->values; v++)
			if (profile->level[s][v] >= profile->ends_outage
			    && profile->level[s][v] > outage.level)
				outage = (struct outage){ profile->hours[s], s, v, profile->level[s][v] };
	return outage;
}

struct str outage_words(struct arena *arena, const struct profile *profile,
                        const struct outage *outage)
{
	if (!outage->hours)
		return arena_print(arena, _("Nothing reaches level %d within %.*s, so no longest outage follows."),
			profile->ends_outage, STR(item_name(profile->step[profile->steps - 1])));
	return arena_print(arena, _("“%.*s” reaches level %.*s %.*s, so %.*s is the longest that follows."),
		STR(item_name(profile->value[outage->value])), STR(commitment_level_words(arena, outage->level)),
		STR(item_words(profile->step[outage->step], "after")),
		STR(hours_words(arena, outage->hours)));
}

int profile_highest(const struct profile *profile)
{
	int highest = NOT_JUDGED;

	for (size_t v = 0; v < profile->values; v++)
		if (profile->criticality[v] > highest)
			highest = profile->criticality[v];
	return highest;
}

/* Every value and step has a level, and none becomes milder as time goes. */
static struct judgement_fault table_fault(const struct profile *profile)
{
	for (size_t v = 0; v < profile->values; v++)
		if (profile->criticality[v] == NOT_JUDGED)
			return (struct judgement_fault){ VALUE_MISSING, 0, v };
	for (size_t s = 0; s < profile->steps; s++)
		for (size_t v = 0; v < profile->values; v++) {
			if (profile->level[s][v] == NOT_JUDGED)
				return (struct judgement_fault){ STEP_MISSING, s, v };
			if (s && profile->level[s][v] < profile->level[s - 1][v])
				return (struct judgement_fault){ LATER_MILDER, s, v };
		}
	return (struct judgement_fault){ JUDGEMENT_FREE, 0, 0 };
}

struct judgement_fault judgement_fault(const struct profile *profile,
                                       const struct judgement *judgement)
{
	struct judgement_fault fault = table_fault(profile);
	struct outage outage = outage_suggested(profile);
	int64_t decided = judgement->acceptable_outage_hours;

	if (fault.what != JUDGEMENT_FREE)
		return fault;
	if (decided && decided != outage.hours && !str_trim(judgement->reason).len)
		fault.what = OUTAGE_REASON_MISSING;
	decided = decided ? decided : outage.hours;
	if (decided && judgement->target_recovery_hours > decided)
		fault.what = RECOVERY_TOO_LONG;
	return fault;
}

int64_t level_critical(void)
{
	const struct catalogue *levels = catalogue_get("commitments/levels");

	for (size_t i = 0; i < levels->count; i++)
		if (item_int(&levels->items[i], "is_critical"))
			return item_int(&levels->items[i], "level");
	return INT64_MAX;
}

static bool outage_row(size_t i, struct out *out)
{
	static const char *const rows[] = {
		"| a step at which a protected value reaches the level with `ends_outage` |"
		" the first such step is suggested as the longest outage |",
		"| no step reaches it | nothing is suggested |",
		"| a later step with a lower level than an earlier one | refused: a longer stop is not milder |",
		"| the person decides otherwise than suggested | a reason is needed |",
		"| the target of recovery is longer than the outage that was decided | refused |",
	};

	if (i >= COUNT(rows))
		return false;
	out_z(out, rows[i]);
	return true;
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
	{ .name = "commitments: acceptable outage", .headings = "| When | Then |", .row = outage_row },
	{ .name = "commitments: what must not be written", .headings = "| In a text | Then |",
	  .row = refused_row },
	{ .name = NULL },
};
