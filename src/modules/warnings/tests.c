/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/tests.c - what holds, where it is, what is taken in once, kept and never counted. */
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/setting.h"
#include "kit/watched.h"
#include "modules/warnings/inside.h"
#include "store/test_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

extern const struct embedded catalogue_files[];

enum { NORA = 11, MAX = 12, FILE_LARGEST = 1 << 20 };

/* ---- Rules ------------------------------------------------------------------------------------- */

static struct instant at(int hour)
{
	return instant_at((struct date){ 2026, 7, 14 }, hour, 0, 0);
}

TEST(only_what_is_real_and_has_not_ended_holds)
{
	struct warning_row w = { .status = STATUS_actual, .msg_type = TYPE_alert,
		.expires_at = at(14), .received_at = at(8) };

	calendar_open("Europe/Stockholm");
	CHECK(warning_holds(&w, at(13), 24) && !warning_holds(&w, at(14), 24));
	w.expires_at.seconds = 0;
	CHECK(warning_holds(&w, at(13), 6) && !warning_holds(&w, at(15), 6));
	w.replaced_by = 7;
	CHECK(!warning_holds(&w, at(13), 6));
	for (int status = STATUS_exercise; status <= STATUS_draft; status++) {
		w = (struct warning_row){ .status = status, .msg_type = TYPE_alert, .expires_at = at(14) };
		CHECK(!warning_holds(&w, at(13), 24) && warning_mark(status) != NULL);
	}
	w = (struct warning_row){ .status = STATUS_actual, .msg_type = TYPE_cancel, .expires_at = at(14) };
	CHECK(!warning_holds(&w, at(13), 24));
}

TEST(the_words_of_the_standard_are_those_of_the_program)
{
	for (int i = 0; cap_statuses[i]; i++)
		CHECK(!strcmp(cap_statuses[i], warning_statuses[i + 1].name));
	for (int i = 0; cap_msg_types[i]; i++)
		CHECK(!strcmp(cap_msg_types[i], warning_types[i + 1].name));
	for (int i = 0; cap_scopes[i]; i++)
		CHECK(!strcmp(cap_scopes[i], warning_scopes[i + 1].name));
}

static struct store *city(void)
{
	static const char *const given[][2] = { { "reads", "notices_read" },
		{ "takes", "notices_read" }, { "takes", "notices_import" } };
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(at(12));
	catalogue_load(store, catalogue_files);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	setting_put(change, "municipality_code", S("9999"));
	setting_put(change, "city_name", S("Alvhamn"));
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'city', 'city', 'city', 'city')"), NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"), NONE);
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	for (int64_t id = NORA; id <= MAX; id++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(id, id == NORA ? "nora" : "max"));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, 1, $2)"),
			V(id, id == NORA ? "takes" : "reads"));
	}
	change_run(change, SQL("INSERT INTO area (public_id, code, kind, name, outline, west, south, east, north)"
		" VALUES ('a1', 'fyr', 'district', 'Fyrudden', '{\"type\":\"Polygon\",\"coordinates\":"
		"[[[18.0,59.0],[18.2,59.0],[18.2,59.2],[18.0,59.2],[18.0,59.0]]]}', 18.0, 59.0, 18.2, 59.2)"),
		NONE);
	change_run(change, SQL("INSERT INTO area (public_id, code, kind, name, outline, west, south, east, north)"
		" VALUES ('a2', 'city', 'city', 'Alvhamn', '{\"type\":\"Polygon\",\"coordinates\":"
		"[[[18.0,59.0],[18.9,59.0],[18.9,59.9],[18.0,59.9],[18.0,59.0]]]}', 18.0, 59.0, 18.9, 59.9)"),
		NONE);
	CHECK(change_commit(change) == COMMITTED);
	catalogue_refresh(store);
	return store;
}

TEST_ON_STORES(a_code_of_an_area_speaks_of_municipalities_and_counties)
{
	city();
	CHECK(geocode_says(S("Municipality-Code"), S("9999"), S("9999")) == GEO_city);
	CHECK(geocode_says(S("SCB"), S("99"), S("9999")) == GEO_city);
	CHECK(geocode_says(S("SCB"), S("0180"), S("9999")) == GEO_elsewhere);
	CHECK(geocode_says(S("county"), S("01"), S("0180")) == GEO_city);
	CHECK(geocode_says(S("municipality"), S("0280"), S("0180")) == GEO_wrong);
	CHECK(geocode_says(S("municipality"), S("01"), S("0180")) == GEO_wrong);
	CHECK(geocode_says(S("municipality"), S("018a"), S("0180")) == GEO_wrong);
	CHECK(geocode_says(S("SAME"), S("006109"), S("0180")) == GEO_unknown_scheme);
}

