/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/tests.c - when something has changed, and whether calendar programs read it. */
#include "modules/wheel/inside.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/access.h"
#include "store/test_store.h"
#include "kit/route.h"

#include <libical/ical.h>
#include <string.h>

static const struct date monday = { 2026, 9, 7 };

static struct instant at(int64_t seconds) { return (struct instant){ seconds }; }

/* ---- What is told next ---------------------------------------------------------------------- */

TEST(an_item_that_was_never_told_begins_at_nought)
{
	struct told next = told_next(NULL, S("a"), S("d1"), monday, at(100));

	CHECK(next.sequence == 0 && !next.is_cancelled && next.changed_at.seconds == 100);
}

TEST(an_item_that_is_as_it_was_is_told_as_it_was)
{
	struct told was = told_next(NULL, S("a"), S("d1"), monday, at(100));
	struct told next = told_next(&was, S("a"), S("d1"), monday, at(200));

	CHECK(next.sequence == 0 && next.changed_at.seconds == 100);
}

TEST(each_change_is_one_higher_and_so_is_the_end_and_the_return)
{
	struct told one = told_next(NULL, S("a"), S("d1"), monday, at(1));
	struct told two = told_next(&one, S("a"), S("d2"), monday, at(2));
	struct told three = told_next(&two, S("a"), S(""), monday, at(3));
	struct told four = told_next(&three, S("a"), S(""), monday, at(4));
	struct told five = told_next(&four, S("a"), S("d2"), monday, at(5));

	CHECK(two.sequence == 1 && two.changed_at.seconds == 2);
	CHECK(three.sequence == 2 && three.is_cancelled);
	CHECK(four.sequence == 2 && four.changed_at.seconds == 3);
	CHECK(five.sequence == 3 && !five.is_cancelled);
}

TEST(what_a_calendar_shows_is_in_the_digest_and_a_state_is_not)
{
	struct wheel_item item = { .uid = S("a"), .kind = S("mark"), .words = S("Prov"), .on = monday };
	struct str first = item_digest(test_arena(), &item);

	item.state = S("sent");
	item.is_late = true;
	CHECK(str_equals(first, item_digest(test_arena(), &item)));
	item.on.day++;
	CHECK(!str_equals(first, item_digest(test_arena(), &item)));
}

/* ---- What is written is read ------------------------------------------------------------------ */

static icalcomponent *written(const struct ical_event *events, size_t count)
{
	struct ical calendar = { .name = S("Ljungbacka; år, och \\"), .zone = "Europe/Stockholm",
		.refresh_hours = 4, .count = count, .events = events };
	struct str text = ical_write(test_arena(), &calendar);
	icalcomponent *read = icalparser_parse_string(str_z(test_arena(), text));

	CHECK(read != NULL);
	CHECK(icalcomponent_count_errors(read) == 0);
	return read;
}

TEST(a_calendar_that_is_written_is_read_with_the_same_days_and_words)
{
	struct ical_event event = { .uid = S("x-1@varn"), .sequence = 3, .changed = { 1790000000 },
		.from = monday, .to = { 2026, 9, 9 }, .summary = S("Lägesbild; olyckor, Ljungbacka"),
		.description = S("En rad\noch en till"), .alarm_count = 2, .alarm_days = { 14, 3 } };
	icalcomponent *calendar = written(&event, 1);
	icalcomponent *read = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	struct icaltimetype start = icalcomponent_get_dtstart(read);
	struct icaltimetype end = icalcomponent_get_dtend(read);

	CHECK(!strcmp(icalcomponent_get_uid(read), "x-1@varn"));
	CHECK(!strcmp(icalcomponent_get_summary(read), "Lägesbild; olyckor, Ljungbacka"));
	CHECK(!strcmp(icalcomponent_get_description(read), "En rad\noch en till"));
	CHECK(icalcomponent_get_sequence(read) == 3);
	CHECK(icalcomponent_get_status(read) == ICAL_STATUS_CONFIRMED);
	CHECK(start.is_date && start.year == 2026 && start.month == 9 && start.day == 7);
	CHECK(end.is_date && end.day == 10);
	CHECK(icalcomponent_count_components(read, ICAL_VALARM_COMPONENT) == 2);
	icalcomponent_free(calendar);
}

