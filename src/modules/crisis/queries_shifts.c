/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_shifts.c - shifts of a staff: reading, planning, taking away. */
#include "modules/crisis/shifts.h"

#define RECORD struct shift
static const struct field shift_fields[] = { SHIFT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record shift_record = {
	RECORD_OF("crisis_shift", shift, shift_fields),
	.label = N_("Shift"), .many = N_("Shifts"), .path = "/crisis",
};

#define RECORD struct shift_row
static const struct field row_fields[] = { SHIFT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record shift_row_record = {
	.shape = SHAPE_OF(NULL, shift_row, row_fields),
	.name = "crisis_shift_row", .fields = row_fields, .count = COUNT(row_fields),
	.label = N_("Shift"), .many = N_("Shifts"), .path = "/crisis",
};

struct shift_row_list shifts_of(struct view *view, int64_t crisis_id, struct instant from)
{
	return shift_row_list_of(view_list(view, &shift_row_record.shape,
		SQL("SELECT my_crisis_shift.public_id, my_crisis_shift.function,"
		    " my_crisis_shift.person_id, my_crisis_shift.begins_at, my_crisis_shift.ends_at,"
		    " my_crisis_shift.grounds, COALESCE(my_person.name, '') AS name"
		    " FROM my_crisis_shift LEFT JOIN my_person ON my_person.id = my_crisis_shift.person_id"
		    " WHERE my_crisis_shift.crisis_id = $1 AND my_crisis_shift.ended_at = 0"
		    "   AND my_crisis_shift.ends_at > $2"
		    " ORDER BY my_crisis_shift.begins_at, my_crisis_shift.id LIMIT 5000"),
		V(crisis_id, from)));
}

const struct shift *shift_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return view_get(view, &shift_record.shape,
		SQL("SELECT * FROM my_crisis_shift WHERE crisis_id = $1 AND public_id = $2"
		    " AND ended_at = 0"), V(crisis_id, public_id));
}

/* Only what departs from what is allowed is worth a line of the log. */
void shift_put(struct change *change, const struct crisis *crisis, struct shift *shift, struct str name)
{
	struct entry entry = { .kind = ENTRY_shift, .author_name = name, .became = shift->function,
		.grounds = shift->grounds, .due_at = shift->ends_at };

	shift->crisis_id = crisis->id;
	change_insert(change, &shift_record.shape, shift);
	if (!shift->grounds.len)
		return;
	entry.words = view_text(change_view(change), SQL("SELECT name FROM my_person WHERE id = $1"),
		V(shift->person_id));
	entry.author_id = shift->added_by;
	entry.event_at = entry.logged_at = shift->added_at;
	entry_put(change, crisis, &entry);
}

void shift_end(struct change *change, const struct shift *shift)
{
	if (change_run(change, SQL("UPDATE crisis_shift SET ended_at = $2"
			" WHERE id = $1 AND ended_at = 0"), V(shift->id, instant_now())))
		change_note(change, "crisis_shift", shift->id, "end", S(""));
}

bool crisis_takes_part(struct view *view, int64_t crisis_id, int64_t person_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_crisis_staff"
		" WHERE crisis_id = $1 AND person_id = $2 AND ended_at = 0 LIMIT 1"),
		V(crisis_id, person_id)) != 0;
}

struct str crisis_functions_of(struct view *view, int64_t crisis_id, int64_t person_id)
{
	struct staff_row_list staff = crisis_staff_list(view, crisis_id);
	struct out out;

	out_init(&out, view_arena(view), 4096);
	for (size_t i = 0; i < staff.count; i++)
		if (staff.at[i].person_id == person_id && !staff.at[i].ended_at.seconds)
			out_print(&out, "%s%.*s", out.len ? " " : "", STR(staff.at[i].function));
	return out_str(&out);
}
