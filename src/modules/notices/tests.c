/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/tests.c - reading what the police publish, with all its traps, and placing it.
 *
 * The real files are read from the shared data; without it those tests say "skipped".
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "base/embedded.h"
#include "base/json.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/places/places.h"
#include "store/test_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct embedded catalogue_files[];

static const char all_file[] = "data/polisen-handelser/handelser_sverige_2023-03_2026-08.jsonl.gz";
static const char stockholm_file[] = "data/polisen-handelser/handelser_stockholms_lan_med_text.jsonl";
static const char versions_file[] = "data/polisen-handelser/andrade_handelser_versioner.json";
static const char districts_file[] = "data/stockholm-stadsdelar/geojson/simplified/stadsdelar.geo.json";

static struct instant at(const char *text)
{
	struct instant instant = { 0 };

	CHECK(instant_read(str_of(text), &instant));
	return instant;
}

static bool reads(const char *json, struct notice *notice, struct str *problem)
{
	struct str why = S("");
	json_t *object = json_read(test_arena(), str_of(json), &why);
	bool ok;

	CHECK(object != NULL);
	ok = polisen_read(test_arena(), object, notice, problem);
	json_decref(object);
	return ok;
}

/* ---- One notice ---------------------------------------------------------------------- */

TEST(a_police_event_is_read_with_an_hour_without_leading_zero)
{
	struct notice notice;
	struct str problem = S("");

	CHECK(reads("{\"id\": 409534, \"datetime\": \"2023-03-21 1:15:53 +01:00\","
		"\"name\": \"20 mars 23:14, Trafikolycka, Malmö\", \"summary\": \"Larm.\","
		"\"type\": \"Trafikolycka \", \"url\": \"/a\","
		"\"location\": {\"name\": \"Skåne län\", \"gps\": \"55.604981,13.003822\"}}",
		&notice, &problem));
	CHECK(notice.published_at.seconds == at("2023-03-21T01:15:53+01:00").seconds);
	CHECK(notice.occurred_at.seconds == at("2023-03-20T23:14+01:00").seconds);
	CHECK(str_is(notice.kind, "Trafikolycka"));
	CHECK(str_is(notice.municipality, "Malmö"));
	CHECK(notice.lat > 55.6 && notice.lon > 13.0);
	CHECK(!notice.is_summary);
}

TEST(a_point_that_is_not_on_earth_is_none)
{
	struct notice notice;
	struct str problem = S("");

	CHECK(reads("{\"id\": 1, \"datetime\": \"2023-03-21 1:15:53 +01:00\","
		"\"location\": {\"gps\": \"593.29324,18.068581\"}}", &notice, &problem));
	CHECK(notice.lat == 0 && notice.lon == 0);
}

TEST(the_year_of_a_title_is_the_one_before_the_publication)
{
	struct instant new_year = at("2024-01-01T00:40+01:00");

	CHECK(polisen_occurred(S("31 december 23.50, Brand, Lund"), new_year).seconds
		== at("2023-12-31T23:50+01:00").seconds);
	CHECK(polisen_occurred(S("01 januari 00.10, Brand, Lund"), new_year).seconds
		== at("2024-01-01T00:10+01:00").seconds);
}

TEST(an_event_cannot_be_later_than_its_notice)
{
	struct instant published = at("2023-04-05T12:38:54+02:00");

	CHECK(polisen_occurred(S("05 april 12:39, Övrigt, Hagfors"), published).seconds
		== published.seconds);
}

TEST(a_title_without_time_has_no_time_of_its_event)
{
	CHECK(polisen_occurred(S("Sammanfattning natt, Skåne"), at("2024-05-05T07:00+02:00")).seconds == 0);
	CHECK(polisen_occurred(S("31 februari 10:00, Brand"), at("2024-05-05T07:00+02:00")).seconds >= 0);
	CHECK(polisen_occurred(S(""), at("2024-05-05T07:00+02:00")).seconds == 0);
}

