/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/tests_paper.c - nothing that is marked stands in an open extract, whether it is read as
 * a page, as JSON or in Word, and a risk that is secret as a whole leaves no trace.
 */
#include "modules/risks/paper.h"
#include "modules/risks/tests_city.h"

#include <string.h>
#include <zip.h>

enum { FACES = 3, LONGEST_FACE = 4 << 20 };

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

/* ---- An analysis of which each field has words of its own -------------------------------------------- */

static int64_t commitment_put(struct change *change, const char *number, const char *name,
                              const char *secrecy, int is_vital)
{
	change_run(change, SQL("INSERT INTO commitment (public_id, number, unit_id, name, secrecy,"
		" is_vital, criticality, acceptable_outage_hours) VALUES ($1, $1, 2, $2, $3, $4, 3, 24)"),
		V(number, name, secrecy, is_vital));
	return change_run_id(change, SQL("INSERT INTO node (public_id, kind, commitment_id, unit_id)"
		" SELECT public_id, 'commitment', id, unit_id FROM commitment WHERE number = $1"
		" RETURNING commitment_id"), V(number));
}

static void need_put(struct change *change, int64_t commitment_id, const char *resource)
{
	change_run(change, SQL("INSERT INTO dependency (public_id, owner_id, resource, needed, effect)"
		" SELECT 'd-' || node.public_id || $2, node.id, $2, 1, '4' FROM node"
		" WHERE node.commitment_id = $1"), V(commitment_id, resource));
}

static int64_t risk_put(struct change *change, const struct rsa *rsa, struct risk risk,
                        int64_t probability, const char *measure)
{
	const struct scales *scales = scales_of(change_view(change), rsa->method_id);
	struct risk_revision revision = { .probability = probability, .uncertainty = UNCERTAINTY_medium };
	struct risk_consequence_list list;

	risk.rsa_id = rsa->id;
	risk.unit_id = NORTH;
	risk.year = rsa->year;
	risk_add(change, &risk);
	CHECK(consequences_read(test_arena(), S("individual:2"), scales, &list));
	revision.suggested = revision.zone = scales_zone(scales, probability, 2);
	revision_add(change, &risk, &revision, &list);
	change_run(change, SQL("INSERT INTO measure (public_id, number, source_kind, source_id, unit_id,"
		" title, due_on, state) VALUES ($1, $1, 'risk', $2, 2, $3, '2027-01-01', 'decided')"),
		V(risk.number, risk.root_id, measure));
	return risk.id;
}

static const struct risk told = { .title = S("TOLD-TITLE"), .cause = S("TOLD-CAUSE"),
	.source_kind = S("natural"), .scope = SCOPE_area, .controls = S("TOLD-CONTROLS"),
	.trend = TREND_falling, .command = S("3"), .capability_words = S("TOLD-CAPABILITY"),
	.treatment = TREATMENT_share, .plan = S("TOLD-PLAN") };
static const struct risk marked = { .title = S("NEEDLE-TITLE"), .cause = S("NEEDLE-CAUSE"),
	.source_kind = S("technical"), .scope = SCOPE_own, .controls = S("NEEDLE-CONTROLS"),
	.trend = TREND_rising, .command = S("1"), .cooperation = S("1"),
	.capability_words = S("NEEDLE-CAPABILITY"), .is_prominent = true,
	.treatment = TREATMENT_avoid, .plan = S("NEEDLE-PLAN") };

struct analysis { struct store *store; struct rsa rsa; int64_t risk_id; };

/* The marked one stands between two others. */
static struct analysis analysis(void)
{
	struct analysis a = { .store = risks_city() };
	struct change *change = change_open(a.store, test_arena(), (struct who){ .person = WRITER });
	const struct risk_method *method = risk_method_get(change_view(change), S("operational-1"));
	int64_t commitment;

