/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/queries_run.c - what is counted, and keeping what was judged; as the program, which
 * reads the tables.
 *
 * Events are read one by one and counted in C: in a week of a type in a unit there is hardly
 * ever more than one, so that grouping would give as many rows, and which week a moment belongs
 * to depends on the local calendar.
 */
#include "base/crypto.h"
#include "modules/signals/band.h"
#include "modules/signals/inside.h"

#include <math.h>

/* ---- What is counted ---------------------------------------------------------------------------- */

static const struct column happened_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct happened, unit_id), NULL, false },
	{ "board_id", COLUMN_int, offsetof(struct happened, board_id), NULL, false },
	{ "area_id", COLUMN_int, offsetof(struct happened, area_id), NULL, false },
	{ "type", COLUMN_text, offsetof(struct happened, type), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct happened, occurred), NULL, false },
	{ "reported_at", COLUMN_instant, offsetof(struct happened, reported), NULL, false },
};
static const struct shape happened_shape = {
	.size = sizeof(struct happened), .count = COUNT(happened_columns), .columns = happened_columns,
};

/* Never one that only some may know of; one that was merged stands with the other. */
#define COUNTED " FROM event WHERE is_restricted = 0 AND state NOT IN ('merged', 'rejected')"

struct reading { struct happened_list list; size_t room; };

/* A type that the catalogue has lives as long as the program. */
static bool happened_put(void *context, const void *row)
{
	struct reading *reading = context;
	struct happened event = *(const struct happened *)row;
	const struct item *item = item_find("event/types", event.type);

	if (!item || reading->list.count == reading->room)
		return true;
	event.type = item->code;
	reading->list.at[reading->list.count++] = event;
	return true;
}

struct happened_list signals_events(struct view *view, struct date from, struct date before)
{
	struct values values = V(instant_at(from, 0, 0, 0), instant_at(before, 0, 0, 0));
	struct reading reading = { .room = (size_t)view_int(view,
		SQL("SELECT count(*)" COUNTED " AND occurred_at >= $1 AND occurred_at < $2"), values) };

	reading.list.at = arena_array(view_arena(view), struct happened, reading.room + 1);
	view_each(view, &happened_shape,
		SQL("SELECT unit_id, board_id, area_id, type, occurred_at, reported_at" COUNTED
		    " AND occurred_at >= $1 AND occurred_at < $2 ORDER BY id"), values,
		happened_put, &reading);
	return reading.list;
}

struct date signals_first_day(struct view *view)
{
	int64_t at = view_int(view, SQL("SELECT COALESCE(MIN(reported_at), 0)" COUNTED
		" AND reported_at > 0"), NONE);

	return at ? instant_date((struct instant){ at }) : (struct date){ 0 };
}

int64_t signals_top_unit(struct view *view)
{
	return view_int(view, SQL("SELECT id FROM my_event_top_unit ORDER BY id LIMIT 1"), NONE);
}

/* ---- Runs ------------------------------------------------------------------------------------------ */

static struct date day_of(struct str text)
{
	struct date day = { 0 };

	(void)date_read(text, &day);
	return day;
}

struct date signals_last_judged(struct view *view)
{
	return day_of(view_text(view, SQL("SELECT COALESCE(MAX(week), '') FROM signal_run"
		" WHERE is_replay = 0"), NONE));
}

int64_t signals_listed_count(struct view *view, int64_t run_id)
{
	return view_int(view, SQL("SELECT count(*) FROM signal_listing WHERE run_id = $1 AND found = ''"), V(run_id));
}

bool is_replayed(struct view *view, struct date week)
{
	return view_int(view, SQL("SELECT 1 FROM signal_run WHERE is_replay = 1 AND week = $1 LIMIT 1"),
		V(value_date(week))) != 0;
}

static double told(double number)
{
	return isnan(number) ? -1 : number;
}

/* A drift is a signal of its own: its level says the way. */
static struct str level_of(struct arena *arena, const struct series_key *key, enum signal_tier tier)
{
	const char *name = signal_levels[key->level].name;

	return tier == TIER_none ? str_of(name) : arena_print(arena, "%s_%s", name, signal_tiers[tier].name);
}

/* tier: of a drift; none: what is unusual in a week. */
static int64_t signal_id_of(struct change *change, const struct series_key *key, enum signal_tier tier,
                            struct instant now)
{
	struct str level = level_of(change_arena(change), key, tier);
	int64_t id = view_int(change_view(change), SQL("SELECT id FROM signal WHERE level = $1"
		" AND unit_id = $2 AND board_id = $3 AND type = $4 AND area_id = $5"),
		V(level, key->unit_id, key->board_id, key->type, key->area_id));

	if (id)
		return id;
	return change_run_id(change, SQL("INSERT INTO signal (public_id, level, unit_id, board_id, type,"
		" area_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"),
		V(uuid_v7(change_arena(change)), level, key->unit_id, key->board_id, key->type,
		  key->area_id, now));
}

