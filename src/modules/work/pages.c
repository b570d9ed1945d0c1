/* SPDX-License-Identifier: EUPL-1.2 */
/* work/pages.c - sentences and questions on the start page; the brief before a meeting. */
#include "modules/work/inside.h"

#include "base/json.h"
#include "modules/work/pages.html.h"
#include "modules/work/questions.h"

#include <string.h>

/* The board that one belongs to, or of the address; NULL none. */
static const struct unit *board_asked(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");

	if (code.len)
		return unit_of_code(view, code);
	return unit_get(view, unit_board(view, request_person(request)->unit_id, date_today()));
}

/* A text without its marks, cut between words. */
struct str first_words(struct arena *arena, struct str markdown, size_t letters)
{
	char *plain = arena_take(arena, markdown.len + 1);
	struct str text;
	size_t len = 0;

	for (size_t i = 0; i < markdown.len; i++) {
		char c = markdown.at[i];

		if (c == '*' || c == '#' || c == '`' || c == '>')
			continue;
		plain[len++] = c == '\n' || c == '\r' ? ' ' : c;
	}
	text = str_trim((struct str){ plain, len });
	if (str_letters(text) <= letters)
		return text;
	text = str_letters_part(text, letters);
	while (text.len > 1 && text.at[text.len - 1] != ' ')
		text.len--;
	return arena_print(arena, "%.*s …", STR(str_trim(text)));
}

/* ---- The brief ---------------------------------------------------------------------------------- */

static struct reply brief_json(struct request *request, const struct brief *brief)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 1 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", brief->facts->unit->code);
	json_date(&json, "on", brief->facts->today);
	json_int(&json, "events", brief->facts->events);
	json_int(&json, "events_before", brief->facts->events_before);
	json_int(&json, "injured", brief->facts->injured);
	json_int(&json, "measures_done", brief->facts->measures_done);
	json_int(&json, "duties_held", brief->facts->duties_held);
	json_int(&json, "duties_asked", brief->facts->duties_asked);
	json_list_begin(&json, "sentences");
	for (size_t i = 0; i < brief->sentences.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "words", brief->sentences.at[i].words);
		json_str(&json, "path", brief->sentences.at[i].path);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

/* Who belongs to no board, as at the office of the city, says whose meeting it is. */
static struct reply brief_choose(struct request *request, struct view *view)
{
	struct unit_list units = duty_units(view, date_today());

	brief_choice(page_begin(request, view, _("Before the meeting")), &units);
	return page_end(request, 200);
}

static struct reply brief_show(struct request *request, struct view *view)
{
	const struct unit *unit = board_asked(request, view);
	struct facts facts;
	struct brief brief;
	struct out *out;

	if (!unit && (request_query(request, "unit").len || request_wants_json(request)))
		return reply_not_found(request);
	if (!unit)
		return brief_choose(request, view);
	facts = facts_of(view, unit, date_today());
	brief = (struct brief){ .facts = &facts, .view = view,
		.sentences = sentences_of(view_arena(view), &facts),
		.pictures = pictures_newest(view, unit->id),
		.measures = measures_costly(view, unit->id, facts.year, 3) };
	if (request_wants_json(request))
		return brief_json(request, &brief);
	out = page_begin(request, view, _("Before the meeting"));
	brief_page(out, request, &brief);
	return page_end(request, 200);
}

/* ---- The start page ------------------------------------------------------------------------------ */

/* Who follows duties but neither handles nor coordinates: a director, a board's secretary. */
static bool reads_sentences(struct request *request)
{
	return request_may(request, MAY_submissions_submit) && request_may(request, MAY_pictures_adopt)
		&& !request_may(request, MAY_programme_assess);
}

/* Who is to understand, not to handle: elected. */
static bool reads_brief(struct request *request)
{
	return request_may(request, MAY_pictures_read) && !request_may(request, MAY_events_read);
}

static bool asks_for_evidence(struct request *request)
{
	return request_may(request, MAY_audit_read) && request_may(request, MAY_programme_read);
}

void work_home(struct out *out, struct request *request, struct view *view)
{
	const struct unit *unit = board_asked(request, view);
	bool acts = reads_sentences(request);

	if (unit && (acts || reads_brief(request))) {
		struct facts facts = facts_of(view, unit, date_today());
		struct sentences sentences = sentences_of(view_arena(view), &facts);

		if (acts)
			sentences_card(out, &facts, &sentences);
		else
			brief_card(out, &facts, &sentences);
	}
	if (asks_for_evidence(request))
		questions_card(out, request, date_today().year);
}

/* The path of a question with the year in its place. */
struct str question_path(struct arena *arena, const struct item *question, int year)
{
	struct str path = item_text(question, "path");
	ptrdiff_t at = str_find(path, S("{year}"));

	if (at < 0)
		return path;
	return arena_print(arena, "%.*s%d%.*s", STR(str_part(path, 0, (size_t)at)), year,
		STR(str_part(path, (size_t)at + strlen("{year}"), path.len)));
}

static struct reply questions_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Show me that …"));

	questions_page(out, request, date_today().year);
	return page_end(request, 200);
}

static const struct route work_routes[] = {
	{ GET, "/brief", .need = MAY_pictures_read, .show = brief_show, .is_api_too = true,
	  .label = N_("Two pages before a meeting") },
	{ GET, "/questions", .need = MAY_programme_read, .show = questions_show,
	  .label = N_("Saved questions of evidence") },
	{ .path = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Before the meeting"), "/brief", MAY_pictures_read, "print", true },
	{ N_("Show me that …"), "/questions", MAY_programme_read, "search", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module work_module = {
	.name = "work", .routes = work_routes, .menu = menu, .rules = work_rules, .home = work_home,
	.home_first = SIGNED_IN,
};
