/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * followup/demo.c - answers and assessments of the demo city, and last year's report.
 *
 * Last year every point has been assessed, after what the evidence said then; this year some
 * have.  The assessor does not always find what the evidence finds: it is a judgement.
 */
#include "modules/followup/inside.h"
#include "modules/people/people.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"

enum { ARENA_BYTES = 512 << 20, ASSESSED_MONTH = 3, OWN_MONTH = 1, MILDER = 250, OWN = 900 };

/* ---- Written one by one ----------------------------------------------------------------------- */

static void demo_answer(struct change *change, const struct programme *programme,
                        const struct csv_table *table, size_t row, int64_t writer)
{
	const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, "unit_code"));
	struct follow_up_answer answer = { .programme_code = programme->code,
		.code = csv_cell(table, row, "code"),
		.year = date_today().year - demo_int(table, row, "years_ago"),
		.is_assessment = str_is(csv_cell(table, row, "is_assessment"), "1"),
		.answer = csv_cell(table, row, "answer"), .words = csv_cell(table, row, "words_sv"),
		.created_by = writer };

	if (!unit || !item_find("follow_up_answers", answer.answer))
		return;
	answer.unit_id = unit->id;
	change_insert(change, &follow_up_answer_record.shape, &answer);
}

/* ---- All points of last year --------------------------------------------------------------------- */

struct judging {
	struct change *change;
	const struct programme *programme;
	const struct csv_table *texts;
	int year;
	int64_t writer;
	struct follow_up_answer_list made;
};

/* As the evidence says, or one step milder. */
static const char *judged_as(enum verdict_state state, bool is_milder)
{
	switch (state) {
	case VERDICT_fulfilled:
		return is_milder ? "fulfilled" : "mostly";
	case VERDICT_partly:
		return is_milder ? "mostly" : "partly";
	default:
		return is_milder ? "partly" : "not";
	}
}

/* Texts belong to an answer, and to one who assesses or one who answers for the unit. */
static struct str words_of(const struct judging *judging, struct str answer, struct str who, int draw)
{
	size_t count = 0, rows[32];

	for (size_t i = 1; i < judging->texts->count && count < COUNT(rows); i++)
		if (str_equals(csv_cell(judging->texts, i, "answer"), answer)
		    && str_equals(csv_cell(judging->texts, i, "who"), who))
			rows[count++] = i;
	must(count > 0);
	return csv_cell(judging->texts, rows[(size_t)draw % count], "words_sv");
}

static void judged_put(struct judging *judging, const struct obligation *point,
                       const struct verdict *verdict, bool is_assessment)
{
	struct arena *arena = change_arena(judging->change);
	int draw = demo_drawn(arena, verdict->unit_code, point->code, is_assessment ? "theirs" : "own");
	bool is_fulfilled = verdict->state == VERDICT_fulfilled;
	struct str answer = str_of(judged_as(verdict->state, is_fulfilled ? draw >= MILDER : draw < MILDER));
	struct date on = { (int16_t)(judging->year + 1),
		is_assessment ? ASSESSED_MONTH : OWN_MONTH, (int8_t)(1 + draw % 26) };

	judging->made.at[judging->made.count++] = (struct follow_up_answer){
		.programme_code = judging->programme->code, .code = point->code,
		.unit_id = verdict->unit_id, .year = judging->year, .is_assessment = is_assessment,
		.answer = answer, .created_by = judging->writer,
		.words = words_of(judging, answer, is_assessment ? S("assessor") : S("unit"), draw),
		.created_at = instant_at(on, 11, draw % 60, 0) };
}

static void point_judge(struct judging *judging, const struct point *point)
{
	for (size_t i = 0; i < point->count && !point->is_kept_apart; i++) {
		const struct verdict *verdict = point->units[i].verdict;

		if (verdict->state == VERDICT_not_concerned || verdict->state == VERDICT_waived
		    || verdict->state == VERDICT_undecided || point->units[i].assessed)
			continue;
		if (!point->units[i].own && demo_is_done(change_arena(judging->change), OWN,
				verdict->unit_code, point->obligation->code, "answered"))
			judged_put(judging, point->obligation, verdict, false);
		judged_put(judging, point->obligation, verdict, true);
	}
}

/* In the name of who assesses, and sees how it stood for every unit. */
static void last_year_judge(struct store *store, struct arena *arena, const struct programme *programme,
                            int64_t writer)
{
	struct change *change = change_open(store, arena, (struct who){ .person = writer });
	struct judging judging = { .change = change, .programme = programme, .writer = writer,
		.texts = demo_rows(arena, "assessment_texts"), .year = date_today().year - 1 };
	struct point_list points = points_of(change_view(change), programme, judging.year, S(""));
	size_t most = 0;

	for (size_t i = 0; i < points.count; i++)
		most += 2 * points.at[i].count;
	judging.made.at = arena_array(arena, struct follow_up_answer, most + 1);
	for (size_t i = 0; i < points.count; i++)
		point_judge(&judging, &points.at[i]);
	change_insert_many(change, &follow_up_answer_record.shape, judging.made.at, judging.made.count);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

/* ---- The report ---------------------------------------------------------------------------------- */

/* Last year's report of measures and effects, published; its numbers are what the analyst sees. */
static void demo_report(struct store *store, struct arena *arena, const struct programme *programme,
                        const struct csv_table *table, int64_t writer)
{
	struct change *change = change_open(store, arena, (struct who){ .person = writer });
	struct yearly_report report = { .kind = YEARLY_effects, .programme_code = programme->code,
		.year = date_today().year - 1, .state = REPORT_published, .number = 1 };

	for (size_t i = 1; i < table->count; i++) {
		const struct field *field = record_field(&yearly_report_record,
			str_z(arena, csv_cell(table, i, "heading")));

		if (field)
			*field_text(field, &report) = csv_cell(table, i, "text_sv");
	}
	report.numbers = tables_write(arena, tables_now(change_view(change), &report));
	report.digest = digest_hex(arena, report.numbers);
	report.published_by = writer;
	report.published_at = instant_at((struct date){ date_today().year, 3, 12 }, 14, 0, 0);
	change_insert(change, &yearly_report_record.shape, &report);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void followup_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *answers = demo_rows(arena, "follow_up_answers");
	struct programme_list now = programmes_on(change_view(change), date_today());
	int64_t writer = person_of_login(change_view(change), S("central"));

	(void)scale;
	tongue_choose(setting_text("language"));
	for (size_t i = 1; now.count && i < answers->count; i++)
		demo_answer(change, &now.at[0], answers, i, person_of_login(
			change_view(change), csv_cell(answers, i, "writer")));
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	if (now.count && writer) {
		last_year_judge(store, arena, &now.at[0], writer);
		demo_report(store, arena, &now.at[0], demo_rows(arena, "yearly_report_texts"), writer);
	}
	arena_close(arena);
}
