/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/write.c - the editor: texts under their headings, what the numbers propose, numbers
 * in the text, the evidence beside.
 *
 * Everything is one form, so that no button of it loses a word that was typed: a button that
 * takes a sentence or inserts a number saves the texts as well.
 */
#include "base/json.h"
#include "kit/loose.h"
#include "modules/pictures/cited.html.h"
#include "modules/pictures/comments.h"
#include "modules/pictures/comments.html.h"
#include "modules/pictures/guard.h"
#include "modules/pictures/pages.html.h"
#include "modules/pictures/write.h"
#include "modules/places/places.h"

enum { LONGEST_JSON = 1 << 20 };

static const char *const edit_names[] = { "present", "causes", "consequences", "development",
	"proposals" };

/* ---- The page ------------------------------------------------------------------------------ */

static void edit_fields(struct out *out, struct form_view *form, const struct picture_page *page,
                        const struct proposal_list *proposals)
{
	const struct picture *last = picture_last(page->view, page->picture);
	struct comment_line_list comments = picture_comments(page->view, page->picture->id);
	struct picture_sentence_list taken = picture_sentences(page->view, page->picture->id);
	struct str path = arena_print(out->arena, "/pictures/%.*s", STR(page->picture->public_id));

	for (size_t i = 0; i < COUNT(edit_names); i++) {
		picture_edit_heading(out, picture_heading(page->kind, picture_sections[i]),
			last ? marks_plain(out->arena, picture_section(last, i)) : S(""), picture_sections[i]);
		comments_link(out, path, picture_sections[i],
			comments_open(&comments, picture_sections[i]));
		form_field(out, form, edit_names[i]);
		if (proposals->count)
			proposals_show(out, page, proposals, i, &taken);
	}
	form_field(out, form, "contributors");
	form_field(out, form, "sources");
	picture_secrecy_field(out, form->answers && answer_has(form->answers, "secrecy")
		? answer_get(form->answers, "secrecy") : page->picture->secrecy);
}

static void number_field(struct out *out, struct request *request, struct view *view,
                         const struct picture_page *page)
{
	struct form_view form = form_view_of(request, view, &picture_number_form, NULL);
	bool is_tried = form.answers && str_ends(request->path, S("/numbers"));

	form.id_before = "number-";
	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	if (!page->numbers)
		return;
	number_form_show(out, page, &form, is_tried);
}

static void edit_side(struct out *out, struct request *request, struct view *view,
                      const struct picture_page *page)
{
	picture_remarks_show(out, page);
	number_field(out, request, view, page);
	cited_list(out, page);
	picture_shelf(out, page);
	if (page->numbers)
		picture_numbers(out, page);
	picture_figures_begin(out);
	picture_figures(out, page);
	picture_figures_end(out);
}

struct reply picture_edit(struct request *request, struct view *view)
{
	const struct picture *picture = picture_load(request, view);
	struct proposal_list proposals;
	struct picture_page page;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	if (!picture_is_editable(picture->state))
		return reply_go(request, "/pictures/%.*s", STR(picture->public_id));
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	form = form_view_of(request, view, &picture_form, picture);
	path = arena_print(request->arena, "/pictures/%.*s", STR(picture->public_id));
	proposals = picture_proposals(&page);
	out = page_begin(request, view, str_z(request->arena, picture->title));
	picture_edit_begin(out, &page);
	picture_related(out, &page, NULL);
	picture_changed_show(out, request, &page);
	form_begin(out, &form, path, false);
	form_problems(out, &form);
	edit_first(out, &page, proposals.count);
	picture_split_begin(out);
	edit_fields(out, &form, &page, &proposals);
	form_buttons(out, _("Save the picture"), path);
	picture_side_begin(out);
	edit_side(out, request, view, &page);
	picture_split_end(out);
	form_end(out);
	if (page.numbers) {
		struct number_option_list options = cited_options(request->arena, page.numbers);

		number_chooser(out, &options);
	}
	return page_end(request, 200);
}

/* ---- Saving -------------------------------------------------------------------------------- */

/* False: the texts may not stand so, or somebody else was first, and *reply says so. */
static bool is_kept(struct request *request, struct change *change, struct picture *picture,
                    struct reply *reply)
{
	enum updated updated;

	if (!picture_texts_judge(request, change_view(change), picture)) {
		*reply = reply_again(request, change);
		return false;
	}
	updated = change_update(change, &picture_record.shape, picture,
		picture_sent_version(request, picture));

