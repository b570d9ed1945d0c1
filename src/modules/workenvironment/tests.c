/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/tests.c - who sees what, how soon, and a follow-up of another year. */
#include "modules/workenvironment/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/events/events.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { BOARD = 1, OTHER, READER = 11, STRANGER, FOLLOWER };

static void said(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	said(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind) VALUES"
		" (1, 'north', 'north', 'north', 'district'), (2, 'south', 'south', 'south', 'district')"), NONE);
	said(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0), (2, 2, 0)"), NONE);
	said(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES (11, 'r', 'r', 'r'),"
		" (12, 's', 's', 's'), (13, 'f', 'f', 'f')"), NONE);
	said(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'reader'),"
		" (12, 2, 'reader'), (13, 1, 'follower')"), NONE);
	said(store, SQL("INSERT INTO role_permission (role, permission) VALUES ('reader', 'events_read'),"
		" ('reader', 'work_review'), ('follower', 'programme_read')"), NONE);
	return store;
}

/* `days` after the report the safety representative was told; less than 0: not yet.  The id. */
static int64_t event_put(struct store *store, const char *counts_as, bool is_restricted, int days)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct instant at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0);
	struct event event = { .unit_id = BOARD, .type = S("threat.violence"), .story = S("Fall"),
		.occurred_at = at, .reported_at = at, .is_restricted = is_restricted,
		.is_safety_rep_informed = days >= 0,
		.safety_rep_informed_at = { days < 0 ? 0 : at.seconds + days * DAY },
		.blocks = *counts_as ? arena_print(test_arena(),
			"{\"work_environment\":{\"counts_as\":\"%s\"}}", counts_as) : S("{}") };

	CHECK(event_report(change, &event, S("")) > 0);
	CHECK(change_commit(change) == COMMITTED);
	return event.id;
}

static int64_t listed(struct store *store, int64_t person)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	int64_t count = view_int(view, SQL("SELECT count(*) FROM my_work_event"), NONE);

	view_close(view);
	return count;
}

TEST_ON_STORES(a_restricted_event_of_work_is_listed_for_who_needs_to_know_and_counted_for_nobody)
{
	struct store *store = city();
	struct work_line line;
	struct view *view;
	int64_t secret;

	event_put(store, "work_injury", false, 2);
	event_put(store, "near_miss", false, -1);
	event_put(store, "", false, -1);
	secret = event_put(store, "work_injury", true, -1);
	CHECK(listed(store, READER) == 3 && listed(store, STRANGER) == 0 && listed(store, FOLLOWER) == 0);
	said(store, SQL("INSERT INTO event_need (event_id, person_id, reason, given_by, at)"
		" VALUES ($1, 11, 'x', 1, 1)"), V(secret));
	CHECK(listed(store, READER) == 4);
	view = view_open(store, test_arena(), (struct who){ .person = READER });
	line = works_of(view, BOARD, 2026);
	CHECK(line.injuries == 1 && line.near_misses == 1 && line.unjudged == 1);
	CHECK(line.to_tell == 2 && line.told == 1 && work_days(&line) == 2);
	CHECK(works_by_unit(view, BOARD, 2026).count == 1);
	CHECK(works_of(view, BOARD, 2025).injuries == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = STRANGER });
	CHECK(works_of(view, BOARD, 2026).injuries == 0);
	view_close(view);
	store_close(store);
}

COUNTER_EXAMPLE(a_follow_up_of_before_the_period_proves_nothing, "work_review")
{
	struct store *store = city();
	struct proof_try try = { .rule = "work_review", .person = FOLLOWER, .unit_id = BOARD,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };

	CHECK(!proof_holds(store, &try));
	said(store, SQL("INSERT INTO work_review (public_id, unit_id, year, words, signed_by, signed_on)"
		" VALUES ('a', 1, 2024, 'x', 11, '2025-12-31'), ('b', 2, 2025, 'x', 11, '2026-02-01')"), NONE);
	CHECK(!proof_holds(store, &try));
	said(store, SQL("INSERT INTO work_review (public_id, unit_id, year, words, signed_by, signed_on)"
		" VALUES ('c', 1, 2025, 'x', 11, '2026-02-01')"), NONE);
	CHECK(proof_holds(store, &try));
	store_close(store);
}
