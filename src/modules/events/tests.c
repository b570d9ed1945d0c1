/* SPDX-License-Identifier: EUPL-1.2 */
/* events/tests.c - rules of one event, its guards, its tally, and who sees it. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/job.h"
#include "kit/setting.h"
#include "modules/events/blocks.h"
#include "modules/events/demo.h"
#include "modules/events/handle.h"
#include "modules/events/report.h"
#include "store/search.h"
#include "store/test_store.h"

#include <jpeglib.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const struct embedded catalogue_files[];

/* ---- Guards -------------------------------------------------------------------------------- */

static bool holds_number(const char *text)
{
	size_t at, len;

	return personal_number_find(str_of(text), &at, &len);
}

TEST(a_personal_number_is_found_however_it_is_written)
{
	CHECK(holds_number("Eleven 811228-9874 föll"));
	CHECK(holds_number("19811228-9874"));
	CHECK(holds_number("198112289874"));
	CHECK(holds_number("8112289874."));
	CHECK(holds_number("811228+9874"));
	CHECK(holds_number("811228 9874"));
	CHECK(holds_number("811228–9874"));
	CHECK(holds_number("701063-2391"));             /* a co-ordination number: day 3 + 60 */
}

TEST(other_numbers_are_no_personal_numbers)
{
	CHECK(!holds_number("811228-9875"));            /* wrong check digit */
	CHECK(!holds_number("811328-9874"));            /* no such month */
	CHECK(!holds_number("070-174 06 05"));
	CHECK(!holds_number("H-2026-01234"));
	CHECK(!holds_number("18811228987412"));         /* part of a longer number */
	CHECK(!holds_number("5000-K123456-26"));
	CHECK(!holds_number(""));
}

TEST(a_personal_number_is_taken_out_and_the_rest_stays)
{
	struct str text = personal_numbers_removed(test_arena(),
		S("Eleven 811228-9874 och 19811228-9874 föll."));

	CHECK(str_is(text, "Eleven … och … föll."));
}

TEST(a_mark_is_whole_words)
{
	CHECK(mark_stands_in(S("Stämplad HEMLIG idag"), S("HEMLIG")));
	CHECK(!mark_stands_in(S("en hemlig kamera"), S("HEMLIG")));
	CHECK(!mark_stands_in(S("HEMLIGHET"), S("HEMLIG")));
	CHECK(mark_stands_in(str_fold(test_arena(), S("Skyddsobjektet är öppet")), S("skyddsobjekt*")));
	CHECK(mark_stands_in(str_fold(test_arena(), S("KRIGSPLACERING")), S("krigsplacer*")));
	CHECK(!mark_stands_in(str_fold(test_arena(), S("inget skydds objekt")), S("skyddsobjekt*")));
}

TEST(a_title_is_the_first_sentence_cut_between_words)
{
	struct str text = title_of(test_arena(), S("Halkade på isen. Slog i knät."));
	struct str longer = title_of(test_arena(), S("En mycket lång mening som aldrig tar slut och som "
		"fortsätter tills den blir mycket längre än vad en rubrik får vara"));

	CHECK(str_is(text, "Halkade på isen"));
	CHECK(str_letters(longer) <= TITLE_LONGEST);
	CHECK(str_ends(longer, S("…")));
	CHECK(str_is(title_of(test_arena(), S("Brinner det?")), "Brinner det?"));
	CHECK(str_is(title_of(test_arena(), S("")), ""));
}

TEST(a_code_is_read_however_it_is_typed)
{
	CHECK(str_is(code_plain(test_arena(), S("k7f29m")), "K7F-29M"));
	CHECK(str_is(code_plain(test_arena(), S(" K7F 29M ")), "K7F-29M"));
	CHECK(code_plain(test_arena(), S("K7F-29")).len == 0);
	CHECK(code_plain(test_arena(), S("K7F-29M'--")).len == 0);
	CHECK(code_plain(test_arena(), S("K7F-29MM")).len == 0);
}

