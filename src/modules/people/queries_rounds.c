/* SPDX-License-Identifier: EUPL-1.2 */
/* people/queries_rounds.c - the statements of the rounds of confirmation. */
#include "modules/people/rounds.h"

#define RECORD struct round
static const struct field round_fields[] = { ROUND_FIELDS(AS_FIELD) };
#undef RECORD
const struct record round_record = { RECORD_OF("confirmation_round", round, round_fields),
	.label = N_("Round of confirmation"), .many = N_("Rounds of confirmation"),
	.path = "/appointments/rounds" };

#define RECORD struct round_row
const struct field round_row_fields[] = { ROUND_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape round_row_shape = SHAPE_OF(NULL, round_row, round_row_fields);

static void round_judge(struct view *view, void *row, struct problems *problems)
{
	const struct round *round = row;

	if (date_compare(round->due_on, round->opens_on) < 0)
		problem_add(problems, "due_on", _("The last day is before the first."));
	if (!people_may(view, "people_write", 0))
		problem_add(problems, "", _("A round is begun by those who look after people in the whole city."));
}

const struct form round_form = {
	.record = &round_record, .fields = FIELDS("name", "opens_on", "due_on", "reason"),
	.judge = round_judge,
};

struct round_list rounds_all(struct view *view)
{
	return round_list_of(view_list(view, &round_record.shape,
		SQL("SELECT * FROM my_confirmation_round ORDER BY opens_on DESC, id DESC"), NONE));
}

const struct round *round_get(struct view *view, struct str public_id)
{
	return view_get(view, &round_record.shape,
		SQL("SELECT * FROM my_confirmation_round WHERE public_id = $1"), V(public_id));
}

/* One that is late goes on asking until the next begins. */
const struct round *round_on(struct view *view, struct date on)
{
	return view_get(view, &round_record.shape,
		SQL("SELECT * FROM my_confirmation_round WHERE opens_on <= $1"
		    " ORDER BY opens_on DESC, id DESC LIMIT 1"), V(on));
}

/* Held on the first day of the round, and still held. */
struct round_row_list round_rows(struct view *view, const struct round *round, int64_t unit)
{
	return round_row_list_of(view_list(view, &round_row_shape,
		SQL("SELECT held.id, held.public_id, held.role_type, held.unit_id, held.valid_from,"
		    " held.decision, CASE WHEN held.deputy_of <> 0 THEN 1 ELSE 0 END AS is_deputy,"
		    " COALESCE(my_person.name, held.post) AS holder,"
		    " COALESCE(said.at, 0) AS confirmed_at, COALESCE(who.name, '') AS confirmed_by"
		    " FROM my_appointment AS held"
		    " LEFT JOIN my_person ON my_person.id = held.person_id"
		    " LEFT JOIN my_appointment_confirmation AS said"
		    "  ON said.appointment_id = held.id AND said.round_id = $1"
		    " LEFT JOIN my_person AS who ON who.id = said.person_id"
		    " WHERE held.unit_id IN (SELECT unit_id FROM my_people_unit"
		    "   WHERE permission = 'people_write')"
		    "  AND held.valid_from <= $2"
		    "  AND (held.valid_to = '' OR held.valid_to >= today())"
		    "  AND ($3 = 0 OR held.unit_id = $3)"
		    " ORDER BY held.unit_id, held.role_type, is_deputy, held.id"),
		V(round->id, round->opens_on, unit)));
}

static const struct column round_unit_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct round_unit, unit_id), NULL, false },
	{ "asked", COLUMN_int, offsetof(struct round_unit, asked), NULL, false },
	{ "confirmed", COLUMN_int, offsetof(struct round_unit, confirmed), NULL, false },
};
static const struct shape round_unit_shape = { .size = sizeof(struct round_unit),
	.count = COUNT(round_unit_columns), .columns = round_unit_columns };

struct round_unit_list round_units(struct view *view, const struct round *round)
{
	return round_unit_list_of(view_list(view, &round_unit_shape,
		SQL("SELECT held.unit_id, count(*) AS asked, count(said.id) AS confirmed"
		    " FROM my_appointment AS held"
		    " JOIN my_unit ON my_unit.id = held.unit_id"
		    " LEFT JOIN my_appointment_confirmation AS said"
		    "  ON said.appointment_id = held.id AND said.round_id = $1"
		    " WHERE held.unit_id IN (SELECT unit_id FROM my_people_unit"
		    "   WHERE permission = 'people_write')"
		    "  AND held.valid_from <= $2"
		    "  AND (held.valid_to = '' OR held.valid_to >= today())"
		    " GROUP BY held.unit_id, my_unit.name_sv"
		    " ORDER BY my_unit.name_sv COLLATE local, held.unit_id"),
		V(round->id, round->opens_on)));
}

/* False: it is no appointment of those that this person may confirm in the round. */
bool round_confirm(struct change *change, const struct round *round, int64_t appointment)
{
	struct round_row_list rows = round_rows(change_view(change), round, 0);

	for (size_t i = 0; i < rows.count; i++) {
		if (rows.at[i].id != appointment)
			continue;
		change_run(change,
			SQL("INSERT INTO appointment_confirmation"
			    " (round_id, appointment_id, person_id, at) VALUES ($1, $2, $3, $4)"
			    " ON CONFLICT (round_id, appointment_id) DO NOTHING"),
			V(round->id, appointment, change_me(change), instant_now()));
		change_note(change, "appointment", appointment, "confirmed", round->name);
		return true;
	}
	return false;
}

/* The demo: holders have confirmed themselves, but for one unit in seven. */
void round_confirm_most(struct change *change, const struct round *round, struct instant at)
{
	change_run(change,
		SQL("INSERT INTO appointment_confirmation (round_id, appointment_id, person_id, at)"
		    " SELECT $1, appointment.id, appointment.person_id, $2 FROM appointment"
		    " WHERE appointment.person_id <> 0 AND appointment.valid_from <= $3"
		    "   AND (appointment.valid_to = '' OR appointment.valid_to >= $3)"
		    "   AND appointment.unit_id % 7 <> 3"), V(round->id, at, round->opens_on));
}