	if (updated == UPDATED_STALE || updated == UPDATED_GONE) {
		*reply = picture_gone(request, change, updated, picture);
		return false;
	}
	if (updated == UPDATED)
		picture_step_add(change, picture, "change", picture->state, S(""));
	return true;
}

struct reply picture_change_act(struct request *request, struct change *change)
{
	struct picture *picture = request_record(request);
	struct picture_page page;
	struct reply reply;

	if (!picture_is_editable(picture->state))
		return picture_wrong_state(request, change);
	page = picture_page_of(change_view(change), picture, false);
	cited_settle(change, &page, picture);
	if (!is_kept(request, change, picture, &reply))
		return reply;
	request_message(request, _("The picture is saved."));
	return picture_saved(request, 200, picture);
}

/* What was typed in the fields goes along, whichever button was pressed. */
static void typed_take(struct writing *writing)
{
	const struct answers *answers = request_sent(writing->request);

	for (size_t i = 0; picture_form.fields[i]; i++) {
		const char *name = picture_form.fields[i];

		if (answer_has(answers, name))
			field_judge(record_field(&picture_record, name),
				change_view(writing->change), answer_get(answers, name), &writing->now,
				request_problems(writing->request));
	}
}

bool writing_begin(struct writing *writing, struct request *request, struct change *change,
                   struct reply *reply)
{
	*writing = (struct writing){ .request = request, .change = change,
		.before = picture_load(request, change_view(change)) };
	if (!writing->before) {
		*reply = reply_not_found(request);
		return false;
	}
	if (!picture_is_editable(writing->before->state)) {
		*reply = picture_wrong_state(request, change);
		return false;
	}
	writing->now = *writing->before;
	writing->page = picture_page_of(change_view(change), writing->before, false);
	typed_take(writing);
	if (request_problems(request)->count) {
		*reply = reply_again(request, change);
		return false;
	}
	return true;
}

struct str *picture_text_of(struct picture *picture, struct str section)
{
	struct str *const texts[] = { &picture->present, &picture->causes, &picture->consequences,
		&picture->development, &picture->proposals };

	for (size_t i = 0; i < COUNT(texts); i++)
		if (str_is(section, picture_sections[i]))
			return texts[i];
	return NULL;
}

static bool text_append(struct change *change, struct picture *picture, struct str section, struct str words)
{
	struct str *text = picture_text_of(picture, section), before;

	if (!text)
		return false;
	before = str_trim(*text);
	*text = before.len ? arena_print(change_arena(change), "%.*s\n\n%.*s", STR(before), STR(words))
		: words;
	return true;
}

bool writing_append(struct writing *writing, struct str section, struct str words)
{
	return text_append(writing->change, &writing->now, section, words);
}

struct reply writing_done_at(struct writing *writing, struct str path, const char *message)
{
	struct reply reply;

	cited_settle(writing->change, &writing->page, &writing->now);
	if (!is_kept(writing->request, writing->change, &writing->now, &reply))
		return reply;
	request_message(writing->request, message);
	return reply_done(writing->request, 200, &picture_record, &writing->now, "%.*s", STR(path));
}

struct reply writing_done(struct writing *writing, struct str section, const char *message)
{
	return writing_done_at(writing, arena_print(change_arena(writing->change),
		"/pictures/%.*s/edit#at-%.*s", STR(writing->now.public_id), STR(section)), message);
}

/* ---- Sentences of the draft ---------------------------------------------------------------- */

void proposal_take(struct change *change, const struct picture_page *page, struct picture *picture,
                   const struct proposal *proposal)
{
	struct str section = str_of(picture_sections[proposal->section]);
	struct picture_sentence sentence = { .picture_id = picture->id, .section = section,
		.origin = ORIGIN_data, .row_key = proposal->key,
		.words = cited_settled(change, page, proposal->words),
		.path = proposal_path(page, proposal), .digest = page->extract->digest };

	sentence_add(change, &sentence);
	text_append(change, picture, section, sentence.words);
}

struct reply picture_take_act(struct request *request, struct change *change)
{
	struct str key = request_param(request, "key"), section = S("");
	struct picture_sentence_list taken;
	struct proposal_list proposals;
	struct writing writing;
	struct reply reply;

