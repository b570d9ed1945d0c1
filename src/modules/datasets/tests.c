/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/tests.c - files that lie, editions that stay, what may be compared, who keeps them. */
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/datasets/import.h"
#include "store/test_store.h"

#include <stdio.h>

extern const struct embedded catalogue_files[];

enum { KEEPER = 11, READER = 12, STRANGER = 13 };

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'u', 'u', 'u', 'city')"), NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"), NONE);
	for (int64_t id = KEEPER; id <= STRANGER; id++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(id, arena_print(test_arena(), "p%d", (int)id)));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'central_analyst'),"
		" (12, 1, 'politician'), (13, 1, 'reporter')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct dataset set_put(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = KEEPER });
	struct dataset dataset = { .code = S("crime"), .name = S("Crime"), .kind = S("crime"), .publisher = S("Them"),
		.licence = S("CC0"), .method = S("Counted"), .caveat = S("Reported only."), .cadence = S("month"),
		.headline = S("all"), .headline_area = S("") };

	change_insert(change, &dataset_record.shape, &dataset);
	CHECK(change_commit(change) == COMMITTED);
	return dataset;
}

static struct problems fresh_problems(void)
{
	return (struct problems){ .arena = test_arena() };
}

/* An edition of a file in our own layout; what is wrong with it ends the test. */
static struct dataset_edition edition_of(struct store *store, const struct dataset *dataset, const char *file,
                                         struct date published)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = KEEPER });
	struct problems problems = fresh_problems();
	struct dataset_edition edition = { .dataset_id = dataset->id, .layout = S("series"), .published_on = published,
		.digest = digest_hex(test_arena(), str_of(file)), .read_at = instant_now() };
	struct figures_read read;

	CHECK(figures_read_series(test_arena(), str_of(file), &read, &problems));
	edition_put(change, &edition, &read);
	CHECK(change_commit(change) == COMMITTED);
	return edition;
}

