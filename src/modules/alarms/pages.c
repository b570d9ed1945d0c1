/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/pages.c - what goes on, starting, one alarm line by line, stopping; the routes. */
#include "modules/alarms/inside.h"

#include "base/json.h"
#include "kit/away.h"
#include "modules/alarms/pages.html.h"
#include "modules/exercises/exercises.h"
#include "modules/people/people.h"

enum { JSON_LONGEST = 1 << 20, INBOUND_PER_MINUTE = 240, LINKS_PER_MINUTE = 60 };

/* ---- Words --------------------------------------------------------------------------------- */

static const struct { const char *verb, *words; } verbs[] = {
	{ "start", N_("Started") },
	{ "begin", N_("Turn of") },
	{ "nobody", N_("Nobody to reach") },
	{ "answered", N_("Has answered already") },
	{ "handed", N_("Handed over") },
	{ "delivered", N_("Arrived") },
	{ "failed", N_("Failed") },
	{ "rewritten", N_("Exercise: to the test address, not to the person") },
	{ "ack", N_("Acknowledged") },
	{ "acknowledged", N_("Enough have acknowledged: the alarm is over") },
	{ "exhausted", N_("The path has come to its end") },
	{ "stopped", N_("Stopped") },
};

const char *entry_words_of(struct str verb)
{
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (str_is(verb, verbs[i].verb))
			return _(verbs[i].words);
	return "";
}

struct str function_words(struct str code)
{
	const struct item *function = item_find("rosters/functions", code);

	return function ? item_name(function) : code_name("role_types", code);
}

struct str target_words(struct arena *arena, const struct alarm_target *target)
{
	if (!target->person_id)
		return target->function.len ? arena_print(arena, _("nobody (%.*s)"),
			STR(function_words(target->function))) : str_of(_("nobody"));
	if (!target->function.len)
		return target->name;
	return arena_print(arena, "%.*s (%.*s)", STR(target->name),
		STR(function_words(target->function)));
}

bool kind_is_test(struct str kind)
{
	return item_int(item_find("alarms/kinds", kind), "is_test") == 1;
}

bool kind_is_probe(struct str kind)
{
	return str_is(kind, "probe");
}

/* How somebody acknowledged is a word of ours; all else is told as it was. */
struct str entry_detail(const struct alarm_entry *entry)
{
	if (!str_is(entry->verb, "ack"))
		return entry->words;
	if (str_is(entry->words, "link"))
		return str_of(_("by the link"));
	return str_of(str_is(entry->words, "reply") ? _("by a reply") : _("by the button"));
}

struct str next_words(struct arena *arena, const struct alarm_all *all, struct instant now)
{
	struct due due = alarm_due(arena, &all->plan, &all->seen, now);
	struct order comes = due.orders.count ? due.orders.at[0] : due.comes;
	struct instant at = due.orders.count ? now : due.next;

	switch (comes.kind) {
	case ORDER_attempt:
		return arena_print(arena, _("%.*s: the next channel for %.*s, unless somebody acknowledges."),
			STR(tongue_instant(arena, at)),
			STR(target_words(arena, &all->targets.at[comes.target])));
	case ORDER_begin:
		return arena_print(arena, _("%.*s: step %zu, unless somebody acknowledges."),
			STR(tongue_instant(arena, at)), comes.step + 1);
	case ORDER_exhausted:
		return arena_print(arena, _("%.*s: the path ends, unless somebody acknowledges."),
			STR(tongue_instant(arena, at)));
	default:
		return str_of(_("Being reckoned."));
	}
}

void alarm_mark(struct out *out, const struct alarm *alarm)
{
	if (kind_is_test(alarm->kind) || alarm->is_exercise)
		alarm_test_strip(out, alarm_prefix(out->arena, alarm->kind, alarm->is_exercise));
}

/* ---- The list -------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	alarm_list_actions(out, request_may(request, MAY_alarms_start));
}

static void going_above(struct out *out, struct request *request, struct view *view)
{
	struct alarm_list going = alarms_going_seen(view);
	struct channel_on_list on = channels_on(view);

	(void)request;
	alarm_channels_line(out, &on);
	for (size_t i = 0; i < going.count; i++) {
		struct alarm_all all = alarm_load_seen(view, &going.at[i]);

		alarm_going_card(out, &going.at[i], &all, instant_now());
	}
}

static struct reply alarms_page(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Alarms"), .actions = list_actions,
		.above = going_above };
	struct query query;

	if (away_is())          /* alarms are made in the city; their paths went along */
		return reply_go(request, "/alarms/paths");
	alarm_query(request, view, &query);
	return table_reply(request, view, &alarm_table, &query, &page);
}

