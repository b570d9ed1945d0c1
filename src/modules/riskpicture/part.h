/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/part.h - what a unit's risks became, what many stand on, and what proves the
 * picture.
 */
#pragma once

#include "modules/riskpicture/inside.h"

#define PART_FIELDS(F) \
	F(public_id,   text,  N_("Identity"), ) \
	F(number,      text,  N_("Risk number"), ) \
	F(title,       text,  N_("The risk as an event"), ) \
	F(is_prominent, yesno, N_("One of the most prominent risks"), ) \
	F(is_used,     yesno, N_("Stands in a theme"), ) \
	F(theme_id,    text,  N_("Identity"), ) \
	F(theme_title, text,  N_("Theme"), ) \
	F(doing,       prose, N_("What the city does with it"), )
struct part_row { PART_FIELDS(AS_MEMBER) };
LIST_OF(part_row)
struct part_row_list part_of(struct view *view, int64_t picture_id, int64_t rsa_id);
/* The newest analysis of a unit that was handed in; NULL. */
const struct rsa *part_analysis(struct view *view, int64_t unit_id, int year);
const struct risk_picture *picture_published(struct view *view, int year);
struct face_missing_list part_units(struct view *view, int year);      /* whose analysis one reads */

#define SHARED_FIELDS(F) \
	F(kind,        code,  N_("Kind"), .list = "node_kinds") \
	F(name,        text,  N_("Name"), ) \
	F(public_id,   text,  N_("Identity"), ) \
	F(things,      count, N_("How many things"), ) \
	F(commitments, count, N_("Commitments"), ) \
	F(boards,      count, N_("Units"), )
struct shared_node { SHARED_FIELDS(AS_MEMBER) };
LIST_OF(shared_node)
struct shared_node_list shared_nodes(struct view *view);
bool reads_graph(struct view *view);
bool reads_continuity(struct view *view);       /* of the whole city */

#define PICTURE_EVIDENCE_FIELDS(F) \
	F(id,           key,     N_("Number"), ) \
	F(unit_id,      ref,     N_("Unit"), ) \
	F(year,         count,   N_("Year"), ) \
	F(number,       count,   N_("Version"), ) \
	F(state,        choice,  N_("State"), CHOICES(risk_picture_states)) \
	F(decided_at,   instant, N_("Decided"), ) \
	F(published_at, instant, N_("Published"), ) \
	F(has_strategic, yesno,  N_("Strategic risk of the city"), ) \
	F(has_outside,  yesno,   N_("Who outside the city took part"), )
struct picture_evidence { PICTURE_EVIDENCE_FIELDS(AS_MEMBER) };
LIST_OF(picture_evidence)
struct picture_evidence_list risk_picture_evidence(struct view *view, int64_t unit_id, int from, int to);

struct part_page {
	struct request *request;
	const struct unit *unit;
	const struct rsa *rsa;                  /* NULL: nothing handed in that one reads */
	const struct risk_picture *picture;     /* NULL: not published yet */
	struct part_row_list rows;
	int year;
};
struct reply part_show(struct request *request, struct view *view);
struct reply shared_show(struct request *request, struct view *view);
struct reply riskpicture_word(struct request *request, struct view *view);
void riskpicture_home(struct out *out, struct request *request, struct view *view);
extern const struct evidence_source riskpicture_evidence[];
extern const struct wheel_source riskpicture_wheel[];
