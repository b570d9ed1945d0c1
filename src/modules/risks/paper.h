/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/paper.h - an analysis as a written report, in the order that a regulation asks for.
 *
 * Which headings, in which order and what stands below each is data (risk/report_layouts,
 * risk/report_headings); the parts that a heading names are built here.  A paper is made once,
 * in full or as the open extract, and then shown as a page, as JSON or as a document for
 * word processors: the three are made of the same words and of nothing else.
 *
 * The open extract is built from the my_open_... views alone, which leave out what is marked.
 * It carries no numbers of risks and no links, and its risks are counted from one: a risk that
 * is secret as a whole leaves nothing that could be missed.
 */
#pragma once

#include "modules/risks/pages.h"

#define REPORT_LAYOUTS "risk/report_layouts"
#define REPORT_HEADINGS "risk/report_headings"

enum { MOST_PAPER_COLUMNS = 8 };

struct paper_cell { struct str words, link; };          /* link "" none */
struct paper_part {                     /* words, then a table, then a note; "" and 0: none */
	struct str title, words, note;
	size_t columns, rows;
	struct str names[MOST_PAPER_COLUMNS];
	bool is_number[MOST_PAPER_COLUMNS];
	struct paper_cell *cells;       /* rows x columns; the first names the row */
};
LIST_OF(paper_part)
struct paper_heading { struct str code, title; struct paper_part_list parts; };
LIST_OF(paper_heading)
struct paper {
	bool is_open;                   /* the extract */
	struct str title, under, source, language;
	struct paper_heading_list headings;
};

/* As this reader may see it; the headings of the layout ("" the first there is). */
const struct paper *paper_full(struct view *view, const struct rsa *rsa, struct str layout);
/* NULL: this reader may not make one. */
const struct paper *paper_open(struct view *view, int64_t rsa_id, struct str layout);

struct str paper_json(struct arena *arena, const struct paper *paper);
struct reply paper_reply_json(struct request *request, const struct paper *paper);
const struct paper *paper_read(struct arena *arena, struct str json);   /* what paper_json() wrote */
struct str paper_word(struct arena *arena, const struct paper *paper, struct instant made);
void paper_html(struct out *out, const struct paper *paper);

/* ---- What a paper is made of (queries_paper.c) ------------------------------------------------- */

/* The rows of an extract have "" and 0 where something is left out, and the ground in secret_... */
#define PAPER_RSA_FIELDS(F) \
	F(id,          key,    N_("Number"), ) \
	F(unit_id,     ref,    N_("Unit"), ) \
	F(year,        count,  N_("Year"), ) \
	F(number,      count,  N_("Version"), ) \
	F(method_id,   ref,    N_("Scales"), ) \
	F(area,        prose,  N_("The unit and its area"), ) \
	F(process,     prose,  N_("How the work was done"), ) \
	F(participants, prose, N_("Who took part"), ) \
	F(preparedness, prose, N_("Vulnerabilities and shortcomings as a whole"), )
struct paper_rsa { PAPER_RSA_FIELDS(AS_MEMBER) };

#define PAPER_RISK_FIELDS(F) \
	F(id,          key,    N_("Number"), ) \
	F(public_id,   text,   N_("Identity"), ) \
	F(title,       text,   N_("The risk as an event"), ) \
	F(cause,       prose,  N_("Causes"), ) \
	F(source_kind, code,   N_("Where it comes from"), .list = "risk/sources") \
	F(scope,       choice, N_("What it concerns"), CHOICES(risk_scopes)) \
	F(controls,    prose,  N_("What protects us already"), ) \
	F(trend,       choice, N_("Trend"), CHOICES(risk_trends)) \
	F(command,       text, N_("Command"), ) \
	F(cooperation,   text, N_("Cooperation"), ) \
	F(communication, text, N_("Communication"), ) \
	F(competence,    text, N_("Competence"), ) \
	F(resources,     text, N_("Resources"), ) \
	F(capability_words, prose, N_("What is lacking, and what is good"), ) \
	F(treatment,   choice, N_("What shall be done with it"), CHOICES(risk_treatments)) \
	F(plan,        prose,  N_("Long-term action plan"), ) \
	F(secret_cause,      code, N_("Causes"), .list = "secrecy_grounds") \
	F(secret_controls,   code, N_("What protects us already"), .list = "secrecy_grounds") \
	F(secret_assessment, code, N_("The assessment"), .list = "secrecy_grounds") \
	F(secret_capability, code, N_("Capability and shortcomings"), .list = "secrecy_grounds") \
	F(secret_commitments, code, N_("Commitments that it hits"), .list = "secrecy_grounds") \
	F(secret_treatment,  code, N_("Treatment, plan and measures"), .list = "secrecy_grounds") \
	F(probability, count,  N_("Probability, step"), ) \
	F(consequence, count,  N_("Consequence, the worst step"), ) \
	F(zone,        code,   N_("Level"), .list = "event/zone_levels") \
	F(uncertainty, choice, N_("Uncertainty"), CHOICES(risk_uncertainties))
