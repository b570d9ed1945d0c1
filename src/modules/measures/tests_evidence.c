/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests_evidence.c - what measures prove, and that it cannot be had cheaply. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/measures/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* A board (1) with a workplace (2), and another board (3); the coordinator (11) follows the
 * first, nobody the other. */
static void boards(struct change *change)
{
	static const struct { int64_t above, below; } closure[] = { { 1, 1 }, { 1, 2 }, { 2, 2 }, { 3, 3 } };
	static const char *const names[] = { "north", "north-school", "south" };

	for (int64_t i = 1; i <= 3; i++)
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, names[i - 1]));
	for (size_t i = 0; i < COUNT(closure); i++)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"), V(closure[i].above, closure[i].below,
			(int64_t)(closure[i].above != closure[i].below)));
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES (11, 'nora', 'nora', 'Nora')"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
		" VALUES (11, 1, 'follower')"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('follower', 'programme_read')"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('follower', 'measures_read')"), NONE);
}

static void event_put(struct change *change, int64_t id, int64_t unit, int64_t restricted)
{
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title,"
		" occurred_at, reported_at, is_restricted, state)"
		" VALUES ($1, $2, $2, $3, 'Fall', $4, $4, $5, 'decided')"),
		V(id, arena_print(change_arena(change), "H-%lld", (long long)id), unit,
		  instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0), restricted));
}

static struct measure decided(struct change *change, int64_t unit, int64_t event, const char *type)
{
	struct measure measure = { .unit_id = unit, .title = S("Sand"), .due_on = { 2026, 6, 1 },
		.type = str_of(type), .state = MEASURE_decided,
		.source_kind = event ? S("event") : S("own_initiative"), .source_id = event,
		.decided_at = instant_at((struct date){ 2026, 3, 2 }, 9, 0, 0),
		.created_at = instant_at((struct date){ 2026, 3, 1 }, 9, 0, 0) };

	measure_add(change, &measure);
	return measure;
}

static struct evidence_count counted(struct store *store, const char *arguments, int64_t unit_id)
{
	struct arena *arena = test_arena();
	struct view *view = view_open(store, arena, (struct who){ .person = 11 });
	struct evidence_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct evidence_count found = { 0 };
	struct evidence_count_list list;
	struct str problem = S("");
	size_t at = 0;

	CHECK(evidence_arguments_judge(arena, &measures_evidence[0], str_of(arguments), &problem, &at));
	CHECK(evidence_arguments_read(arena, str_of(arguments), &ask, &problem, &at));
	list = measures_evidence[0].counts(view, &ask);
	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].unit_id == unit_id)
			found = list.at[i];
	view_close(view);
	return found;
}

static struct store *store_with_lists(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

TEST_ON_STORES(a_measure_without_a_citation_is_not_counted_as_based_on_anything)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct evidence_count count;

	boards(change);
	event_put(change, 5, 2, 0);
	decided(change, 2, 5, "prevent");
	decided(change, 2, 0, "communicate");
	decided(change, 3, 0, "prevent");
	CHECK(change_commit(change) == COMMITTED);

	count = counted(store, "with=citation", 1);
	CHECK(count.count == 1 && count.whole == 2);
	CHECK(date_compare(count.last, (struct date){ 2026, 3, 2 }) == 0);
	count = counted(store, "with=citation", 2);
	CHECK(count.count == 1 && count.whole == 2);
	CHECK(counted(store, "with=citation cites=picture", 1).count == 0);
	CHECK(counted(store, "with=communication", 1).count == 1);
	CHECK(counted(store, "type=prevent", 1).count == 1);
	CHECK(counted(store, "state=done", 1).count == 0);
	CHECK(counted(store, "with=citation", 3).whole == 0);
	store_close(store);
}

