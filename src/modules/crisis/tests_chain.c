/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_chain.c - the chain holds while nobody touches it, and breaks when anybody does. */
#include "base/crypto.h"
#include "kit/away.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"
#include "store/turn.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A log of five lines whose third is a decision with everything in it. */
static struct crisis log_made(struct store *store)
{
	struct change *change;
	struct entry entry = { .kind = ENTRY_note, .words = S("Rain\tand\nwind \\ hail") };
	struct entry full = { .kind = ENTRY_decision, .words = S("Close the tunnel"),
		.event_at = { 1784000000 }, .logged_at = { 1784000100 }, .author_name = S("Nora"),
		.party = S("Police"), .decided_by = S("Nora"), .grounds = S("Water"), .refers_to = 1,
		.holder = S("Max"), .due_at = { 1784000900 }, .was = S("1"), .became = S("2") };
	struct crisis crisis;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	for (int i = 2; i <= 5; i++) {
		struct entry next = i == 3 ? full : entry;

		entry_put(change, &crisis, &next);
	}
	change_commit(change);
	return crisis;
}

static struct chain chain_now(struct store *store, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, NORA);
	const struct crisis *read = crisis_of_number(view, crisis->number);
	struct chain chain;

	CHECK(read != NULL);
	chain = crisis_log_chain(view, read);
	view_close(view);
	return chain;
}

TEST(the_canonical_form_is_this_and_no_other)
{
	struct arena *arena = test_arena();
	struct crisis crisis = { .public_id = S("0190-a"), .number = S("KR-2026-00001"),
		.title = S("A\tb"), .is_exercise = true, .opened_at = { 1784037000 } };
	struct entry entry = { .seq = 2, .kind = ENTRY_decision, .event_at = { 1784037060 },
		.logged_at = { 1784037120 }, .author_id = 7, .author_name = S("Åsa"),
		.author_function = S("lead"), .words = S("a\\b\nc\rd"), .decision_no = 1,
		.decided_by = S("Åsa"), .grounds = S("g"), .prev_hash = S("00") };

	CHECK(str_is(chain_head(arena, &crisis),
		"varn-log\t1\t0190-a\tKR-2026-00001\texercise\t2026-07-14T13:50:00Z\tA\\tb"));
	CHECK(str_is(chain_entry(arena, &crisis, &entry),
		"entry\t0190-a\t2\t00\tdecision\t2026-07-14T13:51:00Z\t2026-07-14T13:52:00Z\t7\tÅsa\tlead\t"
		"a\\\\b\\nc\\rd\t\t1\tÅsa\tg\t\t\t\t\t"));
}

TEST_ON_STORES(a_log_that_nobody_touched_is_whole)
{
	struct store *store = test_store();
	struct crisis crisis = log_made(store);
	struct chain chain = chain_now(store, &crisis);

	CHECK(chain.fault == CHAIN_WHOLE && chain.seq == 5 && chain.hash.len == 64);
}

TEST_ON_STORES(any_changed_column_of_an_entry_breaks_the_chain_there)
{
	static const struct sql changes[] = {
		SQL("UPDATE crisis_entry SET seq = seq + 100 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET kind = 'note' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET event_at = event_at + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET logged_at = logged_at + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET author_id = author_id + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET author_name = author_name || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET author_function = author_function || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET words = words || ' ' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET party = party || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET decision_no = decision_no + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET decided_by = decided_by || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET grounds = grounds || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET refers_to = refers_to + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET holder = holder || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET due_at = due_at + 1 WHERE id = $1"),
		SQL("UPDATE crisis_entry SET was = was || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET became = became || 'x' WHERE id = $1"),
		SQL("UPDATE crisis_entry SET prev_hash = hash WHERE id = $1"),
		SQL("UPDATE crisis_entry SET hash = prev_hash WHERE id = $1"),
	};
	struct store *store = test_store();
	struct crisis crisis = log_made(store);

	/* Every column but the row's own number and the log it belongs to, which is below. */
	CHECK(COUNT(changes) == ENTRY_FIELD_COUNT - 2);
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct change *change = crisis_change(store, NORA);
		const struct entry *third = entry_of_seq(change_view(change), crisis.id, 3);
		struct chain chain;

		CHECK(change_run(change, changes[i], V(third->id)) == 1);
		chain = crisis_log_chain(change_view(change), &crisis);
		CHECK(chain.fault != CHAIN_WHOLE && chain.fault_seq == 3 && chain.seq == 2);
		change_undo(change);
	}
	CHECK(chain_now(store, &crisis).fault == CHAIN_WHOLE);
}

