/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_calibration.c - varn analyse calibration: what was thought likely, beside what happened.
 *
 *   --least-chance C   a risk thought less likely than this is too rare to be judged
 *   --least-count N    fewer risks than this are too few; both are decisions, and must be said
 *   --edges A,B,...    classes of the table: up to A, up to B ...; without: each chance is one
 *   --surprise S       what was counted conflicts with what was said below this chance (0.02)
 *   --level L          of intervals (0.9)
 *
 * One row is one risk.
 *   risk, group                                    its name, and whose it is
 *   chance                                         that it happens in the time; or else
 *   frequency_low, frequency, frequency_high       times a year, and years
 *   happened                                       yes or no; or else
 *   events                                         how many were counted in years
 *   share_reported                                 of what happens (1)
 */
#include "analysis/calibration.h"
#include "analysis/prior.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

enum { EDGES_MOST = 64 };

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct arena *arena;
	struct calibration_limits limits;
	double edges[EDGES_MOST], surprise;
	struct forecast *forecasts;
	size_t count;
	struct str *groups;
	size_t groups_count;
	struct analysed analysed;
};

/* ---- What is asked ----------------------------------------------------------------------- */

static bool edges_read(struct showing *showing, struct str text)
{
	size_t count = 0;

	while (!str_is_empty(text)) {
		struct str edge = str_trim(str_cut(&text, ','));

		if (count == EDGES_MOST || !str_to_real(edge, &showing->edges[count++]))
			break;
		showing->limits.edges = showing->edges;
		showing->limits.edges_count = count;
	}
	if (str_is_empty(text) && calibration_limits_are_fine(&showing->limits)
	    && count == showing->limits.edges_count)
		return true;
	fprintf(stderr, "varn analyse: --edges are at most %d rising numbers above 0, up to 1, with commas\n",
		EDGES_MOST);
	return false;
}

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	double count = -1;

	showing->limits.level = analyse_level(ask, 0.9);
	showing->limits.least_chance = -1;
	showing->surprise = 0.02;
	if (!analyse_option(ask, "least-chance", 0, 1, &showing->limits.least_chance)
	    || !analyse_whole(ask, "least-count", 1, 1e6, &count)
	    || !analyse_option(ask, "surprise", 0, 0.49, &showing->surprise))
		return false;
	if (count < 0 || showing->limits.least_chance < 0) {
		fprintf(stderr, "varn analyse: say --least-chance C and --least-count N: from which chance on a risk "
			"can be judged, and how many it takes, is a decision\n");
		return false;
	}
	showing->limits.least_count = (size_t)count;
	return edges_read(showing, str_of(option_value(ask->argc, ask->argv, "edges")));
}

/* ---- A row ------------------------------------------------------------------------------- */

struct said {
	struct estimate frequency;
	bool has_frequency, has_events;
	double years, events, share_reported;
};

static bool said_judge(const struct plain *plain, size_t row, const struct said *said)
{
	if (!(said->years > 0))
		return plain_wrong(plain, row, "years is %g and must be above 0", said->years);
	if (said->events < 0 || said->events != floor(said->events) || said->events > 1e9)
		return plain_wrong(plain, row, "events is %g and must be a whole number from 0", said->events);
	if (!(said->share_reported > 0 && said->share_reported <= 1))
		return plain_wrong(plain, row, "share_reported is %g and must be above 0 and at most 1",
			said->share_reported);
	return true;
}

static bool said_read(const struct plain *plain, size_t row, struct said *said)
{
	static const char *const columns[] = { "frequency_low", "frequency", "frequency_high" };
	double found[3];

	*said = (struct said){ .years = 1, .share_reported = 1,
		.has_events = !str_is_empty(plain_text(plain, row, "events")) };
	if (!plain_spread(plain, row, columns, &found, &said->has_frequency)
	    || !plain_number(plain, row, "years", &said->years)
	    || !plain_number(plain, row, "events", &said->events)
	    || !plain_number(plain, row, "share_reported", &said->share_reported))
		return false;
	if (said->has_frequency)
		said->frequency = estimate_three(found[0], found[1], found[2]);
	return said_judge(plain, row, said);
}

