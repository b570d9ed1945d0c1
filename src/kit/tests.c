/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/tests.c - forms, lists of choices, rights and signing in. */
#include "base/test.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/apart.h"
#include "kit/catalogue.h"
#include "kit/folder.h"
#include "kit/rate.h"
#include "kit/reference.h"
#include "kit/visit.h"
#include "store/test_store.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const struct embedded catalogue_files[], tongue_files[];

/* ---- A record with every kind of field ---------------------------------------------- */

static const struct choice moods[] = {
	{ "", NULL }, { "calm", N_("Calm") }, { "angry", N_("Angry") }, { NULL, NULL },
};

#define THING_FIELDS(F) \
	F(id,       key,     "Number", .is_own = true) \
	F(title,    text,    "Title", .required = true, .longest = 20, .help = "A few <words>") \
	F(story,    prose,   "What happened?", .longest = 40) \
	F(injured,  count,   "Injured", .most = 9999) \
	F(cost,     money,   "Cost", ) \
	F(floor,    count,   "Floor", .least = -3, .most = 12) \
	F(weight,   real,    "Weight", .least = 1) \
	F(is_now,   yesno,   "It goes on", ) \
	F(mood,     choice,  "Mood", CHOICES(moods), .required = true) \
	F(at,       instant, "Occurred", ) \
	F(day,      date,    "Day", ) \
	F(email,    email,   "E-mail", ) \
	F(phone,    phone,   "Telephone", ) \
	F(blocks,   json,    "Further answers", ) \
	F(type,     code,    "Type", .list = "event/types") \
	F(channel,  code,    "Came by", .list = "event/channels") \
	F(values,   codes,   "Values", .list = "event/protected_values") \
	F(unit_id,  ref,     "Unit", .refers_to = "unit") \
	F(version,  count,   "Version", .is_own = true)

struct thing { THING_FIELDS(AS_MEMBER) };
#define RECORD struct thing
static const struct field thing_fields[] = { THING_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record thing_record = { RECORD_OF("thing", thing, thing_fields) };

static const struct form thing_form = {
	.record = &thing_record,
	.fields = FIELDS("title", "story", "injured", "is_now", "mood", "at"),
};

static struct problems problems;

/* One field of an empty thing; the problem, or "". */
static struct str judged(struct view *view, const char *name, const char *answer,
                         struct thing *thing)
{
	problems = (struct problems){ .arena = test_arena() };
	field_judge(record_field(&thing_record, name), view, str_of(answer), thing, &problems);
	return problems.count ? problems.at[0].words : S("");
}

static struct str shown(const char *name, const struct thing *thing)
{
	return field_show(test_arena(), record_field(&thing_record, name), thing);
}

static struct str machine(const char *name, const struct thing *thing)
{
	return field_machine(test_arena(), record_field(&thing_record, name), thing);
}

/* ---- Kinds -------------------------------------------------------------------------- */

TEST(kit_text_is_trimmed_and_stands_on_one_line)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "title", "  Broken\r\nwindow\t", &thing).len);
	CHECK(str_is(thing.title, "Broken window"));
	CHECK(!judged(NULL, "title", "åäöåäöåäöåäöåäöåäöåä", &thing).len);
}

TEST(kit_text_that_is_missing_too_long_or_no_text_is_told)
{
	struct thing thing = { .title = S("before") };

	CHECK(str_is(judged(NULL, "title", " \n ", &thing), "Write title."));
	CHECK(str_is(judged(NULL, "title", "123456789012345678901", &thing),
		"Title has 21 letters. At most 20 fit."));
	CHECK(judged(NULL, "title", "a\001b", &thing).len);
	CHECK(judged(NULL, "title", "a\xff" "b", &thing).len);
	CHECK(str_is(thing.title, "before"));
}

TEST(kit_prose_keeps_its_lines_with_lf)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "story", "one\r\ntwo\rthree\n\n", &thing).len);
	CHECK(str_is(thing.story, "one\ntwo\nthree"));
	CHECK(!judged(NULL, "story", "", &thing).len);
	CHECK(!thing.story.len);
}

TEST(kit_letters_that_are_not_seen_are_dropped)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "phone", "\u202d08-123 45 67\u202c", &thing).len);
	CHECK(str_is(thing.phone, "08-123 45 67"));
}

TEST(kit_numbers_are_read_as_people_write_them)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "injured", "9\u00a0999", &thing).len);
	CHECK(thing.injured == 9999);
	CHECK(!judged(NULL, "cost", "12 500 kr", &thing).len);
	CHECK(thing.cost == 12500);
	CHECK(!judged(NULL, "floor", "\u22123", &thing).len);
	CHECK(thing.floor == -3);
	CHECK(!judged(NULL, "weight", "2,5", &thing).len);
	CHECK(fabs(thing.weight - 2.5) < 1e-9);
	CHECK(!judged(NULL, "injured", "", &thing).len);
	CHECK(thing.injured == 0);
}

