/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/effects.c - the page of an effect check: what is counted, and what it said. */
#include "modules/measures/effect_costs.h"

#include "formats/diagram.h"
#include "kit/members.h"
#include "modules/events/events.h"
#include "modules/measures/effects.html.h"
#include "modules/people/people.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

#include <string.h>

static const char *const plan_fields[] = { "types", "unit_id", "area_code", "before_from",
	"before_to", "after_from", "after_to", "due_on", "people_before", "people_after",
	"compare_unit_id", "compare_area_code", "compare_people_before", "compare_people_after",
	"saving_expected", "change_reason", NULL };
const struct form effect_check_form = { .record = &effect_check_record, .fields = plan_fields };

/* ---- In the page of the measure ----------------------------------------------------------------- */

void effect_box_show(struct out *out, struct request *request, struct view *view,
                     const struct measure *measure)
{
	const struct effect_check *check = effect_check_of(view, measure->id);
	struct effect_figure_list figures = effect_figures_of(view, measure->id);

	struct effect_cost_list costs = effect_costs_of(view, measure->id);

	effect_box(out, measure, check, figures.count ? &figures.at[0] : NULL,
		figures.count ? effect_cost_of(&costs, figures.at[0].id) : NULL);
	(void)request;
}

/* ---- Its own page ------------------------------------------------------------------------------------ */

static struct str place_words(struct view *view, int64_t unit_id, struct str area)
{
	struct str unit = unit_name(view, unit_id);

	if (!area.len)
		return unit;
	return arena_print(view_arena(view), _("%.*s, only in %.*s"), STR(unit), STR(area));
}

static struct str types_words(struct arena *arena, struct str types)
{
	struct out out;
	const char *between = "";

	if (!types.len)
		return str_of(_("all events"));
	out_init(&out, arena, 8 * 1024);
	while (types.len) {
		struct str type = str_cut(&types, ' ');

		if (!type.len)
			continue;
		out_print(&out, "%s%.*s", between, STR(code_name("event/types", type)));
		between = ", ";
	}
	return out_str(&out);
}

struct effect_words effect_words_of(struct view *view, const struct effect_check *check)
{
	return (struct effect_words){
		.types = types_words(view_arena(view), check->types),
		.here = place_words(view, check->unit_id, check->area_code),
		.there = effect_has_compare(check)
			? place_words(view, check->compare_unit_id ? check->compare_unit_id : check->unit_id,
				check->compare_area_code) : S("") };
}

/* Links to the rows lead to those of today; the numbers are those of then. */
static void figure_links(struct view *view, const struct effect_check *check,
                         const struct effect_figure *figure, struct str *links)
{
	for (int i = 0; i < 4; i++) {
		bool is_there = i >= 2, is_after = i % 2;
		struct event_ask ask = effect_ask(check, is_there, is_after, figure->counted_to);

		if (effect_may_count(view, ask.unit_id))
			links[i] = events_link(view_arena(view), &ask, "", S(""));
	}
}

/* Shown to whoever may count the events: others have no row. */
static void cost_show(struct out *out, struct request *request, const struct measure *measure,
                      const struct effect_words *words, const struct effect_cost *cost)
{
	if (!cost)
		return;
	effect_cost_show(out, cost, words);
	if (effect_cost_is_told(cost))
		diagram_show(out, effect_cost_diagram(request->arena, measure->number, cost, S("")));
}

static void figures_show(struct out *out, struct request *request, struct view *view,
                         const struct measure *measure, const struct effect_check *check,
                         const struct effect_words *words, const struct effect_figure_list *figures)
{
	struct effect_cost_list costs = effect_costs_of(view, measure->id);
	struct str links[4] = { { 0 } };

	if (!figures->count) {
		effect_no_figure(out);
		return;
	}
	if (request_may(request, MAY_events_read))
		figure_links(view, check, &figures->at[0], links);
	effect_figure_show(out, &figures->at[0], words, links,
		person_name(view, figures->at[0].taken_by));
	if (figures->at[0].finding > RATE_too_few)
		diagram_show(out, effect_diagram(request->arena, measure, &figures->at[0],
			words, S("")));
	cost_show(out, request, measure, words, effect_cost_of(&costs, figures->at[0].id));
	if (figures->count > 1)
		effect_earlier(out, figures, &costs);
}