/* ---- Starting ----------------------------------------------------------------------------------- */

static void start_judge(struct view *view, void *row, struct problems *problems)
{
	struct alarm_new *new = row;
	const struct item *kind = item_find("alarms/kinds", new->kind);
	const struct alarm_path *path = path_of_id(view, new->path_id);

	if (!kind || str_is(new->kind, "hole") || str_is(new->kind, "probe")
	    || str_is(new->kind, "swap"))
		problem_add(problems, "kind", "%s", _("Choose an alarm or an alarm test."));
	if (path && !path_steps(view, path->id).count)
		problem_add(problems, "path_id", "%s",
			_("The path has no step yet. Add a step, so that somebody is reached."));
	if (path && !new->words.len && !path->words.len)
		problem_add(problems, "words", "%s", _("Write what has happened and what they are to do."));
	if (new->about.len && !about_is_known(view, new->about))
		problem_add(problems, "about", "%s",
			_("There is no event or crisis with that number that you may read."));
	if (!new->is_real && kind && !item_int(kind, "is_test")
	    && !exercise_has_number(view, new->about) && alarm_exercise_goes_on(view))
		problem_add(problems, "about", "%s",
			_("You take part in an exercise that goes on. Write its number, or tick that this is real."));
}

const struct form alarm_new_form = {
	.record = &alarm_new_record,
	.fields = FIELDS("path_id", "kind", "words", "about", "is_real"),
	.judge = start_judge,
};

static struct reply start_page(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_get(view, request_query(request, "path"));
	struct alarm_new new = { .kind = request_query(request, "kind"),
		.about = request_query(request, "about") };
	struct form_view form;
	struct out *out;

	if (path) {
		new.path_id = path->id;
		new.words = path->words;
	}
	form = form_view_of(request, view, &alarm_new_form, &new);
	out = page_begin(request, view, _("Start an alarm"));
	alarm_start_head(out);
	form_begin(out, &form, S("/alarms"), false);
	form_all(out, &form);
	form_buttons(out, _("Send the alarm"), S("/alarms"));
	form_end(out);
	return page_end(request, 200);
}

static struct reply start_act(struct request *request, struct change *change)
{
	const struct alarm_new *new = request_record(request);
	const struct alarm_path *path = path_of_id(change_view(change), new->path_id);
	struct alarm alarm;

	if (!path || path->closed_at.seconds
	    || !alarm_may(change_view(change), MAY_alarms_start, path->unit_id)) {
		problem_add(request_problems(request), "path_id", "%s",
			_("You may not start that path. Choose another."));
		return reply_again(request, change);
	}
	alarm = (struct alarm){ .path_id = path->id, .unit_id = path->unit_id, .kind = new->kind,
		.title = path->name, .words = new->words.len ? new->words : path->words,
		.about = new->about, .stop = path->stop, .stop_count = path->stop_count,
		.rounds = path->rounds };
	alarm_start(change, &alarm);
	request_message(request, _("The alarm goes out now. Stay on this page: it shows who has answered."));
	return reply_done(request, 201, &alarm_record, &alarm, "/alarms/%.*s", STR(alarm.number));
}

/* ---- One alarm ------------------------------------------------------------------------------------ */

