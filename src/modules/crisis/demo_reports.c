/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/demo_reports.c - what the units of the demo city say in its crises, and what is made
 * of it.
 *
 * catalogues/demo/crisis_reports.csv, in order of time within a crisis.  A report is followed
 * by its sentences; a picture by what it takes (the number of a sentence) and what the staff
 * writes itself.
 */
#include "modules/crisis/demo_reports.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/crisis/messages.h"
#include "modules/crisis/shifts.h"
#include "modules/people/people.h"

enum { PARTS_MOST = 60 };

static struct str cell(const struct telling *t, const char *name)
{
	return csv_cell(t->reports, t->report, name);
}

static struct instant told_at(const struct telling *t)
{
	return minutes_later(t, demo_int(t->reports, t->report, "minutes"));
}

static bool is_part(const struct telling *t)
{
	static const char *const parts[] = { "sentence", "take", "own" };

	for (size_t i = 0; i < COUNT(parts); i++)
		if (t->report < t->reports->count && str_is(cell(t, "what"), parts[i]))
			return true;
	return false;
}

static int64_t by(const struct telling *t)
{
	return person_of_login(t->people, cell(t, "login"));
}

static void unit_tell(struct telling *t)
{
	struct crisis_unit unit = { .crisis_id = t->crisis.id, .asked_by = by(t), .asked_at = told_at(t),
		.unit_id = crisis_demo_unit(t->people, cell(t, "unit_code")) };

	must(unit.unit_id);
	change_insert(t->change, &crisis_unit_record.shape, &unit);
	t->report++;
}

static void rhythm_tell(struct telling *t)
{
	struct rhythm rhythm = { .kind = cell(t, "box"), .place = cell(t, "words_sv"),
		.first_at = minutes_later(t, demo_int(t->reports, t->report, "due_minutes")),
		.every_minutes = demo_int(t->reports, t->report, "every"),
		.made_by = by(t), .made_at = told_at(t) };

	rhythm_put(t->change, &t->crisis, &rhythm, person_name_kept(t->people, rhythm.made_by));
	t->report++;
}

static void direction_tell(struct telling *t)
{
	struct direction direction = { .at = told_at(t), .words = cell(t, "words_sv"),
		.decided_by = cell(t, "name"), .grounds = cell(t, "grounds_sv"), .made_by = by(t) };

	direction.made_name = person_name_kept(t->people, direction.made_by);
	direction_put(t->change, &t->crisis, &direction);
	t->report++;
}

static struct sentence_list sentences_told(struct telling *t)
{
	struct sentence_list list = { 0, arena_array(t->arena, struct sentence, PARTS_MOST) };

	for (t->report++; is_part(t); t->report++, list.count++) {
		must(list.count < PARTS_MOST);
		list.at[list.count] = (struct sentence){ .box = cell(t, "box"), .words = cell(t, "words_sv"),
			.certainty = choice_of(certainties, cell(t, "certainty")),
			.place = (int64_t)list.count + 1 };
	}
	return list;
}

static void sitrep_tell(struct telling *t)
{
	struct sitrep sitrep = { .at = told_at(t), .handed_by = by(t), .said_by = cell(t, "name"),
		.unit_id = crisis_demo_unit(t->people, cell(t, "unit_code")),
		.is_unchanged = str_is(cell(t, "what"), "same") };
	struct sentence_list sentences;

	sitrep.handed_name = person_name_kept(t->people, sitrep.handed_by);
	if (sitrep.is_unchanged) {
		const struct sitrep *latest = sitrep_latest(change_view(t->change), t->crisis.id,
			sitrep.unit_id);

		must(latest);
		sentences = sitrep_sentences(change_view(t->change), latest->id);
		t->report++;
	} else {
		sentences = sentences_told(t);
	}
	sitrep_put(t->change, &t->crisis, &sitrep, &sentences);
}

static struct picture_line line_told(struct telling *t, const struct said_list *said)
{
	struct picture_line line = { .box = cell(t, "box"), .words = cell(t, "words_sv"),
		.certainty = choice_of(certainties, cell(t, "certainty")), .is_staff = true,
		.sources = cell(t, "sources") };
	const struct said *taken = said_numbered(said, line.sources);

