/* SPDX-License-Identifier: EUPL-1.2 */
/* people/tests.c - passwords, vacancies, what is masked, and who handles what. */
#include "modules/people/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

#include <stdio.h>

extern const struct embedded catalogue_files[];

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

static struct store *demo_city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	units_module.demo(store, 0);
	people_demo(store, 0);
	return store;
}

static int64_t login(struct store *store, const char *name)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t id = login_owner(view, str_of(name));

	view_close(view);
	CHECK(id != 0);
	return id;
}

static struct view *view_as(struct store *store, const char *name)
{
	return view_open(store, test_arena(), (struct who){ .person = login(store, name) });
}

/* ---- Passwords --------------------------------------------------------------------------- */

static const char *judged(const char *password)
{
	static const struct str common[] = { { "sommar", 6 }, { "lösenord", 9 }, { "password", 8 } };
	struct item items[COUNT(common)] = { 0 };
	struct catalogue list = { .count = COUNT(common), .items = items };

	for (size_t i = 0; i < COUNT(common); i++)
		items[i].code = common[i];
	return password_problem(test_arena(), str_of(password), S("amina"), &list);
}

TEST(a_password_is_long_and_not_what_everybody_tries)
{
	CHECK(judged("kort") != NULL);
	CHECK(judged("aaaaaaaaaaaaaaaaaaaa") != NULL);
	CHECK(judged("123456789012345678") != NULL);
	CHECK(judged("Sommar2026Sommar2026") != NULL);
	CHECK(judged("LösenordLösenord1!") != NULL);
	CHECK(judged("amina-amina-amina") != NULL);
	CHECK(judged("abcdefghijklmnopqrst") != NULL);
	CHECK(judged("korrekt häst batteri klammer") == NULL);
	CHECK(judged("vXq9-Tm2k-Lw7p-Zr") == NULL);
}

/* ---- Vacancies --------------------------------------------------------------------------- */

TEST_ON_STORES(a_role_without_a_holder_is_vacant_since_the_last_one_left)
{
	struct store *store = demo_city();
	struct unit units[] = { { .id = 1, .kind = S("district"), .valid_from = day("2015-01-01") } };
	struct unit_list list = { 1, units };
	struct appointment rows[] = {
		{ .unit_id = 1, .role_type = S("fire_safety"), .valid_from = day("2016-01-01"),
		  .valid_to = day("2026-01-31") },
		{ .unit_id = 1, .role_type = S("log_keeper"), .valid_from = day("2016-01-01") },
		{ .unit_id = 1, .role_type = S("security_coordinator"), .valid_from = day("2016-01-01") },
	};
	struct appointment_list appointments = { COUNT(rows), rows };
	struct vacancy_list vacancies = vacancies_of(test_arena(), &list, catalogue_get("role_types"),
		&appointments, day("2026-02-10"));
	bool has_fire = false, has_deputy = false;

	(void)store;
	for (size_t i = 0; i < vacancies.count; i++) {
		const struct vacancy *one = &vacancies.at[i];

		CHECK(!str_is(one->role->code, "log_keeper") || one->is_deputy);
		CHECK(!str_is(one->role->code, "city_manager"));
		if (str_is(one->role->code, "fire_safety")) {
			has_fire = true;
			CHECK(one->days == 9);
		}
		if (str_is(one->role->code, "security_coordinator")) {
			has_deputy = true;
			CHECK(one->is_deputy);
		}
		if (str_is(one->role->code, "exercise_lead"))
			CHECK(!date_compare(one->since, day("2015-01-01")));
	}
	CHECK(has_fire);
	CHECK(has_deputy);
}

TEST_ON_STORES(vacancies_are_shown_for_the_own_units)
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "amina");
	struct vacancy_list list = vacancies_seen(view, 0);

	for (size_t i = 0; i < list.count; i++)
		CHECK(str_is(unit_get(view, list.at[i].unit_id)->code, "LJU"));
	view_close(view);
}

/* ---- What appointments prove ----------------------------------------------------------------- */

static struct evidence_span_list held(struct view *view, const char *arguments, int64_t unit)
{
	const struct evidence_source *source = evidence_source_find(S("appointment"));
	struct evidence_ask ask = { .unit_id = unit, .from = day("2026-01-01"), .to = day("2026-12-31") };
	struct str problem;
	size_t at;

