/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/duty.c - one duty of one unit: its parts, its gaps, the records behind, and what people
 * have decided and written about it.
 */
#include "modules/duties/inside.h"

#include "base/json.h"
#include "modules/duties/duty.html.h"
#include "modules/people/people.h"

#include <string.h>

enum { JSON_BYTES = 16 << 20, MONTHS_STANDARD = 12 };

/* ---- Which one ------------------------------------------------------------------------------------ */

struct asked_duty {
	const struct programme *programme;
	const struct unit *unit;
	const struct obligation *obligation;
	struct verdict_list verdicts;   /* one per period of the year */
	const struct verdict *verdict;  /* the chosen one */
	int year;
};

/* The period asked for, else the last that has begun, else the first. */
static const struct verdict *chosen(const struct verdict_list *list, struct str period)
{
	const struct verdict *best = list->count ? &list->at[0] : NULL;

	for (size_t i = 0; i < list->count; i++) {
		if (str_equals(list->at[i].period, period))
			return &list->at[i];
		if (date_compare(list->at[i].from, date_today()) <= 0)
			best = &list->at[i];
	}
	return best;
}

static bool duty_asked(struct request *request, struct view *view, struct asked_duty *asked)
{
	struct verdict_ask ask;

	*asked = (struct asked_duty){ .year = asked_year(request), .unit = asked_unit(request, view),
		.programme = programme_of_code(view, request_param(request, "programme")) };
	if (!asked->programme || !asked->unit)
		return false;
	ask = (struct verdict_ask){ .programme = asked->programme, .unit_id = asked->unit->id,
		.code = request_param(request, "code"), .year = asked->year };
	asked->verdicts = verdicts_of(view, &ask);
	asked->verdict = chosen(&asked->verdicts, request_query(request, "period"));
	if (!asked->verdict)
		return false;
	asked->obligation = asked->verdict->obligation;
	return true;
}

/* The duty whose rules answer: attestations and waivers of "the same" are written there. */
static struct str answering_code(const struct asked_duty *asked)
{
	return asked->verdict->answered_by.len ? asked->verdict->answered_by
		: asked->obligation->code;
}

static struct str duty_address(struct arena *arena, const struct asked_duty *asked, const char *act)
{
	struct str path = verdict_path(arena, asked->programme, asked->verdict);
	ptrdiff_t query = str_find_char(path, '?');
	struct out out;

	out_init(&out, arena, 2048);
	out_raw(&out, str_part(path, 0, (size_t)query));
	if (act[0])
		out_print(&out, "/%s", act);
	out_z(&out, "?unit=");
	out_link_part(&out, asked->unit->code);
	out_print(&out, "&year=%d&period=", asked->year);
	out_link_part(&out, asked->verdict->period);
	return out_str(&out);
}

/* ---- The page ---------------------------------------------------------------------------------------- */

