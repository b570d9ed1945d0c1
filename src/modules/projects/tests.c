/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/tests.c - what is late stays late, and what proves nothing. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/projects/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static const struct date noon = { 2026, 6, 1 };

static struct project decided(void)
{
	return (struct project){ .phase = PHASE_decided, .is_fixed = true, .begun_on = { 2026, 1, 1 },
		.fixed_on = { 2026, 3, 1 } };
}

TEST(what_was_fixed_before_its_risks_were_judged_stays_late)
{
	struct project one = decided();

	CHECK(project_standing_on(&one, noon) == STANDING_never_assessed);
	one.assessed_on = (struct date){ 2026, 3, 2 };
	CHECK(project_standing_on(&one, noon) == STANDING_assessed_late);
	one.phase = PHASE_stopped;
	CHECK(project_standing_on(&one, noon) == STANDING_assessed_late);
	one.assessed_on = one.fixed_on;
	CHECK(project_standing_on(&one, noon) == STANDING_assessed);
	one = (struct project){ .phase = PHASE_consultation, .fixed_on = { 2026, 6, 1 } };
	CHECK(project_standing_on(&one, noon) == STANDING_waiting);
	CHECK(project_standing_on(&one, date_add_days(noon, 1)) == STANDING_day_passed);
	one.phase = PHASE_stopped;
	CHECK(project_standing_on(&one, date_add_days(noon, 1)) == STANDING_stopped);
	one = (struct project){ .phase = PHASE_programme, .assessed_on = { 2026, 1, 1 } };
	CHECK(project_standing_on(&one, noon) == STANDING_assessed);
}

static bool is_refused(const struct project *now, const struct project *before, const char *field)
{
	struct problems problems = { .arena = test_arena() };

	project_days_judge(now, before, noon, &problems);
	return problem_for(&problems, field).len > 0;
}

TEST(the_day_it_was_fixed_is_not_made_later_afterwards)
{
	struct project before = decided(), now = before;

	CHECK(!is_refused(&now, &before, "fixed_on"));
	now.fixed_on = (struct date){ 2026, 3, 2 };
	CHECK(is_refused(&now, &before, "fixed_on"));
	now.fixed_on = (struct date){ 2026, 2, 28 };
	CHECK(!is_refused(&now, &before, "fixed_on"));
	now.fixed_on = (struct date){ 0 };
	CHECK(is_refused(&now, &before, "fixed_on"));
	now = before;
	now.phase = PHASE_consultation;
	CHECK(is_refused(&now, &before, "phase"));
	now.phase = PHASE_stopped;
	CHECK(is_refused(&now, &before, "stopped_why"));
	now.stopped_why = S("Too dear");
	CHECK(!is_refused(&now, &before, "phase") && !is_refused(&now, &before, "stopped_why"));
}

TEST(days_that_cannot_be_are_refused)
{
	struct project now = decided();

	now.fixed_on = date_add_days(noon, 1);
	CHECK(is_refused(&now, NULL, "fixed_on"));      /* decided, on a day to come */
	now.phase = PHASE_programme;
	CHECK(!is_refused(&now, NULL, "fixed_on"));
	now.fixed_on = (struct date){ 2025, 12, 31 };
	CHECK(is_refused(&now, NULL, "fixed_on"));      /* before it began */
	now = decided();
	now.ended_on = (struct date){ 2025, 12, 31 };
	CHECK(is_refused(&now, NULL, "ended_on"));
	now.ended_on = date_add_days(noon, 1);
	CHECK(is_refused(&now, NULL, "ended_on"));
}

TEST(what_follows_from_the_phase_is_filled_in)
{
	struct project one = { .phase = PHASE_done, .stopped_why = S("x") };

	project_follow(&one, noon);
	CHECK(one.is_fixed && date_compare(one.ended_on, noon) == 0 && !one.stopped_why.len);
	one.phase = PHASE_building;
	project_follow(&one, noon);
	CHECK(one.is_fixed && !date_is_given(one.ended_on));
	one = (struct project){ .phase = PHASE_stopped, .stopped_why = S("x") };
	project_follow(&one, noon);
	CHECK(!one.is_fixed && one.stopped_why.len);
}

