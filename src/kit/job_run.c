/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/job_run.c - the supervisor: one process per job, at most MOST_AT_ONCE of them, and
 * one more for what is urgent.
 *
 * A row belongs to the process that its `runner` names.  When that process is gone and the
 * row still says running, the job has failed, whoever was to blame: the machine, the
 * ceiling on its time or memory, or somebody's kill.  Then its kind cleans up, in a process
 * of its own.
 */
#define _GNU_SOURCE 1 /* prctl */

#include "kit/job_inside.h"

#include "base/say.h"
#include "http/server.h"
#include "kit/catalogue.h"
#include "kit/draft.h"
#include "kit/folder.h"
#include "kit/import_run.h"
#include "kit/module.h"
#include "kit/repeat.h"
#include "kit/setting.h"
#include "kit/table.h"
#include "kit/undo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	MOST_AT_ONCE = 2,
	PLACES = MOST_AT_ONCE + 1,      /* the last is for urgent kinds only */
	WAKE_MS = 300,
	LOOK_MS = 2000,                 /* for work, even when nothing seems to have moved */
	ROUND_MS = 20 * 1000,           /* for what starts by itself */
	TIDY_MS = 3600 * 1000,
	LEAVE_MS = 4000,
	TELL_MS = 10 * 1000,            /* after a wish to cancel: SIGTERM */
	KILL_MS = 60 * 1000,            /* and SIGKILL */
	KEPT_DAYS = 90,
	CPU_SECONDS = 2 * 3600,
	MOST_TIDIED = 500,
	SUPERVISOR_MEMORY = 64 << 20,
	JOB_GIGABYTES = 6,
};

/* ---- Who runs it -------------------------------------------------------------------- */

/* The 22nd word of /proc/PID/stat: when it was started, in ticks after the boot.  The name
 * of the program stands in brackets before and may hold anything. */
static bool start_of(pid_t pid, char *start, size_t room)
{
	char path[40], text[1024];
	const char *bracket;
	struct str rest, word;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (!file)
		return false;
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	bracket = strrchr(text, ')');
	if (!bracket || !bracket[1])
		return false;
	rest = str_of(bracket + 2);
	word = str_cut(&rest, ' ');
	if (str_is(word, "Z"))
		return false;           /* dead, not yet buried */
	for (int i = 3; i < 22; i++)
		word = str_cut(&rest, ' ');
	snprintf(start, room, "%.*s", STR(word));
	return true;
}

static struct str boot_of(struct arena *arena)
{
	char text[16] = "";
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "r");

	if (file) {
		text[fread(text, 1, 8, file)] = '\0';
		fclose(file);
	}
	return arena_copy(arena, str_of(text));
}

static struct str machine_of(struct arena *arena)
{
	char host[256] = "";

	gethostname(host, sizeof(host) - 1);
	for (char *at = host; *at; at++)
		if (*at == '/')
			*at = '-';
	return arena_copy(arena, str_of(host));
}

struct str runner_of(struct arena *arena, pid_t pid)
{
	char start[32] = "0";

	start_of(pid, start, sizeof(start));
	return arena_print(arena, "%.*s/%.*s/%d/%s", STR(machine_of(arena)),
		STR(boot_of(arena)), (int)pid, start);
}

bool runner_is_alive(struct arena *arena, struct str runner)
{
	struct str rest = runner;
	struct str host = str_cut(&rest, '/'), boot = str_cut(&rest, '/'), pid = str_cut(&rest, '/');
	char start[32];
	int64_t number = 0;

	if (!str_equals(host, machine_of(arena)))
		return runner.len > 0;
	return str_equals(boot, boot_of(arena)) && str_to_int(pid, &number)
		&& start_of((pid_t)number, start, sizeof(start)) && str_is(rest, start);
}

/* ---- The queue ---------------------------------------------------------------------- */

static const struct who the_system = { .is_system = true };

static bool system_runs(struct store *store, struct arena *arena, struct sql sql, struct values values)
{
	struct change *change = change_open(store, arena, the_system);
	int64_t touched = change_run(change, sql, values);

	return change_commit(change) == COMMITTED && touched > 0;
}

static bool is_urgent(struct str kind)
{
	const struct job_kind *known = job_kind_find(kind);

	return known && known->is_urgent;
}

/* The names of the kinds that are urgent, each between spaces. */
static struct str urgent_kinds(struct arena *arena)
{
	struct str kinds = S(" ");

