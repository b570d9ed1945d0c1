/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_folder.c - folders: what is read, what is refused and where, editions. */
#include "modules/programme/pages.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "modules/units/units.h"
#include "store/test_store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern const struct embedded catalogue_files[], programme_files[];

enum { MOST_FILES_READ = 64 };

static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static const char *data_path(const char *name)
{
	struct stat about;
	struct str here = arena_print(test_arena(), "tests/data/%s", name);
	struct str above = arena_print(test_arena(), "../tests/data/%s", name);

	return stat(here.at, &about) == 0 ? here.at : above.at;
}

static struct str file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *content = arena_take(test_arena(), 1 << 20);
	size_t len;

	CHECK(file != NULL);
	len = fread(content, 1, 1 << 20, file);
	fclose(file);
	return (struct str){ content, len };
}

/* The small folder, with one file changed: `from` becomes `to` where it first stands. */
struct small { struct folder_file *files; size_t count; };

static struct small small(void)
{
	struct small small;
	struct str problem = S("");

	CHECK(folder_from_disk(test_arena(), data_path("programme-small"), &small.files, &small.count,
		&problem));
	CHECK(small.count == 15);
	return small;
}

static struct folder_file *file_of(struct small *small, const char *name)
{
	for (size_t i = 0; i < small->count; i++)
		if (str_is(small->files[i].name, name))
			return &small->files[i];
	small->files[small->count] = (struct folder_file){ str_of(name), S("") };
	return &small->files[small->count++];
}

static void put(struct small *small, const char *name, const char *from, const char *to)
{
	struct folder_file *file = file_of(small, name);
	ptrdiff_t at = str_find(file->content, str_of(from));

	CHECK(at >= 0);
	file->content = arena_print(test_arena(), "%.*s%s%.*s", (int)at, file->content.at, to,
		STR(str_part(file->content, (size_t)at + strlen(from), file->content.len)));
}

static void append(struct small *small, const char *name, const char *row)
{
	struct folder_file *file = file_of(small, name);

	file->content = arena_print(test_arena(), "%.*s%s\n", STR(file->content), row);
}

static void leave_out(struct small *small, const char *name)
{
	*file_of(small, name) = small->files[small->count - 1];
	small->count--;
}

static struct folder *read_small(struct small small)
{
	return folder_read(test_arena(), small.files, small.count, NULL);
}

static struct load load_in(struct store *store, struct folder *folder)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct load load = programme_load(change, folder);

	if (load.outcome == LOAD_refused)
		change_undo(change);
	else
		CHECK(change_commit(change) == COMMITTED);
	return load;
}

static struct view *system_view(struct store *store)
{
	return view_open(store, test_arena(), (struct who){ .is_system = true });
}

static bool says(const struct folder *folder, const char *where, const char *words)
{
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		if (str_is(mistake_where(test_arena(), &folder->mistakes[i]), where)
		    && str_find(folder->mistakes[i].words, str_of(words)) >= 0)
			return true;
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		fprintf(stderr, "%.*s: %.*s\n", STR(mistake_where(test_arena(), &folder->mistakes[i])),
			STR(folder->mistakes[i].words));
	return false;
}

/* ---- Refusals ------------------------------------------------------------------------------- */

TEST_ON_STORES(a_folder_that_is_well_has_no_mistakes)
{
	struct folder *folder;

	city();
	folder = read_small(small());
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		fprintf(stderr, "%.*s\n", STR(folder->mistakes[i].words));
	CHECK(folder->mistake_count == 0);
	CHECK(folder->parts[PART_obligations].count == 5);
	CHECK(str_is(folder_programme(folder)->code, "smaby-2026"));
}