	CHECK(source != NULL);
	CHECK(evidence_arguments_judge(test_arena(), source, str_of(arguments), &problem, &at));
	CHECK(evidence_arguments_read(test_arena(), str_of(arguments), &ask, &problem, &at));
	return source->spans(view, &ask);
}

TEST_ON_STORES(an_appointment_that_is_ended_proves_its_days_and_no_more)
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "amina");
	int64_t unit = unit_of_code(view, S("LJU"))->id;
	struct evidence_span_list before = held(view, "role=security_coordinator", unit), after;
	struct change *change;

	CHECK(before.count == 1 && !date_is_given(before.at[0].to));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE appointment SET valid_to = $1"
		" WHERE role_type = 'security_coordinator' AND deputy_of = 0 AND unit_id = $2"),
		V(day("2026-03-31"), unit));
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, "amina");
	after = held(view, "role=security_coordinator", unit);
	CHECK(after.count == 1 && date_compare(after.at[0].to, day("2026-03-31")) == 0);
	view_close(view);
}

COUNTER_EXAMPLE(an_appointment_to_another_role_of_a_deputy_or_that_has_ended_is_none, "appointment role")
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "amina");
	struct proof_try whole_spring = { .rule = "appointment role=security_coordinator",
		.person = login(store, "amina"), .unit_id = unit_of_code(view, S("LJU"))->id,
		.from = day("2026-02-01"), .to = day("2026-06-30") };
	static const struct sql undone[] = {
		SQL("UPDATE appointment SET role_type = 'log_keeper' WHERE id = $1"),
		SQL("UPDATE appointment SET role_type = 'security_coordinator', deputy_of = -1 WHERE id = $1"),
		SQL("UPDATE appointment SET deputy_of = 0, valid_to = '2026-06-29' WHERE id = $1"),
		SQL("UPDATE appointment SET valid_from = '2026-02-02', valid_to = '' WHERE id = $1"),
	};
	int64_t id;

	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	id = view_int(view, SQL("SELECT id FROM appointment WHERE role_type = 'security_coordinator'"
		" AND deputy_of = 0 AND unit_id = $1"), V(whole_spring.unit_id));
	view_close(view);
	CHECK(proof_holds(store, &whole_spring));
	for (size_t i = 0; i < COUNT(undone); i++) {
		struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

		change_run(change, undone[i], V(id));
		CHECK(change_commit(change) == COMMITTED);
		CHECK(!proof_holds(store, &whole_spring));
	}
	store_close(store);
}

TEST_ON_STORES(what_appointments_prove_is_the_same_for_all_who_follow_the_unit)
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "amina");
	int64_t unit = unit_of_code(view, S("LJU"))->id;
	size_t own = held(view, "role=duty_director", unit).count;

	CHECK(own > 0);
	CHECK(held(view, "role=protective_coordinator", 0).count == 0);
	CHECK(held(view, "role=duty_director", 0).count == own);
	view_close(view);
	view = view_as(store, "bjorn");
	CHECK(held(view, "role=duty_director", unit).count == own);
	CHECK(held(view, "role=duty_director", 0).count > own);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(held(view, "role=duty_director", 0).count == 0);
	view_close(view);
}

/* ---- What is masked ------------------------------------------------------------------------ */

static int64_t protect(struct store *store, const char *name)
{
	int64_t id = login(store, name);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE person SET is_protected = 1 WHERE id = $1"), V(id));
	CHECK(change_commit(change) == COMMITTED);
	return id;
}

