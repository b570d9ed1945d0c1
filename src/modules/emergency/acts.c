/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * emergency/acts.c - what is done: one table of acts, one page and one handler for all of them.
 *
 * Each asks three things of whoever acts: the right (the route), an appointment that holds
 * today (the list emergency/acts), and that what the act is about is so (its .judge).
 */
#include "modules/emergency/inside.h"

#include "modules/emergency/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <string.h>

struct doing {
	struct request *request;
	struct view *view;
	const struct deed_kind *kind;
	const struct period *period;    /* NULL: it begins one */
	struct standing standing;
	const struct deed *deed;
	struct law_list laws;
	struct capacity by;
	struct act act;
};

static const struct deed_kind {
	const char *route;
	enum act_kind act;
	enum emergency_body body;
	const struct form *form;
	const char *title, *status, *button;
	void (*judge)(struct doing *doing);
	enum crisis_left_kind left;
	bool is_careful;                /* of two who do it at once, the second looks again */
} deed_kinds[];

/* ---- What the act is about, judged ------------------------------------------------------- */

static void staff_judge(struct doing *d)
{
	d->act.person_id = d->deed->person_id;
	d->act.person_name = person_name(d->view, d->deed->person_id);
	d->act.function = d->deed->function;
	for (size_t i = 0; i < d->standing.staff_count; i++) {
		const struct held *held = &d->standing.staff[i];

		if (!held->ended && held->begun->person_id == d->act.person_id
		    && str_equals(held->begun->function, d->act.function))
			problem_add(request_problems(d->request), "person_id", "%s",
				_("That person has the function already."));
	}
}

static void relieve_judge(struct doing *d)
{
	const struct held *held = held_of(d->standing.staff, d->standing.staff_count, d->deed->refers_to);

	d->act.refers_to = d->deed->refers_to;
	if (!held || held->ended)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("Nobody was put in the staff by that act, or the person has gone off already."));
	else {
		d->act.person_id = held->begun->person_id;
		d->act.person_name = held->begun->person_name;
		d->act.function = held->begun->function;
	}
}

static const struct law *law_of_act(struct doing *d, const char *field)
{
	const struct law *law = law_on(&d->laws, instant_date(d->act.event_at));

	if (law)
		d->act.law = law->code;
	else
		problem_add(request_problems(d->request), field, "%s",
			_("No version of the law was in force that day in the list emergency/laws."));
	return law;
}

static bool unit_is_there(const struct unit *unit, struct date day)
{
	return unit && (!unit->valid_from.year || date_compare(unit->valid_from, day) <= 0)
		&& (!unit->valid_to.year || date_compare(day, unit->valid_to) <= 0);
}

/* The unit of the act, when it is of one of the kinds that the law names. */
static void unit_judge(struct doing *d, const struct law *law, int64_t unit_id, bool is_takeover)
{
	const struct unit *unit = unit_get(d->view, unit_id);
	const char *field = is_takeover ? "area_id" : "ended_by";
	struct arena *arena = d->request->arena;

	d->act.unit_id = unit_id;
	d->act.unit_name = unit ? unit_words(unit) : S("");
	if (!law)
		return;
	if (!unit_is_there(unit, instant_date(d->act.event_at)))
		problem_add(request_problems(d->request), field, "%s",
			_("That unit did not exist that day. Choose the one that has its tasks now."));
	else if (is_takeover && !str_has_word(law->takes_over, unit->kind))
		problem_add(request_problems(d->request), field,
			_("%.*s cannot be taken over: the law allows it for %.*s only. %.*s"),
			STR(d->act.unit_name), STR(kinds_named(arena, law->takes_over)), STR(law->others));
	else if (!is_takeover && !str_has_word(law->ends, unit->kind))
		problem_add(request_problems(d->request), field,
			_("%.*s cannot decide that. By the law in force it is decided by: %.*s."),
			STR(d->act.unit_name), STR(kinds_named(arena, law->ends)));
}

