/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/chain.c - the canonical form of a log and its hashes; docs/crisis-log.en.md.
 *
 * A line is fields with a tab between them.  In a field \ stands for itself as \\, a tab is
 * \t, a line feed \n and a carriage return \r, so a line has no other line in it and a field
 * no other field.  The form is a promise to whoever verifies a log in ten years: another form
 * gets another number in the head.
 */
#include "modules/crisis/inside.h"

#include "base/crypto.h"
#include "base/say.h"

#include <time.h>

enum { LINE_LONGEST = 256 * 1024 };

static void field_begin(struct out *out)
{
	if (out->len)
		out_char(out, '\t');
}

static void put_text(struct out *out, struct str s)
{
	field_begin(out);
	for (size_t i = 0; i < s.len; i++)
		switch (s.at[i]) {
		case '\\': out_z(out, "\\\\"); break;
		case '\t': out_z(out, "\\t"); break;
		case '\n': out_z(out, "\\n"); break;
		case '\r': out_z(out, "\\r"); break;
		default:   out_char(out, s.at[i]);
		}
}

/* Nothing stands for nought: a number that is not given is an empty field. */
static void put_number(struct out *out, int64_t n)
{
	field_begin(out);
	if (n)
		out_int(out, n);
}

/* 2026-07-14T13:42:00Z: the same wherever and whenever it is read. */
static void put_instant(struct out *out, struct instant at)
{
	time_t seconds = (time_t)at.seconds;
	struct tm utc;
	char text[32];

	field_begin(out);
	if (!at.seconds || !gmtime_r(&seconds, &utc))
		return;
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
	out_z(out, text);
}

struct str chain_line(struct arena *arena, const struct str *fields, size_t count)
{
	struct out out;

	out_init(&out, arena, LINE_LONGEST);
	for (size_t i = 0; i < count; i++)
		put_text(&out, fields[i]);
	must(!out.is_full);
	return out_str(&out);
}

struct str chain_instant(struct arena *arena, struct instant at)
{
	struct out out;

	out_init(&out, arena, LINE_LONGEST);
	put_instant(&out, at);
	return out_str(&out);
}

struct str chain_head(struct arena *arena, const struct crisis *crisis)
{
	struct out out;

	out_init(&out, arena, LINE_LONGEST);
	put_text(&out, S("varn-log"));
	put_text(&out, S("1"));
	put_text(&out, crisis->public_id);
	put_text(&out, crisis->number);
	put_text(&out, crisis->is_exercise ? S("exercise") : S("real"));
	put_instant(&out, crisis->opened_at);
	put_text(&out, crisis->title);
	must(!out.is_full);
	return out_str(&out);
}

struct str chain_entry(struct arena *arena, const struct crisis *crisis, const struct entry *e)
{
	struct out out;

	out_init(&out, arena, LINE_LONGEST);
	put_text(&out, S("entry"));
	put_text(&out, crisis->public_id);
	put_number(&out, e->seq);
	put_text(&out, e->prev_hash);
	put_text(&out, str_of(entry_kinds[e->kind].name));
	put_instant(&out, e->event_at);
	put_instant(&out, e->logged_at);
	put_number(&out, e->author_id);
	put_text(&out, e->author_name);
	put_text(&out, e->author_function);
	put_text(&out, e->words);
	put_text(&out, e->party);
	put_number(&out, e->decision_no);
	put_text(&out, e->decided_by);
	put_text(&out, e->grounds);
	put_number(&out, e->refers_to);
	put_text(&out, e->holder);
	put_instant(&out, e->due_at);
	put_text(&out, e->was);
	put_text(&out, e->became);
	must(!out.is_full);
	return out_str(&out);
}

struct str entry_hash(struct arena *arena, const struct crisis *crisis, const struct entry *entry)
{
	return digest_hex(arena, chain_entry(arena, crisis, entry));
}

/* ---- Going through a log --------------------------------------------------------------- */

void chain_begin(struct chain *chain, struct arena *arena, const struct crisis *crisis)
{
	*chain = (struct chain){ .arena = arena, .crisis = crisis,
		.hash = digest_hex(arena, chain_head(arena, crisis)) };
}

static bool is_wrong(struct chain *chain, enum chain_fault fault, int64_t seq)
{
	chain->fault = fault;
	chain->fault_seq = seq;
	return false;
}

/* Do the heads that were signed when the log had come to this entry say the same? */
static bool is_as_signed(struct chain *chain, const struct entry *entry)
{
	for (; chain->seals_seen < chain->seals.count; chain->seals_seen++) {
		const struct seal *seal = &chain->seals.at[chain->seals_seen];

		if (seal->seq > entry->seq)
			return true;
		if (!str_equals(seal->hash, entry->hash)
		    || !(str_equals(seal->public_key, chain->key)
		         || (chain->key_before.len && str_equals(seal->public_key, chain->key_before)))
		    || !sign_is_good(seal->public_key, seal_text(chain->arena, chain->crisis, seal),
		                     seal->signature))
			return false;
	}
	return true;
}

bool chain_add(struct chain *chain, const struct entry *entry)
{
	struct str hash;

	if (chain->fault)
		return false;
	if (entry->seq != chain->seq + 1)
		return is_wrong(chain, CHAIN_GAP, chain->seq + 1);
	hash = entry_hash(chain->arena, chain->crisis, entry);
	if (!str_equals(hash, entry->hash))
		return is_wrong(chain, CHAIN_ALTERED, entry->seq);
	if (!str_equals(entry->prev_hash, chain->hash))
		return is_wrong(chain, CHAIN_UNLINKED, entry->seq);
	if (!is_as_signed(chain, entry))
		return is_wrong(chain, CHAIN_UNSIGNED, entry->seq);
	chain->seq = entry->seq;
	chain->hash = hash;
	return true;
}

/* A head that was signed further on tells as well that the log was longer. */
void chain_end(struct chain *chain, int64_t seq, struct str hash)
{
	if (!chain->fault && (chain->seq != seq || !str_equals(chain->hash, hash)
			|| chain->seals_seen < chain->seals.count))
		is_wrong(chain, CHAIN_CUT, chain->seq + 1);
}

struct str chain_words(struct arena *arena, const struct chain *chain)
{
	static const char *const words[] = {
		[CHAIN_WHOLE] = N_("The chain is whole: none of the %lld lines has been changed, moved or taken away."),
		[CHAIN_GAP] = N_("The chain is broken: line %lld is missing."),
		[CHAIN_UNLINKED] = N_("The chain is broken: line %lld does not follow on what stands before it."),
		[CHAIN_ALTERED] = N_("The chain is broken: line %lld is not as it was written."),
		[CHAIN_UNSIGNED] = N_("The chain is broken: line %lld is not the one that was signed, or another key has signed it."),
		[CHAIN_CUT] = N_("The chain is broken: the log was longer, and line %lld is missing."),
	};

	return arena_print(arena, _(words[chain->fault]),
		(long long)(chain->fault ? chain->fault_seq : chain->seq));
}
