/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/pages.h - what is handed to the pages of the room. */
#pragma once

#include "modules/signals/band.h"
#include "modules/signals/inside.h"

struct week_page {
	struct request *request;
	struct view *view;
	const struct signal_run *run;
	struct listed_list list;
	struct signal_part_list parts;
	struct level_row_list levels;
	struct followed_row_list followed;
	struct signal_run_list weeks;   /* that can be looked at */
	bool reaches_city;
};
/* Where a listing of the week stands: by itself, among sentinels, put aside, folded under another
 * that this reader sees, or among slow drifts. */
enum stands { STANDS_alone, STANDS_sentinel, STANDS_aside, STANDS_folded, STANDS_drift };
enum stands stands_where(const struct week_page *page, const struct listed *listed);
int64_t listed_at(const struct week_page *page, enum signal_level level, enum stands stands);    /* none: any level */
int64_t folded_below(const struct week_page *page, int64_t signal_id);
/* Series that this reader sees and that were followed for slow drift; how many findings there would
 * be if nothing had changed. */
int64_t series_followed(const struct week_page *page);
double drifts_false(const struct week_page *page);
/* Of those of a level that this reader sees, how many are false on average. */
double false_among(const struct week_page *page, enum signal_level level);
struct str listed_link(struct view *view, enum signal_level level, int64_t unit_id, struct str type,
                       int64_t area_id, struct date monday);

/* Of the week of a listing, or of all weeks since a drift began. */
struct str listed_events(struct view *view, const struct listed *listed);
void signal_drawn_show(struct out *out, struct view *view, const struct listed *listed);

/* ?week=, moved to its Monday; not given: none was asked for. */
struct date week_in_address(struct request *request);
struct reply signals_drawn_show(struct request *request, struct view *view);
struct reply signals_drawn_file(struct request *request, struct view *view);

struct signal_page {
	struct request *request;
	struct view *view;
	const struct listed *listed;
	struct signal_part_list parts;
	struct listed_list history;
	struct signal_step_list steps;
	bool may_act, is_replayed;
};

/* A replayed week beside what one sees of it. */
struct replay_week { struct date week; int64_t listed; double false_expected; };
struct known_found { const struct signal_known *known; const struct listed *first; int64_t days; };
struct backtest_page {
	struct request *request;
	struct view *view;
	int64_t board_id;               /* 0: all that one sees */
	struct date from, to;
	size_t week_count, known_count;
	struct replay_week *weeks;
	struct known_found *known;
	int64_t listed, found;
	double false_expected;
};