/* Each row: a change that makes one mistake, where it is told, and what is said. */
static const struct { const char *file, *from, *to, *where, *says; } wrongs[] = {
	{ "actors.csv", "kind = district", "kind district",
	  "actors.csv, line 3, column D (applies)", "At letter 6" },
	{ "actors.csv", "kind = district", "kind = distrikt",
	  "actors.csv, line 3, column D (applies)", "Did you mean “district”?" },
	{ "actors.csv", "flag = crime_picture", "flag = crime_pictur",
	  "actors.csv, line 5, column D (applies)", "Did you mean “crime_picture”?" },
	{ "actors.csv", ",is_board,0", ",is_board,yes", "actors.csv, line 2, column E (is_secret)", "neither" },
	{ "actors.csv", "SDN,stads", "ALL,stads", "actors.csv, line 3, column A (code)",
	  "“ALL” stands already on line 2" },
	{ "roles.csv", "security_coordinator", "security_cordinator",
	  "roles.csv, line 2, column A (role_type)", "Did you mean “security_coordinator”?" },
	{ "roles.csv", "D.2", "D.9", "roles.csv, line 2, column B (id)", "no row" },
	{ "obligations.csv", ",SDN KS,", ",SND KS,", "obligations.csv, line 4, column E (who)",
	  "Did you mean “SDN”?" },
	{ "obligations.csv", ",T2,", ",T9,", "obligations.csv, line 2, column F (cadence)",
	  "Did you mean “T2”?" },
	{ "obligations.csv", ",LSO,", ",LSÖ,", "obligations.csv, line 2, column K (legal)",
	  "no legal basis" },
	{ "obligations.csv", "D.1,D,Styrning,F1", "D.1,D,Styrning,F9",
	  "obligations.csv, line 2, column D (focus_area)", "no focus area" },
	{ "obligations.csv", "D.1,D,", ",D,", "obligations.csv, line 2, column A (id)", "filled in" },
	{ "obligations.csv", "D.2,R,", "D.1,R,", "obligations.csv, line 3, column A (id)",
	  "stands already in obligations.csv, line 2" },
	{ "terms.csv", "T.1,", "D.1,", "terms.csv, line 2, column A (id)", "obligations.csv, line 2" },
	{ "obligations.csv", "D.1,D,", "D 1,D,", "obligations.csv, line 2, column A (id)", "no code" },
	{ "obligations.csv", "D.1,D,", "terms,D,", "obligations.csv, line 2, column A (id)", "address of a page" },
	{ "obligations.csv", "D.1,D,", "D.1,U,", "obligations.csv, line 2, column B (kind)", "file of its own" },
	{ "obligations.csv", "D.1,D,", "D.1,X,", "obligations.csv, line 2, column B (kind)", "Known are" },
	{ "obligations.csv", "Every unit submits a picture of accidents.", "",
	  "obligations.csv, line 2, column I (text_en)", "The English is missing" },
	{ "obligations.csv", "Vikarie räknas.", "", "obligations.csv, line 3, column N (note_sv)",
	  "The Swedish is missing" },
	{ "obligations.csv", ",3-4,", ",4-3,", "obligations.csv, line 2, column J (lines)", "At letter 1" },
	{ "obligations.csv", ",,U.1,,", ",,U.2,,", "obligations.csv, line 2, column M (checked_by)",
	  "Did you mean “U.1”?" },
	{ "obligations.csv", ",D.1,,,", ",D.4,,,", "obligations.csv, line 5, column L (same_as)",
	  "D.4 → D.4" },
	{ "obligations.csv", "3-4,LSO,,U.1", "3-4,LSO,D.4,U.1",
	  "obligations.csv, line 2, column L (same_as)", "D.1 → D.4 → D.1" },
	{ "obligations.csv", "submits a picture of accidents.,3-4", "submits a picture, of accidents.,3-4",
	  "obligations.csv, line 2", "quotation mark" },
	{ "obligations.csv", "id,kind,", "id,knd,", "obligations.csv, line 1", "Did you mean “kind”?" },
	{ "obligations.csv", ",checked_by,", ",same_as,", "obligations.csv, line 1", "stands twice" },
	{ "goals.csv", "G.1,Mål", "G.1,M\xe5l", "goals.csv, line 2", "UTF-8" },
	{ "goals.csv", "G.1,", "G.1,\"", "goals.csv", "never closed" },
	{ "calendar_rules.csv", "02-15+1", "02-30", "calendar_rules.csv, line 2, column F (due)", "02-30" },
	{ "calendar_rules.csv", "third2", "third4", "calendar_rules.csv, line 3, column D (period)",
	  "Did you mean “third" },
	{ "calendar_rules.csv", "end+20d", "start-300d", "calendar_rules.csv, line 3, column F (due)",
	  "before it opens" },
	{ "calendar_rules.csv", "10-31", "", "calendar_rules.csv, line 3, column H (meeting_to)", "both" },
	{ "legal_basis.csv", "https://", "www.", "legal_basis.csv, line 2, column F (url)", "https://" },
	{ "legal_basis.csv", "2006-09-01,2026-12-31", "2006-09-01,2006-08-31",
	  "legal_basis.csv, line 3, column H (valid_to)", "before the first" },
	{ "legal_basis.csv", "2006-09-01", "2006-09-31", "legal_basis.csv, line 3, column G (valid_from)",
	  "no day" },
	{ "deliverables.csv", "D.1 D.4", "D.1 D.44", "deliverables.csv, line 2, column H (covers)",
	  "Did you mean “D.4”?" },
	{ "deliverables.csv", "kind=accident", "kind=accidents", "deliverables.csv, line 2, column G (carrier)",
	  "Did you mean “accident”?" },
	{ "deliverables.csv", "submission", "post", "deliverables.csv, line 3, column G (carrier)", "carries nothing" },
	{ "evidence.csv", "appointment", "apointment", "evidence.csv, line 3, column C (source)",
	  "Did you mean “appointment”?" },
	{ "evidence.csv", "role=", "rol=", "evidence.csv, line 3, column D (arguments)", "no argument “rol”" },
	{ "evidence.csv", "role=security_coordinator", "role=xyz", "evidence.csv, line 3, column D (arguments)",
	  "At letter 6" },
	{ "evidence.csv", "role=security_coordinator", "", "evidence.csv, line 3, column D (arguments)",
	  "needs the argument" },
	{ "evidence.csv", "accident,1,", "accident,most,", "evidence.csv, line 2, column E (least)", "no least" },
	{ "evidence.csv", "accident,1,", "accident,120%,", "evidence.csv, line 2, column E (least)", "no least" },
	{ "evidence.csv", "{period}", "{perod}", "evidence.csv, line 2, column F (says_sv)", "{period}" },
	{ "evidence.csv", "Not that they have time.", "", "evidence.csv, line 3, column I (not_en)",
	  "The English is missing" },
	{ "evidence.csv", "D.2,1", "D.1,1", "evidence.csv, line 3, column A (id)", "already on line 2" },
	{ "evidence.csv", "D.2,1", "D.2,0", "evidence.csv, line 3, column B (part)", "from 1" },
	{ "successions.csv", "smaby-2022,A.1", "smaby-2026,A.1",
	  "successions.csv, line 2, column A (from_programme)", "circle" },
	{ "successions.csv", "smaby-2022,A.1", "storby,A.1",
	  "successions.csv, line 2, column A (from_programme)", "predecessors" },
	{ "successions.csv", "D.1,widened", "D.1,ended", "successions.csv, line 2, column C (to_id)", "ended" },
	{ "successions.csv", "D.1,widened", ",widened", "successions.csv, line 2, column C (to_id)", "ended" },
	{ "successions.csv", "widened", "wider", "successions.csv, line 2, column D (kind)", "widened" },
	{ "programme.csv", "smaby-2022", "smaby-2026", "programme.csv, line 2, column K (predecessors)",
	  "smaby-2026 → smaby-2026" },
	{ "programme.csv", "2026-01-01", "", "programme.csv, line 2, column H (valid_from)", "filled in" },
	{ "programme.csv", "2029-12-31", "2025-12-31", "programme.csv, line 2, column I (valid_to)", "before" },
	{ "deadline_steps.csv", "35", "5 weeks", "deadline_steps.csv, line 2, column D (days_before)", "whole number" },
};

