/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/tests_because.c - what stands out in a week: which words, for whom, and what never does. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/holidays.h"
#include "modules/events/events.h"
#include "modules/signals/because.h"
#include "modules/signals/texts.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { CITY = 1, EAST, WEST, ANALYST = 11, MIXED, WEST_ONLY };

static const struct date week = { 2026, 6, 15 };

/* ---- Words of texts ------------------------------------------------------------------------- */

static double here_of(const struct text_words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_is(words->words[i], word))
			return words->counts[i].here;
	return -1;
}

TEST(words_are_counted_once_in_a_text_whatever_their_ending)
{
	static const struct str texts[] = { S("Halt golv. Golvet var halt, och golven också."), S("På golvet."),
		S("Ett fall på golv") };
	struct text_words words = texts_words(test_arena(), texts, 2, 3);

	CHECK(here_of(&words, "golvet") == 2 || here_of(&words, "golv") == 2);
	CHECK(here_of(&words, "halt") == 1 && here_of(&words, "också") == 1);
	for (size_t i = 0; i < words.count; i++)
		if (str_starts(words.words[i], S("golv")))
			CHECK(words.counts[i].before == 1);
}

TEST(what_may_point_to_a_person_is_no_word)
{
	static const struct str texts[] = {
		S("Erik, 850709-9805, ring 070-174 06 05, föll. Se rum b12 eller skriv erika@example.org."),
		S("Sedan kom Erik. Larmet gick. larmet igen"), S("Bil ABC123 stod där. Åsa såg.") };
	struct text_words words = texts_words(test_arena(), texts, 3, 3);

	CHECK(here_of(&words, "föll") == 1 && here_of(&words, "larmet") == 1);
	CHECK(here_of(&words, "erik") == -1 && here_of(&words, "Erik") == -1 && here_of(&words, "åsa") == -1);
	for (size_t i = 0; i < words.count; i++)
		CHECK(str_find(words.words[i], S("erik")) < 0 && str_find(words.words[i], S("abc")) < 0
		      && str_find(words.words[i], S("example")) < 0 && str_find(words.words[i], S("b12")) < 0);
}

TEST(texts_without_words_have_none)
{
	static const struct str texts[] = { S(""), S("12 34 – ... är ab") };

	CHECK(texts_words(test_arena(), texts, 1, 2).count <= 1);
	CHECK(texts_words(test_arena(), texts, 0, 0).count == 0);
}

TEST(the_same_place_is_one_that_at_least_two_share)
{
	struct event_text events[] = { { 3, S(""), S("") }, { 0, S(""), S("") }, { 0, S(""), S("") },
		{ 4, S(""), S("") }, { 4, S(""), S("") }, { 3, S(""), S("") } };
	struct event_text_list all = { .count = 6, .at = events };

	CHECK(same_place_of(&all).place_id == 3 && same_place_of(&all).events == 2);
	all.count = 4;
	CHECK(same_place_of(&all).place_id == 0 && same_place_of(&all).events == 0);
}

/* ---- A city ------------------------------------------------------------------------------------ */

static void member_put(struct change *change, int64_t person, int64_t unit, const char *role)
{
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(person, unit, role));
}

static void people_put(struct change *change)
{
	for (int64_t id = CITY; id <= WEST; id++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(id, arena_print(test_arena(), "u%lld", (long long)id)));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"), V(id));
		if (id == CITY)
			continue;
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, $1, 1)"), V(id));
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, 1)"), V(id));
	}
	for (int64_t id = ANALYST; id <= WEST_ONLY; id++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(id, arena_print(test_arena(), "p%lld", (long long)id)));
	member_put(change, ANALYST, CITY, "reads");
	member_put(change, MIXED, EAST, "reads");
	member_put(change, MIXED, CITY, "counts");
	member_put(change, WEST_ONLY, WEST, "reads");
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('reads', 'events_read'), ('counts', 'statistics_read')"), NONE);
	change_run(change, SQL("INSERT INTO place (id, public_id, code, name, kind) VALUES"
		" (5, 'p5', 'p5', 'Torget', 'other')"), NONE);
}

static struct event event_of(int64_t unit, const char *story, struct date day, int hour, int64_t place)
{
	struct instant at = instant_at(day, hour, 0, 0);

	return (struct event){ .unit_id = unit, .board_id = unit, .type = S("injury.fall"), .title = S("Ett fall"),
		.story = str_of(story), .place_id = place, .area_id = 1, .state = STATE_received, .occurred_at = at,
		.reported_at = { at.seconds + HOUR } };
}

