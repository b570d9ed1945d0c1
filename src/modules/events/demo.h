/* SPDX-License-Identifier: EUPL-1.2 */
/* events/demo.h - the generator of the demo city's events. */
#pragma once

#include "base/csv.h"
#include "modules/events/pieces.h"

enum { SEVERITIES = 5, HOURS = 24, MONTHS = 12, WEEKDAYS = 7 };

struct demo_random { uint64_t state; };
uint64_t random_next(struct demo_random *random);
double random_share(struct demo_random *random);                /* 0 <= x < 1 */
int64_t random_below(struct demo_random *random, int64_t n);    /* 0 ... n - 1 */
bool random_is(struct demo_random *random, double share);
int random_poisson(struct demo_random *random, double mean);
/* An index by weight; the weights' sum must be above zero. */
size_t random_pick(struct demo_random *random, const double *weights, size_t count);

struct demo_unit {
	int64_t id, place_id, area_id, handler_id, person_id;
	struct str code, area_code, place_type;
	double weight;                  /* headcount */
	double assessed, measured, evaluated;   /* how often its board does so */
	struct date valid_from, valid_to;
};
LIST_OF(demo_unit)
struct demo_unit_list demo_units(struct view *view);    /* workplaces; queries_demo.c */

struct demo_type {
	struct str code, class;
	double per_year;                /* events a year in the whole city */
	double month[MONTHS], weekday[WEEKDAYS], hour[HOURS], severity[SEVERITIES];
	double near_miss, observation, within_day;
	bool is_restricted;
	double *unit_weights;           /* per unit: headcount where the type's texts fit */
	double weight_sum;
};

struct demo_planted {
	struct str code, types, unit_code, area_code;
	bool is_burst;
	struct str words;               /* what whoever reports adds; "" nothing */
	double factor;
	struct date from, to;
};

/* A row of texts or slots, taken apart once: a million events read them a million times. */
struct demo_words { struct str key, places, text; double weight; };
LIST_OF(demo_words)

struct demo {
	struct arena *arena;
	struct demo_random random;
	struct instant now;
	struct date first, today;
	double thinning;                /* share of the real number of events */
	bool is_plain;                  /* the million: no history of handling */
	bool is_small;
	struct demo_unit_list units;
	size_t type_count, planted_count;
	struct demo_type *types;
	struct demo_planted *planted;
	struct demo_words_list texts, slots;
	const struct csv_table *causes, *immediates, *lessons, *measures;
};

double demo_number(const struct csv_table *table, size_t row, const char *name);
/* demo_texts.c: what people write. */
struct demo_words_list demo_words(struct arena *arena, const char *table, const char *key);
bool demo_text_fits(const struct demo_words *text, struct str type, struct str place_type);
struct str demo_story(struct demo *demo, struct arena *arena, struct str type, struct str place_type);
/* A text of a table for the type, or for its branch; row 0: none. */
size_t demo_row(struct demo *demo, const struct csv_table *table, struct str type);
/* demo_handling.c: what became of it. */
void demo_handle(struct demo *demo, struct arena *arena, struct event *event,
                 const struct demo_unit *unit);
void demo_history(struct demo *demo, struct change *change, struct event *events, size_t count);
/* A row of catalogues/demo/gathering.csv as an event, and its unit; NULL: there is no such unit. */
const struct demo_unit *demo_gathered(struct demo *demo, struct arena *arena, const struct csv_table *table,
                                      size_t row, struct event *event);
/* Claims and reports without an event; after the events. */
void unreported_demo(struct store *store);
/* The newest ordinary event of a unit on a day or before it; 0 none.  queries_demo.c */
int64_t demo_event_before(struct view *view, int64_t unit_id, struct instant before);
