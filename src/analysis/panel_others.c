/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/panel_others.c - see panel.h: the measure given to other units, by chance. */
#include "analysis/panel_making.h"

#include "analysis/stream.h"

#include <math.h>
#include <string.h>

/* Who has whose months of the measure. */
struct dealing {
	const struct panel_ask *ask;
	size_t *whose;                  /* of each unit */
	size_t treated;                 /* units that have any; when they have it in the same months */
	bool is_alike;
	size_t model;                   /* one of them, and one that has none */
	size_t without;
};

static bool has_any(const struct panel_ask *ask, size_t unit)
{
	for (size_t m = 0; m < ask->months; m++)
		if (ask->on[unit * ask->months + m])
			return true;
	return false;
}

static void dealing_begin(struct dealing *dealing)
{
	const struct panel_ask *ask = dealing->ask;

	dealing->is_alike = true;
	for (size_t u = 0; u < ask->units; u++) {
		if (!has_any(ask, u)) {
			dealing->without = u;
			continue;
		}
		if (dealing->treated++ == 0)
			dealing->model = u;
		dealing->is_alike &= !memcmp(&ask->on[u * ask->months], &ask->on[dealing->model * ask->months],
			ask->months * sizeof(bool));
	}
}

/* Of so many units; INFINITY when more than anybody would try. */
static double ways_of(size_t units, size_t treated)
{
	double ways = 1;

	for (size_t i = 1; i <= treated && ways < 1e15; i++)
		ways = ways * (double)(units - treated + i) / (double)i;
	return round(ways);
}

/* The next choice of some of all units, in order; false after the last. */
static bool choice_next(size_t *chosen, size_t count, size_t all)
{
	size_t i = count;

	while (i > 0 && chosen[i - 1] == all - count + i - 1)
		i--;
	if (i == 0)
		return false;
	chosen[i - 1]++;
	for (; i < count; i++)
		chosen[i] = chosen[i - 1] + 1;
	return true;
}

struct trying {
	struct panel_fit *fit;
	struct panel *found;
	double less, more, as_far;
};

/* A way that has no answer is one of which nothing is known: it is not counted. */
static void way_try(struct trying *trying, const struct dealing *dealing)
{
	const double nearly = 1e-9;             /* the same effect, found another way */
	const struct panel_ask *ask = dealing->ask;
	struct panel_fit *fit = trying->fit;

	for (size_t u = 0; u < ask->units; u++)
		memcpy(&fit->on[u * ask->months], &ask->on[dealing->whose[u] * ask->months], ask->months * sizeof(bool));
	if (panel_fit(fit, ask, 0) != PANEL_fine)
		return;
	trying->found->ways++;
	trying->less += fit->effect <= trying->found->effect + nearly;
	trying->more += fit->effect >= trying->found->effect - nearly;
	trying->as_far += fabs(fit->effect) >= fabs(trying->found->effect) - nearly;
}

static void every_way(struct arena *arena, struct trying *trying, struct dealing *dealing)
{
	size_t *chosen = arena_array(arena, size_t, dealing->treated + 1);

	for (size_t i = 0; i < dealing->treated; i++)
		chosen[i] = i;
	do {
		for (size_t u = 0; u < dealing->ask->units; u++)
			dealing->whose[u] = dealing->without;
		for (size_t i = 0; i < dealing->treated; i++)
			dealing->whose[chosen[i]] = dealing->model;
		way_try(trying, dealing);
	} while (choice_next(chosen, dealing->treated, dealing->ask->units));
	trying->found->is_every_way = true;
}

/* Shuffled anew for each; what was really done is one of them. */
static void drawn_ways(struct trying *trying, struct dealing *dealing)
{
	const struct panel_ask *ask = dealing->ask;

	for (size_t u = 0; u < ask->units; u++)
		dealing->whose[u] = u;
	way_try(trying, dealing);
	for (size_t way = 1; way < ask->ways; way++) {
		struct stream stream = stream_open(ask->seed, way);

		for (size_t u = ask->units; u-- > 1; ) {
			size_t other = (size_t)(stream_share(&stream) * (double)(u + 1)), kept = dealing->whose[u];

			dealing->whose[u] = dealing->whose[other];
			dealing->whose[other] = kept;
		}
		way_try(trying, dealing);
	}
}

void panel_try_others(struct arena *arena, const struct panel_ask *ask, struct panel_fit *fit,
                      struct panel *found)
{
	struct dealing dealing = { .ask = ask, .whose = arena_array(arena, size_t, ask->units + 1) };
	struct trying trying = { fit, found, 0, 0, 0 };

	dealing_begin(&dealing);
	if (dealing.is_alike && dealing.treated < ask->units
	    && ways_of(ask->units, dealing.treated) <= (double)ask->ways)
		every_way(arena, &trying, &dealing);
	else
		drawn_ways(&trying, &dealing);
	if (found->ways == 0)
		return;
	found->chance_less = trying.less / (double)found->ways;
	found->chance_more = trying.more / (double)found->ways;
	found->chance_as_far = trying.as_far / (double)found->ways;
}
