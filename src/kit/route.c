/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/route.c - finding the row for a method and a path, and the gate before it.
 *
 * The tables of all rooms are searched through an index by first path segment, made on first
 * use.  A path that fits no row is 404; one that fits a row of another method is 405.
 */
#include "kit/match.h"

#include "base/say.h"
#include "kit/away.h"
#include "kit/draft.h"
#include "kit/import.h"
#include "kit/module.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUTES = 4096 };

static const struct route *all[MOST_ROUTES];
static size_t all_count;

static void routes_add(const struct route *table)
{
	for (; table && table->path; table++) {
		must(all_count < MOST_ROUTES);
		all[all_count++] = table;
	}
}

static void routes_gather(void)
{
	if (all_count)
		return;
	routes_add(kit_routes);
	routes_add(draft_routes);
	routes_add(undo_routes);
	routes_add(table_routes);
	routes_add(export_routes);
	routes_add(job_routes);
	routes_add(report_routes);
	routes_add(import_routes);
	for (size_t i = 0; modules[i]; i++)
		routes_add(modules[i]->routes);
}

size_t routes_count(void)
{
	routes_gather();
	return all_count;
}

const struct route *routes_at(size_t i)
{
	return all[i];
}

/* Does "/events/:id" fit "/events/17"?  Parameters are put in the visit. */
static bool path_fits(const char *pattern, struct str path, struct visit *visit)
{
	struct str want = str_of(pattern);
	size_t count = 0;

	want = str_part(want, 1, want.len);
	path = str_part(path, 1, path.len);
	while (want.len || path.len) {
		struct str w = str_cut(&want, '/');
		struct str p = str_cut(&path, '/');

		if (w.len && w.at[0] == ':') {
			if (!p.len || count == MOST_PARAMS)
				return false;
			visit->params[count++] = (struct pair){ str_part(w, 1, w.len), p };
		} else if (!str_equals(w, p)) {
			return false;
		}
	}
	visit->param_count = count;
	return true;
}

const struct route *route_find(struct visit *visit, enum method method, bool *other_method)
{
	enum method wanted = method == METHOD_HEAD ? METHOD_GET : method;

	routes_gather();
	*other_method = false;
	if (!visit->path.len || visit->path.at[0] != '/')
		return NULL;
	for (size_t i = 0; i < all_count; i++) {
		if (!path_fits(all[i]->path, visit->path, visit))
			continue;
		if (all[i]->method == wanted)
			return all[i];
		*other_method = true;
	}
	return NULL;
}

int route_gate(const struct route *route, const struct person *person)
{
	if (route->need == ANYBODY)
		return 200;
	if (route->need == NOBODY)
		return 403;
	if (!person->id)
		return route->method == METHOD_GET ? 303 : 403;
	if (route->need == SIGNED_IN || person_may(person, route->need))
		return 200;
	return 403;
}

/* ---- What handlers ask of a request ------------------------------------------------- */

struct visit *visit_of(const struct request *request)
{
	must(request->context);
	return request->context;
}

const struct person *request_person(const struct request *request)
{
	return &visit_of(request)->person;
}

bool request_may(const struct request *request, enum permission permission)
{
	const struct person *person = request_person(request);

	if (permission == ANYBODY)
		return true;
	if (permission == SIGNED_IN)
		return person->id != 0;
	return person_may(person, permission);
}

bool person_may_open(const struct person *person, struct str path)
{
	struct visit there = { .path = str_cut(&path, '?') };
	const struct route *route;
	bool other_method;

	there.path = str_cut(&there.path, '#');
	route = route_find(&there, METHOD_GET, &other_method);
	return route && route_gate(route, person) == 200 && away_has(route->path);
}

bool request_may_open(const struct request *request, struct str path)
{
	return person_may_open(request_person(request), path);
}

struct str request_param(const struct request *request, const char *name)
{
	const struct visit *visit = visit_of(request);

	for (size_t i = 0; i < visit->param_count; i++)
		if (str_is(visit->params[i].name, name))
			return visit->params[i].value;
	return S("");
}

int64_t request_key(const struct request *request, const char *name)
{
	int64_t key = 0;

	str_to_int(request_param(request, name), &key);
	return key;
}

void *request_record(const struct request *request)
{
	return visit_of(request)->record;
}

int64_t request_version(const struct request *request)
{
	return visit_of(request)->version;
}

const struct answers *request_answers(const struct request *request)
{
	const struct visit *visit = visit_of(request);

	return visit->has_failed ? &visit->answers : NULL;
}

bool request_is_answered(const struct request *request, const char *field)
{
	return answer_get(&visit_of(request)->answers, field).len > 0;
}

struct problems *request_problems(struct request *request)
{
	return &visit_of(request)->problems;
}

bool request_wants_json(const struct request *request)
{
	return visit_of(request)->is_api;
}

bool request_is_part(const struct request *request)
{
	return visit_of(request)->is_part;
}

const struct route *request_route(const struct request *request)
{
	return visit_of(request)->route;
}
