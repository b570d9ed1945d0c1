/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/handle.c - the handler's one page: everything about an event, each section with a
 * small form of its own.
 *
 * A restricted event is opened by a button first, because each reading is logged and a page
 * that only shows cannot write.
 */
#include "modules/events/handle.h"

#include "kit/visit.h"
#include "modules/events/blocks.h"
#include "modules/events/handle.html.h"
#include "modules/events/hints.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <string.h>

/* ---- The forms of the sections --------------------------------------------------------- */

static void facts_judge(struct view *view, void *row, struct problems *problems)
{
	const struct event *event = row;

	(void)view;
	personal_number_refuse(problems, "title", event->title);
	if (!event->title.len)
		problem_add(problems, "title", "%s", _("Write a title."));
	if (event->occurred_at.seconds > instant_now().seconds)
		problem_add(problems, "occurred_at", "%s", _("This is in the future. Write when it happened."));
	if (event->occurred_to.seconds && event->occurred_to.seconds < event->occurred_at.seconds)
		problem_add(problems, "occurred_to", "%s", _("It cannot end before it begins."));
}

static void prose_judge(struct view *view, void *row, struct problems *problems)
{
	const struct event *event = row;

	(void)view;
	personal_number_refuse(problems, "immediate", event->immediate);
	personal_number_refuse(problems, "direct_cause", event->direct_cause);
	personal_number_refuse(problems, "barrier", event->barrier);
	personal_number_refuse(problems, "lesson", event->lesson);
	personal_number_refuse(problems, "damage", event->damage);
}

static void assessment_judge(struct view *view, void *row, struct problems *problems)
{
	const struct assessment *a = row;

	(void)view;
	if (!a->individual && !a->functionality && !a->environment_property && !a->fundamental_values)
		problem_add(problems, "individual", "%s",
			_("Choose the consequence for at least one protected value."));
}

const struct form facts_form = { .record = &event_record, .judge = facts_judge,
	.fields = FIELDS("title", "type", "class", "severity", "potential_severity", "occurred_at",
		"occurred_to", "is_time_uncertain", "discovered_at", "is_ongoing", "injured",
		"handler_id", "place_type", "place_text", "is_place_hidden", "protected_values") };
const struct form immediate_form = { .record = &event_record, .judge = prose_judge,
	.fields = FIELDS("immediate") };
const struct form causes_form = { .record = &event_record, .judge = prose_judge,
	.fields = FIELDS("direct_cause", "causes", "barrier") };
const struct form references_form = { .record = &event_record,
	.fields = FIELDS("police_reference", "authority_reference") };
const struct form costs_form = { .record = &event_record, .judge = prose_judge,
	.fields = FIELDS("damage", "cost_estimate", "claim_number") };
const struct form secrecy_form = { .record = &event_record, .fields = FIELDS("secrecy") };
const struct form lesson_form = { .record = &event_record, .judge = prose_judge,
	.fields = FIELDS("lesson", "is_lesson_shared") };
const struct form safety_form = { .record = &event_record,
	.fields = FIELDS("is_safety_rep_informed") };
const struct form assessment_form = { .record = &assessment_record, .judge = assessment_judge,
	.fields = FIELDS("probability", "individual", "functionality", "environment_property",
		"fundamental_values", "controls", "needs_measures", "reason") };

const struct section sections[] = {
	{ "immediate", N_("Done at once"), N_("Change what was done at once"),
	  N_("Save what was done at once"), &immediate_form, true },
	{ "causes", N_("Causes"), N_("Change the causes"), N_("Save the causes"), &causes_form, true },
	{ "references", N_("Reports to others"), N_("Change the reference numbers"),
	  N_("Save the reference numbers"), &references_form, false },
	{ "costs", N_("Damage and cost"), N_("Change damage and cost"),
	  N_("Save damage and cost"), &costs_form, false },
	{ "safety", N_("Work environment"), N_("Change the work environment"),
	  N_("Save the work environment"), &safety_form, false },
	{ "lesson", N_("What we learnt"), N_("Change the lesson"), N_("Save the lesson"),
	  &lesson_form, false },
	{ NULL, NULL, NULL, NULL, NULL, false },
};

