/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/judge.c - a person judges how critical a commitment is and how long it may stand
 * still.
 *
 * The program suggests, with a sentence that says why; the person decides, and gives a reason
 * when it is something else.  Each judgement is kept as it was made.
 */
#include "modules/commitments/inside.h"

#include "modules/commitments/judge.html.h"

const struct form judgement_form = {
	.record = &judgement_record,
	.fields = FIELDS("criticality", "profile", "acceptable_outage_hours",
	                 "target_recovery_hours", "reason"),
};

/* ---- On the page of the commitment ---------------------------------------------------- */

void judgement_show(struct out *out, struct request *request, struct view *view,
                    const struct commitment *commitment, bool may_edit)
{
	struct judged_list all = commitment_judgements(view, commitment->id);
	struct profile profile;
	struct outage outage;

	judgement_begin(out);
	if (all.count) {
		profile_get(view, commitment->id, &profile);
		outage = outage_suggested(&profile);
		judgement_result(out, commitment, &all.at[0],
			outage_words(request->arena, &profile, &outage));
		judge_profile_table(out, &profile, _("Consequence per time and protected value"));
		judgement_links(out, commitment, &all, may_edit);
	} else {
		judgement_none(out, commitment, may_edit);
	}
	judgement_end(out);
}

/* ---- The form ------------------------------------------------------------------------ */

static const char *field_name(struct arena *arena, const struct item *step,
                              const struct item *value)
{
	struct str name = step
		? arena_print(arena, "profile.%.*s.%.*s", STR(step->code), STR(value->code))
		: arena_print(arena, "value.%.*s", STR(value->code));

	return str_z(arena, name);
}

static void level_field(struct out *out, struct form_view *form, const struct item *step,
                        const struct item *value, int level)
{
	const char *name = field_name(out->arena, step, value);
	struct str chosen = level == NOT_JUDGED ? S("") : arena_print(out->arena, "%d", level);

	if (form->answers)
		chosen = answer_get(form->answers, name);
	judge_level_select(out, str_of(name), item_name(value), chosen);
}

static void levels_show(struct out *out, struct form_view *form, const struct profile *profile)
{
	struct problems none = { .arena = out->arena };
	const struct problems *problems = form->problems ? form->problems : &none;

	judge_group_begin(out, "criticality", str_of(_("How critical is it to each protected value?")),
		problem_for(problems, "criticality"));
	for (size_t v = 0; v < profile->values; v++)
		level_field(out, form, NULL, profile->value[v], profile->criticality[v]);
	judge_group_end(out);
	judge_times(out);
	for (size_t s = 0; s < profile->steps; s++) {
		judge_group_begin(out, s ? str_z(out->arena, arena_print(out->arena, "profile-%.*s",
			STR(profile->step[s]->code))) : "profile", item_name(profile->step[s]),
			s ? S("") : problem_for(problems, "profile"));
		for (size_t v = 0; v < profile->values; v++)
			level_field(out, form, profile->step[s], profile->value[v], profile->level[s][v]);
		judge_group_end(out);
	}
}

struct reply judgement_edit(struct request *request, struct view *view)
{
	const struct commitment *commitment = commitment_load(request, view);
	struct judgement judgement = { 0 };
	struct form_view form = form_view_of(request, view, &judgement_form, &judgement);
	struct profile profile;
	struct out *out;

	if (!commitment)
		return reply_not_found(request);
	judgement.target_recovery_hours = commitment->target_recovery_hours;
	judgement.version = commitment->version;
	profile_get(view, commitment->id, &profile);
	out = page_begin(request, view, _("Judge the commitment"));
	judge_head(out, commitment, _("Judge the commitment"),
		_("Think of the worst time of the year, and that nothing has been prepared. Choose a level for each protected value; a longer stop is never milder than a shorter one."));
	form_begin(out, &form, arena_print(request->arena, "/commitments/%.*s/judge",
		STR(commitment->number)), false);
	form_problems(out, &form);
	levels_show(out, &form, &profile);
	judge_decision(out);
	form_field(out, &form, "acceptable_outage_hours");
	form_field(out, &form, "target_recovery_hours");
	form_field(out, &form, "reason");
	form_buttons(out, _("Save the judgement"), arena_print(request->arena, "/commitments/%.*s",
		STR(commitment->number)));
	form_end(out);
	return page_end(request, 200);
}

/* ---- Saving -------------------------------------------------------------------------- */