static struct chain chain_after(struct store *store, const struct crisis *crisis, struct sql sql)
{
	return crisis_chain_after(store, crisis, sql, crisis_log_chain);
}

TEST_ON_STORES(a_line_taken_away_moved_or_put_in_breaks_the_chain)
{
	struct store *store = test_store();
	struct crisis crisis = log_made(store);
	struct change *change = crisis_change(store, NORA);
	struct crisis other = city_crisis(change, "Other");
	struct chain chain;

	change_commit(change);
	chain = chain_after(store, &crisis, SQL("DELETE FROM crisis_entry"
		" WHERE crisis_id = $1 AND seq = 4"));
	CHECK(chain.fault == CHAIN_GAP && chain.fault_seq == 4);
	chain = chain_after(store, &crisis, SQL("DELETE FROM crisis_entry"
		" WHERE crisis_id = $1 AND seq = 5"));
	CHECK(chain.fault == CHAIN_CUT && chain.fault_seq == 5);
	chain = chain_after(store, &other, SQL("UPDATE crisis_entry SET crisis_id = $1, seq = 2"
		" WHERE seq = 4"));
	CHECK(chain.fault == CHAIN_ALTERED && chain.fault_seq == 2);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis SET title = title || '!' WHERE id = $1"));
	CHECK(chain.fault == CHAIN_UNLINKED && chain.fault_seq == 1);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis SET is_exercise = 1 WHERE id = $1"));
	CHECK(chain.fault == CHAIN_UNLINKED && chain.fault_seq == 1);
}

/* ---- Signed heads --------------------------------------------------------------------------- */

TEST_ON_STORES(the_end_of_a_log_that_has_grown_is_signed_once)
{
	struct store *store = test_store();
	struct crisis crisis = log_made(store);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct crisis_list grown = crises_unsealed(change_view(change));
	struct crisis_end_row end = crisis_end_get(change_view(change), crisis.id);
	struct seal_list seals;
	struct view *view;
	struct str text;

	crisis_key_made();
	CHECK(grown.count == 1 && end.seq == 5);
	crisis_seal(change, &grown.at[0], &end, instant_now());
	CHECK(crises_unsealed(change_view(change)).count == 0);
	change_commit(change);
	view = crisis_view(store, NORA);
	seals = seals_of(view, crisis.id);
	CHECK(seals.count == 1);
	text = seal_text(test_arena(), &crisis, &seals.at[0]);
	CHECK(sign_is_good(seals.at[0].public_key, text, seals.at[0].signature));
	seals.at[0].seq = 4;
	text = seal_text(test_arena(), &crisis, &seals.at[0]);
	CHECK(!sign_is_good(seals.at[0].public_key, text, seals.at[0].signature));
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(seals_of(view, crisis.id).count == 0);
	view_close(view);
}

static struct crisis log_signed(struct store *store)
{
	struct crisis crisis = log_made(store);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct crisis_end_row end = crisis_end_get(change_view(change), crisis.id);

	crisis_key_made();
	crisis_seal(change, &crisis, &end, instant_now());
	change_commit(change);
	return crisis;
}

/* As somebody does who can write in the database: every hash from the third line on fits. */
static void made_anew(struct change *change, const struct crisis *crisis)
{
	struct entry_list entries = entries_all(change_view(change), crisis->id);
	struct str hash = entries.at[1].hash;

	entries.at[2].words = S("Leave the tunnel open");
	for (size_t i = 2; i < entries.count; i++) {
		entries.at[i].prev_hash = hash;
		hash = entry_hash(test_arena(), crisis, &entries.at[i]);
		change_run(change, SQL("UPDATE crisis_entry SET words = $2, prev_hash = $3, hash = $4"
			" WHERE id = $1"), V(entries.at[i].id, entries.at[i].words, entries.at[i].prev_hash, hash));
	}
	change_run(change, SQL("UPDATE crisis_end SET hash = $2 WHERE crisis_id = $1"),
		V(crisis->id, hash));
}

TEST_ON_STORES(a_log_made_anew_disagrees_with_the_heads_that_were_signed)
{
	struct store *store = test_store();
	struct crisis crisis = log_signed(store);
	struct change *change = crisis_change(store, NORA);
	struct chain chain;

	CHECK(chain_now(store, &crisis).fault == CHAIN_WHOLE);
	made_anew(change, &crisis);
	chain = crisis_log_chain(change_view(change), &crisis);
	CHECK(chain.fault == CHAIN_UNSIGNED && chain.fault_seq == 5 && chain.seq == 4);
	change_undo(change);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis_seal SET signature = public_key"
		" WHERE crisis_id = $1"));
	CHECK(chain.fault == CHAIN_UNSIGNED && chain.fault_seq == 5);
	chain = chain_after(store, &crisis, SQL("UPDATE crisis_seal SET public_key = hash"
		" WHERE crisis_id = $1"));
	CHECK(chain.fault == CHAIN_UNSIGNED && chain.fault_seq == 5);
}

