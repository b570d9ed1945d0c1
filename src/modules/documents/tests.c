/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/tests.c - how versions stand, files, who sees and receives what. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/documents/inside.h"
#include "modules/documents/tests_city.h"
#include "store/search.h"
#include "store/test_store.h"

#include <string.h>

static struct date day(int month, int of_month)
{
	return (struct date){ 2026, (int8_t)month, (int8_t)of_month };
}

/* ---- Rules ------------------------------------------------------------------------------ */

TEST(a_version_is_in_force_from_its_first_day_to_its_last)
{
	struct document_version version = { .state = VERSION_adopted, .valid_from = day(3, 1),
		.last_day = day(5, 31) };

	CHECK(version_standing(&version, day(2, 28)) == STANDING_coming);
	CHECK(version_standing(&version, day(3, 1)) == STANDING_in_force);
	CHECK(version_standing(&version, day(5, 31)) == STANDING_in_force);
	CHECK(version_standing(&version, day(6, 1)) == STANDING_expired);
	version.ended = END_replaced;
	CHECK(version_standing(&version, day(6, 1)) == STANDING_replaced);
	version.state = VERSION_working;
	CHECK(version_standing(&version, day(4, 1)) == STANDING_working);
}

TEST(a_version_withdrawn_before_its_first_day_was_never_in_force)
{
	struct document_version version = { .state = VERSION_adopted, .valid_from = day(3, 1),
		.last_day = day(2, 28), .ended = END_withdrawn };

	CHECK(version_standing(&version, day(2, 1)) == STANDING_withdrawn);
	CHECK(version_standing(&version, day(3, 1)) == STANDING_withdrawn);
}

TEST(a_plan_grows_old_from_the_day_it_was_adopted)
{
	struct date from, to;

	CHECK(!date_compare(version_young_to(day(1, 10), day(2, 1), 12), (struct date){ 2027, 1, 9 }));
	CHECK(!date_is_given(version_young_to(day(1, 10), day(2, 1), 0)));
	CHECK(!date_is_given(version_young_to((struct date){ 0 }, (struct date){ 0 }, 12)));
	CHECK(version_span(day(1, 10), day(2, 1), (struct date){ 0 }, 12, &from, &to));
	CHECK(!date_compare(from, day(2, 1)) && !date_compare(to, (struct date){ 2027, 1, 9 }));
	CHECK(version_span(day(1, 10), day(2, 1), day(6, 30), 12, &from, &to));
	CHECK(!date_compare(to, day(6, 30)));
	CHECK(!version_span(day(1, 10), day(9, 1), (struct date){ 0 }, 6, &from, &to));
}

TEST(a_replaced_version_ends_the_day_before_unless_it_had_ended)
{
	CHECK(!date_compare(version_end_before((struct date){ 0 }, day(3, 1)), day(2, 28)));
	CHECK(!date_compare(version_end_before(day(1, 31), day(3, 1)), day(1, 31)));
	CHECK(!date_compare(version_end_before(day(12, 31), day(3, 1)), day(2, 28)));
}

TEST(an_adoption_needs_a_name_a_text_and_days_in_order)
{
	struct document_version version = { .text = S("Words") };
	struct adoption adoption = { .adopted_as = S("The board"), .adopted_on = day(3, 1),
		.valid_from = day(3, 1) };
	struct date none = { 0 };

	CHECK(adoption_judge(&adoption, &version, none, day(3, 1)) == ADOPTION_fine);
	CHECK(adoption_judge(&adoption, &version, none, day(2, 28)) == ADOPTION_after_today);
	CHECK(adoption_judge(&adoption, &version, day(3, 1), day(3, 1)) == ADOPTION_too_early);
	CHECK(adoption_judge(&adoption, &version, day(2, 28), day(3, 1)) == ADOPTION_fine);
	CHECK(adoption_judge(&adoption, &(struct document_version){ 0 }, none, day(3, 1))
		== ADOPTION_empty);
	adoption.valid_to = day(2, 28);
	CHECK(adoption_judge(&adoption, &version, none, day(3, 1)) == ADOPTION_ends_before);
	adoption.adopted_as = S("  ");
	CHECK(adoption_judge(&adoption, &version, none, day(3, 1)) == ADOPTION_nobody);
}

/* ---- Files ------------------------------------------------------------------------------- */

TEST(a_file_is_known_by_what_it_is_and_by_its_name)
{
	CHECK(str_is(S("application/pdf"), file_kind_of(S("Plan.PDF"), S("%PDF-1.7 x"))->type));
	CHECK(!strcmp(file_kind_of(S("plan.docx"), S("PK\3\4zip"))->ending, "docx"));
	CHECK(!file_kind_of(S("plan.pdf"), S("<html>")));
	CHECK(!file_kind_of(S("plan.docx"), S("%PDF-1.7")));
	CHECK(!file_kind_of(S("plan.exe"), S("PK\3\4zip")));
	CHECK(!file_kind_of(S("plan"), S("%PDF-1.7")));
	CHECK(!file_kind_of(S("plan.pdf"), S("")));
}

