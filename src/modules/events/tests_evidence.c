/* SPDX-License-Identifier: EUPL-1.2 */
/* events/tests_evidence.c - what events prove about units. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/events/unreported.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* A board with a workplace; 11 follows the board's duties, 12 reads its events. */
static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 2; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == 1 ? "north" : "school"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, i == 1 ? "nora" : "sven"));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
			" VALUES ($1, 1, $2)"), V(10 + i, i == 1 ? "follower" : "finder"));
	}
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES (1, 2, 1)"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('follower', 'programme_read'), ('finder', 'events_read'),"
		" ('finder', 'events_unreported'), ('finder', 'programme_read')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static void event_put(struct change *change, int64_t id, const char *state, int64_t restricted)
{
	struct instant at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0);
	struct instant told = { at.seconds + (id % 2 ? 3600 : 3 * 86400) };

	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title,"
		" occurred_at, reported_at, is_restricted, state, causes)"
		" VALUES ($1, $2, $2, 2, 'Fall', $3, $4, $5, $6, $7)"),
		V(id, arena_print(change_arena(change), "H-%lld", (long long)id), at, told,
		  restricted, state, id == 1 ? "routine" : ""));
}

static struct evidence_count count_of(struct store *store, size_t source, const char *with)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });
	struct pair argument = { S("with"), str_of(with) };
	struct evidence_ask ask = { .count = 1, .at = &argument, .from = { 2026, 1, 1 },
		.to = { 2026, 12, 31 } };
	struct evidence_count_list list = events_evidence[source].counts(view, &ask);
	struct evidence_count found = { 0 };

	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].unit_id == 1)
			found = list.at[i];
	view_close(view);
	return found;
}

TEST_ON_STORES(a_share_of_the_events_is_told_to_the_board_above)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_put(change, 1, "closed", 0);
	event_put(change, 2, "received", 0);
	event_put(change, 3, "rejected", 0);
	event_put(change, 5, "closed", 1);
	change_run(change, SQL("INSERT INTO event_assessment (public_id, event_id, probability)"
		" VALUES ('a', 1, 2), ('b', 1, 3)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	/* Two count: not the one that was no event, not the restricted one. */
	CHECK(count_of(store, 0, "closed").count == 1 && count_of(store, 0, "closed").whole == 2);
	CHECK(count_of(store, 0, "risk_assessment").count == 1);
	CHECK(count_of(store, 0, "cause").count == 1);
	CHECK(count_of(store, 0, "in_24_hours").count == 1);
	CHECK(count_of(store, 0, "measure").count == 0);
	CHECK(count_of(store, 0, "feedback").count == 0);
	CHECK(count_of(store, 0, "").count == 2 && count_of(store, 0, "").whole == 0);
	store_close(store);
}

TEST_ON_STORES(the_events_behind_a_share_are_those_one_may_open)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct pair with = { S("with"), S("closed") };
	struct evidence_ask ask = { .count = 1, .at = &with, .unit_id = 1, .from = { 2026, 1, 1 },
		.to = { 2026, 12, 31 } };
	struct evidence_record_list list;
	struct view *view;

	event_put(change, 1, "closed", 0);
	event_put(change, 2, "received", 0);
	event_put(change, 5, "closed", 1);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(events_evidence[0].records(view, &ask).count == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 12 });
	list = events_evidence[0].records(view, &ask);
	CHECK(list.count == 2);
	CHECK(str_find(list.at[0].words, S("not closed")) >= 0);
	CHECK(str_is(list.at[1].path, "/events/H-1"));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_claim_without_an_event_is_missing_until_it_has_one_or_needs_none)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_put(change, 1, "closed", 0);
	change_run(change, SQL("INSERT INTO event_unreported (public_id, kind, reference, unit_id,"
		" happened_on, event_id, no_event_reason) VALUES"
		" ('a', 'claim', 'S-1', 2, '2026-02-01', 1, ''),"
		" ('b', 'police_report', 'K-1', 2, '2026-02-02', 0, ''),"
		" ('c', 'claim', 'S-2', 2, '2026-02-03', 0, 'A private car')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(count_of(store, 1, "").count == 1 && count_of(store, 1, "").whole == 2);
	CHECK(date_compare(count_of(store, 1, "").last, (struct date){ 2026, 2, 2 }) == 0);
	store_close(store);
}

/* ---- Counter-examples: the events are there, and are not handled so ------------------------ */

static bool four_of_five(struct store *store, const char *rule)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = 11, .unit_id = 1,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 80 });
}

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(events_that_nobody_has_handled_prove_nothing, "event with=closed", "event with=cause",
                "event with=risk_assessment", "event with=measure", "event with=in_24_hours")
{
	static const char *const rules[] = { "event with=closed", "event with=cause",
		"event with=risk_assessment", "event with=measure", "event with=in_24_hours" };
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_put(change, 2, "received", 0);
	event_put(change, 5, "closed", 1);      /* restricted: not even a number */
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!four_of_five(store, rules[i]));
	/* What belongs to another event proves nothing of this one. */
	said(store, SQL("INSERT INTO event_assessment (public_id, event_id, probability)"
		" VALUES ('a', 5, 2)"));
	said(store, SQL("INSERT INTO measure (public_id, number, unit_id, title, source_kind,"
		" source_id) VALUES ('m', 'M-1', 2, 'Sand', 'event', 5), ('n', 'M-2', 2, 'Sand', 'picture', 2)"));
	CHECK(!four_of_five(store, "event with=risk_assessment"));
	CHECK(!four_of_five(store, "event with=measure"));
	said(store, SQL("UPDATE event SET state = 'closed', causes = 'routine',"
		" reported_at = occurred_at + 86400 WHERE id = 2"));
	said(store, SQL("UPDATE event_assessment SET event_id = 2"));
	said(store, SQL("UPDATE measure SET source_id = 2 WHERE source_kind = 'event'"));
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(four_of_five(store, rules[i]));
	/* One of two is no four fifths. */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	event_put(change, 4, "received", 0);
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!four_of_five(store, rules[i]));
	store_close(store);
}

