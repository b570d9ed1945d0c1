/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_survey_read.c - see analyse_survey.h. */
#include "app/analyse.h"
#include "app/analyse_survey.h"

#include <math.h>

struct reading {
	struct survey_file *file;
	const struct plain *plain;
	struct naming rounds;
	struct naming strata;           /* of the round that is read */
	struct naming groups[SURVEY_MARGINS_MOST];
	double *people[SURVEY_MARGINS_MOST];
	const char *names[SURVEY_MARGINS_MOST];
};

static bool is_population(const struct plain *plain, size_t row)
{
	return str_is(plain_text(plain, row, "kind"), "population");
}

/* ---- Answers ----------------------------------------------------------------------------- */

static bool answer_read(const struct plain *plain, size_t row, double *value, double *weight)
{
	bool is_yes = false;

	if (!plain_need(plain, row, "weight", 1e-9, 1e12, weight) || !plain_yes(plain, row, "answer", &is_yes))
		return false;
	*value = str_is_empty(plain_text(plain, row, "answer")) ? NAN : is_yes;
	return true;
}

/* One question, asked in one way, is a round: two wordings cannot be put together. */
static bool same_read(const struct plain *plain, size_t row, const char *column, bool is_first, struct str *word)
{
	struct str text = plain_text(plain, row, column);

	if (is_first)
		*word = text;
	return str_equals(*word, text) || plain_wrong(plain, row, "%s is '%.*s', and '%.*s' in other answers of the "
		"round", column, STR(text), STR(*word));
}

static bool round_find(struct reading *reading, size_t row, int32_t *found)
{
	*found = naming_put(&reading->rounds, plain_text(reading->plain, row, "round"));
	return *found >= 0 || plain_wrong(reading->plain, row, "more than %d rounds", SURVEY_ROUNDS_MOST);
}

static bool kinds_read(struct reading *reading)
{
	const struct plain *plain = reading->plain;
	struct arena *arena = plain->arena;
	size_t rows = plain->table->count;
	int32_t at;

	for (size_t row = 1; row < rows; row++) {
		struct str kind = plain_text(plain, row, "kind");

		if (!str_is_empty(kind) && !str_is(kind, "answer") && !is_population(plain, row))
			return plain_wrong(plain, row, "kind is answer or population");
		if (!is_population(plain, row) && !round_find(reading, row, &at))
			return false;
	}
	reading->file->count = reading->rounds.count;
	for (size_t i = 0; i < reading->file->count; i++) {
		struct survey_round *round = &reading->file->rounds[i];

		*round = (struct survey_round){ .name = reading->rounds.names[i], .rows = arena_array(arena, size_t, rows),
			.values = arena_array(arena, double, rows) };
	}
	return reading->file->count > 0 || plain_wrong(plain, 0, "there are no answers");
}

static bool answers_read(struct reading *reading, size_t number)
{
	const struct plain *plain = reading->plain;
	struct survey_round *round = &reading->file->rounds[number];
	double *weights = arena_array(plain->arena, double, plain->table->count);
	size_t *count = &round->sample.count;

	for (size_t row = 1; row < plain->table->count; row++) {
		if (is_population(plain, row) || !str_equals(plain_text(plain, row, "round"), round->name))
			continue;
		round->rows[*count] = row;
		if (!answer_read(plain, row, &round->values[*count], &weights[*count])
		    || !same_read(plain, row, "question", *count == 0, &round->question)
		    || !same_read(plain, row, "mode", *count == 0, &round->mode))
			return false;
		++*count;
	}
	round->sample.weights = weights;
	return true;
}

/* What each answer has in a column, as numbers. */
static const int32_t *column_read(const struct plain *plain, const struct survey_round *round, const char *column,
                                  struct naming *names)
{
	int32_t *found = arena_array(plain->arena, int32_t, round->sample.count + 1);

	naming_init(names, plain->arena, plain->table->count);
	for (size_t i = 0; i < round->sample.count; i++)
		found[i] = naming_put(names, plain_text(plain, round->rows[i], column));
	return found;
}

/* ---- People ------------------------------------------------------------------------------ */

/* Rows without a round are of all rounds. */
static bool is_of(const struct plain *plain, size_t row, const struct survey_round *round)
{
	struct str name = plain_text(plain, row, "round");

	return is_population(plain, row) && (str_is_empty(name) || str_equals(name, round->name));
}