TEST(a_title_that_ends_with_its_type_names_no_place)
{
	CHECK(polisen_title_place(S("20 mars 09:49, Mord/dråp, försök"), S("Mord/dråp, försök")).len == 0);
	CHECK(str_is(polisen_title_place(S("20 mars 09:49, Mord/dråp, försök, Karlskrona"),
		S("Mord/dråp, försök")), "Karlskrona"));
}

TEST(what_is_no_police_event_is_refused_in_words)
{
	struct notice notice;
	struct str problem = S("");

	CHECK(!reads("{\"datetime\": \"2023-03-21 1:15:53 +01:00\"}", &notice, &problem));
	CHECK(problem.len > 0);
	CHECK(!reads("{\"id\": 1, \"datetime\": \"2023-13-21\"}", &notice, &problem));
	CHECK(!reads("{\"id\": \"1\"}", &notice, &problem));
}

/* ---- Placing ------------------------------------------------------------------------- */

static int64_t placed(const char *text, bool aliases)
{
	static const struct placer_name names[] = {
		{ { "FARSTA", 6 }, 1, false }, { { "FARSTA STRAND", 13 }, 2, false },
		{ { "Årsta", 6 }, 3, false }, { { "Vasastan", 8 }, 4, true },
	};
	struct placer *placer = placer_make(test_arena(), names, COUNT(names));

	return placer_find(placer, test_arena(), str_of(text), aliases);
}

TEST(the_longest_name_wins_and_words_are_whole)
{
	CHECK(placed("Brand i Farsta strand.", false) == 2);
	CHECK(placed("Brand i Farsta centrum.", false) == 1);
	CHECK(placed("Farstavägen är avstängd", false) == 0);
	CHECK(placed("larm från farstas torg", false) == 1);
	CHECK(placed("ÅRSTA: rån", false) == 3);
	CHECK(placed("Arsta: rån", false) == 0);
	CHECK(placed("Misshandel på ”Farsta”", false) == 1);
	CHECK(placed("Södermalm–Årsta", false) == 3);
	CHECK(placed("vid\u00a0Farsta\u00a0centrum", false) == 1);
	CHECK(placed("Kårsta, Éårsta", false) == 0);
	CHECK(placed("", false) == 0);
}

TEST(the_first_name_in_a_text_is_taken_and_aliases_only_when_asked)
{
	CHECK(placed("Från Årsta till Farsta", false) == 3);
	CHECK(placed("Bråk i Vasastan", false) == 0);
	CHECK(placed("Bråk i Vasastan", true) == 4);
}

TEST(a_changed_word_is_marked)
{
	struct html diff = words_diff(test_arena(), S("en brand i huset"), S("en olycka i huset"));

	CHECK(str_find(diff.text, S("<del>brand</del>")) >= 0);
	CHECK(str_find(diff.text, S("<ins>olycka</ins>")) >= 0);
	CHECK(str_find(diff.text, S("<del>huset</del>")) < 0);
}

/* ---- The real files ------------------------------------------------------------------ */

static struct str file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;
	long size;

	CHECK(file != NULL);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	text = arena_take(test_arena(), (size_t)size + 1);
	CHECK(fread(text, 1, (size_t)size, file) == (size_t)size);
	fclose(file);
	return (struct str){ text, (size_t)size };
}

static const char *write_file(const char *name, const char *text, size_t len)
{
	const char *path = str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-notices-%d-%s", (int)random(), name));
	FILE *file = fopen(path, "wb");

	CHECK(file != NULL);
	CHECK(fwrite(text, 1, len, file) == len);
	fclose(file);
	return path;
}

static int64_t count(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t n = view_int(view, sql, NONE);

	view_close(view);
	return n;
}

static void set_up(struct store *store, bool with_map)
{
	struct change *change;
	struct area_source source = { .kind = "neighbourhood", .name_property = "name", .code_property = "name" };
	struct str problem = S("");

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-notices-%d", (int)random())));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	setting_put(change, "municipality", S("Stockholm"));
	if (with_map)
		CHECK(areas_import(change, file_text(test_shared(districts_file)), &source, &problem) == 117);
	CHECK(change_commit(change) == COMMITTED);
}

static bool imports(struct store *store, const char *path)
{
	const char *files[] = { path };

	return job_run_here(store, "import-polisen", S("{}"), files, 1);
}

