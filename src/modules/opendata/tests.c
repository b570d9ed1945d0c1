/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/tests.c - nothing small can be worked out, also of two editions; two persons; for anybody. */
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/test.h"
#include "modules/opendata/inside.h"
#include "store/test_store.h"

#include <stdio.h>
#include <stdlib.h>

extern const struct embedded catalogue_files[];

enum { MAKER = 11, APPROVER = 12, HANDLER = 13, CITY = 1, BOARD = 2, LEAST = 5 };

/* ---- Hiding ------------------------------------------------------------------------------------- */

static const struct open_name districts[] = { { { "a", 1 }, { "A", 1 }, { "A", 1 } },
	{ { "b", 1 }, { "B", 1 }, { "B", 1 } }, { { "c", 1 }, { "C", 1 }, { "C", 1 } } };
static const struct open_name kinds[] = { { { "x", 1 }, { "X", 1 }, { "X", 1 } },
	{ { "y", 1 }, { "Y", 1 }, { "Y", 1 } }, { { "z", 1 }, { "Z", 1 }, { "Z", 1 } } };

static struct open_table table_of(const int64_t *counts)
{
	return (struct open_table){ .rows = 3, .columns = 3, .row_names = districts, .column_names = kinds,
		.counts = counts, .least = LEAST };
}

/* Every hidden cell that must stay unknown can still be as many numbers as a small one. */
static void check_hidden(const struct open_table *table, const enum cell_telling *telling)
{
	struct small_cells cells = { .rows = table->rows, .columns = table->columns, .counts = table->counts,
		.least = LEAST, .width = LEAST - 1 };

	for (size_t r = 0; r <= table->rows; r++)
		for (size_t c = 0; c <= table->columns; c++) {
			size_t at = r * (table->columns + 1) + c;
			struct cell_range range;

			if (telling[at] != CELL_small && !(table->held && table->held[at]))
				continue;
			range = small_cells_range(test_arena(), &cells, telling, r, c, INT64_MAX);
			CHECK(range.high == INT64_MAX || range.high - range.low + 1 >= LEAST - 1);
		}
}

TEST(a_cell_that_was_hidden_stays_hidden_and_cannot_be_worked_out)
{
	static const int64_t before[9] = { 3, 20, 30, 40, 4, 20, 30, 50, 60 };
	static const int64_t after[9] = { 5, 20, 30, 40, 6, 20, 30, 50, 60 };    /* both have grown */
	struct open_table first = table_of(before), second = table_of(after);
	const enum cell_telling *told = open_table_hide(test_arena(), &first);
	bool held[16] = { false };

	check_hidden(&first, told);
	CHECK(told[0] == CELL_small && told[5] == CELL_small);
	for (size_t i = 0; i < 16; i++)
		held[i] = told[i] != CELL_told;
	CHECK(open_table_hide(test_arena(), &second)[0] == CELL_told);          /* alone it would be told */
	second.held = held;
	told = open_table_hide(test_arena(), &second);
	for (size_t i = 0; i < 16; i++)
		CHECK(!held[i] || told[i] != CELL_told);
	check_hidden(&second, told);
}

TEST(one_held_cell_among_many_that_are_told_takes_others_with_it)
{
	static const int64_t counts[9] = { 9, 20, 30, 40, 60, 20, 30, 50, 60 };
	struct open_table table = table_of(counts);
	bool held[16] = { true };
	const enum cell_telling *told;
	size_t hidden = 0;

	table.held = held;
	told = open_table_hide(test_arena(), &table);
	for (size_t i = 0; i < 16; i++)
		hidden += told[i] != CELL_told;
	CHECK(hidden >= 4);             /* at least a rectangle */
	check_hidden(&table, told);
}

TEST(nothing_is_hidden_in_a_table_that_is_not_about_people)
{
	static const int64_t counts[9] = { 1, 2, 3, 0, 0, 0, 4, 1, 1 };
	struct open_table table = table_of(counts);

	table.least = 0;
	for (size_t i = 0; i < 16; i++)
		CHECK(open_table_hide(test_arena(), &table)[i] == CELL_told);
}