const char *effect_part_title(const char *field)
{
	static const struct { const char *field, *title; } parts[] = {
		{ "unit_id", N_("Where") }, { "before_from", N_("When") },
		{ "people_before", N_("How many people") }, { "compare_unit_id", N_("Compared with") },
		{ "saving_expected", N_("What it may avoid") } };

	for (size_t i = 0; i < COUNT(parts); i++)
		if (!strcmp(parts[i].field, field))
			return _(parts[i].title);
	return NULL;
}

static void plan_form_show(struct out *out, struct request *request, struct view *view,
                           const struct measure *measure, const struct effect_check *check)
{
	struct form_view form = form_view_of(request, view, &effect_check_form, check);
	bool is_tried = form.answers != NULL;

	effect_details_begin(out, check->id ? _("Change what is counted") : _("Plan what is counted"),
		is_tried || !check->id);
	form_begin(out, &form, arena_print(request->arena, "/measures/%.*s/effect",
		STR(measure->number)), false);
	if (is_tried)
		form_problems(out, &form);
	for (size_t i = 0; plan_fields[i]; i++) {
		effect_form_part(out, plan_fields[i]);
		if (strcmp(plan_fields[i], "change_reason") || measure->state >= MEASURE_done)
			form_field(out, &form, plan_fields[i]);
	}
	form_buttons(out, _("Save what is counted"), S(""));
	form_end(out);
	effect_details_end(out);
}

static void count_show(struct out *out, struct request *request, const struct measure *measure,
                       const struct effect_check *check)
{
	struct date until = effect_until(check, date_today());

	effect_count_form(out, request, measure, check, until);
}

/* The figure, and what was counted of costs with it, for whoever may count them. */
static struct reply figure_json(struct request *request, struct view *view, const struct effect_figure *figure)
{
	struct effect_cost_list costs = effect_costs_of(view, figure->measure_id);
	const struct effect_cost *cost = effect_cost_of(&costs, figure->id);
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, 1 << 16);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	record_members_json(&json, &effect_figure_record, figure);
	if (cost) {
		json_object_begin(&json, "cost");
		record_members_json(&json, &effect_cost_record, cost);
		json_object_finish(&json);
	}
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply effect_page_show(struct request *request, struct view *view)
{
	const struct measure *measure = measure_of_number(view, request_param(request, "number"));
	const struct effect_check *check;
	struct effect_figure_list figures;
	struct effect_check suggestion;
	struct effect_words words;
	struct out *out;
	bool may_edit;

	if (!measure)
		return reply_not_found(request);
	check = effect_check_of(view, measure->id);
	figures = effect_figures_of(view, measure->id);
	suggestion = check ? *check : effect_suggestion(view, measure);
	suggestion.change_reason = S("");
	if (request_wants_json(request))
		return figures.count ? figure_json(request, view, &figures.at[0])
			: check ? reply_record(request, &effect_check_record, check)
			: reply_not_found(request);
	may_edit = request_may(request, MAY_measures_write) && measure_may_edit(view, measure);
	words = effect_words_of(view, &suggestion);
	out = page_begin(request, view, _("Effect of the measure"));
	effect_head(out, measure);
	if (check) {
		figures_show(out, request, view, measure, check, &words, &figures);
		effect_plan(out, check, &words);
	}
	if (check && may_edit)
		count_show(out, request, measure, check);
	if (may_edit)
		plan_form_show(out, request, view, measure, &suggestion);
	return page_end(request, 200);
}

/* ---- Changing what is counted ------------------------------------------------------------------- */

void *effect_load(struct request *request, struct view *view)
{
	const struct measure *measure = measure_load(request, view);
	const struct effect_check *check = measure ? effect_check_of(view, measure->id) : NULL;
	struct effect_check *row = arena_new(request->arena, struct effect_check);

	if (!measure)
		return NULL;
	*row = check ? *check : effect_suggestion(view, measure);
	row->change_reason = S("");
	return row;
}

