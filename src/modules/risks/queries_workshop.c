/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_workshop.c - workshops, their rounds and votes. */
#include "modules/risks/workshop.h"

#define COLUMN_OF(type, member, kind) { #member, kind, offsetof(struct type, member), NULL, false }
static const struct column vote_columns[] = {
	COLUMN_OF(risk_vote, id, COLUMN_int), COLUMN_OF(risk_vote, round_id, COLUMN_int),
	COLUMN_OF(risk_vote, probability, COLUMN_int), COLUMN_OF(risk_vote, consequences, COLUMN_text) };
static const struct shape vote_shape = { .size = sizeof(struct risk_vote),
	.count = COUNT(vote_columns), .columns = vote_columns };
static const struct column room_columns[] = {
	COLUMN_OF(workshop_room, id, COLUMN_int), COLUMN_OF(workshop_room, round_id, COLUMN_int),
	COLUMN_OF(workshop_room, method_id, COLUMN_int), COLUMN_OF(workshop_room, round, COLUMN_int),
	COLUMN_OF(workshop_room, is_shown, COLUMN_int), COLUMN_OF(workshop_room, revision_id, COLUMN_int),
	COLUMN_OF(workshop_room, closed_at, COLUMN_instant), COLUMN_OF(workshop_room, title, COLUMN_text) };
static const struct shape room_shape = { .size = sizeof(struct workshop_room),
	.count = COUNT(room_columns), .columns = room_columns };

struct risk_workshop_list workshops_of(struct view *view, int64_t rsa_id)
{
	return risk_workshop_list_of(view_list(view, &risk_workshop_record.shape,
		SQL("SELECT * FROM my_risk_workshop WHERE rsa_id = $1 ORDER BY id DESC LIMIT 100"),
		V(rsa_id)));
}

const struct risk_workshop *workshop_get(struct view *view, struct str public_id)
{
	return view_get(view, &risk_workshop_record.shape,
		SQL("SELECT * FROM my_risk_workshop WHERE public_id = $1"), V(public_id));
}

struct risk_round_list rounds_of(struct view *view, int64_t workshop_id)
{
	return risk_round_list_of(view_list(view, &risk_round_record.shape,
		SQL("SELECT * FROM my_risk_round WHERE workshop_id = $1 ORDER BY id LIMIT 2000"),
		V(workshop_id)));
}

const struct risk_round *round_of_id(struct view *view, int64_t id)
{
	return id ? view_get(view, &risk_round_record.shape,
		SQL("SELECT * FROM my_risk_round WHERE id = $1"), V(id)) : NULL;
}

const struct risk_round *round_of_revision(struct view *view, int64_t revision_id)
{
	return revision_id ? view_get(view, &risk_round_record.shape,
		SQL("SELECT * FROM my_risk_round WHERE revision_id = $1 ORDER BY id DESC LIMIT 1"),
		V(revision_id)) : NULL;
}

const struct risk_round *round_to_decide(struct view *view, int64_t risk_id)
{
	return view_get(view, &risk_round_record.shape,
		SQL("SELECT my_risk_round.* FROM my_risk_round"
		    " JOIN my_risk_workshop ON my_risk_workshop.round_id = my_risk_round.id"
		    " WHERE my_risk_round.risk_id = $1 AND my_risk_round.closed_at > 0"
		    " AND my_risk_round.is_shown = 1 AND my_risk_round.revision_id = 0"
		    " AND my_risk_workshop.state = 'open' ORDER BY my_risk_round.id DESC LIMIT 1"),
		V(risk_id));
}

struct risk_vote_list votes_of(struct view *view, int64_t round_id)
{
	return risk_vote_list_of(view_list(view, &vote_shape,
		SQL("SELECT id, round_id, probability, consequences FROM my_risk_vote"
		    " WHERE round_id = $1 ORDER BY id LIMIT 1000"), V(round_id)));
}

int64_t votes_count(struct view *view, int64_t round_id)
{
	return view_int(view, SQL("SELECT votes FROM my_risk_vote_count WHERE round_id = $1"), V(round_id));
}

/* ---- With the code ------------------------------------------------------------------------------ */

const struct workshop_room *room_of_code(struct view *view, struct str digest)
{
	return view_get(view, &room_shape,
		SQL("SELECT id, round_id, method_id, round, is_shown, revision_id, closed_at, title"
		    " FROM my_workshop_room WHERE code_digest = $1"), V(digest));
}

bool code_is_given(struct view *view, struct str digest)
{
	return view_int(view, SQL("SELECT 1 FROM my_workshop_code WHERE code_digest = $1"), V(digest)) != 0;
}

struct risk_vote_list room_votes(struct view *view, int64_t round_id)
{
	return risk_vote_list_of(view_list(view, &vote_shape,
		SQL("SELECT id, round_id, probability, consequences FROM my_workshop_vote"
		    " WHERE round_id = $1 ORDER BY id LIMIT 1000"), V(round_id)));
}

const struct risk_vote *room_own(struct view *view, int64_t round_id, struct str voter)
{
	return view_get(view, &vote_shape,
		SQL("SELECT id, round_id, probability, consequences FROM my_workshop_own"
		    " WHERE round_id = $1 AND voter = $2"), V(round_id, voter));
}

void vote_put(struct change *change, int64_t round_id, struct str voter, int64_t probability,
              struct str consequences)
{
	change_run(change, SQL("INSERT INTO risk_vote (round_id, voter, probability, consequences)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (round_id, voter)"
		" DO UPDATE SET probability = excluded.probability, consequences = excluded.consequences"),
		V(round_id, voter, probability, consequences));
}
