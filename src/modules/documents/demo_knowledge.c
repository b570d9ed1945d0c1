/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/demo_knowledge.c - questions of the demo city, and what its boards know.
 *
 * Answers are put in as sums, as they always are.  Some boards know well, some do not, and
 * of some fewer than five have answered.
 */
#include "modules/documents/demo.h"
#include "modules/documents/knowledge.h"

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
	const struct csv_table *table = documents_demo_table(filling->arena, "knowledge_questions");
	struct knowledge_question *questions = arena_array(filling->arena, struct knowledge_question,
		MOST);
	size_t count = 0;

	for (size_t v = 0; v < versions->count; v++)
		for (size_t i = 1; i < table->count && count < MOST; i++)
			if (row_fits(table, i, &versions->at[v]))
				questions[count++] = question_of_row(table, i, versions->at[v].id);
	change_insert_many(filling->change, &knowledge_question_record.shape, questions, count);
}

/* From a few to sixty have answered; between half and nearly all of them well enough. */
static void result_put(struct filling *filling, const struct receipt_ask *ask, struct str role)
{
	int many = document_drawn(filling->arena, ask->title, ask->unit_code, str_z(filling->arena, role));
	int well = document_drawn(filling->arena, ask->unit_code, ask->topic, "well");
	int answered = many < 120 ? 0 : many < 260 ? 1 + many % 4 : 4 + many % 28;
	int passed = answered * (560 + well * 44 / 100) / PER_MILLE;

	if (answered)
		document_result_put(filling->change, ask->version_id, ask->unit_id, role,
			filling->today.year, answered, passed);
}

void knowledge_demo(struct filling *filling)
{
	struct demo_version_list versions = demo_versions(change_view(filling->change));
	struct receipt_ask_list asks = document_asked_units(change_view(filling->change));
	const struct str roles[] = { S("handler"), S("reporter") };

	questions_put(filling, &versions);
	for (size_t i = 0; i < asks.count; i++) {
		const struct item *topic = item_find("knowledge_topics", asks.at[i].topic);

		for (size_t k = 0; topic && k < COUNT(roles); k++)
			if (!item_text(topic, "roles").len
			    || item_has(topic, "roles", str_z(filling->arena, roles[k])))
				result_put(filling, &asks.at[i], roles[k]);
	}
}
