/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/sign.c - signing in and out, the start page ("My work"), one's own settings, help.
 */
#include "kit/away.h"
#include "kit/match.h"
#include "kit/module.h"
#include "kit/setting.h"
#include "kit/sign.h"
#include "kit/sign.html.h"
#include "kit/version.h"

#include <string.h>

/* Only own paths: "/events", never "//elsewhere". */
static struct str own_path(struct str next)
{
	if (next.len > 1 && next.at[0] == '/' && next.at[1] != '/' && next.at[1] != '\\')
		return next;
	return S("/");
}

static void session_cookie(struct request *request, struct reply *reply, struct str token)
{
	reply_cookie(reply, request->arena, (struct cookie){
		.name = access_cookie, .value = token, .is_secure = request->is_secure });
}

static const struct column demo_columns[] = {
	{ "login", COLUMN_text, offsetof(struct demo_person, login), NULL },
	{ "name", COLUMN_text, offsetof(struct demo_person, name), NULL },
	{ "title", COLUMN_text, offsetof(struct demo_person, title), NULL },
	{ "unit_name", COLUMN_text, offsetof(struct demo_person, unit_name), NULL },
	{ "unit_name_en", COLUMN_text, offsetof(struct demo_person, unit_name_en), NULL },
};
static const struct shape demo_shape = {
	.size = sizeof(struct demo_person), .count = COUNT(demo_columns), .columns = demo_columns,
};

/* The demo's people; an empty view (my_demo_person) unless the setting says demo. */
static struct demo_person_list demo_people(struct view *view)
{
	return demo_person_list_of(view_list(view, &demo_shape,
		SQL("SELECT login, name, title, unit_name, unit_name_en FROM my_demo_person"
		    " WHERE login NOT LIKE '%.%' ORDER BY id LIMIT 24"), NONE));
}

static struct reply sign_in_again(struct request *request, struct view *view, const char *problem)
{
	struct sign_in_view sign = {
		.next = request_field(request, "next"), .login = request_field(request, "login"),
		.problem = problem,
	};
	struct out *out;

	if (!sign.next.len)
		sign.next = request_query(request, "next");
	out = page_begin_bare(request, "narrow", _("Sign in"));
	sign_in_page(out, &sign);
	if (view && setting_yes("demo")) {
		struct demo_person_list people = demo_people(view);

		sign_in_demo(out, &sign, &people);
	}
	return page_end(request, problem ? 422 : 200);
}

static struct reply sign_in_show(struct request *request, struct view *view)
{
	return sign_in_again(request, view, NULL);
}

static struct reply sign_in_wait(struct request *request, int64_t seconds)
{
	struct reply reply = sign_in_again(request, NULL,
		_("There have been too many tries. Wait a moment and try again."));

	reply.status = 429;
	reply_header(&reply, "Retry-After", arena_print(request->arena, "%lld", (long long)seconds));
	return reply;
}

/* Signing in writes a session of its own, as the system: the change given here stays empty. */
static struct reply sign_in_outside(struct request *request, struct store *store)
{
	struct str token = S("");
	int64_t wait = 0;
	struct sign_in with = {
		.login = str_trim(request_field(request, "login")),
		.password = away_is() ? away_code(request->arena, request_field(request, "password"))
			: request_field(request, "password"),
		.address = request->address,
	};
	struct reply reply;

	switch (access_sign_in(store, request->arena, &with, &token, &wait)) {
	case SIGN_IN_WAIT:
		return sign_in_wait(request, wait);
	case SIGN_IN_WRONG:
		return sign_in_again(request, NULL, _("The user name or the password is wrong."));
	case SIGNED:
		break;
	}
	reply = reply_go(request, "%.*s", STR(own_path(request_field(request, "next"))));
	session_cookie(request, &reply, token);
	return reply;
}

static struct reply sign_in_demo_outside(struct request *request, struct store *store)
{
	struct str token = S("");
	struct reply reply;

	if (!setting_yes("demo")
	    || !access_sign_in_demo(store, request->arena, request_field(request, "login"), &token))
		return reply_not_found(request);
	reply = reply_go(request, "%.*s", STR(own_path(request_field(request, "next"))));
	session_cookie(request, &reply, token);
	return reply;
}

static struct reply sign_out_outside(struct request *request, struct store *store)
{
	struct reply reply = reply_go(request, "/");

	access_sign_out(store, request->arena, request_person(request));
	reply_cookie(&reply, request->arena, (struct cookie){ .name = access_cookie, .seconds = -1 });
	return reply;
}

