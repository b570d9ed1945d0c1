/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/inside.h - what the files of this room share about nodes and dependencies. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/import.h"
#include "kit/table.h"
#include "modules/continuity/continuity.h"

/* A dependency as it is first written and as a line of a file: with whom it is on. */
#define NEED_FIELDS(F) \
	DEPENDENCY_FIELDS(F) \
	F(node_id,  ref,  N_("Stands on"), .required = true, .refers_to = "node_choice", \
	            .help = N_("Something others stand on too, or something the unit keeps itself.")) \
	F(other_id, ref,  N_("Or instead on"), .refers_to = "node_choice", \
	            .help = N_("An alternative: one of them is enough. More can be added later.")) \
	F(of_commitment, ref, N_("Commitment"), .refers_to = "commitment") \
	F(of_node,  ref,  N_("Node that depends"), .refers_to = "node")
struct need { NEED_FIELDS(AS_MEMBER) };
extern const struct record need_record;

/* Another member, and how many are enough. */
#define MEMBER_FIELDS(F) \
	F(node_id,  ref,   N_("Stands on"), .refers_to = "node_choice") \
	F(needed,   count, N_("So many of them are enough"), .required = true, .least = 1, .most = 50) \
	F(version,  count, N_("Version"), .is_own = true)
struct members { MEMBER_FIELDS(AS_MEMBER) };
extern const struct record members_record;

