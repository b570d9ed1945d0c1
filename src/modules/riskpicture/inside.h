/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/inside.h - what the files of this room share. */
#pragma once

#include "analysis/rollup.h"
#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/people/people.h"
#include "modules/riskpicture/riskpicture.h"
#include "modules/risks/risks.h"
#include "modules/units/units.h"

enum { PLACES = 10, MOST_LEVELS = 8, MOST_VALUES = 8, PAGE_BYTES = 8 << 20,
	LONGEST_CHOICE = 65536 };

/* ---- Records (model.c) ------------------------------------------------------------------------ */

#define RISKPICTURE_ACT_FIELDS(F) \
	F(words,      prose, N_("Why"), .required = true, .longest = 2000) \
	F(version,    count, N_("Version"), .is_own = true)
struct riskpicture_act { RISKPICTURE_ACT_FIELDS(AS_MEMBER) };
extern const struct record riskpicture_act_record;

#define RISKPICTURE_DECISION_FIELDS(F) \
	F(meeting_on, date,  N_("Day of the meeting"), .required = true) \
	F(paragraph,  text,  N_("Paragraph of the minutes"), .required = true, .longest = 60, \
	              .help = N_("For example § 84.")) \
	F(signer,     text,  N_("Signed by"), .required = true, .longest = 120)
struct riskpicture_decision { RISKPICTURE_DECISION_FIELDS(AS_MEMBER) };
extern const struct record riskpicture_decision_record;

