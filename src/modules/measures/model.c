/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/model.c - the records of the room and their choices. */
#include "modules/measures/effect_costs.h"

const struct choice measure_states[] = {
	{ "", "" },
	{ "proposed", N_("Proposed") },
	{ "decided", N_("Decided") },
	{ "in_progress", N_("In progress") },
	{ "done", N_("Done, effect not evaluated") },
	{ "evaluated", N_("Effect evaluated") },
	{ "closed", N_("Closed") },
	{ "stopped", N_("Stopped") },
	{ NULL, NULL },
};

#define RECORD struct measure
static const struct field measure_fields[] = { MEASURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record measure_record = {
	RECORD_OF("measure", measure, measure_fields),
	.label = N_("Measure"), .many = N_("Measures"), .path = "/measures",
};

#define RECORD struct measure_act
static const struct field act_fields[] = { MEASURE_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record measure_act_record = {
	.shape = SHAPE_OF(NULL, measure_act, act_fields),
	.name = "measure_act", .fields = act_fields, .count = COUNT(act_fields),
	.label = N_("Step of a measure"), .many = N_("Steps of measures"), .path = "/measures",
};

#define RECORD struct measure_step
static const struct field step_fields[] = { MEASURE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape measure_step_shape = SHAPE_OF(NULL, measure_step, step_fields);

#define RECORD struct measure_row
const struct field measure_row_fields[] = { MEASURE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(measure_row_fields) == MEASURE_ROW_COUNT, "one count for each field");
const struct shape measure_row_shape = SHAPE_OF(NULL, measure_row, measure_row_fields);

const struct choice citation_parts[] = {
	{ "", "" },
	{ "present", N_("Present situation") },
	{ "causes", N_("Causes") },
	{ "consequences", N_("Likely consequences") },
	{ "development", N_("Possible development") },
	{ "proposals", N_("Proposed measures") },
	{ NULL, NULL },
};

#define RECORD struct citation
static const struct field citation_fields[] = { CITATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record citation_record = {
	RECORD_OF("citation", citation, citation_fields),
	.label = N_("Citation"), .many = N_("Citations"), .path = "/measures",
};

const struct choice effect_findings[] = {
	[RATE_none] = { "", "" },
	[RATE_too_few] = { "too_few", N_("Too few to say") },
	[RATE_fell] = { "fell", N_("Fell") },
	[RATE_fell_maybe] = { "fell_maybe", N_("Fell, could be chance") },
	[RATE_same] = { "same", N_("The same") },
	[RATE_rose_maybe] = { "rose_maybe", N_("Rose, could be chance") },
	[RATE_rose] = { "rose", N_("Rose") },
	{ NULL, NULL },
};

#define RECORD struct effect_check
static const struct field check_fields[] = { EFFECT_CHECK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record effect_check_record = {
	RECORD_OF("effect_check", effect_check, check_fields),
	.label = N_("Effect check"), .many = N_("Effect checks"), .path = "/measures/checks",
};

#define RECORD struct effect_figure
static const struct field figure_fields[] = { EFFECT_FIGURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record effect_figure_record = {
	RECORD_OF("effect_figure", effect_figure, figure_fields),
	.label = N_("Figure of an effect"), .many = N_("Figures of effects"),
	.path = "/measures/effects",
};

const struct choice effect_cost_findings[] = {
	[AVOIDED_none] = { "", "" },
	[AVOIDED_less] = { "less", N_("Cost less") },
	[AVOIDED_more] = { "more", N_("Cost more") },
	[AVOIDED_unclear] = { "cannot_tell", N_("Cannot tell") },
	[AVOIDED_too_few] = { "too_few", N_("Cannot tell: too few") },
	[AVOIDED_too_few_there] = { "too_few_there", N_("Cannot tell: too few to compare with") },
	[AVOIDED_unsettled] = { "not_settled", N_("Cannot tell: not settled") },
	{ NULL, NULL },
};

#define RECORD struct effect_cost
static const struct field cost_fields[] = { EFFECT_COST_FIELDS(AS_FIELD) };
#undef RECORD
const struct record effect_cost_record = {
	RECORD_OF("effect_cost", effect_cost, cost_fields),
	.label = N_("Avoided cost of a measure"), .many = N_("Avoided costs of measures"),
	.path = "/measures/effects",
};

static const struct record *const records[] = { &measure_record, &citation_record,
	&effect_check_record, &effect_figure_record, &effect_cost_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Measures"), "/measures", MAY_measures_read, "measure", false },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module measures_module = {
	.name = "measures",
	.routes = measures_routes,
	.records = records,
	.references = measures_references,
	.reports = measures_reports,
	.evidence = measures_evidence,
	.wheel = measures_wheel,
	.rules = measures_rules,
	.menu = menu,
	.demo = measures_demo,
	.home = measures_home,
};