static int64_t titled_in(struct store *store, int year)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t n = view_int(view, SQL("SELECT count(*) FROM notice WHERE title LIKE '%, Stockholm'"
		" AND published_at >= $1 AND published_at < $2"),
		V(instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0),
		  instant_at((struct date){ (int16_t)(year + 1), 1, 1 }, 0, 0, 0)));

	view_close(view);
	return n;
}

static int by_month_and_kind(const void *left, const void *right)
{
	const struct notice *a = left, *b = right;

	if (a->versions != b->versions)
		return a->versions < b->versions ? -1 : 1;
	return str_compare(a->kind, b->kind);
}

/* How many different pairs of month and kind. */
static size_t months_and_kinds(struct store *store)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct notice_list list = notice_list_of(view_list(view, &notice_record.shape,
		SQL("SELECT published_at, kind FROM notice"), NONE));
	size_t pairs = 0;

	for (size_t i = 0; i < list.count; i++) {
		struct date date = instant_date(list.at[i].published_at);

		list.at[i].versions = date.year * 12 + date.month;
	}
	qsort(list.at, list.count, sizeof list.at[0], by_month_and_kind);
	for (size_t i = 0; i < list.count; i++)
		pairs += !i || by_month_and_kind(&list.at[i - 1], &list.at[i]) != 0;
	view_close(view);
	return pairs;
}

TEST_ON_STORES(the_whole_police_file_gives_the_golden_numbers)
{
	const char *all = test_shared(all_file);
	struct store *store = test_store();

	set_up(store, true);
	CHECK(imports(store, all));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 84648);
	CHECK(count(store, SQL("SELECT count(DISTINCT place_name) FROM notice")) == 311);
	CHECK(count(store, SQL("SELECT count(DISTINCT kind) FROM notice")) == 97);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Trafikolycka'")) == 13270);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Sammanfattning natt'")) == 12886);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Brand'")) == 5548);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Rattfylleri'")) == 5008);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE is_summary = 0 AND kind LIKE 'Sammanfattning%'")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE title LIKE '%, Stockholm'")) == 3823);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE title LIKE '%, Stockholm' AND area_id <> 0")) == 1978);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE placed_by NOT IN ('', 'summary')")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE municipality LIKE '% län'")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM import WHERE warnings LIKE '%2026-0%'")) == 1);
	CHECK(titled_in(store, 2023) == 1075 && titled_in(store, 2024) == 1096);
	CHECK(titled_in(store, 2025) == 1070 && titled_in(store, 2026) == 582);
	CHECK(months_and_kinds(store) == 2845);
}

/* The same events without the texts of their pages. */
static const char *without_bodies(const char *path)
{
	struct str text = file_text(path), problem = S("");
	struct out out;

	out_init(&out, test_arena(), 64 << 20);
	while (text.len) {
		json_t *event = json_read(test_arena(), str_cut(&text, '\n'), &problem);
		char *line;
		size_t len;

		json_object_del(event, "body");
		len = json_dumpb(event, NULL, 0, 0);
		line = arena_take(test_arena(), len);
		json_dumpb(event, line, len, 0);
		out_bytes(&out, line, len);
		out_char(&out, '\n');
		json_decref(event);
	}
	return write_file("no-body.jsonl", out.at, out.len);
}

#define TITLED "SELECT count(*) FROM notice WHERE title LIKE '%, Stockholm'"

TEST_ON_STORES(texts_that_come_later_place_more_and_change_no_words)
{
	const char *texts = test_shared(stockholm_file);
	struct store *store = test_store();
	int64_t last;

	set_up(store, true);
	CHECK(imports(store, without_bodies(texts)));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 4741);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Misshandel'")) == 556);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Explosion'")) == 61);
	CHECK(count(store, SQL(TITLED " AND area_id <> 0")) == 1978);
	CHECK(imports(store, texts));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 4741);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE body <> ''")) == 4473);
	CHECK(count(store, SQL(TITLED " AND area_id <> 0")) == 2381);
	CHECK(count(store, SQL(TITLED " AND placed_by = 'body'")) == 2381 - 1978);
	CHECK(count(store, SQL("SELECT changed FROM import ORDER BY id DESC LIMIT 1")) == 4473);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
	last = count(store, SQL("SELECT max(id) FROM import"));
	CHECK(imports(store, texts));
	CHECK(count(store, SQL("SELECT same FROM import ORDER BY id DESC LIMIT 1")) == 4741);
	notices_undo(store, last);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE body <> ''")) == 0);
	CHECK(count(store, SQL(TITLED " AND area_id <> 0")) == 1978);
	CHECK(count(store, SQL("SELECT count(*) FROM import_before")) == 0);
}