/* ---- Pieces of the page ------------------------------------------------------------------ */

bool section_failed(const struct event_page *page, const struct form *form)
{
	return page->failed == form;
}

struct form_view section_view(const struct event_page *page, const struct form *form,
                              const void *row)
{
	bool has_failed = section_failed(page, form);

	return (struct form_view){ .form = form, .view = page->view, .request = page->request,
		.row = row, .answers = has_failed ? page->answers : NULL,
		.problems = has_failed ? page->problems : NULL };
}

bool path_failed(const struct event_page *page, const char *path)
{
	return page->answers && !page->failed && str_ends(str_of(page->failed_path), str_of(path));
}

struct str failed_answer(const struct event_page *page, const char *path, const char *name)
{
	return path_failed(page, path) ? answer_get(page->answers, name) : S("");
}

struct str page_problem(const struct event_page *page, const char *path, const char *name)
{
	return path_failed(page, path) ? problem_for(page->problems, name) : S("");
}

struct str event_path(const struct event_page *page, const char *piece)
{
	return arena_print(page->request->arena, "/events/%.*s/%s", STR(page->event->number), piece);
}

struct str name_of(const struct event_page *page, int64_t person_id)
{
	struct str name = person_name(page->view, person_id);

	return person_id && name.len ? name : str_of(_("Somebody without account"));
}

static const struct { const char *verb, *words; } verb_words[] = {
	{ "report", N_("reported the event") },
	{ "receive", N_("received the event") },
	{ "investigate", N_("started to investigate") },
	{ "decide", N_("decided what shall be done") },
	{ "countersign", N_("countersigned") },
	{ "close", N_("closed the event") },
	{ "reject", N_("judged that it is no event") },
	{ "reopen", N_("reopened the event") },
	{ "assess", N_("assessed the risk") },
	{ "feedback", N_("wrote to the reporter") },
	{ "question", N_("asked the reporter") },
	{ "answer", N_("The reporter answered") },
	{ "addition", N_("The reporter added") },
	{ "photo", N_("added a photo") },
	{ "photo described", N_("wrote what a photo shows") },
	{ "photo removed", N_("took a photo away") },
	{ "same", N_("The reporter says that it is the same event as") },
	{ "restrict", N_("put the event under need to know") },
	{ "unrestrict", N_("took away need to know") },
	{ "need", N_("gave access") },
	{ "need withdrawn", N_("withdrew access") },
	{ "clock", N_("answered for a clock") },
	{ "forward", N_("forwarded the event") },
	{ "merge", N_("merged the event into another") },
	{ "unmerge", N_("took the merge back") },
	{ "undo", N_("took the last step back") },
	{ "split", N_("split a new event from it") },
	{ "retype", N_("changed the type") },
	{ "assign", N_("assigned a handler") },
	{ "remind", N_("was reminded") },
};

struct str step_line(const struct event_page *page, const struct event_step *step)
{
	(void)page;
	for (size_t i = 0; i < COUNT(verb_words); i++)
		if (str_is(step->verb, verb_words[i].verb))
			return str_of(_(verb_words[i].words));
	return step->verb;
}

struct str audit_words(const struct event_page *page, const struct audit_row *row)
{
	struct arena *arena = page->request->arena;
	struct str problem;
	json_t *fields = json_read(arena, row->fields, &problem), *value;
	const char *name;
	struct out out;

	out_init(&out, arena, 1 << 16);
	json_object_foreach(fields, name, value) {
		const struct field *field = record_field(&event_record, name);

		if (!field || !strcmp(name, "search_text"))
			continue;
		if (out.len)
			out_z(&out, ", ");
		out_z(&out, _(field->label));
	}
	json_decref(fields);
	return out.len ? out_str(&out) : row->verb;
}

struct str severity_words(struct arena *arena, int64_t severity)
{
	struct str code = arena_print(arena, "%lld", (long long)severity);

