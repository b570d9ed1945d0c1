/* SPDX-License-Identifier: EUPL-1.2 */
/* prevention/tests.c - the page of a focus area says what the verdicts say, and no more. */
#include "modules/prevention/inside.h"

#include "base/embedded.h"
#include "base/test.h"
#include "modules/people/people.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static const struct who the_system = { .is_system = true };

#define PUT(change, sql) change_run(change, SQL(sql), NONE)

/* One area with a duty that is proved, one that rests on a word, a goal and a secret one. */
static void programme_put(struct change *change)
{
	PUT(change, "INSERT INTO programme (id, public_id, code, edition, title_sv, valid_from,"
		"  valid_to, is_current, digest) VALUES"
		" (1, 'p1', 'prov', '1', 'Prov', '2024-01-01', '2027-12-31', 1, 'x')");
	PUT(change, "INSERT INTO focus_area (programme_id, code, name_sv, name_en, place)"
		" VALUES (1, '1', 'Olyckor', 'Accidents', 1), (1, '2', 'Brott', 'Crime', 2)");
	PUT(change, "INSERT INTO actor (programme_id, code, name_sv, applies, is_secret) VALUES"
		" (1, 'SDN', 'stadsdelar', 'kind = district', 0),"
		" (1, 'BSS', 'hemliga', 'flag = protective', 1)");
	PUT(change, "INSERT INTO concern_flag (programme_id, code, name_sv, question_sv, is_secret)"
		" VALUES (1, 'protective', 'BSS', '', 1)");
	PUT(change, "INSERT INTO calendar_rule (programme_id, code, name_sv, period, opens, due,"
		"  meeting_from, meeting_to) VALUES (1, 'CONT', 'alltid', 'standing', '', '', '', ''),"
		" (1, 'Y', 'år', 'year', '', '12-15', '', ''), (1, 'NEVER', 'aldrig', 'never', '', '', '', '')");
	PUT(change, "INSERT INTO obligation (programme_id, code, kind, who, cadence, text_sv,"
		"  focus_area, place) VALUES"
		" (1, 'G1', 'G', 'SDN', 'NEVER', 'mål', '1', 1),"
		" (1, 'D1', 'R', 'SDN', 'CONT', 'säkerhetssamordnare', '1', 2),"
		" (1, 'D2', 'D', 'SDN', 'Y', 'intygas', '1', 3),"
		" (1, 'D3', 'D', 'SDN', 'Y', 'utan regel', '2', 4),"
		" (1, 'D4', 'D', 'BSS', 'Y', 'hemlig', '1', 5)");
	PUT(change, "INSERT INTO evidence_rule (programme_id, code, part, source, arguments, least,"
		"  says_sv, says_en, not_sv, not_en) VALUES"
		" (1, 'D1', 1, 'appointment', 'role=security_coordinator', '1', 'Utsedd.', 'Appointed.', '', ''),"
		" (1, 'D2', 1, 'attestation', 'months=12', '1', 'Intygat.', 'Attested.', '', ''),"
		" (1, 'D4', 1, 'attestation', 'months=12', '1', 'Intygat.', 'Attested.', '', '')");
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 10, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	units_module.demo(store, 0);
	people_module.demo(store, 0);
	change = change_open(store, test_arena(), the_system);
	programme_put(change);
	duties_lay_out(change, 2026);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct view *view_as(struct store *store, const char *login)
{
	struct view *view = view_open(store, test_arena(), the_system);
	int64_t id = person_of_login(view, str_of(login));

	view_close(view);
	CHECK(id != 0);
	return view_open(store, test_arena(), (struct who){ .person = id });
}

static const struct focus_line *line_of(const struct focus_facts *facts, const char *code)
{
	for (size_t i = 0; i < facts->lines.count; i++)
		if (str_is(facts->lines.at[i].obligation->code, code))
			return &facts->lines.at[i];
	CHECK(!"the line is there");
	return NULL;
}

static int64_t asked_sum(const struct focus_line *line)
{
	int64_t sum = 0;

	for (int state = 0; state < FOCUS_STATES; state++)
		sum += line->states[state];
	return sum;
}

TEST_ON_STORES(the_first_page_counts_what_rests_on_a_word_without_computing_anything)
{
	struct store *store = city();
	struct view *view = view_as(store, "central");
	struct focus_area_row_list rows = focus_rows(view, programme_get(view, 1));

	CHECK(rows.count == 2);
	CHECK(rows.at[0].acted_on == 3 && rows.at[0].only_word == 2 && rows.at[0].others == 1);
	/* A duty without any rule is proved by nothing but a word. */
	CHECK(rows.at[1].acted_on == 1 && rows.at[1].only_word == 1);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_focus_area_sums_the_verdicts_and_names_no_unit_of_a_secret_duty)
{
	struct store *store = city();
	struct view *view = view_as(store, "central");
	struct focus_facts facts = { .view = view, .programme = programme_get(view, 1),
		.code = S("1"), .year = 2026 };
	const struct focus_line *line;

	focus_read(&facts);
	CHECK(facts.lines.count == 4);
	line = line_of(&facts, "D1");
	CHECK(str_is(line->role, "security_coordinator") && line->part_count == 1 && !line->is_only_word);
	CHECK(line->parts[0].tells == TELLS_holder && line->parts[0].units == asked_sum(line));
	CHECK(line->parts[0].held == line->states[VERDICT_fulfilled]);
	CHECK(line->behind == line->states[VERDICT_gap] + line->states[VERDICT_late]
		+ line->states[VERDICT_partly]);
	CHECK(line_of(&facts, "D2")->is_only_word && facts.only_word == 1);
	CHECK(!line_of(&facts, "G1")->is_acted_on && !asked_sum(line_of(&facts, "G1")));
	line = line_of(&facts, "D4");
	CHECK(line->is_kept_apart && !asked_sum(line) && !line->part_count);
	CHECK(asked_sum(&facts.sum) == asked_sum(line_of(&facts, "D1")) + asked_sum(line_of(&facts, "D2")));
	view_close(view);
	/* A coordinator sums only the units that she follows. */
	view = view_as(store, "amina");
	facts = (struct focus_facts){ .view = view, .programme = programme_get(view, 1),
		.code = S("1"), .year = 2026, .unit = unit_of_code(view, S("LJU")) };
	focus_read(&facts);
	line = line_of(&facts, "D1");
	CHECK(asked_sum(line) == 1 && line->only);
	view_close(view);
	store_close(store);
}
