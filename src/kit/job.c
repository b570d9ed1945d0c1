/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/job.c - a job as its own code sees it: arguments, files, progress, cancel, the end.
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
#include <time.h>
#include <unistd.h>

enum {
	JOB_MEMORY = 1 << 30,
	SCRATCH_MEMORY = 16 << 20,
	PROGRESS_MS = 250,              /* at most four times a second */
	TURN_MOST_MS = 10 * MINUTE * 1000,      /* who died without a supervisor runs for ever */
	WORDS_LONGEST = 2000,
	MOST_TRIES = 8,                 /* of a sign of life: the next tells more */
	END_TRIES = 400,                /* a minute and more, with the waits of change_commit() */
};

static const struct who the_system = { .is_system = true };

#define RECORD struct job_row
static const struct field job_fields[] = { JOB_FIELDS(AS_FIELD) };
#undef RECORD
const struct record job_record = {
	RECORD_OF("job", job_row, job_fields),
	.label = N_("Job"), .many = N_("Jobs"), .path = "/jobs",
};

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

/* ---- Ordering ----------------------------------------------------------------------- */

int64_t job_start(struct change *change, const char *kind, struct str arguments,
                  struct str file_name, struct str file_content)
{
	struct arena *arena = change_arena(change);
	struct job_row row = {
		.kind = str_of(kind), .arguments = arguments.len ? arguments : S("{}"),
		.file_name = file_name, .person_id = change_me(change), .state = S("waiting"),
		.public_id = uuid_v7(arena),
	};

	must(job_kind_find(row.kind) != NULL);
	if (file_content.len) {         /* written first: a row never points at nothing */
		const char *below = arena_print(arena, "jobs/%.*s", STR(row.public_id)).at;
		const char *folder = folder_make(arena, below);

		file_write(arena, arena_print(arena, "%s/file", folder).at, file_content);
		row.file_path = arena_print(arena, "%s/file", below);
	}
	return change_insert(change, &job_shape, &row);
}

struct str job_path(struct view *view, int64_t id)
{
	return arena_print(view_arena(view), "/jobs/%.*s", STR(view_text(view,
		SQL("SELECT public_id FROM my_job WHERE id = $1"), V(id))));
}

/* ---- What its code asks ------------------------------------------------------------- */

struct store *job_store(struct job *job) { return job->store; }
struct arena *job_arena(struct job *job) { return job->arena; }
struct who job_who(struct job *job) { return job->who; }
int64_t job_id(struct job *job) { return job->row.id; }
struct str job_file_name(struct job *job) { return job->row.file_name; }

struct str job_argument(struct job *job, const char *name)
{
	json_t *value = json_object_get(job->arguments, name);

	if (json_is_integer(value))
		return arena_print(job->arena, "%lld", (long long)json_integer_value(value));
	if (json_is_boolean(value))
		return json_is_true(value) ? S("yes") : S("no");
	return json_text(job->arguments, name);
}

const char *job_file(struct job *job, size_t nth)
{
	return nth < job->file_count ? job->files[nth] : NULL;
}

void job_say(struct job *job, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	job->words = str_letters_part(arena_vprint(job->arena, format, list), WORDS_LONGEST);
	va_end(list);
}

void job_result(struct job *job, struct str path)
{
	job->result = arena_copy(job->arena, path);
}

/* ---- Signs of life ------------------------------------------------------------------ */

static volatile sig_atomic_t was_told;

static void on_told(int signal)
{
	(void)signal;
	was_told = 1;
}