TEST_ON_STORES(every_kind_of_mistake_is_told_with_file_line_and_column)
{
	city();
	for (size_t i = 0; i < COUNT(wrongs); i++) {
		struct small changed = small();
		struct folder *folder;
		bool is_told;

		put(&changed, wrongs[i].file, wrongs[i].from, wrongs[i].to);
		folder = read_small(changed);
		is_told = says(folder, wrongs[i].where, wrongs[i].says);
		if (!is_told)
			fprintf(stderr, "row %zu, %s: %s\n", i, wrongs[i].where, wrongs[i].says);
		CHECK(is_told);
	}
}

TEST_ON_STORES(a_mistake_refuses_the_folder_as_a_whole)
{
	struct store *store = city();
	struct small changed = small();
	struct view *view;

	put(&changed, "roles.csv", "security_coordinator", "nobody");
	CHECK(load_in(store, read_small(changed)).outcome == LOAD_refused);
	view = system_view(store);
	CHECK(programmes_all(view).count == 0);
	view_close(view);
}

TEST_ON_STORES(files_that_are_missing_unknown_or_empty_are_told)
{
	struct small changed;

	city();
	changed = small();
	leave_out(&changed, "actors.csv");
	CHECK(says(read_small(changed), "actors.csv", "missing"));
	changed = small();
	append(&changed, "obligation.csv", "id");
	CHECK(says(read_small(changed), "obligation.csv", "Did you mean “obligations.csv”?"));
	changed = small();
	file_of(&changed, "goals.csv")->content = S("");
	CHECK(says(read_small(changed), "goals.csv", "empty"));
	changed = small();
	changed.files[changed.count] = changed.files[0];
	changed.count++;
	CHECK(says(read_small(changed), "actors.csv", "twice"));
	changed = small();
	append(&changed, "programme.csv", "b,1,B,B,,,,2026-01-01,,,");
	CHECK(says(read_small(changed), "programme.csv, line 3", "one row"));
}

