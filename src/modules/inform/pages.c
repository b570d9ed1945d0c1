/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/pages.c - what waits, one list with its form, and how it stands on other rooms' pages. */
#include "modules/inform/inside.h"

#include "base/json.h"
#include "modules/inform/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 4 << 20 };

/* ---- Words ------------------------------------------------------------------------------------- */

struct str waited_words(struct arena *arena, int64_t seconds)
{
	enum { HOURS_LONG = 6, DAYS_FROM = 2 };
	int64_t minutes = seconds / MINUTE, hours = seconds / HOUR;

	if (hours >= DAYS_FROM * 24)
		return arena_print(arena, _("%lld days"), (long long)(hours / 24));
	if (hours >= HOURS_LONG)
		return arena_print(arena, _("%lld h"), (long long)hours);
	if (hours)
		return arena_print(arena, _("%lld h %lld min"), (long long)hours, (long long)(minutes % 60));
	return arena_print(arena, _("%lld min"), (long long)minutes);
}

struct str sum_words(struct arena *arena, const struct inform_sum *sum, struct instant now)
{
	if (!sum->whole)
		return str_of(_("Nobody has to be informed now."));
	if (sum->missing)
		return arena_print(arena, _("Not yet informed: %lld of %lld, oldest %.*s."),
			(long long)sum->missing, (long long)sum->whole,
			STR(waited_words(arena, now.seconds - sum->oldest.seconds)));
	if (sum->repeats_late)
		return arena_print(arena, _("All are informed, but %lld of %lld should have been again."),
			(long long)sum->repeats_late, (long long)sum->whole);
	return arena_print(arena, _("All are informed: %lld of %lld."), (long long)sum->whole,
		(long long)sum->whole);
}

struct str line_who(struct view *view, const struct inform_line *line)
{
	if (line->person_id)
		return person_name(view, line->person_id);
	if (line->post.len && !line->is_hole)
		return line->post;
	return str_of(line->rule->function.len ? _("Nobody is on duty") : _("Nobody holds the role"));
}

static struct str rules_words(struct arena *arena, struct str codes)
{
	struct str words = S("");

	while (codes.len) {
		struct str name = code_name("inform/rules", str_cut(&codes, ' '));

		words = arena_print(arena, words.len ? "%.*s, %.*s" : "%.*s%.*s", STR(words), STR(name));
	}
	return words;
}

/* As what: all the rules that ask for this person, and of which unit. */
struct str line_role(struct view *view, const struct inform_line *line)
{
	struct arena *arena = view_arena(view);
	struct str words = rules_words(arena, line->rules);

	if (line->rule->at != AT_city)
		words = arena_print(arena, "%.*s (%.*s)", STR(words), STR(unit_name(view, line->unit_id)));
	return line->is_deputy ? arena_print(arena, _("%.*s, as deputy"), STR(words)) : words;
}

struct str situation_path(struct arena *arena, const struct situation *situation)
{
	return arena_print(arena, "/inform/%.*s", STR(situation->number));
}

struct str told_name(const struct inform_page *page, const struct informed *row)
{
	return row->person_name.len ? row->person_name : person_name(page->view, row->person_id);
}

struct str asked_name(const struct inform_page *page, const struct informed *row)
{
	return row->asked_id ? person_name(page->view, row->asked_id) : str_of(_("nobody"));
}

/* Of which unit, where it is not one of the city. */
struct str told_role(const struct inform_page *page, const struct informed *row)
{
	struct arena *arena = page->request->arena;
	struct str codes = row->rules, words = rules_words(arena, row->rules);
	const struct item *rule = item_find("inform/rules", str_cut(&codes, ' '));

	if (!row->unit_id || !rule || str_is(item_text(rule, "at"), "city"))
		return words;
	return arena_print(arena, "%.*s (%.*s)", STR(words), STR(unit_name(page->view, row->unit_id)));
}

struct instant receipt_at(const struct inform_page *page, int64_t informed_id)
{
	for (size_t i = 0; i < page->receipts.count; i++)
		if (page->receipts.at[i].informed_id == informed_id)
			return page->receipts.at[i].at;
	return (struct instant){ 0 };
}

/* ---- JSON ----------------------------------------------------------------------------------------- */

static void sum_json(struct json_out *json, struct view *view, const struct situation *s,
                     struct instant now)
{
	json_str(json, "number", s->number);
	json_str(json, "title", s->title);
	json_str(json, "unit", s->unit);
	json_bool(json, "is_exercise", s->crisis && s->crisis->is_exercise);
	json_int(json, "people", (int64_t)s->sum.whole);
	json_int(json, "not_informed", (int64_t)s->sum.missing);
	json_int(json, "repeats_late", (int64_t)s->sum.repeats_late);
	json_int(json, "nobody_holds", (int64_t)s->sum.holes);
	if (s->sum.oldest.seconds)
		json_instant(json, "oldest_since", s->sum.oldest);
	if (s->sum.next.seconds)
		json_instant(json, "next_due", s->sum.next);
	json_str(json, "words", sum_words(view_arena(view), &s->sum, now));
	json_str(json, "path", situation_path(view_arena(view), s));
}

