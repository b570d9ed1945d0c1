/* SPDX-License-Identifier: EUPL-1.2 */
/* events/tests_import.c - another system's events: judged, put, corrected, taken back. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/setting.h"
#include "modules/events/inside.h"
#include "store/test_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern const struct embedded catalogue_files[];

static const char mapping[] =
	"{\"fields\": {\"occurred_at\": [\"Date\", \"Time\"], \"unit_id\": \"Unit\", \"type\": \"Type\","
	" \"story\": \"Story\", \"injured\": \"Hurt\", \"lat\": \"Lat\", \"lon\": \"Lon\"},"
	" \"date\": \"dd/mm/yyyy\", \"key\": \"No\", \"empty\": [\"NULL\"]}";
static const char head[] = "No;Date;Time;Unit;Type;Story;Hurt;Lat;Lon\n";

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-events-%d",
		(int)getpid())));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'a', 'CITY', 'Staden', 'city'), (2, 'b', 'S1', 'Skolan', 'workplace')"), NONE);
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES (2, 1)"), NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES (1, 1, 0), (2, 2, 0), (1, 2, 1)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static bool reads_in(struct store *store, const char *rows)
{
	const char *path = str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-events-%d.csv",
		(int)getpid()));
	FILE *file = fopen(path, "w");
	struct json_out json;
	struct out out;
	bool is_well;

	fputs(head, file);
	fputs(rows, file);
	fclose(file);
	out_init(&out, test_arena(), 1 << 16);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "kind", S("event"));
	json_str(&json, "source", S("before"));
	json_str(&json, "mapping", str_of(mapping));
	json_object_finish(&json);
	is_well = job_run_here(store, "import-csv", out_str(&out), &path, 1);
	remove(path);
	return is_well;
}

static int64_t count(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t n = view_int(view, sql, NONE);

	view_close(view);
	return n;
}

static int64_t take_back(struct store *store, int64_t import_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t gone = events_imports[0].undo(change, import_id);

	CHECK(change_commit(change) == COMMITTED);
	return gone;
}

static const char first[] =
	"1;02/03/2026;08:40;S1;injury.fall;Slipped in the yard.;1;59.3;18.0\n"
	"2;03/03/2026;14:00;skolan;Fall;Fell in the stairs.;NULL;NULL;NULL\n"
	"3;31/02/2026;10:00;S1;Fall;No such day.;0;;\n"
	"4;05/03/2026;10:00;nowhere;Fall;No such unit.;0;;\n"
	"5;05/03/2026;10:00;S1;Fall;Pupil 811228-9874 fell.;0;;\n"
	"6;05/03/2026;10:00;S1;No such type;Something.;0;;\n"
	"7;05/03/2026;10:00;S1;Fall;Only half a point.;0;59.3;\n";

TEST_ON_STORES(another_systems_events_become_ours_and_bad_rows_stay_out)
{
	struct store *store = city();

	CHECK(reads_in(store, first));
	CHECK(count(store, SQL("SELECT count(*) FROM event")) == 2);
	CHECK(count(store, SQL("SELECT bad FROM import")) == 5);
	CHECK(count(store, SQL("SELECT count(*) FROM event WHERE unit_id = 2 AND type = 'injury.fall'"
		" AND channel = 'import' AND class = 'accident' AND number LIKE 'H-2026-%'")) == 2);
	CHECK(count(store, SQL("SELECT count(*) FROM event WHERE north_mm <> 0 AND injured = 1")) == 1);
	CHECK(count(store, SQL("SELECT sum(events) FROM event_tally")) == 2);
	CHECK(count(store, SQL("SELECT count(*) FROM event_clock")) == 0);
	CHECK(reads_in(store, first));
	CHECK(count(store, SQL("SELECT count(*) FROM event")) == 2);
	CHECK(count(store, SQL("SELECT same FROM import ORDER BY id DESC LIMIT 1")) == 2);
}

TEST_ON_STORES(a_later_file_corrects_what_it_says_and_undo_puts_it_back)
{
	struct store *store = city();
	struct change *change;

	CHECK(reads_in(store, first));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET immediate = 'Salted the yard.'"
		" WHERE source_key = '1'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(reads_in(store, "1;02/03/2026;08:40;S1;Fall;Slipped and broke an arm.;2;;\n"
		"8;06/03/2026;08:40;S1;Fall;A new one.;0;;\n"));
	CHECK(count(store, SQL("SELECT count(*) FROM event")) == 3);
	CHECK(count(store, SQL("SELECT count(*) FROM event WHERE source_key = '1' AND injured = 2"
		" AND immediate = 'Salted the yard.' AND north_mm <> 0")) == 1);
	CHECK(count(store, SQL("SELECT sum(injured) FROM event_tally")) == 2);
	CHECK(take_back(store, 2) == 2);
	CHECK(count(store, SQL("SELECT count(*) FROM event")) == 2);
	CHECK(count(store, SQL("SELECT count(*) FROM event WHERE source_key = '1' AND injured = 1"
		" AND immediate = 'Salted the yard.'")) == 1);
	CHECK(count(store, SQL("SELECT sum(injured) FROM event_tally")) == 1);
	CHECK(count(store, SQL("SELECT count(*) FROM import_before")) == 0);
	CHECK(take_back(store, 1) == 2);
	CHECK(count(store, SQL("SELECT count(*) FROM event")) == 0);
	CHECK(count(store, SQL("SELECT COALESCE(sum(events), 0) FROM event_tally")) == 0);
}

TEST_ON_STORES(what_somebody_has_begun_to_handle_is_not_taken_back)
{
	struct store *store = city();
	struct change *change;

	CHECK(reads_in(store, first));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	event_step_add(change, count(store, SQL("SELECT id FROM event WHERE source_key = '2'")),
		&(struct step){ .verb = "receive", .from = STATE_reported, .to = STATE_received });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(take_back(store, 1) == 1);
	CHECK(count(store, SQL("SELECT count(*) FROM event WHERE source_key = '2'")) == 1);
}
