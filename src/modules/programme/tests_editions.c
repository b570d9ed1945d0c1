/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_editions.c - editions: loaded, never written over, and what became of duties. */
#include "modules/programme/tests_small.h"

#include "base/test.h"

#include <string.h>

enum { MOST_FILES_READ = 64 };

TEST_ON_STORES(an_edition_that_is_loaded_is_there_in_order)
{
	struct store *store = small_store();
	struct load load = small_load(store, small_read(small_folder()));
	struct view *view = small_view(store);
	const struct programme *programme = programme_of_code(view, S("smaby-2026"));
	struct obligation_list list;
	struct actor_list actors;

	CHECK(load.outcome == LOAD_new && load.obligations == 7 && load.terms == 1 && load.closed == 0);
	CHECK(programme && programme->is_current && programme->loaded_at.seconds);
	list = obligations_of(view, programme->id);
	CHECK(list.count == 7);
	CHECK(str_is(list.at[0].code, "G.1") && str_is(list.at[0].kind, "G"));
	CHECK(str_is(list.at[1].code, "D.1") && list.at[1].place == 2);
	CHECK(str_is(list.at[6].code, "D.4"));                  /* without lines: last */
	CHECK(str_is(obligation_of_code(view, programme->id, S("U.1"))->assessor, "KS"));
	actors = actors_of(view, programme->id);
	CHECK(str_is(actor_names(test_arena(), &actors, S("SDN KS XX")),
		"district committees, the city executive board, XX"));
	CHECK(deadline_steps_of(view, programme->id).at[0].days_before == 35);
	CHECK(evidence_rules_of(view, programme->id).count == 2);
	CHECK(str_is(evidence_rules_of(view, programme->id).at[1].least, "1"));
	CHECK(deliverable_of_code(view, programme->id, S("L2")) != NULL);
	CHECK(programmes_on(view, (struct date){ 2027, 5, 1 }).count == 1);
	CHECK(programmes_on(view, (struct date){ 2030, 1, 1 }).count == 0);
	CHECK(str_is(obligation_path(test_arena(), programme, S("D.1")), "/programmes/smaby-2026/D.1"));
	view_close(view);
}

TEST_ON_STORES(loading_the_same_files_again_changes_nothing)
{
	struct store *store = small_store();
	struct view *view;

	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_same);
	view = small_view(store);
	CHECK(editions_all(view).count == 1);
	CHECK(editions_all(view).at[0].version == 1);
	view_close(view);
}