TEST(kit_numbers_out_of_range_or_no_numbers_are_told)
{
	struct thing thing = { .injured = 4 };

	CHECK(str_is(judged(NULL, "injured", "-1", &thing), "Injured must be between 0 and 9\u202f999.")
		|| str_find(problems.at[0].words, S("must be between 0 and 9")) > 0);
	CHECK(judged(NULL, "injured", "10000", &thing).len);
	CHECK(str_is(judged(NULL, "injured", "some", &thing),
		"Injured: “some” is no whole number. Write it in digits."));
	CHECK(judged(NULL, "injured", "1,5", &thing).len);
	CHECK(judged(NULL, "injured", "99999999999999999999", &thing).len);
	CHECK(judged(NULL, "floor", "13", &thing).len);
	CHECK(judged(NULL, "floor", "-4", &thing).len);
	CHECK(str_is(judged(NULL, "weight", "0,5", &thing), "Weight must be at least 1."));
	CHECK(judged(NULL, "weight", "nan", &thing).len);
	CHECK(thing.injured == 4);
}

TEST(kit_yes_and_no_are_read)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "is_now", "on", &thing).len);
	CHECK(thing.is_now);
	CHECK(!judged(NULL, "is_now", "NEJ", &thing).len);
	CHECK(!thing.is_now);
	CHECK(judged(NULL, "is_now", "perhaps", &thing).len);
}

TEST(kit_dates_that_do_not_exist_are_told_with_the_one_that_was_meant)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "day", "2024-02-29", &thing).len);
	CHECK(thing.day.year == 2024 && thing.day.month == 2 && thing.day.day == 29);
	CHECK(str_starts(judged(NULL, "day", "2026-09-31", &thing), S("The date 31 September 2026")));
	CHECK(str_find(problems.at[0].words, S("30 September 2026")) > 0);
	CHECK(str_starts(judged(NULL, "at", "2026-09-31T10:00", &thing), S("The date 31 September")));
	CHECK(str_starts(judged(NULL, "at", "9999-12-31T10:00", &thing), S("Occurred: ")));
	CHECK(str_starts(judged(NULL, "day", "9999-12-32", &thing), S("Day: ")));
	CHECK(str_is(judged(NULL, "day", "yesterday", &thing),
		"Day: “yesterday” is no date. Write it like 2026-03-02."));
	CHECK(judged(NULL, "day", "2026-13-01", &thing).len);
	CHECK(str_is(judged(NULL, "day", "0026-03-02", &thing), "Day: the year 26 cannot be right."));
	CHECK(thing.day.year == 2024);
}

TEST(kit_instants_are_local_with_or_without_a_t)
{
	struct thing one = { 0 }, two = { 0 };

	CHECK(!judged(NULL, "at", "2026-03-02T21:10", &one).len);
	CHECK(!judged(NULL, "at", "2026-03-02 21:10", &two).len);
	CHECK(one.at.seconds == two.at.seconds);
	CHECK(str_starts(machine("at", &one), S("2026-03-02T21:10:00")));
	CHECK(judged(NULL, "at", "2026-03-02 25:10", &one).len);
	CHECK(!judged(NULL, "at", "", &one).len);
	CHECK(!machine("at", &one).len && !shown("at", &one).len);
}

TEST(kit_mail_and_telephone_are_looked_at)
{
	static const char *const right[] = { "a@b.se", "anna.berg+x@stad.example.se" };
	static const char *const wrong[] = { "a", "@b.se", "a@b", "a@@b.se", "a b@c.se", "a@b.", "a@.se" };
	struct thing thing = { 0 };

	for (size_t i = 0; i < COUNT(right); i++)
		CHECK(!judged(NULL, "email", right[i], &thing).len);
	for (size_t i = 0; i < COUNT(wrong); i++)
		CHECK(judged(NULL, "email", wrong[i], &thing).len);
	CHECK(!judged(NULL, "phone", "+46 (0)8-123 45 67", &thing).len);
	CHECK(!judged(NULL, "phone", "112", &thing).len);
	CHECK(judged(NULL, "phone", "08-ring mig", &thing).len);
	CHECK(judged(NULL, "phone", "0+8123", &thing).len);
}

TEST(kit_choices_are_named_and_shown)
{
	struct thing thing = { 0 };

	CHECK(str_is(judged(NULL, "mood", "", &thing), "Choose mood."));
	CHECK(!judged(NULL, "mood", "angry", &thing).len);
	CHECK(thing.mood == 2 && str_is(machine("mood", &thing), "angry"));
	CHECK(str_is(shown("mood", &thing), "Angry"));
	CHECK(!judged(NULL, "mood", "CALM", &thing).len);
	CHECK(str_is(judged(NULL, "mood", "sad", &thing), "Mood: “sad” is not one of the choices."));
	CHECK(thing.mood == 1);
}

TEST(kit_json_must_be_json)
{
	struct thing thing = { 0 };

	CHECK(!judged(NULL, "blocks", "{\"a\": 1}", &thing).len);
	CHECK(judged(NULL, "blocks", "{\"a\": }", &thing).len);
	CHECK(str_is(thing.blocks, "{\"a\": 1}"));
}

/* ---- Whole forms -------------------------------------------------------------------- */

#define ANSWERS(...) ((struct answers){ \
	sizeof((struct pair[]){ __VA_ARGS__ }) / sizeof(struct pair), (struct pair[]){ __VA_ARGS__ } })

