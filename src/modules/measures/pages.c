/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/pages.c - the routes of the room and their handlers. */
#include "kit/setting.h"
#include "kit/table.h"
#include "modules/measures/effect_costs.h"
#include "modules/measures/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

const struct form measure_form = {
	.record = &measure_record,
	.fields = FIELDS("title", "unit_id", "type", "focus_area", "words", "responsible_id",
	                 "other_owners",
	                 "starts_on", "due_on", "cost_plan", "cost_actual", "funding"),
};
static const struct form new_form = {
	.record = &measure_record,
	.fields = FIELDS("title", "unit_id", "responsible_id", "due_on", "type", "focus_area", "words",
	                 "other_owners", "starts_on", "cost_plan", "funding"),
};
const struct form measure_act_form = {
	.record = &measure_act_record,
	.fields = FIELDS("reason", "due_on", "effect", "effect_words", "cost_actual"),
};

const char *measure_state_class(int state, struct date due)
{
	static const char *const classes[] = { "", "draft", "", "doing", "done", "ok",
		"closed", "closed" };

	if (measure_is_late(state, due, date_today()))
		return "late";
	return state >= 0 && (size_t)state < COUNT(classes) ? classes[state] : "";
}

const char *measure_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "change", N_("The measure was changed.") },
		{ "cite", N_("It was said what the measure rests on.") },
		{ "withdraw", N_("A citation was withdrawn.") },
		{ "plan-effect", N_("What is counted before and after was planned.") },
		{ "count-effect", N_("Before and after were counted.") } };

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return _(steps[i].words);
	return _("The measure was proposed.");
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	measures_actions(out, request_may(request, MAY_measures_write));
}

static struct reply measures_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Measures"), .actions = list_actions };
	struct query query;

	measures_query(request, view, &query);
	return table_reply(request, view, &measures_table, &query, &page);
}

/* ---- Adding ------------------------------------------------------------------------- */

static bool names_source(struct request *request)
{
	return request_query(request, "of").len != 0;
}

static struct measure_source asked_source(struct request *request, struct view *view)
{
	return measure_source_find(view, request_query(request, "source"),
		request_query(request, "of"));
}

static struct str with_source(struct request *request, const char *path)
{
	struct out out;

	out_init(&out, request->arena, 1024);
	out_z(&out, path);
	if (names_source(request)) {
		out_z(&out, "?source=");
		out_link_part(&out, request_query(request, "source"));
		out_z(&out, "&of=");
		out_link_part(&out, request_query(request, "of"));
	}
	return out_str(&out);
}

static struct reply measure_new(struct request *request, struct view *view)
{
	struct measure_source source = asked_source(request, view);
	struct measure measure = {
		.unit_id = source.unit_id ? source.unit_id : request_person(request)->unit_id,
		.responsible_id = request_person(request)->id,
		.due_on = date_add_days(date_today(), 30),
		.focus_area = focus_suggested(source.types),
	};
	struct form_view form = form_view_of(request, view, &new_form, &measure);
	struct out *out;

	if (names_source(request) && !source.id)
		return reply_not_found(request);
	out = page_begin(request, view, _("Add a measure"));
	measure_new_begin(out, &source);
	form_begin(out, &form, with_source(request, "/measures"), false);
	form_all(out, &form);
	if (!source.id)
		measure_source_field(out, S("own_initiative"));
	else
		measure_basis_field(out, request_field(request, "basis"));
	form_buttons(out, _("Save the measure"), source.id ? source.path : S("/measures"));
	form_end(out);
	return page_end(request, 200);
}

/* A source without a page of its own (a risk, a round) is named by its kind. */
static struct str source_kind(struct request *request)
{
	struct str kind = request_query(request, "source");

	if (!kind.len)
		kind = request_field(request, "source");
	return item_find("measure_sources", kind) ? kind : S("own_initiative");
}

static struct reply measure_add_act(struct request *request, struct change *change)
{
	struct measure *measure = request_record(request);
	struct measure_source source = asked_source(request, change_view(change));