/* ---- Start page --------------------------------------------------------------------- */

static bool comes_first(const struct request *request, const struct module *module)
{
	return module->home_first != NOBODY && request_may(request, module->home_first);
}

/* What a person answers for comes before what is good to know. */
static void cards_show(struct out *out, struct request *request, struct view *view, bool first)
{
	for (size_t i = 0; modules[i]; i++)
		if (modules[i]->home && comes_first(request, modules[i]) == first
		    && away_has_card(modules[i]->name))
			modules[i]->home(out, request, view);
}

static struct reply home_show(struct request *request, struct view *view)
{
	const struct person *person = request_person(request);
	struct out *out;

	if (!person->id) {
		out = page_begin_bare(request, "narrow", _("Welcome"));
		welcome_page(out, setting_text("city_name"));
		return page_end(request, 200);
	}
	out = page_begin(request, view, _("My work"));
	home_head(out, _("My work"), person->name);
	cards_show(out, request, view, true);
	cards_show(out, request, view, false);
	home_foot(out);
	return page_end(request, 200);
}

static struct reply language_show(struct request *request, struct view *view)
{
	struct str to = request_query(request, "to");
	struct reply reply;

	(void)view;
	if (!tongue_choose(to))
		return reply_not_found(request);
	reply = reply_go(request, "%.*s", STR(own_path(request_came_from(request))));
	reply_cookie(&reply, request->arena, (struct cookie){
		.name = "language", .value = to, .seconds = 365 * (int64_t)DAY,
		.is_secure = request->is_secure });
	return reply;
}

static struct reply me_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("My settings"));

	me_page(out, request_person(request), request_csrf(request));
	return page_end(request, 200);
}

static struct reply me_save(struct request *request, struct change *change)
{
	struct str language = request_field(request, "language");
	struct str theme = request_field(request, "theme");
	struct reply reply;

	if ((!str_is(language, "sv") && !str_is(language, "en"))
	    || (theme.len && !str_is(theme, "light") && !str_is(theme, "dark")))
		return reply_problem(request, 422, _("That is no choice here."), S(""));
	change_run(change, SQL("UPDATE person SET language = $1, theme = $2 WHERE id = $3"),
		V(language, theme, change_me(change)));
	request_message(request, _("Your settings are saved."));
	reply = reply_done(request, 200, NULL, NULL, "/me");
	reply_cookie(&reply, request->arena, (struct cookie){ .name = "language", .seconds = -1 });
	return reply;
}

static struct reply about_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("About Värn"));

	about_page(out, program_version);
	return page_end(request, 200);
}

static struct reply accessibility_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Accessibility"));

	accessibility_page(out);
	return page_end(request, 200);
}

static struct reply help_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Help"));

	help_page(out);
	return page_end(request, 200);
}

static struct reply health_show(struct request *request, struct view *view)
{
	(void)request;
	view_int(view, SQL("SELECT count(*) FROM my_setting"), NONE);
	return reply_text(200, S("ok\n"));
}

const struct route kit_routes[] = {
	{ GET, "/", .need = ANYBODY, .show = home_show, .label = N_("Start page") },
	{ GET, "/sign-in", .need = ANYBODY, .show = sign_in_show, .label = N_("Sign in") },
	{ POST, "/sign-in", .need = ANYBODY, .outside = sign_in_outside, .needs_no_token = true,
	  .most_per_minute = 60, .label = N_("Sign in") },
	{ POST, "/sign-in/demo", .need = ANYBODY, .outside = sign_in_demo_outside,
	  .needs_no_token = true, .label = N_("Sign in as a person of the demo") },
	{ POST, "/sign-out", .need = SIGNED_IN, .outside = sign_out_outside, .label = N_("Sign out") },
	{ GET, "/language", .need = ANYBODY, .show = language_show, .label = N_("Choose language") },
	{ GET, "/me", .need = SIGNED_IN, .show = me_show, .label = N_("My settings") },
	{ POST, "/me", .need = SIGNED_IN, .act = me_save, .label = N_("Save my settings") },
	{ GET, "/help", .need = ANYBODY, .show = help_show, .label = N_("Help") },
	{ GET, "/about", .need = ANYBODY, .show = about_show, .label = N_("About") },
	{ GET, "/accessibility", .need = ANYBODY, .show = accessibility_show, .label = N_("Accessibility") },
	{ GET, "/health", .need = ANYBODY, .show = health_show, .label = N_("Is the service well?") },
	{ .path = NULL },
};
