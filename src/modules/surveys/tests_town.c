/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests_town.c - see tests_town.h. */
#include "modules/surveys/tests_town.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"

extern const struct embedded catalogue_files[];

static void person_put(struct change *change, int64_t id, const char *login, const char *role)
{
	change_run(change,
		SQL("INSERT INTO person (id, public_id, login, name, unit_id) VALUES ($1, $2, $2, $2, "
		    "1)"),
		V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, 1, $2)"), V(id, role));
}

static void area_put(struct change *change, const char *code, const char *above)
{
	change_run(change,
		SQL("INSERT INTO area (public_id, code, kind, name, parent_code, outline, west, south, "
		    "east,"
		    " north, valid_from) VALUES ($1, $1, $2, $1, $3, '{}', 0, 0, 0, 0, '2000-01-01')"),
		V(code, above[0] ? "district" : "city", above));
}

static void records_put(struct town *town, struct change *change)
{
	town->survey = (struct security_survey){ .name = S("Safe"), .kind = S("security"), .run_by = S("Us"),
		.licence = S("CC0"), .method = S("Drawn by district") };
	change_insert(change, &security_survey_record.shape, &town->survey);
	town->question = (struct asked_question){ .survey_id = town->survey.id,
		.code = S("safe"),
		.subject = S("Safe"),
		.wording = S("Safe?"),
		.answers = S("0 1"),
		.safe = S("1"),
		.not_counted = S("9") };
	change_insert(change, &asked_question_record.shape, &town->question);
	town->round = town_round(town, "2026", 2026);
	change_insert(change, &asked_round_record.shape, &town->round);
}

struct asked_round town_round(const struct town *town, const char *name, int year)
{
	return (struct asked_round){ .survey_id = town->survey.id,
		.name = str_of(name),
		.asked_from = { year, 2, 1 },
		.asked_to = { year, 3, 1 },
		.mode = S("post"),
		.group_columns = S("sex age") };
}

struct town town_make(void)
{
	struct town town = { .store = test_store() };
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 1 }, 12, 0, 0));
	catalogue_load(town.store, catalogue_files);
	catalogue_refresh(town.store);
	change = change_open(town.store, test_arena(), (struct who){ .is_system = true });
	change_run(change,
		SQL("INSERT INTO unit (id, public_id, code, name_sv, kind) VALUES (1, 'u', 'u', 'u', "
		    "'city')"),
		NONE);
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0)"), NONE);
	person_put(change, TOWN_ANALYST, "ana", "central_analyst");
	person_put(change, TOWN_POLITICIAN, "polly", "politician");
	person_put(change, TOWN_HANDLER, "rita", "reporter");
	area_put(change, "town", "");
	for (int i = 1; i <= TOWN_AREAS; i++)
		area_put(change, arena_print(test_arena(), "d%d", i).at, "town");
	records_put(&town, change);
	CHECK(change_commit(change) == COMMITTED);
	return town;
}

struct view *town_view(const struct town *town, int64_t person)
{
	return view_open(town->store, test_arena(), (struct who){ .person = person });
}

size_t town_read(const struct town *town, const struct asked_round *round, enum file_kind kind,
	struct str content, struct str *problem)
{
	struct change *change = change_open(town->store, test_arena(), (struct who){ .person = TOWN_ANALYST });
	struct asked_question_list questions = asked_questions_of(change_view(change), town->survey.id);
	struct survey_area_list areas = survey_areas(change_view(change), round->asked_to);
	struct reading_ask ask = { test_arena(), round, &questions, &areas };
	struct problems problems = { .arena = test_arena() };
	struct round_file file = { .public_id = uuid_v7(test_arena()), .round_id = round->id, .kind = (int)kind,
		.read_by = TOWN_ANALYST, .read_at = instant_now() };
	struct answers_read answers;
	struct people_row_list people;
	bool is_fine = kind == FILE_answers ? answers_file_read(&ask, content, &answers, &problems)
		: people_file_read(&ask, content, &people, &problems);

	CHECK(is_fine == (problems.count == 0));
	file.rows_count = (int64_t)(kind == FILE_answers ? answers.count : people.count);
	if (is_fine)
		answers_put(change, &file,
			kind == FILE_answers ? answers_kept(&ask, &answers)
					     : people_kept(test_arena(), &people));
	CHECK(change_commit(change) == COMMITTED);
	*problem = problems.count ? problems.at[0].words : S("");
	return problems.count;
}

struct round_making town_compute(const struct town *town, const struct asked_round *round)
{
	struct round_making making = { .who = { .person = TOWN_ANALYST }, .round_id = round->id };

	round_make(town->store, test_arena(), &making);
	return making;
}

void town_answers(struct out *out, int district, int count, int safe)
{
	if (!out->len)
		out_z(out, "reference;area;weight;sex;age;safe");
	for (int i = 0; i < count; i++)
		out_print(out, "\n%d-%d;d%d;10;%d;%d;%d", district, i, district, 1 + i % 2, 1 + i % 3, i < safe);
}
