/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/demo.c - the demo city has published last year's picture and begun this year's.
 *
 * Themes rest on what the boards of the demo have handed in: a theme takes those risks that the
 * program suggests together with the one that the file names.
 */
#include "modules/riskpicture/steps.h"

#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/riskpicture/demo.h"
#include "modules/submissions/submissions.h"

enum { ARENA_BYTES = 512 << 20 };

struct demo_office { int64_t analyst, unit_id; };
struct making {
	struct change *change;
	const struct csv_table *rows;
	const struct risk_picture *picture;
	const char *year;               /* "1": last year's, "0": this year's */
};

static double number(const struct csv_table *rows, size_t row, const char *name)
{
	double value = 0;

	str_to_real(csv_cell(rows, row, name), &value);
	return value;
}

static const struct suggestion *suggestion_like(const struct suggestion_list *list, struct str title)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < list->at[i].count; k++)
			if (str_equals(list->at[i].risks[k]->title, title))
				return &list->at[i];
	return NULL;
}

static void theme_put(const struct making *making, const struct suggestion_list *suggestions, size_t row)
{
	const struct csv_table *rows = making->rows;
	struct risk_theme theme = { .picture_id = making->picture->id,
		.kind = choice_of(risk_theme_kinds, csv_cell(rows, row, "kind")),
		.place = demo_int(rows, row, "place"), .title = csv_cell(rows, row, "title_sv"),
		.words = csv_cell(rows, row, "words_sv"), .doing = csv_cell(rows, row, "doing_sv"),
		.actors = csv_cell(rows, row, "actors_sv"), .reason = csv_cell(rows, row, "reason_sv"),
		.zone = csv_cell(rows, row, "zone"), .frequency_low = number(rows, row, "low"),
		.frequency_likely = number(rows, row, "likely"), .frequency_high = number(rows, row, "high"),
		.confirmed_by = change_me(making->change), .confirmed_at = instant_now() };
	const struct suggestion *like = suggestion_like(suggestions, csv_cell(rows, row, "match_sv"));

	if (theme.kind == THEME_gathered && !like)
		return;
	change_insert(making->change, &risk_theme_record.shape, &theme);
	for (size_t i = 0; like && i < like->count; i++)
		theme_risk_add(making->change, theme.id, like->risks[i]->id);
	riskpicture_step_add(making->change, making->picture->id, "theme", theme.title);
}

/* This year only every other one is confirmed yet: the rest are suggestions. */
static void themes_put(const struct making *making)
{
	const struct gathering *gathering = gathering_of(change_view(making->change), (int)making->picture->year);
	const struct theme_risk_list none = { 0 };
	struct suggestion_list suggestions = suggestions_of(change_view(making->change), gathering, &none);
	size_t nth = 0;

	for (size_t row = 1; row < making->rows->count; row++)
		if (str_has_word(csv_cell(making->rows, row, "years"), str_of(making->year))
		    && (str_is(str_of(making->year), "1") || nth++ % 2 == 0))
			theme_put(making, &suggestions, row);
}

static struct risk_picture picture_begin(struct change *change, int64_t unit_id, int year)
{
	struct risk_picture picture = { .unit_id = unit_id, .year = year, .number = 1,
		.state = RISK_PICTURE_draft, .planned_on = { (int16_t)year, 11, 18 },
		.outside = S("Räddningstjänsten: läste utkastet och lämnade synpunkter\nPolisen: deltog i verkstaden i oktober\nElnätsbolaget och vattenbolaget: svarade på frågor om sina nät\nLänsstyrelsen: bjöds in, kunde inte delta") };

	change_insert(change, &risk_picture_record.shape, &picture);
	riskpicture_step_add(change, picture.id, "begin", S(""));
	return picture;
}

static void year_put(struct store *store, const struct demo_office *office, const struct csv_table *rows,
                     int year, bool is_published)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .person = office->analyst });
	struct risk_picture picture = picture_begin(change, office->unit_id, year);
	struct making making = { change, rows, &picture, is_published ? "1" : "0" };
	const struct riskpicture_decision act = { .meeting_on = { (int16_t)year, 11, 19 },
		.paragraph = S("§ 212"), .signer = S("Kommunstyrelsens ordförande") };
	struct str problem = S("");

	themes_put(&making);
	if (is_published) {
		picture.summary = S("Staden är mest sårbar för det som slår mot alla på en gång: el, regn, system och telefoni. Varje enhet har en reserv för sig, men flera räknar med samma. Två risker bär staden själv, för att ingen enhet kan.");
		problem = risk_picture_decide(change, &picture, &act);
		picture.state = RISK_PICTURE_published;
		picture.published_by = change_me(change);
		picture.published_at = instant_now();
		picture.submission_id = demo_submission(change_view(change), office->unit_id, year);
		riskpicture_step_add(change, picture.id, "publish", S(""));
		change_update(change, &risk_picture_record.shape, &picture, picture.version);
	}
	if (problem.len || change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city with its risk picture.", str_z(arena, problem));
	arena_close(arena);
}

static struct demo_office office_of(struct store *store, struct arena *arena, int year)
{
	struct demo_office office = { 0 };
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });

	office.analyst = demo_analyst(view);
	view_close(view);
	view = view_open(store, arena, (struct who){ .person = office.analyst });
	office.unit_id = risk_picture_office(view, year);
	view_close(view);
	return office;
}

void riskpicture_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	int year = date_today().year;
	const struct csv_table *rows = demo_rows(arena, "risk_themes");
	struct demo_office office;

	(void)scale;
	tongue_choose(setting_text("language"));
	catalogue_refresh(store);
	office = office_of(store, arena, year - 1);
	if (office.analyst && office.unit_id) {
		calendar_freeze(instant_at((struct date){ (int16_t)(year - 1), 11, 24 }, 9, 0, 0));
		year_put(store, &office, rows, year - 1, true);
		calendar_freeze((struct instant){ 0 });
		year_put(store, &office, rows, year, false);
	}
	arena_close(arena);
}
