/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_messages.c - messages of a crisis: reading, writing, releasing. */
#include "modules/crisis/messages.h"

const struct choice message_states[] = {
	{ "", "" },
	{ "draft", N_("Waits for release") },
	{ "release", N_("Released to go out") },
	{ "stop", N_("Stopped") },
	{ NULL, NULL },
};

#define RECORD struct message
static const struct field message_fields[] = { MESSAGE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record message_record = {
	RECORD_OF("crisis_message", message, message_fields),
	.label = N_("Message"), .many = N_("Messages"), .path = "/crisis",
};
const struct form message_form = { .record = &message_record,
	.fields = FIELDS("audience", "channels", "words", "replaces") };

#define RECORD struct message_step
static const struct field step_fields[] = { MESSAGE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record message_step_record = {
	RECORD_OF("crisis_message_step", message_step, step_fields),
	.label = N_("Step of a message"), .many = N_("Steps of messages"), .path = "/crisis",
};
const struct form message_stop_form = { .record = &message_step_record, .fields = FIELDS("why") };

#define RECORD struct message_row
static const struct field row_fields[] = { MESSAGE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record message_row_record = {
	.shape = SHAPE_OF(NULL, message_row, row_fields),
	.name = "crisis_message_row", .fields = row_fields, .count = COUNT(row_fields),
	.label = N_("Message"), .many = N_("Messages"), .path = "/crisis",
};

const char *release_refused(const struct message_row *message, int64_t person_id)
{
	if (message->state == MESSAGE_released)
		return _("It is released already.");
	if (message->state == MESSAGE_stopped)
		return _("It has been stopped. Write a new one.");
	if (message->written_by == person_id)
		return _("Whoever wrote it does not release it. Ask somebody else to read and release it.");
	return NULL;
}

#define ROW_TAKES \
	"SELECT m.id, m.public_id, m.number, m.audience, m.channels, m.words, m.replaces," \
	" m.written_by, m.written_name, m.written_at, COALESCE(step.verb, 'draft') AS state," \
	" COALESCE(step.by_name, '') AS by_name, COALESCE(step.at, 0) AS at," \
	" COALESCE(step.why, '') AS why," \
	" COALESCE((SELECT MAX(later.number) FROM my_crisis_message AS later" \
	"  JOIN my_crisis_message_step AS released ON released.message_id = later.id" \
	"   AND released.verb = 'release'" \
	"  WHERE later.crisis_id = m.crisis_id AND later.replaces = m.number), 0) AS replaced_by" \
	" FROM my_crisis_message AS m" \
	" LEFT JOIN my_crisis_message_step AS step ON step.message_id = m.id" \
	" WHERE m.crisis_id = $1"

struct message_row_list messages_of(struct view *view, int64_t crisis_id)
{
	return message_row_list_of(view_list(view, &message_row_record.shape,
		SQL(ROW_TAKES " ORDER BY m.number DESC LIMIT 500"), V(crisis_id)));
}

const struct message_row *message_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return view_get(view, &message_row_record.shape,
		SQL(ROW_TAKES " AND m.public_id = $2"), V(crisis_id, public_id));
}

bool message_is_there(struct view *view, int64_t crisis_id, int64_t number)
{
	return view_int(view, SQL("SELECT 1 FROM my_crisis_message WHERE crisis_id = $1 AND number = $2"),
		V(crisis_id, number)) != 0;
}

void message_put(struct change *change, const struct crisis *crisis, struct message *message)
{
	crisis_turn_take(change, crisis->id);
	message->crisis_id = crisis->id;
	message->number = 1 + view_int(change_view(change),
		SQL("SELECT COALESCE(MAX(number), 0) FROM my_crisis_message WHERE crisis_id = $1"),
		V(crisis->id));
	change_insert(change, &message_record.shape, message);
}

/* What is released is information that goes out, in the name of who released it. */
void message_step_put(struct change *change, const struct crisis *crisis,
                      const struct message_row *message, struct message_step *step)
{
	struct entry entry = { .kind = ENTRY_out,
		.words = crisis_words_marked(change_arena(change), crisis, message->words),
		.decided_by = step->by_name, .author_name = step->by_name, .author_id = step->by_id };

	step->crisis_id = crisis->id;
	step->message_id = message->id;
	change_insert(change, &message_step_record.shape, step);
	if (!str_is(step->verb, "release"))
		return;
	entry.party = arena_print(change_arena(change), "%.*s: %.*s",
		STR(code_name("crisis/audiences", message->audience)), STR(message->channels));
	entry.event_at = entry.logged_at = step->at;
	entry_put(change, crisis, &entry);
}

/* ---- For other rooms ------------------------------------------------------------------------- */

static const struct crisis_said *said_of(struct view *view, const struct message_row *message)
{
	struct crisis_said *said;

	if (!message)
		return NULL;
	said = arena_new(view_arena(view), struct crisis_said);
	*said = (struct crisis_said){ .id = message->id, .number = message->number,
		.public_id = message->public_id, .words = message->words,
		.is_released = message->state == MESSAGE_released };
	return said;
}

const struct crisis_said *crisis_said_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return said_of(view, message_get(view, crisis_id, public_id));
}

const struct crisis_said *crisis_said_of_id(struct view *view, int64_t crisis_id, int64_t id)
{
	return said_of(view, view_get(view, &message_row_record.shape,
		SQL(ROW_TAKES " AND m.id = $2"), V(crisis_id, id)));
}
