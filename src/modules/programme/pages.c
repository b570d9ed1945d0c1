/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/pages.c - programmes over time, one programme with its rows, terms, deliverables. */
#include "modules/programme/pages.h"

#include "base/json.h"
#include "kit/catalogue.h"
#include "kit/members.h"
#include "modules/programme/pages.html.h"

enum { LINE_LEFT = 10, LINE_WIDTH = 720, BAR_FIRST = 34, BAR_EACH = 34, LINE_BELOW = 24,
	YEARS_SHOWN = 12, MOST_YEARS = 60, LETTER_WIDTH = 8 };

/* ---- Words ------------------------------------------------------------------------------- */

struct str programme_days(struct arena *arena, const struct programme *programme)
{
	struct str from = tongue_date(arena, programme->valid_from);
	struct str to = tongue_date(arena, programme->valid_to);

	if (!date_is_given(programme->valid_to))
		return arena_print(arena, _("since %.*s"), STR(from));
	return arena_print(arena, _("%.*s to %.*s"), STR(from), STR(to));
}

struct str place_for_people(struct str text)
{
	return text.len ? text : S("–");
}

struct str fate_words(struct str kind)
{
	static const struct choice fates[] = { { "", "" }, { "continues", N_("continues") },
		{ "split", N_("split") }, { "merged", N_("merged") }, { "widened", N_("widened") },
		{ "narrowed", N_("narrowed") }, { "ended", N_("ended") }, { NULL, NULL } };
	int i = choice_of(fates, kind);

	return i > 0 ? str_of(_(fates[i].label)) : kind;
}

/* ---- A line of time ------------------------------------------------------------------------ */

struct scale { struct date from; int days; };

static int scale_x(const struct scale *scale, struct date date)
{
	int64_t days = date_days_between(scale->from, date);

	return LINE_LEFT + (int)(days * LINE_WIDTH / scale->days);
}

/* From the first of January of the first to the last of December of the last. */
static struct scale scale_of(const struct programme_list *list, struct date today)
{
	int first = today.year, last = today.year;

	for (size_t i = 0; i < list->count; i++) {
		const struct programme *p = &list->at[i];
		int ends = date_is_given(p->valid_to) ? p->valid_to.year : p->valid_from.year;

		first = p->valid_from.year < first ? p->valid_from.year : first;
		last = ends > last ? ends : last;
	}
	if (last - first > MOST_YEARS)
		first = last - MOST_YEARS;
	return (struct scale){ { (int16_t)first, 1, 1 }, (last + 1 - first) * 366 };
}

static struct time_bar bar_of(const struct scale *scale, const struct programme *p, size_t place,
                              struct date today)
{
	struct time_bar bar = { .programme = p, .goes_on = !date_is_given(p->valid_to),
		.y = BAR_FIRST + (int)place * BAR_EACH };
	int end = bar.goes_on ? LINE_LEFT + LINE_WIDTH : scale_x(scale, date_add_days(p->valid_to, 1));

	bar.x = scale_x(scale, p->valid_from);
	bar.x = bar.x < LINE_LEFT ? LINE_LEFT : bar.x;
	bar.width = end > bar.x + 2 ? end - bar.x : 2;
	bar.text_y = bar.y + 24;
	bar.is_now = date_compare(p->valid_from, today) <= 0
		&& (bar.goes_on || date_compare(p->valid_to, today) >= 0);
	return bar;
}

/* The text of a bar that begins late needs room to its right. */
static int width_of(const struct time_line *line)
{
	int width = LINE_LEFT + LINE_WIDTH + LINE_LEFT;

	for (size_t i = 0; i < line->count; i++) {
		struct str title = programme_title(line->bars[i].programme);
		int needed = line->bars[i].x + LETTER_WIDTH * (int)str_letters(title) + LINE_LEFT;

		width = needed > width ? needed : width;
	}
	return width;
}

struct time_line time_line_of(struct arena *arena, const struct programme_list *list, struct date today)
{
	struct scale scale = scale_of(list, today);
	int years = scale.days / 366, step = years / YEARS_SHOWN + 1;
	struct time_bar *bars = arena_array(arena, struct time_bar, list->count + 1);
	struct time_line line = { .count = list->count, .bars = bars,
		.height = BAR_FIRST + (int)list->count * BAR_EACH + LINE_BELOW,
		.years = arena_array(arena, struct time_year, (size_t)years + 1) };

	for (size_t i = 0; i < list->count; i++)
		bars[i] = bar_of(&scale, &list->at[i], i, today);
	for (int year = 0; year < years; year += step) {
		struct date first = { (int16_t)(scale.from.year + year), 1, 1 };

		line.years[line.year_count++] = (struct time_year){ first.year, scale_x(&scale, first) };
	}
	line.today_x = scale_x(&scale, today);
	line.width = width_of(&line);
	return line;
}

/* ---- All programmes -------------------------------------------------------------------------- */

