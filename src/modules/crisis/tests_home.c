/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_home.c - logs from off-line come home: what is taken in, and what is refused. */
#include "base/crypto.h"
#include "kit/away.h"
#include "kit/key.h"
#include "kit/job.h"
#include "modules/crisis/home.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

#include <stdlib.h>
#include <string.h>

static const char seed_away[] = "1111111111111111111111111111111111111111111111111111111111111111";

static void key_made(void)
{
	static char folder[] = "/tmp/varn-home-XXXXXX";

	if (strstr(folder, "XXXXXX"))
		CHECK(mkdtemp(folder) != NULL);
	data_folder_set(folder);
}

/* ---- A copy that writes: its chain is made here as the program makes it there ------------------- */

struct copy {
	struct crisis crisis;
	struct entry entries[40];
	size_t count;
	struct str site, seed;
	const char *written_as;         /* the words of the last line, otherwise than they must be */
	bool has_wrong_digest;
};

static struct str copy_key(const struct copy *copy)
{
	return sign_public(test_arena(), copy->seed);
}

static void copy_write(struct copy *copy, struct entry entry)
{
	entry.seq = (int64_t)copy->count + 1;
	entry.prev_hash = copy->count ? copy->entries[copy->count - 1].hash
		: digest_hex(test_arena(), chain_head(test_arena(), &copy->crisis));
	if (!entry.logged_at.seconds)
		entry.logged_at.seconds = 1800000000 + entry.seq;
	entry.event_at = entry.logged_at;
	entry.author_name = S("Nora");
	entry.hash = entry_hash(test_arena(), &copy->crisis, &entry);
	copy->entries[copy->count++] = entry;
}

static void copy_away(struct copy *copy)
{
	copy_write(copy, (struct entry){ .kind = ENTRY_away, .party = copy->site,
		.became = copy_key(copy) });
}

static void copy_note(struct copy *copy, const char *words)
{
	copy_write(copy, (struct entry){ .kind = ENTRY_note, .words = str_of(words) });
}

/* Taken along when the city's log was as it is now. */
static struct copy copy_made(struct store *store, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, NORA);
	struct entry_list entries = entries_all(view, crisis->id);
	struct copy copy = { .crisis = *crisis, .count = entries.count, .site = S("K7F-29M"),
		.seed = str_of(seed_away) };

	for (size_t i = 0; i < entries.count; i++)
		copy.entries[i] = entries.at[i];
	view_close(view);
	copy_away(&copy);
	return copy;
}

static void put(struct out *out, struct str text, struct str last)
{
	out_raw(out, text);
	if (last.len)
		out_char(out, '\t');
	out_raw(out, last);
	out_char(out, '\n');
}

static struct str line_as(const struct copy *copy, size_t i)
{
	const struct entry *entry = &copy->entries[i];
	struct str line = chain_entry(test_arena(), &copy->crisis, entry);
	ptrdiff_t place = copy->written_as && i + 1 == copy->count ? str_find(line, entry->words) : -1;

	return place < 0 ? line : arena_print(test_arena(), "%.*s%s%.*s",
		STR(str_part(line, 0, (size_t)place)), copy->written_as,
		STR(str_part(line, (size_t)place + entry->words.len, line.len)));
}

static struct str copy_export(const struct copy *copy)
{
	struct arena *arena = test_arena();
	const struct entry *last = &copy->entries[copy->count - 1];
	struct seal seal = { .seq = last->seq, .hash = last->hash, .at = last->logged_at,
		.public_key = copy_key(copy) };
	struct str end, sealed = seal_text(arena, &copy->crisis, &seal);
	struct out out;