	for (size_t i = 0; modules[i]; i++)
		for (const struct job_kind *kind = modules[i]->jobs; kind && kind->name; kind++)
			if (kind->is_urgent)
				kinds = arena_print(arena, "%.*s%s ", STR(kinds), kind->name);
	return kinds;
}

struct job_row *job_next(struct store *store, struct arena *arena, bool urgent)
{
	struct view *view = view_open(store, arena, the_system);
	struct job_row *row = view_get(view, &job_shape,
		SQL("SELECT * FROM job WHERE state = 'waiting'"
		    " AND CASE WHEN $1 LIKE '% ' || kind || ' %' THEN 1 ELSE 0 END = $2"
		    " ORDER BY id LIMIT 1"), V(urgent_kinds(arena), urgent));

	view_close(view);
	return row;
}

/* Of several supervisors (nodes on one PostgreSQL) one gets it. */
static bool claim(struct store *store, struct arena *arena, const struct job_row *row)
{
	return system_runs(store, arena, SQL("UPDATE job SET state = 'running', tries = tries + 1,"
		" started_at = $1, runner = $2 WHERE id = $3 AND state = 'waiting'"),
		V(instant_now(), runner_of(arena, getpid()), row->id));
}

/* ---- Children ----------------------------------------------------------------------- */

struct child {
	pid_t pid;                      /* 0: free */
	int64_t job_id;
	int64_t cancel_since_ms;        /* 0: nobody wants it to stop */
	bool is_told, is_recovery;
};

struct supervisor {
	struct store *store;
	struct arena *arena;            /* emptied at each round */
	struct child children[PLACES];
	int64_t moved, looked_ms, tidied_ms, round_ms;
};

static void limit(int what, rlim_t most)
{
	struct rlimit limit = { most, most };

	setrlimit(what, &limit);
}

static void limit_all(void)
{
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__
	limit(RLIMIT_AS, (rlim_t)JOB_GIGABYTES << 30); /* the sanitizer reserves terabytes */
#endif
}

static void child_prepare(struct store *store)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	limit_all();
	if (nice(5) == -1 && errno == EPERM)
		say_warning("a job runs without being nice");
	job_listen();
	store_reopen(store);
	catalogue_refresh(store);
	tongue_choose(setting_text("language"));
}

static void person_language(struct job *job)
{
	struct view *view = view_open(job->store, job->scratch, the_system);
	struct str language = view_text(view, SQL("SELECT language FROM person WHERE id = $1"),
		V(job->who.person));

	if (language.len)
		tongue_choose(language);
	view_close(view);
}

static void child_runs(struct store *store, const struct job_row *row)
{
	const struct job_kind *kind = job_kind_find(row->kind);
	struct job *job;
	bool is_well = false;

	child_prepare(store);
	job = job_begin(store, row);
	person_language(job);
	if (kind)
		is_well = kind->run(job);
	else
		job_say(job, "%s", _("This version of the program does not know that kind of job."));
	job_end(job, is_well);
	store_close(store);
	_exit(0);
}

static void child_recovers(struct store *store, const struct job_row *row)
{
	const struct job_kind *kind = job_kind_find(row->kind);

	child_prepare(store);
	if (kind && kind->recover)
		kind->recover(job_begin(store, row));
	store_close(store);
	_exit(0);
}

/* Urgent kinds have the last place to themselves: they wait for no other, and keep none back. */
static struct child *free_child(struct supervisor *supervisor, bool urgent)
{
	for (size_t i = urgent ? MOST_AT_ONCE : 0; i < (urgent ? PLACES : MOST_AT_ONCE); i++)
		if (!supervisor->children[i].pid)
			return &supervisor->children[i];
	return NULL;
}

static void child_start(struct supervisor *supervisor, const struct job_row *row, bool is_recovery)
{
	struct child *child = free_child(supervisor, is_urgent(row->kind));
	pid_t pid;

	must(child != NULL);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		abandon("cannot start a process for a job", strerror(errno));
	if (pid == 0) {
		if (is_recovery)
			child_recovers(supervisor->store, row);
		child_runs(supervisor->store, row);
	}
	*child = (struct child){ .pid = pid, .job_id = row->id, .is_recovery = is_recovery };
	if (!is_recovery)
		system_runs(supervisor->store, supervisor->arena,
			SQL("UPDATE job SET runner = $1 WHERE id = $2 AND state = 'running'"),
			V(runner_of(supervisor->arena, pid), row->id));
}