static bool form_fits(const struct answers *answers, bool is_browser, struct thing *thing)
{
	problems = (struct problems){ .arena = test_arena() };
	return form_judge(&thing_form, NULL, answers, is_browser, thing, &problems);
}

TEST(kit_a_form_changes_nothing_when_something_is_wrong)
{
	struct thing thing = { .id = 7, .title = S("Old"), .mood = 1 };
	struct answers answers = ANSWERS({ S("title"), S("New") }, { S("injured"), S("many") });

	CHECK(!form_fits(&answers, true, &thing));
	CHECK(problems.count == 1);
	CHECK(str_is(thing.title, "Old"));
	CHECK(problem_for(&problems, "injured").len && !problem_for(&problems, "title").len);
}

TEST(kit_what_is_not_answered_stays_but_an_empty_box_is_no)
{
	struct thing thing = { .id = 7, .title = S("Old"), .mood = 1, .is_now = true, .injured = 2 };
	struct answers answers = ANSWERS({ S("story"), S("New") });

	CHECK(form_fits(&answers, false, &thing));
	CHECK(thing.is_now && thing.injured == 2 && str_is(thing.title, "Old"));
	CHECK(form_fits(&answers, true, &thing));
	CHECK(!thing.is_now && thing.injured == 2);
}

TEST(kit_what_is_required_may_not_be_taken_away)
{
	struct thing thing = { .id = 7, .title = S("Old"), .mood = 1 };
	struct answers empty = ANSWERS({ S("title"), S("") }), none = { 0 };
	struct thing new = { 0 };

	CHECK(!form_fits(&empty, true, &thing));
	CHECK(str_is(thing.title, "Old"));
	CHECK(!form_fits(&none, true, &new));
	CHECK(problems.count == 2);
}

TEST(kit_unknown_fields_are_told_to_machines)
{
	struct thing thing = { .id = 7, .title = S("Old"), .mood = 1 };
	struct answers answers = ANSWERS({ S("titel"), S("x") }, { S("_key"), S("k") },
		{ S("version"), S("3") });

	CHECK(!form_fits(&answers, false, &thing));
	CHECK(problems.count == 1);
	CHECK(str_is(problems.at[0].words, "There is no field “titel” here."));
	CHECK(form_fits(&answers, true, &thing));
}

TEST(kit_a_form_never_reads_what_the_program_sets)
{
	struct thing thing = { .id = 7, .title = S("Old"), .mood = 1 };
	struct answers answers = ANSWERS({ S("id"), S("9") }, { S("version"), S("9") });

	CHECK(form_fits(&answers, true, &thing));
	CHECK(thing.id == 7 && thing.version == 0);
}

TEST(kit_json_becomes_answers)
{
	struct answers answers;
	struct str problem;

	CHECK(answers_of_json(test_arena(), S("{\"a\": \"x\", \"b\": 12, \"c\": true, \"d\": null,"
		" \"e\": [\"p\", \"q\"], \"f\": {\"g\": [1]}, \"h\": 2.5}"), &answers, &problem));
	CHECK(answers.count == 7);
	CHECK(str_is(answer_get(&answers, "a"), "x"));
	CHECK(str_is(answer_get(&answers, "b"), "12"));
	CHECK(str_is(answer_get(&answers, "c"), "true"));
	CHECK(answer_has(&answers, "d") && !answer_get(&answers, "d").len);
	CHECK(str_is(answer_get(&answers, "e"), "p q"));
	CHECK(str_is(answer_get(&answers, "f"), "{\"g\":[1]}"));
	CHECK(str_is(answer_get(&answers, "h"), "2.5"));
	CHECK(!answers_of_json(test_arena(), S("[1]"), &answers, &problem) && problem.len);
	CHECK(!answers_of_json(test_arena(), S("{\"a\": 1"), &answers, &problem) && problem.len);
}

/* ---- HTML --------------------------------------------------------------------------- */

static struct out page;

static struct form_view shown_form(const struct form *form, const struct thing *thing,
                                   const struct answers *answers, struct view *view)
{
	struct request *request = arena_new(test_arena(), struct request);
	struct visit *visit = arena_new(test_arena(), struct visit);

	*request = (struct request){ .arena = test_arena(), .context = visit };
	visit->request = request;
	out_init(&page, test_arena(), 1 << 20);
	return (struct form_view){ .form = form, .view = view, .request = request, .row = thing,
		.answers = answers, .problems = &problems };
}

static bool page_has(const char *piece)
{
	return str_find(out_str(&page), str_of(piece)) >= 0;
}

TEST(kit_a_field_has_a_label_and_is_described)
{
	struct thing thing = { .id = 7, .title = S("a \"b\" <c>"), .version = 3 };
	struct form_view view;

	problems = (struct problems){ .arena = test_arena() };
	view = shown_form(&thing_form, &thing, NULL, NULL);
	form_begin(&page, &view, S("/things/7"), false);
	form_all(&page, &view);
	form_buttons(&page, "Save the thing", S("/things"));
	form_end(&page);
	CHECK(page_has("<label for=\"title\">Title"));
	CHECK(page_has("value=\"a &quot;b&quot; &lt;c&gt;\""));
	CHECK(page_has("id=\"title-hint\">A few &lt;words&gt;</p>"));
	CHECK(page_has("aria-describedby=\"title-hint title-problem\""));
	CHECK(page_has("aria-invalid=\"false\""));
	CHECK(page_has("name=\"version\" value=\"3\""));
	CHECK(page_has("name=\"_key\""));
	CHECK(page_has("<legend>Mood"));
	CHECK(page_has("type=\"datetime-local\""));
	CHECK(!page_has("error-summary"));
	CHECK(!page.is_full);
}

