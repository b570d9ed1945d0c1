/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/reach.c - whom a step means now, how they are reached, and what is due is done. */
#include "modules/alarms/inside.h"

#include "kit/setting.h"
#include "modules/rosters/rosters.h"

/* ---- Who ---------------------------------------------------------------------------------- */

static struct meant_list on_duty(struct view *view, const struct alarm_step *step,
                                 struct instant now)
{
	struct duty_holder holder = duty_holder_of(view, step->function, step->unit_id, now);
	struct meant_list list = { 0, arena_array(view_arena(view), struct meant, 1) };

	if (holder.person_id)
		list.at[list.count++] = (struct meant){ .person_id = holder.person_id,
			.name = person_name_shown(view, holder.person_id), .phone = holder.phone };
	return list;
}

struct meant_list step_means(struct view *view, const struct alarm *alarm,
                             const struct alarm_step *step, struct instant now)
{
	struct str function = step->kind == STEP_duty ? step->function
		: step->kind == STEP_role ? step->role : S("");
	int64_t unit_id = step->unit_id ? step->unit_id : alarm->unit_id;
	struct meant_list list = step->kind == STEP_duty ? on_duty(view, step, now)
		: step->kind == STEP_role
		? people_in_role(view, step->role, unit_id, instant_date(now))
		: people_of_step(view, step->id);

	for (size_t i = 0; i < list.count; i++) {
		list.at[i].function = function;
		list.at[i].unit_id = unit_id;
	}
	return list;
}

/* Tried ways before what the person has written, and the number of the function last; a number
 * always in the same form. */
struct str address_of(struct view *view, const struct item *channel, int64_t person_id,
                      struct str function_phone)
{
	struct str ways = item_text(channel, "ways"), personal = item_text(channel, "personal");
	struct str found = S("");

	while (ways.len && !found.len)
		found = duty_way_of(view, person_id, str_cut(&ways, ' '));
	if (!found.len && personal.len)
		found = own_address_of(view, person_id, str_is(personal, "email"));
	if (!str_is(personal, "phone"))
		return found;
	found = phone_plain(view_arena(view), found.len ? found : function_phone,
		setting_text("alarm_country"));
	return found.len ? arena_print(view_arena(view), "+%.*s", STR(found)) : found;
}

/* ---- Doing what is due ------------------------------------------------------------------------ */

struct doing {
	struct change *change;
	const struct alarm *alarm;
	struct alarm_all all;
	struct instant now;
};

static bool has_answered(const struct doing *d, int64_t person)
{
	for (size_t i = 0; i < d->all.targets.count; i++)
		if (d->all.targets.at[i].person_id == person
		    && d->all.targets.at[i].acked_at.seconds)
			return true;
	return false;
}

/* A step that means nobody has a target all the same: it has begun, and everybody sees why
 * the alarm went on. */
static void step_begin(const struct doing *d, const struct order *order)
{
	const struct alarm_step *step = &d->all.steps.at[order->step];
	struct meant_list meant = step_means(change_view(d->change), d->alarm, step, d->now);
	struct alarm_target target = { .alarm_id = d->alarm->id, .step_id = step->id,
		.round = order->round, .begun_at = d->now };
	size_t added = 0;

	for (size_t i = 0; i < meant.count; i++) {
		if (has_answered(d, meant.at[i].person_id))
			continue;
		target.person_id = meant.at[i].person_id;
		target.name = meant.at[i].name;
		target.function = meant.at[i].function;
		target.unit_id = meant.at[i].unit_id;
		target_add(d->change, &target);
		alarm_entry_put(d->change, d->alarm->id, d->now, "begin", target.id, S(""), S(""));
		added++;
	}
	if (added)
		return;
	target = (struct alarm_target){ .alarm_id = d->alarm->id, .step_id = step->id,
		.round = order->round, .begun_at = d->now, .unit_id = step->unit_id,
		.function = step->kind == STEP_duty ? step->function : step->role };
	target_add(d->change, &target);
	alarm_entry_put(d->change, d->alarm->id, d->now, meant.count ? "answered" : "nobody",
		target.id, S(""), S(""));
}

static struct str channel_at(const struct alarm_step *step, size_t place)
{
	const struct str channels[MOST_CHANNELS] = { step->channel_1, step->channel_2,
		step->channel_3 };

	for (size_t i = 0, n = 0; i < MOST_CHANNELS; i++)
		if (channels[i].len && n++ == place)
			return channels[i];
	return S("");
}

/* Why it cannot even be tried; "" it can. */
static struct str hindrance(struct view *view, const struct item *channel, struct str code,
                            struct str address)
{
	if (!channel)
		return str_of(_("There is no such channel any more."));
	if (!channel_is_ready(code, gateway_of(view, code)))
		return str_of(_("The channel is not set up."));
	if (!address.len)
		return str_of(_("There is no address for this channel."));
	return S("");
}

static void attempt_begin(const struct doing *d, const struct order *order)
{
	const struct alarm_target *target = &d->all.targets.at[order->target];
	const struct alarm_step *step = &d->all.steps.at[order->step];
	struct view *view = change_view(d->change);
	struct str code = channel_at(step, order->channel);
	const struct item *channel = item_find("alarms/channels", code);
	struct duty_holder holder = step->kind == STEP_duty
		? duty_holder_of(view, step->function, step->unit_id, d->now)
		: (struct duty_holder){ 0 };
	struct alarm_attempt attempt = { .alarm_id = d->alarm->id, .target_id = target->id,
		.place = (int64_t)order->channel, .channel = code, .state = ATTEMPT_waiting,
		.due_at = d->now, .made_at = d->now };

	if (channel)
		attempt.address = address_of(view, channel, target->person_id, holder.phone);
	attempt.problem = hindrance(view, channel, code, attempt.address);
	if (attempt.problem.len) {
		attempt.state = ATTEMPT_failed;
		attempt.failed_at = d->now;
		alarm_entry_put(d->change, d->alarm->id, d->now, "failed", target->id, code,
			attempt.problem);
	}
	attempt_add(d->change, &attempt);
}

static void ended(const struct doing *d, enum alarm_state state)
{
	if (alarm_end(d->change, d->alarm, state, d->now))
		alarm_measure(d->change, d->alarm, d->now);
}

bool alarm_advance(struct change *change, int64_t alarm_id, struct instant now)
{
	const struct alarm *alarm = alarm_of_id(change_view(change), alarm_id);
	struct doing d = { .change = change, .alarm = alarm, .now = now };
	struct due due;

	if (!alarm || alarm->state != ALARM_going)
		return false;
	d.all = alarm_load(change_view(change), alarm);
	due = alarm_due(change_arena(change), &d.all.plan, &d.all.seen, now);
	for (size_t i = 0; i < due.orders.count; i++) {
		const struct order *order = &due.orders.at[i];

		if (order->kind == ORDER_begin)
			step_begin(&d, order);
		else if (order->kind == ORDER_attempt)
			attempt_begin(&d, order);
		else
			ended(&d, order->kind == ORDER_acknowledged ? ALARM_acknowledged
				: ALARM_exhausted);
	}
	return due.orders.count > 0;
}