	return arena_print(arena, "%.*s %.*s", STR(code), STR(code_name("event/severities", code)));
}

const char *state_class(int state)
{
	static const char *const classes[] = {
		[STATE_none] = "", [STATE_reported] = "", [STATE_received] = "doing",
		[STATE_investigated] = "doing", [STATE_decided] = "ok", [STATE_closed] = "closed",
		[STATE_merged] = "closed", [STATE_rejected] = "closed",
	};

	return classes[state];
}

bool check_is_ticked(const struct event_page *page, struct str checklist, int64_t place)
{
	for (size_t i = 0; i < page->checks.count; i++)
		if (page->checks.at[i].place == place
		    && str_equals(page->checks.at[i].checklist, checklist))
			return true;
	return false;
}

bool clock_wants_answer(const struct clock_line *line)
{
	static const char *const by_itself[] = { "received", "decided", "countersigned", "closed",
		"feedback_sent" };
	struct str until = item_text(line->item, "until_state_or_event");

	if (line->clock && (line->clock->done_at.seconds || line->clock->waived_reason.len))
		return false;
	for (size_t i = 0; i < COUNT(by_itself); i++)
		if (str_is(until, by_itself[i]))
			return false;
	return true;
}

bool fact_is_given(const struct field *field, const struct event *event)
{
	bool is_number = field->kind == FIELD_count || field->kind == FIELD_money;

	return field_is_given(field, event) && !(is_number && *field_int(field, event) == 0);
}

/* A duty with a checklist; several may share one, which stands once. */
bool checklist_is_first(const struct event_page *page, size_t line)
{
	struct str code = item_text(page->clocks.at[line].item, "checklist_code");

	if (!page->clocks.at[line].is_duty || !code.len)
		return false;
	for (size_t i = 0; i < line; i++)
		if (page->clocks.at[i].is_duty
		    && str_equals(item_text(page->clocks.at[i].item, "checklist_code"), code))
			return false;
	return true;
}

bool has_checklists(const struct event_page *page)
{
	for (size_t i = 0; i < page->clocks.count; i++)
		if (checklist_is_first(page, i))
			return true;
	return false;
}

bool block_failed(const struct event_page *page, struct str block)
{
	return path_failed(page, "/blocks/:block")
		&& str_equals(request_param(page->request, "block"), block);
}

bool transition_is_open(const struct event_page *page, const struct transition *transition)
{
	if (!(transition->from & FROM(page->event->state)))
		return false;
	if (transition->need == MAY_events_coordinate)
		return page->may_coordinate && page->must_be_countersigned
			&& !page->event->countersigned_by;
	return page->may_handle;
}

static const struct item *zone_of(int64_t probability, int64_t consequence)
{
	char code[8];

	if (probability < 1 || probability > 5 || consequence < 1 || consequence > 5)
		return NULL;
	code[0] = (char)('0' + probability);
	code[1] = '.';
	code[2] = (char)('0' + consequence);
	return item_find("event/zones", (struct str){ code, 3 });
}

int zone_level(int64_t probability, int64_t consequence)
{
	const struct item *zone = zone_of(probability, consequence);

	return zone ? (int)item_int(zone, "level") : 0;
}

struct str zone_words(struct arena *arena, int64_t probability, int64_t consequence)
{
	const struct item *zone = zone_of(probability, consequence);
	const struct item *level = zone ? item_find("event/zone_levels", item_text(zone, "zone")) : NULL;

	if (!level)
		return S("");
	return arena_print(arena, "%.*s %.*s. %.*s", STR(item_text(level, "mark")),
		STR(item_name(level)), STR(item_words(level, "meaning")));
}

bool event_must_be_countersigned(const struct event *event)
{
	char code[2] = { (char)('0' + event->severity), '\0' };
	const struct item *severity = item_find("event/severities", str_of(code));
	const struct item *class = item_find("event/classes", event->class);

	return (severity && item_int(severity, "countersign"))
		|| (class && item_int(class, "countersign"));
}