static void takeover_judge(struct doing *d)
{
	d->act.words = d->deed->extent;
	unit_judge(d, law_of_act(d, "area_id"), d->deed->area_id, true);
}

static void handback_judge(struct doing *d)
{
	const struct held *held = held_of(d->standing.areas, d->standing.area_count, d->deed->refers_to);

	d->act.refers_to = d->deed->refers_to;
	if (!held || held->ended)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("No area was taken over by that act, or it has been handed back already."));
	else {
		d->act.unit_id = held->begun->unit_id;
		d->act.unit_name = held->begun->unit_name;
		d->act.words = held->begun->words;
	}
}

static void decision_judge(struct doing *d)
{
	d->act.words = d->deed->decision;
}

static void meeting_judge(struct doing *d, struct date from)
{
	d->act.refers_to = d->deed->refers_to;
	d->act.on_date = d->deed->on_date;
	if (date_compare(d->act.on_date, date_today()) > 0)
		problem_add(request_problems(d->request), "on_date", "%s",
			_("That day has not come yet. Write it down when the meeting has been."));
	else if (from.year && date_compare(d->act.on_date, from) < 0)
		problem_add(request_problems(d->request), "on_date", "%s",
			_("That day is before the decision. Look at the day."));
}

static void reported_judge(struct doing *d)
{
	const struct decided *decided = decided_of(&d->standing, d->deed->refers_to);

	meeting_judge(d, decided ? instant_date(decided->act->event_at) : (struct date){ 0 });
	if (!decided)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("That act is no decision. Choose one in the list of decisions."));
	else if (decided->reported)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("That decision has been reported to the committee already."));
}

/* Everything up to and with an act that has not been reported before. */
static void council_judge(struct doing *d)
{
	struct date latest = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < d->standing.decision_count; i++) {
		const struct decided *decided = &d->standing.decisions[i];

		if (!decided->council && decided->act->seq <= d->deed->refers_to) {
			count++;
			latest = instant_date(decided->act->event_at);
		}
	}
	meeting_judge(d, latest);
	d->act.words = d->deed->reference;
	if (!count)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("There is no decision up to that act that waits to be reported to the council."));
	else if (d->deed->refers_to > d->period->acts)
		problem_add(request_problems(d->request), "refers_to", "%s",
			_("There is no act with that number yet."));
}

static void end_judge(struct doing *d)
{
	d->act.words = d->deed->reference;
	unit_judge(d, law_of_act(d, "ended_by"), d->deed->ended_by, false);
}

/* ---- The table ------------------------------------------------------------------------------ */

static const struct deed_kind deed_kinds[] = {
	{ "/emergency/:number/staff", ACT_staff, BODY_management, &emergency_staff_form,
	  N_("Put in the staff"), NULL, N_("Put in the staff"), staff_judge, LEFT_note },
	{ "/emergency/:number/relieve", ACT_relieve, BODY_management, &emergency_relieve_form,
	  N_("Goes off the staff"), NULL, N_("Goes off the staff"), relieve_judge, LEFT_note },
	{ "/emergency/:number/stand-down", ACT_stand_down, BODY_management, &emergency_stand_down_form,
	  N_("Stand down"), N_("Everybody in the staff goes off. What happened is then to be evaluated."),
	  N_("Stand down"), NULL, LEFT_decision, .is_careful = true },
	{ "/emergency/:number/takeover", ACT_takeover, BODY_committee, &emergency_takeover_form,
	  N_("Take over an area"), N_("No more than is needed, and no longer."),
	  N_("Take over the area"), takeover_judge, LEFT_decision, .is_careful = true },
	{ "/emergency/:number/handback", ACT_handback, BODY_committee, &emergency_handback_form,
	  N_("Hand an area back"), NULL, N_("Hand the area back"), handback_judge, LEFT_decision,
	  .is_careful = true },
	{ "/emergency/:number/decision", ACT_decision, BODY_committee, &emergency_decision_form,
	  N_("Decide what cannot wait"), N_("It is reported to the committee as soon as that is possible."),
	  N_("Enter the decision"), decision_judge, LEFT_decision },
	{ "/emergency/:number/reported", ACT_reported, BODY_committee, &emergency_reported_form,
	  N_("Reported to the committee"), NULL, N_("It has been reported"), reported_judge, LEFT_note },
	{ "/emergency/:number/council", ACT_council, BODY_committee, &emergency_council_form,
	  N_("Decisions for the council"), NULL, N_("They have been reported"), council_judge, LEFT_note,
	  .is_careful = true },
	{ "/emergency/:number/end", ACT_end, BODY_committee, &emergency_end_form,
	  N_("The committee’s work ceases"), N_("Areas that are still taken over return to their committees."),
	  N_("Enter that the work ceases"), end_judge, LEFT_decision, .is_careful = true },
};

