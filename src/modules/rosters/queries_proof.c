/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries_proof.c - what coverage and evidence are reckoned from. */
#include "modules/rosters/coverage.h"

#include "modules/people/people.h"

/* ---- The people ------------------------------------------------------------------------ */

static const struct column reached_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct reached, person_id), NULL, false },
	{ "ways", COLUMN_int, offsetof(struct reached, ways), NULL, false },
};
static const struct shape reached_shape = {
	.size = sizeof(struct reached), .count = COUNT(reached_columns), .columns = reached_columns,
};

struct reached_list reached_since(struct view *view, struct date day)
{
	return reached_list_of(view_list(view, &reached_shape,
		SQL("SELECT person_id, COUNT(*) AS ways FROM my_duty_reached WHERE verified_on >= $1"
		    " GROUP BY person_id ORDER BY person_id"), V(day)));
}

bool person_is_here(struct view *view, int64_t person_id)
{
	return view_int(view, SQL("SELECT is_active FROM my_person WHERE id = $1"), V(person_id)) == 1;
}

struct share_list shares_seen(struct view *view)
{
	return share_list_of(view_list(view, &share_record.shape,
		SQL("SELECT * FROM my_roster_share ORDER BY roster_id, id"), NONE));
}

bool unit_rosters_are_read(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'rosters_read' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

struct fixer { int64_t person_id; };
static const struct column fixer_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct fixer, person_id), NULL, false },
};
static const struct shape fixer_shape = {
	.size = sizeof(struct fixer), .count = COUNT(fixer_columns), .columns = fixer_columns,
};

struct str fixers_of(struct view *view, int64_t unit_id)
{
	struct rows rows = view_list(view, &fixer_shape,
		SQL("SELECT person_id FROM my_roster_keeper WHERE unit_id = $1"
		    " GROUP BY person_id ORDER BY MIN(depth), person_id LIMIT 3"), V(unit_id));
	const struct fixer *fixers = rows.at;
	struct str words = S("");

	for (size_t i = 0; i < rows.count; i++)
		words = arena_print(view_arena(view), "%.*s%s%.*s", STR(words), i ? ", " : "",
			STR(person_name(view, fixers[i].person_id)));
	return words;
}

/* ---- Rules without names ------------------------------------------------------------------ */

#define PROOF_LAYER_FIELDS(F) \
	F(unit_id,     key,   N_("Unit"), ) \
	F(shared_at,   instant, N_("Decided"), ) \
	F(unshared_at, instant, N_("Ended"), ) \
	F(id,          key,   N_("Number"), ) \
	F(kind,        choice, N_("Kind"), CHOICES(layer_kinds)) \
	F(starts,      date,  N_("First day"), ) \
	F(until,       date,  N_("Last day"), ) \
	F(turn,        choice, N_("Turns of"), CHOICES(layer_turns)) \
	F(turn_length, count, N_("How many"), ) \
	F(from_minute, count, N_("Minute of the day that duty begins"), ) \
	F(to_minute,   count, N_("Minute of the day that duty ends"), ) \
	F(weekdays,    count, N_("Weekdays"), ) \
	F(days,        choice, N_("Which days"), CHOICES(layer_days)) \
	F(made_at,     instant, N_("Made"), ) \
	F(ended_at,    instant, N_("Ended"), )