static void line_json(struct json_out *json, struct view *view, const struct inform_line *line)
{
	json_object_begin(json, NULL);
	json_str(json, "line", line_key(view_arena(view), line));
	json_str(json, "rules", line->rules);
	json_str(json, "who", line_who(view, line));
	json_str(json, "as", line_role(view, line));
	json_bool(json, "is_hole", line->is_hole);
	json_bool(json, "is_informed", line->course.is_informed);
	json_instant(json, "since", line->begins);
	if (line->course.last.seconds)
		json_instant(json, "last", line->course.last);
	if (line->course.due.seconds)
		json_instant(json, "due", line->course.due);
	json_bool(json, "is_resting", line->course.is_resting);
	json_object_finish(json);
}

static struct reply situation_json(struct request *request, const struct inform_page *page)
{
	const struct situation *s = page->situation;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	sum_json(&json, page->view, s, page->now);
	json_list_begin(&json, "lines");
	for (size_t i = 0; i < s->lines.count; i++)
		line_json(&json, page->view, &s->lines.at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "informed");
	for (size_t i = 0; i < s->rows.count; i++)
		record_json(&json, &informed_record, &s->rows.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply list_json(struct request *request, struct view *view,
                              const struct situation_list *list, struct instant now)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "my_receipts_waiting", told_to_me_waiting(view));
	json_list_begin(&json, "items");
	for (size_t i = 0; i < list->count; i++) {
		json_object_begin(&json, NULL);
		sum_json(&json, view, &list->at[i], now);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- What waits ---------------------------------------------------------------------------------- */

static bool is_asked(const struct situation *s, struct str what)
{
	if (str_is(what, "waiting"))
		return s->sum.missing || s->sum.late;
	if (str_is(what, "late"))
		return s->sum.late > 0;
	return !str_is(what, "nobody") || s->sum.holes > 0;
}

static struct situation_list only(struct arena *arena, const struct situation_list *all, struct str what)
{
	struct situation_list some = { 0, arena_array(arena, struct situation, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		if (is_asked(&all->at[i], what))
			some.at[some.count++] = all->at[i];
	return some;
}

struct reply inform_list_page(struct request *request, struct view *view)
{
	struct instant now = instant_now();
	struct str what = request_query(request, "what");
	bool reads = request_may(request, MAY_inform_read) || request_may(request, MAY_crisis_log);
	struct situation_list all = { 0 }, shown;
	struct mine_list mine = told_to_me(view);
	size_t left_out = 0;
	struct out *out;

	if (reads) {
		struct inform_book *book = inform_book_open(view, now);

		all = situations_open(book);
		left_out = inform_book_left_out(book);
	}
	shown = only(request->arena, &all, what);
	if (request_wants_json(request))
		return list_json(request, view, &shown, now);
	out = page_begin(request, view, _("To inform"));
	inform_head(out);
	if (left_out)
		inform_left_out(out, (int64_t)left_out);
	if (mine.count || !reads)
		inform_mine(out, request, &mine);
	if (reads) {
		inform_numbers(out, (int64_t)all.count, (int64_t)only(request->arena, &all, S("waiting")).count,
			(int64_t)only(request->arena, &all, S("late")).count,
			(int64_t)only(request->arena, &all, S("nobody")).count);
		inform_table(out, &shown, now, what);
	}
	return page_end(request, 200);
}

/* ---- One list ---------------------------------------------------------------------------------------- */

static bool page_of(struct request *request, struct view *view, struct inform_page *page)
{
	*page = (struct inform_page){ .request = request, .view = view, .now = instant_now() };
	page->situation = situation_of_number(inform_book_open(view, page->now),
		request_param(request, "number"));
	if (!page->situation)
		return false;
	page->may_write = situation_may_write(view, page->situation);
	page->receipts = receipts_of(view,
		page->situation->crisis ? page->situation->crisis->id : 0, page->situation->event_id);
	return true;
}

static struct str act_path(const struct inform_page *page, const char *act)
{
	return arena_print(page->request->arena, "/inform/%.*s/%s", STR(page->situation->number), act);
}

/* Words of a form that was refused stand there still, also when nobody is left to inform. */
static void told_form_show(struct out *out, struct inform_page *page)
{
	struct told told = { .channel = S("phone") };
	struct form_view form = form_view_of(page->request, page->view, &inform_told_form, &told);
	const struct answers *failed = form.answers;
	struct str chosen = failed ? answer_get(failed, "line") : request_query(page->request, "line");

	if (!page->may_write || (!page->situation->lines.count && !failed))
		return;
	inform_told_begin(out);
	form_begin(out, &form, act_path(page, "told"), false);
	form_problems(out, &form);
	inform_line_choice(out, page, chosen, request_problems(page->request));
	form_field(out, &form, "channel");
	form_field(out, &form, "at");
	form_field(out, &form, "note");
	form_field(out, &form, "person_id");
	form_buttons(out, _("Note it"), S(""));
	form_end(out);
}

struct reply inform_situation_page(struct request *request, struct view *view)
{
	struct inform_page page;
	struct out *out;

	if (!page_of(request, view, &page))
		return reply_not_found(request);
	if (request_wants_json(request))
		return situation_json(request, &page);
	out = page_begin(request, view, _("Who must be informed"));
	inform_situation_head(out, &page);
	inform_lines_table(out, &page);
	told_form_show(out, &page);
	inform_history(out, &page);
	return page_end(request, 200);
}

struct reply inform_decide_page(struct request *request, struct view *view)
{
	struct inform_decision row = { .decided_by = request_person(request)->name, .kind = STEP_rhythm };
	struct inform_page page;
	struct form_view form;
	struct out *out;

	if (!page_of(request, view, &page))
		return reply_not_found(request);
	if (!page.may_write)
		return reply_forbidden(request);
	form = form_view_of(request, view, &inform_decision_form, &row);
	out = page_begin(request, view, _("Decide on the repeats"));
	inform_sub_head(out, &page, _("Decide on the repeats"),
		_("A named person decides. What is decided stands there and is never changed; a new decision follows it."));
	form_begin(out, &form, act_path(&page, "decide"), false);
	form_all(out, &form);
	form_buttons(out, _("Decide"), situation_path(request->arena, page.situation));
	form_end(out);
	return page_end(request, 200);
}

struct reply inform_correct_page(struct request *request, struct view *view)
{
	const struct informed *row;
	struct inform_page page;
	struct form_view form;
	struct told told;
	struct out *out;

	row = page_of(request, view, &page) ? situation_row_asked(request, page.situation) : NULL;
	if (!row)
		return reply_not_found(request);
	if (!page.may_write)
		return reply_forbidden(request);
	told = (struct told){ .channel = row->channel, .note = row->note,
		.at = instant_input(request->arena, row->at) };
	form = form_view_of(request, view, &inform_correct_form, &told);
	out = page_begin(request, view, _("Correct a telling"));
	inform_sub_head(out, &page, _("Correct a telling"), str_z(request->arena, told_name(&page, row)));
	form_begin(out, &form, arena_print(request->arena, "%.*s/%.*s/correct",
		STR(situation_path(request->arena, page.situation)), STR(row->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Correct it"), situation_path(request->arena, page.situation));
	form_end(out);
	return page_end(request, 200);
}

/* ---- On the pages of other rooms ------------------------------------------------------------------------ */

void inform_crisis_show(struct out *out, struct request *request, struct view *view, int64_t crisis_id)
{
	struct instant now = instant_now();
	const struct situation *s = situation_of_crisis(inform_book_open(view, now), crisis_id);

	(void)request;
	if (s && (s->lines.count || s->rows.count))
		inform_box(out, s, now);
}

void inform_event_show(struct out *out, struct request *request, struct view *view, int64_t event_id)
{
	struct instant now = instant_now();
	const struct event_case *event = request_may(request, MAY_inform_read)
		? inform_event_get(view, event_id) : NULL;
	struct inform_book *book;
	const struct situation *s;

	if (!event)
		return;
	/* Most events are not serious, and their pages wait for no roster. */
	book = inform_book_open(view, now);
	if (!inform_book_asks(book, event->severity) && !informed_of(view, 0, event_id).count)
		return;
	s = situation_of_event(book, event_id);
	if (s && (s->lines.count || s->rows.count))
		inform_box(out, s, now);
}

const struct route inform_routes[] = {
	{ GET, "/inform", .need = SIGNED_IN, .show = inform_list_page, .is_api_too = true,
	  .label = N_("Who must be informed: what waits, and what oneself was told") },
	{ GET, "/inform/:number", .need = MAY_inform_read, .show = inform_situation_page, .is_api_too = true,
	  .label = N_("Who must be informed of an event or a crisis") },
	{ POST, "/inform/:number/told", .need = MAY_inform_read, .act = inform_told_act,
	  .form = &inform_told_form, .again = inform_situation_page, .is_api_too = true,
	  .label = N_("Note that somebody was informed") },
	{ GET, "/inform/:number/decide", .need = MAY_inform_read, .show = inform_decide_page,
	  .label = N_("Decide on the repeats of informing") },
	{ POST, "/inform/:number/decide", .need = MAY_inform_read, .act = inform_decide_act,
	  .form = &inform_decision_form, .again = inform_decide_page, .is_api_too = true,
	  .label = N_("Decide on the repeats of informing: save") },
	{ GET, "/inform/:number/:id/correct", .need = MAY_inform_read, .show = inform_correct_page,
	  .label = N_("Correct what was noted of informing") },
	{ POST, "/inform/:number/:id/correct", .need = MAY_inform_read, .act = inform_correct_act,
	  .form = &inform_correct_form, .again = inform_correct_page, .is_api_too = true,
	  .label = N_("Correct what was noted of informing: save") },
	{ POST, "/inform/told/:id/receipt", .need = SIGNED_IN, .act = inform_receipt_act,
	  .again = inform_list_page, .is_api_too = true,
	  .label = N_("Confirm that one was informed") },
	{ .path = NULL },
};
