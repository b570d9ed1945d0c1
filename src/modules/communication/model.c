/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/model.c - the records of the room, their forms, and the room as the house sees it. */
#include "modules/communication/inside.h"

const struct choice told_subject_kinds[] = {
	{ "", "" }, { "own", N_("Something of our own") }, { "risk", N_("Risk") },
	{ "picture", N_("Situation picture") }, { "measure", N_("Measure") },
	{ "bulletin", N_("Bulletin") }, { NULL, NULL },
};
const struct choice telling_need_states[] = {
	{ "", "" }, { "open", N_("No decision yet") }, { "yes", N_("Shall be told") },
	{ "no", N_("Shall not be told") }, { NULL, NULL },
};
const struct choice telling_need_answers[] = {
	{ "", "" }, { "yes", N_("Shall be told") }, { "no", N_("Shall not be told") }, { NULL, NULL },
};
const struct choice public_message_states[] = {
	{ "", "" }, { "planned", N_("Planned") }, { "approved", N_("Approved, not published yet") },
	{ "published", N_("Published") }, { "evaluated", N_("Evaluated") },
	{ "stopped", N_("Stopped") }, { NULL, NULL },
};
const struct choice calendar_slot_states[] = {
	{ "", "" }, { "proposed", N_("Proposed") }, { "coordinated", N_("Coordinated") },
	{ "declined", N_("Declined") }, { NULL, NULL },
};
const struct choice calendar_slot_answers[] = {
	{ "", "" }, { "coordinated", N_("Coordinated") }, { "declined", N_("Declined") },
	{ NULL, NULL },
};

