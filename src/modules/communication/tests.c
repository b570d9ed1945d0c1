/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/tests.c - two persons, what may be told, who sees it, and what it proves. */
#include "modules/communication/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { NORTH = 1, SOUTH = 2, NORA = 11, OMAR = 12, SARA = 13 };
#define YEAR .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }

/* ---- Rules ---------------------------------------------------------------------------------------- */

TEST(nothing_is_published_before_a_second_person_has_approved_it)
{
	struct public_message message = { .state = MESSAGE_planned, .written_by = NORA };
	struct date today = { 2026, 5, 10 };

	CHECK(public_message_approve_refused(&message, NORA) && !public_message_approve_refused(&message, OMAR));
	CHECK(public_message_publish_refused(&message, today, today) != NULL);
	message.state = MESSAGE_approved;
	message.approved_at = instant_at((struct date){ 2026, 5, 8 }, 12, 0, 0);
	CHECK(public_message_approve_refused(&message, OMAR) != NULL);
	CHECK(!public_message_publish_refused(&message, today, today));
	CHECK(!public_message_publish_refused(&message, (struct date){ 2026, 5, 8 }, today));
	CHECK(public_message_publish_refused(&message, (struct date){ 2026, 5, 7 }, today) != NULL);
	CHECK(public_message_publish_refused(&message, (struct date){ 2026, 5, 11 }, today) != NULL);
	CHECK(public_message_evaluate_refused(&message) && !public_message_stop_refused(&message));
	message.state = MESSAGE_published;
	CHECK(!public_message_evaluate_refused(&message) && public_message_stop_refused(&message));
	CHECK(public_message_publish_refused(&message, today, today) && !public_message_may_change(&message));
}

TEST(slots_overlap_by_days_and_not_when_one_is_declined)
{
	struct calendar_slot a = { .state = SLOT_proposed, .from_on = { 2026, 5, 1 }, .to_on = { 2026, 5, 3 } };
	struct calendar_slot b = { .state = SLOT_coordinated, .from_on = { 2026, 5, 3 }, .to_on = { 2026, 5, 9 } };

	CHECK(slots_overlap(&a, &b) && slots_overlap(&b, &a));
	b.from_on = (struct date){ 2026, 5, 4 };
	CHECK(!slots_overlap(&a, &b));
	b.from_on = (struct date){ 2026, 4, 1 };
	CHECK(slots_overlap(&a, &b));
	b.state = SLOT_declined;
	CHECK(!slots_overlap(&a, &b));
}

/* ---- A small city ----------------------------------------------------------------------------------- */

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

/* Nora keeps the communication of the north and writes its risks, Omar reads it and no risks,
 * Sara keeps that of the south. */
static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (int64_t i = NORA; i <= SARA; i++)
		run(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(i, arena_print(test_arena(), "p%d", (int)i)));
	for (int64_t i = NORTH; i <= SOUTH; i++) {
		run(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		run(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"),
			V(i));
	}
	run(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES"
		" (11, 1, 'keeper'), (12, 1, 'reader'), (13, 2, 'keeper')"), NONE);
	run(store, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'communication_read'), ('keeper', 'communication_write'),"
		" ('keeper', 'programme_read'), ('keeper', 'risks_write'), ('keeper', 'measures_read'),"
		" ('keeper', 'pictures_write'), ('reader', 'communication_read')"), NONE);
	run(store, SQL("INSERT INTO risk_method (id, public_id, code, name_sv, probability_steps, consequence_steps)"
		" VALUES (1, 'm', 'm', 'm', 4, 4)"), NONE);
	run(store, SQL("INSERT INTO rsa (id, public_id, unit_id, year, number, method_id, state, submitted_at)"
		" VALUES (1, 'a', 1, 2026, 1, 1, 'submitted', 1)"), NONE);
	run(store, SQL("INSERT INTO risk (id, public_id, number, root_id, rsa_id, unit_id, year, title)"
		" VALUES (5, 'r', 'R-2026-00005', 5, 1, 1, 2026, 'A flood')"), NONE);
	return store;
}

