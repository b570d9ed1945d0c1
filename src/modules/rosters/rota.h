/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/rota.h - from the rules of a roster to who is on duty when.
 *
 * Pure: values in, values out.  A roster is layers (whose turn it is, which days, from when to
 * when) under temporary schedules under overrides; what stands above covers what is below.
 * Times of a day are local, so a night of ten hours has nine or eleven when the clocks change,
 * and no moment is left out or counted twice.
 *
 * Nothing that is said at one moment changes what was before it: each rule counts from the
 * moment it was made, and until the moment it was ended.  So past duty can be reckoned anew
 * at any time, and is always the same.
 */
#pragma once

#include "base/calendar.h"
#include "store/store.h"

enum rota_turn { TURN_none, TURN_day, TURN_week, TURN_month };
enum rota_days { DAYS_none, DAYS_all, DAYS_working, DAYS_free };

/* Duties begin at from_minute of a day and last until to_minute, of the next day unless it is
 * later; the same minute: around the clock. */
struct rota_layer {
	int64_t id;
	bool is_temporary;
	struct date starts, until;      /* the first and the last day that duty begins; may go on */
	int turn;                       /* enum rota_turn */
	int64_t turn_length;            /* so many days, weeks or months each; the 31st is the last
	                                 * day of a shorter month */
	int from_minute, to_minute;     /* 0 to 1439, local */
	unsigned weekdays;              /* bit 0 Monday; 0: all */
	int days;                       /* enum rota_days */
	struct instant made_at, ended_at;       /* ended_at 0: in force */
	size_t count;
	const int64_t *people;          /* in turn */
};

struct rota_override {
	int64_t id, person;
	struct instant begins, ends, made_at, withdrawn_at;
};

struct rota {                           /* rules in the order they were made */
	size_t layer_count, override_count;
	const struct rota_layer *layers;
	const struct rota_override *overrides;
};

struct shift {
	struct instant begins, ends;
	int64_t person;
	int64_t layer, override;        /* which rule it comes from */
};
LIST_OF(shift)

/* The same rule, counted only from one moment to another (0: on): so a shared duty counts. */
struct rota_layer rota_layer_within(struct rota_layer layer, struct instant from,
                                    struct instant until);
struct rota_override rota_override_within(struct rota_override one, struct instant from,
                                          struct instant until);
/* In order, never two at once. */
struct shift_list rota_shifts(struct arena *arena, const struct rota *rota, struct instant from,
                              struct instant to, struct holidays holidays);
/* On the day that a duty begins: whose turn; 0 when nobody serves. */
int64_t rota_turn_of(const struct rota_layer *layer, struct date day, struct holidays holidays);
/* Who serves at one moment; NULL: nobody. */
const struct shift *shift_at(const struct shift_list *shifts, struct instant at);

/* ---- Holes and double bookings ------------------------------------------------------- */

enum rota_demand_when { DEMAND_none, DEMAND_always, DEMAND_working, DEMAND_outside };
struct rota_demand {                    /* when somebody must be on duty */
	int when;                       /* enum rota_demand_when */
	int opens, closes;              /* minutes of a working day; for the last two */
};
/* What is demanded and nobody serves; each has person 0. */
struct shift_list rota_holes(struct arena *arena, const struct shift_list *shifts,
                             struct rota_demand demand, struct instant from, struct instant to,
                             struct holidays holidays);
int64_t shifts_seconds(const struct shift_list *shifts);

/* What duty weighs on each: all of it, of that at night (22 to 6, local) and on days that are
 * no working days. */
struct burden {
	int64_t person, seconds, night, free;
	bool takes_turns;               /* not only put in now and then */
};
LIST_OF(burden)
struct burden_list rota_burdens(struct arena *arena, const struct shift_list *shifts,
                                struct holidays holidays);
/* Of those who take turns.  1000: all bear the same; one alone of n: 1000 / n.  An hour at night
 * or on a free day weighs two (Jain's index of the weighted hours). */
int rota_fairness(const struct burden_list *burdens);

struct booked {
	struct shift shift;
	size_t roster;                  /* any number of the caller's */
};
struct clash {
	size_t a, b;                    /* rosters, a < b */
	int64_t person;
	struct instant begins, ends;
};
LIST_OF(clash)
/* The same person on duty at once in two rosters that must not be held together.  Sorts
 * `booked`. */
struct clash_list rota_clashes(struct arena *arena, struct booked *booked, size_t count,
                               bool (*is_conflict)(const void *context, size_t a, size_t b),
                               const void *context);