/* The first answer of a name counts: an empty one before the buttons would hide the choice. */
TEST(kit_a_radio_button_that_is_chosen_is_the_only_answer_of_its_name)
{
	struct thing thing = { .mood = 1 };
	struct form_view view;

	problems = (struct problems){ .arena = test_arena() };
	view = shown_form(&thing_form, &thing, NULL, NULL);
	form_all(&page, &view);
	CHECK(page_has("type=\"radio\" id=\"mood\" name=\"mood\""));
	CHECK(page_has("checked> <span>"));
	CHECK(!page_has("type=\"hidden\" name=\"mood\""));
}

TEST(kit_a_failed_form_shows_the_persons_own_words)
{
	struct answers answers = ANSWERS({ S("title"), S("<b>far too long to be a title</b>") },
		{ S("at"), S("nyss") }, { S("injured"), S("two") });
	struct thing thing = { 0 };
	struct form_view view;

	CHECK(!form_fits(&answers, true, &thing));
	view = shown_form(&thing_form, NULL, &answers, NULL);
	form_all(&page, &view);
	CHECK(page_has("id=\"problems\" tabindex=\"-1\""));
	CHECK(page_has("4 answers need another look"));
	CHECK(page_has("<a href=\"#title\">"));
	CHECK(page_has("value=\"&lt;b&gt;far too long"));
	CHECK(!page_has("<b>far"));
	CHECK(page_has("aria-invalid=\"true\""));
	CHECK(page_has("type=\"text\" id=\"at\" name=\"at\" value=\"nyss\""));
	CHECK(page_has("value=\"two\""));
}

TEST(kit_a_nought_nobody_wrote_is_not_shown)
{
	struct thing new = { 0 }, old = { .id = 7 };
	struct form_view view;

	problems = (struct problems){ .arena = test_arena() };
	view = shown_form(&thing_form, &new, NULL, NULL);
	form_field(&page, &view, "injured");
	CHECK(page_has("name=\"injured\" value=\"\""));
	view = shown_form(&thing_form, &old, NULL, NULL);
	form_field(&page, &view, "injured");
	CHECK(page_has("name=\"injured\" value=\"0\""));
}

/* ---- Catalogues --------------------------------------------------------------------- */

static struct store *city(void)
{
	struct store *store = test_store();

	tongue_open(tongue_files);
	tongue_choose(S("en"));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static struct change *change_begin(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

static struct view *view_begin_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person, .is_system = !person });
}

TEST_ON_STORES(kit_lists_have_names_in_both_languages)
{
	const struct item *item;

	city();
	item = item_find("event/types", S("injury.fall"));
	CHECK(item && str_is(item->parent, "injury"));
	CHECK(str_is(item_name(item_find("event/channels", S("web"))), "Web"));
	CHECK(str_is(code_name("event/types", S("injury")), "Personal injury"));
	CHECK(str_is(item_words(item_find("measure_types", S("prevent")), "description"),
		"Makes the event less likely."));
	tongue_choose(S("sv"));
	CHECK(str_is(code_name("event/types", S("injury")), "Personskada"));
	CHECK(str_is(code_name("event/types", S("no.such")), "no.such"));
	CHECK(!item_find("event/types", S("")));
	CHECK(item_has(item_find("event/types", S("injury")), "blocks", "damage"));
	CHECK(!item_has(item_find("event/types", S("injury")), "blocks", "dam"));
	CHECK(item_int(item_find("event/types", S("injury")), "severity_hint") == 1);
	CHECK(!catalogue_find(S("demo/units")));
	CHECK(catalogue_get("event/types")->count > 20);
}

TEST_ON_STORES(kit_a_list_changed_by_the_city_is_kept_and_noticed)
{
	struct store *store = city();
	static const char file[] = "code,name_sv,name_en\nweb,Nät,Net\nfax,Fax,Fax\n";
	const struct embedded files[] = {
		{ .path = "event/channels.csv", .at = (const unsigned char *)file, .len = sizeof(file) - 1 },
		{ .path = NULL },
	};
	struct change *change = change_begin(store);

	change_run(change, SQL("UPDATE catalogue_item SET is_own = 1, cells = $1"
		" WHERE list = 'event/channels' AND code = 'web'"),
		V("{\"code\":\"web\",\"name_sv\":\"Egen\",\"name_en\":\"Own\"}"));
	catalogue_changed(change);
	change_commit(change);
	catalogue_refresh(store);
	CHECK(str_is(code_name("event/channels", S("web")), "Own"));
	catalogue_load(store, files);
	catalogue_refresh(store);
	CHECK(str_is(code_name("event/channels", S("web")), "Own"));
	CHECK(str_is(code_name("event/channels", S("fax")), "Fax"));
	CHECK(item_find("event/channels", S("mobile"))->is_retired);
}

