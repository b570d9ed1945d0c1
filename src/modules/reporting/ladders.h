/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/ladders.h - the times of a unit as they are told, and what the pages of the room say alike. */
#pragma once

#include "formats/chart_curve.h"
#include "modules/reporting/inside.h"

/* Of a unit (0: the city) in the period that is asked for. */
struct ladder ladder_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct str name);
/* One step of it alone. */
struct ladder_step ladder_step_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id,
                                  enum timeliness_mark step);

/* Steps first..last of some cases, nothing hidden. */
struct ladder ladder_count(const struct timeliness_cases *cases, int first, int last);
/* One that was counted before, for the same question, where that will do (keep.c). */
bool ladder_kept(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct ladder *ladder);

/* The unit that is asked for; 0: it is the whole city. */
int64_t ladder_unit(struct view *view, const struct reporting_ask *ask);
/* Of each step; label N_(). */
struct ladder_words { const char *label, *name, *target; };
extern const struct ladder_words ladder_steps[TIMELINESS_MARKS];

/* ---- A step as a curve (curve.c) -------------------------------------------------------------- */

struct waiting {
	enum timeliness_mark step;
	struct ladder_step told;
	size_t count;                   /* 0: too few, or small */
	struct curve_point *points;     /* the first: nobody has come through */
	bool is_in_days;                /* else in hours */
};
/* The points of these cases; each fall of at least so many. */
void waiting_count(struct waiting *waiting, struct arena *scratch, const struct timeliness_cases *cases, size_t least);
enum { WAITING_POINTS_MOST = 100 };
/* Points that were counted before, where that will do (keep.c). */
bool waiting_kept(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct waiting *waiting);
struct waiting waiting_of(struct view *view, const struct reporting_ask *ask, enum timeliness_mark step);
/* The steps of a curve that are drawn: each with at least so many that have come through since
 * the one before, and not too many in all.  falls has room for all steps. */
size_t curve_falls(const struct handling *found, size_t least, size_t *falls);
struct diagram waiting_diagram(struct arena *arena, const struct reporting_ask *ask, const struct waiting *waiting);
void waiting_section(struct out *out, struct request *request, struct view *view, const struct reporting_ask *ask);
struct reply waiting_file(struct request *request, struct view *view);

struct reporting_tab { const char *path, *label; bool has_unit; };
extern const struct reporting_tab reporting_tab_list[];
extern const size_t reporting_tab_count;

struct str reporting_status(struct arena *arena, const struct reporting_ask *ask);      /* unit · period */
struct str share_limits_words(struct arena *arena, double share, double low, double high);     /* "62 % (51–72 %)" */
void reporting_ask_json(struct json_out *json, const struct reporting_ask *ask);

/* The job that keeps them (keep.c), and one unit of it; 0: the city. */
struct keeping;
void timeliness_keep_one(struct keeping *keeping, struct view *system, int64_t unit_id);
bool timeliness_keep_run(struct job *job);
bool timeliness_keep_is_due(struct view *system);
