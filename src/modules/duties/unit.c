/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/unit.c - what is my unit behind with, and what proves the rest?  On one page.
 *
 * A hundred duties one by one would hide the answer: what is handed in stands as one row with
 * all that it covers, and what waits for somebody's word stands together.
 */
#include "modules/duties/inside.h"

#include "base/json.h"
#include "modules/duties/unit.html.h"
#include "modules/submissions/submissions.h"

#include <stdlib.h>

enum { JSON_BYTES = 16 << 20, RECORDS_SHOWN = 3, MOST_SECTIONS = 7, YEARS_BACK = 20,
	YEARS_AHEAD = 5 };

/* ---- Where a row stands ------------------------------------------------------------------------- */

enum section { SECTION_behind, SECTION_undecided, SECTION_open, SECTION_standing, SECTION_stands,
	SECTION_points, SECTION_rest };

static enum section section_of(const struct verdict *verdict)
{
	if (str_is(verdict->obligation->kind, "U"))
		return SECTION_points;
	if (state_is(verdict, S("behind")))
		return SECTION_behind;
	switch (verdict->state) {
	case VERDICT_undecided:
		return SECTION_undecided;
	case VERDICT_open:
	case VERDICT_partly:
		return SECTION_open;
	case VERDICT_fulfilled:
		return verdict->is_standing ? SECTION_standing : SECTION_stands;
	default:
		return SECTION_rest;
	}
}

/* The worst first. */
static int weight(enum verdict_state state)
{
	static const int weights[] = { 9, 7, 8, 4, 6, 5, 2, 3, 0, 1 };

	return (size_t)state < COUNT(weights) ? weights[state] : 9;
}

/* ---- Rows that are shown as one --------------------------------------------------------------------- */

struct key {                            /* what makes rows one group */
	const struct programme *programme;
	const struct deliverable *deliverable;
	bool is_attested;
	enum section section;
	struct str period;
};
struct sorted {                         /* a row with its key, on its way into a group */
	const struct seen *seen;
	struct key key;
	size_t place;
};

static bool is_attested(const struct verdict *verdict)
{
	return verdict->part_count == 1 && str_is(verdict->parts[0].rule->source, "attestation");
}

static const struct deliverable *covering(const struct deliverable_list *list,
                                          const struct verdict *verdict)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_has_word(list->at[i].covers, verdict->obligation->code))
			return &list->at[i];
	return NULL;
}

static bool is_same(const struct key *a, const struct key *b)
{
	if (a->programme != b->programme || a->section != b->section)
		return false;
	if (a->deliverable || b->deliverable)
		return a->deliverable == b->deliverable && str_equals(a->period, b->period);
	return a->is_attested && b->is_attested;
}

struct unit_page {
	struct view *view;
	struct arena *arena;
	const struct unit *unit;
	struct seen_list list;
	struct deliverable_list *deliverables;  /* beside the programmes */
	struct programme_list programmes;
	struct delivery_list *deliveries;       /* beside the programmes too */
	struct duty_group_list groups[MOST_SECTIONS];
};

static struct key key_of(const struct unit_page *page, const struct seen *seen)
{
	struct key key = { .programme = seen->programme, .section = section_of(seen->verdict),
		.period = seen->verdict->period };

	for (size_t i = 0; i < page->programmes.count; i++)
		if (page->programmes.at[i].id == seen->programme->id)
			key.deliverable = covering(&page->deliverables[i], seen->verdict);
	key.is_attested = !key.deliverable && is_attested(seen->verdict);
	if (key.section == SECTION_points)
		key.deliverable = NULL;
	return key;
}

static void group_add(struct arena *arena, struct duty_group *group, const struct seen *seen)
{
	const struct seen **rows = arena_array(arena, const struct seen *, group->count + 1);

	for (size_t i = 0; i < group->count; i++)
		rows[i] = group->rows[i];
	rows[group->count++] = seen;
	group->rows = rows;
	if (!group->worst
	    || weight(seen->verdict->state) < weight(group->worst->verdict->state)
	    || (weight(seen->verdict->state) == weight(group->worst->verdict->state)
	        && group->worst->verdict->answered_by.len && !seen->verdict->answered_by.len))
		group->worst = seen;
}

static const struct calendar_rule *rule_of(struct view *view, const struct programme *programme,
                                           struct str cadence)
{
	struct calendar_rule_list rules = calendar_rules_of(view, programme->id);

	for (size_t i = 0; i < rules.count; i++)
		if (str_equals(rules.at[i].code, cadence))
			return &rules.at[i];
	return NULL;
}

