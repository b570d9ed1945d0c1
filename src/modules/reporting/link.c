/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/link.c - looks for the events that rows tell of, and erases rows in time.
 *
 * Each source is linked as a whole, from one moment: what was found before holds until all of the
 * new is there, what people have judged stays.  Among what is likely enough to be taken, a sample is put before a person too,
 * always the same pairs: how often they are right is what the share is corrected by.
 */
#include "modules/reporting/ladders.h"
#include "modules/reporting/silence.h"
#include "modules/reporting/three.h"

#include "kit/catalogue.h"

#include <math.h>

enum { ARENA_BYTES = 1 << 30, STEP_BYTES = 64 << 20, PAIRS_AT_ONCE = 2000, COMPARING = 30, WRITING = 60,
	TRIES = 8, MILLIMETRES = 1000, PERCENT = 100, NIGHT_MINUTES = 24 * 60,
	TERTIAL_MONTHS = 4, KEEP_MINUTES = 10 };
static const struct who the_system = { .is_system = true };

/* ---- Four months ----------------------------------------------------------------------- */

struct str tertial_of(struct arena *arena, struct date date)
{
	return arena_print(arena, "%d-T%d", date.year, (date.month - 1) / TERTIAL_MONTHS + 1);
}

struct date tertial_end(struct str tertial)
{
	struct date from = { 0 }, to = { 0 };

	return period_read(tertial, &from, &to) ? to : from;
}

struct date tertial_over(struct date today, int64_t days)
{
	struct date next = { today.year + 1, 1, 1 };

	while (date_compare(date_add_days(next, (int)days - 1), today) > 0)
		next = date_add_months(next, -TERTIAL_MONTHS);
	return date_add_days(next, -1);
}

/* ---- Records to compare -------------------------------------------------------------------- */

/* From 1970; days, as all dates here, are local. */
static int32_t day_of(struct date date)
{
	return date_days_between((struct date){ 1970, 1, 1 }, date);
}

static int32_t number_or_not(int64_t id)
{
	return id > 0 && id < INT32_MAX ? (int32_t)id : -1;
}

static void place_put(struct linkage_record *record, int64_t north_mm, int64_t east_mm)
{
	record->x = north_mm > 0 ? (double)east_mm / MILLIMETRES : NAN;
	record->y = north_mm > 0 ? (double)north_mm / MILLIMETRES : NAN;
}

static int32_t place_in(const char *list, struct str code)
{
	const struct item *item = item_find(list, code);

	return item ? (int32_t)(item - item->catalogue->items) : -1;
}

struct linkage_record link_record_of(const struct link_row *row)
{
	struct linkage_record record = { .day = day_of(row->happened_on), .unit = number_or_not(row->unit_id),
		.premises = number_or_not(row->place_id), .type = place_in("reporting/causes", row->cause),
		.amount = row->amount > 0 ? (double)row->amount : NAN };

	place_put(&record, row->north_mm, row->east_mm);
	return record;
}

static struct linkage_record record_of_event(const struct link_event *event)
{
	struct linkage_record record = { .day = day_of(instant_date(event->occurred_at)),
		.unit = number_or_not(event->unit_id), .premises = number_or_not(event->place_id),
		.type = place_in("event/types", event->type),
		.amount = event->amount > 0 ? (double)event->amount : NAN };

	place_put(&record, event->north_mm, event->east_mm);
	return record;
}

/* Which causes fit which types of event: a type, or the branch it is of. */
static bool *fits_of(struct arena *arena)
{
	const struct catalogue *types = catalogue_get("event/types"), *causes = catalogue_get("reporting/causes");
	bool *fits = arena_array(arena, bool, types->count * causes->count + 1);

	for (size_t a = 0; a < types->count; a++)
		for (size_t b = 0; b < causes->count; b++) {
			const struct item *type = &types->items[a], *cause = &causes->items[b];

			fits[a * causes->count + b] = item_has(cause, "types", str_z(arena, type->code))
				|| (type->parent.len && item_has(cause, "types", str_z(arena, type->parent)));
		}
	return fits;
}

/* Types that any cause in the rows can lead to, " water.pipe fire.other ". */
static struct str types_held(struct arena *arena, const struct link_row_list *rows)
{
	const struct catalogue *types = catalogue_get("event/types"), *causes = catalogue_get("reporting/causes");
	bool *is_held = arena_array(arena, bool, causes->count + 1), *fits = fits_of(arena);
	struct str held = S(" ");

	for (size_t i = 0; i < rows->count; i++) {
		int32_t cause = place_in("reporting/causes", rows->at[i].cause);

		if (cause >= 0)
			is_held[cause] = true;
	}
	for (size_t a = 0; a < types->count; a++)
		for (size_t b = 0; b < causes->count; b++)
			if (is_held[b] && fits[a * causes->count + b]) {
				held = arena_print(arena, "%.*s%.*s ", STR(held), STR(types->items[a].code));
				break;
			}
	return held;
}

