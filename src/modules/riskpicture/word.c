/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/word.c - the picture as a document for word processors. */
#include "modules/riskpicture/part.h"

#include "formats/docx.h"
#include "kit/setting.h"

enum { LONGEST_LEVELS = 1024 };

static struct docx *begin(struct arena *arena, const struct risk_picture *picture, bool is_inner)
{
	struct str decided = picture->decided_at.seconds
		? arena_print(arena, _("decided %.*s, %.*s, signed by %.*s"),
			STR(tongue_date(arena, picture->meeting_on)), STR(picture->paragraph), STR(picture->signer))
		: str_of(_(risk_picture_states[picture->state].label));

	return docx_begin(arena, &(struct docx_about){
		.title = arena_print(arena, _("The city's risk picture of %lld"), (long long)picture->year),
		.under = is_inner ? arena_print(arena, "%.*s · %s", STR(decided),
			_("with what is marked: not for sharing")) : decided,
		.author = setting_text("city_name"), .language = tongue_code(),
		.made = picture->decided_at.seconds ? picture->decided_at : instant_now() });
}

/* "Very high: 7, High: 2" */
static struct str levels_words(struct arena *arena, const struct face_theme *theme)
{
	struct out out;

	out_init(&out, arena, LONGEST_LEVELS);
	if (theme->zone.len)
		out_print(&out, "%.*s", STR(code_name("event/zone_levels", theme->zone)));
	for (size_t i = 0; i < theme->level_count; i++)
		if (theme->levels[i].zone.len)
			out_print(&out, "%s%.*s: %lld", out.len ? ", " : "",
				STR(code_name("event/zone_levels", theme->levels[i].zone)),
				(long long)theme->levels[i].count);
	return out_str(&out);
}

static void theme_put(struct docx *doc, struct arena *arena, const struct face_theme *theme)
{
	struct str levels = levels_words(arena, theme), often = rollup_words(arena, &theme->times);

	docx_heading(doc, 1, theme->place ? arena_print(arena, "%lld. %.*s", (long long)theme->place,
		STR(theme->title)) : theme->title);
	if (theme->words.len)
		docx_words(doc, theme->words);
	if (theme->doing.len)
		docx_fact(doc, str_of(_("What the city does with it")), theme->doing);
	if (levels.len)
		docx_fact(doc, str_of(_("Level")), levels);
	if (theme->said.count)
		docx_fact(doc, str_of(_("Units")), arena_print(arena, "%lld", (long long)theme->units));
	if (often.len)
		docx_fact(doc, str_of(_("How often")), often);
	if (theme->actors.len)
		docx_fact(doc, str_of(_("With whom outside the city")), theme->actors);
}

static void said_put(struct docx *doc, struct arena *arena, const struct face *face)
{
	const struct docx_column columns[] = { { str_of(_("Theme")), false, 3 },
		{ str_of(_("Unit")), false, 2 }, { str_of(_("Risk")), false, 4 },
		{ str_of(_("Level")), false, 2 }, { str_of(_("Most likely")), false, 2 } };

	docx_heading(doc, 1, str_of(_("Who has said what")));
	docx_table_begin(doc, str_of(_("Who has said what")), COUNT(columns), columns);
	for (size_t t = 0; t < face->themes.count; t++)
		for (size_t i = 0; i < face->themes.at[t].said.count; i++) {
			const struct face_said *said = &face->themes.at[t].said.at[i];

			docx_row(doc, (struct str[]){ face->themes.at[t].title,
				face_name(said->unit_sv, said->unit_en), said->title,
				said->zone.len ? code_name("event/zone_levels", said->zone) : str_of(_("not told")),
				rollup_often(arena, said->times.middle) });
		}
	docx_table_end(doc);
}

static void ground_put(struct docx *doc, struct arena *arena, const struct risk_picture *picture,
                       const struct face *face)
{
	docx_heading(doc, 1, str_of(_("What it rests on")));
	docx_words(doc, arena_print(arena, _("%lld of %lld units have handed in their analysis, with %lld risks among the most prominent."),
		(long long)face->units_in, (long long)face->units_all, (long long)face->risks));
	if (face->missing.count) {
		docx_words(doc, arena_print(arena, plural((int64_t)face->missing.count,
			"%zu unit whose analysis has not come in", "%zu units whose analyses have not come in"),
			face->missing.count));
		docx_list_begin(doc, false);
		for (size_t i = 0; i < face->missing.count; i++)
			docx_item(doc, face_name(face->missing.at[i].unit_sv, face->missing.at[i].unit_en));
		docx_list_end(doc);
	}
	if (picture->outside.len) {
		docx_heading(doc, 2, str_of(_("Who outside the city took part")));
		docx_words(doc, picture->outside);
	}
}

struct reply riskpicture_word(struct request *request, struct view *view)
{
	const struct risk_picture *picture = risk_picture_get(view, request_param(request, "id"));
	struct arena *arena = request->arena;
	const struct face *face;
	struct docx *doc;
	struct reply reply;
	bool is_inner;

	if (!picture)
		return reply_not_found(request);
	is_inner = request_query(request, "all").len && riskpicture_maker(view);
	face = face_of_picture(view, picture, !is_inner);
	doc = begin(arena, picture, is_inner);
	if (picture->summary.len)
		docx_words(doc, picture->summary);
	for (size_t i = 0; i < face->themes.count; i++)
		theme_put(doc, arena, &face->themes.at[i]);
	said_put(doc, arena, face);
	ground_put(doc, arena, picture, face);
	if (picture->digest.len && !is_inner)
		docx_small(doc, arena_print(arena, "%s: %.*s",
			_("The numbers are as they were when it was decided. Digest"), STR(picture->digest)));
	reply = reply_bytes(200, docx_type, docx_end(doc));
	reply_download(&reply, arena, arena_print(arena, "risk-picture-%lld.docx", (long long)picture->year));
	return reply;
}
