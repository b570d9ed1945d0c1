/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/weigh.c - for how many people each answer speaks; see compute.h. */
#include "modules/surveys/compute.h"

enum { GROUPS_MOST = 5000 };

struct group_names { struct str name, *at; size_t count; bool is_full; };        /* is_full: there are more */

static int32_t group_number(struct group_names *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_equals(names->at[i], name))
			return (int32_t)i;
	if (names->count == GROUPS_MOST) {
		names->is_full = true;
		return GROUPS_MOST - 1;
	}
	names->at[names->count] = name;
	return (int32_t)names->count++;
}

static double people_of(const struct people_row_list *people, struct str margin, struct str group)
{
	for (size_t i = 0; i < people->count; i++)
		if (str_equals(people->at[i].margin, margin) && str_equals(people->at[i].group, group))
			return people->at[i].people;
	return 0;
}

static bool has_margin(const struct people_row_list *people, struct str margin)
{
	for (size_t i = 0; i < people->count; i++)
		if (str_equals(people->at[i].margin, margin))
			return true;
	return false;
}

/* The code of the area, or of the one above it, whose people are known; else its own code, of
 * which there are then none. */
static struct str area_group(const struct round_data *data, const struct survey_area *area)
{
	const struct survey_area *at = area;

	for (int deep = 0; at && deep < AREAS_DEEPEST; deep++) {
		if (people_of(data->people, S("area"), at->code) > 0)
			return at->code;
		at = survey_area_above(data->areas, at);
	}
	return area->code;
}

/* A margin: those that are answered of, and those of which there are people and no answer. */
static struct survey_margin margin_make(struct arena *arena, const struct round_data *data, struct str name,
                                        struct str *(*cells)(const struct round_data *, size_t), size_t nth,
                                        struct group_names *names)
{
	size_t count = data->answers->count;
	int32_t *groups = arena_array(arena, int32_t, count);
	double *people = arena_array(arena, double, GROUPS_MOST);
	struct str *cell = cells(data, nth);

	names->name = name;
	names->at = arena_array(arena, struct str, GROUPS_MOST);
	for (size_t i = 0; i < count; i++)
		groups[i] = group_number(names, cell ? cell[i] : area_group(data, data->answers->areas[i]));
	for (size_t i = 0; i < data->people->count; i++)
		if (str_equals(data->people->at[i].margin, name))
			group_number(names, data->people->at[i].group);
	for (size_t i = 0; i < names->count; i++)
		people[i] = people_of(data->people, name, names->at[i]);
	return (struct survey_margin){ .groups = groups, .count = names->count, .people = people };
}

static struct str *cells_of_strata(const struct round_data *data, size_t nth)
{
	(void)nth;
	return data->answers->strata;
}
static struct str *cells_of_areas(const struct round_data *data, size_t nth)
{
	(void)data;
	(void)nth;
	return NULL;
}
static struct str *cells_of_group(const struct round_data *data, size_t nth)
{
	return data->answers->groups[nth];
}

struct weighing {
	struct arena *arena;
	const struct round_data *data;
	struct weighed *weighed;
	struct survey_margin margins[GROUP_COLUMNS_MOST + 1];
	struct group_names margin_names[GROUP_COLUMNS_MOST + 1], strata;
};

static void strata_make(struct weighing *weighing)
{
	struct survey_sample *sample = &weighing->weighed->sample;
	struct survey_margin made;

	if (!weighing->data->answers->strata)
		return;
	made = margin_make(weighing->arena, weighing->data, S("stratum"), cells_of_strata, 0, &weighing->strata);
	sample->strata = made.groups;
	sample->strata_count = made.count;
	if (has_margin(weighing->data->people, S("stratum")))
		sample->strata_people = made.people;
}

static void margin_add(struct weighing *weighing, struct str name,
                       struct str *(*cells)(const struct round_data *, size_t), size_t nth)
{
	struct weighed *weighed = weighing->weighed;
	size_t at = weighed->sample.margins_count;

	if (!has_margin(weighing->data->people, name))
		return;
	weighing->margins[at] = margin_make(
		weighing->arena, weighing->data, name, cells, nth, &weighing->margin_names[at]);
	weighed->margins = weighed->margins.len ? arena_print(
				   weighing->arena, "%.*s %.*s", STR(weighed->margins), STR(name))
						: name;
	weighed->sample.margins_count++;
}