TEST(work_is_judged_by_zero_bits)
{
	struct str none = S("");
	int n = 0;

	CHECK(!work_is_done(test_arena(), S("abc"), none, 8));
	CHECK(work_is_done(test_arena(), S("abc"), none, 0));
	while (!work_is_done(test_arena(), S("abc"), arena_print(test_arena(), "%d", n), 8))
		n++;
	CHECK(n < 5000);
}

/* ---- The chain ------------------------------------------------------------------------------ */

static enum obstacle obstacle_of(const char *verb, struct event event, struct attempt attempt)
{
	attempt.transition = transition_find(str_of(verb));
	attempt.event = &event;
	return transition_obstacle(&attempt);
}

TEST(an_event_is_closed_with_words_to_the_reporter_or_a_reason)
{
	struct event event = { .state = STATE_decided };

	CHECK(obstacle_of("close", event, (struct attempt){ 0 }) == FEEDBACK_MISSING);
	CHECK(obstacle_of("close", event, (struct attempt){ .has_feedback = true }) == NO_OBSTACLE);
	CHECK(obstacle_of("close", event, (struct attempt){ .has_words = true }) == NO_OBSTACLE);
}

TEST(a_serious_event_is_countersigned_by_somebody_else)
{
	struct event event = { .state = STATE_decided, .handler_id = 7 };
	struct attempt attempt = { .has_feedback = true, .must_be_countersigned = true };

	CHECK(obstacle_of("close", event, attempt) == COUNTERSIGN_MISSING);
	CHECK(obstacle_of("countersign", event, (struct attempt){ .person_id = 7 }) == OWN_COUNTERSIGN);
	CHECK(obstacle_of("countersign", event, (struct attempt){ .person_id = 8 }) == NO_OBSTACLE);
	event.countersigned_by = 8;
	CHECK(obstacle_of("close", event, attempt) == NO_OBSTACLE);
}

TEST(steps_that_do_not_follow_are_refused)
{
	struct event closed = { .state = STATE_closed }, fresh = { .state = STATE_reported };

	CHECK(obstacle_of("receive", closed, (struct attempt){ 0 }) == WRONG_STATE);
	CHECK(obstacle_of("close", fresh, (struct attempt){ .has_feedback = true }) == WRONG_STATE);
	CHECK(obstacle_of("reopen", closed, (struct attempt){ 0 }) == WORDS_MISSING);
	CHECK(obstacle_of("reject", fresh, (struct attempt){ .has_words = true }) == NO_OBSTACLE);
	CHECK(transition_find(S("delete")) == NULL);
}

TEST(a_hurt_person_makes_the_first_severity_at_least_moderate)
{
	struct type_facts minor = { .severity_hint = 1 }, serious = { .severity_hint = 3 };

	CHECK(severity_first(&minor, S("no")) == 1);
	CHECK(severity_first(&minor, S("yes")) == 2);
	CHECK(severity_first(&serious, S("yes")) == 3);
}

/* ---- Conditions of duties --------------------------------------------------------------------- */

static struct condition condition_of(const char *condition, const char *blocks, const char *tags)
{
	struct condition_facts facts = { .arena = test_arena(), .unit_tags = str_of(tags),
		.blocks = blocks_read(test_arena(), str_of(blocks)) };
	struct condition answer = condition_read(str_of(condition), &facts);

	json_decref(facts.blocks);
	return answer;
}

TEST(a_condition_asks_answers_and_marks_of_units)
{
	const char *yes = "{\"it\":{\"personal_data\":\"yes\"},\"people\":{\"hurt_employee\":\"2\"}}";

	CHECK(condition_of("it.personal_data=yes,unknown", yes, "").holds);
	CHECK(condition_of("it.personal_data=yes,unknown", yes, "").asks_block);
	CHECK(!condition_of("it.personal_data=no", yes, "").holds);
	CHECK(condition_of("people.hurt_employee=1+", yes, "").holds);
	CHECK(!condition_of("people.hurt_employee=1+", "{}", "").holds);
	CHECK(condition_of("unit.tag=preschool,school", "{}", "elected school").holds);
	CHECK(!condition_of("unit.tag=preschool,school", "{}", "elected").holds);
	CHECK(!condition_of("unit.tag=school", "{}", "school").asks_block);
	CHECK(condition_of("", "{}", "").holds);
}

