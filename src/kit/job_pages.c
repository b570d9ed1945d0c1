/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/job_pages.c - jobs as people see them: the list, one with its bar, its stream, cancel.
 */
#include "kit/job_inside.h"

#include "kit/job.html.h"
#include "kit/table.h"
#include "kit/visit.h"
#include "kit/watch.h"

enum { ESTIMATE_AFTER = 10 /* seconds */, NO_SCRIPT_REFRESH = 5 };

/* ---- Words -------------------------------------------------------------------------- */

static const struct choice job_states[] = {
	{ "", N_("Not given") },
	{ "waiting", N_("Waiting") },
	{ "running", N_("Running") },
	{ "done", N_("Done") },
	{ "failed", N_("Failed") },
	{ "cancelled", N_("Stopped") },
	{ NULL, NULL },
};
static const char *const state_classes[] = {
	"state", "state", "state doing", "state done", "state late", "state closed",
};

static int state_of(const struct job_row *row)
{
	int state = choice_of(job_states, row->state);

	return state > 0 ? state : 0;
}

static struct str state_words(const struct job_row *row)
{
	return str_of(_(job_states[state_of(row)].label));
}

bool job_is_over(const struct job_row *row)
{
	return !str_is(row->state, "waiting") && !str_is(row->state, "running");
}

static const char *job_label(const struct job_row *row)
{
	const struct job_kind *kind = job_kind_find(row->kind);

	return kind ? _(kind->label) : _("A job of another version");
}

static struct str time_left(struct arena *arena, int64_t seconds)
{
	if (seconds < 90)
		return arena_print(arena, _("about %lld s left"), (long long)seconds);
	if (seconds < 90 * MINUTE)
		return arena_print(arena, _("about %lld min left"),
			(long long)(seconds + MINUTE / 2) / MINUTE);
	return arena_print(arena, _("about %lld h left"), (long long)(seconds + HOUR / 2) / HOUR);
}

struct str job_words(struct arena *arena, const struct job_row *row)
{
	int64_t gone = instant_now().seconds - row->started_at.seconds;
	struct str done = tongue_number(arena, row->done);
	struct str total = tongue_number(arena, row->total), left;

	if (row->total <= 0)
		return row->done ? done : S("");
	if (gone < ESTIMATE_AFTER || row->done <= 0 || row->done >= row->total)
		return arena_print(arena, _("%.*s of %.*s"), STR(done), STR(total));
	left = time_left(arena, gone * (row->total - row->done) / row->done);
	return arena_print(arena, _("%.*s of %.*s, %.*s"), STR(done), STR(total), STR(left));
}

/* ---- One job ------------------------------------------------------------------------ */

static struct job_row *job_get(struct view *view, struct str public_id)
{
	return view_get(view, &job_shape, SQL("SELECT * FROM my_job WHERE public_id = $1"),
		V(public_id));
}

static const char *step_words(struct arena *arena, const struct job_row *row)
{
	if (str_is(row->state, "waiting"))
		return _("Waiting for its turn");
	return row->step.len ? str_z(arena, row->step) : _("Running");
}

static void write_part(struct out *out, const struct job_row *row)
{
	if (job_is_over(row))
		job_over(out, row, state_words(row), state_classes[state_of(row)]);
	else
		job_bar(out, row, job_words(out->arena, row), step_words(out->arena, row));
}

static void write_job(struct out *out, struct request *request, const struct job_row *row)
{
	job_head(out, row, job_label(row));
	if (job_is_over(row))
		job_still_begin(out);
	else
		job_live_begin(out, row);
	write_part(out, row);
	job_section_end(out);
	if (!job_is_over(row))
		job_cancel_form(out, request, row);
	job_foot(out);
}

static struct reply job_show(struct request *request, struct view *view)
{
	struct job_row *row = job_get(view, request_param(request, "id"));
	struct out *out;

	if (!row)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &job_record, row);
	if (row->person_id != request_person(request)->id)
		row->result = S("");    /* a page that may not be open to whoever looks on */
	if (!job_is_over(row))
		visit_of(request)->refresh_seconds = NO_SCRIPT_REFRESH;
	out = page_begin(request, view, job_label(row));
	write_job(out, request, row);
	return page_end(request, 200);
}

static struct reply job_cancel(struct request *request, struct change *change)
{
	struct job_row *row = job_get(change_view(change), request_param(request, "id"));

	if (!row)
		return reply_not_found(request);
	change_run(change, SQL("UPDATE job SET state = 'cancelled', wants_cancel = 1, ended_at = $1"
		" WHERE id = $2 AND state = 'waiting'"), V(instant_now(), row->id));
	change_run(change, SQL("UPDATE job SET wants_cancel = 1 WHERE id = $1 AND state = 'running'"),
		V(row->id));
	change_note(change, "job", row->id, "cancel", S(""));
	request_message(request, _("The job is being stopped."));
	return reply_done(request, 200, NULL, NULL, "/jobs/%.*s", STR(row->public_id));
}

/* ---- How far it has come, while one looks ---------------------------------------------- */

static bool part_of_job(struct out *out, struct view *view, int64_t id)
{
	struct job_row *row = view_get(view, &job_shape,
		SQL("SELECT * FROM my_job WHERE id = $1"), V(id));

	if (row && row->person_id != view_me(view))
		row->result = S("");    /* as on the page: see job_show() */
	if (row)
		write_part(out, row);
	return row && !job_is_over(row);
}

static struct reply job_stream(struct request *request, struct view *view)
{
	const struct job_row *row = job_get(view, request_param(request, "id"));

	return row ? reply_watch(request, view, row->id, part_of_job) : reply_not_found(request);
}

/* ---- The list ----------------------------------------------------------------------- */

static void cell_kind(struct out *out, struct request *request, const void *row)
{
	(void)request;
	out_text(out, job_label(row));
}

static void cell_state(struct out *out, struct request *request, const void *row)
{
	(void)request;
	job_state_cell(out, state_words(row), state_classes[state_of(row)]);
}

static const struct table_column job_columns[] = {
	{ .name = "kind", .is_link = true, .cell = cell_kind },
	{ .name = "state", .cell = cell_state },
	{ .name = "created_at", .ascending = { " ORDER BY created_at, id" },
	  .descending = { " ORDER BY created_at DESC, id DESC" } },
	{ .name = "ended_at" },
	{ .name = "words" },
	{ .name = "file_name" },
	{ .name = NULL },
};
static const struct filter job_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = job_states,
	  .condition = { " AND state = $?" } },
	{ .name = "kind", .label = N_("Job"), .kind = FIELD_text, .is_hidden = true,
	  .condition = { " AND kind = $?" } },
	{ .name = NULL },
};

static struct reply jobs_list(struct request *request, struct view *view)
{
	const struct table table = {
		.name = "jobs", .label = N_("Jobs, newest first"),
		.fields = job_record.fields, .field_count = job_record.count,
		.shape = job_record.shape, .columns = job_columns, .filters = job_filters,
		.row_path = "/jobs/%s", .row_key = "public_id", .order = { " ORDER BY id DESC" },
		.empty = N_("Imports and other long work stand here while they run and for 90 days after."),
	};
	struct query query;

	table_start(request, view, &table, &query, SQL("SELECT * FROM my_job WHERE 1 = 1"), NONE);
	return table_reply(request, view, &table, &query, &(struct table_page){
		.title = _("Jobs"),
		.status = str_of(_("Yours; those who look after the service see everybody's.")) });
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
