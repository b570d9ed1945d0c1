/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/tests_items.c - points of an agenda: what they point at, who is told, what it proves. */
#include "modules/forums/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

/* Nora (11) keeps the council of the north and writes its risks, Sven (12) reads forums alone. */
static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	run(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES"
		" (11, 'nora', 'nora', 'Nora'), (12, 'sven', 'sven', 'Sven')"), NONE);
	run(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'north', 'north', 'north', 'district')"), NONE);
	run(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"), NONE);
	run(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'keeper'),"
		" (12, 1, 'looker')"), NONE);
	run(store, SQL("INSERT INTO role_permission (role, permission) VALUES ('keeper', 'forums_read'),"
		" ('keeper', 'forums_write'), ('keeper', 'programme_read'), ('keeper', 'risks_write'),"
		" ('looker', 'forums_read')"), NONE);
	run(store, SQL("INSERT INTO risk_method (id, public_id, code, name_sv, probability_steps,"
		" consequence_steps) VALUES (1, 'm', 'm', 'm', 4, 4)"), NONE);
	run(store, SQL("INSERT INTO rsa (id, public_id, unit_id, year, number, method_id, state)"
		" VALUES (1, 'a', 1, 2026, 1, 1, 'draft')"), NONE);
	run(store, SQL("INSERT INTO risk (id, public_id, number, root_id, rsa_id, unit_id, year, title)"
		" VALUES (5, 'r', 'R-2026-00005', 5, 1, 1, 2026, 'A flood')"), NONE);
	run(store, SQL("INSERT INTO partner (id, public_id, unit_id, kind, name, valid_from)"
		" VALUES (3, 'p', 1, 'police', 'The police', '2026-01-01'),"
		" (4, 'q', 1, 'housing', 'The houses', '2026-01-01')"), NONE);
	run(store, SQL("INSERT INTO forum (id, public_id, code, kind, name, unit_id, valid_from)"
		" VALUES (1, 'f', 'council', 'strategic_council', 'Council', 1, '2026-01-01')"), NONE);
	run(store, SQL("INSERT INTO forum_member (id, public_id, forum_id, name, partner_id, role, valid_from)"
		" VALUES (1, 'm1', 1, 'Chief', 3, 'member', '2026-01-01'),"
		" (2, 'm2', 1, 'Host', 4, 'member', '2026-01-01')"), NONE);
	run(store, SQL("INSERT INTO forum_meeting (id, public_id, number, nth, forum_id, on_date, state,"
		" approved) VALUES (1, 'g', 'council-2026-1', 1, 1, '2026-02-03', 'held', 1)"), NONE);
	return store;
}

static void pointed(struct store *store, int kind, const char *target, const char *tag)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	meeting_item_add(change, &(struct forum_item){ .meeting_id = 1, .words = S("Water"),
		.tag = str_of(tag), .kind = kind, .target_id = 5, .target = str_of(target),
		.created_by = 11 });
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_point_hides_the_number_of_what_one_may_not_see)
{
	struct store *store = city();
	struct forum_item_list items;
	struct view *view;

	pointed(store, ITEM_risk, "R-2026-00005", "risk");
	pointed(store, ITEM_none, "", "");
	for (int64_t person = 11; person <= 12; person++) {
		view = view_open(store, test_arena(), (struct who){ .person = person });
		items = meeting_items(view, 1);
		CHECK(items.count == 2 && items.at[0].nth == 1 && items.at[1].nth == 2);
		CHECK(item_target_of(view, ITEM_risk, items.at[0].target).is_found == (person == 11));
		CHECK(!item_target_of(view, ITEM_none, items.at[1].target).is_found);
		view_close(view);
	}
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(!meeting_items(view, 1).count);
	view_close(view);
}

TEST(the_subjects_of_a_meeting_are_its_own_and_those_of_its_points)
{
	struct forum_item items[] = { { .tag = S("risk") }, { .tag = S("") }, { .tag = S("crime") } };

	CHECK(str_is(meeting_tags(test_arena(), S(""), &(struct forum_item_list){ 3, items }), "risk crime"));
	CHECK(str_is(meeting_tags(test_arena(), S("crime"), &(struct forum_item_list){ 3, items }),
		"crime risk"));
	CHECK(str_is(meeting_tags(test_arena(), S("crimes"), &(struct forum_item_list){ 1, items + 2 }),
		"crimes crime"));
}

#define YEAR .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }

COUNTER_EXAMPLE(a_council_where_the_police_did_not_come_is_without_them, "forum_meeting kind partner")
{
	struct store *store = city();
	struct proof_try try = { .rule = "forum_meeting kind=strategic_council partner=police",
		.person = 11, .unit_id = 1, YEAR };

	run(store, SQL("INSERT INTO forum_attendance (meeting_id, member_id) VALUES (1, 2)"), NONE);
	CHECK(!proof_holds(store, &try));       /* a member, and not there */
	run(store, SQL("INSERT INTO forum_attendance (meeting_id, member_id) VALUES (1, 1)"), NONE);
	CHECK(proof_holds(store, &try));
	run(store, SQL("UPDATE forum_meeting SET approved = 0"), NONE);
	CHECK(!proof_holds(store, &try));
}

COUNTER_EXAMPLE(an_agenda_without_a_point_about_a_risk_was_not_about_one,
                "forum_meeting kind item=risk", "forum_meeting kind item=crisis",
                "forum_meeting kind item=picture", "forum_meeting kind item=message")
{
	static const struct { const char *rule; int kind; } all[] = {
		{ "forum_meeting kind=strategic_council item=risk", ITEM_risk },
		{ "forum_meeting kind=strategic_council item=crisis", ITEM_crisis },
		{ "forum_meeting kind=strategic_council item=picture", ITEM_picture },
		{ "forum_meeting kind=strategic_council item=message", ITEM_message } };
	struct store *store = city();
	struct proof_try try = { .person = 11, .unit_id = 1, YEAR };

	pointed(store, ITEM_none, "", "risk");
	for (size_t i = 0; i < COUNT(all); i++) {
		try.rule = all[i].rule;
		CHECK(!proof_holds(store, &try));
		pointed(store, all[i].kind, "x", "");
		CHECK(proof_holds(store, &try));
	}
}