/* A dependency in a list. */
#define DEPENDENCY_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity"), ) \
	F(owner_id,  ref,  N_("Who depends"), .is_hidden = true) \
	F(owner_public, text, N_("Identity of who depends"), ) \
	F(owner_name, text, N_("Who depends"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(resource,  code, N_("Needs"), .list = "dependency_resources") \
	F(on_names,  text, N_("Stands on"), ) \
	F(members,   count, N_("Members"), ) \
	F(needed,    count, N_("Enough"), ) \
	F(delay_hours, real, N_("Felt after (hours)"), ) \
	F(buffer_low, real, N_("Lasts at least (hours)"), ) \
	F(buffer_hours, real, N_("Lasts (hours)"), ) \
	F(buffer_high, real, N_("Lasts at most (hours)"), ) \
	F(effect,    code, N_("Effect"), .list = "dependency_effects") \
	F(is_critical, yesno, N_("Critical"), ) \
	F(alternative, text, N_("What is done instead"), ) \
	F(contract,  text, N_("Contract"), ) \
	F(has_clause, yesno, N_("The contract demands what would be demanded of oneself"), ) \
	F(verified_on, date, N_("Verified"), ) \
	F(ended_on,  date, N_("Ended"), )
struct dependency_row { DEPENDENCY_ROW_FIELDS(AS_MEMBER) };
LIST_OF(dependency_row)

/* A node in a list; how many stand on it, in the whole city. */
#define NODE_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity"), ) \
	F(name,      text, N_("Name"), ) \
	F(kind,      code, N_("Kind"), .list = "node_kinds") \
	F(unit_name, text, N_("Kept by"), ) \
	F(area,      text, N_("Serves"), ) \
	F(recovery_hours, real, N_("Back after (hours)"), ) \
	F(mine,      count, N_("Commitments you read"), ) \
	F(commitments, count, N_("Commitments on it"), ) \
	F(boards,    count, N_("Boards on it"), )
struct node_row { NODE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(node_row)

/* Who stands on a node, or what it stands on: one member of one dependency. */
struct stand { int64_t dependency_id, node_id; struct str dependency, node, name, kind, resource; int64_t needed, members; };
LIST_OF(stand)

/* ---- Rules (rules.c) ------------------------------------------------------------------------- */

/* Three numbers that people said: all of one kind, or the middle alone.  The field that is
 * wrong and why (N_()), or NULL. */
struct said_hours { double low, middle, high; };
const char *said_hours_problem(struct said_hours said, const char *const fields[3], const char **words);
/* As the simulation takes them: the middle alone is known. */
struct spread;
struct spread said_hours_spread(struct said_hours said);
/* "6 h", "30 min", "3 days" */
struct str hours_told(struct arena *arena, double hours);
/* "6 h (4 to 12 h)"; "" for 0 */
struct str said_hours_words(struct arena *arena, struct said_hours said);
/* How many, when that many may be told: "7", or "fewer than 3" to those who do not see them. */
struct str count_shown(struct arena *arena, int64_t count, bool sees_all);
extern const struct rule_table continuity_rules[];
bool plans_rule_row(size_t i, struct out *out);         /* rules_plans.c */
bool coverage_rule_row(size_t i, struct out *out);      /* coverage.c */

/* ---- Queries ----------------------------------------------------------------------------------- */

extern const struct table nodes_table, dependencies_table;
extern const struct reference continuity_references[];
void nodes_query(struct request *request, struct view *view, struct query *query);
void dependencies_query(struct request *request, struct view *view, struct query *query);

bool city_graph_is_seen(struct view *view);             /* by its own right */
/* Does the request take a list out that for this person is the whole city's? */
bool city_is_taken_out(struct request *request, struct view *view);
/* It is taken out where that is written down, not here. */
struct reply city_dependencies_refused(struct request *request);
bool city_counts_are_seen(struct view *view);
const struct node *node_of_public(struct view *view, struct str public_id);
const struct node *node_of_id(struct view *view, int64_t id);
const struct node *node_of_commitment(struct view *view, int64_t commitment_id);
bool node_may_edit(struct view *view, const struct node *node);
bool unit_may_write(struct view *view, int64_t unit_id);
bool node_name_is_taken(struct view *view, struct str name, int64_t but_id);
int64_t node_in_use(struct view *view, int64_t node_id);        /* dependencies on it, anybody's */
/* Who stands on it, in the whole city; and how many of those one sees. */
struct node_use { int64_t commitments, boards, dependencies, mine; };
struct node_use node_use_of(struct view *view, int64_t node_id);
/* Boards on each node that one sees, of those that have any. */
struct node_boards { int64_t node_id, boards; };
LIST_OF(node_boards)
struct node_boards_list node_boards_all(struct view *view);     /* in the order of node_id */
struct stand_list node_stands_on_it(struct view *view, int64_t node_id);        /* that one sees */
struct node_list nodes_seen(struct view *view);
/* The node that stands for a commitment, made when there is none; 0: it is not seen. */
int64_t node_for_commitment(struct change *change, int64_t commitment_id);

const struct dependency *dependency_of_public(struct view *view, struct str public_id);
const struct dependency *dependency_of_id(struct view *view, int64_t id);
struct dependency_row_list dependencies_of(struct view *view, int64_t node_id);
struct node_list dependency_members(struct view *view, int64_t dependency_id);
int64_t dependency_member_count(struct view *view, int64_t dependency_id);
bool dependency_has_member(struct view *view, int64_t dependency_id, int64_t node_id);
void dependency_member_add(struct change *change, int64_t dependency_id, int64_t node_id);
bool dependency_member_drop(struct change *change, int64_t dependency_id, int64_t node_id);
/* Would the node then stand on itself, by others? */
bool node_comes_round(struct view *view, int64_t owner_id, int64_t node_id);

/* What a commitment says of itself, as its reader sees it. */
struct commitment_facts {
	int64_t id, unit_id;
	struct str number, name;
	double tolerable;               /* hours */
	bool has_tolerable, is_vital;
};
LIST_OF(commitment_facts)
const struct commitment_facts *commitment_facts_of_number(struct view *view, struct str number);
const struct commitment_facts *commitment_facts_of(struct view *view, int64_t id);

/* Import (import.c) */
extern const struct import_kind continuity_imports[];
/* Also what the person who takes an import back does not see any more. */
const struct dependency *dependency_as_it_is(struct view *system, int64_t id);
/* Of the units the person writes for: the same key in a list of others means something else. */
const struct dependency *dependency_of_source(struct view *view, struct str source, struct str key);
struct dependency_list dependencies_of_import(struct view *system, int64_t import_id, int64_t after_id);
void dependency_remove(struct change *change, int64_t id);

/* ---- Pages --------------------------------------------------------------------------------------- */

extern const struct form node_form, need_form, dependency_form, members_form;
bool may_write_at(struct request *request, struct view *view, int64_t unit_id);
/* What is wrong with the times of a dependency or node becomes problems. */
void dependency_judge(struct view *view, void *row, struct problems *problems);
void node_judge(struct view *view, void *row, struct problems *problems);

struct reply nodes_list(struct request *request, struct view *view);
struct reply node_new(struct request *request, struct view *view);
struct reply node_add_act(struct request *request, struct change *change);
struct reply node_show(struct request *request, struct view *view);
struct reply node_edit(struct request *request, struct view *view);
void *node_load(struct request *request, struct view *view);
struct reply node_change_act(struct request *request, struct change *change);
struct reply node_retire_act(struct request *request, struct change *change);
struct reply commitment_dependencies_show(struct request *request, struct view *view);
struct reply commitment_need_act(struct request *request, struct change *change);
struct reply dependencies_list(struct request *request, struct view *view);
struct reply need_new(struct request *request, struct view *view);
struct reply need_add_act(struct request *request, struct change *change);
struct reply dependency_show(struct request *request, struct view *view);
struct reply dependency_edit(struct request *request, struct view *view);
void *dependency_load(struct request *request, struct view *view);
struct reply dependency_change_act(struct request *request, struct change *change);
struct reply dependency_members_act(struct request *request, struct change *change);
struct reply dependency_drop_act(struct request *request, struct change *change);
struct reply dependency_verify_act(struct request *request, struct change *change);
struct reply dependency_end_act(struct request *request, struct change *change);
void continuity_demo(struct store *store, int scale);