	if (!writing_begin(&writing, request, change, &reply))
		return reply;
	proposals = picture_proposals(&writing.page);
	taken = picture_sentences(change_view(change), writing.now.id);
	for (size_t i = 0; i < proposals.count; i++) {
		const struct proposal *proposal = &proposals.at[i];

		if (!str_equals(key, proposal->key)
		    && !(str_is(key, "all") && !sentence_is_taken(&taken, proposal)))
			continue;
		proposal_take(change, &writing.page, &writing.now, proposal);
		if (!section.len)
			section = str_of(picture_sections[proposal->section]);
	}
	if (!section.len && !str_is(key, "all"))
		return reply_not_found(request);
	return writing_done(&writing, section, _("It stands in the text now. Change it so that it says what you mean."));
}

static void proposal_json(struct json_out *json, const struct picture_page *page,
                          const struct proposal *proposal, bool is_taken)
{
	json_object_begin(json, NULL);
	json_str(json, "key", proposal->key);
	json_str(json, "section", str_of(picture_sections[proposal->section]));
	json_str(json, "words", marks_plain(view_arena(page->view), proposal->words));
	json_str(json, "text", proposal->words);
	json_str(json, "path", page->has_links ? proposal_path(page, proposal) : S(""));
	json_bool(json, "is_taken", is_taken);
	json_object_finish(json);
}

/* For machines: people see it in the editor. */
struct reply picture_draft_show(struct request *request, struct view *view)
{
	const struct picture *picture = picture_load(request, view);
	struct picture_sentence_list taken;
	struct proposal_list proposals;
	struct picture_page page;
	struct json_out json;
	struct out out;

	if (!picture)
		return reply_not_found(request);
	if (!request_wants_json(request))
		return reply_go(request, "/pictures/%.*s/edit", STR(picture->public_id));
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	proposals = picture_proposals(&page);
	taken = picture_sentences(view, picture->id);
	out_init(&out, request->arena, LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "rows");
	for (size_t i = 0; i < proposals.count; i++)
		proposal_json(&json, &page, &proposals.at[i], sentence_is_taken(&taken, &proposals.at[i]));
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- A number of one's own question ---------------------------------------------------------- */

static void number_judge(struct view *view, void *row, struct problems *problems)
{
	struct picture_number *cited = row;
	struct date from, to;

	if (!cited_is_of_extract(cited) && cited->what != WHAT_events && cited->what != WHAT_injured
	    && cited->what != WHAT_notices)
		problem_add(problems, "what", "%s",
			_("Only events, injured and notices can be counted by unit, area, type or period. Leave those empty."));
	if (cited->what == WHAT_notices && (cited->unit_id || cited->type.len))
		problem_add(problems, cited->unit_id ? "unit_id" : "type", "%s",
			_("Notices from outside have no unit and no type of event. Leave those empty."));
	/* Whoever reads statistics alone is not told small numbers; this number is exact. */
	if (cited->unit_id && !picture_may(view, MAY_events_read, cited->unit_id))
		problem_add(problems, "unit_id", "%s", _("You do not count the events of that unit."));
	if (cited->period.len && !period_read(cited->period, &from, &to))
		problem_add(problems, "period", "%s",
			_("Write the period as for example 2026, 2026-T2 or 2026-03."));
	if (cited->area_code.len && !areas_within(view, cited->area_code, date_today()).count)
		problem_add(problems, "area_code", "%s", _("There is no area with this code."));
}

const struct form picture_number_form = {
	.record = &picture_number_record,
	.fields = FIELDS("what", "unit_id", "area_code", "type", "period", "is_before"),
	.judge = number_judge,
};

struct reply picture_number_act(struct request *request, struct change *change)
{
	struct picture_number *cited = request_record(request);
	struct str into = sent(request, "number_into");
	struct writing writing;
	struct reply reply;

	if (!writing_begin(&writing, request, change, &reply))
		return reply;
	if (!writing.page.numbers)
		return reply_not_found(request);
	cited_add(change, &writing.page, cited);
	if (request_wants_json(request))
		return reply_done(request, 201, &picture_number_record, cited, "/pictures/%.*s",
			STR(writing.now.public_id));
	if (!writing_append(&writing, into.len ? into : str_of(picture_sections[0]),
			mark_write(request->arena, tongue_number(request->arena, cited->amount),
				arena_print(request->arena, "%lld", (long long)cited->number))))
		return reply_not_found(request);
	return writing_done(&writing, into, _("The number stands at the end of the text. Move it to where it belongs."));
}