TEST(a_finding_is_found_by_its_number_or_its_address)
{
	CHECK(str_is(finding_key(S(" H-2026-00012 ")), "H-2026-00012"));
	CHECK(str_is(finding_key(S("https://varn.example:8443/pictures/0190-ab")), "0190-ab"));
	CHECK(str_is(finding_key(S("/observations/places/0190")), "places/0190"));
	CHECK(!finding_key(S("https://varn.example")).len);
	CHECK(!finding_key(S("/projects")).len);
	CHECK(!finding_key(S("  ")).len);
}

/* ---- A small city ------------------------------------------------------------------------------- */

enum { NORTH = 1, WORKPLACE = 2, SOUTH = 3 };

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

/* 11 keeps and follows the north, to which a workplace belongs; 12 the south. */
static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	said(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind) VALUES"
		" (1, 'n', 'n', 'Norr', 'district'), (2, 'w', 'w', 'Verket', 'workplace'),"
		" (3, 's', 's', 'Söder', 'district')"));
	said(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES"
		" (1, 1, 0), (1, 2, 1), (2, 2, 0), (3, 3, 0)"));
	said(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES"
		" (11, 'a', 'a', 'A'), (12, 'b', 'b', 'B')"));
	said(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES"
		" (11, 1, 'keeper'), (12, 3, 'keeper')"));
	said(store, SQL("INSERT INTO role_permission (role, permission) VALUES ('keeper', 'projects_read'),"
		" ('keeper', 'projects_write'), ('keeper', 'programme_read')"));
	return store;
}

/* Of the workplace: a plan that begins in February 2026, and is nowhere yet. */
static struct project plan_put(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct project project = { .unit_id = WORKPLACE, .kind = S("plan"), .name = S("A plan"),
		.phase = PHASE_programme, .begun_on = { 2026, 2, 1 } };

	project_add(change, &project);
	CHECK(change_commit(change) == COMMITTED);
	return project;
}

static bool sees(struct store *store, int64_t person, const struct project *project)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool found = project_of_number(view, project->number) != NULL;

	CHECK((projects_in_year(view, NORTH, 2026) > 0) == found);
	view_close(view);
	return found;
}

TEST_ON_STORES(a_project_is_seen_by_those_who_read_its_unit)
{
	struct store *store = city();
	struct project project = plan_put(store);

	CHECK(sees(store, 11, &project) && !sees(store, 12, &project) && !sees(store, 0, &project));
	store_close(store);
}

static const struct proof_try the_year = { .person = 11, .unit_id = NORTH, .from = { 2026, 1, 1 },
	.to = { 2026, 6, 30 } };

static bool holds(struct store *store, const char *rule, int percent)
{
	struct proof_try try = the_year;

	try.rule = rule;
	try.percent = percent;
	return proof_holds(store, &try);
}

COUNTER_EXAMPLE(a_project_whose_risks_nobody_judged_proves_nothing, "project with=assessed",
                "project with=assessed kind")
{
	struct store *store = city();

	plan_put(store);
	CHECK(!holds(store, "project with=assessed", 100));
	CHECK(!holds(store, "project with=assessed kind=plan", 100));
	said(store, SQL("UPDATE project SET assessed_on = '2026-07-01'"));      /* after the period */
	CHECK(!holds(store, "project with=assessed", 100));
	said(store, SQL("UPDATE project SET assessed_on = '2026-05-01'"));
	CHECK(holds(store, "project with=assessed", 100));
	CHECK(holds(store, "project with=assessed kind=plan", 100));
	CHECK(!holds(store, "project with=assessed kind=rebuilding", 100));
	said(store, SQL("UPDATE project SET ended_on = '2025-12-31'"));         /* it went on before */
	CHECK(!holds(store, "project with=assessed", 100));
	store_close(store);
}