struct str link_types_of(struct arena *arena, struct view *system, int64_t first_id, int64_t second_id)
{
	struct link_row_list first = link_rows(system, first_id), second = link_rows(system, second_id);
	struct str held = types_held(arena, &first);

	return arena_print(arena, "%.*s%.*s", STR(held), STR(types_held(arena, &second)));
}

/* ---- Linking ----------------------------------------------------------------------------------- */

static struct linkage_settings settings_of(struct arena *arena)
{
	struct linkage_settings settings = linkage_usual();

	settings.fits = fits_of(arena);
	settings.types_a = (int32_t)catalogue_get("event/types")->count;
	settings.types_b = (int32_t)catalogue_get("reporting/causes")->count;
	settings.accept = reporting_percent("reporting_accept_percent");
	settings.review = fmin(settings.accept, reporting_percent("reporting_review_percent"));
	return settings;
}

/* The same pairs each time, whatever else is read in. */
static bool is_sampled(int64_t row_id, int64_t event_id)
{
	uint64_t mixed = ((uint64_t)row_id << 32 ^ (uint64_t)event_id) * 0x9E3779B97F4A7C15u;

	mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
	return (int64_t)((mixed >> 33) % PERCENT) < setting_int("reporting_sample_percent");
}

/* What is in hand while a source is linked. */
struct linking {
	struct arena *arena;
	const struct source *source;
	struct link_row_list rows;
	size_t events_count;
	int64_t *event_ids;
	struct linkage_record *events;
	struct linkage_settings settings;
	const struct linkage *found;    /* NULL: there are no rows */
	struct str types;               /* of events that the rows can tell of */
	struct link_share_list shares;
};

static bool event_take(void *context, const void *row)
{
	struct linking *linking = context;
	const struct link_event *event = row;

	linking->event_ids[linking->events_count] = event->id;
	linking->events[linking->events_count++] = record_of_event(event);
	return true;
}

/* Only what is compared is kept of an event. */
static void events_read(struct linking *linking, struct view *system, struct date first, struct date last)
{
	int32_t days = linking->settings.premises_days;
	struct instant from = instant_at(date_add_days(first, -days), 0, 0, 0);
	struct instant to = instant_at(date_add_days(last, days + 1), 0, 0, 0);
	size_t most = (size_t)link_events_number(system, from, to);

	linking->event_ids = arena_array(linking->arena, int64_t, most + 1);
	linking->events = arena_array(linking->arena, struct linkage_record, most + 1);
	link_events_each(system, from, to, event_take, linking);
}

/* All that is read, from one moment. */
static void linking_read(struct linking *linking, struct view *system)
{
	const struct link_row *rows;
	struct date first, last;

	linking->settings = settings_of(linking->arena);
	linking->rows = link_rows(system, linking->source->id);
	linking->types = types_held(linking->arena, &linking->rows);
	rows = linking->rows.at;
	if (!linking->rows.count)
		return;
	first = last = rows[0].happened_on;
	for (size_t i = 0; i < linking->rows.count; i++) {
		first = date_compare(rows[i].happened_on, first) < 0 ? rows[i].happened_on : first;
		last = date_compare(rows[i].happened_on, last) > 0 ? rows[i].happened_on : last;
	}
	events_read(linking, system, first, last);
}

static void linking_compare(struct linking *linking)
{
	struct linkage_record *b = arena_array(linking->arena, struct linkage_record, linking->rows.count + 1);
	struct linkage_lists lists = { .a = linking->events, .b = b, .a_count = linking->events_count,
		.b_count = linking->rows.count };

	if (!linking->rows.count)
		return;
	for (size_t i = 0; i < linking->rows.count; i++)
		b[i] = link_record_of(&linking->rows.at[i]);
	linking->found = linkage_make(linking->arena, &lists, &linking->settings);
}

static size_t links_count(const struct linking *linking)
{
	return linking->found ? linking->found->count : 0;
}

static struct pair_found pair_of(struct arena *arena, const struct linking *linking, int64_t run_id, const struct link *link)
{
	const struct linkage *found = linking->found;
	const uint8_t *level = found->patterns[link->pattern].level;
	int64_t row_id = linking->rows.at[link->b].id, event_id = linking->event_ids[link->a];
	struct pair_found pair = { .source_id = linking->source->id, .run_id = run_id, .row_id = row_id,
		.event_id = event_id, .chance = link->chance, .is_accepted = link->is_accepted,
		.is_sample = link->is_accepted && is_sampled(row_id, event_id),
		/* The same each time, so that an open page stays what it was. */
		.public_id = arena_print(arena, "%lld-%lld", (long long)row_id, (long long)event_id),
		.levels = S(""), .weights = S("[") };

