/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/accounts.c - accounts, passwords and roles.
 *
 * Whoever gives accounts sees no content, and nobody gives a role to oneself: two people
 * stand behind every right.  Every step is in the audit trail with its reason.
 */
#include "modules/people/inside.h"

#include "base/crypto.h"
#include "modules/people/pages.html.h"

static const struct staff *staff_asked(struct request *request, struct view *view)
{
	const struct staff *staff = staff_of_public_id(view, request_param(request, "id"));

	return staff && people_may(view, "accounts_write", staff->unit_id) ? staff : NULL;
}

/* A person without account has no user name to show. */
static struct account *account_of(struct view *view, const struct staff *staff)
{
	const struct account *account = account_get(view, staff->id);
	struct account *copy = arena_new(view_arena(view), struct account);

	*copy = *account;
	if (str_equals(copy->login, staff->public_id))
		copy->login = S("");
	return copy;
}

void *account_load(struct request *request, struct view *view)
{
	const struct staff *staff = staff_asked(request, view);

	return staff ? account_of(view, staff) : NULL;
}

/* Three forms stand on the page; only the one that was sent shows its words again. */
static struct form_view view_unless(struct request *request, struct view *view,
                                    const struct form *form, const void *row, const char *last)
{
	struct form_view shown = form_view_of(request, view, form, row);
	const struct route *route = request_route(request);

	if (route->method == METHOD_POST && !str_ends(str_of(route->path), str_of(last))) {
		shown.answers = NULL;
		shown.problems = NULL;
	}
	return shown;
}

struct reply account_show(struct request *request, struct view *view)
{
	const struct staff *staff = staff_asked(request, view);
	struct member fresh = { .is_recursive = true, .valid_from = date_today() };
	struct account_facts facts;
	struct out *out;

	if (!staff)
		return reply_not_found(request);
	fresh.unit_id = staff->unit_id;
	facts = (struct account_facts){ .staff = staff, .view = view,
		.account = account_of(view, staff), .members = members_of(view, staff->id),
		.password_problem = problem_for(request_problems(request), "password"),
		.is_own = staff->id == view_me(view) };
	facts.account_form = view_unless(request, view, &account_form, facts.account, "/account");
	facts.member_form = view_unless(request, view, &member_form, &fresh, "/roles");
	out = page_begin(request, view, _("Account and roles"));
	account_page(out, request, &facts);
	return page_end(request, 200);
}

static struct reply go_back(struct request *request, const struct staff *staff)
{
	return reply_go(request, "/people/%.*s/account", STR(staff->public_id));
}

struct reply account_change(struct request *request, struct change *change)
{
	const struct account *account = request_record(request);
	const struct staff *staff = staff_asked(request, change_view(change));

	if (!staff)
		return reply_not_found(request);
	if (request_version(request) != staff->version)
		return reply_stale(request, &account_record, account,
			account_of(change_view(change), staff));
	if (staff->id == change_me(change) && !account->is_active) {
		problem_add(request_problems(request), "is_active",
			_("You cannot switch off your own account."));
		return reply_again(request, change);
	}
	account_switch(change, staff->id, account->is_active, account->login);
	if (!account->is_active)
		sessions_end(change, staff->id);
	request_message(request, account->is_active ? _("The account is open.")
		: _("The account is switched off, and all its sessions have ended."));
	return go_back(request, staff);
}

struct reply account_password(struct request *request, struct change *change)
{
	const struct staff *staff = staff_asked(request, change_view(change));
	struct str password = request_field(request, "password");
	const char *problem;

	if (!staff)
		return reply_not_found(request);
	problem = password_problem(change_arena(change), password, staff->login,
		catalogue_get("common_passwords"));
	if (problem) {
		problem_add(request_problems(request), "password", "%s", _(problem));
		return reply_again(request, change);
	}
	account_password_set(change, staff->id, password_hash(change_arena(change), password));
	sessions_end(change, staff->id);
	request_message(request, _("The password is set. Everybody who was signed in with the old one is signed out."));
	return go_back(request, staff);
}

struct reply membership_add(struct request *request, struct change *change)
{
	struct member *member = request_record(request);
	const struct staff *staff = staff_asked(request, change_view(change));

	if (!staff)
		return reply_not_found(request);
	if (staff->id == change_me(change)) {
		problem_add(request_problems(request), "role",
			_("Nobody gives a role to oneself. Ask another system owner."));
		return reply_again(request, change);
	}
	member->person_id = staff->id;
	change_because(change, member->reason);
	change_insert(change, &member_record.shape, member);
	request_message(request, _("The role is given."));
	return go_back(request, staff);
}

/* The last day is yesterday, so that the right is gone at once. */
struct reply membership_end(struct request *request, struct change *change)
{
	const struct staff *staff = staff_asked(request, change_view(change));
	const struct member *old = member_get(change_view(change), request_key(request, "role"));
	struct member member;

	if (!staff || !old || old->person_id != staff->id
	    || !people_may(change_view(change), "accounts_write", old->unit_id))
		return reply_not_found(request);
	member = *old;
	member.valid_to = date_add_days(date_today(), -1);
	if (date_compare(member.valid_to, member.valid_from) < 0)
		member.valid_from = member.valid_to;
	change_because(change, str_of(_("Ended by hand")));
	change_update(change, &member_record.shape, &member, old->version);
	request_message(request, _("The role is ended."));
	return go_back(request, staff);
}
