/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/model.c - the records of the room, and the room as the house sees it. */
#include "modules/threats/inside.h"

#include "kit/setting.h"
#include "modules/events/events.h"

const struct choice threat_levels[] = {
	{ "", "" }, { "low", N_("Low threat") }, { "raised", N_("Raised threat") }, { "high", N_("High threat") },
	{ NULL, NULL },
};
const struct choice check_states[] = {
	{ "", "" }, { "missing", N_("No check yet") }, { "done", N_("Done") },
	{ "late", N_("After the meeting") }, { "never", N_("No check was made") }, { NULL, NULL },
};
const struct choice protection_states[] = {
	{ "", "" }, { "in_order", N_("In order") }, { "being_handled", N_("Being handled") },
	{ NULL, NULL },
};

#define RECORD struct meeting_check
static const struct field check_fields[] = { MEETING_CHECK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record meeting_check_record = {
	RECORD_OF("meeting_check", meeting_check, check_fields),
	.label = N_("Check before a meeting"), .many = N_("Checks before meetings"),
	.path = "/threats/meetings" };
const struct form meeting_check_form = {
	.record = &meeting_check_record, .fields = FIELDS("answers", "judged", "words"),
};

#define RECORD struct protection
static const struct field protection_fields[] = { PROTECTION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record protection_record = {
	RECORD_OF("protection_status", protection, protection_fields),
	.label = N_("State of protection"), .many = N_("States of protection"),
	.path = "/threats/protection" };

static void protection_judge(struct view *view, void *row, struct problems *problems)
{
	const struct protection *protection = row;

	if (!threats_may(view, "threats_protection", protection->unit_id))
		problem_add(problems, "unit_id", "%s", _("You do not keep this of the unit. Choose another unit."));
	if (date_compare(protection->reviewed_on, date_today()) > 0)
		problem_add(problems, "reviewed_on", "%s", _("That day has not come."));
	if (date_compare(protection->next_by, protection->reviewed_on) <= 0)
		problem_add(problems, "next_by", "%s", _("The next time is after this one."));
}

const struct form protection_form = {
	.record = &protection_record,
	.fields = FIELDS("unit_id", "reviewed_on", "state", "next_by"), .judge = protection_judge,
};

#define RECORD struct threat_reader
static const struct field reader_fields[] = { READER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record threat_reader_record = {
	RECORD_OF("threat_reader", threat_reader, reader_fields),
	.label = N_("Reader of patterns"), .many = N_("Readers of patterns"),
	.path = "/threats/readers" };

static void reader_judge(struct view *view, void *row, struct problems *problems)
{
	const struct threat_reader *reader = row;
	int64_t days = setting_int("threat_reader_days"), most = setting_int("threat_readers_most");

	if (reader->person_id == view_me(view))
		problem_add(problems, "person_id", "%s",
			_("Somebody else must decide that you may read."));
	if (date_compare(reader->to_on, reader->from_on) < 0
	    || date_compare(reader->to_on, date_today()) < 0)
		problem_add(problems, "to_on", "%s", _("The last day has passed, or is before the first."));
	else if (date_days_between(reader->from_on, reader->to_on) > days)
		problem_add(problems, "to_on", plural(days, "Decide for at most %lld day at a time.",
			"Decide for at most %lld days at a time."), (long long)days);
	if (threat_readers_on(view, reader->from_on, reader->id) >= most
	    || threat_readers_on(view, reader->to_on, reader->id) >= most)
		problem_add(problems, "person_id",
			plural(most, "%lld person may already read then, and no more may. End one first.",
			       "%lld persons may already read then, and no more may. End one first."),
			(long long)most);
}

const struct form threat_reader_form = {
	.record = &threat_reader_record,
	.fields = FIELDS("person_id", "from_on", "to_on", "decision"), .judge = reader_judge,
};

/* ---- Rules ------------------------------------------------------------------------------------ */

enum check_state check_state_of(struct date meeting, struct date done_on, struct date today)
{
	if (date_is_given(done_on))
		return date_compare(done_on, meeting) <= 0 ? CHECK_done : CHECK_late;
	return date_compare(meeting, today) < 0 ? CHECK_never : CHECK_missing;
}

struct str check_answer(struct str answers, struct str code)
{
	while (answers.len) {
		struct str value = str_cut(&answers, ' '), name = str_cut(&value, '=');

		if (str_equals(name, code))
			return value;
	}
	return S("");
}

struct date patterns_to(int year, struct date today)
{
	struct date end = { (int16_t)year, 12, 31 };

	if (year > today.year)
		return (struct date){ 0 };
	if (year < today.year)
		return end;
	end = date_add_days((struct date){ today.year, today.month, 1 }, -1);
	return end.year == year ? end : (struct date){ 0 };
}

static const struct record *const records[] = { &meeting_check_record, &protection_record,
	&threat_reader_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Safe meetings"), "/threats/meetings", MAY_threats_meetings, "calendar", true },
	{ N_("State of protection"), "/threats/protection", MAY_threats_protection, "lock", true },
	{ N_("Readers of patterns"), "/threats/readers", MAY_threats_decide, "people", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module threats_module = {
	.name = "threats", .routes = threats_routes, .records = records, .menu = menu,
	.evidence = threats_evidence, .demo = threats_demo, .home = threats_home,
};
