/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/parts/tests.c - lists, files for spreadsheets, periods, jobs, imports. */
#include "base/test.h"

#include "base/crypto.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/folder.h"
#include "kit/grid.h"
#include "kit/import_inside.h"
#include "kit/import_run.h"
#include "kit/job_inside.h"
#include "kit/manual.h"
#include "kit/module.h"
#include "kit/setting.h"
#include "kit/table_inside.h"
#include "store/test_store.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern const struct embedded catalogue_files[], tongue_files[];

static const struct who the_system = { .is_system = true };

/* ---- A place for files -------------------------------------------------------------- */

static void use_folder(void)
{
	static char path[] = "/tmp/varn-test-parts-XXXXXX";

	CHECK(mkdtemp(path) != NULL);
	data_folder_set(path);
}

static int64_t number_of(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t number = view_int(view, sql, NONE);

	view_close(view);
	return number;
}

static void set_up(struct store *store)
{
	use_folder();
	tongue_open(tongue_files);
	tongue_choose(S("en"));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
}

TEST(a_file_is_there_complete_or_not_at_all)
{
	struct str content;
	const char *path;

	use_folder();
	path = arena_print(test_arena(), "%s/x", folder_make(test_arena(), "a/b")).at;
	CHECK(!file_map(path, &content));
	file_write(test_arena(), path, S("hello"));
	CHECK(file_map(path, &content));
	CHECK(str_is(content, "hello"));
	file_unmap(content);
	folder_remove(folder_path(test_arena(), "a/b"));
	CHECK(!file_map(path, &content));
}

TEST(only_old_files_are_swept)
{
	const char *folder, *path;
	struct str content;

	use_folder();
	folder = folder_make(test_arena(), "exports");
	path = arena_print(test_arena(), "%s/x", folder).at;
	file_write(test_arena(), path, S("x"));
	folder_sweep(folder, 60);
	CHECK(file_map(path, &content));
	folder_sweep(folder, -60);
	CHECK(!file_map(path, &content));
}

/* ---- Periods ------------------------------------------------------------------------ */

static bool is_period(const char *text, const char *from, const char *to)
{
	struct date a, b;

	return period_read(str_of(text), &a, &b) && str_is(date_iso(test_arena(), a), from)
		&& str_is(date_iso(test_arena(), b), to);
}

TEST(periods_are_read_as_people_write_them)
{
	CHECK(is_period("2026", "2026-01-01", "2026-12-31"));
	CHECK(is_period("2026-T1", "2026-01-01", "2026-04-30"));
	CHECK(is_period("2026-T2", "2026-05-01", "2026-08-31"));
	CHECK(is_period("2026-t3", "2026-09-01", "2026-12-31"));
	CHECK(is_period("2026-Q1", "2026-01-01", "2026-03-31"));
	CHECK(is_period("2026-Q4", "2026-10-01", "2026-12-31"));
	CHECK(is_period("2024-02", "2024-02-01", "2024-02-29"));
	CHECK(is_period(" 2026-03 ", "2026-03-01", "2026-03-31"));
	CHECK(is_period("2026-03-02", "2026-03-02", "2026-03-02"));
	CHECK(is_period("2026-03-01..2026-04-15", "2026-03-01", "2026-04-15"));
	CHECK(is_period("2025-T3..2026-T1", "2025-09-01", "2026-04-30"));
}

TEST(weeks_follow_iso_8601)
{
	CHECK(is_period("2026-W01", "2025-12-29", "2026-01-04"));
	CHECK(is_period("2026-W12", "2026-03-16", "2026-03-22"));
	CHECK(is_period("2026-V53", "2026-12-28", "2027-01-03"));
	CHECK(is_period("2021-W01", "2021-01-04", "2021-01-10"));
}

TEST(what_is_no_period_is_refused)
{
	static const char *const wrong[] = { "", "26", "2026-", "2026-T", "2026-T0", "2026-T4",
		"2026-Q5", "2026-13", "2026-00", "2026-3", "2026-W54", "2025-W53", "2026-W", "2026-02-30",
		"2026-04..2026-03", "2026..", "..2026", "x", "20260", "2026-T11", "2026-03-01..", "2026-1x" };
	struct date from = { 0 }, to = { 0 };

	for (size_t i = 0; i < COUNT(wrong); i++) {
		if (period_read(str_of(wrong[i]), &from, &to))
			test_failed(wrong[i], __FILE__, __LINE__);
	}
	CHECK(!date_is_given(from) && !date_is_given(to));
}