/* The whole of a run while it is kept. */
struct keeping {
	struct change *change;
	struct judged *judged;
	const struct signal_run *run;
	int64_t *signal_ids;            /* of each series; 0: not asked for yet */
	double list_q[LEVEL_COUNT];
};

static int64_t id_of(struct keeping *keeping, size_t item)
{
	if (!keeping->signal_ids[item])
		keeping->signal_ids[item] = signal_id_of(keeping->change,
			&keeping->judged->city->keys[item], TIER_none, keeping->run->made_at);
	return keeping->signal_ids[item];
}

static void parts_keep(struct keeping *keeping, size_t item, int64_t listing_id)
{
	const struct city_series *city = keeping->judged->city;
	struct arena *arena = change_arena(keeping->change);

	for (int32_t level = LEVEL_board; level < LEVEL_COUNT; level++) {
		size_t count;
		const struct contribution *found = warning_contributions(arena, keeping->judged->city->series,
			keeping->judged->warnings, city->count, (int32_t)item, level,
			keeping->judged->settings.explained, &count);

		for (size_t i = 0; i < count; i++) {
			const struct series_key *key = &city->keys[found[i].series];
			const struct warning *child = &keeping->judged->warnings[found[i].series];

			change_run(keeping->change, SQL("INSERT INTO signal_part (listing_id, level, unit_id,"
				" type, area_id, events, expected, p_alone)"
				" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
				V(listing_id, signal_levels[key->level].name, key->unit_id, key->type,
				  key->area_id, (int64_t)child->count, child->expected, found[i].p_alone));
		}
	}
}

static struct str band_of(struct keeping *keeping, size_t item)
{
	struct arena *arena = change_arena(keeping->change);
	struct band band = { .last = keeping->run->week };

	if (keeping->run->is_replay)
		return S("");
	band.weeks = weeks_before(keeping->judged, item, &band.count);
	return band_write(arena, &band);
}

static void listing_keep(struct keeping *keeping, size_t item)
{
	const struct warning *warning = &keeping->judged->warnings[item];
	enum signal_level level = keeping->judged->city->keys[item].level;
	int64_t under = warning->folded_under >= 0 ? id_of(keeping, (size_t)warning->folded_under) : 0;
	int64_t id = change_run_id(keeping->change, SQL("INSERT INTO signal_listing (run_id, signal_id, week,"
		" tier, way, is_simplified, events, expected, upper, p, q, list_q, reported, folded_under, band)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id"),
		V(keeping->run->id, id_of(keeping, item), value_date(keeping->run->week),
		  signal_tiers[warning->tier].name, signal_ways[warning->way].name, warning->is_simplified,
		  (int64_t)warning->count, warning->way == WARNING_none ? -1.0 : warning->expected,
		  told(warning->upper), told(warning->p), told(warning->q), keeping->list_q[level],
		  keeping->judged->city->series[item].reported, under, band_of(keeping, item)));

	if (!keeping->run->is_replay)
		parts_keep(keeping, item, id);
}

static void levels_keep(struct keeping *keeping)
{
	for (enum signal_level level = LEVEL_city; level < LEVEL_COUNT; level++) {
		struct warning_level found = level_told(keeping->judged, level);

		keeping->list_q[level] = found.listed ? found.most_q : -1;
		change_run(keeping->change, SQL("INSERT INTO signal_level (run_id, level, series, judged,"
			" listed, false_expected) VALUES ($1, $2, $3, $4, $5, $6)"),
			V(keeping->run->id, signal_levels[level].name, found.series, found.judged,
			  found.listed, found.false_expected));
	}
}

/* ---- Slow drifts ------------------------------------------------------------------------------------ */

static struct str drift_band(struct keeping *keeping, const struct drifted *drift)
{
	struct arena *arena = change_arena(keeping->change);
	double *sums = arena_array(arena, double, drift->count + 1);
	struct band band = { .last = keeping->run->week, .count = drift->count, .weeks = drift->weeks,
		.sums = sums, .threshold = drift->threshold };

	for (size_t i = 0; i < drift->count; i++)
		sums[i] = drift->steps[i].sum;
	return band_write(arena, &band);
}

static void drift_keep(struct keeping *keeping, const struct drifted *drift)
{
	const struct series_key *key = &keeping->judged->city->keys[drift->item];
	enum signal_tier tier = drift->is_falling ? TIER_falling : TIER_rising;
	struct str band = drift_band(keeping, drift);
	struct band told = { .last = keeping->run->week, .count = drift->count };

	change_run(keeping->change, SQL("INSERT INTO signal_listing (run_id, signal_id, week, tier, way,"
		" is_simplified, events, expected, upper, p, q, list_q, reported, folded_under, band,"
		" since, found, ratio_low, ratio_high)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, -1, -1, -1, -1, $9, 0, $10, $11, $12, $13, $14)"),
		V(keeping->run->id, signal_id_of(keeping->change, key, tier, keeping->run->made_at),
		  value_date(keeping->run->week), signal_tiers[tier].name, signal_ways[WAY_baseline].name,
		  keeping->judged->warnings[drift->item].is_simplified, (int64_t)drift->size.counts,
		  drift->size.means, keeping->judged->city->series[drift->item].reported, band,
		  value_date(band_monday(&told, drift->since)), value_date(band_monday(&told, drift->found)),
		  drift->size.low, drift->size.high));
}

static void drifts_keep(struct keeping *keeping, const struct drifts *drifts)
{
	for (size_t i = 0; i < drifts->count; i++)
		drift_keep(keeping, &drifts->at[i]);
	for (size_t i = 0; i < drifts->followed_count; i++)
		change_run(keeping->change, SQL("INSERT INTO signal_followed (run_id, level, unit_id, series,"
			" false_expected) VALUES ($1, $2, $3, $4, $5)"),
			V(keeping->run->id, signal_levels[drifts->followed[i].level].name,
			  drifts->followed[i].unit_id, drifts->followed[i].series,
			  drifts->followed[i].false_expected));
}

void run_keep(struct change *change, struct judged *judged, const struct drifts *drifts, struct signal_run *run)
{
	struct keeping keeping = { .change = change, .judged = judged, .run = run,
		.signal_ids = arena_array(change_arena(change), int64_t, judged->city->count + 1) };

	change_insert(change, &signal_run_record.shape, run);
	levels_keep(&keeping);
	for (size_t item = 0; item < judged->city->count; item++)
		if (is_in_the_list(&judged->warnings[item]))
			listing_keep(&keeping, item);
	drifts_keep(&keeping, drifts);
}

/* ---- What follows from it ------------------------------------------------------------------------------ */

#define LISTED "SELECT listing.id, listing.run_id, listing.signal_id, signal.public_id," \
	" replace(replace(signal.level, '_rising', ''), '_falling', '') AS level," \
	" signal.unit_id, signal.board_id, signal.type, signal.area_id, listing.week, listing.tier," \
	" listing.way, listing.is_simplified, listing.events, listing.expected, listing.upper," \
	" listing.p, listing.q, listing.list_q, listing.reported, listing.folded_under, listing.since," \
	" listing.found, listing.ratio_low, listing.ratio_high, '' AS band," \
	" COALESCE(step.verb, '') AS verb, 0 AS follower_id" \
	" FROM signal_listing AS listing JOIN signal ON signal.id = listing.signal_id" \
	" LEFT JOIN signal_step AS step ON step.id = (SELECT MAX(latest.id) FROM signal_step AS latest" \
	"  WHERE latest.signal_id = signal.id) WHERE listing.run_id = $1"

struct listed_list signals_of_run(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED " ORDER BY CASE WHEN listing.p < 0 THEN 2 ELSE listing.p END, listing.id"),
		V(run_id)));
}

