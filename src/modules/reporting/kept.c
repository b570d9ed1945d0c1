/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/kept.c - see kept.h. */
#include "modules/reporting/kept.h"
#include "modules/reporting/kept.html.h"

#include "base/out.h"
#include "base/say.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA_BYTES = 1 << 30, WRITTEN_AT_ONCE = 50, NUMBER_LONGEST = 64, TRIES = 8 };
static const struct who the_system = { .is_system = true };

/* ---- Words -------------------------------------------------------------------------------- */

static struct str next(struct kept_pen *pen)
{
	struct str one = str_cut(&pen->left, ' ');

	pen->is_bad |= !one.len || one.len >= NUMBER_LONGEST;
	return pen->is_bad ? S("0") : one;
}

int64_t kept_int(struct kept_pen *pen, int64_t value)
{
	if (pen->out) {
		out_print(pen->out, "%lld ", (long long)value);
		return value;
	}
	if (!str_to_int(next(pen), &value))
		pen->is_bad = true;
	return value;
}

double kept_real(struct kept_pen *pen, double value)
{
	char text[NUMBER_LONGEST];
	struct str one;

	if (pen->out) {
		out_print(pen->out, "%a ", value);
		return value;
	}
	one = next(pen);
	memcpy(text, one.at, one.len);
	text[one.len] = 0;
	return strtod(text, NULL);
}

bool kept_is_declined(struct request *request)
{
	return str_is(request_query(request, "fresh"), "yes");
}

void kept_show(struct out *out, struct instant as_of, struct str link)
{
	if (as_of.seconds)
		kept_said(out, as_of, link);
}

/* ---- The job --------------------------------------------------------------------------------- */

void keeping_add(struct keeping *keeping, const char *name, int64_t unit_id, struct str question, struct str body)
{
	if (keeping->count == keeping->room) {
		struct kept_answer *more = arena_array(keeping->arena, struct kept_answer, 2 * keeping->room + 64);

		if (keeping->count)
			memcpy(more, keeping->answers, keeping->count * sizeof(*more));
		keeping->answers = more;
		keeping->room = 2 * keeping->room + 64;
	}
	keeping->answers[keeping->count++] = (struct kept_answer){ keeping->of, name, unit_id,
		arena_copy(keeping->arena, question), arena_copy(keeping->arena, body) };
}

/* Some at a time, so that nobody who writes waits long. */
static bool some_written(const struct keeping *keeping, size_t from, size_t to)
{
	for (int i = 0; i < TRIES; i++) {
		struct change *change = change_open(keeping->store, keeping->arena, the_system);

		for (size_t at = from; at < to; at++)
			kept_write(change, &keeping->answers[at]);
		if (change_commit(change) == COMMITTED)
			return true;
	}
	return false;
}

bool keeping_write(const struct keeping *keeping)
{
	for (size_t from = 0; from < keeping->count; from += WRITTEN_AT_ONCE) {
		size_t to = from + WRITTEN_AT_ONCE < keeping->count ? from + WRITTEN_AT_ONCE : keeping->count;

		if (!some_written(keeping, from, to))
			return false;
	}
	return true;
}

void keeping_count(struct keeping *keeping, int64_t unit_id)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(keeping->store, arena, the_system);

	keeping->of = kept_mark(view);
	keeping->count_one(keeping, view, unit_id);
	view_close(view);
	arena_close(arena);
}

static struct kept_unit_list units_now(const struct keeping *keeping)
{
	struct view *view = view_open(keeping->store, keeping->arena, the_system);
	struct kept_unit_list units = kept_units(view);

	view_close(view);
	return units;
}

static bool all_counted(struct job *job, struct keeping *keeping)
{
	struct kept_unit_list units = units_now(keeping);

	for (size_t i = 0; i < units.count; i++) {
		if (job_is_cancelled(job))
			return false;
		job_progress(job, (int64_t)i, (int64_t)units.count, "");
		keeping_count(keeping, units.at[i].unit_id);
	}
	return true;
}

bool keeping_run(struct job *job, void (*count_one)(struct keeping *keeping, struct view *system, int64_t unit_id))
{
	struct keeping keeping = { .store = job_store(job), .arena = job_arena(job), .count_one = count_one };

	if (!all_counted(job, &keeping)) {
		job_say(job, "%s", _("Cancelled. What was kept before is kept."));
		return false;
	}
	if (!keeping_write(&keeping)) {
		job_say(job, "%s", _("Somebody else was writing all the time. Try again."));
		return false;
	}
	job_say(job, plural((int64_t)keeping.count, "%lld answer is counted anew.", "%lld answers are counted anew."),
		(long long)keeping.count);
	return true;
}