	if (names_source(request) && !source.id)
		return reply_not_found(request);
	if (!measure_may_add(change_view(change), measure->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not decide on measures of this unit. Choose another unit."));
		return reply_again(request, change);
	}
	measure->source_kind = source_kind(request);
	measure->source_id = source.id;
	measure_add_because(change, measure,
		str_letters_part(str_trim(request_field(request, "basis")), 1000));
	request_message(request, _("The measure is saved."));
	return reply_done(request, 201, &measure_record, measure, "/measures/%.*s",
		STR(measure->number));
}

/* ---- One measure -------------------------------------------------------------------- */

static void move_form(struct out *out, struct request *request, struct view *view,
                      const struct measure *measure, const struct measure_move *move)
{
	const struct measure_act *act = &(struct measure_act){
		.effect = measure->effect, .effect_words = measure->effect_words,
		.cost_actual = measure->cost_actual, .version = measure->version };
	struct form_view form = form_view_of(request, view, &measure_act_form, act);
	bool is_tried = form.answers && str_is(request_param(request, "verb"), move->verb);
	struct str action = arena_print(request->arena, "/measures/%.*s/%s",
		STR(measure->number), move->verb);

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
		form.id_before = move->verb;    /* the one that was tried is led to by its problems */
	}
	measure_step_details(out, _(move->label), is_tried);
	form_begin(out, &form, action, false);
	if (is_tried)
		form_problems(out, &form);
	if (move->needs_date)
		form_field(out, &form, "due_on");
	if (move->needs_effect) {
		form_field(out, &form, "effect");
		form_field(out, &form, "effect_words");
	}
	if (move->needs_reason)
		form_field(out, &form, "reason");
	if (move->asks_cost)
		form_field(out, &form, "cost_actual");
	form_buttons(out, _(move->label), S(""));
	form_end(out);
	measure_step_details_end(out);
}

/* A step that the state does not allow has no form of its own to say so in. */
static void refused_show(struct out *out, struct request *request, struct view *view,
                         const struct measure *measure)
{
	const struct measure_move *tried = measure_move_find(request_param(request, "verb"));
	struct form_view form = form_view_of(request, view, &measure_act_form, NULL);

	if (tried && form.problems && !(tried->from & FROM(measure->state)))
		form_problems(out, &form);
}

static void moves_show(struct out *out, struct request *request, struct view *view,
                       const struct measure *measure)
{
	refused_show(out, request, view, measure);
	measure_steps_begin(out);
	for (const struct measure_move *move = measure_moves; move->verb; move++) {
		bool asks = move->needs_reason || move->needs_date || move->needs_effect
			|| move->asks_cost;

		if (!(move->from & FROM(measure->state)))
			continue;
		if (asks)
			move_form(out, request, view, measure, move);
		else
			measure_step_button(out, request, arena_print(request->arena,
				"/measures/%.*s/%s", STR(measure->number), move->verb),
				_(move->label), measure->version);
	}
}

static bool may_change(struct request *request, struct view *view, const struct measure *measure)
{
	return request_may(request, MAY_measures_write) && measure_may_edit(view, measure);
}

static struct reply measure_show(struct request *request, struct view *view)
{
	const struct measure *measure = measure_of_number(view, request_param(request, "number"));
	struct measure_source source;
	struct measure_step_list steps;
	struct out *out;

	if (!measure)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &measure_record, measure);
	source = measure_source_get(view, measure->source_kind, measure->source_id);
	steps = measure_steps(view, measure->id);
	out = page_begin(request, view, str_z(request->arena, measure->title));
	measure_head(out, measure, may_change(request, view, measure));
	measure_facts(out, measure, &source, unit_name(view, measure->unit_id),
		person_name(view, measure->responsible_id));
	citations_show(out, request, view, measure, may_change(request, view, measure));
	effect_box_show(out, request, view, measure);
	if (may_change(request, view, measure))
		moves_show(out, request, view, measure);
	measure_history(out, &steps);
	return page_end(request, 200);
}

void *measure_load(struct request *request, struct view *view)
{
	const struct measure *measure = measure_of_number(view, request_param(request, "number"));

	if (!measure || !measure_may_edit(view, measure))
		return NULL;
	return (void *)(uintptr_t)measure;
}

static struct reply measure_edit(struct request *request, struct view *view)
{
	const struct measure *measure = measure_load(request, view);
	struct form_view form = form_view_of(request, view, &measure_form, measure);
	struct out *out;

	if (!measure)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the measure"));
	measure_edit_begin(out, measure);
	form_begin(out, &form, arena_print(request->arena, "/measures/%.*s", STR(measure->number)),
		false);
	form_all(out, &form);
	form_buttons(out, _("Save the measure"),
		arena_print(request->arena, "/measures/%.*s", STR(measure->number)));
	form_end(out);
	return page_end(request, 200);
}

/* Machines may leave the version out; browsers always send it. */
static int64_t sent_version(struct request *request, const struct measure *measure)
{
	int64_t version = request_version(request);

	return version ? version : measure->version;
}

static struct reply measure_saved(struct request *request, const struct measure *measure)
{
	return reply_done(request, 200, &measure_record, measure, "/measures/%.*s",
		STR(measure->number));
}

static struct reply measure_gone(struct request *request, struct change *change,
                                 enum updated updated, const struct measure *mine)
{
	const struct measure *theirs = measure_of_number(change_view(change), mine->number);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &measure_record, mine, theirs);
}

