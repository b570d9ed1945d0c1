/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/queries_share.c - releases, links and who has read; and the guest's door. */
#include "modules/partners/inside.h"

#include "base/crypto.h"
#include "kit/key.h"

enum { TOKEN_LETTERS = 40, READING_BYTES = 24 };

struct partner_release_list partner_releases(struct view *view, int64_t crisis_id)
{
	return partner_release_list_of(view_list(view, &partner_release_record.shape,
		SQL("SELECT * FROM my_partner_release WHERE crisis_id = $1"
		    " ORDER BY released_at DESC, id DESC LIMIT 100"), V(crisis_id)));
}

struct partner_line_list partner_lines(struct view *view, int64_t crisis_id)
{
	return partner_line_list_of(view_list(view, &partner_line_record.shape,
		SQL("SELECT one.* FROM my_partner_line AS one"
		    " JOIN my_partner_release AS its ON its.id = one.release_id"
		    " WHERE its.crisis_id = $1 ORDER BY one.release_id, one.id LIMIT 20000"),
		V(crisis_id)));
}

struct partner_link_list partner_links(struct view *view, int64_t crisis_id)
{
	return partner_link_list_of(view_list(view, &partner_link_record.shape,
		SQL("SELECT one.* FROM my_partner_link AS one"
		    " JOIN my_partner_release AS its ON its.id = one.release_id"
		    " WHERE its.crisis_id = $1"
		    " ORDER BY one.release_id, one.partner_name COLLATE local, one.id LIMIT 20000"),
		V(crisis_id)));
}

const struct partner_link *partner_link_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return view_get(view, &partner_link_record.shape,
		SQL("SELECT my_partner_link.* FROM my_partner_link"
		    " JOIN my_partner_release AS its ON its.id = my_partner_link.release_id"
		    " WHERE its.crisis_id = $1 AND my_partner_link.public_id = $2"),
		V(crisis_id, public_id));
}

struct partner_reading_list partner_readings(struct view *view, int64_t crisis_id)
{
	return partner_reading_list_of(view_list(view, &partner_reading_record.shape,
		SQL("SELECT one.* FROM my_partner_reading AS one"
		    " JOIN my_partner_link AS link ON link.id = one.link_id"
		    " JOIN my_partner_release AS its ON its.id = link.release_id"
		    " WHERE its.crisis_id = $1 ORDER BY one.link_id, one.at, one.id LIMIT 20000"),
		V(crisis_id)));
}

/* Made anew from the key of the service, so that it stands nowhere. */
struct str partner_token(struct arena *arena, struct str link_public_id)
{
	return str_part(digest_keyed(arena, service_key(arena, "partner links"), link_public_id), 0,
		TOKEN_LETTERS);
}

void partner_link_put(struct change *change, int64_t release_id, const struct partner *partner)
{
	struct arena *arena = change_arena(change);
	struct str public_id = uuid_v7(arena);
	int64_t id = change_run_id(change,
		SQL("INSERT INTO partner_link (public_id, release_id, partner_id, partner_name, token_digest)"
		    " VALUES ($1, $2, $3, $4, $5) RETURNING id"),
		V(public_id, release_id, partner->id, partner->name,
		  digest_hex(arena, partner_token(arena, public_id))));

	change_note(change, "partner_link", id, "release", partner->name);
}

void partner_link_revoke(struct change *change, const struct partner_link *link, struct str name,
                         struct str why)
{
	if (change_run(change, SQL("UPDATE partner_link SET revoked_at = $2, revoked_by = $3,"
			" revoked_name = $4, revoked_why = $5 WHERE id = $1 AND revoked_at = 0"),
			V(link->id, instant_now(), change_me(change), name, why)))
		change_note(change, "partner_link", link->id, "revoke", why);
}

/* ---- The guest's door ---------------------------------------------------------------------------------- */

static const struct column door_columns[] = {
	{ "id", COLUMN_int, offsetof(struct partner_door, id), NULL, false },
	{ "release_id", COLUMN_int, offsetof(struct partner_door, release_id), NULL, false },
	{ "picture", COLUMN_int, offsetof(struct partner_door, picture), NULL, false },
	{ "part_id", COLUMN_int, offsetof(struct partner_door, part_id), NULL, false },
	{ "partner_name", COLUMN_text, offsetof(struct partner_door, partner_name), NULL, false },
	{ "title", COLUMN_text, offsetof(struct partner_door, title), NULL, false },
	{ "summary", COLUMN_text, offsetof(struct partner_door, summary), NULL, false },
	{ "words", COLUMN_text, offsetof(struct partner_door, words), NULL, false },
	{ "released_name", COLUMN_text, offsetof(struct partner_door, released_name), NULL, false },
	{ "decided_at", COLUMN_instant, offsetof(struct partner_door, decided_at), NULL, false },
	{ "expires_at", COLUMN_instant, offsetof(struct partner_door, expires_at), NULL, false },
	{ "released_at", COLUMN_instant, offsetof(struct partner_door, released_at), NULL, false },
	{ "is_exercise", COLUMN_bool, offsetof(struct partner_door, is_exercise), NULL, false },
};
static const struct shape door_shape = { .size = sizeof(struct partner_door),
	.count = COUNT(door_columns), .columns = door_columns };

const struct partner_door *partner_door_of(struct view *view, struct str token)
{
	return view_get(view, &door_shape,
		SQL("SELECT id, release_id, picture, partner_name, title, summary, words, released_name,"
		    " decided_at, expires_at, released_at, is_exercise, part_id"
		    " FROM my_partner_door WHERE token_digest = $1"),
		V(digest_hex(view_arena(view), token)));
}

const struct partner_reading *partner_door_reading(struct view *view, int64_t link_id, struct str token)
{
	return view_get(view, &partner_reading_record.shape,
		SQL("SELECT 0 AS id, link_id, name, at FROM my_partner_door_reading"
		    " WHERE link_id = $1 AND token_digest = $2"),
		V(link_id, digest_hex(view_arena(view), token)));
}

struct partner_line_list partner_door_lines(struct view *view, int64_t release_id)
{
	return partner_line_list_of(view_list(view, &partner_line_record.shape,
		SQL("SELECT id, release_id, box, certainty, words FROM my_partner_door_line"
		    " WHERE release_id = $1 ORDER BY id LIMIT 500"), V(release_id)));
}

struct str partner_reading_put(struct change *change, int64_t link_id, struct str name)
{
	struct arena *arena = change_arena(change);
	struct str token = random_token(arena, READING_BYTES);
	int64_t id = change_run_id(change,
		SQL("INSERT INTO partner_reading (public_id, link_id, token_digest, name, at)"
		    " VALUES ($1, $2, $3, $4, $5) RETURNING id"),
		V(uuid_v7(arena), link_id, digest_hex(arena, token), name, instant_now()));

	change_note(change, "partner_reading", id, "read", name);
	return token;
}
