/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_home.c - logs that have come home: reading them, and adding what is new. */
#include "modules/crisis/home.h"

#include "kit/away.h"

#define RECORD struct crisis_home
static const struct field home_fields[] = { CRISIS_HOME_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_home_record = {
	RECORD_OF("crisis_home", crisis_home, home_fields),
	.label = N_("Log from off-line"), .many = N_("Logs from off-line"), .path = "/crisis",
};

#define RECORD struct home_file
static const struct field file_fields[] = { HOME_FILE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record home_file_record = {
	.shape = SHAPE_OF("crisis_home_file", home_file, file_fields),
	.name = "crisis_home_file", .fields = file_fields, .count = COUNT(file_fields),
	.label = N_("File from off-line"), .many = N_("Files from off-line"), .path = "/crisis",
};

#define RECORD struct home_entry
static const struct field home_entry_fields[] = { HOME_ENTRY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record home_entry_record = {
	.shape = SHAPE_OF("crisis_home_entry", home_entry, home_entry_fields),
	.name = "crisis_home_entry", .fields = home_entry_fields, .count = COUNT(home_entry_fields),
	.label = N_("Line from off-line"), .many = N_("Lines from off-line"), .path = "/crisis",
};

/* ---- Reading ------------------------------------------------------------------------------- */

struct crisis_home_list homes_of(struct view *view, int64_t crisis_id)
{
	return crisis_home_list_of(view_list(view, &crisis_home_record.shape,
		SQL("SELECT * FROM my_crisis_home WHERE crisis_id = $1 ORDER BY site"), V(crisis_id)));
}

const struct crisis_home *home_of_site(struct view *view, int64_t crisis_id, struct str site)
{
	return view_get(view, &crisis_home_record.shape,
		SQL("SELECT * FROM my_crisis_home WHERE crisis_id = $1 AND site = $2"),
		V(crisis_id, site));
}

struct home_file_list home_files(struct view *view, int64_t home_id)
{
	return home_file_list_of(view_list(view, &home_file_record.shape,
		SQL("SELECT id, home_id, head_seq, head_hash, came, digest, brought_by, brought_by_name,"
		    " brought_at, log_seq FROM my_crisis_home_file WHERE home_id = $1"
		    " ORDER BY head_seq DESC LIMIT 500"), V(home_id)));
}

struct str home_content(struct view *view, int64_t home_id)
{
	return view_text(view, SQL("SELECT content FROM my_crisis_home_file WHERE home_id = $1"
		" ORDER BY head_seq DESC LIMIT 1"), V(home_id));
}

int64_t home_count(struct view *view, int64_t crisis_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_crisis_home_entry WHERE crisis_id = $1"),
		V(crisis_id));
}

#define COPY(name_, kind_, ...) .name_ = row->name_,
static struct entry entry_of_home(const struct home_entry *row)
{
	return (struct entry){ ENTRY_FIELDS(COPY) };
}

static struct home_entry home_of_entry(const struct entry *row)
{
	return (struct home_entry){ ENTRY_FIELDS(COPY) };
}
#undef COPY

struct entry_list home_entries(struct view *view, int64_t home_id)
{
	struct home_entry_list rows = home_entry_list_of(view_list(view, &home_entry_record.shape,
		SQL("SELECT * FROM my_crisis_home_entry WHERE home_id = $1 ORDER BY seq"), V(home_id)));
	struct entry_list list = { 0, arena_array(view_arena(view), struct entry, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = entry_of_home(&rows.at[i]);
	return list;
}

/* The latest line of the city's log that tells how far it had come. */
static const struct entry *home_told(struct view *view, const struct crisis_home *home)
{
	return view_get(view, &entry_record.shape,
		SQL("SELECT * FROM my_crisis_entry WHERE crisis_id = $1 AND kind = 'home' AND party = $2"
		    " ORDER BY seq DESC LIMIT 1"), V(home->crisis_id, home->site));
}

struct chain home_chain(struct view *view, const struct crisis *crisis,
                        const struct crisis_home *home)
{
	const struct entry *base = entry_of_seq(view, crisis->id, home->base_seq);
	const struct entry *told = home_told(view, home);
	struct entry_list entries = home_entries(view, home->id);
	struct chain chain;
	int64_t last = 0;

	chain_begin(&chain, view_arena(view), crisis);
	chain.seq = home->base_seq;
	chain.hash = base ? base->hash : S("");
	for (size_t i = 0; i < entries.count && chain_add(&chain, &entries.at[i]); i++)
		continue;
	if (told)
		str_to_int(told->was, &last);
	chain_end(&chain, last, told ? told->became : S(""));
	return chain;
}

struct str home_chain_words(struct arena *arena, const struct crisis_home *home,
                            const struct chain *chain)
{
	if (chain->fault)
		return arena_print(arena, "%.*s: %.*s", STR(home->site), STR(chain_words(arena, chain)));
	return arena_print(arena, _("%.*s: the %lld lines are as they came home."), STR(home->site),
		(long long)(chain->seq - home->base_seq));
}

struct merge_line_list crisis_lines_merged(struct view *view, int64_t crisis_id)
{
	struct arena *arena = view_arena(view);
	struct crisis_home_list homes = homes_of(view, crisis_id);
	struct entry_list entries = entries_all(view, crisis_id);
	struct merge_line_list none = { 0 }, lines = merge_lines_of(arena, S(""), 0, &entries);

	lines = crisis_merged(arena, &lines, &none);
	for (size_t i = 0; i < homes.count; i++) {
		struct entry_list away = home_entries(view, homes.at[i].id);
		struct merge_line_list theirs = merge_lines_of(arena, homes.at[i].site,
			homes.at[i].base_seq, &away);

		lines = crisis_merged(arena, &lines, &theirs);
	}
	return lines;
}

bool home_may_bring(struct view *view, const struct crisis *crisis)
{
	return !away_is() && crisis_may_write(view, crisis) && view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'crisis_lead' LIMIT 1"), NONE) != 0;
}

/* ---- Adding -------------------------------------------------------------------------------- */

void home_entries_put(struct change *change, int64_t home_id, const struct entry *entries,
                      size_t count)
{
	struct home_entry *rows = arena_array(change_arena(change), struct home_entry, count + 1);

	for (size_t i = 0; i < count; i++) {
		rows[i] = home_of_entry(&entries[i]);
		rows[i].home_id = home_id;
	}
	change_insert_many(change, &home_entry_record.shape, rows, count);
}

/* Also by one that this person does not see: nothing is written. */
bool crisis_is_taken(struct change *change, const struct crisis *crisis)
{
	return change_run(change, SQL("UPDATE crisis SET version = version"
		" WHERE public_id = $1 OR number = $2"), V(crisis->public_id, crisis->number)) != 0;
}

void crisis_born(struct change *change, struct crisis *crisis, struct entry *opened)
{
	struct crisis_staff staff = { .function = S("lead"), .person_id = change_me(change),
		.added_by = change_me(change), .began_at = instant_now() };

	crisis->state = CRISIS_open;
	crisis->opened_by = opened->author_id;
	change_insert(change, &crisis_record.shape, crisis);
	staff.crisis_id = crisis->id;
	crisis_staff_put(change, &staff);
	change_run(change,
		SQL("INSERT INTO crisis_end (crisis_id, seq, decisions, hash) VALUES ($1, 1, 0, $2)"),
		V(crisis->id, opened->hash));
	opened->crisis_id = crisis->id;
	change_insert(change, &entry_record.shape, opened);
}
