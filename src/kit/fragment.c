/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/fragment.c - see fragment.h. */
#include "kit/fragment.h"

#include "base/say.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES = 192, LONGEST_KEPT = 128 * 1024 };

static struct place {
	struct fragment_of of;
	struct str text;                /* no text: nothing is kept here */
	uint64_t last_used;
} places[PLACES];
static uint64_t times_asked;

static bool is_same(const struct fragment_of *a, const struct fragment_of *b)
{
	return a->what == b->what && a->person == b->person && !strcmp(a->language, b->language);
}

/* The one it has, or the one that nobody has asked for the longest.  A page asks for some
 * twenty, so it may look at each; two that shared a place would drive each other out. */
static struct place *place_of(const struct fragment_of *of)
{
	struct place *oldest = &places[0];

	for (size_t i = 0; i < PLACES; i++) {
		if (places[i].text.at && is_same(&places[i].of, of))
			return &places[i];
		if (places[i].last_used < oldest->last_used)
			oldest = &places[i];
	}
	return oldest;
}

bool fragment_find(const struct fragment_of *of, struct str *text)
{
	struct place *place = place_of(of);

	*text = place->text;
	if (!place->text.at || !is_same(&place->of, of) || place->of.version != of->version
	    || date_compare(place->of.day, of->day) != 0)
		return false;
	place->last_used = ++times_asked;
	return true;
}

void fragment_keep(const struct fragment_of *of, struct str text)
{
	struct place *place = place_of(of);
	char *copy;

	if (!text.len || text.len > LONGEST_KEPT)
		return;
	copy = malloc(text.len);
	if (!copy)
		abandon("cannot get memory from the system", "malloc failed");
	memcpy(copy, text.at, text.len);
	free((char *)place->text.at);
	*place = (struct place){ *of, { copy, text.len }, ++times_asked };
}
