/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/city.h - the graph of the whole city, taken out as a file: limited and logged.
 *
 * CSV is the file that `varn analyse cascade` reads, so that anybody who has it may check
 * what the pages say.
 */
#pragma once

#include "modules/continuity/chain.h"

enum extract_format { EXTRACT_none, EXTRACT_csv, EXTRACT_json, EXTRACT_svg };
extern const struct choice extract_formats[], extract_rows[];    /* the rows know of reading too */
#define EXTRACT_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(person_id, ref,  N_("Who"), .refers_to = "person", .is_own = true) \
	F(at,        instant, N_("When"), .is_own = true) \
	F(format,    choice, N_("As"), CHOICES(extract_formats), .required = true) \
	F(reason,    text, N_("What for"), .required = true, .longest = 300, \
	             .help = N_("It is written down together with your name.")) \
	F(nodes,     count, N_("Nodes"), .is_own = true) \
	F(dependencies, count, N_("Dependencies"), .is_own = true) \
	F(digest,    text, N_("Digest of the file"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct dependency_extract { EXTRACT_FIELDS(AS_MEMBER) };
extern const struct record extract_record;
extern const struct form extract_form;

#define EXTRACT_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(at,        instant, N_("When"), ) \
	F(person_name, text, N_("Who"), .is_personal = true) \
	F(format,    choice, N_("As"), CHOICES(extract_rows)) \
	F(reason,    text, N_("What for"), ) \
	F(nodes,     count, N_("Nodes"), ) \
	F(dependencies, count, N_("Dependencies"), ) \
	F(digest,    text, N_("Digest of the file"), )
struct extract_row { EXTRACT_ROW_FIELDS(AS_MEMBER) };

extern const struct table extracts_table;
void extracts_query(struct request *request, struct view *view, struct query *query);
int64_t extracts_of_today(struct view *view);           /* by this person */
/* As `varn analyse cascade` reads it. */
void graph_csv_write(struct out *out, struct view *view, const struct chain *chain);

/* Who sees the graph of the city opens it first; that is written down as an extract is, and
 * holds for a while.  For others the pages of their own are always open. */
enum { OPEN_MINUTES = 60 };
bool graph_is_open(struct view *view);
bool graph_opened_lately(struct view *view);
void graph_open_add(struct change *change, struct str words, int64_t nodes, int64_t dependencies);
struct reply graph_closed_refused(struct request *request);
struct reply graph_closed_show(struct request *request, struct view *view, const char *title);
struct reply graph_open_act(struct request *request, struct change *change);
