/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries_swaps.c - requests to take a shift, and who may be asked. */
#include "modules/rosters/swaps.h"

#define RECORD struct swap
static const struct field swap_fields[] = { SWAP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record swap_record = {
	RECORD_OF("roster_swap", swap, swap_fields),
	.label = N_("Request to take a shift"), .many = N_("Swaps of shifts"),
	.path = "/rosters/swaps",
};

#define RECORD struct swap_new
static const struct field swap_new_fields[] = { SWAP_NEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record swap_new_record = {
	.shape = SHAPE_OF(NULL, swap_new, swap_new_fields),
	.name = "swap_new", .fields = swap_new_fields, .count = COUNT(swap_new_fields),
	.label = N_("Request to take a shift"), .many = N_("Swaps of shifts"),
	.path = "/rosters/swaps",
};

#define RECORD struct swap_reply
static const struct field swap_reply_fields[] = { SWAP_REPLY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record swap_reply_record = {
	.shape = SHAPE_OF(NULL, swap_reply, swap_reply_fields),
	.name = "swap_reply", .fields = swap_reply_fields, .count = COUNT(swap_reply_fields),
	.label = N_("Answer"), .many = N_("Answers"), .path = "/rosters/swaps",
};

#define RECORD struct swap_step
static const struct field swap_step_fields[] = { SWAP_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record swap_step_record = {
	.shape = SHAPE_OF(NULL, swap_step, swap_step_fields),
	.name = "swap_step", .fields = swap_step_fields, .count = COUNT(swap_step_fields),
	.label = N_("Step"), .many = N_("Steps"), .path = "/rosters/swaps",
};

/* ---- Requests ------------------------------------------------------------------------ */

const struct swap *swap_get(struct view *view, struct str public_id)
{
	return view_get(view, &swap_record.shape,
		SQL("SELECT * FROM my_roster_swap WHERE public_id = $1"), V(public_id));
}

struct swap_list swaps_open(struct view *view, int64_t roster_id)
{
	return swap_list_of(view_list(view, &swap_record.shape,
		SQL("SELECT * FROM my_roster_swap WHERE state = 'open'"
		    " AND (roster_id = $1 OR $1 = 0) ORDER BY begins_at, id LIMIT 500"),
		V(roster_id)));
}

struct swap_list swaps_asked_of_me(struct view *view, struct instant now)
{
	return swap_list_of(view_list(view, &swap_record.shape,
		SQL("SELECT * FROM my_roster_swap WHERE asked_of = me() AND state = 'open'"
		    " AND begins_at > $1 AND (back_begins_at = 0 OR back_begins_at > $1)"
		    " ORDER BY begins_at, id LIMIT 50"), V(now)));
}

struct swap_step_list swap_steps(struct view *view, int64_t swap_id)
{
	return swap_step_list_of(view_list(view, &swap_step_record.shape,
		SQL("SELECT id, at, verb, person_id, words FROM my_roster_swap_step"
		    " WHERE swap_id = $1 ORDER BY id"), V(swap_id)));
}

bool swap_step_put(struct change *change, int64_t swap_id, struct instant at, int64_t person,
                   const char *verb, int64_t number, struct str words)
{
	return change_run(change,
		SQL("INSERT INTO roster_swap_step (swap_id, at, person_id, verb, number, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6)"
		    " ON CONFLICT (swap_id, verb, number) DO NOTHING"),
		V(swap_id, at, person, verb, number, words)) == 1;
}

const struct roster *roster_of_id(struct view *view, int64_t id)
{
	return view_get(view, &roster_record.shape,
		SQL("SELECT * FROM my_roster WHERE id = $1"), V(id));
}

/* ---- Who may be asked --------------------------------------------------------------------- */

static const struct column mate_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct mate, person_id), NULL, false },
	{ "identity", COLUMN_text, offsetof(struct mate, identity), NULL, false },
};
static const struct shape mate_shape = { .size = sizeof(struct mate),
	.count = COUNT(mate_columns), .columns = mate_columns };

struct mate_list mates_of(struct view *view, int64_t roster_id, struct instant at)
{
	return mate_list_of(view_list(view, &mate_shape,
		SQL("SELECT my_person.id AS person_id, my_person.public_id AS identity FROM my_person"
		    " WHERE my_person.is_active = 1 AND my_person.id <> me() AND my_person.id IN"
		    "  (SELECT my_roster_member.person_id FROM my_roster_member"
		    "   JOIN my_roster_layer ON my_roster_layer.id = my_roster_member.layer_id"
		    "   WHERE my_roster_layer.roster_id = $1"
		    "   AND (my_roster_layer.ended_at = 0 OR my_roster_layer.ended_at > $2)"
		    "   AND my_roster_layer.starts <= $3"
		    "   AND (my_roster_layer.until = '' OR my_roster_layer.until >= $3))"
		    " ORDER BY my_person.name COLLATE local, my_person.id LIMIT 200"),
		V(roster_id, at, instant_date(at))));
}

struct str name_for_all(struct view *view, int64_t person)
{
	struct str name = view_text(view,
		SQL("SELECT name FROM my_person WHERE id = $1 AND is_protected = 0"), V(person));

	return name.len || !person ? name : str_of(_("Protected identity"));
}

struct held swap_conflict(struct view *view, const struct roster *roster, int64_t person,
                          struct instant from, struct instant to)
{
	struct roster_list rosters = roster_list_of(view_list(view, &roster_record.shape,
		SQL("SELECT id, public_id, function, unit_id FROM my_swap_roster ORDER BY id"), NONE));
	struct roster_rules_list rules = rules_of_mates(view, from);

	return conflict_among(view_arena(view), &rosters, &rules, roster,
		&(struct shift){ .begins = from, .ends = to, .person = person });
}

/* ---- The list ------------------------------------------------------------------------------ */

#define RECORD struct swap_row
static const struct field swap_row_fields[] = { SWAP_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void swaps_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view),
		SQL("SELECT public_id, begins_at, ends_at, function, asked_by_name, asked_of_name, state,"
		    " asked_at FROM (SELECT my_roster_swap.id AS id,"
		    " my_roster_swap.public_id AS public_id, my_roster_swap.begins_at AS begins_at,"
		    " my_roster_swap.ends_at AS ends_at, my_roster_swap.asked_at AS asked_at,"
		    " my_roster_swap.asked_of AS asked_of, my_roster_swap.asked_by AS asked_by,"
		    " my_roster.function AS function, my_roster.public_id AS roster,"
		    " asker.name AS asked_by_name, asked.name AS asked_of_name,"
		    " CASE WHEN my_roster_swap.state = 'open' AND (my_roster_swap.begins_at <= moment()"
		    "   OR (my_roster_swap.back_begins_at > 0"
		    "       AND my_roster_swap.back_begins_at <= moment()))"
		    "   THEN 'lapsed' ELSE my_roster_swap.state END AS state"
		    " FROM my_roster_swap JOIN my_roster ON my_roster.id = my_roster_swap.roster_id"
		    " JOIN my_person AS asker ON asker.id = my_roster_swap.asked_by"
		    " JOIN my_person AS asked ON asked.id = my_roster_swap.asked_of) AS swap WHERE 1 = 1"),
		NONE);
	if (str_is(request_query(request, "mine"), "1"))
		query_add(query, SQL(" AND (asked_of = me() OR asked_by = me())"), NONE);
}

