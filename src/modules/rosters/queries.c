/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries.c - rosters, their rules and their history. */
#include "modules/rosters/inside.h"

/* ---- Rosters ------------------------------------------------------------------------- */

struct roster_list rosters_seen(struct view *view)
{
	return roster_list_of(view_list(view, &roster_record.shape,
		SQL("SELECT * FROM my_roster WHERE closed_at = 0"
		    " ORDER BY is_city DESC, unit_id, function, name COLLATE local, id LIMIT 2000"),
		NONE));
}

const struct roster *roster_get(struct view *view, struct str public_id)
{
	return view_get(view, &roster_record.shape,
		SQL("SELECT * FROM my_roster WHERE public_id = $1"), V(public_id));
}

bool roster_may_edit(struct view *view, const struct roster *roster)
{
	return !roster->closed_at.seconds
		&& view_int(view, SQL("SELECT 1 FROM my_roster_edit WHERE id = $1"), V(roster->id)) != 0;
}

bool roster_may_add(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'rosters_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

void roster_step_by(struct change *change, int64_t roster_id, int64_t person, struct instant at,
                    const char *verb, struct str words)
{
	change_run(change,
		SQL("INSERT INTO roster_step (roster_id, at, person_id, verb, words)"
		    " VALUES ($1, $2, $3, $4, $5)"), V(roster_id, at, person, verb, words));
}

int64_t roster_add(struct change *change, struct roster *roster)
{
	const struct item *function = item_find("rosters/functions", roster->function);

	roster->is_city = function && str_is(item_text(function, "scope"), "city");
	if (!roster->created_at.seconds)
		roster->created_at = instant_now();
	roster->updated_at = roster->created_at;
	change_insert(change, &roster_record.shape, roster);
	roster_step_by(change, roster->id, roster->created_by, roster->created_at, "write", S(""));
	return roster->id;
}

#define RECORD struct roster_step
static const struct field step_fields[] = { ROSTER_STEP_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape step_shape = SHAPE_OF(NULL, roster_step, step_fields);

struct roster_step_list roster_steps(struct view *view, int64_t roster_id)
{
	return roster_step_list_of(view_list(view, &step_shape,
		SQL("SELECT my_roster_step.id, my_roster_step.at, my_roster_step.verb,"
		    " my_roster_step.words, COALESCE(my_person.name, '') AS person_name"
		    " FROM my_roster_step LEFT JOIN my_person ON my_person.id = my_roster_step.person_id"
		    " WHERE my_roster_step.roster_id = $1 ORDER BY my_roster_step.id"), V(roster_id)));
}

/* ---- Rules ------------------------------------------------------------------------------- */

struct layer_list layers_of(struct view *view, int64_t roster_id)
{
	return layer_list_of(view_list(view, &layer_record.shape,
		SQL("SELECT * FROM my_roster_layer WHERE roster_id = $1 ORDER BY id"), V(roster_id)));
}

struct override_list overrides_of(struct view *view, int64_t roster_id, struct instant ends_after)
{
	return override_list_of(view_list(view, &override_record.shape,
		SQL("SELECT * FROM my_roster_override WHERE roster_id = $1 AND ends_at > $2"
		    " ORDER BY begins_at, id"), V(roster_id, ends_after)));
}

const struct layer *layer_get(struct view *view, int64_t roster_id, struct str public_id)
{
	return view_get(view, &layer_record.shape,
		SQL("SELECT * FROM my_roster_layer WHERE roster_id = $1 AND public_id = $2"),
		V(roster_id, public_id));
}

const struct override *override_get(struct view *view, int64_t roster_id, struct str public_id)
{
	return view_get(view, &override_record.shape,
		SQL("SELECT * FROM my_roster_override WHERE roster_id = $1 AND public_id = $2"),
		V(roster_id, public_id));
}

struct share_list shares_of(struct view *view, int64_t roster_id)
{
	return share_list_of(view_list(view, &share_record.shape,
		SQL("SELECT * FROM my_roster_share WHERE roster_id = $1 AND ended_at = 0 ORDER BY id"),
		V(roster_id)));
}

void layer_add(struct change *change, struct layer *layer, size_t count, const int64_t *people)
{
	change_insert(change, &layer_record.shape, layer);
	for (size_t i = 0; i < count; i++)
		change_run(change,
			SQL("INSERT INTO roster_member (layer_id, place, person_id) VALUES ($1, $2, $3)"),
			V(layer->id, (int64_t)i, people[i]));
}

static const struct column served_columns[] = {
	{ "layer_id", COLUMN_int, offsetof(struct served, layer_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct served, name), NULL, false },
	{ "identity", COLUMN_text, offsetof(struct served, identity), NULL, false },
};
static const struct shape served_shape = {
	.size = sizeof(struct served), .count = COUNT(served_columns), .columns = served_columns,
};

struct served_list roster_people(struct view *view, int64_t roster_id)
{
	return served_list_of(view_list(view, &served_shape,
		SQL("SELECT my_roster_member.layer_id AS layer_id, my_person.name AS name,"
		    " CASE WHEN my_person.id = me()"
		    " OR my_person.id IN (SELECT person_id FROM my_duty_people)"
		    " THEN my_person.public_id ELSE '' END AS identity"
		    " FROM my_roster_member"
		    " JOIN my_roster_layer ON my_roster_layer.id = my_roster_member.layer_id"
		    " JOIN my_person ON my_person.id = my_roster_member.person_id"
		    " WHERE my_roster_layer.roster_id = $1"
		    " ORDER BY my_roster_member.layer_id, my_roster_member.place"), V(roster_id)));
}

struct served_list layer_people(const struct served_list *people, int64_t layer_id)
{
	struct served_list list = { 0, people->at };

	for (size_t i = 0; i < people->count && people->at[i].layer_id <= layer_id; i++) {
		if (people->at[i].layer_id < layer_id)
			list.at++;
		else
			list.count++;
	}
	return list;
}

/* ---- All rules at once ---------------------------------------------------------------------- */

struct member_row { int64_t layer_id, person_id; };
LIST_OF(member_row)
static const struct column member_columns[] = {
	{ "layer_id", COLUMN_int, offsetof(struct member_row, layer_id), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct member_row, person_id), NULL, false },
};
static const struct shape member_shape = {
	.size = sizeof(struct member_row), .count = COUNT(member_columns),
	.columns = member_columns,
};

struct rota_layer rota_layer_of(const struct layer *layer)
{
	return (struct rota_layer){ .id = layer->id, .is_temporary = layer->kind == LAYER_temporary,
		.starts = layer->starts, .until = layer->until, .turn = layer->turn,
		.turn_length = layer->turn_length, .from_minute = (int)layer->from_minute,
		.to_minute = (int)layer->to_minute, .weekdays = (unsigned)layer->weekdays,
		.days = layer->days, .made_at = layer->made_at, .ended_at = layer->ended_at };
}

/* Both lists are in order of the layer's number within a roster. */
static void members_give(struct arena *arena, const struct member_row_list *members,
                         struct rota_layer *layers, size_t count)
{
	int64_t *people = arena_array(arena, int64_t, members->count + 1);

	for (size_t m = 0; m < members->count; m++)
		people[m] = members->at[m].person_id;
	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = members->count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (members->at[middle].layer_id < layers[i].id)
				low = middle + 1;
			else
				high = middle;
		}
		layers[i].people = people + low;
		while (low < members->count && members->at[low].layer_id == layers[i].id) {
			layers[i].count++;
			low++;
		}
	}
}