/* A theme as it is asked for: its words, and the risks that stand in it. */
#define THEME_ASK_FIELDS(F) \
	F(id,    key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(kind,  choice, N_("Kind of theme"), CHOICES(risk_theme_kinds)) \
	RISK_THEME_WORDS(F) \
	F(risks, text,   N_("Risks that stand in it"), .longest = 40000) \
	F(version, count, N_("Version"), .is_own = true)
struct theme_ask { THEME_ASK_FIELDS(AS_MEMBER) };
extern const struct record theme_ask_record;

#define RISKPICTURE_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(picture_id,  ref,     N_("Picture"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct riskpicture_step { RISKPICTURE_STEP_FIELDS(AS_MEMBER) };
LIST_OF(riskpicture_step)
extern const struct shape riskpicture_step_shape;

/* A risk as the roll-up has it: with its unit, its scales and the assessment that holds. */
#define ROLLED_FIELDS(F) \
	F(id,          key,    N_("Number"), ) \
	F(root_id,     ref,    N_("First row"), ) \
	F(public_id,   text,   N_("Identity"), ) \
	F(number,      text,   N_("Risk number"), ) \
	F(rsa_id,      ref,    N_("Analysis"), ) \
	F(unit_id,     ref,    N_("Unit"), ) \
	F(unit_code,   text,   N_("Code"), ) \
	F(unit_sv,     text,   N_("Unit"), ) \
	F(unit_en,     text,   N_("Unit"), ) \
	F(area_name,   text,   N_("Area"), ) \
	F(title,       text,   N_("The risk as an event"), ) \
	F(source_kind, code,   N_("Where it comes from"), .list = "risk/sources") \
	F(scope,       choice, N_("What it concerns"), CHOICES(risk_scopes)) \
	F(secret_whole, text,  N_("The whole risk"), ) \
	F(secret_assessment, text, N_("The assessment"), ) \
	F(secrecy,     choice, N_("Secrecy"), CHOICES(rsa_secrecies)) \
	F(method_id,   ref,    N_("Scales"), ) \
	F(revision_id, ref,    N_("Assessment"), ) \
	F(probability, count,  N_("Probability, step"), ) \
	F(zone,        text,   N_("Level"), ) \
	F(frequency_low,    real, N_("Times a year, low"), ) \
	F(frequency_likely, real, N_("Times a year, likely"), ) \
	F(frequency_high,   real, N_("Times a year, high"), ) \
	F(uncertainty, choice, N_("Uncertainty"), CHOICES(risk_uncertainties))
struct rolled { ROLLED_FIELDS(AS_MEMBER) };
LIST_OF(rolled)
extern const struct shape rolled_shape;

struct theme_risk { int64_t theme_id, risk_id, root_id; };
LIST_OF(theme_risk)

/* ---- Rules (rules.c) ------------------------------------------------------------------------------ */

/* May the risk, and may its assessment, stand in what everybody reads? */
bool rolled_is_open(const struct rolled *risk);
bool rolled_is_told(const struct rolled *risk);
/* What was said of how often: the interval itself when there is one, else the step of the scale,
 * wider when it is uncertain; all 0 when nothing was said. */
struct spread rolled_spread(const struct rolled *risk, const struct risk_step *step);
/* "once in 5 years", "3 times a year"; "" for nought. */
struct str rollup_often(struct arena *arena, double times);
/* Of the theme itself: the first field that is wrong, *words how; NULL well. */
const char *theme_problem(const struct risk_theme *theme, const char **words);
/* Of a decision. */
const char *decision_problem(const struct riskpicture_decision *act, struct date today, const char **words);

extern const struct rule_table riskpicture_rules[];

/* ---- The roll-up (gather.c) ------------------------------------------------------------------------ */

struct gathering {
	int year;
	struct rolled_list risks;       /* the prominent ones of what has come in, by unit */
	struct spread *said;            /* of each: how often; 0 nothing said */
	const struct risk_step **steps; /* of each: the step of probability; NULL */
	int64_t *step_counts;           /* of each: how many steps its scale has */
	struct consequence_row_list *consequences;      /* of each: the steps per protected value */
	size_t units;                   /* whose analysis has come in */
};
struct consequence_row { int64_t risk_id; struct str value; int64_t step, steps; struct str name_sv, name_en; };
LIST_OF(consequence_row)
const struct gathering *gathering_of(struct view *view, int year);
const struct rolled *gathering_risk(const struct gathering *gathering, struct str public_id);  /* NULL */
bool theme_risks_have(const struct theme_risk_list *taken, int64_t root_id);

struct suggestion {
	size_t count, units;
	const struct rolled **risks;    /* the one that names it first */
	struct str reasons;             /* a sentence or more, in the person's language */
};
LIST_OF(suggestion)
/* Groups of those that stand in no theme yet. */
struct suggestion_list suggestions_of(struct view *view, const struct gathering *gathering,
                                      const struct theme_risk_list *taken);
/* The one that holds this risk; NULL none. */
const struct suggestion *suggestion_with(const struct suggestion_list *list, struct str public_id);

/* All that a theme is made from. */
struct gather {
	const struct gathering *gathering;
	struct theme_risk_list taken;
	struct suggestion_list suggestions;
};
const struct gather *gather_of(struct view *view, const struct risk_picture *picture);
struct str risks_chosen(struct request *request, struct str risks);     /* their public identities */

/* ---- Faces: what a picture says (face.c, face_json.c) ------------------------------------------------ */

struct face_said {
	struct str risk, number, title; /* public identity, number, words */
	struct str unit, unit_sv, unit_en;      /* its code and names */
	struct str zone;                /* "" not assessed, or the assessment is marked */
	struct str step_sv, step_en;
	int64_t step, steps;            /* of probability, and how many the scale has */
	struct spread times;
	bool is_marked;                 /* only in the inner version: not in the open one */
};
LIST_OF(face_said)
struct face_level { struct str zone; int64_t count; };
struct face_value { struct str value, name_sv, name_en; int64_t step, steps, count; };
struct face_theme {
	struct str public_id, title, words, doing, actors, reason, zone;
	int kind;
	int64_t place;                  /* in the open version without holes where a theme is left out */
	int64_t units;
	struct face_said_list said;
	size_t level_count, value_count;
	struct face_level levels[MOST_LEVELS];          /* the highest first; no level: not assessed */
	struct face_value values[MOST_VALUES];          /* the worst that was said of each, and by how many */
	struct rollup times;
	bool is_marked;
};
LIST_OF(face_theme)
struct face_missing { struct str unit, unit_sv, unit_en; bool is_returned; };
LIST_OF(face_missing)
struct face {
	int64_t units_in, units_all, risks;
	struct face_theme_list themes;  /* the first ten by place, then the others */
	struct face_missing_list missing;
};
/* As it would be now; `is_open`: nothing that is marked, not even as a number. */
const struct face *face_of(struct view *view, const struct risk_picture *picture, bool is_open);
struct str face_json(struct arena *arena, const struct face *face);
const struct face *face_read(struct arena *arena, struct str json);     /* what face_json() wrote */
/* The frozen one when it is decided, else as it would be now. */
const struct face *face_of_picture(struct view *view, const struct risk_picture *picture, bool is_open);
const struct face_theme *face_theme_get(const struct face *face, struct str public_id);        /* NULL */
int theme_level(const struct face_theme *theme);        /* of the highest; 0 none */

/* ---- Queries ------------------------------------------------------------------------------------------ */

bool riskpicture_maker(struct view *view);  /* puts the analyses together for the city */
bool riskpicture_decider(struct view *view);        /* and records what is decided there */
struct risk_picture_list riskpictures_all(struct view *view);       /* the newest first */
const struct risk_picture *risk_picture_get(struct view *view, struct str public_id);
const struct risk_picture *risk_picture_of_year(struct view *view, int year);   /* the newest version */
const struct risk_picture *risk_picture_next(struct view *view, const struct risk_picture *picture);
struct riskpicture_step_list riskpicture_steps(struct view *view, int64_t picture_id);
void riskpicture_step_add(struct change *change, int64_t picture_id, const char *verb, struct str words);
struct risk_theme_list risk_themes_of(struct view *view, int64_t picture_id);        /* by place, those without last */
const struct risk_theme *theme_get(struct view *view, int64_t picture_id, struct str public_id);
/* What stands in the themes now. */
struct theme_risk_list theme_risks_of(struct view *view, int64_t picture_id);
void theme_risk_add(struct change *change, int64_t theme_id, int64_t risk_id);
void theme_risk_take(struct change *change, int64_t theme_id, int64_t root_id);
struct risk_key { struct str public_id; };
LIST_OF(risk_key)
struct risk_key_list risks_readable(struct view *view, int year);       /* which this person may open */

struct rolled_list rolled_of_year(struct view *view, int year);
int64_t rollup_units(struct view *view, int year);
struct pair_row { int64_t risk_id, number; struct str code; };
LIST_OF(pair_row)
struct pair_row_list rolled_types(struct view *view, int year);
struct pair_row_list rolled_nodes(struct view *view, int year);
struct pair_row_list rolled_consequences(struct view *view, int year);  /* code: the value, number: the step */
struct unit_state { int64_t unit_id; bool is_in, is_returned; };
LIST_OF(unit_state)
struct unit_state_list rollup_states(struct view *view, int year);

/* ---- Pages ----------------------------------------------------------------------------------------------- */

struct riskpicture_page {
	struct request *request;
	struct view *view;
	const struct risk_picture *picture;
	const struct risk_picture *next;        /* the version after; NULL */
	const struct face *face;
	struct riskpicture_step_list steps;
	struct str submission;          /* where it was handed in, when that may be read; "" */
	bool is_maker, is_decider, is_inner;
};
const char *risk_picture_class(int state);
struct str riskpicture_name(struct arena *arena, const struct risk_picture *picture);
struct str riskpicture_path(struct arena *arena, const struct risk_picture *picture);
struct str face_name(struct str sv, struct str en);
struct str rollup_words(struct arena *arena, const struct rollup *times);       /* how often, and how far apart */
struct str step_words_of(struct arena *arena, const struct face_said *said);
const char *riskpicture_verb_words(struct str verb);
struct str riskpicture_locked_words(void);
struct reply riskpicture_refused(struct request *request, struct change *change, const char *field, struct str words);
int64_t risk_picture_office(struct view *view, int year);
int64_t riskpicture_sent_version(struct request *request, int64_t now);
struct riskpicture_page riskpicture_page_of(struct request *request, struct view *view, const struct risk_picture *picture);

struct reply riskpictures_show(struct request *request, struct view *view);
struct reply riskpicture_begin_act(struct request *request, struct change *change);
struct reply riskpicture_show(struct request *request, struct view *view);
struct reply riskpicture_edit(struct request *request, struct view *view);
void *riskpicture_load(struct request *request, struct view *view);
struct reply riskpicture_change_act(struct request *request, struct change *change);
struct reply gather_show(struct request *request, struct view *view);
struct reply theme_new(struct request *request, struct view *view);
struct reply theme_add_act(struct request *request, struct change *change);
struct reply theme_json(struct request *request, const struct face_theme *theme);
struct reply theme_show(struct request *request, struct view *view);
struct reply theme_edit(struct request *request, struct view *view);
void *theme_load(struct request *request, struct view *view);
struct reply theme_change_act(struct request *request, struct change *change);
struct reply theme_dissolve_act(struct request *request, struct change *change);
extern const struct form riskpicture_form, riskpicture_act_form, riskpicture_decision_form, theme_form,
	riskpicture_begin_form;
extern const struct route riskpicture_routes[];
