/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/queries.c - what was listed, as far as one reads the events it counts. */
#include "modules/signals/inside.h"

/* ---- Runs -------------------------------------------------------------------------------------- */

const struct signal_run *run_latest(struct view *view, struct date week)
{
	return view_get(view, &signal_run_record.shape,
		SQL("SELECT" RUN_COLUMNS " FROM my_signal_run"
		    " WHERE is_replay = 0 AND ($1 = '' OR week = $1)"
		    " ORDER BY week DESC, id DESC LIMIT 1"), V(value_date(week)));
}

#define NEWEST(replay) " IN (SELECT MAX(newest.id) FROM my_signal_run AS newest" \
	" WHERE newest.is_replay = " replay " GROUP BY newest.week)"

struct signal_run_list runs_shown(struct view *view)
{
	return signal_run_list_of(view_list(view, &signal_run_record.shape,
		SQL("SELECT" RUN_COLUMNS " FROM my_signal_run WHERE id" NEWEST("0")
		    " ORDER BY week DESC LIMIT 60"), NONE));
}

struct level_row_list run_levels(struct view *view, int64_t run_id)
{
	return level_row_list_of(view_list(view, &signal_level_record.shape,
		SQL("SELECT * FROM my_signal_level WHERE run_id = $1 ORDER BY CASE level"
		    " WHEN 'city' THEN 1 WHEN 'board' THEN 2 WHEN 'area' THEN 3 ELSE 4 END"), V(run_id)));
}

struct followed_row_list run_followed(struct view *view, int64_t run_id)
{
	return followed_row_list_of(view_list(view, &signal_followed_record.shape,
		SQL("SELECT * FROM my_signal_followed WHERE run_id = $1 ORDER BY CASE level"
		    " WHEN 'city' THEN 1 WHEN 'board' THEN 2 ELSE 3 END, unit_id LIMIT 5000"), V(run_id)));
}

/* ---- Listings ------------------------------------------------------------------------------------- */

#define LAST_STEP(what) "(SELECT " what " FROM my_signal_step AS step WHERE step.signal_id = signal.id" \
	" ORDER BY step.id DESC LIMIT 1)"
#define LISTED "SELECT listing.id, listing.run_id, listing.signal_id, signal.public_id, signal.level," \
	" signal.unit_id, signal.board_id, signal.type, signal.area_id, listing.week, listing.tier," \
	" listing.way, listing.is_simplified, listing.events, listing.expected, listing.upper," \
	" listing.p, listing.q, listing.list_q, listing.reported, listing.folded_under, listing.since," \
	" listing.found, listing.ratio_low, listing.ratio_high," \
	" COALESCE(" LAST_STEP("step.verb") ", '') AS verb," \
	" COALESCE(" LAST_STEP("CASE WHEN step.verb = 'follow' THEN step.person_id ELSE 0 END") ", 0)" \
	" AS follower_id"
#define OF_LISTINGS " FROM my_signal_listing AS listing" \
	" JOIN my_signal AS signal ON signal.id = listing.signal_id"
/* Not explained by another that one reads: folded under a board's signal, a unit's stands alone for
 * whoever reads the unit and not the board. */
#define STANDS_ALONE " AND NOT EXISTS (SELECT 1 FROM my_signal_listing AS above" \
	" WHERE above.run_id = listing.run_id AND above.signal_id = listing.folded_under)"
/* The least likely first; what has no p last. */
#define IN_ORDER " ORDER BY CASE signal.level WHEN 'city' THEN 1 WHEN 'board' THEN 2" \
	" WHEN 'area' THEN 3 ELSE 4 END, CASE WHEN listing.p < 0 THEN 2 ELSE listing.p END," \
	" listing.events DESC, signal.id LIMIT 2000"

struct listed_list run_listed(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE listing.run_id = $1" IN_ORDER), V(run_id)));
}

