/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/job_inside.h - what the files about jobs share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/job.h"

#include <jansson.h>
#include <sys/types.h>

#define JOB_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(kind,       text,    N_("Kind"), ) \
	F(arguments,  json,    N_("Further answers"), .is_hidden = true) \
	F(file_path,  text,    N_("Folder"), .is_hidden = true, .longest = 1000) \
	F(file_name,  text,    N_("File"), ) \
	F(person_id,  ref,     N_("Ordered by"), .is_hidden = true) \
	F(runner,     text,    N_("Process"), .is_hidden = true) \
	F(state,      text,    N_("State"), ) \
	F(wants_cancel, yesno, N_("Is to stop"), ) \
	F(done,       count,   N_("Done"), ) \
	F(total,      count,   N_("Of"), ) \
	F(step,       text,    N_("Step"), ) \
	F(words,      text,    N_("Outcome"), .longest = 2000) \
	F(result,     text,    N_("Page"), ) \
	F(tries,      count,   N_("Tries"), ) \
	F(created_at, instant, N_("Ordered"), .is_own = true) \
	F(started_at, instant, N_("Started"), ) \
	F(ended_at,   instant, N_("Ended"), ) \
	F(version,    count,   N_("Version"), .is_own = true)

struct job_row { JOB_FIELDS(AS_MEMBER) };
LIST_OF(job_row)
extern const struct record job_record;
#define job_shape (job_record.shape)

enum { MOST_JOB_FILES = 64, LONGEST_OUTCOME = 1000 };

struct job {
	struct store *store;
	struct arena *arena;            /* as long as the job */
	struct arena *scratch;          /* for the job's own row; emptied after each use */
	struct who who;
	struct job_row row;
	json_t *arguments;
	const char *files[MOST_JOB_FILES];
	size_t file_count;
	bool is_here;                   /* in the foreground: progress goes to standard error */
	bool is_cancelled;
	int64_t told_ms, asked_ms;
	char words[LONGEST_OUTCOME], result[512];
};

const struct job_kind *job_kind_find(struct str name);  /* NULL */
struct job *job_begin(struct store *store, const struct job_row *row);
void job_end(struct job *job, bool is_well);            /* writes the outcome, gives all back */
void job_listen(void);                                  /* SIGTERM means: stop when you can */
int64_t now_ms(void);                                   /* monotonic */

/* The process that has a job, as text that stays true after a reboot. */
struct str runner_of(struct arena *arena, pid_t pid);
bool runner_is_alive(struct arena *arena, struct str runner);
