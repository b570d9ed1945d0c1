/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/duty.c - one row of a programme: everything that is known about it. */
#include "modules/programme/pages.h"

#include "base/json.h"
#include "kit/catalogue.h"
#include "kit/members.h"
#include "modules/programme/pages.html.h"

#include <string.h>

/* What the rows point at, read once. */
struct parts {
	struct view *view;
	struct arena *arena;
	const struct programme *programme;
	struct obligation_list duties;
	struct actor_list actors;
	struct calendar_rule_list rules;
};

static struct parts parts_of(struct view *view, const struct programme *programme)
{
	return (struct parts){ .view = view, .arena = view_arena(view), .programme = programme,
		.duties = obligations_of(view, programme->id), .actors = actors_of(view, programme->id),
		.rules = calendar_rules_of(view, programme->id) };
}

static const struct obligation *duty_of(const struct parts *parts, struct str code)
{
	for (size_t i = 0; i < parts->duties.count; i++)
		if (str_equals(parts->duties.at[i].code, code))
			return &parts->duties.at[i];
	return NULL;
}

static void link_add(struct words_link_list *list, struct words_link link)
{
	list->at[list->count++] = link;
}

/* ---- Who and when -------------------------------------------------------------------------- */

static struct words_link_list actor_links(const struct parts *parts, struct str codes)
{
	struct words_link_list list = { 0, arena_array(parts->arena, struct words_link, codes.len + 1) };
	struct str rest = codes;

	for (struct str code = spaced_next(&rest); code.len; code = spaced_next(&rest))
		link_add(&list, (struct words_link){ .words = actor_names(parts->arena, &parts->actors, code),
			.note = code, .path = arena_print(parts->arena, "/programmes/%.*s?who=%.*s",
				STR(parts->programme->code), STR(code)) });
	return list;
}

static const struct calendar_rule *rule_of(const struct parts *parts, struct str code)
{
	for (size_t i = 0; i < parts->rules.count; i++)
		if (str_equals(parts->rules.at[i].code, code))
			return &parts->rules.at[i];
	return NULL;
}

static struct str cadence_words(const struct parts *parts, const struct calendar_rule *rule)
{
	const struct cadence_kind *kind = rule ? cadence_kind_find(rule->period) : NULL;
	struct str name = rule ? tongue_pick(rule->name_sv, rule->name_en) : S("");

	return kind ? arena_print(parts->arena, "%.*s (%s)", STR(name), _(kind->what)) : name;
}

static struct str period_says(const struct parts *parts, const struct rule_period *period)
{
	struct str opens = tongue_date(parts->arena, period->opens);
	struct str due = tongue_date(parts->arena, period->due);

	if (!date_is_given(period->due))
		return S("");
	return arena_print(parts->arena, _("opens %.*s, due %.*s"), STR(opens), STR(due));
}

/* The periods of the year that is going on, while the programme is in force, else of its last. */
static struct words_link_list period_links(const struct parts *parts, const struct calendar_rule *rule)
{
	struct words_link_list list = { 0, arena_array(parts->arena, struct words_link, 13) };
	const struct programme *p = parts->programme;
	int year = date_today().year;
	struct rule_period_list periods;

	if (!rule)
		return list;
	if (date_is_given(p->valid_to) && p->valid_to.year < year)
		year = p->valid_to.year;
	if (p->valid_from.year > year)
		year = p->valid_from.year;
	periods = rule_periods_touching(parts->arena, rule, year, p);
	for (size_t i = 0; i < periods.count; i++)
		if (date_is_given(periods.at[i].due))
			link_add(&list, (struct words_link){ .note = period_says(parts, &periods.at[i]),
				.words = period_words(parts->arena, periods.at[i].period) });
	return list;
}

/* ---- Other rows -------------------------------------------------------------------------------- */

static struct words_link duty_link(const struct parts *parts, const struct obligation *duty)
{
	return (struct words_link){
		.words = arena_print(parts->arena, "%.*s: %.*s", STR(duty->code), STR(obligation_words(duty))),
		.path = obligation_path(parts->arena, parts->programme, duty->code) };
}

static struct words_link_list duty_links(const struct parts *parts, struct str codes)
{
	struct words_link_list list = { 0, arena_array(parts->arena, struct words_link, codes.len + 1) };
	struct str rest = codes;

