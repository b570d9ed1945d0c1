/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/wheel.h"
#include "modules/commitments/commitments.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"
#include "modules/risks/risks.h"
#include "modules/units/units.h"

enum { LEAST_STEPS = 4, MOST_STEPS = 6, CAPABILITY_STEPS = 4, FIRST_RSA_YEAR = 2000,
	LAST_RSA_YEAR = 2199, MOST_VALUES = 12, MOST_FREQUENCY_DECIMALS = 6 };
#define SHIPPED_METHODS "risk/methods"          /* catalogues that came with the program */
#define SHIPPED_STEPS "risk/method_steps"

/* ---- What forms ask (model.c) --------------------------------------------------------------- */

#define RSA_BEGIN_FIELDS(F) \
	F(unit,   text,  N_("Unit"), .required = true, .longest = 40) \
	F(year,   count, N_("Year"), .required = true, .least = FIRST_RSA_YEAR, .most = LAST_RSA_YEAR) \
	F(method, text,  N_("Scales"), .longest = 40) \
	F(copy,   yesno, N_("Begin with a copy of the newest analysis of an earlier year"), )
struct rsa_begin { RSA_BEGIN_FIELDS(AS_MEMBER) };
extern const struct record rsa_begin_record;

#define RSA_ACT_FIELDS(F) \
	F(meeting_on, date,  N_("Day of the meeting"), ) \
	F(paragraph,  text,  N_("Paragraph of the minutes"), .longest = 60, .help = N_("For example § 84.")) \
	F(signer,     text,  N_("Signed by"), .longest = 120) \
	F(words,      prose, N_("Words"), .longest = 4000)
struct rsa_act { RSA_ACT_FIELDS(AS_MEMBER) };
extern const struct record rsa_act_record;

/* Consequences are written "individual:3 functionality:4"; a page has a row of buttons for each. */
#define RISK_ASSESS_FIELDS(F) \
	F(probability,  count, N_("Probability"), .most = MOST_STEPS) \
	F(consequences, text,  N_("Consequences"), .longest = 400) \
	F(frequency_low,    text, N_("At least"), .longest = 12) \
	F(frequency_likely, text, N_("Most likely"), .longest = 12) \
	F(frequency_high,   text, N_("At most"), .longest = 12) \
	F(uncertainty,  choice, N_("How uncertain is it?"), CHOICES(risk_uncertainties), .required = true) \
	F(uncertainty_reason, prose, N_("Why it is uncertain"), .longest = 2000) \
	F(zone,         code,  N_("Level, when not as suggested"), .list = "event/zone_levels") \
	F(zone_reason,  prose, N_("Why another level"), .longest = 2000) \
	F(reason,       prose, N_("Why this assessment, in one line"), .required = true, .longest = 2000)
struct risk_assess { RISK_ASSESS_FIELDS(AS_MEMBER) };
extern const struct record risk_assess_record;

/* What a person says when a risk is accepted, dropped or taken up again. */
#define RISK_ACT_FIELDS(F) \
	F(reason, prose, N_("Why"), .longest = 2000) \
	F(until,  date,  N_("Until"), )
struct risk_act { RISK_ACT_FIELDS(AS_MEMBER) };
extern const struct record risk_act_record;

/* Which types of events are counted beside a risk, and which commitments it hits.  A program
 * sends numbers of commitments with spaces between; a page has a box for each. */
#define RISK_LINKS_FIELDS(F) \
	F(types,       codes, N_("Types of events that are counted"), .list = "event/types", \
	               .help = N_("Their number stands beside the risk. A whole group may be chosen with its heading.")) \
	F(commitments, text,  N_("Commitments that it hits"), .longest = 4000)
struct risk_links { RISK_LINKS_FIELDS(AS_MEMBER) };
extern const struct record risk_links_record;