TEST_ON_STORES(a_citation_without_a_reason_or_after_the_decision_is_no_basis)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct measure measure;
	struct citation late;

	boards(change);
	event_put(change, 5, 2, 0);
	measure = decided(change, 2, 5, "prevent");
	late = (struct citation){ .measure_id = measure.id, .kind = S("risk"), .words = S("R-7"),
		.reason = S("The risk was raised."),
		.stood_at = instant_at((struct date){ 2026, 4, 1 }, 9, 0, 0) };
	citation_add(change, &late);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, "with=citation", 1).count == 1);
	CHECK(counted(store, "with=basis", 1).count == 0);

	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE citation SET reason = 'Three have fallen.' WHERE kind = 'event'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, "with=basis", 1).count == 1);
	CHECK(counted(store, "with=basis cites=risk", 1).count == 0);

	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE citation SET withdrawn_at = 1"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, "with=citation", 1).count == 0);
	store_close(store);
}

TEST_ON_STORES(a_measure_from_a_restricted_event_is_not_even_a_number)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct evidence_ask ask = { .unit_id = 1, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct view *view;

	boards(change);
	event_put(change, 5, 2, 1);
	decided(change, 2, 5, "prevent");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, "with=citation", 1).whole == 0);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(measures_evidence[0].records(view, &ask).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(an_effect_counts_when_it_is_evaluated_and_its_absence_is_named)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct evidence_record_list records;
	struct pair with = { S("with"), S("effect") };
	struct evidence_ask ask = { .count = 1, .at = &with, .unit_id = 1,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct measure measure;
	struct view *view;

	boards(change);
	measure = decided(change, 2, 0, "prevent");
	change_run(change, SQL("UPDATE measure SET state = 'done', done_at = $2 WHERE id = $1"),
		V(measure.id, instant_at((struct date){ 2026, 5, 1 }, 9, 0, 0)));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, "with=effect", 1).whole == 1);
	CHECK(counted(store, "with=effect", 1).count == 0);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	records = measures_evidence[0].records(view, &ask);
	CHECK(records.count == 1);
	CHECK(str_find(records.at[0].words, S("the effect is not evaluated")) >= 0);
	view_close(view);
	store_close(store);
}

TEST(arguments_of_measures_are_checked)
{
	struct str problem = S("");
	size_t at = 0;

	CHECK(!evidence_arguments_judge(test_arena(), &measures_evidence[0], S("with=luck"), &problem, &at));
	CHECK(at == 5 && problem.len > 0);
	CHECK(!evidence_arguments_judge(test_arena(), &measures_evidence[0], S("luck=yes"), &problem, &at));
}

TEST(a_basis_is_older_than_the_decision_and_says_why)
{
	struct citation citation = { .stood_at = { 100 }, .reason = S("It says so.") };

	CHECK(citation_is_basis(&citation, (struct instant){ 101 }));
	CHECK(citation_is_basis(&citation, (struct instant){ 0 }));
	CHECK(!citation_is_basis(&citation, (struct instant){ 100 }));
	citation.reason = S("  ");
	CHECK(!citation_is_basis(&citation, (struct instant){ 101 }));
	citation = (struct citation){ .reason = S("It says so.") };
	CHECK(!citation_is_basis(&citation, (struct instant){ 101 }));
}

/* ---- Counter-examples ------------------------------------------------------------------------ */

static bool holds(struct store *store, const char *rule, int percent)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = 11, .unit_id = 1,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = percent });
}

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(measures_that_rest_on_nothing_that_came_before_prove_nothing,
                "measure with=basis", "measure with=basis cites",
                "measure with=basis cites type", "measure with=citation type")
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	boards(change);
	event_put(change, 5, 2, 0);
	decided(change, 2, 0, "prevent");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, "measure with=citation type=prevent", 80));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE measure SET decided_at = $1"),
		V(instant_at((struct date){ 2025, 3, 2 }, 9, 0, 0)));
	decided(change, 2, 5, "prevent");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holds(store, "measure with=citation type=prevent", 80));
	CHECK(!holds(store, "measure with=citation type=communicate", 80));
	/* It is cited, and nobody says why; or with a reason, when all was decided. */
	CHECK(!holds(store, "measure with=basis", 80));
	said(store, SQL("UPDATE citation SET reason = 'Three have fallen.', stood_at ="
		" (SELECT decided_at FROM measure WHERE measure.id = citation.measure_id)"));
	CHECK(!holds(store, "measure with=basis", 80));
	CHECK(!holds(store, "measure with=basis cites=event", 80));
	CHECK(!holds(store, "measure with=basis cites=event type=prevent", 80));
	said(store, SQL("UPDATE citation SET stood_at = stood_at - 1"));
	CHECK(holds(store, "measure with=basis", 80));
	CHECK(holds(store, "measure with=basis cites=event", 80));
	CHECK(holds(store, "measure with=basis cites=event type=prevent", 80));
	CHECK(!holds(store, "measure with=basis cites=risk", 80));
	store_close(store);
}

