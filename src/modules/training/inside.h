/* SPDX-License-Identifier: EUPL-1.2 */
/* training/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/import.h"
#include "kit/table.h"
#include "modules/training/training.h"

#define TRAINING_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(topic,     code, N_("Topic"), .required = true, .list = "training/topics") \
	F(audience,  code, N_("For whom"), .required = true, .list = "training/audiences") \
	F(on_day,    date, N_("Day"), .required = true) \
	F(form,      code, N_("How it was held"), .list = "training/forms") \
	F(invited,   count, N_("Were asked"), .required = true, .least = 1, .most = 100000) \
	F(attended,  count, N_("Came"), .most = 100000) \
	F(source,    text, N_("Source"), .is_own = true, .is_hidden = true) \
	F(source_key, text, N_("Source's number"), .is_own = true, .is_hidden = true) \
	F(import_id, ref,  N_("Import"), .is_own = true, .is_hidden = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct training { TRAINING_FIELDS(AS_MEMBER) };
LIST_OF(training)
extern const struct record training_record;
extern const struct form training_form;
extern const struct import_kind training_imports[];

/* As it is told: a small number only to those who keep the training of the unit. */
struct str training_told(struct arena *arena, int64_t count, bool keeps);
bool training_keeps(struct view *view, int64_t unit_id);
const struct training *training_get(struct view *view, struct str public_id);
/* The same session written before: unit, topic, audience and day. */
bool training_is_there(struct view *view, const struct training *training);
extern const struct table trainings_table;
void trainings_query(struct request *request, struct view *view, struct query *query);

/* What one reads of a year by topic and audience; a sum that would give a small number away has
 * is_hidden. */
struct training_sum { struct str topic, audience; int64_t sessions, invited, attended, is_hidden; };
LIST_OF(training_sum)
struct training_sum_list training_sums(struct view *view, int year);

/* As the system, for reading in and its undo. */
const struct training *training_of_source(struct view *system, struct str source, struct str key);
const struct training *training_naked(struct view *system, int64_t id);
int64_t trainings_remove(struct change *change, int64_t import_id);

extern const struct route training_routes[];
extern const struct evidence_source training_evidence[];
void training_demo(struct store *store, int scale);