static void records_json(struct json_out *json, const struct evidence_record_list *records)
{
	json_list_begin(json, "records");
	for (size_t i = 0; i < records->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", records->at[i].words);
		json_str(json, "path", records->at[i].path);
		json_date(json, "on", records->at[i].on);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply duty_json(struct request *request, struct view *view,
                              const struct asked_duty *asked)
{
	struct out *out = arena_new(request->arena, struct out);
	struct evidence_record_list records = verdict_records(view, asked->verdict);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "verdicts");
	for (size_t i = 0; i < asked->verdicts.count; i++)
		seen_json(&json, request->arena, &(struct seen){ asked->programme, asked->unit,
			&asked->verdicts.at[i] });
	json_list_finish(&json);
	records_json(&json, &records);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void periods_show(struct out *out, const struct asked_duty *asked)
{
	if (asked->verdicts.count < 2)
		return;
	duty_periods_begin(out);
	for (size_t i = 0; i < asked->verdicts.count; i++) {
		struct asked_duty one = *asked;

		one.verdict = &asked->verdicts.at[i];
		duty_period(out, duty_address(out->arena, &one, ""), one.verdict,
			one.verdict == asked->verdict);
	}
	duty_periods_end(out);
}

static void parts_show(struct out *out, const struct asked_duty *asked)
{
	duty_parts_begin(out);
	for (size_t i = 0; i < asked->verdict->part_count; i++) {
		const struct verdict_part *part = &asked->verdict->parts[i];

		duty_part(out, part, part_says(out->arena, asked->verdict, part, asked->unit),
			tongue_pick(part->rule->not_sv, part->rule->not_en));
	}
	duty_parts_end(out);
}

static void gaps_of_duty(struct out *out, const struct asked_duty *asked)
{
	const struct verdict *verdict = asked->verdict;
	struct str words = verdict->gap_days ? gap_words(out->arena, verdict->gap_days)
		: str_of(_("No day in gap"));

	if (!verdict->is_standing)
		return;
	duty_gaps_begin(out, words);
	days_bar(out, "days", verdict, words);
	duty_gaps_table(out, verdict);
}

static void history_show(struct out *out, struct view *view, const struct asked_duty *asked)
{
	struct str code = answering_code(asked);
	struct attestation_list attestations = attestations_of(view, asked->programme->code, code,
		asked->unit->id);
	struct duty_decision_list decisions = duty_decisions(view, asked->programme->code,
		asked->unit->id);
	struct duty_comment_list comments = comments_of(view, asked->programme->code,
		asked->obligation->code, asked->unit->id);
	bool may_answer = duty_may(view, "programme_answer", asked->unit->id);

	duty_history_begin(out);
	for (size_t i = 0; i < attestations.count; i++) {
		const struct attestation *one = &attestations.at[i];
		bool is_open = !one->takes_back && !attestation_is_taken_back(view, one->id);

		duty_attestation(out, one, person_name(view, one->created_by), is_open,
			is_open && may_answer ? arena_print(out->arena, "%.*s&of=%lld",
				STR(duty_address(out->arena, asked, "take-back")), (long long)one->id)
			: S(""));
	}
	for (size_t i = decisions.count; i-- > 0;)
		if (str_equals(decisions.at[i].code, code))
			duty_decision_line(out, &decisions.at[i],
				person_name(view, decisions.at[i].decided_by));
	for (size_t i = 0; i < comments.count; i++)
		duty_comment_line(out, &comments.at[i], person_name(view, comments.at[i].created_by));
	duty_history_end(out, attestations.count + decisions.count + comments.count);
}

static bool is_tried(const struct request *request, const char *act)
{
	return request_answers(request) && str_ends(request->path, str_of(act));
}

static void comment_show(struct out *out, struct request *request, struct view *view,
                         const struct asked_duty *asked)
{
	struct form_view form = form_view_of(request, view, &duty_comment_form, NULL);

	if (!is_tried(request, "/comment")) {
		form.answers = NULL;
		form.problems = NULL;
	}
	form_begin(out, &form, duty_address(request->arena, asked, "comment"), false);
	form_all(out, &form);
	form_buttons(out, _("Add the comment"), S(""));
	form_end(out);
}

/* Only where a part of the evidence is somebody's word. */
static bool is_answerable(const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->part_count; i++)
		if (str_is(verdict->parts[i].rule->source, "attestation"))
			return true;
	return false;
}

struct reply one_duty_show(struct request *request, struct view *view)
{
	struct asked_duty asked;
	struct evidence_record_list records;
	struct out *out;

	if (!duty_asked(request, view, &asked))
		return reply_not_found(request);
	if (request_wants_json(request))
		return duty_json(request, view, &asked);
	records = verdict_records(view, asked.verdict);
	out = page_begin(request, view, str_z(request->arena, obligation_words(asked.obligation)));
	duty_head(out, asked.programme, asked.unit, asked.verdict, asked.year,
		is_answerable(asked.verdict) && duty_may(view, "programme_answer", asked.unit->id)
			? duty_address(request->arena, &asked, "attest") : S(""),
		duty_may(view, "programme_decide", asked.unit->id)
			? duty_address(request->arena, &asked, "decide") : S(""));
	periods_show(out, &asked);
	duty_facts(out, asked.programme, asked.verdict);
	parts_show(out, &asked);
	gaps_of_duty(out, &asked);
	duty_records(out, request, &records);
	history_show(out, view, &asked);
	if (duty_may(view, "programme_answer", asked.unit->id))
		comment_show(out, request, view, &asked);
	return page_end(request, 200);
}

/* ---- Attesting ------------------------------------------------------------------------------------------ */

/* What the duty asks of whoever answers for it. */
static struct attestation_rule word_asked(struct arena *arena, const struct verdict *verdict)
{
	struct attestation_rule rule = { .months = MONTHS_STANDARD };

	for (size_t i = 0; i < verdict->part_count; i++) {
		struct evidence_ask ask = { 0 };
		struct str problem;
		size_t at;

		if (!str_is(verdict->parts[i].rule->source, "attestation")
		    || !evidence_arguments_read(arena, verdict->parts[i].rule->arguments, &ask,
		                                &problem, &at))
			continue;
		rule = attestation_rule_of(&ask);
		if (!rule.months)
			rule.months = MONTHS_STANDARD;
	}
	return rule;
}

struct reply attest_form_show(struct request *request, struct view *view)
{
	struct asked_duty asked;
	struct attestation_rule rule;
	struct attestation row;
	struct form_view form;
	struct out *out;

	if (!duty_asked(request, view, &asked) || !is_answerable(asked.verdict)
	    || !duty_may(view, "programme_answer", asked.unit->id))
		return reply_not_found(request);
	rule = word_asked(request->arena, asked.verdict);
	row = (struct attestation){ .period = asked.verdict->period };
	form = form_view_of(request, view, &attestation_form, &row);
	out = page_begin(request, view, _("Answer for the duty"));
	duty_form_head(out, _("Answer for the duty"), asked.programme, asked.unit, asked.verdict,
		duty_address(request->arena, &asked, ""));
	form_begin(out, &form, duty_address(request->arena, &asked, "attest"), false);
	form_problems(out, &form);
	duty_hidden(out, "period", asked.verdict->period);
	if (rule.is_dated)
		duty_dated(out, rule.months);
	if (asked.verdict->is_standing)
		form_field(out, &form, "valid_from");
	if (rule.numbers) {
		form_field(out, &form, "whole");
		form_field(out, &form, "counted");
	}
	form_field(out, &form, "words");
	form_buttons(out, _("Answer for the duty"), duty_address(request->arena, &asked, ""));
	form_end(out);
	return page_end(request, 200);
}

static bool has_begun(const struct verdict *verdict)
{
	return date_compare(verdict->from, date_today()) <= 0;
}

struct reply duty_attest(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct attestation *attestation = request_record(request);
	const char *field, *words = "";
	struct attestation_rule rule;
	struct asked_duty asked;
	struct days days;

	if (!duty_asked(request, view, &asked) || !is_answerable(asked.verdict)
	    || !duty_may(view, "programme_answer", asked.unit->id))
		return reply_not_found(request);
	if (!str_equals(attestation->period, asked.verdict->period) || !has_begun(asked.verdict)) {
		problem_add(request_problems(request), "period", "%s",
			_("The period has not begun, or the unit has no such period. Choose another one."));
		return reply_again(request, change);
	}
	rule = word_asked(request->arena, asked.verdict);
	field = attestation_problem(&rule, attestation,
		request_is_answered(request, "whole"), request_is_answered(request, "counted"), &words);
	if (field) {
		problem_add(request_problems(request), field, "%s", _(words));
		return reply_again(request, change);
	}
	attestation->programme_code = asked.programme->code;
	attestation->code = answering_code(&asked);
	attestation->unit_id = asked.unit->id;
	attestation->has_numbers = rule.numbers != NUMBERS_none;
	days = asked.verdict->is_standing ? attestation_days(&rule, attestation->valid_from, date_today())
		: (struct days){ asked.verdict->from, asked.verdict->to };
	attestation->valid_from = days.from;
	attestation->valid_to = days.to;
	change_insert(change, &attestation_record.shape, attestation);
	request_message(request, _("Your answer is written down, with your name."));
	return reply_done(request, 201, &attestation_record, attestation, "%.*s",
		STR(duty_address(request->arena, &asked, "")));
}

static const struct attestation *attestation_asked(struct request *request, struct view *view,
                                                   const struct asked_duty *asked)
{
	const struct attestation *attestation;
	int64_t id = 0;

	str_to_int(request_query(request, "of"), &id);
	attestation = attestation_get(view, id);
	if (!attestation || attestation->takes_back || attestation->unit_id != asked->unit->id
	    || !str_equals(attestation->programme_code, asked->programme->code)
	    || !str_equals(attestation->code, answering_code(asked)))
		return NULL;
	return attestation;
}

struct reply take_back_form_show(struct request *request, struct view *view)
{
	struct asked_duty asked;
	const struct attestation *old;
	struct form_view form;
	struct out *out;

	if (!duty_asked(request, view, &asked)
	    || !duty_may(view, "programme_answer", asked.unit->id)
	    || !(old = attestation_asked(request, view, &asked)))
		return reply_not_found(request);
	form = form_view_of(request, view, &duty_comment_form, NULL);
	out = page_begin(request, view, _("Take the answer back"));
	duty_form_head(out, _("Take the answer back"), asked.programme, asked.unit, asked.verdict,
		duty_address(request->arena, &asked, ""));
	duty_quote(out, old, person_name(view, old->created_by));
	form_begin(out, &form, arena_print(request->arena, "%.*s&of=%lld",
		STR(duty_address(request->arena, &asked, "take-back")), (long long)old->id), false);
	form_all(out, &form);
	form_buttons(out, _("Take it back"), duty_address(request->arena, &asked, ""));
	form_end(out);
	return page_end(request, 200);
}

/* Append-only: another row says that the first no longer counts, and why. */
struct reply duty_take_back(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct duty_comment *why = request_record(request);
	const struct attestation *old;
	struct attestation row;
	struct asked_duty asked;

	if (!duty_asked(request, view, &asked)
	    || !duty_may(view, "programme_answer", asked.unit->id)
	    || !(old = attestation_asked(request, view, &asked)))
		return reply_not_found(request);
	if (attestation_is_taken_back(view, old->id))
		return reply_stale(request, &attestation_record, old, old);
	row = *old;
	row.id = 0;
	row.words = why->words;
	row.takes_back = old->id;
	row.created_by = 0;
	row.created_at = (struct instant){ 0 };
	change_because(change, why->words);
	change_insert(change, &attestation_record.shape, &row);
	request_message(request, _("The answer is taken back. It stands in the history."));
	return reply_done(request, 201, &attestation_record, &row, "%.*s",
		STR(duty_address(request->arena, &asked, "")));
}

/* ---- Deciding and commenting -------------------------------------------------------------------------------- */

struct reply decide_form_show(struct request *request, struct view *view)
{
	struct asked_duty asked;
	struct duty_decision row;
	struct form_view form;
	struct out *out;

	if (!duty_asked(request, view, &asked)
	    || !duty_may(view, "programme_decide", asked.unit->id))
		return reply_not_found(request);
	row = (struct duty_decision){ .period = asked.verdict->period,
		.decided_by = request_person(request)->id };
	form = form_view_of(request, view, &duty_decision_form, &row);
	out = page_begin(request, view, _("Decide about the duty"));
	duty_form_head(out, _("Decide about the duty"), asked.programme, asked.unit, asked.verdict,
		duty_address(request->arena, &asked, ""));
	form_begin(out, &form, duty_address(request->arena, &asked, "decide"), false);
	form_problems(out, &form);
	duty_hidden(out, "period", asked.verdict->period);
	for (const char *const *name = duty_decision_form.fields; *name; name++)
		if (strcmp(*name, "period"))
			form_field(out, &form, *name);
	form_buttons(out, _("Write down the decision"), duty_address(request->arena, &asked, ""));
	form_end(out);
	return page_end(request, 200);
}

struct reply duty_decide(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct duty_decision *decision = request_record(request);
	struct asked_duty asked;

	if (!duty_asked(request, view, &asked)
	    || !duty_may(view, "programme_decide", asked.unit->id))
		return reply_not_found(request);
	if (!str_equals(decision->period, asked.verdict->period)) {
		problem_add(request_problems(request), "period", "%s",
			_("The unit has no such period of the duty."));
		return reply_again(request, change);
	}
	decision->programme_code = asked.programme->code;
	decision->code = answering_code(&asked);
	decision->unit_id = asked.unit->id;
	change_because(change, decision->reason);
	change_insert(change, &duty_decision_record.shape, decision);
	request_message(request, _("The decision is written down."));
	return reply_done(request, 201, &duty_decision_record, decision, "%.*s",
		STR(duty_address(request->arena, &asked, "")));
}

struct reply duty_comment_add(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct duty_comment *comment = request_record(request);
	struct asked_duty asked;

	if (!duty_asked(request, view, &asked)
	    || !duty_may(view, "programme_answer", asked.unit->id))
		return reply_not_found(request);
	comment->programme_code = asked.programme->code;
	comment->code = asked.obligation->code;
	comment->unit_id = asked.unit->id;
	comment->period = asked.verdict->period;
	change_insert(change, &duty_comment_record.shape, comment);
	request_message(request, _("The comment is added."));
	return reply_done(request, 201, &duty_comment_record, comment, "%.*s",
		STR(duty_address(request->arena, &asked, "")));
}