	for (struct str code = spaced_next(&rest); code.len; code = spaced_next(&rest)) {
		const struct obligation *duty = duty_of(parts, code);

		link_add(&list, duty ? duty_link(parts, duty) : (struct words_link){ .words = code });
	}
	return list;
}

/* Rows whose list in a column names this one. */
static struct words_link_list pointing_links(const struct parts *parts, struct str code, bool is_check)
{
	struct words_link_list list = { 0,
		arena_array(parts->arena, struct words_link, parts->duties.count + 1) };

	for (size_t i = 0; i < parts->duties.count; i++) {
		const struct obligation *duty = &parts->duties.at[i];

		if (spaced_has(is_check ? duty->checked_by : duty->same_as, code))
			link_add(&list, duty_link(parts, duty));
	}
	return list;
}

static struct words_link_list same_links(const struct parts *parts, const struct obligation *duty)
{
	struct words_link_list list = pointing_links(parts, duty->code, false);
	const struct obligation *same = duty->same_as.len ? duty_of(parts, duty->same_as) : NULL;

	if (same)
		link_add(&list, duty_link(parts, same));
	return list;
}

static struct words_link_list deliverable_links(const struct parts *parts, const struct obligation *duty)
{
	struct deliverable_list all = deliverables_of(parts->view, parts->programme->id);
	struct words_link_list list = { 0, arena_array(parts->arena, struct words_link, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		if (spaced_has(all.at[i].covers, duty->code))
			link_add(&list, (struct words_link){ .note = all.at[i].code,
				.words = tongue_pick(all.at[i].name_sv, all.at[i].name_en),
				.path = arena_print(parts->arena, "/programmes/%.*s/deliverables#%.*s",
					STR(parts->programme->code), STR(all.at[i].code)) });
	return list;
}

static struct str role_words(const struct parts *parts, struct str code)
{
	struct programme_role_list roles = programme_roles_of(parts->view, parts->programme->id);
	struct str words = S("");

	for (size_t i = 0; i < roles.count; i++) {
		struct str name = code_name("role_types", roles.at[i].role_type);

		if (!str_equals(roles.at[i].code, code))
			continue;
		if (roles.at[i].deputy_required)
			name = arena_print(parts->arena, _("%.*s, with a deputy"), STR(name));
		words = words.len ? arena_print(parts->arena, "%.*s; %.*s", STR(words), STR(name)) : name;
	}
	return words;
}

/* ---- Law and proof -------------------------------------------------------------------------------- */

static void legal_gather(const struct parts *parts, struct duty_facts *facts)
{
	struct legal_basis_list all = legal_bases_of(parts->view, parts->programme->id);
	struct date today = date_today();

	facts->legal = arena_array(parts->arena, struct legal_facts, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		const struct legal_basis *basis = &all.at[i];

		if (spaced_has(facts->duty->legal, basis->code))
			facts->legal[facts->legal_count++] = (struct legal_facts){ .basis = basis,
				.has_ended = date_is_given(basis->valid_to)
					&& date_compare(basis->valid_to, today) < 0,
				.has_not_begun = date_compare(basis->valid_from, today) > 0 };
	}
}

static struct str argument_value(const struct evidence_argument *argument, struct str value)
{
	int choice = argument->choices ? choice_of(argument->choices, value) : -1;

	if (argument->list)
		return code_name(argument->list, value);
	return choice > 0 ? str_of(_(argument->choices[choice].label)) : value;
}

struct str evidence_rule_words(struct arena *arena, const struct evidence_rule *rule)
{
	const struct evidence_source *source = evidence_source_find(rule->source);
	struct evidence_ask ask = { 0 };
	struct str words = source ? str_of(_(source->label)) : rule->source, problem;
	size_t at;

	if (!source || !evidence_arguments_read(arena, rule->arguments, &ask, &problem, &at))
		return words;
	for (size_t i = 0; i < ask.count; i++)
		for (const struct evidence_argument *a = source->arguments; a && a->name; a++) {
			struct str value = argument_value(a, ask.at[i].value);

			if (str_is(ask.at[i].name, a->name))
				words = arena_print(arena, "%.*s · %s: %.*s", STR(words), _(a->label), STR(value));
		}
	return words;
}

/* The sentence of a rule as it is for everybody: what is filled in for a unit stands in
 * brackets as words. */
static struct str in_general(struct arena *arena, struct str text)
{
	static const struct { const char *place, *words; } places[] = {
		{ "count", N_("[number]") }, { "whole", N_("[of how many]") }, { "share", N_("[share]") },
		{ "last", N_("[day]") }, { "days", N_("[number of days]") }, { "unit", N_("[the unit]") },
		{ "period", N_("[the period]") },
	};
	struct str rest = text;
	struct out out;

