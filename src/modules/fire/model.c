/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/model.c - the records of the room, its addresses, and the room as the house sees it. */
#include "modules/fire/inside.h"

const struct choice round_states[] = {
	{ "", "" }, { "open", N_("Going on") }, { "done", N_("Done") }, { NULL, NULL },
};
const struct choice fire_answers[] = {
	{ "", "" },
	{ "fine", N_("Fine") },
	{ "deviation", N_("Deviation") },
	{ "absent", N_("Not here") },
	{ NULL, NULL },
};
const struct choice deviation_states[] = {
	{ "", "" }, { "open", N_("Open") }, { "closed", N_("Put right") }, { NULL, NULL },
};

#define RECORD struct fire_object
static const struct field object_fields[] = { FIRE_OBJECT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_object_record = { RECORD_OF("fire_object", fire_object, object_fields),
	.label = N_("Fire object"), .many = N_("Fire objects"), .path = "/fire" };

#define RECORD struct fire_checklist
static const struct field checklist_fields[] = { FIRE_CHECKLIST_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_checklist_record = {
	RECORD_OF("fire_checklist", fire_checklist, checklist_fields),
	.label = N_("Checklist"), .many = N_("Checklists"), .path = "/fire/checklists" };

#define RECORD struct fire_edition
static const struct field edition_fields[] = { FIRE_EDITION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_edition_record = {
	.shape = SHAPE_OF(NULL, fire_edition, edition_fields), .name = "fire_edition",
	.fields = edition_fields, .count = COUNT(edition_fields),
	.label = N_("Checklist"), .many = N_("Checklists"), .path = "/fire/checklists" };

#define RECORD struct fire_check
static const struct field check_fields[] = { FIRE_CHECK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_check_record = { RECORD_OF("fire_check", fire_check, check_fields),
	.label = N_("Line of a checklist"), .many = N_("Lines of a checklist"), .path = "/fire/checklists" };

#define RECORD struct fire_round
static const struct field round_fields[] = { FIRE_ROUND_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_round_record = { RECORD_OF("fire_round", fire_round, round_fields),
	.label = N_("Control round"), .many = N_("Control rounds"), .path = "/fire" };

#define RECORD struct fire_line
static const struct field line_fields[] = { FIRE_LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_line_record = {
	.shape = SHAPE_OF(NULL, fire_line, line_fields), .name = "fire_line",
	.fields = line_fields, .count = COUNT(line_fields),
	.label = N_("Line of a round"), .many = N_("Lines of a round"), .path = "/fire" };

#define RECORD struct fire_deviation
static const struct field deviation_fields[] = { FIRE_DEVIATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_deviation_record = {
	RECORD_OF("fire_deviation", fire_deviation, deviation_fields),
	.label = N_("Deviation in the fire protection"), .many = N_("Deviations in the fire protection"),
	.path = "/fire-deviations" };

#define RECORD struct fire_close
static const struct field close_fields[] = { FIRE_CLOSE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_close_record = {
	.shape = SHAPE_OF(NULL, fire_close, close_fields), .name = "fire_close",
	.fields = close_fields, .count = COUNT(close_fields),
	.label = N_("Closing a deviation"), .many = N_("Closing deviations"), .path = "/fire-deviations" };

#define RECORD struct fire_review
static const struct field review_fields[] = { FIRE_REVIEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record fire_review_record = { RECORD_OF("fire_review", fire_review, review_fields),
	.label = N_("Yearly review of the fire protection"),
	.many = N_("Yearly reviews of the fire protection"), .path = "/fire/reviews" };

#define RECORD struct special_law
static const struct field law_fields[] = { SPECIAL_LAW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record special_law_record = { RECORD_OF("special_law", special_law, law_fields),
	.label = N_("Special law"), .many = N_("Special laws"), .path = "/fire/laws" };

#define RECORD struct law_end
static const struct field end_fields[] = { LAW_END_FIELDS(AS_FIELD) };
#undef RECORD
const struct record law_end_record = {
	.shape = SHAPE_OF(NULL, law_end, end_fields), .name = "law_end",
	.fields = end_fields, .count = COUNT(end_fields),
	.label = N_("End of a special law"), .many = N_("Ends of special laws"), .path = "/fire/laws" };

/* ---- Addresses ------------------------------------------------------------------------------------- */

#define OBJECT "/fire/objects/:number"
#define LAW "/fire/laws/:key"
const struct route fire_routes[] = {
	{ GET, "/fire", .need = MAY_fire_read, .show = fire_objects_list, .is_api_too = true,
	  .label = N_("List of fire objects") },
	{ GET, "/fire/new", .need = MAY_fire_write, .show = fire_object_new,
	  .label = N_("New fire object") },
	{ POST, "/fire", .need = MAY_fire_write, .act = fire_object_add_act, .form = &fire_object_form,
	  .again = fire_object_new, .is_api_too = true, .label = N_("Save a new fire object") },
	{ GET, OBJECT, .need = MAY_fire_read, .show = fire_object_show, .is_api_too = true,
	  .label = N_("A fire object") },
	{ GET, OBJECT "/edit", .need = MAY_fire_write, .show = fire_object_edit,
	  .label = N_("Change a fire object") },
	{ POST, OBJECT, .need = MAY_fire_write, .act = fire_object_change_act,
	  .form = &fire_object_edit_form, .load = fire_object_load, .again = fire_object_edit,
	  .is_api_too = true, .label = N_("Save changes to a fire object") },
	{ POST, OBJECT "/end", .need = MAY_fire_write, .act = fire_object_end_act,
	  .again = fire_object_show, .is_api_too = true, .label = N_("End a fire object") },
	{ POST, OBJECT "/rounds", .need = MAY_fire_walk, .act = fire_round_begin_act,
	  .again = fire_object_show, .is_api_too = true, .label = N_("Begin a control round") },
	{ POST, OBJECT "/deviations", .need = MAY_fire_walk, .act = fire_deviation_add_act,
	  .form = &fire_deviation_form, .again = fire_object_show, .is_api_too = true,
	  .label = N_("Note a deviation between rounds") },
	{ GET, "/fire/rounds/:key", .need = MAY_fire_read, .show = fire_round_show, .is_api_too = true,
	  .label = N_("A control round") },
	{ POST, "/fire/rounds/:key", .need = MAY_fire_walk, .act = fire_round_save_act,
	  .again = fire_round_show, .is_api_too = true, .label = N_("Save or finish a control round") },
	{ GET, "/fire-deviations", .need = MAY_fire_read, .show = fire_deviations_list,
	  .is_api_too = true, .label = N_("List of deviations in the fire protection") },
	{ GET, "/fire-deviations/:number", .need = MAY_fire_read, .show = fire_deviation_show,
	  .is_api_too = true, .label = N_("A deviation in the fire protection") },
	{ POST, "/fire-deviations/:number/close", .need = MAY_fire_walk,
	  .act = fire_deviation_close_act, .form = &fire_close_form, .again = fire_deviation_show,
	  .is_api_too = true, .label = N_("Close a deviation in the fire protection") },
	{ GET, "/fire/checklists", .need = MAY_fire_read, .show = fire_checklists_show,
	  .label = N_("Checklists of control rounds") },
	{ GET, "/fire/checklists/:kind", .need = MAY_fire_read, .show = fire_checklist_show,
	  .is_api_too = true, .label = N_("A checklist of control rounds") },
	{ POST, "/fire/checklists/:kind", .need = MAY_fire_lists, .act = fire_checklist_act,
	  .form = &fire_checklist_form, .again = fire_checklist_show, .is_api_too = true,
	  .label = N_("Save a new edition of a checklist") },
	{ GET, "/fire/reviews", .need = MAY_fire_read, .show = fire_reviews_list, .is_api_too = true,
	  .label = N_("Yearly reviews of the fire protection") },
	{ GET, "/fire/reviews/new", .need = MAY_fire_write, .show = fire_review_new,
	  .label = N_("Review a year") },
	{ POST, "/fire/reviews", .need = MAY_fire_write, .act = fire_review_add_act,
	  .form = &fire_review_form, .again = fire_review_new, .is_api_too = true,
	  .label = N_("Decide the review of a year") },
	{ GET, "/fire/reviews/:key", .need = MAY_fire_read, .show = fire_review_show,
	  .is_api_too = true, .label = N_("A yearly review of the fire protection") },
	{ GET, "/fire/laws", .need = MAY_fire_read, .show = special_laws_list, .is_api_too = true,
	  .label = N_("Special laws that apply") },
	{ GET, "/fire/laws/new", .need = MAY_fire_write, .show = special_law_new,
	  .label = N_("Write a special law") },
	{ POST, "/fire/laws", .need = MAY_fire_write, .act = special_law_add_act,
	  .form = &special_law_form, .again = special_law_new, .is_api_too = true,
	  .label = N_("Save a special law") },
	{ GET, LAW, .need = MAY_fire_read, .show = special_law_show, .is_api_too = true,
	  .label = N_("A special law of a unit") },
	{ GET, LAW "/edit", .need = MAY_fire_write, .show = special_law_edit,
	  .label = N_("Look at a special law again") },
	{ POST, LAW, .need = MAY_fire_write, .act = special_law_change_act, .form = &special_law_form,
	  .load = special_law_load, .again = special_law_edit, .is_api_too = true,
	  .label = N_("Save that a special law was looked at") },
	{ POST, LAW "/end", .need = MAY_fire_write, .act = special_law_end_act, .form = &law_end_form,
	  .again = special_law_show, .is_api_too = true, .label = N_("A special law no longer applies") },
	{ .path = NULL },
};

static const struct record *const records[] = { &fire_object_record, &fire_checklist_record,
	&fire_check_record, &fire_round_record, &fire_deviation_record, &fire_review_record,
	&special_law_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Fire protection"), "/fire", MAY_fire_read, "fire", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module fire_module = {
	.name = "fire", .routes = fire_routes, .records = records, .rules = fire_rules, .menu = menu,
	.evidence = fire_evidence, .wheel = fire_wheel, .demo = fire_demo, .home = fire_home,
};