static bool chance_read(const struct plain *plain, size_t row, const struct said *said, double *chance)
{
	*chance = NAN;
	if (!plain_number(plain, row, "chance", chance))
		return false;
	if (isnan(*chance) && said->has_frequency)
		*chance = chance_within((struct opinion){ &said->frequency, 1 }, said->years);
	if (isnan(*chance))
		return plain_wrong(plain, row, "chance is empty: say how likely it was (0 to 1), or frequency");
	if (*chance < 0 || *chance > 1)
		return plain_wrong(plain, row, "chance is %g and must be from 0 to 1", *chance);
	return true;
}

static bool happened_read(const struct plain *plain, size_t row, const struct said *said, bool *has_happened)
{
	static const struct { const char *word; bool is; } words[] = { { "1", true }, { "0", false },
		{ "yes", true }, { "no", false }, { "true", true }, { "false", false } };
	struct str text = plain_text(plain, row, "happened");

	*has_happened = said->events > 0;
	if (str_is_empty(text) && said->has_events)
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is_nocase(text, words[i].word)) {
			*has_happened = words[i].is;
			return true;
		}
	return plain_wrong(plain, row, "happened is '%.*s' and must be yes or no (or say how many events)", STR(text));
}

static int32_t group_of(struct showing *showing, struct str name)
{
	if (str_is_empty(name))
		return -1;
	for (size_t i = 0; i < showing->groups_count; i++)
		if (str_equals(showing->groups[i], name))
			return (int32_t)i;
	showing->groups[showing->groups_count] = name;
	return (int32_t)showing->groups_count++;
}