	out_init(&out, arena, 16 * text.len + 256);
	while (str_find_char(rest, '{') >= 0) {
		struct str name;

		out_raw(&out, str_cut(&rest, '{'));
		name = str_cut(&rest, '}');
		for (size_t i = 0; i < COUNT(places); i++)
			if (str_is(name, places[i].place))
				out_z(&out, _(places[i].words));
	}
	out_raw(&out, rest);
	return out_str(&out);
}

static struct str least_words(struct arena *arena, struct str least)
{
	if (str_is(least, "all"))
		return str_of(_("all of them"));
	if (str_ends(least, S("%-if-any")))
		return arena_print(arena, _("%.*s, if there are any"), STR(str_part(least, 0, least.len - strlen("-if-any"))));
	return str_is(least, "all-if-any") ? str_of(_("all of them, if there are any")) : least;
}

static void evidence_gather(const struct parts *parts, struct duty_facts *facts)
{
	struct evidence_rule_list all = evidence_rules_of(parts->view, parts->programme->id);

	facts->evidence = arena_array(parts->arena, struct evidence_facts, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		const struct evidence_rule *rule = &all.at[i];

		if (str_equals(rule->code, facts->duty->code))
			facts->evidence[facts->evidence_count++] = (struct evidence_facts){
				.what = evidence_rule_words(parts->arena, rule),
				.least = least_words(parts->arena, rule->least),
				.says = in_general(parts->arena, tongue_pick(rule->says_sv, rule->says_en)),
				.proves_not = in_general(parts->arena,
					tongue_pick(rule->not_sv, rule->not_en)) };
	}
}

/* ---- Over time ---------------------------------------------------------------------------------------- */

static struct fate fate_of(struct view *view, const struct programme *programme, struct str programme_code,
                           struct str code, const struct succession *s)
{
	const struct obligation *duty = programme && code.len
		? obligation_of_code(view, programme->id, code) : NULL;

	return (struct fate){ .programme = programme ? programme_title(programme) : programme_code,
		.code = code, .kind = fate_words(s->kind), .words = duty ? obligation_words(duty) : S(""),
		.path = duty ? obligation_path(view_arena(view), programme, code) : S(""),
		.note = tongue_pick(s->note_sv, s->note_en), .has_ended = !code.len };
}

static void fates_gather(const struct parts *parts, struct duty_facts *facts)
{
	struct succession_list own = successions_of(parts->view, parts->programme->id);
	struct succession_list after = successions_after(parts->view, parts->programme->code,
		facts->duty->code);

	facts->earlier = arena_array(parts->arena, struct fate, own.count + 1);
	facts->later = arena_array(parts->arena, struct fate, after.count + 1);
	for (size_t i = 0; i < own.count; i++)
		if (str_equals(own.at[i].to_code, facts->duty->code))
			facts->earlier[facts->earlier_count++] = fate_of(parts->view,
				programme_of_code(parts->view, own.at[i].from_programme),
				own.at[i].from_programme, own.at[i].from_code, &own.at[i]);
	for (size_t i = 0; i < after.count; i++)
		facts->later[facts->later_count++] = fate_of(parts->view,
			programme_get(parts->view, after.at[i].programme_id), S(""), after.at[i].to_code,
			&after.at[i]);
}

static void editions_gather(const struct parts *parts, struct duty_facts *facts)
{
	struct programme_list all = editions_of(parts->view, parts->programme->code);

	facts->editions = arena_array(parts->arena, struct edition_facts, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		const struct obligation *there = obligation_of_code(parts->view, all.at[i].id,
			facts->duty->code);

		facts->editions[facts->edition_count++] = (struct edition_facts){ .programme = &all.at[i],
			.is_there = there && !date_is_given(there->closed_on),
			.words = there ? obligation_words(there) : S(""),
			.differs = there && !str_equals(there->text_sv, facts->duty->text_sv) };
	}
}

static void wording_gather(const struct parts *parts, struct duty_facts *facts)
{
	struct line_range_list ranges = { 0 };

	facts->has_text = programme_has_text(parts->view, parts->programme->id);
	if (!facts->has_text || !lines_read(parts->arena, facts->duty->lines, &ranges))
		return;
	facts->blocks = arena_array(parts->arena, struct text_block, ranges.count + 1);
	for (size_t i = 0; i < ranges.count; i++) {
		struct adopted_line_list lines = adopted_lines(parts->view, parts->programme->id, ranges.at[i]);

		if (lines.count)
			facts->blocks[facts->block_count++] = (struct text_block){ lines.count, lines.at };
	}
}

static void neighbours_gather(const struct parts *parts, struct duty_facts *facts)
{
	for (size_t i = 0; i < parts->duties.count; i++)
		if (parts->duties.at[i].id == facts->duty->id) {
			facts->previous = i ? &parts->duties.at[i - 1] : NULL;
			facts->next = i + 1 < parts->duties.count ? &parts->duties.at[i + 1] : NULL;
		}
}

static struct str focus_area_name(const struct parts *parts, struct str code)
{
	struct focus_area_list areas = focus_areas_of(parts->view, parts->programme->id);

