/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/tests_import.c - dependencies from a file: judged, put, corrected, taken back. */
#include "base/json.h"
#include "base/test.h"
#include "kit/setting.h"
#include "modules/continuity/tests_city.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char mapping[] =
	"{\"fields\": {\"of_commitment\": \"Commitment\", \"of_node\": \"Node\", \"resource\": \"Needs\","
	" \"node_id\": \"On\", \"other_id\": \"Or\", \"effect\": \"Effect\", \"delay_hours\": \"Delay\","
	" \"buffer_hours\": \"Buffer\", \"alternative\": \"Instead\"}, \"key\": \"No\", \"empty\": [\"-\"]}";
static const char head[] = "No;Commitment;Node;Needs;On;Or;Effect;Delay;Buffer;Instead\n";

struct files_city { struct store *store; const char *care, *hidden; };

static const char *number_of(struct store *store, int64_t commitment_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct str number = view_text(view, SQL("SELECT number FROM commitment WHERE id = $1"), V(commitment_id));

	view_close(view);
	return str_z(test_arena(), number);
}

/* Two stations that all may stand on, care in the north, and something in the south. */
static struct files_city files_city(void)
{
	struct store *store = continuity_city();

	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-continuity-%d",
		(int)getpid())));
	node_made_at(store, "Station east", ENERGY, 6);
	node_made_at(store, "Station west", ENERGY, 6);
	return (struct files_city){ store, number_of(store, commitment_made(store, "Care", NORTH, 24)),
		number_of(store, commitment_made(store, "South care", SOUTH, 24)) };
}

static bool reads_in(struct store *store, struct str rows, int64_t person)
{
	const char *path = str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-needs-%d.csv", (int)getpid()));
	FILE *file = fopen(path, "w");
	struct json_out json;
	struct out out;
	bool is_well;

	fputs(head, file);
	fprintf(file, "%.*s", STR(rows));
	fclose(file);
	out_init(&out, test_arena(), 1 << 16);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "kind", S("dependency"));
	json_str(&json, "source", S("sheet"));
	json_int(&json, "person", person);
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

static struct str first(const struct files_city *city)
{
	return arena_print(test_arena(),
		"1;%s;-;electricity;Station east;Station west;4;0;2;By hand\n"
		"2;%s;-;water;Station east;-;3;1;4;-\n"
		"3;%s;-;water;Station nowhere;-;3;1;4;-\n"              /* no such node */
		"4;%s;-;water;Station east;Station east;3;1;4;-\n"      /* no alternative to itself */
		"5;%s;-;water;Station east;-;9;1;4;-\n"                 /* no such effect */
		"6;%s;-;water;Station east;-;3;1;4;-\n"                 /* another unit's */
		"7;-;-;water;Station east;-;3;1;4;-\n",                 /* nobody's */
		city->care, city->care, city->care, city->care, city->care, city->hidden);
}

TEST_ON_STORES(lines_that_are_right_become_dependencies_and_bad_ones_stay_out)
{
	struct files_city city = files_city();

	CHECK(reads_in(city.store, first(&city), WRITER));
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 2);
	CHECK(count(city.store, SQL("SELECT bad FROM import")) == 5);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency_member")) == 3);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency WHERE resource = 'electricity'"
		" AND needed = 1 AND buffer_hours = 2 AND alternative = 'By hand' AND source_key = '1'")) == 1);
	CHECK(count(city.store, SQL("SELECT count(*) FROM node WHERE commitment_id <> 0")) == 1);
	CHECK(reads_in(city.store, first(&city), WRITER));
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 2);
	CHECK(count(city.store, SQL("SELECT same FROM import ORDER BY id DESC LIMIT 1")) == 2);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency_member")) == 3);
}

TEST_ON_STORES(who_does_not_write_for_a_unit_reads_nothing_in_for_it)
{
	struct files_city city = files_city();

	reads_in(city.store, first(&city), READER);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 0);
	reads_in(city.store, first(&city), STRANGER);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency JOIN node ON node.id = dependency.owner_id"
		" WHERE node.unit_id = 2")) == 0);              /* NORTH */
}

TEST_ON_STORES(a_key_of_a_list_of_others_means_another_dependency)
{
	struct files_city city = files_city();
	struct str south = arena_print(test_arena(), "1;%s;-;water;Station west;-;3;1;5;-\n", city.hidden);

	CHECK(reads_in(city.store, first(&city), WRITER));
	CHECK(reads_in(city.store, south, STRANGER));
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 3);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency WHERE resource = 'electricity'"
		" AND buffer_hours = 2 AND alternative = 'By hand' AND source_key = '1'")) == 1);
	CHECK(reads_in(city.store, south, STRANGER));
	CHECK(reads_in(city.store, first(&city), WRITER));
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 3);
	CHECK(count(city.store, SQL("SELECT sum(same) FROM import")) == 3);
}

TEST_ON_STORES(a_later_file_of_dependencies_corrects_and_undo_puts_it_back)
{
	struct files_city city = files_city();
	struct change *change;

	CHECK(reads_in(city.store, first(&city), WRITER));
	CHECK(reads_in(city.store, arena_print(test_arena(),
		"1;%s;-;electricity;Station east;Station west;4;0;8;-\n"
		"9;%s;-;heat;Station west;-;3;0;0;-\n", city.care, city.care), WRITER));
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 3);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency WHERE source_key = '1'"
		" AND buffer_hours = 8 AND alternative = 'By hand'")) == 1);    /* what is empty says nothing */
	change = change_open(city.store, test_arena(), (struct who){ .is_system = true });
	CHECK(continuity_imports[0].undo(change, 2) == 2);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 2);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency WHERE source_key = '1'"
		" AND buffer_hours = 2")) == 1);
	change = change_open(city.store, test_arena(), (struct who){ .is_system = true });
	CHECK(continuity_imports[0].undo(change, 1) == 2);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency")) == 0);
	CHECK(count(city.store, SQL("SELECT count(*) FROM dependency_member")) == 0);
}
