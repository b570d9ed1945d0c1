/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/parts.c - see parts.h; asking, ending, and taking what was answered. */
#include "modules/pictures/parts.h"

#include "base/json.h"
#include "kit/loose.h"
#include "kit/setting.h"
#include "modules/pictures/guard.h"
#include "modules/pictures/parts.html.h"

enum { LONGEST_JSON = 4 << 20 };

#define RECORD struct picture_part
static const struct field part_fields[] = { PICTURE_PART_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_part_record = {
	RECORD_OF("picture_part", picture_part, part_fields),
	.label = N_("Question about a section"), .many = N_("Questions about sections"),
	.path = "/pictures",
};
const struct form picture_part_form = {
	.record = &picture_part_record, .fields = FIELDS("section", "question", "unit_id"),
	.may_keep = picture_may_keep,
};

#define RECORD struct picture_part_text
static const struct field text_fields[] = { PICTURE_PART_TEXT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_part_text_record = {
	RECORD_OF("picture_part_text", picture_part_text, text_fields),
	.label = N_("Answer about a section"), .many = N_("Answers about sections"), .path = "/pictures",
};

struct str part_asked_whom(struct view *view, const struct picture_part *part)
{
	return part->unit_id ? unit_name(view, part->unit_id) : part->guest_name;
}

/* ---- The page ------------------------------------------------------------------------------ */

static void texts_json(struct json_out *json, const struct picture_part_text_list *texts)
{
	json_list_begin(json, "answers");
	for (size_t i = 0; i < texts->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", texts->at[i].words);
		json_str(json, "by", texts->at[i].writer_name);
		json_instant(json, "at", texts->at[i].at);
		json_object_finish(json);
	}
	json_list_finish(json);
}

void parts_json(struct json_out *json, const struct picture_page *page)
{
	struct picture_part_list parts = picture_parts(page->view, page->picture->id);

	json_list_begin(json, "asked");
	for (size_t i = 0; i < parts.count; i++) {
		struct picture_part_text_list texts = part_texts(page->view, parts.at[i].id);

		json_object_begin(json, NULL);
		json_str(json, "public_id", parts.at[i].public_id);
		json_str(json, "section", parts.at[i].section);
		json_str(json, "whom", part_asked_whom(page->view, &parts.at[i]));
		json_str(json, "question", parts.at[i].question);
		json_instant(json, "asked_at", parts.at[i].asked_at);
		texts_json(json, &texts);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void asking_form(struct out *out, struct request *request, const struct picture_page *page)
{
	struct form_view form = form_view_of(request, page->view, &picture_part_form, NULL);
	struct partner_actor_list actors = partner_actors(page->view, page->picture->unit_id);
	struct str path = arena_print(out->arena, "/pictures/%.*s/parts", STR(page->picture->public_id));

	if (!str_ends(request->path, S("/parts"))) {
		form.answers = NULL;
		form.problems = NULL;
	}
	asking_head(out);
	form_begin(out, &form, path, false);
	form_problems(out, &form);
	asking_choices(out, page, &form, &actors);
	form_field(out, &form, "question");
	form_field(out, &form, "unit_id");
	asking_days(out, setting_int("picture_part_days"));
	form_buttons(out, _("Ask"), S(""));
	form_end(out);
}

static void part_write(struct out *out, struct request *request, const struct picture_page *page,
                       const struct picture_part *part)
{
	struct picture_part_text_list texts = part_texts(page->view, part->id);
	const struct partner_asked *link = part->unit_id ? NULL : partner_asked_of(page->view, part->id);
	bool is_open = !part->ended_at.seconds && picture_is_editable(page->picture->state);
	struct told_sentence_list told = { 0 };

	if (texts.count)
		told = told_sentences(out->arena, texts.at[0].words);
	part_head(out, page, part, link, is_open);
	part_answers(out, request, page, part, &texts, &told, picture_is_editable(page->picture->state));
	if (is_open)
		part_end_form(out, request, page, part);
	part_foot(out);
}

struct reply parts_show(struct request *request, struct view *view)
{
	const struct picture *picture = picture_load(request, view);
	struct picture_part_list parts;
	struct picture_page page;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	if (request_wants_json(request)) {
		struct json_out json;
		struct out text;

		out_init(&text, request->arena, LONGEST_JSON);
		json_begin(&json, &text);
		json_object_begin(&json, NULL);
		parts_json(&json, &page);
		json_object_finish(&json);
		return reply_json(request, 200, &text);
	}
	parts = picture_parts(view, picture->id);
	out = page_begin(request, view, _("Ask others about a section"));
	parts_head(out, &page);
	for (size_t i = 0; i < parts.count; i++)
		part_write(out, request, &page, &parts.at[i]);
	if (picture_is_editable(picture->state))
		asking_form(out, request, &page);
	return page_end(request, 200);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

static struct instant ends_at(struct request *request)
{
	int64_t most = setting_int("picture_part_days"), days = most;

	if (!str_to_int(sent(request, "days"), &days) || days < 1 || days > most)
		days = most;
	return (struct instant){ instant_now().seconds + days * DAY };
}

static bool asking_is_fine(struct request *request, const struct picture_part *part, struct str partner)
{
	struct problems *problems = request_problems(request);

	if (!picture_sections[picture_section_find(part->section)])
		problem_add(problems, "section", "%s", _("Choose the section that you ask about."));
	if (!part->unit_id && !partner.len)
		problem_add(problems, "unit_id", "%s", _("Choose a unit, or an actor outside the city."));
	if (part->unit_id && partner.len)
		problem_add(problems, "unit_id", "%s", _("Ask one at a time: a unit, or an actor outside the city."));
	return problems->count == 0;
}

struct reply parts_ask_act(struct request *request, struct change *change)
{
	struct picture_part *part = request_record(request);
	const struct picture *picture = picture_load(request, change_view(change));
	struct str partner = sent(request, "partner");

	if (!picture)
		return reply_not_found(request);
	if (!picture_is_editable(picture->state))
		return picture_wrong_state(request, change);
	if (!asking_is_fine(request, part, partner)
	    || !picture_words_judge(&(struct guarded){ request, change_view(change), picture->kind },
	                            "question", part->question))
		return reply_again(request, change);
	part->picture_id = picture->id;
	part->asked_by = change_me(change);
	part->asked_at = instant_now();
	change_insert(change, &picture_part_record.shape, part);
	if (partner.len) {
		part->guest_name = partner_ask(change, &(struct partner_asking){ .partner = partner,
			.title = picture->title, .words = part->question, .part_id = part->id,
			.asked_by = request_person(request)->name, .expires_at = ends_at(request) });
		if (!part->guest_name.len)
			return reply_not_found(request);
		change_update(change, &picture_part_record.shape, part, part->version);
	}
	request_message(request, partner.len
		? _("The question is there. Give the actor its link, by a way you trust.")
		: _("The question is there. The unit sees it on its start page."));
	return reply_done(request, 201, &picture_part_record, part, "/pictures/%.*s/parts",
		STR(picture->public_id));
}

static const struct picture_part *part_asked(struct request *request, struct view *view,
                                             const struct picture *picture)
{
	const struct picture_part *part = picture
		? picture_part_get(view, request_param(request, "part")) : NULL;

	return part && part->picture_id == picture->id ? part : NULL;
}

struct reply parts_end_act(struct request *request, struct change *change)
{
	const struct picture *picture = picture_load(request, change_view(change));
	const struct picture_part *part = part_asked(request, change_view(change), picture);

	if (!part)
		return reply_not_found(request);
	part_end(change, part);
	if (!part->unit_id)
		partner_ask_end(change, part->id, request_person(request)->name,
			str_of(_("The question was taken back.")));
	request_message(request, _("The question is closed. What was written is kept."));
	return reply_done(request, 200, &picture_part_record, part, "/pictures/%.*s/parts",
		STR(picture->public_id));
}

/* ---- Taking a sentence ------------------------------------------------------------------------- */

struct reply parts_take_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct picture_part *part;
	struct picture_part_text_list texts;
	struct told_sentence_list told;
	struct writing writing;
	struct reply reply;
	int64_t nth = 0;

	if (!writing_begin(&writing, request, change, &reply))
		return reply;
	part = part_asked(request, view, writing.before);
	texts = part ? part_texts(view, part->id) : (struct picture_part_text_list){ 0 };
	if (!texts.count || !str_to_int(request_param(request, "nth"), &nth))
		return reply_not_found(request);
	told = told_sentences(request->arena, texts.at[0].words);
	if (nth < 1 || (size_t)nth > told.count)
		return reply_not_found(request);
	sentence_add(change, &(struct picture_sentence){ .picture_id = writing.now.id,
		.section = part->section, .origin = ORIGIN_part, .source_id = part->id,
		.words = told.at[nth - 1].words, .source_name = arena_print(request->arena, "%.*s, %.*s",
			STR(part_asked_whom(view, part)), STR(texts.at[0].writer_name)) });
	writing_append(&writing, part->section, told.at[nth - 1].words);
	return writing_done_at(&writing, arena_print(request->arena, "/pictures/%.*s/parts",
		STR(writing.now.public_id)), _("The sentence stands at the end of the section, and keeps whose words it is."));
}