	for (size_t i = 0; i < areas.count; i++)
		if (str_equals(areas.at[i].code, code))
			return tongue_pick(areas.at[i].name_sv, areas.at[i].name_en);
	return code;
}

struct duty_facts duty_facts_of(struct view *view, const struct programme *programme,
                                const struct obligation *duty)
{
	struct parts parts = parts_of(view, programme);
	const struct calendar_rule *rule = rule_of(&parts, duty->cadence);
	struct duty_facts facts = { .programme = programme, .duty = duty,
		.focus_area = focus_area_name(&parts, duty->focus_area),
		.assessor = actor_names(parts.arena, &parts.actors, duty->assessor),
		.cadence = cadence_words(&parts, rule), .role = role_words(&parts, duty->code),
		.who = actor_links(&parts, duty->who), .report_to = actor_links(&parts, duty->report_to),
		.periods = period_links(&parts, rule),
		.checked_by = duty_links(&parts, duty->checked_by),
		.checks = pointing_links(&parts, duty->code, true),
		.same = same_links(&parts, duty), .deliverables = deliverable_links(&parts, duty) };

	legal_gather(&parts, &facts);
	evidence_gather(&parts, &facts);
	fates_gather(&parts, &facts);
	editions_gather(&parts, &facts);
	wording_gather(&parts, &facts);
	neighbours_gather(&parts, &facts);
	return facts;
}

/* ---- As JSON ---------------------------------------------------------------------------------------------- */

static void evidence_json(struct json_out *json, const struct duty_facts *facts)
{
	json_list_begin(json, "evidence");
	for (size_t i = 0; i < facts->evidence_count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "what", facts->evidence[i].what);
		json_str(json, "least", facts->evidence[i].least);
		json_str(json, "says", facts->evidence[i].says);
		json_str(json, "does_not_prove", facts->evidence[i].proves_not);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void fates_json(struct json_out *json, const char *name, const struct fate *fates, size_t count)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "programme", fates[i].programme);
		json_str(json, "code", fates[i].code);
		json_str(json, "what", fates[i].kind);
		json_str(json, "path", fates[i].path);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply duty_json(struct request *request, struct view *view, const struct duty_facts *facts)
{
	struct json_out json;
	struct out body;

	out_init(&body, view_arena(view), 1 << 20);
	json_begin(&json, &body);
	json_object_begin(&json, NULL);
	record_members_json(&json, &obligation_record, facts->duty);
	json_str(&json, "programme", facts->programme->code);
	json_bool(&json, "has_adopted_text", facts->has_text);
	json_str(&json, "adopted_text", obligation_adopted_text(view, facts->duty));
	evidence_json(&json, facts);
	fates_json(&json, "earlier", facts->earlier, facts->earlier_count);
	fates_json(&json, "later", facts->later, facts->later_count);
	json_object_finish(&json);
	return reply_json(request, 200, &body);
}

struct reply duty_show(struct request *request, struct view *view)
{
	const struct programme *programme = programme_of_code(view, request_param(request, "code"));
	const struct obligation *duty = programme
		? obligation_of_code(view, programme->id, request_param(request, "id")) : NULL;
	struct duty_facts facts;
	struct out *out;

	if (!duty)
		return reply_not_found(request);
	facts = duty_facts_of(view, programme, duty);
	if (request_wants_json(request))
		return duty_json(request, view, &facts);
	out = page_begin(request, view, str_z(view_arena(view), duty->code));
	duty_page(out, &facts);
	return page_end(request, 200);
}
