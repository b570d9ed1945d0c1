/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/acts.c - rotations, temporary schedules and overrides: added, and ended from now on.
 *
 * Nothing here changes what was: a rule begins when it is made at the earliest, and ends when
 * it is ended at the earliest.
 */
#include "modules/rosters/inside.h"

#include "modules/people/people.h"
#include "modules/rosters/pages.html.h"

enum { MOST_IN_TURN = 100, OVERLAP_DAYS = 730, HOLE_DAYS = 14, OVERRIDE_MOST_DAYS = 366,
	LATE_SECONDS = 600, WEEK_DAYS = 7 };

static struct instant days_after(struct instant instant, int days)
{
	return (struct instant){ instant.seconds + days * (int64_t)DAY };
}

/* ---- Who serves, in turn ---------------------------------------------------------------- */

static void layer_judge(struct view *view, void *row, struct problems *problems)
{
	struct layer_new *layer = row;

	if (!layer->turn_length)
		layer->turn_length = 1;
	if (!layer->days)
		layer->days = DAYS_all;
	if (minute_read(layer->begins) < 0)
		problem_add(problems, "begins", "%s", _("Write a time as 08:00."));
	if (minute_read(layer->ends) < 0)
		problem_add(problems, "ends", "%s", _("Write a time as 08:00."));
	if (date_compare(layer->starts, date_today()) < 0)
		problem_add(problems, "starts", "%s",
			_("That day has passed. Past duty is never changed: begin today or later."));
	if (date_is_given(layer->until) && date_compare(layer->until, layer->starts) < 0)
		problem_add(problems, "until", "%s", _("The last day is before the first."));
	if (layer->kind == LAYER_temporary && !date_is_given(layer->until))
		problem_add(problems, "until", "%s", _("A temporary schedule has a last day."));
	people_read(view, layer->people, MOST_IN_TURN, problems);
}

const struct form layer_form = {
	.record = &layer_new_record,
	.fields = FIELDS("kind", "people", "starts", "until", "turn", "turn_length", "begins",
	                 "ends", "days", "weekdays", "replaces", "reason"),
	.judge = layer_judge,
};

struct reply layer_new_page(struct request *request, struct view *view)
{
	const struct roster *roster = roster_load(request, view);
	struct layer_new fresh = { .kind = LAYER_rotation, .starts = date_add_days(date_today(), 1),
		.turn = TURN_week, .turn_length = 1, .begins = S("08:00"), .ends = S("08:00"),
		.days = DAYS_all };
	struct form_view form = form_view_of(request, view, &layer_form, &fresh);
	struct out *out;