#define RISK_DECISION_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(risk_id,     ref,     N_("Risk"), ) \
	F(revision_id, ref,     N_("Assessment"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(until,       date,    N_("Until"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct risk_decision { RISK_DECISION_FIELDS(AS_MEMBER) };
LIST_OF(risk_decision)
extern const struct shape risk_decision_shape;

#define METHOD_FILE_FIELDS(F) \
	F(code,      text, N_("Code of the version"), .required = true, .longest = 40, \
	             .help = N_("Short and lasting, with a number: municipal-2.")) \
	F(name_sv,   text, N_("Name in Swedish"), .required = true, .longest = 120) \
	F(name_en,   text, N_("Name in English"), .longest = 120) \
	F(in_force_from, date, N_("In force from"), .required = true) \
	F(source_sv, prose, N_("Where it comes from, in Swedish"), .longest = 1000) \
	F(source_en, prose, N_("Where it comes from, in English"), .longest = 1000) \
	F(steps,     prose, N_("Steps and levels, as CSV"), .required = true, .longest = 60000, \
	             .help = N_("The same columns as when a version is taken out as a file."))
struct method_file { METHOD_FILE_FIELDS(AS_MEMBER) };
extern const struct record method_file_record;

#define RSA_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(rsa_id,      ref,     N_("Analysis"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(from_state,  text,    N_("From"), ) \
	F(to_state,    text,    N_("To"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct rsa_step { RSA_STEP_FIELDS(AS_MEMBER) };
LIST_OF(rsa_step)
extern const struct shape rsa_step_shape, risk_step_shape;

/* An analysis of a unit where the reader writes, approves or submits. */
#define RSA_WAITING_FIELDS(F) \
	F(public_id, text,   N_("Identity"), ) \
	F(unit_id,   ref,    N_("Unit"), ) \
	F(unit_name, text,   N_("Unit"), ) \
	F(year,      count,  N_("Year"), ) \
	F(state,     choice, N_("State"), CHOICES(rsa_states)) \
	F(writes,    yesno,  N_("May write"), ) \
	F(approves,  yesno,  N_("May approve"), ) \
	F(submits,   yesno,  N_("May submit"), )
struct rsa_waiting { RSA_WAITING_FIELDS(AS_MEMBER) };
LIST_OF(rsa_waiting)
extern const struct shape rsa_waiting_shape;

/* ---- Rules (rules.c) ------------------------------------------------------------------------ */

#define FROM_STATE(state) (1u << (state))
struct rsa_move {
	const char *verb;               /* stands in the address and in the history */
	unsigned from;                  /* bits */
	int to;
	enum permission need;           /* at the unit of the analysis */
	const char *const *asks;        /* fields of the step's form; NULL none */
	const char *const *needs;       /* of these, what must be answered; NULL none */
	const char *label;              /* N_(): the button */
	const char *done;               /* N_(): in the history, and told when it is done */
	const char *who;                /* N_(): who may do it */
};
extern const struct rsa_move rsa_moves[];       /* ends with verb NULL */
const struct rsa_move *rsa_move_find(struct str verb);  /* NULL */
const struct rsa_move *rsa_straight_move(int state);    /* the step that leads on from it; NULL */
bool rsa_is_editable(int state);
bool rsa_is_locked(int state);          /* handed in: nothing of it changes any more */
/* Why the step does not follow upon the state: which steps come first, by name.  "" it does. */
struct str rsa_missing(struct arena *arena, int state, const struct rsa_move *move);
/* The first field of the step that is wanting or wrong, with *words saying how; NULL none. */
const char *rsa_act_problem(const struct rsa_move *move, const struct rsa_act *act,
                            struct date today, const char **words);

/* What an analysis must have before it goes on from the unit. */
struct rsa_facts {
	size_t risks, unassessed, carried, prominent, without_plan;
	bool has_area, has_process, has_participants, has_secrecy, has_ground;
	bool has_commitments;           /* of the unit, judged */
};
struct wanting { const char *words; const char *part; };        /* N_(); where it is mended */
LIST_OF(wanting)
struct wanting_list rsa_wanting(struct arena *arena, const struct rsa_facts *facts);

/* A version of the scales; "" when it is well, else one sentence that names what is wrong. */
struct str scales_problem(struct arena *arena, const struct scales *scales);
/* "individual:3 functionality:4" -> steps, of the values that the scales have. */
bool consequences_read(struct arena *arena, struct str text, const struct scales *scales,
                       struct risk_consequence_list *list);
int64_t consequence_worst(const struct risk_consequence_list *list);
/* Judges an assessment against the scales: the first field that is wrong, *words how; NULL well. */
const char *risk_assess_problem(const struct risk_assess *assessment, const struct scales *scales,
                               const struct risk_consequence_list *consequences, const char **words);
/* The values of the scales, in their order; answers how many. */
size_t scales_values(const struct scales *scales, struct str values[MOST_VALUES]);
bool frequency_read(struct str text, double *times);    /* "" is 0; a comma will do; not negative */
struct str frequency_words(struct arena *arena, double times);  /* as it was said, in the person's language */

/* ---- Decisions about a risk (rules_treat.c) -------------------------------------------------------- */

struct risk_deed {
	const char *verb;               /* the last part of the address, and in the history */
	enum permission need;           /* at the unit of the risk */
	bool is_free;                   /* also after the draft, until the analysis is locked */
	bool asks_until;
	bool (*can)(const struct risk *risk);
	void (*put)(struct risk *risk, const struct risk_act *act, int64_t person);
	const char *cannot;             /* N_(): why, when it cannot be done */
	const char *label, *done;       /* N_(): the button; told when it is done */
	const char *why;                /* N_(): when no reason is given */
};
extern const struct risk_deed risk_deeds[];     /* ends with verb NULL */
const struct risk_deed *risk_deed_find(struct str verb);        /* NULL */
struct acceptance_days { struct date today, latest; };
/* The first field that is wanting or wrong, *words saying how; NULL well; "" the whole. */
const char *risk_deed_problem(struct arena *arena, const struct risk_deed *deed, const struct risk *risk,
                              const struct risk_act *act, const struct acceptance_days *days,
                              struct str *words);
bool acceptance_holds(const struct risk *risk, struct date on);
/* Of a decision whether it shall be told; the same answer. */
const char *telling_problem(const struct risk *risk, const char **words);

/* Does an analysis that has come to `state` prove that it came to `wanted`? */
bool rsa_meets(int wanted, int state);
extern const struct evidence_source risks_evidence[];

/* ---- The year wheel ------------------------------------------------------------------------- */

/* Of the newest analysis of a unit, or what a person owns or has accepted in such ones. */
struct risk_day { struct str public_id, title; struct date review_on, accepted_until; };
LIST_OF(risk_day)
struct risk_day_list risk_days(struct view *view, const struct wheel_ask *ask);
extern const struct wheel_source risks_wheel[];

/* ---- A colleague's review (rules_lint.c) ---------------------------------------------------------- */

struct lint_facts {
	const struct risk *risk;
	const struct risk_revision *now, *before;       /* NULL: not assessed */
	int level, level_before;        /* of the zones; 0 not known */
	bool needs_measure;             /* what the level says */
	int64_t measures, finished;     /* those linked; of them carried out since the analysis before */
	bool hits;                      /* some commitment is linked */
	double step_low, step_high;     /* times a year that the chosen step means; 0 not known */
	struct str types;               /* of events counted beside it; "" none */
	int64_t events;                 /* of these types in the last twelve months */
	struct date today;
};
struct lint_rule {
	const char *code;
	bool (*holds)(const struct lint_facts *facts);
	const char *words;              /* N_(): as a colleague would say it */
	const char *part;               /* where it is mended: "edit", "assess", "measures" ... */
};
extern const struct lint_rule lint_rules[];     /* ends with code NULL */
struct lint_list { size_t count; const struct lint_rule **at; };
struct lint_list risk_lint(struct arena *arena, const struct lint_facts *facts);
extern const struct rule_table risks_rules[];

/* ---- Queries ----------------------------------------------------------------------------------- */

struct risk_method_list risk_methods(struct view *view);        /* the newest first */
const struct risk_method *risk_method_get(struct view *view, struct str code);
int64_t method_analyses(struct view *view, int64_t method_id, bool only_approved);
void method_replace(struct change *change, struct scales *scales);      /* new, or in the place of one that is free */
/* The scales in a file of steps; NULL and *problem a sentence. */
struct scales *scales_read(struct arena *arena, const struct method_file *file, struct str *problem);
struct str scales_csv(struct arena *arena, const struct scales *scales);

bool risks_may(struct view *view, enum permission permission, int64_t unit_id);
struct rsa_list rsas_of_unit(struct view *view, int64_t unit_id);       /* all, the newest first */
const struct rsa *rsa_next(struct view *view, const struct rsa *rsa);   /* the version after; NULL */
/* All versions: by unit, of each the newest first. */
struct rsa_waiting_list rsas_waiting(struct view *view);
struct rsa_step_list rsa_steps(struct view *view, int64_t rsa_id);
void rsa_step_add(struct change *change, int64_t rsa_id, const char *verb, int from, int to, struct str words);
struct risk_list risks_dropped(struct view *view, int64_t rsa_id);
const struct risk *risk_of_id(struct view *view, int64_t id);
const struct risk *risk_before(struct view *view, const struct risk *risk);     /* the row it was copied from */
struct risk_list risk_years(struct view *view, int64_t root_id);        /* the newest first */
/* As it stood when the analysis before was left, with the risk_id of this one's risks. */
struct risk_revision_list revisions_before(struct view *view, int64_t rsa_id);
struct risk_revision_list revisions_of_risk(struct view *view, int64_t root_id);        /* the newest first */
const struct risk_revision *revision_get(struct view *view, int64_t id);
struct risk_consequence_list consequences_of_revision(struct view *view, int64_t revision_id);
void risk_add(struct change *change, struct risk *risk);        /* number, root */
/* Adds the revision and its consequences; it holds from now on. */
void revision_add(struct change *change, const struct risk *risk, struct risk_revision *revision,
                  const struct risk_consequence_list *consequences);
struct str risk_types(struct view *view, int64_t risk_id);      /* "fire.arson threat": with spaces */
void risk_types_put(struct change *change, int64_t risk_id, struct str types);
/* Those that this reader may see. */
struct commitment_list risk_commitments(struct view *view, int64_t risk_id);
/* In the place of those that the writer may see; others stay. */
void risk_commitments_put(struct change *change, int64_t risk_id, const struct commitment_list *list);
struct risk_hit { int64_t risk_id; };    /* it hits some commitment, whoever may read that */
LIST_OF(risk_hit)
struct risk_hit_list risk_hits_of_rsa(struct view *view, int64_t rsa_id);
bool hit_find(const struct risk_hit_list *list, int64_t risk_id);
struct risk_type { int64_t risk_id; struct str type; };
LIST_OF(risk_type)
struct risk_type_list risk_types_of_rsa(struct view *view, int64_t rsa_id);     /* sorted by risk */
struct str types_find(struct arena *arena, const struct risk_type_list *list, int64_t risk_id);
bool rsa_has_commitments(struct view *view, int64_t rsa_id);    /* its unit has judged some */
bool risk_bump(struct change *change, int64_t risk_id, int64_t version);        /* false: stale */
/* Of verb, until and words; by person_id, or when that is 0 by the one who writes. */
void decision_add(struct change *change, const struct risk *risk, const struct risk_decision *decision);
struct risk_decision_list decisions_of(struct view *view, int64_t root_id);     /* the newest first */
void risk_commitments_copy(struct change *change, int64_t from, int64_t to);
struct rsa_count { int64_t rsa_id, risks, prominent, untold; };
LIST_OF(rsa_count)
struct rsa_count_list rsa_counts(struct view *view, int year);
struct measure_tally { int64_t risk_id, measures, open, finished; };
LIST_OF(measure_tally)
struct measure_tally_list risk_measures(struct view *view, int64_t rsa_id);
const struct measure_tally *tally_find(const struct measure_tally_list *list, int64_t risk_id);
void risks_query(struct request *request, struct view *view, struct query *query);
extern const struct table risks_table;

/* ---- Writing and showing ------------------------------------------------------------------------- */

/* A new analysis or a new version, with everything of `from` (NULL: empty). */
struct rsa *rsa_begin(struct change *change, struct rsa *fresh, const struct rsa *from);
struct rsa *rsa_follow(struct change *change, const struct rsa *before, struct str reason);
/* The analysis of an earlier year that a new one is copied from; NULL none. */
const struct rsa *rsa_earlier(struct view *view, int64_t unit_id, int year);
struct rsa_facts rsa_facts_of(struct view *view, const struct rsa *rsa);

struct reply risks_show(struct request *request, struct view *view);
struct reply risks_list(struct request *request, struct view *view);
struct reply rsa_begin_show(struct request *request, struct view *view);
struct reply rsa_begin_act(struct request *request, struct change *change);
struct reply rsa_show(struct request *request, struct view *view);
struct reply rsa_edit(struct request *request, struct view *view);
struct reply rsa_change_act(struct request *request, struct change *change);
void *rsa_load(struct request *request, struct view *view);
struct reply rsa_move_act(struct request *request, struct change *change);
struct reply rsa_plan_show(struct request *request, struct view *view);
struct reply rsa_compare_show(struct request *request, struct view *view);
struct reply matrix_show(struct request *request, struct view *view);
struct reply risk_new(struct request *request, struct view *view);
struct reply risk_add_act(struct request *request, struct change *change);
struct reply risk_show(struct request *request, struct view *view);
struct reply risk_edit(struct request *request, struct view *view);
void *risk_load(struct request *request, struct view *view);
struct reply risk_change_act(struct request *request, struct change *change);
struct reply assess_show(struct request *request, struct view *view);
struct reply assess_act(struct request *request, struct change *change);
struct reply risk_deed_act(struct request *request, struct change *change);
struct reply tell_show(struct request *request, struct view *view);
struct reply tell_act(struct request *request, struct change *change);
struct reply marks_show(struct request *request, struct view *view);
struct reply marks_act(struct request *request, struct change *change);
struct reply risk_links_show(struct request *request, struct view *view);
struct reply risk_links_act(struct request *request, struct change *change);
struct reply methods_show(struct request *request, struct view *view);
struct reply method_show(struct request *request, struct view *view);
struct reply method_new(struct request *request, struct view *view);
struct reply method_add_act(struct request *request, struct change *change);
struct reply methods_ship_act(struct request *request, struct change *change);

extern const struct form rsa_begin_form, rsa_form, rsa_act_form, risk_form, risk_assess_form,
	risk_act_form, risk_tell_form, risk_marks_form, risk_links_form, method_form;
void risks_home(struct out *out, struct request *request, struct view *view);
void risks_demo(struct store *store, int scale);
extern const struct route risks_routes[];