static void start_some(struct supervisor *supervisor, bool urgent)
{
	struct job_row *row;

	while (free_child(supervisor, urgent)
	       && (row = job_next(supervisor->store, supervisor->arena, urgent)))
		if (claim(supervisor->store, supervisor->arena, row))
			child_start(supervisor, row, false);
}

static void start_waiting(struct supervisor *supervisor)
{
	start_some(supervisor, true);
	start_some(supervisor, false);
}

/* ---- The dead ----------------------------------------------------------------------- */

static const char *end_words(const struct job_row *row)
{
	return row->wants_cancel
		? N_("It did not stop by itself and was ended. What it had begun is taken back.")
		: N_("The job ended before it was ready. What it had begun is taken back. Start it again.");
}

static bool fail(struct supervisor *supervisor, const struct job_row *row)
{
	return system_runs(supervisor->store, supervisor->arena,
		SQL("UPDATE job SET state = $1, words = $2, ended_at = $3, runner = ''"
		    " WHERE id = $4 AND state = 'running' AND runner = $5"),
		V(row->wants_cancel ? "cancelled" : "failed", _(end_words(row)), instant_now(),
			row->id, row->runner));
}

static bool is_ours(const struct supervisor *supervisor, int64_t job_id)
{
	for (size_t i = 0; i < PLACES; i++)
		if (supervisor->children[i].pid && supervisor->children[i].job_id == job_id)
			return true;
	return false;
}

static struct job_row_list running_rows(struct supervisor *supervisor)
{
	struct view *view = view_open(supervisor->store, supervisor->arena, the_system);
	struct job_row_list rows = job_row_list_of(view_list(view, &job_shape,
		SQL("SELECT * FROM job WHERE state = 'running' ORDER BY id LIMIT 100"), NONE));

	view_close(view);
	return rows;
}

static void fail_the_dead(struct supervisor *supervisor)
{
	struct job_row_list rows = running_rows(supervisor);

	for (size_t i = 0; i < rows.count; i++) {
		const struct job_row *row = &rows.at[i];
		const struct job_kind *kind = job_kind_find(row->kind);

		if (!free_child(supervisor, is_urgent(row->kind)) || is_ours(supervisor, row->id)
		    || runner_is_alive(supervisor->arena, row->runner)
		    || !fail(supervisor, row))
			continue;
		say_warning("job %lld (%.*s) died", (long long)row->id, STR(row->kind));
		if (kind && kind->recover)
			child_start(supervisor, row, true);
	}
}

static void bury(struct supervisor *supervisor)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < PLACES; i++)
			if (supervisor->children[i].pid == pid) {
				supervisor->children[i].pid = 0;
				supervisor->looked_ms = 0;      /* look at once */
			}
}

/* ---- Cancel ------------------------------------------------------------------------- */

static bool wants_cancel(struct supervisor *supervisor, int64_t id)
{
	struct view *view = view_open(supervisor->store, supervisor->arena, the_system);
	int64_t wants = view_int(view, SQL("SELECT wants_cancel FROM job WHERE id = $1"), V(id));

	view_close(view);
	return wants != 0;
}

/* A job is asked first, told after 10 seconds, and ended after a minute. */
static void press(struct supervisor *supervisor, struct child *child)
{
	int64_t waited;

	if (!child->cancel_since_ms && wants_cancel(supervisor, child->job_id))
		child->cancel_since_ms = now_ms();
	if (!child->cancel_since_ms)
		return;
	waited = now_ms() - child->cancel_since_ms;
	if (waited > KILL_MS)
		kill(child->pid, SIGKILL);
	else if (waited > TELL_MS && !child->is_told)
		child->is_told = kill(child->pid, SIGTERM) == 0;
}

/* ---- Keeping order ------------------------------------------------------------------ */

static void remove_old(struct supervisor *supervisor)
{
	struct instant before = { instant_now().seconds - KEPT_DAYS * (int64_t)DAY };
	struct view *view = view_open(supervisor->store, supervisor->arena, the_system);
	struct job_row_list rows = job_row_list_of(view_list(view, &job_shape,
		SQL("SELECT * FROM job WHERE ended_at > 0 AND ended_at < $1 ORDER BY id LIMIT $2"),
		V(before, MOST_TIDIED)));

	view_close(view);
	for (size_t i = 0; i < rows.count; i++)
		folder_remove(folder_path(supervisor->arena, arena_print(supervisor->arena,
			"jobs/%.*s", STR(rows.at[i].public_id)).at));
	if (rows.count)
		system_runs(supervisor->store, supervisor->arena,
			SQL("DELETE FROM job WHERE ended_at > 0 AND ended_at < $1 AND id <= $2"),
			V(before, rows.at[rows.count - 1].id));
}

