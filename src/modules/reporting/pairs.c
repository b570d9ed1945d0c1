/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/pairs.c - a row beside the event it may tell of: why it was thought so, and the judgement. */
#include "modules/reporting/flows.h"
#include "modules/reporting/flows.html.h"

#include "base/crypto.h"
#include "modules/events/events.h"

static void list_head(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	pairs_above(out, request);
}

struct reply pairs_page(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Rows and the events they may tell of"), .above = list_head,
		.status = arena_print(request->arena, plural(pairs_waiting(view), "%lld waits for a judgement.",
			"%lld wait for a judgement."), (long long)pairs_waiting(view)) };
	struct query query;

	pairs_query(request, view, &query);
	return table_reply(request, view, &pairs_table, &query, &page);
}

struct reply link_act(struct request *request, struct change *change)
{
	int64_t job = job_start(change, "reporting-link", S("{}"), S(""), S(""));

	return reply_done(request, 201, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

/* ---- One ------------------------------------------------------------------------------------ */

static struct reply pair_json(struct request *request, const struct pair_row *pair,
                              const struct decision_list *decisions)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "reference", pair->reference);
	json_str(&json, "event", pair->event_number);
	json_number(&json, "chance", pair->chance);
	json_str(&json, "levels", pair->levels);
	json_str(&json, "weights", pair->weights);
	json_list_begin(&json, "judgements");
	for (size_t i = 0; i < decisions->count; i++)
		record_json(&json, &pair_decision_record, &decisions->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* "[3.1,-0.2,...]" as numbers. */
static size_t weights_read(struct str text, double *weights)
{
	size_t count = 0;

	if (text.len > 2 && text.at[0] == '[')
		text = (struct str){ text.at + 1, text.len - 2 };
	while (text.len && count < LINKAGE_FIELDS) {
		struct str one = str_cut(&text, ',');

		if (!str_to_real(one, &weights[count++]))
			return 0;
	}
	return count;
}

static void why_show(struct out *out, const struct pair_row *pair)
{
	static const char *const labels[LINKAGE_FIELDS] = {
		[LINKAGE_DAY] = N_("Day"), [LINKAGE_UNIT] = N_("Unit"), [LINKAGE_DISTANCE] = N_("Place"),
		[LINKAGE_TYPE] = N_("Cause and type"), [LINKAGE_AMOUNT] = N_("Amount, kronor") };
	static const char *const agrees[LINKAGE_FIELDS][4] = {
		[LINKAGE_DAY] = { N_("the same day or the one beside"), N_("within a week"), N_("within two months"), N_("further apart") },
		[LINKAGE_UNIT] = { N_("the same"), N_("another, or not known") },
		[LINKAGE_DISTANCE] = { N_("the same place, or very near"), N_("near"), N_("further away, or not known") },
		[LINKAGE_TYPE] = { N_("the cause fits the type"), N_("it does not fit, or is not known") },
		[LINKAGE_AMOUNT] = { N_("nearly the same"), N_("within twice as much"), N_("further apart, or not known") } };
	double weights[LINKAGE_FIELDS] = { 0 };
	size_t count = weights_read(pair->weights, weights);

	why_begin(out);
	for (size_t f = 0; f < count && f < pair->levels.len; f++)
		why_row(out, _(labels[f]), _(agrees[f][pair->levels.at[f] - '0']), weights[f]);
	why_end(out, pair->chance);
}

struct reply pair_page(struct request *request, struct view *view)
{
	const struct pair_row *pair = pair_get(view, request_param(request, "id"));
	struct decision_list decisions;
	struct form_view form;
	struct out *out;

	if (!pair)
		return reply_not_found(request);
	decisions = pair_decisions_of(view, pair->row_id, pair->event_id);
	if (request_wants_json(request))
		return pair_json(request, pair, &decisions);
	form = form_view_of(request, view, &pair_decision_form, NULL);
	out = page_begin(request, view, _("Do they tell of the same?"));
	pair_head(out, pair);
	why_show(out, pair);
	pair_decisions(out, &decisions);
	form_begin(out, &form, arena_print(request->arena, "/reporting/pairs/%.*s", STR(pair->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the judgement"), S("/reporting/pairs?state=waits"));
	form_end(out);
	return page_end(request, 200);
}

struct reply pair_act(struct request *request, struct change *change)
{
	struct decision *decision = request_record(request);
	const struct pair_row *pair = pair_get(change_view(change), request_param(request, "id"));

	if (!pair)
		return reply_not_found(request);
	if (words_guard(request->arena, decision->reason) != WORDS_PASS) {
		problem_add(request_problems(request), "reason", "%s",
			_("Write no personal numbers and nothing that may be secret."));
		return reply_again(request, change);
	}
	decision->public_id = uuid_v7(request->arena);
	decision->source_id = pair->source_id;
	decision->row_id = pair->row_id;
	decision->event_id = pair->event_id;
	decision->is_same = decision->answer == PAIR_same;
	decision->chance = pair->chance;
	decision->was_accepted = pair->is_accepted;
	decision->is_sample = pair->is_sample;
	decision->levels = pair->levels;
	decision->weights = pair->weights;
	decision->decided_by = change_me(change);
	decision->decided_name = request_person(request)->name;
	decision->decided_at = instant_now();
	pair_decision_put(change, decision);
	request_message(request, _("The judgement is saved. It counts from the next time that rows are looked for."));
	return reply_done(request, 201, &pair_decision_record, decision, "/reporting/pairs?state=waits");
}
