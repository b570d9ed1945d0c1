/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/job.c - putting a job in the queue; what a job asks while it runs; running one here.
 */
#include "kit/job_inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/module.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { JOB_BYTES = 256 << 20, SCRATCH_BYTES = 1 << 20, TELL_EACH_MS = 250, ASK_EACH_MS = 200 };

static const struct who system_who = { .is_system = true };
static volatile sig_atomic_t was_told;

int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const struct job_kind *job_kind_find(struct str name)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct job_kind *kind = modules[i]->jobs; kind && kind->name; kind++)
			if (str_is(name, kind->name))
				return kind;
	return NULL;
}

/* ---- Ordering ------------------------------------------------------------------------ */

int64_t job_start(struct change *change, const char *kind, struct str arguments,
                  struct str file_name, struct str file_content)
{
	struct arena *arena = change_arena(change);
	struct job_row row = {
		.kind = str_of(kind), .arguments = arguments, .file_name = file_name,
		.person_id = change_me(change), .state = S("waiting"),
	};
	const char *folder;

	must(job_kind_find(row.kind) != NULL);
	row.public_id = uuid_v7(arena);
	if (file_content.len) {
		folder = folder_make(arena, arena_print(arena, "jobs/%.*s", STR(row.public_id)).at);
		row.file_path = arena_print(arena, "%s/file", folder);
		file_write(arena, row.file_path.at, file_content);
	}
	return change_insert(change, &job_shape, &row);
}

struct str job_path(struct view *view, int64_t id)
{
	return arena_print(view_arena(view), "/jobs/%.*s", STR(view_text(view,
		SQL("SELECT public_id FROM my_job WHERE id = $1"), V(id))));
}

/* ---- What a job asks ----------------------------------------------------------------- */

struct store *job_store(struct job *job) { return job->store; }
struct arena *job_arena(struct job *job) { return job->arena; }
struct who job_who(struct job *job) { return job->who; }
int64_t job_id(struct job *job) { return job->row.id; }
struct str job_file_name(struct job *job) { return job->row.file_name; }

struct str job_argument(struct job *job, const char *name)
{
	return job->arguments ? json_text(job->arguments, name) : S("");
}

const char *job_file(struct job *job, size_t nth)
{
	return nth < job->file_count ? job->files[nth] : NULL;
}

void job_say(struct job *job, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(job->words, sizeof(job->words), format, list);
	va_end(list);
}

void job_result(struct job *job, struct str path)
{
	snprintf(job->result, sizeof(job->result), "%.*s", STR(path));
}

static void told(int signal)
{
	(void)signal;
	was_told = 1;
}

void job_listen(void)
{
	struct sigaction action = { .sa_handler = told };

	sigaction(SIGTERM, &action, NULL);
}

bool job_is_cancelled(struct job *job)
{
	struct view *view;

	if (was_told)
		job->is_cancelled = true;
	if (job->is_here || job->is_cancelled || now_ms() - job->asked_ms < ASK_EACH_MS)
		return job->is_cancelled;
	job->asked_ms = now_ms();
	arena_clear(job->scratch);
	view = view_open(job->store, job->scratch, system_who);
	job->is_cancelled = view_int(view, SQL("SELECT wants_cancel FROM job WHERE id = $1"),
		V(job->row.id)) != 0;
	view_close(view);
	return job->is_cancelled;
}

static void count_here(int64_t done, int64_t total, const char *step)
{
	if (!isatty(STDERR_FILENO))
		return;
	if (total)
		fprintf(stderr, "\r%s: %lld %%   ", _(step), (long long)(done * 100 / total));
	else
		fprintf(stderr, "\r%s: %lld   ", _(step), (long long)done);
}

void job_count(struct job *job, int64_t done, int64_t total, const char *step)
{
	struct change *change;

	job->told_ms = now_ms();
	if (job->is_here) {
		count_here(done, total, step);
		return;
	}
	arena_clear(job->scratch);
	change = change_open(job->store, job->scratch, system_who);
	change_run(change, SQL("UPDATE job SET done = $1, total = $2, step = $3 WHERE id = $4"),
		V(done, total, step, job->row.id));
	change_commit(change);          /* a clash costs one step of the bar */
}

void job_progress(struct job *job, int64_t done, int64_t total, const char *step)
{
	if (now_ms() - job->told_ms >= TELL_EACH_MS)
		job_count(job, done, total, step);
}

/* ---- Beginning and ending ------------------------------------------------------------ */

struct job *job_begin(struct store *store, const struct job_row *row)
{
	struct arena *arena = arena_open(JOB_BYTES);
	struct job *job = arena_new(arena, struct job);
	struct str problem = S("");

	job->store = store;
	job->arena = arena;
	job->scratch = arena_open(SCRATCH_BYTES);
	job->row = *row;
	job->row.file_name = arena_copy(arena, row->file_name);
	job->who = (struct who){ .person = row->person_id };
	job->arguments = json_read(arena, row->arguments.len ? row->arguments : S("{}"), &problem);
	if (row->file_path.len)
		job->files[job->file_count++] = str_z(arena, row->file_path);
	return job;
}

static void outcome_write(struct job *job, const char *state)
{
	enum committed committed = CLASHED;

	for (int i = 0; i < 8 && committed == CLASHED; i++) {
		struct change *change;

		arena_clear(job->scratch);
		change = change_open(job->store, job->scratch, system_who);
		change_run(change, SQL("UPDATE job SET state = $1, words = $2, result = $3,"
			" ended_at = $4, runner = '' WHERE id = $5"),
			V(state, job->words, job->result, instant_now(), job->row.id));
		committed = change_commit(change);
	}
	if (committed == CLASHED)
		abandon("cannot write how a job ended", "others wrote at the same time");
}

void job_end(struct job *job, bool is_well)
{
	outcome_write(job, job->is_cancelled ? "cancelled" : is_well ? "done" : "failed");
	if (job->is_here && job->words[0])
		fprintf(stderr, "%s%s\n", isatty(STDERR_FILENO) ? "\r" : "", job->words);
	json_decref(job->arguments);
	arena_close(job->scratch);
	arena_close(job->arena);
}

/* The row of a job that runs here, so that its import points at something. */
static struct job_row row_here(struct store *store, struct arena *arena, const char *kind,
                               struct str arguments)
{
	struct job_row row = { .kind = str_of(kind), .arguments = arguments, .state = S("running"),
		.started_at = instant_now(), .runner = runner_of(arena, getpid()) };
	struct change *change = change_open(store, arena, system_who);

	change_insert(change, &job_shape, &row);
	if (change_commit(change) != COMMITTED)
		abandon("cannot begin a job", "others wrote at the same time");
	return row;
}

bool job_run_here(struct store *store, const char *kind, struct str arguments,
                  const char *const *files, size_t file_count)
{
	const struct job_kind *found = job_kind_find(str_of(kind));
	struct arena *arena = arena_open(SCRATCH_BYTES);
	struct job_row row = row_here(store, arena, kind, arguments);
	struct job *job = job_begin(store, &row);
	bool is_well;

	must(found != NULL);
	must(file_count <= MOST_JOB_FILES);
	job->is_here = true;
	for (size_t i = 0; i < file_count; i++)
		job->files[job->file_count++] = files[i];
	is_well = found->run(job);
	job_end(job, is_well);
	arena_close(arena);
	return is_well;
}