static const struct deed_kind *kind_asked(struct request *request)
{
	for (size_t i = 0; i < COUNT(deed_kinds); i++)
		if (!strcmp(deed_kinds[i].route, request_route(request)->path))
			return &deed_kinds[i];
	return NULL;
}

static struct reply no_appointment(struct request *request, const struct item *item)
{
	return reply_problem(request, 403, _("Your appointment does not give you this."),
		arena_print(request->arena, _("It is done by whoever holds one of these today: %.*s."),
			STR(item ? roles_named(request->arena, item) : S("–"))));
}

/* False: *reply says why not. */
static bool doing_begin(struct doing *d, struct reply *reply)
{
	const struct item *item;
	struct act_list acts;

	d->kind = kind_asked(d->request);
	d->period = period_of_number(d->view, request_param(d->request, "number"));
	if (!d->kind || !d->period || d->period->body != (int)d->kind->body) {
		*reply = reply_not_found(d->request);
		return false;
	}
	item = act_item(d->kind->act, d->kind->body);
	d->by = capacity_for(d->view, item);
	if (!capacity_is_given(&d->by)) {
		*reply = no_appointment(d->request, item);
		return false;
	}
	acts = acts_of(d->view, d->period->id);
	d->standing = standing_of(d->request->arena, &acts);
	d->laws = laws_read(d->request->arena);
	return true;
}

/* ---- The page --------------------------------------------------------------------------------- */

static const struct act *act_about(const struct doing *d, int64_t seq)
{
	const struct held *held = held_of(d->standing.staff, d->standing.staff_count, seq);
	const struct decided *decided = decided_of(&d->standing, seq);

	return held ? held->begun : decided ? decided->act : NULL;
}

struct reply deed_page(struct request *request, struct view *view)
{
	struct doing d = { .request = request, .view = view };
	struct deed row = { 0 };
	const struct act *about;
	struct form_view form;
	struct reply reply;
	struct out *out;

	if (!doing_begin(&d, &reply))
		return reply;
	str_to_int(request_query(request, "no"), &row.refers_to);
	row.version = d.period->version;
	row.on_date = date_today();
	form = form_view_of(request, view, d.kind->form, &row);
	about = act_about(&d, row.refers_to);
	out = page_begin(request, view, _(d.kind->title));
	deed_head(out, d.period, _(d.kind->title), d.kind->status ? _(d.kind->status) : NULL);
	if (about)
		deed_about(out, about);
	if (act_is_too_late(d.kind->act, d.period) && !request_problems(request)->count) {
		deed_too_late(out);
		return page_end(request, 200);
	}
	form_begin(out, &form, request->path, false);
	form_all(out, &form);
	form_buttons(out, _(d.kind->button),
		arena_print(request->arena, "/emergency/%.*s", STR(d.period->number)));
	form_end(out);
	return page_end(request, 200);
}

/* ---- The act ------------------------------------------------------------------------------------ */