struct proof_layer { PROOF_LAYER_FIELDS(AS_MEMBER) };
LIST_OF(proof_layer)
#define RECORD struct proof_layer
static const struct field proof_layer_fields[] = { PROOF_LAYER_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proof_layer_shape = SHAPE_OF(NULL, proof_layer, proof_layer_fields);

#define PROOF_OVERRIDE_FIELDS(F) \
	F(unit_id,      key,     N_("Unit"), ) \
	F(shared_at,    instant, N_("Decided"), ) \
	F(unshared_at,  instant, N_("Ended"), ) \
	F(id,           key,     N_("Number"), ) \
	F(begins_at,    instant, N_("From"), ) \
	F(ends_at,      instant, N_("To"), ) \
	F(made_at,      instant, N_("Made"), ) \
	F(withdrawn_at, instant, N_("Taken back"), )
struct proof_override { PROOF_OVERRIDE_FIELDS(AS_MEMBER) };
LIST_OF(proof_override)
#define RECORD struct proof_override
static const struct field proof_override_fields[] = { PROOF_OVERRIDE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proof_override_shape =
	SHAPE_OF(NULL, proof_override, proof_override_fields);

/* Somebody: who it is, is not told here. */
static const int64_t somebody[] = { 1 };

static struct rota_layer proved_layer(const struct proof_layer *row)
{
	struct rota_layer layer = { .id = row->id, .is_temporary = row->kind == LAYER_temporary,
		.starts = row->starts, .until = row->until, .turn = row->turn,
		.turn_length = row->turn_length, .from_minute = (int)row->from_minute,
		.to_minute = (int)row->to_minute, .weekdays = (unsigned)row->weekdays,
		.days = row->days, .made_at = row->made_at, .ended_at = row->ended_at, .count = 1,
		.people = somebody };

	return rota_layer_within(layer, row->shared_at, row->unshared_at);
}

static struct rota_override proved_override(const struct proof_override *row)
{
	struct rota_override one = { .id = row->id, .person = somebody[0],
		.begins = row->begins_at, .ends = row->ends_at, .made_at = row->made_at,
		.withdrawn_at = row->withdrawn_at };

	return rota_override_within(one, row->shared_at, row->unshared_at);
}

static struct unit_rules_list rules_by_unit(struct arena *arena,
                                            const struct proof_layer_list *layers,
                                            const struct proof_override_list *overrides)
{
	struct rota_layer *l = arena_array(arena, struct rota_layer, layers->count + 1);
	struct rota_override *o = arena_array(arena, struct rota_override, overrides->count + 1);
	struct unit_rules_list list = { 0, arena_array(arena, struct unit_rules,
		layers->count + overrides->count + 1) };

	for (size_t i = 0; i < layers->count; i++)
		l[i] = proved_layer(&layers->at[i]);
	for (size_t i = 0; i < overrides->count; i++)
		o[i] = proved_override(&overrides->at[i]);
	for (size_t i = 0, j = 0; i < layers->count || j < overrides->count;) {
		struct unit_rules *one = &list.at[list.count++];

		one->unit_id = i < layers->count ? layers->at[i].unit_id : INT64_MAX;
		if (j < overrides->count && overrides->at[j].unit_id < one->unit_id)
			one->unit_id = overrides->at[j].unit_id;
		one->rota = (struct rota){ .layers = l + i, .overrides = o + j };
		for (; i < layers->count && layers->at[i].unit_id == one->unit_id; i++)
			one->rota.layer_count++;
		for (; j < overrides->count && overrides->at[j].unit_id == one->unit_id; j++)
			one->rota.override_count++;
	}
	return list;
}

struct unit_rules_list proof_rules(struct view *view, struct str function, int64_t unit_id)
{
	struct proof_layer_list layers = proof_layer_list_of(view_list(view, &proof_layer_shape,
		SQL("SELECT unit_id, shared_at, unshared_at, id, kind, starts, until, turn, turn_length,"
		    " from_minute, to_minute, weekdays, days, made_at, ended_at"
		    " FROM my_proof_roster_layer WHERE function = $1 AND ($2 = 0 OR unit_id = $2)"
		    " ORDER BY unit_id, id"), V(function, unit_id)));
	struct proof_override_list overrides = proof_override_list_of(view_list(view,
		&proof_override_shape,
		SQL("SELECT unit_id, shared_at, unshared_at, id, begins_at, ends_at, made_at,"
		    " withdrawn_at FROM my_proof_roster_override"
		    " WHERE function = $1 AND ($2 = 0 OR unit_id = $2) ORDER BY unit_id, id"),
		V(function, unit_id)));

	return rules_by_unit(view_arena(view), &layers, &overrides);
}
