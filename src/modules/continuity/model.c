/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/model.c - the records of the room, its routes, and the room as the house sees it. */
#include "modules/continuity/city.h"
#include "modules/continuity/runs.h"
#include "modules/continuity/start.h"

#define RECORD struct node
static const struct field node_fields[] = { NODE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record node_record = { RECORD_OF("node", node, node_fields),
	.label = N_("Node"), .many = N_("Nodes"), .path = "/nodes" };

#define RECORD struct dependency
static const struct field dependency_fields[] = { DEPENDENCY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dependency_record = { RECORD_OF("dependency", dependency, dependency_fields),
	.label = N_("Dependency"), .many = N_("Dependencies"), .path = "/dependencies" };

#define RECORD struct need
static const struct field need_fields[] = { NEED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record need_record = {
	.shape = SHAPE_OF(NULL, need, need_fields), .name = "dependency",
	.fields = need_fields, .count = COUNT(need_fields),
	.label = N_("Dependency"), .many = N_("Dependencies"), .path = "/dependencies" };
_Static_assert(offsetof(struct need, node_id) >= sizeof(struct dependency),
               "what is written first begins with a dependency");

#define RECORD struct members
static const struct field members_fields[] = { MEMBER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record members_record = {
	.shape = SHAPE_OF(NULL, members, members_fields), .name = "dependency_member",
	.fields = members_fields, .count = COUNT(members_fields),
	.label = N_("What a dependency stands on"), .many = N_("What dependencies stand on"),
	.path = "/dependencies" };

#define RECORD struct cascade_run_row
static const struct field run_fields[] = { CASCADE_RUN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record cascade_run_record = { RECORD_OF("cascade_run", cascade_run_row, run_fields),
	.label = N_("Longer calculation"), .many = N_("Longer calculations"), .path = "/cascade" };

#define DEPENDENCY "/dependencies/:dependency"
#define DEPENDENCY_ACT(path_, act_, label_) { POST, DEPENDENCY path_, .need = MAY_continuity_write, \
	.act = act_, .again = dependency_show, .is_api_too = true, .label = label_ }
static const struct route routes[] = {
	{ GET, "/continuity", .need = MAY_continuity_read, .show = continuity_show,
	  .label = N_("Start page of continuity") },
	{ GET, "/nodes", .need = MAY_continuity_read, .show = nodes_list, .is_api_too = true,
	  .label = N_("List of what commitments stand on") },
	{ GET, "/nodes/new", .need = MAY_continuity_write, .show = node_new, .label = N_("Add a node") },
	{ POST, "/nodes", .need = MAY_continuity_write, .act = node_add_act, .form = &node_form,
	  .again = node_new, .is_api_too = true, .label = N_("Save a new node") },
	{ GET, "/nodes/:node", .need = MAY_continuity_read, .show = node_show, .is_api_too = true,
	  .label = N_("One node and what stands on it") },
	{ GET, "/nodes/:node/edit", .need = MAY_continuity_write, .show = node_edit,
	  .label = N_("Change a node") },
	{ POST, "/nodes/:node", .need = MAY_continuity_write, .act = node_change_act,
	  .form = &node_form, .load = node_load, .again = node_edit, .is_api_too = true,
	  .label = N_("Save a changed node") },
	{ POST, "/nodes/:node/retire", .need = MAY_continuity_write, .act = node_retire_act,
	  .again = node_show, .is_api_too = true, .label = N_("A node is no longer there") },
	{ GET, "/nodes/:node/needs/new", .need = MAY_continuity_write, .show = need_new,
	  .label = N_("Add what a node needs") },
	{ POST, "/nodes/:node/needs", .need = MAY_continuity_write, .act = need_add_act,
	  .form = &need_form, .again = need_new, .is_api_too = true,
	  .label = N_("Save what a node needs") },
	{ GET, "/commitments/:number/dependencies", .need = MAY_continuity_read,
	  .show = commitment_dependencies_show, .label = N_("What a commitment needs") },
	{ GET, "/commitments/:number/needs/new", .need = MAY_continuity_write, .show = need_new,
	  .label = N_("Add what a commitment needs") },
	{ POST, "/commitments/:number/needs", .need = MAY_continuity_write, .act = need_add_act,
	  .form = &need_form, .again = need_new, .is_api_too = true,
	  .label = N_("Save what a commitment needs") },
	{ GET, "/dependencies", .need = MAY_continuity_read, .show = dependencies_list,
	  .is_api_too = true, .label = N_("List of dependencies") },
	{ GET, "/dependencies/city", .need = MAY_dependencies_city, .show = graph_city_show,
	  .label = N_("The graph of the city") },
	{ GET, "/dependencies/extracts", .need = MAY_continuity_read, .show = extracts_list,
	  .is_api_too = true, .label = N_("Who has taken the graph of the city out") },
	{ POST, "/dependencies/extracts", .need = MAY_dependencies_city, .act = city_extract_act,
	  .form = &extract_form, .again = graph_city_show, .label = N_("Take the graph of the city out") },
	{ GET, DEPENDENCY, .need = MAY_continuity_read, .show = dependency_show, .is_api_too = true,
	  .label = N_("One dependency") },
	{ GET, DEPENDENCY "/edit", .need = MAY_continuity_write, .show = dependency_edit,
	  .label = N_("Change a dependency") },
	{ POST, DEPENDENCY, .need = MAY_continuity_write, .act = dependency_change_act,
	  .form = &dependency_form, .load = dependency_load, .again = dependency_edit,
	  .is_api_too = true, .label = N_("Save a changed dependency") },
	{ POST, DEPENDENCY "/members", .need = MAY_continuity_write, .act = dependency_members_act,
	  .form = &members_form, .again = dependency_show, .is_api_too = true,
	  .label = N_("Add what a dependency stands on, or say how many are enough") },
	{ GET, "/cascade", .need = MAY_continuity_read, .show = cascade_show, .is_api_too = true,
	  .label = N_("What falls when something fails") },
	{ POST, "/cascade/:kind", .need = MAY_continuity_read, .act = cascade_job_act,
	  .again = cascade_show, .is_api_too = true, .label = N_("Order a longer calculation") },
	{ GET, "/cascade/runs/:run", .need = MAY_continuity_read, .show = cascade_run_show,
	  .is_api_too = true, .label = N_("What a longer calculation found") },
	{ GET, "/cascade/weak", .need = MAY_continuity_read, .show = weak_show,
	  .label = N_("What stands weakest") },
	{ GET, "/nodes/:node/graph", .need = MAY_continuity_read, .show = node_graph_show,
	  .label = N_("Two steps around a node") },
	{ GET, "/nodes/:node/cuts", .need = MAY_continuity_read, .show = node_cuts_show,
	  .label = N_("What must fail for a node to fall") },
	DEPENDENCY_ACT("/members/:node/drop", dependency_drop_act, N_("Take away what a dependency stands on")),
	DEPENDENCY_ACT("/verify", dependency_verify_act, N_("Verify a dependency")),
	DEPENDENCY_ACT("/end", dependency_end_act, N_("End a dependency")),
	{ .path = NULL },
};

static const struct record *const records[] = { &node_record, &dependency_record,
	&cascade_run_record, &extract_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Continuity"), "/continuity", MAY_continuity_read, "continuity", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module continuity_module = {
	.name = "continuity", .routes = routes, .records = records,
	.references = continuity_references, .rules = continuity_rules, .menu = menu,
	.jobs = continuity_jobs, .imports = continuity_imports, .demo = continuity_demo, .home = continuity_home,
};
