/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/bases.c - see bases.h; choosing, reading side by side, passing back, reading. */
#include "modules/pictures/bases.h"

#include "base/json.h"
#include "kit/loose.h"
#include "modules/pictures/bases.html.h"

enum { LONGEST_JSON = 8 << 20 };

#define RECORD struct picture_base
static const struct field base_fields[] = { PICTURE_BASE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_base_record = {
	RECORD_OF("picture_base", picture_base, base_fields),
	.label = N_("Version that a picture is built on"), .many = N_("Versions that pictures are built on"),
	.path = "/pictures",
};

#define RECORD struct picture_passing
static const struct field passing_fields[] = { PICTURE_PASSING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_passing_record = {
	RECORD_OF("picture_passing", picture_passing, passing_fields),
	.label = N_("Picture passed back"), .many = N_("Pictures passed back"), .path = "/pictures",
};

#define RECORD struct picture_receipt
static const struct field receipt_fields[] = { PICTURE_RECEIPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_receipt_record = {
	RECORD_OF("picture_receipt", picture_receipt, receipt_fields),
	.label = N_("Receipt of a picture"), .many = N_("Receipts of pictures"), .path = "/pictures",
};

#define RECORD struct base_row
static const struct field row_fields[] = { BASE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record base_row_record = {
	.shape = SHAPE_OF(NULL, base_row, row_fields), .name = "base_row", .fields = row_fields,
	.count = COUNT(row_fields), .label = N_("Version that a picture is built on"),
	.many = N_("Versions that pictures are built on"), .path = "/pictures",
};

struct str base_field(struct arena *arena, int64_t id)
{
	return arena_print(arena, "base-%lld", (long long)id);
}

bool picture_gathers(const struct picture *picture)
{
	return item_text(item_find("picture_kinds", picture->kind), "gathers").len > 0;
}

struct picture_sentence base_sentence(struct view *view, const struct picture *base, struct str words)
{
	struct arena *arena = view_arena(view);

	return (struct picture_sentence){ .origin = ORIGIN_picture, .source_id = base->id,
		.words = words, .digest = base->frozen_digest,
		.source_name = arena_print(arena, _("%.*s, version %lld"),
			STR(unit_name(view, base->unit_id)), (long long)base->number),
		.path = arena_print(arena, "/pictures/%.*s", STR(base->public_id)) };
}

static const struct picture *gathering(struct request *request, struct view *view)
{
	const struct picture *picture = picture_load(request, view);

	return picture && picture_gathers(picture) ? picture : NULL;
}

/* ---- Side by side -------------------------------------------------------------------------- */

/* What each says under one heading, sentence by sentence. */
static void section_side(struct out *out, struct request *request, const struct picture_page *page,
                         const struct base_row_list *rows, size_t section)
{
	bool may_take = picture_is_editable(page->picture->state);

	side_begin(out, picture_heading(page->kind, picture_sections[section]), picture_sections[section]);
	for (size_t i = 0; i < rows->count; i++) {
		const struct picture *base = rows->at[i].is_chosen
			? picture_get(page->view, rows->at[i].public_id) : NULL;
		struct told_sentence_list told;

		if (!base)
			continue;
		told = told_sentences(out->arena, picture_section(base, section));
		side_unit(out, request, page, &rows->at[i], &told, picture_sections[section], may_take);
	}
	side_end(out);
}

static void rows_json(struct json_out *json, const struct base_row_list *rows)
{
	json_list_begin(json, "rows");
	for (size_t i = 0; i < rows->count; i++)
		record_json(json, &base_row_record, &rows->at[i]);
	json_list_finish(json);
}

struct reply bases_show(struct request *request, struct view *view)
{
	const struct picture *picture = gathering(request, view);
	struct base_row_list rows;
	struct picture_page page;
	struct json_out json;
	struct out *out, text;

	if (!picture)
		return reply_not_found(request);
	rows = picture_base_rows(view, picture);
	if (request_wants_json(request)) {
		out_init(&text, request->arena, LONGEST_JSON);
		json_begin(&json, &text);
		json_object_begin(&json, NULL);
		rows_json(&json, &rows);
		json_object_finish(&json);
		return reply_json(request, 200, &text);
	}
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	out = page_begin(request, view, _("What the picture is built on"));
	bases_head(out, &page);
	bases_form(out, request, &page, &rows, picture_is_editable(picture->state));
	for (size_t i = 0; picture_sections[i]; i++)
		section_side(out, request, &page, &rows, i);
	return page_end(request, 200);
}

/* ---- Choosing ------------------------------------------------------------------------------- */

/* A box of the form, or a word in the list that a machine sends. */
static bool is_asked_for(struct request *request, const struct base_row *row)
{
	return sent(request, str_z(request->arena, base_field(request->arena, row->id))).len
		|| str_has_word(sent(request, "bases"), row->public_id);
}

struct reply bases_choose_act(struct request *request, struct change *change)
{
	const struct picture *picture = gathering(request, change_view(change));
	struct base_row_list rows;
	int64_t count = 0;

	if (!picture)
		return reply_not_found(request);
	if (!picture_is_editable(picture->state))
		return picture_wrong_state(request, change);
	rows = picture_base_rows(change_view(change), picture);
	for (size_t i = 0; i < rows.count; i++) {
		bool is_wanted = is_asked_for(request, &rows.at[i]);

		count += is_wanted;
		if (is_wanted && !rows.at[i].is_chosen)
			base_choose(change, picture, &rows.at[i]);
		else if (!is_wanted && rows.at[i].is_chosen)
			base_drop(change, picture->id, rows.at[i].id);
	}
	picture_step_add(change, picture, "bases", picture->state,
		arena_print(request->arena, "%lld", (long long)count));
	request_message(request, _("The versions are chosen. Their sections stand side by side below."));
	return reply_done(request, 200, &picture_record, picture, "/pictures/%.*s/bases",
		STR(picture->public_id));
}

static const struct base_row *row_asked(struct request *request, const struct base_row_list *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].is_chosen && str_equals(rows->at[i].public_id, request_param(request, "base")))
			return &rows->at[i];
	return NULL;
}

/* The sentence that is asked for by its place; "" there is none. */
static struct str words_asked(struct request *request, const struct picture *base, size_t section)
{
	struct told_sentence_list told = told_sentences(request->arena, picture_section(base, section));
	int64_t nth = 0;

	if (!str_to_int(request_param(request, "nth"), &nth) || nth < 1 || (size_t)nth > told.count)
		return S("");
	return told.at[nth - 1].words;
}

struct reply bases_take_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct str section = request_param(request, "section"), words = S("");
	struct base_row_list rows;
	const struct base_row *row;
	const struct picture *base;
	struct picture_sentence sentence;
	struct writing writing;
	struct reply reply;

	if (!writing_begin(&writing, request, change, &reply))
		return reply;
	rows = picture_base_rows(view, writing.before);
	row = row_asked(request, &rows);
	base = row ? picture_get(view, row->public_id) : NULL;
	if (base)
		words = words_asked(request, base, picture_section_find(section));
	if (!words.len)
		return reply_not_found(request);
	sentence = base_sentence(view, base, words);
	sentence.picture_id = writing.now.id;
	sentence.section = section;
	sentence_add(change, &sentence);
	writing_append(&writing, section, words);
	if (!writing.now.secrecy.len)           /* what was marked goes on being marked */
		writing.now.secrecy = base->secrecy;
	return writing_done_at(&writing, arena_print(request->arena, "/pictures/%.*s/bases#side-%.*s",
		STR(writing.now.public_id), STR(section)), _("The sentence stands at the end of the city’s text, and keeps whose words it is."));
}

/* ---- Passing back, and reading ------------------------------------------------------------------ */

static bool may_pass(struct request *request, struct view *view, const struct picture *picture)
{
	return request_may(request, MAY_pictures_adopt)
		? picture_may(view, MAY_pictures_adopt, picture->unit_id)
		: request_may(request, MAY_pictures_receive)
			&& picture_may(view, MAY_pictures_write, picture->unit_id);
}

struct reply pass_act(struct request *request, struct change *change)
{
	const struct picture *picture = picture_asked(request, change_view(change));
	int64_t count;

	if (!picture || !picture_gathers(picture))
		return reply_not_found(request);
	if (!may_pass(request, change_view(change), picture))
		return reply_forbidden(request);
	if (!picture_may_be_followed(picture->state)) {
		problem_add(request_problems(request), "", "%s",
			_("Only a picture that has been adopted is passed back to the units."));
		return reply_again(request, change);
	}
	count = picture_pass(change, picture);
	picture_step_add(change, picture, "pass", picture->state,
		arena_print(request->arena, "%lld", (long long)count));
	request_message(request, _("The units have the picture now. Here it stands who has read it."));
	return reply_done(request, 200, &picture_record, picture, "/pictures/%.*s#passed",
		STR(picture->public_id));
}

/* A unit for which this person answers: who writes its pictures, or adopts them. */
static bool may_read_for(struct request *request, struct view *view, int64_t unit_id)
{
	return (request_may(request, MAY_pictures_write) && picture_may(view, MAY_pictures_write, unit_id))
		|| (request_may(request, MAY_pictures_adopt) && picture_may(view, MAY_pictures_adopt, unit_id));
}

static bool has_given(const struct picture_receipt_list *receipts, int64_t passing_id, int64_t person)
{
	for (size_t i = 0; i < receipts->count; i++)
		if (receipts->at[i].passing_id == passing_id && receipts->at[i].person_id == person)
			return true;
	return false;
}

struct reply read_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct picture *picture = picture_asked(request, view);
	struct picture_passing_list passings;
	struct picture_receipt_list receipts;
	bool is_any = false;

	if (!picture)
		return reply_not_found(request);
	passings = picture_passings(view, picture->id);
	receipts = picture_receipts(view, picture->id);
	for (size_t i = 0; i < passings.count; i++) {
		const struct picture_passing *passing = &passings.at[i];

		if (!may_read_for(request, view, passing->unit_id))
			continue;
		is_any = true;
		if (!has_given(&receipts, passing->id, change_me(change)))
			receipt_give(change, passing, request_person(request)->name);
	}
	if (!is_any)
		return reply_forbidden(request);
	request_message(request, _("Thank you. The office sees that you have read it, and when."));
	return reply_done(request, 200, &picture_record, picture, "/pictures/%.*s#passed",
		STR(picture->public_id));
}

