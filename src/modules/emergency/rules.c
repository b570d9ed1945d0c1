/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/rules.c - which law holds, what a period has come to; values in, values out. */
#include "modules/emergency/inside.h"

/* ---- Laws ---------------------------------------------------------------------------------- */

struct law_list laws_read(struct arena *arena)
{
	const struct catalogue *list = catalogue_get("emergency/laws");
	struct law *laws = arena_array(arena, struct law, list->count + 1);

	for (size_t i = 0; i < list->count; i++) {
		const struct item *item = &list->items[i];

		laws[i] = (struct law){ .code = item->code, .name = item_name(item),
			.takes_over = item_text(item, "takes_over"), .ends = item_text(item, "ends"),
			.reports_to = item_text(item, "reports_to"), .others = item_words(item, "others") };
		date_read(item_text(item, "valid_from"), &laws[i].from);
		date_read(item_text(item, "valid_to"), &laws[i].to);
	}
	return (struct law_list){ list->count, laws };
}

const struct law *law_on(const struct law_list *laws, struct date day)
{
	for (size_t i = 0; i < laws->count; i++) {
		const struct law *law = &laws->at[i];

		if ((!law->from.year || date_compare(law->from, day) <= 0)
		    && (!law->to.year || date_compare(day, law->to) <= 0))
			return law;
	}
	return NULL;
}

static struct str and_named(struct arena *arena, struct str words, struct str name)
{
	return words.len ? arena_print(arena, "%.*s, %.*s", STR(words), STR(name)) : name;
}

struct str kinds_named(struct arena *arena, struct str kinds)
{
	struct str words = S("");

	while (kinds.len)
		words = and_named(arena, words, code_name("unit_kinds", str_cut(&kinds, ' ')));
	return words;
}

/* ---- Who may do what: the list emergency/acts ------------------------------------------------ */

struct str roles_named(struct arena *arena, const struct item *act)
{
	struct str roles = item_text(act, "roles"), words = S("");

	while (roles.len)
		words = and_named(arena, words, code_name("role_types", str_cut(&roles, ' ')));
	roles = item_text(act, "functions");
	while (roles.len)
		words = and_named(arena, words, code_name("rosters/functions", str_cut(&roles, ' ')));
	return words;
}

struct str capacity_words(struct capacity capacity)
{
	return capacity.role.len ? code_name("role_types", capacity.role)
		: code_name("rosters/functions", capacity.function);
}

/* Does the act ask for what this one holds? */
static bool is_asked_for(const struct item *act, const struct holder *holder)
{
	if (holder->function.len)
		return str_has_word(item_text(act, "functions"), holder->function);
	return str_has_word(item_text(act, "roles"), holder->role_type)
		&& str_has_word(item_text(act, "units"), holder->kind);
}

struct str holders_named(struct arena *arena, const struct holder_list *holders, const struct item *act)
{
	struct str words = S("");

	for (size_t i = 0; i < holders->count; i++) {
		const struct holder *holder = &holders->at[i];

		if (is_asked_for(act, holder))
			words = and_named(arena, words, arena_print(arena, "%.*s (%.*s)", STR(holder->name),
				STR(capacity_words((struct capacity){ holder->role_type, holder->function }))));
	}
	return words;
}

const struct item *act_item(enum act_kind kind, enum emergency_body body)
{
	if (kind == ACT_activate)
		return item_find("emergency/acts", body == BODY_committee ? S("activate_committee")
			: S("activate_management"));
	return item_find("emergency/acts", str_of(emergency_act_kinds[kind].name));
}

bool act_is_decision(enum act_kind kind, enum emergency_body body)
{
	return body == BODY_committee && (kind == ACT_activate || kind == ACT_takeover
		|| kind == ACT_handback || kind == ACT_decision);
}

bool act_is_too_late(enum act_kind kind, const struct period *period)
{
	return period->state == PERIOD_ended && kind != ACT_reported && kind != ACT_council;
}

/* ---- Where a period has come to ---------------------------------------------------------------- */

const struct held *held_of(const struct held *held, size_t count, int64_t seq)
{
	for (size_t i = 0; i < count; i++)
		if (held[i].begun->seq == seq)
			return &held[i];
	return NULL;
}

const struct decided *decided_of(const struct standing *standing, int64_t seq)
{
	for (size_t i = 0; i < standing->decision_count; i++)
		if (standing->decisions[i].act->seq == seq)
			return &standing->decisions[i];
	return NULL;
}

static void held_end(struct held *held, size_t count, const struct act *act)
{
	for (size_t i = 0; i < count; i++)
		if (!held[i].ended && (!act->refers_to || held[i].begun->seq == act->refers_to))
			held[i].ended = act;
}

/* To the council goes everything up to and with an act; to the committee one by one. */
static void decisions_report(struct standing *s, const struct act *act)
{
	for (size_t i = 0; i < s->decision_count; i++) {
		struct decided *decided = &s->decisions[i];

		if (act->kind == ACT_reported && decided->act->seq == act->refers_to && !decided->reported)
			decided->reported = act;
		if (act->kind == ACT_council && decided->act->seq <= act->refers_to && !decided->council)
			decided->council = act;
	}
}

static void standing_add(struct standing *s, const struct act *act)
{
	if (act->decision_no)
		s->decisions[s->decision_count++] = (struct decided){ act, NULL, NULL };
	switch ((enum act_kind)act->kind) {
	case ACT_activate: s->begun = act; break;
	case ACT_staff:    s->staff[s->staff_count++] = (struct held){ act, NULL }; break;
	case ACT_takeover: s->areas[s->area_count++] = (struct held){ act, NULL }; break;
	case ACT_relieve:  held_end(s->staff, s->staff_count, act); break;
	case ACT_handback: held_end(s->areas, s->area_count, act); break;
	case ACT_reported:
	case ACT_council:  decisions_report(s, act); break;
	case ACT_stand_down:
	case ACT_end:      /* everybody goes off, every area returns */
		s->ended = act;
		held_end(s->staff, s->staff_count, act);
		held_end(s->areas, s->area_count, act);
		break;
	case ACT_none:
	case ACT_decision: break;
	}
}

struct standing standing_of(struct arena *arena, const struct act_list *acts)
{
	struct standing s = { .staff = arena_array(arena, struct held, acts->count + 1),
		.areas = arena_array(arena, struct held, acts->count + 1),
		.decisions = arena_array(arena, struct decided, acts->count + 1) };

	for (size_t i = 0; i < acts->count; i++)
		standing_add(&s, &acts->at[i]);
	for (size_t i = 0; i < s.staff_count; i++)
		s.staff_now += !s.staff[i].ended;
	for (size_t i = 0; i < s.area_count; i++)
		s.areas_now += !s.areas[i].ended;
	for (size_t i = 0; i < s.decision_count; i++) {
		s.waits_for_committee += !s.decisions[i].reported;
		s.waits_for_council += !s.decisions[i].council;
	}
	return s;
}

/* ---- The manual -------------------------------------------------------------------------------- */

static bool act_row(size_t i, struct out *out)
{
	const struct catalogue *acts = catalogue_find(S("emergency/acts"));

	if (!acts || i >= acts->count)
		return false;
	out_print(out, "| %.*s | %.*s | %.*s |", STR(item_name(&acts->items[i])),
		STR(item_text(&acts->items[i], "roles")), STR(item_text(&acts->items[i], "functions")));
	return true;
}

const struct rule_table emergency_rules[] = {
	{ .name = "emergency: who may do what", .row = act_row, .headings = "| Act | Appointments | On duty |" },
	{ .name = NULL },
};