TEST_ON_STORES(people_are_read_one_on_each_line_and_what_is_wrong_is_told_of_the_line)
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "bjorn");
	struct problems problems = { .arena = test_arena() };
	struct people_named named = people_read(view, S("amina\r\n\n Petra Vidlund \nbjorn"), 2,
		&problems);

	CHECK(named.count == 2 && str_is(person_name(view, named.ids[1]), "Petra Vidlund"));
	CHECK(problems.count == 1 && str_starts(problem_for(&problems, "people"), S("Line 4: too many")));
	problems.count = 0;
	CHECK(people_read(view, S("\nIngen Alls"), 2, &problems).count == 0);
	CHECK(str_starts(problem_for(&problems, "people"), S("Line 2: nobody")));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_protected_identity_is_masked_for_all_but_those_who_look_after_it)
{
	struct store *store = demo_city();
	int64_t petra = protect(store, "petra");
	struct view *view = view_as(store, "bjorn");

	CHECK(str_is(person_name(view, petra), "Protected identity"));
	CHECK(str_is(staff_get(view, petra)->phone, ""));
	CHECK(str_is(staff_get(view, petra)->login, ""));
	CHECK(reference_find(view, "person", S("Petra Vidlund")) == 0);
	view_close(view);
	view = view_as(store, "amina");
	CHECK(str_is(person_name(view, petra), "Petra Vidlund"));
	CHECK(staff_get(view, petra)->phone.len > 0);
	view_close(view);
	view = view_as(store, "petra");
	CHECK(str_is(person_name(view, petra), "Petra Vidlund"));
	view_close(view);
}

TEST_ON_STORES(telephone_numbers_are_for_those_who_read_people_there)
{
	struct store *store = demo_city();
	int64_t amina = login(store, "amina");
	struct view *view = view_as(store, "petra");

	CHECK(staff_get(view, amina) == NULL);
	CHECK(str_is(person_name(view, amina), "Amina Rahimi"));
	view_close(view);
	view = view_as(store, "bjorn");
	CHECK(staff_get(view, amina) != NULL);
	CHECK(staff_get(view, amina)->password.len == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(person_name(view, amina).len == 0);
	view_close(view);
}

TEST_ON_STORES(a_restricted_role_is_not_shown_openly)
{
	struct store *store = demo_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct appointing new = { .role_type = S("protective_coordinator"),
		.unit_id = unit_of_code(change_view(change), S("LJU"))->id,
		.person_id = login_owner(change_view(change), S("petra")),
		.valid_from = day("2024-01-01") };
	struct appointment made;
	struct view *view;

	appoint(change, &new, &made);
	CHECK(!made.is_public);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, "bjorn");
	CHECK(appointment_get(view, made.id) == NULL);
	view_close(view);
	view = view_as(store, "direktor");
	CHECK(appointment_get(view, made.id) == NULL);
	view_close(view);
	view = view_as(store, "amina");
	CHECK(appointment_get(view, made.id) != NULL);
	view_close(view);
	view = view_as(store, "petra");
	CHECK(appointment_get(view, made.id) != NULL);
	view_close(view);
}

/* ---- Who handles ---------------------------------------------------------------------------- */

TEST_ON_STORES(the_nearest_manager_handles_also_for_nobody)
{
	struct store *store = demo_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 0 });

	CHECK(handler_of(view, unit_of_code(view, S("LJU-F01"))->id) == login(store, "petra"));
	CHECK(handler_of(view, unit_of_code(view, S("LJU-S"))->id) == login(store, "sam"));
	view_close(view);
}

TEST_ON_STORES(a_system_owner_gives_accounts_but_reads_no_events)
{
	struct store *store = demo_city();
	struct view *view = view_as(store, "owner");
	int64_t unit = unit_of_code(view, S("LJU"))->id;

	CHECK(people_may(view, "accounts_write", unit));
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reach WHERE permission = 'events_read'"),
		NONE) == 0);
	view_close(view);
	view = view_as(store, "amina");
	CHECK(people_may(view, "people_write", unit));
	CHECK(!people_may(view, "accounts_write", unit));
	CHECK(!people_may(view, "people_write", unit_of_code(view, S("STO"))->id));
	view_close(view);
}

TEST_ON_STORES(everybody_in_the_demo_has_a_place_and_a_role)
{
	struct store *store = demo_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });

	CHECK(view_int(view, SQL("SELECT count(*) FROM person"), NONE) == 559);
	CHECK(view_int(view, SQL("SELECT count(*) FROM member"), NONE) == 559);
	CHECK(view_int(view, SQL("SELECT count(*) FROM appointment"), NONE) == 550);
	CHECK(view_int(view, SQL("SELECT count(*) FROM appointment WHERE deputy_of > 0"), NONE) > 20);
	view_close(view);
}
