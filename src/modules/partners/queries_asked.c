/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/queries_asked.c - words asked of an actor, by the same links that pictures go by. */
#include "modules/partners/inside.h"

#include "kit/setting.h"

struct str partner_ask(struct change *change, const struct partner_asking *asking)
{
	struct partner *partner = partner_get(change_view(change), asking->partner);
	struct partner_release release = { .title = asking->title, .words = asking->words,
		.part_id = asking->part_id, .expires_at = asking->expires_at,
		.released_by = change_me(change), .released_name = asking->asked_by,
		.released_at = instant_now(), .decided_at = instant_now() };

	if (!partner)
		return S("");
	change_insert(change, &partner_release_record.shape, &release);
	partner_link_put(change, release.id, partner);
	return partner->name;
}

#define ASKED(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct partner_asked, name_), NULL, false }
static const struct column asked_columns[] = { ASKED(part_id, int), ASKED(link_id, int),
	ASKED(link, text), ASKED(name, text), ASKED(revoked_why, text), ASKED(expires_at, instant),
	ASKED(revoked_at, instant), ASKED(readings, int) };
static const struct shape asked_shape = { .size = sizeof(struct partner_asked),
	.count = COUNT(asked_columns), .columns = asked_columns };

const struct partner_asked *partner_asked_of(struct view *view, int64_t part_id)
{
	struct partner_asked *asked = view_get(view, &asked_shape,
		SQL("SELECT its.part_id, one.id AS link_id, one.public_id AS link, one.partner_name AS name,"
		    " one.revoked_why, its.expires_at, one.revoked_at,"
		    " (SELECT count(*) FROM my_partner_reading AS read WHERE read.link_id = one.id) AS readings"
		    " FROM my_partner_link AS one JOIN my_partner_release AS its ON its.id = one.release_id"
		    " WHERE its.part_id = $1 AND its.part_id <> 0 ORDER BY one.id DESC LIMIT 1"), V(part_id));

	if (asked)
		asked->address = partner_address(view_arena(view), asked->link);
	return asked;
}

void partner_ask_end(struct change *change, int64_t part_id, struct str name, struct str why)
{
	const struct partner_asked *asked = partner_asked_of(change_view(change), part_id);
	struct partner_link link = { 0 };

	if (!asked)
		return;
	link.id = asked->link_id;
	partner_link_revoke(change, &link, name, why);
}

struct partner_actor_list partner_actors(struct view *view, int64_t unit_id)
{
	struct partner_list partners = partners_now(view, unit_id);
	struct partner_actor_list actors = { 0, arena_array(view_arena(view), struct partner_actor,
		partners.count + 1) };

	for (size_t i = 0; i < partners.count; i++)
		actors.at[actors.count++] = (struct partner_actor){ partners.at[i].public_id,
			partners.at[i].name };
	return actors;
}

/* Whoever has said a name behind the link, and holds its second key. */
const struct partner_guest *partner_guest_of(struct view *view, struct str token, struct str reading)
{
	const struct partner_door *door = partner_door_of(view, token);
	const struct partner_reading *read = door && door->part_id
		? partner_door_reading(view, door->id, reading) : NULL;
	struct partner_guest *guest = arena_new(view_arena(view), struct partner_guest);

	if (!read)
		return NULL;
	*guest = (struct partner_guest){ .part_id = door->part_id, .partner_name = door->partner_name,
		.name = read->name, .asked_by = door->released_name, .expires_at = door->expires_at };
	return guest;
}
