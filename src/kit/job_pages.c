/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/job_pages.c - the list of jobs, one with its progress, its stream, stopping one. */
#include "kit/job.html.h"
#include "kit/job_inside.h"
#include "kit/module.h"

#include "base/say.h"
#include "http/stream.h"

#include <stdio.h>
#include <stdlib.h>

#define RECORD struct job_row
static const struct field job_fields[] = { JOB_FIELDS(AS_FIELD) };
#undef RECORD
const struct record job_record = {
	RECORD_OF("job", job_row, job_fields),
	.label = N_("Job"), .many = N_("Jobs"), .path = "/jobs",
};

static const struct { const char *state, *words, *css; } states[] = {
	{ "waiting", N_("Waiting"), "state" }, { "running", N_("Running"), "state doing" },
	{ "done", N_("Done"), "state done" }, { "failed", N_("Failed"), "state late" },
	{ "cancelled", N_("Stopped"), "state closed" },
};

static size_t state_of(struct str state)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (str_is(state, states[i].state))
			return i;
	return 0;
}

static bool is_open(const struct job_row *row)
{
	return state_of(row->state) < 2;
}

static const char *label_of(const struct job_row *row)
{
	const struct job_kind *kind = job_kind_find(row->kind);

	return kind ? _(kind->label) : _("Job");
}

/* "18 400 of 84 648, about 40 s left". */
static struct str progress_words(struct arena *arena, const struct job_row *row)
{
	int64_t spent = instant_now().seconds - row->started_at.seconds;
	struct str done = tongue_number(arena, row->done), total = tongue_number(arena, row->total);

	if (row->total <= 0)
		return row->done ? done : S("");
	if (row->done <= 0 || spent < 3)
		return arena_print(arena, _("%.*s of %.*s"), STR(done), STR(total));
	return arena_print(arena, _("%.*s of %.*s, about %lld s left"), STR(done), STR(total),
		(long long)(spent * (row->total - row->done) / row->done));
}

static void write_part(struct out *out, const struct job_row *row)
{
	size_t state = state_of(row->state);

	if (is_open(row))
		job_bar(out, row, progress_words(out->arena, row),
			row->step.len ? _(str_z(out->arena, row->step)) : _("Waiting for its turn"));
	else
		job_over(out, row, str_of(_(states[state].words)), states[state].css);
}

/* ---- The list ------------------------------------------------------------------------ */

static void label_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	out_text(out, label_of(row));
}

static void state_cell(struct out *out, struct request *request, const void *row)
{
	size_t state = state_of(((const struct job_row *)row)->state);

	(void)request;
	job_state_cell(out, str_of(_(states[state].words)), states[state].css);
}

static const struct table_column columns[] = {
	{ .name = "kind", .is_link = true, .cell = label_cell },
	{ .name = "file_name" },
	{ .name = "state", .cell = state_cell },
	{ .name = "created_at" },
	{ .name = "words" },
	{ .name = NULL },
};
static const struct filter filters[] = { { .name = NULL } };
static const struct table jobs_table = {
	.name = "jobs",
	.label = N_("Jobs"),
	.fields = job_fields,
	.field_count = COUNT(job_fields),
	.shape = SHAPE_OF("job", job_row, job_fields),
	.columns = columns,
	.filters = filters,
	.row_path = "/jobs/%s",
	.row_key = "public_id",
	.order = { " ORDER BY id DESC" },
	.empty = N_("Imports and other long work stand here while they run and for ninety days after."),
};

static struct reply jobs_list(struct request *request, struct view *view)
{
	const struct table_page page = { .title = _("Jobs") };
	struct query query;

	table_start(request, view, &jobs_table, &query, SQL("SELECT * FROM my_job WHERE 1 = 1"), NONE);
	return table_reply(request, view, &jobs_table, &query, &page);
}

/* ---- One job ------------------------------------------------------------------------- */

static const struct job_row *job_of(struct view *view, struct str public_id)
{
	return view_get(view, &job_shape, SQL("SELECT * FROM my_job WHERE public_id = $1"),
		V(public_id));
}

static struct reply job_show(struct request *request, struct view *view)
{
	const struct job_row *row = job_of(view, request_param(request, "id"));
	struct out *out;

	if (!row)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &job_record, row);
	out = page_begin(request, view, label_of(row));
	job_head(out, row, label_of(row));
	if (is_open(row))
		job_live_begin(out, row);
	else
		job_still_begin(out);
	write_part(out, row);
	job_section_end(out);
	if (is_open(row))
		job_cancel_form(out, request, row);
	job_foot(out);
	return page_end(request, 200);
}

static struct reply job_cancel(struct request *request, struct change *change)
{
	const struct job_row *row = job_of(change_view(change), request_param(request, "id"));

	if (!row)
		return reply_not_found(request);
	change_run(change, SQL("UPDATE job SET wants_cancel = 1 WHERE id = $1 AND state = 'running'"),
		V(row->id));
	change_run(change, SQL("UPDATE job SET wants_cancel = 1, state = 'cancelled', ended_at = $1"
		" WHERE id = $2 AND state = 'waiting'"), V(instant_now(), row->id));
	return reply_done(request, 200, NULL, NULL, "/jobs/%.*s", STR(row->public_id));
}

/* ---- The stream ----------------------------------------------------------------------- */

struct watching {
	struct store *store;
	int64_t person;
	char public_id[40], language[8];
};

static bool stream_part(void *context, struct out *out)
{
	const struct watching *watching = context;
	struct view *view = view_open(watching->store, out->arena, (struct who){ .person = watching->person });
	const struct job_row *row = job_of(view, str_of(watching->public_id));
	struct out part;

	tongue_choose(str_of(watching->language));
	out_init(&part, out->arena, 1 << 16);
	if (row) {
		write_part(&part, row);
		stream_event(out, is_open(row) ? "message" : "done", out_str(&part));
	}
	view_close(view);
	return row && is_open(row);
}

static struct reply job_stream(struct request *request, struct view *view)
{
	const struct job_row *row = job_of(view, request_param(request, "id"));
	struct watching *watching;

	if (!row)
		return reply_not_found(request);
	watching = calloc(1, sizeof(*watching));
	if (!watching)
		abandon("cannot open a stream", "out of memory");
	watching->store = view_store(view);
	watching->person = view_me(view);
	snprintf(watching->public_id, sizeof(watching->public_id), "%.*s", STR(row->public_id));
	snprintf(watching->language, sizeof(watching->language), "%s", tongue_code());
	return reply_stream(request, stream_part, watching);
}

const struct route job_routes[] = {
	{ GET, "/jobs", .need = SIGNED_IN, .show = jobs_list, .label = N_("Jobs"), .is_api_too = true },
	{ GET, "/jobs/:id", .need = SIGNED_IN, .show = job_show, .is_api_too = true,
	  .label = N_("A job and its progress") },
	{ GET, "/jobs/:id/stream", .need = SIGNED_IN, .show = job_stream,
	  .label = N_("The progress of a job, as it comes") },
	{ POST, "/jobs/:id/cancel", .need = SIGNED_IN, .act = job_cancel, .is_api_too = true,
	  .label = N_("Stop a job") },
	{ .path = NULL },
};
