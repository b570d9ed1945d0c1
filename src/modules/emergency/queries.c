/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/queries.c - periods, acts, who may do them; writing. */
#include "modules/emergency/inside.h"

#include "modules/people/people.h"
#include "modules/rosters/rosters.h"

const struct period *period_of_number(struct view *view, struct str number)
{
	return view_get(view, &period_record.shape,
		SQL("SELECT * FROM my_emergency_period WHERE number = $1 OR public_id = $1"), V(number));
}

const struct period *period_active(struct view *view, enum emergency_body body)
{
	return view_get(view, &period_record.shape,
		SQL("SELECT * FROM my_emergency_period WHERE body = $1 AND state = 'active'"
		    " ORDER BY is_exercise, id DESC LIMIT 1"), V(emergency_bodies[body].name));
}

struct period_list periods_all(struct view *view)
{
	return period_list_of(view_list(view, &period_record.shape,
		SQL("SELECT * FROM my_emergency_period ORDER BY began_at DESC, id DESC LIMIT 500"), NONE));
}

struct period_list periods_of_crisis(struct view *view, int64_t crisis_id)
{
	return period_list_of(view_list(view, &period_record.shape,
		SQL("SELECT * FROM my_emergency_period WHERE crisis_id = $1"
		    " ORDER BY began_at DESC, id DESC LIMIT 50"), V(crisis_id)));
}

struct act_list acts_of(struct view *view, int64_t period_id)
{
	return act_list_of(view_list(view, &emergency_act_record.shape,
		SQL("SELECT * FROM my_emergency_act WHERE period_id = $1 ORDER BY seq"), V(period_id)));
}

struct str period_crisis(struct view *view, const struct period *period)
{
	return view_text(view, SQL("SELECT number FROM my_crisis WHERE id = $1"), V(period->crisis_id));
}

/* ---- Who may --------------------------------------------------------------------------------- */

#define HELD_TODAY \
	" FROM my_appointment JOIN my_unit ON my_unit.id = my_appointment.unit_id" \
	" LEFT JOIN my_person ON my_person.id = my_appointment.person_id" \
	" WHERE my_appointment.valid_from <= today()" \
	" AND (my_appointment.valid_to = '' OR my_appointment.valid_to >= today())"