/* ---- Clocks of the page -------------------------------------------------------------------- */

static const struct event_clock *clock_running(const struct event_clock_list *clocks, struct str code)
{
	for (size_t i = 0; i < clocks->count; i++)
		if (str_equals(clocks->at[i].clock, code))
			return &clocks->at[i];
	return NULL;
}

static struct clock_line clock_line_of(const struct event_clock *clock)
{
	const struct item *duty = item_find("event/clocks", clock->clock);
	struct clock_line line = { .clock = clock, .due = clock->due_at, .is_duty = duty != NULL,
		.item = duty ? duty : item_find("event/handling_clocks", clock->clock) };

	line.is_at_once = clock->due_at.seconds == clock->starts_at.seconds;
	line.is_late = !clock->done_at.seconds && !clock->waived_reason.len
		&& clock->due_at.seconds < instant_now().seconds;
	return line;
}

/* The clocks that run, then the duties that fit and that nobody has answered for. */
static struct clock_line_list clock_lines(struct view *view, const struct event *event)
{
	struct arena *arena = view_arena(view);
	struct event_clock_list running = clocks_of(view, event->id);
	const struct catalogue *duties = catalogue_get("event/clocks");
	struct condition_facts facts = { .arena = arena, .unit_tags = unit_tags(view, event->unit_id),
		.blocks = blocks_read(arena, event->blocks) };
	bool is_open = event->state >= STATE_reported && event->state <= STATE_decided;
	struct clock_line_list lines = { 0,
		arena_array(arena, struct clock_line, running.count + duties->count + 1) };

	for (size_t i = 0; i < running.count; i++) {
		struct clock_line line = clock_line_of(&running.at[i]);

		if (line.item)
			lines.at[lines.count++] = line;
	}
	for (size_t i = 0; i < duties->count && is_open; i++) {
		const struct item *duty = &duties->items[i];
		struct instant due = duty_due(duty, duty_starts(duty, event));

		if (!duty->is_retired && !clock_running(&running, duty->code)
		    && duty_fits(duty, event, &facts) != CLOCK_NOT)
			lines.at[lines.count++] = (struct clock_line){ .item = duty, .due = due,
				.is_duty = true, .is_at_once = !item_int(duty, "within_hours") };
	}
	json_decref(facts.blocks);
	return lines;
}

/* ---- The page --------------------------------------------------------------------------------- */

static void page_rights(struct event_page *page)
{
	int64_t unit_id = page->event->unit_id;

	page->may_handle = request_may(page->request, MAY_events_handle)
		&& event_may(page->view, MAY_events_handle, unit_id);
	page->may_coordinate = request_may(page->request, MAY_events_coordinate)
		&& event_may(page->view, MAY_events_coordinate, unit_id);
	page->may_restrict = request_may(page->request, MAY_events_restricted)
		&& event_may(page->view, MAY_events_restricted, unit_id);
}

static void page_read(struct event_page *page)
{
	const struct event *event = page->event;
	struct view *view = page->view;
	json_t *blocks = blocks_read(page->request->arena, event->blocks);

	page->steps = steps_of(view, event->id);
	page->photos = photos_of(view, event->id);
	page->clocks = clock_lines(view, event);
	page->assessments = assessments_of(view, event->id);
	page->checks = checks_of(view, event->id);
	page->audits = audit_of(view, event->id);
	page->blocks = blocks_of(page->request->arena, event);
	page->must_be_countersigned = event_must_be_countersigned(event);
	page->has_witness = str_is(block_value(blocks, S("report"), S("witness")), "yes");
	page->is_followed = event->follow_digest.len || event->reporter_id;
	json_decref(blocks);
	if (event->is_restricted) {
		page->needs = needs_of(view, event->id);
		page->reads = reads_of(view, event->id);
	}
}

static void page_failure(struct event_page *page)
{
	page->answers = request_answers(page->request);
	page->failed_path = "";
	if (!page->answers)
		return;
	page->problems = request_problems(page->request);
	page->failed = request_route(page->request)->form;
	page->failed_path = request_route(page->request)->path;
}