TEST(a_circle_is_as_wide_as_it_says_and_swapped_points_are_seen)
{
	struct cap_points points = circle_points(test_arena(), (struct cap_point){ 59, 18 }, 111.32);
	struct cap_point swapped[] = { { 18, 59 }, { 18.1, 59 } };

	CHECK(points.count == 33 && points.at[8].lat > 59.99 && points.at[8].lat < 60.01);
	CHECK(points.at[0].lon > 19.9 && points.at[0].lon < 19.98);
	CHECK(points_are_swapped(&(struct cap_points){ 2, swapped }));
	CHECK(!points_are_swapped(&points));
}

TEST(a_draft_is_never_more_than_it_is)
{
	CHECK(draft_status(true, true) == STATUS_exercise && draft_status(true, false) == STATUS_exercise);
	CHECK(draft_status(false, true) == STATUS_actual && draft_status(false, false) == STATUS_draft);
}

TEST(whoever_wrote_a_draft_does_not_release_it)
{
	struct warning_draft draft = { .crisis_id = 5, .created_by = NORA };

	CHECK(!draft_release_refused(&draft, STATUS_draft, MAX));
	CHECK(draft_release_refused(&draft, STATUS_draft, NORA) != NULL);
	CHECK(draft_release_refused(&draft, STATUS_actual, MAX) != NULL);
	CHECK(draft_release_refused(&draft, STATUS_exercise, MAX) != NULL);
	draft.crisis_id = 0;
	CHECK(draft_release_refused(&draft, STATUS_draft, MAX) != NULL);
}

/* ---- Taking in ---------------------------------------------------------------------------------- */

struct made { const char *id, *sender, *sent, *status, *type, *references, *area; };

static struct str xml_of(struct made made)
{
	return arena_print(test_arena(), "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">"
		"<identifier>%s</identifier><sender>%s</sender><sent>2026-07-14T%s:00:00+02:00</sent>"
		"<status>%s</status><msgType>%s</msgType><scope>Public</scope>%s%s%s"
		"<info><language>sv-SE</language><category>Met</category><event>Regn</event>"
		"<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>"
		"<expires>2026-07-15T00:00:00+02:00</expires><headline>%s</headline>"
		"<area><areaDesc>Havet</areaDesc>%s</area></info></alert>", made.id,
		made.sender ? made.sender : "a@b.se", made.sent ? made.sent : "10",
		made.status ? made.status : "Actual", made.type ? made.type : "Alert",
		made.references ? "<references>" : "", made.references ? made.references : "",
		made.references ? "</references>" : "", made.id, made.area ? made.area : "");
}

static struct warning_file taken(struct store *store, int64_t person, struct str bytes)
{
	struct change *change = change_open(store, test_arena(),
		(struct who){ .person = person, .is_system = !person });
	struct warning_file file = warning_file_take(change,
		&(struct came){ .name = S("x.xml"), .way = WAY_upload, .bytes = bytes });

	CHECK(change_commit(change) == COMMITTED);
	return file;
}

static int64_t holding(struct store *store)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = MAX });
	int64_t count = warning_count(view, false);

	view_close(view);
	return count;
}

TEST_ON_STORES(the_same_warning_is_taken_in_once)
{
	struct store *store = city();
	struct warning_file file = taken(store, NORA, xml_of((struct made){ "W1" }));
	struct view *view;

	CHECK(file.verdict == FILE_accepted && file.warnings == 1 && holding(store) == 1);
	CHECK(taken(store, 0, xml_of((struct made){ "W1" })).verdict == FILE_same);
	file = taken(store, NORA, arena_join(test_arena(), xml_of((struct made){ "W1" }), S("\n")));
	CHECK(file.verdict == FILE_same && file.warnings == 0 && holding(store) == 1);
	file = taken(store, NORA, xml_of((struct made){ "W1", .area = "<circle>59.0,18.0 1</circle>" }));
	CHECK(file.verdict == FILE_refused && str_find(file.problem, S("another message")) >= 0);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(warning_file_bytes(view, file.id).len > 100);
	view_close(view);
}

