/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_values.c - what is known of a claim changes; other currencies; linking in steps. */
#include "modules/reporting/flows.h"
#include "modules/reporting/tests_city.h"

#include "base/test.h"

#include <string.h>

/* An import runs in the name of a person and reads naked tables. */
static const struct who as_import = { .person = CLARA, .is_system = true };

static const struct source *source_put(struct store *store)
{
	struct change *change = reporting_change(store, SECURITY);
	struct source *source = arena_new(test_arena(), struct source);

	*source = (struct source){ .name = S("Insurer"), .kind = S("claim"), .purpose = S("Shares"),
		.legal_basis = S("Agreement"), .starts_on = { 2025, 1, 1 }, .kept_days = 365 };
	change_insert(change, &source_record.shape, source);
	CHECK(change_commit(change) == COMMITTED);
	return source;
}

static struct told told_of(const struct source *source, const char *reference)
{
	return (struct told){ .source_id = source->id, .reference = str_of(reference), .unit_id = SCHOOL,
		.happened_on = { 2026, 3, 1 }, .cause = S("damage"), .amount = 5000 };
}

static enum import_did read_in(struct store *store, int64_t import_id, struct told told)
{
	struct change *change = change_open(store, test_arena(), as_import);
	const struct import_row row = { .row = &told };
	enum import_did did = reporting_imports[0].put(change, import_id, S("claims.csv"), &row);

	CHECK(change_commit(change) == COMMITTED);
	return did;
}

static int64_t asked(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t found = view_int(view, sql, NONE);

	view_close(view);
	return found;
}

TEST_ON_STORES(each_thing_that_is_known_of_a_claim_is_kept_and_the_last_counts)
{
	struct store *store = test_store();
	const struct source *source;
	struct told told;
	struct change *change;

	reporting_city(store);
	source = source_put(store);
	told = told_of(source, "F-1");
	told.state = CLAIM_STATE_open;
	told.known_on = (struct date){ 2026, 4, 1 };
	CHECK(read_in(store, 1, told) == IMPORT_ADDED && read_in(store, 1, told) == IMPORT_SAME);
	told.paid = 3000;
	told.state = CLAIM_STATE_closed;
	told.known_on = (struct date){ 2026, 5, 1 };
	CHECK(read_in(store, 2, told) == IMPORT_CHANGED);
	told.amount = 4500;
	told.known_on = (struct date){ 2026, 4, 15 };           /* an older file that comes late */
	CHECK(read_in(store, 3, told) == IMPORT_CHANGED && read_in(store, 3, told) == IMPORT_SAME);
	CHECK(asked(store, SQL("SELECT amount FROM reporting_row")) == 5000);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_value")) == 3);
	told.amount = 5000;
	told.state = CLAIM_STATE_withdrawn;
	told.known_on = (struct date){ 2026, 6, 1 };
	CHECK(read_in(store, 4, told) == IMPORT_CHANGED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_row WHERE state = 'withdrawn' AND paid = 3000")) == 1);
	change = change_open(store, test_arena(), as_import);
	CHECK(reporting_imports[0].undo(change, 4) == 1);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_row WHERE state = 'closed' AND paid = 3000")) == 1);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_value")) == 3);
}

TEST_ON_STORES(what_was_known_of_a_claim_that_was_judged_stays_when_its_import_is_undone)
{
	struct store *store = test_store();
	const struct source *source;
	struct change *change;

	reporting_city(store);
	source = source_put(store);
	read_in(store, 1, told_of(source, "F-1"));
	read_in(store, 1, told_of(source, "F-2"));
	change = change_open(store, test_arena(), as_import);
	change_run(change, SQL("INSERT INTO reporting_decision (public_id, source_id, row_id, event_id, is_same, reason,"
		" chance, was_accepted, is_sample, levels, weights, decided_by, decided_name, decided_at)"
		" SELECT 'd', source_id, id, 1, 1, 'Looked', 0.9, 1, 0, '00000', '[]', 13, 'clara', 1"
		" FROM reporting_row WHERE reference = 'F-1'"), NONE);
	CHECK(reporting_imports[0].undo(change, 1) == 1);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_row")) == 1);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_value JOIN reporting_row"
		" ON reporting_row.id = reporting_value.row_id")) == 1);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_value")) == 1);
}