static void attempts_json(struct json_out *json, const struct alarm_all *all, int64_t target_id)
{
	json_list_begin(json, "ways");
	for (size_t i = 0; i < all->attempts.count; i++) {
		const struct alarm_attempt *attempt = &all->attempts.at[i];

		if (attempt->target_id != target_id)
			continue;
		json_object_begin(json, NULL);
		json_str(json, "id", attempt->public_id);
		json_str(json, "channel", attempt->channel);
		json_str(json, "state", str_of(attempt_states[attempt->state].name));
		json_int(json, "tries", attempt->tries);
		json_str(json, "problem", attempt->problem);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void targets_json(struct json_out *json, const struct alarm_all *all)
{
	json_list_begin(json, "targets");
	for (size_t i = 0; i < all->targets.count; i++) {
		const struct alarm_target *target = &all->targets.at[i];

		json_object_begin(json, NULL);
		json_str(json, "name", target->name);
		json_str(json, "function", target->function);
		json_int(json, "round", target->round);
		if (target->acked_at.seconds)
			json_instant(json, "acknowledged_at", target->acked_at);
		attempts_json(json, all, target->id);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply alarm_json(struct request *request, const struct alarm *alarm,
                               const struct alarm_all *all)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "number", alarm->number);
	json_str(&json, "kind", alarm->kind);
	json_str(&json, "title", alarm->title);
	json_str(&json, "words", alarm->words);
	json_str(&json, "state", str_of(alarm_states[alarm->state].name));
	json_instant(&json, "started_at", alarm->started_at);
	if (alarm->ended_at.seconds)
		json_instant(&json, "ended_at", alarm->ended_at);
	json_int(&json, "acknowledged_by", acknowledged_by(&all->seen));
	targets_json(&json, all);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply alarm_page(struct request *request, struct view *view)
{
	const struct alarm *alarm = alarm_of_number(view, request_param(request, "number"));
	struct alarm_shown shown;
	struct out *out;

	if (!alarm)
		return reply_not_found(request);
	shown = (struct alarm_shown){ .alarm = alarm, .all = alarm_load_seen(view, alarm),
		.mine = link_of_person(view, alarm->id), .request = request,
		.now = instant_now(), .started_by = person_name(view, alarm->started_by),
		.ended_by = person_name(view, alarm->ended_by) };
	if (request_wants_json(request))
		return alarm_json(request, alarm, &shown.all);
	shown.entries = alarm_entries(view, alarm->id);
	shown.results = results_of(view, alarm->id);
	shown.may_stop = request_may(request, MAY_alarms_start)
		&& alarm_may(view, MAY_alarms_start, alarm->unit_id);
	shown.shows_about = alarm->about.len && about_is_known(view, alarm->about);
	shown.about_path = arena_print(request->arena, "/%s/%.*s",
		str_starts(alarm->about, S("KR")) ? "crisis" : "events", STR(alarm->about));
	out = page_begin(request, view, str_z(request->arena, alarm->number));
	alarm_mark(out, alarm);
	alarm_one_page(out, &shown);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

bool why_given(struct request *request, struct str *why)
{
	*why = str_trim(str_letters_part(request_field(request, "why"), 1000));
	if (why->len)
		return true;
	problem_add(request_problems(request), "why", "%s", _("Write why. One sentence is enough."));
	return false;
}

static struct reply stop_act(struct request *request, struct change *change)
{
	const struct alarm *before = alarm_of_number(change_view(change),
		request_param(request, "number"));
	struct alarm now;
	struct str why;

	if (!before || !alarm_may(change_view(change), MAY_alarms_start, before->unit_id))
		return reply_not_found(request);
	if (before->state != ALARM_going) {
		request_message(request, _("The alarm is over already. Nothing was changed."));
		return reply_done(request, 200, &alarm_record, before, "/alarms/%.*s",
			STR(before->number));
	}
	if (!why_given(request, &why))
		return reply_again(request, change);
	now = *before;
	now.state = ALARM_stopped;
	now.ended_at = instant_now();
	now.ended_by = change_me(change);
	now.end_reason = why;
	change_because(change, why);
	if (change_update(change, &alarm_record.shape, &now,
	                  request_version(request) ? request_version(request) : before->version)
	    != UPDATED)
		return reply_stale(request, &alarm_record, &now, before);
	alarm_stopped_put(change, &now);
	request_message(request, _("The alarm is stopped. Nobody more is reached."));
	return reply_done(request, 200, &alarm_record, &now, "/alarms/%.*s", STR(now.number));
}

/* ---- Routes ------------------------------------------------------------------------------------------ */

const struct route alarms_routes[] = {
	{ GET, "/alarms", .need = MAY_alarms_read, .show = alarms_page, .is_api_too = true,
	  .label = N_("Alarms, and what goes on now") },
	{ GET, "/alarms/start", .need = MAY_alarms_start, .show = start_page,
	  .label = N_("Start an alarm") },
	{ POST, "/alarms", .need = MAY_alarms_start, .act = start_act, .form = &alarm_new_form,
	  .again = start_page, .is_api_too = true, .label = N_("Send an alarm") },
	{ GET, "/alarms/paths", .need = MAY_alarms_read, .show = paths_page, .is_api_too = true,
	  .label = N_("Alarm paths") },
	{ GET, "/alarms/paths/new", .need = MAY_alarms_write, .show = path_new_page,
	  .label = N_("Make an alarm path") },
	{ POST, "/alarms/paths", .need = MAY_alarms_write, .act = path_add_act,
	  .form = &alarm_path_form, .again = path_new_page, .is_api_too = true,
	  .label = N_("Save an alarm path") },
	{ GET, "/alarms/paths/:id", .need = MAY_alarms_read, .show = path_page, .is_api_too = true,
	  .label = N_("One alarm path") },
	{ GET, "/alarms/paths/:id/edit", .need = MAY_alarms_write, .show = path_edit_page,
	  .label = N_("Change an alarm path") },
	{ POST, "/alarms/paths/:id", .need = MAY_alarms_write, .act = path_change_act,
	  .form = &alarm_path_form, .load = path_load, .again = path_edit_page, .is_api_too = true,
	  .label = N_("Save changes of an alarm path") },
	{ POST, "/alarms/paths/:id/close", .need = MAY_alarms_write, .act = path_close_act,
	  .again = path_page, .is_api_too = true, .label = N_("Close an alarm path") },
	{ GET, "/alarms/paths/:id/steps/new", .need = MAY_alarms_write, .show = step_new_page,
	  .label = N_("Add a step to an alarm path") },
	{ POST, "/alarms/paths/:id/steps", .need = MAY_alarms_write, .act = step_add_act,
	  .form = &step_form, .again = step_new_page, .is_api_too = true,
	  .label = N_("Save a step of an alarm path") },
	{ POST, "/alarms/paths/:id/steps/:step/remove", .need = MAY_alarms_write,
	  .act = step_remove_act, .again = path_page, .is_api_too = true,
	  .label = N_("Take a step out of an alarm path") },
	{ GET, "/alarms/paths/:id/probe", .need = MAY_alarms_write, .show = probe_page,
	  .label = N_("The weekly reachability probe of a path") },
	{ POST, "/alarms/paths/:id/probe", .need = MAY_alarms_write, .act = probe_act,
	  .form = &probe_form, .again = probe_page, .is_api_too = true,
	  .label = N_("Switch the reachability probe on") },
	{ POST, "/alarms/paths/:id/probe/off", .need = MAY_alarms_write, .act = probe_off_act,
	  .again = probe_page, .is_api_too = true, .label = N_("Switch the reachability probe off") },
	{ GET, "/alarms/tests", .need = MAY_alarms_read, .show = tests_page, .is_api_too = true,
	  .label = N_("Results of alarm tests, function by function") },
	{ GET, "/alarms/channels", .need = MAY_settings_write, .show = channels_setup_page,
	  .is_api_too = true, .label = N_("Alarm channels, and which are set up") },
	{ GET, "/alarms/channels/:channel", .need = MAY_settings_write, .show = channel_setup_page,
	  .label = N_("Set an alarm channel up") },
	{ POST, "/alarms/channels/:channel", .need = MAY_settings_write, .act = channel_setup_act,
	  .again = channel_setup_page, .label = N_("Save an alarm channel") },
	{ POST, "/alarms/channels/:channel/try", .need = MAY_settings_write, .act = channel_try_act,
	  .form = &trial_form, .again = channel_setup_page, .is_api_too = true,
	  .label = N_("Try an alarm channel") },
	{ POST, "/alarms/inbound", .need = ANYBODY, .act = inbound_act, .needs_no_token = true,
	  .is_api_too = true, .most_per_minute = INBOUND_PER_MINUTE,
	  .label = N_("A reply from an SMS gateway") },
	{ POST, "/alarms/delivery", .need = ANYBODY, .act = delivery_act, .needs_no_token = true,
	  .is_api_too = true, .most_per_minute = INBOUND_PER_MINUTE,
	  .label = N_("What a gateway tells of a message") },
	{ GET, "/alarms/:number", .need = SIGNED_IN, .show = alarm_page, .is_api_too = true,
	  .label = N_("One alarm, line by line") },
	{ POST, "/alarms/:number/acknowledge", .need = SIGNED_IN, .act = ack_button_act,
	  .is_api_too = true, .label = N_("Acknowledge an alarm") },
	{ POST, "/alarms/:number/stop", .need = MAY_alarms_start, .act = stop_act,
	  .again = alarm_page, .is_api_too = true, .label = N_("Stop an alarm") },
	{ GET, "/a/:token", .need = ANYBODY, .show = ack_show, .is_api_too = true,
	  .most_per_minute = LINKS_PER_MINUTE, .label = N_("An alarm by its link") },
	{ POST, "/a/:token", .need = ANYBODY, .act = ack_act, .needs_no_token = true,
	  .is_api_too = true, .most_per_minute = LINKS_PER_MINUTE,
	  .label = N_("Acknowledge an alarm by its link") },
	{ .path = NULL },
};
