/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/answer.c - the way of a request: session, route, gate, view or change, form, handler.
 *
 * This is the only place that calls handlers.  Replies to changes leave after the commit; a
 * serialization clash does the whole change again, which is sound because handlers touch
 * nothing but the change.
 */
#include "kit/match.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/away.h"
#include "kit/catalogue.h"
#include "kit/draft.h"
#include "kit/repeat.h"
#include "kit/setting.h"

#include <string.h>

enum { MOST_TRIES = 8 };

static const struct str api_prefix = { "/api/v1", 7 };

/* The language: the person's, then the cookie's, then the browser's first that we have. */
static void choose_language(struct visit *visit)
{
	struct str cookie = request_cookie(visit->request, "language");
	struct str accept = request_header(visit->request, "Accept-Language");

	tongue_choose(setting_text("language"));
	while (accept.len) {
		struct str one = str_trim(str_cut(&accept, ','));

		if (tongue_choose(str_part(one, 0, 2)))
			break;
	}
	if (visit->person.language.len)
		tongue_choose(visit->person.language);
	if (cookie.len)
		tongue_choose(cookie);
}

/* A state-changing request must come from our own pages: browsers say where it comes from
 * (Origin, Sec-Fetch-Site).  Programs say nothing and carry a token of their own. */
static bool is_own_origin(const struct request *request)
{
	struct str origin = request_header(request, "Origin");
	struct str site = request_header(request, "Sec-Fetch-Site");
	struct str scheme = request->is_secure ? S("https://") : S("http://");

	if (site.len && !str_is(site, "same-origin") && !str_is(site, "none"))
		return false;
	if (!origin.len)
		return true;
	return str_starts(origin, scheme)
		&& str_equals(str_part(origin, scheme.len, origin.len), request->host);
}

struct str request_csrf(struct request *request)
{
	struct visit *visit = visit_of(request);

	if (!visit->csrf.len && visit->person.session_secret.len)
		visit->csrf = digest_keyed(request->arena, visit->person.session_secret, S("form"));
	return visit->csrf;
}

static bool has_token(struct visit *visit)
{
	struct request *request = visit->request;
	struct str given = request_field(request, "_token");

	if (str_starts(request_header(request, "Authorization"), S("Bearer ")))
		return true;    /* not sent by a browser by itself */
	if (!given.len)
		given = request_header(request, "X-CSRF-Token");
	return given.len && secret_equals(given, request_csrf(request));
}

static bool is_within_rate(const struct visit *visit)
{
	const struct route *route = visit->route;
	int most = route->most_per_minute;
	struct str who = visit->request->address;

	if (visit->person.id)
		who = arena_print(visit->request->arena, "p%lld", (long long)visit->person.id);
	if (!most)
		most = (int)setting_int("requests_per_minute");
	return access_rate(route->path, who, most, 60);
}

struct str request_came_from(const struct request *request)
{
	struct str from = request_header(request, "Referer");
	struct str own = arena_print(request->arena, "%s://%.*s",
		request->is_secure ? "https" : "http", STR(request->host));

	return str_starts(from, own) ? str_part(from, own.len, from.len) : S("/");
}

/* After signing in: the page that was asked for, or the one whose form was sent. */
static struct reply sign_in_first(struct request *request)
{
	struct str target = request->method == METHOD_POST ? request_came_from(request) : request->target;
	struct out out;

	out_init(&out, request->arena, 4096);
	out_z(&out, "/sign-in?next=");
	out_link_part(&out, target);
	return reply_go(request, "%.*s", STR(out_str(&out)));
}

/* ---- Reading ------------------------------------------------------------------------ */

static struct reply answer_show(struct visit *visit)
{
	struct view *view = view_open(visit->store, visit->request->arena,
		(struct who){ .person = visit->person.id });
	struct reply reply = visit->route->show(visit->request, view);

	view_close(view);
	return reply;
}

/* The page again with the person's own words, 422; for a machine the problems as JSON. */
static struct reply answer_again(struct visit *visit)
{
	struct reply reply;
	struct view *view;

	visit->has_failed = true;
	if (visit->is_api || !visit->route->again)
		return reply_problem(visit->request, 422, _("Some answers need another look."),
			visit->problems.count ? visit->problems.at[0].words : S(""));
	view = view_open(visit->store, visit->request->arena,
		(struct who){ .person = visit->person.id });
	reply = visit->route->again(visit->request, view);
	view_close(view);
	if (reply.status == 200)
		reply.status = 422;
	return reply;
}

/* ---- Writing ------------------------------------------------------------------------ */

