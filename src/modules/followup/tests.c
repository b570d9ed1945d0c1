/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/tests.c - what an assessment proves; tables are read again as they were written. */
#include "modules/followup/inside.h"
#include "modules/people/people.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* ---- What an assessment proves --------------------------------------------------------------- */

static int64_t person(struct store *store, const char *login)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t id = person_of_login(view, str_of(login));

	view_close(view);
	CHECK(id != 0);
	return id;
}

static void answer_put(struct store *store, int64_t unit_id, const char *code, int year,
                       bool is_assessment)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct follow_up_answer answer = { .programme_code = S("prov"), .code = str_of(code),
		.unit_id = unit_id, .year = year, .is_assessment = is_assessment,
		.answer = S("fulfilled"), .words = S("Sett på plats.") };

	change_insert(change, &follow_up_answer_record.shape, &answer);
	CHECK(change_commit(change) == COMMITTED);
}

static int64_t assessed(struct store *store, const char *login, int64_t unit_id)
{
	const struct evidence_source *source = evidence_source_find(S("assessment"));
	const struct pair arguments[] = { { S("programme"), S("prov") }, { S("duty"), S("U1") } };
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person(store, login) });
	struct evidence_ask ask = { .count = COUNT(arguments), .at = arguments, .unit_id = unit_id,
		.from = { 2026, 1, 1 }, .to = { 2026, 9, 15 } };
	struct evidence_count_list counts = source->counts(view, &ask);
	struct evidence_record_list records = source->records(view, &ask);

	CHECK(counts.count <= 1 && (counts.count == 0) == (records.count == 0));
	view_close(view);
	return counts.count ? counts.at[0].count : 0;
}

/* The counter-examples stand first: there is an answer, and the point is not assessed. */
COUNTER_EXAMPLE(the_units_own_answer_or_another_year_point_or_unit_is_no_assessment, "assessment")
{
	struct store *store = test_store();
	struct proof_try asked = { .rule = "assessment programme=prov duty=U1",
		.from = { 2026, 1, 1 }, .to = { 2026, 9, 15 } };
	struct view *view;
	int64_t other;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	units_module.demo(store, 0);
	people_module.demo(store, 0);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	asked.unit_id = unit_of_code(view, S("LJU"))->id;
	other = unit_of_code(view, S("HAM"))->id;
	view_close(view);
	answer_put(store, asked.unit_id, "U1", 2026, false);
	answer_put(store, asked.unit_id, "U1", 2025, true);
	answer_put(store, asked.unit_id, "U2", 2026, true);
	answer_put(store, other, "U1", 2026, true);
	asked.person = person(store, "central");
	CHECK(!proof_holds(store, &asked) && assessed(store, "central", asked.unit_id) == 0);
	answer_put(store, asked.unit_id, "U1", 2026, true);
	CHECK(proof_holds(store, &asked) && assessed(store, "central", asked.unit_id) == 1);
	CHECK(assessed(store, "amina", asked.unit_id) == 1);
	CHECK(assessed(store, "amina", other) == 0);
	store_close(store);
}

/* ---- Tables ------------------------------------------------------------------------------------ */

TEST(a_table_that_is_written_is_read_again_as_it_was)
{
	static const char *const names[] = { "What", "How many" };
	struct report_tables tables = { 0 };
	struct report_table *table = table_add(&tables, test_arena(), "done", "Åtgärder", 2, names, 2);
	struct report_cell *row = row_add(table);
	const struct report_tables *read;

	row[0] = (struct report_cell){ S("\"Halka\" & <snö>"), S("") };
	row[1] = (struct report_cell){ S("12 345"), S("/events?type=injury.fall") };
	row_add(table)[0].words = S("Annat");
	table->caveat = S("Räknat i går.");
	read = tables_read(test_arena(), tables_write(test_arena(), &tables));
	CHECK(read && read->count == 1);
	CHECK(read->at[0].rows == 2 && read->at[0].columns == 2);
	CHECK(str_is(read->at[0].under, "done") && str_is(read->at[0].title, "Åtgärder"));
	CHECK(str_equals(read->at[0].caveat, table->caveat));
	CHECK(!read->at[0].is_number[0] && read->at[0].is_number[1]);
	CHECK(str_is(read->at[0].cells[0].words, "\"Halka\" & <snö>"));
	CHECK(str_is(read->at[0].cells[1].path, "/events?type=injury.fall"));
	CHECK(str_is(read->at[0].cells[2].words, "Annat"));
}

TEST(what_is_no_list_of_tables_is_nothing)
{
	CHECK(tables_read(test_arena(), S("")) == NULL);
	CHECK(tables_read(test_arena(), S("{}")) == NULL);
	CHECK(tables_read(test_arena(), S("[1, 2]"))->at[0].rows == 0);
	CHECK(tables_read(test_arena(), S("[{\"names\": [], \"cells\": [{}]}]"))->at[0].rows == 0);
}