/* Which margin, a new one when it was not there before; -1: told why not. */
static int margin_find(struct reading *reading, struct survey_round *round, struct survey_margin *margins,
                       size_t row)
{
	const struct plain *plain = reading->plain;
	struct str name = plain_text(plain, row, "margin");
	size_t at = 0;

	while (at < round->sample.margins_count && !str_is(name, reading->names[at]))
		at++;
	if (at < round->sample.margins_count)
		return (int)at;
	if (at == SURVEY_MARGINS_MOST)
		return plain_wrong(plain, row, "margin: more than %d of them", SURVEY_MARGINS_MOST) - 1;
	reading->names[at] = str_z(plain->arena, name);
	if (!plain_has(plain, reading->names[at]))
		return plain_wrong(plain, row, "margin: the answers have no column '%s'", reading->names[at]) - 1;
	margins[at].groups = column_read(plain, round, reading->names[at], &reading->groups[at]);
	margins[at].people = reading->people[at] = arena_array(plain->arena, double, plain->table->count);
	round->sample.margins_count++;
	return (int)at;
}

static bool people_put(const struct plain *plain, size_t row, struct naming *groups, double *people)
{
	int32_t group = naming_put(groups, plain_text(plain, row, "group"));
	double number;

	if (!plain_need(plain, row, "people", 1e-9, 1e12, &number))
		return false;
	if (people[group] > 0)
		return plain_wrong(plain, row, "the group is there twice");
	people[group] = number;
	return true;
}

static bool people_read(struct reading *reading, struct survey_round *round)
{
	const struct plain *plain = reading->plain;
	struct survey_margin *margins = arena_array(plain->arena, struct survey_margin, SURVEY_MARGINS_MOST);
	double *strata = arena_array(plain->arena, double, plain->table->count);
	bool has_strata = false;
	int at;

	round->sample.strata = column_read(plain, round, "stratum", &reading->strata);
	for (size_t row = 1; row < plain->table->count; row++) {
		if (!is_of(plain, row, round))
			continue;
		if (str_is(plain_text(plain, row, "margin"), "stratum")) {
			has_strata = true;
			if (!people_put(plain, row, &reading->strata, strata))
				return false;
			continue;
		}
		at = margin_find(reading, round, margins, row);
		if (at < 0 || !people_put(plain, row, &reading->groups[at], reading->people[at]))
			return false;
	}
	for (size_t m = 0; m < round->sample.margins_count; m++)
		margins[m].count = reading->groups[m].count;
	round->sample.margins = margins;
	round->sample.strata_count = reading->strata.count;
	round->sample.strata_people = has_strata ? strata : NULL;
	return true;
}

/* ---- Judged ------------------------------------------------------------------------------ */

static bool round_judge(const struct reading *reading, const struct survey_round *round)
{
	const struct plain *plain = reading->plain;
	size_t at, margin;
	enum survey_fault fault = survey_judge(&round->sample, &at, &margin);
	bool is_of_margin = fault == SURVEY_empty_group || fault == SURVEY_no_people;
	struct str name = is_of_margin ? reading->groups[margin].names[at] : reading->strata.names[at];
	const char *column = is_of_margin ? reading->names[margin] : "stratum";

	switch (fault) {
	case SURVEY_fine: return true;
	case SURVEY_no_answers: return plain_wrong(plain, 0, "round '%.*s' has fewer than two answers", STR(round->name));
	case SURVEY_bad_weight: return plain_wrong(plain, round->rows[at], "weight must be above 0");
	case SURVEY_lone_answer: return plain_wrong(plain, 0, "%s '%.*s' has one answer, and no error follows from one: join "
		"it with another", column, STR(name));
	case SURVEY_more_than_people: return plain_wrong(plain, 0, "%s '%.*s' has more answers than people, or no people",
		column, STR(name));
	case SURVEY_empty_group: return plain_wrong(plain, 0, "nobody of %s '%.*s' has answered: join it with another",
		column, STR(name));
	case SURVEY_no_people: return plain_wrong(plain, 0, "%s '%.*s' has answers and no row of kind population", column,
		STR(name));
	}
	return false;
}

static bool round_read(struct reading *reading, size_t number, double trim)
{
	struct survey_round *round = &reading->file->rounds[number];

	if (!answers_read(reading, number) || !people_read(reading, round) || !round_judge(reading, round))
		return false;
	round->sample.trim = trim;
	round->weights = survey_weigh(reading->plain->arena, &round->sample);
	return round->weights.is_settled || plain_wrong(reading->plain, 0, "weights cannot be moved so that all margins "
		"hold: do they add up to the same number of people?");
}

bool survey_file_read(const struct plain *plain, double trim, struct survey_file *file)
{
	struct reading reading = { .file = file, .plain = plain };

	*file = (struct survey_file){ .plain = plain };
	if (!plain_has(plain, "weight"))
		return plain_wrong(plain, 0, "the column 'weight' is missing: of how many people each answer speaks. Without it "
			"nothing can be said of those who were not asked");
	naming_init(&reading.rounds, plain->arena, SURVEY_ROUNDS_MOST);
	if (!kinds_read(&reading))
		return false;
	for (size_t i = 0; i < file->count; i++)
		if (!round_read(&reading, i, trim))
			return false;
	return true;
}