	out_init(&out, arena, 1 << 20);
	put(&out, chain_head(arena, &copy->crisis), S(""));
	for (size_t i = 0; i < copy->count; i++)
		put(&out, line_as(copy, i), copy->entries[i].hash);
	put(&out, sealed, sign_made(arena, copy->seed, sealed));
	end = chain_line(arena, (const struct str[]){ S("end"), copy->crisis.public_id,
		arena_print(arena, "%lld", (long long)last->seq), last->hash, S("2026-11-29T18:00:00Z"),
		digest_hex(arena, copy->has_wrong_digest ? S("x") : out_str(&out)), copy_key(copy) }, 7);
	put(&out, end, sign_made(arena, copy->seed, end));
	return arena_copy(arena, out_str(&out));
}

/* ---- The city ---------------------------------------------------------------------------------- */

static struct crisis city_began(struct store *store)
{
	struct change *change;
	struct crisis crisis;

	key_made();
	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	entry_put(change, &crisis, &(struct entry){ .kind = ENTRY_note, .words = S("i staden"),
		.author_name = S("Nora") });
	CHECK(change_commit(change) == COMMITTED);
	return crisis;
}

static struct homecoming came;

/* As the page and the command do it: all or nothing. */
static struct str bring_as(struct store *store, int64_t person, struct str text, int64_t unit_id)
{
	struct change *change = crisis_change(store, person);
	struct str problem;

	came = (struct homecoming){ .text = text, .name = S("Nora"), .unit_id = unit_id };
	problem = crisis_bring_home(change, &came);
	if (problem.len)
		change_undo(change);
	else
		CHECK(change_commit(change) == COMMITTED);
	return problem;
}

static struct str bring(struct store *store, struct str text)
{
	return bring_as(store, NORA, text, 0);
}

static int64_t city_lines(struct store *store, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, NORA);
	struct chain chain = crisis_log_chain(view, crisis);

	CHECK(chain.fault == CHAIN_WHOLE);
	view_close(view);
	return chain.seq;
}

static int64_t lines_home(struct store *store, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, NORA);
	int64_t count = home_count(view, crisis->id);

	view_close(view);
	return count;
}

TEST_ON_STORES(a_log_comes_home_once_and_grows_when_more_comes)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct view *view;

	copy_note(&copy, "utan nät");
	CHECK(!bring(store, copy_export(&copy)).len);
	CHECK(came.came == 2 && came.log_seq == 3);
	CHECK(!bring(store, copy_export(&copy)).len);
	CHECK(came.came == 0 && city_lines(store, &crisis) == 3);
	copy_note(&copy, "igen");
	CHECK(!bring(store, copy_export(&copy)).len);
	CHECK(came.came == 1 && came.log_seq == 4 && lines_home(store, &crisis) == 3);
	copy.count--;
	CHECK(!bring(store, copy_export(&copy)).len);
	CHECK(came.came == 0 && city_lines(store, &crisis) == 4);
	view = crisis_view(store, NORA);
	CHECK(str_equals(entry_latest(view, crisis.id, ENTRY_home)->party, copy.site));
	CHECK(str_equals(entry_latest(view, crisis.id, ENTRY_home)->became, copy.entries[4].hash));
	CHECK(crisis_lines_merged(view, crisis.id).count == 7);
	CHECK(str_find(home_content(view, homes_of(view, crisis.id).at[0].id), S("igen")) > 0);
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(!homes_of(view, crisis.id).count && !home_count(view, crisis.id));
	view_close(view);
}

TEST_ON_STORES(the_kept_lines_are_what_was_hashed)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct view *view;
	struct entry_list kept;

	copy_write(&copy, (struct entry){ .kind = ENTRY_decision, .words = S("a\\b\tc\nd\re"),
		.decision_no = 1, .decided_by = S("Åsa"), .grounds = S("g"), .holder = S("h"),
		.due_at = { 1800009999 }, .party = S("p"), .refers_to = 2, .was = S("x"), .became = S("y"),
		.author_function = S("lead"), .author_id = 99 });
	CHECK(!bring(store, copy_export(&copy)).len);
	view = crisis_view(store, NORA);
	kept = home_entries(view, homes_of(view, crisis.id).at[0].id);
	CHECK(kept.count == 2);
	for (size_t i = 0; i < kept.count; i++)
		CHECK(str_equals(entry_hash(test_arena(), &crisis, &kept.at[i]), kept.at[i].hash));
	view_close(view);
}