static void name_put(struct store *store, const char *alias, const char *area)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	const struct alias *target = alias_target(change_view(change), str_of(area));

	CHECK(target != NULL);
	if (target)
		alias_put(change, str_of(alias), target);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(notices_are_placed_again_when_the_city_has_more_names)
{
	const char *texts = test_shared(stockholm_file);
	struct store *store = test_store();

	set_up(store, true);
	CHECK(imports(store, texts));
	name_put(store, "Sergels torg", "Norrmalm");
	name_put(store, "VASASTAN", "vasastaden");
	CHECK(count(store, SQL(TITLED " AND placed_by = 'alias'")) == 0);
	CHECK(job_run_here(store, "place-notices", S("{}"), NULL, 0));
	CHECK(count(store, SQL(TITLED " AND placed_by = 'alias'")) == 49);
	CHECK(count(store, SQL(TITLED " AND area_id <> 0 AND placed_by <> 'alias'")) == 2381);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
}

TEST_ON_STORES(later_edits_of_the_source_are_kept_as_versions)
{
	const char *path = test_shared(versions_file);
	struct store *store = test_store();

	set_up(store, false);
	CHECK(imports(store, path));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 619);
	/* Nine of the 619 differ in the last digit of a coordinate only: no word has changed. */
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE versions > 1")) == 610);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 633);
	CHECK(count(store, SQL("SELECT sum(versions - 1) FROM notice")) == 633);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE source_key = '419888' AND kind = 'Trafikolycka'")) == 1);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version JOIN notice ON notice.id = notice_id"
		" WHERE source_key = '419888' AND notice_version.kind = 'Trafikkontroll'"
		" AND seen_at = 1681382667")) == 1);
	CHECK(imports(store, path));
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 633);
	notices_undo(store, count(store, SQL("SELECT min(id) FROM import")));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
}

TEST_ON_STORES(an_answer_of_the_api_that_says_otherwise_makes_a_version)
{
	const char *before = test_shared("data/polisen-handelser/api-ogonblick/2023-04-13_fore_andring.json");
	const char *after = test_shared("data/polisen-handelser/api-ogonblick/2023-04-13_efter_andring.json");
	struct store *store = test_store();
	int64_t versions, last;

	set_up(store, false);
	CHECK(imports(store, before));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 500);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
	CHECK(imports(store, after));
	versions = count(store, SQL("SELECT count(*) FROM notice_version"));
	CHECK(versions > 0);
	last = count(store, SQL("SELECT max(id) FROM import"));
	notices_undo(store, last);
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 500);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM import_before")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE versions <> 1")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE source_key = '419888' AND kind = 'Trafikkontroll'")) == 1);
}

static void reader_make(struct change *change)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'a', 'CITY', 'Staden', 'city')"), NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"),
		NONE);
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES (1, 'a', 'a', 'A')"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (1, 1, 'reader')"),
		NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('reader', 'notices_read')"), NONE);
}

static int64_t noticed_in(struct store *store, const char *area)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 1 });
	int64_t n = notices_total(view, &(struct notice_ask){ .area_code = str_of(area) });

	view_close(view);
	return n;
}

