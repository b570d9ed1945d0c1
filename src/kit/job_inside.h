/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/job_inside.h - what the files of the job share; nobody else includes it. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/job.h"

#include <jansson.h>
#include <sys/types.h>

#define JOB_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Number"), .is_own = true) \
	F(kind,         text,    N_("Job"), ) \
	F(arguments,    json,    N_("Arguments"), .is_hidden = true) \
	F(file_path,    text,    N_("File"), .is_hidden = true) \
	F(file_name,    text,    N_("File"), ) \
	F(person_id,    ref,     N_("Ordered by"), .is_hidden = true, .refers_to = "person") \
	F(runner,       text,    N_("Process"), .is_hidden = true) \
	F(state,        text,    N_("State"), ) \
	F(wants_cancel, yesno,   N_("Is to stop"), ) \
	F(done,         count,   N_("Rows done"), ) \
	F(total,        count,   N_("Rows in all"), ) \
	F(step,         text,    N_("Step"), ) \
	F(words,        text,    N_("Outcome"), ) \
	F(result,       text,    N_("Page"), ) \
	F(tries,        count,   N_("Tries"), .is_hidden = true) \
	F(created_at,   instant, N_("Ordered"), .is_own = true) \
	F(started_at,   instant, N_("Started"), ) \
	F(ended_at,     instant, N_("Ended"), ) \
	F(version,      count,   N_("Version"), .is_own = true)

struct job_row { JOB_FIELDS(AS_MEMBER) };
LIST_OF(job_row)
extern const struct record job_record;
#define job_shape (job_record.shape)

enum { MOST_JOB_FILES = 64 };

struct job {
	struct store *store;
	struct arena *arena;            /* as long as the job */
	struct arena *scratch;          /* emptied at each sign of life */
	struct job_row row;
	struct who who;
	json_t *arguments;
	const char *files[MOST_JOB_FILES];
	size_t file_count;
	bool is_here;                   /* on the command line: progress to standard error */
	bool is_cancelled;
	int64_t written_ms, asked_ms;   /* when progress was last written, cancel last asked */
	struct str words, result;
};

const struct job_kind *job_kind_find(struct str name);  /* NULL */
struct job *job_begin(struct store *store, const struct job_row *row);
void job_end(struct job *job, bool is_well);            /* writes how it ended */
void job_free(struct job *job);
void job_listen(void);                                  /* SIGTERM and SIGINT mean: stop when you can */
int64_t now_ms(void);                                   /* monotonic */

/* "host/boot/pid/start": names a process for ever; and whether it still runs.  A process of
 * another machine counts as running. */
struct str runner_of(struct arena *arena, pid_t pid);
bool runner_is_alive(struct arena *arena, struct str runner);

/* The first that waits of the urgent kinds, or of the others, however many stand before it; NULL. */
struct job_row *job_next(struct store *store, struct arena *arena, bool urgent);

bool job_is_over(const struct job_row *row);
struct str job_words(struct arena *arena, const struct job_row *row);   /* "18 400 of 84 648, about 40 s left" */
