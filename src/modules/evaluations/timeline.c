/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/timeline.c - the timeline of an evaluation: what it is chosen from, the choice, and
 * whether what was kept still is what stands there.
 */
#include "modules/evaluations/inside.h"

#include "modules/evaluations/pages.html.h"

/* ---- What it is chosen from -------------------------------------------------------------------- */

const struct crisis *evaluation_log(struct view *view, const struct evaluation *evaluation)
{
	const struct exercise *exercise = evaluation->exercise_id
		? exercise_get(view, evaluation->exercise_id) : NULL;

	return crisis_of_id(view, exercise ? exercise->crisis_id : evaluation->crisis_id);
}

bool evaluation_lines(struct view *view, const struct evaluation *evaluation, struct crisis_cited_list *lines)
{
	const struct emergency_worked *period = emergency_worked_of_id(view, evaluation->period_id);
	const struct crisis *crisis = period ? NULL : evaluation_log(view, evaluation);

	if (period)
		*lines = emergency_acts_cited(view, period);
	else if (crisis)
		*lines = crisis_lines_cited(view, crisis);
	return period || crisis;
}

/* ---- What a line says ----------------------------------------------------------------------- */

const char *line_label(struct str kind)
{
	const char *label = emergency_line_label(kind);

	return label[0] ? label : crisis_line_label(kind);
}

struct str line_became(struct arena *arena, struct str kind, struct str became)
{
	return emergency_line_label(kind)[0] ? emergency_line_became(kind, became)
		: crisis_line_became(arena, kind, became);
}

static const struct crisis_cited *cited_of_seq(const struct crisis_cited_list *log, int64_t seq)
{
	for (size_t i = 0; i < log->count; i++)
		if (log->at[i].seq == seq)
			return &log->at[i];
	return NULL;
}

/* The hash binds all of a line; the words are compared too, for those that stand here. */
static bool line_stands(const struct evaluation_line *line, const struct crisis_cited *cited)
{
	return cited && cited->is_whole && str_equals(cited->hash, line->hash)
		&& str_equals(cited->words, line->words) && str_equals(cited->became, line->became)
		&& str_equals(cited->decided_by, line->decided_by)
		&& str_equals(cited->grounds, line->grounds) && str_equals(cited->kind, line->kind)
		&& cited->event_at.seconds == line->event_at.seconds;
}

size_t timeline_faults(const struct evaluation_line_list *lines, const struct crisis_cited_list *log)
{
	size_t faults = 0;

	for (size_t i = 0; i < lines->count; i++)
		faults += !line_stands(&lines->at[i], cited_of_seq(log, lines->at[i].seq));
	return faults;
}

/* ---- Choosing ------------------------------------------------------------------------------- */

static bool line_is_chosen(struct request *request, const struct whole *whole, const struct crisis_cited *cited)
{
	if (request->method == METHOD_POST)
		return request_field(request, str_z(request->arena,
			arena_print(request->arena, "line-%lld", (long long)cited->seq))).len != 0;
	if (!whole->lines.count)
		return cited->is_key;
	for (size_t i = 0; i < whole->lines.count; i++)
		if (whole->lines.at[i].seq == cited->seq)
			return true;
	return false;
}

/* Which choice stands; 0 none. */
static int64_t choice_of_lines(const struct whole *whole)
{
	return whole->lines.count ? whole->lines.at[0].selection : 0;
}

/* The lines are those of a crisis or a period: only who sees it chooses among them. */
struct reply timeline_page(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_load(request, view);
	struct crisis_cited_list log;
	struct form_view form;
	struct whole whole;
	struct out *out;

	if (!evaluation || !evaluation_lines(view, evaluation, &log))
		return reply_not_found(request);
	whole = whole_of(view, evaluation);
	form = form_view_of(request, view, &evaluation_saying_form, NULL);
	out = page_begin(request, view, _("Choose the timeline"));
	evaluation_form_head(out, _("Choose the timeline"), evaluation, NULL);
	if (form.problems)
		form_problems(out, &form);
	timeline_form_begin(out, request, evaluation, choice_of_lines(&whole) + 1);
	for (size_t i = 0; i < log.count; i++)
		timeline_box(out, &log.at[i], line_is_chosen(request, &whole, &log.at[i]));
	timeline_form_end(out, evaluation);
	return page_end(request, 200);
}

static struct crisis_cited_list lines_chosen(struct request *request, const struct crisis_cited_list *log)
{
	struct crisis_cited_list chosen = { 0, arena_array(request->arena, struct crisis_cited, log->count + 1) };

	for (size_t i = 0; i < log->count; i++)
		if (line_is_chosen(request, NULL, &log->at[i]))
			chosen.at[chosen.count++] = log->at[i];
	return chosen;
}

struct reply timeline_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_write(request, change, &reply);
	struct crisis_cited_list log, chosen;
	struct whole whole;
	int64_t version = request_version(request);

	if (!evaluation)
		return reply;
	if (!evaluation_lines(change_view(change), evaluation, &log))
		return reply_not_found(request);
	whole = whole_of(change_view(change), evaluation);
	if (version && version != choice_of_lines(&whole) + 1)
		return reply_problem(request, 412, _("Somebody else changed this while you wrote."),
			str_of(_("Nothing was saved. Open the timeline again, see what was chosen, and choose anew.")));
	chosen = lines_chosen(request, &log);
	if (!chosen.count) {
		problem_add(request_problems(request), "", "%s", evaluation->period_id
			? _("Choose at least one act.") : _("Choose at least one line of the log."));
		return reply_again(request, change);
	}
	lines_put(change, evaluation, &chosen, instant_now());
	request_message(request, _("The timeline is kept."));
	return reply_done(request, 200, &evaluation_record, evaluation, "/evaluations/%.*s", STR(evaluation->number));
}
