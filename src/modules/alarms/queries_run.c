/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/queries_run.c - the queue and what follows from it, for the job: as the system. */
#include "modules/alarms/inside.h"

#include "base/crypto.h"

/* ---- What has happened ----------------------------------------------------------------- */

struct alarm_all alarm_all_of(struct arena *arena, const struct alarm *alarm,
                              struct alarm_step_list steps, struct alarm_target_list targets,
                              struct alarm_attempt_list attempts)
{
	struct alarm_all all = { .steps = steps, .targets = targets, .attempts = attempts };
	struct plan_step *plan = arena_array(arena, struct plan_step, steps.count + 1);
	struct target_seen *t = arena_array(arena, struct target_seen, targets.count + 1);
	struct attempt_seen *a = arena_array(arena, struct attempt_seen, attempts.count + 1);
	size_t known = 0;

	for (size_t i = 0; i < steps.count; i++)
		plan[i] = (struct plan_step){ steps.at[i].wait_minutes * MINUTE,
			(size_t)(steps.at[i].channel_1.len > 0) + (steps.at[i].channel_2.len > 0)
			+ (steps.at[i].channel_3.len > 0) };
	for (size_t i = 0; i < targets.count; i++) {
		t[i] = (struct target_seen){ 0, targets.at[i].round, targets.at[i].person_id,
			targets.at[i].acked_at.seconds > 0 };
		for (size_t s = 0; s < steps.count; s++)
			if (steps.at[s].id == targets.at[i].step_id)
				t[i].step = s;
	}
	for (size_t i = 0; i < attempts.count; i++)
		for (size_t k = 0; k < targets.count; k++)
			if (targets.at[k].id == attempts.at[i].target_id)
				a[known++] = (struct attempt_seen){ k, (size_t)attempts.at[i].place,
					attempts.at[i].made_at, attempts.at[i].handed_at,
					attempts.at[i].failed_at };
	all.plan = (struct alarm_plan){ alarm->stop, alarm->stop_count, alarm->rounds, steps.count,
		plan };
	all.seen = (struct alarm_seen){ targets.count, known, t, a };
	return all;
}

struct alarm_all alarm_load(struct view *view, const struct alarm *alarm)
{
	return alarm_all_of(view_arena(view), alarm,
		alarm_step_list_of(view_list(view, &alarm_step_record.shape,
			SQL("SELECT * FROM alarm_step WHERE alarm_id = $1 ORDER BY place, id"),
			V(alarm->id))),
		alarm_target_list_of(view_list(view, &alarm_target_record.shape,
			SQL("SELECT * FROM alarm_target WHERE alarm_id = $1 ORDER BY id"), V(alarm->id))),
		alarm_attempt_list_of(view_list(view, &alarm_attempt_record.shape,
			SQL("SELECT * FROM alarm_attempt WHERE alarm_id = $1 ORDER BY id"),
			V(alarm->id))));
}

struct alarm_list alarms_going(struct view *view)
{
	return alarm_list_of(view_list(view, &alarm_record.shape,
		SQL("SELECT * FROM alarm WHERE state = 'going' ORDER BY id LIMIT 200"), NONE));
}

const struct alarm *alarm_of_id(struct view *view, int64_t id)
{
	return view_get(view, &alarm_record.shape, SQL("SELECT * FROM alarm WHERE id = $1"), V(id));
}

const struct alarm_target *target_of_id(struct view *view, int64_t id)
{
	return view_get(view, &alarm_target_record.shape,
		SQL("SELECT * FROM alarm_target WHERE id = $1"), V(id));
}

bool alarm_is_needed(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM alarm WHERE state = 'going' LIMIT 1"), NONE)
		|| view_int(view, SQL("SELECT 1 FROM alarm_attempt"
			" WHERE state IN ('waiting', 'sending') LIMIT 1"), NONE)
		|| view_int(view, SQL("SELECT 1 FROM alarm_trial WHERE state = 'waiting' LIMIT 1"),
			NONE);
}

/* ---- Following orders -------------------------------------------------------------------- */

void alarm_entry_put(struct change *change, int64_t alarm_id, struct instant at, const char *verb,
                     int64_t target_id, struct str channel, struct str words)
{
	change_run(change,
		SQL("INSERT INTO alarm_entry (alarm_id, at, verb, target_id, channel, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6)"),
		V(alarm_id, at, verb, target_id, channel, words));
}

