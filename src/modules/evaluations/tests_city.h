/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/tests_city.h - a city, an office and two districts, for the tests of this room. */
#pragma once

#include "base/test.h"
#include "modules/evaluations/inside.h"

enum { CITY = 1, OFFICE = 2, NORTH = 3, SOUTH = 4 };
enum { NORA = 11, SVEN = 12, CENTRAL = 13, READER = 14 };

/* Nora writes and follows the north, Sven the south, the central one everything; the reader
 * reads in the north and no more. */
struct store *evaluations_city(void);
struct view *evaluations_view(struct store *store, int64_t person);
struct change *evaluations_change(struct store *store, int64_t person);     /* 0: the system */
void evaluations_commit(struct change *change);
/* What is due, of all units that this person reads. */
struct due_list dues_seen_by(struct store *store, int64_t person, struct date today);
/* A crisis of a unit, closed; the row alone, for what follows from it. */
void closed_crisis(struct store *store, int64_t id, int64_t unit_id, struct date closed);
void crisis_asks(struct store *store, int64_t crisis_id, int64_t unit_id);
void crisis_judged(struct store *store, int64_t crisis_id, const char *kind, const char *became);
/* All crises began with one event, which is restricted now; the reader stands on the list. */
void restricted_afterwards(struct store *store, int64_t evaluation_id);
/* An exercise that was held, noted afterwards; and an evaluation of it. */
void held_exercise(struct store *store, int64_t id, int64_t unit_id, const char *kind, struct date held);
struct evaluation exercise_evaluation(struct store *store, int64_t exercise_id, int64_t unit_id,
                                      const char *kind, struct date adopted);
/* A period of the central crisis management, stood down; crisis 0: without one; and an evaluation
 * of it. */
void ended_period(struct store *store, int64_t id, int64_t crisis_id, bool is_exercise, struct date ended);
struct evaluation period_evaluation(struct store *store, int64_t period_id, int64_t unit_id,
                                    const char *kind, struct date adopted);
/* An evaluation of a crisis; a day: it was adopted then. */
struct evaluation evaluation_made(struct store *store, int64_t crisis_id, int64_t unit_id,
                                  const char *kind, struct date adopted);