TEST_ON_STORES(an_edition_is_never_written_over)
{
	struct store *store = small_store();
	struct small changed = small_folder();
	struct folder *folder;

	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	small_put(&changed, "obligations.csv", "lägesbild över olyckor", "bild över olyckor");
	folder = small_read(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(small_load(store, folder).outcome == LOAD_refused);
	CHECK(small_says(folder, "programme.csv, line 2, column B (edition)", "never written over"));
}

TEST_ON_STORES(a_duty_that_a_later_edition_has_not_is_closed_and_kept)
{
	struct store *store = small_store();
	struct small changed = small_folder();
	struct load load;
	struct view *view;
	const struct obligation *gone;
	const struct programme *now;

	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	small_put(&changed, "programme.csv", "smaby-2026,1,", "smaby-2026,2,");
	small_put(&changed, "programme.csv", "2025-11-20", "2027-03-01");
	small_put(&changed, "obligations.csv", "D.2,R,Styrning,,ALL,CONT", "D.22,R,Styrning,,ALL,Y");
	small_put(&changed, "roles.csv", "D.2", "D.22");
	small_put(&changed, "evidence.csv", "D.2,1", "D.22,1");
	small_put(&changed, "calendar_rules.csv", "CONT,hela tiden,all the time,standing,,,,\n", "");
	load = small_load(store, small_read(changed));
	CHECK(load.outcome == LOAD_new && load.closed == 1);
	view = small_view(store);
	now = programme_of_code(view, S("smaby-2026"));
	CHECK(str_is(now->edition, "2") && editions_of(view, now->code).count == 2);
	gone = obligation_of_code(view, now->id, S("D.2"));
	CHECK(gone && !date_compare(gone->closed_on, (struct date){ 2027, 3, 1 }));
	CHECK(!date_is_given(obligation_of_code(view, now->id, S("D.22"))->closed_on));
	CHECK(obligations_of(view, now->id).count == 8);
	CHECK(calendar_rules_of(view, now->id).count == 4);     /* CONT went along */
	CHECK(evidence_rules_of(view, now->id).count == 3);
	CHECK(!date_is_given(obligation_of_code(view, editions_of(view, now->code).at[1].id,
		S("D.2"))->closed_on));
	CHECK(!edition_get(view, now->code, S("1"))->is_current);
	view_close(view);
}

TEST_ON_STORES(a_duty_that_has_closed_stays_closed_from_its_day_or_opens_again)
{
	struct store *store = small_store();
	struct small second = small_folder(), third = small_folder(), fourth = small_folder();
	struct view *view;
	const struct programme *now;

	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	small_put(&second, "programme.csv", "smaby-2026,1,", "smaby-2026,2,");
	small_put(&second, "programme.csv", "2025-11-20", "2027-03-01");
	small_put(&second, "obligations.csv", "D.5,I", "D.6,I");
	CHECK(small_load(store, small_read(second)).closed == 1);
	third = second;
	third.files = arena_array(test_arena(), struct folder_file, MOST_FILES_READ);
	memcpy(third.files, second.files, second.count * sizeof *second.files);
	small_put(&third, "programme.csv", "smaby-2026,2,", "smaby-2026,3,");
	small_put(&third, "programme.csv", "2027-03-01", "2028-03-01");
	CHECK(small_load(store, small_read(third)).closed == 0);
	view = small_view(store);
	now = programme_of_code(view, S("smaby-2026"));
	CHECK(!date_compare(obligation_of_code(view, now->id, S("D.5"))->closed_on,
		(struct date){ 2027, 3, 1 }));
	view_close(view);
	small_put(&fourth, "programme.csv", "smaby-2026,1,", "smaby-2026,4,");
	CHECK(small_load(store, small_read(fourth)).outcome == LOAD_new);
	view = small_view(store);
	now = programme_of_code(view, S("smaby-2026"));
	CHECK(!date_is_given(obligation_of_code(view, now->id, S("D.5"))->closed_on));
	CHECK(!date_compare(obligation_of_code(view, now->id, S("D.6"))->closed_on, date_today()));
	view_close(view);
}

TEST_ON_STORES(the_adopted_text_is_shown_from_the_lines_of_a_duty)
{
	struct store *store = small_store();
	struct small s = small_folder();
	struct folder_file text = { S("text.txt"), S("") };
	struct folder *folder;
	struct view *view;
	const struct programme *programme;

	text.content = small_text(small_path("programme-small/text.txt"));
	CHECK(small_load(store, small_read(s)).outcome == LOAD_new);
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(small_load(store, folder).outcome == LOAD_text_added);
	CHECK(small_load(store, folder).outcome == LOAD_same);
	view = small_view(store);
	programme = programme_of_code(view, S("smaby-2026"));
	CHECK(str_is(programme->text_name, "text.txt"));
	CHECK(str_is(obligation_adopted_text(view, obligation_of_code(view, programme->id, S("D.1"))),
		"Varje nämnd ska lämna en lägesbild\növer olyckor till kommunstyrelsen.\n"));
	CHECK(str_is(obligation_adopted_text(view, obligation_of_code(view, programme->id, S("D.3"))),
		"Krisledningen ska övas.\n\nStyrelsen följer upp.\n"));
	CHECK(obligation_adopted_text(view, obligation_of_code(view, programme->id, S("D.4"))).len == 0);
	view_close(view);
	text.content = S("En\nannan\ntext\n3\n4\n5\n6\n7\n8\n9\n");
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(small_load(store, folder).outcome == LOAD_refused);
	CHECK(small_says(folder, "programme.csv, line 2, column B (edition)", "another adopted text"));
}

TEST_ON_STORES(what_became_of_a_duty_must_be_a_duty_of_the_earlier_programme)
{
	struct store *store = small_store();
	struct small changed = small_folder();
	struct folder *folder;

	CHECK(small_load(store, small_read(small_earlier())).outcome == LOAD_new);
	small_put(&changed, "successions.csv", "A.1", "A.11");
	folder = small_read(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(small_load(store, folder).outcome == LOAD_refused);
	CHECK(small_says(folder, "successions.csv, line 2, column B (from_id)", "Did you mean “A.1”?"));
	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
}

TEST_ON_STORES(programmes_that_follow_upon_each_other_in_a_circle_are_refused)
{
	struct store *store = small_store();
	struct small first = small_earlier();
	struct folder *folder;

	small_put(&first, "programme.csv", ",LSO,", ",LSO,smaby-2026");
	CHECK(small_load(store, small_read(first)).outcome == LOAD_new);
	folder = small_read(small_folder());
	CHECK(small_load(store, folder).outcome == LOAD_refused);
	CHECK(small_says(folder, "programme.csv, line 2, column K (predecessors)", "→ smaby-2022"));
}

TEST(a_circle_is_found_wherever_it_lies)
{
	struct graph_edge none[] = { { S("a"), S("b") }, { S("b"), S("c") }, { S("a"), S("c") } };
	struct graph_edge tail[] = { { S("x"), S("a") }, { S("a"), S("b") }, { S("b"), S("c") },
		{ S("c"), S("a") }, { S("c"), S("y") } };
	struct graph_edge self[] = { { S("a"), S("a") } };
	struct str circle;

	CHECK(graph_circle(test_arena(), none, COUNT(none)).len == 0);
	CHECK(graph_circle(test_arena(), none, 0).len == 0);
	circle = graph_circle(test_arena(), tail, COUNT(tail));
	CHECK(str_find(circle, S("a → b")) >= 0 && str_find(circle, S("x")) < 0);
	CHECK(str_is(graph_circle(test_arena(), self, 1), "a → a"));
}
