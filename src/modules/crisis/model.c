/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/model.c - the records of the room, their choices, and the room itself. */
#include "modules/crisis/home.h"
#include "modules/crisis/messages.h"
#include "modules/crisis/shifts.h"

#include "modules/crisis/pages.html.h"

const struct choice crisis_states[] = {
	{ "", "" },
	{ "open", N_("Going on") },
	{ "closed", N_("Closed") },
	{ NULL, NULL },
};

/* One list: what may be written, then what acts leave. */
#define KINDS_WRITTEN \
	{ "", "" }, \
	{ "note", N_("Note") }, \
	{ "in", N_("Information in") }, \
	{ "out", N_("Information out") }, \
	{ "contact", N_("Contact") }, \
	{ "decision", N_("Decision") }, \
	{ "task", N_("Task") }, \
	{ "request", N_("Request for help") }, \
	{ "done", N_("Done") }, \
	{ "correction", N_("Correction") }
const struct choice entry_kinds_written[] = { KINDS_WRITTEN, { NULL, NULL } };
const struct choice entry_kinds[] = {
	KINDS_WRITTEN,
	{ "open", N_("Opened") },
	{ "level", N_("Level judged") },
	{ "coordination", N_("Coordination judged") },
	{ "staff", N_("Staff") },
	{ "close", N_("Closed") },
	{ "reopen", N_("Opened again") },
	{ "sitrep", N_("Situation report") },
	{ "picture", N_("Shared picture") },
	{ "direction", N_("Common direction") },
	{ "rhythm", N_("Meeting or report") },
	{ "shift", N_("Long shift") },
	{ "inject", N_("Inject") },
	{ "away", N_("Goes on off-line") },
	{ "home", N_("Home from off-line") },
	{ NULL, NULL },
};

#define RECORD struct crisis
static const struct field crisis_fields[] = { CRISIS_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_record = {
	RECORD_OF("crisis", crisis, crisis_fields),
	.label = N_("Crisis"), .many = N_("Crises"), .path = "/crisis",
};

#define RECORD struct entry
static const struct field entry_fields[] = { ENTRY_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(entry_fields) == ENTRY_FIELD_COUNT, "one count for each field");
const struct record entry_record = {
	.shape = SHAPE_OF("crisis_entry", entry, entry_fields),
	.name = "crisis_entry", .fields = entry_fields, .count = COUNT(entry_fields),
	.label = N_("Line of a log"), .many = N_("Lines of logs"), .path = "/crisis",
};

#define RECORD struct seal
static const struct field seal_fields[] = { SEAL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record seal_record = {
	RECORD_OF("crisis_seal", seal, seal_fields),
	.label = N_("Signed head of a log"), .many = N_("Signed heads of logs"), .path = "/crisis",
};

#define RECORD struct line
static const struct field line_fields[] = { LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_line_record = {
	.shape = SHAPE_OF(NULL, line, line_fields),
	.name = "crisis_line", .fields = line_fields, .count = COUNT(line_fields),
	.label = N_("Line of a log"), .many = N_("Lines of logs"), .path = "/crisis",
};

#define RECORD struct level
static const struct field level_fields[] = { LEVEL_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record level_record = {
	.shape = SHAPE_OF(NULL, level, level_fields),
	.name = "crisis_level", .fields = level_fields, .count = COUNT(level_fields),
	.label = N_("Level"), .many = N_("Level"), .path = "/crisis",
};
const struct form crisis_level_form = { .record = &level_record,
	.fields = FIELDS("level", "decided_by", "grounds") };

#define RECORD struct coordination
static const struct field coordination_fields[] = { COORDINATION_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record coordination_record = {
	.shape = SHAPE_OF(NULL, coordination, coordination_fields),
	.name = "crisis_coordination", .fields = coordination_fields,
	.count = COUNT(coordination_fields),
	.label = N_("Central coordination"), .many = N_("Central coordination"), .path = "/crisis",
};
const struct form crisis_coordination_form = { .record = &coordination_record,
	.fields = FIELDS("coordination", "decided_by", "grounds") };

#define RECORD struct state_change
static const struct field state_fields[] = { STATE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record state_record = {
	.shape = SHAPE_OF(NULL, state_change, state_fields),
	.name = "crisis_state", .fields = state_fields, .count = COUNT(state_fields),
	.label = N_("State"), .many = N_("State"), .path = "/crisis",
};
const struct form crisis_state_form = { .record = &state_record, .fields = FIELDS("grounds") };

#define RECORD struct crisis_staff
static const struct field staff_fields[] = { CRISIS_STAFF_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_staff_record = {
	RECORD_OF("crisis_staff", crisis_staff, staff_fields),
	.label = N_("Who takes part"), .many = N_("Who takes part"), .path = "/crisis",
};
const struct form crisis_staff_form = { .record = &crisis_staff_record,
	.fields = FIELDS("person_id", "function") };

#define RECORD struct staff_row
static const struct field staff_row_fields[] = { STAFF_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape crisis_staff_row_shape = SHAPE_OF(NULL, staff_row, staff_row_fields);

#define RECORD struct crisis_row
const struct field crisis_row_fields[] = { CRISIS_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(crisis_row_fields) == CRISIS_ROW_COUNT, "one count for each field");

/* What goes on stands on everybody's first page who may see it. */
static void crisis_home(struct out *out, struct request *request, struct view *view)
{
	struct crisis_list open;

	if (!request_may(request, MAY_crisis_log))
		return;
	open = crises_open(view);
	if (open.count)
		crisis_card(out, &open);
}

static const struct record *const records[] = { &crisis_record, &entry_record,
	&crisis_staff_record, &seal_record, &crisis_unit_record, &sitrep_record, &sentence_record,
	&crisis_picture_record, &picture_line_record, &direction_record, &rhythm_record,
	&shift_record, &crisis_home_record, &home_file_record, &home_entry_record, &message_record, &message_step_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Crises"), "/crisis", MAY_crisis_log, "crisis", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module crisis_module = {
	.name = "crisis",
	.routes = crisis_routes,
	.records = records,
	.references = crisis_references,
	.jobs = crisis_jobs,
	.evidence = crisis_evidence,
	.commands = crisis_commands,
	.rules = crisis_rules,
	.menu = menu,
	.demo = crisis_demo,
	.home = crisis_home,
	.home_first = MAY_crisis_log,
};
