/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/queries_letters.c - whom to remind, the letters, and their list. */
#include "kit/table.h"
#include "modules/submissions/inside.h"
#include "modules/submissions/letters.html.h"

static const struct column writer_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct writer, person_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct writer, unit_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct writer, name), NULL, false },
	{ "email", COLUMN_text, offsetof(struct writer, email), NULL, false },
	{ "language", COLUMN_text, offsetof(struct writer, language), NULL, false },
	{ "also_submits", COLUMN_bool, offsetof(struct writer, also_submits), NULL, false },
};
static const struct shape writer_shape = { .size = sizeof(struct writer),
	.count = COUNT(writer_columns), .columns = writer_columns };

struct writer_list submission_writers(struct view *view)
{
	return writer_list_of(view_list(view, &writer_shape,
		SQL("SELECT person_id, unit_id, name, email, language, also_submits"
		    " FROM my_submission_writer WHERE email <> ''"
		    " ORDER BY person_id, unit_id, also_submits"), NONE));
}

bool reminder_is_sent_today(struct view *view, int64_t person_id, struct date day)
{
	return view_int(view, SQL("SELECT 1 FROM my_reminder WHERE person_id = $1 AND on_day = $2"),
		V(person_id, day)) != 0;
}

const struct reminder *reminder_get(struct view *view, struct str public_id)
{
	return view_get(view, &reminder_record.shape,
		SQL("SELECT * FROM my_reminder WHERE public_id = $1"), V(public_id));
}

/* For the job, which reads as the system. */
struct reminder_list reminders_of_batch(struct view *view, struct str batch)
{
	return reminder_list_of(view_list(view, &reminder_record.shape,
		SQL("SELECT * FROM reminder WHERE batch = $1 AND state = 'waiting' ORDER BY id"),
		V(batch)));
}

int64_t reminders_sending_unknown(struct change *change, struct str batch)
{
	return change_run(change, SQL("UPDATE reminder SET state = 'unknown', version = version + 1"
		" WHERE state = 'sending' AND batch = $1"), V(batch));
}

/* ---- The list --------------------------------------------------------------------------- */

static const struct filter reminder_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = reminder_states,
	  .condition = SQL(" AND state = $?") },
	{ .name = "batch", .label = N_("Sent together"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND batch = $?") },
	{ .name = NULL },
};

static void letter_cell(struct out *out, struct request *request, const void *row)
{
	letters_words_cell(out, request, row);
}

static void state_cell(struct out *out, struct request *request, const void *row)
{
	letters_state_cell(out, request, row);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", id"), .descending = SQL(" ORDER BY " column " DESC, id DESC")
static const struct table_column reminder_columns[] = {
	{ .name = "on_day", SORTED("on_day") },
	{ .name = "unit_codes", SORTED("unit_codes") },
	{ .name = "address", SORTED("address") },
	{ .name = "items", SORTED("items") },
	{ .name = "state", SORTED("state"), .cell = state_cell },
	{ .name = "tries", SORTED("tries") },
	{ .name = "problem", .is_export_only = true },
	{ .name = "sent_at", SORTED("sent_at") },
	{ .name = "words", .cell = letter_cell },
	{ .name = NULL },
};

const struct table reminders_table = {
	.name = "letters",
	.label = N_("Reminders, the newest first"),
	.fields = reminder_fields,
	.field_count = REMINDER_FIELD_COUNT,
	.shape = { .size = sizeof(struct reminder), .count = REMINDER_FIELD_COUNT,
	           .columns = &reminder_fields[0].column, .stride = sizeof(struct field) },
	.columns = reminder_columns,
	.filters = reminder_filters,
	.order = SQL(" ORDER BY id DESC"),
	.export_need = MAY_submissions_receive,
	.empty = N_("No reminder has been sent. They are made on the page of what is late."),
};

void reminders_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &reminders_table, query,
		SQL("SELECT * FROM my_reminder WHERE 1 = 1"), NONE);
}