TEST_ON_STORES(what_is_refused_is_kept_as_it_came)
{
	struct store *store = city();
	struct str bytes = S("<!DOCTYPE alert><alert>\xff</alert>");
	struct warning_file file = taken(store, NORA, bytes);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = NORA });

	CHECK(file.verdict == FILE_refused && file.problem.len && holding(store) == 0);
	CHECK(str_equals(warning_file_bytes(view, file.id), bytes));
	view_close(view);
	file = taken(store, NORA, xml_of((struct made){ "W2", .area =
		"<geocode><valueName>SCB</valueName><value>7777</value></geocode>" }));
	CHECK(file.verdict == FILE_refused
		&& str_starts(file.problem, S("info[1]/area[1]/geocode[1]: \"7777\"")));
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	CHECK(!warning_file_of_id(view, file.id));
	view_close(view);
}

/* As if the reader had been out of time: the row that then is there. */
static void refused_put(struct store *store, struct str bytes)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct warning_file file = { .name = S("x.xml"), .way = WAY_folder,
		.digest = digest_hex(test_arena(), bytes), .size = (int64_t)bytes.len,
		.received_at = at(9), .verdict = FILE_refused, .problem = S("no time") };

	warning_file_put(change, &file, bytes);
	CHECK(change_commit(change) == COMMITTED);
}

static struct warning_file taken_by(struct store *store, enum file_way way, struct str bytes)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct warning_file file = warning_file_take(change,
		&(struct came){ .name = S("x.xml"), .way = way, .bytes = bytes });

	CHECK(change_commit(change) == COMMITTED);
	return file;
}

TEST_ON_STORES(what_was_refused_is_read_again_when_a_person_brings_it_again)
{
	struct store *store = city();
	struct str bytes = xml_of((struct made){ "R1" });
	struct warning_file file;

	refused_put(store, bytes);
	CHECK(taken_by(store, WAY_folder, bytes).verdict == FILE_refused && holding(store) == 0);
	file = taken(store, NORA, bytes);
	CHECK(file.verdict == FILE_accepted && file.warnings == 1 && !file.problem.len);
	CHECK(holding(store) == 1);
	CHECK(taken(store, NORA, bytes).verdict == FILE_same);
	bytes = xml_of((struct made){ "R2" });
	refused_put(store, bytes);
	CHECK(taken_by(store, WAY_command, bytes).verdict == FILE_accepted && holding(store) == 2);
}

TEST_ON_STORES(an_update_replaces_and_a_cancellation_ends_and_nothing_is_deleted)
{
	struct store *store = city();

	taken(store, NORA, xml_of((struct made){ "U2", .sent = "11", .type = "Update",
		.references = "a@b.se,U1,2026-07-14T10:00:00+02:00" }));
	CHECK(holding(store) == 1);
	taken(store, NORA, xml_of((struct made){ "U1" }));      /* comes after what updates it */
	CHECK(holding(store) == 1);
	taken(store, NORA, xml_of((struct made){ "U3", .sent = "12", .type = "Cancel",
		.references = "a@b.se,U2,2026-07-14T11:00:00+02:00" }));
	CHECK(holding(store) == 0);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = MAX });
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_warning"), NONE) == 3);
	view_close(view);
}

TEST_ON_STORES(an_update_that_names_itself_holds)
{
	struct store *store = city();

	taken(store, NORA, xml_of((struct made){ "S1", .type = "Update",
		.references = "a@b.se,S1,2026-07-14T10:00:00+02:00" }));
	CHECK(holding(store) == 1);
}

TEST_ON_STORES(what_is_not_public_stays_with_those_who_take_warnings_in)
{
	struct store *store = city();
	struct change *change;
	struct view *view;

	taken(store, NORA, xml_of((struct made){ "P1", .type = "Update",
		.references = "a@b.se,P0,2026-07-14T10:00:00+02:00",
		.area = "<circle>59.1,18.1 1</circle>" }));
	CHECK(holding(store) == 1);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE warning SET scope = 'Restricted'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holding(store) == 0);
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_warning_reference"), NONE) == 0);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_warning_area"), NONE) == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(warning_count(view, false) == 1);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_warning_area"), NONE) > 0);
	view_close(view);
}

