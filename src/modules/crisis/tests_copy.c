/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_copy.c - see tests_copy.h. */
#include "base/crypto.h"
#include "modules/crisis/tests_copy.h"

static const char seed_away[] = "1111111111111111111111111111111111111111111111111111111111111111";

struct str copy_key(const struct copy *copy)
{
	return sign_public(test_arena(), copy->seed);
}

void copy_write(struct copy *copy, struct entry entry)
{
	entry.seq = (int64_t)copy->count + 1;
	entry.prev_hash = copy->count ? copy->entries[copy->count - 1].hash
		: digest_hex(test_arena(), chain_head(test_arena(), &copy->crisis));
	if (!entry.logged_at.seconds)
		entry.logged_at.seconds = 1800000000 + entry.seq;
	entry.event_at = entry.logged_at;
	entry.author_name = S("Nora");
	entry.hash = entry_hash(test_arena(), &copy->crisis, &entry);
	copy->entries[copy->count++] = entry;
}

void copy_away(struct copy *copy)
{
	copy_write(copy, (struct entry){ .kind = ENTRY_away, .party = copy->site,
		.became = copy_key(copy) });
}

void copy_note(struct copy *copy, const char *words)
{
	copy_write(copy, (struct entry){ .kind = ENTRY_note, .words = str_of(words) });
}

/* Taken along when the city's log was as it is now. */
struct copy copy_made(struct store *store, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, NORA);
	struct entry_list entries = entries_all(view, crisis->id);
	struct copy copy = { .crisis = *crisis, .count = entries.count, .site = S("K7F-29M"),
		.seed = str_of(seed_away) };

	for (size_t i = 0; i < entries.count; i++)
		copy.entries[i] = entries.at[i];
	view_close(view);
	copy_away(&copy);
	return copy;
}

void export_line(struct out *out, struct str text, struct str last)
{
	out_raw(out, text);
	if (last.len)
		out_char(out, '\t');
	out_raw(out, last);
	out_char(out, '\n');
}

static struct str line_as(const struct copy *copy, size_t i)
{
	const struct entry *entry = &copy->entries[i];
	struct str line = chain_entry(test_arena(), &copy->crisis, entry);
	ptrdiff_t place = copy->written_as && i + 1 == copy->count ? str_find(line, entry->words) : -1;

	return place < 0 ? line : arena_print(test_arena(), "%.*s%s%.*s",
		STR(str_part(line, 0, (size_t)place)), copy->written_as,
		STR(str_part(line, (size_t)place + entry->words.len, line.len)));
}

struct str copy_export(const struct copy *copy)
{
	struct arena *arena = test_arena();
	const struct entry *last = &copy->entries[copy->count - 1];
	struct seal seal = { .seq = last->seq, .hash = last->hash, .at = last->logged_at,
		.public_key = copy_key(copy) };
	struct str end, sealed = seal_text(arena, &copy->crisis, &seal);
	struct out out;

	out_init(&out, arena, 1 << 20);
	export_line(&out, chain_head(arena, &copy->crisis), S(""));
	for (size_t i = 0; i < copy->count; i++)
		export_line(&out, line_as(copy, i), copy->entries[i].hash);
	export_line(&out, sealed, sign_made(arena, copy->seed, sealed));
	end = chain_line(arena, (const struct str[]){ S("end"), copy->crisis.public_id,
		arena_print(arena, "%lld", (long long)last->seq), last->hash, S("2026-11-29T18:00:00Z"),
		digest_hex(arena, copy->has_wrong_digest ? S("x") : out_str(&out)), copy_key(copy) }, 7);
	export_line(&out, end, sign_made(arena, copy->seed, end));
	return arena_copy(arena, out_str(&out));
}

struct copy born_there(const char *title)
{
	struct copy copy = { .site = S("K7F-29M"), .seed = str_of(seed_away) };

	copy.crisis = (struct crisis){ .public_id = uuid_v7(test_arena()), .title = str_of(title),
		.number = S("KR-2026-K7F-29M-00001"), .opened_at = { 1800000000 } };
	copy_write(&copy, (struct entry){ .kind = ENTRY_open, .words = copy.crisis.title,
		.author_id = NORA, .author_function = S("lead"), .became = S("real") });
	copy_away(&copy);
	copy_note(&copy, "första raden");
	return copy;
}