TEST(headings_of_a_text_stand_below_those_of_the_page)
{
	struct str html = text_html(test_arena(), S("# One\n\n##### Five\n\n<h1>no</h1>\n")).text;

	CHECK(str_find(html, S("<h3>One</h3>")) >= 0);
	CHECK(str_find(html, S("<h6>Five</h6>")) >= 0);
	CHECK(str_find(html, S("<h1>")) < 0);
}

/* ---- In the database ---------------------------------------------------------------------- */

static int64_t seen_by(struct store *store, int64_t person, int64_t document_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	int64_t seen = document_of_id(view, document_id) != NULL;

	view_close(view);
	return seen;
}

TEST_ON_STORES(a_plan_is_read_where_it_belongs_and_an_instruction_by_all)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	int64_t secret = document_made(store, "alarm_plan", NORTH, NORTH, "rsa");
	int64_t instruction = document_made(store, "instruction", CITY, CITY, "");

	CHECK(!seen_by(store, EMPLOYEE, plan) && seen_by(store, WRITER, plan));
	version_made(store, plan, day(3, 1));
	version_made(store, secret, day(3, 1));
	version_made(store, instruction, day(3, 1));
	CHECK(seen_by(store, EMPLOYEE, plan) && seen_by(store, MANAGER, plan));
	CHECK(!seen_by(store, STRANGER, plan) && !seen_by(store, OWNER, plan));
	CHECK(seen_by(store, MANAGER, secret) && !seen_by(store, EMPLOYEE, secret));
	CHECK(!seen_by(store, STRANGER, secret) && seen_by(store, OFFICE, secret));
	CHECK(seen_by(store, STRANGER, instruction) && seen_by(store, PARTNER, instruction));
	CHECK(!seen_by(store, 0, instruction));
}

TEST_ON_STORES(a_new_version_ends_the_one_before_and_asks_for_receipts_again)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	struct view *view;

	version_made(store, plan, day(3, 1));
	receipt_made(store, plan, NORTH, WRITER);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(receipts_count(view, plan).asked == 1 && receipts_count(view, plan).given == 1);
	CHECK(receipts_mine(view).count == 0);
	view_close(view);
	version_made(store, plan, day(6, 1));
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(receipts_count(view, plan).given == 0);
	CHECK(receipts_mine(view).count == 1 && receipts_mine(view).at[0].before == 1);
	CHECK(version_on(view, plan, day(5, 31))->number == 1);
	CHECK(version_on(view, plan, day(6, 1))->number == 2);
	CHECK(!version_on(view, plan, day(2, 28)));
	CHECK(version_get(view, plan, 1)->ended == END_replaced);
	view_close(view);
}

TEST_ON_STORES(one_withdrawn_before_it_began_leaves_the_place_to_the_one_before)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "crisis_plan", NORTH, NORTH, "");
	struct withdrawal withdrawal = { .last_day = day(9, 20), .reason = S("Too hasty") };
	struct document_version version;
	struct document document;
	struct change *change;
	struct view *view;

	version_made(store, plan, day(3, 1));
	version_made(store, plan, day(12, 1));
	change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	version = *version_get(change_view(change), plan, 2);
	document = *document_of_id(change_view(change), plan);
	CHECK(version_withdraw(change, &document, &version, &withdrawal));
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(version_on(view, plan, day(12, 24))->number == 1);
	CHECK(document_of_id(view, plan)->adopted_number == 1);
	view_close(view);
}

TEST_ON_STORES(a_unit_is_acknowledged_for_by_its_own_and_not_by_the_office)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "instruction", CITY, NORTH, "");
	struct view *view;

	version_made(store, plan, day(3, 1));
	view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	CHECK(receipt_may(view, plan, NORTH) && !receipt_may(view, plan, SOUTH));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = OFFICE });
	CHECK(!receipt_may(view, plan, NORTH));
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = EMPLOYEE });
	CHECK(!receipt_may(view, plan, NORTH));
	view_close(view);
}

static int64_t found_by(struct store *store, int64_t person, const char *words)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	int64_t found = view_int(view, SQL("SELECT count(*) FROM {found document $1} AS hit"
		" JOIN my_document ON my_document.id = hit.row_id"),
		V(search_query(view, str_of(words))));

	view_close(view);
	return found;
}

TEST_ON_STORES(a_draft_is_not_found_by_its_words)
{
	struct store *store = test_city();
	int64_t plan = document_made(store, "instruction", NORTH, NORTH, "");

	version_made(store, plan, day(3, 1));
	CHECK(found_by(store, STRANGER, "gathering") == 1);
	draft_made(store, plan, "A quite different helicopter.");
	CHECK(found_by(store, STRANGER, "helicopter") == 0);
	CHECK(found_by(store, STRANGER, "gathering") == 1);
}