/* The unit's own meeting decides, and the days before it are counted from that. */
static void group_meeting(const struct unit_page *page, struct duty_group *group,
                          const struct deliverable *deliverable)
{
	const struct programme *programme = group->worst->programme;
	const struct calendar_rule *rule = rule_of(page->view, programme, deliverable->cadence);

	if (!rule)
		return;
	group->meeting = meeting_for(page->view, page->unit->id, rule,
		group->worst->verdict->from.year);
	if (group->meeting)
		group->deadlines = internal_deadlines(page->view, programme->id, group->meeting);
}

/* Where it is worked on, and what is said of it there. */
static void group_delivery(const struct unit_page *page, struct duty_group *group,
                           const struct key *key)
{
	for (size_t p = 0; p < page->programmes.count; p++)
		for (size_t i = 0; i < page->deliveries[p].count; i++) {
			const struct delivery *delivery = &page->deliveries[p].at[i];

			if (!str_equals(delivery->deliverable->code, key->deliverable->code)
			    || !str_equals(delivery->period, key->period) || !delivery->path.len)
				continue;
			group->work_path = delivery->path;
			group->work_words = str_of(_(delivery_words(delivery)));
		}
}

static void group_words(const struct unit_page *page, struct duty_group *group,
                        const struct key *key)
{
	const struct verdict *verdict = group->worst->verdict;

	group->path = seen_path(page->arena, group->worst);
	if (key->deliverable) {
		group->title = tongue_pick(key->deliverable->name_sv, key->deliverable->name_en);
		group->note = period_words(page->arena, verdict->period);
		group_delivery(page, group, key);
		if (key->section == SECTION_open || key->section == SECTION_behind)
			group_meeting(page, group, key->deliverable);
	} else if (group->count > 1) {
		group->title = str_of(_("What a named person answers for"));
	} else {
		group->title = obligation_words(verdict->obligation);
	}
	if (group->count == 1 || key->deliverable)
		group->records = verdict_records(page->view, verdict);
	if (group->records.count > RECORDS_SHOWN)
		group->records.count = RECORDS_SHOWN;
}

static void groups_make(struct unit_page *page)
{
	struct key *keys = arena_array(page->arena, struct key, page->list.count + 1);
	struct duty_group **groups = arena_array(page->arena, struct duty_group *,
		page->list.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < MOST_SECTIONS; i++)
		page->groups[i].at = arena_array(page->arena, struct duty_group, page->list.count + 1);
	for (size_t i = 0; i < page->list.count; i++) {
		struct key key = key_of(page, &page->list.at[i]);
		size_t g = 0;

		while (g < count && !is_same(&keys[g], &key))
			g++;
		if (g == count) {
			struct duty_group_list *list = &page->groups[key.section];

			keys[count] = key;
			groups[count++] = &list->at[list->count++];
		}
		group_add(page->arena, groups[g], &page->list.at[i]);
	}
	for (size_t g = 0; g < count; g++)
		group_words(page, groups[g], &keys[g]);
}

/* Late before gap before the rest; then by the day it is due. */
static int group_order(const void *a, const void *b)
{
	const struct verdict *x = ((const struct duty_group *)a)->worst->verdict;
	const struct verdict *y = ((const struct duty_group *)b)->worst->verdict;

	if (weight(x->state) != weight(y->state))
		return weight(x->state) < weight(y->state) ? -1 : 1;
	if (date_is_given(x->due) != date_is_given(y->due))
		return date_is_given(x->due) ? -1 : 1;
	if (date_is_given(x->due) && date_compare(x->due, y->due))
		return date_compare(x->due, y->due);
	return x->obligation->place < y->obligation->place ? -1
		: x->obligation->place > y->obligation->place;
}

static struct unit_page unit_page_of(struct view *view, const struct unit *unit, int year)
{
	struct narrowing narrowing = { .year = year, .unit = unit, .what = WHAT_all };
	struct unit_page page = { .view = view, .arena = view_arena(view), .unit = unit,
		.list = verdicts_seen(view, &narrowing, false),
		.programmes = programmes_of_year(view, year) };

	page.deliverables = arena_array(page.arena, struct deliverable_list,
		page.programmes.count + 1);
	page.deliveries = arena_array(page.arena, struct delivery_list, page.programmes.count + 1);
	for (size_t i = 0; i < page.programmes.count; i++) {
		page.deliverables[i] = deliverables_of(view, page.programmes.at[i].id);
		page.deliveries[i] = deliveries_of(view, &page.programmes.at[i], unit->id, year);
	}
	/* Rows point at programmes of their own list: make both the same. */
	for (size_t i = 0; i < page.list.count; i++)
		for (size_t p = 0; p < page.programmes.count; p++)
			if (page.list.at[i].programme->id == page.programmes.at[p].id)
				page.list.at[i].programme = &page.programmes.at[p];
	groups_make(&page);
	for (size_t i = 0; i < MOST_SECTIONS; i++)
		if (page.groups[i].count > 1)
			qsort(page.groups[i].at, page.groups[i].count, sizeof(struct duty_group),
				group_order);
	return page;
}