static bool read_answers(struct visit *visit, struct str *problem)
{
	struct request *request = visit->request;

	if (!str_is(request->body_type, "application/json")) {
		visit->answers = (struct answers){ request->field_count, request->fields };
		return true;
	}
	if (!answers_of_json(request->arena, request->body, &visit->answers, problem))
		return false;
	/* A handler that asks for a field gets it, however it was sent. */
	request->field_count = visit->answers.count;
	request->fields = arena_array(request->arena, struct pair, request->field_count + 1);
	memcpy(request->fields, visit->answers.at, request->field_count * sizeof(*request->fields));
	return true;
}

static void read_version(struct visit *visit)
{
	struct str text = answer_get(&visit->answers, "version");
	struct str match = request_header(visit->request, "If-Match");

	if (!text.len && match.len > 2 && match.at[0] == '"')
		text = str_part(match, 1, match.len - 2);
	visit->version = 0;
	str_to_int(text, &visit->version);
}

/* Finds the record to change and judges the answers upon a copy of it.  False: *reply says
 * why the handler is not called. */
static bool prepare_record(struct visit *visit, struct view *view, struct reply *reply)
{
	const struct route *route = visit->route;
	const struct shape *shape = &route->form->record->shape;
	bool is_browser = !str_is(visit->request->body_type, "application/json");

	visit->record = arena_take(visit->request->arena, shape->size);
	if (route->load) {
		const void *old = route->load(visit->request, view);

		if (!old) {
			*reply = reply_not_found(visit->request);
			return false;
		}
		memcpy(visit->record, old, shape->size);
	}
	if (form_judge(route->form, view, &visit->answers, is_browser, visit->record,
	               &visit->problems))
		return true;
	*reply = (struct reply){ .status = 422 };
	return false;
}

/* Answers are judged in a view of their own, before the change takes the turn to write: who
 * only looks up references keeps nobody waiting.  What was read may be changed by others in
 * between; the record's version tells. */
static bool judge_answers(struct visit *visit, struct reply *reply)
{
	struct view *view;
	bool is_good;

	visit->problems = (struct problems){ .arena = visit->request->arena };
	if (!visit->route->form)
		return true;
	view = view_open(visit->store, visit->request->arena,
		(struct who){ .person = visit->person.id });
	is_good = prepare_record(visit, view, reply);
	view_close(view);
	return is_good;
}

/* Short and without files, and of no record that others may be changing in the same round:
 * its answer waits for one commit with those of others.  Whatever takes longer must not keep
 * the turn from others meanwhile. */
static bool may_settle_later(const struct visit *visit)
{
	return visit->request->may_wait && visit->route->act && !visit->route->load
		&& visit->request->file_count == 0;
}

/* After a clash every statement answers with nothing.  What a handler concluded from that (no
 * such row, a key used before) is no answer: all is done again. */
static struct reply undone(struct change *change, struct reply reply, enum committed *committed)
{
	if (view_int(change_view(change), SQL("SELECT 1"), NONE) != 1)
		*committed = CLASHED;
	change_undo(change);
	return reply;
}

static struct reply act_once(struct visit *visit, struct repeat *repeat, enum committed *committed)
{
	struct request *request = visit->request;
	struct change *change;
	struct reply reply = { .status = 422 };

	*committed = COMMITTED;
	if (!judge_answers(visit, &reply))
		return reply;
	change = change_open(visit->store, request->arena,
		(struct who){ .person = visit->person.id });
	reply = visit->route->act(request, change);
	if (reply.status >= 400)
		return undone(change, reply, committed);
	draft_done(visit, change);
	if (!repeat_remember(repeat, change, &reply)) {
		reply = undone(change, reply, committed);
		repeat->is_known = *committed != CLASHED;
		return reply;
	}
	*committed = may_settle_later(visit) ? change_commit_soon(change) : change_commit(change);
	reply.is_unsettled = store_is_unsettled(visit->store);
	return reply;
}

static struct reply answer_act(struct visit *visit)
{
	struct request *request = visit->request;
	struct str problem = S("");
	struct repeat repeat;
	struct reply reply;
	enum committed committed = CLASHED;

	if (!read_answers(visit, &problem))
		return reply_problem(request, 400, _("The body could not be read."), problem);
	read_version(visit);
	repeat = repeat_of(visit);
	for (int i = 0; i < MOST_TRIES && committed == CLASHED; i++)
		reply = act_once(visit, &repeat, &committed);
	if (repeat.is_known || reply.status == 422)
		store_settle(visit->store);
	if (committed == CLASHED)
		return reply_problem(request, 503, _("Too many changed the same thing at once."),
			str_of(_("Nothing was saved. Try again in a moment.")));
	if (repeat.is_known)
		return repeat_reply(&repeat, visit);
	if (reply.status == 412 || reply.status == 422)
		draft_keep(visit);
	if (reply.status == 422 && !reply.body.len)
		return answer_again(visit);
	return reply;
}