TEST_ON_STORES(kit_a_second_load_writes_nothing)
{
	struct store *store = city();
	int64_t moved = store_moved(store);

	catalogue_load(store, catalogue_files);
	CHECK(store_moved(store) == moved);
}

TEST_ON_STORES(kit_codes_are_judged_by_their_list)
{
	struct view *view = view_begin_as(city(), 0);
	struct thing thing = { 0 };

	CHECK(!judged(view, "type", "injury.fall", &thing).len);
	CHECK(str_is(thing.type, "injury.fall") && str_is(shown("type", &thing), "Fall"));
	CHECK(!judged(view, "channel", "WEBB", &thing).len);
	CHECK(str_is(thing.channel, "web"));
	CHECK(str_is(judged(view, "type", "injury.dance", &thing),
		"Type: “injury.dance” is not one of the choices."));
	CHECK(!judged(view, "values", "functionality individual  functionality", &thing).len);
	CHECK(str_is(thing.values, "functionality individual"));
	CHECK(judged(view, "values", "individual money", &thing).len);
	CHECK(str_is(thing.values, "functionality individual"));
	CHECK(!judged(view, "values", "", &thing).len && !thing.values.len);
}

TEST_ON_STORES(kit_what_has_been_retired_stays_where_it_is)
{
	struct store *store = city();
	struct change *change = change_begin(store);
	struct thing old = { .channel = S("web") }, new = { 0 };
	struct view *view;

	change_run(change, SQL("UPDATE catalogue_item SET is_retired = 1"
		" WHERE list = 'event/channels' AND code = 'web'"), NONE);
	catalogue_changed(change);
	change_commit(change);
	catalogue_refresh(store);
	view = view_begin_as(store, 0);
	CHECK(!judged(view, "channel", "web", &old).len);
	CHECK(judged(view, "channel", "web", &new).len);
}

/* ---- References --------------------------------------------------------------------- */

static int64_t unit_make(struct change *change, const char *code, const char *name, int64_t above)
{
	int64_t id = change_run_id(change, SQL("INSERT INTO unit (public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $3, 'city') RETURNING id"), V(uuid_v7(test_arena()), code, name));

	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES ($1, $1, 0)"), V(id));
	if (above) {
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
			V(id, above));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, 1)"), V(above, id));
	}
	return id;
}

TEST_ON_STORES(kit_a_reference_is_found_by_key_code_and_name)
{
	struct store *store = city();
	struct change *change = change_begin(store);
	int64_t id = unit_make(change, "ANG", "Ängby förskola", 0);
	struct str key = arena_print(test_arena(), "%lld", (long long)id);
	struct thing thing = { 0 };
	struct view *view;

	change_commit(change);
	view = view_begin_as(store, 0);
	CHECK(!judged(view, "unit_id", str_z(test_arena(), key), &thing).len && thing.unit_id == id);
	thing.unit_id = 0;
	CHECK(!judged(view, "unit_id", "ANG", &thing).len && thing.unit_id == id);
	thing.unit_id = 0;
	CHECK(!judged(view, "unit_id", "ängby förskola", &thing).len && thing.unit_id == id);
	CHECK(str_is(judged(view, "unit_id", "4711", &thing),
		"Unit: there is no “4711” that you can see."));
	CHECK(judged(view, "unit_id", "#4711", &thing).len);
	CHECK(judged(view, "unit_id", "-1", &thing).len);
	CHECK(thing.unit_id == id);
	CHECK(!judged(view, "unit_id", "", &thing).len && !thing.unit_id);
}

TEST_ON_STORES(kit_lists_become_groups_and_boxes)
{
	const struct form form = { .record = &thing_record,
		.fields = FIELDS("type", "channel", "values", "unit_id") };
	struct store *store = city();
	struct thing thing = { .id = 1, .type = S("injury.fall"), .values = S("individual") };
	struct view *view = view_begin_as(store, 0);
	struct form_view shown;

	problems = (struct problems){ .arena = test_arena() };
	shown = shown_form(&form, &thing, NULL, view);
	form_all(&page, &shown);
	CHECK(page_has("<optgroup label=\"Personal injury\">"));
	CHECK(page_has("<option value=\"injury\">Personal injury, not more exactly</option>"));
	CHECK(page_has("<option value=\"injury.fall\" selected>Fall</option>"));
	CHECK(page_has("type=\"checkbox\""));
	CHECK(page_has("name=\"values\" value=\"individual\" checked>"));
	CHECK(page_has("<fieldset"));
	out_init(&page, test_arena(), 1 << 20);
	control_select_code(&page, "type", "event/types", S("fire"), "All types");
	CHECK(page_has("<option value=\"\">All types</option>"));
	CHECK(page_has("<option value=\"fire\" selected>"));
}

enum { CHOOSER = 4711 };

static void select_show(struct store *store, int64_t chosen)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = CHOOSER });

	out_init(&page, test_arena(), 1 << 20);
	control_select_ref(&page, view, "unit", "unit", chosen, "All");
	view_close(view);
}