/* A year of plain falls; a week in which a floor was waxed in the east. */
static struct store *city(void)
{
	static const char *const plain[] = { "Halkade i trappan och slog knät.", "Snubblade på en matta i hallen.",
		"Föll från en stege ute på gården.", "Ramlade när bussen bromsade." };
	struct store *store = test_store();
	struct change *change;
	struct event events[320];
	size_t count = 0;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 6, 29 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	people_put(change);
	for (int i = 0; i < 300; i++)
		events[count++] = event_of(i % 2 ? EAST : WEST, plain[i % 4], date_add_days(week, -(i + 1)), 9, 0);
	for (int i = 0; i < 9; i++)
		events[count++] = event_of(i < 7 ? EAST : WEST, "Golvet var nyss vaxat. Erik 070-174 06 05 såg det.",
			date_add_days(week, i % 5), 8 + i, i < 3 ? 5 : 0);
	for (int i = 0; i < 4; i++) {
		events[count] = event_of(EAST, "Hemligheten var vaxat golv.", week, 10 + i, 5);
		events[count++].is_restricted = true;
	}
	event_report_many(change, events, count);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct because because_for(struct store *store, int64_t person, enum signal_level level, int64_t unit)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct listed listed = { .level = (int)level, .unit_id = unit, .type = S("injury"), .week = week };
	struct because because = because_of(view, &listed);

	view_close(view);
	return because;
}

static const struct because_word *word_of(const struct because *because, const char *word)
{
	for (size_t i = 0; i < because->count; i++)
		if (str_is(because->words[i].word, word))
			return &because->words[i];
	return NULL;
}

TEST_ON_STORES(a_word_of_the_week_stands_out_and_opens_its_events)
{
	struct store *store = city();
	struct because because = because_for(store, ANALYST, LEVEL_city, CITY);
	const struct because_word *word = word_of(&because, "vaxat");

	CHECK(because.may_read && because.events == 9 && because.before == 300);
	CHECK(word && word->events == 9 && word->before == 0 && word->z > 3);
	CHECK(str_find(word->link, S("/events?")) == 0 && str_find(word->link, S("q=vaxat")) > 0);
	CHECK(str_find(word->link, S("restricted=no")) > 0 && str_find(word->link, S("from=2026-06-15")) > 0);
	CHECK(!word_of(&because, "erik") && !word_of(&because, "hemligheten") && !word_of(&because, "trappan"));
	CHECK(because.sentence_count == 3);
	CHECK(str_starts(because.sentences[0], S("More common in the texts of the week than in the year before: ")));
	CHECK(str_is(because.sentences[1], "3 of the events of the week are at the same place, Torget."));
	CHECK(str_is(because.sentences[2],
		"In the calendar of the week: Midsummer Eve (19 June 2026), Midsummer Day (20 June 2026)."));
}

TEST_ON_STORES(words_are_told_only_to_who_may_open_every_event)
{
	struct store *store = city();
	struct because because = because_for(store, MIXED, LEVEL_city, CITY);

	CHECK(!because.may_read && !because.events && !because.count);
	CHECK(because.sentence_count == 1 && str_starts(because.sentences[0], S("In the calendar")));
	because = because_for(store, MIXED, LEVEL_board, EAST);
	CHECK(because.may_read && because.events == 7 && word_of(&because, "vaxat"));
	/* Two events: fewer than any word may be told of. */
	because = because_for(store, WEST_ONLY, LEVEL_board, WEST);
	CHECK(because.may_read && because.events == 2 && !because.count);
}

TEST_ON_STORES(that_all_events_of_a_unit_are_where_it_is_says_nothing)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct because because;

	change_run(change, SQL("UPDATE event SET place_id = 5"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	because = because_for(store, ANALYST, LEVEL_unit, EAST);
	CHECK(because.events == 7 && because.sentence_count == 2);
	CHECK(str_starts(because.sentences[1], S("In the calendar")));
}

TEST_ON_STORES(free_days_are_named_in_order_and_over_the_turn_of_a_year)
{
	struct store *store = test_store();
	struct named_day_list days;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	days = holidays_named(test_arena(), (struct date){ 2025, 12, 29 }, (struct date){ 2026, 1, 4 });
	CHECK(days.count == 2 && str_is(days.at[0].name, "New Year’s Eve"));
	CHECK(date_compare(days.at[1].on, (struct date){ 2026, 1, 1 }) == 0);
	CHECK(holidays_named(test_arena(), (struct date){ 2026, 9, 7 }, (struct date){ 2026, 9, 13 }).count == 0);
}