TEST_ON_STORES(the_table_of_the_log_has_the_order_of_the_rule)
{
	static const int64_t clocks[] = { 5, 1900000000, 1899999999, 1900000007, 1800000000, 1900000007 };
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis), other = copy_made(store, &crisis);
	struct change *change = crisis_change(store, NORA);
	struct merge_line_list merged;
	struct log_line_list table;
	struct view *view;

	other.count--;
	other.site = S("AAA-222");
	copy_away(&other);
	for (size_t i = 0; i < COUNT(clocks); i++) {
		struct entry note = { .kind = ENTRY_note, .logged_at = { clocks[i] } };

		copy_write(&copy, note);
		note.logged_at.seconds = clocks[COUNT(clocks) - 1 - i] + 3;
		copy_write(&other, note);
		note.logged_at.seconds = clocks[i] + 1;
		entry_put(change, &crisis, &note);
	}
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!bring(store, copy_export(&copy)).len && !bring(store, copy_export(&other)).len);
	view = crisis_view(store, NORA);
	merged = crisis_lines_merged(view, crisis.id);
	table = crisis_log_lines_all(view, crisis.id);
	CHECK(table.count == merged.count && table.count == 2 + 6 + 2 + 7 + 7);
	for (size_t i = 0; i < table.count; i++)
		CHECK(str_equals(table.at[i].site, merged.at[i].site)
			&& table.at[i].seq == merged.at[i].entry->seq
			&& table.at[i].stands_at.seconds == merged.at[i].stands_at.seconds);
	view_close(view);
}

TEST_ON_STORES(a_copy_of_the_copy_is_refused_with_both_hashes)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis), other = copy;
	struct str problem;

	copy_note(&copy, "den ena");
	copy_note(&other, "den andra");
	CHECK(!bring(store, copy_export(&copy)).len);
	problem = bring(store, copy_export(&other));
	CHECK(str_find(problem, copy.entries[3].hash) > 0 && str_find(problem, other.entries[3].hash) > 0);
	CHECK(lines_home(store, &crisis) == 2 && city_lines(store, &crisis) == 3);
}

TEST_ON_STORES(another_beginning_than_the_citys_is_refused_with_its_number)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = { .crisis = crisis, .site = S("K7F-29M"), .seed = str_of(seed_away) };
	struct copy early = copy_made(store, &crisis);

	copy.entries[copy.count++] = early.entries[0];
	copy_note(&copy, "något annat");
	copy_away(&copy);
	CHECK(str_starts(bring(store, copy_export(&copy)), S("Entry 2 ")));
	early.crisis.is_exercise = true;
	early.count = 0;
	copy_note(&early, "övning");
	copy_away(&early);
	CHECK(str_starts(bring(store, copy_export(&early)), S("The head ")));
	CHECK(lines_home(store, &crisis) == 0 && city_lines(store, &crisis) == 2);
}

TEST_ON_STORES(only_who_leads_and_takes_part_brings_and_only_while_it_is_open)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct change *change;
	struct crisis_staff max = { .crisis_id = crisis.id, .person_id = MAX, .function = S("log"),
		.began_at = { 1 } };

	CHECK(str_starts(bring_as(store, SVEN, copy_export(&copy), SOUTH), S("There is no crisis ")));
	change = crisis_change(store, NORA);
	crisis_staff_put(change, &max);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_starts(bring_as(store, MAX, copy_export(&copy), 0), S("Logs are brought home by ")));
	change = crisis_change(store, NORA);
	change_run(change, SQL("UPDATE crisis SET state = 'closed' WHERE id = $1"), V(crisis.id));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_starts(bring(store, copy_export(&copy)), S("The crisis is closed")));
	CHECK(lines_home(store, &crisis) == 0);
}