COUNTER_EXAMPLE(a_project_that_was_fixed_first_proves_nothing_later, "project with=before_fixed",
                "project with=before_fixed kind")
{
	struct store *store = city();

	plan_put(store);
	said(store, SQL("UPDATE project SET phase = 'decided', is_fixed = 1, fixed_on = '2026-04-01',"
		" assessed_on = '2026-04-02'"));
	CHECK(!holds(store, "project with=before_fixed", 100));
	CHECK(!holds(store, "project with=before_fixed kind=plan", 100));
	said(store, SQL("UPDATE project SET phase = 'stopped', ended_on = '2026-05-01', stopped_why = 'x'"));
	CHECK(!holds(store, "project with=before_fixed", 100));
	said(store, SQL("UPDATE project SET assessed_on = '2026-03-31'"));
	CHECK(holds(store, "project with=before_fixed", 100));
	CHECK(holds(store, "project with=before_fixed kind=plan", 100));
	said(store, SQL("UPDATE project SET is_fixed = 0"));    /* stopped before: asks for nothing */
	CHECK(!holds(store, "project with=before_fixed", 100));
	store_close(store);
}

static void risks_put(struct store *store)
{
	said(store, SQL("INSERT INTO project_risk (id, public_id, number, project_id, method_id, what, value,"
		" probability, consequence, zone) SELECT 1, 'r', 'PR-1', id, 0, 'x', 'individual', 4, 4, 'red'"
		" FROM project"));
	said(store, SQL("INSERT INTO project_risk (id, public_id, number, project_id, method_id, what, value,"
		" probability, consequence, zone) SELECT 2, 'q', 'PR-2', id, 0, 'y', 'individual', 4, 3, 'orange'"
		" FROM project"));
}

COUNTER_EXAMPLE(a_risk_without_a_measure_proves_nothing, "project with=measure", "project with=measure kind")
{
	struct store *store = city();

	plan_put(store);
	risks_put(store);
	CHECK(!holds(store, "project with=measure", 100));
	said(store, SQL("INSERT INTO measure (public_id, number, source_kind, source_id, unit_id, title, due_on, state)"
		" VALUES ('m', 'A-1', 'project_risk', 1, 2, 'x', '2026-12-01', 'proposed')"));
	said(store, SQL("UPDATE project_risk SET not_needed_why = 'Small' WHERE id = 2"));
	CHECK(!holds(store, "project with=measure", 100));      /* only proposed */
	CHECK(!holds(store, "project with=measure kind=plan", 100));
	said(store, SQL("UPDATE measure SET state = 'decided'"));
	CHECK(holds(store, "project with=measure", 100));
	CHECK(holds(store, "project with=measure kind=plan", 100));
	said(store, SQL("UPDATE measure SET state = 'stopped'"));
	CHECK(!holds(store, "project with=measure", 100));
	said(store, SQL("UPDATE project_risk SET zone = 'green' WHERE id = 1"));        /* needs none */
	CHECK(holds(store, "project with=measure", 100));
	store_close(store);
}

COUNTER_EXAMPLE(a_project_on_paper_has_not_begun, "project with=begun", "project with=begun kind")
{
	struct store *store = city();

	plan_put(store);
	said(store, SQL("UPDATE project SET fixed_on = '2026-04-01'"));
	CHECK(!holds(store, "project with=begun", 0));
	CHECK(!holds(store, "project with=begun kind=plan", 0));
	said(store, SQL("UPDATE project SET phase = 'building', is_fixed = 1"));
	CHECK(holds(store, "project with=begun", 0));
	CHECK(holds(store, "project with=begun kind=plan", 0));
	CHECK(!holds(store, "project with=begun kind=security_investment", 0));
	store_close(store);
}

COUNTER_EXAMPLE(a_year_of_which_nobody_has_said_anything_proves_nothing, "project_year")
{
	struct store *store = city();

	CHECK(!holds(store, "project_year", 0));
	said(store, SQL("INSERT INTO project_year (id, public_id, unit_id, year, words)"
		" VALUES (1, 'y', 1, 2025, 'x'), (2, 'z', 2, 2026, 'x')"));
	CHECK(!holds(store, "project_year", 0));        /* another year; only a part of it */
	said(store, SQL("UPDATE project_year SET unit_id = 1 WHERE id = 2"));
	CHECK(holds(store, "project_year", 0));
	said(store, SQL("UPDATE project_year SET withdrawn_on = '2026-05-01'"));
	CHECK(!holds(store, "project_year", 0));
	plan_put(store);
	CHECK(holds(store, "project_year", 0));         /* there is one: that is told too */
	store_close(store);
}
