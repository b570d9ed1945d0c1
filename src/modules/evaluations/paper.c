/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/paper.c - an evaluation as text, as JSON and on one page; its frozen editions. */
#include "modules/evaluations/lessons.h"

#include "base/crypto.h"
#include "base/json.h"
#include "modules/evaluations/pages.html.h"
#include "modules/evaluations/summary.html.h"

enum { TEXT_LONGEST = 1024 * 1024 };

/* ---- As text ---------------------------------------------------------------------------------- */

static void lines_text(struct out *out, const struct evaluation_line_list *lines, const char *called)
{
	out_print(out, "## %s\n\n", _("Timeline"));
	for (size_t i = 0; i < lines->count; i++) {
		const struct evaluation_line *line = &lines->at[i];
		struct str became = line_became(out->arena, line->kind, line->became);

		out_print(out, "- %.*s, %s %lld: %s %.*s %.*s", STR(tongue_instant(out->arena, line->event_at)),
			called, (long long)line->seq, line_label(line->kind), STR(became),
			STR(line->words));
		if (line->decided_by.len)
			out_print(out, " %s: %.*s.", _("Decided by"), STR(line->decided_by));
		if (line->grounds.len)
			out_print(out, " %s: %.*s", _("Grounds"), STR(line->grounds));
		out_print(out, " (`%.*s`)\n", STR(line->hash));
	}
	out_z(out, "\n");
}

static void aspects_text(struct out *out, const struct evaluation_aspect_list *aspects)
{
	for (size_t i = 0; i < aspects->count; i++) {
		const struct evaluation_aspect *aspect = &aspects->at[i];

		if (!aspect->worked.len && !aspect->failed.len)
			continue;
		out_print(out, "## %.*s\n\n", STR(code_name("risk/aspects", aspect->aspect)));
		if (aspect->worked.len)
			out_print(out, "**%s:** %.*s\n\n", _("What worked"), STR(aspect->worked));
		if (aspect->failed.len)
			out_print(out, "**%s:** %.*s\n\n", _("What did not"), STR(aspect->failed));
	}
}

static struct str answer_text(struct view *view, const struct finding *finding)
{
	struct arena *arena = view_arena(view);
	struct str label = finding->answer == FINDING_measure
		? reference_label(view, "measure", finding->measure_id) : S("");

	if (finding->answer == FINDING_declined)
		return arena_print(arena, "%s, %.*s: %.*s", _("Declined"), STR(finding->answered_name),
			STR(finding->reason));
	if (label.len)
		return arena_print(arena, "%s %.*s", _("Measure"), STR(label));
	return str_of(_(finding_answers[finding->answer].label));
}

struct str whole_markdown(struct view *view, const struct whole *whole)
{
	const struct evaluation *evaluation = whole->evaluation;
	struct out out;

	out_init(&out, view_arena(view), TEXT_LONGEST);
	out_print(&out, "**%.*s.** %.*s, %.*s, %s %.*s\n\n", STR(evaluation->title),
		STR(code_name("evaluations/kinds", evaluation->kind)), STR(unit_name(view, evaluation->unit_id)), _("led by"),
		STR(person_name(view, evaluation->leader_id)));
	out_print(&out, "## %s\n\n%.*s\n\n", _("What happened, in short"), STR(evaluation->summary));
	aspects_text(&out, &whole->aspects);
	out_print(&out, "## %s\n\n", _("Findings"));
	for (size_t i = 0; i < whole->findings.count; i++) {
		const struct finding *finding = &whole->findings.at[i];

		out_print(&out, "%lld. %.*s\n\n   **%s:** %.*s\n\n   %.*s\n\n", (long long)finding->number,
			STR(finding->words), _("What should be done"), STR(finding->recommendation),
			STR(answer_text(view, finding)));
	}
	if (whole->lines.count)
		lines_text(&out, &whole->lines, evaluation->period_id ? _("act") : _("line"));
	return out_str(&out);
}

/* ---- Editions ----------------------------------------------------------------------------------- */

void evaluation_edition_put(struct change *change, struct evaluation *evaluation, struct str words,
                 struct str reason, struct str name, struct instant at)
{
	struct evaluation_edition edition = { .evaluation_id = evaluation->id, .number = evaluation->edition,
		.words = words, .digest = digest_hex(change_arena(change), words), .reason = reason,
		.adopted_by = evaluation->adopted_by, .adopted_name = name, .adopted_at = at };

	change_insert(change, &evaluation_edition_record.shape, &edition);
}

