/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/seal.c - signed heads, and the export that others verify.
 *
 * Every few minutes the end of each log that has grown is signed with Ed25519.  The key
 * follows from the service's own, which lies in the data folder and never in the database:
 * who can write in the database alone cannot make such a head, so a log that was made anew
 * disagrees with the heads that were signed before.  Whoever takes away the heads as well is
 * told only by an export or a hash that somebody has outside; docs/crisis-log.en.md.
 */
#include "modules/crisis/inside.h"

#include "base/crypto.h"
#include "kit/key.h"

enum { SEAL_MINUTES = 5, EXPORT_MOST = 64 << 20 };

static struct str crisis_seed(struct arena *arena)
{
	return service_key(arena, "crisis log");
}

struct str crisis_public_key(struct arena *arena)
{
	return sign_public(arena, crisis_seed(arena));
}

/* ---- Signing --------------------------------------------------------------------------- */

struct str seal_text(struct arena *arena, const struct crisis *crisis, const struct seal *seal)
{
	return chain_line(arena, (const struct str[]){ S("sealed"), crisis->public_id,
		arena_print(arena, "%lld", (long long)seal->seq), seal->hash,
		chain_instant(arena, seal->at), seal->public_key }, 6);
}

void crisis_seal(struct change *change, const struct crisis *crisis,
                 const struct crisis_end_row *end, struct instant at)
{
	struct arena *arena = change_arena(change);
	struct seal seal = { .crisis_id = crisis->id, .seq = end->seq,
		.hash = end->hash, .at = at, .public_key = crisis_public_key(arena) };

	seal.signature = sign_made(arena, crisis_seed(arena), seal_text(arena, crisis, &seal));
	change_insert(change, &seal_record.shape, &seal);
}

static bool seal_job(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job),
		(struct who){ .is_system = true });
	struct crisis_list grown = crises_unsealed(change_view(change));

	for (size_t i = 0; i < grown.count; i++) {
		struct crisis_end_row end = crisis_end_get(change_view(change), grown.at[i].id);

		crisis_seal(change, &grown.at[i], &end, instant_now());
	}
	/* No number: those who read jobs are not to learn that a crisis goes on. */
	job_say(job, "%s", _("The end of each log that has grown is signed."));
	return change_commit(change) == COMMITTED;
}

const struct job_kind crisis_jobs[] = {
	{ .name = "crisis-seal", .label = N_("Sign the ends of the logs of crises"),
	  .need = MAY_settings_write, .run = seal_job, .is_hidden = true,
	  .every_minutes = SEAL_MINUTES },
	{ .name = NULL },
};

/* ---- The export ---------------------------------------------------------------------------- */

static void line_put(struct out *out, struct str line, struct str last)
{
	out_raw(out, line);
	if (last.len)
		out_char(out, '\t');
	out_raw(out, last);
	out_char(out, '\n');
}

/* The heads from `next` on that were signed when the log had come so far; the next after. */
static size_t seals_put(struct out *out, const struct crisis *crisis,
                        const struct seal_list *seals, size_t next, int64_t seq)
{
	for (; next < seals->count && seals->at[next].seq <= seq; next++)
		line_put(out, seal_text(out->arena, crisis, &seals->at[next]), seals->at[next].signature);
	return next;
}

static void end_put(struct out *out, const struct crisis *crisis, const struct entry *last)
{
	struct arena *arena = out->arena;
	struct str text = chain_line(arena, (const struct str[]){ S("end"), crisis->public_id,
		arena_print(arena, "%lld", (long long)last->seq), last->hash,
		chain_instant(arena, instant_now()), digest_hex(arena, out_str(out)),
		crisis_public_key(arena) }, 7);

	line_put(out, text, sign_made(arena, crisis_seed(arena), text));
}

struct str crisis_exported(struct view *view, const struct crisis *crisis)
{
	struct arena *arena = view_arena(view);
	struct entry_list entries = entries_all(view, crisis->id);
	struct seal_list seals = seals_of(view, crisis->id);
	size_t next = 0;
	struct out out;

	out_init(&out, arena, EXPORT_MOST);
	line_put(&out, chain_head(arena, crisis), S(""));
	for (size_t i = 0; i < entries.count; i++) {
		line_put(&out, chain_entry(arena, crisis, &entries.at[i]), entries.at[i].hash);
		next = seals_put(&out, crisis, &seals, next, entries.at[i].seq);
	}
	/* Those of lines that are gone: whoever verifies is to see that they were there. */
	seals_put(&out, crisis, &seals, next, INT64_MAX);
	if (entries.count)
		end_put(&out, crisis, &entries.at[entries.count - 1]);
	return out.is_full ? S("") : out_str(&out);
}

struct reply crisis_export_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct reply reply;

	if (!crisis)
		return reply_not_found(request);
	reply = reply_bytes(200, "text/plain; charset=utf-8", crisis_exported(view, crisis));
	reply_download(&reply, request->arena,
		arena_print(request->arena, "%.*s.log", STR(crisis->number)));
	return reply;
}
