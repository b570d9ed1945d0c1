/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tell.c - see tell.h. */
#include "modules/surveys/tell.h"

/* An area with its parts. */
struct family {
	const struct round_result *above;
	struct round_result *smallest;  /* of the parts that are told */
	int64_t in_parts, untold;       /* answers */
	size_t hidden;                  /* parts that are not told */
	bool has_few;
};

static const struct survey_area *area_of(const struct telling_ask *ask, int64_t id)
{
	for (size_t i = 0; i < ask->areas->count; i++)
		if (ask->areas->at[i].id == id)
			return &ask->areas->at[i];
	return NULL;
}

static bool is_part(const struct telling_ask *ask, const struct round_result *result, const struct round_result *above)
{
	const struct survey_area *area = result->area_id ? area_of(ask, result->area_id) : NULL;

	return area && result != above && area->above_id == above->area_id;
}

static void part_add(struct family *family, struct round_result *part)
{
	family->in_parts += part->answers;
	if (part->telling == TELLING_told) {
		if (!family->smallest || part->answers < family->smallest->answers)
			family->smallest = part;
		return;
	}
	family->hidden++;
	family->untold += part->answers;
	family->has_few |= part->telling == TELLING_few;
}

static struct family family_of(const struct telling_ask *ask, const struct round_result *above)
{
	struct family family = { .above = above };
	int64_t rest;

	for (size_t i = 0; i < ask->count; i++)
		if (is_part(ask, &ask->results[i], above))
			part_add(&family, &ask->results[i]);
	rest = above->answers - family.in_parts;
	if (rest > 0) {
		family.hidden++;
		family.untold += rest;
		family.has_few |= rest < ask->least;
	}
	return family;
}

static bool is_too_open(const struct family *family, int64_t least)
{
	if (family->above->telling == TELLING_few || !family->smallest)
		return false;
	if (family->above->telling == TELLING_beside)
		return family->untold < least;
	return family->has_few && (family->hidden < 2 || family->untold < least);
}

/* One more, where there has to be. */
static bool family_hide(const struct telling_ask *ask, const struct round_result *above)
{
	struct family family = family_of(ask, above);

	if (!is_too_open(&family, ask->least))
		return false;
	family.smallest->telling = TELLING_beside;
	return true;
}

static void numbers_take(struct round_result *result)
{
	if (result->telling != TELLING_told && result->telling != TELLING_unsure)
		result->has_small = false;
	if (!result->has_small)
		result->small = result->small_low = result->small_high = result->small_error = result->own = 0;
	if (result->telling != TELLING_told)
		result->share = result->error = result->low = result->high = result->effect = 0;
}

void results_tell(const struct telling_ask *ask)
{
	bool has_hidden = true;

	while (has_hidden) {
		has_hidden = false;
		for (size_t i = 0; i < ask->count; i++)
			has_hidden |= family_hide(ask, &ask->results[i]);
	}
	for (size_t i = 0; i < ask->count; i++)
		numbers_take(&ask->results[i]);
}
