/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/tests_guard.c - what an exercise sends never reaches anybody for real. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/alarms/inside.h"
#include "modules/crisis/crisis.h"
#include "modules/exercises/exercises.h"
#include "store/test_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { NORTH = 1, NORA = 11, ERIK = 12 };
static const char real_number[] = "0701740612", real_mail[] = "erik@example.org";

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

static struct store *city(void)
{
	struct store *store = test_store();

	calendar_open("Europe/Stockholm");
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-guard-%d",
		(int)getpid())));
	catalogue_load(store, catalogue_files);
	run(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'north', 'north', 'north', 'district')"), NONE);
	run(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"), NONE);
	run(store, SQL("INSERT INTO person (id, public_id, login, name, unit_id, email, phone)"
		" VALUES ($1, 'nora', 'nora', 'nora', 1, 'nora@example.org', '0701740611'),"
		" ($2, 'erik', 'erik', 'erik', 1, $3, $4)"),
		V((int64_t)NORA, (int64_t)ERIK, real_mail, real_number));
	run(store, SQL("INSERT INTO setting (name, value) VALUES ('smtp_url', 'smtp://127.0.0.1:1'),"
		" ('mail_from', 'varn@example.org')"), NONE);
	run(store, SQL("INSERT INTO alarm_gateway (public_id, channel, is_on, address)"
		" VALUES ('g', 'gammu', 1, '/nowhere')"), NONE);
	catalogue_refresh(store);
	return store;
}

/* The log of an exercise, or of a crisis that is real, and its number. */
static struct str crisis_put(struct store *store, bool is_exercise)
{
	struct str number = is_exercise ? S("KR-2026-00001") : S("KR-2026-00002");

	run(store, SQL("INSERT INTO crisis (public_id, number, unit_id, title, is_exercise, opened_at)"
		" VALUES ($1, $1, 1, 'Dark', $2, 1)"), V(number, is_exercise));
	return number;
}

/* One that goes on with this log, and these test addresses. */
static void exercise_put_here(struct store *store, const char *email, const char *phone,
                              const char *state)
{
	run(store, SQL("INSERT INTO exercise (public_id, number, unit_id, kind, title, on_date,"
		" leader_id, test_email, test_phone, state, crisis_id) VALUES ('e', 'OV-2026-00001', 1,"
		" 'simulation', 'Dark', '2026-01-01', $1, $2, $3, $4,"
		" (SELECT id FROM crisis WHERE number = 'KR-2026-00001'))"),
		V((int64_t)NORA, email, phone, state));
}

static void released_by(struct store *store, int64_t person)
{
	run(store, SQL("INSERT INTO exercise_release (exercise_id, verb, person_id, person_name,"
		" reason, at) VALUES (1, 'release', $1, 'x', 'Because', 1)"
		" ON CONFLICT (exercise_id, verb, person_id) DO NOTHING"), V(person));
}

/* To Erik by SMS and e-mail, about this number; both are in the queue. */
static void alarm_put(struct store *store, struct str about)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct alarm alarm = { .unit_id = NORTH, .kind = S("alarm"), .title = S("Path"),
		.words = S("Ring."), .about = about, .stop = STOP_first, .stop_count = 1, .rounds = 1,
		.started_by = NORA };
	struct alarm_step step = { .place = 1, .kind = STEP_people, .channel_1 = S("gammu"),
		.channel_2 = S("mail"), .wait_minutes = 5 };

	alarm_add(change, &alarm);
	step.alarm_id = alarm.id;
	change_insert(change, &alarm_step_record.shape, &step);
	change_run(change, SQL("INSERT INTO alarm_step_person (step_id, place, person_id)"
		" VALUES ($1, 0, $2)"), V(step.id, (int64_t)ERIK));
	CHECK(change_commit(change) == COMMITTED);
}

static void advanced(struct store *store, struct instant now)
{
	for (int64_t id = 1; id <= 2; id++) {
		bool goes_on = true;

		while (goes_on) {
			struct change *change = change_open(store, test_arena(),
				(struct who){ .is_system = true });

			goes_on = alarm_of_id(change_view(change), id) && alarm_advance(change, id, now);
			CHECK(change_commit(change) == COMMITTED);
		}
	}
}

/* Everything that is in the queue, the second channel too. */
static const struct pending_list *queue_of(struct store *store)
{
	static struct pending_list list;
	struct instant now = instant_now();
	struct view *view;

	advanced(store, now);
	advanced(store, (struct instant){ now.seconds + 2 * MINUTE });
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	pending_read(view, (struct instant){ now.seconds + HOUR }, &list);
	view_close(view);
	return &list;
}

static bool is_marked(const struct pending *one)
{
	return str_starts(one->parcel.message.subject, str_of(_("EXERCISE")))
		&& str_starts(one->parcel.message.text, str_of(_("EXERCISE")));
}

static bool is_for_real(const struct pending *one)
{
	struct str to = one->parcel.message.to;

	return !one->refused.len && (str_find(to, S("1740612")) >= 0 || str_is(to, real_mail));
}

static size_t for_real(const struct pending_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += is_for_real(&list->at[i]);
	return count;
}