TEST(the_year_before_keeps_the_form)
{
	struct arena *arena = test_arena();

	CHECK(str_is(period_before(arena, S("2026")), "2025"));
	CHECK(str_is(period_before(arena, S("2026-T2")), "2025-T2"));
	CHECK(str_is(period_before(arena, S("2026-Q1")), "2025-Q1"));
	CHECK(str_is(period_before(arena, S("2026-03")), "2025-03"));
	CHECK(str_is(period_before(arena, S("2026-W53")), "2025-W52"));
	CHECK(str_is(period_before(arena, S("2024-02-29")), "2023-02-28"));
	CHECK(str_is(period_before(arena, S("2026-03..2026-05")), "2025-03..2025-05"));
	CHECK(str_is(period_before(arena, S("nonsense")), ""));
}

TEST(a_period_has_words)
{
	tongue_open(tongue_files);
	tongue_choose(S("sv"));
	CHECK(str_is(period_words(test_arena(), S("2026-03")), "mars 2026"));
	CHECK(str_is(period_words(test_arena(), S("2026-T1")), "januari 2026 – april 2026"));
	CHECK(str_is(period_words(test_arena(), S("2026-W12")), "vecka 12, 2026"));
}

/* ---- Grids -------------------------------------------------------------------------- */

static struct grid small_grid(void)
{
	static const char *names[] = { "unit_name", "events", "share" };
	static struct value cells[6];

	cells[0] = value_z("Ås; \"syd\"");
	cells[1] = value_int(1240);
	cells[2] = value_real(0.5);
	cells[3] = value_z("=1+1");
	cells[4] = value_int(0);
	cells[5] = value_null();
	return (struct grid){ 3, 2, names, cells };
}

TEST(a_grid_of_a_report_has_words_and_grows_row_by_row)
{
	static const char *const names[] = { N_("Kind of document"), N_("Number") };
	struct grid grid = grid_make(test_arena(), COUNT(names), 2, names);

	CHECK(grid.rows == 0 && grid.columns == 2);
	CHECK(str_is(str_of(grid.names[0]), "Kind of document"));
	for (int64_t i = 1; i <= 2; i++) {
		struct value *row = grid_row(&grid);

		row[0] = value_z("plan");
		row[1] = value_int(i);
	}
	CHECK(grid.rows == 2);
	CHECK(grid_at(&grid, 1, 1).number == 2);
}

TEST(a_grid_as_csv_is_made_for_a_swedish_spreadsheet)
{
	struct grid grid = small_grid();
	struct out out;

	out_init(&out, test_arena(), 1 << 16);
	grid_csv(&out, &grid);
	CHECK(str_is(out_str(&out), "\xEF\xBB\xBF" "Unit name;Events;Share\r\n"
		"\"Ås; \"\"syd\"\"\";1240;0,5\r\n'=1+1;0;\r\n"));
}

TEST(a_grid_as_json_keeps_numbers_and_gaps)
{
	struct grid grid = small_grid();
	struct out out;

	out_init(&out, test_arena(), 1 << 16);
	grid_json(&out, &grid);
	CHECK(str_is(out_str(&out), "{\"columns\":[\"unit_name\",\"events\",\"share\"],"
		"\"rows\":[[\"Ås; \\\"syd\\\"\",1240,0.5],[\"=1+1\",0,null]]}"));
}

TEST(a_grid_as_a_table_escapes_and_marks_numbers)
{
	struct grid grid = small_grid();
	struct out out;

	grid.cells[0] = value_z("2026-03-02");
	grid.cells[3] = value_z("<b>");
	out_init(&out, test_arena(), 1 << 16);
	grid_table(&out, &grid, "Caption");
	CHECK(str_find(out_str(&out), S("&lt;b&gt;")) > 0);
	CHECK(str_find(out_str(&out), S("<td class=\"when\">2026-03-02</td>")) > 0);
	CHECK(str_find(out_str(&out), S("<th scope=\"col\" class=\"num\">Events</th>")) > 0);
	CHECK(str_find(out_str(&out), S("tabindex=\"0\"")) > 0);
}

TEST(a_spreadsheet_is_a_zip_and_leaves_nothing_behind)
{
	struct grid grid = small_grid();
	struct str xlsx;

	use_folder();
	xlsx = grid_xlsx(test_arena(), &grid, S("A/name [that] is: much too long for a sheet"));
	CHECK(xlsx.len > 1000);
	CHECK(str_starts(xlsx, S("PK")));
	CHECK(rmdir(folder_path(test_arena(), "exports")) == 0);
}

