/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/link.c - looks for the events that rows tell of, and erases rows in time.
 *
 * Each source is linked as a whole, in one change: what was found before goes, what people have
 * judged stays.  Among what is likely enough to be taken, a sample is put before a person too,
 * always the same pairs: how often they are right is what the share is corrected by.
 */
#include "modules/reporting/silence.h"
#include "modules/reporting/three.h"

#include "kit/catalogue.h"

#include <math.h>

enum { ARENA_BYTES = 1 << 30, TRIES = 8, MILLIMETRES = 1000, PERCENT = 100, NIGHT_MINUTES = 24 * 60,
	TERTIAL_MONTHS = 4 };
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

static void pair_keep(struct change *change, const struct source *source, const struct linkage *found,
                      const struct link *link, int64_t row_id, int64_t event_id)
{
	const uint8_t *level = found->patterns[link->pattern].level;
	struct arena *arena = change_arena(change);
	struct pair_found pair = { .source_id = source->id, .row_id = row_id, .event_id = event_id,
		.chance = link->chance, .is_accepted = link->is_accepted,
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
	link_put(change, &pair);
}

static void links_find(struct change *change, const struct source *source, const struct link_row_list *rows)
{
	struct arena *arena = change_arena(change);
	struct date first = rows->at[0].happened_on, last = first;
	struct linkage_settings settings = settings_of(arena);
	struct linkage_lists lists = { 0 };
	struct linkage_record *a, *b = arena_array(arena, struct linkage_record, rows->count);
	struct link_event_list events;
	const struct linkage *found;

	for (size_t i = 0; i < rows->count; i++) {
		b[i] = link_record_of(&rows->at[i]);
		first = date_compare(rows->at[i].happened_on, first) < 0 ? rows->at[i].happened_on : first;
		last = date_compare(rows->at[i].happened_on, last) > 0 ? rows->at[i].happened_on : last;
	}
	events = link_events(change_view(change), instant_at(date_add_days(first, -settings.premises_days), 0, 0, 0),
		instant_at(date_add_days(last, settings.premises_days + 1), 0, 0, 0));
	a = arena_array(arena, struct linkage_record, events.count + 1);
	for (size_t i = 0; i < events.count; i++)
		a[i] = record_of_event(&events.at[i]);
	lists = (struct linkage_lists){ .a = a, .b = b, .a_count = events.count, .b_count = rows->count };
	found = linkage_make(arena, &lists, &settings);
	for (size_t i = 0; i < found->count; i++)
		pair_keep(change, source, found, &found->links[i], rows->at[found->links[i].b].id,
			events.at[found->links[i].a].id);
	link_run_put(change, source->id, found, (int64_t)events.count, (int64_t)rows->count);
}

void source_sums(struct change *change, const struct source *source)
{
	struct link_row_list rows = link_rows(change_view(change), source->id);

	link_shares_make(change, source->id, setting_int("reporting_follow_up_days"));
	link_events_count(change, source->id, types_held(change_arena(change), &rows));
}

int64_t source_link(struct change *change, const struct source *source)
{
	struct link_row_list rows = link_rows(change_view(change), source->id);

	links_forget(change, source->id);
	if (rows.count)
		links_find(change, source, &rows);
	source_sums(change, source);
	return (int64_t)rows.count;
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

/* One source, in one change: linked while it is on, erased whether it is or not. */
static bool source_do(struct job *job, const struct source *source, int64_t *looked, int64_t *erased)
{
	for (int i = 0; i < TRIES; i++) {
		struct arena *arena = arena_open(ARENA_BYTES);
		struct change *change = change_open(job_store(job), arena, the_system);
		int64_t rows, gone;
		bool is_in;

		rows = source_link(change, source);
		gone = source_erase(change, source, date_today());
		is_in = change_commit(change) == COMMITTED;
		arena_close(arena);
		if (is_in) {
			*looked += rows;
			*erased += gone;
			return true;
		}
	}
	return false;
}

/* After all of them: rows of two sources beside each other. */
static bool three_do(struct job *job, const struct source_list *sources)
{
	bool is_in = false;

	for (int i = 0; i < TRIES && !is_in; i++) {
		struct arena *arena = arena_open(ARENA_BYTES);
		struct change *change = change_open(job_store(job), arena, the_system);

		three_make(change, sources);
		is_in = change_commit(change) == COMMITTED;
		arena_close(arena);
	}
	return is_in;
}

static bool link_run(struct job *job)
{
	struct source_list sources = sources_now(job);
	int64_t looked = 0, erased = 0;

	for (size_t i = 0; i < sources.count; i++) {
		if (job_is_cancelled(job)) {
			job_say(job, "%s", _("Cancelled. The sources that were ready are done."));
			return false;
		}
		job_progress(job, (int64_t)i, (int64_t)sources.count, str_z(job_arena(job), sources.at[i].name));
		if (!source_do(job, &sources.at[i], &looked, &erased)) {
			job_say(job, "%s", _("Somebody else was writing all the time. Try again."));
			return false;
		}
	}
	if (!three_do(job, &sources)) {
		job_say(job, "%s", _("Somebody else was writing all the time. Try again."));
		return false;
	}
	job_say(job, _("%lld rows were looked at, %lld have been erased."), (long long)looked, (long long)erased);
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
	{ .name = NULL },
};