static struct copy born_there(const char *title)
{
	struct copy copy = { .site = S("K7F-29M"), .seed = str_of(seed_away) };

	copy.crisis = (struct crisis){ .public_id = uuid_v7(test_arena()), .title = str_of(title),
		.number = S("KR-2026-K7F-29M-00001"), .opened_at = { 1800000000 } };
	copy_write(&copy, (struct entry){ .kind = ENTRY_open, .words = copy.crisis.title,
		.author_id = NORA, .author_function = S("lead"), .became = S("real") });
	copy_away(&copy);
	copy_note(&copy, "första raden");
	return copy;
}

TEST_ON_STORES(a_crisis_opened_off_line_gets_its_row_and_its_log_begins_alike)
{
	struct store *store = test_store();
	struct copy copy = born_there("Elavbrott");
	struct crisis crisis;
	struct view *view;

	city_began(store);
	CHECK(str_starts(bring(store, copy_export(&copy)), S("The crisis was opened off-line.")));
	CHECK(str_starts(bring_as(store, NORA, copy_export(&copy), SOUTH), S("The crisis was opened off-line.")));
	CHECK(!bring_as(store, NORA, copy_export(&copy), NORTH).len);
	CHECK(came.came == 2);
	view = crisis_view(store, NORA);
	crisis = *crisis_of_number(view, S("KR-2026-K7F-29M-00001"));
	CHECK(str_equals(entry_of_seq(view, crisis.id, 1)->hash, copy.entries[0].hash));
	CHECK(entry_latest(view, crisis.id, ENTRY_home)->seq == 2);
	view_close(view);
	CHECK(city_lines(store, &crisis) == 2);
	CHECK(!bring(store, copy_export(&copy)).len && came.came == 0);
	copy = born_there("En annan");
	CHECK(str_starts(bring_as(store, NORA, copy_export(&copy), NORTH), S("There is no crisis ")));
}

TEST_ON_STORES(a_judgement_from_off_line_proves_nothing_of_duties)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct change *change = crisis_change(store, NORA);
	struct view *view;

	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('leads', 'programme_read')"), NONE);
	entry_put(change, &crisis, &(struct entry){ .kind = ENTRY_level, .became = S("2") });
	CHECK(change_commit(change) == COMMITTED);
	copy_write(&copy, (struct entry){ .kind = ENTRY_level, .became = S("3") });
	copy_write(&copy, (struct entry){ .kind = ENTRY_coordination, .became = S("direction") });
	CHECK(!bring(store, copy_export(&copy)).len && came.came == 3);
	view = crisis_view(store, NORA);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_proof_crisis_step WHERE crisis_id = $1"),
		V(crisis.id)) == 1);
	view_close(view);
}

TEST_ON_STORES(an_exercise_comes_home_as_an_exercise)
{
	struct store *store = test_store();
	struct copy copy = { .site = S("K7F-29M"), .seed = str_of(seed_away) };

	city_began(store);
	copy.crisis = born_there("Övning").crisis;
	copy.crisis.is_exercise = true;
	copy_write(&copy, (struct entry){ .kind = ENTRY_open, .author_function = S("control"),
		.became = S("exercise") });
	copy_away(&copy);
	CHECK(!bring_as(store, NORA, copy_export(&copy), NORTH).len);
	CHECK(came.crisis.is_exercise && city_lines(store, &came.crisis) == 3);
}

/* What the pages say after one statement that nobody should have run; then it is taken back. */
static struct chain chain_after(struct store *store, const struct crisis *crisis, struct sql sql)
{
	struct change *change = crisis_change(store, NORA);
	struct chain chain;

	CHECK(change_run(change, sql, V(crisis->id)) == 1);
	chain = home_chain(change_view(change), crisis, &homes_of(change_view(change), crisis->id).at[0]);
	change_undo(change);
	return chain;
}