static bool rows_read(struct showing *showing)
{
	size_t rows = showing->plain->table->count;

	showing->forecasts = arena_array(showing->arena, struct forecast, rows);
	showing->groups = arena_array(showing->arena, struct str, rows);
	for (size_t row = 1; row < rows; row++) {
		struct forecast *forecast = &showing->forecasts[showing->count++];
		struct said said;

		if (!said_read(showing->plain, row, &said)
		    || !chance_read(showing->plain, row, &said, &forecast->chance)
		    || !happened_read(showing->plain, row, &said, &forecast->has_happened))
			return false;
		forecast->group = group_of(showing, plain_text(showing->plain, row, "group"));
	}
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static const char *const findings[] = {
	[CALIBRATION_unknown] = "not known",
	[CALIBRATION_fits] = "fits",
	[CALIBRATION_too_high] = "too high",
	[CALIBRATION_too_low] = "too low",
	[CALIBRATION_too_sure] = "too sure",
	[CALIBRATION_too_unsure] = "too unsure",
};

static void line_show(struct analysed *analysed, const struct calibration *found)
{
	if (!found->is_fitted)
		return;
	analysed_number(analysed, "intercept", found->intercept);
	analysed_number(analysed, "intercept_low", found->intercept_low);
	analysed_number(analysed, "intercept_high", found->intercept_high);
	analysed_number(analysed, "slope", found->slope);
	analysed_number(analysed, "slope_low", found->slope_low);
	analysed_number(analysed, "slope_high", found->slope_high);
}

/* What is too few says how many it lacks, and nothing more. */
static void calibration_show(struct analysed *analysed, const struct calibration *found)
{
	analysed_count(analysed, "judged", (int64_t)found->count);
	analysed_count(analysed, "too_rare", (int64_t)found->rare);
	analysed_count(analysed, "missing", (int64_t)found->missing);
	if (found->missing)
		return;
	analysed_count(analysed, "happened", (int64_t)found->happened);
	analysed_number(analysed, "expected", found->expected);
	analysed_text(analysed, "how_many", str_of(findings[found->many]));
	analysed_text(analysed, "how_sure", str_of(findings[found->slant]));
	analysed_number(analysed, "brier", found->brier);
	analysed_number(analysed, "brier_low", found->brier_low);
	analysed_number(analysed, "brier_high", found->brier_high);
	analysed_number(analysed, "reliability", found->reliability);
	analysed_number(analysed, "resolution", found->resolution);
	analysed_number(analysed, "uncertainty", found->uncertainty);
	analysed_number(analysed, "within", found->within);
	analysed_number(analysed, "log_score", found->log_score);
	analysed_number(analysed, "expected_z", found->expected_z);
	analysed_number(analysed, "spiegelhalter_z", found->spiegelhalter_z);
	line_show(analysed, found);
}

static void reliability_show(struct analysed *analysed, const struct calibration *found)
{
	analysed_list(analysed, "table");
	for (size_t i = 0; i < found->table_count; i++) {
		const struct reliability *row = &found->table[i];

		analysed_row(analysed);
		analysed_number(analysed, "from", row->from);
		analysed_number(analysed, "to", row->to);
		analysed_number(analysed, "said", row->said);
		analysed_count(analysed, "count", (int64_t)row->count);
		analysed_count(analysed, "happened", (int64_t)row->happened);
		analysed_number(analysed, "seen", row->seen);
		analysed_number(analysed, "seen_low", row->seen_low);
		analysed_number(analysed, "seen_high", row->seen_high);
		analysed_yes(analysed, "is_outside", row->is_outside);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void forecasts_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	struct calibration all = calibrate(showing->arena, showing->forecasts, showing->count, &showing->limits);
	const struct calibration *groups = calibrate_groups(showing->arena, showing->forecasts, showing->count,
		&showing->limits, showing->groups_count);

	analysed_list(analysed, "all");
	analysed_row(analysed);
	calibration_show(analysed, &all);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	reliability_show(analysed, &all);
	analysed_list(analysed, "groups");
	for (size_t i = 0; i < showing->groups_count; i++) {
		analysed_row(analysed);
		analysed_text(analysed, "group", showing->groups[i]);
		calibration_show(analysed, &groups[i]);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

/* ---- How often --------------------------------------------------------------------------- */

static void frequency_show(struct analysed *analysed, const char *const names[3], const struct frequency *frequency)
{
	analysed_number(analysed, names[0], frequency->mean);
	analysed_number(analysed, names[1], frequency->low);
	analysed_number(analysed, names[2], frequency->high);
}

static void update_show(struct showing *showing, size_t row, const struct frequency_found *found)
{
	static const char *const before[] = { "said", "said_low", "said_high" };
	static const char *const data[] = { "counted", "counted_low", "counted_high" };
	static const char *const after[] = { "now", "now_low", "now_high" };
	static const char *const conflicts[] = { "no", "more than was said", "fewer than was said" };
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "risk", plain_text(showing->plain, row, "risk"));
	frequency_show(analysed, before, &found->before);
	frequency_show(analysed, data, &found->data);
	frequency_show(analysed, after, &found->after);
	analysed_number(analysed, "shape", found->after.shape);
	analysed_number(analysed, "rate", found->after.rate);
	analysed_number(analysed, "chance_so_many", found->chance_so_many);
	analysed_number(analysed, "chance_so_few", found->chance_so_few);
	analysed_text(analysed, "conflict", str_of(conflicts[found->conflict]));
	analysed_number(analysed, "none_next_year", found->none_next_year);
	analysed_row_finish(analysed);
}

/* Of each row that says between what and what, and how many were counted. */
static bool update_row(struct showing *showing, size_t row)
{
	struct frequency_ask ask = { .level = showing->limits.level, .surprise = showing->surprise };
	struct frequency_found found;
	struct said said;

	if (!said_read(showing->plain, row, &said))
		return false;
	if (!said.has_frequency || !said.has_events || said.frequency.low == said.frequency.high)
		return true;
	ask.said = (struct frequency_said){ said.frequency.low, said.frequency.high };
	ask.seen = (struct frequency_seen){ (int64_t)said.events, said.years, said.share_reported };
	if (!frequency_ask_is_fine(&ask))
		return plain_wrong(showing->plain, row, "frequency_low and frequency_high are too near to each "
			"other, or too far apart, to be joined with events");
	found = frequency_update(&ask);
	update_show(showing, row, &found);
	return true;
}

static bool updates_show(struct showing *showing)
{
	analysed_list(&showing->analysed, "frequencies");
	for (size_t row = 1; row < showing->plain->table->count; row++)
		if (!update_row(showing, row))
			return false;
	analysed_list_finish(&showing->analysed);
	return true;
}

int analyse_calibration(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain, .arena = ask->plain.arena };

	if (!options_read(&showing) || !rows_read(&showing))
		return 2;
	analysed_begin(&showing.analysed, ask);
	forecasts_show(&showing);
	if (!updates_show(&showing))
		return 2;
	return analysed_print(&showing.analysed);
}
