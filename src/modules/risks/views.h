/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/views.h - other ways of reading an analysis: by the parts of ISO 31000, as a ranking
 * with its uncertainty, and what was said beside what has happened.
 */
#pragma once

#include "analysis/calibration.h"
#include "analysis/pareto.h"
#include "analysis/prior.h"
#include "analysis/ranking.h"
#include "modules/risks/pages.h"

#define ISO_PARTS "risk/iso_parts"
#define CONSEQUENCE_SIZES "risk/consequence_sizes"

/* ---- ISO 31000 (iso.c) ---------------------------------------------------------------------- */

struct iso_facts {                      /* of one risk; of the analysis when judged is NULL */
	const struct rsa *rsa;
	const struct judged_list *risks;
	const struct judged *judged;
	bool has_released;              /* an open extract */
	struct date today;
};
struct iso_check {
	const char *part;               /* code in risk/iso_parts */
	bool is_of_each;                /* asked of each risk; else of the analysis */
	bool (*concerns)(const struct iso_facts *facts);        /* NULL: all */
	bool (*holds)(const struct iso_facts *facts);
	const char *words;              /* N_(): what is asked for */
};
extern const struct iso_check iso_checks[];             /* ends with part NULL */
struct iso_answer {
	const struct iso_check *check;
	size_t asked, there;
	const struct judged **missing;  /* asked - there, when it is asked of each risk */
};
LIST_OF(iso_answer)
struct iso_answer_list iso_answers(struct arena *arena, const struct iso_facts *all);

/* ---- How often, as it was said (ranking.c) ------------------------------------------------------ */

struct said { bool is_known; struct estimate times; };
/* The three numbers, else the class of the step, wider the more uncertain it was said to be. */
struct said said_of(const struct risk_revision *revision, const struct scales *scales);

/* ---- Ranking (ranking.c) ------------------------------------------------------------------------ */

enum { MOST_RANKED = 500, RANKING_DRAWS = 2000 };
struct ranked_risk {
	const struct judged *judged;
	struct pareto classes;          /* places from steps alone; front 0: not assessed */
	struct ranking_place place;     /* has_place false: how often or how bad is not known */
};
LIST_OF(ranked_risk)
/* The most probably largest first; those without a place last. */
struct ranked_risk_list ranking_of(struct arena *arena, const struct rsa_page *page,
                                   const struct risk_consequence_list *consequences, int32_t top);
/* "more than 95 %", "about 70 %": never finer than the drawing is. */
struct str chance_words(struct arena *arena, double share);
struct html ranking_drawing(struct arena *arena, const struct ranked_risk_list *risks);

/* ---- Calibration (calibration.c) ------------------------------------------------------------------ */

struct judged_year {                    /* a risk of an analysis that has had its year */
	const struct risk *risk;
	int64_t year;
	struct said said;
	double chance;                  /* that it happens at all in the year, as said */
	int64_t events;
	bool is_judged;                 /* said often enough to be judged by one year */
	struct frequency_found found;   /* both together; .after.mean 0: cannot be joined */
	struct str link;                /* the events */
};
LIST_OF(judged_year)
struct calibration_limits risks_limits(void);           /* from the settings */
double risks_reported_share(void);      /* of what happens; above 0, 1 when it is not set */
struct judged_year_list judged_years(struct view *view, int64_t unit_id);
struct calibration judged_calibration(struct arena *arena, const struct judged_year_list *years,
                                      const struct calibration_limits *limits);
/* What was said last and what has happened, for the next assessment; false: nothing to say. */
bool risk_prior(struct view *view, const struct risk *risk, struct judged_year *found);
struct str times_words(struct arena *arena, double times);      /* two figures at most */

/* ---- On the start page (home.c) -------------------------------------------------------------------- */

struct home_row {
	const struct rsa_waiting *rsa;
	const char *words;              /* N_(): what the reader can do next */
	size_t wanting;                 /* steps that are missing before it */
};
struct risks_home {
	const struct home_row *rows;    /* the first of them */
	size_t count, shown;
	const struct unit *without;     /* has no analysis of the year; NULL */
	int year;
};

struct reply iso_show(struct request *request, struct view *view);
struct reply ranking_show(struct request *request, struct view *view);
struct reply calibration_show(struct request *request, struct view *view);