TEST_ON_STORES(nobody_cancels_for_another_and_an_exercise_cancels_nothing_real)
{
	struct store *store = city();

	taken(store, NORA, xml_of((struct made){ "C1" }));
	taken(store, NORA, xml_of((struct made){ "C2", .sender = "evil@x.se", .type = "Cancel",
		.references = "a@b.se,C1,2026-07-14T10:00:00+02:00" }));
	taken(store, NORA, xml_of((struct made){ "C3", .status = "Exercise", .type = "Cancel",
		.references = "a@b.se,C1,2026-07-14T10:00:00+02:00" }));
	CHECK(holding(store) == 1);
	for (int i = 1; cap_statuses[i]; i++)
		taken(store, NORA, xml_of((struct made){ cap_statuses[i], .status = cap_statuses[i] }));
	CHECK(holding(store) == 1);
}

TEST_ON_STORES(the_list_and_the_rule_agree_about_what_holds)
{
	struct store *store = city();
	struct view *view;
	struct warning_row_list rows;
	int64_t held = 0;

	taken(store, NORA, xml_of((struct made){ "A1" }));
	taken(store, NORA, xml_of((struct made){ "A2", .type = "Update",
		.references = "a@b.se,A1,2026-07-14T10:00:00+02:00" }));
	taken(store, NORA, xml_of((struct made){ "A3", .status = "Test" }));
	taken(store, NORA, xml_of((struct made){ "A4", .type = "Ack" }));
	calendar_freeze(at(13));
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	rows = warnings_named_by(view, warning_of_id(view, view_int(view,
		SQL("SELECT id FROM my_warning WHERE identifier = 'A2'"), NONE))->id);
	CHECK(rows.count == 1 && rows.at[0].replaced_by);
	for (int64_t id = 1; id <= 4; id++)
		held += warning_holds(warning_of_id(view, id), instant_now(), 24);
	CHECK(held == 1 && warning_count(view, false) == 1);
	view_close(view);
}

static int64_t areas_found(struct store *store, const char *id, const char *area, struct str *remarks)
{
	struct warning_file file = taken(store, NORA, xml_of((struct made){ id, .area = area }));
	struct view *view = view_open(store, test_arena(), (struct who){ .person = NORA });
	struct warning_row_list rows = warnings_of_file(view, file.id);
	int64_t count = -1;

	CHECK(rows.count == 1);
	if (rows.count) {
		count = (int64_t)warning_places_of(view, rows.at[0].id).count;
		CHECK(rows.at[0].touches == (count > 0));
		*remarks = arena_copy(test_arena(), rows.at[0].remarks);
	}
	view_close(view);
	return count;
}

TEST_ON_STORES(areas_of_ours_are_found_by_outline_and_by_code)
{
	struct store *store = city();
	struct str remarks;

	CHECK(areas_found(store, "M1", "<polygon>59.1,18.1 59.1,18.3 59.3,18.3 59.1,18.1</polygon>", &remarks) == 2);
	CHECK(areas_found(store, "M2", "<circle>59.5,18.5 1</circle>", &remarks) == 1);
	CHECK(areas_found(store, "M3", "<circle>57,12 1</circle>", &remarks) == 0 && !remarks.len);
	CHECK(areas_found(store, "M4", "<geocode><valueName>SCB</valueName><value>9999</value></geocode>", &remarks) == 1);
	CHECK(areas_found(store, "M5", "<geocode><valueName>SAME</valueName><value>1</value></geocode>", &remarks) == 0);
	CHECK(str_has_word(remarks, S("unknown_scheme")));
	CHECK(areas_found(store, "M6", "<polygon>18.1,59.1 18.3,59.1 18.3,59.3 18.1,59.1</polygon>", &remarks) == 0);
	CHECK(str_has_word(remarks, S("swapped")));
	CHECK(areas_found(store, "M7", "<polygon>59.1,18.1 59.3,18.3 59.1,18.3 59.3,18.1 59.1,18.1</polygon>", &remarks) == 0);
	CHECK(str_has_word(remarks, S("crossing")));
}

/* The city with an outline of so many corners as a map has, and a warning of so many areas as
 * a file may have. */