struct listed_list signals_put_aside(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED " AND step.verb IN ('dismiss', 'close') AND step.listing_id <> listing.id"
		    " ORDER BY listing.id"), V(run_id)));
}

struct listed_list drifts_put_aside(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED " AND step.verb IN ('dismiss', 'close') AND listing.found > (SELECT earlier.found"
		    " FROM signal_listing AS earlier WHERE earlier.id = step.listing_id) ORDER BY listing.id"),
		V(run_id)));
}

void step_keep(struct change *change, struct signal_step *step)
{
	step->at = instant_now();
	change_insert(change, &signal_step_record.shape, step);
}

void known_keep(struct change *change, struct signal_known *known)
{
	change_insert(change, &signal_known_record.shape, known);
}

static const struct column watcher_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct watcher, person_id), NULL, false },
	{ "email", COLUMN_text, offsetof(struct watcher, email), NULL, false },
	{ "language", COLUMN_text, offsetof(struct watcher, language), NULL, false },
};
static const struct shape watcher_shape = {
	.size = sizeof(struct watcher), .count = COUNT(watcher_columns), .columns = watcher_columns,
};

struct watcher_list signals_watchers(struct view *view)
{
	return watcher_list_of(view_list(view, &watcher_shape,
		SQL("SELECT person.id AS person_id, person.email, person.language FROM person"
		    " WHERE person.is_active = 1 AND person.email <> '' AND person.id IN"
		    " (SELECT person_id FROM signal_watch WHERE ended_at = 0) ORDER BY person.id"), NONE));
}

struct signal_letter_list letters_of_run(struct view *view, int64_t run_id)
{
	return signal_letter_list_of(view_list(view, &signal_letter_record.shape,
		SQL("SELECT * FROM signal_letter WHERE run_id = $1 AND state = 'waiting' ORDER BY id"),
		V(run_id)));
}

void letters_sending_unknown(struct change *change, int64_t run_id)
{
	change_run(change, SQL("UPDATE signal_letter SET state = 'unknown', version = version + 1"
		" WHERE run_id = $1 AND state = 'sending'"), V(run_id));
}