/* Drawn tables and drawn changes of them. */
TEST(of_many_pairs_of_editions_nothing_small_follows)
{
	srand(7);
	for (int round = 0; round < 60; round++) {
		int64_t before[9], after[9];
		bool held[16];
		struct open_table first = table_of(before), second = table_of(after);
		const enum cell_telling *told;

		for (size_t i = 0; i < 9; i++) {
			before[i] = rand() % 3 ? rand() % 12 : 0;
			after[i] = before[i] + rand() % 2;
		}
		told = open_table_hide(test_arena(), &first);
		for (size_t i = 0; i < 16; i++)
			held[i] = told[i] != CELL_told;
		second.held = held;
		told = open_table_hide(test_arena(), &second);
		for (size_t i = 0; i < 16; i++)
			CHECK(!held[i] || told[i] != CELL_told);
		check_hidden(&second, told);
	}
}

TEST_ON_STORES(what_is_hidden_stands_nowhere_in_what_is_handed_out)
{
	static const int64_t counts[9] = { 3, 20, 30, 40, 4, 20, 30, 50, 60 };
	struct publication publication = { .table_code = S("events"), .year = 2025, .edition = 1 };
	struct store *store = test_store();
	struct open_table table = table_of(counts);
	const struct open_content *content;
	struct str text, csv;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	text = content_write(test_arena(), &publication, &table);
	content = content_read(test_arena(), text);
	CHECK(content && content->count == 16 && content->least == LEAST && content->edition == 1);
	CHECK(content->cells[0].telling == CELL_small && content->cells[0].count == 0);
	csv = content_csv(test_arena(), content);
	CHECK(str_starts(csv, S("district,district_sv,district_en,kind,kind_sv,kind_en,year,count,told\r\n")));
	CHECK(str_find(csv, S("a,A,A,x,X,X,2025,,fewer\r\n")) >= 0);
	CHECK(content_has_map(content) && !content_read(test_arena(), S("no content")));
	store_close(store);
}

/* ---- Who may ------------------------------------------------------------------------------------ */

static void event_put(struct change *change, int64_t id, const char *type, bool is_restricted)
{
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, board_id, type, title, severity,"
		" state, occurred_at, reported_at, is_restricted, area_id) VALUES ($1, $2, $2, 2, 2, $3, 'x', 2,"
		" 'closed', $4, $4, $5, 1)"), V(id, arena_print(test_arena(), "e%d", (int)id), type,
		instant_at((struct date){ 2025, 5, 5 }, 12, 0, 0), (int64_t)is_restricted));
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind) VALUES"
		" (1, 'city', 'city', 'city', 'city'), (2, 'board', 'board', 'board', 'district')"), NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0), (1, 2, 1), (2, 2, 0)"), NONE);
	for (int64_t id = MAKER; id <= HANDLER; id++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(id, arena_print(test_arena(), "p%d", (int)id)));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive) VALUES"
		" (11, 1, 'central_analyst', 1), (12, 1, 'chief_security_officer', 1), (13, 2, 'handler', 1)"), NONE);
	change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code, outline, west, south, east,"
		" north, valid_from) VALUES (1, 'd1', 'd1', 'district', 'D1', '',"
		" '{\"type\":\"Polygon\",\"coordinates\":[]}', 0, 0, 0, 0, '2000-01-01')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct publication_making made_by(struct store *store, int64_t person, const char *reason)
{
	struct publication_making making = { .who = { .person = person }, .table_code = S("events"), .year = 2025,
		.reason = str_of(reason) };

	publication_make(store, test_arena(), &making);
	return making;
}