struct reply event_page_reply(struct request *request, struct view *view, const struct event *event)
{
	struct event_page page = { .request = request, .view = view, .event = event };
	struct out *out;

	page_rights(&page);
	page_failure(&page);
	page_read(&page);
	out = page_begin(request, view, str_z(request->arena, event->title));
	event_page_show(out, &page);
	return page_end(request, page.answers ? 422 : 200);
}

/* Not read lately: a button that says what reading means. */
static struct reply closed_cover(struct request *request, struct view *view,
                                 const struct event *event)
{
	struct out *out;

	if (request_wants_json(request))
		return reply_problem(request, 403, _("The event is restricted."),
			str_of(_("Open it first: POST to its address followed by /open. Each reading is logged.")));
	out = page_begin(request, view, _("Restricted event"));
	event_cover_page(out, request, event);
	return page_end(request, 200);
}

struct reply event_show(struct request *request, struct view *view)
{
	const struct event *event = event_of_number(view, request_param(request, "number"));

	if (!event)
		return reply_not_found(request);
	/* Who only reported it follows it as a reporter. */
	if (!event->is_restricted && !event_may(view, MAY_events_read, event->unit_id))
		return request_wants_json(request) ? reply_record(request, &event_record, event)
			: reply_go(request, "/my-reports/%.*s", STR(event->number));
	if (event->is_restricted && !read_lately(view, event->id).seconds)
		return closed_cover(request, view, event);
	if (request_wants_json(request))
		return reply_record(request, &event_record, event);
	return event_page_reply(request, view, event);
}

/* ---- Acting ------------------------------------------------------------------------------------- */

const struct event *event_for_act(struct request *request, struct change *change,
                                  enum permission need, struct reply *reply)
{
	struct view *view = change_view(change);
	const struct event *event = event_of_number(view, request_param(request, "number"));

	if (!event) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (!event_may(view, need, event->unit_id)) {
		*reply = reply_forbidden(request);
		return NULL;
	}
	return event;
}

struct reply event_saved(struct request *request, struct change *change, enum updated updated,
                         struct event *now, const char *section)
{
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &event_record, now, event_get(change_view(change), now->id));
	request_message(request, _("Saved."));
	return reply_done(request, 200, &event_record, now, "/events/%.*s#%s", STR(now->number),
		section);
}

/* The part of the page a form stands in: the last word of its address. */
static const char *section_of(struct request *request)
{
	const char *slash = strrchr(request_route(request)->path, '/');

	return slash ? slash + 1 : "";
}

struct reply event_section_act(struct request *request, struct change *change)
{
	struct event *now = request_record(request);
	const struct event *before;
	const struct item *type;
	struct reply reply;

	before = event_for_act(request, change, MAY_events_handle, &reply);
	if (!before)
		return reply;
	type = item_find("event/types", now->type);
	if (!str_equals(now->type, before->type)) {
		now->is_restricted |= type && item_int(type, "restricted") == 1;
		if (type && !item_find("event/classes", now->class))
			now->class = item_text(type, "class");
	}
	if (now->is_lesson_shared && (!before->is_lesson_shared || !str_equals(now->lesson, before->lesson))
	    && !hints_are_answered(request, change, "lesson", &now->lesson))
		return reply_again(request, change);
	if (now->is_safety_rep_informed && !before->is_safety_rep_informed)
		now->safety_rep_informed_at = instant_now();
	return event_saved(request, change,
		event_change(change, now, before, request_version(request)), now, section_of(request));
}

struct reply event_assess_act(struct request *request, struct change *change)
{
	struct assessment *assessment = request_record(request);
	const struct event *event;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	assessment->id = 0;
	assessment->event_id = event->id;
	change_insert(change, &assessment_record.shape, assessment);
	event_step_add(change, event->id, &(struct step){ .verb = "assess" });
	request_message(request, _("The assessment is saved."));
	return reply_done(request, 201, &assessment_record, assessment,
		"/events/%.*s#assessment", STR(event->number));
}