struct listed_list run_drawn(struct view *view, int64_t run_id, int64_t most)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", listing.band" OF_LISTINGS " WHERE listing.run_id = $1 AND listing.band <> ''"
		    " AND listing.p >= 0" STANDS_ALONE
		    " AND COALESCE(" LAST_STEP("step.verb") ", '') NOT IN ('dismiss', 'close')"
		    " ORDER BY listing.p, signal.id LIMIT $2"), V(run_id, most)));
}

const struct listed *signal_get(struct view *view, struct str public_id)
{
	return view_get(view, &listed_record.shape,
		SQL(LISTED ", listing.band" OF_LISTINGS " JOIN my_signal_run AS run ON run.id = listing.run_id"
		    " WHERE signal.public_id = $1"
		    " ORDER BY run.is_replay, run.week DESC, run.id DESC LIMIT 1"), V(public_id));
}

struct listed_list signal_history(struct view *view, int64_t signal_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE signal.id = $1 AND listing.run_id" NEWEST("0")
		    " ORDER BY listing.week DESC LIMIT 200"), V(signal_id)));
}

struct listed_list signals_listed(struct view *view, int64_t unit_id, struct date from, struct date to)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE listing.run_id" NEWEST("0")
		    " AND listing.week >= $1 AND listing.week <= $2 AND signal.unit_id IN"
		    " (SELECT below_id FROM my_unit_below WHERE above_id = $3)"
		    " ORDER BY listing.week DESC, CASE WHEN listing.p < 0 THEN 2 ELSE listing.p END, listing.id"
		    " LIMIT 1000"), V(value_date(from), value_date(to), unit_id)));
}

struct signal_part_list signal_parts(struct view *view, int64_t listing_id)
{
	return signal_part_list_of(view_list(view, &signal_part_record.shape,
		SQL("SELECT * FROM my_signal_part WHERE listing_id = $1 ORDER BY id LIMIT 500"),
		V(listing_id)));
}

struct signal_part_list run_parts(struct view *view, int64_t run_id)
{
	return signal_part_list_of(view_list(view, &signal_part_record.shape,
		SQL("SELECT part.* FROM my_signal_part AS part WHERE part.listing_id IN"
		    " (SELECT id FROM my_signal_listing WHERE run_id = $1) ORDER BY part.id LIMIT 5000"),
		V(run_id)));
}

/* ---- What is done with them -------------------------------------------------------------------------- */

struct signal_step_list signal_steps(struct view *view, int64_t signal_id)
{
	return signal_step_list_of(view_list(view, &signal_step_record.shape,
		SQL("SELECT * FROM my_signal_step WHERE signal_id = $1 ORDER BY id DESC LIMIT 500"),
		V(signal_id)));
}

bool signal_may_act(struct view *view, int64_t signal_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_signal_act WHERE id = $1"), V(signal_id)) != 0;
}

/* ---- What one has asked for ------------------------------------------------------------------------------ */

struct signal_watch_list signal_watches(struct view *view)
{
	return signal_watch_list_of(view_list(view, &signal_watch_record.shape,
		SQL("SELECT * FROM my_signal_watch WHERE ended_at = 0 ORDER BY id LIMIT 100"), NONE));
}

const struct signal_watch *signal_watch_get(struct view *view, struct str public_id)
{
	return view_get(view, &signal_watch_record.shape,
		SQL("SELECT * FROM my_signal_watch WHERE public_id = $1 AND ended_at = 0"), V(public_id));
}

void signal_watch_end(struct change *change, const struct signal_watch *watch)
{
	if (change_run(change, SQL("UPDATE signal_watch SET ended_at = $2 WHERE id = $1 AND ended_at = 0"),
	               V(watch->id, instant_now())))
		change_note(change, "signal_watch", watch->id, "end", S(""));
}

/* What one has asked for: level, branch or type, and unit.  Of a slow drift only who has asked
 * for these, and once: when it is first listed as found then.  (Reports that come late may find it in
 * a week that is over.) */
