/* SPDX-License-Identifier: EUPL-1.2 */
/* prevention/lines.c - the duties of a focus area: verdicts summed, what they rest on, what lacks. */
#include "modules/prevention/inside.h"

#include <stdlib.h>

/* ---- What the rules alone say ------------------------------------------------------------- */

/* Sources that stand in no row tell of a basis. */
static const struct { const char *source; enum tells tells; } telling[] = {
	{ "appointment", TELLS_holder },
	{ "roster", TELLS_holder },
	{ "measure", TELLS_deed },
	{ "goal", TELLS_deed },
	{ "attestation", TELLS_word },
	{ "assessment", TELLS_word },
	{ "activity", TELLS_word },     /* the unit says how it goes */
};

static enum tells tells_of(struct str source)
{
	for (size_t i = 0; i < COUNT(telling); i++)
		if (str_is(source, telling[i].source))
			return telling[i].tells;
	return TELLS_basis;
}

static bool is_covered(const struct deliverable_list *deliverables, struct str code)
{
	for (size_t i = 0; i < deliverables->count; i++)
		if (str_has_word(deliverables->at[i].covers, code))
			return true;
	return false;
}

struct rules_of {                       /* what is read once for all lines */
	struct obligation_list obligations;
	struct calendar_rule_list calendar;
	struct evidence_rule_list evidence;
	struct deliverable_list deliverables;
	struct actor_list actors;
};

static struct rules_of rules_read(struct view *view, const struct programme *programme)
{
	return (struct rules_of){ .obligations = obligations_of(view, programme->id),
		.calendar = calendar_rules_of(view, programme->id),
		.evidence = evidence_rules_of(view, programme->id),
		.deliverables = deliverables_of(view, programme->id),
		.actors = actors_of(view, programme->id) };
}

/* A duty without a rule is proved by what is handed in for it, else by somebody's word. */
static bool rests_on_word(const struct rules_of *rules, const struct obligation *obligation)
{
	struct str code = obligation->same_as.len ? obligation->same_as : obligation->code;
	bool has_rule = false;

	for (size_t i = 0; i < rules->evidence.count; i++) {
		const struct evidence_rule *rule = &rules->evidence.at[i];

		if (!str_equals(rule->code, code))
			continue;
		if (tells_of(rule->source) != TELLS_word)
			return false;
		has_rule = true;
	}
	return has_rule || !is_covered(&rules->deliverables, code);
}

static bool is_acted_on(const struct rules_of *rules, const struct obligation *obligation)
{
	for (size_t i = 0; i < rules->calendar.count; i++)
		if (str_equals(rules->calendar.at[i].code, obligation->cadence))
			return obligation_is_acted_on(obligation, &rules->calendar.at[i]);
	return false;
}

/* The role that a duty asks somebody to be appointed to; the first one. */
static struct str role_of(struct arena *arena, const struct rules_of *rules, struct str code)
{
	for (size_t i = 0; i < rules->evidence.count; i++) {
		const struct evidence_rule *rule = &rules->evidence.at[i];
		struct evidence_ask ask = { 0 };
		struct str problem;
		size_t at;

		if (str_equals(rule->code, code) && str_is(rule->source, "appointment")
		    && evidence_arguments_read(arena, rule->arguments, &ask, &problem, &at))
			return evidence_text(&ask, "role");
	}
	return S("");
}

/* ---- The first page -------------------------------------------------------------------------- */

static struct focus_area_row row_of(const struct rules_of *rules, struct str code, struct str name)
{
	struct focus_area_row row = { .code = code, .name = name };

	for (size_t i = 0; i < rules->obligations.count; i++) {
		const struct obligation *one = &rules->obligations.at[i];

		if (!str_equals(one->focus_area, code) || date_is_given(one->closed_on))
			continue;
		if (!is_acted_on(rules, one))
			row.others++;
		else
			row.acted_on++, row.only_word += rests_on_word(rules, one);
	}
	return row;
}

struct focus_area_row_list focus_rows(struct view *view, const struct programme *programme)
{
	struct rules_of rules = rules_read(view, programme);
	struct focus_area_list areas = focus_areas_of(view, programme->id);
	struct focus_area_row_list list = { 0,
		arena_array(view_arena(view), struct focus_area_row, areas.count + 1) };
	struct focus_area_row common = row_of(&rules, S(""), str_of(_("Common to all areas")));

	for (size_t i = 0; i < areas.count; i++)
		list.at[list.count++] = row_of(&rules, areas.at[i].code,
			tongue_pick(areas.at[i].name_sv, areas.at[i].name_en));
	if (common.acted_on + common.others)
		list.at[list.count++] = common;
	return list;
}

/* ---- Verdicts into lines ------------------------------------------------------------------------ */

static struct focus_part *part_of(struct focus_line *line, const struct evidence_rule *rule)
{
	struct focus_part *part;

	for (size_t i = 0; i < line->part_count; i++)
		if (line->parts[i].rule == rule)
			return &line->parts[i];
	if (line->part_count == MOST_FOCUS_PARTS)
		return NULL;
	part = &line->parts[line->part_count++];
	*part = (struct focus_part){ .rule = rule, .source = evidence_source_find(rule->source),
		.tells = tells_of(rule->source) };
	return part;
}

/* What is asked of nobody rests on nothing. */
static bool is_asked(const struct verdict *verdict)
{
	return verdict->state != VERDICT_not_asked && verdict->state != VERDICT_not_concerned
		&& verdict->state != VERDICT_waived && verdict->state != VERDICT_undecided
		&& verdict->state != VERDICT_none;
}