/* ---- On the page of the picture ------------------------------------------------------------------- */

static bool may_give(struct request *request, const struct picture_page *page,
                     const struct picture_passing_list *passings, const struct picture_receipt_list *receipts)
{
	for (size_t i = 0; i < passings->count; i++)
		if (may_read_for(request, page->view, passings->at[i].unit_id)
		    && !has_given(receipts, passings->at[i].id, view_me(page->view)))
			return true;
	return false;
}

void bases_on_page(struct out *out, struct request *request, const struct picture_page *page)
{
	struct picture_passing_list passings;
	struct picture_receipt_list receipts;
	struct base_row_list chosen;

	if (!picture_gathers(page->picture))
		return;
	passings = picture_passings(page->view, page->picture->id);
	receipts = picture_receipts(page->view, page->picture->id);
	chosen = picture_bases_chosen(page->view, page->picture->id);
	bases_list(out, page, &chosen, picture_may_write(request, page->view, page->picture));
	passed_begin(out);
	if (passings.count)
		passed_list(out, page, &passings, &receipts);
	if (may_give(request, page, &passings, &receipts))
		read_button(out, request, page->picture);
	if (picture_may_be_followed(page->picture->state) && chosen.count
	    && may_pass(request, page->view, page->picture))
		pass_button(out, request, page->picture);
	else if (!passings.count)
		passed_nobody(out);
	passed_end(out);
}

void bases_json(struct json_out *json, const struct picture_page *page)
{
	struct base_row_list chosen = picture_bases_chosen(page->view, page->picture->id);

	json_list_begin(json, "built_on");
	for (size_t i = 0; i < chosen.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "public_id", chosen.at[i].public_id);
		json_str(json, "title", chosen.at[i].title);
		json_int(json, "version", chosen.at[i].number);
		json_str(json, "digest", chosen.at[i].digest);
		json_object_finish(json);
	}
	json_list_finish(json);
}