/* ---- Photos ------------------------------------------------------------------------------------- */

enum { JPEG_ROOM = 1 << 20 };

/* A grey picture, left half black, with an Exif mark that says how the camera was held. */
static struct str jpeg_made(int width, int height, int turn)
{
	static const unsigned char exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
		1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *at = arena_take(test_arena(), JPEG_ROOM), mark[sizeof exif];
	unsigned char *row = arena_take(test_arena(), (size_t)width * 3);
	unsigned long len = JPEG_ROOM;

	memcpy(mark, exif, sizeof exif);
	mark[24] = (unsigned char)turn;
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &at, &len);
	jpeg.image_width = (JDIMENSION)width;
	jpeg.image_height = (JDIMENSION)height;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	jpeg_write_marker(&jpeg, JPEG_APP0 + 1, mark, sizeof mark);
	memset(row, 200, (size_t)width * 3);
	memset(row, 0, (size_t)(width / 2) * 3);
	while (jpeg.next_scanline < jpeg.image_height)
		jpeg_write_scanlines(&jpeg, &row, 1);
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	return (struct str){ (char *)at, len };
}

TEST(a_photo_becomes_small_and_loses_what_is_no_picture)
{
	struct photo photo = photo_read(test_arena(), jpeg_made(3000, 1000, 1), 1600);

	CHECK(photo.is_read);
	CHECK(photo.width == 1600 && photo.height == 533);
	CHECK(str_starts(photo.jpeg, S("\xff\xd8\xff")));
	CHECK(str_find(photo.jpeg, S("Exif")) < 0);
}

TEST(a_photo_is_turned_as_the_camera_was_held)
{
	struct photo photo = photo_read(test_arena(), jpeg_made(300, 100, 6), 1600);

	CHECK(photo.is_read);
	CHECK(photo.width == 100 && photo.height == 300);
}

TEST(what_is_no_photo_is_refused)
{
	struct str half = jpeg_made(300, 100, 1);

	CHECK(!photo_read(test_arena(), S("<svg onload=alert(1)>"), 1600).is_read);
	CHECK(!photo_read(test_arena(), S("\xff\xd8\xff rubbish"), 1600).is_read);
	CHECK(!photo_read(test_arena(), S("\x89PNG\r\n\x1a\n rubbish"), 1600).is_read);
	CHECK(!photo_read(test_arena(), S(""), 1600).is_read);
	CHECK(!photo_read(test_arena(), str_part(half, 0, 60), 1600).is_read);
}

/* ---- A small city -------------------------------------------------------------------------------- */

static struct store *store;

enum { CITY = 1, BOARD, WORK, OTHER_WORK, UNITS, MANAGER = 11, COORDINATOR, ANALYST, STRANGER };

static void unit_put(struct change *change, int64_t id, int64_t parent, const char *kind)
{
	struct str code = arena_print(test_arena(), "u%lld", (long long)id);

	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, code, kind));
	if (parent)
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
			V(id, parent));
}

static void person_put(struct change *change, int64_t id, int64_t unit, const char *role)
{
	struct str name = arena_print(test_arena(), "p%lld", (long long)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, name));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit, role));
}

static struct change *change_as(int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

static void done(struct change *change)
{
	CHECK(change_commit(change) == COMMITTED);
}

static void city_make(void)
{
	static char folder[] = "/tmp/varn-events-XXXXXX";
	struct change *change;

	CHECK(mkdtemp(folder) != NULL);
	data_folder_set(folder);
	store = test_store();
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, CITY, 0, "city");
	unit_put(change, BOARD, CITY, "district");
	unit_put(change, WORK, BOARD, "workplace");
	unit_put(change, OTHER_WORK, BOARD, "workplace");
	unit_closure_make(change);
	person_put(change, MANAGER, WORK, "handler");
	person_put(change, COORDINATOR, BOARD, "unit_coordinator");
	person_put(change, ANALYST, CITY, "central_analyst");
	person_put(change, STRANGER, OTHER_WORK, "handler");
	done(change);
}