static struct view *seen_by(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static const char *stop_for(struct store *store, int64_t person)
{
	struct view *view = seen_by(store, person);
	struct subject subject = told_subject_find(view, SUBJECT_risk, S("R-2026-00005"));

	view_close(view);
	return subject.id ? subject.stop : "not seen";
}

TEST_ON_STORES(a_marked_risk_is_told_only_when_its_own_decision_says_so)
{
	struct store *store = city();

	CHECK(!stop_for(store, NORA));          /* no mark, no decision: it may be planned */
	run(store, SQL("UPDATE risk SET communicable = 'no' WHERE id = 5"), NONE);
	CHECK(stop_for(store, NORA) != NULL);
	run(store, SQL("UPDATE risk SET communicable = '', secret_controls = 'security' WHERE id = 5"), NONE);
	CHECK(stop_for(store, NORA) != NULL);
	run(store, SQL("UPDATE risk SET communicable = 'yes' WHERE id = 5"), NONE);
	CHECK(!stop_for(store, NORA));
	CHECK(!strcmp(stop_for(store, SARA), "not seen"));
}

static struct telling_need needed(struct store *store, int64_t unit_id, int source, int64_t source_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct telling_need need = { .unit_id = unit_id, .source = source, .source_id = source_id,
		.words = S("Tell them"), .audience = S("residents"),
		.created_at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0), .created_by = NORA };

	telling_need_add(change, &need);
	CHECK(change_commit(change) == COMMITTED);
	return need;
}

static struct public_message told(struct store *store, int64_t unit_id, int subject, int64_t subject_id,
                                  int state)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct public_message message = { .unit_id = unit_id, .subject = subject, .subject_id = subject_id,
		.title = S("Water"), .words_sv = S("Vatten"), .audience = S("residents"), .channels = S("web"),
		.planned_on = { 2026, 3, 1 }, .state = state, .written_by = NORA, .written_name = S("p11"),
		.created_at = instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0) };

	if (state >= MESSAGE_published)
		message.published_on = (struct date){ 2026, 3, 2 };
	public_message_add(change, &message);
	CHECK(change_commit(change) == COMMITTED);
	return message;
}

static bool need_is_seen(struct store *store, int64_t person, struct str number)
{
	struct view *view = seen_by(store, person);
	bool is_seen = telling_need_get(view, number) != NULL;

	view_close(view);
	return is_seen;
}

static bool message_is_seen(struct store *store, int64_t person, struct str number)
{
	struct view *view = seen_by(store, person);
	bool is_seen = public_message_get(view, number) != NULL;

	view_close(view);
	return is_seen;
}

TEST_ON_STORES(what_is_about_something_secret_follows_that)
{
	struct store *store = city();
	struct telling_need need = needed(store, NORTH, SUBJECT_risk, 5);
	struct public_message draft = told(store, NORTH, SUBJECT_risk, 5, MESSAGE_planned);
	struct public_message out = told(store, NORTH, SUBJECT_risk, 5, MESSAGE_published);

	CHECK(need_is_seen(store, NORA, need.number) && need_is_seen(store, OMAR, need.number));
	CHECK(!need_is_seen(store, SARA, need.number) && !message_is_seen(store, SARA, draft.number));
	run(store, SQL("UPDATE risk SET secret_whole = 'security' WHERE id = 5"), NONE);
	CHECK(need_is_seen(store, NORA, need.number) && !need_is_seen(store, OMAR, need.number));
	CHECK(message_is_seen(store, NORA, draft.number) && !message_is_seen(store, OMAR, draft.number));
	CHECK(message_is_seen(store, OMAR, out.number));        /* everybody has read that */
	run(store, SQL("UPDATE risk SET communicable = 'yes' WHERE id = 5"), NONE);
	CHECK(need_is_seen(store, OMAR, need.number) && message_is_seen(store, OMAR, draft.number));
}

static int64_t undecided(struct store *store, int64_t person)
{
	struct view *view = seen_by(store, person);
	struct undecided_counts counts = undecided_count(view);

	view_close(view);
	return counts.risks * 100 + counts.pictures * 10 + counts.measures;
}

static void adopted(struct store *store)
{
	run(store, SQL("INSERT INTO picture (id, public_id, kind, unit_id, period, title, state, number, adopted_at)"
		" VALUES (7, 'p', 'crime', 1, '2026', 'Crime', 'adopted', 1, 5)"), NONE);
}