/* A city, a district in it, a part of the district and a block of that. */
TEST_ON_STORES(notices_of_an_area_are_those_of_all_levels_below)
{
	static const char *const codes[] = { "city", "district", "part", "block", "elsewhere" };
	static const char *const above[] = { "", "city", "district", "part", "" };
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	reader_make(change);
	for (int i = 0; i < 5; i++) {
		change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code,"
			" outline, west, south, east, north)"
			" VALUES ($1, $2, $2, 'district', $2, $3, '', 0, 0, 0, 0)"),
			V(i + 1, codes[i], above[i]));
		change_run(change, SQL("INSERT INTO notice (public_id, source, source_key, published_at,"
			" area_id) VALUES ($1, 'test', $1, 1, $2)"), V(codes[i], i + 1));
	}
	CHECK(change_commit(change) == COMMITTED);
	CHECK(noticed_in(store, "city") == 4);
	CHECK(noticed_in(store, "part") == 2);
	CHECK(noticed_in(store, "elsewhere") == 1);
	CHECK(noticed_in(store, "nowhere") == 0);

	/* The district itself is not on the map, only what lies in it. */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE area SET parent_code = 'not-on-the-map' WHERE code = 'part'"),
		NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(noticed_in(store, "not-on-the-map") == 2);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE area SET parent_code = 'district' WHERE code = 'part'"), NONE);
	CHECK(change_commit(change) == COMMITTED);

	/* Read from elsewhere, parents may go in a ring. */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE area SET parent_code = 'block' WHERE code = 'district'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(noticed_in(store, "block") == 3);
}

/* ---- Bad files ----------------------------------------------------------------------- */

TEST_ON_STORES(a_bad_line_is_named_and_the_others_are_read)
{
	static const char text[] =
		"{\"id\": 1, \"datetime\": \"2024-03-21 1:15:53 +01:00\", \"name\": \"a\", \"summary\": \"b\", \"type\": \"Brand\", \"location\": {}}\n"
		"not json\n"
		"{\"id\": 2}\n"
		"\xff\xfe\n"
		"{\"id\": 3, \"datetime\": \"2024-03-21 1:15:53 +01:00\", \"name\": \"a\", \"summary\": \"b\", \"type\": \"Brand\", \"location\": {}}\n";
	struct store *store = test_store();

	set_up(store, false);
	CHECK(imports(store, write_file("bad.jsonl", text, sizeof text - 1)));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 2);
	CHECK(count(store, SQL("SELECT bad FROM import")) == 3);
}

TEST_ON_STORES(a_cut_gzip_file_changes_nothing)
{
	const char *path = test_shared(all_file);
	struct str text = file_text(path);
	struct store *store = test_store();

	set_up(store, false);
	CHECK(!imports(store, write_file("cut.jsonl.gz", text.at, 200000)));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM import WHERE state = 'failed'")) == 1);
	CHECK(!imports(store, write_file("empty.jsonl", "", 0)));
	CHECK(!imports(store, write_file("odd.json", "{\"a\": 1}", 8)));
	CHECK(!imports(store, write_file("deep.json", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 40)));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 0);
}

/* ---- A fire brigade's own file -------------------------------------------------------- */

static const char london_file[] = "data/london-fire-animal-rescues/animal_rescues.csv";

static bool reads_in(struct store *store, const char *path, const char *kind, const char *mapping)
{
	const char *files[] = { path };
	struct json_out json;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "kind", str_of(kind));
	json_str(&json, "source", S("brandforsvaret"));
	json_str(&json, "mapping", str_of(mapping));
	json_str(&json, "file_name", S("file.csv"));
	json_object_finish(&json);
	return job_run_here(store, "import-csv", out_str(&out), files, 1);
}