static struct view *seen_by(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct series_row_list series_at(struct store *store, const struct dataset *dataset, const char *measure)
{
	struct view *view = seen_by(store, READER);
	const struct dataset_measure *of = dataset_measure_get(view, dataset->id, str_of(measure));
	const struct dataset_area *in = dataset_area_get(view, dataset->id, S(""));
	struct series_row_list rows = { 0 };

	if (of && in)
		rows = series_of(view, dataset->id, of->id, in->id);
	view_close(view);
	return rows;
}

/* ---- Rules -------------------------------------------------------------------------------------- */

TEST(a_number_what_is_not_known_and_nothing_to_count_are_three_things)
{
	static const struct { const char *text; enum figure_telling telling; double value; } said[] = {
		{ "0", FIGURE_number, 0 }, { "12,5", FIGURE_number, 12.5 }, { "12.5", FIGURE_number, 12.5 },
		{ "1 234", FIGURE_number, 1234 }, { "1\u00A0234,5", FIGURE_number, 1234.5 },
		{ "\u22123", FIGURE_number, -3 }, { "..", FIGURE_missing, 0 }, { ".", FIGURE_missing, 0 },
		{ "NaN", FIGURE_missing, 0 }, { "-", FIGURE_nothing, 0 }, { "–", FIGURE_nothing, 0 },
	};
	static const char *const wrong[] = { "", "x", "1,2,3", "inf", "1e99", "12 kr" };
	enum figure_telling telling;
	double value;

	for (size_t i = 0; i < COUNT(said); i++) {
		CHECK(figure_read(str_of(said[i].text), &telling, &value));
		CHECK(telling == said[i].telling && value > said[i].value - 1e-9 && value < said[i].value + 1e-9);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		CHECK(!figure_read(str_of(wrong[i]), &telling, &value));
}

TEST(a_period_is_a_year_a_quarter_or_a_month)
{
	static const char *const wrong[] = { "", "26", "2026-13", "2026K5", "2026-8-1", "1500", "2026-00", "2026x" };
	struct date from, to;

	CHECK(span_read(S("2026K3"), &from, &to) && from.month == 7 && to.month == 9 && to.day == 30);
	CHECK(span_read(S("2024-02"), &from, &to) && from.month == 2 && to.day == 29);
	CHECK(span_read(S("202608"), &from, &to) && from.month == 8 && to.day == 31);
	CHECK(span_read(S("2026"), &from, &to) && from.month == 1 && to.month == 12);
	for (size_t i = 0; i < COUNT(wrong); i++)
		CHECK(!span_read(str_of(wrong[i]), &from, &to));
}

TEST(periods_with_a_break_between_them_are_not_compared)
{
	struct dataset_break broken = { .first_on = { 2026, 1, 1 }, .reason = S("Another law.") };
	struct dataset_break_list breaks = { 1, &broken }, none = { 0 };
	struct series_row before = { .from = { 2025, 8, 1 }, .to = { 2025, 8, 31 }, .telling = FIGURE_number, .value = 10 };
	struct series_row after = { .from = { 2026, 8, 1 }, .to = { 2026, 8, 31 }, .telling = FIGURE_number, .value = 12 };
	struct series_row year = { .from = { 2024, 1, 1 }, .to = { 2024, 12, 31 }, .telling = FIGURE_number, .value = 99 };
	struct series_row missing = after;

	tongue_choose(S("en"));
	missing.telling = FIGURE_missing;
	CHECK(str_find(comparison_words(test_arena(), &breaks, &before, &after), S("cannot be compared")) >= 0);
	CHECK(str_find(comparison_words(test_arena(), &breaks, &before, &after), S("Another law.")) >= 0);
	CHECK(str_find(comparison_words(test_arena(), &none, &before, &after), S("+2")) >= 0);
	CHECK(str_find(comparison_words(test_arena(), &none, &year, &after), S("not equally long")) >= 0);
	CHECK(str_find(comparison_words(test_arena(), &none, &before, &missing), S("cannot be compared")) >= 0);
	broken.first_on = (struct date){ 2025, 8, 1 };          /* where the earlier begins: nothing between */
	CHECK(str_find(comparison_words(test_arena(), &breaks, &before, &after), S("+2")) >= 0);
}

/* ---- Files ---------------------------------------------------------------------------------------- */

#define BRA_HEADINGS "\xEF\xBB\xBF" "År,Månad,Kvartal,Periodnyckel,Preliminär,Kommun,Region_ID,Brott,Brott_ID," \
	"Brottsnivå,Förälder_ID,Nivå1,Nivå2,Antal,Per100000,Status_Antal\n"

TEST(months_of_bra_are_read_with_their_levels_and_what_is_preliminary)
{
	static const char file[] = BRA_HEADINGS
		"2026,8.0,,202608,True,Ort,1,\"Brott, alla\",13193,1,,\"Brott, alla\",,181.0,632.0,\n"
		"2026,8.0,,202608,False,Ort,1,Del,13194,2,13193.0,\"Brott, alla\",Del,,,..\n";
	struct problems problems = fresh_problems();
	struct figures_read read;

	CHECK(figures_read_bra(test_arena(), str_of(file), &read, &problems));
	CHECK(read.count == 2 && read.at[0].from.month == 8 && read.at[0].value > 180.9 && read.at[0].is_preliminary);
	CHECK(str_is(read.at[0].measure, "13193") && str_is(read.at[0].measure_name, "Brott, alla"));
	CHECK(read.at[0].has_rate && read.at[0].level == 1);
	CHECK(str_is(read.at[1].parent, "13193") && read.at[1].telling == FIGURE_missing && !read.at[1].is_preliminary);
}

TEST(a_file_of_bra_that_lies_is_refused_whole_with_line_and_column)
{
	static const struct { const char *row, *said; } wrong[] = {
		{ "2026,13.0,,202613,True,Ort,1,A,2,1,,A,,1,1,\n", "Line 2, column Månad: there is no such period." },
		{ "2026,8.5,,202608,True,Ort,1,A,2,1,,A,,1,1,\n", "Line 2, column Månad: it must be a whole number" },
		{ "2026,8.0,,202607,True,Ort,1,A,2,1,,A,,1,1,\n", "Line 2, column Periodnyckel" },
		{ "2026,8.0,,202608,kanske,Ort,1,A,2,1,,A,,1,1,\n", "Line 2, column Preliminär" },
		{ "2026,8.0,,202608,True,Ort,1,A,2,2,,A,B,1,1,\n", "Line 2, column Förälder_ID" },
		{ "2026,8.0,,202608,True,Ort,1,A,2,1,,A,B,1,1,\n", "Line 2, column Brottsnivå" },
		{ "2026,8.0,,202608,True,Ort,1,A,2,1,,A,,många,1,\n", "Line 2, column Antal" },
		{ "2026,8.0,,202608,True,Ort,1,A,2,1,,A,,1,1,\n2026,8.0,,202608,True,Ort,1,A,2,1,,A,,2,1,\n",
		  "Line 3, column Brott_ID: the same measure, area and period stands on line 2 too." },
	};
	struct figures_read read;

	tongue_choose(S("en"));
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct problems problems = fresh_problems();
		struct str file = arena_print(test_arena(), "%s%s", BRA_HEADINGS, wrong[i].row);

		CHECK(!figures_read_bra(test_arena(), file, &read, &problems));
		CHECK(problems.count && str_starts(problems.at[0].words, str_of(wrong[i].said)));
	}
}

TEST(a_file_without_its_columns_says_which)
{
	struct problems problems = fresh_problems();
	struct figures_read read;

	tongue_choose(S("en"));
	CHECK(!figures_read_series(test_arena(), S("measure;value\na;1\n"), &read, &problems));
	CHECK(problems.count == 1 && str_is(problems.at[0].words, "The column period is missing."));
	problems = fresh_problems();
	CHECK(!figures_read_bra(test_arena(), S("measure;value\na;1\n"), &read, &problems));
	CHECK(problems.count == 11);
}

/* The real layout; the sums are those of the file itself. */
TEST(an_excerpt_of_a_real_file_of_bra_is_read)
{
	enum { LONGEST = 1 << 20 };
	const char *path = test_shared("data/bra-manadsstatistik-utdrag/latest_UTDRAG.csv");
	char *content = arena_take(test_arena(), LONGEST);
	struct problems problems = fresh_problems();
	struct figures_read read;
	double sum = 0;
	FILE *file;

	if (!path)
		return;
	file = fopen(path, "rb");
	CHECK(file != NULL);
	CHECK(figures_read_bra(test_arena(), (struct str){ content, fread(content, 1, LONGEST, file) }, &read, &problems));
	fclose(file);
	CHECK(read.count == 12);
	for (size_t i = 0; i < read.count; i++)
		sum += read.at[i].value;
	CHECK(sum > 697.5 && sum < 698.5);
	CHECK(read.at[11].level == 4 && str_is(read.at[11].parent, "13195") && read.at[11].is_preliminary);
}

/* ---- Editions --------------------------------------------------------------------------------------- */

TEST_ON_STORES(a_later_edition_is_told_and_the_earlier_stays_as_history)
{
	struct store *store = city();
	struct dataset set = set_put(store);
	struct series_row_list rows;
	struct dataset_edition second;
	struct change *change;

	edition_of(store, &set, "measure;period;value;preliminary\nall;2026-07;10;yes\nall;2026-06;9;no\n",
		(struct date){ 2026, 8, 1 });
	second = edition_of(store, &set, "measure;period;value\nall;2026-07;12\nall;2026-08;-\n", (struct date){ 2026, 9, 1 });
	rows = series_at(store, &set, "all");
	CHECK(rows.count == 4);
	CHECK(rows.at[0].telling == FIGURE_nothing && rows.at[0].is_newest && rows.at[0].edition == 2);
	CHECK(rows.at[1].value > 11.9 && rows.at[1].is_newest && !rows.at[1].is_preliminary);
	CHECK(rows.at[2].value < 10.1 && !rows.at[2].is_newest && rows.at[2].is_preliminary && rows.at[2].edition == 1);
	CHECK(rows.at[3].is_newest);                    /* June was said only once */
	change = change_open(store, test_arena(), (struct who){ .person = KEEPER });
	edition_withdraw(change, &second, S("K"), S("The wrong file"));
	CHECK(change_commit(change) == COMMITTED);
	rows = series_at(store, &set, "all");
	CHECK(rows.count == 2 && rows.at[0].value < 10.1 && rows.at[0].is_newest && rows.at[1].is_newest);
	store_close(store);
}

TEST_ON_STORES(sums_that_are_not_what_their_parts_come_to_are_told)
{
	struct store *store = city();
	struct dataset set = set_put(store);
	struct dataset_edition edition = edition_of(store, &set,
		"measure;parent;period;value\nall;;2026-07;10\na;all;2026-07;4\nb;all;2026-07;5\n"
		"all;;2026-08;9\na;all;2026-08;4\nb;all;2026-08;5\n", (struct date){ 2026, 9, 1 });
	struct view *view = seen_by(store, READER);
	struct level_sum_list sums = level_sums_wrong(view, edition.id);

	CHECK(sums.count == 1 && sums.at[0].from.month == 7 && sums.at[0].part_count == 2);
	CHECK(sums.at[0].value > 9.9 && sums.at[0].parts < 9.1);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(rows_by_a_mapping_are_one_edition_and_undo_withdraws_it)
{
	struct store *store = city();
	struct dataset set = set_put(store);
	struct change *change = change_open(store, test_arena(), (struct who){ .person = KEEPER, .is_system = true });
	struct figure_read figure = { .measure = S("all"), .from = { 2026, 7, 1 }, .to = { 2026, 7, 31 },
		.telling = FIGURE_number, .value = 7 };
	struct edition_row row = { .import_id = 5, .dataset_id = set.id, .source = S("them"), .words = S("7"),
		.figure = &figure };

	CHECK(edition_row_put(change, &row) == IMPORT_ADDED);
	CHECK(edition_row_put(change, &row) == IMPORT_SAME);
	figure.value = 8;
	CHECK(edition_row_put(change, &row) == IMPORT_CHANGED);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(series_at(store, &set, "all").count == 3);
	CHECK(series_at(store, &set, "all").at[0].value > 7.9 && series_at(store, &set, "all").at[0].edition == 1);
	change = change_open(store, test_arena(), (struct who){ .person = KEEPER, .is_system = true });
	CHECK(editions_undo(change, 5) == 3);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(series_at(store, &set, "all").count == 0);
	store_close(store);
}

TEST_ON_STORES(who_reads_no_statistics_sees_no_data_set)
{
	struct store *store = city();
	struct dataset set = set_put(store);
	struct view *view = seen_by(store, STRANGER);

	edition_of(store, &set, "measure;period;value\nall;2026-07;10\n", (struct date){ 2026, 8, 1 });
	CHECK(!dataset_get(view, S("crime")) && !datasets_all(view).count && !dataset_editions(view, set.id).count);
	CHECK(!datasets_told(view, (struct date){ 2026, 9, 1 }).count);
	view_close(view);
	view = seen_by(store, READER);
	CHECK(dataset_get(view, S("crime")) && !dataset_may_write(view));
	CHECK(datasets_told(view, (struct date){ 2026, 9, 1 }).count == 1);
	CHECK(!datasets_told(view, (struct date){ 2026, 7, 30 }).count);        /* July has not ended then */
	view_close(view);
	view = seen_by(store, KEEPER);
	CHECK(dataset_may_write(view));
	view_close(view);
	store_close(store);
}

COUNTER_EXAMPLE(a_data_set_that_is_old_or_withdrawn_proves_nothing, "dataset kind months")
{
	struct store *store = city();
	struct dataset set = set_put(store);
	struct proof_try try = { .rule = "dataset kind=crime months=3", .person = KEEPER, .unit_id = 1,
		.from = { 2026, 8, 1 }, .to = { 2026, 9, 15 } };
	struct dataset_edition edition;
	struct change *change;

	CHECK(!proof_holds(store, &try));
	edition_of(store, &set, "measure;period;value\nall;2026-04;10\n", (struct date){ 2026, 5, 1 });
	CHECK(!proof_holds(store, &try));               /* fresh until 1 August only */
	edition = edition_of(store, &set, "measure;period;value\nall;2026-07;10\n", (struct date){ 2026, 7, 20 });
	CHECK(proof_holds(store, &try));
	try.rule = "dataset kind=rescue months=3";
	CHECK(!proof_holds(store, &try));               /* another kind */
	try.rule = "dataset kind=crime months=3";
	change = change_open(store, test_arena(), (struct who){ .person = KEEPER });
	edition_withdraw(change, &edition, S("K"), S("The wrong file"));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &try));
	store_close(store);
}