static void parts_add(struct focus_line *line, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->part_count; i++) {
		const struct verdict_part *from = &verdict->parts[i];
		struct focus_part *part = part_of(line, from->rule);

		if (!part || !is_asked(verdict))
			continue;
		part->units++;
		part->held += from->holds;
		part->count += from->count;
		part->whole += from->whole;
		if (from->taken_at.seconds && (!part->taken_at.seconds
		    || from->taken_at.seconds < part->taken_at.seconds))
			part->taken_at = from->taken_at;
	}
}

static void sums_add(struct focus_line *line, const struct verdict *verdict)
{
	line->states[verdict->state]++;
	line->behind += verdict_counts_behind(verdict);
	line->undecided += verdict->state == VERDICT_undecided;
	line->gap_days += verdict->gap_days;
}

static void verdict_add(struct focus_facts *facts, struct focus_line *line,
                        const struct verdict *verdict)
{
	sums_add(line, verdict);
	sums_add(&facts->sum, verdict);
	if (verdict->answered_by.len)
		line->answered_by = verdict->answered_by;
	parts_add(line, verdict);
	/* Of several periods the one that is going on, else the last. */
	if (facts->unit && (!line->only || date_compare(verdict->from, date_today()) <= 0))
		line->only = verdict;
}

/* ---- Records of one unit -------------------------------------------------------------------------- */

/* Slow sources are not asked here: the page of the duty shows what stands behind them. */
static void records_add(struct focus_facts *facts, struct focus_line *line)
{
	for (size_t i = 0; i < line->only->part_count; i++) {
		const struct verdict_part *from = &line->only->parts[i];
		struct focus_part *part = part_of(line, from->rule);

		if (!part || (part->source && part->source->is_slow))
			continue;
		part->records = verdict_part_records(facts->view, facts->programme, line->only, from);
		if (part->records.count > MOST_SHOWN_RECORDS)
			part->records.count = MOST_SHOWN_RECORDS;
	}
}

/* ---- The page of an area ---------------------------------------------------------------------------- */

static int code_order(const void *left, const void *right)
{
	const struct focus_line *const *a = left, *const *b = right;

	return str_compare((*a)->obligation->code, (*b)->obligation->code);
}

static struct focus_line *line_find(struct focus_line **by_code, size_t count, struct str code)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_compare(by_code[middle]->obligation->code, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && str_equals(by_code[low]->obligation->code, code) ? by_code[low] : NULL;
}

static void lines_begin(struct focus_facts *facts, const struct rules_of *rules)
{
	struct focus_line_list *list = &facts->lines;

	list->at = arena_array(view_arena(facts->view), struct focus_line,
		rules->obligations.count + 1);
	for (size_t i = 0; i < rules->obligations.count; i++) {
		const struct obligation *one = &rules->obligations.at[i];
		struct focus_line *line = &list->at[list->count];

		if (!str_equals(one->focus_area, facts->code) || date_is_given(one->closed_on))
			continue;
		list->count++;
		*line = (struct focus_line){ .obligation = one, .is_acted_on = is_acted_on(rules, one),
			.is_kept_apart = actors_are_secret(&rules->actors, one->who),
			.role = role_of(view_arena(facts->view), rules, one->same_as.len ? one->same_as : one->code) };
		line->is_only_word = line->is_acted_on && !line->is_kept_apart
			&& rests_on_word(rules, one);
		facts->only_word += line->is_only_word;
	}
}

/* The focus area that measures and events are sorted by, when it is this one of the programme. */
static struct str sorted_by(struct arena *arena, const struct programme *programme, struct str code)
{
	const struct catalogue *areas = catalogue_get("event/focus_areas");
	struct str wanted = arena_print(arena, "%.*s/%.*s", STR(programme->code), STR(code));

	for (size_t i = 0; code.len && i < areas->count; i++)
		if (str_has_word(item_text(&areas->items[i], "programme_areas"), wanted))
			return areas->items[i].code;
	return S("");
}

static void verdicts_put(struct focus_facts *facts)
{
	struct verdict_ask ask = { .programme = facts->programme, .year = facts->year,
		.unit_id = facts->unit ? facts->unit->id : 0, .focus = &facts->code,
		.is_bare = !facts->unit };
	struct verdict_list verdicts = verdicts_of(facts->view, &ask);
	struct focus_line **by_code = arena_array(view_arena(facts->view), struct focus_line *,
		facts->lines.count + 1);

	for (size_t i = 0; i < facts->lines.count; i++)
		by_code[i] = &facts->lines.at[i];
	if (facts->lines.count)
		qsort(by_code, facts->lines.count, sizeof(*by_code), code_order);
	for (size_t i = 0; i < verdicts.count; i++) {
		struct focus_line *line = line_find(by_code, facts->lines.count,
			verdicts.at[i].obligation->code);

		if (line && !line->is_kept_apart)
			verdict_add(facts, line, &verdicts.at[i]);
	}
}

void focus_read(struct focus_facts *facts)
{
	struct rules_of rules = rules_read(facts->view, facts->programme);

	lines_begin(facts, &rules);
	verdicts_put(facts);
	for (size_t i = 0; i < facts->lines.count; i++)
		if (facts->lines.at[i].only)
			records_add(facts, &facts->lines.at[i]);
	facts->measure_focus = sorted_by(view_arena(facts->view), facts->programme, facts->code);
	if (facts->measure_focus.len)
		facts->measures = measure_sums_of(facts->view, facts->measure_focus, facts->year,
			facts->unit ? facts->unit->id : 0);
}
