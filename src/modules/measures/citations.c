/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/citations.c - citing, and taking a citation back. */
#include "kit/table.h"
#include "modules/measures/effects.h"
#include "modules/measures/effects.html.h"
#include "modules/people/people.h"

#define RECORD struct cite
static const struct field cite_fields[] = { CITE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record cite_record = {
	.shape = SHAPE_OF(NULL, cite, cite_fields), .name = "cite", .fields = cite_fields,
	.count = COUNT(cite_fields), .label = N_("Citation"), .many = N_("Citations"),
	.path = "/measures",
};
const struct form cite_form = {
	.record = &cite_record,
	.fields = FIELDS("kind", "key", "part", "edition", "stood_on", "follows"),
};

/* ---- On the page of a measure ------------------------------------------------------------ */

static void cite_form_show(struct out *out, struct request *request, struct view *view,
                           const struct measure *measure, bool is_tried)
{
	struct form_view form = form_view_of(request, view, &cite_form, NULL);

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	measure_details_begin(out, _("Cite something"), is_tried);
	form_begin(out, &form, arena_print(request->arena, "/measures/%.*s/citations",
		STR(measure->number)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the citation"), S(""));
	form_end(out);
	measure_details_end(out);
}

static bool was_sent_here(struct request *request, const char *ending)
{
	return request->method == METHOD_POST && str_ends(request->path, str_of(ending));
}

/* A withdrawal has no form of its own in the record. */
static void withdrawal_problem(struct out *out, struct request *request, struct view *view)
{
	struct form_view form = form_view_of(request, view, &cite_form, NULL);

	if (was_sent_here(request, "/withdraw") && form.problems)
		form_problems(out, &form);
}

void citations_show(struct out *out, struct request *request, struct view *view,
                    const struct measure *measure, bool may_edit)
{
	struct citation_list list = citations_of(view, measure->id);

	citations_begin(out, list.count);
	for (size_t i = 0; i < list.count; i++) {
		struct measure_source source = measure_source_get(view, list.at[i].kind,
			list.at[i].cited_id);

		citation_item(out, request, measure, &list.at[i], &source,
			person_name(view, list.at[i].created_by),
			may_edit && !list.at[i].withdrawn_at.seconds);
	}
	citations_end(out);
	withdrawal_problem(out, request, view);
	if (may_edit)
		cite_form_show(out, request, view, measure, was_sent_here(request, "/citations"));
}

/* ---- Citing --------------------------------------------------------------------------------- */

static const char *kind_problem(const struct cite *cite, const struct measure_source *source)
{
	struct str how = item_text(item_find("measure_sources", cite->kind), "cited_by");

	if (!how.len)
		return N_("This is no finding. Cite an event, a picture, a risk, a priority or what somebody found.");
	if (str_is(how, "row") && !source->id)
		return N_("Nothing with this number can be found that you may see.");
	return NULL;
}

static void citation_fill(struct citation *citation, const struct cite *cite,
                          const struct measure_source *source)
{
	*citation = (struct citation){ .measure_id = citation->measure_id, .kind = cite->kind,
		.cited_id = source->id, .reason = str_trim(cite->follows),
		.edition = source->id ? source->edition : str_trim(cite->edition),
		.stood_at = source->id ? source->stood_at : date_is_given(cite->stood_on)
			? instant_at(cite->stood_on, 0, 0, 0) : (struct instant){ 0 } };
	if (str_is(cite->kind, "picture"))
		citation->part = cite->part;
	if (!source->id)
		citation->words = str_trim(cite->key);
}

/* What was cited without a reason gets one; all else is cited once. */
static bool citation_save(struct request *request, struct change *change, struct citation *citation)
{
	const struct citation *same = citation_same(change_view(change), citation);
	struct citation now;

	if (!same) {
		citation_add(change, citation);
		return true;
	}
	if (same->reason.len) {
		problem_add(request_problems(request), "key", "%s", _("The measure cites this already."));
		return false;
	}
	now = *same;
	now.reason = citation->reason;
	change_update(change, &citation_record.shape, &now, same->version);
	*citation = now;
	return true;
}

static struct reply citation_saved(struct request *request, int status, const struct measure *measure,
                                   const struct citation *citation)
{
	return reply_done(request, status, &citation_record, citation, "/measures/%.*s#basis",
		STR(measure->number));
}

struct reply citation_add_act(struct request *request, struct change *change)
{
	const struct cite *cite = request_record(request);
	const struct measure *measure = measure_load(request, change_view(change));
	struct citation citation;
	struct measure_source source;
	const char *problem;

	if (!measure)
		return reply_not_found(request);
	source = measure_source_find(change_view(change), cite->kind, str_trim(cite->key));
	problem = kind_problem(cite, &source);
	if (problem)
		problem_add(request_problems(request), source.id || !cite->key.len ? "kind" : "key", "%s",
			_(problem));
	citation.measure_id = measure->id;
	citation_fill(&citation, cite, &source);
	if (problem || !citation_save(request, change, &citation))
		return reply_again(request, change);
	measure_step_add(change, measure, "cite", measure->state, citation.reason);
	request_message(request, _("The citation is saved."));
	return citation_saved(request, 201, measure, &citation);
}

struct reply citation_withdraw_act(struct request *request, struct change *change)
{
	const struct measure *measure = measure_load(request, change_view(change));
	const struct citation *before = measure ? citation_get(change_view(change), measure->id,
		request_param(request, "citation")) : NULL;
	struct str reason = str_trim(request_field(request, "reason"));
	int64_t version = request_version(request);
	struct citation now;

	if (!before || before->withdrawn_at.seconds)
		return reply_not_found(request);
	if (!reason.len) {
		problem_add(request_problems(request), "", "%s", _("Write why the citation is withdrawn."));
		return reply_again(request, change);
	}
	now = *before;
	now.withdrawn_at = instant_now();
	now.withdrawn_by = change_me(change);
	now.withdrawn_reason = str_letters_part(reason, 1000);
	if (change_update(change, &citation_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &citation_record, &now, before);
	measure_step_add(change, measure, "withdraw", measure->state, now.withdrawn_reason);
	request_message(request, _("The citation is withdrawn."));
	return citation_saved(request, 200, measure, &now);
}

/* ---- Measures that cite nothing ----------------------------------------------------------- */

static int asked_year(struct request *request)
{
	int64_t year = 0;

	if (!str_to_int(request_query(request, "year"), &year) || year < 1900 || year > 9999)
		return date_today().year;
	return (int)year;
}

static void shares_show(struct out *out, struct request *request, struct view *view)
{
	struct date from = { (int16_t)asked_year(request), 1, 1 };
	struct date to = { from.year, 12, 31 };
	struct grid grid;

	if (!request_may(request, MAY_programme_read))
		return;
	grid = cited_shares(view, from, to);
	cited_shares_begin(out, from.year);
	if (grid.rows)
		grid_table(out, &grid, _("What decided measures rest on"));
}

struct reply uncited_show(struct request *request, struct view *view)
{
	int year = asked_year(request);
	struct table_page page = { .title = _("Measures that cite nothing"), .below = shares_show,
		.status = arena_print(request->arena,
			_("Decided in %d without saying which finding or risk they rest on."), year) };
	struct query query;

	uncited_query(request, view, &query, year);
	return table_reply(request, view, &uncited_table, &query, &page);
}

struct reply effects_show(struct request *request, struct view *view)
{
	int year = asked_year(request);
	struct table_page page = { .title = _("Measures and effects"),
		.status = arena_print(request->arena,
			_("Decided, done or evaluated in %d. The effect is a named person's judgement; the change of the rate is counted."), year),
		.actions = effects_actions };
	struct query query;

	effects_query(request, view, &query, year);
	return table_reply(request, view, &effects_table, &query, &page);
}

struct reply checks_show(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Effects to look at"),
		.status = str_of(_("The days that were to be counted are over. Count, and judge what you see.")) };
	struct query query;

	checks_query(request, view, &query);
	return table_reply(request, view, &checks_table, &query, &page);
}
