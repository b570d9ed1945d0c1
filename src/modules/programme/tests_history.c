/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests_history.c - one board through the programmes. */
#include "modules/programme/tests_small.h"

#include "base/json.h"
#include "base/test.h"
#include "modules/units/units.h"

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
	struct store *store = small_store();
	struct history history;
	struct view *view;
	size_t first = 0, second = 0;

	units_put(store);
	CHECK(small_load(store, small_read(small_earlier())).outcome == LOAD_new);
	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	view = small_view(store);
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

/* The command says what the page shows. */
TEST_ON_STORES(a_history_is_the_same_as_text_and_as_json)
{
	struct store *store = small_store();
	struct history history;
	struct json_out json;
	struct view *view;
	struct out out;

	units_put(store);
	CHECK(small_load(store, small_read(small_earlier())).outcome == LOAD_new);
	CHECK(small_load(store, small_read(small_folder())).outcome == LOAD_new);
	view = small_view(store);
	CHECK(history_unit(view, S("NOWHERE")) == NULL);
	history = history_of(view, history_unit(view, S("NEW")));
	out_init(&out, test_arena(), 1 << 20);
	history_say(&out, &history);
	CHECK(str_find(out_str(&out), S("    OLD, NEW\n")) >= 0);
	CHECK(str_find(out_str(&out), S("smaby-2022                      A.1: ")) >= 0);
	CHECK(str_find(out_str(&out), S("smaby-2026                      D.1: ")) >= 0);
	CHECK(str_find(out_str(&out), S("(if concerned)\n")) >= 0);
	out_init(&out, test_arena(), 1 << 20);
	json_begin(&json, &out);
	history_write(&json, &history);
	CHECK(str_starts(out_str(&out),
		S("{\"unit\":\"NEW\",\"programmes\":[\"smaby-2022\",\"smaby-2026\"],\"threads\":[[[{")));
	CHECK(str_find(out_str(&out), S("\"path\":\"/programmes/smaby-2022/A.1\"")) >= 0);
	CHECK(str_find(out_str(&out), S("\"if_concerned\":true")) >= 0);
	view_close(view);
}

/* Two units that differ only in whether protective security concerns them see the same. */
TEST_ON_STORES(rows_of_secret_actors_are_in_no_history)
{
	struct store *store = small_store();
	struct small changed = small_folder();
	struct history history;
	struct view *view;
	size_t row;

	units_put(store);
	small_put(&changed, "obligations.csv", "D.3,D,Kris,F2,SDN KS,", "D.3,D,Kris,F2,BSS,");
	CHECK(small_load(store, small_read(changed)).outcome == LOAD_new);
	view = small_view(store);
	history = history_of(view, unit_of_code(view, S("NEW")));
	CHECK(!cell_with(&history, 0, "D.3:", &row));
	CHECK(cell_with(&history, 0, "D.1:", &row));
	view_close(view);
}