static void outline_widen(struct store *store)
{
	enum { CORNERS = 4000, LONGEST = 40 * CORNERS };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct out out;

	out_init(&out, test_arena(), LONGEST);
	out_print(&out, "{\"type\":\"Polygon\",\"coordinates\":[[[18.0,59.0]");
	for (int i = 1; i < CORNERS; i++)
		out_print(&out, ",[%.6f,59.0]", 18.0 + 0.9 * i / CORNERS);
	out_print(&out, ",[18.9,59.0],[18.9,59.9],[18.0,59.9],[18.0,59.0]]]}");
	change_run(change, SQL("UPDATE area SET outline = $1 WHERE code = 'city'"), V(out_str(&out)));
	change_run(change, SQL("UPDATE area SET outline = $1, name = 'Udden' WHERE code = 'fyr'"),
		V(out_str(&out)));
	CHECK(change_commit(change) == COMMITTED);
}

static struct str many_areas(const char *id)
{
	enum { AREAS = 900, LONGEST = 1 << 18 };
	struct out out;

	out_init(&out, test_arena(), LONGEST);
	for (int i = 0; i < AREAS; i++)
		out_print(&out, "</area><area><areaDesc>Udden i Alvhamn</areaDesc>"
			"<polygon>59.1,18.1 59.1,18.3 59.3,18.3 59.1,18.1</polygon>");
	return xml_of((struct made){ id, .area = str_z(test_arena(), out_str(&out)) });
}

TEST_ON_STORES(many_hundred_areas_are_matched_within_the_memory_of_one_file)
{
	struct store *store = city();
	struct arena *arena;
	struct change *change;
	struct came came = { .name = S("x.xml"), .way = WAY_folder, .bytes = many_areas("T1") };

	outline_widen(store);
	arena = arena_open(64 << 20);
	change = change_open(store, arena, (struct who){ .is_system = true });
	CHECK(warning_file_take(change, &came).verdict == FILE_accepted);
	CHECK(change_commit(change) == COMMITTED);
	arena_close(arena);
	CHECK(holding(store) == 1);
}

TEST_ON_STORES(several_warnings_in_json_are_judged_one_by_one)
{
	struct store *store = city();
	struct warning_file file = taken(store, NORA, S("{\"alerts\":["
		"{\"identifier\":\"J1\",\"sender\":\"s\",\"sent\":\"2026-07-14T10:00:00+02:00\","
		"\"status\":\"Actual\",\"msgType\":\"Alert\",\"scope\":\"Public\",\"info\":[{\"category\":\"Safety\","
		"\"event\":\"VMA\",\"urgency\":\"Immediate\",\"severity\":\"Severe\",\"certainty\":\"Observed\","
		"\"areas\":[{\"areaDesc\":\"Hela Alvhamn\"}]}]},"
		"{\"identifier\":\"J2\",\"sender\":\"s\"}]}"));
	struct view *view = view_open(store, test_arena(), (struct who){ .person = MAX });

	CHECK(file.verdict == FILE_partly && file.warnings == 1);
	CHECK(str_starts(file.problem, S("sent: ")));
	CHECK(warning_count(view, true) == 1);
	view_close(view);
	CHECK(taken(store, NORA, S("{\"alerts\": 3}")).verdict == FILE_refused);
	CHECK(taken(store, NORA, S("[")).verdict == FILE_refused);
}

/* ---- The folder -------------------------------------------------------------------------------------- */

static void file_put(struct str path, struct str bytes, time_t made)
{
	FILE *file = fopen(path.at, "wb");
	struct utimbuf times = { made, made };

	CHECK(file && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && !fclose(file));
	utime(path.at, &times);
}

