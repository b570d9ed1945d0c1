/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/queries_reviews.c - reviews of a year with their numbers, and special laws. */
#include "modules/fire/inside.h"

/* ---- Reviews ------------------------------------------------------------------------------------ */

const struct fire_review *fire_review_of_key(struct view *view, struct str public_id)
{
	return view_get(view, &fire_review_record.shape,
		SQL("SELECT * FROM my_fire_review WHERE public_id = $1"), V(public_id));
}

struct fire_review_list fire_review_editions(struct view *view, int64_t unit_id, int64_t year)
{
	return fire_review_list_of(view_list(view, &fire_review_record.shape,
		SQL("SELECT * FROM my_fire_review WHERE unit_id = $1 AND year = $2"
		    " ORDER BY edition DESC"), V(unit_id, year)));
}

enum { DAYS_OF_A_YEAR = 366 };

#define BELOW " (SELECT below_id FROM my_unit_below WHERE above_id = $1)"

/* Each object's turns and rounds meet by its number. */
struct life { int64_t object_id; struct date valid_to; };
static const struct column life_columns[] = {
	{ "object_id", COLUMN_int, offsetof(struct life, object_id), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct life, valid_to), NULL, false },
};
static const struct shape life_shape = { .size = sizeof(struct life),
	.count = COUNT(life_columns), .columns = life_columns };

static struct fire_turn_list turns_below(struct view *view, int64_t unit_id)
{
	return fire_turn_list_of(view_list(view, &fire_turn_shape,
		SQL("SELECT turn.object_id, turn.from_on, turn.every_months FROM my_fire_turn AS turn"
		    " JOIN my_fire_object AS object ON object.id = turn.object_id"
		    " WHERE object.unit_id IN" BELOW " ORDER BY turn.object_id, turn.from_on"), V(unit_id)));
}

static struct fire_round_list rounds_below(struct view *view, int64_t unit_id, struct date from,
                                           struct date to)
{
	return fire_round_list_of(view_list(view, &fire_done_shape,
		SQL("SELECT round.object_id, round.due_on, round.on_day FROM my_fire_round AS round"
		    " JOIN my_fire_object AS object ON object.id = round.object_id"
		    " WHERE object.unit_id IN" BELOW " AND round.state = 'done'"
		    " AND round.due_on >= $2 AND round.due_on <= $3"
		    " ORDER BY round.object_id, round.due_on"), V(unit_id, from, to)));
}

static void rounds_count(struct view *view, struct fire_review *review, struct date from,
                         struct date to)
{
	struct rows lives = view_list(view, &life_shape,
		SQL("SELECT id AS object_id, valid_to FROM my_fire_object"
		    " WHERE unit_id IN" BELOW " AND valid_from <= $2"
		    " AND (valid_to = '' OR valid_to >= $3) ORDER BY id"), V(review->unit_id, to, from));
	struct fire_turn_list turns = turns_below(view, review->unit_id);
	struct fire_round_list rounds = rounds_below(view, review->unit_id, from, to);
	const struct life *objects = lives.at;
	size_t t = 0, r = 0;

	review->objects = (int64_t)lives.count;
	for (size_t i = 0; i < lives.count; i++) {
		struct fire_turn_list own = fire_turns_part(turns, &t, objects[i].object_id);
		size_t first = fire_rounds_part(rounds, &r, objects[i].object_id);
		struct fire_share share = fire_share_of(fire_due_days(view_arena(view), own,
			objects[i].valid_to, from, to), rounds.at + first, r - first, DAYS_OF_A_YEAR,
			date_add_days(to, DAYS_OF_A_YEAR + 1));

		review->rounds_due += share.due;
		review->rounds_done += share.done;
		review->rounds_late += share.late;
	}
}

void fire_review_count(struct view *view, struct fire_review *review)
{
	struct date from = { (int16_t)review->year, 1, 1 }, to = { (int16_t)review->year, 12, 31 };

	if (date_compare(date_today(), to) < 0)
		to = date_today();
	review->rounds_due = review->rounds_done = review->rounds_late = 0;
	rounds_count(view, review, from, to);
	review->found = view_int(view,
		SQL("SELECT count(*) FROM my_fire_deviation AS bad"
		    " JOIN my_fire_object AS object ON object.id = bad.object_id"
		    " WHERE object.unit_id IN" BELOW " AND bad.found_on >= $2 AND bad.found_on <= $3"),
		V(review->unit_id, from, to));
	review->closed = view_int(view,
		SQL("SELECT count(*) FROM my_fire_deviation AS bad"
		    " JOIN my_fire_object AS object ON object.id = bad.object_id"
		    " WHERE object.unit_id IN" BELOW " AND bad.closed_on >= $2 AND bad.closed_on <= $3"),
		V(review->unit_id, from, to));
	review->still_open = view_int(view,
		SQL("SELECT count(*) FROM my_fire_deviation AS bad"
		    " JOIN my_fire_object AS object ON object.id = bad.object_id"
		    " WHERE object.unit_id IN" BELOW " AND bad.found_on <= $2"
		    " AND (bad.closed_on = '' OR bad.closed_on > $2)"), V(review->unit_id, to));
}

/* ---- Special laws -------------------------------------------------------------------------------- */

const struct special_law *special_law_of_key(struct view *view, struct str public_id)
{
	return view_get(view, &special_law_record.shape,
		SQL("SELECT * FROM my_special_law WHERE public_id = $1"), V(public_id));
}

const struct special_law *special_law_same(struct view *view, const struct special_law *law)
{
	return view_get(view, &special_law_record.shape,
		SQL("SELECT * FROM my_special_law WHERE unit_id = $1 AND law = $2"
		    " AND fold(law_words) = fold($3) AND fold(operation) = fold($4)"
		    " AND ended_on = '' AND id <> $5 LIMIT 1"),
		V(law->unit_id, law->law, law->law_words, law->operation, law->id));
}

void special_law_looked_at(struct change *change, const struct special_law *law)
{
	change_run(change,
		SQL("INSERT INTO special_law_look (law_id, looked_on) VALUES ($1, $2)"
		    " ON CONFLICT (law_id, looked_on) DO NOTHING"), V(law->id, law->reviewed_on));
}

int64_t special_law_add(struct change *change, struct special_law *law)
{
	if (!law->created_by)
		law->created_by = change_me(change);
	change_insert(change, &special_law_record.shape, law);
	special_law_looked_at(change, law);
	return law->id;
}