void target_add(struct change *change, struct alarm_target *target)
{
	struct arena *arena = change_arena(change);

	target->public_id = uuid_v7(arena);
	target->token_digest = digest_hex(arena, alarm_token(arena, target->public_id));
	do
		target->code = arena_print(arena, "%04llu",
			(unsigned long long)(1000 + random_number() % 9000));
	while (view_int(change_view(change), SQL("SELECT 1 FROM alarm_target"
		" JOIN alarm ON alarm.id = alarm_target.alarm_id"
		" WHERE alarm_target.code = $1 AND alarm.state = 'going' LIMIT 1"), V(target->code)));
	target->id = change_run_id(change,
		SQL("INSERT INTO alarm_target (public_id, alarm_id, step_id, round, person_id, name,"
		    " function, unit_id, token_digest, code, begun_at)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id"),
		V(target->public_id, target->alarm_id, target->step_id, target->round,
			target->person_id, target->name, target->function, target->unit_id,
			target->token_digest, target->code, target->begun_at));
}

void attempt_add(struct change *change, struct alarm_attempt *attempt)
{
	attempt->id = change_run_id(change,
		SQL("INSERT INTO alarm_attempt (public_id, alarm_id, target_id, place, channel, address,"
		    " state, due_at, made_at, failed_at, problem)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id"),
		V(uuid_v7(change_arena(change)), attempt->alarm_id, attempt->target_id, attempt->place,
			attempt->channel, attempt->address, attempt_states[attempt->state].name,
			attempt->due_at, attempt->made_at, attempt->failed_at, attempt->problem));
}

bool alarm_end(struct change *change, const struct alarm *alarm, enum alarm_state state,
               struct instant at)
{
	if (!change_run(change, SQL("UPDATE alarm SET state = $2, ended_at = $3,"
			" version = version + 1 WHERE id = $1 AND state = 'going'"),
			V(alarm->id, alarm_states[state].name, at)))
		return false;
	alarm_entry_put(change, alarm->id, at, alarm_states[state].name, 0, S(""), S(""));
	return true;
}

/* ---- The queue ------------------------------------------------------------------------------ */

/* Of alarms that go on: what waits and is due, and what a worker took and never told of. */
struct alarm_attempt_list attempts_due(struct view *view, struct instant now)
{
	return alarm_attempt_list_of(view_list(view, &alarm_attempt_record.shape,
		SQL("SELECT * FROM alarm_attempt WHERE (state = 'waiting' AND due_at <= $1)"
		    " OR (state = 'sending' AND lease_until <= $1) ORDER BY due_at, id LIMIT 50"),
		V(now)));
}

bool attempt_claim(struct change *change, int64_t id, struct instant now, struct instant until)
{
	change_run(change, SQL("UPDATE alarm_attempt SET state = 'dropped' WHERE id = $1"
		" AND state IN ('waiting', 'sending') AND (EXISTS (SELECT 1 FROM alarm"
		"  WHERE alarm.id = alarm_attempt.alarm_id AND alarm.state <> 'going')"
		" OR EXISTS (SELECT 1 FROM alarm_target WHERE alarm_target.id = alarm_attempt.target_id"
		"            AND alarm_target.acked_at > 0))"), V(id));
	return change_run(change, SQL("UPDATE alarm_attempt SET state = 'sending',"
		" lease_until = $3, tries = tries + 1 WHERE id = $1"
		" AND ((state = 'waiting' AND due_at <= $2)"
		"      OR (state = 'sending' AND lease_until <= $2))"), V(id, now, until)) > 0;
}

void leases_release(struct change *change)
{
	change_run(change, SQL("UPDATE alarm_attempt SET lease_until = 0 WHERE state = 'sending'"),
		NONE);
}

void attempt_handed(struct change *change, const struct alarm_attempt *attempt, struct instant at)
{
	if (change_run(change, SQL("UPDATE alarm_attempt SET state = 'handed_over', handed_at = $2,"
			" problem = '' WHERE id = $1 AND state = 'sending'"), V(attempt->id, at)))
		alarm_entry_put(change, attempt->alarm_id, at, "handed", attempt->target_id,
			attempt->channel, S(""));
}

void attempt_failed(struct change *change, const struct alarm_attempt *attempt, struct instant at,
                    struct str problem, struct instant again)
{
	if (change_run(change, SQL("UPDATE alarm_attempt SET state = $2, problem = $3, due_at = $4,"
			" failed_at = CASE WHEN failed_at = 0 THEN $5 ELSE failed_at END"
			" WHERE id = $1 AND state = 'sending'"),
			V(attempt->id, again.seconds ? "waiting" : "failed", problem, again, at)))
		alarm_entry_put(change, attempt->alarm_id, at, "failed", attempt->target_id,
			attempt->channel, problem);
}

