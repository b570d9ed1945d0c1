/* SPDX-License-Identifier: EUPL-1.2 */
/* events/demo_handling.c - what became of the demo city's events. */
#include "modules/events/demo.h"

#include "base/crypto.h"
#include "base/say.h"
#include "modules/events/blocks.h"
#include "modules/measures/measures.h"

enum { CLOCK_DAYS = 90, FEEDBACKS = 4, BASES = 4 };

/* ---- States by age ------------------------------------------------------------------------ */

static const struct {
	int within_days;
	double shares[STATE_rejected + 1];
} states_by_age[] = {
	{ 2, { [STATE_reported] = 0.55, [STATE_received] = 0.3, [STATE_investigated] = 0.12, [STATE_rejected] = 0.03 } },
	{ 14, { [STATE_reported] = 0.09, [STATE_received] = 0.24, [STATE_investigated] = 0.25, [STATE_decided] = 0.17, [STATE_closed] = 0.23, [STATE_rejected] = 0.02 } },
	{ 60, { [STATE_reported] = 0.02, [STATE_received] = 0.06, [STATE_investigated] = 0.14, [STATE_decided] = 0.2, [STATE_closed] = 0.56, [STATE_rejected] = 0.02 } },
	{ 1 << 20, { [STATE_received] = 0.004, [STATE_investigated] = 0.008, [STATE_decided] = 0.018, [STATE_closed] = 0.95, [STATE_rejected] = 0.02 } },
};

static int state_of_age(struct demo *demo, struct instant reported)
{
	int days = (int)((demo->now.seconds - reported.seconds) / DAY);
	size_t i = 0;

	while (days >= states_by_age[i].within_days)
		i++;
	return (int)random_pick(&demo->random, states_by_age[i].shares, STATE_rejected + 1);
}

/* Between `from` and now, soon rather than late, at most so many days. */
static struct instant later(struct demo *demo, struct instant from, int days)
{
	double share = random_share(&demo->random);
	int64_t seconds = (int64_t)(share * share * days * DAY) + 20 * MINUTE;

	if (from.seconds + seconds >= demo->now.seconds)
		seconds = (demo->now.seconds - from.seconds) / 2;
	return (struct instant){ from.seconds + seconds };
}

/* ---- What the handler wrote ------------------------------------------------------------------ */

static const char *const feedbacks[FEEDBACKS] = {
	"Tack för rapporten. Felet är åtgärdat.",
	"Tack. Vi har gått igenom det i arbetsgruppen och ändrat rutinen.",
	"Tack för att du berättade. Vi har beställt en åtgärd och följer upp den.",
	"Tack. Skyddsombudet är informerat och vi följer upp vid nästa skyddsrond.",
};

static void cost_put(struct demo *demo, struct arena *arena, struct event *event)
{
	static const char *const branches[] = { "property", "water", "fire", "weather" };
	struct str rest = event->type, branch = str_cut(&rest, '.');
	char code[2] = { (char)('0' + event->severity), '\0' };
	const struct item *severity = item_find("event/severities", str_of(code));
	int64_t from = item_int(severity, "cost_from"), below = item_int(severity, "cost_below");
	bool is_costly = false;

	for (size_t i = 0; i < COUNT(branches); i++)
		is_costly |= str_is(branch, branches[i]);
	if (!is_costly || below <= from || !random_is(&demo->random, 0.6))
		return;
	event->cost_estimate = (from + random_below(&demo->random, (below - from) / 3 + 1)) / 100 * 100;
	if (event->cost_estimate > 20000 && random_is(&demo->random, 0.6)) {
		event->claim_number = arena_print(arena, "S-%02d-%05lld",
			instant_date(event->reported_at).year % 100,
			(long long)random_below(&demo->random, 90000) + 10000);
		if (event->state == STATE_closed)
			event->cost_final = event->cost_estimate;
	}
}

static void police_put(struct demo *demo, struct arena *arena, struct event *event)
{
	const struct item *type = item_find("event/types", event->type);

	if (item_has(type, "clocks", "police_report") && event->severity >= 1
	    && random_is(&demo->random, 0.5))
		event->police_reference = arena_print(arena, "5000-K%06lld-%02d",
			(long long)random_below(&demo->random, 900000) + 100000,
			instant_date(event->reported_at).year % 100);
}

static void blocks_put(struct demo *demo, struct arena *arena, struct event *event)
{
	if (event->injured && str_starts(event->type, S("injury.")))
		event->blocks = block_with(arena, event->blocks, S("people"),
			random_is(&demo->random, 0.5) ? S("hurt_employee") : S("hurt_other"),
			arena_print(arena, "%lld", (long long)event->injured));
	if (str_is(event->type, "threat.verbal") || str_is(event->type, "threat.digital"))
		event->blocks = block_with(arena, event->blocks, S("threat"), S("form"),
			str_is(event->type, "threat.verbal") ? S("verbal") : S("digital"));
	if (str_is(event->type, "threat.violence"))
		event->blocks = block_with(arena, event->blocks, S("threat"), S("form"), S("physical"));
}