static struct rota_override rota_override_of(const struct override *o)
{
	return (struct rota_override){ .id = o->id, .person = o->person_id, .begins = o->begins_at,
		.ends = o->ends_at, .made_at = o->made_at, .withdrawn_at = o->withdrawn_at };
}

/* One entry for each roster that has any rule; both lists are ordered by roster. */
static struct roster_rules_list rules_put_together(struct arena *arena,
                                                   const struct layer_list *layers,
                                                   const struct override_list *overrides,
                                                   const struct member_row_list *members)
{
	struct rota_layer *l = arena_array(arena, struct rota_layer, layers->count + 1);
	struct rota_override *o = arena_array(arena, struct rota_override, overrides->count + 1);
	struct roster_rules_list list = { 0, arena_array(arena, struct roster_rules,
		layers->count + overrides->count + 1) };

	for (size_t i = 0; i < layers->count; i++)
		l[i] = rota_layer_of(&layers->at[i]);
	for (size_t i = 0; i < overrides->count; i++)
		o[i] = rota_override_of(&overrides->at[i]);
	members_give(arena, members, l, layers->count);
	for (size_t i = 0, j = 0; i < layers->count || j < overrides->count;) {
		struct roster_rules *one = &list.at[list.count++];

		one->roster_id = i < layers->count ? layers->at[i].roster_id : INT64_MAX;
		if (j < overrides->count && overrides->at[j].roster_id < one->roster_id)
			one->roster_id = overrides->at[j].roster_id;
		one->rota = (struct rota){ .layers = l + i, .overrides = o + j };
		for (; i < layers->count && layers->at[i].roster_id == one->roster_id; i++)
			one->rota.layer_count++;
		for (; j < overrides->count && overrides->at[j].roster_id == one->roster_id; j++)
			one->rota.override_count++;
	}
	return list;
}

#define LAYERS(my) "SELECT * FROM " my "roster_layer WHERE (roster_id = $1 OR $1 = 0)" \
	" AND (ended_at = 0 OR ended_at > $2) ORDER BY roster_id, id"
#define MEMBERS(my) "SELECT member.layer_id, member.person_id FROM " my "roster_member AS member" \
	" JOIN " my "roster_layer AS layer ON layer.id = member.layer_id" \
	" WHERE (layer.roster_id = $1 OR $1 = 0)" \
	" AND (layer.ended_at = 0 OR layer.ended_at > $2)" \
	" ORDER BY member.layer_id, member.place"
#define OVERRIDES(my) "SELECT * FROM " my "roster_override WHERE (roster_id = $1 OR $1 = 0)" \
	" AND ends_at > $2 ORDER BY roster_id, id"

