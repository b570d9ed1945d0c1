/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/server.c - the parent: starts processes, starts them again when they fall.
 *
 * It parses nothing, opens no database and answers nobody.  All it does is wait: for a
 * signal, for the end of a child, or for the moment when a child may be started again.
 */
#include "http/inside.h"
#include "base/say.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	MOST_SLOTS = 280,
	FEWEST_WORKERS = 2,
	MOST_WORKERS = 256,
	FALLS = 5,                      /* so many within a second ... */
	FALLS_MS = 1000,
	REST_MS = 1000,                 /* ... and it rests so long */
	PATIENCE_MS = 5000,             /* from SIGTERM to SIGKILL */
	MOST_FILES_OPEN = 16384,
};

struct slot {
	const struct server_child *child;       /* NULL: a worker */
	pid_t pid;                      /* 0: none at the moment */
	int64_t starts[FALLS];          /* the last times it was started */
	int next_start;
	int64_t not_before, kill_at;    /* 0: now; never */
};

struct parent {
	const struct server *server;
	struct listening listening;
	struct slot slots[MOST_SLOTS];
	int slot_count, worker_count;
	int rolling;                    /* the worker being replaced; -1: none */
	bool is_leaving;
	sigset_t signals, signals_before;
};

static volatile sig_atomic_t is_leaving;

/* --- what the processes call -------------------------------------------------------- */

static void leave(int signal)
{
	(void)signal;
	is_leaving = 1;
}

void leaving_catch(void)
{
	struct sigaction action = { .sa_handler = leave };

	sigaction(SIGTERM, &action, NULL);
	action.sa_handler = SIG_IGN;            /* a terminal tells all; the parent decides */
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	sigaction(SIGPIPE, &action, NULL);
}

bool server_is_leaving(void)
{
	return is_leaving;
}

/* --- starting ----------------------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *slot_name(const struct slot *slot)
{
	return slot->child ? slot->child->name : "worker";
}

__attribute__((noreturn))
static void process_run(struct parent *parent, const struct slot *slot, pid_t parent_pid)
{
	const struct server *server = parent->server;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	leaving_catch();
	sigprocmask(SIG_SETMASK, &parent->signals_before, NULL);
	if (getppid() != parent_pid)
		_exit(0);                       /* it died before we could ask to be told */
	if (!slot->child)
		worker_run(server, &parent->listening);
	close(parent->listening.socket);
	slot->child->run(server->context);
	_exit(0);
}

static void slot_start(struct parent *parent, struct slot *slot)
{
	pid_t parent_pid = getpid();
	pid_t pid = fork();

	if (pid == 0)
		process_run(parent, slot, parent_pid);
	slot->not_before = slot->kill_at = 0;
	if (pid < 0) {
		say_warning("cannot start a %s: %s", slot_name(slot), strerror(errno));
		slot->not_before = now_ms() + REST_MS;
		return;
	}
	slot->pid = pid;
	slot->starts[slot->next_start] = now_ms();
	slot->next_start = (slot->next_start + 1) % FALLS;
}

/* --- ending ------------------------------------------------------------------------- */

static void slot_stop(struct slot *slot)
{
	if (!slot->pid || slot->kill_at)
		return;
	kill(slot->pid, SIGTERM);
	slot->kill_at = now_ms() + PATIENCE_MS;
}

static void say_end(const struct slot *slot, int status)
{
	if (WIFSIGNALED(status))
		say_warning("%s %ld ended by signal %d (%s)", slot_name(slot),
			(long)slot->pid, WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != 0)
		say_warning("%s %ld ended with status %d", slot_name(slot), (long)slot->pid,
			WEXITSTATUS(status));
}

static void slot_ended(struct slot *slot, int status)
{
	/* where the next start goes stands the oldest of the last FALLS */
	int64_t oldest = slot->starts[slot->next_start];

	if (!slot->kill_at || !WIFEXITED(status))
		say_end(slot, status);
	slot->pid = 0;
	slot->kill_at = 0;
	if (oldest && now_ms() - oldest < FALLS_MS) {
		say_warning("%s falls again and again; it rests a second", slot_name(slot));
		slot->not_before = now_ms() + REST_MS;
	}
}

static void gather_ended(struct parent *parent)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < parent->slot_count; i++)
			if (parent->slots[i].pid == pid)
				slot_ended(&parent->slots[i], status);
}

/* --- the loop ----------------------------------------------------------------------- */

