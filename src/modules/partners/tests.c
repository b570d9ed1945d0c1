/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/tests.c - what may leave the house, who is let in and for how long, what is proved. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/partners/inside.h"
#include "store/test_store.h"

#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { NORTH = 1, SOUTH = 2, NORA = 11, SVEN = 12, STORM = 5 };

/* ---- Rules ------------------------------------------------------------------------------------ */

TEST(a_rumour_never_goes_and_a_box_that_is_kept_never_goes)
{
	CHECK(line_may_go(true, S("fact")) && line_may_go(true, S("assessment")));
	CHECK(!line_may_go(true, S("rumour")) && !line_may_go(true, S("")));
	CHECK(!line_may_go(false, S("fact")) && !line_may_go(false, S("rumour")));
}

TEST(a_number_is_tried_again_when_its_trial_is_old)
{
	struct date today = { 2026, 9, 15 };

	CHECK(check_is_due((struct date){ 0 }, today, 180));
	CHECK(!check_is_due(date_add_days(today, -180), today, 180));
	CHECK(check_is_due(date_add_days(today, -181), today, 180));
}

TEST(a_note_says_who_took_part_and_from_whom_it_came)
{
	struct instant now = { 1000000 };
	struct problems problems = { .arena = test_arena() };
	struct partner_note note = { .kind = NOTE_decision, .at = { 900000 } };

	note_judge(&note, now, &problems);
	CHECK(problems.count == 1 && problem_for(&problems, "took_part").len);
	problems.count = 0;
	note = (struct partner_note){ .kind = NOTE_picture, .at = { 2000000 }, .measure_id = 3 };
	note_judge(&note, now, &problems);
	CHECK(problem_for(&problems, "from_whom").len && problem_for(&problems, "at").len);
	CHECK(problem_for(&problems, "committed").len);
}

TEST(a_release_ends_and_not_too_late)
{
	struct instant now = { 1000000 };
	struct problems problems = { .arena = test_arena() };
	struct partner_release release = { .expires_at = { 1000000 } };

	release_judge(&release, now, 14, &problems);
	CHECK(problems.count == 1);
	problems.count = 0;
	release.expires_at.seconds = 1000000 + 14 * DAY;
	release_judge(&release, now, 14, &problems);
	CHECK(problems.count == 0);
	release.expires_at.seconds++;
	release_judge(&release, now, 14, &problems);
	CHECK(problems.count == 1);
}

/* ---- The guest's door ---------------------------------------------------------------------------- */

static void city_put(struct change *change)
{
	static const char *const given[] = { "forums_read", "forums_write", "programme_read",
		"crisis_log", "crisis_lead", "crisis_city" };

	for (int64_t id = NORTH; id <= SOUTH; id++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(id, id == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(id));
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(id + 10, id == NORTH ? "nora" : "sven"));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
			" VALUES ($1, $2, 'leads')"), V(id + 10, id));
	}
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ('leads', $1)"),
			V(given[i]));
	change_run(change, SQL("INSERT INTO crisis (id, public_id, number, unit_id, title)"
		" VALUES (5, 'storm', 'KR-2026-00001', 1, 'Storm')"), NONE);
}

static struct change *change_of(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

static struct view *view_of(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-partners-%d",
		(int)getpid())));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	city_put(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct partner partner_made(struct change *change, int64_t unit_id)
{
	struct partner partner = { .unit_id = unit_id, .kind = S("police"), .name = S("Polisen"),
		.valid_from = { 2020, 1, 1 } };

	change_insert(change, &partner_record.shape, &partner);
	return partner;
}

static void reach(struct change *change, const struct partner *partner, struct date on, bool worked)
{
	struct partner_contact contact = { .partner_id = partner->id, .name = S("Befäl"),
		.channel = S("phone"), .address = S("112") };
	struct partner_check check = { .partner_id = partner->id, .on_day = on, .worked = worked,
		.person_id = NORA, .at = { 1000 } };

	change_insert(change, &partner_contact_record.shape, &contact);
	check.contact_id = contact.id;
	change_insert(change, &partner_check_record.shape, &check);
}

struct given { struct partner_release release; struct str token; };

static struct given shared_for(struct store *store, int64_t hours)
{
	struct change *change = change_of(store, NORA);
	struct given shared;
	struct partner partner = partner_made(change, NORTH);
	struct partner_line line = { .box = S("happened"), .certainty = S("fact"), .words = S("Mörkt") };

	shared.release = (struct partner_release){ .crisis_id = STORM, .picture = 1,
		.title = S("Storm"), .expires_at = { instant_now().seconds + hours * HOUR },
		.released_by = NORA, .released_name = S("Nora"), .released_at = instant_now() };
	change_insert(change, &partner_release_record.shape, &shared.release);
	line.release_id = shared.release.id;
	change_insert(change, &partner_line_record.shape, &line);
	partner_link_put(change, shared.release.id, &partner);
	shared.token = partner_token(test_arena(),
		partner_links(change_view(change), STORM).at[0].public_id);
	CHECK(change_commit(change) == COMMITTED);
	return shared;
}

static bool door_opens(struct store *store, struct str token)
{
	struct view *view = view_of(store, 0);
	bool opens = partner_door_of(view, token) != NULL;

	view_close(view);
	return opens;
}

TEST_ON_STORES(a_link_opens_one_picture_and_nothing_else_until_it_ends)
{
	struct store *store = city();
	struct given shared = shared_for(store, 2);
	struct view *view = view_of(store, 0);

	CHECK(shared.token.len == 40 && partner_door_of(view, shared.token));
	CHECK(!partner_door_of(view, S("")) && !partner_door_of(view, str_part(shared.token, 0, 39)));
	CHECK(partner_door_lines(view, shared.release.id).count == 1);
	CHECK(!partners_now(view, NORTH).count && !partner_releases(view, STORM).count);
	CHECK(!crisis_of_id(view, STORM));
	view_close(view);
	calendar_freeze((struct instant){ instant_now().seconds + 3 * HOUR });
	CHECK(!door_opens(store, shared.token));
	view = view_of(store, 0);
	CHECK(!partner_door_lines(view, shared.release.id).count);
	view_close(view);
}

TEST_ON_STORES(a_link_that_is_taken_back_opens_nothing_and_says_who_has_read)
{
	struct store *store = city();
	struct given shared = shared_for(store, 2);
	struct change *change = change_of(store, 0);
	const struct partner_door *door = partner_door_of(change_view(change), shared.token);
	struct str reading;
	const struct partner_link *link;

	CHECK(door != NULL);
	reading = arena_copy(test_arena(), partner_reading_put(change, door->id, S("Befäl Ek")));
	CHECK(partner_door_reading(change_view(change), door->id, reading));
	CHECK(!partner_door_reading(change_view(change), door->id + 1, reading));
	CHECK(!partner_door_reading(change_view(change), door->id, S("x")));
	CHECK(change_commit(change) == COMMITTED);
	change = change_of(store, NORA);
	link = &partner_links(change_view(change), STORM).at[0];
	CHECK(partner_readings(change_view(change), STORM).count == 1);
	partner_link_revoke(change, link, S("Nora"), S("Fel person"));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!door_opens(store, shared.token));
	change = change_of(store, NORA);
	CHECK(partner_readings(change_view(change), STORM).count == 1);
	change_undo(change);
}