	if (!roster)
		return reply_not_found(request);
	out = page_begin(request, view, _("Who serves, in turn"));
	roster_form_head(out, _("Who serves, in turn"), roster);
	form_begin(out, &form, arena_print(request->arena, "/rosters/%.*s/layers",
		STR(roster->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save who serves"), roster_path(request->arena, roster));
	form_end(out);
	return page_end(request, 200);
}

static int64_t weekdays_of(struct str words)
{
	int64_t mask = 0, day;

	while (words.len)
		if (str_to_int(str_cut(&words, ' '), &day) && day >= 1 && day <= WEEK_DAYS)
			mask |= (int64_t)1 << (day - 1);
	return mask;
}

static struct layer layer_of(const struct layer_new *form, const struct roster *roster,
                             int64_t by)
{
	return (struct layer){ .roster_id = roster->id, .kind = form->kind, .starts = form->starts,
		.until = form->until, .turn = form->turn, .turn_length = form->turn_length,
		.from_minute = minute_read(form->begins), .to_minute = minute_read(form->ends),
		.weekdays = weekdays_of(form->weekdays), .days = form->days, .reason = form->reason,
		.made_by = by, .made_at = instant_now() };
}

/* The older one ends when the new one begins. */
static void layer_gives_way(struct change *change, const struct layer_list *layers, int64_t id,
                            const struct layer *fresh)
{
	struct instant begins = instant_at(fresh->starts, (int)(fresh->from_minute / 60),
		(int)(fresh->from_minute % 60), 0);

	if (begins.seconds < fresh->made_at.seconds)
		begins = fresh->made_at;
	for (size_t i = 0; i < layers->count; i++) {
		struct layer *old = &layers->at[i];

		if (old->id != id)
			continue;
		old->ended_at = begins;
		old->ended_by = change_me(change);
		old->end_reason = fresh->reason;
		change_update(change, &layer_record.shape, old, old->version);
	}
}

/* Two rotations, or two temporary schedules, never serve at once: the older gives way if the
 * person says so.  One of other days or hours goes on. */
static bool layer_fits(struct request *request, struct change *change, const struct layer *fresh,
                       const struct people_named *turns, bool replaces)
{
	struct view *view = change_view(change);
	struct instant now = instant_now(), to = days_after(now, OVERLAP_DAYS);
	struct layer_list layers = layers_of(view, fresh->roster_id);
	struct roster_rules_list rules = rules_load(view, fresh->roster_id, now);
	const struct rota *rota = rota_of(&rules, fresh->roster_id);
	struct rota_layer mine = rota_layer_of(fresh);
	struct holidays holidays = holidays_between(change_arena(change), now, to);

	mine.count = turns->count;
	mine.people = turns->ids;
	for (size_t i = 0; i < rota->layer_count; i++) {
		struct shift meets = { 0 };

		if (rota->layers[i].is_temporary == mine.is_temporary)
			meets = layer_meets(change_arena(change), &rota->layers[i], &mine, now, to,
				holidays);
		if (meets.begins.seconds && !replaces) {
			problem_add(request_problems(request), "starts",
				_("%.*s is already on duty %.*s. Choose other days or hours, or let this take over."),
				STR(person_name(view, meets.person)),
				STR(between_words(change_arena(change), meets.begins, meets.ends)));
			return false;
		}
		if (meets.begins.seconds)
			layer_gives_way(change, &layers, rota->layers[i].id, fresh);
	}
	return true;
}

/* Nobody is on duty in the days to come. */
static struct shift_list holes_ahead(struct change *change, const struct roster *roster)
{
	struct arena *arena = change_arena(change);
	struct instant now = instant_now(), to = days_after(now, HOLE_DAYS);
	struct roster_rules_list rules = rules_load(change_view(change), roster->id, now);
	struct holidays holidays = holidays_between(arena, now, to);
	struct shift_list shifts = rota_shifts(arena, rota_of(&rules, roster->id), now, to, holidays);

	return rota_holes(arena, &shifts,
		demand_of(item_find("rosters/functions", roster->function)), now, to, holidays);
}

static struct str hole_words(struct arena *arena, const struct shift_list *holes)
{
	return holes->count ? between_words(arena, holes->at[0].begins, holes->at[0].ends) : S("");
}

static struct reply rules_saved(struct request *request, struct change *change,
                                const struct roster *roster, const char *said)
{
	struct shift_list holes = holes_ahead(change, roster);

	if (holes.count)
		said = str_z(request->arena, arena_print(request->arena,
			_("It is saved. Nobody is on duty %.*s yet."),
			STR(hole_words(request->arena, &holes))));
	request_message(request, said);
	return reply_done(request, 200, &roster_record, roster, "/rosters/%.*s",
		STR(roster->public_id));
}

struct reply layer_add_act(struct request *request, struct change *change)
{
	const struct layer_new *form = request_record(request);
	const struct roster *roster = roster_load(request, change_view(change));
	struct people_named turns;
	struct layer layer;

	if (!roster)
		return reply_not_found(request);
	turns = people_read(change_view(change), form->people, MOST_IN_TURN,
		request_problems(request));
	layer = layer_of(form, roster, change_me(change));
	if (!layer_fits(request, change, &layer, &turns, form->replaces))
		return reply_again(request, change);
	change_because(change, form->reason);
	layer_add(change, &layer, turns.count, turns.ids);
	roster_step_by(change, roster->id, change_me(change), layer.made_at, "layer",
		arena_print(request->arena, "%.*s. %.*s", STR(layer_words(request->arena, &layer)),
			STR(form->reason)));
	return rules_saved(request, change, roster, _("It is saved."));
}

/* ---- Ending ------------------------------------------------------------------------------ */

static bool why_is_given(struct request *request, struct str *why)
{
	*why = str_trim(str_letters_part(request_field(request, "why"), 1000));
	if (why->len)
		return true;
	problem_add(request_problems(request), "why", "%s", _("Write why. One sentence is enough."));
	return false;
}

static bool is_mandatory(const struct roster *roster)
{
	const struct item *function = item_find("rosters/functions", roster->function);

	return function && item_int(function, "is_mandatory") == 1;
}

struct reply layer_end_act(struct request *request, struct change *change)
{
	const struct roster *roster = roster_load(request, change_view(change));
	const struct layer *before = roster ? layer_get(change_view(change), roster->id,
		request_param(request, "layer")) : NULL;
	struct shift_list holes;
	int64_t open_before;
	struct layer layer;
	enum updated updated;
	struct str why;

	if (!before || before->ended_at.seconds)
		return reply_not_found(request);
	if (!why_is_given(request, &why))
		return reply_again(request, change);
	holes = holes_ahead(change, roster);
	open_before = shifts_seconds(&holes);
	layer = *before;
	layer.ended_at = instant_now();
	layer.ended_by = change_me(change);
	layer.end_reason = why;
	change_because(change, why);
	updated = change_update(change, &layer_record.shape, &layer,
		request_version(request) ? request_version(request) : before->version);
	if (updated != UPDATED)
		return reply_stale(request, &layer_record, &layer, before);
	holes = holes_ahead(change, roster);
	if (is_mandatory(roster) && shifts_seconds(&holes) > open_before) {
		problem_add(request_problems(request), "why",
			_("Then nobody is on duty %.*s. Say first who serves then: a new rotation may take over from this."),
			STR(hole_words(request->arena, &holes)));
		return reply_again(request, change);
	}
	roster_step_by(change, roster->id, change_me(change), layer.ended_at, "end", why);
	return rules_saved(request, change, roster, _("It is ended. What was on duty before now stays as it was."));
}

/* ---- Somebody else, for some time ----------------------------------------------------------- */

static void override_judge(struct view *view, void *row, struct problems *problems)
{
	struct override *override = row;

	(void)view;
	if (override->ends_at.seconds <= override->begins_at.seconds)
		problem_add(problems, "ends_at", "%s", _("The end is not after the beginning."));
	else if (override->ends_at.seconds - override->begins_at.seconds
	         > OVERRIDE_MOST_DAYS * (int64_t)DAY)
		problem_add(problems, "ends_at", "%s",
			_("More than a year is no override. Make a rotation instead."));
	if (override->begins_at.seconds < instant_now().seconds - LATE_SECONDS)
		problem_add(problems, "begins_at", "%s",
			_("That time has passed. Past duty is never changed: begin now or later."));
}

const struct form override_form = {
	.record = &override_record,
	.fields = FIELDS("begins_at", "ends_at", "person_id", "reason"),
	.judge = override_judge,
};

struct reply override_new_page(struct request *request, struct view *view)
{
	const struct roster *roster = roster_load(request, view);
	struct form_view form = form_view_of(request, view, &override_form, NULL);
	struct out *out;

	if (!roster)
		return reply_not_found(request);
	out = page_begin(request, view, _("Somebody else for some time"));
	roster_form_head(out, _("Somebody else for some time"), roster);
	form_begin(out, &form, arena_print(request->arena, "/rosters/%.*s/overrides",
		STR(roster->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save who serves instead"), roster_path(request->arena, roster));
	form_end(out);
	return page_end(request, 200);
}

struct held conflict_among(struct arena *arena, const struct roster_list *rosters,
                           const struct roster_rules_list *rules, const struct roster *roster,
                           const struct shift *asked)
{
	struct instant from = asked->begins, to = asked->ends;
	struct holidays holidays = holidays_between(arena, from, to);

	for (size_t i = 0; i < rosters->count; i++) {
		const struct roster *other = &rosters->at[i];
		struct shift_list shifts;

		if (other->id == roster->id || !functions_conflict(other->function, roster->function))
			continue;
		shifts = rota_shifts(arena, rota_of(rules, other->id), from, to, holidays);
		for (size_t s = 0; s < shifts.count; s++)
			if (shifts.at[s].person == asked->person)
				return (struct held){ shifts.at[s], other };
	}
	return (struct held){ .roster = NULL };
}

struct held conflict_of(struct view *view, const struct roster *roster, int64_t person,
                        struct instant from, struct instant to)
{
	struct roster_list rosters = rosters_seen(view);
	struct roster_rules_list rules = rules_load(view, 0, from);

	return conflict_among(view_arena(view), &rosters, &rules, roster,
		&(struct shift){ .begins = from, .ends = to, .person = person });
}

static bool override_fits(struct request *request, struct change *change,
                          const struct roster *roster, const struct override *fresh)
{
	struct view *view = change_view(change);
	struct arena *arena = change_arena(change);
	struct override_list others = overrides_of(view, roster->id, fresh->begins_at);
	struct held held = conflict_of(view, roster, fresh->person_id, fresh->begins_at,
		fresh->ends_at);

	for (size_t i = 0; i < others.count; i++) {
		const struct override *other = &others.at[i];

		if (other->withdrawn_at.seconds || other->begins_at.seconds >= fresh->ends_at.seconds)
			continue;
		problem_add(request_problems(request), "begins_at",
			_("%.*s already serves instead %.*s. Take that back first, or choose other hours."),
			STR(person_name(view, other->person_id)),
			STR(between_words(arena, other->begins_at, other->ends_at)));
		return false;
	}
	if (!held.roster)
		return true;
	problem_add(request_problems(request), "person_id",
		_("%.*s is on duty as \"%.*s\" %.*s. Nobody can hold both at once."),
		STR(person_name(view, fresh->person_id)), STR(roster_name(held.roster)),
		STR(between_words(arena, held.shift.begins, held.shift.ends)));
	return false;
}

/* The one way in which somebody is put in for another. */
void override_put(struct change *change, struct override *override, const char *verb)
{
	struct arena *arena = change_arena(change);

	override->made_at = instant_now();
	override->made_by = change_me(change);
	change_because(change, override->reason);
	change_insert(change, &override_record.shape, override);
	roster_step_by(change, override->roster_id, override->made_by, override->made_at, verb,
		arena_print(arena, "%.*s, %.*s. %.*s",
			STR(name_for_all(change_view(change), override->person_id)),
			STR(between_words(arena, override->begins_at, override->ends_at)),
			STR(override->reason)));
}

struct reply override_add_act(struct request *request, struct change *change)
{
	struct override *override = request_record(request);
	const struct roster *roster = roster_load(request, change_view(change));

	if (!roster)
		return reply_not_found(request);
	if (!override_fits(request, change, roster, override))
		return reply_again(request, change);
	override->roster_id = roster->id;
	override_put(change, override, "override");
	return rules_saved(request, change, roster, _("It is saved."));
}

struct reply override_withdraw_act(struct request *request, struct change *change)
{
	const struct roster *roster = roster_load(request, change_view(change));
	const struct override *before = roster ? override_get(change_view(change), roster->id,
		request_param(request, "override")) : NULL;
	struct override now;
	enum updated updated;
	struct str why;

	if (!before || before->withdrawn_at.seconds)
		return reply_not_found(request);
	if (!why_is_given(request, &why))
		return reply_again(request, change);
	now = *before;
	now.withdrawn_at = instant_now();
	now.withdrawn_by = change_me(change);
	now.withdrawn_reason = why;
	change_because(change, why);
	updated = change_update(change, &override_record.shape, &now,
		request_version(request) ? request_version(request) : before->version);
	if (updated != UPDATED)
		return reply_stale(request, &override_record, &now, before);
	roster_step_by(change, roster->id, now.withdrawn_by, now.withdrawn_at, "withdraw", why);
	return rules_saved(request, change, roster, _("It is taken back, from now on."));
}

/* ---- Shared duty ------------------------------------------------------------------------------- */

const struct form share_form = {
	.record = &share_record,
	.fields = FIELDS("unit_id", "reason"),
};

struct reply share_add_act(struct request *request, struct change *change)
{
	struct share *share = request_record(request);
	const struct roster *roster = roster_load(request, change_view(change));

	if (!roster)
		return reply_not_found(request);
	if (share->unit_id == roster->unit_id) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("It is the roster's own unit. Choose the unit that shares it."));
		return reply_again(request, change);
	}
	share->roster_id = roster->id;
	share->shared_by = change_me(change);
	share->shared_at = instant_now();
	change_because(change, share->reason);
	change_insert(change, &share_record.shape, share);
	roster_step_by(change, roster->id, share->shared_by, share->shared_at, "share",
		arena_print(request->arena, "%.*s. %.*s",
			STR(unit_name(change_view(change), share->unit_id)), STR(share->reason)));
	request_message(request, _("The shared duty is saved."));
	return reply_done(request, 201, &share_record, share, "/rosters/%.*s",
		STR(roster->public_id));
}