static void words_put(struct demo *demo, struct event *event)
{
	size_t row = demo_row(demo, demo->causes, event->type);

	if (row && random_is(&demo->random, 0.8)) {
		event->direct_cause = csv_cell(demo->causes, row, "text_sv");
		event->causes = csv_cell(demo->causes, row, "cause_code");
	}
	row = demo_row(demo, demo->immediates, event->type);
	if (row && random_is(&demo->random, 0.6))
		event->immediate = csv_cell(demo->immediates, row, "text_sv");
	row = demo_row(demo, demo->lessons, event->type);
	if (row && event->state == STATE_closed && random_is(&demo->random, 0.12)) {
		event->lesson = csv_cell(demo->lessons, row, "text_sv");
		event->is_lesson_shared = random_is(&demo->random, 0.5);
	}
}

void demo_handle(struct demo *demo, struct arena *arena, struct event *event,
                 const struct demo_unit *unit)
{
	event->state = state_of_age(demo, event->reported_at);
	if (event->state == STATE_reported)
		return;
	event->handler_id = unit->handler_id;
	event->received_at = later(demo, event->reported_at, 4);
	if (event->state == STATE_rejected) {
		event->reject_reason = S("Hör till ett annat system.");
		return;
	}
	if (event->state == STATE_received)
		return;
	words_put(demo, event);
	police_put(demo, arena, event);
	cost_put(demo, arena, event);
	if (!demo->is_plain)
		blocks_put(demo, arena, event);
	if (event->severity >= 3 && event->state == STATE_closed)
		event->countersigned_at = later(demo, event->received_at, 10);
	if (event->state != STATE_closed)
		return;
	event->closed_at = later(demo, event->received_at, 50);
	if (random_is(&demo->random, 0.7)) {
		event->feedback = str_of(feedbacks[random_below(&demo->random, FEEDBACKS)]);
		event->feedback_at = event->closed_at;
	}
}

/* ---- History ------------------------------------------------------------------------------------ */

static void step_put(struct event_step_list *steps, const struct event *event, struct instant at,
                     const char *verb, int from, int to)
{
	struct str words = S("");
	bool is_feedback = str_is(S("feedback"), verb);

	if (is_feedback)
		words = event->feedback;
	steps->at[steps->count++] = (struct event_step){ .event_id = event->id, .at = at,
		.person_id = to == STATE_reported ? event->reporter_id : event->handler_id,
		.verb = str_of(verb), .from_state = str_of(event_states[from].name),
		.to_state = str_of(event_states[to].name), .words = words,
		.is_for_reporter = to != STATE_reported };
}

static void steps_make(const struct event *event, struct event_step_list *steps)
{
	struct instant between = { (event->received_at.seconds
		+ (event->closed_at.seconds ? event->closed_at.seconds : event->received_at.seconds + DAY)) / 2 };

	step_put(steps, event, event->reported_at, "report", STATE_none, STATE_reported);
	if (event->state == STATE_reported)
		return;
	step_put(steps, event, event->received_at, "receive", STATE_reported, STATE_received);
	if (event->state == STATE_rejected)
		step_put(steps, event, event->received_at, "reject", STATE_received, STATE_rejected);
	if (event->state == STATE_received || event->state == STATE_rejected)
		return;
	step_put(steps, event, between, "investigate", STATE_received, STATE_investigated);
	if (event->state == STATE_investigated)
		return;
	step_put(steps, event, between, "decide", STATE_investigated, STATE_decided);
	if (event->state == STATE_decided)
		return;
	step_put(steps, event, event->closed_at, "close", STATE_decided, STATE_closed);
	if (event->feedback.len)
		step_put(steps, event, event->feedback_at, "feedback", STATE_none, STATE_none);
}

/* When a clock that ends with `what` was ended; 0 not yet. */
static struct instant ended_at(const struct event *event, struct str what)
{
	if (str_is(what, "received"))
		return event->received_at;
	if (str_is(what, "closed"))
		return event->closed_at;
	if (str_is(what, "decided") && event->state >= STATE_decided)
		return event->closed_at.seconds ? event->closed_at : event->received_at;
	return (struct instant){ 0 };
}

static struct instant began_at(const struct event *event, struct str what)
{
	return str_is(what, "reported") ? event->reported_at
		: str_is(what, "received") ? event->received_at : (struct instant){ 0 };
}

static void clocks_make(struct arena *arena, const struct event *event, struct holidays holidays,
                        struct event_clock_list *clocks)
{
	const struct catalogue *all = catalogue_get("event/handling_clocks");

	for (size_t i = 0; i < all->count; i++) {
		const struct item *item = &all->items[i];
		struct instant from = began_at(event, item_text(item, "from_state_or_event"));
		struct str until = item_text(item, "until_state_or_event");

		if (!from.seconds || event->severity < item_int(item, "severity_from")
		    || str_is(until, "alert_answered"))
			continue;
		clocks->at[clocks->count++] = (struct event_clock){ .event_id = event->id,
			.public_id = uuid_v7(arena), .clock = item->code, .starts_at = from,
			.due_at = handling_due(item, from, holidays), .done_at = ended_at(event, until),
			.done_by = event->handler_id,
			.waived_reason = event->state == STATE_rejected ? event->reject_reason : S("") };
	}
}