#define ASKED_FOR(listing, signal) "EXISTS (SELECT 1 FROM my_signal_watch AS watch WHERE watch.ended_at = 0" \
	" AND CASE WHEN " listing ".found = '' THEN watch.level = '' OR watch.level = " signal ".level" \
	"  ELSE watch.level = 'drift' AND NOT EXISTS (SELECT 1 FROM my_signal_listing AS earlier" \
	"   WHERE earlier.signal_id = " listing ".signal_id AND earlier.week < " listing ".week" \
	"   AND earlier.found >= " listing ".found) END" \
	" AND (watch.branch = '' OR watch.branch = " signal ".type OR " signal ".type IN" \
	"  (SELECT code FROM my_catalogue_item WHERE list = 'event/types' AND parent_code = watch.branch))" \
	" AND " signal ".unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = watch.unit_id))"

/* One that is folded is told where the one above it is not told, or not read. */
static struct listed_list wanted_asked(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE listing.run_id = $1"
		    " AND COALESCE(" LAST_STEP("step.verb") ", '') NOT IN ('dismiss', 'close')"
		    " AND " ASKED_FOR("listing", "signal")
		    " AND NOT EXISTS (SELECT 1 FROM my_signal_listing AS over JOIN my_signal AS whole"
		    "  ON whole.id = over.signal_id WHERE over.run_id = listing.run_id"
		    "  AND over.signal_id = listing.folded_under AND " ASKED_FOR("over", "whole") ")" IN_ORDER), V(run_id)));
}

static struct listed_list wanted_followed(struct view *view, int64_t run_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE listing.run_id = $1 AND me() <> 0"
		    " AND " LAST_STEP("CASE WHEN step.verb = 'follow' THEN step.person_id ELSE 0 END")
		    " = me()" IN_ORDER), V(run_id)));
}

struct listed_list run_wanted(struct view *view, int64_t run_id, enum wanted wanted)
{
	return wanted == WANTED_asked ? wanted_asked(view, run_id) : wanted_followed(view, run_id);
}

/* ---- Replayed ------------------------------------------------------------------------------------------- */

struct signal_run_list replays(struct view *view, struct date from)
{
	return signal_run_list_of(view_list(view, &signal_run_record.shape,
		SQL("SELECT" RUN_COLUMNS " FROM my_signal_run WHERE id" NEWEST("1") " AND week >= $1"
		    " ORDER BY week LIMIT 200"), V(value_date(from))));
}

struct listed_list replay_listed(struct view *view, struct date from, int64_t board_id)
{
	return listed_list_of(view_list(view, &listed_record.shape,
		SQL(LISTED ", '' AS band" OF_LISTINGS " WHERE listing.run_id" NEWEST("1")
		    " AND listing.week >= $1 AND ($2 = 0 OR signal.board_id = $2)"
		    " ORDER BY listing.week, listing.id LIMIT 20000"), V(value_date(from), board_id)));
}

struct signal_known_list signals_known(struct view *view, struct date from)
{
	return signal_known_list_of(view_list(view, &signal_known_record.shape,
		SQL("SELECT * FROM my_signal_known WHERE to_day >= $1 ORDER BY from_day, id LIMIT 500"),
		V(value_date(from))));
}

bool signals_reach_city(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_event_top_unit AS top JOIN my_whole_reach"
		" ON my_whole_reach.unit_id = top.id WHERE permission = 'events_read' LIMIT 1"), NONE) != 0;
}

bool signal_known_may_add(struct view *view, int64_t unit_id)
{
	if (unit_id)
		return view_int(view, SQL("SELECT 1 FROM my_reach WHERE permission = 'signals_write'"
			" AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
	return view_int(view, SQL("SELECT 1 FROM my_event_top_unit AS top JOIN my_whole_reach"
		" ON my_whole_reach.unit_id = top.id WHERE permission = 'signals_write' LIMIT 1"), NONE) != 0;
}