TEST_ON_STORES(columns_of_a_fire_brigades_file_are_recognised)
{
	struct str content = file_text(test_shared(london_file)), problem = S("");
	struct store *store = test_store();
	struct import_preview preview;
	struct str suggested;
	struct view *view;
	json_t *mapping, *fields;

	set_up(store, false);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	suggested = import_suggest(test_arena(), &notices_imports[0], content);
	mapping = json_read(test_arena(), suggested, &problem);
	fields = json_object_get(mapping, "fields");
	CHECK(str_is(json_text(mapping, "key"), "INCIDENT_NUMBER"));
	CHECK(str_is(json_text(mapping, "date"), "dd/mm/yyyy"));
	CHECK(str_is(json_text(fields, "published_at"), "date_time of call"));
	CHECK(str_is(json_text(fields, "lat"), "latitude"));
	CHECK(str_is(json_text(fields, "lon"), "longitude"));
	CHECK(str_find(json_text(fields, "cost"), S("notional")) >= 0);
	json_decref(mapping);
	preview = import_look(view, &notices_imports[0], content,
		S("{\"fields\": {\"published_at\": \"date_time of call\","
		  " \"kind\": \"type-of-incident\", \"cost\": \"incident-notional-cost\"},"
		  " \"date\": \"dd/mm/yyyy\"}"));
	CHECK(preview.rows == 7544 && preview.columns == 31);
	for (size_t i = 0; i < preview.fold_count; i++)
		if (str_is(preview.folds[i].column, "borough"))
			CHECK(preview.folds[i].spellings == 71 && preview.folds[i].folded == 38);
	for (size_t i = 0; i < preview.empty_count; i++)
		if (str_is(preview.empties[i].mark, "NULL"))
			CHECK(preview.empties[i].cells == 21549);
	CHECK(preview.fold_count > 0 && preview.empty_count > 0);
	view_close(view);
}

TEST_ON_STORES(a_fire_brigades_file_is_read_in_whole)
{
	static const char mapping[] =
		"{\"fields\": {\"published_at\": \"date_time of call\","
		" \"kind\": \"animal group parent\", \"title\": \"special service type\","
		" \"summary\": \"final description\", \"place_name\": \"borough\","
		" \"lat\": \"latitude\", \"lon\": \"longitude\","
		" \"cost\": \"incident-notional-cost\"}, \"date\": \"dd/mm/yyyy\","
		" \"key\": \"INCIDENT_NUMBER\", \"empty\": [\"NULL\"], \"fold_case\": [\"borough\"]}";
	const char *path = test_shared(london_file);
	struct store *store = test_store();

	set_up(store, false);
	CHECK(reads_in(store, path, "notice", mapping));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 7544);
	CHECK(count(store, SQL("SELECT bad FROM import")) == 0);
	CHECK(count(store, SQL("SELECT count(DISTINCT place_name) FROM notice")) == 38);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE kind = 'Dog'")) == 1194);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE cost = 0")) == 52);
	CHECK(count(store, SQL("SELECT sum(cost) FROM notice")) == 2665744);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE lat = 0")) == 3844);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE summary = 'NULL'")) == 0);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE source_key LIKE 'line:%'")) == 3478);
	CHECK(count(store, SQL("SELECT min(published_at) FROM notice"))
		== at("2009-01-01T03:01").seconds);
	CHECK(reads_in(store, path, "notice", mapping));
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 7544);
	CHECK(count(store, SQL("SELECT same FROM import ORDER BY id DESC LIMIT 1")) == 7544);
}

TEST_ON_STORES(a_later_file_changes_a_row_and_undo_puts_it_back)
{
	static const char mapping[] = "{\"fields\": {\"published_at\": \"Datum\","
		" \"title\": \"H\u00e4ndelse\", \"place_name\": \"Ort\"},"
		" \"date\": \"dd/mm/yyyy\", \"key\": \"Nr\"}";
	static const char first[] = "Nr;Datum;H\xe4ndelse;Ort\r\n1;02/03/2026 10:00;R\xf6k;Farsta\r\n";
	static const char later[] = "Nr;Datum;H\xe4ndelse;Ort\r\n1;02/03/2026 10:00;Eld;Farsta\r\n"
		"2;03/03/2026 11:00;Larm;Okänt\r\n";
	struct store *store = test_store();
	struct change *change;

	set_up(store, false);
	CHECK(reads_in(store, write_file("a.csv", first, sizeof first - 1), "notice", mapping));
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE title = 'Rök'")) == 1);
	CHECK(reads_in(store, write_file("b.csv", later, sizeof later - 1), "notice", mapping));
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE title = 'Eld' AND versions = 2")) == 1);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(notices_undo_in(change, 2) == 1);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(count(store, SQL("SELECT count(*) FROM notice")) == 1);
	CHECK(count(store, SQL("SELECT count(*) FROM notice WHERE title = 'Rök' AND versions = 1")) == 1);
	CHECK(count(store, SQL("SELECT count(*) FROM notice_version")) == 0);
}