static const struct filter swaps_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = swap_states,
	  .condition = SQL(" AND state = $?") },
	{ .name = "mine", .label = N_("Only mine"), .kind = FIELD_yesno },
	{ .name = "roster", .label = N_("Roster"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND roster = $?") },
	{ .name = NULL },
};

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", id"), \
	.descending = SQL(" ORDER BY " column " DESC, id DESC")
static const struct table_column swaps_columns[] = {
	{ .name = "begins_at", .is_link = true, SORTED("begins_at") },
	{ .name = "ends_at", SORTED("ends_at") },
	{ .name = "function" },
	{ .name = "asked_by_name", SORTED("asked_by_name COLLATE local") },
	{ .name = "asked_of_name", SORTED("asked_of_name COLLATE local") },
	{ .name = "state" },
	{ .name = "asked_at", SORTED("asked_at") },
	{ .name = NULL },
};

const struct table swaps_table = {
	.name = "roster_swaps", .label = N_("Swaps of shifts"),
	.fields = swap_row_fields, .field_count = COUNT(swap_row_fields),
	.shape = SHAPE_OF(NULL, swap_row, swap_row_fields),
	.columns = swaps_columns, .filters = swaps_filters,
	.row_path = "/rosters/swaps/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, begins_at DESC, id DESC"),
	.is_stacked = true,
	.empty = N_("No requests here. On the page of a roster, each coming shift of yours has a link to ask somebody else to take it."),
};

/* ---- As the system --------------------------------------------------------------------------- */

struct swap_list swaps_under_way(struct view *view)
{
	return swap_list_of(view_list(view, &swap_record.shape,
		SQL("SELECT * FROM roster_swap WHERE state = 'open' ORDER BY id LIMIT 2000"), NONE));
}

struct swap_list swaps_to_tell(struct view *view, struct instant since)
{
	return swap_list_of(view_list(view, &swap_record.shape,
		SQL("SELECT * FROM roster_swap WHERE state IN ('accepted', 'declined', 'decided', 'closed',"
		    " 'lapsed') AND ended_at > $1 AND ended_by <> asked_by"
		    " AND id NOT IN (SELECT swap_id FROM roster_swap_step"
		    "                WHERE verb = 'told' AND at > $1) ORDER BY id LIMIT 500"), V(since)));
}

bool swap_has_step(struct view *view, int64_t swap_id, const char *verb, int64_t number)
{
	return view_int(view, SQL("SELECT 1 FROM roster_swap_step"
		" WHERE swap_id = $1 AND verb = $2 AND number = $3"), V(swap_id, verb, number)) != 0;
}

const struct roster *roster_of_swap(struct view *view, const struct swap *swap)
{
	return view_get(view, &roster_record.shape,
		SQL("SELECT * FROM roster WHERE id = $1"), V(swap->roster_id));
}

struct str name_as_system(struct view *view, int64_t person)
{
	struct str name = view_text(view,
		SQL("SELECT name FROM person WHERE id = $1 AND is_protected = 0"), V(person));

	return name.len ? name : str_of(_("Protected identity"));
}