static void tidy(struct supervisor *supervisor)
{
	struct change *change;

	if (supervisor->tidied_ms && now_ms() - supervisor->tidied_ms < TIDY_MS)
		return;
	supervisor->tidied_ms = now_ms();
	remove_old(supervisor);
	import_tidy(supervisor->store, supervisor->arena);
	folder_sweep(folder_path(supervisor->arena, "exports"), HOUR);
	exports_tidy(supervisor->arena);
	change = change_open(supervisor->store, supervisor->arena, the_system);
	repeat_forget(change);
	draft_forget_old(change);
	undo_forget_old(change);
	change_run(change, SQL("DELETE FROM session WHERE ends_at < $1"), V(instant_now()));
	change_commit(change);
}

/* ---- What starts by itself ------------------------------------------------------------ */

static bool is_due(struct view *view, const struct job_kind *kind)
{
	int64_t last = view_int(view,
		SQL("SELECT COALESCE(max(created_at), 0) FROM job WHERE kind = $1"), V(kind->name));
	int64_t under_way = view_int(view,
		SQL("SELECT count(*) FROM job WHERE kind = $1 AND ended_at = 0"), V(kind->name));

	return !under_way && (!kind->is_needed || kind->is_needed(view))
		&& instant_now().seconds - last >= kind->every_minutes * (int64_t)MINUTE;
}

/* Asked again in the change, so that of several services on one database one starts it. */
static void start_if_due(struct supervisor *supervisor, const struct job_kind *kind)
{
	struct view *view = view_open(supervisor->store, supervisor->arena, the_system);
	bool may_be_due = is_due(view, kind);
	struct change *change;

	view_close(view);
	if (!may_be_due)
		return;
	change = change_open(supervisor->store, supervisor->arena, the_system);
	if (!is_due(change_view(change), kind)) {
		change_undo(change);
		return;
	}
	job_start(change, kind->name, S(""), S(""), S(""));
	change_commit(change);          /* after a clash another has started it */
}

static void go_round(struct supervisor *supervisor)
{
	if (supervisor->round_ms && now_ms() - supervisor->round_ms < ROUND_MS)
		return;
	supervisor->round_ms = now_ms();
	for (size_t i = 0; modules[i]; i++)
		for (const struct job_kind *kind = modules[i]->jobs; kind && kind->name; kind++)
			if (kind->every_minutes)
				start_if_due(supervisor, kind);
}

/* ---- The loop ----------------------------------------------------------------------- */

static void look(struct supervisor *supervisor)
{
	int64_t moved = store_moved(supervisor->store);

	if (moved == supervisor->moved && now_ms() - supervisor->looked_ms < LOOK_MS)
		return;
	supervisor->moved = moved;
	supervisor->looked_ms = now_ms();
	catalogue_refresh(supervisor->store);
	tongue_choose(setting_text("language"));
	fail_the_dead(supervisor);
	start_waiting(supervisor);
	for (size_t i = 0; i < PLACES; i++)
		if (supervisor->children[i].pid)
			press(supervisor, &supervisor->children[i]);
}

static bool has_children(const struct supervisor *supervisor)
{
	for (size_t i = 0; i < PLACES; i++)
		if (supervisor->children[i].pid)
			return true;
	return false;
}

static void signal_all(struct supervisor *supervisor, int signal)
{
	for (size_t i = 0; i < PLACES; i++)
		if (supervisor->children[i].pid)
			kill(supervisor->children[i].pid, signal);
}

/* A job stopped in the middle cleans up by itself, or at the next start. */
static void leave(struct supervisor *supervisor)
{
	int64_t until = now_ms() + LEAVE_MS;

	signal_all(supervisor, SIGTERM);
	while (has_children(supervisor) && now_ms() < until) {
		usleep(50 * 1000);
		bury(supervisor);
	}
	signal_all(supervisor, SIGKILL);
}

void job_supervise(struct store *store)
{
	struct supervisor supervisor = {
		.store = store, .arena = arena_open(SUPERVISOR_MEMORY), .moved = -1,
	};

	while (!server_is_leaving()) {
		bury(&supervisor);
		go_round(&supervisor);
		look(&supervisor);
		tidy(&supervisor);
		arena_clear(supervisor.arena);
		usleep(WAKE_MS * 1000);
	}
	leave(&supervisor);
	arena_close(supervisor.arena);
}