static void decided(struct store *store)
{
	run(store, SQL("INSERT INTO measure (id, public_id, number, source_kind, source_id, unit_id, title,"
		" due_on, state, decided_at) VALUES (9, 'm9', 'A-9', 'risk', 5, 1, 'Pump', '2026-09-01',"
		" 'decided', $1)"), V(instant_at((struct date){ 2026, 2, 1 }, 9, 0, 0)));
}

static void answered(struct store *store, const struct telling_need *need, int day)
{
	run(store, SQL("UPDATE communication_need SET state = 'no', reason = 'x', decided_at = $1"
		" WHERE id = $2"), V(instant_at((struct date){ 2026, 2, (int8_t)day }, 9, 0, 0), need->id));
}

TEST_ON_STORES(what_has_no_decision_is_counted_for_those_who_see_it)
{
	struct store *store = city();
	struct telling_need need;

	CHECK(undecided(store, NORA) == 100 && undecided(store, SARA) == 0 && undecided(store, OMAR) == 0);
	adopted(store);
	decided(store);
	CHECK(undecided(store, NORA) == 111);
	need = needed(store, NORTH, SUBJECT_measure, 9);
	CHECK(undecided(store, NORA) == 111);   /* a need that nobody has decided upon is no decision */
	answered(store, &need, 5);
	CHECK(undecided(store, NORA) == 110);
	run(store, SQL("UPDATE risk SET communicable = 'no' WHERE id = 5"), NONE);
	CHECK(undecided(store, NORA) == 10);
	run(store, SQL("UPDATE risk SET communicable = '', dropped_reason = 'gone' WHERE id = 5"), NONE);
	CHECK(undecided(store, NORA) == 10);
}

TEST_ON_STORES(a_slot_is_seen_by_all_and_tells_what_falls_on_its_days)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct calendar_slot one = { .unit_id = NORTH, .title = S("One"), .from_on = { 2026, 5, 1 },
		.to_on = { 2026, 5, 10 } }, two = { .unit_id = SOUTH, .title = S("Two"),
		.from_on = { 2026, 5, 10 }, .to_on = { 2026, 5, 12 } };
	struct view *view;

	calendar_slot_add(change, &one);
	calendar_slot_add(change, &two);
	CHECK(change_commit(change) == COMMITTED);
	view = seen_by(store, OMAR);
	CHECK(slots_within(view, (struct date){ 2026, 5, 1 }, (struct date){ 2026, 5, 31 }).count == 2);
	CHECK(slots_within_count(view, (struct date){ 2026, 5, 11 }, (struct date){ 2026, 5, 31 }) == 1);
	CHECK(slots_overlapping(view, &one).count == 1 && slots_overlapping_count(view, &two) == 1);
	CHECK(!communication_may_coordinate(view) && !communication_may_write(view, NORTH));
	view_close(view);
	view = seen_by(store, 0);
	CHECK(!slots_within_count(view, (struct date){ 2026, 1, 1 }, (struct date){ 2026, 12, 31 }));
	view_close(view);
}

static bool is_refused(struct store *store, const char *words, bool is_swedish)
{
	struct view *view = seen_by(store, NORA);
	struct problems problems = { .arena = test_arena() };
	bool is_fine = told_words_judge(view, "words", str_of(words), is_swedish, &problems);

	CHECK(is_fine == !problems.count);
	view_close(view);
	return !is_fine;
}

TEST_ON_STORES(words_to_the_public_name_nobody)
{
	struct store *store = city();

	CHECK(!is_refused(store, "Det är halt vid skolan.", true));
	CHECK(is_refused(store, "Ring Anna Andersson om det är halt.", true));
	CHECK(is_refused(store, "Se 811228-9874.", true) && is_refused(store, "See 811228-9874.", false));
	CHECK(!is_refused(store, "Call the City Hall Switchboard.", false));
}

/* ---- Proof ------------------------------------------------------------------------------------------- */