TEST_ON_STORES(a_watched_folder_gives_up_what_lies_still_in_it)
{
	struct store *store = city();
	char folder[] = "/tmp/varn-warnings-XXXXXX";
	struct str name;
	struct instant now = { 1000000 };

	CHECK(mkdtemp(folder) != NULL);
	name = arena_print(test_arena(), "%s/a.xml", folder);
	file_put(name, xml_of((struct made){ "F1" }), 999000);
	file_put(arena_print(test_arena(), "%s/b.xml", folder), xml_of((struct made){ "F2" }), 999999);
	file_put(arena_print(test_arena(), "%s/notes.txt", folder), S("no"), 999000);
	CHECK(symlink("/etc/hostname", arena_print(test_arena(), "%s/c.xml", folder).at) == 0);
	CHECK(watched_take(&warnings_watched, store, folder, now) == 1 && holding(store) == 1);
	CHECK(access(name.at, F_OK) != 0);
	CHECK(access(arena_print(test_arena(), "%s/taken/a.xml", folder).at, F_OK) == 0);
	now.seconds += 60;
	CHECK(watched_take(&warnings_watched, store, folder, now) == 1 && holding(store) == 2);
	CHECK(watched_take(&warnings_watched, store, folder, now) == 0);
	CHECK(watched_take(&warnings_watched, store, "/nonexistent", now) == -1);
	name = arena_print(test_arena(), "%s/huge.xml", folder);
	file_put(name, S("<alert>"), 999000);
	CHECK(truncate(name.at, 17 << 20) == 0 && utime(name.at, &(struct utimbuf){ 999000, 999000 }) == 0);
	CHECK(watched_take(&warnings_watched, store, folder, now) == 1);
	CHECK(access(name.at, F_OK) != 0);
	name = arena_print(test_arena(), "%s/reading/d.xml", folder);     /* where a worker ended */
	file_put(name, xml_of((struct made){ "F3" }), 999000);
	CHECK(watched_take(&warnings_watched, store, folder, now) == 1 && holding(store) == 3);
	CHECK(access(arena_print(test_arena(), "%s/taken/d.xml", folder).at, F_OK) == 0);
	CHECK(system(arena_print(test_arena(), "rm -r %s", folder).at) == 0);
}

/* ---- Out again ----------------------------------------------------------------------------------------- */

static struct warning_draft draft_made(void)
{
	return (struct warning_draft){ .public_id = S("0190a0b0-0000-7000-8000-000000000001"),
		.msg_type = TYPE_alert, .event = S("Elavbrott"), .event_en = S("Power cut"),
		.headline = S("Mörkt & kallt"), .headline_en = S("Dark & cold"),
		.description = S("Rad ett\nRad två <två>"), .description_en = S("Line one\nLine two"),
		.category = S("Infra"), .response = S("Prepare"), .urgency = S("Immediate"),
		.severity = S("Severe"), .certainty = S("Observed"), .area_words = S("Hela staden"),
		.expires_at = at(20), .created_at = at(11), .web = S("https://x.se") };
}

static bool schema_takes(struct str xml)
{
	struct str path = arena_print(test_arena(), "/tmp/varn-draft-%ld.xml", (long)getpid());
	int status;

	file_put(path, xml, 0);
	status = system(arena_print(test_arena(), "xmllint --noout --nonet --schema '%s' '%s' >/dev/null 2>&1",
		test_shared("data/cap-1.2/CAP-v1.2.xsd"), path.at).at);
	remove(path.at);
	return status == 0;
}

static struct str draft_xml(struct store *store, const struct warning_draft *draft)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = NORA });
	struct cap_alert alert = draft_alert(view, draft);
	struct out out;

	out_init(&out, test_arena(), FILE_LARGEST);
	cap_write_xml(&out, &alert);
	view_close(view);
	return out_str(&out);
}

TEST_ON_STORES(what_goes_out_comes_in_again_as_it_was)
{
	struct store *store = city();
	struct warning_draft draft = draft_made();
	struct str xml, again, problem;
	struct cap_alerts alerts;
	struct out out;

	draft.area_id = 2;
	xml = draft_xml(store, &draft);
	alerts = warning_file_read(test_arena(), xml, &problem);
	CHECK(alerts.count == 1 && !problem.len);
	CHECK(str_ends(alerts.at[0].identifier, S("-draft")));
	CHECK(str_is(alerts.at[0].status, "Draft") && alerts.at[0].info.count == 2);
	CHECK(alerts.at[0].info.at[0].area.at[0].polygon.count == 1);
	out_init(&out, test_arena(), FILE_LARGEST);
	cap_write_xml(&out, &alerts.at[0]);
	again = out_str(&out);
	CHECK(str_equals(xml, again));
}

TEST_ON_STORES(what_goes_out_is_valid_by_the_schema_of_the_standard)
{
	struct store *store = city();
	struct warning_draft draft = draft_made();

	draft.area_id = 2;
	CHECK(schema_takes(draft_xml(store, &draft)));
	draft.onset_at = at(12);
	draft.instruction = S("Gå in");
	draft.instruction_en = S("Go in");
	CHECK(schema_takes(draft_xml(store, &draft)));
	CHECK(!schema_takes(S("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"/>")));
}
