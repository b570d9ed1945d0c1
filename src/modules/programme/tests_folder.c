/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_folder.c - folders: what is read, and what is refused and where. */
#include "modules/programme/tests_small.h"

#include "base/test.h"

TEST_ON_STORES(a_folder_that_is_well_has_no_mistakes)
{
	struct folder *folder;

	small_store();
	folder = small_read(small_folder());
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
	small_store();
	for (size_t i = 0; i < COUNT(wrongs); i++) {
		struct small changed = small_folder();
		struct folder *folder;
		bool is_told;

		small_put(&changed, wrongs[i].file, wrongs[i].from, wrongs[i].to);
		folder = small_read(changed);
		is_told = small_says(folder, wrongs[i].where, wrongs[i].says);
		if (!is_told)
			fprintf(stderr, "row %zu, %s: %s\n", i, wrongs[i].where, wrongs[i].says);
		CHECK(is_told);
	}
}

TEST_ON_STORES(a_mistake_refuses_the_folder_as_a_whole)
{
	struct store *store = small_store();
	struct small changed = small_folder();
	struct view *view;

	small_put(&changed, "roles.csv", "security_coordinator", "nobody");
	CHECK(small_load(store, small_read(changed)).outcome == LOAD_refused);
	view = small_view(store);
	CHECK(programmes_all(view).count == 0);
	view_close(view);
}

TEST_ON_STORES(files_that_are_missing_unknown_or_empty_are_told)
{
	struct small changed;

	small_store();
	changed = small_folder();
	small_leave_out(&changed, "actors.csv");
	CHECK(small_says(small_read(changed), "actors.csv", "missing"));
	changed = small_folder();
	small_append(&changed, "obligation.csv", "id");
	CHECK(small_says(small_read(changed), "obligation.csv", "Did you mean “obligations.csv”?"));
	changed = small_folder();
	small_file(&changed, "goals.csv")->content = S("");
	CHECK(small_says(small_read(changed), "goals.csv", "empty"));
	changed = small_folder();
	changed.files[changed.count] = changed.files[0];
	changed.count++;
	CHECK(small_says(small_read(changed), "actors.csv", "twice"));
	changed = small_folder();
	small_append(&changed, "programme.csv", "b,1,B,B,,,,2026-01-01,,,");
	CHECK(small_says(small_read(changed), "programme.csv, line 3", "one row"));
}

TEST_ON_STORES(a_column_that_is_missing_is_told_and_the_file_not_read_further)
{
	struct small changed = small_folder();
	struct folder *folder;

	small_store();
	small_file(&changed, "goals.csv")->content = S("id,text_sv\nG.1,Mål\n");
	folder = small_read(changed);
	CHECK(small_says(folder, "goals.csv, line 1", "The column “text_en” is missing."));
	for (size_t i = 0; i < folder->mistakes_kept; i++)
		CHECK(folder->mistakes[i].line <= 1);
}

TEST_ON_STORES(at_most_a_hundred_mistakes_are_kept_and_the_rest_counted)
{
	struct small changed = small_folder();
	struct folder *folder;

	small_store();
	for (int i = 0; i < 150; i++)
		small_append(&changed, "roles.csv", "nobody,X.1,0");
	folder = small_read(changed);
	CHECK(folder->mistakes_kept == 100);
	CHECK(folder->mistake_count > 300);
}

TEST_ON_STORES(semicolons_byte_order_marks_and_other_line_ends_are_read)
{
	struct small changed = small_folder();
	struct folder *folder;

	small_store();
	small_file(&changed, "focus_areas.csv")->content =
		S("\xEF\xBB\xBF" "code;name_sv;name_en\r\nF1;\"Ett; två\";One, two\r\n\r\nF2;Två;Two\r\n");
	folder = small_read(changed);
	CHECK(folder->mistake_count == 0);
	CHECK(folder->parts[PART_focus_areas].count == 2);
	CHECK(str_is(part_cell(&folder->parts[PART_focus_areas], 0, "name_sv"), "Ett; två"));
}

TEST_ON_STORES(a_line_beyond_the_adopted_text_is_a_mistake)
{
	struct small s = small_folder();
	struct folder_file text = { S("text.txt"), S("Ett\nTvå\n") };
	struct folder *folder;

	small_store();
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(small_says(folder, "obligations.csv, line 2, column J (lines)", "has 2 lines"));
	text.content = S("\xff\xfe");
	folder = folder_read(test_arena(), s.files, s.count, &text);
	CHECK(small_says(folder, "text.txt", "UTF-8"));
}