	for (int f = 0; f < LINKAGE_FIELDS; f++) {
		pair.levels = arena_print(arena, "%.*s%d", STR(pair.levels), level[f]);
		pair.weights = arena_print(arena, "%.*s%s%.3f", STR(pair.weights), f ? "," : "",
			agreement_weight(&found->fit.model, f, level[f]));
	}
	pair.weights = arena_print(arena, "%.*s]", STR(pair.weights));
	return pair;
}

static void pairs_put(struct change *change, const struct linking *linking, int64_t run_id, size_t from, size_t to)
{
	struct arena *arena = change_arena(change);
	struct pair_found *pairs = arena_array(arena, struct pair_found, to - from + 1);

	for (size_t i = from; i < to; i++)
		pairs[i - from] = pair_of(arena, linking, run_id, &linking->found->links[i]);
	links_put(change, pairs, to - from);
}

/* The one step in which the new linking takes the place of the old. */
static void linking_hold(struct change *change, const struct linking *linking, int64_t run_id)
{
	link_run_hold(change, linking->source->id, run_id);
	link_shares_put(change, linking->source->id, &linking->shares);
	if (linking->found)
		link_run_put(change, linking->source->id, linking->found, (int64_t)linking->events_count,
			(int64_t)linking->rows.count);
}

void source_sums(struct change *change, const struct source *source)
{
	struct view *view = change_view(change);
	struct link_row_list rows = link_rows(view, source->id);
	struct link_share_list shares = link_shares_of(view, source->id, link_run_now(view, source->id),
		types_held(change_arena(change), &rows));

	link_shares_put(change, source->id, &shares);
}

int64_t source_link(struct change *change, const struct source *source)
{
	struct linking linking = { .arena = change_arena(change), .source = source };
	int64_t run_id = link_run_next(change_view(change), source->id);

	linking_read(&linking, change_view(change));
	linking_compare(&linking);
	pairs_put(change, &linking, run_id, 0, links_count(&linking));
	linking.shares = link_shares_of(change_view(change), source->id, run_id, linking.types);
	linking_hold(change, &linking, run_id);
	links_sweep(change, source->id, INT32_MAX);
	return (int64_t)linking.rows.count;
}

/* ---- Erasing ------------------------------------------------------------------------------------ */

/* Whole four months: when the last day of one is so old, all of its rows go. */
int64_t source_erase(struct change *change, const struct source *source, struct date today)
{
	if (source->kept_days <= 0)
		return 0;
	return link_rows_erase(change, source->id, tertial_over(today, source->kept_days + 1));
}

/* ---- The job --------------------------------------------------------------------------------------- */

static struct source_list sources_now(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct source_list list = link_sources(view);

	view_close(view);
	return list;
}

/* Of all sources together; each is so many of a hundred. */
struct linked_so_far { int64_t progress, total, looked, erased; };

/* One act of the job in a change of its own; what a clash undid is done again. */
struct step { const struct linking *linking; int64_t run_id; size_t from, to; int64_t did; };
static bool step_do(struct job *job, void (*act)(struct change *change, struct step *step), struct step *step)
{
	for (int i = 0; i < TRIES; i++) {
		struct arena *arena = arena_open(STEP_BYTES);
		struct change *change = change_open(job_store(job), arena, the_system);
		bool is_in;

		act(change, step);
		is_in = change_commit(change) == COMMITTED;
		arena_close(arena);
		if (is_in)
			return true;
	}
	return false;
}

static void put_act(struct change *change, struct step *step)
{
	pairs_put(change, step->linking, step->run_id, step->from, step->to);
}

static void hold_act(struct change *change, struct step *step)
{
	linking_hold(change, step->linking, step->run_id);
}

static void sweep_act(struct change *change, struct step *step)
{
	step->did = links_sweep(change, step->linking->source->id, PAIRS_AT_ONCE);
}

static void erase_act(struct change *change, struct step *step)
{
	step->did = source_erase(change, step->linking->source, date_today());
}

static bool swept(struct job *job, const struct linking *linking)
{
	struct step step = { .linking = linking, .did = PAIRS_AT_ONCE };

	while (step.did == PAIRS_AT_ONCE)
		if (!step_do(job, sweep_act, &step))
			return false;
	return true;
}

enum done { DONE, DONE_cancelled, DONE_clashed };