static void state_put(struct store *store, struct publication *publication, enum publication_state state)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	publication->state = (int)state;
	publication->approved_by = APPROVER;
	publication->approved_at = instant_now();
	CHECK(change_update(change, &publication_record.shape, publication, publication->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

static struct view *seen_by(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

TEST_ON_STORES(nobody_sees_a_publication_before_another_person_has_approved_it)
{
	struct store *store = city();
	struct publication_making making;
	struct view *view;

	CHECK(made_by(store, HANDLER, "").problem.len > 0);     /* who works in one unit makes nothing */
	making = made_by(store, MAKER, "");
	CHECK(!making.problem.len && making.made.edition == 1);
	view = seen_by(store, 0);
	CHECK(!publications_seen(view).count && !publication_get(view, S("events"), 2025, 1));
	view_close(view);
	view = seen_by(store, HANDLER);
	CHECK(!publications_seen(view).count);
	view_close(view);
	state_put(store, &making.made, PUBLICATION_approved);
	view = seen_by(store, 0);
	CHECK(publications_seen(view).count == 1);
	CHECK(publication_newest(view, S("events"), 2025) != NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_correction_is_another_edition_and_the_digest_before_stands)
{
	struct store *store = city();
	struct publication_making first = made_by(store, MAKER, ""), second;
	struct view *view;

	CHECK(!first.problem.len);
	state_put(store, &first.made, PUBLICATION_approved);
	made_by(store, MAKER, "One was missing");
	second = made_by(store, MAKER, "Two were missing");
	CHECK(second.made.edition == 3);
	view = seen_by(store, APPROVER);
	CHECK(publication_get(view, S("events"), 2025, 2)->state == PUBLICATION_dropped);
	CHECK(str_equals(publication_get(view, S("events"), 2025, 1)->digest,
		digest_hex(test_arena(), publication_get(view, S("events"), 2025, 1)->content)));
	CHECK(str_equals(publication_get(view, S("events"), 2025, 1)->digest, first.made.digest));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(restricted_events_are_never_published_and_small_numbers_are_not_told)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct publication_making making;
	const struct open_content *content;
	bool has_threat = false;

	for (int64_t id = 1; id <= 12; id++)
		event_put(change, id, "injury.fall", false);
	for (int64_t id = 21; id <= 40; id++)
		event_put(change, id, "threat.verbal", true);
	CHECK(change_commit(change) == COMMITTED);
	making = made_by(store, MAKER, "");
	CHECK(!making.problem.len);
	content = content_read(test_arena(), making.made.content);
	for (size_t i = 0; i < content->count; i++)
		has_threat = has_threat || str_starts(content->cells[i].column.code, S("threat"));
	CHECK(!has_threat);
	CHECK(content->count == 4 && content->cells[0].count == 12 && str_is(content->cells[0].row.code, "d1"));
	store_close(store);
}

/* ---- The catalogue -------------------------------------------------------------------------------- */

TEST_ON_STORES(the_catalogue_says_what_dcat_ap_se_wants)
{
	static const char *const wanted[] = { "a dcat:Catalog", "dcterms:title \"Öppna data", "dcterms:publisher <https://x.example/open-data#publisher>",
		"dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/>", "dcat:dataset <https://x.example/open-data/events>",
		"a foaf:Agent", "foaf:name", "<https://x.example/open-data/events> a dcat:Dataset",
		"dcat:distribution <https://x.example/open-data/events/2025/1/data.csv>", "data.geojson> a dcat:Distribution",
		"dcat:accessURL <https://x.example/open-data/events/2025>", "a vcard:Organization", "vcard:fn" };
	struct store *store = city();
	struct publication one = { .table_code = S("events"), .year = 2025, .edition = 1, .state = PUBLICATION_approved,
		.approved_at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0) };
	struct publication_list list = { 1, &one };
	struct str turtle = catalogue_turtle(test_arena(), &list, S("https://x.example"));

	for (size_t i = 0; i < COUNT(wanted); i++)
		CHECK(str_find(turtle, str_of(wanted[i])) >= 0);
	CHECK(str_find(turtle, S("exercises")) < 0);            /* nothing of it is published */
	store_close(store);
}
