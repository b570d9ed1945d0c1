/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/channels.h - where messages go while an exercise runs, and who lets them out. */
#pragma once

#include "modules/exercises/inside.h"

#define RELEASE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(verb,        choice,  N_("What was done"), CHOICES(release_verbs), .is_own = true) \
	F(person_id,   ref,     N_("Person"), .is_own = true, .is_hidden = true) \
	F(person_name, text,    N_("Person"), .is_own = true, .is_personal = true) \
	F(reason,      prose,   N_("Why"), .required = true, .longest = 1000) \
	F(at,          instant, N_("When"), .is_own = true)
struct release { RELEASE_FIELDS(AS_MEMBER) };
LIST_OF(release)
enum release_verb { RELEASE_none, RELEASE_release, RELEASE_withdraw };
extern const struct choice release_verbs[];
extern const struct record release_record;
extern const struct form release_form;

enum { RELEASE_PERSONS = 2 };
/* So many different persons have released it, and nobody has taken it back.  Pure. */
bool exercise_is_released(const struct release_list *releases);
/* Why this person cannot release it; NULL he can.  Pure. */
const char *real_release_refused(const struct exercise *exercise, const struct release_list *releases,
                                 int64_t person_id);

/* Why there is nothing to take back; NULL there is.  Pure. */
const char *withdraw_refused(const struct exercise *exercise, const struct release_list *releases);

/* Whoever comes second waits here: what is counted afterwards is counted once. */
void exercise_turn_take(struct change *change, int64_t exercise_id);
struct release_list releases_of(struct view *view, int64_t exercise_id);
/* False: this person has done that already. */
bool release_put(struct change *change, int64_t exercise_id, enum release_verb verb,
                 struct str name, struct str reason);
/* As the system. */
const struct exercise *exercise_of_about(struct view *view, struct str about);
struct release_list releases_all(struct view *view, int64_t exercise_id);

struct reply exercise_channels_page(struct request *request, struct view *view);
struct reply exercise_release_act(struct request *request, struct change *change);
struct reply exercise_withdraw_act(struct request *request, struct change *change);