bool alarm_is_about(struct view *view, struct str key)
{
	return view_int(view, SQL("SELECT 1 FROM alarm WHERE about_key = $1 LIMIT 1"), V(key)) != 0;
}

struct str unit_name_shown(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT CASE WHEN $2 = 'en' AND name_en <> '' THEN name_en"
		" ELSE name_sv END FROM unit WHERE id = $1"), V(unit_id, tongue_code()));
}

/* ---- Who is meant ------------------------------------------------------------------------------ */

static const struct column meant_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct meant, person_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct meant, name), NULL, false },
};
static const struct shape meant_shape = {
	.size = sizeof(struct meant), .count = COUNT(meant_columns), .columns = meant_columns,
};

#define NAME_SHOWN "CASE WHEN person.is_protected = 1 THEN '•••' ELSE person.name END AS name"

struct meant_list people_of_step(struct view *view, int64_t step_id)
{
	return meant_list_of(view_list(view, &meant_shape,
		SQL("SELECT person.id AS person_id, " NAME_SHOWN " FROM alarm_step_person"
		    " JOIN person ON person.id = alarm_step_person.person_id"
		    " WHERE alarm_step_person.step_id = $1 AND person.is_active = 1"
		    " ORDER BY alarm_step_person.place"), V(step_id)));
}

/* The holders; their deputies when there is none. */
struct meant_list people_in_role(struct view *view, struct str role, int64_t unit_id,
                                 struct date day)
{
	for (int64_t deputies = 0; deputies < 2; deputies++) {
		struct meant_list found = meant_list_of(view_list(view, &meant_shape,
			SQL("SELECT person.id AS person_id, " NAME_SHOWN " FROM appointment"
			    " JOIN person ON person.id = appointment.person_id"
			    " WHERE appointment.role_type = $1 AND appointment.unit_id = $2"
			    " AND CASE WHEN appointment.deputy_of = 0 THEN 0 ELSE 1 END = $3"
			    " AND person.is_active = 1"
			    " AND (appointment.valid_from = '' OR appointment.valid_from <= $4)"
			    " AND (appointment.valid_to = '' OR appointment.valid_to >= $4)"
			    " ORDER BY appointment.id LIMIT 20"), V(role, unit_id, deputies, day)));

		if (found.count)
			return found;
	}
	return (struct meant_list){ 0 };
}

struct str person_name_shown(struct view *view, int64_t person_id)
{
	return view_text(view, SQL("SELECT CASE WHEN is_protected = 1 THEN '•••' ELSE name END"
		" FROM person WHERE id = $1"), V(person_id));
}

/* The one that was tried last. */
struct str duty_way_of(struct view *view, int64_t person_id, struct str way)
{
	return view_text(view, SQL("SELECT address FROM duty_channel"
		" WHERE person_id = $1 AND kind = $2 AND ended_on = ''"
		" ORDER BY verified_on DESC, id DESC LIMIT 1"), V(person_id, way));
}

struct str own_address_of(struct view *view, int64_t person_id, bool is_email)
{
	return is_email ? view_text(view, SQL("SELECT email FROM person WHERE id = $1"), V(person_id))
		: view_text(view, SQL("SELECT phone FROM person WHERE id = $1"), V(person_id));
}

/* ---- Gateways, as the system ---------------------------------------------------------------------- */

struct gateway *gateway_of(struct view *view, struct str channel)
{
	return view_get(view, &gateway_record.shape,
		SQL("SELECT id, public_id, channel, is_on, address, method, content_type, headers, body,"
		    " accepted, updated_at, version FROM alarm_gateway WHERE channel = $1"), V(channel));
}

struct str gateway_secret(struct view *view, struct str channel)
{
	return view_text(view, SQL("SELECT secret FROM alarm_gateway WHERE channel = $1"), V(channel));
}

struct trial_list trials_waiting(struct view *view)
{
	return trial_list_of(view_list(view, &trial_record.shape,
		SQL("SELECT * FROM alarm_trial WHERE state = 'waiting' ORDER BY id LIMIT 20"), NONE));
}

void trial_end(struct change *change, int64_t id, enum attempt_state state, struct str problem)
{
	change_run(change, SQL("UPDATE alarm_trial SET state = $2, problem = $3, ended_at = $4"
		" WHERE id = $1 AND state = 'waiting'"), V(id, attempt_states[state].name, problem, instant_now()));
}
