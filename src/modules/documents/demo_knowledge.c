/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/demo_knowledge.c - questions of the demo city, and what its boards know.
 *
 * Answers are put in as sums, as they always are.  Some boards know well, some do not, and
 * of some fewer than five have answered.
 */
#include "modules/documents/demo.h"
#include "modules/documents/knowledge.h"

/* Of 1000 boards with ordinary diligence; the fewest whose answers are told is five. */
enum { ASKED = 900, KNOWN = 880, FEWEST = 6 };

static struct str cell(const struct csv_table *table, size_t row, const char *name)
{
	return csv_cell(table, row, name);
}

static struct knowledge_question question_of_row(const struct csv_table *table, size_t row,
                                                 int64_t version_id)
{
	int answer = choice_of(answer_choices, cell(table, row, "answer"));

	return (struct knowledge_question){ .version_id = version_id, .place = (int64_t)row,
		.text_sv = cell(table, row, "text_sv"), .text_en = cell(table, row, "text_en"),
		.a_sv = cell(table, row, "a_sv"), .a_en = cell(table, row, "a_en"),
		.b_sv = cell(table, row, "b_sv"), .b_en = cell(table, row, "b_en"),
		.c_sv = cell(table, row, "c_sv"), .c_en = cell(table, row, "c_en"),
		.d_sv = cell(table, row, "d_sv"), .d_en = cell(table, row, "d_en"),
		.answer = answer > 0 ? answer : 1, .why_sv = cell(table, row, "why_sv"),
		.why_en = cell(table, row, "why_en") };
}

/* A row is for one document of the city, by its topic's document kind, or for every plan of a
 * kind. */
static bool row_fits(const struct csv_table *table, size_t row, const struct demo_version *version)
{
	if (str_is(cell(table, row, "of"), "kind"))
		return str_equals(cell(table, row, "code"), version->kind);
	return str_equals(cell(table, row, "code"), version->code);
}

static void questions_put(struct filling *filling, const struct demo_version_list *versions)
{
	enum { MOST = 2000 };
	const struct csv_table *table = demo_rows(filling->arena, "knowledge_questions");
	struct knowledge_question *questions = arena_array(filling->arena, struct knowledge_question,
		MOST);
	size_t count = 0;

	for (size_t v = 0; v < versions->count; v++)
		for (size_t i = 1; i < table->count && count < MOST; i++)
			if (row_fits(table, i, &versions->at[v]))
				questions[count++] = question_of_row(table, i, versions->at[v].id);
	change_insert_many(filling->change, &knowledge_question_record.shape, questions, count);
}

/* Nearly all have answered, or only a few; most of those who answered know it, or not enough
 * of them.  What was asked last year is told of what was in force then. */
static void result_put(struct filling *filling, const struct receipt_ask *ask, const struct item *topic,
                      int year)
{
	struct str roles = item_text(topic, "roles");
	int people = (int)document_demo_people(change_view(filling->change), ask->unit_id, roles);
	const char *which = str_z(filling->arena, arena_print(filling->arena, "%d", year));
	int draw = demo_drawn(filling->arena, ask->unit_code, ask->topic, which);
	bool were_asked = demo_is_done(filling->arena, ASKED, ask->unit_code, ask->topic, which);
	int answered = were_asked ? (people > FEWEST ? people : FEWEST) + draw % 5 : draw % 7;
	int knowing = demo_is_done(filling->arena, KNOWN, ask->unit_code, ask->title, which)
		? 900 + draw / 10 : 550 + draw / 5;

	if (answered)
		document_result_put(filling->change, ask->version_id, ask->unit_id,
			roles.len ? S("handler") : S("reporter"), year, answered,
			(answered * knowing + PER_MILLE / 2) / PER_MILLE);
}

static bool was_in_force(const struct receipt_ask *ask, struct date on)
{
	return date_compare(ask->valid_from, on) <= 0
		&& (!date_is_given(ask->last_day) || date_compare(ask->last_day, on) >= 0);
}

void knowledge_demo(struct filling *filling)
{
	struct demo_version_list versions = demo_versions(change_view(filling->change));
	struct receipt_ask_list asks = document_asked_units(change_view(filling->change));
	struct date last_year = { (int16_t)(filling->today.year - 1), 12, 31 };

	questions_put(filling, &versions);
	for (size_t i = 0; i < asks.count; i++) {
		const struct item *topic = item_find("knowledge_topics", asks.at[i].topic);

		if (topic && was_in_force(&asks.at[i], filling->today))
			result_put(filling, &asks.at[i], topic, filling->today.year);
		if (topic && was_in_force(&asks.at[i], last_year))
			result_put(filling, &asks.at[i], topic, last_year.year);
	}
}
