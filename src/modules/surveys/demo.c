/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/demo.c - the security survey of the demo city: two rounds, with a change that is planted.
 *
 * So many more feel safe in the evening that the city can tell it, and no neighbourhood can; at home
 * nothing has changed; one question has got another wording; one neighbourhood has too few answers.
 * The files are made as a statistician would make them, and go the way of all files.
 */
#include "modules/surveys/make.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 512 << 20, FILE_LONGEST = 8 << 20, AUTUMN = 6, AREA_SPREAD = 160, LEFT_OUT = 25 };

struct survey_making {
	struct store *store;
	struct arena *arena;
	const struct csv_table *areas, *questions, *rounds;
	struct security_survey survey;
	int64_t author;
	size_t round_row;
	struct asked_round round;
};

static int drawn(const struct survey_making *making, struct str area, int64_t nth, const char *what)
{
	return demo_drawn(making->arena,
		arena_print(making->arena, "%.*s %lld", STR(making->round.name), (long long)nth), area,
		what);
}

static struct str round_cell(const struct survey_making *making, const char *name)
{
	return csv_cell(making->rounds, making->round_row, name);
}

static bool is_neighbourhood(const struct survey_making *making, size_t row)
{
	return str_is(csv_cell(making->areas, row, "kind"), "neighbourhood")
		&& !csv_cell(making->areas, row, "valid_to").len;
}

/* ---- The files ---------------------------------------------------------------------------------- */

static int64_t answers_of(const struct survey_making *making, struct str area)
{
	return str_equals(round_cell(making, "few_area"), area)
		       ? demo_int(making->rounds, making->round_row, "few_answers")
		       : demo_int(making->rounds, making->round_row, "per_area");
}

/* The share of a question, moved by what an area is like, which is the same in all rounds. */
static int share_of(const struct survey_making *making, size_t question, struct str area)
{
	int64_t share = demo_int(making->questions, question, str_is(round_cell(making, "is_now"), "1")
		? "share_now" : "share_before");
	int moved = (demo_drawn(making->arena, area, S("area"), "feels like") - PER_MILLE / 2)
		    * AREA_SPREAD / PER_MILLE;

	return share ? (int)share + moved : 0;
}

static bool is_asked(const struct survey_making *making, size_t question)
{
	return csv_cell(making->questions, question, str_is(round_cell(making, "is_now"), "1")
		? "share_now" : "share_before").len > 0;
}

/* One of the words. */
static struct str word_drawn(struct str words, int drawn_number)
{
	size_t count = 0, at;
	struct str rest = words, word = S("");

	while (rest.len) {
		str_cut(&rest, ' ');
		count++;
	}
	at = (size_t)drawn_number * count / PER_MILLE;
	for (size_t i = 0; i <= at; i++)
		word = str_cut(&words, ' ');
	return word;
}

static struct str unsafe_words(const struct survey_making *making, size_t question)
{
	struct str rest = csv_cell(making->questions, question, "answers"),
		   safe = csv_cell(making->questions, question, "safe");
	struct str words = S("");

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (!str_has_word(safe, word))
			words = words.len ? arena_print(making->arena, "%.*s %.*s", STR(words), STR(word)) : word;
	}
	return words;
}

static struct str answer_drawn(
	const struct survey_making *making, size_t question, struct str area, int64_t nth)
{
	const char *code = str_z(making->arena, csv_cell(making->questions, question, "code"));
	bool is_safe = drawn(making, area, nth, code) < share_of(making, question, area);

	if (drawn(making, area, nth, arena_print(making->arena, "%s left out", code).at) < LEFT_OUT)
		return S("");
	return word_drawn(is_safe ? csv_cell(making->questions, question, "safe") : unsafe_words(making, question),
		drawn(making, area, nth, arena_print(making->arena, "%s which", code).at));
}

static void answer_write(struct out *out, const struct survey_making *making, size_t row, int64_t nth)
{
	struct str area = csv_cell(making->areas, row, "code");

	out_print(out, "\n%.*s-%lld;%.*s;%.*s;%.6f;%d;%d", STR(area), (long long)nth, STR(area), STR(area),
		(double)demo_int(making->areas, row, "population") / (double)answers_of(making, area),
		1 + drawn(making, area, nth, "sex") / (PER_MILLE / 2), 1 + drawn(making, area, nth, "age") * 3 / PER_MILLE);
	for (size_t q = 1; q < making->questions->count; q++)
		if (is_asked(making, q))
			out_print(out, ";%.*s", STR(answer_drawn(making, q, area, nth)));
}

static struct str answers_make(const struct survey_making *making)
{
	struct out out;

	out_init(&out, making->arena, FILE_LONGEST);
	out_z(&out, "reference;area;stratum;weight;sex;age");
	for (size_t q = 1; q < making->questions->count; q++)
		if (is_asked(making, q))
			out_print(&out, ";%.*s", STR(csv_cell(making->questions, q, "code")));
	for (size_t row = 1; row < making->areas->count; row++)
		for (int64_t n = 1; is_neighbourhood(making, row)
				    && n <= answers_of(making, csv_cell(making->areas, row, "code"));
			n++)
			answer_write(&out, making, row, n);
	return out_str(&out);
}

static struct str people_make(const struct survey_making *making)
{
	struct out out;
	int64_t all = 0;