struct reply evaluation_edition_page(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_asked(request, view);
	struct evaluation_edition_list list = { 0, NULL };
	struct out *out;

	if (evaluation)
		list = evaluation_editions(view, evaluation->id);
	for (size_t i = 0; i < list.count; i++) {
		const struct evaluation_edition *edition = &list.at[i];

		if (edition->number != request_key(request, "edition"))
			continue;
		if (request_wants_json(request))
			return reply_record(request, &evaluation_edition_record, edition);
		out = page_begin(request, view, str_z(request->arena, evaluation->title));
		evaluation_edition_show(out, evaluation, edition,
			str_equals(digest_hex(request->arena, edition->words), edition->digest));
		return page_end(request, 200);
	}
	return reply_not_found(request);
}

/* ---- As JSON ---------------------------------------------------------------------------------------- */

static void findings_json(struct json_out *json, struct view *view, const struct finding_list *findings)
{
	json_list_begin(json, "findings");
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];

		json_object_begin(json, NULL);
		json_int(json, "number", finding->number);
		json_str(json, "aspect", finding->aspect);
		json_str(json, "functions", finding->functions);
		json_str(json, "words", finding->words);
		json_str(json, "recommendation", finding->recommendation);
		json_str(json, "answer", str_of(finding_answers[finding->answer].name));
		json_str(json, "measure", finding->measure_id
			? reference_label(view, "measure", finding->measure_id) : S(""));
		json_str(json, "reason", finding->reason);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void parts_json(struct json_out *json, const struct whole *whole)
{
	json_list_begin(json, "aspects");
	for (size_t i = 0; i < whole->aspects.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "aspect", whole->aspects.at[i].aspect);
		json_str(json, "worked", whole->aspects.at[i].worked);
		json_str(json, "failed", whole->aspects.at[i].failed);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_list_begin(json, "timeline");
	for (size_t i = 0; i < whole->lines.count; i++) {
		json_object_begin(json, NULL);
		json_int(json, "line", whole->lines.at[i].seq);
		json_instant(json, "event_at", whole->lines.at[i].event_at);
		json_str(json, "kind", whole->lines.at[i].kind);
		json_str(json, "words", whole->lines.at[i].words);
		json_str(json, "became", whole->lines.at[i].became);
		json_str(json, "decided_by", whole->lines.at[i].decided_by);
		json_str(json, "grounds", whole->lines.at[i].grounds);
		json_str(json, "hash", whole->lines.at[i].hash);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void evaluation_fields_json(struct json_out *json, struct view *view, const struct evaluation *evaluation)
{
	json_str(json, "number", evaluation->number);
	json_str(json, "title", evaluation->title);
	json_str(json, "kind", evaluation->kind);
	json_str(json, "crisis", reference_label(view, "crisis", evaluation->crisis_id));
	json_str(json, "exercise", reference_label(view, "exercise", evaluation->exercise_id));
	json_str(json, "period", reference_label(view, "central_period", evaluation->period_id));
	json_str(json, "event", reference_label(view, "event", evaluation->event_id));
	json_str(json, "unit", unit_name(view, evaluation->unit_id));
	json_str(json, "leader", person_name(view, evaluation->leader_id));
	json_str(json, "types", evaluation->types);
	json_str(json, "summary", evaluation->summary);
	json_str(json, "secrecy", evaluation->secrecy);
	json_str(json, "state", str_of(evaluation_states[evaluation->state].name));
	json_int(json, "edition", evaluation->edition);
	json_instant(json, "adopted_at", evaluation->adopted_at);
	json_int(json, "version", evaluation->version);
}

struct reply evaluation_json(struct request *request, struct view *view, const struct whole *whole)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, TEXT_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	evaluation_fields_json(&json, view, whole->evaluation);
	parts_json(&json, whole);
	findings_json(&json, view, &whole->findings);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- On one page --------------------------------------------------------------------------------------- */

struct reply summary_page(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_asked(request, view);
	struct measure_list measures;
	struct lesson_list lessons;
	struct whole whole;
	struct out *out;

	if (!evaluation || !evaluation_is_open(view, evaluation->id))
		return reply_not_found(request);
	whole = whole_of(view, evaluation);
	if (request_wants_json(request))
		return evaluation_json(request, view, &whole);
	measures = measures_of(view, "evaluation", evaluation->id);
	out = page_begin(request, view, str_z(request->arena, evaluation->title));
	summary_head(out, view, &whole);
	lessons = lessons_of_evaluation(view, evaluation->id);
	summary_findings(out, &whole, &measures, &lessons);
	return page_end(request, 200);
}