/* Another store stands for another worker. */
TEST_ON_STORES(kit_options_that_are_kept_follow_what_others_commit)
{
	struct store *store = city(), *other = test_store_again();
	struct change *change = change_begin(other);
	int64_t first = unit_make(change, "ANG", "Ängby <förskola>", 0), second;

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, 'c', 'c', 'c')"), V((int64_t)CHOOSER));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, 'chooser', 1)"), V((int64_t)CHOOSER, first));
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('chooser', 'events_report')"), NONE);
	change_commit(change);
	select_show(store, 0);
	CHECK(page_has(">Ängby &lt;förskola&gt;</option>") && !page_has(" selected"));
	select_show(store, first);
	CHECK(page_has(arena_print(test_arena(), "<option value=\"%lld\" selected>Ängby",
		(long long)first).at));
	change = change_begin(other);
	second = unit_make(change, "SKO", "Ängby skola", first);
	change_run(change, SQL("UPDATE unit SET name_sv = 'Nyby' WHERE id = $1"), V(first));
	change_commit(change);
	select_show(store, second);
	CHECK(page_has(">Nyby</option>") && !page_has("förskola"));
	CHECK(page_has(" selected>Ängby skola</option>"));
	change = change_begin(other);
	change_run(change, SQL("DELETE FROM member WHERE person_id = $1"), V((int64_t)CHOOSER));
	change_commit(change);
	select_show(store, second);
	CHECK(!page_has("Nyby") && !page_has("skola"));
	store_close(other);
}

/* ---- Rights ------------------------------------------------------------------------- */

TEST(kit_a_right_is_held_alone)
{
	for (int held = SIGNED_IN + 1; held < PERMISSION_COUNT; held++) {
		struct person person = { 0 };

		CHECK(rights_none(&person.may));
		rights_add(&person.may, held);
		CHECK(!rights_none(&person.may));
		for (int may = NOBODY; may < PERMISSION_COUNT; may++)
			CHECK(person_may(&person, may) == (may == held));
	}
}

TEST(kit_rights_have_names)
{
	struct person person = { 0 };

	rights_add(&person.may, MAY_events_read);
	CHECK(permission_of(S("events_read")) == MAY_events_read);
	CHECK(permission_of(S("events_reed")) == NOBODY);
	CHECK(permission_of(S("")) == NOBODY);
	CHECK(!strcmp(permission_name(MAY_statistics_read), "statistics_read"));
	CHECK(person_may(&person, MAY_events_read));
	CHECK(!person_may(&person, MAY_events_handle));
	CHECK(!person_may(&person, NOBODY) && !person_may(&person, ANYBODY));
}

/* In a child: a file that names an unknown right must end the program. */
TEST_ON_STORES(kit_a_role_with_an_unknown_right_is_refused)
{
	static const char file[] = "code,name_sv,name_en,permissions\nboss,Chef,Boss,events_reed\n";
	const struct embedded files[] = {
		{ .path = "roles.csv", .at = (const unsigned char *)file, .len = sizeof(file) - 1 },
		{ .path = NULL },
	};
	struct store *store = test_store();
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		store_reopen(store);
		catalogue_load(store, files);
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 70);
}

/* ---- Sessions ----------------------------------------------------------------------- */

struct town {
	struct store *store;
	int64_t top, below, person;
};

static int64_t person_make(struct change *change, const char *login, const char *password)
{
	struct str hash = *password ? password_hash(test_arena(), str_of(password)) : S("");

	return change_run_id(change, SQL("INSERT INTO person (public_id, login, name, password, title)"
		" VALUES ($1, $2, $2, $3, 'x') RETURNING id"),
		V(uuid_v7(test_arena()), login, hash));
}

static void member_make(struct change *change, int64_t person, int64_t unit, const char *role)
{
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(person, unit, role));
}

static struct town town(void)
{
	struct town town = { .store = city() };
	struct change *change = change_begin(town.store);

	town.top = unit_make(change, "CITY", "Staden", 0);
	town.below = unit_make(change, "ANG", "Ängby", town.top);
	town.person = person_make(change, "anna", "right horse");
	member_make(change, town.person, town.below, "handler");
	change_commit(change);
	return town;
}

static enum sign_in_answer sign_in(const struct town *town, const char *login,
                                   const char *password, struct str *token)
{
	int64_t wait;

	return access_sign_in(town->store, test_arena(), &(struct sign_in){ str_of(login),
		str_of(password), S("192.0.2.1") }, token, &wait);
}

static struct person person_with(const struct town *town, struct str token)
{
	struct pair cookie = { S("varn"), token };
	struct request request = { .arena = test_arena(), .cookies = &cookie, .cookie_count = 1 };

	return access_person(town->store, &request);
}

static struct person person_with_bearer(const struct town *town, struct str token)
{
	struct pair header = { S("Authorization"), arena_join(test_arena(), S("Bearer "), token) };
	struct request request = { .arena = test_arena(), .headers = &header, .header_count = 1 };

	return access_person(town->store, &request);
}

