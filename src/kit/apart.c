/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/apart.c - a child that may think and write, and nothing else. */
#define _GNU_SOURCE             /* pipe2 */
#include "kit/apart.h"

#include "base/say.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- In the child ---------------------------------------------------------------------- */

/* What memory, a pipe and an end need.  All else is answered with EPERM. */
static const int allowed[] = {
	SYS_read, SYS_write, SYS_writev, SYS_close, SYS_exit, SYS_exit_group, SYS_brk, SYS_mmap,
	SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_futex, SYS_rt_sigreturn,
	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_sigaltstack, SYS_clock_gettime, SYS_getrandom,
	SYS_gettid, SYS_getpid,
#ifdef __SANITIZE_ADDRESS__
	SYS_tgkill,             /* for abort(): what the sanitizer finds is told and kept */
#endif
};

#if defined(__x86_64__)
#define OUR_CALLS AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_CALLS AUDIT_ARCH_AARCH64
#endif

static void filter_put(void)
{
#ifdef OUR_CALLS
	struct sock_filter code[COUNT(allowed) + 6];
	struct sock_fprog program = { .filter = code };

	/* Numbers mean other calls to another kind of processor. */
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		offsetof(struct seccomp_data, arch));
	code[program.len++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_CALLS, 1, 0);
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < COUNT(allowed); i++)
		code[program.len++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			(uint32_t)allowed[i], (uint8_t)(COUNT(allowed) - i), 0);
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
		SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA));
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	/* Where the kernel has no filters the limits must do. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#endif
}

static void limit(int what, rlim_t most)
{
	struct rlimit limit = { most, most };

	setrlimit(what, &limit);
}

/* All but the pipe; the sanitizer alone may tell of what it finds. */
static void close_all(void)
{
	if (syscall(SYS_close_range, 4U, ~0U, 0U) != 0)
		for (int other = 4; other < (int)sysconf(_SC_OPEN_MAX); other++)
			close(other);
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
#ifndef __SANITIZE_ADDRESS__
	close(STDERR_FILENO);
#endif
}

/* No file and no socket can be opened any more, and what was open is closed.  It does not
 * outlive the one who asks. */
static void shut_in(const struct apart *apart, int fd)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (fd != 3)
		dup2(fd, 3);
	close_all();
	limit(RLIMIT_CPU, (rlim_t)apart->seconds);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 0);
#ifndef __SANITIZE_ADDRESS__
	limit(RLIMIT_DATA, (rlim_t)apart->memory_bytes);        /* the sanitizer reserves terabytes */
#endif
	filter_put();
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t len = write(fd, bytes.at, bytes.len);

		if (len < 0 && errno != EINTR)
			return false;
		if (len > 0)
			bytes = str_part(bytes, (size_t)len, bytes.len);
	}
	return true;
}

static void child_run(const struct apart *apart, int fd, struct str input)
	__attribute__((noreturn));
static void child_run(const struct apart *apart, int fd, struct str input)
{
	struct arena *arena;
	struct out out;
	bool is_made;

	abandon_hook(NULL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	shut_in(apart, fd);
	arena = arena_open(apart->memory_bytes / 2);
	out_init(&out, arena, apart->largest_answer);
	is_made = apart->read(arena, input, &out) && !out.is_full;
	_exit(write_all(3, out_str(&out)) && is_made ? 0 : 1);
}

/* ---- In the one who asks ------------------------------------------------------------------ */

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Everything the child says, until it ends or its time is out. */
static bool answer_read(int fd, struct out *out, int64_t until_ms)
{
	char piece[65536];

	for (;;) {
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
		int64_t left = until_ms - monotonic_ms();
		ssize_t len;

		if (left <= 0 || (poll(&poll_fd, 1, (int)left) < 0 && errno != EINTR))
			return false;
		if (!poll_fd.revents)
			continue;
		len = read(fd, piece, sizeof(piece));
		if (len == 0)
			return true;
		if (len < 0 && errno != EINTR)
			return false;
		if (len > 0)
			out_bytes(out, piece, (size_t)len);
		if (out->is_full)
			return false;
	}
}

bool apart_read(struct arena *arena, const struct apart *apart, struct str input,
                struct str *answer)
{
	struct out out;
	int ends[2], status = -1;
	pid_t child;
	bool is_whole;

	if (pipe2(ends, O_CLOEXEC) != 0 || (child = fork()) < 0)
		abandon("Could not begin a process to read a file.", strerror(errno));
	if (child == 0)
		child_run(apart, ends[1], input);
	close(ends[1]);
	out_init(&out, arena, apart->largest_answer);
	is_whole = answer_read(ends[0], &out, monotonic_ms() + 2000 * apart->seconds);
	close(ends[0]);
	if (!is_whole)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*answer = out_str(&out);
	return is_whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
