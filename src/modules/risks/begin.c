/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/begin.c - an analysis is begun: empty, as a copy of an earlier year's, or as a new
 * version of one that is locked.
 *
 * A copy has every risk with its number, links and marks, and the assessment that held; that
 * assessment is told as carried over until somebody looks at it anew.
 */
#include "modules/risks/inside.h"

#include "base/say.h"
#include "modules/risks/pages.h"
#include "modules/risks/pages.html.h"

static void begin_judge(struct view *view, void *row, struct problems *problems);
const struct form rsa_begin_form = {
	.record = &rsa_begin_record,
	.fields = FIELDS("unit", "year", "method", "copy"),
	.judge = begin_judge,
};

/* ---- The copy ----------------------------------------------------------------------------------- */

static void revision_carry(struct change *change, const struct risk *to, int64_t revision_id,
                           bool is_same_year)
{
	struct view *view = change_view(change);
	const struct risk_revision *held = revision_id ? revision_get(view, revision_id) : NULL;
	struct risk_consequence_list consequences;
	struct risk_revision now;

	if (!held)
		return;
	consequences = consequences_of_revision(view, held->id);
	now = *held;
	now.id = 0;
	now.public_id = S("");
	if (!is_same_year) {            /* a new version is about the same judgement by the same person */
		now.is_carried = true;
		now.created_by = 0;
		now.created_at = instant_now();
	}
	revision_add(change, to, &now, &consequences);
}

static void risk_copy(struct change *change, const struct rsa *to, const struct rsa *from,
                      const struct risk *risk)
{
	struct risk copy = *risk;

	copy.id = 0;
	copy.public_id = S("");
	copy.rsa_id = to->id;
	copy.year = to->year;
	copy.copied_from = from->year == to->year ? risk->copied_from : risk->id;
	copy.revision_id = 0;
	copy.created_by = 0;
	copy.created_at = instant_now();
	copy.version = 0;
	risk_add(change, &copy);
	revision_carry(change, &copy, risk->revision_id, from->year == to->year);
	risk_types_put(change, copy.id, risk_types(change_view(change), risk->id));
	risk_commitments_copy(change, risk->id, copy.id);
}

struct rsa *rsa_begin(struct change *change, struct rsa *fresh, const struct rsa *from)
{
	struct risk_list risks;

	fresh->state = RSA_draft;
	fresh->created_at = instant_now();
	if (from) {
		fresh->area = from->area;
		fresh->preparedness = from->preparedness;
		fresh->copied_from = from->year == fresh->year ? from->copied_from : from->id;
	}
	if (!fresh->secrecy)
		fresh->secrecy = SECRECY_to_assess;
	change_insert(change, &rsa_record.shape, fresh);
	rsa_step_add(change, fresh->id, from ? "copy" : "begin", RSA_none, RSA_draft, fresh->new_reason);
	if (!from)
		return fresh;
	risks = risks_of(change_view(change), from->id);
	for (size_t i = 0; i < risks.count; i++)
		risk_copy(change, fresh, from, &risks.at[i]);
	return fresh;
}

/* Locked ones are followed by a new version, with everything that was in it. */
struct rsa *rsa_follow(struct change *change, const struct rsa *before, struct str reason)
{
	struct rsa *now = arena_new(change_arena(change), struct rsa);

	*now = (struct rsa){ .unit_id = before->unit_id, .year = before->year,
		.number = before->number + 1, .method_id = before->method_id,
		.process = before->process, .participants = before->participants,
		.secrecy = before->secrecy, .secrecy_ground = before->secrecy_ground,
		.supersedes = before->id, .new_reason = reason };
	return rsa_begin(change, now, before);
}

/* ---- The form ------------------------------------------------------------------------------------ */

static const struct unit *unit_asked(struct view *view, struct str code)
{
	const struct unit *unit = unit_of_code(view, code);

	return unit && risks_may(view, MAY_risks_write, unit->id) ? unit : NULL;
}

static void begin_judge(struct view *view, void *row, struct problems *problems)
{
	struct rsa_begin *begin = row;

	if (!unit_asked(view, begin->unit))
		problem_add(problems, "unit", "%s", _("You do not write risk analyses for such a unit."));
	if (begin->method.len && !risk_method_get(view, begin->method)
	    && !item_find(SHIPPED_METHODS, begin->method))
		problem_add(problems, "method", "%s", _("There is no such version of the scales."));
}

struct reply rsa_begin_show(struct request *request, struct view *view)
{
	struct risks_page page = risks_page_of(request, view);
	struct risk_method_list methods = risk_methods(view);
	const struct rsa *there;
	struct out *out;

	if (!page.unit || !page.may_write)
		return reply_not_found(request);
	there = rsa_newest(view, page.unit->id, page.year);
	if (there && !request_answers(request))
		return reply_go(request, "/risks/rsa/%.*s", STR(there->public_id));
	out = page_begin(request, view, _("Begin a risk analysis"));
	rsa_begin_page(out, &page, &methods, rsa_earlier(view, page.unit->id, page.year),
		request_problems(request), request_answers(request));
	return page_end(request, 200);
}

/* Of the scales that are in force the newest: what the form proposes, and what JSON gets. */
static const struct risk_method *method_chosen(struct view *view, struct str code)
{
	struct risk_method_list all;

	if (code.len)
		return risk_method_get(view, code);
	all = risk_methods(view);
	for (size_t i = 0; i < all.count; i++)
		if (date_compare(all.at[i].in_force_from, date_today()) <= 0)
			return &all.at[i];
	return NULL;
}

struct reply rsa_begin_act(struct request *request, struct change *change)
{
	const struct rsa_begin *begin = request_record(request);
	struct view *view = change_view(change);
	const struct unit *unit = unit_asked(view, begin->unit);
	const struct rsa *there, *from;
	const struct risk_method *method;
	struct rsa fresh;

	if (!unit)
		return reply_not_found(request);
	there = rsa_newest(view, unit->id, (int)begin->year);
	if (there)
		return reply_done(request, 200, &rsa_record, there, "/risks/rsa/%.*s", STR(there->public_id));
	methods_ship(change);
	from = begin->copy ? rsa_earlier(view, unit->id, (int)begin->year) : NULL;
	method = method_chosen(view, begin->method);
	must(method != NULL);
	/* Steps of one scale mean nothing in another: a copy goes on with the scales it was made with. */
	fresh = (struct rsa){ .unit_id = unit->id, .year = begin->year, .number = 1,
		.method_id = from ? from->method_id : method->id };
	rsa_begin(change, &fresh, from);
	request_message(request, from ? _("It is begun as a copy. Go through what has changed, and assess each risk anew.")
		: _("It is begun. Write what the unit does, and then its risks."));
	return reply_done(request, 201, &rsa_record, &fresh, "/risks/rsa/%.*s", STR(fresh.public_id));
}