TEST_ON_STORES(a_column_that_is_missing_is_told_and_the_file_not_read_further)
{
	struct small changed = small();
	struct folder *folder;

	city();
	file_of(&changed, "goals.csv")->content = S("id,text_sv\nG.1,Mål\n");
	folder = read_small(changed);
	CHECK(says(folder, "goals.csv, line 1", "The column “text_en” is missing."));
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		CHECK(folder->mistakes[i].line <= 1);
}

TEST_ON_STORES(at_most_a_hundred_mistakes_are_kept_and_the_rest_counted)
{
	struct small changed = small();
	struct folder *folder;

	city();
	for (int i = 0; i < 150; i++)
		append(&changed, "roles.csv", "nobody,X.1,0");
	folder = read_small(changed);
	CHECK(folder->mistakes_kept == 100);
	CHECK(folder->mistake_count > 300);
}

TEST_ON_STORES(semicolons_byte_order_marks_and_other_line_ends_are_read)
{
	struct small changed = small();
	struct folder *folder;

	city();
	file_of(&changed, "focus_areas.csv")->content =
		S("\xEF\xBB\xBF" "code;name_sv;name_en\r\nF1;\"Ett; två\";One, two\r\n\r\nF2;Två;Two\r\n");
	folder = read_small(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(folder->parts[PART_focus_areas].count == 2);
	CHECK(str_is(part_cell(&folder->parts[PART_focus_areas], 0, "name_sv"), "Ett; två"));
}

TEST_ON_STORES(a_line_beyond_the_adopted_text_is_a_mistake)
{
	struct small s = small();
	struct folder_file text = { S("text.txt"), S("Ett\nTvå\n") };
	struct folder *folder;

	city();
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(says(folder, "obligations.csv, line 2, column J (lines)", "has 2 lines"));
	text.content = S("\xff\xfe");
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(says(folder, "text.txt", "UTF-8"));
}

/* ---- Editions ----------------------------------------------------------------------------------- */

TEST_ON_STORES(an_edition_that_is_loaded_is_there_in_order)
{
	struct store *store = city();
	struct load load = load_in(store, read_small(small()));
	struct view *view = system_view(store);
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
	struct store *store = city();
	struct view *view;

	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
	CHECK(load_in(store, read_small(small())).outcome == LOAD_same);
	view = system_view(store);
	CHECK(editions_all(view).count == 1);
	CHECK(editions_all(view).at[0].version == 1);
	view_close(view);
}

TEST_ON_STORES(an_edition_is_never_written_over)
{
	struct store *store = city();
	struct small changed = small();
	struct folder *folder;

	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
	put(&changed, "obligations.csv", "lägesbild över olyckor", "bild över olyckor");
	folder = read_small(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(load_in(store, folder).outcome == LOAD_refused);
	CHECK(says(folder, "programme.csv, line 2, column B (edition)", "never written over"));
}

TEST_ON_STORES(a_duty_that_a_later_edition_has_not_is_closed_and_kept)
{
	struct store *store = city();
	struct small changed = small();
	struct load load;
	struct view *view;
	const struct obligation *gone;
	const struct programme *now;

	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
	put(&changed, "programme.csv", "smaby-2026,1,", "smaby-2026,2,");
	put(&changed, "programme.csv", "2025-11-20", "2027-03-01");
	put(&changed, "obligations.csv", "D.2,R,Styrning,,ALL,CONT", "D.22,R,Styrning,,ALL,Y");
	put(&changed, "roles.csv", "D.2", "D.22");
	put(&changed, "evidence.csv", "D.2,1", "D.22,1");
	put(&changed, "calendar_rules.csv", "CONT,hela tiden,all the time,standing,,,,\n", "");
	load = load_in(store, read_small(changed));
	CHECK(load.outcome == LOAD_new && load.closed == 1);
	view = system_view(store);
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
	struct store *store = city();
	struct small second = small(), third = small(), fourth = small();
	struct view *view;
	const struct programme *now;

	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
	put(&second, "programme.csv", "smaby-2026,1,", "smaby-2026,2,");
	put(&second, "programme.csv", "2025-11-20", "2027-03-01");
	put(&second, "obligations.csv", "D.5,I", "D.6,I");
	CHECK(load_in(store, read_small(second)).closed == 1);
	third = second;
	third.files = arena_array(test_arena(), struct folder_file, MOST_FILES_READ);
	memcpy(third.files, second.files, second.count * sizeof *second.files);
	put(&third, "programme.csv", "smaby-2026,2,", "smaby-2026,3,");
	put(&third, "programme.csv", "2027-03-01", "2028-03-01");
	CHECK(load_in(store, read_small(third)).closed == 0);
	view = system_view(store);
	now = programme_of_code(view, S("smaby-2026"));
	CHECK(!date_compare(obligation_of_code(view, now->id, S("D.5"))->closed_on,
		(struct date){ 2027, 3, 1 }));
	view_close(view);
	put(&fourth, "programme.csv", "smaby-2026,1,", "smaby-2026,4,");
	CHECK(load_in(store, read_small(fourth)).outcome == LOAD_new);
	view = system_view(store);
	now = programme_of_code(view, S("smaby-2026"));
	CHECK(!date_is_given(obligation_of_code(view, now->id, S("D.5"))->closed_on));
	CHECK(!date_compare(obligation_of_code(view, now->id, S("D.6"))->closed_on, date_today()));
	view_close(view);
}

TEST_ON_STORES(the_adopted_text_is_shown_from_the_lines_of_a_duty)
{
	struct store *store = city();
	struct small s = small();
	struct folder_file text = { S("text.txt"), S("") };
	struct folder *folder;
	struct view *view;
	const struct programme *programme;

	text.content = file_text(data_path("programme-small/text.txt"));
	CHECK(load_in(store, read_small(s)).outcome == LOAD_new);
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(load_in(store, folder).outcome == LOAD_text_added);
	CHECK(load_in(store, folder).outcome == LOAD_same);
	view = system_view(store);
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
	CHECK(load_in(store, folder).outcome == LOAD_refused);
	CHECK(says(folder, "programme.csv, line 2, column B (edition)", "another adopted text"));
}

static struct small earlier(void)
{
	struct small s = small();

	put(&s, "programme.csv", "smaby-2026,1,", "smaby-2022,1,");
	put(&s, "programme.csv", "2026-01-01,2029-12-31", "2022-01-01,2025-12-31");
	put(&s, "programme.csv", ",LSO,smaby-2022", ",LSO,");
	put(&s, "obligations.csv", "D.1,D,", "A.1,D,");
	put(&s, "obligations.csv", ",,,D.1,,,", ",,,A.1,,,");
	put(&s, "obligations.csv", "D.3,D,", "A.2,D,");
	leave_out(&s, "deliverables.csv");
	leave_out(&s, "successions.csv");
	leave_out(&s, "evidence.csv");
	return s;
}

TEST_ON_STORES(what_became_of_a_duty_must_be_a_duty_of_the_earlier_programme)
{
	struct store *store = city();
	struct small changed = small();
	struct folder *folder;

	CHECK(load_in(store, read_small(earlier())).outcome == LOAD_new);
	put(&changed, "successions.csv", "A.1", "A.11");
	folder = read_small(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(load_in(store, folder).outcome == LOAD_refused);
	CHECK(says(folder, "successions.csv, line 2, column B (from_id)", "Did you mean “A.1”?"));
	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
}

TEST_ON_STORES(programmes_that_follow_upon_each_other_in_a_circle_are_refused)
{
	struct store *store = city();
	struct small first = earlier();
	struct folder *folder;

	put(&first, "programme.csv", ",LSO,", ",LSO,smaby-2026");
	CHECK(load_in(store, read_small(first)).outcome == LOAD_new);
	folder = read_small(small());
	CHECK(load_in(store, folder).outcome == LOAD_refused);
	CHECK(says(folder, "programme.csv, line 2, column K (predecessors)", "→ smaby-2022"));
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

/* ---- What comes with the program ------------------------------------------------------------------ */

TEST_ON_STORES(every_folder_that_came_with_the_program_can_be_loaded)
{
	struct store *store = city();
	struct str *names;
	size_t count = folders_embedded(test_arena(), programme_files, &names);

	CHECK(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct folder_file *files;
		size_t file_count = folder_from_embedded(test_arena(), programme_files, names[i], &files);
		struct folder *folder = folder_read(test_arena(), files, file_count, NULL);

		if (load_in(store, folder).outcome != LOAD_new)
			CHECK(says(folder, "", ""));
	}
}

/* Every id of the register of 248 rows, and no other, with the text that the city adopted. */
TEST_ON_STORES(stockholm_has_every_row_of_the_register)
{
	const char *register_path = test_shared("data/programme/register.csv");
	const char *text_path = test_shared("seed/000_2892ba6ef2c11dd1.txt");
	struct store *store = city();
	const char *problem = NULL;
	struct csv_table *table = csv_read(test_arena(), file_text(register_path), &problem);
	struct folder_file *files, text = { S("programme.txt"), file_text(text_path) };
	size_t count = folder_from_embedded(test_arena(), programme_files, S("stockholm-2018-2021"), &files);
	struct folder *folder;
	struct view *view;
	const struct programme *programme;
	size_t with_lines = 0;

	folder = folder_read(test_arena(), files, count, &text);
	CHECK(table && table->count == 249);
	if (load_in(store, folder).outcome != LOAD_new)
		says(folder, "", "");
	view = system_view(store);
	programme = programme_of_code(view, S("stockholm-2018-2021"));
	CHECK(programme != NULL);
	CHECK(obligations_of(view, programme->id).count + terms_of(view, programme->id).count == 248);
	for (size_t i = 1; i < table->count; i++) {
		struct str id = csv_cell(table, i, "id");
		const struct obligation *row = obligation_of_code(view, programme->id, id);
		bool is_there = row || term_of_code(view, programme->id, id);

		if (!is_there)
			fprintf(stderr, "%.*s is missing\n", STR(id));
		CHECK(is_there);
		with_lines += row && obligation_adopted_text(view, row).len > 0;
	}
	CHECK(with_lines > 200);
	view_close(view);
}

/* ---- One board through the programmes ---------------------------------------------------------------- */

static int64_t unit_put(struct change *change, const char *code, const char *kind, const char *from,
                        const char *to)
{
	struct unit unit = { .code = str_of(code), .kind = str_of(kind), .name_sv = str_of(code) };

	CHECK(date_read(str_of(from), &unit.valid_from));
	if (*to)
		CHECK(date_read(str_of(to), &unit.valid_to));
	return change_insert(change, &unit_record.shape, &unit);
}

/* A committee that ended in 2024 and the one that followed it; and one of another kind. */
static void units_put(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t old = unit_put(change, "OLD", "district", "2015-01-01", "2023-12-31");
	int64_t new = unit_put(change, "NEW", "district", "2024-01-01", "");

	unit_put(change, "AUD", "audit", "2015-01-01", "");
	change_run(change, SQL("INSERT INTO unit_successor (from_id, to_id, on_date, kind, share)"
		" VALUES ($1, $2, '2024-01-01', 'rename', 1.0)"), V(old, new));
	CHECK(change_commit(change) == COMMITTED);
}

static const struct words_link_list *cell_with(const struct history *history, size_t column,
                                               const char *code, size_t *row)
{
	for (*row = 0; *row < history->row_count; (*row)++) {
		const struct words_link_list *links =
			&history->cells[*row * history->column_count + column].links;

		for (size_t i = 0; i < links->count; i++)
			if (str_starts(links->at[i].words, str_of(code)))
				return links;
	}
	return NULL;
}

TEST_ON_STORES(a_board_has_one_line_for_a_duty_through_all_programmes)
{
	struct store *store = city();
	struct history history;
	struct view *view;
	size_t first = 0, second = 0;

	units_put(store);
	CHECK(load_in(store, read_small(earlier())).outcome == LOAD_new);
	CHECK(load_in(store, read_small(small())).outcome == LOAD_new);
	view = system_view(store);
	history = history_of(view, unit_of_code(view, S("NEW")));
	CHECK(history.column_count == 2);
	CHECK(str_is(history.columns[0].programme->code, "smaby-2022"));
	CHECK(str_is(history.columns[0].units, "OLD, NEW") && str_is(history.columns[1].units, "NEW"));
	CHECK(cell_with(&history, 0, "A.1:", &first) && cell_with(&history, 1, "D.1:", &second));
	CHECK(first == second);                                 /* A.1 became D.1 */
	CHECK(cell_with(&history, 0, "A.2:", &first) && cell_with(&history, 1, "D.3:", &second));
	CHECK(first != second);                                 /* A.2 ended */
	CHECK(str_is(cell_with(&history, 1, "D.4:", &second)->at[0].note, _("if concerned")));
	CHECK(history.columns[1].maybe == 1);
	CHECK(!cell_with(&history, 1, "G.1:", &second));        /* addresses no unit */
	history = history_of(view, unit_of_code(view, S("AUD")));
	CHECK(history.row_count == 0);
	view_close(view);
}

/* Two units that differ only in whether protective security concerns them see the same. */
TEST_ON_STORES(rows_of_secret_actors_are_in_no_history)
{
	struct store *store = city();
	struct small changed = small();
	struct history history;
	struct view *view;
	size_t row;

	units_put(store);
	put(&changed, "obligations.csv", "D.3,D,Kris,F2,SDN KS,", "D.3,D,Kris,F2,BSS,");
	CHECK(load_in(store, read_small(changed)).outcome == LOAD_new);
	view = system_view(store);
	history = history_of(view, unit_of_code(view, S("NEW")));
	CHECK(!cell_with(&history, 0, "D.3:", &row));
	CHECK(cell_with(&history, 0, "D.1:", &row));
	view_close(view);
}