TEST_ON_STORES(a_withdrawn_claim_is_counted_and_costs_nothing)
{
	struct store *store = test_store();
	const struct source *source;
	struct change *change;
	struct told told;

	reporting_city(store);
	source = source_put(store);
	told = told_of(source, "F-1");
	told.paid = 1000;
	read_in(store, 1, told);
	told = told_of(source, "F-2");
	told.state = CLAIM_STATE_withdrawn;
	read_in(store, 1, told);
	told = told_of(source, "F-3");
	told.state = CLAIM_STATE_reopened;
	read_in(store, 1, told);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	source_link(change, source);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_share WHERE rows_count = 3 AND withdrawn = 1"
		" AND with_amount = 2 AND amount = 10000 AND with_paid = 1 AND paid = 1000")) == 1);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	source_erase(change, source, (struct date){ 2027, 9, 1 });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_value")) == 0);          /* they go with their rows */
	CHECK(asked(store, SQL("SELECT amount FROM reporting_share WHERE is_final = 1")) == 10000);
}

static bool is_refused(struct store *store, struct told *told, const char *field)
{
	struct view *view = reporting_view(store, CLARA);
	struct problems problems = { .arena = test_arena() };
	bool is;

	reporting_imports[0].form->judge(view, told, &problems);
	view_close(view);
	is = problems.count == 1 && strcmp(problems.at[0].field, field) == 0;
	return field[0] ? is : problems.count == 0;
}

TEST_ON_STORES(another_currency_needs_its_rate_and_becomes_kronor)
{
	struct store *store = test_store();
	const struct source *source;
	struct told told;

	reporting_city(store);
	source = source_put(store);
	told = told_of(source, "F-1");
	told.currency = S("SEK");
	CHECK(is_refused(store, &told, ""));
	told.currency = S("EUR");
	CHECK(is_refused(store, &told, "rate"));
	told.rate = 11.25;
	told.known_on = (struct date){ 2026, 2, 1 };
	CHECK(is_refused(store, &told, "known_on"));            /* before it happened */
	told.known_on = (struct date){ 2026, 9, 2 };
	CHECK(is_refused(store, &told, "known_on"));            /* in the future */
	told.known_on = (struct date){ 2026, 8, 1 };
	CHECK(is_refused(store, &told, ""));
	told.amount = 101;
	CHECK(read_in(store, 1, told) == IMPORT_ADDED && read_in(store, 1, told) == IMPORT_SAME);
	CHECK(asked(store, SQL("SELECT amount FROM reporting_row WHERE currency = 'EUR'")) == 1136);
}

/* ---- Linking in steps ------------------------------------------------------------------------ */

TEST_ON_STORES(a_linking_that_was_not_finished_is_seen_by_nobody_and_swept)
{
	struct store *store = test_store();
	const struct source *source;
	struct change *change;
	struct pair_found half = { .public_id = S("9-9"), .row_id = 9, .event_id = 9, .chance = 1, .is_accepted = true,
		.levels = S("00000"), .weights = S("[]") };
	struct view *view;

	reporting_city(store);
	source = source_put(store);
	reporting_events(store, SCHOOL, 1, 3, "claim");
	read_in(store, 1, told_of(source, "F-1"));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	source_link(change, source);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	half.source_id = source->id;
	half.run_id = link_run_next(view, source->id);
	CHECK(link_run_now(view, source->id) == 1 && half.run_id == 2);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	links_put(change, &half, 1);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_link WHERE run_id = 2")) == 1);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_link_now WHERE run_id <> 1")) == 0);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(links_sweep(change, source->id, 10) == 1 && links_sweep(change, source->id, 10) == 0);
	source_link(change, source);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(asked(store, SQL("SELECT count(*) FROM reporting_link WHERE run_id <> 2")) == 0);
}