/* A machine sends two texts, a browser one answer for each level. */
static void answers_read(struct request *request, struct profile *profile)
{
	int64_t level;

	for (size_t v = 0; v < profile->values; v++) {
		if (str_to_int(request_field(request, field_name(request->arena, NULL,
		    profile->value[v])), &level) && level >= profile->lowest && level <= profile->highest)
			profile->criticality[v] = (int)level;
		for (size_t s = 0; s < profile->steps; s++)
			if (str_to_int(request_field(request, field_name(request->arena,
			    profile->step[s], profile->value[v])), &level)
			    && level >= profile->lowest && level <= profile->highest)
				profile->level[s][v] = (int)level;
	}
}

void judgement_fault_add(struct problems *problems, const struct profile *profile,
                         const struct judgement *judgement, struct judgement_fault fault)
{
	struct arena *arena = problems->arena;
	struct str value = item_name(profile->value[fault.value]);
	struct str step = item_name(profile->step[fault.step]);
	struct outage outage = outage_suggested(profile);

	switch (fault.what) {
	case JUDGEMENT_FREE:
		return;
	case VALUE_MISSING:
		problem_add(problems, "criticality", _("Choose how critical it is to “%.*s”."), STR(value));
		return;
	case STEP_MISSING:
		problem_add(problems, "profile", _("Choose the consequence for “%.*s”: %.*s."),
			STR(value), STR(step));
		return;
	case LATER_MILDER:
		problem_add(problems, "profile",
			_("A longer stop is not milder: “%.*s”, %.*s has a lower level than the time before it."),
			STR(value), STR(step));
		return;
	case OUTAGE_REASON_MISSING:
		problem_add(problems, "reason", _("%.*s Write why you decide otherwise."),
			STR(outage_words(arena, profile, &outage)));
		return;
	case RECOVERY_TOO_LONG:
		problem_add(problems, "target_recovery_hours",
			_("The recovery target is longer than the acceptable outage (%.*s). Shorten it, or judge the outage again."),
			STR(hours_words(arena, judgement->acceptable_outage_hours
				? judgement->acceptable_outage_hours : outage.hours)));
		return;
	}
}

static bool judgement_is_well(struct request *request, const struct judgement *judgement,
                              struct profile *profile)
{
	struct problems *problems = request_problems(request);
	struct str problem = S("");

	profile_begin(profile);
	if (!profile_read(request->arena, profile, judgement->criticality, judgement->profile,
	                  &problem)) {
		problem_add(problems, "profile", "%.*s", STR(problem));
		return false;
	}
	if (!judgement->profile.len)
		answers_read(request, profile);
	judge_words(&judgement_form, judgement, problems);
	judgement_fault_add(problems, profile, judgement, judgement_fault(profile, judgement));
	return problems->count == 0;
}

struct reply judgement_act(struct request *request, struct change *change)
{
	struct judgement *judgement = request_record(request);
	const struct commitment *before = commitment_load(request, change_view(change));
	struct commitment now;
	struct profile profile;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	if (!judgement_is_well(request, judgement, &profile))
		return reply_again(request, change);
	now = *before;
	judgement_put(change, &now, &profile, judgement, judged_by_me(change));
	if (judgement->reason.len)
		change_because(change, judgement->reason);
	if (!commitment_update(request, change, &now, before->version, &reply))
		return reply;
	request_message(request, _("The judgement is saved."));
	return commitment_saved(request, &now);
}

/* ---- Every judgement ------------------------------------------------------------------ */

/* As it was made; a level of a value or step that the lists no longer have is left out. */
static void judged_show(struct out *out, const struct judged *judged)
{
	struct arena *arena = out->arena;
	struct profile profile;
	struct outage outage;
	struct str problem;

	profile_begin(&profile);
	(void)profile_read(arena, &profile, judged->criticality, judged->profile, &problem);
	outage = outage_suggested(&profile);
	judged_one(out, judged, arena_print(arena, "judged-%lld", (long long)judged->id),
		outage_words(arena, &profile, &outage));
	judge_profile_table(out, &profile, str_z(arena, arena_print(arena,
		_("Consequence per time and protected value, %.*s"),
		STR(tongue_instant(arena, judged->at)))));
	judged_one_end(out);
}

struct reply judgements_page(struct request *request, struct view *view)
{
	const struct commitment *commitment =
		commitment_of_number(view, request_param(request, "number"));
	struct judged_list all;
	struct out *out;

	if (!commitment)
		return reply_not_found(request);
	all = commitment_judgements(view, commitment->id);
	if (request_wants_json(request))
		return reply_items(request, &judged_record, all.at, all.count);
	out = page_begin(request, view, _("Judgements"));
	judge_head(out, commitment, _("Judgements"), all.count
		? _("Every judgement as it was made, the newest first. None is changed or taken away.")
		: _("Nobody has judged this commitment yet."));
	for (size_t i = 0; i < all.count; i++)
		judged_show(out, &all.at[i]);
	return page_end(request, 200);
}