static int64_t consequence_of(struct demo *demo, const struct event *event, double share)
{
	int64_t worst = event->potential_severity > 0 ? event->potential_severity : 1;

	return random_is(&demo->random, share) ? worst : 0;
}

static const struct demo_unit *unit_of(const struct demo *demo, const struct event *event)
{
	for (size_t i = 0; i < demo->units.count; i++)
		if (demo->units.at[i].id == event->unit_id)
			return &demo->units.at[i];
	must(false);
	return NULL;
}

static void assessment_make(struct demo *demo, const struct event *event, struct assessment_list *list)
{
	if (event->state < STATE_decided || event->state > STATE_closed
	    || !random_is(&demo->random, unit_of(demo, event)->assessed))
		return;
	list->at[list->count++] = (struct assessment){ .event_id = event->id,
		.probability = 1 + random_below(&demo->random, 5),
		.individual = consequence_of(demo, event, 1),
		.functionality = consequence_of(demo, event, 0.4),
		.environment_property = consequence_of(demo, event, 0.2),
		.needs_measures = event->severity >= 2 ? S("yes") : S("no"),
		.created_by = event->handler_id, .created_at = event->received_at };
}

/* Why it was decided: what the measure says that it rests on; "" for a few. */
static struct str basis_of(struct demo *demo)
{
	static const char *const bases[BASES] = {
		"Det som hände visar vad som saknas.",
		"Samma sak har hänt förut och kan hända igen.",
		"Utredningen pekar på orsaken, och den går att ta bort.",
		"Den som rapporterade föreslog det, och skyddsombudet höll med.",
	};

	return random_is(&demo->random, 0.92) ? str_of(bases[random_below(&demo->random, BASES)]) : S("");
}

static void measure_make(struct demo *demo, struct change *change, const struct event *event)
{
	size_t row = demo_row(demo, demo->measures, event->type);
	struct measure measure;
	int64_t days = 30;

	if (!row || event->state < STATE_decided || event->state > STATE_closed
	    || !random_is(&demo->random, event->severity >= 2 ? 0.6 : unit_of(demo, event)->measured))
		return;
	str_to_int(csv_cell(demo->measures, row, "days"), &days);
	measure = (struct measure){ .source_kind = S("event"), .source_id = event->id,
		.unit_id = event->unit_id, .title = csv_cell(demo->measures, row, "title_sv"),
		.type = csv_cell(demo->measures, row, "kind"), .responsible_id = event->handler_id,
		.cost_plan = (int64_t)demo_number(demo->measures, row, "cost"),
		.starts_on = instant_date(event->received_at),
		.due_on = date_add_days(instant_date(event->received_at), (int)days),
		.decided_at = event->received_at, .decided_by = event->handler_id,
		.created_at = event->received_at, .created_by = event->handler_id,
		.state = MEASURE_decided };
	if (date_compare(measure.due_on, demo->today) < 0 && random_is(&demo->random, 0.9)) {
		measure.state = MEASURE_done;
		measure.done_at = instant_at(measure.due_on, 12, 0, 0);
		measure.cost_actual = measure.cost_plan;
	}
	if (measure.state == MEASURE_done && random_is(&demo->random, unit_of(demo, event)->evaluated)) {
		measure.state = MEASURE_evaluated;
		measure.effect = random_is(&demo->random, 0.6) ? S("good") : S("some");
		measure.effect_words = S("Ingen liknande händelse sedan dess.");
		measure.evaluated_at = instant_at(date_add_days(measure.due_on, 20), 12, 0, 0);
		measure.evaluated_by = event->handler_id;
	}
	measure_add_because(change, &measure, basis_of(demo));
}

void demo_history(struct demo *demo, struct change *change, struct event *events, size_t count)
{
	struct arena *arena = change_arena(change);
	size_t clock_kinds = catalogue_get("event/handling_clocks")->count;
	struct event_step_list steps = { 0, arena_array(arena, struct event_step, count * 7 + 1) };
	struct event_clock_list clocks = { 0, arena_array(arena, struct event_clock, count * clock_kinds + 1) };
	struct assessment_list assessments = { 0, arena_array(arena, struct assessment, count + 1) };
	struct holidays holidays = holidays_near(arena, date_add_days(demo->today, -CLOCK_DAYS));

	for (size_t i = 0; i < count; i++) {
		steps_make(&events[i], &steps);
		assessment_make(demo, &events[i], &assessments);
		measure_make(demo, change, &events[i]);
		if (events[i].reported_at.seconds > demo->now.seconds - (int64_t)CLOCK_DAYS * DAY)
			clocks_make(arena, &events[i], holidays, &clocks);
		if (events[i].is_restricted)
			event_need_start(change, &events[i]);
	}
	change_insert_many(change, &event_step_shape, steps.at, steps.count);
	change_insert_many(change, &event_clock_record.shape, clocks.at, clocks.count);
	change_insert_many(change, &assessment_record.shape, assessments.at, assessments.count);
}