TEST_ON_STORES(what_has_come_home_cannot_be_altered_unseen)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct chain chain;

	copy_note(&copy, "utan nät");
	CHECK(!bring(store, copy_export(&copy)).len);
	copy_note(&copy, "igen");
	CHECK(!bring(store, copy_export(&copy)).len);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis SET version = version WHERE id = $1"));
	CHECK(chain.fault == CHAIN_WHOLE && chain.seq == 5);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis_home_entry SET words = 'nej'"
		" WHERE crisis_id = $1 AND seq = 4"));
	CHECK(chain.fault == CHAIN_ALTERED && chain.fault_seq == 4);
	chain = chain_after(store, &crisis, SQL("DELETE FROM crisis_home_entry"
		" WHERE crisis_id = $1 AND seq = 5"));
	CHECK(chain.fault == CHAIN_CUT && chain.fault_seq == 5);
	chain = chain_after(store, &crisis, SQL("DELETE FROM crisis_home_entry"
		" WHERE crisis_id = $1 AND seq = 3"));
	CHECK(chain.fault == CHAIN_GAP && chain.fault_seq == 3);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis_entry SET hash = 'x'"
		" WHERE crisis_id = $1 AND seq = 2"));
	CHECK(chain.fault == CHAIN_UNLINKED && chain.fault_seq == 3);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis_entry SET became = 'x'"
		" WHERE crisis_id = $1 AND seq = 4"));
	CHECK(chain.fault == CHAIN_CUT);
}

TEST_ON_STORES(levels_judged_apart_stand_beside_each_other_until_one_is_judged_anew)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct change *change = crisis_change(store, NORA);
	struct statement_list said;
	struct view *view;

	entry_put(change, &crisis, &(struct entry){ .kind = ENTRY_level, .became = S("2"),
		.author_name = S("Nora"), .decided_by = S("Nora"), .grounds = S("Regn") });
	CHECK(change_commit(change) == COMMITTED);
	copy_write(&copy, (struct entry){ .kind = ENTRY_level, .became = S("3"), .decided_by = S("Max") });
	CHECK(!bring(store, copy_export(&copy)).len);
	view = crisis_view(store, NORA);
	said = crisis_statements_now(view, crisis.id);
	CHECK(said.count == 1 && said.at[0].is_both && str_is(said.at[0].ours, "2"));
	CHECK(str_is(said.at[0].theirs, "3") && str_is(entry_judge_name(said.at[0].their_line), "Max"));
	CHECK(str_is(crisis_of_number(view, crisis.number)->level, ""));
	view_close(view);
	change = crisis_change(store, NORA);
	entry_put(change, &crisis, &(struct entry){ .kind = ENTRY_level, .became = S("3"),
		.author_name = S("Nora"), .decided_by = S("Nora"), .grounds = S("Båda") });
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	CHECK(crisis_statements_now(view, crisis.id).count == 0);
	view_close(view);
}

/* ---- The reader believes nothing ------------------------------------------------------------------- */

static struct copy copy_alone(void)
{
	struct copy copy = born_there("Elavbrott");

	copy_note(&copy, "en rad till");
	return copy;
}

static struct str read_problem(struct str text)
{
	struct home_log log;

	return home_read(test_arena(), text, S(""), &log);
}

TEST(any_byte_that_is_changed_taken_away_or_put_in_is_found)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	char *bytes = arena_take(test_arena(), text.len + 1);

	CHECK(!read_problem(text).len);
	for (size_t i = 0; i < text.len; i++) {
		memcpy(bytes, text.at, text.len);
		bytes[i] ^= 1;
		CHECK(read_problem((struct str){ bytes, text.len }).len > 0);
		memcpy(bytes + i, text.at + i + 1, text.len - i - 1);
		CHECK(read_problem((struct str){ bytes, text.len - 1 }).len > 0);
		memcpy(bytes, text.at, i);
		bytes[i] = '\t';
		memcpy(bytes + i + 1, text.at + i, text.len - i);
		CHECK(read_problem((struct str){ bytes, text.len + 1 }).len > 0);
	}
	for (size_t len = 0; len < text.len; len++)
		CHECK(read_problem(str_part(text, 0, len)).len > 0);
}

