/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_log.c - the log of a crisis: reading it, adding to its end, its chain. */
#include "modules/crisis/inside.h"

#include "kit/away.h"

/* ---- Reading -------------------------------------------------------------------------- */

struct entry_list entries_newest(struct view *view, int64_t crisis_id, int64_t most)
{
	return entry_list_of(view_list(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 ORDER BY seq DESC LIMIT $2"),
		V(crisis_id, most)));
}

struct entry_list entries_all(struct view *view, int64_t crisis_id)
{
	return entry_list_of(view_list(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 ORDER BY seq"), V(crisis_id)));
}

struct entry_list entries_correcting(struct view *view, int64_t crisis_id)
{
	return entry_list_of(view_list(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 AND kind = 'correction'"
		    " ORDER BY seq"), V(crisis_id)));
}

struct entry_list entries_open_tasks(struct view *view, int64_t crisis_id)
{
	return entry_list_of(view_list(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 AND kind IN ('task', 'request')"
		    " AND seq NOT IN (SELECT refers_to FROM my_crisis_entry"
		    "                 WHERE crisis_id = $1 AND kind = 'done')"
		    " ORDER BY CASE WHEN due_at = 0 THEN 1 ELSE 0 END, due_at, seq LIMIT 200"),
		V(crisis_id)));
}

const struct entry *entry_of_seq(struct view *view, int64_t crisis_id, int64_t seq)
{
	return view_get(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 AND seq = $2"),
		V(crisis_id, seq));
}

const struct entry *entry_latest(struct view *view, int64_t crisis_id, enum entry_kind kind)
{
	return view_get(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 AND kind = $2"
		    " ORDER BY seq DESC LIMIT 1"), V(crisis_id, entry_kinds[kind].name));
}

int64_t entry_done_by(struct view *view, int64_t crisis_id, int64_t seq)
{
	return view_int(view, SQL("SELECT seq FROM my_crisis_entry"
		" WHERE crisis_id = $1 AND refers_to = $2 AND kind = 'done' ORDER BY seq LIMIT 1"),
		V(crisis_id, seq));
}

/* ---- Adding ------------------------------------------------------------------------------ */

static struct str function_of(struct change *change, int64_t crisis_id, int64_t person_id)
{
	return view_text(change_view(change), SQL("SELECT function FROM my_crisis_staff"
		" WHERE crisis_id = $1 AND person_id = $2 AND ended_at = 0 ORDER BY id LIMIT 1"),
		V(crisis_id, person_id));
}

static void entry_add(struct change *change, const struct crisis *crisis, struct entry *entry);

/* In a copy of a city a log goes on apart from the city's: the first line says where, and with
 * which key it is signed, so that every line after it hangs on that. */
static void away_put(struct change *change, const struct crisis *crisis, struct str name)
{
	struct arena *arena = change_arena(change);
	int64_t last = view_int(change_view(change),
		SQL("SELECT seq FROM my_crisis_end WHERE crisis_id = $1"), V(crisis->id));
	struct entry away = { .kind = ENTRY_away, .author_name = name, .party = away_site(),
		.became = crisis_public_key(arena) };

	if (view_int(change_view(change), SQL("SELECT 1 FROM my_crisis_entry"
			" WHERE crisis_id = $1 AND kind = 'away' AND party = $2 LIMIT 1"),
			V(crisis->id, away.party)))
		return;
	away.words = arena_print(arena, _("The log goes on off-line, at %.*s. What the city has written after line %lld is not here."),
		STR(away.party), (long long)last);
	entry_add(change, crisis, &away);
}

/* Nobody signs by the clock there: each line is signed as it is written. */
void entry_put(struct change *change, const struct crisis *crisis, struct entry *entry)
{
	struct crisis_end_row end;

	if (away_is() && entry->kind != ENTRY_open)
		away_put(change, crisis, entry->author_name);
	entry_add(change, crisis, entry);
	if (!away_is())
		return;
	if (entry->kind == ENTRY_open)
		away_put(change, crisis, entry->author_name);
	end = (struct crisis_end_row){ entry->seq, entry->hash };
	crisis_seal(change, crisis, &end, entry->logged_at);
}

/* The row of the end is taken first: others who write in this log wait here, and what they
 * read afterwards has this line in it. */
static void entry_add(struct change *change, const struct crisis *crisis, struct entry *entry)
{
	entry->crisis_id = crisis->id;
	entry->seq = change_run_id(change, SQL("UPDATE crisis_end"
		" SET seq = seq + 1, decisions = decisions + $2 WHERE crisis_id = $1 RETURNING seq"),
		V(crisis->id, entry->kind == ENTRY_decision));
	if (entry->kind == ENTRY_decision)
		entry->decision_no = view_int(change_view(change),
			SQL("SELECT decisions FROM my_crisis_end WHERE crisis_id = $1"), V(crisis->id));
	entry->prev_hash = view_text(change_view(change),
		SQL("SELECT hash FROM my_crisis_end WHERE crisis_id = $1"), V(crisis->id));
	if (!entry->author_id)
		entry->author_id = change_me(change);
	if (!entry->author_function.len)
		entry->author_function = function_of(change, crisis->id, entry->author_id);
	if (!entry->logged_at.seconds)
		entry->logged_at = instant_now();
	if (!entry->event_at.seconds)
		entry->event_at = entry->logged_at;
	entry->hash = entry_hash(change_arena(change), crisis, entry);
	change_insert(change, &entry_record.shape, entry);
	change_run(change, SQL("UPDATE crisis_end SET hash = $2 WHERE crisis_id = $1"),
		V(crisis->id, entry->hash));
}

/* ---- The chain ------------------------------------------------------------------------------ */

static bool chain_row(void *context, const void *row)
{
	return chain_add(context, row);
}

struct chain crisis_log_chain(struct view *view, const struct crisis *crisis)
{
	struct chain chain;

	chain_begin(&chain, view_arena(view), crisis);
	chain.seals = seals_of(view, crisis->id);
	if (chain.seals.count)
		chain.key = crisis_public_key(view_arena(view));
	chain.key_before = away_log_key();
	view_each(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 ORDER BY seq"),
		V(crisis->id), chain_row, &chain);
	chain_end(&chain,
		view_int(view, SQL("SELECT seq FROM my_crisis_end WHERE crisis_id = $1"), V(crisis->id)),
		view_text(view, SQL("SELECT hash FROM my_crisis_end WHERE crisis_id = $1"), V(crisis->id)));
	return chain;
}