COUNTER_EXAMPLE(a_claim_that_nobody_reported_as_an_event_is_lacking, "event_unreported")
{
	struct store *store = city();
	struct proof_try all = { .rule = "event_unreported", .person = 11, .unit_id = 1,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 };

	said(store, SQL("INSERT INTO event_unreported (public_id, kind, reference, unit_id,"
		" happened_on, event_id, no_event_reason) VALUES"
		" ('a', 'claim', 'S-1', 2, '2026-02-01', 1, ''),"
		" ('b', 'police_report', 'K-1', 2, '2026-02-02', 0, '')"));
	CHECK(!proof_holds(store, &all));
	said(store, SQL("UPDATE event_unreported SET event_id = 2 WHERE public_id = 'b'"));
	CHECK(proof_holds(store, &all));
	store_close(store);
}

COUNTER_EXAMPLE(events_of_another_focus_area_prove_nothing_of_this_one,
                "event with=risk_assessment focus", "event with=measure focus",
                "event with=in_24_hours focus")
{
	static const char *const rules[] = { "event with=risk_assessment focus=undue_influence",
		"event with=measure focus=undue_influence", "event with=in_24_hours focus=undue_influence" };
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_put(change, 2, "closed", 0);
	CHECK(change_commit(change) == COMMITTED);
	said(store, SQL("INSERT INTO event_assessment (public_id, event_id, probability) VALUES ('a', 2, 2)"));
	said(store, SQL("INSERT INTO measure (public_id, number, unit_id, title, source_kind, source_id)"
		" VALUES ('m', 'M-1', 2, 'Sand', 'event', 2)"));
	said(store, SQL("UPDATE event SET type = 'injury.fall', reported_at = occurred_at"));
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!four_of_five(store, rules[i]));
	said(store, SQL("UPDATE event SET type = 'threat.verbal'"));
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(four_of_five(store, rules[i]));
	store_close(store);
}