static struct reply measure_change_act(struct request *request, struct change *change)
{
	struct measure *measure = request_record(request);
	const struct measure *before = measure_of_number(change_view(change), measure->number);
	enum updated updated;

	if (before && before->unit_id != measure->unit_id
	    && !measure_may_add(change_view(change), measure->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not decide on measures of this unit. Choose another unit."));
		return reply_again(request, change);
	}
	updated = change_update(change, &measure_record.shape, measure,
		sent_version(request, measure));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return measure_gone(request, change, updated, measure);
	if (updated == UPDATED) {
		measure_step_add(change, measure, "change", measure->state, S(""));
		effect_follow(change, measure);
	}
	request_message(request, _("The measure is saved."));
	return measure_saved(request, measure);
}

/* ---- Steps -------------------------------------------------------------------------- */

static const struct { const char *field, *words; } obstacles[] = {
	[MEASURE_WRONG_STATE] = { "", N_("This step does not follow upon the state of the measure. Read the measure again.") },
	[MEASURE_REASON_MISSING] = { "reason", N_("Write why. One sentence is enough.") },
	[MEASURE_DATE_MISSING] = { "due_on", N_("Choose the new day.") },
	[MEASURE_DATE_NOT_LATER] = { "due_on", N_("The new day must be later than the one it has.") },
	[MEASURE_EFFECT_MISSING] = { "effect", N_("Choose which effect the measure had.") },
	[MEASURE_EFFECT_WORDS_MISSING] = { "effect_words", N_("Write what is different now. One sentence is enough.") },
};

static struct reply measure_step_act(struct request *request, struct change *change)
{
	const struct measure_act *act = request_record(request);
	const struct measure_move *move = measure_move_find(request_param(request, "verb"));
	const struct measure *before = measure_load(request, change_view(change));
	enum measure_obstacle obstacle;
	enum updated updated;
	struct measure now;

	if (!move || !before)
		return reply_not_found(request);
	obstacle = measure_obstacle(move, before, act);
	if (obstacle != MEASURE_FREE) {
		problem_add(request_problems(request), obstacles[obstacle].field, "%s",
			_(obstacles[obstacle].words));
		return reply_again(request, change);
	}
	now = *before;
	measure_after(move, &now, act, request_person(request)->id, instant_now());
	if (act->reason.len)
		change_because(change, act->reason);
	updated = change_update(change, &measure_record.shape, &now, sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return measure_gone(request, change, updated, &now);
	measure_step_add(change, &now, move->verb, before->state,
		move->needs_effect ? act->effect_words : act->reason);
	effect_follow(change, &now);
	request_message(request, _(move->done));
	return measure_saved(request, &now);
}

/* ---- Late measures, and words to remind with ----------------------------------------- */

struct str measure_reminder(struct arena *arena, struct str name, const struct measure_row *rows,
                            size_t count, struct str address)
{
	struct out out;

	out_init(&out, arena, 256 * 1024);
	out_print(&out, _("Hello %.*s,"), STR(name));
	out_z(&out, "\n\n");
	out_z(&out, plural((int64_t)count,
		"A measure that you are responsible for has passed its day:",
		"Some measures that you are responsible for have passed their day:"));
	out_char(&out, '\n');
	for (size_t i = 0; i < count; i++)
		out_print(&out, "- %.*s %.*s (%.*s)\n  %.*s/measures/%.*s\n",
			STR(rows[i].number), STR(rows[i].title),
			STR(tongue_date(arena, rows[i].due_on)), STR(address), STR(rows[i].number));
	out_char(&out, '\n');
	out_z(&out, _("Is it done? Say so in the system. Does it need more time? Set a new day and write why. Tell me if you need help."));
	out_z(&out, "\n");
	return out_str(&out);
}

static struct str own_address(struct request *request)
{
	struct str address = setting_text("public_address");

	if (address.len)
		return address;
	return arena_print(request->arena, "%s://%.*s", request->is_secure ? "https" : "http",
		STR(request->host));
}

static struct reply measures_late_show(struct request *request, struct view *view)
{
	struct measure_row_list rows = measures_late(view, request);
	struct str address = own_address(request);
	struct out *out = page_begin(request, view, _("Late measures"));

