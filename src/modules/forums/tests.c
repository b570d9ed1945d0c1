/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/tests.c - when a forum stands, when minutes are approved, who sees what. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/forums/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* ---- Days ------------------------------------------------------------------------------ */

static bool is_span(struct span span, const char *from, const char *to)
{
	return str_is(date_iso(test_arena(), span.from), from)
		&& str_is(date_iso(test_arena(), span.to), to);
}

static struct span_list spans(const struct date *meetings, size_t count, int months)
{
	struct span seats[] = { { { 2026, 1, 1 }, { 0 } } };

	return forum_spans(test_arena(), (struct span){ { 2025, 6, 1 }, { 0 } },
		(struct span_list){ 1, seats }, meetings, count, months);
}

TEST(a_forum_that_never_met_does_not_stand)
{
	CHECK(spans(NULL, 0, 12).count == 0);
}

TEST(a_forum_stands_from_its_meeting_for_so_many_months)
{
	struct date meetings[] = { { 2026, 2, 10 }, { 2026, 4, 10 }, { 2026, 12, 1 } };
	struct span_list list = spans(meetings, 3, 3);

	CHECK(list.count == 2);
	CHECK(is_span(list.at[0], "2026-02-10", "2026-07-10"));
	CHECK(is_span(list.at[1], "2026-12-01", "2027-03-01"));
}

TEST(meetings_before_there_were_members_count_from_the_first_member)
{
	struct date meetings[] = { { 2025, 9, 1 } };
	struct span_list list = spans(meetings, 1, 12);

	CHECK(list.count == 1 && is_span(list.at[0], "2026-01-01", "2026-09-01"));
}

TEST(a_forum_without_members_for_a_month_has_a_gap)
{
	struct span seats[] = { { { 2026, 3, 1 }, { 2026, 12, 31 } }, { { 2026, 1, 1 }, { 2026, 1, 31 } },
		{ { 2026, 1, 15 }, { 2026, 1, 20 } } };
	struct date meetings[] = { { 2026, 1, 1 } };
	struct span_list list = forum_spans(test_arena(), (struct span){ { 2026, 1, 1 }, { 2026, 6, 30 } },
		(struct span_list){ 3, seats }, meetings, 1, 12);

	CHECK(list.count == 2);
	CHECK(is_span(list.at[0], "2026-01-01", "2026-01-31"));
	CHECK(is_span(list.at[1], "2026-03-01", "2026-06-30"));
}

/* ---- Minutes --------------------------------------------------------------------------- */

TEST(minutes_are_approved_when_somebody_was_there_and_a_later_version_says_why)
{
	struct forum_meeting meeting = { .state = MEETING_planned, .minutes = S("We met.") };

	CHECK(meeting_approve_obstacle(&meeting, 3, S(""), S("")) == MEETING_NOT_HELD);
	meeting.state = MEETING_held;
	CHECK(meeting_approve_obstacle(&meeting, 0, S(""), S("")) == MEETING_NOBODY_CAME);
	CHECK(meeting_approve_obstacle(&meeting, 3, S(""), S("")) == MEETING_FREE);
	CHECK(meeting_approve_obstacle(&meeting, 3, S("We met."), S("x")) == MEETING_SAME_MINUTES);
	CHECK(meeting_approve_obstacle(&meeting, 3, S("We mte."), S(" ")) == MEETING_REASON_MISSING);
	CHECK(meeting_approve_obstacle(&meeting, 3, S("We mte."), S("A letter")) == MEETING_FREE);
	meeting.minutes = S(" ");
	CHECK(meeting_approve_obstacle(&meeting, 3, S(""), S("")) == MEETING_NO_MINUTES);
}

TEST(a_meeting_is_not_held_before_its_day_nor_cancelled_after)
{
	struct forum_meeting meeting = { .state = MEETING_planned, .on_date = { 2026, 3, 2 } };

	CHECK(meeting_hold_obstacle(&meeting, (struct date){ 2026, 3, 1 }) == MEETING_NOT_YET);
	CHECK(meeting_hold_obstacle(&meeting, (struct date){ 2026, 3, 2 }) == MEETING_FREE);
	CHECK(meeting_cancel_obstacle(&meeting) == MEETING_FREE);
	meeting.state = MEETING_held;
	CHECK(meeting_cancel_obstacle(&meeting) == MEETING_IS_HELD);
}

TEST(a_code_fits_an_address)
{
	CHECK(forum_code_is_fine(S("safety-council")) && forum_code_is_fine(S("bra2")));
	CHECK(!forum_code_is_fine(S("")) && !forum_code_is_fine(S("new")) && !forum_code_is_fine(S("-a")));
	CHECK(!forum_code_is_fine(S("Råd")) && !forum_code_is_fine(S("a b")));
}

/* ---- In the database --------------------------------------------------------------------- */

/* Two districts; 11 keeps and follows the first, 12 reads forums of the second, 13 nothing. */
static struct store *city(struct forum *forum)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 3; i++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, i == 1 ? "nora" : i == 2 ? "sven" : "ulla"));
	for (int64_t i = 1; i <= 2; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == 1 ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
			" VALUES ($1, $2, $3)"), V(10 + i, i, i == 1 ? "keeper" : "looker"));
	}
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'forums_read'), ('keeper', 'forums_write'), ('keeper', 'programme_read'),"
		" ('looker', 'forums_read')"), NONE);
	*forum = (struct forum){ .code = S("council"), .kind = S("crime_council"), .name = S("Council"),
		.unit_id = 1, .valid_from = { 2026, 1, 1 } };
	change_insert(change, &forum_record.shape, forum);
	change_insert(change, &forum_member_record.shape, &(struct forum_member){ .forum_id = forum->id,
		.name = S("The police"), .role = S("member"), .valid_from = { 2026, 1, 1 } });
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct forum_meeting met(struct store *store, const struct forum *forum, struct date day,
                                bool is_approved)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct forum_meeting meeting = { .on_date = day, .state = MEETING_held, .tags = S("crime picture"),
		.approved = is_approved };

	meeting_add(change, forum, &meeting);
	CHECK(change_commit(change) == COMMITTED);
	return meeting;
}

