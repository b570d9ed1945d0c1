/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/rules.c - when a project is late, and what its days cannot be. */
#include "modules/projects/inside.h"

#include "base/tongue.h"

const struct choice project_phases[] = {
	{ "", NULL }, { "programme", N_("Programme") }, { "consultation", N_("Consultation") },
	{ "decided", N_("Decided") }, { "building", N_("Being built") }, { "done", N_("Done") },
	{ "stopped", N_("Stopped") }, { NULL, NULL },
};
const struct choice project_standings[] = {
	{ "", NULL }, { "waiting", N_("Risks not judged yet") },
	{ "day_passed", N_("Its day has passed, and nothing is decided") },
	{ "assessed", N_("Risks judged in time") },
	{ "assessed_late", N_("Fixed before its risks were judged") },
	{ "never_assessed", N_("Fixed without its risks being judged") },
	{ "stopped", N_("Stopped") }, { NULL, NULL },
};

bool phase_is_fixed(int phase)
{
	return phase == PHASE_decided || phase == PHASE_building || phase == PHASE_done;
}

bool phase_has_ended(int phase)
{
	return phase == PHASE_done || phase == PHASE_stopped;
}

enum project_standing project_standing_on(const struct project *project, struct date today)
{
	bool is_assessed = date_is_given(project->assessed_on);

	if (project->is_fixed && !is_assessed)
		return STANDING_never_assessed;
	if (project->is_fixed && date_compare(project->assessed_on, project->fixed_on) > 0)
		return STANDING_assessed_late;
	if (!project->is_fixed && project->phase == PHASE_stopped)
		return STANDING_stopped;
	if (!project->is_fixed && date_is_given(project->fixed_on)
	    && date_compare(project->fixed_on, today) < 0)
		return STANDING_day_passed;
	return is_assessed ? STANDING_assessed : STANDING_waiting;
}

bool standing_is_late(enum project_standing standing)
{
	return standing == STANDING_assessed_late || standing == STANDING_never_assessed
		|| standing == STANDING_day_passed;
}

void project_follow(struct project *project, struct date today)
{
	if (phase_is_fixed(project->phase))
		project->is_fixed = true;
	if (!phase_has_ended(project->phase))
		project->ended_on = (struct date){ 0 };
	else if (!date_is_given(project->ended_on))
		project->ended_on = today;
	if (project->phase != PHASE_stopped)
		project->stopped_why = S("");
}

/* What has once been fixed was fixed on that day: else nobody could tell whether the risks had
 * been judged before it. */
static void fixed_judge(const struct project *project, const struct project *before,
                        struct problems *problems)
{
	if (!before || !before->is_fixed)
		return;
	if (!phase_is_fixed(project->phase) && project->phase != PHASE_stopped)
		problem_add(problems, "phase", "%s",
			_("It has been decided. Say that it was stopped, or begin another project."));
	if (!date_is_given(project->fixed_on) || date_compare(project->fixed_on, before->fixed_on) > 0)
		problem_add(problems, "fixed_on", "%s",
			_("It was fixed earlier than that. The day cannot be made later afterwards."));
}

void project_days_judge(const struct project *project, const struct project *before, struct date today,
                        struct problems *problems)
{
	bool has_fixed = date_is_given(project->fixed_on);

	if (phase_is_fixed(project->phase) && !has_fixed)
		problem_add(problems, "fixed_on", "%s", _("Write the day it was decided."));
	else if (phase_is_fixed(project->phase) && date_compare(project->fixed_on, today) > 0)
		problem_add(problems, "fixed_on", "%s",
			_("That day has not come yet: until it has, the phase is programme or consultation."));
	if (has_fixed && date_compare(project->fixed_on, project->begun_on) < 0)
		problem_add(problems, "fixed_on", "%s", _("It is fixed before it begins."));
	if (project->phase == PHASE_stopped && !project->stopped_why.len)
		problem_add(problems, "stopped_why", "%s", _("Say why it was stopped."));
	if (date_is_given(project->ended_on) && date_compare(project->ended_on, today) > 0)
		problem_add(problems, "ended_on", "%s", _("That day has not come yet."));
	if (date_is_given(project->ended_on) && date_compare(project->ended_on, project->begun_on) < 0)
		problem_add(problems, "ended_on", "%s", _("It ends before it begins."));
	fixed_judge(project, before, problems);
}

struct str finding_key(struct str target)
{
	struct str rest = str_trim(target);
	ptrdiff_t at = str_find(rest, S("://"));

	if (at >= 0) {
		rest = str_part(rest, (size_t)at + 3, rest.len);
		at = str_find_char(rest, '/');
		rest = at < 0 ? S("") : str_part(rest, (size_t)at, rest.len);
	}
	if (!rest.len || rest.at[0] != '/')
		return rest;
	rest = str_part(rest, 1, rest.len);
	at = str_find_char(rest, '/');
	return at < 0 ? S("") : str_part(rest, (size_t)at + 1, rest.len);
}