TEST_ON_STORES(who_does_not_see_the_crisis_does_not_see_what_partners_read)
{
	struct store *store = city();
	struct view *view;

	shared_for(store, 2);
	view = view_of(store, SVEN);
	CHECK(!partner_releases(view, STORM).count);
	CHECK(!partner_links(view, STORM).count);
	CHECK(partners_now(view, NORTH).count == 1);
	view_close(view);
}

/* ---- What is proved --------------------------------------------------------------------------------- */

static bool proves(struct store *store, const char *rule, int64_t unit_id)
{
	struct date today = date_today();
	struct proof_try try = { .rule = rule, .person = NORA, .unit_id = unit_id,
		.from = date_add_days(today, -30), .to = today };

	return proof_holds(store, &try);
}

COUNTER_EXAMPLE(an_actor_that_nobody_has_rung_proves_nothing, "partner months")
{
	struct store *store = city();
	struct change *change = change_of(store, NORA);
	struct partner partner = partner_made(change, NORTH);

	reach(change, &partner, date_add_days(date_today(), -40), false);
	reach(change, &partner, date_add_days(date_today(), -500), true);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proves(store, "partner months=12", NORTH));
	change = change_of(store, NORA);
	reach(change, &partner, date_add_days(date_today(), -40), true);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proves(store, "partner months=12", NORTH));
	CHECK(!proves(store, "partner months=12", SOUTH));
}

static void note_put(struct store *store, const struct partner *partner, int kind, int days)
{
	struct change *change = change_of(store, NORA);
	struct partner_note note = { .partner_id = partner->id, .kind = kind, .words = S("Så blev det"),
		.at = instant_at(date_add_days(date_today(), -days), 12, 0, 0), .created_by = NORA };

	change_insert(change, &partner_note_record.shape, &note);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(to_have_rung_is_not_to_have_decided_together, "partner_note kind=decision months")
{
	struct store *store = city();
	struct change *change = change_of(store, NORA);
	struct partner partner = partner_made(change, NORTH);

	CHECK(change_commit(change) == COMMITTED);
	note_put(store, &partner, NOTE_contact, 40);
	note_put(store, &partner, NOTE_picture, 40);
	note_put(store, &partner, NOTE_decision, 500);
	CHECK(!proves(store, "partner_note kind=decision months=12", NORTH));
	note_put(store, &partner, NOTE_decision, 40);
	CHECK(proves(store, "partner_note kind=decision months=12", NORTH));
}

TEST_ON_STORES(what_was_decided_in_an_exercise_proves_nothing)
{
	struct store *store = city();
	struct change *change = change_of(store, NORA);
	struct partner partner = partner_made(change, NORTH);
	struct partner_note note = { .partner_id = partner.id, .kind = NOTE_decision,
		.words = S("Så blev det"), .crisis_id = STORM, .created_by = NORA,
		.at = instant_at(date_add_days(date_today(), -40), 12, 0, 0) };

	change_insert(change, &partner_note_record.shape, &note);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proves(store, "partner_note kind=decision months=12", NORTH));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE crisis SET is_exercise = 1 WHERE id = 5"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proves(store, "partner_note kind=decision months=12", NORTH));
}

TEST_ON_STORES(a_decision_gets_a_number_of_its_own_also_beside_a_crisis_one_does_not_see)
{
	struct store *store = city();
	struct change *change = change_of(store, NORA);
	struct partner partner = partner_made(change, NORTH);
	struct partner_note note = { .partner_id = partner.id, .kind = NOTE_decision, .number = 1,
		.words = S("Så blev det"), .crisis_id = STORM, .created_by = NORA, .at = instant_now() };
	struct view *view;

	change_insert(change, &partner_note_record.shape, &note);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("DELETE FROM role_permission WHERE permission LIKE 'crisis%'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_of(store, SVEN);
	CHECK(partner_notes(view, partner.id).count == 0);
	CHECK(partner_decision_next(view, partner.id) == 2);
	view_close(view);
}
