/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_home.c - logs from off-line come home: what is taken in, and what is refused. */
#include "modules/crisis/tests_copy.h"
#include "store/test_store.h"

/* ---- The city ---------------------------------------------------------------------------------- */

static struct crisis city_began(struct store *store)
{
	struct change *change;
	struct crisis crisis;

	crisis_key_made();
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

TEST_ON_STORES(the_newest_lines_are_the_end_of_the_whole_log_with_what_corrects_them)
{
	struct store *store = test_store();
	struct crisis crisis = city_began(store);
	struct copy copy = copy_made(store, &crisis);
	struct room_lines newest, all;
	struct view *view;

	copy_note(&copy, "fel");
	copy_write(&copy, (struct entry){ .kind = ENTRY_correction, .words = S("rätt"), .refers_to = 4 });
	copy_write(&copy, (struct entry){ .kind = ENTRY_correction, .words = S("i staden"),
		.refers_to = 2 });
	CHECK(!bring(store, copy_export(&copy)).len);
	view = crisis_view(store, NORA);
	all = lines_all(view, crisis.id);
	CHECK(all.total == 7 && lines_newest(view, crisis.id, 100).lines.count == 7);
	newest = lines_newest(view, crisis.id, 5);
	CHECK(newest.total == 7 && newest.lines.count == 5 && newest.corrections.count == 2);
	for (size_t i = 0; i < newest.lines.count; i++) {
		const struct merge_line *one = &newest.lines.at[i], *other = &all.lines.at[6 - i];
		const struct merge_line *by = line_corrected_by(&newest.corrections, one);
		const struct merge_line *as = line_corrected_by(&all.corrections, other);

		CHECK(str_equals(one->entry->hash, other->entry->hash) && str_equals(one->site, other->site));
		CHECK(by ? as && str_equals(by->entry->hash, as->entry->hash) : !as);
	}
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(!lines_newest(view, crisis.id, 5).lines.count);
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
	struct copy early = copy_made(store, &crisis), copy = early;

	copy.count = 1;
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
	struct copy copy = born_there("Övning");

	city_began(store);
	copy.crisis.is_exercise = true;
	copy.count = 0;
	copy_write(&copy, (struct entry){ .kind = ENTRY_open, .author_function = S("control"),
		.became = S("exercise") });
	copy_away(&copy);
	CHECK(!bring_as(store, NORA, copy_export(&copy), NORTH).len);
	CHECK(came.crisis.is_exercise && city_lines(store, &came.crisis) == 3);
}

static struct chain first_home_chain(struct view *view, const struct crisis *crisis)
{
	return home_chain(view, crisis, &homes_of(view, crisis->id).at[0]);
}

static struct chain chain_after(struct store *store, const struct crisis *crisis, struct sql sql)
{
	return crisis_chain_after(store, crisis, sql, first_home_chain);
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
