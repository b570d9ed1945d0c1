/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/inside.h - what the files of this room share. */
#pragma once

#include "analysis/costs.h"
#include "analysis/tail.h"
#include "analysis/trend.h"
#include "base/json.h"
#include "base/out.h"
#include "kit/setting.h"
#include "modules/costs/costs.h"
#include "modules/units/units.h"

/* ---- Records (model.c) ------------------------------------------------------------------- */

#define PRICE_FIELDS(F) \
	F(id,        key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text,  N_("Identity"), .is_own = true) \
	F(name,      text,  N_("Index"), .required = true, .longest = 80, \
	             .help = N_("For example consumer prices or building costs. The same name for each year.")) \
	F(year,      count, N_("Year"), .required = true, .least = 1900, .most = 2200) \
	F(value,     real,  N_("Value of the year"), .required = true, \
	             .help = N_("The mean of the year. Only how years stand to each other counts, so it does not matter where the index is 100.")) \
	F(source,    text,  N_("Source"), .required = true, .longest = 200, \
	             .help = N_("Who publishes it, and where it can be looked up.")) \
	F(set_by,    ref,   N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(set_name,  text,  N_("Written by"), .is_own = true) \
	F(set_at,    instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct cost_price { PRICE_FIELDS(AS_MEMBER) };
LIST_OF(cost_price)
extern const struct record cost_price_record;
extern const struct form cost_price_form;

#define CAP_FIELDS(F) \
	F(id,        key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text,  N_("Identity"), .is_own = true) \
	F(amount,    money, N_("A loss is large above, kronor"), .required = true, .least = 1, .most = 100000000000) \
	F(base_year, count, N_("In the prices of the year"), .required = true, .least = 1900, .most = 2200) \
	F(index_name, text, N_("Index that is used"), .longest = 80, \
	             .help = N_("As it is called under price indexes. Empty: the reader chooses.")) \
	F(first_year, count, N_("Years can be compared from"), .most = 2200, \
	             .help = N_("The first whole year in which costs were written down everywhere. Nought: nobody has decided, and the first year with a cost is left out.")) \
	F(reason,    prose, N_("Why"), .required = true, .longest = 1000) \
	F(decided_by, text, N_("Who decided"), .required = true, .longest = 160, \
	             .help = N_("The board or the person, and the number of the decision.")) \
	F(decided_on, date, N_("Decided"), .required = true) \
	F(set_by,    ref,   N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(set_name,  text,  N_("Written by"), .is_own = true) \
	F(set_at,    instant, N_("Written"), .is_own = true)
struct cost_cap { CAP_FIELDS(AS_MEMBER) };
LIST_OF(cost_cap)
extern const struct record cost_cap_record;
extern const struct form cost_cap_form;

/* ---- Rules: pure -------------------------------------------------------------------------- */

/* That an event was known to cost so much; those of one event stand together, in order of time. */
struct cost_line { int64_t event_id, cost; struct instant occurred_at, known_at; bool is_final, has_claim; };
LIST_OF(cost_line)

struct costs_settings {
	double level, margin;           /* 0.9; 1.05 a year */
	double settled;                 /* share of the cost that must be known: 0.6 */
	size_t least_years, unsettled_years;
	double cap_share, tail_share;   /* 0.97, 0.9 */
	int32_t cap_years;
	size_t tail_least;
	double return_years;            /* 100 */
	int64_t small_below;            /* fewer are not told to who is guarded */
};

struct costs_question {
	struct cost_line_list lines;
	struct cost_line_list city;     /* of the whole city: what the usual cap is told from */
	bool is_cap_given;              /* the usual cap is known already, and not told from `city` */
	double usual_cap;
	struct cost_price_list prices;  /* of one index; none: prices of the day */
	const struct cost_cap *cap;     /* NULL: nobody has decided */
	struct date known;              /* as it was known at the end of that day */
	int32_t first_year;             /* no year before it */
	bool is_guarded;                /* the reader may not open the rows */
	struct costs_settings settings;
};

/* Whether a year is part of the verdict, and why not. */
enum year_state { YEAR_used, YEAR_goes_on, YEAR_unsettled, YEAR_without_index, YEAR_not_comparable };
extern const char *const year_state_names[], *const year_state_words[];        /* N_() */

struct costs_year {
	struct cost_year sums;          /* in prices of the base year */
	enum year_state state;
	double factor;                  /* from prices of the day */
	int64_t final_count, claim_count;
	double capped_error;            /* of chance alone */
	double final, claimed;          /* of the whole sum: final costs; events with a claim number */
	double developed;               /* share of the capped cost that is known; NAN: cannot be told */
	double settled, settled_low, settled_high;      /* the capped cost when all is known */
	double events_settled, events_low, events_high; /* the number of events */
	bool is_hidden, is_large_hidden;        /* small, and not for this reader */
};

enum cap_kind { CAP_none, CAP_decided, CAP_usual, CAP_without_index };
enum costs_series { SERIES_events, SERIES_capped, SERIES_large, SERIES_COUNT };
extern const char *const costs_series_names[], *const costs_series_words[];    /* N_() */

struct costs_found {
	bool has_prices;
	int32_t base;                   /* 0: prices of the day */
	enum cap_kind cap_kind;
	double cap;                     /* in prices of the base year */
	size_t count;
	struct costs_year *years;       /* to the year of `known` */
	bool is_development_known;
	bool has_hidden, has_large_hidden;
	struct instant as_of;           /* when it was counted; 0: now */
	size_t used;                    /* years of the verdict */
	int32_t used_from, used_to;
	struct trend trends[SERIES_COUNT];
	double least_by_chance[SERIES_COUNT];   /* the change a year that could be seen were all else chance */
	/* How large can the largest become? */
	struct tail tail;
	double events_a_year, value, mean_beyond;
	struct tail_limits limits;
};
struct costs_found costs_find(struct arena *arena, const struct costs_question *question);
/* Marks what is too small for a reader who may not open the rows; costs_find() does it too. */
void costs_guard(const struct costs_question *question, struct costs_found *found);
/* The cap, in prices of the base year; INFINITY when there is none. */
struct costs_cap { enum cap_kind kind; double amount; };
struct costs_cap costs_cap_of(struct arena *arena, const struct costs_question *question);
/* Is the usual cap what counts?  Then it is told from `city`, unless it is given. */
bool costs_cap_is_usual(const struct costs_question *question);
/* Is anything said of the trend of a series to this reader? */
bool costs_is_told(const struct costs_found *found, enum costs_series series);

/* Pieces of it (rules_years.c, rules_settled.c). */
struct year_price { int32_t year; double index; bool is_borrowed; };    /* of another year */
/* The nearest before the year, else after it; NULL: none at all. */
const struct cost_price *price_near(const struct cost_price_list *prices, int32_t year);
double price_in(const struct cost_price_list *prices, int64_t year);    /* NAN: none */
int32_t price_base(const struct cost_price_list *prices);               /* the newest year; 0 none */
/* For each year from first to last, the nearest where it has none. */
struct year_price *year_prices(struct arena *arena, const struct cost_price_list *prices, int32_t first, int32_t last);
/* What each event was known to cost at the end of a day; events that cost nothing are left out. */
struct known_cost { int32_t year; double amount; bool is_final, has_claim; };
struct known_costs { size_t count; struct known_cost *at; };
struct known_costs costs_known(struct arena *arena, const struct cost_line_list *lines, struct date day);
/* Fills in how settled the years are that are over; false: it cannot be told. */
bool costs_develop(const struct costs_question *question, struct costs_found *found);
/* So many of a hundred events of the whole city and the last years are below it, in prices of the
 * base year and two digits; NAN when there are so few that it could tell of one of them. */
double costs_city_cap(struct arena *arena, const struct costs_question *question);
double costs_quantile(struct arena *arena, const double *amounts, size_t count, double share);

/* ---- Queries (queries.c) -------------------------------------------------------------------- */

struct cost_price_list cost_prices(struct view *view);          /* by name and year */
const struct cost_price *cost_price_get(struct view *view, struct str public_id);
struct cost_price_list cost_prices_of(struct view *view, struct str name);
struct cost_cap_list cost_caps(struct view *view);              /* the newest first */
bool costs_may_keep(struct view *view);                         /* the whole city's */
/* Of a unit with all below it; what happened on the day or later. */
struct cost_line_list cost_lines(struct view *view, int64_t unit_id, struct date from);
struct cost_line_list cost_lines_all(struct view *system, int64_t unit_id, struct date from);
struct cost_line_list cost_lines_city_all(struct view *system, struct date from);
/* Prices and decisions, as the system. */
struct cost_price_list cost_prices_all(struct view *system);
struct cost_price_list cost_prices_named(struct view *system, struct str name);
struct cost_cap_list cost_caps_all(struct view *system);
/* Of the whole city, without whose they are; and for who reads no statistics what each event is
 * known to cost today, without which it is. */
struct cost_line_list cost_lines_city(struct view *view, struct date from);
struct cost_line_list cost_amounts_city(struct view *view, struct date from);
int64_t costs_employees(struct view *view, int64_t unit_id);    /* today; 0 not known */
bool cost_price_is_taken(struct view *view, struct str name, int64_t year, int64_t but_id);

/* ---- What a page asks, and what it was told (ask.c) -------------------------------------------- */

struct costs_topic {
	const struct unit *unit;        /* with all below it */
	struct str index_name;          /* "" none */
	struct date known;
	bool is_today;                  /* known is today */
	bool may_count;                 /* reads the events of the unit */
	bool may_be_kept;               /* what was counted before will do */
	struct str query;               /* "?unit=X&index=Y", for links to the same */
};
/* Of a page: ?unit=, ?index= and ?known=.  False: *problem is the answer. */
bool costs_asked(struct request *request, struct view *view, struct costs_topic *topic, struct reply *problem);
struct costs_found costs_of(struct view *view, const struct costs_topic *topic);
const struct costs_topic *costs_report_topic(struct view *view, int64_t unit_id);   /* NULL: not for the reader */
/* Names of the indexes, each once. */
struct cost_names { size_t count; struct str *at; };
struct cost_names cost_index_names(struct view *view);
/* All of the question but the rows. */
struct costs_question costs_question_of(const struct cost_cap_list *caps, struct date known);
/* The index that the city has decided, else the first; "" none. */
struct str costs_index_usual(const struct cost_price_list *prices, const struct cost_cap_list *caps);
struct date costs_from(const struct costs_question *question);          /* the first day that is looked at */
struct date costs_city_from(const struct costs_question *question);

/* keep.c: what was counted before anybody asked (modules/reporting/kept.h).  False: there is
 * nothing that may be used. */
bool costs_kept(struct view *view, const struct costs_topic *topic, const struct costs_question *question,
                struct costs_found *found);
bool costs_kept_cap(struct view *view, struct str index_name, struct costs_question *question, struct instant *as_of);
struct str costs_found_words(struct arena *arena, const struct costs_found *found);
/* Of the job: one unit, the usual limit of all for 0, which comes first. */
struct keeping;
void costs_keep_one(struct keeping *keeping, struct view *system, int64_t unit_id);
extern const struct job_kind costs_jobs[];

/* From prices of the day to those of the base year; 1 without an index. */
double costs_factor(struct view *view, const struct costs_topic *topic, int64_t year);
/* The rows behind a number of a year; "" when the reader cannot open just these. */
struct str costs_link(struct view *view, const struct costs_topic *topic, const struct costs_year *year, double above);

/* ---- Words (words.c) ------------------------------------------------------------------------------ */

struct str costs_thousands(struct arena *arena, double kronor);         /* "1 234"; "–" not known */
struct str costs_kronor(struct arena *arena, double kronor);            /* "1,2 million kronor" */
struct str costs_prices_words(struct arena *arena, const struct costs_topic *topic, const struct costs_found *found);
struct str costs_cap_words(struct arena *arena, const struct costs_found *found);
struct str costs_finding(struct arena *arena, const struct costs_found *found, enum costs_series series);
struct str costs_tail_words(struct arena *arena, const struct costs_found *found);

/* One year as a row of the page. */
struct cost_cells {
	struct str year, events, rate, capped, known, large, total, largest, final, claimed;
	struct str link, large_link;    /* the rows behind it; "" none */
	enum year_state state;
	bool is_hidden;
};

/* ---- Pages ------------------------------------------------------------------------------------------ */

struct diagram;
struct diagram costs_diagram(struct view *view, const struct costs_topic *topic, const struct costs_found *found,
                             enum costs_series series);
struct reply costs_page(struct request *request, struct view *view);
struct reply costs_figure_file(struct request *request, struct view *view);
struct reply prices_page(struct request *request, struct view *view);
struct reply price_new(struct request *request, struct view *view);
struct reply price_add_act(struct request *request, struct change *change);
void *price_load(struct request *request, struct view *view);
struct reply price_edit(struct request *request, struct view *view);
struct reply price_change_act(struct request *request, struct change *change);
struct reply caps_page(struct request *request, struct view *view);
struct reply cap_new(struct request *request, struct view *view);
struct reply cap_add_act(struct request *request, struct change *change);
struct grid costs_run(struct view *view, const struct report_ask *report);

/* claims.c: what sources of claims say, beside the events and never added to them. */
void claims_show(struct out *out, struct view *view, const struct costs_topic *topic);
void claims_json(struct json_out *json, struct view *view, const struct costs_topic *topic);

struct costs_tab { const char *path, *label; };
extern const struct costs_tab costs_tab_list[];
extern const size_t costs_tab_count;
void costs_demo(struct store *store, int scale);
