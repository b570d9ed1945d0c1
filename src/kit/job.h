/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/job.h - things done later, with progress; the job process.
 *
 * Anything slower than about 100 ms (import, report, simulation, back-up) is a row in the
 * table `job`.  The supervisor (a child of the server) forks a one-shot process per job; on
 * the command line the same function runs in the foreground.  Cancel really stops: the job
 * asks job_is_cancelled() between its steps and leaves a clean state.  One that does not
 * listen is sent SIGTERM after 10 seconds and is killed after a minute; then, and when the
 * machine failed, its kind's recover() cleans up.
 */
#pragma once

#include "kit/route.h"

struct job;

struct job_kind {
	const char *name;               /* "import-polisen" */
	const char *label;              /* N_() */
	enum permission need;
	bool (*run)(struct job *job);   /* false: failed, job_say() told why */
	/* When the process of a job died: leaves a clean state; runs in a process of its own.
	 * NULL: there is nothing to clean. */
	void (*recover)(struct job *job);
	bool is_hidden;                 /* not offered to people by itself */
	int every_minutes;              /* starts by itself so often; 0: only when ordered */
	/* Starts by itself only when there is something to do; asked as the system.  NULL: always. */
	bool (*is_needed)(struct view *view);
	bool is_urgent;                 /* has a place of its own: waits for no other job */
};

/* In a change: puts a job in the queue; `arguments` is a JSON object; the file (may be empty)
 * is kept under the data folder until the job is 90 days old. */
int64_t job_start(struct change *change, const char *kind, struct str arguments,
                  struct str file_name, struct str file_content);

struct store *job_store(struct job *job);
struct arena *job_arena(struct job *job);
struct who job_who(struct job *job);                    /* the person who ordered it */
int64_t job_id(struct job *job);
struct str job_argument(struct job *job, const char *name);
const char *job_file(struct job *job, size_t nth);      /* path; NULL when none */
struct str job_file_name(struct job *job);              /* what the person called it */
/* Progress is written at most four times a second, in a change of its own: never call it
 * inside a change; total 0: not known. */
void job_progress(struct job *job, int64_t done, int64_t total, const char *step);
bool job_is_cancelled(struct job *job);
/* The same without asking the database, for the middle of a view: the supervisor tells ten
 * seconds after the wish. */
bool job_was_told(struct job *job);
/* For work that only one may do at a time: waits while another of its kind runs that began before.
 * False: cancelled meanwhile, or it took longer than ten minutes. */
bool job_turn_take(struct job *job);
void job_say(struct job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* the closing sentence */
void job_count(struct job *job, int64_t done, int64_t total, const char *step);  /* at once, for the end */
void job_result(struct job *job, struct str path);      /* page that shows what came of it */
/* Writes a row that the job works on, as the system, in a change of its own; what a clash undid
 * is done again.  False: somebody else has changed the row since `version`. */
bool job_save(struct job *job, const struct shape *shape, void *row, int64_t version);

/* "/jobs/0190..." of a job just started. */
struct str job_path(struct view *view, int64_t id);

/* The supervisor's loop, for server_child. */
void job_supervise(struct store *store);
/* Runs one now, here, printing progress to standard error; for the command line. */
bool job_run_here(struct store *store, const char *kind, struct str arguments,
                  const char *const *files, size_t file_count);
/* Where files of the service live ("data folder"); set at start. */
const char *data_folder(void);
void data_folder_set(const char *path);

extern const struct route job_routes[];                 /* /jobs, /jobs/:id, cancel, stream */