TEST_ON_STORES(kit_the_right_password_makes_a_session)
{
	struct town here = town();
	struct str token;
	struct person person;
	struct view *view;

	CHECK(sign_in(&here, "ANNA", "right horse", &token) == SIGNED);
	CHECK(token.len == 43);
	for (int i = 0; i < 2; i++) {   /* looked up, and remembered */
		person = person_with(&here, token);
		CHECK(person.id == here.person && str_is(person.login, "anna"));
		CHECK(person_may(&person, MAY_events_handle) && !person_may(&person, MAY_units_write));
		CHECK(!person.reaches_all && person.session_secret.len > 20);
	}
	view = view_begin_as(here.store, 0);
	CHECK(view_int(view, SQL("SELECT count(*) FROM session WHERE digest = $1"), V(token)) == 0);
	view_close(view);
	CHECK(!person_with(&here, S("")).id);
	CHECK(!person_with(&here, S("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).id);
	access_sign_out(here.store, test_arena(), &person);
	CHECK(!person_with(&here, token).id);
}

TEST_ON_STORES(kit_a_wrong_password_or_name_makes_none)
{
	struct town here = town();
	struct change *change = change_begin(here.store);
	struct str token;

	person_make(change, "ingen", "");
	change_run(change, SQL("UPDATE person SET is_active = 0 WHERE id = $1"),
		V(person_make(change, "gone", "right horse")));
	change_commit(change);
	CHECK(sign_in(&here, "anna", "wrong horse", &token) == SIGN_IN_WRONG && !token.len);
	CHECK(sign_in(&here, "nobody", "right horse", &token) == SIGN_IN_WRONG);
	CHECK(sign_in(&here, "ingen", "", &token) == SIGN_IN_WRONG);
	CHECK(sign_in(&here, "gone", "right horse", &token) == SIGN_IN_WRONG);
	CHECK(sign_in(&here, "", "", &token) == SIGN_IN_WRONG);
}

TEST_ON_STORES(kit_who_fails_often_waits_longer_but_never_for_good)
{
	struct town here = town();
	struct instant now = instant_now();
	struct str token;
	int tries = 0;

	calendar_freeze(now);
	while (tries < 9 && sign_in(&here, "anna", "wrong", &token) == SIGN_IN_WRONG)
		tries++;
	CHECK(tries == 5);
	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGN_IN_WAIT);
	CHECK(sign_in(&here, "bo", "x", &token) == SIGN_IN_WRONG);
	now.seconds += 2;
	calendar_freeze(now);
	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGNED);
	CHECK(sign_in(&here, "anna", "wrong", &token) == SIGN_IN_WRONG);
}

static bool has_no_right(struct town *here, struct str token)
{
	struct person person = person_with(here, token);

	return rights_none(&person.may);
}

TEST_ON_STORES(kit_rights_follow_memberships_at_once)
{
	struct town here = town();
	struct str token;
	struct change *change;

	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGNED);
	CHECK(!has_no_right(&here, token));
	change = change_begin(here.store);
	member_make(change, here.person, here.top, "central_coordinator");
	change_commit(change);
	CHECK(person_with(&here, token).reaches_all);
	change = change_begin(here.store);
	change_run(change, SQL("UPDATE member SET valid_to = '2020-01-01'"), NONE);
	change_commit(change);
	CHECK(has_no_right(&here, token));
	change = change_begin(here.store);
	change_run(change, SQL("UPDATE person SET is_active = 0"), NONE);
	change_commit(change);
	CHECK(!person_with(&here, token).id);
}

TEST_ON_STORES(kit_another_tree_is_not_the_whole_city)
{
	struct town here = town();
	struct change *change = change_begin(here.store);
	struct str token;
	int64_t other = unit_make(change, "POL", "Polisen", 0);

	member_make(change, here.person, other, "central_analyst");
	change_commit(change);
	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGNED);
	CHECK(!person_with(&here, token).reaches_all);
}

TEST_ON_STORES(kit_a_session_lives_while_it_is_used)
{
	struct town here = town();
	struct instant start = instant_now();
	struct str token;

	calendar_freeze(start);
	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGNED);
	calendar_freeze((struct instant){ start.seconds + 11 * HOUR });
	CHECK(person_with(&here, token).session_ends.seconds == start.seconds + 23 * HOUR);
	calendar_freeze((struct instant){ start.seconds + 22 * HOUR });
	CHECK(person_with(&here, token).id);
	calendar_freeze((struct instant){ start.seconds + 35 * HOUR });
	CHECK(!person_with(&here, token).id);
	CHECK(sign_in(&here, "anna", "right horse", &token) == SIGNED);
	for (int hours = 35; hours < 35 + 20 * 24; hours += 10) {
		calendar_freeze((struct instant){ start.seconds + hours * (int64_t)HOUR });
		person_with(&here, token);
	}
	CHECK(!person_with(&here, token).id);
}

TEST_ON_STORES(kit_a_token_for_programs_is_no_cookie)
{
	struct town here = town();
	struct change *change = change_begin(here.store);
	struct str api = access_api_token(change, here.person, 30), browser;

	change_commit(change);
	CHECK(person_with_bearer(&here, api).id == here.person);
	CHECK(!person_with(&here, api).id);
	CHECK(sign_in(&here, "anna", "right horse", &browser) == SIGNED);
	CHECK(person_with(&here, browser).id && !person_with_bearer(&here, browser).id);
}