COUNTER_EXAMPLE(a_risk_that_nobody_has_decided_about_is_not_communicated,
                "communication of=risk with=decided")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication of=risk with=decided", .person = NORA,
		.unit_id = NORTH, YEAR, .percent = 100 };
	struct telling_need need = needed(store, NORTH, SUBJECT_risk, 5);

	answered(store, &need, 5);              /* the decision about a risk stands at the risk */
	CHECK(!proof_holds(store, &try));
	run(store, SQL("UPDATE risk SET communicable = 'no' WHERE id = 5"), NONE);
	CHECK(proof_holds(store, &try));
}

COUNTER_EXAMPLE(a_picture_whose_need_is_open_is_not_decided, "communication of=picture with=decided")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication of=picture with=decided", .person = NORA,
		.unit_id = NORTH, YEAR, .percent = 100 };
	struct telling_need need;

	adopted(store);
	need = needed(store, NORTH, SUBJECT_picture, 7);
	CHECK(!proof_holds(store, &try));
	answered(store, &need, 5);
	CHECK(proof_holds(store, &try));
}

COUNTER_EXAMPLE(a_measure_whose_need_is_open_is_not_decided, "communication of=measure with=decided")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication of=measure with=decided", .person = NORA,
		.unit_id = NORTH, YEAR, .percent = 100 };
	struct telling_need need;

	decided(store);
	need = needed(store, NORTH, SUBJECT_measure, 9);
	CHECK(!proof_holds(store, &try));
	answered(store, &need, 5);
	CHECK(proof_holds(store, &try));
}

COUNTER_EXAMPLE(a_message_that_is_only_planned_has_told_nobody,
                "communication of=risk with=published", "communication of=picture with=published",
                "communication of=measure with=published")
{
	static const struct { const char *rule; int subject; int64_t id; } of[] = {
		{ "communication of=risk with=published", SUBJECT_risk, 5 },
		{ "communication of=picture with=published", SUBJECT_picture, 7 },
		{ "communication of=measure with=published", SUBJECT_measure, 9 } };
	struct store *store = city();
	struct proof_try try = { .person = NORA, .unit_id = NORTH, YEAR };

	told(store, NORTH, SUBJECT_own, 0, MESSAGE_published);
	for (size_t i = 0; i < COUNT(of); i++) {
		try.rule = of[i].rule;
		told(store, NORTH, of[i].subject, of[i].id, MESSAGE_approved);
		CHECK(!proof_holds(store, &try));
		told(store, NORTH, of[i].subject, of[i].id, MESSAGE_published);
		CHECK(proof_holds(store, &try));
	}
}

COUNTER_EXAMPLE(a_message_that_nobody_has_judged_is_not_evaluated, "communication_message")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication_message", .person = NORA, .unit_id = NORTH,
		YEAR, .percent = 100 };

	told(store, NORTH, SUBJECT_own, 0, MESSAGE_published);
	CHECK(!proof_holds(store, &try));
	run(store, SQL("UPDATE communication_message SET state = 'evaluated'"), NONE);
	CHECK(proof_holds(store, &try));
}

COUNTER_EXAMPLE(needs_that_nobody_has_looked_for_since_prove_nothing, "communication_need months")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication_need months=6", .person = NORA,
		.unit_id = NORTH, .from = { 2026, 3, 1 }, .to = { 2026, 8, 31 } };
	struct telling_need need = needed(store, NORTH, SUBJECT_own, 0);

	CHECK(!proof_holds(store, &try));       /* written and not decided */
	answered(store, &need, 5);
	CHECK(!proof_holds(store, &try));       /* six months from the fifth of February */
	run(store, SQL("UPDATE communication_need SET decided_at = $1"),
		V(instant_at((struct date){ 2026, 3, 1 }, 9, 0, 0)));
	CHECK(proof_holds(store, &try));
}

COUNTER_EXAMPLE(a_slot_that_is_only_proposed_is_not_coordinated, "communication_calendar")
{
	struct store *store = city();
	struct proof_try try = { .rule = "communication_calendar", .person = NORA, .unit_id = NORTH, YEAR };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct calendar_slot slot = { .unit_id = NORTH, .title = S("One"), .from_on = { 2026, 5, 1 },
		.to_on = { 2026, 5, 10 } };

	calendar_slot_add(change, &slot);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &try));
	run(store, SQL("UPDATE communication_slot SET state = 'coordinated', decided_unit_id = 1"), NONE);
	CHECK(proof_holds(store, &try));
}