static struct view *view_as(int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct event reported(const char *story, const char *type)
{
	struct change *change = change_as(0);
	struct event event = { .unit_id = WORK, .story = str_of(story), .type = str_of(type) };

	event_prepare(&event);
	CHECK(event_report(change, &event, S("")) > 0);
	done(change);
	return event;
}

static bool sees(int64_t person, struct str number)
{
	struct view *view = view_as(person);
	bool is_seen = event_of_number(view, number) != NULL;

	view_close(view);
	return is_seen;
}

static int64_t asked(struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t answer = view_int(view, sql, NONE);

	view_close(view);
	return answer;
}

/* The tally must be what counting says. */
static bool tally_is_right(void)
{
	int64_t counted = asked(SQL("SELECT count(*) FROM event WHERE state NOT IN ('merged', 'rejected')"));

	return asked(SQL("SELECT COALESCE(sum(events), 0) FROM event_tally")) == counted
		&& asked(SQL("SELECT COALESCE(sum(injured), 0) FROM event_tally"))
		== asked(SQL("SELECT COALESCE(sum(injured), 0) FROM event"
		             " WHERE state NOT IN ('merged', 'rejected')"))
		&& asked(SQL("SELECT count(*) FROM event_tally WHERE events < 0")) == 0;
}

TEST_ON_STORES(a_report_gets_number_board_clocks_tally_and_a_first_step)
{
	struct event event;

	city_make();
	event = reported("Halkade på isen. Slog i knät.", "injury.fall");
	CHECK(str_starts(event.number, S("H-")) && str_ends(event.number, S("-00001")));
	CHECK(event.board_id == BOARD);
	CHECK(str_is(event.title, "Halkade på isen"));
	CHECK(str_is(event.class, "accident"));
	CHECK(asked(SQL("SELECT count(*) FROM event_step WHERE verb = 'report'")) == 1);
	CHECK(asked(SQL("SELECT count(*) FROM event_clock WHERE clock = 'acknowledge'")) == 1);
	CHECK(asked(SQL("SELECT count(*) FROM event_clock WHERE clock = 'alert'")) == 0);
	CHECK(tally_is_right());
	CHECK(str_ends(reported("En till.", "injury.fall").number, S("-00002")));
}

TEST_ON_STORES(an_event_is_seen_where_it_belongs_and_above)
{
	struct event event;

	city_make();
	event = reported("Halkade på isen.", "injury.fall");
	CHECK(sees(MANAGER, event.number));
	CHECK(sees(COORDINATOR, event.number));
	CHECK(sees(ANALYST, event.number));
	CHECK(!sees(STRANGER, event.number));
	CHECK(!sees(0, event.number));
}

TEST_ON_STORES(a_restricted_event_exists_for_its_list_only)
{
	struct event event;
	struct change *change;

	city_make();
	event = reported("Hot mot en namngiven person.", "threat.named_employee");
	CHECK(event.is_restricted);
	CHECK(sees(COORDINATOR, event.number));         /* the nearest who coordinates */
	CHECK(!sees(MANAGER, event.number));
	CHECK(!sees(ANALYST, event.number));
	change = change_as(COORDINATOR);
	need_give(change, event.id, MANAGER, S("Is the manager"));
	done(change);
	CHECK(sees(MANAGER, event.number));
}

TEST_ON_STORES(the_tally_follows_every_change)
{
	struct event event, now;
	struct change *change;

	city_make();
	event = reported("Halkade på isen.", "injury.fall");
	reported("Skar sig.", "injury.cut_crush");
	change = change_as(MANAGER);
	now = event;
	now.type = S("injury.burn");
	now.severity = 3;
	now.injured = 2;
	now.unit_id = OTHER_WORK;
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	CHECK(tally_is_right());
	CHECK(asked(SQL("SELECT count(*) FROM event_clock WHERE clock = 'alert'")) == 1);
	event = now;
	now.state = STATE_rejected;
	change = change_as(STRANGER);
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	CHECK(tally_is_right());
}

TEST_ON_STORES(each_change_of_a_cost_is_kept_and_no_other_change_is)
{
	struct event event, now;
	struct change *change;

	city_make();
	event = now = reported("Halkade på isen.", "injury.fall");
	CHECK(asked(SQL("SELECT count(*) FROM event_cost")) == 0);
	now.cost_estimate = 5000;
	change = change_as(MANAGER);
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	event = now;
	now.lesson = S("Sand");
	change = change_as(MANAGER);
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	CHECK(asked(SQL("SELECT count(*) FROM event_cost WHERE cost = 5000 AND is_final = 0")) == 1);
	event = now;
	now.cost_final = 7000;
	change = change_as(MANAGER);
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	CHECK(asked(SQL("SELECT count(*) FROM event_cost")) == 2);
	CHECK(asked(SQL("SELECT cost FROM event_cost WHERE is_final = 1")) == 7000);
}

TEST_ON_STORES(a_stale_change_is_not_written)
{
	struct event event, mine, theirs;
	struct change *change;

	city_make();
	event = reported("Halkade på isen.", "injury.fall");
	theirs = mine = event;
	theirs.lesson = S("Sand");
	mine.lesson = S("Salt");
	change = change_as(MANAGER);
	CHECK(event_change(change, &theirs, &event, event.version) == UPDATED);
	done(change);
	change = change_as(COORDINATOR);
	CHECK(event_change(change, &mine, &event, event.version) == UPDATED_STALE);
	done(change);
	CHECK(tally_is_right());
}

TEST_ON_STORES(many_events_at_once_count_and_are_found_as_if_one_by_one)
{
	struct event events[50] = { 0 };
	struct instant first = instant_at((struct date){ 2025, 12, 20 }, 12, 0, 0);
	struct change *change;
	struct view *view;

	city_make();
	for (size_t i = 0; i < COUNT(events); i++) {
		events[i] = (struct event){ .unit_id = i % 2 ? WORK : OTHER_WORK, .severity = (int64_t)i % 5,
			.type = i % 3 ? S("fire.building") : S("water.pipe"), .story = S("Vattenläcka i källaren"),
			.injured = (int64_t)i % 2, .state = i % 10 ? STATE_closed : STATE_rejected };
		events[i].reported_at.seconds = first.seconds + (int64_t)i * DAY / 2;
		events[i].occurred_at = events[i].reported_at;
	}
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	event_report_many(change, events, COUNT(events));
	done(change);
	CHECK(tally_is_right());
	CHECK(asked(SQL("SELECT count(DISTINCT number) FROM event")) == COUNT(events));
	CHECK(asked(SQL("SELECT count(*) FROM event WHERE number LIKE 'H-2026-%'")) == 27);
	CHECK(asked(SQL("SELECT count(*) FROM event WHERE board_id = 2")) == COUNT(events));
	view = view_as(ANALYST);
	CHECK(view_int(view, SQL("SELECT count(*) FROM {found event $1} AS hit"
		" JOIN my_event ON my_event.id = hit.row_id"), V(search_query(view, S("läcka")))) == COUNT(events));
	view_close(view);
}

TEST_ON_STORES(a_signed_in_person_can_be_nobody)
{
	struct change *change;
	struct event event = { .unit_id = WORK, .story = S("Ett hot."), .is_anonymous = true };

	city_make();
	change = change_as(MANAGER);
	change_as_nobody(change);
	CHECK(event_report(change, &event, S("")) > 0);
	done(change);
	CHECK(asked(SQL("SELECT count(*) FROM audit WHERE table_name = 'event' AND person_id <> 0")) == 0);
	CHECK(asked(SQL("SELECT count(*) FROM event_step WHERE person_id <> 0")) == 0);
	CHECK(asked(SQL("SELECT count(*) FROM event WHERE created_by <> 0 OR reporter_id <> 0")) == 0);
}

TEST_ON_STORES(what_is_quarantined_cannot_be_read_here)
{
	struct change *change;
	struct view *view;
	struct str sealed, id;

	city_make();
	change = change_as(0);
	quarantine_put(change, &(struct quarantine){ .form = "report", .reason = S("answered yes"),
		.content = S("kronjuvelerna"), .unit_id = WORK });
	done(change);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	id = view_text(view, SQL("SELECT public_id FROM quarantine"), NONE);
	sealed = quarantine_sealed(view, id);
	CHECK(sealed.len == strlen("kronjuvelerna") + crypto_box_SEALBYTES);
	CHECK(str_find(sealed, S("kronjuvelerna")) < 0);
	CHECK(asked(SQL("SELECT count(*) FROM event")) == 0);
	view_close(view);
	view = view_as(COORDINATOR);
	CHECK(quarantine_list(view).count == 1);
	view_close(view);
	view = view_as(MANAGER);
	CHECK(quarantine_list(view).count == 0);
	view_close(view);
}

TEST_ON_STORES(answers_of_a_block_are_judged_and_counted)
{
	struct event event = { .type = S("injury.fall"), .blocks = S("{}") };
	struct pair good[] = { { S("people.hurt_employee"), S("2") }, { S("people.hurt_pupil"), S("1") },
		{ S("people.care"), S("hospital") }, { S("people.injury"), S("wound") },
		{ S("people.injury"), S("fracture") } };
	struct pair bad[] = { { S("people.care"), S("spa") }, { S("people.hurt_employee"), S("many") } };
	struct answers answers = { COUNT(good), good };
	struct problems problems = { .arena = test_arena() };
	struct view *view;
	json_t *blocks;

	city_make();
	view = view_as(MANAGER);
	CHECK(block_judge(view, S("people"), &answers, &event, &problems));
	CHECK(event.injured == 3);
	blocks = blocks_read(test_arena(), event.blocks);
	CHECK(str_is(block_value(blocks, S("people"), S("injury")), "wound fracture"));
	json_decref(blocks);
	answers = (struct answers){ COUNT(bad), bad };
	CHECK(!block_judge(view, S("people"), &answers, &event, &problems));
	CHECK(problems.count == 2);
	CHECK(event.injured == 3);
	view_close(view);
}

TEST_ON_STORES(a_duty_begins_when_an_answer_says_so)
{
	struct event event, now;
	struct change *change;

	city_make();
	event = reported("Ett mejl gick fel.", "it.wrong_disclosure");
	CHECK(asked(SQL("SELECT count(*) FROM event_clock WHERE clock = 'gdpr_72h'")) == 0);
	now = event;
	now.blocks = S("{\"it\":{\"personal_data\":\"yes\"}}");
	change = change_as(MANAGER);
	CHECK(event_change(change, &now, &event, event.version) == UPDATED);
	done(change);
	CHECK(asked(SQL("SELECT due_at - starts_at FROM event_clock WHERE clock = 'gdpr_72h'")) == 72 * HOUR);
}

TEST_ON_STORES(own_clocks_count_working_days)
{
	/* A Thursday before Easter: two working days on is the Wednesday after. */
	struct instant thursday = instant_at((struct date){ 2026, 4, 2 }, 15, 0, 0);
	struct instant due;

	city_make();
	due = reading_due(test_arena(), thursday);
	CHECK(date_compare(instant_date(due), (struct date){ 2026, 4, 8 }) == 0);
}

TEST(a_demo_is_the_same_for_the_same_seed)
{
	struct demo_random one = { 20260101 }, two = { 20260101 };
	double sum = 0;

	for (int i = 0; i < 1000; i++) {
		CHECK(random_next(&one) == random_next(&two));
		sum += random_poisson(&one, 2.5);
		random_poisson(&two, 2.5);
	}
	CHECK(sum > 2200 && sum < 2800);
}