	tongue_choose(S("en"));
	a.rsa = (struct rsa){ .unit_id = NORTH, .year = 2026, .number = 1, .method_id = method->id,
		.area = S("TOLD-AREA"), .process = S("TOLD-PROCESS"), .participants = S("TOLD-PARTICIPANTS"),
		.preparedness = S("NEEDLE-PREPAREDNESS"), .secrecy = SECRECY_open };
	rsa_begin(change, &a.rsa, NULL);
	risk_put(change, &a.rsa, told, 2, "TOLD-MEASURE");
	a.risk_id = risk_put(change, &a.rsa, marked, 5, "NEEDLE-MEASURE");
	risk_put(change, &a.rsa, told, 3, "TOLD-MEASURE");
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(a.store, test_arena(), (struct who){ .is_system = true });
	commitment = commitment_put(change, "C-1", "NEEDLE-COMMITMENT", "", 0);
	change_run(change, SQL("INSERT INTO risk_commitment (risk_id, commitment_id) VALUES ($1, $2)"),
		V(a.risk_id, commitment));
	need_put(change, commitment_put(change, "C-2", "TOLD-VITAL", "", 1), "electricity");
	CHECK(change_commit(change) == COMMITTED);
	return a;
}

/* ---- The faces of a paper ------------------------------------------------------------------------------ */

static struct str word_text(struct str bytes)
{
	zip_error_t error;
	zip_source_t *source;
	struct str text = S("");
	zip_file_t *file;
	zip_stat_t stat;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.at, bytes.len, 0, &error);
	zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	CHECK(zip != NULL);
	if (zip && zip_stat(zip, "word/document.xml", 0, &stat) == 0
	    && (file = zip_fopen(zip, "word/document.xml", 0))) {
		char *at = arena_take(test_arena(), (size_t)stat.size + 1);

		text = (struct str){ at, (size_t)zip_fread(file, at, stat.size) };
		zip_fclose(file);
	}
	if (zip)
		zip_discard(zip);
	zip_error_fini(&error);
	CHECK(text.len > 0);
	return text;
}

struct faces { struct str at[FACES]; };

static struct faces faces_of(const struct paper *paper)
{
	struct faces faces;
	struct out out;

	out_init(&out, test_arena(), LONGEST_FACE);
	paper_html(&out, paper);
	faces.at[0] = paper_json(test_arena(), paper);
	faces.at[1] = out_str(&out);
	faces.at[2] = word_text(paper_word(test_arena(), paper, instant_now()));
	return faces;
}

static size_t faces_with(const struct faces *faces, const char *words)
{
	size_t count = 0;

	for (size_t i = 0; i < FACES; i++)
		count += str_find(faces->at[i], str_of(words)) >= 0;
	return count;
}

static struct faces open_faces(const struct analysis *a)
{
	struct view *view = risks_view(a->store, WRITER);
	const struct paper *paper = paper_open(view, a->rsa.id, S(""));
	struct faces faces = { 0 };

	CHECK(paper != NULL && paper->is_open);
	if (paper)
		faces = faces_of(paper);
	view_close(view);
	return faces;
}

static struct faces full_faces(const struct analysis *a)
{
	struct view *view = risks_view(a->store, WRITER);
	const struct rsa *rsa = rsa_of_id(view, a->rsa.id);
	struct faces faces = faces_of(paper_full(view, rsa, S("")));

	view_close(view);
	return faces;
}

/* ---- Marks ----------------------------------------------------------------------------------------------- */

struct mark { const char *field; struct sql set, unset; const char *hides[8]; };
#define MARK(name) "secret_" name, SQL("UPDATE risk SET secret_" name " = 'rsa' WHERE id = $1"), \
	SQL("UPDATE risk SET secret_" name " = '' WHERE id = $1")
static const struct mark marks[] = {
	{ MARK("cause"), { "NEEDLE-CAUSE" } },
	{ MARK("controls"), { "NEEDLE-CONTROLS" } },
	{ MARK("assessment"), { "5 Very high", "Rising" } },
	{ MARK("capability"), { "NEEDLE-CAPABILITY" } },
	{ MARK("commitments"), { "NEEDLE-COMMITMENT" } },
	{ MARK("treatment"), { "NEEDLE-PLAN", "NEEDLE-MEASURE", "Avoid it" } },
	{ MARK("whole"), { "NEEDLE-TITLE", "NEEDLE-CAUSE", "NEEDLE-CONTROLS", "NEEDLE-CAPABILITY",
	  "NEEDLE-COMMITMENT", "NEEDLE-PLAN", "NEEDLE-MEASURE", "5 Very high" } },
};