	if (str_is(cell(t, "what"), "own"))
		return line;
	must(taken);
	return (struct picture_line){ .box = taken->box, .certainty = taken->certainty,
		.words = taken->words, .sources = line.sources };
}

static void picture_tell(struct telling *t)
{
	struct view *view = change_view(t->change);
	struct reporting_list units = units_reporting(view, t->crisis.id);
	struct said_list said = said_all(view, t->crisis.id);
	struct crisis_picture picture = { .at = told_at(t), .summary = cell(t, "words_sv"),
		.decided_by = cell(t, "name"), .made_by = by(t), .units_asked = (int64_t)units.count };
	struct picture_line_list lines = { 0, arena_array(t->arena, struct picture_line, PARTS_MOST) };

	for (size_t i = 0; i < units.count; i++)
		picture.units_reported += units.at[i].number > 0;
	picture.made_name = person_name_kept(t->people, picture.made_by);
	for (t->report++; is_part(t); t->report++, lines.count++) {
		must(lines.count < PARTS_MOST);
		lines.at[lines.count] = line_told(t, &said);
	}
	crisis_picture_put(t->change, &t->crisis, &picture, &lines);
}

/* The same shift of so many days, from so many days after the beginning. */
static void shift_tell(struct telling *t)
{
	const struct item *item = item_find("crisis/shifts", cell(t, "certainty"));
	struct date first = date_add_days(instant_date(t->crisis.opened_at),
		(int)demo_int(t->reports, t->report, "sources"));

	must(item);
	for (int64_t day = 0; day < demo_int(t->reports, t->report, "every"); day++) {
		struct slot slot = slot_of(date_add_days(first, (int)day), item);
		struct shift shift = { .function = cell(t, "box"), .begins_at = slot.begins,
			.ends_at = slot.ends, .grounds = cell(t, "grounds_sv"), .added_by = by(t),
			.added_at = told_at(t),
			.person_id = crisis_demo_person(t->people, cell(t, "name")) };

		shift_put(t->change, &t->crisis, &shift, person_name_kept(t->people, shift.added_by));
	}
	t->report++;
}

/* Released at once by the person in `sources`, when there is one. */
static void message_tell(struct telling *t)
{
	struct message message = { .audience = cell(t, "box"), .channels = cell(t, "name"),
		.words = cell(t, "words_sv"), .written_by = by(t), .written_at = told_at(t) };
	struct message_step release = { .verb = S("release"), .at = told_at(t),
		.by_id = person_of_login(t->people, cell(t, "sources")) };

	message.written_name = person_name_kept(t->people, message.written_by);
	message_put(t->change, &t->crisis, &message);
	if (release.by_id) {
		release.by_name = person_name_kept(t->people, release.by_id);
		message_step_put(t->change, &t->crisis,
			message_get(change_view(t->change), t->crisis.id, message.public_id), &release);
	}
	t->report++;
}

static const struct {
	const char *what;
	void (*tell)(struct telling *t);
} tellers[] = {
	{ "unit", unit_tell }, { "rhythm", rhythm_tell }, { "direction", direction_tell },
	{ "sitrep", sitrep_tell }, { "same", sitrep_tell }, { "picture", picture_tell },
	{ "shift", shift_tell }, { "message", message_tell },
};

static void report_tell(struct telling *t)
{
	for (size_t i = 0; i < COUNT(tellers); i++)
		if (str_is(cell(t, "what"), tellers[i].what)) {
			tellers[i].tell(t);
			return;
		}
	must(!"a row of crisis_reports.csv that nobody tells");
}

void reports_tell_until(struct telling *t, struct str key, int64_t minutes)
{
	while (t->report < t->reports->count) {
		if (!str_equals(cell(t, "crisis"), key))
			t->report++;
		else if (demo_int(t->reports, t->report, "minutes") < minutes)
			report_tell(t);
		else
			return;
	}
}