void job_listen(void)
{
	struct sigaction action = { .sa_handler = on_told, .sa_flags = SA_RESTART };

	was_told = 0;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

/* The row of the job is the system's to write, whoever it works for; a clash is tried again. */
static bool row_write(struct job *job, int tries, struct sql sql, struct values values)
{
	enum committed committed = CLASHED;

	for (int i = 0; i < tries && committed == CLASHED; i++) {
		struct change *change = change_open(job->store, job->scratch, the_system);

		change_run(change, sql, values);
		committed = change_commit(change);
	}
	arena_clear(job->scratch);
	return committed == COMMITTED;
}

bool job_save(struct job *job, const struct shape *shape, void *row, int64_t version)
{
	enum updated updated;
	struct change *change;

	do {
		change = change_open(job->store, job->arena, the_system);
		updated = change_update(change, shape, row, version);
	} while (change_commit(change) == CLASHED);
	return updated == UPDATED;
}

static void print_progress(struct job *job)
{
	struct str words = job_words(job->scratch, &job->row);

	fprintf(stderr, "\r%.*s%s%.*s\033[K", STR(job->row.step), words.len ? ": " : "", STR(words));
	fflush(stderr);
}

void job_count(struct job *job, int64_t done, int64_t total, const char *step)
{
	job->row.done = done;
	job->row.total = total;
	job->row.step = str_of(step);
	job->written_ms = now_ms();
	if (job->is_here && isatty(STDERR_FILENO))
		print_progress(job);
	row_write(job, MOST_TRIES, SQL("UPDATE job SET done = $1, total = $2, step = $3 WHERE id = $4"),
		V(done, total, step, job->row.id));
}

void job_progress(struct job *job, int64_t done, int64_t total, const char *step)
{
	if (now_ms() - job->written_ms >= PROGRESS_MS)
		job_count(job, done, total, step);
}

bool job_was_told(struct job *job)
{
	if (was_told)
		job->is_cancelled = true;
	return job->is_cancelled;
}

bool job_is_cancelled(struct job *job)
{
	struct view *view;

	if (job_was_told(job) || now_ms() - job->asked_ms < PROGRESS_MS)
		return job->is_cancelled;
	job->asked_ms = now_ms();
	view = view_open(job->store, job->scratch, the_system);
	job->is_cancelled = view_int(view, SQL("SELECT wants_cancel FROM job WHERE id = $1"),
		V(job->row.id)) != 0;
	view_close(view);
	arena_clear(job->scratch);
	return job->is_cancelled;
}

/* Of two that began in the same second the first that was ordered: never does each wait for the other. */
static bool is_second(struct job *job)
{
	struct view *view = view_open(job->store, job->scratch, the_system);
	bool is = view_int(view, SQL("SELECT 1 FROM job AS mine JOIN job AS other ON other.kind = mine.kind"
		" AND other.state = 'running' AND (other.started_at < mine.started_at"
		"  OR (other.started_at = mine.started_at AND other.id < mine.id))"
		" WHERE mine.id = $1 LIMIT 1"), V(job->row.id)) == 1;

	view_close(view);
	arena_clear(job->scratch);
	return is;
}

bool job_turn_take(struct job *job)
{
	int64_t began_ms = now_ms();

	while (is_second(job)) {
		if (job_is_cancelled(job) || now_ms() - began_ms > TURN_MOST_MS)
			return false;
		usleep(PROGRESS_MS * 1000);
	}
	return true;
}

/* ---- Beginning and ending ----------------------------------------------------------- */

struct job *job_begin(struct store *store, const struct job_row *row)
{
	struct arena *arena = arena_open(JOB_MEMORY);
	struct job *job = arena_new(arena, struct job);
	struct str problem = S("");

	job->store = store;
	job->arena = arena;
	job->scratch = arena_open(SCRATCH_MEMORY);
	job->row = *row;
	job->row.public_id = arena_copy(arena, row->public_id);
	job->row.kind = arena_copy(arena, row->kind);
	job->row.file_name = arena_copy(arena, row->file_name);
	job->who = (struct who){ .person = row->person_id, .is_system = row->person_id == 0 };
	job->arguments = json_read(arena, row->arguments.len ? row->arguments : S("{}"), &problem);
	if (row->file_path.len)
		job->files[job->file_count++] = folder_path(arena, str_z(arena, row->file_path));
	return job;
}

void job_free(struct job *job)
{
	struct arena *arena = job->arena;

	json_decref(job->arguments);
	arena_close(job->scratch);
	arena_close(arena);
}

void job_end(struct job *job, bool is_well)
{
	const char *state = job->is_cancelled ? "cancelled" : is_well ? "done" : "failed";

	if (!row_write(job, END_TRIES, SQL("UPDATE job SET state = $1, words = $2, result = $3, ended_at = $4,"
		" step = '', runner = '' WHERE id = $5"),
		V(state, job->words, job->result, instant_now(), job->row.id)))
		abandon("cannot write how a job ended", "others wrote at the same time");
}

/* ---- On the command line ------------------------------------------------------------ */

/* A row all the same, so that an import points at something and /jobs tells of it. */
static void row_make(struct store *store, struct arena *arena, struct job_row *row)
{
	enum committed committed = CLASHED;

	while (committed == CLASHED) {
		struct change *change = change_open(store, arena, the_system);

		row->id = 0;
		change_insert(change, &job_shape, row);
		committed = change_commit(change);
	}
}

static void say_end(const struct job *job)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
	if (job->words.len)
		fprintf(stderr, "%.*s\n", STR(job->words));
}

bool job_run_here(struct store *store, const char *kind_name, struct str arguments,
                  const char *const *files, size_t file_count)
{
	const struct job_kind *kind = job_kind_find(str_of(kind_name));
	struct arena *arena = arena_open(SCRATCH_MEMORY);
	struct job_row row = {
		.kind = str_of(kind_name), .arguments = arguments.len ? arguments : S("{}"),
		.state = S("running"), .tries = 1, .runner = runner_of(arena, getpid()),
		.started_at = instant_now(),
	};
	struct job *job;
	bool is_well;

	must(kind && file_count <= MOST_JOB_FILES);
	row_make(store, arena, &row);
	job = job_begin(store, &row);
	for (size_t i = 0; i < file_count; i++)
		job->files[job->file_count++] = files[i];
	job->is_here = true;
	job_listen();
	is_well = kind->run(job);
	job_end(job, is_well);
	say_end(job);
	is_well = is_well && !job->is_cancelled;
	job_free(job);
	arena_close(arena);
	return is_well;
}
