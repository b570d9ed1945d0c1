/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/cite.c - lines of a log as other rooms keep them: what each says, and its hash. */
#include "modules/crisis/inside.h"

/* What tells how a crisis went: that which was judged, decided and asked for. */
static const bool is_key_kind[] = {
	[ENTRY_decision] = true, [ENTRY_request] = true, [ENTRY_correction] = true,
	[ENTRY_open] = true, [ENTRY_level] = true, [ENTRY_coordination] = true, [ENTRY_close] = true,
	[ENTRY_reopen] = true, [ENTRY_picture] = true, [ENTRY_direction] = true,
};

struct crisis_cited_list crisis_lines_cited(struct view *view, const struct crisis *crisis)
{
	struct arena *arena = view_arena(view);
	struct entry_list entries = entries_all(view, crisis->id);
	struct crisis_cited_list list = { entries.count,
		arena_array(arena, struct crisis_cited, entries.count + 1) };

	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.at[i];

		list.at[i] = (struct crisis_cited){ .seq = entry->seq, .event_at = entry->event_at,
			.kind = str_of(entry_kinds[entry->kind].name), .words = entry->words,
			.became = entry->became, .decided_by = entry->decided_by, .grounds = entry->grounds,
			.hash = entry->hash,
			.is_key = (size_t)entry->kind < COUNT(is_key_kind) && is_key_kind[entry->kind],
			.is_whole = str_equals(entry_hash(arena, crisis, entry), entry->hash) };
	}
	return list;
}

const char *crisis_line_label(struct str kind)
{
	int i = choice_of(entry_kinds, kind);

	return i > 0 ? _(entry_kinds[i].label) : "";
}

struct str crisis_line_became(struct arena *arena, struct str kind, struct str became)
{
	if (str_is(kind, "level"))
		return arena_print(arena, "%.*s %.*s", STR(became), STR(code_name("crisis/levels", became)));
	if (str_is(kind, "coordination"))
		return code_name("crisis/coordination", became);
	return S("");
}
