/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/pages.h - what the pages of this room show. */
#pragma once

#include "modules/goals/inside.h"
#include "modules/units/units.h"

struct overview_row {
	const struct unit *unit;
	struct goal_line line;
	const struct goal_follow_up *parts[3];  /* T1, T2, the year; NULL not begun */
};
struct overview {
	const struct goals_page *page;
	struct goal_line_list lines;
	struct goal_follow_up_list follow_ups;
	size_t count;
	struct overview_row *rows;
};

struct unit_page {
	const struct goals_page *page;
	struct open_area_list areas;
	struct unit_goal_list goals;
	struct unit_activity_list activities;
	struct area_decision_list decisions;
	struct development_list developments;
	struct development_status_list statuses;
	struct goal_follow_up_list follow_ups;
	struct goal_period periods[3];
	size_t before;                  /* goals of the year before */
};

bool goal_is_in(const struct unit_goal *goal, const struct open_area *area);
bool goal_is_other(const struct unit_page *page, const struct unit_goal *goal); /* in no area of the year */
size_t goals_in(const struct unit_page *page, const struct open_area *area);    /* NULL: in none */
size_t activities_in(const struct unit_page *page, const struct unit_goal *goal);

/* A goal of last year beside this year's, in the preview and afterwards. */
struct carried {
	const struct unit_goal *before, *now;   /* now NULL: not carried over (yet) */
	struct difference_list differences;
	size_t goes_on, stays;          /* of its activities */
	bool aim_is_gone;               /* the programme has no such goal any more */
};
LIST_OF(carried)

/* One goal in a follow-up, or the whole (goal NULL). */
struct followed {
	const struct unit_goal *goal;
	const struct follow_up_entry *entry;    /* NULL: nothing is written */
	struct figure_list figures;
};
LIST_OF(followed)
struct follow_up_page {
	const struct goals_page *page;
	const struct goal_follow_up *newest, *submitted;        /* NULL */
	struct goal_follow_up_list editions;
	struct followed_list rows;      /* the whole first */
	const struct followed *asked;   /* the one that is written in; NULL none */
	const struct followed *next;    /* that comes after it and lacks a light; NULL none */
	const struct follow_up_entry *before;   /* what was said of it the last time */
	size_t missing;                 /* rows without a light */
	bool may_write;                 /* in this edition */
	struct str base;                /* "/goals/follow-up?unit=LJU&period=2026-T2" */
};

const struct goal_follow_up *follow_up_in(const struct goal_follow_up_list *list, int64_t unit_id,
                                          struct str period);