/* When it was decided: not before the period began, and not later than now. */
static void time_judge(struct doing *d)
{
	struct instant now = instant_now();

	d->act.logged_at = d->act.event_at = now;
	if (!d->deed->happened.len)
		return;
	if (!log_time_read(d->deed->happened, now, true, &d->act.event_at))
		problem_add(request_problems(d->request), "happened", "%s",
			_("That is no time. Write 14:10, or a day and a time: 2026-07-14 14:10."));
	else if (d->act.event_at.seconds > now.seconds)
		problem_add(request_problems(d->request), "happened", "%s",
			_("That has not happened yet."));
	else if (d->period && d->act.event_at.seconds < d->period->began_at.seconds)
		problem_add(request_problems(d->request), "happened", "%s",
			_("That is before the activation. Look at the time."));
	if (request_problems(d->request)->count)
		d->act.event_at = now;
}

static void act_begin(struct doing *d, enum act_kind kind)
{
	d->act = (struct act){ .kind = kind, .by_id = request_person(d->request)->id,
		.by_name = request_person(d->request)->name, .by_role = d->by.role,
		.by_function = d->by.function, .grounds = d->deed->grounds };
	time_judge(d);
}

/* What the log of the crisis says, when there is one that goes on and whoever acts sees it. */
static void act_logged(struct change *change, const struct period *period, struct act *act,
                       enum crisis_left_kind kind)
{
	struct arena *arena = change_arena(change);
	const struct crisis *crisis = crisis_of_id(change_view(change), period->crisis_id);
	struct crisis_left left = { .kind = kind, .at = act->event_at, .author_name = act->by_name,
		.grounds = act->grounds, .decided_by = kind == LEFT_decision ? act->by_name : S("") };

	if (!crisis || !crisis_may_write(change_view(change), crisis))
		return;
	left.words = arena_print(arena, "%.*s %s: %s", STR(period->number),
		_(emergency_bodies[period->body].label), _(emergency_act_kinds[act->kind].label));
	if (act->unit_name.len)
		left.words = arena_print(arena, "%.*s. %.*s", STR(left.words), STR(act->unit_name));
	if (act->words.len)
		left.words = arena_print(arena, "%.*s. %.*s", STR(left.words), STR(act->words));
	if (act->person_name.len)
		left.words = arena_print(arena, "%.*s. %.*s, %.*s", STR(left.words), STR(act->person_name),
			STR(code_name("crisis/functions", act->function)));
	act->log_seq = crisis_leave(change, crisis, &left);
}

/* The period counts the act; false: somebody else has acted since the page was shown. */
static bool period_moves(struct change *change, const struct doing *d, struct period *now)
{
	int64_t version = d->kind->is_careful ? request_version(d->request) : 0;
	enum updated updated;

	*now = *d->period;
	now->acts++;
	if (d->kind->act == ACT_stand_down || d->kind->act == ACT_end) {
		now->state = PERIOD_ended;
		now->ended_at = d->act.event_at;
	}
	change_because(change, d->act.grounds);
	updated = change_update(change, &period_record.shape, now, version ? version : now->version);
	return updated == UPDATED;
}

static struct reply deed_stale(const struct doing *d, struct change *change)
{
	struct act_list acts = acts_of(change_view(change), d->period->id);
	const struct act *last = &acts.at[acts.count - 1];

	return reply_stale(d->request, &deed_record, d->deed, &(struct deed){
		.refers_to = last->refers_to, .person_id = last->person_id, .function = last->function,
		.area_id = last->kind == ACT_takeover ? last->unit_id : 0, .extent = last->words,
		.decision = last->words, .grounds = last->grounds, .on_date = last->on_date });
}

struct reply deed_act(struct request *request, struct change *change)
{
	struct doing d = { .request = request, .view = change_view(change),
		.deed = request_record(request) };
	struct period now;
	struct reply reply;