static struct str_list lines_of(struct str text)
{
	struct str_list lines = { 0, arena_array(test_arena(), struct str, 100) };

	while (text.len)
		lines.at[lines.count++] = str_cut(&text, '\n');
	return lines;
}

static struct str text_of(const struct str_list *lines)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	for (size_t i = 0; i < lines->count; i++)
		put(&out, lines->at[i], S(""));
	return out_str(&out);
}

TEST(any_line_that_is_taken_away_doubled_or_moved_is_found)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	struct str_list whole = lines_of(text), lines = lines_of(text);

	CHECK(str_equals(text_of(&whole), text));
	for (size_t i = 0; i < whole.count; i++) {
		for (size_t j = i + 1; j < whole.count; j++) {
			lines.at[i] = whole.at[j];
			lines.at[j] = whole.at[i];
			CHECK(read_problem(text_of(&lines)).len > 0);
			lines.at[i] = whole.at[i];
			CHECK(read_problem(text_of(&lines)).len > 0);
			lines.at[j] = whole.at[j];
		}
		memmove(lines.at + i, lines.at + i + 1, (whole.count - i - 1) * sizeof *lines.at);
		lines.count--;
		CHECK(read_problem(text_of(&lines)).len > 0);
		lines = lines_of(text);
	}
}

TEST(the_line_that_is_wrong_is_named)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	char *bytes = (char *)(uintptr_t)arena_copy(test_arena(), text).at;
	ptrdiff_t place = str_find(text, S("en rad till"));

	bytes[place] = 'E';
	CHECK(str_starts(read_problem((struct str){ bytes, text.len }), S("Line 5 of the file: ")));
}

TEST(a_log_that_never_left_the_city_is_not_brought_home)
{
	struct copy copy = born_there("Elavbrott");

	copy.count = 1;
	CHECK(str_find(read_problem(copy_export(&copy)), S("nothing in this log was written off-line")) > 0);
	copy_note(&copy, "ingenting");
	CHECK(str_find(read_problem(copy_export(&copy)), S("nothing in this log was written off-line")) > 0);
}

TEST(a_log_signed_with_another_key_than_the_one_it_names_is_refused)
{
	struct copy copy = copy_alone();

	copy.seed = S("2222222222222222222222222222222222222222222222222222222222222222");
	CHECK(str_find(read_problem(copy_export(&copy)), S("another key than the copy's")) > 0);
}

TEST(a_line_that_is_written_in_another_way_is_refused_whoever_signs_it)
{
	struct copy copy = copy_alone();

	copy.written_as = "\\en rad till";
	CHECK(str_find(read_problem(copy_export(&copy)), S("the entry is not as it was written")) > 0);
	copy.written_as = "en rad till";
	CHECK(!read_problem(copy_export(&copy)).len);
}

TEST(an_end_that_is_of_other_bytes_is_refused_whoever_signs_it)
{
	struct copy copy = copy_alone();

	copy.has_wrong_digest = true;
	CHECK(str_find(read_problem(copy_export(&copy)), S("what stands above")) > 0);
}

TEST(a_log_that_leaves_twice_is_refused)
{
	struct copy copy = copy_alone();

	copy_away(&copy);
	CHECK(str_find(read_problem(copy_export(&copy)), S("a second time")) > 0);
}

TEST(what_is_no_log_at_all_is_refused_in_words)
{
	CHECK(read_problem(S("")).len && read_problem(S("\n")).len && read_problem(S("\xff\xfe")).len);
	CHECK(read_problem(S("varn-log\t2\ta\tb\treal\t\tx\n")).len && read_problem(S("hej\n")).len);
	CHECK(read_problem(S("varn-log\t1")).len && read_problem(S("\t\t\t\t\n\n\n")).len);
}
