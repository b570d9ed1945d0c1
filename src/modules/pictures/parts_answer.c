/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/parts_answer.c - see parts.h; what whoever is asked sees and writes. */
#include "modules/pictures/guard.h"
#include "modules/pictures/parts.h"
#include "modules/pictures/parts.html.h"

const struct form picture_part_text_form = {
	.record = &picture_part_text_record, .fields = FIELDS("words"), .may_keep = part_may_keep,
};

/* ---- A unit of the city ---------------------------------------------------------------------- */

struct reply parts_mine_show(struct request *request, struct view *view)
{
	struct picture_part_list parts = parts_of_mine(view);
	struct out *out = page_begin(request, view, _("Asked of us"));

	mine_begin(out, parts.count);
	for (size_t i = 0; i < parts.count; i++) {
		const struct part_door *door = part_asked_of(view, parts.at[i].id);
		struct picture_part_text_list texts = part_texts(view, parts.at[i].id);

		if (door)
			mine_row(out, view, &parts.at[i], door, texts.count);
	}
	mine_end(out);
	return page_end(request, 200);
}

static const struct picture_part *part_of_mine(struct request *request, struct view *view)
{
	const struct picture_part *part = picture_part_get(view, request_param(request, "part"));

	return part && part->unit_id && picture_may(view, MAY_pictures_write, part->unit_id) ? part : NULL;
}

struct reply part_question_show(struct request *request, struct view *view)
{
	const struct picture_part *part = part_of_mine(request, view);
	const struct part_door *door = part ? part_asked_of(view, part->id) : NULL;
	struct picture_part_text_list texts;
	struct picture_part_text row = { 0 };
	struct form_view form;
	struct out *out;

	if (!door)
		return reply_not_found(request);
	texts = part_texts(view, part->id);
	row.words = texts.count ? texts.at[0].words : S("");
	form = form_view_of(request, view, &picture_part_text_form, &row);
	out = page_begin(request, view, _("A question about a section"));
	answer_crumbs(out);
	answer_head(out, door);
	form_begin(out, &form, arena_print(request->arena, "/picture-parts/%.*s", STR(part->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Send your words"), S("/picture-parts"));
	form_end(out);
	answer_before(out, &texts);
	return page_end(request, 200);
}

struct reply part_answer_act(struct request *request, struct change *change)
{
	struct picture_part_text *text = request_record(request);
	const struct picture_part *part = part_of_mine(request, change_view(change));
	const struct part_door *door = part ? part_asked_of(change_view(change), part->id) : NULL;

	if (!door)
		return reply_not_found(request);
	if (!picture_words_judge(&(struct guarded){ request, change_view(change), door->kind }, "words",
	                         text->words))
		return reply_again(request, change);
	text->part_id = part->id;
	text->person_id = change_me(change);
	text->writer_name = request_person(request)->name;
	text->at = instant_now();
	change_insert(change, &picture_part_text_record.shape, text);
	request_message(request, _("Your words are there, with your name and the time. You can change them until the picture is reviewed."));
	return reply_done(request, 201, &picture_part_text_record, text, "/picture-parts/%.*s",
		STR(part->public_id));
}

/* ---- A guest from outside ----------------------------------------------------------------------- */

static const struct partner_guest *guest_asked(struct request *request, struct view *view)
{
	return partner_guest_of(view, request_param(request, "token"),
		request_cookie(request, partner_cookie));
}

struct reply part_guest_show(struct request *request, struct view *view)
{
	const struct partner_guest *guest = guest_asked(request, view);
	const struct part_door *door = guest ? part_door_of(view, guest->part_id) : NULL;
	struct picture_part_text_list texts;
	struct out *out;

	if (!guest)
		return reply_go(request, "/partner/%s", str_z(request->arena, request_param(request, "token")));
	if (!door)
		return partner_leads_nowhere(request);
	texts = part_door_texts(view, guest->part_id);
	out = page_begin_bare(request, "narrow", _("A question for you"));
	answer_head(out, door);
	guest_form(out, request, guest, &texts, request_param(request, "token"));
	answer_before(out, &texts);
	return partner_unlisted(page_end(request, request_problems(request)->count ? 422 : 200));
}

struct reply part_guest_act(struct request *request, struct change *change)
{
	struct picture_part_text *text = request_record(request);
	const struct partner_guest *guest = guest_asked(request, change_view(change));
	const struct part_door *door = guest ? part_door_of(change_view(change), guest->part_id) : NULL;

	if (!door)
		return partner_leads_nowhere(request);
	if (!picture_words_judge(&(struct guarded){ request, change_view(change), door->kind }, "words",
	                         text->words))
		return reply_again(request, change);
	text->part_id = guest->part_id;
	text->writer_name = arena_print(request->arena, "%.*s, %.*s", STR(guest->name),
		STR(guest->partner_name));
	text->at = instant_now();
	change_insert(change, &picture_part_text_record.shape, text);
	return reply_go(request, "/partner/%s/section",
		str_z(request->arena, request_param(request, "token")));
}