/* Pairs stand beside those that hold, and nobody sees them yet. */
static enum done pairs_written(struct job *job, const struct linking *linking, int64_t run_id,
                               const struct linked_so_far *so_far)
{
	size_t count = links_count(linking);
	struct step step = { .linking = linking, .run_id = run_id };

	for (step.from = 0; step.from < count; step.from = step.to) {
		step.to = step.from + PAIRS_AT_ONCE < count ? step.from + PAIRS_AT_ONCE : count;
		if (job_is_cancelled(job))
			return DONE_cancelled;
		if (!step_do(job, put_act, &step))
			return DONE_clashed;
		job_progress(job, so_far->progress + WRITING + (PERCENT - WRITING) * (int64_t)step.to / (int64_t)count,
			so_far->total, _("Writing what was found"));
	}
	return DONE;
}

static void linking_open(struct job *job, struct linking *linking, int64_t *run_id)
{
	struct view *view = view_open(job_store(job), linking->arena, the_system);

	*run_id = link_run_next(view, linking->source->id);
	linking_read(linking, view);
	view_close(view);
}

static void shares_find(struct job *job, struct linking *linking, int64_t run_id)
{
	struct view *view = view_open(job_store(job), linking->arena, the_system);

	linking->shares = link_shares_of(view, linking->source->id, run_id, linking->types);
	view_close(view);
}

/* Read in a view, compared while nobody waits, written in short changes, and at last taken into
 * use in one: until then what was found before holds. */
static enum done source_do(struct job *job, struct linking *linking, struct linked_so_far *so_far)
{
	struct step step = { .linking = linking };
	enum done done;

	if (!swept(job, linking))       /* what a linking that was stopped has left */
		return DONE_clashed;
	job_progress(job, so_far->progress, so_far->total, _("Reading rows and events"));
	linking_open(job, linking, &step.run_id);
	job_progress(job, so_far->progress + COMPARING, so_far->total, _("Comparing them"));
	linking_compare(linking);
	done = pairs_written(job, linking, step.run_id, so_far);
	if (done == DONE_cancelled)
		swept(job, linking);
	if (done != DONE)
		return done;
	shares_find(job, linking, step.run_id);
	if (!step_do(job, hold_act, &step) || !swept(job, linking) || !step_do(job, erase_act, &step))
		return DONE_clashed;
	so_far->looked += (int64_t)linking->rows.count;
	so_far->erased += step.did;
	return DONE;
}

/* After all of them: rows of two sources beside each other. */
static bool three_do(struct job *job, const struct source_list *sources)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(job_store(job), arena, the_system);
	struct three_cells_list cells = three_find(view, sources);
	bool is_in = false;

	view_close(view);
	for (int i = 0; i < TRIES && !is_in; i++) {
		struct change *change = change_open(job_store(job), arena, the_system);

		three_hold(change, &cells);
		is_in = change_commit(change) == COMMITTED;
	}
	arena_close(arena);
	return is_in;
}

static bool link_run(struct job *job)
{
	/* Two at once would sweep away what the other has not finished. */
	enum done done = job_turn_take(job) ? DONE : job_is_cancelled(job) ? DONE_cancelled : DONE_clashed;
	struct source_list sources = sources_now(job);
	struct linked_so_far so_far = { .total = PERCENT * (int64_t)sources.count };

	for (size_t i = 0; done == DONE && i < sources.count; i++) {
		struct linking linking = { .arena = arena_open(ARENA_BYTES), .source = &sources.at[i] };

		done = job_is_cancelled(job) ? DONE_cancelled : source_do(job, &linking, &so_far);
		arena_close(linking.arena);
		so_far.progress += PERCENT;
	}
	if (done == DONE && !three_do(job, &sources))
		done = DONE_clashed;
	if (done != DONE) {
		job_say(job, "%s", done == DONE_cancelled
			? _("Cancelled. The sources that were ready are done; of the others what was found before holds.")
			: _("Somebody else was writing all the time. Try again."));
		return false;
	}
	job_say(job, _("%lld rows were looked at, %lld have been erased."), (long long)so_far.looked,
		(long long)so_far.erased);
	job_result(job, S("/reporting/pairs?state=waits"));
	return true;
}

const struct job_kind reporting_jobs[] = {
	{ .name = "reporting-link", .label = N_("Look for the events that rows tell of, and erase old rows"),
	  .need = MAY_reporting_rows, .run = link_run, .is_needed = link_has_rows,
	  .every_minutes = NIGHT_MINUTES },
	{ .name = "reporting-silence", .label = N_("Look for units with too few reports"),
	  .need = MAY_programme_answer, .run = silence_run, .is_needed = silence_is_needed, .is_hidden = true,
	  .every_minutes = NIGHT_MINUTES },
	{ .name = "reporting-keep", .label = N_("Count how soon it goes, before anybody asks"),
	  .need = MAY_settings_write, .run = timeliness_keep_run, .is_needed = timeliness_keep_is_due,
	  .is_hidden = true, .every_minutes = KEEP_MINUTES },
	{ .name = NULL },
};