TEST_ON_STORES(what_a_mark_hides_stands_nowhere_in_the_extract_and_everything_in_the_report)
{
	struct analysis a = analysis();

	for (size_t m = 0; m < COUNT(marks); m++) {
		struct faces before = open_faces(&a), after, full;

		run(a.store, marks[m].set, V(a.risk_id));
		after = open_faces(&a);
		full = full_faces(&a);
		for (size_t i = 0; i < COUNT(marks[m].hides) && marks[m].hides[i]; i++) {
			CHECK(faces_with(&before, marks[m].hides[i]) == FACES);
			CHECK(faces_with(&full, marks[m].hides[i]) == FACES);
			CHECK(faces_with(&after, marks[m].hides[i]) == 0);
		}
		CHECK(faces_with(&after, "TOLD-CAUSE") == FACES && faces_with(&after, "TOLD-AREA") == FACES);
		CHECK(faces_with(&after, "TOLD-VITAL") == FACES && faces_with(&after, "TOLD-MEASURE") == FACES);
		CHECK((faces_with(&after, "Left out: OSL") == FACES)
			== (strcmp(marks[m].field, "secret_whole") != 0));
		run(a.store, marks[m].unset, V(a.risk_id));
	}
}

/* With everything marked at once, only the title and what kind of risk it is remain. */
TEST_ON_STORES(marks_do_not_undo_one_another)
{
	struct analysis a = analysis();
	struct faces after;

	for (size_t m = 0; m + 1 < COUNT(marks); m++)
		run(a.store, marks[m].set, V(a.risk_id));
	after = open_faces(&a);
	for (size_t m = 0; m + 1 < COUNT(marks); m++)
		for (size_t i = 0; i < COUNT(marks[m].hides) && marks[m].hides[i]; i++)
			CHECK(faces_with(&after, marks[m].hides[i]) == 0);
	CHECK(faces_with(&after, "NEEDLE-TITLE") == FACES && faces_with(&after, "TOLD-TITLE") == FACES);
}

static bool same(const struct faces *one, const struct faces *two)
{
	for (size_t i = 0; i < FACES; i++)
		if (!str_equals(one->at[i], two->at[i]))
			return false;
	return true;
}

static void risk_erase(struct store *store, int64_t risk_id)
{
	run(store, SQL("DELETE FROM measure WHERE source_kind = 'risk' AND source_id = $1"), V(risk_id));
	run(store, SQL("DELETE FROM risk_commitment WHERE risk_id = $1"), V(risk_id));
	run(store, SQL("DELETE FROM risk_consequence WHERE revision_id IN"
		" (SELECT id FROM risk_revision WHERE risk_id = $1)"), V(risk_id));
	run(store, SQL("DELETE FROM risk_revision WHERE risk_id = $1"), V(risk_id));
	run(store, SQL("DELETE FROM risk WHERE id = $1"), V(risk_id));
}

TEST_ON_STORES(an_extract_is_the_same_byte_by_byte_whether_a_secret_risk_is_there_or_not)
{
	struct analysis a = analysis();
	struct faces with = open_faces(&a), hidden, without;

	run(a.store, marks[COUNT(marks) - 1].set, V(a.risk_id));
	hidden = open_faces(&a);
	risk_erase(a.store, a.risk_id);
	without = open_faces(&a);
	CHECK(!same(&with, &hidden));
	CHECK(same(&hidden, &without));
	CHECK(faces_with(&hidden, "2. TOLD-TITLE") == FACES && faces_with(&hidden, "3. TOLD-TITLE") == 0);
	CHECK(faces_with(&hidden, "R-2026") == 0);
}