TEST_ON_STORES(a_head_that_was_signed_tells_that_lines_at_the_end_are_gone)
{
	struct store *store = test_store();
	struct crisis crisis = log_signed(store);
	struct change *change = crisis_change(store, NORA);
	const struct entry *fourth = entry_of_seq(change_view(change), crisis.id, 4);
	struct chain chain;

	change_run(change, SQL("DELETE FROM crisis_entry WHERE crisis_id = $1 AND seq = 5"),
		V(crisis.id));
	change_run(change, SQL("UPDATE crisis_end SET seq = 4, hash = $2 WHERE crisis_id = $1"),
		V(crisis.id, fourth->hash));
	chain = crisis_log_chain(change_view(change), &crisis);
	CHECK(chain.fault == CHAIN_CUT && chain.fault_seq == 5);
	CHECK(str_find(crisis_exported(change_view(change), &crisis), S("\nsealed\t")) > 0);
	change_undo(change);
}

/* ---- Many at once --------------------------------------------------------------------------- */

enum { WRITERS = 6, LINES_EACH = 25 };

static void write_lines(struct store *store, const struct crisis *crisis, int writer)
{
	for (int i = 0; i < LINES_EACH; i++)
		for (enum committed committed = CLASHED; committed == CLASHED; ) {
			struct change *change = crisis_change(store, NORA);
			struct entry entry = { .kind = ENTRY_note, .author_name = S("Nora"),
				.words = arena_print(test_arena(), "%d.%d", writer, i) };

			entry_put(change, crisis, &entry);
			committed = change_commit(change);
		}
}

TEST_ON_STORES(many_who_write_at_once_leave_a_chain_without_gaps)
{
	struct store *store = test_store();
	struct crisis crisis = log_made(store);
	struct chain chain;
	int status;

	turn_make();
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0) {
			store_reopen(store);
			write_lines(store, &crisis, i);
			_exit(0);
		}
	for (int i = 0; i < WRITERS; i++)
		CHECK(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	store_reopen(store);
	chain = chain_now(store, &crisis);
	CHECK(chain.fault == CHAIN_WHOLE && chain.seq == 5 + WRITERS * LINES_EACH);
}

/* ---- In a copy of a city ----------------------------------------------------------------- */

static int64_t lines_of_kind(struct view *view, int64_t crisis_id, enum entry_kind kind)
{
	return view_int(view, SQL("SELECT count(*) FROM my_crisis_entry"
		" WHERE crisis_id = $1 AND kind = $2"), V(crisis_id, entry_kinds[kind].name));
}

static void copy_begin(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("INSERT INTO away_origin (pack_id, city_name, made_at, unit_id, taken_by)"
		" VALUES ('x', 'Alvhamn', 1, 1, 1)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	away_refresh(store);
	away_begin(store);
}

static void note_put(struct store *store, struct crisis *crisis, const char *words)
{
	struct change *change = crisis_change(store, NORA);
	struct entry entry = { .kind = ENTRY_note, .words = str_of(words), .author_name = S("Nora") };

	if (!crisis->id)
		*crisis = city_crisis(change, "Elavbrott");
	entry_put(change, crisis, &entry);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_log_goes_on_in_a_copy_in_a_chain_of_its_own)
{
	struct store *store = test_store();
	struct crisis crisis = { 0 }, born = { 0 };
	struct view *view;
	struct str site;

	crisis_city(store);
	crisis_key_made();
	note_put(store, &crisis, "i staden");
	copy_begin(store);
	site = away_site();
	CHECK(site.len == 7 && away_is());
	note_put(store, &crisis, "utan nät");
	note_put(store, &crisis, "igen");
	note_put(store, &born, "född utan nät");
	view = crisis_view(store, NORA);
	CHECK(lines_of_kind(view, crisis.id, ENTRY_away) == 1);
	CHECK(lines_of_kind(view, born.id, ENTRY_away) == 1);
	CHECK(str_equals(entry_latest(view, crisis.id, ENTRY_away)->party, site));
	CHECK(str_equals(entry_latest(view, crisis.id, ENTRY_away)->became,
		crisis_public_key(test_arena())));
	CHECK(str_find(born.number, site) > 0 && str_find(crisis.number, site) < 0);
	CHECK(seals_of(view, crisis.id).count == 2);
	CHECK(crisis_log_chain(view, &crisis).fault == CHAIN_WHOLE);
	view_close(view);
}