TEST(a_time_of_the_day_stands_in_the_zone_of_the_city_on_both_sides_of_the_clock_change)
{
	struct ical_event events[] = {
		{ .uid = S("summer"), .begins = instant_at((struct date){ 2026, 10, 24 }, 15, 0, 0),
		  .ends = instant_at((struct date){ 2026, 10, 24 }, 15, 10, 0), .summary = S("a") },
		{ .uid = S("winter"), .begins = instant_at((struct date){ 2026, 10, 26 }, 15, 0, 0),
		  .ends = instant_at((struct date){ 2026, 10, 26 }, 15, 10, 0), .summary = S("b") },
	};
	icalcomponent *calendar = written(events, 2);
	icalcomponent *read = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);

	CHECK(icalcomponent_count_components(calendar, ICAL_VTIMEZONE_COMPONENT) == 1);
	for (size_t i = 0; i < 2; i++) {
		struct icaltimetype start = icalcomponent_get_dtstart(read);

		CHECK(start.hour == 15 && start.minute == 0);
		CHECK(icaltime_as_timet_with_zone(start,
			icaltimezone_get_builtin_timezone("Europe/Stockholm"))
		      == (time_t)events[i].begins.seconds);
		read = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	}
	icalcomponent_free(calendar);
}

TEST(a_cancelled_item_has_no_words_left)
{
	struct ical_event event = { .uid = S("x"), .sequence = 4, .changed = { 1790000000 },
		.from = monday, .summary = S("Inställd"), .description = S("hemligt"),
		.url = S("https://varn.example/x"), .is_cancelled = true };
	icalcomponent *calendar = written(&event, 1);
	icalcomponent *read = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);

	CHECK(icalcomponent_get_status(read) == ICAL_STATUS_CANCELLED);
	CHECK(icalcomponent_get_description(read) == NULL);
	CHECK(strstr(icalcomponent_as_ical_string(calendar), "example") == NULL);
	icalcomponent_free(calendar);
}

TEST(lines_are_folded_at_75_bytes_and_end_as_the_standard_says)
{
	struct ical_event event = { .uid = S("x"), .changed = { 1790000000 }, .from = monday,
		.summary = S("åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö") };
	struct ical calendar = { .name = S("n"), .zone = "Europe/Stockholm", .refresh_hours = 1,
		.count = 1, .events = &event };
	struct str rest = ical_write(test_arena(), &calendar);

	CHECK(str_ends(rest, S("END:VCALENDAR\r\n")));
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');

		CHECK(line.len <= 76 && str_ends(line, S("\r")));
	}
}

/* ---- What the job keeps ---------------------------------------------------------------------- */

extern const struct embedded catalogue_files[];

static void feed_put(struct store *store, struct date passed, struct date coming)
{
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES (7, 'p7', 'vera', 'Vera')"), NONE);
	change_run(change, SQL("INSERT INTO session (id, digest, secret, person_id, created_at,"
		" seen_at, ends_at) VALUES (5, 'd', 's', 7, 1, 1, 1)"), NONE);
	change_run(change, SQL("INSERT INTO calendar_feed (id, public_id, person_id, name, session_id,"
		" created_at) VALUES (1, 'f1', 7, 'Mine', 5, 1)"), NONE);
	told_put(change, 1, &(struct told){ .uid = S("coming"), .digest = S("d"), .on_date = coming });
	told_put(change, 1, &(struct told){ .uid = S("passed"), .digest = S("d"), .on_date = passed });
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_day_that_has_been_is_not_cancelled_in_calendars_when_it_is_told_no_more)
{
	struct store *store = test_store();
	struct date today = date_today();
	struct told_list told;
	struct view *view;

	feed_put(store, feed_ask(&(struct feed){ 0 }, date_add_days(today, -1)).from,
		date_add_days(today, 3));
	CHECK(job_run_here(store, wheel_jobs[0].name, S(""), NULL, 0));
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	told = told_of_all(view, 1);
	for (size_t i = 0; i < told.count; i++) {
		CHECK(!str_is(told.at[i].uid, "passed"));
		CHECK(told.at[i].is_cancelled == str_is(told.at[i].uid, "coming"));
	}
	view_close(view);
	store_close(store);
}

/* ---- Addresses --------------------------------------------------------------------------------- */

/* An address leaves the house only when the one who reads the feed may open it. */
TEST(an_address_is_for_those_who_may_open_it)
{
	struct person nobody = { 0 }, anybody = { .id = 7 }, reader = { .id = 7 };

	rights_add(&reader.may, MAY_measures_read);
	CHECK(person_may(&reader, MAY_measures_read) && !person_may(&anybody, MAY_measures_read));
	CHECK(person_may_open(&reader, S("/measures?state=done")));
	CHECK(person_may_open(&reader, S("/measures/A-2026-00001#basis")));
	CHECK(!person_may_open(&anybody, S("/measures/A-2026-00001")));
	CHECK(!person_may_open(&nobody, S("/measures/A-2026-00001")));
	CHECK(!person_may_open(&reader, S("/no/such/page")));
	CHECK(person_may_open(&anybody, S("/wheel/me")));
}