TEST_ON_STORES(kit_only_a_demo_lets_in_without_password)
{
	struct town here = town();
	struct change *change;
	struct str token;

	CHECK(!access_sign_in_demo(here.store, test_arena(), S("anna"), &token));
	change = change_begin(here.store);
	change_run(change, SQL("INSERT INTO setting (name, value) VALUES ('demo', 'yes')"), NONE);
	change_commit(change);
	CHECK(access_sign_in_demo(here.store, test_arena(), S("anna"), &token));
	CHECK(person_with(&here, token).id == here.person);
	CHECK(!access_sign_in_demo(here.store, test_arena(), S("nobody"), &token));
}

/* ---- Counting together -------------------------------------------------------------- */

TEST(kit_a_rate_slides)
{
	struct instant now = { 1800000000 };

	calendar_freeze(now);
	for (int i = 0; i < 10; i++)
		CHECK(access_rate("x", S("a"), 10, 60));
	CHECK(!access_rate("x", S("a"), 10, 60));
	CHECK(access_rate("x", S("b"), 10, 60));
	CHECK(access_rate("y", S("a"), 10, 60));
	calendar_freeze((struct instant){ now.seconds + 61 });
	CHECK(!access_rate("x", S("a"), 9, 60));        /* the last minute is not forgotten */
	calendar_freeze((struct instant){ now.seconds + 200 });
	CHECK(access_rate("x", S("a"), 10, 60));
	calendar_freeze((struct instant){ now.seconds - 5000 });
	CHECK(access_rate("x", S("a"), 10, 60));        /* a clock that is set back */
}

TEST(kit_many_counts_find_room)
{
	int refused = 0;

	access_make();
	for (int i = 0; i < 100000; i++)
		refused += !access_rate("x", arena_print(test_arena(), "%d", i), 1, 60);
	CHECK(refused == 0);
}

/* Robust locks belong to a thread, so the crowd is other processes. */
static void crowd_takes(pid_t crowd[2])
{
	int told[2];
	char word;

	CHECK(pipe(told) == 0);
	for (int i = 0; i < 2; i++) {
		crowd[i] = fork();
		if (crowd[i] == 0) {
			password_lane_take(false);
			(void)!write(told[1], "x", 1);
			pause();
			_exit(0);
		}
		CHECK(read(told[0], &word, 1) == 1);
	}
	close(told[0]);
	close(told[1]);
}

TEST(kit_who_is_on_duty_does_not_wait_behind_the_crowd)
{
	pid_t crowd[2];
	int64_t began;
	int lane;

	access_make();
	crowd_takes(crowd);
	began = instant_now().seconds;
	lane = password_lane_take(true);
	CHECK(lane >= 0);
	CHECK(instant_now().seconds - began < 2);
	CHECK(password_lane_take(false) == -1);
	password_lane_give(lane);
	for (int i = 0; i < 2; i++) {
		kill(crowd[i], SIGKILL);
		waitpid(crowd[i], NULL, 0);
	}
}

/* A worker that dies while it checks a password leaves its place to the others. */
TEST(kit_a_dead_worker_leaves_its_lane)
{
	access_make();
	for (int i = 0; i < 4; i++) {
		pid_t child = fork();
		int status;

		if (child == 0) {
			password_lane_take(false);
			raise(SIGKILL);
		}
		waitpid(child, &status, 0);
	}
	for (int i = 0; i < 4; i++) {
		int lane = password_lane_take(false);

		CHECK(lane >= 0);
		password_lane_give(lane);
	}
}

/* ---- Read apart -------------------------------------------------------------------------- */

static bool says_aloud(struct arena *arena, struct str input, struct out *out)
{
	bool is_heard = write(STDOUT_FILENO, input.at, input.len) > 0;

	(void)arena;
	out_print(out, is_heard ? "heard" : "silent");
	return true;
}

TEST(a_reader_apart_has_no_output_but_its_answer)
{
	static const struct apart reader = { .read = says_aloud, .seconds = 2,
		.memory_bytes = 1 << 20, .largest_answer = 64 };
	struct str answer;
	int ends[2], was = dup(STDOUT_FILENO);

	CHECK(pipe(ends) == 0 && dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO);
	CHECK(apart_read(test_arena(), &reader, S("x"), &answer));
	dup2(was, STDOUT_FILENO);
	CHECK(str_is(answer, "silent"));
}

/* ---- Files ------------------------------------------------------------------------------- */

/* Where others may write too, somebody may have laid a way to another file. */
TEST(a_file_is_never_written_into_what_lies_in_its_way)
{
	char folder[] = "/tmp/varn-kit-XXXXXX";
	const char *path, *other, *beside;
	struct str content;

	CHECK(mkdtemp(folder) != NULL);
	path = arena_print(test_arena(), "%s/wanted", folder).at;
	other = arena_print(test_arena(), "%s/other", folder).at;
	beside = arena_print(test_arena(), "%s.%ld.part", path, (long)getpid()).at;
	file_write(test_arena(), other, S("kept"));
	CHECK(symlink(other, beside) == 0);
	file_write(test_arena(), path, S("new"));
	CHECK(file_map(other, &content) && str_is(content, "kept"));
	file_unmap(content);
	CHECK(file_map(path, &content) && str_is(content, "new"));
	file_unmap(content);
	folder_remove(folder);
}