static struct programme_list predecessors_of(struct arena *arena, const struct programme_list *all,
                                             const struct programme *programme)
{
	struct programme_list list = { 0, arena_array(arena, struct programme, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (spaced_has(programme->predecessors, all->at[i].code))
			list.at[list.count++] = all->at[i];
	return list;
}

static struct programme_list followers_of(struct arena *arena, const struct programme_list *all,
                                          const struct programme *programme)
{
	struct programme_list list = { 0, arena_array(arena, struct programme, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (spaced_has(all->at[i].predecessors, programme->code))
			list.at[list.count++] = all->at[i];
	return list;
}

static struct programme_facts facts_of(struct request *request, struct view *view,
                                       const struct programme_list *all,
                                       const struct programme *programme)
{
	struct arena *arena = view_arena(view);

	return (struct programme_facts){ .programme = programme,
		.rows = obligations_count(view, programme->id),
		.terms = (int64_t)terms_of(view, programme->id).count,
		.deliverables = (int64_t)deliverables_of(view, programme->id).count,
		.editions = editions_of(view, programme->code),
		.before = predecessors_of(arena, all, programme),
		.after = followers_of(arena, all, programme),
		.has_text = programme_has_text(view, programme->id),
		.may_load = request_may(request, MAY_programme_load) };
}

static void facts_json(struct json_out *json, const struct programme_facts *facts)
{
	json_object_begin(json, NULL);
	record_members_json(json, &programme_record, facts->programme);
	json_int(json, "rows", facts->rows);
	json_int(json, "definitions", facts->terms);
	json_int(json, "deliverables", facts->deliverables);
	json_list_begin(json, "followed_by");
	for (size_t i = 0; i < facts->after.count; i++)
		json_str(json, NULL, facts->after.at[i].code);
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply programmes_list(struct request *request, struct view *view)
{
	struct programme_list all = programmes_all(view);
	struct programme_facts *facts = arena_array(view_arena(view), struct programme_facts, all.count + 1);
	struct time_line line = time_line_of(view_arena(view), &all, date_today());
	struct json_out json;
	struct out *out, body;

	for (size_t i = 0; i < all.count; i++)
		facts[i] = facts_of(request, view, &all, &all.at[i]);
	if (request_wants_json(request)) {
		out_init(&body, view_arena(view), 1 << 20);
		json_begin(&json, &body);
		json_list_begin(&json, NULL);
		for (size_t i = 0; i < all.count; i++)
			facts_json(&json, &facts[i]);
		json_list_finish(&json);
		return reply_json(request, 200, &body);
	}
	out = page_begin(request, view, _("Programmes"));
	programmes_page(out, facts, all.count, &line, request_may(request, MAY_programme_load));
	return page_end(request, 200);
}

/* ---- One programme ------------------------------------------------------------------------------ */

/* Which edition the address asks for: the current one unless ?edition= says another. */
static const struct programme *programme_asked(struct request *request, struct view *view)
{
	struct str code = request_param(request, "code"), edition = request_query(request, "edition");

	return edition.len ? edition_get(view, code, edition) : programme_of_code(view, code);
}

static void programme_above(struct out *out, struct request *request, struct view *view)
{
	const struct programme *programme = programme_asked(request, view);
	struct programme_list all = programmes_all(view);
	struct programme_facts facts = facts_of(request, view, &all, programme);
	struct programme_count_list kinds = kinds_count(view, programme->id);
	struct programme_count_list areas = focus_areas_count(view, programme->id);
	struct programme_count_list actors = actors_count(view, programme->id);
	struct programme_count_list cadences = cadences_count(view, programme->id);
	struct obligation_list goals = goals_of(view, programme->id);

	programme_overview(out, &facts, plan_names(view, programme), &goals, &kinds, &areas, &actors, &cadences);
}

static struct reply programme_show(struct request *request, struct view *view)
{
	const struct programme *programme = programme_asked(request, view);
	struct query query;
	struct table_page page = { .actions = programme_actions, .above = programme_above };

	if (!programme)
		return reply_not_found(request);
	page.title = str_z(view_arena(view), programme_title(programme));
	page.status = programme_days(view_arena(view), programme);
	obligations_query(&query, view, programme->id);
	return table_reply(request, view, &obligations_table, &query, &page);
}

struct str plan_names(struct view *view, const struct programme *programme)
{
	struct legal_basis_list bases = legal_bases_of(view, programme->id);
	struct str rest = programme->plan_functions, names = S("");

	for (struct str code = spaced_next(&rest); code.len; code = spaced_next(&rest)) {
		struct str name = code;

		for (size_t i = 0; i < bases.count; i++)
			if (str_equals(bases.at[i].code, code))
				name = tongue_pick(bases.at[i].name_sv, bases.at[i].name_en);
		names = names.len ? arena_print(view_arena(view), "%.*s; %.*s", STR(names), STR(name)) : name;
	}
	return names;
}

/* ---- Definitions and deliverables --------------------------------------------------------------- */

static struct reply rows_json(struct request *request, struct view *view, const struct record *record,
                              struct rows rows)
{
	struct json_out json;
	struct out body;

	out_init(&body, view_arena(view), 4 << 20);
	json_begin(&json, &body);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < rows.count; i++)
		record_json(&json, record, (const char *)rows.at + i * record->shape.size);
	json_list_finish(&json);
	return reply_json(request, 200, &body);
}

static struct str term_wording(struct view *view, const struct term *term)
{
	struct obligation place = { .programme_id = term->programme_id, .lines = term->lines };

	return obligation_adopted_text(view, &place);
}

static struct reply terms_show(struct request *request, struct view *view)
{
	const struct programme *programme = programme_asked(request, view);
	struct term_list terms;
	struct str *wordings;
	struct out *out;

	if (!programme)
		return reply_not_found(request);
	terms = terms_of(view, programme->id);
	if (request_wants_json(request))
		return rows_json(request, view, &term_record, (struct rows){ terms.count, terms.at });
	wordings = arena_array(view_arena(view), struct str, terms.count + 1);
	for (size_t i = 0; i < terms.count; i++)
		wordings[i] = term_wording(view, &terms.at[i]);
	out = page_begin(request, view, _("Definitions"));
	terms_page(out, programme, &terms, wordings, programme_has_text(view, programme->id));
	return page_end(request, 200);
}

static struct words_link_list covers_of(struct arena *arena, const struct programme *programme,
                                        const struct deliverable *deliverable)
{
	struct words_link_list list = { 0,
		arena_array(arena, struct words_link, deliverable->covers.len + 1) };
	struct str rest = deliverable->covers;

	for (struct str code = spaced_next(&rest); code.len; code = spaced_next(&rest))
		list.at[list.count++] = (struct words_link){ .words = code,
			.path = obligation_path(arena, programme, code) };
	return list;
}

/* From whom, to whom, when. */
static struct words_link_list deliverable_facts(struct view *view, const struct programme *programme,
                                                const struct deliverable *deliverable)
{
	struct words_link_list list = { 3, arena_array(view_arena(view), struct words_link, 3) };
	struct actor_list actors = actors_of(view, programme->id);
	struct calendar_rule_list rules = calendar_rules_of(view, programme->id);

	list.at[0].words = actor_names(view_arena(view), &actors, deliverable->who);
	list.at[1].words = actor_names(view_arena(view), &actors, deliverable->receiver);
	list.at[2].words = deliverable->cadence;
	for (size_t i = 0; i < rules.count; i++)
		if (str_equals(rules.at[i].code, deliverable->cadence))
			list.at[2].words = tongue_pick(rules.at[i].name_sv, rules.at[i].name_en);
	return list;
}

static struct reply deliverables_show(struct request *request, struct view *view)
{
	const struct programme *programme = programme_asked(request, view);
	struct deliverable_list list;
	struct words_link_list *covers, *facts;
	struct out *out;

	if (!programme)
		return reply_not_found(request);
	list = deliverables_of(view, programme->id);
	if (request_wants_json(request))
		return rows_json(request, view, &deliverable_record, (struct rows){ list.count, list.at });
	covers = arena_array(view_arena(view), struct words_link_list, list.count + 1);
	facts = arena_array(view_arena(view), struct words_link_list, list.count + 1);
	for (size_t i = 0; i < list.count; i++) {
		covers[i] = covers_of(view_arena(view), programme, &list.at[i]);
		facts[i] = deliverable_facts(view, programme, &list.at[i]);
	}
	out = page_begin(request, view, _("Deliverables"));
	deliverables_page(out, programme, &list, covers, facts);
	return page_end(request, 200);
}

const struct route programme_routes[] = {
	{ GET, "/programmes", .need = SIGNED_IN, .show = programmes_list, .is_api_too = true,
	  .label = N_("Programmes") },
	{ GET, "/programmes/history", .need = SIGNED_IN, .show = unit_history_show, .is_api_too = true,
	  .label = N_("The history of a unit") },
	{ GET, "/programmes/load", .need = MAY_programme_load, .show = upload_show,
	  .label = N_("Load a programme") },
	{ POST, "/programmes/load", .need = MAY_programme_load, .act = upload_act, .again = upload_show,
	  .is_api_too = true, .label = N_("Load a programme") },
	{ GET, "/programmes/:code", .need = SIGNED_IN, .show = programme_show, .is_api_too = true,
	  .label = N_("A programme and its rows") },
	{ GET, "/programmes/:code/terms", .need = SIGNED_IN, .show = terms_show, .is_api_too = true,
	  .label = N_("Definitions") },
	{ GET, "/programmes/:code/deliverables", .need = SIGNED_IN, .show = deliverables_show,
	  .is_api_too = true, .label = N_("Deliverables") },
	{ GET, "/programmes/:code/:id", .need = SIGNED_IN, .show = duty_show, .is_api_too = true,
	  .label = N_("A duty") },
	{ .path = NULL },
};

const struct menu_entry programme_menu[] = {
	{ N_("Programmes"), "/programmes", SIGNED_IN, "document", true },
	{ NULL, NULL, NOBODY, NULL, false },
};