	measures_late_begin(out, rows.count);
	for (size_t first = 0, nth = 1; first < rows.count; nth++) {
		struct str name = rows.at[first].responsible;
		size_t count = 1;

		while (first + count < rows.count
		       && str_equals(rows.at[first + count].responsible, name))
			count++;
		measures_late_person(out, name, nth, measure_reminder(request->arena, name,
			&rows.at[first], count, address), &rows.at[first], count);
		first += count;
	}
	return page_end(request, 200);
}

/* ---- Inside other pages -------------------------------------------------------------- */

void measures_show(struct out *out, struct request *request, struct view *view,
                   const char *source_kind, int64_t source_id, int64_t unit_id)
{
	struct measure_row_list rows = measure_rows_of(view, source_kind, source_id);
	struct measure_source source = measure_source_get(view, str_of(source_kind), source_id);
	ptrdiff_t slash = str_find_char(str_part(source.path, 1, source.path.len), '/');
	struct str key = str_part(source.path, (size_t)(slash < 0 ? 0 : slash + 2), source.path.len);
	size_t open = 0;

	for (size_t i = 0; i < rows.count; i++)
		open += measure_is_open(rows.at[i].state);
	measures_box_begin(out, rows.count, open);
	if (rows.count)
		measures_box_table(out, &rows);
	measures_box_end(out, arena_print(request->arena, "/measures/new?source=%s&of=%.*s",
		source_kind, STR(key)), source.id && request_may(request, MAY_measures_write)
		&& measure_may_add(view, unit_id));
}

void measures_home(struct out *out, struct request *request, struct view *view)
{
	struct measure_counts counts;

	if (!request_may(request, MAY_measures_read))
		return;
	counts = measure_counts(view);
	measures_card(out, &counts, request_may(request, MAY_measures_write));
}

const struct route measures_routes[] = {
	{ GET, "/measures", .need = MAY_measures_read, .show = measures_list, .is_api_too = true,
	  .label = N_("List of measures") },
	{ GET, "/measures/new", .need = MAY_measures_write, .show = measure_new,
	  .label = N_("Add a measure") },
	{ GET, "/measures/late", .need = MAY_measures_read, .show = measures_late_show,
	  .label = N_("Late measures, with reminders") },
	{ GET, "/measures/uncited", .need = MAY_measures_read, .show = uncited_show,
	  .is_api_too = true, .label = N_("Measures that cite nothing") },
	{ GET, "/measures/effects", .need = MAY_measures_read, .show = effects_show,
	  .is_api_too = true, .label = N_("Measures and effects of a year") },
	{ GET, "/measures/checks", .need = MAY_measures_read, .show = checks_show,
	  .is_api_too = true, .label = N_("Effects to look at") },
	{ POST, "/measures", .need = MAY_measures_write, .act = measure_add_act, .form = &new_form,
	  .again = measure_new, .is_api_too = true, .label = N_("Save a new measure") },
	{ GET, "/measures/:number", .need = MAY_measures_read, .show = measure_show,
	  .is_api_too = true, .label = N_("One measure") },
	{ GET, "/measures/:number/edit", .need = MAY_measures_write, .show = measure_edit,
	  .label = N_("Change a measure") },
	{ POST, "/measures/:number", .need = MAY_measures_write, .act = measure_change_act,
	  .form = &measure_form, .load = measure_load, .again = measure_edit, .is_api_too = true,
	  .label = N_("Save a changed measure") },
	{ GET, "/measures/:number/effect", .need = MAY_measures_read, .show = effect_page_show,
	  .is_api_too = true, .label = N_("What is counted before and after a measure") },
	{ GET, "/measures/:number/effect/figure/:form", .need = MAY_measures_read, .show = effect_figure_file,
	  .is_api_too = true, .label = N_("Before and after a measure, as a figure in a file") },
	{ GET, "/measures/:number/effect/cost-figure/:form", .need = MAY_measures_read, .show = effect_cost_file,
	  .is_api_too = true, .label = N_("Avoided cost of a measure, as a figure in a file") },
	{ POST, "/measures/:number/effect", .need = MAY_measures_write, .act = effect_change_act,
	  .form = &effect_check_form, .load = effect_load, .again = effect_page_show,
	  .is_api_too = true, .label = N_("Change what is counted before and after a measure") },
	{ POST, "/measures/:number/effect/count", .need = MAY_measures_write,
	  .act = effect_count_act, .again = effect_page_show, .is_api_too = true,
	  .label = N_("Count before and after a measure") },
	{ POST, "/measures/:number/citations", .need = MAY_measures_write, .act = citation_add_act,
	  .form = &cite_form, .again = measure_show, .is_api_too = true,
	  .label = N_("Cite what a measure rests on") },
	{ POST, "/measures/:number/citations/:citation/withdraw", .need = MAY_measures_write,
	  .act = citation_withdraw_act, .again = measure_show, .is_api_too = true,
	  .label = N_("Withdraw a citation") },
	{ POST, "/measures/:number/:verb", .need = MAY_measures_write, .act = measure_step_act,
	  .form = &measure_act_form, .again = measure_show, .is_api_too = true,
	  .label = N_("Take a measure one step on") },
	{ .path = NULL },
};