/* ---- A list ------------------------------------------------------------------------- */

struct line { int64_t id; struct str name; int64_t place; };
#define RECORD struct line
#define LINE_FIELDS(F) \
	F(id,    key,   N_("Number"), ) \
	F(name,  text,  N_("Name"), ) \
	F(place, count, N_("Order"), )
static const struct field line_fields[] = { LINE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct table_column line_columns[] = {
	{ .name = "name", .is_link = true, .ascending = SQL(" ORDER BY code"),
	  .descending = SQL(" ORDER BY code DESC") },
	{ .name = "place" },
	{ .name = NULL },
};
static const struct filter line_filters[] = {
	{ .name = "list", .label = N_("List"), .kind = FIELD_text, .condition = SQL(" AND list = $?") },
	{ .name = "either", .label = N_("Either"), .kind = FIELD_text,
	  .condition = SQL(" AND (list = $? OR code = $?)") },
	{ .name = "place", .label = N_("Order"), .kind = FIELD_count, .condition = SQL(" AND place = $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant, .condition = SQL(" AND place < $?") },
	{ .name = NULL },
};
static const struct table line_table = {
	.name = "lines", .label = N_("Lines"), .fields = line_fields, .field_count = COUNT(line_fields),
	.shape = SHAPE_OF(NULL, line, line_fields), .columns = line_columns, .filters = line_filters,
	.row_path = "/lines/%s", .row_key = "id", .order = SQL(" ORDER BY code"),
	.export_need = ANYBODY, .empty = N_("Nothing"), .page_rows = 3,
};

/* A request as the gate hands it over. */
static struct request *asked(const char *query, bool is_api)
{
	struct arena *arena = test_arena();
	struct request *request = arena_new(arena, struct request);
	struct visit *visit = arena_new(arena, struct visit);

	*request = (struct request){ .arena = arena, .method = METHOD_GET, .path = S("/lines"),
		.context = visit };
	*visit = (struct visit){ .request = request, .is_api = is_api, .path = S("/lines"),
		.is_part = true, .problems.arena = arena };
	CHECK(request_pairs(arena, str_of(query), &request->query, &request->query_count));
	return request;
}

static struct reply listed(struct store *store, const char *text, bool is_api)
{
	struct request *request = asked(text, is_api);
	struct view *view = view_open(store, test_arena(), the_system);
	struct query query;
	struct reply reply;

	table_start(request, view, &line_table, &query,
		SQL("SELECT id, code AS name, place FROM catalogue_item WHERE 1 = 1"), NONE);
	reply = table_reply(request, view, &line_table, &query, &(struct table_page){ .title = "Lines" });
	view_close(view);
	return reply;
}

static bool holds(struct reply reply, const char *text)
{
	return str_find(reply.body, str_of(text)) >= 0;
}

TEST_ON_STORES(a_list_filters_sorts_and_turns_pages)
{
	struct store *store = test_store();
	struct reply first, second, sorted;

	set_up(store);
	first = listed(store, "list=event%2Fseverities", false);
	CHECK(first.status == 200);
	CHECK(holds(first, "1–3 of 5"));
	CHECK(holds(first, "?list=event%2Fseverities&amp;page=2"));
	CHECK(holds(first, "List: event/severities"));
	second = listed(store, "list=event%2Fseverities&page=2", false);
	CHECK(holds(second, "4–5 of 5"));
	CHECK(!holds(second, "page=3"));
	sorted = listed(store, "list=event%2Fseverities&sort=-name", false);
	CHECK(holds(sorted, "aria-sort=\"descending\""));
	CHECK(str_find(sorted.body, S(">4</a>")) < str_find(sorted.body, S(">3</a>")));
}

TEST_ON_STORES(a_filter_may_stand_twice_in_its_condition)
{
	struct store *store = test_store();

	set_up(store);
	CHECK(holds(listed(store, "either=event%2Fseverities", true), "\"total\":5"));
}

TEST_ON_STORES(a_day_in_the_address_ends_at_midnight)
{
	struct request *request = asked("to=2026-03-02", false);
	struct query query;

	CHECK(store_is_postgres(test_store()) || true);
	calendar_open("Europe/Stockholm");
	query_start(&query, test_arena(), SQL("SELECT 1 WHERE 1 = 1"), NONE);
	table_conditions(request, &line_table, &query);
	CHECK(query.count == 1);
	CHECK(query.values[0].number == instant_at((struct date){ 2026, 3, 3 }, 0, 0, 0).seconds);
}

TEST_ON_STORES(a_machine_gets_items_and_the_next_page)
{
	struct store *store = test_store();
	struct reply reply, wrong;

	set_up(store);
	reply = listed(store, "list=event%2Fseverities", true);
	CHECK(holds(reply, "{\"items\":[{\"id\":"));
	CHECK(holds(reply, "\"next\":\"/lines?list=event%2Fseverities&page=2\""));
	CHECK(holds(listed(store, "list=event%2Fseverities&page=2", true), "\"next\":null"));
	wrong = listed(store, "place=x", true);
	CHECK(wrong.status == 400);
}

TEST_ON_STORES(a_person_is_told_of_a_filter_that_was_not_understood)
{
	struct store *store = test_store();

	set_up(store);
	CHECK(holds(listed(store, "list=event%2Fseverities&place=x", false),
		"A filter was not understood"));
}

TEST_ON_STORES(an_empty_list_says_what_to_do)
{
	struct store *store = test_store();

	set_up(store);
	CHECK(holds(listed(store, "list=nothing", false), "Nothing fits the chosen filters."));
}

TEST_ON_STORES(what_is_taken_out_is_what_is_on_screen)
{
	struct store *store = test_store();
	struct reply csv, rfc, json, xlsx;

	set_up(store);
	csv = listed(store, "list=event%2Fseverities&format=csv&sort=-name", false);
	CHECK(str_starts(csv.body, S("\xEF\xBB\xBF" "Name;Order\r\n4;")));
	rfc = listed(store, "list=event%2Fseverities&format=csv&delimiter=%2C", false);
	CHECK(str_starts(rfc.body, S("Name,Order\r\n0,")));
	json = listed(store, "list=event%2Fseverities&format=json", false);
	CHECK(holds(json, "\"items\":[{"));
	xlsx = listed(store, "list=event%2Fseverities&format=xlsx", false);
	CHECK(xlsx.file != NULL);
	CHECK(listed(store, "format=exe", false).status == 400);
}

/* ---- Jobs --------------------------------------------------------------------------- */

TEST(a_process_is_known_while_it_lives_and_never_after)
{
	struct arena *arena = test_arena();
	struct str mine = runner_of(arena, getpid()), other;
	siginfo_t dead;
	pid_t child = fork();

	if (child == 0)
		pause();
	CHECK(runner_is_alive(arena, mine));
	other = runner_of(arena, child);
	CHECK(runner_is_alive(arena, other));
	kill(child, SIGKILL);
	CHECK(waitid(P_PID, (id_t)child, &dead, WEXITED | WNOWAIT) == 0);
	CHECK(!runner_is_alive(arena, other));          /* not buried yet */
	waitpid(child, NULL, 0);
	CHECK(!runner_is_alive(arena, other));
	CHECK(!runner_is_alive(arena, S("")));
	CHECK(runner_is_alive(arena, S("another-machine/12345678/1/1")));
}

TEST(progress_has_words_and_an_estimate)
{
	struct job_row row = { .done = 18400, .total = 84648, .started_at = { 1000 } };

	tongue_open(tongue_files);
	tongue_choose(S("en"));
	calendar_freeze((struct instant){ 1005 });
	CHECK(str_find(job_words(test_arena(), &row), S("left")) < 0);
	calendar_freeze((struct instant){ 1011 });
	CHECK(str_ends(job_words(test_arena(), &row), S("about 39 s left")));
	row.total = 0;
	CHECK(str_find(job_words(test_arena(), &row), S("of")) < 0);
}

TEST_ON_STORES(an_urgent_job_is_seen_behind_however_many_others)
{
	struct store *store = test_store();
	struct arena *arena = test_arena();
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct job_row *row;

	CHECK(!job_next(store, arena, false) && !job_next(store, arena, true));
	for (int i = 0; i < 600; i++)
		job_start(change, "import-undo", S(""), S(""), S(""));
	job_start(change, "alarms", S(""), S(""), S(""));
	job_start(change, "import-undo", S(""), S(""), S(""));
	CHECK(change_commit(change) == COMMITTED);
	row = job_next(store, arena, true);
	CHECK(row && str_is(row->kind, "alarms"));
	row = job_next(store, arena, false);
	CHECK(row && str_is(row->kind, "import-undo") && row->id == 1);
}

TEST_ON_STORES(a_job_in_a_change_that_is_undone_was_never_ordered)
{
	struct store *store = test_store();
	struct change *change;

	set_up(store);
	change = change_open(store, test_arena(), the_system);
	CHECK(job_start(change, "import-undo", S(""), S("x.csv"), S("content")) > 0);
	change_undo(change);
	CHECK(number_of(store, SQL("SELECT count(*) FROM job")) == 0);
}

/* ---- Imports: the small parts ------------------------------------------------------- */

static bool reads_date(const char *text, const char *pattern, const char *iso)
{
	struct date date;
	struct str rest;

	return import_date_read(str_of(text), str_of(pattern), &date, &rest)
		&& str_is(date_iso(test_arena(), date), iso);
}

TEST(dates_are_read_by_their_pattern)
{
	CHECK(reads_date("01/02/2009 03:01", "dd/mm/yyyy", "2009-02-01"));
	CHECK(reads_date("1/2/2009", "mm/dd/yyyy", "2009-01-02"));
	CHECK(reads_date("2.3.2026", "dd.mm.yyyy", "2026-03-02"));
	CHECK(reads_date("20260302", "yyyymmdd", "2026-03-02"));
	CHECK(reads_date("2 mars 2026", "d mmm yyyy", "2026-03-02"));
	CHECK(reads_date("2 Oct 2026", "d mmm yyyy", "2026-10-02"));
	CHECK(reads_date("31/12/69", "dd/mm/yy", "2069-12-31"));
	CHECK(reads_date("31/12/70", "dd/mm/yy", "1970-12-31"));
	CHECK(!reads_date("13/13/2009", "dd/mm/yyyy", ""));
	CHECK(!reads_date("31/02/2009", "dd/mm/yyyy", ""));
	CHECK(!reads_date("01/02/20091", "dd/mm/yyyy", ""));
	CHECK(!reads_date("", "dd/mm/yyyy", ""));
}

TEST(the_pattern_of_dates_is_found)
{
	static const struct str british[] = { S("01/02/2009 03:01"), S("13/02/2009"), S("28/02/2009") };
	static const struct str american[] = { S("02/01/2009"), S("02/13/2009"), S("02/28/2009") };
	static const struct str either[] = { S("01/02/2009"), S("") };
	static const struct str none[] = { S("Fox"), S("Dog"), S("01/02/2009") };

	CHECK(!strcmp(import_date_pattern(british, 3), "dd/mm/yyyy"));
	CHECK(!strcmp(import_date_pattern(american, 3), "mm/dd/yyyy"));
	CHECK(!strcmp(import_date_pattern(either, 2), "dd/mm/yyyy"));
	CHECK(!strcmp(import_date_pattern(none, 3), ""));
	CHECK(!strcmp(import_date_pattern(none, 0), ""));
}

TEST(headings_are_alike_across_case_signs_and_slips)
{
	struct arena *arena = test_arena();

	CHECK(import_likeness(arena, S("DateTimeOfCall"), S("date_time of call")) > 0.99);
	CHECK(import_likeness(arena, S("Latitude"), S("lat")) > 0.6);
	CHECK(import_likeness(arena, S("Incident Nmber"), S("incident_number")) > 0.8);
	CHECK(import_likeness(arena, S("Kostnad"), S("cost")) < 0.5);
	CHECK(import_likeness(arena, S("Borough"), S("Ward")) < 0.3);
	CHECK(import_likeness(arena, S(""), S("Ward")) == 0);
}

TEST(the_usual_spelling_wins)
{
	struct spellings spellings = { .arena = test_arena() };

	for (int i = 0; i < 3; i++)
		spellings_add(&spellings, S("Camden"));
	spellings_add(&spellings, S("CAMDEN"));
	spellings_add(&spellings, S("Kings-Lynn"));
	spellings_add(&spellings, S("KINGS LYNN"));
	spellings_settle(&spellings);
	CHECK(spellings.count == 4);
	CHECK(spellings.folded == 2);
	CHECK(str_is(spellings_best(&spellings, test_arena(), S("camden ")), "Camden"));
	CHECK(str_is(spellings_best(&spellings, test_arena(), S("Other")), "Other"));
}

TEST(a_key_met_again_is_counted)
{
	struct met met = { .arena = test_arena() };

	for (int i = 0; i < 5000; i++)
		CHECK(met_again(&met, arena_print(test_arena(), "%d", i)) == 1);
	CHECK(met_again(&met, S("17")) == 2);
	CHECK(met_again(&met, S("17")) == 3);
}

TEST(faults_that_differ_only_in_what_is_quoted_are_one)
{
	struct warnings warnings = { .arena = test_arena() };

	warnings_add(&warnings, S("Column Date: “2024-13-05” is no date."), 217);
	warnings_add(&warnings, S("Column Date: “2024-14-05” is no date."), 300);
	warnings_add(&warnings, S("Kolumn Cost: ”x” är inget tal."), 5);
	warnings_add(&warnings, S("Kolumn Cost: ”y” är inget tal."), 6);
	CHECK(warnings.count == 2);
	CHECK(warnings.at[0].count == 2 && warnings.at[0].first_line == 217);
	for (int i = 0; i < 500; i++)
		warnings_add(&warnings, arena_print(test_arena(), "Fault %d", i), i);
	CHECK(warnings.count == MOST_WARNINGS);
	CHECK(str_is(warnings.at[MOST_WARNINGS - 1].words, "Other problems"));
}

/* ---- Imports: a mapping ------------------------------------------------------------- */

static const struct import_kind *notice_kind(void)
{
	const struct import_kind *kind = import_kind_find(S("notice"));

	if (!kind)
		test_skip("no room reads in notices");
	return kind;
}

static bool mapping_is_read(const char *text)
{
	struct mapping mapping;
	struct str problem = S("");
	bool is_well = mapping_read(test_arena(), notice_kind(), str_of(text), &mapping, &problem);

	CHECK(is_well == (problem.len == 0));
	mapping_free(&mapping);
	return is_well;
}

TEST(a_mapping_with_a_word_that_means_nothing_is_refused)
{
	CHECK(mapping_is_read("{}"));
	CHECK(mapping_is_read("{\"fields\":{\"title\":[\"a\",\"b\"]},\"constant\":{\"kind\":\"x\"}}"));
	CHECK(!mapping_is_read("{\"feilds\":{}}"));
	CHECK(!mapping_is_read("{\"fields\":{\"titel\":\"a\"}}"));
	CHECK(!mapping_is_read("{\"target\":\"other\"}"));
	CHECK(!mapping_is_read("{\"delimiter\":\"x\"}"));
	CHECK(!mapping_is_read("{\"encoding\":\"EBCDIC\"}"));
	CHECK(!mapping_is_read("[]"));
	CHECK(!mapping_is_read("{"));
}

TEST(a_mapping_survives_being_written)
{
	const char *text = "{\"target\":\"notice\",\"delimiter\":\";\",\"date\":\"dd/mm/yyyy\","
		"\"key\":\"Nr\",\"empty\":[\"NULL\"],\"fold_case\":[\"Place\"],"
		"\"fields\":{\"title\":\"What\",\"published_at\":[\"Day\",\"Time\"]},"
		"\"constant\":{\"kind\":\"x\"},\"values\":{\"title\":{\"A\":\"B\"}}}";
	struct mapping mapping;
	struct str problem = S("");

	CHECK(mapping_read(test_arena(), notice_kind(), str_of(text), &mapping, &problem));
	/* A field that has only a constant has no column. */
	CHECK(str_is(mapping_text(test_arena(), &mapping), text));
	mapping_free(&mapping);
}

TEST(cells_become_answers)
{
	static const struct str headings[] = { S("Day"), S("Time"), S("What"), S("Cost") };
	static const struct str cells[] = { S("02/03/2026"), S("3:07 PM"), S(" A "), S("12,00") };
	struct csv_row head = { 1, 4, headings }, row = { 2, 4, cells };
	struct mapping mapping;
	struct answers answers;
	struct str problem = S("");

	CHECK(mapping_read(test_arena(), notice_kind(), S("{\"date\":\"dd/mm/yyyy\",\"fields\":"
		"{\"published_at\":[\"day\",\"time\"],\"title\":\"What\",\"cost\":\"Cost\"},"
		"\"values\":{\"title\":{\"A\":\"B\"}},\"constant\":{\"kind\":\"fire\"}}"), &mapping, &problem));
	CHECK(mapping_meet(&mapping, test_arena(), &head, &problem));
	answers = mapping_answers(&mapping, test_arena(), &row);
	CHECK(str_is(answer_get(&answers, "published_at"), "2026-03-02 15:07"));
	CHECK(str_is(answer_get(&answers, "title"), "B"));
	CHECK(str_is(answer_get(&answers, "cost"), "12"));
	CHECK(str_is(answer_get(&answers, "kind"), "fire"));
	mapping_free(&mapping);
}

TEST(a_column_that_is_not_there_is_a_problem)
{
	static const struct str headings[] = { S("Day") };
	struct csv_row head = { 1, 1, headings };
	struct mapping mapping;
	struct str problem = S("");

	CHECK(mapping_read(test_arena(), notice_kind(), S("{\"fields\":{\"title\":\"What\"}}"),
		&mapping, &problem));
	CHECK(!mapping_meet(&mapping, test_arena(), &head, &problem));
	CHECK(str_find(problem, S("What")) > 0);
	mapping_free(&mapping);
}

/* ---- Imports: whole files ----------------------------------------------------------- */

static const char small_file[] =
	"Nr;When;Kind;Place\r\n"
	"1;2026-03-01 10:00;Fire;Farsta\r\n"
	"2;2026-03-01 11:00;Theft;FARSTA\r\n"
	"3;2026-13-01 12:00;Theft;Farsta\r\n"
	"4;;Theft;NULL\r\n";
static const char small_mapping[] = "{\"key\":\"Nr\",\"empty\":[\"NULL\"],\"fold_case\":[\"Place\"],"
	"\"fields\":{\"published_at\":\"When\",\"kind\":\"Kind\",\"place_name\":\"Place\"}}";

static const char *written(const char *name, const char *content)
{
	const char *path = arena_print(test_arena(), "%s/%s", data_folder(), name).at;

	folder_make(test_arena(), "x");
	file_write(test_arena(), path, str_of(content));
	return path;
}

static int command(struct store *store, const char *file, const char *more)
{
	char *argv[16] = { (char *)"import", (char *)"csv", (char *)file, (char *)"--kind",
		(char *)"notice", (char *)"--source", (char *)"test", (char *)"--mapping",
		(char *)written("mapping.json", small_mapping) };
	int argc = 9;

	if (more)
		argv[argc++] = (char *)more;
	return import_csv_command(store, argc, argv);
}

TEST_ON_STORES(good_rows_are_read_in_and_bad_rows_stand_in_a_file)
{
	struct store *store = test_store();
	struct str bad;
	const char *path;

	set_up(store);
	notice_kind();
	CHECK(command(store, written("small.csv", small_file), NULL) == 4);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 2);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice WHERE place_name = 'Farsta'")) == 2);
	CHECK(number_of(store, SQL("SELECT bad FROM import")) == 2);
	CHECK(number_of(store, SQL("SELECT count(*) FROM import WHERE state = 'done'")) == 1);
	{
		struct view *view = view_open(store, test_arena(), the_system);

		path = folder_path(test_arena(), str_z(test_arena(),
			view_text(view, SQL("SELECT bad_path FROM import"), NONE)));
		view_close(view);
	}
	CHECK(file_map(path, &bad));
	CHECK(str_starts(bad, S("\xEF\xBB\xBFLine;Reason;Nr;When;Kind;Place\r\n4;")));
	CHECK(str_find(bad, S("\r\n5;")) > 0);
	file_unmap(bad);
}

TEST_ON_STORES(read_in_again_adds_nothing)
{
	struct store *store = test_store();

	set_up(store);
	notice_kind();
	command(store, written("small.csv", small_file), NULL);
	CHECK(command(store, written("small.csv", small_file), NULL) == 4);
	CHECK(import_outcome().added == 0);
	CHECK(import_outcome().same == 2);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 2);
}

TEST_ON_STORES(all_or_nothing_reads_in_nothing_when_a_row_is_bad)
{
	struct store *store = test_store();

	set_up(store);
	notice_kind();
	CHECK(command(store, written("small.csv", small_file), "--all-or-nothing") == 4);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(number_of(store, SQL("SELECT count(*) FROM import WHERE state = 'failed'")) == 1);
}

TEST_ON_STORES(a_dry_run_writes_nothing)
{
	struct store *store = test_store();

	set_up(store);
	notice_kind();
	CHECK(command(store, written("small.csv", small_file), "--dry-run") == 4);
	CHECK(number_of(store, SQL("SELECT count(*) FROM import")) == 0);
	CHECK(number_of(store, SQL("SELECT count(*) FROM job")) == 0);
}

TEST_ON_STORES(a_file_that_breaks_off_leaves_nothing)
{
	struct store *store = test_store();

	set_up(store);
	notice_kind();
	CHECK(command(store, written("broken.csv", "Nr;When;Kind;Place\n"
		"1;2026-03-01;Fire;X\n2;2026-03-01;\"Fire;X\n"), NULL) == 3);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(command(store, "/nowhere/at/all.csv", NULL) == 3);
	CHECK(command(store, written("empty.csv", ""), NULL) == 3);
}

TEST_ON_STORES(an_import_is_taken_back_as_one_act)
{
	struct store *store = test_store();
	struct view *view;
	struct str key;

	set_up(store);
	notice_kind();
	command(store, written("small.csv", small_file), NULL);
	view = view_open(store, test_arena(), the_system);
	key = view_text(view, SQL("SELECT public_id FROM import"), NONE);
	view_close(view);
	CHECK(job_run_here(store, "import-undo",
		arena_print(test_arena(), "{\"import\":\"%.*s\"}", STR(key)), NULL, 0));
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(number_of(store, SQL("SELECT count(*) FROM import WHERE state = 'undone'")) == 1);
	CHECK(!job_run_here(store, "import-undo",
		arena_print(test_arena(), "{\"import\":\"%.*s\"}", STR(key)), NULL, 0));
}

TEST_ON_STORES(a_dead_import_is_cleaned_up_after)
{
	struct store *store = test_store();
	struct job_row row = { .kind = S("import-csv"), .state = S("failed") };
	struct job *job;

	set_up(store);
	notice_kind();
	command(store, written("small.csv", small_file), NULL);
	row.id = number_of(store, SQL("SELECT id FROM job"));
	{
		struct change *change = change_open(store, test_arena(), the_system);

		change_run(change, SQL("UPDATE import SET state = 'running'"), NONE);
		CHECK(change_commit(change) == COMMITTED);
	}
	job = job_begin(store, &row);
	import_recover(job);
	job_free(job);
	CHECK(number_of(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(number_of(store, SQL("SELECT count(*) FROM import WHERE state = 'failed'")) == 1);
}

TEST_ON_STORES(the_preview_sees_what_is_odd_in_a_file)
{
	struct store *store = test_store();
	struct import_preview preview;
	struct view *view;

	set_up(store);
	view = view_open(store, test_arena(), the_system);
	preview = import_look(view, notice_kind(), str_of(small_file), S("{\"key\":\"Kind\","
		"\"fields\":{\"published_at\":\"When\",\"kind\":\"Kind\",\"place_name\":\"Place\"}}"));
	CHECK(preview.problem.len == 0);
	CHECK(preview.rows == 4 && preview.columns == 4 && preview.delimiter == ';');
	CHECK(preview.sample_count == 4);
	CHECK(str_is(preview.suggested[1], "published_at"));
	CHECK(preview.empty_count == 1 && preview.empties[0].cells == 1);
	CHECK(preview.warning_count >= 3);      /* date, missing date, key twice */
	view_close(view);
}

TEST_ON_STORES(the_british_file_is_understood)
{
	const char *path = test_shared("data/london-fire-animal-rescues/animal_rescues.csv");
	struct store *store = test_store();
	struct import_preview preview;
	struct str content;
	struct view *view;
	int64_t nulls = 0, boroughs = 0, spellings = 0;

	set_up(store);
	CHECK(file_map(path, &content));
	view = view_open(store, test_arena(), the_system);
	preview = import_look(view, notice_kind(), content, S(""));
	CHECK(preview.rows == 7544);
	for (size_t i = 0; i < preview.empty_count; i++)
		if (str_is(preview.empties[i].mark, "NULL"))
			nulls = preview.empties[i].cells;
	for (size_t i = 0; i < preview.fold_count; i++)
		if (str_is(preview.folds[i].column, "borough")) {
			spellings = preview.folds[i].spellings;
			boroughs = preview.folds[i].folded;
		}
	CHECK(nulls == 21549);
	CHECK(spellings == 71 && boroughs == 38);
	CHECK(str_is(preview.suggested[1], "published_at"));
	view_close(view);
	file_unmap(content);
}

TEST(every_row_of_csv_spectrum_can_be_scanned)
{
	static const char *const names[] = { "comma_in_quotes", "empty", "escaped_quotes", "json",
		"newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8" };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct scan scan = { 0 };
		struct str content, problem = S("");
		const char *path = test_shared(arena_print(test_arena(), "data/csv-spectrum/csvs/%s.csv",
			names[i]).at);

		CHECK(file_map(path, &content));
		scan.style = csv_sniff(content);
		CHECK(scan_run(&scan, test_arena(), content, &problem));
		CHECK(scan.rows >= 1);
		file_unmap(content);
	}
}

/* ---- The program explains itself ---------------------------------------------------- */

TEST_ON_STORES(the_program_finds_no_fault_in_itself)
{
	struct store *store = test_store();
	struct out out;

	set_up(store);
	out_init(&out, test_arena(), 1 << 22);
	if (manual_check(store, &out) != 0)
		test_failed(str_z(test_arena(), out_str(&out)), __FILE__, __LINE__);
}