struct paper_risk { PAPER_RISK_FIELDS(AS_MEMBER) };
LIST_OF(paper_risk)

struct paper_vital { int64_t id; struct str name, societal_function; int64_t criticality, outage_hours; };
LIST_OF(paper_vital)
struct paper_need {                     /* a node that a vital activity stands on; or, open, how many do */
	int64_t id, commitment_id, commitments;
	struct str commitment, resource, node, alternative;
	double hours;                   /* from the loss until the activity stops */
};
LIST_OF(paper_need)
struct paper_measure { int64_t risk_id; struct str number, title, state; struct date due_on; };
LIST_OF(paper_measure)
struct paper_link { int64_t risk_id; struct str name; };        /* a commitment that it hits */
LIST_OF(paper_link)

struct paper_rows {
	const struct paper_rsa *rsa;
	struct paper_risk_list risks;
	struct paper_vital_list vital;
	struct paper_need_list needs;
	struct paper_measure_list measures;
	struct paper_link_list links;
};
struct paper_rows paper_rows_full(struct view *view, int64_t rsa_id);
struct paper_rows paper_rows_open(struct view *view, int64_t rsa_id);   /* .rsa NULL: may not */

/* What stands below a heading; the name is a word in its column `parts`. */
struct paper_making {
	struct arena *arena;
	bool is_open;
	struct paper_rows rows;
	const struct scales *scales;
	struct paper_part_list *parts;  /* of the heading that is being made; room for so many */
	size_t room;
};
/* Adds at most a part for each risk, and two. */
struct paper_block { const char *name; void (*build)(struct paper_making *making); };
extern const struct paper_block paper_blocks[];         /* paper_parts.c; ends with name NULL */

/* ---- Extracts that are kept (extract.c) --------------------------------------------------------- */

#define RSA_EXTRACT_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(rsa_id,      ref,    N_("Analysis"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,        count,  N_("Year"), .is_own = true) \
	F(state,       choice, N_("State"), CHOICES(rsa_extract_states), .is_own = true) \
	F(language,    text,   N_("Language"), .is_own = true) \
	F(content,     json,   N_("Content"), .is_own = true) \
	F(digest,      text,   N_("Digest"), .is_own = true) \
	F(created_by,  ref,    N_("Made by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Made"), .is_own = true) \
	F(released_by, ref,    N_("Released by"), .refers_to = "person", .is_own = true) \
	F(released_at, instant, N_("Released"), .is_own = true) \
	F(released_words, prose, N_("To whom, and why it may be told"), .is_own = true) \
	F(withdrawn_by, ref,   N_("Withdrawn by"), .refers_to = "person", .is_own = true) \
	F(withdrawn_at, instant, N_("Withdrawn"), .is_own = true) \
	F(withdrawn_words, prose, N_("Why it was withdrawn"), .is_own = true) \
	F(version,     count,  N_("Version"), .is_own = true)
enum rsa_extract_state { EXTRACT_none, EXTRACT_made, EXTRACT_released, EXTRACT_withdrawn };
extern const struct choice rsa_extract_states[];
struct rsa_extract { RSA_EXTRACT_FIELDS(AS_MEMBER) };
LIST_OF(rsa_extract)
extern const struct record rsa_extract_record;

#define EXTRACT_ACT_FIELDS(F) F(words, prose, N_("Words"), .longest = 2000)
struct extract_act { EXTRACT_ACT_FIELDS(AS_MEMBER) };
extern const struct form extract_act_form;

const struct rsa_extract *rsa_extract_get(struct view *view, struct str public_id);
struct rsa_extract_list rsa_extracts_of(struct view *view, int64_t rsa_id); /* the newest first */
struct rsa_extract_list extracts_released(struct view *view);           /* that this reader may read */
/* Freezes the open extract as it is now; NULL: this person may not make one. */
struct rsa_extract *rsa_extract_make(struct change *change, const struct rsa *rsa);
/* May it be made now?  Why not, as a sentence; "" it may. */
struct str extract_missing(const struct rsa *rsa);

struct reply paper_show(struct request *request, struct view *view);
struct reply extract_preview(struct request *request, struct view *view);
struct reply extract_make_act(struct request *request, struct change *change);
struct reply extracts_show(struct request *request, struct view *view);
struct reply extract_show(struct request *request, struct view *view);
struct reply extract_step_act(struct request *request, struct change *change);
