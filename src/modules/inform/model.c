/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/model.c - the records of the room, their choices, and the room itself. */
#include "modules/inform/inside.h"

#include "modules/inform/pages.html.h"

const struct choice inform_steps[] = {
	{ "", "" },
	{ "rhythm", N_("A rhythm is agreed: so often at least") },
	{ "rest", N_("The repeats rest") },
	{ "resume", N_("The repeats go on") },
	{ NULL, NULL },
};

#define RECORD struct informed
static const struct field informed_fields[] = { INFORMED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record informed_record = {
	RECORD_OF("informed", informed, informed_fields),
	.label = N_("Telling"), .many = N_("Tellings"), .path = "/inform",
};

#define RECORD struct inform_receipt
static const struct field receipt_fields[] = { RECEIPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record inform_receipt_record = {
	RECORD_OF("inform_receipt", inform_receipt, receipt_fields),
	.label = N_("Receipt"), .many = N_("Receipts"), .path = "/inform",
};

#define RECORD struct inform_decision
static const struct field decision_fields[] = { DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record inform_decision_record = {
	RECORD_OF("inform_decision", inform_decision, decision_fields),
	.label = N_("Decision on informing"), .many = N_("Decisions on informing"), .path = "/inform",
};

static void decision_judge(struct view *view, void *row, struct problems *problems)
{
	const struct inform_decision *decision = row;

	(void)view;
	if (decision->kind == STEP_rhythm && !decision->minutes)
		problem_add(problems, "minutes", "%s", _("Write how often, in minutes. 60 is once an hour."));
}

const struct form inform_decision_form = { .record = &inform_decision_record,
	.fields = FIELDS("kind", "minutes", "decided_by", "reason"),
	.judge = decision_judge };

#define RECORD struct told
static const struct field told_fields[] = { TOLD_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record told_record = {
	.shape = SHAPE_OF(NULL, told, told_fields),
	.name = "inform_told", .fields = told_fields, .count = COUNT(told_fields),
	.label = N_("Telling"), .many = N_("Tellings"), .path = "/inform",
};

static void told_judge(struct view *view, void *row, struct problems *problems)
{
	const struct told *told = row;
	struct instant now = instant_now(), at;

	(void)view;
	if (told->at.len && !log_time_read(told->at, now, true, &at))
		problem_add(problems, "at", "%s",
			_("That is no time. Write 14:10, or a day and a time: 2026-07-14 14:10."));
	else if (told->at.len && at.seconds > now.seconds + 2 * MINUTE)
		problem_add(problems, "at", "%s",
			_("That has not happened yet. Write when somebody was informed, not when it is planned."));
}

const struct form inform_told_form = { .record = &told_record,
	.fields = FIELDS("line", "person_id", "channel", "at", "note"), .judge = told_judge };
const struct form inform_correct_form = { .record = &told_record,
	.fields = FIELDS("channel", "at", "note", "is_void"), .judge = told_judge };

/* What somebody was told and has not confirmed, and what waits in one's units. */
static void inform_home(struct out *out, struct request *request, struct view *view)
{
	int64_t mine = told_to_me_waiting(view);
	struct situation_list open = { 0 };
	size_t waiting = 0, late = 0;

	if (request_may(request, MAY_inform_read))
		open = situations_open(inform_book_open(view, instant_now()));
	for (size_t i = 0; i < open.count; i++) {
		const struct situation *s = &open.at[i];

		if (s->crisis && s->crisis->is_exercise)
			continue;
		waiting += s->sum.missing > 0 || s->sum.late > 0;
		late += s->sum.late > 0;
	}
	if (mine || waiting)
		inform_card(out, mine, (int64_t)waiting, (int64_t)late);
}

static const struct { const char *when, *what; } steps[] = {
	{ N_("Severity, level or coordination reaches what a rule asks for"), N_("its people must be informed within its minutes") },
	{ N_("The same becomes worse"), N_("they must be informed anew") },
	{ N_("Somebody else takes the role or the watch over"), N_("the new one must be informed, counted from then") },
	{ N_("The rule repeats, and nobody has decided that it rests"), N_("again, so long after the last time as the rule or an agreed rhythm says") },
	{ N_("Nobody holds the role"), N_("it stands there as nobody until somebody else is informed instead") },
	{ N_("The event or the crisis is closed, or is judged milder"), N_("nothing more") },
};

static bool step_row(size_t i, struct out *out)
{
	if (i >= COUNT(steps))
		return false;
	out_print(out, "| %s | %s |", _(steps[i].when), _(steps[i].what));
	return true;
}

static const struct rule_table inform_rule_tables[] = {
	{ .name = "inform: who must be informed by when", .row = step_row,
	  .headings = "| When | What |" },
	{ .name = NULL },
};

static const struct record *const records[] = { &informed_record, &inform_receipt_record,
	&inform_decision_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("To inform"), "/inform", MAY_inform_read, "bell", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module inform_module = {
	.name = "inform",
	.routes = inform_routes,
	.records = records,
	.rules = inform_rule_tables,
	.menu = menu,
	.evidence = inform_evidence,
	.demo = inform_demo,
	.home = inform_home,
};
