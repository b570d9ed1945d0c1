/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/module.c - what the room shows to the house, its card and its part of the demo. */
#include "modules/followup/inside.h"

#include "base/crypto.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/setting.h"
#include "modules/followup/pages.html.h"

extern const struct embedded catalogue_files[];

enum { ARENA_BYTES = 256 << 20 };

/* Only for those who assess: how many points still wait for a word. */
void followup_home(struct out *out, struct request *request, struct view *view)
{
	struct programme_list now;
	struct point_list points;
	int64_t left = 0;

	if (!request_may(request, MAY_programme_assess))
		return;
	now = programmes_on(view, date_today());
	if (!now.count)
		return;
	points = points_of(view, &now.at[0], date_today().year, S(""));
	for (size_t i = 0; i < points.count; i++)
		left += points.at[i].assessed < (int64_t)points.at[i].count;
	if (left)
		followup_card(out, &now.at[0], date_today().year, left);
}

/* ---- Demo ------------------------------------------------------------------------------------ */

static const struct csv_table *demo_table(struct arena *arena, const char *path)
{
	const struct embedded *file = embedded_find(catalogue_files, path);
	const char *problem = NULL;
	const struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table != NULL);
	return table;
}

static void demo_answer(struct change *change, const struct programme *programme,
                        const struct csv_table *table, size_t row, int64_t writer)
{
	const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, "unit_code"));
	struct follow_up_answer answer = { .programme_code = programme->code,
		.code = csv_cell(table, row, "code"), .year = date_today().year,
		.is_assessment = str_is(csv_cell(table, row, "is_assessment"), "1"),
		.answer = csv_cell(table, row, "answer"), .words = csv_cell(table, row, "words_sv"),
		.created_by = writer };

	if (!unit || !item_find("follow_up_answers", answer.answer))
		return;
	answer.unit_id = unit->id;
	change_insert(change, &follow_up_answer_record.shape, &answer);
}

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
	const struct csv_table *answers = demo_table(arena, "catalogues/demo/follow_up_answers.csv");
	struct programme_list now = programmes_on(change_view(change), date_today());
	int64_t writer = person_of_demo(change_view(change), S("central"));

	(void)scale;
	tongue_choose(setting_text("language"));
	for (size_t i = 1; now.count && i < answers->count; i++)
		demo_answer(change, &now.at[0], answers, i, person_of_demo(
			change_view(change), csv_cell(answers, i, "writer")));
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	if (now.count && writer)
		demo_report(store, arena, &now.at[0],
			demo_table(arena, "catalogues/demo/yearly_report_texts.csv"), writer);
	arena_close(arena);
}

static const struct record *const records[] = { &follow_up_answer_record, &yearly_report_record,
	NULL };
static const struct menu_entry menu[] = {
	{ N_("Follow-up"), "/follow-up", MAY_programme_read, "statistics", true },
	{ N_("Yearly reports"), "/follow-up/reports", SIGNED_IN, "print", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module followup_module = {
	.name = "followup", .routes = followup_routes, .records = records, .menu = menu,
	.evidence = followup_evidence, .home = followup_home, .demo = followup_demo,
};
