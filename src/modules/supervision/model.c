/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/model.c - the records of the room, its days in the year wheel, and the room as the
 * house sees it. */
#include "modules/supervision/inside.h"

const struct choice deficiency_states[] = {
	{ "", "" }, { "open", N_("Open") }, { "closed", N_("Mended") }, { NULL, NULL },
};

#define RECORD struct supervision
static const struct field supervision_fields[] = { SUPERVISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record supervision_record = {
	RECORD_OF("supervision", supervision, supervision_fields),
	.label = N_("Opinion of an authority"), .many = N_("Opinions of authorities"),
	.path = "/supervision" };

#define RECORD struct deficiency
static const struct field deficiency_fields[] = { DEFICIENCY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record deficiency_record = {
	RECORD_OF("supervision_deficiency", deficiency, deficiency_fields),
	.label = N_("What an authority wants mended"), .many = N_("What authorities want mended"),
	.path = "/supervision" };

#define RECORD struct deficiency_close
static const struct field close_fields[] = { DEFICIENCY_CLOSE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record deficiency_close_record = {
	.shape = SHAPE_OF(NULL, deficiency_close, close_fields), .name = "deficiency_close",
	.fields = close_fields, .count = COUNT(close_fields),
	.label = N_("It is mended"), .many = N_("It is mended"), .path = "/supervision" };

#define RECORD struct supervision_answer
static const struct field answer_fields[] = { SUPERVISION_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record supervision_answer_record = {
	.shape = SHAPE_OF(NULL, supervision_answer, answer_fields), .name = "supervision_answer",
	.fields = answer_fields, .count = COUNT(answer_fields),
	.label = N_("Answer to an authority"), .many = N_("Answers to authorities"),
	.path = "/supervision" };

/* ---- The year wheel --------------------------------------------------------------------------------- */

static struct wheel_item_list answers(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct supervision_list found = supervisions_due(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++)
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "supervision-%.*s", STR(found.at[i].number)),
			.kind = S("supervision"), .on = found.at[i].answer_due,
			.words = str_of(_("Answer an authority")),
			.title = found.at[i].title,
			.path = arena_print(arena, "/supervision/%.*s", STR(found.at[i].number)),
			.is_late = supervision_is_late(&found.at[i], date_today()),
			.is_done = date_is_given(found.at[i].answered_on) };
	return list;
}

const struct wheel_source supervision_wheel[] = {
	{ .name = "supervision", .items = answers },
	{ .name = NULL },
};

static const struct record *const records[] = { &supervision_record, &deficiency_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Supervision"), "/supervision", MAY_supervision_read, "search", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module supervision_module = {
	.name = "supervision", .routes = supervision_routes, .records = records, .menu = menu,
	.wheel = supervision_wheel, .demo = supervision_demo,
};