	if (!doing_begin(&d, &reply))
		return reply;
	act_begin(&d, d.kind->act);
	if (act_is_too_late(d.kind->act, d.period))
		problem_add(request_problems(request), "", "%s",
			_("It has ended. What happens now belongs to a new activation."));
	else if (d.kind->judge)
		d.kind->judge(&d);
	if (request_problems(request)->count)
		return reply_again(request, change);
	if (!period_moves(change, &d, &now))
		return deed_stale(&d, change);
	act_logged(change, &now, &d.act, d.kind->left);
	emergency_act_add(change, &now, &d.act);
	request_message(request, d.act.log_seq ? _("It is done, and stands in the log of the crisis.")
		: _("It is done."));
	return reply_done(request, 201, &emergency_act_record, &d.act, "/emergency/%.*s", STR(now.number));
}

/* ---- Activating ---------------------------------------------------------------------------------- */

/* ?body=committee&crisis=KR-2026-00001 */
struct reply activate_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_of_number(view, request_query(request, "crisis"));
	struct deed row = { .body = choice_of(emergency_bodies, request_query(request, "body")) };
	struct form_view form;
	struct out *out;

	if (row.body < BODY_management)
		row.body = BODY_none;
	row.crisis_id = crisis ? crisis->id : 0;
	form = form_view_of(request, view, &emergency_activate_form, &row);
	out = page_begin(request, view, _("Activate"));
	activate_head(out);
	form_begin(out, &form, S("/emergency"), false);
	form_all(out, &form);
	form_buttons(out, _("Activate"), S("/emergency"));
	form_end(out);
	return page_end(request, 200);
}

static const struct crisis *crisis_judge(struct doing *d)
{
	const struct crisis *crisis = crisis_of_id(d->view, d->deed->crisis_id);

	if (!d->deed->crisis_id)
		return NULL;
	if (!crisis || !crisis_may_write(d->view, crisis))
		problem_add(request_problems(d->request), "crisis_id", "%s",
			_("You do not write in the log of that crisis. Leave it empty, or ask to take part in it."));
	else if (crisis->state != CRISIS_open)
		problem_add(request_problems(d->request), "crisis_id", "%s",
			_("That crisis is closed."));
	return crisis;
}

static struct reply activation_put(struct doing *d, struct change *change, const struct crisis *crisis)
{
	struct period period = { .body = d->deed->body, .crisis_id = d->deed->crisis_id,
		.is_exercise = crisis ? crisis->is_exercise : d->deed->is_exercise,
		.began_at = d->act.event_at };

	change_because(change, d->act.grounds);
	emergency_period_add(change, &period);
	act_logged(change, &period, &d->act, LEFT_decision);
	emergency_act_add(change, &period, &d->act);
	request_message(d->request, _("It is activated."));
	return reply_done(d->request, 201, &period_record, &period, "/emergency/%.*s", STR(period.number));
}

/* A real one may be needed while an exercise goes on, never two real ones. */
static void one_at_a_time(struct doing *d, const struct crisis *crisis)
{
	const struct period *active = period_active(d->view, (enum emergency_body)d->deed->body);
	bool is_exercise = crisis ? crisis->is_exercise : d->deed->is_exercise;

	if (active && (is_exercise || !active->is_exercise))
		problem_add(request_problems(d->request), "body",
			_("It is active already: %.*s."), STR(active->number));
}

struct reply activate_act(struct request *request, struct change *change)
{
	struct doing d = { .request = request, .view = change_view(change),
		.deed = request_record(request) };
	enum emergency_body body = (enum emergency_body)d.deed->body;
	const struct crisis *crisis;

	d.by = capacity_for(d.view, act_item(ACT_activate, body));
	if (!capacity_is_given(&d.by))
		return no_appointment(request, act_item(ACT_activate, body));
	d.laws = laws_read(request->arena);
	act_begin(&d, ACT_activate);
	if (body == BODY_committee)
		law_of_act(&d, "body");
	crisis = crisis_judge(&d);
	one_at_a_time(&d, crisis);
	if (request_problems(request)->count)
		return reply_again(request, change);
	return activation_put(&d, change, crisis);
}
