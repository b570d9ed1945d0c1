/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/model.c - the records of the room, and the room as the house sees it. */
#include "modules/partners/inside.h"

#include "kit/setting.h"

const struct choice note_kinds[] = {
	{ "", "" },
	{ "contact", N_("Contact") },
	{ "picture", N_("Shared picture received") },
	{ "decision", N_("Decision taken there") },
	{ NULL, NULL },
};

#define RECORD struct partner
static const struct field partner_fields[] = { PARTNER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_record = { RECORD_OF("partner", partner, partner_fields),
	.label = N_("Actor"), .many = N_("Actors"), .path = "/partners" };

static void partner_judge(struct view *view, void *row, struct problems *problems)
{
	const struct partner *partner = row;

	if (!partner_may_add(view, partner->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the register of this unit. Choose another unit."));
	if (date_is_given(partner->valid_to)
	    && date_compare(partner->valid_to, partner->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
}
const struct form partner_form = { .record = &partner_record,
	.fields = FIELDS("name", "kind", "unit_id", "area", "runs", "agreement", "agreement_to",
		"valid_from", "valid_to"),
	.judge = partner_judge };

#define RECORD struct partner_row
const struct field partner_row_fields[] = { PARTNER_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(partner_row_fields) == PARTNER_ROW_COUNT, "one count for each field");

#define RECORD struct partner_contact
static const struct field contact_fields[] = { PARTNER_CONTACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_contact_record = {
	RECORD_OF("partner_contact", partner_contact, contact_fields),
	.label = N_("Way to reach an actor"), .many = N_("Ways to reach actors"), .path = "/partners" };
const struct form partner_contact_form = { .record = &partner_contact_record,
	.fields = FIELDS("name", "channel", "address", "at_all_hours") };

#define RECORD struct contact_row
static const struct field contact_row_fields[] = { CONTACT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record contact_row_record = {
	.shape = SHAPE_OF(NULL, contact_row, contact_row_fields), .name = "partner_contact_row",
	.fields = contact_row_fields, .count = COUNT(contact_row_fields),
	.label = N_("Way to reach an actor"), .many = N_("Ways to reach actors"), .path = "/partners" };

#define RECORD struct partner_check
static const struct field check_fields[] = { PARTNER_CHECK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_check_record = {
	RECORD_OF("partner_check", partner_check, check_fields),
	.label = N_("Trial of a way to reach an actor"),
	.many = N_("Trials of ways to reach actors"), .path = "/partners" };

#define RECORD struct partner_note
static const struct field note_fields[] = { PARTNER_NOTE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_note_record = { RECORD_OF("partner_note", partner_note, note_fields),
	.label = N_("Note of cooperation"), .many = N_("Notes of cooperation"),
	.path = "/partners/cooperation" };

#define RECORD struct note_row
static const struct field note_row_fields[] = { NOTE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record note_row_record = {
	.shape = SHAPE_OF(NULL, note_row, note_row_fields), .name = "partner_note_row",
	.fields = note_row_fields, .count = COUNT(note_row_fields),
	.label = N_("Note of cooperation"), .many = N_("Notes of cooperation"),
	.path = "/partners/cooperation" };

static void note_form_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	note_judge(row, instant_now(), problems);
}
const struct form partner_note_form = { .record = &partner_note_record,
	.fields = FIELDS("kind", "at", "words", "from_whom", "took_part", "committed", "measure_id",
		"crisis_id"),
	.judge = note_form_judge };

#define RECORD struct partner_release
static const struct field release_fields[] = { PARTNER_RELEASE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_release_record = {
	RECORD_OF("partner_release", partner_release, release_fields),
	.label = N_("Shared picture for partners"), .many = N_("Shared pictures for partners"),
	.path = "/crisis" };

static void release_form_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	release_judge(row, instant_now(), setting_int("partner_share_days"), problems);
}
const struct form partner_release_form = { .record = &partner_release_record,
	.fields = FIELDS("words", "expires_at"), .judge = release_form_judge };

#define RECORD struct partner_line
static const struct field line_fields[] = { PARTNER_LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_line_record = { RECORD_OF("partner_line", partner_line, line_fields),
	.label = N_("Sentence for partners"), .many = N_("Sentences for partners"), .path = "/crisis" };

#define RECORD struct partner_link
static const struct field link_fields[] = { PARTNER_LINK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_link_record = { RECORD_OF("partner_link", partner_link, link_fields),
	.label = N_("Link of a partner"), .many = N_("Links of partners"), .path = "/crisis" };

#define RECORD struct partner_reading
static const struct field reading_fields[] = { PARTNER_READING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record partner_reading_record = {
	RECORD_OF("partner_reading", partner_reading, reading_fields),
	.label = N_("Reading of a partner"), .many = N_("Readings of partners"), .path = "/crisis" };
const struct form partner_reading_form = { .record = &partner_reading_record,
	.fields = FIELDS("name") };

#define RECORD struct revoke
static const struct field revoke_fields[] = { REVOKE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record revoke_record = { .shape = SHAPE_OF(NULL, revoke, revoke_fields),
	.name = "partner_revoke", .fields = revoke_fields, .count = COUNT(revoke_fields),
	.label = N_("Taking back a link"), .many = N_("Taking back links"), .path = "/crisis" };
const struct form partner_revoke_form = { .record = &revoke_record, .fields = FIELDS("why") };

static const struct record *const records[] = { &partner_record, &partner_contact_record,
	&partner_check_record, &partner_note_record, &partner_release_record, &partner_line_record,
	&partner_link_record, &partner_reading_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Partners"), "/partners", MAY_forums_read, "people", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module partners_module = {
	.name = "partners", .routes = partners_routes, .records = records,
	.rules = partners_rules, .menu = menu, .evidence = partners_evidence,
	.references = partners_references, .demo = partners_demo,
};