static void start_due(struct parent *parent)
{
	int64_t now = now_ms();

	if (parent->is_leaving)
		return;
	for (int i = 0; i < parent->slot_count; i++)
		if (!parent->slots[i].pid && parent->slots[i].not_before <= now)
			slot_start(parent, &parent->slots[i]);
}

static void kill_overdue(struct parent *parent)
{
	int64_t now = now_ms();

	for (int i = 0; i < parent->slot_count; i++) {
		struct slot *slot = &parent->slots[i];

		if (slot->pid && slot->kill_at && slot->kill_at <= now) {
			kill(slot->pid, SIGKILL);
			slot->kill_at = now + PATIENCE_MS;
		}
	}
}

/* One worker at a time: asked to leave, ended, started again, and then the next. */
static void roll_on(struct parent *parent)
{
	struct slot *slot;

	if (parent->rolling < 0 || parent->is_leaving)
		return;
	slot = &parent->slots[parent->rolling / 2];
	if (parent->rolling % 2 == 0) {
		slot_stop(slot);
		parent->rolling++;
	} else if (slot->pid && !slot->kill_at) {
		parent->rolling++;
		if (parent->rolling / 2 == parent->worker_count)
			parent->rolling = -1;
		roll_on(parent);
	}
}

static void leave_all(struct parent *parent)
{
	parent->is_leaving = true;
	for (int i = 0; i < parent->slot_count; i++)
		slot_stop(&parent->slots[i]);
}

static bool someone_runs(const struct parent *parent)
{
	for (int i = 0; i < parent->slot_count; i++)
		if (parent->slots[i].pid)
			return true;
	return false;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return b && b < a ? b : a;
}

static struct timespec until_next(const struct parent *parent)
{
	int64_t now = now_ms(), next = now + 60 * 1000;

	for (int i = 0; i < parent->slot_count; i++) {
		const struct slot *slot = &parent->slots[i];

		next = sooner(next, slot->pid ? slot->kill_at : slot->not_before);
	}
	next = next > now ? next - now : 1;
	return (struct timespec){ .tv_sec = next / 1000, .tv_nsec = next % 1000 * 1000000 };
}

static void heed(struct parent *parent, int signal)
{
	if (signal == SIGTERM || signal == SIGINT)
		leave_all(parent);
	else if (signal == SIGHUP && parent->rolling < 0)
		parent->rolling = 0;
}

static void run(struct parent *parent)
{
	while (!parent->is_leaving || someone_runs(parent)) {
		struct timespec wait;

		gather_ended(parent);
		kill_overdue(parent);
		start_due(parent);
		roll_on(parent);
		wait = until_next(parent);
		if (!parent->is_leaving || someone_runs(parent))
			heed(parent, sigtimedwait(&parent->signals, NULL, &wait));
	}
}

/* --- beginning ---------------------------------------------------------------------- */

static int worker_count(const struct server *server)
{
	long count = server->workers ? server->workers : sysconf(_SC_NPROCESSORS_ONLN);

	if (!server->workers && count < FEWEST_WORKERS)
		count = FEWEST_WORKERS;
	return count > MOST_WORKERS ? MOST_WORKERS : (int)count;
}

static void slots_fill(struct parent *parent)
{
	const struct server_child *child = parent->server->children;

	parent->worker_count = parent->slot_count = worker_count(parent->server);
	for (; child && child->name; child++) {
		must(parent->slot_count < MOST_SLOTS);
		parent->slots[parent->slot_count++].child = child;
	}
}

static void signals_hold(struct parent *parent)
{
	static const int held[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };

	sigemptyset(&parent->signals);
	for (size_t i = 0; i < COUNT(held); i++)
		sigaddset(&parent->signals, held[i]);
	sigprocmask(SIG_BLOCK, &parent->signals, &parent->signals_before);
}

/* A connection is an open file, and the usual limit of 1024 is soon reached. */
static void files_raise(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max < MOST_FILES_OPEN ? limit.rlim_max : MOST_FILES_OPEN;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int server_run(const struct server *server)
{
	static struct parent parent;

	parent = (struct parent){ .server = server, .rolling = -1 };
	files_raise();
	listening_open(&parent.listening, server);
	signals_hold(&parent);
	slots_fill(&parent);
	start_due(&parent);
	if (server->ready)
		server->ready(parent.listening.address, server->context);
	run(&parent);
	listening_close(&parent.listening);
	sigprocmask(SIG_SETMASK, &parent.signals_before, NULL);
	return 0;
}