/* ---- The page ---------------------------------------------------------------------------------------- */

static struct reply unit_json(struct request *request, const struct unit_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", page->unit->code);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < page->list.count; i++)
		seen_json(&json, request->arena, &page->list.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static int64_t count_state(const struct unit_page *page, const char *state)
{
	int64_t count = 0;

	for (size_t i = 0; i < page->list.count; i++)
		count += !str_is(page->list.at[i].verdict->obligation->kind, "U")
			&& state_is(page->list.at[i].verdict, str_of(state));
	return count;
}

static const struct {
	enum section section;
	const char *id, *title, *empty;
	bool is_folded;
} sections[] = {
	{ SECTION_behind, "behind", N_("Behind"),
	  N_("Nothing is late, and no standing duty has a gap."), false },
	{ SECTION_undecided, "undecided", N_("Not decided whether the unit is concerned"), NULL, false },
	{ SECTION_open, "open", N_("To do"), N_("Nothing is open."), false },
	{ SECTION_standing, "standing", N_("What stands all the time"),
	  N_("No standing duty is fulfilled."), false },
	{ SECTION_stands, "stands", N_("What is done"), N_("Nothing is done yet this year."), false },
	{ SECTION_points, "points", N_("What the city follows up"), NULL, true },
	{ SECTION_rest, "rest", N_("Nothing is asked, waived or not concerned"), NULL, true },
};

static void section_show(struct out *out, const struct request *request,
                         const struct unit_page *page, size_t s)
{
	const struct duty_group_list *list = &page->groups[sections[s].section];

	if (!list->count && !sections[s].empty)
		return;
	unit_section_begin(out, sections[s].id, _(sections[s].title), list->count,
		sections[s].empty ? _(sections[s].empty) : NULL, sections[s].is_folded);
	if (list->count) {
		unit_table_begin(out, _(sections[s].title));
		for (size_t i = 0; i < list->count; i++)
			unit_group_row(out, request, &list->at[i]);
		unit_table_end(out);
	}
	unit_section_end(out, sections[s].is_folded);
}

static void page_show(struct out *out, struct request *request, const struct unit_page *page,
                      int year)
{
	static const char *const states[] = { "late", "gap", "undecided", "open", "partly", "fulfilled" };

	unit_duties_head(out, request, page->unit, year);
	if (!page->list.count) {
		unit_empty(out, request, page->unit, year,
			request_may(request, MAY_programme_decide));
		return;
	}
	unit_numbers_begin(out);
	for (size_t i = 0; i < COUNT(states); i++) {
		int64_t count = count_state(page, states[i]);

		if (count || str_is(str_of(states[i]), "late") || str_is(str_of(states[i]), "fulfilled"))
			unit_number(out, page->unit, year, states[i], count);
	}
	unit_numbers_end(out);
	for (size_t s = 0; s < COUNT(sections); s++)
		section_show(out, request, page, s);
}

/* The person's own board, or the first unit whose duties he follows. */
static const struct unit *own_unit(struct request *request, struct view *view)
{
	int64_t board = unit_board(view, request_person(request)->unit_id, date_today());
	struct unit_list followed;

	if (board && unit_is_followed(view, board))
		return unit_get(view, board);
	followed = units_followed(view);
	return followed.count ? &followed.at[0] : NULL;
}

struct reply unit_duties_show(struct request *request, struct view *view)
{
	int year = asked_year(request);
	bool is_asked = request_query(request, "unit").len != 0;
	const struct unit *unit = is_asked ? asked_unit(request, view) : own_unit(request, view);
	struct unit_page page;
	struct out *out;

	if (!unit && (is_asked || request_wants_json(request)))
		return reply_not_found(request);
	if (!unit) {
		unit_none(page_begin(request, view, _("Duties of the unit")));
		return page_end(request, 200);
	}
	page = unit_page_of(view, unit, year);
	if (request_wants_json(request))
		return unit_json(request, &page);
	out = page_begin(request, view, _("Duties of the unit"));
	page_show(out, request, &page, year);
	return page_end(request, 200);
}

/* All units are asked, also those that the person does not follow: it is done by a job. */
struct reply lay_out_act(struct request *request, struct change *change)
{
	int64_t year = date_today().year, job;

	str_to_int(request_field(request, "year"), &year);
	if (year < date_today().year - YEARS_BACK || year > date_today().year + YEARS_AHEAD)
		return reply_not_found(request);
	job = job_start(change, "duties-lay-out", arena_print(request->arena, "{\"year\":\"%lld\"}",
		(long long)year), S(""), S(""));
	return reply_go(request, "%.*s", STR(job_path(change_view(change), job)));
}