struct roster_rules_list rules_load(struct view *view, int64_t roster_id, struct instant from)
{
	struct layer_list layers = layer_list_of(view_list(view, &layer_record.shape,
		SQL(LAYERS("my_")), V(roster_id, from)));
	struct member_row_list members = member_row_list_of(view_list(view, &member_shape,
		SQL(MEMBERS("my_")), V(roster_id, from)));
	struct override_list overrides = override_list_of(view_list(view, &override_record.shape,
		SQL(OVERRIDES("my_")), V(roster_id, from)));

	return rules_put_together(view_arena(view), &layers, &overrides, &members);
}

struct roster_rules_list rules_load_all(struct view *view, int64_t roster_id, struct instant from)
{
	struct layer_list layers = layer_list_of(view_list(view, &layer_record.shape,
		SQL(LAYERS("")), V(roster_id, from)));
	struct member_row_list members = member_row_list_of(view_list(view, &member_shape,
		SQL(MEMBERS("")), V(roster_id, from)));
	struct override_list overrides = override_list_of(view_list(view, &override_record.shape,
		SQL(OVERRIDES("")), V(roster_id, from)));

	return rules_put_together(view_arena(view), &layers, &overrides, &members);
}

struct roster_rules_list rules_told(struct view *view, struct instant from)
{
	struct layer_list layers = layer_list_of(view_list(view, &layer_record.shape,
		SQL(LAYERS("my_told_")), V(0, from)));
	struct member_row_list members = member_row_list_of(view_list(view, &member_shape,
		SQL(MEMBERS("my_told_")), V(0, from)));
	struct override_list overrides = override_list_of(view_list(view, &override_record.shape,
		SQL(OVERRIDES("my_told_")), V(0, from)));

	return rules_put_together(view_arena(view), &layers, &overrides, &members);
}

struct roster_rules_list rules_of_mates(struct view *view, struct instant from)
{
	struct layer_list layers = layer_list_of(view_list(view, &layer_record.shape,
		SQL(LAYERS("my_swap_")), V(0, from)));
	struct member_row_list members = member_row_list_of(view_list(view, &member_shape,
		SQL(MEMBERS("my_swap_")), V(0, from)));
	struct override_list overrides = override_list_of(view_list(view, &override_record.shape,
		SQL(OVERRIDES("my_swap_")), V(0, from)));

	return rules_put_together(view_arena(view), &layers, &overrides, &members);
}

/* A function of units: the unit's own rosters, and those it shares. */
struct roster_list rosters_of_function(struct view *view, struct str function, int64_t unit_id)
{
	return roster_list_of(view_list(view, &roster_record.shape,
		SQL("SELECT * FROM roster WHERE function = $1 AND closed_at = 0"
		    " AND (is_city = 1 OR unit_id = $2 OR id IN (SELECT roster_id FROM roster_share"
		    "      WHERE unit_id = $2 AND ended_at = 0)) ORDER BY id LIMIT 50"),
		V(function, unit_id)));
}

const struct rota *rota_of(const struct roster_rules_list *rules, int64_t roster_id)
{
	static const struct rota nothing;
	size_t low = 0, high = rules->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rules->at[middle].roster_id < roster_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < rules->count && rules->at[low].roster_id == roster_id
		? &rules->at[low].rota : &nothing;
}

/* ---- Ways to be reached ------------------------------------------------------------------------ */

struct channel_list channels_of(struct view *view, int64_t person_id)
{
	return channel_list_of(view_list(view, &channel_record.shape,
		SQL("SELECT * FROM my_duty_channel WHERE person_id = $1 AND ended_on = '' ORDER BY id"),
		V(person_id)));
}

const struct channel *channel_get(struct view *view, struct str public_id)
{
	return view_get(view, &channel_record.shape,
		SQL("SELECT * FROM my_duty_channel WHERE public_id = $1 AND ended_on = ''"),
		V(public_id));
}

bool channels_may_edit(struct view *view, int64_t person_id)
{
	return person_id == view_me(view)
		|| view_int(view, SQL("SELECT 1 FROM my_duty_people WHERE person_id = $1 LIMIT 1"),
			V(person_id)) != 0;
}

int64_t person_of_identity(struct view *view, struct str public_id)
{
	return view_int(view, SQL("SELECT id FROM my_person WHERE public_id = $1"), V(public_id));
}

struct str person_identity(struct view *view, int64_t person_id)
{
	return view_text(view, SQL("SELECT public_id FROM my_person WHERE id = $1"), V(person_id));
}

struct str channels_path(struct view *view, int64_t person_id)
{
	if (!channels_may_edit(view, person_id))
		return S("");
	return arena_print(view_arena(view), "/rosters/channels?person=%.*s",
		STR(person_identity(view, person_id)));
}

/* ---- How others point at a roster ----------------------------------------------------------------- */

const struct reference rosters_references[] = {
	{ .name = "roster",
	  .label = SQL("SELECT function FROM my_roster WHERE id = $1"),
	  .list = SQL("SELECT id AS key, function AS label, name AS hint"
	              " FROM my_roster ORDER BY function, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_roster WHERE public_id = $1") },
	{ .name = NULL },
};
