/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/module.c - what the room shows to the house. */
#include "modules/surveys/make.h"
#include "modules/surveys/pages.h"

static const struct route routes[] = {
	{ GET, "/surveys", .need = MAY_statistics_read, .show = surveys_page, .is_api_too = true,
		.label = N_("Surveys: do people feel safe?") },
	{ GET, "/surveys/new", .need = MAY_surveys_write, .show = survey_new,
		.label = N_("Register a survey") },
	{ POST, "/surveys", .need = MAY_surveys_write, .act = survey_add_act,
		.form = &security_survey_form, .again = survey_new, .is_api_too = true,
		.label = N_("Save a survey") },
	{ GET, "/surveys/:survey", .need = MAY_statistics_read, .show = survey_page, .is_api_too = true,
		.label = N_("One survey: its rounds and questions") },
	{ GET, "/surveys/:survey/edit", .need = MAY_surveys_write, .show = survey_edit,
		.label = N_("Change a survey") },
	{ POST, "/surveys/:survey", .need = MAY_surveys_write, .act = survey_change_act,
		.form = &security_survey_form, .load = survey_load, .again = survey_edit,
		.is_api_too = true, .label = N_("Change a survey") },
	{ GET, "/surveys/:survey/questions/new", .need = MAY_surveys_write, .show = survey_question_new,
		.label = N_("Register a question of a survey") },
	{ POST, "/surveys/:survey/questions", .need = MAY_surveys_write, .act = survey_question_add_act,
		.form = &asked_question_form, .again = survey_question_new, .is_api_too = true,
		.label = N_("Save a question of a survey") },
	{ GET, "/surveys/:survey/questions/:question/edit", .need = MAY_surveys_write,
		.show = survey_question_edit,
		.label = N_("Change a question that has not been computed") },
	{ POST, "/surveys/:survey/questions/:question", .need = MAY_surveys_write,
		.act = survey_question_change_act, .form = &asked_question_form,
		.load = survey_question_load, .again = survey_question_edit, .is_api_too = true,
		.label = N_("Change a question that has not been computed") },
	{ GET, "/surveys/:survey/rounds/new", .need = MAY_surveys_write, .show = survey_round_new,
		.label = N_("Register a round of a survey") },
	{ POST, "/surveys/:survey/rounds", .need = MAY_surveys_write, .act = survey_round_add_act,
		.form = &asked_round_form, .again = survey_round_new, .is_api_too = true,
		.label = N_("Save a round of a survey") },
	{ GET, "/surveys/:survey/rounds/:round", .need = MAY_statistics_read, .show = survey_round_page,
		.is_api_too = true, .label = N_("One round of a survey: what the city says") },
	{ GET, "/surveys/:survey/rounds/:round/edit", .need = MAY_surveys_write,
		.show = survey_round_edit, .label = N_("Change a round of a survey") },
	{ POST, "/surveys/:survey/rounds/:round", .need = MAY_surveys_write,
		.act = survey_round_change_act, .form = &asked_round_form, .load = survey_round_load,
		.again = survey_round_edit, .is_api_too = true,
		.label = N_("Change a round of a survey") },
	{ GET, "/surveys/:survey/rounds/:round/files", .need = MAY_surveys_write,
		.show = survey_read_page, .label = N_("Read in the answers of a round") },
	{ POST, "/surveys/:survey/rounds/:round/files", .need = MAY_surveys_write,
		.act = survey_read_act, .again = survey_read_page, .is_api_too = true,
		.label = N_("Read in the answers of a round, or the people they speak for") },
	{ POST, "/surveys/:survey/rounds/:round/compute", .need = MAY_surveys_write,
		.act = survey_compute_act, .is_api_too = true,
		.label = N_("Compute a round of a survey") },
	{ POST, "/surveys/:survey/rounds/:round/erase", .need = MAY_surveys_write,
		.act = survey_erase_act, .is_api_too = true,
		.label = N_("Erase the answers of a round") },
	{ GET, "/surveys/:survey/rounds/:round/questions/:question", .need = MAY_statistics_read,
		.show = survey_result_page, .is_api_too = true,
		.label = N_("What a round says of one question, by area") },
	{ GET, "/surveys/:survey/rounds/:round/questions/:question/figure/:form",
		.need = MAY_statistics_read, .show = survey_figure_file,
		.label = N_("The figure of a question by area, as a file") },
	{ .path = NULL },
};

static const struct record *const records[] = { &security_survey_record, &asked_question_record,
	&asked_round_record, &round_file_record, &round_run_record, &round_result_record, NULL };

static const struct import_kind imports[] = {
	{ .name = "survey_answers", .label = N_("Answers of a survey"), .need = MAY_surveys_write, .undo = answers_undo,
	  .is_private = true },
	{ .name = "survey_people", .label = N_("People that a survey speaks for"), .need = MAY_surveys_write,
	  .undo = answers_undo },
	{ .name = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Surveys"), "/surveys", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module surveys_module = {
	.name = "surveys",
	.routes = routes,
	.records = records,
	.imports = imports,
	.jobs = surveys_jobs,
	.evidence = surveys_evidence,
	.menu = menu,
	.demo = surveys_demo,
};