COUNTER_EXAMPLE(a_measure_done_and_never_looked_at_proves_no_effect, "measure with=effect",
                "measure with=effect type")
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	boards(change);
	decided(change, 2, 0, "prevent");
	change_run(change, SQL("UPDATE measure SET state = 'done', done_at = $1"),
		V(instant_at((struct date){ 2026, 5, 1 }, 9, 0, 0)));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, "measure with=effect", 80));
	CHECK(!holds(store, "measure type=prevent with=effect", 80));
	said(store, SQL("UPDATE measure SET evaluated_at = done_at + 86400"));
	CHECK(!holds(store, "measure with=effect", 80));        /* a day, and no answer */
	said(store, SQL("UPDATE measure SET effect = 'some'"));
	CHECK(holds(store, "measure with=effect", 80));
	CHECK(holds(store, "measure type=prevent with=effect", 80));
	store_close(store);
}

COUNTER_EXAMPLE(measures_that_tell_nobody_are_no_communication, "measure with=communication")
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	boards(change);
	decided(change, 2, 0, "prevent");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, "measure with=communication", 0));
	said(store, SQL("UPDATE measure SET type = 'communicate'"));
	CHECK(holds(store, "measure with=communication", 0));
	store_close(store);
}

COUNTER_EXAMPLE(measures_of_another_focus_area_prove_nothing_of_this_one,
                "measure with=effect focus", "measure with=effect type focus",
                "measure with=basis focus", "measure with=basis cites focus")
{
	static const char *const rules[] = { "measure with=effect focus=prevent_crime",
		"measure with=effect type=prevent focus=prevent_crime",
		"measure with=basis focus=prevent_crime",
		"measure with=basis cites=event focus=prevent_crime" };
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	boards(change);
	event_put(change, 5, 2, 0);
	decided(change, 2, 5, "prevent");
	change_run(change, SQL("UPDATE measure SET state = 'evaluated', effect = 'some',"
		" done_at = $1, evaluated_at = $1"), V(instant_at((struct date){ 2026, 5, 1 }, 9, 0, 0)));
	change_run(change, SQL("UPDATE citation SET reason = 'Three have fallen.'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!holds(store, rules[i], 80));     /* nobody has said which area */
	said(store, SQL("UPDATE measure SET focus_area = 'prevent_accidents'"));
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!holds(store, rules[i], 80));
	said(store, SQL("UPDATE measure SET focus_area = 'prevent_crime'"));
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(holds(store, rules[i], 80));
	store_close(store);
}

TEST_ON_STORES(a_measure_belongs_to_the_focus_area_that_most_of_its_sources_types_have)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct measure measure;

	CHECK(str_is(focus_suggested(S("injury.fall")), "prevent_accidents"));
	CHECK(str_is(focus_suggested(S("threat.verbal threat.violence injury.fall")), "undue_influence"));
	CHECK(!focus_suggested(S("")).len);
	CHECK(!focus_suggested(S("nowhere nothing")).len);
	boards(change);
	event_put(change, 5, 2, 0);
	change_run(change, SQL("UPDATE event SET type = 'injury.fall'"), NONE);
	measure = decided(change, 2, 5, "prevent");
	CHECK(str_is(measure.focus_area, "prevent_accidents"));
	measure = decided(change, 2, 0, "prevent");
	CHECK(!measure.focus_area.len);
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}