#define RECORD struct holder
static const struct field holder_fields[] = { HOLDER_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape holder_shape = SHAPE_OF(NULL, holder, holder_fields);

/* The first of those that the act names: a chair of the committee acts as that. */
static struct str role_for(struct view *view, const struct item *act)
{
	struct str roles = item_text(act, "roles"), units = item_text(act, "units");
	struct holder_list mine = holder_list_of(view_list(view, &holder_shape,
		SQL("SELECT my_appointment.role_type, '' AS function, my_unit.kind, '' AS name" HELD_TODAY
		    " AND my_appointment.person_id = me() AND me() <> 0 LIMIT 100"), NONE));

	while (roles.len) {
		struct str role = str_cut(&roles, ' ');

		for (size_t i = 0; i < mine.count; i++)
			if (str_equals(mine.at[i].role_type, role) && str_has_word(units, mine.at[i].kind))
				return role;
	}
	return S("");
}

static struct str function_for(struct view *view, const struct item *act)
{
	struct str functions = item_text(act, "functions");
	struct roster_book *book = functions.len ? roster_book_open(view, instant_now()) : NULL;

	while (functions.len) {
		struct str function = str_cut(&functions, ' ');
		struct roster_held_list held = roster_book_find(book, function, 0);

		for (size_t i = 0; i < held.count; i++)
			if (held.at[i].person_id && held.at[i].person_id == view_me(view))
				return function;
	}
	return S("");
}

struct capacity capacity_for(struct view *view, const struct item *act)
{
	struct capacity capacity = { 0 };

	if (!act)
		return capacity;
	capacity.role = role_for(view, act);
	if (!capacity.role.len)
		capacity.function = function_for(view, act);
	return capacity;
}

/* All words of a column of the list, each between spaces. */
static struct str asked_for(struct arena *arena, const char *column)
{
	const struct catalogue *acts = catalogue_get("emergency/acts");
	struct str words = S(" ");

	for (size_t i = 0; i < acts->count; i++)
		words = arena_print(arena, "%.*s%.*s ", STR(words), STR(item_text(&acts->items[i], column)));
	return words;
}

static struct holder_list holders_of_roles(struct view *view)
{
	return holder_list_of(view_list(view, &holder_shape,
		SQL("SELECT my_appointment.role_type, '' AS function, my_unit.kind,"
		    " COALESCE(my_person.name, my_appointment.post) AS name" HELD_TODAY
		    " AND $1 LIKE '% ' || my_appointment.role_type || ' %'"
		    " ORDER BY my_appointment.id LIMIT 1000"), V(asked_for(view_arena(view), "roles"))));
}

struct holder_list holders_today(struct view *view)
{
	enum { FUNCTIONS_MOST = 64 };
	struct holder_list roles = holders_of_roles(view), all = { roles.count,
		arena_array(view_arena(view), struct holder, roles.count + FUNCTIONS_MOST) };
	const struct catalogue *functions = catalogue_get("rosters/functions");
	struct str asked = asked_for(view_arena(view), "functions");
	struct roster_book *book = roster_book_open(view, instant_now());

	for (size_t i = 0; i < roles.count; i++)
		all.at[i] = roles.at[i];
	for (size_t i = 0; i < functions->count; i++) {
		struct roster_held_list held = { 0 };

		if (str_has_word(asked, functions->items[i].code))
			held = roster_book_find(book, functions->items[i].code, 0);
		for (size_t k = 0; k < held.count && all.count < roles.count + FUNCTIONS_MOST; k++)
			if (held.at[k].person_id)
				all.at[all.count++] = (struct holder){ .function = functions->items[i].code,
					.name = person_name(view, held.at[k].person_id) };
	}
	return all;
}

struct date council_meeting_next(struct view *view, struct str kinds)
{
	struct date on = { 0 };

	date_read(view_text(view, SQL("SELECT COALESCE(MIN(my_unit_meeting.on_date), '')"
		" FROM my_unit_meeting JOIN my_unit ON my_unit.id = my_unit_meeting.unit_id"
		" WHERE my_unit_meeting.on_date >= today() AND $1 LIKE '% ' || my_unit.kind || ' %'"),
		V(arena_print(view_arena(view), " %.*s ", STR(kinds)))), &on);
	return on;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static const char *const prefixes[BODY_COUNT] = { "", "CKL", "KLN" };

void emergency_period_add(struct change *change, struct period *period)
{
	int64_t year = instant_local(period->began_at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO emergency_series (body, year, last) VALUES ($1, $2, 1)"
		    " ON CONFLICT (body, year) DO UPDATE SET last = emergency_series.last + 1"
		    " RETURNING last"), V(emergency_bodies[period->body].name, year));

	period->number = arena_print(change_arena(change), "%s-%lld-%lld", prefixes[period->body],
		(long long)year, (long long)last);
	period->state = PERIOD_active;
	period->acts = 1;
	change_insert(change, &period_record.shape, period);
}

/* The period has counted it already: its number is `acts`. */
void emergency_act_add(struct change *change, const struct period *period, struct act *act)
{
	act->period_id = period->id;
	act->seq = period->acts;
	if (act_is_decision((enum act_kind)act->kind, (enum emergency_body)period->body))
		act->decision_no = 1 + view_int(change_view(change),
			SQL("SELECT COALESCE(MAX(decision_no), 0) FROM my_emergency_act WHERE period_id = $1"),
			V(period->id));
	change_insert(change, &emergency_act_record.shape, act);
}
