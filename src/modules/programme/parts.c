/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/parts.c - the files of a programme folder: columns, and how a cell is judged. */
#include "modules/programme/folder.h"

#define REQUIRED .required = true

static const struct part_column programme_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "edition", CELL_code, REQUIRED },
	{ "title_sv", CELL_text, REQUIRED }, { "title_en", CELL_text, REQUIRED },
	{ "adopted_by", CELL_text }, { "adopted_on", CELL_date }, { "registry_number", CELL_text },
	{ "valid_from", CELL_date, REQUIRED }, { "valid_to", CELL_date },
	{ "plan_functions", CELL_many, .known = KNOWN_legal }, { "predecessors", CELL_codes },
	{ .name = NULL },
};

static const struct part_column focus_area_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { .name = NULL },
};

static const struct part_column actor_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "applies", CELL_predicate }, { "is_secret", CELL_yesno },
	{ .name = NULL },
};

static const struct part_column flag_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "question_sv", CELL_text, REQUIRED },
	{ "question_en", CELL_text, REQUIRED }, { "is_secret", CELL_yesno }, { .name = NULL },
};

/* The days are judged together, by cadence_judge(). */
static const struct part_column calendar_rule_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "period", CELL_one, REQUIRED, KNOWN_period },
	{ "opens", CELL_text }, { "due", CELL_text }, { "meeting_from", CELL_text },
	{ "meeting_to", CELL_text }, { .name = NULL },
};

static const struct part_column deadline_step_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "days_before", CELL_whole, REQUIRED }, { .name = NULL },
};

#define DUTY_COLUMNS \
	{ "id", CELL_code, REQUIRED, .member = "code" }, { "section", CELL_text }, \
	{ "focus_area", CELL_one, .known = KNOWN_focus_area }, \
	{ "who", CELL_many, .known = KNOWN_actor }, \
	{ "cadence", CELL_one, .known = KNOWN_cadence }, \
	{ "report_to", CELL_many, .known = KNOWN_actor }, \
	{ "text_sv", CELL_text, REQUIRED }, { "text_en", CELL_text, REQUIRED }, \
	{ "lines", CELL_lines }, { "legal", CELL_many, .known = KNOWN_legal }, \
	{ "note_sv", CELL_text }, { "note_en", CELL_text }

static const struct part_column goal_columns[] = { DUTY_COLUMNS, { .name = NULL } };
static const struct part_column obligation_columns[] = { DUTY_COLUMNS,
	{ "kind", CELL_one, REQUIRED, KNOWN_obligation_kind },
	{ "same_as", CELL_one, .known = KNOWN_duty },
	{ "checked_by", CELL_many, .known = KNOWN_follow_up }, { .name = NULL } };
static const struct part_column follow_up_columns[] = { DUTY_COLUMNS,
	{ "assessor", CELL_one, .known = KNOWN_actor },
	{ "same_as", CELL_one, .known = KNOWN_duty }, { .name = NULL } };

static const struct part_column term_columns[] = {
	{ "id", CELL_code, REQUIRED, .member = "code" }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "text_sv", CELL_text, REQUIRED },
	{ "text_en", CELL_text, REQUIRED }, { "lines", CELL_lines }, { "note_sv", CELL_text },
	{ "note_en", CELL_text }, { .name = NULL },
};

static const struct part_column role_columns[] = {
	{ "role_type", CELL_one, REQUIRED, KNOWN_role_type },
	{ "id", CELL_one, REQUIRED, KNOWN_duty, "code" }, { "deputy_required", CELL_yesno },
	{ .name = NULL },
};

static const struct part_column legal_basis_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "statute", CELL_text }, { "paragraph", CELL_text },
	{ "url", CELL_url }, { "valid_from", CELL_date }, { "valid_to", CELL_date }, { .name = NULL },
};

static const struct part_column deliverable_columns[] = {
	{ "code", CELL_code, REQUIRED }, { "name_sv", CELL_text, REQUIRED },
	{ "name_en", CELL_text, REQUIRED }, { "who", CELL_many, REQUIRED, KNOWN_actor },
	{ "receiver", CELL_one, REQUIRED, KNOWN_actor }, { "cadence", CELL_one, REQUIRED, KNOWN_cadence },
	{ "carrier", CELL_carrier, REQUIRED }, { "covers", CELL_many, .known = KNOWN_duty },
	{ "help_sv", CELL_text }, { "help_en", CELL_text }, { .name = NULL },
};

static const struct part_column evidence_columns[] = {
	{ "id", CELL_one, REQUIRED, KNOWN_duty, "code" }, { "part", CELL_whole, REQUIRED },
	{ "source", CELL_one, REQUIRED, KNOWN_source }, { "arguments", CELL_arguments },
	{ "least", CELL_least }, { "says_sv", CELL_says, REQUIRED }, { "says_en", CELL_says, REQUIRED },
	{ "not_sv", CELL_says, REQUIRED }, { "not_en", CELL_says, REQUIRED }, { .name = NULL },
};

static const struct part_column succession_columns[] = {
	{ "from_programme", CELL_code, REQUIRED }, { "from_id", CELL_code, REQUIRED, .member = "from_code" },
	{ "to_id", CELL_one, .known = KNOWN_duty, .member = "to_code" },
	{ "kind", CELL_one, REQUIRED, KNOWN_fate }, { "note_sv", CELL_text }, { "note_en", CELL_text },
	{ .name = NULL },
};

#define KEY(...) (const char *const[]){ __VA_ARGS__, NULL }

const struct part_file part_files[PART_COUNT] = {
	[PART_programme] = { "programme.csv", &programme_record, programme_columns, REQUIRED },
	[PART_focus_areas] = { "focus_areas.csv", &focus_area_record, focus_area_columns,
		.key = KEY("code") },
	[PART_actors] = { "actors.csv", &actor_record, actor_columns, REQUIRED, .key = KEY("code") },
	[PART_flags] = { "flags.csv", &concern_flag_record, flag_columns, .key = KEY("code") },
	[PART_calendar_rules] = { "calendar_rules.csv", &calendar_rule_record, calendar_rule_columns,
		REQUIRED, .key = KEY("code") },
	[PART_deadline_steps] = { "deadline_steps.csv", &deadline_step_record, deadline_step_columns,
		.key = KEY("code") },
	[PART_goals] = { "goals.csv", &obligation_record, goal_columns, .kind = "G" },
	[PART_obligations] = { "obligations.csv", &obligation_record, obligation_columns },
	[PART_activities] = { "activities.csv", &obligation_record, goal_columns, .kind = "A" },
	[PART_follow_up] = { "follow_up.csv", &obligation_record, follow_up_columns, .kind = "U" },
	[PART_terms] = { "terms.csv", &term_record, term_columns },
	[PART_roles] = { "roles.csv", &programme_role_record, role_columns,
		.key = KEY("role_type", "id") },
	[PART_legal_basis] = { "legal_basis.csv", &legal_basis_record, legal_basis_columns,
		.key = KEY("code") },
	[PART_deliverables] = { "deliverables.csv", &deliverable_record, deliverable_columns,
		.key = KEY("code") },
	[PART_evidence] = { "evidence.csv", &evidence_rule_record, evidence_columns,
		.key = KEY("id", "part") },
	[PART_successions] = { "successions.csv", &succession_record, succession_columns,
		.key = KEY("from_programme", "from_id", "to_id") },
};