TEST_ON_STORES(an_extract_is_the_same_whether_a_secret_commitment_is_there_or_not)
{
	struct analysis a = analysis();
	struct faces before = open_faces(&a), hidden, open;
	struct change *change = change_open(a.store, test_arena(), (struct who){ .is_system = true });
	int64_t id = commitment_put(change, "C-3", "NEEDLE-VITAL", "rsa", 1);

	need_put(change, id, "electricity");
	need_put(change, id, "telephony");
	change_run(change, SQL("INSERT INTO risk_commitment (risk_id, commitment_id) VALUES ($1, $2)"),
		V(a.risk_id, id));
	CHECK(change_commit(change) == COMMITTED);
	hidden = open_faces(&a);
	CHECK(same(&before, &hidden));
	run(a.store, SQL("UPDATE commitment SET secrecy = '' WHERE id = $1"), V(id));
	open = open_faces(&a);
	CHECK(!same(&before, &open) && faces_with(&open, "NEEDLE-VITAL") == FACES);
	CHECK(faces_with(&open, "Telephony and Rakel") == FACES);
}

TEST_ON_STORES(of_an_analysis_that_is_secret_as_a_whole_nothing_is_told)
{
	struct analysis a = analysis();
	struct view *view;
	struct faces after;

	run(a.store, SQL("UPDATE rsa SET secrecy = 'parts' WHERE id = $1"), V(a.rsa.id));
	after = open_faces(&a);
	CHECK(faces_with(&after, "NEEDLE-PREPAREDNESS") == 0 && faces_with(&after, "TOLD-AREA") == FACES);
	run(a.store, SQL("UPDATE rsa SET secrecy = 'whole' WHERE id = $1"), V(a.rsa.id));
	after = open_faces(&a);
	CHECK(faces_with(&after, "NEEDLE") == 0 && faces_with(&after, "TOLD") == 0);
	run(a.store, SQL("UPDATE rsa SET secrecy = 'to_assess' WHERE id = $1"), V(a.rsa.id));
	view = risks_view(a.store, WRITER);
	CHECK(paper_open(view, a.rsa.id, S("")) == NULL);
	view_close(view);
}

/* ---- Made and released ------------------------------------------------------------------------------------- */

TEST_ON_STORES(an_extract_is_frozen_and_read_outside_the_unit_only_when_it_is_released)
{
	struct analysis a = analysis();
	struct change *change = change_open(a.store, test_arena(), (struct who){ .person = WRITER });
	struct rsa_extract *extract = rsa_extract_make(change, &a.rsa);
	const struct { int64_t person; bool sees_made, sees_released; } all[] = {
		{ WRITER, true, true }, { DIRECTOR, true, true }, { OFFICE, false, true },
		{ STRANGER, false, false }, { POLITICIAN, false, true } };

	CHECK(change_commit(change) == COMMITTED);
	run(a.store, SQL("UPDATE risk SET title = 'Another' WHERE rsa_id = $1"), V(a.rsa.id));
	for (int released = 0; released <= 1; released++) {
		for (size_t i = 0; i < COUNT(all); i++) {
			struct view *view = risks_view(a.store, all[i].person);
			const struct rsa_extract *there = rsa_extract_get(view, extract->public_id);

			CHECK((there != NULL) == (released ? all[i].sees_released : all[i].sees_made));
			CHECK(!there || str_equals(there->content, extract->content));
			CHECK((paper_open(view, a.rsa.id, S("")) != NULL) == all[i].sees_made);
			view_close(view);
		}
		run(a.store, SQL("UPDATE rsa_extract SET state = 'released'"), NONE);
	}
	CHECK(str_equals(paper_json(test_arena(), paper_read(test_arena(), extract->content)), extract->content));
}

TEST(an_extract_is_made_when_its_secrecy_is_assessed_and_nobody_works_on_it)
{
	struct rsa rsa = { .state = RSA_draft, .secrecy = SECRECY_to_assess };

	CHECK(extract_missing(&rsa).len);
	rsa.secrecy = SECRECY_parts;
	CHECK(extract_missing(&rsa).len);
	rsa.state = RSA_in_review;
	CHECK(!extract_missing(&rsa).len);
	rsa.secrecy = SECRECY_to_assess;
	CHECK(extract_missing(&rsa).len);
}