#define RECORD struct telling_need
static const struct field need_fields[] = { TELLING_NEED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record telling_need_record = {
	RECORD_OF("communication_need", telling_need, need_fields),
	.label = N_("Need of communication"), .many = N_("Needs of communication"),
	.path = "/communication/needs" };

#define RECORD struct public_message
static const struct field message_fields[] = { PUBLIC_MESSAGE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record public_message_record = {
	RECORD_OF("communication_message", public_message, message_fields),
	.label = N_("Message to the public"), .many = N_("Messages to the public"),
	.path = "/communication/messages" };

#define RECORD struct calendar_slot
static const struct field slot_fields[] = { CALENDAR_SLOT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record calendar_slot_record = {
	RECORD_OF("communication_slot", calendar_slot, slot_fields),
	.label = N_("Slot of the communication calendar"),
	.many = N_("Slots of the communication calendar"), .path = "/communication/calendar" };

#define RECORD struct slot_move
static const struct field move_fields[] = { SLOT_MOVE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record slot_move_record = {
	RECORD_OF("communication_slot_move", slot_move, move_fields),
	.label = N_("Move of a slot"), .many = N_("Moves of slots"),
	.path = "/communication/calendar" };

/* ---- What is done to them ------------------------------------------------------------------------- */

#define STEP(variable_, type_, FIELDS_, label_) \
	static const struct record variable_ = { .shape = SHAPE_OF(NULL, type_, FIELDS_), \
		.name = #type_, .fields = FIELDS_, .count = COUNT(FIELDS_), .label = label_, \
		.many = label_, .path = "/communication" }

#define RECORD struct telling_decision
static const struct field decision_fields[] = { TELLING_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
STEP(decision_record, telling_decision, decision_fields, N_("Decision whether something is told"));

#define RECORD struct message_publishing
static const struct field publishing_fields[] = { MESSAGE_PUBLISHING_FIELDS(AS_FIELD) };
#undef RECORD
STEP(publishing_record, message_publishing, publishing_fields, N_("Publishing of a message"));

#define RECORD struct message_evaluation
static const struct field evaluation_fields[] = { MESSAGE_EVALUATION_FIELDS(AS_FIELD) };
#undef RECORD
STEP(evaluation_record, message_evaluation, evaluation_fields, N_("Evaluation of a message"));

#define RECORD struct message_stop
static const struct field stop_fields[] = { MESSAGE_STOP_FIELDS(AS_FIELD) };
#undef RECORD
STEP(stop_record, message_stop, stop_fields, N_("Stop of a message"));

#define RECORD struct slot_answer
static const struct field answer_fields[] = { SLOT_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
STEP(answer_record, slot_answer, answer_fields, N_("Coordination of a slot"));

#define RECORD struct slot_moving
static const struct field moving_fields[] = { SLOT_MOVING_FIELDS(AS_FIELD) };
#undef RECORD
STEP(moving_record, slot_moving, moving_fields, N_("Move of a slot"));

/* ---- Judgement ---------------------------------------------------------------------------------- */

static void unit_judge(struct view *view, int64_t unit_id, struct problems *problems)
{
	if (!communication_may_write(view, unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the communication of this unit. Choose another unit."));
}

static void need_judge(struct view *view, void *row, struct problems *problems)
{
	struct telling_need *need = row;

	unit_judge(view, need->unit_id, problems);
	told_words_judge(view, "words", need->words, true, problems);
	told_subject_judge(view, need->source, &need->source_number, &need->source_id, "source_number",
		problems);
}
const struct form telling_need_form = { .record = &telling_need_record,
	.fields = FIELDS("unit_id", "source", "source_number", "words", "audience"),
	.judge = need_judge };

static void decision_judge(struct view *view, void *row, struct problems *problems)
{
	const struct telling_decision *decision = row;

	told_words_judge(view, "reason", decision->reason, true, problems);
	if (date_compare(decision->review_on, date_today()) <= 0)
		problem_add(problems, "review_on", "%s", _("Choose a day that has not come yet."));
}
const struct form telling_decision_form = { .record = &decision_record,
	.fields = FIELDS("answer", "reason", "review_on"), .judge = decision_judge };

static void message_judge(struct view *view, void *row, struct problems *problems)
{
	struct public_message *message = row;
	const struct { const char *field; struct str words; } texts[] = {
		{ "title", message->title }, { "words_sv", message->words_sv },
		{ "words_easy", message->words_easy } };

	unit_judge(view, message->unit_id, problems);
	for (size_t i = 0; i < COUNT(texts); i++)
		told_words_judge(view, texts[i].field, texts[i].words, true, problems);
	told_words_judge(view, "words_en", message->words_en, false, problems);
	if (told_subject_judge(view, message->subject, &message->subject_number, &message->subject_id,
			"subject_number", problems) && message->subject_number.len) {
		struct subject subject = told_subject_find(view, message->subject, message->subject_number);

		if (subject.stop)
			problem_add(problems, "subject_number", "%s", _(subject.stop));
	}
}
const struct form public_message_form = { .record = &public_message_record,
	.fields = FIELDS("title", "unit_id", "subject", "subject_number", "need_id", "audience",
		"channels", "words_sv", "words_easy", "words_en", "owner_id", "planned_on"),
	.judge = message_judge };

static void publishing_judge(struct view *view, void *row, struct problems *problems)
{
	const struct message_publishing *publishing = row;

	told_words_judge(view, "published_where", publishing->published_where, true, problems);
}
const struct form public_message_publishing_form = { .record = &publishing_record,
	.fields = FIELDS("published_on", "published_where"), .judge = publishing_judge };

static void evaluation_judge(struct view *view, void *row, struct problems *problems)
{
	const struct message_evaluation *evaluation = row;

	told_words_judge(view, "reach_words", evaluation->reach_words, true, problems);
	told_words_judge(view, "effect_words", evaluation->effect_words, true, problems);
}
const struct form public_message_evaluation_form = { .record = &evaluation_record,
	.fields = FIELDS("reach", "reach_words", "effect", "effect_words"),
	.judge = evaluation_judge };

static void stop_judge(struct view *view, void *row, struct problems *problems)
{
	const struct message_stop *stop = row;

	told_words_judge(view, "stopped_why", stop->stopped_why, true, problems);
}
const struct form public_message_stop_form = { .record = &stop_record,
	.fields = FIELDS("stopped_why"), .judge = stop_judge };

static void days_judge(struct date from, struct date to, struct problems *problems)
{
	enum { LONGEST_DAYS = 366 };

	if (date_compare(to, from) < 0)
		problem_add(problems, "to_on", "%s", _("The last day is before the first."));
	else if (date_compare(to, date_add_days(from, LONGEST_DAYS)) > 0)
		problem_add(problems, "to_on", "%s", _("A slot is no longer than a year."));
	if (date_compare(to, date_today()) < 0)
		problem_add(problems, "to_on", "%s", _("Those days have passed."));
}

static void slot_judge(struct view *view, void *row, struct problems *problems)
{
	const struct calendar_slot *slot = row;
	const struct public_message *message = public_message_of_id(view, slot->message_id);

	unit_judge(view, slot->unit_id, problems);
	told_words_judge(view, "title", slot->title, true, problems);
	days_judge(slot->from_on, slot->to_on, problems);
	if (message && message->unit_id != slot->unit_id)
		problem_add(problems, "message_id", "%s", _("The message is another unit's."));
}
const struct form calendar_slot_form = { .record = &calendar_slot_record,
	.fields = FIELDS("title", "unit_id", "audience", "from_on", "to_on", "message_id"),
	.judge = slot_judge };

static void answer_judge(struct view *view, void *row, struct problems *problems)
{
	const struct slot_answer *answer = row;

	told_words_judge(view, "decision_words", answer->decision_words, true, problems);
	if (answer->answer == SLOT_ANSWER_declined && !answer->decision_words.len)
		problem_add(problems, "decision_words", "%s", _("Say why it is declined."));
}
const struct form slot_answer_form = { .record = &answer_record,
	.fields = FIELDS("answer", "decision_words"), .judge = answer_judge };

static void moving_judge(struct view *view, void *row, struct problems *problems)
{
	const struct slot_moving *moving = row;

	told_words_judge(view, "why", moving->why, true, problems);
	days_judge(moving->from_on, moving->to_on, problems);
}
const struct form slot_moving_form = { .record = &moving_record,
	.fields = FIELDS("from_on", "to_on", "why"), .judge = moving_judge };

/* ---- The room ------------------------------------------------------------------------------------- */

static const struct record *const records[] = { &telling_need_record, &public_message_record,
	&calendar_slot_record, &slot_move_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Communication"), "/communication", MAY_communication_read, "bell", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module communication_module = {
	.name = "communication", .routes = communication_routes, .records = records, .menu = menu,
	.references = communication_references,
	.evidence = communication_evidence, .wheel = communication_wheel,
	.demo = communication_demo,
};
