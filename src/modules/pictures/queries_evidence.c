/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_evidence.c - what may be known of pictures without reading them. */
#include "modules/pictures/inside.h"

static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct picture_proof, unit_id), NULL, false },
	{ "number", COLUMN_int, offsetof(struct picture_proof, number), NULL, false },
	{ "period", COLUMN_text, offsetof(struct picture_proof, period), NULL, false },
	{ "state", COLUMN_choice, offsetof(struct picture_proof, state), picture_states, false },
	{ "is_complete", COLUMN_bool, offsetof(struct picture_proof, is_complete), NULL, false },
	{ "has_development", COLUMN_bool, offsetof(struct picture_proof, has_development), NULL, false },
	{ "is_reviewed", COLUMN_bool, offsetof(struct picture_proof, is_reviewed), NULL, false },
	{ "has_outside", COLUMN_bool, offsetof(struct picture_proof, has_outside), NULL, false },
	{ "submitted_at", COLUMN_instant, offsetof(struct picture_proof, submitted_at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct picture_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

struct picture_proof_list picture_proofs(struct view *view, struct str kind, int64_t unit_id)
{
	return picture_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, number, period, state, is_complete, has_development, is_reviewed,"
		    " has_outside, submitted_at FROM my_proof_picture"
		    " WHERE kind = $1 AND ($2 = 0 OR unit_id = $2)"
		    " ORDER BY unit_id, period, number"), V(kind, unit_id)));
}

static const struct column touch_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct picture_touch, unit_id), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct picture_touch, at), NULL, false },
};
static const struct shape touch_shape = { .size = sizeof(struct picture_touch),
	.count = COUNT(touch_columns), .columns = touch_columns };

struct picture_touch_list picture_touches(struct view *view, struct str kind, int64_t unit_id)
{
	return picture_touch_list_of(view_list(view, &touch_shape,
		SQL("SELECT unit_id, at FROM my_proof_picture_step"
		    " WHERE kind = $1 AND ($2 = 0 OR unit_id = $2) ORDER BY unit_id, at"),
		V(kind, unit_id)));
}

/* Each reader opens what he may open. */
struct picture_row_list pictures_of_unit(struct view *view, struct str kind, int64_t unit_id)
{
	return picture_row_list_of(view_list(view, &picture_row_shape,
		SQL("SELECT id, public_id, title, '' AS unit_name, kind, period, number, state, secrecy,"
		    " adopted_at, submitted_at, received_at, unit_id FROM my_picture"
		    " WHERE kind = $1 AND unit_id = $2 ORDER BY period DESC, number DESC LIMIT 500"),
		V(kind, unit_id)));
}

static const struct column standing_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct picture_standing, unit_id), NULL, false },
	{ "period", COLUMN_text, offsetof(struct picture_standing, period), NULL, false },
	{ "public_id", COLUMN_text, offsetof(struct picture_standing, public_id), NULL, false },
	{ "state", COLUMN_choice, offsetof(struct picture_standing, state), picture_states, false },
	{ "was_returned", COLUMN_bool, offsetof(struct picture_standing, was_returned), NULL, false },
	{ "handed_in", COLUMN_instant, offsetof(struct picture_standing, handed_in), NULL, false },
};
static const struct shape standing_shape = { .size = sizeof(struct picture_standing),
	.count = COUNT(standing_columns), .columns = standing_columns };

/* A version that a later one replaced is passed over; one that was sent back is the newest
 * until its follower is. */
struct picture_standing_list pictures_standing(struct view *view, struct str kind, int year,
                                               int64_t unit_id)
{
	return picture_standing_list_of(view_list(view, &standing_shape,
		SQL("SELECT newest.unit_id, newest.period, newest.state,"
		    " COALESCE((SELECT my_picture.public_id FROM my_picture"
		    "           WHERE my_picture.id = newest.id), '') AS public_id,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_proof_picture AS before"
		    "   WHERE before.id = newest.supersedes AND before.state = 'returned')"
		    "   THEN 1 ELSE 0 END AS was_returned,"
		    " COALESCE((SELECT min(first.submitted_at) FROM my_proof_picture AS first"
		    "   WHERE first.unit_id = newest.unit_id AND first.kind = newest.kind"
		    "     AND first.period = newest.period AND first.submitted_at > 0), 0) AS handed_in"
		    " FROM my_proof_picture AS newest"
		    " WHERE newest.kind = $1 AND substr(newest.period, 1, 4) = $2"
		    "   AND ($3 = 0 OR newest.unit_id = $3)"
		    "   AND NOT EXISTS (SELECT 1 FROM my_proof_picture AS later"
		    "     WHERE later.unit_id = newest.unit_id AND later.kind = newest.kind"
		    "       AND later.period = newest.period AND later.number > newest.number)"
		    " ORDER BY newest.unit_id, newest.period, newest.id DESC"),
		V(kind, arena_print(view_arena(view), "%04d", year), unit_id)));
}