struct str answers_text(struct request *request)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST_BODY * 4);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	for (size_t i = 0; i < request->field_count; i++)
		if (request->fields[i].name.len && request->fields[i].name.at[0] != '_')
			json_str(&json, str_z(request->arena, request->fields[i].name),
				request->fields[i].value);
	json_object_finish(&json);
	return out_str(&out);
}

/* ---- The gate ----------------------------------------------------------------------- */

static struct reply refuse_origin(struct request *request)
{
	return reply_problem(request, 403, _("This request did not come from our own page."),
		str_of(_("Nothing was changed. Open the page again and repeat what you did.")));
}

static struct reply through_gate(struct visit *visit)
{
	struct request *request = visit->request;
	const struct route *route = visit->route;
	int gate = route_gate(route, &visit->person);

	if (gate == 303 && !visit->is_api)
		return sign_in_first(request);
	if (gate == 303 || (gate == 403 && !visit->person.id))
		return visit->is_api
			? reply_problem(request, 401, _("Sign in first."), S(""))
			: sign_in_first(request);
	if (gate == 403) {
		if (route->need == NOBODY)
			say_warning("route %s has no .need: closed to all", route->path);
		return reply_forbidden(request);
	}
	if (route->show && !away_has(route->path))
		return reply_problem(request, 404, _("This did not go along in the off-line copy."),
			str_of(_("It is in the city, and may be much or nothing. Here are who is on duty, alarm paths, plans, documents and crises that go on.")));
	if (!away_takes(route))
		return reply_problem(request, 403, _("This is an off-line copy of the city: that cannot be changed here."),
			str_of(_("Nothing was saved. Write it down with the time, and write it in when the city is back.")));
	if (request->problem)
		return reply_problem(request, request->problem_status,
			_("The request could not be read."), str_of(_(request->problem)));
	if (!may_settle_later(visit))
		store_settle(visit->store);
	if (route->show)
		return answer_show(visit);
	must(route->act || route->outside);
	if (!is_own_origin(request) || (visit->person.id && !route->needs_no_token && !has_token(visit)))
		return refuse_origin(request);
	if (!is_within_rate(visit))
		return reply_problem(request, 429, _("That was too much at once."),
			str_of(_("Nothing was saved. Wait a minute and try again.")));
	return route->outside ? route->outside(request, visit->store) : answer_act(visit);
}

static struct reply method_not_allowed(struct request *request)
{
	struct reply reply = reply_problem(request, 405,
		_("This address does not take that method."), S(""));

	reply_header(&reply, "Allow", S("GET, HEAD, POST"));
	return reply;
}

/* An address that anybody may open, with something in it that is asked for, may be a key: a
 * code of a report, a link of a partner, a feed.  It must not stand in the log, whatever is
 * answered, also when it was asked for in a way that no route takes. */
static bool is_a_key(const struct visit *visit, bool other_method)
{
	return other_method
		|| (visit->route && visit->route->need == ANYBODY && visit->param_count > 0);
}

struct reply route_answer(struct request *request, struct store *store)
{
	struct visit *visit = arena_new(request->arena, struct visit);
	bool other_method;

	visit->request = request;
	visit->store = store;
	visit->problems.arena = request->arena;
	visit->path = request->path;
	request->context = visit;
	if (str_starts(request->path, S("/web/")))
		return asset_reply(request);
	catalogue_refresh(store);
	visit->person = access_person(store, request);
	choose_language(visit);
	visit->person.unit_name = visit->person.unit_name_en =
		tongue_pick(visit->person.unit_name, visit->person.unit_name_en);
	visit->is_part = request_header(request, "HX-Request").len > 0
		&& !request_header(request, "HX-Boosted").len;
	if (str_starts(visit->path, api_prefix)) {
		visit->is_api = true;
		visit->path = str_part(visit->path, api_prefix.len, visit->path.len);
	}
	visit->message_shown = request_cookie(request, "message");
	visit->route = route_find(visit, request->method, &other_method);
	request->is_discreet = is_a_key(visit, other_method);
	if (!visit->route || (visit->is_api && !visit->route->is_api_too))
		return other_method ? method_not_allowed(request) : reply_not_found(request);
	return through_gate(visit);
}
