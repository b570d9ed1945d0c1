/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/export_job.c - long lists are taken out by a job, so that nobody waits for a worker.
 *
 * The job asks the list's own handler, as the person who ordered the file and with what that
 * person may see when it runs.  Only that person may fetch the file, and it is gone after a
 * day.
 */
#include "kit/table_inside.h"

#include "base/json.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/job_inside.h"
#include "kit/match.h"
#include "kit/table.html.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_ORDER = 4000 };

static const char orders_folder[] = "orders";

static const char *order_path(struct arena *arena, struct str public_id)
{
	return arena_print(arena, "%s/%.*s", folder_make(arena, orders_folder), STR(public_id)).at;
}

void exports_tidy(struct arena *arena)
{
	folder_sweep(folder_path(arena, orders_folder), DAY);
}

/* ---- Asking a list without a browser ------------------------------------------------- */

/* False: the address is none of ours, or not one that this person may open. */
static bool visit_begin(struct visit *visit, struct store *store, struct arena *arena,
                        struct str address, struct person person)
{
	struct request *request = arena_new(arena, struct request);
	struct str query = address, path = str_cut(&query, '?');
	bool other_method;

	*visit = (struct visit){ .request = request, .store = store, .person = person };
	request->arena = arena;
	request->method = METHOD_GET;
	request->target = address;
	request->context = visit;
	visit->problems.arena = arena;
	if (!str_starts(path, S("/")) || !request_decode(arena, path, false, &request->path)
	    || !request_pairs(arena, query, &request->query, &request->query_count))
		return false;
	visit->path = request->path;
	visit->route = route_find(visit, METHOD_GET, &other_method);
	return visit->route && visit->route->show && route_gate(visit->route, &person) == 200;
}

/* ---- Ordering ------------------------------------------------------------------------ */

struct reply export_refuse(struct ask *ask)
{
	struct request *request = ask->request;
	struct out *out;

	if (request_wants_json(request))
		return reply_problem(request, 422, _("The list is long: its file is made by a job."),
			str_of(_("Send its address and format to /api/v1/exports, and follow the job.")));
	out = page_begin(request, ask->view, _("A long list"));
	export_long_page(out, request, export_address(ask));
	return page_end(request, 422);
}

/* The list as it is shown, without page and format. */
struct str export_address(const struct ask *ask)
{
	return arena_join(ask->request->arena, ask->request->path,
		table_address(ask->request, "format", S("")));
}

static struct reply export_order(struct request *request, struct change *change)
{
	struct arena *arena = request->arena;
	struct str address = answer_get(&visit_of(request)->answers, "address");
	struct str format = answer_get(&visit_of(request)->answers, "format");
	struct visit visit;
	struct json_out json;
	struct out out;
	int64_t id;

	address = arena_print(arena, "%.*s%cformat=%.*s", STR(address),
		str_find(address, S("?")) < 0 ? '?' : '&', STR(format));
	if (address.len > LONGEST_ORDER || !export_type(format)
	    || !visit_begin(&visit, visit_of(request)->store, arena, address, *request_person(request)))
		return reply_problem(request, 422, _("That list cannot be taken out."), S(""));
	out_init(&out, arena, LONGEST_ORDER * 8);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "address", address);
	json_str(&json, "language", str_of(tongue_code()));
	json_object_finish(&json);
	id = job_start(change, "export", out_str(&out), S(""), S(""));
	return reply_done(request, 201, NULL, NULL, "%.*s", STR(job_path(change_view(change), id)));
}

/* ---- The row of the job --------------------------------------------------------------- */

/* What the file is to be called; "" when it is not this person's, or not ready. */
static struct str export_file_name(struct view *view, struct str public_id)
{
	return view_text(view, SQL("SELECT file_name FROM my_job WHERE public_id = $1"
		" AND kind = 'export' AND state = 'done' AND person_id = me()"), V(public_id));
}

static void export_name_keep(struct job *job, struct str name)
{
	enum committed committed = CLASHED;

	while (committed == CLASHED) {
		struct change *change = change_open(job->store, job->scratch,
			(struct who){ .is_system = true });

		change_run(change, SQL("UPDATE job SET file_name = $1 WHERE id = $2"),
			V(name, job->row.id));
		committed = change_commit(change);
	}
	arena_clear(job->scratch);
}

/* ---- The job ------------------------------------------------------------------------- */

static bool fail(struct job *job)
{
	job_say(job, "%s", _("The list could not be taken out. Open it again and see whether you still may."));
	return false;
}

static void order_keep(struct job *job, const struct reply *reply)
{
	const char *path = order_path(job->arena, job->row.public_id);

	if (!reply->file)
		file_write(job->arena, path, reply->body);
	else if (rename(reply->file, path) != 0)
		abandon("cannot keep an export", strerror(errno));
}

static bool export_run(struct job *job)
{
	struct visit visit;
	struct view *view;
	struct reply reply;

	tongue_choose(job_argument(job, "language"));
	if (!visit_begin(&visit, job->store, job->arena, job_argument(job, "address"),
	                 access_person_of(job->store, job->arena, job->who.person)))
		return fail(job);
	visit.job = job;
	view = view_open(job->store, job->arena, job->who);
	reply = visit.route->show(visit.request, view);
	view_close(view);
	if (job->is_cancelled)
		return false;
	if (reply.status != 200 || !visit.export_name.len)
		return fail(job);
	order_keep(job, &reply);
	export_name_keep(job, visit.export_name);
	job_count(job, visit.export_rows, visit.export_rows, "");
	job_say(job, _("%.*s rows. The file is kept for a day."),
		STR(tongue_number(job->arena, visit.export_rows)));
	job_result(job, arena_print(job->arena, "/exports/%.*s", STR(job->row.public_id)));
	return true;
}

const struct job_kind export_jobs[] = {
	{ .name = "export", .label = N_("Take out a list"), .need = SIGNED_IN, .run = export_run },
	{ .name = NULL },
};

/* ---- Fetching ------------------------------------------------------------------------ */

static struct reply export_fetch(struct request *request, struct view *view)
{
	struct str public_id = request_param(request, "id"), file_name = S("");
	struct str ending = S("");
	struct reply reply;

	file_name = export_file_name(view, public_id);
	if (!file_name.len)
		return reply_not_found(request);
	if (access(order_path(request->arena, public_id), R_OK) != 0)
		return reply_problem(request, 404, _("The file is kept for a day, and is gone now."),
			str_of(_("Open the list again and order it anew.")));
	for (struct str rest = file_name; rest.len; )
		ending = str_cut(&rest, '.');
	reply = reply_bytes(200, export_type(ending), S(""));
	reply.file = order_path(request->arena, public_id);
	reply_download(&reply, request->arena, file_name);
	return reply;
}

const struct route export_routes[] = {
	{ POST, "/exports", .need = SIGNED_IN, .act = export_order, .is_api_too = true,
	  .most_per_minute = 10, .label = N_("Order the file of a long list") },
	{ GET, "/exports/:id", .need = SIGNED_IN, .show = export_fetch, .is_api_too = true,
	  .label = N_("The file of a list that one has ordered") },
	{ .path = NULL },
};
