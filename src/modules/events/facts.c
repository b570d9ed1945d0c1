/* SPDX-License-Identifier: EUPL-1.2 */
/* events/facts.c - from the answers of an event to columns, and the job for those of before. */
#include "modules/events/facts.h"

#define RECORD struct event_threat
static const struct field threat_fields[] = { EVENT_THREAT_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape event_threat_shape = SHAPE_OF("event_threat", event_threat, threat_fields);

#define RECORD struct event_work
static const struct field work_fields[] = { EVENT_WORK_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape event_work_shape = SHAPE_OF("event_work", event_work, work_fields);

static struct str answer(const json_t *blocks, const char *block, const char *field)
{
	return block_value(blocks, str_of(block), str_of(field));
}

static int64_t number(const json_t *blocks, const char *field)
{
	int64_t count = 0;

	str_to_int(answer(blocks, "people", field), &count);
	return count;
}

static bool type_asks(const struct event *event, const char *block)
{
	const struct item *type = item_find("event/types", event->type);

	return type && item_has(type, "blocks", block);
}

bool event_is_of_elected(const json_t *blocks)
{
	bool is_elected = str_is(answer(blocks, "threat", "target"), "elected")
		|| number(blocks, "hurt_elected") > 0;

	return is_elected && number(blocks, "hurt_employee") == 0;
}

/* ---- Threats and undue influence ------------------------------------------------------------- */

/* Only one of the two blocks asks whether somebody wanted to influence a decision; the other is
 * of nothing else. */
static struct str influence_of(const struct event *event, const json_t *blocks)
{
	struct str said = answer(blocks, "threat", "influence_suspected");

	if (said.len)
		return said;
	return type_asks(event, "influence") && answer(blocks, "influence", "kind").len ? S("yes") : S("");
}

static void threat_say(struct event_threat *threat, const struct event *event, const json_t *blocks)
{
	*threat = (struct event_threat){ .event_id = event->id, .unit_id = event->unit_id,
		.board_id = event->board_id, .occurred_at = event->occurred_at,
		.place_type = event->place_type, .severity = event->severity,
		.is_restricted = event->is_restricted, .is_counted = event_counts(event),
		.forms = answer(blocks, "threat", "form"), .target = answer(blocks, "threat", "target"),
		.task = answer(blocks, "threat", "task"),
		.relation = answer(blocks, "threat", "perpetrator"),
		.influence = influence_of(event, blocks),
		.attempt = answer(blocks, "influence", "attempt"),
		.is_repeated = str_is(answer(blocks, "threat", "repeated"), "yes") };
}

/* What is read out of JSON is gone with it. */
static void texts_keep(struct arena *arena, struct str **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		*texts[i] = arena_copy(arena, *texts[i]);
}

bool event_threat_of(struct arena *arena, const struct event *event, struct event_threat *threat)
{
	json_t *blocks = blocks_read(arena, event->blocks);
	bool belongs = type_asks(event, "threat") || type_asks(event, "influence")
		|| json_object_get(blocks, "threat") || json_object_get(blocks, "influence");

	if (belongs) {
		threat_say(threat, event, blocks);
		texts_keep(arena, (struct str *[]){ &threat->forms, &threat->target, &threat->task,
			&threat->relation, &threat->influence, &threat->attempt }, 6);
	}
	json_decref(blocks);
	return belongs;
}

/* ---- The work environment -------------------------------------------------------------------- */

static void work_say(struct event_work *work, const struct event *event, const json_t *blocks)
{
	struct str counts_as = answer(blocks, "work_environment", "counts_as");
	int64_t hurt = number(blocks, "hurt_employee");

	*work = (struct event_work){ .event_id = event->id, .unit_id = event->unit_id,
		.board_id = event->board_id, .occurred_at = event->occurred_at,
		.year = instant_date(event->occurred_at).year, .reported_at = event->reported_at,
		.severity = event->severity, .is_restricted = event->is_restricted,
		.is_counted = event_counts(event), .counts_as = counts_as,
		.serious = answer(blocks, "work_environment", "serious"),
		.occupation = answer(blocks, "work_environment", "occupation"),
		.is_lone = str_is(answer(blocks, "work_environment", "lone_work"), "yes"),
		.hurt = hurt, .is_told = counts_as.len ? !str_is(counts_as, "not") : hurt > 0 };
	if (event->is_safety_rep_informed)
		work->informed_at = event->safety_rep_informed_at.seconds
			? event->safety_rep_informed_at : event->reported_at;
}

bool event_work_of(struct arena *arena, const struct event *event, struct event_work *work)
{
	json_t *blocks = blocks_read(arena, event->blocks);
	bool belongs = (type_asks(event, "work_environment")
			|| json_object_get(blocks, "work_environment")
			|| number(blocks, "hurt_employee") > 0)
		&& !event_is_of_elected(blocks);

	if (belongs) {
		work_say(work, event, blocks);
		texts_keep(arena, (struct str *[]){ &work->counts_as, &work->serious,
			&work->occupation }, 3);
	}
	json_decref(blocks);
	return belongs;
}

/* ---- Need to know ---------------------------------------------------------------------------- */

bool blocks_restrict(struct arena *arena, struct str text)
{
	const struct catalogue *questions = catalogue_get("event/blocks");
	json_t *blocks;
	bool restricts = false;

	if (text.len <= 2)
		return false;
	blocks = blocks_read(arena, text);
	for (size_t i = 0; i < questions->count && !restricts; i++) {
		const struct item *question = &questions->items[i];
		struct str answers = item_text(question, "restricts");

		while (answers.len && !restricts)
			restricts = str_has_word(block_value(blocks, item_text(question, "block"),
				item_text(question, "field")), str_cut(&answers, ' '));
	}
	json_decref(blocks);
	return restricts;
}

/* ---- The job --------------------------------------------------------------------------------- */

enum { FILL_MANY = 2000 };

/* What was answered before answers restricted: as if it were answered now, unless somebody has
 * opened the event on purpose. */
static void restrict_late(struct change *change, const struct event *event)
{
	struct event now = *event;

	if (event->is_restricted || !blocks_restrict(change_arena(change), event->blocks)
	    || event_was_opened(change_view(change), event->id))
		return;
	now.is_restricted = true;
	event_change(change, &now, event, event->version);
	event_step_add(change, event->id, &(struct step){ .verb = "restrict",
		.words = str_of(_("By the answer to a further question.")) });
}

bool event_facts_fill(struct job *job)
{
	struct event_fill fill = { 0 };

	do {
		struct arena *arena = arena_open((size_t)256 << 20);
		struct change *change = change_open(job_store(job), arena, (struct who){ .is_system = true });
		struct event_list events = events_to_fill(change_view(change), &fill, FILL_MANY);

		for (size_t i = 0; i < events.count; i++)
			event_facts_forget(change, events.at[i].id);
		event_facts_put(change, events.at, events.count);
		for (size_t i = 0; i < events.count; i++)
			restrict_late(change, &events.at[i]);
		fill.done_id = events.count ? events.at[events.count - 1].id : fill.last_id;
		event_fill_put(change, &fill);
		change_commit(change);          /* a clash: the next turn begins where this did */
		arena_close(arena);
		job_progress(job, fill.done_id, fill.last_id, "events");
	} while (fill.done_id < fill.last_id && !job_is_cancelled(job));
	job_say(job, "%s", _("The answers to further questions of earlier events can be counted."));
	return true;
}