/* People of a stratum by answers of it; NULL: they are not known. */
static const double *weights_of_strata(struct weighing *weighing)
{
	const struct survey_sample *sample = &weighing->weighed->sample;
	double *weights = arena_array(weighing->arena, double, sample->count + 1);
	double *many = arena_array(weighing->arena, double, sample->strata_count + 1);

	if (!sample->strata_people)
		return NULL;
	for (size_t i = 0; i < sample->count; i++)
		many[sample->strata[i]]++;
	for (size_t i = 0; i < sample->count; i++)
		weights[i] = sample->strata_people[sample->strata[i]] / many[sample->strata[i]];
	return weights;
}

/* ---- Judged ------------------------------------------------------------------------------- */

static struct str fault_words(
	const struct weighing *weighing, enum survey_fault fault, size_t at, size_t margin)
{
	static const char *const words[] = {
		[SURVEY_lone_answer] = N_("Stratum “%.*s” has one answer, and no error follows from one: join it with another."),
		[SURVEY_more_than_people] = N_("Stratum “%.*s” has more answers than people, or its people are not in the file."),
		[SURVEY_empty_group] = N_("Nobody of the group “%.*s” has answered: join it with another."),
		[SURVEY_no_people] = N_("The group “%.*s” has answers, and its people are not in the file."),
	};
	const struct group_names *names = fault == SURVEY_empty_group || fault == SURVEY_no_people
		? &weighing->margin_names[margin] : &weighing->strata;

	if (fault == SURVEY_no_answers)
		return str_of(_("There are fewer than two answers."));
	if (fault == SURVEY_bad_weight)
		return str_of(_("A stratum has no people, so its answers have no weight."));
	return arena_print(weighing->arena, _(words[fault]), STR(at < names->count ? names->at[at] : S("")));
}

/* What there was no room for is not weighed as something else. */
static bool groups_judge(const struct weighing *weighing, const struct group_names *names, struct str *problem)
{
	if (names->is_full)
		*problem = arena_print(weighing->arena, _("The column “%.*s” has more than %d groups: join some."),
			STR(names->name), GROUPS_MOST);
	return !names->is_full;
}

static bool sample_judge(struct weighing *weighing, struct str *problem)
{
	size_t at = 0, margin = 0;
	enum survey_fault fault;

	for (size_t m = 0; m < weighing->weighed->sample.margins_count; m++)
		if (!groups_judge(weighing, &weighing->margin_names[m], problem))
			return false;
	fault = survey_judge(&weighing->weighed->sample, &at, &margin);
	if (fault == SURVEY_fine)
		return true;
	*problem = fault_words(weighing, fault, at, margin);
	return false;
}

bool round_weigh(struct arena *arena, const struct round_data *data, const struct compute_settings *settings,
                 struct weighed *weighed, struct str *problem)
{
	struct weighing *weighing = arena_new(arena, struct weighing);
	struct survey_sample *sample = &weighed->sample;

	*weighed = (struct weighed){ .margins = S("") };
	*weighing = (struct weighing){ .arena = arena, .data = data, .weighed = weighed };
	*sample = (struct survey_sample){ .count = data->answers->count, .margins = weighing->margins,
		.trim = settings->trim };
	strata_make(weighing);
	if (!groups_judge(weighing, &weighing->strata, problem))
		return false;
	sample->weights = data->answers->weights ? data->answers->weights : weights_of_strata(weighing);
	if (!sample->weights)
		return true;
	margin_add(weighing, S("area"), cells_of_areas, 0);
	for (size_t g = 0; g < data->answers->group_count; g++)
		margin_add(weighing, data->answers->group_names[g], cells_of_group, g);
	if (!sample_judge(weighing, problem))
		return false;
	weighed->weights = survey_weigh(arena, sample);
	weighed->is_weighted = true;
	if (!weighed->weights.is_settled)
		*problem = str_of(_("Weights cannot be moved so that all groups have the people they should: do the groups of each column add up to the same number of people?"));
	return weighed->weights.is_settled;
}
