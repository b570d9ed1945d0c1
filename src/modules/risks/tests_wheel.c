/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_wheel.c - the days of risks: whose they are, and that an older analysis has none. */
#include "modules/risks/tests_city.h"

static struct risk_day_list days_of(struct store *store, int64_t who, int64_t unit, int64_t person)
{
	struct wheel_ask ask = { unit, person, { 2026, 1, 1 }, { 2027, 12, 31 } };
	struct view *view = risks_view(store, who);
	struct risk_day_list days = risk_days(view, &ask);

	view_close(view);
	return days;
}

TEST_ON_STORES(the_days_of_risks_are_those_of_the_newest_analysis_and_of_what_one_may_read)
{
	struct store *store = risks_city();
	struct rsa *before = risks_rsa(store, 2026);
	struct rsa now = { .unit_id = NORTH, .year = 2027, .number = 1, .method_id = before->method_id };
	struct change *change = risks_change(store, WRITER);
	struct risk risk = risks_of(change_view(change), before->id).at[0];
	struct risk_day_list days;

	change_run(change, SQL("UPDATE risk SET review_on = '2027-06-01', accepted_until = '2026-12-31',"
		" accepted_by = $2, owner_id = $3 WHERE id = $1"), V(risk.id, DIRECTOR, OWNER));
	risks_done(change);
	days = days_of(store, WRITER, NORTH, 0);
	CHECK(days.count == 1 && str_equals(days.at[0].public_id, risk.public_id));
	CHECK(date_compare(days.at[0].review_on, (struct date){ 2027, 6, 1 }) == 0);
	CHECK(date_compare(days.at[0].accepted_until, (struct date){ 2026, 12, 31 }) == 0);
	CHECK(days_of(store, WRITER, 0, DIRECTOR).count == 1 && days_of(store, WRITER, 0, OWNER).count == 1);
	CHECK(days_of(store, WRITER, 0, WRITER).count == 0 && days_of(store, WRITER, SOUTH, 0).count == 0);
	CHECK(days_of(store, STRANGER, NORTH, 0).count == 0);

	change = risks_change(store, WRITER);
	rsa_begin(change, &now, before);
	risks_done(change);
	days = days_of(store, WRITER, NORTH, 0);
	CHECK(days.count == 0 || !str_equals(days.at[0].public_id, risk.public_id));
}
