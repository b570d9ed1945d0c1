/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/runs.h - what is calculated by a job: the question and the answer are rows that
 * only who ordered it reads, and they hold numbers of nodes, whose names are read anew.
 */
#pragma once

#include "modules/continuity/chain.h"

#define CASCADE_RUN_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(kind,      text, N_("Kind"), .is_own = true) \
	F(question,  json, N_("Question"), .is_own = true) \
	F(answer,    json, N_("Answer"), .is_own = true) \
	F(person_id, ref,  N_("Ordered by"), .is_own = true, .refers_to = "person") \
	F(job_id,    count, N_("Job"), .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Ordered"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct cascade_run_row { CASCADE_RUN_FIELDS(AS_MEMBER) };
extern const struct record cascade_run_record;

enum { RUN_NUMBERS = 6, RUN_NODES = 2, RUN_ROWS = 200 };
struct run_line { int64_t nodes[RUN_NODES]; double numbers[RUN_NUMBERS]; };
struct run_answer {
	size_t count;
	struct run_line *at;
	int64_t draws;
	bool is_cut;
};

LIST_OF(cascade_run_row)
struct cascade_run_row_list cascade_runs(struct view *view);    /* one's own, newest first */
const struct cascade_run_row *cascade_run_of(struct view *view, struct str public_id);
const struct cascade_run_row *cascade_run_of_id(struct view *view, int64_t id);

/* A column of an answer: how its number is written. */
enum run_number { RUN_none, RUN_share, RUN_hours, RUN_count };
struct run_column { const char *label; enum run_number kind; };
struct run_kind {
	const char *name;               /* "outlook"; the job is "cascade-outlook" */
	const char *title, *story;      /* N_() */
	size_t nodes;                   /* in a row */
	struct run_column columns[RUN_NUMBERS + 1];
};
extern const struct run_kind run_kinds[];               /* ends with name NULL */
const struct run_kind *run_kind_of(struct str name);    /* NULL */