static struct evidence_ask asked(const struct pair *pairs, size_t count)
{
	return (struct evidence_ask){ .count = count, .at = pairs, .from = { 2026, 1, 1 },
		.to = { 2026, 12, 31 } };
}

TEST_ON_STORES(a_council_is_proved_by_members_and_meetings_not_by_its_name)
{
	const struct pair pairs[] = { { S("kind"), S("crime_council") }, { S("months"), S("6") } };
	struct evidence_ask ask = asked(pairs, 2);
	struct evidence_span_list list;
	struct forum forum;
	struct store *store = city(&forum);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });

	CHECK(forums_evidence[0].spans(view, &ask).count == 0);
	view_close(view);
	met(store, &forum, (struct date){ 2026, 2, 1 }, false);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	list = forums_evidence[0].spans(view, &ask);
	CHECK(list.count == 1 && list.at[0].unit_id == 1);
	CHECK(str_is(date_iso(test_arena(), list.at[0].to), "2026-08-01"));
	ask.unit_id = 1;
	CHECK(forums_evidence[0].records(view, &ask).count == 1);
	view_close(view);
	/* Who may not follow the duties gets no answer, though he may read the forum. */
	view = view_open(store, test_arena(), (struct who){ .person = 12 });
	CHECK(forums_evidence[0].spans(view, &ask).count == 0);
	CHECK(forum_of_code(view, S("council")) != NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_meeting_counts_when_its_minutes_are_approved)
{
	const struct pair pairs[] = { { S("kind"), S("crime_council") }, { S("tag"), S("crime") } };
	struct evidence_ask ask = asked(pairs, 2);
	struct evidence_count_list list;
	struct forum forum;
	struct store *store = city(&forum);
	struct view *view;

	met(store, &forum, (struct date){ 2026, 2, 1 }, false);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(forums_evidence[1].counts(view, &ask).count == 0);
	view_close(view);
	CHECK(str_is(met(store, &forum, (struct date){ 2026, 5, 1 }, true).number, "council-2026-2"));
	met(store, &forum, (struct date){ 2025, 5, 1 }, true);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	list = forums_evidence[1].counts(view, &ask);
	CHECK(list.count == 1 && list.at[0].count == 1 && list.at[0].whole == 0);
	CHECK(str_is(date_iso(test_arena(), list.at[0].last), "2026-05-01"));
	ask.count = 1;
	CHECK(forums_evidence[1].counts(view, &ask).at[0].count == 1);
	view_close(view);
	store_close(store);
}

static bool holds(struct store *store, const char *rule, struct date from, struct date to)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = 11, .unit_id = 1,
		.from = from, .to = to });
}

COUNTER_EXAMPLE(a_council_that_does_not_meet_or_has_no_member_stands_no_more, "forum kind months")
{
	const char *rule = "forum kind=crime_council months=6";
	const struct date may = { 2026, 5, 1 }, june = { 2026, 6, 1 }, september = { 2026, 9, 1 };
	struct forum forum;
	struct store *store = city(&forum);
	struct change *change;

	CHECK(!holds(store, rule, may, june));          /* founded, with members */
	met(store, &forum, (struct date){ 2026, 2, 1 }, false);
	CHECK(holds(store, rule, may, june));
	CHECK(!holds(store, rule, may, september));     /* and not met since */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE forum_member SET valid_to = '2026-05-15'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, may, june));          /* met, and nobody sits there */
	store_close(store);
}

COUNTER_EXAMPLE(a_meeting_without_approved_minutes_or_about_other_things_is_none,
                "forum_meeting kind", "forum_meeting kind tag")
{
	const char *any = "forum_meeting kind=crime_council", *about = "forum_meeting kind=crime_council tag=crime";
	const struct date first = { 2026, 1, 1 }, last = { 2026, 12, 31 };
	struct forum forum;
	struct store *store = city(&forum);
	struct change *change;

	met(store, &forum, (struct date){ 2026, 2, 1 }, false);
	met(store, &forum, (struct date){ 2025, 5, 1 }, true);
	CHECK(!holds(store, any, first, last) && !holds(store, about, first, last));
	met(store, &forum, (struct date){ 2026, 5, 1 }, true);
	CHECK(holds(store, any, first, last) && holds(store, about, first, last));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE forum_meeting SET tags = 'crimes picture'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holds(store, any, first, last) && !holds(store, about, first, last));
	store_close(store);
}

TEST_ON_STORES(a_closed_forum_is_seen_by_members_and_its_unit)
{
	struct forum forum;
	struct store *store = city(&forum);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view;

	change_run(change, SQL("UPDATE forum SET is_closed = 1"), NONE);
	change_insert(change, &forum_member_record.shape, &(struct forum_member){ .forum_id = forum.id,
		.person_id = 13, .role = S("member"), .valid_from = { 2026, 1, 1 } });
	CHECK(change_commit(change) == COMMITTED);
	for (int64_t person = 11; person <= 13; person++) {
		view = view_open(store, test_arena(), (struct who){ .person = person });
		CHECK((forum_of_code(view, S("council")) != NULL) == (person != 12));
		CHECK(forum_may_edit(view, forum.id) == (person == 11));
		view_close(view);
	}
	store_close(store);
}