static const struct { const char *field, *words; } obstacles[] = {
	[EFFECT_BEFORE_ORDER] = { "before_to", N_("The days before end before they begin.") },
	[EFFECT_AFTER_ORDER] = { "after_to", N_("The days after end before they begin.") },
	[EFFECT_OVERLAP] = { "after_from", N_("The days after must begin when the days before are over.") },
	[EFFECT_TOO_LONG] = { "before_from", N_("Choose at most five years before and after.") },
	[EFFECT_DUE_EARLY] = { "due_on", N_("Choose a day later than the last that is counted.") },
	[EFFECT_PEOPLE_HALF] = { "people_after", N_("Write the number of people both before and after, or neither.") },
	[EFFECT_THERE_PEOPLE_HALF] = { "compare_people_after", N_("Write the number of people both before and after, or neither.") },
	[EFFECT_SAME_PLACE] = { "compare_area_code", N_("Compare with another place than the measure's own.") },
	[EFFECT_REASON_MISSING] = { "change_reason", N_("The measure is done: write why you change what is counted.") },
};

static bool area_is_known(struct view *view, struct str code)
{
	return areas_within(view, code, date_today()).count != 0;
}

static bool check_is_fine(struct request *request, struct view *view, const struct measure *measure,
                          const struct effect_check *check)
{
	struct problems *problems = request_problems(request);
	enum effect_obstacle obstacle = effect_obstacle(check, measure->state);

	if (obstacle != EFFECT_FREE)
		problem_add(problems, obstacles[obstacle].field, "%s", _(obstacles[obstacle].words));
	if (!effect_may_count(view, check->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not read the events of this unit, and so cannot count them."));
	if (check->compare_unit_id && !effect_may_count(view, check->compare_unit_id))
		problem_add(problems, "compare_unit_id", "%s",
			_("You do not read the events of this unit, and so cannot count them."));
	if (check->area_code.len && !area_is_known(view, check->area_code))
		problem_add(problems, "area_code", "%s", _("There is no area with this code."));
	if (check->compare_area_code.len && !area_is_known(view, check->compare_area_code))
		problem_add(problems, "compare_area_code", "%s", _("There is no area with this code."));
	return !problems->count;
}

static struct reply check_saved(struct request *request, int status, const struct measure *measure,
                                const struct effect_check *check)
{
	return reply_done(request, status, &effect_check_record, check, "/measures/%.*s/effect",
		STR(measure->number));
}

struct reply effect_change_act(struct request *request, struct change *change)
{
	struct effect_check *check = request_record(request);
	struct view *view = change_view(change);
	const struct measure *measure = measure_load(request, view);
	const struct effect_check *before = measure ? effect_check_of(view, measure->id) : NULL;
	int64_t version = request_version(request);
	enum updated updated;

	if (!measure)
		return reply_not_found(request);
	if (!check_is_fine(request, view, measure, check))
		return reply_again(request, change);
	check->is_suggested = false;
	request_message(request, _("What is counted is saved."));
	if (!before) {
		change_insert(change, &effect_check_record.shape, check);
		measure_step_add(change, measure, "plan-effect", measure->state, S(""));
		return check_saved(request, 201, measure, check);
	}
	if (check->change_reason.len)
		change_because(change, check->change_reason);
	updated = change_update(change, &effect_check_record.shape, check,
		version ? version : before->version);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &effect_check_record, check, before);
	measure_step_add(change, measure, "plan-effect", measure->state, check->change_reason);
	return check_saved(request, 200, measure, check);
}

struct reply effect_count_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct measure *measure = measure_load(request, view);
	const struct effect_check *check = measure ? effect_check_of(view, measure->id) : NULL;
	struct problems *problems = request_problems(request);
	struct effect_figure figure;

	if (!check)
		return reply_not_found(request);
	if (!date_is_given(effect_until(check, date_today())))
		problem_add(problems, "", "%s", _("The days after have not begun: there is nothing to count yet."));
	if (!effect_may_count(view, check->unit_id)
	    || (check->compare_unit_id && !effect_may_count(view, check->compare_unit_id)))
		problem_add(problems, "", "%s",
			_("You do not read the events of all these units. Ask your coordinator to count."));
	if (problems->count)
		return reply_again(request, change);
	figure = effect_take(change, check);
	measure_step_add(change, measure, "count-effect", measure->state, S(""));
	request_message(request, _("It is counted, and the numbers are kept as they are now."));
	return reply_done(request, 201, &effect_figure_record, &figure, "/measures/%.*s/effect",
		STR(measure->number));
}
