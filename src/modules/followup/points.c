/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/points.c - the follow-up points: computed, answered, assessed; and their pages. */
#include "modules/followup/inside.h"

#include "base/json.h"
#include "modules/followup/pages.html.h"

#include <stdlib.h>
#include <string.h>

enum { YEAR_LEAST = 2000, YEAR_MOST = 2200, MOST_POINTS = 200 };

/* ---- Putting them together ----------------------------------------------------------------- */

/* By duty, unit and who answers; the latest first. */
static int answer_order(const void *left, const void *right)
{
	const struct follow_up_answer *a = left, *b = right;
	int by_code = str_compare(a->code, b->code);

	if (by_code)
		return by_code;
	if (a->unit_id != b->unit_id)
		return a->unit_id < b->unit_id ? -1 : 1;
	if (a->is_assessment != b->is_assessment)
		return a->is_assessment ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

/* Answers are in that order.  The one with the highest number is the latest. */
static const struct follow_up_answer *answer_of(const struct follow_up_answer_list *answers,
                                                struct str code, int64_t unit_id, bool is_assessment)
{
	struct follow_up_answer wanted = { .id = INT64_MAX, .code = code, .unit_id = unit_id,
		.is_assessment = is_assessment };
	size_t low = 0, high = answers->count;
	const struct follow_up_answer *one;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (answer_order(&answers->at[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	one = low < answers->count ? &answers->at[low] : NULL;
	return one && one->unit_id == unit_id && one->is_assessment == is_assessment
		&& str_equals(one->code, code) ? one : NULL;
}

/* Which of the three numbers a verdict belongs to; "" none of them. */
static const char *group_of(enum verdict_state state)
{
	switch (state) {
	case VERDICT_fulfilled:
		return "fulfilled";
	case VERDICT_partly: case VERDICT_late: case VERDICT_gap:
		return "not";
	case VERDICT_open: case VERDICT_undecided: case VERDICT_none:
		return "waiting";
	case VERDICT_not_asked: case VERDICT_not_concerned: case VERDICT_waived:
		break;
	}
	return "";
}

static void unit_add(struct point *point, struct point_unit *units, const struct verdict *verdict,
                     const struct follow_up_answer_list *answers)
{
	struct point_unit *unit = &units[point->count++];

	*unit = (struct point_unit){ .verdict = verdict,
		.own = answer_of(answers, verdict->obligation->code, verdict->unit_id, false),
		.assessed = answer_of(answers, verdict->obligation->code, verdict->unit_id, true) };
	point->answered += unit->own != NULL;
	point->assessed += unit->assessed != NULL;
	point->holds += !strcmp(group_of(verdict->state), "fulfilled");
	point->fails += !strcmp(group_of(verdict->state), "not");
	point->waits += !strcmp(group_of(verdict->state), "waiting");
}

static void units_add(struct arena *arena, struct point *point, const struct verdict_list *verdicts,
                      const struct follow_up_answer_list *answers)
{
	size_t count = 0;
	struct point_unit *units;

	for (size_t i = 0; i < verdicts->count; i++)
		count += str_equals(verdicts->at[i].obligation->code, point->obligation->code);
	units = arena_array(arena, struct point_unit, count + 1);
	for (size_t i = 0; i < verdicts->count; i++)
		if (str_equals(verdicts->at[i].obligation->code, point->obligation->code))
			unit_add(point, units, &verdicts->at[i], answers);
	point->units = units;
}

static bool is_point(const struct obligation *obligation, struct str code)
{
	return str_is(obligation->kind, "U") && (!code.len || str_equals(obligation->code, code));
}

static struct point_list points_put(struct view *view, const struct verdict_ask *ask,
                                    const struct verdict_list *verdicts)
{
	struct arena *arena = view_arena(view);
	struct obligation_list all = obligations_of(view, ask->programme->id);
	struct actor_list actors = actors_of(view, ask->programme->id);
	struct follow_up_answer_list answers = answers_of_year(view, ask->programme->code, ask->year);
	struct point_list list = { 0, arena_array(arena, struct point, MOST_POINTS) };

	if (answers.count > 1)
		qsort(answers.at, answers.count, sizeof(*answers.at), answer_order);
	for (size_t i = 0; i < all.count && list.count < MOST_POINTS; i++) {
		struct point *point = &list.at[list.count];

		if (!is_point(&all.at[i], ask->code))
			continue;
		list.count++;
		*point = (struct point){ .obligation = &all.at[i],
			.is_kept_apart = actors_are_secret(&actors, all.at[i].who) };
		if (!point->is_kept_apart)
			units_add(arena, point, verdicts, &answers);
	}
	return list;
}

struct point_list points_of(struct view *view, const struct programme *programme, int year,
                            struct str code)
{
	struct verdict_ask ask = { .programme = programme, .code = code, .year = year };
	struct verdict_list verdicts = verdicts_of(view, &ask);

	return points_put(view, &ask, &verdicts);
}

int64_t points_unassessed(struct view *view, const struct programme *programme, int year)
{
	struct verdict_ask ask = { .programme = programme, .year = year, .kind = S("U") };
	struct verdict_list named = verdicts_named(view, &ask);
	struct point_list points = points_put(view, &ask, &named);
	int64_t left = 0;

	for (size_t i = 0; i < points.count; i++)
		left += points.at[i].assessed < (int64_t)points.at[i].count;
	return left;
}

int point_year(struct request *request)
{
	int64_t year = 0;

	if (!str_to_int(request_query(request, "year"), &year) || year < YEAR_LEAST
	    || year > YEAR_MOST)
		return date_today().year;
	return (int)year;
}

/* The programme of the address; else the newest one that is in force. */
static const struct programme *programme_asked(struct request *request, struct view *view)
{
	struct str code = request_param(request, "programme");
	struct programme_list now;

	if (!code.len)
		code = request_query(request, "programme");
	if (code.len)
		return programme_of_code(view, code);
	now = programmes_on(view, date_today());
	return now.count ? &now.at[0] : NULL;
}

/* ---- All points ------------------------------------------------------------------------------ */

static void point_json(struct json_out *json, const struct point *point)
{
	json_object_begin(json, NULL);
	json_str(json, "code", point->obligation->code);
	json_str(json, "text", obligation_words(point->obligation));
	json_bool(json, "is_kept_apart", point->is_kept_apart);
	json_int(json, "units", (int64_t)point->count);
	json_int(json, "fulfilled", point->holds);
	json_int(json, "not_fulfilled", point->fails);
	json_int(json, "waiting", point->waits);
	json_int(json, "answered", point->answered);
	json_int(json, "assessed", point->assessed);
	json_object_finish(json);
}

static struct reply points_json(struct request *request, const struct points_facts *facts)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "programme", facts->programme->code);
	json_int(&json, "year", facts->year);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < facts->points.count; i++)
		point_json(&json, &facts->points.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct reply points_show(struct request *request, struct view *view)
{
	struct points_facts facts = { .programme = programme_asked(request, view),
		.programmes = programmes_all(view), .year = point_year(request), .view = view };
	struct out *out;

	if (!facts.programme && request_query(request, "programme").len)
		return reply_not_found(request);
	if (facts.programme)
		facts.points = points_of(view, facts.programme, facts.year, S(""));
	if (request_wants_json(request) && facts.programme)
		return points_json(request, &facts);
	out = page_begin(request, view, _("Follow-up of the programme"));
	points_page(out, &facts);
	return page_end(request, 200);
}

/* Exactly the units behind one number of the page above. */
static void point_narrow(struct point *point, struct str group)
{
	struct point_unit *units = (struct point_unit *)(uintptr_t)point->units;
	size_t kept = 0;

	for (size_t i = 0; i < point->count; i++)
		if (str_is(group, "own") ? units[i].own != NULL
		    : str_is(group, "assessed") ? units[i].assessed != NULL
		    : str_is(group, group_of(units[i].verdict->state)))
			units[kept++] = units[i];
	point->count = kept;
}

/* ---- One point --------------------------------------------------------------------------------- */

static struct str state_name(const struct verdict *verdict)
{
	return str_of(verdict_states[verdict->state].name);
}

static struct reply point_units_json(struct request *request, const struct point_facts *facts)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < facts->point->count; i++) {
		const struct point_unit *one = &facts->point->units[i];
		const struct unit *unit = unit_get(facts->view, one->verdict->unit_id);

		json_object_begin(&json, NULL);
		json_str(&json, "unit", unit ? unit->code : S(""));
		json_str(&json, "period", one->verdict->period);
		json_str(&json, "state", state_name(one->verdict));
		json_str(&json, "says", one->verdict->says);
		json_str(&json, "not_proved", one->verdict->not_proved);
		json_str(&json, "own", one->own ? one->own->answer : S(""));
		json_str(&json, "assessed", one->assessed ? one->assessed->answer : S(""));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

/* Only a point that is asked of the unit takes an answer. */
static bool is_asked_of(const struct point *point, int64_t unit_id)
{
	for (size_t i = 0; i < point->count; i++)
		if (point->units[i].verdict->unit_id == unit_id)
			return true;
	return false;
}

static struct point_facts point_facts_of(struct request *request, struct view *view,
                                         const struct programme *programme,
                                         const struct point *point)
{
	struct str code = request_query(request, "unit");
	struct point_facts facts = { .programme = programme, .year = point_year(request),
		.point = point, .view = view };

	if (!code.len)
		code = request_field(request, "unit_id");
	facts.unit = unit_of_code(view, code);
	if (!facts.unit && point->count == 1)
		facts.unit = unit_get(view, point->units[0].verdict->unit_id);
	if (!facts.unit)
		return facts;
	facts.history = answers_of_point(view, programme->code, facts.year,
		point->obligation->code, facts.unit->id);
	if (!is_asked_of(point, facts.unit->id))
		return facts;
	facts.may_answer = may_answer(view, "programme_answer", facts.unit->id);
	facts.may_assess = may_answer(view, "programme_assess", facts.unit->id);
	return facts;
}

static struct reply point_show(struct request *request, struct view *view)
{
	const struct programme *programme = programme_asked(request, view);
	struct point_list points;
	struct point_facts facts;
	struct follow_up_answer row = { 0 };
	struct out *out;

	if (!programme)
		return reply_not_found(request);
	points = points_of(view, programme, point_year(request), request_param(request, "code"));
	if (!points.count)
		return reply_not_found(request);
	facts = point_facts_of(request, view, programme, &points.at[0]);
	if (request_query(request, "group").len)
		point_narrow(&points.at[0], request_query(request, "group"));
	if (request_wants_json(request))
		return point_units_json(request, &facts);
	row.year = facts.year;
	row.unit_id = facts.unit ? facts.unit->id : 0;
	row.is_assessment = facts.may_assess;
	facts.form = form_view_of(request, view, &follow_up_answer_form, &row);
	out = page_begin(request, view, str_z(view_arena(view), points.at[0].obligation->code));
	point_page(out, request, &facts);
	return page_end(request, 200);
}

static struct reply point_answer(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct programme *programme = programme_asked(request, view);
	struct follow_up_answer *answer = request_record(request);
	const struct unit *unit = unit_get(view, answer->unit_id);
	struct point_list points;

	if (!programme)
		return reply_not_found(request);
	points = points_of(view, programme, (int)answer->year, request_param(request, "code"));
	if (!points.count)
		return reply_not_found(request);
	if (!is_asked_of(&points.at[0], answer->unit_id)) {
		problem_add(request_problems(request), "unit_id",
			_("That unit is not asked this in that year."));
		return reply_again(request, change);
	}
	answer->programme_code = programme->code;
	answer->code = points.at[0].obligation->code;
	change_insert(change, &follow_up_answer_record.shape, answer);
	request_message(request, answer->is_assessment ? _("The assessment is saved.")
		: _("The answer is saved."));
	return reply_done(request, 201, &follow_up_answer_record, answer,
		"/follow-up/%.*s/%.*s?year=%lld&unit=%.*s", STR(programme->code), STR(answer->code),
		(long long)answer->year, STR(unit->code));
}

const struct route followup_routes[] = {
	{ GET, "/follow-up", .need = MAY_programme_read, .show = points_show, .is_api_too = true,
	  .label = N_("Follow-up points") },
	{ GET, "/follow-up/reports", .need = SIGNED_IN, .show = yearly_list, .is_api_too = true,
	  .label = N_("Yearly reports") },
	{ GET, "/follow-up/reports/new", .need = MAY_programme_assess, .show = yearly_new,
	  .label = N_("Begin a yearly report") },
	{ POST, "/follow-up/reports", .need = MAY_programme_assess, .act = yearly_add,
	  .form = &yearly_new_form, .again = yearly_new, .is_api_too = true,
	  .label = N_("Begin a yearly report") },
	{ GET, "/follow-up/reports/:id", .need = SIGNED_IN, .show = yearly_show, .is_api_too = true,
	  .label = N_("A yearly report") },
	{ GET, "/follow-up/reports/:id/word", .need = SIGNED_IN, .show = yearly_word,
	  .label = N_("A yearly report as a document") },
	{ GET, "/follow-up/reports/:id/edit", .need = MAY_programme_assess, .show = yearly_edit,
	  .label = N_("Write the yearly report") },
	{ POST, "/follow-up/reports/:id", .need = MAY_programme_assess, .act = yearly_change,
	  .form = &yearly_form, .load = yearly_load, .again = yearly_edit, .is_api_too = true,
	  .label = N_("Write the yearly report") },
	{ POST, "/follow-up/reports/:id/publish", .need = MAY_programme_assess,
	  .act = yearly_publish, .again = yearly_show, .is_api_too = true,
	  .label = N_("Publish the yearly report") },
	{ POST, "/follow-up/reports/:id/follow", .need = MAY_programme_assess, .act = yearly_follow,
	  .is_api_too = true, .label = N_("Begin a new version of the report") },
	{ GET, "/follow-up/:programme/:code", .need = MAY_programme_read, .show = point_show,
	  .is_api_too = true, .label = N_("A follow-up point") },
	{ POST, "/follow-up/:programme/:code", .need = MAY_programme_read, .act = point_answer,
	  .form = &follow_up_answer_form, .again = point_show, .is_api_too = true,
	  .label = N_("Answer or assess a follow-up point") },
	{ .path = NULL },
};
