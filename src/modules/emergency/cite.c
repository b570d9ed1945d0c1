/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * emergency/cite.c - the acts of a period without a crisis, as other rooms keep them.
 *
 * Acts stand in no chain.  The hash is of all that an act says (not of where it stands in the
 * log of a crisis), so whoever kept a line sees when the act no longer is what it was.
 */
#include "modules/emergency/inside.h"

#include "base/crypto.h"

enum { ACT_LONGEST = 64 * 1024 };
static const char line_begins[] = "act_";       /* "act_decision": the log has a "decision" too */

/* What tells how it went: that which was decided. */
static const bool is_key_kind[ACT_end + 1] = {
	[ACT_activate] = true, [ACT_stand_down] = true,
};

/* With its length before it, so that no two acts are told by the same letters. */
static void text_put(struct out *out, struct str text)
{
	out_print(out, "%zu:%.*s\n", text.len, STR(text));
}

static void number_put(struct out *out, int64_t number)
{
	out_print(out, "%lld\n", (long long)number);
}

static struct str act_hash(struct arena *arena, const struct act *act)
{
	struct out out;

	out_init(&out, arena, ACT_LONGEST);
	number_put(&out, act->period_id);
	number_put(&out, act->seq);
	text_put(&out, str_of(emergency_act_kinds[act->kind].name));
	number_put(&out, act->event_at.seconds);
	number_put(&out, act->logged_at.seconds);
	number_put(&out, act->by_id);
	text_put(&out, act->by_name);
	text_put(&out, act->by_role);
	text_put(&out, act->by_function);
	text_put(&out, act->words);
	text_put(&out, act->grounds);
	number_put(&out, act->unit_id);
	text_put(&out, act->unit_name);
	number_put(&out, act->person_id);
	text_put(&out, act->person_name);
	text_put(&out, act->function);
	number_put(&out, act->decision_no);
	number_put(&out, act->refers_to);
	text_put(&out, date_iso(arena, act->on_date));
	text_put(&out, act->law);
	return digest_hex(arena, out_str(&out));
}

struct crisis_cited_list emergency_acts_cited(struct view *view, const struct emergency_worked *worked)
{
	struct arena *arena = view_arena(view);
	struct act_list acts = acts_of(view, worked->id);
	struct crisis_cited_list list = { acts.count,
		arena_array(arena, struct crisis_cited, acts.count + 1) };

	for (size_t i = 0; i < acts.count; i++) {
		const struct act *act = &acts.at[i];

		list.at[i] = (struct crisis_cited){ .seq = act->seq, .event_at = act->event_at,
			.kind = arena_print(arena, "%s%s", line_begins, emergency_act_kinds[act->kind].name),
			.words = act->words, .became = act->function, .grounds = act->grounds,
			.decided_by = is_key_kind[act->kind] ? act->by_name : S(""),
			.hash = act_hash(arena, act), .is_key = is_key_kind[act->kind], .is_whole = true };
	}
	return list;
}

static int kind_of_line(struct str kind)
{
	size_t begin = sizeof line_begins - 1;

	return str_starts(kind, str_of(line_begins))
		? choice_of(emergency_act_kinds, str_part(kind, begin, kind.len)) : ACT_none;
}

const char *emergency_line_label(struct str kind)
{
	int i = kind_of_line(kind);

	return i > ACT_none ? _(emergency_act_kinds[i].label) : "";
}

struct str emergency_line_became(struct str kind, struct str became)
{
	return kind_of_line(kind) > ACT_none && became.len ? code_name("crisis/functions", became) : S("");
}