	out_init(&out, making->arena, FILE_LONGEST);
	out_z(&out, "margin;group;people");
	for (size_t row = 1; row < making->areas->count; row++) {
		struct str code = csv_cell(making->areas, row, "code");
		int64_t people = demo_int(making->areas, row, "population");

		if (!is_neighbourhood(making, row))
			continue;
		out_print(&out, "\nstratum;%.*s;%lld\narea;%.*s;%lld", STR(code), (long long)people,
			STR(code), (long long)people);
		all += people;
	}
	out_print(&out, "\nsex;1;%lld\nsex;2;%lld", (long long)(all / 2), (long long)(all - all / 2));
	out_print(&out, "\nage;1;%lld\nage;2;%lld\nage;3;%lld", (long long)(all / 3), (long long)(all / 3),
		(long long)(all - 2 * (all / 3)));
	return out_str(&out);
}

/* ---- Put in ---------------------------------------------------------------------------------------- */

static void file_put(
	struct survey_making *making, struct change *change, enum file_kind kind, struct str content)
{
	struct asked_question_list questions = asked_questions_of(change_view(change), making->survey.id);
	struct survey_area_list areas = survey_areas(change_view(change), making->round.asked_to);
	struct reading_ask ask = { making->arena, &making->round, &questions, &areas };
	struct problems problems = { .arena = making->arena };
	struct round_file file = { .public_id = uuid_v7(making->arena),
		.round_id = making->round.id,
		.kind = (int)kind,
		.file_name = kind == FILE_answers ? S("svar.csv") : S("befolkning.csv"),
		.read_by = making->author,
		.read_name = person_name_kept(change_view(change), making->author),
		.read_at = instant_now() };
	struct answers_read answers;
	struct people_row_list people;
	bool is_fine = kind == FILE_answers ? answers_file_read(&ask, content, &answers, &problems)
		: people_file_read(&ask, content, &people, &problems);

	if (!is_fine)
		abandon("The survey of the demo city is not well.", str_z(making->arena, problems.at[0].words));
	file.rows_count = (int64_t)(kind == FILE_answers ? answers.count : people.count);
	answers_put(change, &file,
		kind == FILE_answers ? answers_kept(&ask, &answers)
				     : people_kept(making->arena, &people));
}

static struct change *change_of_author(const struct survey_making *making)
{
	return change_open(making->store, making->arena,
		(struct who){ .person = making->author, .is_system = true });
}

static void commit(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

/* The newest year of which the spring is over. */
static int year_of(const struct survey_making *making)
{
	struct date today = date_today();

	return today.year - (today.month < AUTUMN) - (int)demo_int(making->rounds, making->round_row, "years_ago");
}

static void round_put(struct survey_making *making)
{
	struct change *change = change_of_author(making);
	struct round_making made = { .who = { .person = making->author } };
	int year = year_of(making);

	making->round = (struct asked_round){ .survey_id = making->survey.id,
		.name = arena_print(making->arena, "%d", year),
		.asked_from = { year, 2, 3 },
		.asked_to = { year, 4, 15 },
		.mode = round_cell(making, "mode"),
		.invited = demo_int(making->rounds, making->round_row, "invited"),
		.group_columns = S("sex age") };
	change_insert(change, &asked_round_record.shape, &making->round);
	file_put(making, change, FILE_answers, answers_make(making));
	file_put(making, change, FILE_people, people_make(making));
	commit(change);
	made.round_id = making->round.id;
	if (!round_make(making->store, making->arena, &made))
		abandon("Could not compute the survey of the demo city.", str_z(making->arena, made.problem));
}

static void survey_put(struct survey_making *making, const struct csv_table *table)
{
	struct change *change = change_of_author(making);

	making->survey = (struct security_survey){ .name = csv_cell(table, 1, "name_sv"),
		.kind = csv_cell(table, 1, "kind"),
		.run_by = csv_cell(table, 1, "run_by_sv"),
		.licence = csv_cell(table, 1, "licence_sv"),
		.method = csv_cell(table, 1, "method_sv") };
	change_insert(change, &security_survey_record.shape, &making->survey);
	for (size_t q = 1; q < making->questions->count; q++) {
		struct asked_question question = { .survey_id = making->survey.id,
			.code = csv_cell(making->questions, q, "code"),
			.subject = csv_cell(making->questions, q, "subject_sv"),
			.wording = csv_cell(making->questions, q, "wording_sv"),
			.answers = csv_cell(making->questions, q, "answers"),
			.safe = csv_cell(making->questions, q, "safe"),
			.not_counted = csv_cell(making->questions, q, "not_counted") };

		change_insert(change, &asked_question_record.shape, &question);
	}
	commit(change);
}

void surveys_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct survey_making making = { .store = store, .arena = arena, .areas = demo_rows(arena, "areas"),
		.questions = demo_rows(arena, "survey_questions"), .rounds = demo_rows(arena, "survey_rounds") };
	const struct csv_table *table = demo_rows(arena, "surveys");
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	(void)scale;
	making.author = person_of_login(change_view(change), csv_cell(table, 1, "author_login"));
	change_undo(change);
	if (!making.author)
		return;
	survey_put(&making, table);
	for (making.round_row = 1; making.round_row < making.rounds->count; making.round_row++)
		round_put(&making);
	arena_close(arena);
}
