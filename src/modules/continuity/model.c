/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/model.c - the records of the room, its routes, and the room as the house sees it. */
#include "modules/continuity/city.h"
#include "modules/continuity/coverage.h"
#include "modules/continuity/plan_beside.h"
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
#define PLAN "/plans/:plan"
#define EDITION PLAN "/editions/:n"
#define PLAN_PAGE(path_, show_, label_) { GET, path_, .need = MAY_continuity_write, .show = show_, .label = label_ }
/* An act without a form of its own; and one with. */
#define PLAN_ACT(path_, need_, act_, label_) { POST, path_, .need = need_, .act = act_, \
	.again = plan_show, .is_api_too = true, .label = label_ }
#define PLAN_FORM(path_, act_, form_, again_, label_) { POST, path_, .need = MAY_continuity_write, \
	.act = act_, .form = form_, .again = again_, .is_api_too = true, .label = label_ }
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
	{ POST, "/dependencies/open", .need = MAY_dependencies_city, .act = graph_open_act,
	  .again = graph_city_show, .is_api_too = true, .label = N_("Open the graph of the city") },
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
	{ GET, "/plans", .need = MAY_continuity_read, .show = plans_list, .is_api_too = true,
	  .label = N_("List of continuity plans") },
	PLAN_PAGE("/plans/new", plan_new, N_("Begin a continuity plan")),
	PLAN_FORM("/plans", plan_add_act, &plan_form, plan_new, N_("Save a new continuity plan")),
	{ GET, "/plans/coverage", .need = MAY_continuity_read, .show = coverage_show, .is_api_too = true,
	  .label = N_("What the plans cover") },
	{ GET, PLAN, .need = MAY_continuity_read, .show = plan_show, .is_api_too = true,
	  .label = N_("One continuity plan, as it is in force") },
	PLAN_PAGE(PLAN "/edit", plan_edit, N_("Change name or owner of a plan")),
	{ POST, PLAN, .need = MAY_continuity_write, .act = plan_change_act, .form = &plan_form,
	  .load = plan_load, .again = plan_edit, .is_api_too = true, .label = N_("Save name or owner of a plan") },
	PLAN_ACT(PLAN "/end", MAY_continuity_write, plan_end_act, N_("Stop using a plan")),
	PLAN_ACT(PLAN "/editions", MAY_continuity_write, edition_new_act, N_("Begin a new edition of a plan")),
	{ GET, EDITION, .need = MAY_continuity_read, .show = plan_show, .is_api_too = true,
	  .label = N_("One edition of a plan") },
	{ GET, EDITION "/paper", .need = MAY_continuity_read, .show = plan_paper_show,
	  .label = N_("An edition of a plan on paper") },
	PLAN_PAGE(EDITION "/edit", edition_edit, N_("Write what an edition says")),
	{ POST, EDITION, .need = MAY_continuity_write, .act = edition_change_act, .form = &edition_form,
	  .load = edition_load, .again = edition_edit, .is_api_too = true, .label = N_("Save what an edition says") },
	PLAN_PAGE(EDITION "/commitments/new", protected_new, N_("Add a commitment that a plan protects")),
	PLAN_FORM(EDITION "/commitments", protected_add_act, &protected_form, protected_new,
		N_("Save a commitment that a plan protects")),
	PLAN_ACT(EDITION "/commitments/:number/drop", MAY_continuity_write, protected_drop_act,
		N_("Take away a commitment that a plan protects")),
	PLAN_PAGE(EDITION "/routines/new", routine_new, N_("Add a reserve routine")),
	PLAN_FORM(EDITION "/routines", routine_add_act, &routine_form, routine_new, N_("Save a new reserve routine")),
	PLAN_PAGE(EDITION "/routines/:routine/edit", routine_edit, N_("Change a reserve routine")),
	{ POST, EDITION "/routines/:routine", .need = MAY_continuity_write, .act = routine_change_act,
	  .form = &routine_form, .load = routine_load, .again = routine_edit, .is_api_too = true,
	  .label = N_("Save a changed reserve routine") },
	PLAN_ACT(EDITION "/routines/:routine/drop", MAY_continuity_write, routine_drop_act,
		N_("Take away a reserve routine")),
	PLAN_ACT(EDITION "/send", MAY_continuity_write, edition_send_act, N_("Send an edition to review")),
	PLAN_ACT(EDITION "/return", MAY_continuity_read, edition_return_act, N_("Return an edition")),
	{ GET, EDITION "/approve", .need = MAY_continuity_approve, .show = edition_approve,
	  .label = N_("Approve an edition of a plan") },
	{ POST, EDITION "/approve", .need = MAY_continuity_approve, .act = edition_approve_act,
	  .form = &approval_form, .again = edition_approve, .is_api_too = true,
	  .label = N_("Save that an edition is approved") },
	PLAN_PAGE(PLAN "/tests/new", plan_test_new, N_("Write down a test of a plan")),
	PLAN_FORM(PLAN "/tests", plan_test_add_act, &plan_test_form, plan_test_new, N_("Save a test of a plan")),
	{ GET, "/plan-tests/:test", .need = MAY_continuity_read, .show = plan_test_show, .is_api_too = true,
	  .label = N_("One test of a plan, and the measures after it") },
	PLAN_PAGE(PLAN "/reviews/new", plan_review_new, N_("Review a plan without changes")),
	PLAN_FORM(PLAN "/reviews", plan_review_add_act, &plan_review_form, plan_review_new,
		N_("Save that a plan is reviewed")),
	PLAN_PAGE(PLAN "/copies/new", plan_copy_new, N_("Lay out a printed copy of a plan")),
	PLAN_FORM(PLAN "/copies", plan_copy_add_act, &plan_copy_form, plan_copy_new,
		N_("Save where a printed copy lies")),
	PLAN_ACT(PLAN "/copies/:copy/check", MAY_continuity_write, plan_copy_check_act,
		N_("Say which edition of a plan lies there")),
	PLAN_ACT(PLAN "/copies/:copy/end", MAY_continuity_write, plan_copy_end_act,
		N_("Take a printed copy away")),
	{ .path = NULL },
};

static const struct record *const records[] = { &node_record, &dependency_record,
	&cascade_run_record, &extract_record, &plan_record, &edition_record, &routine_record,
	&plan_test_record, &plan_review_record, &plan_copy_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Continuity"), "/continuity", MAY_continuity_read, "continuity", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module continuity_module = {
	.name = "continuity", .routes = routes, .records = records,
	.references = continuity_references, .rules = continuity_rules, .menu = menu,
	.jobs = continuity_jobs, .imports = continuity_imports, .demo = continuity_demo, .home = continuity_home,
	.evidence = continuity_evidence, .wheel = continuity_wheel,
};