TEST_ON_STORES(without_a_release_an_exercise_sends_nothing_to_a_real_address)
{
	struct store *store = city();
	const struct pending_list *queue;

	crisis_put(store, true);
	exercise_put_here(store, "ovning@example.org", "070-174 06 99", "running");
	alarm_put(store, S("KR-2026-00001"));
	alarm_put(store, S("OV-2026-00001"));
	queue = queue_of(store);
	CHECK(queue->count >= 3);
	CHECK(for_real(queue) == 0);
	for (size_t i = 0; i < queue->count; i++) {
		const struct pending *one = &queue->at[i];
		bool is_mail = str_is(one->attempt.channel, "mail");

		CHECK(is_marked(one) && one->is_rewritten && !one->refused.len);
		CHECK(str_is(one->parcel.message.to, is_mail ? "ovning@example.org"
			: "070-174 06 99"));
	}
}

TEST_ON_STORES(an_exercise_without_test_addresses_sends_nothing_at_all)
{
	struct store *store = city();
	const struct pending_list *queue;

	crisis_put(store, true);                /* and no exercise has it as its log */
	alarm_put(store, S("KR-2026-00001"));
	queue = queue_of(store);
	CHECK(queue->count >= 1 && for_real(queue) == 0);
	for (size_t i = 0; i < queue->count; i++)
		CHECK(queue->at[i].refused.len && !queue->at[i].parcel.message.to.len);
}

TEST_ON_STORES(one_person_cannot_release_twice_and_two_can_until_the_exercise_ends)
{
	struct store *store = city();
	const struct pending_list *queue;

	crisis_put(store, true);
	exercise_put_here(store, "ovning@example.org", "070-174 06 99", "running");
	alarm_put(store, S("KR-2026-00001"));
	released_by(store, NORA);
	released_by(store, NORA);
	CHECK(for_real(queue_of(store)) == 0);
	released_by(store, ERIK);
	queue = queue_of(store);
	CHECK(queue->count >= 1 && for_real(queue) == queue->count);
	for (size_t i = 0; i < queue->count; i++)
		CHECK(is_marked(&queue->at[i]));
	run(store, SQL("UPDATE exercise SET state = 'ended' WHERE id = 1"), NONE);
	CHECK(for_real(queue_of(store)) == 0);
	run(store, SQL("UPDATE exercise SET state = 'running' WHERE id = 1"), NONE);
	CHECK(for_real(queue_of(store)) > 0);
	run(store, SQL("INSERT INTO exercise_release (exercise_id, verb, person_id, person_name,"
		" reason, at) VALUES (1, 'withdraw', 11, 'x', '', 2)"), NONE);
	CHECK(for_real(queue_of(store)) == 0);
}

TEST_ON_STORES(what_is_real_is_sent_as_it_is)
{
	struct store *store = city();
	const struct pending_list *queue;

	crisis_put(store, false);
	alarm_put(store, S("KR-2026-00002"));
	alarm_put(store, S(""));
	queue = queue_of(store);
	CHECK(queue->count >= 2 && for_real(queue) == queue->count);
	for (size_t i = 0; i < queue->count; i++)
		CHECK(!is_marked(&queue->at[i]) && !queue->at[i].is_rewritten);
}

/* ---- To its end: what lies in the spool of the modem --------------------------------------- */

static size_t files_in(const char *folder, bool *has_real, bool *all_marked)
{
	DIR *open = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	while (open && (entry = readdir(open))) {
		char path[512], text[64] = "";
		int file;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%.200s", folder, entry->d_name);
		file = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
		if (file >= 0 && read(file, text, sizeof text - 1) < 0)
			text[0] = 0;
		close(file);
		count++;
		*has_real |= strstr(entry->d_name, "701740612") != NULL;
		*all_marked &= !strncmp(text, _("EXERCISE"), strlen(_("EXERCISE")));
	}
	closedir(open);
	return count;
}

TEST_ON_STORES(the_modem_of_the_city_gets_the_test_number_and_the_mark)
{
	struct store *store = city();
	char folder[] = "/tmp/varn-guard-XXXXXX";
	bool has_real = false, all_marked = true;

	CHECK(mkdtemp(folder) != NULL);
	run(store, SQL("UPDATE alarm_gateway SET address = $1"), V(folder));
	crisis_put(store, true);
	exercise_put_here(store, "", "070-174 06 99", "running");
	alarm_put(store, S("KR-2026-00001"));
	alarms_carry_once(store, test_arena());
	CHECK(files_in(folder, &has_real, &all_marked) == 1);
	CHECK(!has_real && all_marked);
}

/* ---- What is measured ---------------------------------------------------------------------- */

static void tested(struct store *store, struct str about, int64_t asked, int64_t in_time)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct alarm alarm = { .unit_id = NORTH, .kind = S("test"), .title = S("Path"),
		.words = S("Ring."), .about = about, .stop = STOP_first, .stop_count = 1, .rounds = 1,
		.started_by = NORA };

	alarm_add(change, &alarm);
	change_run(change, SQL("INSERT INTO alarm_result (alarm_id, unit_id, kind, function, on_day,"
		" asked, reached, in_time, within_minutes) VALUES ($1, 1, 'test', '', '2026-09-01', $2, $3,"
		" $3, 10)"), V(alarm.id, asked, in_time));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_test_that_reached_nobody_because_it_was_an_exercise_measures_nobody)
{
	struct store *store = city();
	struct alarm_result_list together;
	struct view *view;

	run(store, SQL("INSERT INTO role_permission (role, permission) VALUES ('reads', 'alarms_read')"),
		NONE);
	run(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'reads')"), NONE);
	crisis_put(store, true);
	tested(store, S("KR-2026-00001"), 40, 0);
	tested(store, S(""), 3, 2);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	together = results_together(view, S("test"), (struct date){ 2026, 1, 1 }, 1);
	CHECK(together.count == 1 && together.at[0].asked == 3 && together.at[0].in_time == 2);
	view_close(view);
}
